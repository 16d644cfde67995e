//! The tables about the staff: roles, invitations, and what they did with the data of attendees.

use super::types::ErasureEffect::{Anonymised, Deleted};
use super::types::RetentionEffect::ByPersonalRows;
use super::types::SubjectScope::WithoutRole;
use super::types::{TableInventory, daily, delete, rows, table};

/// The roles.
pub const ROLE: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted).and_later_of(WithoutRole)],
    on_retention_end: ByPersonalRows,
    ..table("role")
};

/// Invitations to a role.
pub const INVITE: TableInventory = TableInventory {
    // -1: an invitation of an erased person stays used
    personal_rows: &[
        rows("of(used_by)", "hash, role, expires_at, used_by, age", Anonymised("used_by = -1"))
            .and_later_of(WithoutRole),
        rows("of(created_by) and not of(used_by)", "role, created_at", Anonymised("created_by = 0"))
            .and_later_of(WithoutRole),
    ],
    not_exported: "created_by, created_at",
    non_personal: "hash, role, expires_at, used_by, age, created_by, created_at",
    on_retention_end: ByPersonalRows,
    // a link is valid for two days; for another week it is recognised as used or expired
    aging: daily(&[delete("age >= 9")]),
    ..table("invite")
};

/// The organiser who last sent certificates of attendance to all.
pub const CERTIFICATE_SENDING: TableInventory = TableInventory {
    personal_rows: &[
        rows("of(requested_by)", "sent, is_active", Anonymised("requested_by = 0")).and_later_of(WithoutRole)
    ],
    not_exported: "name, requested_by, last_registration",
    non_personal: "name, is_active, sent, last_registration",
    on_retention_end: ByPersonalRows,
    ..table("certificate_sending")
};

/// What staff did with the data of attendees: a year, like the attendance it accounts for.
pub const AUDIT_LOG: TableInventory = TableInventory {
    personal_rows: &[rows("of(actor)", "at, action, registration, detail", Anonymised("actor = -1"))
        .and_later_of(WithoutRole)],
    not_exported: "id, actor, age",
    non_personal: "id, at, action, registration, detail, age",
    on_retention_end: ByPersonalRows,
    aging: daily(&[delete("age >= 365")]),
    ..table("audit_log")
};

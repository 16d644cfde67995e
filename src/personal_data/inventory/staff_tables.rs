//! The tables about the staff: roles, invitations, and what they did with the data of attendees.

use super::types::ErasureEffect::{Anonymised, Deleted};
use super::types::RetentionEffect::{ByPersonalRows, Emptied};
use super::types::SubjectScope::WithoutRole;
use super::types::{TableInventory, daily, delete, delete_text, hourly, rows, table};

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

/// The groups and channels in which the bot posts. A link stays without the organiser who made it.
pub const LINKED_GROUP: TableInventory = TableInventory {
    personal_rows: &[rows("of(linked_by)", "title, kind, linked_at", Anonymised("linked_by = 0"))],
    not_exported: "chat, state, topic, languages, subjects, linked_by, told_schedule, has_seen_closed",
    non_personal: "chat, kind, title, state, topic, languages, subjects, linked_at, told_schedule, has_seen_closed",
    on_retention_end: Emptied,
    ..table("linked_group")
};

/// What was posted in them.
pub const GROUP_POST: TableInventory = TableInventory {
    non_personal: "chat, post, posted_at",
    on_retention_end: Emptied,
    ..table("group_post")
};

/// What staff did with the data of attendees: a year, like the attendance it accounts for.
pub const AUDIT_LOG: TableInventory = TableInventory {
    personal_rows: &[rows("of(actor)", "at, action, registration, detail", Anonymised("actor = -1"))
        .and_later_of(WithoutRole)],
    not_exported: "id, actor, age",
    non_personal: "id, at, action, registration, detail, age",
    on_retention_end: ByPersonalRows,
    on_attendance_end: Emptied,
    aging: daily(&[delete("age >= 365")]),
    ..table("audit_log")
};

/// Who gets a digest every morning.
pub const DESK_DIGEST: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted).and_later_of(WithoutRole)],
    on_retention_end: ByPersonalRows,
    ..table("desk_digest")
};

/// What moderators have sent to the stage. It is over with the event.
pub const STAGE_LINE: TableInventory = TableInventory {
    personal_rows: &[rows("of(sent_by)", "*", Deleted)],
    on_retention_end: Emptied,
    aging: daily(&[delete_text("age >= 3")]),
    ..table("stage_line")
};

/// One-time links to the scanning page.
pub const SCAN_LINK: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted)],
    on_retention_end: Emptied,
    // a link is valid for ten minutes; for some hours it is recognised as used
    aging: hourly(&[delete("age >= 12")]),
    ..table("scan_link")
};

/// The sessions of the scanning page.
pub const SCAN_SESSION: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted)],
    on_retention_end: Emptied,
    aging: hourly(&[delete("age >= 40")]),
    ..table("scan_session")
};

/// The receipts of scans. Stands before the registrations, which the first condition reads.
pub const SCAN_RECEIPT: TableInventory = TableInventory {
    personal_rows: &[
        rows(
            "registration in (select number from registration where of(registration.person) and own = 1)",
            "registration, arrived_at",
            Deleted,
        ),
        rows("of(person)", "registration, arrived_at", Deleted),
    ],
    not_exported: "person, id, day, outcome, age",
    on_retention_end: Emptied,
    // a phone that was without a network for the whole event
    aging: daily(&[delete("age >= 4")]),
    ..table("scan_receipt")
};

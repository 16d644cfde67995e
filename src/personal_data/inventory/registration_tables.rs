//! The tables around a registration: who is coming, who has arrived.

use super::types::ErasureEffect::{Anonymised, Deleted};
use super::types::RetentionEffect::{ByPersonalRows, Emptied, Reduced};
use super::types::SubjectScope::WithoutRole;
use super::types::{ALL, AgeUnit, Aging, TableInventory, delete, delete_text, hourly, rows, table};

/// The table whose rows are counted when organisers are told what the end of retention erases.
pub const REGISTRATION: &str = "registration";

/// All columns of a registration but `registered_by`.
const REGISTRATION_COLUMNS: &str = "number, person, own, seat_status, offered_until, waitlisted_at, waitlist_inactive_at, code, name, \
    category, organisation, phone, email, area, access_needs, consent_how, consent_version, consent_at, \
    registered_at, calendar_issues, calendar_fingerprint, calendar_at, calendar_uid";

/// The registrations that stay on the attendance sheet when the rest is erased.
pub const ON_ATTENDANCE_SHEET: &str =
    "exists (select 1 from arrival where arrival.registration = registration.number)";
/// What the attendance sheet needs stays: number, name, category, organisation, status, and the consent to it.
/// `registered_at` 0 marks a registration that was reduced.
const REDUCE_REGISTRATION: &str = "person = 0, registered_by = 0, offered_until = 0, waitlisted_at = 0, waitlist_inactive_at = 0, \
    code = '', phone = '', email = '', area = '', access_needs = '', registered_at = 0, calendar_issues = 0, \
    calendar_fingerprint = '', calendar_at = 0, calendar_uid = ''";
const HAS_MORE_THAN_THE_SHEET: &str = "person <> 0 or registered_by <> 0 or code <> '' or phone <> '' or email <> '' \
    or area <> '' or access_needs <> '' or registered_at <> 0 or calendar_issues <> 0";

/// Reminders that were sent or missed.
pub const REMINDER_SENT: TableInventory = TableInventory {
    personal_rows: &[rows(
        "registration in (select number from registration where of(person) and own = 1)",
        "*",
        Deleted,
    )],
    on_retention_end: Emptied,
    // of a cancelled registration, whose number is not given out again
    aging: Some(Aging {
        unit: AgeUnit::Day,
        age_column: None,
        aging_rows: ALL,
        rules: &[delete(
            "not exists (select 1 from registration where registration.number = reminder_sent.registration)",
        )],
    }),
    ..table("reminder_sent")
};

/// Who has arrived. Stands before the registrations, whose erasure would take these rows along unseen.
pub const ARRIVAL: TableInventory = TableInventory {
    personal_rows: &[
        rows(
            "registration in (select number from registration where of(person) and own = 1)",
            "registration, day, arrived_at, method",
            Deleted,
        ),
        // whom the person let in: about their work
        rows("of(recorded_by)", "registration, arrived_at", Anonymised("recorded_by = 0"))
            .and_later_of(WithoutRole),
    ],
    not_exported: "recorded_by",
    non_personal: "registration, day, arrived_at, method",
    // the attendance sheet
    on_retention_end: ByPersonalRows,
    on_attendance_end: Emptied,
    ..table("arrival")
};

/// Whose certificate of attendance was sent. Stands before the registrations, like the arrivals.
pub const CERTIFICATE_SENT: TableInventory = TableInventory {
    personal_rows: &[rows(
        "registration in (select number from registration where of(person) and own = 1)",
        "*",
        Deleted,
    )],
    on_retention_end: Emptied,
    ..table("certificate_sent")
};

/// The registrations.
pub const REGISTRATIONS: TableInventory = TableInventory {
    personal_rows: &[
        rows("of(person) and own = 1", REGISTRATION_COLUMNS, Deleted),
        // guests keep their seats and, with their codes, their registrations
        rows("of(person) and own = 0", REGISTRATION_COLUMNS, Anonymised("person = 0, registered_by = 0")),
        // a guest who took over a registration: its data are no longer for the person who registered them
        rows(
            "of(registered_by) and not of(person)",
            "number, registered_at",
            Anonymised("registered_by = 0"),
        ),
    ],
    not_exported: "registered_by",
    // those of guests, who stay
    non_personal: "number, own, seat_status, offered_until, waitlisted_at, waitlist_inactive_at, code, name, category, \
        organisation, phone, email, area, access_needs, consent_how, consent_version, consent_at, \
        registered_at, calendar_issues, calendar_fingerprint, calendar_at, calendar_uid",
    on_retention_end: Reduced {
        kept: ON_ATTENDANCE_SHEET,
        set: REDUCE_REGISTRATION,
        has_more: HAS_MORE_THAN_THE_SHEET,
    },
    on_attendance_end: Emptied,
    ..table(REGISTRATION)
};

/// People who were reminded to finish their registration.
pub const COMPLETION_REMINDED: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted)],
    on_retention_end: Emptied,
    ..table("completion_reminded")
};

/// Wrong ticket codes that were tried.
pub const WRONG_CODE: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted)],
    on_retention_end: Emptied,
    ..table("wrong_code")
};

/// A list of people that an organiser has not confirmed yet: the people in it have no account.
pub const PENDING_IMPORT: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "person, digest, age", Deleted)],
    not_exported: "list, report",
    on_retention_end: Emptied,
    aging: hourly(&[delete_text("age >= 2")]),
    ..table("pending_import")
};

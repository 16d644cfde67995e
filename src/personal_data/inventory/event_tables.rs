//! The tables about the event as a whole: what people thought of it, and where they came from.

use super::types::ErasureEffect::Deleted;
use super::types::RetentionEffect::Emptied;
use super::types::{TableInventory, rows, table};

/// What people thought of the event. Stands before [`FEEDBACK_REQUEST`], which alone leads from a person to it.
pub const FEEDBACK_ANSWER: TableInventory = TableInventory {
    personal_rows: &[rows(
        "key in (select key from feedback_request where of(person))",
        "usefulness, organisation, line, voice, line_at",
        Deleted,
    )],
    not_exported: "key",
    on_retention_end: Emptied,
    ..table("feedback_answer")
};

/// Who was asked.
pub const FEEDBACK_REQUEST: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "person, asked_at", Deleted)],
    not_exported: "key",
    on_retention_end: Emptied,
    ..table("feedback_request")
};

/// Whether everybody was asked.
pub const FEEDBACK_ROUND: TableInventory =
    TableInventory { non_personal: "name, arrivals", ..table("feedback_round") };

/// How often links were opened, nobody knows by whom.
pub const REFERRAL: TableInventory = TableInventory { non_personal: "source, opened", ..table("referral") };

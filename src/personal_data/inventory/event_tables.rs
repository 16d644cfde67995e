//! The tables about the event as a whole: what people thought of it, and where they came from.

use super::types::ErasureEffect::{Anonymised, Deleted};
use super::types::RetentionEffect::{ByPersonalRows, Emptied};
use super::types::SubjectScope::{AllRows, WithoutRole};
use super::types::{ALL, MaxAge, TableInventory, rows, table};
use crate::clock::Millis;

const HOUR: Millis = 3_600_000;

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

/// Requests for the floor. The rows stay for the figures, without person and name; an open one is taken back.
pub const FLOOR_REQUEST: TableInventory = TableInventory {
    personal_rows: &[
        rows(
            "of(person) and state in ('waiting', 'speaking')",
            FLOOR_REQUEST_COLUMNS,
            Anonymised("person = 0, name = '', state = 'withdrawn'"),
        )
        .and_later_of(AllRows),
        rows(
            "of(person) and (person <> 0 or name <> '')",
            FLOOR_REQUEST_COLUMNS,
            Anonymised("person = 0, name = ''"),
        )
        .and_later_of(AllRows),
    ],
    not_exported: "told",
    non_personal: "number, position, newcomer, skipped, forewarned, acknowledged, told, session, asked_at, called_at",
    on_retention_end: ByPersonalRows,
    ..table("floor_request")
};

const FLOOR_REQUEST_COLUMNS: &str = "number, person, name, state, position, newcomer, skipped, forewarned, \
    acknowledged, session, asked_at, called_at";

/// Moderators who see the queue for the floor.
pub const FLOOR_PANEL: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted).and_later_of(WithoutRole)],
    on_retention_end: ByPersonalRows,
    ..table("floor_panel")
};

/// Whether everybody was asked.
pub const FEEDBACK_ROUND: TableInventory =
    TableInventory { non_personal: "name, arrivals", ..table("feedback_round") };

/// How often links were opened, nobody knows by whom.
pub const REFERRAL: TableInventory = TableInventory { non_personal: "source, opened", ..table("referral") };

/// Browsers whose person goes on in Telegram. An account that is erased leaves its browsers as visitors of their own.
pub const VISITOR_LINK: TableInventory = TableInventory {
    personal_rows: &[rows("of(visitor)", "*", Deleted), rows("of(person)", "*", Deleted)],
    on_retention_end: Emptied,
    ..table("visitor_link")
};

/// Codes that transfer the data of a visitor of the page to a Telegram account.
pub const TRANSFER_CODE: TableInventory = TableInventory {
    personal_rows: &[rows("of(visitor)", "visitor, made_at", Deleted)],
    not_exported: "hash",
    on_retention_end: Emptied,
    max_age: Some(MaxAge { condition: ALL, time_column: "made_at", after: HOUR }),
    ..table("transfer_code")
};

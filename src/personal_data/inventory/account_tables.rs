//! The tables of written answers and of the account of the questions.

use super::types::ErasureEffect::{Anonymised, Deleted};
use super::types::RetentionEffect::{ByPersonalRows, Emptied};
use super::types::SubjectScope::{AllRows, WithoutRole};
use super::types::{TableInventory, rows, table};

/// Written answers. Stands before the questions, which the conditions read.
pub const QUESTION_ANSWER: TableInventory = TableInventory {
    personal_rows: &[
        // for its author alone: it goes with them
        rows(
            "in_account = 0 and question in (select number from question where of(person))",
            "question, text, answered_at",
            Deleted,
        )
        .and_later_of(AllRows),
        // part of the record, like the public words of an answered question
        rows(
            "in_account = 1 and answered_at <> 0 and question in (select number from question where of(person))",
            "question, text, answered_at",
            Anonymised("answered_at = 0"),
        )
        .and_later_of(AllRows),
        rows("of(answered_by)", "question, answered_at, answered_by", Anonymised("answered_by = 0"))
            .and_later_of(WithoutRole),
    ],
    not_exported: "was_public, in_account",
    non_personal: "question, text, answered_at, was_public, in_account",
    on_retention_end: ByPersonalRows,
    ..table("question_answer")
};

/// The published questions. Those whose words an erasure takes from the table of questions go here, too.
pub const ACCOUNT_QUESTION: TableInventory = TableInventory {
    personal_rows: &[rows(
        "question in (select number from question where of(person)
                      and state in ('pending', 'aside', 'personal', 'withdrawn', 'waiting', 'later'))",
        "question",
        Deleted,
    )],
    not_exported: "root, theme, language, text, votes, answered, answer",
    // words that people wrote may tell who wrote them: they are not public for longer than the contacts are kept
    on_retention_end: Emptied,
    ..table("account_question")
};

/// Who was told of the account.
pub const ACCOUNT_TOLD: TableInventory = TableInventory {
    personal_rows: &[rows("of(person)", "*", Deleted)],
    on_retention_end: Emptied,
    ..table("account_told")
};

/// The organiser who published the account.
pub const ACCOUNT_SENDING: TableInventory = TableInventory {
    personal_rows: &[
        rows("of(requested_by)", "told, is_active", Anonymised("requested_by = 0")).and_later_of(WithoutRole)
    ],
    not_exported: "name, edition, requested_by, last_person",
    non_personal: "name, edition, is_active, told, last_person",
    on_retention_end: ByPersonalRows,
    ..table("account_sending")
};

/// The publication itself, without the words.
pub const ACCOUNT_EDITION: TableInventory = TableInventory {
    non_personal: "name, digest, published_at",
    on_retention_end: Emptied,
    ..table("account_edition")
};

/// Figures of what is not shown.
pub const ACCOUNT_FIGURE: TableInventory =
    TableInventory { non_personal: "name, count", on_retention_end: Emptied, ..table("account_figure") };

//! The list: every table of the database, in the order of erasure. A condition may read other tables, which
//! therefore come later.

use super::preserved_facts::HASH_KEY_SETTING;
use super::types::ErasureEffect::{Anonymised, Deleted};
use super::types::RetentionEffect::{ByPersonalRows, Emptied, RowDeleted};
use super::types::SubjectScope::{AllRows, Everybody, WithoutRole};
use super::types::{
    ALL, AgeUnit, Aging, ExpiryEffect, ExpiryRule, MaxAge, ScannedText, TableInventory, daily, delete,
    delete_text, hourly, rows, table,
};
use super::{account_tables, event_tables, registration_tables, staff_tables};
use crate::clock::Millis;
use crate::conversation::Conversation;

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;

/// All columns of a question but `claimed_by`.
const QUESTION_COLUMNS: &str = "number, person, text, public_text, language, state, theme, display_name, voice, voice_seconds, \
    source, close_reason, starred, speaker, votes, newcomer, asked_at, claimed_at, claimed_until, closed_at, version";
/// The columns of a message but its text: a message may quote others, and is read in the chat it goes to.
const OUTBOX_COLUMNS: &str = "key, chat, urgency, queued_at, expires_at, live_message, state, tries";

const QUESTION_WITHOUT_TEXT: &str =
    "person = 0, display_name = '', voice = '', text = '', public_text = '', version = version + 1";

/// Every table of the database, in the order of erasure.
pub const DATA_INVENTORY: &[TableInventory] = &[
    registration_tables::REMINDER_SENT,
    registration_tables::ARRIVAL,
    staff_tables::SCAN_RECEIPT,
    registration_tables::CERTIFICATE_SENT,
    registration_tables::REGISTRATIONS,
    registration_tables::COMPLETION_REMINDED,
    registration_tables::WRONG_CODE,
    registration_tables::PENDING_IMPORT,
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        ..table("forwarding_quota")
    },
    TableInventory {
        personal_rows: &[
            // the snapshot of a question, kept while undo is possible
            rows(
                "snapshot <> '' and question in (select number from question where of(person) or of(claimed_by))",
                "number, at",
                Anonymised("snapshot = ''"),
            )
            .and_later_of(AllRows),
            rows("of(person)", "number, at, action", Anonymised("person = -1, snapshot = ''"))
                .and_later_of(WithoutRole),
        ],
        not_exported: "real_at, person, question, related_number, detail, snapshot, version, previous_on_screen, undone, age",
        non_personal: "number, at, real_at, action, question, related_number, detail, version, previous_on_screen, undone, age",
        on_retention_end: ByPersonalRows,
        aging: daily(&[delete("age >= 90")]),
        ..table("moderation_log")
    },
    account_tables::QUESTION_ANSWER,
    account_tables::ACCOUNT_QUESTION,
    account_tables::ACCOUNT_TOLD,
    account_tables::ACCOUNT_SENDING,
    TableInventory {
        personal_rows: &[
            // never public: the text goes with its author
            rows(
                "of(person) and state in ('pending', 'aside', 'personal', 'withdrawn')
                 and (person <> 0 or text <> '' or public_text <> '' or display_name <> '' or voice <> '')",
                QUESTION_COLUMNS,
                Anonymised(QUESTION_WITHOUT_TEXT),
            )
            .and_later_of(AllRows),
            // public and not asked yet: erased with its author, but part of the record at the end of
            // retention, where the next rows anonymise it
            rows(
                "of(person) and state in ('waiting', 'later')",
                QUESTION_COLUMNS,
                Anonymised(QUESTION_WITHOUT_TEXT),
            ),
            rows(
                "of(person) and (person <> 0 or display_name <> '' or voice <> '')",
                QUESTION_COLUMNS,
                Anonymised("person = 0, display_name = '', voice = '', version = version + 1"),
            )
            .and_later_of(AllRows),
            rows("of(claimed_by) and not of(person)", "number, claimed_at", Anonymised("claimed_by = 0"))
                .and_later_of(WithoutRole),
        ],
        not_exported: "claimed_by",
        non_personal: "number, language, state, theme, voice_seconds, source, close_reason, starred, speaker, votes, \
            newcomer, asked_at, claimed_at, claimed_until, closed_at",
        on_retention_end: ByPersonalRows,
        ..table("question")
    },
    // a vote stays, and identifies no person without the row of its voter
    TableInventory {
        personal_rows: &[rows(
            "voter in (select key from voter where of(person))",
            "*",
            Anonymised("at = 0"),
        )
        .and_later_of(Everybody)],
        non_personal: "question, voter",
        on_retention_end: ByPersonalRows,
        ..table("vote")
    },
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        ..table("voter")
    },
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        aging: hourly(&[
            // a question that was refused for now, a voice message before its warning was read
            delete_text("age >= 2 and name in ('refused', 'voice')"),
            // the page of questions being read, a moderator's draft
            delete_text("age >= 48"),
        ]),
        ..table("ui_state")
    },
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        ..table("muted")
    },
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted).and_later_of(WithoutRole)],
        on_retention_end: ByPersonalRows,
        ..table("moderator_name")
    },
    TableInventory {
        personal_rows: &[rows("of(id)", "*", Deleted).and_later_of(WithoutRole)],
        on_retention_end: ByPersonalRows,
        ..table("panel")
    },
    TableInventory {
        personal_rows: &[rows("of(chat)", "*", Deleted)],
        on_retention_end: Emptied,
        // as long as an update may be delivered twice
        max_age: Some(MaxAge { condition: ALL, time_column: "seen_at", after: 48 * HOUR }),
        ..table("album")
    },
    // an answer published for everybody quotes the question it answers
    TableInventory {
        personal_rows: &[rows(
            "number in (select number from organiser_question where of(person))",
            "*",
            Deleted,
        )],
        on_retention_end: Emptied,
        ..table("saved_answer")
    },
    TableInventory {
        personal_rows: &[
            rows(
                "of(person)",
                "number, person, language, text, voice, message, state, answer, asked_at",
                Deleted,
            ),
            // the organiser who answered: the answer is about them, the question is not
            rows("of(organiser)", "number, answer, asked_at", Anonymised("organiser = 0")),
        ],
        not_exported: "organiser, is_incident, age",
        non_personal: "number, person, language, text, state, answer, asked_at, message, voice, is_incident, age",
        on_retention_end: Emptied,
        // a question whose answer was published is kept as long as that answer
        aging: daily(&[
            delete_text(
                "age >= 30 and state = 'answered' and number not in (select number from saved_answer)",
            ),
            delete_text("age >= 90 and number not in (select number from saved_answer)"),
        ]),
        ..table("organiser_question")
    },
    event_tables::FEEDBACK_ANSWER,
    event_tables::FEEDBACK_REQUEST,
    event_tables::FLOOR_REQUEST,
    event_tables::FLOOR_PANEL,
    // typed and not sent
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        aging: hourly(&[delete_text("age >= 2")]),
        ..table("organiser_question_draft")
    },
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        ..table("prior_usage")
    },
    event_tables::VISITOR_LINK,
    event_tables::TRANSFER_CODE,
    TableInventory {
        personal_rows: &[
            // refused by Telegram, kept with its text for repair
            rows("of(chat) and state = 'refused'", OUTBOX_COLUMNS, Deleted).and_later_of(AllRows),
            rows("of(chat)", OUTBOX_COLUMNS, Deleted).and_later_of(WithoutRole),
        ],
        not_exported: "seq, body, error",
        on_retention_end: ByPersonalRows,
        max_age: Some(MaxAge { condition: "state = 'refused'", time_column: "queued_at", after: 30 * DAY }),
        ..table("outbox")
    },
    TableInventory {
        personal_rows: &[rows("of(chat)", "*", Deleted).and_later_of(WithoutRole)],
        on_retention_end: ByPersonalRows,
        // a message that is no longer edited; that of a panel stays with its panel
        aging: daily(&[delete(
            "(age >= 30 or (age >= 2 and substr(name, 1, 5) = 'page:'))
             and name not in (select 'panel:' || cast(id as text) from panel)",
        )]),
        ..table("live_message")
    },
    staff_tables::ROLE,
    staff_tables::INVITE,
    staff_tables::AUDIT_LOG,
    staff_tables::DESK_DIGEST,
    staff_tables::STAGE_LINE,
    staff_tables::SCAN_LINK,
    staff_tables::SCAN_SESSION,
    staff_tables::CERTIFICATE_SENDING,
    staff_tables::LINKED_GROUP,
    staff_tables::GROUP_POST,
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        ..table("reminder_subscription")
    },
    TableInventory {
        personal_rows: &[rows("of(person)", "*", Deleted)],
        on_retention_end: Emptied,
        ..table("reminder_mute")
    },
    // the schedule stays as it was changed
    TableInventory {
        personal_rows: &[rows("of(changed_by)", "*", Anonymised("changed_by = 0")).and_later_of(WithoutRole)],
        non_personal: "version, changed_at, before",
        on_retention_end: ByPersonalRows,
        ..table("schedule_change")
    },
    // an announcement that is being sent keeps its text and goes on without its author
    TableInventory {
        personal_rows: &[rows(
            "announcement in (select number from announcement where of(author) and state <> 'going')",
            "*",
            Deleted,
        )],
        on_retention_end: Emptied,
        ..table("announcement_text")
    },
    TableInventory {
        personal_rows: &[rows("of(author)", "*", Anonymised("author = 0")).and_later_of(WithoutRole)],
        non_personal: "number, state, version, audience, made_at, recipient_count, last_recipient, all_enqueued, begun_at, \
            stopped_at, shown_at, shown_html, age",
        on_retention_end: ByPersonalRows,
        aging: Some(Aging {
            unit: AgeUnit::Day,
            age_column: Some("age"),
            aging_rows: "state = 'done'",
            rules: &[],
        }),
        ..table("announcement")
    },
    TableInventory {
        personal_rows: &[rows("of(chat)", "*", Deleted)],
        on_retention_end: Emptied,
        // the announcement holds the number of people reached
        aging: Some(Aging {
            unit: AgeUnit::Day,
            age_column: None,
            aging_rows: ALL,
            rules: &[delete("broadcast in (select number from announcement where age >= 30)")],
        }),
        ..table("broadcast_recipient")
    },
    TableInventory {
        personal_rows: &[
            // an unfinished conversation of a person who stays for their role
            rows("of(id) and conversation <> ''", "*", Anonymised("conversation = '', registration_draft = 0")).and_later_of(Everybody),
            rows("of(id)", "*", Deleted).and_later_of(WithoutRole),
        ],
        non_personal: "id, language, language_chosen, reply_language, offered_languages, unreachable, met_at, conversation_age",
        on_retention_end: ByPersonalRows,
        aging: Some(Aging {
            unit: AgeUnit::Hour,
            age_column: Some("conversation_age"),
            aging_rows: "conversation <> ''",
            rules: &[
                // texts offered as a question; after ten hours there is none left to look for
                ExpiryRule {
                    condition: "conversation <> '' and conversation_age between 2 and 10",
                    effect: ExpiryEffect::Rewritten {
                        key: "id",
                        column: "conversation",
                        rewrite: without_offered_questions,
                    },
                    is_user_text: true,
                },
                // a registration left unfinished for thirty days
                ExpiryRule {
                    condition: "conversation <> '' and conversation_age >= 720",
                    effect: ExpiryEffect::Cleared("conversation = '', conversation_age = 0, registration_draft = 0"),
                    is_user_text: true,
                },
            ],
        }),
        ..table("person")
    },
    // updates that failed, with the text of the update
    TableInventory {
        scanned: Some(ScannedText { key: "id", text: "raw" }),
        on_retention_end: Emptied,
        max_age: Some(MaxAge { condition: "quarantined = 1", time_column: "failed_at", after: 30 * DAY }),
        ..table("failed_update")
    },
    // ---- tables without personal data
    event_tables::FEEDBACK_ROUND,
    event_tables::REFERRAL,
    account_tables::ACCOUNT_EDITION,
    account_tables::ACCOUNT_FIGURE,
    // file ids, by a recipe that may hold the code of a ticket
    TableInventory {
        non_personal: "spec, file_id, age",
        on_retention_end: Emptied,
        // the file is uploaded again when it is needed
        aging: daily(&[delete("age >= 30")]),
        ..table("attachment")
    },
    // under a hash that only the erased person leads to
    TableInventory {
        non_personal: "account, what, n, at, age",
        on_retention_end: Emptied,
        // limits whose window is an hour
        aging: daily(&[delete("age >= 2 and what in ('asked', 'codes', 'sent-on')")]),
        ..table("erased_account")
    },
    TableInventory {
        non_personal: "name, value",
        // without this key the hashes in an old backup identify no account
        on_retention_end: RowDeleted { column: "name", value: HASH_KEY_SETTING },
        ..table("key_value")
    },
    // people's own words, without whoever wrote them
    TableInventory {
        non_personal: "number, text, language, likely_intent, times, last_at, state, meaning",
        on_retention_end: Emptied,
        ..table("not_understood")
    },
    TableInventory { non_personal: "category, day, registered, arrived", ..table("attendance_figure") },
    TableInventory { non_personal: "name, value", ..table("counter") },
    TableInventory { non_personal: "day, count", ..table("registration_cancelled") },
    TableInventory { non_personal: "name, id, title, kind, ends_at", ..table("event_identity") },
    TableInventory { non_personal: "child, root, parent, previous_state, at", ..table("question_merge") },
    TableInventory { non_personal: "name, owner, epoch, until_at", ..table("lease") },
    TableInventory { non_personal: "name, question, since", ..table("on_screen") },
    TableInventory { non_personal: "reminder, due_at", ..table("reminder_done") },
    TableInventory {
        non_personal: "name, elapsed, announced_after, erased, backup_path, backup_elapsed",
        ..table("retention")
    },
    TableInventory { non_personal: "id, seen_at", ..table("seen_update") },
    TableInventory {
        non_personal: "id, position, file_starts_at, file_ends_at, starts_at, ends_at, cancelled, room",
        ..table("session")
    },
    TableInventory { non_personal: "state, count", ..table("question_count") },
    TableInventory { non_personal: "chat", ..table("unreachable_group") },
];

/// The conversation state of a person without the texts that were offered as questions; `None` where there
/// are none.
fn without_offered_questions(step: &str) -> serde_json::Result<Option<String>> {
    let mut conversation = Conversation::from_stored(step);
    conversation.forget_offered_questions().then(|| conversation.to_stored()).transpose()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::personal_data::inventory::tables::DATA_INVENTORY;
    use crate::personal_data::inventory::types::RetentionEffect;
    use crate::personal_data::inventory::words::words_of;

    #[test]
    fn every_table_is_listed_once() {
        let tables: BTreeSet<&str> = DATA_INVENTORY.iter().map(|entry| entry.table).collect();
        assert_eq!(tables.len(), DATA_INVENTORY.len());
    }

    #[test]
    fn no_personal_rows_outlive_retention() {
        for entry in DATA_INVENTORY {
            let scopes = entry.personal_rows.iter().filter_map(|rows| rows.erased_at_retention_end);
            match entry.on_retention_end {
                RetentionEffect::Kept | RetentionEffect::RowDeleted { .. } => {
                    assert!(entry.personal_rows.is_empty() && entry.scanned.is_none(), "{}", entry.table);
                }
                RetentionEffect::Emptied | RetentionEffect::Reduced { .. } => {
                    assert_eq!(scopes.count(), 0, "{}", entry.table);
                }
                RetentionEffect::ByPersonalRows => assert!(scopes.count() > 0, "{}", entry.table),
            }
        }
    }

    #[test]
    fn what_outlives_the_first_stage_is_emptied_by_the_second() {
        for entry in DATA_INVENTORY {
            if matches!(entry.on_retention_end, RetentionEffect::Reduced { .. }) {
                assert_eq!(entry.on_attendance_end, RetentionEffect::Emptied, "{}", entry.table);
            }
        }
    }

    #[test]
    fn every_table_that_holds_something_on_people_has_words() {
        for entry in DATA_INVENTORY {
            let is_personal = !entry.personal_rows.is_empty()
                || entry.scanned.is_some()
                || entry.on_retention_end == RetentionEffect::Emptied;
            assert_eq!(words_of(entry.table).is_some(), is_personal, "{}: see words.rs", entry.table);
        }
    }

    #[test]
    fn what_expires_earlier_is_said_with_its_time() {
        for entry in DATA_INVENTORY {
            let Some(words) = words_of(entry.table) else { continue };
            let rules = entry.aging.map_or(&[][..], |aging| aging.rules);
            let expires = entry.max_age.is_some() || !rules.is_empty();
            assert_eq!(expires, !words.sooner.is_empty(), "{}", entry.table);
        }
    }
}

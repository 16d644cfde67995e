//! Writing entries of the moderators' journal.

use super::super::model::{Actor, JournalAction, JournalEntry, Question, SettingChange};
use super::super::store::journal;
use crate::db::Conn;
use crate::ids::QuestionNumber;

/// The fields of an entry besides its number, actor, action and question.
#[derive(Default)]
pub(crate) struct EntryDetails<'d> {
    pub related_number: Option<i64>,
    pub detail: &'d str,
    pub snapshot: String,
    pub previous_on_screen: Option<QuestionNumber>,
}

/// Writes the entry of an action on a question. `number` is the one that the journal lock drew.
pub(crate) async fn log_action(
    conn: &mut Conn,
    number: i64,
    action: JournalAction,
    question: &Question,
    details: EntryDetails<'_>,
    actor: Actor,
) -> sqlx::Result<()> {
    let entry = JournalEntry {
        number,
        at: actor.now,
        real_at: actor.real_now,
        person: actor.person,
        action,
        question: Some(question.number),
        related_number: details.related_number,
        detail: details.detail.to_owned(),
        snapshot: details.snapshot,
        version: question.version,
        previous_on_screen: details.previous_on_screen,
        undone: false,
    };
    journal::insert(conn, &entry).await
}

/// Writes the entry of a setting.
pub(crate) async fn log_setting(conn: &mut Conn, change: SettingChange, actor: Actor) -> sqlx::Result<()> {
    let entry = JournalEntry {
        number: journal::lock(conn).await?,
        at: actor.now,
        real_at: actor.real_now,
        person: actor.person,
        action: JournalAction::from(change),
        question: None,
        related_number: None,
        detail: change.value().to_owned(),
        snapshot: String::new(),
        version: 0,
        previous_on_screen: None,
        undone: false,
    };
    journal::insert(conn, &entry).await
}

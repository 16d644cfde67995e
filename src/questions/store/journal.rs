//! The table `moderation_log`: the moderators' journal. Drawing the number of an entry locks the journal.

use sqlx::FromRow;

use super::super::model::{JournalAction, JournalEntry};
use crate::clock::{EventTime, RealTime};
use crate::db::{self, Conn};
use crate::ids::{PersonId, QuestionNumber};

/// The sequence of entry numbers; its row is also the lock of the journal.
const NUMBER_COUNTER: &str = "moderation_log";

/// A row of `moderation_log`.
#[derive(FromRow)]
struct EntryRow {
    number: i64,
    at: EventTime,
    real_at: RealTime,
    person: PersonId,
    action: String,
    question: QuestionNumber,
    related_number: i64,
    detail: String,
    snapshot: String,
    version: i64,
    previous_on_screen: QuestionNumber,
    undone: i64,
}

impl From<EntryRow> for JournalEntry {
    fn from(row: EntryRow) -> Self {
        Self {
            number: row.number,
            at: row.at,
            real_at: row.real_at,
            person: row.person,
            action: JournalAction::from_name(&row.action),
            question: row.question.to_option(),
            related_number: (row.related_number != 0).then_some(row.related_number),
            detail: row.detail,
            snapshot: row.snapshot,
            version: row.version,
            previous_on_screen: row.previous_on_screen.to_option(),
            undone: row.undone == 1,
        }
    }
}

/// Locks the journal until the transaction ends, and draws the number of its next entry; a number that is not
/// used leaves a gap. Every action on a question takes this lock before those of questions, so that two
/// actions never wait for each other. New questions and votes do without it, except a vote in place of one's
/// own question.
pub(crate) async fn lock(conn: &mut Conn) -> sqlx::Result<i64> {
    db::next_number(conn, NUMBER_COUNTER).await
}

/// Takes the same lock without a number, where no entry follows.
pub(crate) async fn wait(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, NUMBER_COUNTER).await
}

/// Inserts an entry, not undone.
pub(crate) async fn insert(conn: &mut Conn, entry: &JournalEntry) -> sqlx::Result<()> {
    sqlx::query(
        "insert into moderation_log (number, at, real_at, person, action, question, related_number, detail, snapshot, version, previous_on_screen, undone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
    )
    .bind(entry.number)
    .bind(entry.at)
    .bind(entry.real_at)
    .bind(entry.person)
    .bind(entry.action.name())
    .bind(entry.question.unwrap_or_default())
    .bind(entry.related_number.unwrap_or_default())
    .bind(&entry.detail)
    .bind(&entry.snapshot)
    .bind(entry.version)
    .bind(entry.previous_on_screen.unwrap_or_default())
    .execute(conn)
    .await?;
    Ok(())
}

/// The moderator of a question's last action that was not undone; `None` where there is none, or the clock
/// acted.
pub(crate) async fn last_actor(conn: &mut Conn, question: QuestionNumber) -> sqlx::Result<Option<PersonId>> {
    let person: Option<PersonId> = sqlx::query_scalar(
        "select person from moderation_log where question = $1 and undone = 0 and action not in ('undo', 'lapse')
         order by number desc limit 1",
    )
    .bind(question)
    .fetch_optional(conn)
    .await?;
    Ok(person.and_then(PersonId::to_option))
}

/// The entry of a number.
pub(crate) async fn load(conn: &mut Conn, number: i64) -> sqlx::Result<Option<JournalEntry>> {
    let row: Option<EntryRow> = sqlx::query_as(
        "select number, at, real_at, person, action, question, related_number, detail, snapshot, version, previous_on_screen, undone
         from moderation_log where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(JournalEntry::from))
}

/// Entries with a number below `before`, the latest first.
pub(crate) async fn list_before(conn: &mut Conn, before: i64, limit: i64) -> sqlx::Result<Vec<JournalEntry>> {
    let rows: Vec<EntryRow> = sqlx::query_as(
        "select number, at, real_at, person, action, question, related_number, detail, snapshot, version, previous_on_screen, undone
         from moderation_log where number < $1 order by number desc limit $2",
    )
    .bind(before)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(JournalEntry::from).collect())
}

/// Marks an entry as undone.
pub(crate) async fn mark_undone(conn: &mut Conn, number: i64) -> sqlx::Result<()> {
    sqlx::query("update moderation_log set undone = 1 where number = $1 and undone = 0")
        .bind(number)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether a question was on the screen since it was last claimed.
pub(crate) async fn was_shown(conn: &mut Conn, question: QuestionNumber) -> sqlx::Result<bool> {
    let last: Option<String> = sqlx::query_scalar(
        "select action from moderation_log where question = $1 and undone = 0 and action in ('take', 'show', 'back')
         order by number desc limit 1",
    )
    .bind(question)
    .fetch_optional(conn)
    .await?;
    Ok(last.as_deref() == Some("show"))
}

/// Whether an entry older than `until` still has a snapshot.
pub(crate) async fn has_expired_snapshots(conn: &mut Conn, until: RealTime) -> sqlx::Result<bool> {
    let any: Option<i64> =
        sqlx::query_scalar("select number from moderation_log where real_at < $1 and snapshot <> '' limit 1")
            .bind(until)
            .fetch_optional(conn)
            .await?;
    Ok(any.is_some())
}

/// Clears the snapshots of entries older than `until`: people's words stay no longer than undo needs them.
pub(crate) async fn clear_expired_snapshots(conn: &mut Conn, until: RealTime) -> sqlx::Result<()> {
    sqlx::query("update moderation_log set snapshot = '' where real_at < $1 and snapshot <> ''")
        .bind(until)
        .execute(conn)
        .await?;
    Ok(())
}

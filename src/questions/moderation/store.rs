//! The desk's tables: the journal, the screen, what was joined, who is muted, who moderates.

use sqlx::FromRow;

use crate::clock::Millis;
use crate::db::{self, Conn};

use super::super::rules::MergeLink;

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct JournalEntry {
    pub number: i64,
    pub at: Millis,
    #[sqlx(rename = "mono")]
    pub real_at: Millis,
    pub person: i64,
    #[sqlx(rename = "act")]
    pub action: String,
    pub question: i64,
    #[sqlx(rename = "other")]
    pub related_number: i64,
    pub detail: String,
    #[sqlx(rename = "before")]
    pub snapshot: String,
    pub version: i64,
    #[sqlx(rename = "live")]
    pub previous_on_screen: i64,
    pub undone: i64,
}

/// Draws the number of the next entry. Whoever has one is alone at the desk until their
/// transaction ends.
pub async fn lock_journal(conn: &mut Conn) -> sqlx::Result<i64> {
    db::next_number(conn, "desk").await
}

pub async fn insert_entry(conn: &mut Conn, entry: &JournalEntry) -> sqlx::Result<()> {
    sqlx::query(
        "insert into desk_log (number, at, mono, person, act, question, other, detail, before, version, live, undone)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)",
    )
    .bind(entry.number)
    .bind(entry.at)
    .bind(entry.real_at)
    .bind(entry.person)
    .bind(&entry.action)
    .bind(entry.question)
    .bind(entry.related_number)
    .bind(&entry.detail)
    .bind(&entry.snapshot)
    .bind(entry.version)
    .bind(entry.previous_on_screen)
    .execute(conn)
    .await?;
    Ok(())
}

/// Who did the last thing to a question that still stands; `None` where nobody did.
pub async fn last_actor(conn: &mut Conn, question: i64) -> sqlx::Result<Option<i64>> {
    let person: Option<i64> = sqlx::query_scalar(
        "select person from desk_log where question = $1 and undone = 0 and act not in ('undo', 'lapse')
         order by number desc limit 1",
    )
    .bind(question)
    .fetch_optional(conn)
    .await?;
    Ok(person.filter(|person| *person > 0))
}

pub async fn entry(conn: &mut Conn, number: i64) -> sqlx::Result<Option<JournalEntry>> {
    sqlx::query_as(
        "select number, at, mono, person, act, question, other, detail, before, version, live, undone
         from desk_log where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await
}

/// The entries before `before`, the latest first.
pub async fn entries(conn: &mut Conn, before: i64, at_most: i64) -> sqlx::Result<Vec<JournalEntry>> {
    sqlx::query_as(
        "select number, at, mono, person, act, question, other, detail, before, version, live, undone
         from desk_log where number < $1 order by number desc limit $2",
    )
    .bind(before)
    .bind(at_most)
    .fetch_all(conn)
    .await
}

/// Notes that an entry was undone; false if it was already.
pub async fn mark_undone(conn: &mut Conn, number: i64) -> sqlx::Result<bool> {
    let done = sqlx::query("update desk_log set undone = 1 where number = $1 and undone = 0")
        .bind(number)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether the hall has read a question since it was last taken into a hand.
pub async fn was_shown(conn: &mut Conn, question: i64) -> sqlx::Result<bool> {
    let last: Option<String> = sqlx::query_scalar(
        "select act from desk_log where question = $1 and undone = 0 and act in ('take', 'show', 'back')
         order by number desc limit 1",
    )
    .bind(question)
    .fetch_optional(conn)
    .await?;
    Ok(last.as_deref() == Some("show"))
}

/// Whether something is kept for an undo that is too late.
pub async fn has_expired_snapshots(conn: &mut Conn, until: Millis) -> sqlx::Result<bool> {
    let any: Option<i64> =
        sqlx::query_scalar("select number from desk_log where mono < $1 and before <> '' limit 1")
            .bind(until)
            .fetch_optional(conn)
            .await?;
    Ok(any.is_some())
}

/// Clears what undo would have needed.
pub async fn clear_expired_snapshots(conn: &mut Conn, until: Millis) -> sqlx::Result<()> {
    sqlx::query("update desk_log set before = '' where mono < $1 and before <> ''")
        .bind(until)
        .execute(conn)
        .await?;
    Ok(())
}

/// The question on the screen, 0 for none.
pub async fn number_on_screen(conn: &mut Conn) -> sqlx::Result<i64> {
    let question: Option<i64> =
        sqlx::query_scalar("select question from on_screen where name = 'hall'").fetch_optional(conn).await?;
    Ok(question.unwrap_or(0))
}

/// Puts a question on the screen in place of the one that is known to be there.
pub async fn set_on_screen(
    conn: &mut Conn,
    question: i64,
    instead_of: i64,
    now: Millis,
) -> sqlx::Result<bool> {
    let done =
        sqlx::query("update on_screen set question = $1, since = $3 where name = 'hall' and question = $2")
            .bind(question)
            .bind(instead_of)
            .bind(now)
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn insert_merge(
    conn: &mut Conn,
    child: i64,
    head: i64,
    was: &str,
    now: Millis,
) -> sqlx::Result<()> {
    sqlx::query("update joined set head = $2 where head = $1")
        .bind(child)
        .bind(head)
        .execute(&mut *conn)
        .await?;
    sqlx::query("insert into joined (child, head, via, was, at) values ($1, $2, $2, $3, $4)")
        .bind(child)
        .bind(head)
        .bind(was)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes a question out of the whole it was joined to; what it had brought along goes with it.
pub async fn detach_subtree(conn: &mut Conn, child: i64, brought: &[i64]) -> sqlx::Result<()> {
    sqlx::query("delete from joined where child = $1").bind(child).execute(&mut *conn).await?;
    for other in brought.iter().filter(|&&other| other != child) {
        sqlx::query("update joined set head = $2 where child = $1")
            .bind(other)
            .bind(child)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// What hangs on a question that leaves the whole for good hangs on what it was joined to.
pub async fn reparent_children(conn: &mut Conn, child: i64) -> sqlx::Result<()> {
    sqlx::query("update joined set via = (select via from joined gone where gone.child = $1) where via = $1")
        .bind(child)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from joined where child = $1").bind(child).execute(conn).await?;
    Ok(())
}

/// The question that another is asked as part of, and its state before: head, was.
pub async fn merge_of(conn: &mut Conn, child: i64) -> sqlx::Result<Option<(i64, String)>> {
    sqlx::query_as("select head, was from joined where child = $1").bind(child).fetch_optional(conn).await
}

/// Everything that was joined to a question.
pub async fn merge_links(conn: &mut Conn, head: i64) -> sqlx::Result<Vec<MergeLink>> {
    let rows: Vec<(i64, i64)> =
        sqlx::query_as("select child, via from joined where head = $1 order by child")
            .bind(head)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|(child, via)| MergeLink { child, parent: via }).collect())
}

pub async fn mute(conn: &mut Conn, person: i64, now: Millis) -> sqlx::Result<bool> {
    let done = sqlx::query("insert into muted (person, at) values ($1, $2) on conflict (person) do nothing")
        .bind(person)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn unmute(conn: &mut Conn, person: i64) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from muted where person = $1").bind(person).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

/// Notes how somebody who moderates is called.
pub async fn save_moderator_name(conn: &mut Conn, person: i64, name: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into staff (person, name) values ($1, $2)
         on conflict (person) do update set name = excluded.name where staff.name <> excluded.name",
    )
    .bind(person)
    .bind(name)
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn moderator_names(conn: &mut Conn) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as("select person, name from staff").fetch_all(conn).await
}

/// A panel that is kept current.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Panel {
    pub id: i64,
    pub chat: i64,
    /// The topic of its chat; 0 for none.
    pub topic: i64,
    pub language: String,
    #[sqlx(rename = "below")]
    pub messages_below: i64,
    /// A mark of what it shows.
    #[sqlx(rename = "shown")]
    pub content_hash: String,
}

impl Panel {
    /// Its topic, if its chat has topics.
    pub fn topic(&self) -> Option<i64> {
        (self.topic != 0).then_some(self.topic)
    }
}

pub async fn panels(conn: &mut Conn) -> sqlx::Result<Vec<Panel>> {
    sqlx::query_as("select id, chat, topic, language, below, shown from panel order by id")
        .fetch_all(conn)
        .await
}

pub async fn panel_in(conn: &mut Conn, chat: i64) -> sqlx::Result<Option<Panel>> {
    sqlx::query_as("select id, chat, topic, language, below, shown from panel where chat = $1")
        .bind(chat)
        .fetch_optional(conn)
        .await
}

/// Keeps a panel, at the end of its chat, with nothing below it.
pub async fn upsert_panel(conn: &mut Conn, panel: &Panel) -> sqlx::Result<()> {
    sqlx::query(
        "insert into panel (id, chat, topic, language, below, shown) values ($1, $2, $3, $4, 0, $5)
         on conflict (id) do update set chat = excluded.chat, topic = excluded.topic,
                                        language = excluded.language, below = 0, shown = excluded.shown",
    )
    .bind(panel.id)
    .bind(panel.chat)
    .bind(panel.topic)
    .bind(&panel.language)
    .bind(&panel.content_hash)
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn delete_panel(conn: &mut Conn, id: i64) -> sqlx::Result<()> {
    sqlx::query("delete from panel where id = $1").bind(id).execute(conn).await?;
    Ok(())
}

pub async fn move_panel(conn: &mut Conn, from: i64, to: i64) -> sqlx::Result<()> {
    sqlx::query("update panel set chat = $2 where chat = $1").bind(from).bind(to).execute(conn).await?;
    Ok(())
}

/// Notes that something was said below a panel, in its topic; gives how much by now.
pub async fn increment_messages_below(conn: &mut Conn, chat: i64, topic: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("update panel set below = below + 1 where chat = $1 and topic = $2 returning below")
        .bind(chat)
        .bind(topic)
        .fetch_optional(conn)
        .await
}

/// Notes what a panel shows from now on.
pub async fn set_content_hash(conn: &mut Conn, id: i64, shown: &str) -> sqlx::Result<()> {
    sqlx::query("update panel set shown = $2 where id = $1").bind(id).bind(shown).execute(conn).await?;
    Ok(())
}

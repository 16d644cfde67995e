//! Messages that will be sent: written by the transaction that decided on them, sent later, and
//! only then removed. Nothing is ever sent that was not here first.

pub mod broadcast;
pub mod delivery_results;
mod enqueue;

pub use enqueue::enqueue;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use sqlx::FromRow;
use tokio::sync::Notify;

use crate::chat::{Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::Conn;

/// Stands in a key before what was asked for.
pub const SUBJECT_MARK: char = '#';

/// A message to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMessage {
    /// What makes it unique: `u<update>:<n>` for an answer, `p<update>:<n>` for what a press brings, each with
    /// a `#` and what was asked for behind it; `r<reminder>:<registration>` for a reminder.
    pub key: String,
    pub chat: i64,
    pub urgency: Urgency,
    /// Real time after which it is no longer worth sending.
    pub expires_at: Option<Millis>,
    pub body: Outgoing,
    /// The message it stands in for, such as `panel:42`: a later letter for the same slot edits the
    /// message, and takes the place of one that still waits.
    pub live_message: Option<String>,
}

impl NewMessage {
    /// The turn, plan or mailing it is of.
    fn origin(&self) -> &str {
        self.key.split(':').next().unwrap_or_default()
    }

    /// What was asked for, with its mark; empty where that is not known.
    fn subject(&self) -> &str {
        self.key.find(SUBJECT_MARK).map_or("", |at| &self.key[at..])
    }

    /// Whether it is what somebody gets for what they did themselves.
    fn is_reply(&self) -> bool {
        matches!(self.urgency, Urgency::Staff | Urgency::Answer)
            && self.live_message.is_none()
            && self.key.starts_with(['u', 'p'])
    }
}

/// A message as the sender finds it.
#[derive(Debug, Clone, FromRow)]
pub struct QueuedMessage {
    pub key: String,
    pub seq: i64,
    pub chat: i64,
    pub urgency: i64,
    pub not_before: Millis,
    pub expires_at: Millis,
    pub body: String,
    #[sqlx(rename = "slot")]
    pub live_message: String,
    pub tries: i64,
}

/// Told after a commit that put something here. A hint: the sender looks by itself, too.
pub type Wakeup = Arc<Notify>;

/// The next letters of one urgency behind `after` and up to `to`, oldest first, that may go by now.
pub async fn fetch_queued(
    conn: &mut Conn,
    urgency: i64,
    (after, to): (i64, i64),
    mono: Millis,
    at_most: i64,
) -> sqlx::Result<Vec<QueuedMessage>> {
    sqlx::query_as(
        "select key, seq, chat, urgency, not_before, expires_at, body, slot, tries
         from outbox
         where state = 'waiting' and urgency = $1 and seq > $2 and seq <= $3 and not_before <= $4
         order by seq
         limit $5",
    )
    .bind(urgency)
    .bind(after)
    .bind(to)
    .bind(mono)
    .bind(at_most)
    .fetch_all(conn)
    .await
}

/// What a letter says now, and until when; `None` when it is no longer to be sent.
pub async fn find_queued_body(conn: &mut Conn, key: &str) -> sqlx::Result<Option<(String, Millis)>> {
    sqlx::query_as("select body, expires_at from outbox where key = $1 and state = 'waiting'")
        .bind(key)
        .fetch_optional(conn)
        .await
}

/// Lets a letter that waits say something else, for as long as that is worth sending; false if it does
/// not wait.
pub async fn replace_body(
    conn: &mut Conn,
    key: &str,
    what: &Outgoing,
    expires_at: Millis,
) -> sqlx::Result<bool> {
    let body = serde_json::to_string(what).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let done =
        sqlx::query("update outbox set body = $2, expires_at = $3 where key = $1 and state = 'waiting'")
            .bind(key)
            .bind(body)
            .bind(expires_at)
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back a letter that waits; false if it does not.
pub async fn cancel(conn: &mut Conn, key: &str) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from outbox where key = $1 and state = 'waiting'")
        .bind(key)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes back what waits for a chat at one urgency: it has become untrue or unwanted.
pub async fn cancel_for_chat(conn: &mut Conn, chat: i64, urgency: Urgency) -> sqlx::Result<u64> {
    let done = sqlx::query("delete from outbox where chat = $1 and urgency = $2 and state = 'waiting'")
        .bind(chat)
        .bind(urgency as i64)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

/// How many letters wait, and how many were refused.
pub async fn count_queued_and_failed(conn: &mut Conn) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when state = 'refused' then 1 else 0 end), 0) as bigint)
         from outbox",
    )
    .fetch_one(conn)
    .await
}

/// How much of one urgency waits, and since when (real time).
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Backlog {
    pub urgency: i64,
    pub count: i64,
    pub oldest_at: Millis,
}

/// What waits, urgency by urgency; those of which nothing waits are left out.
pub async fn backlog_by_urgency(conn: &mut Conn) -> sqlx::Result<Vec<Backlog>> {
    sqlx::query_as(
        "select urgency, cast(count(*) as bigint) as count, min(put_at) as oldest_at
         from outbox
         where state = 'waiting'
         group by urgency
         order by urgency",
    )
    .fetch_all(conn)
    .await
}

/// In how many chats something at least so urgent has waited since before then (real time); counted up to
/// `most`.
pub async fn count_late_chats(
    conn: &mut Conn,
    urgency: Urgency,
    before: Millis,
    most: i64,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select cast(count(*) as bigint) from (
             select distinct chat from outbox
             where state = 'waiting' and urgency <= $1 and put_at < $2
             limit $3
         ) as late",
    )
    .bind(urgency as i64)
    .bind(before)
    .bind(most)
    .fetch_one(conn)
    .await
}

/// The message that stands in a slot: its chat and number.
pub async fn find_live_message(conn: &mut Conn, name: &str) -> sqlx::Result<Option<(i64, i64)>> {
    sqlx::query_as("select chat, message from slot where name = $1").bind(name).fetch_optional(conn).await
}

/// The slot in which a message of a chat stands.
pub async fn find_live_message_name(
    conn: &mut Conn,
    chat: i64,
    message: i64,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select name from slot where chat = $1 and message = $2")
        .bind(chat)
        .bind(message)
        .fetch_optional(conn)
        .await
}

/// Lets a message stand in a slot: the next letter for it changes that message.
pub async fn set_live_message(conn: &mut Conn, name: &str, chat: i64, message: i64) -> sqlx::Result<()> {
    sqlx::query(
        "insert into slot (name, chat, message) values ($1, $2, $3)
         on conflict (name) do update set chat = excluded.chat, message = excluded.message, age = 0",
    )
    .bind(name)
    .bind(chat)
    .bind(message)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets a slot's message: the next letter for it is a new message at the end of the chat.
pub async fn clear_live_message(conn: &mut Conn, name: &str) -> sqlx::Result<()> {
    sqlx::query("delete from slot where name = $1").bind(name).execute(conn).await?;
    Ok(())
}

/// What Telegram calls a file that was sent before.
pub async fn find_file_id(conn: &mut Conn, recipe: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select file_id from attachment where recipe = $1")
        .bind(recipe)
        .fetch_optional(conn)
        .await
}

/// Forgets the files whose recipes hold this word, such as a ticket's code.
pub async fn forget_file_ids(conn: &mut Conn, word: &str) -> sqlx::Result<()> {
    let recipes: Vec<String> =
        sqlx::query_scalar("select recipe from attachment").fetch_all(&mut *conn).await?;
    for recipe in recipes.iter().filter(|recipe| recipe.split(':').any(|part| part == word)) {
        sqlx::query("delete from attachment where recipe = $1").bind(recipe).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Rises with time and never repeats within a process: microseconds, or one more than the last.
fn next_seq(mono: Millis) -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    let at_least = mono * 1_000;
    let last = LAST
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(at_least.max(last + 1)))
        .unwrap_or_default();
    at_least.max(last + 1)
}

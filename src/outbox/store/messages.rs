//! The table `outbox`. A message is `waiting` until its result is recorded; one that Telegram refused for
//! good stays as `refused`.

use std::collections::HashSet;

use sqlx::{AssertSqlSafe, FromRow};

use crate::chat::{Outgoing, Urgency};
use crate::clock::RealTime;
use crate::db::{self, Conn};
use crate::ids::ChatId;
use crate::outbox::key::OutboxKey;
use crate::outbox::model::{Backlog, NewMessage, QueuedMessage, UnreadableBody};
use crate::outbox::sequence::next_seq;

/// How many keys one statement names.
const KEYS_PER_STATEMENT: usize = 500;

#[derive(FromRow)]
struct QueuedRow {
    key: String,
    seq: i64,
    chat: ChatId,
    expires_at: RealTime,
    body: String,
    live_message: String,
    tries: i64,
}

impl QueuedRow {
    fn into_message(self, urgency: Urgency) -> QueuedMessage {
        QueuedMessage {
            key: parse_key(&self.key),
            seq: self.seq,
            chat: self.chat,
            urgency,
            expires_at: self.expires_at.to_option(),
            body: parse_body(&self.body),
            live_message: (!self.live_message.is_empty()).then_some(self.live_message),
            tries: u32::try_from(self.tries).unwrap_or_default(),
        }
    }
}

fn parse_key(text: &str) -> OutboxKey {
    let Ok(key) = text.parse();
    key
}

fn parse_body(text: &str) -> Result<Outgoing, UnreadableBody> {
    serde_json::from_str(text).map_err(|error| UnreadableBody(error.to_string()))
}

fn encode_body(body: &Outgoing) -> sqlx::Result<String> {
    serde_json::to_string(body).map_err(|error| sqlx::Error::Encode(error.into()))
}

/// Waiting messages of one urgency with a sequence number above `after` and up to `to`, in their order.
pub async fn fetch_queued(
    conn: &mut Conn,
    urgency: Urgency,
    (after, to): (i64, i64),
    limit: i64,
) -> sqlx::Result<Vec<QueuedMessage>> {
    let rows: Vec<QueuedRow> = sqlx::query_as(
        "select key, seq, chat, expires_at, body, live_message, tries
         from outbox
         where state = 'waiting' and urgency = $1 and seq > $2 and seq <= $3
         order by seq
         limit $4",
    )
    .bind(urgency as i64)
    .bind(after)
    .bind(to)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| row.into_message(urgency)).collect())
}

/// The present body of a message and its deadline; `None` when it no longer waits.
pub async fn find_queued_body(
    conn: &mut Conn,
    key: &OutboxKey,
) -> sqlx::Result<Option<(Result<Outgoing, UnreadableBody>, Option<RealTime>)>> {
    let found: Option<(String, RealTime)> =
        sqlx::query_as("select body, expires_at from outbox where key = $1 and state = 'waiting'")
            .bind(key.to_string())
            .fetch_optional(conn)
            .await?;
    Ok(found.map(|(body, expires_at)| (parse_body(&body), expires_at.to_option())))
}

/// Whether a message that creates or edits this live message waits; if so, its deadline.
pub async fn find_queued_live_message(conn: &mut Conn, name: &str) -> sqlx::Result<Option<Option<RealTime>>> {
    let found: Option<RealTime> = sqlx::query_scalar(
        "select expires_at from outbox where live_message = $1 and state = 'waiting' order by seq desc limit 1",
    )
    .bind(name)
    .fetch_optional(conn)
    .await?;
    Ok(found.map(RealTime::to_option))
}

/// Replaces the body and the deadline of a waiting message; false if it does not wait.
pub async fn replace_body(
    conn: &mut Conn,
    key: &OutboxKey,
    body: &Outgoing,
    expires_at: RealTime,
) -> sqlx::Result<bool> {
    let done =
        sqlx::query("update outbox set body = $2, expires_at = $3 where key = $1 and state = 'waiting'")
            .bind(key.to_string())
            .bind(encode_body(body)?)
            .bind(expires_at)
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Removes all waiting messages, and gives their number.
pub async fn discard_waiting(conn: &mut Conn) -> sqlx::Result<u64> {
    Ok(sqlx::query("delete from outbox where state = 'waiting'").execute(conn).await?.rows_affected())
}

/// Removes a waiting message; false if it does not wait.
pub async fn cancel(conn: &mut Conn, key: &OutboxKey) -> sqlx::Result<bool> {
    Ok(cancel_all(conn, std::slice::from_ref(key)).await? == 1)
}

/// Removes those of these messages that wait, and gives their number.
pub async fn cancel_all(conn: &mut Conn, keys: &[OutboxKey]) -> sqlx::Result<u64> {
    let mut removed = 0;
    for keys in keys.chunks(KEYS_PER_STATEMENT) {
        let sql = format!(
            "delete from outbox where state = 'waiting' and key in ({})",
            db::placeholder_rows(conn, "?", keys.len())
        );
        let query = sqlx::query(AssertSqlSafe(sql)).persistent(keys.len() == 1);
        let query = keys.iter().fold(query, |query, key| query.bind(key.to_string()));
        removed += query.execute(&mut *conn).await?.rows_affected();
    }
    Ok(removed)
}

/// Removes the chat's waiting messages of one urgency, and gives their number.
pub async fn cancel_for_chat(conn: &mut Conn, chat: ChatId, urgency: Urgency) -> sqlx::Result<u64> {
    let done = sqlx::query("delete from outbox where chat = $1 and urgency = $2 and state = 'waiting'")
        .bind(chat)
        .bind(urgency as i64)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

/// Removes all waiting messages of a chat.
pub async fn cancel_all_for_chat(conn: &mut Conn, chat: ChatId) -> sqlx::Result<()> {
    sqlx::query("delete from outbox where chat = $1 and state = 'waiting'").bind(chat).execute(conn).await?;
    Ok(())
}

/// Removes the waiting messages of a live message.
pub async fn cancel_live_message(conn: &mut Conn, name: &str) -> sqlx::Result<()> {
    sqlx::query("delete from outbox where live_message = $1 and state = 'waiting'")
        .bind(name)
        .execute(conn)
        .await?;
    Ok(())
}

/// Removes messages in whatever state: they were sent.
pub async fn delete(conn: &mut Conn, keys: &[&OutboxKey]) -> sqlx::Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let sql = format!("delete from outbox where key in ({})", db::placeholder_rows(conn, "?", keys.len()));
    let query = sqlx::query(AssertSqlSafe(sql)).persistent(keys.len() == 1);
    keys.iter().fold(query, |query, key| query.bind(key.to_string())).execute(conn).await?;
    Ok(())
}

/// Marks a message as refused for good.
pub async fn mark_refused(conn: &mut Conn, key: &OutboxKey, error: &str) -> sqlx::Result<()> {
    sqlx::query("update outbox set state = 'refused', error = $2, tries = tries + 1 where key = $1")
        .bind(key.to_string())
        .bind(error)
        .execute(conn)
        .await?;
    Ok(())
}

/// Moves all messages of a group to its new id.
pub async fn migrate_group(conn: &mut Conn, from: ChatId, to: ChatId) -> sqlx::Result<()> {
    sqlx::query("update outbox set chat = $2 where chat = $1").bind(from).bind(to).execute(conn).await?;
    Ok(())
}

/// Those of these chats that have any message in the outbox.
pub async fn busy_chats(conn: &mut Conn, chats: &HashSet<ChatId>) -> sqlx::Result<Vec<ChatId>> {
    if chats.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select distinct chat from outbox where chat in ({})",
        db::placeholder_rows(conn, "?", chats.len())
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(chats.len() == 1);
    chats.iter().fold(query, |query, chat| query.bind(*chat)).fetch_all(conn).await
}

/// The keys of the replies that wait for a chat, but for live messages.
pub async fn waiting_replies(conn: &mut Conn, chat: ChatId) -> sqlx::Result<Vec<OutboxKey>> {
    let keys: Vec<String> = sqlx::query_scalar(
        "select key from outbox
         where chat = $1 and urgency in ($2, $3) and state = 'waiting' and live_message = ''",
    )
    .bind(chat)
    .bind(Urgency::Staff as i64)
    .bind(Urgency::Answer as i64)
    .fetch_all(conn)
    .await?;
    Ok(keys.iter().map(|key| parse_key(key)).collect())
}

/// The keys of the messages with this very body that wait for a chat at one urgency, but for live messages.
pub async fn waiting_with_body(
    conn: &mut Conn,
    chat: ChatId,
    urgency: Urgency,
    body: &Outgoing,
) -> sqlx::Result<Vec<OutboxKey>> {
    let keys: Vec<String> = sqlx::query_scalar(
        "select key from outbox
         where chat = $1 and urgency = $2 and state = 'waiting' and body = $3 and live_message = ''",
    )
    .bind(chat)
    .bind(urgency as i64)
    .bind(encode_body(body)?)
    .fetch_all(conn)
    .await?;
    Ok(keys.iter().map(|key| parse_key(key)).collect())
}

/// The messages that wait for a chat at one urgency; unreadable ones are left out.
pub async fn waiting_bodies(
    conn: &mut Conn,
    chat: ChatId,
    urgency: Urgency,
) -> sqlx::Result<Vec<(OutboxKey, Outgoing)>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select key, body from outbox where chat = $1 and urgency = $2 and state = 'waiting'")
            .bind(chat)
            .bind(urgency as i64)
            .fetch_all(conn)
            .await?;
    Ok(rows.iter().filter_map(|(key, body)| Some((parse_key(key), parse_body(body).ok()?))).collect())
}

/// Inserts messages that are no live messages, in one statement. A key that exists keeps its message.
pub async fn insert(conn: &mut Conn, messages: &[&NewMessage], real_now: RealTime) -> sqlx::Result<()> {
    let sql = format!(
        "insert into outbox (key, seq, chat, urgency, expires_at, body, live_message, state, tries, error, queued_at)
         values {}
         on conflict (key) do nothing",
        db::placeholder_rows(conn, "(?, ?, ?, ?, ?, ?, '', 'waiting', 0, '', ?)", messages.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(messages.len() == 1);
    for message in messages {
        query = query
            .bind(message.key.to_string())
            .bind(next_seq(real_now))
            .bind(message.chat)
            .bind(message.urgency as i64)
            .bind(message.expires_at.unwrap_or_default())
            .bind(encode_body(&message.body)?)
            .bind(real_now);
    }
    query.execute(conn).await?;
    Ok(())
}

/// Inserts a message behind all others of its chat and urgency, even those of an instance whose clock is
/// ahead. A key that exists keeps its message. A message that repeats the last one that waits is dropped,
/// unless it is an announcement.
pub async fn insert_last(conn: &mut Conn, message: &NewMessage, real_now: RealTime) -> sqlx::Result<()> {
    sqlx::query(
        "insert into outbox (key, seq, chat, urgency, expires_at, body, live_message, state, tries, error,
                             queued_at)
         select $1,
                coalesce((select case when max(seq) >= $2 then max(seq) + 1 end from outbox
                          where chat = $3 and urgency = $4), $2),
                $3, $4, $5, $6, $7, 'waiting', 0, '', $8
         where not exists (
             select 1 from outbox
             where chat = $3 and urgency = $4 and urgency < $9 and state = 'waiting' and body = $6
               and seq = (select max(seq) from outbox
                          where chat = $3 and urgency = $4 and state = 'waiting'))
         on conflict (key) do nothing",
    )
    .bind(message.key.to_string())
    .bind(next_seq(real_now))
    .bind(message.chat)
    .bind(message.urgency as i64)
    .bind(message.expires_at.unwrap_or_default())
    .bind(encode_body(&message.body)?)
    .bind(message.live_message.as_deref().unwrap_or(""))
    .bind(real_now)
    .bind(Urgency::Announcement as i64)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many messages wait, and how many were refused for good.
pub async fn count_queued_and_failed(conn: &mut Conn) -> sqlx::Result<(i64, i64)> {
    sqlx::query_as(
        "select cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when state = 'refused' then 1 else 0 end), 0) as bigint)
         from outbox",
    )
    .fetch_one(conn)
    .await
}

/// The messages that wait, by urgency; urgencies without any are left out.
pub async fn backlog_by_urgency(conn: &mut Conn) -> sqlx::Result<Vec<Backlog>> {
    let rows: Vec<(i64, i64, RealTime)> = sqlx::query_as(
        "select urgency, cast(count(*) as bigint), min(queued_at)
         from outbox
         where state = 'waiting'
         group by urgency
         order by urgency",
    )
    .fetch_all(conn)
    .await?;
    let backlog = |(urgency, count, oldest_at)| {
        Some(Backlog { urgency: Urgency::from_repr(urgency)?, count, oldest_at })
    };
    Ok(rows.into_iter().filter_map(backlog).collect())
}

/// In how many chats a message of at least this urgency has waited since before `enqueued_before`; counts
/// up to `limit`.
pub async fn count_late_chats(
    conn: &mut Conn,
    urgency: Urgency,
    enqueued_before: RealTime,
    limit: i64,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select cast(count(*) as bigint) from (
             select distinct chat from outbox
             where state = 'waiting' and urgency <= $1 and queued_at < $2
             limit $3
         ) as late",
    )
    .bind(urgency as i64)
    .bind(enqueued_before)
    .bind(limit)
    .fetch_one(conn)
    .await
}

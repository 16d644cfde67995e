//! One message to many: each chat has one row, which makes a second letter impossible and keeps
//! what became of the first.

use super::delivery_results::DeliveryOutcome;
use crate::db::{self, Conn};

/// Numbers mailings, and is the line in which those wait who change many rows of one: settling and
/// withdrawing come one after the other instead of each holding what the other wants.
pub const COUNTER: &str = "announcement";

/// What became of a mailing's letters so far, as far as they were made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BroadcastCounts {
    pub queued: i64,
    pub sent: i64,
    /// Their chats take nothing from the bot any more.
    pub unreachable: i64,
    pub refused: i64,
    pub withdrawn: i64,
}

/// The key of a letter of a mailing.
pub fn message_key(mailing: i64, chat: i64) -> String {
    format!("{}{chat}", key_prefix(mailing))
}

fn key_prefix(mailing: i64) -> String {
    format!("a{mailing}:")
}

fn parse_key(key: &str) -> Option<(i64, i64)> {
    let (mailing, chat) = key.strip_prefix('a')?.split_once(':')?;
    Some((mailing.parse().ok()?, chat.parse().ok()?))
}

/// Notes that a letter for this chat is made; false where one was made before.
pub async fn insert_recipient(conn: &mut Conn, mailing: i64, chat: i64) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into mailed (mailing, chat, outcome) values ($1, $2, 'waiting')
         on conflict (mailing, chat) do nothing",
    )
    .bind(mailing)
    .bind(chat)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Whether a settlement may change rows of a mailing.
pub fn can_change_recipients(letter: &str, outcome: &DeliveryOutcome) -> bool {
    parse_key(letter).is_some() || matches!(outcome, DeliveryOutcome::ChatUnreachable { .. })
}

/// Waits in the line.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, COUNTER).await
}

/// Keeps what became of a letter, if it is one of a mailing. One that was under way when its mailing
/// was stopped may have arrived after all.
pub async fn record_outcome(conn: &mut Conn, letter: &str, outcome: &DeliveryOutcome) -> sqlx::Result<()> {
    let Some((mailing, chat)) = parse_key(letter) else { return Ok(()) };
    let became = match outcome {
        DeliveryOutcome::Sent { .. } => "sent",
        DeliveryOutcome::PermanentFailure { .. } => "refused",
        DeliveryOutcome::Expired | DeliveryOutcome::Cancelled => "withdrawn",
        DeliveryOutcome::ChatUnreachable { .. } => "gone",
        DeliveryOutcome::LiveMessageLost { .. } | DeliveryOutcome::GroupMigrated { .. } => return Ok(()),
    };
    sqlx::query(
        "update mailed set outcome = $3
         where mailing = $1 and chat = $2 and outcome in ('waiting', 'withdrawn')",
    )
    .bind(mailing)
    .bind(chat)
    .bind(became)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whatever waits for a chat that is gone goes with it.
pub async fn mark_unreachable(conn: &mut Conn, chat: i64) -> sqlx::Result<()> {
    sqlx::query("update mailed set outcome = 'gone' where chat = $1 and outcome = 'waiting'")
        .bind(chat)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes back what waits of a mailing: as much as is made ahead, never the whole of it.
pub async fn cancel(conn: &mut Conn, mailing: i64) -> sqlx::Result<()> {
    lock(conn).await?;
    sqlx::query(
        "delete from outbox
         where state = 'waiting'
           and key in (select $2 || cast(chat as text) from mailed
                       where mailing = $1 and outcome = 'waiting')",
    )
    .bind(mailing)
    .bind(key_prefix(mailing))
    .execute(&mut *conn)
    .await?;
    sqlx::query("update mailed set outcome = 'withdrawn' where mailing = $1 and outcome = 'waiting'")
        .bind(mailing)
        .execute(conn)
        .await?;
    Ok(())
}

/// Takes back what waits for one chat.
pub async fn cancel_for_chat(conn: &mut Conn, mailing: i64, chat: i64) -> sqlx::Result<()> {
    lock(conn).await?;
    if super::cancel(conn, &message_key(mailing, chat)).await? {
        record_outcome(conn, &message_key(mailing, chat), &DeliveryOutcome::Cancelled).await?;
    }
    Ok(())
}

/// How many of a mailing's letters wait in the outbox.
pub async fn count_queued(conn: &mut Conn, mailing: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select cast(count(*) as bigint) from mailed where mailing = $1 and outcome = 'waiting'",
    )
    .bind(mailing)
    .fetch_one(conn)
    .await
}

pub async fn count_by_outcome(conn: &mut Conn, mailing: i64) -> sqlx::Result<BroadcastCounts> {
    let counts: Vec<(String, i64)> = sqlx::query_as(
        "select outcome, cast(count(*) as bigint) from mailed where mailing = $1 group by outcome",
    )
    .bind(mailing)
    .fetch_all(conn)
    .await?;
    let count =
        |outcome: &str| counts.iter().find(|(name, _)| name == outcome).map_or(0, |(_, count)| *count);
    Ok(BroadcastCounts {
        queued: count("waiting"),
        sent: count("sent"),
        unreachable: count("gone"),
        refused: count("refused"),
        withdrawn: count("withdrawn"),
    })
}

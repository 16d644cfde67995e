//! The table `broadcast_recipient`: for each broadcast and chat one row with what became of its message.

use crate::db::Conn;
use crate::ids::{AnnouncementNumber, ChatId};

/// What became of a broadcast's message to one chat, as stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum RecipientOutcome {
    Waiting,
    Sent,
    Refused,
    Withdrawn,
    #[strum(serialize = "gone")]
    Unreachable,
}

/// Inserts a waiting recipient; false if the broadcast already has this chat.
pub async fn insert(conn: &mut Conn, announcement: AnnouncementNumber, chat: ChatId) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into broadcast_recipient (broadcast, chat, outcome) values ($1, $2, 'waiting')
         on conflict (broadcast, chat) do nothing",
    )
    .bind(announcement)
    .bind(chat)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Records an outcome. A message that was in flight when its broadcast was stopped may have been sent after
/// all, so that a withdrawn one may still change.
pub async fn record(
    conn: &mut Conn,
    announcement: AnnouncementNumber,
    chat: ChatId,
    outcome: RecipientOutcome,
) -> sqlx::Result<()> {
    sqlx::query(
        "update broadcast_recipient set outcome = $3
         where broadcast = $1 and chat = $2 and outcome in ('waiting', 'withdrawn')",
    )
    .bind(announcement)
    .bind(chat)
    .bind(<&'static str>::from(outcome))
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks a chat unreachable in every broadcast that waits for it.
pub async fn mark_unreachable(conn: &mut Conn, chat: ChatId) -> sqlx::Result<()> {
    sqlx::query("update broadcast_recipient set outcome = 'gone' where chat = $1 and outcome = 'waiting'")
        .bind(chat)
        .execute(conn)
        .await?;
    Ok(())
}

/// The chats for which a broadcast's message waits.
pub async fn waiting(conn: &mut Conn, announcement: AnnouncementNumber) -> sqlx::Result<Vec<ChatId>> {
    sqlx::query_scalar("select chat from broadcast_recipient where broadcast = $1 and outcome = 'waiting'")
        .bind(announcement)
        .fetch_all(conn)
        .await
}

/// Marks every message of a broadcast that waits as withdrawn.
pub async fn withdraw_waiting(conn: &mut Conn, announcement: AnnouncementNumber) -> sqlx::Result<()> {
    sqlx::query(
        "update broadcast_recipient set outcome = 'withdrawn' where broadcast = $1 and outcome = 'waiting'",
    )
    .bind(announcement)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many of a broadcast's messages wait.
pub async fn count_waiting(conn: &mut Conn, announcement: AnnouncementNumber) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select cast(count(*) as bigint) from broadcast_recipient where broadcast = $1 and outcome = 'waiting'",
    )
    .bind(announcement)
    .fetch_one(conn)
    .await
}

/// How many of a broadcast's messages have each outcome; outcomes without any are left out.
pub async fn count_by_outcome(
    conn: &mut Conn,
    announcement: AnnouncementNumber,
) -> sqlx::Result<Vec<(RecipientOutcome, i64)>> {
    let counts: Vec<(String, i64)> = sqlx::query_as(
        "select outcome, cast(count(*) as bigint) from broadcast_recipient where broadcast = $1 group by outcome",
    )
    .bind(announcement)
    .fetch_all(conn)
    .await?;
    Ok(counts.into_iter().filter_map(|(name, count)| Some((name.parse().ok()?, count))).collect())
}

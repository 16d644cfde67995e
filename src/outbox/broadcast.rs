//! Broadcasts: one message to many chats. Each chat has one row per broadcast, which makes a second message
//! impossible and records what became of the first.

use super::key::OutboxKey;
use super::model::DeliveryOutcome;
use super::store::messages;
use super::store::recipients::{self, RecipientOutcome};
use crate::db::{self, Conn};
use crate::ids::{AnnouncementNumber, ChatId};

/// The counter that numbers broadcasts. It is also the lock for changing many rows of one: recording
/// results and withdrawing would otherwise deadlock.
pub const COUNTER: &str = "announcement";

/// How many of a broadcast's messages have each outcome, of those that were enqueued so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BroadcastCounts {
    pub queued: i64,
    pub sent: i64,
    /// Their chats accept nothing from the bot any more.
    pub unreachable: i64,
    pub refused: i64,
    pub withdrawn: i64,
}

/// The key of a broadcast's message to one chat.
pub fn message_key(announcement: AnnouncementNumber, chat: ChatId) -> OutboxKey {
    OutboxKey::Broadcast { announcement, chat }
}

/// Inserts a recipient whose message is about to be enqueued; false if the broadcast already has this chat.
pub async fn insert_recipient(
    conn: &mut Conn,
    announcement: AnnouncementNumber,
    chat: ChatId,
) -> sqlx::Result<bool> {
    recipients::insert(conn, announcement, chat).await
}

/// Whether recording this result may change rows of a broadcast, which needs [`lock`].
pub(super) fn can_change_recipients(key: &OutboxKey, outcome: &DeliveryOutcome) -> bool {
    matches!(key, OutboxKey::Broadcast { .. }) || matches!(outcome, DeliveryOutcome::ChatUnreachable { .. })
}

/// Takes the lock for changing many rows of a broadcast, until the transaction ends.
pub(super) async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, COUNTER).await
}

/// Records what became of a message, if it is a broadcast's.
pub(super) async fn record_outcome(
    conn: &mut Conn,
    key: &OutboxKey,
    outcome: &DeliveryOutcome,
) -> sqlx::Result<()> {
    let OutboxKey::Broadcast { announcement, chat } = *key else { return Ok(()) };
    let outcome = match outcome {
        DeliveryOutcome::Sent { .. } => RecipientOutcome::Sent,
        DeliveryOutcome::PermanentFailure { .. } => RecipientOutcome::Refused,
        DeliveryOutcome::Expired | DeliveryOutcome::Cancelled => RecipientOutcome::Withdrawn,
        DeliveryOutcome::ChatUnreachable { .. } => RecipientOutcome::Unreachable,
        DeliveryOutcome::LiveMessageLost { .. } | DeliveryOutcome::GroupMigrated { .. } => return Ok(()),
    };
    recipients::record(conn, announcement, chat, outcome).await
}

/// Withdraws the messages of a broadcast that wait. Only a limited number is enqueued ahead.
pub async fn cancel(conn: &mut Conn, announcement: AnnouncementNumber) -> sqlx::Result<()> {
    lock(conn).await?;
    let waiting = recipients::waiting(conn, announcement).await?;
    let keys: Vec<OutboxKey> = waiting.iter().map(|chat| message_key(announcement, *chat)).collect();
    messages::cancel_all(conn, &keys).await?;
    recipients::withdraw_waiting(conn, announcement).await
}

/// Withdraws a broadcast's message to one chat, if it waits.
pub async fn cancel_for_chat(
    conn: &mut Conn,
    announcement: AnnouncementNumber,
    chat: ChatId,
) -> sqlx::Result<()> {
    lock(conn).await?;
    let key = message_key(announcement, chat);
    if messages::cancel(conn, &key).await? {
        record_outcome(conn, &key, &DeliveryOutcome::Cancelled).await?;
    }
    Ok(())
}

/// How many of a broadcast's messages wait.
pub async fn count_queued(conn: &mut Conn, announcement: AnnouncementNumber) -> sqlx::Result<i64> {
    recipients::count_waiting(conn, announcement).await
}

/// How many of a broadcast's messages have each outcome.
pub async fn count_by_outcome(
    conn: &mut Conn,
    announcement: AnnouncementNumber,
) -> sqlx::Result<BroadcastCounts> {
    let mut counts = BroadcastCounts::default();
    for (outcome, count) in recipients::count_by_outcome(conn, announcement).await? {
        *match outcome {
            RecipientOutcome::Waiting => &mut counts.queued,
            RecipientOutcome::Sent => &mut counts.sent,
            RecipientOutcome::Unreachable => &mut counts.unreachable,
            RecipientOutcome::Refused => &mut counts.refused,
            RecipientOutcome::Withdrawn => &mut counts.withdrawn,
        } = count;
    }
    Ok(counts)
}

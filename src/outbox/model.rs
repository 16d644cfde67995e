//! The types of the outbox: messages before and while they wait, and the results of their delivery.

use std::sync::Arc;

use tokio::sync::Notify;

use super::key::OutboxKey;
use crate::chat::{Outgoing, Urgency};
use crate::clock::RealTime;
use crate::ids::{ChatId, MessageId};

/// A message to enqueue.
#[derive(Debug, Clone, PartialEq)]
pub struct NewMessage {
    pub key: OutboxKey,
    pub chat: ChatId,
    pub urgency: Urgency,
    /// When it is no longer worth sending; `None` for never.
    pub expires_at: Option<RealTime>,
    pub body: Outgoing,
    /// The name of the live message that it shows, such as `panel:42`. A later message of the same name edits
    /// that one, and replaces one that still waits.
    pub live_message: Option<String>,
}

impl NewMessage {
    /// A message that never expires and that no later one edits.
    pub fn new(key: OutboxKey, chat: ChatId, urgency: Urgency, body: impl Into<Outgoing>) -> Self {
        Self { key, chat, urgency, expires_at: None, body: body.into(), live_message: None }
    }

    /// Sets [`NewMessage::expires_at`].
    pub fn with_expiry(self, expires_at: impl Into<Option<RealTime>>) -> Self {
        Self { expires_at: expires_at.into(), ..self }
    }

    /// Sets [`NewMessage::live_message`].
    pub fn with_live_message(self, name: impl Into<Option<String>>) -> Self {
        Self { live_message: name.into(), ..self }
    }

    /// Whether it answers a person's own request, so that a limited number of them waits for one chat.
    pub(super) fn is_reply(&self) -> bool {
        matches!(self.urgency, Urgency::Staff | Urgency::Answer)
            && self.live_message.is_none()
            && self.key.is_reply()
    }
}

/// A message that waits, as the sender reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct QueuedMessage {
    pub key: OutboxKey,
    /// Its place in the order of its chat and urgency.
    pub seq: i64,
    pub chat: ChatId,
    pub urgency: Urgency,
    pub expires_at: Option<RealTime>,
    pub body: Result<Outgoing, UnreadableBody>,
    /// See [`NewMessage::live_message`].
    pub live_message: Option<String>,
    /// Failed attempts of this process to send it.
    pub tries: u32,
}

/// A stored body that this version of the program cannot parse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unreadable message: {0}")]
pub struct UnreadableBody(pub String);

/// Notified after a commit that enqueued something. Only a hint: the sender also polls.
pub type Wakeup = Arc<Notify>;

/// The messages of one urgency that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlog {
    pub urgency: Urgency,
    pub count: i64,
    /// When the oldest of them was enqueued.
    pub oldest_at: RealTime,
}

/// The result of one message's delivery.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryResult {
    pub key: OutboxKey,
    pub outcome: DeliveryOutcome,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq)]
pub enum DeliveryOutcome {
    /// It was sent, or there is nothing more to do about it.
    Sent {
        /// The live message that it has become.
        live_message: Option<LiveMessage>,
        /// The file that it carried.
        file: Option<SentFile>,
    },
    /// Its deadline passed.
    Expired,
    /// It was removed from the outbox before it was sent.
    Cancelled,
    /// Its chat accepts nothing from the bot any more; the chat's other messages are dropped too.
    ChatUnreachable { chat: ChatId },
    /// Telegram will never accept it: kept with the error and never retried.
    PermanentFailure { error: String },
    /// The live message of this name no longer exists: the message is sent as a new one.
    LiveMessageLost { name: String },
    /// Its group has another id now.
    GroupMigrated { from: ChatId, to: ChatId },
}

impl DeliveryOutcome {
    /// Sent, with nothing to record about it.
    pub const DONE: Self = Self::Sent { live_message: None, file: None };
}

/// A message in a chat that later messages of the same name edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveMessage {
    pub name: String,
    pub chat: ChatId,
    pub message: MessageId,
}

/// A file that Telegram holds, so that it need not be rendered and uploaded again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentFile {
    /// The spec it was rendered from.
    pub spec: String,
    /// Telegram's id of the file.
    pub file_id: String,
}

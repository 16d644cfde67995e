//! A moderators' panel: a live message in a chat.

use crate::i18n::Lang;
use crate::ids::ChatId;

/// A panel that the program updates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Panel {
    /// The chat in which it was first opened; it stays when a group gets another chat id. A positive id is that
    /// of a moderator, in whose private chat the panel is.
    pub id: ChatId,
    pub chat: ChatId,
    /// The topic of its chat, where the chat has topics.
    pub topic: Option<i64>,
    pub lang: Lang,
    /// Hash of the content that was sent last.
    pub content_hash: String,
}

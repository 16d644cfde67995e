//! What people do on their telephones; each deed becomes an update for the bot, complete as
//! Telegram's are. Whoever is named first comes to life then, with a made-up name.

use super::TelegramEmulator;
use super::model::{ChatMemberStatus, User};
use crate::clock::Millis;

/// Something other than text that a person may send.
#[derive(Clone, Debug, PartialEq)]
pub enum UserMedia {
    Sticker,
    Photo {
        caption: String,
    },
    Voice,
    /// A voice message of so many seconds.
    LongVoice(u32),
    VideoNote,
    Document {
        name: String,
    },
    Location {
        latitude: f64,
        longitude: f64,
    },
    Dice,
    Poll,
    /// A text that somebody else wrote.
    ForwardedText(String),
}

/// A message that was sent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SentMessage {
    pub message_id: i64,
    /// `None` when the bot gets no update of it (group privacy, `allowed_updates`).
    pub update_id: Option<i64>,
}

/// What pressing a button did.
#[derive(Clone, Debug, PartialEq)]
pub enum PressOutcome {
    /// A callback query with this id.
    CallbackQuery(String),
    /// A button of the reply keyboard sent its text, or a contact.
    MessageSent(SentMessage),
    /// Opened an address.
    UrlOpened(String),
    /// Put a text into the clipboard.
    TextCopied(String),
}

/// There is no such button to press.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no button “{label}”; there are {available:?}")]
pub struct ButtonNotFound {
    pub label: String,
    pub available: Vec<String>,
}

/// A callback query that waits for its answer.
pub(super) struct PendingCallback {
    pub user: i64,
    pub at: Millis,
}

impl TelegramEmulator {
    /// Brings somebody to life, or changes who they are. They have not met the bot yet.
    pub fn add_user(&self, id: i64, first_name: &str, last_name: Option<&str>, language_code: Option<&str>) {
        let person = User {
            id,
            first_name: first_name.to_owned(),
            last_name: last_name.map(str::to_owned),
            language_code: language_code.map(str::to_owned),
        };
        self.modify(|inner| inner.insert_user(person));
    }

    /// Writes to the bot.
    pub fn user_sends_text(&self, user: i64, text: &str) -> SentMessage {
        self.user_sends_text_in(user, user, text)
    }

    /// Writes in a chat.
    pub fn user_sends_text_in(&self, chat: i64, user: i64, text: &str) -> SentMessage {
        self.modify(|inner| inner.user_sends_text(chat, user, text, None))
    }

    /// Writes in answer to a message.
    pub fn user_replies(&self, chat: i64, user: i64, to: i64, text: &str) -> SentMessage {
        self.modify(|inner| inner.user_sends_text(chat, user, text, Some(to)))
    }

    /// Rewrites an own message; `None` when the bot is not told or there is no such message.
    pub fn user_edits_text(&self, user: i64, message_id: i64, text: &str) -> Option<i64> {
        self.modify(|inner| inner.user_edits_text(user, message_id, text))
    }

    /// Sends the bot something other than text.
    pub fn user_sends_media(&self, user: i64, kind: UserMedia) -> SentMessage {
        self.modify(|inner| inner.user_sends_media(user, &kind))
    }

    /// Shares a contact: one's own if `whose` is the user, somebody else's, or one without a
    /// Telegram account (`None`).
    pub fn user_shares_contact(&self, user: i64, phone: &str, whose: Option<i64>) -> SentMessage {
        self.modify(|inner| inner.user_shares_contact(user, phone, whose))
    }

    /// Presses an inline button of a message in the chat with the bot; the data may be forged.
    /// Returns the id of the callback query.
    pub fn user_presses_callback(&self, user: i64, message_id: i64, data: &str) -> String {
        self.user_presses_callback_in(user, user, message_id, data)
    }

    /// The same in any chat.
    pub fn user_presses_callback_in(&self, chat: i64, user: i64, message_id: i64, data: &str) -> String {
        self.modify(|inner| inner.user_presses_callback(chat, user, message_id, data))
    }

    /// Presses the latest button with this label, be it in a message or under the text field.
    pub fn user_presses_button(&self, user: i64, label: &str) -> Result<PressOutcome, ButtonNotFound> {
        self.user_presses_button_in(user, user, label)
    }

    /// The same in any chat.
    pub fn user_presses_button_in(
        &self,
        chat: i64,
        user: i64,
        label: &str,
    ) -> Result<PressOutcome, ButtonNotFound> {
        self.modify(|inner| inner.user_presses_button(chat, user, label))
    }

    /// Blocks the bot.
    pub fn user_blocks_bot(&self, user: i64) -> Option<i64> {
        self.modify(|inner| {
            inner.ensure_user(user);
            inner.change_bot_status(user, user, ChatMemberStatus::Kicked)
        })
    }

    /// Lets the bot write again.
    pub fn user_unblocks_bot(&self, user: i64) -> Option<i64> {
        self.modify(|inner| {
            inner.ensure_user(user);
            inner.change_bot_status(user, user, ChatMemberStatus::Member)
        })
    }

    /// Deletes the account; the bot learns of it when it writes.
    pub fn user_deletes_account(&self, user: i64) {
        self.modify(|inner| {
            if let Some(chat) = inner.chats.get_mut(&user) {
                chat.bot_status = ChatMemberStatus::Deactivated;
            }
        });
    }
}

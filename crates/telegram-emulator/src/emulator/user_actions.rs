//! The actions of users. Each becomes an update for the bot, complete as Telegram's are.

use super::handle::TelegramEmulator;
use crate::model::{ButtonNotFound, ChatMemberStatus, PressOutcome, SentMessage, User, UserMedia};

/// Actions of users. A user who is not known yet is added with a made-up name.
impl TelegramEmulator {
    /// Adds a user, or changes the names and the language of one. A new user has not started the bot.
    pub fn add_user(&self, id: i64, first_name: &str, last_name: Option<&str>, language_code: Option<&str>) {
        let user = User {
            id,
            first_name: first_name.to_owned(),
            last_name: last_name.map(str::to_owned),
            language_code: language_code.map(str::to_owned),
        };
        self.modify(|state| state.insert_user(user));
    }

    /// Sends the bot a text.
    pub fn user_sends_text(&self, user: i64, text: &str) -> SentMessage {
        self.user_sends_text_in(user, user, text)
    }

    /// Sends a text in any chat.
    pub fn user_sends_text_in(&self, chat: i64, user: i64, text: &str) -> SentMessage {
        self.modify(|state| state.user_sends_text(chat, user, text, None))
    }

    /// Sends a text in a chat in reply to the message `to`.
    pub fn user_replies(&self, chat: i64, user: i64, to: i64, text: &str) -> SentMessage {
        self.modify(|state| state.user_sends_text(chat, user, text, Some(to)))
    }

    /// Edits an own text in the chat with the bot; returns the id of the update. `None` when the message is
    /// missing or another author's, or when the bot gets no such update.
    pub fn user_edits_text(&self, user: i64, message_id: i64, text: &str) -> Option<i64> {
        self.modify(|state| state.user_edits_text(user, message_id, text))
    }

    /// Sends the bot something other than a typed text.
    pub fn user_sends_media(&self, user: i64, media: UserMedia) -> SentMessage {
        self.modify(|state| state.user_sends_media(user, &media))
    }

    /// Sends the bot a contact with a phone number. `owner` is the Telegram user it belongs to: the sender,
    /// another user, or none (`None`).
    pub fn user_shares_contact(&self, user: i64, phone: &str, owner: Option<i64>) -> SentMessage {
        self.modify(|state| state.user_shares_contact(user, phone, owner))
    }

    /// Sends a callback query with this data from a message in the chat with the bot, as pressing an inline
    /// button does; no button needs to have this data. Returns the id of the callback query.
    pub fn user_presses_callback(&self, user: i64, message_id: i64, data: &str) -> String {
        self.user_presses_callback_in(user, user, message_id, data)
    }

    /// The same from a message in any chat.
    pub fn user_presses_callback_in(&self, chat: i64, user: i64, message_id: i64, data: &str) -> String {
        self.modify(|state| state.user_presses_callback(chat, user, message_id, data))
    }

    /// Presses the latest button with this label in the chat with the bot, in a message or under the text
    /// field. Kinds of spaces and apostrophes in the label do not matter.
    pub fn user_presses_button(&self, user: i64, label: &str) -> Result<PressOutcome, ButtonNotFound> {
        self.modify(|state| state.user_presses_button(user, user, label))
    }

    /// Blocks the bot; returns the id of the update.
    pub fn user_blocks_bot(&self, user: i64) -> Option<i64> {
        self.modify(|state| {
            state.ensure_user(user);
            state.change_bot_status(user, user, ChatMemberStatus::Kicked)
        })
    }

    /// Unblocks the bot; returns the id of the update.
    pub fn user_unblocks_bot(&self, user: i64) -> Option<i64> {
        self.modify(|state| {
            state.ensure_user(user);
            state.change_bot_status(user, user, ChatMemberStatus::Member)
        })
    }

    /// Deletes the account. The bot gets no update, and an error when it writes.
    pub fn user_deletes_account(&self, user: i64) {
        self.modify(|state| {
            if let Some(chat) = state.chats.get_mut(&user) {
                chat.bot_status = ChatMemberStatus::Deactivated;
            }
        });
    }
}

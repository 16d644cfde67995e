//! Users write, edit, send media and share contacts.

use serde_json::json;

use crate::formatting::plain;
use crate::model::{Author, Media, SentMessage, UserMedia};
use crate::state::EmulatorState;

impl EmulatorState {
    /// A user writes in a chat, perhaps in reply to a message.
    pub fn user_sends_text(
        &mut self,
        chat: i64,
        user: i64,
        text: &str,
        reply_to: Option<i64>,
    ) -> SentMessage {
        self.ensure_user(user);
        let mut message = self.new_message(chat, Author::User(user));
        message.set_text(text, plain::parse_typed_text(text));
        message.reply_to_message_id = reply_to;
        self.deliver_to_bot(message)
    }

    /// A text appears in a chat or in a topic of it.
    pub fn author_sends_text(
        &mut self,
        author: Author,
        chat: i64,
        topic: Option<i64>,
        text: &str,
    ) -> SentMessage {
        let mut message = self.new_message(chat, author);
        message.set_text(text, plain::parse_typed_text(text));
        message.topic_id = topic;
        self.deliver_to_bot(message)
    }

    /// A user edits a message in the private chat; returns the id of the update. `None` when the message is
    /// missing or not the user's, or when the bot gets no such update.
    pub fn user_edits_text(&mut self, user: i64, message_id: i64, text: &str) -> Option<i64> {
        let date = self.clock.message_date();
        let message = self.chats.get_mut(&user)?.messages.get_mut(&message_id)?;
        if message.author != Author::User(user) {
            return None;
        }
        message.set_text(text, plain::parse_typed_text(text));
        message.edited_at = Some(date);
        let edited = self.message_json(self.message(user, message_id)?);
        self.queue_update("edited_message", edited)
    }

    /// A user sends something other than a typed text to the bot.
    pub fn user_sends_media(&mut self, user: i64, media: &UserMedia) -> SentMessage {
        self.ensure_user(user);
        let mut message = self.new_message(user, Author::User(user));
        if let UserMedia::ForwardedText(text) = media {
            message.set_text(text, plain::parse_typed_text(text));
            let date = self.clock.message_date() / 1_000;
            let origin = json!({ "type": "hidden_user", "date": date, "sender_user_name": "Quelqu’un" });
            message.forward_origin = Some(origin);
        } else {
            message.media = Some(self.build_media(media));
        }
        if let UserMedia::Photo { caption } = media {
            message.set_text(caption, plain::parse_typed_text(caption));
        }
        self.deliver_to_bot(message)
    }

    /// A user shares a contact: the Telegram user `owner`, or one without an account (`None`).
    pub fn user_shares_contact(&mut self, user: i64, phone: &str, owner: Option<i64>) -> SentMessage {
        self.ensure_user(user);
        let mut contact = json!({ "phone_number": phone, "first_name": "Contact" });
        if let Some(owner) = owner {
            self.ensure_user(owner);
            contact["user_id"] = json!(owner);
            if let Some(owner) = self.users.get(&owner) {
                contact["first_name"] = json!(owner.first_name);
                if let Some(last_name) = &owner.last_name {
                    contact["last_name"] = json!(last_name);
                }
            }
        }
        let mut message = self.new_message(user, Author::User(user));
        message.media = Some(Media { kind: "contact".to_owned(), value: contact });
        self.deliver_to_bot(message)
    }
}

//! What a telephone does when somebody acts on it: puts the message into its chat, finds the button
//! under the finger, and sends the bot its update.

use serde_json::{Value, json};

use super::EmulatorState;
use super::entity_detection::parse_typed_text;
use super::model::{Author, Chat, ChatMemberStatus, ChatMessage, ChatType, Media, User};
use super::user_actions::{ButtonNotFound, PendingCallback, PressOutcome, SentMessage, UserMedia};

impl EmulatorState {
    pub(super) fn insert_user(&mut self, person: User) {
        let id = person.id;
        self.users.insert(id, person);
        self.chats.entry(id).or_insert_with(|| Chat::new(ChatType::Private, "", id));
    }

    /// Makes sure that a person is there.
    pub(super) fn ensure_user(&mut self, user: i64) {
        if !self.users.contains_key(&user) {
            let first_name = format!("Personne {user}");
            self.insert_user(User {
                id: user,
                first_name,
                last_name: None,
                language_code: Some("fr".to_owned()),
            });
        }
    }

    pub(super) fn user_sends_text(
        &mut self,
        chat: i64,
        user: i64,
        text: &str,
        reply_to: Option<i64>,
    ) -> SentMessage {
        self.ensure_user(user);
        let mut bubble = self.new_message(chat, Author::User(user));
        bubble.set_text(text, parse_typed_text(text));
        bubble.reply_to_message_id = reply_to;
        self.deliver_to_bot(bubble)
    }

    /// Puts a person's message into its chat and tells the bot, if it may know.
    pub(super) fn deliver_to_bot(&mut self, bubble: ChatMessage) -> SentMessage {
        let id = bubble.chat_id;
        // Whoever writes to a bot they blocked has to unblock it first.
        match self.chats.get_mut(&id) {
            Some(chat)
                if chat.chat_type == ChatType::Private
                    && chat.bot_status == ChatMemberStatus::NeverContacted =>
            {
                chat.bot_status = ChatMemberStatus::Member;
            }
            Some(chat)
                if chat.chat_type == ChatType::Private && chat.bot_status == ChatMemberStatus::Kicked =>
            {
                self.change_bot_status(id, id, ChatMemberStatus::Member);
            }
            _ => {}
        }
        let message_id = self.insert_message(bubble);
        let seen = self.message(id, message_id).filter(|bubble| self.is_visible_to_bot(bubble));
        let update_id =
            seen.map(|bubble| self.message_json(bubble)).and_then(|json| self.queue_update("message", json));
        SentMessage { message_id, update_id }
    }

    pub(super) fn user_edits_text(&mut self, user: i64, message_id: i64, text: &str) -> Option<i64> {
        let now = self.clock.event_now();
        let bubble = self.chats.get_mut(&user)?.messages.get_mut(&message_id)?;
        if bubble.author != Author::User(user) {
            return None;
        }
        bubble.set_text(text, parse_typed_text(text));
        bubble.edited_at = Some(now);
        let edited = self.message_json(self.message(user, message_id)?);
        self.queue_update("edited_message", edited)
    }

    pub(super) fn user_sends_media(&mut self, user: i64, kind: &UserMedia) -> SentMessage {
        self.ensure_user(user);
        let mut bubble = self.new_message(user, Author::User(user));
        if let UserMedia::ForwardedText(text) = kind {
            bubble.set_text(text, parse_typed_text(text));
            let date = self.clock.event_now() / 1_000;
            let origin = json!({ "type": "hidden_user", "date": date, "sender_user_name": "Quelqu’un" });
            bubble.forward_origin = Some(origin);
        } else {
            bubble.media = Some(self.build_media(kind));
        }
        if let UserMedia::Photo { caption } = kind {
            bubble.set_text(caption, parse_typed_text(caption));
        }
        self.deliver_to_bot(bubble)
    }

    pub(super) fn user_shares_contact(&mut self, user: i64, phone: &str, whose: Option<i64>) -> SentMessage {
        self.ensure_user(user);
        let mut contact = json!({ "phone_number": phone, "first_name": "Contact" });
        if let Some(whose) = whose {
            self.ensure_user(whose);
            contact["user_id"] = json!(whose);
            if let Some(person) = self.users.get(&whose) {
                contact["first_name"] = json!(person.first_name);
                if let Some(last_name) = &person.last_name {
                    contact["last_name"] = json!(last_name);
                }
            }
        }
        let mut bubble = self.new_message(user, Author::User(user));
        bubble.media = Some(Media { kind: "contact".to_owned(), value: contact });
        self.deliver_to_bot(bubble)
    }

    pub(super) fn user_presses_callback(
        &mut self,
        chat: i64,
        user: i64,
        message_id: i64,
        data: &str,
    ) -> String {
        self.ensure_user(user);
        let id = rand::random::<u64>().to_string();
        let message = match self.message(chat, message_id) {
            Some(bubble) => self.message_json(bubble),
            // Deleted meanwhile: Telegram sends what little it still knows.
            None => json!({ "chat": self.chat_json(chat), "message_id": message_id, "date": 0 }),
        };
        let from = self.user_json(user);
        let instance = chat.to_string();
        let query =
            json!({ "id": id, "from": from, "message": message, "chat_instance": instance, "data": data });
        let at = self.clock.real_now();
        if self.pending_callbacks.len() >= self.history_limit {
            self.pending_callbacks.retain(|_, press| at - press.at < 60_000);
        }
        self.pending_callbacks.insert(id.clone(), PendingCallback { user, at });
        self.queue_update("callback_query", query);
        id
    }

    pub(super) fn user_presses_button(
        &mut self,
        chat: i64,
        user: i64,
        label: &str,
    ) -> Result<PressOutcome, ButtonNotFound> {
        let Some((message_id, button, under_field)) = self.find_button(chat, label) else {
            return Err(ButtonNotFound { label: label.to_owned(), available: self.button_labels(chat) });
        };
        if under_field {
            if let Some(keyboard) = self.chats.get_mut(&chat).and_then(|chat| chat.reply_keyboard.as_mut()) {
                keyboard.is_collapsed = keyboard.one_time;
            }
            if button["request_contact"] == json!(true) {
                return Ok(PressOutcome::MessageSent(self.user_shares_contact(
                    user,
                    &phone_number(user),
                    Some(user),
                )));
            }
            // In a group such a text answers the message that brought the keyboard.
            let to = (!self.is_private(chat)).then_some(message_id);
            return Ok(PressOutcome::MessageSent(self.user_sends_text(
                chat,
                user,
                button["text"].as_str().unwrap_or(label),
                to,
            )));
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        if let Some(data) = text(&button["callback_data"]) {
            return Ok(PressOutcome::CallbackQuery(
                self.user_presses_callback(chat, user, message_id, &data),
            ));
        }
        match (text(&button["url"]), text(&button["copy_text"]["text"])) {
            (Some(url), _) => Ok(PressOutcome::UrlOpened(url)),
            (None, Some(copied)) => Ok(PressOutcome::TextCopied(copied)),
            (None, None) => {
                Err(ButtonNotFound { label: label.to_owned(), available: self.button_labels(chat) })
            }
        }
    }
}

/// A Martinican number of one's own.
fn phone_number(user: i64) -> String {
    format!("596696{:06}", user.unsigned_abs() % 1_000_000)
}

//! The buttons of a chat: those of messages and those under the text field, and what pressing them does.

use std::cmp::Reverse;

use serde_json::{Value, json};

use crate::clock::Millis;
use crate::model::{ButtonNotFound, PendingCallback, PressOutcome, SentMessage};
use crate::state::EmulatorState;
use crate::text::is_same_label;

/// After how long an unanswered callback query may be forgotten, where there are more than the history
/// limit: it is too old to be answered then.
const PENDING_CALLBACK_TTL: Millis = 60_000;

/// A button that can be pressed.
struct Button<'a> {
    /// The message that has it or that brought its keyboard.
    message_id: i64,
    /// An `InlineKeyboardButton` or a `KeyboardButton`.
    json: &'a Value,
    is_reply_keyboard: bool,
}

impl Button<'_> {
    fn label(&self) -> Option<&str> {
        self.json["text"].as_str()
    }
}

impl EmulatorState {
    /// The labels of all buttons of a chat, those of the latest message first.
    pub fn button_labels(&self, chat: i64) -> Vec<String> {
        self.buttons(chat).iter().filter_map(|button| button.label().map(str::to_owned)).collect()
    }

    /// A user presses an inline button with this data, genuine or forged; returns the id of the callback
    /// query.
    pub fn user_presses_callback(&mut self, chat: i64, user: i64, message_id: i64, data: &str) -> String {
        self.ensure_user(user);
        let id = rand::random::<u64>().to_string();
        let message = match self.message(chat, message_id) {
            Some(message) => self.message_json(message),
            // an `InaccessibleMessage`: it was deleted
            None => json!({ "chat": self.chat_json(chat), "message_id": message_id, "date": 0 }),
        };
        let query = json!({
            "id": id,
            "from": self.user_json(user),
            "message": message,
            "chat_instance": chat.to_string(),
            "data": data,
        });
        let now = self.clock.real_now();
        if self.pending_callbacks.len() >= self.history_limit {
            self.pending_callbacks.retain(|_, pending| now - pending.pressed_at < PENDING_CALLBACK_TTL);
        }
        self.pending_callbacks.insert(id.clone(), PendingCallback { user_id: user, pressed_at: now });
        self.queue_update("callback_query", query);
        id
    }

    /// A user presses the latest button with this label.
    pub fn user_presses_button(
        &mut self,
        chat: i64,
        user: i64,
        label: &str,
    ) -> Result<PressOutcome, ButtonNotFound> {
        let buttons = self.buttons(chat);
        let found =
            buttons.into_iter().find(|button| button.label().is_some_and(|own| is_same_label(own, label)));
        let Some(Button { message_id, json, is_reply_keyboard }) = found else {
            return Err(self.button_not_found(chat, label));
        };
        let json = json.clone();
        if is_reply_keyboard {
            return Ok(PressOutcome::MessageSent(self.press_reply_button(chat, user, message_id, &json)));
        }
        let text = |value: &Value| value.as_str().map(str::to_owned);
        if let Some(data) = text(&json["callback_data"]) {
            let id = self.user_presses_callback(chat, user, message_id, &data);
            return Ok(PressOutcome::CallbackQuery(id));
        }
        if let Some(url) = text(&json["web_app"]["url"]) {
            return Ok(PressOutcome::UrlOpened(url));
        }
        match (text(&json["url"]), text(&json["copy_text"]["text"])) {
            (Some(url), _) => Ok(PressOutcome::UrlOpened(url)),
            (None, Some(copied)) => Ok(PressOutcome::TextCopied(copied)),
            (None, None) => Err(self.button_not_found(chat, label)),
        }
    }

    fn press_reply_button(&mut self, chat: i64, user: i64, message_id: i64, button: &Value) -> SentMessage {
        if let Some(keyboard) = self.chats.get_mut(&chat).and_then(|chat| chat.reply_keyboard.as_mut()) {
            keyboard.is_collapsed = keyboard.one_time;
        }
        if button["request_contact"] == json!(true) {
            return self.user_shares_contact(user, &made_up_phone_number(user), Some(user));
        }
        // in a group the app sends the text as a reply to the message that brought the keyboard
        let reply_to = (!self.is_private(chat)).then_some(message_id);
        self.user_sends_text(chat, user, button["text"].as_str().unwrap_or_default(), reply_to)
    }

    fn button_not_found(&self, chat: i64, label: &str) -> ButtonNotFound {
        ButtonNotFound { label: label.to_owned(), available: self.button_labels(chat) }
    }

    /// All buttons of a chat, those of the latest message first.
    fn buttons(&self, chat: i64) -> Vec<Button<'_>> {
        let Some(chat) = self.chats.get(&chat) else { return Vec::new() };
        let reply = chat.reply_keyboard.iter().flat_map(|keyboard| {
            let to_button = |json| Button { message_id: keyboard.message_id, json, is_reply_keyboard: true };
            cells(&keyboard.rows).map(to_button)
        });
        let inline = chat.messages.values().rev().flat_map(|message| {
            let to_button = |json| Button { message_id: message.message_id, json, is_reply_keyboard: false };
            message.inline_keyboard.iter().flat_map(cells).map(to_button)
        });
        let mut all: Vec<Button<'_>> = reply.chain(inline).collect();
        all.sort_by_key(|button| Reverse(button.message_id));
        all
    }
}

/// The buttons of a keyboard, row by row.
fn cells(rows: &Value) -> impl Iterator<Item = &Value> {
    rows.as_array().into_iter().flatten().filter_map(Value::as_array).flatten()
}

/// The user's own number, a Martinican one.
fn made_up_phone_number(user: i64) -> String {
    format!("596696{:06}", user.unsigned_abs() % 1_000_000)
}

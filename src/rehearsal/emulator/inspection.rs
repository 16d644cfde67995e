//! What a test or a page of phones sees: bubbles, keyboards, toasts, people.

use serde::Serialize;
use serde_json::Value;

use super::model::{ChatMessage, ReplyKeyboard, User};
use super::{EmulatorState, TelegramEmulator};
use crate::clock::Millis;
use crate::i18n::typography::remove_typography;

/// The answer to a press, shown for a moment or, as an alert, until it is closed. The text may be
/// empty: then only the button stops turning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CallbackAnswer {
    pub user_id: i64,
    /// The id of the callback query.
    pub callback_query_id: String,
    pub text: String,
    pub show_alert: bool,
    /// Real time.
    pub at: Millis,
}

impl TelegramEmulator {
    /// The bubbles of a chat, oldest first.
    pub fn messages(&self, chat_id: i64) -> Vec<ChatMessage> {
        self.lock()
            .chats
            .get(&chat_id)
            .map(|chat| chat.messages.values().cloned().collect())
            .unwrap_or_default()
    }

    /// The first bubble of a chat that is looked for.
    pub fn find_message(&self, chat_id: i64, is_it: impl Fn(&ChatMessage) -> bool) -> Option<ChatMessage> {
        let inner = self.lock();
        inner.chats.get(&chat_id)?.messages.values().find(|bubble| is_it(bubble)).cloned()
    }

    /// The latest bubble of a chat.
    pub fn latest_message(&self, chat_id: i64) -> Option<ChatMessage> {
        self.lock().chats.get(&chat_id)?.messages.values().next_back().cloned()
    }

    /// The reply keyboard in force in a chat.
    pub fn reply_keyboard(&self, chat_id: i64) -> Option<ReplyKeyboard> {
        self.lock().chats.get(&chat_id)?.reply_keyboard.clone()
    }

    /// The answers to a person's presses, oldest first.
    pub fn callback_answers(&self, user: i64) -> Vec<CallbackAnswer> {
        self.lock().callback_answers.iter().filter(|toast| toast.user_id == user).cloned().collect()
    }

    /// How many presses wait for their answer.
    pub fn pending_callback_count(&self) -> usize {
        self.lock().pending_callbacks.len()
    }

    /// Everybody, by id.
    pub fn users(&self) -> Vec<User> {
        let mut people: Vec<User> = self.lock().users.values().cloned().collect();
        people.sort_by_key(|person| person.id);
        people
    }

    /// The labels of all buttons that can be pressed in a chat, the latest message's first.
    pub fn button_labels(&self, chat_id: i64) -> Vec<String> {
        self.lock().button_labels(chat_id)
    }
}

impl EmulatorState {
    /// All buttons of a chat, the latest first: message, button, and whether it is one under the
    /// text field.
    fn buttons(&self, chat: i64) -> Vec<(i64, &Value, bool)> {
        let Some(chat) = self.chats.get(&chat) else { return Vec::new() };
        let inline = chat.messages.values().rev().flat_map(|bubble| {
            flatten_rows(bubble.inline_keyboard.as_ref()).map(|button| (bubble.message_id, button, false))
        });
        let mut all: Vec<_> = match &chat.reply_keyboard {
            Some(keyboard) => {
                flatten_rows(Some(&keyboard.rows)).map(|cell| (keyboard.message_id, cell, true)).collect()
            }
            None => Vec::new(),
        };
        all.extend(inline);
        all.sort_by_key(|(message_id, ..)| std::cmp::Reverse(*message_id));
        all
    }

    pub(super) fn button_labels(&self, chat: i64) -> Vec<String> {
        self.buttons(chat)
            .iter()
            .filter_map(|(_, button, _)| button["text"].as_str().map(str::to_owned))
            .collect()
    }

    /// The latest button with this label, as a reader tells labels apart: kinds of spaces and
    /// apostrophes do not count.
    pub(super) fn find_button(&self, chat: i64, label: &str) -> Option<(i64, Value, bool)> {
        let label = remove_typography(label);
        let buttons = self.buttons(chat);
        let found = buttons.into_iter().find(|(_, button, _)| {
            button["text"].as_str().is_some_and(|text| remove_typography(text) == label)
        });
        found.map(|(message_id, button, under_field)| (message_id, button.clone(), under_field))
    }
}

fn flatten_rows(rows: Option<&Value>) -> impl Iterator<Item = &Value> {
    rows.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_array).flatten()
}

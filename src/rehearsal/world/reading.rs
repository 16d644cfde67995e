//! What a test or a page of phones sees: bubbles, keyboards, toasts, people.

use serde::Serialize;
use serde_json::Value;

use super::state::{Bubble, Person, ReplyKeyboard};
use super::{Inner, World};
use crate::clock::Millis;
use crate::i18n::typography::plain;

/// The answer to a press, shown for a moment or, as an alert, until it is closed. The text may be
/// empty: then only the button stops turning.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Toast {
    pub user: i64,
    /// The id of the callback query.
    pub query: String,
    pub text: String,
    pub show_alert: bool,
    /// Real time.
    pub at: Millis,
}

impl World {
    /// The bubbles of a chat, oldest first.
    pub fn chat(&self, chat_id: i64) -> Vec<Bubble> {
        self.inner()
            .chats
            .get(&chat_id)
            .map(|chat| chat.bubbles.values().cloned().collect())
            .unwrap_or_default()
    }

    /// The first bubble of a chat that is looked for.
    pub fn find(&self, chat_id: i64, is_it: impl Fn(&Bubble) -> bool) -> Option<Bubble> {
        let inner = self.inner();
        inner.chats.get(&chat_id)?.bubbles.values().find(|bubble| is_it(bubble)).cloned()
    }

    /// The latest bubble of a chat.
    pub fn latest(&self, chat_id: i64) -> Option<Bubble> {
        self.inner().chats.get(&chat_id)?.bubbles.values().next_back().cloned()
    }

    /// The reply keyboard in force in a chat.
    pub fn reply_keyboard(&self, chat_id: i64) -> Option<ReplyKeyboard> {
        self.inner().chats.get(&chat_id)?.reply_keyboard.clone()
    }

    /// The answers to a person's presses, oldest first.
    pub fn toasts(&self, user: i64) -> Vec<Toast> {
        self.inner().toasts.iter().filter(|toast| toast.user == user).cloned().collect()
    }

    /// How many presses wait for their answer.
    pub fn unanswered(&self) -> usize {
        self.inner().presses.len()
    }

    /// Everybody, by id.
    pub fn people(&self) -> Vec<Person> {
        let mut people: Vec<Person> = self.inner().people.values().cloned().collect();
        people.sort_by_key(|person| person.id);
        people
    }

    /// The labels of all buttons that can be pressed in a chat, the latest message's first.
    pub fn labels(&self, chat_id: i64) -> Vec<String> {
        self.inner().labels(chat_id)
    }
}

impl Inner {
    /// All buttons of a chat, the latest first: message, button, and whether it is one under the
    /// text field.
    fn buttons(&self, chat: i64) -> Vec<(i64, &Value, bool)> {
        let Some(chat) = self.chats.get(&chat) else { return Vec::new() };
        let inline = chat.bubbles.values().rev().flat_map(|bubble| {
            cells(bubble.inline_keyboard.as_ref()).map(|button| (bubble.message_id, button, false))
        });
        let mut all: Vec<_> = match &chat.reply_keyboard {
            Some(keyboard) => {
                cells(Some(&keyboard.keyboard)).map(|cell| (keyboard.message_id, cell, true)).collect()
            }
            None => Vec::new(),
        };
        all.extend(inline);
        all.sort_by_key(|(message_id, ..)| std::cmp::Reverse(*message_id));
        all
    }

    pub(super) fn labels(&self, chat: i64) -> Vec<String> {
        self.buttons(chat)
            .iter()
            .filter_map(|(_, button, _)| button["text"].as_str().map(str::to_owned))
            .collect()
    }

    /// The latest button with this label, as a reader tells labels apart: kinds of spaces and
    /// apostrophes do not count.
    pub(super) fn find_button(&self, chat: i64, label: &str) -> Option<(i64, Value, bool)> {
        let label = plain(label);
        let buttons = self.buttons(chat);
        let found = buttons
            .into_iter()
            .find(|(_, button, _)| button["text"].as_str().is_some_and(|text| plain(text) == label));
        found.map(|(message_id, button, under_field)| (message_id, button.clone(), under_field))
    }
}

fn cells(rows: Option<&Value>) -> impl Iterator<Item = &Value> {
    rows.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_array).flatten()
}

//! What a test reads: users, chats, buttons, answers to presses, files, and the log of the bot's requests.

use super::handle::TelegramEmulator;
use crate::api_error::BotApiError;
use crate::model::{CallbackAnswer, ChatMessage, ReplyKeyboard, User};
use crate::state::{LoggedRequest, StoredFile};

/// Chats and users.
impl TelegramEmulator {
    /// All users, by id.
    pub fn users(&self) -> Vec<User> {
        let mut users: Vec<User> = self.lock().users.values().cloned().collect();
        users.sort_by_key(|user| user.id);
        users
    }

    /// The messages of a chat, oldest first.
    pub fn messages(&self, chat_id: i64) -> Vec<ChatMessage> {
        let state = self.lock();
        state.chats.get(&chat_id).map(|chat| chat.messages.values().cloned().collect()).unwrap_or_default()
    }

    /// The first message of a chat that matches.
    pub fn find_message(&self, chat_id: i64, matches: impl Fn(&ChatMessage) -> bool) -> Option<ChatMessage> {
        let state = self.lock();
        state.chats.get(&chat_id)?.messages.values().find(|message| matches(message)).cloned()
    }

    /// The latest message of a chat.
    pub fn latest_message(&self, chat_id: i64) -> Option<ChatMessage> {
        self.lock().chats.get(&chat_id)?.messages.values().next_back().cloned()
    }

    /// The reply keyboard of a chat.
    pub fn reply_keyboard(&self, chat_id: i64) -> Option<ReplyKeyboard> {
        self.lock().chats.get(&chat_id)?.reply_keyboard.clone()
    }

    /// The labels of all buttons that can be pressed in a chat, those of the latest message first.
    pub fn button_labels(&self, chat_id: i64) -> Vec<String> {
        self.lock().button_labels(chat_id)
    }

    /// The commands that an app in `language` shows in a chat: names and descriptions, by Telegram's order
    /// of scopes.
    pub fn commands_for(&self, chat_id: i64, language: &str) -> Vec<(String, String)> {
        self.lock().profile.commands_for(chat_id, language).to_vec()
    }

    /// The bot's answers to the callback queries of a user, oldest first.
    pub fn callback_answers(&self, user: i64) -> Vec<CallbackAnswer> {
        self.lock().callback_answers.iter().filter(|answer| answer.user_id == user).cloned().collect()
    }

    /// The number of callback queries that the bot has not answered.
    pub fn pending_callback_count(&self) -> usize {
        self.lock().pending_callbacks.len()
    }

    /// A file by its `file_id`.
    pub fn file(&self, file_id: &str) -> Option<StoredFile> {
        self.lock().files.get(file_id).cloned()
    }

    /// A file by the `file_path` that `getFile` returned.
    pub fn file_by_path(&self, path: &str) -> Option<StoredFile> {
        self.lock().files.get_by_path(path).cloned()
    }
}

/// The log of the bot's requests.
impl TelegramEmulator {
    /// All requests except `getUpdates`, oldest first.
    pub fn requests(&self) -> Vec<LoggedRequest> {
        self.lock().request_log.requests.iter().cloned().collect()
    }

    /// The number of calls of a method, refused calls included. The method is written as in the
    /// documentation.
    pub fn call_count(&self, method: &str) -> usize {
        self.lock().request_log.call_counts.get(method).copied().unwrap_or_default()
    }

    /// The methods and errors of all requests that the rules (and not an ordered fault) refused.
    pub fn api_errors(&self) -> Vec<(String, BotApiError)> {
        self.lock().request_log.errors.iter().cloned().collect()
    }

    /// Mistakes in requests that Telegram ignores, such as unknown parameters.
    pub fn warnings(&self) -> Vec<String> {
        self.lock().request_log.warnings.iter().cloned().collect()
    }

    /// Forgets the errors and warnings so far, after a test has expected them.
    pub fn clear_errors_and_warnings(&self) {
        let mut state = self.lock();
        state.request_log.errors.clear();
        state.request_log.warnings.clear();
    }

    /// Keeps only the latest `limit` requests, updates for redelivery, callback answers and messages of a
    /// chat; everything is kept at first.
    pub fn set_history_limit(&self, limit: usize) {
        self.lock().history_limit = limit;
    }
}

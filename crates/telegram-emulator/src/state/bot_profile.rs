//! What the bot tells users about itself: commands, texts and the menu button.

use std::collections::HashMap;

use serde_json::Value;

/// The profile, as the bot's `set…` calls left it.
#[derive(Default)]
pub(crate) struct BotProfile {
    /// Names and descriptions, by scope key and language.
    pub commands: HashMap<(String, String), Vec<(String, String)>>,
    /// Name, description and short description, by field and language.
    pub texts: HashMap<(&'static str, String), String>,
    /// `MenuButton` objects by chat; `None` is the default of all chats.
    pub menu_buttons: HashMap<Option<i64>, Value>,
}

impl BotProfile {
    /// The commands that an app in `language` shows in a chat: the first list that is not empty, in
    /// Telegram's order of scopes.
    pub fn commands_for(&self, chat_id: i64, language: &str) -> &[(String, String)] {
        let all_chats = if chat_id > 0 { "all_private_chats" } else { "all_group_chats" };
        for scope in [format!("chat {chat_id}"), all_chats.to_owned(), "default".to_owned()] {
            for language in [language, ""] {
                let found = self.commands.get(&(scope.clone(), language.to_owned()));
                if let Some(commands) = found.filter(|commands| !commands.is_empty()) {
                    return commands;
                }
            }
        }
        &[]
    }
}

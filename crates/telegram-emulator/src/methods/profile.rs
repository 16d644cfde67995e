//! The bot's own profile: commands, name, descriptions, menu button.

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::request::{Params, text_params};
use crate::state::EmulatorState;
use crate::text::utf16_len;

const MAX_COMMANDS: usize = 100;

/// The `scope` parameter as a key: its type, chat and user. A missing scope is the default one.
fn scope_key(params: &Params) -> Result<String, BotApiError> {
    let Some(scope) = params.value("scope") else { return Ok("default".to_owned()) };
    let number = |name: &str| scope[name].as_i64().map(|id| id.to_string());
    let missing = |name: &str| {
        BotApiError::bad_request(format!("can't parse BotCommandScope: Field \"{name}\" is required"))
    };
    let kind = scope["type"].as_str().unwrap_or_default();
    match kind {
        "default" | "all_private_chats" | "all_group_chats" | "all_chat_administrators" => {
            Ok(kind.to_owned())
        }
        "chat" | "chat_administrators" => {
            Ok(format!("{kind} {}", number("chat_id").ok_or_else(|| missing("chat_id"))?))
        }
        "chat_member" => {
            let chat = number("chat_id").ok_or_else(|| missing("chat_id"))?;
            Ok(format!("{kind} {chat} {}", number("user_id").ok_or_else(|| missing("user_id"))?))
        }
        _ => Err(BotApiError::bad_request("can't parse BotCommandScope: Unsupported type specified")),
    }
}

impl EmulatorState {
    /// A `User` object with the fields that only `getMe` returns.
    pub fn get_me(&self) -> Value {
        let mut me = self.bot.json();
        me["can_join_groups"] = json!(true);
        me["can_read_all_group_messages"] = json!(!self.has_privacy_mode);
        for name in
            ["supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled"]
        {
            me[name] = json!(false);
        }
        me
    }

    /// The scope and the language of a list of commands.
    fn commands_key(&self, params: &Params) -> Result<(String, String), BotApiError> {
        let chat = params.value("scope").and_then(|scope| scope["chat_id"].as_i64());
        if chat.is_some_and(|chat| !self.chats.contains_key(&chat)) {
            return Err(BotApiError::bad_request("chat not found"));
        }
        Ok((scope_key(params)?, text_params::parse_language_code(params)?))
    }

    /// Replaces the commands of a scope and language.
    pub fn set_commands(&mut self, params: &Params) -> Result<Value, BotApiError> {
        let key = self.commands_key(params)?;
        let commands = params.list("commands").map(Vec::as_slice).unwrap_or_default();
        if commands.len() > MAX_COMMANDS {
            return Err(BotApiError::bad_request("BOT_COMMANDS_TOO_MUCH"));
        }
        let commands = commands.iter().map(text_params::parse_command).collect::<Result<Vec<_>, _>>()?;
        self.profile.commands.insert(key, commands);
        Ok(json!(true))
    }

    /// `BotCommand` objects of exactly this scope and language.
    pub fn get_commands(&self, params: &Params) -> Result<Value, BotApiError> {
        let commands =
            self.profile.commands.get(&self.commands_key(params)?).map(Vec::as_slice).unwrap_or_default();
        Ok(commands
            .iter()
            .map(|(name, description)| json!({ "command": name, "description": description }))
            .collect())
    }

    /// Removes the commands of a scope and language.
    pub fn delete_commands(&mut self, params: &Params) -> Result<Value, BotApiError> {
        let key = self.commands_key(params)?;
        self.profile.commands.remove(&key);
        Ok(json!(true))
    }

    /// `setMyName`, `getMyDescription` and the like: one text for each language. Any other method is unknown.
    pub fn get_or_set_text(&mut self, method: &str, params: &Params) -> Result<Value, BotApiError> {
        let (field, max_length) = match method {
            "setMyName" | "getMyName" => ("name", 64),
            "setMyDescription" | "getMyDescription" => ("description", 512),
            "setMyShortDescription" | "getMyShortDescription" => ("short_description", 120),
            _ => return Err(BotApiError::not_found()),
        };
        let language = text_params::parse_language_code(params)?;
        if method.starts_with("set") {
            let text = params.text(field);
            if utf16_len(text) > max_length {
                return Err(BotApiError::bad_request(format!("{} is too long", field.replace('_', " "))));
            }
            self.profile.texts.insert((field, language), text.to_owned());
            return Ok(json!(true));
        }
        let text = |language: &str| {
            self.profile.texts.get(&(field, language.to_owned())).filter(|text| !text.is_empty()).cloned()
        };
        let default = if field == "name" { self.bot.name.clone() } else { String::new() };
        Ok(json!({ field: text(&language).or_else(|| text("")).unwrap_or(default) }))
    }

    /// Sets the menu button of one private chat, or the default one.
    pub fn set_menu_button(&mut self, params: &Params) -> Result<Value, BotApiError> {
        let chat = params.int("chat_id").filter(|id| *id != 0);
        if chat.is_some_and(|chat| !self.is_private(chat)) {
            return Err(BotApiError::bad_request("chat not found"));
        }
        let button = params.value("menu_button").cloned().unwrap_or_else(|| json!({ "type": "default" }));
        match button["type"].as_str() {
            Some("commands" | "default") => {}
            Some("web_app") if button["text"].is_string() && button["web_app"]["url"].is_string() => {}
            _ => return Err(BotApiError::bad_request("can't parse menu button: Unsupported type specified")),
        }
        self.profile.menu_buttons.insert(chat, button);
        Ok(json!(true))
    }

    /// The `MenuButton` object of a private chat, or the default one.
    pub fn get_menu_button(&self, params: &Params) -> Value {
        let buttons = &self.profile.menu_buttons;
        let own = params.int("chat_id").and_then(|chat| buttons.get(&Some(chat)));
        own.or_else(|| buttons.get(&None)).cloned().unwrap_or_else(|| json!({ "type": "commands" }))
    }
}

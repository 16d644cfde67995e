//! What the bot tells of itself: names, descriptions, commands, menu button; and what it may know
//! of chats.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::api_error::BotApiError;
use super::model::{ChatMemberStatus, ChatType};
use super::params::Params;
use super::{EmulatorState, TelegramEmulator, validation};
use crate::text::utf16_len;

const MAX_COMMANDS: usize = 100;

#[derive(Default)]
pub(super) struct BotProfile {
    /// By scope (as [`scope`] names it) and language.
    commands: HashMap<(String, String), Vec<(String, String)>>,
    /// By field and language.
    texts: HashMap<(&'static str, String), String>,
    /// By chat; 0 is everybody's.
    menu_buttons: HashMap<i64, Value>,
}

/// A scope as a key: its type, chat and user.
fn scope_key(p: &Params) -> Result<String, BotApiError> {
    let Some(scope) = p.value("scope") else { return Ok("default".to_owned()) };
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
    pub(super) fn get_me(&self) -> Value {
        let mut me = self.bot.json();
        me["can_join_groups"] = json!(true);
        me["can_read_all_group_messages"] = json!(!self.has_privacy_mode);
        let cannot =
            ["supports_inline_queries", "can_connect_to_business", "has_main_web_app", "has_topics_enabled"];
        for name in cannot {
            me[name] = json!(false);
        }
        me
    }

    fn commands_key(&self, p: &Params) -> Result<(String, String), BotApiError> {
        let chat = p.value("scope").and_then(|scope| scope["chat_id"].as_i64());
        if chat.is_some_and(|chat| !self.chats.contains_key(&chat)) {
            return Err(BotApiError::bad_request("chat not found"));
        }
        Ok((scope_key(p)?, validation::parse_language_code(p)?))
    }

    pub(super) fn set_commands(&mut self, p: &Params) -> Result<Value, BotApiError> {
        let key = self.commands_key(p)?;
        let given = p.list("commands").map(Vec::as_slice).unwrap_or_default();
        if given.len() > MAX_COMMANDS {
            return Err(BotApiError::bad_request("BOT_COMMANDS_TOO_MUCH"));
        }
        let commands = given.iter().map(validation::parse_command).collect::<Result<Vec<_>, _>>()?;
        self.profile.commands.insert(key, commands);
        Ok(json!(true))
    }

    pub(super) fn get_commands(&self, p: &Params) -> Result<Value, BotApiError> {
        let commands =
            self.profile.commands.get(&self.commands_key(p)?).map(Vec::as_slice).unwrap_or_default();
        Ok(commands.iter().map(|(name, what)| json!({ "command": name, "description": what })).collect())
    }

    pub(super) fn delete_commands(&mut self, p: &Params) -> Result<Value, BotApiError> {
        let key = self.commands_key(p)?;
        self.profile.commands.remove(&key);
        Ok(json!(true))
    }

    /// `setMyName`, `getMyDescription` and the like: one text for each language.
    pub(super) fn profile_text(&mut self, method: &str, p: &Params) -> Result<Value, BotApiError> {
        let (field, most) = match method {
            "setMyName" | "getMyName" => ("name", 64),
            "setMyDescription" | "getMyDescription" => ("description", 512),
            "setMyShortDescription" | "getMyShortDescription" => ("short_description", 120),
            _ => return Err(BotApiError::not_found()),
        };
        let language = validation::parse_language_code(p)?;
        if method.starts_with("set") {
            let text = p.text(field);
            if utf16_len(text) > most {
                return Err(BotApiError::bad_request(format!("{} is too long", field.replace('_', " "))));
            }
            self.profile.texts.insert((field, language), text.to_owned());
            return Ok(json!(true));
        }
        let text = |language: &str| {
            self.profile.texts.get(&(field, language.to_owned())).filter(|text| !text.is_empty()).cloned()
        };
        let own = if field == "name" { self.bot.name.clone() } else { String::new() };
        Ok(json!({ field: text(&language).or_else(|| text("")).unwrap_or(own) }))
    }

    pub(super) fn set_menu_button(&mut self, p: &Params) -> Result<Value, BotApiError> {
        let chat = p.int("chat_id").unwrap_or_default();
        if chat != 0 && !self.is_private(chat) {
            return Err(BotApiError::bad_request("chat not found"));
        }
        let button = p.value("menu_button").cloned().unwrap_or_else(|| json!({ "type": "default" }));
        match button["type"].as_str() {
            Some("commands" | "default") => {}
            Some("web_app") if button["text"].is_string() && button["web_app"]["url"].is_string() => {}
            _ => return Err(BotApiError::bad_request("can't parse menu button: Unsupported type specified")),
        }
        self.profile.menu_buttons.insert(chat, button);
        Ok(json!(true))
    }

    pub(super) fn get_menu_button(&self, p: &Params) -> Value {
        let buttons = &self.profile.menu_buttons;
        let own = p.int("chat_id").and_then(|chat| buttons.get(&chat));
        own.or_else(|| buttons.get(&0)).cloned().unwrap_or_else(|| json!({ "type": "commands" }))
    }

    pub(super) fn get_chat(&self, p: &Params) -> Result<Value, BotApiError> {
        let id = self.require_chat(p, "chat_id")?;
        let mut chat = self.chat_json(id);
        chat["accent_color_id"] = json!(0);
        chat["max_reaction_count"] = json!(11);
        let gifts = [
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ];
        chat["accepted_gift_types"] = gifts.iter().map(|gift| ((*gift).to_owned(), json!(false))).collect();
        Ok(chat)
    }

    pub(super) fn get_chat_member(&self, p: &Params) -> Result<Value, BotApiError> {
        let id = self.require_chat(p, "chat_id")?;
        let user = p.int("user_id").unwrap_or_default();
        let Some(chat) = self.chats.get(&id) else { return Err(BotApiError::bad_request("chat not found")) };
        if user == self.bot.id {
            return Ok(self.member_json(chat.bot_status, user));
        }
        if !self.users.contains_key(&user) {
            return Err(BotApiError::bad_request("invalid user_id specified"));
        }
        if chat.owner_id == user && chat.chat_type != ChatType::Private {
            let user = self.user_json(user);
            return Ok(json!({ "status": "creator", "user": user, "is_anonymous": false }));
        }
        let standing =
            if chat.members.contains(&user) { ChatMemberStatus::Member } else { ChatMemberStatus::Left };
        Ok(self.member_json(standing, user))
    }

    /// A `ChatMember`.
    pub(super) fn member_json(&self, standing: ChatMemberStatus, user: i64) -> Value {
        let mut member = json!({ "status": standing.as_str(), "user": self.user_json(user) });
        if standing == ChatMemberStatus::Kicked {
            member["until_date"] = json!(0);
        }
        if standing == ChatMemberStatus::Administrator {
            member["can_be_edited"] = json!(false);
            for right in ADMIN_RIGHTS {
                member[right] = json!(false);
            }
        }
        member
    }
}

const ADMIN_RIGHTS: [&str; 16] = [
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_manage_direct_messages",
];

impl TelegramEmulator {
    /// The commands that a phone set to this language offers in this chat, by Telegram's order of
    /// scopes: name and description.
    pub fn commands_for(&self, chat_id: i64, language: &str) -> Vec<(String, String)> {
        let inner = self.lock();
        let all = if chat_id > 0 { "all_private_chats" } else { "all_group_chats" };
        for scope in [format!("chat {chat_id}"), all.to_owned(), "default".to_owned()] {
            for language in [language, ""] {
                let found = inner.profile.commands.get(&(scope.clone(), language.to_owned()));
                if let Some(commands) = found.filter(|commands| !commands.is_empty()) {
                    return commands.clone();
                }
            }
        }
        Vec::new()
    }
}

//! What Telegram would refuse: chats that cannot be written to, text that is empty, too long or
//! badly formatted, replies to nothing.

use serde_json::{Value, json};

use super::EmulatorState;
use super::api_error::BotApiError;
use super::html_parser::{self, FormattedText};
use super::model::{Chat, ChatMemberStatus, ChatType};
use super::params::Params;
use crate::text::utf16_len;

const MAX_TEXT_UTF16: usize = 4_096;
const MAX_CAPTION_UTF16: usize = 1_024;

/// A `text` parameter with its formatting.
pub(super) fn parse_text(p: &mut Params) -> Result<FormattedText, BotApiError> {
    let text = parse_formatted(p, "text", "entities")?;
    match utf16_len(&text.plain_text) {
        0 => Err(BotApiError::bad_request("message text is empty")),
        1..=MAX_TEXT_UTF16 => Ok(text),
        _ => Err(BotApiError::bad_request("message is too long")),
    }
}

/// A `caption` parameter with its formatting; it may be empty.
pub(super) fn parse_caption(p: &mut Params) -> Result<FormattedText, BotApiError> {
    let caption = parse_formatted(p, "caption", "caption_entities")?;
    if utf16_len(&caption.plain_text) > MAX_CAPTION_UTF16 {
        return Err(BotApiError::bad_request("message caption is too long"));
    }
    Ok(caption)
}

fn parse_formatted(p: &mut Params, field: &str, entities: &str) -> Result<FormattedText, BotApiError> {
    let formatted = match p.text("parse_mode").to_ascii_lowercase().as_str() {
        "" => {
            let entities = p.list(entities).cloned().unwrap_or_default();
            FormattedText { entities, ..html_parser::unformatted(p.text(field)) }
        }
        "html" => html_parser::parse(p.text(field))
            .map_err(|what| BotApiError::bad_request(format!("can't parse entities: {what}")))?,
        mode @ ("markdown" | "markdownv2") => {
            let complaint = format!("parse_mode {mode} is not read here: its text is shown as it is");
            p.warn(complaint);
            html_parser::unformatted(p.text(field))
        }
        _ => return Err(BotApiError::bad_request("unsupported parse_mode")),
    };
    if formatted.has_bare_ampersand {
        p.warn(format!("{field}: “&” must be written “&amp;”"));
    }
    Ok(formatted)
}

impl Chat {
    /// Why the bot may not write here, if so.
    fn write_error(&self) -> Option<BotApiError> {
        if let Some(to) = self.migrated_to {
            return Some(BotApiError::migrated_to_supergroup(to));
        }
        let sort = self.chat_type.as_str();
        match (self.chat_type, self.bot_status) {
            (_, ChatMemberStatus::Member | ChatMemberStatus::Administrator) => None,
            (ChatType::Private, ChatMemberStatus::Kicked) => {
                Some(BotApiError::forbidden("bot was blocked by the user"))
            }
            (ChatType::Private, ChatMemberStatus::Deactivated) => {
                Some(BotApiError::forbidden("user is deactivated"))
            }
            (ChatType::Private, _) => {
                Some(BotApiError::forbidden("bot can't initiate conversation with a user"))
            }
            (_, ChatMemberStatus::Kicked) => {
                Some(BotApiError::forbidden(&format!("bot was kicked from the {sort} chat")))
            }
            (_, ChatMemberStatus::NeverContacted) => Some(BotApiError::bad_request("chat not found")),
            _ => Some(BotApiError::forbidden(&format!("bot is not a member of the {sort} chat"))),
        }
    }
}

impl EmulatorState {
    /// The chat that a parameter names.
    pub(super) fn require_chat(&self, p: &Params, name: &str) -> Result<i64, BotApiError> {
        p.int(name)
            .filter(|id| self.chats.contains_key(id))
            .ok_or_else(|| BotApiError::bad_request("chat not found"))
    }

    /// The chat of `chat_id`, when the bot may write to it.
    pub(super) fn require_writable_chat(&self, p: &Params) -> Result<i64, BotApiError> {
        let id = self.require_chat(p, "chat_id")?;
        match self.chats.get(&id).and_then(Chat::write_error) {
            Some(refusal) => Err(refusal),
            None => Ok(id),
        }
    }

    /// The message that `reply_parameters` name.
    pub(super) fn reply_target(&self, chat: i64, p: &Params) -> Result<Option<i64>, BotApiError> {
        let Some(reply) = p.value("reply_parameters") else { return Ok(None) };
        let id = reply["message_id"].as_i64();
        let found = id.filter(|id| self.chats.get(&chat).is_some_and(|chat| chat.messages.contains_key(id)));
        match found {
            Some(id) => Ok(Some(id)),
            None if reply["allow_sending_without_reply"] == json!(true) => Ok(None),
            None => Err(BotApiError::bad_request("message to be replied not found")),
        }
    }
}

/// The language of commands and descriptions: two small letters, or none for everybody else.
pub(super) fn parse_language_code(p: &Params) -> Result<String, BotApiError> {
    let code = p.text("language_code");
    match code.len() {
        0 | 2 if code.bytes().all(|b| b.is_ascii_lowercase()) => Ok(code.to_owned()),
        _ => Err(BotApiError::bad_request("invalid language code specified")),
    }
}

/// One `BotCommand` as name and description.
pub(super) fn parse_command(given: &Value) -> Result<(String, String), BotApiError> {
    let field = |name: &str| given[name].as_str().unwrap_or_default().trim().to_owned();
    let (name, description) = (field("command").trim_start_matches('/').to_owned(), field("description"));
    let wrong = match (name.chars().count(), utf16_len(&description)) {
        (0, _) => "command must be non-empty",
        (33.., _) => "command length must not exceed 32",
        (_, 0) => "command description must be non-empty",
        (_, 257..) => "command description length must not exceed 256",
        _ if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') => {
            "BOT_COMMAND_INVALID"
        }
        _ => return Ok((name, description)),
    };
    Err(BotApiError::bad_request(wrong))
}

//! What Telegram would refuse: chats that cannot be written to, text that is empty, too long or
//! badly formatted, replies to nothing.

use serde_json::{Value, json};

use super::Inner;
use super::html::{self, Formatted};
use super::params::Params;
use super::refusal::Refusal;
use super::state::{Chat, Sort, Standing};
use crate::text::utf16_len;

const TEXT_UNITS: usize = 4_096;
const CAPTION_UNITS: usize = 1_024;

/// A `text` parameter with its formatting.
pub(super) fn text(p: &mut Params) -> Result<Formatted, Refusal> {
    let text = formatted(p, "text", "entities")?;
    match utf16_len(&text.plain) {
        0 => Err(Refusal::bad("message text is empty")),
        1..=TEXT_UNITS => Ok(text),
        _ => Err(Refusal::bad("message is too long")),
    }
}

/// A `caption` parameter with its formatting; it may be empty.
pub(super) fn caption(p: &mut Params) -> Result<Formatted, Refusal> {
    let caption = formatted(p, "caption", "caption_entities")?;
    if utf16_len(&caption.plain) > CAPTION_UNITS {
        return Err(Refusal::bad("message caption is too long"));
    }
    Ok(caption)
}

fn formatted(p: &mut Params, field: &str, entities: &str) -> Result<Formatted, Refusal> {
    let formatted = match p.text("parse_mode").to_ascii_lowercase().as_str() {
        "" => {
            let entities = p.list(entities).cloned().unwrap_or_default();
            Formatted { entities, ..html::plain(p.text(field)) }
        }
        "html" => html::parse(p.text(field))
            .map_err(|what| Refusal::bad(format!("can't parse entities: {what}")))?,
        mode @ ("markdown" | "markdownv2") => {
            let complaint = format!("parse_mode {mode} is not read here: its text is shown as it is");
            p.complain(complaint);
            html::plain(p.text(field))
        }
        _ => return Err(Refusal::bad("unsupported parse_mode")),
    };
    if formatted.loose_ampersand {
        p.complain(format!("{field}: “&” must be written “&amp;”"));
    }
    Ok(formatted)
}

impl Chat {
    /// Why the bot may not write here, if so.
    fn closed(&self) -> Option<Refusal> {
        if let Some(to) = self.migrated_to {
            return Some(Refusal::migrated(to));
        }
        let sort = self.sort.name();
        match (self.sort, self.standing) {
            (_, Standing::Member | Standing::Administrator) => None,
            (Sort::Private, Standing::Kicked) => Some(Refusal::forbidden("bot was blocked by the user")),
            (Sort::Private, Standing::Deactivated) => Some(Refusal::forbidden("user is deactivated")),
            (Sort::Private, _) => Some(Refusal::forbidden("bot can't initiate conversation with a user")),
            (_, Standing::Kicked) => {
                Some(Refusal::forbidden(&format!("bot was kicked from the {sort} chat")))
            }
            (_, Standing::Stranger) => Some(Refusal::bad("chat not found")),
            _ => Some(Refusal::forbidden(&format!("bot is not a member of the {sort} chat"))),
        }
    }
}

impl Inner {
    /// The chat that a parameter names.
    pub(super) fn known_chat(&self, p: &Params, name: &str) -> Result<i64, Refusal> {
        p.int(name).filter(|id| self.chats.contains_key(id)).ok_or_else(|| Refusal::bad("chat not found"))
    }

    /// The chat of `chat_id`, when the bot may write to it.
    pub(super) fn open_chat(&self, p: &Params) -> Result<i64, Refusal> {
        let id = self.known_chat(p, "chat_id")?;
        match self.chats.get(&id).and_then(Chat::closed) {
            Some(refusal) => Err(refusal),
            None => Ok(id),
        }
    }

    /// The message that `reply_parameters` name.
    pub(super) fn reply_target(&self, chat: i64, p: &Params) -> Result<Option<i64>, Refusal> {
        let Some(reply) = p.value("reply_parameters") else { return Ok(None) };
        let id = reply["message_id"].as_i64();
        let found = id.filter(|id| self.chats.get(&chat).is_some_and(|chat| chat.bubbles.contains_key(id)));
        match found {
            Some(id) => Ok(Some(id)),
            None if reply["allow_sending_without_reply"] == json!(true) => Ok(None),
            None => Err(Refusal::bad("message to be replied not found")),
        }
    }
}

/// The language of commands and descriptions: two small letters, or none for everybody else.
pub(super) fn language(p: &Params) -> Result<String, Refusal> {
    let code = p.text("language_code");
    match code.len() {
        0 | 2 if code.bytes().all(|b| b.is_ascii_lowercase()) => Ok(code.to_owned()),
        _ => Err(Refusal::bad("invalid language code specified")),
    }
}

/// One `BotCommand` as name and description.
pub(super) fn command(given: &Value) -> Result<(String, String), Refusal> {
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
    Err(Refusal::bad(wrong))
}

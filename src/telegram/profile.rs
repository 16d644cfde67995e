//! How the bot presents itself: description and commands, in the languages Telegram knows.
//!
//! Read first, set only what differs; done in the background, because nothing depends on it.
//! Creole has no two-letter code: its speakers get their commands through their own chat.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::args;
use crate::commands;
use crate::i18n::{Lang, texts};
use crate::programme::Programme;
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::outgoing;

/// The bot as Telegram knows it.
#[derive(Debug, Clone, Deserialize)]
pub struct BotUser {
    pub id: i64,
    pub username: String,
}

pub async fn get_me(api: &BotApi) -> Result<BotUser, CallError> {
    api.call("getMe", &json!({})).await
}

/// How the bot stands in a group: Telegram's `ChatMember`.
pub async fn get_chat_member(api: &BotApi, chat: i64, me: i64) -> Result<Value, CallError> {
    api.call("getChatMember", &json!({ "chat_id": chat, "user_id": me })).await
}

/// Telegram's codes and the language that serves each: '' is everybody else.
const LANGUAGE_CODES: [(&str, Lang); 3] = [("", Lang::Fr), ("fr", Lang::Fr), ("en", Lang::En)];

/// Brings description, short description and commands up to date.
pub async fn sync(api: &BotApi, programme: &Programme) -> Result<(), CallError> {
    for (code, lang) in LANGUAGE_CODES {
        let t = texts(lang);
        let title = programme.title.get(lang);
        let description = t.plain("profile-description", args!(title = title));
        let short = t.plain("profile-short-description", args!(title = title));
        let commands: Vec<Value> =
            commands::commands_for_user(lang, false).iter().map(outgoing::command_json).collect();
        set_if_changed(api, code, "Description", "description", json!(description)).await?;
        set_if_changed(api, code, "ShortDescription", "short_description", json!(short)).await?;
        set_if_changed(api, code, "Commands", "commands", json!(commands)).await?;
    }
    Ok(())
}

/// Sets one thing if what stands there is something else.
async fn set_if_changed(
    api: &BotApi,
    code: &str,
    what: &str,
    field: &str,
    wanted: Value,
) -> Result<(), CallError> {
    let mut body = json!({});
    if !code.is_empty() {
        body["language_code"] = json!(code);
    }
    let present: Value = api.call(&format!("getMy{what}"), &body).await?;
    // getMyCommands answers with the list itself, the others with an object around the text
    if present.get(field).unwrap_or(&present) != &wanted {
        body[field] = wanted;
        api.call::<Value>(&format!("setMy{what}"), &body).await?;
    }
    Ok(())
}

//! The bot's profile: description and commands, in the languages for which Telegram has a code.
//!
//! Each value is read first and set only if it differs. It runs in the background, because nothing depends on
//! it. A language without a two-letter code, such as Creole, has no profile: its speakers get their commands
//! through their own chat.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{BotApi, CallError};
use super::outgoing;
use crate::args;
use crate::commands;
use crate::i18n::{Lang, texts};
use crate::ids::{ChatId, PersonId};
use crate::programme::Programme;

/// The bot's own account.
#[derive(Debug, Clone, Deserialize)]
pub struct BotUser {
    pub id: PersonId,
    pub username: String,
}

/// The bot's own account; fails with 401 if the token is wrong.
pub async fn get_me(api: &BotApi) -> Result<BotUser, CallError> {
    api.call("getMe", &json!({})).await
}

/// How long a press waits for what Telegram says about the one who pressed.
const MEMBER_TIMEOUT: Duration = Duration::from_secs(5);

/// The bot's status and rights in a group, or another user's: Telegram's `ChatMember`.
pub async fn get_chat_member(api: &BotApi, chat: ChatId, user: PersonId) -> Result<Value, CallError> {
    let body = json!({ "chat_id": chat, "user_id": user });
    api.call_with_timeout(MEMBER_TIMEOUT, "getChatMember", &body).await
}

/// Whether a user administers a group or channel.
pub async fn is_administrator(api: &BotApi, chat: ChatId, user: PersonId) -> Result<bool, CallError> {
    let member = get_chat_member(api, chat, user).await?;
    Ok(matches!(member["status"].as_str(), Some("creator" | "administrator")))
}

/// Telegram's language codes with our language for each; '' serves all other codes.
fn language_codes() -> impl Iterator<Item = (&'static str, Lang)> {
    let own = Lang::ALL.into_iter().filter_map(|lang| Some((lang.two_letter_code()?, lang)));
    std::iter::once(("", Lang::REFERENCE)).chain(own)
}

/// Brings description, short description and commands up to date.
pub async fn sync(api: &BotApi, programme: &Programme) -> Result<(), CallError> {
    for (code, lang) in language_codes() {
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

/// Sets one value if the present one differs.
async fn set_if_changed(
    api: &BotApi,
    code: &str,
    name: &str,
    field: &str,
    new: Value,
) -> Result<(), CallError> {
    let mut body = json!({});
    if !code.is_empty() {
        body["language_code"] = json!(code);
    }
    let present: Value = api.call(&format!("getMy{name}"), &body).await?;
    // getMyCommands returns the list itself, the other methods an object around the text.
    if present.get(field).unwrap_or(&present) != &new {
        body[field] = new;
        api.call::<Value>(&format!("setMy{name}"), &body).await?;
    }
    Ok(())
}

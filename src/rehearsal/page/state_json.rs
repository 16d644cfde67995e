//! The whole state of a rehearsal as one JSON object, which the page draws.

use std::collections::HashSet;

use chrono::SecondsFormat;
use chrono_tz::Tz;
use serde_json::{Value, json};
use telegram_emulator::{Author, CallbackAnswer, ChatMessage, ReplyKeyboard, TelegramEmulator, User};

use super::model::{JumpTarget, RehearsalConfig};
use crate::clock::{EventTime, to_utc};

/// Everything that the page shows. `blocked` are the users who have blocked the bot.
pub(crate) fn full_state(
    config: &RehearsalConfig,
    emulator: &TelegramEmulator,
    blocked: &HashSet<i64>,
) -> Value {
    let zone = config.time_zone;
    let phone = |user: &User| {
        let role = config.role_labels.iter().find(|(id, _)| *id == user.id).map(|(_, role)| *role);
        phone_json(emulator, user, role, blocked, zone)
    };
    let jump = |target: &JumpTarget| json!({ "id": target.id, "label": target.label, "at": format_time(target.at, zone) });
    json!({
        "revision": emulator.revision(),
        "event": config.event_title,
        "now": format_time(config.clock.event_now(), zone),
        "speed": config.clock.speed(),
        "kept": config.has_named_database,
        "jumps": config.jump_targets.iter().map(jump).collect::<Vec<_>>(),
        "phones": emulator.users().iter().map(phone).collect::<Vec<_>>(),
    })
}

fn phone_json(
    emulator: &TelegramEmulator,
    user: &User,
    role: Option<&str>,
    blocked: &HashSet<i64>,
    zone: Tz,
) -> Value {
    let language = user.language_code.as_deref().unwrap_or_default();
    // commands have two-letter languages; the language of an app may name a country as well
    let base_language = language.split('-').next().unwrap_or_default();
    let answers = emulator.callback_answers(user.id);
    // an answer without text shows nothing
    let answer = answers.iter().rfind(|answer| !answer.text.is_empty());
    let command = |(command, description)| json!({ "command": command, "description": description });
    json!({
        "id": user.id,
        "name": full_name(&user.first_name, user.last_name.as_deref()),
        "part": role,
        "language": language,
        "blocked": blocked.contains(&user.id),
        "messages": emulator.messages(user.id).iter().map(|message| message_json(message, zone)).collect::<Vec<_>>(),
        "keyboard": emulator.reply_keyboard(user.id).as_ref().map(keyboard_json),
        "toast": answer.map(callback_answer_json),
        "commands": emulator.commands_for(user.id, base_language).into_iter().map(command).collect::<Vec<_>>(),
    })
}

fn message_json(message: &ChatMessage, zone: Tz) -> Value {
    // the page shows private chats only: a message is the user's or the bot's
    let is_own = matches!(message.author, Author::User(_));
    let media =
        |kind: &str| message.media.as_ref().filter(|media| media.kind == kind).map(|media| &media.value);
    json!({
        "id": message.message_id,
        "mine": is_own,
        "html": if is_own { user_text(message) } else { bot_html(message) },
        "date": format_time(EventTime(message.date), zone),
        "edited": message.edited_at.is_some(),
        "inline": message.inline_keyboard.as_ref().map_or_else(Vec::new, |rows| map_button_rows(rows, inline_button_json)),
        "document": media("document").map(|file| json!({ "name": file["file_name"], "href": file_href(file) })),
        // a user's photo is a placeholder without an image: the page draws one
        "photo": media("photo").map(|sizes| json!({ "href": file_href(&sizes[0]).filter(|_| !is_own) })),
        "contact": media("contact").map(contact_json),
        "venue": media("venue").map(|venue| json!({ "title": venue["title"], "address": venue["address"] })),
        "location": media("location"),
        "sticker": media("sticker").is_some(),
        "voice": media("voice").is_some(),
        "reply_to": message.reply_to_message_id,
    })
}

/// The text of a user. Telegram does not show the code that a link sends with `/start`.
fn user_text(message: &ChatMessage) -> String {
    if message.plain_text.starts_with("/start ") { "/start".to_owned() } else { message.plain_text.clone() }
}

/// The text of the bot as HTML: its own mark-up, or plain text escaped.
fn bot_html(message: &ChatMessage) -> String {
    if !message.entities.is_empty() {
        return message.raw_text.clone();
    }
    message.plain_text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn file_href(file: &Value) -> Option<String> {
    file["file_id"].as_str().map(|id| format!("/rehearsal/files/{id}"))
}

fn contact_json(contact: &Value) -> Value {
    let name = full_name(contact["first_name"].as_str().unwrap_or_default(), contact["last_name"].as_str());
    json!({ "name": name, "phone": contact["phone_number"] })
}

fn full_name(first: &str, last: Option<&str>) -> String {
    [first, last.unwrap_or_default()].join(" ").trim().to_owned()
}

fn map_button_rows(rows: &Value, button: fn(&Value) -> Value) -> Vec<Vec<Value>> {
    let row = |row: &Value| row.as_array().into_iter().flatten().map(button).collect();
    rows.as_array().into_iter().flatten().map(row).collect()
}

fn inline_button_json(button: &Value) -> Value {
    json!({
        "text": button["text"],
        "data": button["callback_data"],
        "url": button["url"],
        "copy": button["copy_text"]["text"],
    })
}

/// A button of the reply keyboard is an object, or only its text.
fn reply_button_json(button: &Value) -> Value {
    let text = button.as_str().map_or_else(|| button["text"].clone(), Value::from);
    json!({ "text": text, "contact": button["request_contact"] == true })
}

fn keyboard_json(keyboard: &ReplyKeyboard) -> Value {
    json!({
        // the page opens a folded keyboard again when another message brings the same one
        "message_id": keyboard.message_id,
        "rows": map_button_rows(&keyboard.rows, reply_button_json),
        "placeholder": keyboard.placeholder,
        "one_time": keyboard.one_time,
        "folded": keyboard.is_collapsed,
    })
}

fn callback_answer_json(answer: &CallbackAnswer) -> Value {
    json!({ "serial": answer.callback_query_id, "text": answer.text, "alert": answer.show_alert })
}

fn format_time(at: EventTime, zone: Tz) -> String {
    to_utc(at).with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Millis, false)
}

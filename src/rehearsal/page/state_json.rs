//! What the page is told: the whole state of a rehearsal as one JSON object, read from the world.

use std::collections::HashSet;

use chrono::SecondsFormat;
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::RehearsalConfig;
use crate::clock::{Millis, to_utc};
use crate::rehearsal::emulator::{
    Author, CallbackAnswer, ChatMessage, ReplyKeyboard, TelegramEmulator, User,
};

/// The state of everything that the page shows.
pub(super) fn full_state(
    setting: &RehearsalConfig,
    emulator: &TelegramEmulator,
    blocked: &HashSet<i64>,
) -> Value {
    let zone = setting.time_zone;
    let phone = |person: &User| {
        let part = setting.role_labels.iter().find(|(id, _)| *id == person.id).map(|(_, part)| *part);
        phone_json(emulator, person, part, blocked, zone)
    };
    let jump = |jump: &super::JumpTarget| json!({ "id": jump.id, "label": jump.label, "at": format_time(jump.at, zone) });
    json!({
        "revision": emulator.revision(),
        "event": setting.event_title,
        "now": format_time(setting.clock.event_now(), zone),
        "speed": setting.clock.speed(),
        "kept": setting.has_named_database,
        "jumps": setting.jump_targets.iter().map(jump).collect::<Vec<_>>(),
        "phones": emulator.users().iter().map(phone).collect::<Vec<_>>(),
    })
}

fn phone_json(
    emulator: &TelegramEmulator,
    person: &User,
    part: Option<&str>,
    blocked: &HashSet<i64>,
    zone: Tz,
) -> Value {
    let language = person.language_code.as_deref().unwrap_or_default();
    // Commands are kept by two-letter codes; a phone's language may name a country as well.
    let short = language.split('-').next().unwrap_or_default();
    let toasts = emulator.callback_answers(person.id);
    // An answer without text only stops the button from turning.
    let told = toasts.iter().rfind(|toast| !toast.text.is_empty());
    let command = |(command, description)| json!({ "command": command, "description": description });
    json!({
        "id": person.id,
        "name": full_name(&person.first_name, person.last_name.as_deref()),
        "part": part,
        "language": language,
        "blocked": blocked.contains(&person.id),
        "messages": emulator.messages(person.id).iter().map(|bubble| message_json(bubble, zone)).collect::<Vec<_>>(),
        "keyboard": emulator.reply_keyboard(person.id).as_ref().map(keyboard_json),
        "toast": told.map(callback_answer_json),
        "commands": emulator.commands_for(person.id, short).into_iter().map(command).collect::<Vec<_>>(),
    })
}

fn message_json(bubble: &ChatMessage, zone: Tz) -> Value {
    let mine = bubble.author == Author::User(bubble.chat_id);
    let part =
        |kind: &str| bubble.media.as_ref().filter(|media| media.kind == kind).map(|media| &media.value);
    json!({
        "id": bubble.message_id,
        "mine": mine,
        "html": if mine { user_text(bubble) } else { bot_html(bubble) },
        "date": format_time(bubble.date, zone),
        "edited": bubble.edited_at.is_some(),
        "inline": bubble.inline_keyboard.as_ref().map_or_else(Vec::new, |rows| map_button_rows(rows, inline_button_json)),
        "document": part("document").map(|file| json!({ "name": file["file_name"], "href": file_href(file) })),
        // A person's photo is one in name only: the page draws something.
        "photo": part("photo").map(|sizes| json!({ "href": file_href(&sizes[0]).filter(|_| !mine) })),
        "contact": part("contact").map(contact_json),
        "venue": part("venue").map(|venue| json!({ "title": venue["title"], "address": venue["address"] })),
        "location": part("location"),
        "sticker": part("sticker").is_some(),
        "voice": part("voice").is_some(),
        "reply_to": bubble.reply_to_message_id,
    })
}

/// What somebody wrote. The code that a link carries is sent without being shown.
fn user_text(bubble: &ChatMessage) -> String {
    if bubble.plain_text.starts_with("/start ") { "/start".to_owned() } else { bubble.plain_text.clone() }
}

/// What the bot wrote, as HTML: its own where it has mark-up, else plain text made safe.
fn bot_html(bubble: &ChatMessage) -> String {
    if !bubble.entities.is_empty() {
        return bubble.raw_text.clone();
    }
    bubble.plain_text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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

/// A button is an object, or its text alone.
fn reply_button_json(button: &Value) -> Value {
    let text = button.as_str().map_or_else(|| button["text"].clone(), Value::from);
    json!({ "text": text, "contact": button["request_contact"] == true })
}

fn keyboard_json(keyboard: &ReplyKeyboard) -> Value {
    json!({
        // The same keyboard brought by another message unfolds again.
        "message_id": keyboard.message_id,
        "rows": map_button_rows(&keyboard.rows, reply_button_json),
        "placeholder": keyboard.placeholder,
        "one_time": keyboard.one_time,
        "folded": keyboard.is_collapsed,
    })
}

fn callback_answer_json(toast: &CallbackAnswer) -> Value {
    json!({ "serial": toast.callback_query_id, "text": toast.text, "alert": toast.show_alert })
}

fn format_time(at: Millis, zone: Tz) -> String {
    to_utc(at).with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Millis, false)
}

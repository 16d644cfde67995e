//! What the page is told: the whole state of a rehearsal as one JSON object, read from the world.

use std::collections::HashSet;

use chrono::SecondsFormat;
use chrono_tz::Tz;
use serde_json::{Value, json};

use super::Setting;
use crate::clock::{Millis, utc};
use crate::rehearsal::world::{Author, Bubble, Person, ReplyKeyboard, Toast, World};

/// The state of everything that the page shows.
pub(super) fn whole(setting: &Setting, world: &World, blocked: &HashSet<i64>) -> Value {
    let zone = setting.zone;
    let phone = |person: &Person| {
        let part = setting.parts.iter().find(|(id, _)| *id == person.id).map(|(_, part)| *part);
        phone(world, person, part, blocked, zone)
    };
    let jump =
        |jump: &super::Jump| json!({ "id": jump.id, "label": jump.label, "at": moment(jump.at, zone) });
    json!({
        "revision": world.revision(),
        "event": setting.event,
        "now": moment(setting.clock.now(), zone),
        "speed": setting.clock.speed(),
        "kept": setting.named_database,
        "jumps": setting.jumps.iter().map(jump).collect::<Vec<_>>(),
        "phones": world.people().iter().map(phone).collect::<Vec<_>>(),
    })
}

fn phone(world: &World, person: &Person, part: Option<&str>, blocked: &HashSet<i64>, zone: Tz) -> Value {
    let language = person.language_code.as_deref().unwrap_or_default();
    // Commands are kept by two-letter codes; a phone's language may name a country as well.
    let short = language.split('-').next().unwrap_or_default();
    let toasts = world.toasts(person.id);
    // An answer without text only stops the button from turning.
    let told = toasts.iter().rfind(|toast| !toast.text.is_empty());
    let command = |(command, description)| json!({ "command": command, "description": description });
    json!({
        "id": person.id,
        "name": full_name(&person.first_name, person.last_name.as_deref()),
        "part": part,
        "language": language,
        "blocked": blocked.contains(&person.id),
        "messages": world.chat(person.id).iter().map(|bubble| message(bubble, zone)).collect::<Vec<_>>(),
        "keyboard": world.reply_keyboard(person.id).as_ref().map(keyboard),
        "toast": told.map(toast),
        "commands": world.commands_for(person.id, short).into_iter().map(command).collect::<Vec<_>>(),
    })
}

fn message(bubble: &Bubble, zone: Tz) -> Value {
    let mine = bubble.from == Author::Person(bubble.chat_id);
    let part =
        |kind: &str| bubble.media.as_ref().filter(|media| media.kind == kind).map(|media| &media.value);
    json!({
        "id": bubble.message_id,
        "mine": mine,
        "html": if mine { typed(bubble) } else { html(bubble) },
        "date": moment(bubble.date, zone),
        "edited": bubble.edited.is_some(),
        "inline": bubble.inline_keyboard.as_ref().map_or_else(Vec::new, |rows| rows_of(rows, inline_button)),
        "document": part("document").map(|file| json!({ "name": file["file_name"], "href": href(file) })),
        // A person's photo is one in name only: the page draws something.
        "photo": part("photo").map(|sizes| json!({ "href": href(&sizes[0]).filter(|_| !mine) })),
        "contact": part("contact").map(contact),
        "venue": part("venue").map(|venue| json!({ "title": venue["title"], "address": venue["address"] })),
        "location": part("location"),
        "sticker": part("sticker").is_some(),
        "voice": part("voice").is_some(),
        "reply_to": bubble.reply_to,
    })
}

/// What somebody wrote. The code that a link carries is sent without being shown.
fn typed(bubble: &Bubble) -> String {
    if bubble.plain.starts_with("/start ") { "/start".to_owned() } else { bubble.plain.clone() }
}

/// What the bot wrote, as HTML: its own where it has mark-up, else plain text made safe.
fn html(bubble: &Bubble) -> String {
    if !bubble.entities.is_empty() {
        return bubble.sent.clone();
    }
    bubble.plain.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn href(file: &Value) -> Option<String> {
    file["file_id"].as_str().map(|id| format!("/rehearsal/files/{id}"))
}

fn contact(contact: &Value) -> Value {
    let name = full_name(contact["first_name"].as_str().unwrap_or_default(), contact["last_name"].as_str());
    json!({ "name": name, "phone": contact["phone_number"] })
}

fn full_name(first: &str, last: Option<&str>) -> String {
    [first, last.unwrap_or_default()].join(" ").trim().to_owned()
}

fn rows_of(rows: &Value, button: fn(&Value) -> Value) -> Vec<Vec<Value>> {
    let row = |row: &Value| row.as_array().into_iter().flatten().map(button).collect();
    rows.as_array().into_iter().flatten().map(row).collect()
}

fn inline_button(button: &Value) -> Value {
    json!({
        "text": button["text"],
        "data": button["callback_data"],
        "url": button["url"],
        "copy": button["copy_text"]["text"],
    })
}

/// A button is an object, or its text alone.
fn reply_button(button: &Value) -> Value {
    let text = button.as_str().map_or_else(|| button["text"].clone(), Value::from);
    json!({ "text": text, "contact": button["request_contact"] == true })
}

fn keyboard(keyboard: &ReplyKeyboard) -> Value {
    json!({
        // The same keyboard brought by another message unfolds again.
        "message_id": keyboard.message_id,
        "rows": rows_of(&keyboard.keyboard, reply_button),
        "placeholder": keyboard.placeholder,
        "one_time": keyboard.one_time,
        "folded": keyboard.folded,
    })
}

fn toast(toast: &Toast) -> Value {
    json!({ "serial": toast.query, "text": toast.text, "alert": toast.show_alert })
}

fn moment(at: Millis, zone: Tz) -> String {
    utc(at).with_timezone(&zone).to_rfc3339_opts(SecondsFormat::Millis, false)
}

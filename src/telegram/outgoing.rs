//! From our words to a Bot API call: method and JSON.

use serde_json::{Value, json};

use crate::chat::{Button, Keyboard, Message, Outgoing, ReplyButton};

/// A call that says `what` in `chat`. `standing` is the message in the letter's slot, which is then
/// edited; `file_id` is the file as Telegram knows it from an earlier time.
pub fn build_call(
    chat: i64,
    what: &Outgoing,
    standing: Option<i64>,
    file_id: Option<&str>,
) -> (&'static str, Value) {
    match what {
        Outgoing::InTopic { topic, content: what } => {
            let (method, mut body) = build_call(chat, what, standing, file_id);
            if method.starts_with("send") {
                body["message_thread_id"] = json!(topic);
            }
            (method, body)
        }
        Outgoing::Message(message) => match standing {
            None => ("sendMessage", message_json(chat, message)),
            Some(id) => ("editMessageText", edit_json(chat, id, message)),
        },
        Outgoing::Edit { message_id: message, new_message: to } => {
            ("editMessageText", edit_json(chat, *message, to))
        }
        Outgoing::AnswerPress { press_id: press, text, alert } => {
            let mut body = json!({ "callback_query_id": press });
            if let Some(text) = text {
                body["text"] = json!(text);
                body["show_alert"] = json!(alert);
            }
            ("answerCallbackQuery", body)
        }
        Outgoing::File { caption, .. } => {
            let mut body = json!({ "chat_id": chat, "caption": caption, "parse_mode": "HTML" });
            if let Some(id) = file_id {
                body["document"] = json!(id);
            }
            ("sendDocument", body)
        }
        Outgoing::Picture { caption, .. } => {
            let mut body = json!({ "chat_id": chat, "caption": caption, "parse_mode": "HTML" });
            if let Some(id) = file_id {
                body["photo"] = json!(id);
            }
            ("sendPhoto", body)
        }
        Outgoing::Voice { file_id: file, caption } => {
            let mut body = caption_json(chat, caption);
            body["voice"] = json!(file);
            ("sendVoice", body)
        }
        Outgoing::Photo { file_id: file, caption } => {
            let mut body = caption_json(chat, caption);
            body["photo"] = json!(file);
            ("sendPhoto", body)
        }
        Outgoing::Commands(commands) => {
            let list: Vec<Value> = commands.iter().map(command_json).collect();
            ("setMyCommands", json!({ "commands": list, "scope": { "type": "chat", "chat_id": chat } }))
        }
        Outgoing::Venue { latitude, longitude, name, address } => {
            let mut body = json!({ "chat_id": chat, "latitude": latitude, "longitude": longitude });
            // a card has to have an address; without one it is a pin
            let Some(address) = address else { return ("sendLocation", body) };
            body["title"] = json!(name);
            body["address"] = json!(address);
            ("sendVenue", body)
        }
        Outgoing::Reply { message_id: to, message: with } => {
            let mut body = message_json(chat, with);
            body["reply_parameters"] = json!({ "message_id": to, "allow_sending_without_reply": true });
            ("sendMessage", body)
        }
    }
}

/// A command as Telegram lists it.
pub fn command_json((name, description): &(String, String)) -> Value {
    json!({ "command": name, "description": description })
}

fn message_json(chat: i64, message: &Message) -> Value {
    let mut body = json!({
        "chat_id": chat,
        "text": message.html,
        "parse_mode": "HTML",
        "link_preview_options": { "is_disabled": true },
    });
    if message.silent {
        body["disable_notification"] = json!(true);
    }
    if let Some(keyboard) = &message.keyboard {
        body["reply_markup"] = reply_markup(keyboard);
    }
    body
}

/// The same for what stands under a file.
fn caption_json(chat: i64, caption: &Message) -> Value {
    let mut body = message_json(chat, caption);
    if let Some(body) = body.as_object_mut() {
        body.remove("text");
        body.remove("link_preview_options");
    }
    body["caption"] = json!(caption.html);
    body
}

fn edit_json(chat: i64, id: i64, to: &Message) -> Value {
    let mut body = message_json(chat, to);
    body["message_id"] = json!(id);
    body.as_object_mut().map(|body| body.remove("disable_notification"));
    // An edit carries buttons under the message or none: a keyboard in place of the phone's cannot
    // be edited in.
    if !matches!(to.keyboard, Some(Keyboard::Inline(_))) {
        body.as_object_mut().map(|body| body.remove("reply_markup"));
    }
    body
}

fn reply_markup(keyboard: &Keyboard) -> Value {
    match keyboard {
        Keyboard::Inline(rows) => json!({ "inline_keyboard": map_rows(rows, inline_button) }),
        Keyboard::Reply { rows, hint } => json!({
            "keyboard": map_rows(rows, reply_button),
            "resize_keyboard": true,
            "is_persistent": true,
            "input_field_placeholder": hint,
        }),
    }
}

fn inline_button(button: &Button) -> Value {
    if !button.url.is_empty() {
        return json!({ "text": button.label, "url": button.url });
    }
    json!({ "text": button.label, "callback_data": button.data })
}

fn reply_button(button: &ReplyButton) -> Value {
    if button.requests_contact {
        json!({ "text": button.label, "request_contact": true })
    } else {
        json!({ "text": button.label })
    }
}

fn map_rows<T>(rows: &[Vec<T>], button: fn(&T) -> Value) -> Vec<Vec<Value>> {
    rows.iter().map(|row| row.iter().map(button).collect()).collect()
}

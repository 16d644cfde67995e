//! Converts an outgoing message to a Bot API call: method and JSON body.

use serde_json::{Value, json};

use crate::chat::{Button, Keyboard, Message, Outgoing, ReplyButton};
use crate::ids::{ChatId, MessageId};

/// The call that sends `outgoing` to `chat`. `live_message` is an existing message that a new text edits;
/// `file_id` is Telegram's id of the file, if it was sent before.
pub(super) fn build_call(
    chat: ChatId,
    outgoing: &Outgoing,
    live_message: Option<MessageId>,
    file_id: Option<&str>,
) -> (&'static str, Value) {
    match outgoing {
        Outgoing::InTopic { topic, content } => {
            let (method, mut body) = build_call(chat, content, live_message, file_id);
            if method.starts_with("send") {
                body["message_thread_id"] = json!(topic);
            }
            (method, body)
        }
        Outgoing::Message(message) => match live_message {
            None => ("sendMessage", message_json(chat, message)),
            Some(id) => ("editMessageText", edit_json(chat, id, message)),
        },
        Outgoing::Edit { message_id, new_message } => {
            ("editMessageText", edit_json(chat, *message_id, new_message))
        }
        Outgoing::AnswerPress { press_id, text, alert } => {
            let mut body = json!({ "callback_query_id": press_id });
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
        Outgoing::Voice { file_id, caption } => {
            let mut body = caption_json(chat, caption);
            body["voice"] = json!(file_id);
            ("sendVoice", body)
        }
        Outgoing::Photo { file_id, caption } => {
            let mut body = caption_json(chat, caption);
            body["photo"] = json!(file_id);
            ("sendPhoto", body)
        }
        Outgoing::Commands(commands) => {
            let list: Vec<Value> = commands.iter().map(command_json).collect();
            ("setMyCommands", json!({ "commands": list, "scope": { "type": "chat", "chat_id": chat } }))
        }
        Outgoing::Venue { latitude, longitude, name, address } => {
            let mut body = json!({ "chat_id": chat, "latitude": latitude, "longitude": longitude });
            // sendVenue requires an address.
            let Some(address) = address else { return ("sendLocation", body) };
            body["title"] = json!(name);
            body["address"] = json!(address);
            ("sendVenue", body)
        }
        Outgoing::Reply { message_id, message } => {
            let mut body = message_json(chat, message);
            body["reply_parameters"] =
                json!({ "message_id": message_id, "allow_sending_without_reply": true });
            ("sendMessage", body)
        }
    }
}

/// A command as a Bot API `BotCommand`: name and description.
pub(super) fn command_json((name, description): &(String, String)) -> Value {
    json!({ "command": name, "description": description })
}

fn message_json(chat: ChatId, message: &Message) -> Value {
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

/// The fields of a message as a file's caption.
fn caption_json(chat: ChatId, caption: &Message) -> Value {
    let mut body = message_json(chat, caption);
    if let Some(body) = body.as_object_mut() {
        body.remove("text");
        body.remove("link_preview_options");
    }
    body["caption"] = json!(caption.html);
    body
}

fn edit_json(chat: ChatId, id: MessageId, new_message: &Message) -> Value {
    let mut body = message_json(chat, new_message);
    body["message_id"] = json!(id);
    body.as_object_mut().map(|body| body.remove("disable_notification"));
    // An edit can have inline buttons only: a reply keyboard is an error.
    if !matches!(new_message.keyboard, Some(Keyboard::Inline(_))) {
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
    if !button.web_app.is_empty() {
        return json!({ "text": button.label, "web_app": { "url": button.web_app } });
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

//! `reply_markup`: the inline keyboard of a message or the keyboard under the text field, with
//! Telegram's rules for buttons.

use serde_json::{Value, json};

use super::api_error::BotApiError;
use super::params::Params;
use crate::text::utf16_len;

/// What a `reply_markup` does.
#[derive(Debug)]
pub(super) enum ReplyMarkup {
    None,
    /// Rows of `InlineKeyboardButton`.
    InlineKeyboard(Value),
    /// Rows of `KeyboardButton`, and the rest of `ReplyKeyboardMarkup`.
    ReplyKeyboard(Value, KeyboardOptions),
    RemoveKeyboard,
    /// `ForceReply`: a phone only quotes the message, so nothing is kept.
    ForceReply,
}

#[derive(Debug, Default)]
pub(super) struct KeyboardOptions {
    pub one_time: bool,
    pub resize: bool,
    pub placeholder: Option<String>,
}

/// No number is documented; more than these look wrong on a phone.
const MAX_BUTTONS_PER_ROW: usize = 8;
const MAX_BUTTONS: usize = 100;

const INLINE_ACTIONS: [&str; 10] = [
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
];
const REPLY_REQUESTS: [&str; 7] = [
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
];
const APPEARANCE_FIELDS: [&str; 3] = ["text", "style", "icon_custom_emoji_id"];

/// Reads and checks `reply_markup`.
pub(super) fn parse(p: &mut Params, private: bool) -> Result<ReplyMarkup, BotApiError> {
    let Some(markup) = p.value("reply_markup").cloned() else { return Ok(ReplyMarkup::None) };
    if let Some(rows) = markup.get("inline_keyboard") {
        warn_unknown_fields(p, &markup, &["inline_keyboard"]);
        let rows = parse_buttons(p, rows, "inline keyboard")?;
        for button in rows.iter().flatten() {
            check_inline_button(p, button)?;
        }
        return Ok(if rows.is_empty() {
            ReplyMarkup::None
        } else {
            ReplyMarkup::InlineKeyboard(json!(rows))
        });
    }
    if let Some(rows) = markup.get("keyboard") {
        let fields = [
            "keyboard",
            "is_persistent",
            "resize_keyboard",
            "one_time_keyboard",
            "input_field_placeholder",
            "selective",
        ];
        warn_unknown_fields(p, &markup, &fields);
        let rows = parse_buttons(p, rows, "keyboard")?;
        for button in rows.iter().flatten() {
            check_reply_button(p, button, private)?;
        }
        let flag = |name: &str| markup[name].as_bool().unwrap_or_default();
        let placeholder = parse_placeholder(&markup)?;
        let look = KeyboardOptions {
            one_time: flag("one_time_keyboard"),
            resize: flag("resize_keyboard"),
            placeholder,
        };
        return Ok(if rows.is_empty() {
            ReplyMarkup::None
        } else {
            ReplyMarkup::ReplyKeyboard(json!(rows), look)
        });
    }
    if markup.get("force_reply") == Some(&json!(true)) {
        warn_unknown_fields(p, &markup, &["force_reply", "input_field_placeholder", "selective"]);
        parse_placeholder(&markup)?;
        return Ok(ReplyMarkup::ForceReply);
    }
    if markup.get("remove_keyboard") == Some(&json!(true)) {
        warn_unknown_fields(p, &markup, &["remove_keyboard", "selective"]);
        return Ok(ReplyMarkup::RemoveKeyboard);
    }
    p.warn("reply_markup: none of the four kinds");
    Ok(ReplyMarkup::None)
}

fn parse_placeholder(markup: &Value) -> Result<Option<String>, BotApiError> {
    match markup["input_field_placeholder"].as_str() {
        None => Ok(None),
        Some(text) if (1..=64).contains(&utf16_len(text)) => Ok(Some(text.to_owned())),
        Some(_) => Err(BotApiError::bad_request("input field placeholder must have 1-64 characters")),
    }
}

/// Rows of buttons that are objects with a text (a bare string is short for one).
fn parse_buttons(p: &mut Params, rows: &Value, what: &str) -> Result<Vec<Vec<Value>>, BotApiError> {
    let cannot = |why: &str| BotApiError::bad_request(format!("can't parse {what} button: {why}"));
    let Some(rows) = rows.as_array() else {
        return Err(BotApiError::bad_request(format!(
            "field \"{}\" must be of type Array",
            what.replace(' ', "_")
        )));
    };
    let mut read = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(row) = row.as_array() else { return Err(cannot("Array of Array expected")) };
        let mut buttons = Vec::with_capacity(row.len());
        for button in row {
            let button = if button.is_string() { json!({ "text": button }) } else { button.clone() };
            match button["text"].as_str() {
                None => return Err(cannot("Can't find field \"text\"")),
                Some("") => return Err(cannot("Field \"text\" must be non-empty")),
                Some(_) => buttons.push(button),
            }
        }
        if row.len() > MAX_BUTTONS_PER_ROW {
            p.warn(format!("BUTTONS: {} in a row", row.len()));
        }
        if !buttons.is_empty() {
            read.push(buttons);
        }
    }
    let all: usize = read.iter().map(Vec::len).sum();
    match all {
        0 => p.warn("BUTTONS: none in the keyboard"),
        MAX_BUTTONS.. if all > MAX_BUTTONS => p.warn(format!("BUTTONS: {all} in all")),
        _ => {}
    }
    Ok(read)
}

fn check_inline_button(p: &mut Params, button: &Value) -> Result<(), BotApiError> {
    warn_unknown_fields(p, button, &[&APPEARANCE_FIELDS[..], &INLINE_ACTIONS[..]].concat());
    match INLINE_ACTIONS.iter().filter(|action| button.get(**action).is_some()).count() {
        0 => {
            let why = "Text buttons are unallowed in the inline keyboard";
            return Err(BotApiError::bad_request(format!("can't parse inline keyboard button: {why}")));
        }
        1 => {}
        _ => p.warn("BUTTONS: more than one action in a button"),
    }
    if let Some(data) = button.get("callback_data")
        && !data.as_str().is_some_and(|data| (1..=64).contains(&data.len()))
    {
        return Err(BotApiError::bad_request("BUTTON_DATA_INVALID"));
    }
    if let Some(copied) = button.get("copy_text")
        && !copied["text"].as_str().is_some_and(|text| (1..=256).contains(&utf16_len(text)))
    {
        return Err(BotApiError::bad_request("BUTTON_COPY_TEXT_INVALID"));
    }
    match button.get("url").map(|url| url.as_str().unwrap_or_default()) {
        Some(url) if !is_valid_url(url) => {
            let what = format!("inline keyboard button URL '{url}' is invalid: Unsupported URL protocol");
            Err(BotApiError::bad_request(what))
        }
        _ => Ok(()),
    }
}

fn is_valid_url(url: &str) -> bool {
    let rest = ["https://", "http://", "tg://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !url.contains(char::is_whitespace))
}

fn check_reply_button(p: &mut Params, button: &Value, private: bool) -> Result<(), BotApiError> {
    warn_unknown_fields(p, button, &[&APPEARANCE_FIELDS[..], &REPLY_REQUESTS[..]].concat());
    let asked: Vec<&str> = REPLY_REQUESTS
        .into_iter()
        .filter(|request| button.get(*request).is_some_and(|value| *value != json!(false)))
        .collect();
    if asked.len() > 1 {
        p.warn("BUTTONS: more than one request in a button");
    }
    let what = match asked.first() {
        Some(&"request_contact") => "phone number",
        Some(&"request_location") => "location",
        _ => return Ok(()),
    };
    if private {
        Ok(())
    } else {
        Err(BotApiError::bad_request(format!("{what} can be requested in private chats only")))
    }
}

fn warn_unknown_fields(p: &mut Params, object: &Value, known: &[&str]) {
    let names = object.as_object().into_iter().flat_map(serde_json::Map::keys);
    for name in names.filter(|name| !known.contains(&name.as_str())) {
        p.warn(format!("reply_markup: unknown field “{name}”"));
    }
}

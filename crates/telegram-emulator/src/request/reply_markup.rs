//! The `reply_markup` parameter: an inline keyboard, or a keyboard under the text field, by Telegram's
//! rules for buttons.

use serde_json::{Value, json};

use super::params::Params;
use crate::api_error::BotApiError;
use crate::text::utf16_len;

/// A `reply_markup` that was read.
#[derive(Debug)]
pub(crate) enum ReplyMarkup {
    None,
    /// Rows of `InlineKeyboardButton`.
    InlineKeyboard(Value),
    /// The fields of a `ReplyKeyboardMarkup` that have an effect.
    ReplyKeyboard {
        /// Rows of `KeyboardButton`.
        rows: Value,
        one_time: bool,
        placeholder: Option<String>,
    },
    RemoveKeyboard,
    /// `ForceReply`: it changes only what the app shows, so the emulator stores nothing.
    ForceReply,
}

/// Telegram documents no limit; more buttons do not fit on a phone.
const MAX_BUTTONS_PER_ROW: usize = 8;
/// The same for the whole keyboard.
const MAX_BUTTONS: usize = 100;

/// The fields of an `InlineKeyboardButton` of which it has exactly one.
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
/// The fields of a `KeyboardButton` of which it has at most one.
const REPLY_REQUESTS: [&str; 7] = [
    "request_users",
    "request_chat",
    "request_managed_bot",
    "request_contact",
    "request_location",
    "request_poll",
    "web_app",
];
/// The fields of both kinds of buttons that change only their look.
const APPEARANCE_FIELDS: [&str; 3] = ["text", "style", "icon_custom_emoji_id"];

/// Reads and checks `reply_markup`. `is_private` tells whether the chat is one with a user.
pub(crate) fn parse(params: &mut Params, is_private: bool) -> Result<ReplyMarkup, BotApiError> {
    let Some(markup) = params.value("reply_markup").cloned() else { return Ok(ReplyMarkup::None) };
    if let Some(rows) = markup.get("inline_keyboard") {
        warn_unknown_fields(params, &markup, &["inline_keyboard"]);
        let rows = parse_buttons(params, rows, "inline keyboard")?;
        for button in rows.iter().flatten() {
            check_inline_button(params, button, is_private)?;
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
        warn_unknown_fields(params, &markup, &fields);
        let rows = parse_buttons(params, rows, "keyboard")?;
        for button in rows.iter().flatten() {
            check_reply_button(params, button, is_private)?;
        }
        let placeholder = parse_placeholder(&markup)?;
        let one_time = markup["one_time_keyboard"].as_bool().unwrap_or_default();
        return Ok(if rows.is_empty() {
            ReplyMarkup::None
        } else {
            ReplyMarkup::ReplyKeyboard { rows: json!(rows), one_time, placeholder }
        });
    }
    if markup.get("force_reply") == Some(&json!(true)) {
        warn_unknown_fields(params, &markup, &["force_reply", "input_field_placeholder", "selective"]);
        parse_placeholder(&markup)?;
        return Ok(ReplyMarkup::ForceReply);
    }
    if markup.get("remove_keyboard") == Some(&json!(true)) {
        warn_unknown_fields(params, &markup, &["remove_keyboard", "selective"]);
        return Ok(ReplyMarkup::RemoveKeyboard);
    }
    params.warn("reply_markup: none of the four kinds");
    Ok(ReplyMarkup::None)
}

fn parse_placeholder(markup: &Value) -> Result<Option<String>, BotApiError> {
    match markup["input_field_placeholder"].as_str() {
        None => Ok(None),
        Some(text) if (1..=64).contains(&utf16_len(text)) => Ok(Some(text.to_owned())),
        Some(_) => Err(BotApiError::bad_request("input field placeholder must have 1-64 characters")),
    }
}

/// Reads rows of buttons, which are objects with a text; a string stands for such an object. Empty rows
/// are left out. `keyboard_name` is used in errors.
fn parse_buttons(
    params: &mut Params,
    rows: &Value,
    keyboard_name: &str,
) -> Result<Vec<Vec<Value>>, BotApiError> {
    let unreadable =
        |reason: &str| BotApiError::bad_request(format!("can't parse {keyboard_name} button: {reason}"));
    let Some(rows) = rows.as_array() else {
        return Err(BotApiError::bad_request(format!(
            "field \"{}\" must be of type Array",
            keyboard_name.replace(' ', "_")
        )));
    };
    let mut parsed = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(row) = row.as_array() else { return Err(unreadable("Array of Array expected")) };
        let mut buttons = Vec::with_capacity(row.len());
        for button in row {
            let button = if button.is_string() { json!({ "text": button }) } else { button.clone() };
            match button["text"].as_str() {
                None => return Err(unreadable("Can't find field \"text\"")),
                Some("") => return Err(unreadable("Field \"text\" must be non-empty")),
                Some(_) => buttons.push(button),
            }
        }
        if row.len() > MAX_BUTTONS_PER_ROW {
            params.warn(format!("BUTTONS: {} in a row", row.len()));
        }
        if !buttons.is_empty() {
            parsed.push(buttons);
        }
    }
    let total: usize = parsed.iter().map(Vec::len).sum();
    match total {
        0 => params.warn("BUTTONS: none in the keyboard"),
        MAX_BUTTONS.. if total > MAX_BUTTONS => params.warn(format!("BUTTONS: {total} in all")),
        _ => {}
    }
    Ok(parsed)
}

fn check_inline_button(params: &mut Params, button: &Value, is_private: bool) -> Result<(), BotApiError> {
    warn_unknown_fields(params, button, &[&APPEARANCE_FIELDS[..], &INLINE_ACTIONS[..]].concat());
    match INLINE_ACTIONS.iter().filter(|action| button.get(**action).is_some()).count() {
        0 => {
            let reason = "Text buttons are unallowed in the inline keyboard";
            return Err(BotApiError::bad_request(format!("can't parse inline keyboard button: {reason}")));
        }
        1 => {}
        _ => params.warn("BUTTONS: more than one action in a button"),
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
    if let Some(page) = button.get("web_app") {
        let url = page["url"].as_str().unwrap_or_default();
        if !url.starts_with("https://") || !is_valid_url(url) {
            let reason = format!(
                "inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
            );
            return Err(BotApiError::bad_request(reason));
        }
        if !is_private {
            return Err(BotApiError::bad_request("BUTTON_TYPE_INVALID"));
        }
    }
    match button.get("url").map(|url| url.as_str().unwrap_or_default()) {
        Some(url) if !is_valid_url(url) => {
            let reason = format!("inline keyboard button URL '{url}' is invalid: Unsupported URL protocol");
            Err(BotApiError::bad_request(reason))
        }
        _ => Ok(()),
    }
}

fn is_valid_url(url: &str) -> bool {
    let rest = ["https://", "http://", "tg://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !url.contains(char::is_whitespace))
}

fn check_reply_button(params: &mut Params, button: &Value, is_private: bool) -> Result<(), BotApiError> {
    warn_unknown_fields(params, button, &[&APPEARANCE_FIELDS[..], &REPLY_REQUESTS[..]].concat());
    let requests: Vec<&str> = REPLY_REQUESTS
        .into_iter()
        .filter(|request| button.get(*request).is_some_and(|value| *value != json!(false)))
        .collect();
    if requests.len() > 1 {
        params.warn("BUTTONS: more than one request in a button");
    }
    let requested = match requests.first() {
        Some(&"request_contact") => "phone number",
        Some(&"request_location") => "location",
        _ => return Ok(()),
    };
    if is_private {
        Ok(())
    } else {
        Err(BotApiError::bad_request(format!("{requested} can be requested in private chats only")))
    }
}

fn warn_unknown_fields(params: &mut Params, object: &Value, known: &[&str]) {
    let names = object.as_object().into_iter().flat_map(serde_json::Map::keys);
    for name in names.filter(|name| !known.contains(&name.as_str())) {
        params.warn(format!("reply_markup: unknown field “{name}”"));
    }
}

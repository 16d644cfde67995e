//! `reply_markup`: the inline keyboard of a message or the keyboard under the text field, with
//! Telegram's rules for buttons.

use serde_json::{Value, json};

use super::params::Params;
use super::refusal::Refusal;
use crate::text::utf16_len;

/// What a `reply_markup` does.
#[derive(Debug)]
pub(super) enum Markup {
    None,
    /// Rows of `InlineKeyboardButton`.
    Inline(Value),
    /// Rows of `KeyboardButton`, and the rest of `ReplyKeyboardMarkup`.
    Keyboard(Value, Look),
    Remove,
    /// `ForceReply`: a phone only quotes the message, so nothing is kept.
    ForceReply,
}

#[derive(Debug, Default)]
pub(super) struct Look {
    pub one_time: bool,
    pub resize: bool,
    pub placeholder: Option<String>,
}

/// No number is documented; more than these look wrong on a phone.
const BUTTONS_IN_A_ROW: usize = 8;
const BUTTONS_IN_ALL: usize = 100;

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
const LOOKS: [&str; 3] = ["text", "style", "icon_custom_emoji_id"];

/// Reads and checks `reply_markup`.
pub(super) fn read(p: &mut Params, private: bool) -> Result<Markup, Refusal> {
    let Some(markup) = p.value("reply_markup").cloned() else { return Ok(Markup::None) };
    if let Some(rows) = markup.get("inline_keyboard") {
        known_fields(p, &markup, &["inline_keyboard"]);
        let rows = buttons(p, rows, "inline keyboard")?;
        for button in rows.iter().flatten() {
            inline_button(p, button)?;
        }
        return Ok(if rows.is_empty() { Markup::None } else { Markup::Inline(json!(rows)) });
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
        known_fields(p, &markup, &fields);
        let rows = buttons(p, rows, "keyboard")?;
        for button in rows.iter().flatten() {
            reply_button(p, button, private)?;
        }
        let flag = |name: &str| markup[name].as_bool().unwrap_or_default();
        let placeholder = placeholder(&markup)?;
        let look = Look { one_time: flag("one_time_keyboard"), resize: flag("resize_keyboard"), placeholder };
        return Ok(if rows.is_empty() { Markup::None } else { Markup::Keyboard(json!(rows), look) });
    }
    if markup.get("force_reply") == Some(&json!(true)) {
        known_fields(p, &markup, &["force_reply", "input_field_placeholder", "selective"]);
        placeholder(&markup)?;
        return Ok(Markup::ForceReply);
    }
    if markup.get("remove_keyboard") == Some(&json!(true)) {
        known_fields(p, &markup, &["remove_keyboard", "selective"]);
        return Ok(Markup::Remove);
    }
    p.complain("reply_markup: none of the four kinds");
    Ok(Markup::None)
}

fn placeholder(markup: &Value) -> Result<Option<String>, Refusal> {
    match markup["input_field_placeholder"].as_str() {
        None => Ok(None),
        Some(text) if (1..=64).contains(&utf16_len(text)) => Ok(Some(text.to_owned())),
        Some(_) => Err(Refusal::bad("input field placeholder must have 1-64 characters")),
    }
}

/// Rows of buttons that are objects with a text (a bare string is short for one).
fn buttons(p: &mut Params, rows: &Value, what: &str) -> Result<Vec<Vec<Value>>, Refusal> {
    let cannot = |why: &str| Refusal::bad(format!("can't parse {what} button: {why}"));
    let Some(rows) = rows.as_array() else {
        return Err(Refusal::bad(format!("field \"{}\" must be of type Array", what.replace(' ', "_"))));
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
        if row.len() > BUTTONS_IN_A_ROW {
            p.complain(format!("BUTTONS: {} in a row", row.len()));
        }
        if !buttons.is_empty() {
            read.push(buttons);
        }
    }
    let all: usize = read.iter().map(Vec::len).sum();
    match all {
        0 => p.complain("BUTTONS: none in the keyboard"),
        BUTTONS_IN_ALL.. if all > BUTTONS_IN_ALL => p.complain(format!("BUTTONS: {all} in all")),
        _ => {}
    }
    Ok(read)
}

fn inline_button(p: &mut Params, button: &Value) -> Result<(), Refusal> {
    known_fields(p, button, &[&LOOKS[..], &INLINE_ACTIONS[..]].concat());
    match INLINE_ACTIONS.iter().filter(|action| button.get(**action).is_some()).count() {
        0 => {
            let why = "Text buttons are unallowed in the inline keyboard";
            return Err(Refusal::bad(format!("can't parse inline keyboard button: {why}")));
        }
        1 => {}
        _ => p.complain("BUTTONS: more than one action in a button"),
    }
    if let Some(data) = button.get("callback_data")
        && !data.as_str().is_some_and(|data| (1..=64).contains(&data.len()))
    {
        return Err(Refusal::bad("BUTTON_DATA_INVALID"));
    }
    if let Some(copied) = button.get("copy_text")
        && !copied["text"].as_str().is_some_and(|text| (1..=256).contains(&utf16_len(text)))
    {
        return Err(Refusal::bad("BUTTON_COPY_TEXT_INVALID"));
    }
    match button.get("url").map(|url| url.as_str().unwrap_or_default()) {
        Some(url) if !is_link(url) => {
            let what = format!("inline keyboard button URL '{url}' is invalid: Unsupported URL protocol");
            Err(Refusal::bad(what))
        }
        _ => Ok(()),
    }
}

fn is_link(url: &str) -> bool {
    let rest = ["https://", "http://", "tg://"].iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !url.contains(char::is_whitespace))
}

fn reply_button(p: &mut Params, button: &Value, private: bool) -> Result<(), Refusal> {
    known_fields(p, button, &[&LOOKS[..], &REPLY_REQUESTS[..]].concat());
    let asked: Vec<&str> = REPLY_REQUESTS
        .into_iter()
        .filter(|request| button.get(*request).is_some_and(|value| *value != json!(false)))
        .collect();
    if asked.len() > 1 {
        p.complain("BUTTONS: more than one request in a button");
    }
    let what = match asked.first() {
        Some(&"request_contact") => "phone number",
        Some(&"request_location") => "location",
        _ => return Ok(()),
    };
    if private { Ok(()) } else { Err(Refusal::bad(format!("{what} can be requested in private chats only"))) }
}

fn known_fields(p: &mut Params, object: &Value, known: &[&str]) {
    let names = object.as_object().into_iter().flat_map(serde_json::Map::keys);
    for name in names.filter(|name| !known.contains(&name.as_str())) {
        p.complain(format!("reply_markup: unknown field “{name}”"));
    }
}

//! Parameters with rules of their own: texts and captions with their formatting, languages, commands,
//! points on the map.

use serde_json::{Value, json};

use super::params::Params;
use crate::api_error::BotApiError;
use crate::formatting::html;
use crate::model::FormattedText;
use crate::text::utf16_len;

const MAX_TEXT_UTF16: usize = 4_096;
const MAX_CAPTION_UTF16: usize = 1_024;

/// Reads the `text` parameter with its formatting.
pub(crate) fn parse_text(params: &mut Params) -> Result<FormattedText, BotApiError> {
    let text = parse_formatted(params, "text", "entities")?;
    match utf16_len(&text.plain_text) {
        0 => Err(BotApiError::bad_request("message text is empty")),
        1..=MAX_TEXT_UTF16 => Ok(text),
        _ => Err(BotApiError::bad_request("message is too long")),
    }
}

/// Reads the `caption` parameter with its formatting. It may be empty.
pub(crate) fn parse_caption(params: &mut Params) -> Result<FormattedText, BotApiError> {
    let caption = parse_formatted(params, "caption", "caption_entities")?;
    if utf16_len(&caption.plain_text) > MAX_CAPTION_UTF16 {
        return Err(BotApiError::bad_request("message caption is too long"));
    }
    Ok(caption)
}

fn parse_formatted(params: &mut Params, field: &str, entities: &str) -> Result<FormattedText, BotApiError> {
    let formatted = match params.text("parse_mode").to_ascii_lowercase().as_str() {
        "" => {
            let entities = params.list(entities).cloned().unwrap_or_default();
            FormattedText { entities, ..html::unformatted(params.text(field)) }
        }
        "html" => html::parse(params.text(field))
            .map_err(|reason| BotApiError::bad_request(format!("can't parse entities: {reason}")))?,
        mode @ ("markdown" | "markdownv2") => {
            params.warn(format!("parse_mode {mode} is not supported: the text is shown as it is"));
            html::unformatted(params.text(field))
        }
        _ => return Err(BotApiError::bad_request("unsupported parse_mode")),
    };
    if formatted.has_bare_ampersand {
        params.warn(format!("{field}: “&” must be written “&amp;”"));
    }
    Ok(formatted)
}

/// Reads `language_code`: two small letters, or empty for users of all other languages.
pub(crate) fn parse_language_code(params: &Params) -> Result<String, BotApiError> {
    let code = params.text("language_code");
    match code.len() {
        0 | 2 if code.bytes().all(|b| b.is_ascii_lowercase()) => Ok(code.to_owned()),
        _ => Err(BotApiError::bad_request("invalid language code specified")),
    }
}

/// Reads one `BotCommand`; returns its name and description.
pub(crate) fn parse_command(command: &Value) -> Result<(String, String), BotApiError> {
    let field = |name: &str| command[name].as_str().unwrap_or_default().trim().to_owned();
    let (name, description) = (field("command").trim_start_matches('/').to_owned(), field("description"));
    let error = match (name.chars().count(), utf16_len(&description)) {
        (0, _) => "command must be non-empty",
        (33.., _) => "command length must not exceed 32",
        (_, 0) => "command description must be non-empty",
        (_, 257..) => "command description length must not exceed 256",
        _ if !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') => {
            "BOT_COMMAND_INVALID"
        }
        _ => return Ok((name, description)),
    };
    Err(BotApiError::bad_request(error))
}

/// Reads `latitude` and `longitude`, in degrees; returns a `Location` object.
pub(crate) fn parse_location(params: &Params) -> Result<Value, BotApiError> {
    let number = |name: &str| params.value(name).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let (latitude, longitude) = (number("latitude"), number("longitude"));
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        Ok(json!({ "latitude": latitude, "longitude": longitude }))
    } else {
        Err(BotApiError::bad_request("wrong location specified"))
    }
}

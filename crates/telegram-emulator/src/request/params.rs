//! The parameters of a request, each of its documented type. As with Telegram, a number may come as text
//! and an object as JSON text, because forms and queries have nothing else.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::method_table::{Method, ParameterType};
use crate::api_error::BotApiError;

/// The refusal of a callback answer that comes late, twice or for an unknown query.
pub(crate) const CALLBACK_QUERY_TOO_OLD: &str =
    "query is too old and response timeout expired or query ID is invalid";

/// A file that comes with a request.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// The file name.
    pub name: String,
    /// The media type, as in `text/calendar`.
    pub mime: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The files of a multipart request, by the name of their part.
pub type Uploads = HashMap<String, Upload>;

/// The parameters of one request.
#[derive(Debug, Default)]
pub(crate) struct Params {
    values: Map<String, Value>,
    uploads: Uploads,
    /// Mistakes that a real server ignores.
    pub warnings: Vec<String>,
}

impl Params {
    /// Reads the parameters of a request, an object or null. They are returned beside an error as well,
    /// for the log.
    pub fn read(method: &Method, raw: Value, uploads: Uploads) -> (Self, Result<(), BotApiError>) {
        let mut params = Self { uploads, ..Self::default() };
        let mut raw = match raw {
            Value::Object(raw) => raw,
            Value::Null => Map::new(),
            _ => return (params, Err(BotApiError::bad_request("object expected"))),
        };
        let mut result = Ok(());
        for parameter in &method.parameters {
            let name = parameter.name;
            let uploaded = parameter.value_type == ParameterType::File && params.uploads.contains_key(name);
            let value = match raw.remove(name) {
                None | Some(Value::Null) if uploaded => Some(json!(format!("attach://{name}"))),
                None | Some(Value::Null) => None,
                Some(value) => params.coerce(name, parameter.value_type, value).unwrap_or_else(|error| {
                    result = Err(error);
                    None
                }),
            };
            match value {
                Some(value) => drop(params.values.insert(name.to_owned(), value)),
                None if parameter.is_required && result.is_ok() => {
                    result = Err(missing_parameter_error(name));
                }
                None => {}
            }
        }
        for name in raw.keys() {
            params.warnings.push(format!("{}: unknown parameter “{name}”", method.name));
        }
        (params, result)
    }

    /// Converts a value to its documented type; `None` when a real server would ignore it.
    fn coerce(
        &mut self,
        name: &str,
        kind: ParameterType,
        value: Value,
    ) -> Result<Option<Value>, BotApiError> {
        let converted = match (kind, &value) {
            (ParameterType::Int, Value::String(text)) => text.trim().parse::<i64>().ok().map(Value::from),
            (ParameterType::Float, Value::String(text)) => text.trim().parse::<f64>().ok().map(Value::from),
            (ParameterType::Bool, Value::String(text)) => {
                Some(json!(matches!(text.to_ascii_lowercase().as_str(), "true" | "yes" | "1")))
            }
            (ParameterType::Chat, Value::String(text)) => {
                text.trim().parse::<i64>().ok().map(Value::from).or(Some(value))
            }
            (ParameterType::Object | ParameterType::List, Value::String(text)) => {
                serde_json::from_str(text).ok()
            }
            _ => Some(value),
        };
        let fits = |value: &Value| match kind {
            ParameterType::Int => value.is_i64(),
            ParameterType::Float => value.is_number(),
            ParameterType::Bool => value.is_boolean(),
            ParameterType::Text | ParameterType::File => value.is_string(),
            ParameterType::Chat => value.is_i64() || value.is_string(),
            ParameterType::Object => value.is_object(),
            ParameterType::List => value.is_array(),
        };
        match converted {
            Some(value) if fits(&value) => Ok(Some(value)),
            // a real server takes the number or boolean for text
            Some(value @ (Value::Number(_) | Value::Bool(_))) if kind == ParameterType::Text => {
                self.warnings.push(format!("{name}: {kind:?} expected"));
                Ok(Some(Value::String(value.to_string())))
            }
            _ if name == "reply_markup" => Err(BotApiError::bad_request("object expected as reply markup")),
            _ if matches!(kind, ParameterType::Object | ParameterType::List) => {
                Err(BotApiError::bad_request(format!("can't parse {} JSON object", name.replace('_', " "))))
            }
            // a real server reads 0 or the default
            _ => {
                self.warnings.push(format!("{name}: {kind:?} expected"));
                Ok(None)
            }
        }
    }

    /// A whole number.
    pub fn int(&self, name: &str) -> Option<i64> {
        self.values.get(name)?.as_i64()
    }

    /// A boolean; false when it is missing.
    pub fn flag(&self, name: &str) -> bool {
        self.values.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A text; empty when it is missing, which is the same for Telegram.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    /// A value of any type.
    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    /// A list.
    pub fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.values.get(name)?.as_array()
    }

    /// Removes and returns the upload that a file parameter refers to (`attach://part`).
    pub fn take_upload(&mut self, name: &str) -> Option<Upload> {
        let part = self.text(name).strip_prefix("attach://")?.to_owned();
        self.uploads.remove(&part)
    }

    /// Notes a mistake that a real server ignores.
    pub fn warn(&mut self, warning: impl Into<String>) {
        self.warnings.push(warning.into());
    }

    /// The parameters for the log, with `attach://part` in the place of uploads.
    pub fn into_json(self) -> Value {
        Value::Object(self.values)
    }
}

/// Telegram's error for a required parameter that is missing.
fn missing_parameter_error(name: &str) -> BotApiError {
    BotApiError::bad_request(match name {
        "chat_id" => "chat_id is empty".to_owned(),
        "text" => "message text is empty".to_owned(),
        "message_id" => "message identifier is not specified".to_owned(),
        "document" | "photo" => format!("there is no {name} in the request"),
        "user_id" => "invalid user_id specified".to_owned(),
        "callback_query_id" => CALLBACK_QUERY_TOO_OLD.to_owned(),
        _ => format!("parameter \"{name}\" is required"),
    })
}

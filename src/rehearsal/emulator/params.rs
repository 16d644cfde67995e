//! The door of every method: what came in a JSON body, a form or a query becomes typed parameters.
//! As at Telegram's, a number may come as text and an object as JSON within text.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::api_error::BotApiError;
use super::methods::{Method, ParameterType};

/// A file that came with a request.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    pub name: String,
    pub mime: Option<String>,
    pub bytes: Vec<u8>,
}

/// Files of a multipart request by the name of their part.
pub type Uploads = HashMap<String, Upload>;

/// The parameters of one request, each of its documented type.
#[derive(Debug, Default)]
pub(super) struct Params {
    values: Map<String, Value>,
    uploads: Uploads,
    /// What a real server would not mind, and a test should.
    pub warnings: Vec<String>,
}

impl Params {
    /// Reads a request.
    pub fn read(method: &Method, given: Value, uploads: Uploads) -> (Self, Result<(), BotApiError>) {
        let mut params = Self { uploads, ..Self::default() };
        let mut given = match given {
            Value::Object(given) => given,
            Value::Null => Map::new(),
            _ => return (params, Err(BotApiError::bad_request("object expected"))),
        };
        let mut verdict = Ok(());
        for parameter in &method.parameters {
            let name = parameter.name;
            let uploaded = parameter.value_type == ParameterType::File && params.uploads.contains_key(name);
            let value = match given.remove(name) {
                None | Some(Value::Null) if uploaded => Some(json!(format!("attach://{name}"))),
                None | Some(Value::Null) => None,
                Some(value) => params.coerce(name, parameter.value_type, value).unwrap_or_else(|refusal| {
                    verdict = Err(refusal);
                    None
                }),
            };
            match value {
                Some(value) => drop(params.values.insert(name.to_owned(), value)),
                None if parameter.is_required && verdict.is_ok() => {
                    verdict = Err(missing_parameter_error(name))
                }
                None => {}
            }
        }
        for name in given.keys() {
            params.warnings.push(format!("{}: unknown parameter “{name}”", method.name));
        }
        (params, verdict)
    }

    fn coerce(
        &mut self,
        name: &str,
        kind: ParameterType,
        value: Value,
    ) -> Result<Option<Value>, BotApiError> {
        let read = match (kind, &value) {
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
        match read {
            Some(value) if fits(&value) => Ok(Some(value)),
            // Text is text, whatever it was meant to be.
            Some(value @ (Value::Number(_) | Value::Bool(_))) if kind == ParameterType::Text => {
                self.warnings.push(format!("{name}: {kind:?} expected"));
                Ok(Some(Value::String(value.to_string())))
            }
            _ if name == "reply_markup" => Err(BotApiError::bad_request("object expected as reply markup")),
            _ if matches!(kind, ParameterType::Object | ParameterType::List) => {
                Err(BotApiError::bad_request(format!("can't parse {} JSON object", name.replace('_', " "))))
            }
            // A real server reads such a number as 0 or takes the default.
            _ => {
                self.warnings.push(format!("{name}: {kind:?} expected"));
                Ok(None)
            }
        }
    }

    pub fn int(&self, name: &str) -> Option<i64> {
        self.values.get(name)?.as_i64()
    }

    pub fn flag(&self, name: &str) -> bool {
        self.values.get(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// Text; empty when there is none, which Telegram does not tell apart.
    pub fn text(&self, name: &str) -> &str {
        self.values.get(name).and_then(Value::as_str).unwrap_or_default()
    }

    pub fn value(&self, name: &str) -> Option<&Value> {
        self.values.get(name)
    }

    pub fn list(&self, name: &str) -> Option<&Vec<Value>> {
        self.values.get(name)?.as_array()
    }

    /// Takes the upload that a file parameter speaks of (`attach://part`).
    pub fn take_upload(&mut self, name: &str) -> Option<Upload> {
        let part = self.text(name).strip_prefix("attach://")?.to_owned();
        self.uploads.remove(&part)
    }

    pub fn warn(&mut self, about: impl Into<String>) {
        self.warnings.push(about.into());
    }

    /// For the log: what was asked, with names in the place of uploads.
    pub fn into_json(self) -> Value {
        Value::Object(self.values)
    }
}

/// What Telegram says when a required parameter is not there.
fn missing_parameter_error(name: &str) -> BotApiError {
    BotApiError::bad_request(match name {
        "chat_id" => "chat_id is empty".to_owned(),
        "text" => "message text is empty".to_owned(),
        "message_id" => "message identifier is not specified".to_owned(),
        "document" | "photo" => format!("there is no {name} in the request"),
        "user_id" => "invalid user_id specified".to_owned(),
        "callback_query_id" => super::CALLBACK_QUERY_TOO_OLD.to_owned(),
        _ => format!("parameter \"{name}\" is required"),
    })
}

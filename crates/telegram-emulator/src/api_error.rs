//! The errors of the Bot API: a code, a sentence, and sometimes what the bot should do instead.

use std::fmt::Display;

use serde_json::{Value, json};

/// The `error_code`, `description` and `parameters` of an answer that is not `ok`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{code} {description}")]
pub struct BotApiError {
    /// The `error_code`, which is the HTTP status as well.
    pub code: u16,
    /// Telegram's sentence, as in "Bad Request: chat not found".
    pub description: String,
    /// A `ResponseParameters` object (`retry_after` in seconds, `migrate_to_chat_id`).
    pub parameters: Option<Value>,
}

impl BotApiError {
    fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    /// 400: the request is wrong, and repeating it cannot succeed.
    pub(crate) fn bad_request(reason: impl Display) -> Self {
        Self::new(400, format!("Bad Request: {reason}"))
    }

    /// 403: the user or chat does not accept messages of the bot.
    pub(crate) fn forbidden(reason: impl Display) -> Self {
        Self::new(403, format!("Forbidden: {reason}"))
    }

    /// 409: another client reads the bot's updates.
    pub(crate) fn conflict(reason: impl Display) -> Self {
        Self::new(409, format!("Conflict: {reason}"))
    }

    /// 401: the token is not the bot's.
    pub(crate) fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// 404: there is no such method.
    pub(crate) fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// 413: the body or the file is larger than Telegram accepts.
    pub(crate) fn too_large() -> Self {
        Self::new(413, "Request Entity Too Large")
    }

    /// 429: the bot may try again after `retry_after` seconds.
    pub(crate) fn too_many_requests(retry_after: u64) -> Self {
        Self {
            parameters: Some(json!({ "retry_after": retry_after })),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    /// 400: the group has become a supergroup with the id `to`.
    pub(crate) fn migrated_to_supergroup(to: i64) -> Self {
        Self {
            parameters: Some(json!({ "migrate_to_chat_id": to })),
            ..Self::bad_request("group chat was upgraded to a supergroup chat")
        }
    }

    /// The body of the HTTP response.
    pub(crate) fn to_json(&self) -> Value {
        let mut json = json!({ "ok": false, "error_code": self.code, "description": self.description });
        if let Some(parameters) = &self.parameters {
            json["parameters"] = parameters.clone();
        }
        json
    }
}

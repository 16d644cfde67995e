//! How Telegram says no: a code, a sentence, and sometimes what to do instead.

use serde::Serialize;
use serde_json::{Value, json};

/// The `error_code`, `description` and `parameters` of an answer that is not `ok`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BotApiError {
    #[serde(rename = "error_code")]
    pub code: u16,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Value>,
}

impl std::fmt::Display for BotApiError {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(to, "{} {}", self.code, self.description)
    }
}

impl BotApiError {
    fn new(code: u16, description: impl Into<String>) -> Self {
        Self { code, description: description.into(), parameters: None }
    }

    /// 400: the request is wrong, and will be wrong tomorrow.
    pub fn bad_request(why: impl std::fmt::Display) -> Self {
        Self::new(400, format!("Bad Request: {why}"))
    }

    /// 403: this person or chat does not want the bot.
    pub fn forbidden(why: &str) -> Self {
        Self::new(403, format!("Forbidden: {why}"))
    }

    /// 409: somebody else reads this bot's updates.
    pub fn conflict(why: &str) -> Self {
        Self::new(409, format!("Conflict: {why}"))
    }

    /// 401: the token is not this bot's.
    pub fn unauthorized() -> Self {
        Self::new(401, "Unauthorized")
    }

    /// 404: there is no such method.
    pub fn not_found() -> Self {
        Self::new(404, "Not Found")
    }

    /// 413: a body larger than Telegram takes.
    pub fn too_large() -> Self {
        Self::new(413, "Request Entity Too Large")
    }

    /// 429: come back in so many seconds.
    pub fn too_many_requests(retry_after: u64) -> Self {
        Self {
            parameters: Some(json!({ "retry_after": retry_after })),
            ..Self::new(429, format!("Too Many Requests: retry after {retry_after}"))
        }
    }

    /// 400: the group has become a supergroup with another id.
    pub fn migrated_to_supergroup(to: i64) -> Self {
        Self {
            parameters: Some(json!({ "migrate_to_chat_id": to })),
            ..Self::bad_request("group chat was upgraded to a supergroup chat")
        }
    }
}

//! What the server sends back, faults included.

use serde_json::Value;

use crate::api_error::BotApiError;

/// The response to one request.
pub(crate) enum WireResponse {
    /// The method's result or error as JSON.
    Complete(Result<Value, BotApiError>),
    /// The first half of that JSON.
    Truncated(Result<Value, BotApiError>),
    /// An HTML page with this HTTP status.
    HtmlError(u16),
    /// This HTTP status and body.
    Custom { status: u16, body: String },
    /// No response: the connection closes.
    Disconnect,
}

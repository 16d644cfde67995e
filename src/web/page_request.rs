//! What the scripts of pages send, and how a refusal reads.

use std::time::Duration;

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use super::state::WebState;

/// How long a request's body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// The `Retry-After` of a 503.
const RETRY_AFTER_SECONDS: &str = "3";

/// Why a request has no result.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    /// No session, or one that has ended; a link that was used or is too old.
    #[error("no session")]
    SignedOut,
    /// The person's role was revoked.
    #[error("not allowed")]
    NotAllowed,
    #[error("not a request of this page")]
    Malformed,
    #[error("no such address")]
    NotFound,
    /// What the request is about is there no more.
    #[error("gone")]
    Gone,
    #[error("too large")]
    TooLarge,
    #[error("too slow")]
    TooSlow,
    /// The database does not answer, or too much is being done at once.
    #[error("unavailable")]
    Unavailable,
}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        tracing::warn!(%error, "a request of a page failed");
        Self::Unavailable
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Gone => StatusCode::GONE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        };
        let reason = Json(json!({ "error": self.to_string() }));
        match status {
            StatusCode::SERVICE_UNAVAILABLE => {
                (status, [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)], reason).into_response()
            }
            _ => (status, reason).into_response(),
        }
    }
}

/// Reads a body of at most `limit` bytes.
pub async fn read_body(pages: &WebState, request: Request, limit: usize) -> Result<Bytes, Refusal> {
    let body = pages.clock.timeout(BODY_TIMEOUT, to_bytes(request.into_body(), limit)).await;
    body.ok_or(Refusal::TooSlow)?.map_err(|_| Refusal::TooLarge)
}

/// Reads a body of at most `limit` bytes as JSON.
pub async fn read_json<T: DeserializeOwned>(
    pages: &WebState,
    request: Request,
    limit: usize,
) -> Result<T, Refusal> {
    let body = read_body(pages, request, limit).await?;
    serde_json::from_slice(&body).map_err(|_| Refusal::Malformed)
}

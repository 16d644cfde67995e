//! What every request of the page must bring, and how a refusal reads.

use std::time::Duration;

use axum::Json;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::audit_log;
use crate::check_in::{self, ScanSecret};
use crate::ids::PersonId;
use crate::people;
use crate::web::state::WebState;

/// A header that a form of another site cannot send.
const PAGE_HEADER: &str = "x-koze-scan";
/// The cookie with the token of the session.
pub const COOKIE: &str = "koze_scan";
/// How long a request's body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// The `Retry-After` of a 503.
const RETRY_AFTER_SECONDS: &str = "3";
/// What is written into the journal when somebody without the role uses a session.
const REFUSED: &str = "scan-page";

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
        tracing::warn!(%error, "a request of the scanning page failed");
        Self::Unavailable
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = match self {
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::Malformed => StatusCode::BAD_REQUEST,
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

/// Refuses a request that was not made by the page's own script.
pub fn check_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.contains_key(PAGE_HEADER) { Ok(()) } else { Err(Refusal::Malformed) }
}

/// The person whose session this is, who has the role at this moment.
pub async fn authorize(pages: &WebState, headers: &HeaderMap) -> Result<PersonId, Refusal> {
    check_origin(headers)?;
    let token = session_token(headers).ok_or(Refusal::SignedOut)?;
    let mut conn = pages.db.reader().await?;
    let session = check_in::find_session(&mut conn, &token, pages.clock.real_now()).await?;
    let person = session.ok_or(Refusal::SignedOut)?;
    let roles = people::roles(&mut conn, person).await?;
    drop(conn);
    if people::roles_can_check_in(&roles) { Ok(person) } else { Err(refuse(pages, person).await?) }
}

/// Records that somebody without the role tried.
pub async fn refuse(pages: &WebState, person: PersonId) -> Result<Refusal, Refusal> {
    let mut tx = pages.db.begin().await?;
    audit_log::record_refusal(&mut tx, pages.clock.event_now(), person, REFUSED).await?;
    tx.commit().await?;
    Ok(Refusal::NotAllowed)
}

/// The token in the request's cookie.
pub fn session_token(headers: &HeaderMap) -> Option<ScanSecret> {
    let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let mut pairs = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find_map(|(name, value)| if name == COOKIE { ScanSecret::parse(value) } else { None })
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

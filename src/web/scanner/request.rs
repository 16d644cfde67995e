//! What every request of the page must bring.

use axum::http::HeaderMap;

use crate::audit_log;
use crate::check_in::{self, ScanSecret};
use crate::ids::PersonId;
use crate::people;
use crate::web::cookies::cookies;
use crate::web::page_request::Refusal;
use crate::web::state::WebState;

/// A header that a form of another site cannot send.
const PAGE_HEADER: &str = "x-koze-scan";
/// The cookie with the token of the session.
pub const COOKIE: &str = "koze_scan";
/// What is written into the journal when somebody without the role uses a session.
const REFUSED: &str = "scan-page";

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
    cookies(headers, COOKIE).find_map(ScanSecret::parse)
}

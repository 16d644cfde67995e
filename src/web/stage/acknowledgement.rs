//! The touch on "seen".

use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use serde::Deserialize;

use super::page;
use crate::ids::StageLineNumber;
use crate::stage::{self, Acknowledged};
use crate::web::page_request::{Refusal, read_json};
use crate::web::state::WebState;

/// A header that a form of another site cannot send.
const PAGE_HEADER: &str = "x-koze-stage";
/// More than a number needs.
const MAX_BODY_BYTES: usize = 256;

/// The line that was seen.
#[derive(Deserialize)]
struct Seen {
    line: StageLineNumber,
}

/// `POST /stage/…/seen`: 204 also when the line was acknowledged before, 410 when it was withdrawn or replaced.
pub async fn receive(
    State(pages): State<WebState>,
    Path(word): Path<String>,
    request: Request,
) -> Result<StatusCode, Refusal> {
    page::check_word(&pages, &word).await?;
    if !request.headers().contains_key(PAGE_HEADER) {
        return Err(Refusal::Malformed);
    }
    let Seen { line } = read_json(&pages, request, MAX_BODY_BYTES).await?;
    let (now, real_now) = (pages.clock.event_now(), pages.clock.real_now());
    let mut tx = pages.db.begin().await?;
    let acknowledged = stage::acknowledge(&mut tx, &pages.programme, line, now, real_now).await?;
    tx.commit().await?;
    pages.state_changed.send_modify(|version| *version += 1);
    match acknowledged {
        Acknowledged::Seen => Ok(StatusCode::NO_CONTENT),
        Acknowledged::Gone => Err(Refusal::Gone),
    }
}

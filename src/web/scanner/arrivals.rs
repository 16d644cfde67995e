//! What was scanned. Each scan of a batch is tried by itself, so that a bad one keeps no other back.

use axum::Json;
use axum::extract::{Request, State};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::attendee_list::ListedAttendee;
use super::request::authorize;
use crate::check_in::{self, Method, Scan, ScanId, ScanOutcome, ScanResult, UndoOutcome};
use crate::clock::{EventTime, Millis};
use crate::ids::PersonId;
use crate::web::page_request::{Refusal, read_json};
use crate::web::state::WebState;

const MAX_BODY_BYTES: usize = 64 << 10;
/// Most scans of one request.
const MAX_BATCH: usize = 50;

#[derive(Deserialize)]
pub struct Batch {
    scans: Vec<Value>,
}

/// A scan as the page sends it.
#[derive(Deserialize)]
struct SentScan {
    id: String,
    code: String,
    age_ms: Millis,
    #[serde(default)]
    method: Option<String>,
    #[serde(default)]
    admit: bool,
}

/// What a scan led to, as the page reads it.
#[derive(Serialize)]
struct Answer {
    /// The scan's id, as it was sent.
    id: Value,
    outcome: &'static str,
    /// When the person arrived.
    at: Option<EventTime>,
    attendee: Option<ListedAttendee>,
}

/// The answer to a batch.
#[derive(Serialize)]
pub struct Answers {
    results: Vec<Answer>,
    now: EventTime,
    inside: i64,
}

/// `POST /scan/arrivals`.
pub async fn receive(State(pages): State<WebState>, request: Request) -> Result<Json<Answers>, Refusal> {
    let person = authorize(&pages, request.headers()).await?;
    let batch: Batch = read_json(&pages, request, MAX_BODY_BYTES).await?;
    if batch.scans.len() > MAX_BATCH {
        return Err(Refusal::TooLarge);
    }
    let mut results = Vec::with_capacity(batch.scans.len());
    for sent in batch.scans {
        results.push(receive_one(&pages, person, sent).await);
    }
    pages.state_changed.send_modify(|version| *version += 1);
    let now = pages.clock.event_now();
    let mut conn = pages.db.reader().await?;
    let inside = check_in::count_inside(&mut conn, check_in::event_day(&pages.programme, now)).await?;
    Ok(Json(Answers { results, now, inside }))
}

/// Records one scan in a transaction of its own.
async fn receive_one(pages: &WebState, person: PersonId, sent: Value) -> Answer {
    let id = sent.get("id").cloned().unwrap_or_default();
    let Some(scan) = parse_scan(sent) else {
        return Answer { id, outcome: "invalid", at: None, attendee: None };
    };
    let recorded = async {
        let mut tx = pages.db.begin().await?;
        let now = pages.clock.event_now();
        let result = check_in::record_scan(&mut tx, &pages.programme, now, person, &scan).await?;
        tx.commit().await?;
        Ok::<ScanResult, sqlx::Error>(result)
    };
    let ScanResult { outcome, attendee } = match recorded.await {
        Ok(result) => result,
        Err(error) => {
            tracing::warn!(%error, "a scan could not be recorded");
            return Answer { id, outcome: "failed", at: None, attendee: None };
        }
    };
    let (outcome, at) = match outcome {
        ScanOutcome::Recorded(at) => ("recorded", Some(at)),
        ScanOutcome::Already(at) => ("already", Some(at)),
        ScanOutcome::Waiting => ("waiting", None),
        ScanOutcome::TooEarly => ("too-early", None),
        ScanOutcome::Unknown => ("unknown", None),
        ScanOutcome::Undone => ("undone", None),
    };
    Answer { id, outcome, at, attendee: attendee.map(ListedAttendee::from) }
}

/// `None` where a field is missing or has another form.
fn parse_scan(sent: Value) -> Option<Scan> {
    let sent: SentScan = serde_json::from_value(sent).ok()?;
    let method = match sent.method.as_deref() {
        Some("code") => Method::Code,
        Some("search") => Method::Search,
        _ => Method::Scan,
    };
    let id = ScanId::parse(&sent.id)?;
    Some(Scan { id, code: sent.code, age: sent.age_ms, method, admits_waiting: sent.admit })
}

#[derive(Deserialize)]
pub struct UndoRequest {
    id: String,
}

/// What undoing led to.
#[derive(Serialize)]
pub struct UndoAnswer {
    outcome: &'static str,
    inside: i64,
}

/// `POST /scan/undo`.
pub async fn undo(State(pages): State<WebState>, request: Request) -> Result<Json<UndoAnswer>, Refusal> {
    let person = authorize(&pages, request.headers()).await?;
    let UndoRequest { id } = read_json(&pages, request, MAX_BODY_BYTES).await?;
    let id = ScanId::parse(&id).ok_or(Refusal::Malformed)?;
    let now = pages.clock.event_now();
    let mut tx = pages.db.begin().await?;
    let outcome = match check_in::undo_scan(&mut tx, now, person, &id).await? {
        UndoOutcome::Undone => "undone",
        UndoOutcome::NotThisScan => "not-this-scan",
    };
    let inside = check_in::count_inside(&mut tx, check_in::event_day(&pages.programme, now)).await?;
    tx.commit().await?;
    pages.state_changed.send_modify(|version| *version += 1);
    Ok(Json(UndoAnswer { outcome, inside }))
}

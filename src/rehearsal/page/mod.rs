//! The rehearsal page: one HTML file, a stream that sends the whole state after every change, and a route
//! for each action. On it one person plays all users of a [`TelegramEmulator`] and moves the clock. The
//! caller hands in how the rehearsal jumps and restarts, because that concerns the bot too.

mod handlers;
mod model;
mod page_state;
mod state_json;
#[cfg(test)]
mod tests;

use std::convert::Infallible;
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use futures_util::StreamExt;
use futures_util::stream::{Stream, unfold};
use telegram_emulator::TelegramEmulator;

pub use model::{AdvanceClockCallback, JumpTarget, RehearsalConfig, RestartCallback};
use page_state::PageState;

const HTML: &str = include_str!("page.html");

/// The least time between two states: during a burst of messages the page redraws some thirty times a second.
const MIN_UPDATE_INTERVAL: Duration = Duration::from_millis(30);

/// The page at `/`, and its routes under `/rehearsal`.
pub fn router(config: RehearsalConfig, emulator: TelegramEmulator) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/rehearsal/events", get(events))
        .route("/rehearsal/files/{id}", get(file))
        .route("/rehearsal/clock", post(handlers::change_clock))
        .route("/rehearsal/afresh", post(handlers::restart))
        .route("/rehearsal/phones", post(handlers::add_phone))
        .route("/rehearsal/phones/{id}/say", post(handlers::send_text))
        .route("/rehearsal/phones/{id}/press", post(handlers::press_button))
        .route("/rehearsal/phones/{id}/contact", post(handlers::share_contact))
        .route("/rehearsal/phones/{id}/send", post(handlers::send_media))
        .route("/rehearsal/phones/{id}/block", post(handlers::set_blocked))
        .with_state(PageState::new(config, emulator))
}

/// The HTML. A new nonce for each visit lets only the page's own script and style run.
async fn page() -> Response {
    let nonce = format!("{:032x}", rand::random::<u128>());
    let add_nonce =
        |html: &str, tag| html.replacen(&format!("<{tag}>"), &format!("<{tag} nonce=\"{nonce}\">"), 1);
    let html = add_nonce(&add_nonce(HTML, "style"), "script");
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; \
         connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, policy), (header::CACHE_CONTROL, "no-store".to_owned())];
    (headers, Html(html)).into_response()
}

async fn events(State(page): State<PageState>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stop = page.config().stop.clone();
    Sse::new(state_stream(page).take_until(stop.cancelled_owned())).keep_alive(KeepAlive::default())
}

/// The present state, and again the state after every change; changes within the least interval are sent
/// together.
fn state_stream(page: PageState) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold((page, None), async |(page, shown)| {
        if let Some(shown) = shown {
            page.wait_for_change(shown).await;
            page.config().clock.sleep(MIN_UPDATE_INTERVAL).await;
        }
        // read before the state: a change in between is sent once more instead of missed
        let version = page.version();
        let state = state_json::full_state(page.config(), &page.emulator(), &page.blocked_users().clone());
        let event = Event::default().event("state").data(state.to_string());
        Some((Ok(event), (page, Some(version))))
    })
}

/// A file that the bot sent. The browser may show a document, and run nothing in it.
async fn file(State(page): State<PageState>, Path(id): Path<String>) -> Response {
    let Some(file) = page.emulator().file(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let unknown_type = HeaderValue::from_static("application/octet-stream");
    let sandbox = HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_str(&file.mime).unwrap_or(unknown_type)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, sandbox),
    ];
    (headers, file.bytes.to_vec()).into_response()
}

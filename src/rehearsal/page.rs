//! The rehearsal page: one HTML file, the stream that tells it the whole state whenever something
//! changed, and a route for each thing that people do on it. It plays the people of a [`World`] and
//! turns the clock; how a rehearsal begins afresh is handed in, for that concerns the bot too.

mod handlers;
mod state_json;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use chrono_tz::Tz;
use futures_util::StreamExt;
use futures_util::future::BoxFuture;
use futures_util::stream::{Stream, unfold};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::emulator::TelegramEmulator;
use crate::clock::{Clock, Millis};

const HTML: &str = include_str!("page.html");

/// The least time between two states: a burst of messages is drawn some thirty times a second.
const MIN_UPDATE_INTERVAL: Duration = Duration::from_millis(30);

/// A moment of the event to which the page offers to go.
pub struct JumpTarget {
    pub id: String,
    pub label: String,
    pub at: Millis,
}

/// Begins the rehearsal anew at a moment: stops the bot, empties its database, sets the clock, and
/// returns the world in which a new bot is at work.
pub type RestartCallback =
    Box<dyn Fn(Millis) -> BoxFuture<'static, anyhow::Result<TelegramEmulator>> + Send + Sync>;

/// Moves the clock forward to a moment, doing on the way what is due.
pub type AdvanceClockCallback = Box<dyn Fn(Millis) -> BoxFuture<'static, ()> + Send + Sync>;

/// What the page shows beside the phones.
pub struct RehearsalConfig {
    pub event_title: String,
    pub time_zone: Tz,
    pub clock: Clock,
    pub jump_targets: Vec<JumpTarget>,
    /// Which part somebody plays, by their number; a phone that was added has none.
    pub role_labels: Vec<(i64, &'static str)>,
    /// The bot's user name, by which its links are known.
    pub bot_username: String,
    /// A database that was named is kept: such a rehearsal cannot begin afresh.
    pub has_named_database: bool,
    pub advance_clock: AdvanceClockCallback,
    pub restart: RestartCallback,
    /// Ends the streams, so that the server can stop.
    pub stop: CancellationToken,
}

/// The page's share of a rehearsal; clones share it.
#[derive(Clone)]
struct PageState(Arc<Shared>);

struct Shared {
    config: RehearsalConfig,
    emulator: RwLock<TelegramEmulator>,
    /// Who has blocked the bot.
    blocked_users: Mutex<HashSet<i64>>,
    /// Counts what changes beside the world: the clock's speed, a jump, a world that is replaced.
    changes: watch::Sender<u64>,
    /// Held while the rehearsal begins afresh or somebody is added: two may ask for it at once.
    change_lock: tokio::sync::Mutex<()>,
}

impl PageState {
    fn emulator(&self) -> TelegramEmulator {
        self.0.emulator.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace_emulator(&self, emulator: TelegramEmulator) {
        *self.0.emulator.write().unwrap_or_else(PoisonError::into_inner) = emulator;
        self.notify_change();
    }

    fn blocked_users(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.0.blocked_users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn notify_change(&self) {
        self.0.changes.send_modify(|turns| *turns += 1);
    }
}

/// The page at `/`, and all that it calls under `/rehearsal`.
pub fn router(setting: RehearsalConfig, emulator: TelegramEmulator) -> Router {
    let turns = watch::Sender::new(0);
    let emulator = RwLock::new(emulator);
    let shared = Shared {
        config: setting,
        emulator: emulator,
        blocked_users: Mutex::default(),
        changes: turns,
        change_lock: Default::default(),
    };
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
        .with_state(PageState(Arc::new(shared)))
}

/// Only the page's own script and style run: each visit marks them with a word of its own.
async fn page() -> Response {
    let nonce = format!("{:032x}", rand::random::<u128>());
    let mark = |html: &str, tag| html.replacen(&format!("<{tag}>"), &format!("<{tag} nonce=\"{nonce}\">"), 1);
    let html = mark(&mark(HTML, "style"), "script");
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; img-src 'self' data:; \
         connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [(header::CONTENT_SECURITY_POLICY, policy), (header::CACHE_CONTROL, "no-store".to_owned())];
    (headers, Html(html)).into_response()
}

async fn events(State(stage): State<PageState>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stop = stage.0.config.stop.clone();
    Sse::new(state_stream(stage).take_until(stop.cancelled_owned())).keep_alive(KeepAlive::default())
}

/// The state now, and again after every change; changes that come together are told together.
fn state_stream(stage: PageState) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold((stage, None), async |(stage, seen)| {
        if let Some(seen) = seen {
            wait_for_change(&stage, seen).await;
            stage.0.config.clock.sleep(MIN_UPDATE_INTERVAL).await;
        }
        // Read before the state is: what changes in between is then told once more, not missed.
        let now = (*stage.0.changes.borrow(), stage.emulator().revision());
        let state =
            state_json::full_state(&stage.0.config, &stage.emulator(), &stage.blocked_users().clone());
        let event = Event::default().event("state").data(state.to_string());
        Some((Ok(event), (stage, Some(now))))
    })
}

async fn wait_for_change(stage: &PageState, (turns, revision): (u64, u64)) {
    let emulator = stage.emulator();
    let mut turned = stage.0.changes.subscribe();
    tokio::select! {
        _ = emulator.wait_for_change(revision) => {}
        _ = turned.wait_for(|now| *now != turns) => {}
    }
}

/// A file that the bot sent. A document is shown with no right to run anything.
async fn file(State(stage): State<PageState>, Path(id): Path<String>) -> Response {
    let Some(file) = stage.emulator().file(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let unknown = HeaderValue::from_static("application/octet-stream");
    let harmless = HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_str(&file.mime).unwrap_or(unknown)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, harmless),
    ];
    (headers, file.bytes.to_vec()).into_response()
}

//! The rehearsal page: one HTML file, the stream that tells it the whole state whenever something
//! changed, and a route for each thing that people do on it. It plays the people of a [`World`] and
//! turns the clock; how a rehearsal begins afresh is handed in, for that concerns the bot too.

mod acts;
mod state;
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

use super::world::World;
use crate::clock::{Clock, Millis};

const HTML: &str = include_str!("page.html");

/// The least time between two states: a burst of messages is drawn some thirty times a second.
const BREATH: Duration = Duration::from_millis(30);

/// A moment of the event to which the page offers to go.
pub struct Jump {
    pub id: String,
    pub label: String,
    pub at: Millis,
}

/// Begins the rehearsal anew at a moment: stops the bot, empties its database, sets the clock, and
/// returns the world in which a new bot is at work.
pub type Afresh = Box<dyn Fn(Millis) -> BoxFuture<'static, anyhow::Result<World>> + Send + Sync>;

/// Moves the clock forward to a moment, doing on the way what is due.
pub type Leap = Box<dyn Fn(Millis) -> BoxFuture<'static, ()> + Send + Sync>;

/// What the page shows beside the phones.
pub struct Setting {
    pub event: String,
    pub zone: Tz,
    pub clock: Clock,
    pub jumps: Vec<Jump>,
    /// Which part somebody plays, by their number; a phone that was added has none.
    pub parts: Vec<(i64, &'static str)>,
    /// The bot's user name, by which its links are known.
    pub bot: String,
    /// A database that was named is kept: such a rehearsal cannot begin afresh.
    pub named_database: bool,
    pub leap: Leap,
    pub afresh: Afresh,
    /// Ends the streams, so that the server can stop.
    pub stop: CancellationToken,
}

/// The page's share of a rehearsal; clones share it.
#[derive(Clone)]
struct Stage(Arc<Shared>);

struct Shared {
    setting: Setting,
    world: RwLock<World>,
    /// Who has blocked the bot.
    blocked: Mutex<HashSet<i64>>,
    /// Counts what changes beside the world: the clock's speed, a jump, a world that is replaced.
    turns: watch::Sender<u64>,
    /// Held while the rehearsal begins afresh or somebody is added: two may ask for it at once.
    beginning: tokio::sync::Mutex<()>,
}

impl Stage {
    fn world(&self) -> World {
        self.0.world.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn replace(&self, world: World) {
        *self.0.world.write().unwrap_or_else(PoisonError::into_inner) = world;
        self.turn();
    }

    fn blocked(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.0.blocked.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self) {
        self.0.turns.send_modify(|turns| *turns += 1);
    }
}

/// The page at `/`, and all that it calls under `/rehearsal`.
pub fn routes(setting: Setting, world: World) -> Router {
    let turns = watch::Sender::new(0);
    let world = RwLock::new(world);
    let shared = Shared { setting, world, blocked: Mutex::default(), turns, beginning: Default::default() };
    Router::new()
        .route("/", get(page))
        .route("/rehearsal/events", get(events))
        .route("/rehearsal/files/{id}", get(file))
        .route("/rehearsal/clock", post(acts::clock))
        .route("/rehearsal/afresh", post(acts::afresh))
        .route("/rehearsal/phones", post(acts::add))
        .route("/rehearsal/phones/{id}/say", post(acts::say))
        .route("/rehearsal/phones/{id}/press", post(acts::press))
        .route("/rehearsal/phones/{id}/contact", post(acts::contact))
        .route("/rehearsal/phones/{id}/send", post(acts::send))
        .route("/rehearsal/phones/{id}/block", post(acts::block))
        .with_state(Stage(Arc::new(shared)))
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

async fn events(State(stage): State<Stage>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let stop = stage.0.setting.stop.clone();
    Sse::new(states(stage).take_until(stop.cancelled_owned())).keep_alive(KeepAlive::default())
}

/// The state now, and again after every change; changes that come together are told together.
fn states(stage: Stage) -> impl Stream<Item = Result<Event, Infallible>> {
    unfold((stage, None), async |(stage, seen)| {
        if let Some(seen) = seen {
            changed(&stage, seen).await;
            stage.0.setting.clock.sleep(BREATH).await;
        }
        // Read before the state is: what changes in between is then told once more, not missed.
        let now = (*stage.0.turns.borrow(), stage.world().revision());
        let state = state::whole(&stage.0.setting, &stage.world(), &stage.blocked().clone());
        let event = Event::default().event("state").data(state.to_string());
        Some((Ok(event), (stage, Some(now))))
    })
}

async fn changed(stage: &Stage, (turns, revision): (u64, u64)) {
    let world = stage.world();
    let mut turned = stage.0.turns.subscribe();
    tokio::select! {
        _ = world.changed(revision) => {}
        _ = turned.wait_for(|now| *now != turns) => {}
    }
}

/// A file that the bot sent. A document is shown with no right to run anything.
async fn file(State(stage): State<Stage>, Path(id): Path<String>) -> Response {
    let Some(file) = stage.world().file(&id) else { return StatusCode::NOT_FOUND.into_response() };
    let unknown = HeaderValue::from_static("application/octet-stream");
    let harmless = HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_str(&file.mime).unwrap_or(unknown)),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, harmless),
    ];
    (headers, file.bytes.to_vec()).into_response()
}

//! The pages a bot serves: what the hall sees, and what whoever runs it watches.

mod hall_screen;
pub mod http_server;
mod screen_feed;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use strum::VariantArray as _;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::announcements;
use crate::chat::Urgency;
use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::metrics::Metrics;
use crate::outbox;
use crate::programme::{self, Programme};
use crate::questions;
use crate::reminders;
use crate::turn::EventContext;

pub use screen_feed::ScreenFeed;

/// What the pages are made from.
#[derive(Clone)]
pub struct WebState {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    pub metrics: Arc<Metrics>,
    /// Rises with every commit.
    pub state_changed: watch::Sender<u64>,
    /// What the hall's screens are sent.
    pub screen_feed: ScreenFeed,
    /// Ends the live streams.
    pub stop: CancellationToken,
}

/// All pages of one listener.
pub fn router(pages: WebState) -> Router {
    public_routes()
        .merge(admin_routes())
        .layer(map_response(set_safety_headers))
        .with_state(start_screen_feed(pages))
}

/// What anybody may see.
pub fn public_router(pages: WebState) -> Router {
    public_routes().layer(map_response(set_safety_headers)).with_state(start_screen_feed(pages))
}

/// What only those see who run the bot.
pub fn admin_router(pages: WebState) -> Router {
    admin_routes().layer(map_response(set_safety_headers)).with_state(pages)
}

/// The hall's producer works from now on, as long as somebody looks.
fn start_screen_feed(pages: WebState) -> WebState {
    tokio::spawn(pages.screen_feed.clone().run_renderer(pages.clone()));
    pages
}

fn public_routes() -> Router<WebState> {
    hall_screen::router()
        .route("/", get(|| async { axum::response::Redirect::to("/hall") }))
        .route("/healthz", get(|| async { "ok\n" }))
}

fn admin_routes() -> Router<WebState> {
    Router::new().route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// What every answer says: it is of the kind that it says it is, and is kept nowhere unless it may be.
pub async fn set_safety_headers(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// How long an urgent message may wait before something must be wrong.
const MAX_URGENT_AGE: Millis = 60_000;
/// In so many chats at once it is not the chats' own doing.
const MANY_LATE_CHATS: i64 = 3;

/// Ready means that the database answers and can be written, and that no answers wait for longer than a
/// minute: in many chats, or in any while nothing is sent. One chat by itself may have to wait, because
/// it is sent so much or because the server says so.
async fn ready(State(pages): State<WebState>) -> impl IntoResponse {
    if pages.db.check_file().is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database's file was deleted or replaced\n");
    }
    let seen = refresh_metrics(&pages).await;
    // only then are its pages read one by one
    let is_ill = seen.is_err() || pages.metrics.is_degraded();
    if is_ill && matches!(pages.db.find_corruption().await, Ok(Some(_))) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database's file is damaged\n");
    }
    match seen {
        Ok(_) if pages.metrics.is_degraded() => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n")
        }
        Ok(true) => (StatusCode::SERVICE_UNAVAILABLE, "the oldest urgent message is older than a minute\n"),
        Ok(false) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn metrics(State(pages): State<WebState>) -> impl IntoResponse {
    if let Err(error) = refresh_metrics(&pages).await {
        tracing::warn!(%error, "some figures are old: the database does not answer");
    }
    if let Err(error) = refresh_reminder_metrics(&pages).await {
        tracing::warn!(%error, "the reminders owed cannot be counted");
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], pages.metrics.to_prometheus_text())
}

/// Brings the figures that come from the database up to date; whether answers wait for too long.
async fn refresh_metrics(pages: &WebState) -> sqlx::Result<bool> {
    let mut conn = pages.db.reader().await?;
    let now = pages.clock.real_now();
    let backlog = outbox::backlog_by_urgency(&mut conn).await?;
    for urgency in Urgency::VARIANTS {
        let (count, age) = backlog
            .iter()
            .find(|backlog| backlog.urgency == *urgency)
            .map_or((0, 0), |backlog| (backlog.count, (now - backlog.oldest_at).max(0)));
        pages.metrics.outbox_queued(*urgency, count, age / 1_000);
    }
    pages.metrics.outbox_refused.set(outbox::count_queued_and_failed(&mut conn).await?.1);
    pages.metrics.questions_waiting.set(questions::count_queued(&mut conn).await?);
    let late =
        outbox::count_late_chats(&mut conn, Urgency::Notice, now - MAX_URGENT_AGE, MANY_LATE_CHATS).await?;
    Ok(late >= MANY_LATE_CHATS || (late > 0 && now - pages.metrics.last_response_at() > MAX_URGENT_AGE))
}

/// Counts what should be in the outbox by now and is not: anything but 0 for long is a bot that does not
/// tick.
async fn refresh_reminder_metrics(pages: &WebState) -> sqlx::Result<()> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let (now, mono) = (pages.clock.event_now(), pages.clock.real_now());
    let forum = EventContext { programme: &pages.programme, schedule: &schedule, now, real_now: mono };
    pages.metrics.reminders_due.set(reminders::count_due(&mut conn, forum).await?);
    pages.metrics.announcement_waiting.set(announcements::count_waiting(&mut conn).await?);
    Ok(())
}

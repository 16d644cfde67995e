//! The pages a bot serves: what the hall sees, and what whoever runs it watches.

mod hall;
mod screen;
pub mod serving;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::announcements;
use crate::chat::Urgency;
use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::metrics::{Metrics, URGENCIES};
use crate::outbox;
use crate::programme::{self, Programme};
use crate::questions;
use crate::reminders;
use crate::turn::Forum;

pub use screen::Screen;

/// What the pages are made from.
#[derive(Clone)]
pub struct Pages {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    pub metrics: Arc<Metrics>,
    /// Rises with every commit.
    pub nudge: watch::Sender<u64>,
    /// What the hall's screens are sent.
    pub screen: Screen,
    /// Ends the live streams.
    pub stop: CancellationToken,
}

/// All pages of one listener.
pub fn router(pages: Pages) -> Router {
    public_routes().merge(admin_routes()).layer(map_response(careful)).with_state(begun(pages))
}

/// What anybody may see.
pub fn public(pages: Pages) -> Router {
    public_routes().layer(map_response(careful)).with_state(begun(pages))
}

/// What only those see who run the bot.
pub fn admin(pages: Pages) -> Router {
    admin_routes().layer(map_response(careful)).with_state(pages)
}

/// The hall's producer works from now on, as long as somebody looks.
fn begun(pages: Pages) -> Pages {
    tokio::spawn(pages.screen.clone().produce(pages.clone()));
    pages
}

fn public_routes() -> Router<Pages> {
    hall::router()
        .route("/", get(|| async { axum::response::Redirect::to("/hall") }))
        .route("/healthz", get(|| async { "ok\n" }))
}

fn admin_routes() -> Router<Pages> {
    Router::new().route("/readyz", get(ready)).route("/metrics", get(metrics))
}

/// What every answer says: it is of the kind that it says it is, and is kept nowhere unless it may be.
pub async fn careful(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// How long an urgent message may wait before something must be wrong.
const URGENT_WITHIN: Millis = 60_000;
/// In so many chats at once it is not the chats' own doing.
const MANY: i64 = 3;

/// Ready means that the database answers and can be written, and that no answers wait for longer than a
/// minute: in many chats, or in any while nothing is sent. One chat by itself may have to wait, because
/// it is sent so much or because the server says so.
async fn ready(State(pages): State<Pages>) -> impl IntoResponse {
    if pages.db.is_in_place().is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database's file was deleted or replaced\n");
    }
    let seen = look(&pages).await;
    // only then are its pages read one by one
    let is_ill = seen.is_err() || pages.metrics.is_stuck();
    if is_ill && matches!(pages.db.damage().await, Ok(Some(_))) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database's file is damaged\n");
    }
    match seen {
        Ok(_) if pages.metrics.is_stuck() => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n")
        }
        Ok(true) => (StatusCode::SERVICE_UNAVAILABLE, "the oldest urgent message is older than a minute\n"),
        Ok(false) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn metrics(State(pages): State<Pages>) -> impl IntoResponse {
    if let Err(error) = look(&pages).await {
        tracing::warn!(%error, "some figures are old: the database does not answer");
    }
    if let Err(error) = look_at_reminders(&pages).await {
        tracing::warn!(%error, "the reminders owed cannot be counted");
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], pages.metrics.text())
}

/// Brings the figures that come from the database up to date; whether answers wait for too long.
async fn look(pages: &Pages) -> sqlx::Result<bool> {
    let mut conn = pages.db.reader().await?;
    let now = pages.clock.mono();
    let backlog = outbox::backlog(&mut conn).await?;
    for urgency in 0..URGENCIES.len() as i64 {
        let (count, age) = backlog
            .iter()
            .find(|backlog| backlog.urgency == urgency)
            .map_or((0, 0), |backlog| (backlog.count, (now - backlog.since).max(0)));
        pages.metrics.waiting(urgency, count, age / 1_000);
    }
    pages.metrics.outbox_refused.set(outbox::count(&mut conn).await?.1);
    pages.metrics.questions_waiting.set(questions::count_waiting(&mut conn).await?);
    let late = outbox::late_chats(&mut conn, Urgency::Notice, now - URGENT_WITHIN, MANY).await?;
    Ok(late >= MANY || (late > 0 && now - pages.metrics.spoke_at() > URGENT_WITHIN))
}

/// Counts what should be in the outbox by now and is not: anything but 0 for long is a bot that does not
/// tick.
async fn look_at_reminders(pages: &Pages) -> sqlx::Result<()> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::schedule(&mut conn).await?;
    let (now, mono) = (pages.clock.now(), pages.clock.mono());
    let forum = Forum { programme: &pages.programme, schedule: &schedule, now, mono };
    pages.metrics.reminders_due.set(reminders::owed(&mut conn, forum).await?);
    pages.metrics.announcement_waiting.set(announcements::waiting(&mut conn).await?);
    Ok(())
}

//! The pages a bot serves: what the hall sees, and what whoever runs it watches.

mod hall;

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::clock::Clock;
use crate::db::Db;
use crate::metrics::Metrics;
use crate::outbox;
use crate::programme::Programme;
use crate::questions;

/// What the pages are made from.
#[derive(Clone)]
pub struct Pages {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    pub metrics: Arc<Metrics>,
    /// Rises with every commit.
    pub nudge: watch::Sender<u64>,
    /// Ends the live streams.
    pub stop: CancellationToken,
}

/// All pages.
pub fn router(pages: Pages) -> Router {
    Router::new()
        .merge(hall::router())
        .route("/", get(|| async { axum::response::Redirect::to("/hall") }))
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(metrics))
        .with_state(pages)
}

/// Serves until told to stop.
pub async fn serve(listener: TcpListener, pages: Pages) {
    let stop = pages.stop.clone();
    let served =
        axum::serve(listener, router(pages)).with_graceful_shutdown(async move { stop.cancelled().await });
    if let Err(error) = served.await {
        tracing::error!(%error, "the pages could not be served");
    }
}

/// Ready means that the database answers.
async fn ready(State(pages): State<Pages>) -> impl IntoResponse {
    match look(&pages).await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

async fn metrics(State(pages): State<Pages>) -> impl IntoResponse {
    if let Err(error) = look(&pages).await {
        tracing::warn!(%error, "some figures are old: the database does not answer");
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], pages.metrics.text())
}

/// Brings the figures that come from the database up to date.
async fn look(pages: &Pages) -> sqlx::Result<()> {
    let mut conn = pages.db.reader().await?;
    let (waiting, refused) = outbox::count(&mut conn).await?;
    pages.metrics.outbox_waiting.set(waiting);
    pages.metrics.outbox_refused.set(refused);
    pages.metrics.questions_waiting.set(questions::count_waiting(&mut conn).await?);
    Ok(())
}

//! Health and metrics, for the operators.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use strum::VariantArray as _;

use super::state::WebState;
use crate::announcements;
use crate::chat::Urgency;
use crate::clock::Millis;
use crate::outbox;
use crate::programme;
use crate::questions;
use crate::reminders;

/// The age, in real time, at which an unsent urgent message means that something is wrong.
const MAX_URGENT_AGE: Millis = 60_000;
/// Messages this late in so many chats are not caused by the limits of single chats.
const MANY_LATE_CHATS: i64 = 3;

/// `/readyz`: the database answers and can be written, and no urgent message is older than a minute in many chats, or
/// in any chat while nothing is sent. A single chat may have to wait for its own limits.
pub async fn ready(State(pages): State<WebState>) -> impl IntoResponse {
    if pages.db.check_file().is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database's file was deleted or replaced\n");
    }
    let has_late_messages = refresh_metrics(&pages).await;
    // a check of the whole file is slow, so it is made only after a failure
    let is_failing = has_late_messages.is_err() || pages.metrics.is_degraded();
    if is_failing && matches!(pages.db.find_corruption().await, Ok(Some(_))) {
        return (StatusCode::SERVICE_UNAVAILABLE, "the database's file is damaged\n");
    }
    match has_late_messages {
        Ok(_) if pages.metrics.is_degraded() => {
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be written\n")
        }
        Ok(true) => (StatusCode::SERVICE_UNAVAILABLE, "the oldest urgent message is older than a minute\n"),
        Ok(false) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}

/// `/metrics`: the metrics in the text format of Prometheus.
pub async fn metrics(State(pages): State<WebState>) -> impl IntoResponse {
    if let Err(error) = refresh_metrics(&pages).await {
        tracing::warn!(%error, "some metrics are old: the database does not answer");
    }
    if let Err(error) = refresh_reminder_metrics(&pages).await {
        tracing::warn!(%error, "the reminders that are due cannot be counted");
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], pages.metrics.to_prometheus_text())
}

/// Refreshes the metrics that are read from the database; true if urgent messages are late.
async fn refresh_metrics(pages: &WebState) -> sqlx::Result<bool> {
    let mut conn = pages.db.reader().await?;
    let real_now = pages.clock.real_now();
    let backlog = outbox::backlog_by_urgency(&mut conn).await?;
    for &urgency in Urgency::VARIANTS {
        let (count, age) = backlog
            .iter()
            .find(|backlog| backlog.urgency == urgency)
            .map_or((0, 0), |backlog| (backlog.count, (real_now - backlog.oldest_at).max(0)));
        pages.metrics.outbox_queued(urgency, count, age / 1_000);
    }
    pages.metrics.outbox_refused.set(outbox::count_queued_and_failed(&mut conn).await?.1);
    pages.metrics.questions_waiting.set(questions::count_queued(&mut conn).await?);
    let late =
        outbox::count_late_chats(&mut conn, Urgency::Notice, real_now - MAX_URGENT_AGE, MANY_LATE_CHATS)
            .await?;
    Ok(late >= MANY_LATE_CHATS || (late > 0 && real_now - pages.metrics.last_response_at() > MAX_URGENT_AGE))
}

/// Counts the reminders that are due and not in the outbox. A count above 0 for long means that no instance ticks.
async fn refresh_reminder_metrics(pages: &WebState) -> sqlx::Result<()> {
    let mut conn = pages.db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let event = pages.event_context(&schedule);
    pages.metrics.reminders_due.set(reminders::count_due(&mut conn, event).await?);
    pages.metrics.announcement_waiting.set(announcements::count_waiting(&mut conn).await?);
    Ok(())
}

//! What one sees from outside: the figures, and whether the bot is ready.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use koze::web;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::stage::{Database, MARIE, Stage};

on_both_databases!(
    an_answer_older_than_a_minute_makes_the_bot_unready,
    the_figures_tell_what_waits_what_went_and_what_is_owed,
);

pub async fn page(stage: &Stage, path: &str) -> (u16, String) {
    let pages = web::router(stage.app.pages(CancellationToken::new()));
    let response = pages.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn an_answer_older_than_a_minute_makes_the_bot_unready(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.world.says(MARIE, "/start");
    stage.handle_only().await;
    stage.clock.pass(Duration::from_secs(59));
    assert_eq!(page(&stage, "/readyz").await.0, 200);
    stage.clock.pass(Duration::from_secs(2));
    let (status, why) = page(&stage, "/readyz").await;
    assert_eq!(status, 503, "{why}");
    assert!(why.contains("older than a minute"));
    stage.settle().await;
    assert_eq!(page(&stage, "/readyz").await.0, 200);
    stage.end().await;
}

async fn the_figures_tell_what_waits_what_went_and_what_is_owed(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.register(MARIE).await;
    stage.clock.jump(crate::stage::at("2012-11-22T18:05"));
    let (_, figures) = page(&stage, "/metrics").await;
    assert!(figures.contains("koze_reminders_due 1"), "{figures}");
    stage.tick_only("2012-11-22T18:05").await;
    stage.clock.pass(Duration::from_secs(7));
    let (_, figures) = page(&stage, "/metrics").await;
    for line in [
        "koze_reminders_due 0",
        "koze_reminders_sent_total 1",
        "koze_reminders_missed_total 0",
        "koze_outbox_waiting{urgency=\"reminder\"} 1",
        "koze_outbox_waiting{urgency=\"answer\"} 0",
        "koze_outbox_oldest_seconds{urgency=\"reminder\"} 7",
    ] {
        assert!(figures.lines().any(|found| found == line), "{line}: {figures}");
    }
    stage.world.blocks(MARIE);
    stage.sender.drain().await.unwrap();
    let (_, figures) = page(&stage, "/metrics").await;
    assert!(figures.contains("koze_messages_failed_total{reason=\"gone\"} 1"), "{figures}");
    assert!(figures.contains("koze_outbox_waiting{urgency=\"reminder\"} 0"), "{figures}");
    assert!(!figures.contains("Marie"));
    stage.world.forgive();
    stage.settle().await;
    stage.end().await;
}

//! The pages for operators: `/metrics` shows what waits, and `/readyz` whether the bot is ready.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use koze::web;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::test_bot::{Database, MARIE, TestBot};

on_both_databases!(
    an_answer_older_than_a_minute_makes_the_bot_unready,
    the_figures_tell_what_waits_what_went_and_what_is_owed,
);

pub async fn get_page(test: &TestBot, path: &str) -> (u16, String) {
    let pages = web::router(test.app.pages(CancellationToken::new()));
    let response = pages.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn an_answer_older_than_a_minute_makes_the_bot_unready(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.user_sends_text(MARIE, "/start");
    test.handle_without_sending().await;
    test.clock.advance(Duration::from_secs(59));
    assert_eq!(get_page(&test, "/readyz").await.0, 200);
    test.clock.advance(Duration::from_secs(2));
    let (status, why) = get_page(&test, "/readyz").await;
    assert_eq!(status, 503, "{why}");
    assert!(why.contains("older than a minute"));
    test.run_until_idle().await;
    assert_eq!(get_page(&test, "/readyz").await.0, 200);
    test.end().await;
}

async fn the_figures_tell_what_waits_what_went_and_what_is_owed(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.register(MARIE).await;
    test.clock.jump(crate::test_bot::martinique_time("2012-11-22T18:05"));
    let (_, figures) = get_page(&test, "/metrics").await;
    assert!(figures.contains("koze_reminders_due 1"), "{figures}");
    test.jump_without_sending("2012-11-22T18:05").await;
    test.clock.advance(Duration::from_secs(7));
    let (_, figures) = get_page(&test, "/metrics").await;
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
    test.emulator.user_blocks_bot(MARIE);
    test.sender.drain().await.unwrap();
    let (_, figures) = get_page(&test, "/metrics").await;
    assert!(figures.contains("koze_messages_failed_total{reason=\"gone\"} 1"), "{figures}");
    assert!(figures.contains("koze_outbox_waiting{urgency=\"reminder\"} 0"), "{figures}");
    assert!(!figures.contains("Marie"));
    test.emulator.clear_errors_and_warnings();
    test.run_until_idle().await;
    test.end().await;
}

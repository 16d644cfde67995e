//! Invalid responses of the Bot API, or of a proxy in its place: a message that was sent is not repeated,
//! another one is retried, every wait is bounded, and foreign text stays on its line of the log.

use std::time::Duration;

use koze::telegram::api::{CallError, escape_for_log};
use telegram_emulator::Fault;

use crate::process::{BotProcess, EmulatedTelegram};
use crate::test_bot::{Database, MARIE, TestBot};

on_both_databases!(
    an_accepted_message_is_not_resent,
    what_is_no_answer_is_tried_again_until_it_is_heard,
    a_permanent_refusal_is_stored_with_its_error,
    updates_are_asked_for_no_sooner_and_no_later_than_is_right,
);

const EARLY: &str = "2012-11-12T10:00";
const HTML_PAGE: &str = "<html><body><h1>Service</h1></body></html>";

fn raw_response(status: u16, body: impl Into<String>) -> Fault {
    Fault::CustomResponse { status, body: body.into() }
}

fn too_many_requests(parameters: &str) -> String {
    format!(r#"{{"ok":false,"error_code":429,"description":"Too Many","parameters":{parameters}}}"#)
}

async fn an_accepted_message_is_not_resent(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for body in [
        r#"{"ok":true}"#,
        r#"{"ok":true,"result":null}"#,
        r#"{"ok":true,"result":true}"#,
        r#"{"ok":true,"result":"done"}"#,
        r#"{"ok":true,"result":{"message_id":-1}}"#,
        r#"{"ok":true,"result":{"message_id":"7"},"error_code":"none","parameters":[]}"#,
    ] {
        let before = test.emulator.call_count("sendMessage");
        test.emulator.inject_fault(Some("sendMessage"), 1, raw_response(200, body));
        test.says(MARIE, "bonjour").await;
        test.clock.advance(Duration::from_secs(400));
        test.run_until_idle().await;
        assert_eq!(test.emulator.call_count("sendMessage") - before, 1, "{body}");
        assert_eq!(test.query_i64("select count(*) from outbox").await, 0, "{body}");
    }
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn what_is_no_answer_is_tried_again_until_it_is_heard(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let answers = [
        (200, String::new()),
        (200, HTML_PAGE.into()),
        (200, "null".into()),
        (200, "[]".into()),
        (200, "{}".into()),
        (200, r#"{"ok":"true","result":{}}"#.into()),
        (200, r#"{"ok":1}"#.into()),
        (200, r#"{"ok":false}"#.into()),
        (200, r#"{"ok":false,"error_code":-5,"description":{"a":1}}"#.into()),
        (200, r#"{"ok":false,"error_code":99999999999999999999}"#.into()),
        // an error page that is not Telegram's: the person does not become unreachable
        (403, HTML_PAGE.into()),
        (404, HTML_PAGE.into()),
        (429, HTML_PAGE.into()),
        (429, String::new()),
        (500, HTML_PAGE.into()),
        (502, r#"{"ok":true,"result":{}}"#.into()),
        (503, r#"{"ok":false,"error_code":400,"description":"no"}"#.into()),
        (429, too_many_requests("{}")),
        (429, too_many_requests("null")),
        (429, too_many_requests(r#"{"retry_after":0}"#)),
        (429, too_many_requests(r#"{"retry_after":-30}"#)),
        (429, too_many_requests(r#"{"retry_after":"2"}"#)),
        (429, too_many_requests(r#"{"retry_after":2.5}"#)),
        (429, too_many_requests(r#"{"retry_after":1e30}"#)),
        (429, too_many_requests(r#"{"retry_after":9223372036854775807}"#)),
        (200, too_many_requests(r#"{"retry_after":31536000}"#)),
    ];
    for (status, body) in answers {
        test.emulator.inject_fault(Some("sendMessage"), 1, raw_response(status, body.clone()));
        test.says(MARIE, "bonjour").await;
        assert_eq!(test.hears(MARIE), "", "{status} {body}");
        assert_eq!(test.query_i64("select count(*) from outbox where state = 'waiting'").await, 1, "{body}");
        test.clock.advance(Duration::from_secs(301));
        test.run_until_idle().await;
        let heard = test.hears(MARIE);
        assert_eq!(heard.matches("Bonjour").count(), 1, "{status} {body}: {heard}");
        test.clock.advance(Duration::from_secs(60));
    }
    test.end().await;
}

async fn a_permanent_refusal_is_stored_with_its_error(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let answers = [
        (400, r#"{"ok":false,"error_code":400,"description":"a\nb"}"#),
        (200, r#"{"ok":false,"error_code":"400","description":null}"#),
        (400, r#"{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":0}}"#),
        (413, HTML_PAGE),
    ];
    for (refused, (status, body)) in (1..).zip(answers) {
        test.emulator.inject_fault(Some("sendMessage"), 1, raw_response(status, body));
        test.says(MARIE, "bonjour").await;
        assert_eq!(
            test.query_i64("select count(*) from outbox where state = 'refused'").await,
            refused,
            "{body}"
        );
    }
    let with_newline = "select count(*) from outbox where error like '%' || chr(10) || '%'";
    let spoilt_here = "select count(*) from outbox where error like '%' || char(10) || '%'";
    let sqlite = test.app.db.engine() == koze::db::Engine::Sqlite;
    assert_eq!(test.query_i64(if sqlite { spoilt_here } else { with_newline }).await, 0);
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.end().await;
}

async fn updates_are_asked_for_no_sooner_and_no_later_than_is_right(database: Database) {
    let test = TestBot::open(database, EARLY).await;
    let fetch = async |fault: Fault| {
        test.emulator.inject_fault(Some("getUpdates"), 1, fault);
        test.poller.fetch(Duration::ZERO).await.unwrap_err()
    };
    assert_eq!(fetch(Fault::TooManyRequests { retry_after: 0 }).await, CallError::RateLimited(1));
    assert_eq!(fetch(Fault::TooManyRequests { retry_after: u64::MAX }).await, CallError::RateLimited(300));
    for (status, body) in [
        (200, r#"{"ok":true}"#),
        (200, r#"{"ok":true,"result":{}}"#),
        (200, r#"{"ok":true,"result":[1"#),
        (200, HTML_PAGE),
    ] {
        assert!(matches!(fetch(raw_response(status, body)).await, CallError::ServerUnavailable(_)), "{body}");
    }
    // an update without an id does not hold up the others
    test.emulator.inject_fault(
        Some("getUpdates"),
        1,
        raw_response(200, r#"{"ok":true,"result":[{"message":{}},7,{"update_id":5,"message":{}}]}"#),
    );
    let updates = test.poller.fetch(Duration::ZERO).await.unwrap();
    assert_eq!(updates.iter().map(|update| update.id.0).collect::<Vec<_>>(), [5]);
    test.end().await;
}

/// The real binary: it waits between polls although `retry_after`
/// is 0, and no response can add a line to the log.
#[tokio::test]
async fn polls_wait_and_responses_cannot_forge_log_lines() {
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let emulator = &telegram.emulator;
    emulator.inject_fault(Some("getUpdates"), 2, Fault::TooManyRequests { retry_after: 0 });
    let nasty = r#"{"ok":false,"error_code":400,"description":"Bad\nFORGED line\u001b[31m\u202e\u0000"}"#;
    emulator.inject_fault(Some("sendMessage"), 1, raw_response(400, nasty));
    emulator.add_user(MARIE, "Marie-Line", None, Some("fr"));
    emulator.user_sends_text(MARIE, "bonjour");
    let more = ["--clock", "2012-11-12T10:00:00-04:00"];
    let mut bot = BotProcess::start(&home, &telegram, "sqlite://koze.db", &more);
    telegram.wait_until("it was refused", |world| world.call_count("sendMessage") == 1).await;
    telegram.wait_until("it goes on", |world| world.call_count("getUpdates") > 3).await;
    assert!(bot.stop().success(), "{}", bot.log());
    let log = bot.log();
    let told: Vec<i64> = log
        .lines()
        .filter(|line| line.contains("Telegram asks to wait before polling again seconds=1"))
        .map(|line| line.split_whitespace().next().unwrap())
        .map(|at| chrono::DateTime::parse_from_rfc3339(at).unwrap().timestamp_millis())
        .collect();
    assert_eq!(told.len(), 2, "{log}");
    assert!(told[1] - told[0] >= 900, "polled again after {} ms", told[1] - told[0]);
    assert!(log.contains("FORGED"), "{log}");
    assert!(log.lines().all(|line| line.starts_with("20")), "{log}");
    assert!(!log.contains(['\u{1b}', '\u{202e}', '\0']), "{log:?}");
}

#[test]
fn foreign_text_stays_on_its_line() {
    assert_eq!(
        escape_for_log("Bad Request: message is not modified"),
        "Bad Request: message is not modified"
    );
    assert_eq!(escape_for_log("a\r\nb\u{2028}c\u{85}d"), "a\\u{d}\\u{a}b\\u{2028}c\\u{85}d");
    assert!(escape_for_log(&"é\n".repeat(10_000)).len() < 3_000);
}

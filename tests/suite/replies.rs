//! Whatever the Bot API answers, or something that stands in its place: what was sent counts once, what was
//! not is tried again in time, nobody waits for ever, and the log keeps to its lines.

use std::time::Duration;

use koze::rehearsal::world::Fault;
use koze::telegram::api::{CallError, one_line};

use crate::process::{Bot, Telegram};
use crate::stage::{Database, MARIE, Stage};

on_both_databases!(
    what_counts_as_sent_is_not_said_again,
    what_is_no_answer_is_tried_again_until_it_is_heard,
    what_can_never_be_is_kept_with_its_reason,
    updates_are_asked_for_no_sooner_and_no_later_than_is_right,
);

const EARLY: &str = "2012-11-12T10:00";
const PAGE: &str = "<html><body><h1>Service</h1></body></html>";

fn says(status: u16, body: impl Into<String>) -> Fault {
    Fault::Says { status, body: body.into() }
}

fn too_many(parameters: &str) -> String {
    format!(r#"{{"ok":false,"error_code":429,"description":"Too Many","parameters":{parameters}}}"#)
}

async fn what_counts_as_sent_is_not_said_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for body in [
        r#"{"ok":true}"#,
        r#"{"ok":true,"result":null}"#,
        r#"{"ok":true,"result":true}"#,
        r#"{"ok":true,"result":"done"}"#,
        r#"{"ok":true,"result":{"message_id":-1}}"#,
        r#"{"ok":true,"result":{"message_id":"7"},"error_code":"none","parameters":[]}"#,
    ] {
        let before = stage.world.calls("sendMessage");
        stage.world.fail(Some("sendMessage"), 1, says(200, body));
        stage.says(MARIE, "bonjour").await;
        stage.clock.pass(Duration::from_secs(400));
        stage.settle().await;
        assert_eq!(stage.world.calls("sendMessage") - before, 1, "{body}");
        assert_eq!(stage.count("select count(*) from outbox").await, 0, "{body}");
    }
    stage.world.forgive();
    stage.end().await;
}

async fn what_is_no_answer_is_tried_again_until_it_is_heard(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let answers = [
        (200, String::new()),
        (200, PAGE.into()),
        (200, "null".into()),
        (200, "[]".into()),
        (200, "{}".into()),
        (200, r#"{"ok":"true","result":{}}"#.into()),
        (200, r#"{"ok":1}"#.into()),
        (200, r#"{"ok":false}"#.into()),
        (200, r#"{"ok":false,"error_code":-5,"description":{"a":1}}"#.into()),
        (200, r#"{"ok":false,"error_code":99999999999999999999}"#.into()),
        // not Telegram's own word: nobody is taken for gone
        (403, PAGE.into()),
        (404, PAGE.into()),
        (429, PAGE.into()),
        (429, String::new()),
        (500, PAGE.into()),
        (502, r#"{"ok":true,"result":{}}"#.into()),
        (503, r#"{"ok":false,"error_code":400,"description":"no"}"#.into()),
        (429, too_many("{}")),
        (429, too_many("null")),
        (429, too_many(r#"{"retry_after":0}"#)),
        (429, too_many(r#"{"retry_after":-30}"#)),
        (429, too_many(r#"{"retry_after":"2"}"#)),
        (429, too_many(r#"{"retry_after":2.5}"#)),
        (429, too_many(r#"{"retry_after":1e30}"#)),
        (429, too_many(r#"{"retry_after":9223372036854775807}"#)),
        (200, too_many(r#"{"retry_after":31536000}"#)),
    ];
    for (status, body) in answers {
        stage.world.fail(Some("sendMessage"), 1, says(status, body.clone()));
        stage.says(MARIE, "bonjour").await;
        assert_eq!(stage.hears(MARIE), "", "{status} {body}");
        assert_eq!(stage.count("select count(*) from outbox where state = 'waiting'").await, 1, "{body}");
        stage.clock.pass(Duration::from_secs(301));
        stage.settle().await;
        let heard = stage.hears(MARIE);
        assert_eq!(heard.matches("Bonjour").count(), 1, "{status} {body}: {heard}");
        stage.clock.pass(Duration::from_secs(60));
    }
    stage.end().await;
}

async fn what_can_never_be_is_kept_with_its_reason(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let answers = [
        (400, r#"{"ok":false,"error_code":400,"description":"a\nb"}"#),
        (200, r#"{"ok":false,"error_code":"400","description":null}"#),
        (400, r#"{"ok":false,"error_code":400,"parameters":{"migrate_to_chat_id":0}}"#),
        (413, PAGE),
    ];
    for (refused, (status, body)) in (1..).zip(answers) {
        stage.world.fail(Some("sendMessage"), 1, says(status, body));
        stage.says(MARIE, "bonjour").await;
        assert_eq!(
            stage.count("select count(*) from outbox where state = 'refused'").await,
            refused,
            "{body}"
        );
    }
    let spoilt = "select count(*) from outbox where error like '%' || chr(10) || '%'";
    let spoilt_here = "select count(*) from outbox where error like '%' || char(10) || '%'";
    let sqlite = stage.app.db.engine() == koze::db::Engine::Sqlite;
    assert_eq!(stage.count(if sqlite { spoilt_here } else { spoilt }).await, 0);
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.end().await;
}

async fn updates_are_asked_for_no_sooner_and_no_later_than_is_right(database: Database) {
    let stage = Stage::open(database, EARLY).await;
    let fetch = async |fault: Fault| {
        stage.world.fail(Some("getUpdates"), 1, fault);
        stage.poller.fetch(Duration::ZERO).await.unwrap_err()
    };
    assert_eq!(fetch(Fault::TooMany { retry_after: 0 }).await, CallError::TooMany(1));
    assert_eq!(fetch(Fault::TooMany { retry_after: u64::MAX }).await, CallError::TooMany(300));
    for (status, body) in [
        (200, r#"{"ok":true}"#),
        (200, r#"{"ok":true,"result":{}}"#),
        (200, r#"{"ok":true,"result":[1"#),
        (200, PAGE),
    ] {
        assert!(matches!(fetch(says(status, body)).await, CallError::Unreachable(_)), "{body}");
    }
    // one without a number holds up no other
    stage.world.fail(
        Some("getUpdates"),
        1,
        says(200, r#"{"ok":true,"result":[{"message":{}},7,{"update_id":5,"message":{}}]}"#),
    );
    let updates = stage.poller.fetch(Duration::ZERO).await.unwrap();
    assert_eq!(updates.iter().map(|update| update.id).collect::<Vec<_>>(), [5]);
    stage.end().await;
}

/// The real binary: asked again and again to come back at once, it takes its time; and nothing that is
/// answered makes a line of its own in the log.
#[tokio::test]
async fn calls_are_apart_and_the_log_keeps_to_its_lines() {
    let (home, telegram) = (tempfile::tempdir().unwrap(), Telegram::open().await);
    let world = &telegram.world;
    world.fail(Some("getUpdates"), 2, Fault::TooMany { retry_after: 0 });
    let nasty = r#"{"ok":false,"error_code":400,"description":"Bad\nFORGED line\u001b[31m\u202e\u0000"}"#;
    world.fail(Some("sendMessage"), 1, says(400, nasty));
    world.person(MARIE, "Marie-Line", None, Some("fr"));
    world.says(MARIE, "bonjour");
    let more = ["--clock", "2012-11-12T10:00:00-04:00"];
    let mut bot = Bot::start(&home, &telegram, "sqlite://koze.db", &more);
    telegram.until("it was refused", |world| world.calls("sendMessage") == 1).await;
    telegram.until("it goes on", |world| world.calls("getUpdates") > 3).await;
    assert!(bot.stop().success(), "{}", bot.log());
    let log = bot.log();
    let told: Vec<i64> = log
        .lines()
        .filter(|line| line.contains("asked to wait seconds=1"))
        .map(|line| line.split_whitespace().next().unwrap())
        .map(|at| chrono::DateTime::parse_from_rfc3339(at).unwrap().timestamp_millis())
        .collect();
    assert_eq!(told.len(), 2, "{log}");
    assert!(told[1] - told[0] >= 900, "asked again after {} ms", told[1] - told[0]);
    assert!(log.contains("FORGED"), "{log}");
    assert!(log.lines().all(|line| line.starts_with("20")), "{log}");
    assert!(!log.contains(['\u{1b}', '\u{202e}', '\0']), "{log:?}");
}

#[test]
fn foreign_text_stays_on_its_line() {
    assert_eq!(one_line("Bad Request: message is not modified"), "Bad Request: message is not modified");
    assert_eq!(one_line("a\r\nb\u{2028}c\u{85}d"), "a\\u{d}\\u{a}b\\u{2028}c\\u{85}d");
    assert!(one_line(&"é\n".repeat(10_000)).len() < 3_000);
}

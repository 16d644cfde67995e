//! `koze doctor`, through the real binary: it reports what works, what is wrong, and how to repair it.

use koze::db::Db;
use koze::rehearsal::instance::TOKEN;
use serde_json::json;
use tempfile::TempDir;

use crate::process::{BotProcess, EmulatedTelegram, koze_command, run};
use crate::test_bot::{Database, JOSIANE};

on_both_databases!(everything_is_well, what_is_wrong_is_named_with_how_to_mend_it);

/// A folder with the shipped event, moved into the future.
fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(
        home.path().join("event.toml"),
        include_str!("../../event.toml").replace("2012-", "2091-"),
    )
    .unwrap();
    home
}

struct DoctorSetup<'p> {
    home: &'p TempDir,
    telegram: &'p EmulatedTelegram,
    database: &'p str,
}

impl DoctorSetup<'_> {
    /// Runs the doctor; returns its exit code and its report.
    async fn run_doctor(&self, token: &str, more: &[&str]) -> (i32, String) {
        let mut doctor = koze_command(self.home);
        doctor.args(["doctor", "--database-url", self.database]);
        if !more.contains(&"--api-url") {
            doctor.args(["--api-url", &self.telegram.url]);
        }
        doctor.args(["--event", "event.toml"]).args(more).env("TELOXIDE_TOKEN", token);
        // on another thread, because the emulated Telegram must answer meanwhile
        let (code, said, error) = tokio::task::spawn_blocking(move || run(&mut doctor)).await.unwrap();
        assert!(
            !said.contains(token) && !error.contains(token) && !error.contains("panicked"),
            "{said}{error}"
        );
        (code, said)
    }
}

/// Runs the bot once, so that the doctor finds a database.
async fn run_bot_once(home: &TempDir, telegram: &EmulatedTelegram, database: &str) {
    let mut bot = BotProcess::start(home, telegram, database, &["--event", "event.toml"]);
    telegram.wait_until("it polls", |world| world.call_count("getUpdates") > 0).await;
    assert!(bot.stop().success());
}

async fn everything_is_well(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    run_bot_once(&home, &telegram, &database.url).await;
    let setup = DoctorSetup { home: &home, telegram: &telegram, database: &database.url };
    let (code, said) = setup.run_doctor(TOKEN, &[]).await;
    assert_eq!((code, said.contains("MEND")), (0, false), "{said}");
    let expected_checks = [
        "event: ",
        "time zone: America/Martinique",
        "database: ",
        "token: @koze",
        "clock: ",
        "webhook: none",
    ];
    for what in expected_checks {
        assert!(said.contains(what), "{what}: {said}");
    }
    let sent = telegram.emulator.requests();
    assert!(sent.iter().all(|request| request.method != "setWebhook" && request.method != "deleteWebhook"));
}

async fn what_is_wrong_is_named_with_how_to_mend_it(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    run_bot_once(&home, &telegram, &database.url).await;
    let emulator = &telegram.emulator;
    emulator.add_user(JOSIANE, "Josiane", None, Some("fr"));
    let group = emulator.create_supergroup(JOSIANE, "Modération");
    let db = Db::open(&database.url).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    sqlx::query(
        "insert into panel (id, chat, language, messages_below, content_hash) values (1, $1, 'fr', 0, '')",
    )
    .bind(group)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let setup = DoctorSetup { home: &home, telegram: &telegram, database: &database.url };
    let assert_fix = |said: &str, what: &str, how: &str| {
        let line = said.lines().find(|line| line.starts_with("MEND") && line.contains(what));
        assert!(line.is_some_and(|line| line.contains(how)), "{what}: {how}: {said}");
    };

    emulator.add_bot(group, JOSIANE);
    assert_eq!(setup.run_doctor(TOKEN, &[]).await.0, 0);
    emulator.remove_bot(group, JOSIANE);
    let (code, said) = setup.run_doctor(TOKEN, &[]).await;
    assert_eq!(code, 1);
    assert_fix(&said, "moderators' group", "add");

    let elsewhere = "https://elsewhere.example.org/hook";
    emulator.call("setWebhook", json!({ "url": elsewhere })).unwrap();
    assert_fix(&setup.run_doctor(TOKEN, &[]).await.1, "webhook", "takes them back");
    let ours = "https://forum.example.org/telegram";
    assert_fix(&setup.run_doctor(TOKEN, &["--webhook-url", ours]).await.1, "webhook", "restart");
    emulator.call("deleteWebhook", json!({})).unwrap();
    assert_fix(&setup.run_doctor(TOKEN, &["--webhook-url", ours]).await.1, "webhook", "not set yet");

    assert_fix(&setup.run_doctor("1:another", &[]).await.1, "token", "@BotFather");
    assert_fix(&setup.run_doctor("none", &[]).await.1, "token", "@BotFather");
    assert_fix(
        &setup.run_doctor(TOKEN, &["--api-url", "http://127.0.0.1:9"]).await.1,
        "network",
        "--api-url",
    );

    let past = home.path().join("event.toml");
    std::fs::write(&past, include_str!("../../event.toml")).unwrap();
    assert_fix(&setup.run_doctor(TOKEN, &[]).await.1, "event", "over");
    std::fs::write(&past, "title = 3").unwrap();
    assert_fix(&setup.run_doctor(TOKEN, &[]).await.1, "event", "event.toml:1:");

    let mut tx = db.begin().await.unwrap();
    sqlx::query("update _sqlx_migrations set version = 9999 where version = 112")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_fix(&setup.run_doctor(TOKEN, &[]).await.1, "database", "newer");
    db.close().await;
    let nowhere = DoctorSetup { database: "postgres://nobody@127.0.0.1:9/koze", ..setup };
    assert_fix(&nowhere.run_doctor(TOKEN, &[]).await.1, "database", "DATABASE_URL");
}

//! A database belongs to one event and is either real or a rehearsal's. Through the real binary: a wrong
//! start, a rehearsal or a simulated clock does not change people's registrations.

use std::time::Duration;

use koze::clock::Clock;
use koze::db::Db;
use koze::rehearsal::instance::TOKEN;
use tempfile::TempDir;

use crate::process::{BotProcess, ChildProcess, EmulatedTelegram, TIMEOUT, koze_command, run};
use crate::test_bot::{Database, MARIE};

on_both_databases!(
    a_wrong_start_is_refused_and_changes_nothing,
    a_postponed_or_corrected_event_is_the_same,
    an_unused_database_may_change_its_event,
    an_unmarked_database_is_identified,
    rehearsals_never_open_a_real_database,
);

const EVENT: &str = include_str!("../../event.toml");

/// Another event than the shipped one, some years ahead.
fn own_event_file() -> String {
    EVENT
        .replace("2012-", "2091-")
        .replace("fr = \"Forum sur la médiation sociale\"", "fr = \"Assises de l’eau\"")
}

fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    write_file(&home, "own.toml", &own_event_file());
    home
}

fn write_file(home: &TempDir, name: &str, text: &str) {
    std::fs::write(home.path().join(name), text).unwrap();
}

/// Runs the bot with `own.toml` until Marie is greeted and registered.
async fn run_with_registration(home: &TempDir, telegram: &EmulatedTelegram, url: &str) {
    let mut bot = start_bot(home, telegram, url, &["--event", "own.toml"]).await;
    telegram.emulator.add_user(MARIE, "Marie", None, Some("fr"));
    telegram.emulator.user_sends_text(MARIE, "/start");
    telegram
        .wait_until("she is greeted", |world| {
            world.latest_message(MARIE).is_some_and(|it| it.plain_text.contains("inscri"))
        })
        .await;
    assert!(bot.stop().success());
    let db = Db::open(url).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    sqlx::query(
        "insert into registration values (1, 1001, 1, 1001, 'seat', 0, 5, 0, 'CODE', 'Marie', 'resident', '', '', '',
             '', '', 'self', '1', 5, 5, 0, '', 0, '')",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

async fn start_bot(home: &TempDir, telegram: &EmulatedTelegram, url: &str, more: &[&str]) -> BotProcess {
    let before = telegram.emulator.call_count("getUpdates");
    let mut bot = BotProcess::start(home, telegram, url, more);
    let clock = Clock::real();
    let polls = async {
        while telegram.emulator.call_count("getUpdates") == before && !bot.has_exited() {
            clock.sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(clock.timeout(TIMEOUT, polls).await.is_some(), "the bot never polls: {}", bot.log());
    assert!(!bot.has_exited(), "{more:?}: {}", bot.log());
    bot
}

/// Asserts that the start is refused with one sentence; returns the sentence.
fn assert_refused(home: &TempDir, url: &str, verb: &[&str]) -> String {
    let mut command = koze_command(home);
    command.args(verb).args(["--listen", "127.0.0.1:0", "--database-url", url]).env("TELOXIDE_TOKEN", TOKEN);
    command.env("TELEGRAM_API_URL", "http://127.0.0.1:9");
    let (code, out, error) = run(&mut command);
    assert_eq!((code, out.as_str()), (2, ""), "{verb:?}: {error}");
    let said: Vec<&str> = error.lines().filter(|line| !line.contains(" WARN ")).collect();
    assert_eq!(said.len(), 1, "{verb:?}: {error}");
    assert!(!error.contains("panicked"), "{error}");
    said[0].to_owned()
}

/// The rows that a wrong start could change.
async fn database_state(url: &str) -> Vec<String> {
    let db = Db::open(url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    let mut all = Vec::new();
    for sql in [
        "select cast(count(*) as bigint) || ' registered' from registration",
        "select cast(count(*) as bigint) || ' people' from person",
        "select cast(count(*) as bigint) || ' roles' from role",
        "select cast(count(*) as bigint) || ' reminders done' from reminder_done",
        "select id || ' ' || title || ' ' || kind from event_identity",
        "select cast(min(starts_at) as varchar(30)) from session",
    ] {
        all.push(sqlx::query_scalar::<_, String>(sql).fetch_one(&mut *conn).await.unwrap());
    }
    drop(conn);
    db.close().await;
    all
}

async fn a_wrong_start_is_refused_and_changes_nothing(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    run_with_registration(&home, &telegram, &database.url).await;
    let before = database_state(&database.url).await;
    assert_eq!(before[0], "1 registered");
    // the built-in event of 2012, which is over
    let said = assert_refused(&home, &database.url, &["run"]);
    assert!(said.contains("“Assises de l’eau”") && said.contains("--event"), "{said}");
    // another event file, with the same sessions at the same times
    write_file(&home, "other.toml", &own_event_file().replace("Assises de l’eau", "Assises du vent"));
    let said = assert_refused(&home, &database.url, &["run", "--event", "other.toml"]);
    assert!(said.contains("“Assises du vent”") && said.contains("--this-is-the-event"), "{said}");
    // a simulated clock makes no difference
    assert_refused(&home, &database.url, &["run", "--clock", "2012-11-12T10:00:00-04:00"]);
    assert_eq!(database_state(&database.url).await, before);
    // an explicit flag moves the database to the other event
    let more = ["--event", "other.toml", "--this-is-the-event"];
    assert!(start_bot(&home, &telegram, &database.url, &more).await.stop().success());
    let after = database_state(&database.url).await;
    assert_eq!((after[0].as_str(), after[4].as_str()), ("1 registered", " Assises du vent real"));
    assert_refused(&home, &database.url, &["run", "--event", "own.toml"]);
}

async fn a_postponed_or_corrected_event_is_the_same(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    run_with_registration(&home, &telegram, &database.url).await;
    for (file, text) in [
        ("later.toml", own_event_file().replace("2091-", "2093-")),
        ("earlier.toml", own_event_file().replace("2091-", "2090-")),
        ("comma.toml", own_event_file().replace("Assises de l’eau", "Assises de l'Eau.")),
        (
            "fewer.toml",
            own_event_file().replace("\"cloture\"", "\"fin\"").replace("\ncloture = ", "\nfin = "),
        ),
        ("id.toml", format!("id = \"eau-2091\"\n{}", own_event_file())),
        (
            "title.toml",
            format!(
                "id = \"eau-2091\"\n{}",
                own_event_file().replace("Assises de l’eau", "Assises des rivières")
            ),
        ),
    ] {
        write_file(&home, file, &text);
        assert!(
            start_bot(&home, &telegram, &database.url, &["--event", file]).await.stop().success(),
            "{file}"
        );
        assert_eq!(database_state(&database.url).await[0], "1 registered", "{file}");
    }
    // the next edition has an id of its own
    let next = format!(
        "id = \"eau-2092\"\n{}",
        own_event_file().replace("Assises de l’eau", "Assises des rivières")
    );
    write_file(&home, "next.toml", &next);
    let said = assert_refused(&home, &database.url, &["run", "--event", "next.toml"]);
    assert!(said.contains("Assises des rivières"), "{said}");
}

async fn an_unused_database_may_change_its_event(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    // the first start uses the shipped event, as many operators will
    assert!(start_bot(&home, &telegram, &database.url, &[]).await.stop().success());
    assert!(start_bot(&home, &telegram, &database.url, &["--event", "own.toml"]).await.stop().success());
    assert_eq!(database_state(&database.url).await[4], " Assises de l’eau real");
}

async fn an_unmarked_database_is_identified(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    run_with_registration(&home, &telegram, &database.url).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    sqlx::query("delete from event_identity").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    // the shipped event has sessions of the same ids, years before
    let said = assert_refused(&home, &database.url, &["run"]);
    assert!(said.contains("sessions are not those"), "{said}");
    let said = assert_refused(&home, &database.url, &["rehearse"]);
    assert!(said.contains("real one"), "{said}");
    let mut bot = start_bot(&home, &telegram, &database.url, &["--event", "own.toml"]).await;
    assert!(bot.stop().success());
    assert!(bot.log().contains("from before it was marked"), "{}", bot.log());
    let after = database_state(&database.url).await;
    assert_eq!((after[0].as_str(), after[4].as_str()), ("1 registered", " Assises de l’eau real"));
}

async fn rehearsals_never_open_a_real_database(database: Database) {
    let (home, telegram) = (home(), EmulatedTelegram::open().await);
    run_with_registration(&home, &telegram, &database.url).await;
    let before = database_state(&database.url).await;
    let own = ["--event", "own.toml"];
    let said = assert_refused(&home, &database.url, &["rehearse", "--event", "own.toml"]);
    assert!(said.contains("--copy-of"), "{said}");
    let said = assert_refused(
        &home,
        &database.url,
        &["run", "--event", "own.toml", "--clock", "2091-11-12T10:00:00-04:00"],
    );
    assert!(said.contains("--copy-of"), "{said}");
    assert_refused(
        &home,
        &database.url,
        &["run", "--event", "own.toml", "--clock", "2091-11-12T10:00:00-04:00", "--this-is-the-event"],
    );
    // a rehearsal ignores the database of the environment
    let mut rehearsal = koze_command(&home);
    rehearsal.args(["rehearse", "--listen", "127.0.0.1:0"]).args(own).env("DATABASE_URL", &database.url);
    assert_rehearsal_runs(&mut rehearsal);
    assert_eq!(database_state(&database.url).await, before);
    let Some(file) = koze::db::file::sqlite_path(&database.url) else { return };

    // a temporary copy
    let mut rehearsal = koze_command(&home);
    rehearsal.args(["rehearse", "--listen", "127.0.0.1:0"]).args(own).arg("--copy-of").arg(&file);
    assert_rehearsal_runs(&mut rehearsal);
    // a copy that is kept serves rehearsals only
    let kept = format!("sqlite://{}", home.path().join("copy.db").display());
    let mut rehearsal = koze_command(&home);
    rehearsal.args(["rehearse", "--listen", "127.0.0.1:0", "--database-url", &kept]).args(own);
    assert_rehearsal_runs(rehearsal.arg("--copy-of").arg(&file));
    assert_eq!(database_state(&database.url).await, before);
    let copied = database_state(&kept).await;
    assert_eq!((copied[0].as_str(), copied[4].as_str()), ("1 registered", " Assises de l’eau copy"));
    for clock in [&[][..], &["--clock", "2091-11-12T10:00:00-04:00"]] {
        let said = assert_refused(&home, &kept, &[&["run"], &own[..], clock].concat());
        assert!(said.contains("koze rehearse"), "{said}");
    }
    let mut rehearsal = koze_command(&home);
    rehearsal.args(["rehearse", "--listen", "127.0.0.1:0", "--database-url", &kept]).args(own);
    assert_rehearsal_runs(&mut rehearsal);
    // a copy does not overwrite an existing database
    let mut again = koze_command(&home);
    again.args(["rehearse", "--listen", "127.0.0.1:0", "--database-url", &kept]).args(own);
    let (code, _, error) = run(again.arg("--copy-of").arg(&file));
    assert_eq!(code, 2, "{error}");
    // a database made with a simulated clock is not for real people
    let played = format!("sqlite://{}", home.path().join("played.db").display());
    let more = ["--event", "own.toml", "--clock", "2091-11-12T10:00:00-04:00"];
    assert!(start_bot(&home, &telegram, &played, &more).await.stop().success());
    let said = assert_refused(&home, &played, &["run", "--event", "own.toml"]);
    assert!(said.contains("simulated clock"), "{said}");
}

/// Asserts that the rehearsal starts, and ends on SIGTERM.
fn assert_rehearsal_runs(command: &mut std::process::Command) {
    let mut rehearsal = ChildProcess::start(command);
    let line = rehearsal.next_line();
    assert!(line.contains("http://"), "{line}");
    assert!(rehearsal.stop().success());
}

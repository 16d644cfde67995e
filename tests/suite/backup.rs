//! `koze backup` and `koze restore`, through the real binary: a backup beside a running bot is whole, a restored bot
//! knows everything and sends nothing twice, and what cannot be done leaves nothing behind.

use std::fs::{self, File};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::process::Command;

use koze::db::Db;
use koze::rehearsal::instance::TOKEN;
use telegram_emulator::{Author, Fault, TelegramEmulator};
use tempfile::TempDir;

use crate::crashes::simulated_users::register_user;
use crate::process::{BINARY_PATH, BotProcess, EmulatedTelegram, koze_command, run};
use crate::test_bot::{AIME, Database, MARIE, TestBot};

const EARLY: &str = "2012-11-12T10:00:00-04:00";
const CLOCK: [&str; 2] = ["--clock", EARLY];
const URL: &str = "sqlite://koze.db";

fn koze(home: &TempDir, arguments: &[&str]) -> (i32, String, String) {
    run(koze_command(home).args(arguments))
}

/// The files in a folder, by name.
fn files(home: &TempDir) -> Vec<String> {
    let entries = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

fn messages_to(emulator: &TelegramEmulator, person: i64) -> usize {
    emulator.messages(person).iter().filter(|bubble| bubble.author == Author::Bot).count()
}

/// A folder with the backup `forum.db` of a database in which two people are registered.
async fn home_with_a_backup() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    let mut test = TestBot::open(Database::sqlite().await, "2012-11-12T10:00").await;
    for person in [MARIE, AIME] {
        test.emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
        test.register(person).await;
    }
    // another emulator numbers its updates from the beginning
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from seen_update").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let file = home.path().join("forum.db").display().to_string();
    let (code, out, error) = koze(&home, &["backup", &file, "--database-url", test.database_url()]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert_eq!(
        out,
        format!(
            "{file}: “Forum sur la médiation sociale”, 2 registrations, 2 people, 0 questions; it was read again and is \
             whole\n"
        )
    );
    test.end().await;
    home
}

#[tokio::test]
async fn a_bot_restored_from_a_backup_knows_everything_and_repeats_nothing() {
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let emulator = &telegram.emulator;
    let mut bot = BotProcess::start(&home, &telegram, URL, &CLOCK);
    telegram.wait_until("the bot polls", |world| world.call_count("getUpdates") > 0).await;
    // backups while people register: each is whole
    let people = async {
        tokio::join!(
            register_user(emulator, 5001),
            register_user(emulator, 5002),
            register_user(emulator, 5003)
        )
    };
    let mut made = 0;
    tokio::pin!(people);
    while futures_util::poll!(&mut people).is_pending() {
        let name = format!("during-{made}.db");
        let mut command = koze_command(&home);
        command.args(["backup", &name]);
        let done = tokio::task::spawn_blocking(move || run(&mut command)).await.unwrap();
        assert_eq!((done.0, done.2.as_str()), (0, ""), "{}", done.1);
        made += 1;
        assert!(made < 500, "nobody is registered: {}", bot.log());
    }
    assert!(made > 0);
    // an answer waits while the backup is made, and is sent after it
    emulator.inject_fault(Some("sendMessage"), 1, Fault::Hang);
    emulator.user_sends_text(5001, "c'est où ?");
    telegram.wait_until("a call hangs", |world| world.hanging_request_count() > 0).await;
    let (code, out, error) = koze(&home, &["backup", "forum.db"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("“Forum sur la médiation sociale”, 3 registrations, 3 people"), "{out}");
    assert_eq!(fs::metadata(home.path().join("forum.db")).unwrap().mode() & 0o777, 0o600);
    let before = messages_to(emulator, 5001);
    emulator.clear_faults();
    telegram.wait_until("the answer came", |world| messages_to(world, 5001) > before).await;
    // what comes after the backup is lost with the database
    emulator.add_user(MARIE, "Marie", None, Some("fr"));
    emulator.user_sends_text(MARIE, "/start");
    telegram.wait_until("Marie is greeted", |world| messages_to(world, MARIE) > 0).await;

    let (code, _, error) = koze(&home, &["restore", "forum.db"]);
    assert_eq!(code, 2);
    assert_eq!(
        error.trim(),
        "koze.db is there already, and a bot is running on it: stop the bot first, nothing was restored"
    );
    bot.kill();
    let (code, _, error) = koze(&home, &["restore", "forum.db"]);
    assert_eq!(code, 2);
    assert!(error.contains("mkdir set-aside && mv koze.db* set-aside/"), "{error}");
    fs::remove_file(home.path().join("koze.db")).unwrap();
    // SQLite would take what is left in such a file for changes of the restored database
    fs::write(home.path().join("koze.db-wal"), "of another database").unwrap();
    let (code, _, error) = koze(&home, &["restore", "forum.db"]);
    assert_eq!(code, 2);
    assert!(error.contains("koze.db-wal is left of another database"), "{error}");
    fs::remove_file(home.path().join("koze.db-wal")).unwrap();
    let (code, out, error) = koze(&home, &["restore", "forum.db", "--clock", EARLY]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("koze.db is restored from forum.db: “Forum"), "{out}");
    assert!(out.contains("Not sent a second time: 1 messages that waited"), "{out}");
    assert_eq!(fs::metadata(home.path().join("koze.db")).unwrap().mode() & 0o777, 0o600);
    let left = files(&home);
    assert!(!left.iter().any(|name| name.starts_with('.') || name.ends_with("-wal")), "{left:?}");

    let heard: Vec<usize> = [5001, 5002, 5003].map(|person| messages_to(emulator, person)).to_vec();
    let mut bot = BotProcess::start(&home, &telegram, URL, &CLOCK);
    emulator.user_sends_text(5002, "/mesdonnees");
    telegram
        .wait_until("she is known", |world| {
            world
                .messages(5002)
                .iter()
                .any(|bubble| bubble.plain_text.contains("Tout ce que je garde sur vous"))
        })
        .await;
    assert_eq!([5001, 5003].map(|person| messages_to(emulator, person)), [heard[0], heard[2]]);
    assert!(bot.stop().success(), "{}", bot.log());
    let (code, out, _) = koze(&home, &["export", "registrations"]);
    assert_eq!((code, out.lines().count()), (0, 4), "{out}");
}

#[tokio::test]
async fn reminders_that_were_due_after_the_backup_are_not_sent_again() {
    let home = home_with_a_backup().await;
    let telegram = EmulatedTelegram::open().await;
    let evening = "2012-11-22T18:30:00-04:00";
    let restore = |more: &[&str]| {
        let mut arguments = vec!["restore", "forum.db", "--clock", evening];
        arguments.extend(more);
        koze(&home, &arguments)
    };
    // the evening before: the reminder was sent at six
    let (code, out, error) = restore(&[]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("2 reminders that are due") && out.contains("--send-waiting"), "{out}");
    for person in [MARIE, AIME] {
        telegram.emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
    }
    let mut bot = BotProcess::start(&home, &telegram, URL, &["--clock", evening]);
    telegram.emulator.user_sends_text(MARIE, "c'est où ?");
    telegram.wait_until("she is answered", |world| messages_to(world, MARIE) > 0).await;
    assert!(bot.stop().success());
    assert_eq!((messages_to(&telegram.emulator, MARIE), messages_to(&telegram.emulator, AIME)), (1, 0));
    // a bot that stood still since the backup still has to send it
    fs::remove_file(home.path().join("koze.db")).unwrap();
    let (code, out, error) = restore(&["--send-waiting"]);
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(!out.contains("Not sent a second time"), "{out}");
    let mut bot = BotProcess::start(&home, &telegram, URL, &["--clock", evening]);
    telegram.wait_until("she is reminded", |world| messages_to(world, MARIE) == 2).await;
    assert!(bot.stop().success());
}

#[tokio::test]
async fn what_cannot_be_restored_is_refused_and_leaves_nothing() {
    let home = home_with_a_backup().await;
    let path = |name: &str| home.path().join(name);
    let copy = |name: &str| {
        fs::copy(path("forum.db"), path(name)).unwrap();
        path(name)
    };
    // a page in the middle is damaged, the end is missing, another text
    let damaged = File::options().write(true).open(copy("damaged.db")).unwrap();
    let length = damaged.metadata().unwrap().len();
    for page in 4..length / 4_096 {
        damaged.write_all_at(&[0x5a; 1_024], page * 4_096).unwrap();
    }
    File::options().write(true).open(copy("short.db")).unwrap().set_len(length / 2).unwrap();
    fs::write(path("letter.db"), "a letter to somebody, of some length".repeat(400)).unwrap();
    fs::write(path("empty.db"), "").unwrap();
    // another program's database, a newer one's, one in use, and a copy for rehearsing
    for (name, statements) in [
        ("other.db", ["drop view attendee", "drop table person"]),
        (
            "newer.db",
            ["insert into _sqlx_migrations values (9999, 'x', current_timestamp, 1, x'00', 1)", "select 1"],
        ),
        ("copy.db", ["update event_identity set kind = 'copy'", "select 1"]),
    ] {
        let db = Db::open_existing(&format!("sqlite://{}", copy(name).display())).await.unwrap();
        let mut tx = db.begin().await.unwrap();
        for sql in statements {
            sqlx::query(sql).execute(&mut *tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        db.close().await;
    }
    copy("used.db");
    fs::write(path("used.db-wal"), "not empty").unwrap();
    let other_event =
        include_str!("../../event.toml").replace("Forum sur la médiation sociale", "Assises du logement");
    fs::write(path("other.toml"), other_event).unwrap();
    let before = files(&home);
    let refused: [(&[&str], i32, &str); 10] = [
        (&["damaged.db"], 1, "damaged.db is damaged or no backup of Kozé's ("),
        (&["short.db"], 1, "short.db is damaged or no backup of Kozé's ("),
        (&["letter.db"], 1, "letter.db is damaged or no backup of Kozé's (it cannot be read as a database)"),
        (&["empty.db"], 2, "empty.db is no backup: there is no such file, or it is empty"),
        (&["missing.db"], 2, "missing.db is no backup: there is no such file, or it is empty"),
        (&["other.db"], 2, "other.db is no database of Kozé's: nothing was restored"),
        (&["newer.db"], 2, "newer.db was written by a newer version of koze: restore it with that one"),
        (&["copy.db"], 2, "copy.db is a copy for rehearsing, in which real people stand"),
        (
            &["used.db"],
            2,
            "used.db is no backup but a database that is in use or was not closed (used.db-wal",
        ),
        (
            &["forum.db", "--event", "other.toml"],
            2,
            "forum.db is of another event, “Forum sur la médiation sociale”",
        ),
    ];
    for (arguments, exit_code, sentence) in refused {
        let (code, out, error) = koze(&home, &[&["restore"], arguments].concat());
        assert_eq!((code, out.as_str()), (exit_code, ""), "{arguments:?}: {error}");
        assert!(error.contains(sentence), "{arguments:?}: {error}");
        assert_eq!(files(&home), before, "{arguments:?}");
    }
    let (code, _, error) =
        koze(&home, &["restore", "forum.db", "--database-url", "sqlite://no/folder/koze.db"]);
    assert_eq!((code, error.trim()), (2, "nothing can be written to the folder no/folder: entity not found"));
    let (code, _, error) = koze(&home, &["restore", "forum.db"]);
    assert_eq!(code, 0, "and the good one is restored: {error}");
}

#[tokio::test]
async fn a_backup_that_cannot_be_finished_leaves_no_half_file() {
    let home = home_with_a_backup().await;
    fs::rename(home.path().join("forum.db"), home.path().join("koze.db")).unwrap();
    fs::write(home.path().join("there.db"), "something of mine").unwrap();
    let before = files(&home);
    for (file, sentence) in [
        ("there.db", "there.db is there already: a backup overwrites nothing, name another file"),
        ("koze.db", "koze.db is there already: a backup overwrites nothing, name another file"),
        ("no/folder/forum.db", "nothing can be written to the folder no/folder: entity not found"),
        ("there.db/forum.db", "nothing can be written to the folder there.db: not a directory"),
    ] {
        let (code, out, error) = koze(&home, &["backup", file]);
        assert_eq!((code, out.as_str(), error.trim()), (2, "", sentence), "{file}");
    }
    assert_eq!(fs::read_to_string(home.path().join("there.db")).unwrap(), "something of mine");
    // no file may grow beyond this size, as on a full disk
    let mut full = Command::new("/bin/bash");
    full.env_clear().current_dir(home.path());
    full.args(["-c", r#"trap "" XFSZ; ulimit -f 64; exec "$0" backup forum.db"#, BINARY_PATH]);
    let (code, out, error) = run(&mut full);
    assert_eq!((code, out.as_str()), (1, ""), "{error}");
    assert!(error.starts_with("forum.db cannot be written: "), "{error}");
    assert_eq!(files(&home), before);
    // a damaged database is no source of backups
    let database = File::options().write(true).open(home.path().join("koze.db")).unwrap();
    for page in 4..database.metadata().unwrap().len() / 4_096 {
        database.write_all_at(&[0x5a; 1_024], page * 4_096).unwrap();
    }
    let (code, _, error) = koze(&home, &["backup", "forum.db"]);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("--database-url: the database cannot be opened"), "{error}");
    assert!(!home.path().join("forum.db").exists());
}

#[tokio::test]
async fn for_postgres_the_commands_are_named_without_the_password() {
    let home = tempfile::tempdir().unwrap();
    let url = "postgres://koze:S3CRET@db.example/forum?sslmode=require";
    for command in [["backup", "forum.dump"], ["restore", "forum.dump"]] {
        let (code, out, error) = run(koze_command(&home).args(command).env("DATABASE_URL", url));
        assert_eq!((code, out.as_str()), (2, ""), "{error}");
        assert!(!error.contains("S3CRET"), "{error}");
        assert!(error.contains("postgres://koze@db.example/forum?sslmode=require"), "{error}");
        assert!(error.contains(if command[0] == "backup" {
            "pg_dump --format=custom"
        } else {
            "pg_restore"
        }));
    }
    // a database that pg_restore has filled
    let mut test = TestBot::open(Database::postgres().await, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    test.register(MARIE).await;
    let loaded = ["restore", "--loaded", "--clock", EARLY, "--database-url"];
    let settle = || koze(&home, &[&loaded[..], &[test.database_url()]].concat());
    let mut tx = test.app.db.begin().await.unwrap();
    for sql in [
        "insert into outbox values ('u9:0', 1, 1001, 1, 0, '{\"say\":{\"html\":\"Bonjour\"}}', '', 'waiting', 0, '', 0)",
        "update lease set until_at = 9000000000000",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (code, _, error) = settle();
    assert_eq!(code, 2);
    assert!(error.contains("a bot runs on this database"), "{error}");
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update lease set until_at = 0").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let (code, out, error) = settle();
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.starts_with("ready: “Forum") && out.contains("1 messages that waited"), "{out}");
    assert!(!error.contains(TOKEN));
    test.end().await;
}

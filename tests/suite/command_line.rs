//! The command line, through the real binary: names, exit codes,
//! one clear sentence for each error, and no secret in any output.

use koze::db::Db;
use koze::outbox;
use koze::rehearsal::instance::TOKEN;
use serde_json::Value;
use telegram_emulator::Fault;
use tempfile::TempDir;

use crate::process::{BINARY_PATH, BotProcess, ChildProcess, EmulatedTelegram, koze_command, run};
use crate::test_bot::{AIME, Database, JOSIANE, MARIE};

on_both_databases!(
    an_invitation_is_made_beside_a_running_bot,
    sigterm_ends_the_bot_and_keeps_unsent_messages,
    a_log_for_programs_is_an_object_a_line,
);

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn a_wrong_setting_is_one_sentence_and_exit_code_2() {
    let home = home();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let token = Some("123456:SECRET");
    let word = "SECRET-of-17-chars";
    let settings: [(Option<&str>, &[&str], &str); 22] = [
        (None, &[], "TELOXIDE_TOKEN is missing"),
        (Some("SECRET"), &[], "TELOXIDE_TOKEN does not look like a token"),
        (token, &["--api-url", "telegram"], "--api-url telegram: not an address"),
        (token, &["--database-url", "mysql://u:SECRET@h/d"], "--database-url: it must begin with"),
        (token, &["--send-rate", "many"], "--send-rate many: not a whole number"),
        (token, &["--listen", "8080"], "--listen 8080: not an address with a port"),
        (token, &["--listen", &taken], "cannot be served there"),
        (token, &["--clock", "yesterday"], "--clock yesterday: the start is not an RFC 3339 time"),
        (token, &["--clock", "2012-11-23T08:00:00-04:00@fast"], "the speed is not a number"),
        (token, &["--event", "nowhere.toml"], "the event file nowhere.toml cannot be read"),
        (
            token,
            &["--listen", "127.0.0.1:0", "--database-url", "sqlite://no/such/folder/koze.db"],
            "--database-url: the database cannot be opened",
        ),
        (token, &["--public-url", "forum.example.org"], "--public-url forum.example.org: not an address"),
        (token, &["--public-url", "ftp://forum.example.org"], "not an address"),
        (token, &["--public-url", "https://forum.example.org/?a=1"], "not an address"),
        (token, &["--webhook-url", "https://a.example/t"], "--webhook-url needs --webhook-secret"),
        (token, &["--webhook-secret", word], "--webhook-secret needs --webhook-url"),
        (token, &["--webhook-url", "https://a.example/t", "--webhook-secret", "SECRET"], "16 to 256"),
        (token, &["--webhook-url", "http://a.example/t", "--webhook-secret", word], "https only"),
        (token, &["--webhook-url", "https://a.example", "--webhook-secret", word], "a path is missing"),
        (
            token,
            &["--webhook-url", "https://a.example:8080/t", "--webhook-secret", word],
            "443, 80, 88 and 8443",
        ),
        (
            token,
            &["--webhook-url", "https://a.example/hall", "--webhook-secret", word],
            "taken by another page",
        ),
        (token, &["--speed", "3"], "unexpected argument '--speed'"),
    ];
    for (token, arguments, sentence) in settings {
        let mut command = koze_command(&home);
        command.arg("run").args(arguments);
        if let Some(token) = token {
            command.env("TELOXIDE_TOKEN", token);
        }
        let (code, out, error) = run(&mut command);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {error}");
        assert!(error.contains(sentence), "{arguments:?}: {error}");
        assert!(!error.contains("SECRET") && !error.contains("panicked"), "{error}");
    }
}

#[test]
fn an_event_file_with_mistakes_is_not_run() {
    let home = home();
    std::fs::write(home.path().join("mine.toml"), invalid_event_file()).unwrap();
    let mut command = koze_command(&home);
    command.args(["run", "--event", "mine.toml"]).env("TELOXIDE_TOKEN", "1:a");
    let (code, _, error) = run(&mut command);
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("mine.toml:"), "{error}");
}

#[test]
fn check_names_every_mistake_at_once_and_exits_1() {
    let home = home();
    let (code, out, error) = run(koze_command(&home).arg("check"));
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    assert!(out.contains("\"sessions\":9"), "{out}");
    assert!(
        out.contains("hint: ") && out.contains("\"cloture\""),
        "a hint that the closing has no end: {out}"
    );
    assert!(!out.contains("\"emergency\""), "{out}");
    let bare: String = include_str!("../../event.toml")
        .lines()
        .filter(|line| !line.starts_with("emergency"))
        .fold(String::new(), |text, line| text + line + "\n");
    std::fs::write(home.path().join("bare.toml"), bare).unwrap();
    let (code, out, _) = run(koze_command(&home).args(["check", "--event", "bare.toml"]));
    assert_eq!(code, 0, "a hint does not fail the check");
    assert!(out.contains("\"emergency\""), "{out}");
    std::fs::write(home.path().join("mine.toml"), invalid_event_file()).unwrap();
    for command in [
        koze_command(&home).args(["check", "--event", "mine.toml"]),
        koze_command(&home).arg("check").env("KOZE_EVENT", "mine.toml"),
    ] {
        let (code, out, error) = run(command);
        assert_eq!((code, out.as_str()), (1, ""));
        let lines: Vec<&str> = error.lines().collect();
        assert_eq!(lines.len(), 3, "{error}");
        for (line, what) in lines.iter().zip(["Mars/Olympus", "colour", "table-rond"]) {
            let mut place = line.split(':');
            assert_eq!(place.next(), Some("mine.toml"));
            assert!(
                place.next().unwrap().parse::<u32>().is_ok() && place.next().unwrap().parse::<u32>().is_ok()
            );
            assert!(line.contains(what), "{line}");
        }
    }
}

/// The shipped file with three mistakes of three kinds.
fn invalid_event_file() -> String {
    include_str!("../../event.toml")
        .replace("zone = \"America/Martinique\"", "zone = \"Mars/Olympus\"")
        .replace("name = \"Palais des Congrès\"", "name = \"Palais des Congrès\"\ncolour = \"blue\"")
        .replace("session = \"table-ronde\"", "session = \"table-rond\"")
}

#[test]
fn help_names_the_verbs() {
    let home = home();
    let (code, out, _) = run(koze_command(&home).arg("--help"));
    assert_eq!(code, 0);
    for verb in ["run", "rehearse", "check", "invite"] {
        assert!(out.contains(&format!("  {verb} ")), "{out}");
    }
    assert_eq!(run(&mut koze_command(&home)).0, 2, "without a command");
}

async fn an_invitation_is_made_beside_a_running_bot(database: Database) {
    let (database, home) = (database.empty().await, home());
    let telegram = EmulatedTelegram::open().await;
    let invite = |whom: &[&str]| {
        let mut command = koze_command(&home);
        command.arg("invite").args(whom).args(["--database-url", &database.url]);
        command
    };
    let (code, _, error) = run(&mut invite(&["moderator"]));
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("there is no database"), "{error}");
    // before the first run, only the API knows the bot's name
    Db::open(&database.url).await.unwrap().migrate().await.unwrap();
    let (code, _, error) = run(&mut invite(&["moderator"]));
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("TELOXIDE_TOKEN is missing"), "{error}");
    let mut bot = BotProcess::start(&home, &telegram, &database.url, &["--send-rate", "0"]);
    telegram
        .wait_until("the bot polls", |world| {
            world.call_count("getUpdates") > 0 && world.call_count("setMyCommands") >= 3
        })
        .await;
    let (code, out, error) = run(&mut invite(&["moderator"]));
    assert_eq!((code, error.as_str()), (0, ""));
    let payload = out.trim().strip_prefix("https://t.me/koze_repetition_bot?start=").unwrap().to_owned();
    telegram.emulator.add_user(JOSIANE, "Josiane", None, Some("fr"));
    telegram.emulator.user_sends_text(JOSIANE, &format!("/start {payload}"));
    let welcomed = |emulator: &telegram_emulator::TelegramEmulator| {
        emulator.latest_message(JOSIANE).is_some_and(|bubble| bubble.plain_text.contains("Vous modérez"))
    };
    telegram.wait_until("she is a moderator", welcomed).await;
    telegram.emulator.user_sends_text(AIME, &format!("/start {payload}"));
    let refused = |emulator: &telegram_emulator::TelegramEmulator| {
        emulator.latest_message(AIME).is_some_and(|bubble| bubble.plain_text.contains("Ce lien a déjà servi"))
    };
    telegram.wait_until("the link has served", refused).await;
    let (code, out, _) = run(&mut invite(&["public", "--qr", "question.svg"]));
    assert_eq!((code, out.trim()), (0, "https://t.me/koze_repetition_bot?start=q"));
    assert!(std::fs::read_to_string(home.path().join("question.svg")).unwrap().contains("<svg"));
    // a link for each poster, whose openings are counted
    let (code, out, _) = run(&mut invite(&["public", "--list"]));
    assert_eq!((code, out.as_str()), (0, ""));
    for typed in ["Café de l'Église", "cafe de l eglise"] {
        let (code, out, error) = run(&mut invite(&["public", "--from", typed, "--qr", "cafe.svg"]));
        assert_eq!((code, error.as_str()), (0, ""));
        assert_eq!(out.trim(), "https://t.me/koze_repetition_bot?start=q_cafe-de-l-eglise");
        assert!(std::fs::read_to_string(home.path().join("cafe.svg")).unwrap().contains("<svg"));
    }
    telegram.emulator.user_sends_text(MARIE, "/start q_cafe-de-l-eglise");
    telegram.emulator.user_sends_text(MARIE, "/start q_forged");
    telegram.wait_until("the poster is answered", |emulator| emulator.messages(MARIE).len() >= 4).await;
    let (code, out, _) = run(&mut invite(&["public", "--list"]));
    let listed = "     1  cafe-de-l-eglise  https://t.me/koze_repetition_bot?start=q_cafe-de-l-eglise
     1  (autres)
";
    assert_eq!((code, out.as_str()), (0, listed));
    for (kind, printed) in [
        ("referrals", "Origine;Ouvertures\r\ncafe-de-l-eglise;1\r\n(autres);1\r\n"),
        ("feedback", "Utilité (1 à 4);Organisation (1 à 4);Mot libre;Message vocal\r\n"),
    ] {
        let (code, out, error) =
            run(koze_command(&home).args(["export", kind, "--database-url", &database.url]));
        assert_eq!((code, error.as_str()), (0, ""));
        assert_eq!(out.trim_start_matches('\u{feff}'), printed);
    }
    let too_long = "a".repeat(63);
    for (arguments, said) in [
        (
            ["public", "--from", "?!"],
            "--from: there is no letter and no digit in it; write a word such as mairie",
        ),
        (
            ["public", "--from", &too_long],
            "--from: it has 63 characters in a link, which takes 62 at most; write a shorter one",
        ),
        (["moderator", "--from", "mairie"], "--from and --list go with `koze invite public`"),
    ] {
        let (code, out, error) = run(&mut invite(&arguments));
        assert_eq!((code, out.as_str(), error.trim()), (2, "", said));
    }
    assert_eq!(run(&mut invite(&["public", "--list", "--from", "x"])).0, 2);
    let (code, _, error) = run(&mut invite(&["organiser", "--qr", "x.svg"]));
    assert_eq!(code, 2, "{error}");
    assert!(bot.stop().success());
    assert!(!bot.log().contains(&payload) && !bot.log().contains(TOKEN), "{}", bot.log());
}

/// Only `run` and `rehearse` create a database: in a wrong
/// folder every other command fails and leaves no files.
#[test]
fn a_wrong_folder_stays_as_it_is() {
    let home = home();
    let verbs: [&[&str]; 8] = [
        &["export", "registrations"],
        &["export", "questions", "--format", "json"],
        &["export", "journal"],
        &["export", "registrations", "--output", "here.csv"],
        &["invite", "moderator"],
        &["invite", "public", "--qr", "here.svg"],
        &["rehearse", "--listen", "127.0.0.1:0", "--copy-of", "koze.db"],
        &["export", "registrations", "--database-url", "sqlite://no/such/folder/koze.db?mode=rwc"],
    ];
    for verb in verbs {
        let (code, out, error) = run(koze_command(&home).args(verb));
        assert_eq!((code, out.as_str()), (2, ""), "{verb:?}: {error}");
        assert!(error.contains("there is no database") && error.lines().count() == 1, "{verb:?}: {error}");
    }
    // the doctor reports it too
    let (_, out, _) = run(koze_command(&home).arg("doctor"));
    assert!(out.contains("database: none yet"), "{out}");
    // neither an empty file nor another program's file counts as a database
    std::fs::write(home.path().join("koze.db"), "").unwrap();
    let (code, _, error) = run(koze_command(&home).args(["invite", "moderator"]));
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("there is no database"), "{error}");
    std::fs::write(home.path().join("koze.db"), "a letter to somebody, of some length".repeat(200)).unwrap();
    let (code, _, error) = run(koze_command(&home).args(["export", "questions"]));
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("file is not a database"), "{error}");
    std::fs::remove_file(home.path().join("koze.db")).unwrap();
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}

/// A call that never returns does not hold up the end, and the next run sends its message.
async fn sigterm_ends_the_bot_and_keeps_unsent_messages(database: Database) {
    let home = home();
    let telegram = EmulatedTelegram::open().await;
    let emulator = &telegram.emulator;
    emulator.add_user(MARIE, "Marie", None, Some("fr"));
    let early = ["--clock", "2012-11-12T10:00:00-04:00"];
    let mut bot = BotProcess::start(&home, &telegram, &database.url, &early);
    telegram.wait_until("the bot polls", |world| world.call_count("getUpdates") > 0).await;
    emulator.inject_fault(Some("sendMessage"), 100, Fault::Hang);
    emulator.user_sends_text(MARIE, "/start");
    telegram.wait_until("a call hangs", |emulator| emulator.hanging_request_count() > 0).await;
    assert!(bot.stop().success());
    let db = Db::open(&database.url).await.unwrap();
    let (waiting, refused) = outbox::count_queued_and_failed(&mut db.reader().await.unwrap()).await.unwrap();
    assert!(waiting >= 1 && refused == 0, "{waiting} wait, {refused} refused");
    emulator.clear_faults();
    let _bot = BotProcess::start(&home, &telegram, &database.url, &early);
    let heard = |emulator: &telegram_emulator::TelegramEmulator| {
        emulator.latest_message(MARIE).is_some_and(|bubble| bubble.plain_text.contains("Pour vous inscrire"))
    };
    telegram.wait_until("she hears after all", heard).await;
}

async fn a_log_for_programs_is_an_object_a_line(database: Database) {
    let home = home();
    let telegram = EmulatedTelegram::open().await;
    telegram.emulator.add_user(MARIE, "Marie", None, Some("fr"));
    let json = ["--log-format", "json", "--clock", "2012-11-12T10:00:00-04:00"];
    let talkative = [("RUST_LOG", "koze=debug")];
    let mut bot = BotProcess::start_with_environment(&talkative, &home, &telegram, &database.url, &json);
    let said = telegram.emulator.user_sends_text(MARIE, "bonjour").update_id;
    telegram.wait_until("she is greeted", |world| world.call_count("sendMessage") > 0).await;
    assert!(bot.stop().success());
    let log = bot.log();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|wrong| panic!("{wrong}: {line}")))
        .collect();
    assert!(
        lines
            .iter()
            .all(|line| ["timestamp", "level", "message", "target"].iter().all(|it| line[it].is_string()))
    );
    let turn = lines.iter().find(|line| line["spans"][0]["name"] == "turn").expect("a turn is logged");
    assert_eq!(turn["spans"][0]["update"].as_i64(), said, "{turn}");
    assert!(!log.contains("bonjour") && !log.contains("Marie"));
}

#[test]
fn a_broken_pipe_is_not_an_error() {
    let home = home();
    let lines = r#"{"text":"c'est où ?"}"#.to_owned() + "\n";
    std::fs::write(home.path().join("asked"), lines.repeat(2_000)).unwrap();
    // as `koze ask … | head` does
    let asks = r#""$0" ask --jsonl < asked 2> said | head -c 10; exit "${PIPESTATUS[0]}""#;
    let mut command = std::process::Command::new("/bin/bash");
    command.current_dir(home.path()).args(["-c", asks, BINARY_PATH]);
    let (code, printed, _) = run(&mut command);
    assert_eq!((code, printed.len()), (0, 10));
    assert_eq!(std::fs::read_to_string(home.path().join("said")).unwrap(), "");
}

#[tokio::test]
async fn a_rehearsal_needs_no_token_and_no_terminal() {
    let home = home();
    let mut command = koze_command(&home);
    command.args(["rehearse", "--listen", "127.0.0.1:0"]);
    let mut rehearsal = ChildProcess::start(&mut command);
    let line = rehearsal.next_line();
    let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap();
    let page = reqwest::get(format!("http://{address}/")).await.unwrap().text().await.unwrap();
    assert!(page.contains("<script nonce="), "{page}");
    let hall = reqwest::get(format!("http://{address}/hall")).await.unwrap();
    assert!(hall.status().is_success());
    // a page of another site in the same browser can neither act nor see anything
    let client = reqwest::Client::new();
    let play = |from: &str, host: &str| {
        let request = client.post(format!("http://{address}/rehearsal/phones/1001/say"));
        request
            .header("origin", from)
            .header("host", host)
            .json(&serde_json::json!({ "text": "bonjour" }))
            .send()
    };
    assert_eq!(play(&format!("http://{address}"), address).await.unwrap().status(), 204);
    assert_eq!(play("https://evil.example", address).await.unwrap().status(), 403);
    assert_eq!(play("http://evil.example:8080", "evil.example:8080").await.unwrap().status(), 403);
    for path in ["", "rehearsal/events", "hall"] {
        let rebound = client.get(format!("http://{address}/{path}")).header("host", "evil.example");
        assert_eq!(rebound.send().await.unwrap().status(), 403, "{path}");
    }
    // an open event stream does not hold up the end
    let mut screen = reqwest::get(format!("http://{address}/hall/events")).await.unwrap();
    assert!(screen.chunk().await.unwrap().is_some());
    assert!(rehearsal.stop().success());
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "the rehearsal's database is temporary");
}

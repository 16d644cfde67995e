//! `koze ask`, through the real binary: it answers one
//! question or a file of questions, and reports invalid input.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::process::{koze_command, run};
use crate::test_bot::remove_typography;

const MORNING: &str = "2012-11-23T09:50:00-04:00";

fn home() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn koze_ask(home: &TempDir, arguments: &[&str]) -> Command {
    let mut command = koze_command(home);
    command.arg("ask").args(arguments);
    command
}

/// Runs the command with `lines` on standard input; returns the exit code, the answers and standard error.
fn run_with_stdin(mut command: Command, lines: &str) -> (i32, Vec<Value>, String) {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let done = child.wait_with_output().unwrap();
    let text = String::from_utf8(done.stdout).unwrap();
    let answers = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (done.status.code().unwrap_or(-1), answers, String::from_utf8(done.stderr).unwrap())
}

#[test]
fn a_question_is_answered_at_a_moment_and_in_a_language() {
    let home = home();
    let (code, out, error) = run(&mut koze_ask(&home, &["--at", MORNING, "table", "ronde", "kel", "heure"]));
    assert_eq!((code, error.as_str()), (0, ""));
    let out = remove_typography(&out);
    assert!(out.contains("10h30 – 11h30") && out.contains("(dans 40 minutes)"), "{out}");
    let (_, out, _) = run(&mut koze_ask(&home, &["--at", MORNING, "--lang", "en", "programme"]));
    assert!(out.contains("Round table") && out.contains("(on now)"), "{out}");
    let (_, out, _) = run(&mut koze_ask(&home, &["--at", "2012-11-23T11:12:00-04:00", "ça finit quand"]));
    assert!(remove_typography(&out).contains("il reste 48 min"), "{out}");
}

#[test]
fn as_json_it_has_the_names_of_the_reports() {
    let home = home();
    let read = |arguments: &[&str]| -> Value {
        let (code, out, error) = run(&mut koze_ask(&home, arguments));
        assert_eq!((code, error.as_str()), (0, ""));
        serde_json::from_str(&out).unwrap()
    };
    let line = read(&["--json", "--at", MORNING, "ki lè latab-wonn lan ka koumansé"]);
    assert_eq!(line["intent"], "session.when");
    assert_eq!(line["session"], "table-ronde");
    assert_eq!(line["lang"], "gcf");
    assert_eq!(line["asked_back"], false);
    assert!((0.0..=1.0).contains(&line["confidence"].as_f64().unwrap()));
    assert!(line["answer"].as_str().unwrap().contains("10h30"));
    assert_eq!(line.get("time"), None, "schedule.at alone has a time");
    let line = read(&["--json", "--at", MORNING, "il y a quoi dans une heure"]);
    assert_eq!((&line["intent"], &line["time"]), (&"schedule.at".into(), &"10:50".into()));
    assert_eq!(line.get("session"), None, "session.* alone has a session");
    let line = read(&["--json", "--at", MORNING, "blorp gnarf zwitt"]);
    assert_eq!((&line["intent"], &line["asked_back"]), (&"out-of-scope".into(), &true.into()));
    // of close interpretations the output names the best, and those of the buttons
    let line = read(&["--json", "--at", MORNING, "contact ou inscription"]);
    assert_eq!(line["asked_back"], true);
    let offered: Vec<&str> =
        line["offered"].as_array().unwrap().iter().filter_map(|one| one["intent"].as_str()).collect();
    assert!(offered.iter().take(2).all(|name| ["contact", "registration.how"].contains(name)), "{offered:?}");
    assert_eq!(offered.first(), line["intent"].as_str().as_ref());
    assert_eq!(offered.last(), Some(&"unknown.in-scope"), "the last button asks the organisers");
}

#[test]
fn a_file_of_questions_gets_a_line_for_each() {
    let home = home();
    let lines = concat!(
        r#"{"lang":"fr","text":"c'est où ?","now":"2012-11-20T10:00:00-04:00"}"#,
        "\n\n",
        r#"{"text":"what time is the break?","now":"2012-11-23T10:05:00-04:00"}"#,
        "\n",
        r#"{"text":"ki lè poz-la ka koumansé ?"}"#,
        "\n",
    );
    let (code, answers, error) = run_with_stdin(koze_ask(&home, &["--jsonl", "--at", MORNING]), lines);
    assert_eq!((code, error.as_str()), (0, ""));
    let said: Vec<_> = answers.iter().map(|line| (&line["intent"], &line["lang"])).collect();
    let wanted: [(Value, Value); 3] = [
        ("venue.where".into(), "fr".into()),
        ("session.when".into(), "en".into()),
        ("session.when".into(), "gcf".into()),
    ];
    assert_eq!(said, wanted.iter().map(|(intent, lang)| (intent, lang)).collect::<Vec<_>>());
    assert!(
        remove_typography(answers[1]["answer"].as_str().unwrap()).contains("(in 5 minutes)"),
        "each line has its own time"
    );
    assert!(
        remove_typography(answers[2]["answer"].as_str().unwrap()).contains("(adan 20 minit)"),
        "a line without a time has that of --at"
    );
}

#[test]
fn explained_it_shows_what_counted() {
    let home = home();
    let (code, out, _) = run(&mut koze_ask(&home, &["--explain", "--at", MORNING, "table ronde kel heure"]));
    assert_eq!(code, 0);
    assert!(out.contains("session.when (fr), confidence 0.") && out.contains("comparisons"), "{out}");
    assert!(out.contains("session:table-ronde: table ronde") && out.contains("hour: kel heure"), "{out}");
}

#[test]
fn a_broken_line_is_named_and_those_before_it_are_answered() {
    let home = home();
    let good = r#"{"text":"c'est où ?"}"#;
    for (bad, what) in [
        ("c'est où", "line 2: "),
        (r#"{"lang":"fr"}"#, "line 2: missing field `text`"),
        (r#"{"text":"où","lang":"de"}"#, "line 2: --lang de: one of fr, gcf, en"),
        (r#"{"text":"où","now":"demain"}"#, "line 2: demain: not a time"),
    ] {
        let (code, answers, error) =
            run_with_stdin(koze_ask(&home, &["--jsonl"]), &format!("{good}\n{bad}\n{good}\n"));
        assert_eq!((code, answers.len()), (2, 1), "{bad}: {error}");
        assert!(error.contains(what) && !error.contains("panicked"), "{error}");
    }
    for (arguments, what) in [
        (&["--lang", "de", "où"][..], "--lang de: one of fr, gcf, en"),
        (&["--at", "tantôt", "où"], "tantôt: not a time"),
        (&[], "required"),
        (&["--jsonl", "où"], "cannot be used with"),
    ] {
        let (code, out, error) = run(&mut koze_ask(&home, arguments));
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(error.contains(what), "{error}");
    }
}

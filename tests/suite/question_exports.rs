//! The organisers' exports of the round table, through the real binary: every question without its author,
//! and every action of the moderators; both are safe to open in a spreadsheet.

use std::collections::BTreeMap;

use koze::clock::{EventTime, RealTime};
use koze::db::Db;
use koze::i18n::{Lang, texts};
use koze::ids::{PersonId, QuestionNumber};
use koze::questions::{self, Action, Actor, NewQuestion, QuestionText, RejectionReason, Source, State};

use crate::process::{koze_command, run};
use crate::test_bot::{Database, remove_typography};

on_both_databases!(questions_and_the_journal_are_exported_without_authors);

/// No export may contain these people's ids.
const AUTHOR: i64 = 770_077_001;
const MODERATOR: i64 = 770_077_999;
const FORMULA: &str = "=HYPERLINK(\"http://exemple.org\";\"cliquez\") ?";

async fn fill_database(database: &Database) {
    let db = Db::open(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    let mut tx = db.begin().await.unwrap();
    let actor = |person| Actor { person, now: EventTime(1_353_681_900_000), real_now: RealTime(1) };
    let texts = [
        FORMULA,
        "+596 oui ?",
        "-1 ou +1 ?",
        "@tous : qui paie ?",
        "Deux \"guillemets\" ; un point-virgule,\nune autre ligne ?",
        "Ma situation à moi ?",
        "Retirée ?",
        "Reformulée ?",
        "Jointe ?",
    ];
    for (n, text) in texts.iter().enumerate() {
        let text = QuestionText::parse(text).unwrap();
        let new = NewQuestion::written(PersonId(AUTHOR + n as i64), &text, Lang::Fr);
        questions::insert_question(&mut tx, new, EventTime(1_353_681_600_000)).await.unwrap();
    }
    let line = QuestionText::parse("=La ligne de la salle ?").unwrap();
    for (number, act) in [
        (1, Action::SetTheme("limites".into())),
        (2, Action::Claim),
        (2, Action::MarkAnswered),
        (3, Action::Reject(RejectionReason::Tone)),
        (6, Action::MarkPrivateCase),
        (8, Action::Reword(line)),
        (8, Action::SetDisplayName("Marie".into())),
        (8, Action::Star(true)),
    ] {
        questions::apply_action(&mut tx, QuestionNumber(number), &act, actor(PersonId(MODERATOR)))
            .await
            .unwrap()
            .unwrap();
    }
    questions::apply_action(&mut tx, QuestionNumber(7), &Action::Withdraw, actor(PersonId(AUTHOR + 6)))
        .await
        .unwrap()
        .unwrap();
    questions::merge(&mut tx, QuestionNumber(9), QuestionNumber(1), actor(PersonId(MODERATOR)))
        .await
        .unwrap()
        .unwrap();
    // a voice message that nobody has written down yet
    let voice = Some(("file-id-of-a-voice".to_owned(), 12));
    let new = NewQuestion {
        person: PersonId(AUTHOR),
        text: String::new(),
        voice,
        lang: Lang::Fr,
        state: State::PendingReview,
        source: Source::Participant,
    };
    questions::insert_question(&mut tx, new, EventTime(1_353_681_600_000)).await.unwrap();
    sqlx::query("insert into moderator_name (person, name) values (770077999, '=Josiane')")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    db.close().await;
}

/// The rows of a CSV file, each cell under its title.
fn parse_csv(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text
        .strip_prefix('\u{feff}')
        .expect("a byte order mark, by which a spreadsheet recognises the encoding");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

async fn questions_and_the_journal_are_exported_without_authors(database: Database) {
    fill_database(&database).await;
    let home = tempfile::tempdir().unwrap();
    let export = |arguments: &[&str]| {
        let mut command = koze_command(&home);
        command.arg("export").args(arguments).args(["--database-url", &database.url]);
        let (code, out, error) = run(&mut command);
        assert_eq!((code, error.as_str()), (0, ""));
        out
    };
    let table = export(&["questions", "--format", "csv"]);
    assert_eq!(table, export(&["questions"]), "CSV is the default");
    let list = export(&["questions", "--format", "json"]);
    let journal = export(&["journal", "--format", "csv"]);
    let deeds_list = export(&["journal", "--format", "json"]);
    for file in [&table, &list, &journal, &deeds_list] {
        assert!(!file.contains("770077") && !file.contains("file-id-of-a-voice"), "{file}");
        assert!(!file.contains("Ma situation"), "{file}");
        assert!(!file.contains("Marie"), "a name shown in the hall is not exported: {file}");
    }

    let found = parse_csv(&table);
    let numbers: Vec<&str> = found.iter().map(|row| row["Numéro"].as_str()).collect();
    assert_eq!(
        numbers,
        ["1", "2", "3", "4", "5", "6", "8", "9", "10"],
        "withdrawn questions are not exported"
    );
    let states: Vec<&str> = found.iter().map(|row| row["État"].as_str()).collect();
    let fr = |id: &str| texts(Lang::Fr).label(id);
    let expected =
        ["waiting", "answered", "aside", "waiting", "waiting", "personal", "waiting", "merged", "pending"]
            .map(|state| fr(&format!("desk-{state}")));
    assert_eq!(states, expected);
    // no cell is a formula, and no text is lost
    assert_eq!(found[0]["Texte"], format!("'{FORMULA}"));
    for cell in found.iter().chain(&parse_csv(&journal)).flat_map(|row| row.values()) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
    assert_eq!(found[4]["Texte"], "Deux \"guillemets\" ; un point-virgule,\nune autre ligne ?");
    assert_eq!(remove_typography(&found[0]["Intitulé du thème"]), "Quelles limites ?");
    assert_eq!(found[0]["Voix"], "2", "the voters of both merged questions");
    assert_eq!(
        (found[2]["Motif"].as_str(), found[2]["Close le"].as_str()),
        (fr("reason-tone").as_str(), "2012-11-23 10:45:00")
    );
    assert_eq!(found[6]["Texte public"], "'=La ligne de la salle ?");
    assert_eq!((found[6]["Texte"].as_str(), found[6]["Étoile"].as_str()), ("Reformulée ?", "1"));
    assert_eq!(
        (found[7]["Regroupée dans"].as_str(), found[8]["Message vocal (secondes)"].as_str()),
        ("1", "12")
    );
    assert_eq!(found[0]["Posée le"], "2012-11-23 10:40:00");

    // JSON has the same values, without the protection against formulas
    let read: Vec<BTreeMap<String, String>> = serde_json::from_str(&list).unwrap();
    assert_eq!(read.len(), found.len());
    for (read, found) in read.iter().zip(&found) {
        for (name, cell) in read {
            // a time has its offset
            let cell = if name.ends_with(" le") {
                cell.replace('T', " ").replace("-04:00", "")
            } else {
                cell.clone()
            };
            assert!(found[name] == cell || found[name] == format!("'{cell}"), "{name}: {cell}");
        }
    }
    let moderation = |rows: Vec<BTreeMap<String, String>>| -> Vec<BTreeMap<String, String>> {
        rows.into_iter().filter(|row| row["Domaine"] == "Questions").collect()
    };
    let done: Vec<(String, String)> = moderation(parse_csv(&journal))
        .into_iter()
        .map(|row| (row["Acte"].clone(), row["Question"].clone()))
        .collect();
    assert_eq!(
        done,
        [
            ("take", "2"),
            ("answer", "2"),
            ("aside", "3"),
            ("personal", "6"),
            ("reword", "8"),
            ("star", "8"),
            ("merge", "9")
        ]
        .map(|(act, number)| (fr(&format!("deed-{act}")), number.to_owned()))
    );
    assert!(
        moderation(parse_csv(&journal))
            .iter()
            .all(|row| row["Qui"] == "'=Josiane" && row["Quand"] == "2012-11-23 10:45:00")
    );
    let read: Vec<BTreeMap<String, String>> = serde_json::from_str(&deeds_list).unwrap();
    let (moderation, access): (Vec<_>, Vec<_>) =
        read.into_iter().partition(|row| row["Domaine"] == "Questions");
    assert_eq!(moderation.len(), 7);
    // what left by the command line is in the same journal, with nobody's name
    let exported: Vec<(&str, &str, &str)> = access
        .iter()
        .map(|row| (row["Qui"].as_str(), row["Acte"].as_str(), row["Détail"].as_str()))
        .collect();
    let by_line = |detail| ("ligne de commande, ou Kozé", "a exporté un fichier", detail);
    assert_eq!(exported, ["questions csv", "questions csv", "questions json", "journal csv"].map(by_line));

    // the export into a file, and an unknown format
    let out = export(&["questions", "--output", "questions.csv"]);
    assert_eq!(out, "");
    assert_eq!(std::fs::read_to_string(home.path().join("questions.csv")).unwrap(), table);
    let (code, _, error) = run(koze_command(&home).args(["export", "questions", "--format", "xml"]));
    assert_eq!(code, 2, "{error}");
    assert!(error.contains("csv") && error.contains("json"), "{error}");
}

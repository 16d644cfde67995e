//! Plays of who comes: the organisers' numbers, and the list as a spreadsheet takes it.

use calamine::{Data, Reader, Xlsx};
use koze::people::Role;
use koze::registration::{Column, guests};
use koze::spreadsheet::{Format, XLSX};

use crate::cards::files;
use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage, text};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    organisers_see_who_comes,
    nobody_else_sees_the_list,
    the_list_is_safe_in_a_spreadsheet,
    the_list_for_programs_has_the_same_facts,
    the_list_comes_from_the_command_line,
);

async fn organisers_see_who_comes(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.registration.capacity = Some(2);
    let mut stage = Stage::with(database, EARLY, programme).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-14T10:00").await;
    stage.register(AIME).await;
    stage.register(3001).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(JOSIANE, "/inscrits").await;
    let heard = stage.hears(JOSIANE);
    for line in [
        "Inscrits : 2",
        "• Résident ou résidente : 2",
        "Places libres : 0 sur 2",
        "Liste d'attente : 1",
        "Depuis 24 h : 2",
    ] {
        assert!(heard.contains(line), "{line}: {heard}");
    }
    stage.taps(JOSIANE, "📄 La liste en fichier").await;
    stage.taps(JOSIANE, "📄 La liste en fichier").await;
    let files = files(&stage, JOSIANE);
    assert_eq!(files.len(), 2);
    assert_eq!((files[0].0.as_str(), files[0].1.as_str()), ("inscrits.xlsx", XLSX));
    assert_eq!(stage.count("select count(*) from attachment").await, 0, "another list each time");
    stage.end().await;
}

async fn nobody_else_sees_the_list(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.invite(AIME, Role::Moderator).await;
    for who in [MARIE, AIME] {
        stage.says(who, "/inscrits").await;
        assert!(stage.last(who).contains("Seuls les organisateurs"), "{}", stage.last(who));
        stage.presses(who, "reg:list-file").await;
        stage.presses(who, "reg:list").await;
        assert!(stage.last(who).contains("Seuls les organisateurs"));
        assert_eq!(files(&stage, who).len(), 0);
    }
    stage.end().await;
}

/// Three people whose answers try a spreadsheet's patience.
async fn three(stage: &mut Stage) {
    for (who, name) in [(MARIE, "=cmd|' /C calc'!A1"), (AIME, "@Aimé; \"d'Abreu\""), (JOSIANE, "-Josiane")] {
        stage.says(who, "/start").await;
        stage.presses(who, "reg:consent:yes").await;
        stage.says(who, name).await;
        stage.presses(who, "reg:category:resident").await;
        stage.says(who, "0696 12 34 56").await;
        stage.presses(who, "reg:summary:confirm").await;
    }
    stage.presses(MARIE, "reg:edit:1:access").await;
    stage.says(MARIE, "un fauteuil roulant").await;
}

async fn the_list_is_safe_in_a_spreadsheet(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    three(&mut stage).await;
    let mut conn = stage.app.db.reader().await.unwrap();
    let programme = &stage.app.programme;
    let list = guests(&mut conn, programme, &[]).await.unwrap();
    let csv = text(&list, Format::Csv);
    assert!(csv.starts_with("\u{feff}Numéro;Nom;Vient comme;Structure;Téléphone;E-mail"), "{csv}");
    assert!(!csv.contains("fauteuil"), "health data stay where they are");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][1], "'=cmd|' /C calc'!A1");
    assert_eq!(&rows[1][1], "'@Aimé; \"d'Abreu\"");
    assert_eq!(&rows[2][1], "'-Josiane");
    for row in &rows {
        assert_eq!(&row[4], "+596 696 12 34 56", "a spreadsheet leaves this as it is, and so is it dialled");
        for cell in row.iter().filter(|cell| *cell != &row[4]) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell}");
        }
        assert_eq!(&row[11], "2012-11-12 10:00", "the event's local time");
    }
    // in a workbook everything is what it was typed as
    let book = list.write(Format::Xlsx).unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(book)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert_eq!(book.worksheet_formula(&name).unwrap().used_cells().count(), 0, "no formula");
    let sheet = book.worksheet_range(&name).unwrap();
    let cell = |row, column| sheet.get_value((row, column)).unwrap().clone();
    assert_eq!((sheet.height(), cell(0, 4)), (4, Data::String("Téléphone".to_owned())));
    assert_eq!(cell(1, 0), Data::Float(1.0), "numbers can be sorted");
    assert_eq!(cell(1, 1), Data::String("=cmd|' /C calc'!A1".to_owned()));
    assert_eq!(cell(3, 1), Data::String("-Josiane".to_owned()));
    assert_eq!(cell(2, 4), Data::String("+596 696 12 34 56".to_owned()));
    let with = guests(&mut conn, programme, &[Column::AccessNeeds]).await.unwrap();
    let with = text(&with, Format::Csv);
    assert!(with.contains("Besoins d’accès") && with.contains("fauteuil"), "asked for by name");
    drop(conn);
    stage.end().await;
}

async fn the_list_for_programs_has_the_same_facts(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    three(&mut stage).await;
    let mut conn = stage.app.db.reader().await.unwrap();
    let text = guests(&mut conn, &stage.app.programme, &[]).await.unwrap().write(Format::Json).unwrap();
    let list: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(list[0]["Nom"], "=cmd|' /C calc'!A1", "as it was typed");
    assert_eq!(list[1]["Téléphone"], "+596696123456");
    assert_eq!(list[2]["Situation"], "place");
    assert!(!list.to_string().contains("fauteuil"));
    drop(conn);
    stage.end().await;
}

async fn the_list_comes_from_the_command_line(database: Database) {
    let url = database.url.clone();
    let mut stage = Stage::open(database, EARLY).await;
    three(&mut stage).await;
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_koze"));
        command.args(["export", "registrations"]).args(arguments).env("DATABASE_URL", &url);
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, text) = run(&[]);
    assert_eq!(code, Some(0));
    assert!(
        text.starts_with("\u{feff}Numéro;") && text.lines().count() == 4 && !text.contains("fauteuil"),
        "{text}"
    );
    let (code, text) = run(&["--format", "json", "--with", "access-needs"]);
    assert_eq!(code, Some(0));
    let list: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(list[0]["Besoins d’accès"], "un fauteuil roulant");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("inscrits.csv");
    let (code, text) = run(&["--output", file.to_str().unwrap()]);
    assert_eq!((code, text.as_str()), (Some(0), ""));
    assert!(std::fs::read_to_string(&file).unwrap().contains("Numéro;Nom"));
    let file = folder.path().join("inscrits.xlsx");
    assert_eq!(run(&["--format", "xlsx", "--output", file.to_str().unwrap()]).0, Some(0));
    let mut book: Xlsx<_> = calamine::open_workbook(&file).unwrap();
    assert_eq!(book.worksheet_range_at(0).unwrap().unwrap().height(), 4);
    assert_eq!(run(&["--format", "xml"]).0, Some(2), "a wrong word is one sentence and exit code 2");
    stage.end().await;
}

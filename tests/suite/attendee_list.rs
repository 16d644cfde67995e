//! The attendee list: organisers see the numbers and export the list; it is safe to open in a spreadsheet.

use calamine::{Data, Reader, Xlsx};
use koze::people::Role;
use koze::registration::{OptionalColumn, attendee_table};
use koze::spreadsheet::{TableFormat, XLSX_MEDIA_TYPE};

use crate::registration_card::received_files;
use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot, render_table};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    organisers_see_who_comes,
    nobody_else_sees_the_list,
    the_list_is_safe_in_a_spreadsheet,
    the_list_for_programs_has_the_same_facts,
    the_list_comes_from_the_command_line,
);

async fn organisers_see_who_comes(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.registration.capacity = Some(2);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-14T10:00").await;
    test.register(AIME).await;
    test.register(3001).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/inscrits").await;
    let heard = test.hears(JOSIANE);
    for line in [
        "Inscrits : 2",
        "• Résident ou résidente : 2",
        "Places libres : 0 sur 2",
        "Liste d'attente : 1",
        "Depuis 24 h : 2",
    ] {
        assert!(heard.contains(line), "{line}: {heard}");
    }
    test.taps(JOSIANE, "reg:list-file").await;
    test.taps(JOSIANE, "reg:list-file").await;
    let files = received_files(&test, JOSIANE);
    assert_eq!(files.len(), 2);
    assert_eq!((files[0].0.as_str(), files[0].1.as_str()), ("inscrits.xlsx", XLSX_MEDIA_TYPE));
    assert_eq!(
        test.query_i64("select count(*) from attachment").await,
        0,
        "the list is rendered anew each time"
    );
    test.end().await;
}

async fn nobody_else_sees_the_list(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.grant_role(AIME, Role::Moderator).await;
    for who in [MARIE, AIME] {
        test.says(who, "/inscrits").await;
        assert!(test.last_message(who).contains("Seuls les organisateurs"), "{}", test.last_message(who));
        test.presses(who, "reg:list-file").await;
        test.presses(who, "reg:list").await;
        assert!(test.last_message(who).contains("Seuls les organisateurs"));
        assert_eq!(received_files(&test, who).len(), 0);
    }
    test.end().await;
}

/// Three people whose answers look like formulas or contain separators.
async fn register_three(test: &mut TestBot) {
    for (who, name) in [(MARIE, "=cmd|' /C calc'!A1"), (AIME, "@Aimé; \"d'Abreu\""), (JOSIANE, "-Josiane")] {
        test.says(who, "/start").await;
        test.presses(who, "reg:consent:yes").await;
        test.says(who, name).await;
        test.presses(who, "reg:category:resident").await;
        test.says(who, "0696 12 34 56").await;
        test.presses(who, "reg:summary:confirm").await;
    }
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "un fauteuil roulant").await;
}

async fn the_list_is_safe_in_a_spreadsheet(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    register_three(&mut test).await;
    let mut conn = test.app.db.reader().await.unwrap();
    let programme = &test.app.programme;
    let list = attendee_table(&mut conn, programme, &[]).await.unwrap();
    let csv = render_table(&list, TableFormat::Csv);
    assert!(csv.starts_with("\u{feff}Numéro;Nom;Vient comme;Structure;Téléphone;E-mail"), "{csv}");
    assert!(!csv.contains("fauteuil"), "health data are not exported");
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][1], "'=cmd|' /C calc'!A1");
    assert_eq!(&rows[1][1], "'@Aimé; \"d'Abreu\"");
    assert_eq!(&rows[2][1], "'-Josiane");
    for row in &rows {
        assert_eq!(
            &row[4], "+596 696 12 34 56",
            "a spreadsheet does not change this number, and it can be dialled"
        );
        for cell in row.iter().filter(|cell| *cell != &row[4]) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "a formula: {cell}");
        }
        assert_eq!(&row[12], "2012-11-12 10:00:00", "the event's local time");
    }
    // in a workbook every cell has the value that was typed, as text
    let book = list.to_bytes(TableFormat::Xlsx).unwrap();
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
    let with = attendee_table(&mut conn, programme, &[OptionalColumn::AccessNeeds]).await.unwrap();
    let with = render_table(&with, TableFormat::Csv);
    assert!(with.contains("Besoins d’accès") && with.contains("fauteuil"), "exported on request only");
    drop(conn);
    test.end().await;
}

async fn the_list_for_programs_has_the_same_facts(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    register_three(&mut test).await;
    let mut conn = test.app.db.reader().await.unwrap();
    let text = attendee_table(&mut conn, &test.app.programme, &[])
        .await
        .unwrap()
        .to_bytes(TableFormat::Json)
        .unwrap();
    let list: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(list[0]["Nom"], "=cmd|' /C calc'!A1", "JSON has the value as it was typed");
    assert_eq!(list[1]["Téléphone"], "+596696123456");
    assert_eq!(list[2]["Situation"], "place");
    assert!(!list.to_string().contains("fauteuil"));
    drop(conn);
    test.end().await;
}

async fn the_list_comes_from_the_command_line(database: Database) {
    let url = database.url.clone();
    let mut test = TestBot::open(database, EARLY).await;
    register_three(&mut test).await;
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
    assert_eq!(run(&["--format", "xml"]).0, Some(2), "an unknown format gives exit code 2");
    test.end().await;
}

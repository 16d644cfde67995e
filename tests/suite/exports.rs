//! The tables that leave the bot, opened again by another reader: dates are dates, nothing is a formula, and the same
//! filters hold on the command line and in the chat.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use koze::check_in::{self, Arrival, Method};
use koze::documents::{AttendeeFilter, AttendeeState, ExportKind, export_table};
use koze::ids::{PersonId, RegistrationNumber};
use koze::people::Role;
use koze::programme::Programme;
use koze::registration::Category;
use koze::spreadsheet::{Cell, Table, TableFormat};

use crate::process::{koze_command, run};
use crate::registration_card::received_files;
use crate::test_bot::{
    AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time, remove_typography, render_table,
};

on_both_databases!(
    the_attendance_of_two_days,
    registrations_are_filtered_by_category_and_state,
    the_journal_has_both_domains,
    organisers_get_every_table_in_the_chat,
);

const EARLY: &str = "2012-11-12T10:00";
const NAMES: [&str; 5] = ["=1+1", "+33 Paul", "@Aimé", "-Josiane", "\tTabulation"];

/// The shipped event, from the day before on.
fn two_days() -> Programme {
    let file = include_str!("../../event.toml");
    let file = file.replacen("date = \"2012-11-23\"", "date = \"2012-11-22\"\nlast_date = \"2012-11-23\"", 1);
    Programme::parse(&file.replacen("end = \"12:00\"", "", 1)).unwrap_or_else(|errors| panic!("{errors:?}"))
}

/// Three people who register in the three languages, and five names that look like formulas.
async fn open_filled(database: Database) -> TestBot {
    let mut test = TestBot::open_with_programme(database, EARLY, two_days()).await;
    for (who, lang, category) in
        [(MARIE, "fr", "resident"), (AIME, "gcf", "mediator"), (EUGENE, "en", "institution")]
    {
        test.says(who, "/start").await;
        test.presses(who, &format!("lang:{lang}")).await;
        test.says(who, "/start").await;
        test.presses(who, "reg:consent:yes").await;
        test.presses(who, "reg:name:same").await;
        test.presses(who, &format!("reg:category:{category}")).await;
        if category != "resident" {
            test.says(who, "=Structure").await;
        }
        test.says(who, "0696 12 34 56").await;
        test.presses(who, "reg:summary:confirm").await;
    }
    let mut tx = test.app.db.begin().await.unwrap();
    for (number, name) in (4_i64..).zip(NAMES) {
        sqlx::query(
            "insert into registration
                (number, person, own, registered_by, seat_status, offered_until, waitlisted_at, waitlist_inactive_at,
                 code, name, category, organisation, phone, email, area, access_needs, consent_how, consent_version,
                 consent_at, registered_at, calendar_issues, calendar_fingerprint, calendar_at)
             values ($1, 0, 0, 0, $2, 0, 5, 0, $3, $4, 'other', '', '', '', '', 'un fauteuil', 'paper', '3',
                     1353672000000, 1353672000000, 0, '', 0)",
        )
        .bind(number)
        .bind(if number == 8 { "waiting" } else { "seat" })
        .bind(format!("CDFGHJK{}", ["C", "D", "F", "G", "H"][(number - 4) as usize]))
        .bind(name)
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    for (number, day, at, method) in [
        (1, 0, "2012-11-22T08:04", Method::Scan),
        (2, 0, "2012-11-22T09:30", Method::SelfService),
        (4, 0, "2012-11-22T08:00", Method::Paper),
        (1, 1, "2012-11-23T07:59", Method::Code),
        (8, 1, "2012-11-23T10:15", Method::WalkIn),
    ] {
        let registration = RegistrationNumber(number);
        let arrived_at = martinique_time(at);
        let arrival = Arrival { registration, day, arrived_at, method, recorded_by: Some(PersonId(JOSIANE)) };
        check_in::record(&mut tx, &arrival).await.unwrap();
    }
    tx.commit().await.unwrap();
    test
}

async fn table(test: &TestBot, kind: ExportKind, filter: &AttendeeFilter) -> Table {
    let mut conn = test.app.db.reader().await.unwrap();
    export_table(&mut conn, &test.app.programme, kind, filter, &[]).await.unwrap()
}

/// A text as a keyboard writes it, with tabs that can be seen.
fn plain(text: &str) -> String {
    remove_typography(text).replace('\t', "<tab>")
}

/// The rows of a CSV file without its byte order mark.
fn csv_rows(table: &Table) -> String {
    let csv = render_table(table, TableFormat::Csv);
    plain(&csv.strip_prefix('\u{feff}').unwrap().replace('\r', ""))
}

/// A workbook as another program reads it: the cells of each row with their types.
fn read_workbook(bytes: &[u8]) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let name = book.sheet_names()[0].clone();
    assert_eq!(book.worksheet_formula(&name).unwrap().used_cells().count(), 0, "no formula");
    let sheet = book.worksheet_range(&name).unwrap();
    let cell = |cell: &Data| match cell {
        Data::DateTime(at) => {
            let (year, month, day, hour, minute, ..) = at.to_ymd_hms_milli();
            format!("[{day:02}/{month:02}/{year} {hour:02}:{minute:02}]")
        }
        Data::Float(number) => format!("<{number}>"),
        Data::Empty => String::new(),
        other => other.to_string(),
    };
    let rows = sheet.rows().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(" | "));
    let rows: Vec<String> = rows.map(|row| row.trim_end_matches(" | ").to_owned()).collect();
    plain(&rows.join("\n"))
}

async fn the_attendance_of_two_days(database: Database) {
    let test = open_filled(database).await;
    let attendance = table(&test, ExportKind::Attendance, &AttendeeFilter::default()).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(csv_rows(&attendance), @r"
        Jour;Nom;Structure;Vient comme;Heure d'arrivée;Enregistrement
        2012-11-22;'@Aimé;;Autre;;
        2012-11-22;'=1+1;;Autre;2012-11-22 08:00:00;liste papier, saisie après coup
        2012-11-22;'-Josiane;;Autre;;
        2012-11-22;'+33 Paul;;Autre;;
        2012-11-22;Personne 1001;;Résident ou résidente;2012-11-22 08:04:00;billet scanné
        2012-11-22;Personne 1003;'=Structure;Médiateur, médiatrice, adulte relais;2012-11-22 09:30:00;par la personne, à l'entrée
        2012-11-22;Personne 2002;'=Structure;Partenaire institutionnel;;
        2012-11-23;'@Aimé;;Autre;;
        2012-11-23;'=1+1;;Autre;;
        2012-11-23;'-Josiane;;Autre;;
        2012-11-23;'+33 Paul;;Autre;;
        2012-11-23;Personne 1001;;Résident ou résidente;2012-11-23 07:59:00;code du billet tapé
        2012-11-23;Personne 1003;'=Structure;Médiateur, médiatrice, adulte relais;;
        2012-11-23;Personne 2002;'=Structure;Partenaire institutionnel;;
        2012-11-23;'<tab>Tabulation;;Autre;2012-11-23 10:15:00;inscription à l'entrée
        ");
    }
    insta::allow_duplicates! {
        insta::assert_snapshot!(read_workbook(&attendance.to_bytes(TableFormat::Xlsx).unwrap()), @r"
        Jour | Nom | Structure | Vient comme | Heure d'arrivée | Enregistrement
        [22/11/2012 00:00] | @Aimé |  | Autre
        [22/11/2012 00:00] | =1+1 |  | Autre | [22/11/2012 08:00] | liste papier, saisie après coup
        [22/11/2012 00:00] | -Josiane |  | Autre
        [22/11/2012 00:00] | +33 Paul |  | Autre
        [22/11/2012 00:00] | Personne 1001 |  | Résident ou résidente | [22/11/2012 08:04] | billet scanné
        [22/11/2012 00:00] | Personne 1003 | =Structure | Médiateur, médiatrice, adulte relais | [22/11/2012 09:30] | par la personne, à l'entrée
        [22/11/2012 00:00] | Personne 2002 | =Structure | Partenaire institutionnel
        [23/11/2012 00:00] | @Aimé |  | Autre
        [23/11/2012 00:00] | =1+1 |  | Autre
        [23/11/2012 00:00] | -Josiane |  | Autre
        [23/11/2012 00:00] | +33 Paul |  | Autre
        [23/11/2012 00:00] | Personne 1001 |  | Résident ou résidente | [23/11/2012 07:59] | code du billet tapé
        [23/11/2012 00:00] | Personne 1003 | =Structure | Médiateur, médiatrice, adulte relais
        [23/11/2012 00:00] | Personne 2002 | =Structure | Partenaire institutionnel
        [23/11/2012 00:00] | <tab>Tabulation |  | Autre | [23/11/2012 10:15] | inscription à l'entrée
        ");
    }
    let json: serde_json::Value =
        serde_json::from_str(&render_table(&attendance, TableFormat::Json)).unwrap();
    let rows = json.as_array().unwrap();
    assert!(rows.iter().any(|row| row["Heure d’arrivée"] == "2012-11-22T08:04:00-04:00"), "{json}");
    assert!(rows.iter().all(|row| row["Jour"] == "2012-11-22" || row["Jour"] == "2012-11-23"));
    assert!(!json.to_string().contains("696"), "no telephone number");
    let arrived = AttendeeFilter { state: Some(AttendeeState::Arrived), ..AttendeeFilter::default() };
    let arrived = render_table(&table(&test, ExportKind::Attendance, &arrived).await, TableFormat::Csv);
    assert_eq!(arrived.lines().count(), 6, "{arrived}");
    test.end().await;
}

/// The first row stays in sight and filters, whatever the table.
#[test]
fn a_workbook_can_be_filtered_and_sorted() {
    let mut table = Table::new(&["Nom", "Quand"]);
    let at = chrono::DateTime::parse_from_rfc3339("2012-11-23T08:00:00-04:00").unwrap();
    table.push_row(vec!["Zélie".into(), Cell::local_time(Some(at))]);
    table.push_row(vec!["Aimé".into(), Cell::local_time(None::<chrono::DateTime<chrono::Utc>>)]);
    for table in [table, Table::new(&["Nom"])] {
        let bytes = table.to_bytes(TableFormat::Xlsx).unwrap();
        let sheet = zip_entry(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<autoFilter ref=\"A1"), "{sheet}");
        assert!(sheet.contains("state=\"frozen\""), "{sheet}");
    }
}

/// The text of one file of an archive.
fn zip_entry(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

async fn registrations_are_filtered_by_category_and_state(database: Database) {
    let url = database.url.clone();
    let test = open_filled(database).await;
    let all = table(&test, ExportKind::Registrations, &AttendeeFilter::default()).await;
    let all_csv = render_table(&all, TableFormat::Csv);
    insta::allow_duplicates! {
        let shown: Vec<String> = csv_rows(&all)
            .lines()
            .map(|line| line.split(';').take(9).collect::<Vec<_>>().join(";"))
            .collect();
        insta::assert_snapshot!(shown.join("\n"), @r"
        Numéro;Nom;Vient comme;Structure;Téléphone;E-mail;Commune ou quartier;Situation;Place proposée jusqu'au
        1;Personne 1001;Résident ou résidente;;+596 696 12 34 56;;;place;
        2;Personne 1003;Médiateur, médiatrice, adulte relais;'=Structure;+596 696 12 34 56;;;place;
        3;Personne 2002;Partenaire institutionnel;'=Structure;+596 696 12 34 56;;;place;
        4;'=1+1;Autre;;;;;place;
        5;'+33 Paul;Autre;;;;;place;
        6;'@Aimé;Autre;;;;;place;
        7;'-Josiane;Autre;;;;;place;
        8;'<tab>Tabulation;Autre;;;;;liste d'attente;
        ");
    }
    let book = read_workbook(&all.to_bytes(TableFormat::Xlsx).unwrap());
    assert!(book.contains("[12/11/2012 10:00]"), "{book}");
    assert!(book.contains("| =1+1 |"), "{book}");
    // the same from the command line
    let home = tempfile::tempdir().unwrap();
    let event = home.path().join("event.toml");
    let file = include_str!("../../event.toml")
        .replacen("date = \"2012-11-23\"", "date = \"2012-11-22\"\nlast_date = \"2012-11-23\"", 1)
        .replacen("end = \"12:00\"", "", 1);
    std::fs::write(&event, file).unwrap();
    let export = |arguments: &[&str]| {
        let mut command = koze_command(&home);
        command.arg("export").args(arguments).args(["--database-url", &url, "--event"]).arg(&event);
        run(&mut command)
    };
    assert_eq!(export(&["registrations"]), (0, all_csv, String::new()));
    let names = |arguments: &[&str]| -> Vec<String> {
        let (code, out, error) = export(arguments);
        assert_eq!((code, error.as_str()), (0, ""), "{arguments:?}");
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(out.as_bytes());
        reader.records().map(|row| row.unwrap()[1].to_owned()).collect()
    };
    let count = |arguments: &[&str]| names(arguments).len();
    assert_eq!(count(&["registrations", "--category", "resident"]), 1);
    assert_eq!(count(&["registrations", "--category", "resident", "--category", "other"]), 6);
    assert_eq!(names(&["registrations", "--state", "waiting"]), ["'\tTabulation"]);
    assert_eq!(count(&["registrations", "--state", "seated"]), 7);
    assert_eq!(count(&["registrations", "--state", "arrived"]), 4);
    assert_eq!(count(&["registrations", "--state", "absent"]), 4);
    assert_eq!(
        names(&["registrations", "--category", "other", "--state", "arrived"]),
        ["'=1+1", "'\tTabulation"]
    );
    let (_, text, _) = export(&["registrations", "--state", "absent"]);
    assert!(!text.contains("fauteuil"), "health data only by name");
    let (_, text, _) = export(&["registrations", "--state", "absent", "--with", "access-needs"]);
    assert!(text.contains("fauteuil"));
    let (code, _, error) = export(&["registrations", "--category", "roi"]);
    assert_eq!(code, 2);
    assert!(error.contains("resident, mediator, employer"), "{error}");
    let filter = AttendeeFilter { categories: vec![Category::Mediator], state: None };
    let mediators = render_table(&table(&test, ExportKind::Attendance, &filter).await, TableFormat::Csv);
    assert_eq!(mediators.lines().count(), 3, "one person on two days: {mediators}");
    test.end().await;
}

async fn the_journal_has_both_domains(database: Database) {
    let mut test = open_filled(database).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.jump_to("2012-11-22T10:40").await;
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.jump_to("2012-11-22T10:41").await;
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:tables").await;
    test.taps(JOSIANE, "docs:export:attendance:csv").await;
    test.jump_to("2012-11-22T10:42").await;
    test.presses(EUGENE, "docs:badges").await;
    test.jump_to("2012-11-22T10:43").await;
    test.taps(JOSIANE, "docs:export:journal:xlsx").await;
    let (name, _, bytes) = received_files(&test, JOSIANE).pop().unwrap();
    assert_eq!(name, "journal.xlsx");
    let journal = read_workbook(&bytes);
    let mut lines = journal.lines();
    assert_eq!(
        lines.next().unwrap(),
        "Domaine | Quand | Qui | Acte | Question | Autre numéro | Inscription | Détail | Annulé | Numéro"
    );
    assert!(lines.next().unwrap().ends_with(" | organiser"), "the role was taken by a link: {journal}");
    // moderation stands before what came later, in one order of time
    let moderation = lines.next().unwrap();
    assert!(moderation.starts_with("Questions | [22/11/2012 10:40] | Personne 2001 | "), "{journal}");
    assert!(moderation.ends_with(" | <1> |  |  |  |  | <1>"), "{journal}");
    let access: Vec<&str> = lines.collect();
    assert_eq!(
        access,
        [
            "Données personnelles | [22/11/2012 10:41] | Personne 2001 | a exporté un fichier |  |  |  | attendance csv",
            "Données personnelles | [22/11/2012 10:42] | compte 2002 | refusé : n'a pas le rôle |  |  |  | docs:badges",
            "Données personnelles | [22/11/2012 10:43] | Personne 2001 | a exporté un fichier |  |  |  | journal xlsx",
        ]
    );
    test.end().await;
}

async fn organisers_get_every_table_in_the_chat(database: Database) {
    let mut test = open_filled(database).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/documents").await;
    test.taps(JOSIANE, "docs:tables").await;
    for kind in ["registrations", "attendance", "questions", "journal"] {
        for format in ["xlsx", "csv", "json"] {
            test.taps(JOSIANE, &format!("docs:export:{kind}:{format}")).await;
        }
    }
    let names: Vec<String> = received_files(&test, JOSIANE).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(
        names.join(" "),
        "inscrits.xlsx inscrits.csv inscrits.json presences.xlsx presences.csv presences.json \
         questions.xlsx questions.csv questions.json journal.xlsx journal.csv journal.json"
    );
    for (name, _, bytes) in received_files(&test, JOSIANE) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("fauteuil"), "{name} has health data");
        assert!(name.starts_with("inscrits") || !text.contains("696123456"), "{name} has a telephone number");
    }
    let exported = "select count(*) from audit_log where action = 'exported' and actor = 2001";
    assert_eq!(test.query_i64(exported).await, 12);
    assert_eq!(test.query_i64("select count(*) from attachment").await, 0, "no table is kept");
    test.end().await;
}

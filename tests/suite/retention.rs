//! The erasure after the retention period: it needs days of running time,
//! it is announced and backed up, and a wrong clock never causes it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;

use koze::people::Role;

use crate::data_subject_rights::dump_database;
use crate::registration_card::ticket_code;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    erasure_is_announced_backed_up_and_the_backup_deleted,
    a_clock_that_is_wrong_erases_nothing,
    neither_restarts_nor_sleep_count_as_running,
    the_latest_end_that_was_ever_known_counts,
    who_came_stays_on_the_attendance_sheet_for_a_year,
    an_erased_person_leaves_no_arrival,
);

const HOUR: Duration = Duration::from_secs(3_600);
/// A little more than three months after the event.
const AFTER_RETENTION: &str = "2013-02-24T12:00";
/// A little more than a year after the event.
const AFTER_ATTENDANCE: &str = "2013-11-24T12:00";

/// Marie is registered, Josiane is an organiser, and the retention period is over.
async fn open_after_retention(database: Database) -> TestBot {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
    test.emulator.add_user(JOSIANE, "Josiane", None, Some("fr"));
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.register(MARIE).await;
    test.jump_to(AFTER_RETENTION).await;
    test.hears(JOSIANE);
    test.hears(MARIE);
    test
}

async fn run_hours(test: &mut TestBot, hours: usize) {
    for _ in 0..hours {
        test.clock.advance(HOUR);
        test.tick().await;
    }
}

async fn registration_count(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from registration").await
}

/// The backups beside the database.
fn backups(test: &TestBot) -> Vec<PathBuf> {
    let Some(file) = test.app.db.path() else { return Vec::new() };
    let beside = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    beside.filter(|path| path.display().to_string().contains("before-erasure")).collect()
}

async fn erasure_is_announced_backed_up_and_the_backup_deleted(database: Database) {
    let mut test = open_after_retention(database).await;
    run_hours(&mut test, 23).await;
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (1, ""));
    run_hours(&mut test, 2).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("une inscription") && heard.contains("jour"), "{heard}");
    assert_eq!(test.hears(MARIE), "");
    run_hours(&mut test, 22).await;
    assert_eq!((registration_count(&test).await, backups(&test).len()), (1, 0));
    run_hours(&mut test, 2).await;
    assert_eq!(registration_count(&test).await, 0);
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("une inscription"), "{heard}");
    assert_eq!(test.query_i64("select count(*) from role").await, 1, "the organiser keeps the role");
    let on_sqlite = test.app.db.path().is_some();
    assert_eq!(heard.contains("7 jours"), on_sqlite, "{heard}");
    if on_sqlite {
        let backup = backups(&test).pop().expect("a backup");
        assert_eq!(fs::metadata(&backup).unwrap().mode() & 0o777, 0o600);
        let text = String::from_utf8_lossy(&fs::read(&backup).unwrap()).into_owned();
        assert!(text.contains("Marie-Line Exemple"), "the backup has the erased data");
    }
    run_hours(&mut test, 7 * 24 - 2).await;
    assert_eq!(backups(&test).len(), usize::from(on_sqlite));
    run_hours(&mut test, 3).await;
    assert_eq!(backups(&test).len(), 0, "the backup is deleted after seven days of running time");
    assert_eq!(test.hears(JOSIANE), "", "one announcement is enough");
    test.end().await;
}

async fn a_clock_that_is_wrong_erases_nothing(database: Database) {
    let mut test = open_after_retention(database).await;
    for _ in 0..3 {
        // the erasure is announced, and the clock is set right shortly before it
        run_hours(&mut test, 46).await;
        test.jump_to("2012-11-13T10:00").await;
        run_hours(&mut test, 1).await;
        assert_eq!(registration_count(&test).await, 1);
        test.jump_to("2031-01-01T00:00").await;
    }
    test.hears(JOSIANE);
    run_hours(&mut test, 23).await;
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (1, ""));
    test.end().await;
}

async fn neither_restarts_nor_sleep_count_as_running(database: Database) {
    let mut test = open_after_retention(database).await;
    for _ in 0..60 {
        // a restart after an hour during which the bot may not have run
        test.restart_ticker();
        test.tick().await;
        test.clock.advance(HOUR);
    }
    // the machine sleeps for months
    for _ in 0..5 {
        test.clock.advance(HOUR * 24 * 30);
        test.tick().await;
    }
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (1, ""));
    // running time before a restart counts
    run_hours(&mut test, 15).await;
    test.restart_ticker();
    test.tick().await;
    run_hours(&mut test, 15).await;
    assert!(test.hears(JOSIANE).contains("une inscription"));
    test.end().await;
}

async fn the_latest_end_that_was_ever_known_counts(database: Database) {
    let mut test = open_after_retention(database).await;
    // another event file gave a later end
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update event_identity set ends_at = ends_at + 31536000000").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    run_hours(&mut test, 60).await;
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (1, ""));
    // an organiser moved the last session
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update event_identity set ends_at = 0").execute(&mut *tx).await.unwrap();
    sqlx::query("update session set starts_at = starts_at + 31536000000 where id = 'cloture'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    run_hours(&mut test, 60).await;
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (1, ""));
    test.end().await;
}

async fn execute(test: &TestBot, sql: &'static str) {
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The lines of a dump that hold one of these.
fn lines_with<'d>(dump: &'d str, traces: &[&str]) -> Vec<&'d str> {
    dump.lines().filter(|line| traces.iter().any(|trace| line.contains(trace))).collect()
}

/// Everything that a registration can hold, entered by the person.
async fn register_with_everything(test: &mut TestBot, who: i64, number: i64, word: &str, phone: &str) {
    test.emulator.add_user(who, "Une", Some(&format!("Nom{word}")), Some("fr"));
    test.register(who).await;
    for (field, said) in [
        ("phone", phone.to_owned()),
        ("email", format!("mel{word}@exemple.test")),
        ("area", format!("Quartier {word}")),
        ("access", format!("un fauteuil {word}")),
    ] {
        test.presses(who, &format!("reg:edit:{number}:{field}")).await;
        test.says(who, &said).await;
    }
    test.presses(who, &format!("reg:calendar:{number}")).await;
}

async fn who_came_stays_on_the_attendance_sheet_for_a_year(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(JOSIANE, "Josiane", None, Some("fr"));
    test.grant_role(JOSIANE, Role::Organiser).await;
    register_with_everything(&mut test, MARIE, 1, "Zyriade", "0696 98 76 54").await;
    register_with_everything(&mut test, AIME, 2, "Xantou", "0696 11 22 33").await;
    // a guest of Marie's, who comes too
    test.presses(MARIE, "reg:other:aloud").await;
    test.says(MARIE, "Man Wobèt").await;
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "0696 44 55 66").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    let codes = [ticket_code(&test, 1).await, ticket_code(&test, 2).await, ticket_code(&test, 3).await];
    // Marie and her guest come, let in by a person whose role ends with the event; Aimé does not
    execute(
        &test,
        "insert into arrival (registration, day, arrived_at, method, recorded_by)
         values (1, 0, 5, 'scan', 7319482653), (3, 0, 6, 'search', 2001)",
    )
    .await;
    let contacts = ["696987654", "696112233", "696445566", "melZyriade", "melXantou", "Quartier", "fauteuil"];
    let accounts = ["=1001", "=1003", "7319482653"];
    let before = dump_database(&test).await;
    for trace in contacts.iter().chain(&accounts).chain(&["NomZyriade", "NomXantou", "Man Wobèt"]) {
        assert!(!lines_with(&before, &[trace]).is_empty(), "{trace} is searched for in vain");
    }

    test.jump_to(AFTER_RETENTION).await;
    test.hears(JOSIANE);
    run_hours(&mut test, 25).await;
    assert_eq!(
        test.hears(JOSIANE),
        "Dans un jour, j'efface ce que les gens ont confié : 3 inscriptions, et tout ce qui va avec.\n\
         C'était promis aux inscrits : 3 mois après l'événement.\n\
         C'est trop tôt ? Prévenez la personne qui s'occupe du serveur : elle peut l'empêcher.\n\
         Pour 2 personnes venues : la feuille de présence garde le nom, la catégorie et la structure, 12 mois après \
         l'événement. Le reste part."
    );
    run_hours(&mut test, 25).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.starts_with("C'est fait, comme promis : une inscription est effacée."), "{heard}");
    assert!(heard.contains("Pour 2 personnes venues : la feuille de présence garde le nom"), "{heard}");
    let sheet = dump_database(&test).await;
    for trace in
        contacts.iter().chain(&accounts).chain(&["NomXantou"]).chain(&codes.each_ref().map(String::as_str))
    {
        let left = lines_with(&sheet, &[trace]);
        assert!(left.is_empty(), "{trace} is left: {left:#?}");
    }
    let sheet_rows: Vec<&str> = lines_with(&sheet, &["registration number=", "arrival registration="]);
    assert_eq!(sheet_rows.len(), 4, "{sheet_rows:#?}");
    assert!(
        sheet_rows.iter().any(|row| row.contains("name=Une NomZyriade category=resident")),
        "{sheet_rows:#?}"
    );
    assert!(sheet_rows.iter().any(|row| row.contains("name=Man Wobèt")), "{sheet_rows:#?}");
    let figures = lines_with(&sheet, &["attendance_figure"]);
    assert_eq!(
        figures,
        [
            "attendance_figure category=resident day=-1 registered=3 arrived=2",
            "attendance_figure category=resident day=0 registered=3 arrived=2"
        ]
    );
    // a start gives no new codes, and Marie's return finds nothing of hers
    let again = test.second_instance().await;
    assert_eq!(test.query_i64("select count(*) from registration where code <> ''").await, 0);
    again.db.close().await;
    // the list is still there for the funder, without contacts
    let heard = {
        test.says(JOSIANE, "/inscrits").await;
        test.hears(JOSIANE)
    };
    assert!(heard.contains("Inscrits : 2"), "{heard}");

    // the year is not over
    run_hours(&mut test, 80).await;
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (2, ""));
    test.jump_to(AFTER_ATTENDANCE).await;
    run_hours(&mut test, 25).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.starts_with("Dans un jour, j'efface la feuille de présence : 2 inscriptions."), "{heard}");
    assert!(heard.contains("C'était promis : 12 mois après l'événement."), "{heard}");
    run_hours(&mut test, 20).await;
    assert_eq!(registration_count(&test).await, 2);
    // set right shortly before: nothing is erased
    test.jump_to(AFTER_RETENTION).await;
    run_hours(&mut test, 1).await;
    test.jump_to(AFTER_ATTENDANCE).await;
    run_hours(&mut test, 20).await;
    assert_eq!((registration_count(&test).await, test.hears(JOSIANE).as_str()), (2, ""));
    run_hours(&mut test, 30).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("la feuille de présence est effacée (2 inscriptions)"), "{heard}");
    let rest = dump_database(&test).await;
    let left = lines_with(&rest, &["Zyriade", "Xantou", "Wobèt", "arrival registration="]);
    assert!(left.is_empty(), "{left:#?}");
    assert_eq!(lines_with(&rest, &["attendance_figure"]), figures, "the figures stay");
    run_hours(&mut test, 8 * 24).await;
    assert_eq!(backups(&test).len(), 0, "both backups are deleted");
    assert_eq!(test.hears(JOSIANE), "");
    test.end().await;
}

async fn an_erased_person_leaves_no_arrival(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    for who in [MARIE, EUGENE] {
        test.emulator.add_user(who, "Une", Some("Personne"), Some("fr"));
        test.register(who).await;
    }
    execute(
        &test,
        "insert into arrival (registration, day, arrived_at, method, recorded_by)
         values (1, 0, 5, 'scan', 2002), (2, 0, 6, 'scan', 0)",
    )
    .await;
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from arrival where registration = 1").await, 0);
    assert_eq!(test.query_i64("select count(*) from arrival").await, 1);
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.end().await;
}

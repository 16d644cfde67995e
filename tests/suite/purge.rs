//! `koze purge`: it says what is erased when and changes nothing; and it erases only what is due, with a backup, when
//! the bot counted down or a person typed the date.

use crate::data_subject_rights::dump_database;
use crate::process::{koze_command, run};
use crate::test_bot::{AIME, Database, MARIE, TestBot};

on_both_databases!(what_is_due_is_shown_and_erased_by_hand_with_the_date,);

const BEFORE: &str = "2012-11-12T10:00:00-04:00";
const AFTER: &str = "2013-02-24T12:00:00-04:00";
const A_YEAR_AFTER: &str = "2013-11-24T12:00:00-04:00";

async fn execute(test: &TestBot, sql: &'static str) {
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query(sql).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The rows of a dump but for the lease.
fn without_lease(dump: &str) -> Vec<&str> {
    dump.lines().filter(|line| !line.starts_with("lease ")).collect()
}

async fn what_is_due_is_shown_and_erased_by_hand_with_the_date(database: Database) {
    let home = tempfile::tempdir().unwrap();
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    test.emulator.add_user(AIME, "Aimé", Some("Modèle"), Some("fr"));
    test.register(MARIE).await;
    test.register(AIME).await;
    execute(
        &test,
        "insert into arrival (registration, day, arrived_at, method, recorded_by) values (1, 0, 5, 'scan', 0)",
    )
    .await;
    let url = test.database_url().to_owned();
    let purge = |at: &str, more: &[&str]| {
        let mut command = koze_command(&home);
        run(command.args(["purge", "--database-url", &url, "--clock", at]).args(more))
    };
    let before = dump_database(&test).await;
    let (code, out, error) = purge(BEFORE, &["--dry-run"]);
    assert_eq!((code, error.as_str()), (0, ""));
    for line in [
        "what people gave is kept until 2013-02-23: not due yet\n",
        "the attendance sheet is kept until 2013-11-23: not due yet\n",
        "       2  registration               Inscriptions : la personne elle-même",
        "       2  person                     Comptes Telegram qui ont écrit au bot",
        "       1  arrival                    Entrées : qui est venu",
        "(plus tôt : une inscription laissée sans suite, après 30 jours)",
    ] {
        assert!(out.contains(line), "{line}: {out}");
    }
    let (code, out, error) = purge(BEFORE, &[]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert_eq!(
        error.trim(),
        "nothing was erased: what people gave is kept until 2013-02-23; see koze purge --dry-run"
    );
    let (code, _, error) = purge(BEFORE, &["--now-really", "2013-02-23"]);
    assert_eq!(code, 1, "not even by hand: {error}");
    // the clock says that it is over
    let (code, _, error) = purge(AFTER, &[]);
    assert_eq!(code, 1);
    assert!(error.contains("a clock alone is no reason to erase"), "{error}");
    assert!(
        error.contains("about 48 hours") && error.contains("koze purge --now-really 2013-02-23"),
        "{error}"
    );
    let (code, _, error) = purge(AFTER, &["--now-really", "2013-02-24"]);
    assert_eq!(
        (code, error.trim()),
        (1, "nothing was erased: retention ended on 2013-02-23, not on 2013-02-24")
    );
    execute(&test, "update lease set until_at = 9000000000000").await;
    let (code, _, error) = purge(AFTER, &["--now-really", "2013-02-23"]);
    assert_eq!(code, 1);
    assert!(error.contains("the bot is running, and does it by itself"), "{error}");
    execute(&test, "update lease set until_at = 0").await;
    assert_eq!(without_lease(&dump_database(&test).await), without_lease(&before));
    let (code, out, error) = purge(AFTER, &["--now-really", "2013-02-23"]);
    assert_eq!(code, 0, "{error}");
    assert!(
        out.starts_with("erased: 1 registrations; 1 of people who came stay on the attendance sheet"),
        "{out}"
    );
    let on_sqlite = test.app.db.path().is_some();
    assert_eq!(out.contains(".before-erasure-2013-02-24: a running bot deletes it"), on_sqlite, "{out}");
    let left = dump_database(&test).await;
    assert!(left.contains("Marie Exemple") && !left.contains("Aimé") && !left.contains("=1001"), "{left}");
    // the sheet has a year
    let (code, _, error) = purge(AFTER, &["--now-really", "2013-11-23"]);
    assert_eq!(code, 1);
    assert!(error.contains("the attendance sheet is kept until 2013-11-23"), "{error}");
    let (_, out, _) = purge(AFTER, &["--dry-run"]);
    assert!(out.contains("what people gave is kept until 2013-02-23: erased;"), "{out}");
    let (code, _, error) = purge(A_YEAR_AFTER, &["--now-really", "2013-11-23"]);
    assert_eq!(code, 0, "{error}");
    let left = dump_database(&test).await;
    assert!(
        !left.contains("Marie Exemple") && left.contains("attendance_figure category=resident day=0"),
        "{left}"
    );
}

//! The erasure after the retention period: it needs days of running time,
//! it is announced and backed up, and a wrong clock never causes it.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;

use koze::people::Role;

use crate::test_bot::{Database, JOSIANE, MARIE, TestBot};

on_both_databases!(
    erasure_is_announced_backed_up_and_the_backup_deleted,
    a_clock_that_is_wrong_erases_nothing,
    neither_restarts_nor_sleep_count_as_running,
    the_latest_end_that_was_ever_known_counts,
);

const HOUR: Duration = Duration::from_secs(3_600);
/// A little more than three months after the event.
const AFTER_RETENTION: &str = "2013-02-24T12:00";

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

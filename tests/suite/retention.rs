//! When what people gave is erased: after days of running time behind the promised moment, announced
//! and backed up, and never because a clock was wrong for a while.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::time::Duration;

use koze::people::Role;

use crate::stage::{Database, JOSIANE, MARIE, Stage};

on_both_databases!(
    it_is_announced_then_backed_up_then_erased_and_the_backup_goes,
    a_clock_that_is_wrong_erases_nothing,
    neither_restarts_nor_sleep_count_as_running,
    the_latest_end_that_was_ever_known_counts,
);

const HOUR: Duration = Duration::from_secs(3_600);
/// Three months and some after the forum.
const LATE: &str = "2013-02-24T12:00";

/// Marie is registered, Josiane organises, and the promised time is over.
async fn late(database: Database) -> Stage {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.world.person(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
    stage.world.person(JOSIANE, "Josiane", None, Some("fr"));
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.register(MARIE).await;
    stage.jump(LATE).await;
    stage.hears(JOSIANE);
    stage.hears(MARIE);
    stage
}

async fn runs(stage: &mut Stage, hours: usize) {
    for _ in 0..hours {
        stage.clock.pass(HOUR);
        stage.tick().await;
    }
}

async fn registered(stage: &Stage) -> i64 {
    stage.count("select count(*) from registration").await
}

/// The backups beside the database.
fn backups(stage: &Stage) -> Vec<PathBuf> {
    let Some(file) = stage.app.db.path() else { return Vec::new() };
    let beside = fs::read_dir(file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    beside.filter(|path| path.display().to_string().contains("before-erasure")).collect()
}

async fn it_is_announced_then_backed_up_then_erased_and_the_backup_goes(database: Database) {
    let mut stage = late(database).await;
    runs(&mut stage, 23).await;
    assert_eq!((registered(&stage).await, stage.hears(JOSIANE).as_str()), (1, ""));
    runs(&mut stage, 2).await;
    let heard = stage.hears(JOSIANE);
    assert!(heard.contains("une inscription") && heard.contains("jour"), "{heard}");
    assert_eq!(stage.hears(MARIE), "");
    runs(&mut stage, 22).await;
    assert_eq!((registered(&stage).await, backups(&stage).len()), (1, 0));
    runs(&mut stage, 2).await;
    assert_eq!(registered(&stage).await, 0);
    let heard = stage.hears(JOSIANE);
    assert!(heard.contains("une inscription"), "{heard}");
    assert_eq!(stage.count("select count(*) from role").await, 1, "who organises stays");
    let on_sqlite = stage.app.db.path().is_some();
    assert_eq!(heard.contains("7 jours"), on_sqlite, "{heard}");
    if on_sqlite {
        let backup = backups(&stage).pop().expect("a backup");
        assert_eq!(fs::metadata(&backup).unwrap().mode() & 0o777, 0o600);
        let text = String::from_utf8_lossy(&fs::read(&backup).unwrap()).into_owned();
        assert!(text.contains("Marie-Line Exemple"), "what was erased is in it");
    }
    runs(&mut stage, 7 * 24 - 2).await;
    assert_eq!(backups(&stage).len(), usize::from(on_sqlite));
    runs(&mut stage, 3).await;
    assert_eq!(backups(&stage).len(), 0, "it goes by the same count");
    assert_eq!(stage.hears(JOSIANE), "", "once is enough");
    stage.end().await;
}

async fn a_clock_that_is_wrong_erases_nothing(database: Database) {
    let mut stage = late(database).await;
    for _ in 0..3 {
        // announced, and set right a moment before
        runs(&mut stage, 46).await;
        stage.jump("2012-11-13T10:00").await;
        runs(&mut stage, 1).await;
        assert_eq!(registered(&stage).await, 1);
        stage.jump("2031-01-01T00:00").await;
    }
    stage.hears(JOSIANE);
    runs(&mut stage, 23).await;
    assert_eq!((registered(&stage).await, stage.hears(JOSIANE).as_str()), (1, ""));
    stage.end().await;
}

async fn neither_restarts_nor_sleep_count_as_running(database: Database) {
    let mut stage = late(database).await;
    for _ in 0..60 {
        // another start after an hour of which nothing is known
        stage.begin_ticks_anew();
        stage.tick().await;
        stage.clock.pass(HOUR);
    }
    // a machine that slept for a month
    for _ in 0..5 {
        stage.clock.pass(HOUR * 24 * 30);
        stage.tick().await;
    }
    assert_eq!((registered(&stage).await, stage.hears(JOSIANE).as_str()), (1, ""));
    // what ran before a restart counts
    runs(&mut stage, 15).await;
    stage.begin_ticks_anew();
    stage.tick().await;
    runs(&mut stage, 15).await;
    assert!(stage.hears(JOSIANE).contains("une inscription"));
    stage.end().await;
}

async fn the_latest_end_that_was_ever_known_counts(database: Database) {
    let mut stage = late(database).await;
    // another file had said a later day
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("update event_identity set ends_at = ends_at + 31536000000").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    runs(&mut stage, 60).await;
    assert_eq!((registered(&stage).await, stage.hears(JOSIANE).as_str()), (1, ""));
    // or an organiser moved the last session
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("update event_identity set ends_at = 0").execute(&mut *tx).await.unwrap();
    sqlx::query("update session set starts_at = starts_at + 31536000000 where id = 'cloture'")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    runs(&mut stage, 60).await;
    assert_eq!((registered(&stage).await, stage.hears(JOSIANE).as_str()), (1, ""));
    stage.end().await;
}

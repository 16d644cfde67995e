//! Deletes rows that are no longer needed, and erases personal data when its retention is over.

use std::path::{Path, PathBuf};

use super::instance::App;
use crate::clock::{EventTime, Millis, RealTime};
use crate::db::Engine;
use crate::dispatch;
use crate::personal_data::{self, RetentionAction};
use crate::programme;

/// Runs the maintenance in the tick at `now`; `ran` is the real time since the last one.
pub async fn run_maintenance(app: &App, now: EventTime, ran: Millis) -> sqlx::Result<()> {
    let real_now = app.clock.real_now();
    let mut tx = app.db.begin().await?;
    dispatch::delete_old_updates(&mut tx, real_now).await?;
    personal_data::expire_old_rows(&mut tx, real_now).await?;
    let schedule = programme::load_schedule(&mut tx).await?;
    let event = app.event_context_at(&schedule, now);
    let due = personal_data::advance_retention(&mut tx, &event, ran).await?;
    tx.commit().await?;
    match due {
        RetentionAction::Nothing => {}
        RetentionAction::Announced => {
            app.wakeup.notify_one();
            let backup = match app.db.engine() {
                Engine::Sqlite => "with a backup beside the database",
                Engine::Postgres => "make a backup: pg_dump \"$DATABASE_URL\" > koze-before-erasure.sql",
            };
            tracing::warn!(
                "IN ONE DAY WHAT PEOPLE GAVE IS ERASED: the promised time after the event is over ({backup}); if that \
                 is wrong, look at the machine's clock, and at the date and retention_months in the event file"
            );
        }
        RetentionAction::Erase => erase_personal_data(app, now, real_now).await?,
        RetentionAction::EraseAgain => {
            let mut tx = app.db.begin().await?;
            personal_data::enforce_retention(&mut tx, &app.programme, now).await?;
            tx.commit().await?;
        }
        RetentionAction::RemoveBackup(path) => remove_backup(app, &path).await?,
    }
    app.db.truncate_wal().await?;
    Ok(())
}

/// Erases personal data after a backup was made. If the backup fails, nothing is erased, and the next run of the
/// maintenance tries again.
async fn erase_personal_data(app: &App, now: EventTime, real_now: RealTime) -> sqlx::Result<()> {
    let backup = match app.db.path() {
        None => None,
        Some(file) => {
            let day = app.programme.to_local_time(now).format("%Y-%m-%d").to_string();
            let path = unused_backup_path(file, &day);
            if let Err(error) = app.db.copy_into(&path).await {
                tracing::error!(%error, file = %path.display(), "no backup can be made, so that nothing is erased");
                return Ok(());
            }
            Some(path)
        }
    };
    let mut tx = app.db.begin().await?;
    let erased = personal_data::enforce_retention(&mut tx, &app.programme, now).await?;
    personal_data::record_erasure(&mut tx, real_now, erased, backup.as_deref()).await?;
    tx.commit().await?;
    app.wakeup.notify_one();
    let backup = backup.map(|path| path.display().to_string()).unwrap_or_default();
    tracing::warn!(
        registrations = erased,
        backup,
        "erased: the promised time after the event is over; the backup is removed in a week of running"
    );
    Ok(())
}

/// Deletes the backup that was made before an erasure.
async fn remove_backup(app: &App, path: &Path) -> sqlx::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::error!(%error, file = %path.display(), "the backup cannot be removed: remove it by hand");
            return Ok(());
        }
        _ => tracing::info!(file = %path.display(), "the backup of what was erased is removed, too"),
    }
    let mut tx = app.db.begin().await?;
    personal_data::record_backup_removed(&mut tx).await?;
    tx.commit().await
}

/// A path beside the database where no file is yet.
fn unused_backup_path(file: &Path, day: &str) -> PathBuf {
    let name = |number: usize| {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".before-erasure-{day}"));
        if number > 0 {
            name.push(format!("-{number}"));
        }
        PathBuf::from(name)
    };
    (0..).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}

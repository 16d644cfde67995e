//! Deletes rows that are no longer needed, and erases personal data when its retention is over.

use std::path::{Path, PathBuf};

use super::instance::App;
use crate::audit_log::{self, Action, Entry};
use crate::clock::{EventTime, Millis, RealTime};
use crate::db::{Db, Engine};
use crate::dispatch;
use crate::personal_data::{self, RegistrationCount, RetentionAction, RetentionStage};
use crate::programme::{self, Programme};

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
    for (stage, action) in due {
        act(app, stage, action, now, real_now).await?;
    }
    app.db.truncate_wal().await?;
    Ok(())
}

async fn act(
    app: &App,
    stage: RetentionStage,
    action: RetentionAction,
    now: EventTime,
    real_now: RealTime,
) -> sqlx::Result<()> {
    match action {
        RetentionAction::Nothing => {}
        RetentionAction::Announced => {
            app.wakeup.notify_one();
            let backup = match app.db.engine() {
                Engine::Sqlite => "with a backup beside the database",
                Engine::Postgres => "make a backup: pg_dump \"$DATABASE_URL\" > koze-before-erasure.sql",
            };
            let (what, key) = match stage {
                RetentionStage::Contacts => ("WHAT PEOPLE GAVE", "retention_months"),
                RetentionStage::Attendance => ("THE ATTENDANCE SHEET", "attendance_months"),
            };
            tracing::warn!(
                "IN ONE DAY {what} IS ERASED: the promised time after the event is over ({backup}); if that \
                 is wrong, look at the machine's clock, and at the date and {key} in the event file"
            );
        }
        RetentionAction::Erase => {
            match erase_with_backup(&app.db, &app.programme, stage, now, real_now).await? {
                Ok(Erasure { registrations, backup }) => {
                    app.wakeup.notify_one();
                    let backup = backup.map(|path| path.display().to_string()).unwrap_or_default();
                    tracing::warn!(
                        registrations = registrations.erased,
                        kept = registrations.kept,
                        backup,
                        "erased: the promised time after the event is over; the backup is removed in a week of running"
                    );
                }
                Err(BackupFailed { path, error }) => {
                    tracing::error!(%error, file = %path.display(), "no backup can be made, so that nothing is erased");
                }
            }
        }
        RetentionAction::EraseAgain => {
            let mut tx = app.db.begin().await?;
            personal_data::enforce_retention(&mut tx, &app.programme, stage, now).await?;
            tx.commit().await?;
        }
        RetentionAction::RemoveBackup(path) => remove_backup(app, stage, &path).await?,
    }
    Ok(())
}

/// What was erased, and the backup that was made before.
pub struct Erasure {
    pub registrations: RegistrationCount,
    /// `None` on PostgreSQL.
    pub backup: Option<PathBuf>,
}

/// The backup could not be made, and nothing was erased.
pub struct BackupFailed {
    pub path: PathBuf,
    pub error: sqlx::Error,
}

/// Erases what a stage ends after a backup was made, and tells the organisers.
pub async fn erase_with_backup(
    db: &Db,
    programme: &Programme,
    stage: RetentionStage,
    now: EventTime,
    real_now: RealTime,
) -> sqlx::Result<Result<Erasure, BackupFailed>> {
    let backup = match db.path() {
        None => None,
        Some(file) => {
            let day = programme.to_local_time(now).format("%Y-%m-%d").to_string();
            let path = unused_backup_path(file, &day);
            if let Err(error) = db.copy_into(&path).await {
                return Ok(Err(BackupFailed { path, error }));
            }
            Some(path)
        }
    };
    let mut tx = db.begin().await?;
    let registrations = personal_data::count_registrations(&mut tx, stage).await?;
    personal_data::enforce_retention(&mut tx, programme, stage, now).await?;
    let entry = Entry::new(now, None, Action::Purged);
    audit_log::record(&mut tx, &entry.with_detail(stage.to_string())).await?;
    personal_data::record_erasure(&mut tx, programme, stage, real_now, registrations, backup.as_deref())
        .await?;
    tx.commit().await?;
    Ok(Ok(Erasure { registrations, backup }))
}

/// Deletes the backup that was made before an erasure.
async fn remove_backup(app: &App, stage: RetentionStage, path: &Path) -> sqlx::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            tracing::error!(%error, file = %path.display(), "the backup cannot be removed: remove it by hand");
            return Ok(());
        }
        _ => tracing::info!(file = %path.display(), "the backup of what was erased is removed, too"),
    }
    let mut tx = app.db.begin().await?;
    personal_data::record_backup_removed(&mut tx, stage).await?;
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

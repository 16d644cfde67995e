//! Clearing away what is no longer needed, and, when its time has come, what people gave.

use std::path::{Path, PathBuf};

use super::Ticker;
use crate::clock::Millis;
use crate::db::Engine;
use crate::dispatch;
use crate::personal_data::{self, RetentionAction};
use crate::programme;
use crate::turn::EventContext;

/// How often it is looked for.
const MAINTENANCE_INTERVAL: Millis = 600_000;

impl Ticker {
    pub(super) async fn run_maintenance(&mut self, now: Millis) -> sqlx::Result<()> {
        let mono = self.app.clock.real_now();
        let ran = self.last_maintenance_at.map_or(0, |before| mono - before);
        if self.last_maintenance_at.is_some() && ran < MAINTENANCE_INTERVAL {
            return Ok(());
        }
        self.last_maintenance_at = Some(mono);
        let app = &self.app;
        let mut tx = app.db.begin().await?;
        dispatch::delete_old_updates(&mut tx, mono).await?;
        personal_data::expire_old_rows(&mut tx, mono).await?;
        let schedule = programme::load_schedule(&mut tx).await?;
        let forum = EventContext { programme: &app.programme, schedule: &schedule, now, real_now: mono };
        let due = personal_data::advance_retention(&mut tx, &forum, ran).await?;
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
            RetentionAction::Erase => self.erase_personal_data(now, mono).await?,
            RetentionAction::EraseAgain => {
                let mut tx = app.db.begin().await?;
                personal_data::enforce_retention(&mut tx, &app.programme, now).await?;
                tx.commit().await?;
            }
            RetentionAction::RemoveBackup(path) => self.remove_backup(&path).await?,
        }
        self.app.db.truncate_wal().await?;
        Ok(())
    }

    /// Without its backup nothing is erased: it is tried again at the next look.
    async fn erase_personal_data(&self, now: Millis, mono: Millis) -> sqlx::Result<()> {
        let app = &self.app;
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
        let gone = personal_data::enforce_retention(&mut tx, &app.programme, now).await?;
        personal_data::record_erasure(&mut tx, mono, gone, backup.as_deref()).await?;
        tx.commit().await?;
        app.wakeup.notify_one();
        let backup = backup.map(|path| path.display().to_string()).unwrap_or_default();
        tracing::warn!(
            registrations = gone,
            backup,
            "erased: the promised time after the event is over; the backup is removed in a week of running"
        );
        Ok(())
    }

    async fn remove_backup(&self, path: &Path) -> sqlx::Result<()> {
        match std::fs::remove_file(path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::error!(%error, file = %path.display(), "the backup cannot be removed: remove it by hand");
                return Ok(());
            }
            _ => tracing::info!(file = %path.display(), "the backup of what was erased is removed, too"),
        }
        let mut tx = self.app.db.begin().await?;
        personal_data::record_backup_removed(&mut tx).await?;
        tx.commit().await
    }
}

/// A name beside the database that nothing has yet.
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

//! Whether the last run ended cleanly: a setting in the database that is set while a leader runs.

use super::instance::App;
use crate::db;

/// "1" while a leader runs and after one that did not end cleanly.
const RUNNING_SETTING: &str = "running";

/// Records that a run began; true if the last one did not end cleanly.
pub async fn record_run_start(app: &App) -> bool {
    let recorded = async {
        let mut tx = app.db.begin().await?;
        let before = db::get_setting(&mut tx, RUNNING_SETTING).await?;
        db::set_setting(&mut tx, RUNNING_SETTING, "1").await?;
        tx.commit().await?;
        Ok::<_, sqlx::Error>(before.as_deref() == Some("1"))
    };
    recorded.await.unwrap_or(true)
}

/// Records that the run ended cleanly, and releases the lease.
pub async fn record_run_end(app: &App) {
    let recorded = async {
        let mut tx = app.db.begin().await?;
        db::set_setting(&mut tx, RUNNING_SETTING, "0").await?;
        app.release_lease(&mut tx).await?;
        tx.commit().await
    };
    if let Err(error) = recorded.await {
        tracing::warn!(%error, "the end of this run could not be recorded");
    }
}

/// Whether the last run did not end cleanly, or another instance is leading.
pub async fn is_after_unclean_exit(app: &App) -> bool {
    let running = async { db::get_setting(&mut *app.db.reader().await?, RUNNING_SETTING).await };
    running.await.map_or(true, |running| running.as_deref() == Some("1"))
}

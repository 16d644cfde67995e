//! The table `retention`, which has a row for each stage.

use std::path::PathBuf;

use sqlx::FromRow;

use crate::clock::Millis;
use crate::db::Conn;
use crate::personal_data::model::{RetentionCountdown, RetentionStage};

/// The value of `announced_after` while the organisers were not told.
const NOT_ANNOUNCED: Millis = -1;

fn row_name(stage: RetentionStage) -> &'static str {
    match stage {
        RetentionStage::Contacts => "event",
        RetentionStage::Attendance => "attendance",
    }
}

#[derive(FromRow)]
struct CountdownRow {
    elapsed: Millis,
    announced_after: Millis,
    erased: i64,
    backup_path: String,
    backup_elapsed: Millis,
}

/// The countdown to the end of a stage.
pub async fn load_countdown(conn: &mut Conn, stage: RetentionStage) -> sqlx::Result<RetentionCountdown> {
    let row: CountdownRow = sqlx::query_as(
        "select elapsed, announced_after, erased, backup_path, backup_elapsed from retention where name = $1",
    )
    .bind(row_name(stage))
    .fetch_one(conn)
    .await?;
    Ok(RetentionCountdown {
        elapsed: row.elapsed,
        announced_after: Some(row.announced_after).filter(|&at| at >= 0),
        is_erased: row.erased == 1,
        backup_path: Some(PathBuf::from(row.backup_path)).filter(|path| !path.as_os_str().is_empty()),
        backup_elapsed: row.backup_elapsed,
    })
}

/// Saves the countdown of a stage.
pub async fn save_countdown(
    conn: &mut Conn,
    stage: RetentionStage,
    countdown: &RetentionCountdown,
) -> sqlx::Result<()> {
    let backup = countdown.backup_path.as_ref().map(|path| path.display().to_string());
    sqlx::query(
        "update retention set elapsed = $1, announced_after = $2, erased = $3, backup_path = $4, backup_elapsed = $5
         where name = $6",
    )
    .bind(countdown.elapsed)
    .bind(countdown.announced_after.unwrap_or(NOT_ANNOUNCED))
    .bind(i64::from(countdown.is_erased))
    .bind(backup.unwrap_or_default())
    .bind(countdown.backup_elapsed)
    .bind(row_name(stage))
    .execute(conn)
    .await?;
    Ok(())
}

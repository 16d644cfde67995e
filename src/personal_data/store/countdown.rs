//! The table `retention`, which has one row.

use std::path::PathBuf;

use sqlx::FromRow;

use crate::clock::Millis;
use crate::db::Conn;
use crate::personal_data::model::RetentionCountdown;

/// The value of `told_at` while the organisers were not told.
const NOT_ANNOUNCED: Millis = -1;

#[derive(FromRow)]
struct CountdownRow {
    over_for: Millis,
    told_at: Millis,
    erased: i64,
    backup: String,
    backup_for: Millis,
}

/// The countdown to the end of retention.
pub async fn load_countdown(conn: &mut Conn) -> sqlx::Result<RetentionCountdown> {
    let row: CountdownRow = sqlx::query_as(
        "select over_for, told_at, erased, backup, backup_for from retention where name = 'event'",
    )
    .fetch_one(conn)
    .await?;
    Ok(RetentionCountdown {
        elapsed: row.over_for,
        announced_after: Some(row.told_at).filter(|&at| at >= 0),
        is_erased: row.erased == 1,
        backup_path: Some(PathBuf::from(row.backup)).filter(|path| !path.as_os_str().is_empty()),
        backup_age: row.backup_for,
    })
}

/// Saves the countdown.
pub async fn save_countdown(conn: &mut Conn, countdown: &RetentionCountdown) -> sqlx::Result<()> {
    let backup = countdown.backup_path.as_ref().map(|path| path.display().to_string());
    sqlx::query(
        "update retention set over_for = $1, told_at = $2, erased = $3, backup = $4, backup_for = $5
         where name = 'event'",
    )
    .bind(countdown.elapsed)
    .bind(countdown.announced_after.unwrap_or(NOT_ANNOUNCED))
    .bind(i64::from(countdown.is_erased))
    .bind(backup.unwrap_or_default())
    .bind(countdown.backup_age)
    .execute(conn)
    .await?;
    Ok(())
}

//! Erasure of one person, and of all personal data at the end of retention.

use sqlx::AssertSqlSafe;

use super::{erased_accounts, scanned_text};
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::personal_data::inventory::{DATA_INVENTORY, ON_ATTENDANCE_SHEET, REGISTRATION};
use crate::personal_data::model::{ErasedRows, RegistrationCount, RetentionStage};

/// Erases a person from every table. The caller releases the seat and withdraws the questions before, because
/// other people hear of it.
pub async fn erase_person(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    erased_accounts::preserve_facts(conn, person).await?;
    db::request_scrub(conn).await?;
    for entry in DATA_INVENTORY {
        if let Some(scanned) = entry.scanned {
            scanned_text::delete_mentions(conn, entry.table, scanned, person).await?;
        }
        for sql in entry.erasure_statements() {
            sqlx::query(AssertSqlSafe(sql)).bind(person).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// Erases the personal data of everybody that a stage ends: people without a role entirely, people with a role as
/// visitors. Questions that were public stay without their authors. Gives the rows of each table, as far as there
/// were any.
pub async fn erase_everybody(conn: &mut Conn, stage: RetentionStage) -> sqlx::Result<Vec<ErasedRows>> {
    let mut erased = Vec::new();
    for entry in DATA_INVENTORY {
        let mut count = 0;
        for sql in entry.retention_statements(stage) {
            count += sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?.rows_affected();
        }
        if count > 0 {
            erased.push(ErasedRows { table: entry.table, count });
        }
    }
    if !erased.is_empty() {
        db::request_scrub(conn).await?;
    }
    Ok(erased)
}

/// The number of registrations that the end of a stage erases, and of those that it leaves on the attendance sheet.
pub async fn count_registrations(conn: &mut Conn, stage: RetentionStage) -> sqlx::Result<RegistrationCount> {
    let all: i64 = sqlx::query_scalar(AssertSqlSafe(format!("select count(*) from {REGISTRATION}")))
        .fetch_one(&mut *conn)
        .await?;
    let kept: i64 = match stage {
        RetentionStage::Contacts => {
            let sql = format!("select count(*) from {REGISTRATION} where {ON_ATTENDANCE_SHEET}");
            sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await?
        }
        RetentionStage::Attendance => 0,
    };
    Ok(RegistrationCount { erased: (all - kept).unsigned_abs(), kept: kept.unsigned_abs() })
}

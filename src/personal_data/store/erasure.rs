//! Erasure of one person, and of all personal data at the end of retention.

use sqlx::AssertSqlSafe;

use super::{erased_accounts, scanned_text};
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::personal_data::inventory::{DATA_INVENTORY, REGISTRATION};

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

/// Erases the personal data of everybody: people without a role entirely, people with a role as visitors.
/// Questions that were public stay without their authors. Gives the number of registrations erased.
pub async fn erase_everybody(conn: &mut Conn) -> sqlx::Result<u64> {
    let (mut registrations, mut all) = (0, 0);
    for entry in DATA_INVENTORY {
        for sql in entry.retention_statements() {
            let affected = sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?.rows_affected();
            all += affected;
            if entry.table == REGISTRATION {
                registrations += affected;
            }
        }
    }
    if all > 0 {
        db::request_scrub(conn).await?;
    }
    Ok(registrations)
}

/// The number of registrations that the end of retention erases.
pub async fn count_registrations(conn: &mut Conn) -> sqlx::Result<i64> {
    let sql = format!("select count(*) from {REGISTRATION}");
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await
}

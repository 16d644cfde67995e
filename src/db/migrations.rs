//! Migrations: from an empty database, or from one of version 0.1, to the schema of this version.
//!
//! `migrations/` holds the schema, one file a module. Version 0.1 grew by the steps in
//! `migrations/v0_1`; a database of it is brought to its last step, and its rows are then carried over
//! into new tables, all in one transaction.

use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Any, Transaction};

use super::connection::Conn;
use super::statements::has_table;

/// The schema of this version.
pub static MIGRATOR: Migrator = sqlx::migrate!("./migrations");
/// The steps of version 0.1.
pub static V0_1: Migrator = sqlx::migrate!("./migrations/v0_1");

/// Sets the rows of version 0.1 aside and drops its tables.
const SAVE: &str = include_str!("../../migrations/carry_over/save.sql");
/// Copies these rows into the new tables.
const RESTORE: &str = include_str!("../../migrations/carry_over/restore.sql");

/// The first version of this schema; lower ones are version 0.1's.
const BASELINE: i64 = 100;

/// Why a database could not be brought to this version.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    #[error("the database was written by a newer version of koze: run that one")]
    Newer,
    #[error(transparent)]
    Failed(#[from] MigrateError),
}

impl From<sqlx::Error> for MigrationError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

/// Brings the database to this version inside `tx`; an error leaves it as it was.
pub async fn run(tx: &mut Transaction<'_, Any>) -> Result<(), MigrationError> {
    let applied = applied(&mut *tx).await?;
    if missing(&applied).is_none() {
        return Err(MigrationError::Newer);
    }
    let is_v0_1 = applied.first().is_some_and(|version| *version < BASELINE);
    if is_v0_1 {
        // it may have stopped half-way
        V0_1.run_direct(None, &mut **tx, false).await?;
        sqlx::raw_sql(SAVE).execute(&mut **tx).await?;
    }
    MIGRATOR.run_direct(None, &mut **tx, false).await?;
    if is_v0_1 {
        sqlx::raw_sql(RESTORE).execute(&mut **tx).await?;
    }
    Ok(())
}

/// The versions that were applied, in order; none in an empty database.
pub async fn applied(conn: &mut Conn) -> sqlx::Result<Vec<i64>> {
    if !has_table(conn, "_sqlx_migrations").await? {
        return Ok(Vec::new());
    }
    sqlx::query_scalar("select version from _sqlx_migrations order by version").fetch_all(conn).await
}

/// The number of migrations that are still to come; `None` if the database is of a newer version.
pub fn missing(applied: &[i64]) -> Option<usize> {
    let known =
        |version: &i64| MIGRATOR.iter().chain(V0_1.iter()).any(|migration| migration.version == *version);
    let is_applied = |version: i64| applied.contains(&version);
    applied
        .iter()
        .all(known)
        .then(|| MIGRATOR.iter().filter(|migration| !is_applied(migration.version)).count())
}

//! Backups of SQLite's database beside a running bot: a copy of one moment, and the numbers by which a copy is compared
//! with its original.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use sqlx::AssertSqlSafe;

use super::connection::Conn;
use super::database::{Db, Engine};
use super::failures::is_corruption;
use super::file;

/// How often the database is copied again because somebody wrote to it meanwhile.
const MAX_COPIES: usize = 3;

/// The number of rows of each table.
pub type RowCounts = BTreeMap<String, i64>;

impl Db {
    /// Copies SQLite's database, as of now, into a new file that only its owner may read. An error if the
    /// file exists.
    pub async fn copy_into(&self, path: &Path) -> sqlx::Result<()> {
        file::create_private(path)?;
        let copied = vacuum_into(&mut *self.reader().await?, path).await;
        if copied.is_err() {
            let _ = std::fs::remove_file(path);
        }
        copied
    }

    /// The same, with the numbers of rows at the moment of the copy; `None` if others wrote during each of several
    /// copies, so that no number can be compared. Writers never wait for it.
    pub async fn copy_and_count(&self, path: &Path) -> sqlx::Result<Option<RowCounts>> {
        file::create_private(path)?;
        let mut conn = self.reader().await?;
        for _ in 0..MAX_COPIES {
            // SQLite copies into an empty file only
            File::options().write(true).truncate(true).open(path)?;
            let before = data_version(&mut conn).await?;
            let counts = count_rows(&mut conn).await?;
            vacuum_into(&mut conn, path).await?;
            if data_version(&mut conn).await? == before {
                return Ok(Some(counts));
            }
        }
        Ok(None)
    }

    /// The number of rows of each table.
    pub async fn row_counts(&self) -> sqlx::Result<RowCounts> {
        count_rows(&mut *self.reader().await?).await
    }

    /// The first damage found in SQLite's file by reading all of it, indexes and references too; `None` if it is
    /// sound, and on PostgreSQL.
    pub async fn find_any_damage(&self) -> sqlx::Result<Option<String>> {
        if self.engine() == Engine::Postgres {
            return Ok(None);
        }
        let mut conn = self.reader().await?;
        let report = sqlx::query_scalar::<_, String>("pragma integrity_check(1)").fetch_one(&mut *conn).await;
        match report {
            Ok(report) if report == "ok" => {}
            // The first line names the damage; page numbers follow.
            Ok(report) => return Ok(Some(report.lines().next().unwrap_or_default().to_owned())),
            Err(error) if is_corruption(&error) => return Ok(Some(error.to_string())),
            Err(error) => return Err(error),
        }
        let broken = sqlx::query("pragma foreign_key_check").fetch_optional(&mut *conn).await?;
        Ok(broken.map(|_| "a row refers to one that does not exist".to_owned()))
    }
}

async fn vacuum_into(conn: &mut Conn, path: &Path) -> sqlx::Result<()> {
    sqlx::query("vacuum into $1").bind(path.to_string_lossy().into_owned()).execute(conn).await.map(drop)
}

/// A number that changes when another connection has written.
async fn data_version(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("pragma data_version").fetch_one(conn).await
}

async fn count_rows(conn: &mut Conn) -> sqlx::Result<RowCounts> {
    let tables = if conn.backend_name() == "SQLite" {
        "select name from sqlite_master where type = 'table' and substr(name, 1, 7) <> 'sqlite_' order by name"
    } else {
        "select cast(table_name as text) from information_schema.tables
         where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name"
    };
    let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut *conn).await?;
    let mut counts = RowCounts::new();
    for table in tables {
        // the names come from the schema
        let sql = format!("select count(*) from {table}");
        let count = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *conn).await?;
        counts.insert(table, count);
    }
    Ok(counts)
}

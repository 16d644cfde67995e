//! Removes erased personal data from the database's files, where deleted rows would otherwise survive in
//! free pages and in the write-ahead log.

use super::connection::Conn;
use super::database::{Db, Engine};
use super::settings::{get_setting, set_setting};

/// The setting that is present while something was erased and the files were not scrubbed since. Its
/// value is a random mark, one per erasure.
const SCRUB_REQUEST_KEY: &str = "erased";

/// Requests a scrub, in the transaction that erases personal data.
pub async fn request_scrub(conn: &mut Conn) -> sqlx::Result<()> {
    set_setting(conn, SCRUB_REQUEST_KEY, &format!("{:016x}", rand::random::<u64>())).await
}

impl Db {
    /// The mark of the latest scrub request, if it was not carried out yet.
    pub async fn pending_scrub(&self) -> sqlx::Result<Option<String>> {
        get_setting(&mut *self.reader().await?, SCRUB_REQUEST_KEY).await
    }

    /// Carries out the scrub requested with `mark`; false where a reader was active and the caller has to
    /// try again.
    ///
    /// On SQLite overwriting rows is not enough: a page that was split keeps old copies of rows in its
    /// free space, and the write-ahead log keeps old pages. So the file is rebuilt and the log emptied.
    /// On PostgreSQL dead rows are vacuumed, see `docs/data.md`.
    pub async fn scrub(&self, mark: &str) -> sqlx::Result<bool> {
        let mut conn = self.writer_pool.acquire().await?;
        sqlx::query("vacuum").execute(&mut *conn).await?;
        let done = match self.engine() {
            Engine::Postgres => true,
            Engine::Sqlite => truncate_wal(&mut conn).await?,
        };
        if done {
            // A later erasure has set another mark, which stays.
            sqlx::query("delete from key_value where name = $1 and value = $2")
                .bind(SCRUB_REQUEST_KEY)
                .bind(mark)
                .execute(&mut *conn)
                .await?;
        }
        Ok(done)
    }

    /// Moves the write-ahead log into the file and empties it; false where a reader was active.
    pub async fn truncate_wal(&self) -> sqlx::Result<bool> {
        match self.engine() {
            Engine::Postgres => Ok(true),
            Engine::Sqlite => truncate_wal(&mut *self.writer_pool.acquire().await?).await,
        }
    }
}

/// False where a reader was active. Waits only briefly, because all writers wait behind this connection.
async fn truncate_wal(conn: &mut Conn) -> sqlx::Result<bool> {
    sqlx::query("pragma busy_timeout = 250").execute(&mut *conn).await?;
    let (busy, _, _): (i64, i64, i64) =
        sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut *conn).await?;
    sqlx::query("pragma busy_timeout = 5000").execute(conn).await?;
    Ok(busy == 0)
}

//! What was erased leaves the database's files, too.

use super::{Conn, Db, Engine, get_setting, set_setting};

/// The small fact that something personal was erased since the files were cleaned.
const SCRUB_REQUEST_KEY: &str = "erased";

/// Says, in the transaction that erases something personal, that it must not stay in the files either.
pub async fn request_scrub(conn: &mut Conn) -> sqlx::Result<()> {
    set_setting(conn, SCRUB_REQUEST_KEY, &format!("{:016x}", rand::random::<u64>())).await
}

impl Db {
    /// The mark of an erasure after which the database's files were not cleaned yet.
    pub async fn pending_scrub(&self) -> sqlx::Result<Option<String>> {
        get_setting(&mut *self.reader().await?, SCRUB_REQUEST_KEY).await
    }

    /// Removes what was erased from the database's files, too. On SQLite overwriting is not enough: a page that
    /// was split keeps old copies of rows in its free space, and the write-ahead log keeps old pages. The file is
    /// therefore written anew and the log is emptied. On PostgreSQL dead rows are given free, see `docs/data.md`.
    /// False where a reader was in the way: then it is to be tried again.
    pub async fn scrub(&self, mark: &str) -> sqlx::Result<bool> {
        let mut conn = self.writer_pool.acquire().await?;
        let done = match self.engine {
            Engine::Postgres => {
                sqlx::query("vacuum").execute(&mut *conn).await?;
                true
            }
            Engine::Sqlite => {
                sqlx::query("vacuum").execute(&mut *conn).await?;
                truncate_wal(&mut conn).await?
            }
        };
        if done {
            // another erasure in the meantime has set another mark
            sqlx::query("delete from setting where name = $1 and value = $2")
                .bind(SCRUB_REQUEST_KEY)
                .bind(mark)
                .execute(&mut *conn)
                .await?;
        }
        Ok(done)
    }

    /// Moves what the write-ahead log holds into the file and empties the log.
    pub async fn truncate_wal(&self) -> sqlx::Result<bool> {
        match self.engine {
            Engine::Postgres => Ok(true),
            Engine::Sqlite => truncate_wal(&mut *self.writer_pool.acquire().await?).await,
        }
    }
}

/// False where a reader was in the way. Nobody waits long for it: whoever writes waits behind.
async fn truncate_wal(conn: &mut Conn) -> sqlx::Result<bool> {
    sqlx::query("pragma busy_timeout = 250").execute(&mut *conn).await?;
    let (busy, _, _): (i64, i64, i64) =
        sqlx::query_as("pragma wal_checkpoint(truncate)").fetch_one(&mut *conn).await?;
    sqlx::query("pragma busy_timeout = 5000").execute(conn).await?;
    Ok(busy == 0)
}

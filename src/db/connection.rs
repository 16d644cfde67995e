//! Connections: how each one is prepared, and how a wrong address is reported at once.

use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::{Any, AnyConnection, Connection, Transaction};

use crate::clock::Clock;

/// A transaction; rolls back when dropped.
pub type Tx = Transaction<'static, Any>;
/// The connection that store functions take: a transaction's or a reader's.
pub type Conn = AnyConnection;

/// How long a transaction waits for a connection before that counts as an outage.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a server may take to answer the first connection. Beyond it the address is probably wrong.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Options for a pool of at most `connections`.
pub(super) fn pool_options(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT)
}

/// Connects once without a pool: a pool would retry a wrong address, or a file that is not a database,
/// until its timeout and hide the cause.
pub(super) async fn check_reachable(url: &str) -> sqlx::Result<()> {
    let is_sqlite = url.starts_with("sqlite:");
    let connected = async {
        let mut conn = AnyConnection::connect(url).await?;
        if is_sqlite {
            prepare_sqlite(&mut conn).await?;
        }
        conn.close().await
    };
    match Clock::real().timeout(CONNECT_TIMEOUT, connected).await {
        Some(result) => result,
        // Another process holds a lock: the pool waits for it as usual.
        None if is_sqlite => Ok(()),
        None => Err(sqlx::Error::Io(std::io::Error::new(
            std::io::ErrorKind::TimedOut,
            format!("the server does not answer within {} s", CONNECT_TIMEOUT.as_secs()),
        ))),
    }
}

/// WAL lets readers work beside the writer; FULL lets a registration survive a power cut.
pub(super) async fn prepare_sqlite(conn: &mut Conn) -> sqlx::Result<()> {
    for pragma in [
        "pragma busy_timeout = 5000",
        "pragma journal_mode = wal",
        "pragma synchronous = full",
        "pragma foreign_keys = on",
        // Pages that change with every update are then written back less often.
        "pragma wal_autocheckpoint = 4000",
        // Personal data: deleted rows are overwritten, and sorting uses no temporary file.
        "pragma secure_delete = on",
        "pragma temp_store = memory",
    ] {
        sqlx::query(pragma).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Fails a statement that waits more than 5 s for a lock, like SQLite's busy_timeout; the caller retries.
pub(super) async fn prepare_postgres(conn: &mut Conn) -> sqlx::Result<()> {
    sqlx::query("set lock_timeout = '5s'").execute(conn).await?;
    Ok(())
}

//! The database: one SQL text for SQLite and PostgreSQL through sqlx's `Any`.
//!
//! SQLite has one writer, so a transaction never waits for a lock it could have seen coming, and a
//! few readers beside it. PostgreSQL has one pool for both.

pub mod file;
mod scrub;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::Migrator;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Connection, Transaction};

use crate::clock::Clock;
use file::FileIdentity;

pub use scrub::request_scrub;

/// The migrations, compiled in.
pub static MIGRATOR: Migrator = sqlx::migrate!();

/// A transaction; rolls back when dropped.
pub type Tx = Transaction<'static, Any>;
/// What a store function works on: a transaction's connection or a reader's.
pub type Conn = AnyConnection;

/// How many transactions PostgreSQL is given at once.
const POSTGRES_CONNECTIONS: u32 = 10;
/// Readers beside SQLite's one writer: the hall page, exports.
const SQLITE_READERS: u32 = 4;
/// How long a transaction waits for a connection before that counts as an outage.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a server may take to answer at the start, before its address is taken for wrong.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database beside this version of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    Current,
    /// So many migrations are still to come.
    Outdated(usize),
    Newer,
}

/// The open database.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    writer_pool: AnyPool,
    reader_pool: AnyPool,
    /// SQLite's file.
    file: Option<Arc<FileIdentity>>,
}

impl Db {
    /// Opens `url` (`sqlite://file.db`, made if absent, or `postgres://…`). Does not migrate.
    pub async fn open(url: &str) -> sqlx::Result<Self> {
        if let Some(path) = file::sqlite_path(url) {
            if can_create_file(url) {
                // where that cannot be, opening it says why
                let _ = file::create_private(&path);
            }
            if let Err(error) = file::restrict_permissions(&path) {
                tracing::warn!(%error, "others on this machine can read the database's file");
            }
        }
        Self::open_existing(url).await
    }

    /// Opens what is there: makes and changes nothing.
    pub async fn open_existing(url: &str) -> sqlx::Result<Self> {
        install_default_drivers();
        if !url.starts_with("sqlite:") {
            check_reachable(url).await?;
            let pool =
                pool_options(POSTGRES_CONNECTIONS).after_connect(|conn, _| Box::pin(prepare_postgres(conn)));
            let pool = pool.connect(url).await?;
            return Ok(Self {
                engine: Engine::Postgres,
                writer_pool: pool.clone(),
                reader_pool: pool,
                file: None,
            });
        }
        // one that is deleted meanwhile is not made anew
        let url =
            if url.contains('?') { url.replace("mode=rwc", "mode=rw") } else { format!("{url}?mode=rw") };
        check_reachable(&url).await?;
        // On a full disk SQLite itself ends a transaction, and sqlx, which cannot roll it back, takes it for
        // open ever after: such a connection is given up.
        let write = pool_options(1).before_acquire(|conn, _| {
            let is_at_rest = !conn.is_in_transaction();
            Box::pin(async move { Ok(is_at_rest) })
        });
        let write = write.after_connect(|conn, _| Box::pin(prepare_sqlite(conn))).connect(&url).await?;
        let place = file::sqlite_path(&url).map(|path| FileIdentity::of(&path)).transpose()?.map(Arc::new);
        let read = pool_options(SQLITE_READERS).after_connect(|conn, _| Box::pin(prepare_sqlite(conn)));
        Ok(Self {
            engine: Engine::Sqlite,
            writer_pool: write,
            reader_pool: read.connect(&url).await?,
            file: place,
        })
    }

    /// How it is named to whoever runs the bot: an address may hold a password.
    pub fn display_name(&self) -> String {
        let file = self.file.as_ref().map(|place| format!("the database {}", place.path.display()));
        file.unwrap_or_else(|| "the database".to_owned())
    }

    /// SQLite's file.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|place| place.path.as_path())
    }

    /// An error once its file was deleted or replaced under it.
    pub fn check_file(&self) -> sqlx::Result<()> {
        Ok(self.file.as_ref().map_or(Ok(()), |place| place.check())?)
    }

    /// What is wrong with SQLite's file, page by page; nothing if all is well.
    pub async fn find_corruption(&self) -> sqlx::Result<Option<String>> {
        if self.engine == Engine::Postgres {
            return Ok(None);
        }
        let mut conn = self.reader().await?;
        match sqlx::query_scalar::<_, String>("pragma quick_check(1)").fetch_one(&mut *conn).await {
            Ok(said) if said == "ok" => Ok(None),
            // the first line, without the figures behind it
            Ok(said) => Ok(Some(said.lines().next().unwrap_or_default().to_owned())),
            Err(error) if is_corruption(&error) => Ok(Some(error.to_string())),
            Err(error) => Err(error),
        }
    }

    /// Copies SQLite's database, as it stands, into a file of its own that only its owner may read.
    pub async fn copy_into(&self, path: &Path) -> sqlx::Result<()> {
        file::create_private(path)?;
        let mut conn = self.reader().await?;
        let copied =
            sqlx::query("vacuum into $1").bind(path.to_string_lossy().into_owned()).execute(&mut *conn);
        let copied = copied.await;
        if copied.is_err() {
            let _ = std::fs::remove_file(path);
        }
        copied.map(drop)
    }

    /// Whether a version of this program has ever made its tables here.
    pub async fn has_schema(&self) -> sqlx::Result<bool> {
        has_table(&mut *self.reader().await?, "_sqlx_migrations").await
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Brings the tables to this version; several processes may try at once. On PostgreSQL the
    /// migrator holds a lock of its own, on SQLite the one writing transaction is the lock.
    pub async fn migrate(&self) -> Result<(), sqlx::migrate::MigrateError> {
        match self.engine {
            Engine::Postgres => {
                // another one that migrates may take as long as it needs
                let mut conn = self.writer_pool.acquire().await?.detach();
                sqlx::query("set lock_timeout = 0").execute(&mut conn).await?;
                MIGRATOR.run_direct(None, &mut conn, false).await?;
                Ok(conn.close().await?)
            }
            Engine::Sqlite => {
                let mut tx = self.begin().await?;
                MIGRATOR.run_direct(None, &mut *tx, false).await?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// Whether it can be written, and of which version it is; changes nothing.
    pub async fn schema_state(&self) -> sqlx::Result<SchemaState> {
        let applied: Vec<i64> = if self.has_schema().await? {
            sqlx::query_scalar("select version from _sqlx_migrations order by version")
                .fetch_all(&mut *self.reader().await?)
                .await?
        } else {
            Vec::new()
        };
        let mut tx = self.begin().await?;
        if !applied.is_empty() {
            sqlx::query("update setting set value = value where name = ''").execute(&mut *tx).await?;
        }
        tx.rollback().await?;
        let known: Vec<i64> = MIGRATOR.iter().map(|migration| migration.version).collect();
        Ok(if applied.iter().any(|version| !known.contains(version)) {
            SchemaState::Newer
        } else {
            match known.len() - applied.len() {
                0 => SchemaState::Current,
                missing => SchemaState::Outdated(missing),
            }
        })
    }

    /// Begins a transaction that will write. On SQLite it holds the one writer until it ends.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        self.check_file()?;
        match self.engine {
            Engine::Sqlite => self.writer_pool.begin_with("begin immediate").await,
            Engine::Postgres => self.writer_pool.begin().await,
        }
    }

    /// A connection for reading alone, beside the writer.
    pub async fn reader(&self) -> sqlx::Result<sqlx::pool::PoolConnection<Any>> {
        self.check_file()?;
        self.reader_pool.acquire().await
    }

    pub async fn close(&self) {
        self.reader_pool.close().await;
        self.writer_pool.close().await;
    }
}

/// Whether an address asks for a file that is not there to be made.
fn can_create_file(url: &str) -> bool {
    !url.contains('?') || url.contains("mode=rwc")
}

/// Asks once: a pool would try a wrong address, or a file that is no database, again and again before it
/// says what is wrong.
async fn check_reachable(url: &str) -> sqlx::Result<()> {
    let is_sqlite = url.starts_with("sqlite:");
    let reached = async {
        let mut conn = AnyConnection::connect(url).await?;
        if is_sqlite {
            prepare_sqlite(&mut conn).await?;
        }
        conn.close().await
    };
    match Clock::real().timeout(CONNECT_TIMEOUT, reached).await {
        Some(done) => done,
        // somebody else's lock is waited for as ever
        None if is_sqlite => Ok(()),
        None => Err(sqlx::Error::Io(std::io::Error::new(
            std::io::ErrorKind::TimedOut,
            format!("the server does not answer within {} s", CONNECT_TIMEOUT.as_secs()),
        ))),
    }
}

/// Whether there is such a table.
pub async fn has_table(conn: &mut Conn, name: &str) -> sqlx::Result<bool> {
    let sql = if conn.backend_name() == "SQLite" {
        "select count(*) from sqlite_master where type = 'table' and name = $1"
    } else {
        "select count(*) from information_schema.tables
         where table_schema = current_schema() and table_name = $1"
    };
    let found: i64 = sqlx::query_scalar(sql).bind(name).fetch_one(conn).await?;
    Ok(found > 0)
}

fn pool_options(connections: u32) -> AnyPoolOptions {
    AnyPoolOptions::new().max_connections(connections).acquire_timeout(ACQUIRE_TIMEOUT)
}

/// WAL lets readers work beside the writer; FULL lets a registration survive a power cut.
async fn prepare_sqlite(conn: &mut Conn) -> sqlx::Result<()> {
    for pragma in [
        "pragma busy_timeout = 5000",
        "pragma journal_mode = wal",
        "pragma synchronous = full",
        "pragma foreign_keys = on",
        // pages that change with every update are written back less often
        "pragma wal_autocheckpoint = 4000",
        // what is deleted is overwritten; what is sorted or rebuilt goes to no file of its own
        "pragma secure_delete = on",
        "pragma temp_store = memory",
    ] {
        sqlx::query(pragma).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Whoever waits for somebody else's lock for so long is told, as on SQLite, and tries again.
async fn prepare_postgres(conn: &mut Conn) -> sqlx::Result<()> {
    sqlx::query("set lock_timeout = '5s'").execute(conn).await?;
    Ok(())
}

/// Whether a failure is the database's or the network's, and nobody's fault: nothing is counted
/// against an update, and everything waits.
pub fn is_outage(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::BeginFailed
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(error) => error.code().is_some_and(|code| is_outage_code(&code)),
        _ => false,
    }
}

/// Whether SQLite's file is damaged, or is none.
pub fn is_corruption(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| {
        code.len() != 5 && code.parse::<i32>().is_ok_and(|code| matches!(code & 0xff, 11 | 26))
    })
}

fn is_outage_code(code: &str) -> bool {
    if let (true, Ok(sqlite)) = (code.len() != 5, code.parse::<i32>()) {
        // busy, locked, read-only, I/O, damaged, full, cannot open, protocol, not a database: the low byte of
        // an extended code
        return matches!(sqlite & 0xff, 5 | 6 | 8 | 10 | 11 | 13 | 14 | 15 | 26);
    }
    // connection, resources, operator's doing, system error; serialization failure, deadlock, a lock not had,
    // and what became read-only
    ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class))
        || matches!(code, "40001" | "40P01" | "55P03" | "25006")
}

/// `count` rows of values for one statement, made from what one looks like: `(?, 0), (?, 0)`. PostgreSQL wants
/// the parameters numbered; to SQLite `$7` is a name, for which it would look through all the others.
pub fn placeholder_rows(conn: &Conn, one: &str, count: usize) -> String {
    if conn.backend_name() == "SQLite" {
        return vec![one; count].join(", ");
    }
    let mut sql = String::with_capacity(count * (one.len() + 8));
    let mut parameter = 0;
    for row in 0..count {
        if row > 0 {
            sql.push_str(", ");
        }
        for part in one.split_inclusive('?') {
            match part.strip_suffix('?') {
                Some(before) => {
                    parameter += 1;
                    sql.push_str(before);
                    sql.push_str(&format!("${parameter}"));
                }
                None => sql.push_str(part),
            }
        }
    }
    sql
}

/// A number for people, the next in its row; concurrent transactions wait for one another here.
pub async fn next_number(conn: &mut Conn, counter: &str) -> sqlx::Result<i64> {
    advance_counter(conn, counter, 1).await
}

/// So many numbers at once: the last of them. With a minus, those that were not needed are given back, in the
/// transaction that took them.
pub async fn advance_counter(conn: &mut Conn, counter: &str, many: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar("update counter set value = value + $2 where name = $1 returning value")
        .bind(counter)
        .bind(many)
        .fetch_one(conn)
        .await
}

/// Waits in the same line as [`next_number`] without taking a number.
pub async fn lock_counter(conn: &mut Conn, counter: &str) -> sqlx::Result<()> {
    sqlx::query("update counter set value = value where name = $1").bind(counter).execute(conn).await?;
    Ok(())
}

/// The small fact under which the bot's own name is kept.
pub const BOT_USERNAME_KEY: &str = "bot-name";

/// A small fact kept between runs.
pub async fn get_setting(conn: &mut Conn, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from setting where name = $1").bind(name).fetch_optional(conn).await
}

/// Those of these small facts that were ever set.
pub async fn get_settings(conn: &mut Conn, names: &[&str]) -> sqlx::Result<HashMap<String, String>> {
    let sql = format!(
        "select name, value from setting where name in ({})",
        placeholder_rows(conn, "?", names.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(sql));
    let set: Vec<(String, String)> =
        names.iter().fold(query, |query, name| query.bind(*name)).fetch_all(conn).await?;
    Ok(set.into_iter().collect())
}

pub async fn set_setting(conn: &mut Conn, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into setting (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

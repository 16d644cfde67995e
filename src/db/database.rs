//! The open database: pools, transactions, migrations and the health of SQLite's file.

use std::path::Path;
use std::sync::Arc;

use sqlx::any::install_default_drivers;
use sqlx::{Any, AnyPool, Connection};

use super::connection::{Tx, check_reachable, pool_options, prepare_postgres, prepare_sqlite};
use super::failures::is_corruption;
use super::file::{self, FileIdentity};
use super::migrations::{self, MigrationError};
use super::statements::has_table;

/// The key of PostgreSQL's advisory lock for migrations: any number that nothing else in the database uses.
const MIGRATION_LOCK: i64 = 0x6b6f_7a65;
/// The most transactions at once on PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 10;
/// Readers beside SQLite's one writer: the hall page, exports.
const SQLITE_READERS: u32 = 4;

/// Which database is behind the pools.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// The database's schema compared with the migrations of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SchemaState {
    Current,
    /// This many migrations are missing.
    Outdated(usize),
    /// A later version of the program has migrated it.
    Newer,
}

/// The open database; clones share its pools.
#[derive(Clone)]
pub struct Db {
    engine: Engine,
    pub(super) writer_pool: AnyPool,
    reader_pool: AnyPool,
    /// SQLite's file; `None` on PostgreSQL and for a database in memory.
    file: Option<Arc<FileIdentity>>,
}

impl Db {
    /// Opens `url` (`sqlite://file.db`, created if absent, or `postgres://…`). Does not migrate.
    pub async fn open(url: &str) -> sqlx::Result<Self> {
        if let Some(path) = file::sqlite_path(url) {
            if can_create_file(url) {
                // An error is ignored: opening the file reports its cause.
                let _ = file::create_private(&path);
            }
            if let Err(error) = file::restrict_permissions(&path) {
                tracing::warn!(%error, "others on this machine can read the database's file");
            }
        }
        Self::open_existing(url).await
    }

    /// Opens an existing database; creates and changes nothing.
    pub async fn open_existing(url: &str) -> sqlx::Result<Self> {
        install_default_drivers();
        if url.starts_with("sqlite:") { Self::open_sqlite(url).await } else { Self::open_postgres(url).await }
    }

    async fn open_postgres(url: &str) -> sqlx::Result<Self> {
        check_reachable(url).await?;
        let options =
            pool_options(POSTGRES_CONNECTIONS).after_connect(|conn, _| Box::pin(prepare_postgres(conn)));
        let pool = options.connect(url).await?;
        Ok(Self { engine: Engine::Postgres, writer_pool: pool.clone(), reader_pool: pool, file: None })
    }

    async fn open_sqlite(url: &str) -> sqlx::Result<Self> {
        // A file that is deleted later must not be created again by a new connection.
        let url =
            if url.contains('?') { url.replace("mode=rwc", "mode=rw") } else { format!("{url}?mode=rw") };
        check_reachable(&url).await?;
        // On a full disk SQLite itself ends a transaction. sqlx cannot roll it back and takes it for open
        // from then on: such a connection is discarded.
        let writer = pool_options(1).before_acquire(|conn, _| {
            let is_usable = !conn.is_in_transaction();
            Box::pin(async move { Ok(is_usable) })
        });
        let writer = writer.after_connect(|conn, _| Box::pin(prepare_sqlite(conn))).connect(&url).await?;
        let file = file::sqlite_path(&url).map(|path| FileIdentity::of(&path)).transpose()?.map(Arc::new);
        let readers = pool_options(SQLITE_READERS).after_connect(|conn, _| Box::pin(prepare_sqlite(conn)));
        Ok(Self {
            engine: Engine::Sqlite,
            writer_pool: writer,
            reader_pool: readers.connect(&url).await?,
            file,
        })
    }

    /// A name for messages to the operator. Never the address, which may hold a password.
    pub fn display_name(&self) -> String {
        let file = self.file.as_ref().map(|file| format!("the database {}", file.path.display()));
        file.unwrap_or_else(|| "the database".to_owned())
    }

    /// The path of SQLite's file.
    pub fn path(&self) -> Option<&Path> {
        self.file.as_ref().map(|file| file.path.as_path())
    }

    /// An error if SQLite's file was deleted or replaced since it was opened.
    pub fn check_file(&self) -> sqlx::Result<()> {
        Ok(self.file.as_ref().map_or(Ok(()), |file| file.check())?)
    }

    /// The first damage found in SQLite's file; `None` if it is sound, and on PostgreSQL.
    pub async fn find_corruption(&self) -> sqlx::Result<Option<String>> {
        if self.engine == Engine::Postgres {
            return Ok(None);
        }
        let mut conn = self.reader().await?;
        match sqlx::query_scalar::<_, String>("pragma quick_check(1)").fetch_one(&mut *conn).await {
            Ok(report) if report == "ok" => Ok(None),
            // The first line names the damage; page numbers follow.
            Ok(report) => Ok(Some(report.lines().next().unwrap_or_default().to_owned())),
            Err(error) if is_corruption(&error) => Ok(Some(error.to_string())),
            Err(error) => Err(error),
        }
    }

    /// Whether any version of this program has migrated this database.
    pub async fn has_schema(&self) -> sqlx::Result<bool> {
        has_table(&mut *self.reader().await?, "_sqlx_migrations").await
    }

    /// Which database this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Migrates the schema to this version, in one transaction; several processes may try at once. On
    /// PostgreSQL an advisory lock puts them in order, on SQLite the one write transaction.
    pub async fn migrate(&self) -> Result<(), MigrationError> {
        match self.engine {
            Engine::Postgres => {
                let mut conn = self.writer_pool.acquire().await?.detach();
                // Another process may take as long as it needs for its migration.
                sqlx::query("set lock_timeout = 0").execute(&mut conn).await?;
                let mut tx = conn.begin().await?;
                sqlx::query("select cast(pg_advisory_xact_lock($1) as text)")
                    .bind(MIGRATION_LOCK)
                    .execute(&mut *tx)
                    .await?;
                migrations::run(&mut tx).await?;
                tx.commit().await?;
                Ok(conn.close().await?)
            }
            Engine::Sqlite => {
                let mut tx = self.begin().await?;
                migrations::run(&mut tx).await?;
                Ok(tx.commit().await?)
            }
        }
    }

    /// Compares the schema with this program; an error if the database cannot be written. Changes nothing.
    pub async fn schema_state(&self) -> sqlx::Result<SchemaState> {
        let applied = migrations::applied(&mut *self.reader().await?).await?;
        let mut tx = self.begin().await?;
        if !applied.is_empty() {
            sqlx::query("update _sqlx_migrations set version = version where version = 0")
                .execute(&mut *tx)
                .await?;
        }
        tx.rollback().await?;
        Ok(match migrations::missing(&applied) {
            None => SchemaState::Newer,
            Some(0) => SchemaState::Current,
            Some(missing) => SchemaState::Outdated(missing),
        })
    }

    /// Begins a write transaction. On SQLite it holds the one writer until it ends.
    pub async fn begin(&self) -> sqlx::Result<Tx> {
        self.check_file()?;
        match self.engine {
            Engine::Sqlite => self.writer_pool.begin_with("begin immediate").await,
            Engine::Postgres => self.writer_pool.begin().await,
        }
    }

    /// A connection for reading only, beside the writer.
    pub async fn reader(&self) -> sqlx::Result<sqlx::pool::PoolConnection<Any>> {
        self.check_file()?;
        self.reader_pool.acquire().await
    }

    /// Closes all connections and waits for those in use.
    pub async fn close(&self) {
        self.reader_pool.close().await;
        self.writer_pool.close().await;
    }
}

/// Whether an address allows SQLite to create its file.
fn can_create_file(url: &str) -> bool {
    !url.contains('?') || url.contains("mode=rwc")
}

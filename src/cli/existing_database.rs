//! Opens a database that exists. Only `run` and `rehearse` create one; in a wrong folder the other commands say so and
//! create nothing.

use super::error::CliError;
use crate::config::{self, ConfigError};
use crate::db::{self, Db};

/// Opens the database at `url` and migrates it.
pub async fn open(url: &str) -> Result<Db, CliError> {
    let db = open_unmigrated(url, "--database-url").await?;
    db.migrate().await.map_err(anyhow::Error::from)?;
    Ok(db)
}

/// Opens the database at `url`, the value of `flag`, without migrating it.
pub async fn open_unmigrated(url: &str, flag: &str) -> Result<Db, CliError> {
    let url = config::parse_database_url(url)?;
    let not_found = |what: &str| {
        ConfigError(format!(
            "{flag}: there is no database {what}: `koze run` makes it; look at the folder and at {flag}"
        ))
    };
    let path = db::file::sqlite_path(&url);
    // SQLite would write to an empty file by opening it
    if let Some(path) = path.as_ref().filter(|path| db::file::is_missing_or_empty(path)) {
        return Err(not_found(&path.display().to_string()).into());
    }
    let cannot_open =
        |error: sqlx::Error| ConfigError(format!("{flag}: the database cannot be opened: {error}"));
    let db = Db::open_existing(&url).await.map_err(cannot_open)?;
    if !db.has_schema().await.map_err(cannot_open)? {
        db.close().await;
        return Err(not_found("of Kozé's there yet").into());
    }
    Ok(db)
}

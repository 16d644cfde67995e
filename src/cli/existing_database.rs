//! A database that is there already: only `run` and `rehearse` make one. In a wrong folder the others
//! say so and leave nothing behind.

use super::error::CliError;
use crate::config::{self, ConfigError};
use crate::db::{self, Db};

/// Opens the database of `url` and brings it to this version; one sentence where there is none.
pub async fn open(url: &str) -> Result<Db, CliError> {
    let db = open_unmigrated(url, "--database-url").await?;
    db.migrate().await.map_err(anyhow::Error::from)?;
    Ok(db)
}

/// The same of one that `flag` names, which is left as it is.
pub async fn open_unmigrated(url: &str, flag: &str) -> Result<Db, CliError> {
    let url = config::parse_database_url(url)?;
    let none = |what: &str| {
        ConfigError(format!(
            "{flag}: there is no database {what}: `koze run` makes it; look at the folder and at {flag}"
        ))
    };
    let path = db::file::sqlite_path(&url);
    // nothing is in an empty one, and to open it would change it
    if let Some(path) = path.as_ref().filter(|path| db::file::is_missing_or_empty(path)) {
        return Err(none(&path.display().to_string()).into());
    }
    let unopened =
        |error: sqlx::Error| ConfigError(format!("{flag}: the database cannot be opened: {error}"));
    let db = Db::open_existing(&url).await.map_err(unopened)?;
    if !db.has_schema().await.map_err(unopened)? {
        db.close().await;
        return Err(none("of Kozé's there yet").into());
    }
    Ok(db)
}

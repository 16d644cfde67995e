//! `koze backup`: a copy of the database of one moment, also while the bot runs. It is written beside its place under
//! another name, compared with the database, and only then gets its name: no half file is ever taken for a backup.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::CliError;
use super::existing_database;
use super::postgres_commands;
use super::startup::{cancel_on_signal, write_stdout};
use crate::config::{self, ConfigError};
use crate::database_identity;
use crate::db::{Db, RowCounts, file, is_corruption};

#[derive(clap::Args)]
pub struct Backup {
    /// The file to write. It must not exist.
    file: PathBuf,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
}

impl Backup {
    /// Makes the backup.
    pub async fn run(self) -> Result<(), CliError> {
        let stop = cancel_on_signal()?;
        let url = config::parse_database_url(&self.database_url)?;
        if file::sqlite_path(&url).is_none() {
            let command = postgres_commands::backup_command(&url, &self.file);
            return Err(ConfigError(format!(
                "no backup was made: PostgreSQL makes its own, also while the bot runs:\n    {command}"
            ))
            .into());
        }
        refuse_existing(&self.file)?;
        let db = existing_database::open_unmigrated(&url, "--database-url").await?;
        let folder = temporary_folder_beside(&self.file, ".koze-backup-")?;
        let part = folder.path().join("koze.db");
        let made = tokio::select! {
            made = copy_and_check(&db, &part, &self.file) => made,
            () = stop.cancelled() => Err(anyhow::anyhow!("stopped: no backup was made").into()),
        };
        db.close().await;
        let facts = made?;
        file::move_into_place(&part, &self.file).map_err(|error| cannot_write(&self.file, &error))?;
        write_stdout(format!("{}: {facts}; it was read again and is whole\n", self.file.display()))
    }
}

/// Fails if the file exists.
fn refuse_existing(path: &Path) -> Result<(), ConfigError> {
    if path.symlink_metadata().is_err() {
        // a folder that cannot be reached is reported when something is written to it
        return Ok(());
    }
    Err(ConfigError(format!(
        "{} is there already: a backup overwrites nothing, name another file",
        path.display()
    )))
}

/// A folder beside a file that is to be written, on the same disk; it is deleted with all that is in it.
pub fn temporary_folder_beside(path: &Path, prefix: &str) -> Result<TempDir, ConfigError> {
    let folder = file::folder_of(path);
    tempfile::Builder::new().prefix(prefix).tempdir_in(folder).map_err(|error| {
        ConfigError(format!("nothing can be written to the folder {}: {}", folder.display(), error.kind()))
    })
}

/// Why a file could not be finished.
pub fn cannot_write(path: &Path, error: &std::io::Error) -> CliError {
    CliError::Failed(anyhow::anyhow!("{} cannot be written: {error}", path.display()))
}

/// What a person wants to know of a database: how many came into it.
pub fn facts(title: Option<String>, counts: &RowCounts) -> String {
    let count = |table: &str| counts.get(table).copied().unwrap_or_default();
    format!(
        "“{}”, {} registrations, {} people, {} questions",
        title.unwrap_or_default(),
        count("registration"),
        count("person"),
        count("question")
    )
}

/// Copies the database to `part`, and compares the copy with it. `file` is what the person named.
async fn copy_and_check(db: &Db, part: &Path, file: &Path) -> Result<String, CliError> {
    let counts = db.copy_and_count(part).await.map_err(|error| {
        let what = if is_corruption(&error) {
            format!("{} is damaged, no backup was made: {error}", db.display_name())
        } else {
            format!("{} cannot be written: {error}", file.display())
        };
        CliError::Failed(anyhow::anyhow!(what))
    })?;
    let identity = database_identity::describe(&mut *db.reader().await?).await?;
    let copy = Db::open_existing(&format!("sqlite://{}", part.display())).await?;
    let checked = async {
        if let Some(damage) = copy.find_any_damage().await? {
            return Ok(Err(damage));
        }
        let copied =
            (copy.row_counts().await?, database_identity::describe(&mut *copy.reader().await?).await?);
        if copied.1 != identity || counts.is_some_and(|counts| counts != copied.0) {
            return Ok(Err("it is not the same as the database".to_owned()));
        }
        Ok::<_, sqlx::Error>(Ok(copied))
    };
    let checked = checked.await;
    copy.close().await;
    match checked? {
        Ok((counts, identity)) => Ok(facts(identity.map(|(title, _)| title), &counts)),
        Err(damage) => {
            Err(CliError::Failed(anyhow::anyhow!("the copy is not good, no backup was made: {damage}")))
        }
    }
}

//! `koze rehearse`: the whole event without a token or a network.

use std::path::{Path, PathBuf};

use super::error::CliError;
use super::existing_database;
use super::startup::{LISTEN_FLAG, bind_listener, cancel_on_signal};
use crate::config::{self, ClockConfig, ConfigError};
use crate::database_identity;
use crate::db::{self, Db};
use crate::programme::Programme;
use crate::rehearsal::{self, RehearsalOptions};

#[derive(clap::Args)]
pub struct Rehearse {
    /// Where the page with the phones is served; the hall is at /hall.
    #[arg(long, env = "KOZE_LISTEN", default_value = config::DEFAULT_LISTEN_ADDRESS)]
    listen: String,
    /// The event's clock; without it, eleven days before the forum.
    #[arg(long, env = "KOZE_CLOCK", value_name = "START[@SPEED]")]
    clock: Option<String>,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    /// A database to keep, of rehearsals alone; without one, a temporary one. Never taken from the
    /// environment.
    #[arg(long)]
    database_url: Option<String>,
    /// Rehearses on a copy of this SQLite database, which itself stays as it is.
    #[arg(long, value_name = "FILE")]
    copy_of: Option<PathBuf>,
}

impl Rehearse {
    /// Rehearses until a signal stops it.
    pub async fn run(self) -> Result<(), CliError> {
        let stop = cancel_on_signal()?;
        let programme = config::load_event_file(self.event.as_deref())?;
        let start = match self.clock {
            Some(text) => ClockConfig::parse(&text)?,
            None => ClockConfig { start: rehearsal::default_start_time(&programme), speed: 1.0 },
        };
        let database_url = self.database_url.as_deref().map(config::parse_database_url).transpose()?;
        let listener = bind_listener(LISTEN_FLAG, &self.listen).await?;
        let is_event_built_in = self.event.is_none();
        let options = match self.copy_of {
            None => RehearsalOptions { database_url, temp_dir: None, is_event_built_in },
            Some(file) => make_rehearsal_copy(&file, database_url, &programme, is_event_built_in).await?,
        };
        Ok(rehearsal::run(programme, start.to_clock(), options, listener, stop).await?)
    }
}

/// Copies a database to rehearse on: to the URL `to`, else to a folder that is deleted with the rehearsal.
async fn make_rehearsal_copy(
    file: &Path,
    to: Option<String>,
    programme: &Programme,
    is_event_built_in: bool,
) -> Result<RehearsalOptions, CliError> {
    let from = format!("sqlite://{}", file.display());
    let db = existing_database::open_unmigrated(&from, "--copy-of").await?;
    let (folder, to) = match to {
        Some(to) => (None, to),
        None => {
            let folder = tempfile::tempdir()?;
            let to = format!("sqlite://{}", folder.path().join("koze.db").display());
            (Some(folder), to)
        }
    };
    let Some(path) = db::file::sqlite_path(&to) else {
        return Err(ConfigError(
            "--copy-of: the copy is an SQLite file, too: name one with --database-url".into(),
        )
        .into());
    };
    let copied = db.copy_into(&path).await;
    db.close().await;
    copied.map_err(|error| {
        ConfigError(format!("--copy-of: it cannot be copied to {}: {error}", path.display()))
    })?;
    let copy = Db::open(&to).await?;
    copy.migrate().await.map_err(anyhow::Error::from)?;
    let mut tx = copy.begin().await?;
    database_identity::mark_as_copy(&mut tx, programme).await?;
    tx.commit().await?;
    copy.close().await;
    Ok(RehearsalOptions { database_url: Some(to), temp_dir: folder, is_event_built_in })
}

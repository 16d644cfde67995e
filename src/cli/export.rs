//! `koze export`: what was gathered, as a file for a spreadsheet or for another program.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Subcommand;

use super::{Stop, existing, print};
use crate::config::{self, Wrong};
use crate::db::Db;
use crate::questions;
use crate::registration::{self, Column};
use crate::spreadsheet::Format;

#[derive(clap::Args)]
pub struct Export {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Who registered: French titles, the event's local times.
    Registrations(Registrations),
    /// The questions, without their authors: states, votes, themes, times.
    Questions(Questions),
    /// What moderators did, with their names.
    Journal(Questions),
}

#[derive(clap::Args)]
struct Questions {
    #[command(flatten)]
    from: From,
}

#[derive(clap::Args)]
struct Registrations {
    /// Columns that are left out unless they are named: health data.
    #[arg(long, value_enum)]
    with: Vec<Column>,
    #[command(flatten)]
    from: From,
}

/// Where the data are, and where they go: the same for every export.
#[derive(clap::Args)]
pub struct From {
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// Writes to this file instead of the terminal.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DATABASE)]
    database_url: String,
}

impl Export {
    pub async fn make(self) -> Result<(), Stop> {
        let from = match &self.what {
            What::Registrations(Registrations { from, .. }) => from,
            What::Questions(Questions { from }) | What::Journal(Questions { from }) => from,
        };
        if !from.format.is_text() && from.output.is_none() && std::io::stdout().is_terminal() {
            return Err(Wrong("this format is for a file: add --output FILE".to_owned()).into());
        }
        let programme = config::read_event(from.event.as_deref())?;
        let db = from.open().await?;
        let mut conn = db.reader().await.map_err(anyhow::Error::from)?;
        let table = match &self.what {
            What::Registrations(Registrations { with, .. }) => {
                registration::guests(&mut conn, &programme, with).await
            }
            What::Questions(_) => questions::export(&mut conn, &programme).await.map_err(Into::into),
            What::Journal(_) => questions::journal(&mut conn, &programme).await.map_err(Into::into),
        };
        drop(conn);
        db.close().await;
        from.write(&table?.write(from.format)?)
    }
}

impl From {
    /// Opens the database beside a bot that may be running.
    async fn open(&self) -> Result<Db, Stop> {
        let db = existing::open(&self.database_url).await?;
        let mut tx = db.begin().await.map_err(anyhow::Error::from)?;
        registration::give_codes(&mut tx).await.map_err(anyhow::Error::from)?;
        tx.commit().await.map_err(anyhow::Error::from)?;
        Ok(db)
    }

    fn write(&self, bytes: &[u8]) -> Result<(), Stop> {
        match &self.output {
            Some(path) => Ok(config::write_file(path, bytes)?),
            None => print(bytes),
        }
    }
}

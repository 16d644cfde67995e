//! `koze export`: registrations, questions, the journal, what was not understood or figures, as a file for a spreadsheet or for another program.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Subcommand;

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::answers;
use crate::config::{self, ConfigError};
use crate::db::Db;
use crate::personal_data;
use crate::questions;
use crate::registration::{self, OptionalColumn};
use crate::spreadsheet::TableFormat;

#[derive(clap::Args)]
pub struct Export {
    #[command(subcommand)]
    kind: ExportKind,
}

#[derive(Subcommand)]
enum ExportKind {
    /// Who registered: French titles, the event's local times.
    Registrations(Registrations),
    /// The questions, without their authors: states, votes, themes, times.
    Questions(Questions),
    /// What moderators did, with their names.
    Journal(Questions),
    /// What was not understood, without names; with --format jsonl the texts whose meaning an organiser chose,
    /// labelled with it.
    NotUnderstood(Questions),
    /// How many registered and came, by category and day; also after the people are erased.
    Figures(Questions),
}

#[derive(clap::Args)]
struct Questions {
    #[command(flatten)]
    common: ExportArgs,
}

#[derive(clap::Args)]
struct Registrations {
    /// Columns that are left out unless they are named: health data.
    #[arg(long, value_enum)]
    with: Vec<OptionalColumn>,
    #[command(flatten)]
    common: ExportArgs,
}

/// The database and the output: the same for every export.
#[derive(clap::Args)]
pub struct ExportArgs {
    #[arg(long, value_enum, default_value = "csv")]
    format: TableFormat,
    /// Writes to this file instead of the terminal.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
}

impl Export {
    /// Writes the table.
    pub async fn run(self) -> Result<(), CliError> {
        let common = match &self.kind {
            ExportKind::Registrations(Registrations { common, .. }) => common,
            ExportKind::Questions(Questions { common })
            | ExportKind::Journal(Questions { common })
            | ExportKind::NotUnderstood(Questions { common })
            | ExportKind::Figures(Questions { common }) => common,
        };
        if !common.format.is_text() && common.output.is_none() && std::io::stdout().is_terminal() {
            return Err(ConfigError("this format is for a file: add --output FILE".to_owned()).into());
        }
        let programme = config::load_event_file(common.event.as_deref())?;
        let db = common.open_database().await?;
        let mut conn = db.reader().await?;
        let table = match &self.kind {
            ExportKind::Registrations(Registrations { with, .. }) => {
                registration::attendee_table(&mut conn, &programme, with).await
            }
            ExportKind::Questions(_) => questions::export(&mut conn, &programme).await.map_err(Into::into),
            ExportKind::Journal(_) => {
                questions::export_journal(&mut conn, &programme).await.map_err(Into::into)
            }
            ExportKind::Figures(_) => {
                personal_data::attendance_table(&mut conn, &programme).await.map_err(Into::into)
            }
            ExportKind::NotUnderstood(_) => {
                answers::export_not_understood(&mut conn, common.format).await.map_err(Into::into)
            }
        };
        drop(conn);
        db.close().await;
        common.write_output(&table?.to_bytes(common.format).map_err(anyhow::Error::from)?)
    }
}

impl ExportArgs {
    /// Opens the database, which a bot may be using at the same time.
    async fn open_database(&self) -> Result<Db, CliError> {
        let db = existing_database::open(&self.database_url).await?;
        let mut tx = db.begin().await?;
        registration::assign_ticket_codes(&mut tx).await?;
        tx.commit().await?;
        Ok(db)
    }

    fn write_output(&self, bytes: &[u8]) -> Result<(), CliError> {
        match &self.output {
            Some(path) => Ok(config::write_private_file(path, bytes)?),
            None => write_stdout(bytes),
        }
    }
}

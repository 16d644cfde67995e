//! `koze export`: registrations, attendance, questions, the journal, what was not understood, feedback, referrals or
//! figures, as a file for a spreadsheet or for another program.

use std::io::IsTerminal;
use std::path::PathBuf;

use clap::Subcommand;

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::answers;
use crate::audit_log::{self, Action, Entry};
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::Db;
use crate::documents::{self, AttendeeFilter, AttendeeState, ExportKind};
use crate::feedback;
use crate::personal_data;
use crate::programme::ATTENDEE_CATEGORIES;
use crate::referrals;
use crate::registration::{self, Category, OptionalColumn};
use crate::spreadsheet::TableFormat;

#[derive(clap::Args)]
pub struct Export {
    #[command(subcommand)]
    table: ExportedTable,
}

#[derive(Subcommand)]
enum ExportedTable {
    /// Who registered: French titles, the event's local times.
    Registrations(Registrations),
    /// Who came: a row for each person and day, with the hour and how it was recorded.
    Attendance(Attendance),
    /// The questions, without their authors: states, votes, themes, times.
    Questions(Common),
    /// What moderators did with questions, and what staff did with personal data, with their names.
    Journal(Common),
    /// What was not understood, without names; with --format jsonl the texts whose meaning an organiser chose,
    /// labelled with it.
    NotUnderstood(Common),
    /// How many registered and came, by category and day; also after the people are erased.
    Figures(Common),
    /// What people thought of the event, without names: two ratings of which 4 is the best, and a free line.
    Feedback(Common),
    /// How often the link of each poster or partner was opened.
    Referrals(Common),
}

#[derive(clap::Args)]
struct Common {
    #[command(flatten)]
    common: ExportArgs,
}

#[derive(clap::Args)]
struct Registrations {
    /// Columns that are left out unless they are named: health data.
    #[arg(long, value_enum)]
    with: Vec<OptionalColumn>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    common: ExportArgs,
}

#[derive(clap::Args)]
struct Attendance {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    common: ExportArgs,
}

/// Which attendees are in the table.
#[derive(clap::Args)]
struct FilterArgs {
    /// Only attendees of this category; may be given several times.
    #[arg(long, value_name = "CATEGORY", value_parser = parse_category)]
    category: Vec<Category>,
    /// Only attendees who have a seat, wait for one, have arrived, or have a seat and have not.
    #[arg(long, value_enum)]
    state: Option<AttendeeState>,
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

fn parse_category(name: &str) -> Result<Category, String> {
    name.parse().map_err(|_| format!("the categories are {}", ATTENDEE_CATEGORIES.join(", ")))
}

impl FilterArgs {
    fn to_filter(&self) -> AttendeeFilter {
        AttendeeFilter { categories: self.category.clone(), state: self.state }
    }
}

impl ExportedTable {
    fn common(&self) -> &ExportArgs {
        match self {
            ExportedTable::Registrations(Registrations { common, .. })
            | ExportedTable::Attendance(Attendance { common, .. })
            | ExportedTable::Questions(Common { common })
            | ExportedTable::Journal(Common { common })
            | ExportedTable::NotUnderstood(Common { common })
            | ExportedTable::Figures(Common { common })
            | ExportedTable::Feedback(Common { common })
            | ExportedTable::Referrals(Common { common }) => common,
        }
    }
}

impl Export {
    /// Writes the table.
    pub async fn run(self) -> Result<(), CliError> {
        let common = self.table.common();
        if !common.format.is_text() && common.output.is_none() && std::io::stdout().is_terminal() {
            return Err(ConfigError("this format is for a file: add --output FILE".to_owned()).into());
        }
        let programme = config::load_event_file(common.event.as_deref())?;
        let db = common.open_database().await?;
        let mut conn = db.reader().await?;
        let all = AttendeeFilter::default();
        let (kind, filter, optional) = match &self.table {
            ExportedTable::Registrations(Registrations { with, filter, .. }) => {
                (Some(ExportKind::Registrations), filter.to_filter(), with.as_slice())
            }
            ExportedTable::Attendance(Attendance { filter, .. }) => {
                (Some(ExportKind::Attendance), filter.to_filter(), &[][..])
            }
            ExportedTable::Questions(_) => (Some(ExportKind::Questions), all, &[][..]),
            ExportedTable::Journal(_) => (Some(ExportKind::Journal), all, &[][..]),
            ExportedTable::NotUnderstood(_)
            | ExportedTable::Figures(_)
            | ExportedTable::Feedback(_)
            | ExportedTable::Referrals(_) => (None, all, &[][..]),
        };
        let table = match (kind, &self.table) {
            (Some(kind), _) => {
                documents::export_table(&mut conn, &programme, kind, &filter, optional).await?
            }
            (None, ExportedTable::Figures(_)) => {
                personal_data::attendance_table(&mut conn, &programme).await?
            }
            (None, ExportedTable::Feedback(_)) => feedback::export(&mut conn).await?,
            (None, ExportedTable::Referrals(_)) => referrals::export(&mut conn).await?,
            (None, _) => answers::export_not_understood(&mut conn, common.format).await?,
        };
        drop(conn);
        let kind = match (kind, &self.table) {
            (Some(kind), _) => kind.to_string(),
            (None, ExportedTable::Figures(_)) => "figures".to_owned(),
            (None, ExportedTable::Feedback(_)) => "feedback".to_owned(),
            (None, ExportedTable::Referrals(_)) => "referrals".to_owned(),
            (None, _) => "not-understood".to_owned(),
        };
        let health = if optional.contains(&OptionalColumn::AccessNeeds) { " access-needs" } else { "" };
        record_export(&db, &format!("{kind} {}{health}", documents::format_name(common.format))).await?;
        db.close().await;
        common.write_output(&table.to_bytes(common.format).map_err(anyhow::Error::from)?)
    }
}

/// Records in the journal of access that something left the database by the command line.
pub async fn record_export(db: &Db, detail: &str) -> sqlx::Result<()> {
    let mut tx = db.begin().await?;
    let entry = Entry::new(Clock::real().event_now(), None, Action::Exported).with_detail(detail);
    audit_log::record(&mut tx, &entry).await?;
    tx.commit().await
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

//! `koze restore`: puts a backup in the place of the database. The backup is copied, checked and made ready under another
//! name; the database's own name comes last, so that a restore that fails leaves nothing behind.

use std::path::{Path, PathBuf};

use super::backup::{cannot_write, facts, temporary_folder_beside};
use super::error::CliError;
use super::existing_database;
use super::postgres_commands;
use super::startup::write_stdout;
use crate::app::{SettledDatabase, settle_restored};
use crate::clock::{Clock, EventTime};
use crate::config::{self, ClockConfig, ConfigError};
use crate::database_identity::{self, DatabaseKind, IdentityError};
use crate::db::{self, Db, SchemaState, file};
use crate::lease;
use crate::programme::Programme;

#[derive(clap::Args)]
pub struct Restore {
    /// The backup, which stays as it is.
    #[arg(required_unless_present = "loaded")]
    file: Option<PathBuf>,
    /// The database to make, where none is yet.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    /// The event's clock, of a rehearsal's database.
    #[arg(long, env = "KOZE_CLOCK", value_name = "START[@SPEED]")]
    clock: Option<String>,
    /// The bot did not run any more after this backup was made: what waits in it and what is due is still sent.
    #[arg(long)]
    send_waiting: bool,
    /// pg_restore has just filled the PostgreSQL database: only make it ready to start.
    #[arg(long, conflicts_with = "file")]
    loaded: bool,
}

/// The settings after they were read.
struct Request {
    programme: Programme,
    is_built_in_event: bool,
    clock: Option<Clock>,
    send_waiting: bool,
}

impl Restore {
    /// Restores the backup.
    pub async fn run(self) -> Result<(), CliError> {
        let url = config::parse_database_url(&self.database_url)?;
        let request = Request {
            programme: config::load_event_file(self.event.as_deref())?,
            is_built_in_event: self.event.is_none(),
            clock: self.clock.as_deref().map(ClockConfig::parse).transpose()?.map(ClockConfig::to_clock),
            send_waiting: self.send_waiting,
        };
        match (self.file, file::sqlite_path(&url)) {
            (Some(file), Some(target)) => restore_file(&file, &url, &target, &request).await,
            (Some(file), None) => Err(ConfigError(format!(
                "nothing was restored: PostgreSQL does it itself. Stop koze, make an empty database with createdb, then:\n    \
                 {}\n    koze restore --loaded     (with the same DATABASE_URL: nothing is then sent twice)",
                postgres_commands::restore_command(&url, &file)
            ))
            .into()),
            (None, None) => settle_loaded(&url, &request).await,
            (None, Some(_)) => {
                Err(ConfigError("--loaded is for PostgreSQL: name the backup to restore".to_owned()).into())
            }
        }
    }
}

/// Makes a PostgreSQL database ready that `pg_restore` has filled.
async fn settle_loaded(url: &str, request: &Request) -> Result<(), CliError> {
    let db = existing_database::open_unmigrated(url, "--database-url").await?;
    let settled = async {
        if lease::is_held(&mut *db.reader().await?, Clock::real().real_now()).await? {
            return Err(ConfigError(
                "a bot runs on this database, or ran until a moment ago: stop it, wait for 12 seconds, and \
                 try again"
                    .to_owned(),
            )
            .into());
        }
        make_ready(&db, "the database", request).await
    };
    let settled = settled.await;
    db.close().await;
    write_stdout(format!("ready: {}\n", settled?))
}

async fn restore_file(file: &Path, url: &str, target: &Path, request: &Request) -> Result<(), CliError> {
    refuse_used_target(url, target).await?;
    refuse_unfit_file(file)?;
    let folder = temporary_folder_beside(target, ".koze-restore-")?;
    let part = folder.path().join("koze.db");
    file::copy_private(file, &part).map_err(|error| {
        CliError::Failed(anyhow::anyhow!(
            "{} cannot be copied to {}: {error}",
            file.display(),
            target.display()
        ))
    })?;
    let name = file.display().to_string();
    let damaged = |what: &str| {
        CliError::Failed(anyhow::anyhow!(
            "{name} is damaged or no backup of Kozé's ({what}): nothing was restored, try an older one"
        ))
    };
    let db = match Db::open_existing(&format!("sqlite://{}", part.display())).await {
        Ok(db) => db,
        Err(error) if db::is_corruption(&error) => return Err(damaged("it cannot be read as a database")),
        Err(error) => return Err(error.into()),
    };
    let restored = async {
        if let Some(damage) = db.find_any_damage().await? {
            return Err(damaged(&damage));
        }
        make_ready(&db, &name, request).await
    };
    let restored = restored.await;
    db.close().await;
    let told = restored?;
    if target.exists() {
        // empty, as was checked above
        std::fs::remove_file(target)?;
    }
    file::move_into_place(&part, target).map_err(|error| cannot_write(target, &error))?;
    write_stdout(format!(
        "{} is restored from {name}: {told}\nWhat happened after the backup is not in it: who erased their data since \
         is in it again, and erases them again with /effacer. Start koze as usual.\n",
        target.display()
    ))
}

/// Fails unless there is room for a database: none is overwritten, and nothing of another one is left beside it.
async fn refuse_used_target(url: &str, target: &Path) -> Result<(), CliError> {
    let name = target.display();
    if !file::is_missing_or_empty(target) {
        if is_in_use(url).await {
            return Err(ConfigError(format!(
                "{name} is there already, and a bot is running on it: stop the bot first, nothing was restored"
            ))
            .into());
        }
        return Err(ConfigError(format!(
            "{name} is there already, nothing was restored: stop koze, move it and the files beside it away, for \
             instance\n    mkdir set-aside && mv {name}* set-aside/\nand try again"
        ))
        .into());
    }
    let beside = file::find_companion_files(target);
    if let Some(left) = beside.first() {
        return Err(ConfigError(format!(
            "{} is left of another database, or a bot is still running on it: stop koze, move it away, too, and try \
             again; nothing was restored",
            left.display()
        ))
        .into());
    }
    Ok(())
}

/// Whether a bot is running on a database; false where that cannot be read.
async fn is_in_use(url: &str) -> bool {
    let Ok(db) = Db::open_existing(url).await else { return false };
    let held = async { lease::is_held(&mut *db.reader().await?, Clock::real().real_now()).await };
    let held = held.await.unwrap_or(false);
    db.close().await;
    held
}

fn refuse_unfit_file(file: &Path) -> Result<(), ConfigError> {
    let name = file.display();
    if file::is_missing_or_empty(file) || !file.is_file() {
        return Err(ConfigError(format!("{name} is no backup: there is no such file, or it is empty")));
    }
    let beside = file::find_companion_files(file);
    let is_unfinished = |path: &PathBuf| path.metadata().is_ok_and(|file| file.len() > 0);
    if let Some(left) =
        beside.iter().find(|path| !path.to_string_lossy().ends_with("-shm") && is_unfinished(path))
    {
        return Err(ConfigError(format!(
            "{name} is no backup but a database that is in use or was not closed ({} is beside it): make a backup of \
             it with `koze backup FILE --database-url sqlite://{name}`",
            left.display()
        )));
    }
    Ok(())
}

/// Checks that the database `name` is one that this program and this event may use, migrates it, and takes back what it
/// would send a second time. Says what is in it.
async fn make_ready(db: &Db, name: &str, request: &Request) -> Result<String, CliError> {
    let mut conn = db.reader().await?;
    if !db::has_table(&mut conn, "_sqlx_migrations").await? || !db::has_table(&mut conn, "person").await? {
        return Err(ConfigError(format!("{name} is no database of Kozé's: nothing was restored")).into());
    }
    if db.schema_state().await? == SchemaState::Newer {
        return Err(ConfigError(format!(
            "{name} was written by a newer version of koze: restore it with that one"
        ))
        .into());
    }
    let checked =
        database_identity::check_event(&mut conn, name, &request.programme, request.is_built_in_event).await;
    match checked {
        Ok(()) => {}
        Err(IdentityError::Mismatch(mismatch)) => return Err(ConfigError(mismatch.to_string()).into()),
        Err(IdentityError::Database(error)) => return Err(error.into()),
    }
    drop(conn);
    db.migrate().await.map_err(anyhow::Error::from)?;
    let identity = database_identity::describe(&mut *db.reader().await?).await?;
    let mut told = facts(identity.as_ref().map(|(title, _)| title.clone()), &db.row_counts().await?);
    if request.send_waiting {
        let mut tx = db.begin().await?;
        lease::release_all(&mut tx).await?;
        tx.commit().await?;
    } else {
        let is_rehearsal = identity.is_some_and(|(_, kind)| kind == DatabaseKind::Rehearsal);
        let now: Option<EventTime> = match &request.clock {
            Some(clock) => Some(clock.event_now()),
            None if is_rehearsal => None,
            None => Some(Clock::real().event_now()),
        };
        let settled = settle_restored(db, &request.programme, now, Clock::real().real_now()).await?;
        if settled != SettledDatabase::default() {
            told.push_str(&format!(
                "\nNot sent a second time: {} messages that waited, {} announcements under way, {} reminders that are \
                 due. Did the bot not run any more after the backup? Then restore with --send-waiting.",
                settled.messages, settled.announcements, settled.reminders
            ));
        }
    }
    Ok(told)
}

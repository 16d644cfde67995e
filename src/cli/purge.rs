//! `koze purge`: what the end of retention erases, and when; and the same erasure by hand, for a bot that does not run
//! any more. A clock alone never erases: the running bot counts two days and tells the organisers; here a person types
//! the date.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::app::{BackupFailed, Erasure, erase_with_backup};
use crate::clock::{Clock, EventTime, Millis};
use crate::config::{self, ClockConfig, ConfigError};
use crate::database_identity::{self, IdentityError};
use crate::db::Db;
use crate::i18n::Lang;
use crate::lease;
use crate::personal_data::{self, RetentionStage, StageStatus};
use crate::programme::{self, Programme};
use crate::turn::EventContext;

const HOUR: Millis = 3_600_000;

#[derive(clap::Args)]
pub struct Purge {
    /// Only say what is erased when; changes nothing.
    #[arg(long)]
    dry_run: bool,
    /// The day on which retention ended, as --dry-run shows it: erases although the bot does not run to count down.
    #[arg(long, value_name = "YYYY-MM-DD", conflicts_with = "dry_run")]
    now_really: Option<NaiveDate>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    /// The event's clock, of a rehearsal's database.
    #[arg(long, env = "KOZE_CLOCK", value_name = "START[@SPEED]")]
    clock: Option<String>,
}

impl Purge {
    /// Says what is due, or erases it.
    pub async fn run(self) -> Result<(), CliError> {
        let programme = config::load_event_file(self.event.as_deref())?;
        let clock = match self.clock.as_deref() {
            Some(text) => ClockConfig::parse(text)?.to_clock(),
            None => Clock::real(),
        };
        let db = existing_database::open(&self.database_url).await?;
        let done = async {
            let name = db.display_name();
            let mut conn = db.reader().await?;
            let checked =
                database_identity::check_event(&mut conn, &name, &programme, self.event.is_none()).await;
            drop(conn);
            match checked {
                Ok(()) => {}
                Err(IdentityError::Mismatch(mismatch)) => {
                    return Err(ConfigError(mismatch.to_string()).into());
                }
                Err(IdentityError::Database(error)) => return Err(error.into()),
            }
            let statuses = load_statuses(&db, &programme, &clock).await?;
            if self.dry_run {
                return Ok(describe(&db, &programme, &statuses, clock.event_now()).await?);
            }
            self.erase(&db, &programme, &statuses, &clock).await
        };
        let done = done.await;
        db.close().await;
        write_stdout(done?)
    }

    async fn erase(
        &self,
        db: &Db,
        programme: &Programme,
        statuses: &[StageStatus],
        clock: &Clock,
    ) -> Result<String, CliError> {
        // what a stage erased may be due again, for what came in since; the later stage first finds it done
        let next = statuses.iter().find(|status| !status.is_erased).or(statuses.last());
        let Some(status) = next else { return Ok(String::new()) };
        let day = |at: EventTime| programme.to_local_time(at).date_naive();
        let refused = |why: String| Err(CliError::ChecksFailed(format!("nothing was erased: {why}")));
        if !status.has_ended {
            return refused(format!(
                "{} kept until {}; see koze purge --dry-run",
                stage_name(status.stage),
                day(status.ends_at)
            ));
        }
        if !status.is_due {
            let hours = (status.time_left + HOUR - 1) / HOUR;
            if lease::is_held(&mut *db.reader().await?, Clock::real().real_now()).await? {
                return refused(format!(
                    "the bot is running, and does it by itself in about {hours} hours; it tells the organisers a day \
                     before, so that they can stop it"
                ));
            }
            match self.now_really {
                Some(typed) if typed == day(status.ends_at) => {}
                Some(typed) => {
                    return refused(format!("retention ended on {}, not on {typed}", day(status.ends_at)));
                }
                None => {
                    return refused(format!(
                        "a clock alone is no reason to erase. Either let the bot run for about {hours} hours more: it \
                         tells the organisers a day before, and erases by itself. Or, if it does not run any more, \
                         type the day on which retention ended: koze purge --now-really {}",
                        day(status.ends_at)
                    ));
                }
            }
        }
        let done =
            erase_with_backup(db, programme, status.stage, clock.event_now(), Clock::real().real_now())
                .await?;
        let Erasure { registrations, backup } = match done {
            Ok(erasure) => erasure,
            Err(BackupFailed { path, error }) => {
                return refused(format!("no backup can be made at {}: {error}", path.display()));
            }
        };
        let mut told = format!(
            "erased: {} registrations{}. The organisers are told when the bot runs again.\n",
            registrations.erased,
            match registrations.kept {
                0 => String::new(),
                kept => format!(
                    "; {kept} of people who came stay on the attendance sheet, without their contacts"
                ),
            }
        );
        match backup {
            Some(path) => told.push_str(&format!(
                "A backup from before is {}: a running bot deletes it after a week; otherwise delete it yourself.\n",
                path.display()
            )),
            None => told.push_str("On PostgreSQL run once: vacuum full;\n"),
        }
        if let Some(mark) = db.pending_scrub().await?
            && !db.scrub(&mark).await?
        {
            told.push_str(
                "The database's files are being read: the next koze run removes the rest of the bytes.\n",
            );
        }
        Ok(told)
    }
}

async fn load_statuses(db: &Db, programme: &Programme, clock: &Clock) -> sqlx::Result<Vec<StageStatus>> {
    let mut conn = db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let event = EventContext {
        programme,
        schedule: &schedule,
        now: clock.event_now(),
        real_now: Clock::real().real_now(),
    };
    personal_data::stage_statuses(&mut conn, &event).await
}

fn stage_name(stage: RetentionStage) -> &'static str {
    match stage {
        RetentionStage::Contacts => "what people gave is",
        RetentionStage::Attendance => "the attendance sheet is",
    }
}

/// What each stage erases, by table and in words; found by erasing in a transaction that is rolled back.
async fn describe(
    db: &Db,
    programme: &Programme,
    statuses: &[StageStatus],
    now: EventTime,
) -> sqlx::Result<String> {
    let mut tx = db.begin().await?;
    let title = programme.title.get(Lang::Fr);
    let mut text = format!("“{title}”, {}\n", programme.to_local_time(now).format("%Y-%m-%d %H:%M"));
    for status in statuses {
        let day = programme.to_local_time(status.ends_at).date_naive();
        let when = match (status.is_erased, status.has_ended, status.is_due) {
            (true, ..) => "erased; what came in since goes with the next maintenance".to_owned(),
            (_, true, true) => "due now".to_owned(),
            (_, true, false) => {
                let hours = (status.time_left + HOUR - 1) / HOUR;
                format!("its time is over; erased after about {hours} hours more of a running bot")
            }
            (_, false, _) => "not due yet".to_owned(),
        };
        text.push_str(&format!("\n{} kept until {day}: {when}\n", stage_name(status.stage)));
        let rows = personal_data::try_erasure(&mut tx, status.stage).await?;
        if rows.is_empty() {
            text.push_str("  nothing\n");
        }
        for erased in rows {
            let words = personal_data::words_of(erased.table);
            let (label, sooner) = words.map_or(("", ""), |words| (words.label, words.sooner));
            text.push_str(&format!("  {:>6}  {:<26} {label}", erased.count, erased.table));
            if !sooner.is_empty() {
                text.push_str(&format!(" (plus tôt : {sooner})"));
            }
            text.push('\n');
        }
    }
    tx.rollback().await?;
    Ok(text)
}

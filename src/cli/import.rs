//! `koze import`: registers the people of a list, such as paper forms that were typed into a table.

use std::path::PathBuf;

use super::error::CliError;
use super::existing_database;
use super::startup::write_stdout;
use crate::args;
use crate::clock::Clock;
use crate::config::{self, ConfigError};
use crate::db::Db;
use crate::i18n::{Lang, texts};
use crate::programme::{self, Programme};
use crate::registration::import::{self, Applied, List, MAX_FILE_BYTES};
use crate::turn::EventContext;

#[derive(clap::Args)]
pub struct Import {
    /// The list: .csv or .xlsx, one person a line, with titles such as Nom, Prénom, Téléphone.
    file: PathBuf,
    /// Registers the people. Without it, only prints what would be done.
    #[arg(long)]
    apply: bool,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
}

impl Import {
    /// Prints what becomes of each line, and does it if it is asked to.
    pub async fn run(self) -> Result<(), CliError> {
        let programme = config::load_event_file(self.event.as_deref())?;
        let list = self.read_list().await?;
        let db = existing_database::open(&self.database_url).await?;
        let text = if self.apply {
            apply(&db, &programme, &list).await
        } else {
            preview(&db, &programme, &list).await
        };
        db.close().await;
        write_stdout(text?)
    }

    async fn read_list(&self) -> Result<List, CliError> {
        let path = self.file.display();
        let cannot_read = |error: std::io::Error| ConfigError(format!("{path} cannot be read: {error}"));
        let size = std::fs::metadata(&self.file).map_err(cannot_read)?.len();
        let list = if size > MAX_FILE_BYTES as u64 {
            Err(import::ListError::FileTooLarge)
        } else {
            let name = self.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            import::read_in_background(name, std::fs::read(&self.file).map_err(cannot_read)?).await
        };
        let explain =
            |error| ConfigError(format!("{path}: {}", import::list_error_text(texts(Lang::Fr), error)));
        Ok(list.map_err(explain)?)
    }
}

async fn preview(db: &Db, programme: &Programme, list: &List) -> Result<String, CliError> {
    let mut conn = db.reader().await?;
    let schedule = programme::load_schedule(&mut conn).await?;
    let clock = Clock::real();
    let (now, real_now) = (clock.event_now(), clock.real_now());
    let event = EventContext { programme, schedule: &schedule, now, real_now };
    let plan = import::preview(&mut conn, event, list).await?;
    let t = texts(Lang::Fr);
    let ending = match plan.new_count() {
        0 => t.label("import-nothing-new"),
        _ => t.plain("import-add-apply", args!(option = "--apply")),
    };
    Ok(format!("{}\n{}\n", import::report_text(Lang::Fr, list, &plan), ending))
}

async fn apply(db: &Db, programme: &Programme, list: &List) -> Result<String, CliError> {
    let mut tx = db.begin().await?;
    let schedule = programme::load_schedule(&mut tx).await?;
    let clock = Clock::real();
    let (now, real_now) = (clock.event_now(), clock.real_now());
    let event = EventContext { programme, schedule: &schedule, now, real_now };
    let text = match import::apply(&mut tx, event, None, list, None).await? {
        Applied::Done { plan, first } => {
            let done = import::done_text(texts(Lang::Fr), &plan, first);
            format!("{}\n{done}\n", import::report_text(Lang::Fr, list, &plan))
        }
        // only a plan that was shown can change
        Applied::Changed(_) => String::new(),
    };
    tx.commit().await?;
    Ok(text)
}

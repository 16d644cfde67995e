//! The command line: run · rehearse · emulate · check · invite · roles · export · ask · doctor · texts. Names are
//! part of the contract; every flag
//! has a twin in the environment.

mod ask;
mod doctor;
mod emulate;
mod existing_database;
mod export;
mod invite;
mod log;
mod roles;
mod texts;

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use crate::app::{App, Listeners};
use crate::clock::Clock;
use crate::config::{self, BotConfig, ClockConfig, ConfigError};
use crate::database_identity::{self, DatabaseKind, OpenRequest};
use crate::db::{self, Db};
use crate::programme::Programme;
use crate::rehearsal;
use ask::Ask;
use doctor::Doctor;
use emulate::Emulate;
use export::Export;
use invite::Invite;
use log::LogFormat;
use roles::Roles;
use texts::TextsReview;

/// Kozé, the companion of a public forum on Telegram.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: CliCommand,
    /// How lines of the log are written.
    #[arg(long, global = true, env = "KOZE_LOG_FORMAT", value_enum, default_value_t)]
    log_format: LogFormat,
}

#[derive(Subcommand)]
enum CliCommand {
    /// Run the bot (the token is read from TELOXIDE_TOKEN).
    Run(Run),
    /// Try the whole forum without a token or a network: a page with phones, and a clock to jump.
    Rehearse(Rehearse),
    /// Serve the emulated Bot API alone, for any bot, with the page of phones; prints address and token.
    Emulate(Emulate),
    /// Read an event file and name every mistake in it.
    Check {
        /// The event file; without one, the forum that is compiled in.
        #[arg(long, env = "KOZE_EVENT")]
        event: Option<PathBuf>,
    },
    /// Make a link: a one-time one for a moderator, organiser or mediator, or the public one.
    Invite(Invite),
    /// See who has which role, and take one away.
    Roles(Roles),
    /// Ask a question, as people type it, and see the answer.
    Ask(Ask),
    /// Look at everything a running bot needs, and say how to mend what is wrong. Changes nothing.
    Doctor(Doctor),
    /// Write what was gathered to a file or to the terminal.
    Export(Export),
    /// Write the texts of a language for a person who will read them over, the doubtful ones first.
    Texts(TextsReview),
}

#[derive(clap::Args)]
struct Run {
    /// The Bot API server.
    #[arg(long, env = "TELEGRAM_API_URL", default_value = config::DEFAULT_API_URL)]
    api_url: String,
    /// sqlite://FILE (made if absent) or postgres://…
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DEFAULT_DATABASE_URL)]
    database_url: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    /// Where /hall, /healthz, /readyz and /metrics are served.
    #[arg(long, env = "KOZE_LISTEN", default_value = config::DEFAULT_LISTEN_ADDRESS)]
    listen: String,
    /// Where /readyz and /metrics are served instead, for those who run the bot.
    #[arg(long, env = "KOZE_ADMIN_LISTEN")]
    admin_listen: Option<String>,
    /// The address at which people reach these pages, https://…: moderators get the hall's as a button.
    #[arg(long, env = "KOZE_PUBLIC_URL")]
    public_url: Option<String>,
    /// Where Telegram is to bring updates, https://…; without one they are fetched.
    #[arg(long, env = "KOZE_WEBHOOK_URL")]
    webhook_url: Option<String>,
    /// The word by which Telegram is known there: 16 to 256 letters, digits, _ or -.
    #[arg(long, env = "KOZE_WEBHOOK_SECRET", hide_env_values = true)]
    webhook_secret: Option<String>,
    /// Messages a second over all; 0 lifts all sending limits, for benchmarks.
    #[arg(long, env = "KOZE_SEND_RATE", default_value_t = config::DEFAULT_SEND_RATE.to_string())]
    send_rate: String,
    /// The event's clock: where it starts (RFC 3339) and how many times as fast it runs.
    #[arg(long, env = "KOZE_CLOCK", value_name = "START[@SPEED]")]
    clock: Option<String>,
    /// The database was of another event: from now on it is of this one.
    #[arg(long)]
    this_is_the_event: bool,
}

#[derive(clap::Args)]
struct Rehearse {
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

const LISTEN_FLAG: &str = "--listen";
const ADMIN_LISTEN_FLAG: &str = "--admin-listen";

/// What ended the program early.
enum CliError {
    /// A wrong setting: exit code 2.
    Config(ConfigError),
    /// A mistake in an event file that was to be checked: exit code 1.
    ChecksFailed(String),
    /// Something that should have worked: exit code 1.
    Failed(anyhow::Error),
    /// Whoever read what was printed has had enough, as `head` has: exit code 0.
    BrokenPipe,
}

pub async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    log::init(arguments.log_format);
    let done = match arguments.command {
        CliCommand::Run(run) => run.start().await,
        CliCommand::Rehearse(rehearse) => rehearse.start().await,
        CliCommand::Emulate(emulate) => emulate.run().await,
        CliCommand::Check { event } => check_event_file(event),
        CliCommand::Invite(invite) => invite.run().await,
        CliCommand::Roles(roles) => roles.run().await,
        CliCommand::Ask(ask) => ask.run(),
        CliCommand::Doctor(doctor) => doctor.run().await,
        CliCommand::Export(export) => export.run().await,
        CliCommand::Texts(texts) => texts.run(),
    };
    match done {
        Ok(()) | Err(CliError::BrokenPipe) => ExitCode::SUCCESS,
        Err(CliError::Config(wrong)) => exit_with_error(&wrong.to_string(), 2),
        Err(CliError::ChecksFailed(list)) => exit_with_error(&list, 1),
        Err(CliError::Failed(error)) => exit_with_error(&format!("{error:#}"), 1),
    }
}

fn write_stdout(text: impl AsRef<[u8]>) -> Result<(), CliError> {
    Ok(std::io::stdout().write_all(text.as_ref())?)
}

fn exit_with_error(text: &str, code: u8) -> ExitCode {
    eprintln!("{text}");
    ExitCode::from(code)
}

impl Run {
    async fn start(self) -> Result<(), CliError> {
        let stop = cancel_on_signal()?;
        let settings = BotConfig {
            token: config::parse_token(std::env::var("TELOXIDE_TOKEN").ok())?,
            api_url: config::parse_api_url(&self.api_url)?,
            database_url: config::parse_database_url(&self.database_url)?,
            send_rate: config::parse_send_rate(&self.send_rate)?,
        };
        let webhook = config::parse_webhook(self.webhook_url.as_deref(), self.webhook_secret)?;
        let public_url = config::parse_public_url(self.public_url.as_deref())?;
        let programme = config::load_event_file(self.event.as_deref())?;
        let clock = parse_clock(self.clock.as_deref())?;
        let public = Some(bind_listener(LISTEN_FLAG, &self.listen).await?);
        let admin = match &self.admin_listen {
            Some(address) => Some(bind_listener(ADMIN_LISTEN_FLAG, address).await?),
            None => None,
        };
        let claim = OpenRequest {
            kind: if clock.is_simulated() { DatabaseKind::Rehearsal } else { DatabaseKind::Real },
            is_built_in_event: self.event.is_none(),
            can_change_event: self.this_is_the_event,
        };
        let app =
            App::open_with_request(claim, &settings, programme, clock).await.map_err(explain_open_error)?;
        app.store_public_url(public_url.as_deref()).await?;
        Ok(app.with_webhook(webhook).run(Listeners { public, admin }, stop).await?)
    }
}

impl Rehearse {
    async fn start(self) -> Result<(), CliError> {
        let stop = cancel_on_signal()?;
        let programme = config::load_event_file(self.event.as_deref())?;
        let start = match self.clock {
            Some(text) => ClockConfig::parse(&text)?,
            None => ClockConfig { start: rehearsal::default_start_time(&programme), speed: 1.0 },
        };
        let database_url = self.database_url.as_deref().map(config::parse_database_url).transpose()?;
        let listener = bind_listener(LISTEN_FLAG, &self.listen).await?;
        let is_built_in = self.event.is_none();
        let on = match self.copy_of {
            None => {
                rehearsal::RehearsalOptions { database_url, temp_dir: None, is_event_built_in: is_built_in }
            }
            Some(file) => make_rehearsal_copy(&file, database_url, &programme, is_built_in).await?,
        };
        rehearsal::run(programme, start.to_clock(), on, listener, stop).await.map_err(explain_open_error)
    }
}

/// A copy of a database to rehearse on: kept where it is named, else as long as the rehearsal.
async fn make_rehearsal_copy(
    file: &Path,
    to: Option<String>,
    programme: &Programme,
    is_built_in: bool,
) -> Result<rehearsal::RehearsalOptions, CliError> {
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
    let copy = Db::open(&to).await.map_err(anyhow::Error::from)?;
    copy.migrate().await.map_err(anyhow::Error::from)?;
    let mut tx = copy.begin().await.map_err(anyhow::Error::from)?;
    database_identity::mark_as_copy(&mut tx, programme).await.map_err(anyhow::Error::from)?;
    tx.commit().await.map_err(anyhow::Error::from)?;
    copy.close().await;
    Ok(rehearsal::RehearsalOptions {
        database_url: Some(to),
        temp_dir: folder,
        is_event_built_in: is_built_in,
    })
}

/// Every mistake of the file, one a line, as `file:line:column: what`; where there is none, what it leaves open.
fn check_event_file(event: Option<PathBuf>) -> Result<(), CliError> {
    let programme = match &event {
        None => Programme::built_in(),
        Some(path) => Programme::parse(&config::read_event_text(path)?).map_err(|mistakes| {
            let lines: Vec<String> =
                mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect();
            CliError::ChecksFailed(lines.join("\n"))
        })?,
    };
    let facts = json!({
        "title": programme.title.get(crate::i18n::Lang::Fr),
        "sessions": programme.sessions.len(),
        "reminders": programme.reminders.len(),
    });
    println!("no mistakes: {facts}");
    for hint in programme.hints() {
        println!("hint: {hint}");
    }
    Ok(())
}

/// The event's clock; anything but the real one is announced loudly.
fn parse_clock(setting: Option<&str>) -> Result<Clock, ConfigError> {
    let Some(text) = setting else { return Ok(Clock::real()) };
    let setting = ClockConfig::parse(text)?;
    tracing::warn!(
        "THE EVENT'S CLOCK IS NOT THE REAL ONE: it starts at {text}; reminders and deadlines follow it"
    );
    Ok(setting.to_clock())
}

/// A database that is not there is most often a wrong address.
fn explain_open_error(error: anyhow::Error) -> CliError {
    match (error.downcast_ref::<sqlx::Error>(), error.downcast_ref::<database_identity::DatabaseMismatch>()) {
        (_, Some(refused)) => ConfigError(refused.to_string()).into(),
        (Some(_), None) => ConfigError(format!("--database-url: {error:#}")).into(),
        (None, None) => CliError::Failed(error),
    }
}

async fn bind_listener(flag: &str, address: &str) -> Result<TcpListener, ConfigError> {
    let address = config::parse_listen_address(flag, address)?;
    TcpListener::bind(address)
        .await
        .map_err(|error| ConfigError(format!("{flag} {address}: cannot be served there: {error}")))
}

/// Cancelled by SIGTERM or Ctrl-C. Both are listened to from here on, however long the start takes.
fn cancel_on_signal() -> anyhow::Result<CancellationToken> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let stop = CancellationToken::new();
    let told = stop.clone();
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("stopping");
        told.cancel();
    });
    Ok(stop)
}

impl From<ConfigError> for CliError {
    fn from(wrong: ConfigError) -> Self {
        CliError::Config(wrong)
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => CliError::BrokenPipe,
            _ => CliError::Failed(error.into()),
        }
    }
}

impl From<anyhow::Error> for CliError {
    fn from(error: anyhow::Error) -> Self {
        CliError::Failed(error)
    }
}

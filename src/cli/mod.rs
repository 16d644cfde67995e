//! The command line: run · rehearse · emulate · check · invite · export · ask · doctor · texts. Names are part of
//! the contract; every flag
//! has a twin in the environment.

mod ask;
mod doctor;
mod emulate;
mod export;
mod invite;
mod texts;

use std::io::{ErrorKind, IsTerminal, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use serde_json::json;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;

use crate::app::{App, Listeners};
use crate::clock::Clock;
use crate::config::{self, ClockSetting, Settings, Wrong};
use crate::programme::Programme;
use crate::rehearsal;
use ask::Ask;
use doctor::Doctor;
use emulate::Emulate;
use export::Export;
use invite::Invite;
use texts::Texts;

/// Kozé, the companion of a public forum on Telegram.
#[derive(Parser)]
#[command(version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// How lines of the log are written.
    #[arg(long, global = true, env = "KOZE_LOG_FORMAT", value_enum, default_value_t)]
    log_format: LogFormat,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum LogFormat {
    /// For whoever reads them.
    #[default]
    Text,
    /// For programs: an object each; `spans` names the turn by its update.
    Json,
}

#[derive(Subcommand)]
enum Command {
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
    /// Ask a question, as people type it, and see the answer.
    Ask(Ask),
    /// Look at everything a running bot needs, and say how to mend what is wrong. Changes nothing.
    Doctor(Doctor),
    /// Write what was gathered to a file or to the terminal.
    Export(Export),
    /// Write the texts of a language for a person who will read them over, the doubtful ones first.
    Texts(Texts),
}

#[derive(clap::Args)]
struct Run {
    /// The Bot API server.
    #[arg(long, env = "TELEGRAM_API_URL", default_value = config::TELEGRAM)]
    api_url: String,
    /// sqlite://FILE (made if absent) or postgres://…
    #[arg(long, env = "DATABASE_URL", hide_env_values = true, default_value = config::DATABASE)]
    database_url: String,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    /// Where /hall, /healthz, /readyz and /metrics are served.
    #[arg(long, env = "KOZE_LISTEN", default_value = config::LISTEN)]
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
    #[arg(long, env = "KOZE_SEND_RATE", default_value_t = config::SEND_RATE.to_string())]
    send_rate: String,
    /// The event's clock: where it starts (RFC 3339) and how many times as fast it runs.
    #[arg(long, env = "KOZE_CLOCK", value_name = "START[@SPEED]")]
    clock: Option<String>,
}

#[derive(clap::Args)]
struct Rehearse {
    /// Where the page with the phones is served; the hall is at /hall.
    #[arg(long, env = "KOZE_LISTEN", default_value = config::LISTEN)]
    listen: String,
    /// The event's clock; without it, eleven days before the forum.
    #[arg(long, env = "KOZE_CLOCK", value_name = "START[@SPEED]")]
    clock: Option<String>,
    /// The event file; without one, the forum that is compiled in.
    #[arg(long, env = "KOZE_EVENT")]
    event: Option<PathBuf>,
    /// A database to keep; without one, a temporary one.
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    database_url: Option<String>,
}

const LISTEN: &str = "--listen";
const ADMIN_LISTEN: &str = "--admin-listen";
/// What is logged unless RUST_LOG says otherwise.
const LOGGED: &str = "info";

/// What ended the program early.
enum Stop {
    /// A wrong setting: exit code 2.
    Wrong(Wrong),
    /// A mistake in an event file that was to be checked: exit code 1.
    Mistakes(String),
    /// Something that should have worked: exit code 1.
    Failed(anyhow::Error),
    /// Whoever read what was printed has had enough, as `head` has: exit code 0.
    Enough,
}

pub async fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    log(arguments.log_format);
    let done = match arguments.command {
        Command::Run(run) => run.start().await,
        Command::Rehearse(rehearse) => rehearse.start().await,
        Command::Emulate(emulate) => emulate.serve().await,
        Command::Check { event } => check(event),
        Command::Invite(invite) => invite.make().await,
        Command::Ask(ask) => ask.answer(),
        Command::Doctor(doctor) => doctor.look().await,
        Command::Export(export) => export.make().await,
        Command::Texts(texts) => texts.write(),
    };
    match done {
        Ok(()) | Err(Stop::Enough) => ExitCode::SUCCESS,
        Err(Stop::Wrong(wrong)) => complain(&wrong.to_string(), 2),
        Err(Stop::Mistakes(list)) => complain(&list, 1),
        Err(Stop::Failed(error)) => complain(&format!("{error:#}"), 1),
    }
}

/// From here on it is logged, to standard error.
fn log(format: LogFormat) {
    let to = tracing_subscriber::fmt().with_env_filter(logged()).with_writer(std::io::stderr);
    match format {
        LogFormat::Text => to.with_ansi(std::io::stderr().is_terminal()).init(),
        LogFormat::Json => to.json().flatten_event(true).with_current_span(false).init(),
    }
}

/// What RUST_LOG asks for. The libraries below us would log addresses, which hold the token, and
/// bodies, which hold what people wrote: they are not asked, whatever it says.
fn logged() -> EnvFilter {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(LOGGED));
    let quiet = ["hyper", "hyper_util", "reqwest", "rustls", "axum", "sqlx"];
    let directive = |name: &str| format!("{name}=warn").parse().ok();
    quiet.into_iter().filter_map(directive).fold(filter, EnvFilter::add_directive)
}

fn print(text: &str) -> Result<(), Stop> {
    Ok(std::io::stdout().write_all(text.as_bytes())?)
}

fn complain(text: &str, code: u8) -> ExitCode {
    eprintln!("{text}");
    ExitCode::from(code)
}

impl Run {
    async fn start(self) -> Result<(), Stop> {
        let stop = stop_signal()?;
        let settings = Settings {
            token: config::parse_token(std::env::var("TELOXIDE_TOKEN").ok())?,
            api_url: config::parse_api_url(&self.api_url)?,
            database_url: config::parse_database_url(&self.database_url)?,
            send_rate: config::parse_rate(&self.send_rate)?,
        };
        let webhook = config::parse_webhook(self.webhook_url.as_deref(), self.webhook_secret)?;
        let public_url = config::parse_public_url(self.public_url.as_deref())?;
        let programme = config::read_event(self.event.as_deref())?;
        let clock = clock(self.clock.as_deref())?;
        let public = Some(listen(LISTEN, &self.listen).await?);
        let admin = match &self.admin_listen {
            Some(address) => Some(listen(ADMIN_LISTEN, address).await?),
            None => None,
        };
        let app = App::open(&settings, programme, clock).await.map_err(unopened)?;
        app.note_public_url(public_url.as_deref()).await?;
        Ok(app.with_webhook(webhook).run(Listeners { public, admin }, stop).await?)
    }
}

impl Rehearse {
    async fn start(self) -> Result<(), Stop> {
        let stop = stop_signal()?;
        let programme = config::read_event(self.event.as_deref())?;
        let start = match self.clock {
            Some(text) => ClockSetting::parse(&text)?,
            None => ClockSetting { start: rehearsal::eleven_days_before(&programme), speed: 1.0 },
        };
        let database_url = self.database_url.as_deref().map(config::parse_database_url).transpose()?;
        let listener = listen(LISTEN, &self.listen).await?;
        Ok(rehearsal::run(programme, start.clock(), database_url, listener, stop).await?)
    }
}

/// Every mistake of the file, one a line, as `file:line:column: what`.
fn check(event: Option<PathBuf>) -> Result<(), Stop> {
    let programme = match &event {
        None => Programme::shipped(),
        Some(path) => Programme::read(&config::read_file(path)?).map_err(|mistakes| {
            let lines: Vec<String> =
                mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect();
            Stop::Mistakes(lines.join("\n"))
        })?,
    };
    let facts = json!({
        "title": programme.title.get(crate::i18n::Lang::Fr),
        "sessions": programme.sessions.len(),
        "reminders": programme.reminders.len(),
    });
    println!("no mistakes: {facts}");
    Ok(())
}

/// The event's clock; anything but the real one is announced loudly.
fn clock(setting: Option<&str>) -> Result<Clock, Wrong> {
    let Some(text) = setting else { return Ok(Clock::real()) };
    let setting = ClockSetting::parse(text)?;
    tracing::warn!(
        "THE EVENT'S CLOCK IS NOT THE REAL ONE: it starts at {text}; reminders and deadlines follow it"
    );
    Ok(setting.clock())
}

/// A database that is not there is most often a wrong address.
fn unopened(error: anyhow::Error) -> Stop {
    match error.downcast_ref::<sqlx::Error>() {
        Some(_) => Wrong(format!("--database-url: {error:#}")).into(),
        None => Stop::Failed(error),
    }
}

async fn listen(flag: &str, address: &str) -> Result<TcpListener, Wrong> {
    let address = config::parse_listen(flag, address)?;
    TcpListener::bind(address)
        .await
        .map_err(|error| Wrong(format!("{flag} {address}: cannot be served there: {error}")))
}

/// Cancelled by SIGTERM or Ctrl-C. Both are listened to from here on, however long the start takes.
fn stop_signal() -> anyhow::Result<CancellationToken> {
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

impl From<Wrong> for Stop {
    fn from(wrong: Wrong) -> Self {
        Stop::Wrong(wrong)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Stop::Enough,
            _ => Stop::Failed(error.into()),
        }
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Stop::Failed(error)
    }
}

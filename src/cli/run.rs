//! `koze run`: the bot.

use std::path::PathBuf;

use super::error::CliError;
use super::startup::{LISTEN_FLAG, bind_listener, cancel_on_signal};
use crate::app::{App, Listeners};
use crate::clock::Clock;
use crate::config::{self, BotConfig, ClockConfig, ConfigError};
use crate::database_identity::{DatabaseKind, OpenRequest};

const ADMIN_LISTEN_FLAG: &str = "--admin-listen";

#[derive(clap::Args)]
pub struct Run {
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
    /// The header in which a proxy in the own network names the address of a client, for the limits of each.
    #[arg(long, env = "KOZE_PROXY_HEADER", default_value = config::DEFAULT_PROXY_HEADER)]
    proxy_header: String,
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

impl Run {
    /// Runs the bot until a signal stops it.
    pub async fn run(self) -> Result<(), CliError> {
        let stop = cancel_on_signal()?;
        let settings = BotConfig {
            token: config::parse_token(std::env::var("TELOXIDE_TOKEN").ok())?,
            api_url: config::parse_api_url(&self.api_url)?,
            database_url: config::parse_database_url(&self.database_url)?,
            send_rate: config::parse_send_rate(&self.send_rate)?,
        };
        let webhook = config::parse_webhook(self.webhook_url.as_deref(), self.webhook_secret)?;
        let public_url = config::parse_public_url(self.public_url.as_deref())?;
        let proxy_header = config::parse_proxy_header(&self.proxy_header)?;
        let programme = config::load_event_file(self.event.as_deref())?;
        let clock = parse_clock(self.clock.as_deref())?;
        let public = Some(bind_listener(LISTEN_FLAG, &self.listen).await?);
        let admin = match &self.admin_listen {
            Some(address) => Some(bind_listener(ADMIN_LISTEN_FLAG, address).await?),
            None => None,
        };
        let request = OpenRequest {
            kind: if clock.is_simulated() { DatabaseKind::Rehearsal } else { DatabaseKind::Real },
            is_built_in_event: self.event.is_none(),
            can_change_event: self.this_is_the_event,
        };
        let app = App::open_with_request(request, &settings, programme, clock).await?;
        app.store_public_url(public_url.as_deref()).await?;
        Ok(app
            .with_webhook(webhook)
            .with_proxy_header(proxy_header)
            .run(Listeners { public, admin }, stop)
            .await?)
    }
}

/// The event's clock. A simulated one is logged as a warning.
fn parse_clock(setting: Option<&str>) -> Result<Clock, ConfigError> {
    let Some(text) = setting else { return Ok(Clock::real()) };
    let setting = ClockConfig::parse(text)?;
    tracing::warn!(
        "THE EVENT'S CLOCK IS NOT THE REAL ONE: it starts at {text}; reminders and deadlines follow it"
    );
    Ok(setting.to_clock())
}

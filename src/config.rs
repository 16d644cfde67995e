//! Settings from flags and the environment, parsed at the door. Secrets have no way to be printed.

use std::fs::{File, Permissions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use chrono::DateTime;
use secrecy::SecretString;

use crate::clock::{Clock, Millis};
use crate::db::file::OWNER_ONLY_MODE;
use crate::programme::Programme;

/// Telegram's own Bot API server.
pub const DEFAULT_API_URL: &str = "https://api.telegram.org";
/// The database where none is named.
pub const DEFAULT_DATABASE_URL: &str = "sqlite://koze.db";
/// The pages' address where none is named.
pub const DEFAULT_LISTEN_ADDRESS: &str = "127.0.0.1:8080";
/// Messages a second over all, as Telegram documents.
pub const DEFAULT_SEND_RATE: u32 = 30;

/// Everything a running bot is told.
#[derive(Debug, Clone)]
pub struct BotConfig {
    pub token: SecretString,
    pub api_url: String,
    pub database_url: String,
    pub send_rate: u32,
}

/// Where Telegram brings updates, and the word by which it is known.
#[derive(Debug, Clone)]
pub struct WebhookConfig {
    pub url: String,
    /// The path behind the host, as it is served here.
    pub path: String,
    pub secret: SecretString,
}

/// A setting that cannot be used: one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// The event's clock as asked for: where it starts, and how fast it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClockConfig {
    pub start: Millis,
    pub speed: f64,
}

/// The fastest a clock may run: a day in about a second and a half.
const MAX_CLOCK_SPEED: f64 = 60_000.0;

impl ClockConfig {
    /// `2012-11-23T08:00:00-04:00`, perhaps with `@60` behind it.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let (start, speed) = text.split_once('@').unwrap_or((text, "1"));
        let wrong = |what: &str| {
            ConfigError(format!("--clock {text}: {what}; write for instance 2012-11-23T08:00:00-04:00@60"))
        };
        let start = parse_rfc3339(start).ok_or_else(|| wrong("the start is not an RFC 3339 time"))?;
        let speed: f64 = speed.parse().map_err(|_| wrong("the speed is not a number"))?;
        if !(0.0..=MAX_CLOCK_SPEED).contains(&speed) {
            return Err(wrong("the speed must be between 0 and 60000"));
        }
        Ok(Self { start, speed })
    }

    pub fn to_clock(self) -> Clock {
        Clock::simulated(self.start, self.speed)
    }
}

/// RFC 3339, with or without seconds.
pub fn parse_rfc3339(text: &str) -> Option<Millis> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
        .ok()
        .map(|at| at.timestamp_millis())
}

/// Checks a token's form, number:letters, without saying what it is.
pub fn parse_token(text: Option<String>) -> Result<SecretString, ConfigError> {
    let text = text.unwrap_or_default();
    let well_formed = text.split_once(':').is_some_and(|(number, secret)| {
        !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
            && !secret.is_empty()
            && secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
    });
    match (text.is_empty(), well_formed) {
        (true, _) => {
            Err(ConfigError("TELOXIDE_TOKEN is missing: put the token that @BotFather gave you there".into()))
        }
        (_, false) => {
            Err(ConfigError("TELOXIDE_TOKEN does not look like a token of @BotFather (123456:ABC…)".into()))
        }
        _ => Ok(text.into()),
    }
}

pub fn parse_api_url(text: &str) -> Result<String, ConfigError> {
    let known = text.starts_with("http://") || text.starts_with("https://");
    let host = text.split("://").nth(1).unwrap_or_default();
    if known && !host.is_empty() && !host.starts_with('/') && !text.contains(char::is_whitespace) {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    Err(ConfigError(format!("--api-url {text}: not an address; write for instance {DEFAULT_API_URL}")))
}

/// The path that is served, of an address where Telegram is to bring updates; with the word by which
/// it is known. `None` where neither is given.
pub fn parse_webhook(
    url: Option<&str>,
    secret: Option<String>,
) -> Result<Option<WebhookConfig>, ConfigError> {
    let (url, secret) = match (url, secret) {
        (None, None) => return Ok(None),
        (Some(url), Some(secret)) => (url, secret),
        (Some(_), None) => {
            return Err(ConfigError(
                "--webhook-url needs --webhook-secret, too: any 16 letters or digits and more".into(),
            ));
        }
        (None, Some(_)) => return Err(ConfigError("--webhook-secret needs --webhook-url".into())),
    };
    let fine = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !(16..=256).contains(&secret.len()) || !secret.bytes().all(fine) {
        return Err(ConfigError(
            "--webhook-secret: 16 to 256 letters, digits, _ or - (its text is not shown here)".into(),
        ));
    }
    let wrong = |why: &str| {
        ConfigError(format!(
            "--webhook-url {url}: {why}; write for instance https://forum.example.org/telegram"
        ))
    };
    let rest = url.strip_prefix("https://").ok_or_else(|| wrong("Telegram brings updates to https only"))?;
    let (host, path) = rest.split_once('/').ok_or_else(|| wrong("a path is missing"))?;
    let port = host.rsplit_once(':').map_or("443", |(_, port)| port);
    let is_host = |host: &str| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
    };
    // to the router other signs would be patterns, and to a proxy something else again
    let is_segment = |segment: &str| {
        segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
            && !["", ".", ".."].contains(&segment)
    };
    if !is_host(host.split(':').next().unwrap_or_default()) || host.matches(':').count() > 1 {
        return Err(wrong("not an address"));
    }
    if !path.is_empty() && !path.split('/').all(is_segment) {
        return Err(wrong("in its path only letters, digits, - _ . ~ and / may stand"));
    }
    if !["443", "80", "88", "8443"].contains(&port) {
        return Err(wrong("Telegram knows the ports 443, 80, 88 and 8443 only"));
    }
    let page = path.split('/').next().unwrap_or_default();
    if path.is_empty() || ["hall", "healthz", "readyz", "metrics"].contains(&page) {
        return Err(wrong("this path is taken by another page"));
    }
    Ok(Some(WebhookConfig { url: url.to_owned(), path: format!("/{path}"), secret: secret.into() }))
}

/// Where people reach the bot's own pages: https://… or http://…, without a slash at its end.
pub fn parse_public_url(text: Option<&str>) -> Result<Option<String>, ConfigError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let wrong = || {
        ConfigError(format!(
            "--public-url {text}: not an address; write for instance https://forum.example.org"
        ))
    };
    let url = reqwest::Url::parse(text).map_err(|_| wrong())?;
    let plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || !plain {
        return Err(wrong());
    }
    Ok(Some(url.as_str().trim_end_matches('/').to_owned()))
}

pub fn parse_database_url(text: &str) -> Result<String, ConfigError> {
    if ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    Err(ConfigError("--database-url: it must begin with sqlite:// or postgres://".into()))
}

pub fn parse_listen_address(flag: &str, text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| {
        ConfigError(format!(
            "{flag} {text}: not an address with a port; write for instance {DEFAULT_LISTEN_ADDRESS}"
        ))
    })
}

pub fn parse_send_rate(text: &str) -> Result<u32, ConfigError> {
    text.parse()
        .map_err(|_| ConfigError(format!("--send-rate {text}: not a whole number of messages a second")))
}

/// The event file, or the one that is compiled in.
pub fn load_event_file(path: Option<&Path>) -> Result<Programme, ConfigError> {
    let Some(path) = path else { return Ok(Programme::built_in()) };
    Programme::parse(&read_event_text(path)?).map_err(|mistakes| {
        let list: Vec<String> =
            mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect();
        ConfigError(list.join("\n"))
    })
}

pub fn read_event_text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError(format!("the event file {} cannot be read: {error}", path.display())))
}

/// Writes a file that only its owner may read, if that can be.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> Result<(), ConfigError> {
    let written = || {
        let mut file =
            File::options().write(true).create(true).truncate(true).mode(OWNER_ONLY_MODE).open(path)?;
        // one that was there keeps what others may do with it, unless that is taken away
        if file.metadata()?.is_file() {
            file.set_permissions(Permissions::from_mode(OWNER_ONLY_MODE))?;
        }
        file.write_all(bytes)
    };
    written().map_err(|error: std::io::Error| {
        ConfigError(format!("{} cannot be written: {error}", path.display()))
    })
}

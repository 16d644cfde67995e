//! Settings from flags and the environment, checked when they are read. Secrets are in types that do not
//! print them. An error is one sentence for the operator and names the flag.

use axum::http::HeaderName;
use std::fs::{File, Permissions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use chrono::DateTime;
use secrecy::SecretString;

use crate::clock::{Clock, EventTime};
use crate::db::file::OWNER_ONLY_MODE;
use crate::programme::Programme;

/// Telegram's own Bot API server.
pub const DEFAULT_API_URL: &str = "https://api.telegram.org";
/// The database if none is configured.
pub const DEFAULT_DATABASE_URL: &str = "sqlite://koze.db";
/// The listen address of the web pages if none is configured.
pub const DEFAULT_LISTEN_ADDRESS: &str = "127.0.0.1:8080";
/// Messages per second over all chats, the limit that Telegram documents.
pub const DEFAULT_SEND_RATE: u32 = 30;

/// The settings of a running bot.
#[derive(Debug, Clone)]
pub struct BotConfig {
    pub token: SecretString,
    /// Address of the Bot API server, without a slash at its end.
    pub api_url: String,
    /// May hold a password: never printed.
    pub database_url: String,
    /// Messages per second over all chats; 0 for no limits.
    pub send_rate: u32,
}

/// A webhook: the address to which Telegram posts updates.
#[derive(Debug, Clone)]
pub struct WebhookConfig {
    /// The public address.
    pub url: String,
    /// The path of that address, which this program serves.
    pub path: String,
    /// The secret by which Telegram authenticates.
    pub secret: SecretString,
}

/// A setting that cannot be used, explained in one sentence.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct ConfigError(pub String);

/// A simulated clock: where the event's time starts, and how many times as fast as real time it runs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClockConfig {
    pub start: EventTime,
    /// From 0 to `MAX_CLOCK_SPEED`.
    pub speed: f64,
}

/// The highest clock speed: a day in about a second and a half.
const MAX_CLOCK_SPEED: f64 = 60_000.0;

impl ClockConfig {
    /// Parses `2012-11-23T08:00:00-04:00`, with an optional speed such as `@60` behind it.
    pub fn parse(text: &str) -> Result<Self, ConfigError> {
        let (start, speed) = text.split_once('@').unwrap_or((text, "1"));
        let error = |problem: &str| {
            ConfigError(format!("--clock {text}: {problem}; write for instance 2012-11-23T08:00:00-04:00@60"))
        };
        let start = parse_rfc3339(start).ok_or_else(|| error("the start is not an RFC 3339 time"))?;
        let speed: f64 = speed.parse().map_err(|_| error("the speed is not a number"))?;
        if !(0.0..=MAX_CLOCK_SPEED).contains(&speed) {
            return Err(error("the speed must be between 0 and 60000"));
        }
        Ok(Self { start, speed })
    }

    /// Starts the clock.
    pub fn to_clock(self) -> Clock {
        Clock::simulated(self.start, self.speed)
    }
}

/// Parses an RFC 3339 time, with or without seconds.
pub fn parse_rfc3339(text: &str) -> Option<EventTime> {
    DateTime::parse_from_rfc3339(text)
        .or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z"))
        .ok()
        .map(EventTime::from)
}

/// Checks the form of a bot token, `123456:ABC…`. The error does not contain the token.
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

/// Checks the address of a Bot API server and removes slashes from its end.
pub fn parse_api_url(text: &str) -> Result<String, ConfigError> {
    let has_scheme = text.starts_with("http://") || text.starts_with("https://");
    let host = text.split("://").nth(1).unwrap_or_default();
    if has_scheme && !host.is_empty() && !host.starts_with('/') && !text.contains(char::is_whitespace) {
        return Ok(text.trim_end_matches('/').to_owned());
    }
    Err(ConfigError(format!("--api-url {text}: not an address; write for instance {DEFAULT_API_URL}")))
}

/// Checks a webhook's address and secret, which must be given together; `None` where neither is given.
/// The errors do not contain the secret.
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
    let is_secret_byte = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !(16..=256).contains(&secret.len()) || !secret.bytes().all(is_secret_byte) {
        return Err(ConfigError(
            "--webhook-secret: 16 to 256 letters, digits, _ or - (its text is not shown here)".into(),
        ));
    }
    let path = check_webhook_url(url).map_err(|problem| {
        ConfigError(format!(
            "--webhook-url {url}: {problem}; write for instance https://forum.example.org/telegram"
        ))
    })?;
    Ok(Some(WebhookConfig { url: url.to_owned(), path: format!("/{path}"), secret: secret.into() }))
}

/// The path of a webhook's address, without its first slash; or the problem.
fn check_webhook_url(url: &str) -> Result<&str, &'static str> {
    let rest = url.strip_prefix("https://").ok_or("Telegram brings updates to https only")?;
    let (host, path) = rest.split_once('/').ok_or("a path is missing")?;
    let port = host.rsplit_once(':').map_or("443", |(_, port)| port);
    let is_host = |host: &str| {
        !host.is_empty() && host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.')
    };
    // Other characters would be patterns to the router, or have a meaning to a proxy.
    let is_segment = |segment: &str| {
        segment.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.~".contains(&b))
            && !["", ".", ".."].contains(&segment)
    };
    if !is_host(host.split(':').next().unwrap_or_default()) || host.matches(':').count() > 1 {
        return Err("not an address");
    }
    if !path.is_empty() && !path.split('/').all(is_segment) {
        return Err("in its path only letters, digits, - _ . ~ and / may stand");
    }
    if !["443", "80", "88", "8443"].contains(&port) {
        return Err("Telegram knows the ports 443, 80, 88 and 8443 only");
    }
    let first_segment = path.split('/').next().unwrap_or_default();
    let taken = ["hall", "entrance", "scan", "healthz", "readyz", "metrics"];
    if path.is_empty() || taken.contains(&first_segment) {
        return Err("this path is taken by another page");
    }
    Ok(path)
}

/// Checks the public address of the bot's own pages, `https://…` or `http://…`, and removes slashes from
/// its end; `None` where none is given.
pub fn parse_public_url(text: Option<&str>) -> Result<Option<String>, ConfigError> {
    let Some(text) = text.map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
    let error = || {
        ConfigError(format!(
            "--public-url {text}: not an address; write for instance https://forum.example.org"
        ))
    };
    let url = reqwest::Url::parse(text).map_err(|_| error())?;
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || !is_plain {
        return Err(error());
    }
    Ok(Some(url.as_str().trim_end_matches('/').to_owned()))
}

/// The header that proxies set.
pub const DEFAULT_PROXY_HEADER: &str = "x-forwarded-for";

/// Checks the name of the header in which a proxy names the client's address.
pub fn parse_proxy_header(text: &str) -> Result<HeaderName, ConfigError> {
    HeaderName::from_bytes(text.trim().as_bytes()).map_err(|_| {
        ConfigError(format!("--proxy-header {text}: not the name of a header; write for instance X-Real-IP"))
    })
}

/// Checks the scheme of a database address. The error does not contain the address, which may hold a
/// password.
pub fn parse_database_url(text: &str) -> Result<String, ConfigError> {
    if ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| text.starts_with(scheme)) {
        return Ok(text.to_owned());
    }
    Err(ConfigError("--database-url: it must begin with sqlite:// or postgres://".into()))
}

/// Parses an address and port to listen on; `flag` is named in the error.
pub fn parse_listen_address(flag: &str, text: &str) -> Result<SocketAddr, ConfigError> {
    text.parse().map_err(|_| {
        ConfigError(format!(
            "{flag} {text}: not an address with a port; write for instance {DEFAULT_LISTEN_ADDRESS}"
        ))
    })
}

/// Parses a number of messages per second; 0 means no limits.
pub fn parse_send_rate(text: &str) -> Result<u32, ConfigError> {
    text.parse()
        .map_err(|_| ConfigError(format!("--send-rate {text}: not a whole number of messages a second")))
}

/// Loads the event file, or the built-in event if no path is given. The error lists all mistakes, one a
/// line.
pub fn load_event_file(path: Option<&Path>) -> Result<Programme, ConfigError> {
    let Some(path) = path else { return Ok(Programme::built_in()) };
    Programme::parse(&read_event_text(path)?).map_err(|mistakes| {
        let list: Vec<String> =
            mistakes.iter().map(|mistake| format!("{}:{mistake}", path.display())).collect();
        ConfigError(list.join("\n"))
    })
}

/// Reads the event file as text.
pub fn read_event_text(path: &Path) -> Result<String, ConfigError> {
    std::fs::read_to_string(path)
        .map_err(|error| ConfigError(format!("the event file {} cannot be read: {error}", path.display())))
}

/// Writes a file that only its owner may read. An existing file loses wider permissions; a device such as
/// `/dev/stdout` keeps its own.
pub fn write_private_file(path: &Path, bytes: &[u8]) -> Result<(), ConfigError> {
    let written = || {
        let mut file =
            File::options().write(true).create(true).truncate(true).mode(OWNER_ONLY_MODE).open(path)?;
        // `mode` above applies to a new file only.
        if file.metadata()?.is_file() {
            file.set_permissions(Permissions::from_mode(OWNER_ONLY_MODE))?;
        }
        file.write_all(bytes)
    };
    written().map_err(|error: std::io::Error| {
        ConfigError(format!("{} cannot be written: {error}", path.display()))
    })
}

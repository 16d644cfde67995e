//! One call to the Bot API: method and JSON out, result or a typed failure back.
//!
//! teloxide's own requests sleep ten seconds on a server error and give up after seventeen, so the
//! calls are posted here, with its client, address and token. The token is part of every address;
//! no address ever reaches an error text.

use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use teloxide::Bot;

use crate::chat::RenderedFile;
use crate::clock::Millis;
use crate::text::is_ignorable;

/// How long an ordinary call may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);
/// How long is waited at least and at most when the server asks for it, in seconds: nobody calls in a tight
/// loop, and nobody waits for ever.
const MIN_RETRY_AFTER_SECONDS: i64 = 1;
const MAX_RETRY_AFTER_SECONDS: i64 = 300;
/// The most of an answer that is read: a hundred updates are far less.
const MAX_RESPONSE_BYTES: usize = 64 << 20;
/// The most of a description that is kept.
const MAX_DESCRIPTION_CHARS: usize = 300;

#[derive(Clone)]
pub struct BotApi {
    bot: Bot,
}

/// Why a call brought no result.
#[derive(Debug, Clone, thiserror::Error, PartialEq)]
pub enum CallError {
    /// 429: this chat, or the bot, has to wait so many seconds.
    #[error("too many requests, again in {0} s")]
    RateLimited(i64),
    /// The group has become another chat.
    #[error("the group has moved")]
    GroupMigrated { to: i64 },
    /// A 4xx: this call will never succeed as it is.
    #[error("{code}: {description}")]
    ClientError { code: u16, description: String },
    /// No answer, a 5xx, or something that is no answer: try again later.
    #[error("no answer: {0}")]
    ServerUnavailable(String),
}

/// An answer as it came: only its shape as a whole is relied on.
#[derive(Deserialize)]
struct ApiResponse<'a> {
    #[serde(default)]
    ok: Value,
    #[serde(borrow, default)]
    result: Option<&'a RawValue>,
    #[serde(default)]
    error_code: Value,
    #[serde(default)]
    description: Value,
    #[serde(default)]
    parameters: Value,
}

impl BotApi {
    /// `url` is the Bot API server's address, Telegram's or another's.
    pub fn new(token: &SecretString, url: &str) -> anyhow::Result<Self> {
        let client = teloxide::net::default_reqwest_settings().build()?;
        let bot = Bot::with_client(token.expose_secret(), client);
        Ok(Self { bot: bot.set_api_url(url.parse()?) })
    }

    /// Calls `method` with a JSON body.
    pub async fn call<T: DeserializeOwned>(&self, method: &str, body: &Value) -> Result<T, CallError> {
        self.call_with_timeout(CALL_TIMEOUT, method, body).await
    }

    /// The same with a time of its own, for long polls.
    pub async fn call_with_timeout<T: DeserializeOwned>(
        &self,
        time: Duration,
        method: &str,
        body: &Value,
    ) -> Result<T, CallError> {
        self.send(self.post(method)?.json(body).timeout(time)).await
    }

    /// What time it is there, to the second; `None` where the server does not tell.
    pub async fn server_time(&self) -> Option<Millis> {
        let response = self.bot.client().get(self.bot.api_url()).timeout(CALL_TIMEOUT).send().await.ok()?;
        let date = response.headers().get(reqwest::header::DATE)?.to_str().ok()?;
        Some(chrono::DateTime::parse_from_rfc2822(date).ok()?.timestamp_millis())
    }

    /// Calls `method` with a file in `field` beside the others.
    pub async fn upload<T: DeserializeOwned>(
        &self,
        method: &str,
        body: &Value,
        field: &'static str,
        file: RenderedFile,
    ) -> Result<T, CallError> {
        let part =
            Part::bytes(file.bytes).file_name(file.name).mime_str(file.mime).map_err(transport_error)?;
        let mut form = Form::new().part(field, part);
        for (name, value) in body.as_object().into_iter().flatten() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), value);
        }
        self.send(self.post(method)?.multipart(form).timeout(CALL_TIMEOUT)).await
    }

    fn post(&self, method: &str) -> Result<RequestBuilder, CallError> {
        let mut url = self.bot.api_url();
        url.path_segments_mut()
            .map_err(|()| CallError::ServerUnavailable("the Bot API address has no path".to_owned()))?
            .pop_if_empty()
            .push(&format!("bot{}", self.bot.token()))
            .push(method);
        Ok(self.bot.client().post(url))
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, CallError> {
        let mut response = request.send().await.map_err(transport_error)?;
        let status = response.status();
        if status.is_server_error() {
            return Err(CallError::ServerUnavailable(format!("status {}", status.as_u16())));
        }
        let asked = response.headers().get(reqwest::header::RETRY_AFTER);
        let asked = asked.and_then(|asked| asked.to_str().ok()?.trim().parse().ok());
        let mut text = Vec::new();
        while let Some(part) = response.chunk().await.map_err(transport_error)? {
            if text.len() + part.len() > MAX_RESPONSE_BYTES {
                return Err(CallError::ServerUnavailable("an answer without an end".to_owned()));
            }
            text.extend_from_slice(&part);
        }
        parse_response(status, asked, &String::from_utf8_lossy(&text))
    }
}

/// What a reply says. `asked` is the time to wait that its head names, for a proxy's page says no other.
fn parse_response<T: DeserializeOwned>(
    status: StatusCode,
    asked: Option<i64>,
    text: &str,
) -> Result<T, CallError> {
    let code = status.as_u16();
    let broken = |_| CallError::ServerUnavailable(format!("{code} without a readable answer"));
    let reply: ApiResponse = match serde_json::from_str::<ApiResponse>(text) {
        Ok(reply) if reply.ok.is_boolean() => reply,
        // not the Bot API's own words: only what cannot be meant otherwise is believed
        _ if code == 429 => return Err(CallError::RateLimited(clamp_retry_after(asked.unwrap_or_default()))),
        _ if code == 413 => {
            return Err(CallError::ClientError { code, description: "too large for the server".to_owned() });
        }
        _ => return Err(CallError::ServerUnavailable(format!("{code} without a readable answer"))),
    };
    if reply.ok == Value::Bool(true) {
        // it is done, whatever is said of it
        return serde_json::from_str(reply.result.map_or("null", RawValue::get)).map_err(broken);
    }
    let code = parse_integer(&reply.error_code).and_then(|code| u16::try_from(code).ok()).unwrap_or(code);
    let parameter = |name: &str| parse_integer(&reply.parameters[name]);
    let description = reply.description.as_str().map(escape_for_log).unwrap_or_default();
    Err(match (parameter("migrate_to_chat_id"), parameter("retry_after")) {
        // a group has a negative number
        (Some(to), _) if to < 0 => CallError::GroupMigrated { to },
        (_, Some(seconds)) => CallError::RateLimited(clamp_retry_after(seconds)),
        _ if code == 429 => CallError::RateLimited(clamp_retry_after(asked.unwrap_or_default())),
        _ if code >= 500 => CallError::ServerUnavailable(format!("error {code}")),
        _ if code < 400 => CallError::ServerUnavailable(format!("refused as {code}: {description}")),
        _ => CallError::ClientError { code, description },
    })
}

fn clamp_retry_after(seconds: i64) -> i64 {
    seconds.clamp(MIN_RETRY_AFTER_SECONDS, MAX_RETRY_AFTER_SECONDS)
}

/// A whole number, however it is written.
fn parse_integer(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|number| number as i64))
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// Foreign text as it may stand in a line of the log: no line ends in it, nothing moves or hides what follows.
pub fn escape_for_log(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars().take(MAX_DESCRIPTION_CHARS) {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') || is_ignorable(c) {
            line.extend(c.escape_unicode());
        } else {
            line.push(c);
        }
    }
    line
}

fn transport_error(error: reqwest::Error) -> CallError {
    let error = error.without_url();
    CallError::ServerUnavailable(if error.is_timeout() { "timed out".to_owned() } else { error.to_string() })
}

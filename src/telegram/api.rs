//! One call to the Bot API: method and JSON in, result or a typed error out.
//!
//! teloxide's own requests sleep ten seconds after a server error and time out after seventeen. So the calls
//! are posted here, with teloxide's client, address and token. The token is part of every address: no address
//! may reach an error text.

use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use teloxide::Bot;

use crate::chat::RenderedFile;
use crate::clock::RealTime;
use crate::ids::ChatId;
use crate::text::is_ignorable;

/// How long a call other than a long poll may take.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);
/// Bounds of the wait that the server asks for, in seconds: never a tight loop, never a wait without end.
const MIN_RETRY_AFTER_SECONDS: i64 = 1;
const MAX_RETRY_AFTER_SECONDS: i64 = 300;
/// The most that is read of an answer; a hundred updates are far less.
const MAX_RESPONSE_BYTES: usize = 64 << 20;
/// The most that is kept of an error's description.
const MAX_DESCRIPTION_CHARS: usize = 300;

/// A client of the Bot API for one bot; clones share its connections.
#[derive(Clone)]
pub struct BotApi {
    bot: Bot,
}

/// Why a call has no result.
#[derive(Debug, Clone, thiserror::Error, PartialEq)]
pub enum CallError {
    /// 429: seconds to wait before the next call to this chat, or of this bot.
    #[error("too many requests, again in {0} s")]
    RateLimited(i64),
    /// The group has another id now.
    #[error("the group has moved")]
    GroupMigrated { to: ChatId },
    /// A 4xx: the call will never succeed unchanged.
    #[error("{code}: {description}")]
    ClientError { code: u16, description: String },
    /// No answer, a 5xx, or an unreadable answer: to be retried.
    #[error("no answer: {0}")]
    ServerUnavailable(String),
}

/// An answer with untyped fields, because a wrong type in one of them must not hide the others.
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
    /// `url` is the address of the Bot API server, Telegram's or another. An error if it cannot be parsed.
    pub fn new(token: &SecretString, url: &str) -> anyhow::Result<Self> {
        let client = teloxide::net::default_reqwest_settings().build()?;
        let bot = Bot::with_client(token.expose_secret(), client);
        Ok(Self { bot: bot.set_api_url(url.parse()?) })
    }

    /// Calls `method` with a JSON body and `CALL_TIMEOUT`.
    pub async fn call<T: DeserializeOwned>(&self, method: &str, body: &Value) -> Result<T, CallError> {
        self.call_with_timeout(CALL_TIMEOUT, method, body).await
    }

    /// Calls `method` with another timeout, for long polls.
    pub async fn call_with_timeout<T: DeserializeOwned>(
        &self,
        timeout: Duration,
        method: &str,
        body: &Value,
    ) -> Result<T, CallError> {
        self.send(self.post(method)?.json(body).timeout(timeout)).await
    }

    /// The server's clock, to the second; `None` if its answer has no date.
    pub async fn server_time(&self) -> Option<RealTime> {
        let response = self.bot.client().get(self.bot.api_url()).timeout(CALL_TIMEOUT).send().await.ok()?;
        let date = response.headers().get(reqwest::header::DATE)?.to_str().ok()?;
        Some(RealTime(chrono::DateTime::parse_from_rfc2822(date).ok()?.timestamp_millis()))
    }

    /// Calls `method` with a JSON body and a file in `field`.
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

    /// Downloads a file that somebody sent, of at most `max_bytes`. A larger one is a [`CallError::ClientError`] with
    /// code 413.
    pub async fn download(&self, file_id: &str, max_bytes: usize) -> Result<Vec<u8>, CallError> {
        #[derive(Deserialize)]
        struct File {
            file_path: String,
        }
        let file: File = self.call("getFile", &json!({ "file_id": file_id })).await?;
        let bot = format!("bot{}", self.bot.token());
        let url = self.url(["file", bot.as_str()].into_iter().chain(file.file_path.split('/')))?;
        let mut response =
            self.bot.client().get(url).timeout(CALL_TIMEOUT).send().await.map_err(transport_error)?;
        let status = response.status();
        let code = status.as_u16();
        if status.is_client_error() && code != 429 {
            return Err(CallError::ClientError { code, description: "the file cannot be had".to_owned() });
        }
        if !status.is_success() {
            return Err(CallError::ServerUnavailable(format!("status {code}")));
        }
        let bytes = read_body(&mut response, max_bytes).await?;
        bytes.ok_or(CallError::ClientError { code: 413, description: "the file is too large".to_owned() })
    }

    fn post(&self, method: &str) -> Result<RequestBuilder, CallError> {
        let bot = format!("bot{}", self.bot.token());
        Ok(self.bot.client().post(self.url([bot.as_str(), method].into_iter())?))
    }

    fn url<'s>(&self, segments: impl Iterator<Item = &'s str>) -> Result<Url, CallError> {
        let mut url = self.bot.api_url();
        url.path_segments_mut()
            .map_err(|()| CallError::ServerUnavailable("the Bot API address has no path".to_owned()))?
            .pop_if_empty()
            .extend(segments);
        Ok(url)
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, CallError> {
        let mut response = request.send().await.map_err(transport_error)?;
        let status = response.status();
        if status.is_server_error() {
            return Err(CallError::ServerUnavailable(format!("status {}", status.as_u16())));
        }
        let retry_after = response.headers().get(reqwest::header::RETRY_AFTER);
        let retry_after = retry_after.and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let Some(text) = read_body(&mut response, MAX_RESPONSE_BYTES).await? else {
            return Err(CallError::ServerUnavailable("the answer is too large".to_owned()));
        };
        parse_response(status, retry_after, &String::from_utf8_lossy(&text))
    }
}

/// The body of an answer; `None` if it is larger than `max_bytes`.
async fn read_body(response: &mut Response, max_bytes: usize) -> Result<Option<Vec<u8>>, CallError> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(transport_error)? {
        if body.len() + part.len() > max_bytes {
            return Ok(None);
        }
        body.extend_from_slice(&part);
    }
    Ok(Some(body))
}

/// Interprets an answer. `retry_after` is the header's wait in seconds: a proxy's answer has no other.
fn parse_response<T: DeserializeOwned>(
    status: StatusCode,
    retry_after: Option<i64>,
    text: &str,
) -> Result<T, CallError> {
    let code = status.as_u16();
    let broken = |_| CallError::ServerUnavailable(format!("{code} without a readable answer"));
    let reply: ApiResponse = match serde_json::from_str::<ApiResponse>(text) {
        Ok(reply) if reply.ok.is_boolean() => reply,
        // Not an answer of the Bot API, but perhaps a proxy's: only unambiguous codes are interpreted.
        _ if code == 429 => {
            return Err(CallError::RateLimited(clamp_retry_after(retry_after.unwrap_or_default())));
        }
        _ if code == 413 => {
            return Err(CallError::ClientError { code, description: "too large for the server".to_owned() });
        }
        _ => return Err(CallError::ServerUnavailable(format!("{code} without a readable answer"))),
    };
    if reply.ok == Value::Bool(true) {
        // The call had its effect, whatever else the answer contains.
        return serde_json::from_str(reply.result.map_or("null", RawValue::get)).map_err(broken);
    }
    let code = parse_integer(&reply.error_code).and_then(|code| u16::try_from(code).ok()).unwrap_or(code);
    let parameter = |name: &str| parse_integer(&reply.parameters[name]);
    let description = reply.description.as_str().map(escape_for_log).unwrap_or_default();
    Err(match (parameter("migrate_to_chat_id"), parameter("retry_after")) {
        // Groups have negative ids.
        (Some(to), _) if ChatId(to).is_group() => CallError::GroupMigrated { to: ChatId(to) },
        (_, Some(seconds)) => CallError::RateLimited(clamp_retry_after(seconds)),
        _ if code == 429 => CallError::RateLimited(clamp_retry_after(retry_after.unwrap_or_default())),
        _ if code >= 500 => CallError::ServerUnavailable(format!("error {code}")),
        _ if code < 400 => CallError::ServerUnavailable(format!("refused as {code}: {description}")),
        _ => CallError::ClientError { code, description },
    })
}

fn clamp_retry_after(seconds: i64) -> i64 {
    seconds.clamp(MIN_RETRY_AFTER_SECONDS, MAX_RETRY_AFTER_SECONDS)
}

/// An integer, also one written as a float or a string.
fn parse_integer(value: &Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|number| number as i64))
        .or_else(|| value.as_str()?.trim().parse().ok())
}

/// Escapes foreign text for the log: no line breaks, no control or invisible characters, at most
/// `MAX_DESCRIPTION_CHARS`.
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

/// The address is removed from the error, because it contains the token.
fn transport_error(error: reqwest::Error) -> CallError {
    let error = error.without_url();
    CallError::ServerUnavailable(if error.is_timeout() { "timed out".to_owned() } else { error.to_string() })
}

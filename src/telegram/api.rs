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

use crate::chat::File;
use crate::clock::Millis;

/// How long an ordinary call may take.
const CALL: Duration = Duration::from_secs(20);

#[derive(Clone)]
pub struct Api {
    bot: Bot,
}

/// Why a call brought no result.
#[derive(Debug, Clone, thiserror::Error, PartialEq)]
pub enum CallError {
    /// 429: this chat, or the bot, has to wait so many seconds.
    #[error("too many requests, again in {0} s")]
    TooMany(i64),
    /// The group has become another chat.
    #[error("the group has moved")]
    Moved { to: i64 },
    /// A 4xx: this call will never succeed as it is.
    #[error("{code}: {description}")]
    Refused { code: u16, description: String },
    /// No answer, a 5xx, or something that is no answer: try again later.
    #[error("no answer: {0}")]
    Unreachable(String),
}

#[derive(Deserialize)]
struct Reply<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    parameters: Option<Parameters>,
}

#[derive(Deserialize)]
struct Parameters {
    retry_after: Option<i64>,
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    /// `url` is the Bot API server's address, Telegram's or another's.
    pub fn new(token: &SecretString, url: &str) -> anyhow::Result<Self> {
        let client = teloxide::net::default_reqwest_settings().build()?;
        let bot = Bot::with_client(token.expose_secret(), client);
        Ok(Self { bot: bot.set_api_url(url.parse()?) })
    }

    /// Calls `method` with a JSON body.
    pub async fn call<T: DeserializeOwned>(&self, method: &str, body: &Value) -> Result<T, CallError> {
        self.call_within(CALL, method, body).await
    }

    /// The same with a time of its own, for long polls.
    pub async fn call_within<T: DeserializeOwned>(
        &self,
        time: Duration,
        method: &str,
        body: &Value,
    ) -> Result<T, CallError> {
        self.answer(self.post(method)?.json(body).timeout(time)).await
    }

    /// What time it is there, to the second; `None` where the server does not tell.
    pub async fn time(&self) -> Option<Millis> {
        let response = self.bot.client().get(self.bot.api_url()).timeout(CALL).send().await.ok()?;
        let date = response.headers().get(reqwest::header::DATE)?.to_str().ok()?;
        Some(chrono::DateTime::parse_from_rfc2822(date).ok()?.timestamp_millis())
    }

    /// Calls `method` with a file in `field` beside the others.
    pub async fn upload<T: DeserializeOwned>(
        &self,
        method: &str,
        body: &Value,
        field: &'static str,
        file: File,
    ) -> Result<T, CallError> {
        let part = Part::bytes(file.bytes).file_name(file.name).mime_str(file.mime).map_err(unreachable)?;
        let mut form = Form::new().part(field, part);
        for (name, value) in body.as_object().into_iter().flatten() {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            form = form.text(name.clone(), value);
        }
        self.answer(self.post(method)?.multipart(form).timeout(CALL)).await
    }

    fn post(&self, method: &str) -> Result<RequestBuilder, CallError> {
        let mut url = self.bot.api_url();
        url.path_segments_mut()
            .map_err(|()| CallError::Unreachable("the Bot API address has no path".to_owned()))?
            .pop_if_empty()
            .push(&format!("bot{}", self.bot.token()))
            .push(method);
        Ok(self.bot.client().post(url))
    }

    async fn answer<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, CallError> {
        let response = request.send().await.map_err(unreachable)?;
        let status = response.status();
        let text = response.text().await.map_err(unreachable)?;
        read(status, &text)
    }
}

/// What a reply says.
fn read<T: DeserializeOwned>(status: StatusCode, text: &str) -> Result<T, CallError> {
    let broken = |_| CallError::Unreachable(format!("{} without a readable answer", status.as_u16()));
    if status.is_server_error() {
        return Err(CallError::Unreachable(format!("status {}", status.as_u16())));
    }
    let reply: Reply = serde_json::from_str(text).map_err(broken)?;
    if let (true, Some(result)) = (reply.ok, reply.result) {
        return serde_json::from_str(result.get()).map_err(broken);
    }
    let code = reply.error_code.unwrap_or(status.as_u16());
    let parameters = reply.parameters.unwrap_or(Parameters { retry_after: None, migrate_to_chat_id: None });
    Err(match (parameters.migrate_to_chat_id, parameters.retry_after) {
        (Some(to), _) => CallError::Moved { to },
        (_, Some(seconds)) => CallError::TooMany(seconds),
        _ if code == 429 => CallError::TooMany(1),
        _ if code >= 500 => CallError::Unreachable(format!("error {code}")),
        _ => CallError::Refused { code, description: reply.description.unwrap_or_default() },
    })
}

fn unreachable(error: reqwest::Error) -> CallError {
    let error = error.without_url();
    CallError::Unreachable(if error.is_timeout() { "timed out".to_owned() } else { error.to_string() })
}

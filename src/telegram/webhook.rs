//! Updates that Telegram brings: each is acknowledged only when its whole effect is committed, and
//! refused with a time to come again when that cannot be.
//!
//! The handler knocks; whoever empties the queue gives updates that wait together one transaction.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{self, DefaultBodyLimit, FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::json;
use serde_json::value::RawValue;
use subtle::ConstantTimeEq;
use tokio::sync::{mpsc, oneshot};

use crate::clock::Clock;
use crate::config::Webhook;
use crate::telegram::RawUpdate;
use crate::telegram::api::{Api, CallError};
use crate::telegram::incoming::ALLOWED;

const SECRET: &str = "x-telegram-bot-api-secret-token";
/// An update is far smaller.
const LARGEST_BODY: usize = 1 << 20;
/// How long an update may take to come.
const BODY_WITHIN: Duration = Duration::from_secs(10);
/// How many knock at once before others are told to come again; Telegram itself opens at most 100
/// connections, and it waits for each answer.
const AT_THE_DOOR: usize = 200;
/// How many updates share a transaction.
const BATCH: usize = 100;
/// When Telegram is told to come again, in seconds.
const COME_AGAIN: &str = "2";
/// How many connections Telegram may open.
const CONNECTIONS: u32 = 40;

/// One update at the door. Dropped unanswered, Telegram is told to come again.
pub struct Knock {
    update: RawUpdate,
    answer: oneshot::Sender<()>,
}

/// The updates that were brought and wait.
pub struct Door {
    knocks: mpsc::Receiver<Knock>,
}

#[derive(Clone)]
struct Porter {
    clock: Clock,
    secret: SecretString,
    to: mpsc::Sender<Knock>,
}

/// The page that Telegram posts to, and the door behind it.
pub fn open(webhook: &Webhook) -> (Router, Door) {
    let (to, knocks) = mpsc::channel(AT_THE_DOOR);
    let porter = Porter { clock: Clock::real(), secret: webhook.secret.clone(), to };
    let page = Router::new()
        .route(&webhook.path, post(receive))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(porter);
    (page, Door { knocks })
}

impl Door {
    /// Waits for somebody to knock, and lets in whoever else is there; `None` when nobody will come.
    pub async fn wait(&mut self) -> Option<Vec<Knock>> {
        let mut batch = vec![self.knocks.recv().await?];
        while batch.len() < BATCH
            && let Ok(knock) = self.knocks.try_recv()
        {
            batch.push(knock);
        }
        Some(batch)
    }
}

/// What was brought, in its order.
pub fn updates(batch: &[Knock]) -> Vec<RawUpdate> {
    batch.iter().map(|knock| knock.update.clone()).collect()
}

/// The whole effect of these is committed: Telegram may forget them.
pub fn acknowledge(batch: Vec<Knock>) {
    for knock in batch {
        // whoever brought it may have gone; it comes again then, and is known
        let _ = knock.answer.send(());
    }
}

/// Tells Telegram to bring updates from now on. What waits there stays.
pub async fn set(api: &Api, webhook: &Webhook) -> Result<(), CallError> {
    let body = json!({
        "url": webhook.url,
        "secret_token": webhook.secret.expose_secret(),
        "allowed_updates": ALLOWED,
        "max_connections": CONNECTIONS,
    });
    api.call::<bool>("setWebhook", &body).await.map(|_| ())
}

/// Tells Telegram that updates are fetched again. What waits there stays.
pub async fn remove(api: &Api) -> Result<(), CallError> {
    api.call::<bool>("deleteWebhook", &json!({})).await.map(|_| ())
}

/// What Telegram says of the webhook that is set.
#[derive(Debug, Clone, Deserialize)]
pub struct State {
    /// Empty: none is set.
    pub url: String,
    pub pending_update_count: i64,
    pub last_error_message: Option<String>,
}

pub async fn state(api: &Api) -> Result<State, CallError> {
    api.call("getWebhookInfo", &json!({})).await
}

#[derive(Deserialize)]
struct Head {
    update_id: i64,
}

/// Who brings it is looked at first: of anybody else's body nothing is read.
async fn receive(extract::State(porter): extract::State<Porter>, request: Request) -> Response {
    if !porter.knows(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let body = porter.clock.at_most(BODY_WITHIN, Bytes::from_request(request, &())).await;
    let body = match body {
        Some(Ok(body)) => body,
        Some(Err(rejection)) => return rejection.into_response(),
        None => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let Some(update) = read(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let (answer, answered) = oneshot::channel();
    if porter.to.try_send(Knock { update, answer }).is_err() || answered.await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, COME_AGAIN)]).into_response();
    }
    StatusCode::OK.into_response()
}

impl Porter {
    /// Compared in a time that does not tell how much of it was right.
    fn knows(&self, headers: &HeaderMap) -> bool {
        let said = headers.get(SECRET).map(|said| said.as_bytes()).unwrap_or_default();
        bool::from(said.ct_eq(self.secret.expose_secret().as_bytes()))
    }
}

/// An update as it came; only its number is looked at here.
fn read(body: &[u8]) -> Option<RawUpdate> {
    let text = std::str::from_utf8(body).ok()?;
    let head: Head = serde_json::from_str(text).ok()?;
    Some(RawUpdate { id: head.update_id, json: RawValue::from_string(text.to_owned()).ok()? })
}

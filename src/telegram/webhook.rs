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
use crate::config::WebhookConfig;
use crate::telegram::RawUpdate;
use crate::telegram::api::{BotApi, CallError};
use crate::telegram::incoming::ALLOWED_UPDATES;

const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";
/// An update is far smaller.
const MAX_BODY_BYTES: usize = 1 << 20;
/// How long an update may take to come.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// How many knock at once before others are told to come again; Telegram itself opens at most 100
/// connections, and it waits for each answer.
const QUEUE_CAPACITY: usize = 200;
/// How many updates share a transaction.
const MAX_BATCH: usize = 100;
/// When Telegram is told to come again, in seconds.
const RETRY_AFTER_SECONDS: &str = "2";
/// How many connections Telegram may open.
const MAX_CONNECTIONS: u32 = 40;

/// One update at the door. Dropped unanswered, Telegram is told to come again.
pub struct PendingUpdate {
    update: RawUpdate,
    ack: oneshot::Sender<()>,
}

/// The updates that were brought and wait.
pub struct UpdateQueue {
    pending: mpsc::Receiver<PendingUpdate>,
}

#[derive(Clone)]
struct WebhookState {
    clock: Clock,
    secret: SecretString,
    queue: mpsc::Sender<PendingUpdate>,
}

/// The page that Telegram posts to, and the door behind it.
pub fn build_router(webhook: &WebhookConfig) -> (Router, UpdateQueue) {
    let (to, knocks) = mpsc::channel(QUEUE_CAPACITY);
    let porter = WebhookState { clock: Clock::real(), secret: webhook.secret.clone(), queue: to };
    let page = Router::new()
        .route(&webhook.path, post(receive))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(porter);
    (page, UpdateQueue { pending: knocks })
}

impl UpdateQueue {
    /// Waits for somebody to knock, and lets in whoever else is there; `None` when nobody will come.
    pub async fn next_batch(&mut self) -> Option<Vec<PendingUpdate>> {
        let mut batch = vec![self.pending.recv().await?];
        while batch.len() < MAX_BATCH
            && let Ok(knock) = self.pending.try_recv()
        {
            batch.push(knock);
        }
        Some(batch)
    }
}

/// What was brought, in its order.
pub fn raw_updates(batch: &[PendingUpdate]) -> Vec<RawUpdate> {
    batch.iter().map(|knock| knock.update.clone()).collect()
}

/// The whole effect of these is committed: Telegram may forget them.
pub fn acknowledge(batch: Vec<PendingUpdate>) {
    for knock in batch {
        // whoever brought it may have gone; it comes again then, and is known
        let _ = knock.ack.send(());
    }
}

/// Tells Telegram to bring updates from now on. What waits there stays.
pub async fn set(api: &BotApi, webhook: &WebhookConfig) -> Result<(), CallError> {
    let body = json!({
        "url": webhook.url,
        "secret_token": webhook.secret.expose_secret(),
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": MAX_CONNECTIONS,
    });
    api.call::<bool>("setWebhook", &body).await.map(|_| ())
}

/// Tells Telegram that updates are fetched again. What waits there stays.
pub async fn remove(api: &BotApi) -> Result<(), CallError> {
    api.call::<bool>("deleteWebhook", &json!({})).await.map(|_| ())
}

/// What Telegram says of the webhook that is set.
#[derive(Debug, Clone, Deserialize)]
pub struct WebhookInfo {
    /// Empty: none is set.
    pub url: String,
    pub pending_update_count: i64,
    pub last_error_message: Option<String>,
}

pub async fn get_info(api: &BotApi) -> Result<WebhookInfo, CallError> {
    api.call("getWebhookInfo", &json!({})).await
}

#[derive(Deserialize)]
struct UpdateHeader {
    update_id: i64,
}

/// Who brings it is looked at first: of anybody else's body nothing is read.
async fn receive(extract::State(porter): extract::State<WebhookState>, request: Request) -> Response {
    if !porter.is_authorized(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let body = porter.clock.timeout(BODY_TIMEOUT, Bytes::from_request(request, &())).await;
    let body = match body {
        Some(Ok(body)) => body,
        Some(Err(rejection)) => return rejection.into_response(),
        None => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let Some(update) = parse_raw_update(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let (answer, answered) = oneshot::channel();
    if porter.queue.try_send(PendingUpdate { update, ack: answer }).is_err() || answered.await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)])
            .into_response();
    }
    StatusCode::OK.into_response()
}

impl WebhookState {
    /// Compared in a time that does not tell how much of it was right.
    fn is_authorized(&self, headers: &HeaderMap) -> bool {
        let said = headers.get(SECRET_HEADER).map(|said| said.as_bytes()).unwrap_or_default();
        bool::from(said.ct_eq(self.secret.expose_secret().as_bytes()))
    }
}

/// An update as it came; only its number is looked at here.
fn parse_raw_update(body: &[u8]) -> Option<RawUpdate> {
    let text = std::str::from_utf8(body).ok()?;
    let head: UpdateHeader = serde_json::from_str(text).ok()?;
    Some(RawUpdate { id: head.update_id, json: RawValue::from_string(text.to_owned()).ok()? })
}

//! The webhook. Telegram posts updates; each request is answered with 200 only when the update's whole effect
//! is committed, and with 503 and a retry time when that is not possible.
//!
//! The HTTP handler puts an update into a queue and waits. The consumer of the queue takes all updates that
//! wait, so that they share one transaction.

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

use super::api::{BotApi, CallError};
use super::incoming::ALLOWED_UPDATES;
use super::raw_update::RawUpdate;
use crate::clock::Clock;
use crate::config::WebhookConfig;

const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";
/// Far more than the largest update.
const MAX_BODY_BYTES: usize = 1 << 20;
/// How long a request body may take to arrive.
const BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// How many updates wait before others get 503. Telegram opens at most 100 connections and waits for each
/// answer.
const QUEUE_CAPACITY: usize = 200;
/// How many updates share a transaction.
const MAX_BATCH: usize = 100;
/// The `Retry-After` of a 503.
const RETRY_AFTER_SECONDS: &str = "2";
/// How many connections Telegram may open.
const MAX_CONNECTIONS: u32 = 40;

/// An update whose request waits for its answer. Dropping it answers 503: Telegram posts it again.
pub struct PendingUpdate {
    update: RawUpdate,
    ack: oneshot::Sender<()>,
}

/// The updates that were posted and wait.
pub struct UpdateQueue {
    pending: mpsc::Receiver<PendingUpdate>,
}

#[derive(Clone)]
struct WebhookState {
    clock: Clock,
    secret: SecretString,
    queue: mpsc::Sender<PendingUpdate>,
}

/// The route to which Telegram posts, and the queue that it fills.
pub fn build_router(webhook: &WebhookConfig) -> (Router, UpdateQueue) {
    let (queue, pending) = mpsc::channel(QUEUE_CAPACITY);
    let state = WebhookState { clock: Clock::real(), secret: webhook.secret.clone(), queue };
    let router = Router::new()
        .route(&webhook.path, post(receive))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
        .with_state(state);
    (router, UpdateQueue { pending })
}

impl UpdateQueue {
    /// Waits for an update and takes all that wait, at most `MAX_BATCH`; `None` when the router is gone.
    pub async fn next_batch(&mut self) -> Option<Vec<PendingUpdate>> {
        let mut batch = vec![self.pending.recv().await?];
        while batch.len() < MAX_BATCH
            && let Ok(update) = self.pending.try_recv()
        {
            batch.push(update);
        }
        Some(batch)
    }
}

/// The updates of a batch, in their order.
pub fn raw_updates(batch: &[PendingUpdate]) -> Vec<RawUpdate> {
    batch.iter().map(|pending| pending.update.clone()).collect()
}

/// The whole effect of these updates is committed: answers 200 to each.
pub fn acknowledge(batch: Vec<PendingUpdate>) {
    for pending in batch {
        // An error means that the connection is gone: Telegram posts the update again, as a duplicate.
        let _ = pending.ack.send(());
    }
}

/// Registers the webhook with Telegram. Updates that wait there are kept.
pub async fn set(api: &BotApi, webhook: &WebhookConfig) -> Result<(), CallError> {
    let body = json!({
        "url": webhook.url,
        "secret_token": webhook.secret.expose_secret(),
        "allowed_updates": ALLOWED_UPDATES,
        "max_connections": MAX_CONNECTIONS,
    });
    api.call::<bool>("setWebhook", &body).await.map(|_| ())
}

/// Removes the webhook, so that polling works. Updates that wait at Telegram are kept.
pub async fn remove(api: &BotApi) -> Result<(), CallError> {
    api.call::<bool>("deleteWebhook", &json!({})).await.map(|_| ())
}

/// Telegram's `WebhookInfo`, as far as it is used.
#[derive(Debug, Clone, Deserialize)]
pub struct WebhookInfo {
    /// Empty if no webhook is set.
    pub url: String,
    pub pending_update_count: i64,
    pub last_error_message: Option<String>,
}

/// Asks Telegram which webhook is set.
pub async fn get_info(api: &BotApi) -> Result<WebhookInfo, CallError> {
    api.call("getWebhookInfo", &json!({})).await
}

/// The sender is authenticated before anything of the body is read.
async fn receive(extract::State(state): extract::State<WebhookState>, request: Request) -> Response {
    if !state.is_authorized(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let body = state.clock.timeout(BODY_TIMEOUT, Bytes::from_request(request, &())).await;
    let body = match body {
        Some(Ok(body)) => body,
        Some(Err(rejection)) => return rejection.into_response(),
        None => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let Some(update) = parse_body(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let (ack, acknowledged) = oneshot::channel();
    if state.queue.try_send(PendingUpdate { update, ack }).is_err() || acknowledged.await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, RETRY_AFTER_SECONDS)])
            .into_response();
    }
    StatusCode::OK.into_response()
}

impl WebhookState {
    /// Compares in constant time, so that the duration does not reveal how much of a guess is right.
    fn is_authorized(&self, headers: &HeaderMap) -> bool {
        let given =
            headers.get(SECRET_HEADER).map(reqwest::header::HeaderValue::as_bytes).unwrap_or_default();
        bool::from(given.ct_eq(self.secret.expose_secret().as_bytes()))
    }
}

fn parse_body(body: &[u8]) -> Option<RawUpdate> {
    let text = std::str::from_utf8(body).ok()?;
    RawUpdate::from_json(RawValue::from_string(text.to_owned()).ok()?).ok()
}

//! `getUpdates` and the webhook: one of the two at a time.

use std::time::Duration;

use serde_json::{Value, json};

use crate::api_error::BotApiError;
use crate::request::Params;
use crate::state::{EmulatorState, PollRequest, Webhook};

const SECOND_POLLER: &str =
    "terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_ACTIVE: &str =
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

const MAX_POLL_SECONDS: i64 = 50;
const MAX_UPDATES_PER_POLL: i64 = 100;
const MAX_SECRET_TOKEN_LENGTH: usize = 256;

impl EmulatorState {
    /// Begins a `getUpdates` call, which ends an earlier one that still waits.
    pub fn begin_poll(&mut self, params: &Params) -> Result<PollRequest, BotApiError> {
        if self.update_queue.webhook.is_some() {
            return Err(BotApiError::conflict(WEBHOOK_ACTIVE));
        }
        self.set_allowed_updates(params);
        self.update_queue.poll_generation += 1;
        self.update_queue.wakeup_count += 1;
        let timeout = params.int("timeout").unwrap_or(0).clamp(0, MAX_POLL_SECONDS);
        let limit = params.int("limit").unwrap_or(MAX_UPDATES_PER_POLL).clamp(1, MAX_UPDATES_PER_POLL);
        Ok(PollRequest {
            generation: self.update_queue.poll_generation,
            offset: params.int("offset").unwrap_or(0),
            limit: limit as usize,
            timeout: Duration::from_secs(timeout.unsigned_abs()),
        })
    }

    /// The result of a `getUpdates` call; `None` while the call has to wait.
    pub fn try_finish_poll(&mut self, poll: &PollRequest) -> Option<Result<Value, BotApiError>> {
        if self.update_queue.webhook.is_some() {
            return Some(Err(BotApiError::conflict("terminated by setWebhook request")));
        }
        if self.update_queue.poll_generation != poll.generation {
            return Some(Err(BotApiError::conflict(SECOND_POLLER)));
        }
        let updates = self.update_queue.take(poll.offset, poll.limit, self.clock.real_now());
        let updates: Vec<Value> = updates.iter().map(|update| Value::clone(update)).collect();
        (!updates.is_empty()).then_some(Ok(Value::Array(updates)))
    }

    /// Stores the webhook, which ends polling.
    pub fn set_webhook(&mut self, params: &Params) -> Result<Value, BotApiError> {
        let url = params.text("url");
        if !url.is_empty() && !url.starts_with("https://") {
            return Err(BotApiError::bad_request("bad webhook: An HTTPS URL must be provided for webhook"));
        }
        let secret_token = params.text("secret_token");
        let is_allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
        if secret_token.len() > MAX_SECRET_TOKEN_LENGTH || !secret_token.bytes().all(is_allowed) {
            return Err(BotApiError::bad_request("secret token contains unallowed characters"));
        }
        self.set_allowed_updates(params);
        self.drop_updates_if_asked(params);
        self.update_queue.wakeup_count += 1;
        self.update_queue.webhook = (!url.is_empty()).then(|| Webhook {
            url: url.to_owned(),
            max_connections: params.int("max_connections").unwrap_or(40).clamp(1, 100),
            ip_address: params.text("ip_address").to_owned(),
            secret_token: secret_token.to_owned(),
        });
        Ok(json!(true))
    }

    /// Removes the webhook.
    pub fn delete_webhook(&mut self, params: &Params) -> Value {
        self.update_queue.webhook = None;
        self.drop_updates_if_asked(params);
        json!(true)
    }

    /// A `WebhookInfo` object.
    pub fn webhook_info(&self) -> Value {
        let mut info = json!({
            "url": "",
            "has_custom_certificate": false,
            "pending_update_count": self.update_queue.len(),
        });
        if let Some(webhook) = &self.update_queue.webhook {
            info["url"] = json!(webhook.url);
            info["max_connections"] = json!(webhook.max_connections);
            if !webhook.ip_address.is_empty() {
                info["ip_address"] = json!(webhook.ip_address);
            }
        }
        if !self.update_queue.allowed_kinds.is_empty() {
            info["allowed_updates"] = json!(self.update_queue.allowed_kinds);
        }
        info
    }

    /// Takes over `allowed_updates`; a call without it leaves the setting as it is.
    fn set_allowed_updates(&mut self, params: &Params) {
        if let Some(kinds) = params.list("allowed_updates") {
            self.update_queue.allowed_kinds =
                kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
    }

    fn drop_updates_if_asked(&mut self, params: &Params) {
        if params.flag("drop_pending_updates") {
            self.update_queue.clear();
        }
    }
}

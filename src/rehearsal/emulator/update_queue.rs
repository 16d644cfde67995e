//! The bot's updates: numbered, kept until they are confirmed or too old, handed out in order to
//! one poller at a time.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::api_error::BotApiError;
use super::params::Params;
use super::{EmulatorState, TelegramEmulator};
use crate::clock::Millis;

const SECOND_POLLER: &str =
    "terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_ACTIVE: &str =
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/// What Telegram sends only to those who ask for it by name.
const OPT_IN_KINDS: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

const MAX_POLL_SECONDS: i64 = 50;
const MAX_UPDATES_PER_POLL: i64 = 100;

/// How long Telegram keeps a press for a bot that does not come.
const CALLBACK_TTL: Millis = 150_000;
/// And anything else.
const UPDATE_TTL: Millis = 24 * 3_600_000;

struct QueuedUpdate {
    id: i64,
    update: Arc<Value>,
    /// Real time after which Telegram forgets it.
    expires_at: Millis,
    /// Comes a second time: handed out once, whatever the offset.
    is_redelivery: bool,
}

pub(super) struct Queue {
    next_id: i64,
    pending: VecDeque<QueuedUpdate>,
    /// All updates there were, for coming a second time.
    history: VecDeque<(i64, Arc<Value>)>,
    /// As the last `getUpdates` or `setWebhook` that spoke of it wanted; empty: all usual ones.
    allowed_kinds: Vec<String>,
    /// Counts polls, so that an older one sees that it is over.
    poll_generation: u64,
    /// Counts what a waiting poll must wake for.
    pub wakeup_count: u64,
    /// The parameters of `setWebhook`, remembered only.
    webhook: Option<Map<String, Value>>,
    /// The webhook's word, which is never told.
    webhook_secret: String,
}

impl Queue {
    pub fn new(first_id: i64) -> Self {
        Self {
            next_id: first_id,
            pending: VecDeque::new(),
            history: VecDeque::new(),
            allowed_kinds: Vec::new(),
            poll_generation: 0,
            wakeup_count: 0,
            webhook: None,
            webhook_secret: String::new(),
        }
    }

    /// Numbers an update and lets it wait, unless the bot does not want its kind.
    pub fn push(&mut self, kind: &str, content: Value, now: Millis, keep: usize) -> Option<i64> {
        let wanted = match self.allowed_kinds.as_slice() {
            [] => !OPT_IN_KINDS.contains(&kind),
            allowed => allowed.iter().any(|allowed| allowed == kind),
        };
        wanted.then(|| self.push_json(json!({ kind: content }), now, keep))
    }

    /// Lets any JSON wait, with the next number if it has none.
    pub fn push_json(&mut self, mut update: Value, now: Millis, keep: usize) -> i64 {
        let id = match update.get("update_id").and_then(Value::as_i64) {
            Some(id) => id,
            None => {
                let id = self.next_id;
                self.next_id += 1;
                if let Value::Object(update) = &mut update {
                    update.insert("update_id".to_owned(), json!(id));
                }
                id
            }
        };
        let kept = if update.get("callback_query").is_some() { CALLBACK_TTL } else { UPDATE_TTL };
        let update = Arc::new(update);
        self.history.push_back((id, update.clone()));
        let surplus = self.history.len().saturating_sub(keep);
        self.history.drain(..surplus);
        self.pending.push_back(QueuedUpdate { id, update, expires_at: now + kept, is_redelivery: false });
        self.wakeup_count += 1;
        id
    }

    fn take(&mut self, offset: i64, limit: usize, now: Millis) -> Vec<Arc<Value>> {
        if offset < 0 {
            let surplus = self.pending.len().saturating_sub(offset.unsigned_abs() as usize);
            self.pending.drain(..surplus);
        }
        self.pending
            .retain(|waiting| waiting.is_redelivery || (waiting.id >= offset && waiting.expires_at > now));
        let taken = self.pending.iter().take(limit).map(|waiting| waiting.update.clone()).collect();
        let mut place = 0;
        self.pending.retain(|waiting| {
            place += 1;
            place > limit || !waiting.is_redelivery
        });
        taken
    }

    fn set_allowed_kinds(&mut self, params: &Params) {
        if let Some(kinds) = params.list("allowed_updates") {
            self.allowed_kinds = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
    }
}

/// What a poll asks for.
pub(super) struct PollRequest {
    generation: u64,
    offset: i64,
    limit: usize,
    pub timeout: Duration,
}

impl EmulatorState {
    /// Begins a poll, which ends the one before.
    pub(super) fn begin_poll(&mut self, params: &Params) -> Result<PollRequest, BotApiError> {
        if self.update_queue.webhook.is_some() {
            return Err(BotApiError::conflict(WEBHOOK_ACTIVE));
        }
        self.update_queue.set_allowed_kinds(params);
        self.update_queue.poll_generation += 1;
        self.update_queue.wakeup_count += 1;
        let timeout = params.int("timeout").unwrap_or(0).clamp(0, MAX_POLL_SECONDS);
        Ok(PollRequest {
            generation: self.update_queue.poll_generation,
            offset: params.int("offset").unwrap_or(0),
            limit: params.int("limit").unwrap_or(MAX_UPDATES_PER_POLL).clamp(1, MAX_UPDATES_PER_POLL)
                as usize,
            timeout: Duration::from_secs(timeout.unsigned_abs()),
        })
    }

    /// What there is for a poll now; `None` when it may go on waiting.
    pub(super) fn try_finish_poll(&mut self, poll: &PollRequest) -> Option<Result<Value, BotApiError>> {
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

    /// Remembers a webhook, which ends polling; `api::bring` takes updates there.
    pub(super) fn set_webhook(&mut self, params: &Params) -> Result<Value, BotApiError> {
        let url = params.text("url");
        if !url.is_empty() && !url.starts_with("https://") {
            return Err(BotApiError::bad_request("bad webhook: An HTTPS URL must be provided for webhook"));
        }
        let secret = params.text("secret_token");
        if secret.len() > 256 || !secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        {
            return Err(BotApiError::bad_request("secret token contains unallowed characters"));
        }
        let connections = params.int("max_connections").unwrap_or(40).clamp(1, 100);
        self.update_queue.set_allowed_kinds(params);
        self.update_queue.webhook_secret = secret.to_owned();
        if params.flag("drop_pending_updates") {
            self.update_queue.pending.clear();
        }
        self.update_queue.wakeup_count += 1;
        self.update_queue.webhook = (!url.is_empty()).then(|| {
            let address = params.text("ip_address");
            let mut webhook = Map::from_iter([
                ("url".to_owned(), json!(url)),
                ("max_connections".to_owned(), json!(connections)),
            ]);
            if !address.is_empty() {
                webhook.insert("ip_address".to_owned(), json!(address));
            }
            webhook
        });
        Ok(json!(true))
    }

    pub(super) fn delete_webhook(&mut self, params: &Params) -> Value {
        self.update_queue.webhook = None;
        if params.flag("drop_pending_updates") {
            self.update_queue.pending.clear();
        }
        json!(true)
    }

    pub(super) fn webhook_info(&self) -> Value {
        let mut info = self
            .update_queue
            .webhook
            .clone()
            .unwrap_or_else(|| Map::from_iter([("url".to_owned(), json!(""))]));
        info.insert("has_custom_certificate".to_owned(), json!(false));
        info.insert("pending_update_count".to_owned(), json!(self.update_queue.pending.len()));
        if !self.update_queue.allowed_kinds.is_empty() {
            info.insert("allowed_updates".to_owned(), json!(self.update_queue.allowed_kinds));
        }
        Value::Object(info)
    }

    /// Queues an update of a usual kind.
    pub(super) fn queue_update(&mut self, kind: &str, content: Value) -> Option<i64> {
        let now = self.clock.real_now();
        self.update_queue.push(kind, content, now, self.history_limit)
    }
}

/// An update that is to be brought to the webhook.
pub struct WebhookDelivery {
    pub id: i64,
    pub update: Arc<Value>,
    pub url: String,
    pub secret: String,
}

impl QueuedUpdate {
    /// The queue it stands in: presses by person, everything else by chat.
    fn queue_key(&self) -> String {
        let part = |kind: &str, path: &str| self.update.get(kind)?.pointer(path)?.as_i64();
        if let Some(user) = part("callback_query", "/from/id") {
            return format!("press:{user}");
        }
        let kinds = self.update.as_object().into_iter().flat_map(Map::keys);
        let chat = kinds.filter_map(|kind| part(kind, "/chat/id")).next();
        format!("chat:{}", chat.unwrap_or_default())
    }
}

impl TelegramEmulator {
    /// The queues in which an update waits for the webhook that is set.
    pub fn webhook_queues(&self) -> BTreeSet<String> {
        let inner = self.lock();
        if inner.update_queue.webhook.is_none() {
            return BTreeSet::new();
        }
        inner.update_queue.pending.iter().map(QueuedUpdate::queue_key).collect()
    }

    /// The first update of a queue that Telegram still keeps.
    pub fn next_webhook_delivery(&self, queue: &str) -> Option<WebhookDelivery> {
        let inner = self.lock();
        let now = inner.clock.real_now();
        let webhook = inner.update_queue.webhook.as_ref()?;
        let text = |name: &str| webhook.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut waiting = inner.update_queue.pending.iter();
        let next = waiting.find(|waiting| waiting.expires_at > now && waiting.queue_key() == queue)?;
        Some(WebhookDelivery {
            id: next.id,
            update: Arc::clone(&next.update),
            url: text("url"),
            secret: inner.update_queue.webhook_secret.clone(),
        })
    }

    /// The webhook took it.
    pub fn confirm_webhook_delivery(&self, update_id: i64) {
        self.modify(|inner| {
            if let Some(at) = inner.update_queue.pending.iter().position(|waiting| waiting.id == update_id) {
                inner.update_queue.pending.remove(at);
            }
        });
    }

    /// How many updates are not confirmed yet.
    pub fn pending_update_count(&self) -> usize {
        self.lock().update_queue.pending.len()
    }

    /// Queues any JSON as an update; it gets the next `update_id` if it has none. Returns its id.
    pub fn inject_update(&self, update: Value) -> i64 {
        self.modify(|inner| {
            let now = inner.clock.real_now();
            inner.update_queue.push_json(update, now, inner.history_limit)
        })
    }

    /// A kind of update that Telegram may think of one day. Returns its id.
    pub fn inject_unknown_update(&self) -> i64 {
        self.inject_update(json!({ "hologram_shared": { "id": "1", "shape": "sphere" } }))
    }

    /// Delivers an update a second time, at once and though it may have been confirmed, as a
    /// webhook does when its answer is lost. Tells whether there was such an update.
    pub fn redeliver_update(&self, update_id: i64) -> bool {
        self.modify(|inner| {
            let found = inner.update_queue.history.iter().rev().find(|(id, _)| *id == update_id);
            let Some((id, update)) = found.cloned() else { return false };
            let until = inner.clock.real_now() + UPDATE_TTL;
            inner.update_queue.pending.push_front(QueuedUpdate {
                id,
                update,
                expires_at: until,
                is_redelivery: true,
            });
            inner.update_queue.wakeup_count += 1;
            true
        })
    }

    /// Starts ids anew, perhaps lower, as Telegram does after a week without updates.
    pub fn set_next_update_id(&self, id: i64) {
        self.modify(|inner| inner.update_queue.next_id = id);
    }

    /// The id of the latest update.
    pub fn last_update_id(&self) -> Option<i64> {
        self.lock().update_queue.history.back().map(|(id, _)| *id)
    }
}

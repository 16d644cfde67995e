//! The bot's updates: numbered, and stored until the bot confirms them or they expire.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::clock::Millis;

/// The kinds that Telegram sends only to bots that name them in `allowed_updates`.
const OPT_IN_KINDS: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

/// How long Telegram stores a callback query.
const CALLBACK_TTL: Millis = 150_000;
/// How long Telegram stores any other update.
const UPDATE_TTL: Millis = 24 * 3_600_000;

/// One call of `getUpdates`.
pub(crate) struct PollRequest {
    /// The number of the call; a later call has a higher one.
    pub generation: u64,
    pub offset: i64,
    pub limit: usize,
    /// How long the call waits for a first update.
    pub timeout: Duration,
}

/// An update on its way to the webhook.
pub(crate) struct WebhookDelivery {
    pub update_id: i64,
    pub update: Arc<Value>,
    /// The URL of `setWebhook`.
    pub url: String,
    pub secret_token: String,
}

/// The parameters of `setWebhook` that have an effect.
pub(crate) struct Webhook {
    pub url: String,
    pub max_connections: i64,
    /// Empty when none was given.
    pub ip_address: String,
    pub secret_token: String,
}

struct QueuedUpdate {
    id: i64,
    update: Arc<Value>,
    /// Real time after which Telegram drops it.
    expires_at: Millis,
    /// Delivered a second time: it is returned once, whatever the offset.
    is_redelivery: bool,
}

impl QueuedUpdate {
    /// The webhook queue it is in: callback queries are ordered by user, other updates by chat.
    fn webhook_queue(&self) -> String {
        let id_at = |kind: &str, path: &str| self.update.get(kind)?.pointer(path)?.as_i64();
        if let Some(user) = id_at("callback_query", "/from/id") {
            return format!("press:{user}");
        }
        let kinds = self.update.as_object().into_iter().flat_map(Map::keys);
        let chat = kinds.filter_map(|kind| id_at(kind, "/chat/id")).next();
        format!("chat:{}", chat.unwrap_or_default())
    }
}

/// The queue, with the settings of `getUpdates` and `setWebhook` that outlive the call.
pub(crate) struct UpdateQueue {
    /// The id of the next update.
    pub next_id: i64,
    pending: VecDeque<QueuedUpdate>,
    /// The latest updates, confirmed ones included, for redelivery.
    history: VecDeque<(i64, Arc<Value>)>,
    /// The last `allowed_updates` that was given; empty for all kinds but the opt-in ones.
    pub allowed_kinds: Vec<String>,
    /// The number of `getUpdates` calls, by which an older call learns that a newer one ended it.
    pub poll_generation: u64,
    /// Counts the events for which a waiting poll wakes.
    pub wakeup_count: u64,
    pub webhook: Option<Webhook>,
}

impl UpdateQueue {
    /// An empty queue. Telegram's ids start at a random number as well; below 2^30 there are enough left
    /// to count up.
    pub fn new() -> Self {
        Self {
            next_id: rand::random_range(100_000_000..900_000_000),
            pending: VecDeque::new(),
            history: VecDeque::new(),
            allowed_kinds: Vec::new(),
            poll_generation: 0,
            wakeup_count: 0,
            webhook: None,
        }
    }

    /// Numbers an update and queues it; `None` when the bot does not want this kind. `history_limit` is the
    /// number of updates that stay available for redelivery.
    pub fn push(&mut self, kind: &str, content: Value, now: Millis, history_limit: usize) -> Option<i64> {
        let is_wanted = match self.allowed_kinds.as_slice() {
            [] => !OPT_IN_KINDS.contains(&kind),
            allowed => allowed.iter().any(|allowed| allowed == kind),
        };
        is_wanted.then(|| self.push_json(json!({ kind: content }), now, history_limit))
    }

    /// Queues any JSON, with the next id if it has none; returns its id.
    pub fn push_json(&mut self, mut update: Value, now: Millis, history_limit: usize) -> i64 {
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
        let ttl = if update.get("callback_query").is_some() { CALLBACK_TTL } else { UPDATE_TTL };
        let update = Arc::new(update);
        self.history.push_back((id, update.clone()));
        let surplus = self.history.len().saturating_sub(history_limit);
        self.history.drain(..surplus);
        self.pending.push_back(QueuedUpdate { id, update, expires_at: now + ttl, is_redelivery: false });
        self.wakeup_count += 1;
        id
    }

    /// Queues an update of the history in front; false when there is none with this id.
    pub fn redeliver(&mut self, update_id: i64, now: Millis) -> bool {
        let found = self.history.iter().rev().find(|(id, _)| *id == update_id);
        let Some((id, update)) = found.cloned() else { return false };
        self.pending.push_front(QueuedUpdate {
            id,
            update,
            expires_at: now + UPDATE_TTL,
            is_redelivery: true,
        });
        self.wakeup_count += 1;
        true
    }

    /// The updates from `offset` on, at most `limit`. Updates before the offset are confirmed by it; a
    /// negative offset confirms all but the last ones.
    pub fn take(&mut self, offset: i64, limit: usize, now: Millis) -> Vec<Arc<Value>> {
        if offset < 0 {
            let surplus = self.pending.len().saturating_sub(offset.unsigned_abs() as usize);
            self.pending.drain(..surplus);
        }
        self.pending
            .retain(|queued| queued.is_redelivery || (queued.id >= offset && queued.expires_at > now));
        let taken = self.pending.iter().take(limit).map(|queued| queued.update.clone()).collect();
        let mut index = 0;
        self.pending.retain(|queued| {
            index += 1;
            index > limit || !queued.is_redelivery
        });
        taken
    }

    /// Removes one update, whatever its place.
    pub fn confirm(&mut self, update_id: i64) {
        if let Some(index) = self.pending.iter().position(|queued| queued.id == update_id) {
            self.pending.remove(index);
        }
    }

    /// Removes all updates.
    pub fn clear(&mut self) {
        self.pending.clear();
    }

    /// The number of updates that are not confirmed.
    pub fn len(&self) -> usize {
        self.pending.len()
    }

    /// The id of the latest update, confirmed or not.
    pub fn last_id(&self) -> Option<i64> {
        self.history.back().map(|(id, _)| *id)
    }

    /// The queues in which an update waits for the webhook; none without a webhook.
    pub fn webhook_queues(&self) -> BTreeSet<String> {
        if self.webhook.is_none() {
            return BTreeSet::new();
        }
        self.pending.iter().map(QueuedUpdate::webhook_queue).collect()
    }

    /// The first update of a webhook queue that has not expired.
    pub fn next_webhook_delivery(&self, queue: &str, now: Millis) -> Option<WebhookDelivery> {
        let webhook = self.webhook.as_ref()?;
        let mut pending = self.pending.iter();
        let next = pending.find(|queued| queued.expires_at > now && queued.webhook_queue() == queue)?;
        Some(WebhookDelivery {
            update_id: next.id,
            update: Arc::clone(&next.update),
            url: webhook.url.clone(),
            secret_token: webhook.secret_token.clone(),
        })
    }
}

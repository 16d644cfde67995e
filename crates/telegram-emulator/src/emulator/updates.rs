//! The queue of updates as tests see and disturb it, and as the webhook delivery empties it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::handle::TelegramEmulator;
use crate::state::WebhookDelivery;

/// Updates.
impl TelegramEmulator {
    /// The number of updates that the bot has not confirmed.
    pub fn pending_update_count(&self) -> usize {
        self.lock().update_queue.len()
    }

    /// The id of the latest update, confirmed or not.
    pub fn last_update_id(&self) -> Option<i64> {
        self.lock().update_queue.last_id()
    }

    /// Sets the id of the next update, which may be lower: after a week without updates Telegram chooses
    /// a random one.
    pub fn set_next_update_id(&self, id: i64) {
        self.modify(|state| state.update_queue.next_id = id);
    }

    /// Queues any JSON as an update, with the next `update_id` if it has none; returns its id.
    pub fn inject_update(&self, update: Value) -> i64 {
        self.modify(|state| {
            let now = state.clock.real_now();
            state.update_queue.push_json(update, now, state.history_limit)
        })
    }

    /// Queues an update of a kind that the Bot API does not have, as a future version might; returns its
    /// id.
    pub fn inject_unknown_update(&self) -> i64 {
        self.inject_update(json!({ "hologram_shared": { "id": "1", "shape": "sphere" } }))
    }

    /// Delivers an update a second time, even after it was confirmed, as Telegram does when the response of
    /// a webhook is lost. Returns whether there was such an update.
    pub fn redeliver_update(&self, update_id: i64) -> bool {
        self.modify(|state| state.update_queue.redeliver(update_id, state.clock.real_now()))
    }
}

/// For the webhook delivery.
impl TelegramEmulator {
    /// The queues in which an update waits; none without a webhook.
    pub(crate) fn webhook_queues(&self) -> BTreeSet<String> {
        self.lock().update_queue.webhook_queues()
    }

    /// The first update of a queue.
    pub(crate) fn next_webhook_delivery(&self, queue: &str) -> Option<WebhookDelivery> {
        let state = self.lock();
        state.update_queue.next_webhook_delivery(queue, state.clock.real_now())
    }

    /// Removes an update that the webhook accepted.
    pub(crate) fn confirm_webhook_delivery(&self, update_id: i64) {
        self.modify(|state| state.update_queue.confirm(update_id));
    }
}

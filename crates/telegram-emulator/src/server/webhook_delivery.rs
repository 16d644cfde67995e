//! Delivery of updates to the webhook, as Telegram does it: one at a time and in order within a queue.
//! Callback queries of a user have a queue of their own, other updates that of their chat. A delivery that
//! fails is repeated with growing pauses.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Client;
use reqwest::header::RETRY_AFTER;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::emulator::TelegramEmulator;

const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
const INITIAL_BACKOFF: Duration = Duration::from_millis(250);
const MAX_BACKOFF: Duration = Duration::from_secs(60);
/// How long the server waits for the webhook's response.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(60);

/// The machines behind the webhook's host name: base URLs (`http://127.0.0.1:8080`) that receive updates in
/// turn, with the path of the webhook's URL. Clones share the list. While it is empty every delivery fails.
#[derive(Clone, Default)]
pub struct Backends(Arc<Mutex<Vec<String>>>);

impl Backends {
    /// Replaces the list, as a load balancer does when a machine fails.
    pub fn set_addresses(&self, addresses: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
    }

    fn address_for_attempt(&self, attempt: usize) -> Option<String> {
        let addresses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.get(attempt % addresses.len().max(1)).cloned()
    }
}

/// Delivers updates while a webhook is set. Returns once `stop` is cancelled.
pub async fn deliver_webhooks(emulator: TelegramEmulator, backends: Backends, stop: CancellationToken) {
    let client = Client::new();
    let busy: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let mut queues = JoinSet::new();
    while !stop.is_cancelled() {
        let revision = emulator.revision();
        for queue in emulator.webhook_queues() {
            let is_free = busy.lock().unwrap_or_else(PoisonError::into_inner).insert(queue.clone());
            if is_free {
                let (emulator, backends, client) = (emulator.clone(), backends.clone(), client.clone());
                let busy = Arc::clone(&busy);
                queues.spawn(async move {
                    deliver_queue(&emulator, &backends, &client, &queue).await;
                    busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&queue);
                });
            }
        }
        tokio::select! {
            _ = emulator.wait_for_change(revision) => {}
            Some(_) = queues.join_next() => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Delivers the updates of one queue until it is empty.
async fn deliver_queue(emulator: &TelegramEmulator, backends: &Backends, client: &Client, queue: &str) {
    let mut backoff = INITIAL_BACKOFF;
    let mut attempts = 0;
    while let Some(next) = emulator.next_webhook_delivery(queue) {
        attempts += 1;
        let path = next.url.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
        let response = match backends.address_for_attempt(next.update_id.unsigned_abs() as usize + attempts) {
            Some(address) => {
                let post =
                    client.post(format!("{address}/{path}")).json(&*next.update).timeout(RESPONSE_TIMEOUT);
                post.header(SECRET_HEADER, &next.secret_token).send().await.ok()
            }
            None => None,
        };
        if response.as_ref().is_some_and(|response| response.status().is_success()) {
            emulator.confirm_webhook_delivery(next.update_id);
            backoff = INITIAL_BACKOFF;
            continue;
        }
        let retry_after = response
            .and_then(|response| response.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        clock::sleep(retry_after.unwrap_or(backoff)).await;
        backoff = (backoff * 2).min(MAX_BACKOFF);
    }
}

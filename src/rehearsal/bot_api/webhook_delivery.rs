//! Updates brought to a webhook as Telegram brings them: in order within a queue, one at a time; a
//! person's messages stand in the chat's queue, their presses in their own. What is not taken comes
//! again, later and later.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Client;
use reqwest::header::RETRY_AFTER;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::super::emulator::TelegramEmulator;
use crate::clock::Clock;

const SECRET_HEADER: &str = "X-Telegram-Bot-Api-Secret-Token";
const INITIAL_BACKOFF: Duration = Duration::from_millis(250);
const MAX_BACKOFF: Duration = Duration::from_secs(60);
/// How long an answer is waited for.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(60);

/// Where a webhook's updates really go: the addresses of the machines behind it, by turns.
#[derive(Clone, Default)]
pub struct Backends(Arc<Mutex<Vec<String>>>);

impl Backends {
    /// Changes the machines, as a load balancer does when one is taken out.
    pub fn set_addresses(&self, addresses: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
    }

    fn address_for_attempt(&self, turn: usize) -> Option<String> {
        let addresses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.get(turn % addresses.len().max(1)).cloned()
    }
}

/// Brings updates, as long as a webhook is set, until told to stop.
pub async fn deliver_webhooks(emulator: TelegramEmulator, behind: Backends, stop: CancellationToken) {
    let client = Client::new();
    let busy: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let mut queues = JoinSet::new();
    while !stop.is_cancelled() {
        let revision = emulator.revision();
        for queue in emulator.webhook_queues() {
            let free = busy.lock().unwrap_or_else(PoisonError::into_inner).insert(queue.clone());
            if free {
                let (emulator, behind, client) = (emulator.clone(), behind.clone(), client.clone());
                let busy = Arc::clone(&busy);
                queues.spawn(async move {
                    deliver_queue(&emulator, &behind, &client, &queue).await;
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

/// Brings what waits in one queue, in its order.
async fn deliver_queue(emulator: &TelegramEmulator, behind: &Backends, client: &Client, queue: &str) {
    let mut wait = INITIAL_BACKOFF;
    let mut turn = 0;
    while let Some(next) = emulator.next_webhook_delivery(queue) {
        turn += 1;
        let path = next.url.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
        let sent = match behind.address_for_attempt(next.id.unsigned_abs() as usize + turn) {
            Some(address) => {
                let post =
                    client.post(format!("{address}/{path}")).json(&*next.update).timeout(RESPONSE_TIMEOUT);
                post.header(SECRET_HEADER, &next.secret).send().await.ok()
            }
            None => None,
        };
        if sent.as_ref().is_some_and(|answer| answer.status().is_success()) {
            emulator.confirm_webhook_delivery(next.id);
            wait = INITIAL_BACKOFF;
            continue;
        }
        let asked = sent
            .and_then(|answer| answer.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        Clock::real().sleep(asked.unwrap_or(wait)).await;
        wait = (wait * 2).min(MAX_BACKOFF);
    }
}

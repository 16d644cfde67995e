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

use super::super::world::World;
use crate::clock::Clock;

const SECRET: &str = "X-Telegram-Bot-Api-Secret-Token";
const FIRST_WAIT: Duration = Duration::from_millis(250);
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// How long an answer is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Where a webhook's updates really go: the addresses of the machines behind it, by turns.
#[derive(Clone, Default)]
pub struct Behind(Arc<Mutex<Vec<String>>>);

impl Behind {
    /// Changes the machines, as a load balancer does when one is taken out.
    pub fn set(&self, addresses: Vec<String>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = addresses;
    }

    fn address(&self, turn: usize) -> Option<String> {
        let addresses = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        addresses.get(turn % addresses.len().max(1)).cloned()
    }
}

/// Brings updates, as long as a webhook is set, until told to stop.
pub async fn bring(world: World, behind: Behind, stop: CancellationToken) {
    let client = Client::new();
    let busy: Arc<Mutex<BTreeSet<String>>> = Arc::default();
    let mut queues = JoinSet::new();
    while !stop.is_cancelled() {
        let revision = world.revision();
        for queue in world.queues_to_bring() {
            let free = busy.lock().unwrap_or_else(PoisonError::into_inner).insert(queue.clone());
            if free {
                let (world, behind, client) = (world.clone(), behind.clone(), client.clone());
                let busy = Arc::clone(&busy);
                queues.spawn(async move {
                    empty(&world, &behind, &client, &queue).await;
                    busy.lock().unwrap_or_else(PoisonError::into_inner).remove(&queue);
                });
            }
        }
        tokio::select! {
            _ = world.changed(revision) => {}
            Some(_) = queues.join_next() => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Brings what waits in one queue, in its order.
async fn empty(world: &World, behind: &Behind, client: &Client, queue: &str) {
    let mut wait = FIRST_WAIT;
    let mut turn = 0;
    while let Some(next) = world.next_to_bring(queue) {
        turn += 1;
        let path = next.url.splitn(4, '/').nth(3).unwrap_or_default().to_owned();
        let sent = match behind.address(next.id.unsigned_abs() as usize + turn) {
            Some(address) => {
                let post = client.post(format!("{address}/{path}")).json(&*next.update).timeout(PATIENCE);
                post.header(SECRET, &next.secret).send().await.ok()
            }
            None => None,
        };
        if sent.as_ref().is_some_and(|answer| answer.status().is_success()) {
            world.was_brought(next.id);
            wait = FIRST_WAIT;
            continue;
        }
        let asked = sent
            .and_then(|answer| answer.headers().get(RETRY_AFTER)?.to_str().ok()?.parse().ok())
            .map(Duration::from_secs);
        Clock::real().sleep(asked.unwrap_or(wait)).await;
        wait = (wait * 2).min(LONGEST_WAIT);
    }
}

//! Keys of messages that the database may still show as waiting although they are in flight or sent: their
//! results are not known to be committed.

use std::collections::{HashSet, VecDeque};

use super::scheduler::{EditTarget, SendScheduler};
use crate::outbox::OutboxKey;

/// Messages in flight, and messages whose result is not known to be committed.
#[derive(Default)]
pub(super) struct RecentlySent {
    keys: HashSet<OutboxKey>,
    /// In the order of their results.
    finished: VecDeque<FinishedCall>,
}

/// A call whose result waits for its commit.
struct FinishedCall {
    /// See [`crate::outbox::delivery_results::DeliveryResults::add`].
    result_number: u64,
    key: OutboxKey,
    /// The live message whose id is in the database once the result is committed.
    live_message: Option<String>,
}

impl RecentlySent {
    pub(super) fn contains(&self, key: &OutboxKey) -> bool {
        self.keys.contains(key)
    }

    /// A message is in flight.
    pub(super) fn insert(&mut self, key: OutboxKey) {
        self.keys.insert(key);
    }

    /// A message waits again.
    pub(super) fn remove(&mut self, key: &OutboxKey) {
        self.keys.remove(key);
    }

    /// A call has ended with the result of this number.
    pub(super) fn finish(&mut self, result_number: u64, key: OutboxKey, live_message: Option<String>) {
        self.finished.push_back(FinishedCall { result_number, key, live_message });
    }

    /// Unlocks the live messages that are in the database now: their next edit may be sent.
    pub(super) fn unlock_live_messages(&mut self, recorded: u64, scheduler: &mut SendScheduler) {
        for call in self.finished.iter_mut().take_while(|call| call.result_number <= recorded) {
            if let Some(name) = call.live_message.take() {
                scheduler.unlock_edit(&EditTarget::LiveMessage(name));
            }
        }
    }

    /// Forgets the messages whose results are committed: the database shows them as they are.
    pub(super) fn forget_recorded(&mut self, recorded: u64) {
        while let Some(call) = self.finished.pop_front_if(|call| call.result_number <= recorded) {
            self.keys.remove(&call.key);
        }
    }
}

//! The handle on the shared state, and how callers wait for a change.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::clock::Clock;
use crate::model::BotAccount;
use crate::state::EmulatorState;

/// One emulated Telegram with one bot. Clones share the state.
#[derive(Clone)]
pub struct TelegramEmulator(Arc<Shared>);

struct Shared {
    state: Mutex<EmulatorState>,
    /// Counts the changes of the state.
    revision: watch::Sender<u64>,
    /// Follows `UpdateQueue::wakeup_count`.
    poll_wakeups: watch::Sender<u64>,
    /// Counts the releases of hanging requests.
    releases: watch::Sender<u64>,
    /// Every hanging request holds a clone, by which they are counted.
    hanging_requests: Arc<()>,
}

impl TelegramEmulator {
    /// An emulator without users and chats.
    pub fn new(clock: impl Clock, bot: BotAccount) -> Self {
        Self(Arc::new(Shared {
            state: Mutex::new(EmulatorState::new(Arc::new(clock), bot)),
            revision: watch::Sender::new(0),
            poll_wakeups: watch::Sender::new(0),
            releases: watch::Sender::new(0),
            hanging_requests: Arc::new(()),
        }))
    }

    /// A number that grows with every change of the state.
    pub fn revision(&self) -> u64 {
        *self.0.revision.borrow()
    }

    /// Waits until the revision differs from `seen`; returns the new one.
    pub async fn wait_for_change(&self, seen: u64) -> u64 {
        let mut revision = self.0.revision.subscribe();
        // it cannot fail: `self` owns the sender
        revision.wait_for(|now| *now != seen).await.map_or(seen, |now| *now)
    }

    /// Reads the state, or changes what no caller waits for.
    pub(crate) fn lock(&self) -> MutexGuard<'_, EmulatorState> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, and wakes waiting polls and callers of [`wait_for_change`](Self::wait_for_change).
    pub(crate) fn modify<T>(&self, change: impl FnOnce(&mut EmulatorState) -> T) -> T {
        let mut state = self.lock();
        let result = change(&mut state);
        let wakeups = state.update_queue.wakeup_count;
        drop(state);
        // two threads may arrive here in either order; the count only grows
        self.0.poll_wakeups.send_if_modified(|seen| {
            let is_newer = wakeups > *seen;
            *seen = wakeups.max(*seen);
            is_newer
        });
        self.bump_revision();
        result
    }

    /// Wakes callers of [`wait_for_change`](Self::wait_for_change).
    pub(crate) fn bump_revision(&self) {
        self.0.revision.send_modify(|revision| *revision += 1);
    }

    /// Changes when a waiting `getUpdates` has to look again.
    pub(crate) fn poll_wakeups(&self) -> watch::Receiver<u64> {
        self.0.poll_wakeups.subscribe()
    }

    /// Changes when hanging requests are released.
    pub(crate) fn releases(&self) -> &watch::Sender<u64> {
        &self.0.releases
    }

    /// The token that hanging requests hold.
    pub(crate) fn hanging_requests(&self) -> &Arc<()> {
        &self.0.hanging_requests
    }
}

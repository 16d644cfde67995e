//! The state that the routes of the page share, and how a stream learns that it changed.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use telegram_emulator::TelegramEmulator;
use tokio::sync::watch;

use super::model::RehearsalConfig;

/// The shared state; clones share it.
#[derive(Clone)]
pub(crate) struct PageState(Arc<Shared>);

struct Shared {
    config: RehearsalConfig,
    emulator: RwLock<TelegramEmulator>,
    /// The users who have blocked the bot.
    blocked_users: Mutex<HashSet<i64>>,
    /// Counts the changes outside the emulator: the clock's speed, a jump, another emulator.
    changes: watch::Sender<u64>,
    /// Held while the rehearsal restarts, the clock jumps or a user is added: two requests may come at once.
    change_lock: tokio::sync::Mutex<()>,
}

/// What a stream has shown last: the count of changes outside the emulator, and the emulator's revision.
pub(crate) type Version = (u64, u64);

impl PageState {
    pub(crate) fn new(config: RehearsalConfig, emulator: TelegramEmulator) -> Self {
        Self(Arc::new(Shared {
            config,
            emulator: RwLock::new(emulator),
            blocked_users: Mutex::default(),
            changes: watch::Sender::new(0),
            change_lock: tokio::sync::Mutex::default(),
        }))
    }

    pub(crate) fn config(&self) -> &RehearsalConfig {
        &self.0.config
    }

    /// The emulator of the bot that runs now.
    pub(crate) fn emulator(&self) -> TelegramEmulator {
        self.0.emulator.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Shows another emulator, after a restart.
    pub(crate) fn replace_emulator(&self, emulator: TelegramEmulator) {
        *self.0.emulator.write().unwrap_or_else(PoisonError::into_inner) = emulator;
        self.notify_change();
    }

    pub(crate) fn blocked_users(&self) -> MutexGuard<'_, HashSet<i64>> {
        self.0.blocked_users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for the right to restart, to jump or to add a user.
    pub(crate) async fn lock_changes(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.0.change_lock.lock().await
    }

    /// Makes the streams send a new state.
    pub(crate) fn notify_change(&self) {
        self.0.changes.send_modify(|changes| *changes += 1);
    }

    pub(crate) fn version(&self) -> Version {
        (*self.0.changes.borrow(), self.emulator().revision())
    }

    /// Waits until something differs from the version `shown`.
    pub(crate) async fn wait_for_change(&self, (changes, revision): Version) {
        let emulator = self.emulator();
        let mut subscription = self.0.changes.subscribe();
        tokio::select! {
            _ = emulator.wait_for_change(revision) => {}
            _ = subscription.wait_for(|now| *now != changes) => {}
        }
    }
}

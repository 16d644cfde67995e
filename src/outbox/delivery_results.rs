//! Records the results of deliveries. Results wait for a commit that takes several of them: on SQLite the
//! next one of `dispatch`, otherwise one of the sender's own. So sending a message costs no disk sync of its
//! own.

use std::sync::{Arc, Mutex, PoisonError};

use super::broadcast;
use super::key::OutboxKey;
pub use super::model::{DeliveryOutcome, DeliveryResult, LiveMessage, SentFile};
use super::store::{files, live_messages, messages, recipients, unreachable_groups};
use crate::db::Conn;
use crate::{lease, people};

/// Results that wait for a commit; clones share them.
#[derive(Clone, Default)]
pub struct DeliveryResults(Arc<Mutex<PendingResults>>);

#[derive(Default)]
struct PendingResults {
    /// The lease's epoch of the sender that added them.
    epoch: i64,
    results: Vec<DeliveryResult>,
    /// How many were ever added.
    added: u64,
    /// How many of these are known to be committed. They are committed in the order they were added.
    recorded: u64,
    /// The newest epoch that is known to have passed to another instance.
    lost_epoch: i64,
}

impl DeliveryResults {
    /// Adds a result made under `epoch` of the lease, and gives its number, from 1.
    pub fn add(&self, epoch: i64, result: DeliveryResult) -> u64 {
        let mut pending = self.lock();
        pending.epoch = epoch;
        pending.results.push(result);
        pending.added += 1;
        pending.added
    }

    /// The number up to which all results are committed.
    pub fn recorded_count(&self) -> u64 {
        self.lock().recorded
    }

    /// The next `count` results were committed.
    pub fn mark_recorded(&self, count: usize) {
        self.lock().recorded += count as u64;
    }

    /// Another instance has taken over from `epoch`. A sender of that epoch must stop, because it cannot
    /// record its results.
    pub fn mark_epoch_lost(&self, epoch: i64) {
        let mut pending = self.lock();
        pending.lost_epoch = pending.lost_epoch.max(epoch);
    }

    /// Whether another instance has taken over from `epoch`.
    pub fn is_epoch_lost(&self, epoch: i64) -> bool {
        self.lock().lost_epoch >= epoch
    }

    /// How many results wait for a transaction.
    pub fn len(&self) -> usize {
        self.lock().results.len()
    }

    /// How many results are not known to be committed, including those in an open transaction.
    pub fn unrecorded_count(&self) -> usize {
        let pending = self.lock();
        (pending.added - pending.recorded) as usize
    }

    /// Whether no result waits for a transaction.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the results and their epoch into a transaction. The caller calls
    /// [`DeliveryResults::mark_recorded`] after its commit, or [`DeliveryResults::put_back`] if it fails.
    pub fn take(&self) -> (i64, Vec<DeliveryResult>) {
        let mut pending = self.lock();
        (pending.epoch, std::mem::take(&mut pending.results))
    }

    /// Puts results of a failed transaction back before those that were added since.
    pub fn put_back(&self, (epoch, mut results): (i64, Vec<DeliveryResult>)) {
        let mut pending = self.lock();
        if pending.results.is_empty() {
            pending.epoch = epoch;
        }
        results.append(&mut pending.results);
        pending.results = results;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, PendingResults> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Records results; false, and without any effect, if their epoch has passed: another instance has taken
/// over and records its own.
pub async fn record_results(conn: &mut Conn, epoch: i64, results: &[DeliveryResult]) -> sqlx::Result<bool> {
    if results.is_empty() {
        return Ok(true);
    }
    if !lease::lock_if_current(conn, epoch).await? {
        return Ok(false);
    }
    if results.iter().any(|result| broadcast::can_change_recipients(&result.key, &result.outcome)) {
        broadcast::lock(conn).await?;
    }
    let (delete_only, others): (Vec<&DeliveryResult>, Vec<&DeliveryResult>) =
        results.iter().partition(|result| is_delete_only(result));
    let keys: Vec<&OutboxKey> = delete_only.iter().map(|result| &result.key).collect();
    messages::delete(conn, &keys).await?;
    for DeliveryResult { key, outcome } in others {
        broadcast::record_outcome(conn, key, outcome).await?;
        record_outcome(conn, key, outcome).await?;
    }
    Ok(true)
}

/// Whether recording a result means deleting its message and nothing else, which one statement does for many.
fn is_delete_only(result: &DeliveryResult) -> bool {
    let is_over = result.outcome == DeliveryOutcome::DONE
        || matches!(result.outcome, DeliveryOutcome::Expired | DeliveryOutcome::Cancelled);
    is_over && !broadcast::can_change_recipients(&result.key, &result.outcome)
}

async fn record_outcome(conn: &mut Conn, key: &OutboxKey, outcome: &DeliveryOutcome) -> sqlx::Result<()> {
    match outcome {
        DeliveryOutcome::Sent { live_message, file } => {
            messages::delete(conn, &[key]).await?;
            if let Some(LiveMessage { name, chat, message }) = live_message {
                live_messages::set_live_message(conn, name, *chat, *message).await?;
            }
            if let Some(file) = file {
                files::save_file_id(conn, file).await?;
            }
            Ok(())
        }
        DeliveryOutcome::Expired | DeliveryOutcome::Cancelled => messages::delete(conn, &[key]).await,
        DeliveryOutcome::ChatUnreachable { chat } => {
            if chat.is_group() {
                unreachable_groups::insert(conn, *chat).await?;
            }
            messages::cancel_all_for_chat(conn, *chat).await?;
            recipients::mark_unreachable(conn, *chat).await?;
            people::mark_unreachable(conn, chat.person()).await
        }
        DeliveryOutcome::PermanentFailure { error } => messages::mark_refused(conn, key, error).await,
        DeliveryOutcome::LiveMessageLost { name } => live_messages::clear_live_message(conn, name).await,
        DeliveryOutcome::GroupMigrated { from, to } => messages::migrate_group(conn, *from, *to).await,
    }
}

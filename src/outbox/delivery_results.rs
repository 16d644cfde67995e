//! What became of a letter, written down. Settlements join the next commit, whoever makes it, so
//! that sending a message does not cost a sync of its own.

use std::sync::{Arc, Mutex, PoisonError};

use sqlx::AssertSqlSafe;

use super::broadcast;
use crate::db::{self, Conn};
use crate::{lease, people};

/// What became of one letter.
#[derive(Debug, Clone, PartialEq)]
pub struct DeliveryResult {
    pub key: String,
    pub outcome: DeliveryOutcome,
}

impl DeliveryResult {
    /// Whether its letter goes, and nothing else is to be noted.
    fn is_delete_only(&self) -> bool {
        let nothing_new = DeliveryOutcome::Sent { slot: None, file: None };
        let goes = self.outcome == nothing_new
            || matches!(self.outcome, DeliveryOutcome::Expired | DeliveryOutcome::Cancelled);
        goes && !broadcast::can_change_recipients(&self.key, &self.outcome)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum DeliveryOutcome {
    /// It arrived, or nothing more need be done about it.
    Sent {
        /// The slot it fills from now on: name, chat, message.
        slot: Option<(String, i64, i64)>,
        /// The file it carried: recipe, Telegram's id.
        file: Option<(String, String)>,
    },
    /// It is not worth sending any more.
    Expired,
    /// It was taken back before its turn came.
    Cancelled,
    /// Its chat takes nothing from the bot any more; whatever else waits for it goes, too.
    ChatUnreachable { chat: i64 },
    /// Telegram will never take it: kept with its error, never tried again.
    PermanentFailure { error: String },
    /// The message in its slot is no longer there: a new one is sent instead.
    LiveMessageLost { slot: String },
    /// Its group has another number now.
    GroupMigrated { from: i64, to: i64 },
}

/// Settlements that wait for a commit; clones share them.
#[derive(Clone, Default)]
pub struct DeliveryResults(Arc<Mutex<PendingResults>>);

#[derive(Default)]
struct PendingResults {
    epoch: i64,
    results: Vec<DeliveryResult>,
    /// How many were ever added, and how many of these are known to be in the database. They are
    /// written in the order they were added.
    added: u64,
    recorded: u64,
    /// The newest epoch that is known to have passed to another instance.
    lost_epoch: i64,
}

impl DeliveryResults {
    /// Adds one that was made under `epoch` of the lease, and gives its number.
    pub fn add(&self, epoch: i64, settlement: DeliveryResult) -> u64 {
        let mut waiting = self.lock();
        waiting.epoch = epoch;
        waiting.results.push(settlement);
        waiting.added += 1;
        waiting.added
    }

    /// The number up to which all are in the database.
    pub fn recorded_count(&self) -> u64 {
        self.lock().recorded
    }

    /// The next `count` were committed.
    pub fn mark_recorded(&self, count: usize) {
        self.lock().recorded += count as u64;
    }

    /// Another instance has taken over from `epoch`: whoever sends under it must stop, for it cannot
    /// settle what it sends.
    pub fn mark_epoch_lost(&self, epoch: i64) {
        let mut waiting = self.lock();
        waiting.lost_epoch = waiting.lost_epoch.max(epoch);
    }

    pub fn is_epoch_lost(&self, epoch: i64) -> bool {
        self.lock().lost_epoch >= epoch
    }

    pub fn len(&self) -> usize {
        self.lock().results.len()
    }

    /// How many are not known to be in the database yet, those in somebody's transaction included.
    pub fn unrecorded_count(&self) -> usize {
        let waiting = self.lock();
        (waiting.added - waiting.recorded) as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes them for a transaction that has begun; after its commit say [`Settlements::wrote`], and
    /// give them back with [`Settlements::put_back`] if it fails.
    pub fn take(&self) -> (i64, Vec<DeliveryResult>) {
        let mut waiting = self.lock();
        (waiting.epoch, std::mem::take(&mut waiting.results))
    }

    pub fn put_back(&self, (epoch, mut list): (i64, Vec<DeliveryResult>)) {
        let mut waiting = self.lock();
        if waiting.results.is_empty() {
            waiting.epoch = epoch;
        }
        list.append(&mut waiting.results);
        waiting.results = list;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, PendingResults> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes settlements; false where their epoch has passed. Then they change nothing: another
/// instance has taken over and settles for itself.
pub async fn record_results(
    conn: &mut Conn,
    epoch: i64,
    settlements: &[DeliveryResult],
) -> sqlx::Result<bool> {
    if settlements.is_empty() {
        return Ok(true);
    }
    if !lease::lock_if_current(conn, epoch).await? {
        return Ok(false);
    }
    if settlements.iter().any(|it| broadcast::can_change_recipients(&it.key, &it.outcome)) {
        broadcast::lock(conn).await?;
    }
    let (done, others): (Vec<&DeliveryResult>, Vec<&DeliveryResult>) =
        settlements.iter().partition(|settlement| settlement.is_delete_only());
    delete_messages(conn, &done).await?;
    for settlement in others {
        let DeliveryResult { key, outcome } = settlement;
        broadcast::record_outcome(conn, key, outcome).await?;
        match outcome {
            DeliveryOutcome::Sent { slot, file } => {
                delete_messages(conn, &[settlement]).await?;
                if let Some((name, chat, message)) = slot {
                    super::set_live_message(conn, name, *chat, *message).await?;
                }
                if let Some((recipe, id)) = file {
                    save_file_id(conn, recipe, id).await?;
                }
            }
            DeliveryOutcome::Expired | DeliveryOutcome::Cancelled => {
                delete_messages(conn, &[settlement]).await?
            }
            DeliveryOutcome::ChatUnreachable { chat } => {
                sqlx::query("delete from outbox where chat = $1 and state = 'waiting'")
                    .bind(chat)
                    .execute(&mut *conn)
                    .await?;
                broadcast::mark_unreachable(conn, *chat).await?;
                people::mark_unreachable(conn, *chat).await?;
            }
            DeliveryOutcome::PermanentFailure { error } => {
                sqlx::query(
                    "update outbox set state = 'refused', error = $2, tries = tries + 1 where key = $1",
                )
                .bind(key)
                .bind(error)
                .execute(&mut *conn)
                .await?;
            }
            DeliveryOutcome::LiveMessageLost { slot } => super::clear_live_message(conn, slot).await?,
            DeliveryOutcome::GroupMigrated { from, to } => {
                sqlx::query("update outbox set chat = $2 where chat = $1")
                    .bind(from)
                    .bind(to)
                    .execute(&mut *conn)
                    .await?;
            }
        }
    }
    Ok(true)
}

async fn delete_messages(conn: &mut Conn, settlements: &[&DeliveryResult]) -> sqlx::Result<()> {
    if settlements.is_empty() {
        return Ok(());
    }
    let sql =
        format!("delete from outbox where key in ({})", db::placeholder_rows(conn, "?", settlements.len()));
    let query = sqlx::query(AssertSqlSafe(sql)).persistent(settlements.len() == 1);
    settlements.iter().fold(query, |query, settlement| query.bind(&settlement.key)).execute(conn).await?;
    Ok(())
}

async fn save_file_id(conn: &mut Conn, recipe: &str, id: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into attachment (recipe, file_id) values ($1, $2)
         on conflict (recipe) do update set file_id = excluded.file_id, age = 0",
    )
    .bind(recipe)
    .bind(id)
    .execute(conn)
    .await?;
    Ok(())
}

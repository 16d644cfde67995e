//! What became of a letter, written down. Settlements join the next commit, whoever makes it, so
//! that sending a message does not cost a sync of its own.

use std::sync::{Arc, Mutex, PoisonError};

use sqlx::AssertSqlSafe;

use super::mailing;
use crate::db::{self, Conn};
use crate::{lease, people};

/// What became of one letter.
#[derive(Debug, Clone, PartialEq)]
pub struct Settlement {
    pub key: String,
    pub outcome: Outcome,
}

impl Settlement {
    /// Whether its letter goes, and nothing else is to be noted.
    fn is_done(&self) -> bool {
        let nothing_new = Outcome::Sent { slot: None, file: None };
        let goes =
            self.outcome == nothing_new || matches!(self.outcome, Outcome::Expired | Outcome::Withdrawn);
        goes && !mailing::is_concerned(&self.key, &self.outcome)
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Outcome {
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
    Withdrawn,
    /// Its chat takes nothing from the bot any more; whatever else waits for it goes, too.
    Gone { chat: i64 },
    /// Telegram will never take it: kept with its error, never tried again.
    Refused { error: String },
    /// The message in its slot is no longer there: a new one is sent instead.
    SlotLost { slot: String },
    /// Its group has another number now.
    Moved { from: i64, to: i64 },
}

/// Settlements that wait for a commit; clones share them.
#[derive(Clone, Default)]
pub struct Settlements(Arc<Mutex<Waiting>>);

#[derive(Default)]
struct Waiting {
    epoch: i64,
    list: Vec<Settlement>,
    /// How many were ever added, and how many of these are known to be in the database. They are
    /// written in the order they were added.
    added: u64,
    written: u64,
    /// The newest epoch that is known to have passed to another instance.
    lost: i64,
}

impl Settlements {
    /// Adds one that was made under `epoch` of the lease, and gives its number.
    pub fn add(&self, epoch: i64, settlement: Settlement) -> u64 {
        let mut waiting = self.lock();
        waiting.epoch = epoch;
        waiting.list.push(settlement);
        waiting.added += 1;
        waiting.added
    }

    /// The number up to which all are in the database.
    pub fn written(&self) -> u64 {
        self.lock().written
    }

    /// The next `count` were committed.
    pub fn wrote(&self, count: usize) {
        self.lock().written += count as u64;
    }

    /// Another instance has taken over from `epoch`: whoever sends under it must stop, for it cannot
    /// settle what it sends.
    pub fn lost(&self, epoch: i64) {
        let mut waiting = self.lock();
        waiting.lost = waiting.lost.max(epoch);
    }

    pub fn is_lost(&self, epoch: i64) -> bool {
        self.lock().lost >= epoch
    }

    pub fn len(&self) -> usize {
        self.lock().list.len()
    }

    /// How many are not known to be in the database yet, those in somebody's transaction included.
    pub fn unwritten(&self) -> usize {
        let waiting = self.lock();
        (waiting.added - waiting.written) as usize
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes them for a transaction that has begun; after its commit say [`Settlements::wrote`], and
    /// give them back with [`Settlements::put_back`] if it fails.
    pub fn take(&self) -> (i64, Vec<Settlement>) {
        let mut waiting = self.lock();
        (waiting.epoch, std::mem::take(&mut waiting.list))
    }

    pub fn put_back(&self, (epoch, mut list): (i64, Vec<Settlement>)) {
        let mut waiting = self.lock();
        if waiting.list.is_empty() {
            waiting.epoch = epoch;
        }
        list.append(&mut waiting.list);
        waiting.list = list;
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Waiting> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes settlements; false where their epoch has passed. Then they change nothing: another
/// instance has taken over and settles for itself.
pub async fn write(conn: &mut Conn, epoch: i64, settlements: &[Settlement]) -> sqlx::Result<bool> {
    if settlements.is_empty() {
        return Ok(true);
    }
    if !lease::is_current(conn, epoch).await? {
        return Ok(false);
    }
    if settlements.iter().any(|it| mailing::is_concerned(&it.key, &it.outcome)) {
        mailing::hold(conn).await?;
    }
    let (done, others): (Vec<&Settlement>, Vec<&Settlement>) =
        settlements.iter().partition(|settlement| settlement.is_done());
    remove(conn, &done).await?;
    for settlement in others {
        let Settlement { key, outcome } = settlement;
        mailing::settled(conn, key, outcome).await?;
        match outcome {
            Outcome::Sent { slot, file } => {
                remove(conn, &[settlement]).await?;
                if let Some((name, chat, message)) = slot {
                    super::occupy(conn, name, *chat, *message).await?;
                }
                if let Some((recipe, id)) = file {
                    keep_file(conn, recipe, id).await?;
                }
            }
            Outcome::Expired | Outcome::Withdrawn => remove(conn, &[settlement]).await?,
            Outcome::Gone { chat } => {
                sqlx::query("delete from outbox where chat = $1 and state = 'waiting'")
                    .bind(chat)
                    .execute(&mut *conn)
                    .await?;
                mailing::gone(conn, *chat).await?;
                people::mark_gone(conn, *chat).await?;
            }
            Outcome::Refused { error } => {
                sqlx::query(
                    "update outbox set state = 'refused', error = $2, tries = tries + 1 where key = $1",
                )
                .bind(key)
                .bind(error)
                .execute(&mut *conn)
                .await?;
            }
            Outcome::SlotLost { slot } => super::vacate(conn, slot).await?,
            Outcome::Moved { from, to } => {
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

async fn remove(conn: &mut Conn, settlements: &[&Settlement]) -> sqlx::Result<()> {
    if settlements.is_empty() {
        return Ok(());
    }
    let sql = format!("delete from outbox where key in ({})", db::rows(conn, "?", settlements.len()));
    let query = sqlx::query(AssertSqlSafe(sql)).persistent(settlements.len() == 1);
    settlements.iter().fold(query, |query, settlement| query.bind(&settlement.key)).execute(conn).await?;
    Ok(())
}

async fn keep_file(conn: &mut Conn, recipe: &str, id: &str) -> sqlx::Result<()> {
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

//! One instance sends, ticks and polls at a time: whoever holds the lease row.
//!
//! The epoch rises whenever the owner changes. Whoever was cut off for a while finds its epoch old
//! and changes nothing. A process that ended on this very machine leaves its lease free at once; any
//! other is waited for until it has been silent for a term, by the watch of whoever waits: nobody's
//! clock need agree with anybody's.

use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rand::random;

use crate::clock::Millis;
use crate::db::Conn;

/// How long a holder may be silent before another takes over.
pub const LEASE_DURATION: Millis = 12_000;
/// How often the holder says that it is still there.
pub const RENEWAL_INTERVAL: Millis = 3_000;

/// What stands for the end of a lease that was given back, and of one that nobody ever had.
const RELEASED: Millis = 0;

/// The lease as held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldLease {
    pub epoch: i64,
    pub until: Millis,
}

/// Until when the lease is held, as far as this process knows. Whoever was held still for a while finds it
/// over by its own clock, before anything is sent and before anybody is asked.
#[derive(Debug, Clone)]
pub struct LeaseDeadline(Arc<AtomicI64>);

impl LeaseDeadline {
    /// One that has no end: whoever works without a lease.
    pub fn unlimited() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MAX)))
    }

    pub fn renew(&self, held: HeldLease) {
        self.0.store(held.until, Ordering::Relaxed);
    }

    /// Whether there is time enough left to begin something.
    pub fn has_time_left(&self, mono: Millis) -> bool {
        mono < self.0.load(Ordering::Relaxed) - RENEWAL_INTERVAL
    }
}

/// Whoever holds the lease or would like to.
#[derive(Debug, Clone)]
pub struct LeaseOwner {
    /// Where it runs, its process and when that began, and a random part.
    name: String,
    observed: Arc<Mutex<ObservedLease>>,
}

/// Somebody else's lease as it was when it last changed, and when that was seen here.
#[derive(Debug, Default)]
struct ObservedLease {
    holder: String,
    until_at: Millis,
    observed_since: Millis,
}

impl LeaseOwner {
    pub fn this_process() -> Self {
        let process = std::process::id();
        let began = process_start_time(process).unwrap_or_default();
        let name = format!("{} {process} {began} {:x}", machine_id(), random::<u64>());
        Self { name, observed: Arc::default() }
    }

    /// Whether somebody else's lease has stayed as it is for a whole term.
    fn has_expired(&self, holder: &str, until_at: Millis, mono: Millis) -> bool {
        let mut watched = self.observed.lock().unwrap_or_else(PoisonError::into_inner);
        if watched.holder != holder || watched.until_at != until_at {
            *watched = ObservedLease { holder: holder.to_owned(), until_at, observed_since: mono };
        }
        mono - watched.observed_since > LEASE_DURATION
    }
}

/// Takes or renews the lease; `None` while somebody else holds it.
pub async fn acquire_or_renew(
    conn: &mut Conn,
    owner: &LeaseOwner,
    mono: Millis,
) -> sqlx::Result<Option<HeldLease>> {
    let until = mono + LEASE_DURATION;
    let (holder, until_at): (String, i64) =
        sqlx::query_as("select owner, until_at from lease where name = 'sender'")
            .fetch_one(&mut *conn)
            .await?;
    let is_free = until_at == RELEASED || holder == owner.name || is_dead_local_process(&holder);
    if !is_free && !owner.has_expired(&holder, until_at, mono) {
        return Ok(None);
    }
    let epoch: Option<i64> = sqlx::query_scalar(
        "update lease
         set epoch = case when owner = $1 then epoch else epoch + 1 end, owner = $1, until_at = $2
         where name = 'sender' and owner = $3 and until_at = $4
         returning epoch",
    )
    .bind(&owner.name)
    .bind(until)
    .bind(holder)
    .bind(until_at)
    .fetch_optional(conn)
    .await?;
    Ok(epoch.map(|epoch| HeldLease { epoch, until }))
}

/// Gives the lease back, so that the next instance need not wait.
pub async fn release(conn: &mut Conn, owner: &LeaseOwner) -> sqlx::Result<()> {
    sqlx::query("update lease set until_at = $2 where name = 'sender' and owner = $1")
        .bind(&owner.name)
        .bind(RELEASED)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether `epoch` is still in force; if so it stays until the transaction ends.
pub async fn lock_if_current(conn: &mut Conn, epoch: i64) -> sqlx::Result<bool> {
    let locked = sqlx::query("update lease set until_at = until_at where name = 'sender' and epoch = $1")
        .bind(epoch)
        .execute(conn)
        .await?;
    Ok(locked.rows_affected() == 1)
}

/// Whether the holder was a process of this machine that is there no more.
fn is_dead_local_process(holder: &str) -> bool {
    let mut parts = holder.split(' ');
    let (Some(place), Some(process), Some(start)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let Ok(process) = process.parse() else { return false };
    !start.is_empty() && place == machine_id() && process_start_time(process).as_deref() != Some(start)
}

/// This boot of this machine, and the namespace its process numbers belong to (a container's
/// numbers say nothing outside of it). Empty where the system does not tell.
fn machine_id() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let space = fs::read_link("/proc/self/ns/pid").map(|path| path.display().to_string()).unwrap_or_default();
    format!("{}{space}", boot.trim())
}

/// When a process began, in the kernel's ticks since boot; tells it from a later one of the same
/// number.
fn process_start_time(process: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // the command's name stands in brackets and may hold blanks: count from behind it
    let after_name = stat.rsplit_once(')')?.1;
    after_name.split_whitespace().nth(19).map(str::to_owned)
}

//! The leader's lease: the one instance that holds this row sends, ticks and polls.
//!
//! The epoch rises whenever the owner changes and serves as a fencing token: an instance with an old
//! epoch changes nothing. A lease of a process that ended on this very machine is free at once. Any other
//! lease is taken over after its row did not change for a whole term, measured on the waiting instance's
//! own clock, so that no two clocks have to agree.

use std::fs;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rand::random;

use crate::clock::{Millis, RealTime};
use crate::db::Conn;

/// How long a leader may be silent before another instance takes over.
pub const LEASE_DURATION: Millis = 12_000;
/// How often the leader renews: three attempts fit into one term.
pub const RENEWAL_INTERVAL: Millis = 3_000;

/// Stored as the end of a lease that was released or never taken.
const RELEASED: RealTime = RealTime::NONE;

/// A lease as it was acquired or renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldLease {
    pub epoch: i64,
    pub until: RealTime,
}

/// Local copy of the lease's end; clones share it. A process that was paused sees it expired on its own
/// clock and stops sending without asking the database.
#[derive(Debug, Clone)]
pub struct LeaseDeadline(Arc<AtomicI64>);

impl LeaseDeadline {
    /// A deadline that never comes, for work without a lease.
    pub fn unlimited() -> Self {
        Self(Arc::new(AtomicI64::new(i64::MAX)))
    }

    /// Moves the deadline to the end of the renewed lease.
    pub fn renew(&self, held: HeldLease) {
        self.0.store(held.until.0, Ordering::Relaxed);
    }

    /// Whether enough of the term is left to begin a call.
    pub fn has_time_left(&self, real_now: RealTime) -> bool {
        real_now < RealTime(self.0.load(Ordering::Relaxed)) - RENEWAL_INTERVAL
    }
}

/// This process as a candidate for the lease.
#[derive(Debug, Clone)]
pub struct LeaseOwner {
    /// Machine, process id and start time of the process, and a random part, separated by spaces.
    name: String,
    observed: Arc<Mutex<ObservedLease>>,
}

/// Another owner's lease as of its last change, and when this process first saw it so.
#[derive(Debug, Default)]
struct ObservedLease {
    owner: String,
    until: RealTime,
    observed_since: RealTime,
}

impl LeaseOwner {
    /// A name for this process that no other process has.
    pub fn this_process() -> Self {
        let process = std::process::id();
        let started_at = process_start_time(process).unwrap_or_default();
        let name = format!("{} {process} {started_at} {:x}", machine_id(), random::<u64>());
        Self { name, observed: Arc::default() }
    }

    /// Whether another owner's lease stayed unchanged for a whole term of this process's clock.
    fn has_expired(&self, owner: &str, until: RealTime, real_now: RealTime) -> bool {
        let mut observed = self.observed.lock().unwrap_or_else(PoisonError::into_inner);
        if observed.owner != owner || observed.until != until {
            *observed = ObservedLease { owner: owner.to_owned(), until, observed_since: real_now };
        }
        real_now - observed.observed_since > LEASE_DURATION
    }
}

/// Takes or renews the lease; `None` while another instance holds it.
pub async fn acquire_or_renew(
    conn: &mut Conn,
    candidate: &LeaseOwner,
    real_now: RealTime,
) -> sqlx::Result<Option<HeldLease>> {
    let until = real_now + LEASE_DURATION;
    let (owner, stored_until): (String, RealTime) =
        sqlx::query_as("select owner, until_at from lease where name = 'sender'")
            .fetch_one(&mut *conn)
            .await?;
    let is_free = stored_until == RELEASED || owner == candidate.name || is_dead_local_process(&owner);
    if !is_free && !candidate.has_expired(&owner, stored_until, real_now) {
        return Ok(None);
    }
    let epoch: Option<i64> = sqlx::query_scalar(
        "update lease
         set epoch = case when owner = $1 then epoch else epoch + 1 end, owner = $1, until_at = $2
         where name = 'sender' and owner = $3 and until_at = $4
         returning epoch",
    )
    .bind(&candidate.name)
    .bind(until)
    .bind(owner)
    .bind(stored_until)
    .fetch_optional(conn)
    .await?;
    Ok(epoch.map(|epoch| HeldLease { epoch, until }))
}

/// Releases the lease, so that the next instance need not wait.
pub async fn release(conn: &mut Conn, owner: &LeaseOwner) -> sqlx::Result<()> {
    sqlx::query("update lease set until_at = $2 where name = 'sender' and owner = $1")
        .bind(&owner.name)
        .bind(RELEASED)
        .execute(conn)
        .await?;
    Ok(())
}

/// Releases the lease of whoever had it, in a database that was just restored and that nobody has open.
pub async fn release_all(conn: &mut Conn) -> sqlx::Result<()> {
    sqlx::query("update lease set until_at = $1").bind(RELEASED).execute(conn).await?;
    Ok(())
}

/// Whether an instance has the lease, as far as can be told at once: its process has not ended on this machine, and
/// its term has not passed by this machine's clock.
pub async fn is_held(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<bool> {
    let (owner, until): (String, RealTime) =
        sqlx::query_as("select owner, until_at from lease where name = 'sender'").fetch_one(conn).await?;
    Ok(until > real_now && !is_dead_local_process(&owner))
}

/// Whether `epoch` is current. If so the row stays locked until the transaction ends, so that no other
/// instance takes over before this one commits.
pub async fn lock_if_current(conn: &mut Conn, epoch: i64) -> sqlx::Result<bool> {
    let locked = sqlx::query("update lease set until_at = until_at where name = 'sender' and epoch = $1")
        .bind(epoch)
        .execute(conn)
        .await?;
    Ok(locked.rows_affected() == 1)
}

/// Whether the owner was a process of this machine that has ended.
fn is_dead_local_process(owner: &str) -> bool {
    let mut parts = owner.split(' ');
    let (Some(machine), Some(process), Some(started_at)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let Ok(process) = process.parse() else { return false };
    !started_at.is_empty()
        && machine == machine_id()
        && process_start_time(process).as_deref() != Some(started_at)
}

/// This boot of this machine, and its process-id namespace, because a container numbers its processes
/// by itself. Empty where the system does not provide them.
fn machine_id() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let namespace =
        fs::read_link("/proc/self/ns/pid").map(|path| path.display().to_string()).unwrap_or_default();
    format!("{}{namespace}", boot.trim())
}

/// When a process began, in kernel ticks since boot. Distinguishes it from a later process of the same id.
fn process_start_time(process: u32) -> Option<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The command name is in brackets and may contain spaces: count the fields behind it.
    let after_name = stat.rsplit_once(')')?.1;
    after_name.split_whitespace().nth(19).map(str::to_owned)
}

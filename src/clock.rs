//! The two times Kozé lives by, and the only file that asks for either of them or sleeps.
//!
//! * `now()` is the **event's** time: the real one, or a rehearsal's that jumps and runs fast. It
//!   drives the programme, deadlines and reminders.
//! * `mono()` is **real** time: network, limits, leases, de-duplication, the age of a press. It is the
//!   machine's clock when the process began, and runs on evenly from there: whoever sets that clock an
//!   hour back lets nobody wait for an hour.
//!
//! Both are milliseconds since the Unix epoch, so that they can be kept in the database. Between two
//! processes they agree as well as their machines' clocks did.

use std::future::Future;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use chrono::{DateTime, TimeZone, Utc};
use rustix::time::{ClockId, clock_gettime};

use crate::faults;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;
/// A moment of the event's time, in milliseconds since the Unix epoch.
pub type EventTime = Millis;
/// A moment of real time, in milliseconds since the Unix epoch.
pub type RealTime = Millis;

/// A handle on both times; clones share them.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<Kind>>);

enum Kind {
    /// The machine's own time for both.
    Real,
    /// The event's time started at `start` when real time was `since`, and runs `speed` times
    /// as fast.
    Rehearsal { start: Millis, since: Millis, speed: f64 },
    /// Neither moves unless a test says so.
    ByHand { now: Millis, mono: Millis },
}

impl Clock {
    /// The machine's time.
    pub fn real() -> Self {
        Self::of(Kind::Real)
    }

    /// An event's time that starts at `start` and runs `speed` times as fast as the machine's.
    pub fn rehearsal(start: Millis, speed: f64) -> Self {
        Self::of(Kind::Rehearsal { start, since: even(), speed })
    }

    /// Two times that stand still until [`Clock::jump`] or [`Clock::pass`] moves them.
    pub fn by_hand(now: Millis) -> Self {
        Self::of(Kind::ByHand { now, mono: now })
    }

    fn of(kind: Kind) -> Self {
        Self(Arc::new(Mutex::new(kind)))
    }

    fn kind(&self) -> std::sync::MutexGuard<'_, Kind> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The event's time.
    pub fn now(&self) -> Millis {
        match *self.kind() {
            Kind::Real => machine(),
            Kind::Rehearsal { start, since, speed } => start + ((even() - since) as f64 * speed) as Millis,
            Kind::ByHand { now, .. } => now,
        }
    }

    /// Real time.
    pub fn mono(&self) -> Millis {
        match *self.kind() {
            Kind::Real | Kind::Rehearsal { .. } => even(),
            Kind::ByHand { mono, .. } => mono,
        }
    }

    /// Whether the event's time is not the machine's: moments that a jump passes over are then
    /// visited one by one, as if each had come in its turn.
    pub fn is_staged(&self) -> bool {
        !matches!(*self.kind(), Kind::Real)
    }

    /// How many times as fast as the machine's the event's time runs; 0 when moved by hand.
    pub fn speed(&self) -> f64 {
        match *self.kind() {
            Kind::Real => 1.0,
            Kind::Rehearsal { speed, .. } => speed,
            Kind::ByHand { .. } => 0.0,
        }
    }

    /// Sets the event's time; its speed stays. A real clock does not move.
    pub fn jump(&self, to: Millis) {
        match &mut *self.kind() {
            Kind::Real => {}
            Kind::Rehearsal { start, since, .. } => (*start, *since) = (to, even()),
            Kind::ByHand { now, .. } => *now = to,
        }
    }

    /// Sets the speed of a rehearsal from this moment on.
    pub fn set_speed(&self, to: f64) {
        let now = self.now();
        if let Kind::Rehearsal { start, since, speed } = &mut *self.kind() {
            (*start, *since, *speed) = (now, even(), to);
        }
    }

    /// Lets both of a test's times pass by as much.
    pub fn pass(&self, by: Duration) {
        if let Kind::ByHand { now, mono } = &mut *self.kind() {
            *now += by.as_millis() as Millis;
            *mono += by.as_millis() as Millis;
        }
    }

    /// Waits in real time.
    #[expect(clippy::disallowed_methods, reason = "the one place that sleeps")]
    pub async fn sleep(&self, real: Duration) {
        tokio::time::sleep(real).await;
    }

    /// Waits for `work`, at most `real`; `None` when it took longer.
    #[expect(clippy::disallowed_methods, reason = "the one place that sleeps")]
    pub async fn at_most<T>(&self, real: Duration, work: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout(real, work).await.ok()
    }
}

/// A moment as chrono's, for the edges where people read it.
pub fn utc(at: Millis) -> DateTime<Utc> {
    Utc.timestamp_millis_opt(at).single().unwrap_or(DateTime::UNIX_EPOCH)
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]
fn machine() -> Millis {
    Utc::now().timestamp_millis() + faults::clock_off()
}

/// What the machine said when the process began, and what has passed since, suspended or not.
fn even() -> Millis {
    static BEGAN: LazyLock<Millis> = LazyLock::new(|| machine() - passed());
    *BEGAN + passed()
}

/// Real time that nobody sets, from some moment on.
fn passed() -> Millis {
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    let at = clock_gettime(clock);
    at.tv_sec * 1_000 + at.tv_nsec / 1_000_000
}

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

use crate::fault_injection;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;
/// A moment of the event's time, in milliseconds since the Unix epoch.
pub type EventTime = Millis;
/// A moment of real time, in milliseconds since the Unix epoch.
pub type RealTime = Millis;

/// A handle on both times; clones share them.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<ClockSource>>);

enum ClockSource {
    /// The machine's own time for both.
    Real,
    /// The event's time started at `start` when real time was `since`, and runs `speed` times
    /// as fast.
    Simulated { start: Millis, real_start: Millis, speed: f64 },
    /// Neither moves unless a test says so.
    Manual { event_now: Millis, real_now: Millis },
}

impl Clock {
    /// The machine's time.
    pub fn real() -> Self {
        Self::from_source(ClockSource::Real)
    }

    /// An event's time that starts at `start` and runs `speed` times as fast as the machine's.
    pub fn simulated(start: Millis, speed: f64) -> Self {
        Self::from_source(ClockSource::Simulated { start, real_start: steady_time(), speed })
    }

    /// Two times that stand still until [`Clock::jump`] or [`Clock::pass`] moves them.
    pub fn manual(now: Millis) -> Self {
        Self::from_source(ClockSource::Manual { event_now: now, real_now: now })
    }

    fn from_source(kind: ClockSource) -> Self {
        Self(Arc::new(Mutex::new(kind)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ClockSource> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The event's time.
    pub fn event_now(&self) -> Millis {
        match *self.lock() {
            ClockSource::Real => system_time(),
            ClockSource::Simulated { start, real_start: since, speed } => {
                start + ((steady_time() - since) as f64 * speed) as Millis
            }
            ClockSource::Manual { event_now: now, .. } => now,
        }
    }

    /// Real time.
    pub fn real_now(&self) -> Millis {
        match *self.lock() {
            ClockSource::Real | ClockSource::Simulated { .. } => steady_time(),
            ClockSource::Manual { real_now: mono, .. } => mono,
        }
    }

    /// Whether the event's time is not the machine's: moments that a jump passes over are then
    /// visited one by one, as if each had come in its turn.
    pub fn is_simulated(&self) -> bool {
        !matches!(*self.lock(), ClockSource::Real)
    }

    /// How many times as fast as the machine's the event's time runs; 0 when moved by hand.
    pub fn speed(&self) -> f64 {
        match *self.lock() {
            ClockSource::Real => 1.0,
            ClockSource::Simulated { speed, .. } => speed,
            ClockSource::Manual { .. } => 0.0,
        }
    }

    /// Sets the event's time; its speed stays. A real clock does not move.
    pub fn jump(&self, to: Millis) {
        match &mut *self.lock() {
            ClockSource::Real => {}
            ClockSource::Simulated { start, real_start: since, .. } => (*start, *since) = (to, steady_time()),
            ClockSource::Manual { event_now: now, .. } => *now = to,
        }
    }

    /// Sets the speed of a rehearsal from this moment on.
    pub fn set_speed(&self, to: f64) {
        let now = self.event_now();
        if let ClockSource::Simulated { start, real_start: since, speed } = &mut *self.lock() {
            (*start, *since, *speed) = (now, steady_time(), to);
        }
    }

    /// Lets both of a test's times pass by as much.
    pub fn advance(&self, by: Duration) {
        if let ClockSource::Manual { event_now: now, real_now: mono } = &mut *self.lock() {
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
    pub async fn timeout<T>(&self, real: Duration, work: impl Future<Output = T>) -> Option<T> {
        tokio::time::timeout(real, work).await.ok()
    }
}

/// A moment as chrono's, for the edges where people read it.
pub fn to_utc(at: Millis) -> DateTime<Utc> {
    Utc.timestamp_millis_opt(at).single().unwrap_or(DateTime::UNIX_EPOCH)
}

#[expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]
fn system_time() -> Millis {
    Utc::now().timestamp_millis() + fault_injection::clock_skew()
}

/// What the machine said when the process began, and what has passed since, suspended or not.
fn steady_time() -> Millis {
    static BEGAN: LazyLock<Millis> = LazyLock::new(|| system_time() - monotonic_time());
    *BEGAN + monotonic_time()
}

/// Real time that nobody sets, from some moment on.
fn monotonic_time() -> Millis {
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    let at = clock_gettime(clock);
    at.tv_sec * 1_000 + at.tv_nsec / 1_000_000
}

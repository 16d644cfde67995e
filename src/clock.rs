//! The two times of the program. No other file reads a clock or sleeps.
//!
//! * `Clock::event_now` is the **event's** time: the machine's, or a rehearsal's that jumps and runs
//!   fast. It drives the programme, deadlines and reminders.
//! * `Clock::real_now` is **real** time: network, send rate, leases, claims, de-duplication, the age of a
//!   press. It is the machine's clock at process start plus the monotonic time since then, so that setting
//!   the machine's clock back does not stall the bot.
//!
//! Both are Unix milliseconds, so that the database can store them. Two processes agree on real time as
//! well as their machines' clocks did when the processes started.

use std::future::Future;
use std::ops::{Add, Sub};
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use rustix::time::{ClockId, clock_gettime};

use crate::fault_injection;
use crate::number_types::number_types;

/// A duration in milliseconds.
pub type Millis = i64;
number_types! {
    /// A moment of the event's time, in milliseconds since the Unix epoch.
    EventTime
    /// A moment of real time, in milliseconds since the Unix epoch.
    RealTime
}

/// Moments are moved by milliseconds, and their distance is in milliseconds.
macro_rules! arithmetic {
    ($($name:ident)*) => {
        $(
            impl Add<Millis> for $name {
                type Output = Self;

                fn add(self, by: Millis) -> Self {
                    Self(self.0 + by)
                }
            }

            impl Sub<Millis> for $name {
                type Output = Self;

                fn sub(self, by: Millis) -> Self {
                    Self(self.0 - by)
                }
            }

            impl Sub for $name {
                type Output = Millis;

                fn sub(self, earlier: Self) -> Millis {
                    self.0 - earlier.0
                }
            }
        )*
    };
}

arithmetic! { EventTime RealTime }

impl<Zone: TimeZone> From<DateTime<Zone>> for EventTime {
    fn from(at: DateTime<Zone>) -> Self {
        Self(at.timestamp_millis())
    }
}

/// A handle on both times; clones share them.
#[derive(Clone)]
pub struct Clock(Arc<Mutex<ClockSource>>);

enum ClockSource {
    /// The machine's time for both.
    Real,
    /// The event's time was `start` at real time `real_start` and runs `speed` times as fast as it.
    Simulated { start: EventTime, real_start: RealTime, speed: f64 },
    /// Both stand still until a test moves them.
    Manual { event_now: EventTime, real_now: RealTime },
}

impl Clock {
    /// The machine's time.
    pub fn real() -> Self {
        Self::from_source(ClockSource::Real)
    }

    /// An event's time that starts at `start` and runs `speed` times as fast as the machine's.
    pub fn simulated(start: EventTime, speed: f64) -> Self {
        Self::from_source(ClockSource::Simulated { start, real_start: steady_now(), speed })
    }

    /// Two times that begin at the same number and stand still until [`Clock::jump`] or
    /// [`Clock::advance`] moves them.
    pub fn manual(now: EventTime) -> Self {
        Self::from_source(ClockSource::Manual { event_now: now, real_now: RealTime(now.0) })
    }

    fn from_source(source: ClockSource) -> Self {
        Self(Arc::new(Mutex::new(source)))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, ClockSource> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// The event's time.
    pub fn event_now(&self) -> EventTime {
        match *self.lock() {
            ClockSource::Real => EventTime(system_now()),
            ClockSource::Simulated { start, real_start, speed } => {
                start + ((steady_now() - real_start) as f64 * speed) as Millis
            }
            ClockSource::Manual { event_now, .. } => event_now,
        }
    }

    /// Real time.
    pub fn real_now(&self) -> RealTime {
        match *self.lock() {
            ClockSource::Real | ClockSource::Simulated { .. } => steady_now(),
            ClockSource::Manual { real_now, .. } => real_now,
        }
    }

    /// Whether the event's time is not the machine's. The ticker then visits each moment that a jump
    /// skipped, as if it had come in its turn.
    pub fn is_simulated(&self) -> bool {
        !matches!(*self.lock(), ClockSource::Real)
    }

    /// How many times as fast as the machine's the event's time runs; 0 for a manual clock.
    pub fn speed(&self) -> f64 {
        match *self.lock() {
            ClockSource::Real => 1.0,
            ClockSource::Simulated { speed, .. } => speed,
            ClockSource::Manual { .. } => 0.0,
        }
    }

    /// Sets the event's time and keeps its speed. Does nothing to a real clock.
    pub fn jump(&self, to: EventTime) {
        match &mut *self.lock() {
            ClockSource::Real => {}
            ClockSource::Simulated { start, real_start, .. } => (*start, *real_start) = (to, steady_now()),
            ClockSource::Manual { event_now, .. } => *event_now = to,
        }
    }

    /// Sets the speed of a simulated clock from this moment on.
    pub fn set_speed(&self, new_speed: f64) {
        let now = self.event_now();
        if let ClockSource::Simulated { start, real_start, speed } = &mut *self.lock() {
            (*start, *real_start, *speed) = (now, steady_now(), new_speed);
        }
    }

    /// Moves both times of a manual clock forward.
    pub fn advance(&self, by: Duration) {
        if let ClockSource::Manual { event_now, real_now } = &mut *self.lock() {
            *event_now = *event_now + by.as_millis() as Millis;
            *real_now = *real_now + by.as_millis() as Millis;
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

/// Days since 1970-01-01.
pub fn day_number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

/// A moment in chrono's type, for formatting; the epoch where chrono cannot represent it.
pub fn to_utc(at: EventTime) -> DateTime<Utc> {
    Utc.timestamp_millis_opt(at.0).single().unwrap_or(DateTime::UNIX_EPOCH)
}

/// The machine's clock, which an administrator or NTP may set.
#[expect(clippy::disallowed_methods, reason = "the one place that asks for the time")]
fn system_now() -> Millis {
    Utc::now().timestamp_millis() + fault_injection::clock_skew()
}

/// The machine's clock at process start plus the time since then, suspended or not.
fn steady_now() -> RealTime {
    static BOOT_TIME: LazyLock<RealTime> = LazyLock::new(|| RealTime(system_now() - monotonic_now()));
    *BOOT_TIME + monotonic_now()
}

/// Milliseconds from an arbitrary start; nobody can set this clock.
fn monotonic_now() -> Millis {
    #[cfg(target_os = "linux")]
    let clock = ClockId::Boottime;
    #[cfg(not(target_os = "linux"))]
    let clock = ClockId::Monotonic;
    let at = clock_gettime(clock);
    at.tv_sec * 1_000 + at.tv_nsec / 1_000_000
}

//! The time that the emulator goes by. The caller hands it in, so that a test can let a day pass at once.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// Milliseconds; for a moment, since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// Where the emulator reads the time. Waiting (a long poll, a latency) always takes real time.
pub trait Clock: Send + Sync + 'static {
    /// The present moment, by which updates expire, limits count and requests are logged. It must not
    /// run backwards.
    fn real_now(&self) -> Millis;

    /// The moment that new messages show as their date. Override it where a simulated date is wanted.
    fn message_date(&self) -> Millis {
        self.real_now()
    }
}

/// The machine's clock as it was when this value was made, running on evenly from there: a change of
/// the machine's time does not reach it.
#[derive(Clone, Debug)]
pub struct SystemClock {
    start: Millis,
    started: Instant,
}

impl SystemClock {
    /// Starts at the machine's present time.
    #[expect(clippy::disallowed_methods, reason = "this file is the one that reads the time")]
    pub fn new() -> Self {
        let since_epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Self { start: whole_millis(since_epoch), started: Instant::now() }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn real_now(&self) -> Millis {
        self.start + whole_millis(self.started.elapsed())
    }
}

/// A clock that stands still until a test moves it; clones share the time.
#[derive(Clone, Debug)]
pub struct ManualClock(Arc<AtomicI64>);

impl ManualClock {
    /// Stands at `now`.
    pub fn new(now: Millis) -> Self {
        Self(Arc::new(AtomicI64::new(now)))
    }

    /// Moves the time forward.
    pub fn advance(&self, by: Duration) {
        self.0.fetch_add(whole_millis(by), Ordering::Relaxed);
    }
}

impl Clock for ManualClock {
    fn real_now(&self) -> Millis {
        self.0.load(Ordering::Relaxed)
    }
}

fn whole_millis(duration: Duration) -> Millis {
    Millis::try_from(duration.as_millis()).unwrap_or(Millis::MAX)
}

/// Waits in real time.
#[expect(clippy::disallowed_methods, reason = "this file is the one that waits")]
pub(crate) async fn sleep(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Waits for `work`, at most `limit` of real time; `None` when it took longer.
#[expect(clippy::disallowed_methods, reason = "this file is the one that waits")]
pub(crate) async fn timeout<T>(limit: Duration, work: impl Future<Output = T>) -> Option<T> {
    tokio::time::timeout(limit, work).await.ok()
}

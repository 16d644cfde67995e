//! Fault injection for tests: kill the process at a named point, or skew the machine's clock.
//! Compiled out of release builds.
//!
//! `KOZE_DIE_AT=before-commit:3` kills the process the third time it reaches that point.
//! `KOZE_CLOCK_OFF=FILE` names a file that holds the clock skew in milliseconds; it is read each time.

#[cfg(debug_assertions)]
use std::sync::LazyLock;
#[cfg(debug_assertions)]
use std::sync::atomic::{AtomicI64, Ordering};

/// The named points, in the order in which an update reaches them. A new leader passes the last one twice.
pub const FAILPOINTS: [&str; 6] =
    ["receive", "before-commit", "after-commit", "before-send", "after-send", "takeover"];

/// The point at which to die, and how many passes are left until then.
#[cfg(debug_assertions)]
static DIE_AT: LazyLock<Option<(String, AtomicI64)>> = LazyLock::new(|| {
    let order = std::env::var("KOZE_DIE_AT").ok()?;
    let (point, passes) = order.split_once(':')?;
    Some((point.to_owned(), AtomicI64::new(passes.parse().ok()?)))
});

/// Marks a named point. Kills the process with SIGKILL, so that nothing is flushed or closed, if the
/// environment asks for it here.
#[cfg(debug_assertions)]
pub fn failpoint(point: &str) {
    if let Some((target, passes_left)) = &*DIE_AT
        && target == point
        && passes_left.fetch_sub(1, Ordering::Relaxed) == 1
    {
        use rustix::process::{Signal, getpid, kill_process};
        // A process may always kill itself: this cannot fail.
        let _ = kill_process(getpid(), Signal::KILL);
    }
}

/// Does nothing in a release build.
#[cfg(not(debug_assertions))]
pub const fn failpoint(_: &str) {}

#[cfg(debug_assertions)]
static CLOCK_SKEW_FILE: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("KOZE_CLOCK_OFF").ok());

/// The injected clock skew in milliseconds; 0 without one.
#[cfg(debug_assertions)]
pub fn clock_skew() -> i64 {
    let text = CLOCK_SKEW_FILE.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
    text.and_then(|millis| millis.trim().parse().ok()).unwrap_or(0)
}

/// No skew in a release build.
#[cfg(not(debug_assertions))]
pub const fn clock_skew() -> i64 {
    0
}

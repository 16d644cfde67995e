//! What a play orders from outside and no machine does on command: that the process is killed at a
//! named point, or that the machine's clock is wrong. Only development builds listen; in a release
//! there is nothing here.
//!
//! `KOZE_DIE_AT=before-commit:3` kills the process when it comes there for the third time.
//! `KOZE_CLOCK_OFF=FILE` names a file with the milliseconds by which the clock is wrong; it may change.

#[cfg(debug_assertions)]
use std::sync::LazyLock;
#[cfg(debug_assertions)]
use std::sync::atomic::{AtomicI64, Ordering};

/// The points, in an update's order; the last is passed twice by whoever takes over.
pub const FAILPOINTS: [&str; 6] =
    ["receive", "before-commit", "after-commit", "before-send", "after-send", "takeover"];

#[cfg(debug_assertions)]
static DIE_AT: LazyLock<Option<(String, AtomicI64)>> = LazyLock::new(|| {
    let order = std::env::var("KOZE_DIE_AT").ok()?;
    let (point, times) = order.split_once(':')?;
    Some((point.to_owned(), AtomicI64::new(times.parse().ok()?)))
});

/// The process comes to a point, and is killed there if that was ordered: as SIGKILL does it, without
/// a word to anybody.
#[cfg(debug_assertions)]
pub fn failpoint(point: &str) {
    if let Some((at, left)) = &*DIE_AT
        && at == point
        && left.fetch_sub(1, Ordering::Relaxed) == 1
    {
        use rustix::process::{Signal, getpid, kill_process};
        // it cannot fail: a process may always kill itself
        let _ = kill_process(getpid(), Signal::KILL);
    }
}

#[cfg(not(debug_assertions))]
pub const fn failpoint(_: &str) {}

#[cfg(debug_assertions)]
static CLOCK_SKEW_FILE: LazyLock<Option<String>> = LazyLock::new(|| std::env::var("KOZE_CLOCK_OFF").ok());

/// By how many milliseconds the machine's clock is wrong.
#[cfg(debug_assertions)]
pub fn clock_skew() -> i64 {
    let told = CLOCK_SKEW_FILE.as_ref().and_then(|file| std::fs::read_to_string(file).ok());
    told.and_then(|millis| millis.trim().parse().ok()).unwrap_or(0)
}

#[cfg(not(debug_assertions))]
pub const fn clock_skew() -> i64 {
    0
}

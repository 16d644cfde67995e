//! Sequence numbers: they give the messages of one chat and urgency their order.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::clock::RealTime;

/// The next number: real time in microseconds, or one more than the last. Rises with time and never
/// repeats within a process.
pub(super) fn next_seq(real_now: RealTime) -> i64 {
    static LAST: AtomicI64 = AtomicI64::new(0);
    let at_least = real_now.0 * 1_000;
    let last = LAST
        .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| Some(at_least.max(last + 1)))
        .unwrap_or_default();
    at_least.max(last + 1)
}

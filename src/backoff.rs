//! Exponential back-off: how long a failing operation waits before its next attempt.
//!
//! A loop keeps one `Backoff`, asks it for the next wait after each failure and resets it after a
//! success. A caller that stores the number of failures elsewhere uses `Backoff::wait_after`.

use std::time::Duration;

/// A wait that doubles with each failure in a row, between two bounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backoff {
    min: Duration,
    max: Duration,
    failures: u32,
}

impl Backoff {
    /// The first wait is `min`, the longest `max`.
    pub const fn new(min: Duration, max: Duration) -> Self {
        Self { min, max, failures: 0 }
    }

    /// Counts one more failure and gives the wait after it.
    pub fn next_wait(&mut self) -> Duration {
        self.failures = self.failures.saturating_add(1);
        self.wait_after(self.failures)
    }

    /// A success: the next wait is the shortest again.
    pub fn reset(&mut self) {
        self.failures = 0;
    }

    /// The wait after so many failures in a row; zero after none.
    pub fn wait_after(&self, failures: u32) -> Duration {
        let Some(doublings) = failures.checked_sub(1) else { return Duration::ZERO };
        let factor = 1_u32.checked_shl(doublings).unwrap_or(u32::MAX);
        self.min.saturating_mul(factor).min(self.max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_bound_and_starts_again() {
        let mut backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(3));
        let waits: Vec<u128> = (0..5).map(|_| backoff.next_wait().as_millis()).collect();
        assert_eq!(waits, [500, 1_000, 2_000, 3_000, 3_000]);
        backoff.reset();
        assert_eq!(backoff.next_wait(), Duration::from_millis(500));
    }

    #[test]
    fn any_number_of_failures_has_a_wait() {
        let backoff = Backoff::new(Duration::from_millis(500), Duration::from_secs(60));
        assert_eq!(backoff.wait_after(0), Duration::ZERO);
        for failures in [8, 32, 33, u32::MAX] {
            assert_eq!(backoff.wait_after(failures), Duration::from_secs(60));
        }
    }
}

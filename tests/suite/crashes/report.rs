//! The figures of the crash tests.

use std::collections::BTreeMap;
use std::fmt;

use koze::clock::Millis;

#[derive(Default)]
pub struct Report {
    pub seeds: Vec<u64>,
    /// Number of kills at each point.
    pub kills: BTreeMap<&'static str, usize>,
    pub updates: i64,
    pub messages: usize,
    pub repeated: usize,
    /// The most messages that one crash repeated.
    pub max_repeated_per_crash: usize,
    /// Presses whose answer was dropped because it came too late.
    pub expired_presses: usize,
    /// From each restart to the next answer, in milliseconds.
    pub recovery_times: Vec<Millis>,
    pub peak_memory_kib: u64,
}

impl Report {
    pub fn record_kill(&mut self, place: &'static str) {
        *self.kills.entry(place).or_default() += 1;
    }

    pub fn kills(&self) -> usize {
        self.kills.values().sum()
    }

    pub fn merge(&mut self, other: Self) {
        self.seeds.extend(other.seeds);
        for (place, times) in other.kills {
            *self.kills.entry(place).or_default() += times;
        }
        self.updates += other.updates;
        self.messages += other.messages;
        self.repeated += other.repeated;
        self.max_repeated_per_crash = self.max_repeated_per_crash.max(other.max_repeated_per_crash);
        self.expired_presses += other.expired_presses;
        self.recovery_times.extend(other.recovery_times);
        self.peak_memory_kib = self.peak_memory_kib.max(other.peak_memory_kib);
    }
}

/// No figure counts losses: a history that loses an update, an effect or an answer fails before.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut waits = self.recovery_times.clone();
        waits.sort_unstable();
        let at = |share: usize| waits.get((waits.len() * share / 100).min(waits.len().saturating_sub(1)));
        writeln!(f, "seeds: {:?}", self.seeds)?;
        writeln!(f, "kills: {} {:?}", self.kills(), self.kills)?;
        writeln!(f, "updates: {}, messages: {}", self.updates, self.messages)?;
        writeln!(f, "came twice: {}, of one crash at most {}", self.repeated, self.max_repeated_per_crash)?;
        writeln!(f, "presses given up after 15 s: {}", self.expired_presses)?;
        writeln!(
            f,
            "first answer after a restart (ms): p50 {:?}, p99 {:?}, longest {:?}, over {} restarts",
            at(50).unwrap_or(&0),
            at(99).unwrap_or(&0),
            waits.last().unwrap_or(&0),
            waits.len()
        )?;
        writeln!(f, "memory: {} MiB at most", self.peak_memory_kib / 1024)
    }
}

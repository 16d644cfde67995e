//! What a play of kills came to, in figures.

use std::collections::BTreeMap;
use std::fmt;

use koze::clock::Millis;

#[derive(Default)]
pub struct Report {
    pub seeds: Vec<u64>,
    /// How often it was killed where.
    pub kills: BTreeMap<&'static str, usize>,
    pub updates: i64,
    pub messages: usize,
    pub repeated: usize,
    /// Of one crash.
    pub repeated_at_most: usize,
    /// Presses whose answer, which ends a phone's waiting, came too late to be sent.
    pub given_up: usize,
    /// From a restart to the first thing that anybody gets, in milliseconds.
    pub first_answers: Vec<Millis>,
    /// In KiB.
    pub memory: u64,
}

impl Report {
    pub fn killed(&mut self, place: &'static str) {
        *self.kills.entry(place).or_default() += 1;
    }

    pub fn kills(&self) -> usize {
        self.kills.values().sum()
    }

    pub fn add(&mut self, other: Self) {
        self.seeds.extend(other.seeds);
        for (place, times) in other.kills {
            *self.kills.entry(place).or_default() += times;
        }
        self.updates += other.updates;
        self.messages += other.messages;
        self.repeated += other.repeated;
        self.repeated_at_most = self.repeated_at_most.max(other.repeated_at_most);
        self.given_up += other.given_up;
        self.first_answers.extend(other.first_answers);
        self.memory = self.memory.max(other.memory);
    }
}

/// Nothing about losses: whoever loses an update, an effect or an answer does not come this far.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut waits = self.first_answers.clone();
        waits.sort_unstable();
        let at = |share: usize| waits.get((waits.len() * share / 100).min(waits.len().saturating_sub(1)));
        writeln!(f, "seeds: {:?}", self.seeds)?;
        writeln!(f, "kills: {} {:?}", self.kills(), self.kills)?;
        writeln!(f, "updates: {}, messages: {}", self.updates, self.messages)?;
        writeln!(f, "came twice: {}, of one crash at most {}", self.repeated, self.repeated_at_most)?;
        writeln!(f, "presses given up after 15 s: {}", self.given_up)?;
        writeln!(
            f,
            "first answer after a restart (ms): p50 {:?}, p99 {:?}, longest {:?}, over {} restarts",
            at(50).unwrap_or(&0),
            at(99).unwrap_or(&0),
            waits.last().unwrap_or(&0),
            waits.len()
        )?;
        writeln!(f, "memory: {} MiB at most", self.memory / 1024)
    }
}

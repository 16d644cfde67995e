//! Telegram's flood limits as sliding windows over real time: so many messages over all, to one
//! chat and to one group. Off unless a test or a rehearsal switches them on.

use std::collections::{HashMap, VecDeque};

use super::refusal::Refusal;
use crate::clock::Millis;

/// At most `most` messages within any `span`.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub most: usize,
    pub span: Millis,
}

/// The figures; Telegram guarantees none of them.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub over_all: Rate,
    /// A bucket instead of a window over all: so many at once, and then no faster than `over_all`.
    pub burst: Option<usize>,
    /// One message a second with a short burst: as many messages as seconds.
    pub chat: Rate,
    pub group: Rate,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            over_all: Rate { most: 30, span: 1_000 },
            burst: None,
            chat: Rate { most: 5, span: 5_000 },
            group: Rate { most: 20, span: 60_000 },
        }
    }
}

/// When messages were sent, for as long as a window needs to know.
#[derive(Default)]
pub(super) struct Meter {
    limits: Option<Limits>,
    over_all: VecDeque<Millis>,
    /// What the bucket lacks to be full, and when that was so.
    lacking: (f64, Millis),
    chats: HashMap<i64, VecDeque<Millis>>,
}

impl Meter {
    pub fn set(&mut self, limits: Option<Limits>) {
        *self = Self { limits, ..Self::default() };
    }

    /// Counts one message to a chat (a negative id is a group), or says when to come back.
    /// A message that is refused is not counted.
    pub fn count(&mut self, chat: i64, now: Millis) -> Result<(), Refusal> {
        let Some(limits) = self.limits else { return Ok(()) };
        let rate = if chat < 0 { limits.group } else { limits.chat };
        let sent = self.chats.entry(chat).or_default();
        let every = limits.over_all.span as f64 / limits.over_all.most as f64;
        let lacking = (self.lacking.0 - (now - self.lacking.1) as f64 / every).max(0.0);
        let over_all = match limits.burst {
            None => wait(&mut self.over_all, limits.over_all, now),
            Some(burst) => ((lacking + 1.0 - burst as f64) * every).ceil() as Millis,
        };
        let wait = wait(sent, rate, now).max(over_all);
        if wait > 0 {
            return Err(Refusal::too_many(wait.unsigned_abs().div_ceil(1_000)));
        }
        sent.push_back(now);
        match limits.burst {
            None => self.over_all.push_back(now),
            Some(_) => self.lacking = (lacking + 1.0, now),
        }
        Ok(())
    }
}

/// How long until a window has room again: 0 when it has.
fn wait(sent: &mut VecDeque<Millis>, rate: Rate, now: Millis) -> Millis {
    while sent.front().is_some_and(|at| at + rate.span <= now) {
        sent.pop_front();
    }
    match sent.front() {
        Some(oldest) if sent.len() >= rate.most => oldest + rate.span - now,
        _ => 0,
    }
}

//! Telegram's flood limits as sliding windows over real time: so many messages over all, to one
//! chat and to one group. Off unless a test or a rehearsal switches them on.

use std::collections::{HashMap, VecDeque};

use super::api_error::BotApiError;
use crate::clock::Millis;

/// At most `most` messages within any `span`.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    pub max_messages: usize,
    pub window: Millis,
}

/// The figures; Telegram guarantees none of them.
#[derive(Clone, Copy, Debug)]
pub struct FloodLimits {
    pub global: Rate,
    /// A bucket instead of a window over all: so many at once, and then no faster than `over_all`.
    pub burst: Option<usize>,
    /// One message a second with a short burst: as many messages as seconds.
    pub per_chat: Rate,
    pub per_group: Rate,
}

impl Default for FloodLimits {
    fn default() -> Self {
        Self {
            global: Rate { max_messages: 30, window: 1_000 },
            burst: None,
            per_chat: Rate { max_messages: 5, window: 5_000 },
            per_group: Rate { max_messages: 20, window: 60_000 },
        }
    }
}

/// When messages were sent, for as long as a window needs to know.
#[derive(Default)]
pub(super) struct FloodMeter {
    limits: Option<FloodLimits>,
    sent_globally: VecDeque<Millis>,
    /// What the bucket lacks to be full, and when that was so.
    bucket_deficit: (f64, Millis),
    sent_by_chat: HashMap<i64, VecDeque<Millis>>,
}

impl FloodMeter {
    pub fn reset(&mut self, limits: Option<FloodLimits>) {
        *self = Self { limits, ..Self::default() };
    }

    /// Counts one message to a chat (a negative id is a group), or says when to come back.
    /// A message that is refused is not counted.
    pub fn try_acquire(&mut self, chat: i64, now: Millis) -> Result<(), BotApiError> {
        let Some(limits) = self.limits else { return Ok(()) };
        let rate = if chat < 0 { limits.per_group } else { limits.per_chat };
        let sent = self.sent_by_chat.entry(chat).or_default();
        let every = limits.global.window as f64 / limits.global.max_messages as f64;
        let lacking = (self.bucket_deficit.0 - (now - self.bucket_deficit.1) as f64 / every).max(0.0);
        let over_all = match limits.burst {
            None => time_until_free(&mut self.sent_globally, limits.global, now),
            Some(burst) => ((lacking + 1.0 - burst as f64) * every).ceil() as Millis,
        };
        let wait = time_until_free(sent, rate, now).max(over_all);
        if wait > 0 {
            return Err(BotApiError::too_many_requests(wait.unsigned_abs().div_ceil(1_000)));
        }
        sent.push_back(now);
        match limits.burst {
            None => self.sent_globally.push_back(now),
            Some(_) => self.bucket_deficit = (lacking + 1.0, now),
        }
        Ok(())
    }
}

/// How long until a window has room again: 0 when it has.
fn time_until_free(sent: &mut VecDeque<Millis>, rate: Rate, now: Millis) -> Millis {
    while sent.front().is_some_and(|at| at + rate.window <= now) {
        sent.pop_front();
    }
    match sent.front() {
        Some(oldest) if sent.len() >= rate.max_messages => oldest + rate.window - now,
        _ => 0,
    }
}

//! Telegram's flood limits, as sliding windows over real time: messages in all, to one chat and to one
//! group. They are off until a test switches them on.

use std::collections::{HashMap, VecDeque};

use crate::api_error::BotApiError;
use crate::clock::Millis;

/// At most `max_messages` within any `window`.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// The number of messages.
    pub max_messages: usize,
    /// The length of the window in milliseconds.
    pub window: Millis,
}

/// The limits. The defaults are what Telegram's FAQ recommends not to exceed; it guarantees no figure.
#[derive(Clone, Copy, Debug)]
pub struct FloodLimits {
    /// Messages to all chats together.
    pub global: Rate,
    /// With `Some(n)` the global limit is a token bucket instead of a window: `n` messages at once, then
    /// no faster than `global`.
    pub burst: Option<usize>,
    /// Messages to one private chat. The default is one a second, with bursts of five.
    pub per_chat: Rate,
    /// Messages to one group or channel.
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

/// When messages were sent, as far back as a window reaches.
#[derive(Default)]
pub(crate) struct FloodMeter {
    limits: Option<FloodLimits>,
    sent_globally: VecDeque<Millis>,
    /// The tokens missing in the bucket, and when that was counted.
    bucket_deficit: (f64, Millis),
    sent_by_chat: HashMap<i64, VecDeque<Millis>>,
}

impl FloodMeter {
    /// Replaces the limits and forgets what was counted.
    pub fn reset(&mut self, limits: Option<FloodLimits>) {
        *self = Self { limits, ..Self::default() };
    }

    /// Counts one message to a chat (the id of a group is negative). The error, a 429, says when the bot may
    /// try again; a refused message is not counted.
    pub fn try_acquire(&mut self, chat: i64, now: Millis) -> Result<(), BotApiError> {
        let Some(limits) = self.limits else { return Ok(()) };
        let rate = if chat < 0 { limits.per_group } else { limits.per_chat };
        let sent = self.sent_by_chat.entry(chat).or_default();
        let interval = limits.global.window as f64 / limits.global.max_messages as f64;
        let missing = (self.bucket_deficit.0 - (now - self.bucket_deficit.1) as f64 / interval).max(0.0);
        let global_wait = match limits.burst {
            None => time_until_free(&mut self.sent_globally, limits.global, now),
            Some(burst) => ((missing + 1.0 - burst as f64) * interval).ceil() as Millis,
        };
        let wait = time_until_free(sent, rate, now).max(global_wait);
        if wait > 0 {
            return Err(BotApiError::too_many_requests(wait.unsigned_abs().div_ceil(1_000)));
        }
        sent.push_back(now);
        match limits.burst {
            None => self.sent_globally.push_back(now),
            Some(_) => self.bucket_deficit = (missing + 1.0, now),
        }
        Ok(())
    }
}

/// How long until a window admits another message; 0 when it does now.
fn time_until_free(sent: &mut VecDeque<Millis>, rate: Rate, now: Millis) -> Millis {
    while sent.front().is_some_and(|at| at + rate.window <= now) {
        sent.pop_front();
    }
    match sent.front() {
        Some(oldest) if sent.len() >= rate.max_messages => oldest + rate.window - now,
        _ => 0,
    }
}

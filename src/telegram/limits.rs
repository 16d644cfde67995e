//! Telegram's limits, kept before they are met: so many messages a second over all, one a second
//! in a chat with short bursts, twenty a minute in a group. Edits count; answers to presses do not.
//!
//! The figures are not guaranteed by anybody: what `retry_after` says goes before them.

use std::collections::HashMap;

use crate::clock::Millis;

/// What a private chat takes at once before one a second bites.
const CHAT_BURST: f64 = 3.0;
const CHAT_RATE: f64 = 1.0;
const GROUP_BURST: f64 = 5.0;
const GROUP_RATE: f64 = 20.0 / 60.0;
/// What all chats together take at once: below the smallest burst that Telegram was seen to allow.
const BURST: f64 = 5.0;
/// Chats whose bucket has been full again for long are forgotten at this many.
const CHATS: usize = 10_000;

pub struct Limits {
    /// `None`: no limits at all, for benchmarks.
    all: Option<Bucket>,
    chats: HashMap<i64, Bucket>,
}

impl Limits {
    /// `rate` messages a second over all; 0 lifts every limit.
    pub fn new(rate: u32) -> Self {
        let all = (rate > 0).then(|| Bucket::new(BURST.min(f64::from(rate)), f64::from(rate)));
        Self { all, chats: HashMap::new() }
    }

    /// When a message to `chat` may go: now or earlier means at once.
    pub fn when(&mut self, chat: i64, now: Millis) -> Millis {
        let Some(all) = &mut self.all else { return now };
        all.ready_at(now).max(self.chats.get_mut(&chat).map_or(now, |bucket| bucket.ready_at(now)))
    }

    /// Notes that a message to `chat` goes now.
    pub fn take(&mut self, chat: i64, now: Millis) {
        let Some(all) = &mut self.all else { return };
        all.take(now);
        if self.chats.len() >= CHATS {
            self.chats.retain(|_, bucket| !bucket.is_full(now));
        }
        // groups have negative numbers
        let fresh = || {
            if chat < 0 { Bucket::new(GROUP_BURST, GROUP_RATE) } else { Bucket::new(CHAT_BURST, CHAT_RATE) }
        };
        self.chats.entry(chat).or_insert_with(fresh).take(now);
    }
}

/// A token bucket: full at first, refilled steadily.
struct Bucket {
    size: f64,
    /// Tokens a second.
    rate: f64,
    tokens: f64,
    at: Option<Millis>,
}

impl Bucket {
    fn new(size: f64, rate: f64) -> Self {
        Self { size, rate, tokens: size, at: None }
    }

    fn refill(&mut self, now: Millis) {
        let passed = (now - self.at.unwrap_or(now)).max(0) as f64 / 1000.0;
        self.tokens = (self.tokens + passed * self.rate).min(self.size);
        self.at = Some(now);
    }

    fn ready_at(&mut self, now: Millis) -> Millis {
        self.refill(now);
        let missing = (1.0 - self.tokens).max(0.0);
        now + (missing / self.rate * 1000.0).ceil() as Millis
    }

    fn take(&mut self, now: Millis) {
        self.refill(now);
        self.tokens -= 1.0;
    }

    fn is_full(&mut self, now: Millis) -> bool {
        self.refill(now);
        self.tokens >= self.size
    }
}

//! Telegram's limits, kept before they are met: so many messages a second over all, one a second
//! in a chat with short bursts, twenty a minute in a group. Edits count; answers to presses do not.
//!
//! Nobody guarantees the figures, nor says whether a limit is a bucket that fills again or a window
//! that slides. Both are kept here, with room for a network that lets two messages come in closer
//! together than they went out. What the server refuses is learnt from: the pace falls at once and
//! comes back slowly.

use std::collections::{HashMap, VecDeque};

use crate::clock::Millis;

/// What all chats together are sent at once: below the smallest burst (5) that was seen to pass.
const GLOBAL_BURST: f64 = 3.0;
/// How much of the promised rate is used: what is left is for clocks that do not agree.
const RATE_SAFETY_FACTOR: f64 = 0.99;
/// The second over all as it is kept here, with 30 ms for messages that overtake one another.
const GLOBAL_WINDOW: Millis = 1_030;
/// Reminders and announcements leave this much of the burst to whoever is waiting for an answer; in one
/// chat, so does all that others have sent there.
const RESERVED_TOKENS: f64 = 1.0;

/// A private chat: three at once, then one a second, and never more than five in five seconds.
const PRIVATE_CHAT_LIMIT: RateLimit = RateLimit { burst: 3.0, rate: 0.95, max_per_window: 5, window: 5_150 };
/// A group: five at once, then one in three seconds, and never more than twenty in a minute.
const GROUP_LIMIT: RateLimit = RateLimit { burst: 5.0, rate: 0.32, max_per_window: 20, window: 60_500 };

/// At this many chats those that have rested long enough are forgotten.
const PRUNE_THRESHOLD: usize = 1_000;

/// What a refusal for the limits over all does to the pace, how low it may fall, and how soon it
/// comes back.
const THROTTLE_STEP: f64 = 0.9;
const MIN_THROTTLE_FACTOR: f64 = 0.1;
const RECOVERY_STEP: f64 = 1.02;
const RECOVERY_INTERVAL: Millis = 5_000;

/// The limits as this process keeps them. Whoever sends asks first and then takes.
pub struct SendRateLimits {
    /// `None`: no limits at all, for benchmarks.
    global: Option<RateLimiter>,
    chats: HashMap<i64, RateLimiter>,
    prune_at: usize,
    base_rate: f64,
    /// How much of the rate is used at the moment: 1 unless the server has refused something.
    pace: f64,
    throttle_changed_at: Millis,
}

impl SendRateLimits {
    /// `rate` messages a second over all; 0 lifts every limit.
    pub fn new(rate: u32) -> Self {
        let shape = RateLimit {
            burst: GLOBAL_BURST.min(f64::from(rate)),
            rate: f64::from(rate) * RATE_SAFETY_FACTOR,
            max_per_window: rate as usize,
            window: GLOBAL_WINDOW,
        };
        Self {
            global: (rate > 0).then(|| RateLimiter::new(shape)),
            chats: HashMap::new(),
            prune_at: PRUNE_THRESHOLD,
            base_rate: shape.rate,
            pace: 1.0,
            throttle_changed_at: 0,
        }
    }

    pub fn is_enabled(&self) -> bool {
        self.global.is_some()
    }

    /// When the next message may go as far as all chats together are concerned; `patient` ones leave
    /// something for those that are not.
    pub fn global_ready_at(&mut self, patient: bool, now: Millis) -> Millis {
        self.recover(now);
        let Some(all) = &mut self.global else { return now };
        // a rate so low that nothing could be kept back keeps nothing back
        let kept = if patient { RESERVED_TOKENS.min(all.limit.burst - 1.0) } else { 0.0 };
        all.ready_at(kept, now)
    }

    /// When the next message to this chat may go; one that is not `own` leaves room for an answer to whoever
    /// is there.
    pub fn chat_ready_at(&mut self, chat: i64, own: bool, now: Millis) -> Millis {
        let kept = if own { 0.0 } else { RESERVED_TOKENS };
        self.chats.get_mut(&chat).map_or(now, |gate| gate.ready_at(kept, now))
    }

    /// Notes that a message to `chat` goes now.
    pub fn take(&mut self, chat: i64, now: Millis) {
        let Some(all) = &mut self.global else { return };
        all.take(now);
        if self.chats.len() >= self.prune_at {
            self.chats.retain(|_, gate| !gate.is_idle(now));
            self.prune_at = PRUNE_THRESHOLD.max(2 * self.chats.len());
        }
        // groups have negative numbers
        let shape = if chat < 0 { GROUP_LIMIT } else { PRIVATE_CHAT_LIMIT };
        self.chats.entry(chat).or_insert_with(|| RateLimiter::new(shape)).take(now);
    }

    /// The server refused a message to this chat. One that had hardly been written to cannot have been
    /// the reason, so that all chats together go more slowly from now on; true if so.
    pub fn on_rate_limited(&mut self, chat: i64, now: Millis) -> bool {
        let Some(all) = &mut self.global else { return false };
        all.drain_tokens(now);
        let few = self.chats.get_mut(&chat).is_none_or(|gate| gate.recent_sends.len() <= 1);
        if few && now >= self.throttle_changed_at {
            self.set_throttle_factor(self.pace * THROTTLE_STEP, now);
        }
        few
    }

    /// Messages a second over all that are aimed at now.
    pub fn throttle_factor(&self) -> f64 {
        self.base_rate * self.pace
    }

    /// How many chats are remembered.
    pub fn per_chat(&self) -> usize {
        self.chats.len()
    }

    fn recover(&mut self, now: Millis) {
        if self.pace < 1.0 && now - self.throttle_changed_at >= RECOVERY_INTERVAL {
            self.set_throttle_factor(self.pace * RECOVERY_STEP, now);
        }
    }

    fn set_throttle_factor(&mut self, pace: f64, now: Millis) {
        self.pace = pace.clamp(MIN_THROTTLE_FACTOR, 1.0);
        self.throttle_changed_at = now;
        if let Some(all) = &mut self.global {
            all.limit.rate = self.base_rate * self.pace;
            all.limit.window = (GLOBAL_WINDOW as f64 / self.pace) as Millis;
        }
    }
}

/// A bucket of `burst` that gains `rate` a second, and a window of `span` that takes `most`.
#[derive(Clone, Copy)]
struct RateLimit {
    burst: f64,
    rate: f64,
    max_per_window: usize,
    window: Millis,
}

struct RateLimiter {
    limit: RateLimit,
    tokens: f64,
    refilled_at: Option<Millis>,
    /// When the messages went that the window still counts: never more than `most`.
    recent_sends: VecDeque<Millis>,
}

impl RateLimiter {
    fn new(limit: RateLimit) -> Self {
        Self { limit, tokens: limit.burst, refilled_at: None, recent_sends: VecDeque::new() }
    }

    fn refill(&mut self, now: Millis) {
        let passed = (now - self.refilled_at.unwrap_or(now)).max(0) as f64 / 1000.0;
        self.tokens = (self.tokens + passed * self.limit.rate).min(self.limit.burst);
        self.refilled_at = Some(now);
        while self.recent_sends.front().is_some_and(|at| at + self.limit.window <= now) {
            self.recent_sends.pop_front();
        }
    }

    /// When a message may go that leaves `kept` tokens behind.
    fn ready_at(&mut self, kept: f64, now: Millis) -> Millis {
        self.refill(now);
        let missing = (1.0 + kept - self.tokens).max(0.0);
        let by_bucket = now + (missing / self.limit.rate * 1000.0).ceil() as Millis;
        match self.recent_sends.front() {
            Some(oldest) if self.recent_sends.len() >= self.limit.max_per_window => {
                by_bucket.max(oldest + self.limit.window)
            }
            _ => by_bucket,
        }
    }

    fn take(&mut self, now: Millis) {
        self.refill(now);
        self.tokens -= 1.0;
        self.recent_sends.push_back(now);
    }

    fn drain_tokens(&mut self, now: Millis) {
        self.refill(now);
        self.tokens = self.tokens.min(0.0);
    }

    fn is_idle(&mut self, now: Millis) -> bool {
        self.refill(now);
        self.recent_sends.is_empty() && self.tokens >= self.limit.burst
    }
}

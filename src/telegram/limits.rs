//! Telegram's rate limits, which the sender applies before the server does: messages per second over all
//! chats, about one per second in a private chat with short bursts, twenty per minute in a group. Edits
//! count; answers to presses do not.
//!
//! Telegram guarantees neither the figures nor their form. Each limit is therefore modelled both as a token
//! bucket and as a sliding window, with a margin for two messages that arrive closer together than they were
//! sent. After a 429 for the limit over all chats the rate falls at once and recovers slowly.

use std::collections::{HashMap, VecDeque};

use crate::clock::{Millis, RealTime};
use crate::ids::ChatId;

/// Burst over all chats: below the smallest burst (5) that was seen to pass.
const GLOBAL_BURST: f64 = 3.0;
/// Share of the documented rate that is used; the rest is a margin for clocks that differ.
const RATE_SAFETY_FACTOR: f64 = 0.99;
/// The window over all chats: a second, and 30 ms for messages that overtake one another.
const GLOBAL_WINDOW: Millis = 1_030;
/// Tokens that low-priority messages leave in the bucket over all chats, and messages that are no reply in
/// the bucket of their chat, so that a reply need not wait.
const RESERVED_TOKENS: f64 = 1.0;

/// A private chat: three at once, then one a second, and never more than five in five seconds.
const PRIVATE_CHAT_LIMIT: RateLimit = RateLimit { burst: 3.0, rate: 0.95, max_per_window: 5, window: 5_150 };
/// A group: five at once, then one in three seconds, and never more than twenty in a minute.
const GROUP_LIMIT: RateLimit = RateLimit { burst: 5.0, rate: 0.32, max_per_window: 20, window: 60_500 };

/// At this many chats, the idle ones are forgotten.
const PRUNE_THRESHOLD: usize = 1_000;

/// What a 429 multiplies the rate over all chats by.
const THROTTLE_STEP: f64 = 0.9;
/// The lowest share of the rate.
const MIN_THROTTLE_FACTOR: f64 = 0.1;
/// What the rate is multiplied by at each step of its recovery, and the time between two steps.
const RECOVERY_STEP: f64 = 1.02;
const RECOVERY_INTERVAL: Millis = 5_000;

/// The limits of this process. The sender asks when a message may go, and then calls
/// [`SendRateLimits::take`].
pub struct SendRateLimits {
    /// `None`: no limits at all, for benchmarks.
    global: Option<RateLimiter>,
    chats: HashMap<ChatId, RateLimiter>,
    prune_at: usize,
    base_rate: f64,
    /// Share of the rate that is used now: 1 unless the server has sent a 429.
    throttle_factor: f64,
    throttle_changed_at: RealTime,
}

impl SendRateLimits {
    /// `rate`: messages per second over all chats; 0 for no limits.
    pub fn new(rate: u32) -> Self {
        let limit = RateLimit {
            burst: GLOBAL_BURST.min(f64::from(rate)),
            rate: f64::from(rate) * RATE_SAFETY_FACTOR,
            max_per_window: rate as usize,
            window: GLOBAL_WINDOW,
        };
        Self {
            global: (rate > 0).then(|| RateLimiter::new(limit)),
            chats: HashMap::new(),
            prune_at: PRUNE_THRESHOLD,
            base_rate: limit.rate,
            throttle_factor: 1.0,
            throttle_changed_at: RealTime::NONE,
        }
    }

    /// Whether there are limits.
    pub fn is_enabled(&self) -> bool {
        self.global.is_some()
    }

    /// When the limit over all chats allows the next message. A low-priority message leaves
    /// `RESERVED_TOKENS`.
    pub fn global_ready_at(&mut self, is_low_priority: bool, now: RealTime) -> RealTime {
        self.recover(now);
        let Some(global) = &mut self.global else { return now };
        // At a very low rate the bucket is too small to reserve anything.
        let reserved = if is_low_priority { RESERVED_TOKENS.min(global.limit.burst - 1.0) } else { 0.0 };
        global.ready_at(reserved, now)
    }

    /// When the chat's limit allows the next message. A message that is no reply leaves
    /// `RESERVED_TOKENS`.
    pub fn chat_ready_at(&mut self, chat: ChatId, is_reply: bool, now: RealTime) -> RealTime {
        let reserved = if is_reply { 0.0 } else { RESERVED_TOKENS };
        self.chats.get_mut(&chat).map_or(now, |limiter| limiter.ready_at(reserved, now))
    }

    /// Counts a message to `chat` that is sent now.
    pub fn take(&mut self, chat: ChatId, now: RealTime) {
        let Some(global) = &mut self.global else { return };
        global.take(now);
        if self.chats.len() >= self.prune_at {
            self.chats.retain(|_, limiter| !limiter.is_idle(now));
            self.prune_at = PRUNE_THRESHOLD.max(2 * self.chats.len());
        }
        // Groups have negative ids.
        let limit = if chat.is_group() { GROUP_LIMIT } else { PRIVATE_CHAT_LIMIT };
        self.chats.entry(chat).or_insert_with(|| RateLimiter::new(limit)).take(now);
    }

    /// The server answered 429 to a message to this chat. A chat that got hardly any message cannot have met
    /// its own limit: then the rate over all chats is reduced, and the result is true.
    pub fn on_rate_limited(&mut self, chat: ChatId, now: RealTime) -> bool {
        let Some(global) = &mut self.global else { return false };
        global.drain_tokens(now);
        let is_global = self.chats.get_mut(&chat).is_none_or(|limiter| limiter.recent_sends.len() <= 1);
        if is_global && now >= self.throttle_changed_at {
            self.set_throttle_factor(self.throttle_factor * THROTTLE_STEP, now);
        }
        is_global
    }

    /// Messages per second over all chats that are aimed at now.
    pub fn current_rate(&self) -> f64 {
        self.base_rate * self.throttle_factor
    }

    /// How many chats are tracked.
    pub fn tracked_chats(&self) -> usize {
        self.chats.len()
    }

    fn recover(&mut self, now: RealTime) {
        if self.throttle_factor < 1.0 && now - self.throttle_changed_at >= RECOVERY_INTERVAL {
            self.set_throttle_factor(self.throttle_factor * RECOVERY_STEP, now);
        }
    }

    fn set_throttle_factor(&mut self, factor: f64, now: RealTime) {
        self.throttle_factor = factor.clamp(MIN_THROTTLE_FACTOR, 1.0);
        self.throttle_changed_at = now;
        if let Some(global) = &mut self.global {
            global.limit.rate = self.base_rate * self.throttle_factor;
            global.limit.window = (GLOBAL_WINDOW as f64 / self.throttle_factor) as Millis;
        }
    }
}

/// A bucket of `burst` tokens that gains `rate` a second, and a window that takes `max_per_window` messages.
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
    refilled_at: Option<RealTime>,
    /// When the messages were sent that are still inside the window; the oldest first.
    recent_sends: VecDeque<RealTime>,
}

impl RateLimiter {
    fn new(limit: RateLimit) -> Self {
        Self { limit, tokens: limit.burst, refilled_at: None, recent_sends: VecDeque::new() }
    }

    fn refill(&mut self, now: RealTime) {
        let seconds = (now - self.refilled_at.unwrap_or(now)).max(0) as f64 / 1000.0;
        self.tokens = (self.tokens + seconds * self.limit.rate).min(self.limit.burst);
        self.refilled_at = Some(now);
        while self.recent_sends.front().is_some_and(|at| *at + self.limit.window <= now) {
            self.recent_sends.pop_front();
        }
    }

    /// When a message may be sent that leaves `reserved` tokens.
    fn ready_at(&mut self, reserved: f64, now: RealTime) -> RealTime {
        self.refill(now);
        let missing = (1.0 + reserved - self.tokens).max(0.0);
        let bucket_ready_at = now + (missing / self.limit.rate * 1000.0).ceil() as Millis;
        match self.recent_sends.front() {
            Some(oldest) if self.recent_sends.len() >= self.limit.max_per_window => {
                bucket_ready_at.max(*oldest + self.limit.window)
            }
            _ => bucket_ready_at,
        }
    }

    fn take(&mut self, now: RealTime) {
        self.refill(now);
        self.tokens -= 1.0;
        self.recent_sends.push_back(now);
    }

    fn drain_tokens(&mut self, now: RealTime) {
        self.refill(now);
        self.tokens = self.tokens.min(0.0);
    }

    fn is_idle(&mut self, now: RealTime) -> bool {
        self.refill(now);
        self.recent_sends.is_empty() && self.tokens >= self.limit.burst
    }
}

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
const BURST: f64 = 3.0;
/// How much of the promised rate is used: what is left is for clocks that do not agree.
const SHARE: f64 = 0.99;
/// The second over all as it is kept here, with 30 ms for messages that overtake one another.
const SECOND: Millis = 1_030;
/// Reminders and announcements leave this much of the burst to whoever is waiting for an answer; in one
/// chat, so does all that others have sent there.
const KEPT: f64 = 1.0;

/// A private chat: three at once, then one a second, and never more than five in five seconds.
const CHAT: Shape = Shape { burst: 3.0, rate: 0.95, most: 5, span: 5_150 };
/// A group: five at once, then one in three seconds, and never more than twenty in a minute.
const GROUP: Shape = Shape { burst: 5.0, rate: 0.32, most: 20, span: 60_500 };

/// At this many chats those that have rested long enough are forgotten.
const CHATS: usize = 1_000;

/// What a refusal for the limits over all does to the pace, how low it may fall, and how soon it
/// comes back.
const SLOWER: f64 = 0.9;
const SLOWEST: f64 = 0.1;
const FASTER: f64 = 1.02;
const FASTER_AFTER: Millis = 5_000;

/// The limits as this process keeps them. Whoever sends asks first and then takes.
pub struct Limits {
    /// `None`: no limits at all, for benchmarks.
    all: Option<Gate>,
    chats: HashMap<i64, Gate>,
    forget_at: usize,
    rate: f64,
    /// How much of the rate is used at the moment: 1 unless the server has refused something.
    pace: f64,
    paced_at: Millis,
}

impl Limits {
    /// `rate` messages a second over all; 0 lifts every limit.
    pub fn new(rate: u32) -> Self {
        let shape = Shape {
            burst: BURST.min(f64::from(rate)),
            rate: f64::from(rate) * SHARE,
            most: rate as usize,
            span: SECOND,
        };
        Self {
            all: (rate > 0).then(|| Gate::new(shape)),
            chats: HashMap::new(),
            forget_at: CHATS,
            rate: shape.rate,
            pace: 1.0,
            paced_at: 0,
        }
    }

    pub fn are_kept(&self) -> bool {
        self.all.is_some()
    }

    /// When the next message may go as far as all chats together are concerned; `patient` ones leave
    /// something for those that are not.
    pub fn over_all(&mut self, patient: bool, now: Millis) -> Millis {
        self.quicken(now);
        let Some(all) = &mut self.all else { return now };
        // a rate so low that nothing could be kept back keeps nothing back
        let kept = if patient { KEPT.min(all.shape.burst - 1.0) } else { 0.0 };
        all.ready_at(kept, now)
    }

    /// When the next message to this chat may go; one that is not `own` leaves room for an answer to whoever
    /// is there.
    pub fn in_chat(&mut self, chat: i64, own: bool, now: Millis) -> Millis {
        let kept = if own { 0.0 } else { KEPT };
        self.chats.get_mut(&chat).map_or(now, |gate| gate.ready_at(kept, now))
    }

    /// Notes that a message to `chat` goes now.
    pub fn take(&mut self, chat: i64, now: Millis) {
        let Some(all) = &mut self.all else { return };
        all.take(now);
        if self.chats.len() >= self.forget_at {
            self.chats.retain(|_, gate| !gate.is_rested(now));
            self.forget_at = CHATS.max(2 * self.chats.len());
        }
        // groups have negative numbers
        let shape = if chat < 0 { GROUP } else { CHAT };
        self.chats.entry(chat).or_insert_with(|| Gate::new(shape)).take(now);
    }

    /// The server refused a message to this chat. One that had hardly been written to cannot have been
    /// the reason, so that all chats together go more slowly from now on; true if so.
    pub fn refused(&mut self, chat: i64, now: Millis) -> bool {
        let Some(all) = &mut self.all else { return false };
        all.empty(now);
        let few = self.chats.get_mut(&chat).is_none_or(|gate| gate.taken.len() <= 1);
        if few && now >= self.paced_at {
            self.set_pace(self.pace * SLOWER, now);
        }
        few
    }

    /// Messages a second over all that are aimed at now.
    pub fn pace(&self) -> f64 {
        self.rate * self.pace
    }

    /// How many chats are remembered.
    pub fn chats(&self) -> usize {
        self.chats.len()
    }

    fn quicken(&mut self, now: Millis) {
        if self.pace < 1.0 && now - self.paced_at >= FASTER_AFTER {
            self.set_pace(self.pace * FASTER, now);
        }
    }

    fn set_pace(&mut self, pace: f64, now: Millis) {
        self.pace = pace.clamp(SLOWEST, 1.0);
        self.paced_at = now;
        if let Some(all) = &mut self.all {
            all.shape.rate = self.rate * self.pace;
            all.shape.span = (SECOND as f64 / self.pace) as Millis;
        }
    }
}

/// A bucket of `burst` that gains `rate` a second, and a window of `span` that takes `most`.
#[derive(Clone, Copy)]
struct Shape {
    burst: f64,
    rate: f64,
    most: usize,
    span: Millis,
}

struct Gate {
    shape: Shape,
    tokens: f64,
    at: Option<Millis>,
    /// When the messages went that the window still counts: never more than `most`.
    taken: VecDeque<Millis>,
}

impl Gate {
    fn new(shape: Shape) -> Self {
        Self { shape, tokens: shape.burst, at: None, taken: VecDeque::new() }
    }

    fn refill(&mut self, now: Millis) {
        let passed = (now - self.at.unwrap_or(now)).max(0) as f64 / 1000.0;
        self.tokens = (self.tokens + passed * self.shape.rate).min(self.shape.burst);
        self.at = Some(now);
        while self.taken.front().is_some_and(|at| at + self.shape.span <= now) {
            self.taken.pop_front();
        }
    }

    /// When a message may go that leaves `kept` tokens behind.
    fn ready_at(&mut self, kept: f64, now: Millis) -> Millis {
        self.refill(now);
        let missing = (1.0 + kept - self.tokens).max(0.0);
        let by_bucket = now + (missing / self.shape.rate * 1000.0).ceil() as Millis;
        match self.taken.front() {
            Some(oldest) if self.taken.len() >= self.shape.most => by_bucket.max(oldest + self.shape.span),
            _ => by_bucket,
        }
    }

    fn take(&mut self, now: Millis) {
        self.refill(now);
        self.tokens -= 1.0;
        self.taken.push_back(now);
    }

    fn empty(&mut self, now: Millis) {
        self.refill(now);
        self.tokens = self.tokens.min(0.0);
    }

    fn is_rested(&mut self, now: Millis) -> bool {
        self.refill(now);
        self.taken.is_empty() && self.tokens >= self.shape.burst
    }
}

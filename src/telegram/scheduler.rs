//! The line in which letters wait for their call: who goes next, and when. Pure: it is told the time,
//! and a simulation of a hundred thousand letters runs the very same code.
//!
//! Most urgent first, and within one chat and urgency in their order; a more urgent letter overtakes.
//! What moderators asked for themselves goes before all other messages, and one send in ten is kept for notices (moderators' cards, news for authors), so that a crowd
//! pressing buttons never silences them. A chat that has to wait holds up nobody else. Of several
//! changes to one message the last wins.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::limits::SendRateLimits;
use crate::chat::Urgency;
use crate::clock::Millis;
use crate::outbox::QueuedMessage;

/// How many letters of one urgency are held here before no more are read.
pub const MAX_QUEUED_PER_URGENCY: usize = 256;
/// How many of these may be one chat's, which takes one a second: the line is not one chat's.
const MAX_QUEUED_PER_CHAT: usize = 8;
/// One limited send in so many is a notice, if one waits.
const NOTICE_EVERY: u32 = 10;
/// So many calls to one chat are under way at most: answers to presses, and messages. A chat whose calls
/// hang holds no more of them.
const MAX_CALLS_PER_CHAT: usize = 2;
/// So many of the calls under way are never reminders or announcements.
const RESERVED_CALLS: usize = 3;
/// Two chats refused within this time: it is not the chats.
const GLOBAL_LIMIT_WINDOW: Millis = 5_000;

const PRESS: i64 = Urgency::Press as i64;
const STAFF: i64 = Urgency::Staff as i64;
const ANSWER: i64 = Urgency::Answer as i64;
const NOTICE: i64 = Urgency::Notice as i64;
const REMINDER: i64 = Urgency::Reminder as i64;
const ANNOUNCEMENT: i64 = Urgency::Announcement as i64;

/// Urgency and sequence; and the chat, for two instances may give out one number twice.
type QueueKey = (i64, i64, i64);

/// All places of an urgency.
fn urgency_range(urgency: i64) -> Range<QueueKey> {
    (urgency, i64::MIN, i64::MIN)..(urgency + 1, i64::MIN, i64::MIN)
}

/// What may be done now.
#[derive(Debug)]
pub enum NextSend {
    Ready(Box<QueuedMessage>),
    /// Something may go at this time.
    WaitUntil(Millis),
    /// Nothing until a letter comes or a call ends.
    Idle,
}

/// What became of a letter that wants to wait here.
#[derive(Debug)]
pub enum EnqueueResult {
    /// It waits. The letter whose change it replaces has nothing more to say.
    Queued { superseded: Option<Box<QueuedMessage>> },
    /// Its chat has enough letters here: it is read again later.
    Deferred,
}

/// Chats that have to wait, and until when all do.
#[derive(Default)]
struct Backoff {
    per_chat: HashMap<i64, Millis>,
    global_until: Millis,
    refused: Option<(i64, Millis)>,
}

impl Backoff {
    fn ready_at(&self, chat: i64, now: Millis) -> Millis {
        self.per_chat.get(&chat).copied().unwrap_or(now).max(self.global_until)
    }

    /// A chat was refused until then; a second one in the same trouble means that all wait.
    fn last_rate_limited(&mut self, chat: i64, until: Millis, now: Millis) {
        if self.refused.is_some_and(|(other, at)| other != chat && now - at < GLOBAL_LIMIT_WINDOW) {
            self.global_until = self.global_until.max(until);
        }
        self.refused = Some((chat, now));
    }
}

pub struct SendScheduler {
    limits: SendRateLimits,
    max_in_flight: usize,
    /// The order in which they may go.
    queue: BTreeMap<QueueKey, QueuedMessage>,
    /// How many letters of a chat and urgency wait here.
    queued_counts: HashMap<(i64, i64), usize>,
    /// Chats and urgencies with a letter that found no room here.
    over_quota: HashSet<(i64, i64)>,
    /// Where the letter is that changes a message.
    queued_edits: HashMap<String, QueueKey>,
    /// Chats and urgencies with a call under way, and messages that are being changed.
    in_flight: HashSet<(i64, i64)>,
    /// How many calls to a chat are under way: answers to presses (true) and messages.
    calls_per_chat: HashMap<(i64, bool), usize>,
    edits_in_flight: HashSet<String>,
    /// Who has to wait with messages, and with answers to presses, which are limited apart.
    message_backoff: Backoff,
    press_backoff: Backoff,
    sends_since_notice: u32,
    low_priority_calls: usize,
}

impl SendScheduler {
    /// `rate`: messages a second over all, 0 for no limits. `at_once`: calls under way at most.
    pub fn new(rate: u32, max_in_flight: usize) -> Self {
        Self {
            limits: SendRateLimits::new(rate),
            max_in_flight,
            queue: BTreeMap::new(),
            queued_counts: HashMap::new(),
            over_quota: HashSet::new(),
            queued_edits: HashMap::new(),
            in_flight: HashSet::new(),
            calls_per_chat: HashMap::new(),
            edits_in_flight: HashSet::new(),
            message_backoff: Backoff::default(),
            press_backoff: Backoff::default(),
            sends_since_notice: 0,
            low_priority_calls: 0,
        }
    }

    /// Whether more letters of this urgency should be read.
    pub fn has_room(&self, urgency: i64) -> bool {
        self.queue.range(urgency_range(urgency)).take(MAX_QUEUED_PER_URGENCY).count() < MAX_QUEUED_PER_URGENCY
    }

    pub fn len(&self) -> usize {
        self.queue.len()
    }

    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub fn limits(&self) -> &SendRateLimits {
        &self.limits
    }

    /// Takes a letter into the line. One that is here already stays as it is.
    pub fn enqueue(&mut self, letter: QueuedMessage) -> EnqueueResult {
        self.admit(letter, true)
    }

    /// The same for one whose call came to nothing: it goes before whatever stands behind it, however
    /// much that is.
    pub fn requeue(&mut self, letter: QueuedMessage) -> EnqueueResult {
        self.admit(letter, false)
    }

    fn admit(&mut self, letter: QueuedMessage, is_new: bool) -> EnqueueResult {
        let place = (letter.urgency, letter.seq, letter.chat);
        let owner = (letter.chat, letter.urgency);
        if self.queue.contains_key(&place) {
            return EnqueueResult::Queued { superseded: None };
        }
        let change = edit_target(&letter);
        let older = change.as_ref().and_then(|change| self.queued_edits.get(change)).copied();
        if older.is_some_and(|older| older.1 > place.1) {
            return EnqueueResult::Queued { superseded: Some(Box::new(letter)) };
        }
        let instead_of = older.and_then(|older| self.remove(older)).map(Box::new);
        let count = self.queued_counts.entry(owner).or_default();
        let crowded = *count >= MAX_QUEUED_PER_CHAT || self.over_quota.contains(&owner);
        if is_new && self.limits.is_enabled() && crowded && instead_of.is_none() {
            // nor does any that comes after it, until all are read again in their order
            self.over_quota.insert(owner);
            return EnqueueResult::Deferred;
        }
        *count += 1;
        if let Some(change) = change {
            self.queued_edits.insert(change, place);
        }
        self.queue.insert(place, letter);
        EnqueueResult::Queued { superseded: instead_of }
    }

    /// The letter that goes now, which is then under way; `free` calls may begin.
    pub fn next(&mut self, free: usize, now: Millis) -> NextSend {
        if free == 0 {
            return NextSend::Idle;
        }
        let mut soonest = None;
        let kept = self.limits.is_enabled() && self.sends_since_notice + 1 >= NOTICE_EVERY;
        let found = self
            .first_ready(PRESS, now, &mut soonest)
            .or_else(|| self.first_ready(STAFF, now, &mut soonest))
            .or_else(|| kept.then(|| self.first_ready(NOTICE, now, &mut soonest)).flatten())
            .or_else(|| {
                (ANSWER..=ANNOUNCEMENT).find_map(|urgency| self.first_ready(urgency, now, &mut soonest))
            });
        match (found.and_then(|place| self.remove(place)), soonest) {
            (Some(letter), _) => {
                self.on_started(&letter, now);
                NextSend::Ready(Box::new(letter))
            }
            (None, Some(at)) => NextSend::WaitUntil(at),
            (None, None) => NextSend::Idle,
        }
    }

    /// The first letter of an urgency that may go now; `soonest` learns when another may.
    fn first_ready(&mut self, urgency: i64, now: Millis, soonest: &mut Option<Millis>) -> Option<QueueKey> {
        let mut of_urgency = self.queue.range(urgency_range(urgency)).peekable();
        of_urgency.peek()?;
        let patient = urgency >= REMINDER;
        if patient && self.low_priority_calls + RESERVED_CALLS >= self.max_in_flight.max(RESERVED_CALLS + 1) {
            return None;
        }
        // the answer to a press is not limited and has no order, but waits where it was refused
        if urgency == PRESS {
            for (place, letter) in of_urgency {
                if self.is_at_call_limit(letter) {
                    continue;
                }
                let at = self.press_backoff.ready_at(letter.chat, now);
                if at <= now {
                    return Some(*place);
                }
                *soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            }
            return None;
        }
        let over_all = self.limits.global_ready_at(patient, now).max(self.message_backoff.global_until);
        for (place, letter) in of_urgency {
            let is_changing =
                || edit_target(letter).is_some_and(|change| self.edits_in_flight.contains(&change));
            if self.in_flight.contains(&(letter.chat, urgency))
                || self.is_at_call_limit(letter)
                || is_changing()
            {
                continue;
            }
            let rested = self.message_backoff.ready_at(letter.chat, now);
            let at = over_all.max(rested).max(self.limits.chat_ready_at(letter.chat, urgency < NOTICE, now));
            if at <= now {
                return Some(*place);
            }
            *soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            // whoever stands behind cannot go before all chats together may be sent something
            if at == over_all {
                return None;
            }
        }
        None
    }

    /// Whether as many calls to its chat are under way as may be.
    fn is_at_call_limit(&self, letter: &QueuedMessage) -> bool {
        let kind = (letter.chat, letter.urgency == PRESS);
        self.limits.is_enabled()
            && self.calls_per_chat.get(&kind).is_some_and(|calls| *calls >= MAX_CALLS_PER_CHAT)
    }

    fn on_started(&mut self, letter: &QueuedMessage, now: Millis) {
        *self.calls_per_chat.entry((letter.chat, letter.urgency == PRESS)).or_default() += 1;
        if letter.urgency == PRESS {
            return;
        }
        self.limits.take(letter.chat, now);
        self.in_flight.insert((letter.chat, letter.urgency));
        self.edits_in_flight.extend(edit_target(letter));
        self.low_priority_calls += usize::from(letter.urgency >= REMINDER);
        self.sends_since_notice = if letter.urgency == NOTICE { 0 } else { self.sends_since_notice + 1 };
    }

    /// A letter's call has ended. The message it changes is given free by [`Line::release`].
    pub fn on_done(&mut self, letter: &QueuedMessage) {
        let kind = (letter.chat, letter.urgency == PRESS);
        if let Some(calls) = self.calls_per_chat.get_mut(&kind) {
            *calls -= 1;
            if *calls == 0 {
                self.calls_per_chat.remove(&kind);
            }
        }
        if letter.urgency != PRESS {
            self.in_flight.remove(&(letter.chat, letter.urgency));
            self.low_priority_calls -= usize::from(letter.urgency >= REMINDER);
        }
    }

    /// What a letter changed may be changed again: the message it made is known, or there is none.
    pub fn unlock_edit(&mut self, change: &str) {
        self.edits_in_flight.remove(change);
    }

    /// The server asks for so many seconds before the next message to this chat, or the next answer
    /// to a press there. A second chat in the same trouble means that everybody waits.
    pub fn on_rate_limited(&mut self, chat: i64, urgency: i64, seconds: i64, now: Millis) {
        let until = now + seconds.max(1) * 1_000;
        self.back_off(chat, urgency, until);
        if urgency == PRESS {
            self.press_backoff.last_rate_limited(chat, until, now);
        } else if self.limits.on_rate_limited(chat, now) {
            self.message_backoff.last_rate_limited(chat, until, now);
        }
    }

    /// Nothing of this kind goes to this chat before `until`.
    pub fn back_off(&mut self, chat: i64, urgency: i64, until: Millis) {
        let rests = if urgency == PRESS { &mut self.press_backoff } else { &mut self.message_backoff };
        rests.per_chat.insert(chat, until);
    }

    /// Forgets the rests that are over, and who found no room: everything is read again from the first.
    pub fn prune(&mut self, now: Millis) {
        self.over_quota.clear();
        for rests in [&mut self.message_backoff, &mut self.press_backoff] {
            rests.per_chat.retain(|_, until| *until > now);
        }
    }

    fn remove(&mut self, place: QueueKey) -> Option<QueuedMessage> {
        let letter = self.queue.remove(&place)?;
        let owner = (letter.chat, letter.urgency);
        if let Some(count) = self.queued_counts.get_mut(&owner) {
            *count -= 1;
            if *count == 0 {
                self.queued_counts.remove(&owner);
            }
        }
        if let Some(change) = edit_target(&letter)
            && self.queued_edits.get(&change) == Some(&place)
        {
            self.queued_edits.remove(&change);
        }
        Some(letter)
    }
}

/// The message a letter makes or changes in place, if it is such a letter: its slot, or the message
/// itself.
pub fn edit_target(letter: &QueuedMessage) -> Option<String> {
    if !letter.live_message.is_empty() {
        return Some(letter.live_message.clone());
    }
    // as `chat::Outgoing::Edit` is written, without reading the whole letter each time
    let rest = letter.body.strip_prefix(r#"{"edit":{"message":"#)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some(format!("{}/{}", letter.chat, &rest[..digits]))
}

//! The send scheduler: which message is sent next, and when. Pure: the caller passes the time, so that a
//! simulation of a hundred thousand messages runs this very code.
//!
//! Answers to presses go first, in any order. Of all other messages the most urgent goes first, and those of
//! one chat and urgency go one at a time, in their order. One send in ten is reserved for notices
//! (moderators' cards, news for authors), so that a crowd pressing buttons never silences them. A chat that
//! has to wait delays no other chat. Of several edits of one message only the last is sent.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeInclusive;

use super::limits::SendRateLimits;
use crate::chat::{Outgoing, Urgency};
use crate::clock::{Millis, RealTime};
use crate::ids::{ChatId, MessageId};
use crate::outbox::QueuedMessage;

/// How many messages of one urgency are held in memory before no more are read.
pub const MAX_QUEUED_PER_URGENCY: usize = 256;
/// How many of these may be one chat's, which takes one a second: one chat must not fill the queue.
const MAX_QUEUED_PER_CHAT: usize = 8;
/// One rate-limited send in this many is a notice, if one waits.
const NOTICE_EVERY: u32 = 10;
/// The most calls in flight to one chat, for messages and for answers to presses each. A chat whose calls
/// hang blocks no more than these.
const MAX_CALLS_PER_CHAT: usize = 2;
/// How many of the calls in flight are never reminders or announcements.
const RESERVED_CALLS: usize = 3;
/// Two chats rate-limited within this time: the limit is the bot's and not the chats'.
const GLOBAL_LIMIT_WINDOW: Millis = 5_000;

/// A message's place: urgency, sequence, and the chat, because two instances may use one sequence number.
type QueueKey = (Urgency, i64, ChatId);

/// All places of an urgency.
fn urgency_range(urgency: Urgency) -> RangeInclusive<QueueKey> {
    (urgency, i64::MIN, ChatId(i64::MIN))..=(urgency, i64::MAX, ChatId(i64::MAX))
}

/// Low-priority messages leave room for all others.
fn is_low_priority(urgency: Urgency) -> bool {
    urgency >= Urgency::Reminder
}

/// What the sender may do now.
#[derive(Debug)]
pub enum NextSend {
    Ready(Box<QueuedMessage>),
    /// A message may be sent at this time.
    WaitUntil(RealTime),
    /// Nothing until a message is enqueued or a call ends.
    Idle,
}

/// What became of a message to be enqueued.
#[derive(Debug)]
pub enum EnqueueResult {
    /// It waits. `superseded` is an older edit of the same message, which need not be sent any more.
    Queued { superseded: Option<Box<QueuedMessage>> },
    /// Its chat has enough messages in the queue: it is to be read again later.
    Deferred,
}

/// A message that a queued message creates or edits. Only one call for it is in flight at a time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EditTarget {
    /// A live message, by its name.
    LiveMessage(String),
    Message(ChatId, MessageId),
}

/// What this message edits, if it is an edit or a live message.
pub fn edit_target(message: &QueuedMessage) -> Option<EditTarget> {
    if let Some(name) = &message.live_message {
        return Some(EditTarget::LiveMessage(name.clone()));
    }
    match message.body {
        Ok(Outgoing::Edit { message_id, .. }) => Some(EditTarget::Message(message.chat, message_id)),
        _ => None,
    }
}

/// Chats that must wait, and until when all chats must.
#[derive(Default)]
struct Pauses {
    per_chat: HashMap<ChatId, RealTime>,
    all_until: RealTime,
    last_rate_limited: Option<(ChatId, RealTime)>,
}

impl Pauses {
    fn ready_at(&self, chat: ChatId, now: RealTime) -> RealTime {
        self.per_chat.get(&chat).copied().unwrap_or(now).max(self.all_until)
    }

    /// The server rate-limited a chat until then. If another chat was limited just before, all chats wait.
    fn on_rate_limited(&mut self, chat: ChatId, until: RealTime, now: RealTime) {
        if self.last_rate_limited.is_some_and(|(other, at)| other != chat && now - at < GLOBAL_LIMIT_WINDOW) {
            self.all_until = self.all_until.max(until);
        }
        self.last_rate_limited = Some((chat, now));
    }
}

/// The queue in memory with the limits and pauses that decide on the next send.
pub struct SendScheduler {
    limits: SendRateLimits,
    max_in_flight: usize,
    /// In the order in which they may be sent.
    queue: BTreeMap<QueueKey, QueuedMessage>,
    /// How many messages of a chat and urgency are queued.
    queued_counts: HashMap<(ChatId, Urgency), usize>,
    /// Chats and urgencies of which a message was deferred.
    over_quota: HashSet<(ChatId, Urgency)>,
    /// Where the queued edit of a message is.
    queued_edits: HashMap<EditTarget, QueueKey>,
    /// Chats and urgencies with a message in flight.
    in_flight: HashSet<(ChatId, Urgency)>,
    /// How many calls to a chat are in flight: answers to presses (true) and messages (false).
    calls_per_chat: HashMap<(ChatId, bool), usize>,
    edits_in_flight: HashSet<EditTarget>,
    /// Telegram limits messages and answers to presses separately.
    message_pauses: Pauses,
    press_pauses: Pauses,
    sends_since_notice: u32,
    low_priority_calls: usize,
}

impl SendScheduler {
    /// `rate`: messages per second over all chats, 0 for no limits. `max_in_flight`: the most calls at once.
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
            message_pauses: Pauses::default(),
            press_pauses: Pauses::default(),
            sends_since_notice: 0,
            low_priority_calls: 0,
        }
    }

    /// Whether more messages of this urgency should be read.
    pub fn has_room(&self, urgency: Urgency) -> bool {
        self.queue.range(urgency_range(urgency)).take(MAX_QUEUED_PER_URGENCY).count() < MAX_QUEUED_PER_URGENCY
    }

    /// How many messages are queued.
    pub fn len(&self) -> usize {
        self.queue.len()
    }

    /// Whether no message is queued.
    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    /// The rate limits.
    pub fn limits(&self) -> &SendRateLimits {
        &self.limits
    }

    /// Queues a message. One that is queued already stays as it is.
    pub fn enqueue(&mut self, message: QueuedMessage) -> EnqueueResult {
        self.admit(message, true)
    }

    /// Queues a message again whose call failed. It goes before the later messages of its chat, however many
    /// are queued.
    pub fn requeue(&mut self, message: QueuedMessage) -> EnqueueResult {
        self.admit(message, false)
    }

    fn admit(&mut self, message: QueuedMessage, is_new: bool) -> EnqueueResult {
        let place = (message.urgency, message.seq, message.chat);
        let chat_queue = (message.chat, message.urgency);
        if self.queue.contains_key(&place) {
            return EnqueueResult::Queued { superseded: None };
        }
        let target = edit_target(&message);
        let other_edit = target.as_ref().and_then(|target| self.queued_edits.get(target)).copied();
        if other_edit.is_some_and(|other| other.1 > place.1) {
            return EnqueueResult::Queued { superseded: Some(Box::new(message)) };
        }
        let superseded = other_edit.and_then(|older| self.remove(older)).map(Box::new);
        let count = self.queued_counts.entry(chat_queue).or_default();
        let is_over_quota = *count >= MAX_QUEUED_PER_CHAT || self.over_quota.contains(&chat_queue);
        if is_new && self.limits.is_enabled() && is_over_quota && superseded.is_none() {
            // All later messages are deferred too, until they are read again in their order.
            self.over_quota.insert(chat_queue);
            return EnqueueResult::Deferred;
        }
        *count += 1;
        if let Some(target) = target {
            self.queued_edits.insert(target, place);
        }
        self.queue.insert(place, message);
        EnqueueResult::Queued { superseded }
    }

    /// Takes the message to send now out of the queue and counts it as in flight. `free_calls`: how many
    /// calls may begin.
    pub fn next(&mut self, free_calls: usize, now: RealTime) -> NextSend {
        use Urgency::{Announcement, Answer, Notice, Press, Reminder, Staff};
        if free_calls == 0 {
            return NextSend::Idle;
        }
        let mut soonest = None;
        let is_notice_due = self.limits.is_enabled() && self.sends_since_notice + 1 >= NOTICE_EVERY;
        let found = self
            .first_ready(Press, now, &mut soonest)
            .or_else(|| self.first_ready(Staff, now, &mut soonest))
            .or_else(|| is_notice_due.then(|| self.first_ready(Notice, now, &mut soonest)).flatten())
            .or_else(|| {
                let others = [Answer, Notice, Reminder, Announcement];
                others.into_iter().find_map(|urgency| self.first_ready(urgency, now, &mut soonest))
            });
        match (found.and_then(|place| self.remove(place)), soonest) {
            (Some(message), _) => {
                self.on_started(&message, now);
                NextSend::Ready(Box::new(message))
            }
            (None, Some(at)) => NextSend::WaitUntil(at),
            (None, None) => NextSend::Idle,
        }
    }

    /// The first message of an urgency that may be sent now. Lowers `soonest` to when another one may be.
    fn first_ready(
        &mut self,
        urgency: Urgency,
        now: RealTime,
        soonest: &mut Option<RealTime>,
    ) -> Option<QueueKey> {
        let mut queued = self.queue.range(urgency_range(urgency)).peekable();
        queued.peek()?;
        let is_low_priority = is_low_priority(urgency);
        let most_low_priority = self.max_in_flight.max(RESERVED_CALLS + 1);
        if is_low_priority && self.low_priority_calls + RESERVED_CALLS >= most_low_priority {
            return None;
        }
        // Answers to presses have no rate limit and no order; they only wait after a 429.
        if urgency == Urgency::Press {
            for (place, message) in queued {
                if self.is_at_call_limit(message) {
                    continue;
                }
                let at = self.press_pauses.ready_at(message.chat, now);
                if at <= now {
                    return Some(*place);
                }
                *soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            }
            return None;
        }
        let all_ready_at =
            self.limits.global_ready_at(is_low_priority, now).max(self.message_pauses.all_until);
        for (place, message) in queued {
            let is_edit_in_flight =
                || edit_target(message).is_some_and(|target| self.edits_in_flight.contains(&target));
            if self.in_flight.contains(&(message.chat, urgency))
                || self.is_at_call_limit(message)
                || is_edit_in_flight()
            {
                continue;
            }
            let is_own = urgency < Urgency::Notice;
            let at = all_ready_at
                .max(self.message_pauses.ready_at(message.chat, now))
                .max(self.limits.chat_ready_at(message.chat, is_own, now));
            if at <= now {
                return Some(*place);
            }
            *soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            // No later message can go before the limit over all chats allows it.
            if at == all_ready_at {
                return None;
            }
        }
        None
    }

    /// Whether as many calls to the message's chat are in flight as allowed.
    fn is_at_call_limit(&self, message: &QueuedMessage) -> bool {
        let kind = (message.chat, message.urgency == Urgency::Press);
        self.limits.is_enabled()
            && self.calls_per_chat.get(&kind).is_some_and(|calls| *calls >= MAX_CALLS_PER_CHAT)
    }

    fn on_started(&mut self, message: &QueuedMessage, now: RealTime) {
        let is_press = message.urgency == Urgency::Press;
        *self.calls_per_chat.entry((message.chat, is_press)).or_default() += 1;
        if is_press {
            return;
        }
        self.limits.take(message.chat, now);
        self.in_flight.insert((message.chat, message.urgency));
        self.edits_in_flight.extend(edit_target(message));
        self.low_priority_calls += usize::from(is_low_priority(message.urgency));
        let is_notice = message.urgency == Urgency::Notice;
        self.sends_since_notice = if is_notice { 0 } else { self.sends_since_notice + 1 };
    }

    /// A message's call has ended. What it edits stays locked until [`SendScheduler::unlock_edit`].
    pub fn on_done(&mut self, message: &QueuedMessage) {
        let is_press = message.urgency == Urgency::Press;
        let kind = (message.chat, is_press);
        if let Some(calls) = self.calls_per_chat.get_mut(&kind) {
            *calls -= 1;
            if *calls == 0 {
                self.calls_per_chat.remove(&kind);
            }
        }
        if !is_press {
            self.in_flight.remove(&(message.chat, message.urgency));
            self.low_priority_calls -= usize::from(is_low_priority(message.urgency));
        }
    }

    /// The next edit of this message may be sent: the message is known, or there is none.
    pub fn unlock_edit(&mut self, target: &EditTarget) {
        self.edits_in_flight.remove(target);
    }

    /// The server asks for `seconds` before the next message to this chat, or before the next answer to a
    /// press there. If it asked the same for another chat just before, all chats wait.
    pub fn on_rate_limited(&mut self, chat: ChatId, urgency: Urgency, seconds: i64, now: RealTime) {
        let until = now + seconds.max(1) * 1_000;
        self.pause(chat, urgency, until);
        if urgency == Urgency::Press {
            self.press_pauses.on_rate_limited(chat, until, now);
        } else if self.limits.on_rate_limited(chat, now) {
            self.message_pauses.on_rate_limited(chat, until, now);
        }
    }

    /// Sends no message (or, for [`Urgency::Press`], no answer to a press) to this chat before `until`.
    pub fn pause(&mut self, chat: ChatId, urgency: Urgency, until: RealTime) {
        let is_press = urgency == Urgency::Press;
        let pauses = if is_press { &mut self.press_pauses } else { &mut self.message_pauses };
        pauses.per_chat.insert(chat, until);
    }

    /// Forgets the pauses that are over and the deferred messages, which the caller reads again from the
    /// first.
    pub fn prune(&mut self, now: RealTime) {
        self.over_quota.clear();
        for pauses in [&mut self.message_pauses, &mut self.press_pauses] {
            pauses.per_chat.retain(|_, until| *until > now);
        }
    }

    fn remove(&mut self, place: QueueKey) -> Option<QueuedMessage> {
        let message = self.queue.remove(&place)?;
        let chat_queue = (message.chat, message.urgency);
        if let Some(count) = self.queued_counts.get_mut(&chat_queue) {
            *count -= 1;
            if *count == 0 {
                self.queued_counts.remove(&chat_queue);
            }
        }
        if let Some(target) = edit_target(&message)
            && self.queued_edits.get(&target) == Some(&place)
        {
            self.queued_edits.remove(&target);
        }
        Some(message)
    }
}

//! The line in which letters wait for their call: who goes next, and when. Pure: it is told the time,
//! and a simulation of a hundred thousand letters runs the very same code.
//!
//! Most urgent first, and within one chat and urgency in their order; a more urgent letter overtakes.
//! What moderators asked for themselves goes before all other messages, and one send in ten is kept for notices (moderators' cards, news for authors), so that a crowd
//! pressing buttons never silences them. A chat that has to wait holds up nobody else. Of several
//! changes to one message the last wins.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::limits::Limits;
use crate::chat::Urgency;
use crate::clock::Millis;
use crate::outbox::Waiting;

/// How many letters of one urgency are held here before no more are read.
pub const WINDOW: usize = 256;
/// How many of these may be one chat's, which takes one a second: the line is not one chat's.
const OF_ONE_CHAT: usize = 8;
/// One limited send in so many is a notice, if one waits.
const NOTICE_IN: u32 = 10;
/// So many calls to one chat are under way at most: answers to presses, and messages. A chat whose calls
/// hang holds no more of them.
const CALLS_OF_ONE_CHAT: usize = 2;
/// So many of the calls under way are never reminders or announcements.
const KEPT_CALLS: usize = 3;
/// Two chats refused within this time: it is not the chats.
const SAME_TROUBLE: Millis = 5_000;

const PRESS: i64 = Urgency::Press as i64;
const DESK: i64 = Urgency::Desk as i64;
const ANSWER: i64 = Urgency::Answer as i64;
const NOTICE: i64 = Urgency::Notice as i64;
const REMINDER: i64 = Urgency::Reminder as i64;
const LAST: i64 = Urgency::Announcement as i64;

/// Urgency and sequence; and the chat, for two instances may give out one number twice.
type Place = (i64, i64, i64);

/// All places of an urgency.
fn places(urgency: i64) -> Range<Place> {
    (urgency, i64::MIN, i64::MIN)..(urgency + 1, i64::MIN, i64::MIN)
}

/// What may be done now.
#[derive(Debug)]
pub enum Next {
    Go(Box<Waiting>),
    /// Something may go at this time.
    At(Millis),
    /// Nothing until a letter comes or a call ends.
    Idle,
}

/// What became of a letter that wants to wait here.
#[derive(Debug)]
pub enum Held {
    /// It waits. The letter whose change it replaces has nothing more to say.
    Yes { instead_of: Option<Box<Waiting>> },
    /// Its chat has enough letters here: it is read again later.
    NotYet,
}

/// Chats that have to wait, and until when all do.
#[derive(Default)]
struct Rests {
    chats: HashMap<i64, Millis>,
    all: Millis,
    refused: Option<(i64, Millis)>,
}

impl Rests {
    fn until(&self, chat: i64, now: Millis) -> Millis {
        self.chats.get(&chat).copied().unwrap_or(now).max(self.all)
    }

    /// A chat was refused until then; a second one in the same trouble means that all wait.
    fn refused(&mut self, chat: i64, until: Millis, now: Millis) {
        if self.refused.is_some_and(|(other, at)| other != chat && now - at < SAME_TROUBLE) {
            self.all = self.all.max(until);
        }
        self.refused = Some((chat, now));
    }
}

pub struct Line {
    limits: Limits,
    at_once: usize,
    /// The order in which they may go.
    queue: BTreeMap<Place, Waiting>,
    /// How many letters of a chat and urgency wait here.
    held: HashMap<(i64, i64), usize>,
    /// Chats and urgencies with a letter that found no room here.
    crowded: HashSet<(i64, i64)>,
    /// Where the letter is that changes a message.
    changes: HashMap<String, Place>,
    /// Chats and urgencies with a call under way, and messages that are being changed.
    busy: HashSet<(i64, i64)>,
    /// How many calls to a chat are under way: answers to presses (true) and messages.
    calls: HashMap<(i64, bool), usize>,
    changing: HashSet<String>,
    /// Who has to wait with messages, and with answers to presses, which are limited apart.
    messages: Rests,
    presses: Rests,
    since_notice: u32,
    patient_calls: usize,
}

impl Line {
    /// `rate`: messages a second over all, 0 for no limits. `at_once`: calls under way at most.
    pub fn new(rate: u32, at_once: usize) -> Self {
        Self {
            limits: Limits::new(rate),
            at_once,
            queue: BTreeMap::new(),
            held: HashMap::new(),
            crowded: HashSet::new(),
            changes: HashMap::new(),
            busy: HashSet::new(),
            calls: HashMap::new(),
            changing: HashSet::new(),
            messages: Rests::default(),
            presses: Rests::default(),
            since_notice: 0,
            patient_calls: 0,
        }
    }

    /// Whether more letters of this urgency should be read.
    pub fn has_room(&self, urgency: i64) -> bool {
        self.queue.range(places(urgency)).take(WINDOW).count() < WINDOW
    }

    pub fn len(&self) -> usize {
        self.queue.len()
    }

    pub fn is_empty(&self) -> bool {
        self.queue.is_empty()
    }

    pub fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Takes a letter into the line. One that is here already stays as it is.
    pub fn hold(&mut self, letter: Waiting) -> Held {
        self.admit(letter, true)
    }

    /// The same for one whose call came to nothing: it goes before whatever stands behind it, however
    /// much that is.
    pub fn hold_again(&mut self, letter: Waiting) -> Held {
        self.admit(letter, false)
    }

    fn admit(&mut self, letter: Waiting, is_new: bool) -> Held {
        let place = (letter.urgency, letter.seq, letter.chat);
        let owner = (letter.chat, letter.urgency);
        if self.queue.contains_key(&place) {
            return Held::Yes { instead_of: None };
        }
        let change = change(&letter);
        let older = change.as_ref().and_then(|change| self.changes.get(change)).copied();
        if older.is_some_and(|older| older.1 > place.1) {
            return Held::Yes { instead_of: Some(Box::new(letter)) };
        }
        let instead_of = older.and_then(|older| self.remove(older)).map(Box::new);
        let count = self.held.entry(owner).or_default();
        let crowded = *count >= OF_ONE_CHAT || self.crowded.contains(&owner);
        if is_new && self.limits.are_kept() && crowded && instead_of.is_none() {
            // nor does any that comes after it, until all are read again in their order
            self.crowded.insert(owner);
            return Held::NotYet;
        }
        *count += 1;
        if let Some(change) = change {
            self.changes.insert(change, place);
        }
        self.queue.insert(place, letter);
        Held::Yes { instead_of }
    }

    /// The letter that goes now, which is then under way; `free` calls may begin.
    pub fn next(&mut self, free: usize, now: Millis) -> Next {
        if free == 0 {
            return Next::Idle;
        }
        let mut soonest = None;
        let kept = self.limits.are_kept() && self.since_notice + 1 >= NOTICE_IN;
        let found = self
            .first(PRESS, now, &mut soonest)
            .or_else(|| self.first(DESK, now, &mut soonest))
            .or_else(|| kept.then(|| self.first(NOTICE, now, &mut soonest)).flatten())
            .or_else(|| (ANSWER..=LAST).find_map(|urgency| self.first(urgency, now, &mut soonest)));
        match (found.and_then(|place| self.remove(place)), soonest) {
            (Some(letter), _) => {
                self.begin(&letter, now);
                Next::Go(Box::new(letter))
            }
            (None, Some(at)) => Next::At(at),
            (None, None) => Next::Idle,
        }
    }

    /// The first letter of an urgency that may go now; `soonest` learns when another may.
    fn first(&mut self, urgency: i64, now: Millis, soonest: &mut Option<Millis>) -> Option<Place> {
        let mut of_urgency = self.queue.range(places(urgency)).peekable();
        of_urgency.peek()?;
        let patient = urgency >= REMINDER;
        if patient && self.patient_calls + KEPT_CALLS >= self.at_once.max(KEPT_CALLS + 1) {
            return None;
        }
        // the answer to a press is not limited and has no order, but waits where it was refused
        if urgency == PRESS {
            for (place, letter) in of_urgency {
                if self.has_calls(letter) {
                    continue;
                }
                let at = self.presses.until(letter.chat, now);
                if at <= now {
                    return Some(*place);
                }
                *soonest = Some(soonest.map_or(at, |soonest| soonest.min(at)));
            }
            return None;
        }
        let over_all = self.limits.over_all(patient, now).max(self.messages.all);
        for (place, letter) in of_urgency {
            let is_changing = || change(letter).is_some_and(|change| self.changing.contains(&change));
            if self.busy.contains(&(letter.chat, urgency)) || self.has_calls(letter) || is_changing() {
                continue;
            }
            let rested = self.messages.until(letter.chat, now);
            let at = over_all.max(rested).max(self.limits.in_chat(letter.chat, urgency < NOTICE, now));
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
    fn has_calls(&self, letter: &Waiting) -> bool {
        let kind = (letter.chat, letter.urgency == PRESS);
        self.limits.are_kept() && self.calls.get(&kind).is_some_and(|calls| *calls >= CALLS_OF_ONE_CHAT)
    }

    fn begin(&mut self, letter: &Waiting, now: Millis) {
        *self.calls.entry((letter.chat, letter.urgency == PRESS)).or_default() += 1;
        if letter.urgency == PRESS {
            return;
        }
        self.limits.take(letter.chat, now);
        self.busy.insert((letter.chat, letter.urgency));
        self.changing.extend(change(letter));
        self.patient_calls += usize::from(letter.urgency >= REMINDER);
        self.since_notice = if letter.urgency == NOTICE { 0 } else { self.since_notice + 1 };
    }

    /// A letter's call has ended. The message it changes is given free by [`Line::release`].
    pub fn landed(&mut self, letter: &Waiting) {
        let kind = (letter.chat, letter.urgency == PRESS);
        if let Some(calls) = self.calls.get_mut(&kind) {
            *calls -= 1;
            if *calls == 0 {
                self.calls.remove(&kind);
            }
        }
        if letter.urgency != PRESS {
            self.busy.remove(&(letter.chat, letter.urgency));
            self.patient_calls -= usize::from(letter.urgency >= REMINDER);
        }
    }

    /// What a letter changed may be changed again: the message it made is known, or there is none.
    pub fn release(&mut self, change: &str) {
        self.changing.remove(change);
    }

    /// The server asks for so many seconds before the next message to this chat, or the next answer
    /// to a press there. A second chat in the same trouble means that everybody waits.
    pub fn asked_to_wait(&mut self, chat: i64, urgency: i64, seconds: i64, now: Millis) {
        let until = now + seconds.max(1) * 1_000;
        self.rest(chat, urgency, until);
        if urgency == PRESS {
            self.presses.refused(chat, until, now);
        } else if self.limits.refused(chat, now) {
            self.messages.refused(chat, until, now);
        }
    }

    /// Nothing of this kind goes to this chat before `until`.
    pub fn rest(&mut self, chat: i64, urgency: i64, until: Millis) {
        let rests = if urgency == PRESS { &mut self.presses } else { &mut self.messages };
        rests.chats.insert(chat, until);
    }

    /// Forgets the rests that are over, and who found no room: everything is read again from the first.
    pub fn tidy(&mut self, now: Millis) {
        self.crowded.clear();
        for rests in [&mut self.messages, &mut self.presses] {
            rests.chats.retain(|_, until| *until > now);
        }
    }

    fn remove(&mut self, place: Place) -> Option<Waiting> {
        let letter = self.queue.remove(&place)?;
        let owner = (letter.chat, letter.urgency);
        if let Some(count) = self.held.get_mut(&owner) {
            *count -= 1;
            if *count == 0 {
                self.held.remove(&owner);
            }
        }
        if let Some(change) = change(&letter)
            && self.changes.get(&change) == Some(&place)
        {
            self.changes.remove(&change);
        }
        Some(letter)
    }
}

/// The message a letter makes or changes in place, if it is such a letter: its slot, or the message
/// itself.
pub fn change(letter: &Waiting) -> Option<String> {
    if !letter.slot.is_empty() {
        return Some(letter.slot.clone());
    }
    // as `chat::Outgoing::Edit` is written, without reading the whole letter each time
    let rest = letter.body.strip_prefix(r#"{"edit":{"message":"#)?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some(format!("{}/{}", letter.chat, &rest[..digits]))
}

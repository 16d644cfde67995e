//! What of the event a message names: sessions, days, hours, and which of them is meant.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate, Timelike};

use super::{ANY, Reader};
use crate::answers::understand::fold::{Mark, Token};
use crate::answers::understand::found::Found;
use crate::answers::understand::lexicon::TimeWords;
use crate::answers::understand::names::{self, DAY, SESSION};
use crate::answers::understand::outcome::Start;
use crate::programme::Slot;

/// Several names of one session count for more than one, up to here.
const MOST_OF_A_SESSION: f32 = 1.25;
/// A name is meant as one, not just alluded to.
const SURELY_NAMED: f32 = 0.9;

impl Reader<'_> {
    /// The event's day that was said.
    pub(super) fn day(&self, found: &[Found]) -> Option<NaiveDate> {
        let named = self.best(DAY, found).map(|(place, _)| place);
        let has = |idea| found.iter().any(|one| one.idea == idea);
        let said = |name: &str| self.lexicon.idea(name).is_ok_and(has);
        names::day(self.asked.programme, self.asked.today, named.as_deref(), said)
    }

    /// The hour that was said, counted from now where it was.
    pub(super) fn hour(&self) -> Option<i32> {
        let first = self.hours.first()?;
        let word = first.from.checked_sub(1).and_then(|at| self.tokens.get(at));
        let between = |token: &Token| {
            let mut tongues = self.lexicon.tongues.values();
            tongues.any(|tongue| tongue.time.between.contains(&token.word))
        };
        let said = if word.is_some_and(between) { first } else { self.hours.last()? };
        Some(if said.relative { self.asked.minutes + said.minutes } else { said.minutes } % (24 * 60))
    }

    /// The session that is asked about: the best named, but not the one behind "after" when there is
    /// another; an hour tells two apart.
    pub(super) fn session(&self, found: &[Found]) -> Option<(String, f32)> {
        let named = self.named(SESSION, found);
        let (first, worth) = named.first()?.clone();
        if let Some(hour) = self.hours.iter().find(|hour| !hour.relative)
            && let Some(at) = named.iter().find(|(id, other)| {
                worth - other < 0.2
                    && self.asked.schedule.slot(id).is_some_and(|slot| self.minutes(slot) == hour.minutes)
            })
        {
            return Some(at.clone());
        }
        let behind = |id: &str| self.is_behind("after", found, id) || self.is_behind("before", found, id);
        if behind(&first)
            && let Some(other) = named.iter().find(|(id, worth)| *worth >= 0.6 && !behind(id))
        {
            return Some(other.clone());
        }
        Some((first, worth))
    }

    /// Whether a session is named right behind a word like "after".
    pub(super) fn is_behind(&self, word: &str, found: &[Found], id: &str) -> bool {
        let ideas = self.lexicon.idea(word).ok().zip(self.lexicon.idea(&format!("{SESSION}{id}")).ok());
        let Some((after, idea)) = ideas else { return false };
        found.iter().filter(|one| one.idea == after).any(|word| {
            found
                .iter()
                .filter(|one| one.idea == idea && one.from >= word.to)
                .any(|named| self.skippable_between(word.to, named.from, ANY))
        })
    }

    /// When a slot starts, in minutes since midnight.
    pub(super) fn minutes(&self, slot: &Slot) -> i32 {
        let local = self.asked.programme.local(slot.starts);
        (local.hour() * 60 + local.minute()) as i32
    }

    /// When a slot starts, with its day where the event has several: another day has that hour, too.
    fn start(&self, slot: &Slot) -> Start {
        let programme = self.asked.programme;
        let day = programme.local(slot.starts).date_naive();
        (self.minutes(slot), (programme.date != programme.last_date).then_some(day))
    }

    /// The event's name (session, topic …) that most speaks for, and how much.
    pub(super) fn best(&self, kind: &str, found: &[Found]) -> Option<(String, f32)> {
        self.named(kind, found).into_iter().next()
    }

    pub(super) fn named(&self, kind: &str, found: &[Found]) -> Vec<(String, f32)> {
        let mut names: Vec<(String, f32, usize)> = Vec::new();
        for (idea, name) in self.lexicon.ideas.iter().enumerate() {
            let Some(id) = name.strip_prefix(kind) else { continue };
            let mut own: Vec<&Found> = found.iter().filter(|one| one.idea == idea).collect();
            own.sort_by(|a, b| b.worth.total_cmp(&a.worth).then((b.to - b.from).cmp(&(a.to - a.from))));
            let mut taken = vec![false; self.tokens.len()];
            let (mut worth, mut covered) = (0.0, 0);
            for one in own {
                if taken[one.from..one.to].iter().any(|taken| *taken) {
                    continue;
                }
                taken[one.from..one.to].fill(true);
                covered += one.to - one.from;
                worth += if worth == 0.0 { one.worth } else { one.worth * 0.4 };
            }
            if worth > 0.0 {
                names.push((id.to_owned(), worth.min(MOST_OF_A_SESSION), covered));
            }
        }
        names.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)));
        names.into_iter().map(|(id, worth, _)| (id, worth)).collect()
    }

    /// Two sessions that are named equally well by the very same words.
    pub(super) fn several(&self, found: &[Found]) -> Option<(String, String)> {
        let named = self.named(SESSION, found);
        let [(a, first), (b, second), ..] = named.as_slice() else { return None };
        let place = |id: &str| {
            let idea = self.lexicon.idea(&format!("{SESSION}{id}")).ok()?;
            found.iter().find(|one| one.idea == idea).map(|one| (one.from, one.to))
        };
        (first - second < 0.01 && place(a) == place(b)).then(|| (a.clone(), b.clone()))
    }

    /// Two sessions that are named one after the other, with "and" or the like between them.
    pub(super) fn pair(&self, found: &[Found]) -> Option<(String, String)> {
        let and = self.lexicon.idea("and").ok()?;
        let mut named: Vec<(&Found, &str)> = found
            .iter()
            .filter(|one| one.worth >= SURELY_NAMED)
            .filter_map(|one| Some((one, self.lexicon.ideas[one.idea].strip_prefix(SESSION)?)))
            .collect();
        named.sort_by_key(|(one, _)| (one.from, Reverse(one.to)));
        let joined = |from: usize, to: usize| {
            let comma = from > 0 && self.tokens[from - 1].mark == Mark::Comma;
            let word = |at: usize| found.iter().any(|one| one.idea == and && one.from == at);
            (comma || (from..to).any(word)) && (from..to).all(|at| self.skippable[at] != 0 || word(at))
        };
        named
            .iter()
            .flat_map(|one| named.iter().map(move |other| (one, other)))
            .find(|((one, first), (other, second))| {
                first != second && other.from >= one.to && joined(one.to, other.from)
            })
            .map(|((_, first), (_, second))| ((*first).to_owned(), (*second).to_owned()))
    }

    /// "after the break": the session that follows the one named right behind "after"; none if
    /// another session is what is asked about.
    pub(super) fn after(&self, found: &[Found], session: Option<&(String, f32)>) -> Option<Start> {
        let (id, _) = session?;
        if !self.is_behind("after", found, id) {
            return None;
        }
        let slot = self.asked.schedule.slot(id)?;
        Some(self.start(self.asked.schedule.next(slot.starts)?))
    }

    /// "before the break", in the same way.
    pub(super) fn before(&self, found: &[Found], session: Option<&(String, f32)>) -> Option<Start> {
        let (id, _) = session?;
        if !self.is_behind("before", found, id) {
            return None;
        }
        let schedule = self.asked.schedule;
        let slot = schedule.slot(id)?;
        let earlier = schedule.held().filter(|other| other.starts < slot.starts);
        Some(self.start(earlier.max_by_key(|other| other.starts)?))
    }

    /// A number, or one with what is written behind it in a date ("23rd").
    pub(super) fn is_number(&self, at: usize) -> bool {
        let word = &self.tokens[at].word;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = word.split_at(digits);
        let of_a_date = |time: &TimeWords| time.ordinals.iter().any(|ending| ending == rest);
        !number.is_empty()
            && (rest.is_empty() || self.lexicon.tongues.values().any(|tongue| of_a_date(&tongue.time)))
    }

    /// Whether the message names the day by which one registers, and the event's own day.
    pub(super) fn dates(&self) -> (bool, bool) {
        let programme = self.asked.programme;
        let closing = programme.registration.last_day.map(|day| day.day());
        let own = programme.date.day();
        let mut said = (false, false);
        for (at, token) in self.tokens.iter().enumerate() {
            let digits = token.word.bytes().take_while(u8::is_ascii_digit).count();
            let Some(number) = token.word[..digits].parse::<u32>().ok().filter(|_| self.is_number(at)) else {
                continue;
            };
            if self.hours.iter().any(|hour| (hour.from..hour.to).contains(&at)) {
                continue;
            }
            said.0 |= closing.is_some_and(|day| number == day || number == day + 1);
            said.1 |= number == own;
        }
        said
    }
}

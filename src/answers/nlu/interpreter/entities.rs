//! What of the event a message names: sessions, days, hours, and which of them is meant.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate, Timelike};

use super::{ALL_LANGUAGES, Interpreter};
use crate::answers::nlu::event_names::{self, DAY_PREFIX, SESSION_PREFIX};
use crate::answers::nlu::intent_resolution::StartTime;
use crate::answers::nlu::lexicon::TimeWords;
use crate::answers::nlu::phrase_match::PhraseMatch;
use crate::answers::nlu::tokenizer::{Punctuation, Token};
use crate::programme::ScheduledSession;

/// Several names of one session count for more than one, up to here.
const MAX_ENTITY_SCORE: f32 = 1.25;
/// A name is meant as one, not just alluded to.
const MIN_NAMED_SCORE: f32 = 0.9;

impl Interpreter<'_> {
    /// The event's day that was said.
    pub(super) fn named_day(&self, found: &[PhraseMatch]) -> Option<NaiveDate> {
        let named = self.best_entity(DAY_PREFIX, found).map(|(place, _)| place);
        let has = |idea| found.iter().any(|one| one.concept == idea);
        let said = |name: &str| self.lexicon.find_concept(name).is_ok_and(has);
        event_names::resolve_day(self.input.programme, self.input.today, named.as_deref(), said)
    }

    /// The hour that was said, counted from now where it was.
    pub(super) fn named_minute(&self) -> Option<i32> {
        let first = self.times.first()?;
        let word = first.from.checked_sub(1).and_then(|at| self.tokens.get(at));
        let between = |token: &Token| {
            let mut tongues = self.lexicon.languages.values();
            tongues.any(|tongue| tongue.time.range_markers.contains(&token.word))
        };
        let said = if word.is_some_and(between) { first } else { self.times.last()? };
        Some(
            if said.is_relative { self.input.minute_of_day + said.minutes } else { said.minutes } % (24 * 60),
        )
    }

    /// The session that is asked about: the best named, but not the one behind "after" when there is
    /// another; an hour tells two apart.
    pub(super) fn asked_session(&self, found: &[PhraseMatch]) -> Option<(String, f32)> {
        let named = self.ranked_entities(SESSION_PREFIX, found);
        let (first, worth) = named.first()?.clone();
        if let Some(hour) = self.times.iter().find(|hour| !hour.is_relative)
            && let Some(at) = named.iter().find(|(id, other)| {
                worth - other < 0.2
                    && self
                        .input
                        .schedule
                        .session(id)
                        .is_some_and(|slot| self.start_minute(slot) == hour.minutes)
            })
        {
            return Some(at.clone());
        }
        let behind =
            |id: &str| self.is_preceded_by("after", found, id) || self.is_preceded_by("before", found, id);
        if behind(&first)
            && let Some(other) = named.iter().find(|(id, worth)| *worth >= 0.6 && !behind(id))
        {
            return Some(other.clone());
        }
        Some((first, worth))
    }

    /// Whether a session is named right behind a word like "after".
    pub(super) fn is_preceded_by(&self, word: &str, found: &[PhraseMatch], id: &str) -> bool {
        let ideas = self
            .lexicon
            .find_concept(word)
            .ok()
            .zip(self.lexicon.find_concept(&format!("{SESSION_PREFIX}{id}")).ok());
        let Some((after, idea)) = ideas else { return false };
        found.iter().filter(|one| one.concept == after).any(|word| {
            found
                .iter()
                .filter(|one| one.concept == idea && one.from >= word.to)
                .any(|named| self.is_filler_between(word.to, named.from, ALL_LANGUAGES))
        })
    }

    /// When a slot starts, in minutes since midnight.
    pub(super) fn start_minute(&self, slot: &ScheduledSession) -> i32 {
        let local = self.input.programme.to_local_time(slot.starts);
        (local.hour() * 60 + local.minute()) as i32
    }

    /// When a slot starts, with its day where the event has several: another day has that hour, too.
    fn start_time(&self, slot: &ScheduledSession) -> StartTime {
        let programme = self.input.programme;
        let day = programme.to_local_time(slot.starts).date_naive();
        (self.start_minute(slot), (programme.first_date != programme.last_date).then_some(day))
    }

    /// The event's name (session, topic …) that most speaks for, and how much.
    pub(super) fn best_entity(&self, kind: &str, found: &[PhraseMatch]) -> Option<(String, f32)> {
        self.ranked_entities(kind, found).into_iter().next()
    }

    pub(super) fn ranked_entities(&self, kind: &str, found: &[PhraseMatch]) -> Vec<(String, f32)> {
        let mut names: Vec<(String, f32, usize)> = Vec::new();
        for (idea, name) in self.lexicon.concepts.iter().enumerate() {
            let Some(id) = name.strip_prefix(kind) else { continue };
            let mut own: Vec<&PhraseMatch> = found.iter().filter(|one| one.concept == idea).collect();
            own.sort_by(|a, b| b.score.total_cmp(&a.score).then((b.to - b.from).cmp(&(a.to - a.from))));
            let mut taken = vec![false; self.tokens.len()];
            let (mut worth, mut covered) = (0.0, 0);
            for one in own {
                if taken[one.from..one.to].iter().any(|taken| *taken) {
                    continue;
                }
                taken[one.from..one.to].fill(true);
                covered += one.to - one.from;
                worth += if worth == 0.0 { one.score } else { one.score * 0.4 };
            }
            if worth > 0.0 {
                names.push((id.to_owned(), worth.min(MAX_ENTITY_SCORE), covered));
            }
        }
        names.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)));
        names.into_iter().map(|(id, worth, _)| (id, worth)).collect()
    }

    /// Two sessions that are named equally well by the very same words.
    pub(super) fn ambiguous_sessions(&self, found: &[PhraseMatch]) -> Option<(String, String)> {
        let named = self.ranked_entities(SESSION_PREFIX, found);
        let [(a, first), (b, second), ..] = named.as_slice() else { return None };
        let place = |id: &str| {
            let idea = self.lexicon.find_concept(&format!("{SESSION_PREFIX}{id}")).ok()?;
            found.iter().find(|one| one.concept == idea).map(|one| (one.from, one.to))
        };
        (first - second < 0.01 && place(a) == place(b)).then(|| (a.clone(), b.clone()))
    }

    /// Two sessions that are named one after the other, with "and" or the like between them.
    pub(super) fn session_pair(&self, found: &[PhraseMatch]) -> Option<(String, String)> {
        let and = self.lexicon.find_concept("and").ok()?;
        let mut named: Vec<(&PhraseMatch, &str)> = found
            .iter()
            .filter(|one| one.score >= MIN_NAMED_SCORE)
            .filter_map(|one| Some((one, self.lexicon.concepts[one.concept].strip_prefix(SESSION_PREFIX)?)))
            .collect();
        named.sort_by_key(|(one, _)| (one.from, Reverse(one.to)));
        let joined = |from: usize, to: usize| {
            let comma = from > 0 && self.tokens[from - 1].punctuation == Punctuation::Comma;
            let word = |at: usize| found.iter().any(|one| one.concept == and && one.from == at);
            (comma || (from..to).any(word)) && (from..to).all(|at| self.filler_masks[at] != 0 || word(at))
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
    pub(super) fn start_after(
        &self,
        found: &[PhraseMatch],
        session: Option<&(String, f32)>,
    ) -> Option<StartTime> {
        let (id, _) = session?;
        if !self.is_preceded_by("after", found, id) {
            return None;
        }
        let slot = self.input.schedule.session(id)?;
        Some(self.start_time(self.input.schedule.next_after(slot.starts)?))
    }

    /// "before the break", in the same way.
    pub(super) fn start_before(
        &self,
        found: &[PhraseMatch],
        session: Option<&(String, f32)>,
    ) -> Option<StartTime> {
        let (id, _) = session?;
        if !self.is_preceded_by("before", found, id) {
            return None;
        }
        let schedule = self.input.schedule;
        let slot = schedule.session(id)?;
        let earlier = schedule.not_cancelled().filter(|other| other.starts < slot.starts);
        Some(self.start_time(earlier.max_by_key(|other| other.starts)?))
    }

    /// A number, or one with what is written behind it in a date ("23rd").
    pub(super) fn is_number(&self, at: usize) -> bool {
        let word = &self.tokens[at].word;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = word.split_at(digits);
        let of_a_date = |time: &TimeWords| time.ordinals.iter().any(|ending| ending == rest);
        !number.is_empty()
            && (rest.is_empty() || self.lexicon.languages.values().any(|tongue| of_a_date(&tongue.time)))
    }

    /// Whether the message names the day by which one registers, and the event's own day.
    pub(super) fn mentions_dates(&self) -> (bool, bool) {
        let programme = self.input.programme;
        let closing = programme.registration.last_day.map(|day| day.day());
        let own = programme.first_date.day();
        let mut said = (false, false);
        for (at, token) in self.tokens.iter().enumerate() {
            let digits = token.word.bytes().take_while(u8::is_ascii_digit).count();
            let Some(number) = token.word[..digits].parse::<u32>().ok().filter(|_| self.is_number(at)) else {
                continue;
            };
            if self.times.iter().any(|hour| (hour.from..hour.to).contains(&at)) {
                continue;
            }
            said.0 |= closing.is_some_and(|day| number == day || number == day + 1);
            said.1 |= number == own;
        }
        said
    }
}

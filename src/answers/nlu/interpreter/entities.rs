//! The entities that a message names: sessions, days and times, and which of them is meant.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate, Timelike};

use super::matching::Interpreter;
use crate::answers::nlu::event_names::{self, DAY_PREFIX, SESSION_PREFIX};
use crate::answers::nlu::input::NluInput;
use crate::answers::nlu::intent_names::StartTime;
use crate::answers::nlu::language_set::LanguageSet;
use crate::answers::nlu::phrase_match::PhraseMatch;
use crate::answers::nlu::session_ranking::Cues;
use crate::answers::nlu::tokenizer::{Punctuation, Token};
use crate::answers::nlu::word_files::TimeWords;
use crate::programme::ScheduledSession;

/// Several names of one entity count for more than one, up to this score.
const MAX_ENTITY_SCORE: f32 = 1.25;
/// From this score on a phrase is meant as a name.
const MIN_NAMED_SCORE: f32 = 0.9;
/// What a further name of the same entity adds.
const FURTHER_NAME_FACTOR: f32 = 0.4;
/// Sessions whose scores are closer than this are told apart by a time in the message.
const CLOSE_SESSIONS: f32 = 0.2;
/// Another session must be named at least so well to be asked about instead of the one behind "after".
const MIN_OTHER_SESSION_SCORE: f32 = 0.6;

impl Interpreter<'_> {
    /// The day of the event that is named.
    pub(super) fn named_day(&self, found: &[PhraseMatch]) -> Option<NaiveDate> {
        let index = self.best_entity(DAY_PREFIX, found).map(|(index, _)| index);
        let is_found = |concept| found.iter().any(|one| one.concept == concept);
        let is_expressed = |name: &str| self.lexicon.find_concept(name).is_ok_and(is_found);
        event_names::resolve_day(self.input.programme, self.input.today, index.as_deref(), is_expressed)
    }

    /// The time of day that is named, in minutes since midnight; of a range, its start.
    pub(super) fn named_minute(&self) -> Option<i32> {
        let first = self.times.first()?;
        let previous = first.from.checked_sub(1).and_then(|at| self.tokens.get(at));
        let is_range_marker = |token: &Token| {
            let mut languages = self.lexicon.languages.values();
            languages.any(|language| language.time.range_markers.contains(&token.word))
        };
        let time = if previous.is_some_and(is_range_marker) { first } else { self.times.last()? };
        let minutes = if time.is_relative { self.input.minute_of_day + time.minutes } else { time.minutes };
        Some(minutes % (24 * 60))
    }

    /// The session that is asked about: the best named, or another one if the best stands behind "after" or
    /// "before". A time tells two apart.
    pub(super) fn asked_session(
        &self,
        found: &[PhraseMatch],
        named: &[(String, f32)],
    ) -> Option<(String, f32)> {
        let (best, score) = named.first()?.clone();
        if let Some(time) = self.times.iter().find(|time| !time.is_relative)
            && let Some(at) = named.iter().find(|(id, other)| {
                score - other < CLOSE_SESSIONS
                    && self
                        .input
                        .schedule
                        .session(id)
                        .is_some_and(|scheduled| self.start_minute(scheduled) == time.minutes)
            })
        {
            return Some(at.clone());
        }
        let is_preceded =
            |id: &str| self.is_preceded_by("after", found, id) || self.is_preceded_by("before", found, id);
        if is_preceded(&best)
            && let Some(other) =
                named.iter().find(|(id, score)| *score >= MIN_OTHER_SESSION_SCORE && !is_preceded(id))
        {
            return Some(other.clone());
        }
        Some((best, score))
    }

    /// Whether a session is named right behind a phrase of a concept such as "after".
    pub(super) fn is_preceded_by(&self, concept: &str, found: &[PhraseMatch], id: &str) -> bool {
        let concepts = self
            .lexicon
            .find_concept(concept)
            .ok()
            .zip(self.lexicon.find_concept(&format!("{SESSION_PREFIX}{id}")).ok());
        let Some((preceding, session)) = concepts else { return false };
        found.iter().filter(|one| one.concept == preceding).any(|before| {
            found
                .iter()
                .filter(|one| one.concept == session && one.from >= before.to)
                .any(|named| self.is_filler_between(before.to, named.from, LanguageSet::ALL))
        })
    }

    /// When a session starts, in minutes since midnight.
    pub(super) fn start_minute(&self, scheduled: &ScheduledSession) -> i32 {
        let local = self.input.programme.to_local_time(scheduled.starts);
        (local.hour() * 60 + local.minute()) as i32
    }

    /// When a session starts, with its day if the event has several.
    pub(super) fn start_time(&self, scheduled: &ScheduledSession) -> StartTime {
        let programme = self.input.programme;
        let day = programme.to_local_time(scheduled.starts).date_naive();
        (self.start_minute(scheduled), (programme.first_date != programme.last_date).then_some(day))
    }

    /// What is known about each session beside its texts, in the order of the event file.
    pub(super) fn session_cues(&self, found: &[PhraseMatch], named: &[(String, f32)]) -> Vec<Cues> {
        let best = named.first();
        let flag = |is_set: bool| if is_set { 1.0 } else { 0.0 };
        let NluInput { schedule, programme, minute_of_day, today, .. } = *self.input;
        let time = self.named_minute();
        let day = self.named_day(found);
        let neighbours = best.map(|(id, _)| {
            let best = Some((id.clone(), 1.0));
            (self.start_after(found, best.as_ref()), self.start_before(found, best.as_ref()))
        });
        let after = neighbours.and_then(|(after, _)| after);
        let before = neighbours.and_then(|(_, before)| before);
        let now = (today, minute_of_day);
        let words = self.tokens.iter().zip(&self.filler_languages);
        let content = words.filter(|(token, fillers)| !token.is_symbol && fillers.is_empty());
        let sounds =
            self.model.session_sounds.scores(self.index, content.map(|(token, _)| token.word.as_str()));
        let starts = |scheduled: &ScheduledSession| {
            (programme.to_local_time(scheduled.starts).date_naive(), self.start_minute(scheduled))
        };
        let next = schedule.not_cancelled().map(starts).filter(|start| *start > now).min();
        programme
            .sessions
            .iter()
            .zip(sounds)
            .map(|(session, sound)| {
                let Some(scheduled) = schedule.session(&session.id) else { return Cues::default() };
                let (date, start) = starts(scheduled);
                let end = schedule.end_of(scheduled).map(|end| programme.to_local_time(end));
                let end = end
                    .map_or((date, start), |end| (end.date_naive(), (end.hour() * 60 + end.minute()) as i32));
                let is_at = |at: Option<StartTime>| {
                    at.is_some_and(|(minute, day)| minute == start && day.is_none_or(|day| day == date))
                };
                let score = named.iter().find(|(id, _)| *id == session.id).map_or(0.0, |(_, score)| *score);
                let is_day = day.is_none_or(|day| day == date);
                [
                    score,
                    flag(score > 0.0 && best.is_some_and(|(_, most)| *most == score)),
                    flag(time == Some(start) && is_day),
                    flag(time.is_some_and(|time| start < time && (date, time) < end) && is_day),
                    flag(is_at(after)),
                    flag(is_at(before)),
                    flag((date, start) <= now && now < end),
                    flag(Some((date, start)) == next),
                    flag(end <= now || day.is_some_and(|day| day != date)),
                    sound,
                ]
            })
            .collect()
    }

    /// The best named entity of a kind (session, topic …) with its score. `prefix` is that of its concepts.
    pub(super) fn best_entity(&self, prefix: &str, found: &[PhraseMatch]) -> Option<(String, f32)> {
        self.ranked_entities(prefix, found).into_iter().next()
    }

    /// All named entities of a kind with their scores, best first; of equals, the one with more words.
    pub(super) fn ranked_entities(&self, prefix: &str, found: &[PhraseMatch]) -> Vec<(String, f32)> {
        let mut entities: Vec<(String, f32, usize)> = Vec::new();
        for (concept, name) in self.lexicon.concepts.iter().enumerate() {
            let Some(id) = name.strip_prefix(prefix) else { continue };
            let mut own: Vec<&PhraseMatch> = found.iter().filter(|one| one.concept == concept).collect();
            own.sort_by(|a, b| b.score.total_cmp(&a.score).then((b.to - b.from).cmp(&(a.to - a.from))));
            let mut taken = vec![false; self.tokens.len()];
            let (mut score, mut covered) = (0.0, 0);
            for one in own {
                if taken[one.from..one.to].iter().any(|taken| *taken) {
                    continue;
                }
                taken[one.from..one.to].fill(true);
                covered += one.to - one.from;
                score += if score == 0.0 { one.score } else { one.score * FURTHER_NAME_FACTOR };
            }
            if score > 0.0 {
                entities.push((id.to_owned(), score.min(MAX_ENTITY_SCORE), covered));
            }
        }
        entities.sort_by(|a, b| b.1.total_cmp(&a.1).then(b.2.cmp(&a.2)));
        entities.into_iter().map(|(id, score, _)| (id, score)).collect()
    }

    /// Two sessions joined by "and" or a comma.
    pub(super) fn session_pair(&self, found: &[PhraseMatch]) -> Option<(String, String)> {
        let and = self.lexicon.find_concept("and").ok()?;
        let mut named: Vec<(&PhraseMatch, &str)> = found
            .iter()
            .filter(|one| one.score >= MIN_NAMED_SCORE)
            .filter_map(|one| Some((one, self.lexicon.concepts[one.concept].strip_prefix(SESSION_PREFIX)?)))
            .collect();
        named.sort_by_key(|(one, _)| (one.from, Reverse(one.to)));
        let is_joined = |from: usize, to: usize| {
            let has_comma = from > 0 && self.tokens[from - 1].punctuation == Punctuation::Comma;
            let is_and = |at: usize| found.iter().any(|one| one.concept == and && one.from == at);
            (has_comma || (from..to).any(is_and))
                && (from..to).all(|at| !self.filler_languages[at].is_empty() || is_and(at))
        };
        named
            .iter()
            .flat_map(|one| named.iter().map(move |other| (one, other)))
            .find(|((one, first), (other, second))| {
                first != second && other.from >= one.to && is_joined(one.to, other.from)
            })
            .map(|((_, first), (_, second))| ((*first).to_owned(), (*second).to_owned()))
    }

    /// "after the break": the start of the session that follows the one named right behind "after"; `None` if
    /// another session is asked about.
    pub(super) fn start_after(
        &self,
        found: &[PhraseMatch],
        session: Option<&(String, f32)>,
    ) -> Option<StartTime> {
        let (id, _) = session?;
        if !self.is_preceded_by("after", found, id) {
            return None;
        }
        let scheduled = self.input.schedule.session(id)?;
        Some(self.start_time(self.input.schedule.next_after(scheduled.starts)?))
    }

    /// "before the break": the start of the session before the one named right behind "before".
    pub(super) fn start_before(
        &self,
        found: &[PhraseMatch],
        session: Option<&(String, f32)>,
    ) -> Option<StartTime> {
        let (id, _) = session?;
        if !self.is_preceded_by("before", found, id) {
            return None;
        }
        self.start_of_earlier(id)
    }

    /// The start of the session before this one.
    pub(super) fn start_of_earlier(&self, id: &str) -> Option<StartTime> {
        let schedule = self.input.schedule;
        let scheduled = schedule.session(id)?;
        let earlier = schedule.not_cancelled().filter(|other| other.starts < scheduled.starts);
        Some(self.start_time(earlier.max_by_key(|other| other.starts)?))
    }

    /// Whether a token is a number or an ordinal ("23rd").
    pub(super) fn is_number(&self, at: usize) -> bool {
        let word = &self.tokens[at].word;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = word.split_at(digits);
        let is_ordinal = |time: &TimeWords| time.ordinals.iter().any(|ending| ending == rest);
        !number.is_empty()
            && (rest.is_empty() || self.lexicon.languages.values().any(|language| is_ordinal(&language.time)))
    }

    /// Whether the message names the last day of registration (or the day after), and the first day of the event.
    pub(super) fn mentions_dates(&self) -> (bool, bool) {
        let programme = self.input.programme;
        let closing = programme.registration.last_day.map(|day| day.day());
        let event_day = programme.first_date.day();
        let (mut names_closing_day, mut names_event_day) = (false, false);
        for (at, token) in self.tokens.iter().enumerate() {
            let digits = token.word.bytes().take_while(u8::is_ascii_digit).count();
            let Some(number) = token.word[..digits].parse::<u32>().ok().filter(|_| self.is_number(at)) else {
                continue;
            };
            if self.times.iter().any(|time| (time.from..time.to).contains(&at)) {
                continue;
            }
            names_closing_day |= closing.is_some_and(|day| number == day || number == day + 1);
            names_event_day |= number == event_day;
        }
        (names_closing_day, names_event_day)
    }
}

//! Questions that refer to the last answer: "et après ?", "c'est qui ?", "i ka bout ki lè ?".

use std::collections::BTreeMap;

use chrono::Timelike as _;

use super::findings::Findings;
use super::matching::Interpreter;
use crate::answers::model::{Intent, Interpretation};
use crate::answers::nlu::event_names::SESSION_PREFIX;
use crate::answers::nlu::input::NluInput;
use crate::answers::nlu::language_set::LanguageSet;

/// Longer messages say what they are about, in words.
const MAX_WORDS: usize = 9;
/// From this score on a message names a session itself.
const NAMED_SCORE: f32 = 0.45;
/// How many of the likely intents may be the one that is meant.
const CONSIDERED_INTENTS: usize = 6;
/// The confidence in a question that refers to the last answer.
const CONFIDENCE: f32 = 0.8;

/// What a question asks about the session that was answered last.
fn about_session(intent: &Intent, session: &str) -> Option<Intent> {
    let session = session.to_owned();
    Some(match intent {
        Intent::SessionWhen(_) | Intent::EventStart | Intent::EventEnd | Intent::EventWhen => {
            Intent::SessionWhen(session)
        }
        Intent::SessionWho(_) | Intent::Organiser => Intent::SessionWho(session),
        Intent::SessionAbout(_) | Intent::EventAbout => Intent::SessionAbout(session),
        Intent::VenueRoom | Intent::VenueLocation | Intent::SessionRoom(_) => Intent::SessionRoom(session),
        _ => return None,
    })
}

impl Interpreter<'_> {
    /// Reads a short message that names nothing itself as a question about the session answered last.
    pub(super) fn follow_up(&self, interpretation: Interpretation, findings: &Findings) -> Interpretation {
        let Some(previous) = self.input.previous_session else { return interpretation };
        if !self.refers_back(findings) {
            return interpretation;
        }
        let next = || {
            let scheduled = self.input.schedule.session(previous)?;
            let (minutes, day) = self.start_time(self.input.schedule.next_after(scheduled.starts)?);
            let is_next_now = interpretation.intent == Intent::ScheduleNext && self.is_current(previous);
            Some(if is_next_now { Intent::ScheduleNext } else { Intent::ScheduleAt(minutes, day) })
        };
        let before = || {
            let (minutes, day) = self.start_of_earlier(previous)?;
            Some(Intent::ScheduleAt(minutes, day))
        };
        let about = |considered: usize| {
            let likely = interpretation.likely_intents.iter().take(considered);
            likely.filter_map(|intent| about_session(intent, previous)).next()
        };
        let is_expressed = |concept: &str| self.strength(findings, concept) > 0.0;
        let asks_more =
            ["hour", "when", "start", "end", "duration", "who", "where"].into_iter().any(is_expressed);
        let meant = if asks_more {
            about(CONSIDERED_INTENTS)
        } else if is_expressed("before") {
            before()
        } else if is_expressed("after") || is_expressed("next") {
            next()
        } else {
            about(CONSIDERED_INTENTS)
        };
        let Some(intent) = meant else { return interpretation };
        Interpretation {
            confidence: CONFIDENCE,
            alternative: None,
            second_intent: None,
            not_understood: false,
            intent,
            ..interpretation
        }
    }

    /// Whether a session is on at this moment.
    fn is_current(&self, session: &str) -> bool {
        let NluInput { schedule, programme, minute_of_day, today, .. } = *self.input;
        let Some(scheduled) = schedule.session(session) else { return false };
        let minute = |at| {
            let local = programme.to_local_time(at);
            (local.date_naive(), (local.hour() * 60 + local.minute()) as i32)
        };
        let now = (today, minute_of_day);
        minute(scheduled.starts) <= now && schedule.end_of(scheduled).is_some_and(|end| now < minute(end))
    }

    /// Whether a message is short, names no session, hour or day, and holds a word that stands for what was said
    /// ("elle", "that one") or goes on from it ("et").
    fn refers_back(&self, findings: &Findings) -> bool {
        let words: Vec<&str> =
            self.tokens.iter().filter(|token| !token.is_symbol).map(|token| token.word.as_str()).collect();
        let names_session = self.best_entity(SESSION_PREFIX, &findings.found);
        let is_in = |list: &BTreeMap<String, LanguageSet>, word: &str| {
            list.get(word).is_some_and(|languages| languages.contains(self.lang))
        };
        let refers = words.iter().any(|word| is_in(&self.lexicon.references, word))
            || words.first().is_some_and(|word| is_in(&self.lexicon.continuations, word));
        refers
            && words.len() <= MAX_WORDS
            && self.times.is_empty()
            && findings.day.is_none()
            && findings.topic.is_none()
            && names_session.is_none_or(|(_, score)| score < NAMED_SCORE)
    }
}

//! Questions that refer to the last answer: "et après ?", "c'est qui ?", "i ka bout ki lè ?".

use std::collections::BTreeMap;

use super::findings::Findings;
use super::matching::Interpreter;
use crate::answers::model::{Intent, Interpretation};
use crate::answers::nlu::language_set::LanguageSet;
use crate::answers::nlu::session_ranking::IS_CURRENT;

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
        let is_current = || {
            let sessions = self.input.programme.sessions.iter().zip(&findings.cues);
            let previous = sessions.into_iter().find(|(session, _)| session.id == previous);
            previous.is_some_and(|(_, cues)| cues[IS_CURRENT] > 0.0)
        };
        let next = || {
            let scheduled = self.input.schedule.session(previous)?;
            let (minutes, day) = self.start_time(self.input.schedule.next_after(scheduled.starts)?);
            let is_next_now = interpretation.intent == Intent::ScheduleNext && is_current();
            Some(if is_next_now { Intent::ScheduleNext } else { Intent::ScheduleAt(minutes, day) })
        };
        let before = || {
            let (minutes, day) = self.start_of_earlier(previous)?;
            Some(Intent::ScheduleAt(minutes, day))
        };
        let is_expressed = |concept: &str| self.strength(findings, concept) > 0.0;
        let about = || {
            let mut likely = interpretation.likely_intents.iter().take(CONSIDERED_INTENTS);
            // "et qui parle ?" seems to be about the present moment
            let by_words = || is_expressed("who").then(|| Intent::SessionWho(previous.to_owned()));
            likely.find_map(|intent| about_session(intent, previous)).or_else(by_words)
        };
        let asks_more =
            ["hour", "when", "start", "end", "duration", "who", "where"].into_iter().any(is_expressed);
        let meant = if !asks_more && is_expressed("before") {
            before()
        } else if !asks_more && (is_expressed("after") || is_expressed("next")) {
            next()
        } else {
            about()
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

    /// Whether a message is short, names no session, hour or day, and holds a word that stands for what was said
    /// ("elle", "that one") or goes on from it ("et").
    fn refers_back(&self, findings: &Findings) -> bool {
        let words: Vec<&str> =
            self.tokens.iter().filter(|token| !token.is_symbol).map(|token| token.word.as_str()).collect();
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
            && findings.sessions.first().is_none_or(|(_, score)| *score < NAMED_SCORE)
    }
}

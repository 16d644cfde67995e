//! What the lexicon finds in a message: concepts, names of the event, times.

use chrono::NaiveDate;

use super::matching::Interpreter;
use crate::answers::model::Explanation;
use crate::answers::nlu::event_names::{FAQ_PREFIX, SESSION_PREFIX, TOPIC_PREFIX};
use crate::answers::nlu::features::{Features, SESSION_CLEAR, SESSION_MEANT};
use crate::answers::nlu::intent_names::{Entities, StartTime};
use crate::answers::nlu::phrase_match::{PhraseMatch, remove_nested};
use crate::answers::nlu::session_ranking::Cues;

/// The concept of courtesy.
const COURTESY_CONCEPT: &str = "please";
/// Longer courtesy ("when you have a minute") hides the phrases inside it, in tokens.
const SHORT_COURTESY: usize = 2;
/// A time expression hides phrases inside it that are shorter than this, in tokens.
const LONG_PHRASE: usize = 3;
/// Most words of a message that counts as short.
const SHORT_MESSAGE_WORDS: usize = 3;
/// The longest messages of each class of length, in words.
const LENGTH_CLASSES: [(usize, &str); 5] =
    [(1, "words-1"), (3, "words-3"), (6, "words-6"), (12, "words-12"), (25, "words-25")];
/// The class of longer messages.
const LONGEST_CLASS: &str = "words-more";
/// The highest number of unknown words that counts.
const MAX_UNKNOWN: f32 = 3.0;
/// The weight of the language beside the concepts.
const LANGUAGE_WEIGHT: f32 = 0.5;

/// The class of a message of so many words.
fn length_class(words: usize) -> &'static str {
    LENGTH_CLASSES.iter().find(|(most, _)| words <= *most).map_or(LONGEST_CLASS, |(_, name)| name)
}

/// What the lexicon finds in a message.
pub struct Findings {
    pub(super) found: Vec<PhraseMatch>,
    /// How surely each concept is expressed, by its number.
    pub(super) strength: Vec<f32>,
    /// The words, with placeholders for names and times.
    pub(super) masked: Vec<String>,
    /// The sessions that are named, best first.
    pub(super) sessions: Vec<(String, f32)>,
    /// What intents are learned from.
    pub features: Features,
    /// What is known about each session beside its texts.
    pub cues: Vec<Cues>,
    /// The probability of each session to be the one that is meant, in the order of the event file.
    pub(super) session_shares: Vec<f32>,
    pub(super) topic: Option<(String, f32)>,
    pub(super) faq: Option<(String, f32)>,
    /// The start of the session behind "after", and of the one behind "before".
    pub(super) start_after: Option<StartTime>,
    pub(super) start_before: Option<StartTime>,
    pub(super) minute_of_day: Option<i32>,
    pub(super) day: Option<NaiveDate>,
    /// Two sessions joined by "and".
    pub(super) session_pair: Option<(String, String)>,
}

impl Findings {
    /// The names and times that intents need.
    pub(super) fn entities(&self) -> Entities<'_> {
        Entities {
            topic: self.topic.as_ref(),
            start_after: self.start_after,
            start_before: self.start_before,
            minute_of_day: self.minute_of_day,
            day: self.day,
        }
    }
}

impl Interpreter<'_> {
    /// Looks up everything in the message. Sentences beside the question count less.
    pub fn find(&mut self) -> Findings {
        let courtesy = self.mark_courtesy();
        let mut found = self.find_phrases();
        // "when you have a minute" does not ask for a time
        let please = self.lexicon.find_concept(COURTESY_CONCEPT).ok();
        let is_long = |one: &&PhraseMatch| Some(one.concept) == please && one.to - one.from > SHORT_COURTESY;
        found.retain(|one| {
            Some(one.concept) == please
                || !courtesy.iter().filter(is_long).any(|by| by.from <= one.from && one.to <= by.to)
        });
        let weights = self.subordinate_weights(&found);
        for one in &mut found {
            let own = weights.get(one.from..one.to).unwrap_or_default();
            one.score *= own.iter().copied().fold(0.0, f32::max);
        }
        found.retain(|one| {
            let is_inside = |from: usize, to: usize| one.from >= from && one.to <= to;
            !self.times.iter().any(|time| is_inside(time.from, time.to) && one.to - one.from < LONG_PHRASE)
        });
        let found = remove_nested(found, self.lexicon);
        let mut strength = vec![0.0_f32; self.lexicon.concepts.len()];
        for one in found.iter().chain(&courtesy) {
            strength[one.concept] = strength[one.concept].max(one.score);
        }
        let sessions = self.ranked_entities(SESSION_PREFIX, &found);
        let session = self.asked_session(&found, &sessions);
        let topic = self.best_entity(TOPIC_PREFIX, &found);
        let faq = self.best_entity(FAQ_PREFIX, &found);
        let start_after = self.start_after(&found, session.as_ref());
        let start_before = self.start_before(&found, session.as_ref());
        let words = self.tokens.iter().filter(|token| !token.is_symbol).count();
        let (names_closing_day, names_event_day) = self.mentions_dates();
        let flag = |is_set: bool| if is_set { 1.0 } else { 0.0 };
        let score = |entity: &Option<(String, f32)>| entity.as_ref().map_or(0.0, |(_, score)| *score);
        for (name, value) in [
            ("session", score(&session)),
            ("topic", score(&topic)),
            ("faq", score(&faq)),
            ("after-session", flag(start_after.is_some())),
            ("before-session", flag(start_before.is_some())),
            ("time", flag(!self.times.is_empty())),
            ("question-mark", flag(self.input.text.trim_end().ends_with('?'))),
            ("closing-day", flag(names_closing_day)),
            ("event-day", flag(names_event_day)),
            ("short", flag(words <= SHORT_MESSAGE_WORDS)),
            ("nothing-else", flag(self.is_only_courtesy(&courtesy))),
        ] {
            if let Ok(concept) = self.lexicon.find_concept(name) {
                strength[concept] = strength[concept].max(value);
            }
        }
        let masked = self.with_placeholders(&found);
        let cues = self.session_cues(&found, &sessions);
        let session_shares = self.rank_sessions(&cues);
        let unknown = self.out_of_vocabulary(&found, &weights);
        let meant: f32 = session_shares.iter().sum();
        let facts = [
            (length_class(words), 1.0),
            (self.lang.code(), LANGUAGE_WEIGHT),
            ("unknown-words", unknown.words / MAX_UNKNOWN),
            ("unknown-things", unknown.entities / MAX_UNKNOWN),
            (SESSION_MEANT, meant),
            (SESSION_CLEAR, session_shares.iter().copied().fold(0.0, f32::max)),
        ];
        let features = self.features(&masked, &strength, facts);
        Findings {
            cues,
            session_shares,
            session_pair: self.session_pair(&found),
            minute_of_day: self.named_minute(),
            day: self.named_day(&found),
            found,
            strength,
            masked,
            sessions,
            features,
            topic,
            faq,
            start_after,
            start_before,
        }
    }

    /// How surely a concept is expressed.
    pub(super) fn strength(&self, findings: &Findings, concept: &str) -> f32 {
        let number = self.lexicon.find_concept(concept).ok();
        number.and_then(|number| findings.strength.get(number)).copied().unwrap_or(0.0)
    }

    /// The features of the message: its words, the concepts, and facts about it.
    fn features<'f>(
        &'f self,
        masked: &[String],
        strength: &[f32],
        facts: impl IntoIterator<Item = (&'f str, f32)>,
    ) -> Features {
        let expressed = strength.iter().enumerate().filter(|(_, score)| **score > 0.0);
        // names of the event differ from event to event
        let concepts = expressed
            .map(|(concept, score)| (self.lexicon.concepts[concept].as_str(), *score))
            .filter(|(name, _)| !name.contains(':'));
        Features::new(masked, concepts.chain(facts))
    }

    /// The phrases and times that were found.
    pub(super) fn explain(&self, findings: &Findings) -> Vec<Explanation> {
        let mut explanations: Vec<Explanation> = findings
            .found
            .iter()
            .map(|one| {
                let tokens = self.tokens.get(one.from..one.to).unwrap_or_default();
                let words: Vec<&str> = tokens.iter().map(|token| token.surface.as_str()).collect();
                let what = format!("{}: {}", self.lexicon.concepts[one.concept], words.join(" "));
                Explanation { what, weight: one.score }
            })
            .collect();
        for time in &self.times {
            let text = format!("time: {:02}:{:02}", time.minutes / 60, time.minutes % 60);
            explanations.push(Explanation { what: text, weight: 0.0 });
        }
        explanations
    }
}

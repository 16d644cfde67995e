//! Interprets one message: words, concepts, rules, the best intent and the next.

mod entities;
mod matching;
mod ranking;
mod scoring;

use std::collections::BTreeSet;

pub use matching::Interpreter;

use super::event_names::{FAQ_PREFIX, TOPIC_PREFIX};
use super::intent_names::{Entities, resolve_intent};
use super::phrase_match::{PhraseMatch, remove_nested};
use crate::answers::model::{Explanation, Interpretation};
use ranking::{NamedSessions, RuleMatch};

/// The concept of courtesy.
const COURTESY_CONCEPT: &str = "please";
/// Longer courtesy ("when you have a minute") hides the phrases inside it, in tokens.
const SHORT_COURTESY: usize = 2;
/// A time expression hides phrases inside it that are shorter than this, in tokens.
const LONG_PHRASE: usize = 3;
/// Most words of a message that counts as short.
const SHORT_MESSAGE_WORDS: usize = 3;
/// Rules that an explanation lists.
const EXPLAINED_RULES: usize = 4;

impl Interpreter<'_> {
    /// The numbers of the phrases that stand in the message.
    pub fn matched_phrases(mut self) -> BTreeSet<u32> {
        self.mark_courtesy();
        self.find_phrases().iter().map(|found| found.phrase_id).collect()
    }

    /// Interprets the message. Sentences beside the question count less, unless nothing is understood then.
    pub fn interpret(mut self) -> Interpretation {
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
        let (interpretation, is_lost) = self.interpret_weighted(&courtesy, found.clone(), &weights);
        if is_lost && weights.iter().any(|weight| *weight < 1.0) {
            return self.interpret_weighted(&courtesy, found, &vec![1.0; self.tokens.len()]).0;
        }
        interpretation
    }

    /// The interpretation with a weight for each token, and whether the rules understood nothing.
    fn interpret_weighted(
        &self,
        courtesy: &[PhraseMatch],
        mut found: Vec<PhraseMatch>,
        weights: &[f32],
    ) -> (Interpretation, bool) {
        for one in &mut found {
            one.score *= weights[one.from..one.to].iter().copied().fold(0.0, f32::max);
        }
        found.retain(|one| {
            let is_inside = |from: usize, to: usize| one.from >= from && one.to <= to;
            !self.times.iter().any(|time| is_inside(time.from, time.to) && one.to - one.from < LONG_PHRASE)
        });
        let found = remove_nested(found, self.lexicon);
        let mut strength = vec![0.0_f32; self.lexicon.concepts.len()];
        for one in found.iter().chain(courtesy) {
            strength[one.concept] = strength[one.concept].max(one.score);
        }
        let session = self.asked_session(&found);
        let topic = self.best_entity(TOPIC_PREFIX, &found);
        let faq = self.best_entity(FAQ_PREFIX, &found);
        let start_after = self.start_after(&found, session.as_ref());
        let start_before = self.start_before(&found, session.as_ref());
        let mut set = |name: &str, score: f32| {
            if let Ok(concept) = self.lexicon.find_concept(name) {
                strength[concept] = strength[concept].max(score);
            }
        };
        let flag = |is_set: bool| if is_set { 1.0 } else { 0.0 };
        set("session", session.as_ref().map_or(0.0, |(_, score)| *score));
        set("topic", topic.as_ref().map_or(0.0, |(_, score)| *score));
        set("faq", faq.as_ref().map_or(0.0, |(_, score)| *score));
        set("after-session", flag(start_after.is_some()));
        set("before-session", flag(start_before.is_some()));
        set("time", flag(!self.times.is_empty()));
        set("question-mark", flag(self.input.text.trim_end().ends_with('?')));
        let (names_closing_day, names_event_day) = self.mentions_dates();
        set("closing-day", flag(names_closing_day));
        set("event-day", flag(names_event_day));
        let unknown = self.out_of_vocabulary(&found, weights);
        let words = self.tokens.iter().filter(|token| !token.is_symbol).count();
        set("short", flag(words <= SHORT_MESSAGE_WORDS));
        set("nothing-else", flag(self.is_only_courtesy(courtesy)));
        let mut rule_matches: Vec<RuleMatch<'_>> = Vec::new();
        let session_ids = || self.input.programme.sessions.iter().map(|session| session.id.clone());
        let entities = Entities {
            session: session.as_ref(),
            topic: topic.as_ref(),
            faq: faq.as_ref(),
            start_after,
            start_before,
            minute_of_day: self.named_minute(),
            day: self.named_day(&found),
            first_session: session_ids().next(),
            last_session: session_ids().next_back(),
        };
        for rule in &self.lexicon.rules {
            let Some(weight) = self.score_rule(rule, &strength, unknown) else { continue };
            let Some(intent) = resolve_intent(&rule.intent, &entities) else { continue };
            rule_matches.push((weight, intent, rule));
        }
        rule_matches.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut explanations = self.explain(&found, courtesy, &strength, unknown);
        explanations.extend(rule_matches.iter().take(EXPLAINED_RULES).map(|(weight, intent, rule)| {
            Explanation { what: format!("→ {} ({})", intent.name(), rule.text.trim()), weight: *weight }
        }));
        let sessions =
            NamedSessions { ambiguous: self.ambiguous_sessions(&found), pair: self.session_pair(&found) };
        let is_lost =
            rule_matches.first().is_none_or(|(weight, ..)| *weight < self.lexicon.scoring.threshold);
        (self.decide(&rule_matches, &entities, sessions, &found, explanations), is_lost)
    }
}

//! How much the parts of a message count: the weight of a rule, unknown words, sentences beside the question.

use super::matching::Interpreter;
use crate::answers::model::Explanation;
use crate::answers::nlu::lexicon::{REASON_CONCEPT, Rule};
use crate::answers::nlu::phrase_match::PhraseMatch;
use crate::answers::nlu::tokenizer::Punctuation;

/// Weight of a word as an unknown one, where the lexicon has it only in phrases that the message does not
/// contain.
const OUT_OF_CONTEXT_WEIGHT: f32 = 0.5;
/// The highest sum of these weights that counts.
const MAX_OUT_OF_VOCABULARY: f32 = 3.0;
/// In a message of at most so many tokens an unknown word counts more.
const SHORT_MESSAGE_WORDS: usize = 5;
/// How far before an unknown word "my" or "in" may stand, in tokens.
const MAX_INTRODUCER_DISTANCE: usize = 2;
/// Concepts that begin a question, and so end the reason for asking.
const QUESTION_CONCEPTS: [&str; 9] =
    ["hour", "when", "day", "where", "who", "how", "may", "duration", "define"];

/// How many words of a message are unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutOfVocabulary {
    /// Unknown words.
    words: f32,
    /// Unknown words that name another thing or place ("my judo", "in Dubai").
    entities: f32,
}

impl Interpreter<'_> {
    /// The weight of each token as part of the question: less in a sentence beside one that ends in a question mark,
    /// and in the reason for asking.
    pub(super) fn subordinate_weights(&self, found: &[PhraseMatch]) -> Vec<f32> {
        let limits = self.lexicon.scoring;
        let mut weights = vec![1.0; self.tokens.len()];
        let has_question = self.tokens.iter().any(|token| token.punctuation == Punctuation::Question);
        let ends_sentence = |mark| matches!(mark, Punctuation::Stop | Punctuation::Question);
        let mut from = 0;
        while has_question && from < self.tokens.len() {
            let end = (from..self.tokens.len()).find(|&at| ends_sentence(self.tokens[at].punctuation));
            let to = end.map_or(self.tokens.len(), |at| at + 1);
            if self.tokens[to - 1].punctuation != Punctuation::Question {
                weights[from..to].fill(limits.side_sentence_factor);
            }
            from = to;
        }
        let reason = self.lexicon.find_concept(REASON_CONCEPT).ok();
        for one in found.iter().filter(|one| Some(one.concept) == reason) {
            let end = (one.to..self.tokens.len())
                .find(|&at| self.tokens[at].punctuation != Punctuation::None)
                .map_or(self.tokens.len(), |at| at + 1);
            let question = found
                .iter()
                .filter(|other| {
                    other.from >= one.to
                        && QUESTION_CONCEPTS.contains(&self.lexicon.concepts[other.concept].as_str())
                })
                .map(|other| other.from)
                .min();
            weights[one.from..end.min(question.unwrap_or(end))].fill(limits.reason_factor);
        }
        weights
    }

    /// The unknown words: part of no phrase and no time, and no everyday word. A word that the lexicon has only in
    /// other phrases counts half.
    pub(super) fn out_of_vocabulary(&self, found: &[PhraseMatch], weights: &[f32]) -> OutOfVocabulary {
        let is_explained = |at: usize| {
            let token = &self.tokens[at];
            token.is_symbol
                || weights[at] < 1.0
                || token.word.len() < 3
                || !self.filler_languages[at].is_empty()
                || self.is_number(at)
                || self.index.is_common(&self.candidates[at])
                || self.times.iter().any(|time| (time.from..time.to).contains(&at))
                || found.iter().any(|one| (one.from..one.to).contains(&at))
        };
        let mut unknown = OutOfVocabulary { words: 0.0, entities: 0.0 };
        for at in (0..self.tokens.len()).filter(|&at| !is_explained(at)) {
            let weight = if self.candidates[at].is_empty() { 1.0 } else { OUT_OF_CONTEXT_WEIGHT };
            unknown.words += weight;
            unknown.entities += if self.has_introducer(at) { weight } else { 0.0 };
        }
        OutOfVocabulary {
            words: unknown.words.min(MAX_OUT_OF_VOCABULARY),
            entities: unknown.entities.min(MAX_OUT_OF_VOCABULARY),
        }
    }

    /// Whether "my", "in" or the like stands before a word ("my judo", "at the Atrium"), with only fillers between.
    fn has_introducer(&self, at: usize) -> bool {
        let introduces = |at: &usize| {
            let languages = self.lexicon.entity_introducers.get(&self.tokens[*at].word);
            languages.is_some_and(|languages| languages.contains(self.lang))
        };
        (at.saturating_sub(MAX_INTRODUCER_DISTANCE)..at)
            .rev()
            .take_while(|&before| !self.filler_languages[before].is_empty() || introduces(&before))
            .any(|before| introduces(&before))
    }

    /// Whether the message is nothing but courtesy.
    pub(super) fn is_only_courtesy(&self, courtesy: &[PhraseMatch]) -> bool {
        !courtesy.is_empty()
            && (0..self.tokens.len()).all(|at| {
                !self.filler_languages[at].is_empty()
                    || courtesy.iter().any(|one| (one.from..one.to).contains(&at))
            })
    }

    /// The weight of a rule, given how strongly each concept is expressed. `None` if the rule does not match.
    pub(super) fn score_rule(&self, rule: &Rule, strength: &[f32], unknown: OutOfVocabulary) -> Option<f32> {
        if rule.excluded.iter().any(|&concept| strength[concept] > 0.0) {
            return None;
        }
        let limits = self.lexicon.scoring;
        let (mut weight, mut is_strong) = (rule.bonus, false);
        for alternatives in &rule.required {
            let (concept, score) = alternatives
                .iter()
                .map(|&concept| (concept, self.lexicon.concept_weights[concept] * strength[concept]))
                .max_by(|a, b| a.1.total_cmp(&b.1))?;
            if strength[concept] == 0.0 {
                return None;
            }
            weight += score;
            is_strong |= score >= limits.strong_concept_weight;
        }
        let is_single = rule.required.len() == 1;
        if !rule.is_standalone && weight >= limits.min_weight_for_context && !(is_single && is_strong) {
            let is_context =
                |concept: &&usize| !rule.required.iter().any(|alternatives| alternatives.contains(concept));
            weight += self
                .lexicon
                .context_concepts
                .iter()
                .filter(is_context)
                .map(|&concept| self.lexicon.concept_weights[concept] * strength[concept])
                .sum::<f32>();
        }
        let penalty = match (is_single, is_strong) {
            (true, _) if self.tokens.len() <= SHORT_MESSAGE_WORDS => limits.unknown_word_penalty_short,
            (true, _) => limits.unknown_word_penalty_single,
            (_, true) => limits.unknown_word_penalty_strong,
            _ => limits.unknown_word_penalty,
        };
        let total_penalty = unknown.words * penalty + unknown.entities * limits.unknown_entity_penalty;
        Some(if rule.is_standalone { weight } else { weight - total_penalty })
    }

    /// The phrases, times, concepts and unknown words that counted.
    pub(super) fn explain(
        &self,
        found: &[PhraseMatch],
        courtesy: &[PhraseMatch],
        strength: &[f32],
        unknown: OutOfVocabulary,
    ) -> Vec<Explanation> {
        let mut explanations: Vec<Explanation> = found
            .iter()
            .chain(courtesy)
            .map(|one| {
                let words: Vec<&str> =
                    self.tokens[one.from..one.to].iter().map(|token| token.surface.as_str()).collect();
                Explanation {
                    what: format!("{}: {}", self.lexicon.concepts[one.concept], words.join(" ")),
                    weight: one.score * self.lexicon.concept_weights[one.concept],
                }
            })
            .collect();
        for time in &self.times {
            let text = format!("time: {:02}:{:02}", time.minutes / 60, time.minutes % 60);
            explanations.push(Explanation { what: text, weight: 0.0 });
        }
        for (concept, score) in strength.iter().enumerate().filter(|(_, score)| **score > 0.0) {
            let name = &self.lexicon.concepts[concept];
            if !explanations.iter().any(|other| other.what.starts_with(&format!("{name}:"))) {
                explanations.push(Explanation {
                    what: name.clone(),
                    weight: score * self.lexicon.concept_weights[concept],
                });
            }
        }
        let OutOfVocabulary { words, entities } = unknown;
        if words > 0.0 {
            let what = format!("unknown words: {words}, of them things and places: {entities}");
            explanations.push(Explanation { what, weight: 0.0 });
        }
        explanations
    }
}

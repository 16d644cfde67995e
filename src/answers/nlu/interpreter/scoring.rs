//! What counts in a message, and how much: the weight of a rule, words from elsewhere, what stands beside
//! the question.

use super::Interpreter;
use crate::answers::nlu::intent::Explanation;
use crate::answers::nlu::lexicon::{REASON_CONCEPT, Rule};
use crate::answers::nlu::phrase_match::PhraseMatch;
use crate::answers::nlu::tokenizer::Punctuation;

/// A word that is known, but not as it stands here, is strange by so much.
const OUT_OF_CONTEXT_WEIGHT: f32 = 0.5;
const MAX_OUT_OF_VOCABULARY: f32 = 3.0;
/// A strange word among so few says more.
const SHORT_MESSAGE_WORDS: usize = 5;
/// How far before an unknown word "my" or "in" may stand.
const MAX_INTRODUCER_DISTANCE: usize = 2;
/// Ideas with which a question begins: here ends why somebody asks.
const QUESTION_CONCEPTS: [&str; 9] =
    ["hour", "when", "day", "where", "who", "how", "may", "duration", "define"];

/// How much of a message is from elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutOfVocabulary {
    /// Unknown words.
    words: f32,
    /// Those of them that are a thing or a place of its own ("my judo", "in Dubai").
    entities: f32,
}

impl Interpreter<'_> {
    /// How much each word is part of the question: less in a sentence beside one that ends in a question
    /// mark, and in why somebody asks.
    pub(super) fn subordinate_weights(&self, found: &[PhraseMatch]) -> Vec<f32> {
        let limits = self.lexicon.scoring;
        let mut share = vec![1.0; self.tokens.len()];
        let asks = self.tokens.iter().any(|token| token.punctuation == Punctuation::Question);
        let ends = |mark| matches!(mark, Punctuation::Stop | Punctuation::Question);
        let mut from = 0;
        while asks && from < self.tokens.len() {
            let end = (from..self.tokens.len()).find(|&at| ends(self.tokens[at].punctuation));
            let to = end.map_or(self.tokens.len(), |at| at + 1);
            if self.tokens[to - 1].punctuation != Punctuation::Question {
                share[from..to].fill(limits.side_sentence_factor);
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
            share[one.from..end.min(question.unwrap_or(end))].fill(limits.reason_factor);
        }
        share
    }

    /// Which words are from elsewhere: no idea, no everyday word, no hour. One that is known from
    /// phrases which are not here counts half.
    pub(super) fn out_of_vocabulary(&self, found: &[PhraseMatch], asides: &[f32]) -> OutOfVocabulary {
        let spoken_for = |at: usize| {
            let token = &self.tokens[at];
            token.is_symbol
                || asides[at] < 1.0
                || token.word.len() < 3
                || self.filler_masks[at] != 0
                || self.is_number(at)
                || self.index.is_common(&self.candidates[at])
                || self.times.iter().any(|hour| (hour.from..hour.to).contains(&at))
                || found.iter().any(|one| (one.from..one.to).contains(&at))
        };
        let mut strange = OutOfVocabulary { words: 0.0, entities: 0.0 };
        for at in (0..self.tokens.len()).filter(|&at| !spoken_for(at)) {
            let worth = if self.candidates[at].is_empty() { 1.0 } else { OUT_OF_CONTEXT_WEIGHT };
            strange.words += worth;
            strange.entities += if self.has_introducer(at) { worth } else { 0.0 };
        }
        OutOfVocabulary {
            words: strange.words.min(MAX_OUT_OF_VOCABULARY),
            entities: strange.entities.min(MAX_OUT_OF_VOCABULARY),
        }
    }

    /// "my judo", "in Dubai", "at the Atrium": only small words stand between.
    fn has_introducer(&self, at: usize) -> bool {
        let own = 1 << self.lang as u8;
        let leads = |at: &usize| {
            let tongues = self.lexicon.entity_introducers.get(&self.tokens[*at].word);
            tongues.is_some_and(|tongues| tongues & own != 0)
        };
        (at.saturating_sub(MAX_INTRODUCER_DISTANCE)..at)
            .rev()
            .take_while(|&before| self.filler_masks[before] != 0 || leads(&before))
            .any(|before| leads(&before))
    }

    pub(super) fn is_only_courtesy(&self, polite: &[PhraseMatch]) -> bool {
        !polite.is_empty()
            && (0..self.tokens.len()).all(|at| {
                self.filler_masks[at] != 0 || polite.iter().any(|one| (one.from..one.to).contains(&at))
            })
    }

    pub(super) fn score_rule(&self, rule: &Rule, strength: &[f32], strange: OutOfVocabulary) -> Option<f32> {
        if rule.excluded.iter().any(|&idea| strength[idea] > 0.0) {
            return None;
        }
        let limits = self.lexicon.scoring;
        let (mut weight, mut firm) = (rule.bonus, false);
        for names in &rule.required {
            let (idea, worth) = names
                .iter()
                .map(|&idea| (idea, self.lexicon.concept_weights[idea] * strength[idea]))
                .max_by(|a, b| a.1.total_cmp(&b.1))?;
            if strength[idea] == 0.0 {
                return None;
            }
            weight += worth;
            firm |= worth >= limits.strong_concept_weight;
        }
        let single = rule.required.len() == 1;
        if !rule.is_standalone && weight >= limits.min_weight_for_context && !(single && firm) {
            let bare = |idea: &&usize| !rule.required.iter().any(|names| names.contains(idea));
            weight += self
                .lexicon
                .context_concepts
                .iter()
                .filter(bare)
                .map(|&idea| self.lexicon.concept_weights[idea] * strength[idea])
                .sum::<f32>();
        }
        let penalty = match (single, firm) {
            (true, _) if self.tokens.len() <= SHORT_MESSAGE_WORDS => limits.unknown_word_penalty_short,
            (true, _) => limits.unknown_word_penalty_single,
            (_, true) => limits.unknown_word_penalty_strong,
            _ => limits.unknown_word_penalty,
        };
        let elsewhere = strange.words * penalty + strange.entities * limits.unknown_entity_penalty;
        Some(if rule.is_standalone { weight } else { weight - elsewhere })
    }

    pub(super) fn explain(
        &self,
        found: &[PhraseMatch],
        polite: &[PhraseMatch],
        strength: &[f32],
        strange: OutOfVocabulary,
    ) -> Vec<Explanation> {
        let mut why: Vec<Explanation> = found
            .iter()
            .chain(polite)
            .map(|one| {
                let words: Vec<&str> =
                    self.tokens[one.from..one.to].iter().map(|token| token.surface.as_str()).collect();
                Explanation {
                    what: format!("{}: {}", self.lexicon.concepts[one.concept], words.join(" ")),
                    weight: one.score * self.lexicon.concept_weights[one.concept],
                }
            })
            .collect();
        for hour in &self.times {
            let text = format!("time: {:02}:{:02}", hour.minutes / 60, hour.minutes % 60);
            why.push(Explanation { what: text, weight: 0.0 });
        }
        for (idea, worth) in strength.iter().enumerate().filter(|(_, worth)| **worth > 0.0) {
            let name = &self.lexicon.concepts[idea];
            if !why.iter().any(|why| why.what.starts_with(&format!("{name}:"))) {
                why.push(Explanation {
                    what: name.clone(),
                    weight: worth * self.lexicon.concept_weights[idea],
                });
            }
        }
        let OutOfVocabulary { words, entities: things } = strange;
        if words > 0.0 {
            let what = format!("words from elsewhere: {words}, of them things and places: {things}");
            why.push(Explanation { what, weight: 0.0 });
        }
        why
    }
}

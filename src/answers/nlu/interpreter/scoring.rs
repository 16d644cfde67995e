//! How much the parts of a message count: the weight of a rule, unknown words, sentences beside the question.

use super::matching::Interpreter;
use crate::answers::nlu::lexicon::REASON_CONCEPT;
use crate::answers::nlu::phrase_match::PhraseMatch;
use crate::answers::nlu::tokenizer::Punctuation;

/// Weight of a word as an unknown one, where the lexicon has it only in phrases that the message does not
/// contain.
const OUT_OF_CONTEXT_WEIGHT: f32 = 0.5;
/// The highest sum of these weights that counts.
const MAX_OUT_OF_VOCABULARY: f32 = 3.0;
/// What is left of a concept in a sentence beside the question, and in the reason for asking.
const SIDE_SENTENCE_FACTOR: f32 = 0.6;
const REASON_FACTOR: f32 = 0.3;
/// How far before an unknown word "my" or "in" may stand, in tokens.
const MAX_INTRODUCER_DISTANCE: usize = 2;
/// Concepts that begin a question, and so end the reason for asking.
const QUESTION_CONCEPTS: [&str; 9] =
    ["hour", "when", "day", "where", "who", "how", "may", "duration", "define"];

/// How many words of a message are unknown.
#[derive(Debug, Clone, Copy)]
pub(super) struct OutOfVocabulary {
    /// Unknown words.
    pub words: f32,
    /// Unknown words that name another thing or place ("my judo", "in Dubai").
    pub entities: f32,
}

impl Interpreter<'_> {
    /// The weight of each token as part of the question: less in a sentence beside one that ends in a question mark,
    /// and in the reason for asking.
    pub(super) fn subordinate_weights(&self, found: &[PhraseMatch]) -> Vec<f32> {
        let mut weights = vec![1.0; self.tokens.len()];
        let has_question = self.tokens.iter().any(|token| token.punctuation == Punctuation::Question);
        let ends_sentence = |mark| matches!(mark, Punctuation::Stop | Punctuation::Question);
        let mut from = 0;
        while has_question && from < self.tokens.len() {
            let end = (from..self.tokens.len()).find(|&at| ends_sentence(self.tokens[at].punctuation));
            let to = end.map_or(self.tokens.len(), |at| at + 1);
            if self.tokens[to - 1].punctuation != Punctuation::Question {
                weights[from..to].fill(SIDE_SENTENCE_FACTOR);
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
            weights[one.from..end.min(question.unwrap_or(end))].fill(REASON_FACTOR);
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
}

//! How alike two wordings of a question are, whatever their language.

use std::collections::BTreeSet;

use super::lexicon::WordPattern;
use super::nlu_model::NluModel;
use super::tokenizer::tokenize;

/// From this similarity on two wordings ask the same.
pub const SAME_QUESTION_SIMILARITY: f32 = 0.6;
/// Shorter words carry no meaning of their own.
const MIN_CONTENT_WORD_LENGTH: usize = 3;
/// In shorter words one letter makes another word.
const MIN_TYPO_LENGTH: usize = 6;
/// Marks a synonym group that counts only where no other group is asked for, such as "free of charge".
const WEAK_GROUP_MARK: char = '~';

/// What counts of a wording when it is compared with others.
pub struct Wording<'m> {
    /// The words that carry meaning.
    words: Vec<String>,
    groups: BTreeSet<&'m str>,
}

impl<'m> Wording<'m> {
    pub fn new(text: &str, model: &'m NluModel) -> Self {
        let words = content_words(text, model);
        let groups = synonym_groups(&words, model);
        Self { words, groups }
    }

    /// How alike two wordings are, from 0 to 1. Where both belong to synonym groups these are compared, whatever the
    /// words and the language; otherwise their content words are.
    pub fn similarity_to(&self, other: &Self) -> f32 {
        if !self.groups.is_empty() && !other.groups.is_empty() {
            let shared = self.groups.intersection(&other.groups).count();
            return shared as f32 / self.groups.len().max(other.groups.len()) as f32;
        }
        let (first, second) = (&self.words, &other.words);
        let fewer = first.len().min(second.len());
        if fewer == 0 {
            return 0.0;
        }
        let shared = first
            .iter()
            .filter(|word| second.iter().any(|other| other == *word || is_typo(word, other)))
            .count();
        shared as f32 / (fewer.max(first.len().max(second.len()) / 2)) as f32
    }
}

/// How alike two wordings are, from 0 to 1.
pub fn similarity(first: &str, second: &str, model: &NluModel) -> f32 {
    Wording::new(first, model).similarity_to(&Wording::new(second, model))
}

/// The synonym groups of some words; weak groups only where there is no other.
fn synonym_groups<'m>(words: &[String], model: &'m NluModel) -> BTreeSet<&'m str> {
    let matches = |pattern: &WordPattern, word: &String| match pattern.is_prefix {
        true => word.starts_with(&pattern.text),
        false => *word == pattern.text || is_typo(word, &pattern.text),
    };
    let all: BTreeSet<&str> = words
        .iter()
        .flat_map(|word| model.lexicon.synonyms.iter().filter(move |(pattern, _)| matches(pattern, word)))
        .map(|(_, group)| group.as_str())
        .collect();
    let strong: BTreeSet<&str> =
        all.iter().copied().filter(|group| !group.starts_with(WEAK_GROUP_MARK)).collect();
    if strong.is_empty() { all } else { strong }
}

/// Whether two words differ by one typing mistake.
fn is_typo(word: &str, other: &str) -> bool {
    word.len() >= MIN_TYPO_LENGTH
        && word.len().abs_diff(other.len()) <= 1
        && strsim::osa_distance(word, other) <= 1
}

/// The words that carry meaning, sorted, each once.
fn content_words(text: &str, model: &NluModel) -> Vec<String> {
    let is_stop_word = |word: &str| word.len() < MIN_CONTENT_WORD_LENGTH || model.stop_words.contains(word);
    let mut words: Vec<String> = tokenize(text)
        .into_iter()
        .filter(|token| !token.is_symbol && !is_stop_word(&token.word))
        .map(|token| token.word)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

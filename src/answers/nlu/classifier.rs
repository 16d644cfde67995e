//! What is learned from examples: questions of `locales/<lang>/examples.toml`, each under what it asks for.
//!
//! A message is as likely to ask for something as its words, pairs of words and pieces of words are usual in
//! the examples of it (naive Bayes). Rules know what somebody thought of; this knows what is said beside, and
//! what it resembles when no rule holds. Learned once at start: counts, kept as one sorted list.

use std::collections::BTreeMap;

use anyhow::Context;

use super::index::Budget;
use super::tokenizer::tokenize;
use crate::i18n::Lang;

/// The file of one language.
const EXAMPLES_FILE: &str = "examples.toml";
/// What stands in an example, and in a message, where something of the event is named: other events have
/// other names.
pub const PLACEHOLDERS: [&str; 3] = ["session", "topic", "hour"];
/// Lengths of the pieces of words that are compared.
const NGRAM_LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;
/// What a piece of a word counts: there are many of them, and they say the same again.
const NGRAM_WEIGHT: f32 = 0.3;
/// A feature that no example of an intent shows counts as if it had been seen so many times.
const SMOOTHING: f32 = 0.1;
/// As unlikely as anything is held to be, as a logarithm: a few odd words must not outweigh every rule.
const MIN_LOG_PROBABILITY: f32 = -9.0;

/// Counted features of the examples of each intent.
#[derive(Debug, Default)]
pub struct IntentClassifier {
    /// Names of intents, as in the files.
    intents: Vec<String>,
    /// How usual each intent is, as a logarithm.
    log_priors: Vec<f32>,
    /// What a feature that was not seen with an intent says of it, as a logarithm.
    log_unseen: Vec<f32>,
    /// Features that were seen, sorted, with where their counts begin in `counts`.
    features: Vec<(u32, u32)>,
    /// For a feature, the intents it was seen with, and how much that says for each.
    log_weights: Vec<(u8, f32)>,
}

/// What a message most likely asks for.
#[derive(Debug, Default)]
pub struct Prediction<'e> {
    /// Each intent with the logarithm of how likely it is, in the order of the files.
    pub log_probabilities: Vec<(&'e str, f32)>,
}

impl<'e> Prediction<'e> {
    /// The three likeliest, with how likely they are.
    pub fn top_three(&self) -> impl Iterator<Item = (&'e str, f32)> {
        let mut best = self.log_probabilities.clone();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        best.into_iter().take(3).map(|(name, likely)| (name, likely.exp()))
    }

    /// How likely an intent is, as a logarithm; as the likeliest if no example asks for it.
    pub fn log_probability(&self, name: &str) -> f32 {
        let found = self.log_probabilities.iter().find(|(intent, _)| *intent == name);
        found.map_or_else(
            || self.log_probabilities.iter().map(|(_, l)| *l).fold(MIN_LOG_PROBABILITY, f32::max),
            |(_, l)| *l,
        )
    }
}

impl IntentClassifier {
    /// Learns from all files; `file` gives the text of `fr/examples.toml` and so on, if there is one. Only
    /// from those lines that `is_kept`.
    pub fn load(
        file: impl Fn(&str) -> Option<String>,
        is_kept: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Self> {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for lang in Lang::ALL {
            let path = format!("{}/{EXAMPLES_FILE}", lang.code());
            let Some(text) = file(&path) else { continue };
            let own: BTreeMap<String, Vec<String>> = toml::from_str(&text).with_context(|| path)?;
            for (intent, examples) in own {
                lines.entry(intent).or_default().extend(examples.into_iter().filter(|text| is_kept(text)));
            }
        }
        Ok(Self::train(&lines))
    }

    fn train(lines: &BTreeMap<String, Vec<String>>) -> Self {
        let mut examples = Self::default();
        // what was seen, with which intent: sorted, equals stand side by side and are counted
        let mut seen: Vec<u64> = Vec::new();
        let mut features = Vec::new();
        for (number, (intent, texts)) in lines.iter().enumerate() {
            examples.intents.push(intent.clone());
            examples.log_priors.push((texts.len().max(1) as f32).ln());
            for text in texts {
                let words: Vec<String> = tokenize_with_placeholders(text);
                extract_features(words.iter().map(String::as_str), &mut features);
                seen.extend(features.iter().map(|feature| (u64::from(*feature) << 8) | number as u64));
            }
        }
        seen.sort_unstable();
        examples.log_weights = Vec::with_capacity(seen.chunk_by(|a, b| a == b).count());
        examples.features = Vec::with_capacity(seen.chunk_by(|a, b| a >> 8 == b >> 8).count());
        let mut all = vec![0.0_f32; examples.intents.len()];
        for same in seen.chunk_by(|a, b| a == b) {
            let (feature, intent) = ((same[0] >> 8) as u32, (same[0] & 0xFF) as u8);
            let count = same.len() as f32 * feature_weight(feature);
            all[usize::from(intent)] += count;
            if examples.features.last().is_none_or(|(last, _)| *last != feature) {
                examples.features.push((feature, examples.log_weights.len() as u32));
            }
            examples.log_weights.push((intent, (1.0 + count / SMOOTHING).ln()));
        }
        let different = examples.features.len() as f32;
        examples.log_unseen =
            all.iter().map(|all| SMOOTHING.ln() - (all + SMOOTHING * different).ln()).collect();
        examples
    }

    /// How likely each intent is for a message of these words. Each feature looked up is a comparison;
    /// when there have been enough, what is usual is left.
    pub fn predict<'w>(&self, words: impl Iterator<Item = &'w str>, effort: &Budget) -> Prediction<'_> {
        let mut features = Vec::new();
        extract_features(words, &mut features);
        let mut points = vec![0.0_f32; self.intents.len()];
        let mut known = 0.0;
        for feature in features.into_iter().take_while(|_| effort.spend()) {
            let Ok(at) = self.features.binary_search_by_key(&feature, |(known, _)| *known) else { continue };
            let to = self.features.get(at + 1).map_or(self.log_weights.len(), |(_, next)| *next as usize);
            let worth = feature_weight(feature);
            known += worth;
            for (intent, says) in &self.log_weights[self.features[at].1 as usize..to] {
                points[usize::from(*intent)] += worth * says;
            }
        }
        // features repeat one another: a long message is not as sure as their sum says
        let doubt = 1.0 / f32::max(known, 1.0).sqrt();
        for ((points, usual), unseen) in points.iter_mut().zip(&self.log_priors).zip(&self.log_unseen) {
            *points = (*points + usual + known * unseen) * doubt;
        }
        let most = points.iter().copied().fold(f32::MIN, f32::max);
        let all = points.iter().map(|points| (points - most).exp()).sum::<f32>().ln() + most;
        let of = self.intents.iter().zip(points);
        Prediction {
            log_probabilities: of
                .map(|(name, points)| (name.as_str(), (points - all).max(MIN_LOG_PROBABILITY)))
                .collect(),
        }
    }
}

/// The words of an example; `{session}` is a mark, like that in a message.
fn tokenize_with_placeholders(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split_inclusive(['{', '}']) {
        match PLACEHOLDERS.iter().find(|mark| part.strip_suffix('}') == Some(**mark)) {
            Some(name) => words.push(placeholder(name)),
            None => words.extend(tokenize(part).into_iter().map(|token| token.word)),
        }
    }
    words
}

/// How a mark stands among the words of a message.
pub fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

/// Kinds of features; the lowest bits of each.
const WORD: u32 = 0;
const BIGRAM: u32 = 1;
const NGRAM: u32 = 2;

fn feature_weight(feature: u32) -> f32 {
    if feature & 3 == NGRAM { NGRAM_WEIGHT } else { 1.0 }
}

/// Words, pairs of neighbours and pieces of words, each once, as numbers.
fn extract_features<'w>(words: impl Iterator<Item = &'w str>, features: &mut Vec<u32>) {
    features.clear();
    let mut before = "^";
    for word in words.chain(["$"]) {
        features.push(hash_feature(BIGRAM, before.bytes().chain([b' ']).chain(word.bytes())));
        before = word;
        if word == "$" {
            break;
        }
        features.push(hash_feature(WORD, word.bytes()));
        if word.starts_with('{') || !word.is_ascii() {
            continue;
        }
        let whole = format!("_{word}_");
        for length in NGRAM_LENGTHS {
            let pieces = whole.as_bytes().windows(length);
            features.extend(pieces.map(|piece| hash_feature(NGRAM, piece.iter().copied())));
        }
    }
    features.sort_unstable();
    features.dedup();
}

/// FNV-1a, its lowest bits the kind. Two features that fall together do no harm worth more memory.
fn hash_feature(kind: u32, bytes: impl Iterator<Item = u8>) -> u32 {
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 17)) << 2 | kind
}

#[cfg(test)]
mod tests {
    use super::super::{Lexicon, shipped_file};
    use super::*;

    fn trained() -> IntentClassifier {
        let file = |path: &str| {
            let text = r#"
                "venue.where" = ["où faut-il aller", "le lieu du forum"]
                "session.when" = ["{session} commence quand", "quand est {session} ?"]
            "#;
            (path == "fr/examples.toml").then(|| text.to_owned())
        };
        IntentClassifier::load(file, |_| true).unwrap()
    }

    #[test]
    fn what_resembles_an_example_most_likely_asks_for_the_same() {
        let examples = trained();
        let likely = examples.predict(["ou", "on", "va", "aller"].into_iter(), &Budget::default());
        assert!(likely.log_probability("venue.where") > likely.log_probability("session.when"));
    }

    #[test]
    fn the_shipped_examples_ask_for_what_some_rule_knows() {
        let examples = IntentClassifier::load(shipped_file, |_| true).unwrap();
        let lexicon = Lexicon::load(shipped_file).unwrap();
        let unknown = |name: &&String| !lexicon.rules.iter().any(|rule| rule.intent == **name);
        assert_eq!(examples.intents.iter().find(unknown), None);
        assert!(examples.intents.len() > 25 && examples.features.len() > 10_000);
    }

    #[test]
    fn a_name_is_any_name() {
        assert_eq!(tokenize_with_placeholders("quand est {session} ?"), ["quand", "est", "{session}"]);
        let examples = trained();
        let likely = examples.predict(["{session}", "a", "commence"].into_iter(), &Budget::default());
        assert!(likely.log_probability("session.when") > likely.log_probability("venue.where"));
    }

    #[test]
    fn without_any_word_that_is_known_nothing_is_likelier() {
        let examples = trained();
        let likely = examples.predict(["zzz"].into_iter(), &Budget::default());
        assert!(
            (likely.log_probability("session.when") - likely.log_probability("venue.where")).abs() < 0.01
        );
        assert!(
            IntentClassifier::default()
                .predict(["zzz"].into_iter(), &Budget::default())
                .log_probabilities
                .is_empty()
        );
    }
}

//! A naive Bayes classifier, trained on the questions of `locales/<lang>/examples.toml`, each under its intent.
//!
//! Its features are words, pairs of words and character n-grams. Rules cover what their authors thought of; the
//! classifier says what a message resembles where no rule matches. It is trained once at start, and its weights
//! are stored in one sorted list.

use std::collections::BTreeMap;

use anyhow::Context;

use super::index::Budget;
use super::tokenizer::tokenize;
use crate::i18n::Lang;

/// The examples of one language.
const EXAMPLES_FILE: &str = "examples.toml";
/// Placeholders stand in examples and messages for names of the event and for times: other events have other
/// names.
pub const PLACEHOLDERS: [&str; 3] = ["session", "topic", "hour"];
/// Lengths of character n-grams.
const NGRAM_LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;
/// An n-gram counts less than a word: a word has many of them, and they repeat it.
const NGRAM_WEIGHT: f32 = 0.3;
/// Count of a feature that no example of an intent has (additive smoothing).
const SMOOTHING: f32 = 0.1;
/// Least log probability of an intent: a few odd words must not outweigh every rule.
const MIN_LOG_PROBABILITY: f32 = -9.0;

/// The trained weights of each feature and intent.
#[derive(Debug, Default)]
pub struct IntentClassifier {
    /// Names of the intents, as in the files.
    intents: Vec<String>,
    /// Log frequency of each intent.
    log_priors: Vec<f32>,
    /// Log probability of an unseen feature, for each intent.
    log_unseen: Vec<f32>,
    /// Seen features, sorted, each with the start of its weights in `log_weights`.
    features: Vec<(u32, u32)>,
    /// For each feature the intents it was seen with, and its weight above an unseen one.
    log_weights: Vec<(u8, f32)>,
}

/// The probabilities of the intents for one message.
#[derive(Debug, Default)]
pub struct Prediction<'e> {
    /// Each intent with its log probability, in alphabetical order.
    pub log_probabilities: Vec<(&'e str, f32)>,
}

impl<'e> Prediction<'e> {
    /// The three most probable intents with their probabilities.
    pub fn top_three(&self) -> impl Iterator<Item = (&'e str, f32)> {
        let mut best = self.log_probabilities.clone();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        best.into_iter().take(3).map(|(name, log_probability)| (name, log_probability.exp()))
    }

    /// The log probability of an intent; that of the most probable one if no example has this intent.
    pub fn log_probability(&self, name: &str) -> f32 {
        let found = self.log_probabilities.iter().find(|(intent, _)| *intent == name);
        found.map_or_else(
            || self.log_probabilities.iter().map(|(_, l)| *l).fold(MIN_LOG_PROBABILITY, f32::max),
            |(_, l)| *l,
        )
    }
}

impl IntentClassifier {
    /// Trains on the examples for which `is_kept` is true. `file` returns the text of `fr/examples.toml` and so on,
    /// where there is one.
    ///
    /// # Errors
    /// A file that cannot be parsed.
    pub fn load(
        file: impl Fn(&str) -> Option<String>,
        is_kept: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Self> {
        let mut examples: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for lang in Lang::ALL {
            let path = format!("{}/{EXAMPLES_FILE}", lang.code());
            let Some(text) = file(&path) else { continue };
            let own: BTreeMap<String, Vec<String>> = toml::from_str(&text).with_context(|| path)?;
            for (intent, texts) in own {
                examples.entry(intent).or_default().extend(texts.into_iter().filter(|text| is_kept(text)));
            }
        }
        Ok(Self::train(&examples))
    }

    fn train(examples: &BTreeMap<String, Vec<String>>) -> Self {
        let mut classifier = Self::default();
        // feature and intent in one number; once sorted, equal ones stand together and are counted
        let mut seen: Vec<u64> = Vec::new();
        let mut features = Vec::new();
        for (number, (intent, texts)) in examples.iter().enumerate() {
            classifier.intents.push(intent.clone());
            classifier.log_priors.push((texts.len().max(1) as f32).ln());
            for text in texts {
                let words: Vec<String> = tokenize_with_placeholders(text);
                extract_features(words.iter().map(String::as_str), &mut features);
                seen.extend(features.iter().map(|feature| (u64::from(*feature) << 8) | number as u64));
            }
        }
        seen.sort_unstable();
        classifier.log_weights = Vec::with_capacity(seen.chunk_by(|a, b| a == b).count());
        classifier.features = Vec::with_capacity(seen.chunk_by(|a, b| a >> 8 == b >> 8).count());
        let mut all = vec![0.0_f32; classifier.intents.len()];
        for same in seen.chunk_by(|a, b| a == b) {
            let (feature, intent) = ((same[0] >> 8) as u32, (same[0] & 0xFF) as u8);
            let count = same.len() as f32 * feature_weight(feature);
            all[usize::from(intent)] += count;
            if classifier.features.last().is_none_or(|(last, _)| *last != feature) {
                classifier.features.push((feature, classifier.log_weights.len() as u32));
            }
            classifier.log_weights.push((intent, (1.0 + count / SMOOTHING).ln()));
        }
        let distinct = classifier.features.len() as f32;
        classifier.log_unseen =
            all.iter().map(|all| SMOOTHING.ln() - (all + SMOOTHING * distinct).ln()).collect();
        classifier
    }

    /// The probabilities of the intents for a message of these words. Each feature costs a comparison; features
    /// beyond the budget are ignored.
    pub fn predict<'w>(&self, words: impl Iterator<Item = &'w str>, budget: &Budget) -> Prediction<'_> {
        let mut features = Vec::new();
        extract_features(words, &mut features);
        let mut points = vec![0.0_f32; self.intents.len()];
        let mut known = 0.0;
        for feature in features.into_iter().take_while(|_| budget.spend()) {
            let Ok(at) = self.features.binary_search_by_key(&feature, |(known, _)| *known) else { continue };
            let to = self.features.get(at + 1).map_or(self.log_weights.len(), |(_, next)| *next as usize);
            let weight = feature_weight(feature);
            known += weight;
            for (intent, log_weight) in &self.log_weights[self.features[at].1 as usize..to] {
                points[usize::from(*intent)] += weight * log_weight;
            }
        }
        // features repeat one another, so the sum overstates how sure a long message is
        let damping = 1.0 / f32::max(known, 1.0).sqrt();
        for ((points, prior), unseen) in points.iter_mut().zip(&self.log_priors).zip(&self.log_unseen) {
            *points = (*points + prior + known * unseen) * damping;
        }
        let most = points.iter().copied().fold(f32::MIN, f32::max);
        let all = points.iter().map(|points| (points - most).exp()).sum::<f32>().ln() + most;
        let intents = self.intents.iter().zip(points);
        Prediction {
            log_probabilities: intents
                .map(|(name, points)| (name.as_str(), (points - all).max(MIN_LOG_PROBABILITY)))
                .collect(),
        }
    }
}

/// The words of an example; a placeholder such as `{session}` is one word.
fn tokenize_with_placeholders(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split_inclusive(['{', '}']) {
        match PLACEHOLDERS.iter().find(|name| part.strip_suffix('}') == Some(**name)) {
            Some(name) => words.push(placeholder(name)),
            None => words.extend(tokenize(part).into_iter().map(|token| token.word)),
        }
    }
    words
}

/// A placeholder as it stands among the words of a message.
pub fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

/// Kinds of features, in the lowest two bits of each.
const WORD: u32 = 0;
const BIGRAM: u32 = 1;
const NGRAM: u32 = 2;

/// How much one occurrence of a feature counts.
fn feature_weight(feature: u32) -> f32 {
    if feature & 3 == NGRAM { NGRAM_WEIGHT } else { 1.0 }
}

/// Words, pairs of neighbours and n-grams of words, each once, as hashes.
fn extract_features<'w>(words: impl Iterator<Item = &'w str>, features: &mut Vec<u32>) {
    features.clear();
    let mut previous = "^";
    for word in words.chain(["$"]) {
        features.push(hash_feature(BIGRAM, previous.bytes().chain([b' ']).chain(word.bytes())));
        previous = word;
        if word == "$" {
            break;
        }
        features.push(hash_feature(WORD, word.bytes()));
        if word.starts_with('{') || !word.is_ascii() {
            continue;
        }
        let whole = format!("_{word}_");
        for length in NGRAM_LENGTHS {
            let ngrams = whole.as_bytes().windows(length);
            features.extend(ngrams.map(|ngram| hash_feature(NGRAM, ngram.iter().copied())));
        }
    }
    features.sort_unstable();
    features.dedup();
}

/// FNV-1a with the kind in the lowest bits. Collisions are rare enough to be worth the memory.
fn hash_feature(kind: u32, bytes: impl Iterator<Item = u8>) -> u32 {
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 17)) << 2 | kind
}

#[cfg(test)]
mod tests {
    use crate::answers::nlu::classifier::{IntentClassifier, tokenize_with_placeholders};
    use crate::answers::nlu::index::Budget;
    use crate::answers::nlu::lexicon::Lexicon;
    use crate::i18n;

    fn shipped_file(path: &str) -> Option<String> {
        i18n::locale_file(path).map(str::to_owned)
    }

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
    fn what_resembles_an_example_probably_has_its_intent() {
        let classifier = trained();
        let prediction = classifier.predict(["ou", "on", "va", "aller"].into_iter(), &Budget::default());
        assert!(prediction.log_probability("venue.where") > prediction.log_probability("session.when"));
    }

    #[test]
    fn the_shipped_examples_have_intents_of_some_rule() {
        let classifier = IntentClassifier::load(shipped_file, |_| true).unwrap();
        let lexicon = Lexicon::load(shipped_file).unwrap();
        let unknown = |name: &&String| !lexicon.rules.iter().any(|rule| rule.intent == **name);
        assert_eq!(classifier.intents.iter().find(unknown), None);
        assert!(classifier.intents.len() > 25 && classifier.features.len() > 10_000);
    }

    #[test]
    fn a_placeholder_stands_for_every_name() {
        assert_eq!(tokenize_with_placeholders("quand est {session} ?"), ["quand", "est", "{session}"]);
        let classifier = trained();
        let prediction = classifier.predict(["{session}", "a", "commence"].into_iter(), &Budget::default());
        assert!(prediction.log_probability("session.when") > prediction.log_probability("venue.where"));
    }

    #[test]
    fn without_a_known_word_no_intent_is_more_probable() {
        let classifier = trained();
        let prediction = classifier.predict(["zzz"].into_iter(), &Budget::default());
        assert!(
            (prediction.log_probability("session.when") - prediction.log_probability("venue.where")).abs()
                < 0.01
        );
        assert!(
            IntentClassifier::default()
                .predict(["zzz"].into_iter(), &Budget::default())
                .log_probabilities
                .is_empty()
        );
    }
}

//! What is learned from examples: questions of `locales/<lang>/examples.toml`, each under what it asks for.
//!
//! A message is as likely to ask for something as its words, pairs of words and pieces of words are usual in
//! the examples of it (naive Bayes). Rules know what somebody thought of; this knows what is said beside, and
//! what it resembles when no rule holds. Learned once at start: counts, kept as one sorted list.

use std::collections::BTreeMap;

use anyhow::Context;

use super::fold::tokens;
use super::index::Effort;
use crate::i18n::Lang;

/// The file of one language.
const FILE: &str = "examples.toml";
/// What stands in an example, and in a message, where something of the event is named: other events have
/// other names.
pub const MARKS: [&str; 3] = ["session", "topic", "hour"];
/// Lengths of the pieces of words that are compared.
const PIECES: std::ops::RangeInclusive<usize> = 3..=5;
/// What a piece of a word counts: there are many of them, and they say the same again.
const WORTH_OF_A_PIECE: f32 = 0.3;
/// A feature that no example of an intent shows counts as if it had been seen so many times.
const UNSEEN: f32 = 0.1;
/// As unlikely as anything is held to be, as a logarithm: a few odd words must not outweigh every rule.
const UNLIKELIEST: f32 = -9.0;

/// Counted features of the examples of each intent.
#[derive(Debug, Default)]
pub struct Examples {
    /// Names of intents, as in the files.
    intents: Vec<String>,
    /// How usual each intent is, as a logarithm.
    usual: Vec<f32>,
    /// What a feature that was not seen with an intent says of it, as a logarithm.
    unseen: Vec<f32>,
    /// Features that were seen, sorted, with where their counts begin in `counts`.
    features: Vec<(u32, u32)>,
    /// For a feature, the intents it was seen with, and how much that says for each.
    counts: Vec<(u8, f32)>,
}

/// What a message most likely asks for.
#[derive(Debug, Default)]
pub struct Likelihood<'e> {
    /// Each intent with the logarithm of how likely it is, in the order of the files.
    pub of: Vec<(&'e str, f32)>,
}

impl<'e> Likelihood<'e> {
    /// The three likeliest, with how likely they are.
    pub fn best(&self) -> impl Iterator<Item = (&'e str, f32)> {
        let mut best = self.of.clone();
        best.sort_by(|a, b| b.1.total_cmp(&a.1));
        best.into_iter().take(3).map(|(name, likely)| (name, likely.exp()))
    }

    /// How likely an intent is, as a logarithm; as the likeliest if no example asks for it.
    pub fn of(&self, name: &str) -> f32 {
        let found = self.of.iter().find(|(intent, _)| *intent == name);
        found.map_or_else(|| self.of.iter().map(|(_, l)| *l).fold(UNLIKELIEST, f32::max), |(_, l)| *l)
    }
}

impl Examples {
    /// Learns from all files; `file` gives the text of `fr/examples.toml` and so on, if there is one. Only
    /// from those lines that `is_kept`.
    pub fn read(
        file: impl Fn(&str) -> Option<String>,
        is_kept: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Self> {
        let mut lines: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for lang in Lang::ALL {
            let path = format!("{}/{FILE}", lang.code());
            let Some(text) = file(&path) else { continue };
            let own: BTreeMap<String, Vec<String>> = toml::from_str(&text).with_context(|| path)?;
            for (intent, examples) in own {
                lines.entry(intent).or_default().extend(examples.into_iter().filter(|text| is_kept(text)));
            }
        }
        Ok(Self::learn(&lines))
    }

    fn learn(lines: &BTreeMap<String, Vec<String>>) -> Self {
        let mut examples = Self::default();
        // what was seen, with which intent: sorted, equals stand side by side and are counted
        let mut seen: Vec<u64> = Vec::new();
        let mut features = Vec::new();
        for (number, (intent, texts)) in lines.iter().enumerate() {
            examples.intents.push(intent.clone());
            examples.usual.push((texts.len().max(1) as f32).ln());
            for text in texts {
                let words: Vec<String> = tokens_with_marks(text);
                features_of(words.iter().map(String::as_str), &mut features);
                seen.extend(features.iter().map(|feature| (u64::from(*feature) << 8) | number as u64));
            }
        }
        seen.sort_unstable();
        examples.counts = Vec::with_capacity(seen.chunk_by(|a, b| a == b).count());
        examples.features = Vec::with_capacity(seen.chunk_by(|a, b| a >> 8 == b >> 8).count());
        let mut all = vec![0.0_f32; examples.intents.len()];
        for same in seen.chunk_by(|a, b| a == b) {
            let (feature, intent) = ((same[0] >> 8) as u32, (same[0] & 0xFF) as u8);
            let count = same.len() as f32 * worth(feature);
            all[usize::from(intent)] += count;
            if examples.features.last().is_none_or(|(last, _)| *last != feature) {
                examples.features.push((feature, examples.counts.len() as u32));
            }
            examples.counts.push((intent, (1.0 + count / UNSEEN).ln()));
        }
        let different = examples.features.len() as f32;
        examples.unseen = all.iter().map(|all| UNSEEN.ln() - (all + UNSEEN * different).ln()).collect();
        examples
    }

    /// How likely each intent is for a message of these words. Each feature looked up is a comparison;
    /// when there have been enough, what is usual is left.
    pub fn likelihood<'w>(&self, words: impl Iterator<Item = &'w str>, effort: &Effort) -> Likelihood<'_> {
        let mut features = Vec::new();
        features_of(words, &mut features);
        let mut points = vec![0.0_f32; self.intents.len()];
        let mut known = 0.0;
        for feature in features.into_iter().take_while(|_| effort.spend()) {
            let Ok(at) = self.features.binary_search_by_key(&feature, |(known, _)| *known) else { continue };
            let to = self.features.get(at + 1).map_or(self.counts.len(), |(_, next)| *next as usize);
            let worth = worth(feature);
            known += worth;
            for (intent, says) in &self.counts[self.features[at].1 as usize..to] {
                points[usize::from(*intent)] += worth * says;
            }
        }
        // features repeat one another: a long message is not as sure as their sum says
        let doubt = 1.0 / f32::max(known, 1.0).sqrt();
        for ((points, usual), unseen) in points.iter_mut().zip(&self.usual).zip(&self.unseen) {
            *points = (*points + usual + known * unseen) * doubt;
        }
        let most = points.iter().copied().fold(f32::MIN, f32::max);
        let all = points.iter().map(|points| (points - most).exp()).sum::<f32>().ln() + most;
        let of = self.intents.iter().zip(points);
        Likelihood { of: of.map(|(name, points)| (name.as_str(), (points - all).max(UNLIKELIEST))).collect() }
    }
}

/// The words of an example; `{session}` is a mark, like that in a message.
fn tokens_with_marks(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in text.split_inclusive(['{', '}']) {
        match MARKS.iter().find(|mark| part.strip_suffix('}') == Some(**mark)) {
            Some(name) => words.push(mark(name)),
            None => words.extend(tokens(part).into_iter().map(|token| token.word)),
        }
    }
    words
}

/// How a mark stands among the words of a message.
pub fn mark(name: &str) -> String {
    format!("{{{name}}}")
}

/// Kinds of features; the lowest bits of each.
const WORD: u32 = 0;
const PAIR: u32 = 1;
const PIECE: u32 = 2;

fn worth(feature: u32) -> f32 {
    if feature & 3 == PIECE { WORTH_OF_A_PIECE } else { 1.0 }
}

/// Words, pairs of neighbours and pieces of words, each once, as numbers.
fn features_of<'w>(words: impl Iterator<Item = &'w str>, features: &mut Vec<u32>) {
    features.clear();
    let mut before = "^";
    for word in words.chain(["$"]) {
        features.push(number(PAIR, before.bytes().chain([b' ']).chain(word.bytes())));
        before = word;
        if word == "$" {
            break;
        }
        features.push(number(WORD, word.bytes()));
        if word.starts_with('{') || !word.is_ascii() {
            continue;
        }
        let whole = format!("_{word}_");
        for length in PIECES {
            let pieces = whole.as_bytes().windows(length);
            features.extend(pieces.map(|piece| number(PIECE, piece.iter().copied())));
        }
    }
    features.sort_unstable();
    features.dedup();
}

/// FNV-1a, its lowest bits the kind. Two features that fall together do no harm worth more memory.
fn number(kind: u32, bytes: impl Iterator<Item = u8>) -> u32 {
    let hash = bytes.fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (hash ^ (hash >> 17)) << 2 | kind
}

#[cfg(test)]
mod tests {
    use super::super::{Lexicon, shipped};
    use super::*;

    fn learned() -> Examples {
        let file = |path: &str| {
            let text = r#"
                "venue.where" = ["où faut-il aller", "le lieu du forum"]
                "session.when" = ["{session} commence quand", "quand est {session} ?"]
            "#;
            (path == "fr/examples.toml").then(|| text.to_owned())
        };
        Examples::read(file, |_| true).unwrap()
    }

    #[test]
    fn what_resembles_an_example_most_likely_asks_for_the_same() {
        let examples = learned();
        let likely = examples.likelihood(["ou", "on", "va", "aller"].into_iter(), &Effort::default());
        assert!(likely.of("venue.where") > likely.of("session.when"));
    }

    #[test]
    fn the_shipped_examples_ask_for_what_some_rule_knows() {
        let examples = Examples::read(shipped, |_| true).unwrap();
        let lexicon = Lexicon::read(shipped).unwrap();
        let unknown = |name: &&String| !lexicon.rules.iter().any(|rule| rule.intent == **name);
        assert_eq!(examples.intents.iter().find(unknown), None);
        assert!(examples.intents.len() > 25 && examples.features.len() > 10_000);
    }

    #[test]
    fn a_name_is_any_name() {
        assert_eq!(tokens_with_marks("quand est {session} ?"), ["quand", "est", "{session}"]);
        let examples = learned();
        let likely = examples.likelihood(["{session}", "a", "commence"].into_iter(), &Effort::default());
        assert!(likely.of("session.when") > likely.of("venue.where"));
    }

    #[test]
    fn without_any_word_that_is_known_nothing_is_likelier() {
        let examples = learned();
        let likely = examples.likelihood(["zzz"].into_iter(), &Effort::default());
        assert!((likely.of("session.when") - likely.of("venue.where")).abs() < 0.01);
        assert!(Examples::default().likelihood(["zzz"].into_iter(), &Effort::default()).of.is_empty());
    }
}

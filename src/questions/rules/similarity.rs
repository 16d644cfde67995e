//! How much two texts ask the same: by their words, and by their pairs of letters.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;

use crate::keywords::normalize;

/// From here on two texts count as nearly the same.
const SIMILARITY_THRESHOLD: f64 = 0.76;
/// With less word similarity two texts cannot reach the threshold, whatever their letters.
const WORD_SIMILARITY_THRESHOLD: f64 = 2.0 * SIMILARITY_THRESHOLD - 1.0;
/// Letters are compared only for the candidates with the most words in common: pairs of letters cost more.
const MAX_CANDIDATES: usize = 12;

/// A text prepared for comparison: hashes of its long words (four letters and more, without a final s), and its
/// pairs of letters, computed on first use.
#[derive(Debug, Clone)]
pub(crate) struct TextFingerprint {
    normalized: String,
    word_hashes: Vec<u64>,
    pairs: OnceLock<Vec<u64>>,
}

impl TextFingerprint {
    /// Prepares a text.
    pub fn of(text: &str) -> Self {
        let normalized = normalize(text);
        let long_words = normalized.split(' ').filter(|word| word.len() >= 4);
        let mut word_hashes: Vec<u64> =
            long_words.map(|word| hash_word(word.trim_end_matches('s'))).collect();
        word_hashes.sort_unstable();
        word_hashes.dedup();
        Self { normalized, word_hashes, pairs: OnceLock::new() }
    }

    fn letter_pairs(&self) -> &[u64] {
        self.pairs.get_or_init(|| {
            let letters: Vec<u64> =
                self.normalized.chars().filter(|c| !c.is_whitespace()).map(u64::from).collect();
            let mut pairs: Vec<u64> = letters.windows(2).map(|pair| pair[0] << 32 | pair[1]).collect();
            pairs.sort_unstable();
            pairs
        })
    }

    /// The share of words that both texts have, from 0 to 1.
    fn word_similarity(&self, other: &Self) -> f64 {
        dice_coefficient(&self.word_hashes, &other.word_hashes)
    }

    /// How similar two texts are, from 0 to 1: half for common words, half for common pairs of letters, which
    /// tolerate misspelling.
    pub fn similarity(&self, other: &Self) -> f64 {
        if self.word_hashes.is_empty() || other.word_hashes.is_empty() {
            // too short to compare: equal or not
            return if self.normalized == other.normalized { 1.0 } else { 0.0 };
        }
        f64::midpoint(
            self.word_similarity(other),
            dice_coefficient(self.letter_pairs(), other.letter_pairs()),
        )
    }
}

/// The `others` that ask nearly the same as `one`, the most similar first; equals keep their order.
pub(crate) fn most_similar<'o, T>(
    one: &TextFingerprint,
    others: impl Iterator<Item = (&'o TextFingerprint, T)>,
) -> Vec<T> {
    let shared = others.map(|(fingerprint, other)| (one.word_similarity(fingerprint), fingerprint, other));
    let mut close: Vec<_> = shared
        .filter(|(shared, fingerprint, _)| {
            *shared >= WORD_SIMILARITY_THRESHOLD
                || (one.word_hashes.is_empty() && fingerprint.word_hashes.is_empty())
        })
        .collect();
    close.sort_by(|(one, ..), (other, ..)| other.total_cmp(one));
    close.truncate(MAX_CANDIDATES);
    let similarity = close.into_iter().map(|(_, fingerprint, other)| (one.similarity(fingerprint), other));
    let mut found: Vec<_> =
        similarity.filter(|(similarity, _)| *similarity >= SIMILARITY_THRESHOLD).collect();
    found.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    found.into_iter().map(|(_, other)| other).collect()
}

fn hash_word(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// The Sørensen–Dice coefficient of two sorted lists: twice the common items over all items.
fn dice_coefficient(one: &[u64], other: &[u64]) -> f64 {
    if one.is_empty() && other.is_empty() {
        return 0.0;
    }
    let (mut at, mut both) = (0, 0);
    for item in one {
        while other.get(at).is_some_and(|next| next < item) {
            at += 1;
        }
        if other.get(at) == Some(item) {
            at += 1;
            both += 1;
        }
    }
    2.0 * f64::from(both) / (one.len() + other.len()) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearly_the_same_is_told_from_something_else() {
        let alike = |one: &str, other: &str| {
            let other = TextFingerprint::of(other);
            !most_similar(&TextFingerprint::of(one), [(&other, ())].into_iter()).is_empty()
        };
        assert!(alike("Qui paie les adultes relais ?", "qui paye les adultes-relais"));
        assert!(alike("Quel budget pour les médiateurs ?", "Quel est le budget des médiateurs ?"));
        assert!(!alike("Qui paie les adultes relais ?", "Qui forme les adultes relais ?"));
        assert!(!alike("Et les jeunes ?", "Quelles perspectives pour la médiation ?"));
        assert!(!alike("Une ?", "Deux ?"));
        assert!(alike("Oui ?", "oui !"));
    }
}

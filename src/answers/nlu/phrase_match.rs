//! Phrases found in a message, and which of them count.

use super::lexicon::Lexicon;

/// An idea of this weight hides what stands inside its words.
const MIN_HIDING_WEIGHT: f32 = 1.45;

/// A name of the event that is found so surely is not taken for a word from elsewhere.
const MIN_EVENT_NAME_SCORE: f32 = 0.85;
/// The very same words, where they stand in a title.
const MIN_EVENT_WORD_SCORE: f32 = 0.42;

/// A phrase found.
#[derive(Debug, Clone)]
pub struct PhraseMatch {
    pub concept: usize,
    /// Its number in the lexicon.
    pub phrase_id: u32,
    pub from: usize,
    pub to: usize,
    pub score: f32,
}

/// Without what stands inside a longer phrase of another idea.
pub fn remove_nested(found: Vec<PhraseMatch>, lexicon: &Lexicon) -> Vec<PhraseMatch> {
    let named = |idea: usize| lexicon.concepts[idea].contains(':');
    let soft = |idea: usize| matches!(lexicon.concepts[idea].as_str(), "silent" | "elsewhere" | "insult");
    let strong = |idea: usize| lexicon.concepts[idea].starts_with("not-");
    // the event's own names are nobody else's, "the" before them or not
    let ours = |one: &PhraseMatch, other: &PhraseMatch| {
        let same = (one.from, one.to) == (other.from, other.to);
        let beyond = other.from.saturating_sub(one.from) + one.to.saturating_sub(other.to);
        let overlap = one.from < other.to && other.from < one.to;
        let sure = other.score >= MIN_EVENT_NAME_SCORE && overlap && beyond <= 1;
        soft(one.concept) && named(other.concept) && (sure || (same && other.score >= MIN_EVENT_WORD_SCORE))
    };
    let inside = |one: &PhraseMatch| {
        found.iter().any(|other| {
            if ours(one, other) {
                return true;
            }
            other.concept != one.concept
                && other.from <= one.from
                && other.to >= one.to
                && other.to - other.from > one.to - one.from
                && (!named(one.concept) || named(other.concept) || strong(other.concept))
                && (lexicon.concept_weights[other.concept] >= MIN_HIDING_WEIGHT || strong(other.concept))
                && other.score >= 0.7
        })
    };
    let mut kept: Vec<PhraseMatch> = Vec::new();
    for one in found.iter().filter(|one| !inside(one)) {
        match kept.iter_mut().find(|k| k.concept == one.concept && k.from == one.from && k.to == one.to) {
            Some(same) => same.score = same.score.max(one.score),
            None => kept.push(one.clone()),
        }
    }
    kept
}

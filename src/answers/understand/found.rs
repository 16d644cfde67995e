//! Phrases found in a message, and which of them count.

use super::lexicon::Lexicon;

/// An idea of this weight hides what stands inside its words.
const HIDING: f32 = 1.45;

/// A name of the event that is found so surely is not taken for a word from elsewhere.
const OWN: f32 = 0.85;
/// The very same words, where they stand in a title.
const OWN_WORD: f32 = 0.42;

/// A phrase found.
#[derive(Debug, Clone)]
pub struct Found {
    pub idea: usize,
    /// Its number in the lexicon.
    pub phrase: u32,
    pub from: usize,
    pub to: usize,
    pub worth: f32,
}

/// Without what stands inside a longer phrase of another idea.
pub fn outermost(found: Vec<Found>, lexicon: &Lexicon) -> Vec<Found> {
    let named = |idea: usize| lexicon.ideas[idea].contains(':');
    let soft = |idea: usize| matches!(lexicon.ideas[idea].as_str(), "silent" | "elsewhere" | "insult");
    let strong = |idea: usize| lexicon.ideas[idea].starts_with("not-");
    // the event's own names are nobody else's, "the" before them or not
    let ours = |one: &Found, other: &Found| {
        let same = (one.from, one.to) == (other.from, other.to);
        let beyond = other.from.saturating_sub(one.from) + one.to.saturating_sub(other.to);
        let overlap = one.from < other.to && other.from < one.to;
        let sure = other.worth >= OWN && overlap && beyond <= 1;
        soft(one.idea) && named(other.idea) && (sure || (same && other.worth >= OWN_WORD))
    };
    let inside = |one: &Found| {
        found.iter().any(|other| {
            if ours(one, other) {
                return true;
            }
            other.idea != one.idea
                && other.from <= one.from
                && other.to >= one.to
                && other.to - other.from > one.to - one.from
                && (!named(one.idea) || named(other.idea) || strong(other.idea))
                && (lexicon.weights[other.idea] >= HIDING || strong(other.idea))
                && other.worth >= 0.7
        })
    };
    let mut kept: Vec<Found> = Vec::new();
    for one in found.iter().filter(|one| !inside(one)) {
        match kept.iter_mut().find(|k| k.idea == one.idea && k.from == one.from && k.to == one.to) {
            Some(same) => same.worth = same.worth.max(one.worth),
            None => kept.push(one.clone()),
        }
    }
    kept
}

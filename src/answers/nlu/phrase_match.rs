//! Phrases found in a message, and which of them count.

use super::lexicon::Lexicon;

/// A concept of at least this weight hides phrases inside its own words.
const MIN_HIDING_WEIGHT: f32 = 1.45;

/// From this score on a name of the event is not taken for a phrase of another subject.
const MIN_EVENT_NAME_SCORE: f32 = 0.85;
/// The same for a word of a title that covers exactly the same words.
const MIN_EVENT_WORD_SCORE: f32 = 0.42;

/// A phrase found less surely hides nothing.
const MIN_HIDING_SCORE: f32 = 0.7;
/// Concepts of subjects other than the event.
const OFF_TOPIC_CONCEPTS: [&str; 3] = ["silent", "elsewhere", "insult"];

/// A phrase that stands in a message.
#[derive(Debug, Clone)]
pub struct PhraseMatch {
    /// The number of its concept in the lexicon.
    pub concept: usize,
    /// Its first token.
    pub from: usize,
    /// The token after its last.
    pub to: usize,
    /// How surely and fully the phrase expresses its concept.
    pub score: f32,
}

/// Removes phrases that stand inside a longer phrase of another concept, and duplicates.
pub fn remove_nested(found: Vec<PhraseMatch>, lexicon: &Lexicon) -> Vec<PhraseMatch> {
    let is_event_name = |concept: usize| lexicon.concepts[concept].contains(':');
    let is_off_topic = |concept: usize| OFF_TOPIC_CONCEPTS.contains(&lexicon.concepts[concept].as_str());
    let is_negation = |concept: usize| lexicon.concepts[concept].starts_with("not-");
    // a name of the event, with or without an article before it, is not about another subject
    let is_own_name = |one: &PhraseMatch, other: &PhraseMatch| {
        let same = (one.from, one.to) == (other.from, other.to);
        let beyond = other.from.saturating_sub(one.from) + one.to.saturating_sub(other.to);
        let overlap = one.from < other.to && other.from < one.to;
        let is_sure = other.score >= MIN_EVENT_NAME_SCORE && overlap && beyond <= 1;
        is_off_topic(one.concept)
            && is_event_name(other.concept)
            && (is_sure || (same && other.score >= MIN_EVENT_WORD_SCORE))
    };
    let is_nested = |one: &PhraseMatch| {
        found.iter().any(|other| {
            if is_own_name(one, other) {
                return true;
            }
            other.concept != one.concept
                && other.from <= one.from
                && other.to >= one.to
                && other.to - other.from > one.to - one.from
                && (!is_event_name(one.concept) || is_event_name(other.concept) || is_negation(other.concept))
                && (lexicon.concept_weights[other.concept] >= MIN_HIDING_WEIGHT || is_negation(other.concept))
                && other.score >= MIN_HIDING_SCORE
        })
    };
    let mut kept: Vec<PhraseMatch> = Vec::new();
    for one in found.iter().filter(|one| !is_nested(one)) {
        match kept.iter_mut().find(|k| k.concept == one.concept && k.from == one.from && k.to == one.to) {
            Some(same) => same.score = same.score.max(one.score),
            None => kept.push(one.clone()),
        }
    }
    kept
}

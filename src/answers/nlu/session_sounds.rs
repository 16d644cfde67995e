//! Which words of a message sound like words of a session's texts: "prezantasyon" like "présentation". Unlike the names
//! in the lexicon, every longer word counts here, the less the more sessions have it.

use std::collections::{BTreeMap, BTreeSet};

use super::index::LexiconIndex;
use super::session_ranking::session_texts;
use super::tokenizer::tokenize;
use crate::i18n::Lang;
use crate::programme::Programme;

/// Shorter words and shorter sounds are not compared, in bytes.
const MIN_WORD: usize = 4;
const MIN_SOUND: usize = 3;
/// Shortest beginning of a sound that two words may share …
const MIN_START: usize = 4;
/// … and how much that counts, where the whole sound counts 1.
const START_SCORE: f32 = 0.6;
/// Highest score of a session.
const MAX_SCORE: f32 = 2.0;
/// Longer messages count with their last words, where the question usually stands.
const MAX_WORDS: usize = 120;

/// The sounds of the words of each session, by the sound rules of each language.
#[derive(Debug)]
pub struct SessionSounds {
    sessions: usize,
    /// By language: each sound with the numbers of the sessions that have it.
    by_language: Vec<(Lang, BTreeMap<String, BTreeSet<usize>>)>,
}

impl SessionSounds {
    /// The sounds of an event.
    pub fn new(index: &LexiconIndex, programme: &Programme) -> Self {
        let of_language = |lang: Lang| {
            let mut sounds: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            for (number, session) in programme.sessions.iter().enumerate() {
                for token in session_texts(session).into_iter().flat_map(tokenize) {
                    if let Some(sound) = sound_of(index, lang, &token.word) {
                        sounds.entry(sound).or_default().insert(number);
                    }
                }
            }
            (lang, sounds)
        };
        Self {
            sessions: programme.sessions.len(),
            by_language: Lang::ALL.into_iter().map(of_language).collect(),
        }
    }

    /// Whether a session's texts have a word that sounds like this one, or begins like it.
    pub fn has_word(&self, index: &LexiconIndex, word: &str) -> bool {
        self.scores(index, std::iter::once(word)).iter().any(|score| *score > 0.0)
    }

    /// How many words sound like words of each session, in the order of the event file.
    pub fn scores<'w>(
        &self,
        index: &LexiconIndex,
        words: impl DoubleEndedIterator<Item = &'w str>,
    ) -> Vec<f32> {
        let mut scores = vec![0.0_f32; self.sessions];
        let words: BTreeSet<&str> = words.rev().take(MAX_WORDS).collect();
        for word in words {
            let mut best = vec![0.0_f32; self.sessions];
            for (lang, sounds) in &self.by_language {
                let Some(sound) = sound_of(index, *lang, word) else { continue };
                if let Some(owners) = sounds.get(&sound) {
                    raise(&mut best, owners, 1.0);
                    continue;
                }
                // the last letter may differ ("médiateur", "médiation")
                let end = sound.len().saturating_sub(1).max(MIN_START);
                let Some(start) = sound.get(..end) else { continue };
                let alike =
                    sounds.range(start.to_owned()..).take_while(|(other, _)| other.starts_with(start));
                let shorter =
                    (MIN_START..sound.len()).filter_map(|end| sounds.get_key_value(sound.get(..end)?));
                for (_, owners) in alike.chain(shorter) {
                    raise(&mut best, owners, START_SCORE);
                }
            }
            for (score, best) in scores.iter_mut().zip(best) {
                *score = (*score + best).min(MAX_SCORE);
            }
        }
        scores
    }
}

/// Raises the scores of the sessions that have a sound.
fn raise(best: &mut [f32], owners: &BTreeSet<usize>, score: f32) {
    for owner in owners {
        if let Some(best) = best.get_mut(*owner) {
            *best = best.max(score / owners.len() as f32);
        }
    }
}

/// The sound of a word, if it is long enough to be compared.
fn sound_of(index: &LexiconIndex, lang: Lang, word: &str) -> Option<String> {
    let sound = (word.len() >= MIN_WORD).then(|| index.phonetic_key(lang, word, false))?;
    (sound.len() >= MIN_SOUND).then_some(sound)
}

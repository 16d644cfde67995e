//! Detects the language of a message, by the words that stand in the files of one language and not of the others.

use super::index::LexiconIndex;
use super::language_set::LanguageSet;
use super::tokenizer::Token;
use crate::i18n::Lang;

/// Points by which a language must lead before the answer is in it.
const CLEAR_MARGIN: f32 = 0.9;
/// Points by which a language must lead before the answers after that are in it, too.
const CERTAIN_MARGIN: f32 = 1.8;
/// Fewer words are not a sentence.
const MIN_SENTENCE_WORDS: usize = 3;
/// Points of the default language, which decide a draw.
const DEFAULT_LANGUAGE_POINTS: f32 = 0.05;

/// The language of a message, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectedLanguage {
    pub lang: Lang,
    /// Clear enough for an answer in it.
    pub is_clear: bool,
    /// Clear enough to go on in it: several words, or all of them, are of that language.
    pub is_certain: bool,
    /// A clear sentence, not a single word.
    pub is_sentence: bool,
}

/// The most likely language. Where the default language has no words of its own, a sentence in it may share a
/// word with another language by chance: every word must then be of the language that is detected.
pub fn detect(tokens: &[Token], index: &LexiconIndex, default_lang: Lang) -> DetectedLanguage {
    let mut points = [0.0_f32; Lang::ALL.len()];
    let words = || tokens.iter().filter(|token| !token.is_symbol);
    for token in words() {
        let languages = index.languages(&token.word);
        for lang in languages.iter() {
            points[lang as usize] += word_points(languages);
        }
        for lang in index.languages_by_spelling(&token.surface).iter() {
            points[lang as usize] += 1.0;
        }
    }
    points[default_lang as usize] += DEFAULT_LANGUAGE_POINTS;
    let best = Lang::ALL
        .into_iter()
        .max_by(|a, b| points[*a as usize].total_cmp(&points[*b as usize]))
        .unwrap_or(default_lang);
    let next = Lang::ALL
        .into_iter()
        .filter(|lang| *lang != best)
        .map(|lang| points[lang as usize])
        .fold(0.0, f32::max);
    let lead = points[best as usize] - next;
    let has_all_words = words().all(|token| index.languages(&token.word).contains(best));
    let is_comparable = index.languages_with_words().contains(default_lang) || has_all_words;
    let is_clear = lead >= CLEAR_MARGIN && is_comparable;
    let is_far_ahead = lead >= CERTAIN_MARGIN && is_comparable;
    DetectedLanguage {
        lang: best,
        is_clear,
        is_certain: is_far_ahead || (is_clear && has_all_words),
        is_sentence: is_far_ahead && words().count() >= MIN_SENTENCE_WORDS,
    }
}

/// The points that a word gives to each of its languages.
fn word_points(languages: LanguageSet) -> f32 {
    match languages.len() {
        1 => 1.0,
        2 => 0.3,
        _ => 0.0,
    }
}

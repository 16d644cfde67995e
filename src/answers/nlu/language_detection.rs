//! Which language a message is in, by the words that stand in one language's files and not in the
//! others'.

use super::index::LexiconIndex;
use super::tokenizer::Token;
use crate::i18n::Lang;

/// So much more must speak for a language than for the next.
const CLEAR_MARGIN: f32 = 0.9;

/// So much more, and an answer in it is followed by others.
const CERTAIN_MARGIN: f32 = 1.8;
/// So few words make no sentence.
const MIN_SENTENCE_WORDS: usize = 3;

/// In which language something is written, and how far one may go by that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectedLanguage {
    pub lang: Lang,
    /// Clear enough for an answer in it.
    pub is_clear: bool,
    /// Clear enough to go on in it: several words say so, or all there are.
    pub is_certain: bool,
    /// A clear sentence, not a word in passing.
    pub is_sentence: bool,
}

/// The language that most speaks for. `usual` wins a draw.
pub fn detect(tokens: &[Token], index: &LexiconIndex, usual: Lang) -> DetectedLanguage {
    let mut points = [0.0_f32; 3];
    let words = || tokens.iter().filter(|token| !token.is_symbol);
    for token in words() {
        let languages = index.language_mask(&token.word);
        let count = languages.count_ones();
        for lang in Lang::ALL.into_iter().filter(|lang| languages & (1 << *lang as u8) != 0) {
            points[lang as usize] += match count {
                1 => 1.0,
                2 => 0.3,
                _ => 0.0,
            };
        }
        // an open o, an open e at the end and "yon" are written so in Creole only
        if token.surface.contains('ò') || token.surface.ends_with('è') || token.surface.ends_with("yon") {
            points[Lang::Gcf as usize] += 1.0;
        }
        // and these in French only
        if token.surface.contains(['ç', 'ê', 'î', 'û', 'â', 'œ']) {
            points[Lang::Fr as usize] += 1.0;
        }
    }
    points[usual as usize] += 0.05;
    let best = Lang::ALL
        .into_iter()
        .max_by(|a, b| points[*a as usize].total_cmp(&points[*b as usize]))
        .unwrap_or(usual);
    let next = Lang::ALL
        .into_iter()
        .filter(|lang| *lang != best)
        .map(|lang| points[lang as usize])
        .fold(0.0, f32::max);
    let ahead = points[best as usize] - next;
    let all = words().all(|token| index.language_mask(&token.word) & (1 << best as u8) != 0);
    let clear = ahead >= CLEAR_MARGIN;
    DetectedLanguage {
        lang: best,
        is_clear: clear,
        is_certain: ahead >= CERTAIN_MARGIN || (clear && all),
        is_sentence: ahead >= CERTAIN_MARGIN && words().count() >= MIN_SENTENCE_WORDS,
    }
}

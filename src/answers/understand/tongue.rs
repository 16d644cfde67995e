//! Which language a message is in, by the words that stand in one language's files and not in the
//! others'.

use super::fold::Token;
use super::index::Index;
use crate::i18n::Lang;

/// So much more must speak for a language than for the next.
const CLEARLY: f32 = 0.9;

/// The language that most speaks for, and whether it is clear. `usual` wins a draw.
pub fn detect(tokens: &[Token], index: &Index, usual: Lang) -> (Lang, bool) {
    let mut points = [0.0_f32; 3];
    for token in tokens.iter().filter(|token| !token.sign) {
        let languages = index.languages(&token.word);
        let count = languages.count_ones();
        for lang in Lang::ALL.into_iter().filter(|lang| languages & (1 << *lang as u8) != 0) {
            points[lang as usize] += match count {
                1 => 1.0,
                2 => 0.3,
                _ => 0.0,
            };
        }
        // an open o, an open e at the end and "yon" are written so in Creole only
        if token.raw.contains('ò') || token.raw.ends_with('è') || token.raw.ends_with("yon") {
            points[Lang::Gcf as usize] += 1.0;
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
    (best, points[best as usize] - next >= CLEARLY)
}

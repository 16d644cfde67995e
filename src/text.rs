//! What people type, as it may be stored and shown: without characters that cannot be seen or that turn
//! the writing direction, with a bounded number of lines and of marks on one letter.
//!
//! Which characters those are is said by Unicode's own properties, once, for every feature.

use icu_properties::props::{
    BidiControl, BinaryProperty as _, DefaultIgnorableCodePoint, EnumeratedProperty as _, GeneralCategory,
    PrependedConcatenationMark,
};

/// Accents on one letter: Vietnamese needs two, pointed Hebrew three, a defaced screen hundreds.
const MAX_MARKS_PER_LETTER: usize = 4;
/// Characters that only shape the sign before them: the flag of Scotland has six tags.
const MAX_JOINERS_PER_CHAR: usize = 8;
/// More lines than that are run together: a question is read on one screen.
const MAX_LINES: usize = 12;
/// The braille pattern without a dot is a letter's width of nothing, and no Unicode blank.
const EMPTY_BRAILLE: char = '\u{2800}';

/// Whether a character leaves something to look at by itself.
pub fn is_visible(c: char) -> bool {
    !is_blank(c) && !is_ignorable(c) && !is_combining_mark(c)
}

/// Whether a text has a letter or a digit that can be seen.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() && is_visible(c))
}

/// A value on one line: one space between words, none around them.
pub fn clean_line(typed: &str) -> String {
    strip_hidden(typed).split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text of several lines: blank ones at most one at a time, at most `LINES` in all; the rest
/// follows on the last one.
pub fn clean_paragraphs(typed: &str) -> String {
    let text = strip_hidden(typed).replace("\r\n", "\n");
    let mut out = String::new();
    let (mut written, mut gap) = (0, false);
    for row in text.split(is_line_break).map(|row| row.trim_matches(is_blank)) {
        if row.is_empty() {
            gap = true;
            continue;
        }
        if written > 0 {
            out.push_str(match (written < MAX_LINES, gap) {
                (true, true) => "\n\n",
                (true, false) => "\n",
                (false, _) => " ",
            });
        }
        out.push_str(&row.replace(EMPTY_BRAILLE, " "));
        written += 1;
        gap = false;
    }
    out
}

/// A button's label, or a text that may be one, as the two are compared: no variation selectors
/// (phones add and drop them), one kind of blank and of apostrophe.
pub fn label_key(text: &str) -> String {
    let plain: String =
        text.chars().filter(|&c| !is_ignorable(c)).map(|c| if c == '’' { '\'' } else { c }).collect();
    plain.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The beginning of a text on one line, `most` characters at most, with "…" where it goes on.
pub fn excerpt(text: &str, most: usize) -> String {
    let line = clean_line(text);
    match line.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

/// The length by which the messenger limits texts: UTF-16 code units.
pub fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Without what is hidden; marks and shapers only behind something they can belong to, and few.
fn strip_hidden(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len());
    let (mut based, mut marks, mut shapers) = (false, 0, 0);
    for c in typed.chars().filter(|&c| !is_hidden(c)) {
        if is_combining_mark(c) {
            marks += 1;
            if !based || marks > MAX_MARKS_PER_LETTER {
                continue;
            }
        } else if is_joiner_or_selector(c) {
            shapers += 1;
            if !based || shapers > MAX_JOINERS_PER_CHAR {
                continue;
            }
        } else {
            based = !is_blank(c);
            (marks, shapers) = (0, 0);
        }
        out.push(c);
    }
    out
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == EMPTY_BRAILLE
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Whether a character has no shape of its own: hidden ones, joiners, variation selectors.
pub fn is_ignorable(c: char) -> bool {
    is_hidden(c) || is_joiner_or_selector(c)
}

/// Controls, directional marks, fillers: nothing that a reader needs.
fn is_hidden(c: char) -> bool {
    if c.is_ascii() {
        return c.is_control() && !c.is_whitespace();
    }
    if c.is_whitespace() || is_joiner_or_selector(c) {
        return false;
    }
    BidiControl::for_char(c)
        || DefaultIgnorableCodePoint::for_char(c)
        || match GeneralCategory::for_char(c) {
            GeneralCategory::Control => true,
            // the Arabic number signs are seen
            GeneralCategory::Format => !PrependedConcatenationMark::for_char(c),
            _ => false,
        }
}

/// Joiners, variation selectors and emoji tags: ignorable by themselves, needed by some scripts and
/// by composed emoji.
fn is_joiner_or_selector(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

/// An accent or a sign around a letter.
fn is_combining_mark(c: char) -> bool {
    !c.is_ascii()
        && !is_joiner_or_selector(c)
        && matches!(
            GeneralCategory::for_char(c),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_visible_is_no_letter() {
        for nothing in [
            "\u{3164}\u{3164}",
            "\u{115f}\u{1160}",
            "\u{ffa0}",
            "\u{2800}",
            "\u{61c}\u{200f}",
            "\u{301}",
            "\u{fe0f}",
            "\u{e0041}",
            "\u{1d173}",
        ] {
            assert!(!has_letter(nothing), "{nothing:?}");
            assert!(!nothing.chars().any(is_visible), "{nothing:?}");
            assert_eq!(clean_line(nothing), "", "{nothing:?}");
        }
    }

    #[test]
    fn scripts_and_emoji_stay_whole() {
        for text in [
            "Ọlá",
            "محمد علي",
            "نامه\u{200c}ای",
            "👨\u{200d}👩\u{200d}👧",
            "❤\u{fe0f}",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "שָׁלוֹם",
            "Việt",
            "李雷",
        ] {
            assert_eq!(clean_line(text), text);
            assert!(text.chars().any(is_visible));
        }
    }

    #[test]
    fn lines_and_marks_are_bounded() {
        assert_eq!(clean_paragraphs(&format!("a{}b", "\n".repeat(900))), "a\n\nb");
        assert_eq!(clean_paragraphs("\n\n  a \r\n\u{2800}\n\u{2028}b  \n"), "a\n\nb");
        assert_eq!(clean_paragraphs(&"x\n".repeat(400)).lines().count(), MAX_LINES);
        assert_eq!(
            clean_line(&format!("e{}", "\u{301}".repeat(880))).chars().count(),
            1 + MAX_MARKS_PER_LETTER
        );
        assert!(
            clean_line(&format!("e{}", "\u{200d}".repeat(880))).chars().count() <= 1 + MAX_JOINERS_PER_CHAR
        );
        assert_eq!(clean_line("a\u{202e}b\u{200f}\u{61c}c\u{ad}"), "abc");
    }

    #[test]
    fn labels_are_compared_as_they_look() {
        assert_eq!(label_key("❓\u{fe0f} Poser une question"), label_key("❓ Poser\u{a0}une question "));
        assert_eq!(label_key("J’accepte"), label_key("J'accepte"));
        assert_ne!(label_key("Oui"), label_key("Non"));
    }

    #[test]
    fn an_excerpt_says_that_it_goes_on() {
        assert_eq!(excerpt("une  longue\nphrase", 10), "une longue…");
        assert_eq!(excerpt("courte", 10), "courte");
        assert_eq!(utf16_len("é😀"), 3);
    }
}

//! Text as it is stored and shown: invisible characters and direction marks are removed, and the number of
//! lines and of accents on one letter is limited. Lengths, excerpts and cuts are here, too.
//!
//! Unicode's own properties decide which characters are invisible; no other file has such a list.

use icu_properties::props::{
    BidiControl, BinaryProperty as _, DefaultIgnorableCodePoint, EnumeratedProperty as _, GeneralCategory,
    PrependedConcatenationMark,
};

/// Most accents on one letter: Vietnamese needs two, pointed Hebrew three; more only deface a screen.
const MAX_MARKS_PER_LETTER: usize = 4;
/// Most joiners, selectors and tags behind one character: the flag of Scotland has six tags.
const MAX_JOINERS_PER_CHAR: usize = 8;
/// Most lines of a text, so that a question fits one screen; further lines are joined to the last.
const MAX_LINES: usize = 12;
/// The braille pattern without a dot: it looks like a blank, but Unicode does not class it as one.
const EMPTY_BRAILLE: char = '\u{2800}';
/// The longest first name, in characters, that is shown to others.
const MAX_NAME_LENGTH: usize = 40;
/// Marks the end of a text that was cut.
pub const ELLIPSIS: &str = "…";
/// The byte order mark: spreadsheet programs take a file that begins with it for UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The characters of codes that people read and type: no two look alike, and without vowels none spells a word.
pub const CODE_ALPHABET: &str = "CDFGHJKMNPQRTVWXY34679";

/// Whether a character alone shows anything on a screen.
pub fn is_visible(c: char) -> bool {
    !is_blank(c) && !is_ignorable(c) && !is_combining_mark(c)
}

/// Whether a text has a visible letter or digit.
pub fn has_letter(text: &str) -> bool {
    text.chars().any(|c| c.is_alphanumeric() && is_visible(c))
}

/// The text on one line: invisible characters removed, one space between words, none around them.
pub fn clean_line(typed: &str) -> String {
    strip_hidden(typed).split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A first name as it is shown to others; empty where it has no letter or is too long.
pub fn parse_display_name(name: &str) -> String {
    let name = clean_line(name);
    let fits = name.chars().count() <= MAX_NAME_LENGTH && name.chars().any(char::is_alphabetic);
    if fits { name } else { String::new() }
}

/// The text on several lines: invisible characters removed, never two blank lines in a row, at most
/// `MAX_LINES` lines with text; further text follows on the last line.
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

/// The form in which a button's label and a typed text are compared: no variation selectors (phones add
/// and drop them), one kind of blank and of apostrophe.
pub fn label_key(text: &str) -> String {
    let plain: String =
        text.chars().filter(|&c| !is_ignorable(c)).map(|c| if c == '’' { '\'' } else { c }).collect();
    plain.split(is_blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, cleaned and on one line: at most `max_chars` characters, and "…" where it was cut.
pub fn excerpt(text: &str, max_chars: usize) -> String {
    truncate(&clean_line(text), max_chars)
}

/// The beginning of a text, otherwise unchanged: at most `max_chars` characters, and "…" where it was cut.
pub fn truncate(text: &str, max_chars: usize) -> String {
    match text.char_indices().nth(max_chars) {
        Some((end, _)) => format!("{}{ELLIPSIS}", text.split_at(end).0.trim_end()),
        None => text.to_owned(),
    }
}

/// The length of a text in UTF-16 code units, by which the messenger limits texts.
pub fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The length of an HTML text as it is read, in UTF-16 code units: tags count nothing, an entity counts one.
pub fn visible_utf16_len(html: &str) -> usize {
    let (mut units, mut rest) = (0, html);
    while let Some(c) = rest.chars().next() {
        let length_to = |end: char| rest.find(end).map(|at| at + 1);
        let skipped = match c {
            '<' => length_to('>'),
            '&' => length_to(';'),
            _ => None,
        };
        units += if c == '<' && skipped.is_some() { 0 } else { c.len_utf16() };
        rest = rest.split_at(skipped.unwrap_or(c.len_utf8())).1;
    }
    units
}

/// A message's HTML as plain text, without tags and entities.
pub fn html_to_plain(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").trim().to_owned()
}

/// The first lines of an HTML text that fit into `max_units` (see [`visible_utf16_len`]), and "…" where it was
/// cut. No tag stays open and no entity is cut in half.
pub fn truncate_html(html: String, max_units: usize) -> String {
    // a text of so few bytes cannot be longer in code units
    if html.len() <= max_units || visible_utf16_len(&html) <= max_units {
        return html;
    }
    let mut lines: Vec<&str> = Vec::new();
    let mut length = utf16_len(ELLIPSIS);
    for line in html.split('\n') {
        length += visible_utf16_len(line) + 1;
        if length > max_units {
            break;
        }
        lines.push(line);
    }
    while !lines.is_empty() && !has_balanced_tags(&lines) {
        lines.pop();
    }
    if lines.is_empty() {
        return format!("{}{ELLIPSIS}", truncate_html_line(&html, max_units));
    }
    format!("{}\n{ELLIPSIS}", lines.join("\n"))
}

fn has_balanced_tags(lines: &[&str]) -> bool {
    let (opened, closed) = lines.iter().fold((0, 0), |(opened, closed), line| {
        let closing = line.matches("</").count();
        (opened + line.matches('<').count() - closing, closed + closing)
    });
    opened == closed
}

/// The beginning of one very long line, without its tags.
fn truncate_html_line(html: &str, max_units: usize) -> String {
    let (mut kept, mut length, mut in_tag) = (String::new(), utf16_len(ELLIPSIS), false);
    let mut open_entity = None;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            _ if in_tag => {}
            _ => {
                length += c.len_utf16();
                if length > max_units {
                    break;
                }
                match c {
                    '&' => open_entity = Some(kept.len()),
                    ';' => open_entity = None,
                    _ => {}
                }
                kept.push(c);
            }
        }
    }
    kept.truncate(open_entity.unwrap_or(kept.len()));
    kept
}

/// The text without hidden characters; marks and joiners stay only behind a visible character, and only a few.
fn strip_hidden(typed: &str) -> String {
    let mut out = String::with_capacity(typed.len());
    let (mut has_base, mut marks, mut joiners) = (false, 0, 0);
    for c in typed.chars().filter(|&c| !is_hidden(c)) {
        if is_combining_mark(c) {
            marks += 1;
            if !has_base || marks > MAX_MARKS_PER_LETTER {
                continue;
            }
        } else if is_joiner_or_selector(c) {
            joiners += 1;
            if !has_base || joiners > MAX_JOINERS_PER_CHAR {
                continue;
            }
        } else {
            has_base = !is_blank(c);
            (marks, joiners) = (0, 0);
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

/// Whether a character has no shape of its own: hidden characters, joiners, variation selectors.
pub fn is_ignorable(c: char) -> bool {
    is_hidden(c) || is_joiner_or_selector(c)
}

/// Whether a character is a control, a direction mark or a filler, which no reader needs.
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
            // the Arabic number signs are visible
            GeneralCategory::Format => !PrependedConcatenationMark::for_char(c),
            _ => false,
        }
}

/// Whether a character is a joiner, a variation selector or an emoji tag: invisible alone, but needed by some
/// scripts and by composed emoji.
fn is_joiner_or_selector(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

/// Whether a character is an accent or a sign around a letter.
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
    fn a_display_name_is_short_and_contains_a_letter() {
        assert_eq!(parse_display_name("  Marie\u{202e}\n Line "), "Marie Line");
        assert_eq!(parse_display_name("🙂"), "");
        assert_eq!(parse_display_name(&"é".repeat(41)), "");
    }

    #[test]
    fn an_excerpt_says_that_it_goes_on() {
        assert_eq!(excerpt("une  longue\nphrase", 10), "une longue…");
        assert_eq!(excerpt("courte", 10), "courte");
        assert_eq!(truncate("une  longue", 5), "une…");
        assert_eq!(utf16_len("é😀"), 3);
    }

    #[test]
    fn a_cut_html_text_fits_and_stays_well_formed() {
        const MAX_UNITS: usize = 4_096;
        for (name, html) in [
            ("short", "<b>Bonjour</b> &amp; merci".to_owned()),
            ("just", "a".repeat(4_096)),
            ("emoji", "😀".repeat(2_049)),
            ("lines", "<b>ligne</b> &lt;3\n".repeat(900)),
            ("bold over lines", format!("<b>{}</b>", "ligne\n".repeat(900))),
            ("entities", "&amp;".repeat(5_000)),
            ("one tag", format!("<a href=\"{}\">x</a>", "y".repeat(5_000))),
        ] {
            let fits = visible_utf16_len(&html) <= MAX_UNITS;
            let kept = truncate_html(html.clone(), MAX_UNITS);
            assert!(visible_utf16_len(&kept) <= MAX_UNITS, "{name}: {}", visible_utf16_len(&kept));
            assert_eq!(kept == html, fits, "{name}");
            assert_eq!(kept.matches("<b>").count(), kept.matches("</b>").count(), "{name}");
            assert!(!kept.contains('&') || kept.matches('&').count() == kept.matches(';').count(), "{name}");
            assert!(fits || kept.len() > 2_000, "{name}: {}", kept.len());
        }
        assert_eq!(visible_utf16_len("<b>é😀</b>&lt;"), 4);
    }
}

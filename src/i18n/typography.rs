//! Typography of shown texts: no-break spaces where French and Creole have them, and the curly
//! apostrophe. [`apply`] runs once, when texts are loaded. [`remove_typography`] reverts it, to compare
//! what people type or send back with what they were shown.

use std::borrow::Cow;

use super::lang::Lang;

const NO_BREAK_SPACE: char = '\u{a0}';

/// Units that stay on the line of the number before them.
const UNITS: [&str; 17] = [
    "h", "min", "s", "heure", "heures", "minute", "minutes", "seconde", "secondes", "minit", "ségonn",
    "hour", "hours", "second", "seconds", "%", "€",
];

/// Sets the typography of a text in `lang`. Tags, addresses and commands stay unchanged.
pub fn apply(lang: Lang, text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let protected = find_protected(&signs);
    let spaced = lang.spaces_punctuation();
    signs
        .iter()
        .enumerate()
        .map(|(at, &sign)| match sign {
            _ if protected[at] => sign,
            '\'' if is_apostrophe(&signs[..at]) => '’',
            ' ' if is_no_break(spaced, &signs[..at], &signs[at + 1..]) => NO_BREAK_SPACE,
            _ => sign,
        })
        .collect()
}

/// Sets the typography of a Fluent file. Comments stay unchanged, and so do the `words-…` messages, which
/// are compared with what people type and never shown.
pub(super) fn apply_to_file(lang: Lang, source: &str) -> String {
    let mut shown = true;
    let mut result = String::with_capacity(source.len() + source.len() / 16);
    for line in source.split_inclusive('\n') {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            shown = !line.starts_with("words-");
        }
        let line =
            if shown && !line.starts_with('#') { apply(lang, line).into() } else { Cow::Borrowed(line) };
        result.push_str(&line);
    }
    result
}

/// Replaces hyphens between letters by no-break hyphens, for texts in large type.
pub fn use_no_break_hyphens(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let is_letter =
        |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.is_alphabetic());
    let is_inside_word = |at: usize| is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    signs
        .iter()
        .enumerate()
        .map(|(at, &sign)| if sign == '-' && is_inside_word(at) { '\u{2011}' } else { sign })
        .collect()
}

/// Reverts typography: plain spaces, straight apostrophes and plain hyphens, as a keyboard has them.
pub fn remove_typography(text: &str) -> String {
    let plain = |sign| match sign {
        NO_BREAK_SPACE | '\u{202f}' => ' ',
        '’' | '‘' | 'ʼ' => '\'',
        '\u{2011}' => '-',
        _ => sign,
    };
    text.chars().map(plain).collect()
}

/// For each character, whether it belongs to a `<tag>`, an address or a command.
fn find_protected(signs: &[char]) -> Vec<bool> {
    let mut protected = vec![false; signs.len()];
    let mut at = 0;
    while at < signs.len() {
        if signs[at] == '<'
            && signs.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == '/')
        {
            let end = signs[at..].iter().position(|sign| *sign == '>').map_or(at, |length| at + length);
            protected[at..=end].fill(true);
            at = end + 1;
        } else if is_word_start(&signs[..at]) {
            let length = signs[at..].iter().take_while(|sign| !sign.is_whitespace() && **sign != '<').count();
            let word: String = signs[at..at + length].iter().collect();
            if word.contains("://") || word.contains('@') || word.starts_with('/') {
                protected[at..at + length].fill(true);
            }
            at += length.max(1);
        } else {
            at += 1;
        }
    }
    protected
}

fn is_word_start(before: &[char]) -> bool {
    before.last().is_none_or(|sign| sign.is_whitespace() || *sign == '>')
}

/// A quote after a letter, a closing tag or a Fluent placeable is an apostrophe; any other opens a
/// quotation.
fn is_apostrophe(before: &[char]) -> bool {
    before.last().is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '>' | '}' | '.' | '…'))
}

/// Whether the space between `before` and `after` must not end a line.
fn is_no_break(spaced: bool, before: &[char], after: &[char]) -> bool {
    // A space that Fluent would trim is written {" "}: look at the characters around that.
    let (before, after) = match (before.strip_suffix(&['{', '"']), after.strip_prefix(&['"', '}'])) {
        (Some(before), Some(after)) => (before, after),
        _ => (before, after),
    };
    let (Some(&last), Some(&first)) = (before.last(), after.first()) else { return false };
    if last.is_whitespace() || first.is_whitespace() {
        return false;
    }
    if spaced && (matches!(first, ':' | ';' | '!' | '?' | '»') || last == '«') {
        return true;
    }
    let is_before_number = first.is_ascii_digit() || first == '{';
    if is_before_number && ["n°", "N°", "no.", "No."].iter().any(|sign| is_word_at_end(before, sign)) {
        return true;
    }
    (last.is_ascii_digit() || last == '}') && (is_unit(after) || is_thousands_separator(before, after))
}

/// Whether a text ends with this word, as a whole word.
fn is_word_at_end(before: &[char], word: &str) -> bool {
    let length = word.chars().count();
    let Some(start) = before.len().checked_sub(length) else { return false };
    before[start..].iter().copied().eq(word.chars())
        && before[..start].last().is_none_or(|sign| !sign.is_alphanumeric())
}

fn is_unit(after: &[char]) -> bool {
    let word: String =
        after.iter().take_while(|sign| sign.is_alphabetic() || "%€".contains(**sign)).collect();
    UNITS.contains(&word.as_str())
}

/// Whether the space separates thousands ("1 000") and not the groups of a phone number ("12 34").
fn is_thousands_separator(before: &[char], after: &[char]) -> bool {
    let head = before.iter().rev().take_while(|sign| sign.is_ascii_digit()).count();
    let tail = after.iter().take_while(|sign| sign.is_ascii_digit()).count();
    (1..=3).contains(&head) && tail == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply_visibly(lang: Lang, text: &str) -> String {
        apply(lang, text).replace(NO_BREAK_SPACE, "_")
    }

    #[test]
    fn french_and_creole_keep_high_marks_on_the_line_and_english_has_none() {
        for lang in [Lang::Fr, Lang::Gcf] {
            assert_eq!(apply_visibly(lang, "Qui ? Moi ; toi : « lui » !"), "Qui_? Moi_; toi_: «_lui_»_!");
            assert_eq!(apply_visibly(lang, "<b>Code</b> : <b>n° 7</b>"), "<b>Code</b>_: <b>n°_7</b>");
        }
        assert_eq!(apply_visibly(Lang::En, "Who? It's no. 7, in 5 min"), "Who? It’s no._7, in 5_min");
    }

    #[test]
    fn numbers_keep_their_unit() {
        assert_eq!(
            apply_visibly(Lang::Fr, "{ $count } min, 24 h, 1 000 s, 0696 12 34 56"),
            "{ $count }_min, 24_h, 1_000_s, 0696 12 34 56"
        );
        assert_eq!(apply_visibly(Lang::Gcf, "15 minit, 3 moun, 3 mwa"), "15_minit, 3 moun, 3 mwa");
    }

    #[test]
    fn tags_addresses_and_commands_stay() {
        for text in [
            "<a href='x ?y'>",
            "https://a.b/l'an?x=1",
            "d'abreu@exemple.org",
            "/aide",
            " : au début",
            "'entre'",
        ] {
            assert_eq!(apply(Lang::Fr, text).replace('’', "'"), text);
        }
        assert_eq!(apply(Lang::Fr, "d'abreu@exemple.org"), "d'abreu@exemple.org");
    }

    #[test]
    fn comments_and_keyword_messages_stay_in_a_file() {
        let file = "# l'un : deux\na = l'un : deux\n    l'autre !\nwords-b = l'un, deux ?\n    d'accord\nc = d'ici\n";
        assert_eq!(apply_to_file(Lang::Fr, "a = { $b }{\" \"}: { $c }"), "a = { $b }{\"\u{a0}\"}: { $c }");
        let set = "# l'un : deux\na = l’un_: deux\n    l’autre_!\nwords-b = l'un, deux ?\n    d'accord\nc = d’ici\n";
        assert_eq!(apply_to_file(Lang::Fr, file).replace(NO_BREAK_SPACE, "_"), set);
    }

    #[test]
    fn typography_can_be_removed() {
        for text in ["❓ Poser une question ?", "Oui, j'accepte : « tout » !", "1 000 voix, n° 3"] {
            assert_eq!(remove_typography(&apply(Lang::Fr, text)), text);
        }
    }
}

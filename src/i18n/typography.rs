//! The typography of what is shown: no-break spaces where French and Creole set one, and the curly
//! apostrophe. Applied once, when texts are loaded; [`plain`] is the way back, for comparing what
//! people type or send back with what they were shown.

use std::borrow::Cow;

use super::Lang;

const NO_BREAK_SPACE: char = '\u{a0}';

/// Words behind a number that stay on its line.
const UNITS: [&str; 17] = [
    "h", "min", "s", "heure", "heures", "minute", "minutes", "seconde", "secondes", "minit", "ségonn",
    "hour", "hours", "second", "seconds", "%", "€",
];

/// A text as it is shown in `lang`. Tags, addresses and commands stay as they are.
pub fn apply(lang: Lang, text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let kept = find_protected(&signs);
    let spaced = lang != Lang::En;
    signs
        .iter()
        .enumerate()
        .map(|(at, &sign)| match sign {
            _ if kept[at] => sign,
            '\'' if is_apostrophe(&signs[..at]) => '’',
            ' ' if is_no_break(spaced, &signs[..at], &signs[at + 1..]) => NO_BREAK_SPACE,
            _ => sign,
        })
        .collect()
}

/// A Fluent file as it is shown: its comments, and the `words-…` that are read and never shown, stay.
pub fn apply_to_file(lang: Lang, source: &str) -> String {
    let mut shown = true;
    let mut set = String::with_capacity(source.len() + source.len() / 16);
    for line in source.split_inclusive('\n') {
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            shown = !line.starts_with("words-");
        }
        let line =
            if shown && !line.starts_with('#') { apply(lang, line).into() } else { Cow::Borrowed(line) };
        set.push_str(&line);
    }
    set
}

/// Hyphens between letters at which no line ends, for what is read in large letters.
pub fn use_no_break_hyphens(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    let letter = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(|sign| sign.is_alphabetic());
    let bound = |at: usize| letter(at.checked_sub(1)) && letter(Some(at + 1));
    signs
        .iter()
        .enumerate()
        .map(|(at, &sign)| if sign == '-' && bound(at) { '\u{2011}' } else { sign })
        .collect()
}

/// A text as a keyboard has it: with plain spaces and straight apostrophes.
pub fn remove_typography(text: &str) -> String {
    let plain = |sign| match sign {
        NO_BREAK_SPACE | '\u{202f}' => ' ',
        '’' | '‘' | 'ʼ' => '\'',
        '\u{2011}' => '-',
        _ => sign,
    };
    text.chars().map(plain).collect()
}

/// What is no running text: `<tags>`, and words that are an address or a command.
fn find_protected(signs: &[char]) -> Vec<bool> {
    let mut kept = vec![false; signs.len()];
    let mut at = 0;
    while at < signs.len() {
        if signs[at] == '<'
            && signs.get(at + 1).is_some_and(|next| next.is_ascii_alphabetic() || *next == '/')
        {
            let end = signs[at..].iter().position(|sign| *sign == '>').map_or(at, |length| at + length);
            kept[at..=end].fill(true);
            at = end + 1;
        } else if is_word_start(&signs[..at]) {
            let length = signs[at..].iter().take_while(|sign| !sign.is_whitespace() && **sign != '<').count();
            let word: String = signs[at..at + length].iter().collect();
            if word.contains("://") || word.contains('@') || word.starts_with('/') {
                kept[at..at + length].fill(true);
            }
            at += length.max(1);
        } else {
            at += 1;
        }
    }
    kept
}

fn is_word_start(before: &[char]) -> bool {
    before.last().is_none_or(|sign| sign.is_whitespace() || *sign == '>')
}

/// Behind a letter, a closing tag, or a name put in; elsewhere it opens a quotation.
fn is_apostrophe(before: &[char]) -> bool {
    before.last().is_some_and(|sign| sign.is_alphanumeric() || matches!(sign, '>' | '}' | '.' | '…'))
}

/// Whether a line may not end at the space between the two.
fn is_no_break(spaced: bool, before: &[char], after: &[char]) -> bool {
    // a space that Fluent would leave out is written {" "}: what stands around that counts
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
    let a_number_follows = first.is_ascii_digit() || first == '{';
    if a_number_follows && ["n°", "N°", "no.", "No."].iter().any(|sign| is_word_at_end(before, sign)) {
        return true;
    }
    (last.is_ascii_digit() || last == '}') && (is_unit(after) || is_thousands_separator(before, after))
}

/// Whether a word ends a text, and nothing of a longer one stands before it.
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

/// "1 000", and not "12 34" of a telephone number.
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
    fn what_is_no_running_text_stays() {
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
    fn the_words_that_are_read_stay_in_a_file() {
        let file = "# l'un : deux\na = l'un : deux\n    l'autre !\nwords-b = l'un, deux ?\n    d'accord\nc = d'ici\n";
        assert_eq!(apply_to_file(Lang::Fr, "a = { $b }{\" \"}: { $c }"), "a = { $b }{\"\u{a0}\"}: { $c }");
        let set = "# l'un : deux\na = l’un_: deux\n    l’autre_!\nwords-b = l'un, deux ?\n    d'accord\nc = d’ici\n";
        assert_eq!(apply_to_file(Lang::Fr, file).replace(NO_BREAK_SPACE, "_"), set);
    }

    #[test]
    fn plain_is_the_way_back() {
        for text in ["❓ Poser une question ?", "Oui, j'accepte : « tout » !", "1 000 voix, n° 3"] {
            assert_eq!(remove_typography(&apply(Lang::Fr, text)), text);
        }
    }
}

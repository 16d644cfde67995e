//! Typed text as the matcher sees it: words in small letters without accents, signs apart, and
//! nothing invisible. Bounded: a text of any length gives at most [`WORDS_AT_MOST`] words.

use deunicode::deunicode_char;

use crate::text;

/// Nobody asks for the hour in more words; what stands behind them is not looked at.
pub const MAX_TOKENS: usize = 80;
/// As many letters are looked at.
const MAX_CHARS: usize = 1_200;
/// A word longer than this is no word; its beginning will do.
const MAX_WORD_CHARS: usize = 24;

/// One word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// In small letters, accents kept: "où" is not "ou".
    pub surface: String,
    /// Folded.
    pub word: String,
    /// An emoji and the like: it may mean something, but it is no word.
    pub is_symbol: bool,
    /// What stands right behind it.
    pub punctuation: Punctuation,
}

/// The end of a sentence, of a part of one, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Punctuation {
    None,
    Comma,
    Stop,
    Question,
}

impl Token {
    /// A word without accents or marks.
    pub fn plain(word: &str) -> Self {
        Self {
            surface: word.to_owned(),
            word: word.to_owned(),
            is_symbol: false,
            punctuation: Punctuation::None,
        }
    }
}

/// Splits a text.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut run = String::new();
    let letters: Vec<char> = text.chars().filter(|&c| !is_ignored(c)).take(MAX_CHARS).map(to_latin).collect();
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_alphanumeric() {
            run.extend(letter.to_lowercase());
        } else if is_hour_separator(&run, letter, &letters[at + 1..]) {
            run.push('h');
        } else {
            push_token(&mut run, &mut found);
            if let Some(last) = found.last_mut() {
                last.punctuation = classify_punctuation(letter).unwrap_or(last.punctuation);
            }
            if u32::from(letter) > 0x2190 {
                found.push(Token { is_symbol: true, ..Token::plain(&letter.to_string()) });
            }
        }
    }
    push_token(&mut run, &mut found);
    found.truncate(MAX_TOKENS);
    found
}

/// A word as it is compared: no accents, small letters, a drawn-out letter once.
pub fn normalize_word(word: &str) -> String {
    let mut folded = String::new();
    let plain = word.chars().filter_map(deunicode_char).flat_map(str::chars);
    for letter in plain.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()) {
        folded.push(letter);
    }
    let letters: Vec<char> = folded.chars().collect();
    let drawn_out = |at: usize| {
        letters[at].is_ascii_alphabetic()
            && ((at >= 2 && letters[at - 1] == letters[at] && letters[at - 2] == letters[at])
                || (at >= 1
                    && letters[at - 1] == letters[at]
                    && letters.get(at + 1).is_some_and(|next| *next == letters[at])))
    };
    (0..letters.len()).filter(|&at| !drawn_out(at)).map(|at| letters[at]).take(MAX_WORD_CHARS).collect()
}

fn push_token(run: &mut String, found: &mut Vec<Token>) {
    let raw = std::mem::take(run);
    let word = normalize_word(&raw);
    if !word.is_empty() {
        found.push(Token { surface: raw, ..Token::plain(&word) });
    }
}

fn classify_punctuation(letter: char) -> Option<Punctuation> {
    match letter {
        ',' | ':' => Some(Punctuation::Comma),
        '.' | '!' | ';' | '…' | '\n' => Some(Punctuation::Stop),
        '?' => Some(Punctuation::Question),
        _ => None,
    }
}

/// "10:30" and "9.40" are read as "10h30" and "9h40".
fn is_hour_separator(run: &str, sign: char, behind: &[char]) -> bool {
    let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
    matches!(sign, ':' | '.')
        && (1..=2).contains(&run.len())
        && run.chars().all(|c| c.is_ascii_digit())
        && digits(&mut behind.iter().copied()) == 2
}

/// Characters that show nothing, or only colour an emoji.
fn is_ignored(letter: char) -> bool {
    matches!(letter, '\u{1f3fb}'..='\u{1f3ff}') || text::is_ignorable(letter)
}

/// Letters of other scripts that look like ours are read as they look.
fn to_latin(letter: char) -> char {
    const LOOKS: [(&str, &str); 2] = [
        ("аеорсухіјѕкмтвнԁԛԝ", "aeopcyxijskmtbhdqw"),
        ("АВЕКМНОРСТУХІЈЅαοερικνυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSaoepikvuxABEZHIKMNOPTYX"),
    ];
    if letter.is_ascii() {
        return letter;
    }
    for (theirs, ours) in LOOKS {
        if let Some(at) = theirs.chars().position(|c| c == letter) {
            return ours.chars().nth(at).unwrap_or(letter);
        }
    }
    letter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn accents_capitals_and_drawn_out_letters_go() {
        assert_eq!(words("C'est où, Éva ? MDRRRRRR coool"), ["c", "est", "ou", "eva", "mdr", "col"]);
        assert_eq!(words("salle 111"), ["salle", "111"]);
    }

    #[test]
    fn hours_stay_whole_and_other_dots_part() {
        assert_eq!(words("à 10:30 ou 9.40. Ok"), ["a", "10h30", "ou", "9h40", "ok"]);
    }

    #[test]
    fn what_cannot_be_seen_is_not_there_and_look_alikes_are_what_they_look_like() {
        assert_eq!(words("pro\u{200b}gram\u{ad}me"), ["programme"]);
        assert_eq!(words("рrоgrаmmе"), ["programme"]);
    }

    #[test]
    fn a_long_text_gives_a_bounded_number_of_words() {
        assert_eq!(tokenize(&"bla ".repeat(4_000)).len(), MAX_TOKENS);
        assert_eq!(tokenize(&"a".repeat(4_000)).len(), 1);
    }
}

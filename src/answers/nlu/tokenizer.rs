//! Splits typed text into words in lower case without accents, and symbols. Invisible characters are dropped, and
//! a text of any length gives at most [`MAX_TOKENS`] tokens.

use deunicode::deunicode_char;

use crate::text;

/// Longest text that is looked at, in tokens; a question is much shorter.
pub const MAX_TOKENS: usize = 80;
/// The same in characters.
const MAX_CHARS: usize = 1_200;
/// Longer words are cut.
const MAX_WORD_CHARS: usize = 24;

/// Between hours and minutes: "10:30" and "9.40" become "10h30" and "9h40".
const HOUR_MARK: char = 'h';
/// Symbols from here on (arrows, emoji) become tokens; other signs only separate words.
const FIRST_SYMBOL: u32 = 0x2190;

/// One word or symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// In lower case with accents: "où" is not "ou".
    pub surface: String,
    /// In lower case without accents: what is compared.
    pub word: String,
    /// An emoji or the like, not a word.
    pub is_symbol: bool,
    /// What follows it directly.
    pub punctuation: Punctuation,
}

/// Punctuation after a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Punctuation {
    None,
    Comma,
    Stop,
    Question,
}

impl Token {
    /// A word without accents or punctuation.
    pub fn plain(word: &str) -> Self {
        Self {
            surface: word.to_owned(),
            word: word.to_owned(),
            is_symbol: false,
            punctuation: Punctuation::None,
        }
    }
}

/// Splits a text into tokens.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut run = String::new();
    let letters: Vec<char> = text.chars().filter(|&c| !is_ignored(c)).take(MAX_CHARS).map(to_latin).collect();
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_alphanumeric() {
            run.extend(letter.to_lowercase());
        } else if is_hour_separator(&run, letter, &letters[at + 1..]) {
            run.push(HOUR_MARK);
        } else {
            push_token(&mut run, &mut found);
            if let Some(last) = found.last_mut() {
                last.punctuation = classify_punctuation(letter).unwrap_or(last.punctuation);
            }
            if u32::from(letter) > FIRST_SYMBOL {
                found.push(Token { is_symbol: true, ..Token::plain(&letter.to_string()) });
            }
        }
    }
    push_token(&mut run, &mut found);
    found.truncate(MAX_TOKENS);
    found
}

/// A word as it is compared: in lower case, without accents, a drawn-out letter once ("coool" is "col").
pub fn normalize_word(word: &str) -> String {
    let mut normalized = String::new();
    let plain = word.chars().filter_map(deunicode_char).flat_map(str::chars);
    for letter in plain.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()) {
        normalized.push(letter);
    }
    let letters: Vec<char> = normalized.chars().collect();
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

/// Whether a sign separates hours and minutes.
fn is_hour_separator(run: &str, sign: char, following: &[char]) -> bool {
    let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
    matches!(sign, ':' | '.')
        && (1..=2).contains(&run.len())
        && run.chars().all(|c| c.is_ascii_digit())
        && digits(&mut following.iter().copied()) == 2
}

/// Invisible characters, and those that only colour an emoji.
fn is_ignored(letter: char) -> bool {
    matches!(letter, '\u{1f3fb}'..='\u{1f3ff}') || text::is_ignorable(letter)
}

/// Cyrillic and Greek letters that look like Latin ones become those.
fn to_latin(letter: char) -> char {
    const LOOKALIKES: [(&str, &str); 2] = [
        ("аеорсухіјѕкмтвнԁԛԝ", "aeopcyxijskmtbhdqw"),
        ("АВЕКМНОРСТУХІЈЅαοερικνυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXIJSaoepikvuxABEZHIKMNOPTYX"),
    ];
    if letter.is_ascii() {
        return letter;
    }
    for (foreign, latin) in LOOKALIKES {
        if let Some(at) = foreign.chars().position(|c| c == letter) {
            return latin.chars().nth(at).unwrap_or(letter);
        }
    }
    letter
}

#[cfg(test)]
mod tests {
    use crate::answers::nlu::tokenizer::{MAX_TOKENS, tokenize};

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn accents_capitals_and_drawn_out_letters_are_dropped() {
        assert_eq!(words("C'est où, Éva ? MDRRRRRR coool"), ["c", "est", "ou", "eva", "mdr", "col"]);
        assert_eq!(words("salle 111"), ["salle", "111"]);
    }

    #[test]
    fn hours_stay_whole_and_other_dots_separate() {
        assert_eq!(words("à 10:30 ou 9.40. Ok"), ["a", "10h30", "ou", "9h40", "ok"]);
    }

    #[test]
    fn invisible_characters_are_dropped_and_lookalikes_become_latin() {
        assert_eq!(words("pro\u{200b}gram\u{ad}me"), ["programme"]);
        assert_eq!(words("рrоgrаmmе"), ["programme"]);
    }

    #[test]
    fn a_long_text_gives_a_bounded_number_of_words() {
        assert_eq!(tokenize(&"bla ".repeat(4_000)).len(), MAX_TOKENS);
        assert_eq!(tokenize(&"a".repeat(4_000)).len(), 1);
    }
}

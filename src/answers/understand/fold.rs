//! Typed text as the matcher sees it: words in small letters without accents, signs apart, and
//! nothing invisible. Bounded: a text of any length gives at most [`WORDS_AT_MOST`] words.

use deunicode::deunicode_char;

use crate::text;

/// Nobody asks for the hour in more words; what stands behind them is not looked at.
pub const WORDS_AT_MOST: usize = 80;
/// As many letters are looked at.
const LETTERS_AT_MOST: usize = 1_200;
/// A word longer than this is no word; its beginning will do.
const LONGEST_WORD: usize = 24;

/// One word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// In small letters, accents kept: "où" is not "ou".
    pub raw: String,
    /// Folded.
    pub word: String,
    /// An emoji and the like: it may mean something, but it is no word.
    pub sign: bool,
    /// What stands right behind it.
    pub mark: Mark,
}

/// The end of a sentence, of a part of one, or neither.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    None,
    Comma,
    Stop,
    Question,
}

impl Token {
    /// A word without accents or marks.
    pub fn plain(word: &str) -> Self {
        Self { raw: word.to_owned(), word: word.to_owned(), sign: false, mark: Mark::None }
    }
}

/// Splits a text.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut run = String::new();
    let letters: Vec<char> =
        text.chars().filter(|&c| !is_unseen(c)).take(LETTERS_AT_MOST).map(latin).collect();
    for (at, &letter) in letters.iter().enumerate() {
        if letter.is_alphanumeric() {
            run.extend(letter.to_lowercase());
        } else if parts_an_hour(&run, letter, &letters[at + 1..]) {
            run.push('h');
        } else {
            finish(&mut run, &mut found);
            if let Some(last) = found.last_mut() {
                last.mark = mark(letter).unwrap_or(last.mark);
            }
            if u32::from(letter) > 0x2190 {
                found.push(Token { sign: true, ..Token::plain(&letter.to_string()) });
            }
        }
    }
    finish(&mut run, &mut found);
    found.truncate(WORDS_AT_MOST);
    found
}

/// A word as it is compared: no accents, small letters, a drawn-out letter once.
pub fn fold(word: &str) -> String {
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
    (0..letters.len()).filter(|&at| !drawn_out(at)).map(|at| letters[at]).take(LONGEST_WORD).collect()
}

fn finish(run: &mut String, found: &mut Vec<Token>) {
    let raw = std::mem::take(run);
    let word = fold(&raw);
    if !word.is_empty() {
        found.push(Token { raw, ..Token::plain(&word) });
    }
}

fn mark(letter: char) -> Option<Mark> {
    match letter {
        ',' | ':' => Some(Mark::Comma),
        '.' | '!' | ';' | '…' | '\n' => Some(Mark::Stop),
        '?' => Some(Mark::Question),
        _ => None,
    }
}

/// "10:30" and "9.40" are read as "10h30" and "9h40".
fn parts_an_hour(run: &str, sign: char, behind: &[char]) -> bool {
    let digits = |text: &mut dyn Iterator<Item = char>| text.take_while(char::is_ascii_digit).count();
    matches!(sign, ':' | '.')
        && (1..=2).contains(&run.len())
        && run.chars().all(|c| c.is_ascii_digit())
        && digits(&mut behind.iter().copied()) == 2
}

/// Characters that show nothing, or only colour an emoji.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{1f3fb}'..='\u{1f3ff}') || text::is_unseen(letter)
}

/// Letters of other scripts that look like ours are read as they look.
fn latin(letter: char) -> char {
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
        tokens(text).into_iter().map(|token| token.word).collect()
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
        assert_eq!(tokens(&"bla ".repeat(4_000)).len(), WORDS_AT_MOST);
        assert_eq!(tokens(&"a".repeat(4_000)).len(), 1);
    }
}

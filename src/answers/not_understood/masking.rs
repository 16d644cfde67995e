//! What is stored of a text: its words without accents, and a mark in place of numbers and addresses.

use super::super::nlu::fold_words;

/// Stands for a number or an address. No word looks like it, as words are letters and digits.
const MASK: &str = "#";
/// From so many digits in a row on, a number may be a telephone number, a code or a street and is masked. Hours and
/// room numbers are shorter.
const MIN_MASKED_DIGITS: usize = 3;
/// The same for digits in groups: "06 96 12 34 56". Fewer in groups are an hour such as "10.30".
const MIN_MASKED_GROUPED_DIGITS: usize = 6;
/// Longest stored text, in characters.
const MAX_STORED_CHARS: usize = 200;

/// The words of a text as they are stored. Empty where nothing is left to understand.
pub fn mask(typed: &str) -> String {
    let mut stored = String::new();
    let mut has_words = false;
    for part in split_private_parts(typed) {
        let words = match part {
            Part::Plain(text) => fold_words(&text),
            Part::Private => vec![MASK.to_owned()],
        };
        for word in words {
            // digits that only invisible signs kept apart are a number after all
            let word = if is_long_number(&word) { MASK.to_owned() } else { word };
            if stored.chars().count() + 1 + word.chars().count() > MAX_STORED_CHARS {
                return stored;
            }
            has_words |= word != MASK;
            if !stored.is_empty() {
                stored.push(' ');
            }
            stored.push_str(&word);
        }
    }
    if has_words { stored } else { String::new() }
}

/// A part of a text.
enum Part {
    Plain(String),
    /// A number or an address.
    Private,
}

/// Splits a text at its addresses and at numbers whose digits stand in groups.
fn split_private_parts(typed: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain = String::new();
    let mut grouped: Vec<&str> = Vec::new();
    for word in typed.split_whitespace() {
        if is_digit_group(word) {
            grouped.push(word);
            continue;
        }
        end_group(&mut grouped, &mut plain, &mut parts);
        if word.contains(['@', '＠', '﹫']) {
            parts.push(Part::Plain(std::mem::take(&mut plain)));
            parts.push(Part::Private);
        } else {
            plain.push_str(word);
            plain.push(' ');
        }
    }
    end_group(&mut grouped, &mut plain, &mut parts);
    parts.push(Part::Plain(plain));
    parts
}

/// Ends a run of words that are digits: one number, or words such as hours.
fn end_group(grouped: &mut Vec<&str>, plain: &mut String, parts: &mut Vec<Part>) {
    let words = std::mem::take(grouped);
    let digits = words.iter().flat_map(|word| word.chars()).filter(|c| c.is_numeric()).count();
    if digits >= MIN_MASKED_GROUPED_DIGITS {
        parts.push(Part::Plain(std::mem::take(plain)));
        parts.push(Part::Private);
    } else {
        for word in words {
            plain.push_str(word);
            plain.push(' ');
        }
    }
}

/// Whether a word is made of digits and the signs between groups of digits.
fn is_digit_group(word: &str) -> bool {
    word.chars().any(char::is_numeric) && !word.chars().any(char::is_alphabetic)
}

fn is_long_number(word: &str) -> bool {
    word.split(|c: char| !c.is_numeric()).any(|digits| digits.chars().count() >= MIN_MASKED_DIGITS)
}

#[cfg(test)]
mod tests {
    use crate::answers::not_understood::masking::mask;

    #[test]
    fn words_are_folded_and_numbers_and_addresses_masked() {
        for (typed, stored) in [
            ("Où est le Pakin, là ?", "ou est le pakin la"),
            ("mon numéro c'est 0696123456 ok", "mon numero c est # ok"),
            ("appelez le 06 96 12-34.56 svp", "appelez le # svp"),
            ("+596 696 12 34 56 blorp", "# blorp"),
            ("blorp marie.exemple@exemple.com gnarf", "blorp # gnarf"),
            ("blorp@", ""),
            ("12\u{200b}34 blorp", "# blorp"),
            ("a57890b blorp", "# blorp"),
            ("à 10:30 salle 12", "a 10h30 salle 12"),
            ("0696 12 34 56", ""),
            ("🤷", ""),
        ] {
            assert_eq!(mask(typed), stored, "{typed}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_words() {
        let stored = mask(&"abcdefghi ".repeat(60));
        assert_eq!(stored.chars().count(), 199);
        assert!(stored.ends_with("abcdefghi"));
    }
}

//! Whom a text at the door names: codes from paper, a telephone number, or parts of a name.

use crate::check_in::model::Attendee;
use crate::keywords::normalize;
use crate::text::CODE_ALPHABET;

/// Most attendees that one search shows.
pub const MAX_FOUND: usize = 8;
/// How many characters a ticket's code has.
const CODE_LENGTH: usize = 8;
/// How many characters of a code are enough on paper, where they are unique.
const SHORT_CODE_LENGTH: usize = 4;
/// Fewer digits are no telephone number.
const MIN_PHONE_DIGITS: usize = 6;

/// What a text at the door stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DoorText {
    /// Several codes, or their first four characters, as marked on the paper list.
    Codes(Vec<String>),
    /// One whole code.
    Code(String),
    /// Digits of a telephone number.
    Phone(String),
    /// Parts of a name, folded.
    Name(Vec<String>),
}

/// Reads a text that was typed at the door; `None` where nothing can be searched with it.
pub fn read(text: &str) -> Option<DoorText> {
    let pieces: Vec<String> = text
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '.' | '/' | '+' | '&'))
        .map(|piece| {
            piece.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect::<String>()
        })
        .filter(|piece| !piece.is_empty())
        .collect();
    let joined: String = pieces.concat();
    if is_code(&joined, CODE_LENGTH) {
        return Some(DoorText::Code(joined));
    }
    let are_codes =
        pieces.iter().all(|piece| is_code(piece, CODE_LENGTH) || is_code(piece, SHORT_CODE_LENGTH));
    if !pieces.is_empty() && are_codes {
        return Some(DoorText::Codes(pieces));
    }
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() >= MIN_PHONE_DIGITS && !text.chars().any(char::is_alphabetic) {
        return Some(DoorText::Phone(digits));
    }
    let words = name_words(text);
    (words.iter().any(|word| word.chars().count() >= 2)).then_some(DoorText::Name(words))
}

fn is_code(piece: &str, length: usize) -> bool {
    piece.chars().count() == length && piece.chars().all(|c| CODE_ALPHABET.contains(c))
}

/// The words of a name without accents, capitals, hyphens and apostrophes.
fn name_words(text: &str) -> Vec<String> {
    normalize(text)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The attendees whose names have all these words or their beginnings, those with whole words first, then by name.
pub fn find_by_name<'a>(attendees: &'a [Attendee], words: &[String]) -> Vec<&'a Attendee> {
    let mut found: Vec<(usize, String, &Attendee)> = attendees
        .iter()
        .filter_map(|attendee| {
            let name = name_words(&attendee.name);
            let begun = |word: &String| name.iter().any(|part| part.starts_with(word.as_str()));
            let whole = words.iter().filter(|word| name.contains(word)).count();
            words.iter().all(begun).then(|| (words.len() - whole, name.join(" "), attendee))
        })
        .collect();
    found.sort_by(|a, b| (a.0, &a.1, a.2.number).cmp(&(b.0, &b.1, b.2.number)));
    found.into_iter().map(|(_, _, attendee)| attendee).collect()
}

/// The attendees whose telephone number ends with these digits; a leading 0 stands for the country's code.
pub fn find_by_phone<'a>(attendees: &'a [Attendee], digits: &str) -> Vec<&'a Attendee> {
    let digits = digits.trim_start_matches('0');
    attendees.iter().filter(|attendee| !digits.is_empty() && attendee.phone.ends_with(digits)).collect()
}

/// The attendees whose code is this one or begins with it.
pub fn find_by_code_start<'a>(attendees: &'a [Attendee], code: &str) -> Vec<&'a Attendee> {
    attendees.iter().filter(|attendee| !attendee.code.is_empty() && attendee.code.starts_with(code)).collect()
}

/// The attendees that a text names by code, telephone number or name; `None` where nothing can be searched with it.
pub fn search<'a>(attendees: &'a [Attendee], text: &str) -> Option<Vec<&'a Attendee>> {
    Some(match read(text)? {
        DoorText::Code(code) => find_by_code_start(attendees, &code),
        DoorText::Codes(codes) => {
            let found: Vec<&Attendee> =
                codes.iter().flat_map(|code| find_by_code_start(attendees, code)).collect();
            // four letters may be the beginning of a name
            if found.is_empty() { find_by_name(attendees, &name_words(text)) } else { found }
        }
        DoorText::Phone(digits) => find_by_phone(attendees, &digits),
        DoorText::Name(words) => find_by_name(attendees, &words),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::RegistrationNumber;

    fn attendee(number: i64, name: &str, phone: &str) -> Attendee {
        Attendee {
            number: RegistrationNumber(number),
            person: None,
            is_own: true,
            name: name.to_owned(),
            category: "resident".to_owned(),
            organisation: String::new(),
            has_seat: true,
            code: String::new(),
            access_needs: String::new(),
            phone: phone.to_owned(),
            arrived_at: None,
        }
    }

    #[test]
    fn texts_at_the_door_are_told_apart() {
        let code = |text: &str| Some(DoorText::Code(text.to_owned()));
        assert_eq!(read("cdfg-hjkm"), code("CDFGHJKM"));
        assert_eq!(read(" CDFG HJKM "), code("CDFGHJKM"));
        assert_eq!(
            read("CDFG, HJKM, 3467"),
            Some(DoorText::Codes(vec!["CDFG".into(), "HJKM".into(), "3467".into()]))
        );
        assert_eq!(read("CDFG"), Some(DoorText::Codes(vec!["CDFG".into()])));
        assert_eq!(read("0696 12 34 56"), Some(DoorText::Phone("0696123456".into())));
        assert_eq!(
            read("Éloïse D’Abreu"),
            Some(DoorText::Name(vec!["eloise".into(), "d".into(), "abreu".into()]))
        );
        assert_eq!(read("?"), None);
        assert_eq!(read(""), None);
        assert_eq!(read("🙂"), None);
    }

    #[test]
    fn names_are_found_without_accents_and_by_their_parts() {
        let all = [
            attendee(1, "Éloïse D’Abreu", "+596696123456"),
            attendee(2, "Jean-Marie de La Fontaine", ""),
            attendee(3, "Marie Éloi", ""),
        ];
        let found = |text: &str| match read(text) {
            Some(DoorText::Name(words)) => {
                find_by_name(&all, &words).iter().map(|it| it.number.0).collect::<Vec<_>>()
            }
            _ => panic!("{text} is no name"),
        };
        assert_eq!(found("eloise"), [1]);
        assert_eq!(found("ELOI"), [3, 1], "whole words first");
        assert_eq!(found("fontaine jean"), [2]);
        assert_eq!(found("marie"), [2, 3]);
        assert_eq!(found("dabreu"), Vec::<i64>::new());
        assert_eq!(find_by_phone(&all, "0696123456").len(), 1);
        assert_eq!(find_by_phone(&all, "596696123456").len(), 1);
        assert!(find_by_phone(&all, "000000").is_empty());
    }
}

//! A telephone number as people of the islands write it, converted to the international form.
//!
//! Ten national digits are used in mainland France and in its overseas departments, each of which
//! has its own country code; the first three digits after the 0 identify it (numbering plan of the
//! French regulator, decision 2018-0881). Numbers of other countries need a + or 00.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::invalid_answer::InvalidAnswer;
use super::values::FromStored;
use crate::text;

/// Longer than any number with its blanks; such a text is not examined.
const MAX_INPUT_CHARS: usize = 60;
/// No numbering plan has numbers with fewer digits.
const MIN_DIGITS: usize = 7;
const MAINLAND_CODE: &str = "33";
/// Country codes of the overseas departments and collectivities with nine national digits.
const OVERSEAS_CODES: [&str; 5] = ["596", "594", "262", "590", "508"];
/// Country codes tried for numbers without a geographic prefix (0709…, 0976…), the mainland last.
const NON_GEOGRAPHIC_CODES: [&str; 5] = ["596", "594", "262", "590", MAINLAND_CODE];

/// A telephone number that is valid in its country's numbering plan, in E.164 form: +596696123456.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number in the ways people type it: 0696…, 696…, +596…, 00596…, 596 596…, +33 (0)6…; words
    /// around it are ignored. Anything else is [`InvalidAnswer::PhoneInvalid`].
    pub fn parse(typed: &str) -> Result<Self, InvalidAnswer> {
        let typed = text::clean_line(typed);
        if typed.chars().count() > MAX_INPUT_CHARS {
            return Err(InvalidAnswer::PhoneInvalid);
        }
        let dialled = extract_number(&deunicode::deunicode(&typed)).ok_or(InvalidAnswer::PhoneInvalid)?;
        to_e164(&dialled).map(Self).ok_or(InvalidAnswer::PhoneInvalid)
    }

    /// Reads the number of a shared contact: international, sometimes without the +.
    pub fn from_contact(phone: &str) -> Result<Self, InvalidAnswer> {
        Self::parse(&format!("+{}", phone.trim_start_matches('+'))).or_else(|_| Self::parse(phone))
    }

    /// The number in groups of digits: +596 696 12 34 56.
    pub fn format_international(&self) -> String {
        let parsed = phonenumber::parse(None, &self.0);
        parsed.map_or_else(
            |_| self.0.clone(),
            |number| number.format().mode(phonenumber::Mode::International).to_string(),
        )
    }
}

impl FromStored for Phone {
    fn from_stored(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The digits of the only number in a text, with a + in front if it is written internationally; `None` if
/// the text has no number or several.
fn extract_number(typed: &str) -> Option<String> {
    let separates = |c: char| matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '+' | '\'');
    let mut runs = typed.split(|c: char| !c.is_ascii_digit() && !separates(c));
    let has_digits = |run: &&str| run.contains(|c: char| c.is_ascii_digit());
    let run = runs.by_ref().find(has_digits)?;
    // Digits on both sides of a letter are not one number.
    if runs.any(|run| has_digits(&run)) {
        return None;
    }
    let number = run.trim_start_matches(|c: char| c != '+' && !c.is_ascii_digit()).replace("(0)", "");
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < MIN_DIGITS || number.matches('+').count() > usize::from(number.starts_with('+')) {
        return None;
    }
    Some(match digits.strip_prefix("00") {
        _ if number.starts_with('+') => format!("+{digits}"),
        Some(rest) => format!("+{rest}"),
        None => digits,
    })
}

/// The E.164 form of dialled digits; `None` if no numbering plan contains them.
fn to_e164(dialled: &str) -> Option<String> {
    if let Some(international) = dialled.strip_prefix('+') {
        return parse_with_country_code(international).or_else(|| validate(international.to_owned()));
    }
    parse_national(dialled.strip_prefix('0').unwrap_or(dialled)).or_else(|| parse_with_country_code(dialled))
}

/// Reads digits that start with a French country code, with or without a superfluous 0 after it.
fn parse_with_country_code(digits: &str) -> Option<String> {
    let mut codes = OVERSEAS_CODES.into_iter().chain([MAINLAND_CODE]);
    codes.find_map(|code| {
        let rest = digits.strip_prefix(code)?;
        let national = rest.strip_prefix('0').unwrap_or(rest);
        // People often write the code of mainland France before an overseas number.
        if code == MAINLAND_CODE {
            parse_national(national)
        } else {
            validate(format!("{code}{national}")).or_else(|| parse_mobile_by_prefix(code, national))
        }
    })
}

/// Reads the nine digits after the national 0, of any French territory.
fn parse_national(national: &str) -> Option<String> {
    if national.len() != 9 {
        return None;
    }
    if let Some((code, _)) = look_up_prefix(national) {
        return validate(format!("{code}{national}")).or_else(|| parse_mobile_by_prefix(code, national));
    }
    NON_GEOGRAPHIC_CODES.into_iter().find_map(|code| validate(format!("{code}{national}")))
}

/// Accepts a mobile number by its territory's prefix: new blocks are opened every year, so the library's
/// numbering plan can be out of date.
fn parse_mobile_by_prefix(code: &str, national: &str) -> Option<String> {
    let known = national.len() == 9 && look_up_prefix(national) == Some((code, LineType::Mobile));
    known.then(|| format!("+{code}{national}"))
}

/// Whether a prefix belongs to fixed or mobile lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineType {
    Fixed,
    Mobile,
}

/// The country code and line type of a number, by the first three digits after the national 0.
fn look_up_prefix(national: &str) -> Option<(&'static str, LineType)> {
    use LineType::{Fixed, Mobile};
    Some(match national.get(..3)? {
        "590" => ("590", Fixed), // Guadeloupe, Saint-Martin, Saint-Barthélemy
        "690" | "691" => ("590", Mobile),
        "594" => ("594", Fixed), // Guyane
        "694" => ("594", Mobile),
        "596" => ("596", Fixed), // Martinique
        "696" | "697" => ("596", Mobile),
        "262" | "263" | "269" => ("262", Fixed), // La Réunion, Mayotte
        "692" | "693" | "639" => ("262", Mobile),
        "508" => ("508", Fixed), // Saint-Pierre-et-Miquelon
        "708" => ("508", Mobile),
        _ => return None,
    })
}

/// The number with its +, if it is valid in the country's numbering plan.
fn validate(digits: String) -> Option<String> {
    let number = phonenumber::parse(None, format!("+{digits}")).ok().filter(phonenumber::is_valid)?;
    Some(number.format().mode(phonenumber::Mode::E164).to_string())
}

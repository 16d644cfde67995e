//! A telephone number as people of the islands write it, turned into the international form. Pure.
//!
//! Ten national digits stand for mainland France as well as for its overseas departments, each of which
//! has a country code of its own; the first three digits after the 0 tell which (numbering plan of the
//! French regulator, decision 2018-0881). Numbers of other countries need a + or 00.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rules::Why;
use super::values::Stored;
use crate::text;

/// Longer than any number with its blanks: not worth looking at.
const LONGEST_TYPED: usize = 60;
/// Fewer digits than in any number of the numbering plans.
const FEWEST_DIGITS: usize = 7;
const MAINLAND: &str = "33";
/// Country codes of the overseas departments and collectivities with nine national digits.
const OVERSEAS: [&str; 5] = ["596", "594", "262", "590", "508"];
/// Where numbers without a geographic prefix (0709…, 0976…) may belong, the mainland last.
const UNPLACED: [&str; 5] = ["596", "594", "262", "590", MAINLAND];

/// A telephone number that exists as far as its country's plan tells, kept as +596696123456.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Phone(String);

impl Phone {
    /// Reads a number typed as people type: 0696…, 696…, +596…, 00596…, 596 596…, +33 (0)6…; words
    /// around it do not matter.
    pub fn parse(typed: &str) -> Result<Self, Why> {
        let typed = text::line(typed);
        if typed.chars().count() > LONGEST_TYPED {
            return Err(Why::NoPhone);
        }
        let dialled = dialled(&deunicode::deunicode(&typed)).ok_or(Why::NoPhone)?;
        read(&dialled).map(Self).ok_or(Why::NoPhone)
    }

    /// Reads a number that a phone shared: international, sometimes without the +.
    pub fn shared(phone: &str) -> Result<Self, Why> {
        Self::parse(&format!("+{}", phone.trim_start_matches('+'))).or_else(|_| Self::parse(phone))
    }

    /// In groups, as it is read aloud: +596 696 12 34 56.
    pub fn grouped(&self) -> String {
        let parsed = phonenumber::parse(None, &self.0);
        parsed.map_or_else(
            |_| self.0.clone(),
            |number| number.format().mode(phonenumber::Mode::International).to_string(),
        )
    }
}

impl Stored for Phone {
    fn stored(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The digits of the one number in a text, with a + in front where it is written internationally.
fn dialled(typed: &str) -> Option<String> {
    let separates = |c: char| matches!(c, ' ' | '.' | '-' | '/' | '(' | ')' | '+' | '\'');
    let mut runs = typed.split(|c: char| !c.is_ascii_digit() && !separates(c));
    let has_digits = |run: &&str| run.contains(|c: char| c.is_ascii_digit());
    let run = runs.by_ref().find(has_digits)?;
    // a letter in the middle: not a number that could be dialled
    if runs.any(|run| has_digits(&run)) {
        return None;
    }
    let start = run.find(|c: char| c == '+' || c.is_ascii_digit())?;
    let number = run[start..].replace("(0)", "");
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < FEWEST_DIGITS || number.matches('+').count() > usize::from(number.starts_with('+')) {
        return None;
    }
    Some(match digits.strip_prefix("00") {
        _ if number.starts_with('+') => format!("+{digits}"),
        Some(rest) => format!("+{rest}"),
        None => digits,
    })
}

fn read(dialled: &str) -> Option<String> {
    if let Some(international) = dialled.strip_prefix('+') {
        return french_abroad(international).or_else(|| valid(international.to_owned()));
    }
    french(dialled.strip_prefix('0').unwrap_or(dialled)).or_else(|| french_abroad(dialled))
}

/// A number behind a French country code, with or without the 0 that only belongs behind none.
fn french_abroad(digits: &str) -> Option<String> {
    let mut codes = OVERSEAS.into_iter().chain([MAINLAND]);
    codes.find_map(|code| {
        let rest = digits.strip_prefix(code)?;
        let national = rest.strip_prefix('0').unwrap_or(rest);
        // the country code of mainland France is often written before an overseas number
        if code == MAINLAND {
            french(national)
        } else {
            valid(format!("{code}{national}")).or_else(|| mobile(code, national))
        }
    })
}

/// The nine digits behind the 0, wherever in France they lead.
fn french(national: &str) -> Option<String> {
    if national.len() != 9 {
        return None;
    }
    if let Some((code, _)) = territory(national) {
        return valid(format!("{code}{national}")).or_else(|| mobile(code, national));
    }
    UNPLACED.into_iter().find_map(|code| valid(format!("{code}{national}")))
}

/// A mobile number of a territory: blocks are opened every year, so that its prefix is enough.
fn mobile(code: &str, national: &str) -> Option<String> {
    let known = national.len() == 9 && territory(national) == Some((code, Line::Mobile));
    known.then(|| format!("+{code}{national}"))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Fixed,
    Mobile,
}

/// The country code that the first three digits behind the 0 lead to, and what kind of line it is.
fn territory(national: &str) -> Option<(&'static str, Line)> {
    use Line::{Fixed, Mobile};
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

/// The number with its +, if the country's plan has it.
fn valid(digits: String) -> Option<String> {
    let number = phonenumber::parse(None, format!("+{digits}")).ok().filter(phonenumber::is_valid)?;
    Some(number.format().mode(phonenumber::Mode::E164).to_string())
}

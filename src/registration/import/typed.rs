//! From a message to the entries of a list: one person a line, the name first and what else is known behind commas.
//! Pure.

use super::list::MAX_PEOPLE;
use super::model::{Entry, List, ListError};
use crate::registration::model::Email;
use crate::registration::text_input::parse_category;
use crate::text::{clean_line, has_letter};

/// Fewer digits are not meant as a telephone number.
const MIN_PHONE_DIGITS: usize = 4;

/// Reads a message.
pub fn read_typed(text: &str) -> Result<List, ListError> {
    let lines = text.lines().zip(1..).filter(|(line, _)| line.contains(char::is_alphanumeric));
    let entries: Vec<Entry> = lines.map(|(line, number)| entry(line, number)).collect();
    match entries.len() {
        0 => Err(ListError::NoPeople),
        count if count > MAX_PEOPLE => Err(ListError::TooManyPeople),
        _ => Ok(List { entries, ..List::default() }),
    }
}

fn entry(line: &str, number: u32) -> Entry {
    let mut parts =
        without_bullet(line).split([',', ';', '\t']).map(clean_line).filter(|part| !part.is_empty());
    let mut entry = Entry { line: number, ..Entry::default() };
    let (name, phone) = split_phone(&parts.next().unwrap_or_default());
    (entry.name, entry.phone) = (name, phone);
    for (index, part) in parts.enumerate() {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        if part.contains('@') && Email::parse(&part).is_ok() {
            entry.email = part;
        } else if digits >= MIN_PHONE_DIGITS && entry.phone.is_empty() {
            entry.phone = part;
        } else if entry.category.is_empty() && parse_category(&part).is_some() {
            entry.category = part;
        } else if index == 0 && is_rest_of_name(&entry.name, &part) {
            entry.name = format!("{} {part}", entry.name);
        } else if entry.category.is_empty() && entry.organisation.is_empty() {
            // the plan says that it is no category
            entry.category = part;
        } else {
            let organisation = [entry.organisation.as_str(), part.as_str()].join(" ");
            entry.organisation = clean_line(&organisation);
        }
    }
    entry
}

/// The line without the sign or the number of a list in front: "- Marie", "3) Marie".
fn without_bullet(line: &str) -> &str {
    let line = line.trim_start().trim_start_matches(['-', '•', '*', '–', '—']).trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(name) if rest.len() < line.len() => name,
        _ => line,
    }
}

/// A name and the number that stands behind it without a comma.
fn split_phone(part: &str) -> (String, String) {
    let is_start = |c: char| c.is_ascii_digit() || c == '+';
    match part.find(is_start).map(|at| part.split_at(at)) {
        Some((name, phone))
            if has_letter(name) && phone.chars().filter(char::is_ascii_digit).count() >= MIN_PHONE_DIGITS =>
        {
            (name.trim().to_owned(), phone.to_owned())
        }
        _ => (part.to_owned(), String::new()),
    }
}

/// Whether the part behind the first comma is the given name: "Dupont, Marie".
fn is_rest_of_name(name: &str, part: &str) -> bool {
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    name.split_whitespace().count() == 1
        && part.split_whitespace().count() <= 2
        && part.split_whitespace().all(|word| is_word(word) && word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> [String; 4] {
        let Entry { name, category, organisation, phone, .. } = entry(line, 1);
        [name, category, organisation, phone]
    }

    #[test]
    fn a_line_is_read_as_people_write_it() {
        for (line, expected) in [
            ("Dupont Marie, résidente, 0696 12 34 56", ["Dupont Marie", "résidente", "", "0696 12 34 56"]),
            ("Marie Dupont", ["Marie Dupont", "", "", ""]),
            ("- Marie Dupont 0696 12 34 56", ["Marie Dupont", "", "", "0696 12 34 56"]),
            ("3) Marie Dupont ; +596 696 12 34 56", ["Marie Dupont", "", "", "+596 696 12 34 56"]),
            ("Dupont, Marie, résidente", ["Dupont Marie", "résidente", "", ""]),
            (
                "Aimé Césaire, employeur, Mairie du Lamentin",
                ["Aimé Césaire", "employeur", "Mairie du Lamentin", ""],
            ),
            ("Marie Dupont, rézidante", ["Marie Dupont", "rézidante", "", ""]),
        ] {
            assert_eq!(read(line), expected, "{line}");
        }
    }
}

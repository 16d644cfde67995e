//! Who is the same person. Pure.
//!
//! Two people are the same if they have the same telephone number; or if they have the same name, and not two
//! different numbers: the numbers are equal, or one of them is not known. Names are compared without accents,
//! capitals, hyphens and apostrophes, and whatever comes first, the given name or the family name: "D'Abreu
//! Marie-Line" is "marie line dabreu".
//!
//! The rule can call two people the same who are not: a couple with one telephone, two cousins of one name without
//! one. That is why a list is shown with the number of the registration that was found before anything is done, and
//! why nothing is ever changed in that registration.

use std::collections::HashMap;

use crate::keywords::normalize;
use crate::registration::model::{FullName, Phone};

/// What a person is recognised by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    name_key: String,
    phone: Option<String>,
}

impl Identity {
    /// The identity of a person with this name, and this number if it is known.
    pub fn new(name: &FullName, phone: Option<&Phone>) -> Self {
        Self { name_key: name_key(&name.to_string()), phone: phone.map(Phone::to_string) }
    }
}

/// Whether two people are the same.
pub fn is_same_person(one: &Identity, other: &Identity) -> bool {
    match (&one.phone, &other.phone) {
        (Some(phone), Some(other)) if phone == other => true,
        (Some(_), Some(_)) => false,
        _ => one.name_key == other.name_key,
    }
}

/// The words of a name in one spelling and in one order. A name in signs that have no Latin spelling is itself.
fn name_key(name: &str) -> String {
    let joined: String = name.chars().filter(|c| !matches!(c, '\'' | '’' | '`' | 'ʼ')).collect();
    let normalized = normalize(&joined);
    let mut words: Vec<&str> = normalized.split(' ').filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return name.to_lowercase();
    }
    words.sort_unstable();
    words.join(" ")
}

/// People who are known, each under a value of the caller's: finds the same person without comparing with all.
pub struct PersonIndex<T> {
    by_phone: HashMap<String, T>,
    by_name: HashMap<String, Vec<(Option<String>, T)>>,
}

impl<T: Copy> PersonIndex<T> {
    /// An index of nobody.
    pub fn new() -> Self {
        Self { by_phone: HashMap::new(), by_name: HashMap::new() }
    }

    /// Adds a person. Of several that are the same as a third one, the first added is found.
    pub fn insert(&mut self, person: Identity, value: T) {
        if let Some(phone) = &person.phone {
            self.by_phone.entry(phone.clone()).or_insert(value);
        }
        self.by_name.entry(person.name_key).or_default().push((person.phone, value));
    }

    /// The value of the same person: by number first, then by name.
    pub fn find(&self, person: &Identity) -> Option<T> {
        if let Some(found) = person.phone.as_ref().and_then(|phone| self.by_phone.get(phone)) {
            return Some(*found);
        }
        let namesakes = self.by_name.get(&person.name_key)?;
        let is_same = |phone: &Option<String>| phone.is_none() || person.phone.is_none();
        namesakes.iter().find(|(phone, _)| is_same(phone)).map(|(_, value)| *value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str, phone: &str) -> Identity {
        let phone = Phone::parse(phone).ok();
        Identity::new(&FullName::parse(name).unwrap(), phone.as_ref())
    }

    #[test]
    fn a_name_is_the_same_in_every_spelling_and_order() {
        for other in ["dupont marie-line", "DUPONT Marie Line", "Marie line Düpont", "Marie-Line DUPONT"] {
            assert!(is_same_person(&person("Marie-Line Dupont", ""), &person(other, "")), "{other}");
        }
        assert!(is_same_person(&person("D'Abreu Aimé", ""), &person("aime dabreu", "")));
        assert!(!is_same_person(&person("Marie Dupont", ""), &person("Marie Dupond", "")));
        assert!(!is_same_person(&person("Marie Marie", ""), &person("Marie", "")));
        assert!(!is_same_person(&person("山田", ""), &person("田中", "")));
    }

    #[test]
    fn two_different_numbers_are_two_people() {
        let (one, other) = ("0696 12 34 56", "0696 65 43 21");
        assert!(is_same_person(&person("Marie Dupont", one), &person("Marie Dupont", "")));
        assert!(!is_same_person(&person("Marie Dupont", one), &person("Marie Dupont", other)));
        assert!(is_same_person(&person("Marie Dupont", one), &person("M. Dupont", one)));
    }
}

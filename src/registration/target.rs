//! Which registration a sentence is about: "my mother can't come" is not about its writer.

use super::model::{Guest, Registration};
use crate::ids::RegistrationNumber;
use crate::keywords::{contains_keyword_anywhere, normalize};

/// What a person asks for in words about a registration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegistrationAction {
    Status,
    Cancel,
    Edit,
    Ticket,
}

/// The registration that a sentence is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The writer's own.
    Own,
    Guest(RegistrationNumber),
    /// The bot has to ask.
    Ambiguous,
}

/// Shorter parts of a name, such as "de" or "le", do not identify a person. In bytes of the normalised name.
const MIN_NAME_PART_LENGTH: usize = 3;

/// Which registration a sentence is about, given the writer's own one and their guests.
pub fn resolve_target(typed: &str, own: Option<&Registration>, guests: &[Guest]) -> Target {
    let typed_words = normalize(typed);
    let words: Vec<&str> = typed_words.split(' ').collect();
    let named = |name: &str| -> Vec<String> {
        name_parts(name).filter(|part| words.contains(&part.as_str())).collect()
    };
    let own_named = own.map(|own| named(&own.answers.name.to_string())).unwrap_or_default();
    let mut named_guests: Vec<(Vec<String>, RegistrationNumber)> =
        guests.iter().map(|guest| (named(&guest.name), guest.number)).collect();
    named_guests.retain(|(parts, _)| !parts.is_empty());
    named_guests.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    let mentions_relative = contains_keyword_anywhere("words-somebody-else", typed);
    if let Some(((best, number), rest)) = named_guests.split_first() {
        // Of two guests with one family name, the one whose first name occurs too is the target.
        let is_covered_by_best =
            |parts: &[String]| parts.len() < best.len() && parts.iter().all(|part| best.contains(part));
        let is_unique =
            rest.iter().all(|(parts, _)| is_covered_by_best(parts)) && is_covered_by_best(&own_named);
        return if is_unique { Target::Guest(*number) } else { Target::Ambiguous };
    }
    let is_about_writer = contains_keyword_anywhere("words-oneself", typed) && !mentions_relative;
    match (own, guests.is_empty()) {
        (Some(_), true) if !mentions_relative => Target::Own,
        // Without any registration there is nothing to choose from.
        (None, true) => Target::Own,
        _ if !own_named.is_empty() && !mentions_relative => Target::Own,
        (Some(_), false) if is_about_writer => Target::Own,
        _ => Target::Ambiguous,
    }
}

/// The parts of a name that can identify a person, normalised.
fn name_parts(name: &str) -> impl Iterator<Item = String> {
    let parts: Vec<String> = normalize(name).split(' ').map(str::to_owned).collect();
    parts.into_iter().filter(|part| part.len() >= MIN_NAME_PART_LENGTH)
}

//! Whose registration a sentence is about: "my mother can't come" is not about the person who writes it.

use super::store::Registration;
use crate::keywords::{contains_keyword_anywhere, normalize};

/// The registration that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The writer's own.
    Own,
    /// That of a guest, by its number.
    Guest(i64),
    /// It has to be asked.
    Ambiguous,
}

/// A part of a name shorter than this is no name: "de", "le".
const MIN_NAME_PART_LENGTH: usize = 3;

/// What a sentence says of whose registration it is about, given the writer's own and those of their guests
/// (number and name).
pub fn resolve_target(typed: &str, own: Option<&Registration>, guests: &[(i64, String)]) -> Target {
    let typed_words = normalize(typed);
    let words: Vec<&str> = typed_words.split(' ').collect();
    let named = |name: &str| -> Vec<String> {
        name_parts(name).filter(|part| words.contains(&part.as_str())).collect()
    };
    let own_named = own.map(|own| named(&own.answers.name.to_string())).unwrap_or_default();
    let mut of_guests: Vec<(Vec<String>, i64)> =
        guests.iter().map(|(number, name)| (named(name), *number)).collect();
    of_guests.retain(|(parts, _)| !parts.is_empty());
    of_guests.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    let others = contains_keyword_anywhere("words-somebody-else", typed);
    if let Some(((best, number), rest)) = of_guests.split_first() {
        // a family name that two share names the one whose first name is there as well
        let only_best =
            |parts: &[String]| parts.len() < best.len() && parts.iter().all(|part| best.contains(part));
        let alone = rest.iter().all(|(parts, _)| only_best(parts)) && only_best(&own_named);
        return if alone { Target::Guest(*number) } else { Target::Ambiguous };
    }
    let only_oneself = contains_keyword_anywhere("words-oneself", typed) && !others;
    match (own, guests.is_empty()) {
        (Some(_), true) if !others => Target::Own,
        // nobody else is registered by them, so nothing can be asked
        (None, true) => Target::Own,
        _ if !own_named.is_empty() && !others => Target::Own,
        (Some(_), false) if only_oneself => Target::Own,
        _ => Target::Ambiguous,
    }
}

fn name_parts(name: &str) -> impl Iterator<Item = String> {
    let parts: Vec<String> = normalize(name).split(' ').map(str::to_owned).collect();
    parts.into_iter().filter(|part| part.len() >= MIN_NAME_PART_LENGTH)
}

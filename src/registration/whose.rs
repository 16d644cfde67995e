//! Whose registration a sentence is about: "my mother can't come" is not about the person who writes it.

use super::store::Registration;
use crate::typed::{fold, mentions};

/// The registration that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// The writer's own.
    Own,
    /// That of a guest, by its number.
    Guest(i64),
    /// It has to be asked.
    Unclear,
}

/// A part of a name shorter than this is no name: "de", "le".
const SHORTEST: usize = 3;

/// What a sentence says of whose registration it is about, given the writer's own and those of their guests
/// (number and name).
pub fn meant(typed: &str, own: Option<&Registration>, guests: &[(i64, String)]) -> Meant {
    let typed_words = fold(typed);
    let words: Vec<&str> = typed_words.split(' ').collect();
    let named =
        |name: &str| -> Vec<String> { parts(name).filter(|part| words.contains(&part.as_str())).collect() };
    let own_named = own.map(|own| named(&own.answers.name.to_string())).unwrap_or_default();
    let mut of_guests: Vec<(Vec<String>, i64)> =
        guests.iter().map(|(number, name)| (named(name), *number)).collect();
    of_guests.retain(|(parts, _)| !parts.is_empty());
    of_guests.sort_by_key(|(parts, _)| std::cmp::Reverse(parts.len()));
    let others = mentions("words-somebody-else", typed);
    if let Some(((best, number), rest)) = of_guests.split_first() {
        // a family name that two share names the one whose first name is there as well
        let only_best =
            |parts: &[String]| parts.len() < best.len() && parts.iter().all(|part| best.contains(part));
        let alone = rest.iter().all(|(parts, _)| only_best(parts)) && only_best(&own_named);
        return if alone { Meant::Guest(*number) } else { Meant::Unclear };
    }
    let only_oneself = mentions("words-oneself", typed) && !others;
    match (own, guests.is_empty()) {
        (Some(_), true) if !others => Meant::Own,
        // nobody else is registered by them, so nothing can be asked
        (None, true) => Meant::Own,
        _ if !own_named.is_empty() && !others => Meant::Own,
        (Some(_), false) if only_oneself => Meant::Own,
        _ => Meant::Unclear,
    }
}

fn parts(name: &str) -> impl Iterator<Item = String> {
    let parts: Vec<String> = fold(name).split(' ').map(str::to_owned).collect();
    parts.into_iter().filter(|part| part.len() >= SHORTEST)
}

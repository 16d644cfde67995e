//! Names of people in the order of a French list.
//!
//! A name comes as one text, as somebody typed it. Its parts are found by these rules; words are what stands between
//! spaces, and words without a letter (a picture, a dash) are no part of the family name.
//!
//! 1. After a comma stand the given names: "Dupont, Marie".
//! 2. Words in capitals among others are the family name: "DUPONT Marie", "Marie-Line DE LA CRUZ". A single letter,
//!    as in "J. Dupont", is none. Capitals say that the particle belongs to the name, so DE counts here; in "Marie
//!    de LA CRUZ" it does not. Where everything is in capitals they say nothing, and the rules below hold.
//! 3. The family name begins at the first particle or article after the first word. "de", "du", "des", "d’", "von",
//!    "van", "da", "das", "do", "dos" and "del" in small letters don't count ("Jean de La Fontaine" is under L,
//!    "Ludwig van Beethoven" under B), nor "der", "den" and "dem" after them. "La", "Le", "Les" and "L’" count however
//!    they are written, and so do particles with a capital ("Paul De Coster" is under D), "Saint", "Sainte", "San",
//!    "Santa", "El", "Ben" and "Bin".
//! 4. A text that begins with an article or a particle with a capital begins with the family name: "Le Goff Marie".
//! 5. Otherwise the last word is the family name, and a single word is one.
//!
//! Names are compared by family name, then by given names, without accents and capitals; word by word, so that
//! "La Fontaine" comes before "Labat". A hyphen is a space and an apostrophe is nothing. Only where all of this is
//! equal do accents decide, those of the family name first: "Leger" before "Léger". Capitals never decide: sorting
//! leaves such names in the order in which they were.
//!
//! The rules can't know what nobody typed: "Dupont Marie" without capitals is under M, and a given name of two
//! capitals ("JP Martin") is taken for a family name.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::provider::{
    Baked, CollationDiacriticsV1, CollationJamoV1, CollationMetadataV1, CollationReorderingV1,
    CollationRootV1, CollationSpecialPrimariesV1, CollationTailoringV1,
};
use icu_collator::{Collator, CollatorPreferences};
use icu_normalizer::provider::{NormalizerNfdDataV1, NormalizerNfdTablesV1};
use icu_provider::{DataError, DataErrorKind, DataMarker, DataProvider, DataRequest, DataResponse};

/// The parts of a name by which it is sorted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameParts {
    /// The family name, without particles that don't count.
    pub family: String,
    /// All other words, particles among them.
    pub given: String,
}

/// Finds the parts of a name.
pub fn name_parts(name: &str) -> NameParts {
    if let Some((family, given)) = name.split_once(',')
        && family.chars().any(char::is_alphabetic)
        && given.chars().any(char::is_alphabetic)
    {
        let words = words(family);
        let (particles, family) = words.split_at(leading_particles(&words, false));
        return join(family, given.split_whitespace().chain(particles.iter().copied()));
    }
    let words = words(name);
    let Some(Family { start, end, capitals }) = Family::find(&words) else {
        return NameParts { family: words.join(" "), given: String::new() };
    };
    let skipped = leading_particles(&words[start..end], capitals);
    let given = words[..start + skipped].iter().chain(&words[end..]).copied();
    join(&words[start + skipped..end], given)
}

/// Where a name is best broken in two: between given names and family name, particles being with the latter. The
/// first part keeps the space between them. `None` where the family name is all, or in the middle.
pub(crate) fn split_name(name: &str) -> Option<(&str, &str)> {
    let words = words(name);
    let Family { start, end, .. } = Family::find(&words)?;
    let second = match (start, end) {
        (0, end) if end < words.len() => end,
        (start, end) if start > 0 && end == words.len() => start,
        _ => return None,
    };
    let mut at = 0;
    for word in &words[..second] {
        at += name[at..].find(word)? + word.len();
    }
    at += name[at..].find(words[second])?;
    Some(name.split_at(at))
}

/// Which words of a name are the family name, with particles.
struct Family {
    start: usize,
    end: usize,
    /// The whole name is in capitals.
    capitals: bool,
}

impl Family {
    /// `None` where no word has a letter.
    fn find(words: &[&str]) -> Option<Self> {
        let lettered: Vec<usize> = (0..words.len()).filter(|&index| has_letter(words[index])).collect();
        let (&first, rest) = lettered.split_first()?;
        let Some(&last) = rest.last() else {
            return Some(Self { start: first, end: first + 1, capitals: false });
        };
        let in_capitals: Vec<bool> = words.iter().map(|word| in_capitals(word)).collect();
        let capitals = lettered.iter().all(|&index| in_capitals[index]);
        let (start, end) = match in_capitals.iter().position(|&capital| capital) {
            Some(start) if !capitals => {
                let count = in_capitals[start..].iter().take_while(|&&capital| capital).count();
                let particles = words[..start].iter().rev().take_while(|word| is_particle(word)).count();
                (start - particles, start + count)
            }
            _ if opens_family(words[first]) => {
                let name = rest.iter().find(|&&index| !opens_family(words[index]));
                (first, name.map_or(last, |&index| index) + 1)
            }
            _ => {
                let start =
                    rest.iter().find(|&&index| index < last && opens(words[index]) || elided(words[index]));
                (start.map_or(last, |&index| index), last + 1)
            }
        };
        Some(Self { start, end, capitals })
    }
}

/// The order of two names. For a list, [`sort_by_name`] is faster.
pub fn compare_names(a: &str, b: &str) -> Ordering {
    Key::new(a).compare(&Key::new(b), Collators::new().as_ref())
}

/// Sorts by the name of each item. Items whose names are equal but for capitals keep their order.
pub fn sort_by_name<T>(items: &mut [T], name: impl Fn(&T) -> &str) {
    // the key of a name is worth keeping: finding its parts costs more than a comparison
    let keys: Vec<Key> = items.iter().map(|item| Key::new(name(item))).collect();
    let mut order: Vec<usize> = (0..items.len()).collect();
    let collators = Collators::new();
    order.sort_by(|&a, &b| keys[a].compare(&keys[b], collators.as_ref()));
    // where[i]: the place to which the item at i goes
    let mut places = vec![0; items.len()];
    for (place, &index) in order.iter().enumerate() {
        places[index] = place;
    }
    for index in 0..items.len() {
        while places[index] != index {
            let place = places[index];
            items.swap(index, place);
            places.swap(index, place);
        }
    }
}

struct Key {
    family: String,
    given: String,
}

impl Key {
    fn new(name: &str) -> Self {
        let parts = name_parts(name);
        Self { family: plain(&parts.family), given: plain(&parts.given) }
    }

    fn compare(&self, other: &Self, collators: Option<&Collators>) -> Ordering {
        let Some(collators) = collators else {
            return (&self.family, &self.given).cmp(&(&other.family, &other.given));
        };
        let by = |collator: &Collator| {
            let collator = collator.as_borrowed();
            collator
                .compare(&self.family, &other.family)
                .then_with(|| collator.compare(&self.given, &other.given))
        };
        by(&collators.letters).then_with(|| by(&collators.accents))
    }
}

/// What is compared: hyphens are spaces, apostrophes nothing.
fn plain(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|character| !APOSTROPHES.contains(character))
        .map(|character| if is_hyphen(character) { ' ' } else { character })
        .collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const APOSTROPHES: [char; 5] = ['\'', '’', '‘', 'ʼ', '`'];

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2014}')
}

/// The words; an elided particle in small letters is one of its own: "d’", "Alexis".
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let rest = word.strip_prefix(['d', 'D']).and_then(|rest| rest.strip_prefix(APOSTROPHES));
        match rest {
            Some(rest) if has_letter(rest) && (word.starts_with('d') || in_capitals(rest)) => {
                let (particle, family) = word.split_at(word.len() - rest.len());
                // D’ALEXIS is one word: its particle is part of the name
                if word.starts_with('d') { words.extend([particle, family]) } else { words.push(word) }
            }
            _ => words.push(word),
        }
    }
    words
}

fn join<'a>(family: &[&str], given: impl Iterator<Item = &'a str>) -> NameParts {
    NameParts { family: family.join(" "), given: given.collect::<Vec<_>>().join(" ") }
}

fn has_letter(word: &str) -> bool {
    word.chars().any(char::is_alphabetic)
}

/// At least two letters, all of them capitals; "McDONALD" too.
fn in_capitals(word: &str) -> bool {
    let rest = word.strip_prefix("Mc").or_else(|| word.strip_prefix("Mac")).unwrap_or(word);
    let mut letters = rest.chars().filter(|character| character.is_alphabetic()).peekable();
    letters.peek().is_some()
        && letters.clone().nth(1).is_some()
        && letters.all(|letter| letter.is_uppercase() || !letter.is_lowercase())
        && rest.chars().any(char::is_uppercase)
}

fn is_particle(word: &str) -> bool {
    matches!(word, "de" | "du" | "des" | "von" | "van" | "da" | "das" | "do" | "dos" | "del")
        || elided_particle(word)
}

fn elided_particle(word: &str) -> bool {
    word.strip_prefix('d').and_then(|rest| rest.strip_prefix(APOSTROPHES)).is_some_and(str::is_empty)
}

/// An article that is one word with the name: "L’Étang".
fn elided(word: &str) -> bool {
    let rest = word.strip_prefix(['l', 'L']).and_then(|rest| rest.strip_prefix(APOSTROPHES));
    rest.is_some_and(has_letter) || elided_particle(word)
}

/// Whether a family name begins with this word, when others stand before it.
fn opens(word: &str) -> bool {
    let small = word.to_lowercase();
    is_particle(&small)
        || matches!(
            small.as_str(),
            "la" | "le" | "les" | "saint" | "sainte" | "san" | "santa" | "el" | "ben" | "bin"
        )
}

/// Whether a family name begins with this word, though it is the first of all.
fn opens_family(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "la" | "le" | "les" | "de" | "du" | "des") || is_particle(word)
}

/// How many words at the beginning don't count; at least one always does.
fn leading_particles(words: &[&str], capitals: bool) -> usize {
    let written = |word: &str| if capitals { word.to_lowercase() } else { word.to_owned() };
    let mut count = 0;
    while count + 1 < words.len() {
        let word = written(words[count]);
        let after = count > 0 && matches!(word.as_str(), "der" | "den" | "dem");
        if !is_particle(&word) && !after {
            break;
        }
        count += 1;
    }
    count
}

struct Collators {
    /// Letters alone.
    letters: Collator,
    /// Letters, then accents.
    accents: Collator,
}

impl Collators {
    /// Cheap: it only refers to compiled data.
    fn new() -> Option<Self> {
        let collator = |strength| {
            let mut options = CollatorOptions::default();
            options.strength = Some(strength);
            Collator::try_new_unstable(&RootOrder, CollatorPreferences::default(), options).ok()
        };
        Some(Self { letters: collator(Strength::Primary)?, accents: collator(Strength::Secondary)? })
    }
}

/// The data of the Unicode order that French shares with most languages. The compiled data of all the others, some
/// megabytes of them for Chinese and Japanese, stay out of the program because nothing here refers to them.
struct RootOrder;

macro_rules! provide {
    ($($marker:ty: $data:expr),* $(,)?) => {$(
        impl DataProvider<$marker> for RootOrder {
            fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<$marker>, DataError> {
                $data.load(request)
            }
        }
    )*};
}

provide! {
    CollationRootV1: Baked,
    CollationDiacriticsV1: Baked,
    CollationJamoV1: Baked,
    CollationMetadataV1: Baked,
    CollationSpecialPrimariesV1: Baked,
    NormalizerNfdDataV1: icu_normalizer::provider::Baked,
    NormalizerNfdTablesV1: icu_normalizer::provider::Baked,
}

macro_rules! withhold {
    ($($marker:ty),*) => {$(
        impl DataProvider<$marker> for RootOrder {
            fn load(&self, request: DataRequest<'_>) -> Result<DataResponse<$marker>, DataError> {
                Err(DataErrorKind::IdentifierNotFound.with_req(<$marker as DataMarker>::INFO, request))
            }
        }
    )*};
}

withhold!(CollationTailoringV1, CollationReorderingV1);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_collation_data_are_there() {
        assert!(Collators::new().is_some());
    }

    #[test]
    fn family_names_are_found() {
        for (name, family, given) in [
            ("Marie Dupont", "Dupont", "Marie"),
            ("DUPONT Marie", "DUPONT", "Marie"),
            ("Marie-Line DE LA CRUZ", "DE LA CRUZ", "Marie-Line"),
            ("Marie-Line de LA CRUZ", "LA CRUZ", "Marie-Line de"),
            ("Maria de la Cruz", "la Cruz", "Maria de"),
            ("Jean de La Fontaine", "La Fontaine", "Jean de"),
            ("JEAN DE LA FONTAINE", "LA FONTAINE", "JEAN DE"),
            ("Solange du Bellay", "Bellay", "Solange du"),
            ("Rose des Étages", "Étages", "Rose des"),
            ("Ludovic van der Berg", "Berg", "Ludovic van der"),
            ("Karl von Salm", "Salm", "Karl von"),
            ("Paul De Coster", "De Coster", "Paul"),
            ("Louis d'Alexis", "Alexis", "Louis d'"),
            ("Louis d’ALEXIS", "ALEXIS", "Louis d’"),
            ("Louis D’ALEXIS", "D’ALEXIS", "Louis"),
            ("Yann Le Goff", "Le Goff", "Yann"),
            ("Le Goff Yann", "Le Goff", "Yann"),
            ("Ida L’Étang", "L’Étang", "Ida"),
            ("Anne-Lise Saint-Aimé", "Saint-Aimé", "Anne-Lise"),
            ("Anne-Lise Saint Aimé", "Saint Aimé", "Anne-Lise"),
            ("Joana da Silva", "Silva", "Joana da"),
            ("Man Nini", "Nini", "Man"),
            ("Zélie", "Zélie", ""),
            ("J. Dupont", "Dupont", "J."),
            ("McDONALD Sean", "McDONALD", "Sean"),
            ("Dupont, Marie", "Dupont", "Marie"),
            ("de La Fontaine, Jean", "La Fontaine", "Jean de"),
            ("Marie Dupont 🌺", "Dupont", "Marie 🌺"),
            ("  Marie \u{a0} Dupont ", "Dupont", "Marie"),
            ("🌺", "🌺", ""),
            ("", "", ""),
            ("مريم العربي", "العربي", "مريم"),
        ] {
            let parts = name_parts(name);
            assert_eq!((parts.family.as_str(), parts.given.as_str()), (family, given), "{name}");
        }
    }

    #[test]
    fn names_break_before_the_family_name() {
        for (name, parts) in [
            ("Jean de La Fontaine", Some(("Jean ", "de La Fontaine"))),
            ("DUPONT Marie-Line", Some(("DUPONT ", "Marie-Line"))),
            ("Marie-Line de LA CRUZ", Some(("Marie-Line ", "de LA CRUZ"))),
            ("Louis d’Alexis", Some(("Louis ", "d’Alexis"))),
            ("Ida Marie L’Étang", Some(("Ida Marie ", "L’Étang"))),
            ("Zélie", None),
            ("Marie DUPONT 🌺", None),
            ("", None),
        ] {
            assert_eq!(split_name(name), parts, "{name}");
        }
    }

    #[test]
    fn names_sort_as_in_a_french_list() {
        let sorted = [
            "Louis d’Alexis",
            "Aline Belfort",
            "BELFORT Zoé",
            "Rosa Céleste",
            "Paul De Coster",
            "DUPONT Marie",
            "Marie-Line Dupont",
            "Rose des Étages",
            "Ève Étienne",
            "Jean de La Fontaine",
            "Yves Labat",
            "Yann Le Goff",
            "Anne Leger",
            "Anne Léger",
            "Zoé Leger",
            "Ida L’Étang",
            "Ida L'Étang",
            "Luc Œillet",
            "Ana Ofelia",
            "Sean O'Neil",
            "Zélie",
        ];
        let mut names: Vec<&str> = sorted.iter().rev().copied().collect();
        sort_by_name(&mut names, |name| name);
        // both apostrophes are the same, so those two stay as they were
        let mut expected = sorted.to_vec();
        expected.swap(15, 16);
        assert_eq!(names, expected);
        assert_eq!(compare_names("Ida L’Étang", "Ida L'Étang"), Ordering::Equal);
        assert_eq!(compare_names("Marie DUPONT", "Marie Dupont"), Ordering::Equal);
        assert_eq!(compare_names("Jean-Louis Abel", "Jean Louis Abel"), Ordering::Equal);
    }
}

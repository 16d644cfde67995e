//! Personal details in a text, which a moderator should see before it is public.

use linkify::{LinkFinder, LinkKind};

/// The ends of the addresses that are recognized without a scheme, "www." or a path.
const TOP_LEVEL_DOMAINS: [&str; 8] = ["fr", "com", "org", "net", "mq", "me", "gp", "io"];

/// A detail in a text, with the words in which it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ContentFlag {
    Phone(String),
    Email(String),
    Link(String),
    /// Perhaps the name of a private person.
    PersonName(String),
}

impl ContentFlag {
    /// Whether a moderator must read the text first even where questions are public at once. Names are a guess,
    /// so they are only shown to moderators.
    pub fn requires_review(&self) -> bool {
        !matches!(self, ContentFlag::PersonName(_))
    }
}

/// Finds telephone numbers, e-mail addresses, links and names of people in a text.
pub(crate) fn find_content_flags(text: &str) -> Vec<ContentFlag> {
    let mut links = LinkFinder::new();
    links.url_must_have_scheme(false);
    let mut found: Vec<ContentFlag> = links
        .links(text)
        .filter_map(|link| match (link.kind(), link.as_str().to_owned()) {
            (LinkKind::Email, address) => Some(ContentFlag::Email(address)),
            (_, url) => is_address(&url).then_some(ContentFlag::Link(url)),
        })
        .collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    found.extend(find_phone_numbers(text).into_iter().map(ContentFlag::Phone));
    found.extend(find_person_names(&words).into_iter().map(ContentFlag::PersonName));
    found
}

/// Whether a text must be read by a moderator before it is public.
pub(crate) fn requires_review(text: &str) -> bool {
    find_content_flags(text).iter().any(ContentFlag::requires_review)
}

/// Whether what looks like a link is one: "partie.Pourquoi" only lacks a space after its full stop.
fn is_address(url: &str) -> bool {
    let lower = url.to_lowercase();
    let (_, end) = lower.rsplit_once('.').unwrap_or_default();
    lower.contains('/') || lower.starts_with("www.") || TOP_LEVEL_DOMAINS.contains(&end)
}

/// Runs of eight to fifteen digits, with the usual separators between them.
fn find_phone_numbers(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for c in text.chars().chain(['x']) {
        if c.is_ascii_digit() || (!run.is_empty() && " .-/()".contains(c)) || (run.is_empty() && c == '+') {
            run.push(c);
            continue;
        }
        let number = run.trim_end_matches(|c: char| !c.is_ascii_digit()).to_owned();
        if (8..=15).contains(&number.bytes().filter(u8::is_ascii_digit).count()) {
            found.push(number);
        }
        run.clear();
    }
    found
}

/// Capitalised words after a form of address, and two capitalised words in the middle of a sentence.
fn find_person_names(words: &[&str]) -> Vec<String> {
    const TITLES: [&str; 10] =
        ["m.", "mr", "mme", "mlle", "monsieur", "madame", "mademoiselle", "misié", "man", "mrs"];
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let ends = |word: &str| word.ends_with(['.', '?', '!', ':', '…', '«']);
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let (first, second) = (bare(pair[0]), bare(pair[1]));
        let titled = TITLES.contains(&pair[0].to_lowercase().trim_start_matches(['«', '(']));
        let inside = at > 0 && !ends(words[at - 1]);
        if titled && is_capital(&second) {
            found.push(format!("{} {second}", pair[0]));
        } else if inside && is_capital(&first) && is_capital(&second) && !ends(pair[0]) {
            found.push(format!("{first} {second}"));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contact_details_links_and_names_are_pointed_out() {
        let found = |text: &str| find_content_flags(text);
        assert_eq!(found("Appelez le 0696 12 34 56 !"), [ContentFlag::Phone("0696 12 34 56".into())]);
        assert_eq!(found("+596696123456"), [ContentFlag::Phone("+596696123456".into())]);
        assert_eq!(found("écrire à marie@exemple.org."), [ContentFlag::Email("marie@exemple.org".into())]);
        assert_eq!(found("voir https://exemple.org/a"), [ContentFlag::Link("https://exemple.org/a".into())]);
        for link in ["exemple.fr", "exemple.mq/page", "t.me/exemple", "www.exemple.info"] {
            assert_eq!(found(&format!("(voir {link}.)")), [ContentFlag::Link(link.into())]);
        }
        assert_eq!(
            found("Pourquoi Mme Exemple est partie ?"),
            [ContentFlag::PersonName("Mme Exemple".into())]
        );
        assert_eq!(found("Que fait Marie Modèle ici ?"), [ContentFlag::PersonName("Marie Modèle".into())]);
        for harmless in [
            "En 2012, 350 postes : et après ?",
            "Le budget est de 12 000 euros ?",
            "Les AR du CRPV",
            "Elle est partie.Pourquoi ?",
        ] {
            assert_eq!(found(harmless), []);
        }
    }
}

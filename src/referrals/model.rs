//! The word in a link, and how often it was opened.

use crate::keywords::normalize;

/// What the payload of a link begins with, before its word.
const PREFIX: &str = "q_";
/// The longest word: Telegram takes a payload of 64 characters.
const MAX_CHARS: usize = 64 - PREFIX.len();

/// How the openings of unknown words are named in lists. No source has parentheses.
pub const OTHER_SOURCES: &str = "(autres)";

/// The word of a link: small letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source(String);

/// Why a word cannot stand in a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSource {
    #[error("there is no letter and no digit in it; write a word such as mairie")]
    Empty,
    #[error("it has {0} characters in a link, which takes {MAX_CHARS} at most; write a shorter one")]
    TooLong(usize),
}

impl Source {
    /// Folds what somebody typed into the word of a link: "Café de l'Église" becomes `cafe-de-l-eglise`. A word that
    /// is too long is refused and not cut: two that begin alike would become one.
    pub fn parse(typed: &str) -> Result<Self, InvalidSource> {
        let mut word = normalize(typed).replace(' ', "-");
        word.retain(|c| c.is_ascii_alphanumeric() || c == '-');
        match word.len() {
            _ if !word.contains(|c: char| c.is_ascii_alphanumeric()) => Err(InvalidSource::Empty),
            length if length > MAX_CHARS => Err(InvalidSource::TooLong(length)),
            _ => Ok(Self(word)),
        }
    }

    /// The source in the payload of a link; `None` for a payload of another kind, `Some(None)` where no link has this
    /// word.
    pub fn from_payload(payload: &str) -> Option<Option<Self>> {
        Some(Self::parse(payload.strip_prefix(PREFIX)?).ok())
    }

    /// The payload of the link.
    pub fn payload(&self) -> String {
        format!("{PREFIX}{}", self.0)
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How often a link was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferralCount {
    /// `None` for words of no link that was made.
    pub source: Option<Source>,
    pub opened: i64,
}

impl ReferralCount {
    /// The word, or [`OTHER_SOURCES`].
    pub fn name(&self) -> &str {
        self.source.as_ref().map_or(OTHER_SOURCES, Source::as_str)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::referrals::model::*;

    #[test]
    fn a_word_is_folded_or_refused() {
        for (typed, word) in [
            ("mairie", "mairie"),
            ("Mairie du Lamentin", "mairie-du-lamentin"),
            ("  Café de l'Église ! ", "cafe-de-l-eglise"),
            ("a_b--c", "a-b-c"),
            ("n° 3", "n-3"),
        ] {
            assert_eq!(Source::parse(typed).map(|source| source.0), Ok(word.to_owned()), "{typed}");
        }
        for typed in ["", "  ", "?!", "- -", "📣"] {
            assert_eq!(Source::parse(typed), Err(InvalidSource::Empty), "{typed}");
        }
        assert!(Source::parse(&"a".repeat(MAX_CHARS)).is_ok());
        assert_eq!(Source::parse(&"a".repeat(MAX_CHARS + 1)), Err(InvalidSource::TooLong(MAX_CHARS + 1)));
    }

    #[test]
    fn other_payloads_are_no_source() {
        for payload in ["", "q", "Q_mairie", "t_abc", "qmairie"] {
            assert_eq!(Source::from_payload(payload), None, "{payload}");
        }
        assert_eq!(Source::from_payload("q_"), Some(None));
        assert_eq!(Source::from_payload("q_Mairie"), Some(Source::parse("mairie").ok()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_is_typed_makes_a_payload_that_telegram_takes(typed in any::<String>()) {
            let Ok(source) = Source::parse(&typed) else { return Ok(()) };
            let payload = source.payload();
            prop_assert!(payload.len() <= 64);
            prop_assert!(payload.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_'), "{}", payload);
            prop_assert_eq!(Source::from_payload(&payload), Some(Some(source)));
        }
    }
}

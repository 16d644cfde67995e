//! The code that stands on a ticket, in its link and in its QR code.

use std::fmt;

use crate::text;

/// The code on a ticket: eight characters, shown as `CDFG-HJKM`. The alphabet has no two characters that
/// look alike, and no vowels, so that no code spells a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketCode(String);

impl TicketCode {
    const ALPHABET: &str = text::CODE_ALPHABET;
    /// How many of the alphabet's first characters are letters.
    const LETTER_COUNT: usize = 17;
    const LENGTH: usize = 8;
    /// Longer than any way of writing a code; such a text is not examined.
    const MAX_TYPED_BYTES: usize = 40;
    /// Marks a ticket among the values of `?start=` in a link.
    const PAYLOAD_PREFIX: &str = "t_";

    /// A new code, one of 17 × 22⁷ (about 42 thousand million).
    pub fn random() -> Self {
        let character = |position: usize| {
            // The first character is a letter: eight digits could be a telephone number.
            let choice = if position == 0 { Self::LETTER_COUNT } else { Self::ALPHABET.len() };
            char::from(Self::ALPHABET.as_bytes()[rand::random_range(0..choice)])
        };
        Self((0..Self::LENGTH).map(character).collect())
    }

    /// Reads a typed code; case, blanks and hyphens do not matter. `None` for any other text.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > Self::MAX_TYPED_BYTES {
            return None;
        }
        let code: String = text::clean_line(typed)
            .chars()
            .filter(|&c| c != '-' && !c.is_whitespace())
            .map(|c| c.to_ascii_uppercase())
            .collect();
        let is_valid = code.chars().count() == Self::LENGTH
            && code.chars().all(|character| Self::ALPHABET.contains(character))
            && code.starts_with(|first: char| first.is_ascii_alphabetic());
        is_valid.then_some(Self(code))
    }

    /// Reads the value of `?start=` in a ticket's link; `None` for any other link.
    pub fn from_payload(payload: &str) -> Option<Self> {
        Self::parse(payload.strip_prefix(Self::PAYLOAD_PREFIX)?)
    }

    /// The value of `?start=` in the ticket's link.
    pub fn payload(&self) -> String {
        format!("{}{}", Self::PAYLOAD_PREFIX, self.0)
    }

    /// The eight characters without a hyphen, as stored in the database.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TicketCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.0.split_at(4);
        write!(f, "{first}-{last}")
    }
}

//! The two texts that people write about a question: its wording, and the name under it.

use std::fmt;

use super::intake::SubmissionError;
use crate::text;

/// The longest name, in characters, that stands under a question.
const MAX_NAME_LENGTH: usize = 40;

/// The text of a question: at least one letter, at most [`QuestionText::MAX_LENGTH`] characters, without
/// invisible characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionText(String);

impl QuestionText {
    /// The longest text in characters: a moderator can take it in at a glance, and a card with it fits a message.
    pub const MAX_LENGTH: usize = 1_000;

    /// Parses a typed text. Errors: `SubmissionError::Empty` without a letter, `SubmissionError::TooLong`.
    pub fn parse(typed: &str) -> Result<Self, SubmissionError> {
        let text = text::clean_paragraphs(typed);
        match text.chars().count() {
            characters if characters > Self::MAX_LENGTH => Err(SubmissionError::TooLong { characters }),
            _ if text::has_letter(&text) => Ok(Self(text)),
            _ => Err(SubmissionError::Empty),
        }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A first name as it may stand under a question; empty where it has no letter or is too long.
pub(crate) fn parse_display_name(name: &str) -> String {
    let name = text::clean_line(name);
    let fits = name.chars().count() <= MAX_NAME_LENGTH && name.chars().any(char::is_alphabetic);
    if fits { name } else { String::new() }
}

#[cfg(test)]
mod tests {
    use crate::questions::model::text::*;

    #[test]
    fn marks_that_turn_the_direction_are_taken_out() {
        assert_eq!(
            QuestionText::parse("a\u{202e}b\u{200f}c ?").map(|text| text.to_string()),
            Ok("abc ?".into())
        );
        assert_eq!(QuestionText::parse("🙂 🙃"), Err(SubmissionError::Empty));
        assert_eq!(parse_display_name("  Marie\u{202e}\n Line "), "Marie Line");
        assert_eq!(parse_display_name("🙂"), "");
    }
}

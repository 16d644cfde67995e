//! The wording of a question.

use std::fmt;

use super::intake::SubmissionError;
use crate::text;

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
    }
}

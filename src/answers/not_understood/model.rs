//! Types of this module: a text that was not understood, and several that are alike.

use crate::ids::OrganiserQuestionNumber;

/// What became of a text, as the database names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum TextState {
    /// Nobody has looked at it yet.
    Open,
    /// An organiser chose its meaning.
    Understood,
    /// An organiser wrote an answer.
    Answered,
    /// An organiser left it aside.
    Aside,
}

/// A text that was not understood, as it is stored: without a person or a chat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnclearText {
    pub number: OrganiserQuestionNumber,
    /// In lower case, without accents, numbers and addresses masked.
    pub text: String,
    /// The code of its language.
    pub language: String,
    /// The name of the best guess; empty for none.
    pub likely_intent: String,
    /// How often it came.
    pub times: i64,
    /// The data of the answer that an organiser chose; empty for none.
    pub meaning: String,
}

/// Texts that ask the same. Never empty: the first one is the most frequent, and all are like it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnclearGroup {
    pub leader: UnclearText,
    pub others: Vec<UnclearText>,
}

impl UnclearGroup {
    /// All texts, the most frequent first.
    pub fn texts(&self) -> impl Iterator<Item = &UnclearText> {
        std::iter::once(&self.leader).chain(&self.others)
    }

    /// How often its texts came.
    pub fn times(&self) -> i64 {
        self.texts().map(|text| text.times).sum()
    }
}

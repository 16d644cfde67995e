//! What became of the questions, as it may be published: without authors, and without the words that were never
//! approved or were set aside.

use std::collections::BTreeMap;

use super::state::RejectionReason;
use crate::clock::EventTime;
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};

/// A moderator's written answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenAnswer {
    pub question: QuestionNumber,
    pub text: String,
    /// 0 once the author was erased.
    pub answered_at: EventTime,
    /// The moderator; 0 for none.
    pub answered_by: PersonId,
    /// Whether the question was approved before it was answered: its words may be published.
    pub was_public: bool,
    /// Whether the answer may be published, which a moderator can refuse. Never without `was_public`.
    pub in_account: bool,
}

/// How an approved question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// Before the audience.
    Aloud,
    /// In writing.
    InWriting,
    /// There was no time.
    No,
}

/// An approved question, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionOutcome {
    pub number: QuestionNumber,
    /// The question that it was asked with; its own number where it stands alone.
    pub root: QuestionNumber,
    /// The theme's id in the event file, that of the root; empty for none.
    pub theme: String,
    /// The language of the text.
    pub lang: Lang,
    /// The public wording; never empty.
    pub text: String,
    pub votes: i64,
    pub answered: Answered,
    /// The written answer; empty where there is none, or it is not to be published.
    pub answer: String,
}

impl QuestionOutcome {
    /// Whether it was asked as a part of another question.
    pub fn is_grouped(&self) -> bool {
        self.root != self.number
    }
}

/// What became of all questions.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The approved ones, in the order of their numbers.
    pub questions: Vec<QuestionOutcome>,
    /// The number that was set aside for each reason, by the reason's name; none is 0.
    pub rejected: BTreeMap<&'static str, i64>,
    /// Questions that no moderator came to read.
    pub unread: i64,
    /// Private cases, and questions that were answered to their authors without having been approved.
    pub private: i64,
    /// Questions that their authors took back.
    pub withdrawn: i64,
}

impl Outcome {
    /// The number that was set aside for a reason.
    pub fn rejected_for(&self, reason: RejectionReason) -> i64 {
        self.rejected.get(reason.name()).copied().unwrap_or_default()
    }
}

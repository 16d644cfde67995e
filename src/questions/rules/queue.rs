//! The order of the queue.

use super::super::model::Question;
use crate::ids::QuestionNumber;

/// With boosting, a newcomer's question and one of an untreated theme each rank as if this many more people had
/// voted for it: enough to be heard before a repeated theme, not enough to pass a popular question.
pub(crate) const BOOST: i64 = 3;

/// What a question's place in the queue depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QueueRank {
    pub number: QuestionNumber,
    pub votes: i64,
    /// Whether the question is boosted for its author.
    pub is_newcomer: bool,
    /// Whether the question is boosted for its theme.
    pub has_unheard_theme: bool,
}

impl QueueRank {
    /// The rank of a question. Without `boost` only votes count; `heard_themes` are the ids of treated themes.
    pub fn of(question: &Question, boost: bool, heard_themes: &[String]) -> Self {
        Self {
            number: question.number,
            votes: question.votes,
            is_newcomer: boost && question.is_newcomer,
            has_unheard_theme: boost && is_unheard(&question.theme, heard_themes),
        }
    }

    fn boosted_votes(self) -> i64 {
        self.votes + BOOST * (i64::from(self.is_newcomer) + i64::from(self.has_unheard_theme))
    }

    /// Sorts by boosted votes, most first, then by number.
    pub fn key(self) -> (i64, QuestionNumber) {
        (-self.boosted_votes(), self.number)
    }

    /// The votes with which a question of another group ranks equal to this one.
    pub fn votes_to_equal(self, is_newcomer: bool, has_unheard_theme: bool) -> i64 {
        self.boosted_votes() - BOOST * (i64::from(is_newcomer) + i64::from(has_unheard_theme))
    }
}

/// Whether a theme was not treated yet; no theme at all does not count as one.
pub(crate) fn is_unheard(theme: &str, heard_themes: &[String]) -> bool {
    !theme.is_empty() && heard_themes.iter().all(|heard| heard != theme)
}

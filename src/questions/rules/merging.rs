//! Which questions can be asked as one, and which ones a merge brought along.

use super::super::model::{Actor, MergeLink, Question, State};
use crate::clock::EventTime;
use crate::ids::QuestionNumber;

/// Whether a question in the first state can be merged into one in the second.
pub(crate) fn can_merge(child: State, root: State) -> bool {
    use State::{Claimed, Deferred, PendingReview, Queued};
    match child {
        PendingReview => matches!(root, PendingReview | Queued | Claimed | Deferred),
        Queued | Deferred => matches!(root, Queued | Claimed | Deferred),
        _ => false,
    }
}

/// Whether a question in this state can become part of another one again.
pub(crate) fn can_be_merged_again(child: State) -> bool {
    matches!(child, State::PendingReview | State::Queued | State::Deferred)
}

/// The question as part of another one.
pub(crate) fn merged(question: &Question, actor: Actor) -> Question {
    Question { state: State::Merged, closed_at: actor.now, version: question.version + 1, ..question.clone() }
}

/// The question on its own again, in the state before the merge.
pub(crate) fn unmerged(question: &Question, previous_state: State) -> Question {
    Question {
        state: previous_state,
        closed_at: EventTime::NONE,
        version: question.version + 1,
        ..question.clone()
    }
}

/// A question and all questions that came into its group through it, the question first.
pub(crate) fn subtree(links: &[MergeLink], root: QuestionNumber) -> Vec<QuestionNumber> {
    let mut found = vec![root];
    let mut next = 0;
    while let Some(&parent) = found.get(next) {
        found.extend(links.iter().filter(|link| link.parent == parent).map(|link| link.child));
        next += 1;
    }
    found
}

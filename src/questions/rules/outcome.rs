//! What became of each question, and which words of it may be published.

use std::collections::HashMap;

use super::super::model::{
    Answered, CloseReason, Outcome, Question, QuestionOutcome, Source, State, WrittenAnswer,
};
use crate::ids::QuestionNumber;

/// What a question was merged into, and its state before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct MergedInto {
    pub root: QuestionNumber,
    pub previous_state: State,
}

/// What became of one question on its own.
enum Fate {
    Shown(Answered),
    Rejected(&'static str),
    Unread,
    Private,
    Withdrawn,
    /// A merged one: that of its root.
    OfRoot,
    /// Nothing to count: a moderator's own question, undone.
    None,
}

/// Everything that may be published. `questions` are all of them, in the order of their numbers.
pub(crate) fn compile_outcome(
    questions: &[Question],
    merges: &HashMap<QuestionNumber, MergedInto>,
    answers: &HashMap<QuestionNumber, WrittenAnswer>,
) -> Outcome {
    let by_number: HashMap<QuestionNumber, &Question> =
        questions.iter().map(|question| (question.number, question)).collect();
    let mut outcome = Outcome::default();
    for question in questions {
        let own = fate(question, answers);
        let merge = merges.get(&question.number).filter(|_| matches!(own, Fate::OfRoot));
        let root = match merge {
            Some(merge) => by_number.get(&merge.root).copied(),
            None => Some(question),
        };
        let Some(root) = root else { continue };
        match if merge.is_some() { fate(root, answers) } else { own } {
            Fate::Shown(answered) => {
                // one that was merged before it was approved stays unread by all but moderators
                let is_approved = merge.is_none_or(|merge| merge.previous_state.is_public());
                if is_approved && !question.display_text().is_empty() {
                    outcome.questions.push(shown(question, root, answered, answers));
                }
            }
            Fate::Rejected(reason) => *outcome.rejected.entry(reason).or_default() += 1,
            Fate::Unread => outcome.unread += 1,
            Fate::Private => outcome.private += 1,
            Fate::Withdrawn => outcome.withdrawn += 1,
            Fate::OfRoot | Fate::None => {}
        }
    }
    outcome
}

fn fate(question: &Question, answers: &HashMap<QuestionNumber, WrittenAnswer>) -> Fate {
    match question.state {
        State::Queued | State::Claimed | State::Deferred => Fate::Shown(Answered::No),
        State::Answered if question.close_reason == CloseReason::AnsweredPrivately => {
            match answers.get(&question.number) {
                Some(answer) if answer.was_public => Fate::Shown(Answered::InWriting),
                // answered without having been approved, or by a version that did not keep answers
                _ => Fate::Private,
            }
        }
        State::Answered => Fate::Shown(Answered::Aloud),
        State::Rejected => {
            question.close_reason.rejection().map_or(Fate::None, |reason| Fate::Rejected(reason.name()))
        }
        State::PendingReview => Fate::Unread,
        State::PrivateCase => Fate::Private,
        State::Withdrawn if question.source == Source::Participant => Fate::Withdrawn,
        State::Withdrawn => Fate::None,
        State::Merged => Fate::OfRoot,
    }
}

fn shown(
    question: &Question,
    root: &Question,
    answered: Answered,
    answers: &HashMap<QuestionNumber, WrittenAnswer>,
) -> QuestionOutcome {
    let answer = answers.get(&question.number).filter(|answer| answer.in_account);
    QuestionOutcome {
        number: question.number,
        root: root.number,
        theme: root.theme.clone(),
        lang: question.lang,
        text: question.display_text().to_owned(),
        votes: question.votes,
        answered,
        answer: answer.map(|answer| answer.text.clone()).unwrap_or_default(),
    }
}

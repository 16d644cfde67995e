//! What can be done to a question, by whom, and what came of it.

use super::journal::JournalAction;
use super::question::Question;
use super::state::RejectionReason;
use super::text::QuestionText;
use crate::clock::{EventTime, RealTime};
use crate::ids::{PersonId, QuestionNumber};

/// One change of one question. `rules::transition` tells in which states it is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Makes a reviewed question public.
    Approve,
    /// Claims the question for the acting moderator, for the time of a lease.
    Claim,
    /// Starts the lease of the moderator's own claim again.
    RenewClaim,
    /// Shows the question on the hall's screen, and claims it if it is in the queue.
    ShowOnScreen,
    MarkAnswered,
    AnswerPrivately,
    /// Returns the question to the queue.
    Requeue,
    Defer,
    Reject(RejectionReason),
    MarkPrivateCase,
    /// Sets the public wording.
    Reword(QuestionText),
    /// Assigns the question to a speaker by name; empty for all of them.
    AssignSpeaker(String),
    Star(bool),
    /// By the author.
    Withdraw,
    /// By the author: the theme's id in the event file, or empty for none.
    SetTheme(String),
    /// By the author: the name to show, or empty for none.
    SetDisplayName(String),
    /// By the author, until a moderator has dealt with the question. With `needs_review` a moderator reads the
    /// text before it is public.
    Edit {
        text: QuestionText,
        needs_review: bool,
    },
    /// By the author: the private case goes to the counsellors.
    HandOver,
    /// By the clock: the lease has run out.
    Expire,
    /// By the clock: the lease has run out after the question was on the screen, so it counts as answered.
    ExpireAsAnswered,
}

impl Action {
    /// The journal's name for the action; `None` for an author's own, which the journal does not list.
    pub fn journal_action(&self) -> Option<JournalAction> {
        Some(match self {
            Action::Approve => JournalAction::Approve,
            Action::Claim => JournalAction::Claim,
            Action::RenewClaim => JournalAction::RenewClaim,
            Action::ShowOnScreen => JournalAction::ShowOnScreen,
            Action::MarkAnswered => JournalAction::MarkAnswered,
            Action::AnswerPrivately => JournalAction::AnswerPrivately,
            Action::Requeue => JournalAction::Requeue,
            Action::Defer => JournalAction::Defer,
            Action::Reject(_) => JournalAction::Reject,
            Action::MarkPrivateCase => JournalAction::MarkPrivateCase,
            Action::Reword(_) => JournalAction::Reword,
            Action::AssignSpeaker(_) => JournalAction::AssignSpeaker,
            Action::Star(_) => JournalAction::Star,
            Action::Expire => JournalAction::Expire,
            Action::ExpireAsAnswered => JournalAction::ExpireAsAnswered,
            Action::Withdraw
            | Action::SetTheme(_)
            | Action::SetDisplayName(_)
            | Action::Edit { .. }
            | Action::HandOver => return None,
        })
    }
}

/// Why an action was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionError {
    /// There is no such question.
    NotFound,
    /// The question is not in a state for the action: another person was faster, or it is too early or too late.
    Conflict,
    /// Another moderator claims the question.
    ClaimedByOther,
    /// A voice message without a wording cannot be public.
    NeedsText,
}

/// The person who acts, and when.
#[derive(Debug, Clone, Copy)]
pub struct Actor {
    /// 0 for the clock.
    pub person: PersonId,
    pub now: EventTime,
    /// Leases and the undo window go by real time.
    pub real_now: RealTime,
}

/// An action that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The number of its journal entry; 0 for an author's own action.
    pub entry_number: i64,
    pub before: Question,
    pub after: Question,
    /// The question on the screen before the action.
    pub on_screen_before: Option<QuestionNumber>,
    /// The question on the screen after it.
    pub on_screen_after: Option<QuestionNumber>,
}

/// What came of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteOutcome {
    /// The question that the vote counts for (the merge's root where it was merged), and its votes now.
    Changed { number: QuestionNumber, votes: i64 },
    /// The vote was as wanted before.
    Unchanged { number: QuestionNumber, votes: i64 },
    /// An author cannot take back the vote for their own question.
    OwnQuestion,
    /// The question does not exist or is not open to votes.
    NotOpen,
}

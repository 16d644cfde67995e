//! Asking, voting and withdrawing from a page.

use super::super::ask::{Accepted, accept, admit};
use super::super::model::{Action, BrowserDoor, QuestionText, SubmissionError, VoteOutcome};
use super::super::notify::{notify_claimant, notify_moderators};
use super::super::service::actions::{actor, apply_action};
use super::super::service::voting;
use super::super::settings::cached_settings;
use super::super::store::questions;
use super::super::wording::{short_excerpt, submission_error_html};
use crate::args;
use crate::ids::QuestionNumber;
use crate::turn::{Turn, TurnResult};

/// What became of a text from a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BrowserSubmission {
    /// It is a question of this number.
    Accepted {
        number: QuestionNumber,
        /// Whether a moderator reads it before others do.
        needs_review: bool,
        /// Public questions that may ask the same.
        similar: Vec<SimilarQuestion>,
    },
    /// It is none, for this reason, as HTML.
    Refused(String),
}

/// A public question that may ask the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SimilarQuestion {
    pub number: QuestionNumber,
    pub text: String,
    pub votes: i64,
}

/// Submits a question. Unless moderators say otherwise, one of them reads it before it is public.
pub async fn submit(turn: &mut Turn<'_>, typed: &str) -> TurnResult<BrowserSubmission> {
    let text = match QuestionText::parse(typed) {
        Ok(text) => text,
        Err(error) => return Ok(refused(turn, error)),
    };
    let settings = cached_settings(turn).await?;
    if settings.browser_door != BrowserDoor::Open {
        return Ok(BrowserSubmission::Refused(turn.texts().html("page-asking-closed", &[])));
    }
    let mut admission = match admit(turn).await? {
        Ok(admission) => admission,
        Err(error) => return Ok(refused(turn, error)),
    };
    admission.needs_review |= settings.browser_review;
    let Accepted { number, needs_review, similar } = accept(turn, &text, &admission).await?;
    notify_moderators(turn, !admission.asker.has_unhandled, needs_review).await?;
    let similar = similar.into_iter().map(|other| SimilarQuestion {
        number: other.number,
        text: short_excerpt(&other.text),
        votes: other.votes,
    });
    Ok(BrowserSubmission::Accepted { number, needs_review, similar: similar.collect() })
}

/// Why a text is no question. The page keeps the text, and has no button that sends it later.
fn refused(turn: &Turn<'_>, error: SubmissionError) -> BrowserSubmission {
    let t = turn.texts();
    BrowserSubmission::Refused(match error {
        SubmissionError::TooManyWaiting(count) => t.html("page-too-many", args!(count = i64::from(count))),
        SubmissionError::TooSoon { seconds } => t.html("page-too-soon", args!(seconds = seconds)),
        other => submission_error_html(turn, other),
    })
}

/// Sets or removes a vote; `None` while votes do not count.
pub async fn vote(turn: &mut Turn<'_>, number: QuestionNumber, on: bool) -> TurnResult<Option<VoteOutcome>> {
    let settings = cached_settings(turn).await?;
    if settings.browser_door == BrowserDoor::Closed || !settings.intake_status(&turn.event).accepts_votes() {
        return Ok(None);
    }
    Ok(Some(voting::set_vote(turn.conn, number, turn.person.id, on, turn.event.now).await?))
}

/// Withdraws an own question, with a notice for the moderator who claims it. False where it is too late, or not theirs.
pub async fn withdraw(turn: &mut Turn<'_>, number: QuestionNumber) -> TurnResult<bool> {
    let own = questions::load(turn.conn, number).await?;
    if own.is_none_or(|question| question.person != turn.person.id) {
        return Ok(false);
    }
    let author = actor(turn);
    match apply_action(turn.conn, number, &Action::Withdraw, author).await? {
        Ok(applied) => {
            notify_claimant(turn, &applied).await?;
            Ok(true)
        }
        Err(_) => Ok(false),
    }
}

/// Votes for another question that asks the same, and withdraws the own one. False where one of them is gone.
pub async fn vote_instead(
    turn: &mut Turn<'_>,
    own: QuestionNumber,
    other: QuestionNumber,
) -> TurnResult<bool> {
    let own = questions::load(turn.conn, own).await?;
    let Some(own) = own.filter(|question| question.person == turn.person.id) else { return Ok(false) };
    let author = actor(turn);
    let outcome = voting::vote_instead(turn.conn, &own, other, author).await?;
    if !matches!(outcome, VoteOutcome::Changed { .. } | VoteOutcome::Unchanged { .. }) {
        return Ok(false);
    }
    Ok(apply_action(turn.conn, own.number, &Action::Withdraw, author).await?.is_ok())
}

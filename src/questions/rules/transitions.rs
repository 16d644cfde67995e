//! Which action is possible in which state, and the question after it.

use super::super::model::{Action, ActionError, Actor, CloseReason, Question, State};
use crate::clock::{EventTime, Millis, RealTime};
use crate::ids::PersonId;

/// How long a claim lasts unless its moderator renews it, in real time: a lost phone must not lose a question.
pub const CLAIM_LEASE: Millis = 600_000;
/// How long an action can be undone, in real time.
pub const UNDO_WINDOW: Millis = 300_000;

/// The question after an action. `on_screen`: whether it is on the hall's screen, where any moderator may act on
/// it. Errors: [`ActionError::NeedsText`], [`ActionError::ClaimedByOther`], [`ActionError::Conflict`].
pub(crate) fn transition(
    question: &Question,
    action: &Action,
    actor: Actor,
    on_screen: bool,
) -> Result<Question, ActionError> {
    use State::*;
    let from = question.state;
    let lease_runs = question.claimed_until > actor.real_now;
    let claimed_by_other = from == Claimed && question.claimed_by != actor.person && lease_runs && !on_screen;
    let mut after = question.clone();
    match (action, from) {
        (Action::Approve, PendingReview) if question.display_text().is_empty() => {
            return Err(ActionError::NeedsText);
        }
        (Action::Approve, PendingReview) => after.state = Queued,
        (Action::Claim | Action::ShowOnScreen, Queued | Deferred) | (Action::Claim, Claimed)
            if !claimed_by_other =>
        {
            after.state = Claimed;
            after.claimed_by = actor.person;
            after.claimed_at = actor.now;
            after.claimed_until = actor.real_now + CLAIM_LEASE;
        }
        (Action::RenewClaim, Claimed) if question.claimed_by == actor.person => {
            after.claimed_until = actor.real_now + CLAIM_LEASE;
        }
        (Action::ShowOnScreen, Claimed) if !claimed_by_other => {
            after.claimed_until = actor.real_now + CLAIM_LEASE;
        }
        (Action::MarkAnswered, Claimed) if !claimed_by_other => {
            close(&mut after, Answered, CloseReason::AnsweredAloud, actor);
        }
        (Action::AnswerPrivately, PendingReview | Queued | Claimed | Deferred | Rejected)
            if !claimed_by_other =>
        {
            close(&mut after, Answered, CloseReason::AnsweredPrivately, actor);
        }
        (Action::Requeue, Claimed | Deferred | Rejected) if !claimed_by_other => {
            if question.display_text().is_empty() {
                return Err(ActionError::NeedsText);
            }
            reopen(&mut after, Queued);
        }
        (Action::Defer, Claimed | Queued) if !claimed_by_other => reopen(&mut after, Deferred),
        (Action::Reject(reason), PendingReview | Queued | Claimed | Deferred) if !claimed_by_other => {
            close(&mut after, Rejected, CloseReason::Rejected(*reason), actor);
        }
        (Action::MarkPrivateCase, PendingReview | Queued | Claimed | Deferred) if !claimed_by_other => {
            close(&mut after, PrivateCase, CloseReason::None, actor);
        }
        (Action::Reword(text), PendingReview | Queued | Claimed | Deferred) if !claimed_by_other => {
            text.as_str().clone_into(&mut after.public_text);
            // a name stands under its owner's wording only
            after.display_name.clear();
        }
        (Action::AssignSpeaker(speaker), PendingReview | Queued | Claimed | Deferred) => {
            speaker.clone_into(&mut after.speaker);
        }
        (Action::Star(on), PendingReview | Queued | Claimed | Deferred) => after.starred = *on,
        (Action::Withdraw, PendingReview | Queued | Claimed | Deferred | Merged) => {
            close(&mut after, Withdrawn, CloseReason::None, actor);
        }
        (Action::SetTheme(theme), PendingReview | Queued | Claimed | Deferred) => {
            theme.clone_into(&mut after.theme);
        }
        (Action::SetDisplayName(name), PendingReview | Queued | Deferred) => {
            name.clone_into(&mut after.display_name);
        }
        (Action::Edit { text, needs_review }, PendingReview | Queued) => {
            text.as_str().clone_into(&mut after.text);
            after.public_text.clear();
            if *needs_review {
                after.state = PendingReview;
            }
        }
        (Action::HandOver, PrivateCase) if !question.is_handed_over() => {
            after.close_reason = CloseReason::HandedOver;
        }
        (Action::ExpireAsAnswered, Claimed) if !lease_runs && !on_screen => {
            close(&mut after, Answered, CloseReason::AnsweredAloud, actor);
        }
        (Action::Expire, Claimed) if !lease_runs && !on_screen => reopen(&mut after, Queued),
        _ if claimed_by_other => return Err(ActionError::ClaimedByOther),
        _ => return Err(ActionError::Conflict),
    }
    after.version += 1;
    Ok(after)
}

/// Whether an author's whole withdrawal includes this question: open ones that no moderator claims, and merged
/// ones.
pub(crate) fn is_withdrawn_with_author(question: &Question) -> bool {
    question.state == State::Merged || !question.state.is_closed() && question.state != State::Claimed
}

fn close(question: &mut Question, to: State, reason: CloseReason, actor: Actor) {
    question.state = to;
    question.close_reason = reason;
    question.closed_at = actor.now;
    question.claimed_until = RealTime::NONE;
}

fn reopen(question: &mut Question, to: State) {
    question.state = to;
    question.close_reason = CloseReason::None;
    question.claimed_by = PersonId::NONE;
    question.claimed_at = EventTime::NONE;
    question.claimed_until = RealTime::NONE;
    question.closed_at = EventTime::NONE;
}

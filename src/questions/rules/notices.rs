//! Which notice the author of a question gets after an action.

use super::super::model::{Applied, AuthorNotice, CloseReason, State};

/// The notice for an action; `None` where nothing changes for the author. A notice that the question comes soon,
/// or is closed, is corrected by another one when it is no longer true, after an undo as well.
pub(crate) fn notice_for(applied: &Applied) -> Option<AuthorNotice> {
    let (before, after) = (&applied.before, &applied.after);
    let this = Some(after.number);
    let (was_on_screen, is_on_screen) = (applied.on_screen_before == this, applied.on_screen_after == this);
    let was_closed = before.state.is_closed() && before.state != State::Withdrawn;
    let is_reworded = before.public_text != after.public_text;
    match (before.state, after.state) {
        _ if !was_on_screen && is_on_screen => Some(AuthorNotice::OnScreen),
        _ if is_reworded && !before.display_name.is_empty() && after.display_name.is_empty() => {
            Some(AuthorNotice::Reworded)
        }
        _ if is_reworded && before.display_name.is_empty() && !after.display_name.is_empty() => {
            Some(AuthorNotice::OriginalRestored)
        }
        (before, State::Claimed) if before != State::Claimed => Some(AuthorNotice::Claimed),
        // taken off the screen, and claimed as before
        (State::Claimed, State::Claimed) if was_on_screen && !is_on_screen => Some(AuthorNotice::Claimed),
        (State::PendingReview, State::Queued) => Some(AuthorNotice::Approved),
        (_, State::Answered) if after.close_reason == CloseReason::AnsweredAloud => {
            Some(AuthorNotice::Answered)
        }
        (before, State::Rejected) if before != State::Rejected => Some(AuthorNotice::Rejected),
        (before, State::PrivateCase) if before != State::PrivateCase => Some(AuthorNotice::PrivateCase),
        (before, State::Merged) if before != State::Merged => Some(AuthorNotice::Merged),
        (before, State::Queued | State::Deferred) if was_closed || before == State::Claimed => {
            Some(AuthorNotice::Requeued)
        }
        (before, State::PendingReview) if was_closed || before == State::Queued => {
            Some(AuthorNotice::BackToReview)
        }
        _ => None,
    }
}

//! Whether an account may register its owner or a guest now.

use crate::people::{self, Role};
use crate::registration::{store, view};
use crate::turn::Turn;

/// How many guests an account may register: a family, or the people whom a mediator meets in a day.
const MAX_GUESTS: usize = 6;
const MAX_GUESTS_FOR_MEDIATOR: usize = 30;

/// Why registration is not possible now, as HTML; `None` while it is open.
pub fn closed_message(turn: &Turn<'_>) -> Option<String> {
    let programme = turn.event.programme;
    let now = turn.event.now;
    if programme.registration_closes_at().is_some_and(|at| now >= at) || programme.is_over_as_planned(now) {
        return Some(view::closed(turn));
    }
    programme.registration_opens_at().filter(|&at| now < at).map(|at| view::not_open_yet(turn, at))
}

/// Whether the account may register guests while registration is closed: organisers may.
pub async fn can_register_after_closing(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    turn.has_role(Role::Organiser).await
}

/// Why the account cannot register another guest; `None` if it can. Organisers have no limit.
pub async fn guest_limit_message(turn: &mut Turn<'_>) -> sqlx::Result<Option<String>> {
    if turn.has_role(Role::Organiser).await? {
        return Ok(None);
    }
    let limit = if turn.has_role(Role::Mediator).await? { MAX_GUESTS_FOR_MEDIATOR } else { MAX_GUESTS };
    // Guests from before an erasure count too: erasing the account must not renew the limit.
    let before = people::prior_usage(turn.conn, turn.person.id, people::PriorUsage::Guests).await?;
    let count = store::guests_of(turn.conn, turn.person.id).await?.len() + before as usize;
    Ok((count >= limit).then(|| view::guest_limit_reached(turn, limit)))
}

/// Why the account cannot register a guest now: registration is closed, or the limit is reached.
pub async fn guest_refusal_message(turn: &mut Turn<'_>) -> sqlx::Result<Option<String>> {
    if let Some(closed) = closed_message(turn)
        && !can_register_after_closing(turn).await?
    {
        return Ok(Some(closed));
    }
    guest_limit_message(turn).await
}

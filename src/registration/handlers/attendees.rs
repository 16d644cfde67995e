//! What organisers see of the attendees: counts, and the list as a file.

use crate::audit_log::{self, Action, Entry};
use crate::clock::Millis;
use crate::people::Role;
use crate::registration::attendees::ATTACHMENT_SPEC;
use crate::registration::{seats, store, view};
use crate::turn::{Turn, TurnResult};

const DAY: Millis = 86_400_000;

/// Shows how many are registered, by category, and how many seats are left.
pub async fn show_attendee_counts(turn: &mut Turn<'_>) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let counts = seats::count_seats(turn.conn).await?;
    let new = store::count_since(turn.conn, turn.event.now - DAY).await?;
    let message = view::attendee_counts(turn, &counts, new);
    turn.reply(message);
    Ok(())
}

/// Sends the list of attendees as a file.
pub async fn send_attendee_file(turn: &mut Turn<'_>) -> TurnResult<()> {
    if require_organiser(turn).await? {
        let entry = Entry::new(turn.event.now, Some(turn.person.id), Action::Exported);
        audit_log::record(turn.conn, &entry.with_detail("registrations xlsx")).await?;
        let caption = turn.texts().html("guests-file", &[]);
        turn.send_file(ATTACHMENT_SPEC.to_owned(), caption);
    }
    Ok(())
}

/// Whether the person is an organiser now; others get a reply that explains it.
async fn require_organiser(turn: &mut Turn<'_>) -> sqlx::Result<bool> {
    let is_organiser = turn.has_role(Role::Organiser).await?;
    if !is_organiser {
        audit_log::record_refusal(turn.conn, turn.event.now, turn.person.id, "registrations").await?;
        let message = view::organisers_only(turn);
        turn.reply(message);
    }
    Ok(is_organiser)
}

//! After a seat is given up: reminders about it that are still in the outbox are withdrawn, or rewritten when
//! they are about other registrations of the same person too.

use super::messages::reminder_key;
use super::model::SentMessage;
use super::{rules, store, view};
use crate::chat::Outgoing;
use crate::ids::{PersonId, RegistrationNumber};
use crate::outbox;
use crate::turn::Turn;

/// The messages that reminded of a registration. Find them before the seat is given up, and pass them to
/// [`withdraw_if_cancelled`] afterwards.
pub async fn find_sent_messages(
    turn: &mut Turn<'_>,
    registration: RegistrationNumber,
) -> sqlx::Result<Vec<SentMessage>> {
    store::find_sent_messages(turn.conn, registration).await
}

/// Withdraws or rewrites the queued messages to `account` about a registration that does not exist any more.
pub async fn withdraw_if_cancelled(
    turn: &mut Turn<'_>,
    registration: RegistrationNumber,
    account: PersonId,
    messages: &[SentMessage],
) -> sqlx::Result<()> {
    if store::is_registered(turn.conn, registration).await? {
        return Ok(());
    }
    let event = turn.event;
    for planned in rules::all_planned_reminders(event.programme, event.schedule) {
        let id = &planned.reminder.id;
        let Some(message) = messages.iter().find(|message| message.reminder == *id) else { continue };
        let key = reminder_key(id, message.message_registration);
        let mut remaining = store::find_reminders_sent_to(turn.conn, id, account).await?;
        remaining.retain(|due| due.message_registration == message.message_registration);
        if remaining.is_empty() {
            outbox::cancel(turn.conn, &key).await?;
        } else {
            let expires_at = event.real_now + (rules::send_deadline(&planned, event.schedule) - event.now);
            let reminder = Outgoing::Message(view::reminder(event, &planned, &remaining));
            outbox::replace_body(turn.conn, &key, &reminder, expires_at).await?;
        }
    }
    Ok(())
}

//! Cancels registrations: the question, and the deletion that frees the seat.

use super::{activity, eligibility, managed, ticket};
use crate::audit_log::Action;
use crate::chat::Message;
use crate::menu;
use crate::outbox;
use crate::registration::model::Registration;
use crate::registration::payload::{CardAction, Payload};
use crate::registration::{seats, store, view};
use crate::turn::{Turn, TurnResult};

/// Asks whether to cancel, which a typed yes or no answers as well.
pub fn ask(turn: &mut Turn<'_>, registration: &Registration) {
    activity::stop_editing(turn);
    let question = view::confirm_cancellation(turn, registration);
    turn.reply(question);
    let payload = |action| Payload::Card(registration.number, action).to_string();
    turn.await_yes_no(&payload(CardAction::Cancel), &payload(CardAction::Show));
}

/// Cancels, confirms it, and sends the file that removes the event from the person's calendar.
pub async fn cancel_and_confirm(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    // the file for an organiser's own calendar would remove the event from it
    let calendar_file = match managed::is_managed(turn, registration) {
        true => None,
        false => ticket::calendar_cancellation(turn, registration).await?,
    };
    cancel(turn, registration).await?;
    managed::record(turn, registration, Action::Cancelled).await?;
    managed::tell(turn, registration, "managed-cancelled").await?;
    activity::stop_editing(turn);
    let html = view::cancelled(turn, registration);
    turn.edit_or_reply(Message::new(html));
    if let Some((spec, caption)) = calendar_file {
        turn.send_file(spec, caption);
    }
    if managed::is_managed(turn, registration) {
        return Ok(());
    }
    let is_open = eligibility::closed_message(turn).is_none();
    let html = view::after_cancellation(turn, is_open);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// Deletes the registration and the cached files made from it, and gives the seat to the waitlist.
pub async fn cancel(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    seats::lock(turn.conn).await?;
    let entry = store::find_calendar_entry(turn.conn, registration.number).await?;
    if store::delete(turn.conn, registration.person.unwrap_or_default(), registration.number).await? {
        for word in [registration.code.as_str(), &entry.uid].into_iter().filter(|word| !word.is_empty()) {
            outbox::forget_file_ids(turn.conn, word).await?;
        }
        let today = turn.event.programme.to_local_time(turn.event.now).date_naive();
        store::count_cancellation(turn.conn, today).await?;
        seats::promote_and_notify(turn).await?;
    }
    Ok(())
}

/// Cancels the person's own registration, if there is one, before their data is erased. The registrations of
/// their guests stay.
pub async fn cancel_own_registration(turn: &mut Turn<'_>) -> TurnResult<()> {
    match store::find_own(turn.conn, turn.person.id).await? {
        Some(own) => cancel(turn, &own).await,
        None => Ok(()),
    }
}

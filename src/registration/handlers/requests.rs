//! Requests in words about registrations: show, change or cancel one, register a guest, note access needs.

use super::{activity, cancellation, card, claim, entry, guests};
use crate::chat::{Button, Input, Message};
use crate::keywords::{AsTypedText, contains_keyword_anywhere};
use crate::registration::model::Field;
use crate::registration::payload::{CardAction, Payload};
use crate::registration::target::{self, RegistrationAction, Target};
use crate::registration::{seats, store, view};
use crate::turn::{Turn, TurnResult};

/// Does what a person asks for in words. Asks which registration is meant if the text is ambiguous; without a
/// registration it offers to register. In the middle of registering it asks the current step again instead.
pub async fn perform_action(turn: &mut Turn<'_>, requested: RegistrationAction) -> TurnResult<()> {
    if activity::is_under_way(turn) {
        entry::ask_again(turn);
        return Ok(());
    }
    let own = store::find_own(turn.conn, turn.person.id).await?;
    let guests = store::guests_of(turn.conn, turn.person.id).await?;
    let target = match &turn.incoming.input {
        Input::Text(typed) => target::resolve_target(typed, own.as_ref(), &guests),
        _ => Target::Own,
    };
    let registration = match target {
        Target::Own => own,
        Target::Guest(number) => store::find_for_person(turn.conn, turn.person.id, number).await?,
        Target::Ambiguous => {
            activity::stop_editing(turn);
            let question = view::choose_target(turn, requested, own.as_ref(), &guests);
            turn.reply(question);
            turn.await_name();
            return Ok(());
        }
    };
    let Some(registration) = registration else {
        if !guests.is_empty() {
            return guests::list_guests(turn).await;
        }
        let none = Message::new(turn.texts().html("registration-none", &[]));
        turn.reply(none);
        return entry::open(turn).await;
    };
    activity::stop_editing(turn);
    match requested {
        RegistrationAction::Status => card::send(turn, &registration).await?,
        RegistrationAction::Cancel => cancellation::ask(turn, &registration),
        RegistrationAction::Edit => {
            let screen = view::edit_menu(turn, &registration);
            turn.reply(screen);
        }
        RegistrationAction::Ticket => claim::send_ticket_or_card(turn, &registration).await?,
    }
    Ok(())
}

/// Handles "Léonie ne vient plus": asks whether to cancel that guest's registration. False if the text is not
/// about cancelling, or does not identify one guest.
pub async fn handle_guest_cancellation(turn: &mut Turn<'_>, typed: &str) -> TurnResult<bool> {
    if activity::is_under_way(turn) || !is_guest_cancellation(typed) {
        return Ok(false);
    }
    let guests = store::guests_of(turn.conn, turn.person.id).await?;
    if guests.is_empty() {
        return Ok(false);
    }
    let own = store::find_own(turn.conn, turn.person.id).await?;
    let Target::Guest(number) = target::resolve_target(typed, own.as_ref(), &guests) else {
        return Ok(false);
    };
    let Some(guest) = store::find_for_person(turn.conn, turn.person.id, number).await? else {
        return Ok(false);
    };
    cancellation::ask(turn, &guest);
    Ok(true)
}

/// Handles "J'inscris aussi mon mari": lists the guests, with the button for one more. False for any other
/// text, and for a person who is not registered or is registering.
pub async fn handle_guest_registration(turn: &mut Turn<'_>, typed: &str) -> TurnResult<bool> {
    if !is_guest_registration(typed)
        || activity::is_under_way(turn)
        || store::find_own(turn.conn, turn.person.id).await?.is_none()
    {
        return Ok(false);
    }
    guests::list_guests(turn).await?;
    Ok(true)
}

/// Offers a registered person who writes about access needs to note them with the registration.
pub async fn suggest_access_needs(turn: &mut Turn<'_>) -> TurnResult<()> {
    if let Some(own) = store::find_own(turn.conn, turn.person.id).await? {
        let label = turn.texts().label("card-access");
        let edit = Payload::Card(own.number, CardAction::Edit(Field::AccessNeeds));
        let fallback = Message::new(turn.texts().html("registration-note-needs", &[]));
        turn.add_button(Button::new(label, edit), || fallback);
    }
    Ok(())
}

/// How many seats are left; `None` for an event without a capacity.
pub async fn seats_left(turn: &mut Turn<'_>) -> TurnResult<Option<i64>> {
    let Some(capacity) = turn.event.programme.registration.capacity else { return Ok(None) };
    Ok(Some((i64::from(capacity) - seats::count_taken(turn.conn, turn.event.programme).await?).max(0)))
}

/// Whether a text may say that a registered person cannot come: "Léonie ne vient plus".
pub fn is_guest_cancellation(typed: &(impl AsTypedText + ?Sized)) -> bool {
    contains_keyword_anywhere("words-cannot-come", typed)
}

/// Whether a text may be about registering another person: "j'inscris aussi mon mari".
pub fn is_guest_registration(typed: &(impl AsTypedText + ?Sized)) -> bool {
    contains_keyword_anywhere("words-sign-up", typed)
        && contains_keyword_anywhere("words-somebody-else", typed)
}

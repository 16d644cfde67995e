//! Presses of registration's buttons: one match on the payload. Every registration is looked up among those
//! of the account that pressed.

use super::{
    activity, attendees, cancellation, card, claim, desk_actions, edit, entry, form, guests, managed, ticket,
    waitlist,
};
use crate::audit_log::Action;
use crate::ids::RegistrationNumber;
use crate::registration::model::{ConsentMethod, Draft, Registration, Step};
use crate::registration::payload::{CardAction, InvalidPayload, Payload};
use crate::registration::rules::StepInput;
use crate::registration::{import, store, view};
use crate::turn::{Turn, TurnResult};

/// Handles a press; invalid data gets the answer that fits it.
pub async fn press(turn: &mut Turn<'_>, payload: Result<Payload, InvalidPayload>) -> TurnResult<()> {
    match payload {
        Ok(payload) => press_payload(turn, payload).await,
        Err(reason) => press_invalid(turn, reason).await,
    }
}

async fn press_payload(turn: &mut Turn<'_>, payload: Payload) -> TurnResult<()> {
    match payload {
        Payload::LongNotice => entry::press_notice(turn, true).await,
        Payload::ShortNotice => entry::press_notice(turn, false).await,
        Payload::Language(lang) => entry::press_language(turn, Some(lang)).await,
        Payload::Resume => entry::open(turn).await,
        Payload::Abandon => press_abandon(turn).await,
        Payload::Step(step, choice) => press_step(turn, step, StepInput::Choice(step, choice)).await,
        Payload::ListGuests { page } => guests::show_page(turn, page).await,
        Payload::AddGuest => guests::add(turn).await,
        Payload::GuestConsentVerbal => guests::record_consent(turn, ConsentMethod::Verbal).await,
        Payload::GuestConsentPaper => guests::record_consent(turn, ConsentMethod::Paper).await,
        Payload::GuestNotice => {
            guests::show_notice(turn);
            Ok(())
        }
        Payload::ClaimTicket(code) => claim::press_claim(turn, Some(code)).await,
        Payload::AttendeeCounts => attendees::show_attendee_counts(turn).await,
        Payload::AttendeeFile => attendees::send_attendee_file(turn).await,
        Payload::ConfirmImport(digest) => import::confirm(turn, &digest).await,
        Payload::DropImport(digest) => import::drop_pending(turn, &digest).await,
        Payload::OwnCalendar => match store::find_own(turn.conn, turn.person.id).await? {
            Some(own) => ticket::send_calendar(turn, &own).await,
            None => report_missing(turn),
        },
        Payload::Card(number, action) => match find(turn, number).await? {
            Some(registration) => press_card(turn, registration, action).await,
            None => report_missing(turn),
        },
    }
}

async fn press_card(turn: &mut Turn<'_>, registration: Registration, action: CardAction) -> TurnResult<()> {
    match action {
        CardAction::Show => {
            activity::stop_editing(turn);
            managed::record(turn, &registration, Action::Looked).await?;
            card::show(turn, &registration).await
        }
        CardAction::SendTicket => ticket::send(turn, &registration).await,
        CardAction::SendCalendar => ticket::send_calendar(turn, &registration).await,
        CardAction::EditMenu => {
            let screen = view::edit_menu(turn, &registration);
            turn.edit_or_reply(screen);
            Ok(())
        }
        CardAction::Edit(field) => {
            edit::begin(turn, &registration, field);
            Ok(())
        }
        CardAction::Clear(field) => edit::clear(turn, registration, field).await,
        CardAction::SetCategory(category) => edit::set_category(turn, registration, category).await,
        CardAction::SetArea(index) => edit::choose_area(turn, registration, index).await,
        CardAction::ListAreas { page } => {
            edit::show_areas_page(turn, &registration, page);
            Ok(())
        }
        CardAction::AskToCancel => {
            cancellation::ask(turn, &registration);
            Ok(())
        }
        CardAction::Cancel => cancellation::cancel_and_confirm(turn, &registration).await,
        CardAction::RejoinWaitlist => waitlist::rejoin(turn, &registration).await,
        CardAction::AcceptOffer => waitlist::accept_offer(turn, &registration).await,
        CardAction::Promote => desk_actions::promote(turn, &registration).await,
    }
}

/// Answers data that is no payload: forged, or of a version that this one does not know.
async fn press_invalid(turn: &mut Turn<'_>, reason: InvalidPayload) -> TurnResult<()> {
    match reason {
        InvalidPayload::Step(step) => press_step(turn, step, StepInput::UnknownChoice).await,
        InvalidPayload::Language => entry::press_language(turn, None).await,
        InvalidPayload::TicketCode => claim::press_claim(turn, None).await,
        InvalidPayload::Card(Some(number)) if find(turn, number).await?.is_some() => {
            turn.toast(turn.texts().label("button-unknown"));
            Ok(())
        }
        InvalidPayload::Card(_) | InvalidPayload::OtherFeature => report_missing(turn),
    }
}

/// Handles a button of the conversation. Without a draft it is outdated, except on the notice, which works
/// without one.
async fn press_step(turn: &mut Turn<'_>, step: Step, input: StepInput<'_>) -> TurnResult<()> {
    if let Some(draft) = activity::current_draft(turn) {
        return form::handle_input(turn, draft, input).await;
    }
    if store::find_own(turn.conn, turn.person.id).await?.is_some() {
        turn.toast(turn.texts().label("registration-already"));
    } else if step == Step::Consent {
        return form::handle_input(turn, Draft::default(), input).await;
    } else {
        form::handle_stale_button(turn);
    }
    Ok(())
}

/// Ends an unfinished registration; an edit of a confirmed one goes on.
async fn press_abandon(turn: &mut Turn<'_>) -> TurnResult<()> {
    if activity::current_draft(turn).is_some() {
        return form::abandon(turn).await;
    }
    form::handle_stale_button(turn);
    Ok(())
}

async fn find(turn: &mut Turn<'_>, number: RegistrationNumber) -> sqlx::Result<Option<Registration>> {
    managed::find(turn, number).await
}

/// Answers the press of a button whose registration was cancelled or belongs to another account.
fn report_missing(turn: &mut Turn<'_>) -> TurnResult<()> {
    turn.toast(turn.texts().label("registration-gone"));
    Ok(())
}

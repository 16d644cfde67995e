//! Edits one answer of a confirmed registration: a button on the card, then one text or one choice.

use super::{activity, card, form, managed};
use crate::audit_log::Action;
use crate::chat::Input;
use crate::db;
use crate::ids::RegistrationNumber;
use crate::menu;
use crate::registration::model::{
    AccessNeeds, Area, Category, Email, Field, FullName, InvalidAnswer, Organisation, Phone, Registration,
    SeatStatus,
};
use crate::registration::text_input::EditCommand;
use crate::registration::{seats, store, text_input, view};
use crate::turn::{Turn, TurnResult};

/// Asks for a new value of a field. An unfinished registration has to be completed first.
pub fn begin(turn: &mut Turn<'_>, registration: &Registration, field: Field) {
    if activity::current_draft(turn).is_some() {
        form::handle_stale_button(turn);
        return;
    }
    if field == Field::Category {
        let screen = view::choose_category(turn, registration);
        turn.edit_or_reply(screen);
        return;
    }
    activity::await_field(turn, registration.number, field);
    let screen = view::edit_prompt(turn, registration.number, field, has_answer(registration, field), 0);
    turn.edit_or_reply(screen);
}

/// Asks again for the value of a field, as a new message.
pub fn ask_again(turn: &mut Turn<'_>, number: RegistrationNumber, field: Field) {
    let screen = view::edit_prompt(turn, number, field, false, 0);
    turn.reply(screen);
}

/// Shows a page of the event's areas; it counts from 0.
pub fn show_areas_page(turn: &mut Turn<'_>, registration: &Registration, page: usize) {
    let has_area = has_answer(registration, Field::Area);
    let screen = view::edit_prompt(turn, registration.number, Field::Area, has_area, page);
    turn.edit_or_reply(screen);
}

/// Handles a text or a contact as the new value of the awaited field. Does nothing if no field is awaited.
pub async fn handle_input(turn: &mut Turn<'_>) -> TurnResult<()> {
    let Some((number, field)) = activity::awaited_field(turn) else { return Ok(()) };
    let Some(registration) = managed::find(turn, number).await? else {
        return report_missing(turn).await;
    };
    let incoming = turn.incoming;
    if let Input::Text(typed) = &incoming.input
        && let Some(command) = text_input::parse_edit_command(field, typed)
    {
        return match command {
            EditCommand::Clear if has_answer(&registration, field) => clear(turn, registration, field).await,
            EditCommand::Clear | EditCommand::Cancel => cancel(turn, &registration).await,
        };
    }
    match apply_answer(registration, field, &incoming.input) {
        Ok(registration) => save(turn, registration).await,
        Err(reason) => {
            let message = view::invalid_answer(turn, reason, true);
            turn.reply(message);
            Ok(())
        }
    }
}

/// Ends the edit without a change, and shows the card.
async fn cancel(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    activity::stop_editing(turn);
    let html = turn.texts().html("registration-unchanged", &[]);
    menu::reply_with_menu(turn, html).await?;
    card::send(turn, registration).await
}

/// The registration with the new value; an error says why the value is refused.
fn apply_answer(
    mut registration: Registration,
    field: Field,
    input: &Input,
) -> Result<Registration, InvalidAnswer> {
    let text = match (field, input) {
        (_, Input::Text(text)) => text,
        (Field::Phone, Input::Contact { .. }) if !registration.is_own => {
            return Err(InvalidAnswer::PhoneMustBeTyped);
        }
        (Field::Phone, Input::Contact { is_own: false, .. }) => return Err(InvalidAnswer::ContactNotOwn),
        (Field::Phone, Input::Contact { phone, is_own: true }) => {
            registration.answers.phone = Some(Phone::from_contact(phone)?);
            return Ok(registration);
        }
        (Field::Phone, _) => return Err(InvalidAnswer::NeedsPhone),
        _ => return Err(InvalidAnswer::NeedsText),
    };
    match field {
        Field::Name => {
            registration.answers.name = FullName::parse(text_input::strip_final_punctuation(text))?;
        }
        Field::Organisation => registration.answers.organisation = Some(Organisation::parse(text)?),
        Field::Phone => registration.answers.phone = Some(Phone::parse(text)?),
        Field::Email => {
            registration.extras.email =
                Some(Email::parse(&text_input::parse_spelled_email(text).unwrap_or_else(|| text.clone()))?);
        }
        Field::Area => registration.extras.area = Some(Area::parse(text)?),
        Field::AccessNeeds => registration.extras.access_needs = Some(AccessNeeds::parse(text)?),
        Field::Category => return Err(InvalidAnswer::NeedsButton),
    }
    Ok(registration)
}

/// Deletes an optional answer.
pub async fn clear(turn: &mut Turn<'_>, mut registration: Registration, field: Field) -> TurnResult<()> {
    match field {
        Field::Phone => registration.answers.phone = None,
        Field::Email => registration.extras.email = None,
        Field::Area => registration.extras.area = None,
        Field::AccessNeeds => registration.extras.access_needs = None,
        Field::Organisation => registration.answers.organisation = None,
        Field::Name | Field::Category => {
            turn.toast(turn.texts().label("button-unknown"));
            return Ok(());
        }
    }
    db::request_scrub(turn.conn).await?;
    save(turn, registration).await
}

/// Sets the area with this index in the event file.
pub async fn choose_area(
    turn: &mut Turn<'_>,
    mut registration: Registration,
    index: usize,
) -> TurnResult<()> {
    let area = turn.event.programme.registration.areas.get(index);
    match area.and_then(|name| Area::parse(name).ok()) {
        Some(area) => {
            registration.extras.area = Some(area);
            save(turn, registration).await
        }
        None => {
            turn.toast(turn.texts().label("button-unknown"));
            Ok(())
        }
    }
}

/// Sets the category. A registration with a seat can change only to a category that has room, so that the
/// change does not bypass reserved seats.
pub async fn set_category(
    turn: &mut Turn<'_>,
    registration: Registration,
    category: Category,
) -> TurnResult<()> {
    seats::lock(turn.conn).await?;
    // The registration may have got a seat while this transaction waited for the lock.
    let Some(mut registration) = managed::find(turn, registration.number).await? else {
        turn.toast(turn.texts().label("registration-gone"));
        return Ok(());
    };
    let before = registration.answers.category;
    let occupies_seat = registration.status != SeatStatus::Waiting;
    if occupies_seat && category != before {
        let others = seats::load_availability(turn.conn, turn.event.programme).await?.without(before);
        if !seats::has_room(turn.event.programme, &others, category) {
            turn.alert(turn.texts().label("registration-no-room-there"));
            return Ok(());
        }
    }
    registration.answers.category = category;
    if !category.has_organisation() {
        registration.answers.organisation = None;
    }
    let needs_organisation = category.has_organisation() && registration.answers.organisation.is_none();
    store::update(turn.conn, &registration).await?;
    note_correction(turn, &registration).await?;
    seats::promote_and_notify(turn).await?;
    // The promotion may have changed this registration.
    let Some(registration) = managed::find(turn, registration.number).await? else {
        return report_missing(turn).await;
    };
    if needs_organisation {
        begin(turn, &registration, Field::Organisation);
        return Ok(());
    }
    card::show(turn, &registration).await
}

/// Saves the registration, ends the edit and shows the card.
async fn save(turn: &mut Turn<'_>, registration: Registration) -> TurnResult<()> {
    if !store::update(turn.conn, &registration).await? {
        return report_missing(turn).await;
    }
    note_correction(turn, &registration).await?;
    activity::stop_editing(turn);
    card::show(turn, &registration).await
}

/// Records the change by an organiser, and tells the person.
async fn note_correction(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    managed::record(turn, registration, Action::Corrected).await?;
    Ok(managed::tell(turn, registration, "managed-corrected").await?)
}

/// Ends the edit of a registration that was cancelled or taken over meanwhile.
async fn report_missing(turn: &mut Turn<'_>) -> TurnResult<()> {
    activity::stop_editing(turn);
    let html = turn.texts().html("registration-gone", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// Whether the registration has an answer that can be deleted.
fn has_answer(registration: &Registration, field: Field) -> bool {
    match field {
        Field::Phone => registration.answers.phone.is_some(),
        Field::Email => registration.extras.email.is_some(),
        Field::Area => registration.extras.area.is_some(),
        Field::AccessNeeds => registration.extras.access_needs.is_some(),
        Field::Organisation => registration.answers.organisation.is_some(),
        Field::Name | Field::Category => false,
    }
}

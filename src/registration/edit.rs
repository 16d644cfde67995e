//! One answer is changed, or added, on the card: a button, then one text or one choice.

use super::model::{AccessNeeds, Area, Category, Email, FullName, Organisation};
use super::phone::Phone;
use super::rules::{Field, InvalidAnswer};
use super::seats;
use super::store::{self, Registration, SeatStatus};
use super::text_input::EditCommand;
use super::{card, text_input, view};
use crate::chat::Input;
use crate::conversation::Activity;
use crate::db;
use crate::keywords::TypedText;
use crate::menu;
use crate::turn::Turn;

/// The registration and the answer for which the next text is meant.
pub fn awaited_field(turn: &Turn<'_>) -> Option<(i64, Field)> {
    match turn.person.conversation.current()? {
        Activity::EditingRegistration { registration, field } => {
            Some((*registration, Field::from_name(field)?))
        }
        _ => None,
    }
}

/// The next text is no longer for an answer; answers in the making are left alone.
pub fn stop(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::EditingRegistration { .. }));
}

/// Asks for one answer anew. Who is in the middle of a registration finishes that first.
pub async fn begin(turn: &mut Turn<'_>, registration: &Registration, field: Field) -> anyhow::Result<()> {
    if super::form::current_draft(turn).is_some() {
        super::form::handle_stale_button(turn);
        return Ok(());
    }
    if field == Field::Category {
        let screen = view::choose_category(turn, registration);
        turn.edit_or_reply(screen);
        return Ok(());
    }
    let (number, name) = (registration.number, field.name().to_owned());
    turn.person.conversation.begin(Activity::EditingRegistration { registration: number, field: name });
    let screen = view::edit_prompt(turn, registration.number, field, has_answer(registration, field), 0);
    turn.edit_or_reply(screen);
    Ok(())
}

/// The question once more, for instance after something else was answered in its middle.
pub fn ask(turn: &mut Turn<'_>, number: i64, field: Field, anew: bool) {
    let screen = view::edit_prompt(turn, number, field, false, 0);
    if anew {
        turn.reply(screen);
    } else {
        turn.edit_or_reply(screen);
    }
}

/// Another page of the event's communes and quartiers.
pub fn show_areas_page(turn: &mut Turn<'_>, registration: &Registration, page: &str) {
    let page = page.parse().unwrap_or(0);
    let screen = view::edit_prompt(
        turn,
        registration.number,
        Field::Area,
        has_answer(registration, Field::Area),
        page,
    );
    turn.edit_or_reply(screen);
}

/// Something was typed or shared while an answer is awaited.
pub async fn handle_input(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some((number, field)) = awaited_field(turn) else { return Ok(()) };
    let Some(registration) = store::find_for_person(turn.conn, turn.person.id, number).await? else {
        return report_missing(turn).await;
    };
    let incoming = turn.incoming;
    if let Input::Text(typed) = &incoming.input
        && let Some(meant) = text_input::parse_edit_command(field, &TypedText::new(typed))
    {
        return match meant {
            EditCommand::Clear if has_answer(&registration, field) => clear(turn, registration, field).await,
            EditCommand::Clear | EditCommand::Cancel => cancel(turn, &registration).await,
        };
    }
    match apply_answer(registration, field, &incoming.input) {
        Ok(registration) => save(turn, registration).await,
        Err(why) => {
            let message = view::invalid_answer(turn, why, true);
            turn.reply(message);
            Ok(())
        }
    }
}

/// Everything stays as it was; the card shows it.
async fn cancel(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    stop(turn);
    let html = turn.texts().html("registration-unchanged", &[]);
    menu::reply_with_menu(turn, html).await?;
    card::show(turn, registration, true).await
}

/// The registration with the answer that was given, read like every answer.
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
            registration.answers.name = FullName::parse(text_input::strip_final_punctuation(text))?
        }
        Field::Organisation => registration.answers.organisation = Some(Organisation::parse(text)?),
        Field::Phone => registration.answers.phone = Some(Phone::parse(text)?),
        Field::Email => {
            registration.extras.email =
                Some(Email::parse(&text_input::parse_spelled_email(text).unwrap_or_else(|| text.clone()))?)
        }
        Field::Area => registration.extras.area = Some(Area::parse(text)?),
        Field::AccessNeeds => registration.extras.access_needs = Some(AccessNeeds::parse(text)?),
        Field::Category => return Err(InvalidAnswer::NeedsButton),
    }
    Ok(registration)
}

/// Takes an answer back that nobody has to give.
pub async fn clear(turn: &mut Turn<'_>, mut registration: Registration, field: Field) -> anyhow::Result<()> {
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

/// One of the event's communes or quartiers, by its place in the list.
pub async fn choose_area(
    turn: &mut Turn<'_>,
    mut registration: Registration,
    place: &str,
) -> anyhow::Result<()> {
    let areas = &turn.event.programme.registration.areas;
    let area = place.parse().ok().and_then(|place: usize| areas.get(place));
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

/// Who somebody comes as. A seat stays theirs only if the new category has room for it, so that
/// nobody gets around the seats that are reserved.
pub async fn set_category(turn: &mut Turn<'_>, registration: Registration, name: &str) -> anyhow::Result<()> {
    let Some(category) = Category::from_name(name) else {
        turn.toast(turn.texts().label("button-unknown"));
        return Ok(());
    };
    seats::lock(turn.conn).await?;
    // a seat may have come to them while they waited for the lock
    let Some(mut registration) =
        store::find_for_person(turn.conn, turn.person.id, registration.number).await?
    else {
        turn.toast(turn.texts().label("registration-gone"));
        return Ok(());
    };
    let before = registration.answers.category;
    let holds = registration.status != SeatStatus::Waiting;
    if holds && category != before {
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
    let asks_structure = category.has_organisation() && registration.answers.organisation.is_none();
    store::update(turn.conn, &registration).await?;
    seats::promote_and_notify(turn).await?;
    // the seat that was passed on may be their own
    let Some(registration) = store::find_for_person(turn.conn, turn.person.id, registration.number).await?
    else {
        return report_missing(turn).await;
    };
    if asks_structure {
        return begin(turn, &registration, Field::Organisation).await;
    }
    card::show(turn, &registration, false).await
}

async fn save(turn: &mut Turn<'_>, registration: Registration) -> anyhow::Result<()> {
    if !store::update(turn.conn, &registration).await? {
        return report_missing(turn).await;
    }
    stop(turn);
    card::show(turn, &registration, false).await
}

/// It was deleted since they were asked, or taken over by whose it is.
async fn report_missing(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    stop(turn);
    let html = turn.texts().html("registration-gone", &[]);
    Ok(menu::reply_with_menu(turn, html).await?)
}

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

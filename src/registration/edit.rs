//! One answer is changed, or added, on the card: a button, then one text or one choice.

use super::phone::Phone;
use super::rules::{Field, Why};
use super::seats;
use super::store::{self, Registration, Standing};
use super::values::{AccessNeeds, Area, Category, Email, FullName, Structure};
use super::words::OnCard;
use super::{card, view, words};
use crate::chat::Input;
use crate::conversation::Activity;
use crate::db;
use crate::menu;
use crate::turn::Turn;

/// The registration and the answer for which the next text is meant.
pub fn awaited(turn: &Turn<'_>) -> Option<(i64, Field)> {
    match turn.person.conversation.current()? {
        Activity::Changing { registration, field } => Some((*registration, Field::from_name(field)?)),
        _ => None,
    }
}

/// The next text is no longer for an answer; answers in the making are left alone.
pub fn stop(turn: &mut Turn<'_>) {
    turn.person.conversation.end(|activity| matches!(activity, Activity::Changing { .. }));
}

/// Asks for one answer anew. Who is in the middle of a registration finishes that first.
pub async fn begin(turn: &mut Turn<'_>, registration: &Registration, field: Field) -> anyhow::Result<()> {
    if super::talk::draft(turn).is_some() {
        super::talk::stale(turn);
        return Ok(());
    }
    if field == Field::Category {
        let screen = view::choose_category(turn, registration);
        turn.replace(screen);
        return Ok(());
    }
    let (number, name) = (registration.number, field.name().to_owned());
    turn.person.conversation.begin(Activity::Changing { registration: number, field: name });
    let screen = view::edit(turn, registration.number, field, has(registration, field), 0);
    turn.replace(screen);
    Ok(())
}

/// The question once more, for instance after something else was answered in its middle.
pub fn ask(turn: &mut Turn<'_>, number: i64, field: Field, anew: bool) {
    let screen = view::edit(turn, number, field, false, 0);
    if anew {
        turn.say(screen);
    } else {
        turn.replace(screen);
    }
}

/// Another page of the event's communes and quartiers.
pub fn turn_areas(turn: &mut Turn<'_>, registration: &Registration, page: &str) {
    let page = page.parse().unwrap_or(0);
    let screen = view::edit(turn, registration.number, Field::Area, has(registration, Field::Area), page);
    turn.replace(screen);
}

/// Something was typed or shared while an answer is awaited.
pub async fn hear(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some((number, field)) = awaited(turn) else { return Ok(()) };
    let Some(registration) = store::of(turn.conn, turn.person.id, number).await? else {
        return gone(turn).await;
    };
    let incoming = turn.incoming;
    if let Input::Text(typed) = &incoming.input
        && let Some(meant) = words::on_card(field, typed)
    {
        return match meant {
            OnCard::Clear if has(&registration, field) => clear(turn, registration, field).await,
            OnCard::Clear | OnCard::Leave => leave(turn, &registration).await,
        };
    }
    match changed(registration, field, &incoming.input) {
        Ok(registration) => keep(turn, registration).await,
        Err(why) => {
            let message = view::again(turn, why, true);
            turn.say(message);
            Ok(())
        }
    }
}

/// Everything stays as it was; the card shows it.
async fn leave(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    stop(turn);
    let html = turn.texts().html("registration-unchanged", &[]);
    menu::say_with_menu(turn, html).await?;
    card::show(turn, registration, true).await
}

/// The registration with the answer that was given, read like every answer.
fn changed(mut registration: Registration, field: Field, input: &Input) -> Result<Registration, Why> {
    let text = match (field, input) {
        (_, Input::Text(text)) => text,
        (Field::Phone, Input::Contact { .. }) if !registration.own => return Err(Why::TypePhone),
        (Field::Phone, Input::Contact { own: false, .. }) => return Err(Why::OthersContact),
        (Field::Phone, Input::Contact { phone, own: true }) => {
            registration.answers.phone = Some(Phone::shared(phone)?);
            return Ok(registration);
        }
        (Field::Phone, _) => return Err(Why::NeedsNumber),
        _ => return Err(Why::NeedsText),
    };
    match field {
        Field::Name => registration.answers.name = FullName::parse(words::bare_name(text))?,
        Field::Structure => registration.answers.structure = Some(Structure::parse(text)?),
        Field::Phone => registration.answers.phone = Some(Phone::parse(text)?),
        Field::Email => {
            registration.extras.email =
                Some(Email::parse(&words::spoken_address(text).unwrap_or_else(|| text.clone()))?)
        }
        Field::Area => registration.extras.area = Some(Area::parse(text)?),
        Field::Access => registration.extras.access = Some(AccessNeeds::parse(text)?),
        Field::Category => return Err(Why::NeedsButton),
    }
    Ok(registration)
}

/// Takes an answer back that nobody has to give.
pub async fn clear(turn: &mut Turn<'_>, mut registration: Registration, field: Field) -> anyhow::Result<()> {
    match field {
        Field::Phone => registration.answers.phone = None,
        Field::Email => registration.extras.email = None,
        Field::Area => registration.extras.area = None,
        Field::Access => registration.extras.access = None,
        Field::Structure => registration.answers.structure = None,
        Field::Name | Field::Category => {
            turn.toast(turn.texts().label("button-unknown"));
            return Ok(());
        }
    }
    db::note_erased(turn.conn).await?;
    keep(turn, registration).await
}

/// One of the event's communes or quartiers, by its place in the list.
pub async fn choose_area(
    turn: &mut Turn<'_>,
    mut registration: Registration,
    place: &str,
) -> anyhow::Result<()> {
    let areas = &turn.forum.programme.registration.areas;
    let area = place.parse().ok().and_then(|place: usize| areas.get(place));
    match area.and_then(|name| Area::parse(name).ok()) {
        Some(area) => {
            registration.extras.area = Some(area);
            keep(turn, registration).await
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
    let Some(mut registration) = store::of(turn.conn, turn.person.id, registration.number).await? else {
        turn.toast(turn.texts().label("registration-gone"));
        return Ok(());
    };
    let before = registration.answers.category;
    let holds = registration.standing != Standing::Waiting;
    if holds && category != before {
        let others = seats::state(turn.conn, turn.forum.programme).await?.without(before);
        if !seats::has_room(turn.forum.programme, &others, category) {
            turn.alert(turn.texts().label("registration-no-room-there"));
            return Ok(());
        }
    }
    registration.answers.category = category;
    if !category.has_structure() {
        registration.answers.structure = None;
    }
    let asks_structure = category.has_structure() && registration.answers.structure.is_none();
    store::change(turn.conn, &registration).await?;
    seats::pass_on(turn).await?;
    // the seat that was passed on may be their own
    let Some(registration) = store::of(turn.conn, turn.person.id, registration.number).await? else {
        return gone(turn).await;
    };
    if asks_structure {
        return begin(turn, &registration, Field::Structure).await;
    }
    card::show(turn, &registration, false).await
}

async fn keep(turn: &mut Turn<'_>, registration: Registration) -> anyhow::Result<()> {
    if !store::change(turn.conn, &registration).await? {
        return gone(turn).await;
    }
    stop(turn);
    card::show(turn, &registration, false).await
}

/// It was deleted since they were asked, or taken over by whose it is.
async fn gone(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    stop(turn);
    let html = turn.texts().html("registration-gone", &[]);
    Ok(menu::say_with_menu(turn, html).await?)
}

fn has(registration: &Registration, field: Field) -> bool {
    match field {
        Field::Phone => registration.answers.phone.is_some(),
        Field::Email => registration.extras.email.is_some(),
        Field::Area => registration.extras.area.is_some(),
        Field::Access => registration.extras.access.is_some(),
        Field::Structure => registration.answers.structure.is_some(),
        Field::Name | Field::Category => false,
    }
}

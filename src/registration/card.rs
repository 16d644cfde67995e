//! The card: what somebody sees once they are registered, and every button under it.

use super::rules::Field;
use super::seats::{self, Phase};
use super::store::{self, Registration, Standing};
use super::{edit, ticket, view};
use crate::chat::Message;
use crate::menu;
use crate::outbox;
use crate::turn::Turn;

/// The card of a registration, as a new message or in place of the one whose button was pressed.
pub async fn show(turn: &mut Turn<'_>, registration: &Registration, anew: bool) -> anyhow::Result<()> {
    let place = seats::place(turn.conn, registration.number).await?;
    let card = view::card(turn, registration, place);
    if anew {
        turn.say(card);
    } else {
        turn.replace(card);
    }
    Ok(())
}

/// The same at the moment of confirming.
pub async fn confirmed(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<Message> {
    let place = seats::place(turn.conn, registration.number).await?;
    Ok(view::confirmed(turn, registration, place))
}

/// A button of a card: what it does, the registration's number, perhaps a value.
pub async fn press(turn: &mut Turn<'_>, what: &str, rest: &str) -> anyhow::Result<()> {
    let (number, value) = rest.split_once(':').unwrap_or((rest, ""));
    let found = match number.parse() {
        Ok(number) => store::of(turn.conn, turn.person.id, number).await?,
        // a card from before registrations had buttons with their number
        Err(_) if what == "calendar" => store::find(turn.conn, turn.person.id).await?,
        Err(_) => None,
    };
    let Some(registration) = found else {
        turn.toast(turn.texts().label("registration-gone"));
        return Ok(());
    };
    let field = Field::from_name(value);
    match (what, field) {
        ("show", _) => {
            edit::stop(turn);
            show(turn, &registration, false).await?;
        }
        ("ticket", _) => ticket::send(turn, &registration).await?,
        ("calendar", _) => ticket::send_calendar(turn, &registration).await?,
        ("modify", _) => {
            let screen = view::modify(turn, &registration);
            turn.replace(screen);
        }
        ("edit", Some(field)) => edit::begin(turn, &registration, field).await?,
        ("clear", Some(field)) => edit::clear(turn, registration, field).await?,
        ("set", _) => edit::set_category(turn, registration, value).await?,
        ("area", _) => edit::choose_area(turn, registration, value).await?,
        ("areas", _) => edit::turn_areas(turn, &registration, value),
        ("cannot-come", _) => {
            ask_to_free(turn, &registration);
        }
        ("free", _) => free(turn, &registration).await?,
        ("again", _) => hope_again(turn, &registration).await?,
        ("take", _) => take_offer(turn, &registration).await?,
        _ => turn.toast(turn.texts().label("button-unknown")),
    }
    Ok(())
}

/// Whether they really cannot come, or leave the line.
pub fn ask_to_free(turn: &mut Turn<'_>, registration: &Registration) {
    edit::stop(turn);
    let question = view::cannot_come(turn, registration);
    turn.say(question);
    let number = registration.number;
    turn.expect(&format!("reg:free:{number}"), &format!("reg:show:{number}"));
}

/// They cannot come: everything answered is deleted, and the seat goes to the first in line at once.
async fn free(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    let cancelled = ticket::cancelled_calendar(turn, registration).await?;
    give_up(turn, registration).await?;
    edit::stop(turn);
    let html = view::freed(turn, registration);
    turn.replace(Message::new(html));
    if let Some((recipe, caption)) = cancelled {
        turn.file(recipe, caption);
    }
    let html = view::freed_next(turn);
    Ok(menu::say_with_menu(turn, html).await?)
}

/// The row goes, with the files made of it; whoever is first in line hears of the seat.
pub async fn give_up(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    seats::lock(turn.conn).await?;
    let entry = store::calendar(turn.conn, registration.number).await?;
    if store::remove(turn.conn, turn.person.id, registration.number).await? {
        for word in [registration.code.as_str(), &entry.uid].into_iter().filter(|word| !word.is_empty()) {
            outbox::forget_files(turn.conn, word).await?;
        }
        seats::pass_on(turn).await?;
    }
    Ok(())
}

/// They let an offer run out and still want to come: the end of the line, as long as there is one.
pub async fn hope_again(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    if seats::phase(turn.forum.programme, turn.forum.schedule, turn.forum.now) == Phase::Over {
        let html = view::last_chance(turn, registration);
        turn.say(Message::new(html));
        return Ok(());
    }
    seats::lock(turn.conn).await?;
    seats::hope_again(turn.conn, registration.number, turn.forum.now).await?;
    show(turn, registration, false).await?;
    seats::pass_on(turn).await
}

/// They take the seat that was offered, if it is still kept for them.
pub async fn take_offer(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    let number = registration.number;
    if seats::accept(turn.conn, number, turn.person.id, turn.forum.now).await? {
        let taken = Registration { standing: Standing::Seat, ..registration.clone() };
        let card = view::confirmed(turn, &taken, None);
        turn.replace(card);
    } else if registration.standing == Standing::Seat {
        turn.toast(turn.texts().label("registration-already"));
    } else {
        let html = view::offer_passed(turn);
        turn.say(Message::new(html));
    }
    Ok(())
}

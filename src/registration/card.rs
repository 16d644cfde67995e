//! The card: what somebody sees once they are registered, and every button under it.

use super::rules::Field;
use super::seats::{self, WaitlistPhase};
use super::store::{self, Registration, SeatStatus};
use super::{edit, ticket, view};
use crate::chat::Message;
use crate::menu;
use crate::outbox;
use crate::turn::Turn;

/// The card of a registration, as a new message or in place of the one whose button was pressed.
pub async fn show(turn: &mut Turn<'_>, registration: &Registration, anew: bool) -> anyhow::Result<()> {
    let place = seats::waitlist_position(turn.conn, registration.number).await?;
    let card = view::card(turn, registration, place);
    if anew {
        turn.reply(card);
    } else {
        turn.edit_or_reply(card);
    }
    Ok(())
}

/// The same at the moment of confirming.
pub async fn confirmed(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<Message> {
    let place = seats::waitlist_position(turn.conn, registration.number).await?;
    Ok(view::confirmed(turn, registration, place))
}

/// A button of a card: what it does, the registration's number, perhaps a value.
pub async fn press(turn: &mut Turn<'_>, what: &str, rest: &str) -> anyhow::Result<()> {
    let (number, value) = rest.split_once(':').unwrap_or((rest, ""));
    let found = match number.parse() {
        Ok(number) => store::find_for_person(turn.conn, turn.person.id, number).await?,
        // a card from before registrations had buttons with their number
        Err(_) if what == "calendar" => store::find_own(turn.conn, turn.person.id).await?,
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
            let screen = view::edit_menu(turn, &registration);
            turn.edit_or_reply(screen);
        }
        ("edit", Some(field)) => edit::begin(turn, &registration, field).await?,
        ("clear", Some(field)) => edit::clear(turn, registration, field).await?,
        ("set", _) => edit::set_category(turn, registration, value).await?,
        ("area", _) => edit::choose_area(turn, registration, value).await?,
        ("areas", _) => edit::show_areas_page(turn, &registration, value),
        ("cannot-come", _) => {
            ask_to_cancel(turn, &registration);
        }
        ("free", _) => press_cancel(turn, &registration).await?,
        ("again", _) => rejoin_waitlist(turn, &registration).await?,
        ("take", _) => accept_offer(turn, &registration).await?,
        _ => turn.toast(turn.texts().label("button-unknown")),
    }
    Ok(())
}

/// Whether they really cannot come, or leave the line.
pub fn ask_to_cancel(turn: &mut Turn<'_>, registration: &Registration) {
    edit::stop(turn);
    let question = view::confirm_cancellation(turn, registration);
    turn.reply(question);
    let number = registration.number;
    turn.await_yes_no(&format!("reg:free:{number}"), &format!("reg:show:{number}"));
}

/// They cannot come: everything answered is deleted, and the seat goes to the first in line at once.
async fn press_cancel(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    let cancelled = ticket::calendar_cancellation(turn, registration).await?;
    cancel_registration(turn, registration).await?;
    edit::stop(turn);
    let html = view::cancelled(turn, registration);
    turn.edit_or_reply(Message::new(html));
    if let Some((recipe, caption)) = cancelled {
        turn.send_file(recipe, caption);
    }
    let html = view::after_cancellation(turn);
    Ok(menu::reply_with_menu(turn, html).await?)
}

/// The row goes, with the files made of it; whoever is first in line hears of the seat.
pub async fn cancel_registration(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    seats::lock(turn.conn).await?;
    let entry = store::find_calendar_entry(turn.conn, registration.number).await?;
    if store::delete(turn.conn, turn.person.id, registration.number).await? {
        for word in [registration.code.as_str(), &entry.uid].into_iter().filter(|word| !word.is_empty()) {
            outbox::forget_file_ids(turn.conn, word).await?;
        }
        seats::promote_and_notify(turn).await?;
    }
    Ok(())
}

/// They let an offer run out and still want to come: the end of the line, as long as there is one.
pub async fn rejoin_waitlist(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    if seats::waitlist_phase(turn.event.programme, turn.event.schedule, turn.event.now)
        == WaitlistPhase::Closed
    {
        let html = view::waitlist_closed(turn, registration);
        turn.reply(Message::new(html));
        return Ok(());
    }
    seats::lock(turn.conn).await?;
    seats::rejoin_waitlist(turn.conn, registration.number, turn.event.now).await?;
    show(turn, registration, false).await?;
    seats::promote_and_notify(turn).await
}

/// They take the seat that was offered, if it is still kept for them.
pub async fn accept_offer(turn: &mut Turn<'_>, registration: &Registration) -> anyhow::Result<()> {
    let number = registration.number;
    if seats::accept_offer(turn.conn, number, turn.person.id, turn.event.now).await? {
        let taken = Registration { status: SeatStatus::Seated, ..registration.clone() };
        let card = view::confirmed(turn, &taken, None);
        turn.edit_or_reply(card);
    } else if registration.status == SeatStatus::Seated {
        turn.toast(turn.texts().label("registration-already"));
    } else {
        let html = view::offer_expired(turn);
        turn.reply(Message::new(html));
    }
    Ok(())
}

//! Self check-in: whoever is registered opens the link on the screen at the door and presses once.

use super::recording;
use crate::args;
use crate::chat::Message;
use crate::check_in::model::{ArrivalOutcome, Attendee, Method, event_day};
use crate::check_in::rules::period;
use crate::check_in::{store, view};
use crate::ids::RegistrationNumber;
use crate::menu;
use crate::turn::{Turn, TurnResult};

/// The link of the screen was opened. False if the person has no registration: the caller opens it.
pub async fn open_link(turn: &mut Turn<'_>, code: &str) -> TurnResult<bool> {
    let t = turn.texts();
    if !is_open(turn) {
        let html = t.html("here-closed", &[]);
        menu::reply_with_menu(turn, html).await?;
        return Ok(true);
    }
    let key = store::screen_key(turn.conn).await?;
    if !key.opens(code, turn.event.now) {
        let html = t.html("here-changed", &[]);
        menu::reply_with_menu(turn, html).await?;
        return Ok(true);
    }
    let attendees = own_attendees(turn).await?;
    if attendees.is_empty() {
        return Ok(false);
    }
    let missing: Vec<Attendee> =
        attendees.iter().filter(|attendee| attendee.arrived_at.is_none()).cloned().collect();
    if missing.is_empty() {
        let since = attendees.iter().find_map(|attendee| attendee.arrived_at).unwrap_or(turn.event.now);
        let html = view::welcome_in(&turn.event, t, &attendees[0], since);
        turn.reply(Message::new(html));
        return Ok(true);
    }
    let message = view::confirm_presence(t, &missing, code);
    turn.reply(message);
    Ok(true)
}

/// "I am here" was pressed.
pub async fn press_here(turn: &mut Turn<'_>, number: RegistrationNumber, code: &str) -> TurnResult<()> {
    let t = turn.texts();
    let key = store::screen_key(turn.conn).await?;
    let attendees = own_attendees(turn).await?;
    let Some(attendee) = attendees.iter().find(|attendee| attendee.number == number) else {
        turn.toast(t.label("registration-gone"));
        return Ok(());
    };
    if let Some(since) = attendee.arrived_at {
        turn.toast(t.plain("door-since", args!(time = turn.event.format_time(t, since))));
        return Ok(());
    }
    if !is_open(turn) {
        turn.alert(t.label("here-closed"));
        return Ok(());
    }
    if !key.confirms(code, turn.event.now) {
        turn.edit_or_reply(Message::new(t.html("here-changed", &[])));
        return Ok(());
    }
    if !attendee.has_seat {
        turn.edit_or_reply(Message::new(t.html("here-without-seat", &[])));
        return Ok(());
    }
    let since = match recording::record(turn, attendee, Method::SelfService).await? {
        Some(ArrivalOutcome::AlreadyArrived(since)) => since,
        _ => turn.event.now,
    };
    let others: Vec<Attendee> =
        attendees.iter().filter(|it| it.number != number && it.arrived_at.is_none()).cloned().collect();
    let html = view::welcome_in(&turn.event, t, attendee, since);
    if others.is_empty() {
        turn.edit_or_reply(Message::new(html));
    } else {
        let buttons = view::confirm_presence(t, &others, code);
        turn.edit_or_reply(Message { html, ..buttons });
    }
    Ok(())
}

fn is_open(turn: &Turn<'_>) -> bool {
    period::is_self_check_in_open(turn.event.programme, turn.event.schedule, turn.event.now)
}

/// The registrations of the account, its own first.
async fn own_attendees(turn: &mut Turn<'_>) -> sqlx::Result<Vec<Attendee>> {
    let day = event_day(turn.event.programme, turn.event.now);
    let mut attendees = store::list_attendees_of(turn.conn, turn.person.id, day).await?;
    attendees.sort_by_key(|attendee| (!attendee.is_own, attendee.number));
    Ok(attendees)
}

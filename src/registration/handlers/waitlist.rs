//! Answers to offers of a seat, by button or by a typed yes or no.

use super::{cancellation, card};
use crate::chat::Message;
use crate::keywords::parse_yes_no;
use crate::registration::model::{Registration, SeatStatus};
use crate::registration::seats::{self, WaitlistPhase};
use crate::registration::{store, view};
use crate::turn::{Turn, TurnResult};

/// Puts a registration whose offer expired at the end of the waitlist, unless the waitlist is closed.
pub async fn rejoin(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    let event = turn.event;
    if seats::waitlist_phase(event.programme, event.schedule, event.now) == WaitlistPhase::Closed {
        let html = view::waitlist_closed(turn, registration);
        turn.reply(Message::new(html));
        return Ok(());
    }
    seats::lock(turn.conn).await?;
    seats::rejoin_waitlist(turn.conn, registration.number, event.now).await?;
    card::show(turn, registration).await?;
    seats::promote_and_notify(turn).await
}

/// Takes the offered seat, if the offer has not expired.
pub async fn accept_offer(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    let number = registration.number;
    if seats::accept_offer(turn.conn, number, turn.person.id, turn.event.now).await? {
        let seated = Registration { status: SeatStatus::Seated, ..registration.clone() };
        let card = view::confirmed(turn, &seated, None);
        turn.edit_or_reply(card);
    } else if registration.status == SeatStatus::Seated {
        turn.toast(turn.texts().label("registration-already"));
    } else {
        let html = view::offer_expired(turn);
        turn.reply(Message::new(html));
    }
    Ok(())
}

/// Handles a typed yes or no as the answer to an open question about a seat: an offer, or whether to rejoin
/// the waitlist. False if the text is neither, or if no question is open.
pub async fn handle_seat_reply(turn: &mut Turn<'_>, typed: &str) -> TurnResult<bool> {
    let Some(is_yes) = parse_yes_no(typed) else { return Ok(false) };
    let Some(registration) = store::find_awaiting_seat_reply(turn.conn, turn.person.id).await? else {
        return Ok(false);
    };
    match (is_yes, registration.status) {
        (true, SeatStatus::Offered(_)) => accept_offer(turn, &registration).await?,
        (true, SeatStatus::Waiting | SeatStatus::Seated) => rejoin(turn, &registration).await?,
        (false, _) => cancellation::ask(turn, &registration),
    }
    Ok(true)
}

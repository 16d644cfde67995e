//! Tickets as links and codes: showing one's own, and taking over the registration that another account made.

use super::{activity, card, form, ticket};
use crate::chat::Message;
use crate::clock::Millis;
use crate::menu;
use crate::people;
use crate::registration::model::{Registration, SeatStatus, TicketCode};
use crate::registration::payload::Payload;
use crate::registration::{seats, store, view, wording};
use crate::turn::{Turn, TurnResult};

/// More wrong codes within an hour are guesses, not typing mistakes.
const MAX_WRONG_CODES_PER_HOUR: i64 = 10;
const HOUR: Millis = 3_600_000;

/// The ticket command. Without a code it sends the person's own ticket, with a code it claims that ticket.
pub async fn claim_ticket(turn: &mut Turn<'_>, typed: &str) -> TurnResult<()> {
    if !typed.trim().is_empty() {
        return ask_to_claim(turn, TicketCode::parse(typed)).await;
    }
    match store::find_own(turn.conn, turn.person.id).await? {
        Some(own) => send_ticket_or_card(turn, &own).await,
        None => {
            let html = turn.texts().html("ticket-write-code", &[]);
            Ok(menu::reply_with_menu(turn, html).await?)
        }
    }
}

/// Claims the ticket of a code that was typed alone.
pub async fn handle_ticket_code(turn: &mut Turn<'_>, code: &TicketCode) -> TurnResult<()> {
    ask_to_claim(turn, Some(code.clone())).await
}

/// Handles a ticket's link: its owner gets card and ticket, others nothing.
pub async fn open_ticket_link(turn: &mut Turn<'_>, code: &TicketCode) -> TurnResult<()> {
    match store::find_by_code(turn.conn, code).await? {
        Some(own) if own.person == Some(turn.person.id) => {
            card::send(turn, &own).await?;
            if own.status == SeatStatus::Seated { ticket::send(turn, &own).await } else { Ok(()) }
        }
        _ => {
            let html = wording::with_contact(turn, "ticket-nothing");
            Ok(menu::reply_with_menu(turn, html).await?)
        }
    }
}

/// Sends the ticket; without a seat the card, which shows the position on the waitlist.
pub async fn send_ticket_or_card(turn: &mut Turn<'_>, own: &Registration) -> TurnResult<()> {
    match own.status {
        SeatStatus::Seated => ticket::send(turn, own).await,
        SeatStatus::Waiting | SeatStatus::Offered(_) => card::send(turn, own).await,
    }
}

/// Asks whether to take over the registration of this code; shows the card if the person already owns it.
async fn ask_to_claim(turn: &mut Turn<'_>, code: Option<TicketCode>) -> TurnResult<()> {
    let Some(registration) = find_claimable(turn, code).await? else { return Ok(()) };
    if registration.person == Some(turn.person.id) {
        return card::send(turn, &registration).await;
    }
    let screen = view::claim_prompt(turn, &registration);
    turn.reply(screen);
    turn.await_yes_no(&Payload::ClaimTicket(registration.code).to_string(), "");
    Ok(())
}

/// Handles the button that claims a ticket, and so consents to the notice. `code` is `None` for data that is
/// no code, which counts as a wrong one. A draft is never discarded for it.
pub async fn press_claim(turn: &mut Turn<'_>, code: Option<TicketCode>) -> TurnResult<()> {
    if activity::current_draft(turn).is_some() {
        form::handle_stale_button(turn);
        return Ok(());
    }
    seats::lock(turn.conn).await?;
    let Some(found) = find_claimable(turn, code).await? else { return Ok(()) };
    if found.person == Some(turn.person.id) {
        return card::show(turn, &found).await;
    }
    let (number, now) = (found.number, turn.event.now);
    if store::find_own(turn.conn, turn.person.id).await?.is_some() {
        let html = turn.texts().html("ticket-already-registered", &[]);
        turn.reply(Message::new(html));
    } else if store::take_over(turn.conn, number, turn.person.id, now).await? {
        notify_previous_holder(turn, &found).await?;
        let own = Registration { person: Some(turn.person.id), is_own: true, ..found };
        let position = match own.status {
            SeatStatus::Waiting => seats::waitlist_position(turn.conn, number).await?,
            SeatStatus::Seated | SeatStatus::Offered(_) => None,
        };
        let card = view::confirmed(turn, &own, position);
        turn.edit_or_reply(card);
        let html = view::next_steps(turn, &own);
        menu::reply_with_menu(turn, html).await?;
    }
    Ok(())
}

/// Tells the account that registered the guest that it gets no more messages about them.
async fn notify_previous_holder(turn: &mut Turn<'_>, registration: &Registration) -> TurnResult<()> {
    let Some(holder) = registration.person else { return Ok(()) };
    let lang = people::language(turn.conn, holder).await?;
    let message = view::taken_over(lang, registration);
    turn.notify(holder, message);
    Ok(())
}

/// The registration of a code, if it is the person's own or a guest's. All other codes get the same reply, so
/// that guessing does not reveal which codes exist, and count as wrong.
async fn find_claimable(turn: &mut Turn<'_>, code: Option<TicketCode>) -> TurnResult<Option<Registration>> {
    let (person, now) = (turn.person.id, turn.event.now);
    let id = if store::count_wrong_codes(turn.conn, person, now - HOUR).await? >= MAX_WRONG_CODES_PER_HOUR {
        "ticket-too-many-tries"
    } else {
        let found = match code {
            Some(code) => store::find_by_code(turn.conn, &code).await?,
            None => None,
        };
        if let Some(found) = found.filter(|found| !found.is_own || found.person == Some(person)) {
            return Ok(Some(found));
        }
        store::record_wrong_code(turn.conn, person, now - HOUR, now).await?;
        "ticket-unknown-code"
    };
    let html = wording::with_contact(turn, id);
    turn.reply(Message::new(html));
    Ok(None)
}

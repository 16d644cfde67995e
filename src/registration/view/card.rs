//! The card of a registration, the screens of its buttons, and the caption of a ticket.

use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts};
use crate::ids::RegistrationNumber;
use crate::registration::model::{Category, Draft, Field, Registration, SeatStatus, Step};
use crate::registration::payload::{CardAction, Payload};
use crate::registration::wording::{answer_lines, category_label};
use crate::shared_buttons::SharedButton;
use crate::turn::Turn;

/// With more areas a page is longer than a phone's screen.
const AREAS_PER_PAGE: usize = 4;

/// The card. `position` is the position on the waitlist, from 1, of an active waiting registration.
pub fn card(turn: &Turn<'_>, registration: &Registration, position: Option<i64>) -> Message {
    let html = card_details(turn, registration, position);
    Message::new(html).with_inline_keyboard(card_buttons(turn.texts(), registration, position))
}

/// The card when the registration has just been confirmed, or got a seat.
pub fn confirmed(turn: &Turn<'_>, registration: &Registration, position: Option<i64>) -> Message {
    let id = match registration.status {
        SeatStatus::Seated if registration.is_own => "registration-confirmed",
        SeatStatus::Seated => "registration-confirmed-other",
        SeatStatus::Waiting | SeatStatus::Offered(_) => "registration-on-list",
    };
    let facts = Arg::html(card_details(turn, registration, position));
    Message::new(turn.texts().html(id, args!(facts = facts))).with_inline_keyboard(card_buttons(
        turn.texts(),
        registration,
        position,
    ))
}

/// Explains what happens next. It is sent with the menu, which replaces the keyboard of the conversation.
pub fn next_steps(turn: &Turn<'_>, registration: &Registration) -> String {
    let id = match registration.status {
        SeatStatus::Seated if registration.is_own => "registration-afterwards",
        SeatStatus::Seated => "registration-afterwards-other",
        SeatStatus::Waiting | SeatStatus::Offered(_) => "registration-afterwards-waiting",
    };
    turn.texts().html(id, &[])
}

/// The card for an organiser who works on somebody else's registration.
pub fn managed_card(turn: &Turn<'_>, registration: &Registration, position: Option<i64>) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let button = |id: &str, action| vec![Button::new(t.label(id), Payload::Card(number, action))];
    let mut rows = Vec::new();
    if registration.status == SeatStatus::Seated {
        rows.push(vec![Button::new(t.label("managed-check-in"), SharedButton::CheckIn(number))]);
    } else {
        rows.push(button("managed-promote", CardAction::Promote));
    }
    rows.push(button("card-modify", CardAction::EditMenu));
    rows.push(button("managed-needs", CardAction::Edit(Field::AccessNeeds)));
    rows.push(button("managed-cancel", CardAction::AskToCancel));
    rows.push(vec![Button::new(t.label("managed-desk"), SharedButton::Desk)]);
    let facts = Arg::html(card_details(turn, registration, position));
    let code = registration.code.to_string();
    Message::new(t.html("managed-card", args!(facts = facts, code = code))).with_inline_keyboard(rows)
}

fn card_buttons(t: &Texts, registration: &Registration, position: Option<i64>) -> Vec<Vec<Button>> {
    let number = registration.number;
    let button = |id: &str, action| Button::new(t.label(id), Payload::Card(number, action));
    let extra = |id: &str, field: Field, has_answer: bool| {
        let mark = if has_answer { " ✓" } else { "" };
        let label = format!("{}{mark}", t.label(id));
        Button::new(label, Payload::Card(number, CardAction::Edit(field)))
    };
    let extras = &registration.extras;
    let first = match registration.status {
        SeatStatus::Seated => button("card-ticket", CardAction::SendTicket),
        SeatStatus::Waiting if position.is_none() => button("seat-again", CardAction::RejoinWaitlist),
        SeatStatus::Waiting => button("card-leave-list", CardAction::AskToCancel),
        SeatStatus::Offered(_) => button("seat-take", CardAction::AcceptOffer),
    };
    let guests_label = if registration.is_own { "card-others" } else { "registration-back" };
    let guests = Button::new(t.label(guests_label), Payload::ListGuests { page: 0 });
    vec![
        vec![first],
        vec![
            extra("card-email", Field::Email, extras.email.is_some()),
            extra("card-area", Field::Area, extras.area.is_some()),
        ],
        vec![extra("card-access", Field::AccessNeeds, extras.access_needs.is_some()), guests],
        vec![button("card-modify", CardAction::EditMenu)],
    ]
}

/// Number, answers, day, time, place, and the seat status.
fn card_details(turn: &Turn<'_>, registration: &Registration, position: Option<i64>) -> String {
    let t = turn.texts();
    let answers = registration.answers.clone();
    let draft = Draft {
        step: Step::Summary,
        on_behalf: !registration.is_own,
        consent_method: answers.consent_method,
        consent_at: Some(answers.consent_at),
        name: Some(answers.name),
        category: Some(answers.category),
        organisation: Some(answers.organisation),
        phone: Some(answers.phone),
        is_full: false,
    };
    let mut all = answer_lines(t, &draft);
    let mut line = |id: &str, value: Option<String>| {
        if let Some(value) = value {
            all.push('\n');
            all.push_str(&t.html(id, args!(value = value)));
        }
    };
    let extras = &registration.extras;
    line("registration-line-email", extras.email.as_ref().map(ToString::to_string));
    line("registration-line-area", extras.area.as_ref().map(ToString::to_string));
    line("registration-line-access", extras.access_needs.as_ref().map(ToString::to_string));
    let start = turn.event.schedule.first_start().unwrap_or_default();
    let facts = t.html(
        "registration-facts",
        args!(
            number = registration.number,
            lines = Arg::html(all),
            day = turn.event.format_date(t, start),
            hour = turn.event.format_time(t, start),
            place = turn.event.venue_text(),
        ),
    );
    let seat_status = match registration.status {
        SeatStatus::Seated => return facts,
        SeatStatus::Waiting => match position {
            Some(rank) => t.html("registration-in-line", args!(rank = rank)),
            None => t.html("registration-resting", &[]),
        },
        SeatStatus::Offered(until) => t.html(
            "registration-kept",
            args!(day = turn.event.format_date(t, until), hour = turn.event.format_time(t, until)),
        ),
    };
    format!("{facts}\n\n{seat_status}")
}

/// Asks which answer to change, or whether to cancel.
pub fn edit_menu(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let field =
        |id: &str, field: Field| Button::new(t.label(id), Payload::Card(number, CardAction::Edit(field)));
    let mut second = vec![field("registration-phone", Field::Phone)];
    if registration.answers.category.has_organisation() {
        second.insert(0, field("registration-structure", Field::Organisation));
    }
    let cancel_label = match registration.status {
        SeatStatus::Waiting => "card-leave-list",
        SeatStatus::Seated | SeatStatus::Offered(_) => "seat-cannot-come",
    };
    Message::new(t.html("registration-what-to-change", &[])).with_inline_keyboard(vec![
        vec![field("registration-name", Field::Name), field("registration-category", Field::Category)],
        second,
        vec![Button::new(t.label(cancel_label), Payload::Card(number, CardAction::AskToCancel))],
        vec![back_button(t, number)],
    ])
}

/// Asks for a new answer. `can_clear` adds the button that deletes the present one; `page` is that of the
/// areas.
pub fn edit_prompt(
    turn: &Turn<'_>,
    number: RegistrationNumber,
    field: Field,
    can_clear: bool,
    page: usize,
) -> Message {
    let t = turn.texts();
    let id = match field {
        Field::Name => "edit-name",
        Field::Organisation => "edit-structure",
        Field::Phone => "edit-phone",
        Field::Email => "edit-email",
        Field::Area => "edit-area",
        Field::AccessNeeds => "edit-access",
        Field::Category => "registration-what-to-change",
    };
    let mut rows = if field == Field::Area { area_buttons(turn, number, page) } else { Vec::new() };
    if can_clear {
        let clear = Payload::Card(number, CardAction::Clear(field));
        rows.push(vec![Button::new(t.label("edit-clear"), clear)]);
    }
    rows.push(vec![back_button(t, number)]);
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// A page of the event's areas; a page after the last is the first again.
fn area_buttons(turn: &Turn<'_>, number: RegistrationNumber, page: usize) -> Vec<Vec<Button>> {
    let areas = &turn.event.programme.registration.areas;
    let pages = areas.len().div_ceil(AREAS_PER_PAGE).max(1);
    let page = page % pages;
    let button = |(index, area): (usize, &String)| {
        Button::new(area, Payload::Card(number, CardAction::SetArea(index)))
    };
    let shown: Vec<Button> =
        areas.iter().enumerate().skip(page * AREAS_PER_PAGE).take(AREAS_PER_PAGE).map(button).collect();
    let mut rows: Vec<Vec<Button>> = shown.chunks(2).map(<[Button]>::to_vec).collect();
    if pages > 1 {
        let label = turn.texts().label("edit-more-areas");
        let next = CardAction::ListAreas { page: (page + 1) % pages };
        rows.push(vec![Button::new(label, Payload::Card(number, next))]);
    }
    rows
}

/// Asks for a new category.
pub fn choose_category(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let choice = |category: Category| {
        let set = Payload::Card(number, CardAction::SetCategory(category));
        vec![Button::new(category_label(t, category), set)]
    };
    let mut rows: Vec<_> = Category::ALL.into_iter().map(choice).collect();
    rows.push(vec![back_button(t, number)]);
    Message::new(t.html("edit-category", &[])).with_inline_keyboard(rows)
}

/// Asks whether to give up the seat, or to leave the waitlist.
pub fn confirm_cancellation(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let (id, yes_label) = match registration.status {
        SeatStatus::Waiting => ("cannot-come-list", "cannot-come-yes-list"),
        SeatStatus::Seated | SeatStatus::Offered(_) => ("cannot-come-seat", "cannot-come-yes"),
    };
    let whose = whose(turn, registration);
    let html = t.html(id, args!(whose = whose, name = registration.answers.name.to_string()));
    Message::new(html).with_inline_keyboard(vec![
        vec![Button::new(t.label(yes_label), Payload::Card(number, CardAction::Cancel))],
        vec![Button::new(t.label("cannot-come-no"), Payload::Card(number, CardAction::Show))],
    ])
}

/// Whether the texts speak to the attendee or about them.
fn whose(turn: &Turn<'_>, registration: &Registration) -> &'static str {
    if registration.is_own && registration.person == Some(turn.person.id) { "own" } else { "other" }
}

/// Confirms a cancellation.
pub fn cancelled(turn: &Turn<'_>, registration: &Registration) -> String {
    let whose = whose(turn, registration);
    turn.texts().html("freed", args!(whose = whose, name = registration.answers.name.to_string()))
}

/// Follows a cancellation; while registration is open it mentions that coming back is possible.
pub fn after_cancellation(turn: &Turn<'_>, is_open: bool) -> String {
    turn.texts().html(if is_open { "freed-come-back" } else { "freed-thanks" }, &[])
}

/// Explains that the waitlist is closed.
pub fn waitlist_closed(turn: &Turn<'_>, registration: &Registration) -> String {
    let t = turn.texts();
    let whose = if registration.is_own { "own" } else { "other" };
    let name = registration.answers.name.to_string();
    t.html(
        "seat-last-chance",
        args!(whose = whose, name = name, contact = Arg::html(turn.event.contact_html(t))),
    )
}

/// Explains that the offer of a seat has expired.
pub fn offer_expired(turn: &Turn<'_>) -> String {
    turn.texts().html("seat-offer-passed", &[])
}

/// The caption of a ticket's picture: everything that a printed ticket needs.
pub fn ticket_caption(turn: &Turn<'_>, registration: &Registration) -> String {
    let t = turn.texts();
    let start = turn.event.schedule.first_start().unwrap_or_default();
    let whose = if registration.is_own { "own" } else { "other" };
    t.html(
        "ticket-caption",
        args!(
            title = turn.event.programme.title.get(turn.lang()),
            name = registration.answers.name.to_string(),
            code = registration.code.to_string(),
            day = turn.event.format_date(t, start),
            hour = turn.event.format_time(t, start),
            place = turn.event.venue_text(),
            whose = whose,
        ),
    )
}

fn back_button(t: &Texts, number: RegistrationNumber) -> Button {
    Button::new(t.label("registration-back"), Payload::Card(number, CardAction::Show))
}

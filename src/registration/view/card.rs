//! The card of who is registered, the screens behind its buttons, and the words on a ticket.

use super::{answer_lines, category_message_id};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts};
use crate::registration::model::Category;
use crate::registration::rules::{Draft, Field, Step};
use crate::registration::store::{Registration, SeatStatus};
use crate::turn::Turn;

/// How many communes or quartiers stand on a screen.
const AREAS_PER_PAGE: usize = 4;

/// What somebody who is registered sees. `place` is theirs in the line.
pub fn card(turn: &Turn<'_>, registration: &Registration, place: Option<i64>) -> Message {
    let html = card_details(turn, registration, place);
    Message::new(html).with_inline_keyboard(card_buttons(turn.texts(), registration, place))
}

/// The same at the moment of confirming.
pub fn confirmed(turn: &Turn<'_>, registration: &Registration, place: Option<i64>) -> Message {
    let id = match registration.status {
        SeatStatus::Seated if registration.is_own => "registration-confirmed",
        SeatStatus::Seated => "registration-confirmed-other",
        SeatStatus::Waiting | SeatStatus::Offered(_) => "registration-on-list",
    };
    let facts = Arg::html(card_details(turn, registration, place));
    Message::new(turn.texts().html(id, args!(facts = facts))).with_inline_keyboard(card_buttons(
        turn.texts(),
        registration,
        place,
    ))
}

/// What follows: the menu is back, and so is what will happen.
pub fn next_steps(turn: &Turn<'_>, registration: &Registration) -> String {
    let id = match registration.status {
        SeatStatus::Seated if registration.is_own => "registration-afterwards",
        SeatStatus::Seated => "registration-afterwards-other",
        SeatStatus::Waiting | SeatStatus::Offered(_) => "registration-afterwards-waiting",
    };
    turn.texts().html(id, &[])
}

fn card_buttons(t: &Texts, registration: &Registration, place: Option<i64>) -> Vec<Vec<Button>> {
    let number = registration.number;
    let button = |id: &str, what: &str| Button::new(t.label(id), format!("reg:{what}:{number}"));
    let extra = |id: &str, field: Field, given: bool| {
        let mark = if given { " ✓" } else { "" };
        Button::new(format!("{}{mark}", t.label(id)), format!("reg:edit:{number}:{}", field.name()))
    };
    let extras = &registration.extras;
    let first = match registration.status {
        SeatStatus::Seated => button("card-ticket", "ticket"),
        SeatStatus::Waiting if place.is_none() => button("seat-again", "again"),
        SeatStatus::Waiting => button("card-leave-list", "cannot-come"),
        SeatStatus::Offered(_) => button("seat-take", "take"),
    };
    let last = if registration.is_own {
        Button::new(t.label("card-others"), "reg:others")
    } else {
        Button::new(t.label("registration-back"), "reg:others")
    };
    vec![
        vec![first],
        vec![
            extra("card-email", Field::Email, extras.email.is_some()),
            extra("card-area", Field::Area, extras.area.is_some()),
        ],
        vec![extra("card-access", Field::AccessNeeds, extras.access_needs.is_some()), last],
        vec![button("card-modify", "modify")],
    ]
}

/// Number, answers, day, hour, place, and whether there is a seat.
fn card_details(turn: &Turn<'_>, registration: &Registration, place: Option<i64>) -> String {
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
    let standing = match registration.status {
        SeatStatus::Seated => return facts,
        SeatStatus::Waiting => match place {
            Some(rank) => t.html("registration-in-line", args!(rank = rank)),
            None => t.html("registration-resting", &[]),
        },
        SeatStatus::Offered(until) => t.html(
            "registration-kept",
            args!(day = turn.event.format_date(t, until), hour = turn.event.format_time(t, until)),
        ),
    };
    format!("{facts}\n\n{standing}")
}

/// Which answer to change, or that they cannot come.
pub fn edit_menu(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let field =
        |id: &str, field: Field| Button::new(t.label(id), format!("reg:edit:{number}:{}", field.name()));
    let mut second = vec![field("registration-phone", Field::Phone)];
    if registration.answers.category.has_organisation() {
        second.insert(0, field("registration-structure", Field::Organisation));
    }
    let leave = match registration.status {
        SeatStatus::Waiting => "card-leave-list",
        SeatStatus::Seated | SeatStatus::Offered(_) => "seat-cannot-come",
    };
    Message::new(t.html("registration-what-to-change", &[])).with_inline_keyboard(vec![
        vec![field("registration-name", Field::Name), field("registration-category", Field::Category)],
        second,
        vec![Button::new(t.label(leave), format!("reg:cannot-come:{number}"))],
        vec![back_button(t, number)],
    ])
}

/// Asks for one answer. `given`: there is one that may be taken back.
pub fn edit_prompt(turn: &Turn<'_>, number: i64, field: Field, given: bool, page: usize) -> Message {
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
    if given {
        rows.push(vec![Button::new(t.label("edit-clear"), format!("reg:clear:{number}:{}", field.name()))]);
    }
    rows.push(vec![back_button(t, number)]);
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// The event's communes and quartiers, a few at a time.
fn area_buttons(turn: &Turn<'_>, number: i64, page: usize) -> Vec<Vec<Button>> {
    let areas = &turn.event.programme.registration.areas;
    let pages = areas.len().div_ceil(AREAS_PER_PAGE).max(1);
    let page = page % pages;
    let button = |(place, area): (usize, &String)| Button::new(area, format!("reg:area:{number}:{place}"));
    let shown: Vec<Button> =
        areas.iter().enumerate().skip(page * AREAS_PER_PAGE).take(AREAS_PER_PAGE).map(button).collect();
    let mut rows: Vec<Vec<Button>> = shown.chunks(2).map(<[Button]>::to_vec).collect();
    if pages > 1 {
        let label = turn.texts().label("edit-more-areas");
        rows.push(vec![Button::new(label, format!("reg:areas:{number}:{}", (page + 1) % pages))]);
    }
    rows
}

/// Who they come as: the choices of the conversation.
pub fn choose_category(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let choice = |category: Category| {
        let label = t.label(category_message_id(category));
        vec![Button::new(label, format!("reg:set:{number}:{}", category.name()))]
    };
    let mut rows: Vec<_> = Category::ALL.into_iter().map(choice).collect();
    rows.push(vec![back_button(t, number)]);
    Message::new(t.html("edit-category", &[])).with_inline_keyboard(rows)
}

/// Before a seat is given up, or a place in line.
pub fn confirm_cancellation(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let (id, yes) = match registration.status {
        SeatStatus::Waiting => ("cannot-come-list", "cannot-come-yes-list"),
        SeatStatus::Seated | SeatStatus::Offered(_) => ("cannot-come-seat", "cannot-come-yes"),
    };
    let whose = if registration.is_own { "own" } else { "other" };
    let html = t.html(id, args!(whose = whose, name = registration.answers.name.to_string()));
    Message::new(html).with_inline_keyboard(vec![
        vec![Button::new(t.label(yes), format!("reg:free:{number}"))],
        vec![Button::new(t.label("cannot-come-no"), format!("reg:show:{number}"))],
    ])
}

pub fn cancelled(turn: &Turn<'_>, registration: &Registration) -> String {
    let whose = if registration.is_own { "own" } else { "other" };
    turn.texts().html("freed", args!(whose = whose, name = registration.answers.name.to_string()))
}

/// What remains possible, while it is.
pub fn after_cancellation(turn: &Turn<'_>) -> String {
    let open = crate::registration::form::closed_message(turn).is_none();
    turn.texts().html(if open { "freed-come-back" } else { "freed-thanks" }, &[])
}

/// No seat will come any more.
pub fn waitlist_closed(turn: &Turn<'_>, registration: &Registration) -> String {
    let t = turn.texts();
    let whose = if registration.is_own { "own" } else { "other" };
    let name = registration.answers.name.to_string();
    t.html(
        "seat-last-chance",
        args!(whose = whose, name = name, contact = Arg::html(turn.event.contact_html(t))),
    )
}

pub fn offer_expired(turn: &Turn<'_>) -> String {
    turn.texts().html("seat-offer-passed", &[])
}

/// Under the picture: everything that a printed ticket needs.
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

/// A message that ends with how to reach the organisers.
pub fn with_contact(turn: &Turn<'_>, id: &str) -> String {
    let t = turn.texts();
    t.html(id, args!(contact = Arg::html(turn.event.contact_html(t))))
}

fn back_button(t: &Texts, number: i64) -> Button {
    Button::new(t.label("registration-back"), format!("reg:show:{number}"))
}

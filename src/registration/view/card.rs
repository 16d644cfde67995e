//! The card of who is registered, the screens behind its buttons, and the words on a ticket.

use super::{category_id, lines};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts};
use crate::registration::rules::{Draft, Field, Step};
use crate::registration::store::{Registration, Standing};
use crate::registration::values::Category;
use crate::turn::Turn;

/// How many communes or quartiers stand on a screen.
const AREAS: usize = 4;

/// What somebody who is registered sees. `place` is theirs in the line.
pub fn card(turn: &Turn<'_>, registration: &Registration, place: Option<i64>) -> Message {
    let html = facts(turn, registration, place);
    Message::new(html).inline(buttons(turn.texts(), registration, place))
}

/// The same at the moment of confirming.
pub fn confirmed(turn: &Turn<'_>, registration: &Registration, place: Option<i64>) -> Message {
    let id = match registration.standing {
        Standing::Seat if registration.own => "registration-confirmed",
        Standing::Seat => "registration-confirmed-other",
        Standing::Waiting | Standing::Offered(_) => "registration-on-list",
    };
    let facts = Arg::html(facts(turn, registration, place));
    Message::new(turn.texts().html(id, args!(facts = facts))).inline(buttons(
        turn.texts(),
        registration,
        place,
    ))
}

/// What follows: the menu is back, and so is what will happen.
pub fn afterwards(turn: &Turn<'_>, registration: &Registration) -> String {
    let id = match registration.standing {
        Standing::Seat if registration.own => "registration-afterwards",
        Standing::Seat => "registration-afterwards-other",
        Standing::Waiting | Standing::Offered(_) => "registration-afterwards-waiting",
    };
    turn.texts().html(id, &[])
}

fn buttons(t: &Texts, registration: &Registration, place: Option<i64>) -> Vec<Vec<Button>> {
    let number = registration.number;
    let button = |id: &str, what: &str| Button::new(t.label(id), format!("reg:{what}:{number}"));
    let extra = |id: &str, field: Field, given: bool| {
        let mark = if given { " ✓" } else { "" };
        Button::new(format!("{}{mark}", t.label(id)), format!("reg:edit:{number}:{}", field.name()))
    };
    let extras = &registration.extras;
    let first = match registration.standing {
        Standing::Seat => button("card-ticket", "ticket"),
        Standing::Waiting if place.is_none() => button("seat-again", "again"),
        Standing::Waiting => button("card-leave-list", "cannot-come"),
        Standing::Offered(_) => button("seat-take", "take"),
    };
    let last = if registration.own {
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
        vec![extra("card-access", Field::Access, extras.access.is_some()), last],
        vec![button("card-modify", "modify")],
    ]
}

/// Number, answers, day, hour, place, and whether there is a seat.
fn facts(turn: &Turn<'_>, registration: &Registration, place: Option<i64>) -> String {
    let t = turn.texts();
    let answers = registration.answers.clone();
    let draft = Draft {
        at: Step::Summary,
        other: !registration.own,
        how: answers.how,
        consent_at: Some(answers.consent_at),
        name: Some(answers.name),
        category: Some(answers.category),
        structure: Some(answers.structure),
        phone: Some(answers.phone),
        full: false,
    };
    let mut all = lines(t, &draft);
    let mut line = |id: &str, value: Option<String>| {
        if let Some(value) = value {
            all.push('\n');
            all.push_str(&t.html(id, args!(value = value)));
        }
    };
    let extras = &registration.extras;
    line("registration-line-email", extras.email.as_ref().map(ToString::to_string));
    line("registration-line-area", extras.area.as_ref().map(ToString::to_string));
    line("registration-line-access", extras.access.as_ref().map(ToString::to_string));
    let start = turn.forum.schedule.first_start().unwrap_or_default();
    let facts = t.html(
        "registration-facts",
        args!(
            number = registration.number,
            lines = Arg::html(all),
            day = turn.forum.day(t, start),
            hour = turn.forum.hour(t, start),
            place = turn.forum.place(),
        ),
    );
    let standing = match registration.standing {
        Standing::Seat => return facts,
        Standing::Waiting => match place {
            Some(rank) => t.html("registration-in-line", args!(rank = rank)),
            None => t.html("registration-resting", &[]),
        },
        Standing::Offered(until) => t.html(
            "registration-kept",
            args!(day = turn.forum.day(t, until), hour = turn.forum.hour(t, until)),
        ),
    };
    format!("{facts}\n\n{standing}")
}

/// Which answer to change, or that they cannot come.
pub fn modify(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let field =
        |id: &str, field: Field| Button::new(t.label(id), format!("reg:edit:{number}:{}", field.name()));
    let mut second = vec![field("registration-phone", Field::Phone)];
    if registration.answers.category.has_structure() {
        second.insert(0, field("registration-structure", Field::Structure));
    }
    let leave = match registration.standing {
        Standing::Waiting => "card-leave-list",
        Standing::Seat | Standing::Offered(_) => "seat-cannot-come",
    };
    Message::new(t.html("registration-what-to-change", &[])).inline(vec![
        vec![field("registration-name", Field::Name), field("registration-category", Field::Category)],
        second,
        vec![Button::new(t.label(leave), format!("reg:cannot-come:{number}"))],
        vec![back(t, number)],
    ])
}

/// Asks for one answer. `given`: there is one that may be taken back.
pub fn edit(turn: &Turn<'_>, number: i64, field: Field, given: bool, page: usize) -> Message {
    let t = turn.texts();
    let id = match field {
        Field::Name => "edit-name",
        Field::Structure => "edit-structure",
        Field::Phone => "edit-phone",
        Field::Email => "edit-email",
        Field::Area => "edit-area",
        Field::Access => "edit-access",
        Field::Category => "registration-what-to-change",
    };
    let mut rows = if field == Field::Area { areas(turn, number, page) } else { Vec::new() };
    if given {
        rows.push(vec![Button::new(t.label("edit-clear"), format!("reg:clear:{number}:{}", field.name()))]);
    }
    rows.push(vec![back(t, number)]);
    Message::new(t.html(id, &[])).inline(rows)
}

/// The event's communes and quartiers, a few at a time.
fn areas(turn: &Turn<'_>, number: i64, page: usize) -> Vec<Vec<Button>> {
    let areas = &turn.forum.programme.registration.areas;
    let pages = areas.len().div_ceil(AREAS).max(1);
    let page = page % pages;
    let button = |(place, area): (usize, &String)| Button::new(area, format!("reg:area:{number}:{place}"));
    let shown: Vec<Button> = areas.iter().enumerate().skip(page * AREAS).take(AREAS).map(button).collect();
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
        let label = t.label(category_id(category));
        vec![Button::new(label, format!("reg:set:{number}:{}", category.name()))]
    };
    let mut rows: Vec<_> = Category::ALL.into_iter().map(choice).collect();
    rows.push(vec![back(t, number)]);
    Message::new(t.html("edit-category", &[])).inline(rows)
}

/// Before a seat is given up, or a place in line.
pub fn cannot_come(turn: &Turn<'_>, registration: &Registration) -> Message {
    let t = turn.texts();
    let number = registration.number;
    let (id, yes) = match registration.standing {
        Standing::Waiting => ("cannot-come-list", "cannot-come-yes-list"),
        Standing::Seat | Standing::Offered(_) => ("cannot-come-seat", "cannot-come-yes"),
    };
    let whose = if registration.own { "own" } else { "other" };
    let html = t.html(id, args!(whose = whose, name = registration.answers.name.to_string()));
    Message::new(html).inline(vec![
        vec![Button::new(t.label(yes), format!("reg:free:{number}"))],
        vec![Button::new(t.label("cannot-come-no"), format!("reg:show:{number}"))],
    ])
}

pub fn freed(turn: &Turn<'_>, registration: &Registration) -> String {
    let whose = if registration.own { "own" } else { "other" };
    turn.texts().html("freed", args!(whose = whose, name = registration.answers.name.to_string()))
}

/// What remains possible, while it is.
pub fn freed_next(turn: &Turn<'_>) -> String {
    let open = crate::registration::talk::closed(turn).is_none();
    turn.texts().html(if open { "freed-come-back" } else { "freed-thanks" }, &[])
}

/// No seat will come any more.
pub fn last_chance(turn: &Turn<'_>, registration: &Registration) -> String {
    let t = turn.texts();
    let whose = if registration.own { "own" } else { "other" };
    let name = registration.answers.name.to_string();
    t.html("seat-last-chance", args!(whose = whose, name = name, contact = Arg::html(turn.forum.contact(t))))
}

pub fn offer_passed(turn: &Turn<'_>) -> String {
    turn.texts().html("seat-offer-passed", &[])
}

/// Under the picture: everything that a printed ticket needs.
pub fn ticket(turn: &Turn<'_>, registration: &Registration) -> String {
    let t = turn.texts();
    let start = turn.forum.schedule.first_start().unwrap_or_default();
    let whose = if registration.own { "own" } else { "other" };
    t.html(
        "ticket-caption",
        args!(
            title = turn.forum.programme.title.get(turn.lang()),
            name = registration.answers.name.to_string(),
            code = registration.code.to_string(),
            day = turn.forum.day(t, start),
            hour = turn.forum.hour(t, start),
            place = turn.forum.place(),
            whose = whose,
        ),
    )
}

/// A message that ends with how to reach the organisers.
pub fn with_contact(turn: &Turn<'_>, id: &str) -> String {
    let t = turn.texts();
    t.html(id, args!(contact = Arg::html(turn.forum.contact(t))))
}

fn back(t: &Texts, number: i64) -> Button {
    Button::new(t.label("registration-back"), format!("reg:show:{number}"))
}

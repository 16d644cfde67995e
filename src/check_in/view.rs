//! The messages of the door.

use super::model::{Attendee, DoorCounts, Method};
use super::payload::Payload;
use super::rules::needs;
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::EventTime;
use crate::i18n::{Arg, Texts};
use crate::programme::ATTENDEE_CATEGORIES;
use crate::turn::EventContext;

/// What a list of codes from paper led to, by name or by the code that was typed.
#[derive(Debug, Default)]
pub struct PaperMarks {
    pub recorded: Vec<String>,
    pub already_in: Vec<String>,
    pub without_seat: Vec<String>,
    pub unknown: Vec<String>,
    /// Codes of which several attendees have the beginning.
    pub ambiguous: Vec<String>,
}

fn category_label(t: &Texts, category: &str) -> String {
    t.label(&format!("category-{category}"))
}

/// "13 in the room", with the number of places where the event has one.
fn counts_line(t: &Texts, counts: DoorCounts) -> String {
    match counts.capacity {
        Some(capacity) => t.html("door-inside-of", args!(count = counts.inside, capacity = capacity)),
        None => t.html("door-inside", args!(count = counts.inside)),
    }
}

/// Name, category and organisation on one line.
fn who_line(t: &Texts, attendee: &Attendee) -> String {
    let category = category_label(t, &attendee.category);
    let parts = [category, attendee.organisation.clone()];
    let details: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    t.html("door-who", args!(name = &attendee.name, details = details.join(" · ")))
}

/// What the attendee needs and how to help; empty where nothing was said.
fn needs_lines(t: &Texts, attendee: &Attendee) -> String {
    if attendee.access_needs.is_empty() {
        return String::new();
    }
    let needs = t.html("door-needs", args!(needs = &attendee.access_needs));
    let help = needs::help_ids(&attendee.access_needs).into_iter().map(|id| t.html(id, &[]));
    let lines: Vec<String> = std::iter::once(needs).chain(help).collect();
    format!("\n{}", lines.join("\n"))
}

fn undo_button(t: &Texts, attendee: &Attendee) -> Vec<Button> {
    vec![Button::new(t.label("door-undo"), Payload::Undo(attendee.number))]
}

/// The door's screen: the numbers, and how to check people in.
pub fn door(t: &Texts, counts: DoorCounts, is_before_event: bool) -> Message {
    let id = if is_before_event { "door-open-early" } else { "door-open" };
    let html = t.html(id, args!(counts = Arg::html(counts_line(t, counts)), seats = counts.seated));
    Message::new(html).with_inline_keyboard(vec![
        vec![Button::new(t.label("door-scan-button"), Payload::ScanPage)],
        vec![Button::new(t.label("door-screen-button"), Payload::Screen)],
        vec![Button::new(t.label("door-paper-button"), Payload::PaperList)],
        vec![Button::new(t.label("door-leave-button"), Payload::Leave)],
    ])
}

/// The attendee was checked in just now.
pub fn checked_in(event: &EventContext<'_>, t: &Texts, attendee: &Attendee, counts: DoorCounts) -> Message {
    let html = t.html(
        "door-checked-in",
        args!(
            who = Arg::html(who_line(t, attendee)),
            time = event.format_time(t, attendee.arrived_at.unwrap_or(event.now)),
            counts = Arg::html(counts_line(t, counts)),
            needs = Arg::html(needs_lines(t, attendee)),
        ),
    );
    Message::new(html).with_inline_keyboard(vec![undo_button(t, attendee)])
}

/// The attendee had arrived before.
pub fn already_in(event: &EventContext<'_>, t: &Texts, attendee: &Attendee, since: EventTime) -> Message {
    let html = t.html(
        "door-already-in",
        args!(
            who = Arg::html(who_line(t, attendee)),
            time = event.format_time(t, since),
            needs = Arg::html(needs_lines(t, attendee)),
        ),
    );
    Message::new(html).with_inline_keyboard(vec![undo_button(t, attendee)])
}

/// The attendee is on the waitlist: the door decides.
pub fn without_seat(t: &Texts, attendee: &Attendee, counts: DoorCounts, method: Method) -> Message {
    let html = t.html(
        "door-without-seat",
        args!(who = Arg::html(who_line(t, attendee)), counts = Arg::html(counts_line(t, counts))),
    );
    let admit = Payload::CheckIn(attendee.number, method);
    Message::new(html).with_inline_keyboard(vec![vec![Button::new(t.label("door-admit"), admit)]])
}

/// The ticket is right, but the day has not come: nothing is recorded.
pub fn too_early(event: &EventContext<'_>, t: &Texts, attendee: &Attendee) -> Message {
    let start = event.schedule.first_start().unwrap_or_else(|| event.programme.first_start());
    let html = t.html(
        "door-too-early",
        args!(
            who = Arg::html(who_line(t, attendee)),
            day = event.format_date(t, start),
            needs = Arg::html(needs_lines(t, attendee)),
        ),
    );
    Message::new(html)
}

/// The arrival was taken back.
pub fn undone(t: &Texts, attendee: &Attendee, counts: DoorCounts) -> Message {
    let html = t.html(
        "door-undone",
        args!(who = Arg::html(who_line(t, attendee)), counts = Arg::html(counts_line(t, counts))),
    );
    let again = Payload::CheckIn(attendee.number, Method::Search);
    Message::new(html).with_inline_keyboard(vec![vec![Button::new(t.label("door-check-in"), again)]])
}

/// The attendees that a search found, one button each.
pub fn found(
    event: &EventContext<'_>,
    t: &Texts,
    shown: &[&Attendee],
    more: usize,
    method: Method,
) -> Message {
    let button = |attendee: &&Attendee| {
        let name = &attendee.name;
        let category = category_label(t, &attendee.category);
        let label = match attendee.arrived_at {
            Some(at) => t.plain("door-found-in", args!(name = name, time = event.format_time(t, at))),
            None => t.plain("door-found", args!(name = name, category = category)),
        };
        vec![Button::new(label, Payload::CheckIn(attendee.number, method))]
    };
    let mut rows: Vec<Vec<Button>> = shown.iter().map(button).collect();
    if method == Method::Search {
        rows.push(vec![Button::new(t.label("door-somebody-else"), Payload::WalkIn)]);
    }
    let html = t.html("door-who-is-it", args!(more = more as i64));
    Message::new(html).with_inline_keyboard(rows)
}

/// Nobody has this name: offers to register it.
pub fn nobody_named(t: &Texts, name: &str) -> Message {
    Message::new(t.html("door-nobody", args!(name = name)))
        .with_inline_keyboard(vec![vec![Button::new(t.label("door-walk-in"), Payload::WalkIn)]])
}

/// Asks as what a walk-in comes, and for their consent.
pub fn walk_in_category(t: &Texts, name: &str) -> Message {
    let buttons = ATTENDEE_CATEGORIES
        .chunks(2)
        .map(|pair| {
            let button = |category: &&str| {
                Button::new(category_label(t, category), Payload::WalkInAs((*category).to_owned()))
            };
            pair.iter().map(button).collect()
        })
        .collect();
    Message::new(t.html("door-walk-in-as", args!(name = name))).with_inline_keyboard(buttons)
}

/// What the codes from a paper list led to.
pub fn paper_marks(t: &Texts, marks: &PaperMarks, counts: DoorCounts) -> Message {
    let line = |id: &str, names: &[String]| {
        (!names.is_empty()).then(|| {
            let args = args!(count = names.len() as i64, names = names.join(", "));
            t.html(id, args)
        })
    };
    let lines: Vec<String> = [
        line("door-paper-recorded", &marks.recorded),
        line("door-paper-already", &marks.already_in),
        line("door-paper-waiting", &marks.without_seat),
        line("door-paper-ambiguous", &marks.ambiguous),
        line("door-paper-unknown", &marks.unknown),
        Some(counts_line(t, counts)),
    ]
    .into_iter()
    .flatten()
    .collect();
    Message::new(lines.join("\n"))
}

/// The address of the screen with the changing code; `None` where this bot has no public address.
pub fn screen_link(t: &Texts, url: Option<&str>) -> Message {
    match url {
        Some(url) => Message::new(t.html("door-screen", &[]))
            .with_inline_keyboard(vec![vec![Button::link(t.label("door-screen-link"), url)]]),
        None => Message::new(t.html("door-screen-no-address", &[])),
    }
}

/// Whoever opened the link of the screen: a button for each of their registrations.
pub fn confirm_presence(t: &Texts, attendees: &[Attendee], code: &str) -> Message {
    let button = |attendee: &Attendee| {
        let label = match attendee.is_own {
            true => t.label("here-me"),
            false => t.plain("here-guest", args!(name = &attendee.name)),
        };
        vec![Button::new(label, Payload::Here(attendee.number, code.to_owned()))]
    };
    Message::new(t.html("here-ask", &[])).with_inline_keyboard(attendees.iter().map(button).collect())
}

/// The attendee has checked themselves in.
pub fn welcome_in(event: &EventContext<'_>, t: &Texts, attendee: &Attendee, at: EventTime) -> String {
    let venue = event.venue_text();
    let id = if attendee.is_own { "here-welcome" } else { "here-welcome-guest" };
    t.html(id, args!(name = &attendee.name, time = event.format_time(t, at), venue = venue))
}

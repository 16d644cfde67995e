//! What is answered. Times come from the live schedule, texts from the event file; what the event
//! file does not say is said to be unknown.

use crate::args;
use crate::chat::{Button, Message, Place};
use crate::clock::Millis;
use crate::i18n::{Arg, Texts};
use crate::programme::{Session, Slot};
use crate::turn::Turn;

const MINUTE: Millis = 60_000;

/// The whole programme as one message, the present point marked.
pub fn programme(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let now = turn.forum.schedule.now(turn.forum.now).map(|slot| slot.session.as_str());
    let mut html = t.html("programme-title", args!(title = turn.forum.programme.title.get(turn.lang())));
    let mut day = String::new();
    for (slot, session) in sessions(turn) {
        let that_day = turn.forum.day(t, slot.starts);
        if that_day != day {
            html.push_str("\n\n");
            html.push_str(&t.html("programme-day", args!(day = &that_day)));
            day = that_day;
        }
        let id = if now == Some(session.id.as_str()) { "programme-line-now" } else { "programme-line" };
        let line = args!(hour = turn.forum.hour(t, slot.starts), title = session.title.get(turn.lang()));
        html.push('\n');
        html.push_str(&t.html(id, line));
    }
    let start = turn.forum.schedule.first_start().unwrap_or_default();
    html.push_str("\n\n");
    html.push_str(
        &t.html("programme-place", args!(place = turn.forum.place(), day = turn.forum.day(t, start))),
    );
    let mut rows = vec![vec![
        Button::new(t.label("button-now"), "say:now"),
        Button::new(t.label("button-next"), "say:next"),
    ]];
    // a group has no reminders of its own
    if turn.incoming.place == Place::Private {
        rows.push(vec![Button::new(t.label("button-reminders"), "rem:open")]);
    }
    Message::new(html).inline(rows)
}

/// What is on now, since when and until when; before, between and after, what there is to say.
pub fn now(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let now = turn.forum.now;
    match turn.forum.schedule.now(now) {
        Some(slot) => {
            let session = described(turn, slot);
            let end = turn.forum.schedule.end_of(slot).map(|end| turn.forum.hour(t, end)).unwrap_or_default();
            let args = args!(session = session, hour = turn.forum.hour(t, slot.starts), end = end);
            Message::new(t.html("now-session", args))
                .inline(vec![vec![Button::new(t.label("button-next"), "say:next")]])
        }
        None => match turn.forum.schedule.next(now) {
            Some(next) if super::is_before(turn, now) => Message::new(t.html(
                "now-before",
                args!(
                    day = turn.forum.day(t, next.starts),
                    hour = turn.forum.hour(t, next.starts),
                    session = described(turn, next),
                ),
            )),
            Some(next) => Message::new(t.html(
                "now-between",
                args!(hour = turn.forum.hour(t, next.starts), session = described(turn, next)),
            )),
            None => over(turn),
        },
    }
}

/// The first session that starts later.
pub fn next(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let Some(slot) = turn.forum.schedule.next(turn.forum.now) else { return over(turn) };
    Message::new(t.html(
        "next-session",
        args!(
            day = turn.forum.day(t, slot.starts),
            hour = turn.forum.hour(t, slot.starts),
            session = described(turn, slot),
            wait = Arg::html(wait(t, slot.starts - turn.forum.now)),
        ),
    ))
}

/// One session: its hours, whether it is past or under way, its speakers and what it is about.
pub fn session(turn: &Turn<'_>, id: &str) -> Message {
    let t = turn.texts();
    let forum = turn.forum;
    let (Some(session), Some(slot)) = (forum.programme.session(id), forum.schedule.slot(id)) else {
        return programme(turn);
    };
    let end = forum.schedule.end_of(slot);
    let hours = match end {
        Some(end) => {
            t.html("session-hours", args!(hour = forum.hour(t, slot.starts), end = forum.hour(t, end)))
        }
        None => t.html("session-hour", args!(hour = forum.hour(t, slot.starts))),
    };
    let state = match end {
        Some(end) if forum.now >= end => t.html("session-past", &[]),
        _ if forum.now >= slot.starts => t.html("session-under-way", &[]),
        _ => wait(t, slot.starts - forum.now),
    };
    let html = t.html(
        "session-card",
        args!(
            title = session.title.get(turn.lang()),
            day = forum.day(t, slot.starts),
            hours = Arg::html(hours),
            state = Arg::html(state),
            place = forum.place_of(session),
            details = Arg::html(details(turn, session)),
        ),
    );
    Message::new(html)
}

pub fn when(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let forum = turn.forum;
    let (Some(start), Some(end)) = (forum.schedule.first_start(), forum.schedule.last_end()) else {
        return programme(turn);
    };
    if forum.now >= end {
        return over(turn);
    }
    let state =
        if forum.now >= start { t.html("session-under-way", &[]) } else { wait(t, start - forum.now) };
    Message::new(t.html(
        "event-when",
        args!(
            day = forum.day(t, start),
            hour = forum.hour(t, start),
            end = forum.hour(t, end),
            place = forum.place(),
            state = Arg::html(state),
        ),
    ))
    .inline(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

/// Where it is, how to get there where the file says, and whom to ask.
pub fn place(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let venue = &turn.forum.programme.venue;
    let mut html = t.html("place", args!(place = turn.forum.place()));
    html.push('\n');
    html.push_str(&match &venue.address {
        Some(address) => t.html("place-address", args!(address = address)),
        None => t.html("place-no-address", &[]),
    });
    if let Some(access) = &venue.access {
        html.push('\n');
        html.push_str(&t.html("place-access", args!(access = access.get(turn.lang()))));
    }
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(turn.forum.contact(t)))));
    Message::new(html)
}

pub fn contact(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("contact", args!(contact = Arg::html(turn.forum.contact(t)))))
}

pub fn greeting(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("greeting", &[])).inline(topics(t))
}

pub fn thanks(turn: &Turn<'_>) -> Message {
    Message::new(turn.texts().html("thanks", &[]))
}

pub fn not_understood(turn: &Turn<'_>, offer: bool) -> Message {
    let t = turn.texts();
    let mut rows = topics(t);
    let id = if offer {
        rows.insert(0, vec![Button::new(t.label("question-send"), "ask:send")]);
        "not-understood-offer"
    } else {
        "not-understood"
    };
    Message::new(t.html(id, &[])).inline(rows)
}

/// The four things people ask for most.
fn topics(t: &Texts) -> Vec<Vec<Button>> {
    let button = |label: &str, data: &str| Button::new(t.label(label), data);
    vec![
        vec![button("button-programme", "say:programme"), button("button-now", "say:now")],
        vec![button("button-place", "say:place"), button("button-contact", "say:contact")],
    ]
}

fn over(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let title = turn.forum.programme.title.get(turn.lang());
    Message::new(t.html("event-over", args!(title = title, contact = Arg::html(turn.forum.contact(t)))))
}

/// A session's title and who speaks.
fn described(turn: &Turn<'_>, slot: &Slot) -> Arg<'static> {
    let t = turn.texts();
    let Some(session) = turn.forum.programme.session(&slot.session) else { return Arg::html(String::new()) };
    let title = session.title.get(turn.lang());
    Arg::html(match &session.speakers {
        Some(speakers) => {
            t.html("session-and-speakers", args!(title = title, speakers = speakers.get(turn.lang())))
        }
        None => t.html("session-alone", args!(title = title)),
    })
}

/// Speakers, parts, themes, and the guiding questions of a session that takes them.
fn details(turn: &Turn<'_>, session: &Session) -> String {
    let t = turn.texts();
    let lang = turn.lang();
    let mut html = String::new();
    if let Some(speakers) = &session.speakers {
        html.push('\n');
        html.push_str(&t.html("session-speakers", args!(speakers = speakers.get(lang))));
    }
    for point in session.parts.iter().chain(&session.themes) {
        html.push('\n');
        html.push_str(&t.html("session-point", args!(point = point.get(lang))));
    }
    html
}

/// "dans 3 jours", "dans 25 min": the largest unit that fits.
fn wait(t: &Texts, left: Millis) -> String {
    let minutes = (left + MINUTE - 1) / MINUTE;
    match minutes {
        ..=90 => t.html("wait-minutes", args!(count = minutes)),
        91..=1_440 => t.html("wait-hours", args!(count = minutes / 60)),
        _ => t.html("wait-days", args!(count = minutes / 1_440)),
    }
}

/// The sessions in the live order, with their texts.
fn sessions<'t>(turn: &Turn<'t>) -> impl Iterator<Item = (&'t Slot, &'t Session)> + use<'t> {
    let forum = turn.forum;
    let mut slots: Vec<&Slot> = forum.schedule.held().collect();
    slots.sort_by_key(|slot| slot.starts);
    slots.into_iter().filter_map(move |slot| Some((slot, forum.programme.session(&slot.session)?)))
}

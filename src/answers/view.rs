//! What is answered. Times come from the live schedule, texts from the event file; what the event
//! file does not say is said to be unknown.

use super::buttons::quick_reply_rows;
use super::nlu::RefreshmentSession;
use super::time_answers::time_until;
use crate::args;
use crate::chat::{Button, Keyboard, Message, Outgoing};
use crate::i18n::{Arg, Lang, Texts, escape_html, texts};
use crate::programme::{ScheduledSession, Session};
use crate::turn::EventContext;

/// The forum as it stands, and the language that is spoken.
pub struct AnswerContext<'t> {
    pub event: EventContext<'t>,
    pub lang: Lang,
}

impl AnswerContext<'_> {
    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn texts(&self) -> &'static Texts {
        texts(self.lang)
    }
}

/// The whole programme as one message, the present point marked.
pub fn programme(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let now = here.event.schedule.current(here.event.now).map(|slot| slot.session_id.as_str());
    let mut html = t.html("programme-title", args!(title = here.event.programme.title.get(here.lang())));
    let mut day = String::new();
    for (slot, session) in all_sessions(here) {
        let that_day = here.event.format_date(t, slot.starts);
        if that_day != day {
            html.push_str("\n\n");
            html.push_str(&t.html("programme-day", args!(day = &that_day)));
            day = that_day;
        }
        let id = match now {
            _ if slot.cancelled => "programme-line-cancelled",
            Some(now) if now == session.id => "programme-line-now",
            _ => "programme-line",
        };
        let line =
            args!(hour = here.event.format_time(t, slot.starts), title = session.title.get(here.lang()));
        html.push('\n');
        html.push_str(&t.html(id, line));
        if let Some(room) = here.event.differing_room(slot, session) {
            html.push_str(&t.html("programme-room", args!(room = room)));
        }
    }
    let start = here.event.schedule.first_start().unwrap_or_default();
    html.push_str("\n\n");
    html.push_str(&t.html(
        "programme-place",
        args!(place = here.event.venue_text(), day = here.event.format_date(t, start)),
    ));
    Message::new(html).with_inline_keyboard(vec![vec![
        Button::new(t.label("button-now"), "say:now"),
        Button::new(t.label("button-next"), "say:next"),
    ]])
}

/// The same in a private chat, with the way to one's own reminders, which a group has not.
pub fn own_programme(here: &AnswerContext<'_>) -> Message {
    let mut message = programme(here);
    if let Some(Keyboard::Inline(rows)) = &mut message.keyboard {
        rows.push(vec![Button::new(texts(here.lang).label("reminders-button"), "rem:open")]);
    }
    message
}

/// One session: its hours, whether it is past or under way, its speakers and what it is about.
pub fn session(here: &AnswerContext<'_>, id: &str) -> Message {
    let t = here.texts();
    let forum = here.event;
    let (Some(session), Some(slot)) = (forum.programme.session(id), forum.schedule.session(id)) else {
        return programme(here);
    };
    if slot.cancelled {
        let (day, hour) = (forum.format_date(t, slot.starts), forum.format_time(t, slot.starts));
        let title = session.title.get(here.lang());
        return Message::new(t.html("session-cancelled", args!(title = title, day = day, hour = hour)))
            .with_inline_keyboard(vec![vec![Button::new(t.label("button-programme"), "say:programme")]]);
    }
    let html = t.html(
        "session-card",
        args!(
            title = session.title.get(here.lang()),
            day = forum.format_date(t, slot.starts),
            hours = Arg::html(session_hours(here, slot)),
            state = Arg::html(session_status(here, slot)),
            place = forum.session_venue_text(session),
            details = Arg::html(session_details(here, session)),
        ),
    );
    Message::new(html)
}

/// "10h30 – 11h30", or only the start where the end is not printed.
fn session_hours(here: &AnswerContext<'_>, slot: &ScheduledSession) -> String {
    let (t, forum) = (here.texts(), here.event);
    match forum.schedule.end_of(slot) {
        Some(end) => t.html(
            "session-hours",
            args!(hour = forum.format_time(t, slot.starts), end = forum.format_time(t, end)),
        ),
        None => t.html("session-hour", args!(hour = forum.format_time(t, slot.starts))),
    }
}

/// Whether a session is past, under way, or how long until it begins.
fn session_status(here: &AnswerContext<'_>, slot: &ScheduledSession) -> String {
    let (t, forum) = (here.texts(), here.event);
    match forum.schedule.end_of(slot) {
        Some(end) if forum.now >= end => t.html("session-past", &[]),
        None if is_past(here, slot) => t.html("session-past", &[]),
        _ if forum.now >= slot.starts => t.html("session-under-way", &[]),
        _ => time_until(here, slot.starts),
    }
}

/// Whether a session whose end is not printed is over: the event is, or something later has begun.
fn is_past(here: &AnswerContext<'_>, slot: &ScheduledSession) -> bool {
    let forum = here.event;
    let later = |other: &ScheduledSession| other.starts > slot.starts && other.starts <= forum.now;
    let is_over = forum.schedule.is_over(forum.programme, forum.now);
    forum.now >= slot.starts && (is_over || forum.schedule.not_cancelled().any(later))
}

/// Where it is, how to get there where the file says, and whom to ask.
pub fn venue(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let venue = &here.event.programme.venue;
    let mut html = t.html("place", args!(place = here.event.venue_text()));
    // what is somewhere else since the programme was printed
    for (slot, session) in held_sessions(here).filter(|(slot, _)| slot.room.is_some()) {
        if let Some(room) = here.event.differing_room(slot, session) {
            let (hour, title) = (here.event.format_time(t, slot.starts), session.title.get(here.lang()));
            html.push('\n');
            html.push_str(&t.html("change-line-room", args!(hour = hour, session = title, room = room)));
        }
    }
    html.push('\n');
    html.push_str(&match &venue.address {
        Some(address) => t.html("place-address", args!(address = address)),
        None => t.html("place-no-address", &[]),
    });
    if let Some(access) = &venue.directions {
        html.push('\n');
        html.push_str(&t.html("place-access", args!(access = access.get(here.lang()))));
    }
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(here.event.contact_html(t)))));
    Message::new(html)
}

/// The same place on the map, where the file knows it.
pub fn venue_location(here: &AnswerContext<'_>) -> Option<Outgoing> {
    let venue = &here.event.programme.venue;
    let (latitude, longitude) = venue.coordinates?;
    Some(Outgoing::Venue { latitude, longitude, name: venue.name.clone(), address: venue.address.clone() })
}

pub fn contact(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("contact", args!(contact = Arg::html(here.event.contact_html(t)))))
}

pub fn greeting(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("greeting", &[])).with_inline_keyboard(quick_reply_rows(t))
}

pub fn thanks(here: &AnswerContext<'_>) -> Message {
    Message::new(here.texts().html("thanks", &[]))
}

/// A session's title and who speaks.
pub fn session_with_speakers(here: &AnswerContext<'_>, slot: &ScheduledSession) -> Arg<'static> {
    let t = here.texts();
    let Some(session) = here.event.programme.session(&slot.session_id) else {
        return Arg::html(String::new());
    };
    let title = session.title.get(here.lang());
    Arg::html(match &session.speakers {
        Some(speakers) => {
            t.html("session-and-speakers", args!(title = title, speakers = speakers.get(here.lang())))
        }
        None => t.html("session-alone", args!(title = title)),
    })
}

/// Speakers, parts, themes, and the guiding questions of a session that takes them.
fn session_details(here: &AnswerContext<'_>, session: &Session) -> String {
    let t = here.texts();
    let lang = here.lang();
    let mut html = String::new();
    if let Some(speakers) = &session.speakers {
        html.push('\n');
        html.push_str(&t.html("session-speakers", args!(speakers = speakers.get(lang))));
    }
    for point in session.sub_points.iter().chain(&session.subjects) {
        html.push('\n');
        html.push_str(&t.html("session-point", args!(point = point.get(lang))));
    }
    html
}

/// The sessions in the live order, with their texts, those that do not take place included.
fn all_sessions<'t>(
    here: &AnswerContext<'t>,
) -> impl Iterator<Item = (&'t ScheduledSession, &'t Session)> + use<'t> {
    let forum = here.event;
    let mut slots: Vec<&ScheduledSession> = forum.schedule.sessions.iter().collect();
    slots.sort_by_key(|slot| slot.starts);
    slots.into_iter().filter_map(move |slot| Some((slot, forum.programme.session(&slot.session_id)?)))
}

/// The sessions that take place, in the live order, with their texts.
pub fn held_sessions<'t>(
    here: &AnswerContext<'t>,
) -> impl Iterator<Item = (&'t ScheduledSession, &'t Session)> + use<'t> {
    all_sessions(here).filter(|(slot, _)| !slot.cancelled)
}

/// A session's speakers: what is printed, and no name that is not.
pub fn speakers(here: &AnswerContext<'_>, id: &str) -> Message {
    let t = here.texts();
    let Some(session) = here.event.programme.session(id) else { return programme(here) };
    let title = session.title.get(here.lang());
    let html = match &session.speakers {
        Some(speakers) => t.html("who-speaks", args!(title = title, speakers = speakers.get(here.lang()))),
        None => t.html("who-unknown", args!(title = title)),
    };
    Message::new(html)
}

/// What the event is for.
pub fn about(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let programme = here.event.programme;
    let args = args!(title = programme.title.get(here.lang()), about = programme.about.get(here.lang()));
    Message::new(t.html("event-about", args))
        .with_inline_keyboard(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

/// What the invitation says of a subject.
pub fn topic(here: &AnswerContext<'_>, id: &str) -> Message {
    let topic = here.event.programme.topics.iter().find(|topic| topic.id == id);
    match topic {
        Some(topic) => Message::new(escape_html(topic.text.get(here.lang()))),
        None => about(here),
    }
}

/// An answer of the organiser's own list.
pub fn faq(here: &AnswerContext<'_>, number: usize) -> Message {
    match here.event.programme.faq.get(number) {
        Some(faq) => Message::new(escape_html(faq.answer.get(here.lang()))),
        None => contact(here),
    }
}

/// Who organises, and who signed.
pub fn organisers(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let names: Vec<&str> = here.event.programme.organisers.iter().map(|name| name.get(here.lang())).collect();
    let signatory = here.event.programme.signatory.as_deref().unwrap_or("none");
    let mut html = t.html(
        "organisers",
        args!(names = Arg::html(escape_html(&names.join("\n• ")).into_owned()), signatory = signatory),
    );
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(here.event.contact_html(t)))));
    Message::new(html)
}

/// Until when one can register, and whether that is past.
pub fn registration_deadline(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let contact = Arg::html(here.event.contact_html(t));
    let Some(last) = here.event.programme.registration.last_day else {
        return Message::new(t.html("deadline-none", args!(contact = contact)));
    };
    let day = t.format_date(last);
    if here.event.programme.registration_closes_at().is_some_and(|closes| here.event.now >= closes) {
        return Message::new(t.html("deadline-past", args!(day = day, contact = contact)));
    }
    Message::new(t.html("deadline", args!(day = day)))
        .with_inline_keyboard(vec![vec![Button::new(t.label("menu-registration"), "say:register")]])
}

/// Food and drink: the sessions that serve it, what is printed of it, and whether that is past. Nothing where
/// none of them takes place.
pub fn refreshments(here: &AnswerContext<'_>, serving: &[RefreshmentSession]) -> Option<Message> {
    let t = here.texts();
    let forum = here.event;
    let several_days = forum.programme.first_date != forum.programme.last_date;
    let mut lines = String::new();
    for RefreshmentSession { session_id: id, part_indexes: parts } in serving {
        let (Some(session), Some(slot)) = (forum.programme.session(id), forum.schedule.session(id)) else {
            continue;
        };
        if slot.cancelled {
            continue;
        }
        let printed: Vec<&str> = parts
            .iter()
            .filter_map(|&at| session.sub_points.get(at))
            .map(|part| part.get(here.lang()))
            .collect();
        let day = if several_days { forum.format_date(t, slot.starts) } else { "none".to_owned() };
        let args = args!(
            title = session.title.get(here.lang()),
            hours = Arg::html(session_hours(here, slot)),
            state = Arg::html(session_status(here, slot)),
            day = day,
            what = if printed.is_empty() { "none".to_owned() } else { printed.join(", ") },
        );
        lines.push_str(&t.html("refreshments-line", args));
        lines.push('\n');
    }
    let args = args!(lines = Arg::html(lines.clone()), contact = Arg::html(forum.contact_html(t)));
    (!lines.is_empty()).then(|| Message::new(t.html("refreshments", args)))
}

/// The invitation does not say; whom to ask.
pub fn unanswerable(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let venue = &here.event.programme.venue;
    let mut html = t.html("unknown", args!(contact = Arg::html(here.event.contact_html(t))));
    if let Some(access) = &venue.directions {
        html.push_str("\n\n");
        html.push_str(&t.html("place-access", args!(access = access.get(here.lang()))));
    }
    Message::new(html)
}

/// Not about the event: politely, and what Kozé is for.
pub fn out_of_scope(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let title = here.event.programme.title.get(here.lang());
    Message::new(t.html("out-of-scope", args!(title = title))).with_inline_keyboard(quick_reply_rows(t))
}

/// What only the bot in its chat can do.
pub fn only_in_chat(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("by-bot", args!(contact = Arg::html(here.event.contact_html(t)))))
}

/// A person needs help at once: the number first, then those who are there.
pub fn emergency(here: &AnswerContext<'_>) -> Message {
    let contact = &here.event.programme.contact;
    let number = contact.emergency.as_deref().unwrap_or("none");
    Message::new(here.texts().html("emergency", args!(number = number, phone = &contact.phone)))
}

/// Something in the hall does not work: the team can mend it.
pub fn venue_problem(here: &AnswerContext<'_>) -> Message {
    Message::new(here.texts().html("trouble", args!(phone = &here.event.programme.contact.phone)))
}

/// A program answers; how to reach a person.
pub fn bot_identity(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("robot", args!(contact = Arg::html(here.event.contact_html(t)))))
        .with_inline_keyboard(quick_reply_rows(t))
}

/// How to get out: of what is under way, of the registration, of the messages.
pub fn opt_out(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("way-out", &[])).with_inline_keyboard(vec![
        vec![Button::new(t.label("button-cancel"), "say:cancel")],
        vec![Button::new(t.label("reminders-button"), "rem:open")],
        vec![Button::new(t.label("button-contact"), "say:contact")],
    ])
}

/// How many places are left, and the way to one of them.
pub fn seats_left(here: &AnswerContext<'_>, left: i64) -> Message {
    let t = here.texts();
    Message::new(t.html("places-left", args!(count = left)))
        .with_inline_keyboard(vec![vec![Button::new(t.label("menu-registration"), "say:register")]])
}

/// How to put a question to the speakers.
pub fn ways_to_ask(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let mut html = t.html("ways-to-ask", &[]);
    for (slot, session) in held_sessions(here).filter(|(_, session)| session.takes_questions) {
        html.push('\n');
        let title = session.title.get(here.lang());
        html.push_str(
            &t.html("programme-line", args!(hour = here.event.format_time(t, slot.starts), title = title)),
        );
    }
    Message::new(html)
}

/// How to register.
pub fn how_to_register(here: &AnswerContext<'_>) -> Message {
    let t = here.texts();
    let day = here.event.programme.registration.last_day.map_or("none".to_owned(), |day| t.format_date(day));
    Message::new(t.html("how-to-register", args!(day = day, contact = Arg::html(here.event.contact_html(t)))))
}

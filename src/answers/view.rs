//! What is answered. Times come from the live schedule, texts from the event file; what the event
//! file does not say is said to be unknown.

use super::buttons::topics;
use super::moments::wait;
use super::understand::Serving;
use crate::args;
use crate::chat::{Button, Keyboard, Message, Outgoing};
use crate::i18n::{Arg, Lang, Texts, escape, texts};
use crate::programme::{Session, Slot};
use crate::turn::Forum;

/// The forum as it stands, and the language that is spoken.
pub struct Here<'t> {
    pub forum: Forum<'t>,
    pub lang: Lang,
}

impl Here<'_> {
    pub fn lang(&self) -> Lang {
        self.lang
    }

    pub fn texts(&self) -> &'static Texts {
        texts(self.lang)
    }
}

/// The whole programme as one message, the present point marked.
pub fn programme(here: &Here<'_>) -> Message {
    let t = here.texts();
    let now = here.forum.schedule.now(here.forum.now).map(|slot| slot.session.as_str());
    let mut html = t.html("programme-title", args!(title = here.forum.programme.title.get(here.lang())));
    let mut day = String::new();
    for (slot, session) in listed(here) {
        let that_day = here.forum.day(t, slot.starts);
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
        let line = args!(hour = here.forum.hour(t, slot.starts), title = session.title.get(here.lang()));
        html.push('\n');
        html.push_str(&t.html(id, line));
        if let Some(room) = here.forum.other_room(slot, session) {
            html.push_str(&t.html("programme-room", args!(room = room)));
        }
    }
    let start = here.forum.schedule.first_start().unwrap_or_default();
    html.push_str("\n\n");
    html.push_str(
        &t.html("programme-place", args!(place = here.forum.place(), day = here.forum.day(t, start))),
    );
    Message::new(html).inline(vec![vec![
        Button::new(t.label("button-now"), "say:now"),
        Button::new(t.label("button-next"), "say:next"),
    ]])
}

/// The same in a private chat, with the way to one's own reminders, which a group has not.
pub fn own_programme(here: &Here<'_>) -> Message {
    let mut message = programme(here);
    if let Some(Keyboard::Inline(rows)) = &mut message.keyboard {
        rows.push(vec![Button::new(texts(here.lang).label("reminders-button"), "rem:open")]);
    }
    message
}

/// One session: its hours, whether it is past or under way, its speakers and what it is about.
pub fn session(here: &Here<'_>, id: &str) -> Message {
    let t = here.texts();
    let forum = here.forum;
    let (Some(session), Some(slot)) = (forum.programme.session(id), forum.schedule.slot(id)) else {
        return programme(here);
    };
    if slot.cancelled {
        let (day, hour) = (forum.day(t, slot.starts), forum.hour(t, slot.starts));
        let title = session.title.get(here.lang());
        return Message::new(t.html("session-cancelled", args!(title = title, day = day, hour = hour)))
            .inline(vec![vec![Button::new(t.label("button-programme"), "say:programme")]]);
    }
    let html = t.html(
        "session-card",
        args!(
            title = session.title.get(here.lang()),
            day = forum.day(t, slot.starts),
            hours = Arg::html(hours(here, slot)),
            state = Arg::html(state(here, slot)),
            place = forum.place_of(session),
            details = Arg::html(details(here, session)),
        ),
    );
    Message::new(html)
}

/// "10h30 – 11h30", or only the start where the end is not printed.
fn hours(here: &Here<'_>, slot: &Slot) -> String {
    let (t, forum) = (here.texts(), here.forum);
    match forum.schedule.end_of(slot) {
        Some(end) => {
            t.html("session-hours", args!(hour = forum.hour(t, slot.starts), end = forum.hour(t, end)))
        }
        None => t.html("session-hour", args!(hour = forum.hour(t, slot.starts))),
    }
}

/// Whether a session is past, under way, or how long until it begins.
fn state(here: &Here<'_>, slot: &Slot) -> String {
    let (t, forum) = (here.texts(), here.forum);
    match forum.schedule.end_of(slot) {
        Some(end) if forum.now >= end => t.html("session-past", &[]),
        None if is_past(here, slot) => t.html("session-past", &[]),
        _ if forum.now >= slot.starts => t.html("session-under-way", &[]),
        _ => wait(here, slot.starts),
    }
}

/// Whether a session whose end is not printed is over: the event is, or something later has begun.
fn is_past(here: &Here<'_>, slot: &Slot) -> bool {
    let forum = here.forum;
    let later = |other: &Slot| other.starts > slot.starts && other.starts <= forum.now;
    let is_over = forum.schedule.is_over(forum.programme, forum.now);
    forum.now >= slot.starts && (is_over || forum.schedule.held().any(later))
}

/// Where it is, how to get there where the file says, and whom to ask.
pub fn place(here: &Here<'_>) -> Message {
    let t = here.texts();
    let venue = &here.forum.programme.venue;
    let mut html = t.html("place", args!(place = here.forum.place()));
    // what is somewhere else since the programme was printed
    for (slot, session) in sessions(here).filter(|(slot, _)| slot.room.is_some()) {
        if let Some(room) = here.forum.other_room(slot, session) {
            let (hour, title) = (here.forum.hour(t, slot.starts), session.title.get(here.lang()));
            html.push('\n');
            html.push_str(&t.html("change-line-room", args!(hour = hour, session = title, room = room)));
        }
    }
    html.push('\n');
    html.push_str(&match &venue.address {
        Some(address) => t.html("place-address", args!(address = address)),
        None => t.html("place-no-address", &[]),
    });
    if let Some(access) = &venue.access {
        html.push('\n');
        html.push_str(&t.html("place-access", args!(access = access.get(here.lang()))));
    }
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(here.forum.contact(t)))));
    Message::new(html)
}

/// The same place on the map, where the file knows it.
pub fn pin(here: &Here<'_>) -> Option<Outgoing> {
    let venue = &here.forum.programme.venue;
    let (latitude, longitude) = venue.coordinates?;
    Some(Outgoing::Place { latitude, longitude, name: venue.name.clone(), address: venue.address.clone() })
}

pub fn contact(here: &Here<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("contact", args!(contact = Arg::html(here.forum.contact(t)))))
}

pub fn greeting(here: &Here<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("greeting", &[])).inline(topics(t))
}

pub fn thanks(here: &Here<'_>) -> Message {
    Message::new(here.texts().html("thanks", &[]))
}

/// A session's title and who speaks.
pub fn described(here: &Here<'_>, slot: &Slot) -> Arg<'static> {
    let t = here.texts();
    let Some(session) = here.forum.programme.session(&slot.session) else { return Arg::html(String::new()) };
    let title = session.title.get(here.lang());
    Arg::html(match &session.speakers {
        Some(speakers) => {
            t.html("session-and-speakers", args!(title = title, speakers = speakers.get(here.lang())))
        }
        None => t.html("session-alone", args!(title = title)),
    })
}

/// Speakers, parts, themes, and the guiding questions of a session that takes them.
fn details(here: &Here<'_>, session: &Session) -> String {
    let t = here.texts();
    let lang = here.lang();
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

/// The sessions in the live order, with their texts, those that do not take place included.
fn listed<'t>(here: &Here<'t>) -> impl Iterator<Item = (&'t Slot, &'t Session)> + use<'t> {
    let forum = here.forum;
    let mut slots: Vec<&Slot> = forum.schedule.slots.iter().collect();
    slots.sort_by_key(|slot| slot.starts);
    slots.into_iter().filter_map(move |slot| Some((slot, forum.programme.session(&slot.session)?)))
}

/// The sessions that take place, in the live order, with their texts.
pub fn sessions<'t>(here: &Here<'t>) -> impl Iterator<Item = (&'t Slot, &'t Session)> + use<'t> {
    listed(here).filter(|(slot, _)| !slot.cancelled)
}

/// A session's speakers: what is printed, and no name that is not.
pub fn who(here: &Here<'_>, id: &str) -> Message {
    let t = here.texts();
    let Some(session) = here.forum.programme.session(id) else { return programme(here) };
    let title = session.title.get(here.lang());
    let html = match &session.speakers {
        Some(speakers) => t.html("who-speaks", args!(title = title, speakers = speakers.get(here.lang()))),
        None => t.html("who-unknown", args!(title = title)),
    };
    Message::new(html)
}

/// What the event is for.
pub fn about(here: &Here<'_>) -> Message {
    let t = here.texts();
    let programme = here.forum.programme;
    let args = args!(title = programme.title.get(here.lang()), about = programme.about.get(here.lang()));
    Message::new(t.html("event-about", args))
        .inline(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

/// What the invitation says of a subject.
pub fn topic(here: &Here<'_>, id: &str) -> Message {
    let topic = here.forum.programme.topics.iter().find(|topic| topic.id == id);
    match topic {
        Some(topic) => Message::new(escape(topic.text.get(here.lang()))),
        None => about(here),
    }
}

/// An answer of the organiser's own list.
pub fn faq(here: &Here<'_>, number: usize) -> Message {
    match here.forum.programme.faq.get(number) {
        Some(faq) => Message::new(escape(faq.answer.get(here.lang()))),
        None => contact(here),
    }
}

/// Who organises, and who signed.
pub fn organisers(here: &Here<'_>) -> Message {
    let t = here.texts();
    let names: Vec<&str> = here.forum.programme.organisers.iter().map(|name| name.get(here.lang())).collect();
    let signatory = here.forum.programme.signatory.as_deref().unwrap_or("none");
    let mut html = t.html(
        "organisers",
        args!(names = Arg::html(escape(&names.join("\n• ")).into_owned()), signatory = signatory),
    );
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(here.forum.contact(t)))));
    Message::new(html)
}

/// Until when one can register, and whether that is past.
pub fn deadline(here: &Here<'_>) -> Message {
    let t = here.texts();
    let contact = Arg::html(here.forum.contact(t));
    let Some(last) = here.forum.programme.registration.last_day else {
        return Message::new(t.html("deadline-none", args!(contact = contact)));
    };
    let day = t.day(last);
    if here.forum.programme.closes_at().is_some_and(|closes| here.forum.now >= closes) {
        return Message::new(t.html("deadline-past", args!(day = day, contact = contact)));
    }
    Message::new(t.html("deadline", args!(day = day)))
        .inline(vec![vec![Button::new(t.label("menu-registration"), "say:register")]])
}

/// Food and drink: the sessions that serve it, what is printed of it, and whether that is past. Nothing where
/// none of them takes place.
pub fn refreshments(here: &Here<'_>, serving: &[Serving]) -> Option<Message> {
    let t = here.texts();
    let forum = here.forum;
    let several_days = forum.programme.date != forum.programme.last_date;
    let mut lines = String::new();
    for Serving { session: id, parts } in serving {
        let (Some(session), Some(slot)) = (forum.programme.session(id), forum.schedule.slot(id)) else {
            continue;
        };
        if slot.cancelled {
            continue;
        }
        let printed: Vec<&str> =
            parts.iter().filter_map(|&at| session.parts.get(at)).map(|part| part.get(here.lang())).collect();
        let day = if several_days { forum.day(t, slot.starts) } else { "none".to_owned() };
        let args = args!(
            title = session.title.get(here.lang()),
            hours = Arg::html(hours(here, slot)),
            state = Arg::html(state(here, slot)),
            day = day,
            what = if printed.is_empty() { "none".to_owned() } else { printed.join(", ") },
        );
        lines.push_str(&t.html("refreshments-line", args));
        lines.push('\n');
    }
    let args = args!(lines = Arg::html(lines.clone()), contact = Arg::html(forum.contact(t)));
    (!lines.is_empty()).then(|| Message::new(t.html("refreshments", args)))
}

/// The invitation does not say; whom to ask.
pub fn unknown(here: &Here<'_>) -> Message {
    let t = here.texts();
    let venue = &here.forum.programme.venue;
    let mut html = t.html("unknown", args!(contact = Arg::html(here.forum.contact(t))));
    if let Some(access) = &venue.access {
        html.push_str("\n\n");
        html.push_str(&t.html("place-access", args!(access = access.get(here.lang()))));
    }
    Message::new(html)
}

/// Not about the event: politely, and what Kozé is for.
pub fn elsewhere(here: &Here<'_>) -> Message {
    let t = here.texts();
    let title = here.forum.programme.title.get(here.lang());
    Message::new(t.html("out-of-scope", args!(title = title))).inline(topics(t))
}

/// What only the bot in its chat can do.
pub fn by_bot(here: &Here<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("by-bot", args!(contact = Arg::html(here.forum.contact(t)))))
}

/// A person needs help at once: the number first, then those who are there.
pub fn emergency(here: &Here<'_>) -> Message {
    let contact = &here.forum.programme.contact;
    let number = contact.emergency.as_deref().unwrap_or("none");
    Message::new(here.texts().html("emergency", args!(number = number, phone = &contact.phone)))
}

/// Something in the hall does not work: the team can mend it.
pub fn trouble(here: &Here<'_>) -> Message {
    Message::new(here.texts().html("trouble", args!(phone = &here.forum.programme.contact.phone)))
}

/// A program answers; how to reach a person.
pub fn robot(here: &Here<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("robot", args!(contact = Arg::html(here.forum.contact(t))))).inline(topics(t))
}

/// How to get out: of what is under way, of the registration, of the messages.
pub fn way_out(here: &Here<'_>) -> Message {
    let t = here.texts();
    Message::new(t.html("way-out", &[])).inline(vec![
        vec![Button::new(t.label("button-cancel"), "say:cancel")],
        vec![Button::new(t.label("reminders-button"), "rem:open")],
        vec![Button::new(t.label("button-contact"), "say:contact")],
    ])
}

/// How many places are left, and the way to one of them.
pub fn places(here: &Here<'_>, left: i64) -> Message {
    let t = here.texts();
    Message::new(t.html("places-left", args!(count = left)))
        .inline(vec![vec![Button::new(t.label("menu-registration"), "say:register")]])
}

/// How to put a question to the speakers.
pub fn ways_to_ask(here: &Here<'_>) -> Message {
    let t = here.texts();
    let mut html = t.html("ways-to-ask", &[]);
    for (slot, session) in sessions(here).filter(|(_, session)| session.takes_questions) {
        html.push('\n');
        let title = session.title.get(here.lang());
        html.push_str(
            &t.html("programme-line", args!(hour = here.forum.hour(t, slot.starts), title = title)),
        );
    }
    Message::new(html)
}

/// How to register.
pub fn register(here: &Here<'_>) -> Message {
    let t = here.texts();
    let day = here.forum.programme.registration.last_day.map_or("none".to_owned(), |day| t.day(day));
    Message::new(t.html("how-to-register", args!(day = day, contact = Arg::html(here.forum.contact(t)))))
}

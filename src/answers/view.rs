//! Answers about the event as a whole, from the event file and the live schedule. What the event file does not
//! say is said to be unknown.

use super::ask_back::{
    answer_button, contact_button, programme_button, quick_reply_rows, register_button, reminders_button,
};
use super::context::AnswerContext;
use super::model::RefreshmentSession;
use super::payload::AnswerPayload;
use super::session_view::{session_hours, session_status};
use crate::args;
use crate::chat::{Message, Outgoing};
use crate::i18n::{Arg, escape_html};

/// The venue, sessions that moved to another room, the way there and the contact.
pub(super) fn venue(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let venue = &context.event.programme.venue;
    let mut html = t.html("place", args!(place = context.event.venue_text()));
    // rooms that changed since the programme was printed
    for (scheduled, session) in context.held_sessions().filter(|(scheduled, _)| scheduled.room.is_some()) {
        if let Some(room) = context.event.differing_room(scheduled, session) {
            let (hour, title) =
                (context.event.format_time(t, scheduled.starts), session.title.get(context.lang));
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
        html.push_str(&t.html("place-access", args!(access = access.get(context.lang))));
    }
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(context.event.contact_html(t)))));
    Message::new(html)
}

/// The venue as a point on the map, where the event file has its coordinates.
pub(super) fn venue_location(context: &AnswerContext<'_>) -> Option<Outgoing> {
    let venue = &context.event.programme.venue;
    let (latitude, longitude) = venue.coordinates?;
    Some(Outgoing::Venue { latitude, longitude, name: venue.name.clone(), address: venue.address.clone() })
}

/// How to reach the organisers.
pub(super) fn contact(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    Message::new(t.html("contact", args!(contact = Arg::html(context.event.contact_html(t)))))
}

/// A greeting with the most frequent requests as buttons.
pub(super) fn greeting(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    Message::new(t.html("greeting", &[])).with_inline_keyboard(quick_reply_rows(t))
}

/// The reply to thanks.
pub(super) fn thanks(context: &AnswerContext<'_>) -> Message {
    Message::new(context.texts().html("thanks", &[]))
}

/// The purpose of the event.
pub(super) fn about(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let programme = context.event.programme;
    let args = args!(title = programme.title.get(context.lang), about = programme.about.get(context.lang));
    Message::new(t.html("event-about", args)).with_inline_keyboard(vec![vec![programme_button(t)]])
}

/// The text of a topic; the purpose of the event where the topic is unknown.
pub(super) fn topic(context: &AnswerContext<'_>, id: &str) -> Message {
    let topic = context.event.programme.topics.iter().find(|topic| topic.id == id);
    match topic {
        Some(topic) => Message::new(escape_html(topic.text.get(context.lang))),
        None => about(context),
    }
}

/// An answer of the event file's own list; the contact where it is unknown.
pub(super) fn faq(context: &AnswerContext<'_>, number: usize) -> Message {
    match context.event.programme.faq.get(number) {
        Some(faq) => Message::new(escape_html(faq.answer.get(context.lang))),
        None => contact(context),
    }
}

/// The organisers, the signatory and the contact.
pub(super) fn organisers(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let names: Vec<&str> =
        context.event.programme.organisers.iter().map(|name| name.get(context.lang)).collect();
    let signatory = context.event.programme.signatory.as_deref().unwrap_or("none");
    let mut html = t.html(
        "organisers",
        args!(names = Arg::html(escape_html(&names.join("\n• ")).into_owned()), signatory = signatory),
    );
    html.push_str("\n\n");
    html.push_str(&t.html("contact", args!(contact = Arg::html(context.event.contact_html(t)))));
    Message::new(html)
}

/// The last day of registration, and whether it is past.
pub(super) fn registration_deadline(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let contact = Arg::html(context.event.contact_html(t));
    let Some(last) = context.event.programme.registration.last_day else {
        return Message::new(t.html("deadline-none", args!(contact = contact)));
    };
    let day = t.format_date(last);
    if context.event.programme.registration_closes_at().is_some_and(|closes| context.event.now >= closes) {
        return Message::new(t.html("deadline-past", args!(day = day, contact = contact)));
    }
    Message::new(t.html("deadline", args!(day = day))).with_inline_keyboard(vec![vec![register_button(t)]])
}

/// Food and drink: the sessions that serve it, what the event file prints of it, and whether they are past.
/// `None` where none of them takes place.
pub(super) fn refreshments(context: &AnswerContext<'_>, serving: &[RefreshmentSession]) -> Option<Message> {
    let t = context.texts();
    let event = context.event;
    let several_days = event.programme.first_date != event.programme.last_date;
    let mut lines = String::new();
    for RefreshmentSession { session_id: id, sub_point_indexes } in serving {
        let (Some(session), Some(scheduled)) = (event.programme.session(id), event.schedule.session(id))
        else {
            continue;
        };
        if scheduled.cancelled {
            continue;
        }
        let printed: Vec<&str> = sub_point_indexes
            .iter()
            .filter_map(|&at| session.sub_points.get(at))
            .map(|part| part.get(context.lang))
            .collect();
        let day = if several_days { event.format_date(t, scheduled.starts) } else { "none".to_owned() };
        let args = args!(
            title = session.title.get(context.lang),
            hours = Arg::html(session_hours(context, scheduled)),
            state = Arg::html(session_status(context, scheduled)),
            day = day,
            what = if printed.is_empty() { "none".to_owned() } else { printed.join(", ") },
        );
        lines.push_str(&t.html("refreshments-line", args));
        lines.push('\n');
    }
    let args = args!(lines = Arg::html(lines.clone()), contact = Arg::html(event.contact_html(t)));
    (!lines.is_empty()).then(|| Message::new(t.html("refreshments", args)))
}

/// The event file has no answer; whom to ask.
pub(super) fn unanswerable(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let venue = &context.event.programme.venue;
    let mut html = t.html("unknown", args!(contact = Arg::html(context.event.contact_html(t))));
    if let Some(access) = &venue.directions {
        html.push_str("\n\n");
        html.push_str(&t.html("place-access", args!(access = access.get(context.lang))));
    }
    Message::new(html)
}

/// Not about the event; what Kozé is for.
pub(super) fn out_of_scope(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let title = context.event.programme.title.get(context.lang);
    Message::new(t.html("out-of-scope", args!(title = title))).with_inline_keyboard(quick_reply_rows(t))
}

/// Only the bot in its chat can do this.
pub(super) fn only_in_chat(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    Message::new(t.html("by-bot", args!(contact = Arg::html(context.event.contact_html(t)))))
}

/// The emergency number first, then the telephone of the team.
pub(super) fn emergency(context: &AnswerContext<'_>) -> Message {
    let contact = &context.event.programme.contact;
    let number = contact.emergency.as_deref().unwrap_or("none");
    Message::new(context.texts().html("emergency", args!(number = number, phone = &contact.phone)))
}

/// Whom to call when something in the hall does not work.
pub(super) fn venue_problem(context: &AnswerContext<'_>) -> Message {
    Message::new(context.texts().html("trouble", args!(phone = &context.event.programme.contact.phone)))
}

/// Says that a program answers, and how to reach a person.
pub(super) fn bot_identity(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    Message::new(t.html("robot", args!(contact = Arg::html(context.event.contact_html(t)))))
        .with_inline_keyboard(quick_reply_rows(t))
}

/// How to leave: the current step, the registration, the messages.
pub(super) fn opt_out(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    Message::new(t.html("way-out", &[])).with_inline_keyboard(vec![
        vec![answer_button(t, "button-cancel", AnswerPayload::RegistrationCancel)],
        vec![reminders_button(t)],
        vec![contact_button(t)],
    ])
}

/// How many seats are left, with the button that registers.
pub(super) fn seats_left(context: &AnswerContext<'_>, left: i64) -> Message {
    let t = context.texts();
    Message::new(t.html("places-left", args!(count = left)))
        .with_inline_keyboard(vec![vec![register_button(t)]])
}

/// How to ask the speakers a question, and at which sessions.
pub(super) fn ways_to_ask(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let mut html = t.html("ways-to-ask", &[]);
    for (scheduled, session) in context.held_sessions().filter(|(_, session)| session.takes_questions) {
        html.push('\n');
        let title = session.title.get(context.lang);
        html.push_str(&t.html(
            "programme-line",
            args!(hour = context.event.format_time(t, scheduled.starts), title = title),
        ));
    }
    Message::new(html)
}

/// How to register.
pub(super) fn how_to_register(context: &AnswerContext<'_>) -> Message {
    let t = context.texts();
    let day =
        context.event.programme.registration.last_day.map_or("none".to_owned(), |day| t.format_date(day));
    Message::new(
        t.html("how-to-register", args!(day = day, contact = Arg::html(context.event.contact_html(t)))),
    )
}

//! Reminders, and corrections of those that became wrong.

use super::super::model::{DueReminder, PlannedReminder};
use super::super::payload::SettingsPayload;
use super::links;
use super::session_details::SessionDetails;
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::EventTime;
use crate::i18n::{Lang, Texts, escape_html, texts};
use crate::programme::{Audience, ReminderTime, ScheduledSession};
use crate::text::truncate;
use crate::turn::EventContext;

/// The most ticket buttons under one reminder: more would fill the screen.
const MAX_TICKET_BUTTONS: usize = 7;
/// The most characters of a name on a button.
const MAX_NAME_LENGTH: usize = 18;

/// A planned reminder for one person, about all their registrations in `group`.
pub fn reminder(event: EventContext<'_>, planned: &PlannedReminder<'_>, group: &[DueReminder]) -> Message {
    let lang = group.first().map_or(Lang::Fr, |due| due.lang);
    let t = texts(lang);
    let details = SessionDetails::for_reminder(event, planned, lang);
    let mut html = match &planned.reminder.text {
        Some(text) => {
            let SessionDetails { title, day, hour, place } = &details;
            fill_placeholders(
                text.get(lang),
                &[("date", day), ("hour", hour), ("place", place), ("session", title)],
            )
        }
        None => match &planned.reminder.when {
            ReminderTime::BeforeSession { session, .. } => {
                let start = event.schedule.start_of(session).unwrap_or(planned.due_at);
                details.render("reminder-session", t, minutes_left(start, event.now))
            }
            ReminderTime::BeforeEvent { days: 0, .. } => details.render("reminder-that-day", t, 0),
            ReminderTime::BeforeEvent { days: 1, .. } => details.render("reminder-day-before", t, 0),
            ReminderTime::BeforeEvent { .. } => details.render("reminder-days-before", t, 0),
        },
    };
    append_names(&mut html, t, group);
    let session = match &planned.reminder.when {
        ReminderTime::BeforeSession { session, .. } => session.as_str(),
        ReminderTime::BeforeEvent { .. } => "",
    };
    let mut rows = question_rows(event, session, t);
    if planned.reminder.audience == Audience::Waitlisted {
        rows.push(vec![links::programme_button(t)]);
    } else {
        rows.extend(attendee_rows(event, t, group));
    }
    rows.push(mute_row(t));
    Message::new(html).with_inline_keyboard(rows)
}

/// The tickets of all registrations, and giving up a seat.
fn attendee_rows(event: EventContext<'_>, t: &Texts, group: &[DueReminder]) -> Vec<Vec<Button>> {
    let ticket = |due: &DueReminder| {
        let label = match &due.attendee {
            Some(name) if group.len() > 1 => format!("🎟 {}", truncate(name, MAX_NAME_LENGTH)),
            _ => t.label("reminder-ticket"),
        };
        links::ticket_button(label, due.registration)
    };
    let tickets: Vec<Button> = group.iter().take(MAX_TICKET_BUTTONS).map(ticket).collect();
    let mut rows = match tickets.as_slice() {
        [only] => vec![vec![only.clone(), links::programme_button(t)]],
        several => {
            let mut rows: Vec<Vec<Button>> = several.chunks(2).map(<[Button]>::to_vec).collect();
            rows.push(vec![links::programme_button(t)]);
            rows
        }
    };
    // Once the event has begun, most readers are there. A person with several registrations gives up their own seat.
    let has_begun = event.schedule.first_start().is_some_and(|start| start <= event.now);
    let own = group.iter().find(|due| due.attendee.is_none()).or(match group {
        [only] => Some(only),
        _ => None,
    });
    if let Some(own) = own.filter(|_| !has_begun) {
        rows.push(vec![links::cannot_come_button(t, own.registration)]);
    }
    rows
}

/// A reminder of a session that the person subscribed to.
pub fn subscribed_reminder(event: EventContext<'_>, slot: &ScheduledSession, lang: Lang) -> Message {
    let t = texts(lang);
    let html = SessionDetails::for_session(event, slot, lang).render(
        "reminder-session",
        t,
        minutes_left(slot.starts, event.now),
    );
    let mut rows = question_rows(event, &slot.session_id, t);
    rows.extend([vec![links::programme_button(t)], mute_row(t)]);
    Message::new(html).with_inline_keyboard(rows)
}

/// For a session that takes questions: asking one, and reading those of others.
fn question_rows(event: EventContext<'_>, session: &str, t: &Texts) -> Vec<Vec<Button>> {
    if !event.programme.session(session).is_some_and(|session| session.takes_questions) {
        return Vec::new();
    }
    vec![vec![links::ask_button(t)], vec![links::questions_button(t)]]
}

/// The correction of a planned reminder: another time or place, or the cancellation.
pub fn correction(
    event: EventContext<'_>,
    planned: &PlannedReminder<'_>,
    group: &[DueReminder],
    is_cancelled: bool,
) -> Message {
    let lang = group.first().map_or(Lang::Fr, |due| due.lang);
    let t = texts(lang);
    let details = SessionDetails::for_reminder(event, planned, lang);
    let mut html = details.render_correction(t, is_cancelled);
    append_names(&mut html, t, group);
    Message::new(html).with_inline_keyboard(vec![vec![links::programme_button(t)]])
}

/// The correction of a subscription's reminder.
pub fn session_correction(event: EventContext<'_>, slot: &ScheduledSession, lang: Lang) -> Message {
    let t = texts(lang);
    let html = SessionDetails::for_session(event, slot, lang).render_correction(t, slot.cancelled);
    Message::new(html).with_inline_keyboard(vec![vec![links::programme_button(t)]])
}

/// Adds whom the reminder is for, unless that is the reader alone.
fn append_names(html: &mut String, t: &Texts, group: &[DueReminder]) {
    let names: Vec<&str> = group.iter().filter_map(|due| due.attendee.as_deref()).collect();
    let includes_reader = names.len() < group.len();
    let line = match names.as_slice() {
        [] => return,
        [name] if !includes_reader => t.html("reminder-other", args!(name = *name)),
        names if includes_reader => t.html("reminder-you-and-others", args!(names = names.join(", "))),
        names => t.html("reminder-several", args!(names = names.join(", "))),
    };
    html.push('\n');
    html.push_str(&line);
}

fn mute_row(t: &Texts) -> Vec<Button> {
    vec![Button::new(t.label("reminder-mute"), SettingsPayload::MuteAll.to_string())]
}

/// Whole minutes until a start, rounded up, at least 1.
fn minutes_left(start: EventTime, now: EventTime) -> i64 {
    ((start - now + 59_999) / 60_000).max(1)
}

/// An organiser's own text with `{date}` and the like filled in; everything else is plain text.
fn fill_placeholders(text: &str, values: &[(&str, &str)]) -> String {
    let start = escape_html(text).into_owned();
    values.iter().fold(start, |text, (name, value)| text.replace(&format!("{{{name}}}"), &escape_html(value)))
}

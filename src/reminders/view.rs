//! What a reminder says: day, hour, place, in the person's language.

use super::rules::Moment;
use super::store::Due;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{escape, texts};
use crate::programme::When;
use crate::turn::Forum;

pub fn reminder(forum: Forum<'_>, moment: &Moment<'_>, due: &Due) -> Message {
    let lang = due.lang;
    let t = texts(lang);
    let (title, start, place) = match &moment.reminder.when {
        When::BeforeSession { session, .. } => {
            let found = forum.programme.session(session);
            let title = found.map_or("", |session| session.title.get(lang));
            let place = found.map_or_else(|| forum.place(), |session| forum.place_of(session));
            (title, forum.schedule.starts(session), place)
        }
        When::BeforeEvent { .. } => {
            (forum.programme.title.get(lang), forum.schedule.first_start(), forum.place())
        }
    };
    let start = start.unwrap_or(moment.due);
    let (day, hour) = (forum.day(t, start), forum.hour(t, start));
    let mut html = match &moment.reminder.text {
        Some(text) => {
            fill(text.get(lang), &[("date", &day), ("hour", &hour), ("place", &place), ("session", title)])
        }
        None => {
            let id = match &moment.reminder.when {
                When::BeforeSession { .. } => "reminder-session",
                When::BeforeEvent { days: 0, .. } => "reminder-that-day",
                When::BeforeEvent { days: 1, .. } => "reminder-day-before",
                When::BeforeEvent { .. } => "reminder-days-before",
            };
            let minutes = (start - moment.due) / 60_000;
            t.html(id, args!(session = title, day = day, hour = hour, place = place, minutes = minutes))
        }
    };
    if let Some(name) = &due.other {
        html.push('\n');
        html.push_str(&t.html("reminder-other", args!(name = name)));
    }
    Message::new(html).inline(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

/// An organiser's own text: `{date}` and the like are filled in, everything else is plain.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let start = escape(text).into_owned();
    values.iter().fold(start, |text, (name, value)| text.replace(&format!("{{{name}}}"), &escape(value)))
}

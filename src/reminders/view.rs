//! What a reminder says: day, hour, place, in the person's language; and the screens on which people
//! choose, and organisers change the schedule.

mod changes;
mod settings;

pub use changes::{COMMAND, change_done, change_dropped, change_preview, changes, confirming, one, which};
pub use settings::{kinds, leads, muted, sessions, settings, wish_taken};

use super::rules::Moment;
use super::store::Due;
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::Millis;
use crate::i18n::{Lang, Texts, escape, texts};
use crate::programme::{Audience, Slot, When};
use crate::turn::Forum;

/// What something is called, when it starts and where it is.
struct Facts {
    title: String,
    day: String,
    hour: String,
    place: String,
}

impl Facts {
    fn of_slot(forum: Forum<'_>, slot: &Slot, lang: Lang) -> Self {
        let found = forum.programme.session(&slot.session);
        let title = found.map_or("", |session| session.title.get(lang)).to_owned();
        let place = found.map_or_else(|| forum.place(), |session| forum.place_of(session));
        Self { title, place, ..Self::at(forum, slot.starts, lang) }
    }

    /// Of what a reminder speaks of.
    fn of(forum: Forum<'_>, moment: &Moment<'_>, lang: Lang) -> Self {
        let slot = match &moment.reminder.when {
            When::BeforeSession { session, .. } => forum.schedule.slot(session),
            When::BeforeEvent { .. } => None,
        };
        match slot {
            Some(slot) => Self::of_slot(forum, slot, lang),
            None => Self::of_event(forum, forum.schedule.first_start().unwrap_or(moment.due), lang),
        }
    }

    /// Of the event as a whole.
    fn of_event(forum: Forum<'_>, start: Millis, lang: Lang) -> Self {
        let title = forum.programme.title.get(lang).to_owned();
        Self { title, ..Self::at(forum, start, lang) }
    }

    fn at(forum: Forum<'_>, start: Millis, lang: Lang) -> Self {
        let t = texts(lang);
        let (day, hour) = (forum.day(t, start), forum.hour(t, start));
        Self { title: String::new(), day, hour, place: forum.place() }
    }

    fn html(&self, id: &str, t: &Texts, minutes: i64) -> String {
        let Self { title, day, hour, place } = self;
        t.html(id, args!(session = title, day = day, hour = hour, place = place, minutes = minutes))
    }
}

/// What somebody is reminded of, for themselves and for those they registered.
pub fn reminder(forum: Forum<'_>, moment: &Moment<'_>, group: &[Due]) -> Message {
    let lang = group.first().map_or(Lang::Fr, |due| due.lang);
    let t = texts(lang);
    let facts = Facts::of(forum, moment, lang);
    let mut html = match &moment.reminder.text {
        Some(text) => {
            let Facts { title, day, hour, place } = &facts;
            fill(text.get(lang), &[("date", day), ("hour", hour), ("place", place), ("session", title)])
        }
        None => match &moment.reminder.when {
            When::BeforeSession { session, .. } => {
                let start = forum.schedule.starts(session).unwrap_or(moment.due);
                facts.html("reminder-session", t, minutes_left(start, forum.now))
            }
            When::BeforeEvent { days: 0, .. } => facts.html("reminder-that-day", t, 0),
            When::BeforeEvent { days: 1, .. } => facts.html("reminder-day-before", t, 0),
            When::BeforeEvent { .. } => facts.html("reminder-days-before", t, 0),
        },
    };
    name_others(&mut html, t, group);
    let session = match &moment.reminder.when {
        When::BeforeSession { session, .. } => session.as_str(),
        When::BeforeEvent { .. } => "",
    };
    let mut rows = question_rows(forum, session, t);
    let waits = moment.reminder.audience == Audience::Waiting;
    let programme = Button::new(t.label("button-programme"), "say:programme");
    if waits {
        rows.push(vec![programme]);
    } else {
        let ticket = |due: &Due| {
            let label = match &due.other {
                Some(name) if group.len() > 1 => format!("🎟 {}", short(name)),
                _ => t.label("reminder-ticket"),
            };
            Button::new(label, format!("reg:ticket:{}", due.registration))
        };
        let tickets: Vec<Button> = group.iter().take(TICKETS).map(ticket).collect();
        match tickets.as_slice() {
            [only] => rows.push(vec![only.clone(), programme]),
            several => {
                rows.extend(several.chunks(2).map(<[Button]>::to_vec));
                rows.push(vec![programme]);
            }
        }
        // once the event has begun, most of those who read this are there; of several places it is one's
        // own that one gives up here
        let begun = forum.schedule.first_start().is_some_and(|start| start <= forum.now);
        let own = group.iter().find(|due| due.other.is_none()).or(match group {
            [only] => Some(only),
            _ => None,
        });
        if let Some(own) = own.filter(|_| !begun) {
            let cannot = format!("reg:cannot-come:{}", own.registration);
            rows.push(vec![Button::new(t.label("reminder-cannot-come"), cannot)]);
        }
    }
    rows.push(mute_row(t));
    Message::new(html).inline(rows)
}

/// A reminder of a session that somebody wished for.
pub fn wished(forum: Forum<'_>, slot: &Slot, lang: Lang) -> Message {
    let t = texts(lang);
    let html =
        Facts::of_slot(forum, slot, lang).html("reminder-session", t, minutes_left(slot.starts, forum.now));
    let mut rows = question_rows(forum, &slot.session, t);
    rows.extend([vec![Button::new(t.label("button-programme"), "say:programme")], mute_row(t)]);
    Message::new(html).inline(rows)
}

/// Under what is said of a session that takes questions: asking one, and reading those of others.
fn question_rows(forum: Forum<'_>, session: &str, t: &Texts) -> Vec<Vec<Button>> {
    if !forum.programme.session(session).is_some_and(|session| session.takes_questions) {
        return Vec::new();
    }
    vec![
        vec![Button::new(t.label("menu-question"), "ask:new")],
        vec![Button::new(t.label("vote-open"), "vote:open")],
    ]
}

/// For who was reminded of something that is at another time or place now, or not at all.
pub fn correction(forum: Forum<'_>, moment: &Moment<'_>, group: &[Due], start: Millis) -> Message {
    let lang = group.first().map_or(Lang::Fr, |due| due.lang);
    let t = texts(lang);
    let facts = Facts::of(forum, moment, lang);
    let mut html = correction_text(&facts, t, start == super::rules::CANCELLED);
    name_others(&mut html, t, group);
    Message::new(html).inline(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

pub fn slot_correction(forum: Forum<'_>, slot: &Slot, lang: Lang) -> Message {
    let t = texts(lang);
    let html = correction_text(&Facts::of_slot(forum, slot, lang), t, slot.cancelled);
    Message::new(html).inline(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

fn correction_text(facts: &Facts, t: &Texts, cancelled: bool) -> String {
    if cancelled {
        let Facts { title, day, hour, .. } = facts;
        return t.html("correction-cancelled", args!(session = title, day = day, hour = hour));
    }
    let Facts { title, day, hour, place } = facts;
    t.html("correction", args!(session = title, day = day, hour = hour, place = place))
}

/// So many tickets stand under a reminder.
const TICKETS: usize = 7;
/// A name on a button.
const NAME: usize = 18;

fn short(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

/// Whom it is for, where that is not the reader alone.
fn name_others(html: &mut String, t: &Texts, group: &[Due]) {
    let names: Vec<&str> = group.iter().filter_map(|due| due.other.as_deref()).collect();
    let own = names.len() < group.len();
    let line = match names.as_slice() {
        [] => return,
        [name] if !own => t.html("reminder-other", args!(name = *name)),
        names if own => t.html("reminder-you-and-others", args!(names = names.join(", "))),
        names => t.html("reminder-several", args!(names = names.join(", "))),
    };
    html.push('\n');
    html.push_str(&line);
}

fn mute_row(t: &Texts) -> Vec<Button> {
    vec![Button::new(t.label("reminder-mute"), "rem:all:off")]
}

/// Whole minutes until a start, as people count them.
fn minutes_left(start: Millis, now: Millis) -> i64 {
    ((start - now + 59_999) / 60_000).max(1)
}

/// An organiser's own text: `{date}` and the like are filled in, everything else is plain.
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let start = escape(text).into_owned();
    values.iter().fold(start, |text, (name, value)| text.replace(&format!("{{{name}}}"), &escape(value)))
}

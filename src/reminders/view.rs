//! What a reminder says: day, hour, place, in the person's language; and the screens on which people
//! choose, and organisers change the schedule.

mod schedule_changes;
mod settings;

pub use schedule_changes::{
    SHIFT_COMMAND, change_done, change_dropped, change_menu, change_preview, choose_session, confirm_data,
    session_menu,
};
pub use settings::{
    lead_choices, muted_notice, reminder_choices, session_choices, settings, subscription_toast,
};

use super::rules::PlannedReminder;
use super::store::DueReminder;
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::Millis;
use crate::i18n::{Lang, Texts, escape_html, texts};
use crate::programme::{Audience, ReminderTime, ScheduledSession};
use crate::text::truncate;
use crate::turn::EventContext;

/// What something is called, when it starts and where it is.
struct SessionDetails {
    title: String,
    day: String,
    hour: String,
    place: String,
}

impl SessionDetails {
    fn for_slot(forum: EventContext<'_>, slot: &ScheduledSession, lang: Lang) -> Self {
        let found = forum.programme.session(&slot.session_id);
        let title = found.map_or("", |session| session.title.get(lang)).to_owned();
        let place = found.map_or_else(|| forum.venue_text(), |session| forum.session_venue_text(session));
        Self { title, place, ..Self::for_start(forum, slot.starts, lang) }
    }

    /// Of what a reminder speaks of.
    fn for_reminder(forum: EventContext<'_>, moment: &PlannedReminder<'_>, lang: Lang) -> Self {
        let slot = match &moment.reminder.when {
            ReminderTime::BeforeSession { session, .. } => forum.schedule.session(session),
            ReminderTime::BeforeEvent { .. } => None,
        };
        match slot {
            Some(slot) => Self::for_slot(forum, slot, lang),
            None => Self::for_event(forum, forum.schedule.first_start().unwrap_or(moment.due_at), lang),
        }
    }

    /// Of the event as a whole.
    fn for_event(forum: EventContext<'_>, start: Millis, lang: Lang) -> Self {
        let title = forum.programme.title.get(lang).to_owned();
        Self { title, ..Self::for_start(forum, start, lang) }
    }

    fn for_start(forum: EventContext<'_>, start: Millis, lang: Lang) -> Self {
        let t = texts(lang);
        let (day, hour) = (forum.format_date(t, start), forum.format_time(t, start));
        Self { title: String::new(), day, hour, place: forum.venue_text() }
    }

    fn render(&self, id: &str, t: &Texts, minutes: i64) -> String {
        let Self { title, day, hour, place } = self;
        t.html(id, args!(session = title, day = day, hour = hour, place = place, minutes = minutes))
    }
}

/// What somebody is reminded of, for themselves and for those they registered.
pub fn reminder(forum: EventContext<'_>, moment: &PlannedReminder<'_>, group: &[DueReminder]) -> Message {
    let lang = group.first().map_or(Lang::Fr, |due| due.lang);
    let t = texts(lang);
    let facts = SessionDetails::for_reminder(forum, moment, lang);
    let mut html = match &moment.reminder.text {
        Some(text) => {
            let SessionDetails { title, day, hour, place } = &facts;
            fill_placeholders(
                text.get(lang),
                &[("date", day), ("hour", hour), ("place", place), ("session", title)],
            )
        }
        None => match &moment.reminder.when {
            ReminderTime::BeforeSession { session, .. } => {
                let start = forum.schedule.start_of(session).unwrap_or(moment.due_at);
                facts.render("reminder-session", t, minutes_left(start, forum.now))
            }
            ReminderTime::BeforeEvent { days: 0, .. } => facts.render("reminder-that-day", t, 0),
            ReminderTime::BeforeEvent { days: 1, .. } => facts.render("reminder-day-before", t, 0),
            ReminderTime::BeforeEvent { .. } => facts.render("reminder-days-before", t, 0),
        },
    };
    append_names(&mut html, t, group);
    let session = match &moment.reminder.when {
        ReminderTime::BeforeSession { session, .. } => session.as_str(),
        ReminderTime::BeforeEvent { .. } => "",
    };
    let mut rows = question_rows(forum, session, t);
    let waits = moment.reminder.audience == Audience::Waitlisted;
    let programme = Button::new(t.label("button-programme"), "say:programme");
    if waits {
        rows.push(vec![programme]);
    } else {
        let ticket = |due: &DueReminder| {
            let label = match &due.other {
                Some(name) if group.len() > 1 => format!("🎟 {}", truncate(name, MAX_NAME_LENGTH)),
                _ => t.label("reminder-ticket"),
            };
            Button::new(label, format!("reg:ticket:{}", due.registration))
        };
        let tickets: Vec<Button> = group.iter().take(MAX_TICKET_BUTTONS).map(ticket).collect();
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
    Message::new(html).with_inline_keyboard(rows)
}

/// A reminder of a session that somebody wished for.
pub fn subscribed_reminder(forum: EventContext<'_>, slot: &ScheduledSession, lang: Lang) -> Message {
    let t = texts(lang);
    let html = SessionDetails::for_slot(forum, slot, lang).render(
        "reminder-session",
        t,
        minutes_left(slot.starts, forum.now),
    );
    let mut rows = question_rows(forum, &slot.session_id, t);
    rows.extend([vec![Button::new(t.label("button-programme"), "say:programme")], mute_row(t)]);
    Message::new(html).with_inline_keyboard(rows)
}

/// Under what is said of a session that takes questions: asking one, and reading those of others.
fn question_rows(forum: EventContext<'_>, session: &str, t: &Texts) -> Vec<Vec<Button>> {
    if !forum.programme.session(session).is_some_and(|session| session.takes_questions) {
        return Vec::new();
    }
    vec![
        vec![Button::new(t.label("menu-question"), "ask:new")],
        vec![Button::new(t.label("vote-open"), "vote:open")],
    ]
}

/// For who was reminded of something that is at another time or place now, or not at all.
pub fn correction(
    forum: EventContext<'_>,
    moment: &PlannedReminder<'_>,
    group: &[DueReminder],
    start: Millis,
) -> Message {
    let lang = group.first().map_or(Lang::Fr, |due| due.lang);
    let t = texts(lang);
    let facts = SessionDetails::for_reminder(forum, moment, lang);
    let mut html = correction_text(&facts, t, start == super::rules::CANCELLED);
    append_names(&mut html, t, group);
    Message::new(html)
        .with_inline_keyboard(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

pub fn slot_correction(forum: EventContext<'_>, slot: &ScheduledSession, lang: Lang) -> Message {
    let t = texts(lang);
    let html = correction_text(&SessionDetails::for_slot(forum, slot, lang), t, slot.cancelled);
    Message::new(html)
        .with_inline_keyboard(vec![vec![Button::new(t.label("button-programme"), "say:programme")]])
}

fn correction_text(facts: &SessionDetails, t: &Texts, cancelled: bool) -> String {
    if cancelled {
        let SessionDetails { title, day, hour, .. } = facts;
        return t.html("correction-cancelled", args!(session = title, day = day, hour = hour));
    }
    let SessionDetails { title, day, hour, place } = facts;
    t.html("correction", args!(session = title, day = day, hour = hour, place = place))
}

/// So many tickets stand under a reminder.
const MAX_TICKET_BUTTONS: usize = 7;
/// A name on a button.
const MAX_NAME_LENGTH: usize = 18;

/// Whom it is for, where that is not the reader alone.
fn append_names(html: &mut String, t: &Texts, group: &[DueReminder]) {
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
fn fill_placeholders(text: &str, values: &[(&str, &str)]) -> String {
    let start = escape_html(text).into_owned();
    values.iter().fold(start, |text, (name, value)| text.replace(&format!("{{{name}}}"), &escape_html(value)))
}

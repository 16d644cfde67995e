//! The title, day, hour and place that a message announces.

use super::super::model::PlannedReminder;
use crate::args;
use crate::clock::EventTime;
use crate::i18n::{Lang, Texts, texts};
use crate::programme::{ReminderTime, ScheduledSession};
use crate::turn::EventContext;

/// The details of a session or of the whole event, in one language.
pub struct SessionDetails {
    pub title: String,
    pub day: String,
    pub hour: String,
    pub place: String,
}

impl SessionDetails {
    /// Of a session, by its live times and room.
    pub fn for_session(event: EventContext<'_>, slot: &ScheduledSession, lang: Lang) -> Self {
        let found = event.programme.session(&slot.session_id);
        let title = found.map_or("", |session| session.title.get(lang)).to_owned();
        let place = found.map_or_else(|| event.venue_text(), |session| event.session_venue_text(session));
        Self { title, place, ..Self::for_start(event, slot.starts, lang) }
    }

    /// Of what a reminder announces.
    pub fn for_reminder(event: EventContext<'_>, planned: &PlannedReminder<'_>, lang: Lang) -> Self {
        let slot = match &planned.reminder.when {
            ReminderTime::BeforeSession { session, .. } => event.schedule.session(session),
            ReminderTime::BeforeEvent { .. } => None,
        };
        match slot {
            Some(slot) => Self::for_session(event, slot, lang),
            None => Self::for_event(event, event.schedule.first_start().unwrap_or(planned.due_at), lang),
        }
    }

    /// Of the event as a whole, which starts at `start`.
    pub fn for_event(event: EventContext<'_>, start: EventTime, lang: Lang) -> Self {
        let title = event.programme.title.get(lang).to_owned();
        Self { title, ..Self::for_start(event, start, lang) }
    }

    fn for_start(event: EventContext<'_>, start: EventTime, lang: Lang) -> Self {
        let t = texts(lang);
        let (day, hour) = (event.format_date(t, start), event.format_time(t, start));
        Self { title: String::new(), day, hour, place: event.venue_text() }
    }

    /// The text `id` with these details, and the minutes until the start for texts that have them.
    pub fn render(&self, id: &str, t: &Texts, minutes: i64) -> String {
        let Self { title, day, hour, place } = self;
        t.html(id, args!(session = title, day = day, hour = hour, place = place, minutes = minutes))
    }

    /// The text of a correction: the new start and place, or the cancellation.
    pub fn render_correction(&self, t: &Texts, is_cancelled: bool) -> String {
        let Self { title, day, hour, place } = self;
        if is_cancelled {
            return t.html("correction-cancelled", args!(session = title, day = day, hour = hour));
        }
        t.html("correction", args!(session = title, day = day, hour = hour, place = place))
    }
}

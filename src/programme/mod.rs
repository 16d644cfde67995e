//! The event: what is announced, where, when, by whom, and how people take part in it.
//!
//! An organiser writes it in one file, `event.toml`. `Programme::parse` reads and checks the file once; later
//! code relies on what it guarantees: every text exists in French, ids are unique, sessions are in order, a
//! reminder comes before what it announces. The live `Schedule` starts as the file has it and can be changed.

mod hints;
mod model;
mod parser;
mod recent_changes;
mod reminder_parser;
mod schedule;
mod session_parser;
mod source_file;
mod store;
mod table_reader;
mod validation;
mod value_reader;

use crate::clock::EventTime;

pub use model::{
    ATTENDEE_CATEGORIES, Audience, CheckInSettings, Contact, FaqEntry, LocalizedText, Programme,
    QuestionLimits, REJECTION_REASONS, RegistrationSettings, Reminder, ReminderTime, RoundTable, Session,
    Theme, Topic, Venue,
};
pub use recent_changes::{SessionChange, recent_changes};
pub use schedule::{Schedule, ScheduleChange, ScheduledSession};
pub use source_file::Diagnostic;
pub use store::{
    changes_since, last_changed_at, load_schedule, move_session, record_change, save_schedule,
    schedule_before_change, schedule_version, sync_with_programme,
};

impl Programme {
    /// The event that Kozé ships with.
    ///
    /// # Panics
    /// Never: the file is compiled in, and a test parses it.
    pub fn built_in() -> Self {
        Self::parse(include_str!("../../event.toml")).expect("a test parses the shipped event file")
    }

    /// Parses an event file. The error lists every mistake in it, in the order of the lines.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        parser::parse(text)
    }

    /// Whether the event is over by its announced times, live changes not counted.
    pub fn is_over_as_planned(&self, now: EventTime) -> bool {
        Schedule::from_programme(self).is_over(self, now)
    }

    /// Advice on what the file leaves open and people will ask about; none of it is a mistake.
    pub fn hints(&self) -> Vec<String> {
        hints::find_hints(self)
    }
}

//! What the files of this module share: due reminders, subscriptions, and what a person has set.

use crate::clock::EventTime;
use crate::i18n::Lang;
use crate::ids::{PersonId, RegistrationNumber};
use crate::programme::Reminder;

/// How many registrations or subscriptions one transaction handles, so that a press never waits for a long
/// one. A batch of planned reminders adds the further registrations of its people, because one message is
/// about all.
pub const BATCH_SIZE: i64 = 200;

/// Stands for all reminders in a person's muted reminders.
pub const ALL_REMINDERS: &str = "*";

/// How many minutes before a session a subscriber is reminded unless they choose.
pub const DEFAULT_LEAD_MINUTES: i64 = 15;

/// Recorded as the announced start of something that does not take place.
pub const CANCELLED: EventTime = EventTime(-1);
/// No start that anybody was told: everybody who was told one must be told anew. Earlier versions recorded it
/// when a place had changed; now the announced start becomes negative then.
pub const PLACE_CHANGED: EventTime = EventTime(1);

/// A reminder of the event file, and when it is due by the live schedule.
#[derive(Debug, Clone, Copy)]
pub struct PlannedReminder<'p> {
    pub reminder: &'p Reminder,
    pub due_at: EventTime,
}

/// Whether a reminder can be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    NotYet,
    InTime,
    /// Later than the event file allows, or after the start that it announces.
    TooLate,
}

/// What became of a reminder for one registration or subscription, as the store records it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Outcome {
    Sent,
    Missed,
}

/// A registration whose person gets a reminder: their own, or one they made for another person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueReminder {
    pub registration: RegistrationNumber,
    pub person: PersonId,
    pub lang: Lang,
    /// The attendee's name when the registration is not the person's own.
    pub attendee: Option<String>,
    /// The start that an earlier message announced; 0 for none, see also [`CANCELLED`] and [`PLACE_CHANGED`].
    pub announced_start: EventTime,
    /// The registration that the key of the message contains; a message about several registrations has one key.
    pub message_registration: RegistrationNumber,
}

/// A message that reminded of a registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentMessage {
    /// The id of the reminder.
    pub reminder: String,
    /// The registration that the key of the message contains.
    pub message_registration: RegistrationNumber,
}

/// A subscription that is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueSubscription {
    pub person: PersonId,
    pub lang: Lang,
    pub due_at: EventTime,
}

/// A subscription whose reminder announced a start that is wrong now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutdatedSubscription {
    pub person: PersonId,
    pub lang: Lang,
    pub announced_start: EventTime,
}

/// What a person has set about reminders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderSettings {
    /// How many minutes before a subscribed session they are reminded.
    pub lead_minutes: i64,
    /// The ids of the sessions they subscribed to.
    pub sessions: Vec<String>,
    /// The ids of the reminders they muted, or [`ALL_REMINDERS`].
    pub muted: Vec<String>,
}

/// What one tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReminderTick {
    /// How many reminders it put into the outbox.
    pub sent: u64,
    /// How many reminders it gave up because they were too late.
    pub missed: u64,
    /// Whether another tick has more to do at once.
    pub more: bool,
}

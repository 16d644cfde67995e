//! Arrivals, and what the door sees of an attendee.

use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::clock::EventTime;
use crate::ids::{PersonId, RegistrationNumber};
use crate::programme::Programme;

/// How an arrival was recorded. The text forms are stored in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Display, EnumString, IntoStaticStr, EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum Method {
    /// The ticket's QR code was scanned.
    Scan,
    /// The ticket's code was typed.
    Code,
    /// Found by name.
    Search,
    /// By the attendee, with the code on the screen at the door.
    #[strum(serialize = "self")]
    SelfService,
    /// Marked on the paper list and typed in later.
    Paper,
    /// Registered at the door.
    WalkIn,
}

/// An arrival to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arrival {
    pub registration: RegistrationNumber,
    /// The day of the event, 0 for its first.
    pub day: i64,
    pub arrived_at: EventTime,
    pub method: Method,
    /// The staff at the door; `None` for the attendee.
    pub recorded_by: Option<PersonId>,
}

/// An arrival as it was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordedArrival {
    pub registration: RegistrationNumber,
    /// The day of the event, 0 for its first.
    pub day: i64,
    pub arrived_at: EventTime,
    pub method: Method,
}

/// What recording an arrival led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArrivalOutcome {
    Recorded,
    /// Arrived before, at this time: the earlier of the two.
    AlreadyArrived(EventTime),
    /// The registration is gone.
    NotRegistered,
}

/// What the door sees of an attendee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attendee {
    pub number: RegistrationNumber,
    /// The account that gets its messages; `None` for people on paper and erased accounts.
    pub person: Option<PersonId>,
    pub is_own: bool,
    pub name: String,
    /// The name of a `registration::Category`.
    pub category: String,
    /// Empty where there is none.
    pub organisation: String,
    pub has_seat: bool,
    /// The ticket's code without a hyphen.
    pub code: String,
    /// What the attendee needs in order to come and take part: health data. Empty where there is none.
    pub access_needs: String,
    /// The telephone number with its country code; empty where there is none.
    pub phone: String,
    /// When the attendee arrived on the day that was asked for.
    pub arrived_at: Option<EventTime>,
}

/// The numbers that the door sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DoorCounts {
    /// Arrived today.
    pub inside: i64,
    /// Registered with a seat.
    pub seated: i64,
    /// `None` for an event without a capacity.
    pub capacity: Option<i64>,
}

/// Somebody at the door who is not registered: the name, and the name of a `registration::Category`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalkIn {
    pub name: String,
    pub category: String,
}

/// The day of the event at `now`, 0 for its first; before the event the first, after it the last.
pub fn event_day(programme: &Programme, now: EventTime) -> i64 {
    let today = programme.to_local_time(now).date_naive();
    (today.min(programme.last_date) - programme.first_date).num_days().max(0)
}

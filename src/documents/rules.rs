//! The days of the event, their hours, and for which of these somebody was certainly there.

use chrono::{Days, NaiveDate, Timelike};

use crate::check_in::{Method, RecordedArrival};
use crate::clock::EventTime;
use crate::programme::{Programme, Schedule};

/// The hour at which an afternoon begins, in the event's zone: what begins at noon may close a morning.
const NOON: u32 = 12;

/// The parts of a day for which people sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HalfDay {
    Morning,
    Afternoon,
    WholeDay,
}

/// When the sessions of a day begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayHours {
    pub starts: EventTime,
    /// `None` if no end was announced.
    pub ends: Option<EventTime>,
    pub half_day: HalfDay,
}

/// The hours of a presence, as far as they are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresenceHours {
    pub from: Option<EventTime>,
    pub to: Option<EventTime>,
}

/// The days of the event, in their order; an arrival's day is an index of this list.
pub fn event_days(programme: &Programme) -> Vec<NaiveDate> {
    let count = (programme.last_date - programme.first_date).num_days().max(0);
    (0..=count.unsigned_abs())
        .filter_map(|day| programme.first_date.checked_add_days(Days::new(day)))
        .collect()
}

/// The hours of a day, by the live schedule; `None` for a day on which no session takes place.
pub fn day_hours(programme: &Programme, schedule: &Schedule, date: NaiveDate) -> Option<DayHours> {
    let local = |at: EventTime| programme.to_local_time(at);
    let slots: Vec<_> =
        schedule.not_cancelled().filter(|slot| local(slot.starts).date_naive() == date).collect();
    let starts = slots.iter().map(|slot| slot.starts).min()?;
    let last = slots.iter().max_by_key(|slot| slot.starts)?;
    let is_last_day = schedule.last_session().is_some_and(|slot| slot.session_id == last.session_id);
    let ends = match last.ends {
        Some(_) => slots.iter().filter_map(|slot| slot.ends).max(),
        None if is_last_day => schedule.known_end(programme).filter(|end| local(*end).date_naive() == date),
        None => None,
    };
    let hour = |at: EventTime| local(at).hour();
    // a morning may end up to two hours after noon, as long as nothing begins in the afternoon
    let has_afternoon =
        slots.iter().any(|slot| hour(slot.starts) > NOON) || ends.is_some_and(|end| hour(end) > NOON + 1);
    let half_day = match (hour(starts) >= NOON, has_afternoon) {
        (true, _) => HalfDay::Afternoon,
        (false, true) => HalfDay::WholeDay,
        (false, false) => HalfDay::Morning,
    };
    Some(DayHours { starts, ends, half_day })
}

/// The hours that a certificate may name: from the arrival, or the beginning for those who came before it, to the
/// announced end. A name that was copied from a paper list says nothing about the hour.
pub fn presence_hours(hours: Option<DayHours>, arrival: &RecordedArrival) -> PresenceHours {
    let unknown = PresenceHours { from: None, to: None };
    let Some(hours) = hours.filter(|_| arrival.method != Method::Paper) else { return unknown };
    let from = arrival.arrived_at.max(hours.starts);
    if hours.ends.is_some_and(|end| end <= from) {
        return unknown;
    }
    PresenceHours { from: Some(from), to: hours.ends }
}

/// How long the attendance is kept, in months.
pub fn attendance_months(programme: &Programme) -> u32 {
    programme.attendance_months
}

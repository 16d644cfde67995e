//! Who may have a seat, and when a free seat is given or offered. Pure.

use chrono::{Days, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;

use super::model::{SeatCounts, WaitlistPhase};
use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Schedule};
use crate::registration::model::{Category, SeatStatus};

/// Seats are offered from 8:00 to 20:00 only: an offer needs an answer, and must not wake people.
const OFFERS_FROM_HOUR: u32 = 8;
const OFFERS_UNTIL_HOUR: u32 = 20;
const HOUR: Millis = 3_600_000;

/// Whether one more person of this category can have a seat: within the capacity, and without a seat that
/// is reserved for another category and still free.
pub fn has_room(programme: &Programme, counts: &SeatCounts, category: Category) -> bool {
    let Some(capacity) = programme.registration.capacity else { return true };
    counts.taken() + reserved_for_others(programme, counts, category) < i64::from(capacity)
}

/// Free seats that are reserved for categories other than this one.
fn reserved_for_others(programme: &Programme, counts: &SeatCounts, category: Category) -> i64 {
    let reserved = programme.registration.reserved_seats.iter().filter(|(name, _)| *name != category.name());
    reserved
        .map(|(name, &seats)| {
            let other = name.parse::<Category>().ok();
            let taken = other.and_then(|other| counts.taken.get(&other)).copied();
            (i64::from(seats) - taken.unwrap_or(0)).max(0)
        })
        .sum()
}

/// The categories that have both a free seat and a waiting person. An offer needs an answer and goes only to
/// a reachable person; a seat that is given at once needs none.
pub fn promotable_categories(
    programme: &Programme,
    counts: &SeatCounts,
    phase: WaitlistPhase,
) -> Vec<Category> {
    let eligible = if phase == WaitlistPhase::Offering { &counts.reachable } else { &counts.active_waitlist };
    let waiting = eligible.iter().filter(|(_, count)| **count > 0).map(|(category, _)| *category);
    waiting.filter(|&category| has_room(programme, counts, category)).collect()
}

/// Gives seats to people who register one after the other, from counts that are read once.
pub struct SeatAllocator<'p> {
    programme: &'p Programme,
    phase: WaitlistPhase,
    counts: SeatCounts,
}

impl<'p> SeatAllocator<'p> {
    /// The seats after these counts, which `load_availability` gives.
    pub fn new(programme: &'p Programme, phase: WaitlistPhase, counts: SeatCounts) -> Self {
        Self { programme, phase, counts }
    }

    /// The status of the next person, who is of this category and receives no messages.
    pub fn take(&mut self, category: Category) -> SeatStatus {
        // A person on the waitlist who could have the seat comes first.
        let is_first = promotable_categories(self.programme, &self.counts, self.phase).is_empty();
        if is_first && has_room(self.programme, &self.counts, category) {
            *self.counts.taken.entry(category).or_default() += 1;
            SeatStatus::Seated
        } else {
            self.counts.active_waitlist.insert(category, 1);
            SeatStatus::Waiting
        }
    }
}

/// The phase of the waitlist at `now`.
pub fn waitlist_phase(programme: &Programme, schedule: &Schedule, now: EventTime) -> WaitlistPhase {
    if now >= waitlist_closes_at(programme, schedule) {
        WaitlistPhase::Closed
    } else if programme.registration_closes_at().is_some_and(|at| now >= at) {
        WaitlistPhase::Offering
    } else {
        WaitlistPhase::Immediate
    }
}

/// When the waitlist closes, because a free seat would come too late: after the last daytime before the start
/// if registration closes before, otherwise at the start.
pub fn waitlist_closes_at(programme: &Programme, schedule: &Schedule) -> EventTime {
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    let end = last_daytime_before(programme.zone, start);
    match programme.registration_closes_at() {
        Some(closes) if closes < end => end,
        _ => start,
    }
}

/// Whether seats are offered at this time of day.
pub fn is_daytime(zone: Tz, at: EventTime) -> bool {
    local_time(zone, at).is_some_and(|local| (OFFERS_FROM_HOUR..OFFERS_UNTIL_HOUR).contains(&local.hour()))
}

/// `at` itself if it is daytime, otherwise the next morning.
pub fn next_daytime(zone: Tz, at: EventTime) -> EventTime {
    if is_daytime(zone, at) {
        return at;
    }
    let Some(local) = local_time(zone, at) else { return at };
    let days = u64::from(local.hour() >= OFFERS_UNTIL_HOUR);
    local
        .date_naive()
        .checked_add_days(Days::new(days))
        .and_then(|day| to_event_time(zone, day.and_time(full_hour(OFFERS_FROM_HOUR))))
        .unwrap_or(at)
}

/// When an offer made at `now` expires: after the configured number of daytime hours, at the start at the
/// latest.
pub fn offer_expires_at(programme: &Programme, schedule: &Schedule, now: EventTime) -> EventTime {
    let zone = programme.zone;
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    let mut left = Millis::from(programme.registration.offer_hours) * HOUR;
    let mut at = next_daytime(zone, now);
    while at < start {
        let Some(evening) = local_time(zone, at)
            .and_then(|local| to_event_time(zone, local.date_naive().and_time(full_hour(OFFERS_UNTIL_HOUR))))
            .filter(|&evening| evening > at)
        else {
            break;
        };
        if at + left <= evening {
            return (at + left).min(start);
        }
        left -= evening - at;
        at = next_daytime(zone, evening);
    }
    at.min(start)
}

/// The end of the last daytime before `start`: one hour before if that is daytime, otherwise the evening
/// before.
fn last_daytime_before(zone: Tz, start: EventTime) -> EventTime {
    if is_daytime(zone, start - HOUR) {
        return start - HOUR;
    }
    let Some(local) = local_time(zone, start) else { return start };
    let is_evening = local.hour() >= OFFERS_UNTIL_HOUR;
    local
        .date_naive()
        .checked_sub_days(Days::new(u64::from(!is_evening)))
        .and_then(|day| to_event_time(zone, day.and_time(full_hour(OFFERS_UNTIL_HOUR))))
        .unwrap_or(start)
}

fn local_time(zone: Tz, at: EventTime) -> Option<chrono::DateTime<Tz>> {
    zone.timestamp_millis_opt(at.0).single()
}

fn to_event_time(zone: Tz, local: chrono::NaiveDateTime) -> Option<EventTime> {
    zone.from_local_datetime(&local).earliest().map(EventTime::from)
}

fn full_hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

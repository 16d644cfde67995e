//! Who may have a seat, and when a freed one is given or offered. Pure.

use std::collections::BTreeMap;

use chrono::{Days, NaiveTime, TimeZone, Timelike};
use chrono_tz::Tz;

use crate::clock::Millis;
use crate::programme::{Programme, Schedule};
use crate::registration::model::Category;

/// Seats are offered between these hours only: nobody is woken for one.
const OFFERS_FROM_HOUR: u32 = 8;
const OFFERS_UNTIL_HOUR: u32 = 20;
const HOUR: Millis = 3_600_000;

/// Seats that are taken, kept offers included, and people in line, by category.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SeatCounts {
    pub taken: BTreeMap<Category, i64>,
    pub waiting: BTreeMap<Category, i64>,
    /// Of those who wait, the ones a seat may go to: who let an offer run out says so first, and
    /// behind the last chance there is none. Where a decision is all that is wanted, 1 stands for any.
    pub active_waitlist: BTreeMap<Category, i64>,
    /// Of these, the ones whom an offer reaches.
    pub reachable: BTreeMap<Category, i64>,
}

impl SeatCounts {
    pub fn taken(&self) -> i64 {
        self.taken.values().sum()
    }

    pub fn total_waiting(&self) -> i64 {
        self.waiting.values().sum()
    }

    pub fn has_active_waitlist(&self) -> bool {
        self.active_waitlist.values().any(|count| *count > 0)
    }

    /// The same without one seat of this category.
    pub fn without(mut self, category: Category) -> Self {
        self.taken.entry(category).and_modify(|count| *count -= 1);
        self
    }
}

/// Whether one more of this category has room: within the capacity, and without sitting on a seat
/// that is reserved for others and not yet taken by them.
pub fn has_room(programme: &Programme, counts: &SeatCounts, category: Category) -> bool {
    let Some(capacity) = programme.registration.capacity else { return true };
    counts.taken() + reserved_for_others(programme, counts, category) < i64::from(capacity)
}

/// Free seats of categories other than this one that only these may take.
fn reserved_for_others(programme: &Programme, counts: &SeatCounts, category: Category) -> i64 {
    let kept = programme.registration.reserved_seats.iter().filter(|(name, _)| *name != category.name());
    kept.map(|(name, &seats)| {
        let taken = Category::from_name(name).and_then(|other| counts.taken.get(&other)).copied();
        (i64::from(seats) - taken.unwrap_or(0)).max(0)
    })
    .sum()
}

/// The categories that have room, and somebody in line. Nobody is offered a seat for some hours who
/// cannot answer; one that is simply given may go to them, too.
pub fn promotable_categories(
    programme: &Programme,
    counts: &SeatCounts,
    phase: WaitlistPhase,
) -> Vec<Category> {
    let line = if phase == WaitlistPhase::Offering { &counts.reachable } else { &counts.active_waitlist };
    let in_line = line.iter().filter(|(_, count)| **count > 0).map(|(category, _)| *category);
    in_line.filter(|&category| has_room(programme, counts, category)).collect()
}

/// How a freed seat is passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WaitlistPhase {
    /// To the first in line, at once.
    Immediate,
    /// Offered to the first in line for a limited time, in the daytime.
    Offering,
    /// To nobody any more.
    Closed,
}

pub fn waitlist_phase(programme: &Programme, schedule: &Schedule, now: Millis) -> WaitlistPhase {
    if now >= waitlist_closes_at(programme, schedule) {
        WaitlistPhase::Closed
    } else if programme.registration_closes_at().is_some_and(|at| now >= at) {
        WaitlistPhase::Offering
    } else {
        WaitlistPhase::Immediate
    }
}

/// After this no freed seat can reach anybody: seats are offered in the daytime, so it is the evening
/// before an event that begins in the morning; while registration is still open, the start.
pub fn waitlist_closes_at(programme: &Programme, schedule: &Schedule) -> Millis {
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    let end = last_daytime_before(programme.zone, start);
    match programme.registration_closes_at() {
        Some(closes) if closes < end => end,
        _ => start,
    }
}

/// Whether seats are offered at this hour.
pub fn is_daytime(zone: Tz, at: Millis) -> bool {
    local_time(zone, at).is_some_and(|local| (OFFERS_FROM_HOUR..OFFERS_UNTIL_HOUR).contains(&local.hour()))
}

/// This moment in the daytime, else the next morning.
pub fn next_daytime(zone: Tz, at: Millis) -> Millis {
    if is_daytime(zone, at) {
        return at;
    }
    let Some(local) = local_time(zone, at) else { return at };
    let days = u64::from(local.hour() >= OFFERS_UNTIL_HOUR);
    local
        .date_naive()
        .checked_add_days(Days::new(days))
        .and_then(|day| to_millis(zone, day.and_time(full_hour(OFFERS_FROM_HOUR))))
        .unwrap_or(at)
}

/// Until when an offer made now stands: so many hours of daytime, and never beyond the start.
pub fn offer_expires_at(programme: &Programme, schedule: &Schedule, now: Millis) -> Millis {
    let zone = programme.zone;
    let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
    let mut left = Millis::from(programme.registration.offer_hours) * HOUR;
    let mut at = next_daytime(zone, now);
    while at < start {
        let Some(evening) = local_time(zone, at)
            .and_then(|local| to_millis(zone, local.date_naive().and_time(full_hour(OFFERS_UNTIL_HOUR))))
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

/// The last moment before `start` at which it is daytime no longer, or `start` itself less an hour
/// where it begins in the daytime.
fn last_daytime_before(zone: Tz, start: Millis) -> Millis {
    if is_daytime(zone, start - HOUR) {
        return start - HOUR;
    }
    let Some(local) = local_time(zone, start) else { return start };
    let late = local.hour() >= OFFERS_UNTIL_HOUR;
    local
        .date_naive()
        .checked_sub_days(Days::new(u64::from(!late)))
        .and_then(|day| to_millis(zone, day.and_time(full_hour(OFFERS_UNTIL_HOUR))))
        .unwrap_or(start)
}

fn local_time(zone: Tz, at: Millis) -> Option<chrono::DateTime<Tz>> {
    zone.timestamp_millis_opt(at).single()
}

fn to_millis(zone: Tz, wall: chrono::NaiveDateTime) -> Option<Millis> {
    zone.from_local_datetime(&wall).earliest().map(|at| at.timestamp_millis())
}

fn full_hour(hour: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()
}

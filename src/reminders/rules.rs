//! When each reminder is due, and whether it is still worth sending. Pure.

use chrono::Days;

use super::store::Due;
use crate::clock::Millis;
use crate::programme::{Programme, Reminder, Schedule, Slot, When};

/// How many minutes before a session people may be reminded of it, and what they get unasked.
pub const LEADS: [i64; 5] = [5, 10, 15, 30, 60];
pub const USUAL_LEAD: i64 = 15;
/// How late a reminder that somebody wished for may come.
pub const WISH_LATE: Millis = 10 * 60_000;
/// How far organisers may shift at once, in minutes.
pub const SHIFTS: std::ops::RangeInclusive<i64> = -120..=240;

/// Whether a session may begin then: on a day of the event, or the one before or after. Whatever is
/// beyond was not meant.
pub fn is_about_then(programme: &Programme, starts: Millis) -> bool {
    let first = programme.date.pred_opt().and_then(|day| programme.moment(day, 0, 0));
    let behind =
        programme.last_date.checked_add_days(Days::new(2)).and_then(|day| programme.moment(day, 0, 0));
    first.is_some_and(|first| first <= starts) && behind.is_some_and(|behind| starts < behind)
}

/// A reminder of the plan, and its moment as the live schedule has it.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'p> {
    pub reminder: &'p Reminder,
    pub due: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    NotYet,
    InTime,
    /// Later than the plan allows, or what it reminds of has begun.
    TooLate,
}

/// The plan in the order of its moments.
pub fn moments<'p>(programme: &'p Programme, schedule: &Schedule) -> Vec<Moment<'p>> {
    let mut moments: Vec<Moment> = programme
        .reminders
        .iter()
        .filter_map(|reminder| {
            let due = programme.due(reminder, |session| schedule.starts(session))?;
            Some(Moment { reminder, due })
        })
        .collect();
    moments.sort_by_key(|moment| moment.due);
    moments
}

/// The whole plan, what is about sessions that do not take place included.
pub fn plan<'p>(programme: &'p Programme, schedule: &Schedule) -> Vec<Moment<'p>> {
    let due = |reminder| {
        programme.due(reminder, |session| schedule.slot(session).map(|slot| slot.starts)).unwrap_or_default()
    };
    programme.reminders.iter().map(|reminder| Moment { reminder, due: due(reminder) }).collect()
}

/// Until when it may be sent: as late as the plan allows, and never once it has begun.
pub fn latest(moment: &Moment<'_>, schedule: &Schedule) -> Millis {
    let start = match &moment.reminder.when {
        When::BeforeSession { session, .. } => schedule.starts(session),
        When::BeforeEvent { .. } => schedule.first_start(),
    };
    let planned = moment.due + moment.reminder.late.num_milliseconds();
    start.map_or(planned, |start| planned.min(start - 1))
}

pub fn timeliness(moment: &Moment<'_>, schedule: &Schedule, now: Millis) -> Timeliness {
    if now < moment.due {
        Timeliness::NotYet
    } else if now <= latest(moment, schedule) {
        Timeliness::InTime
    } else {
        Timeliness::TooLate
    }
}

/// Those of one person together, in the order of each person's first.
pub fn by_person(all: Vec<Due>) -> Vec<Vec<Due>> {
    let mut places = std::collections::HashMap::new();
    let mut groups: Vec<Vec<Due>> = Vec::new();
    for due in all {
        let place = *places.entry(due.person).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(group) => group.push(due),
            None => groups.push(vec![due]),
        }
    }
    groups
}

/// Those told by one message together; they stand in the order of people.
pub fn by_letter(all: Vec<Due>) -> Vec<Vec<Due>> {
    let mut groups: Vec<Vec<Due>> = Vec::new();
    for due in all {
        let fits = |group: &&mut Vec<Due>| {
            group.first().is_some_and(|first| (first.person, first.letter) == (due.person, due.letter))
        };
        // a person has few of them, and those stand side by side
        match groups.iter_mut().rev().take(8).find(fits) {
            Some(group) => group.push(due),
            None => groups.push(vec![due]),
        }
    }
    groups
}

/// Every moment at which something may be due, in order: the plan's, and those people can wish for.
pub fn due_moments(programme: &Programme, schedule: &Schedule) -> Vec<Millis> {
    let planned = moments(programme, schedule).into_iter().map(|moment| moment.due);
    let wished = schedule.held().flat_map(|slot| LEADS.map(|lead| slot.starts - lead * 60_000));
    let mut all: Vec<Millis> = planned.chain(wished).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a wish that was due at `due` is still worth fulfilling.
pub fn wish_timeliness(due: Millis, slot: &Slot, now: Millis) -> Timeliness {
    if now < due {
        Timeliness::NotYet
    } else if now <= wish_latest(due, slot) {
        Timeliness::InTime
    } else {
        Timeliness::TooLate
    }
}

/// Until when it may be sent.
pub fn wish_latest(due: Millis, slot: &Slot) -> Millis {
    (due + WISH_LATE).min(slot.starts - 1)
}

/// The start a reminder speaks of, as it now is: -1 for something that does not take place.
pub fn start_now(reminder: &Reminder, schedule: &Schedule) -> Millis {
    let start = match &reminder.when {
        When::BeforeSession { session, .. } => schedule.starts(session),
        When::BeforeEvent { .. } => schedule.first_start(),
    };
    start.unwrap_or(CANCELLED)
}

/// What is noted for somebody who was told that something does not take place.
pub const CANCELLED: Millis = -1;
/// What stands for a start that is the same while the place is another.
pub const PLACE_CHANGED: Millis = 1;

/// Whether a wrong start that was told is worth correcting: neither what they expect nor what is
/// true has begun.
pub fn is_worth_correcting(told: Millis, start: Millis, now: Millis) -> bool {
    let expected = if told > PLACE_CHANGED { told } else { start };
    now < start || (start == CANCELLED && now < expected)
}

/// What `/decaler` was told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// Everything that has not begun, by so many minutes.
    Shift(i64),
    Move {
        session: String,
        hour: u32,
        minute: u32,
    },
    Cancel(String),
    Restore(String),
    Room {
        session: String,
        room: String,
    },
    /// Nothing: show what can be done.
    Nothing,
    OutOfRange,
    Unclear,
}

/// Reads `15`, `-5`, `table-ronde 11h00`, `table-ronde annuler`, `table-ronde salle Salon 2`.
pub fn asked(text: &str, programme: &Programme) -> Asked {
    let text = text.trim();
    if text.is_empty() {
        return Asked::Nothing;
    }
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    // minus signs as keyboards make them
    if let Ok(minutes) = first.replace(['\u{2212}', '\u{2013}'], "-").parse::<i64>() {
        let unit =
            rest.is_empty() || rest.eq_ignore_ascii_case("min") || rest.eq_ignore_ascii_case("minutes");
        return match minutes {
            _ if !unit => Asked::Unclear,
            0 => Asked::OutOfRange,
            minutes if SHIFTS.contains(&minutes) => Asked::Shift(minutes),
            _ => Asked::OutOfRange,
        };
    }
    let session = first.to_lowercase();
    if programme.session(&session).is_none() {
        return Asked::Unclear;
    }
    let (word, room) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match word.to_lowercase().as_str() {
        "annuler" | "anilé" | "anile" | "cancel" => Asked::Cancel(session),
        "retablir" | "rétablir" | "rimété" | "rimete" | "restore" => Asked::Restore(session),
        "salle" | "lasal" | "room" if (1..=80).contains(&room.trim().chars().count()) => {
            Asked::Room { session, room: room.trim().to_owned() }
        }
        time => match clock_time(time) {
            Some((hour, minute)) => Asked::Move { session, hour, minute },
            None => Asked::Unclear,
        },
    }
}

/// "11h", "11h05", "11:05".
fn clock_time(text: &str) -> Option<(u32, u32)> {
    let (hour, minute) = text.split_once(['h', ':'])?;
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let hour = hour.parse().ok()?;
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// Whether a reminder speaks of this session.
pub fn is_about(reminder: &Reminder, about: &str) -> bool {
    matches!(&reminder.when, When::BeforeSession { session, .. } if session == about)
}

/// Whether a reminder speaks of the event as a whole.
pub fn is_about_event(reminder: &Reminder) -> bool {
    matches!(&reminder.when, When::BeforeEvent { .. })
}

//! When each reminder is due, and whether it is still worth sending. Pure.

use crate::clock::Millis;
use crate::programme::{Programme, Reminder, Schedule, When};

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

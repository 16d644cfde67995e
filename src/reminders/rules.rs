//! When each reminder is due and until when it can be sent, and which changes of the schedule are possible. Pure.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use chrono::Days;

use super::model::{CANCELLED, DueReminder, PLACE_CHANGED, PlannedReminder, Timeliness};
use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Reminder, ReminderTime, Schedule, ScheduledSession};

/// The choices for how many minutes before a session a person is reminded.
pub const LEAD_MINUTES: [i64; 5] = [5, 10, 15, 30, 60];
/// How long after its due time a subscription's reminder may be sent.
pub const SUBSCRIPTION_MAX_LATENESS: Millis = 10 * 60_000;
/// How far organisers may shift sessions at once, in minutes.
pub const SHIFT_RANGE_MINUTES: RangeInclusive<i64> = -120..=240;

/// Whether a session may start then: on a day of the event, or on the day before or after. A start outside of these
/// days is a typing error.
fn is_within_event_days(programme: &Programme, starts: EventTime) -> bool {
    let first = programme.first_date.pred_opt().and_then(|day| programme.time_on_day(day, 0, 0));
    let end =
        programme.last_date.checked_add_days(Days::new(2)).and_then(|day| programme.time_on_day(day, 0, 0));
    first.is_some_and(|first| first <= starts) && end.is_some_and(|end| starts < end)
}

/// The reminders of the event file by due time, without those of cancelled sessions.
pub fn planned_reminders<'p>(programme: &'p Programme, schedule: &Schedule) -> Vec<PlannedReminder<'p>> {
    let mut planned: Vec<PlannedReminder> = programme
        .reminders
        .iter()
        .filter_map(|reminder| {
            let due_at = programme.reminder_due_at(reminder, |session| schedule.start_of(session))?;
            Some(PlannedReminder { reminder, due_at })
        })
        .collect();
    planned.sort_by_key(|planned| planned.due_at);
    planned
}

/// All reminders of the event file, including those of cancelled sessions.
pub fn all_planned_reminders<'p>(programme: &'p Programme, schedule: &Schedule) -> Vec<PlannedReminder<'p>> {
    let due_at = |reminder| {
        programme
            .reminder_due_at(reminder, |session| schedule.session(session).map(|slot| slot.starts))
            .unwrap_or_default()
    };
    programme
        .reminders
        .iter()
        .map(|reminder| PlannedReminder { reminder, due_at: due_at(reminder) })
        .collect()
}

/// The start that a reminder announces, by the live schedule; `None` when it does not take place.
fn announced_start(reminder: &Reminder, schedule: &Schedule) -> Option<EventTime> {
    match &reminder.when {
        ReminderTime::BeforeSession { session, .. } => schedule.start_of(session),
        ReminderTime::BeforeEvent { .. } => schedule.first_start(),
    }
}

/// The last moment at which a reminder can be sent: within the delay that the event file allows, and before the start
/// it announces.
pub fn send_deadline(planned: &PlannedReminder<'_>, schedule: &Schedule) -> EventTime {
    let latest = planned.due_at + planned.reminder.max_delay.num_milliseconds();
    announced_start(planned.reminder, schedule).map_or(latest, |start| latest.min(start - 1))
}

/// Whether a reminder of the event file can be sent now.
pub fn timeliness(planned: &PlannedReminder<'_>, schedule: &Schedule, now: EventTime) -> Timeliness {
    timeliness_between(planned.due_at, send_deadline(planned, schedule), now)
}

/// Whether the reminder of a subscription that is due at `due_at` can be sent now.
pub fn subscription_timeliness(due_at: EventTime, slot: &ScheduledSession, now: EventTime) -> Timeliness {
    timeliness_between(due_at, subscription_deadline(due_at, slot), now)
}

fn timeliness_between(due_at: EventTime, deadline: EventTime, now: EventTime) -> Timeliness {
    if now < due_at {
        Timeliness::NotYet
    } else if now <= deadline {
        Timeliness::InTime
    } else {
        Timeliness::TooLate
    }
}

/// Groups registrations by person, in the order of each person's first registration.
pub fn group_by_person(all: Vec<DueReminder>) -> Vec<Vec<DueReminder>> {
    let mut positions = HashMap::new();
    let mut groups: Vec<Vec<DueReminder>> = Vec::new();
    for due in all {
        let position = *positions.entry(due.person).or_insert(groups.len());
        match groups.get_mut(position) {
            Some(group) => group.push(due),
            None => groups.push(vec![due]),
        }
    }
    groups
}

/// Groups registrations by message; the input is ordered by person.
pub fn group_by_message(all: Vec<DueReminder>) -> Vec<Vec<DueReminder>> {
    let mut groups: Vec<Vec<DueReminder>> = Vec::new();
    for due in all {
        let same_message = |group: &&mut Vec<DueReminder>| {
            group.first().is_some_and(|first| {
                (first.person, first.message_registration) == (due.person, due.message_registration)
            })
        };
        // One person has few messages, and they are adjacent.
        match groups.iter_mut().rev().take(8).find(same_message) {
            Some(group) => group.push(due),
            None => groups.push(vec![due]),
        }
    }
    groups
}

/// Every time at which a reminder may be due, in order: those of the event file, and those of possible subscriptions.
pub fn due_times(programme: &Programme, schedule: &Schedule) -> Vec<EventTime> {
    let planned = planned_reminders(programme, schedule).into_iter().map(|planned| planned.due_at);
    let subscribable =
        schedule.not_cancelled().flat_map(|slot| LEAD_MINUTES.map(|lead| slot.starts - lead * 60_000));
    let mut all: Vec<EventTime> = planned.chain(subscribable).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The last moment at which the reminder of a subscription can be sent.
pub fn subscription_deadline(due_at: EventTime, slot: &ScheduledSession) -> EventTime {
    (due_at + SUBSCRIPTION_MAX_LATENESS).min(slot.starts - 1)
}

/// The start that a reminder announces now, or [`CANCELLED`].
pub fn current_start(reminder: &Reminder, schedule: &Schedule) -> EventTime {
    announced_start(reminder, schedule).unwrap_or(CANCELLED)
}

/// The start that a subscription to this session announces now, or [`CANCELLED`].
pub fn current_session_start(slot: &ScheduledSession) -> EventTime {
    if slot.cancelled { CANCELLED } else { slot.starts }
}

/// The start that people were told, also if the place has changed since.
pub fn told_start(announced: EventTime) -> EventTime {
    EventTime(announced.0.abs())
}

/// Whether people who were told a wrong start get a correction: if the new start is in the future or, for a
/// cancellation, the announced start is. That one is negative if the place has changed since; earlier versions
/// recorded [`PLACE_CHANGED`] instead, and then no correction tells of a cancellation.
pub fn is_worth_correcting(announced: EventTime, start: EventTime, now: EventTime) -> bool {
    let told = told_start(announced);
    let expected = if told > PLACE_CHANGED { told } else { start };
    now < start || (start == CANCELLED && now < expected)
}

/// Whether a reminder announces this session.
pub fn is_about_session(reminder: &Reminder, session_id: &str) -> bool {
    matches!(&reminder.when, ReminderTime::BeforeSession { session, .. } if session == session_id)
}

/// Whether a reminder announces the event as a whole.
pub fn is_about_event(reminder: &Reminder) -> bool {
    matches!(&reminder.when, ReminderTime::BeforeEvent { .. })
}

/// Whether a change would move a session to a start in the past.
pub fn moves_into_the_past(before: &Schedule, after: &Schedule, now: EventTime) -> bool {
    after.not_cancelled().any(|slot| slot.starts <= now && has_moved(before, slot))
}

/// Whether all starts that a change moves are close to the days of the event.
pub fn is_change_in_range(programme: &Programme, before: &Schedule, after: &Schedule) -> bool {
    let mut moved = after.sessions.iter().filter(|slot| has_moved(before, slot));
    moved.all(|slot| is_within_event_days(programme, slot.starts))
}

fn has_moved(before: &Schedule, slot: &ScheduledSession) -> bool {
    before.session(&slot.session_id).is_none_or(|earlier| earlier.starts != slot.starts)
}

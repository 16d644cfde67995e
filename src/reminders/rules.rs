//! When each reminder is due, and whether it is still worth sending. Pure.

use chrono::Days;

use super::store::DueReminder;
use crate::clock::Millis;
use crate::programme::{Programme, Reminder, ReminderTime, Schedule, ScheduledSession};

/// How many minutes before a session people may be reminded of it, and what they get unasked.
pub const LEAD_MINUTES: [i64; 5] = [5, 10, 15, 30, 60];
pub const DEFAULT_LEAD_MINUTES: i64 = 15;
/// How late a reminder that somebody wished for may come.
pub const SUBSCRIPTION_MAX_LATENESS: Millis = 10 * 60_000;
/// How far organisers may shift at once, in minutes.
pub const SHIFT_RANGE_MINUTES: std::ops::RangeInclusive<i64> = -120..=240;

/// Whether a session may begin then: on a day of the event, or the one before or after. Whatever is
/// beyond was not meant.
pub fn is_within_event_days(programme: &Programme, starts: Millis) -> bool {
    let first = programme.first_date.pred_opt().and_then(|day| programme.time_on_day(day, 0, 0));
    let behind =
        programme.last_date.checked_add_days(Days::new(2)).and_then(|day| programme.time_on_day(day, 0, 0));
    first.is_some_and(|first| first <= starts) && behind.is_some_and(|behind| starts < behind)
}

/// A reminder of the plan, and its moment as the live schedule has it.
#[derive(Debug, Clone, Copy)]
pub struct PlannedReminder<'p> {
    pub reminder: &'p Reminder,
    pub due_at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeliness {
    NotYet,
    InTime,
    /// Later than the plan allows, or what it reminds of has begun.
    TooLate,
}

/// The plan in the order of its moments.
pub fn planned_reminders<'p>(programme: &'p Programme, schedule: &Schedule) -> Vec<PlannedReminder<'p>> {
    let mut moments: Vec<PlannedReminder> = programme
        .reminders
        .iter()
        .filter_map(|reminder| {
            let due = programme.reminder_due_at(reminder, |session| schedule.start_of(session))?;
            Some(PlannedReminder { reminder, due_at: due })
        })
        .collect();
    moments.sort_by_key(|moment| moment.due_at);
    moments
}

/// The whole plan, what is about sessions that do not take place included.
pub fn all_planned_reminders<'p>(programme: &'p Programme, schedule: &Schedule) -> Vec<PlannedReminder<'p>> {
    let due = |reminder| {
        programme
            .reminder_due_at(reminder, |session| schedule.session(session).map(|slot| slot.starts))
            .unwrap_or_default()
    };
    programme.reminders.iter().map(|reminder| PlannedReminder { reminder, due_at: due(reminder) }).collect()
}

/// Until when it may be sent: as late as the plan allows, and never once it has begun.
pub fn send_deadline(moment: &PlannedReminder<'_>, schedule: &Schedule) -> Millis {
    let start = match &moment.reminder.when {
        ReminderTime::BeforeSession { session, .. } => schedule.start_of(session),
        ReminderTime::BeforeEvent { .. } => schedule.first_start(),
    };
    let planned = moment.due_at + moment.reminder.max_delay.num_milliseconds();
    start.map_or(planned, |start| planned.min(start - 1))
}

pub fn timeliness(moment: &PlannedReminder<'_>, schedule: &Schedule, now: Millis) -> Timeliness {
    if now < moment.due_at {
        Timeliness::NotYet
    } else if now <= send_deadline(moment, schedule) {
        Timeliness::InTime
    } else {
        Timeliness::TooLate
    }
}

/// Those of one person together, in the order of each person's first.
pub fn group_by_person(all: Vec<DueReminder>) -> Vec<Vec<DueReminder>> {
    let mut places = std::collections::HashMap::new();
    let mut groups: Vec<Vec<DueReminder>> = Vec::new();
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
pub fn group_by_message(all: Vec<DueReminder>) -> Vec<Vec<DueReminder>> {
    let mut groups: Vec<Vec<DueReminder>> = Vec::new();
    for due in all {
        let fits = |group: &&mut Vec<DueReminder>| {
            group.first().is_some_and(|first| {
                (first.person, first.message_registration) == (due.person, due.message_registration)
            })
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
pub fn due_times(programme: &Programme, schedule: &Schedule) -> Vec<Millis> {
    let planned = planned_reminders(programme, schedule).into_iter().map(|moment| moment.due_at);
    let wished =
        schedule.not_cancelled().flat_map(|slot| LEAD_MINUTES.map(|lead| slot.starts - lead * 60_000));
    let mut all: Vec<Millis> = planned.chain(wished).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a wish that was due at `due` is still worth fulfilling.
pub fn subscription_timeliness(due: Millis, slot: &ScheduledSession, now: Millis) -> Timeliness {
    if now < due {
        Timeliness::NotYet
    } else if now <= subscription_deadline(due, slot) {
        Timeliness::InTime
    } else {
        Timeliness::TooLate
    }
}

/// Until when it may be sent.
pub fn subscription_deadline(due: Millis, slot: &ScheduledSession) -> Millis {
    (due + SUBSCRIPTION_MAX_LATENESS).min(slot.starts - 1)
}

/// The start a reminder speaks of, as it now is: -1 for something that does not take place.
pub fn current_start(reminder: &Reminder, schedule: &Schedule) -> Millis {
    let start = match &reminder.when {
        ReminderTime::BeforeSession { session, .. } => schedule.start_of(session),
        ReminderTime::BeforeEvent { .. } => schedule.first_start(),
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
pub enum ChangeCommand {
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
    Empty,
    OutOfRange,
    Unclear,
}

/// Reads `15`, `-5`, `table-ronde 11h00`, `table-ronde annuler`, `table-ronde salle Salon 2`.
pub fn parse_change_command(text: &str, programme: &Programme) -> ChangeCommand {
    let text = text.trim();
    if text.is_empty() {
        return ChangeCommand::Empty;
    }
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    // minus signs as keyboards make them
    if let Ok(minutes) = first.replace(['\u{2212}', '\u{2013}'], "-").parse::<i64>() {
        let unit =
            rest.is_empty() || rest.eq_ignore_ascii_case("min") || rest.eq_ignore_ascii_case("minutes");
        return match minutes {
            _ if !unit => ChangeCommand::Unclear,
            0 => ChangeCommand::OutOfRange,
            minutes if SHIFT_RANGE_MINUTES.contains(&minutes) => ChangeCommand::Shift(minutes),
            _ => ChangeCommand::OutOfRange,
        };
    }
    let session = first.to_lowercase();
    if programme.session(&session).is_none() {
        return ChangeCommand::Unclear;
    }
    let (word, room) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match word.to_lowercase().as_str() {
        "annuler" | "anilé" | "anile" | "cancel" => ChangeCommand::Cancel(session),
        "retablir" | "rétablir" | "rimété" | "rimete" | "restore" => ChangeCommand::Restore(session),
        "salle" | "lasal" | "room" if (1..=80).contains(&room.trim().chars().count()) => {
            ChangeCommand::Room { session, room: room.trim().to_owned() }
        }
        time => match parse_time(time) {
            Some((hour, minute)) => ChangeCommand::Move { session, hour, minute },
            None => ChangeCommand::Unclear,
        },
    }
}

/// "11h", "11h05", "11:05".
fn parse_time(text: &str) -> Option<(u32, u32)> {
    let (hour, minute) = text.split_once(['h', ':'])?;
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let hour = hour.parse().ok()?;
    (hour < 24 && minute < 60).then_some((hour, minute))
}

/// Whether a reminder speaks of this session.
pub fn is_about_session(reminder: &Reminder, about: &str) -> bool {
    matches!(&reminder.when, ReminderTime::BeforeSession { session, .. } if session == about)
}

/// Whether a reminder speaks of the event as a whole.
pub fn is_about_event(reminder: &Reminder) -> bool {
    matches!(&reminder.when, ReminderTime::BeforeEvent { .. })
}

//! When arrivals are recorded, and when attendees may check themselves in.

use chrono::NaiveTime;

use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Schedule};

/// Without hours in the event file, attendees may check themselves in from so long before the first session.
const SELF_CHECK_IN_LEAD: Millis = 3_600_000;

/// Whether the day of the event has come, by the file or by the live schedule. Before it a scan only shows whose
/// ticket it is: staff who try the door the day before must not fill the list.
pub fn has_day_come(programme: &Programme, schedule: &Schedule, now: EventTime) -> bool {
    let today = programme.to_local_time(now).date_naive();
    let scheduled = schedule.first_start().map(|start| programme.to_local_time(start).date_naive());
    today >= scheduled.map_or(programme.first_date, |date| date.max(programme.first_date))
}

/// Whether attendees may check themselves in now: on a day of the event, within the hours of its file.
pub fn is_self_check_in_open(programme: &Programme, schedule: &Schedule, now: EventTime) -> bool {
    if !programme.check_in.is_self_check_in_on || !has_day_come(programme, schedule, now) {
        return false;
    }
    let local = programme.to_local_time(now).time();
    match (programme.check_in.self_from, programme.check_in.self_until) {
        (None, None) => {
            let start = schedule.first_start().unwrap_or_else(|| programme.first_start());
            now >= start - SELF_CHECK_IN_LEAD && !programme.is_over_as_planned(now)
        }
        (from, until) => {
            from.unwrap_or(NaiveTime::MIN) <= local
                && until.is_none_or(|until| local < until)
                && programme.to_local_time(now).date_naive()
                    <= programme.last_date.max(scheduled_end(programme, schedule))
        }
    }
}

fn scheduled_end(programme: &Programme, schedule: &Schedule) -> chrono::NaiveDate {
    let ends = schedule.not_cancelled().map(|session| session.ends.unwrap_or(session.starts)).max();
    ends.map_or(programme.last_date, |end| programme.to_local_time(end).date_naive())
}

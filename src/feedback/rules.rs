//! When people are asked: once the event is over, and never at night. Pure.

use chrono::{Days, Timelike};

use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Schedule};

/// From which hour of the day, in the event's zone, people are asked, and up to which.
const FIRST_HOUR: u32 = 9;
const LAST_HOUR: u32 = 20;
/// How long after the event people are still asked, such as after a long outage.
const MAX_DELAY: Millis = 7 * 24 * 3_600_000;
/// Until when the messages that were enqueued by the last hour may still be sent.
const QUEUE_TIME: Millis = 15 * 60_000;
/// For how long the free line is awaited.
const LINE_WAIT: Millis = 24 * 3_600_000;

/// Until when a message may be sent that asks now; `None` where nobody may be asked now.
pub fn send_deadline(programme: &Programme, schedule: &Schedule, now: EventTime) -> Option<EventTime> {
    let over_at = schedule.over_at(programme)?;
    if !(over_at..over_at + MAX_DELAY).contains(&now) {
        return None;
    }
    let local = programme.to_local_time(now);
    if !(FIRST_HOUR..LAST_HOUR).contains(&local.hour()) {
        return None;
    }
    Some(programme.time_on_day(local.date_naive(), LAST_HOUR, 0)? + QUEUE_TIME)
}

/// When the first people are asked, by the live schedule; `None` where no session takes place.
pub fn first_request_at(programme: &Programme, schedule: &Schedule) -> Option<EventTime> {
    let over_at = schedule.over_at(programme)?;
    let local = programme.to_local_time(over_at);
    let day = local.date_naive();
    if local.hour() < FIRST_HOUR {
        programme.time_on_day(day, FIRST_HOUR, 0)
    } else if local.hour() < LAST_HOUR {
        Some(over_at)
    } else {
        programme.time_on_day(day.checked_add_days(Days::new(1))?, FIRST_HOUR, 0)
    }
}

/// Whether a free line that is awaited since then is awaited no more.
pub fn is_wait_over(since: EventTime, now: EventTime) -> bool {
    !(since..since + LINE_WAIT).contains(&now)
}

#[cfg(test)]
mod tests {
    use crate::clock::EventTime;
    use crate::feedback::rules::*;
    use crate::programme::{Programme, Schedule};

    const HOUR: Millis = 3_600_000;

    /// The built-in event, moved so that it counts as over at this hour of its day, and not at 13:00.
    fn ending_at(hour: i64) -> (Programme, Schedule, EventTime) {
        let programme = Programme::built_in();
        let mut schedule = Schedule::from_programme(&programme);
        let by = (hour - 13) * HOUR;
        for slot in &mut schedule.sessions {
            slot.starts = slot.starts + by;
            slot.ends = slot.ends.map(|end| end + by);
        }
        let over = schedule.over_at(&programme).unwrap();
        (programme, schedule, over)
    }

    #[test]
    fn people_are_asked_by_day_only() {
        for (ends, first) in [(12, 12), (19, 19), (20, 33), (23, 33), (26, 33), (32, 33), (33, 33)] {
            let (programme, schedule, over) = ending_at(ends);
            let midnight = over - ends * HOUR;
            assert_eq!(first_request_at(&programme, &schedule), Some(midnight + first * HOUR), "{ends}");
            for hour in 0..24 * 8 {
                let now = midnight + hour * HOUR;
                let may = hour >= first && (9..20).contains(&(hour % 24)) && hour < ends + 7 * 24;
                let deadline = may.then(|| midnight + (hour / 24 * 24 + 20) * HOUR + QUEUE_TIME);
                assert_eq!(send_deadline(&programme, &schedule, now), deadline, "{ends}: {hour}");
            }
        }
    }

    #[test]
    fn an_event_that_does_not_take_place_is_not_asked_about() {
        let (programme, mut schedule, over) = ending_at(12);
        schedule.sessions.iter_mut().for_each(|slot| slot.cancelled = true);
        assert_eq!(send_deadline(&programme, &schedule, over + HOUR), None);
        assert_eq!(first_request_at(&programme, &schedule), None);
    }
}

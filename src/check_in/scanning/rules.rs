//! How long a phone may scan, and when a person arrived who was scanned some time ago.

use chrono::Days;

use crate::check_in::model::event_day;
use crate::clock::{EventTime, Millis};
use crate::programme::Programme;

const HOUR: Millis = 3_600_000;
/// The longest session.
const MAX_SESSION: Millis = 36 * HOUR;
/// The local hour of the next day at which a session ends: an evening may be long.
const END_HOUR: u32 = 3;
/// The greatest age of a scan; an older one counts as this old.
const ARRIVAL_MAX_AGE: Millis = 36 * HOUR;

/// For how long a session is valid that begins at `now`: until the night after the day.
pub fn session_ttl(programme: &Programme, now: EventTime) -> Millis {
    let next_day = programme.to_local_time(now).date_naive().checked_add_days(Days::new(1));
    let end = next_day.and_then(|day| programme.time_on_day(day, END_HOUR, 0));
    end.map_or(MAX_SESSION, |end| (end - now).clamp(HOUR, MAX_SESSION))
}

/// The day and the time of an arrival that was scanned `age` ago: not in the future, and not before the event's
/// first day.
pub fn arrival_time(programme: &Programme, now: EventTime, age: Millis) -> (i64, EventTime) {
    let scanned_at = now - age.clamp(0, ARRIVAL_MAX_AGE);
    let day = event_day(programme, scanned_at);
    match programme.time_on_day(programme.first_date, 0, 0) {
        Some(begin) if begin <= now => (day, scanned_at.max(begin)),
        _ => (day, scanned_at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(local: &str) -> EventTime {
        let text = format!("{local}-04:00");
        chrono::DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z").expect("a time").into()
    }

    #[test]
    fn a_session_ends_in_the_night_after_the_day() {
        let programme = Programme::built_in();
        assert_eq!(session_ttl(&programme, at("2012-11-23T08:00")), 19 * HOUR);
        assert_eq!(session_ttl(&programme, at("2012-11-23T00:10")), 26 * HOUR + 50 * 60_000);
        assert_eq!(session_ttl(&programme, at("2012-11-23T23:59")), 3 * HOUR + 60_000);
    }

    #[test]
    fn the_age_gives_the_time_of_arrival() {
        let programme = Programme::built_in();
        let now = at("2012-11-23T08:00");
        assert_eq!(arrival_time(&programme, now, 10 * 60_000), (0, at("2012-11-23T07:50")));
        assert_eq!(arrival_time(&programme, now, -5), (0, now), "no arrival is in the future");
        assert_eq!(arrival_time(&programme, now, 24 * HOUR), (0, at("2012-11-23T00:00")), "the event's day");
        assert_eq!(arrival_time(&programme, now, Millis::MAX).1, at("2012-11-23T00:00"));
    }
}

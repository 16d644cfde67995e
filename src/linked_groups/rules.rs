//! What is due in a group: which programme is posted when, which changes are told, when questions are news. Pure.

use chrono::{Days, NaiveDate};

use super::model::Post;
use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Schedule, ScheduledSession};

/// The programme of a day is posted from this hour of the evening before, and from this hour of its morning.
const EVENING_HOUR: u32 = 18;
const MORNING_HOUR: u32 = 7;
/// A changed schedule is told once it has stayed as it is for so long: what is changed again or undone within this time
/// is told once, or not at all. A post cannot be taken back.
pub const SETTLE_TIME: Millis = 60_000;
/// The programme is posted on demand once in this time.
const ON_DEMAND_INTERVAL: Millis = 600_000;

/// A change of one session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionChange {
    pub kind: ChangeKind,
    pub before: ScheduledSession,
    pub after: ScheduledSession,
}

/// What is said of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// Another start, perhaps in another room as well.
    Moved,
    /// Another room at the same time.
    Room,
    Cancelled,
    /// It takes place after all.
    Restored,
}

/// The days on which sessions take place, in order.
fn event_days(programme: &Programme, schedule: &Schedule) -> Vec<NaiveDate> {
    let day = |slot: &ScheduledSession| programme.to_local_time(slot.starts).date_naive();
    let mut days: Vec<NaiveDate> = schedule.not_cancelled().map(day).collect();
    days.sort_unstable();
    days.dedup();
    days
}

/// The posts of the programme that are due now, each with the moment from which it is of no use any more: the midnight
/// that begins the day, and the first start of the day.
pub fn programme_posts(programme: &Programme, schedule: &Schedule, now: EventTime) -> Vec<(Post, EventTime)> {
    let due = |from: Option<EventTime>, until: Option<EventTime>| {
        until.filter(|until| now < *until && from.is_some_and(|from| now >= from))
    };
    let mut posts = Vec::new();
    for day in event_days(programme, schedule) {
        let eve = day.checked_sub_days(Days::new(1));
        let evening = eve.and_then(|eve| programme.time_on_day(eve, EVENING_HOUR, 0));
        if let Some(until) = due(evening, programme.time_on_day(day, 0, 0)) {
            posts.push((Post::Evening(day), until));
        }
        let of_day = |slot: &&ScheduledSession| programme.to_local_time(slot.starts).date_naive() == day;
        let first = schedule.not_cancelled().filter(of_day).map(|slot| slot.starts).min();
        if let Some(until) = due(programme.time_on_day(day, MORNING_HOUR, 0), first) {
            posts.push((Post::Morning(day), until));
        }
    }
    posts
}

/// The programme that an organiser posts now.
pub fn programme_on_demand(now: EventTime) -> Post {
    Post::Programme(now.0.div_euclid(ON_DEMAND_INTERVAL))
}

/// Whether the last change, made at `changed_at`, is old enough to be told.
pub fn is_settled(changed_at: Option<EventTime>, now: EventTime) -> bool {
    // after the clock was set back the change lies in the future
    changed_at.is_none_or(|at| now < at || now - at >= SETTLE_TIME)
}

/// What differs between the schedule that was told and the one that holds, of sessions that are still to come.
pub fn changes(told: &Schedule, current: &Schedule, now: EventTime) -> Vec<SessionChange> {
    let change = |after: &ScheduledSession| {
        let before = told.session(&after.session_id)?;
        let kind = match (before.cancelled, after.cancelled) {
            (false, true) => ChangeKind::Cancelled,
            (true, false) => ChangeKind::Restored,
            (true, true) => return None,
            (false, false) if before.starts != after.starts => ChangeKind::Moved,
            (false, false) if before.room != after.room => ChangeKind::Room,
            (false, false) => return None,
        };
        let is_to_come = before.starts.max(after.starts) > now;
        is_to_come.then(|| SessionChange { kind, before: before.clone(), after: after.clone() })
    };
    current.sessions.iter().filter_map(change).collect()
}

/// Whether it is news that questions are accepted: they were not at some time since the group was linked, or the first
/// session that takes questions has begun.
pub fn are_questions_news(
    programme: &Programme,
    schedule: &Schedule,
    now: EventTime,
    (is_accepting, has_seen_closed): (bool, bool),
) -> bool {
    let takes_questions =
        |slot: &&ScheduledSession| programme.session(&slot.session_id).is_some_and(|it| it.takes_questions);
    let first = schedule.not_cancelled().filter(takes_questions).map(|slot| slot.starts).min();
    let has_begun = first.is_some_and(|starts| starts <= now);
    is_accepting && !schedule.is_over(programme, now) && (has_seen_closed || has_begun)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(local: &str) -> EventTime {
        let local = format!("{local}:00-04:00");
        chrono::DateTime::parse_from_rfc3339(&local).unwrap().into()
    }

    fn posts_at(local: &str) -> Vec<String> {
        let programme = Programme::built_in();
        let schedule = Schedule::from_programme(&programme);
        let posts = programme_posts(&programme, &schedule, at(local));
        posts.into_iter().map(|(post, _)| post.to_string()).collect()
    }

    #[test]
    fn the_programme_is_posted_the_evening_before_and_in_the_morning() {
        assert_eq!(posts_at("2012-11-22T17:59"), [""; 0]);
        assert_eq!(posts_at("2012-11-22T18:00"), ["evening-2012-11-23"]);
        assert_eq!(posts_at("2012-11-22T23:59"), ["evening-2012-11-23"]);
        assert_eq!(posts_at("2012-11-23T00:00"), [""; 0]);
        assert_eq!(posts_at("2012-11-23T07:00"), ["morning-2012-11-23"]);
        assert_eq!(posts_at("2012-11-23T07:59"), ["morning-2012-11-23"]);
        assert_eq!(posts_at("2012-11-23T08:00"), [""; 0], "the first session has begun");
    }

    #[test]
    fn a_day_without_sessions_has_no_programme() {
        let programme = Programme::built_in();
        let mut schedule = Schedule::from_programme(&programme);
        schedule.sessions.iter_mut().for_each(|slot| slot.cancelled = true);
        assert_eq!(programme_posts(&programme, &schedule, at("2012-11-22T19:00")), []);
    }

    #[test]
    fn changes_are_those_of_sessions_to_come() {
        let programme = Programme::built_in();
        let told = Schedule::from_programme(&programme);
        let mut current = told.clone();
        assert_eq!(changes(&told, &current, at("2012-11-23T07:00")), []);
        current.sessions[0].starts = current.sessions[0].starts + 60_000;
        current.sessions[0].ends = None;
        current.sessions[1].room = Some("Salle B".to_owned());
        current.sessions[2].cancelled = true;
        let kinds = |now: &str| -> Vec<ChangeKind> {
            changes(&told, &current, at(now)).iter().map(|change| change.kind).collect()
        };
        assert_eq!(kinds("2012-11-23T07:00"), [ChangeKind::Moved, ChangeKind::Room, ChangeKind::Cancelled]);
        assert_eq!(kinds("2012-11-23T08:20"), [ChangeKind::Cancelled]);
        assert_eq!(changes(&current, &told, at("2012-11-23T08:20")).len(), 1, "restored");
        // a session that was not told of is no change
        assert_eq!(changes(&Schedule::default(), &current, at("2012-11-23T07:00")), []);
    }

    #[test]
    fn a_change_is_told_when_it_has_settled() {
        let now = at("2012-11-23T09:00");
        assert!(is_settled(None, now) && is_settled(Some(now - SETTLE_TIME), now));
        assert!(!is_settled(Some(now), now) && !is_settled(Some(now - SETTLE_TIME + 1), now));
        assert!(is_settled(Some(now + 1), now), "a clock that was set back waits for nothing");
    }

    #[test]
    fn questions_are_news_from_the_first_session_that_takes_them() {
        let programme = Programme::built_in();
        let schedule = Schedule::from_programme(&programme);
        let is_news = |local: &str, state| are_questions_news(&programme, &schedule, at(local), state);
        assert!(!is_news("2012-11-12T10:00", (true, false)), "they are accepted for weeks before");
        assert!(is_news("2012-11-12T10:00", (true, true)), "they were not accepted before");
        assert!(!is_news("2012-11-12T10:00", (false, true)));
        assert!(is_news("2012-11-23T10:40", (true, false)));
        assert!(!is_news("2012-11-23T10:40", (false, false)));
        assert!(!is_news("2012-11-24T10:40", (true, true)), "the event is over");
    }
}

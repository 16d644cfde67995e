//! What the last changes of the schedule have changed in all: a session that was moved and moved back has not changed.

use super::schedule::{Schedule, ScheduledSession};
use crate::clock::EventTime;

/// A session that has another time or room than before, or does not take place, or does so after all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionChange {
    /// When it was changed last.
    pub at: EventTime,
    pub before: ScheduledSession,
    pub after: ScheduledSession,
}

/// The sessions that differ from the schedule before the first of these changes, in the order of the programme.
/// `changes` have the time of each and the schedule before it, the oldest first.
pub fn recent_changes(changes: &[(EventTime, Schedule)], current: &Schedule) -> Vec<SessionChange> {
    let Some((_, first)) = changes.first() else { return Vec::new() };
    let differing = first.sessions.iter().filter_map(|before| {
        let after = current.session(&before.session_id)?;
        let at = last_change_of(&before.session_id, changes, current)?;
        (after != before).then(|| SessionChange { at, before: before.clone(), after: after.clone() })
    });
    differing.collect()
}

/// When a session was changed last.
fn last_change_of(session: &str, changes: &[(EventTime, Schedule)], current: &Schedule) -> Option<EventTime> {
    let later = changes.iter().map(|(_, before)| before).skip(1).chain([current]);
    let steps = changes.iter().zip(later);
    let changing = steps.filter(|((_, before), after)| before.session(session) != after.session(session));
    changing.map(|((at, _), _)| *at).last()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(sessions: &[(&str, i64)]) -> Schedule {
        let slot = |&(id, starts): &(&str, i64)| ScheduledSession {
            session_id: id.to_owned(),
            starts: EventTime(starts),
            ends: None,
            room: None,
            cancelled: false,
        };
        Schedule { sessions: sessions.iter().map(slot).collect() }
    }

    #[test]
    fn each_session_has_the_time_of_its_own_last_change() {
        let first = schedule(&[("a", 10), ("b", 20), ("c", 30)]);
        let second = schedule(&[("a", 11), ("b", 20), ("c", 30)]);
        let now = schedule(&[("a", 11), ("b", 25), ("c", 30)]);
        let changes = [(EventTime(1), first.clone()), (EventTime(2), second)];
        let found = recent_changes(&changes, &now);
        let seen: Vec<_> = found.iter().map(|it| (it.at.0, it.before.starts.0, it.after.starts.0)).collect();
        assert_eq!(seen, [(1, 10, 11), (2, 20, 25)]);
    }

    #[test]
    fn what_was_moved_and_moved_back_has_not_changed() {
        let first = schedule(&[("a", 10)]);
        let moved = schedule(&[("a", 15)]);
        let changes = [(EventTime(1), first.clone()), (EventTime(2), moved)];
        assert_eq!(recent_changes(&changes, &first), []);
        assert_eq!(recent_changes(&[], &first), []);
    }
}

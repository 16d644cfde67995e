//! When the hall may ask for the floor, and in which order people get it. Pure.

use std::cmp::Reverse;

use super::model::{Mode, Request};
use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Schedule, ScheduledSession, Session};

/// A queue that was opened by hand and forgotten closes this long after the end of the event.
const OPEN_AFTER_END: Millis = 3 * 3_600_000;
/// Who still has the floor so long after they got it, with their session over, counts as having spoken: nobody pressed a
/// button.
const LAST_SPEECH: Millis = 15 * 60_000;

/// The sessions under way in which the hall may ask for the floor, the latest first. A session whose end is not known
/// is under way until another one of the day begins.
pub fn open_sessions<'p>(programme: &'p Programme, schedule: &Schedule, now: EventTime) -> Vec<&'p Session> {
    let mut under_way: Vec<&ScheduledSession> = schedule.all_current(now).collect();
    under_way.extend(schedule.open_ended_at(programme, now));
    under_way.sort_by_key(|slot| Reverse(slot.starts));
    let sessions = under_way.into_iter().filter_map(|slot| programme.session(&slot.session_id));
    sessions.filter(|session| session.open_floor).collect()
}

/// Whether the hall may ask for the floor now.
pub fn is_open(mode: Mode, programme: &Programme, schedule: &Schedule, now: EventTime) -> bool {
    match mode {
        Mode::Programme => !open_sessions(programme, schedule, now).is_empty(),
        Mode::Open => schedule.over_at(programme).is_none_or(|end| now < end + OPEN_AFTER_END),
        Mode::Closed => false,
    }
}

/// Whether a request that was made in `session` waits in vain: the queue is closed, or follows the programme and that
/// session is over.
pub fn is_over(
    mode: Mode,
    programme: &Programme,
    schedule: &Schedule,
    now: EventTime,
    session: &str,
) -> bool {
    match mode {
        Mode::Programme => !open_sessions(programme, schedule, now).iter().any(|open| open.id == session),
        Mode::Open | Mode::Closed => !is_open(mode, programme, schedule, now),
    }
}

/// The next session in which the hall may ask for the floor, and its live start.
pub fn next_opening<'p>(
    programme: &'p Programme,
    schedule: &Schedule,
    now: EventTime,
) -> Option<(&'p Session, EventTime)> {
    let later = schedule.not_cancelled().filter(|slot| slot.starts > now);
    let sessions = later.filter_map(|slot| Some((programme.session(&slot.session_id)?, slot.starts)));
    sessions.filter(|(session, _)| session.open_floor).min_by_key(|(_, starts)| *starts)
}

/// The order in which people get the floor: that of asking, or those who have not had it yet before the others. Who
/// was called and did not come has had their turn among the new voices.
pub fn in_order(mut waiting: Vec<Request>, newcomers_first: bool) -> Vec<Request> {
    let is_preferred = |request: &Request| newcomers_first && request.newcomer && !request.skipped;
    waiting.sort_by_key(|request| (Reverse(is_preferred(request)), request.position));
    waiting
}

/// Whether the speech of a request is over although no moderator said so. `is_over`: see [`is_over`].
pub fn is_speech_over(speaker: &Request, is_over: bool, now: EventTime) -> bool {
    is_over && now >= speaker.called_at + LAST_SPEECH
}

#[cfg(test)]
mod tests {
    use crate::floor_requests::model::{RequestNumber, State};
    use crate::floor_requests::rules::*;
    use crate::ids::PersonId;

    const HOUR: Millis = 3_600_000;
    const MINUTE: Millis = 60_000;

    fn shipped() -> (Programme, Schedule, EventTime) {
        let programme = Programme::built_in();
        let schedule = Schedule::from_programme(&programme);
        let eight = programme.first_start();
        (programme, schedule, eight)
    }

    #[test]
    fn the_shipped_forum_opens_the_floor_in_its_two_exchanges() {
        let (programme, schedule, eight) = shipped();
        let open: Vec<i64> = (0..6 * 60)
            .step_by(5)
            .filter(|minute| is_open(Mode::Programme, &programme, &schedule, eight + minute * MINUTE))
            .collect();
        // 9:40 to 10:10 and 11:30 to 12:00
        let expected: Vec<i64> = (100..130).step_by(5).chain((210..240).step_by(5)).collect();
        assert_eq!(open, expected);
    }

    #[test]
    fn a_hand_opens_and_closes_whatever_the_programme_says() {
        let (programme, schedule, eight) = shipped();
        for now in [eight - 24 * HOUR, eight, eight + 100 * MINUTE, eight + 7 * HOUR] {
            assert!(is_open(Mode::Open, &programme, &schedule, now));
            assert!(!is_open(Mode::Closed, &programme, &schedule, now));
        }
        // it is forgotten: over at 13:00, closed at 16:00
        assert!(!is_open(Mode::Open, &programme, &schedule, eight + 8 * HOUR));
    }

    #[test]
    fn a_request_lasts_as_long_as_its_session() {
        let (programme, schedule, eight) = shipped();
        let over = |mode, minute: i64, session| {
            is_over(mode, &programme, &schedule, eight + minute * MINUTE, session)
        };
        assert!(!over(Mode::Programme, 129, "echanges-salle"));
        assert!(over(Mode::Programme, 130, "echanges-salle"));
        assert!(over(Mode::Programme, 215, "echanges-salle"), "another exchange is another queue");
        assert!(!over(Mode::Open, 215, "echanges-salle"));
        assert!(over(Mode::Closed, 105, "echanges-salle"));
        let next = |minute: i64| {
            next_opening(&programme, &schedule, eight + minute * MINUTE).map(|(session, _)| &*session.id)
        };
        assert_eq!(
            [next(0), next(100), next(210)],
            [Some("echanges-salle"), Some("echanges-perspectives"), None]
        );
    }

    #[test]
    fn a_cancelled_or_moved_session_takes_its_queue_along() {
        let (programme, mut schedule, eight) = shipped();
        let slot = schedule.sessions.iter_mut().find(|slot| slot.session_id == "echanges-salle").unwrap();
        slot.cancelled = true;
        assert!(!is_open(Mode::Programme, &programme, &schedule, eight + 100 * MINUTE));
    }

    #[test]
    fn new_voices_come_first_unless_they_were_called_already() {
        let request = |number: i64, newcomer, skipped| Request {
            number: RequestNumber(number),
            person: PersonId(number),
            name: String::new(),
            state: State::Waiting,
            position: number,
            newcomer,
            skipped,
            forewarned: false,
            acknowledged: false,
            session: String::new(),
            called_at: EventTime::NONE,
        };
        let waiting = || {
            vec![
                request(4, true, true),
                request(3, true, false),
                request(1, false, false),
                request(2, true, false),
            ]
        };
        let numbers = |first| in_order(waiting(), first).iter().map(|it| it.number.0).collect::<Vec<_>>();
        assert_eq!(numbers(false), [1, 2, 3, 4]);
        assert_eq!(numbers(true), [2, 3, 1, 4]);
    }
}

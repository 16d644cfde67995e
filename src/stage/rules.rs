//! Which text can be a line, how long one is shown, and where in the programme the stage is. Pure.

use super::model::{LineContent, LineError, LineState, StageLine};
use crate::clock::{EventTime, Millis};
use crate::programme::{Programme, Schedule, ScheduledSession};
use crate::text::{clean_line, has_letter};

/// Most characters of a line: it is read at a glance, from a chair.
pub const MAX_LINE_CHARS: usize = 120;
/// A line that nobody has acknowledged is shown for so long.
const UNSEEN_SHOWN_FOR: Millis = 30 * 60_000;
/// One that was acknowledged stays for so long, so that the other speakers read it, too.
const SEEN_SHOWN_FOR: Millis = 2 * 60_000;
/// For how long after a text was asked for the next one is a line for the stage.
const WRITING_WINDOW: Millis = 5 * 60_000;
/// For how long a session that is over, and that no other follows, counts as going on too long.
const OVERRUN_SHOWN_FOR: Millis = 30 * 60_000;

/// A moderator's words as a line: on one line, without control characters.
pub fn parse_line(typed: &str) -> Result<LineContent, LineError> {
    let text = clean_line(typed);
    let chars = text.chars().count();
    if chars > MAX_LINE_CHARS {
        return Err(LineError::TooLong { chars });
    }
    if has_letter(&text) { Ok(LineContent::Typed(text)) } else { Err(LineError::Empty) }
}

/// Whether the stage shows a line.
pub fn is_shown(line: &StageLine, now: EventTime) -> bool {
    let until = match line.seen_at {
        Some(seen_at) => seen_at + SEEN_SHOWN_FOR,
        None => line.sent_at + UNSEEN_SHOWN_FOR,
    };
    line.state == LineState::Shown && now < until
}

/// Whether a text that comes now is no longer the line that was asked for.
pub fn is_writing_over(since: EventTime, now: EventTime) -> bool {
    !(since..since + WRITING_WINDOW).contains(&now)
}

/// Where in the programme the stage is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StagePoint<'s> {
    pub session: &'s ScheduledSession,
    /// When it ends, or should have ended; `None` where the programme says no end.
    pub ends: Option<EventTime>,
}

/// The point of the programme that the stage is at; `None` between two of them, before the first and behind the last.
/// A question that came onto the screen during a session, `live_since`, holds the stage in it beyond its end.
pub fn point_at<'s>(
    programme: &Programme,
    schedule: &'s Schedule,
    now: EventTime,
    live_since: Option<EventTime>,
) -> Option<StagePoint<'s>> {
    let takes_questions = |slot: &&ScheduledSession| {
        programme.session(&slot.session_id).is_some_and(|session| session.takes_questions)
    };
    let overrun = live_since.and_then(|since| schedule.current(since)).filter(takes_questions);
    let overrun = overrun.filter(|slot| schedule.end_of(slot).is_some_and(|end| end <= now));
    let just_over = || {
        let is_recent = |end: EventTime| (end..end + OVERRUN_SHOWN_FOR).contains(&now);
        let ended = schedule.not_cancelled().filter(|slot| slot.ends.is_some_and(is_recent));
        ended.max_by_key(|slot| slot.ends)
    };
    let session = overrun
        .or_else(|| schedule.current(now))
        .or_else(|| schedule.open_ended_at(programme, now))
        .or_else(just_over)?;
    Some(StagePoint { session, ends: schedule.end_of(session) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{PersonId, StageLineNumber};
    use crate::stage::model::ReadyLine;

    fn line(seen_at: Option<i64>) -> StageLine {
        StageLine {
            number: StageLineNumber(1),
            content: LineContent::Ready(ReadyLine::TwoMinutes),
            sent_by: PersonId(1),
            sent_at: EventTime(0),
            state: LineState::Shown,
            seen_at: seen_at.map(EventTime),
        }
    }

    #[test]
    fn a_line_stays_until_it_is_seen_and_a_little_longer() {
        assert!(is_shown(&line(None), EventTime(UNSEEN_SHOWN_FOR - 1)));
        assert!(!is_shown(&line(None), EventTime(UNSEEN_SHOWN_FOR)));
        assert!(is_shown(&line(Some(10)), EventTime(SEEN_SHOWN_FOR + 9)));
        assert!(!is_shown(&line(Some(10)), EventTime(SEEN_SHOWN_FOR + 10)));
        for state in [LineState::Replaced, LineState::Withdrawn] {
            assert!(!is_shown(&StageLine { state, ..line(None) }, EventTime(1)));
        }
    }

    #[test]
    fn a_line_is_one_line_of_visible_characters() {
        let typed = "On passe\n à\u{7}  la\u{202e} salle <b>";
        assert_eq!(parse_line(typed), Ok(LineContent::Typed("On passe à la salle <b>".into())));
        assert_eq!(parse_line(&"é".repeat(120)), Ok(LineContent::Typed("é".repeat(120))));
        assert_eq!(parse_line(&"é".repeat(121)), Err(LineError::TooLong { chars: 121 }));
        assert_eq!(parse_line(&"é".repeat(10_000)), Err(LineError::TooLong { chars: 10_000 }));
        for empty in ["", " \u{200b}\u{202e}\n", "…"] {
            assert_eq!(parse_line(empty), Err(LineError::Empty), "{empty:?}");
        }
    }

    #[test]
    fn the_stage_is_where_the_programme_is_and_a_live_question_holds_it_there() {
        let programme = Programme::built_in();
        let schedule = Schedule::from_programme(&programme);
        let at = |hour, minute| programme.time_on_day(programme.first_date, hour, minute).unwrap();
        let seen = |now, live_since| {
            let point = point_at(&programme, &schedule, now, live_since)?;
            Some((point.session.session_id.as_str(), point.ends))
        };
        assert_eq!(seen(at(7, 59), None), None);
        assert_eq!(seen(at(10, 40), None), Some(("table-ronde", Some(at(11, 30)))));
        assert_eq!(seen(at(11, 33), Some(at(11, 20))), Some(("table-ronde", Some(at(11, 30)))));
        assert_eq!(seen(at(11, 33), Some(at(11, 31))), Some(("echanges-perspectives", Some(at(12, 0)))));
        assert_eq!(seen(at(11, 33), None), Some(("echanges-perspectives", Some(at(12, 0)))));
        // the last one has no end in the file
        assert_eq!(seen(at(12, 10), None), Some(("cloture", None)));
        // a question from before a session without questions says nothing about it
        assert_eq!(seen(at(10, 12), Some(at(9, 10))), Some(("pause", Some(at(10, 30)))));
    }

    #[test]
    fn a_session_with_an_end_and_no_other_behind_it_goes_on_too_long() {
        let programme = Programme::built_in();
        let mut schedule = Schedule::from_programme(&programme);
        let at = |hour, minute| programme.time_on_day(programme.first_date, hour, minute).unwrap();
        for slot in &mut schedule.sessions {
            if slot.session_id == "table-ronde" {
                slot.ends = Some(at(11, 15));
            }
        }
        let ends = |now| point_at(&programme, &schedule, now, None).map(|point| point.ends);
        assert_eq!(ends(at(11, 14)), Some(Some(at(11, 15))));
        assert_eq!(ends(at(11, 20)), Some(Some(at(11, 15))));
        assert_eq!(ends(at(11, 30)), Some(Some(at(12, 0))));
    }
}

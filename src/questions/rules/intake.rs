//! When a question is accepted: the state of the intake, and the limits for one author.

use super::super::model::{IntakeMode, IntakeStatus, SubmissionError};
use crate::clock::EventTime;
use crate::programme::{Programme, QuestionLimits, Schedule};

/// The longest voice message in seconds: a moderator has to listen to all of it in a full hall.
pub(crate) const MAX_VOICE_SECONDS: u32 = 180;

/// Whether an author with this many open questions, the last one asked at `last_asked_at`, may ask another one.
/// A limit of 0 in the event file means no limit.
/// Errors: [`SubmissionError::TooManyWaiting`], [`SubmissionError::TooSoon`].
pub(crate) fn check_limits(
    limits: &QuestionLimits,
    open_count: i64,
    last_asked_at: Option<EventTime>,
    now: EventTime,
) -> Result<(), SubmissionError> {
    if limits.max_waiting_questions > 0 && open_count >= i64::from(limits.max_waiting_questions) {
        return Err(SubmissionError::TooManyWaiting(limits.max_waiting_questions));
    }
    let pause = i64::from(limits.seconds_between_questions) * 1_000;
    // after the clock was set back the last question lies in the future, and sets no pause
    if let Some(ago) = last_asked_at.map(|last| now - last).filter(|ago| (0..pause).contains(ago)) {
        return Err(SubmissionError::TooSoon { seconds: (pause - ago + 999) / 1_000 });
    }
    Ok(())
}

/// Whether questions are accepted now, by the moderators' mode and the schedule.
pub(crate) fn intake_status(
    mode: IntakeMode,
    programme: &Programme,
    schedule: &Schedule,
    now: EventTime,
) -> IntakeStatus {
    match mode {
        IntakeMode::Open => IntakeStatus::Open,
        IntakeMode::VotesOnly => IntakeStatus::VotesOnly,
        IntakeMode::Closed => IntakeStatus::Closed,
        IntakeMode::Schedule => {
            let opens_at = programme.registration_opens_at().filter(|&at| now < at);
            let is_over = last_question_session_end(programme, schedule).is_some_and(|end| now >= end);
            match opens_at {
                _ if is_over => IntakeStatus::Closed,
                Some(at) => IntakeStatus::NotYet(at),
                None => IntakeStatus::Open,
            }
        }
    }
}

/// The end of the last session that takes questions; the end of the event where that session has none; `None`
/// without such a session.
pub(crate) fn last_question_session_end(programme: &Programme, schedule: &Schedule) -> Option<EventTime> {
    let takes_questions = |id: &str| programme.session(id).is_some_and(|session| session.takes_questions);
    let sessions = schedule.sessions.iter().filter(|session| takes_questions(&session.session_id));
    let last = sessions.max_by_key(|session| session.starts)?;
    schedule.end_of(last).or_else(|| schedule.over_at(programme))
}

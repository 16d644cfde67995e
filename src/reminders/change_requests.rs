//! A change of the schedule that an organiser asks for, as a command or in a sentence. The answer is a preview, or a
//! question which session or how much.
//!
//! [`SessionFinder`] finds the sessions that words name; it is an argument because another feature knows the names.

use super::change_command::{ChangeCommand, parse_change_command};
use super::change_parser::{self, ChangeKind, ParsedChange};
use super::change_preview::{is_organiser, preview, refuse, require_organiser};
use super::rules::SHIFT_RANGE_MINUTES;
use super::view;
use crate::programme::ScheduleChange;
use crate::turn::{Turn, TurnResult};

/// Finds the sessions that some words name.
pub type SessionFinder<'n> = &'n (dyn Fn(&str) -> Vec<String> + Sync);

/// `/decaler` with its argument.
pub async fn change_schedule(
    turn: &mut Turn<'_>,
    text: &str,
    find_sessions: SessionFinder<'_>,
) -> TurnResult<()> {
    if !require_organiser(turn).await? {
        return Ok(());
    }
    let now = turn.event.now;
    let change = match parse_change_command(text, turn.event.programme) {
        ChangeCommand::Empty => {
            let message = view::change_menu(turn, 0);
            turn.reply(message);
            return Ok(());
        }
        ChangeCommand::Unclear => return change_from_text(turn, text, find_sessions).await,
        ChangeCommand::OutOfRange => return refuse(turn, "change-range"),
        ChangeCommand::Shift(minutes) => ScheduleChange::ShiftFrom { now, minutes },
        ChangeCommand::Cancel(session) => ScheduleChange::Cancel { session },
        ChangeCommand::Restore(session) => ScheduleChange::Restore { session },
        ChangeCommand::Room { session, room } => ScheduleChange::ChangeRoom { session, room },
        ChangeCommand::Move { session, hour, minute } => {
            let Some(slot) = turn.event.schedule.session(&session) else {
                return refuse(turn, "change-unclear");
            };
            let day = turn.event.programme.to_local_time(slot.starts).date_naive();
            let Some(starts) = turn.event.programme.time_on_day(day, hour, minute) else {
                return refuse(turn, "change-unclear");
            };
            ScheduleChange::Move { session, starts }
        }
    };
    preview(turn, change).await
}

/// A change in the words of a sentence.
async fn change_from_text(
    turn: &mut Turn<'_>,
    text: &str,
    find_sessions: SessionFinder<'_>,
) -> TurnResult<()> {
    if let Some((name, room)) = change_parser::parse_room_change(text) {
        if let [session] = find_sessions(&name).as_slice() {
            return preview(turn, ScheduleChange::ChangeRoom { session: session.clone(), room }).await;
        }
        return refuse(turn, "change-unclear");
    }
    match change_parser::parse_change(text) {
        Some(parsed) if !parsed.session_words.is_empty() || parsed.has_change_word => {
            let sessions = find_named(&parsed, find_sessions);
            if preview_or_ask(turn, &parsed, sessions).await? {
                Ok(())
            } else {
                refuse(turn, "change-unclear")
            }
        }
        _ => refuse(turn, "change-unclear"),
    }
}

/// A sentence of an organiser that changes the schedule, such as "we are 20 minutes late". False when it is none. The
/// answer is a preview: the sentence alone changes nothing.
pub async fn try_change_from_text(
    turn: &mut Turn<'_>,
    text: &str,
    find_sessions: SessionFinder<'_>,
) -> TurnResult<bool> {
    if let Some(session) = turn.person.conversation.changing_session.take()
        && let Some(parsed) =
            change_parser::parse_change(text).filter(|parsed| parsed.session_words.is_empty())
        && parsed.kind != ChangeKind::Unspecified
        && is_organiser(turn).await?
    {
        return preview_or_ask(turn, &parsed, vec![session]).await;
    }
    if !change_parser::may_be_change(text) {
        return Ok(false);
    }
    let Some(parsed) = change_parser::parse_change(text).filter(|parsed| parsed.has_change_word) else {
        return Ok(false);
    };
    if change_parser::is_about_speaker(text) || !is_organiser(turn).await? {
        return Ok(false);
    }
    let sessions = find_named(&parsed, find_sessions);
    let is_shift_of_all = parsed.session_words.is_empty() && matches!(parsed.kind, ChangeKind::ShiftBy(_));
    if sessions.is_empty() && !is_shift_of_all {
        return Ok(false);
    }
    preview_or_ask(turn, &parsed, sessions).await
}

fn find_named(parsed: &ParsedChange, find_sessions: SessionFinder<'_>) -> Vec<String> {
    if parsed.session_words.is_empty() { Vec::new() } else { find_sessions(&parsed.session_words) }
}

/// Previews a change, or asks which session or how much; false when the change is unclear.
async fn preview_or_ask(
    turn: &mut Turn<'_>,
    parsed: &ParsedChange,
    sessions: Vec<String>,
) -> TurnResult<bool> {
    let now = turn.event.now;
    let session = match sessions.as_slice() {
        [session] => session.clone(),
        [] => match parsed.kind {
            ChangeKind::ShiftBy(minutes)
                if !parsed.session_words.is_empty() || !SHIFT_RANGE_MINUTES.contains(&minutes) =>
            {
                return Ok(false);
            }
            ChangeKind::ShiftBy(minutes) => {
                preview(turn, ScheduleChange::ShiftFrom { now, minutes }).await?;
                return Ok(true);
            }
            _ => return Ok(false),
        },
        several => {
            let message = view::choose_session(turn, several);
            turn.reply(message);
            return Ok(true);
        }
    };
    let Some(slot) = turn.event.schedule.session(&session) else { return Ok(false) };
    let starts = slot.starts;
    let change = match parsed.kind {
        ChangeKind::ShiftBy(minutes) if SHIFT_RANGE_MINUTES.contains(&minutes) => {
            ScheduleChange::Move { session, starts: starts + minutes * 60_000 }
        }
        ChangeKind::ShiftBy(_) => return Ok(false),
        ChangeKind::MoveTo { hour, minute } => {
            let day = turn.event.programme.to_local_time(starts).date_naive();
            let Some(starts) = turn.event.programme.time_on_day(day, hour, minute) else { return Ok(false) };
            ScheduleChange::Move { session, starts }
        }
        ChangeKind::Cancel => ScheduleChange::Cancel { session },
        ChangeKind::Restore => ScheduleChange::Restore { session },
        ChangeKind::Unspecified => {
            let message = view::session_menu(turn, &session);
            turn.reply(message);
            return Ok(true);
        }
    };
    preview(turn, change).await?;
    Ok(true)
}

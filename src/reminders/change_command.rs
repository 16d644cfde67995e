//! The argument of `/decaler` in its short form: minutes, or a session's id and what changes. Pure.

use super::rules::SHIFT_RANGE_MINUTES;
use crate::programme::Programme;

/// What an organiser asks for with `/decaler`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeCommand {
    /// Shift all sessions that have not begun by this many minutes.
    Shift(i64),
    /// Move a session to this local time of its day.
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
    /// No argument: show the possible changes.
    Empty,
    /// A shift outside of [`SHIFT_RANGE_MINUTES`].
    OutOfRange,
    /// Not in the short form; may still be a sentence.
    Unclear,
}

/// Parses `15`, `-5`, `table-ronde 11h00`, `table-ronde annuler`, `table-ronde salle Salon 2`.
pub fn parse_change_command(text: &str, programme: &Programme) -> ChangeCommand {
    let text = text.trim();
    if text.is_empty() {
        return ChangeCommand::Empty;
    }
    let (first, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let rest = rest.trim();
    // Phone keyboards produce other minus signs.
    if let Ok(minutes) = first.replace(['\u{2212}', '\u{2013}'], "-").parse::<i64>() {
        let is_unit =
            rest.is_empty() || rest.eq_ignore_ascii_case("min") || rest.eq_ignore_ascii_case("minutes");
        return match minutes {
            _ if !is_unit => ChangeCommand::Unclear,
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

/// Hour and minute of "11h", "11h05", "11:05".
fn parse_time(text: &str) -> Option<(u32, u32)> {
    let (hour, minute) = text.split_once(['h', ':'])?;
    let minute = if minute.is_empty() { 0 } else { minute.parse().ok()? };
    let hour = hour.parse().ok()?;
    (hour < 24 && minute < 60).then_some((hour, minute))
}

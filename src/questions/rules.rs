//! What a question is, which states it goes through, and how many somebody may ask. Pure.

use std::fmt;

use crate::clock::Millis;
use crate::programme::Limits;

/// The text of a question: something to read, at most a thousand characters, so that a moderator
/// can take it in at a glance and a card with it always fits a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionText(String);

const LONGEST: usize = 1_000;

/// Why a question is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooLong {
        characters: usize,
    },
    NotText,
    /// So many of theirs wait already.
    TooManyWaiting(u32),
    /// They may ask again after so many seconds.
    TooSoon {
        seconds: i64,
    },
}

impl QuestionText {
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let text: String =
            typed.chars().filter(|&c| c == '\n' || !c.is_control()).filter(|&c| !turns(c)).collect();
        let text = text.trim();
        match text.chars().count() {
            characters if characters > LONGEST => Err(Refusal::TooLong { characters }),
            _ if text.chars().any(char::is_alphanumeric) => Ok(Self(text.to_owned())),
            _ => Err(Refusal::Empty),
        }
    }

    pub const LONGEST: usize = LONGEST;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QuestionText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Marks that turn the writing direction of what comes after them, and blanks nobody sees.
fn turns(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// ```text
/// waiting → taken → answered
///    └────────┴───→ aside
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Waiting,
    Taken,
    Answered,
    Aside,
}

impl State {
    pub const ALL: [State; 4] = [State::Waiting, State::Taken, State::Answered, State::Aside];

    pub fn name(self) -> &'static str {
        match self {
            State::Waiting => "waiting",
            State::Taken => "taken",
            State::Answered => "answered",
            State::Aside => "aside",
        }
    }
}

/// Whether somebody who has so many waiting, the last of them asked then, may ask again. A limit
/// of 0 in the event file means no limit.
pub fn may_ask(limits: &Limits, waiting: i64, last: Option<Millis>, now: Millis) -> Result<(), Refusal> {
    if limits.questions_waiting > 0 && waiting >= i64::from(limits.questions_waiting) {
        return Err(Refusal::TooManyWaiting(limits.questions_waiting));
    }
    let between = i64::from(limits.seconds_between_questions) * 1_000;
    // a clock that was set back makes nobody wait for a moment that has been already
    if let Some(ago) = last.map(|last| now - last).filter(|ago| (0..between).contains(ago)) {
        return Err(Refusal::TooSoon { seconds: (between - ago + 999) / 1_000 });
    }
    Ok(())
}

//! What moderators set for all: when questions are taken, whether one is read before it is public,
//! what lifts a question, whether the next one is on the screen at once, what the hall shows beside the
//! one being answered.

use super::super::asking::{Intake, Mode, intake};
use crate::db::{self, Conn};
use crate::programme::Programme;
use crate::turn::{Forum, Turn};

const MODE: &str = "questions-mode";
const REVIEW: &str = "questions-review";
const FAIR: &str = "questions-fair";
const NEXT: &str = "hall-next";
const AT_ONCE: &str = "hall-at-once";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    pub mode: Mode,
    /// Whether a moderator reads each question before it is public.
    pub review: bool,
    /// Whether people and themes never heard are lifted.
    pub fair: bool,
    /// Whether the hall sees the next few.
    pub next: bool,
    /// Whether the button for the next question shows it to the hall at once.
    pub at_once: bool,
}

/// One of them as it is wanted: what a button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Mode(Mode),
    Review(bool),
    Fair(bool),
    Next(bool),
    AtOnce(bool),
}

impl Wish {
    /// Reads `mode:open`, `review:on` …
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        let on = match value {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        Some(match name {
            "mode" => Self::Mode(Mode::from_name(value)?),
            "review" => Self::Review(on?),
            "fair" => Self::Fair(on?),
            "hallnext" => Self::Next(on?),
            "atonce" => Self::AtOnce(on?),
            _ => return None,
        })
    }

    /// What the journal calls it.
    pub fn name(self) -> &'static str {
        match self {
            Wish::Mode(_) => "mode",
            Wish::Review(_) => "review",
            Wish::Fair(_) => "fair",
            Wish::Next(_) => "hallnext",
            Wish::AtOnce(_) => "atonce",
        }
    }

    pub fn value(self) -> &'static str {
        match self {
            Wish::Mode(mode) => mode.name(),
            Wish::Review(on) | Wish::Fair(on) | Wish::Next(on) | Wish::AtOnce(on) => {
                if on {
                    "on"
                } else {
                    "off"
                }
            }
        }
    }
}

impl Settings {
    pub fn intake(&self, forum: &Forum<'_>) -> Intake {
        intake(self.mode, forum.programme, forum.schedule, forum.now)
    }

    /// Whether a wish is as it is already.
    pub fn has(&self, wish: Wish) -> bool {
        match wish {
            Wish::Mode(mode) => self.mode == mode,
            Wish::Review(on) => self.review == on,
            Wish::Fair(on) => self.fair == on,
            Wish::Next(on) => self.next == on,
            Wish::AtOnce(on) => self.at_once == on,
        }
    }
}

/// As moderators set it, else as the event file has it.
pub async fn settings(conn: &mut Conn, programme: &Programme) -> sqlx::Result<Settings> {
    let set = db::settings(conn, &[MODE, REVIEW, FAIR, NEXT, AT_ONCE]).await?;
    let on = |name: &str, usual: bool| set.get(name).map_or(usual, |set| set == "on");
    Ok(Settings {
        mode: set.get(MODE).and_then(|name| Mode::from_name(name)).unwrap_or(Mode::Schedule),
        review: on(REVIEW, programme.round_table.review_before),
        fair: on(FAIR, programme.round_table.fairness),
        next: on(NEXT, false),
        at_once: on(AT_ONCE, false),
    })
}

/// The same in a turn, where one before it may have read them.
pub async fn in_turn(turn: &mut Turn<'_>) -> sqlx::Result<Settings> {
    if let Some(&mut known) = turn.memory.get::<Settings>() {
        return Ok(known);
    }
    let settings = settings(turn.conn, turn.forum.programme).await?;
    turn.memory.keep(settings);
    Ok(settings)
}

pub async fn set(turn: &mut Turn<'_>, wish: Wish) -> sqlx::Result<()> {
    turn.memory.forget::<Settings>();
    let name = match wish {
        Wish::Mode(_) => MODE,
        Wish::Review(_) => REVIEW,
        Wish::Fair(_) => FAIR,
        Wish::Next(_) => NEXT,
        Wish::AtOnce(_) => AT_ONCE,
    };
    db::set_setting(turn.conn, name, wish.value()).await
}

//! What moderators set for all: when questions are taken, whether one is read before it is public,
//! what lifts a question, whether the next one is on the screen at once, what the hall shows beside the
//! one being answered.

use super::super::ask::{IntakeMode, IntakeStatus, intake_status};
use crate::db::{self, Conn};
use crate::programme::Programme;
use crate::turn::{EventContext, Turn};

const MODE_KEY: &str = "questions-mode";
const REVIEW_KEY: &str = "questions-review";
const BOOST_KEY: &str = "questions-fair";
const SHOW_NEXT_KEY: &str = "hall-next";
const SHOW_AT_ONCE_KEY: &str = "hall-at-once";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModerationSettings {
    pub mode: IntakeMode,
    /// Whether a moderator reads each question before it is public.
    pub review_first: bool,
    /// Whether people and themes never heard are lifted.
    pub boost_newcomers: bool,
    /// Whether the hall sees the next few.
    pub show_next: bool,
    /// Whether the button for the next question shows it to the hall at once.
    pub show_at_once: bool,
}

/// One of them as it is wanted: what a button says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingChange {
    Mode(IntakeMode),
    ReviewFirst(bool),
    BoostNewcomers(bool),
    ShowNext(bool),
    ShowAtOnce(bool),
}

impl SettingChange {
    /// Reads `mode:open`, `review:on` …
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        let on = match value {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        };
        Some(match name {
            "mode" => Self::Mode(IntakeMode::from_name(value)?),
            "review" => Self::ReviewFirst(on?),
            "fair" => Self::BoostNewcomers(on?),
            "hallnext" => Self::ShowNext(on?),
            "atonce" => Self::ShowAtOnce(on?),
            _ => return None,
        })
    }

    /// What the journal calls it.
    pub fn name(self) -> &'static str {
        match self {
            SettingChange::Mode(_) => "mode",
            SettingChange::ReviewFirst(_) => "review",
            SettingChange::BoostNewcomers(_) => "fair",
            SettingChange::ShowNext(_) => "hallnext",
            SettingChange::ShowAtOnce(_) => "atonce",
        }
    }

    pub fn value(self) -> &'static str {
        match self {
            SettingChange::Mode(mode) => mode.name(),
            SettingChange::ReviewFirst(on)
            | SettingChange::BoostNewcomers(on)
            | SettingChange::ShowNext(on)
            | SettingChange::ShowAtOnce(on) => {
                if on {
                    "on"
                } else {
                    "off"
                }
            }
        }
    }
}

impl ModerationSettings {
    pub fn intake_status(&self, forum: &EventContext<'_>) -> IntakeStatus {
        intake_status(self.mode, forum.programme, forum.schedule, forum.now)
    }

    /// Whether a wish is as it is already.
    pub fn is_set_to(&self, wish: SettingChange) -> bool {
        match wish {
            SettingChange::Mode(mode) => self.mode == mode,
            SettingChange::ReviewFirst(on) => self.review_first == on,
            SettingChange::BoostNewcomers(on) => self.boost_newcomers == on,
            SettingChange::ShowNext(on) => self.show_next == on,
            SettingChange::ShowAtOnce(on) => self.show_at_once == on,
        }
    }
}

/// As moderators set it, else as the event file has it.
pub async fn load_settings(conn: &mut Conn, programme: &Programme) -> sqlx::Result<ModerationSettings> {
    let set =
        db::get_settings(conn, &[MODE_KEY, REVIEW_KEY, BOOST_KEY, SHOW_NEXT_KEY, SHOW_AT_ONCE_KEY]).await?;
    let on = |name: &str, usual: bool| set.get(name).map_or(usual, |set| set == "on");
    Ok(ModerationSettings {
        mode: set.get(MODE_KEY).and_then(|name| IntakeMode::from_name(name)).unwrap_or(IntakeMode::Schedule),
        review_first: on(REVIEW_KEY, programme.round_table.review_first),
        boost_newcomers: on(BOOST_KEY, programme.round_table.boost_newcomers),
        show_next: on(SHOW_NEXT_KEY, false),
        show_at_once: on(SHOW_AT_ONCE_KEY, false),
    })
}

/// The same in a turn, where one before it may have read them.
pub async fn cached_settings(turn: &mut Turn<'_>) -> sqlx::Result<ModerationSettings> {
    if let Some(&mut known) = turn.cache.get::<ModerationSettings>() {
        return Ok(known);
    }
    let settings = load_settings(turn.conn, turn.event.programme).await?;
    turn.cache.insert(settings);
    Ok(settings)
}

pub async fn save_setting(turn: &mut Turn<'_>, wish: SettingChange) -> sqlx::Result<()> {
    turn.cache.invalidate::<ModerationSettings>();
    let name = match wish {
        SettingChange::Mode(_) => MODE_KEY,
        SettingChange::ReviewFirst(_) => REVIEW_KEY,
        SettingChange::BoostNewcomers(_) => BOOST_KEY,
        SettingChange::ShowNext(_) => SHOW_NEXT_KEY,
        SettingChange::ShowAtOnce(_) => SHOW_AT_ONCE_KEY,
    };
    db::set_setting(turn.conn, name, wish.value()).await
}

//! One setting of the moderators with its new value.

use super::intake::{BrowserDoor, IntakeMode};

/// A setting as it is wanted. A button carries it as `name:value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingChange {
    Mode(IntakeMode),
    /// Whether a moderator reads each question before it is public.
    ReviewFirst(bool),
    /// What people in a browser may do.
    BrowserDoor(BrowserDoor),
    /// Whether a moderator reads each question from a browser before it is public.
    BrowserReview(bool),
    /// Whether newcomers and untreated themes move up in the queue.
    BoostNewcomers(bool),
    /// Whether the hall's screen lists the next questions.
    ShowNext(bool),
    /// Whether the button for the next question puts it on the screen at once.
    ShowAtOnce(bool),
}

impl SettingChange {
    /// Parses a name and a value: `mode` and `open`, `review` and `on`.
    pub fn parse(name: &str, value: &str) -> Option<Self> {
        let on = || parse_on_off(value);
        Some(match name {
            "mode" => Self::Mode(IntakeMode::from_name(value)?),
            "review" => Self::ReviewFirst(on()?),
            "browser" => Self::BrowserDoor(BrowserDoor::from_name(value)?),
            "browserreview" => Self::BrowserReview(on()?),
            "fair" => Self::BoostNewcomers(on()?),
            "hallnext" => Self::ShowNext(on()?),
            "atonce" => Self::ShowAtOnce(on()?),
            _ => return None,
        })
    }

    /// The name in buttons and in the journal.
    pub fn name(self) -> &'static str {
        match self {
            SettingChange::Mode(_) => "mode",
            SettingChange::ReviewFirst(_) => "review",
            SettingChange::BrowserDoor(_) => "browser",
            SettingChange::BrowserReview(_) => "browserreview",
            SettingChange::BoostNewcomers(_) => "fair",
            SettingChange::ShowNext(_) => "hallnext",
            SettingChange::ShowAtOnce(_) => "atonce",
        }
    }

    /// The value in buttons, in the journal and in the settings table.
    pub fn value(self) -> &'static str {
        match self {
            SettingChange::Mode(mode) => mode.name(),
            SettingChange::BrowserDoor(door) => door.name(),
            SettingChange::ReviewFirst(on)
            | SettingChange::BrowserReview(on)
            | SettingChange::BoostNewcomers(on)
            | SettingChange::ShowNext(on)
            | SettingChange::ShowAtOnce(on) => on_off(on),
        }
    }
}

/// `on` or `off`, as buttons and settings carry a switch.
pub(crate) fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

/// The switch of `on` or `off`.
pub(crate) fn parse_on_off(value: &str) -> Option<bool> {
    match value {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

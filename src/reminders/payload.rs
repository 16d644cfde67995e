//! The data of this feature's buttons: `rem:` for what a person sets, `sched:` for changes of the schedule.
//!
//! People's chats hold such buttons for months: every form that was ever sent must still be parsed.

use std::fmt;
use std::str::FromStr;

use strum::EnumIter;

use crate::clock::EventTime;
use crate::programme::ScheduleChange;

/// A button of this feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    Settings(SettingsPayload),
    Schedule(SchedulePayload),
}

/// A button of a person's own settings, or under a reminder.
#[derive(Debug, Clone, PartialEq, Eq, EnumIter)]
pub enum SettingsPayload {
    /// Shows the settings in place of the pressed message.
    Show,
    /// Shows the settings in a new message.
    Open,
    ShowReminders,
    ShowLeadTimes,
    /// A page of the sessions to come, counted from 0.
    ShowSessions {
        page: usize,
    },
    MuteAll,
    UnmuteAll,
    /// Mutes or unmutes a reminder of the event file.
    SetReminder {
        reminder: String,
        wanted: bool,
    },
    SetLead {
        minutes: i64,
    },
    /// Subscribes to a session or unsubscribes; `page` is the page to show again.
    SetSubscription {
        session: String,
        wanted: bool,
        page: usize,
    },
}

/// A button about a change of the schedule. Only [`Confirm`](Self::Confirm) and [`Undo`](Self::Undo) change it.
#[derive(Debug, Clone, PartialEq, Eq, EnumIter)]
pub enum SchedulePayload {
    /// Drops the previewed change.
    Drop,
    /// Previews a shift of all sessions that have not begun.
    PreviewShift {
        minutes: i64,
    },
    /// The sessions to come, without the first `skip`.
    ShowSessions {
        skip: usize,
    },
    ShowSession {
        session: String,
    },
    /// Previews a shift of one session.
    PreviewSessionShift {
        session: String,
        minutes: i64,
    },
    /// Previews another start of a session and of those that follow it; `starts` in whole minutes.
    PreviewMoveWithFollowing {
        session: String,
        starts: EventTime,
    },
    PreviewCancel {
        session: String,
    },
    PreviewRestore {
        session: String,
    },
    /// Undoes the change with this number.
    Undo {
        version: i64,
    },
    /// Applies a previewed change if `version` is still the number of the last change.
    Confirm {
        version: i64,
        change: PreviewedChange,
    },
}

/// A [`ScheduleChange`] as a button carries it. Starts are in whole minutes, `now` in whole seconds.
#[derive(Debug, Clone, PartialEq, Eq, EnumIter)]
pub enum PreviewedChange {
    ShiftFrom {
        now: EventTime,
        minutes: i64,
    },
    Move {
        session: String,
        starts: EventTime,
    },
    MoveWithFollowing {
        session: String,
        starts: EventTime,
    },
    Cancel {
        session: String,
    },
    Restore {
        session: String,
    },
    /// The new room is too long for a button: the conversation of the organiser has it.
    ChangeRoom {
        session: String,
    },
}

/// Data that no button of this feature has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button data")]
pub struct UnknownPayload;

impl SchedulePayload {
    /// The button that confirms `change`, valid as long as `version` is the number of the last change.
    pub fn confirm(change: &ScheduleChange, version: i64) -> Self {
        let change = match change.clone() {
            ScheduleChange::ShiftFrom { now, minutes } => PreviewedChange::ShiftFrom { now, minutes },
            ScheduleChange::Move { session, starts } => PreviewedChange::Move { session, starts },
            ScheduleChange::MoveWithFollowing { session, starts } => {
                PreviewedChange::MoveWithFollowing { session, starts }
            }
            ScheduleChange::Cancel { session } => PreviewedChange::Cancel { session },
            ScheduleChange::Restore { session } => PreviewedChange::Restore { session },
            ScheduleChange::ChangeRoom { session, .. } => PreviewedChange::ChangeRoom { session },
        };
        Self::Confirm { version, change }
    }
}

impl Default for PreviewedChange {
    fn default() -> Self {
        Self::Cancel { session: String::new() }
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Settings(payload) => payload.fmt(f),
            Self::Schedule(payload) => payload.fmt(f),
        }
    }
}

impl fmt::Display for SettingsPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Show => write!(f, "rem:show"),
            Self::Open => write!(f, "rem:open"),
            Self::ShowReminders => write!(f, "rem:kinds"),
            Self::ShowLeadTimes => write!(f, "rem:lead"),
            Self::ShowSessions { page } => write!(f, "rem:sessions:{page}"),
            Self::MuteAll => write!(f, "rem:all:off"),
            Self::UnmuteAll => write!(f, "rem:all:on"),
            Self::SetReminder { reminder, wanted } => write!(f, "rem:kind:{reminder}:{}", on_off(*wanted)),
            Self::SetLead { minutes } => write!(f, "rem:lead:{minutes}"),
            Self::SetSubscription { session, wanted, page } => {
                write!(f, "rem:wish:{session}:{}:{page}", on_off(*wanted))
            }
        }
    }
}

impl fmt::Display for SchedulePayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drop => write!(f, "sched:no"),
            Self::PreviewShift { minutes } => write!(f, "sched:ask:{minutes}"),
            Self::ShowSessions { skip } => write!(f, "sched:points:{skip}"),
            Self::ShowSession { session } => write!(f, "sched:one:{session}"),
            Self::PreviewSessionShift { session, minutes } => write!(f, "sched:by:{session}:{minutes}"),
            Self::PreviewMoveWithFollowing { session, starts } => {
                write!(f, "sched:rest:{session}:{}", to_minutes(*starts))
            }
            Self::PreviewCancel { session } => write!(f, "sched:off:{session}"),
            Self::PreviewRestore { session } => write!(f, "sched:on:{session}"),
            Self::Undo { version } => write!(f, "sched:undo:{version}"),
            Self::Confirm { version, change } => match change {
                PreviewedChange::ShiftFrom { now, minutes } => {
                    write!(f, "sched:shift:{version}:{minutes}:{}", to_seconds(*now))
                }
                PreviewedChange::Move { session, starts } => {
                    write!(f, "sched:move:{version}:{session}:{}", to_minutes(*starts))
                }
                PreviewedChange::MoveWithFollowing { session, starts } => {
                    write!(f, "sched:moveon:{version}:{session}:{}", to_minutes(*starts))
                }
                PreviewedChange::Cancel { session } => write!(f, "sched:cancel:{version}:{session}"),
                PreviewedChange::Restore { session } => write!(f, "sched:restore:{version}:{session}"),
                PreviewedChange::ChangeRoom { session } => write!(f, "sched:room:{version}:{session}"),
            },
        }
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let parts: Vec<&str> = data.split(':').collect();
        match parts.as_slice() {
            ["rem", parts @ ..] => parse_settings(parts).map(Self::Settings),
            ["sched", parts @ ..] => parse_schedule(parts).map(Self::Schedule),
            _ => None,
        }
        .ok_or(UnknownPayload)
    }
}

fn parse_settings(parts: &[&str]) -> Option<SettingsPayload> {
    Some(match parts {
        ["show"] => SettingsPayload::Show,
        ["open"] => SettingsPayload::Open,
        ["kinds"] => SettingsPayload::ShowReminders,
        ["lead"] => SettingsPayload::ShowLeadTimes,
        ["sessions", page] => SettingsPayload::ShowSessions { page: parse_page(page) },
        ["all", "off"] => SettingsPayload::MuteAll,
        ["all", "on"] => SettingsPayload::UnmuteAll,
        ["kind", reminder, wanted] => {
            SettingsPayload::SetReminder { reminder: (*reminder).to_owned(), wanted: parse_on_off(wanted)? }
        }
        ["lead", minutes] => SettingsPayload::SetLead { minutes: minutes.parse().ok()? },
        ["wish", session, wanted, page] => SettingsPayload::SetSubscription {
            session: (*session).to_owned(),
            wanted: parse_on_off(wanted)?,
            page: parse_page(page),
        },
        _ => return None,
    })
}

fn parse_schedule(parts: &[&str]) -> Option<SchedulePayload> {
    let confirm =
        |version: &str, change| Some(SchedulePayload::Confirm { version: parse_number(version)?, change });
    match *parts {
        ["no"] => Some(SchedulePayload::Drop),
        ["ask", minutes] => Some(SchedulePayload::PreviewShift { minutes: parse_number(minutes)? }),
        ["points", skip] => Some(SchedulePayload::ShowSessions { skip: parse_page(skip) }),
        ["one", session] => Some(SchedulePayload::ShowSession { session: session.to_owned() }),
        ["by", session, minutes] => Some(SchedulePayload::PreviewSessionShift {
            session: session.to_owned(),
            minutes: parse_number(minutes)?,
        }),
        ["rest", session, starts] => Some(SchedulePayload::PreviewMoveWithFollowing {
            session: session.to_owned(),
            starts: parse_minutes(starts)?,
        }),
        ["off", session] => Some(SchedulePayload::PreviewCancel { session: session.to_owned() }),
        ["on", session] => Some(SchedulePayload::PreviewRestore { session: session.to_owned() }),
        ["undo", version] => Some(SchedulePayload::Undo { version: parse_number(version)? }),
        ["shift", version, minutes, now] => confirm(
            version,
            PreviewedChange::ShiftFrom { now: parse_seconds(now)?, minutes: parse_number(minutes)? },
        ),
        ["move", version, session, starts] => {
            let (session, starts) = (session.to_owned(), parse_minutes(starts)?);
            confirm(version, PreviewedChange::Move { session, starts })
        }
        ["moveon", version, session, starts] => {
            let (session, starts) = (session.to_owned(), parse_minutes(starts)?);
            confirm(version, PreviewedChange::MoveWithFollowing { session, starts })
        }
        ["cancel", version, session] => {
            confirm(version, PreviewedChange::Cancel { session: session.to_owned() })
        }
        ["restore", version, session] => {
            confirm(version, PreviewedChange::Restore { session: session.to_owned() })
        }
        ["room", version, session] => {
            confirm(version, PreviewedChange::ChangeRoom { session: session.to_owned() })
        }
        _ => None,
    }
}

fn on_off(wanted: bool) -> &'static str {
    if wanted { "on" } else { "off" }
}

fn parse_on_off(word: &str) -> Option<bool> {
    match word {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    }
}

/// A page that cannot be parsed is the first one.
fn parse_page(text: &str) -> usize {
    text.parse().unwrap_or_default()
}

/// Times are multiplied: a number far beyond any time is forged and must not overflow.
fn parse_number(text: &str) -> Option<i64> {
    const LIMIT: i64 = 1 << 40;
    text.parse().ok().filter(|number| (-LIMIT..LIMIT).contains(number))
}

fn to_minutes(at: EventTime) -> i64 {
    at.0 / 60_000
}

fn parse_minutes(text: &str) -> Option<EventTime> {
    Some(EventTime(parse_number(text)? * 60_000))
}

fn to_seconds(at: EventTime) -> i64 {
    at.0 / 1_000
}

fn parse_seconds(text: &str) -> Option<EventTime> {
    Some(EventTime(parse_number(text)? * 1_000))
}

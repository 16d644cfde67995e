//! The data of this feature's buttons, `news:`.
//!
//! Organisers' chats hold such buttons for months: every form that was ever sent must still be parsed.

use std::fmt;
use std::str::FromStr;

use strum::EnumIter;

use super::model::AnnouncementAudience;
use crate::i18n::Lang;
use crate::ids::AnnouncementNumber;

/// A button of this feature.
#[derive(Debug, Clone, PartialEq, Eq, EnumIter)]
pub enum Payload {
    /// Sends the draft if `version` is still its version.
    Send {
        number: AnnouncementNumber,
        version: i64,
    },
    /// Stops sending.
    Stop {
        number: AnnouncementNumber,
    },
    /// Asks for the text in one language, or for everyone without a text of their own.
    Write {
        number: AnnouncementNumber,
        language: Option<Lang>,
    },
    /// Shows the audiences.
    ShowAudiences {
        number: AnnouncementNumber,
    },
    /// Shows the categories of attendees.
    ShowCategories {
        number: AnnouncementNumber,
    },
    SetAudience {
        number: AnnouncementNumber,
        audience: AnnouncementAudience,
    },
    /// Shows the card of the draft.
    ShowCard {
        number: AnnouncementNumber,
    },
    /// Deletes the draft.
    Drop {
        number: AnnouncementNumber,
    },
}

/// Data that no button of this feature has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button data")]
pub struct UnknownPayload;

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Send { number, version } => write!(f, "news:send:{number}:{version}"),
            Self::Stop { number } => write!(f, "news:stop:{number}"),
            Self::Write { number, language: None } => write!(f, "news:text:{number}"),
            Self::Write { number, language: Some(language) } => {
                write!(f, "news:text:{number}:{}", language.code())
            }
            Self::ShowAudiences { number } => write!(f, "news:to:{number}"),
            Self::ShowCategories { number } => write!(f, "news:kinds:{number}"),
            Self::SetAudience { number, audience } => write!(f, "news:for:{number}:{audience}"),
            Self::ShowCard { number } => write!(f, "news:card:{number}"),
            Self::Drop { number } => write!(f, "news:drop:{number}"),
        }
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        parse(data).ok_or(UnknownPayload)
    }
}

fn parse(data: &str) -> Option<Payload> {
    let parts: Vec<&str> = data.split(':').collect();
    let ["news", action, number, parts @ ..] = parts.as_slice() else { return None };
    let number = number.parse().ok()?;
    Some(match (*action, parts) {
        ("send", [version]) => Payload::Send { number, version: version.parse().ok()? },
        ("stop", []) => Payload::Stop { number },
        ("text", []) => Payload::Write { number, language: None },
        ("text", [code]) => Payload::Write { number, language: Some(Lang::from_code(code)?) },
        ("to", []) => Payload::ShowAudiences { number },
        ("kinds", []) => Payload::ShowCategories { number },
        ("for", [audience]) => Payload::SetAudience { number, audience: audience.parse().ok()? },
        ("card", []) => Payload::ShowCard { number },
        ("drop", []) => Payload::Drop { number },
        _ => return None,
    })
}

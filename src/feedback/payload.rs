//! The data of this feature's buttons, `fb:`. People's chats hold them for months: every form must still be parsed.

use std::fmt;
use std::str::FromStr;

use super::model::{AnswerKey, Rating};

/// A button of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `fb:useful:3`: how useful the event was.
    Usefulness(Rating),
    /// `fb:organised:3`: how well it was organised.
    Organisation(Rating),
    /// `fb:again`: the questions from the first one on.
    Restart,
    /// `fb:line`: awaits the free line.
    WriteLine,
    /// `fb:done`: nothing more to say.
    Finish,
    /// `fb:results`: what everybody answered, for organisers.
    Results,
    /// `fb:voice:4711`: a voice message, for organisers.
    Voice(AnswerKey),
}

/// Data that no button of this feature has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button data")]
pub struct UnknownPayload;

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usefulness(rating) => write!(f, "fb:useful:{}", *rating as i64),
            Self::Organisation(rating) => write!(f, "fb:organised:{}", *rating as i64),
            Self::Restart => f.write_str("fb:again"),
            Self::WriteLine => f.write_str("fb:line"),
            Self::Finish => f.write_str("fb:done"),
            Self::Results => f.write_str("fb:results"),
            Self::Voice(key) => write!(f, "fb:voice:{key}"),
        }
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        parse(data).filter(|payload| payload.to_string() == data).ok_or(UnknownPayload)
    }
}

fn parse(data: &str) -> Option<Payload> {
    let parts: Vec<&str> = data.split(':').collect();
    let rating = |text: &str| Rating::from_repr(text.parse().ok()?);
    Some(match parts.as_slice() {
        ["fb", "useful", given] => Payload::Usefulness(rating(given)?),
        ["fb", "organised", given] => Payload::Organisation(rating(given)?),
        ["fb", "again"] => Payload::Restart,
        ["fb", "line"] => Payload::WriteLine,
        ["fb", "done"] => Payload::Finish,
        ["fb", "results"] => Payload::Results,
        ["fb", "voice", key] => Payload::Voice(key.parse().ok()?),
        _ => return None,
    })
}

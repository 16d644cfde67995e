//! The data of this feature's buttons, `mic:`. Each names the state that its presser saw, so that of two presses only
//! one has an effect.

use std::fmt;
use std::str::FromStr;

use super::model::{Mode, RequestNumber};

/// A button of this feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `mic:ask`: asks for the floor.
    Ask,
    /// `mic:show`: where the person stands.
    Show,
    /// `mic:leave`: takes the request back.
    Leave,
    /// `mic:name:on`, `mic:name:off`: whether moderators see the first name.
    ShowName(bool),
    /// `mic:come:7`: the person is coming to the microphone.
    Come(RequestNumber),
    /// `mic:pass:7`: the person leaves the floor to the next.
    Pass(RequestNumber),
    /// `mic:queue`: who waits, for moderators.
    Queue,
    /// `mic:give:7:4`: gives the floor to request 7, while request 4 has it; 0 for nobody.
    Give(RequestNumber, RequestNumber),
    /// `mic:done:7`: request 7 has finished.
    Done(RequestNumber),
    /// `mic:skip:7:first`, `mic:skip:7:again`: request 7 is not there, for the first or the second time.
    Skip(RequestNumber, SkipCount),
    /// `mic:mode:open`: when the hall may ask.
    SetMode(Mode),
    /// `mic:clear`: asks whether to remove everybody who waits.
    AskToClear,
    /// `mic:clear:yes`: removes them.
    Clear,
    /// `mic:first:on`, `mic:first:off`: whether those who have not had the floor come first.
    NewcomersFirst(bool),
}

/// Whether a request is skipped for the first time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipCount {
    First,
    Again,
}

/// Data that no button of this feature has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button data")]
pub struct UnknownPayload;

fn on_off(on: bool) -> &'static str {
    if on { "on" } else { "off" }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ask => f.write_str("mic:ask"),
            Self::Show => f.write_str("mic:show"),
            Self::Leave => f.write_str("mic:leave"),
            Self::ShowName(on) => write!(f, "mic:name:{}", on_off(*on)),
            Self::Come(number) => write!(f, "mic:come:{number}"),
            Self::Pass(number) => write!(f, "mic:pass:{number}"),
            Self::Queue => f.write_str("mic:queue"),
            Self::Give(number, speaker) => write!(f, "mic:give:{number}:{speaker}"),
            Self::Done(number) => write!(f, "mic:done:{number}"),
            Self::Skip(number, SkipCount::First) => write!(f, "mic:skip:{number}:first"),
            Self::Skip(number, SkipCount::Again) => write!(f, "mic:skip:{number}:again"),
            Self::SetMode(mode) => write!(f, "mic:mode:{}", mode.name()),
            Self::AskToClear => f.write_str("mic:clear"),
            Self::Clear => f.write_str("mic:clear:yes"),
            Self::NewcomersFirst(on) => write!(f, "mic:first:{}", on_off(*on)),
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
    Some(match parts.as_slice() {
        ["mic", "ask"] => Payload::Ask,
        ["mic", "show"] => Payload::Show,
        ["mic", "leave"] => Payload::Leave,
        ["mic", "name", on] => Payload::ShowName(*on == "on"),
        ["mic", "come", number] => Payload::Come(number.parse().ok()?),
        ["mic", "pass", number] => Payload::Pass(number.parse().ok()?),
        ["mic", "queue"] => Payload::Queue,
        ["mic", "give", number, speaker] => Payload::Give(number.parse().ok()?, speaker.parse().ok()?),
        ["mic", "done", number] => Payload::Done(number.parse().ok()?),
        ["mic", "skip", number, "first"] => Payload::Skip(number.parse().ok()?, SkipCount::First),
        ["mic", "skip", number, "again"] => Payload::Skip(number.parse().ok()?, SkipCount::Again),
        ["mic", "mode", mode] => Payload::SetMode(mode.parse().ok()?),
        ["mic", "clear"] => Payload::AskToClear,
        ["mic", "clear", "yes"] => Payload::Clear,
        ["mic", "first", on] => Payload::NewcomersFirst(*on == "on"),
        _ => return None,
    })
}

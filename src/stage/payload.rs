//! The buttons of the moderators' side of the stage.

use std::fmt;
use std::str::FromStr;

use super::model::ReadyLine;
use crate::ids::StageLineNumber;

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `stage:open`: the lines that are ready.
    Open,
    /// `stage:send:two-minutes`
    Send(ReadyLine),
    /// `stage:write`: the next text is the line.
    Write,
    /// `stage:leave`: no longer.
    Leave,
    /// `stage:withdraw:12`
    Withdraw(StageLineNumber),
    /// `stage:address`: for organisers.
    Address,
    /// `stage:change:3`: asks whether the third address is to be replaced.
    AskToChange(i64),
    /// `stage:changed:3`: replaces the third address, and no later one.
    Change(i64),
}

/// Data that is none of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button of the stage")]
pub struct UnknownPayload;

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::Open => f.write_str("stage:open"),
            Payload::Send(line) => write!(f, "stage:send:{line}"),
            Payload::Write => f.write_str("stage:write"),
            Payload::Leave => f.write_str("stage:leave"),
            Payload::Withdraw(number) => write!(f, "stage:withdraw:{number}"),
            Payload::Address => f.write_str("stage:address"),
            Payload::AskToChange(version) => write!(f, "stage:change:{version}"),
            Payload::Change(version) => write!(f, "stage:changed:{version}"),
        }
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let parts: Vec<&str> = data.split(':').collect();
        Ok(match parts.as_slice() {
            ["stage", "open"] => Payload::Open,
            ["stage", "send", line] => Payload::Send(line.parse().map_err(|_| UnknownPayload)?),
            ["stage", "write"] => Payload::Write,
            ["stage", "leave"] => Payload::Leave,
            ["stage", "withdraw", number] => Payload::Withdraw(number.parse().map_err(|_| UnknownPayload)?),
            ["stage", "address"] => Payload::Address,
            ["stage", "change", version] => {
                Payload::AskToChange(version.parse().map_err(|_| UnknownPayload)?)
            }
            ["stage", "changed", version] => Payload::Change(version.parse().map_err(|_| UnknownPayload)?),
            _ => return Err(UnknownPayload),
        })
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        payload.to_string()
    }
}

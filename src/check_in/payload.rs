//! The buttons of the door.

use std::fmt;
use std::str::FromStr;

use super::model::Method;
use crate::ids::RegistrationNumber;

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// `door:open`: the numbers, and how to check people in.
    Open,
    /// `door:leave`: texts are no longer names and codes.
    Leave,
    /// `door:in:12:search`: checks this registration in, found in this way.
    CheckIn(RegistrationNumber, Method),
    /// `door:undo:12`: takes the arrival back.
    Undo(RegistrationNumber),
    /// `door:new`: registers the name that was typed; asks for the category.
    WalkIn,
    /// `door:as:resident`: registers and checks in the name that was typed, under this category.
    WalkInAs(String),
    /// `door:paper`: the list to print, with a box for each attendee.
    PaperList,
    /// `door:scan`: the page that scans one ticket after the other.
    ScanPage,
    /// `door:screen`: the address of the screen with the code for self check-in.
    Screen,
    /// `here:12:CDFGHJKM`: the attendee is here, by the code of the screen.
    Here(RegistrationNumber, String),
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::Open => f.write_str("door:open"),
            Payload::Leave => f.write_str("door:leave"),
            Payload::CheckIn(number, method) => write!(f, "door:in:{number}:{method}"),
            Payload::Undo(number) => write!(f, "door:undo:{number}"),
            Payload::WalkIn => f.write_str("door:new"),
            Payload::WalkInAs(category) => write!(f, "door:as:{category}"),
            Payload::PaperList => f.write_str("door:paper"),
            Payload::ScanPage => f.write_str("door:scan"),
            Payload::Screen => f.write_str("door:screen"),
            Payload::Here(number, code) => write!(f, "here:{number}:{code}"),
        }
    }
}

impl FromStr for Payload {
    type Err = strum::ParseError;

    fn from_str(data: &str) -> Result<Self, Self::Err> {
        let unknown = strum::ParseError::VariantNotFound;
        let parts: Vec<&str> = data.split(':').collect();
        Ok(match parts.as_slice() {
            ["door", "open"] => Payload::Open,
            ["door", "leave"] => Payload::Leave,
            ["door", "in", number, method] => {
                Payload::CheckIn(number.parse().map_err(|_| unknown)?, method.parse()?)
            }
            ["door", "undo", number] => Payload::Undo(number.parse().map_err(|_| unknown)?),
            ["door", "new"] => Payload::WalkIn,
            ["door", "as", category] if !category.is_empty() => Payload::WalkInAs((*category).to_owned()),
            ["door", "paper"] => Payload::PaperList,
            ["door", "scan"] => Payload::ScanPage,
            ["door", "screen"] => Payload::Screen,
            ["here", number, code] if !code.is_empty() => {
                Payload::Here(number.parse().map_err(|_| unknown)?, (*code).to_owned())
            }
            _ => return Err(unknown),
        })
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        payload.to_string()
    }
}

//! The buttons of the desk.

use std::fmt;
use std::str::FromStr;

use crate::ids::RegistrationNumber;

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `desk:open`: the figures.
    Open,
    /// `desk:chart`: the figures as a picture.
    Chart,
    /// `desk:search`: the next texts are names or telephone numbers.
    Search,
    /// `desk:leave`: no longer.
    Leave,
    /// `desk:card:12`: one registration.
    Card(RegistrationNumber),
    /// `desk:daily:on`, `desk:daily:off`: whether the digest comes every morning.
    Daily(bool),
    /// `desk:log`: who looked at and changed people's data.
    AuditLog,
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::Open => f.write_str("desk:open"),
            Payload::Chart => f.write_str("desk:chart"),
            Payload::Search => f.write_str("desk:search"),
            Payload::Leave => f.write_str("desk:leave"),
            Payload::Card(number) => write!(f, "desk:card:{number}"),
            Payload::Daily(true) => f.write_str("desk:daily:on"),
            Payload::Daily(false) => f.write_str("desk:daily:off"),
            Payload::AuditLog => f.write_str("desk:log"),
        }
    }
}

impl FromStr for Payload {
    type Err = strum::ParseError;

    fn from_str(data: &str) -> Result<Self, Self::Err> {
        let unknown = strum::ParseError::VariantNotFound;
        let parts: Vec<&str> = data.split(':').collect();
        Ok(match parts.as_slice() {
            ["desk", "open"] => Payload::Open,
            ["desk", "chart"] => Payload::Chart,
            ["desk", "search"] => Payload::Search,
            ["desk", "leave"] => Payload::Leave,
            ["desk", "card", number] => Payload::Card(number.parse().map_err(|_| unknown)?),
            ["desk", "daily", "on"] => Payload::Daily(true),
            ["desk", "daily", "off"] => Payload::Daily(false),
            ["desk", "log"] => Payload::AuditLog,
            _ => return Err(unknown),
        })
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        payload.to_string()
    }
}

//! The buttons of the documents.

use std::fmt;
use std::str::FromStr;

use super::model::{CertificateScope, ExportKind, format_name, parse_format};
use crate::ids::RegistrationNumber;
use crate::spreadsheet::TableFormat;

/// The data of a button. The text forms stand in people's chats and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Payload {
    /// `docs:menu`: what can be had.
    Menu,
    /// `docs:tables`: the tables and their formats.
    Tables,
    /// `docs:attendance-sheet`
    AttendanceSheet,
    /// `docs:badges`
    Badges,
    /// `docs:poster`
    Poster,
    /// `docs:certificates:everybody`: to print.
    Certificates(CertificateScope),
    /// `docs:send-certificates`: asks whether to send everybody theirs.
    AskToSendCertificates,
    /// `docs:send-certificates:yes`
    SendCertificates,
    /// `docs:certificate:12`: an attendee's own, or that of a guest.
    Certificate(RegistrationNumber),
    /// `docs:export:attendance:xlsx`
    Export { kind: ExportKind, format: TableFormat },
}

/// Not the data of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPayload;

impl Payload {
    /// What the journal says of a press by somebody without the role.
    pub fn attempt(self) -> String {
        match self {
            Payload::Certificate(_) => "docs:certificate".to_owned(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::Menu => f.write_str("docs:menu"),
            Payload::Tables => f.write_str("docs:tables"),
            Payload::AttendanceSheet => f.write_str("docs:attendance-sheet"),
            Payload::Badges => f.write_str("docs:badges"),
            Payload::Poster => f.write_str("docs:poster"),
            Payload::Certificates(scope) => write!(f, "docs:certificates:{scope}"),
            Payload::AskToSendCertificates => f.write_str("docs:send-certificates"),
            Payload::SendCertificates => f.write_str("docs:send-certificates:yes"),
            Payload::Certificate(number) => write!(f, "docs:certificate:{number}"),
            Payload::Export { kind, format } => write!(f, "docs:export:{kind}:{}", format_name(*format)),
        }
    }
}

impl From<Payload> for String {
    fn from(payload: Payload) -> Self {
        payload.to_string()
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let parts: Vec<&str> = data.split(':').collect();
        Ok(match parts.as_slice() {
            ["docs", "menu"] => Payload::Menu,
            ["docs", "tables"] => Payload::Tables,
            ["docs", "attendance-sheet"] => Payload::AttendanceSheet,
            ["docs", "badges"] => Payload::Badges,
            ["docs", "poster"] => Payload::Poster,
            ["docs", "certificates", scope] => {
                Payload::Certificates(scope.parse().map_err(|_| UnknownPayload)?)
            }
            ["docs", "send-certificates"] => Payload::AskToSendCertificates,
            ["docs", "send-certificates", "yes"] => Payload::SendCertificates,
            ["docs", "certificate", number] => {
                Payload::Certificate(number.parse().map_err(|_| UnknownPayload)?)
            }
            ["docs", "export", kind, format] => Payload::Export {
                kind: kind.parse().map_err(|_| UnknownPayload)?,
                format: parse_format(format).ok_or(UnknownPayload)?,
            },
            _ => return Err(UnknownPayload),
        })
    }
}

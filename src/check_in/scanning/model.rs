//! Secrets of links and sessions, scans, and what they lead to.

use strum::{Display, EnumString, IntoStaticStr};

use crate::check_in::model::{Attendee, Method};
use crate::clock::{EventTime, Millis};
use crate::digest;

/// A secret of 128 random bits in hexadecimal: of a one-time link or of a session.
#[derive(Clone, PartialEq, Eq)]
pub struct ScanSecret(String);

impl ScanSecret {
    const LENGTH: usize = 32;

    /// A new secret.
    pub fn random() -> Self {
        Self(format!("{:032x}", rand::random::<u128>()))
    }

    /// The secret in this text; `None` where it has another form.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text, Self::LENGTH).then(|| Self(text.to_owned()))
    }

    /// The SHA-256 hash in hexadecimal, which is all that the database stores.
    pub fn hash(&self) -> String {
        digest::sha256_hex(&self.0)
    }

    /// The secret itself, for the link or the cookie.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// The id of a scan, chosen at random by the phone: 128 bits in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanId(String);

impl ScanId {
    /// The id in this text; `None` where it has another form.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text, ScanSecret::LENGTH).then(|| Self(text.to_owned()))
    }

    /// The id as the phone wrote it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

/// One scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scan {
    pub id: ScanId,
    /// The ticket's code as it was read or typed.
    pub code: String,
    /// How long ago it was scanned.
    pub age: Millis,
    pub method: Method,
    /// Whether a person on the waitlist is let in, too.
    pub admits_waiting: bool,
}

/// What a scan led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanOutcome {
    Recorded(EventTime),
    /// Arrived before, at this time: the earlier of the two.
    Already(EventTime),
    /// On the waitlist: nothing is recorded.
    Waiting,
    /// The event's first day has not come: nothing is recorded.
    TooEarly,
    /// No ticket of this event has the code, or its registration was cancelled.
    Unknown,
    /// The scan was undone before.
    Undone,
}

/// What a scan led to, and who it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanResult {
    pub outcome: ScanOutcome,
    pub attendee: Option<Attendee>,
}

/// What undoing a scan led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UndoOutcome {
    Undone,
    /// The arrival is no longer this scan's: another one was earlier, or it was recorded before.
    NotThisScan,
}

/// What a receipt says of its scan. The text forms are stored in the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Display, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ReceiptOutcome {
    Recorded,
    Already,
    Undone,
}

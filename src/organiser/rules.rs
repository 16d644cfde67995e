//! Invitation codes and how long things are kept. Pure.

use std::fmt::Write;

use chrono::Months;
use sha2::{Digest, Sha256};

use crate::clock::Millis;
use crate::programme::Programme;

/// A one-time code: 128 random bits, as it stands in a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Code(String);

const PREFIX: &str = "i-";

impl Code {
    pub fn random() -> Self {
        Self(format!("{PREFIX}{:032x}", rand::random::<u128>()))
    }

    /// What stands behind `?start=`, if it is a code.
    pub fn parse(payload: &str) -> Option<Self> {
        let digits = payload.strip_prefix(PREFIX)?;
        (digits.len() == 32 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
            .then(|| Self(payload.to_owned()))
    }

    /// What the database keeps: the code cannot be made from it.
    pub fn hash(&self) -> String {
        Sha256::digest(&self.0).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// What follows `/start`.
    pub fn payload(&self) -> &str {
        &self.0
    }
}

/// The link that opens a chat with the bot and says `payload` to it.
pub fn link(bot: &str, payload: &str) -> String {
    format!("https://t.me/{bot}?start={payload}")
}

/// Until when what people gave is kept.
pub fn kept_until(programme: &Programme) -> Millis {
    let end = programme.local(programme.last_end());
    end.checked_add_months(Months::new(programme.retention_months)).unwrap_or(end).timestamp_millis()
}

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
    kept_until_after(programme, 0)
}

/// The same where the event is known to end as late as this, too.
pub fn kept_until_after(programme: &Programme, end: Millis) -> Millis {
    let end = programme.local(programme.last_end().max(end));
    end.checked_add_months(Months::new(programme.retention_months)).unwrap_or(end).timestamp_millis()
}

const HOUR: Millis = 3_600_000;
/// How long the promised moment must have lain behind, in running time, before organisers are told.
const TOLD_AFTER: Millis = 24 * HOUR;
/// And then before it is erased.
const NOTICE: Millis = 24 * HOUR;
/// For how many days of running time the backup stays.
pub const BACKUP_DAYS: i64 = 7;
/// The most that counts between two looks: a machine that slept did not run.
const COUNTED_AT_ONCE: Millis = HOUR;

/// How far the end of the promised time has been counted down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Countdown {
    pub over_for: Millis,
    /// -1: not yet.
    pub told_at: Millis,
    pub erased: bool,
    pub backup: String,
    pub backup_for: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Wait,
    Tell,
    Erase,
    /// It was erased before: what came since.
    EraseAgain,
    RemoveBackup,
}

impl Countdown {
    /// After `ran` more of running time, with the promised moment behind or not. As soon as it is not,
    /// the clock was wrong or the event is later, and all of it begins anew; a backup stays a backup.
    pub fn counted(self, is_over: bool, ran: Millis) -> Self {
        let ran = ran.clamp(0, COUNTED_AT_ONCE);
        let backup_for = if self.backup.is_empty() { 0 } else { self.backup_for + ran };
        if is_over {
            Self { over_for: self.over_for + ran, backup_for, ..self }
        } else {
            Self { over_for: 0, told_at: -1, erased: false, backup_for, ..self }
        }
    }

    pub fn step(&self) -> Step {
        let is_told = self.told_at >= 0;
        if !self.backup.is_empty() && self.backup_for >= BACKUP_DAYS * 24 * HOUR {
            Step::RemoveBackup
        } else if is_told && self.over_for >= self.told_at + NOTICE {
            if self.erased { Step::EraseAgain } else { Step::Erase }
        } else if !is_told && self.over_for >= TOLD_AFTER {
            Step::Tell
        } else {
            Step::Wait
        }
    }
}

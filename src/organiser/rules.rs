//! Invitation codes and how long things are kept. Pure.

use std::fmt::Write;

use chrono::Months;
use sha2::{Digest, Sha256};

use crate::clock::Millis;
use crate::programme::Programme;

/// A one-time code: 128 random bits, as it stands in a link.
#[derive(Clone, PartialEq, Eq)]
pub struct InviteCode(String);

const PREFIX: &str = "i-";

impl InviteCode {
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
pub fn deep_link(bot: &str, payload: &str) -> String {
    format!("https://t.me/{bot}?start={payload}")
}

/// Until when what people gave is kept.
pub fn retention_end(programme: &Programme) -> Millis {
    retention_end_after(programme, 0)
}

/// The same where the event is known to end as late as this, too.
pub fn retention_end_after(programme: &Programme, end: Millis) -> Millis {
    let end = programme.to_local_time(programme.latest_announced_time().max(end));
    end.checked_add_months(Months::new(programme.retention_months)).unwrap_or(end).timestamp_millis()
}

const HOUR: Millis = 3_600_000;
/// How long the promised moment must have lain behind, in running time, before organisers are told.
const ANNOUNCE_AFTER: Millis = 24 * HOUR;
/// And then before it is erased.
const NOTICE_PERIOD: Millis = 24 * HOUR;
/// For how many days of running time the backup stays.
pub const BACKUP_DAYS: i64 = 7;
/// The most that counts between two looks: a machine that slept did not run.
const MAX_COUNTED_STEP: Millis = HOUR;

/// How far the end of the promised time has been counted down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionCountdown {
    pub elapsed: Millis,
    /// -1: not yet.
    pub announced_after: Millis,
    pub is_erased: bool,
    pub backup_path: String,
    pub backup_age: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetentionStep {
    Wait,
    Announce,
    Erase,
    /// It was erased before: what came since.
    EraseAgain,
    RemoveBackup,
}

impl RetentionCountdown {
    /// After `ran` more of running time, with the promised moment behind or not. As soon as it is not,
    /// the clock was wrong or the event is later, and all of it begins anew; a backup stays a backup.
    pub fn advance(self, is_over: bool, ran: Millis) -> Self {
        let ran = ran.clamp(0, MAX_COUNTED_STEP);
        let backup_for = if self.backup_path.is_empty() { 0 } else { self.backup_age + ran };
        if is_over {
            Self { elapsed: self.elapsed + ran, backup_age: backup_for, ..self }
        } else {
            Self { elapsed: 0, announced_after: -1, is_erased: false, backup_age: backup_for, ..self }
        }
    }

    pub fn next_step(&self) -> RetentionStep {
        let is_told = self.announced_after >= 0;
        if !self.backup_path.is_empty() && self.backup_age >= BACKUP_DAYS * 24 * HOUR {
            RetentionStep::RemoveBackup
        } else if is_told && self.elapsed >= self.announced_after + NOTICE_PERIOD {
            if self.is_erased { RetentionStep::EraseAgain } else { RetentionStep::Erase }
        } else if !is_told && self.elapsed >= ANNOUNCE_AFTER {
            RetentionStep::Announce
        } else {
            RetentionStep::Wait
        }
    }
}

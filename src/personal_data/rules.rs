//! When retention ends, and the countdown from there to the erasure. Pure.

use chrono::Months;

use super::model::{RetentionCountdown, RetentionStage};
use crate::clock::{EventTime, Millis};
use crate::programme::Programme;

const HOUR: Millis = 3_600_000;
/// Running time between the end of retention and the notice to the organisers: one look at a wrong clock
/// announces nothing.
const ANNOUNCE_AFTER: Millis = 24 * HOUR;
/// Running time between the notice and the erasure, in which a person can stop it.
const NOTICE_PERIOD: Millis = 24 * HOUR;
/// For how many days of running time the backup is kept.
pub const BACKUP_DAYS: i64 = 7;
/// The longest step that counts: a machine that slept did not run.
const MAX_COUNTED_STEP: Millis = HOUR;

/// For how many months after the event the data of a stage are kept.
pub fn retention_months(programme: &Programme, stage: RetentionStage) -> u32 {
    match stage {
        RetentionStage::Contacts => programme.retention_months,
        RetentionStage::Attendance => programme.attendance_months,
    }
}

/// The time until which the data of a stage are kept, by the event file.
pub fn retention_end(programme: &Programme, stage: RetentionStage) -> EventTime {
    retention_end_after(programme, stage, EventTime::NONE)
}

/// The same for an event that ends at `end` or later.
pub fn retention_end_after(programme: &Programme, stage: RetentionStage, end: EventTime) -> EventTime {
    let end = programme.to_local_time(programme.latest_announced_time().max(end));
    end.checked_add_months(Months::new(retention_months(programme, stage))).unwrap_or(end).into()
}

/// What the countdown asks for now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RetentionStep {
    Wait,
    Announce,
    Erase,
    /// Erase what came in since the erasure.
    EraseAgain,
    RemoveBackup,
}

impl RetentionCountdown {
    /// The countdown after `ran` more of running time. If retention has not ended, the clock was wrong or
    /// the event was moved: the countdown starts again, and only a backup goes on ageing.
    pub fn advance(self, has_ended: bool, ran: Millis) -> Self {
        let ran = ran.clamp(0, MAX_COUNTED_STEP);
        let backup_elapsed = if self.backup_path.is_none() { 0 } else { self.backup_elapsed + ran };
        if has_ended {
            Self { elapsed: self.elapsed + ran, backup_elapsed, ..self }
        } else {
            Self { elapsed: 0, announced_after: None, is_erased: false, backup_elapsed, ..self }
        }
    }

    /// The running time until the erasure.
    pub fn time_left(&self) -> Millis {
        let announced_after = self.announced_after.unwrap_or_else(|| self.elapsed.max(ANNOUNCE_AFTER));
        (announced_after + NOTICE_PERIOD - self.elapsed).max(0)
    }

    /// The step that is due.
    pub fn next_step(&self) -> RetentionStep {
        if self.backup_path.is_some() && self.backup_elapsed >= BACKUP_DAYS * 24 * HOUR {
            return RetentionStep::RemoveBackup;
        }
        match self.announced_after {
            None if self.elapsed >= ANNOUNCE_AFTER => RetentionStep::Announce,
            Some(announced_after) if self.elapsed >= announced_after + NOTICE_PERIOD => {
                if self.is_erased {
                    RetentionStep::EraseAgain
                } else {
                    RetentionStep::Erase
                }
            }
            None | Some(_) => RetentionStep::Wait,
        }
    }
}

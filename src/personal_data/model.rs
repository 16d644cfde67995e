//! What is exported on a person, what a person may ask for, and the countdown to the end of retention.

use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::clock::Millis;

/// An exported row: column and value.
pub type JsonRow = Map<String, Value>;

/// The rows of one table that are exported for a person.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedTable {
    pub table: &'static str,
    pub rows: Vec<JsonRow>,
}

/// A right under the GDPR that a person claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataSubjectRight {
    Access,
    Erasure,
}

/// What is erased when: retention has two ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::Display, strum::EnumIter)]
#[strum(serialize_all = "kebab-case")]
pub enum RetentionStage {
    /// Everything but the attendance sheet: contacts, needs, accounts, and registrations of people who did not come.
    Contacts,
    /// The attendance sheet: who came, with category and organisation.
    Attendance,
}

/// How many registrations a stage erased, and how many of people who came stay on the attendance sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RegistrationCount {
    pub erased: u64,
    pub kept: u64,
}

/// The rows of one table that the end of retention deletes or clears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ErasedRows {
    pub table: &'static str,
    pub count: u64,
}

/// How far the end of retention has been counted down, in milliseconds of running time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetentionCountdown {
    /// Since the retention period ended, without a break.
    pub elapsed: Millis,
    /// The value of `elapsed` when the organisers were told; `None` before.
    pub announced_after: Option<Millis>,
    pub is_erased: bool,
    /// The backup made before the erasure.
    pub backup_path: Option<PathBuf>,
    pub backup_elapsed: Millis,
}

/// What is to be done once the transaction of the countdown is committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetentionAction {
    Nothing,
    /// The organisers were told in this transaction.
    Announced,
    /// Make a backup, then erase.
    Erase,
    /// Erase what came in since the erasure.
    EraseAgain,
    /// Delete this backup.
    RemoveBackup(PathBuf),
}

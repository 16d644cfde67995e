//! A list as it was read, and what becomes of each of its lines.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::digest;
use crate::ids::RegistrationNumber;
use crate::registration::model::{
    AccessNeeds, Area, Category, Email, FullName, InvalidAnswer, Organisation, Phone,
};
use crate::spreadsheet::ReadError;

/// One person of a list, as texts that nobody has checked yet.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Entry {
    /// The line of the file or of the message; the first one is 1.
    pub line: u32,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub category: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub phone: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub area: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub access_needs: String,
    /// Whether a cell of the line is a formula without a value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub has_missing_value: bool,
}

/// A list of people, as it waits for its confirmation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct List {
    /// The name of the file; empty for a list that was typed.
    pub source: String,
    pub entries: Vec<Entry>,
    /// The titles of columns that are not read.
    pub unread_columns: Vec<String>,
    /// The sheet that was read, where the workbook has others.
    pub only_sheet: Option<String>,
}

/// Why a list is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListError {
    /// The file could not be fetched from the messenger.
    NotDownloaded,
    /// The file has more bytes than are read.
    FileTooLarge,
    File(ReadError),
    /// No column holds names.
    NoNames,
    /// There are titles and nobody below.
    NoPeople,
    TooManyPeople,
}

impl From<ReadError> for ListError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::TooManyRows => ListError::TooManyPeople,
            ReadError::TooLarge => ListError::FileTooLarge,
            error => ListError::File(error),
        }
    }
}

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new registration with a seat.
    Seat(Box<NewPerson>),
    /// A new registration on the waitlist.
    Waitlist(Box<NewPerson>),
    /// The same person has this registration.
    AlreadyRegistered(RegistrationNumber),
    /// The same person stands in this earlier line.
    Duplicate {
        line: u32,
    },
    MissingName,
    InvalidName(InvalidAnswer),
}

/// What an organiser should look at before the list is confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// No number can be read; the person is registered without one.
    UnreadablePhone(String),
    /// Nobody comes as this; the category that is taken instead.
    UnknownCategory {
        typed: String,
        taken: Category,
    },
    /// An answer that is left out because its text is no such answer.
    LeftOut(String),
    MissingValue,
}

/// The answers of a new person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPerson {
    pub name: FullName,
    pub category: Category,
    pub organisation: Option<Organisation>,
    pub phone: Option<Phone>,
    pub email: Option<Email>,
    pub area: Option<Area>,
    pub access_needs: Option<AccessNeeds>,
}

/// A line of the list with what becomes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedLine {
    pub line: u32,
    /// The name as it was read, on one line; empty if there is none.
    pub name: String,
    pub outcome: Outcome,
    pub remarks: Vec<Remark>,
}

impl PlannedLine {
    /// The person that the line registers.
    pub fn new_person(&self) -> Option<&NewPerson> {
        match &self.outcome {
            Outcome::Seat(person) | Outcome::Waitlist(person) => Some(person),
            _ => None,
        }
    }

    /// Whether the line gives a seat.
    pub fn is_seated(&self) -> bool {
        matches!(self.outcome, Outcome::Seat(_))
    }
}

/// What becomes of a list, line by line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pub lines: Vec<PlannedLine>,
}

impl Plan {
    /// How many people the list registers.
    pub fn new_count(&self) -> usize {
        self.lines.iter().filter(|line| line.new_person().is_some()).count()
    }

    /// How many of them go on the waitlist.
    pub fn waitlist_count(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.outcome, Outcome::Waitlist(_))).count()
    }

    /// The digest of a list and of what was shown of it. It changes with every outcome: one person who registers
    /// meanwhile, or takes the last seat, makes another digest.
    pub fn digest(&self, list: &List) -> serde_json::Result<ImportDigest> {
        let mut hash = Sha256::new();
        hash.update(serde_json::to_vec(&list.entries)?);
        for line in &self.lines {
            let outcome = match &line.outcome {
                Outcome::Seat(_) => "seat".to_owned(),
                Outcome::Waitlist(_) => "waiting".to_owned(),
                Outcome::AlreadyRegistered(number) => format!("registered {number}"),
                Outcome::Duplicate { line } => format!("line {line}"),
                Outcome::MissingName | Outcome::InvalidName(_) => "no name".to_owned(),
            };
            hash.update(format!("\n{} {outcome}", line.line));
        }
        let bytes = hash.finalize();
        Ok(ImportDigest(digest::hex(bytes.get(..ImportDigest::BYTES).unwrap_or_default())))
    }
}

/// A digest as it stands in a button: 16 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportDigest(String);

impl ImportDigest {
    const BYTES: usize = 8;
}

impl FromStr for ImportDigest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let is_digest = text.len() == 2 * Self::BYTES
            && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if is_digest { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

impl fmt::Display for ImportDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

//! Whether questions are accepted, as moderators set it and as it is at a moment, and why one is refused.

use strum::{EnumIter, EnumString, IntoStaticStr};

use crate::clock::EventTime;

/// Why a question is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubmissionError {
    /// No letter in it.
    Empty,
    TooLong {
        characters: usize,
    },
    /// A sticker, a photo or the like.
    NotText,
    /// A voice message of this many seconds.
    VoiceTooLong(u32),
    /// This many open questions of the same author, the limit of the event file.
    TooManyWaiting(u32),
    /// The author may ask again after this many seconds.
    TooSoon {
        seconds: i64,
    },
    /// A moderator muted the author.
    Muted,
    /// Questions are accepted from this moment on.
    NotYet(EventTime),
    /// Votes count, but no new question is accepted.
    VotesOnly,
    Closed,
}

/// What people in a browser may do, as moderators set it. Reading is always possible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
pub enum BrowserDoor {
    /// Ask and vote.
    #[default]
    #[strum(serialize = "open")]
    Open,
    /// Vote: all from the browser are muted.
    #[strum(serialize = "votes")]
    VotesOnly,
    /// Neither.
    #[strum(serialize = "closed")]
    Closed,
}

impl BrowserDoor {
    /// The name in the settings, the journal and buttons.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The door of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// When questions are accepted, as moderators set it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
pub enum IntakeMode {
    /// From the opening of registration to the end of the last session that takes questions.
    #[strum(serialize = "schedule")]
    Schedule,
    #[strum(serialize = "open")]
    Open,
    /// Votes count, but no new question is accepted.
    #[strum(serialize = "votes")]
    VotesOnly,
    #[strum(serialize = "closed")]
    Closed,
}

impl IntakeMode {
    /// The name in the settings, the journal and buttons.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The mode of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// Whether questions are accepted at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IntakeStatus {
    Open,
    VotesOnly,
    /// Accepted from this moment on.
    NotYet(EventTime),
    Closed,
}

impl IntakeStatus {
    /// Whether votes count.
    pub fn accepts_votes(self) -> bool {
        matches!(self, IntakeStatus::Open | IntakeStatus::VotesOnly)
    }

    /// `Ok` where new questions are accepted, else the reason why not.
    pub fn check_accepts_questions(self) -> Result<(), SubmissionError> {
        match self {
            IntakeStatus::Open => Ok(()),
            IntakeStatus::VotesOnly => Err(SubmissionError::VotesOnly),
            IntakeStatus::NotYet(at) => Err(SubmissionError::NotYet(at)),
            IntakeStatus::Closed => Err(SubmissionError::Closed),
        }
    }
}

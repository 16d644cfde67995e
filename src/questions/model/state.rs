//! The states of a question, why it is closed, and where it comes from. Each has a short name that stands in
//! the database and in buttons.

use serde::{Deserialize, Serialize};
use strum::{EnumCount, EnumIter, EnumString, IntoStaticStr};

/// The state of a question. ARCHITECTURE.md lists the transitions.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumCount,
    EnumIter,
    EnumString,
    IntoStaticStr,
)]
pub enum State {
    /// Not public yet: a moderator reads it first.
    #[serde(rename = "Pending")]
    #[strum(serialize = "pending")]
    PendingReview,
    /// Public, in the queue.
    #[serde(rename = "Waiting")]
    #[strum(serialize = "waiting")]
    Queued,
    /// Claimed by one moderator, for as long as the lease runs.
    #[serde(rename = "Taken")]
    #[strum(serialize = "taken")]
    Claimed,
    /// Set apart by a moderator for later.
    #[serde(rename = "Later")]
    #[strum(serialize = "later")]
    Deferred,
    /// Answered, aloud or in private.
    #[strum(serialize = "answered")]
    Answered,
    /// Rejected by a moderator, for a reason that its author learns.
    #[serde(rename = "Aside")]
    #[strum(serialize = "aside")]
    Rejected,
    /// About the author's own situation: a counsellor can help; never public.
    #[serde(rename = "Personal")]
    #[strum(serialize = "personal")]
    PrivateCase,
    /// Asked as a part of another question.
    #[strum(serialize = "merged")]
    Merged,
    /// Taken back by its author.
    #[strum(serialize = "withdrawn")]
    Withdrawn,
}

impl State {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The state of this name in the database.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Whether moderators are done with the question.
    pub fn is_closed(self) -> bool {
        matches!(
            self,
            State::Answered | State::Rejected | State::PrivateCase | State::Merged | State::Withdrawn
        )
    }

    /// Whether everybody may read the question and vote for it.
    pub fn is_public(self) -> bool {
        matches!(self, State::Queued | State::Claimed | State::Deferred)
    }

    /// Whether the question counts as heard: its author is no newcomer and its theme was treated.
    pub fn is_heard(self) -> bool {
        matches!(self, State::Claimed | State::Answered)
    }
}

/// Why a moderator rejects a question; its author reads the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, EnumString, IntoStaticStr)]
pub enum RejectionReason {
    #[strum(serialize = "topic")]
    OffTopic,
    #[strum(serialize = "answered")]
    AlreadyAnswered,
    #[strum(serialize = "question")]
    NotAQuestion,
    #[strum(serialize = "unclear")]
    Unclear,
    #[strum(serialize = "tone")]
    Tone,
    #[strum(serialize = "time")]
    NoTime,
}

impl RejectionReason {
    /// The name in the database, the journal and buttons.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The reason of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        name.parse().ok()
    }
}

/// How a question was closed, where its state alone does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CloseReason {
    /// The question is open, or its state tells everything.
    #[default]
    None,
    /// Answered before the audience.
    AnsweredAloud,
    /// Answered in writing, to its authors alone.
    AnsweredPrivately,
    /// A private case that its author handed over to the counsellors.
    HandedOver,
    Rejected(RejectionReason),
}

impl CloseReason {
    /// The name in the database; empty for none.
    pub fn name(self) -> &'static str {
        match self {
            CloseReason::None => "",
            CloseReason::AnsweredAloud => "aloud",
            CloseReason::AnsweredPrivately => "private",
            CloseReason::HandedOver => "confided",
            CloseReason::Rejected(reason) => reason.name(),
        }
    }

    /// The reason of this name; an unknown name counts as none.
    pub fn from_name(name: &str) -> Self {
        match name {
            "aloud" => CloseReason::AnsweredAloud,
            "private" => CloseReason::AnsweredPrivately,
            "confided" => CloseReason::HandedOver,
            _ => RejectionReason::from_name(name).map_or(CloseReason::None, CloseReason::Rejected),
        }
    }

    /// The reason of a rejection.
    pub fn rejection(self) -> Option<RejectionReason> {
        match self {
            CloseReason::Rejected(reason) => Some(reason),
            CloseReason::None
            | CloseReason::AnsweredAloud
            | CloseReason::AnsweredPrivately
            | CloseReason::HandedOver => None,
        }
    }
}

/// Who wrote a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, EnumIter, EnumString, IntoStaticStr)]
pub enum Source {
    /// A person, in their own chat with the bot.
    #[default]
    #[strum(serialize = "hall")]
    Participant,
    /// A moderator, for a person who asked aloud.
    #[strum(serialize = "floor")]
    FromAudience,
    /// A moderator, as one question that stands for several.
    #[strum(serialize = "umbrella")]
    Combined,
}

impl Source {
    /// The name in the database, the journal and buttons.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

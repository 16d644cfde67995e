//! A question as it was before an action, so that the action can be undone.

use serde::{Deserialize, Serialize};

use super::super::model::{CloseReason, Question, State};
use super::transitions::CLAIM_LEASE;
use crate::clock::{EventTime, RealTime};
use crate::ids::PersonId;

/// The fields of a question that an action can change. The journal stores them as JSON, under the names of the
/// first version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Snapshot {
    state: State,
    text: String,
    public_text: String,
    #[serde(rename = "guide")]
    theme: String,
    #[serde(rename = "signed")]
    display_name: String,
    #[serde(rename = "reason")]
    close_reason: String,
    starred: i64,
    speaker: String,
    #[serde(rename = "taken_by")]
    claimed_by: PersonId,
    #[serde(rename = "taken_at")]
    claimed_at: EventTime,
    #[serde(rename = "lease_until")]
    claimed_until: RealTime,
    closed_at: EventTime,
}

impl Snapshot {
    /// The fields of a question as they are now.
    pub fn of(question: &Question) -> Self {
        let question = question.clone();
        Self {
            state: question.state,
            text: question.text,
            public_text: question.public_text,
            theme: question.theme,
            display_name: question.display_name,
            close_reason: question.close_reason.name().to_owned(),
            starred: i64::from(question.starred),
            speaker: question.speaker,
            claimed_by: question.claimed_by,
            claimed_at: question.claimed_at,
            claimed_until: question.claimed_until,
            closed_at: question.closed_at,
        }
    }

    /// The question with these fields as they were. A restored claim gets a new lease, because the old one may
    /// have run out since.
    pub fn restore(self, question: &Question, real_now: RealTime) -> Question {
        Question {
            state: self.state,
            text: self.text,
            public_text: self.public_text,
            theme: self.theme,
            display_name: self.display_name,
            close_reason: CloseReason::from_name(&self.close_reason),
            starred: self.starred == 1,
            speaker: self.speaker,
            claimed_by: self.claimed_by,
            claimed_at: self.claimed_at,
            claimed_until: if self.state == State::Claimed {
                real_now + CLAIM_LEASE
            } else {
                self.claimed_until
            },
            closed_at: self.closed_at,
            version: question.version + 1,
            ..question.clone()
        }
    }
}

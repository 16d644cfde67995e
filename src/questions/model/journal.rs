//! The moderators' journal and the links between merged questions.

use strum::{EnumString, IntoStaticStr};

use super::setting::SettingChange;
use super::state::State;
use crate::clock::{EventTime, RealTime};
use crate::ids::{PersonId, QuestionNumber};

/// What an entry of the journal records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumString, IntoStaticStr)]
pub enum JournalAction {
    #[strum(serialize = "approve")]
    Approve,
    #[strum(serialize = "take")]
    Claim,
    #[strum(serialize = "renew")]
    RenewClaim,
    #[strum(serialize = "show")]
    ShowOnScreen,
    #[strum(serialize = "answer")]
    MarkAnswered,
    #[strum(serialize = "private")]
    AnswerPrivately,
    #[strum(serialize = "back")]
    Requeue,
    #[strum(serialize = "later")]
    Defer,
    #[strum(serialize = "aside")]
    Reject,
    #[strum(serialize = "personal")]
    MarkPrivateCase,
    #[strum(serialize = "reword")]
    Reword,
    #[strum(serialize = "assign")]
    AssignSpeaker,
    #[strum(serialize = "star")]
    Star,
    #[strum(serialize = "lapse")]
    Expire,
    #[strum(serialize = "conclude")]
    ExpireAsAnswered,
    #[strum(serialize = "merge")]
    Merge,
    #[strum(serialize = "unmerge")]
    Unmerge,
    #[strum(serialize = "mute")]
    Mute,
    #[strum(serialize = "unmute")]
    Unmute,
    /// A moderator added a question for a person who asked aloud.
    #[strum(serialize = "floor")]
    AddFromAudience,
    /// A moderator added a question that stands for several.
    #[strum(serialize = "umbrella")]
    AddCombined,
    #[strum(serialize = "undo")]
    Undo,
    #[strum(serialize = "mode")]
    SetMode,
    #[strum(serialize = "review")]
    SetReviewFirst,
    #[strum(serialize = "browser")]
    SetBrowserDoor,
    #[strum(serialize = "browserreview")]
    SetBrowserReview,
    #[strum(serialize = "fair")]
    SetBoostNewcomers,
    #[strum(serialize = "hallnext")]
    SetShowNext,
    #[strum(serialize = "atonce")]
    SetShowAtOnce,
    /// An action that only another version of the program knows.
    #[strum(serialize = "")]
    Unknown,
}

impl JournalAction {
    /// The name in the database.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The action of this name in the database.
    pub fn from_name(name: &str) -> Self {
        name.parse().unwrap_or(JournalAction::Unknown)
    }
}

impl From<SettingChange> for JournalAction {
    fn from(change: SettingChange) -> Self {
        match change {
            SettingChange::Mode(_) => JournalAction::SetMode,
            SettingChange::ReviewFirst(_) => JournalAction::SetReviewFirst,
            SettingChange::BrowserDoor(_) => JournalAction::SetBrowserDoor,
            SettingChange::BrowserReview(_) => JournalAction::SetBrowserReview,
            SettingChange::BoostNewcomers(_) => JournalAction::SetBoostNewcomers,
            SettingChange::ShowNext(_) => JournalAction::SetShowNext,
            SettingChange::ShowAtOnce(_) => JournalAction::SetShowAtOnce,
        }
    }
}

/// An entry of the moderators' journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JournalEntry {
    pub number: i64,
    pub at: EventTime,
    /// The undo window goes by real time.
    pub real_at: RealTime,
    /// The moderator; 0 for the clock.
    pub person: PersonId,
    pub action: JournalAction,
    /// `None` where the entry concerns no single question.
    pub question: Option<QuestionNumber>,
    /// A merge's root, or the entry that was undone.
    pub related_number: Option<i64>,
    /// A name that goes with the action: a reason, a speaker, a setting's value.
    pub detail: String,
    /// The question before the action, as JSON; empty where undo does not need it or no longer can.
    pub snapshot: String,
    /// The question's version after the action: undo is possible as long as it has not changed.
    pub version: i64,
    /// The question that was on the screen before the action.
    pub previous_on_screen: Option<QuestionNumber>,
    pub undone: bool,
}

impl JournalEntry {
    /// The setting that the entry records; `None` for any other entry.
    pub fn setting_change(&self) -> Option<SettingChange> {
        SettingChange::parse(self.action.name(), &self.detail)
    }
}

/// What a question was merged into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Merge {
    /// The question that is asked for all of the group.
    pub root: QuestionNumber,
    /// The state before the merge.
    pub previous_state: State,
}

/// A question that was merged into another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MergeLink {
    pub child: QuestionNumber,
    /// The question that a moderator merged it into; the group's root may be another one by now.
    pub parent: QuestionNumber,
}

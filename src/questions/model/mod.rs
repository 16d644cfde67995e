//! The plain types that rules, stores, services and views of the questions module share. Nothing here reads a
//! database, a clock or a language file.

mod action;
mod browse;
mod intake;
mod journal;
mod notice;
mod outcome;
mod panel;
mod question;
mod setting;
mod state;
mod text;

pub use action::{Action, ActionError, Actor, Applied, VoteOutcome};
pub use browse::{BrowsePage, QuestionList};
pub use intake::{BrowserDoor, IntakeMode, SubmissionError};
pub use journal::JournalAction;
pub use outcome::{Answered, Outcome, QuestionOutcome, WrittenAnswer};
pub use question::{NewQuestion, Question, StateCounts};
pub use setting::SettingChange;
pub use state::{CloseReason, RejectionReason, Source, State};
pub use text::QuestionText;

pub(crate) use intake::IntakeStatus;
pub(crate) use journal::{JournalEntry, Merge, MergeLink};
pub(crate) use notice::AuthorNotice;
pub(crate) use panel::Panel;
pub(crate) use question::{AskerState, NumberedQuestion, QuestionSummary};
pub(crate) use setting::{on_off, parse_on_off};

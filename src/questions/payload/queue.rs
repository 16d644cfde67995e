//! The data of moderators' buttons.

use std::fmt;

use super::super::model::{QuestionList, RejectionReason, SettingChange, Source, on_off, parse_on_off};
use crate::ids::QuestionNumber;

/// A button for moderators.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueuePayload {
    /// Claims the first of these questions that is still queued, else the first of the queue.
    Next(Vec<QuestionNumber>),
    Panel,
    /// Opens the first question to review with a number above this one.
    Review(QuestionNumber),
    /// Opens a list as a new message, from this position on.
    OpenList(QuestionList, usize),
    /// Turns to another page of a list in place.
    ListPage(QuestionList, usize),
    Settings,
    BackToSettings,
    MoreSettings,
    Set(SettingChange),
    Print,
    /// The journal below this entry; `None` for the latest entries.
    Journal(Option<i64>),
    Summary,
    /// Adds a question of this source.
    Add(Source),
    /// Undoes a journal entry.
    Undo(i64),
    /// Applies an action to a question.
    Act(QuestionNumber, QueueAction),
    /// Opens something about a question.
    Open(QuestionNumber, CardMenu),
}

/// An action that a button applies to a question at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueAction {
    Approve,
    Claim,
    RenewClaim,
    ShowOnScreen,
    MarkAnswered,
    Requeue,
    Defer,
    Reject(RejectionReason),
    MarkPrivateCase,
    Star(bool),
    /// The speaker at this position of the event file, or all of them.
    AssignSpeaker(Option<usize>),
}

/// What a button opens about a question. Positions are those of the first question on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CardMenu {
    /// The card as a new message.
    NewCard,
    /// The card in place.
    Card,
    MoreActions,
    RejectionReasons,
    PrivateCase,
    Speakers,
    /// Questions to merge this one into.
    MergeInto(usize),
    /// Questions to merge into this one.
    Absorb(usize),
    /// Merges the question into this one.
    Merge(QuestionNumber),
    /// The questions merged into this one.
    Merged(usize),
    Unmerge,
    MuteAuthor(bool),
    Voice,
    Reword,
    AnswerPrivately,
    /// Whether the written answer stands in the account of the questions.
    AnswerInAccount(bool),
    /// Publishes the stored draft of the wording.
    PublishDraft,
}

impl QueuePayload {
    /// Parses data without its prefix.
    pub fn parse(data: &str) -> Option<Self> {
        let parts: Vec<&str> = data.split(':').collect();
        let (&name, rest) = parts.split_first()?;
        match (name, rest) {
            // numbers are read as far as they are numbers: a panel may list fewer questions than another version
            ("next", _) => {
                let numbers = rest.iter().flat_map(|list| list.split('.'));
                return Some(Self::Next(numbers.filter_map(|number| number.parse().ok()).collect()));
            }
            ("show", []) => return Some(Self::Panel),
            ("review", []) => return Some(Self::Review(QuestionNumber::NONE)),
            ("hand", []) => return Some(Self::OpenList(QuestionList::Claimed, 0)),
            ("later", []) => return Some(Self::OpenList(QuestionList::Deferred, 0)),
            ("unreached", []) => return Some(Self::OpenList(QuestionList::Unanswered, 0)),
            ("list", [list, skip]) => return Some(Self::OpenList(list.parse().ok()?, skip.parse().ok()?)),
            ("page", [list, skip]) => return Some(Self::ListPage(list.parse().ok()?, skip.parse().ok()?)),
            ("settings", []) => return Some(Self::Settings),
            ("settings", ["back"]) => return Some(Self::BackToSettings),
            ("settings", ["more"]) => return Some(Self::MoreSettings),
            ("set", [name, value]) => return SettingChange::parse(name, value).map(Self::Set),
            ("print", []) => return Some(Self::Print),
            ("journal", []) => return Some(Self::Journal(None)),
            ("summary", []) => return Some(Self::Summary),
            ("floor", []) => return Some(Self::Add(Source::FromAudience)),
            ("umbrella", []) => return Some(Self::Add(Source::Combined)),
            _ => {}
        }
        let (number, rest) = rest.split_first()?;
        match (name, rest) {
            ("review", []) => Some(Self::Review(number.parse().ok()?)),
            ("journal", []) => Some(Self::Journal(Some(number.parse().ok()?))),
            ("undo", []) => Some(Self::Undo(number.parse().ok()?)),
            _ => {
                let number = number.parse().ok()?;
                let action = QueueAction::parse(name, rest).map(|action| Self::Act(number, action));
                action.or_else(|| CardMenu::parse(name, rest).map(|menu| Self::Open(number, menu)))
            }
        }
    }

    pub(crate) fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Next(numbers) => {
                f.write_str("next")?;
                for (index, number) in numbers.iter().enumerate() {
                    write!(f, "{}{number}", if index == 0 { ':' } else { '.' })?;
                }
                Ok(())
            }
            Self::Panel => f.write_str("show"),
            Self::Review(QuestionNumber::NONE) => f.write_str("review"),
            Self::Review(after) => write!(f, "review:{after}"),
            Self::OpenList(
                list @ (QuestionList::Claimed | QuestionList::Deferred | QuestionList::Unanswered),
                0,
            ) => f.write_str(list.name()),
            Self::OpenList(list, skip) => write!(f, "list:{}:{skip}", list.name()),
            Self::ListPage(list, skip) => write!(f, "page:{}:{skip}", list.name()),
            Self::Settings => f.write_str("settings"),
            Self::BackToSettings => f.write_str("settings:back"),
            Self::MoreSettings => f.write_str("settings:more"),
            Self::Set(change) => write!(f, "set:{}:{}", change.name(), change.value()),
            Self::Print => f.write_str("print"),
            Self::Journal(None) => f.write_str("journal"),
            Self::Journal(Some(before)) => write!(f, "journal:{before}"),
            Self::Summary => f.write_str("summary"),
            Self::Add(source) => f.write_str(source.name()),
            Self::Undo(entry) => write!(f, "undo:{entry}"),
            Self::Act(number, action) => action.write(*number, f),
            Self::Open(number, menu) => menu.write(*number, f),
        }
    }
}

impl QueueAction {
    fn parse(name: &str, rest: &[&str]) -> Option<Self> {
        Some(match (name, rest) {
            ("approve", []) => Self::Approve,
            ("take", []) => Self::Claim,
            ("renew", []) => Self::RenewClaim,
            ("live", []) => Self::ShowOnScreen,
            ("answered", []) => Self::MarkAnswered,
            ("back", []) => Self::Requeue,
            ("later", []) => Self::Defer,
            ("aside", [reason]) => Self::Reject(RejectionReason::from_name(reason)?),
            ("personal", ["yes"]) => Self::MarkPrivateCase,
            ("star", [on]) => Self::Star(parse_on_off(on)?),
            // an index that is no number stands for all speakers
            ("for", [index]) => Self::AssignSpeaker(index.parse().ok()),
            _ => return None,
        })
    }

    fn write(self, number: QuestionNumber, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Approve => write!(f, "approve:{number}"),
            Self::Claim => write!(f, "take:{number}"),
            Self::RenewClaim => write!(f, "renew:{number}"),
            Self::ShowOnScreen => write!(f, "live:{number}"),
            Self::MarkAnswered => write!(f, "answered:{number}"),
            Self::Requeue => write!(f, "back:{number}"),
            Self::Defer => write!(f, "later:{number}"),
            Self::Reject(reason) => write!(f, "aside:{number}:{}", reason.name()),
            Self::MarkPrivateCase => write!(f, "personal:{number}:yes"),
            Self::Star(on) => write!(f, "star:{number}:{}", on_off(on)),
            Self::AssignSpeaker(Some(index)) => write!(f, "for:{number}:{index}"),
            Self::AssignSpeaker(None) => write!(f, "for:{number}:all"),
        }
    }
}

impl CardMenu {
    fn parse(name: &str, rest: &[&str]) -> Option<Self> {
        let skip = || match rest {
            [] => Some(0),
            [skip] => Some(skip.parse().unwrap_or_default()),
            _ => None,
        };
        Some(match (name, rest) {
            ("open", []) => Self::NewCard,
            ("card", []) => Self::Card,
            // cards of earlier versions say "others"
            ("more" | "others", []) => Self::MoreActions,
            ("aside", []) => Self::RejectionReasons,
            ("personal", []) => Self::PrivateCase,
            ("for", []) => Self::Speakers,
            ("merge", _) => Self::MergeInto(skip()?),
            ("absorb", _) => Self::Absorb(skip()?),
            ("join", [root]) => Self::Merge(root.parse().ok()?),
            ("parts", _) => Self::Merged(skip()?),
            ("split", []) => Self::Unmerge,
            ("mute", [on]) => Self::MuteAuthor(parse_on_off(on)?),
            ("voice", []) => Self::Voice,
            ("reword", []) => Self::Reword,
            ("private", []) => Self::AnswerPrivately,
            ("account", [on]) => Self::AnswerInAccount(parse_on_off(on)?),
            ("publish", []) => Self::PublishDraft,
            _ => return None,
        })
    }

    fn write(self, number: QuestionNumber, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NewCard => write!(f, "open:{number}"),
            Self::Card => write!(f, "card:{number}"),
            Self::MoreActions => write!(f, "more:{number}"),
            Self::RejectionReasons => write!(f, "aside:{number}"),
            Self::PrivateCase => write!(f, "personal:{number}"),
            Self::Speakers => write!(f, "for:{number}"),
            Self::MergeInto(0) => write!(f, "merge:{number}"),
            Self::MergeInto(skip) => write!(f, "merge:{number}:{skip}"),
            Self::Absorb(0) => write!(f, "absorb:{number}"),
            Self::Absorb(skip) => write!(f, "absorb:{number}:{skip}"),
            Self::Merge(root) => write!(f, "join:{number}:{root}"),
            Self::Merged(0) => write!(f, "parts:{number}"),
            Self::Merged(skip) => write!(f, "parts:{number}:{skip}"),
            Self::Unmerge => write!(f, "split:{number}"),
            Self::MuteAuthor(on) => write!(f, "mute:{number}:{}", on_off(on)),
            Self::Voice => write!(f, "voice:{number}"),
            Self::Reword => write!(f, "reword:{number}"),
            Self::AnswerPrivately => write!(f, "private:{number}"),
            Self::AnswerInAccount(on) => write!(f, "account:{number}:{}", on_off(on)),
            Self::PublishDraft => write!(f, "publish:{number}"),
        }
    }
}

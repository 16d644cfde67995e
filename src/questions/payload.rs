//! The data of every button of this module, as one closed enum. Buttons live in people's chats for months, so
//! each written form is parsed for good.
//!
//! ```text
//! ask:mine:12          an asker shows their question
//! vote:on:12           a voter votes
//! queue:live:12        a moderator puts a question on the screen
//! ```

mod queue;

use std::fmt;
use std::str::FromStr;

pub use queue::{CardMenu, QueueAction, QueuePayload};

use super::model::{BrowsePage, on_off, parse_on_off};
use crate::ids::{MessageId, QuestionNumber};

/// The data of a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Payload {
    /// A button for askers and counsellors, `ask:`.
    Ask(AskPayload),
    /// A button for voters, `vote:`.
    Vote(VotePayload),
    /// A button for moderators, `queue:`.
    Queue(QueuePayload),
}

/// A button for askers. An offer is a text that waits for a press; its id is that of the message it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskPayload {
    /// Awaits a question.
    New,
    /// Awaits no question any more.
    Cancel,
    ListOwn,
    DropOffer(MessageId),
    /// Sends an offer; the last one for buttons of the first version, which carry no id.
    SendOffer(Option<MessageId>),
    /// Sends an offer that may be about the author's own life.
    PublishOffer(MessageId),
    /// Sends the text or voice message that was refused.
    SendAgain,
    /// Accepts that moderators hear the voice message.
    AcceptVoice,
    /// Reads by which rule questions are chosen.
    Rule,
    /// A counsellor writes to the author of a private case.
    WriteToAuthor(QuestionNumber),
    /// Something about one of the asker's own questions.
    Own(QuestionNumber, OwnPayload),
}

/// What a button does with one of the asker's own questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnPayload {
    Show,
    ThemeMenu,
    /// Sets the theme at this position of the event file, or none.
    SetTheme(Option<usize>),
    /// No similar question asks the same.
    NotSimilar,
    /// Votes for this similar question and withdraws the own one.
    VoteInstead(QuestionNumber),
    Edit,
    /// Replaces the text by the one of this message although it may be about the author's own life.
    ConfirmEdit(MessageId),
    WithdrawMenu,
    Withdraw,
    /// Shows the asker's first name under the question, or hides it.
    ShowName(bool),
    /// Hands a private case over to the counsellors.
    HandOver,
    /// Writes to the counsellors.
    WriteToCounsellors,
}

/// A button for voters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VotePayload {
    /// Opens the first page as a new message.
    Open,
    ThemeMenu,
    Page(BrowsePage),
    Vote(QuestionNumber, bool),
}

/// Data that is no payload of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown button data")]
pub struct UnknownPayload;

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let (prefix, rest) = data.split_once(':').ok_or(UnknownPayload)?;
        match prefix {
            "ask" => AskPayload::parse(rest).map(Payload::Ask),
            "vote" => VotePayload::parse(rest).map(Payload::Vote),
            "queue" => QueuePayload::parse(rest).map(Payload::Queue),
            _ => None,
        }
        .ok_or(UnknownPayload)
    }
}

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Payload::Ask(payload) => {
                f.write_str("ask:")?;
                payload.write(f)
            }
            Payload::Vote(payload) => {
                f.write_str("vote:")?;
                payload.write(f)
            }
            Payload::Queue(payload) => {
                f.write_str("queue:")?;
                payload.write(f)
            }
        }
    }
}

impl From<AskPayload> for String {
    fn from(payload: AskPayload) -> Self {
        Payload::Ask(payload).to_string()
    }
}

impl From<VotePayload> for String {
    fn from(payload: VotePayload) -> Self {
        Payload::Vote(payload).to_string()
    }
}

impl From<QueuePayload> for String {
    fn from(payload: QueuePayload) -> Self {
        Payload::Queue(payload).to_string()
    }
}

impl AskPayload {
    /// Parses data without its prefix.
    pub fn parse(data: &str) -> Option<Self> {
        let parts: Vec<&str> = data.split(':').collect();
        let (&name, rest) = parts.split_first()?;
        match (name, rest) {
            ("new", []) => return Some(Self::New),
            ("leave", []) => return Some(Self::Cancel),
            ("mine", []) => return Some(Self::ListOwn),
            ("send", []) => return Some(Self::SendOffer(None)),
            ("again", []) => return Some(Self::SendAgain),
            ("voice", ["yes"]) => return Some(Self::AcceptVoice),
            ("rule", []) => return Some(Self::Rule),
            _ => {}
        }
        let (id, rest) = rest.split_first()?;
        let id: i64 = id.parse().ok()?;
        Some(match (name, rest) {
            ("drop", []) => Self::DropOffer(MessageId(id)),
            ("send", []) => Self::SendOffer(Some(MessageId(id))),
            ("publish", []) => Self::PublishOffer(MessageId(id)),
            ("listen", []) => Self::WriteToAuthor(QuestionNumber(id)),
            _ => Self::Own(QuestionNumber(id), OwnPayload::parse(name, rest)?),
        })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::New => f.write_str("new"),
            Self::Cancel => f.write_str("leave"),
            Self::ListOwn => f.write_str("mine"),
            Self::DropOffer(id) => write!(f, "drop:{id}"),
            Self::SendOffer(None) => f.write_str("send"),
            Self::SendOffer(Some(id)) => write!(f, "send:{id}"),
            Self::PublishOffer(id) => write!(f, "publish:{id}"),
            Self::SendAgain => f.write_str("again"),
            Self::AcceptVoice => f.write_str("voice:yes"),
            Self::Rule => f.write_str("rule"),
            Self::WriteToAuthor(number) => write!(f, "listen:{number}"),
            Self::Own(number, own) => own.write(*number, f),
        }
    }
}

impl OwnPayload {
    fn parse(name: &str, rest: &[&str]) -> Option<Self> {
        Some(match (name, rest) {
            ("mine", []) => Self::Show,
            ("themes", []) => Self::ThemeMenu,
            // an index that is no number stands for no theme
            ("theme", [index]) => Self::SetTheme(index.parse().ok()),
            ("other", []) => Self::NotSimilar,
            ("same", [other]) => Self::VoteInstead(other.parse().ok()?),
            ("edit", []) => Self::Edit,
            ("edit", [id]) => Self::ConfirmEdit(MessageId(id.parse().ok()?)),
            ("withdraw", []) => Self::WithdrawMenu,
            ("withdraw", ["yes"]) => Self::Withdraw,
            ("sign", [on]) => Self::ShowName(parse_on_off(on)?),
            ("confide", []) => Self::HandOver,
            ("word", []) => Self::WriteToCounsellors,
            _ => return None,
        })
    }

    fn write(self, number: QuestionNumber, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Show => write!(f, "mine:{number}"),
            Self::ThemeMenu => write!(f, "themes:{number}"),
            Self::SetTheme(Some(index)) => write!(f, "theme:{number}:{index}"),
            Self::SetTheme(None) => write!(f, "theme:{number}:none"),
            Self::NotSimilar => write!(f, "other:{number}"),
            Self::VoteInstead(other) => write!(f, "same:{number}:{other}"),
            Self::Edit => write!(f, "edit:{number}"),
            Self::ConfirmEdit(id) => write!(f, "edit:{number}:{id}"),
            Self::WithdrawMenu => write!(f, "withdraw:{number}"),
            Self::Withdraw => write!(f, "withdraw:{number}:yes"),
            Self::ShowName(on) => write!(f, "sign:{number}:{}", on_off(on)),
            Self::HandOver => write!(f, "confide:{number}"),
            Self::WriteToCounsellors => write!(f, "word:{number}"),
        }
    }
}

impl VotePayload {
    /// Parses data without its prefix.
    pub fn parse(data: &str) -> Option<Self> {
        let parts: Vec<&str> = data.split(':').collect();
        Some(match parts.as_slice() {
            ["open"] => Self::Open,
            ["themes"] => Self::ThemeMenu,
            ["page", page] => Self::Page(page.parse().ok()?),
            [on, number] => Self::Vote(number.parse().ok()?, parse_on_off(on)?),
            _ => return None,
        })
    }

    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("open"),
            Self::ThemeMenu => f.write_str("themes"),
            Self::Page(page) => write!(f, "page:{page}"),
            Self::Vote(number, on) => write!(f, "{}:{number}", on_off(*on)),
        }
    }
}

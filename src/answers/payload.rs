//! The data of this module's buttons. `say:…` asks for an answer, `org:…` moves a question to the
//! organisers and back.
//!
//! People's chats hold such buttons for months: add words to the written form, never change one.

use crate::ids::OrganiserQuestionNumber;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use super::model::Intent;

const ANSWER_PREFIX: &str = "say";
const ORGANISER_PREFIX: &str = "org";

/// A button of this module.
#[derive(Debug, Clone, PartialEq, Eq, EnumIter)]
pub enum Payload {
    /// Answer this.
    Answer(AnswerPayload),
    /// The author sends a draft to the organisers.
    SendQuestion(OrganiserQuestionNumber),
    /// The author reports an incident to the team.
    ReportIncident(OrganiserQuestionNumber),
    /// An organiser begins to answer.
    StartReply(OrganiserQuestionNumber),
    /// An organiser stops answering.
    CancelReply(OrganiserQuestionNumber),
    /// An organiser saves their answer for everybody.
    SaveAnswer(OrganiserQuestionNumber),
    /// An organiser reads a page of what was not understood, counted from 0.
    ListNotUnderstood(usize),
    /// An organiser opens the group of a text that was not understood.
    OpenNotUnderstood(OrganiserQuestionNumber),
    /// An organiser says what the texts of that group mean.
    SetMeaning(OrganiserQuestionNumber, AnswerPayload),
    /// An organiser begins to write an answer for that group.
    WriteAnswer(OrganiserQuestionNumber),
    /// An organiser leaves that group aside.
    SetAside(OrganiserQuestionNumber),
}

/// The intents that a button can carry, each under the word that stands in the button's data.
#[derive(Debug, Clone, Default, PartialEq, Eq, EnumIter, IntoStaticStr)]
pub enum AnswerPayload {
    #[default]
    #[strum(serialize = "programme")]
    ScheduleFull,
    #[strum(serialize = "now")]
    ScheduleNow,
    #[strum(serialize = "next")]
    ScheduleNext,
    /// Minutes since midnight, from 0 to 1439, and the day where one was named: `at:600:2031-05-18`.
    #[strum(serialize = "at")]
    ScheduleAt(i32, Option<NaiveDate>),
    /// The next three hold a session's id: `session:table-ronde`.
    #[strum(serialize = "session")]
    SessionWhen(String),
    #[strum(serialize = "who")]
    SessionWho(String),
    #[strum(serialize = "what")]
    SessionAbout(String),
    #[strum(serialize = "when")]
    EventWhen,
    #[strum(serialize = "begin")]
    EventStart,
    #[strum(serialize = "end")]
    EventEnd,
    #[strum(serialize = "about")]
    EventAbout,
    #[strum(serialize = "place")]
    VenueLocation,
    #[strum(serialize = "room")]
    VenueRoom,
    #[strum(serialize = "register")]
    Register,
    #[strum(serialize = "deadline")]
    RegistrationDeadline,
    #[strum(serialize = "mine")]
    RegistrationStatus,
    #[strum(serialize = "ticket")]
    Ticket,
    #[strum(serialize = "cancel")]
    RegistrationCancel,
    #[strum(serialize = "edit")]
    RegistrationEdit,
    #[strum(serialize = "contact")]
    Contact,
    #[strum(serialize = "organisers")]
    Organiser,
    #[strum(serialize = "food")]
    Refreshments,
    /// A topic's id.
    #[strum(serialize = "topic")]
    Topic(String),
    #[strum(serialize = "question")]
    AskQuestion,
    #[strum(serialize = "questions")]
    QuestionStatus,
    #[strum(serialize = "reminders")]
    Reminders,
    /// The choice of a language.
    #[strum(serialize = "language")]
    Language,
    #[strum(serialize = "human")]
    TalkToHuman,
    /// The index of a question of the event file's own list.
    #[strum(serialize = "faq")]
    Faq(usize),
}

/// The data is of no button of this module: forged, or of a version that is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPayload;

impl fmt::Display for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, number) = match self {
            Payload::Answer(answer) => return write!(f, "{ANSWER_PREFIX}:{answer}"),
            Payload::SendQuestion(number) => ("ask", number),
            Payload::ReportIncident(number) => ("warn", number),
            Payload::StartReply(number) => ("take", number),
            Payload::CancelReply(number) => ("leave", number),
            Payload::SaveAnswer(number) => ("keep", number),
            Payload::ListNotUnderstood(page) => return write!(f, "{ORGANISER_PREFIX}:unclear:{page}"),
            Payload::OpenNotUnderstood(number) => ("open", number),
            Payload::SetMeaning(number, meaning) => {
                return write!(f, "{ORGANISER_PREFIX}:mean:{number}:{meaning}");
            }
            Payload::WriteAnswer(number) => ("write", number),
            Payload::SetAside(number) => ("aside", number),
        };
        write!(f, "{ORGANISER_PREFIX}:{word}:{number}")
    }
}

impl FromStr for Payload {
    type Err = UnknownPayload;

    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let (prefix, rest) = data.split_once(':').ok_or(UnknownPayload)?;
        if prefix == ANSWER_PREFIX {
            return rest.parse().map(Payload::Answer);
        }
        let (word, number) = rest.split_once(':').ok_or(UnknownPayload)?;
        if (prefix, word) == (ORGANISER_PREFIX, "unclear") {
            return number.parse().map(Payload::ListNotUnderstood).map_err(|_| UnknownPayload);
        }
        if (prefix, word) == (ORGANISER_PREFIX, "mean") {
            let (number, meaning) = number.split_once(':').ok_or(UnknownPayload)?;
            let number = number.parse().map_err(|_| UnknownPayload)?;
            return Ok(Payload::SetMeaning(number, meaning.parse()?));
        }
        let number = number.parse().map_err(|_| UnknownPayload)?;
        match (prefix, word) {
            (ORGANISER_PREFIX, "ask") => Ok(Payload::SendQuestion(number)),
            (ORGANISER_PREFIX, "warn") => Ok(Payload::ReportIncident(number)),
            (ORGANISER_PREFIX, "take") => Ok(Payload::StartReply(number)),
            (ORGANISER_PREFIX, "leave") => Ok(Payload::CancelReply(number)),
            (ORGANISER_PREFIX, "keep") => Ok(Payload::SaveAnswer(number)),
            (ORGANISER_PREFIX, "open") => Ok(Payload::OpenNotUnderstood(number)),
            (ORGANISER_PREFIX, "write") => Ok(Payload::WriteAnswer(number)),
            (ORGANISER_PREFIX, "aside") => Ok(Payload::SetAside(number)),
            _ => Err(UnknownPayload),
        }
    }
}

impl AnswerPayload {
    /// The button for an intent; `None` for an intent that no button carries.
    pub fn from_intent(intent: &Intent) -> Option<Self> {
        Some(match intent {
            Intent::ScheduleFull => Self::ScheduleFull,
            Intent::ScheduleNow => Self::ScheduleNow,
            Intent::ScheduleNext => Self::ScheduleNext,
            Intent::ScheduleAt(minutes, day) => Self::ScheduleAt(*minutes, *day),
            Intent::SessionWhen(id) | Intent::SessionRoom(id) => Self::SessionWhen(id.clone()),
            Intent::SessionWho(id) => Self::SessionWho(id.clone()),
            Intent::SessionAbout(id) => Self::SessionAbout(id.clone()),
            Intent::EventWhen => Self::EventWhen,
            Intent::EventStart => Self::EventStart,
            Intent::EventEnd => Self::EventEnd,
            Intent::EventAbout => Self::EventAbout,
            Intent::VenueLocation => Self::VenueLocation,
            Intent::VenueRoom => Self::VenueRoom,
            Intent::Register => Self::Register,
            Intent::RegistrationDeadline => Self::RegistrationDeadline,
            Intent::RegistrationStatus => Self::RegistrationStatus,
            Intent::Ticket => Self::Ticket,
            Intent::RegistrationCancel => Self::RegistrationCancel,
            Intent::RegistrationEdit => Self::RegistrationEdit,
            Intent::Contact => Self::Contact,
            Intent::Organiser => Self::Organiser,
            Intent::Refreshments => Self::Refreshments,
            Intent::Topic(id) => Self::Topic(id.clone()),
            Intent::AskQuestion => Self::AskQuestion,
            Intent::QuestionStatus => Self::QuestionStatus,
            Intent::Reminders => Self::Reminders,
            Intent::Language(None) => Self::Language,
            Intent::TalkToHuman => Self::TalkToHuman,
            Intent::Faq(index) => Self::Faq(*index),
            Intent::Language(Some(_))
            | Intent::Help
            | Intent::Greeting
            | Intent::Thanks
            | Intent::SeatsLeft
            | Intent::Emergency
            | Intent::VenueProblem
            | Intent::BotIdentity
            | Intent::OptOut
            | Intent::Unanswerable
            | Intent::OutOfScope => return None,
        })
    }

    /// What the button asks for.
    pub fn intent(&self) -> Intent {
        match self {
            Self::ScheduleFull => Intent::ScheduleFull,
            Self::ScheduleNow => Intent::ScheduleNow,
            Self::ScheduleNext => Intent::ScheduleNext,
            Self::ScheduleAt(minutes, day) => Intent::ScheduleAt(*minutes, *day),
            Self::SessionWhen(id) => Intent::SessionWhen(id.clone()),
            Self::SessionWho(id) => Intent::SessionWho(id.clone()),
            Self::SessionAbout(id) => Intent::SessionAbout(id.clone()),
            Self::EventWhen => Intent::EventWhen,
            Self::EventStart => Intent::EventStart,
            Self::EventEnd => Intent::EventEnd,
            Self::EventAbout => Intent::EventAbout,
            Self::VenueLocation => Intent::VenueLocation,
            Self::VenueRoom => Intent::VenueRoom,
            Self::Register => Intent::Register,
            Self::RegistrationDeadline => Intent::RegistrationDeadline,
            Self::RegistrationStatus => Intent::RegistrationStatus,
            Self::Ticket => Intent::Ticket,
            Self::RegistrationCancel => Intent::RegistrationCancel,
            Self::RegistrationEdit => Intent::RegistrationEdit,
            Self::Contact => Intent::Contact,
            Self::Organiser => Intent::Organiser,
            Self::Refreshments => Intent::Refreshments,
            Self::Topic(id) => Intent::Topic(id.clone()),
            Self::AskQuestion => Intent::AskQuestion,
            Self::QuestionStatus => Intent::QuestionStatus,
            Self::Reminders => Intent::Reminders,
            Self::Language => Intent::Language(None),
            Self::TalkToHuman => Intent::TalkToHuman,
            Self::Faq(index) => Intent::Faq(*index),
        }
    }
}

impl fmt::Display for AnswerPayload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.into())?;
        match self {
            Self::ScheduleAt(minutes, None) => write!(f, ":{minutes}"),
            Self::ScheduleAt(minutes, Some(day)) => write!(f, ":{minutes}:{day}"),
            Self::SessionWhen(id) | Self::SessionWho(id) | Self::SessionAbout(id) | Self::Topic(id) => {
                write!(f, ":{id}")
            }
            Self::Faq(index) => write!(f, ":{index}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for AnswerPayload {
    type Err = UnknownPayload;

    /// Ignores what follows a word that has no argument, and a day that cannot be read.
    fn from_str(data: &str) -> Result<Self, UnknownPayload> {
        let (word, argument) = data.split_once(':').unwrap_or((data, ""));
        let mut answer = Self::iter().find(|answer| <&str>::from(answer) == word).ok_or(UnknownPayload)?;
        match &mut answer {
            Self::SessionWhen(id) | Self::SessionWho(id) | Self::SessionAbout(id) | Self::Topic(id) => {
                argument.clone_into(id);
            }
            Self::ScheduleAt(minutes, day) => {
                let (minute, date) = argument.split_once(':').unwrap_or((argument, ""));
                *minutes = minute.parse().map_err(|_| UnknownPayload)?;
                *day = date.parse().ok();
                if !(0..24 * 60).contains(minutes) {
                    return Err(UnknownPayload);
                }
            }
            Self::Faq(index) => *index = argument.parse().map_err(|_| UnknownPayload)?,
            _ => {}
        }
        Ok(answer)
    }
}

//! Types that the parts of this module share: what a message asks for, how it was understood, and
//! questions on their way to the organisers.

use chrono::NaiveDate;

use crate::i18n::Lang;
use crate::ids::{MessageId, OrganiserQuestionNumber, PersonId};

/// Longest question to the organisers and longest answer, in characters. A card shows both with their labels,
/// and together they must fit one Telegram message.
pub(super) const MAX_TEXT_CHARS: usize = 1_000;

/// What a message asks for: a closed list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    ScheduleFull,
    ScheduleNow,
    ScheduleNext,
    /// The sessions at a time of day, in minutes since midnight, and the day of the event where one was named.
    ScheduleAt(i32, Option<NaiveDate>),
    /// The next four hold the id of a session.
    SessionWhen(String),
    SessionWho(String),
    SessionAbout(String),
    /// The room of one session, at an event with several rooms.
    SessionRoom(String),
    EventWhen,
    EventStart,
    EventEnd,
    EventAbout,
    VenueLocation,
    VenueRoom,
    Register,
    RegistrationDeadline,
    RegistrationStatus,
    RegistrationCancel,
    RegistrationEdit,
    Contact,
    Organiser,
    Refreshments,
    /// The id of a topic of the event file.
    Topic(String),
    AskQuestion,
    QuestionStatus,
    Reminders,
    /// A change of language; the language, where one was named.
    Language(Option<Lang>),
    TalkToHuman,
    Help,
    Greeting,
    Thanks,
    /// A question of the event file's own list, by its index.
    Faq(usize),
    /// How many seats are left: not in the event file, but known from the registrations.
    SeatsLeft,
    /// A person needs medical or other urgent help.
    Emergency,
    /// Something in the hall does not work (microphone, heating) and the team can repair it.
    VenueProblem,
    /// The sender's own ticket.
    Ticket,
    /// Whether a person or a program answers.
    BotIdentity,
    /// How to leave: the current step, the registration or the messages.
    OptOut,
    /// About the event, but the event file has no answer.
    Unanswerable,
    OutOfScope,
}

impl Intent {
    /// The intent's name in reports and labelled questions. Intents with the same answer share one name.
    pub fn name(&self) -> String {
        let name = match self {
            Intent::ScheduleFull => "schedule.full",
            Intent::ScheduleNow => "schedule.now",
            Intent::ScheduleNext => "schedule.next",
            Intent::ScheduleAt(..) => "schedule.at",
            Intent::SessionWhen(_) => "session.when",
            Intent::SessionWho(_) => "session.who",
            Intent::SessionAbout(_) => "session.about",
            Intent::EventWhen => "event.when",
            Intent::EventStart => "event.start",
            Intent::EventEnd => "event.end",
            Intent::EventAbout => "event.about",
            Intent::VenueLocation => "venue.where",
            Intent::VenueRoom | Intent::SessionRoom(_) => "venue.room",
            Intent::Register => "registration.how",
            Intent::RegistrationDeadline => "registration.deadline",
            Intent::RegistrationStatus | Intent::Ticket => "registration.status",
            Intent::RegistrationCancel | Intent::OptOut => "registration.cancel",
            Intent::RegistrationEdit => "registration.edit",
            Intent::Contact => "contact",
            Intent::Organiser => "organiser",
            Intent::Refreshments => "refreshments",
            Intent::Topic(topic) => return format!("topic.{topic}"),
            Intent::AskQuestion => "question.ask",
            Intent::QuestionStatus => "question.status",
            Intent::Reminders => "reminder.settings",
            Intent::Language(_) => "language.switch",
            Intent::TalkToHuman => "human",
            Intent::Help | Intent::Greeting | Intent::BotIdentity => "smalltalk.greeting",
            Intent::Thanks => "smalltalk.thanks",
            Intent::Faq(_) => "faq",
            Intent::Unanswerable | Intent::SeatsLeft | Intent::VenueProblem => "unknown.in-scope",
            Intent::OutOfScope | Intent::Emergency => "out-of-scope",
        };
        name.to_owned()
    }

    /// Groups intents that one button would stand for: asking back between two of the same group would show the
    /// same button twice. `None` for intents that no button asks for.
    pub fn button_group(&self) -> Option<String> {
        let choice = match self {
            Intent::Greeting
            | Intent::Help
            | Intent::Thanks
            | Intent::Unanswerable
            | Intent::SeatsLeft
            | Intent::Emergency
            | Intent::VenueProblem
            | Intent::BotIdentity
            | Intent::OptOut
            | Intent::OutOfScope => return None,
            Intent::EventWhen | Intent::EventStart | Intent::EventEnd => "when",
            Intent::VenueLocation | Intent::VenueRoom => "place",
            Intent::Register
            | Intent::RegistrationDeadline
            | Intent::RegistrationStatus
            | Intent::RegistrationCancel
            | Intent::RegistrationEdit
            | Intent::Ticket => "registration",
            Intent::Contact | Intent::TalkToHuman | Intent::Organiser => "contact",
            Intent::AskQuestion | Intent::QuestionStatus => "question",
            Intent::EventAbout | Intent::Topic(_) => "about",
            Intent::ScheduleFull | Intent::ScheduleAt(..) | Intent::Faq(_) => "programme",
            other => return Some(format!("{other:?}")),
        };
        Some(choice.to_owned())
    }

    /// Whether a wrong answer sends a person to the wrong place or at the wrong hour.
    pub fn is_time_or_place(&self) -> bool {
        matches!(
            self,
            Intent::ScheduleNow
                | Intent::ScheduleNext
                | Intent::ScheduleAt(..)
                | Intent::SessionWhen(_)
                | Intent::EventWhen
                | Intent::EventStart
                | Intent::EventEnd
                | Intent::VenueLocation
                | Intent::VenueRoom
                | Intent::SessionRoom(_)
                | Intent::RegistrationDeadline
        )
    }

    /// The same intent for another session.
    pub(super) fn with_session(&self, session: &str) -> Self {
        let session = session.to_owned();
        match self {
            Intent::SessionWho(_) => Intent::SessionWho(session),
            Intent::SessionAbout(_) => Intent::SessionAbout(session),
            Intent::SessionRoom(_) => Intent::SessionRoom(session),
            _ => Intent::SessionWhen(session),
        }
    }

    /// The id of the session the intent is about.
    pub fn session_id(&self) -> Option<&str> {
        match self {
            Intent::SessionWhen(id)
            | Intent::SessionWho(id)
            | Intent::SessionAbout(id)
            | Intent::SessionRoom(id) => Some(id),
            _ => None,
        }
    }
}

/// How a message was understood.
#[derive(Debug, Clone)]
pub struct Interpretation {
    /// The best intent; `OutOfScope` when nothing was understood.
    pub intent: Intent,
    /// The second best, where it is close to the best: the bot asks which is meant.
    pub alternative: Option<Intent>,
    /// The same intent for a second session of the message: "the break and the round table".
    pub second_intent: Option<Intent>,
    /// Confidence in `intent`, from 0 to 1.
    pub confidence: f32,
    /// The language of the message.
    pub lang: Lang,
    /// Whether the language was given or clear from the words.
    pub is_lang_clear: bool,
    /// Nothing reached the threshold. False where the message was understood as out of scope.
    pub not_understood: bool,
    /// The most likely intents, best first, whatever their weight.
    pub likely_intents: Vec<Intent>,
    /// Comparisons spent, at most `MAX_COMPARISONS`.
    pub comparisons: usize,
    pub explanations: Vec<Explanation>,
}

impl Interpretation {
    /// The intents between which to ask back: the best first.
    pub fn close_intents(&self) -> Vec<Intent> {
        let best = (!self.not_understood).then_some(&self.intent);
        let mut close: Vec<Intent> = Vec::new();
        for intent in best.into_iter().chain(&self.alternative).chain(&self.likely_intents) {
            if !close.contains(intent) {
                close.push(intent.clone());
            }
        }
        close
    }
}

/// One thing that counted, for `koze ask --explain`.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub what: String,
    pub weight: f32,
}

/// A session at which the event file prints something to eat or drink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefreshmentSession {
    pub session_id: String,
    /// Indexes of the session's sub-points that print it; empty where only its title does.
    pub sub_point_indexes: Vec<usize>,
}

/// How a text reaches the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum EscalationKind {
    /// A question that only organisers can answer.
    Question,
    /// A report from the hall that organisers and moderators see.
    Incident,
}

/// The state of a question to the organisers, as the database names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub(super) enum OrganiserQuestionState {
    Asked,
    Answered,
}

/// A question that was sent to the organisers.
#[derive(Debug, Clone)]
pub(super) struct OrganiserQuestion {
    pub number: OrganiserQuestionNumber,
    pub person: PersonId,
    /// The language the author reads the answer in; `None` for a language that Kozé no longer speaks.
    pub lang: Option<Lang>,
    /// Empty for a voice message.
    pub text: String,
    pub state: OrganiserQuestionState,
    /// Empty until an organiser answers.
    pub answer: String,
    /// The author's own message, where it is known.
    pub message_id: Option<MessageId>,
    /// Telegram's id of the voice message; `None` for a text.
    pub voice_file_id: Option<String>,
}

/// A text or voice message that its author may send to the organisers.
pub(super) struct OrganiserQuestionDraft<'d> {
    pub person: PersonId,
    pub lang: Lang,
    pub text: &'d str,
    pub voice_file_id: Option<&'d str>,
    pub message_id: Option<MessageId>,
}

/// An answer that an organiser saved for everybody.
pub(super) struct SavedAnswer {
    /// The question it answered.
    pub question: String,
    pub answer: String,
}

//! What somebody may want: a closed list, under the names the reports use.

use chrono::NaiveDate;

use crate::i18n::Lang;

/// What somebody wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Intent {
    ScheduleFull,
    ScheduleNow,
    ScheduleNext,
    /// What is on at this time, in minutes since midnight, on the event's day that was named if one was.
    ScheduleAt(i32, Option<NaiveDate>),
    /// The id of the session that was named.
    SessionWhen(String),
    SessionWho(String),
    SessionAbout(String),
    EventWhen,
    EventStart,
    EventEnd,
    EventAbout,
    Where,
    Room,
    Registration,
    RegistrationDeadline,
    RegistrationStatus,
    RegistrationCancel,
    RegistrationEdit,
    Contact,
    Organiser,
    Refreshments,
    /// The id of a subject that the event file explains.
    Topic(String),
    Question,
    QuestionStatus,
    Reminders,
    /// The language asked for, where one was named.
    Language(Option<Lang>),
    Human,
    Help,
    Greeting,
    Thanks,
    /// A question of the organiser's own list, by its place.
    Faq(usize),
    /// How many places are left: nothing is printed about it, but who registered is known.
    Places,
    /// A person needs help at once.
    Emergency,
    /// Something in the hall does not work, and the team can mend it: the microphone, the heat.
    Trouble,
    /// Where one's ticket is.
    Ticket,
    /// Whether a person or a program answers.
    Robot,
    /// How to get out of whatever it is.
    WayOut,
    /// About the event, and nothing is printed about it.
    Unknown,
    OutOfScope,
}

impl Intent {
    /// The name in reports. `Help` and `Greeting` share one: both say what Kozé can do.
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
            Intent::Where => "venue.where",
            Intent::Room => "venue.room",
            Intent::Registration => "registration.how",
            Intent::RegistrationDeadline => "registration.deadline",
            Intent::RegistrationStatus | Intent::Ticket => "registration.status",
            Intent::RegistrationCancel | Intent::WayOut => "registration.cancel",
            Intent::RegistrationEdit => "registration.edit",
            Intent::Contact => "contact",
            Intent::Organiser => "organiser",
            Intent::Refreshments => "refreshments",
            Intent::Topic(topic) => return format!("topic.{topic}"),
            Intent::Question => "question.ask",
            Intent::QuestionStatus => "question.status",
            Intent::Reminders => "reminder.settings",
            Intent::Language(_) => "language.switch",
            Intent::Human => "human",
            Intent::Help | Intent::Greeting | Intent::Robot => "smalltalk.greeting",
            Intent::Thanks => "smalltalk.thanks",
            Intent::Faq(_) => "faq",
            Intent::Unknown | Intent::Places | Intent::Trouble => "unknown.in-scope",
            Intent::OutOfScope | Intent::Emergency => "out-of-scope",
        };
        name.to_owned()
    }

    /// Under which button it would be asked back; two under the same one are not told apart by asking. None
    /// for what no button asks for.
    pub fn choice(&self) -> Option<String> {
        let choice = match self {
            Intent::Greeting
            | Intent::Help
            | Intent::Thanks
            | Intent::Unknown
            | Intent::Places
            | Intent::Emergency
            | Intent::Trouble
            | Intent::Robot
            | Intent::WayOut
            | Intent::OutOfScope => return None,
            Intent::EventWhen | Intent::EventStart | Intent::EventEnd => "when",
            Intent::Where | Intent::Room => "place",
            Intent::Registration
            | Intent::RegistrationDeadline
            | Intent::RegistrationStatus
            | Intent::RegistrationCancel
            | Intent::RegistrationEdit
            | Intent::Ticket => "registration",
            Intent::Contact | Intent::Human | Intent::Organiser => "contact",
            Intent::Question | Intent::QuestionStatus => "question",
            Intent::EventAbout | Intent::Topic(_) => "about",
            Intent::ScheduleFull | Intent::ScheduleAt(..) | Intent::Faq(_) => "programme",
            other => return Some(format!("{other:?}")),
        };
        Some(choice.to_owned())
    }

    /// Whether a wrong answer sends somebody to the wrong place, or at the wrong hour.
    pub fn sends_somewhere(&self) -> bool {
        matches!(
            self,
            Intent::ScheduleNow
                | Intent::ScheduleNext
                | Intent::ScheduleAt(..)
                | Intent::SessionWhen(_)
                | Intent::EventWhen
                | Intent::EventStart
                | Intent::EventEnd
                | Intent::Where
                | Intent::Room
                | Intent::RegistrationDeadline
        )
    }

    /// The session it is about.
    pub fn session(&self) -> Option<&str> {
        match self {
            Intent::SessionWhen(id) | Intent::SessionWho(id) | Intent::SessionAbout(id) => Some(id),
            _ => None,
        }
    }
}

/// What was made of a message.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The best reading; `OutOfScope` when nothing was understood.
    pub intent: Intent,
    /// The next best, where it is close.
    pub other: Option<Intent>,
    /// The same of another session that was named beside it: "the break and the round table".
    pub also: Option<Intent>,
    /// Between 0 and 1.
    pub confidence: f32,
    pub lang: Lang,
    pub lang_clear: bool,
    /// Nothing reached the threshold (as opposed to: understood as something that is not ours).
    pub lost: bool,
    /// The best readings, most likely first, whatever their weight.
    pub likely: Vec<Intent>,
    pub comparisons: usize,
    pub why: Vec<Why>,
}

/// One thing that counted.
#[derive(Debug, Clone)]
pub struct Why {
    pub what: String,
    pub weight: f32,
}

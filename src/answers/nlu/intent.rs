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
    /// The id of a subject that the event file explains.
    Topic(String),
    AskQuestion,
    QuestionStatus,
    Reminders,
    /// The language asked for, where one was named.
    Language(Option<Lang>),
    TalkToHuman,
    Help,
    Greeting,
    Thanks,
    /// A question of the organiser's own list, by its place.
    Faq(usize),
    /// How many places are left: nothing is printed about it, but who registered is known.
    SeatsLeft,
    /// A person needs help at once.
    Emergency,
    /// Something in the hall does not work, and the team can mend it: the microphone, the heat.
    VenueProblem,
    /// Where one's ticket is.
    Ticket,
    /// Whether a person or a program answers.
    BotIdentity,
    /// How to get out of whatever it is.
    OptOut,
    /// About the event, and nothing is printed about it.
    Unanswerable,
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
            Intent::VenueLocation => "venue.where",
            Intent::VenueRoom => "venue.room",
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

    /// Under which button it would be asked back; two under the same one are not told apart by asking. None
    /// for what no button asks for.
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

    /// Whether a wrong answer sends somebody to the wrong place, or at the wrong hour.
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
                | Intent::RegistrationDeadline
        )
    }

    /// The session it is about.
    pub fn session_id(&self) -> Option<&str> {
        match self {
            Intent::SessionWhen(id) | Intent::SessionWho(id) | Intent::SessionAbout(id) => Some(id),
            _ => None,
        }
    }
}

/// What was made of a message.
#[derive(Debug, Clone)]
pub struct Interpretation {
    /// The best reading; `OutOfScope` when nothing was understood.
    pub intent: Intent,
    /// The next best, where it is close.
    pub alternative: Option<Intent>,
    /// The same of another session that was named beside it: "the break and the round table".
    pub second_intent: Option<Intent>,
    /// Between 0 and 1.
    pub confidence: f32,
    pub lang: Lang,
    pub is_lang_clear: bool,
    /// Nothing reached the threshold (as opposed to: understood as something that is not ours).
    pub not_understood: bool,
    /// The best readings, most likely first, whatever their weight.
    pub likely_intents: Vec<Intent>,
    pub comparisons: usize,
    pub explanations: Vec<Explanation>,
}

/// One thing that counted.
#[derive(Debug, Clone)]
pub struct Explanation {
    pub what: String,
    pub weight: f32,
}

//! What a rule's name stands for.

use chrono::NaiveDate;

use super::intent::Intent;
use crate::i18n::Lang;

/// When a session starts, in minutes since midnight, and on which day of several.
pub type StartTime = (i32, Option<NaiveDate>);

/// What of the event was named.
pub struct Entities<'n> {
    pub session: Option<&'n (String, f32)>,
    pub topic: Option<&'n (String, f32)>,
    pub faq: Option<&'n (String, f32)>,
    /// When the session starts that follows the one named behind "after".
    pub start_after: Option<StartTime>,
    /// When the one starts that comes before the one named behind "before".
    pub start_before: Option<StartTime>,
    /// The hour that was said, in minutes since midnight.
    pub minute_of_day: Option<i32>,
    /// The event's day that was said.
    pub day: Option<NaiveDate>,
    /// The event's first and last session.
    pub first_session: Option<String>,
    pub last_session: Option<String>,
}

/// The intent that a rule's name stands for, with what was named in it.
pub fn resolve_intent(name: &str, named: &Entities<'_>) -> Option<Intent> {
    let session = || named.session.map(|(id, _)| id.clone());
    Some(match name {
        "schedule.full" => Intent::ScheduleFull,
        "schedule.now" => Intent::ScheduleNow,
        "schedule.next" => Intent::ScheduleNext,
        "schedule.at" => Intent::ScheduleAt(named.minute_of_day?, named.day),
        "schedule.after" => {
            named.start_after.map(|(minutes, day)| Intent::ScheduleAt(minutes, day.or(named.day)))?
        }
        "schedule.before" => {
            named.start_before.map(|(minutes, day)| Intent::ScheduleAt(minutes, day.or(named.day)))?
        }
        "session.when" => Intent::SessionWhen(session()?),
        "session.who" => Intent::SessionWho(session()?),
        "session.about" => Intent::SessionAbout(session()?),
        "session.first.who" => Intent::SessionWho(named.first_session.clone()?),
        "session.last.who" => Intent::SessionWho(named.last_session.clone()?),
        "event.when" => Intent::EventWhen,
        "event.start" => Intent::EventStart,
        "event.end" => Intent::EventEnd,
        "event.about" => Intent::EventAbout,
        "venue.where" => Intent::VenueLocation,
        "venue.room" => Intent::VenueRoom,
        "registration.how" => Intent::Register,
        "registration.deadline" => Intent::RegistrationDeadline,
        "registration.status" => Intent::RegistrationStatus,
        "registration.cancel" => Intent::RegistrationCancel,
        "registration.edit" => Intent::RegistrationEdit,
        "contact" => Intent::Contact,
        "organiser" => Intent::Organiser,
        "refreshments" => Intent::Refreshments,
        "topic" => Intent::Topic(named.topic?.0.clone()),
        "faq" => Intent::Faq(named.faq?.0.parse().ok()?),
        "question.ask" => Intent::AskQuestion,
        "question.status" => Intent::QuestionStatus,
        "reminder.settings" => Intent::Reminders,
        "language.fr" => Intent::Language(Some(Lang::Fr)),
        "language.en" => Intent::Language(Some(Lang::En)),
        "language.gcf" => Intent::Language(Some(Lang::Gcf)),
        "language.switch" => Intent::Language(None),
        "human" => Intent::TalkToHuman,
        "help" => Intent::Help,
        "smalltalk.greeting" => Intent::Greeting,
        "smalltalk.thanks" => Intent::Thanks,
        "unknown.in-scope" => Intent::Unanswerable,
        "places" => Intent::SeatsLeft,
        "emergency" => Intent::Emergency,
        "trouble" => Intent::VenueProblem,
        "ticket" => Intent::Ticket,
        "robot" => Intent::BotIdentity,
        "way-out" => Intent::OptOut,
        "out-of-scope" => Intent::OutOfScope,
        _ => return None,
    })
}

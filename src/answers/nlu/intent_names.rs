//! The names by which the learned model calls intents, and what intents need beside a name.

use chrono::NaiveDate;

use crate::answers::model::Intent;
use crate::i18n::Lang;

/// The start of a session: minutes since midnight, and the day if the event has several.
pub type StartTime = (i32, Option<NaiveDate>);

/// What a message names of the event. Ids come with their score.
pub struct Entities<'n> {
    pub topic: Option<&'n (String, f32)>,
    /// The start of the session that follows the one named behind "after".
    pub start_after: Option<StartTime>,
    /// The start of the session before the one named behind "before".
    pub start_before: Option<StartTime>,
    /// The time that was named, in minutes since midnight.
    pub minute_of_day: Option<i32>,
    /// The day of the event that was named.
    pub day: Option<NaiveDate>,
}

/// The intent of this name with its entities. `None` for an unknown name, or if an entity it needs is missing.
pub fn resolve_intent(name: &str, entities: &Entities<'_>) -> Option<Intent> {
    Some(match name {
        "schedule.full" => Intent::ScheduleFull,
        "schedule.now" => Intent::ScheduleNow,
        "schedule.next" => Intent::ScheduleNext,
        "schedule.at" => Intent::ScheduleAt(entities.minute_of_day?, entities.day),
        "schedule.after" => {
            entities.start_after.map(|(minutes, day)| Intent::ScheduleAt(minutes, day.or(entities.day)))?
        }
        "schedule.before" => {
            entities.start_before.map(|(minutes, day)| Intent::ScheduleAt(minutes, day.or(entities.day)))?
        }
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
        "topic" => Intent::Topic(entities.topic?.0.clone()),
        "question.ask" => Intent::AskQuestion,
        "question.status" => Intent::QuestionStatus,
        "reminder.settings" => Intent::Reminders,
        "language.switch" => Intent::Language(None),
        language if let Some(code) = language.strip_prefix("language.") => {
            Intent::Language(Some(Lang::from_code(code)?))
        }
        "human" => Intent::TalkToHuman,
        "help" => Intent::Help,
        "smalltalk.greeting" => Intent::Greeting,
        "smalltalk.thanks" => Intent::Thanks,
        "unknown.in-scope" => Intent::Unanswerable,
        "places" => Intent::SeatsLeft,
        "ticket" => Intent::Ticket,
        "robot" => Intent::BotIdentity,
        "way-out" => Intent::OptOut,
        "out-of-scope" => Intent::OutOfScope,
        _ => return None,
    })
}

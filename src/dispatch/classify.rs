//! What an update asks for: a pure function of the update, the conversation and the facts read before. The order of
//! the checks is the order of precedence, and the tests below hold it.
//!
//! A fact that is not read yet is asked for with `Err`: the caller reads it and classifies again. So the database and
//! the language model are used only for updates that need them.

use super::awaited_text::classify_awaited;
use super::free_text::classify_free_text;
use super::group::{classify_channel, classify_group};
use super::request::{Attempt, AwaitedText, Fact, Facts, Request};
use super::text_rules::{
    asks_for_floor, awaits_question, awaits_text_for_question, is_question_during_registration,
    is_question_instead_of_feedback, is_report, parse_staff_command,
};
use crate::answers::Intent;
use crate::chat::{ChatKind, Incoming, Input};
use crate::commands::Command;
use crate::conversation::{Activity, Conversation};
use crate::documents;
use crate::keywords::{TypedText, is_keyword, parse_yes_no};
use crate::people::Role;
use crate::personal_data::{self, DataSubjectRight};
use crate::questions;
use crate::registration::{self, TicketCode};
use crate::reminders;

/// Decides what an update asks for. `typed` is the text to read, if the update has one: of a message, or of a
/// command that does not exist.
pub fn classify(
    incoming: &Incoming,
    conversation: &Conversation,
    typed: Option<&TypedText>,
    facts: &Facts,
) -> Result<Request, Fact> {
    match incoming.chat_kind {
        ChatKind::Private => classify_private(incoming, conversation, typed, facts),
        ChatKind::Group => Ok(classify_group(incoming, facts)?.map_or(Request::Nothing, Request::Group)),
        ChatKind::Channel => Ok(classify_channel(incoming).map_or(Request::Nothing, Request::Group)),
    }
}

fn classify_private(
    incoming: &Incoming,
    conversation: &Conversation,
    typed: Option<&TypedText>,
    facts: &Facts,
) -> Result<Request, Fact> {
    if facts.awaited_text == Some(AwaitedText::Question) {
        return Ok(Request::Question);
    }
    if let Some(data) = &facts.typed_button {
        return Ok(Request::Press(data.clone()));
    }
    Ok(match &incoming.input {
        Input::Command { name, rest } => match Command::from_name(name) {
            Some(command) => Request::Command { command, arguments: rest.clone() },
            // a mistyped command is not a question
            None if awaits_text_for_question(conversation) => Request::NoTextForQuestion,
            None => return classify_text(incoming, conversation, typed, facts),
        },
        Input::Press { data, .. } => Request::Press(data.clone()),
        Input::Text(_) => match facts.menu_item {
            Some(item) => Request::MenuItem(item),
            None => return classify_text(incoming, conversation, typed, facts),
        },
        Input::Voice { file_id, seconds } if awaits_question(conversation) => {
            Request::VoiceQuestion { file_id: file_id.clone(), seconds: *seconds }
        }
        Input::Document { name, mime, .. }
            if takes_list(conversation)
                && registration::import::may_be_list(name, mime)
                && facts.roles()?.contains(&Role::Organiser) =>
        {
            Request::AttendeeFile
        }
        Input::Contact { .. }
        | Input::Voice { .. }
        | Input::Photo { .. }
        | Input::Document { .. }
        | Input::Unsupported => classify_media(incoming, conversation, facts),
        Input::Edited => Request::Edited,
        Input::MoreOfAlbum { is_second } => Request::FurtherAlbumItem { is_second: *is_second },
        Input::ForAnotherBot => Request::ForAnotherBot,
        Input::BotAdded
        | Input::BotRemoved
        | Input::GroupMigrated { .. }
        | Input::GroupRenamed
        | Input::Ignored => Request::Nothing,
    })
}

/// Whether a file can be a list of people: nothing else is awaited, or a list is.
fn takes_list(conversation: &Conversation) -> bool {
    !matches!(
        conversation.current(),
        Some(
            Activity::AskingQuestion
                | Activity::WritingForQuestion(_)
                | Activity::AnsweringForwardedQuestion { .. }
                | Activity::AnsweringNotUnderstood { .. }
                | Activity::WritingAnnouncement(_)
                | Activity::WritingStageLine { .. }
        )
    )
}

/// A sticker, a photo, a voice message: for the activity that awaits a text, which may refuse it.
fn classify_media(incoming: &Incoming, conversation: &Conversation, facts: &Facts) -> Request {
    match (conversation.current(), &incoming.input) {
        (Some(Activity::GivingFeedback { .. }), Input::Voice { file_id, seconds }) => {
            Request::FeedbackVoice { file_id: file_id.clone(), seconds: *seconds }
        }
        (Some(Activity::WritingAnnouncement(_)), _) => Request::AnnouncementMedia,
        (Some(Activity::WritingStageLine { .. }), _) => Request::NoStageLine,
        (Some(Activity::ImportingAttendees), _) => Request::NoAttendeeList,
        (Some(Activity::AskingQuestion | Activity::WritingForQuestion(_)), _) => Request::NoTextForQuestion,
        _ if facts.registration.is_under_way => Request::RegistrationInput,
        (Some(Activity::AnsweringForwardedQuestion { .. } | Activity::AnsweringNotUnderstood { .. }), _) => {
            Request::NoTextForReply
        }
        (_, Input::Voice { file_id, .. }) => Request::UnexpectedVoice(file_id.clone()),
        _ => Request::UnexpectedMedia,
    }
}

/// A typed text: for the activity that awaits one, else a request in words, else a question.
fn classify_text(
    incoming: &Incoming,
    conversation: &Conversation,
    typed: Option<&TypedText>,
    facts: &Facts,
) -> Result<Request, Fact> {
    let Some(typed) = typed else { return Ok(Request::Nothing) };
    if incoming.reply_to.is_some() && facts.may_attempt(Attempt::ReplyToCard) {
        return Ok(Request::Attempt(Attempt::ReplyToCard));
    }
    if may_ask_for_floor(conversation) && asks_for_floor(typed) && facts.may_attempt(Attempt::Floor) {
        return Ok(Request::Attempt(Attempt::Floor));
    }
    if let Some(request) = classify_in_conversation(conversation, typed, facts)? {
        return Ok(request);
    }
    if matches!(conversation.current(), Some(Activity::SearchingAttendee))
        && facts.may_attempt(Attempt::DeskText)
    {
        return Ok(Request::Attempt(Attempt::DeskText));
    }
    if matches!(conversation.current(), Some(Activity::AtDoor { .. })) && facts.may_attempt(Attempt::DoorText)
    {
        return Ok(Request::Attempt(Attempt::DoorText));
    }
    match personal_data::detect_data_request(typed) {
        Some(DataSubjectRight::Erasure) => return Ok(Request::EraseOwnData),
        Some(DataSubjectRight::Access) => return Ok(Request::ShowOwnData),
        None => {}
    }
    if conversation.is_idle()
        && let Some(command) = staff_command(typed, facts)?
    {
        return Ok(Request::StaffCommand(command));
    }
    if questions::is_about_existing_questions(typed) && facts.may_attempt(Attempt::AskedQuestions) {
        return Ok(Request::Attempt(Attempt::AskedQuestions));
    }
    if registration::asks_about_data_use(typed) {
        return Ok(Request::ExplainDataUse);
    }
    if facts.registration.accepts_text && !is_question_instead_of_answer(facts)? {
        return Ok(Request::RegistrationInput);
    }
    if questions::is_question_number(typed) && facts.may_attempt(Attempt::QuestionNumber) {
        return Ok(Request::Attempt(Attempt::QuestionNumber));
    }
    let may_change_schedule = conversation.changing_session.is_some() || reminders::may_be_change(typed);
    if may_change_schedule && facts.may_attempt(Attempt::ScheduleChange) {
        return Ok(Request::Attempt(Attempt::ScheduleChange));
    }
    if let Some(code) = TicketCode::parse(typed) {
        return Ok(Request::TicketCode(code));
    }
    let attempt = if registration::is_guest_registration(typed)
        && facts.may_attempt(Attempt::GuestRegistration)
    {
        Some(Attempt::GuestRegistration)
    } else if registration::is_guest_cancellation(typed) && facts.may_attempt(Attempt::GuestCancellation) {
        Some(Attempt::GuestCancellation)
    } else if documents::asks_for_certificate(typed) && facts.may_attempt(Attempt::Certificate) {
        Some(Attempt::Certificate)
    } else if parse_yes_no(typed).is_some() && facts.may_attempt(Attempt::SeatReply) {
        Some(Attempt::SeatReply)
    } else {
        None
    };
    match attempt {
        Some(attempt) => Ok(Request::Attempt(attempt)),
        None => classify_free_text(typed, facts),
    }
}

/// Whether a text can ask for the microphone: nothing else is awaited, or a question or a registration is.
fn may_ask_for_floor(conversation: &Conversation) -> bool {
    matches!(
        conversation.current(),
        None | Some(
            Activity::AskingQuestion | Activity::Registering(_) | Activity::EditingRegistration { .. }
        )
    )
}

/// What a text is for the activity that awaits one; `None` if no activity takes it.
fn classify_in_conversation(
    conversation: &Conversation,
    typed: &TypedText,
    facts: &Facts,
) -> Result<Option<Request>, Fact> {
    let current = conversation.current();
    let awaits_words = matches!(
        current,
        Some(
            Activity::WritingForQuestion(_)
                | Activity::AnsweringForwardedQuestion { .. }
                | Activity::AnsweringNotUnderstood { .. }
                | Activity::WritingAnnouncement(_)
                | Activity::ImportingAttendees
                | Activity::AskingQuestion
                | Activity::AtDoor { .. }
                | Activity::SearchingAttendee
                | Activity::GivingFeedback { .. }
                | Activity::WritingStageLine { .. }
        )
    );
    if awaits_words && is_keyword("words-leave", typed) {
        return Ok(Some(Request::CancelActivity));
    }
    // whatever else it may mean: "question suivante" and "aidez-nous" are for the stage
    if matches!(current, Some(Activity::WritingStageLine { .. })) {
        return Ok(Some(Request::StageLine));
    }
    // a moderator's command is not the wording of a question
    if matches!(current, Some(Activity::WritingForQuestion(_)))
        && let Some(command) = staff_command(typed, facts)?
    {
        return Ok(Some(Request::StaffCommand(command)));
    }
    if is_keyword("words-help", typed) {
        let reading = facts.reading()?;
        return Ok(Some(match &reading.intent {
            intent if is_report(reading) => Request::Report(intent.clone()),
            Intent::TalkToHuman | Intent::Contact => Request::Help(reading.intent.clone()),
            _ => Request::Help(Intent::Help),
        }));
    }
    if awaits_question(conversation) {
        let kind = match &facts.awaited_text {
            Some(kind) => kind.clone(),
            None => classify_awaited(typed, facts.reading()?),
        };
        return Ok(Some(Request::AwaitedText(kind)));
    }
    if facts.registration.is_under_way && is_report(facts.reading()?) {
        return Ok(Some(Request::Report(facts.reading()?.intent.clone())));
    }
    Ok(match current {
        Some(Activity::WritingForQuestion(_)) => Some(Request::TextForQuestion),
        Some(Activity::AnsweringForwardedQuestion { .. } | Activity::AnsweringNotUnderstood { .. }) => {
            Some(Request::OrganiserReply)
        }
        Some(Activity::WritingAnnouncement(_)) => Some(Request::AnnouncementText),
        // a question is not the name of a person
        Some(Activity::ImportingAttendees) if !typed.trim_end().ends_with('?') => Some(Request::AttendeeText),
        Some(Activity::GivingFeedback { .. }) if is_keyword("words-feedback-done", typed) => {
            Some(Request::CancelActivity)
        }
        Some(Activity::GivingFeedback { .. }) if !is_request_instead_of_feedback(typed, facts)? => {
            Some(Request::FeedbackLine)
        }
        _ => None,
    })
}

/// Whether a text that would be what a person adds to their feedback is something else.
fn is_request_instead_of_feedback(typed: &TypedText, facts: &Facts) -> Result<bool, Fact> {
    Ok(personal_data::detect_data_request(typed).is_some()
        || TicketCode::parse(typed).is_some()
        || is_question_instead_of_feedback(typed, facts.reading()?))
}

/// The staff command that a text stands for, if the sender's roles allow it.
fn staff_command(typed: &TypedText, facts: &Facts) -> Result<Option<Command>, Fact> {
    let Some((command, allowed)) = parse_staff_command(typed) else { return Ok(None) };
    let roles = facts.roles()?;
    Ok(allowed.iter().any(|role| roles.contains(role)).then_some(command))
}

/// Whether a text that the present step of the registration would take is a question instead.
fn is_question_instead_of_answer(facts: &Facts) -> Result<bool, Fact> {
    let Some(ambiguity) = facts.registration.ambiguity else { return Ok(false) };
    Ok(is_question_during_registration(ambiguity, facts.reading()?))
}

#[cfg(test)]
mod tests;

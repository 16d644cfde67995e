//! What an update asks for: a pure function of the update, the conversation and the facts read before. The order of
//! the checks is the order of precedence, and the tests below hold it.
//!
//! A fact that is not read yet is asked for with `Err`: the caller reads it and classifies again. So the database and
//! the language model are used only for updates that need them.

use super::awaited_text::classify_awaited;
use super::free_text::classify_free_text;
use super::group::classify_group;
use super::request::{Attempt, AwaitedText, Fact, Facts, Request};
use super::text_rules::{
    awaits_question, awaits_text_for_question, is_question_during_registration,
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
        ChatKind::Channel => Ok(Request::Nothing),
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
        Input::BotAdded | Input::BotRemoved | Input::GroupMigrated { .. } | Input::Ignored => {
            Request::Nothing
        }
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
        )
    );
    if awaits_words && is_keyword("words-leave", typed) {
        return Ok(Some(Request::CancelActivity));
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
mod tests {
    use crate::clock::EventTime;
    use crate::ids::{AnnouncementNumber, MessageId, OrganiserQuestionNumber, QuestionNumber};
    use serde_json::json;

    use crate::commands::ModeratorCommand;
    use crate::conversation::{AnnouncementText, TextPurpose};
    use crate::dispatch::classify::*;
    use crate::dispatch::request::test_updates::{command, press, update};
    use crate::dispatch::request::{FreeText, RegistrationState};
    use crate::menu::MenuItem;
    use crate::people::Role;

    fn during(activity: Activity) -> Conversation {
        let mut conversation = Conversation::default();
        conversation.begin(activity);
        conversation
    }

    fn asking() -> Conversation {
        during(Activity::AskingQuestion)
    }

    fn classify_words(text: &str, conversation: &Conversation, facts: &Facts) -> Result<Request, Fact> {
        let typed = TypedText::new(text);
        classify(&update(Input::Text(text.to_owned())), conversation, Some(&typed), facts)
    }

    fn classify_input(input: Input, conversation: &Conversation, facts: &Facts) -> Request {
        classify(&update(input), conversation, None, facts).unwrap()
    }

    #[test]
    fn a_command_comes_before_the_awaited_text() {
        let request = classify_input(command("programme"), &asking(), &Facts::default());
        assert_eq!(request, Request::Command { command: Command::Programme, arguments: String::new() });
        let mistyped = classify_input(command("progrmme"), &asking(), &Facts::default());
        assert_eq!(mistyped, Request::NoTextForQuestion, "and is not a question");
        assert_eq!(
            classify_input(press("vote:on:3"), &asking(), &Facts::default()),
            Request::Press("vote:on:3".into())
        );
    }

    #[test]
    fn a_button_comes_before_the_awaited_text() {
        let on_menu = Facts { menu_item: Some(MenuItem::Programme), ..Facts::default() };
        assert_eq!(
            classify_words("Programme", &asking(), &on_menu),
            Ok(Request::MenuItem(MenuItem::Programme))
        );
        let on_message = Facts { typed_button: Some("me:erase-yes".into()), ..on_menu };
        let idle = Conversation::default();
        assert_eq!(classify_words("oui", &idle, &on_message), Ok(Request::Press("me:erase-yes".into())));
    }

    #[test]
    fn a_question_that_the_batch_found_comes_first() {
        let facts = Facts { awaited_text: Some(AwaitedText::Question), ..Facts::default() };
        assert_eq!(classify_words("Qui paie les adultes relais ?", &asking(), &facts), Ok(Request::Question));
    }

    #[test]
    fn leaving_comes_before_the_awaited_text() {
        let announcement = AnnouncementText {
            number: AnnouncementNumber(3),
            language: String::new(),
            is_continuation_expected: false,
        };
        for activity in [
            Activity::AskingQuestion,
            Activity::WritingForQuestion(TextPurpose::Edit(QuestionNumber(3))),
            Activity::AnsweringForwardedQuestion { question: OrganiserQuestionNumber(7) },
            Activity::AnsweringNotUnderstood { question: OrganiserQuestionNumber(7) },
            Activity::WritingAnnouncement(announcement),
            Activity::GivingFeedback { since: EventTime(7) },
        ] {
            let request = classify_words("annuler", &during(activity), &Facts::for_test(Intent::OutOfScope));
            assert_eq!(request, Ok(Request::CancelActivity));
        }
    }

    #[test]
    fn each_activity_takes_the_text_it_awaits() {
        let facts = Facts::for_test(Intent::OutOfScope);
        let text = "Une phrase sur les quartiers de la ville.";
        let wording = during(Activity::WritingForQuestion(TextPurpose::Reword(QuestionNumber(3))));
        assert_eq!(classify_words(text, &wording, &facts), Ok(Request::TextForQuestion));
        let replying = during(Activity::AnsweringForwardedQuestion { question: OrganiserQuestionNumber(7) });
        assert_eq!(classify_words(text, &replying, &facts), Ok(Request::OrganiserReply));
        assert_eq!(classify_words(text, &asking(), &facts), Ok(Request::AwaitedText(AwaitedText::Question)));
        let voice = Input::Voice { file_id: "f".into(), seconds: 3 };
        let spoken = Request::VoiceQuestion { file_id: "f".into(), seconds: 3 };
        assert_eq!(classify_input(voice.clone(), &asking(), &facts), spoken);
        assert_eq!(classify_input(voice.clone(), &wording, &facts), Request::NoTextForQuestion);
        assert_eq!(classify_input(voice.clone(), &replying, &facts), Request::NoTextForReply);
        assert_eq!(
            classify_input(voice, &Conversation::default(), &facts),
            Request::UnexpectedVoice("f".into())
        );
    }

    #[test]
    fn feedback_is_what_is_no_question() {
        let giving = during(Activity::GivingFeedback { since: EventTime(7) });
        let facts = |intent| Facts::for_test(intent);
        for (text, intent) in [
            ("La salle était trop petite", Intent::VenueRoom),
            ("Il faisait froid dans la salle", Intent::VenueProblem),
            ("Merci, très bien organisé", Intent::Thanks),
            ("un mot", Intent::OutOfScope),
        ] {
            assert_eq!(classify_words(text, &giving, &facts(intent)), Ok(Request::FeedbackLine), "{text}");
        }
        for text in ["rien", "c'est tout", "annuler", "Terminer"] {
            let request = classify_words(text, &giving, &facts(Intent::OutOfScope));
            assert_eq!(request, Ok(Request::CancelActivity), "{text}");
        }
        for (text, intent) in [
            ("À quand le prochain forum ?", Intent::Unanswerable),
            ("le programme", Intent::ScheduleFull),
            ("quelqu'un s'est évanoui", Intent::Emergency),
        ] {
            let request = classify_words(text, &giving, &facts(intent));
            assert!(!matches!(request, Ok(Request::FeedbackLine) | Err(_)), "{text}: {request:?}");
        }
        let voice = Input::Voice { file_id: "f".into(), seconds: 3 };
        let spoken = Request::FeedbackVoice { file_id: "f".into(), seconds: 3 };
        assert_eq!(classify_input(voice, &giving, &Facts::default()), spoken);
    }

    #[test]
    fn a_staff_command_comes_before_a_wording_but_not_before_an_answer_of_the_registration() {
        let staff = Facts { roles: Some(vec![Role::Moderator]), ..Facts::for_test(Intent::OutOfScope) };
        let next = Command::Moderation(ModeratorCommand::TakeNext);
        let wording = during(Activity::WritingForQuestion(TextPurpose::Reword(QuestionNumber(3))));
        assert_eq!(classify_words("suivante", &wording, &staff), Ok(Request::StaffCommand(next)));
        assert_eq!(
            classify_words("suivante", &Conversation::default(), &staff),
            Ok(Request::StaffCommand(next))
        );
        let registering = during(Activity::Registering(json!({})));
        let state = RegistrationState { is_under_way: true, accepts_text: true, ..Default::default() };
        let staff = Facts { registration: state, ..staff };
        assert_eq!(classify_words("suivante", &registering, &staff), Ok(Request::RegistrationInput));
        let nobody = Facts { roles: Some(Vec::new()), ..staff };
        assert_eq!(classify_words("suivante", &wording, &nobody), Ok(Request::TextForQuestion));
    }

    #[test]
    fn a_report_comes_before_every_other_reading() {
        let emergency = Facts::for_test(Intent::Emergency);
        let text = "quelqu'un s'est évanoui";
        let report = AwaitedText::Report(Intent::Emergency);
        assert_eq!(classify_words(text, &asking(), &emergency), Ok(Request::AwaitedText(report)));
        let registering = during(Activity::Registering(json!({})));
        let mut under_way = emergency.clone();
        under_way.registration.is_under_way = true;
        under_way.registration.accepts_text = true;
        assert_eq!(classify_words(text, &registering, &under_way), Ok(Request::Report(Intent::Emergency)));
        let free = Request::FreeText(FreeText::Report(Intent::Emergency));
        assert_eq!(classify_words(text, &Conversation::default(), &emergency), Ok(free));
    }

    #[test]
    fn an_answer_of_the_registration_gives_way_to_a_clear_question() {
        let registering = during(Activity::Registering(json!({})));
        let mut facts = Facts::for_test(Intent::VenueLocation);
        facts.registration.is_under_way = true;
        facts.registration.accepts_text = true;
        assert_eq!(classify_words("Marie Modèle", &registering, &facts), Ok(Request::RegistrationInput));
        facts.registration.ambiguity = Some(registration::Ambiguity::Question);
        let answered = FreeText::Answered { intent: Intent::VenueLocation, is_sendable: false };
        assert_eq!(classify_words("où est la salle", &registering, &facts), Ok(Request::FreeText(answered)));
    }

    #[test]
    fn a_declined_attempt_is_not_made_again() {
        let idle = Conversation::default();
        let mut facts = Facts::for_test(Intent::Thanks);
        assert_eq!(classify_words("oui", &idle, &facts), Ok(Request::Attempt(Attempt::SeatReply)));
        facts.declined.push(Attempt::SeatReply);
        let answered = FreeText::Answered { intent: Intent::Thanks, is_sendable: false };
        assert_eq!(classify_words("oui", &idle, &facts), Ok(Request::FreeText(answered)));
        let reply = Incoming { reply_to: Some(MessageId(9)), ..update(Input::Text("oui".into())) };
        let typed = TypedText::new("oui");
        assert_eq!(classify(&reply, &idle, Some(&typed), &facts), Ok(Request::Attempt(Attempt::ReplyToCard)));
    }

    #[test]
    fn facts_are_asked_for_only_where_they_decide() {
        let none = Facts::default();
        let idle = Conversation::default();
        assert_eq!(classify_words("suivante", &idle, &none), Err(Fact::Roles));
        assert_eq!(classify_words("où est la salle", &idle, &none), Err(Fact::Reading));
        let read = Facts { reading: Facts::for_test(Intent::VenueLocation).reading, ..Facts::default() };
        assert_eq!(classify_words("où est la salle", &idle, &read), Err(Fact::AcceptsQuestions));
        let closed = Facts { accepts_questions: Some(false), ..read };
        assert!(classify_words("où est la salle", &idle, &closed).is_ok(), "no roles are needed");
    }
}

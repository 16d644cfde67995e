//! The order of precedence.

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
    assert_eq!(classify_words("Programme", &asking(), &on_menu), Ok(Request::MenuItem(MenuItem::Programme)));
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
    assert_eq!(classify_input(voice, &Conversation::default(), &facts), Request::UnexpectedVoice("f".into()));
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
    assert_eq!(classify_words("suivante", &Conversation::default(), &staff), Ok(Request::StaffCommand(next)));
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

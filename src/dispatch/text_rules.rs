//! Rules about typed texts that several classifications share: reports, staff commands in words, questions that
//! may be for the speakers.

use std::borrow::Cow;

use super::authorization::roles_for_command;
use crate::answers::{Intent, Interpretation};
use crate::clock::Millis;
use crate::commands::{Command, ModeratorCommand};
use crate::conversation::{Activity, Conversation};
use crate::keywords::{TypedText, is_keyword, matches_keyword_phrase};
use crate::people::Role;
use crate::questions;
use crate::registration::Ambiguity;
use crate::turn::EventContext;

/// A less confident reading is doubtful, and no reason not to submit a question.
pub const MIN_CONFIDENCE: f32 = 0.6;
/// The same for a time or a place, about which speakers are seldom asked.
const MIN_CONFIDENCE_TIME_OR_PLACE: f32 = 0.5;
/// A text of so many words is a sentence, which is rather for the speakers; shorter ones are about the event.
const MIN_SENTENCE_WORDS: usize = 5;
/// Most words of a request that is typed in place of feedback, and how certain its reading must be.
const MAX_REQUEST_WORDS: usize = 4;
const MIN_CONFIDENCE_REQUEST: f32 = 0.9;
/// How long before a session that takes questions a sentence is rather for its speakers, in event time.
const NEAR_SESSION_WINDOW: Millis = 3_600_000;

/// The commands that staff may write in words, by the list of their keywords.
const STAFF_COMMANDS: [(&str, Command); 12] = [
    ("words-order-guests", Command::RegistrationList),
    ("words-order-announce", Command::Announce),
    ("words-order-roles", Command::Roles),
    ("words-order-door", Command::Door),
    ("words-order-desk", Command::Desk),
    ("words-order-next", Command::Moderation(ModeratorCommand::TakeNext)),
    ("words-order-queue", Command::Moderation(ModeratorCommand::Panel)),
    ("words-order-review", Command::Moderation(ModeratorCommand::Review)),
    ("words-order-answered", Command::Moderation(ModeratorCommand::Answered)),
    ("words-order-summary", Command::Moderation(ModeratorCommand::Summary)),
    ("words-order-settings", Command::Moderation(ModeratorCommand::Settings)),
    ("words-order-floor", Command::Floor),
];

/// Whether a short text asks for the microphone: "je veux parler", "comment demander la parole ?".
pub fn asks_for_floor(typed: &TypedText) -> bool {
    is_keyword("words-floor", typed) || matches_keyword_phrase("words-floor-phrase", typed)
}

/// Whether a text has so many words that it is a sentence.
pub fn is_sentence(typed: &str) -> bool {
    typed.split_whitespace().count() >= MIN_SENTENCE_WORDS
}

/// Whether a text reports an emergency or a problem of the venue. A low confidence does not matter: the report is
/// only offered to be sent.
pub fn is_report(reading: &Interpretation) -> bool {
    matches!(reading.intent, Intent::Emergency | Intent::VenueProblem)
        && !reading.not_understood
        && reading.alternative.is_none()
}

/// Whether a text that was typed in place of what one adds to one's feedback is clearly something else: it ends like a
/// question, or it is a few words with one certain meaning that is no opinion. "La salle était trop petite" is one.
pub fn is_question_instead_of_feedback(typed: &str, reading: &Interpretation) -> bool {
    if is_report(reading) && reading.intent == Intent::Emergency || typed.trim_end().ends_with('?') {
        return true;
    }
    typed.split_whitespace().count() <= MAX_REQUEST_WORDS
        && !reading.not_understood
        && reading.alternative.is_none()
        && reading.confidence >= MIN_CONFIDENCE_REQUEST
        && matches!(
            reading.intent,
            Intent::ScheduleFull
                | Intent::Register
                | Intent::RegistrationStatus
                | Intent::RegistrationCancel
                | Intent::RegistrationEdit
                | Intent::Ticket
                | Intent::Contact
                | Intent::TalkToHuman
                | Intent::QuestionStatus
                | Intent::Reminders
                | Intent::Language(_)
                | Intent::Help
                | Intent::Greeting
                | Intent::BotIdentity
                | Intent::OptOut
        )
}

/// Whether the conversation awaits a question to the speakers.
pub fn awaits_question(conversation: &Conversation) -> bool {
    conversation.current() == Some(&Activity::AskingQuestion)
}

/// Whether the conversation awaits a question, or another text for one.
pub fn awaits_text_for_question(conversation: &Conversation) -> bool {
    matches!(conversation.current(), Some(Activity::AskingQuestion | Activity::WritingForQuestion(_)))
}

/// The text behind a denial, where no question is awaited: "Ce n'est pas une question. Je veux inscrire mon mari".
/// A text without one stays as it is.
pub fn strip_denial<'t>(conversation: &Conversation, typed: &'t TypedText) -> Cow<'t, TypedText> {
    if !awaits_question(conversation)
        && let Some((denial, rest)) = typed.split_once(['.', '!', '\n'])
        && questions::is_cancel_request(denial)
        && rest.contains(char::is_alphanumeric)
    {
        return Cow::Owned(TypedText::new(rest.trim()));
    }
    Cow::Borrowed(typed)
}

/// The staff command that a short text stands for ("suivante", "qui vient ?", "la liste des inscrits"), and the
/// roles that may use it. For other people the same words are about the programme.
pub fn parse_staff_command(typed: &TypedText) -> Option<(Command, &'static [Role])> {
    let word = typed.normalized();
    let by_name = (!word.contains(' ')).then(|| Command::from_name(word)).flatten();
    let by_words = || STAFF_COMMANDS.iter().find(|(words, _)| matches_keyword_phrase(words, typed));
    let command = by_name.or_else(|| by_words().map(|(_, command)| *command))?;
    let roles: &[Role] = match command {
        // everybody may use it, but only an organiser's bare word stands for it
        Command::Feedback => &[Role::Organiser],
        Command::Floor => &[Role::Organiser, Role::Moderator],
        _ => roles_for_command(command)?,
    };
    Some((command, roles))
}

/// Whether a sentence that could be about the event may be for the speakers: an uncertain reading, and everything
/// but hours and places. A sentence about the sender's own registration is not, unless it asks.
pub fn is_possibly_for_speakers(typed: &str, reading: &Interpretation) -> bool {
    if reading.not_understood || !is_sentence(typed) {
        return false;
    }
    match &reading.intent {
        // the organisers have answered it in the event file
        Intent::Faq(_) => false,
        // these address the bot itself
        Intent::Greeting
        | Intent::Thanks
        | Intent::Help
        | Intent::Language(_)
        | Intent::BotIdentity
        | Intent::OptOut => false,
        Intent::RegistrationCancel | Intent::RegistrationEdit => typed.trim_end().ends_with('?'),
        Intent::Register
        | Intent::RegistrationDeadline
        | Intent::Contact
        | Intent::Organiser
        | Intent::Topic(_)
        | Intent::EventAbout
        | Intent::OutOfScope => true,
        Intent::SessionAbout(_) if reading.likely_intents.contains(&Intent::AskQuestion) => true,
        intent if intent.is_time_or_place() => {
            reading.confidence < MIN_CONFIDENCE_TIME_OR_PLACE && reading.alternative.is_none()
        }
        _ => reading.confidence < MIN_CONFIDENCE && reading.alternative.is_none(),
    }
}

/// Whether a session that takes questions is on, or begins soon.
pub fn is_question_session_near(event: &EventContext<'_>) -> bool {
    let EventContext { programme, schedule, now, .. } = *event;
    let soon = schedule
        .not_cancelled()
        .filter(|slot| (slot.starts - NEAR_SESSION_WINDOW..slot.starts).contains(&now));
    let takes_questions = |id: &str| programme.session(id).is_some_and(|session| session.takes_questions);
    schedule.is_taking_questions(programme, now)
        || soon.map(|slot| slot.session_id.as_str()).any(takes_questions)
}

/// Whether a text asks about asking. A text that says that the sender wants to ask is another thing.
pub fn is_about_asking(typed: &TypedText, reading: &Interpretation) -> bool {
    let asks =
        !reading.not_understood && reading.alternative.is_none() && reading.intent == Intent::AskQuestion;
    questions::is_about_asking(typed) || (asks && typed.trim_end().ends_with('?'))
}

/// Whether a text that could be a name is clearly about the event: a question without its mark, or one word such
/// as "parking".
pub fn is_question_during_registration(ambiguity: Ambiguity, reading: &Interpretation) -> bool {
    let is_small_talk = matches!(reading.intent, Intent::Greeting | Intent::Thanks);
    !reading.not_understood
        && reading.alternative.is_none()
        && reading.confidence >= MIN_CONFIDENCE
        && (!is_small_talk || ambiguity == Ambiguity::NotAName)
        && reading.intent != Intent::OutOfScope
}

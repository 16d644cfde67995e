//! What a text is that was typed while a question to the speakers was awaited. Most texts are the question
//! and are submitted at once; small talk, what the programme answers, questions about asking and what is
//! about the sender's own life, as far as `questions` finds that, are published only after a press that says
//! so.

use super::request::AwaitedText;
use super::text_rules::{asks_for_floor, is_report, is_sentence};
use crate::answers::{Intent, Interpretation};
use crate::keywords::TypedText;
use crate::questions;

/// A text that was asked for as a question is anything else only if that is as sure as this.
const MIN_CONFIDENCE_AWAITED: f32 = 0.6;
/// The same about a session, and for small talk.
const MIN_CONFIDENCE_DOUBTFUL_AWAITED: f32 = 0.9;
/// Most words of a text that only announces a question.
const MAX_INTRO_WORDS: usize = 5;
/// A longer text says more than what was understood of it.
const MAX_INTENT_WORDS: usize = 14;

/// Decides what a text is, by its words and its reading.
pub fn classify_awaited(typed: &TypedText, reading: &Interpretation) -> AwaitedText {
    if is_report(reading) {
        return AwaitedText::Report(reading.intent.clone());
    }
    if questions::is_cancel_request(typed) {
        return AwaitedText::Cancel;
    }
    if asks_for_floor(typed) {
        return AwaitedText::Floor;
    }
    if questions::is_about_existing_questions(typed) {
        return AwaitedText::AboutAskedQuestions;
    }
    if questions::is_about_asking(typed) {
        return AwaitedText::AboutHowToAsk;
    }
    let words = typed.split_whitespace().count();
    // a session is seldom asked about here, and easily found in a question to its speakers: "Et les jeunes ?"
    let is_doubtful = reading.intent.session_id().is_some()
        || matches!(reading.intent, Intent::Greeting | Intent::Help | Intent::Thanks | Intent::BotIdentity);
    let min_confidence = if is_doubtful { MIN_CONFIDENCE_DOUBTFUL_AWAITED } else { MIN_CONFIDENCE_AWAITED };
    let is_sure = words <= MAX_INTENT_WORDS
        && typed.contains(char::is_alphanumeric)
        && !reading.not_understood
        && reading.alternative.is_none()
        && reading.confidence >= min_confidence;
    match &reading.intent {
        Intent::AskQuestion if is_sure && is_question_intro(typed, words) => AwaitedText::AboutHowToAsk,
        intent if is_sure && !is_for_speakers(intent, typed) => AwaitedText::OtherIntent(intent.clone()),
        _ if questions::is_about_own_life(typed) => AwaitedText::PersonalMatter,
        _ => AwaitedText::Question,
    }
}

/// Whether a text says more than that the sender wants to ask: the rest may be the question.
pub fn has_more_than_intro(typed: &str) -> bool {
    !is_question_intro(typed, typed.split_whitespace().count().saturating_sub(2))
}

/// Whether a text only announces a question: "je voudrais poser une question". A longer text, or one with a colon
/// ("Ma question : qui paie ?"), is the question itself.
fn is_question_intro(typed: &str, words: usize) -> bool {
    words <= MAX_INTRO_WORDS && !typed.contains(':')
}

/// Whether a text with this meaning is for the speakers where a question is awaited.
fn is_for_speakers(intent: &Intent, typed: &str) -> bool {
    match intent {
        Intent::SessionAbout(_)
        | Intent::Topic(_)
        | Intent::EventAbout
        | Intent::Organiser
        | Intent::AskQuestion
        | Intent::QuestionStatus
        | Intent::Unanswerable
        | Intent::OutOfScope => true,
        // a short text is about the event itself
        Intent::Register | Intent::RegistrationDeadline | Intent::Contact => is_sentence(typed),
        _ => false,
    }
}

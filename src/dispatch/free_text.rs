//! What a text is that no activity awaits, by its words and its reading. Like `classify`, this is pure, and asks for
//! the facts it needs.

use super::awaited_text::has_more_than_intro;
use super::request::{Attempt, Fact, Facts, FreeText, Request};
use super::text_rules::{MIN_CONFIDENCE, is_about_asking, is_possibly_for_speakers, is_report, is_sentence};
use crate::answers::Intent;
use crate::keywords::TypedText;
use crate::questions;

/// A text that no activity awaits: an answer from the event file, a question to the speakers or the organisers, or
/// not understood.
pub fn classify_free_text(typed: &TypedText, facts: &Facts) -> Result<Request, Fact> {
    let reading = facts.reading()?;
    if is_report(reading) {
        return Ok(Request::FreeText(FreeText::Report(reading.intent.clone())));
    }
    let has_no_printed_answer = reading.not_understood
        || matches!(reading.intent, Intent::Unanswerable | Intent::SeatsLeft | Intent::OutOfScope);
    if has_no_printed_answer && facts.may_attempt(Attempt::SavedAnswer) {
        return Ok(Request::Attempt(Attempt::SavedAnswer));
    }
    let is_registering = facts.registration.is_under_way;
    if !is_registering && is_about_asking(typed, reading) {
        let may_be_question = has_more_than_intro(typed);
        return Ok(Request::FreeText(FreeText::ExplainAsking { may_be_question }));
    }
    let is_sendable = is_sendable_to_speakers(typed, facts)?;
    let is_possible = is_sendable && is_possibly_for_speakers(typed, reading);
    if is_sendable && questions::is_addressed_to_speakers(typed)
        || is_possible && facts.is_question_session_near
    {
        return Ok(Request::FreeText(FreeText::ForSpeakers(reading.intent.clone())));
    }
    Ok(Request::FreeText(if reading.not_understood {
        let registration = &facts.registration;
        if is_registering && (registration.accepts_text || !registration.accepts_any_text) {
            FreeText::RegistrationInput
        } else if facts.may_attempt(Attempt::KnownMeaning) {
            return Ok(Request::Attempt(Attempt::KnownMeaning));
        } else {
            FreeText::NotUnderstood { likely: reading.likely_intents.clone(), is_sendable }
        }
    } else if reading.alternative.is_some() {
        FreeText::Ambiguous { intents: reading.close_intents(), is_sendable }
    } else if reading.intent == Intent::SeatsLeft && facts.may_attempt(Attempt::SeatsLeft) {
        return Ok(Request::Attempt(Attempt::SeatsLeft));
    } else if matches!(reading.intent, Intent::Unanswerable | Intent::SeatsLeft) {
        FreeText::Unanswerable {
            is_sendable: is_sendable && reading.intent == Intent::Unanswerable && is_sentence(typed),
            is_about_health: questions::is_about_health(typed),
        }
    } else if let Some(second) = &reading.second_intent {
        FreeText::TwoIntents(Box::new([reading.intent.clone(), second.clone()]))
    } else {
        let is_practical =
            matches!(reading.intent, Intent::Register | Intent::RegistrationDeadline | Intent::Contact);
        FreeText::Answered {
            intent: reading.intent.clone(),
            is_sendable: is_possible && (!is_practical || reading.confidence < MIN_CONFIDENCE),
        }
    }))
}

/// Whether a text may be sent to the speakers as a question: questions are accepted, and the sender is not staff,
/// whose texts are commands unless they address the speakers.
fn is_sendable_to_speakers(typed: &TypedText, facts: &Facts) -> Result<bool, Fact> {
    Ok(!facts.registration.is_under_way
        && !questions::is_cancel_request(typed)
        && facts.accepts_questions.ok_or(Fact::AcceptsQuestions)?
        && (questions::is_addressed_to_speakers(typed) || facts.roles()?.is_empty()))
}

#[cfg(test)]
mod tests {
    use crate::dispatch::free_text::*;
    use crate::people::Role;

    #[test]
    fn a_free_text_is_read_in_this_order() {
        let sentence = "Pourquoi les contrats durent-ils trois ans ?";
        let free = |facts: &Facts| match classify_free_text(&TypedText::new(sentence), facts) {
            Ok(Request::FreeText(text)) => text,
            other => panic!("{other:?}"),
        };
        let mut unsure = Facts::for_test(Intent::OutOfScope);
        unsure.declined.clear();
        assert_eq!(
            classify_free_text(&TypedText::new(sentence), &unsure),
            Ok(Request::Attempt(Attempt::SavedAnswer))
        );
        let near = Facts { is_question_session_near: true, ..Facts::for_test(Intent::OutOfScope) };
        assert_eq!(free(&near), FreeText::ForSpeakers(Intent::OutOfScope));
        let mut lost = Facts::for_test(Intent::OutOfScope);
        lost.reading.as_mut().unwrap().not_understood = true;
        assert_eq!(free(&lost), FreeText::NotUnderstood { likely: Vec::new(), is_sendable: true });
        let staff = Facts { roles: Some(vec![Role::Moderator]), ..lost };
        assert_eq!(free(&staff), FreeText::NotUnderstood { likely: Vec::new(), is_sendable: false });
        let mut close = Facts::for_test(Intent::VenueRoom);
        close.reading.as_mut().unwrap().alternative = Some(Intent::EventWhen);
        let intents = vec![Intent::VenueRoom, Intent::EventWhen];
        assert_eq!(free(&close), FreeText::Ambiguous { intents, is_sendable: true });
        let unanswered = FreeText::Unanswerable { is_sendable: true, is_about_health: false };
        assert_eq!(free(&Facts::for_test(Intent::Unanswerable)), unanswered);
        let mut double = Facts::for_test(Intent::EventWhen);
        double.reading.as_mut().unwrap().second_intent = Some(Intent::VenueRoom);
        assert_eq!(free(&double), FreeText::TwoIntents(Box::new([Intent::EventWhen, Intent::VenueRoom])));
    }
}

//! What the person's next text is for, and whether a typed text can be a question.

use super::model::QuestionText;
use super::payload::AskPayload;
use super::wording::submission_error;
use crate::conversation::{Activity, TextPurpose};
use crate::people::Person;
use crate::turn::Turn;

/// Whether the next text belongs to this module: a question, or a text about one.
pub fn awaits_text(turn: &Turn<'_>) -> bool {
    matches!(
        turn.person.conversation.current(),
        Some(Activity::AskingQuestion | Activity::WritingForQuestion(_))
    )
}

/// Whether the next text or voice message is a question.
pub fn awaits_question(person: &Person) -> bool {
    person.conversation.current() == Some(&Activity::AskingQuestion)
}

/// Awaits a text for a purpose instead of any other one of this module.
pub(crate) fn await_text(turn: &mut Turn<'_>, purpose: TextPurpose) {
    stop_awaiting_text(turn);
    turn.person.conversation.begin(Activity::WritingForQuestion(purpose));
}

/// Awaits no text of this module any more; the activity below continues.
pub fn stop_awaiting_text(turn: &mut Turn<'_>) {
    turn.person
        .conversation
        .end(|activity| matches!(activity, Activity::AskingQuestion | Activity::WritingForQuestion(_)));
}

/// Stores a text as an offer, for a button that sends it; the button's data. `None` where the text cannot be a
/// question.
pub fn offer_text(turn: &mut Turn<'_>, text: &str) -> Option<String> {
    let text = QuestionText::parse(text).ok()?;
    let id = turn.incoming.message_id.unwrap_or_default();
    turn.person.conversation.offer_question(id, text.to_string());
    Some(AskPayload::SendOffer(Some(id)).into())
}

/// The text of a question; `None` where it cannot be one, after a reply that says why.
pub(crate) fn parse_or_reply(turn: &mut Turn<'_>, typed: &str) -> Option<QuestionText> {
    match QuestionText::parse(typed) {
        Ok(text) => Some(text),
        Err(error) => {
            let message = submission_error(turn, error);
            turn.reply(message);
            None
        }
    }
}

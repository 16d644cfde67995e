//! The messages between an author and the counsellors; none of them names a person.

use super::super::model::Question;
use super::super::payload::{AskPayload, OwnPayload};
use super::super::wording::button;
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Texts, texts};
use crate::ids::QuestionNumber;
use crate::turn::Turn;

/// The author's confirmation that the case was handed over.
pub(crate) fn handed_over(turn: &Turn<'_>, number: QuestionNumber) -> Message {
    Message::new(turn.texts().html("confide-done", args!(number = number)))
}

/// A written case for a counsellor.
pub(crate) fn case_text(t: &Texts, number: QuestionNumber, text: &str) -> Message {
    Message::new(t.html("confided", args!(number = number, text = text)))
        .with_inline_keyboard(reply_buttons(t, number))
}

/// The caption of a case that is a voice message.
pub(crate) fn case_voice_caption(t: &Texts, number: QuestionNumber) -> Message {
    Message::new(t.html("confided-voice", args!(number = number)))
        .with_inline_keyboard(reply_buttons(t, number))
}

/// A further message of the author for a counsellor.
pub(crate) fn author_message(t: &Texts, number: QuestionNumber, text: &str) -> Message {
    Message::new(t.html("confided-more", args!(number = number, text = text)))
        .with_inline_keyboard(reply_buttons(t, number))
}

fn reply_buttons(t: &Texts, number: QuestionNumber) -> Vec<Vec<Button>> {
    vec![vec![button(t, "confided-answer", AskPayload::WriteToAuthor(number))]]
}

/// A counsellor's message for the author, in the language of the question.
pub(crate) fn counsellor_reply(question: &Question, text: &str) -> Message {
    let t = texts(question.lang);
    let button = button(t, "confide-again", AskPayload::Own(question.number, OwnPayload::WriteToCounsellors));
    Message::new(t.html("confide-reply", args!(number = question.number, text = text)))
        .with_inline_keyboard(vec![vec![button]])
}

/// Asks the author or a counsellor for the message.
pub(crate) fn message_prompt(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let html = if question.person == turn.person.id {
        t.html("confide-write", &[])
    } else {
        t.html("confided-write", args!(number = question.number))
    };
    Message::new(html).with_inline_keyboard(vec![vec![button(t, "question-leave", AskPayload::Cancel)]])
}

/// Whether a message was sent on.
pub(crate) fn relay_result(turn: &Turn<'_>, is_sent: bool) -> Message {
    let t = turn.texts();
    Message::new(if is_sent { t.html("confide-sent", &[]) } else { t.html("confide-unreached", &[]) })
}

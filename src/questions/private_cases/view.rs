//! What is said to the two who write to each other, neither knowing who the other is.

use super::super::store::Question;
use crate::args;
use crate::chat::{Button, Keyboard, Message};
use crate::i18n::{Texts, texts};
use crate::turn::Turn;

/// The news of one's own situation, and the way to hand it on.
pub fn with_hand_over_offer(question: &Question, mut message: Message) -> Message {
    let t = texts(question.lang());
    message.html.push_str("\n\n");
    message.html.push_str(&t.html("confide-offer", &[]));
    let button = Button::new(t.label("confide"), format!("ask:confide:{}", question.number));
    message.keyboard = Some(Keyboard::Inline(vec![vec![button]]));
    message
}

pub fn handed_over(turn: &Turn<'_>, number: i64) -> Message {
    Message::new(turn.texts().html("confide-done", args!(number = number)))
}

pub fn case_text(t: &Texts, number: i64, text: &str) -> Message {
    Message::new(t.html("confided", args!(number = number, text = text)))
        .with_inline_keyboard(reply_buttons(t, number))
}

pub fn case_voice_caption(t: &Texts, number: i64) -> Message {
    Message::new(t.html("confided-voice", args!(number = number)))
        .with_inline_keyboard(reply_buttons(t, number))
}

/// Another word of somebody who entrusted something.
pub fn author_message(t: &Texts, number: i64, text: &str) -> Message {
    Message::new(t.html("confided-more", args!(number = number, text = text)))
        .with_inline_keyboard(reply_buttons(t, number))
}

fn reply_buttons(t: &Texts, number: i64) -> Vec<Vec<Button>> {
    vec![vec![Button::new(t.label("confided-answer"), format!("ask:listen:{number}"))]]
}

/// A listener's word, in the language the question was asked in.
pub fn counsellor_reply(question: &Question, text: &str) -> Message {
    let t = texts(question.lang());
    let button = Button::new(t.label("confide-again"), format!("ask:word:{}", question.number));
    Message::new(t.html("confide-reply", args!(number = question.number, text = text)))
        .with_inline_keyboard(vec![vec![button]])
}

pub fn message_prompt(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let html = if question.person == turn.person.id {
        t.html("confide-write", &[])
    } else {
        t.html("confided-write", args!(number = question.number))
    };
    Message::new(html).with_inline_keyboard(vec![vec![Button::new(t.label("question-leave"), "ask:leave")]])
}

pub fn relay_result(turn: &Turn<'_>, reached: bool) -> Message {
    let t = turn.texts();
    Message::new(if reached { t.html("confide-sent", &[]) } else { t.html("confide-unreached", &[]) })
}

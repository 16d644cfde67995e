//! What is said to those who ask and to those who moderate.

use super::rules::{QuestionText, Refusal, State};
use super::store::{Counts, Question};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts, texts};
use crate::turn::Turn;

/// How much of a question the panel shows.
const GLIMPSE: usize = 90;

pub fn invitation(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-invitation", &[]))
        .inline(vec![vec![Button::new(t.label("question-leave"), "ask:leave")]])
}

pub fn acknowledged(turn: &Turn<'_>, number: i64) -> String {
    turn.texts().html("question-acknowledged", args!(number = number))
}

pub fn left(turn: &Turn<'_>) -> String {
    turn.texts().html("question-left", &[])
}

pub fn refused(turn: &Turn<'_>, refusal: Refusal) -> Message {
    let t = turn.texts();
    Message::new(match refusal {
        Refusal::Empty => t.html("question-empty", &[]),
        Refusal::NotText => t.html("question-not-text", &[]),
        Refusal::TooLong { characters } => t.html(
            "question-too-long",
            args!(characters = characters as i64, longest = QuestionText::LONGEST as i64),
        ),
        Refusal::TooManyWaiting(count) => t.html("question-too-many", args!(count = i64::from(count))),
        Refusal::TooSoon { seconds } => t.html("question-too-soon", args!(seconds = seconds)),
    })
}

/// The moderators' panel: counts, and the next few.
pub fn panel(turn: &Turn<'_>, t: &Texts, counts: Counts, upcoming: &[Question]) -> Message {
    let mut html = t.html(
        "queue-panel",
        args!(waiting = counts.waiting, taken = counts.taken, answered = counts.answered),
    );
    for question in upcoming {
        html.push('\n');
        html.push_str(&t.html("queue-line", args!(number = question.number, text = glimpse(&question.text))));
    }
    let now = turn.forum.hour(t, turn.forum.now);
    html.push_str("\n\n");
    html.push_str(&t.html("queue-as-of", args!(hour = now)));
    Message::new(html).inline(vec![vec![Button::new(t.label("queue-next"), "queue:next")]])
}

/// A question in a moderator's hand.
pub fn card(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let button = |id: &str, what: &str| Button::new(t.label(id), format!("queue:{what}:{}", question.number));
    Message::new(t.html("queue-card", args!(number = question.number, text = &question.text))).inline(vec![
        vec![button("queue-answered", "answered"), button("queue-aside", "aside")],
        vec![Button::new(t.label("queue-next"), "queue:next")],
    ])
}

/// The same, closed: what was done, and the way on.
pub fn closed_card(turn: &Turn<'_>, question: &Question, state: State) -> Message {
    let t = turn.texts();
    let id = if state == State::Answered { "queue-card-answered" } else { "queue-card-aside" };
    Message::new(t.html(id, args!(number = question.number, text = &question.text)))
        .inline(vec![vec![Button::new(t.label("queue-next"), "queue:next")]])
}

pub fn nothing_waits(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("queue-empty", &[]))
        .inline(vec![vec![Button::new(t.label("queue-show"), "queue:show")]])
}

/// What the author hears, in the language they asked in.
pub fn news(question: &Question, state: State) -> Message {
    let id = match state {
        State::Waiting | State::Taken => "question-taken",
        State::Answered => "question-answered",
        State::Aside => "question-aside",
    };
    let text = Arg::from(glimpse(&question.text));
    Message::new(texts(question.lang()).html(id, args!(number = question.number, text = text)))
}

fn glimpse(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(GLIMPSE) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}

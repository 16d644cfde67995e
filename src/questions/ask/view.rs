//! What is said to those who ask.

use super::super::rules::State;
use super::super::store::Question;
use super::super::wording::{
    metadata_line, short_excerpt, short_label, state_for_author, text_or_voice_label,
};
use super::rules::{QuestionText, SubmissionError};
use super::store::SimilarityCandidate;
use crate::args;
use crate::chat::{Button, Message, push_button};
use crate::i18n::Arg;
use crate::turn::Turn;

pub fn question_prompt(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-invitation", &[])).with_inline_keyboard(vec![
        vec![Button::new(t.label("vote-open"), "vote:open")],
        vec![
            Button::new(t.label("question-mine"), "ask:mine"),
            Button::new(t.label("question-leave"), "ask:leave"),
        ],
    ])
}

/// What becomes of a question, and whether a name is seen.
pub fn explanation(turn: &Turn<'_>, send: Option<&str>, asking: bool) -> Message {
    let t = turn.texts();
    let mut rows: Vec<Vec<Button>> =
        send.map(|send| vec![Button::new(t.label("question-send-anyway"), send)]).into_iter().collect();
    rows.push(vec![match asking {
        true => Button::new(t.label("question-leave"), "ask:leave"),
        false => Button::new(t.label("menu-question"), "ask:new"),
    }]);
    let how = if asking { "question-how-awaited" } else { "question-how" };
    let html = format!("{}\n{}", t.html(how, &[]), t.html("question-about-asking", &[]));
    Message::new(html).with_inline_keyboard(rows)
}

/// Whether what is perhaps about the person's own life shall be public.
pub fn publication_confirmation(turn: &Turn<'_>, send: &str, drop: &str) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-own-life", args!(contact = Arg::html(turn.event.contact_html(t)))))
        .with_inline_keyboard(vec![
            vec![Button::new(t.label("question-send-publicly"), send)],
            vec![Button::new(t.label("question-leave"), drop)],
        ])
}

/// Under an answer: the text can be sent to the speakers as well.
pub fn send_anyway_offer(turn: &Turn<'_>, send: &str, asking: bool) -> Message {
    let t = turn.texts();
    let mut rows = vec![vec![Button::new(t.label("question-send-anyway"), send)]];
    if asking {
        rows.push(vec![Button::new(t.label("question-leave"), "ask:leave")]);
    }
    let id = if asking { "question-still-awaited" } else { "question-all-the-same" };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// It is kept: whether it is read first, whether another asks the same, what it is about.
pub fn acknowledgement(turn: &Turn<'_>, number: i64, held: bool, alike: &[SimilarityCandidate]) -> Message {
    let t = turn.texts();
    let mut html = t.html("question-acknowledged", args!(number = number));
    if held {
        html.push('\n');
        html.push_str(&t.html("question-held", &[]));
    }
    let own = vec![Button::new(t.label("question-mine"), format!("ask:mine:{number}"))];
    if alike.is_empty() {
        let mut rows = theme_rows(turn, number);
        if !rows.is_empty() {
            html.push_str("\n\n");
            html.push_str(&t.html("question-which-theme", &[]));
        }
        rows.push(own);
        return Message::new(html).with_inline_keyboard(rows);
    }
    html.push_str("\n\n");
    html.push_str(&t.html("question-alike", &[]));
    let mut rows = Vec::new();
    for other in alike {
        let text = short_excerpt(&other.text);
        html.push('\n');
        html.push_str(&t.html("vote-line", args!(number = other.number, votes = other.votes, text = text)));
        let label = t.plain("question-same", args!(number = other.number));
        rows.push(vec![Button::new(label, format!("ask:same:{number}:{}", other.number))]);
    }
    rows.push(vec![Button::new(t.label("question-different"), format!("ask:other:{number}"))]);
    Message::new(html).with_inline_keyboard(rows)
}

/// A button for each guide of the event file.
fn theme_rows(turn: &Turn<'_>, number: i64) -> Vec<Vec<Button>> {
    let button = |(index, guide): (usize, &crate::programme::Theme)| {
        Button::new(short_label(guide.text.get(turn.lang())), format!("ask:theme:{number}:{index}"))
    };
    let buttons = turn.event.programme.themes.iter().enumerate().map(button);
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in buttons {
        let short = |button: &Button| button.label.chars().count() <= 17;
        match rows.last_mut() {
            Some(row) if row.len() == 1 && short(&row[0]) && short(&button) => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

pub fn theme_menu(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let mut rows = theme_rows(turn, question.number);
    rows.push(vec![
        Button::new(t.label("question-no-theme"), format!("ask:theme:{}:none", question.number)),
        Button::new(t.label("back"), format!("ask:mine:{}", question.number)),
    ]);
    Message::new(t.html("question-which-theme", &[])).with_inline_keyboard(rows)
}

/// A question of one's own: where it stands, what one can do with it.
pub fn own_question(
    turn: &Turn<'_>,
    question: &Question,
    before: Option<i64>,
    live: bool,
    may_confide: bool,
) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("question-own", args!(number = number, text = text_or_voice_label(t, question)));
    html.push('\n');
    html.push_str(&metadata_line(turn.event.programme, t, question));
    html.push('\n');
    html.push_str(&match before {
        Some(before) => t.html("question-place", args!(count = before)),
        None => state_for_author(t, question, live),
    });
    let button = |id: &str, data: String| Button::new(t.label(id), data);
    let mut rows = Vec::new();
    if matches!(question.state, State::PendingReview | State::Queued) {
        if question.voice_file.is_empty() {
            rows.push(vec![button("question-edit", format!("ask:edit:{number}"))]);
        }
        rows.push(vec![
            if question.display_name.is_empty() {
                button("question-sign", format!("ask:sign:{number}:on"))
            } else {
                button("question-unsign", format!("ask:sign:{number}:off"))
            },
            button("question-theme", format!("ask:themes:{number}")),
        ]);
    }
    if may_confide {
        rows.push(vec![button("confide", format!("ask:confide:{number}"))]);
    }
    if !question.state.is_closed() || question.state == State::Merged {
        rows.push(vec![
            button("question-refresh", format!("ask:mine:{number}")),
            button("question-withdraw", format!("ask:withdraw:{number}")),
        ]);
    }
    Message::new(html).with_inline_keyboard(rows)
}

pub fn own_questions(turn: &Turn<'_>, own: &[Question], live: i64) -> Message {
    let t = turn.texts();
    if own.is_empty() {
        return Message::new(t.html("question-none", &[]))
            .with_inline_keyboard(vec![vec![Button::new(t.label("menu-question"), "ask:new")]]);
    }
    let mut html = t.html("question-yours", &[]);
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for question in own {
        let state = state_for_author(t, question, question.number == live);
        let text = short_excerpt(&text_or_voice_label(t, question));
        html.push('\n');
        html.push_str(
            &t.html("question-yours-line", args!(number = question.number, state = state, text = text)),
        );
        let button = Button::new(t.format_number(question.number), format!("ask:mine:{}", question.number));
        push_button(&mut rows, button);
    }
    Message::new(html).with_inline_keyboard(rows)
}

pub fn edit_prompt(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let text = Arg::from(question.text.as_str());
    Message::new(t.html("question-write-anew", args!(number = question.number, text = text)))
        .with_inline_keyboard(vec![vec![Button::new(t.label("question-leave"), "ask:leave")]])
}

pub fn edit_acknowledgement(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let mut html = t.html(
        "question-edited",
        args!(number = question.number, text = short_excerpt(&text_or_voice_label(t, question))),
    );
    if question.state == State::PendingReview {
        html.push('\n');
        html.push_str(&t.html("question-held", &[]));
    }
    let own = Button::new(t.label("question-mine"), format!("ask:mine:{}", question.number));
    Message::new(html).with_inline_keyboard(vec![vec![own]])
}

pub fn edit_too_late(turn: &Turn<'_>) -> Message {
    Message::new(turn.texts().html("question-taken-up", &[]))
}

pub fn withdrawal_confirmation(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let text = short_excerpt(&text_or_voice_label(t, question));
    Message::new(t.html("question-really-withdraw", args!(number = number, text = text)))
        .with_inline_keyboard(vec![vec![
            Button::new(t.label("question-withdraw"), format!("ask:withdraw:{number}:yes")),
            Button::new(t.label("back"), format!("ask:mine:{number}")),
        ]])
}

pub fn withdrawn(turn: &Turn<'_>, number: i64) -> Message {
    Message::new(turn.texts().html("question-withdrawn", args!(number = number)))
}

pub fn voted_for_other(turn: &Turn<'_>, number: i64) -> Message {
    Message::new(turn.texts().html("question-joined-another", args!(number = number)))
}

pub fn voice_warning(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-voice-warning", &[])).with_inline_keyboard(vec![
        vec![Button::new(t.label("question-voice-send"), "ask:voice:yes")],
        vec![Button::new(t.label("question-leave"), "ask:leave")],
    ])
}

pub fn cancelled(turn: &Turn<'_>) -> String {
    turn.texts().html("question-left", &[])
}

pub fn submission_error(turn: &Turn<'_>, refusal: SubmissionError) -> Message {
    let t = turn.texts();
    Message::new(match refusal {
        SubmissionError::Empty => t.html("question-empty", &[]),
        SubmissionError::NotText => t.html("question-not-text", &[]),
        SubmissionError::TooLong { characters } => t.html(
            "question-too-long",
            args!(characters = characters as i64, longest = QuestionText::MAX_LENGTH as i64),
        ),
        SubmissionError::VoiceTooLong(seconds) => {
            t.html("question-long-voice", args!(minutes = i64::from(seconds.div_ceil(60))))
        }
        SubmissionError::TooManyWaiting(count) => {
            let own = Button::new(t.label("question-mine"), "ask:mine");
            let again = Button::new(t.label("question-again"), "ask:again");
            let html = t.html("question-too-many", args!(count = i64::from(count)));
            return Message::new(html).with_inline_keyboard(vec![vec![again], vec![own]]);
        }
        SubmissionError::TooSoon { seconds } => {
            let again = Button::new(t.label("question-again"), "ask:again");
            return Message::new(t.html("question-too-soon", args!(seconds = seconds)))
                .with_inline_keyboard(vec![vec![again]]);
        }
        SubmissionError::Muted => t.html("question-muted", &[]),
        SubmissionError::NotYet(at) => {
            let day = turn.event.format_date(t, at);
            t.html("question-not-yet", args!(day = day, hour = turn.event.format_time(t, at)))
        }
        SubmissionError::VotesOnly => {
            let open = Button::new(t.label("vote-open"), "vote:open");
            return Message::new(t.html("question-votes-only", &[])).with_inline_keyboard(vec![vec![open]]);
        }
        SubmissionError::Closed => t.html("question-closed", &[]),
    })
}

//! The screens for askers.

use super::super::model::{Question, QuestionSummary, State};
use super::super::payload::{AskPayload, OwnPayload, VotePayload};
use super::super::wording::{
    button, metadata_line, push_button, short_excerpt, short_label, state_for_author, text_or_voice_label,
};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::{Arg, Texts};
use crate::ids::QuestionNumber;
use crate::programme::Theme;
use crate::turn::Turn;

/// Two theme buttons share a row if neither label has more characters than this.
const SHORT_THEME_LABEL: usize = 17;

fn own(number: QuestionNumber, payload: OwnPayload) -> AskPayload {
    AskPayload::Own(number, payload)
}

fn cancel_button(t: &Texts) -> Button {
    button(t, "question-leave", AskPayload::Cancel)
}

/// Asks for a question.
pub(crate) fn question_prompt(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-invitation", &[])).with_inline_keyboard(vec![
        vec![button(t, "vote-open", VotePayload::Open)],
        vec![button(t, "rule-open", AskPayload::Rule)],
        vec![button(t, "question-mine", AskPayload::ListOwn), cancel_button(t)],
    ])
}

/// What becomes of a question, and who sees a name. `send` is the data of a button that sends the person's text;
/// `is_awaited`: a question is awaited.
pub(crate) fn explanation(turn: &Turn<'_>, send: Option<&str>, is_awaited: bool) -> Message {
    let t = turn.texts();
    let mut rows: Vec<Vec<Button>> =
        send.map(|send| vec![button(t, "question-send-anyway", send)]).into_iter().collect();
    rows.push(vec![match is_awaited {
        true => cancel_button(t),
        false => button(t, "menu-question", AskPayload::New),
    }]);
    let how = if is_awaited { "question-how-awaited" } else { "question-how" };
    let html = format!("{}\n{}", t.html(how, &[]), t.html("question-about-asking", &[]));
    Message::new(html).with_inline_keyboard(rows)
}

/// Asks whether a text that may be about the author's own life shall be public. `send` and `drop` are the buttons'
/// data.
pub(crate) fn publication_confirmation(turn: &Turn<'_>, send: &str, drop: &str) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-own-life", args!(contact = Arg::html(turn.event.contact_html(t)))))
        .with_inline_keyboard(vec![
            vec![button(t, "question-send-publicly", send)],
            vec![button(t, "question-leave", drop)],
        ])
}

/// Under an answer, offers to send the text to the speakers as well. `is_awaited`: a question is awaited.
pub(crate) fn send_anyway_offer(turn: &Turn<'_>, send: &str, is_awaited: bool) -> Message {
    let t = turn.texts();
    let mut rows = vec![vec![button(t, "question-send-anyway", send)]];
    if is_awaited {
        rows.push(vec![cancel_button(t)]);
    }
    let id = if is_awaited { "question-still-awaited" } else { "question-all-the-same" };
    Message::new(t.html(id, &[])).with_inline_keyboard(rows)
}

/// A question was accepted: whether it is reviewed first, and the similar questions, or else the themes.
pub(crate) fn acknowledgement(
    turn: &Turn<'_>,
    number: QuestionNumber,
    needs_review: bool,
    similar: &[QuestionSummary],
) -> Message {
    let t = turn.texts();
    let mut html = t.html("question-acknowledged", args!(number = number));
    if needs_review {
        html.push('\n');
        html.push_str(&t.html("question-held", &[]));
    }
    if similar.is_empty() {
        let mut rows = theme_rows(turn, number);
        if !rows.is_empty() {
            html.push_str("\n\n");
            html.push_str(&t.html("question-which-theme", &[]));
        }
        rows.push(vec![button(t, "question-mine", own(number, OwnPayload::Show))]);
        return Message::new(html).with_inline_keyboard(rows);
    }
    html.push_str("\n\n");
    html.push_str(&t.html("question-alike", &[]));
    let mut rows = Vec::new();
    for other in similar {
        let text = short_excerpt(&other.text);
        html.push('\n');
        html.push_str(&t.html("vote-line", args!(number = other.number, votes = other.votes, text = text)));
        let label = t.plain("question-same", args!(number = other.number));
        rows.push(vec![Button::new(label, own(number, OwnPayload::VoteInstead(other.number)))]);
    }
    rows.push(vec![button(t, "question-different", own(number, OwnPayload::NotSimilar))]);
    Message::new(html).with_inline_keyboard(rows)
}

/// A button for each theme of the event file.
fn theme_rows(turn: &Turn<'_>, number: QuestionNumber) -> Vec<Vec<Button>> {
    let theme_button = |(index, theme): (usize, &Theme)| {
        let label = short_label(theme.text.get(turn.lang()));
        Button::new(label, own(number, OwnPayload::SetTheme(Some(index))))
    };
    let is_short = |button: &Button| button.label.chars().count() <= SHORT_THEME_LABEL;
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for button in turn.event.programme.themes.iter().enumerate().map(theme_button) {
        match rows.last_mut() {
            Some(row) if row.len() == 1 && is_short(&row[0]) && is_short(&button) => row.push(button),
            _ => rows.push(vec![button]),
        }
    }
    rows
}

/// The choice of a theme.
pub(crate) fn theme_menu(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut rows = theme_rows(turn, number);
    rows.push(vec![
        button(t, "question-no-theme", own(number, OwnPayload::SetTheme(None))),
        button(t, "back", own(number, OwnPayload::Show)),
    ]);
    Message::new(t.html("question-which-theme", &[])).with_inline_keyboard(rows)
}

/// An own question: its state or the number of questions `ahead` of it, and what its author can do.
pub(crate) fn own_question(
    turn: &Turn<'_>,
    question: &Question,
    ahead: Option<i64>,
    is_on_screen: bool,
    can_hand_over: bool,
) -> Message {
    let t = turn.texts();
    let number = question.number;
    let mut html = t.html("question-own", args!(number = number, text = text_or_voice_label(t, question)));
    html.push('\n');
    html.push_str(&metadata_line(turn.event.programme, t, question));
    html.push('\n');
    html.push_str(&match ahead {
        Some(ahead) => t.html("question-place", args!(count = ahead)),
        None => state_for_author(t, question, is_on_screen),
    });
    let own_button = |id: &str, payload: OwnPayload| button(t, id, own(number, payload));
    let mut rows = Vec::new();
    if question.is_editable() {
        if question.voice_file.is_empty() {
            rows.push(vec![own_button("question-edit", OwnPayload::Edit)]);
        }
        let has_name = !question.display_name.is_empty();
        let name_id = if has_name { "question-unsign" } else { "question-sign" };
        rows.push(vec![
            own_button(name_id, OwnPayload::ShowName(!has_name)),
            own_button("question-theme", OwnPayload::ThemeMenu),
        ]);
    }
    if can_hand_over {
        rows.push(vec![own_button("confide", OwnPayload::HandOver)]);
    }
    if !question.state.is_closed() || question.state == State::Merged {
        rows.push(vec![
            own_button("question-refresh", OwnPayload::Show),
            own_button("question-withdraw", OwnPayload::WithdrawMenu),
        ]);
    }
    Message::new(html).with_inline_keyboard(rows)
}

/// The list of own questions, each with its state and a button.
pub(crate) fn own_questions(
    turn: &Turn<'_>,
    questions: &[Question],
    on_screen: Option<QuestionNumber>,
) -> Message {
    let t = turn.texts();
    if questions.is_empty() {
        return Message::new(t.html("question-none", &[])).with_inline_keyboard(vec![vec![button(
            t,
            "menu-question",
            AskPayload::New,
        )]]);
    }
    let mut html = t.html("question-yours", &[]);
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for question in questions {
        let number = question.number;
        let state = state_for_author(t, question, on_screen == Some(number));
        let text = short_excerpt(&text_or_voice_label(t, question));
        html.push('\n');
        html.push_str(&t.html("question-yours-line", args!(number = number, state = state, text = text)));
        push_button(&mut rows, Button::new(t.format_number(number), own(number, OwnPayload::Show)));
    }
    Message::new(html).with_inline_keyboard(rows)
}

/// Asks for the new text of a question.
pub(crate) fn edit_prompt(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let text = Arg::from(question.text.as_str());
    Message::new(t.html("question-write-anew", args!(number = question.number, text = text)))
        .with_inline_keyboard(vec![vec![cancel_button(t)]])
}

/// The text was changed, and perhaps needs a review.
pub(crate) fn edit_acknowledgement(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let mut html = t.html(
        "question-edited",
        args!(number = question.number, text = short_excerpt(&text_or_voice_label(t, question))),
    );
    if question.state == State::PendingReview {
        html.push('\n');
        html.push_str(&t.html("question-held", &[]));
    }
    let show = button(t, "question-mine", own(question.number, OwnPayload::Show));
    Message::new(html).with_inline_keyboard(vec![vec![show]])
}

/// A moderator has dealt with the question: its text stays.
pub(crate) fn edit_too_late(turn: &Turn<'_>) -> Message {
    Message::new(turn.texts().html("question-taken-up", &[]))
}

/// Asks whether to withdraw a question.
pub(crate) fn withdrawal_confirmation(turn: &Turn<'_>, question: &Question) -> Message {
    let t = turn.texts();
    let number = question.number;
    let text = short_excerpt(&text_or_voice_label(t, question));
    Message::new(t.html("question-really-withdraw", args!(number = number, text = text)))
        .with_inline_keyboard(vec![vec![
            button(t, "question-withdraw", own(number, OwnPayload::Withdraw)),
            button(t, "back", own(number, OwnPayload::Show)),
        ]])
}

/// The question was withdrawn.
pub(crate) fn withdrawn(turn: &Turn<'_>, number: QuestionNumber) -> Message {
    Message::new(turn.texts().html("question-withdrawn", args!(number = number)))
}

/// The own question was withdrawn for a vote; `number` is the question voted for.
pub(crate) fn voted_for_other(turn: &Turn<'_>, number: QuestionNumber) -> Message {
    Message::new(turn.texts().html("question-joined-another", args!(number = number)))
}

/// Asks whether moderators may hear the voice message.
pub(crate) fn voice_warning(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    Message::new(t.html("question-voice-warning", &[])).with_inline_keyboard(vec![
        vec![button(t, "question-voice-send", AskPayload::AcceptVoice)],
        vec![cancel_button(t)],
    ])
}

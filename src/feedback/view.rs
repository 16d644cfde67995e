//! The messages of this feature.

use strum::VariantArray;

use super::model::{
    Answer, AnswerKey, Line, MAX_LINE_CHARS, MAX_VOICE_SECONDS, Rating, RatingCounts, Summary,
};
use super::payload::Payload;
use crate::args;
use crate::chat::{Button, Message, push_button};
use crate::i18n::Texts;
use crate::text::excerpt;

/// The most characters of a line among others.
const MAX_EXCERPT_CHARS: usize = 280;

/// One of the two questions that a press answers.
#[derive(Debug, Clone, Copy)]
enum Question {
    Usefulness,
    Organisation,
}

impl Question {
    fn rating_label(self, t: &Texts, rating: Rating) -> String {
        t.label(match (self, rating) {
            (Self::Usefulness, Rating::VeryGood) => "feedback-useful-very",
            (Self::Usefulness, Rating::Good) => "feedback-useful",
            (Self::Usefulness, Rating::Fair) => "feedback-useful-little",
            (Self::Usefulness, Rating::Poor) => "feedback-useful-not",
            (Self::Organisation, Rating::VeryGood) => "feedback-organised-very-well",
            (Self::Organisation, Rating::Good) => "feedback-organised-well",
            (Self::Organisation, Rating::Fair) => "feedback-organised-fairly",
            (Self::Organisation, Rating::Poor) => "feedback-organised-badly",
        })
    }

    fn payload(self, rating: Rating) -> Payload {
        match self {
            Self::Usefulness => Payload::Usefulness(rating),
            Self::Organisation => Payload::Organisation(rating),
        }
    }
}

/// The message that asks a person who was there, with the first question.
pub fn request(t: &Texts, title: &str) -> Message {
    let html = format!(
        "{}\n\n{}",
        t.html("feedback-request", args!(title = title)),
        t.html("feedback-ask-useful", &[])
    );
    Message::new(html).with_inline_keyboard(ratings(t, Question::Usefulness, None))
}

/// The first question, with the answer that was given.
pub fn first_question(t: &Texts, answer: &Answer) -> Message {
    let rows = ratings(t, Question::Usefulness, answer.usefulness);
    Message::new(t.html("feedback-ask-useful", &[])).with_inline_keyboard(rows)
}

/// The second question, with the answer that was given.
pub fn second_question(t: &Texts, answer: &Answer) -> Message {
    let rows = ratings(t, Question::Organisation, answer.organisation);
    Message::new(t.html("feedback-ask-organised", &[])).with_inline_keyboard(rows)
}

/// A button a row: words stay readable on a small phone.
fn ratings(t: &Texts, question: Question, given: Option<Rating>) -> Vec<Vec<Button>> {
    let row = |rating: &Rating| {
        let label = question.rating_label(t, *rating);
        let label = if given == Some(*rating) { format!("✓\u{a0}{label}") } else { label };
        vec![button(label, question.payload(*rating))]
    };
    Rating::VARIANTS.iter().map(row).collect()
}

/// Asks for the free line.
pub fn line_question(t: &Texts) -> Message {
    Message::new(t.html("feedback-ask-line", &[]))
        .with_inline_keyboard(vec![vec![button(t.label("feedback-done"), Payload::Finish)]])
}

/// After something else was answered in place of the free line.
pub fn line_reminder(t: &Texts) -> Message {
    Message::new(t.html("feedback-line-later", &[])).with_inline_keyboard(vec![vec![
        button(t.label("feedback-write"), Payload::WriteLine),
        button(t.label("feedback-done"), Payload::Finish),
    ]])
}

/// The free line is too long.
pub fn line_too_long(t: &Texts, chars: usize) -> Message {
    let args = args!(count = chars as i64, most = MAX_LINE_CHARS as i64);
    Message::new(t.html("feedback-line-too-long", args))
}

/// The voice message is too long.
pub fn voice_too_long(t: &Texts, seconds: u32) -> Message {
    let args = args!(count = i64::from(seconds), most = i64::from(MAX_VOICE_SECONDS));
    Message::new(t.html("feedback-voice-too-long", args))
}

/// The thanks, with what the person has answered.
pub fn thanks(t: &Texts, answer: &Answer) -> Message {
    let mut lines = vec![t.html("feedback-thanks", &[])];
    if let Some(rating) = answer.usefulness {
        let given = Question::Usefulness.rating_label(t, rating);
        lines.push(t.html("feedback-given-useful", args!(answer = given)));
    }
    if let Some(rating) = answer.organisation {
        let given = Question::Organisation.rating_label(t, rating);
        lines.push(t.html("feedback-given-organised", args!(answer = given)));
    }
    let mut buttons = vec![vec![button(t.label("feedback-change"), Payload::Restart)]];
    match &answer.line {
        Some(Line::Text(text)) => lines.push(t.html("feedback-given-line", args!(text = text))),
        Some(Line::Voice(_)) => lines.push(t.html("feedback-given-voice", &[])),
        None => buttons.push(vec![button(t.label("feedback-write"), Payload::WriteLine)]),
    }
    Message::new(lines.join("\n")).with_inline_keyboard(buttons)
}

/// What everybody answered, for organisers: the last lines, and a button for each of the last voice messages.
pub fn results(t: &Texts, summary: &Summary, texts: &[String], voices: &[AnswerKey]) -> Message {
    let args = args!(answered = summary.answered, asked = summary.asked, share = summary.share());
    let mut parts = vec![t.html("feedback-results", args)];
    for (question, id, counts) in [
        (Question::Usefulness, "feedback-results-useful", &summary.usefulness),
        (Question::Organisation, "feedback-results-organised", &summary.organisation),
    ] {
        parts.extend(counts.average().map(|average| rating_lines(t, question, id, average, counts)));
    }
    if !texts.is_empty() {
        let line =
            |text: &String| t.html("feedback-results-line", args!(text = excerpt(text, MAX_EXCERPT_CHARS)));
        let lines: Vec<String> = texts.iter().map(line).collect();
        let args = args!(count = summary.texts);
        parts.push(format!("{}\n{}", t.html("feedback-results-lines", args), lines.join("\n")));
    }
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for (number, key) in (1..).zip(voices) {
        let label = t.plain("feedback-results-voice", &[("number", crate::i18n::Arg::Number(number))]);
        push_button(&mut rows, button(label, Payload::Voice(*key)));
    }
    rows.push(vec![button(t.label("feedback-results-refresh"), Payload::Results)]);
    Message::new(parts.join("\n\n")).with_inline_keyboard(rows)
}

fn rating_lines(t: &Texts, question: Question, id: &str, average: Rating, counts: &RatingCounts) -> String {
    let title = t.html(id, args!(average = question.rating_label(t, average)));
    let line = |rating: &Rating| {
        let args = args!(answer = question.rating_label(t, *rating), count = counts.of(*rating));
        t.html("feedback-results-count", args)
    };
    let lines: Vec<String> = Rating::VARIANTS.iter().map(line).collect();
    format!("{title}\n{}", lines.join("\n"))
}

fn button(label: String, payload: Payload) -> Button {
    Button::new(label, payload.to_string())
}

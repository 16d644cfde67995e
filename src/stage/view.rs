//! What moderators and organisers are shown about the stage.

use strum::IntoEnumIterator;

use super::address::StageAddress;
use super::model::{LineContent, LineState, ReadyLine, StageLine};
use super::payload::Payload;
use super::rules::MAX_LINE_CHARS;
use crate::args;
use crate::chat::{Button, Message};
use crate::clock::EventTime;
use crate::i18n::Texts;
use crate::programme::Programme;

/// The id of the text of a ready line.
fn ready_text(line: ReadyLine) -> &'static str {
    match line {
        ReadyLine::FiveMinutes => "stage-line-five-minutes",
        ReadyLine::TwoMinutes => "stage-line-two-minutes",
        ReadyLine::LastQuestion => "stage-line-last-question",
        ReadyLine::ToAudience => "stage-line-to-audience",
        ReadyLine::Microphone => "stage-line-microphone",
        ReadyLine::Conclude => "stage-line-conclude",
    }
}

/// A line as it is read, as plain text.
pub fn line_text(t: &Texts, content: &LineContent) -> String {
    match content {
        LineContent::Ready(line) => t.label(ready_text(*line)),
        LineContent::Typed(text) => text.clone(),
    }
}

fn time(t: &Texts, programme: &Programme, at: EventTime) -> String {
    t.format_time(programme.to_local_time(at))
}

/// The lines that are ready, and the ways on.
pub fn menu(t: &Texts, current: Option<&StageLine>, is_organiser: bool) -> Message {
    let button = |line: ReadyLine| Button::new(t.label(ready_text(line)), Payload::Send(line));
    let ready: Vec<ReadyLine> = ReadyLine::iter().collect();
    let mut rows: Vec<Vec<Button>> =
        ready.chunks(2).map(|row| row.iter().copied().map(button).collect()).collect();
    rows.push(vec![Button::new(t.label("stage-write"), Payload::Write)]);
    if let Some(line) = current {
        rows.push(vec![Button::new(t.label("stage-withdraw"), Payload::Withdraw(line.number))]);
    }
    if is_organiser {
        rows.push(vec![Button::new(t.label("stage-address-button"), Payload::Address)]);
    }
    let html = match current {
        Some(line) => {
            let args = args!(line = line_text(t, &line.content));
            format!("{}\n{}", t.html("stage-menu", &[]), t.html("stage-menu-now", args))
        }
        None => t.html("stage-menu", &[]),
    };
    Message::new(html).with_inline_keyboard(rows).without_sound()
}

/// What became of a line. `name` is its sender's, empty where it is not known.
pub fn status(t: &Texts, programme: &Programme, line: &StageLine, name: &str) -> Message {
    let mut parts = vec![t.html("stage-status", args!(line = line_text(t, &line.content)))];
    let sent_at = time(t, programme, line.sent_at);
    parts.push(match name {
        "" => t.html("stage-sent-at", args!(time = sent_at)),
        name => t.html("stage-sent-by", args!(name = name, time = sent_at)),
    });
    if let Some(at) = line.seen_at {
        parts.push(t.html("stage-seen", args!(time = time(t, programme, at))));
    }
    match line.state {
        LineState::Shown if line.seen_at.is_none() => parts.push(t.html("stage-unseen", &[])),
        LineState::Shown => {}
        LineState::Replaced => parts.push(t.html("stage-replaced", &[])),
        LineState::Withdrawn => parts.push(t.html("stage-withdrawn", &[])),
    }
    let message = Message::new(parts.join("\n"));
    match line.state {
        LineState::Shown => message.with_inline_keyboard(vec![vec![
            Button::new(t.label("stage-withdraw"), Payload::Withdraw(line.number)),
            Button::new(t.label("stage-other"), Payload::Open),
        ]]),
        LineState::Replaced | LineState::Withdrawn => message,
    }
}

/// Asks for the words of a line.
pub fn prompt(t: &Texts) -> Message {
    Message::new(t.html("stage-prompt", args!(most = MAX_LINE_CHARS as i64)))
        .with_inline_keyboard(vec![vec![Button::new(t.label("stage-leave"), Payload::Leave)]])
        .without_sound()
}

/// The text has too many characters.
pub fn too_long(t: &Texts, chars: usize) -> Message {
    let args = args!(count = chars as i64, most = MAX_LINE_CHARS as i64);
    Message::new(t.html("stage-too-long", args)).without_sound()
}

/// The address of the page.
pub fn address(t: &Texts, address: &StageAddress, is_new: bool) -> Message {
    let mut html = t.html(if is_new { "stage-address-new" } else { "stage-address" }, &[]);
    let mut rows = Vec::new();
    match address.url() {
        Some(url) => {
            html = format!("{html}\n<code>{}</code>", crate::i18n::escape_html(&url));
            rows.push(vec![Button::link(t.label("stage-address-open"), url)]);
        }
        None => {
            let args = args!(path = address.path());
            html = format!("{html}\n{}", t.html("stage-address-path", args));
        }
    }
    rows.push(vec![Button::new(t.label("stage-change"), Payload::AskToChange(address.version))]);
    Message::new(html).with_inline_keyboard(rows)
}

/// Asks whether the address is to be replaced.
pub fn change_question(t: &Texts, version: i64) -> Message {
    Message::new(t.html("stage-change-ask", &[])).with_inline_keyboard(vec![vec![
        Button::new(t.label("stage-change-yes"), Payload::Change(version)),
        Button::new(t.label("stage-change-no"), Payload::Address),
    ]])
}

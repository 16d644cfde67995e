//! Who waits, as moderators see it, with the buttons that give the floor.

use super::model::{Counts, Mode, Request, RequestNumber};
use super::payload::{Payload, SkipCount};
use super::view::{button, moderators_name};
use crate::args;
use crate::chat::{Button, Message, push_button};
use crate::i18n::Texts;
use crate::text::truncate;

/// How many who wait are listed, and how many have a button of their own.
const LISTED: usize = 12;
const WITH_BUTTON: usize = 6;
/// The characters of a name on a button: two fit on a phone.
const LABEL_LENGTH: usize = 16;

/// What every panel shows; each is rendered in its own language.
pub struct PanelContent {
    pub mode: Mode,
    pub is_open: bool,
    pub newcomers_first: bool,
    pub speaker: Option<Request>,
    /// Whether the speaker's phone could not be told.
    pub is_speaker_unreachable: bool,
    /// In the order in which they get the floor.
    pub queue: Vec<Request>,
    pub counts: Counts,
}

/// The panel.
pub fn panel(t: &Texts, content: &PanelContent) -> Message {
    let state = match (content.is_open, content.mode) {
        (true, Mode::Programme) => "floor-open-by-programme",
        (true, _) => "floor-open-by-hand",
        (false, Mode::Programme) => "floor-closed-by-programme",
        (false, _) => "floor-closed-by-hand",
    };
    let mut html = format!("{}\n{}", t.html("floor-panel", &[]), t.html(state, &[]));
    if let Some(speaker) = &content.speaker {
        let id = if speaker.acknowledged { "floor-speaker-coming" } else { "floor-speaker" };
        html.push_str("\n\n");
        html.push_str(&t.html(id, args!(name = moderators_name(t, speaker))));
        if content.is_speaker_unreachable {
            html.push('\n');
            html.push_str(&t.html("floor-speaker-unreachable", &[]));
        }
    }
    html.push_str("\n\n");
    html.push_str(&queue_html(t, &content.queue));
    let Counts { asked, given, newcomers, .. } = content.counts;
    if asked > 0 {
        html.push_str("\n\n");
        html.push_str(&t.html("floor-counts", args!(asked = asked, given = given, newcomers = newcomers)));
    }
    Message::new(html).with_inline_keyboard(buttons(t, content))
}

fn queue_html(t: &Texts, queue: &[Request]) -> String {
    if queue.is_empty() {
        return t.html("floor-nobody", &[]);
    }
    let line = |(place, request): (i64, &Request)| {
        let name = moderators_name(t, request);
        let mark = match (request.newcomer, request.skipped) {
            (_, true) => "skipped",
            (true, false) => "new",
            (false, false) => "none",
        };
        t.html("floor-line", args!(place = place, name = name, mark = mark))
    };
    let mut lines: Vec<String> = (1..).zip(queue.iter().take(LISTED)).map(line).collect();
    if queue.len() > LISTED {
        lines.push(t.html("floor-more", args!(count = (queue.len() - LISTED) as i64)));
    }
    if queue.iter().take(LISTED).any(|request| request.newcomer && !request.skipped) {
        lines.push(t.html("floor-legend", &[]));
    }
    lines.join("\n")
}

fn buttons(t: &Texts, content: &PanelContent) -> Vec<Vec<Button>> {
    let current = content.speaker.as_ref().map_or(RequestNumber::NONE, |speaker| speaker.number);
    let short_name = |request: &Request| truncate(&moderators_name(t, request), LABEL_LENGTH);
    let give = |label: String, request: &Request| {
        Button::new(label, Payload::Give(request.number, current).to_string())
    };
    let skip = |request: &Request| {
        let count = if request.skipped { SkipCount::Again } else { SkipCount::First };
        button(t, "floor-skip", Payload::Skip(request.number, count))
    };
    let mut rows = Vec::new();
    if let Some(speaker) = &content.speaker {
        rows.push(vec![button(t, "floor-done", Payload::Done(speaker.number)), skip(speaker)]);
    }
    if let Some((next, others)) = content.queue.split_first() {
        let label = t.plain("floor-give-next", args!(name = short_name(next)));
        rows.push(vec![give(label, next)]);
        let mut named = Vec::new();
        for request in others.iter().take(WITH_BUTTON) {
            push_button(&mut named, give(format!("🎤 {}", short_name(request)), request));
        }
        rows.append(&mut named);
    }
    let mode = |mode| {
        let id = match mode {
            Mode::Programme => "floor-mode-programme",
            Mode::Open => "floor-mode-open",
            Mode::Closed => "floor-mode-closed",
        };
        button(t, id, Payload::SetMode(mode))
    };
    let modes = [Mode::Programme, Mode::Open, Mode::Closed].into_iter();
    rows.push(modes.filter(|it| *it != content.mode).map(mode).collect());
    let first = if content.newcomers_first { "floor-in-order" } else { "floor-newcomers" };
    let mut last = vec![button(t, first, Payload::NewcomersFirst(!content.newcomers_first))];
    if !content.queue.is_empty() {
        last.push(button(t, "floor-clear", Payload::AskToClear));
    }
    rows.push(last);
    rows
}

/// Asks whether to end the requests of everybody who waits.
pub fn clear_confirmation(t: &Texts, count: i64) -> Message {
    Message::new(t.html("floor-clear-ask", args!(count = count))).with_inline_keyboard(vec![vec![
        button(t, "floor-clear-yes", Payload::Clear),
        button(t, "back", Payload::Queue),
    ]])
}

/// The panel of a person who is no moderator any more.
pub fn closed_panel(t: &Texts) -> Message {
    Message::new(t.html("floor-panel-closed", &[]))
}

//! The panel as a message, and the line about the intake that the settings show too.

use super::super::model::{IntakeStatus, Question, QuestionList, Source, State, StateCounts};
use super::super::payload::{CardMenu, QueuePayload};
use super::super::settings::ModerationSettings;
use super::super::wording::{button, short_excerpt, text_for_moderators};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::ids::QuestionNumber;
use crate::turn::EventContext;

/// The content of every panel; each is rendered in its own language.
pub(crate) struct PanelContent {
    pub counts: StateCounts,
    pub settings: ModerationSettings,
    pub on_screen: Option<Question>,
    /// The first questions of the queue.
    pub upcoming: Vec<Question>,
}

/// The panel without the time, which changes by itself.
pub(crate) fn panel(event: &EventContext<'_>, t: &Texts, content: &PanelContent) -> Message {
    let count = |state| content.counts.of(state);
    let mut html = t.html(
        "queue-panel",
        args!(
            waiting = count(State::Queued),
            taken = count(State::Claimed),
            answered = count(State::Answered)
        ),
    );
    html.push_str(&format!("\n{}", intake_line(event, t, &content.settings)));
    let (pending, deferred) = (count(State::PendingReview), count(State::Deferred));
    if pending + deferred > 0 {
        html.push('\n');
        html.push_str(&t.html("queue-beside", args!(pending = pending, later = deferred)));
    }
    if let Some(question) = &content.on_screen {
        let text = short_excerpt(&text_for_moderators(t, question));
        html.push('\n');
        let line = args!(number = question.number, votes = question.votes, text = text);
        html.push_str(&t.html("queue-live", line));
    }
    if !content.upcoming.is_empty() {
        html.push('\n');
    }
    for question in &content.upcoming {
        let star = if question.starred { " ⭐" } else { "" };
        let text = short_excerpt(&text_for_moderators(t, question));
        html.push('\n');
        html.push_str(&t.html("queue-line", args!(number = question.number, text = text)));
        html.push_str(&format!(" · 👍 {}{star}", question.votes));
    }
    Message::new(html).with_inline_keyboard(panel_buttons(t, content))
}

fn panel_buttons(t: &Texts, content: &PanelContent) -> Vec<Vec<Button>> {
    let numbers = content.upcoming.iter().map(|question| question.number).collect();
    let review = match content.counts.of(State::PendingReview) {
        0 => button(t, "queue-review", QueuePayload::Review(QuestionNumber::NONE)),
        count => Button::new(
            format!("{} ({count})", t.label("queue-review")),
            QueuePayload::Review(QuestionNumber::NONE),
        ),
    };
    let card = |sign: &str, question: &Question| {
        let label = format!("{sign}{}", t.format_number(question.number));
        Button::new(label, QueuePayload::Open(question.number, CardMenu::NewCard))
    };
    let mut cards: Vec<Button> = content.on_screen.iter().map(|question| card("📺 ", question)).collect();
    cards.extend(content.upcoming.iter().map(|question| card("", question)));
    let not_shown = content.counts.of(State::Queued) - content.upcoming.len() as i64;
    let mut all = Vec::new();
    if not_shown > 0 {
        let label = t.plain("queue-all", args!(count = not_shown));
        all.push(Button::new(label, QueuePayload::OpenList(QuestionList::Queued, 0)));
    }
    let list = |id: &str, list| button(t, id, QueuePayload::OpenList(list, 0));
    let mut rows = vec![
        vec![button(t, "queue-next", QueuePayload::Next(numbers)), review],
        cards,
        all,
        vec![list("queue-hand", QuestionList::Claimed), list("queue-later-list", QuestionList::Deferred)],
        vec![
            button(t, "queue-floor", QueuePayload::Add(Source::FromAudience)),
            button(t, "queue-settings", QueuePayload::Settings),
        ],
    ];
    rows.retain(|row| !row.is_empty());
    rows
}

/// The panel with the time of its content.
pub(crate) fn with_time(event: &EventContext<'_>, t: &Texts, mut panel: Message) -> Message {
    let hour = event.format_time(t, event.now);
    panel.html.push_str("\n\n");
    panel.html.push_str(&t.html("queue-as-of", args!(hour = hour)));
    panel
}

/// The HTML line that tells whether questions are accepted and reviewed.
pub(crate) fn intake_line(event: &EventContext<'_>, t: &Texts, settings: &ModerationSettings) -> String {
    let review = if settings.review_first { "queue-reviewed" } else { "queue-not-reviewed" };
    let intake = match settings.intake_status(event) {
        IntakeStatus::Open => "queue-open",
        IntakeStatus::VotesOnly => "queue-votes-only",
        IntakeStatus::NotYet(_) | IntakeStatus::Closed => "queue-closed",
    };
    let mut line = format!("{} · {}", t.html(intake, &[]), t.html(review, &[]));
    if settings.show_at_once {
        line.push_str(&format!(" · {}", t.html("queue-at-once", &[])));
    }
    line
}

//! The organisers' messages about what was not understood.

use strum::IntoEnumIterator;

use super::super::ask_back::{DEFAULT_SUGGESTIONS, button, button_label, offered_intents, truncate};
use super::super::context::AnswerContext;
use super::super::model::Intent;
use super::super::payload::{AnswerPayload, Payload};
use super::model::{UnclearGroup, UnclearText};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Arg;
use crate::ids::OrganiserQuestionNumber;

/// The line of the event file that lets texts be stored.
const COLLECTING_SETTING: &str = "collect_not_understood = true";
/// Groups in one message.
const GROUPS_PER_PAGE: usize = 10;
/// Texts of one group in its message; as long as they can be, they fill half of it.
const MAX_TEXTS_SHOWN: usize = 10;

/// How often each likely intent was not understood, and a page of the groups.
pub fn overview(
    context: &AnswerContext<'_>,
    counts: &[(String, i64)],
    groups: &[UnclearGroup],
    page: usize,
) -> Message {
    let t = context.texts();
    if groups.is_empty() {
        return Message::new(match context.event.programme.collects_not_understood {
            true => t.html("unclear-none", &[]),
            false => t.html("unclear-off", args!(setting = COLLECTING_SETTING)),
        });
    }
    let pages = groups.len().div_ceil(GROUPS_PER_PAGE);
    let page = page.min(pages - 1);
    let shown = groups.iter().enumerate().skip(page * GROUPS_PER_PAGE).take(GROUPS_PER_PAGE);
    let mut lines = Vec::new();
    let mut rows = Vec::new();
    for (index, group) in shown {
        let (at, text) = ((index + 1) as i64, &group.leader.text);
        lines.push(t.html("unclear-group-line", args!(at = at, text = text, count = group.times())));
        let label = t.plain("unclear-group-button", args!(at = at, text = truncate(text)));
        rows.push(vec![Button::new(label, Payload::OpenNotUnderstood(group.leader.number).to_string())]);
    }
    let page_button = |id: &str, to: usize| {
        let label = t.plain(id, args!(page = (to + 1) as i64, pages = pages as i64));
        Button::new(label, Payload::ListNotUnderstood(to).to_string())
    };
    let previous = page.checked_sub(1).map(|to| page_button("unclear-previous", to));
    let next = Some(page + 1).filter(|to| *to < pages).map(|to| page_button("unclear-next", to));
    let turning: Vec<Button> = previous.into_iter().chain(next).collect();
    if !turning.is_empty() {
        rows.push(turning);
    }
    let intents: Vec<String> = label_counts(context, counts)
        .into_iter()
        .map(|(label, count)| t.html("unclear-intent-line", args!(label = label, count = count)))
        .collect();
    let args = args!(intents = Arg::html(intents.join("\n")), groups = Arg::html(lines.join("\n")));
    Message::new(t.html("unclear-overview", args)).with_inline_keyboard(rows)
}

/// The texts of a group, with the likely meanings as buttons.
pub fn group_card(context: &AnswerContext<'_>, group: &UnclearGroup, likely: &[Intent]) -> Message {
    let t = context.texts();
    let line = |text: &UnclearText| t.html("unclear-line", args!(text = &text.text, count = text.times));
    let mut lines: Vec<String> = group.texts().take(MAX_TEXTS_SHOWN).map(line).collect();
    let more = group.texts().count().saturating_sub(MAX_TEXTS_SHOWN);
    if more > 0 {
        lines.push(t.html("unclear-more", args!(count = more as i64)));
    }
    let number = group.leader.number;
    let mut rows: Vec<Vec<Button>> = offered_intents(context, likely.iter().chain(&DEFAULT_SUGGESTIONS))
        .into_iter()
        .filter_map(AnswerPayload::from_intent)
        .map(|meaning| {
            let label = button_label(context, &meaning);
            vec![Button::new(label, Payload::SetMeaning(number, meaning).to_string())]
        })
        .collect();
    rows.push(vec![button(t, "unclear-write", &Payload::WriteAnswer(number))]);
    rows.push(vec![button(t, "unclear-aside", &Payload::SetAside(number))]);
    rows.push(vec![button(t, "unclear-back", &Payload::ListNotUnderstood(0))]);
    Message::new(t.html("unclear-group", args!(lines = Arg::html(lines.join("\n")))))
        .with_inline_keyboard(rows)
}

/// Says that a group has a meaning now.
pub fn learned(context: &AnswerContext<'_>, meaning: &AnswerPayload) -> Message {
    let label = button_label(context, meaning);
    with_back(context, context.texts().html("unclear-learned", args!(meaning = label)))
}

/// Says that a group is left aside.
pub fn left_aside(context: &AnswerContext<'_>) -> Message {
    with_back(context, context.texts().html("unclear-left-aside", &[]))
}

/// Asks for the answer to a text.
pub fn answer_prompt(context: &AnswerContext<'_>, text: &str, number: OrganiserQuestionNumber) -> Message {
    let t = context.texts();
    Message::new(t.html("unclear-prompt", args!(text = text))).with_inline_keyboard(vec![vec![button(
        t,
        "forward-leave",
        &Payload::CancelReply(number),
    )]])
}

/// Says that the answer is saved for everybody.
pub fn answer_saved(context: &AnswerContext<'_>) -> Message {
    with_back(context, context.texts().html("unclear-saved", &[]))
}

fn with_back(context: &AnswerContext<'_>, html: String) -> Message {
    let back = button(context.texts(), "unclear-back", &Payload::ListNotUnderstood(0));
    Message::new(html).with_inline_keyboard(vec![vec![back]])
}

/// Counts under the labels that people know from the buttons, the most frequent first.
fn label_counts(context: &AnswerContext<'_>, counts: &[(String, i64)]) -> Vec<(String, i64)> {
    let mut labelled: Vec<(String, i64)> = Vec::new();
    for (name, count) in counts {
        let label = intent_label(context, name);
        match labelled.iter_mut().find(|(known, _)| *known == label) {
            Some((_, sum)) => *sum += count,
            None => labelled.push((label, *count)),
        }
    }
    labelled.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    labelled
}

/// What an intent is called for people, by its name in reports.
fn intent_label(context: &AnswerContext<'_>, name: &str) -> String {
    let t = context.texts();
    if name.starts_with("session.") {
        return t.label("unclear-about-session");
    }
    if name.starts_with("topic.") || name == "faq" {
        return t.label("unclear-about-topic");
    }
    AnswerPayload::iter()
        .find(|answer| answer.intent().name() == name)
        .map_or_else(|| t.label("unclear-no-guess"), |answer| button_label(context, &answer))
}

//! The journal and the summary by theme.

use std::collections::BTreeSet;

use super::super::journal_wording::{action_label, setting_label};
use super::super::model::{JournalAction, JournalEntry, QuestionList, State};
use super::super::payload::QueuePayload;
use super::super::rules::transitions::UNDO_WINDOW;
use super::super::wording::{button, theme_title};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::ids::PersonId;
use crate::turn::Turn;

/// Undo buttons under a page of the journal: one row on a phone.
const MAX_UNDO_BUTTONS: usize = 3;

/// Entries of the journal, the latest first, with undo buttons. `names`: the moderators.
pub(crate) fn journal(turn: &Turn<'_>, entries: &[JournalEntry], names: &[(PersonId, String)]) -> Message {
    let t = turn.texts();
    let panel = button(t, "queue-show", QueuePayload::Panel);
    let Some(oldest) = entries.last() else {
        let settings = button(t, "queue-settings", QueuePayload::Settings);
        return Message::new(t.html("journal-empty", &[])).with_inline_keyboard(vec![vec![panel, settings]]);
    };
    let mut html = t.html("journal", &[]);
    let mut undo: Vec<Button> = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in entries {
        let name = names.iter().find(|(person, _)| *person == entry.person).map(|(_, name)| name.as_str());
        let name = if entry.person.is_none() { "Kozé" } else { name.unwrap_or("?") };
        let hour = turn.event.format_time(t, entry.at);
        let what = entry_text(t, entry);
        html.push('\n');
        html.push_str(&t.html("journal-line", args!(hour = hour, name = name, what = what)));
        // only the last entry of a question can be undone
        let is_last = seen.insert(entry.question);
        let is_recent = turn.event.real_now - entry.real_at <= UNDO_WINDOW;
        if let Some(question) = entry.question
            && is_last
            && is_recent
            && !entry.undone
            && entry.action != JournalAction::Undo
            && undo.len() < MAX_UNDO_BUTTONS
        {
            let label = format!("↶ {}", t.format_number(question));
            undo.push(Button::new(label, QueuePayload::Undo(entry.number)));
        }
    }
    let mut navigation = Vec::new();
    if oldest.number > 1 {
        navigation.push(button(t, "journal-earlier", QueuePayload::Journal(Some(oldest.number))));
    }
    navigation.push(panel);
    let mut rows = vec![undo, navigation];
    rows.retain(|row| !row.is_empty());
    Message::new(html).with_inline_keyboard(rows)
}

/// The action, the setting's value, the question and the question it was merged with; `↶` for an undone entry.
fn entry_text(t: &Texts, entry: &JournalEntry) -> String {
    let mut text = action_label(t, entry.action);
    if let Some(change) = entry.setting_change() {
        text.push_str(&format!(" : {}", setting_label(t, change)));
    }
    if let Some(question) = entry.question {
        text.push_str(&format!(" {}", t.format_number(question)));
    }
    if let Some(related) = entry.related_number
        && entry.action != JournalAction::Undo
    {
        text.push_str(&format!(" → {}", t.format_number(related)));
    }
    if entry.undone {
        text.push_str(" ↶");
    }
    text
}

/// How many questions of each theme were asked, are answered and wait. `rows`: the questions by theme and state,
/// sorted by theme.
pub(crate) fn summary(turn: &Turn<'_>, rows: &[(String, State, i64)]) -> Message {
    let t = turn.texts();
    let mut html = t.html("summary", &[]);
    let mut themes: Vec<&str> = rows.iter().map(|(theme, ..)| theme.as_str()).collect();
    themes.dedup();
    let mut unanswered = 0;
    for theme in themes {
        let count = |is_counted: fn(State) -> bool| -> i64 {
            let of_theme = rows.iter().filter(|(of, state, _)| of == theme && is_counted(*state));
            of_theme.map(|(.., count)| count).sum()
        };
        let waiting = count(|state| !state.is_closed());
        unanswered += waiting;
        let asked = count(|state| state != State::Withdrawn);
        let answered = count(|state| state == State::Answered);
        let none = t.label("summary-no-theme");
        let title = theme_title(turn.event.programme, theme, turn.lang()).unwrap_or(&none);
        html.push_str("\n\n");
        html.push_str(&t.html(
            "summary-line",
            args!(theme = title, asked = asked, answered = answered, waiting = waiting),
        ));
    }
    if unanswered > 0 {
        html.push_str("\n\n");
        html.push_str(&t.html("summary-unreached", args!(count = unanswered)));
    }
    let list = QueuePayload::OpenList(QuestionList::Unanswered, 0);
    Message::new(html).with_inline_keyboard(vec![vec![
        button(t, "queue-unreached", list),
        button(t, "queue-show", QueuePayload::Panel),
    ]])
}

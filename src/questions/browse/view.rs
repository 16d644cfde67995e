//! The screens for reading and voting.

use std::collections::HashSet;

use super::super::model::{BrowsePage, Question, VoteOutcome};
use super::super::payload::VotePayload;
use super::super::wording::{button, push_button, short_excerpt, short_label};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::escape_html;
use crate::ids::QuestionNumber;
use crate::turn::Turn;

/// A page: its questions, a vote button for each, and the buttons to the other pages. `voted`: what the person
/// voted for.
pub(crate) fn page(
    turn: &Turn<'_>,
    page: BrowsePage,
    has_more: bool,
    questions: &[Question],
    voted: &HashSet<QuestionNumber>,
) -> Message {
    let t = turn.texts();
    let theme = page.theme_index.and_then(|index| turn.event.programme.themes.get(index));
    let mut html = match theme {
        Some(theme) => t.html("vote-theme", args!(theme = theme.text.get(turn.lang()))),
        None => t.html("vote-all", &[]),
    };
    if questions.is_empty() {
        html.push_str("\n\n");
        html.push_str(&t.html("vote-none", &[]));
    }
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for question in questions {
        let (number, votes) = (question.number, question.votes);
        let text = short_excerpt(question.display_text());
        html.push_str("\n\n");
        html.push_str(&t.html("vote-line", args!(number = number, votes = votes, text = text)));
        if !question.display_name.is_empty() {
            html.push_str(&format!(" — {}", escape_html(&question.display_name)));
        }
        let has_voted = voted.contains(&number);
        let label = format!("{} {}", if has_voted { "✅" } else { "👍" }, t.format_number(number));
        push_button(&mut rows, Button::new(label, VotePayload::Vote(number, !has_voted)));
    }
    let turn_to = |sign: &str, to| Button::new(sign, VotePayload::Page(BrowsePage { page: to, ..page }));
    let mut navigation = Vec::new();
    if page.page > 0 {
        navigation.push(turn_to("‹", page.page - 1));
    }
    if !turn.event.programme.themes.is_empty() {
        navigation.push(button(t, "vote-themes", VotePayload::ThemeMenu));
    }
    if has_more {
        navigation.push(turn_to("›", page.page + 1));
    }
    rows.push(navigation);
    rows.retain(|row| !row.is_empty());
    Message::new(html).with_inline_keyboard(rows)
}

/// The choice of a theme, or of all questions by votes.
pub(crate) fn theme_menu(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let mut rows = vec![vec![button(t, "vote-by-rank", VotePayload::Page(BrowsePage::default()))]];
    for (index, theme) in turn.event.programme.themes.iter().enumerate() {
        let page = BrowsePage { theme_index: Some(index), page: 0 };
        rows.push(vec![Button::new(short_label(theme.text.get(turn.lang())), VotePayload::Page(page))]);
    }
    Message::new(t.html("vote-which-theme", &[])).with_inline_keyboard(rows)
}

/// The answer to the press of a vote button. `pressed`: the question of the button.
pub(crate) fn vote_toast(turn: &Turn<'_>, pressed: QuestionNumber, on: bool, outcome: VoteOutcome) -> String {
    let t = turn.texts();
    match outcome {
        VoteOutcome::Changed { number, votes } if number != pressed => {
            t.plain("vote-for-whole", args!(number = number, votes = votes))
        }
        VoteOutcome::Changed { number, votes } | VoteOutcome::Unchanged { number, votes } if on => {
            t.plain("vote-on", args!(number = number, votes = votes))
        }
        VoteOutcome::Changed { number, votes } | VoteOutcome::Unchanged { number, votes } => {
            t.plain("vote-off", args!(number = number, votes = votes))
        }
        VoteOutcome::OwnQuestion => t.label("vote-own"),
        VoteOutcome::NotOpen => t.label("vote-gone"),
    }
}

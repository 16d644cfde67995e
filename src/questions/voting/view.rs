//! What is said to those who read others' questions and vote.

use super::super::store::Question;
use super::super::wording::{short_excerpt, short_label};
use super::{BrowsePage, VoteOutcome};
use crate::args;
use crate::chat::{Button, Message, push_button};
use crate::turn::Turn;

/// Six questions, a button to vote for each, the way to the others.
pub fn page(turn: &Turn<'_>, view: BrowsePage, more: bool, items: &[(Question, bool)]) -> Message {
    let t = turn.texts();
    let guide = view.theme_index.and_then(|index| turn.event.programme.themes.get(index));
    let mut html = match guide {
        Some(guide) => t.html("vote-theme", args!(theme = guide.text.get(turn.lang()))),
        None => t.html("vote-all", &[]),
    };
    if items.is_empty() {
        html.push_str("\n\n");
        html.push_str(&t.html("vote-none", &[]));
    }
    let mut rows: Vec<Vec<Button>> = Vec::new();
    for (question, mine) in items {
        let (number, votes) = (question.number, question.votes);
        let text = short_excerpt(question.display_text());
        html.push_str("\n\n");
        html.push_str(&t.html("vote-line", args!(number = number, votes = votes, text = text)));
        if !question.display_name.is_empty() {
            html.push_str(&format!(" — {}", crate::i18n::escape_html(&question.display_name)));
        }
        let (sign, wish) = if *mine { ("✅", "off") } else { ("👍", "on") };
        let button =
            Button::new(format!("{sign} {}", t.format_number(number)), format!("vote:{wish}:{number}"));
        push_button(&mut rows, button);
    }
    let to = |sign: &str, page| {
        Button::new(sign, format!("vote:page:{}", BrowsePage { page, ..view }.callback_data()))
    };
    let mut ways = Vec::new();
    if view.page > 0 {
        ways.push(to("‹", view.page - 1));
    }
    if !turn.event.programme.themes.is_empty() {
        ways.push(Button::new(t.label("vote-themes"), "vote:themes"));
    }
    if more {
        ways.push(to("›", view.page + 1));
    }
    rows.push(ways);
    rows.retain(|row| !row.is_empty());
    Message::new(html).with_inline_keyboard(rows)
}

pub fn theme_menu(turn: &Turn<'_>) -> Message {
    let t = turn.texts();
    let mut rows = vec![vec![Button::new(t.label("vote-by-rank"), "vote:page:r.0")]];
    for (index, guide) in turn.event.programme.themes.iter().enumerate() {
        rows.push(vec![Button::new(
            short_label(guide.text.get(turn.lang())),
            format!("vote:page:t{index}.0"),
        )]);
    }
    Message::new(t.html("vote-which-theme", &[])).with_inline_keyboard(rows)
}

/// The passing line that acknowledges a vote.
pub fn vote_toast(turn: &Turn<'_>, asked: i64, on: bool, cast: VoteOutcome) -> String {
    let t = turn.texts();
    match cast {
        VoteOutcome::Changed { number, votes } if number != asked => {
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

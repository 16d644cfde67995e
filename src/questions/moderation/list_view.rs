//! Lists of questions, page by page.

use super::super::model::{Question, QuestionList};
use super::super::payload::{CardMenu, QueuePayload};
use super::super::wording::{button, push_button, short_excerpt, text_for_moderators};
use crate::args;
use crate::chat::{Button, Message};
use crate::i18n::Texts;
use crate::ids::QuestionNumber;

/// Questions on a page: as many as fit a phone's screen.
const PAGE_SIZE: usize = 6;

/// A page of a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Page {
    total: usize,
    /// The position of the first question.
    skip: usize,
}

impl Page {
    /// The page with the question at a position, else the last page.
    pub fn containing(total: usize, position: usize) -> Self {
        Self { total, skip: position.min(total.saturating_sub(1)) / PAGE_SIZE * PAGE_SIZE }
    }

    /// The part of a list that is on the page.
    pub fn slice<T>(self, list: &[T]) -> &[T] {
        &list[self.skip..(self.skip + PAGE_SIZE).min(self.total)]
    }

    /// " · 7–12 / 25"; empty for a list of one page.
    pub fn position_label(self) -> String {
        match self.total {
            total if total <= PAGE_SIZE => String::new(),
            total => format!(" · {}–{} / {total}", self.skip + 1, (self.skip + PAGE_SIZE).min(total)),
        }
    }

    /// The buttons to the pages before and after this one; `payload` takes a page's position.
    pub fn navigation_buttons(self, payload: impl Fn(usize) -> QueuePayload) -> Vec<Button> {
        let mut buttons = Vec::new();
        if self.skip > 0 {
            buttons.push(Button::new("‹", payload(self.skip - PAGE_SIZE)));
        }
        if self.skip + PAGE_SIZE < self.total {
            buttons.push(Button::new("›", payload(self.skip + PAGE_SIZE)));
        }
        buttons
    }
}

/// Adds a question's number and text to a list.
pub(crate) fn push_question_line(html: &mut String, t: &Texts, question: &Question) {
    let text = short_excerpt(&text_for_moderators(t, question));
    html.push_str("\n\n");
    html.push_str(&t.html("queue-line", args!(number = question.number, text = text)));
}

/// A list from a position on.
pub(crate) fn list(
    t: &Texts,
    list: QuestionList,
    questions: &[Question],
    position: usize,
    on_screen: Option<QuestionNumber>,
) -> Message {
    let panel = button(t, "queue-show", QueuePayload::Panel);
    let (heading_id, empty_id) = match list {
        QuestionList::Queued => ("queue-all-waiting", "queue-empty"),
        QuestionList::Claimed => ("queue-in-hand", "queue-hand-empty"),
        QuestionList::Deferred => ("queue-kept", "queue-kept-empty"),
        QuestionList::Unanswered => ("unreached", "unreached-none"),
    };
    if questions.is_empty() {
        let next = button(t, "queue-next", QueuePayload::Next(Vec::new()));
        return Message::new(t.html(empty_id, &[])).with_inline_keyboard(vec![vec![next, panel]]);
    }
    let (sign, menu) = match list {
        QuestionList::Unanswered => ("💬 ", CardMenu::AnswerPrivately),
        QuestionList::Queued | QuestionList::Claimed | QuestionList::Deferred => ("", CardMenu::NewCard),
    };
    let page = Page::containing(questions.len(), position);
    let mut html = format!("{}{}", t.html(heading_id, &[]), page.position_label());
    let mut rows = Vec::new();
    for question in page.slice(questions) {
        let number = question.number;
        push_question_line(&mut html, t, question);
        html.push_str(&format!(" · 👍 {}", question.votes));
        if on_screen == Some(number) {
            html.push_str(" · 📺");
        }
        let label = format!("{sign}{}", t.format_number(number));
        push_button(&mut rows, Button::new(label, QueuePayload::Open(number, menu)));
    }
    let mut navigation = page.navigation_buttons(|skip| QueuePayload::ListPage(list, skip));
    navigation.push(panel);
    rows.push(navigation);
    Message::new(html).with_inline_keyboard(rows)
}

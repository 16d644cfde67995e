//! Questions by their number, and lists of them, page by page: what waits, what is in hand, what is kept
//! for later, what was not answered.

use super::super::rules::{Action, ActionError, State};
use super::super::store::{self as questions, Question};
use super::super::wording::short_excerpt;
use super::view::{button, text_for_moderators};
use super::{actions, actor, panel, perform_action, send_card, settings, store, view};
use crate::args;
use crate::chat::{Button, Input, Message, push_button};
use crate::i18n::escape_html;
use crate::keywords::is_keyword;
use crate::turn::Turn;

/// How many questions stand on a page.
pub const PAGE_SIZE: usize = 6;
/// No list is read further than this.
const MAX_READ: i64 = 300;

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuestionList {
    Queued,
    Claimed,
    Deferred,
    Unanswered,
}

impl QuestionList {
    /// As it stands in a button's data.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "waiting" => Self::Queued,
            "hand" => Self::Claimed,
            "later" => Self::Deferred,
            "unreached" => Self::Unanswered,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Queued => "waiting",
            Self::Claimed => "hand",
            Self::Deferred => "later",
            Self::Unanswered => "unreached",
        }
    }

    fn heading_id(self) -> &'static str {
        match self {
            Self::Queued => "queue-all-waiting",
            Self::Claimed => "queue-in-hand",
            Self::Deferred => "queue-kept",
            Self::Unanswered => "unreached",
        }
    }

    fn empty_id(self) -> &'static str {
        match self {
            Self::Queued => "queue-empty",
            Self::Claimed => "queue-hand-empty",
            Self::Deferred => "queue-kept-empty",
            Self::Unanswered => "unreached-none",
        }
    }
}

/// A list from `skip` on: as a new message, or in place of the page whose button was pressed.
pub async fn show(turn: &mut Turn<'_>, list: QuestionList, skip: usize, replace: bool) -> anyhow::Result<()> {
    let all = load(turn, list).await?;
    let t = turn.texts();
    let queue = button(t, "queue-show", "queue:show");
    let message = if all.is_empty() {
        Message::new(t.html(list.empty_id(), &[]))
            .with_inline_keyboard(vec![vec![button(t, "queue-next", "queue:next"), queue]])
    } else {
        let (sign, what) = match list {
            QuestionList::Unanswered => ("💬 ", "private"),
            QuestionList::Queued | QuestionList::Claimed | QuestionList::Deferred => ("", "open"),
        };
        let page = Page::containing(all.len(), skip);
        let heading = t.html(list.heading_id(), &[]);
        let (mut html, mut rows) = (format!("{heading}{}", page.position_label()), Vec::new());
        let live = store::number_on_screen(turn.conn).await?;
        for question in page.slice(&all) {
            let number = question.number;
            push_question_line(&mut html, turn, question);
            html.push_str(&format!(" · 👍 {}", question.votes));
            if number == live {
                html.push_str(" · 📺");
            }
            push_button(
                &mut rows,
                Button::new(format!("{sign}{}", t.format_number(number)), format!("queue:{what}:{number}")),
            );
        }
        let mut ways = page.navigation_buttons(&format!("queue:page:{}", list.name()));
        ways.push(queue);
        rows.push(ways);
        Message::new(html).with_inline_keyboard(rows)
    };
    let message = message.without_sound();
    if replace {
        turn.edit_or_reply(message);
        Ok(())
    } else {
        turn.reply(message);
        panel::note_message_below(turn).await
    }
}

async fn load(turn: &mut Turn<'_>, list: QuestionList) -> anyhow::Result<Vec<Question>> {
    Ok(match list {
        QuestionList::Queued => {
            let fair = settings::cached_settings(turn).await?.boost_newcomers;
            questions::next_up(turn.conn, fair, MAX_READ).await?
        }
        QuestionList::Claimed => questions::claimed_by(turn.conn, turn.person.id).await?,
        QuestionList::Deferred => questions::by_state(turn.conn, State::Deferred, 0, MAX_READ).await?,
        QuestionList::Unanswered => {
            let mut left = Vec::new();
            for state in [State::Queued, State::Claimed, State::Deferred, State::PendingReview] {
                left.append(&mut questions::by_state(turn.conn, state, 0, MAX_READ).await?);
            }
            left.retain(|question| question.person != 0);
            left
        }
    })
}

/// A part of a list that fits a screen.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    total: usize,
    skip: usize,
}

impl Page {
    /// The page on which number `skip` of `total` stands, else the last one.
    pub fn containing(total: usize, skip: usize) -> Self {
        Self { total, skip: skip.min(total.saturating_sub(1)) / PAGE_SIZE * PAGE_SIZE }
    }

    pub fn slice<T>(self, all: &[T]) -> &[T] {
        &all[self.skip..(self.skip + PAGE_SIZE).min(self.total)]
    }

    /// " · 7–12 / 25", where there are several pages.
    pub fn position_label(self) -> String {
        match self.total {
            total if total <= PAGE_SIZE => String::new(),
            total => format!(" · {}–{} / {total}", self.skip + 1, (self.skip + PAGE_SIZE).min(total)),
        }
    }

    /// The buttons to the pages before and behind this one; `data` is what stands before their number.
    pub fn navigation_buttons(self, data: &str) -> Vec<Button> {
        let mut ways = Vec::new();
        if self.skip > 0 {
            ways.push(Button::new("‹", format!("{data}:{}", self.skip - PAGE_SIZE)));
        }
        if self.skip + PAGE_SIZE < self.total {
            ways.push(Button::new("›", format!("{data}:{}", self.skip + PAGE_SIZE)));
        }
        ways
    }
}

/// A question's line below a heading.
pub fn push_question_line(html: &mut String, turn: &Turn<'_>, question: &Question) {
    let t = turn.texts();
    let text = short_excerpt(&text_for_moderators(t, question));
    html.push_str("\n\n");
    html.push_str(&t.html("queue-line", args!(number = question.number, text = text)));
}

/// The number in `n° 4` or `la question 4`, and in `4` where it may stand `alone`.
pub fn parse_number(typed: &str, alone: bool) -> Option<i64> {
    let typed = typed.trim().trim_end_matches(['.', '!', '?']).trim_end();
    let last = typed.char_indices().rev().find(|(_, c)| !c.is_ascii_digit());
    let (before, digits) = typed.split_at(last.map_or(0, |(at, c)| at + c.len_utf8()));
    let number = digits.parse().ok().filter(|number| *number > 0)?;
    let before = before.trim();
    let named = before == "#" || is_keyword("words-question-number", before);
    (named || (alone && before.is_empty())).then_some(number)
}

/// The card of a question that was asked for by its number.
pub async fn open_card(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    match questions::load(turn.conn, number).await? {
        Some(question) => send_card(turn, &question).await,
        None => {
            let html = turn.texts().html("queue-not-there", args!(number = number));
            say_or_toast(turn, Message::new(html));
            Ok(())
        }
    }
}

/// A number was expected behind a command.
pub fn reply_number_unclear(turn: &mut Turn<'_>) {
    let html = turn.texts().html("queue-number-unclear", args!(open = "/file 4", take = "/suivante 4"));
    turn.reply(Message::new(html).without_sound());
}

/// Takes the question of this number, or says why not.
pub async fn claim(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let Some(question) = questions::load(turn.conn, number).await? else {
        return open_card(turn, number).await;
    };
    let on_screen = store::number_on_screen(turn.conn).await? == number;
    match question.state {
        State::Queued | State::Deferred => {
            let how = if settings::cached_settings(turn).await?.show_at_once {
                Action::ShowOnScreen
            } else {
                Action::Claim
            };
            let hand = actor(turn);
            match actions::apply_action(turn.conn, number, &how, hand).await? {
                Ok(done) => super::show_result(turn, &done).await?,
                Err(_) => explain_not_claimable(turn, &question).await?,
            }
        }
        State::Claimed if question.claimed_by == turn.person.id || on_screen => {
            send_card(turn, &question).await?
        }
        State::Claimed => {
            perform_action(turn, number, Action::Claim).await?;
        }
        _ => explain_not_claimable(turn, &question).await?,
    }
    Ok(())
}

/// Why a question cannot be taken, and its card where something else can be done.
async fn explain_not_claimable(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let t = turn.texts();
    let number = question.number;
    let html = match question.state {
        State::Withdrawn => t.html("queue-is-withdrawn", args!(number = number)),
        State::Answered => t.html("queue-is-answered", args!(number = number)),
        State::PendingReview => t.html("queue-is-pending", args!(number = number)),
        State::Rejected => t.html("queue-is-aside", args!(number = number)),
        State::PrivateCase => t.html("queue-is-personal", args!(number = number)),
        State::Merged => {
            let head = store::merge_of(turn.conn, number).await?.map_or(0, |(head, _)| head);
            t.html("queue-is-joined", args!(number = number, head = head))
        }
        State::Queued | State::Deferred | State::Claimed => {
            let text = super::action_error_text(turn, number, ActionError::Conflict).await?;
            escape_html(&text).into_owned()
        }
    };
    let mut message = Message::new(html);
    let card = match question.state {
        State::PendingReview | State::Rejected => Some(number),
        State::Merged => store::merge_of(turn.conn, number).await?.map(|(head, _)| head),
        _ => None,
    };
    if let Some(card) = card {
        let label = t.plain("queue-open-card", args!(number = card));
        message = message.with_inline_keyboard(vec![vec![Button::new(label, format!("queue:open:{card}"))]]);
    }
    turn.reply(message.without_sound());
    Ok(())
}

fn say_or_toast(turn: &mut Turn<'_>, message: Message) {
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(turn.texts().label("queue-unknown")),
        _ => turn.reply(message.without_sound()),
    }
}

/// Whether a text is a question's number, with a word or sign that says so: "question 4", "n° 4".
pub fn is_question_number(text: &str) -> bool {
    parse_number(text, false).is_some()
}

/// A moderator typed a question's number outside of any conversation; whether that was it.
pub async fn handle_number_text(turn: &mut Turn<'_>, text: &str) -> anyhow::Result<bool> {
    let Some(number) = parse_number(text, false) else { return Ok(false) };
    if !turn.can_moderate().await? {
        return Ok(false);
    }
    turn.use_staff_urgency();
    open_card(turn, number).await?;
    Ok(true)
}

/// Nothing waits to be taken: what else there is to do.
pub async fn empty_queue(turn: &mut Turn<'_>) -> anyhow::Result<Message> {
    let counts = questions::count_by_state(turn.conn).await?;
    Ok(view::empty_queue(turn, &counts))
}

//! Questions by their number, and lists of them, page by page: what waits, what is in hand, what is kept
//! for later, what was not answered.

use super::super::rules::{Act, Refused, State};
use super::super::store::{self as questions, Question};
use super::super::view::glimpse;
use super::view::{button, line};
use super::{acts, hand, panel, perform, say_card, settings, store, view};
use crate::args;
use crate::chat::{Button, Input, Message};
use crate::i18n::escape;
use crate::turn::Turn;
use crate::typed::is_one_of;

/// How many questions stand on a page.
pub const PAGE: usize = 6;
/// No list is read further than this.
const READ: i64 = 300;

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    Waiting,
    InHand,
    Later,
    Unanswered,
}

impl List {
    /// As it stands in a button's data.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "waiting" => Self::Waiting,
            "hand" => Self::InHand,
            "later" => Self::Later,
            "unreached" => Self::Unanswered,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::InHand => "hand",
            Self::Later => "later",
            Self::Unanswered => "unreached",
        }
    }

    fn heading(self) -> &'static str {
        match self {
            Self::Waiting => "queue-all-waiting",
            Self::InHand => "queue-in-hand",
            Self::Later => "queue-kept",
            Self::Unanswered => "unreached",
        }
    }

    fn none(self) -> &'static str {
        match self {
            Self::Waiting => "queue-empty",
            Self::InHand => "queue-hand-empty",
            Self::Later => "queue-kept-empty",
            Self::Unanswered => "unreached-none",
        }
    }
}

/// A list from `skip` on: as a new message, or in place of the page whose button was pressed.
pub async fn show(turn: &mut Turn<'_>, list: List, skip: usize, replace: bool) -> anyhow::Result<()> {
    let all = load(turn, list).await?;
    let t = turn.texts();
    let queue = button(t, "queue-show", "queue:show");
    let message = if all.is_empty() {
        Message::new(t.html(list.none(), &[]))
            .inline(vec![vec![button(t, "queue-next", "queue:next"), queue]])
    } else {
        let (sign, what) = match list {
            List::Unanswered => ("💬 ", "private"),
            List::Waiting | List::InHand | List::Later => ("", "open"),
        };
        let page = Page::of(all.len(), skip);
        let heading = t.html(list.heading(), &[]);
        let (mut html, mut rows) = (format!("{heading}{}", page.place()), Vec::new());
        let live = store::on_screen(turn.conn).await?;
        for question in page.of_all(&all) {
            let number = question.number;
            add_line(&mut html, turn, question);
            html.push_str(&format!(" · 👍 {}", question.votes));
            if number == live {
                html.push_str(" · 📺");
            }
            add_button(
                &mut rows,
                Button::new(format!("{sign}{}", t.number(number)), format!("queue:{what}:{number}")),
            );
        }
        let mut ways = page.ways(&format!("queue:page:{}", list.name()));
        ways.push(queue);
        rows.push(ways);
        Message::new(html).inline(rows)
    };
    let message = message.silent();
    if replace {
        turn.replace(message);
        Ok(())
    } else {
        turn.say(message);
        panel::said_below(turn).await
    }
}

async fn load(turn: &mut Turn<'_>, list: List) -> anyhow::Result<Vec<Question>> {
    Ok(match list {
        List::Waiting => {
            let fair = settings::in_turn(turn).await?.fair;
            questions::next_up(turn.conn, fair, READ).await?
        }
        List::InHand => questions::held_by(turn.conn, turn.person.id).await?,
        List::Later => questions::in_state(turn.conn, State::Later, 0, READ).await?,
        List::Unanswered => {
            let mut left = Vec::new();
            for state in [State::Waiting, State::Taken, State::Later, State::Pending] {
                left.append(&mut questions::in_state(turn.conn, state, 0, READ).await?);
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
    pub fn of(total: usize, skip: usize) -> Self {
        Self { total, skip: skip.min(total.saturating_sub(1)) / PAGE * PAGE }
    }

    pub fn of_all<T>(self, all: &[T]) -> &[T] {
        &all[self.skip..(self.skip + PAGE).min(self.total)]
    }

    /// " · 7–12 / 25", where there are several pages.
    pub fn place(self) -> String {
        match self.total {
            total if total <= PAGE => String::new(),
            total => format!(" · {}–{} / {total}", self.skip + 1, (self.skip + PAGE).min(total)),
        }
    }

    /// The buttons to the pages before and behind this one; `data` is what stands before their number.
    pub fn ways(self, data: &str) -> Vec<Button> {
        let mut ways = Vec::new();
        if self.skip > 0 {
            ways.push(Button::new("‹", format!("{data}:{}", self.skip - PAGE)));
        }
        if self.skip + PAGE < self.total {
            ways.push(Button::new("›", format!("{data}:{}", self.skip + PAGE)));
        }
        ways
    }
}

/// A question's line below a heading.
pub fn add_line(html: &mut String, turn: &Turn<'_>, question: &Question) {
    let t = turn.texts();
    let text = glimpse(&line(t, question));
    html.push_str("\n\n");
    html.push_str(&t.html("queue-line", args!(number = question.number, text = text)));
}

/// Three buttons stand in a row.
pub fn add_button(rows: &mut Vec<Vec<Button>>, button: Button) {
    match rows.last_mut() {
        Some(row) if row.len() < 3 => row.push(button),
        _ => rows.push(vec![button]),
    }
}

/// The number in `n° 4` or `la question 4`, and in `4` where it may stand `alone`.
pub fn number(typed: &str, alone: bool) -> Option<i64> {
    let typed = typed.trim().trim_end_matches(['.', '!', '?']).trim_end();
    let last = typed.char_indices().rev().find(|(_, c)| !c.is_ascii_digit());
    let (before, digits) = typed.split_at(last.map_or(0, |(at, c)| at + c.len_utf8()));
    let number = digits.parse().ok().filter(|number| *number > 0)?;
    let before = before.trim();
    let named = before == "#" || is_one_of("words-question-number", before);
    (named || (alone && before.is_empty())).then_some(number)
}

/// The card of a question that was asked for by its number.
pub async fn open(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    match questions::load(turn.conn, number).await? {
        Some(question) => say_card(turn, &question).await,
        None => {
            let html = turn.texts().html("queue-not-there", args!(number = number));
            say_or_toast(turn, Message::new(html));
            Ok(())
        }
    }
}

/// A number was expected behind a command.
pub fn say_unclear(turn: &mut Turn<'_>) {
    let html = turn.texts().html("queue-number-unclear", args!(open = "/file 4", take = "/suivante 4"));
    turn.say(Message::new(html).silent());
}

/// Takes the question of this number, or says why not.
pub async fn take(turn: &mut Turn<'_>, number: i64) -> anyhow::Result<()> {
    let Some(question) = questions::load(turn.conn, number).await? else { return open(turn, number).await };
    let on_screen = store::on_screen(turn.conn).await? == number;
    match question.state {
        State::Waiting | State::Later => {
            let how = if settings::in_turn(turn).await?.at_once { Act::Show } else { Act::Take };
            let hand = hand(turn);
            match acts::act(turn.conn, number, &how, hand).await? {
                Ok(done) => super::acted(turn, &done).await?,
                Err(_) => say_why_not(turn, &question).await?,
            }
        }
        State::Taken if question.taken_by == turn.person.id || on_screen => say_card(turn, &question).await?,
        State::Taken => {
            perform(turn, number, Act::Take).await?;
        }
        _ => say_why_not(turn, &question).await?,
    }
    Ok(())
}

/// Why a question cannot be taken, and its card where something else can be done.
async fn say_why_not(turn: &mut Turn<'_>, question: &Question) -> anyhow::Result<()> {
    let t = turn.texts();
    let number = question.number;
    let html = match question.state {
        State::Withdrawn => t.html("queue-is-withdrawn", args!(number = number)),
        State::Answered => t.html("queue-is-answered", args!(number = number)),
        State::Pending => t.html("queue-is-pending", args!(number = number)),
        State::Aside => t.html("queue-is-aside", args!(number = number)),
        State::Personal => t.html("queue-is-personal", args!(number = number)),
        State::Merged => {
            let head = store::joined_to(turn.conn, number).await?.map_or(0, |(head, _)| head);
            t.html("queue-is-joined", args!(number = number, head = head))
        }
        State::Waiting | State::Later | State::Taken => {
            let text = super::refusal(turn, number, Refused::TooLate).await?;
            escape(&text).into_owned()
        }
    };
    let mut message = Message::new(html);
    let card = match question.state {
        State::Pending | State::Aside => Some(number),
        State::Merged => store::joined_to(turn.conn, number).await?.map(|(head, _)| head),
        _ => None,
    };
    if let Some(card) = card {
        let label = t.plain("queue-open-card", args!(number = card));
        message = message.inline(vec![vec![Button::new(label, format!("queue:open:{card}"))]]);
    }
    turn.say(message.silent());
    Ok(())
}

fn say_or_toast(turn: &mut Turn<'_>, message: Message) {
    match turn.incoming.input {
        Input::Press { .. } => turn.toast(turn.texts().label("queue-unknown")),
        _ => turn.say(message.silent()),
    }
}

/// A moderator typed a question's number outside of any conversation; whether that was it.
pub async fn typed(turn: &mut Turn<'_>, text: &str) -> anyhow::Result<bool> {
    let Some(number) = number(text, false) else { return Ok(false) };
    if !crate::people::moderates(turn.conn, turn.person.id).await? {
        return Ok(false);
    }
    turn.for_moderators();
    open(turn, number).await?;
    Ok(true)
}

/// Nothing waits to be taken: what else there is to do.
pub async fn nothing_waits(turn: &mut Turn<'_>) -> anyhow::Result<Message> {
    let counts = questions::count(turn.conn).await?;
    Ok(view::nothing_waits(turn, &counts))
}

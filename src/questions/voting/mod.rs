//! Voting: the questions of the queue by rank or by theme, six to a page, one vote a person each.
//!
//! A page keeps the order in which it was shown while somebody reads it; only the counts move. A
//! vote is acknowledged at once by the answer to the press; the page follows when there is time.

pub mod store;
mod view;

use super::desk::settings;
use super::rules::State;
use super::store::{self as questions, Question};
use super::{PAGE_SLOT, desk_store};
use crate::chat::{Input, Urgency};
use crate::clock::Millis;
use crate::db::Conn;
use crate::outbox;
use crate::turn::Turn;

/// Questions on a page.
const PAGE: i64 = 6;
const IN_HAND: &str = "page";

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cast {
    /// The question that was voted for (the whole, if it was joined to one), and its votes.
    Changed { number: i64, votes: i64 },
    /// It was so already.
    Same { number: i64, votes: i64 },
    /// Whoever asked stands behind it.
    Own,
    /// It is not open to votes, or there is none such.
    Gone,
}

/// Votes for a question, or no longer.
pub async fn cast(conn: &mut Conn, number: i64, person: i64, on: bool, now: Millis) -> sqlx::Result<Cast> {
    let voter = store::voter(conn, person).await?;
    let (mut number, mut state) = (number, store::hold(conn, number).await?);
    if state == Some(State::Merged)
        && let Some((head, _)) = desk_store::joined_to(conn, number).await?
    {
        (number, state) = (head, store::hold(conn, head).await?);
    }
    if !state.is_some_and(State::is_public) {
        return Ok(Cast::Gone);
    }
    let Some(question) = questions::load(conn, number).await? else { return Ok(Cast::Gone) };
    let parts = desk_store::parts(conn, number).await?;
    let changed = if on {
        !store::voted(conn, voter, number).await? && store::add(conn, number, voter, now).await?
    } else {
        let mut own = question.person == person;
        for part in &parts {
            own |= questions::load(conn, part.child).await?.is_some_and(|part| part.person == person);
        }
        if own {
            return Ok(Cast::Own);
        }
        store::remove(conn, number, voter).await?
    };
    if !changed {
        return Ok(Cast::Same { number, votes: question.votes });
    }
    let votes = if parts.is_empty() {
        store::change_count(conn, number, if on { 1 } else { -1 }).await?
    } else {
        store::recount(conn, number).await?
    };
    Ok(Cast::Changed { number, votes })
}

/// What a page shows of: everything or one theme, and which page of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct View {
    /// The theme by its place in the event file; none: by rank over all.
    pub theme: Option<usize>,
    pub page: i64,
}

impl View {
    /// Reads `r.0`, `t2.1`.
    fn parse(text: &str) -> Option<Self> {
        let (which, page) = text.split_once('.')?;
        let theme = match which {
            "r" => None,
            _ => Some(which.strip_prefix('t')?.parse().ok()?),
        };
        Some(Self { theme, page: page.parse().ok().filter(|page| (0..100_000).contains(page))? })
    }

    fn data(self) -> String {
        match self.theme {
            None => format!("r.{}", self.page),
            Some(theme) => format!("t{theme}.{}", self.page),
        }
    }
}

/// Opens the first page at the end of the chat.
pub async fn browse(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let slot = slot(turn);
    outbox::vacate(turn.conn, &slot).await?;
    show(turn, View { theme: None, page: 0 }).await
}

/// A button of somebody who browses: what stands behind `vote:`.
pub async fn press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    match parts.as_slice() {
        ["open"] => browse(turn).await?,
        ["themes"] => {
            let message = view::themes(turn);
            turn.replace(message);
        }
        ["page", view] => {
            let Some(view) = View::parse(view) else { return Ok(false) };
            if !on_latest_page(turn).await? {
                outbox::vacate(turn.conn, &slot(turn)).await?;
            }
            show(turn, view).await?;
        }
        [wish @ ("on" | "off"), number] => {
            let Ok(number) = number.parse() else { return Ok(false) };
            vote(turn, number, *wish == "on").await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

async fn vote(turn: &mut Turn<'_>, number: i64, on: bool) -> anyhow::Result<()> {
    let settings = settings::in_turn(turn).await?;
    if !settings.intake(&turn.forum).takes_votes() {
        turn.toast(turn.texts().label("vote-closed"));
        return Ok(());
    }
    let cast = cast(turn.conn, number, turn.person.id, on, turn.forum.now).await?;
    let text = view::cast(turn, number, on, cast);
    turn.toast(text);
    if matches!(cast, Cast::Changed { .. }) && on_latest_page(turn).await? {
        show_again(turn).await?;
    }
    Ok(())
}

/// Whether the press came from the page that was shown last: only that one is kept current.
async fn on_latest_page(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let Input::Press { message, .. } = turn.incoming.input else { return Ok(false) };
    let standing = outbox::slot(turn.conn, &slot(turn)).await?.map(|(_, message)| message);
    Ok(message.is_some() && message == standing)
}

async fn show(turn: &mut Turn<'_>, view: View) -> anyhow::Result<()> {
    let guide = view.theme.and_then(|index| turn.forum.programme.guides.get(index));
    let guide = guide.map(|guide| guide.id.as_str());
    // one more than a page tells whether there is another
    let mut found = questions::most_wanted(turn.conn, guide, view.page * PAGE, PAGE + 1).await?;
    let more = found.len() as i64 > PAGE;
    found.truncate(PAGE as usize);
    let numbers: Vec<String> = found.iter().map(|question| question.number.to_string()).collect();
    let kept = format!("{} {} {}", view.data(), i64::from(more), numbers.join(","));
    store::put_in_hand(turn.conn, turn.person.id, IN_HAND, &kept).await?;
    fill(turn, Urgency::Answer, view, more, &found).await
}

/// The page as it was shown, with the counts of now; there is no hurry.
async fn show_again(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some(kept) = store::in_hand(turn.conn, turn.person.id, IN_HAND).await? else { return Ok(()) };
    let mut parts = kept.split(' ');
    let (Some(view), Some(more)) = (parts.next().and_then(View::parse), parts.next()) else { return Ok(()) };
    let mut found = Vec::new();
    for number in parts.next().unwrap_or_default().split(',').filter_map(|number| number.parse().ok()) {
        found.extend(questions::load(turn.conn, number).await?);
    }
    fill(turn, Urgency::Announcement, view, more == "1", &found).await
}

async fn fill(
    turn: &mut Turn<'_>,
    urgency: Urgency,
    view: View,
    more: bool,
    found: &[Question],
) -> anyhow::Result<()> {
    let voter = store::voter(turn.conn, turn.person.id).await?;
    let mine = store::voted_for(turn.conn, voter).await?;
    let items: Vec<(Question, bool)> =
        found.iter().map(|question| (question.clone(), mine.contains(&question.number))).collect();
    let message = view::page(turn, view, more, &items);
    let slot = slot(turn);
    turn.fill_as(urgency, turn.incoming.chat, slot, message);
    Ok(())
}

fn slot(turn: &Turn<'_>) -> String {
    format!("{PAGE_SLOT}{}", turn.person.id)
}

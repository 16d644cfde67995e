//! Voting: the questions of the queue by rank or by theme, six to a page, one vote a person each.
//!
//! A page keeps the order in which it was shown while somebody reads it; only the counts move. A
//! vote is acknowledged at once by the answer to the press; the page follows when there is time.

pub mod store;
mod view;

use super::moderation::settings;
use super::rules::State;
use super::store::{self as questions, Question};
use super::{PAGE_KEY_PREFIX, desk_store};
use crate::chat::{Input, Urgency};
use crate::clock::Millis;
use crate::db::Conn;
use crate::outbox;
use crate::turn::Turn;

/// Questions on a page.
const PAGE_SIZE: i64 = 6;
const SHOWN_PAGE: &str = "page";

/// What became of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VoteOutcome {
    /// The question that was voted for (the whole, if it was joined to one), and its votes.
    Changed { number: i64, votes: i64 },
    /// It was so already.
    Unchanged { number: i64, votes: i64 },
    /// Whoever asked stands behind it.
    OwnQuestion,
    /// It is not open to votes, or there is none such.
    NotOpen,
}

/// Votes for a question, or no longer.
pub async fn set_vote(
    conn: &mut Conn,
    number: i64,
    person: i64,
    on: bool,
    now: Millis,
) -> sqlx::Result<VoteOutcome> {
    let voter = store::get_or_create_voter(conn, person).await?;
    let (mut number, mut state) = (number, store::lock_question(conn, number).await?);
    if state == Some(State::Merged)
        && let Some((head, _)) = desk_store::merge_of(conn, number).await?
    {
        (number, state) = (head, store::lock_question(conn, head).await?);
    }
    if !state.is_some_and(State::is_public) {
        return Ok(VoteOutcome::NotOpen);
    }
    let Some(question) = questions::load(conn, number).await? else { return Ok(VoteOutcome::NotOpen) };
    let parts = desk_store::merge_links(conn, number).await?;
    let changed = if on {
        !store::has_voted(conn, voter, number).await? && store::insert_vote(conn, number, voter, now).await?
    } else {
        let mut own = question.person == person;
        for part in &parts {
            own |= questions::load(conn, part.child).await?.is_some_and(|part| part.person == person);
        }
        if own {
            return Ok(VoteOutcome::OwnQuestion);
        }
        store::delete_vote(conn, number, voter).await?
    };
    if !changed {
        return Ok(VoteOutcome::Unchanged { number, votes: question.votes });
    }
    let votes = if parts.is_empty() {
        store::adjust_count(conn, number, if on { 1 } else { -1 }).await?
    } else {
        store::recount(conn, number).await?
    };
    Ok(VoteOutcome::Changed { number, votes })
}

/// What a page shows of: everything or one theme, and which page of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrowsePage {
    /// The theme by its place in the event file; none: by rank over all.
    pub theme_index: Option<usize>,
    pub page: i64,
}

impl BrowsePage {
    /// Reads `r.0`, `t2.1`.
    fn parse(text: &str) -> Option<Self> {
        let (which, page) = text.split_once('.')?;
        let theme = match which {
            "r" => None,
            _ => Some(which.strip_prefix('t')?.parse().ok()?),
        };
        Some(Self { theme_index: theme, page: page.parse().ok().filter(|page| (0..100_000).contains(page))? })
    }

    fn callback_data(self) -> String {
        match self.theme_index {
            None => format!("r.{}", self.page),
            Some(theme) => format!("t{theme}.{}", self.page),
        }
    }
}

/// Opens the first page at the end of the chat.
pub async fn browse(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let slot = live_message_key(turn);
    outbox::clear_live_message(turn.conn, &slot).await?;
    show_page(turn, BrowsePage { theme_index: None, page: 0 }).await
}

/// A button of somebody who browses: what stands behind `vote:`.
pub async fn handle_press(turn: &mut Turn<'_>, data: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = data.split(':').collect();
    match parts.as_slice() {
        ["open"] => browse(turn).await?,
        ["themes"] => {
            let message = view::theme_menu(turn);
            turn.edit_or_reply(message);
        }
        ["page", view] => {
            let Some(view) = BrowsePage::parse(view) else { return Ok(false) };
            if !is_on_latest_page(turn).await? {
                outbox::clear_live_message(turn.conn, &live_message_key(turn)).await?;
            }
            show_page(turn, view).await?;
        }
        [wish @ ("on" | "off"), number] => {
            let Ok(number) = number.parse() else { return Ok(false) };
            handle_vote(turn, number, *wish == "on").await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

async fn handle_vote(turn: &mut Turn<'_>, number: i64, on: bool) -> anyhow::Result<()> {
    let settings = settings::cached_settings(turn).await?;
    if !settings.intake_status(&turn.event).accepts_votes() {
        turn.toast(turn.texts().label("vote-closed"));
        return Ok(());
    }
    let cast = set_vote(turn.conn, number, turn.person.id, on, turn.event.now).await?;
    let text = view::vote_toast(turn, number, on, cast);
    turn.toast(text);
    if matches!(cast, VoteOutcome::Changed { .. }) && is_on_latest_page(turn).await? {
        refresh_page(turn).await?;
    }
    Ok(())
}

/// Whether the press came from the page that was shown last: only that one is kept current.
async fn is_on_latest_page(turn: &mut Turn<'_>) -> anyhow::Result<bool> {
    let Input::Press { message_id: message, .. } = turn.incoming.input else { return Ok(false) };
    let standing =
        outbox::find_live_message(turn.conn, &live_message_key(turn)).await?.map(|(_, message)| message);
    Ok(message.is_some() && message == standing)
}

async fn show_page(turn: &mut Turn<'_>, view: BrowsePage) -> anyhow::Result<()> {
    let guide = view.theme_index.and_then(|index| turn.event.programme.themes.get(index));
    let guide = guide.map(|guide| guide.id.as_str());
    // one more than a page tells whether there is another
    let mut found = questions::top_voted(turn.conn, guide, view.page * PAGE_SIZE, PAGE_SIZE + 1).await?;
    let more = found.len() as i64 > PAGE_SIZE;
    found.truncate(PAGE_SIZE as usize);
    let numbers: Vec<String> = found.iter().map(|question| question.number.to_string()).collect();
    let kept = format!("{} {} {}", view.callback_data(), i64::from(more), numbers.join(","));
    store::set_ui_state(turn.conn, turn.person.id, SHOWN_PAGE, &kept).await?;
    send_page(turn, Urgency::Answer, view, more, &found).await
}

/// The page as it was shown, with the counts of now; there is no hurry.
async fn refresh_page(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    let Some(kept) = store::ui_state(turn.conn, turn.person.id, SHOWN_PAGE).await? else { return Ok(()) };
    let mut parts = kept.split(' ');
    let (Some(view), Some(more)) = (parts.next().and_then(BrowsePage::parse), parts.next()) else {
        return Ok(());
    };
    let mut found = Vec::new();
    for number in parts.next().unwrap_or_default().split(',').filter_map(|number| number.parse().ok()) {
        found.extend(questions::load(turn.conn, number).await?);
    }
    send_page(turn, Urgency::Announcement, view, more == "1", &found).await
}

async fn send_page(
    turn: &mut Turn<'_>,
    urgency: Urgency,
    view: BrowsePage,
    more: bool,
    found: &[Question],
) -> anyhow::Result<()> {
    let voter = store::get_or_create_voter(turn.conn, turn.person.id).await?;
    let mine = store::voted_questions(turn.conn, voter).await?;
    let items: Vec<(Question, bool)> =
        found.iter().map(|question| (question.clone(), mine.contains(&question.number))).collect();
    let message = view::page(turn, view, more, &items);
    let slot = live_message_key(turn);
    turn.update_live_message_with_urgency(urgency, turn.incoming.chat, slot, message);
    Ok(())
}

fn live_message_key(turn: &Turn<'_>) -> String {
    format!("{PAGE_KEY_PREFIX}{}", turn.person.id)
}

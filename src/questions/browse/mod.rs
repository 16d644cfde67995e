//! Reading and voting: the queued questions by votes or by theme, six to a page.
//!
//! A page keeps its order while the person reads it; only the counts change. A vote is acknowledged at once by the
//! answer to the press, and the page follows at low priority.

mod view;

use super::model::{BrowsePage, Question, VoteOutcome};
use super::payload::VotePayload;
use super::service::voting::set_vote;
use super::settings::cached_settings;
use super::store::{questions, ui_state, voters, votes};
use crate::chat::{Input, Urgency};
use crate::ids::QuestionNumber;
use crate::outbox;
use crate::turn::{Turn, TurnResult};

/// Questions on a page: as many as fit a phone's screen.
const PAGE_SIZE: i64 = 6;
/// The name under which `ui_state` stores the page that was shown last.
const SHOWN_PAGE_KEY: &str = "page";
/// Begins the key of the live message with a person's page.
const LIVE_MESSAGE_PREFIX: &str = "page:";

/// Opens the first page as a new message.
pub async fn browse(turn: &mut Turn<'_>) -> TurnResult<()> {
    outbox::clear_live_message(turn.conn, &live_message_key(turn)).await?;
    show_page(turn, BrowsePage::default()).await
}

/// Handles a voter's button.
pub(crate) async fn press(turn: &mut Turn<'_>, payload: VotePayload) -> TurnResult<()> {
    match payload {
        VotePayload::Open => browse(turn).await,
        VotePayload::ThemeMenu => {
            let message = view::theme_menu(turn);
            turn.edit_or_reply(message);
            Ok(())
        }
        VotePayload::Page(page) => {
            if !is_on_latest_page(turn).await? {
                outbox::clear_live_message(turn.conn, &live_message_key(turn)).await?;
            }
            show_page(turn, page).await
        }
        VotePayload::Vote(number, on) => handle_vote(turn, number, on).await,
    }
}

async fn handle_vote(turn: &mut Turn<'_>, number: QuestionNumber, on: bool) -> TurnResult<()> {
    let settings = cached_settings(turn).await?;
    if !settings.intake_status(&turn.event).accepts_votes() {
        turn.toast(turn.texts().label("vote-closed"));
        return Ok(());
    }
    let outcome = set_vote(turn.conn, number, turn.person.id, on, turn.event.now).await?;
    let text = view::vote_toast(turn, number, on, outcome);
    turn.toast(text);
    if matches!(outcome, VoteOutcome::Changed { .. }) && is_on_latest_page(turn).await? {
        refresh_page(turn).await?;
    }
    Ok(())
}

/// Whether the press came from the page that was shown last: only that one is updated.
async fn is_on_latest_page(turn: &mut Turn<'_>) -> TurnResult<bool> {
    let Input::Press { message_id: pressed, .. } = turn.incoming.input else { return Ok(false) };
    let latest = outbox::find_live_message(turn.conn, &live_message_key(turn)).await?;
    Ok(pressed.is_some() && pressed == latest.map(|(_, message)| message))
}

async fn show_page(turn: &mut Turn<'_>, page: BrowsePage) -> TurnResult<()> {
    let theme = page.theme_index.and_then(|index| turn.event.programme.themes.get(index));
    let theme = theme.map(|theme| theme.id.as_str());
    // one more than a page tells whether there is another page
    let mut found = questions::top_voted(turn.conn, theme, page.page * PAGE_SIZE, PAGE_SIZE + 1).await?;
    let has_more = found.len() as i64 > PAGE_SIZE;
    found.truncate(PAGE_SIZE as usize);
    let numbers: Vec<String> = found.iter().map(|question| question.number.to_string()).collect();
    let shown = format!("{page} {} {}", i64::from(has_more), numbers.join(","));
    ui_state::set(turn.conn, turn.person.id, SHOWN_PAGE_KEY, &shown).await?;
    send_page(turn, Urgency::Answer, page, has_more, &found).await
}

/// Shows the same questions in the same order with the present counts, at low priority.
async fn refresh_page(turn: &mut Turn<'_>) -> TurnResult<()> {
    let Some(shown) = ui_state::get(turn.conn, turn.person.id, SHOWN_PAGE_KEY).await? else { return Ok(()) };
    let mut parts = shown.split(' ');
    let (Some(Ok(page)), Some(has_more)) = (parts.next().map(str::parse), parts.next()) else {
        return Ok(());
    };
    let mut found = Vec::new();
    for number in parts.next().unwrap_or_default().split(',').filter_map(|number| number.parse().ok()) {
        found.extend(questions::load(turn.conn, number).await?);
    }
    send_page(turn, Urgency::Announcement, page, has_more == "1", &found).await
}

async fn send_page(
    turn: &mut Turn<'_>,
    urgency: Urgency,
    page: BrowsePage,
    has_more: bool,
    found: &[Question],
) -> TurnResult<()> {
    let voter = voters::get_or_create(turn.conn, turn.person.id).await?;
    let voted = votes::voted_questions(turn.conn, voter).await?;
    let message = view::page(turn, page, has_more, found, &voted);
    let key = live_message_key(turn);
    turn.update_live_message_with_urgency(urgency, turn.incoming.chat, key, message);
    Ok(())
}

fn live_message_key(turn: &Turn<'_>) -> String {
    format!("{LIVE_MESSAGE_PREFIX}{}", turn.person.id)
}

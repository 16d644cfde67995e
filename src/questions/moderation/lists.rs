//! Showing lists of questions, the next question to review, and the journal.

use super::super::model::{Question, QuestionList, State};
use super::super::service::queue::next_up;
use super::super::settings::cached_settings;
use super::super::store::{journal, questions, screen, state_counts};
use super::{cards, journal_view, list_view, panel, view};
use crate::chat::{Input, Message};
use crate::ids::QuestionNumber;
use crate::people;
use crate::turn::{Turn, TurnResult};

/// No list is read further than this.
const MAX_READ: i64 = 300;
/// Entries on a page of the journal.
const JOURNAL_PAGE_SIZE: i64 = 12;

/// Shows a list from a position on, as a new message.
pub(crate) async fn show_list(turn: &mut Turn<'_>, list: QuestionList, position: usize) -> TurnResult<()> {
    let message = list_page(turn, list, position).await?;
    turn.reply(message);
    panel::note_message_below(turn).await
}

/// Shows a list from a position on, in place of the page whose button was pressed.
pub(crate) async fn turn_page(turn: &mut Turn<'_>, list: QuestionList, position: usize) -> TurnResult<()> {
    let message = list_page(turn, list, position).await?;
    turn.edit_or_reply(message);
    Ok(())
}

async fn list_page(turn: &mut Turn<'_>, list: QuestionList, position: usize) -> TurnResult<Message> {
    let questions = load(turn, list).await?;
    let on_screen = screen::current(turn.conn).await?;
    Ok(list_view::list(turn.texts(), list, &questions, position, on_screen).without_sound())
}

async fn load(turn: &mut Turn<'_>, list: QuestionList) -> TurnResult<Vec<Question>> {
    Ok(match list {
        QuestionList::Queued => {
            let boost = cached_settings(turn).await?.boost_newcomers;
            next_up(turn.conn, boost, MAX_READ).await?
        }
        QuestionList::Claimed => questions::claimed_by(turn.conn, turn.person.id).await?,
        QuestionList::Deferred => {
            questions::by_state(turn.conn, State::Deferred, QuestionNumber::NONE, MAX_READ).await?
        }
        QuestionList::Unanswered => {
            let mut unanswered = Vec::new();
            for state in [State::Queued, State::Claimed, State::Deferred, State::PendingReview] {
                unanswered.append(
                    &mut questions::by_state(turn.conn, state, QuestionNumber::NONE, MAX_READ).await?,
                );
            }
            unanswered.retain(Question::has_author);
            unanswered
        }
    })
}

/// Shows the first question to review with a number above `after`, else the first of all.
pub(crate) async fn review_next(turn: &mut Turn<'_>, after: QuestionNumber) -> TurnResult<()> {
    let mut found = questions::by_state(turn.conn, State::PendingReview, after, 1).await?;
    if found.is_empty() && !after.is_none() {
        found = questions::by_state(turn.conn, State::PendingReview, QuestionNumber::NONE, 1).await?;
    }
    let message = match found.pop() {
        Some(question) => cards::load_card(turn, &question).await?,
        None => {
            let counts = state_counts::load(turn.conn).await?;
            view::nothing_to_review(turn, &counts).without_sound()
        }
    };
    match turn.incoming.input {
        Input::Press { .. } if !after.is_none() => {
            turn.edit_or_reply(message);
            Ok(())
        }
        _ => {
            turn.reply(message);
            panel::note_message_below(turn).await
        }
    }
}

/// Shows the journal: the latest entries as a new message, those below an entry in place.
pub(crate) async fn show_journal(turn: &mut Turn<'_>, before: Option<i64>) -> TurnResult<()> {
    let entries = journal::list_before(turn.conn, before.unwrap_or(i64::MAX), JOURNAL_PAGE_SIZE).await?;
    let names = people::staff_names(turn.conn).await?;
    let message = journal_view::journal(turn, &entries, &names).without_sound();
    match before {
        None => turn.reply(message),
        Some(_) => turn.edit_or_reply(message),
    }
    Ok(())
}

/// Shows the summary by theme.
pub(crate) async fn show_summary(turn: &mut Turn<'_>) -> TurnResult<()> {
    let rows = questions::count_by_theme_and_state(turn.conn).await?;
    let message = journal_view::summary(turn, &rows);
    turn.reply(message.without_sound());
    Ok(())
}

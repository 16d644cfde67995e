//! Merging questions by buttons.

use super::super::model::{ActionError, Applied, Question};
use super::super::notify::notify_of_action;
use super::super::service::actions::actor;
use super::super::service::merging::{load_merged, merge, unmerge};
use super::super::service::queue::question_on_screen;
use super::super::service::similarity::sort_by_similarity;
use super::super::store::questions;
use super::list_view::Page;
use super::{cards, menus};
use crate::ids::QuestionNumber;
use crate::turn::{Turn, TurnResult};

/// The most voted questions among which candidates are looked for.
const MAX_COMPARED: i64 = 300;

/// Shows the questions to merge with, from a position on: the most similar first.
pub(crate) async fn show_candidates(
    turn: &mut Turn<'_>,
    question: &Question,
    position: usize,
    absorb: bool,
) -> TurnResult<()> {
    let mut others = questions::top_voted(turn.conn, None, 0, MAX_COMPARED).await?;
    others.extend(question_on_screen(turn.conn).await?);
    others.retain(|other| other.number != question.number);
    let others = sort_by_similarity(question.display_text(), others);
    let page = Page::containing(others.len(), position);
    let message = menus::merge_candidates(turn, question, &others, page, absorb);
    turn.edit_or_reply(message.without_sound());
    Ok(())
}

/// Shows the questions that were merged into this one, from a position on.
pub(crate) async fn show_merged(turn: &mut Turn<'_>, question: &Question, position: usize) -> TurnResult<()> {
    let merged = load_merged(turn.conn, question.number).await?;
    let page = Page::containing(merged.len(), position);
    turn.edit_or_reply(menus::merged_questions(turn, question, &merged, page).without_sound());
    Ok(())
}

/// Merges a question into another.
pub(crate) async fn merge_into(
    turn: &mut Turn<'_>,
    child: QuestionNumber,
    root: QuestionNumber,
) -> TurnResult<()> {
    let moderator = actor(turn);
    let result = merge(turn.conn, child, root, moderator).await?;
    show(turn, child, result).await
}

/// Takes a question out of its group.
pub(crate) async fn take_out(turn: &mut Turn<'_>, child: QuestionNumber) -> TurnResult<()> {
    let moderator = actor(turn);
    let result = unmerge(turn.conn, child, moderator).await?;
    show(turn, child, result).await
}

async fn show(
    turn: &mut Turn<'_>,
    number: QuestionNumber,
    result: Result<Applied, ActionError>,
) -> TurnResult<()> {
    match result {
        Ok(applied) => {
            let card = cards::load_card_after(turn, &applied).await?;
            turn.edit_or_reply(card);
            notify_of_action(turn, &applied).await
        }
        Err(error) => Ok(cards::reply_action_error(turn, number, error).await?),
    }
}

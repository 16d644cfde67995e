//! What became of all questions, and the written answers.

use std::collections::HashMap;

use super::super::model::{
    Action, ActionError, Actor, Applied, CloseReason, JournalAction, Outcome, Question, QuestionText, State,
    WrittenAnswer,
};
use super::super::rules::outcome::{MergedInto, compile_outcome};
use super::super::store::{answers, journal, merges, questions};
use super::actions::apply_action;
use super::journal::{EntryDetails, log_action};
use crate::db::Conn;
use crate::ids::QuestionNumber;

/// Questions read in one statement.
const BATCH_SIZE: i64 = 1_000;

/// What became of all questions, as it may be published.
pub async fn load_outcome(conn: &mut Conn) -> sqlx::Result<Outcome> {
    let mut all: Vec<Question> = Vec::new();
    loop {
        let after = all.last().map_or(QuestionNumber::NONE, |question| question.number);
        let mut batch = questions::list_after(conn, after, BATCH_SIZE).await?;
        if batch.is_empty() {
            break;
        }
        all.append(&mut batch);
    }
    let merged: HashMap<QuestionNumber, MergedInto> = merges::list(conn)
        .await?
        .into_iter()
        .map(|(child, merge)| (child, MergedInto { root: merge.root, previous_state: merge.previous_state }))
        .collect();
    let written: HashMap<QuestionNumber, WrittenAnswer> =
        answers::list(conn).await?.into_iter().map(|answer| (answer.question, answer)).collect();
    Ok(compile_outcome(&all, &merged, &written))
}

/// Waits for the actions of moderators and authors under way, and holds up further ones until the transaction ends.
pub async fn lock_moderation(conn: &mut Conn) -> sqlx::Result<()> {
    journal::wait(conn).await
}

/// The written answer that the author of a question got: that of the question it was merged into, where it was.
pub async fn written_answer(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<Option<WrittenAnswer>> {
    let root = merges::root_of(conn, number).await?;
    answers::load(conn, root).await
}

/// Stores a written answer. A question that was not answered yet is answered by it; of an answered one the answer is
/// added or changed. Errors: those of `transition`, and [`ActionError::NotFound`].
pub(crate) async fn answer_in_writing(
    conn: &mut Conn,
    number: QuestionNumber,
    text: &QuestionText,
    actor: Actor,
) -> sqlx::Result<Result<Applied, ActionError>> {
    let Some(before) = questions::load(conn, number).await? else { return Ok(Err(ActionError::NotFound)) };
    let applied = match before.state {
        State::Answered => revise(conn, before, actor).await?,
        _ => match apply_action(conn, number, &Action::AnswerPrivately, actor).await? {
            Ok(applied) => applied,
            Err(error) => return Ok(Err(error)),
        },
    };
    let earlier = answers::load(conn, number).await?;
    let was_public = match (&earlier, applied.before.state) {
        (Some(earlier), State::Answered) => earlier.was_public,
        // only what was on the queue is answered aloud
        (None, State::Answered) => applied.before.close_reason != CloseReason::AnsweredPrivately,
        (_, state) => state.is_public(),
    };
    let answer = WrittenAnswer {
        question: number,
        text: text.to_string(),
        answered_at: actor.now,
        answered_by: actor.person,
        was_public,
        in_account: was_public && earlier.is_none_or(|earlier| !earlier.was_public || earlier.in_account),
    };
    answers::save(conn, &answer).await?;
    Ok(Ok(applied))
}

/// The answer of an answered question is changed: an entry in the journal, which undo does not restore.
async fn revise(conn: &mut Conn, question: Question, actor: Actor) -> sqlx::Result<Applied> {
    let entry = journal::lock(conn).await?;
    log_action(conn, entry, JournalAction::AnswerPrivately, &question, EntryDetails::default(), actor)
        .await?;
    Ok(Applied {
        entry_number: entry,
        before: question.clone(),
        after: question,
        on_screen_before: None,
        on_screen_after: None,
    })
}

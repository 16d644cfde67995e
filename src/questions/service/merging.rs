//! Merging questions into one that is asked for all of them, and taking them apart again.

use std::collections::BTreeSet;

use super::super::model::{ActionError, Actor, Applied, JournalAction, Question, State};
use super::super::rules::merging;
use super::super::store::{journal, merges, questions, screen, voters, votes};
use super::journal::{EntryDetails, log_action};
use crate::db::Conn;
use crate::ids::QuestionNumber;

/// Merges a question into another, or into the root of that one's group.
/// Errors: [`ActionError::NotFound`], [`ActionError::Conflict`].
pub async fn merge(
    conn: &mut Conn,
    child: QuestionNumber,
    root: QuestionNumber,
    actor: Actor,
) -> sqlx::Result<Result<Applied, ActionError>> {
    let entry = journal::lock(conn).await?;
    let root = merges::root_of(conn, root).await?;
    if child == root {
        return Ok(Err(ActionError::Conflict));
    }
    let (Some(before), Some(target)) =
        (questions::load(conn, child).await?, questions::load(conn, root).await?)
    else {
        return Ok(Err(ActionError::NotFound));
    };
    if !merging::can_merge(before.state, target.state) {
        return Ok(Err(ActionError::Conflict));
    }
    let Some(after) = write_merge(conn, &before, root, actor).await? else {
        return Ok(Err(ActionError::Conflict));
    };
    let details = EntryDetails { related_number: Some(root.into()), ..EntryDetails::default() };
    log_action(conn, entry, JournalAction::Merge, &after, details, actor).await?;
    applied(conn, entry, before, after).await.map(Ok)
}

/// Merges a question into a root again, for an undo; `None` where that is no longer possible. The undo writes the
/// journal's entry.
pub(crate) async fn merge_again(
    conn: &mut Conn,
    before: &Question,
    root: QuestionNumber,
    actor: Actor,
) -> sqlx::Result<Option<Question>> {
    let root = merges::root_of(conn, root).await?;
    if !merging::can_be_merged_again(before.state) || root == before.number {
        return Ok(None);
    }
    write_merge(conn, before, root, actor).await
}

/// `None` where another transaction changed the question first.
async fn write_merge(
    conn: &mut Conn,
    before: &Question,
    root: QuestionNumber,
    actor: Actor,
) -> sqlx::Result<Option<Question>> {
    let after = merging::merged(before, actor);
    // no vote for either question may come between the merge and the count
    questions::lock(conn, before.number).await?;
    questions::lock(conn, root).await?;
    if !questions::compare_and_set(conn, before, &after).await? {
        return Ok(None);
    }
    merges::insert(conn, before.number, root, before.state, actor.now).await?;
    questions::recount_votes(conn, root).await?;
    Ok(Some(after))
}

/// Takes a question out of its group, with all that came into the group through it. Both sides get the votes that
/// they would have without the merge. Errors: [`ActionError::NotFound`], [`ActionError::Conflict`].
pub async fn unmerge(
    conn: &mut Conn,
    child: QuestionNumber,
    actor: Actor,
) -> sqlx::Result<Result<Applied, ActionError>> {
    let entry = journal::lock(conn).await?;
    let Some(merge) = merges::of_child(conn, child).await? else { return Ok(Err(ActionError::Conflict)) };
    let Some(before) = questions::load(conn, child).await? else { return Ok(Err(ActionError::NotFound)) };
    let Some(after) = detach(conn, child, merge.root).await? else { return Ok(Err(ActionError::Conflict)) };
    let details = EntryDetails { related_number: Some(merge.root.into()), ..EntryDetails::default() };
    log_action(conn, entry, JournalAction::Unmerge, &after, details, actor).await?;
    applied(conn, entry, before, after).await.map(Ok)
}

/// Takes a question out of the group of a root, without a journal entry; `None` where it is not merged, or another
/// transaction was first.
pub(crate) async fn detach(
    conn: &mut Conn,
    child: QuestionNumber,
    root: QuestionNumber,
) -> sqlx::Result<Option<Question>> {
    let (Some(merge), Some(before)) =
        (merges::of_child(conn, child).await?, questions::load(conn, child).await?)
    else {
        return Ok(None);
    };
    let after = merging::unmerged(&before, merge.previous_state);
    questions::lock(conn, child).await?;
    questions::lock(conn, root).await?;
    if before.state != State::Merged || !questions::compare_and_set(conn, &before, &after).await? {
        return Ok(None);
    }
    let subtree = merging::subtree(&merges::links(conn, root).await?, child);
    merges::detach_subtree(conn, child, &subtree).await?;
    questions::recount_votes(conn, root).await?;
    questions::recount_votes(conn, child).await?;
    questions::load(conn, child).await
}

/// Takes a withdrawn question out of its group, with its author's vote. The questions merged into it are on their
/// own again; voters of one that was merged itself keep their vote for the group.
pub(crate) async fn detach_withdrawn(conn: &mut Conn, withdrawn: &Question) -> sqlx::Result<()> {
    let number = withdrawn.number;
    let author = voters::get_or_create(conn, withdrawn.person).await?;
    votes::delete(conn, number, author).await?;
    if let Some(merge) = merges::of_child(conn, number).await? {
        questions::lock(conn, merge.root).await?;
        votes::copy(conn, number, merge.root).await?;
        merges::reparent_children(conn, number).await?;
        questions::recount_votes(conn, merge.root).await?;
    } else {
        for link in merges::links(conn, number).await?.iter().filter(|link| link.parent == number) {
            detach(conn, link.child, number).await?;
        }
    }
    questions::recount_votes(conn, number).await?;
    Ok(())
}

/// A question and the questions merged into it, of each author the first: everybody who gets a notice about it.
pub(crate) async fn authors_of_group(conn: &mut Conn, question: &Question) -> sqlx::Result<Vec<Question>> {
    let mut group = vec![question.clone()];
    group.append(&mut load_merged(conn, question.number).await?);
    let mut authors = BTreeSet::new();
    group.retain(|question| question.has_author() && authors.insert(question.person));
    Ok(group)
}

/// The questions that were merged into a root.
pub(crate) async fn load_merged(conn: &mut Conn, root: QuestionNumber) -> sqlx::Result<Vec<Question>> {
    let mut merged = Vec::new();
    for link in merges::links(conn, root).await? {
        merged.extend(questions::load(conn, link.child).await?);
    }
    Ok(merged)
}

/// An action that does not change the screen.
async fn applied(
    conn: &mut Conn,
    entry_number: i64,
    before: Question,
    after: Question,
) -> sqlx::Result<Applied> {
    let on_screen = screen::current(conn).await?;
    Ok(Applied { entry_number, before, after, on_screen_before: on_screen, on_screen_after: on_screen })
}

//! Votes: one for a person and a question, counted for the whole group of a merged question.

use super::super::model::{Actor, Question, State, VoteOutcome};
use super::super::store::{journal, merges, questions, voters, votes};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::{PersonId, QuestionNumber};

/// Sets or removes a person's vote for a question.
pub async fn set_vote(
    conn: &mut Conn,
    number: QuestionNumber,
    person: PersonId,
    on: bool,
    now: EventTime,
) -> sqlx::Result<VoteOutcome> {
    let voter = voters::get_or_create(conn, person).await?;
    let (mut number, mut state) = (number, questions::lock(conn, number).await?);
    if state == Some(State::Merged)
        && let Some(merge) = merges::of_child(conn, number).await?
    {
        (number, state) = (merge.root, questions::lock(conn, merge.root).await?);
    }
    if !state.is_some_and(State::is_public) {
        return Ok(VoteOutcome::NotOpen);
    }
    let Some(question) = questions::load(conn, number).await? else { return Ok(VoteOutcome::NotOpen) };
    let links = merges::links(conn, number).await?;
    let has_changed = if on {
        !votes::exists_in_group(conn, number, voter).await? && votes::insert(conn, number, voter, now).await?
    } else {
        let mut is_author = question.person == person;
        for link in &links {
            let merged = questions::load(conn, link.child).await?;
            is_author |= merged.is_some_and(|merged| merged.person == person);
        }
        if is_author {
            return Ok(VoteOutcome::OwnQuestion);
        }
        votes::delete_in_group(conn, number, voter).await?
    };
    if !has_changed {
        return Ok(VoteOutcome::Unchanged { number, votes: question.votes });
    }
    let votes = if links.is_empty() {
        questions::adjust_votes(conn, number, if on { 1 } else { -1 }).await?
    } else {
        questions::recount_votes(conn, number).await?
    };
    Ok(VoteOutcome::Changed { number, votes })
}

/// Votes for another question in place of an own one that nobody has dealt with yet. The journal lock comes before
/// the locks of questions, as in every action, so that the two never wait for each other.
pub(crate) async fn vote_instead(
    conn: &mut Conn,
    own: &Question,
    other: QuestionNumber,
    actor: Actor,
) -> sqlx::Result<VoteOutcome> {
    journal::lock(conn).await?;
    if !own.is_editable() {
        return Ok(VoteOutcome::NotOpen);
    }
    set_vote(conn, other, actor.person, true, actor.now).await
}

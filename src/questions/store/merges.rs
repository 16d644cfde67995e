//! The table `question_merge`: which question was merged into which. `root` is the group's root, `parent` the question that
//! a moderator merged it into.

use super::super::model::{Merge, MergeLink, State};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::QuestionNumber;

/// Merges a question, with all that was merged into it, into a root.
pub(crate) async fn insert(
    conn: &mut Conn,
    child: QuestionNumber,
    root: QuestionNumber,
    previous_state: State,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query("update question_merge set root = $2 where root = $1")
        .bind(child)
        .bind(root)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into question_merge (child, root, parent, previous_state, at) values ($1, $2, $2, $3, $4)",
    )
    .bind(child)
    .bind(root)
    .bind(previous_state.name())
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a question out of its group; it becomes the root of the others in `subtree`.
pub(crate) async fn detach_subtree(
    conn: &mut Conn,
    child: QuestionNumber,
    subtree: &[QuestionNumber],
) -> sqlx::Result<()> {
    sqlx::query("delete from question_merge where child = $1").bind(child).execute(&mut *conn).await?;
    for other in subtree.iter().filter(|&&other| other != child) {
        sqlx::query("update question_merge set root = $2 where child = $1")
            .bind(other)
            .bind(child)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Takes a question out of its group; what was merged into it stays, linked to the question's own parent.
pub(crate) async fn reparent_children(conn: &mut Conn, child: QuestionNumber) -> sqlx::Result<()> {
    sqlx::query("update question_merge set parent = (select parent from question_merge gone where gone.child = $1) where parent = $1")
        .bind(child)
        .execute(&mut *conn)
        .await?;
    sqlx::query("delete from question_merge where child = $1").bind(child).execute(conn).await?;
    Ok(())
}

/// What a question was merged into; `None` for a question on its own. An unknown previous state counts as
/// queued.
pub(crate) async fn of_child(conn: &mut Conn, child: QuestionNumber) -> sqlx::Result<Option<Merge>> {
    let row: Option<(QuestionNumber, String)> =
        sqlx::query_as("select root, previous_state from question_merge where child = $1")
            .bind(child)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(|(root, was)| Merge { root, previous_state: State::from_name(&was).unwrap_or(State::Queued) }))
}

/// The root of a question's group; the question itself where it was merged into nothing.
pub(crate) async fn root_of(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<QuestionNumber> {
    Ok(of_child(conn, number).await?.map_or(number, |merge| merge.root))
}

/// All merged questions, with what each was merged into.
pub(crate) async fn list(conn: &mut Conn) -> sqlx::Result<Vec<(QuestionNumber, Merge)>> {
    let rows: Vec<(QuestionNumber, QuestionNumber, String)> =
        sqlx::query_as("select child, root, previous_state from question_merge order by child")
            .fetch_all(conn)
            .await?;
    let merge = |was: &str| State::from_name(was).unwrap_or(State::PendingReview);
    Ok(rows
        .into_iter()
        .map(|(child, root, was)| (child, Merge { root, previous_state: merge(&was) }))
        .collect())
}

/// All questions that were merged into a root.
pub(crate) async fn links(conn: &mut Conn, root: QuestionNumber) -> sqlx::Result<Vec<MergeLink>> {
    let rows: Vec<(QuestionNumber, QuestionNumber)> =
        sqlx::query_as("select child, parent from question_merge where root = $1 order by child")
            .bind(root)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|(child, via)| MergeLink { child, parent: via }).collect())
}

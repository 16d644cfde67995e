//! The table `vote`: one row for a voter and a question. The count in `question` changes in the same transaction.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};

/// The questions that a voter voted for, and the roots that these were merged into.
pub(crate) async fn voted_questions(conn: &mut Conn, voter: i64) -> sqlx::Result<HashSet<QuestionNumber>> {
    let numbers: Vec<(QuestionNumber, QuestionNumber)> = sqlx::query_as(
        "select vote.question, coalesce(question_merge.root, vote.question)
         from vote left join question_merge on question_merge.child = vote.question
         where vote.voter = $1",
    )
    .bind(voter)
    .fetch_all(conn)
    .await?;
    Ok(numbers.into_iter().flat_map(|(question, root)| [question, root]).collect())
}

/// The questions that hold a vote of this voter.
pub(crate) async fn questions_of(conn: &mut Conn, voter: i64) -> sqlx::Result<Vec<QuestionNumber>> {
    sqlx::query_scalar("select question from vote where voter = $1").bind(voter).fetch_all(conn).await
}

/// The reachable voters of a question and of all questions merged into it, with their languages.
pub(crate) async fn reachable_voters(
    conn: &mut Conn,
    question: QuestionNumber,
) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let rows: Vec<(PersonId, String)> = sqlx::query_as(
        "select distinct person.id, person.language
         from vote join voter on voter.key = vote.voter join person on person.id = voter.person
         where person.unreachable = 0
           and (vote.question = $1 or vote.question in (select child from question_merge where root = $1))
         order by person.id",
    )
    .bind(question)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(person, code)| (person, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

/// Inserts a vote; false where it was there.
pub(crate) async fn insert(
    conn: &mut Conn,
    question: QuestionNumber,
    voter: i64,
    now: EventTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into vote (question, voter, at) values ($1, $2, $3) on conflict (question, voter) do nothing",
    )
    .bind(question)
    .bind(voter)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Inserts the authors' votes for new questions, as question and voter.
pub(crate) async fn insert_all(
    conn: &mut Conn,
    votes: &[(QuestionNumber, i64)],
    now: EventTime,
) -> sqlx::Result<()> {
    let sql = format!(
        "insert into vote (question, voter, at) values {}",
        db::placeholder_rows(conn, "(?, ?, ?)", votes.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(votes.len() == 1);
    for &(question, voter) in votes {
        query = query.bind(question).bind(voter).bind(now);
    }
    query.execute(conn).await?;
    Ok(())
}

/// Deletes a voter's votes for a question and for all questions merged into it; false where there was none.
pub(crate) async fn delete_in_group(
    conn: &mut Conn,
    question: QuestionNumber,
    voter: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "delete from vote where voter = $2
         and (question = $1 or question in (select child from question_merge where root = $1))",
    )
    .bind(question)
    .bind(voter)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Deletes a voter's vote for one question.
pub(crate) async fn delete(conn: &mut Conn, question: QuestionNumber, voter: i64) -> sqlx::Result<()> {
    sqlx::query("delete from vote where question = $1 and voter = $2")
        .bind(question)
        .bind(voter)
        .execute(conn)
        .await?;
    Ok(())
}

/// Copies the votes of one question to another, where the voter has none yet.
pub(crate) async fn copy(conn: &mut Conn, from: QuestionNumber, to: QuestionNumber) -> sqlx::Result<()> {
    sqlx::query(
        "insert into vote (question, voter, at) select $2, voter, at from vote where question = $1
         on conflict (question, voter) do nothing",
    )
    .bind(from)
    .bind(to)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a voter voted for a question or for one that was merged into it.
pub(crate) async fn exists_in_group(
    conn: &mut Conn,
    question: QuestionNumber,
    voter: i64,
) -> sqlx::Result<bool> {
    let found: Option<i64> = sqlx::query_scalar(
        "select question from vote where voter = $2
         and (question = $1 or question in (select child from question_merge where root = $1)) limit 1",
    )
    .bind(question)
    .bind(voter)
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

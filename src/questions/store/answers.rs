//! The table `question_answer`: written answers.

use sqlx::FromRow;

use super::super::model::WrittenAnswer;
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::{PersonId, QuestionNumber};

#[derive(FromRow)]
struct AnswerRow {
    question: QuestionNumber,
    text: String,
    answered_at: EventTime,
    answered_by: PersonId,
    was_public: i64,
    in_account: i64,
}

impl From<AnswerRow> for WrittenAnswer {
    fn from(row: AnswerRow) -> Self {
        Self {
            question: row.question,
            text: row.text,
            answered_at: row.answered_at,
            answered_by: row.answered_by,
            was_public: row.was_public == 1,
            in_account: row.in_account == 1,
        }
    }
}

/// The answer to a question that was merged into nothing.
pub(crate) async fn load(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<Option<WrittenAnswer>> {
    let row: Option<AnswerRow> = sqlx::query_as(
        "select question, text, answered_at, answered_by, was_public, in_account
         from question_answer where question = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(WrittenAnswer::from))
}

/// All answers.
pub(crate) async fn list(conn: &mut Conn) -> sqlx::Result<Vec<WrittenAnswer>> {
    let rows: Vec<AnswerRow> = sqlx::query_as(
        "select question, text, answered_at, answered_by, was_public, in_account
         from question_answer order by question",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(WrittenAnswer::from).collect())
}

/// Stores an answer in place of an earlier one.
pub(crate) async fn save(conn: &mut Conn, answer: &WrittenAnswer) -> sqlx::Result<()> {
    sqlx::query(
        "insert into question_answer (question, text, answered_at, answered_by, was_public, in_account)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (question) do update
         set text = excluded.text, answered_at = excluded.answered_at, answered_by = excluded.answered_by,
             was_public = excluded.was_public, in_account = excluded.in_account",
    )
    .bind(answer.question)
    .bind(&answer.text)
    .bind(answer.answered_at)
    .bind(answer.answered_by)
    .bind(i64::from(answer.was_public))
    .bind(i64::from(answer.in_account))
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets whether an answer may be published; false where there is none, or its question was never approved.
pub(crate) async fn set_in_account(
    conn: &mut Conn,
    number: QuestionNumber,
    in_account: bool,
) -> sqlx::Result<bool> {
    let done =
        sqlx::query("update question_answer set in_account = $2 where question = $1 and was_public = 1")
            .bind(number)
            .bind(i64::from(in_account))
            .execute(conn)
            .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes the answer to a question.
pub(crate) async fn delete(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<()> {
    sqlx::query("delete from question_answer where question = $1").bind(number).execute(conn).await?;
    Ok(())
}

//! The table `question` by its authors: what one person asked, and what all people of the browser asked.

use super::super::model::Question;
use super::questions::{columns, to_questions};
use crate::db::Conn;
use crate::ids::PersonId;

/// An author's questions that were not withdrawn, the latest first.
pub(crate) async fn by_author(conn: &mut Conn, author: PersonId, limit: i64) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where person = $1 and state <> 'withdrawn' order by number desc limit $2"
    ))
    .bind(author)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// The questions of all people of the browser that were not withdrawn, and of the accounts that took theirs over,
/// the latest first.
pub(crate) async fn by_browser_authors(conn: &mut Conn) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question
          where (person >= $1 or person in (select person from visitor_link)) and state <> 'withdrawn'
          order by number desc"
    ))
    .bind(PersonId::of_browser(0))
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// Makes the questions of one author those of another one; how many there were.
pub(crate) async fn change_author(conn: &mut Conn, from: PersonId, to: PersonId) -> sqlx::Result<i64> {
    let done = sqlx::query("update question set person = $2 where person = $1")
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() as i64)
}

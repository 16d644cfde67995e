//! The table `stage_line`.

use sqlx::FromRow;

use super::model::{LineContent, StageLine};
use crate::clock::EventTime;
use crate::db::{Conn, lock_counter, next_number};
use crate::ids::{PersonId, StageLineNumber};

/// The counter of the numbers.
const COUNTER: &str = "stage_line";

#[derive(FromRow)]
struct Row {
    number: StageLineNumber,
    text: String,
    ready_line: String,
    sent_by: PersonId,
    sent_at: EventTime,
    state: String,
    /// 0 for none.
    seen_at: EventTime,
}

impl TryFrom<Row> for StageLine {
    type Error = sqlx::Error;

    fn try_from(row: Row) -> sqlx::Result<Self> {
        let decode = |error: strum::ParseError| sqlx::Error::Decode(error.into());
        let content = match row.ready_line.as_str() {
            "" => LineContent::Typed(row.text),
            ready => LineContent::Ready(ready.parse().map_err(decode)?),
        };
        Ok(Self {
            number: row.number,
            content,
            sent_by: row.sent_by,
            sent_at: row.sent_at,
            state: row.state.parse().map_err(decode)?,
            seen_at: row.seen_at.to_option(),
        })
    }
}

/// The last line, unless it was withdrawn.
pub async fn current(conn: &mut Conn) -> sqlx::Result<Option<StageLine>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, text, ready_line, sent_by, sent_at, state, seen_at
         from stage_line where state = 'shown' order by number desc limit 1",
    )
    .fetch_optional(conn)
    .await?;
    row.map(StageLine::try_from).transpose()
}

/// The line with this number.
pub async fn find(conn: &mut Conn, number: StageLineNumber) -> sqlx::Result<Option<StageLine>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, text, ready_line, sent_by, sent_at, state, seen_at
         from stage_line where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    row.map(StageLine::try_from).transpose()
}

/// Lets two moderators who send at once wait for one another, until the transaction ends.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    lock_counter(conn, COUNTER).await
}

/// The number of the next line.
pub async fn take_number(conn: &mut Conn) -> sqlx::Result<StageLineNumber> {
    next_number(conn, COUNTER).await.map(StageLineNumber)
}

/// Shows a line in the place of all others.
pub async fn insert(conn: &mut Conn, line: &StageLine) -> sqlx::Result<()> {
    sqlx::query("update stage_line set state = 'replaced' where state = 'shown'").execute(&mut *conn).await?;
    let (text, ready_line): (&str, &str) = match &line.content {
        LineContent::Ready(ready) => ("", ready.into()),
        LineContent::Typed(text) => (text, ""),
    };
    sqlx::query(
        "insert into stage_line (number, text, ready_line, sent_by, sent_at, state)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(line.number)
    .bind(text)
    .bind(ready_line)
    .bind(line.sent_by)
    .bind(line.sent_at)
    .bind::<&str>(line.state.into())
    .execute(conn)
    .await?;
    Ok(())
}

/// Withdraws a line; false if it is shown no more.
pub async fn withdraw(conn: &mut Conn, number: StageLineNumber) -> sqlx::Result<bool> {
    let done = sqlx::query("update stage_line set state = 'withdrawn' where number = $1 and state = 'shown'")
        .bind(number)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Records that the stage has seen a line; false if it had before, or the line is shown no more.
pub async fn mark_seen(conn: &mut Conn, number: StageLineNumber, now: EventTime) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update stage_line set seen_at = $2 where number = $1 and state = 'shown' and seen_at = 0",
    )
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

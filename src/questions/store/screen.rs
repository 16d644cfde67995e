//! The table `on_screen`: which question the hall's screen shows.

use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::QuestionNumber;

/// The number of the question on the screen.
pub(crate) async fn current(conn: &mut Conn) -> sqlx::Result<Option<QuestionNumber>> {
    let number: Option<QuestionNumber> =
        sqlx::query_scalar("select question from on_screen where name = 'hall'").fetch_optional(conn).await?;
    Ok(number.and_then(QuestionNumber::to_option))
}

/// Since when the screen shows what it shows.
pub(crate) async fn shown_since(conn: &mut Conn) -> sqlx::Result<EventTime> {
    let since: Option<EventTime> =
        sqlx::query_scalar("select since from on_screen where name = 'hall'").fetch_optional(conn).await?;
    Ok(since.unwrap_or_default())
}

/// Replaces the question on the screen, if it is still `before`.
pub(crate) async fn replace(
    conn: &mut Conn,
    before: Option<QuestionNumber>,
    after: Option<QuestionNumber>,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query("update on_screen set question = $1, since = $3 where name = 'hall' and question = $2")
        .bind(after.unwrap_or_default())
        .bind(before.unwrap_or_default())
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

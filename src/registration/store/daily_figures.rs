//! Figures by day: when people registered, and how many registrations were cancelled.

use chrono::NaiveDate;

use crate::clock::{EventTime, day_number};
use crate::db::Conn;

/// When each registration was made that still stands.
pub async fn registration_times(conn: &mut Conn) -> sqlx::Result<Vec<EventTime>> {
    sqlx::query_scalar("select registered_at from registration").fetch_all(conn).await
}

/// Counts a cancellation on this day. Runs under the lock of the registrations' counter.
pub async fn count_cancellation(conn: &mut Conn, day: NaiveDate) -> sqlx::Result<()> {
    sqlx::query(
        "insert into registration_cancelled (day, count) values ($1, 1)
         on conflict (day) do update set count = registration_cancelled.count + 1",
    )
    .bind(day_number(day))
    .execute(conn)
    .await?;
    Ok(())
}

/// How many registrations were cancelled on this day or later.
pub async fn count_cancelled_since(conn: &mut Conn, day: NaiveDate) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select cast(coalesce(sum(count), 0) as bigint) from registration_cancelled where day >= $1",
    )
    .bind(day_number(day))
    .fetch_one(conn)
    .await
}

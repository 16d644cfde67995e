//! Counters for the numbers that people see, such as question 7. A transaction that is rolled back leaves no
//! gap; one that commits without using its number does.

use super::connection::Conn;

/// The next number of a counter. Concurrent transactions wait for one another here.
pub async fn next_number(conn: &mut Conn, counter: &str) -> sqlx::Result<i64> {
    advance_counter(conn, counter, 1).await
}

/// Takes `count` numbers at once and gives the last of them. A negative count returns unused numbers, in
/// the transaction that took them.
pub async fn advance_counter(conn: &mut Conn, counter: &str, count: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar("update counter set value = value + $2 where name = $1 returning value")
        .bind(counter)
        .bind(count)
        .fetch_one(conn)
        .await
}

/// Takes the lock of [`next_number`] until the transaction ends, without taking a number.
pub async fn lock_counter(conn: &mut Conn, counter: &str) -> sqlx::Result<()> {
    sqlx::query("update counter set value = value where name = $1").bind(counter).execute(conn).await?;
    Ok(())
}

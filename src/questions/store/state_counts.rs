//! The table `question_count`: the number of questions in each state, so that no request counts them.

use super::super::model::{State, StateCounts};
use crate::db::Conn;

/// The number of questions in each state.
pub async fn load(conn: &mut Conn) -> sqlx::Result<StateCounts> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select state, count from question_count").fetch_all(conn).await?;
    let mut counts = StateCounts::default();
    for (name, count) in rows {
        if let Some(state) = State::from_name(&name) {
            counts.set(state, count);
        }
    }
    Ok(counts)
}

/// The number of questions in the queue.
pub async fn count_queued(conn: &mut Conn) -> sqlx::Result<i64> {
    Ok(load(conn).await?.of(State::Queued))
}

/// Adds to the number of questions in a state.
pub(crate) async fn adjust(conn: &mut Conn, state: State, by: i64) -> sqlx::Result<()> {
    sqlx::query(
        "insert into question_count (state, count) values ($1, $2) on conflict (state) do update set count = question_count.count + excluded.count",
    )
    .bind(state.name())
    .bind(by)
    .execute(conn)
    .await?;
    Ok(())
}

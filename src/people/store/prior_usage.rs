//! The table `prior_usage`: the limits that an account had used before it was erased and came back.

use crate::db::Conn;
use crate::ids::PersonId;
use crate::people::model::PriorUsage;

/// How much of a limit the account had used before it was erased; 0 where nothing is recorded.
pub async fn prior_usage(conn: &mut Conn, person: PersonId, limit: PriorUsage) -> sqlx::Result<i64> {
    let found: Option<i64> = sqlx::query_scalar("select n from prior_usage where person = $1 and what = $2")
        .bind(person)
        .bind::<&str>(limit.into())
        .fetch_optional(conn)
        .await?;
    Ok(found.unwrap_or_default())
}

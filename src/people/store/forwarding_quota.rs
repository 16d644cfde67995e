//! The table `forwarding_quota`: how many messages a person forwarded within the hour to people who did not ask for
//! them, the organisers and the counsellors.

use crate::clock::{Millis, RealTime};
use crate::db::Conn;
use crate::ids::PersonId;

/// Six an hour: each recipient gets every one of them in a chat that takes one message a second.
pub const MAX_FORWARDED_PER_HOUR: i64 = 6;
/// The window of the quota, from the first message in it.
const QUOTA_WINDOW: Millis = 3_600_000;

/// Counts one message that the person wants to forward; false if the quota is exhausted.
pub async fn consume_forwarding_quota(
    conn: &mut Conn,
    person: PersonId,
    real_now: RealTime,
) -> sqlx::Result<bool> {
    sqlx::query("delete from forwarding_quota where since <= $1")
        .bind(real_now - QUOTA_WINDOW)
        .execute(&mut *conn)
        .await?;
    let count: i64 = sqlx::query_scalar(
        "insert into forwarding_quota (person, since, count) values ($1, $2, 1)
         on conflict (person) do update set count = forwarding_quota.count + 1
         returning count",
    )
    .bind(person)
    .bind(real_now)
    .fetch_one(conn)
    .await?;
    Ok(count <= MAX_FORWARDED_PER_HOUR)
}

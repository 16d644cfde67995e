//! How much one person may send on to people who did not ask for it: the organisers, and those who listen.

use crate::clock::Millis;
use crate::db::Conn;

/// So much in an hour. Everybody who may read it gets each in a chat that takes one message a second.
pub const MAX_FORWARDED_PER_HOUR: i64 = 6;
const QUOTA_WINDOW: Millis = 3_600_000;

/// Counts something that is to be sent on; false if there was enough of it. `mono` is real time.
pub async fn consume_forwarding_quota(conn: &mut Conn, person: i64, mono: Millis) -> sqlx::Result<bool> {
    sqlx::query("delete from sent_on where since <= $1")
        .bind(mono - QUOTA_WINDOW)
        .execute(&mut *conn)
        .await?;
    let many: i64 = sqlx::query_scalar(
        "insert into sent_on (person, since, many) values ($1, $2, 1)
         on conflict (person) do update set many = sent_on.many + 1
         returning many",
    )
    .bind(person)
    .bind(mono)
    .fetch_one(conn)
    .await?;
    Ok(many <= MAX_FORWARDED_PER_HOUR)
}

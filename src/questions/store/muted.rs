//! The table `muted`: authors whom a moderator stopped from asking.

use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::PersonId;

/// Mutes an author; false where they were muted.
pub(crate) async fn mute(conn: &mut Conn, person: PersonId, now: EventTime) -> sqlx::Result<bool> {
    let done = sqlx::query("insert into muted (person, at) values ($1, $2) on conflict (person) do nothing")
        .bind(person)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Lets an author ask again; false where they were not muted.
pub(crate) async fn unmute(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from muted where person = $1").bind(person).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

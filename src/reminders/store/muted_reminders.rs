//! `reminder_mute`: the reminders a person does not want.

use crate::db::Conn;
use crate::ids::PersonId;

/// The ids of the reminders that a person has muted, or `ALL_REMINDERS`.
pub async fn list_muted(conn: &mut Conn, person: PersonId) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select reminder from reminder_mute where person = $1 order by reminder")
        .bind(person)
        .fetch_all(conn)
        .await
}

/// Mutes a reminder, or all of them.
pub async fn mute(conn: &mut Conn, person: PersonId, reminder: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_mute (person, reminder) values ($1, $2)
         on conflict (person, reminder) do nothing",
    )
    .bind(person)
    .bind(reminder)
    .execute(conn)
    .await?;
    Ok(())
}

/// Unmutes a reminder, or all of them.
pub async fn unmute(conn: &mut Conn, person: PersonId, reminder: &str) -> sqlx::Result<()> {
    sqlx::query("delete from reminder_mute where person = $1 and reminder = $2")
        .bind(person)
        .bind(reminder)
        .execute(conn)
        .await?;
    Ok(())
}

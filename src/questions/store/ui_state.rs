//! The table `ui_state`: small values that a person's next press needs, by person and name.

use crate::db::Conn;
use crate::ids::PersonId;

/// The value under a name.
pub(crate) async fn get(conn: &mut Conn, person: PersonId, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from ui_state where person = $1 and name = $2")
        .bind(person)
        .bind(name)
        .fetch_optional(conn)
        .await
}

/// Stores a value under a name. An age of 0 makes it last for its whole time again.
pub(crate) async fn set(conn: &mut Conn, person: PersonId, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into ui_state (person, name, value) values ($1, $2, $3)
         on conflict (person, name) do update set value = excluded.value, age = 0",
    )
    .bind(person)
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes the value under a name and returns it, so that of two presses only one uses it.
pub(crate) async fn take(conn: &mut Conn, person: PersonId, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("delete from ui_state where person = $1 and name = $2 returning value")
        .bind(person)
        .bind(name)
        .fetch_optional(conn)
        .await
}

/// Deletes all values of a person.
pub(crate) async fn delete_all(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    sqlx::query("delete from ui_state where person = $1").bind(person).execute(conn).await?;
    Ok(())
}

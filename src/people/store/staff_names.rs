//! The table `moderator_name`: the first names under which moderators appear.

use crate::db::Conn;
use crate::ids::PersonId;

/// Stores a moderator's name.
pub async fn save_staff_name(conn: &mut Conn, person: PersonId, name: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into moderator_name (person, name) values ($1, $2)
         on conflict (person) do update set name = excluded.name where moderator_name.name <> excluded.name",
    )
    .bind(person)
    .bind(name)
    .execute(conn)
    .await?;
    Ok(())
}

/// All moderators with their names.
pub async fn staff_names(conn: &mut Conn) -> sqlx::Result<Vec<(PersonId, String)>> {
    sqlx::query_as("select person, name from moderator_name").fetch_all(conn).await
}

/// A moderator's name; `None` where it is unknown or empty.
pub async fn staff_name(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<String>> {
    let names = staff_names(conn).await?;
    Ok(names.into_iter().find(|(known, name)| *known == person && !name.is_empty()).map(|(_, name)| name))
}

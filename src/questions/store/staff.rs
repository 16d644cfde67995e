//! The table `staff`: the first names of moderators, for the journal and for one another.

use crate::db::Conn;
use crate::ids::PersonId;

/// Stores a moderator's name.
pub(crate) async fn save_name(conn: &mut Conn, person: PersonId, name: &str) -> sqlx::Result<()> {
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
pub(crate) async fn names(conn: &mut Conn) -> sqlx::Result<Vec<(PersonId, String)>> {
    sqlx::query_as("select person, name from moderator_name").fetch_all(conn).await
}

/// A moderator's name; `None` where it is unknown or empty.
pub(crate) async fn name_of(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<String>> {
    let names = names(conn).await?;
    Ok(names.into_iter().find(|(known, name)| *known == person && !name.is_empty()).map(|(_, name)| name))
}

//! The table `role`.

use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::PersonId;
use crate::people::model::{Role, roles_can_moderate};

/// Grants a role; a person who has it keeps the time of the first grant.
pub async fn grant_role(conn: &mut Conn, person: PersonId, role: Role, now: EventTime) -> sqlx::Result<()> {
    sqlx::query(
        "insert into role (person, role, granted_at) values ($1, $2, $3)
         on conflict (person, role) do nothing",
    )
    .bind(person)
    .bind(role.name())
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes a role; false if the person did not have it.
pub async fn revoke_role(conn: &mut Conn, person: PersonId, role: Role) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from role where person = $1 and role = $2")
        .bind(person)
        .bind(role.name())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The roles of one person.
pub async fn roles(conn: &mut Conn, person: PersonId) -> sqlx::Result<Vec<Role>> {
    let names: Vec<String> =
        sqlx::query_scalar("select role from role where person = $1").bind(person).fetch_all(conn).await?;
    Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
}

/// Whether the person may work with the queue of questions.
pub async fn can_moderate(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    Ok(roles_can_moderate(&roles(conn, person).await?))
}

/// The reachable people with one of these roles, in the order of their ids, and the language of each.
pub async fn with_role(conn: &mut Conn, wanted: &[Role]) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let rows: Vec<(PersonId, String, String)> = sqlx::query_as(
        "select person.id, person.language, role.role
         from role join person on person.id = role.person
         where person.unreachable = 0
         order by person.id",
    )
    .fetch_all(conn)
    .await?;
    let mut people: Vec<(PersonId, Lang)> = rows
        .iter()
        .filter(|(_, _, role)| wanted.iter().any(|wanted| wanted.name() == role))
        .map(|(id, code, _)| (*id, Lang::from_code(code).unwrap_or(Lang::Fr)))
        .collect();
    people.dedup();
    Ok(people)
}

//! Invitations.

use super::rules::Code;
use crate::clock::Millis;
use crate::db::Conn;
use crate::people::Role;

/// Keeps an invitation by its hash.
pub async fn invite(conn: &mut Conn, code: &Code, role: Role, expires_at: Millis) -> sqlx::Result<()> {
    sqlx::query("insert into invite (hash, role, expires_at, used_by) values ($1, $2, $3, 0)")
        .bind(code.hash())
        .bind(role.name())
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Uses an invitation up: its role, or nothing where it is unknown, too old, or somebody else's.
pub async fn redeem(conn: &mut Conn, code: &Code, person: i64, mono: Millis) -> sqlx::Result<Option<Role>> {
    let role: Option<String> = sqlx::query_scalar(
        "update invite set used_by = $2
         where hash = $1 and (used_by = $2 or (used_by = 0 and expires_at > $3))
         returning role",
    )
    .bind(code.hash())
    .bind(person)
    .bind(mono)
    .fetch_optional(conn)
    .await?;
    Ok(role.and_then(|role| Role::from_name(&role)))
}

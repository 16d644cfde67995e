//! The table `invite`, and the list of everybody with a role.

use sqlx::FromRow;

use super::model::{InviteCode, RedeemOutcome, RoleHolder};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::ids::PersonId;
use crate::people::Role;

/// Inserts an invitation that can be used until `expires_at`.
pub async fn insert_invite(
    conn: &mut Conn,
    code: &InviteCode,
    role: Role,
    expires_at: RealTime,
) -> sqlx::Result<()> {
    sqlx::query("insert into invite (hash, role, expires_at, used_by) values ($1, $2, $3, 0)")
        .bind(code.hash())
        .bind(role.name())
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Marks an invitation as used, for good: a person who lost the role does not get it back by the same link.
pub async fn redeem(
    conn: &mut Conn,
    code: &InviteCode,
    person: PersonId,
    real_now: RealTime,
) -> sqlx::Result<RedeemOutcome> {
    let role: Option<String> = sqlx::query_scalar(
        "update invite set used_by = $2 where hash = $1 and used_by = 0 and expires_at > $3 returning role",
    )
    .bind(code.hash())
    .bind(person)
    .bind(real_now)
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(role) = role.and_then(|role| role.parse().ok()) {
        return Ok(RedeemOutcome::Granted(role));
    }
    let found: Option<(String, PersonId)> =
        sqlx::query_as("select role, used_by from invite where hash = $1")
            .bind(code.hash())
            .fetch_optional(conn)
            .await?;
    Ok(match found {
        None => RedeemOutcome::Unknown,
        Some((_, PersonId::NONE)) => RedeemOutcome::Expired,
        Some((role, used_by)) if used_by == person => {
            role.parse().map_or(RedeemOutcome::Used, RedeemOutcome::UsedBySelf)
        }
        Some(_) => RedeemOutcome::Used,
    })
}

#[derive(FromRow)]
struct HolderRow {
    person: PersonId,
    role: String,
    granted_at: EventTime,
    name: String,
}

/// Everybody who has a role, in the order of the grants.
pub async fn list_role_holders(conn: &mut Conn) -> sqlx::Result<Vec<RoleHolder>> {
    let rows: Vec<HolderRow> = sqlx::query_as(
        "select role.person, role.role, role.granted_at, coalesce(attendee.name, moderator_name.name, '') as name
         from role
         left join attendee on attendee.person = role.person and attendee.own = 1
         left join moderator_name on moderator_name.person = role.person
         order by role.granted_at, role.person, role.role",
    )
    .fetch_all(conn)
    .await?;
    let holder = |row: HolderRow| {
        let role = row.role.parse().ok()?;
        Some(RoleHolder { person: row.person, role, granted_at: row.granted_at, name: row.name })
    };
    Ok(rows.into_iter().filter_map(holder).collect())
}

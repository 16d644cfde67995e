//! Invitations.

use super::rules::{InviteCode, RetentionCountdown};
use crate::clock::Millis;
use crate::db::Conn;
use crate::people::Role;

/// Keeps an invitation by its hash.
pub async fn insert_invite(
    conn: &mut Conn,
    code: &InviteCode,
    role: Role,
    expires_at: Millis,
) -> sqlx::Result<()> {
    sqlx::query("insert into invite (hash, role, expires_at, used_by) values ($1, $2, $3, 0)")
        .bind(code.hash())
        .bind(role.name())
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// What became of an invitation that somebody opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RedeemOutcome {
    /// It is used up from now on.
    Granted(Role),
    /// It was used up before: by themselves, for this role, or by another.
    UsedBySelf(Role),
    Used,
    Expired,
    Unknown,
}

/// Uses an invitation up, once and for all: who lost the role does not get it back by the same link.
pub async fn redeem(
    conn: &mut Conn,
    code: &InviteCode,
    person: i64,
    mono: Millis,
) -> sqlx::Result<RedeemOutcome> {
    let role: Option<String> = sqlx::query_scalar(
        "update invite set used_by = $2 where hash = $1 and used_by = 0 and expires_at > $3 returning role",
    )
    .bind(code.hash())
    .bind(person)
    .bind(mono)
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(role) = role.and_then(|role| Role::from_name(&role)) {
        return Ok(RedeemOutcome::Granted(role));
    }
    let found: Option<(String, i64)> = sqlx::query_as("select role, used_by from invite where hash = $1")
        .bind(code.hash())
        .fetch_optional(conn)
        .await?;
    Ok(match found {
        None => RedeemOutcome::Unknown,
        Some((_, 0)) => RedeemOutcome::Expired,
        Some((role, by)) if by == person => {
            Role::from_name(&role).map_or(RedeemOutcome::Used, RedeemOutcome::UsedBySelf)
        }
        Some(_) => RedeemOutcome::Used,
    })
}

/// Somebody with a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHolder {
    pub person: i64,
    pub role: Role,
    pub granted_at: Millis,
    /// As they registered, or as they are called where they moderate; empty where nobody knows.
    pub name: String,
}

/// Everybody who has a role, in the order in which they got it.
pub async fn list_role_holders(conn: &mut Conn) -> sqlx::Result<Vec<RoleHolder>> {
    let rows: Vec<(i64, String, i64, String)> = sqlx::query_as(
        "select role.person, role.role, role.given_at, coalesce(registration.name, staff.name, '')
         from role
         left join registration on registration.person = role.person and registration.own = 1
         left join staff on staff.person = role.person
         order by role.given_at, role.person, role.role",
    )
    .fetch_all(conn)
    .await?;
    let holder = |(person, role, given_at, name): (i64, String, i64, String)| {
        Some(RoleHolder { person, role: Role::from_name(&role)?, granted_at: given_at, name })
    };
    Ok(rows.into_iter().filter_map(holder).collect())
}

/// How far the promised time has been counted down.
pub async fn load_countdown(conn: &mut Conn) -> sqlx::Result<RetentionCountdown> {
    let (over_for, told_at, erased, backup, backup_for): (i64, i64, i64, String, i64) = sqlx::query_as(
        "select over_for, told_at, erased, backup, backup_for from retention where name = 'event'",
    )
    .fetch_one(conn)
    .await?;
    Ok(RetentionCountdown {
        elapsed: over_for,
        announced_after: told_at,
        is_erased: erased == 1,
        backup_path: backup,
        backup_age: backup_for,
    })
}

pub async fn set_countdown(conn: &mut Conn, countdown: &RetentionCountdown) -> sqlx::Result<()> {
    sqlx::query(
        "update retention set over_for = $1, told_at = $2, erased = $3, backup = $4, backup_for = $5
         where name = 'event'",
    )
    .bind(countdown.elapsed)
    .bind(countdown.announced_after)
    .bind(i64::from(countdown.is_erased))
    .bind(&countdown.backup_path)
    .bind(countdown.backup_age)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many registrations there are to be erased.
pub async fn count_registrations(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from registration").fetch_one(conn).await
}

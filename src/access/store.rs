//! The table `invite`, and the list of everybody with a role.

use sqlx::FromRow;

use super::model::{InviteCode, OpenInvite, RedeemOutcome, RoleHolder};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::ids::PersonId;
use crate::people::Role;

/// What an unused invitation has in the column of whoever used it once it was withdrawn.
const WITHDRAWN: PersonId = PersonId(-2);
/// How many characters of the hash name an invitation in a button.
const ID_LENGTH: usize = 16;

/// Inserts an invitation that can be used until `expires_at`, made on the command line.
pub async fn insert_invite(
    conn: &mut Conn,
    code: &InviteCode,
    role: Role,
    expires_at: RealTime,
) -> sqlx::Result<()> {
    insert_invite_by(conn, code, role, expires_at, PersonId::NONE, EventTime::NONE).await
}

/// Inserts an invitation by an organiser.
pub async fn insert_invite_by(
    conn: &mut Conn,
    code: &InviteCode,
    role: Role,
    expires_at: RealTime,
    creator: PersonId,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into invite (hash, role, expires_at, used_by, created_by, created_at) values ($1, $2, $3, 0, $4, $5)",
    )
    .bind(code.hash())
    .bind(role.name())
    .bind(expires_at)
    .bind(creator)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The invitations that can still be used, those that expire soonest first.
pub async fn list_open_invites(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<Vec<OpenInvite>> {
    let rows: Vec<(String, String, RealTime)> = sqlx::query_as(
        "select hash, role, expires_at from invite where used_by = 0 and expires_at > $1 order by expires_at, hash",
    )
    .bind(real_now)
    .fetch_all(conn)
    .await?;
    let open = |(hash, role, expires_at): (String, String, RealTime)| {
        let id = hash.chars().take(ID_LENGTH).collect();
        Some(OpenInvite { id, role: role.parse().ok()?, expires_at })
    };
    Ok(rows.into_iter().filter_map(open).collect())
}

/// Takes back the unused invitation whose hash begins with `id`; its role, or `None` if it was used meanwhile.
pub async fn withdraw_invite(conn: &mut Conn, id: &str) -> sqlx::Result<Option<Role>> {
    let role: Option<String> = sqlx::query_scalar(
        "update invite set used_by = $2 where substr(hash, 1, 16) = $1 and used_by = 0 returning role",
    )
    .bind(id)
    .bind(WITHDRAWN)
    .fetch_optional(conn)
    .await?;
    Ok(role.and_then(|role| role.parse().ok()))
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
        Some((_, WITHDRAWN)) => RedeemOutcome::Withdrawn,
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

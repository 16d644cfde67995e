//! Invitations, and the deletion of what people gave.

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

/// Deletes every registration, everybody who has no role, and whatever failed or was refused with
/// its texts; questions stay, without their authors.
pub async fn forget_everybody(conn: &mut Conn) -> sqlx::Result<u64> {
    for sql in [
        "update question set person = 0, signed = '', voice = '', version = version + 1
         where person <> 0 or signed <> '' or voice <> ''",
        // what was never public has nobody left whom it concerns
        "update question set text = '', public_text = '', version = version + 1
         where state in ('personal', 'withdrawn') and (text <> '' or public_text <> '')",
        "update desk_log set before = '' where before <> ''",
        "delete from voter",
        "delete from in_hand",
        "delete from muted",
        "delete from person where not exists (select 1 from role where role.person = person.id)",
        // answers in the making of who stays for their role
        "update person set step = '' where step <> ''",
        "delete from reminder_sent",
        "delete from nudged",
        "delete from wrong_code",
        "delete from asked_organisers",
        "delete from kept_answer",
        "delete from mailed",
        "delete from announcement_text",
        "delete from attachment",
        "delete from failed_update",
        "delete from outbox where state = 'refused'",
    ] {
        sqlx::query(sql).execute(&mut *conn).await?;
    }
    Ok(sqlx::query("delete from registration").execute(conn).await?.rows_affected())
}

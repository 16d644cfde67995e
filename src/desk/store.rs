//! The table `desk_digest`, and the last alert about the capacity.

use crate::db::{self, Conn};
use crate::ids::PersonId;

/// The setting with the last alert that was sent, in per cent of the capacity.
const ALERT_KEY: &str = "capacity-alert";

/// Whether a person gets the digest every morning.
pub async fn is_subscribed(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let found: Option<i64> = sqlx::query_scalar("select last_day from desk_digest where person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// Sends the digest every morning after `today`.
pub async fn subscribe(conn: &mut Conn, person: PersonId, today: i64) -> sqlx::Result<()> {
    sqlx::query("insert into desk_digest (person, last_day) values ($1, $2) on conflict (person) do nothing")
        .bind(person)
        .bind(today)
        .execute(conn)
        .await?;
    Ok(())
}

/// Sends it no more.
pub async fn unsubscribe(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    sqlx::query("delete from desk_digest where person = $1").bind(person).execute(conn).await?;
    Ok(())
}

/// Whether somebody's digest of `today` was not sent yet.
pub async fn is_digest_due(conn: &mut Conn, today: i64) -> sqlx::Result<bool> {
    let due: Option<i64> = sqlx::query_scalar("select person from desk_digest where last_day < $1 limit 1")
        .bind(today)
        .fetch_optional(conn)
        .await?;
    Ok(due.is_some())
}

/// Marks the digest of `today` as sent, and gives the people whose it is.
pub async fn take_due(conn: &mut Conn, today: i64) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar("update desk_digest set last_day = $1 where last_day < $1 returning person")
        .bind(today)
        .fetch_all(conn)
        .await
}

/// The last alert about the capacity; 0 before the first.
pub async fn last_alert(conn: &mut Conn) -> sqlx::Result<i64> {
    let stored = db::get_setting(conn, ALERT_KEY).await?;
    Ok(stored.and_then(|level| level.parse().ok()).unwrap_or(0))
}

/// Stores the last alert.
pub async fn save_alert(conn: &mut Conn, level: i64) -> sqlx::Result<()> {
    db::set_setting(conn, ALERT_KEY, &level.to_string()).await
}

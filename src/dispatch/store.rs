//! The updates that were handled, those that failed, and the albums that are being received.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use crate::clock::{Millis, RealTime};
use crate::db::{self, Conn};
use crate::ids::{ChatId, UpdateId};

/// How long an update's id is stored: longer than Telegram repeats an update, shorter than the time after which its
/// ids may start again.
const DEDUPLICATION_PERIOD: Millis = 48 * 3_600_000;

/// Records that these updates have their effect in this transaction, and gives those that had none before.
pub async fn insert_unseen(
    conn: &mut Conn,
    updates: &[UpdateId],
    real_now: RealTime,
) -> sqlx::Result<HashSet<UpdateId>> {
    let sql = format!(
        "insert into seen_update (id, seen_at) values {} on conflict (id) do nothing returning id",
        db::placeholder_rows(conn, "(?, ?)", updates.len())
    );
    let mut query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(updates.len() == 1);
    for &update in updates {
        query = query.bind(update).bind(real_now);
    }
    Ok(query.fetch_all(conn).await?.into_iter().collect())
}

/// Those of these updates that had their effect or were quarantined.
pub async fn find_seen(conn: &mut Conn, updates: &[UpdateId]) -> sqlx::Result<HashSet<UpdateId>> {
    let sql = format!(
        "select id from seen_update where id in ({})",
        db::placeholder_rows(conn, "?", updates.len())
    );
    let mut query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(false);
    for update in updates {
        query = query.bind(*update);
    }
    Ok(query.fetch_all(conn).await?.into_iter().collect())
}

/// Deletes updates that will not come again, and the texts of failed updates that succeeded later, here or at another
/// instance.
pub async fn delete_old_updates(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<()> {
    let old = real_now - DEDUPLICATION_PERIOD;
    sqlx::query(
        "delete from failed_update
         where quarantined = 0 and (failed_at < $1 or id in (select id from seen_update))",
    )
    .bind(old)
    .execute(&mut *conn)
    .await?;
    sqlx::query("delete from seen_update where seen_at < $1").bind(old).execute(conn).await?;
    Ok(())
}

/// Counts one more message of an album, and gives how many there were with it.
pub async fn count_album_item(
    conn: &mut Conn,
    chat: ChatId,
    id: &str,
    real_now: RealTime,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "insert into album (chat, id, items, seen_at) values ($1, $2, 1, $3)
         on conflict (chat, id) do update set items = album.items + 1
         returning items",
    )
    .bind(chat)
    .bind(id)
    .bind(real_now)
    .fetch_one(conn)
    .await
}

/// Counts a failed attempt to handle an update, and gives how many there were with it.
pub async fn count_attempt(
    conn: &mut Conn,
    update: UpdateId,
    raw: &str,
    error: &str,
    real_now: RealTime,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "insert into failed_update (id, tries, quarantined, raw, error, failed_at) values ($1, 1, 0, $2, $3, $4)
         on conflict (id) do update set
             tries = failed_update.tries + 1, error = excluded.error, failed_at = excluded.failed_at
         returning tries",
    )
    .bind(update)
    .bind(raw)
    .bind(error)
    .bind(real_now)
    .fetch_one(conn)
    .await
}

/// Sets an update aside for good: it counts as handled. False if another instance has handled it in the meantime.
pub async fn quarantine(conn: &mut Conn, update: UpdateId, real_now: RealTime) -> sqlx::Result<bool> {
    if insert_unseen(conn, &[update], real_now).await?.is_empty() {
        clear_failures(conn, update).await?;
        return Ok(false);
    }
    sqlx::query("update failed_update set quarantined = 1 where id = $1").bind(update).execute(conn).await?;
    Ok(true)
}

/// Deletes the failures of an update that succeeded.
pub async fn clear_failures(conn: &mut Conn, update: UpdateId) -> sqlx::Result<()> {
    sqlx::query("delete from failed_update where id = $1").bind(update).execute(conn).await?;
    Ok(())
}

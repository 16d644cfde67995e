//! Which updates were seen, and which of them failed.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use crate::clock::Millis;
use crate::db::{self, Conn};

/// How long an update's number is remembered: longer than Telegram repeats it, shorter than its
/// numbers may begin anew.
const DEDUPLICATION_PERIOD: Millis = 48 * 3_600_000;

/// Notes that these updates have their effect in this transaction; gives those that have not had it before.
pub async fn insert_unseen(conn: &mut Conn, updates: &[i64], mono: Millis) -> sqlx::Result<HashSet<i64>> {
    let sql = format!(
        "insert into seen_update (id, seen_at) values {} on conflict (id) do nothing returning id",
        db::placeholder_rows(conn, "(?, ?)", updates.len())
    );
    let mut query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(updates.len() == 1);
    for &update in updates {
        query = query.bind(update).bind(mono);
    }
    Ok(query.fetch_all(conn).await?.into_iter().collect())
}

/// Those of these updates that need nothing more: they have had their effect, or were set aside.
pub async fn find_seen(conn: &mut Conn, updates: &[i64]) -> sqlx::Result<HashSet<i64>> {
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

/// Forgets updates that will not come again, and the texts of those that went well in the end, here or at
/// another instance.
pub async fn delete_old_updates(conn: &mut Conn, mono: Millis) -> sqlx::Result<()> {
    let old = mono - DEDUPLICATION_PERIOD;
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

/// Counts one more message of an album and gives how many there were.
pub async fn count_album_item(conn: &mut Conn, chat: i64, id: &str, mono: Millis) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "insert into album (chat, id, items, seen_at) values ($1, $2, 1, $3)
         on conflict (chat, id) do update set items = album.items + 1
         returning items",
    )
    .bind(chat)
    .bind(id)
    .bind(mono)
    .fetch_one(conn)
    .await
}

/// Counts a try of an update and gives how many there were.
pub async fn count_attempt(
    conn: &mut Conn,
    update: i64,
    raw: &str,
    error: &str,
    mono: Millis,
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
    .bind(mono)
    .fetch_one(conn)
    .await
}

/// Sets an update aside for good: it counts as seen. False if another instance has done it in the meantime.
pub async fn quarantine(conn: &mut Conn, update: i64, mono: Millis) -> sqlx::Result<bool> {
    if insert_unseen(conn, &[update], mono).await?.is_empty() {
        clear_failures(conn, update).await?;
        return Ok(false);
    }
    sqlx::query("update failed_update set quarantined = 1 where id = $1").bind(update).execute(conn).await?;
    Ok(true)
}

/// It went well after all.
pub async fn clear_failures(conn: &mut Conn, update: i64) -> sqlx::Result<()> {
    sqlx::query("delete from failed_update where id = $1").bind(update).execute(conn).await?;
    Ok(())
}

//! The table `audit_log`.

use std::sync::atomic::{AtomicI64, Ordering};

use sqlx::FromRow;

use super::model::{Action, Entry};
use crate::clock::{EventTime, Millis};
use crate::db::Conn;
use crate::ids::{PersonId, RegistrationNumber};

/// Refusals of one person and one kind are recorded once in this time: presses cannot fill the table.
const REFUSAL_WINDOW: Millis = 3_600_000;
/// The longest detail that is stored, in characters.
const MAX_DETAIL: usize = 60;

#[derive(FromRow)]
struct Row {
    at: EventTime,
    actor: PersonId,
    action: String,
    registration: RegistrationNumber,
    detail: String,
}

/// Orders the entries of one moment as this process wrote them.
static SEQUENCE: AtomicI64 = AtomicI64::new(0);

/// A number that rises with the moment, then with the order in this process. The last bits are random, so that two
/// instances do not choose the same.
fn next_id(at: EventTime) -> i64 {
    let sequence = SEQUENCE.fetch_add(1, Ordering::Relaxed) & 0x3ff;
    (at.0 << 21) | (sequence << 11) | rand::random_range(0..0x800)
}

/// Records an entry.
pub async fn record(conn: &mut Conn, entry: &Entry) -> sqlx::Result<()> {
    let detail: String = entry.detail.chars().take(MAX_DETAIL).collect();
    sqlx::query(
        "insert into audit_log (id, at, actor, action, registration, detail) values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(next_id(entry.at))
    .bind(entry.at)
    .bind(entry.actor.unwrap_or_default())
    .bind::<&str>(entry.action.into())
    .bind(entry.registration.unwrap_or_default())
    .bind(detail)
    .execute(conn)
    .await?;
    Ok(())
}

/// Records that somebody without the role tried something, once an hour for each kind.
pub async fn record_refusal(
    conn: &mut Conn,
    at: EventTime,
    person: PersonId,
    attempt: &str,
) -> sqlx::Result<()> {
    let attempt: String = attempt.chars().take(MAX_DETAIL).collect();
    let refused: &str = Action::Refused.into();
    let known: Option<i64> = sqlx::query_scalar(
        "select id from audit_log where actor = $1 and action = $2 and detail = $3 and at > $4 limit 1",
    )
    .bind(person)
    .bind(refused)
    .bind(&attempt)
    .bind(at - REFUSAL_WINDOW)
    .fetch_optional(&mut *conn)
    .await?;
    if known.is_some() {
        return Ok(());
    }
    record(conn, &Entry::new(at, Some(person), Action::Refused).with_detail(attempt)).await
}

/// The last `limit` entries, the newest first; those of actions that this version does not know are left out.
pub async fn list(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<Entry>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select at, actor, action, registration, detail from audit_log order by at desc, id desc limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await?;
    let entry = |row: Row| {
        Some(Entry {
            at: row.at,
            actor: row.actor.to_option(),
            action: row.action.parse().ok()?,
            registration: row.registration.to_option(),
            detail: row.detail,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

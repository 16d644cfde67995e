//! The tables of the live schedule: one row a session, and one row a change for undoing it.

use sqlx::FromRow;

use super::model::Programme;
use super::schedule::{Schedule, ScheduledSession};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::PersonId;

#[derive(FromRow)]
struct SessionRow {
    id: String,
    starts_at: EventTime,
    /// 0 for none.
    ends_at: EventTime,
    /// Empty when the room has not changed.
    room: String,
    cancelled: i64,
}

/// Updates the table from the event file: inserts new sessions, deletes missing ones. A time edited in the file
/// overrides a live change, because the edit is more recent.
pub async fn sync_with_programme(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
    let ids: Vec<String> = sqlx::query_scalar("select id from session").fetch_all(&mut *conn).await?;
    for id in ids.iter().filter(|id| programme.session(id).is_none()) {
        sqlx::query("delete from session where id = $1").bind(id).execute(&mut *conn).await?;
    }
    for (position, session) in programme.sessions.iter().enumerate() {
        sqlx::query(
            "insert into session (id, position, file_starts_at, file_ends_at, starts_at, ends_at)
             values ($1, $2, $3, $4, $3, $4)
             on conflict (id) do update set
                 position = excluded.position,
                 starts_at = case when session.file_starts_at = excluded.file_starts_at
                                   and session.file_ends_at = excluded.file_ends_at
                             then session.starts_at else excluded.starts_at end,
                 ends_at = case when session.file_starts_at = excluded.file_starts_at
                                 and session.file_ends_at = excluded.file_ends_at
                           then session.ends_at else excluded.ends_at end,
                 file_starts_at = excluded.file_starts_at,
                 file_ends_at = excluded.file_ends_at",
        )
        .bind(&session.id)
        .bind(position as i64)
        .bind(session.starts)
        .bind(session.ends.unwrap_or_default())
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The current schedule.
pub async fn load_schedule(conn: &mut Conn) -> sqlx::Result<Schedule> {
    let rows: Vec<SessionRow> =
        sqlx::query_as("select id, starts_at, ends_at, room, cancelled from session order by position")
            .fetch_all(conn)
            .await?;
    let sessions = rows.into_iter().map(|row| ScheduledSession {
        session_id: row.id,
        starts: row.starts_at,
        ends: Some(row.ends_at).filter(|ends| *ends != EventTime::default()),
        room: (!row.room.is_empty()).then_some(row.room),
        cancelled: row.cancelled == 1,
    });
    Ok(Schedule { sessions: sessions.collect() })
}

/// Changes the start of one session; its length stays.
pub async fn move_session(conn: &mut Conn, session: &str, starts_at: EventTime) -> sqlx::Result<()> {
    sqlx::query(
        "update session
         set ends_at = case when ends_at = 0 then 0 else ends_at + $2 - starts_at end, starts_at = $2
         where id = $1",
    )
    .bind(session)
    .bind(starts_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The number of the last change; 0 before the first one.
pub async fn schedule_version(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select cast(coalesce(max(version), 0) as bigint) from schedule_change")
        .fetch_one(conn)
        .await
}

/// When the last change was made; `None` before the first one.
pub async fn last_changed_at(conn: &mut Conn) -> sqlx::Result<Option<EventTime>> {
    sqlx::query_scalar("select changed_at from schedule_change order by version desc limit 1")
        .fetch_optional(conn)
        .await
}

/// Records the change number `version + 1` with the schedule `before` it, for undoing. False when another change
/// with that number exists already.
pub async fn record_change(
    conn: &mut Conn,
    version: i64,
    changed_by: PersonId,
    before: &Schedule,
    now: EventTime,
) -> sqlx::Result<bool> {
    let before =
        serde_json::to_string(&before.sessions).map_err(|error| sqlx::Error::Encode(error.into()))?;
    let done = sqlx::query(
        "insert into schedule_change (version, changed_by, changed_at, before)
         select $1, $2, $3, $4
         where not exists (select 1 from schedule_change where version >= $1)
         on conflict (version) do nothing",
    )
    .bind(version + 1)
    .bind(changed_by)
    .bind(now)
    .bind(before)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The schedule before a change; `None` for an unknown number.
pub async fn schedule_before_change(conn: &mut Conn, version: i64) -> sqlx::Result<Option<Schedule>> {
    let text: Option<String> = sqlx::query_scalar("select before from schedule_change where version = $1")
        .bind(version)
        .fetch_optional(conn)
        .await?;
    let parse = |text: String| serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(error.into()));
    Ok(text.map(parse).transpose()?.map(|sessions| Schedule { sessions }))
}

/// The changes made after `since`, the oldest first: when each was made, and the schedule before it. Of one that
/// another version of the program wrote, the schedule may be empty.
pub async fn changes_since(conn: &mut Conn, since: EventTime) -> sqlx::Result<Vec<(EventTime, Schedule)>> {
    let rows: Vec<(EventTime, String)> = sqlx::query_as(
        "select changed_at, before from schedule_change where changed_at > $1 order by version",
    )
    .bind(since)
    .fetch_all(conn)
    .await?;
    let schedule = |before: String| Schedule { sessions: serde_json::from_str(&before).unwrap_or_default() };
    Ok(rows.into_iter().map(|(at, before)| (at, schedule(before))).collect())
}

/// Writes the times, rooms and cancellations of this schedule.
pub async fn save_schedule(conn: &mut Conn, schedule: &Schedule) -> sqlx::Result<()> {
    for slot in &schedule.sessions {
        sqlx::query(
            "update session set starts_at = $2, ends_at = $3, room = $4, cancelled = $5 where id = $1",
        )
        .bind(&slot.session_id)
        .bind(slot.starts)
        .bind(slot.ends.unwrap_or_default())
        .bind(slot.room.as_deref().unwrap_or(""))
        .bind(i64::from(slot.cancelled))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

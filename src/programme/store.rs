//! The live schedule's table.

use sqlx::FromRow;

use crate::db::Conn;
use crate::programme::{Programme, Schedule, Slot};

#[derive(FromRow)]
struct Row {
    id: String,
    starts_at: i64,
    ends_at: i64,
}

/// Brings the table to the event file: new sessions come, missing ones go, and a time that was
/// edited in the file wins over a live change, because it was made later.
pub async fn load_file(conn: &mut Conn, programme: &Programme) -> sqlx::Result<()> {
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
        .bind(session.ends.unwrap_or(0))
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// The schedule as it stands.
pub async fn schedule(conn: &mut Conn) -> sqlx::Result<Schedule> {
    let rows: Vec<Row> = sqlx::query_as("select id, starts_at, ends_at from session order by position")
        .fetch_all(conn)
        .await?;
    let slots = rows.into_iter().map(|row| Slot {
        session: row.id,
        starts: row.starts_at,
        ends: (row.ends_at != 0).then_some(row.ends_at),
    });
    Ok(Schedule { slots: slots.collect() })
}

/// Moves one session; its length moves along.
pub async fn move_session(conn: &mut Conn, session: &str, starts_at: i64) -> sqlx::Result<()> {
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

//! The one row about the database itself.

use sqlx::FromRow;

use super::rules::{DatabaseKind, DatabaseState, EventIdentity};
use crate::clock::Millis;
use crate::db::{self, Conn};

#[derive(FromRow)]
struct Row {
    id: String,
    title: String,
    kind: String,
    ends_at: i64,
}

/// What is known of a database, of whichever version; changes nothing.
pub async fn read(conn: &mut Conn) -> sqlx::Result<DatabaseState> {
    let is_there = db::has_table(conn, "person").await? && db::has_table(conn, "question").await?;
    if !is_there || !db::has_table(conn, "session").await? {
        return Ok(DatabaseState::Empty);
    }
    let stands: i64 = sqlx::query_scalar(
        "select cast((select count(*) from person) + (select count(*) from question) as bigint)",
    )
    .fetch_one(&mut *conn)
    .await?;
    let is_unused = stands == 0;
    if db::has_table(conn, "event_identity").await? {
        let row: Option<Row> =
            sqlx::query_as("select id, title, kind, ends_at from event_identity where name = 'event'")
                .fetch_optional(&mut *conn)
                .await?;
        if let Some(Row { id, title, kind, ends_at }) = row {
            let mark = EventIdentity { id, title, kind: DatabaseKind::from_name(&kind), ends_at };
            return Ok(DatabaseState::Identified { mark, is_unused });
        }
    }
    if is_unused {
        // tables that were made by mistake, in which nobody ever stood
        return Ok(DatabaseState::Empty);
    }
    let sessions = sqlx::query_as("select id, file_starts_at from session order by id").fetch_all(conn);
    Ok(DatabaseState::Unidentified(sessions.await?))
}

pub async fn write(conn: &mut Conn, mark: &EventIdentity) -> sqlx::Result<()> {
    sqlx::query(
        "insert into event_identity (name, id, title, kind, ends_at) values ('event', $1, $2, $3, $4)
         on conflict (name) do update set
             id = excluded.id, title = excluded.title, kind = excluded.kind, ends_at = excluded.ends_at",
    )
    .bind(&mark.id)
    .bind(&mark.title)
    .bind(mark.kind.name())
    .bind(mark.ends_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The latest end that was ever read for the event; 0 where none was.
pub async fn latest_end(conn: &mut Conn) -> sqlx::Result<Millis> {
    let at: Option<i64> = sqlx::query_scalar("select ends_at from event_identity where name = 'event'")
        .fetch_optional(conn)
        .await?;
    Ok(at.unwrap_or(0))
}

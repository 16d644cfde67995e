//! The table `event_identity`, which has one row about the database itself.

use sqlx::FromRow;

use super::model::{DatabaseKind, DatabaseState, EventIdentity};
use crate::clock::EventTime;
use crate::db::{self, Conn};

#[derive(FromRow)]
struct IdentityRow {
    id: String,
    title: String,
    kind: String,
    ends_at: EventTime,
}

/// The state of a database made by any version of Kozé; changes nothing in it.
pub async fn read(conn: &mut Conn) -> sqlx::Result<DatabaseState> {
    let has_tables = db::has_table(conn, "person").await? && db::has_table(conn, "question").await?;
    if !has_tables || !db::has_table(conn, "session").await? {
        return Ok(DatabaseState::Empty);
    }
    let row_count: i64 = sqlx::query_scalar(
        "select cast((select count(*) from person) + (select count(*) from question) as bigint)",
    )
    .fetch_one(&mut *conn)
    .await?;
    let is_unused = row_count == 0;
    if db::has_table(conn, "event_identity").await? {
        let row: Option<IdentityRow> =
            sqlx::query_as("select id, title, kind, ends_at from event_identity where name = 'event'")
                .fetch_optional(&mut *conn)
                .await?;
        if let Some(IdentityRow { id, title, kind, ends_at }) = row {
            let identity = EventIdentity { id, title, kind: DatabaseKind::from_name(&kind), ends_at };
            return Ok(DatabaseState::Identified { identity, is_unused });
        }
    }
    if is_unused {
        // tables made for another event by mistake, and never used
        return Ok(DatabaseState::Empty);
    }
    let sessions = sqlx::query_as("select id, file_starts_at from session order by id").fetch_all(conn);
    Ok(DatabaseState::Unidentified(sessions.await?))
}

/// Records the identity.
pub async fn write(conn: &mut Conn, identity: &EventIdentity) -> sqlx::Result<()> {
    sqlx::query(
        "insert into event_identity (name, id, title, kind, ends_at) values ('event', $1, $2, $3, $4)
         on conflict (name) do update set
             id = excluded.id, title = excluded.title, kind = excluded.kind, ends_at = excluded.ends_at",
    )
    .bind(&identity.id)
    .bind(&identity.title)
    .bind(identity.kind.name())
    .bind(identity.ends_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The latest end of the event that any event file gave; 0 where none is recorded.
pub async fn latest_end(conn: &mut Conn) -> sqlx::Result<EventTime> {
    let at: Option<EventTime> = sqlx::query_scalar("select ends_at from event_identity where name = 'event'")
        .fetch_optional(conn)
        .await?;
    Ok(at.unwrap_or_default())
}

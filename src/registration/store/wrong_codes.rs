//! Wrong ticket codes by account: the table `wrong_code`, which limits guessing.

use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::PersonId;

/// How many wrong codes a person has tried in the current period; 0 if it began at or before `since`.
pub async fn count_wrong_codes(conn: &mut Conn, person: PersonId, since: EventTime) -> sqlx::Result<i64> {
    let tries: Option<i64> =
        sqlx::query_scalar("select tries from wrong_code where person = $1 and first_at > $2")
            .bind(person)
            .bind(since)
            .fetch_optional(conn)
            .await?;
    Ok(tries.unwrap_or(0))
}

/// Counts one more wrong code. A period that began at or before `since` is over, and a new one begins.
pub async fn record_wrong_code(
    conn: &mut Conn,
    person: PersonId,
    since: EventTime,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into wrong_code (person, tries, first_at) values ($1, 1, $3)
         on conflict (person) do update set
             tries = case when wrong_code.first_at > $2 then wrong_code.tries + 1 else 1 end,
             first_at = case when wrong_code.first_at > $2 then wrong_code.first_at else $3 end",
    )
    .bind(person)
    .bind(since)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

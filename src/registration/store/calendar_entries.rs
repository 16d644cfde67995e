//! The calendar entry of a registration: columns of the table `registration`.

use sqlx::FromRow;

use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::RegistrationNumber;
use crate::registration::model::CalendarEntry;

#[derive(FromRow)]
struct Row {
    calendar_issues: i64,
    calendar_fingerprint: String,
    calendar_at: EventTime,
    calendar_uid: String,
}

/// The entry that was sent for a registration; the default entry if none was, or if the registration is gone.
pub async fn find_calendar_entry(conn: &mut Conn, number: RegistrationNumber) -> sqlx::Result<CalendarEntry> {
    let row: Option<Row> = sqlx::query_as(
        "select calendar_issues, calendar_fingerprint, calendar_at, calendar_uid from registration
         where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    let entry = |row: Row| CalendarEntry {
        issued_count: row.calendar_issues,
        fingerprint: row.calendar_fingerprint,
        changed_at: row.calendar_at,
        uid: row.calendar_uid,
    };
    Ok(row.map(entry).unwrap_or_default())
}

/// Records the entry that was sent last.
pub async fn update_calendar_entry(
    conn: &mut Conn,
    number: RegistrationNumber,
    entry: &CalendarEntry,
) -> sqlx::Result<()> {
    sqlx::query(
        "update registration
         set calendar_issues = $2, calendar_fingerprint = $3, calendar_at = $4, calendar_uid = $5
         where number = $1",
    )
    .bind(number)
    .bind(entry.issued_count)
    .bind(&entry.fingerprint)
    .bind(entry.changed_at)
    .bind(&entry.uid)
    .execute(conn)
    .await?;
    Ok(())
}

//! The tables `scan_link`, `scan_session` and `scan_receipt`.

use sqlx::FromRow;

use super::model::{ReceiptOutcome, ScanId, ScanSecret};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::ids::{PersonId, RegistrationNumber};

/// Inserts a one-time link of a person.
pub async fn insert_link(
    conn: &mut Conn,
    secret: &ScanSecret,
    person: PersonId,
    expires_at: RealTime,
) -> sqlx::Result<()> {
    sqlx::query("insert into scan_link (hash, person, expires_at) values ($1, $2, $3)")
        .bind(secret.hash())
        .bind(person)
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Uses a link; the person it was made for. `None` if it is unknown, was used or has expired.
pub async fn redeem_link(
    conn: &mut Conn,
    secret: &ScanSecret,
    real_now: RealTime,
) -> sqlx::Result<Option<PersonId>> {
    sqlx::query_scalar(
        "update scan_link set used = 1 where hash = $1 and used = 0 and expires_at > $2 returning person",
    )
    .bind(secret.hash())
    .bind(real_now)
    .fetch_optional(conn)
    .await
}

/// Inserts the session of a phone.
pub async fn insert_session(
    conn: &mut Conn,
    token: &ScanSecret,
    person: PersonId,
    expires_at: RealTime,
) -> sqlx::Result<()> {
    sqlx::query("insert into scan_session (hash, person, expires_at) values ($1, $2, $3)")
        .bind(token.hash())
        .bind(person)
        .bind(expires_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// The person of a session that has not ended.
pub async fn find_session(
    conn: &mut Conn,
    token: &ScanSecret,
    real_now: RealTime,
) -> sqlx::Result<Option<PersonId>> {
    sqlx::query_scalar("select person from scan_session where hash = $1 and expires_at > $2")
        .bind(token.hash())
        .bind(real_now)
        .fetch_optional(conn)
        .await
}

/// Ends a session.
pub async fn delete_session(conn: &mut Conn, token: &ScanSecret) -> sqlx::Result<()> {
    sqlx::query("delete from scan_session where hash = $1").bind(token.hash()).execute(conn).await?;
    Ok(())
}

/// What is known of a scan that had an effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    pub registration: RegistrationNumber,
    pub day: i64,
    pub arrived_at: EventTime,
    pub outcome: ReceiptOutcome,
}

/// Inserts a receipt; false if the scan has one. A concurrent transaction with the same scan waits here.
pub async fn insert_receipt(
    conn: &mut Conn,
    person: PersonId,
    id: &ScanId,
    receipt: &Receipt,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into scan_receipt (person, id, registration, day, arrived_at, outcome)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (person, id) do nothing",
    )
    .bind(person)
    .bind(id.as_str())
    .bind(receipt.registration)
    .bind(receipt.day)
    .bind(receipt.arrived_at)
    .bind::<&str>(receipt.outcome.into())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes what a receipt says.
pub async fn set_outcome(
    conn: &mut Conn,
    person: PersonId,
    id: &ScanId,
    outcome: ReceiptOutcome,
) -> sqlx::Result<()> {
    sqlx::query("update scan_receipt set outcome = $3 where person = $1 and id = $2")
        .bind(person)
        .bind(id.as_str())
        .bind::<&str>(outcome.into())
        .execute(conn)
        .await?;
    Ok(())
}

#[derive(FromRow)]
struct Row {
    registration: RegistrationNumber,
    day: i64,
    arrived_at: EventTime,
    outcome: String,
}

/// The receipt of a scan.
pub async fn find_receipt(conn: &mut Conn, person: PersonId, id: &ScanId) -> sqlx::Result<Option<Receipt>> {
    let row: Option<Row> = sqlx::query_as(
        "select registration, day, arrived_at, outcome from scan_receipt where person = $1 and id = $2",
    )
    .bind(person)
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    Ok(row.and_then(|row| {
        let Row { registration, day, arrived_at, outcome } = row;
        Some(Receipt { registration, day, arrived_at, outcome: outcome.parse().ok()? })
    }))
}

/// Deletes the arrival of a receipt, where it is still the one that this scan recorded.
pub async fn delete_arrival(conn: &mut Conn, person: PersonId, receipt: &Receipt) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "delete from arrival where registration = $1 and day = $2 and arrived_at = $3 and recorded_by = $4",
    )
    .bind(receipt.registration)
    .bind(receipt.day)
    .bind(receipt.arrived_at)
    .bind(person)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

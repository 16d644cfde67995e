//! The tables `certificate_sent` and `certificate_sending`.

use sqlx::FromRow;

use crate::clock::EventTime;
use crate::db::Conn;
use crate::ids::{PersonId, RegistrationNumber};

/// The sending of certificates to all: the one under way, or the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Sending {
    /// The organiser who asked for it; 0 before the first one, or once that account was erased.
    pub requested_by: PersonId,
    /// Attendees to whom it went so far.
    pub sent: i64,
    /// Attendees up to this number are done.
    pub last_registration: RegistrationNumber,
}

/// Whether certificates are being sent.
pub async fn is_active(conn: &mut Conn) -> sqlx::Result<bool> {
    let active: i64 =
        sqlx::query_scalar("select cast(count(*) as bigint) from certificate_sending where is_active = 1")
            .fetch_one(conn)
            .await?;
    Ok(active > 0)
}

/// Begins a sending; false if one is under way.
pub async fn begin(conn: &mut Conn, organiser: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update certificate_sending
         set requested_by = $1, is_active = 1, sent = 0, last_registration = 0
         where name = 'all' and is_active = 0",
    )
    .bind(organiser)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Locks the sending under way until the transaction ends; `None` if there is none.
pub async fn lock_active(conn: &mut Conn) -> sqlx::Result<Option<Sending>> {
    sqlx::query_as(
        "update certificate_sending set is_active = 1 where name = 'all' and is_active = 1
         returning requested_by, sent, last_registration",
    )
    .fetch_optional(conn)
    .await
}

/// Records how far the sending is.
pub async fn record_progress(conn: &mut Conn, sending: &Sending, is_active: bool) -> sqlx::Result<()> {
    sqlx::query(
        "update certificate_sending set sent = $1, last_registration = $2, is_active = $3 where name = 'all'",
    )
    .bind(sending.sent)
    .bind(sending.last_registration)
    .bind(i64::from(is_active))
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks that an attendee gets the certificate; false if it was sent before, or the registration is gone.
pub async fn insert_sent(
    conn: &mut Conn,
    registration: RegistrationNumber,
    now: EventTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into certificate_sent (registration, sent_at)
         select number, $2 from attendee where number = $1
         on conflict (registration) do nothing",
    )
    .bind(registration)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The attendees to whom certificates were sent.
pub async fn list_sent(conn: &mut Conn) -> sqlx::Result<Vec<RegistrationNumber>> {
    sqlx::query_scalar("select registration from certificate_sent order by registration")
        .fetch_all(conn)
        .await
}

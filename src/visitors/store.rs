//! The tables `visitor_link` and `transfer_code`, and the secret of the signatures.

use super::key::Signer;
use super::transfer_code::{TRANSFER_CODE_TTL, TransferCode};
use crate::clock::{EventTime, RealTime};
use crate::db::{self, Conn};
use crate::ids::PersonId;

/// The setting with the secret of the signatures.
const SECRET_KEY: &str = "visitor-secret";

/// Makes the secret of the signatures once.
pub async fn create_signing_secret(conn: &mut Conn) -> sqlx::Result<()> {
    let fresh = format!("{:032x}{:032x}", rand::random::<u128>(), rand::random::<u128>());
    db::get_or_set_setting(conn, SECRET_KEY, &fresh).await?;
    Ok(())
}

/// The signer of this database.
pub async fn load_signer(conn: &mut Conn) -> sqlx::Result<Signer> {
    let secret = db::get_setting(conn, SECRET_KEY).await?;
    secret.map(Signer::new).ok_or(sqlx::Error::RowNotFound)
}

/// The account that took over what this visitor did; `None` for a visitor of their own.
pub async fn find_account(conn: &mut Conn, visitor: PersonId) -> sqlx::Result<Option<PersonId>> {
    sqlx::query_scalar("select person from visitor_link where visitor = $1")
        .bind(visitor)
        .fetch_optional(conn)
        .await
}

/// From now on the visitor acts as this account.
pub async fn link_account(
    conn: &mut Conn,
    visitor: PersonId,
    account: PersonId,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into visitor_link (visitor, person, at) values ($1, $2, $3)
         on conflict (visitor) do update set person = excluded.person, at = excluded.at",
    )
    .bind(visitor)
    .bind(account)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends the links of an account: its browsers are visitors of their own again.
pub async fn delete_links_to(conn: &mut Conn, account: PersonId) -> sqlx::Result<()> {
    sqlx::query("delete from visitor_link where person = $1").bind(account).execute(conn).await?;
    Ok(())
}

/// Stores a new code of a visitor in place of an earlier one.
pub async fn insert_transfer_code(
    conn: &mut Conn,
    code: &TransferCode,
    visitor: PersonId,
    now: RealTime,
) -> sqlx::Result<()> {
    sqlx::query("delete from transfer_code where visitor = $1").bind(visitor).execute(&mut *conn).await?;
    sqlx::query("insert into transfer_code (hash, visitor, made_at) values ($1, $2, $3)")
        .bind(code.hash())
        .bind(visitor)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// Uses up a code; the visitor, `None` for a code that is unknown, used or too old.
pub async fn redeem_transfer_code(
    conn: &mut Conn,
    code: &TransferCode,
    now: RealTime,
) -> sqlx::Result<Option<PersonId>> {
    sqlx::query_scalar("delete from transfer_code where hash = $1 and made_at > $2 returning visitor")
        .bind(code.hash())
        .bind(now - TRANSFER_CODE_TTL)
        .fetch_optional(conn)
        .await
}

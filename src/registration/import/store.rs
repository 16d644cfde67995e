//! The table `pending_import`, and what a plan needs to know of the table `registration`.

use sqlx::FromRow;

use super::identity::Identity;
use super::model::{ImportDigest, List};
use super::plan::Registered;
use crate::db::{self, Conn};
use crate::ids::{PersonId, RegistrationNumber};
use crate::registration::model::{FromStored as _, FullName, optional_from_stored};

/// A list that waits for its confirmation.
pub struct PendingImport {
    pub digest: String,
    pub list: List,
}

#[derive(FromRow)]
struct Row {
    digest: String,
    list: String,
}

/// Everybody who is registered, by what a person is recognised by.
pub async fn list_registered(conn: &mut Conn) -> sqlx::Result<Vec<Registered>> {
    let rows: Vec<(RegistrationNumber, String, String)> =
        sqlx::query_as("select number, name, phone from registration order by number")
            .fetch_all(conn)
            .await?;
    let registered = |(number, name, phone): (RegistrationNumber, String, String)| Registered {
        number,
        identity: Identity::new(&FullName::from_stored(name), optional_from_stored(phone).as_ref()),
    };
    Ok(rows.into_iter().map(registered).collect())
}

/// Stores the list that an organiser sees now, in place of an older one.
pub async fn save(
    conn: &mut Conn,
    person: PersonId,
    digest: &ImportDigest,
    list: &List,
    report: &str,
) -> sqlx::Result<()> {
    let list = serde_json::to_string(list).map_err(|error| sqlx::Error::Encode(error.into()))?;
    sqlx::query(
        "insert into pending_import (person, digest, list, report, age) values ($1, $2, $3, $4, 0)
         on conflict (person) do update set
             digest = excluded.digest, list = excluded.list, report = excluded.report, age = 0",
    )
    .bind(person)
    .bind(digest.to_string())
    .bind(list)
    .bind(report)
    .execute(conn)
    .await?;
    Ok(())
}

/// The list of an organiser.
pub async fn find(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<PendingImport>> {
    let row: Option<Row> = sqlx::query_as("select digest, list from pending_import where person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    let pending = |row: Row| {
        let list = serde_json::from_str(&row.list).map_err(|error| sqlx::Error::Decode(error.into()))?;
        Ok(PendingImport { digest: row.digest, list })
    };
    row.map(pending).transpose()
}

/// What was shown of a list, as long as it waits.
pub async fn find_report(conn: &mut Conn, person: PersonId, digest: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select report from pending_import where person = $1 and digest = $2")
        .bind(person)
        .bind(digest)
        .fetch_optional(conn)
        .await
}

/// Deletes the list of an organiser, also from the database's file.
pub async fn delete(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    let done =
        sqlx::query("delete from pending_import where person = $1").bind(person).execute(&mut *conn).await?;
    if done.rows_affected() > 0 {
        db::request_scrub(conn).await?;
    }
    Ok(())
}

//! The registrations' table.

use sqlx::FromRow;

use super::rules::{Answers, Category, FullName, Phone, Structure};
use crate::clock::Millis;
use crate::db::Conn;

/// The version of the notice that people agree to; raised whenever its meaning changes.
const CONSENT_VERSION: &str = "1";

/// A confirmed registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub person: i64,
    pub number: i64,
    pub registered_at: Millis,
    pub answers: Answers,
}

#[derive(FromRow)]
struct Row {
    number: i64,
    name: String,
    category: String,
    structure: String,
    phone: String,
    consent_at: i64,
    registered_at: i64,
}

/// Keeps a registration; a person has one at most.
pub async fn register(conn: &mut Conn, registration: &Registration) -> sqlx::Result<()> {
    let Registration { person, number, registered_at, answers } = registration;
    sqlx::query(
        "insert into registration (person, number, name, category, structure, phone,
                                   consent_version, consent_at, registered_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(person)
    .bind(number)
    .bind(answers.name.to_string())
    .bind(answers.category.name())
    .bind(answers.structure.as_ref().map(Structure::to_string).unwrap_or_default())
    .bind(answers.phone.as_ref().map(Phone::to_string).unwrap_or_default())
    .bind(CONSENT_VERSION)
    .bind(answers.consent_at)
    .bind(registered_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The registration of a person.
pub async fn find(conn: &mut Conn, person: i64) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, name, category, structure, phone, consent_at, registered_at
         from registration where person = $1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    row.map(|row| row.read(person)).transpose()
}

/// How many are registered.
pub async fn registered(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from registration").fetch_one(conn).await
}

impl Row {
    /// Back into our types; what was parsed once is parsed again, so that a row changed by hand
    /// cannot put anything else into them.
    fn read(self, person: i64) -> sqlx::Result<Registration> {
        let unreadable =
            |column: &str| sqlx::Error::Decode(format!("registration {person}: {column}").into());
        let answers = Answers {
            consent_at: self.consent_at,
            name: FullName::parse(&self.name).map_err(|_| unreadable("name"))?,
            category: Category::from_name(&self.category).ok_or_else(|| unreadable("category"))?,
            structure: (!self.structure.is_empty())
                .then(|| Structure::parse(&self.structure).map_err(|_| unreadable("structure")))
                .transpose()?,
            phone: (!self.phone.is_empty())
                .then(|| Phone::parse(&self.phone).map_err(|_| unreadable("phone")))
                .transpose()?,
        };
        Ok(Registration { person, number: self.number, registered_at: self.registered_at, answers })
    }
}

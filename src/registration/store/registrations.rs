//! The table `registration`: one row for each confirmed registration.

use sqlx::{AssertSqlSafe, FromRow};

use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::{PersonId, RegistrationNumber};
use crate::registration::model::{
    Answers, Extras, FromStored as _, FullName, Guest, Registration, SeatStatus, TicketCode,
    optional_from_stored,
};

/// The version of the notice that people consent to; raise it when the notice's meaning changes.
const CONSENT_VERSION: &str = "4";

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        "number, person, own, registered_by, seat_status, offered_until, code, name, category, organisation, phone, \
         email, area, access_needs, consent_how, consent_at, registered_at"
    };
}

#[derive(FromRow)]
struct Row {
    number: RegistrationNumber,
    person: PersonId,
    own: i64,
    registered_by: PersonId,
    seat_status: String,
    offered_until: EventTime,
    code: String,
    name: String,
    category: String,
    organisation: String,
    phone: String,
    email: String,
    area: String,
    access_needs: String,
    consent_how: String,
    consent_at: EventTime,
    registered_at: EventTime,
}

/// How many registrations one statement inserts: SQLite takes 32,766 parameters.
const MAX_INSERTED_ROWS: usize = 500;

/// Inserts a registration. A unique index refuses a second own registration of a person.
pub async fn insert(conn: &mut Conn, registration: &Registration) -> sqlx::Result<()> {
    insert_all(conn, std::slice::from_ref(registration)).await
}

/// Inserts registrations, with few statements for many.
pub async fn insert_all(conn: &mut Conn, registrations: &[Registration]) -> sqlx::Result<()> {
    for registrations in registrations.chunks(MAX_INSERTED_ROWS) {
        let rows = db::placeholder_rows(
            conn,
            "(?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '', 0)",
            registrations.len(),
        );
        let sql = format!(
            "insert into registration (number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
                                       waitlist_inactive_at, code, name, category, organisation, phone, email, area,
                                       access_needs, consent_how, consent_version, consent_at, registered_at,
                                       calendar_issues, calendar_fingerprint, calendar_at)
             values {rows}"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for registration in registrations {
            let Registration { answers, extras, .. } = registration;
            query = query
                .bind(registration.number)
                .bind(registration.person.unwrap_or_default())
                .bind(i64::from(registration.is_own))
                .bind(registration.registered_by.unwrap_or_default())
                .bind(registration.status.name())
                .bind(registration.status.offered_until().unwrap_or_default())
                .bind(registration.registered_at)
                .bind(registration.code.as_str())
                .bind(answers.name.to_string())
                .bind(answers.category.name())
                .bind(text_or_empty(&answers.organisation))
                .bind(text_or_empty(&answers.phone))
                .bind(text_or_empty(&extras.email))
                .bind(text_or_empty(&extras.area))
                .bind(text_or_empty(&extras.access_needs))
                .bind(answers.consent_method.name())
                .bind(CONSENT_VERSION)
                .bind(answers.consent_at)
                .bind(registration.registered_at);
        }
        query.execute(&mut *conn).await?;
    }
    Ok(())
}

/// A person's own registration.
pub async fn find_own(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> =
        sqlx::query_as(concat!("select ", columns!(), " from registration where person = $1 and own = 1"))
            .bind(person)
            .fetch_optional(conn)
            .await?;
    row.map(Row::into_registration).transpose()
}

/// The registration with this number.
pub async fn find(conn: &mut Conn, number: RegistrationNumber) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> =
        sqlx::query_as(concat!("select ", columns!(), " from registration where number = $1"))
            .bind(number)
            .fetch_optional(conn)
            .await?;
    row.map(Row::into_registration).transpose()
}

/// Gives a seat to a registration that waits or has an offer; false if it has one, or is gone.
pub async fn give_seat(conn: &mut Conn, number: RegistrationNumber) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set seat_status = 'seat', offered_until = 0 where number = $1 and seat_status <> 'seat'",
    )
    .bind(number)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A registration of this account: the person's own, or that of a guest. `None` for all others.
pub async fn find_for_person(
    conn: &mut Conn,
    person: PersonId,
    number: RegistrationNumber,
) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from registration where person = $1 and number = $2"
    ))
    .bind(person)
    .bind(number)
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_registration).transpose()
}

/// The account's registration for which a question about a seat is open: first the offer that expires
/// soonest, then a registration whose offer expired.
pub async fn find_awaiting_seat_reply(
    conn: &mut Conn,
    person: PersonId,
) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from registration
         where person = $1
           and (seat_status = 'offered' or (seat_status = 'waiting' and waitlist_inactive_at <> 0))
         order by case seat_status when 'offered' then 0 else 1 end, offered_until, number
         limit 1"
    ))
    .bind(person)
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_registration).transpose()
}

/// The registration with this ticket code.
pub async fn find_by_code(conn: &mut Conn, code: &TicketCode) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> =
        sqlx::query_as(concat!("select ", columns!(), " from registration where code = $1"))
            .bind(code.as_str())
            .fetch_optional(conn)
            .await?;
    row.map(Row::into_registration).transpose()
}

/// The account's guests, in the order of their numbers.
pub async fn guests_of(conn: &mut Conn, person: PersonId) -> sqlx::Result<Vec<Guest>> {
    let rows: Vec<(RegistrationNumber, String)> =
        sqlx::query_as("select number, name from registration where person = $1 and own = 0 order by number")
            .bind(person)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|(number, name)| Guest { number, name }).collect())
}

/// Every registration, in the order of their numbers.
pub async fn list_all(conn: &mut Conn) -> sqlx::Result<Vec<Registration>> {
    let rows: Vec<Row> = sqlx::query_as(concat!("select ", columns!(), " from registration order by number"))
        .fetch_all(conn)
        .await?;
    rows.into_iter().map(Row::into_registration).collect()
}

/// How many registered at or after this time.
pub async fn count_since(conn: &mut Conn, since: EventTime) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from registration where registered_at >= $1")
        .bind(since)
        .fetch_one(conn)
        .await
}

/// Saves changed answers; false if the registration is gone or was taken over by another account.
pub async fn update(conn: &mut Conn, registration: &Registration) -> sqlx::Result<bool> {
    let Registration { number, person, answers, extras, .. } = registration;
    let done = sqlx::query(
        "update registration
         set name = $2, category = $3, organisation = $4, phone = $5, email = $6, area = $7, access_needs = $8
         where number = $1 and person = $9",
    )
    .bind(number)
    .bind(answers.name.to_string())
    .bind(answers.category.name())
    .bind(text_or_empty(&answers.organisation))
    .bind(text_or_empty(&answers.phone))
    .bind(text_or_empty(&extras.email))
    .bind(text_or_empty(&extras.area))
    .bind(text_or_empty(&extras.access_needs))
    .bind(person.unwrap_or_default())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Turns a guest's registration into this person's own; false if it is no guest's registration any more.
pub async fn take_over(
    conn: &mut Conn,
    number: RegistrationNumber,
    person: PersonId,
    now: EventTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration
         set person = $2, own = 1, consent_how = 'self', consent_version = $3, consent_at = $4
         where number = $1 and own = 0",
    )
    .bind(number)
    .bind(person)
    .bind(CONSENT_VERSION)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Deletes a registration of this account; false if it is already gone.
pub async fn delete(conn: &mut Conn, person: PersonId, number: RegistrationNumber) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from registration where number = $1 and person = $2")
        .bind(number)
        .bind(person)
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    db::request_scrub(conn).await?;
    Ok(true)
}

/// How many are registered.
pub async fn count(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from registration").fetch_one(conn).await
}

/// Assigns a ticket code to registrations that were made before tickets existed; not to those that the end of
/// retention has reduced to the attendance sheet.
pub async fn assign_ticket_codes(conn: &mut Conn) -> sqlx::Result<()> {
    let without_code: Vec<RegistrationNumber> =
        sqlx::query_scalar("select number from registration where code = '' and registered_at <> 0")
            .fetch_all(&mut *conn)
            .await?;
    for number in without_code {
        sqlx::query("update registration set code = $2 where number = $1 and code = ''")
            .bind(number)
            .bind(TicketCode::random().as_str())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// The text of an optional answer; the columns store "no answer" as an empty text.
fn text_or_empty<T: ToString>(answer: &Option<T>) -> String {
    answer.as_ref().map(T::to_string).unwrap_or_default()
}

impl Row {
    /// Converts the row. Texts are not validated again: a stricter rule must not make an old row unreadable.
    /// An unknown name in a column is a decode error.
    fn into_registration(self) -> sqlx::Result<Registration> {
        let number = self.number;
        let invalid = |column: &str| {
            sqlx::Error::Decode(format!("registration {number}: invalid value in column {column}").into())
        };
        let answers = Answers {
            consent_method: self.consent_how.parse().map_err(|_| invalid("consent_how"))?,
            consent_at: self.consent_at,
            name: FullName::from_stored(self.name),
            category: self.category.parse().map_err(|_| invalid("category"))?,
            organisation: optional_from_stored(self.organisation),
            phone: optional_from_stored(self.phone),
        };
        let extras = Extras {
            email: optional_from_stored(self.email),
            area: optional_from_stored(self.area),
            access_needs: optional_from_stored(self.access_needs),
        };
        Ok(Registration {
            number,
            person: existing(self.person),
            is_own: self.own == 1,
            registered_by: existing(self.registered_by),
            status: SeatStatus::from_stored(&self.seat_status, self.offered_until)
                .ok_or_else(|| invalid("standing"))?,
            code: TicketCode::parse(&self.code).ok_or_else(|| invalid("code"))?,
            registered_at: self.registered_at,
            answers,
            extras,
        })
    }
}

/// The account of a column; 0 stands for an erased one.
fn existing(person: PersonId) -> Option<PersonId> {
    (person != PersonId::default()).then_some(person)
}

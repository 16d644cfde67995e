//! The registrations' table.

use sqlx::FromRow;

use super::model::{
    AccessNeeds, Area, Category, ConsentMethod, Email, FromStored as _, FullName, TicketCode,
    optional_from_stored,
};
use super::rules::Answers;
use crate::clock::Millis;
use crate::db::{self, Conn};

/// The version of the notice that people agree to; raised whenever its meaning changes.
pub const CONSENT_VERSION: &str = "3";

/// Whether they have a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatStatus {
    Seated,
    /// On the list.
    Waiting,
    /// A seat is kept for them until then.
    Offered(Millis),
}

impl SeatStatus {
    fn name(self) -> &'static str {
        match self {
            SeatStatus::Seated => "seat",
            SeatStatus::Waiting => "waiting",
            SeatStatus::Offered(_) => "offered",
        }
    }

    fn offered_until(self) -> Millis {
        match self {
            SeatStatus::Offered(until) => until,
            SeatStatus::Seated | SeatStatus::Waiting => 0,
        }
    }
}

/// What one may add on the card, whenever one likes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Extras {
    pub email: Option<Email>,
    pub area: Option<Area>,
    pub access_needs: Option<AccessNeeds>,
}

/// A confirmed registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    pub number: i64,
    /// The account that gets its messages; 0 once that was erased.
    pub person: i64,
    /// Whether it is that account's owner's; else somebody's who has no phone.
    pub is_own: bool,
    /// Who typed it in; 0 once their account was erased.
    pub registered_by: i64,
    pub status: SeatStatus,
    pub code: TicketCode,
    pub registered_at: Millis,
    pub answers: Answers,
    pub extras: Extras,
}

#[derive(FromRow)]
struct Row {
    number: i64,
    person: i64,
    own: i64,
    registered_by: i64,
    standing: String,
    offered_until: i64,
    code: String,
    name: String,
    category: String,
    structure: String,
    phone: String,
    email: String,
    area: String,
    access_needs: String,
    consent_how: String,
    consent_at: i64,
    registered_at: i64,
}

/// Keeps a registration. A person has one of their own at most, which an index sees to.
pub async fn insert(conn: &mut Conn, registration: &Registration) -> sqlx::Result<()> {
    let Registration { answers, extras, .. } = registration;
    sqlx::query(
        "insert into registration (number, person, own, registered_by, standing, offered_until, line_at,
                                   last_chance_at, code, name, category, structure, phone, email, area,
                                   access_needs, consent_how, consent_version, consent_at, registered_at,
                                   calendar_sequence, calendar_facts, calendar_at)
         values ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $7,
                 0, '', 0)",
    )
    .bind(registration.number)
    .bind(registration.person)
    .bind(i64::from(registration.is_own))
    .bind(registration.registered_by)
    .bind(registration.status.name())
    .bind(registration.status.offered_until())
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
    .execute(conn)
    .await?;
    Ok(())
}

/// A person's own registration.
pub async fn find_own(conn: &mut Conn, person: i64) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, person, own, registered_by, standing, offered_until, code, name, category,
                structure, phone, email, area, access_needs, consent_how, consent_at, registered_at
         from registration where person = $1 and own = 1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_registration).transpose()
}

/// A registration that gets its messages in this account: their own, or one they made.
pub async fn find_for_person(
    conn: &mut Conn,
    person: i64,
    number: i64,
) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, person, own, registered_by, standing, offered_until, code, name, category,
                structure, phone, email, area, access_needs, consent_how, consent_at, registered_at
         from registration where person = $1 and number = $2",
    )
    .bind(person)
    .bind(number)
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_registration).transpose()
}

/// The registration for which somebody was last asked about a seat: an offer first, the one that ends
/// soonest, then one whose offer ran out.
pub async fn find_awaiting_seat_reply(conn: &mut Conn, person: i64) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, person, own, registered_by, standing, offered_until, code, name, category,
                structure, phone, email, area, access_needs, consent_how, consent_at, registered_at
         from registration
         where person = $1
           and (standing = 'offered' or (standing = 'waiting' and last_chance_at <> 0))
         order by case standing when 'offered' then 0 else 1 end, offered_until, number
         limit 1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_registration).transpose()
}

/// The registration a ticket's code stands for.
pub async fn find_by_code(conn: &mut Conn, code: &TicketCode) -> sqlx::Result<Option<Registration>> {
    let row: Option<Row> = sqlx::query_as(
        "select number, person, own, registered_by, standing, offered_until, code, name, category,
                structure, phone, email, area, access_needs, consent_how, consent_at, registered_at
         from registration where code = $1",
    )
    .bind(code.as_str())
    .fetch_optional(conn)
    .await?;
    row.map(Row::into_registration).transpose()
}

/// The registrations somebody made for others: number, name.
pub async fn guests_of(conn: &mut Conn, person: i64) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as("select number, name from registration where person = $1 and own = 0 order by number")
        .bind(person)
        .fetch_all(conn)
        .await
}

/// Every registration, in the order of their numbers.
pub async fn list_all(conn: &mut Conn) -> sqlx::Result<Vec<Registration>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select number, person, own, registered_by, standing, offered_until, code, name, category,
                structure, phone, email, area, access_needs, consent_how, consent_at, registered_at
         from registration order by number",
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Row::into_registration).collect()
}

/// How many registered at or after a moment.
pub async fn count_since(conn: &mut Conn, since: Millis) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from registration where registered_at >= $1")
        .bind(since)
        .fetch_one(conn)
        .await
}

/// Writes changed answers back; false where it is another account's by now, or gone.
pub async fn update(conn: &mut Conn, registration: &Registration) -> sqlx::Result<bool> {
    let Registration { number, person, answers, extras, .. } = registration;
    let done = sqlx::query(
        "update registration
         set name = $2, category = $3, structure = $4, phone = $5, email = $6, area = $7, access_needs = $8
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
    .bind(person)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Somebody takes over the registration that was made for them. Zero rows: somebody was first.
pub async fn take_over(conn: &mut Conn, number: i64, person: i64, now: Millis) -> sqlx::Result<bool> {
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

/// Deletes a registration with everything that was answered; false where it is gone already.
pub async fn delete(conn: &mut Conn, person: i64, number: i64) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from registration where number = $1 and person = $2")
        .bind(number)
        .bind(person)
        .execute(&mut *conn)
        .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query("delete from reminder_sent where registration = $1").bind(number).execute(&mut *conn).await?;
    db::request_scrub(conn).await?;
    Ok(true)
}

/// The calendar entry that was given out for a registration.
#[derive(Debug, Clone, PartialEq, Eq, Default, FromRow)]
pub struct CalendarEntry {
    /// How many there were.
    #[sqlx(rename = "calendar_sequence")]
    pub issued_count: i64,
    #[sqlx(rename = "calendar_facts")]
    pub fingerprint: String,
    #[sqlx(rename = "calendar_at")]
    pub changed_at: Millis,
    /// The entry's own name in agendas; empty until one is given out.
    #[sqlx(rename = "calendar_uid")]
    pub uid: String,
}

pub async fn find_calendar_entry(conn: &mut Conn, number: i64) -> sqlx::Result<CalendarEntry> {
    let row = sqlx::query_as(
        "select calendar_sequence, calendar_facts, calendar_at, calendar_uid from registration
         where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    Ok(row.unwrap_or_default())
}

/// Notes that another one was given out.
pub async fn update_calendar_entry(conn: &mut Conn, number: i64, entry: &CalendarEntry) -> sqlx::Result<()> {
    sqlx::query(
        "update registration
         set calendar_sequence = $2, calendar_facts = $3, calendar_at = $4, calendar_uid = $5
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

/// Wrong codes somebody tried since a moment.
pub async fn count_wrong_codes(conn: &mut Conn, person: i64, since: Millis) -> sqlx::Result<i64> {
    let tries: Option<i64> =
        sqlx::query_scalar("select tries from wrong_code where person = $1 and since > $2")
            .bind(person)
            .bind(since)
            .fetch_optional(conn)
            .await?;
    Ok(tries.unwrap_or(0))
}

/// One more; the count begins anew once the last one is older than `since`.
pub async fn record_wrong_code(conn: &mut Conn, person: i64, since: Millis, now: Millis) -> sqlx::Result<()> {
    sqlx::query(
        "insert into wrong_code (person, tries, since) values ($1, 1, $3)
         on conflict (person) do update set
             tries = case when wrong_code.since > $2 then wrong_code.tries + 1 else 1 end,
             since = case when wrong_code.since > $2 then wrong_code.since else $3 end",
    )
    .bind(person)
    .bind(since)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many are registered.
pub async fn count(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from registration").fetch_one(conn).await
}

/// Gives a code to registrations that came from before there were tickets.
pub async fn assign_ticket_codes(conn: &mut Conn) -> sqlx::Result<()> {
    let without: Vec<i64> =
        sqlx::query_scalar("select number from registration where code = ''").fetch_all(&mut *conn).await?;
    for number in without {
        sqlx::query("update registration set code = $2 where number = $1 and code = ''")
            .bind(number)
            .bind(TicketCode::random().as_str())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

fn text_or_empty<T: ToString>(said: &Option<T>) -> String {
    said.as_ref().map(T::to_string).unwrap_or_default()
}

impl Row {
    /// Back into our types. What people wrote is taken as it was accepted then: stricter rules for new
    /// answers must not make an old row unreadable.
    fn into_registration(self) -> sqlx::Result<Registration> {
        let number = self.number;
        let wrong = |column: &str| sqlx::Error::Decode(format!("registration {number}: {column}").into());
        let standing = match self.standing.as_str() {
            "seat" => SeatStatus::Seated,
            "waiting" => SeatStatus::Waiting,
            "offered" => SeatStatus::Offered(self.offered_until),
            _ => return Err(wrong("standing")),
        };
        let answers = Answers {
            consent_method: ConsentMethod::from_name(&self.consent_how)
                .ok_or_else(|| wrong("consent_how"))?,
            consent_at: self.consent_at,
            name: FullName::from_stored(self.name),
            category: Category::from_name(&self.category).ok_or_else(|| wrong("category"))?,
            organisation: optional_from_stored(self.structure),
            phone: optional_from_stored(self.phone),
        };
        let extras = Extras {
            email: optional_from_stored(self.email),
            area: optional_from_stored(self.area),
            access_needs: optional_from_stored(self.access_needs),
        };
        Ok(Registration {
            number,
            person: self.person,
            is_own: self.own == 1,
            registered_by: self.registered_by,
            status: standing,
            code: TicketCode::parse(&self.code).ok_or_else(|| wrong("code"))?,
            registered_at: self.registered_at,
            answers,
            extras,
        })
    }
}

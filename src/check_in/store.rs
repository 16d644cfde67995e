//! The table `arrival`, and the view `attendee` that registration publishes.

use sqlx::FromRow;

use super::model::{Arrival, ArrivalOutcome, Attendee, RecordedArrival};
use super::rules::screen_code::ScreenKey;
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::{PersonId, RegistrationNumber};

/// The settings with the key of the codes on the screen at the door, and the word in its address.
const SCREEN_KEY: &str = "check-in-key";
const SCREEN_PATH: &str = "check-in-screen";

/// Records an arrival. Of several for one attendee and day the earliest stays, in whatever order they come in.
pub async fn record(conn: &mut Conn, arrival: &Arrival) -> sqlx::Result<ArrivalOutcome> {
    let inserted = sqlx::query(
        "insert into arrival (registration, day, arrived_at, method, recorded_by)
         select number, $2, $3, $4, $5 from attendee where number = $1
         on conflict (registration, day) do nothing",
    )
    .bind(arrival.registration)
    .bind(arrival.day)
    .bind(arrival.arrived_at)
    .bind::<&str>(arrival.method.into())
    .bind(arrival.recorded_by.unwrap_or_default())
    .execute(&mut *conn)
    .await?;
    if inserted.rows_affected() == 1 {
        return Ok(ArrivalOutcome::Recorded);
    }
    sqlx::query(
        "update arrival set arrived_at = $3, method = $4, recorded_by = $5
         where registration = $1 and day = $2 and arrived_at > $3",
    )
    .bind(arrival.registration)
    .bind(arrival.day)
    .bind(arrival.arrived_at)
    .bind::<&str>(arrival.method.into())
    .bind(arrival.recorded_by.unwrap_or_default())
    .execute(&mut *conn)
    .await?;
    let before: Option<EventTime> =
        sqlx::query_scalar("select arrived_at from arrival where registration = $1 and day = $2")
            .bind(arrival.registration)
            .bind(arrival.day)
            .fetch_optional(conn)
            .await?;
    Ok(before.map_or(ArrivalOutcome::NotRegistered, ArrivalOutcome::AlreadyArrived))
}

/// Deletes an arrival; false if there was none.
pub async fn undo(conn: &mut Conn, registration: RegistrationNumber, day: i64) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from arrival where registration = $1 and day = $2")
        .bind(registration)
        .bind(day)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// How many have arrived on a day.
pub async fn count_inside(conn: &mut Conn, day: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from arrival where day = $1").bind(day).fetch_one(conn).await
}

#[derive(FromRow)]
struct RecordedRow {
    registration: RegistrationNumber,
    day: i64,
    arrived_at: EventTime,
    method: String,
}

/// The arrivals of all days and how each was recorded, in the order of registrations and days.
pub async fn list_recorded_arrivals(conn: &mut Conn) -> sqlx::Result<Vec<RecordedArrival>> {
    let rows: Vec<RecordedRow> = sqlx::query_as(
        "select registration, day, arrived_at, method from arrival order by registration, day",
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RecordedRow::into_arrival).collect()
}

/// The arrivals of one registration, in the order of the days.
pub async fn recorded_arrivals_of(
    conn: &mut Conn,
    registration: RegistrationNumber,
) -> sqlx::Result<Vec<RecordedArrival>> {
    let rows: Vec<RecordedRow> = sqlx::query_as(
        "select registration, day, arrived_at, method from arrival where registration = $1 order by day",
    )
    .bind(registration)
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(RecordedRow::into_arrival).collect()
}

impl RecordedRow {
    fn into_arrival(self) -> sqlx::Result<RecordedArrival> {
        let Self { registration, day, arrived_at, method } = self;
        let method = method.parse().map_err(|_| {
            sqlx::Error::Decode(format!("arrival {registration}: invalid value in column method").into())
        })?;
        Ok(RecordedArrival { registration, day, arrived_at, method })
    }
}

macro_rules! attendees {
    ($condition:literal) => {
        concat!(
            "select attendee.number, attendee.person, attendee.own, attendee.name, attendee.category,
                    attendee.organisation, attendee.has_seat, attendee.code, attendee.access_needs, attendee.phone,
                    coalesce(arrival.arrived_at, 0) as arrived_at
             from attendee left join arrival on arrival.registration = attendee.number and arrival.day = $1
             ",
            $condition
        )
    };
}

#[derive(FromRow)]
struct Row {
    number: RegistrationNumber,
    person: PersonId,
    own: i64,
    name: String,
    category: String,
    organisation: String,
    has_seat: i64,
    code: String,
    access_needs: String,
    phone: String,
    arrived_at: EventTime,
}

/// Every attendee, with the arrival on a day, in the order of their numbers.
pub async fn list_attendees(conn: &mut Conn, day: i64) -> sqlx::Result<Vec<Attendee>> {
    let rows: Vec<Row> =
        sqlx::query_as(attendees!("order by attendee.number")).bind(day).fetch_all(conn).await?;
    Ok(rows.into_iter().map(Row::into_attendee).collect())
}

/// The attendees whose messages this account gets, in the order of their numbers.
pub async fn list_attendees_of(conn: &mut Conn, person: PersonId, day: i64) -> sqlx::Result<Vec<Attendee>> {
    let rows: Vec<Row> =
        sqlx::query_as(attendees!("where attendee.person = $2 and $2 <> 0 order by attendee.number"))
            .bind(day)
            .bind(person)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(Row::into_attendee).collect())
}

/// The attendee of a registration.
pub async fn find_attendee(
    conn: &mut Conn,
    number: RegistrationNumber,
    day: i64,
) -> sqlx::Result<Option<Attendee>> {
    let row: Option<Row> = sqlx::query_as(attendees!("where attendee.number = $2"))
        .bind(day)
        .bind(number)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Row::into_attendee))
}

/// The attendee with this ticket's code, without a hyphen.
pub async fn find_by_code(conn: &mut Conn, code: &str, day: i64) -> sqlx::Result<Option<Attendee>> {
    let row: Option<Row> = sqlx::query_as(attendees!("where attendee.code = $2 and attendee.code <> ''"))
        .bind(day)
        .bind(code)
        .fetch_optional(conn)
        .await?;
    Ok(row.map(Row::into_attendee))
}

/// How many have a seat.
pub async fn count_seated(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from attendee where has_seat = 1").fetch_one(conn).await
}

/// The key of the codes, if it was made.
pub async fn stored_screen_key(conn: &mut Conn) -> sqlx::Result<Option<ScreenKey>> {
    Ok(db::get_setting(conn, SCREEN_KEY).await?.map(ScreenKey::from_stored))
}

/// The word in the address of the screen, if it was made.
pub async fn stored_screen_word(conn: &mut Conn) -> sqlx::Result<Option<String>> {
    db::get_setting(conn, SCREEN_PATH).await
}

/// The key of the codes on the screen at the door, made at the first use.
pub async fn screen_key(conn: &mut Conn) -> sqlx::Result<ScreenKey> {
    let fresh = format!("{:032x}", rand::random::<u128>());
    Ok(ScreenKey::from_stored(db::get_or_set_setting(conn, SCREEN_KEY, &fresh).await?))
}

/// The word in the address of the screen at the door, made at the first use: whoever has it can check people in.
pub async fn screen_path_word(conn: &mut Conn) -> sqlx::Result<String> {
    let fresh = format!("{:024x}", rand::random::<u128>() >> 32);
    db::get_or_set_setting(conn, SCREEN_PATH, &fresh).await
}

/// The address of the screen at the door; `None` where the bot's pages have no public address.
pub async fn screen_url(conn: &mut Conn) -> sqlx::Result<Option<String>> {
    let base = db::get_setting(conn, db::PUBLIC_URL_KEY).await?.unwrap_or_default();
    // a reader of the page cannot make the key
    screen_key(conn).await?;
    let word = screen_path_word(conn).await?;
    Ok((!base.is_empty()).then(|| format!("{base}/entrance/{word}")))
}

impl Row {
    fn into_attendee(self) -> Attendee {
        Attendee {
            number: self.number,
            person: self.person.to_option(),
            is_own: self.own == 1,
            name: self.name,
            category: self.category,
            organisation: self.organisation,
            has_seat: self.has_seat == 1,
            code: self.code,
            access_needs: self.access_needs,
            phone: self.phone,
            arrived_at: self.arrived_at.to_option(),
        }
    }
}

//! The SQL of seats and of the waitlist, in the tables `registration` and `completion_reminded`. A caller
//! that gives or frees a seat holds the lock of the registrations' counter.

use sqlx::AssertSqlSafe;

use super::model::{SeatCounts, WaitlistRecipient};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{PersonId, RegistrationNumber};
use crate::programme::Programme;
use crate::registration::model::{Category, SeatStatus};

/// Number, account (0 once erased), language, whether it is the account's own, name.
type Row = (RegistrationNumber, PersonId, String, i64, String);

fn recipient_from_row((number, person, language, own, name): Row) -> WaitlistRecipient {
    WaitlistRecipient {
        number,
        person: (person != PersonId::default()).then_some(person),
        lang: Lang::from_code(&language).unwrap_or(Lang::Fr),
        guest_name: (own == 0).then_some(name),
    }
}

/// The counts that decide about a seat, without reading every registration: the taken seats, if the event has
/// a capacity, and for each category's waitlist whether it is empty (0) or not (1).
pub async fn load_availability(conn: &mut Conn, programme: &Programme) -> sqlx::Result<SeatCounts> {
    let mut counts = SeatCounts::default();
    if programme.registration.capacity.is_some() {
        let taken: Vec<(String, i64)> = sqlx::query_as(
            "select category, count(*) from registration where seat_status in ('seat', 'offered') group by category",
        )
        .fetch_all(&mut *conn)
        .await?;
        for (category, count) in taken {
            *counts.taken.entry(category_or_other(&category)).or_default() += count;
        }
    }
    let sql = format!(
        "select line.column1,
                cast(coalesce((
                    select 1 from registration
                    where seat_status = 'waiting' and waitlist_inactive_at = 0 and category = line.column1 limit 1), 0)
                as bigint),
                cast(coalesce((
                    select 1 from registration join person on person.id = registration.person
                    where seat_status = 'waiting' and waitlist_inactive_at = 0 and category = line.column1
                      and person.unreachable = 0
                    limit 1), 0)
                as bigint)
         from (values {}) as line",
        db::placeholder_rows(conn, "(?)", Category::ALL.len())
    );
    let query = Category::ALL
        .iter()
        .fold(sqlx::query_as(AssertSqlSafe(sql)), |query, category| query.bind(category.name()));
    let waitlists: Vec<(String, i64, i64)> = query.fetch_all(&mut *conn).await?;
    for (category, active, reachable) in waitlists {
        counts.active_waitlist.insert(category_or_other(&category), active);
        counts.reachable.insert(category_or_other(&category), reachable);
    }
    Ok(counts)
}

/// When the first offer expires.
pub async fn next_offer_expiry(conn: &mut Conn) -> sqlx::Result<Option<EventTime>> {
    sqlx::query_scalar("select min(offered_until) from registration where seat_status = 'offered'")
        .fetch_one(conn)
        .await
}

/// An unknown name counts as [`Category::Other`]: a count must not fail.
fn category_or_other(name: &str) -> Category {
    name.parse().unwrap_or(Category::Other)
}

/// Complete counts of all registrations.
pub async fn count_seats(conn: &mut Conn) -> sqlx::Result<SeatCounts> {
    let rows: Vec<(String, String, i64, i64, i64)> = sqlx::query_as(
        "select seat_status, category, count(*),
                cast(sum(case when waitlist_inactive_at = 0 then 1 else 0 end) as bigint),
                cast(sum(case when waitlist_inactive_at = 0 and person.id is not null then 1 else 0 end) as bigint)
         from registration left join person on person.id = registration.person and person.unreachable = 0
         group by seat_status, category",
    )
    .fetch_all(conn)
    .await?;
    let mut counts = SeatCounts::default();
    for (status, category, count, active, reachable) in rows {
        let category = category_or_other(&category);
        if status == SeatStatus::Waiting.name() {
            *counts.waiting.entry(category).or_default() += count;
            *counts.active_waitlist.entry(category).or_default() += active;
            *counts.reachable.entry(category).or_default() += reachable;
            continue;
        }
        *counts.taken.entry(category).or_default() += count;
    }
    Ok(counts)
}

/// The first registration on a category's waitlist, with the time since which it waits; optionally only
/// among those whose account is reachable.
pub async fn first_waitlisted(
    conn: &mut Conn,
    category: Category,
    reachable: bool,
) -> sqlx::Result<Option<(EventTime, RegistrationNumber)>> {
    sqlx::query_as(
        "select waitlisted_at, number from registration
         where seat_status = 'waiting' and category = $1 and waitlist_inactive_at = 0
           and ($2 = 0 or exists (select 1 from person where person.id = registration.person and person.unreachable = 0))
         order by waitlisted_at, number
         limit 1",
    )
    .bind(category.name())
    .bind(i64::from(reachable))
    .fetch_optional(conn)
    .await
}

/// Gives or offers a seat to a waiting registration; `None` if it does not wait any more.
pub async fn promote(
    conn: &mut Conn,
    number: RegistrationNumber,
    status: SeatStatus,
) -> sqlx::Result<Option<WaitlistRecipient>> {
    let done = sqlx::query(
        "update registration set seat_status = $2, offered_until = $3 where number = $1 and seat_status = 'waiting'",
    )
    .bind(number)
    .bind(status.name())
    .bind(status.offered_until().unwrap_or_default())
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    let row: Option<Row> = sqlx::query_as(
        "select registration.number, registration.person, coalesce(person.language, 'fr'), registration.own,
                registration.name
         from registration left join person on person.id = registration.person
         where registration.number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(recipient_from_row))
}

/// Turns an offer into a seat; false if the offer expired or the registration is not this account's.
pub async fn accept_offer(
    conn: &mut Conn,
    number: RegistrationNumber,
    person: PersonId,
    now: EventTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set seat_status = 'seat', offered_until = 0
         where number = $1 and person = $2 and seat_status = 'offered' and offered_until > $3",
    )
    .bind(number)
    .bind(person)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The offers that expired by now, oldest first, at most `limit` of them.
pub async fn expired_offers(
    conn: &mut Conn,
    now: EventTime,
    limit: i64,
) -> sqlx::Result<Vec<WaitlistRecipient>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select registration.number, registration.person, coalesce(person.language, 'fr'), registration.own,
                registration.name
         from registration left join person on person.id = registration.person
         where registration.seat_status = 'offered' and registration.offered_until <= $1
         order by registration.offered_until, registration.number
         limit $2",
    )
    .bind(now)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(recipient_from_row).collect())
}

/// Puts a registration whose offer expired back on the waitlist, inactive until the person rejoins: otherwise
/// the only one waiting would get an offer every few hours. False if the offer was answered meanwhile.
pub async fn expire_offer(conn: &mut Conn, number: RegistrationNumber, now: EventTime) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set seat_status = 'waiting', offered_until = 0, waitlist_inactive_at = $2
         where number = $1 and seat_status = 'offered' and offered_until <= $2",
    )
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts an inactive registration at the end of the waitlist; false if it is not inactive.
pub async fn rejoin_waitlist(
    conn: &mut Conn,
    number: RegistrationNumber,
    now: EventTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set waitlist_inactive_at = 0, waitlisted_at = $2
         where number = $1 and seat_status = 'waiting' and waitlist_inactive_at <> 0",
    )
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The registrations on the waitlist that are active, longest waiting first, at most `limit` of them.
pub async fn active_waitlist(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<WaitlistRecipient>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select registration.number, registration.person, coalesce(person.language, 'fr'), registration.own,
                registration.name
         from registration left join person on person.id = registration.person
         where registration.seat_status = 'waiting' and registration.waitlist_inactive_at = 0
         order by registration.waitlisted_at, registration.number
         limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(recipient_from_row).collect())
}

/// Makes a waiting registration inactive, because the waitlist closed.
pub async fn mark_waitlist_closed(
    conn: &mut Conn,
    number: RegistrationNumber,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query("update registration set waitlist_inactive_at = $2 where number = $1")
        .bind(number)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// The position on the waitlist, from 1; `None` for a registration that does not wait or is inactive.
pub async fn waitlist_position(conn: &mut Conn, number: RegistrationNumber) -> sqlx::Result<Option<i64>> {
    let position: i64 = sqlx::query_scalar(
        "select count(*)
         from registration as ahead join registration as own on own.number = $1
         where own.seat_status = 'waiting' and own.waitlist_inactive_at = 0
           and ahead.seat_status = 'waiting' and ahead.waitlist_inactive_at = 0
           and (ahead.waitlisted_at < own.waitlisted_at
                or (ahead.waitlisted_at = own.waitlisted_at and ahead.number <= own.number))",
    )
    .bind(number)
    .fetch_one(conn)
    .await?;
    Ok((position > 0).then_some(position))
}

/// Reachable people with an unfinished registration, also below another activity, who were not reminded yet;
/// at most `limit` of them.
pub async fn list_unfinished_drafts(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let rows: Vec<(PersonId, String)> = sqlx::query_as(
        "select person.id, person.language from person
         where person.registration_draft = 1 and person.unreachable = 0
           and not exists (select 1 from completion_reminded where completion_reminded.person = person.id)
         order by person.id
         limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, language)| (id, Lang::from_code(&language).unwrap_or(Lang::Fr))).collect())
}

/// Records that a person was reminded to complete their registration.
pub async fn mark_completion_reminded(conn: &mut Conn, person: PersonId, now: EventTime) -> sqlx::Result<()> {
    sqlx::query(
        "insert into completion_reminded (person, at) values ($1, $2) on conflict (person) do nothing",
    )
    .bind(person)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

//! Seats and the line: counted and changed only under the lock of the registrations' counter.

use sqlx::AssertSqlSafe;

use super::rules::SeatCounts;
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::programme::Programme;
use crate::registration::model::Category;

/// Somebody whose standing changed, and whom to tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitlistRecipient {
    pub number: i64,
    /// Their account, or that of who registered them; 0 for none.
    pub person: i64,
    pub lang: Lang,
    /// Whose registration it is, where it is not the account's own.
    pub guest_name: Option<String>,
}

type Row = (i64, i64, String, i64, String);

fn recipient_from_row((number, person, code, own, name): Row) -> WaitlistRecipient {
    let lang = Lang::from_code(&code).unwrap_or(Lang::Fr);
    WaitlistRecipient { number, person, lang, guest_name: (own == 0).then_some(name) }
}

/// What decides about a seat, without a look at everybody who registered: where there is a capacity, how many of
/// it are taken; of each line whether it is empty (0) or not (1).
pub async fn load_availability(conn: &mut Conn, programme: &Programme) -> sqlx::Result<SeatCounts> {
    let mut counts = SeatCounts::default();
    if programme.registration.capacity.is_some() {
        let taken: Vec<(String, i64)> = sqlx::query_as(
            "select category, count(*) from registration where standing in ('seat', 'offered') group by category",
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
                    where standing = 'waiting' and last_chance_at = 0 and category = line.column1 limit 1), 0)
                as bigint),
                cast(coalesce((
                    select 1 from registration join person on person.id = registration.person
                    where standing = 'waiting' and last_chance_at = 0 and category = line.column1
                      and person.gone = 0
                    limit 1), 0)
                as bigint)
         from (values {}) as line",
        db::placeholder_rows(conn, "(?)", Category::ALL.len())
    );
    let query = Category::ALL.iter().fold(sqlx::query_as(AssertSqlSafe(sql)), |q, one| q.bind(one.name()));
    let lines: Vec<(String, i64, i64)> = query.fetch_all(&mut *conn).await?;
    for (category, hoping, reachable) in lines {
        counts.active_waitlist.insert(category_or_other(&category), hoping);
        counts.reachable.insert(category_or_other(&category), reachable);
    }
    Ok(counts)
}

/// When the first offer runs out.
pub async fn next_offer_expiry(conn: &mut Conn) -> sqlx::Result<Option<Millis>> {
    sqlx::query_scalar("select min(offered_until) from registration where standing = 'offered'")
        .fetch_one(conn)
        .await
}

fn category_or_other(name: &str) -> Category {
    Category::from_name(name).unwrap_or(Category::Other)
}

/// Everybody counted, for whoever asks how many they are.
pub async fn count_seats(conn: &mut Conn) -> sqlx::Result<SeatCounts> {
    let rows: Vec<(String, String, i64, i64, i64)> = sqlx::query_as(
        "select standing, category, count(*),
                cast(sum(case when last_chance_at = 0 then 1 else 0 end) as bigint),
                cast(sum(case when last_chance_at = 0 and person.id is not null then 1 else 0 end) as bigint)
         from registration left join person on person.id = registration.person and person.gone = 0
         group by standing, category",
    )
    .fetch_all(conn)
    .await?;
    let mut counts = SeatCounts::default();
    for (standing, category, count, hoping, reachable) in rows {
        let category = category_or_other(&category);
        if standing == "waiting" {
            *counts.waiting.entry(category).or_default() += count;
            *counts.active_waitlist.entry(category).or_default() += hoping;
            *counts.reachable.entry(category).or_default() += reachable;
            continue;
        }
        *counts.taken.entry(category).or_default() += count;
    }
    Ok(counts)
}

/// The first in line of a category, perhaps of those alone whom a message reaches: since when, number.
pub async fn first_waitlisted(
    conn: &mut Conn,
    category: Category,
    reachable: bool,
) -> sqlx::Result<Option<(Millis, i64)>> {
    sqlx::query_as(
        "select line_at, number from registration
         where standing = 'waiting' and category = $1 and last_chance_at = 0
           and ($2 = 0 or exists (select 1 from person where person.id = registration.person and person.gone = 0))
         order by line_at, number
         limit 1",
    )
    .bind(category.name())
    .bind(i64::from(reachable))
    .fetch_optional(conn)
    .await
}

/// Gives somebody in line a seat (`until` 0) or keeps one for them until then.
pub async fn promote(conn: &mut Conn, number: i64, until: Millis) -> sqlx::Result<Option<WaitlistRecipient>> {
    let standing = if until == 0 { "seat" } else { "offered" };
    let done = sqlx::query(
        "update registration set standing = $2, offered_until = $3 where number = $1 and standing = 'waiting'",
    )
    .bind(number)
    .bind(standing)
    .bind(until)
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

/// Takes the seat that is kept for them, if it still is.
pub async fn accept_offer(conn: &mut Conn, number: i64, person: i64, now: Millis) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set standing = 'seat', offered_until = 0
         where number = $1 and person = $2 and standing = 'offered' and offered_until > $3",
    )
    .bind(number)
    .bind(person)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Offers that have run out.
pub async fn expired_offers(
    conn: &mut Conn,
    now: Millis,
    at_most: i64,
) -> sqlx::Result<Vec<WaitlistRecipient>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select registration.number, registration.person, coalesce(person.language, 'fr'), registration.own,
                registration.name
         from registration left join person on person.id = registration.person
         where registration.standing = 'offered' and registration.offered_until <= $1
         order by registration.offered_until, registration.number
         limit $2",
    )
    .bind(now)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(recipient_from_row).collect())
}

/// Back among those who wait. They are offered another only once they say that they still hope: a
/// line of one would else be written to every few hours.
pub async fn expire_offer(conn: &mut Conn, number: i64, now: Millis) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set standing = 'waiting', offered_until = 0, last_chance_at = $2
         where number = $1 and standing = 'offered' and offered_until <= $2",
    )
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// At the end of the line again.
pub async fn rejoin_waitlist(conn: &mut Conn, number: i64, now: Millis) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update registration set last_chance_at = 0, line_at = $2
         where number = $1 and standing = 'waiting' and last_chance_at <> 0",
    )
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Those in line who were not told yet that the last chance has passed.
pub async fn active_waitlist(conn: &mut Conn, at_most: i64) -> sqlx::Result<Vec<WaitlistRecipient>> {
    let rows: Vec<Row> = sqlx::query_as(
        "select registration.number, registration.person, coalesce(person.language, 'fr'), registration.own,
                registration.name
         from registration left join person on person.id = registration.person
         where registration.standing = 'waiting' and registration.last_chance_at = 0
         order by registration.line_at, registration.number
         limit $1",
    )
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(recipient_from_row).collect())
}

pub async fn mark_waitlist_closed(conn: &mut Conn, number: i64, now: Millis) -> sqlx::Result<()> {
    sqlx::query("update registration set last_chance_at = $2 where number = $1")
        .bind(number)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

/// One's place in the line, from 1; `None` for who is not in it, or hopes no longer.
pub async fn waitlist_position(conn: &mut Conn, number: i64) -> sqlx::Result<Option<i64>> {
    let place: i64 = sqlx::query_scalar(
        "select count(*)
         from registration as ahead join registration as own on own.number = $1
         where own.standing = 'waiting' and own.last_chance_at = 0
           and ahead.standing = 'waiting' and ahead.last_chance_at = 0
           and (ahead.line_at < own.line_at
                or (ahead.line_at = own.line_at and ahead.number <= own.number))",
    )
    .bind(number)
    .fetch_one(conn)
    .await?;
    Ok((place > 0).then_some(place))
}

/// People with a registration in the making, even below another activity, who were not nudged yet. The second
/// condition finds conversations as earlier versions stored them.
pub async fn list_unfinished_drafts(conn: &mut Conn, at_most: i64) -> sqlx::Result<Vec<(i64, Lang)>> {
    let rows: Vec<(i64, String)> = sqlx::query_as(
        r#"select person.id, person.language from person
         where person.gone = 0
           and (replace(person.step, '{"registering":', '') <> person.step
                or (substr(person.step, 1, 1) <> '{' and substr(person.step, 1, 8) <> 'offered:'
                    and replace(person.step, 'registration:{', '') <> person.step))
           and not exists (select 1 from nudged where nudged.person = person.id)
         order by person.id
         limit $1"#,
    )
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, code)| (id, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

pub async fn mark_completion_reminded(conn: &mut Conn, person: i64, now: Millis) -> sqlx::Result<()> {
    sqlx::query("insert into nudged (person, at) values ($1, $2) on conflict (person) do nothing")
        .bind(person)
        .bind(now)
        .execute(conn)
        .await?;
    Ok(())
}

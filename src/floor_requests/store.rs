//! The tables `floor_request` and `floor_panel`, the setting of the queue, and the view `muted_person` that `questions`
//! publishes.

use sqlx::FromRow;

use super::model::{Counts, Mode, Request, RequestNumber, State};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::people::PriorUsage;

/// The counter of requests, which is also the lock of the queue.
const COUNTER: &str = "floor_request";
/// The setting with the [`Mode`].
const MODE_KEY: &str = "floor-mode";

#[derive(FromRow)]
struct RequestRow {
    number: RequestNumber,
    person: PersonId,
    name: String,
    state: String,
    position: i64,
    newcomer: i64,
    skipped: i64,
    forewarned: i64,
    acknowledged: i64,
    session: String,
    called_at: EventTime,
}

impl From<RequestRow> for Request {
    fn from(row: RequestRow) -> Self {
        Self {
            number: row.number,
            person: row.person,
            name: row.name,
            // the column has a check
            state: row.state.parse().unwrap_or(State::Withdrawn),
            position: row.position,
            newcomer: row.newcomer == 1,
            skipped: row.skipped == 1,
            forewarned: row.forewarned == 1,
            acknowledged: row.acknowledged == 1,
            session: row.session,
            called_at: row.called_at,
        }
    }
}

/// Takes the lock of the queue until the transaction ends: every change takes it first.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, COUNTER).await
}

/// When the hall may ask, as moderators set it.
pub async fn mode(conn: &mut Conn) -> sqlx::Result<Mode> {
    let stored = db::get_setting(conn, MODE_KEY).await?;
    Ok(stored.and_then(|name| name.parse().ok()).unwrap_or_default())
}

/// Stores when the hall may ask.
pub async fn set_mode(conn: &mut Conn, mode: Mode) -> sqlx::Result<()> {
    db::set_setting(conn, MODE_KEY, mode.name()).await
}

/// A request by its number.
pub async fn load(conn: &mut Conn, number: RequestNumber) -> sqlx::Result<Option<Request>> {
    let row: Option<RequestRow> = sqlx::query_as(
        "select number, person, name, state, position, newcomer, skipped, forewarned, acknowledged, session, called_at
         from floor_request where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Request::from))
}

/// The open request of a person: waiting, or speaking.
pub async fn open_of(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<Request>> {
    let row: Option<RequestRow> = sqlx::query_as(
        "select number, person, name, state, position, newcomer, skipped, forewarned, acknowledged, session, called_at
         from floor_request where person = $1 and person <> 0 and state in ('waiting', 'speaking')",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Request::from))
}

/// Everybody who waits, in the order in which they asked.
pub async fn waiting(conn: &mut Conn) -> sqlx::Result<Vec<Request>> {
    let rows: Vec<RequestRow> = sqlx::query_as(
        "select number, person, name, state, position, newcomer, skipped, forewarned, acknowledged, session, called_at
         from floor_request where state = 'waiting' order by position",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Request::from).collect())
}

/// Who has the floor.
pub async fn speaker(conn: &mut Conn) -> sqlx::Result<Option<Request>> {
    let row: Option<RequestRow> = sqlx::query_as(
        "select number, person, name, state, position, newcomer, skipped, forewarned, acknowledged, session, called_at
         from floor_request where state = 'speaking'",
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(Request::from))
}

/// Whether a person has had the floor at this event, also before their account was erased.
pub async fn was_heard(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let found: i64 = sqlx::query_scalar(
        "select count(*) from (
             select number from floor_request where person = $1 and state in ('speaking', 'heard')
             union all select at from prior_usage where person = $1 and what = $2) as found",
    )
    .bind(person)
    .bind(PriorUsage::Spoke.to_string())
    .fetch_one(conn)
    .await?;
    Ok(found > 0)
}

/// Whether a moderator takes no questions from a person.
pub async fn is_muted(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let found: Option<i64> = sqlx::query_scalar("select person from muted_person where person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// The position behind everybody. The caller holds the lock.
async fn last_position(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select cast(coalesce(max(position), 0) + 1 as bigint) from floor_request")
        .fetch_one(conn)
        .await
}

/// Adds a request at the end of the queue. One that the same person took back or missed in the same session is opened
/// again under its number: pressing twenty times is one request. The caller holds the lock, and knows that the person
/// has no open one.
pub async fn insert(
    conn: &mut Conn,
    person: PersonId,
    name: &str,
    session: &str,
    now: EventTime,
) -> sqlx::Result<RequestNumber> {
    let position = last_position(conn).await?;
    let newcomer = i64::from(!was_heard(conn, person).await?);
    let reopened: Option<RequestNumber> = sqlx::query_scalar(
        "update floor_request
         set name = $2, state = 'waiting', position = $3, newcomer = $4, skipped = 0, forewarned = 0,
             acknowledged = 0, told = 1, asked_at = $5, called_at = 0
         where number = (select max(number) from floor_request
                         where person = $1 and person <> 0 and session = $6 and state not in ('heard'))
         returning number",
    )
    .bind(person)
    .bind(name)
    .bind(position)
    .bind(newcomer)
    .bind(now)
    .bind(session)
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(number) = reopened {
        return Ok(number);
    }
    let number = RequestNumber(db::next_number(conn, COUNTER).await?);
    sqlx::query(
        "insert into floor_request
             (number, person, name, state, position, newcomer, skipped, forewarned, acknowledged, told, session,
              asked_at, called_at)
         values ($1, $2, $3, 'waiting', $4, $5, 0, 0, 0, 1, $6, $7, 0)",
    )
    .bind(number)
    .bind(person)
    .bind(name)
    .bind(position)
    .bind(newcomer)
    .bind(session)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(number)
}

/// Moves a request from one state to another; false where it is in none of that state any more.
pub async fn change_state(
    conn: &mut Conn,
    number: RequestNumber,
    from: State,
    to: State,
) -> sqlx::Result<bool> {
    let done = sqlx::query("update floor_request set state = $3 where number = $1 and state = $2")
        .bind(number)
        .bind(from.name())
        .bind(to.name())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the floor to a request that waits.
pub async fn set_speaking(conn: &mut Conn, number: RequestNumber, now: EventTime) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update floor_request set state = 'speaking', called_at = $2, acknowledged = 0
         where number = $1 and state = 'waiting'",
    )
    .bind(number)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a request that was called behind everybody who waits.
pub async fn move_to_end(conn: &mut Conn, number: RequestNumber) -> sqlx::Result<()> {
    let position = last_position(conn).await?;
    sqlx::query(
        "update floor_request
         set state = 'waiting', position = $2, skipped = 1, forewarned = 0, acknowledged = 0, called_at = 0
         where number = $1",
    )
    .bind(number)
    .bind(position)
    .execute(conn)
    .await?;
    Ok(())
}

/// Records that the speaker is coming; false where the floor is not theirs.
pub async fn acknowledge(conn: &mut Conn, number: RequestNumber, person: PersonId) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update floor_request set acknowledged = 1 where number = $1 and person = $2 and state = 'speaking'",
    )
    .bind(number)
    .bind(person)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Records that a person was told to get ready.
pub async fn mark_forewarned(conn: &mut Conn, number: RequestNumber) -> sqlx::Result<()> {
    sqlx::query("update floor_request set forewarned = 1 where number = $1")
        .bind(number)
        .execute(conn)
        .await?;
    Ok(())
}

/// Changes the name that moderators see of an open request.
pub async fn set_name(conn: &mut Conn, number: RequestNumber, name: &str) -> sqlx::Result<()> {
    sqlx::query("update floor_request set name = $2 where number = $1")
        .bind(number)
        .bind(name)
        .execute(conn)
        .await?;
    Ok(())
}

/// The sessions of the requests that wait.
pub async fn waiting_sessions(conn: &mut Conn) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select distinct session from floor_request where state = 'waiting' order by session")
        .fetch_all(conn)
        .await
}

/// Ends all requests of a session that wait; they are told afterwards.
pub async fn close_waiting(conn: &mut Conn, session: &str) -> sqlx::Result<()> {
    sqlx::query(
        "update floor_request set state = 'closed', told = 0 where state = 'waiting' and session = $1",
    )
    .bind(session)
    .execute(conn)
    .await?;
    Ok(())
}

/// Ends all requests that wait, by a moderator's hand; how many.
pub async fn clear_waiting(conn: &mut Conn) -> sqlx::Result<u64> {
    let done = sqlx::query("update floor_request set state = 'cleared', told = 0 where state = 'waiting'")
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

/// Whether any request waits, has the floor, or ended without its person being told.
pub async fn has_unfinished(conn: &mut Conn) -> sqlx::Result<bool> {
    let found: Option<RequestNumber> = sqlx::query_scalar(
        "select number from floor_request where state in ('waiting', 'speaking') or told = 0 limit 1",
    )
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// Whether a request was ended without a notification yet.
pub async fn has_untold(conn: &mut Conn) -> sqlx::Result<bool> {
    let found: Option<RequestNumber> =
        sqlx::query_scalar("select number from floor_request where told = 0 limit 1")
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

/// The next people whose request was ended and who were not told yet, with the state. The caller holds the lock.
pub async fn take_untold(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<Request>> {
    let rows: Vec<RequestRow> = sqlx::query_as(
        "update floor_request set told = 1
         where number in (select number from floor_request where told = 0 order by number limit $1)
         returning number, person, name, state, position, newcomer, skipped, forewarned, acknowledged, session, called_at",
    )
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(Request::from).collect())
}

/// Deletes a request: the person has another one.
pub async fn delete(conn: &mut Conn, number: RequestNumber) -> sqlx::Result<()> {
    sqlx::query("delete from floor_request where number = $1").bind(number).execute(conn).await?;
    Ok(())
}

/// Gives all requests of a person to another one.
pub async fn change_person(conn: &mut Conn, from: PersonId, to: PersonId) -> sqlx::Result<()> {
    sqlx::query("update floor_request set person = $2 where person = $1")
        .bind(from)
        .bind(to)
        .execute(conn)
        .await?;
    Ok(())
}

/// Records that the person of a request has had the floor before.
pub async fn mark_heard_before(conn: &mut Conn, number: RequestNumber) -> sqlx::Result<()> {
    sqlx::query("update floor_request set newcomer = 0 where number = $1").bind(number).execute(conn).await?;
    Ok(())
}

/// How often the floor was asked for and given.
pub async fn counts(conn: &mut Conn) -> sqlx::Result<Counts> {
    let (asked, given, newcomers, waiting) = sqlx::query_as(
        "select count(*),
                cast(coalesce(sum(case when state in ('speaking', 'heard') then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when state in ('speaking', 'heard') then newcomer else 0 end), 0) as bigint),
                cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint)
         from floor_request",
    )
    .fetch_one(conn)
    .await?;
    Ok(Counts { asked, given, newcomers, waiting })
}

/// The panels: whose they are, and what they show.
pub async fn panels(conn: &mut Conn) -> sqlx::Result<Vec<(PersonId, String)>> {
    sqlx::query_as("select person, content_hash from floor_panel order by person").fetch_all(conn).await
}

/// What a moderator's panel shows; `None` without one.
pub async fn panel_of(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select content_hash from floor_panel where person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await
}

/// Stores what a moderator's panel shows.
pub async fn save_panel(conn: &mut Conn, person: PersonId, content_hash: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into floor_panel (person, content_hash) values ($1, $2)
         on conflict (person) do update set content_hash = excluded.content_hash",
    )
    .bind(person)
    .bind(content_hash)
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes a panel.
pub async fn delete_panel(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    sqlx::query("delete from floor_panel where person = $1").bind(person).execute(conn).await?;
    Ok(())
}

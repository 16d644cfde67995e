//! `reminder_subscription`: the sessions a person wants to be reminded of, how long before, and what was sent.

use super::super::model::{DueSubscription, Outcome, OutdatedSubscription};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::PersonId;

/// The session of a row that is no subscription: its `lead_minutes` are the person's choice for all sessions.
const LEAD_ROW: &str = "";

/// Marks sent reminders of a subscribed session as wrong although the start is the same, because the room has changed:
/// the start that they announced becomes negative.
pub async fn mark_subscriptions_outdated(conn: &mut Conn, session: &str) -> sqlx::Result<()> {
    sqlx::query(
        "update reminder_subscription set told_start = -told_start where session = $1 and told_start > 1",
    )
    .bind(session)
    .execute(conn)
    .await?;
    Ok(())
}

/// Subscriptions to a session that starts at `start` that are due and have no outcome. Subscriptions made after they
/// were due are left out.
pub async fn find_due_subscriptions(
    conn: &mut Conn,
    session: &str,
    start: EventTime,
    now: EventTime,
    limit: i64,
) -> sqlx::Result<Vec<DueSubscription>> {
    let rows: Vec<(PersonId, String, i64)> = sqlx::query_as(
        "select person.id, person.language, reminder_subscription.lead_minutes
         from reminder_subscription join person on person.id = reminder_subscription.person
         where reminder_subscription.session = $1 and reminder_subscription.outcome = '' and reminder_subscription.is_active = 1
           and person.unreachable = 0
           and $2 - reminder_subscription.lead_minutes * 60000 <= $3
           and $2 - reminder_subscription.lead_minutes * 60000 > reminder_subscription.subscribed_at
           and not exists (select 1 from reminder_mute
                           where reminder_mute.person = person.id and reminder_mute.reminder = '*')
         order by reminder_subscription.lead_minutes desc, person.id
         limit $4",
    )
    .bind(session)
    .bind(start)
    .bind(now)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    let subscription = |(person, code, lead): (PersonId, String, i64)| DueSubscription {
        person,
        lang: Lang::from_code(&code).unwrap_or(Lang::Fr),
        due_at: start - lead * 60_000,
    };
    Ok(rows.into_iter().map(subscription).collect())
}

/// Records the outcome of a subscription and the start its message announced. False when an outcome was
/// recorded before.
pub async fn record_subscription_outcome(
    conn: &mut Conn,
    person: PersonId,
    session: &str,
    outcome: Outcome,
    announced_start: Option<EventTime>,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update reminder_subscription set outcome = $3, told_start = $4
         where person = $1 and session = $2 and outcome = ''",
    )
    .bind(person)
    .bind(session)
    .bind(<&str>::from(outcome))
    .bind(announced_start.unwrap_or_default())
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Subscriptions whose reminder announced a start other than `start`.
pub async fn find_outdated_subscriptions(
    conn: &mut Conn,
    session: &str,
    start: EventTime,
    limit: i64,
) -> sqlx::Result<Vec<OutdatedSubscription>> {
    let rows: Vec<(PersonId, String, EventTime)> = sqlx::query_as(
        "select person.id, person.language, reminder_subscription.told_start
         from reminder_subscription join person on person.id = reminder_subscription.person
         where reminder_subscription.session = $1 and reminder_subscription.outcome = 'sent'
           and reminder_subscription.told_start <> 0 and reminder_subscription.told_start <> $2 and person.unreachable = 0
         order by person.id
         limit $3",
    )
    .bind(session)
    .bind(start)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    let subscription = |(person, code, announced_start): (PersonId, String, EventTime)| {
        OutdatedSubscription { person, lang: Lang::from_code(&code).unwrap_or(Lang::Fr), announced_start }
    };
    Ok(rows.into_iter().map(subscription).collect())
}

/// Records the start that a subscriber now knows.
pub async fn set_subscription_announced_start(
    conn: &mut Conn,
    person: PersonId,
    session: &str,
    start: EventTime,
) -> sqlx::Result<()> {
    sqlx::query("update reminder_subscription set told_start = $3 where person = $1 and session = $2")
        .bind(person)
        .bind(session)
        .bind(start)
        .execute(conn)
        .await?;
    Ok(())
}

/// How many minutes before a session the person has chosen, if they have, and the sessions they subscribed to.
pub async fn list_subscriptions(
    conn: &mut Conn,
    person: PersonId,
) -> sqlx::Result<(Option<i64>, Vec<String>)> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select session, lead_minutes from reminder_subscription
         where person = $1 and (is_active = 1 or session = '')
         order by session",
    )
    .bind(person)
    .fetch_all(conn)
    .await?;
    let chosen = rows.iter().find(|(session, _)| session == LEAD_ROW).map(|(_, minutes)| *minutes);
    let sessions = rows.into_iter().map(|(session, _)| session).filter(|session| session != LEAD_ROW);
    Ok((chosen, sessions.collect()))
}

/// Subscribes to a session or unsubscribes. The recorded outcome stays, so that no reminder is sent twice.
pub async fn set_subscription(
    conn: &mut Conn,
    person: PersonId,
    session: &str,
    wanted: bool,
    lead_minutes: i64,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_subscription (person, session, is_active, lead_minutes, subscribed_at, outcome, told_start)
         values ($1, $2, $3, $4, $5, '', 0)
         on conflict (person, session) do update set
             subscribed_at = case when reminder_subscription.is_active = excluded.is_active
                         then reminder_subscription.subscribed_at else excluded.subscribed_at end,
             is_active = excluded.is_active,
             lead_minutes = excluded.lead_minutes",
    )
    .bind(person)
    .bind(session)
    .bind(i64::from(wanted))
    .bind(lead_minutes)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets how long before a session a person is reminded, for present and later subscriptions. A reminder that would
/// be due in the past by the new time is not sent.
pub async fn set_lead(
    conn: &mut Conn,
    person: PersonId,
    lead_minutes: i64,
    now: EventTime,
) -> sqlx::Result<()> {
    set_subscription(conn, person, LEAD_ROW, false, lead_minutes, now).await?;
    sqlx::query(
        "update reminder_subscription set lead_minutes = $2, subscribed_at = $3
         where person = $1 and outcome = '' and lead_minutes <> $2",
    )
    .bind(person)
    .bind(lead_minutes)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

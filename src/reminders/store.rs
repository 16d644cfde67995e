//! Who was reminded of what, and what people wish to be reminded of.

use super::rules::PlannedReminder;
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::programme::{Audience, ReminderTime};

/// Somebody to be reminded: of their own registration, or of one they made for somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueReminder {
    pub registration: i64,
    pub person: i64,
    pub lang: Lang,
    /// Whose registration it is, where it is not the person's own.
    pub other: Option<String>,
    /// The start they were told before; 0 for none.
    pub told: Millis,
    /// The registration after which the message is called that reminds of this one; its own number unless
    /// it is reminded of together with others.
    pub message_registration: i64,
}

type DueRow = (i64, i64, String, i64, String, i64, i64);

fn to_due_reminder((registration, person, code, own, name, told, letter): DueRow) -> DueReminder {
    let lang = Lang::from_code(&code).unwrap_or(Lang::Fr);
    let letter = if letter == 0 { registration } else { letter };
    DueReminder {
        registration,
        person,
        lang,
        other: (own == 0).then_some(name),
        told,
        message_registration: letter,
    }
}

/// The last registration of which somebody was reminded of this moment, or missed it.
pub async fn last_reminded_registration(conn: &mut Conn, moment: &PlannedReminder<'_>) -> sqlx::Result<i64> {
    sqlx::query_scalar("select coalesce(max(registration), 0) from reminder_sent where reminder = $1")
        .bind(&moment.reminder.id)
        .fetch_one(conn)
        .await
}

/// Those of the reminder's audience who were not yet reminded, whose person can be reached and did not
/// mute it, and who registered before the moment: nobody is reminded of what was past when they came.
/// Who wished for this session gets the reminder at the time they chose instead.
///
/// In the order of their registrations, from the one after `after` on; `with`: of those only who have one
/// from there up to `after` as well, so that they are reminded of all of theirs together.
pub async fn find_unreminded(
    conn: &mut Conn,
    moment: &PlannedReminder<'_>,
    after: i64,
    with: Option<i64>,
    at_most: i64,
) -> sqlx::Result<Vec<DueReminder>> {
    let (waiting, category, asked) = match &moment.reminder.audience {
        Audience::Registered => (0_i64, "", ""),
        Audience::Category(category) => (0, category.as_str(), ""),
        Audience::Waitlisted => (1, "", ""),
        Audience::ReminderRequested(session) => (0, "", session.as_str()),
    };
    let own_time = match &moment.reminder.when {
        ReminderTime::BeforeSession { session, .. } if asked.is_empty() => session.as_str(),
        _ => "",
    };
    let rows: Vec<DueRow> = sqlx::query_as(
        "select registration.number, person.id, person.language, registration.own, registration.name,
                cast(0 as bigint), cast(0 as bigint)
         from registration join person on person.id = registration.person
         where person.gone = 0
           and case when registration.standing = 'seat' then 0 else 1 end = $4
           and ($5 = '' or registration.category = $5)
           and registration.registered_at < $2
           and not exists (select 1 from reminder_sent
                           where reminder_sent.reminder = $1
                             and reminder_sent.registration = registration.number)
           and not exists (select 1 from reminder_mute
                           where reminder_mute.person = person.id and reminder_mute.reminder in ('*', $1))
           and ($6 = '' or exists (select 1 from reminder_wish
                                   where reminder_wish.person = person.id and reminder_wish.session = $6
                                     and reminder_wish.wanted = 1))
           and ($7 = '' or not exists (select 1 from reminder_wish
                                       where reminder_wish.person = person.id
                                         and reminder_wish.session = $7 and reminder_wish.wanted = 1))
           and registration.number > $8
           and ($9 < 0 or registration.person in (
                   select mate.person from registration mate where mate.number >= $9 and mate.number <= $8))
         order by registration.number
         limit $3",
    )
    .bind(&moment.reminder.id)
    .bind(moment.due_at)
    .bind(at_most)
    .bind(waiting)
    .bind(category)
    .bind(asked)
    .bind(own_time)
    .bind(after)
    .bind(with.unwrap_or(-1))
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(to_due_reminder).collect())
}

/// Notes the outcome for a registration, the start it was told and the message it was told by; 0 where
/// there is one already.
pub async fn record_outcome(
    conn: &mut Conn,
    moment: &PlannedReminder<'_>,
    (registration, letter): (i64, i64),
    outcome: &str,
    told: Millis,
    now: Millis,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "insert into reminder_sent (reminder, registration, outcome, at, told, letter)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (reminder, registration) do nothing",
    )
    .bind(&moment.reminder.id)
    .bind(registration)
    .bind(outcome)
    .bind(now)
    .bind(told)
    .bind(letter)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// By which reminders a registration was told, and the message of each.
pub async fn find_sent_messages(conn: &mut Conn, registration: i64) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as("select reminder, letter from reminder_sent where registration = $1 and outcome = 'sent'")
        .bind(registration)
        .fetch_all(conn)
        .await
}

/// Whether everybody was gone through at this moment.
pub async fn is_done(conn: &mut Conn, moment: &PlannedReminder<'_>) -> sqlx::Result<bool> {
    let found: Option<i64> =
        sqlx::query_scalar("select due_at from reminder_done where reminder = $1 and due_at = $2")
            .bind(&moment.reminder.id)
            .bind(moment.due_at)
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

pub async fn mark_done(conn: &mut Conn, moment: &PlannedReminder<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_done (reminder, due_at) values ($1, $2)
         on conflict (reminder, due_at) do nothing",
    )
    .bind(&moment.reminder.id)
    .bind(moment.due_at)
    .execute(conn)
    .await?;
    Ok(())
}

macro_rules! sent_reminders_sql {
    () => {
        "select registration.number, person.id, person.language, registration.own, registration.name,
                reminder_sent.told, reminder_sent.letter
         from reminder_sent
         join registration on registration.number = reminder_sent.registration
         join person on person.id = registration.person
         where reminder_sent.reminder = $1 and reminder_sent.outcome = 'sent'"
    };
}

/// Those who were reminded of something whose start is another now.
pub async fn find_outdated_reminders(
    conn: &mut Conn,
    reminder: &str,
    start: Millis,
    at_most: i64,
) -> sqlx::Result<Vec<DueReminder>> {
    let rows: Vec<DueRow> = sqlx::query_as(concat!(
        sent_reminders_sql!(),
        " and reminder_sent.told <> 0 and reminder_sent.told <> $2 and person.gone = 0
         order by person.id, registration.number limit $3"
    ))
    .bind(reminder)
    .bind(start)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(to_due_reminder).collect())
}

/// What somebody was told by one reminder, of each of their registrations.
pub async fn find_reminders_sent_to(
    conn: &mut Conn,
    reminder: &str,
    person: i64,
) -> sqlx::Result<Vec<DueReminder>> {
    let rows: Vec<DueRow> =
        sqlx::query_as(concat!(sent_reminders_sql!(), " and person.id = $2 order by registration.number"))
            .bind(reminder)
            .bind(person)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(to_due_reminder).collect())
}

/// They know this start now.
pub async fn set_told_start(
    conn: &mut Conn,
    reminder: &str,
    registration: i64,
    start: Millis,
) -> sqlx::Result<()> {
    sqlx::query("update reminder_sent set told = $3 where reminder = $1 and registration = $2")
        .bind(reminder)
        .bind(registration)
        .bind(start)
        .execute(conn)
        .await?;
    Ok(())
}

/// What they were told is wrong though the start is the same: the room has changed.
pub async fn mark_outdated(conn: &mut Conn, reminder: &str) -> sqlx::Result<()> {
    sqlx::query("update reminder_sent set told = 1 where reminder = $1 and told > 1")
        .bind(reminder)
        .execute(conn)
        .await?;
    Ok(())
}

/// The same for those who wished for the session.
pub async fn mark_subscriptions_outdated(conn: &mut Conn, session: &str) -> sqlx::Result<()> {
    sqlx::query("update reminder_wish set told = 1 where session = $1 and told > 1")
        .bind(session)
        .execute(conn)
        .await?;
    Ok(())
}

/// A wish whose moment has come, or whose answer has become wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderSubscription {
    pub person: i64,
    pub lang: Lang,
    pub due_at: Millis,
    pub told: Millis,
}

/// Wishes for a session that starts at `start` whose moment has come. Who wished for it after that
/// moment gets none.
pub async fn find_due_subscriptions(
    conn: &mut Conn,
    session: &str,
    start: Millis,
    now: Millis,
    at_most: i64,
) -> sqlx::Result<Vec<ReminderSubscription>> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "select person.id, person.language, reminder_wish.lead_minutes
         from reminder_wish join person on person.id = reminder_wish.person
         where reminder_wish.session = $1 and reminder_wish.outcome = '' and reminder_wish.wanted = 1
           and person.gone = 0
           and $2 - reminder_wish.lead_minutes * 60000 <= $3
           and $2 - reminder_wish.lead_minutes * 60000 > reminder_wish.wished_at
           and not exists (select 1 from reminder_mute
                           where reminder_mute.person = person.id and reminder_mute.reminder = '*')
         order by reminder_wish.lead_minutes desc, person.id
         limit $4",
    )
    .bind(session)
    .bind(start)
    .bind(now)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    let wish = |(person, code, lead): (i64, String, i64)| ReminderSubscription {
        person,
        lang: Lang::from_code(&code).unwrap_or(Lang::Fr),
        due_at: start - lead * 60_000,
        told: 0,
    };
    Ok(rows.into_iter().map(wish).collect())
}

/// Notes what became of a wish; 0 where that is noted already.
pub async fn record_subscription_outcome(
    conn: &mut Conn,
    person: i64,
    session: &str,
    outcome: &str,
    told: Millis,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "update reminder_wish set outcome = $3, told = $4
         where person = $1 and session = $2 and outcome = ''",
    )
    .bind(person)
    .bind(session)
    .bind(outcome)
    .bind(told)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Those whose wish was fulfilled with a start that is another now.
pub async fn find_outdated_subscriptions(
    conn: &mut Conn,
    session: &str,
    start: Millis,
    at_most: i64,
) -> sqlx::Result<Vec<ReminderSubscription>> {
    let rows: Vec<(i64, String, i64)> = sqlx::query_as(
        "select person.id, person.language, reminder_wish.told
         from reminder_wish join person on person.id = reminder_wish.person
         where reminder_wish.session = $1 and reminder_wish.outcome = 'sent'
           and reminder_wish.told <> 0 and reminder_wish.told <> $2 and person.gone = 0
         order by person.id
         limit $3",
    )
    .bind(session)
    .bind(start)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    let wish = |(person, code, told): (i64, String, i64)| ReminderSubscription {
        person,
        lang: Lang::from_code(&code).unwrap_or(Lang::Fr),
        due_at: 0,
        told,
    };
    Ok(rows.into_iter().map(wish).collect())
}

pub async fn set_subscription_told_start(
    conn: &mut Conn,
    person: i64,
    session: &str,
    start: Millis,
) -> sqlx::Result<()> {
    sqlx::query("update reminder_wish set told = $3 where person = $1 and session = $2")
        .bind(person)
        .bind(session)
        .bind(start)
        .execute(conn)
        .await?;
    Ok(())
}

/// How many people were told another start of these sessions and reminders than the one given.
pub async fn find_people_told(
    conn: &mut Conn,
    reminder: &str,
    session: &str,
    start: Millis,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(
        "select registration.person
         from reminder_sent join registration on registration.number = reminder_sent.registration
         where reminder_sent.reminder = $1 and reminder_sent.outcome = 'sent'
           and reminder_sent.told <> 0 and reminder_sent.told <> $3
         union
         select person from reminder_wish
         where session = $2 and outcome = 'sent' and told <> 0 and told <> $3",
    )
    .bind(reminder)
    .bind(session)
    .bind(start)
    .fetch_all(conn)
    .await
}

/// A person's wishes: session and minutes before. The one for '' only keeps the minutes for those
/// still to come.
pub async fn list_subscriptions(conn: &mut Conn, person: i64) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select session, lead_minutes from reminder_wish
         where person = $1 and (wanted = 1 or session = '')
         order by session",
    )
    .bind(person)
    .fetch_all(conn)
    .await
}

/// Sets whether somebody wishes to be reminded of a session. What was sent stays noted.
pub async fn set_subscription(
    conn: &mut Conn,
    person: i64,
    session: &str,
    wanted: bool,
    lead: i64,
    now: Millis,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_wish (person, session, wanted, lead_minutes, wished_at, outcome, told)
         values ($1, $2, $3, $4, $5, '', 0)
         on conflict (person, session) do update set
             wished_at = case when reminder_wish.wanted = excluded.wanted
                         then reminder_wish.wished_at else excluded.wished_at end,
             wanted = excluded.wanted,
             lead_minutes = excluded.lead_minutes",
    )
    .bind(person)
    .bind(session)
    .bind(i64::from(wanted))
    .bind(lead)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets how long before each session they are reminded, those wished for already included. A moment
/// that is past by the new time does not come back.
pub async fn set_lead(conn: &mut Conn, person: i64, lead: i64, now: Millis) -> sqlx::Result<()> {
    sqlx::query(
        "update reminder_wish set lead_minutes = $2, wished_at = $3
         where person = $1 and outcome = '' and lead_minutes <> $2",
    )
    .bind(person)
    .bind(lead)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// What somebody has muted: reminders' ids, or '*'.
pub async fn list_muted(conn: &mut Conn, person: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar("select reminder from reminder_mute where person = $1 order by reminder")
        .bind(person)
        .fetch_all(conn)
        .await
}

pub async fn mute(conn: &mut Conn, person: i64, reminder: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_mute (person, reminder) values ($1, $2)
         on conflict (person, reminder) do nothing",
    )
    .bind(person)
    .bind(reminder)
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn unmute(conn: &mut Conn, person: i64, reminder: &str) -> sqlx::Result<()> {
    sqlx::query("delete from reminder_mute where person = $1 and reminder = $2")
        .bind(person)
        .bind(reminder)
        .execute(conn)
        .await?;
    Ok(())
}

/// Whether a registration is still there.
pub async fn is_registered(conn: &mut Conn, registration: i64) -> sqlx::Result<bool> {
    let found: Option<i64> = sqlx::query_scalar("select number from registration where number = $1")
        .bind(registration)
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

//! `reminder_sent` and `reminder_done`: which registration got which reminder, and which reminders are finished.

use super::super::model::{DueReminder, Outcome, PlannedReminder, SentMessage};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::{PersonId, RegistrationNumber};
use crate::programme::{Audience, ReminderTime};

/// Registration, person, language, whether it is their own, name, announced start, and the registration
/// in the message's key (0 for the same).
type DueRow = (RegistrationNumber, PersonId, String, i64, String, EventTime, RegistrationNumber);

fn to_due_reminder((registration, person, code, own, name, announced_start, in_key): DueRow) -> DueReminder {
    DueReminder {
        registration,
        person,
        lang: Lang::from_code(&code).unwrap_or(Lang::Fr),
        attendee: (own == 0).then_some(name),
        announced_start,
        message_registration: registration_in_key(in_key, registration),
    }
}

/// Rows written before messages about several registrations existed have 0: their own registration.
fn registration_in_key(stored: RegistrationNumber, own: RegistrationNumber) -> RegistrationNumber {
    if stored == RegistrationNumber::default() { own } else { stored }
}

/// The highest registration with an outcome of this reminder; `None` when no registration has one.
pub async fn last_reminded_registration(
    conn: &mut Conn,
    planned: &PlannedReminder<'_>,
) -> sqlx::Result<Option<RegistrationNumber>> {
    let last: RegistrationNumber =
        sqlx::query_scalar("select coalesce(max(registration), 0) from reminder_sent where reminder = $1")
            .bind(&planned.reminder.id)
            .fetch_one(conn)
            .await?;
    Ok(Some(last).filter(|last| *last != RegistrationNumber::default()))
}

/// Registrations of the reminder's audience without an outcome yet, whose person is reachable, has not muted it, and
/// registered before it was due: a reminder that was over when they registered is not sent to them. People who
/// subscribed to the session are left out: they get their reminder at the time they chose.
///
/// In the order of registration numbers, after `after`. With `same_people_since`, only registrations of people who
/// have one from `same_people_since` up to `after` as well: one message reminds a person of all registrations.
pub async fn find_unreminded(
    conn: &mut Conn,
    planned: &PlannedReminder<'_>,
    after: Option<RegistrationNumber>,
    same_people_since: Option<RegistrationNumber>,
    limit: i64,
) -> sqlx::Result<Vec<DueReminder>> {
    let (has_seat, category, subscribed_session) = match &planned.reminder.audience {
        Audience::Registered => (1_i64, "", ""),
        Audience::Category(category) => (1, category.as_str(), ""),
        Audience::Waitlisted => (0, "", ""),
        Audience::ReminderRequested(session) => (1, "", session.as_str()),
    };
    let subscribable_session = match &planned.reminder.when {
        ReminderTime::BeforeSession { session, .. } if subscribed_session.is_empty() => session.as_str(),
        _ => "",
    };
    let rows: Vec<DueRow> = sqlx::query_as(
        "select attendee.number, person.id, person.language, attendee.own, attendee.name,
                cast(0 as bigint), cast(0 as bigint)
         from attendee join person on person.id = attendee.person
         where person.unreachable = 0
           and attendee.has_seat = $4
           and ($5 = '' or attendee.category = $5)
           and attendee.registered_at < $2
           and not exists (select 1 from reminder_sent
                           where reminder_sent.reminder = $1
                             and reminder_sent.registration = attendee.number)
           and not exists (select 1 from reminder_mute
                           where reminder_mute.person = person.id and reminder_mute.reminder in ('*', $1))
           and ($6 = '' or exists (select 1 from reminder_subscription
                                   where reminder_subscription.person = person.id and reminder_subscription.session = $6
                                     and reminder_subscription.is_active = 1))
           and ($7 = '' or not exists (select 1 from reminder_subscription
                                       where reminder_subscription.person = person.id
                                         and reminder_subscription.session = $7 and reminder_subscription.is_active = 1))
           and attendee.number > $8
           and ($9 = 0 or attendee.person in (
                   select mate.person from attendee mate where mate.number >= $9 and mate.number <= $8))
         order by attendee.number
         limit $3",
    )
    .bind(&planned.reminder.id)
    .bind(planned.due_at)
    .bind(limit)
    .bind(has_seat)
    .bind(category)
    .bind(subscribed_session)
    .bind(subscribable_session)
    .bind(after.unwrap_or_default())
    .bind(same_people_since.unwrap_or_default())
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(to_due_reminder).collect())
}

/// Records the outcome for a registration, with the start that the message announces and the registration
/// in the key of the message. False when an outcome was recorded before.
pub async fn record_outcome(
    conn: &mut Conn,
    planned: &PlannedReminder<'_>,
    (registration, message_registration): (RegistrationNumber, RegistrationNumber),
    outcome: Outcome,
    announced_start: Option<EventTime>,
    now: EventTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into reminder_sent (reminder, registration, outcome, at, told_start, message_registration)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (reminder, registration) do nothing",
    )
    .bind(&planned.reminder.id)
    .bind(registration)
    .bind(<&str>::from(outcome))
    .bind(now)
    .bind(announced_start.unwrap_or_default())
    .bind(message_registration)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The messages that reminded of a registration.
pub async fn find_sent_messages(
    conn: &mut Conn,
    registration: RegistrationNumber,
) -> sqlx::Result<Vec<SentMessage>> {
    let rows: Vec<(String, RegistrationNumber)> = sqlx::query_as(
        "select reminder, message_registration from reminder_sent where registration = $1 and outcome = 'sent'",
    )
    .bind(registration)
    .fetch_all(conn)
    .await?;
    let message = |(reminder, in_key)| SentMessage {
        reminder,
        message_registration: registration_in_key(in_key, registration),
    };
    Ok(rows.into_iter().map(message).collect())
}

/// Whether all registrations have an outcome for this due time.
pub async fn is_done(conn: &mut Conn, planned: &PlannedReminder<'_>) -> sqlx::Result<bool> {
    let found: Option<EventTime> =
        sqlx::query_scalar("select due_at from reminder_done where reminder = $1 and due_at = $2")
            .bind(&planned.reminder.id)
            .bind(planned.due_at)
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

/// Records that all registrations have an outcome; another due time starts again.
pub async fn mark_done(conn: &mut Conn, planned: &PlannedReminder<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_done (reminder, due_at) values ($1, $2)
         on conflict (reminder, due_at) do nothing",
    )
    .bind(&planned.reminder.id)
    .bind(planned.due_at)
    .execute(conn)
    .await?;
    Ok(())
}

/// The sent messages of one reminder ($1) as [`DueRow`]s.
macro_rules! sent_reminders_sql {
    () => {
        "select attendee.number, person.id, person.language, attendee.own, attendee.name,
                reminder_sent.told_start, reminder_sent.message_registration
         from reminder_sent
         join attendee on attendee.number = reminder_sent.registration
         join person on person.id = attendee.person
         where reminder_sent.reminder = $1 and reminder_sent.outcome = 'sent'"
    };
}

/// Registrations whose person was reminded of a start other than `start`, ordered by person.
pub async fn find_outdated_reminders(
    conn: &mut Conn,
    reminder: &str,
    start: EventTime,
    limit: i64,
) -> sqlx::Result<Vec<DueReminder>> {
    let rows: Vec<DueRow> = sqlx::query_as(concat!(
        sent_reminders_sql!(),
        " and reminder_sent.told_start <> 0 and reminder_sent.told_start <> $2 and person.unreachable = 0
         order by person.id, attendee.number limit $3"
    ))
    .bind(reminder)
    .bind(start)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(to_due_reminder).collect())
}

/// The registrations of one person that got this reminder.
pub async fn find_reminders_sent_to(
    conn: &mut Conn,
    reminder: &str,
    person: PersonId,
) -> sqlx::Result<Vec<DueReminder>> {
    let rows: Vec<DueRow> =
        sqlx::query_as(concat!(sent_reminders_sql!(), " and person.id = $2 order by attendee.number"))
            .bind(reminder)
            .bind(person)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(to_due_reminder).collect())
}

/// Records the start that the person of a registration now knows.
pub async fn set_announced_start(
    conn: &mut Conn,
    reminder: &str,
    registration: RegistrationNumber,
    start: EventTime,
) -> sqlx::Result<()> {
    sqlx::query("update reminder_sent set told_start = $3 where reminder = $1 and registration = $2")
        .bind(reminder)
        .bind(registration)
        .bind(start)
        .execute(conn)
        .await?;
    Ok(())
}

/// Marks sent reminders as wrong although the start is the same, because the room has changed: the start that
/// they announced becomes negative.
pub async fn mark_outdated(conn: &mut Conn, reminder: &str) -> sqlx::Result<()> {
    sqlx::query("update reminder_sent set told_start = -told_start where reminder = $1 and told_start > 1")
        .bind(reminder)
        .execute(conn)
        .await?;
    Ok(())
}

/// The people who were reminded of a start other than `start`, by this reminder or by a subscription to this session.
/// Empty for `reminder` or `session` leaves that part out.
pub async fn find_people_told(
    conn: &mut Conn,
    reminder: &str,
    session: &str,
    start: EventTime,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar(
        "select attendee.person
         from reminder_sent join attendee on attendee.number = reminder_sent.registration
         where reminder_sent.reminder = $1 and reminder_sent.outcome = 'sent'
           and reminder_sent.told_start <> 0 and reminder_sent.told_start <> $3
         union
         select person from reminder_subscription
         where session = $2 and outcome = 'sent' and told_start <> 0 and told_start <> $3",
    )
    .bind(reminder)
    .bind(session)
    .bind(start)
    .fetch_all(conn)
    .await
}

/// Whether a registration exists.
pub async fn is_registered(conn: &mut Conn, registration: RegistrationNumber) -> sqlx::Result<bool> {
    let found: Option<RegistrationNumber> =
        sqlx::query_scalar("select number from attendee where number = $1")
            .bind(registration)
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

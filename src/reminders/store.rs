//! Who was reminded of what.

use super::rules::Moment;
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::Lang;

/// Somebody to be reminded: of their own registration, or of one they made for somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    pub registration: i64,
    pub person: i64,
    pub lang: Lang,
    /// Whose registration it is, where it is not the person's own.
    pub other: Option<String>,
}

/// Seats that were not yet reminded, whose person can be reached, and that were registered before the
/// moment: nobody is reminded of what was past when they came.
pub async fn unreminded(conn: &mut Conn, moment: &Moment<'_>, at_most: i64) -> sqlx::Result<Vec<Due>> {
    let rows: Vec<(i64, i64, String, i64, String)> = sqlx::query_as(
        "select registration.number, person.id, person.language, registration.own, registration.name
         from registration join person on person.id = registration.person
         where person.gone = 0
           and registration.standing = 'seat'
           and registration.registered_at < $2
           and not exists (select 1 from reminder_sent
                           where reminder_sent.reminder = $1
                             and reminder_sent.registration = registration.number)
         order by person.id, registration.number
         limit $3",
    )
    .bind(&moment.reminder.id)
    .bind(moment.due)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    let due = |(registration, person, code, own, name): (i64, i64, String, i64, String)| Due {
        registration,
        person,
        lang: Lang::from_code(&code).unwrap_or(Lang::Fr),
        other: (own == 0).then_some(name),
    };
    Ok(rows.into_iter().map(due).collect())
}

/// Notes the outcome for a registration; 0 where there is one already.
pub async fn remember(
    conn: &mut Conn,
    moment: &Moment<'_>,
    registration: i64,
    outcome: &str,
    now: Millis,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "insert into reminder_sent (reminder, registration, outcome, at) values ($1, $2, $3, $4)
         on conflict (reminder, registration) do nothing",
    )
    .bind(&moment.reminder.id)
    .bind(registration)
    .bind(outcome)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Whether everybody was gone through at this moment.
pub async fn is_done(conn: &mut Conn, moment: &Moment<'_>) -> sqlx::Result<bool> {
    let found: Option<i64> =
        sqlx::query_scalar("select due_at from reminder_done where reminder = $1 and due_at = $2")
            .bind(&moment.reminder.id)
            .bind(moment.due)
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

pub async fn done(conn: &mut Conn, moment: &Moment<'_>) -> sqlx::Result<()> {
    sqlx::query(
        "insert into reminder_done (reminder, due_at) values ($1, $2)
         on conflict (reminder, due_at) do nothing",
    )
    .bind(&moment.reminder.id)
    .bind(moment.due)
    .execute(conn)
    .await?;
    Ok(())
}

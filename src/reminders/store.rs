//! Who was reminded of what.

use super::rules::Moment;
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::Lang;

/// Registered people who were not yet reminded, who can be reached, and who registered before the
/// moment: nobody is reminded of what was past when they came.
pub async fn unreminded(
    conn: &mut Conn,
    moment: &Moment<'_>,
    at_most: i64,
) -> sqlx::Result<Vec<(i64, Lang)>> {
    let rows: Vec<(i64, String)> = sqlx::query_as(
        "select person.id, person.language
         from registration join person on person.id = registration.person
         where person.gone = 0
           and registration.registered_at < $2
           and not exists (select 1 from reminder_sent
                           where reminder_sent.reminder = $1 and reminder_sent.person = person.id)
         order by person.id
         limit $3",
    )
    .bind(&moment.reminder.id)
    .bind(moment.due)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, code)| (id, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

/// Notes the outcome for a person; 0 where there is one already.
pub async fn remember(
    conn: &mut Conn,
    moment: &Moment<'_>,
    person: i64,
    outcome: &str,
    now: Millis,
) -> sqlx::Result<u64> {
    let done = sqlx::query(
        "insert into reminder_sent (reminder, person, outcome, at) values ($1, $2, $3, $4)
         on conflict (reminder, person) do nothing",
    )
    .bind(&moment.reminder.id)
    .bind(person)
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

//! What a new question depends on, read for several askers in one statement.

use sqlx::{AssertSqlSafe, FromRow};

use super::super::model::AskerState;
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::programme::QuestionLimits;

#[derive(FromRow)]
struct AskerRow {
    person: PersonId,
    waiting: i64,
    last_asked: EventTime,
    muted: i64,
    refused: i64,
    heard: i64,
    voter: i64,
    any_waits: i64,
}

impl From<AskerRow> for AskerState {
    fn from(row: AskerRow) -> Self {
        Self {
            person: row.person,
            open_count: row.waiting,
            last_asked_at: row.last_asked.to_option(),
            muted: row.muted == 1,
            has_refused_text: row.refused == 1,
            was_heard: row.heard != 0,
            voter_key: (row.voter != 0).then_some(row.voter),
            has_unhandled: row.any_waits == 1,
        }
    }
}

/// The state of each of these people, in any order; people without a row in `person` are left out.
/// `refused_text_key` is the name under which `ui_state` stores a refused text.
pub(crate) async fn load(
    conn: &mut Conn,
    people: &[PersonId],
    limits: &QuestionLimits,
    refused_text_key: &str,
) -> sqlx::Result<Vec<AskerState>> {
    let n = people.len();
    let sql = format!(
        "select asker.id as person,
                cast((select count(*) from (
                    select 1 from question
                    where person = asker.id and state in ('pending', 'waiting', 'later') limit ${}) as theirs)
                as bigint) as waiting,
                cast(coalesce(case when ${} > 0 then (
                    select max(at) from (
                        select asked_at as at from question where person = asker.id
                        union all select at from prior_usage where person = asker.id and what = 'asked') as times)
                    end, 0)
                as bigint) as last_asked,
                cast(coalesce((select 1 from muted where person = asker.id), 0) as bigint) as muted,
                cast(coalesce((select 1 from ui_state where person = asker.id and name = ${}), 0)
                as bigint) as refused,
                cast(coalesce((
                    select 1 from question where person = asker.id and state in ('taken', 'answered') limit 1),
                    (select 1 from prior_usage where person = asker.id and what = 'heard'), 0)
                as bigint) as heard,
                coalesce((select key from voter where person = asker.id), 0) as voter,
                cast(coalesce((select 1 from question where state in ('pending', 'waiting') limit 1), 0)
                as bigint) as any_waits
         from person as asker where asker.id in ({})",
        n + 1,
        n + 2,
        n + 3,
        db::placeholder_rows(conn, "?", n)
    );
    let query = sqlx::query_as(AssertSqlSafe(sql)).persistent(n == 1);
    let rows: Vec<AskerRow> = people
        .iter()
        .fold(query, |query, person| query.bind(*person))
        .bind(i64::from(limits.max_waiting_questions))
        .bind(i64::from(limits.seconds_between_questions))
        .bind(refused_text_key)
        .fetch_all(conn)
        .await?;
    Ok(rows.into_iter().map(AskerState::from).collect())
}

/// Whether a question of this person was heard, now or before their data was erased.
pub(crate) async fn was_heard(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let heard: Option<i64> = sqlx::query_scalar(
        "select number from question where person = $1 and state in ('taken', 'answered')
         union all select n from prior_usage where person = $1 and what = 'heard' limit 1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(heard.is_some())
}

//! The questions' table. Every change of state is a compare-and-set: nothing comes back where
//! somebody else was first.

use sqlx::FromRow;

use super::rules::{QuestionText, State};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::Lang;

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct Question {
    pub number: i64,
    pub person: i64,
    pub text: String,
    language: String,
}

impl Question {
    /// The author's language when they asked.
    pub fn lang(&self) -> Lang {
        Lang::from_code(&self.language).unwrap_or(Lang::Fr)
    }
}

/// How many are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    pub waiting: i64,
    pub taken: i64,
    pub answered: i64,
    pub aside: i64,
}

/// Keeps a question and gives its number.
pub async fn keep(
    conn: &mut Conn,
    person: i64,
    text: &QuestionText,
    lang: Lang,
    now: Millis,
) -> sqlx::Result<i64> {
    let number = db::next_number(conn, "question").await?;
    sqlx::query(
        "insert into question (number, person, text, language, state, taken_by, asked_at, taken_at, closed_at)
         values ($1, $2, $3, $4, 'waiting', 0, $5, 0, 0)",
    )
    .bind(number)
    .bind(person)
    .bind(text.as_str())
    .bind(lang.code())
    .bind(now)
    .execute(conn)
    .await?;
    Ok(number)
}

/// How many of somebody's questions wait, and when they last asked one.
pub async fn waiting_of(conn: &mut Conn, person: i64) -> sqlx::Result<(i64, Option<Millis>)> {
    let (waiting, last): (i64, i64) = sqlx::query_as(
        "select cast(coalesce(sum(case when state = 'waiting' then 1 else 0 end), 0) as bigint),
                cast(coalesce(max(asked_at), 0) as bigint)
         from question where person = $1",
    )
    .bind(person)
    .fetch_one(conn)
    .await?;
    Ok((waiting, (last != 0).then_some(last)))
}

/// Takes the question that has waited longest. The outer condition makes it exact where two
/// transactions choose the same one: the second changes nothing and looks again.
pub async fn take_next(conn: &mut Conn, moderator: i64, now: Millis) -> sqlx::Result<Option<Question>> {
    loop {
        let taken: Option<Question> = sqlx::query_as(
            "update question set state = 'taken', taken_by = $1, taken_at = $2
             where number = (select min(number) from question where state = 'waiting') and state = 'waiting'
             returning number, person, text, language",
        )
        .bind(moderator)
        .bind(now)
        .fetch_optional(&mut *conn)
        .await?;
        if taken.is_some() || count(conn).await?.waiting == 0 {
            return Ok(taken);
        }
    }
}

/// The next few that wait.
pub async fn next_up(conn: &mut Conn, at_most: i64) -> sqlx::Result<Vec<Question>> {
    sqlx::query_as(
        "select number, person, text, language from question where state = 'waiting' order by number limit $1",
    )
    .bind(at_most)
    .fetch_all(conn)
    .await
}

/// The question taken last, which the hall sees.
pub async fn being_answered(conn: &mut Conn) -> sqlx::Result<Option<Question>> {
    sqlx::query_as(
        "select number, person, text, language from question
         where state = 'taken' order by taken_at desc, number desc limit 1",
    )
    .fetch_optional(conn)
    .await
}

/// Marks a taken question as answered.
pub async fn answer(conn: &mut Conn, number: i64, now: Millis) -> sqlx::Result<Option<Question>> {
    sqlx::query_as(
        "update question set state = 'answered', closed_at = $2
         where number = $1 and state = 'taken'
         returning number, person, text, language",
    )
    .bind(number)
    .bind(now)
    .fetch_optional(conn)
    .await
}

/// Sets a question aside that nobody has answered.
pub async fn set_aside(conn: &mut Conn, number: i64, now: Millis) -> sqlx::Result<Option<Question>> {
    sqlx::query_as(
        "update question set state = 'aside', closed_at = $2
         where number = $1 and state in ('waiting', 'taken')
         returning number, person, text, language",
    )
    .bind(number)
    .bind(now)
    .fetch_optional(conn)
    .await
}

pub async fn count(conn: &mut Conn) -> sqlx::Result<Counts> {
    let rows: Vec<(String, i64)> =
        sqlx::query_as("select state, count(*) from question group by state").fetch_all(conn).await?;
    let of = |state: State| rows.iter().find(|(name, _)| name == state.name()).map_or(0, |(_, count)| *count);
    Ok(Counts {
        waiting: of(State::Waiting),
        taken: of(State::Taken),
        answered: of(State::Answered),
        aside: of(State::Aside),
    })
}

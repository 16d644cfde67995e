//! Votes: rows with a unique key, and the count beside them that the same transaction changes by
//! what was really written.

use std::collections::HashSet;

use sqlx::AssertSqlSafe;

use crate::clock::Millis;
use crate::db::{self, Conn};

use super::super::rules::State;

/// The number under which somebody votes, made the first time.
pub async fn get_or_create_voter(conn: &mut Conn, person: i64) -> sqlx::Result<i64> {
    match find_voter(conn, person).await? {
        Some(known) => Ok(known),
        None => create_voter(conn, person).await,
    }
}

/// The same for somebody who has none yet, as far as is known.
pub async fn create_voter(conn: &mut Conn, person: i64) -> sqlx::Result<i64> {
    // half of the numbers, so that every database and export reads them alike
    let fresh = (rand::random::<u64>() >> 2) as i64;
    sqlx::query_scalar(
        "insert into voter (person, key, hears_voice) values ($1, $2, 0)
         on conflict (person) do update set key = voter.key
         returning key",
    )
    .bind(person)
    .bind(fresh)
    .fetch_one(conn)
    .await
}

async fn find_voter(conn: &mut Conn, person: i64) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("select key from voter where person = $1").bind(person).fetch_optional(conn).await
}

/// Everything somebody stands behind: what they voted for, and what it is put as.
pub async fn voted_questions(conn: &mut Conn, voter: i64) -> sqlx::Result<HashSet<i64>> {
    let numbers: Vec<(i64, i64)> = sqlx::query_as(
        "select vote.question, coalesce(joined.head, vote.question)
         from vote left join joined on joined.child = vote.question
         where vote.voter = $1",
    )
    .bind(voter)
    .fetch_all(conn)
    .await?;
    Ok(numbers.into_iter().flat_map(|(question, head)| [question, head]).collect())
}

/// Whoever stands behind a question or what was joined to it, and hears messages: person, language.
pub async fn reachable_voters(conn: &mut Conn, question: i64) -> sqlx::Result<Vec<(i64, String)>> {
    sqlx::query_as(
        "select distinct person.id, person.language
         from vote join voter on voter.key = vote.voter join person on person.id = voter.person
         where person.gone = 0
           and (vote.question = $1 or vote.question in (select child from joined where head = $1))
         order by person.id",
    )
    .bind(question)
    .fetch_all(conn)
    .await
}

/// Holds a question still until the transaction ends: its state, if there is such a question.
pub async fn lock_question(conn: &mut Conn, question: i64) -> sqlx::Result<Option<State>> {
    let state: Option<String> =
        sqlx::query_scalar("update question set votes = votes where number = $1 returning state")
            .bind(question)
            .fetch_optional(conn)
            .await?;
    Ok(state.as_deref().and_then(State::from_name))
}

/// Writes a vote; false if it was there.
pub async fn insert_vote(conn: &mut Conn, question: i64, voter: i64, now: Millis) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into vote (question, voter, at) values ($1, $2, $3) on conflict (question, voter) do nothing",
    )
    .bind(question)
    .bind(voter)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The first votes for new questions: of each its number and who asks.
pub async fn insert_votes(conn: &mut Conn, votes: &[(i64, i64)], now: Millis) -> sqlx::Result<()> {
    let sql = format!(
        "insert into vote (question, voter, at) values {}",
        db::placeholder_rows(conn, "(?, ?, ?)", votes.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(votes.len() == 1);
    for &(question, voter) in votes {
        query = query.bind(question).bind(voter).bind(now);
    }
    query.execute(conn).await?;
    Ok(())
}

/// Takes a vote back, from a question and all that was joined to it; false if there was none.
pub async fn delete_vote(conn: &mut Conn, question: i64, voter: i64) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "delete from vote where voter = $2
         and (question = $1 or question in (select child from joined where head = $1))",
    )
    .bind(question)
    .bind(voter)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() > 0)
}

/// Moves all votes of one question to another, where they are not yet.
pub async fn copy_votes(conn: &mut Conn, from: i64, to: i64) -> sqlx::Result<()> {
    sqlx::query(
        "insert into vote (question, voter, at) select $2, voter, at from vote where question = $1
         on conflict (question, voter) do nothing",
    )
    .bind(from)
    .bind(to)
    .execute(conn)
    .await?;
    Ok(())
}

/// One more or one less, for a question to which none is joined.
pub async fn adjust_count(conn: &mut Conn, question: i64, by: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar("update question set votes = votes + $2 where number = $1 returning votes")
        .bind(question)
        .bind(by)
        .fetch_one(conn)
        .await
}

/// Counts anew who stands behind a question and all that was joined to it; somebody who voted for
/// several of them counts once.
pub async fn recount(conn: &mut Conn, question: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "update question set votes = (
             select count(distinct voter) from vote
             where question = $1 or question in (select child from joined where head = $1))
         where number = $1
         returning votes",
    )
    .bind(question)
    .fetch_one(conn)
    .await
}

/// Which of these somebody voted for.
pub async fn has_voted(conn: &mut Conn, voter: i64, question: i64) -> sqlx::Result<bool> {
    let found: Option<i64> = sqlx::query_scalar(
        "select question from vote where voter = $2
         and (question = $1 or question in (select child from joined where head = $1)) limit 1",
    )
    .bind(question)
    .bind(voter)
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

pub async fn has_accepted_voice_warning(conn: &mut Conn, person: i64) -> sqlx::Result<bool> {
    let told: Option<i64> = sqlx::query_scalar("select hears_voice from voter where person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(told == Some(1))
}

pub async fn save_voice_warning_accepted(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    get_or_create_voter(conn, person).await?;
    sqlx::query("update voter set hears_voice = 1 where person = $1").bind(person).execute(conn).await?;
    Ok(())
}

/// What somebody has before them under a name.
pub async fn ui_state(conn: &mut Conn, person: i64, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from in_hand where person = $1 and name = $2")
        .bind(person)
        .bind(name)
        .fetch_optional(conn)
        .await
}

pub async fn set_ui_state(conn: &mut Conn, person: i64, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into in_hand (person, name, value) values ($1, $2, $3)
         on conflict (person, name) do update set value = excluded.value, age = 0",
    )
    .bind(person)
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the author's own vote away from a question they withdraw.
pub async fn delete_own_vote(conn: &mut Conn, question: i64, voter: i64) -> sqlx::Result<()> {
    sqlx::query("delete from vote where question = $1 and voter = $2")
        .bind(question)
        .bind(voter)
        .execute(conn)
        .await?;
    Ok(())
}

/// The same, and it is gone from there.
pub async fn take_ui_state(conn: &mut Conn, person: i64, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("delete from in_hand where person = $1 and name = $2 returning value")
        .bind(person)
        .bind(name)
        .fetch_optional(conn)
        .await
}

//! What is asked of the organisers, and the answers kept for everybody.

use sqlx::FromRow;

use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::Lang;

/// A question on its way to the organisers and back.
#[derive(Debug, Clone, FromRow)]
pub struct Asked {
    pub number: i64,
    pub person: i64,
    pub language: String,
    pub text: String,
    pub state: String,
    pub answer: String,
    /// The asker's own message, 0 where it is not known.
    pub message: i64,
    /// The file of a voice message, empty for a text.
    pub voice: String,
}

/// What somebody may send to the organisers.
pub struct Offer<'o> {
    pub person: i64,
    pub lang: Lang,
    pub text: &'o str,
    pub voice: &'o str,
    pub message: i64,
}

/// Notes what may be sent; its number, which nobody's will ever be again.
pub async fn offer(conn: &mut Conn, offer: &Offer<'_>, now: Millis) -> sqlx::Result<i64> {
    let number = db::next_number(conn, "asked").await?;
    sqlx::query(
        "insert into asked_organisers
             (number, person, language, text, state, organiser, answer, asked_at, message, voice)
         values ($1, $2, $3, $4, 'offered', 0, '', $5, $6, $7)",
    )
    .bind(number)
    .bind(offer.person)
    .bind(offer.lang.code())
    .bind(offer.text)
    .bind(now)
    .bind(offer.message)
    .bind(offer.voice)
    .execute(conn)
    .await?;
    Ok(number)
}

/// What somebody was offered and did not send is forgotten when something new is offered.
pub async fn forget_offers(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    sqlx::query("delete from asked_organisers where person = $1 and state = 'offered'")
        .bind(person)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, number: i64) -> sqlx::Result<Option<Asked>> {
    sqlx::query_as(
        "select number, person, language, text, state, answer, message, voice from asked_organisers where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await
}

/// Sends it; nothing if it was sent before, or is somebody else's.
pub async fn send(conn: &mut Conn, number: i64, person: i64) -> sqlx::Result<Option<Asked>> {
    sqlx::query_as(
        "update asked_organisers set state = 'asked'
         where number = $1 and person = $2 and state = 'offered'
         returning number, person, language, text, state, answer, message, voice",
    )
    .bind(number)
    .bind(person)
    .fetch_optional(conn)
    .await
}

/// Answers it; nothing if somebody was first.
pub async fn answer(
    conn: &mut Conn,
    number: i64,
    organiser: i64,
    answer: &str,
) -> sqlx::Result<Option<Asked>> {
    sqlx::query_as(
        "update asked_organisers set state = 'answered', organiser = $2, answer = $3
         where number = $1 and state = 'asked'
         returning number, person, language, text, state, answer, message, voice",
    )
    .bind(number)
    .bind(organiser)
    .bind(answer)
    .fetch_optional(conn)
    .await
}

/// Keeps an answer for everybody; false if it was kept before.
pub async fn keep(conn: &mut Conn, asked: &Asked) -> sqlx::Result<bool> {
    let kept = sqlx::query(
        "insert into kept_answer (number, wording, answer) values ($1, $2, $3)
         on conflict (number) do nothing",
    )
    .bind(asked.number)
    .bind(&asked.text)
    .bind(&asked.answer)
    .execute(conn)
    .await?;
    Ok(kept.rows_affected() == 1)
}

/// The kept answers, newest first: wording, answer.
pub async fn kept(conn: &mut Conn, most: i64) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as("select wording, answer from kept_answer order by number desc limit $1")
        .bind(most)
        .fetch_all(conn)
        .await
}

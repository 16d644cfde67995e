//! The texts that were not understood.

use sqlx::FromRow;

use super::model::{TextState, UnclearText};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{OrganiserQuestionNumber, PersonId};

/// The sequence of the numbers of texts.
const NUMBER_COUNTER: &str = "not_understood";
/// Most texts that are stored: a flood of nonsense does not fill the database. Those known are counted on.
const MAX_TEXTS: i64 = 2_000;

/// A row of `not_understood`, without its state.
#[derive(FromRow)]
struct UnclearTextRow {
    number: OrganiserQuestionNumber,
    text: String,
    language: String,
    likely_intent: String,
    times: i64,
    meaning: String,
}

impl From<UnclearTextRow> for UnclearText {
    fn from(row: UnclearTextRow) -> Self {
        Self {
            number: row.number,
            text: row.text,
            language: row.language,
            likely_intent: row.likely_intent,
            times: row.times,
            meaning: row.meaning,
        }
    }
}

/// Counts a text.
pub async fn count(
    conn: &mut Conn,
    text: &str,
    lang: Lang,
    likely_intent: &str,
    now: EventTime,
) -> sqlx::Result<()> {
    let known = sqlx::query("update not_understood set times = times + 1, last_at = $2 where text = $1")
        .bind(text)
        .bind(now)
        .execute(&mut *conn)
        .await?;
    if known.rows_affected() > 0 {
        return Ok(());
    }
    let stored: i64 = sqlx::query_scalar("select count(*) from not_understood").fetch_one(&mut *conn).await?;
    if stored >= MAX_TEXTS {
        return Ok(());
    }
    let number: OrganiserQuestionNumber = db::next_number(conn, NUMBER_COUNTER).await?.into();
    // another instance may have stored the same text meanwhile
    sqlx::query(
        "insert into not_understood (number, text, language, likely_intent, times, last_at)
         values ($1, $2, $3, $4, 1, $5)
         on conflict (text) do update set times = not_understood.times + 1, last_at = excluded.last_at",
    )
    .bind(number)
    .bind(text)
    .bind(lang.code())
    .bind(likely_intent)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// The texts that nobody has looked at, the most frequent first.
pub async fn open_texts(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<UnclearText>> {
    let rows: Vec<UnclearTextRow> = sqlx::query_as(
        "select number, text, language, likely_intent, times, meaning from not_understood
         where state = 'open' order by times desc, number limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(UnclearText::from).collect())
}

/// How often each likely intent was not understood, by its name: of the texts that nobody has looked at.
pub async fn count_by_intent(conn: &mut Conn) -> sqlx::Result<Vec<(String, i64)>> {
    sqlx::query_as(
        "select likely_intent, cast(sum(times) as bigint) from not_understood where state = 'open'
         group by likely_intent order by likely_intent",
    )
    .fetch_all(conn)
    .await
}

/// The texts with a meaning, as their words and the data of the answer; the newest first.
pub async fn meanings(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as(
        "select text, meaning from not_understood where state = 'understood' order by number desc limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// All texts, the most frequent first.
pub async fn all_texts(conn: &mut Conn) -> sqlx::Result<Vec<UnclearText>> {
    let rows: Vec<UnclearTextRow> = sqlx::query_as(
        "select number, text, language, likely_intent, times, meaning from not_understood
         order by times desc, number",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(UnclearText::from).collect())
}

/// Settles an open text; false if somebody else has settled it.
pub async fn settle(
    conn: &mut Conn,
    number: OrganiserQuestionNumber,
    state: TextState,
    meaning: &str,
) -> sqlx::Result<bool> {
    let settled = sqlx::query(
        "update not_understood set state = $2, meaning = $3 where number = $1 and state = 'open'",
    )
    .bind(number)
    .bind(<&str>::from(state))
    .bind(meaning)
    .execute(conn)
    .await?;
    Ok(settled.rows_affected() > 0)
}

/// Saves an organiser's answer to a text for everybody: as the answer to a question that no person asked.
pub async fn insert_written_answer(
    conn: &mut Conn,
    text: &UnclearText,
    organiser: PersonId,
    answer: &str,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into organiser_question (number, person, language, text, state, organiser, answer, asked_at)
         values ($1, 0, $2, $3, 'answered', $4, $5, $6)",
    )
    .bind(text.number)
    .bind(&text.language)
    .bind(&text.text)
    .bind(organiser)
    .bind(answer)
    .bind(now)
    .execute(&mut *conn)
    .await?;
    sqlx::query("insert into saved_answer (number, wording, answer) values ($1, $2, $3)")
        .bind(text.number)
        .bind(&text.text)
        .bind(answer)
        .execute(conn)
        .await?;
    Ok(())
}

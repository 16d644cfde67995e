//! What is asked of the organisers, and the answers kept for everybody.

use sqlx::FromRow;

use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::Lang;

/// A question on its way to the organisers and back.
#[derive(Debug, Clone, FromRow)]
pub struct OrganiserQuestion {
    pub number: i64,
    pub person: i64,
    pub language: String,
    pub text: String,
    pub state: String,
    pub answer: String,
    /// The asker's own message, 0 where it is not known.
    #[sqlx(rename = "message")]
    pub message_id: i64,
    /// The file of a voice message, empty for a text.
    #[sqlx(rename = "voice")]
    pub voice_file_id: String,
}

/// What somebody may send to the organisers.
pub struct OrganiserQuestionDraft<'o> {
    pub person: i64,
    pub lang: Lang,
    pub text: &'o str,
    pub voice_file_id: &'o str,
    pub message_id: i64,
}

/// So many of what one person may send are remembered: the buttons of their last messages.
const DRAFTS_PER_PERSON: i64 = 5;

/// Notes what may be sent; its number, which nobody's will ever be again. It becomes a row of `asked_organisers`
/// only when it is sent, and is forgotten after two hours.
pub async fn insert_draft(conn: &mut Conn, offer: &OrganiserQuestionDraft<'_>) -> sqlx::Result<i64> {
    let number = db::next_number(conn, "asked").await?;
    sqlx::query(
        "insert into offer (person, number, language, text, voice, message, age)
         values ($1, $2, $3, $4, $5, $6, 0)",
    )
    .bind(offer.person)
    .bind(number)
    .bind(offer.lang.code())
    .bind(offer.text)
    .bind(offer.voice_file_id)
    .bind(offer.message_id)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "delete from offer where person = $1
         and number not in (select number from offer where person = $1 order by number desc limit $2)",
    )
    .bind(offer.person)
    .bind(DRAFTS_PER_PERSON)
    .execute(conn)
    .await?;
    Ok(number)
}

pub async fn find(conn: &mut Conn, number: i64) -> sqlx::Result<Option<OrganiserQuestion>> {
    sqlx::query_as(
        "select number, person, language, text, state, answer, message, voice from asked_organisers where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await
}

/// Whether this is what somebody may send.
pub async fn has_draft(conn: &mut Conn, number: i64, person: i64) -> sqlx::Result<bool> {
    let found: Option<i64> = sqlx::query_scalar("select number from offer where number = $1 and person = $2")
        .bind(number)
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(found.is_some())
}

/// What is sent on: a question, which only organisers can answer, or a report from the hall, which every one of
/// the team should see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EscalationKind {
    Question,
    Incident,
}

/// Of one person's questions so many stand on cards of their own; what follows within so long joins the last.
const SEPARATE_CARDS: i64 = 2;
const MERGE_WINDOW: Millis = 600_000;

/// Sends what was offered; nothing if it was sent before, is somebody else's, or was offered too long ago. A
/// question of somebody who has several waiting joins the last of them: its number is the other's.
pub async fn submit_draft(
    conn: &mut Conn,
    number: i64,
    person: i64,
    errand: EscalationKind,
    now: Millis,
) -> sqlx::Result<Option<OrganiserQuestion>> {
    if errand == EscalationKind::Question
        && let Some(asked) = append_to_last(conn, number, person, now).await?
    {
        delete_draft(conn, number).await?;
        return Ok(Some(asked));
    }
    let sent = sqlx::query(
        "insert into asked_organisers
             (number, person, language, text, state, organiser, answer, asked_at, message, voice, report)
         select number, person, language, text, 'asked', 0, '', $3, message, voice, $4
         from offer where number = $1 and person = $2",
    )
    .bind(number)
    .bind(person)
    .bind(now)
    .bind(i64::from(errand == EscalationKind::Incident))
    .execute(&mut *conn)
    .await?;
    if sent.rows_affected() == 0 {
        return Ok(None);
    }
    delete_draft(conn, number).await?;
    find(conn, number).await
}

/// Puts what was offered below the person's last question, if they have asked several a moment ago that nobody has
/// answered; neither may be a voice message, and both together fit a card.
async fn append_to_last(
    conn: &mut Conn,
    number: i64,
    person: i64,
    now: Millis,
) -> sqlx::Result<Option<OrganiserQuestion>> {
    sqlx::query_as(
        "update asked_organisers
         set text = asked_organisers.text || $3 || (select text from offer where number = $1)
         where number = (select max(number) from asked_organisers
                         where person = $2 and state = 'asked' and report = 0 and voice = '' and asked_at > $4
                         having count(*) >= $6)
           and exists (select 1 from offer where number = $1 and person = $2 and voice = ''
                       and length(offer.text) + length(asked_organisers.text) < $5)
         returning number, person, language, text, state, answer, message, voice",
    )
    .bind(number)
    .bind(person)
    .bind("\n")
    .bind(now - MERGE_WINDOW)
    .bind(super::MAX_TEXT_CHARS as i64)
    .bind(SEPARATE_CARDS)
    .fetch_optional(conn)
    .await
}

async fn delete_draft(conn: &mut Conn, number: i64) -> sqlx::Result<()> {
    sqlx::query("delete from offer where number = $1").bind(number).execute(conn).await?;
    Ok(())
}

/// Answers it; nothing if somebody was first.
pub async fn record_answer(
    conn: &mut Conn,
    number: i64,
    organiser: i64,
    answer: &str,
) -> sqlx::Result<Option<OrganiserQuestion>> {
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
pub async fn insert_saved_answer(conn: &mut Conn, asked: &OrganiserQuestion) -> sqlx::Result<bool> {
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
pub async fn saved_answers(conn: &mut Conn, most: i64) -> sqlx::Result<Vec<(String, String)>> {
    sqlx::query_as("select wording, answer from kept_answer order by number desc limit $1")
        .bind(most)
        .fetch_all(conn)
        .await
}

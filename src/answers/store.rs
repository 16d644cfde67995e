//! Questions to the organisers, their drafts, and the answers saved for everybody.

use sqlx::FromRow;

use super::model::{EscalationKind, MAX_TEXT_CHARS, OrganiserQuestion, OrganiserQuestionDraft, SavedAnswer};
use crate::clock::{EventTime, Millis};
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{MessageId, OrganiserQuestionNumber, PersonId};

/// The sequence of the numbers of questions and of drafts.
const NUMBER_COUNTER: &str = "organiser_question";
/// Drafts kept for each person, so that the buttons of their last messages work.
const DRAFTS_PER_PERSON: i64 = 5;
/// Open questions of one person that get a card of their own; a later one is appended to the last card if that
/// was sent within the window.
const SEPARATE_CARDS: i64 = 2;
const MERGE_WINDOW: Millis = 600_000;

/// A row of `organiser_question`.
#[derive(FromRow)]
struct OrganiserQuestionRow {
    number: OrganiserQuestionNumber,
    person: PersonId,
    language: String,
    text: String,
    state: String,
    answer: String,
    /// 0 where it is not known.
    message: MessageId,
    /// Empty for a text.
    voice: String,
}

impl OrganiserQuestionRow {
    fn into_question(self) -> sqlx::Result<OrganiserQuestion> {
        Ok(OrganiserQuestion {
            number: self.number,
            person: self.person,
            lang: Lang::from_code(&self.language),
            text: self.text,
            state: self.state.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?,
            answer: self.answer,
            message_id: self.message.to_option(),
            voice_file_id: (!self.voice.is_empty()).then_some(self.voice),
        })
    }
}

/// Saves a draft and returns its number, which is never used again. Sending turns the draft into a row of
/// `organiser_question`; an unsent draft expires after two hours.
pub(super) async fn insert_draft(
    conn: &mut Conn,
    draft: &OrganiserQuestionDraft<'_>,
) -> sqlx::Result<OrganiserQuestionNumber> {
    let number = db::next_number(conn, NUMBER_COUNTER).await?.into();
    sqlx::query(
        "insert into organiser_question_draft (person, number, language, text, voice, message, age)
         values ($1, $2, $3, $4, $5, $6, 0)",
    )
    .bind(draft.person)
    .bind(number)
    .bind(draft.lang.code())
    .bind(draft.text)
    .bind(draft.voice_file_id.unwrap_or_default())
    .bind(draft.message_id.unwrap_or_default())
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "delete from organiser_question_draft where person = $1
         and number not in (select number from organiser_question_draft where person = $1 order by number desc limit $2)",
    )
    .bind(draft.person)
    .bind(DRAFTS_PER_PERSON)
    .execute(conn)
    .await?;
    Ok(number)
}

/// The question of this number.
pub(super) async fn find(
    conn: &mut Conn,
    number: OrganiserQuestionNumber,
) -> sqlx::Result<Option<OrganiserQuestion>> {
    let row: Option<OrganiserQuestionRow> = sqlx::query_as(
        "select number, person, language, text, state, answer, message, voice from organiser_question where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await?;
    row.map(OrganiserQuestionRow::into_question).transpose()
}

/// Whether this is an unsent draft of this person.
pub(super) async fn has_draft(
    conn: &mut Conn,
    number: OrganiserQuestionNumber,
    person: PersonId,
) -> sqlx::Result<bool> {
    let found: Option<OrganiserQuestionNumber> =
        sqlx::query_scalar("select number from organiser_question_draft where number = $1 and person = $2")
            .bind(number)
            .bind(person)
            .fetch_optional(conn)
            .await?;
    Ok(found.is_some())
}

/// Sends a draft. `None` if it was sent before, belongs to another person or has expired. A question of a person
/// who has several open ones is appended to the last of them: the returned number is then that one's.
pub(super) async fn submit_draft(
    conn: &mut Conn,
    number: OrganiserQuestionNumber,
    person: PersonId,
    kind: EscalationKind,
    now: EventTime,
) -> sqlx::Result<Option<OrganiserQuestion>> {
    if kind == EscalationKind::Question
        && let Some(question) = append_to_last(conn, number, person, now).await?
    {
        delete_draft(conn, number).await?;
        return Ok(Some(question));
    }
    let sent = sqlx::query(
        "insert into organiser_question
             (number, person, language, text, state, organiser, answer, asked_at, message, voice, is_incident)
         select number, person, language, text, 'asked', 0, '', $3, message, voice, $4
         from organiser_question_draft where number = $1 and person = $2",
    )
    .bind(number)
    .bind(person)
    .bind(now)
    .bind(i64::from(kind == EscalationKind::Incident))
    .execute(&mut *conn)
    .await?;
    if sent.rows_affected() == 0 {
        return Ok(None);
    }
    delete_draft(conn, number).await?;
    find(conn, number).await
}

/// Appends a draft to the person's last question, if they have enough open ones of the last minutes. Neither may
/// be a voice message, and both together must fit a card.
async fn append_to_last(
    conn: &mut Conn,
    number: OrganiserQuestionNumber,
    person: PersonId,
    now: EventTime,
) -> sqlx::Result<Option<OrganiserQuestion>> {
    let row: Option<OrganiserQuestionRow> = sqlx::query_as(
        "update organiser_question
         set text = organiser_question.text || $3 || (select text from organiser_question_draft where number = $1)
         where number = (select max(number) from organiser_question
                         where person = $2 and state = 'asked' and is_incident = 0 and voice = '' and asked_at > $4
                         having count(*) >= $6)
           and exists (select 1 from organiser_question_draft where number = $1 and person = $2 and voice = ''
                       and length(organiser_question_draft.text) + length(organiser_question.text) < $5)
         returning number, person, language, text, state, answer, message, voice",
    )
    .bind(number)
    .bind(person)
    .bind("\n")
    .bind(now - MERGE_WINDOW)
    .bind(MAX_TEXT_CHARS as i64)
    .bind(SEPARATE_CARDS)
    .fetch_optional(conn)
    .await?;
    row.map(OrganiserQuestionRow::into_question).transpose()
}

async fn delete_draft(conn: &mut Conn, number: OrganiserQuestionNumber) -> sqlx::Result<()> {
    sqlx::query("delete from organiser_question_draft where number = $1").bind(number).execute(conn).await?;
    Ok(())
}

/// Answers an open question; `None` if another organiser was first.
pub(super) async fn record_answer(
    conn: &mut Conn,
    number: OrganiserQuestionNumber,
    organiser: PersonId,
    answer: &str,
) -> sqlx::Result<Option<OrganiserQuestion>> {
    let row: Option<OrganiserQuestionRow> = sqlx::query_as(
        "update organiser_question set state = 'answered', organiser = $2, answer = $3
         where number = $1 and state = 'asked'
         returning number, person, language, text, state, answer, message, voice",
    )
    .bind(number)
    .bind(organiser)
    .bind(answer)
    .fetch_optional(conn)
    .await?;
    row.map(OrganiserQuestionRow::into_question).transpose()
}

/// Saves an answer for everybody, once.
pub(super) async fn insert_saved_answer(conn: &mut Conn, question: &OrganiserQuestion) -> sqlx::Result<()> {
    sqlx::query(
        "insert into saved_answer (number, wording, answer) values ($1, $2, $3)
         on conflict (number) do nothing",
    )
    .bind(question.number)
    .bind(&question.text)
    .bind(&question.answer)
    .execute(conn)
    .await?;
    Ok(())
}

/// The saved answers, newest first.
pub(super) async fn saved_answers(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<SavedAnswer>> {
    let rows: Vec<(String, String)> =
        sqlx::query_as("select wording, answer from saved_answer order by number desc limit $1")
            .bind(limit)
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(|(question, answer)| SavedAnswer { question, answer }).collect())
}

/// How many messages to the organisers have no answer yet.
pub async fn count_unanswered(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select count(*) from organiser_question where state = 'asked'").fetch_one(conn).await
}

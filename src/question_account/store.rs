//! The tables `account_edition`, `account_question`, `account_figure`, `account_told` and `account_sending`.

use sqlx::FromRow;

use super::model::Edition;
use super::rules::{self, PRIVATE, UNREAD, WITHDRAWN};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};
use crate::questions::{Outcome, QuestionOutcome, RejectionReason};

/// The setting with the word in the secret address of the preview.
const PREVIEW_KEY: &str = "account-preview";

/// The round of messages: the one under way, or the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromRow)]
pub struct Sending {
    pub edition: i64,
    /// The organiser who published; 0 for the command line, or once that account was erased.
    pub requested_by: PersonId,
    pub is_active: i64,
    /// People who were told in this round.
    pub told: i64,
    /// People up to this id are done.
    pub last_person: PersonId,
}

/// The word in the address of the preview, if an organiser has opened it before.
pub async fn stored_preview_word(conn: &mut Conn) -> sqlx::Result<Option<String>> {
    db::get_setting(conn, PREVIEW_KEY).await
}

/// The word in the address of the preview, made at the first use.
pub async fn preview_word(conn: &mut Conn) -> sqlx::Result<String> {
    db::get_or_set_setting(conn, PREVIEW_KEY, &format!("{:032x}", rand::random::<u128>())).await
}

/// What is published; `None` for nothing.
pub async fn load_edition(conn: &mut Conn) -> sqlx::Result<Option<Edition>> {
    let row: Option<(String, EventTime)> =
        sqlx::query_as("select digest, published_at from account_edition where name = 'event'")
            .fetch_optional(conn)
            .await?;
    let edition = |(digest, published_at): (String, EventTime)| {
        let digest = digest.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
        Ok(Edition { digest, published_at })
    };
    row.map(edition).transpose()
}

/// The published content, without the questions that their authors have taken back since.
pub async fn load_content(conn: &mut Conn) -> sqlx::Result<Outcome> {
    #[derive(FromRow)]
    struct Row {
        question: QuestionNumber,
        root: QuestionNumber,
        theme: String,
        language: String,
        text: String,
        votes: i64,
        answered: String,
        answer: String,
    }
    let rows: Vec<Row> = sqlx::query_as(
        "select question, root, theme, language, text, votes, answered, answer from account_question
         where question not in (select number from concealed_question)
         order by question",
    )
    .fetch_all(&mut *conn)
    .await?;
    let question = |row: Row| QuestionOutcome {
        number: row.question,
        root: row.root,
        theme: row.theme,
        lang: Lang::from_code(&row.language).unwrap_or(Lang::Fr),
        text: row.text,
        votes: row.votes,
        answered: rules::parse_answered(&row.answered),
        answer: row.answer,
    };
    let mut outcome = Outcome { questions: rows.into_iter().map(question).collect(), ..Outcome::default() };
    let figures: Vec<(String, i64)> =
        sqlx::query_as("select name, count from account_figure").fetch_all(conn).await?;
    for (name, count) in figures {
        match (name.as_str(), RejectionReason::from_name(&name)) {
            (_, Some(reason)) => _ = outcome.rejected.insert(reason.name(), count),
            (UNREAD, None) => outcome.unread = count,
            (PRIVATE, None) => outcome.private = count,
            (WITHDRAWN, None) => outcome.withdrawn = count,
            _ => {}
        }
    }
    Ok(outcome)
}

/// Stores a content in place of the published one.
pub async fn replace_content(conn: &mut Conn, outcome: &Outcome, edition: &Edition) -> sqlx::Result<()> {
    delete_content(conn).await?;
    for question in &outcome.questions {
        sqlx::query(
            "insert into account_question (question, root, theme, language, text, votes, answered, answer)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(question.number)
        .bind(question.root)
        .bind(&question.theme)
        .bind(question.lang.code())
        .bind(&question.text)
        .bind(question.votes)
        .bind(rules::answered_name(question.answered))
        .bind(&question.answer)
        .execute(&mut *conn)
        .await?;
    }
    for (name, count) in rules::figures(outcome) {
        sqlx::query("insert into account_figure (name, count) values ($1, $2)")
            .bind(name)
            .bind(count)
            .execute(&mut *conn)
            .await?;
    }
    sqlx::query("insert into account_edition (name, digest, published_at) values ('event', $1, $2)")
        .bind(edition.digest.to_string())
        .bind(edition.published_at)
        .execute(conn)
        .await?;
    Ok(())
}

/// Deletes what is published.
pub async fn delete_content(conn: &mut Conn) -> sqlx::Result<()> {
    sqlx::query("delete from account_edition").execute(&mut *conn).await?;
    sqlx::query("delete from account_question").execute(&mut *conn).await?;
    sqlx::query("delete from account_figure").execute(conn).await?;
    Ok(())
}

/// The round of messages, without a lock.
pub async fn load_sending(conn: &mut Conn) -> sqlx::Result<Sending> {
    sqlx::query_as("select edition, requested_by, is_active, told, last_person from account_sending where name = 'event'")
        .fetch_one(conn)
        .await
}

/// The same, locked until the transaction ends: publications and ticks come one after the other.
pub async fn lock_sending(conn: &mut Conn) -> sqlx::Result<Sending> {
    sqlx::query_as(
        "update account_sending set edition = edition where name = 'event'
         returning edition, requested_by, is_active, told, last_person",
    )
    .fetch_one(conn)
    .await
}

/// Records where the round of messages is.
pub async fn save_sending(conn: &mut Conn, sending: &Sending) -> sqlx::Result<()> {
    sqlx::query(
        "update account_sending
         set edition = $1, requested_by = $2, is_active = $3, told = $4, last_person = $5
         where name = 'event'",
    )
    .bind(sending.edition)
    .bind(sending.requested_by)
    .bind(sending.is_active)
    .bind(sending.told)
    .bind(sending.last_person)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether a round of messages is under way.
pub async fn has_active_sending(conn: &mut Conn) -> sqlx::Result<bool> {
    let active: i64 =
        sqlx::query_scalar("select cast(count(*) as bigint) from account_sending where is_active = 1")
            .fetch_one(conn)
            .await?;
    Ok(active > 0)
}

/// Those who asked or registered, whom a message reaches, and who were not told yet; with their languages, in the
/// order of their ids from above `after`.
pub async fn next_recipients(
    conn: &mut Conn,
    after: PersonId,
    limit: i64,
) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let rows: Vec<(PersonId, String)> = sqlx::query_as(
        "select person.id, person.language from person
         where person.id > $1 and person.id < $2 and person.unreachable = 0
           and (person.id in (select person from asker) or person.id in (select person from attendee))
           and person.id not in (select person from account_told)
         order by person.id limit $3",
    )
    .bind(after)
    .bind(PersonId::of_browser(0))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(person, code)| (person, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

/// How many people a message would reach: those who were not told yet, and those who were.
pub async fn count_recipients(conn: &mut Conn) -> sqlx::Result<(i64, i64)> {
    let row: (i64, i64) = sqlx::query_as(
        "select cast(coalesce(sum(case when account_told.person is null then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when account_told.person is null then 0 else 1 end), 0) as bigint)
         from person left join account_told on account_told.person = person.id
         where person.id > 0 and person.id < $1 and person.unreachable = 0
           and (person.id in (select person from asker) or person.id in (select person from attendee))",
    )
    .bind(PersonId::of_browser(0))
    .fetch_one(conn)
    .await?;
    Ok(row)
}

/// Marks that a person is told; false if they were before.
pub async fn insert_told(conn: &mut Conn, person: PersonId, now: EventTime) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into account_told (person, told_at) values ($1, $2) on conflict (person) do nothing",
    )
    .bind(person)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Everybody who was told.
pub async fn list_told(conn: &mut Conn) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar("select person from account_told order by person").fetch_all(conn).await
}

/// Forgets that a person was told: the message was withdrawn before it was sent.
pub async fn delete_told(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    sqlx::query("delete from account_told where person = $1").bind(person).execute(conn).await?;
    Ok(())
}

/// Forgets who was told, so that everybody is told again.
pub async fn delete_all_told(conn: &mut Conn) -> sqlx::Result<()> {
    sqlx::query("delete from account_told").execute(conn).await?;
    Ok(())
}

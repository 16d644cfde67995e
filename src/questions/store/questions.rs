//! The table `question`: rows are inserted, read, and changed by compare-and-set.

use sqlx::{AssertSqlSafe, FromRow};
use strum::IntoEnumIterator;

use super::super::model::{CloseReason, NumberedQuestion, Question, QuestionSummary, State};
use super::state_counts;
use crate::clock::{EventTime, RealTime};
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{PersonId, QuestionNumber};

/// A row of `question`.
#[derive(FromRow)]
struct QuestionRow {
    number: QuestionNumber,
    person: PersonId,
    text: String,
    public_text: String,
    language: String,
    state: String,
    theme: String,
    display_name: String,
    voice: String,
    voice_seconds: i64,
    source: String,
    close_reason: String,
    starred: i64,
    speaker: String,
    votes: i64,
    newcomer: i64,
    claimed_by: PersonId,
    claimed_until: RealTime,
    asked_at: EventTime,
    claimed_at: EventTime,
    closed_at: EventTime,
    version: i64,
}

macro_rules! columns {
    () => {
        "number, person, text, public_text, language, state, theme, display_name, voice, voice_seconds, source, close_reason, \
         starred, speaker, votes, newcomer, claimed_by, claimed_until, asked_at, claimed_at, closed_at, version"
    };
}

impl TryFrom<QuestionRow> for Question {
    type Error = sqlx::Error;

    /// Error: a state that this version does not know.
    fn try_from(row: QuestionRow) -> sqlx::Result<Self> {
        let Some(state) = State::from_name(&row.state) else {
            return Err(sqlx::Error::Decode(format!("unknown question state {}", row.state).into()));
        };
        Ok(Self {
            number: row.number,
            person: row.person,
            text: row.text,
            public_text: row.public_text,
            lang: Lang::from_code(&row.language).unwrap_or(Lang::Fr),
            state,
            theme: row.theme,
            display_name: row.display_name,
            voice_file: row.voice,
            voice_seconds: row.voice_seconds,
            source: row.source.parse().unwrap_or_default(),
            close_reason: CloseReason::from_name(&row.close_reason),
            starred: row.starred == 1,
            speaker: row.speaker,
            votes: row.votes,
            is_newcomer: row.newcomer == 1,
            claimed_by: row.claimed_by,
            claimed_until: row.claimed_until,
            asked_at: row.asked_at,
            claimed_at: row.claimed_at,
            closed_at: row.closed_at,
            version: row.version,
        })
    }
}

fn to_questions(rows: Vec<QuestionRow>) -> sqlx::Result<Vec<Question>> {
    rows.into_iter().map(Question::try_from).collect()
}

/// Inserts questions, with one vote each where the question has an author; the vote's row is the caller's task.
pub(crate) async fn insert(
    conn: &mut Conn,
    questions: &[NumberedQuestion],
    now: EventTime,
) -> sqlx::Result<()> {
    let sql = format!(
        "insert into question (number, person, text, language, state, voice, voice_seconds, source, votes, newcomer,
                               claimed_by, asked_at, claimed_at, closed_at)
         values {}",
        db::placeholder_rows(conn, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0)", questions.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(questions.len() == 1);
    for NumberedQuestion { number, is_newcomer, question: new } in questions {
        let voice = new.voice.as_ref();
        query = query
            .bind(number)
            .bind(new.person)
            .bind(&new.text)
            .bind(new.lang.code())
            .bind(new.state.name())
            .bind(voice.map_or("", |(file, _)| file))
            .bind(voice.map_or(0, |(_, seconds)| i64::from(*seconds)))
            .bind(new.source.name())
            .bind(i64::from(!new.person.is_none()))
            .bind(i64::from(*is_newcomer))
            .bind(now);
    }
    query.execute(&mut *conn).await?;
    for state in State::iter() {
        let count = questions.iter().filter(|new| new.question.state == state).count() as i64;
        if count > 0 {
            state_counts::adjust(conn, state, count).await?;
        }
    }
    Ok(())
}

/// The question of a number.
pub async fn load(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<Option<Question>> {
    let row: Option<QuestionRow> =
        sqlx::query_as(concat!("select ", columns!(), " from question where number = $1"))
            .bind(number)
            .fetch_optional(conn)
            .await?;
    row.map(Question::try_from).transpose()
}

/// Changes a question that is still as it was read; false where another transaction was first. The caller must
/// hold the journal lock, so that no two changes wait for each other.
pub(crate) async fn compare_and_set(
    conn: &mut Conn,
    before: &Question,
    after: &Question,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update question set state = $4, text = $5, public_text = $6, theme = $7, display_name = $8, close_reason = $9,
                             starred = $10, speaker = $11, claimed_by = $12, claimed_at = $13, claimed_until = $14,
                             closed_at = $15, version = $16
         where number = $1 and version = $2 and state = $3",
    )
    .bind(before.number)
    .bind(before.version)
    .bind(before.state.name())
    .bind(after.state.name())
    .bind(&after.text)
    .bind(&after.public_text)
    .bind(&after.theme)
    .bind(&after.display_name)
    .bind(after.close_reason.name())
    .bind(i64::from(after.starred))
    .bind(&after.speaker)
    .bind(after.claimed_by)
    .bind(after.claimed_at)
    .bind(after.claimed_until)
    .bind(after.closed_at)
    .bind(after.version)
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    if before.state != after.state {
        state_counts::adjust(conn, before.state, -1).await?;
        state_counts::adjust(conn, after.state, 1).await?;
    }
    Ok(true)
}

/// Locks a question's row until the transaction ends; its state, `None` where there is no such question.
pub(crate) async fn lock(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<Option<State>> {
    let state: Option<String> =
        sqlx::query_scalar("update question set votes = votes where number = $1 returning state")
            .bind(number)
            .fetch_optional(conn)
            .await?;
    Ok(state.as_deref().and_then(State::from_name))
}

/// Adds to the votes of a question that nothing is merged into; its votes now.
pub(crate) async fn adjust_votes(conn: &mut Conn, number: QuestionNumber, by: i64) -> sqlx::Result<i64> {
    sqlx::query_scalar("update question set votes = votes + $2 where number = $1 returning votes")
        .bind(number)
        .bind(by)
        .fetch_one(conn)
        .await
}

/// Counts the voters of a question and of all questions merged into it, each once; its votes now.
pub(crate) async fn recount_votes(conn: &mut Conn, number: QuestionNumber) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "update question set votes = (
             select count(distinct voter) from vote
             where question = $1 or question in (select child from question_merge where root = $1))
         where number = $1
         returning votes",
    )
    .bind(number)
    .fetch_one(conn)
    .await
}

/// An author's questions that were not withdrawn, the latest first.
pub(crate) async fn by_author(conn: &mut Conn, author: PersonId, limit: i64) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where person = $1 and state <> 'withdrawn' order by number desc limit $2"
    ))
    .bind(author)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// The questions of all people of the browser that were not withdrawn, and of the accounts that took theirs over,
/// the latest first.
pub(crate) async fn by_browser_authors(conn: &mut Conn) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question
          where (person >= $1 or person in (select person from visitor_link)) and state <> 'withdrawn'
          order by number desc"
    ))
    .bind(PersonId::of_browser(0))
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// Questions in a state with a number above `after`, the oldest first.
pub(crate) async fn by_state(
    conn: &mut Conn,
    state: State,
    after: QuestionNumber,
    limit: i64,
) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = $1 and number > $2 order by number limit $3"
    ))
    .bind(state.name())
    .bind(after)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// The questions that a moderator claims, in the order of their claims.
pub(crate) async fn claimed_by(conn: &mut Conn, moderator: PersonId) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = 'taken' and claimed_by = $1 order by claimed_at, number"
    ))
    .bind(moderator)
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// The numbers of claimed questions whose lease has run out.
pub(crate) async fn expired_claims(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<Vec<QuestionNumber>> {
    sqlx::query_scalar(
        "select number from question where state = 'taken' and claimed_until <= $1 order by number",
    )
    .bind(real_now)
    .fetch_all(conn)
    .await
}

/// Queued questions by votes, of equals the oldest first; of one theme, or of all.
pub(crate) async fn top_voted(
    conn: &mut Conn,
    theme: Option<&str>,
    skip: i64,
    limit: i64,
) -> sqlx::Result<Vec<Question>> {
    let rows = match theme {
        None => {
            sqlx::query_as(concat!(
                "select ",
                columns!(),
                " from question where state = 'waiting' order by votes desc, number limit $1 offset $2"
            ))
            .bind(limit)
            .bind(skip)
            .fetch_all(conn)
            .await?
        }
        Some(theme) => {
            sqlx::query_as(concat!(
                "select ",
                columns!(),
                " from question where state = 'waiting' and theme = $3
                  order by votes desc, number limit $1 offset $2"
            ))
            .bind(limit)
            .bind(skip)
            .bind(theme)
            .fetch_all(conn)
            .await?
        }
    };
    to_questions(rows)
}

/// Queued questions of one theme, of newcomers or of others, by votes.
pub(crate) async fn top_voted_in_group(
    conn: &mut Conn,
    theme: &str,
    is_newcomer: bool,
    limit: i64,
) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = 'waiting' and theme = $1 and newcomer = $2
          order by votes desc, number limit $3"
    ))
    .bind(theme)
    .bind(i64::from(is_newcomer))
    .bind(limit)
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

/// The number of queued questions of one theme, of newcomers or of others, that come before one with these votes
/// and this number.
pub(crate) async fn count_ahead_in_group(
    conn: &mut Conn,
    theme: &str,
    is_newcomer: bool,
    votes: i64,
    number: QuestionNumber,
) -> sqlx::Result<i64> {
    sqlx::query_scalar(
        "select count(*) from question
         where state = 'waiting' and theme = $1 and newcomer = $2
           and (votes > $3 or (votes = $3 and number < $4))",
    )
    .bind(theme)
    .bind(i64::from(is_newcomer))
    .bind(votes)
    .bind(number)
    .fetch_one(conn)
    .await
}

/// The themes of the questions in a state. The recursion reads one index entry a theme, not every question.
pub(crate) async fn themes_in_state(conn: &mut Conn, state: State) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "with recursive theme (theme) as (
             select min(theme) from question where state = $1
             union all
             select (select min(theme) from question where state = $1 and theme > theme.theme)
             from theme where theme.theme is not null
         )
         select theme from theme where theme is not null",
    )
    .bind(state.name())
    .fetch_all(conn)
    .await
}

/// The number of questions by theme and state, sorted by theme.
pub(crate) async fn count_by_theme_and_state(conn: &mut Conn) -> sqlx::Result<Vec<(String, State, i64)>> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "select theme, state, count(*) from question group by theme, state order by theme, state",
    )
    .fetch_all(conn)
    .await?;
    let known = rows
        .into_iter()
        .filter_map(|(theme, state, count)| State::from_name(&state).map(|state| (theme, state, count)));
    Ok(known.collect())
}

/// Questions of any state with a number above `after`, in the order of their numbers.
pub(crate) async fn list_after(
    conn: &mut Conn,
    after: QuestionNumber,
    limit: i64,
) -> sqlx::Result<Vec<Question>> {
    let rows = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where number > $1 order by number limit $2"
    ))
    .bind(after)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    to_questions(rows)
}

macro_rules! summary_query {
    () => {
        "select number, person, votes, case when public_text = '' then text else public_text end
         from question where state = 'waiting' "
    };
}

type SummaryRow = (QuestionNumber, PersonId, i64, String);

fn to_summaries(rows: Vec<SummaryRow>) -> Vec<QuestionSummary> {
    let summary = |(number, person, votes, text): SummaryRow| QuestionSummary { number, person, votes, text };
    rows.into_iter().map(summary).collect()
}

/// The queued questions with the most votes, in short.
pub(crate) async fn top_voted_summaries(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<QuestionSummary>> {
    let rows = sqlx::query_as(concat!(summary_query!(), "order by votes desc, number limit $1"))
        .bind(limit)
        .fetch_all(conn)
        .await?;
    Ok(to_summaries(rows))
}

/// The latest queued questions with a number above `after`, in short.
pub(crate) async fn summaries_after(
    conn: &mut Conn,
    after: QuestionNumber,
    limit: i64,
) -> sqlx::Result<Vec<QuestionSummary>> {
    let rows = sqlx::query_as(concat!(summary_query!(), "and number > $1 order by number desc limit $2"))
        .bind(after)
        .bind(limit)
        .fetch_all(conn)
        .await?;
    Ok(to_summaries(rows))
}

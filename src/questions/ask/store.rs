//! What is read before a question is kept, and which others it is held against.

use sqlx::{AssertSqlSafe, FromRow};

use super::rules::TextFingerprint;
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::programme::QuestionLimits;

/// What a new question depends on, beside what moderators set.
#[derive(Debug, FromRow)]
pub struct AskerState {
    pub person: i64,
    /// How many of theirs wait, counted no further than the limit.
    #[sqlx(rename = "waiting")]
    pub open_count: i64,
    /// When they last asked; 0 for never, or where that does not matter.
    #[sqlx(rename = "last_asked")]
    pub last_asked_at: Millis,
    pub muted: i64,
    /// Whether one that was refused is in their hand.
    #[sqlx(rename = "refused")]
    pub has_refused_text: i64,
    /// Whether a question of theirs was taken up.
    #[sqlx(rename = "heard")]
    pub was_heard: i64,
    /// The number under which they vote; 0 for none yet.
    #[sqlx(rename = "voter")]
    pub voter_key: i64,
    /// Whether any question waits, in the queue or to be looked at.
    #[sqlx(rename = "any_waits")]
    pub has_unhandled: i64,
}

/// Of people whom the bot has met.
pub async fn load_asker_states(
    conn: &mut Conn,
    people: &[i64],
    limits: &QuestionLimits,
    refused: &str,
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
                        union all select at from used_before where person = asker.id and what = 'asked') as times)
                    end, 0)
                as bigint) as last_asked,
                cast(coalesce((select 1 from muted where person = asker.id), 0) as bigint) as muted,
                cast(coalesce((select 1 from in_hand where person = asker.id and name = ${}), 0)
                as bigint) as refused,
                cast(coalesce((
                    select 1 from question where person = asker.id and state in ('taken', 'answered') limit 1),
                    (select 1 from used_before where person = asker.id and what = 'heard'), 0)
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
    people
        .iter()
        .fold(query, |query, person| query.bind(*person))
        .bind(i64::from(limits.max_waiting_questions))
        .bind(i64::from(limits.seconds_between_questions))
        .bind(refused)
        .fetch_all(conn)
        .await
}

/// Whether a question of theirs was ever taken up.
pub async fn was_heard(conn: &mut Conn, person: i64) -> sqlx::Result<bool> {
    let heard: Option<i64> = sqlx::query_scalar(
        "select number from question where person = $1 and state in ('taken', 'answered')
         union all select n from used_before where person = $1 and what = 'heard' limit 1",
    )
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(heard.is_some())
}

/// The most wanted of the queue as they stood a moment ago, ready for a new question to be held against.
pub struct TopQuestions {
    pub questions: Vec<SimilarityCandidate>,
    /// The number of the last question there was.
    last_number: i64,
}

/// The latest of the queue, which came after that moment.
pub struct RecentQuestions(pub Vec<SimilarityCandidate>);

#[derive(Debug, Clone)]
pub struct SimilarityCandidate {
    pub number: i64,
    pub person: i64,
    pub votes: i64,
    pub text: String,
    pub fingerprint: TextFingerprint,
}

impl From<(i64, i64, i64, String)> for SimilarityCandidate {
    fn from((number, person, votes, line): (i64, i64, i64, String)) -> Self {
        let gist = TextFingerprint::of(&line);
        Self { number, person, votes, text: line, fingerprint: gist }
    }
}

macro_rules! candidate_query {
    () => {
        "select number, person, votes, case when public_text = '' then text else public_text end
         from question where state = 'waiting' "
    };
}

/// `last` is the number of the last question that is written.
pub async fn load_top_questions(conn: &mut Conn, last: i64, at_most: i64) -> sqlx::Result<TopQuestions> {
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(concat!(candidate_query!(), "order by votes desc, number limit $1"))
            .bind(at_most)
            .fetch_all(conn)
            .await?;
    Ok(TopQuestions {
        questions: rows.into_iter().map(SimilarityCandidate::from).collect(),
        last_number: last,
    })
}

pub async fn load_recent_questions(
    conn: &mut Conn,
    after: &TopQuestions,
    at_most: i64,
) -> sqlx::Result<RecentQuestions> {
    let rows: Vec<(i64, i64, i64, String)> =
        sqlx::query_as(concat!(candidate_query!(), "and number > $1 order by number desc limit $2"))
            .bind(after.last_number)
            .bind(at_most)
            .fetch_all(conn)
            .await?;
    Ok(RecentQuestions(rows.into_iter().map(SimilarityCandidate::from).collect()))
}

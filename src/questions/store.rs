//! The questions' table: one question read, kept, changed by compare-and-set; the queue in its order.

use serde::{Deserialize, Serialize};
use sqlx::{AssertSqlSafe, FromRow};

use super::ask::QuestionText;
use super::rules::{QueueRank, State};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::Lang;

#[derive(Debug, Clone, PartialEq, Eq, FromRow, Serialize, Deserialize)]
pub struct Question {
    pub number: i64,
    /// 0 for nobody: staff typed it, or its author was erased.
    pub person: i64,
    /// As it was asked; empty for a voice message.
    pub text: String,
    /// As the hall reads it, where a moderator wrote that.
    pub public_text: String,
    pub language: String,
    #[sqlx(try_from = "String")]
    pub state: State,
    #[sqlx(rename = "guide")]
    pub theme: String,
    #[sqlx(rename = "signed")]
    pub display_name: String,
    #[sqlx(rename = "voice")]
    pub voice_file: String,
    pub voice_seconds: i64,
    pub source: String,
    #[sqlx(rename = "reason")]
    pub close_reason: String,
    pub starred: i64,
    pub speaker: String,
    pub votes: i64,
    pub newcomer: i64,
    #[sqlx(rename = "taken_by")]
    pub claimed_by: i64,
    /// Real time.
    #[sqlx(rename = "lease_until")]
    pub claimed_until: Millis,
    pub asked_at: Millis,
    #[sqlx(rename = "taken_at")]
    pub claimed_at: Millis,
    pub closed_at: Millis,
    pub version: i64,
}

impl Question {
    /// The author's language when they asked.
    pub fn lang(&self) -> Lang {
        Lang::from_code(&self.language).unwrap_or(Lang::Fr)
    }

    /// The line that is read out: the moderator's, else the author's.
    pub fn display_text(&self) -> &str {
        if self.public_text.is_empty() { &self.text } else { &self.public_text }
    }

    /// The question as moderators may read it: without its words once its author took it back, or where it
    /// is somebody's own situation.
    pub fn redacted(&self) -> Self {
        let mut seen = self.clone();
        if self.is_confidential() {
            for text in [&mut seen.text, &mut seen.public_text, &mut seen.voice_file, &mut seen.display_name]
            {
                text.clear();
            }
            seen.voice_seconds = 0;
        }
        seen
    }

    /// Whether its words are its author's alone.
    pub fn is_confidential(&self) -> bool {
        matches!(self.state, State::Withdrawn | State::PrivateCase)
    }

    /// What its place in the queue depends on; `heard` are the themes that were heard.
    pub fn queue_rank(&self, fair: bool, heard: &[String]) -> QueueRank {
        QueueRank {
            number: self.number,
            votes: self.votes,
            is_newcomer: fair && self.newcomer == 1,
            has_unheard_theme: fair && !self.theme.is_empty() && !heard.contains(&self.theme),
        }
    }
}

macro_rules! columns {
    () => {
        "number, person, text, public_text, language, state, guide, signed, voice, voice_seconds, source, reason, \
         starred, speaker, votes, newcomer, taken_by, lease_until, asked_at, taken_at, closed_at, version"
    };
}

/// A question to be kept.
#[derive(Debug, Clone)]
pub struct NewQuestion {
    pub person: i64,
    /// Empty for a voice message.
    pub text: String,
    /// A voice message and its seconds.
    pub voice: Option<(String, u32)>,
    pub lang: Lang,
    pub state: State,
    /// hall, floor or umbrella.
    pub source: &'static str,
}

impl NewQuestion {
    /// A written question that goes to the queue at once.
    pub fn written(person: i64, text: &QuestionText, lang: Lang) -> Self {
        let text = text.as_str().to_owned();
        Self { person, text, voice: None, lang, state: State::Queued, source: "hall" }
    }
}

/// One that has its number.
#[derive(Debug)]
pub struct NumberedQuestion {
    pub number: i64,
    /// Whether no question of its author's was taken up yet.
    pub is_newcomer: bool,
    pub question: NewQuestion,
}

/// How many are in each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StateCounts([i64; State::ALL.len()]);

impl StateCounts {
    pub fn of(&self, state: State) -> i64 {
        self.0[state as usize]
    }

    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }
}

/// Keeps questions. Their authors' votes are counted; the rows of these are another's work.
pub async fn insert(conn: &mut Conn, all: &[NumberedQuestion], now: Millis) -> sqlx::Result<()> {
    let sql = format!(
        "insert into question (number, person, text, language, state, voice, voice_seconds, source, votes, newcomer,
                               taken_by, asked_at, taken_at, closed_at)
         values {}",
        db::placeholder_rows(conn, "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0, 0)", all.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(all.len() == 1);
    for NumberedQuestion { number, is_newcomer: newcomer, question: new } in all {
        let voice = new.voice.as_ref();
        query = query
            .bind(number)
            .bind(new.person)
            .bind(&new.text)
            .bind(new.lang.code())
            .bind(new.state.name())
            .bind(voice.map_or("", |(file, _)| file))
            .bind(voice.map_or(0, |(_, seconds)| i64::from(*seconds)))
            .bind(new.source)
            .bind(i64::from(new.person != 0))
            .bind(i64::from(*newcomer))
            .bind(now);
    }
    query.execute(&mut *conn).await?;
    for state in State::ALL {
        let many = all.iter().filter(|kept| kept.question.state == state).count() as i64;
        if many > 0 {
            adjust_state_count(conn, state, many).await?;
        }
    }
    Ok(())
}

pub async fn load(conn: &mut Conn, number: i64) -> sqlx::Result<Option<Question>> {
    sqlx::query_as(concat!("select ", columns!(), " from question where number = $1"))
        .bind(number)
        .fetch_optional(conn)
        .await
}

/// Changes a question that is still as it was read; false where somebody was first. Whoever calls
/// this sits at the desk, so that no two of them wait for one another.
pub async fn compare_and_set(conn: &mut Conn, before: &Question, after: &Question) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update question set state = $4, text = $5, public_text = $6, guide = $7, signed = $8, reason = $9,
                             starred = $10, speaker = $11, taken_by = $12, taken_at = $13, lease_until = $14,
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
    .bind(&after.close_reason)
    .bind(after.starred)
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
        adjust_state_count(conn, before.state, -1).await?;
        adjust_state_count(conn, after.state, 1).await?;
    }
    Ok(true)
}

/// Says anew whether somebody was heard: no question of theirs that waits is a first one then.
pub async fn refresh_newcomer(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    sqlx::query(
        "update question set newcomer =
             case when exists (select 1 from question other where other.person = $1
                               and other.state in ('taken', 'answered'))
                  or exists (select 1 from used_before where person = $1 and what = 'heard') then 0 else 1 end
         where person = $1 and state in ('pending', 'waiting', 'later')",
    )
    .bind(person)
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody's own questions, the latest first.
pub async fn by_author(conn: &mut Conn, person: i64, at_most: i64) -> sqlx::Result<Vec<Question>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where person = $1 and state <> 'withdrawn' order by number desc limit $2"
    ))
    .bind(person)
    .bind(at_most)
    .fetch_all(conn)
    .await
}

/// Questions in a state, the oldest first, from behind `after`.
pub async fn by_state(
    conn: &mut Conn,
    state: State,
    after: i64,
    at_most: i64,
) -> sqlx::Result<Vec<Question>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = $1 and number > $2 order by number limit $3"
    ))
    .bind(state.name())
    .bind(after)
    .bind(at_most)
    .fetch_all(conn)
    .await
}

/// What a moderator holds, the first taken first.
pub async fn claimed_by(conn: &mut Conn, moderator: i64) -> sqlx::Result<Vec<Question>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = 'taken' and taken_by = $1 order by taken_at, number"
    ))
    .bind(moderator)
    .fetch_all(conn)
    .await
}

/// Questions whose lease has run out.
pub async fn expired_claims(conn: &mut Conn, mono: Millis) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar(
        "select number from question where state = 'taken' and lease_until <= $1 order by number",
    )
    .bind(mono)
    .fetch_all(conn)
    .await
}

/// The questions that wait with the most votes, the oldest of as many first; of one theme or all.
pub async fn top_voted(
    conn: &mut Conn,
    guide: Option<&str>,
    skip: i64,
    at_most: i64,
) -> sqlx::Result<Vec<Question>> {
    let Some(guide) = guide else {
        return sqlx::query_as(concat!(
            "select ",
            columns!(),
            " from question where state = 'waiting' order by votes desc, number limit $1 offset $2"
        ))
        .bind(at_most)
        .bind(skip)
        .fetch_all(conn)
        .await;
    };
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = 'waiting' and guide = $3 order by votes desc, number limit $1 offset $2"
    ))
    .bind(at_most)
    .bind(skip)
    .bind(guide)
    .fetch_all(conn)
    .await
}

async fn top_voted_in_group(
    conn: &mut Conn,
    guide: &str,
    newcomer: i64,
    at_most: i64,
) -> sqlx::Result<Vec<Question>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where state = 'waiting' and guide = $1 and newcomer = $2
          order by votes desc, number limit $3"
    ))
    .bind(guide)
    .bind(newcomer)
    .bind(at_most)
    .fetch_all(conn)
    .await
}

/// The themes of the questions in a state, found by leaping from one to the next.
pub async fn themes_in_state(conn: &mut Conn, state: State) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "with recursive theme (guide) as (
             select min(guide) from question where state = $1
             union all
             select (select min(guide) from question where state = $1 and guide > theme.guide)
             from theme where theme.guide is not null
         )
         select guide from theme where guide is not null",
    )
    .bind(state.name())
    .fetch_all(conn)
    .await
}

/// The themes of which something was heard.
pub async fn heard_themes(conn: &mut Conn) -> sqlx::Result<Vec<String>> {
    let mut heard = themes_in_state(conn, State::Answered).await?;
    heard.append(&mut themes_in_state(conn, State::Claimed).await?);
    Ok(heard)
}

/// The next few of the queue, in its order. With `fair`, newcomers and unheard themes are lifted:
/// the best of each such group are the only ones that can be among the best of all.
pub async fn next_up(conn: &mut Conn, fair: bool, at_most: i64) -> sqlx::Result<Vec<Question>> {
    if !fair {
        return top_voted(conn, None, 0, at_most).await;
    }
    let heard = heard_themes(conn).await?;
    let mut best = Vec::new();
    for guide in themes_in_state(conn, State::Queued).await? {
        for newcomer in [0, 1] {
            best.append(&mut top_voted_in_group(conn, &guide, newcomer, at_most).await?);
        }
    }
    best.sort_by_key(|question| question.queue_rank(true, &heard).key());
    best.truncate(at_most as usize);
    Ok(best)
}

/// How many questions of the queue come before this one.
pub async fn count_ahead(conn: &mut Conn, question: &Question, fair: bool) -> sqlx::Result<i64> {
    let heard = if fair { heard_themes(conn).await? } else { Vec::new() };
    let own = question.queue_rank(fair, &heard);
    let mut before = 0;
    for guide in themes_in_state(conn, State::Queued).await? {
        let unheard = fair && !guide.is_empty() && !heard.contains(&guide);
        for newcomer in [0, 1] {
            let votes = own.votes_to_equal(fair && newcomer == 1, unheard);
            let of_these: i64 = sqlx::query_scalar(
                "select count(*) from question
                 where state = 'waiting' and guide = $1 and newcomer = $2
                   and (votes > $3 or (votes = $3 and number < $4))",
            )
            .bind(&guide)
            .bind(newcomer)
            .bind(votes)
            .bind(question.number)
            .fetch_one(&mut *conn)
            .await?;
            before += of_these;
        }
    }
    Ok(before)
}

pub async fn count_by_state(conn: &mut Conn) -> sqlx::Result<StateCounts> {
    let rows: Vec<(String, i64)> = sqlx::query_as("select state, n from tally").fetch_all(conn).await?;
    let mut counts = StateCounts::default();
    for (name, count) in rows {
        if let Some(state) = State::from_name(&name) {
            counts.0[state as usize] = count;
        }
    }
    Ok(counts)
}

/// How many wait in the queue.
pub async fn count_queued(conn: &mut Conn) -> sqlx::Result<i64> {
    Ok(count_by_state(conn).await?.of(State::Queued))
}

/// One more, or one less, in a state.
async fn adjust_state_count(conn: &mut Conn, state: State, by: i64) -> sqlx::Result<()> {
    sqlx::query(
        "insert into tally (state, n) values ($1, $2) on conflict (state) do update set n = tally.n + excluded.n",
    )
    .bind(state.name())
    .bind(by)
    .execute(conn)
    .await?;
    Ok(())
}

/// How many are in each state, theme by theme.
pub async fn count_by_theme_and_state(conn: &mut Conn) -> sqlx::Result<Vec<(String, String, i64)>> {
    sqlx::query_as("select guide, state, count(*) from question group by guide, state order by guide, state")
        .fetch_all(conn)
        .await
}

/// Every question, in the order of its number, from behind `after`.
pub async fn list_after(conn: &mut Conn, after: i64, at_most: i64) -> sqlx::Result<Vec<Question>> {
    sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from question where number > $1 order by number limit $2"
    ))
    .bind(after)
    .bind(at_most)
    .fetch_all(conn)
    .await
}

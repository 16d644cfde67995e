//! The tables of this feature, and the views `attendee` and `attended` that others publish.

use super::model::{Answer, AnswerKey, Line, Rating, RatingCounts, Summary};
use crate::clock::EventTime;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::PersonId;

/// Usefulness, organisation, line, voice.
type AnswerRow = (i64, i64, String, String);

fn to_answer((usefulness, organisation, line, voice): AnswerRow) -> Answer {
    let line = if voice.is_empty() { Line::Text(line) } else { Line::Voice(voice) };
    Answer {
        usefulness: Rating::from_repr(usefulness),
        organisation: Rating::from_repr(organisation),
        line: Some(line).filter(|line| *line != Line::Text(String::new())),
    }
}

/// A digest of the arrivals of all days: another one where anybody else arrived. 0 where nobody did.
pub async fn digest_arrivals(conn: &mut Conn) -> sqlx::Result<i64> {
    // numbers of registrations begin at 1, an event has far fewer than 64 days
    sqlx::query_scalar("select cast(coalesce(sum(registration * 64 + day), 0) as bigint) from attended")
        .fetch_one(conn)
        .await
}

/// The arrivals for which everybody was asked, as a digest; `None` before that.
pub async fn find_completed_arrivals(conn: &mut Conn) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("select arrivals from feedback_round where name = 'event'").fetch_optional(conn).await
}

/// Records that everybody was asked for these arrivals.
pub async fn mark_complete(conn: &mut Conn, arrivals: i64) -> sqlx::Result<()> {
    sqlx::query(
        "insert into feedback_round (name, arrivals) values ('event', $1)
         on conflict (name) do update set arrivals = excluded.arrivals",
    )
    .bind(arrivals)
    .execute(conn)
    .await?;
    Ok(())
}

/// Who was there and was not asked yet, with their languages: people with a registration of their own who can be
/// reached, and arrived; where the door was not used, everybody who had a seat `before` then.
pub async fn find_unasked(
    conn: &mut Conn,
    door_was_used: bool,
    before: EventTime,
    limit: i64,
) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let rows: Vec<(PersonId, String)> = sqlx::query_as(
        "select person.id, person.language
         from attendee join person on person.id = attendee.person
         where attendee.own = 1
           and person.unreachable = 0
           and (($1 = 1 and exists (select 1 from attended where attended.registration = attendee.number))
                or ($1 = 0 and attendee.has_seat = 1 and attendee.registered_at < $2))
           and not exists (select 1 from feedback_request where feedback_request.person = person.id)
         order by attendee.number limit $3",
    )
    .bind(i64::from(door_was_used))
    .bind(before)
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(person, code)| (person, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

/// Records that a person is asked; false if they were before.
pub async fn record_request(conn: &mut Conn, person: PersonId, now: EventTime) -> sqlx::Result<bool> {
    // 62 bits: positive in every database and export
    let key = (rand::random::<u64>() >> 2) as i64;
    let inserted = sqlx::query(
        "insert into feedback_request (person, key, asked_at) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(person)
    .bind(key)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(inserted.rows_affected() == 1)
}

/// The key of a person's answers; `None` for a person who was not asked.
pub async fn find_key(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<AnswerKey>> {
    sqlx::query_scalar("select key from feedback_request where person = $1")
        .bind(person)
        .fetch_optional(conn)
        .await
}

/// What was answered under a key so far.
pub async fn load_answer(conn: &mut Conn, key: AnswerKey) -> sqlx::Result<Answer> {
    let row: Option<AnswerRow> =
        sqlx::query_as("select usefulness, organisation, line, voice from feedback_answer where key = $1")
            .bind(key)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(to_answer).unwrap_or_default())
}

/// Stores how useful the event was.
pub async fn set_usefulness(conn: &mut Conn, key: AnswerKey, rating: Rating) -> sqlx::Result<()> {
    sqlx::query(
        "insert into feedback_answer (key, usefulness, organisation, line, voice, line_at)
         values ($1, $2, 0, '', '', 0)
         on conflict (key) do update set usefulness = excluded.usefulness",
    )
    .bind(key)
    .bind(rating as i64)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores how well the event was organised.
pub async fn set_organisation(conn: &mut Conn, key: AnswerKey, rating: Rating) -> sqlx::Result<()> {
    sqlx::query(
        "insert into feedback_answer (key, usefulness, organisation, line, voice, line_at)
         values ($1, 0, $2, '', '', 0)
         on conflict (key) do update set organisation = excluded.organisation",
    )
    .bind(key)
    .bind(rating as i64)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the free line in place of an earlier one.
pub async fn set_line(conn: &mut Conn, key: AnswerKey, line: &Line, now: EventTime) -> sqlx::Result<()> {
    let (text, voice) = match line {
        Line::Text(text) => (text.as_str(), ""),
        Line::Voice(file_id) => ("", file_id.as_str()),
    };
    sqlx::query(
        "insert into feedback_answer (key, usefulness, organisation, line, voice, line_at)
         values ($1, 0, 0, $2, $3, $4)
         on conflict (key) do update
         set line = excluded.line, voice = excluded.voice, line_at = excluded.line_at",
    )
    .bind(key)
    .bind(text)
    .bind(voice)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// What everybody has answered, for the organisers and their desk.
pub async fn summary(conn: &mut Conn) -> sqlx::Result<Summary> {
    let asked = sqlx::query_scalar("select count(*) from feedback_request").fetch_one(&mut *conn).await?;
    let (answered, texts, voices) = sqlx::query_as(
        "select count(*),
                cast(coalesce(sum(case when line <> '' then 1 else 0 end), 0) as bigint),
                cast(coalesce(sum(case when voice <> '' then 1 else 0 end), 0) as bigint)
         from feedback_answer",
    )
    .fetch_one(&mut *conn)
    .await?;
    let rated: Vec<(i64, i64, i64)> = sqlx::query_as(
        "select usefulness, organisation, count(*) from feedback_answer group by usefulness, organisation",
    )
    .fetch_all(conn)
    .await?;
    let (mut usefulness, mut organisation) = (RatingCounts::default(), RatingCounts::default());
    for (useful, organised, count) in rated {
        Rating::from_repr(useful).into_iter().for_each(|rating| usefulness.add(rating, count));
        Rating::from_repr(organised).into_iter().for_each(|rating| organisation.add(rating, count));
    }
    Ok(Summary { asked, answered, usefulness, organisation, texts, voices })
}

/// The last lines that people wrote, newest first.
pub async fn last_texts(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar(
        "select line from feedback_answer where line <> '' order by line_at desc, key limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// The keys of the last voice messages, newest first.
pub async fn last_voices(conn: &mut Conn, limit: i64) -> sqlx::Result<Vec<AnswerKey>> {
    sqlx::query_scalar(
        "select key from feedback_answer where voice <> '' order by line_at desc, key limit $1",
    )
    .bind(limit)
    .fetch_all(conn)
    .await
}

/// Every answer, in the order of the random keys, which tells nothing of when or by whom it was given.
pub async fn all_answers(conn: &mut Conn) -> sqlx::Result<Vec<Answer>> {
    let rows: Vec<AnswerRow> =
        sqlx::query_as("select usefulness, organisation, line, voice from feedback_answer order by key")
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(to_answer).collect())
}

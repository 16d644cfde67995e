//! The announcements, their texts, and whom they are for.

use sqlx::FromRow;

use super::rules::Content;
use crate::clock::Millis;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::programme::Audience;

#[derive(Debug, Clone, FromRow)]
pub struct Announcement {
    pub number: i64,
    pub author: i64,
    /// draft, going, stopped or done.
    pub state: String,
    pub version: i64,
    pub audience: String,
    #[sqlx(rename = "total")]
    pub recipient_count: i64,
    #[sqlx(rename = "reached")]
    pub last_recipient: i64,
    #[sqlx(rename = "complete")]
    pub all_enqueued: i64,
    pub begun_at: Millis,
    pub stopped_at: Millis,
    pub shown_at: Millis,
    #[sqlx(rename = "shown")]
    pub shown_html: String,
}

/// The condition for a person to be meant, by the three parameters of [`meant`].
macro_rules! is_recipient {
    () => {
        "person.gone = 0
         and exists (
             select 1 from registration
             where registration.person = person.id
               and case when registration.standing = 'seat' then 0 else 1 end = $1
               and ($2 = '' or registration.category = $2)
               and ($3 = '' or exists (select 1 from reminder_wish
                                       where reminder_wish.person = person.id
                                         and reminder_wish.session = $3 and reminder_wish.wanted = 1)))"
    };
}

/// Whether they wait, which category they are of, which session they asked for.
fn audience_params(audience: &Audience) -> (i64, &str, &str) {
    match audience {
        Audience::Registered => (0, "", ""),
        Audience::Category(category) => (0, category, ""),
        Audience::Waitlisted => (1, "", ""),
        Audience::ReminderRequested(session) => (0, "", session),
    }
}

/// How many people are meant, by the language they are spoken to in.
pub async fn count_recipients(conn: &mut Conn, audience: &Audience) -> sqlx::Result<Vec<(Lang, i64)>> {
    let (waiting, category, asked) = audience_params(audience);
    let rows: Vec<(String, i64)> = sqlx::query_as(concat!(
        "select person.language, cast(count(*) as bigint) from person where ",
        is_recipient!(),
        " group by person.language order by person.language"
    ))
    .bind(waiting)
    .bind(category)
    .bind(asked)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|(code, count)| Some((Lang::from_code(&code)?, count))).collect())
}

/// The next people who are meant, behind the one who was reached last.
pub async fn next_recipients(
    conn: &mut Conn,
    audience: &Audience,
    reached: i64,
    at_most: i64,
) -> sqlx::Result<Vec<(i64, Lang)>> {
    let (waiting, category, asked) = audience_params(audience);
    let rows: Vec<(i64, String)> = sqlx::query_as(concat!(
        "select person.id, person.language from person where ",
        is_recipient!(),
        " and person.id > $4 order by person.id limit $5"
    ))
    .bind(waiting)
    .bind(category)
    .bind(asked)
    .bind(reached)
    .bind(at_most)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, code)| (id, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

pub async fn insert_draft(conn: &mut Conn, number: i64, author: i64, now: Millis) -> sqlx::Result<()> {
    sqlx::query(
        "insert into announcement (number, author, state, version, audience, made_at, total, reached, complete,
                                   begun_at, stopped_at, shown_at, shown)
         values ($1, $2, 'draft', 0, 'registered', $3, 0, 0, 0, 0, 0, 0, '')",
    )
    .bind(number)
    .bind(author)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether this author has begun an announcement with a photo.
pub async fn has_photo_draft(conn: &mut Conn, author: i64) -> sqlx::Result<bool> {
    let found: i64 = sqlx::query_scalar(
        "select cast(count(*) as bigint) from announcement
         where author = $1 and state = 'draft'
           and exists (select 1 from announcement_text
                       where announcement = announcement.number and photo <> '')",
    )
    .bind(author)
    .fetch_one(conn)
    .await?;
    Ok(found > 0)
}

/// Forgets what somebody began and did not send.
pub async fn delete_drafts(conn: &mut Conn, author: i64) -> sqlx::Result<()> {
    sqlx::query(
        "delete from announcement_text
         where announcement in (select number from announcement where author = $1 and state = 'draft')",
    )
    .bind(author)
    .execute(&mut *conn)
    .await?;
    sqlx::query("delete from announcement where author = $1 and state = 'draft'")
        .bind(author)
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn find(conn: &mut Conn, number: i64) -> sqlx::Result<Option<Announcement>> {
    sqlx::query_as(
        "select number, author, state, version, audience, total, reached, complete, begun_at, stopped_at,
                shown_at, shown
         from announcement
         where number = $1",
    )
    .bind(number)
    .fetch_optional(conn)
    .await
}

/// Those that go, or whose report is owed, in their order.
pub async fn list_active(conn: &mut Conn) -> sqlx::Result<Vec<Announcement>> {
    sqlx::query_as(
        "select number, author, state, version, audience, total, reached, complete, begun_at, stopped_at,
                shown_at, shown
         from announcement
         where state in ('going', 'stopped')
         order by number",
    )
    .fetch_all(conn)
    .await
}

/// Writes one of its texts; the others stay, and go with the same photo.
pub async fn save_text(conn: &mut Conn, number: i64, language: &str, content: &Content) -> sqlx::Result<()> {
    sqlx::query("update announcement_text set photo = $2 where announcement = $1")
        .bind(number)
        .bind(&content.photo)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into announcement_text (announcement, language, html, photo) values ($1, $2, $3, $4)
         on conflict (announcement, language) do update set html = excluded.html, photo = excluded.photo",
    )
    .bind(number)
    .bind(language)
    .bind(&content.html)
    .bind(&content.photo)
    .execute(&mut *conn)
    .await?;
    bump_version(conn, number).await
}

async fn bump_version(conn: &mut Conn, number: i64) -> sqlx::Result<()> {
    sqlx::query("update announcement set version = version + 1 where number = $1")
        .bind(number)
        .execute(conn)
        .await?;
    Ok(())
}

/// Its texts by language; the one for all has none.
pub async fn load_texts(conn: &mut Conn, number: i64) -> sqlx::Result<Vec<(String, Content)>> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select language, html, photo from announcement_text where announcement = $1 order by language",
    )
    .bind(number)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(language, html, photo)| (language, Content { html, photo })).collect())
}

pub async fn set_audience(conn: &mut Conn, number: i64, audience: &str) -> sqlx::Result<()> {
    sqlx::query("update announcement set audience = $2 where number = $1 and state = 'draft'")
        .bind(number)
        .bind(audience)
        .execute(&mut *conn)
        .await?;
    bump_version(conn, number).await
}

/// The draft goes, if it is still the one that was shown; zero rows: it is not.
pub async fn mark_sending(
    conn: &mut Conn,
    number: i64,
    version: i64,
    total: i64,
    mono: Millis,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update announcement set state = 'going', total = $3, begun_at = $4, shown_at = $4
         where number = $1 and version = $2 and state = 'draft'",
    )
    .bind(number)
    .bind(version)
    .bind(total)
    .bind(mono)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The same announcement if it still goes, held until the transaction ends: whoever stops it comes before
/// the letters that are made now, or finds them.
pub async fn lock_sending(conn: &mut Conn, number: i64) -> sqlx::Result<Option<Announcement>> {
    sqlx::query_as(
        "update announcement set reached = reached where number = $1 and state = 'going'
         returning number, author, state, version, audience, total, reached, complete, begun_at, stopped_at,
                   shown_at, shown",
    )
    .bind(number)
    .fetch_optional(conn)
    .await
}

/// Letters were made as far as this person; `complete`: there is nobody behind them.
pub async fn record_reached(conn: &mut Conn, number: i64, reached: i64, complete: bool) -> sqlx::Result<()> {
    sqlx::query("update announcement set reached = $2, complete = $3 where number = $1")
        .bind(number)
        .bind(reached)
        .bind(i64::from(complete))
        .execute(conn)
        .await?;
    Ok(())
}

pub async fn mark_stopped(conn: &mut Conn, number: i64, mono: Millis) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update announcement set state = 'stopped', stopped_at = $2 where number = $1 and state = 'going'",
    )
    .bind(number)
    .bind(mono)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn record_shown(
    conn: &mut Conn,
    number: i64,
    begun_at: Millis,
    mono: Millis,
    shown: &str,
) -> sqlx::Result<()> {
    sqlx::query("update announcement set begun_at = $2, shown_at = $3, shown = $4 where number = $1")
        .bind(number)
        .bind(begun_at)
        .bind(mono)
        .bind(shown)
        .execute(conn)
        .await?;
    Ok(())
}

/// It has come to its end, and is reported once.
pub async fn mark_done(conn: &mut Conn, number: i64) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update announcement set state = 'done' where number = $1 and state in ('going', 'stopped')",
    )
    .bind(number)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

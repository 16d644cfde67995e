//! The tables of announcements and their texts, and the queries for recipients.

use sqlx::FromRow;

use super::model::{Announcement, AnnouncementAudience, Content, Contents, PublicAnnouncement};
use crate::clock::{EventTime, RealTime};
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::{AnnouncementNumber, PersonId};

#[derive(FromRow)]
struct AnnouncementRow {
    number: AnnouncementNumber,
    /// 0 once their data is erased.
    author: PersonId,
    state: String,
    version: i64,
    audience: String,
    recipient_count: i64,
    /// 0 for none.
    last_recipient: PersonId,
    all_enqueued: i64,
    begun_at: RealTime,
    stopped_at: RealTime,
    shown_at: RealTime,
    shown_html: String,
}

impl TryFrom<AnnouncementRow> for Announcement {
    type Error = sqlx::Error;

    fn try_from(row: AnnouncementRow) -> sqlx::Result<Self> {
        Ok(Self {
            number: row.number,
            author: known_person(row.author),
            state: row.state.parse().map_err(decode_error)?,
            version: row.version,
            audience: row.audience.parse().map_err(decode_error)?,
            recipient_count: row.recipient_count,
            last_recipient: known_person(row.last_recipient),
            is_all_enqueued: row.all_enqueued == 1,
            begun_at: row.begun_at,
            stopped_at: row.stopped_at,
            shown_at: row.shown_at,
            shown_html: row.shown_html,
        })
    }
}

fn known_person(stored: PersonId) -> Option<PersonId> {
    Some(stored).filter(|person| *person != PersonId::default())
}

fn decode_error(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// The columns of an [`AnnouncementRow`].
macro_rules! columns {
    () => {
        "number, author, state, version, audience, recipient_count, last_recipient, all_enqueued, begun_at, stopped_at, shown_at, shown_html"
    };
}

/// The condition for a person to be a recipient, with the two parameters of [`audience_params`].
macro_rules! is_recipient {
    () => {
        "person.unreachable = 0
         and exists (
             select 1 from attendee
             where attendee.person = person.id and attendee.has_seat = $1
               and ($2 = '' or attendee.category = $2))"
    };
}

/// Whether recipients have a seat (0 or 1), and their category (empty for all).
fn audience_params(audience: AnnouncementAudience) -> (i64, &'static str) {
    match audience {
        AnnouncementAudience::Registered => (1, ""),
        AnnouncementAudience::Category(category) => (1, category),
        AnnouncementAudience::Waitlisted => (0, ""),
    }
}

/// How many recipients there are, by language.
pub async fn count_recipients(
    conn: &mut Conn,
    audience: AnnouncementAudience,
) -> sqlx::Result<Vec<(Lang, i64)>> {
    let (has_seat, category) = audience_params(audience);
    let rows: Vec<(String, i64)> = sqlx::query_as(concat!(
        "select person.language, cast(count(*) as bigint) from person where ",
        is_recipient!(),
        " group by person.language order by person.language"
    ))
    .bind(has_seat)
    .bind(category)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter_map(|(code, count)| Some((Lang::from_code(&code)?, count))).collect())
}

/// In how many groups and channels an announcement to everybody is posted.
pub async fn count_groups(conn: &mut Conn) -> sqlx::Result<i64> {
    sqlx::query_scalar("select cast(count(*) as bigint) from announcement_group").fetch_one(conn).await
}

/// Whether a person is a recipient.
pub async fn is_recipient(
    conn: &mut Conn,
    audience: AnnouncementAudience,
    person: PersonId,
) -> sqlx::Result<bool> {
    let (has_seat, category) = audience_params(audience);
    let found: Option<PersonId> = sqlx::query_scalar(concat!(
        "select person.id from person where ",
        is_recipient!(),
        " and person.id = $3"
    ))
    .bind(has_seat)
    .bind(category)
    .bind(person)
    .fetch_optional(conn)
    .await?;
    Ok(found.is_some())
}

/// The next recipients with their languages, in the order of ids, after `after`.
pub async fn next_recipients(
    conn: &mut Conn,
    audience: AnnouncementAudience,
    after: Option<PersonId>,
    limit: i64,
) -> sqlx::Result<Vec<(PersonId, Lang)>> {
    let (has_seat, category) = audience_params(audience);
    let rows: Vec<(PersonId, String)> = sqlx::query_as(concat!(
        "select person.id, person.language from person where ",
        is_recipient!(),
        " and person.id > $3 order by person.id limit $4"
    ))
    .bind(has_seat)
    .bind(category)
    .bind(after.unwrap_or_default())
    .bind(limit)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(id, code)| (id, Lang::from_code(&code).unwrap_or(Lang::Fr))).collect())
}

/// Begins an announcement without a text, for all registered people.
pub async fn insert_draft(
    conn: &mut Conn,
    number: AnnouncementNumber,
    author: PersonId,
    now: EventTime,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into announcement (number, author, state, version, audience, made_at, recipient_count, last_recipient, all_enqueued,
                                   begun_at, stopped_at, shown_at, shown_html)
         values ($1, $2, 'draft', 0, 'registered', $3, 0, 0, 0, 0, 0, 0, '')",
    )
    .bind(number)
    .bind(author)
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether the author has a draft with a photo.
pub async fn has_photo_draft(conn: &mut Conn, author: PersonId) -> sqlx::Result<bool> {
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

/// Deletes the drafts of an author.
pub async fn delete_drafts(conn: &mut Conn, author: PersonId) -> sqlx::Result<()> {
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

/// The announcement with this number.
pub async fn find(conn: &mut Conn, number: AnnouncementNumber) -> sqlx::Result<Option<Announcement>> {
    let row: Option<AnnouncementRow> =
        sqlx::query_as(concat!("select ", columns!(), " from announcement where number = $1"))
            .bind(number)
            .fetch_optional(conn)
            .await?;
    row.map(Announcement::try_from).transpose()
}

/// The announcements that are being sent or whose report is due, in the order of their numbers.
pub async fn list_active(conn: &mut Conn) -> sqlx::Result<Vec<Announcement>> {
    let rows: Vec<AnnouncementRow> = sqlx::query_as(concat!(
        "select ",
        columns!(),
        " from announcement where state in ('going', 'stopped') order by number"
    ))
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(Announcement::try_from).collect()
}

/// The announcements to all who are registered that were sent after `since`, in the order of their numbers.
pub async fn list_public(conn: &mut Conn, since: RealTime) -> sqlx::Result<Vec<PublicAnnouncement>> {
    let rows: Vec<(AnnouncementNumber, RealTime)> = sqlx::query_as(
        "select number, begun_at from announcement
         where state in ('going', 'done') and audience = $1 and begun_at > $2 order by number",
    )
    .bind(AnnouncementAudience::Registered.to_string())
    .bind(since)
    .fetch_all(&mut *conn)
    .await?;
    let mut announcements = Vec::with_capacity(rows.len());
    for (number, sent_at) in rows {
        let contents = load_contents(conn, number).await?;
        announcements.push(PublicAnnouncement { number, sent_at, contents });
    }
    Ok(announcements)
}

/// Saves the text in one language, or for everyone without a text of their own. All texts get the same photo.
pub async fn save_content(
    conn: &mut Conn,
    number: AnnouncementNumber,
    language: Option<Lang>,
    content: &Content,
) -> sqlx::Result<()> {
    let photo = content.photo.as_deref().unwrap_or_default();
    sqlx::query("update announcement_text set photo = $2 where announcement = $1")
        .bind(number)
        .bind(photo)
        .execute(&mut *conn)
        .await?;
    sqlx::query(
        "insert into announcement_text (announcement, language, html, photo) values ($1, $2, $3, $4)
         on conflict (announcement, language) do update set html = excluded.html, photo = excluded.photo",
    )
    .bind(number)
    .bind(language.map_or("", Lang::code))
    .bind(&content.html)
    .bind(photo)
    .execute(&mut *conn)
    .await?;
    bump_version(conn, number).await
}

/// Makes the button that sends the earlier version invalid.
async fn bump_version(conn: &mut Conn, number: AnnouncementNumber) -> sqlx::Result<()> {
    sqlx::query("update announcement set version = version + 1 where number = $1")
        .bind(number)
        .execute(conn)
        .await?;
    Ok(())
}

/// The contents of an announcement, the one for everyone first.
pub async fn load_contents(conn: &mut Conn, number: AnnouncementNumber) -> sqlx::Result<Contents> {
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select language, html, photo from announcement_text where announcement = $1 order by language",
    )
    .bind(number)
    .fetch_all(conn)
    .await?;
    let content = |(code, html, photo): (String, String, String)| {
        let language = if code.is_empty() { None } else { Some(Lang::from_code(&code)?) };
        Some((language, Content { html, photo: Some(photo).filter(|photo| !photo.is_empty()) }))
    };
    Ok(rows.into_iter().filter_map(content).collect())
}

/// Changes the audience of a draft.
pub async fn set_audience(
    conn: &mut Conn,
    number: AnnouncementNumber,
    audience: AnnouncementAudience,
) -> sqlx::Result<()> {
    sqlx::query("update announcement set audience = $2 where number = $1 and state = 'draft'")
        .bind(number)
        .bind(audience.to_string())
        .execute(&mut *conn)
        .await?;
    bump_version(conn, number).await
}

/// Begins to send a draft; false when its version is another one, or it is no draft any more.
pub async fn mark_sending(
    conn: &mut Conn,
    number: AnnouncementNumber,
    version: i64,
    recipient_count: i64,
    real_now: RealTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update announcement set state = 'going', recipient_count = $3, begun_at = $4, shown_at = $4
         where number = $1 and version = $2 and state = 'draft'",
    )
    .bind(number)
    .bind(version)
    .bind(recipient_count)
    .bind(real_now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Locks an announcement that is being sent until the transaction ends: an organiser who stops it at the same time
/// either prevents the messages that are enqueued now, or finds and withdraws them.
pub async fn lock_sending(conn: &mut Conn, number: AnnouncementNumber) -> sqlx::Result<Option<Announcement>> {
    let row: Option<AnnouncementRow> = sqlx::query_as(concat!(
        "update announcement set last_recipient = last_recipient where number = $1 and state = 'going' returning ",
        columns!()
    ))
    .bind(number)
    .fetch_optional(conn)
    .await?;
    row.map(Announcement::try_from).transpose()
}

/// Records the last recipient whose message is enqueued, and whether there are no more.
pub async fn record_enqueued(
    conn: &mut Conn,
    number: AnnouncementNumber,
    last_recipient: Option<PersonId>,
    is_complete: bool,
) -> sqlx::Result<()> {
    sqlx::query("update announcement set last_recipient = $2, all_enqueued = $3 where number = $1")
        .bind(number)
        .bind(last_recipient.unwrap_or_default())
        .bind(i64::from(is_complete))
        .execute(conn)
        .await?;
    Ok(())
}

/// Stops an announcement; false when it is not being sent.
pub async fn mark_stopped(
    conn: &mut Conn,
    number: AnnouncementNumber,
    real_now: RealTime,
) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update announcement set state = 'stopped', stopped_at = $2 where number = $1 and state = 'going'",
    )
    .bind(number)
    .bind(real_now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Stops all announcements that are being sent, and gives their number.
pub async fn stop_all(conn: &mut Conn, real_now: RealTime) -> sqlx::Result<u64> {
    let stopped =
        sqlx::query("update announcement set state = 'stopped', stopped_at = $1 where state = 'going'")
            .bind(real_now)
            .execute(conn)
            .await?;
    Ok(stopped.rows_affected())
}

/// Records the progress that is shown now, and the start of sending without the time that the bot was down.
pub async fn record_shown(
    conn: &mut Conn,
    number: AnnouncementNumber,
    begun_at: RealTime,
    real_now: RealTime,
    shown_html: &str,
) -> sqlx::Result<()> {
    sqlx::query("update announcement set begun_at = $2, shown_at = $3, shown_html = $4 where number = $1")
        .bind(number)
        .bind(begun_at)
        .bind(real_now)
        .bind(shown_html)
        .execute(conn)
        .await?;
    Ok(())
}

/// Ends an announcement; false when it has ended before, so that it is reported once.
pub async fn mark_done(conn: &mut Conn, number: AnnouncementNumber) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "update announcement set state = 'done' where number = $1 and state in ('going', 'stopped')",
    )
    .bind(number)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

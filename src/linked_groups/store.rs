//! The tables `linked_group` and `group_post`.

use std::collections::{HashMap, HashSet};

use sqlx::FromRow;

use super::model::{LinkedGroup, Post, Subject};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::{ChatId, PersonId};
use crate::programme::Schedule;

/// The counter whose row is the lock for changing links.
const COUNTER: &str = "linked_group";

#[derive(FromRow)]
struct GroupRow {
    chat: ChatId,
    kind: String,
    title: String,
    state: String,
    topic: i64,
    languages: String,
    subjects: String,
    linked_by: PersonId,
    linked_at: EventTime,
    told_schedule: String,
    has_seen_closed: i64,
}

impl TryFrom<GroupRow> for LinkedGroup {
    type Error = sqlx::Error;

    fn try_from(row: GroupRow) -> sqlx::Result<Self> {
        let mut languages: Vec<Lang> = row.languages.split_whitespace().filter_map(Lang::from_code).collect();
        if languages.is_empty() {
            languages.push(Lang::REFERENCE);
        }
        let sessions = serde_json::from_str(&row.told_schedule).map_err(decode_error)?;
        Ok(Self {
            chat: row.chat,
            kind: row.kind.parse().map_err(decode_error)?,
            title: row.title,
            state: row.state.parse().map_err(decode_error)?,
            topic: (row.topic != 0).then_some(row.topic),
            languages,
            subjects: row.subjects.split_whitespace().filter_map(|word| word.parse().ok()).collect(),
            linked_by: row.linked_by.to_option(),
            linked_at: row.linked_at,
            told_schedule: Schedule { sessions },
            has_seen_closed: row.has_seen_closed == 1,
        })
    }
}

fn decode_error(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

/// The columns of a [`GroupRow`].
macro_rules! columns {
    () => {
        "chat, kind, title, state, topic, languages, subjects, linked_by, linked_at, told_schedule, has_seen_closed"
    };
}

fn encode_schedule(schedule: &Schedule) -> sqlx::Result<String> {
    serde_json::to_string(&schedule.sessions).map_err(|error| sqlx::Error::Encode(error.into()))
}

fn encode_languages(languages: &[Lang]) -> String {
    languages.iter().map(|lang| lang.code()).collect::<Vec<_>>().join(" ")
}

fn encode_subjects(subjects: &[Subject]) -> String {
    subjects.iter().map(Subject::to_string).collect::<Vec<_>>().join(" ")
}

/// Takes the lock for changing links, until the transaction ends. It comes before every other counter.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, COUNTER).await
}

/// The link of a chat.
pub async fn find(conn: &mut Conn, chat: ChatId) -> sqlx::Result<Option<LinkedGroup>> {
    let row: Option<GroupRow> =
        sqlx::query_as(concat!("select ", columns!(), " from linked_group where chat = $1"))
            .bind(chat)
            .fetch_optional(conn)
            .await?;
    row.map(LinkedGroup::try_from).transpose()
}

/// All links, the oldest first.
pub async fn list(conn: &mut Conn) -> sqlx::Result<Vec<LinkedGroup>> {
    let rows: Vec<GroupRow> =
        sqlx::query_as(concat!("select ", columns!(), " from linked_group order by linked_at, chat"))
            .fetch_all(conn)
            .await?;
    rows.into_iter().map(LinkedGroup::try_from).collect()
}

/// Whether there is any link, be it lost.
pub async fn has_any(conn: &mut Conn) -> sqlx::Result<bool> {
    let found: Option<ChatId> =
        sqlx::query_scalar("select chat from linked_group limit 1").fetch_optional(conn).await?;
    Ok(found.is_some())
}

/// Stores a link, instead of an earlier one of the chat.
pub async fn save(conn: &mut Conn, group: &LinkedGroup) -> sqlx::Result<()> {
    sqlx::query(
        "insert into linked_group (chat, kind, title, state, topic, languages, subjects, linked_by, linked_at,
                                   told_schedule, has_seen_closed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (chat) do update set
             kind = excluded.kind, title = excluded.title, state = excluded.state, topic = excluded.topic,
             languages = excluded.languages, subjects = excluded.subjects, linked_by = excluded.linked_by,
             linked_at = excluded.linked_at, told_schedule = excluded.told_schedule,
             has_seen_closed = excluded.has_seen_closed",
    )
    .bind(group.chat)
    .bind::<&str>(group.kind.into())
    .bind(&group.title)
    .bind::<&str>(group.state.into())
    .bind(group.topic.unwrap_or_default())
    .bind(encode_languages(&group.languages))
    .bind(encode_subjects(&group.subjects))
    .bind(group.linked_by.unwrap_or_default())
    .bind(group.linked_at)
    .bind(encode_schedule(&group.told_schedule)?)
    .bind(i64::from(group.has_seen_closed))
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes a link; false if there was none.
pub async fn delete(conn: &mut Conn, chat: ChatId) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from linked_group where chat = $1").bind(chat).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

/// Marks that the bot cannot post any more; false if that was known, or there is no link.
pub async fn mark_lost(conn: &mut Conn, chat: ChatId) -> sqlx::Result<bool> {
    let done = sqlx::query("update linked_group set state = 'lost' where chat = $1 and state = 'linked'")
        .bind(chat)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Stores another title.
pub async fn set_title(conn: &mut Conn, chat: ChatId, title: &str) -> sqlx::Result<()> {
    sqlx::query("update linked_group set title = $2 where chat = $1")
        .bind(chat)
        .bind(title)
        .execute(conn)
        .await?;
    Ok(())
}

/// Moves a group to its new id, with what was posted there. One that seemed lost is linked again: Telegram also says
/// that the bot has left the old id.
pub async fn move_to(conn: &mut Conn, from: ChatId, to: ChatId) -> sqlx::Result<()> {
    sqlx::query(
        "update linked_group set chat = $2, state = 'linked'
         where chat = $1 and not exists (select 1 from linked_group as other where other.chat = $2)",
    )
    .bind(from)
    .bind(to)
    .execute(&mut *conn)
    .await?;
    sqlx::query(
        "update group_post set chat = $2
         where chat = $1
           and not exists (select 1 from group_post as other where other.chat = $2 and other.post = group_post.post)",
    )
    .bind(from)
    .bind(to)
    .execute(conn)
    .await?;
    Ok(())
}

/// Stores the schedule that a group was told.
pub async fn set_told_schedule(conn: &mut Conn, chat: ChatId, schedule: &Schedule) -> sqlx::Result<()> {
    sqlx::query("update linked_group set told_schedule = $2 where chat = $1")
        .bind(chat)
        .bind(encode_schedule(schedule)?)
        .execute(conn)
        .await?;
    Ok(())
}

/// Records that questions are not accepted.
pub async fn set_seen_closed(conn: &mut Conn, chat: ChatId) -> sqlx::Result<()> {
    sqlx::query("update linked_group set has_seen_closed = 1 where chat = $1")
        .bind(chat)
        .execute(conn)
        .await?;
    Ok(())
}

/// Records a post that is about to be enqueued; false if the group has had it.
pub async fn insert_post(conn: &mut Conn, chat: ChatId, post: &Post, now: EventTime) -> sqlx::Result<bool> {
    let done = sqlx::query(
        "insert into group_post (chat, post, posted_at) values ($1, $2, $3) on conflict (chat, post) do nothing",
    )
    .bind(chat)
    .bind(post.to_string())
    .bind(now)
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What each chat has had.
pub async fn list_posts(conn: &mut Conn) -> sqlx::Result<HashMap<ChatId, HashSet<Post>>> {
    let rows: Vec<(ChatId, String)> =
        sqlx::query_as("select chat, post from group_post").fetch_all(conn).await?;
    let mut posts: HashMap<ChatId, HashSet<Post>> = HashMap::new();
    for (chat, post) in rows {
        posts.entry(chat).or_default().extend(post.parse());
    }
    Ok(posts)
}

//! The table `panel`: the moderators' panels.

use sqlx::FromRow;

use super::super::model::Panel;
use crate::db::Conn;
use crate::i18n::Lang;
use crate::ids::ChatId;

/// A row of `panel`.
#[derive(FromRow)]
struct PanelRow {
    id: ChatId,
    chat: ChatId,
    topic: i64,
    language: String,
    content_hash: String,
}

impl From<PanelRow> for Panel {
    fn from(row: PanelRow) -> Self {
        Self {
            id: row.id,
            chat: row.chat,
            topic: (row.topic != 0).then_some(row.topic),
            lang: Lang::from_code(&row.language).unwrap_or(Lang::Fr),
            content_hash: row.content_hash,
        }
    }
}

/// All panels.
pub(crate) async fn list(conn: &mut Conn) -> sqlx::Result<Vec<Panel>> {
    let rows: Vec<PanelRow> =
        sqlx::query_as("select id, chat, topic, language, content_hash from panel order by id")
            .fetch_all(conn)
            .await?;
    Ok(rows.into_iter().map(Panel::from).collect())
}

/// The panel in a chat.
pub(crate) async fn in_chat(conn: &mut Conn, chat: ChatId) -> sqlx::Result<Option<Panel>> {
    let row: Option<PanelRow> =
        sqlx::query_as("select id, chat, topic, language, content_hash from panel where chat = $1")
            .bind(chat)
            .fetch_optional(conn)
            .await?;
    Ok(row.map(Panel::from))
}

/// Stores a panel that is the last message of its chat.
pub(crate) async fn upsert(conn: &mut Conn, panel: &Panel) -> sqlx::Result<()> {
    sqlx::query(
        "insert into panel (id, chat, topic, language, messages_below, content_hash) values ($1, $2, $3, $4, 0, $5)
         on conflict (id) do update set chat = excluded.chat, topic = excluded.topic,
                                        language = excluded.language, messages_below = 0, content_hash = excluded.content_hash",
    )
    .bind(panel.id)
    .bind(panel.chat)
    .bind(panel.topic.unwrap_or_default())
    .bind(panel.lang.code())
    .bind(&panel.content_hash)
    .execute(conn)
    .await?;
    Ok(())
}

/// Deletes a panel.
pub(crate) async fn delete(conn: &mut Conn, id: ChatId) -> sqlx::Result<()> {
    sqlx::query("delete from panel where id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Moves a panel to the new id of its group.
pub(crate) async fn move_to(conn: &mut Conn, from: ChatId, to: ChatId) -> sqlx::Result<()> {
    sqlx::query("update panel set chat = $2 where chat = $1").bind(from).bind(to).execute(conn).await?;
    Ok(())
}

/// Counts one more message below the panel of a chat and topic; the number of messages below it now, `None`
/// without a panel there.
pub(crate) async fn increment_messages_below(
    conn: &mut Conn,
    chat: ChatId,
    topic: Option<i64>,
) -> sqlx::Result<Option<i64>> {
    sqlx::query_scalar("update panel set messages_below = messages_below + 1 where chat = $1 and topic = $2 returning messages_below")
        .bind(chat)
        .bind(topic.unwrap_or_default())
        .fetch_optional(conn)
        .await
}

/// Stores the hash of the content that a panel shows from now on.
pub(crate) async fn set_content_hash(conn: &mut Conn, id: ChatId, hash: &str) -> sqlx::Result<()> {
    sqlx::query("update panel set content_hash = $2 where id = $1").bind(id).bind(hash).execute(conn).await?;
    Ok(())
}

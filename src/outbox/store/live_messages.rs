//! The table `live_message`: the live messages, which later messages of the same name edit.

use crate::db::Conn;
use crate::ids::{ChatId, MessageId};

/// The chat and id of the live message of this name.
pub async fn find_live_message(conn: &mut Conn, name: &str) -> sqlx::Result<Option<(ChatId, MessageId)>> {
    sqlx::query_as("select chat, message from live_message where name = $1")
        .bind(name)
        .fetch_optional(conn)
        .await
}

/// The name of the live message that this message is.
pub async fn find_live_message_name(
    conn: &mut Conn,
    chat: ChatId,
    message: MessageId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select name from live_message where chat = $1 and message = $2")
        .bind(chat)
        .bind(message)
        .fetch_optional(conn)
        .await
}

/// Makes a message the live message of this name: the next message of the name edits it.
pub async fn set_live_message(
    conn: &mut Conn,
    name: &str,
    chat: ChatId,
    message: MessageId,
) -> sqlx::Result<()> {
    sqlx::query(
        "insert into live_message (name, chat, message) values ($1, $2, $3)
         on conflict (name) do update set chat = excluded.chat, message = excluded.message, age = 0",
    )
    .bind(name)
    .bind(chat)
    .bind(message)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets the live message of this name: the next message of the name is a new one at the chat's end.
pub async fn clear_live_message(conn: &mut Conn, name: &str) -> sqlx::Result<()> {
    sqlx::query("delete from live_message where name = $1").bind(name).execute(conn).await?;
    Ok(())
}

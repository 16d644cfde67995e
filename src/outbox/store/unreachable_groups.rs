//! The table `unreachable_group`: groups and channels that refuse the bot's messages, until the module that posts there
//! has taken note of it.

use crate::db::Conn;
use crate::ids::ChatId;

/// Records that a group refuses messages.
pub async fn insert(conn: &mut Conn, chat: ChatId) -> sqlx::Result<()> {
    sqlx::query("insert into unreachable_group (chat) values ($1) on conflict (chat) do nothing")
        .bind(chat)
        .execute(conn)
        .await?;
    Ok(())
}

/// The groups that were recorded and not forgotten.
pub async fn list_unreachable_groups(conn: &mut Conn) -> sqlx::Result<Vec<ChatId>> {
    sqlx::query_scalar("select chat from unreachable_group order by chat").fetch_all(conn).await
}

/// Forgets that a group refused messages.
pub async fn forget_unreachable_group(conn: &mut Conn, chat: ChatId) -> sqlx::Result<()> {
    sqlx::query("delete from unreachable_group where chat = $1").bind(chat).execute(conn).await?;
    Ok(())
}

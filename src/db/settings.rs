//! Single values that are kept between runs, by name.

use std::collections::HashMap;

use sqlx::AssertSqlSafe;

use super::connection::Conn;
use super::statements::placeholder_rows;

/// The setting that holds the bot's own username.
pub const BOT_USERNAME_KEY: &str = "bot-name";
/// The setting that holds the public base URL of the web pages, without a slash at its end; empty where none is known.
pub const PUBLIC_URL_KEY: &str = "public-url";

/// The value of a setting; `None` if it was never set.
pub async fn get_setting(conn: &mut Conn, name: &str) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar("select value from key_value where name = $1").bind(name).fetch_optional(conn).await
}

/// The values of those of these settings that were ever set.
pub async fn get_settings(conn: &mut Conn, names: &[&str]) -> sqlx::Result<HashMap<String, String>> {
    let sql = format!(
        "select name, value from key_value where name in ({})",
        placeholder_rows(conn, "?", names.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(sql));
    let found: Vec<(String, String)> =
        names.iter().fold(query, |query, name| query.bind(*name)).fetch_all(conn).await?;
    Ok(found.into_iter().collect())
}

/// Sets a value unless it was set before.
async fn set_setting_once(conn: &mut Conn, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query("insert into key_value (name, value) values ($1, $2) on conflict (name) do nothing")
        .bind(name)
        .bind(value)
        .execute(conn)
        .await?;
    Ok(())
}

/// The value of a setting, which is `fresh` from now on if it was never set.
pub async fn get_or_set_setting(conn: &mut Conn, name: &str, fresh: &str) -> sqlx::Result<String> {
    if let Some(value) = get_setting(conn, name).await? {
        return Ok(value);
    }
    set_setting_once(conn, name, fresh).await?;
    Ok(get_setting(conn, name).await?.unwrap_or_default())
}

/// Sets a value, whether or not it was set before.
pub async fn set_setting(conn: &mut Conn, name: &str, value: &str) -> sqlx::Result<()> {
    sqlx::query(
        "insert into key_value (name, value) values ($1, $2)
         on conflict (name) do update set value = excluded.value",
    )
    .bind(name)
    .bind(value)
    .execute(conn)
    .await?;
    Ok(())
}

/// Replaces a value, if it is still `before`; false if it is not.
pub async fn replace_setting(conn: &mut Conn, name: &str, before: &str, after: &str) -> sqlx::Result<bool> {
    let done = sqlx::query("update key_value set value = $3 where name = $1 and value = $2")
        .bind(name)
        .bind(before)
        .bind(after)
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Stores the public base URL of the bot's web pages, without a slash at its end; `None` where it is not known.
pub async fn save_public_url(conn: &mut Conn, url: Option<&str>) -> sqlx::Result<()> {
    let url = url.unwrap_or_default();
    if get_setting(conn, PUBLIC_URL_KEY).await?.unwrap_or_default() != url {
        set_setting(conn, PUBLIC_URL_KEY, url).await?;
    }
    Ok(())
}

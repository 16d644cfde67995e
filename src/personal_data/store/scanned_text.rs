//! Rows whose text is the JSON of an update: read and searched, because no condition finds a person in them.

use serde_json::Value;
use sqlx::AssertSqlSafe;

use crate::db::Conn;
use crate::ids::PersonId;
use crate::personal_data::inventory::ScannedText;

/// The rows that name the person anywhere: key and text, by key.
pub async fn find_mentions(
    conn: &mut Conn,
    table: &str,
    scanned: ScannedText,
    person: PersonId,
) -> sqlx::Result<Vec<(i64, String)>> {
    let ScannedText { key, text } = scanned;
    let sql = AssertSqlSafe(format!("select {key}, {text} from {table} order by {key}"));
    let all: Vec<(i64, String)> = sqlx::query_as(sql).fetch_all(conn).await?;
    let names = |raw: &str| serde_json::from_str(raw).is_ok_and(|json: Value| mentions(&json, person));
    Ok(all.into_iter().filter(|(_, raw)| names(raw)).collect())
}

/// Deletes the rows that name the person anywhere.
pub async fn delete_mentions(
    conn: &mut Conn,
    table: &str,
    scanned: ScannedText,
    person: PersonId,
) -> sqlx::Result<()> {
    let sql = format!("delete from {table} where {} = $1", scanned.key);
    for (key, _) in find_mentions(conn, table, scanned, person).await? {
        sqlx::query(AssertSqlSafe(sql.clone())).bind(key).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Whether the person sent the update, which is then exported to them in full.
pub fn is_sent_by(raw: &str, person: PersonId) -> bool {
    serde_json::from_str(raw).is_ok_and(|json: Value| {
        json.as_object().is_some_and(|kinds| kinds.values().any(|what| what["from"]["id"] == person.0))
    })
}

fn mentions(json: &Value, person: PersonId) -> bool {
    match json {
        Value::Number(number) => number.as_i64() == Some(person.0),
        Value::Array(items) => items.iter().any(|item| mentions(item, person)),
        Value::Object(fields) => fields.values().any(|field| mentions(field, person)),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

//! Everything stored on one person, read through the inventory.

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Column, Row};

use super::scanned_text;
use crate::db::Conn;
use crate::ids::PersonId;
use crate::personal_data::inventory::{DATA_INVENTORY, TableInventory};
use crate::personal_data::model::{ExportedTable, JsonRow};

/// Everything stored on the person: the tables with rows about them, in the order of the inventory.
pub async fn export(conn: &mut Conn, person: PersonId) -> sqlx::Result<Vec<ExportedTable>> {
    let mut tables = Vec::new();
    for entry in DATA_INVENTORY {
        let mut rows = export_rows(conn, entry, person).await?;
        rows.extend(export_mentions(conn, entry, person).await?);
        if !rows.is_empty() {
            tables.push(ExportedTable { table: entry.table, rows });
        }
    }
    Ok(tables)
}

/// The personal rows of one table; a row that two conditions select is exported once.
async fn export_rows(
    conn: &mut Conn,
    entry: &TableInventory,
    person: PersonId,
) -> sqlx::Result<Vec<JsonRow>> {
    let mut all: Vec<JsonRow> = Vec::new();
    for sql in entry.export_queries() {
        let found = sqlx::query(AssertSqlSafe(sql)).bind(person).fetch_all(&mut *conn).await?;
        let found: Vec<JsonRow> = found.iter().map(row_to_json).filter(|row| !all.contains(row)).collect();
        all.extend(found);
    }
    Ok(all)
}

/// The rows of a scanned table that name the person; with their text where the person wrote it.
async fn export_mentions(
    conn: &mut Conn,
    entry: &TableInventory,
    person: PersonId,
) -> sqlx::Result<Vec<JsonRow>> {
    let Some(scanned) = entry.scanned else { return Ok(Vec::new()) };
    let found = scanned_text::find_mentions(conn, entry.table, scanned, person).await?;
    let to_row = |(key, raw): &(i64, String)| {
        let text = scanned_text::is_sent_by(raw, person).then(|| (scanned.text.to_owned(), json!(raw)));
        [(scanned.key.to_owned(), json!(key))].into_iter().chain(text).collect()
    };
    Ok(found.iter().map(to_row).collect())
}

fn row_to_json(row: &sqlx::any::AnyRow) -> JsonRow {
    let columns = row.columns().iter();
    columns.map(|column| (column.name().to_owned(), value_to_json(row, column.ordinal()))).collect()
}

/// A number or a text: no table has other values.
fn value_to_json(row: &sqlx::any::AnyRow, ordinal: usize) -> Value {
    match row.try_get::<i64, _>(ordinal) {
        Ok(number) => json!(number),
        Err(_) => row.try_get::<String, _>(ordinal).map_or(Value::Null, |text| json!(text)),
    }
}

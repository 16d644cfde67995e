//! What is held on one person, in every table: shown to them, and erased when they ask.
//!
//! One list, in which each table stands once: here with whose rows are whose, or among those that hold
//! nothing of anybody. A test compares it with the database, so that a new table cannot be forgotten.

use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Column, Row};

use crate::db::Conn;

/// One table's rows of a person.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    pub table: &'static str,
    /// The condition under which a row is theirs; `$1` is their number.
    pub whose: &'static str,
    pub erased: Erased,
}

/// What erasing does to such rows.
#[derive(Debug, Clone, Copy)]
pub enum Erased {
    Deleted,
    /// They stay without the person: what is set.
    Unsigned(&'static str),
}

use Erased::{Deleted, Unsigned};

const fn trace(table: &'static str, whose: &'static str, erased: Erased) -> Trace {
    Trace { table, whose, erased }
}

/// In the order in which they are erased.
pub const TRACES: [Trace; 26] = [
    trace(
        "reminder_sent",
        "registration in (select number from registration where person = $1 and own = 1)",
        Deleted,
    ),
    trace("registration", "person = $1 and own = 1", Deleted),
    // Those whom they registered keep their seats and, with their codes, their registrations.
    trace("registration", "person = $1 and own = 0", Unsigned("person = 0, registered_by = 0")),
    trace("registration", "registered_by = $1", Unsigned("registered_by = 0")),
    trace("nudged", "person = $1", Deleted),
    trace("wrong_code", "person = $1", Deleted),
    // What was not asked in public goes; what was stays, without its author.
    trace(
        "question",
        "person = $1 and state in ('pending', 'waiting', 'later', 'aside', 'personal', 'withdrawn')",
        Unsigned("person = 0, signed = '', voice = '', text = '', public_text = '', version = version + 1"),
    ),
    trace("question", "person = $1", Unsigned("person = 0, signed = '', voice = '', version = version + 1")),
    trace("question", "taken_by = $1", Unsigned("taken_by = 0")),
    // votes stay; without this row nobody can tell whose they are
    trace("vote", "voter in (select key from voter where person = $1)", Unsigned("at = 0")),
    trace("voter", "person = $1", Deleted),
    trace("in_hand", "person = $1", Deleted),
    trace("muted", "person = $1", Deleted),
    trace("desk_log", "person = $1", Unsigned("person = -1")),
    trace("staff", "person = $1", Deleted),
    trace("panel", "id = $1", Deleted),
    trace("asked_organisers", "person = $1", Deleted),
    trace("asked_organisers", "organiser = $1", Unsigned("organiser = 0")),
    trace("outbox", "chat = $1", Deleted),
    trace("slot", "chat = $1", Deleted),
    trace("role", "person = $1", Deleted),
    // an invitation stays used
    trace("invite", "used_by = $1", Unsigned("used_by = -1")),
    trace("reminder_wish", "person = $1", Deleted),
    trace("reminder_mute", "person = $1", Deleted),
    // the schedule stays as it was changed
    trace("schedule_change", "changed_by = $1", Unsigned("changed_by = 0")),
    trace("person", "id = $1", Deleted),
];

/// Tables with texts of Telegram's in which a person's number may stand anywhere: read, not queried.
pub const SEARCHED: [&str; 1] = ["failed_update"];

/// Tables that hold nothing of anybody.
pub const OF_NOBODY: [&str; 11] = [
    "attachment",
    "counter",
    "joined",
    "kept_answer",
    "lease",
    "on_screen",
    "reminder_done",
    "seen_update",
    "session",
    "setting",
    "tally",
];

/// Everything held on a person: the table's name and its rows.
pub async fn held(
    conn: &mut Conn,
    person: i64,
) -> sqlx::Result<Vec<(&'static str, Vec<Map<String, Value>>)>> {
    let mut all: Vec<(&'static str, Vec<Map<String, Value>>)> = Vec::new();
    for Trace { table, whose, .. } in TRACES {
        // both are words of the list above
        let sql = AssertSqlSafe(format!("select * from {table} where {whose}"));
        let rows = sqlx::query(sql).bind(person).fetch_all(&mut *conn).await?;
        let rows = rows.iter().map(|row| {
            let columns = row.columns().iter();
            columns.map(|column| (column.name().to_owned(), value(row, column.ordinal()))).collect()
        });
        match all.iter_mut().find(|(name, _)| *name == table) {
            Some((_, known)) => {
                let rows: Vec<_> = rows.filter(|row| !known.contains(row)).collect();
                known.extend(rows);
            }
            None => all.push((table, rows.collect())),
        }
    }
    let failed = failed(conn, person).await?;
    all.push((
        "failed_update",
        failed.iter().map(|(_, raw)| Map::from_iter([("raw".to_owned(), json!(raw))])).collect(),
    ));
    all.retain(|(_, rows)| !rows.is_empty());
    Ok(all)
}

fn value(row: &sqlx::any::AnyRow, place: usize) -> Value {
    match row.try_get::<i64, _>(place) {
        Ok(number) => json!(number),
        Err(_) => row.try_get::<String, _>(place).map_or(Value::Null, |text| json!(text)),
    }
}

/// Erases a person. What their registration kept from others, such as a seat, is seen to before.
pub async fn erase(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    for (id, _) in failed(conn, person).await? {
        sqlx::query("delete from failed_update where id = $1").bind(id).execute(&mut *conn).await?;
    }
    for Trace { table, whose, erased } in TRACES {
        let sql = match erased {
            Deleted => format!("delete from {table} where {whose}"),
            Unsigned(set) => format!("update {table} set {set} where {whose}"),
        };
        sqlx::query(AssertSqlSafe(sql)).bind(person).execute(&mut *conn).await?;
    }
    Ok(())
}

/// Updates that were set aside and name the person: number, text.
async fn failed(conn: &mut Conn, person: i64) -> sqlx::Result<Vec<(i64, String)>> {
    let all: Vec<(i64, String)> =
        sqlx::query_as("select id, raw from failed_update order by id").fetch_all(conn).await?;
    let names = |raw: &str| serde_json::from_str(raw).is_ok_and(|json: Value| mentions(&json, person));
    Ok(all.into_iter().filter(|(_, raw)| names(raw)).collect())
}

fn mentions(json: &Value, person: i64) -> bool {
    match json {
        Value::Number(number) => number.as_i64() == Some(person),
        Value::Array(items) => items.iter().any(|item| mentions(item, person)),
        Value::Object(fields) => fields.values().any(|field| mentions(field, person)),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

//! What is held on one person, in every table: shown to them, and erased when they ask.
//!
//! One list, in which each table stands once: here with whose rows are whose, or among those that hold
//! nothing of anybody. A test compares it with the database, column by column, so that nothing new can
//! be forgotten.

use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Column, Row};

use crate::db::Conn;

/// One table's rows of a person.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    pub table: &'static str,
    /// The condition under which a row is theirs; `$1` is their number.
    pub whose: &'static str,
    /// The columns that are about them, and shown to them; `*` for all. Of a row that is somebody
    /// else's and only bears their number: which it is, and when.
    pub shown: &'static str,
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

const fn trace(table: &'static str, whose: &'static str, shown: &'static str, erased: Erased) -> Trace {
    Trace { table, whose, shown, erased }
}

/// All of a registration but who typed it in.
const REGISTRATION: &str = "number, person, own, standing, offered_until, line_at, last_chance_at, code, name, \
    category, structure, phone, email, area, access_needs, consent_how, consent_version, consent_at, \
    registered_at, calendar_sequence, calendar_facts, calendar_at";
/// All of a question but which moderator took it.
const QUESTION: &str = "number, person, text, public_text, language, state, guide, signed, voice, voice_seconds, \
    source, reason, starred, speaker, votes, newcomer, asked_at, taken_at, lease_until, closed_at, version";

/// In the order in which they are erased.
pub const TRACES: [Trace; 33] = [
    trace(
        "reminder_sent",
        "registration in (select number from registration where person = $1 and own = 1)",
        "*",
        Deleted,
    ),
    trace("registration", "person = $1 and own = 1", REGISTRATION, Deleted),
    // Those whom they registered keep their seats and, with their codes, their registrations.
    trace("registration", "person = $1 and own = 0", REGISTRATION, Unsigned("person = 0, registered_by = 0")),
    // taken over since: what is written there is no longer theirs to read
    trace(
        "registration",
        "registered_by = $1 and person <> $1",
        "number, registered_at",
        Unsigned("registered_by = 0"),
    ),
    trace("nudged", "person = $1", "*", Deleted),
    trace("wrong_code", "person = $1", "*", Deleted),
    trace("sent_on", "person = $1", "*", Deleted),
    // while undo is open, an entry keeps the question as it was
    trace(
        "desk_log",
        "question in (select number from question where person = $1 or taken_by = $1)",
        "number, at",
        Unsigned("before = ''"),
    ),
    trace("desk_log", "person = $1", "number, at, act", Unsigned("person = -1, before = ''")),
    // What was not asked in public goes; what was stays, without its author.
    trace(
        "question",
        "person = $1 and state in ('pending', 'waiting', 'later', 'aside', 'personal', 'withdrawn')",
        QUESTION,
        Unsigned("person = 0, signed = '', voice = '', text = '', public_text = '', version = version + 1"),
    ),
    trace(
        "question",
        "person = $1",
        QUESTION,
        Unsigned("person = 0, signed = '', voice = '', version = version + 1"),
    ),
    trace("question", "taken_by = $1 and person <> $1", "number, taken_at", Unsigned("taken_by = 0")),
    // votes stay; without this row nobody can tell whose they are
    trace("vote", "voter in (select key from voter where person = $1)", "*", Unsigned("at = 0")),
    trace("voter", "person = $1", "*", Deleted),
    trace("in_hand", "person = $1", "*", Deleted),
    trace("muted", "person = $1", "*", Deleted),
    trace("staff", "person = $1", "*", Deleted),
    trace("panel", "id = $1", "*", Deleted),
    trace("album", "chat = $1", "*", Deleted),
    // an answer kept for everybody stands beside their own words
    trace("kept_answer", "number in (select number from asked_organisers where person = $1)", "*", Deleted),
    trace(
        "asked_organisers",
        "person = $1",
        "number, person, language, text, voice, message, state, answer, asked_at",
        Deleted,
    ),
    // the answer is theirs, the question is not
    trace("asked_organisers", "organiser = $1", "number, answer, asked_at", Unsigned("organiser = 0")),
    // a letter may quote others: what it says is read where it goes
    trace(
        "outbox",
        "chat = $1",
        "key, chat, urgency, put_at, not_before, expires_at, slot, state, tries",
        Deleted,
    ),
    trace("slot", "chat = $1", "*", Deleted),
    trace("role", "person = $1", "*", Deleted),
    // an invitation stays used
    trace("invite", "used_by = $1", "*", Unsigned("used_by = -1")),
    trace("reminder_wish", "person = $1", "*", Deleted),
    trace("reminder_mute", "person = $1", "*", Deleted),
    // the schedule stays as it was changed
    trace("schedule_change", "changed_by = $1", "*", Unsigned("changed_by = 0")),
    // what is on its way goes on without its author
    trace(
        "announcement_text",
        "announcement in (select number from announcement where author = $1 and state <> 'going')",
        "*",
        Deleted,
    ),
    trace("announcement", "author = $1", "*", Unsigned("author = 0")),
    trace("mailed", "chat = $1", "*", Deleted),
    trace("person", "id = $1", "*", Deleted),
];

/// Tables with texts of Telegram's in which a person's number may stand anywhere: read, not queried.
pub const SEARCHED: [&str; 1] = ["failed_update"];

/// Columns of the tables above that are not shown: they are of others, or of the machine.
pub const NOT_SHOWN: [(&str, &str); 5] = [
    ("registration", "registered_by"),
    ("question", "taken_by"),
    ("desk_log", "mono, person, question, other, detail, before, version, live, undone"),
    ("asked_organisers", "organiser"),
    ("outbox", "seq, body, error"),
];

/// Columns that hold nothing of anybody: those of whole tables, and of rows above that stay without
/// their person.
pub const OF_NOBODY: [(&str, &str); 18] = [
    ("attachment", "recipe, file_id"),
    ("counter", "name, value"),
    ("joined", "child, head, via, was, at"),
    ("lease", "name, owner, epoch, until_at"),
    ("on_screen", "name, question, since"),
    ("reminder_done", "reminder, due_at"),
    ("seen_update", "id, seen_at"),
    ("session", "id, position, file_starts_at, file_ends_at, starts_at, ends_at, cancelled, room"),
    ("setting", "name, value"),
    ("tally", "state, n"),
    // of whom they registered, who stay
    (
        "registration",
        "number, own, standing, offered_until, line_at, last_chance_at, code, name, category, structure, phone, \
         email, area, access_needs, consent_how, consent_version, consent_at, registered_at, \
         calendar_sequence, calendar_facts, calendar_at",
    ),
    (
        "question",
        "number, language, state, guide, voice_seconds, source, reason, starred, speaker, votes, newcomer, \
         asked_at, taken_at, lease_until, closed_at",
    ),
    ("desk_log", "number, at, mono, act, question, other, detail, version, live, undone"),
    ("asked_organisers", "number, person, language, text, state, answer, asked_at, message, voice"),
    ("vote", "question, voter"),
    ("invite", "hash, role, expires_at"),
    ("schedule_change", "version, changed_at, before"),
    (
        "announcement",
        "number, state, version, audience, made_at, total, reached, complete, begun_at, stopped_at, shown_at, shown",
    ),
];

/// Everything held on a person: the table's name and its rows.
pub async fn held(
    conn: &mut Conn,
    person: i64,
) -> sqlx::Result<Vec<(&'static str, Vec<Map<String, Value>>)>> {
    let mut all: Vec<(&'static str, Vec<Map<String, Value>>)> = Vec::new();
    for Trace { table, whose, shown, .. } in TRACES {
        // all are words of the list above
        let sql = AssertSqlSafe(format!("select {shown} from {table} where {whose}"));
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
    let failed = failed.iter().map(|(id, raw)| {
        let whole = wrote(raw, person).then(|| ("raw".to_owned(), json!(raw)));
        [("id".to_owned(), json!(id))].into_iter().chain(whole).collect()
    });
    all.push(("failed_update", failed.collect()));
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
    for Trace { table, whose, erased, .. } in TRACES {
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

/// Whether it is what they themselves wrote or pressed; else it is shown to whoever did.
fn wrote(raw: &str, person: i64) -> bool {
    serde_json::from_str(raw).is_ok_and(|json: Value| {
        json.as_object().is_some_and(|kinds| kinds.values().any(|what| what["from"]["id"] == person))
    })
}

fn mentions(json: &Value, person: i64) -> bool {
    match json {
        Value::Number(number) => number.as_i64() == Some(person),
        Value::Array(items) => items.iter().any(|item| mentions(item, person)),
        Value::Object(fields) => fields.values().any(|field| mentions(field, person)),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

//! What is held on one person, in every table: shown to them, and erased when they ask.
//!
//! One list, in which each table stands once: here with whose rows are whose, or among those that hold
//! nothing of anybody. What is shown, what erasing one person does, and what is deleted when the promised
//! time is over are all computed from it. A test compares it with the database, column by column, so that
//! nothing new can be forgotten.

use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Column, Row};

use super::erased_accounts::{HASH_KEY_SETTING, preserve_facts};
use crate::db::{self, Conn};

/// One table's rows of a person.
#[derive(Debug, Clone, Copy)]
pub struct DataInventoryEntry {
    pub table: &'static str,
    /// The condition under which a row is theirs; `of(column)` stands where their number is compared.
    pub owner_condition: &'static str,
    /// The columns that are about them, and shown to them; `*` for all. Of a row that is somebody
    /// else's and only bears their number: which it is, and when.
    pub exported_columns: &'static str,
    pub on_erasure: ErasureEffect,
    /// What is done once the promised time after the event is over.
    pub on_retention_end: RetentionEffect,
}

/// What the end of the promised time does to a table.
#[derive(Debug, Clone, Copy)]
pub enum RetentionEffect {
    /// The same as erasing, for all of these people at once.
    Erased(SubjectScope),
    /// Every row is deleted, whether a number stands in it or not.
    Emptied,
    /// Nothing here: an entry below says it.
    HandledByLaterEntry,
}

/// Whose rows a condition selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectScope {
    /// One person's; their number is `$1`.
    One,
    /// Those of people without a role; the others' are about their work.
    WithoutRole,
    /// Everybody's, with or without a role.
    Everybody,
    /// All rows, also those from which the person was erased before.
    AllRows,
}

impl SubjectScope {
    /// The condition of a trace, with every `of(column)` replaced.
    fn condition(self, whose: &str) -> String {
        let mut parts = whose.split("of(");
        let mut sql = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (column, rest) = part.split_once(')').unwrap_or((part, ""));
            sql.push_str(&match self {
                SubjectScope::One => format!("{column} = $1"),
                SubjectScope::WithoutRole => {
                    format!("({column} > 0 and {column} not in (select person from role))")
                }
                SubjectScope::Everybody => format!("{column} > 0"),
                SubjectScope::AllRows => "1 = 1".to_owned(),
            });
            sql.push_str(rest);
        }
        sql
    }
}

/// What erasing does to such rows.
#[derive(Debug, Clone, Copy)]
pub enum ErasureEffect {
    Deleted,
    /// They stay without the person: what is set.
    Anonymised(&'static str),
}

use ErasureEffect::{Anonymised, Deleted};

const fn entry(
    table: &'static str,
    whose: &'static str,
    shown: &'static str,
    erased: ErasureEffect,
    afterwards: RetentionEffect,
) -> DataInventoryEntry {
    DataInventoryEntry {
        table,
        owner_condition: whose,
        exported_columns: shown,
        on_erasure: erased,
        on_retention_end: afterwards,
    }
}

const WITHOUT_ROLE: RetentionEffect = RetentionEffect::Erased(SubjectScope::WithoutRole);
const EVERYBODY: RetentionEffect = RetentionEffect::Erased(SubjectScope::Everybody);
const ALL_ROWS: RetentionEffect = RetentionEffect::Erased(SubjectScope::AllRows);
const EMPTIED: RetentionEffect = RetentionEffect::Emptied;

/// All of a registration but who typed it in.
const REGISTRATION_COLUMNS: &str = "number, person, own, standing, offered_until, line_at, last_chance_at, code, name, \
    category, structure, phone, email, area, access_needs, consent_how, consent_version, consent_at, \
    registered_at, calendar_sequence, calendar_facts, calendar_at, calendar_uid";
/// All of a question but which moderator took it.
const QUESTION_COLUMNS: &str = "number, person, text, public_text, language, state, guide, signed, voice, voice_seconds, \
    source, reason, starred, speaker, votes, newcomer, asked_at, taken_at, lease_until, closed_at, version";

/// All of a letter but what it says.
const OUTBOX_COLUMNS: &str = "key, chat, urgency, put_at, not_before, expires_at, slot, state, tries";

/// In the order in which they are erased.
pub const DATA_INVENTORY: [DataInventoryEntry; 38] = [
    entry(
        "reminder_sent",
        "registration in (select number from registration where of(person) and own = 1)",
        "*",
        Deleted,
        EMPTIED,
    ),
    entry("registration", "of(person) and own = 1", REGISTRATION_COLUMNS, Deleted, EMPTIED),
    // Those whom they registered keep their seats and, with their codes, their registrations.
    entry(
        "registration",
        "of(person) and own = 0",
        REGISTRATION_COLUMNS,
        Anonymised("person = 0, registered_by = 0"),
        EMPTIED,
    ),
    // taken over since: what is written there is no longer theirs to read
    entry(
        "registration",
        "of(registered_by) and not of(person)",
        "number, registered_at",
        Anonymised("registered_by = 0"),
        EMPTIED,
    ),
    entry("nudged", "of(person)", "*", Deleted, EMPTIED),
    entry("wrong_code", "of(person)", "*", Deleted, EMPTIED),
    entry("sent_on", "of(person)", "*", Deleted, EMPTIED),
    // while undo is open, an entry keeps the question as it was
    entry(
        "desk_log",
        "before <> '' and question in (select number from question where of(person) or of(taken_by))",
        "number, at",
        Anonymised("before = ''"),
        ALL_ROWS,
    ),
    entry("desk_log", "of(person)", "number, at, act", Anonymised("person = -1, before = ''"), WITHOUT_ROLE),
    // What was never public goes; nobody is left whom it concerns.
    entry(
        "question",
        "of(person) and state in ('pending', 'aside', 'personal', 'withdrawn')
         and (person <> 0 or text <> '' or public_text <> '' or signed <> '' or voice <> '')",
        QUESTION_COLUMNS,
        Anonymised("person = 0, signed = '', voice = '', text = '', public_text = '', version = version + 1"),
        ALL_ROWS,
    ),
    // What was public and not asked yet goes with who erases themselves, and stays in the forum's record.
    entry(
        "question",
        "of(person) and state in ('waiting', 'later')",
        QUESTION_COLUMNS,
        Anonymised("person = 0, signed = '', voice = '', text = '', public_text = '', version = version + 1"),
        RetentionEffect::HandledByLaterEntry,
    ),
    entry(
        "question",
        "of(person) and (person <> 0 or signed <> '' or voice <> '')",
        QUESTION_COLUMNS,
        Anonymised("person = 0, signed = '', voice = '', version = version + 1"),
        ALL_ROWS,
    ),
    entry(
        "question",
        "of(taken_by) and not of(person)",
        "number, taken_at",
        Anonymised("taken_by = 0"),
        WITHOUT_ROLE,
    ),
    // votes stay; without this row nobody can tell whose they are
    entry("vote", "voter in (select key from voter where of(person))", "*", Anonymised("at = 0"), EVERYBODY),
    entry("voter", "of(person)", "*", Deleted, EMPTIED),
    entry("in_hand", "of(person)", "*", Deleted, EMPTIED),
    entry("muted", "of(person)", "*", Deleted, EMPTIED),
    entry("staff", "of(person)", "*", Deleted, WITHOUT_ROLE),
    entry("panel", "of(id)", "*", Deleted, WITHOUT_ROLE),
    entry("album", "of(chat)", "*", Deleted, EMPTIED),
    // an answer kept for everybody stands beside their own words
    entry(
        "kept_answer",
        "number in (select number from asked_organisers where of(person))",
        "*",
        Deleted,
        EMPTIED,
    ),
    entry(
        "asked_organisers",
        "of(person)",
        "number, person, language, text, voice, message, state, answer, asked_at",
        Deleted,
        EMPTIED,
    ),
    // typed and not sent
    entry("offer", "of(person)", "*", Deleted, EMPTIED),
    entry("used_before", "of(person)", "*", Deleted, EMPTIED),
    // the answer is theirs, the question is not
    entry(
        "asked_organisers",
        "of(organiser)",
        "number, answer, asked_at",
        Anonymised("organiser = 0"),
        EMPTIED,
    ),
    // what Telegram refused is kept with its text for the person who repairs it
    entry("outbox", "of(chat) and state = 'refused'", OUTBOX_COLUMNS, Deleted, ALL_ROWS),
    // a letter may quote others: what it says is read where it goes
    entry("outbox", "of(chat)", OUTBOX_COLUMNS, Deleted, WITHOUT_ROLE),
    entry("slot", "of(chat)", "*", Deleted, WITHOUT_ROLE),
    entry("role", "of(person)", "*", Deleted, WITHOUT_ROLE),
    // an invitation stays used
    entry("invite", "of(used_by)", "*", Anonymised("used_by = -1"), WITHOUT_ROLE),
    entry("reminder_wish", "of(person)", "*", Deleted, EMPTIED),
    entry("reminder_mute", "of(person)", "*", Deleted, EMPTIED),
    // the schedule stays as it was changed
    entry("schedule_change", "of(changed_by)", "*", Anonymised("changed_by = 0"), WITHOUT_ROLE),
    // what is on its way goes on without its author
    entry(
        "announcement_text",
        "announcement in (select number from announcement where of(author) and state <> 'going')",
        "*",
        Deleted,
        EMPTIED,
    ),
    entry("announcement", "of(author)", "*", Anonymised("author = 0"), WITHOUT_ROLE),
    entry("mailed", "of(chat)", "*", Deleted, EMPTIED),
    // answers in the making of people who stay for their role
    entry("person", "of(id) and step <> ''", "*", Anonymised("step = ''"), EVERYBODY),
    entry("person", "of(id)", "*", Deleted, WITHOUT_ROLE),
];

/// Tables of nobody's rows that are emptied as well: files made from a ticket's code, what failed with its text,
/// and what is remembered of accounts under their hash.
pub const ALSO_EMPTIED: [&str; 3] = ["attachment", "failed_update", "erased_account"];

/// Tables with texts of Telegram's in which a person's number may stand anywhere: read, not queried.
pub const SCANNED_TABLES: [&str; 1] = ["failed_update"];

/// Columns of the tables above that are not shown: they are of others, or of the machine.
pub const NOT_EXPORTED: [(&str, &str); 5] = [
    ("registration", "registered_by"),
    ("question", "taken_by"),
    ("desk_log", "mono, person, question, other, detail, before, version, live, undone, age"),
    ("asked_organisers", "organiser, report, age"),
    ("outbox", "seq, body, error"),
];

/// Columns that hold nothing of anybody: those of whole tables, and of rows above that stay without
/// their person.
pub const NON_PERSONAL: [(&str, &str); 22] = [
    ("attachment", "recipe, file_id, age"),
    ("counter", "name, value"),
    // under a hash that a person who writes again has, and nobody else
    ("erased_account", "account, what, n, at, age"),
    ("event_identity", "name, id, title, kind, ends_at"),
    ("joined", "child, head, via, was, at"),
    ("lease", "name, owner, epoch, until_at"),
    ("on_screen", "name, question, since"),
    ("reminder_done", "reminder, due_at"),
    ("retention", "name, over_for, told_at, erased, backup, backup_for"),
    ("seen_update", "id, seen_at"),
    ("session", "id, position, file_starts_at, file_ends_at, starts_at, ends_at, cancelled, room"),
    ("setting", "name, value"),
    ("tally", "state, n"),
    // of whom they registered, who stay
    (
        "registration",
        "number, own, standing, offered_until, line_at, last_chance_at, code, name, category, structure, phone, \
         email, area, access_needs, consent_how, consent_version, consent_at, registered_at, \
         calendar_sequence, calendar_facts, calendar_at, calendar_uid",
    ),
    (
        "question",
        "number, language, state, guide, voice_seconds, source, reason, starred, speaker, votes, newcomer, \
         asked_at, taken_at, lease_until, closed_at",
    ),
    ("desk_log", "number, at, mono, act, question, other, detail, version, live, undone, age"),
    (
        "asked_organisers",
        "number, person, language, text, state, answer, asked_at, message, voice, report, age",
    ),
    ("person", "id, language, language_chosen, spoken, offered, gone, met_at, step_age"),
    ("vote", "question, voter"),
    ("invite", "hash, role, expires_at, age"),
    ("schedule_change", "version, changed_at, before"),
    (
        "announcement",
        "number, state, version, audience, made_at, total, reached, complete, begun_at, stopped_at, \
         shown_at, shown, age",
    ),
];

/// Everything held on a person: the table's name and its rows.
pub async fn export(
    conn: &mut Conn,
    person: i64,
) -> sqlx::Result<Vec<(&'static str, Vec<Map<String, Value>>)>> {
    let mut all: Vec<(&'static str, Vec<Map<String, Value>>)> = Vec::new();
    for DataInventoryEntry { table, owner_condition: whose, exported_columns: shown, .. } in DATA_INVENTORY {
        let whose = SubjectScope::One.condition(whose);
        // all are words of the list above
        let sql = AssertSqlSafe(format!("select {shown} from {table} where {whose}"));
        let rows = sqlx::query(sql).bind(person).fetch_all(&mut *conn).await?;
        let rows = rows.iter().map(|row| {
            let columns = row.columns().iter();
            columns.map(|column| (column.name().to_owned(), column_to_json(row, column.ordinal()))).collect()
        });
        match all.iter_mut().find(|(name, _)| *name == table) {
            Some((_, known)) => {
                let rows: Vec<_> = rows.filter(|row| !known.contains(row)).collect();
                known.extend(rows);
            }
            None => all.push((table, rows.collect())),
        }
    }
    let failed = find_failed_updates(conn, person).await?;
    let failed = failed.iter().map(|(id, raw)| {
        let whole = is_written_by(raw, person).then(|| ("raw".to_owned(), json!(raw)));
        [("id".to_owned(), json!(id))].into_iter().chain(whole).collect()
    });
    all.push(("failed_update", failed.collect()));
    all.retain(|(_, rows)| !rows.is_empty());
    Ok(all)
}

fn column_to_json(row: &sqlx::any::AnyRow, place: usize) -> Value {
    match row.try_get::<i64, _>(place) {
        Ok(number) => json!(number),
        Err(_) => row.try_get::<String, _>(place).map_or(Value::Null, |text| json!(text)),
    }
}

/// Erases a person. What their registration kept from others, such as a seat, is seen to before.
pub async fn erase(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    preserve_facts(conn, person).await?;
    db::request_scrub(conn).await?;
    for (id, _) in find_failed_updates(conn, person).await? {
        sqlx::query("delete from failed_update where id = $1").bind(id).execute(&mut *conn).await?;
    }
    for trace in DATA_INVENTORY {
        sqlx::query(AssertSqlSafe(trace.erasure_statement(SubjectScope::One)))
            .bind(person)
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

impl DataInventoryEntry {
    /// What erases the rows of these people.
    fn erasure_statement(&self, whose: SubjectScope) -> String {
        let (table, rows) = (self.table, whose.condition(self.owner_condition));
        match self.on_erasure {
            Deleted => format!("delete from {table} where {rows}"),
            Anonymised(set) => format!("update {table} set {set} where {rows}"),
        }
    }
}

/// The promised time is over: what people gave is erased, and everybody without a role with it. Questions
/// that were public stay, without their authors. Gives how many registrations went.
pub async fn erase_everybody(conn: &mut Conn) -> sqlx::Result<u64> {
    let (mut registrations, mut many) = (0, 0);
    for trace in DATA_INVENTORY {
        let sql = match trace.on_retention_end {
            RetentionEffect::Erased(whose) => trace.erasure_statement(whose),
            RetentionEffect::Emptied => format!("delete from {}", trace.table),
            RetentionEffect::HandledByLaterEntry => continue,
        };
        let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
        many += done.rows_affected();
        if trace.table == "registration" {
            registrations += done.rows_affected();
        }
    }
    for table in ALSO_EMPTIED {
        many += sqlx::query(AssertSqlSafe(format!("delete from {table}")))
            .execute(&mut *conn)
            .await?
            .rows_affected();
    }
    // without their key, hashes in an old copy lead to nobody
    let key =
        sqlx::query("delete from setting where name = $1").bind(HASH_KEY_SETTING).execute(&mut *conn).await?;
    if many + key.rows_affected() > 0 {
        db::request_scrub(conn).await?;
    }
    Ok(registrations)
}

/// Updates that were set aside and name the person: number, text.
async fn find_failed_updates(conn: &mut Conn, person: i64) -> sqlx::Result<Vec<(i64, String)>> {
    let all: Vec<(i64, String)> =
        sqlx::query_as("select id, raw from failed_update order by id").fetch_all(conn).await?;
    let names = |raw: &str| serde_json::from_str(raw).is_ok_and(|json: Value| mentions(&json, person));
    Ok(all.into_iter().filter(|(_, raw)| names(raw)).collect())
}

/// Whether it is what they themselves wrote or pressed; else it is shown to whoever did.
fn is_written_by(raw: &str, person: i64) -> bool {
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

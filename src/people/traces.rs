//! What is held on one person, in every table: shown to them, and erased when they ask.
//!
//! One list, in which each table stands once: here with whose rows are whose, or among those that hold
//! nothing of anybody. What is shown, what erasing one person does, and what is deleted when the promised
//! time is over are all computed from it. A test compares it with the database, column by column, so that
//! nothing new can be forgotten.

use serde_json::{Map, Value, json};
use sqlx::{AssertSqlSafe, Column, Row};

use super::remembered::{KEY, remember};
use crate::db::{self, Conn};

/// One table's rows of a person.
#[derive(Debug, Clone, Copy)]
pub struct Trace {
    pub table: &'static str,
    /// The condition under which a row is theirs; `of(column)` stands where their number is compared.
    pub whose: &'static str,
    /// The columns that are about them, and shown to them; `*` for all. Of a row that is somebody
    /// else's and only bears their number: which it is, and when.
    pub shown: &'static str,
    pub erased: Erased,
    /// What is done once the promised time after the event is over.
    pub afterwards: Afterwards,
}

/// What the end of the promised time does to a table.
#[derive(Debug, Clone, Copy)]
pub enum Afterwards {
    /// The same as erasing, for all of these people at once.
    Erased(Whose),
    /// Every row is deleted, whether a number stands in it or not.
    Emptied,
    /// Nothing here: an entry below says it.
    Below,
}

/// Whose rows a condition selects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One person's; their number is `$1`.
    One,
    /// Those of people without a role; the others' are about their work.
    WithoutRole,
    /// Everybody's, with or without a role.
    Everybody,
    /// All rows, also those from which the person was erased before.
    AllRows,
}

impl Whose {
    /// The condition of a trace, with every `of(column)` replaced.
    fn condition(self, whose: &str) -> String {
        let mut parts = whose.split("of(");
        let mut sql = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (column, rest) = part.split_once(')').unwrap_or((part, ""));
            sql.push_str(&match self {
                Whose::One => format!("{column} = $1"),
                Whose::WithoutRole => {
                    format!("({column} > 0 and {column} not in (select person from role))")
                }
                Whose::Everybody => format!("{column} > 0"),
                Whose::AllRows => "1 = 1".to_owned(),
            });
            sql.push_str(rest);
        }
        sql
    }
}

/// What erasing does to such rows.
#[derive(Debug, Clone, Copy)]
pub enum Erased {
    Deleted,
    /// They stay without the person: what is set.
    Unsigned(&'static str),
}

use Erased::{Deleted, Unsigned};

const fn trace(
    table: &'static str,
    whose: &'static str,
    shown: &'static str,
    erased: Erased,
    afterwards: Afterwards,
) -> Trace {
    Trace { table, whose, shown, erased, afterwards }
}

const WITHOUT_ROLE: Afterwards = Afterwards::Erased(Whose::WithoutRole);
const EVERYBODY: Afterwards = Afterwards::Erased(Whose::Everybody);
const ALL_ROWS: Afterwards = Afterwards::Erased(Whose::AllRows);
const EMPTIED: Afterwards = Afterwards::Emptied;

/// All of a registration but who typed it in.
const REGISTRATION: &str = "number, person, own, standing, offered_until, line_at, last_chance_at, code, name, \
    category, structure, phone, email, area, access_needs, consent_how, consent_version, consent_at, \
    registered_at, calendar_sequence, calendar_facts, calendar_at, calendar_uid";
/// All of a question but which moderator took it.
const QUESTION: &str = "number, person, text, public_text, language, state, guide, signed, voice, voice_seconds, \
    source, reason, starred, speaker, votes, newcomer, asked_at, taken_at, lease_until, closed_at, version";

/// All of a letter but what it says.
const LETTER: &str = "key, chat, urgency, put_at, not_before, expires_at, slot, state, tries";

/// In the order in which they are erased.
pub const TRACES: [Trace; 38] = [
    trace(
        "reminder_sent",
        "registration in (select number from registration where of(person) and own = 1)",
        "*",
        Deleted,
        EMPTIED,
    ),
    trace("registration", "of(person) and own = 1", REGISTRATION, Deleted, EMPTIED),
    // Those whom they registered keep their seats and, with their codes, their registrations.
    trace(
        "registration",
        "of(person) and own = 0",
        REGISTRATION,
        Unsigned("person = 0, registered_by = 0"),
        EMPTIED,
    ),
    // taken over since: what is written there is no longer theirs to read
    trace(
        "registration",
        "of(registered_by) and not of(person)",
        "number, registered_at",
        Unsigned("registered_by = 0"),
        EMPTIED,
    ),
    trace("nudged", "of(person)", "*", Deleted, EMPTIED),
    trace("wrong_code", "of(person)", "*", Deleted, EMPTIED),
    trace("sent_on", "of(person)", "*", Deleted, EMPTIED),
    // while undo is open, an entry keeps the question as it was
    trace(
        "desk_log",
        "before <> '' and question in (select number from question where of(person) or of(taken_by))",
        "number, at",
        Unsigned("before = ''"),
        ALL_ROWS,
    ),
    trace("desk_log", "of(person)", "number, at, act", Unsigned("person = -1, before = ''"), WITHOUT_ROLE),
    // What was never public goes; nobody is left whom it concerns.
    trace(
        "question",
        "of(person) and state in ('pending', 'aside', 'personal', 'withdrawn')
         and (person <> 0 or text <> '' or public_text <> '' or signed <> '' or voice <> '')",
        QUESTION,
        Unsigned("person = 0, signed = '', voice = '', text = '', public_text = '', version = version + 1"),
        ALL_ROWS,
    ),
    // What was public and not asked yet goes with who erases themselves, and stays in the forum's record.
    trace(
        "question",
        "of(person) and state in ('waiting', 'later')",
        QUESTION,
        Unsigned("person = 0, signed = '', voice = '', text = '', public_text = '', version = version + 1"),
        Afterwards::Below,
    ),
    trace(
        "question",
        "of(person) and (person <> 0 or signed <> '' or voice <> '')",
        QUESTION,
        Unsigned("person = 0, signed = '', voice = '', version = version + 1"),
        ALL_ROWS,
    ),
    trace(
        "question",
        "of(taken_by) and not of(person)",
        "number, taken_at",
        Unsigned("taken_by = 0"),
        WITHOUT_ROLE,
    ),
    // votes stay; without this row nobody can tell whose they are
    trace("vote", "voter in (select key from voter where of(person))", "*", Unsigned("at = 0"), EVERYBODY),
    trace("voter", "of(person)", "*", Deleted, EMPTIED),
    trace("in_hand", "of(person)", "*", Deleted, EMPTIED),
    trace("muted", "of(person)", "*", Deleted, EMPTIED),
    trace("staff", "of(person)", "*", Deleted, WITHOUT_ROLE),
    trace("panel", "of(id)", "*", Deleted, WITHOUT_ROLE),
    trace("album", "of(chat)", "*", Deleted, EMPTIED),
    // an answer kept for everybody stands beside their own words
    trace(
        "kept_answer",
        "number in (select number from asked_organisers where of(person))",
        "*",
        Deleted,
        EMPTIED,
    ),
    trace(
        "asked_organisers",
        "of(person)",
        "number, person, language, text, voice, message, state, answer, asked_at",
        Deleted,
        EMPTIED,
    ),
    // typed and not sent
    trace("offer", "of(person)", "*", Deleted, EMPTIED),
    trace("used_before", "of(person)", "*", Deleted, EMPTIED),
    // the answer is theirs, the question is not
    trace(
        "asked_organisers",
        "of(organiser)",
        "number, answer, asked_at",
        Unsigned("organiser = 0"),
        EMPTIED,
    ),
    // what Telegram refused is kept with its text for the person who repairs it
    trace("outbox", "of(chat) and state = 'refused'", LETTER, Deleted, ALL_ROWS),
    // a letter may quote others: what it says is read where it goes
    trace("outbox", "of(chat)", LETTER, Deleted, WITHOUT_ROLE),
    trace("slot", "of(chat)", "*", Deleted, WITHOUT_ROLE),
    trace("role", "of(person)", "*", Deleted, WITHOUT_ROLE),
    // an invitation stays used
    trace("invite", "of(used_by)", "*", Unsigned("used_by = -1"), WITHOUT_ROLE),
    trace("reminder_wish", "of(person)", "*", Deleted, EMPTIED),
    trace("reminder_mute", "of(person)", "*", Deleted, EMPTIED),
    // the schedule stays as it was changed
    trace("schedule_change", "of(changed_by)", "*", Unsigned("changed_by = 0"), WITHOUT_ROLE),
    // what is on its way goes on without its author
    trace(
        "announcement_text",
        "announcement in (select number from announcement where of(author) and state <> 'going')",
        "*",
        Deleted,
        EMPTIED,
    ),
    trace("announcement", "of(author)", "*", Unsigned("author = 0"), WITHOUT_ROLE),
    trace("mailed", "of(chat)", "*", Deleted, EMPTIED),
    // answers in the making of people who stay for their role
    trace("person", "of(id) and step <> ''", "*", Unsigned("step = ''"), EVERYBODY),
    trace("person", "of(id)", "*", Deleted, WITHOUT_ROLE),
];

/// Tables of nobody's rows that are emptied as well: files made from a ticket's code, what failed with its text,
/// and what is remembered of accounts under their hash.
pub const EMPTIED_TOO: [&str; 3] = ["attachment", "failed_update", "erased_account"];

/// Tables with texts of Telegram's in which a person's number may stand anywhere: read, not queried.
pub const SEARCHED: [&str; 1] = ["failed_update"];

/// Columns of the tables above that are not shown: they are of others, or of the machine.
pub const NOT_SHOWN: [(&str, &str); 5] = [
    ("registration", "registered_by"),
    ("question", "taken_by"),
    ("desk_log", "mono, person, question, other, detail, before, version, live, undone, age"),
    ("asked_organisers", "organiser, report, age"),
    ("outbox", "seq, body, error"),
];

/// Columns that hold nothing of anybody: those of whole tables, and of rows above that stay without
/// their person.
pub const OF_NOBODY: [(&str, &str); 22] = [
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
pub async fn held(
    conn: &mut Conn,
    person: i64,
) -> sqlx::Result<Vec<(&'static str, Vec<Map<String, Value>>)>> {
    let mut all: Vec<(&'static str, Vec<Map<String, Value>>)> = Vec::new();
    for Trace { table, whose, shown, .. } in TRACES {
        let whose = Whose::One.condition(whose);
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
    remember(conn, person).await?;
    db::note_erased(conn).await?;
    for (id, _) in failed(conn, person).await? {
        sqlx::query("delete from failed_update where id = $1").bind(id).execute(&mut *conn).await?;
    }
    for trace in TRACES {
        sqlx::query(AssertSqlSafe(trace.statement(Whose::One))).bind(person).execute(&mut *conn).await?;
    }
    Ok(())
}

impl Trace {
    /// What erases the rows of these people.
    fn statement(&self, whose: Whose) -> String {
        let (table, rows) = (self.table, whose.condition(self.whose));
        match self.erased {
            Deleted => format!("delete from {table} where {rows}"),
            Unsigned(set) => format!("update {table} set {set} where {rows}"),
        }
    }
}

/// The promised time is over: what people gave is erased, and everybody without a role with it. Questions
/// that were public stay, without their authors. Gives how many registrations went.
pub async fn erase_everybody(conn: &mut Conn) -> sqlx::Result<u64> {
    let (mut registrations, mut many) = (0, 0);
    for trace in TRACES {
        let sql = match trace.afterwards {
            Afterwards::Erased(whose) => trace.statement(whose),
            Afterwards::Emptied => format!("delete from {}", trace.table),
            Afterwards::Below => continue,
        };
        let done = sqlx::query(AssertSqlSafe(sql)).execute(&mut *conn).await?;
        many += done.rows_affected();
        if trace.table == "registration" {
            registrations += done.rows_affected();
        }
    }
    for table in EMPTIED_TOO {
        many += sqlx::query(AssertSqlSafe(format!("delete from {table}")))
            .execute(&mut *conn)
            .await?
            .rows_affected();
    }
    // without their key, hashes in an old copy lead to nobody
    let key = sqlx::query("delete from setting where name = $1").bind(KEY).execute(&mut *conn).await?;
    if many + key.rows_affected() > 0 {
        db::note_erased(conn).await?;
    }
    Ok(registrations)
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

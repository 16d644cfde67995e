//! Who is writing: their number, language, place in a conversation, and roles.
//!
//! Names are not kept here: a person who only looks around leaves a number and a language.

mod erased_accounts;
mod expiry;
mod forwarding_quota;
mod personal_data;

pub use erased_accounts::{GUESTS_FACT, prior_usage};
pub use expiry::{AgeUnit, EXPIRY_POLICIES, ExpiryPolicy, expire_old_rows};
pub use forwarding_quota::{MAX_FORWARDED_PER_HOUR, consume_forwarding_quota};
pub use personal_data::{
    ALSO_EMPTIED, DATA_INVENTORY, ErasureEffect, NON_PERSONAL, NOT_EXPORTED, RetentionEffect, SCANNED_TABLES,
    SubjectScope, erase, erase_everybody, export,
};

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use crate::chat::ChatUser;
use crate::clock::Millis;
use crate::conversation::Conversation;
use crate::db::{self, Conn};
use crate::i18n::Lang;

/// A person in a turn. What a room changes here is written back when the turn ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub id: i64,
    pub language: Lang,
    pub language_chosen: bool,
    /// The language they wrote in last, where it is another: they are answered in it, and reminded in theirs.
    pub reply_language: Option<Lang>,
    /// The languages they were offered to go on in, a blank behind each.
    pub offered_languages: String,
    /// Where they are in their conversation with the bot; the column `step`.
    pub conversation: Conversation,
}

/// What someone may do beyond what everybody may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, clap::ValueEnum)]
pub enum Role {
    /// Pulls questions from the queue.
    Moderator,
    /// Runs the event; may do what a moderator may.
    Organiser,
    /// Registers other people.
    Mediator,
    /// Hears from people who entrust their own situation.
    Counsellor,
}

impl Role {
    pub const ALL: [Role; 4] = [Role::Moderator, Role::Organiser, Role::Mediator, Role::Counsellor];

    pub fn name(self) -> &'static str {
        match self {
            Role::Moderator => "moderator",
            Role::Organiser => "organiser",
            Role::Mediator => "mediator",
            Role::Counsellor => "listener",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }
}

#[derive(FromRow)]
struct Row {
    id: i64,
    language: String,
    language_chosen: i64,
    spoken: String,
    offered: String,
    step: String,
    met_at: Millis,
}

/// Meets writers, each of them once. Before their turns: on PostgreSQL it locks their rows, so that two
/// things said by one person at the same instant come one after the other.
pub async fn upsert_senders(
    conn: &mut Conn,
    writers: &[&ChatUser],
    now: Millis,
) -> sqlx::Result<HashMap<i64, Person>> {
    if writers.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "insert into person (id, language, language_chosen, gone, step, met_at) values {}
         on conflict (id) do update set gone = 0
         returning id, language, language_chosen, spoken, offered, step, met_at",
        db::placeholder_rows(conn, "(?, ?, 0, 0, '', ?)", writers.len())
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(writers.len() == 1);
    for writer in writers {
        query = query.bind(writer.id).bind(guess_language(writer).code()).bind(now);
    }
    let rows: Vec<Row> = query.fetch_all(&mut *conn).await?;
    let new: Vec<i64> = rows.iter().filter(|row| row.met_at == now).map(|row| row.id).collect();
    if !new.is_empty() {
        erased_accounts::restore_facts(conn, &new).await?;
    }
    let person = |row: Row| {
        let language = Lang::from_code(&row.language).unwrap_or(Lang::Fr);
        let language_chosen = row.language_chosen == 1;
        let spoken = Lang::from_code(&row.spoken);
        let conversation = Conversation::from_stored(&row.step);
        let offered = row.offered;
        (
            row.id,
            Person {
                id: row.id,
                language,
                language_chosen,
                reply_language: spoken,
                offered_languages: offered,
                conversation,
            },
        )
    };
    Ok(rows.into_iter().map(person).collect())
}

fn guess_language(sender: &ChatUser) -> Lang {
    Lang::guess(sender.language_code.as_deref())
}

/// Writes back the language that somebody is now spoken to in.
pub async fn save_language(conn: &mut Conn, person: &Person) -> sqlx::Result<()> {
    sqlx::query(
        "update person set language = $2, language_chosen = $3, spoken = $4, offered = $5 where id = $1",
    )
    .bind(person.id)
    .bind(person.language.code())
    .bind(i64::from(person.language_chosen))
    .bind(person.reply_language.map_or("", Lang::code))
    .bind(&person.offered_languages)
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes back where each of these now is in a conversation.
pub async fn save_conversations(conn: &mut Conn, people: &[Person]) -> sqlx::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "update person set step = now.column2, step_age = 0 from (values {}) as now where person.id = now.column1",
        db::placeholder_rows(conn, "(?, ?)", people.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(people.len() == 1);
    for person in people {
        query = query.bind(person.id).bind(person.conversation.to_stored());
    }
    query.execute(conn).await?;
    Ok(())
}

/// They blocked the bot, or never started it: nothing more is sent until they write.
pub async fn mark_unreachable(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    sqlx::query("update person set gone = 1 where id = $1").bind(person).execute(conn).await?;
    Ok(())
}

pub async fn grant_role(conn: &mut Conn, person: i64, role: Role, now: Millis) -> sqlx::Result<()> {
    sqlx::query(
        "insert into role (person, role, given_at) values ($1, $2, $3)
         on conflict (person, role) do nothing",
    )
    .bind(person)
    .bind(role.name())
    .bind(now)
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a role away; false if they do not have it.
pub async fn revoke_role(conn: &mut Conn, person: i64, role: Role) -> sqlx::Result<bool> {
    let done = sqlx::query("delete from role where person = $1 and role = $2")
        .bind(person)
        .bind(role.name())
        .execute(conn)
        .await?;
    Ok(done.rows_affected() == 1)
}

pub async fn roles(conn: &mut Conn, person: i64) -> sqlx::Result<Vec<Role>> {
    let names: Vec<String> =
        sqlx::query_scalar("select role from role where person = $1").bind(person).fetch_all(conn).await?;
    Ok(names.iter().filter_map(|name| Role::from_name(name)).collect())
}

/// Whether somebody may work with the queue: moderators and organisers.
pub async fn can_moderate(conn: &mut Conn, person: i64) -> sqlx::Result<bool> {
    Ok(roles_can_moderate(&roles(conn, person).await?))
}

/// The same by the roles they have.
pub fn roles_can_moderate(roles: &[Role]) -> bool {
    roles.iter().any(|role| matches!(role, Role::Moderator | Role::Organiser))
}

/// The language somebody is spoken to in.
pub async fn language(conn: &mut Conn, person: i64) -> sqlx::Result<Lang> {
    Ok(known_language(conn, person).await?.unwrap_or(Lang::Fr))
}

/// The same; `None` for a person who was never met.
pub async fn known_language(conn: &mut Conn, person: i64) -> sqlx::Result<Option<Lang>> {
    let code: Option<String> = sqlx::query_scalar("select language from person where id = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(code.and_then(|code| Lang::from_code(&code)))
}

/// Whether messages reach them.
pub async fn is_reachable(conn: &mut Conn, person: i64) -> sqlx::Result<bool> {
    let gone: Option<i64> =
        sqlx::query_scalar("select gone from person where id = $1").bind(person).fetch_optional(conn).await?;
    Ok(gone == Some(0))
}

/// Everybody with one of these roles who can be reached, and the language each is spoken to in.
pub async fn with_role(conn: &mut Conn, wanted: &[Role]) -> sqlx::Result<Vec<(i64, Lang)>> {
    let rows: Vec<(i64, String, String)> = sqlx::query_as(
        "select person.id, person.language, role.role
         from role join person on person.id = role.person
         where person.gone = 0
         order by person.id",
    )
    .fetch_all(conn)
    .await?;
    let mut people: Vec<(i64, Lang)> = rows
        .iter()
        .filter(|(_, _, role)| wanted.iter().any(|wanted| wanted.name() == role))
        .filter_map(|(id, code, _)| Some((*id, Lang::from_code(code)?)))
        .collect();
    people.dedup();
    Ok(people)
}

/// Somebody in a group: spoken to, never kept.
pub fn group_member(sender: &ChatUser) -> Person {
    Person {
        id: sender.id,
        language: guess_language(sender),
        language_chosen: false,
        reply_language: None,
        offered_languages: String::new(),
        conversation: Conversation::default(),
    }
}

//! The table `person`.

use std::collections::HashMap;

use sqlx::{AssertSqlSafe, FromRow};

use crate::chat::ChatUser;
use crate::clock::EventTime;
use crate::conversation::Conversation;
use crate::db::{self, Conn};
use crate::i18n::Lang;
use crate::ids::PersonId;
use crate::people::model::{Person, guess_language};

#[derive(FromRow)]
struct PersonRow {
    id: PersonId,
    language: String,
    language_chosen: i64,
    reply_language: String,
    offered_languages: String,
    conversation: String,
    met_at: EventTime,
}

impl PersonRow {
    fn into_person(self) -> Person {
        Person {
            id: self.id,
            language: Lang::from_code(&self.language).unwrap_or(Lang::Fr),
            language_chosen: self.language_chosen == 1,
            reply_language: Lang::from_code(&self.reply_language),
            offered_languages: self.offered_languages,
            conversation: Conversation::from_stored(&self.conversation),
        }
    }
}

/// The senders of a batch of updates.
#[derive(Debug, Default)]
pub struct Senders {
    pub people: HashMap<PersonId, Person>,
    /// Those without a row until now.
    pub new: Vec<PersonId>,
}

/// Loads the senders, each once, and inserts the new ones. On PostgreSQL it also locks their rows, so that
/// two updates of one person run one after the other.
pub async fn upsert_senders(conn: &mut Conn, senders: &[&ChatUser], now: EventTime) -> sqlx::Result<Senders> {
    if senders.is_empty() {
        return Ok(Senders::default());
    }
    let sql = format!(
        "insert into person (id, language, language_chosen, unreachable, conversation, met_at) values {}
         on conflict (id) do update set unreachable = 0
         returning id, language, language_chosen, reply_language, offered_languages, conversation, met_at",
        db::placeholder_rows(conn, "(?, ?, 0, 0, '', ?)", senders.len())
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(senders.len() == 1);
    for sender in senders {
        query = query.bind(sender.id).bind(guess_language(sender).code()).bind(now);
    }
    let rows: Vec<PersonRow> = query.fetch_all(conn).await?;
    Ok(Senders {
        new: rows.iter().filter(|row| row.met_at == now).map(|row| row.id).collect(),
        people: rows.into_iter().map(|row| (row.id, row.into_person())).collect(),
    })
}

/// The person of a browser, with the language of the page, and whether they are new. Nothing can be sent to them: they
/// count as unreachable. On PostgreSQL it also locks their row, so that two requests of one browser run one after the
/// other.
pub async fn upsert_browser_person(
    conn: &mut Conn,
    id: PersonId,
    lang: Lang,
    now: EventTime,
) -> sqlx::Result<(Person, bool)> {
    let row: PersonRow = sqlx::query_as(
        "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
         values ($1, $2, 1, 1, '', $3)
         on conflict (id) do update set language = excluded.language
         returning id, language, language_chosen, reply_language, offered_languages, conversation, met_at",
    )
    .bind(id)
    .bind(lang.code())
    .bind(now)
    .fetch_one(conn)
    .await?;
    let is_new = row.met_at == now;
    Ok((row.into_person(), is_new))
}

/// The people of these ids whom the bot knows.
pub async fn find_people(conn: &mut Conn, ids: &[PersonId]) -> sqlx::Result<HashMap<PersonId, Person>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select id, language, language_chosen, reply_language, offered_languages, conversation, met_at
         from person where id in (values {})",
        db::placeholder_rows(conn, "(?)", ids.len())
    );
    let mut query = sqlx::query_as(AssertSqlSafe(sql)).persistent(ids.len() == 1);
    for id in ids {
        query = query.bind(id);
    }
    let rows: Vec<PersonRow> = query.fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.into_person())).collect())
}

/// Saves the languages of a person.
pub async fn save_language(conn: &mut Conn, person: &Person) -> sqlx::Result<()> {
    sqlx::query(
        "update person set language = $2, language_chosen = $3, reply_language = $4, offered_languages = $5 where id = $1",
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

/// Saves the conversation state of these people.
pub async fn save_conversations(conn: &mut Conn, people: &[Person]) -> sqlx::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "update person
         set conversation = now.column2, registration_draft = now.column3, conversation_age = 0
         from (values {}) as now where person.id = now.column1",
        db::placeholder_rows(conn, "(?, ?, ?)", people.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(people.len() == 1);
    for person in people {
        let conversation = &person.conversation;
        query = query
            .bind(person.id)
            .bind(conversation.to_stored().map_err(|error| sqlx::Error::Encode(error.into()))?)
            .bind(i64::from(conversation.is_registering()));
    }
    query.execute(conn).await?;
    Ok(())
}

/// Records that the person blocked the bot or never started it: nothing is sent until they write again.
pub async fn mark_unreachable(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    sqlx::query("update person set unreachable = 1 where id = $1").bind(person).execute(conn).await?;
    Ok(())
}

/// The language of a person; French where the person is unknown.
pub async fn language(conn: &mut Conn, person: PersonId) -> sqlx::Result<Lang> {
    Ok(known_language(conn, person).await?.unwrap_or(Lang::Fr))
}

/// The language of a person; `None` where the person is unknown.
pub async fn known_language(conn: &mut Conn, person: PersonId) -> sqlx::Result<Option<Lang>> {
    let code: Option<String> = sqlx::query_scalar("select language from person where id = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(code.and_then(|code| Lang::from_code(&code)))
}

/// Whether messages reach the person.
pub async fn is_reachable(conn: &mut Conn, person: PersonId) -> sqlx::Result<bool> {
    let gone: Option<i64> = sqlx::query_scalar("select unreachable from person where id = $1")
        .bind(person)
        .fetch_optional(conn)
        .await?;
    Ok(gone == Some(0))
}

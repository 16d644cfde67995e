//! The table `erased_account`: the preserved facts of erased accounts, under a keyed hash of the account's id.
//!
//! They move back to the ordinary tables when the account writes again. The key lies in the database and is
//! destroyed at the end of retention.

use sqlx::AssertSqlSafe;

use crate::db::{self, Conn};
use crate::digest;
use crate::ids::PersonId;
use crate::personal_data::inventory::{HASH_KEY_SETTING, PRESERVED_FACTS};

/// Records the preserved facts of an account that is about to be erased.
pub async fn preserve_facts(conn: &mut Conn, person: PersonId) -> sqlx::Result<()> {
    let mut facts: Vec<(&str, i64, i64)> = Vec::new();
    for fact in PRESERVED_FACTS {
        let found: Option<(i64, i64)> =
            sqlx::query_as(fact.load).bind(person).fetch_optional(&mut *conn).await?;
        facts.extend(found.map(|(n, at)| (fact.name, n, at)));
    }
    if facts.is_empty() {
        return Ok(());
    }
    let account = hash_account(&load_or_create_key(conn).await?, person);
    for (name, n, at) in facts {
        sqlx::query(
            "insert into erased_account (account, what, n, at, age) values ($1, $2, $3, $4, 0)
             on conflict (account, what) do update set n = excluded.n, at = excluded.at, age = 0",
        )
        .bind(&account)
        .bind(name)
        .bind(n)
        .bind(at)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Moves the preserved facts of people who write for the first time, or again after an erasure, back to the
/// ordinary tables.
pub async fn restore_facts(conn: &mut Conn, people: &[PersonId]) -> sqlx::Result<()> {
    if people.is_empty() {
        return Ok(());
    }
    let Some(key) = db::get_setting(conn, HASH_KEY_SETTING).await? else { return Ok(()) };
    let accounts: Vec<(String, PersonId)> =
        people.iter().map(|&person| (hash_account(&key, person), person)).collect();
    let sql = format!(
        "delete from erased_account where account in ({}) returning account, what, n, at",
        db::placeholder_rows(conn, "?", accounts.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(sql)).persistent(accounts.len() == 1);
    let query = accounts.iter().fold(query, |query, (account, _)| query.bind(account));
    let facts: Vec<(String, String, i64, i64)> = query.fetch_all(&mut *conn).await?;
    for (account, name, n, at) in facts {
        let Some((_, person)) = accounts.iter().find(|(known, _)| *known == account) else { continue };
        let Some(fact) = PRESERVED_FACTS.iter().find(|fact| fact.name == name) else { continue };
        sqlx::query(fact.restore).bind(person).bind(at).bind(n).execute(&mut *conn).await?;
    }
    Ok(())
}

/// The key of the hash, made when it is first needed.
async fn load_or_create_key(conn: &mut Conn) -> sqlx::Result<String> {
    let fresh: [u8; 32] = rand::random();
    db::get_or_set_setting(conn, HASH_KEY_SETTING, &digest::hex(&fresh)).await
}

fn hash_account(key: &str, person: PersonId) -> String {
    digest::hex(&digest::hmac_sha256(key.as_bytes(), person.to_string().as_bytes()))
}

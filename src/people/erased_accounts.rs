//! What stays of an account that is erased: that it voted, is muted, and which limits it has used. Without it,
//! erasing oneself and coming back would be a way around each of them.
//!
//! It is kept under a keyed hash of the account's number and moves back to the ordinary tables when the account
//! writes again. The key lies in the database and is destroyed when the promised time is over.

use std::fmt::Write as _;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use sqlx::AssertSqlSafe;

use crate::clock::Millis;
use crate::db::{self, Conn};

/// The setting that holds the key.
pub(super) const HASH_KEY_SETTING: &str = "account-key";

/// Guests registered by the account, whose seats count on.
pub const GUESTS_FACT: &str = "guests";
/// When the account last asked the round table.
const ASKED_FACT: &str = "asked";
/// Whether a question of the account was taken up: its next one is not a newcomer's.
const HEARD_FACT: &str = "heard";

/// How each fact is read before the account goes: `n` and `at`, at most one row; none where there is nothing.
const PRESERVED_FACTS: [(&str, &str); 7] = [
    (
        "voter",
        "select key, cast(0 as bigint) from voter
         where person = $1 and exists (select 1 from vote where vote.voter = voter.key)",
    ),
    ("muted", "select cast(1 as bigint), at from muted where person = $1"),
    ("sent-on", "select many, since from sent_on where person = $1"),
    ("codes", "select tries, since from wrong_code where person = $1"),
    (
        GUESTS_FACT,
        "select cast(count(*) + coalesce((select n from used_before where person = $1 and what = 'guests'), 0)
                as bigint), cast(0 as bigint)
         from registration where person = $1 and own = 0
         having count(*) + coalesce((select n from used_before where person = $1 and what = 'guests'), 0) > 0",
    ),
    (
        ASKED_FACT,
        "select cast(0 as bigint), max(at) from (
             select asked_at as at from question where person = $1
             union all select at from used_before where person = $1 and what = 'asked') as times
         having max(at) is not null",
    ),
    (
        HEARD_FACT,
        "select cast(1 as bigint), cast(0 as bigint)
         where exists (select 1 from question where person = $1 and state in ('taken', 'answered'))
            or exists (select 1 from used_before where person = $1 and what = 'heard')",
    ),
];

/// Notes what stays of an account that is about to be erased.
pub(super) async fn preserve_facts(conn: &mut Conn, person: i64) -> sqlx::Result<()> {
    let mut facts: Vec<(&str, i64, Millis)> = Vec::new();
    for (what, sql) in PRESERVED_FACTS {
        let found: Option<(i64, i64)> = sqlx::query_as(sql).bind(person).fetch_optional(&mut *conn).await?;
        facts.extend(found.map(|(n, at)| (what, n, at)));
    }
    if facts.is_empty() {
        return Ok(());
    }
    let account = hash_account(&load_or_create_key(conn).await?, person);
    for (what, n, at) in facts {
        sqlx::query(
            "insert into erased_account (account, what, n, at, age) values ($1, $2, $3, $4, 0)
             on conflict (account, what) do update set n = excluded.n, at = excluded.at, age = 0",
        )
        .bind(&account)
        .bind(what)
        .bind(n)
        .bind(at)
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Gives people who are met as new ones what was remembered of them.
pub(super) async fn restore_facts(conn: &mut Conn, people: &[i64]) -> sqlx::Result<()> {
    let Some(key) = db::get_setting(conn, HASH_KEY_SETTING).await? else { return Ok(()) };
    let accounts: Vec<(String, i64)> =
        people.iter().map(|&person| (hash_account(&key, person), person)).collect();
    let sql = format!(
        "delete from erased_account where account in ({}) returning account, what, n, at",
        db::placeholder_rows(conn, "?", accounts.len())
    );
    let query = sqlx::query_as(AssertSqlSafe(sql)).persistent(accounts.len() == 1);
    let query = accounts.iter().fold(query, |query, (account, _)| query.bind(account));
    let facts: Vec<(String, String, i64, Millis)> = query.fetch_all(&mut *conn).await?;
    for (account, what, n, at) in facts {
        let Some((_, person)) = accounts.iter().find(|(known, _)| *known == account) else { continue };
        let sql = match what.as_str() {
            "voter" => {
                "insert into voter (person, key, hears_voice) values ($1, $3, cast($2 as bigint))
                 on conflict do nothing"
            }
            "muted" => "insert into muted (person, at) select $1, $2 where $3 > 0 on conflict do nothing",
            "sent-on" => {
                "insert into sent_on (person, since, many) values ($1, $2, $3) on conflict do nothing"
            }
            "codes" => {
                "insert into wrong_code (person, since, tries) values ($1, $2, $3) on conflict do nothing"
            }
            _ => {
                "insert into used_before (person, at, n, what) values ($1, $2, $3, $4)
                 on conflict (person, what) do update set n = excluded.n, at = excluded.at"
            }
        };
        let query = sqlx::query(sql).bind(person).bind(at).bind(n);
        if matches!(what.as_str(), "voter" | "muted" | "codes" | "sent-on") {
            query
        } else {
            query.bind(&what)
        }
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// What an account had used of a limit before it was erased: how much, and when last.
pub async fn prior_usage(conn: &mut Conn, person: i64, what: &str) -> sqlx::Result<(i64, Millis)> {
    let found = sqlx::query_as("select n, at from used_before where person = $1 and what = $2")
        .bind(person)
        .bind(what)
        .fetch_optional(conn)
        .await?;
    Ok(found.unwrap_or_default())
}

/// The key, made at its first use.
async fn load_or_create_key(conn: &mut Conn) -> sqlx::Result<String> {
    let fresh: [u8; 32] = rand::random();
    sqlx::query("insert into setting (name, value) values ($1, $2) on conflict (name) do nothing")
        .bind(HASH_KEY_SETTING)
        .bind(hex(&fresh))
        .execute(&mut *conn)
        .await?;
    Ok(db::get_setting(conn, HASH_KEY_SETTING).await?.unwrap_or_default())
}

fn hash_account(key: &str, person: i64) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(person.to_string().as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

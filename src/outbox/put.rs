//! Putting letters into the outbox. Most chats have nothing there: theirs are written in one statement.
//! The others' are held against what waits, one by one.

use std::collections::{HashMap, HashSet};

use sqlx::AssertSqlSafe;

use super::{Letter, next_seq};
use crate::chat::{Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};

/// How many letters a statement carries.
const TOGETHER: usize = 100;

/// Keeps letters, in their order, which holds within a chat and urgency whichever instance writes, and
/// however the clocks of two differ. A key that is already there stays as it is, and what would say
/// once more what the chat is just about to hear is left out: somebody who presses a button a
/// hundred times gets one answer, and nothing of theirs waits behind a hundred. The letters of a
/// mailing are counted one by one, and none is left out.
pub async fn put(conn: &mut Conn, letters: &[Letter], mono: Millis) -> sqlx::Result<()> {
    let idle = idle(conn, letters).await?;
    let mut said = HashMap::new();
    let (mut plain, mut others) = (Vec::new(), Vec::new());
    for letter in letters {
        if !idle.contains(&letter.chat) {
            others.push(letter);
            continue;
        }
        let before = said.insert((letter.chat, letter.urgency as i64), &letter.what);
        if letter.urgency == Urgency::Announcement || before != Some(&letter.what) {
            plain.push(letter);
        }
    }
    for some in plain.chunks(TOGETHER) {
        write(conn, some, mono).await?;
    }
    for letter in others {
        hold_against(conn, letter, mono).await?;
    }
    Ok(())
}

/// Chats of which nothing is in the outbox, and which one turn alone speaks to here, filling no slot.
async fn idle(conn: &mut Conn, letters: &[Letter]) -> sqlx::Result<HashSet<i64>> {
    let mut origins: HashMap<i64, Option<&str>> = HashMap::new();
    for letter in letters {
        let origin = letter.slot.is_none().then(|| letter.origin());
        let known = origins.entry(letter.chat).or_insert(origin);
        if *known != origin {
            *known = None;
        }
    }
    let mut chats: HashSet<i64> =
        origins.into_iter().filter(|(_, origin)| origin.is_some()).map(|(chat, _)| chat).collect();
    if !chats.is_empty() {
        let sql =
            format!("select distinct chat from outbox where chat in ({})", db::rows(conn, "?", chats.len()));
        let query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(chats.len() == 1);
        let busy: Vec<i64> =
            chats.iter().fold(query, |query, chat| query.bind(*chat)).fetch_all(conn).await?;
        busy.iter().for_each(|chat| _ = chats.remove(chat));
    }
    Ok(chats)
}

async fn write(conn: &mut Conn, letters: &[&Letter], mono: Millis) -> sqlx::Result<()> {
    let sql = format!(
        "insert into outbox (key, seq, chat, urgency, not_before, expires_at, body, slot, state, tries, error, put_at)
         values {}
         on conflict (key) do nothing",
        db::rows(conn, "(?, ?, ?, ?, 0, ?, ?, '', 'waiting', 0, '', ?)", letters.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(letters.len() == 1);
    for letter in letters {
        query = query
            .bind(&letter.key)
            .bind(next_seq(mono))
            .bind(letter.chat)
            .bind(letter.urgency as i64)
            .bind(letter.expires_at.unwrap_or(0))
            .bind(body(&letter.what)?)
            .bind(mono);
    }
    query.execute(conn).await?;
    Ok(())
}

async fn hold_against(conn: &mut Conn, letter: &Letter, mono: Millis) -> sqlx::Result<()> {
    if let Some(slot) = &letter.slot {
        sqlx::query("delete from outbox where slot = $1 and state = 'waiting'")
            .bind(slot)
            .execute(&mut *conn)
            .await?;
    }
    let body = body(&letter.what)?;
    if letter.key.starts_with('p') && letter.urgency != Urgency::Press {
        // said anew, at its new place: somebody who presses two buttons in turn is told both once
        sqlx::query(
            "delete from outbox
             where chat = $1 and urgency = $2 and state = 'waiting' and body = $3 and slot = ''
               and substr(key, 1, 1) = 'p'",
        )
        .bind(letter.chat)
        .bind(letter.urgency as i64)
        .bind(&body)
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query(
        "insert into outbox (key, seq, chat, urgency, not_before, expires_at, body, slot, state, tries, error,
                             put_at)
         select $1,
                coalesce((select case when max(seq) >= $2 then max(seq) + 1 end from outbox
                          where chat = $3 and urgency = $4), $2),
                $3, $4, 0, $5, $6, $7, 'waiting', 0, '', $8
         where not exists (
             select 1 from outbox
             where chat = $3 and urgency = $4 and urgency < 4 and state = 'waiting' and body = $6
               and seq = (select max(seq) from outbox
                          where chat = $3 and urgency = $4 and state = 'waiting'))
         on conflict (key) do nothing",
    )
    .bind(&letter.key)
    .bind(next_seq(mono))
    .bind(letter.chat)
    .bind(letter.urgency as i64)
    .bind(letter.expires_at.unwrap_or(0))
    .bind(body)
    .bind(letter.slot.as_deref().unwrap_or(""))
    .bind(mono)
    .execute(conn)
    .await?;
    Ok(())
}

fn body(what: &Outgoing) -> sqlx::Result<String> {
    serde_json::to_string(what).map_err(|error| sqlx::Error::Encode(error.into()))
}

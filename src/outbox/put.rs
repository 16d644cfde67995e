//! Putting letters into the outbox. Most chats have nothing there: theirs are written in one statement.
//! The others' are held against what waits, one by one.

use std::collections::{HashMap, HashSet};

use sqlx::AssertSqlSafe;

use super::{Letter, next_seq};
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::texts;
use crate::people;

/// How many letters a statement carries.
const TOGETHER: usize = 100;
/// From so many answers that wait for one chat on, the newest to the same button or the same words takes the
/// place of older ones.
const CROWDED: i64 = 10;
/// So many wait for one chat at most, which takes about one a second, and for a group, which takes one in three:
/// less than a minute's worth.
const MOST: i64 = 40;
const MOST_IN_GROUP: i64 = 16;
/// The key of the line that says that there were more; one for each chat.
const SLOWLY: &str = "slowly:";

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
    if letter.is_reply() && !has_room(conn, letter).await? {
        return say_slowly(conn, letter.chat, mono).await;
    }
    let body = body(&letter.what)?;
    if let Outgoing::Edit { message, .. } = &letter.what {
        // of several changes to one message the last wins
        let same = format!(r#"{{"edit":{{"message":{message},"#);
        sqlx::query(
            "delete from outbox
             where chat = $1 and urgency = $2 and state = 'waiting' and substr(body, 1, length($3)) = $3",
        )
        .bind(letter.chat)
        .bind(letter.urgency as i64)
        .bind(same)
        .execute(&mut *conn)
        .await?;
    }
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
             where chat = $3 and urgency = $4 and urgency < $9 and state = 'waiting' and body = $6
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
    .bind(Urgency::Announcement as i64)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether one more answer may wait for its chat; makes room for it where older ones answer the same.
async fn has_room(conn: &mut Conn, letter: &Letter) -> sqlx::Result<bool> {
    let (desk, answer) = (Urgency::Desk as i64, Urgency::Answer as i64);
    let mut waiting: i64 = sqlx::query_scalar(
        "select cast(count(*) as bigint) from outbox
         where chat = $1 and urgency in ($2, $3) and state = 'waiting' and slot = ''",
    )
    .bind(letter.chat)
    .bind(desk)
    .bind(answer)
    .fetch_one(&mut *conn)
    .await?;
    let topic = letter.topic();
    if waiting >= CROWDED && !topic.is_empty() {
        let of_this_turn = format!("{}:", letter.origin());
        let older = sqlx::query(
            "delete from outbox
             where chat = $1 and urgency in ($2, $3) and state = 'waiting' and slot = ''
               and substr(key, 1, length($4)) <> $4
               and length(key) > length($5) and substr(key, length(key) - length($5) + 1) = $5",
        )
        .bind(letter.chat)
        .bind(desk)
        .bind(answer)
        .bind(of_this_turn)
        .bind(topic);
        waiting -= older.execute(conn).await?.rows_affected() as i64;
    }
    // groups have negative numbers
    Ok(waiting < if letter.chat < 0 { MOST_IN_GROUP } else { MOST })
}

/// Says, once while that waits, that more came than can be answered.
async fn say_slowly(conn: &mut Conn, chat: i64, mono: Millis) -> sqlx::Result<()> {
    let t = texts(people::language(conn, chat).await?);
    let letter = Letter {
        key: format!("{SLOWLY}{chat}"),
        chat,
        urgency: Urgency::Answer,
        expires_at: None,
        what: Outgoing::Say(Message::new(t.html("slowly", &[]))),
        slot: None,
    };
    write(conn, &[&letter], mono).await
}

fn body(what: &Outgoing) -> sqlx::Result<String> {
    serde_json::to_string(what).map_err(|error| sqlx::Error::Encode(error.into()))
}

//! Putting letters into the outbox. Most chats have nothing there: theirs are written in one statement.
//! The others' are held against what waits, one by one.

use std::collections::{HashMap, HashSet};

use sqlx::AssertSqlSafe;

use super::{NewMessage, next_seq};
use crate::chat::{Message, Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::i18n::texts;
use crate::people;

/// How many letters a statement carries.
const ROWS_PER_INSERT: usize = 100;
/// From so many answers that wait for one chat on, the newest to the same button or the same words takes the
/// place of older ones.
const DEDUPLICATE_FROM: i64 = 10;
/// So many wait for one chat at most, which takes about one a second, and for a group, which takes one in three:
/// less than a minute's worth.
const MAX_QUEUED_PER_CHAT: i64 = 40;
const MAX_QUEUED_PER_GROUP: i64 = 16;
/// The key of the line that says that there were more; one for each chat.
const SLOW_DOWN_KEY_PREFIX: &str = "slowly:";

/// Keeps letters, in their order, which holds within a chat and urgency whichever instance writes, and
/// however the clocks of two differ. A key that is already there stays as it is, and what would say
/// once more what the chat is just about to hear is left out: somebody who presses a button a
/// hundred times gets one answer, and nothing of theirs waits behind a hundred. The letters of a
/// mailing are counted one by one, and none is left out.
pub async fn enqueue(conn: &mut Conn, letters: &[NewMessage], mono: Millis) -> sqlx::Result<()> {
    let idle = find_idle_chats(conn, letters).await?;
    let mut said = HashMap::new();
    let (mut plain, mut others) = (Vec::new(), Vec::new());
    for letter in letters {
        if !idle.contains(&letter.chat) {
            others.push(letter);
            continue;
        }
        let before = said.insert((letter.chat, letter.urgency as i64), &letter.body);
        if letter.urgency == Urgency::Announcement || before != Some(&letter.body) {
            plain.push(letter);
        }
    }
    for some in plain.chunks(ROWS_PER_INSERT) {
        insert_messages(conn, some, mono).await?;
    }
    for letter in others {
        insert_deduplicated(conn, letter, mono).await?;
    }
    Ok(())
}

/// Chats of which nothing is in the outbox, and which one turn alone speaks to here, filling no slot.
async fn find_idle_chats(conn: &mut Conn, letters: &[NewMessage]) -> sqlx::Result<HashSet<i64>> {
    let mut origins: HashMap<i64, Option<&str>> = HashMap::new();
    for letter in letters {
        let origin = letter.live_message.is_none().then(|| letter.origin());
        let known = origins.entry(letter.chat).or_insert(origin);
        if *known != origin {
            *known = None;
        }
    }
    let mut chats: HashSet<i64> =
        origins.into_iter().filter(|(_, origin)| origin.is_some()).map(|(chat, _)| chat).collect();
    if !chats.is_empty() {
        let sql = format!(
            "select distinct chat from outbox where chat in ({})",
            db::placeholder_rows(conn, "?", chats.len())
        );
        let query = sqlx::query_scalar(AssertSqlSafe(sql)).persistent(chats.len() == 1);
        let busy: Vec<i64> =
            chats.iter().fold(query, |query, chat| query.bind(*chat)).fetch_all(conn).await?;
        busy.iter().for_each(|chat| _ = chats.remove(chat));
    }
    Ok(chats)
}

async fn insert_messages(conn: &mut Conn, letters: &[&NewMessage], mono: Millis) -> sqlx::Result<()> {
    let sql = format!(
        "insert into outbox (key, seq, chat, urgency, not_before, expires_at, body, slot, state, tries, error, put_at)
         values {}
         on conflict (key) do nothing",
        db::placeholder_rows(conn, "(?, ?, ?, ?, 0, ?, ?, '', 'waiting', 0, '', ?)", letters.len())
    );
    let mut query = sqlx::query(AssertSqlSafe(sql)).persistent(letters.len() == 1);
    for letter in letters {
        query = query
            .bind(&letter.key)
            .bind(next_seq(mono))
            .bind(letter.chat)
            .bind(letter.urgency as i64)
            .bind(letter.expires_at.unwrap_or(0))
            .bind(encode_body(&letter.body)?)
            .bind(mono);
    }
    query.execute(conn).await?;
    Ok(())
}

async fn insert_deduplicated(conn: &mut Conn, letter: &NewMessage, mono: Millis) -> sqlx::Result<()> {
    if let Some(slot) = &letter.live_message {
        sqlx::query("delete from outbox where slot = $1 and state = 'waiting'")
            .bind(slot)
            .execute(&mut *conn)
            .await?;
    }
    if letter.is_reply() && !make_room(conn, letter).await? {
        return enqueue_slow_down(conn, letter.chat, mono).await;
    }
    let body = encode_body(&letter.body)?;
    if let Outgoing::Edit { message_id: message, .. } = &letter.body {
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
    .bind(letter.live_message.as_deref().unwrap_or(""))
    .bind(mono)
    .bind(Urgency::Announcement as i64)
    .execute(conn)
    .await?;
    Ok(())
}

/// Whether one more answer may wait for its chat; makes room for it where older ones answer the same.
async fn make_room(conn: &mut Conn, letter: &NewMessage) -> sqlx::Result<bool> {
    let (desk, answer) = (Urgency::Staff as i64, Urgency::Answer as i64);
    let mut waiting: i64 = sqlx::query_scalar(
        "select cast(count(*) as bigint) from outbox
         where chat = $1 and urgency in ($2, $3) and state = 'waiting' and slot = ''",
    )
    .bind(letter.chat)
    .bind(desk)
    .bind(answer)
    .fetch_one(&mut *conn)
    .await?;
    let topic = letter.subject();
    if waiting >= DEDUPLICATE_FROM && !topic.is_empty() {
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
    Ok(waiting < if letter.chat < 0 { MAX_QUEUED_PER_GROUP } else { MAX_QUEUED_PER_CHAT })
}

/// Says, once while that waits, that more came than can be answered.
async fn enqueue_slow_down(conn: &mut Conn, chat: i64, mono: Millis) -> sqlx::Result<()> {
    let t = texts(people::language(conn, chat).await?);
    let letter = NewMessage {
        key: format!("{SLOW_DOWN_KEY_PREFIX}{chat}"),
        chat,
        urgency: Urgency::Answer,
        expires_at: None,
        body: Outgoing::Message(Message::new(t.html("slowly", &[]))),
        live_message: None,
    };
    insert_messages(conn, &[&letter], mono).await
}

fn encode_body(what: &Outgoing) -> sqlx::Result<String> {
    serde_json::to_string(what).map_err(|error| sqlx::Error::Encode(error.into()))
}

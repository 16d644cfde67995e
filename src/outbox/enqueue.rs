//! Enqueuing. Most chats have nothing in the outbox: their messages are inserted in one statement. A message
//! to any other chat is compared with the messages that wait, one by one.

use std::collections::{HashMap, HashSet};

use super::key::OutboxKey;
use super::model::NewMessage;
use super::rules;
use super::store::messages;
use crate::chat::{Message, Urgency};
use crate::clock::RealTime;
use crate::db::Conn;
use crate::i18n::texts;
use crate::ids::ChatId;
use crate::people;

/// How many messages one statement inserts.
const ROWS_PER_INSERT: usize = 100;

/// Enqueues messages, in the caller's transaction.
///
/// The order within a chat and urgency holds across instances and whatever their clocks show. A key that
/// exists keeps its message. A message that repeats the one before it in its chat is dropped, so that a
/// hundred presses on one button bring one answer and nothing waits behind a hundred. Messages of a
/// broadcast are never dropped, because they are counted.
///
/// Messages to people who take part in a browser are dropped: their page shows them the same state.
pub async fn enqueue(conn: &mut Conn, messages: &[NewMessage], real_now: RealTime) -> sqlx::Result<()> {
    let reachable: Vec<&NewMessage> =
        messages.iter().filter(|message| !message.chat.person().is_browser()).collect();
    enqueue_reachable(conn, &reachable, real_now).await
}

async fn enqueue_reachable(
    conn: &mut Conn,
    messages: &[&NewMessage],
    real_now: RealTime,
) -> sqlx::Result<()> {
    let idle = find_idle_chats(conn, messages).await?;
    let mut last_bodies = HashMap::new();
    let (mut plain, mut compared) = (Vec::new(), Vec::new());
    for &message in messages {
        if !idle.contains(&message.chat) {
            compared.push(message);
            continue;
        }
        let previous = last_bodies.insert((message.chat, message.urgency), &message.body);
        if message.urgency == Urgency::Announcement || previous != Some(&message.body) {
            plain.push(message);
        }
    }
    for chunk in plain.chunks(ROWS_PER_INSERT) {
        messages::insert(conn, chunk, real_now).await?;
    }
    for message in compared {
        enqueue_compared(conn, message, real_now).await?;
    }
    Ok(())
}

/// The chats that have nothing in the outbox and get messages of one origin here, none of them a live
/// message.
async fn find_idle_chats(conn: &mut Conn, messages: &[&NewMessage]) -> sqlx::Result<HashSet<ChatId>> {
    let mut origins: HashMap<ChatId, Option<String>> = HashMap::new();
    for message in messages {
        let origin = message.live_message.is_none().then(|| message.key.origin());
        let known = origins.entry(message.chat).or_insert_with(|| origin.clone());
        if *known != origin {
            *known = None;
        }
    }
    let mut chats: HashSet<ChatId> =
        origins.into_iter().filter(|(_, origin)| origin.is_some()).map(|(chat, _)| chat).collect();
    for busy in messages::busy_chats(conn, &chats).await? {
        chats.remove(&busy);
    }
    Ok(chats)
}

/// Enqueues a message after removing the older ones that it replaces.
async fn enqueue_compared(conn: &mut Conn, message: &NewMessage, real_now: RealTime) -> sqlx::Result<()> {
    if let Some(name) = &message.live_message {
        messages::cancel_live_message(conn, name).await?;
    }
    if message.is_reply() && !make_room(conn, message).await? {
        return enqueue_slow_down(conn, message.chat, real_now).await;
    }
    cancel_older_edits(conn, message).await?;
    if message.key.is_press_reply() && message.urgency != Urgency::Press {
        cancel_equal_press_replies(conn, message).await?;
    }
    messages::insert_last(conn, message, real_now).await
}

/// Whether one more reply may wait for its chat. Makes room by removing older replies to the same request.
async fn make_room(conn: &mut Conn, message: &NewMessage) -> sqlx::Result<bool> {
    let waiting = messages::waiting_replies(conn, message.chat).await?;
    let replaced = rules::replaced_replies(&waiting, &message.key);
    let removed = messages::cancel_all(conn, &replaced).await?;
    Ok(rules::has_room(message.chat, waiting.len().saturating_sub(removed as usize)))
}

/// Of several edits of one message only the last is sent.
async fn cancel_older_edits(conn: &mut Conn, message: &NewMessage) -> sqlx::Result<()> {
    let Some(edited) = rules::edited_message(&message.body) else { return Ok(()) };
    let waiting = messages::waiting_bodies(conn, message.chat, message.urgency).await?;
    let older = waiting.into_iter().filter(|(_, body)| rules::edited_message(body) == Some(edited));
    let keys: Vec<OutboxKey> = older.map(|(key, _)| key).collect();
    messages::cancel_all(conn, &keys).await?;
    Ok(())
}

/// Drops an older identical reply to a press, so that alternating between two buttons queues each answer
/// once, at its latest place.
async fn cancel_equal_press_replies(conn: &mut Conn, message: &NewMessage) -> sqlx::Result<()> {
    let equal = messages::waiting_with_body(conn, message.chat, message.urgency, &message.body).await?;
    let keys: Vec<OutboxKey> = equal.into_iter().filter(OutboxKey::is_press_reply).collect();
    messages::cancel_all(conn, &keys).await?;
    Ok(())
}

/// Tells a chat that more was requested than is answered; once, because the key is the chat's.
async fn enqueue_slow_down(conn: &mut Conn, chat: ChatId, real_now: RealTime) -> sqlx::Result<()> {
    let t = texts(people::language(conn, chat.person()).await?);
    let answer = Message::new(t.html("slowly", &[]));
    let message = NewMessage::new(OutboxKey::SlowDown(chat), chat, Urgency::Answer, answer);
    messages::insert(conn, &[&message], real_now).await
}

//! What a tick does: it finds who was there and was not asked yet, and puts the messages into the outbox, one batch
//! a transaction.

use super::{rules, store, view};
use crate::chat::Urgency;
use crate::db::Conn;
use crate::i18n::texts;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::turn::EventContext;

/// How many people one transaction asks.
const BATCH_SIZE: i64 = 200;
/// How many messages of this urgency may wait before nobody else is asked: what is not sent in the evening is asked
/// the next morning, and not lost in a queue.
const MAX_QUEUED: i64 = 400;

/// What one batch did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FeedbackTick {
    /// How many people were asked.
    pub asked: u64,
    /// Whether there may be more to ask.
    pub has_more: bool,
}

/// Whether there is anybody to ask now, as far as few reads tell.
pub async fn is_due(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<bool> {
    if !event.programme.asks_feedback
        || rules::send_deadline(event.programme, event.schedule, event.now).is_none()
    {
        return Ok(false);
    }
    let arrivals = store::digest_arrivals(conn).await?;
    Ok(store::find_completed_arrivals(conn).await? != Some(arrivals) && has_room(conn).await?)
}

async fn has_room(conn: &mut Conn) -> sqlx::Result<bool> {
    let backlog = outbox::backlog_by_urgency(conn).await?;
    let waiting = backlog.iter().filter(|backlog| backlog.urgency == Urgency::Reminder);
    Ok(waiting.map(|backlog| backlog.count).sum::<i64>() < MAX_QUEUED)
}

/// Asks the next people. Safe to repeat, with a clock that moved back, or on a second instance: the row of who was
/// asked prevents a second message. While the result says that there is more, the caller ticks again in another
/// transaction.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<FeedbackTick> {
    let EventContext { programme, schedule, now, real_now } = event;
    let deadline = rules::send_deadline(programme, schedule, now).filter(|_| programme.asks_feedback);
    let (Some(deadline), Some(over_at)) = (deadline, schedule.over_at(programme)) else {
        return Ok(FeedbackTick::default());
    };
    if !has_room(conn).await? {
        return Ok(FeedbackTick::default());
    }
    let arrivals = store::digest_arrivals(conn).await?;
    let people = store::find_unasked(conn, arrivals != 0, over_at, BATCH_SIZE).await?;
    let is_last = (people.len() as i64) < BATCH_SIZE;
    let mut messages = Vec::with_capacity(people.len());
    for (person, lang) in people {
        if store::record_request(conn, person, now).await? {
            let message = view::request(texts(lang), programme.title.get(lang));
            let key = OutboxKey::FeedbackRequest(person);
            let message = NewMessage::new(key, person.private_chat(), Urgency::Reminder, message);
            messages.push(message.with_expiry(real_now + (deadline - now)));
        }
    }
    outbox::enqueue(conn, &messages, real_now).await?;
    if is_last {
        store::mark_complete(conn, arrivals).await?;
    }
    Ok(FeedbackTick { asked: messages.len() as u64, has_more: !is_last })
}

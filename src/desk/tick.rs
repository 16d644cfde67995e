//! What the desk says by itself: the digest of the morning, and alerts about the capacity.

use chrono::Timelike;

use super::model::alert_level;
use super::{figures, store, view};
use crate::args;
use crate::chat::{Message, Urgency};
use crate::clock::day_number;
use crate::db::Conn;
use crate::i18n::{Lang, texts};
use crate::ids::PersonId;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::people::{self, Role};
use crate::registration;
use crate::turn::EventContext;

/// The digest comes from this hour on.
const DIGEST_HOUR: u32 = 7;

/// Whether something is due; it only reads.
pub async fn is_due(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<bool> {
    if is_morning(event) && store::is_digest_due(conn, today(event)).await? {
        return Ok(true);
    }
    match event.programme.registration.capacity {
        None => Ok(false),
        Some(capacity) => {
            let taken = registration::count_taken(conn, event.programme).await?;
            Ok(alert_level(taken, capacity.into()) != store::last_alert(conn).await?)
        }
    }
}

/// Sends what is due; true if a message was enqueued.
pub async fn tick(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<bool> {
    let mut messages = alerts(conn, event).await?;
    messages.extend(digests(conn, event).await?);
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(!messages.is_empty())
}

async fn alerts(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<Vec<NewMessage>> {
    let Some(capacity) = event.programme.registration.capacity.map(i64::from) else { return Ok(Vec::new()) };
    let taken = registration::count_taken(conn, event.programme).await?;
    let (level, before) = (alert_level(taken, capacity), store::last_alert(conn).await?);
    if level == before {
        return Ok(Vec::new());
    }
    // seats that become free again are told with the digest; when they fill up, the alert comes anew
    store::save_alert(conn, level).await?;
    if level < before {
        return Ok(Vec::new());
    }
    let organisers = people::with_role(conn, &[Role::Organiser]).await?;
    let message = |(person, lang): (PersonId, Lang)| {
        let args = args!(level = level, count = taken, capacity = capacity);
        let body = Message::new(texts(lang).html("desk-alert", args));
        let key = OutboxKey::CapacityAlert { level, at: event.now, person };
        NewMessage::new(key, person.private_chat(), Urgency::Notice, body)
    };
    Ok(organisers.into_iter().map(message).collect())
}

async fn digests(conn: &mut Conn, event: &EventContext<'_>) -> sqlx::Result<Vec<NewMessage>> {
    if !is_morning(event) {
        return Ok(Vec::new());
    }
    let due = store::take_due(conn, today(event)).await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let figures = figures::load(conn, event).await?;
    let organisers = people::with_role(conn, &[Role::Organiser]).await?;
    let message = |(person, lang): (PersonId, Lang)| {
        let body = view::digest(event, texts(lang), &figures);
        let key = OutboxKey::Digest { day: today(event), person };
        NewMessage::new(key, person.private_chat(), Urgency::Notice, body)
    };
    // whoever is no organiser any more gets none
    Ok(organisers.into_iter().filter(|(person, _)| due.contains(person)).map(message).collect())
}

fn is_morning(event: &EventContext<'_>) -> bool {
    event.programme.to_local_time(event.now).hour() >= DIGEST_HOUR
}

fn today(event: &EventContext<'_>) -> i64 {
    day_number(event.programme.to_local_time(event.now).date_naive())
}

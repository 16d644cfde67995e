//! What becomes due with time: expired offers, seats for the waitlist, the waitlist's end, and the reminder
//! to complete an unfinished registration.

use super::allocation::{self, BATCH_SIZE};
use super::model::{SeatNotification, WaitlistPhase};
use super::{rules, store, view};
use crate::chat::{Message, Urgency};
use crate::clock::{EventTime, Millis};
use crate::db::{self, Conn};
use crate::ids::PersonId;
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::turn::EventContext;

/// How long before registration closes the reminder is sent: a person has one day to complete it.
const COMPLETION_REMINDER_LEAD: Millis = 24 * 3_600_000;

/// The first time, possibly past, at which [`tick`] has something to do.
pub async fn next_due(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<Option<EventTime>> {
    let (programme, now) = (event.programme, event.now);
    let counts = store::load_availability(conn, programme).await?;
    let closes_at = rules::waitlist_closes_at(programme, event.schedule);
    let phase = rules::waitlist_phase(programme, event.schedule, now);
    let promotion = match phase {
        _ if rules::promotable_categories(programme, &counts, phase).is_empty() => None,
        WaitlistPhase::Immediate => Some(now),
        WaitlistPhase::Offering => {
            Some(rules::next_daytime(programme.zone, now)).filter(|&at| at < closes_at)
        }
        WaitlistPhase::Closed => None,
    };
    let due = [
        store::next_offer_expiry(conn).await?,
        promotion,
        counts.has_active_waitlist().then_some(closes_at),
        completion_reminder_due(conn, event).await?,
    ];
    Ok(due.into_iter().flatten().min())
}

/// Does one batch of what is due by now; false if nothing was.
pub async fn tick(conn: &mut Conn, event: EventContext<'_>) -> sqlx::Result<bool> {
    let now = event.now;
    allocation::lock(conn).await?;
    let is_closed = rules::waitlist_phase(event.programme, event.schedule, now) == WaitlistPhase::Closed;
    let expired = if is_closed { SeatNotification::LastOfferExpired } else { SeatNotification::OfferExpired };
    let mut changed = Vec::new();
    for recipient in store::expired_offers(conn, now, BATCH_SIZE).await? {
        if store::expire_offer(conn, recipient.number, now).await? {
            changed.push((recipient, expired));
        }
    }
    changed.append(&mut allocation::fill_free_seats(conn, event).await?);
    if is_closed {
        for recipient in store::active_waitlist(conn, BATCH_SIZE).await? {
            store::mark_waitlist_closed(conn, recipient.number, now).await?;
            changed.push((recipient, SeatNotification::WaitlistClosed));
        }
    }
    let notifications = changed.iter().filter_map(|(recipient, notification)| {
        let person = recipient.person?;
        let message = view::seat_notification(event, recipient, *notification);
        Some(new_message(OutboxKey::Seat { registration: recipient.number, at: now }, person, message))
    });
    let mut messages: Vec<NewMessage> = notifications.collect();
    let has_reminded = add_completion_reminders(conn, event, &mut messages).await?;
    outbox::enqueue(conn, &messages, event.real_now).await?;
    Ok(has_reminded || !changed.is_empty())
}

/// When the reminder to complete a registration is due; `None` if it was sent, or if registration is closed
/// or never closes.
async fn completion_reminder_due(
    conn: &mut Conn,
    event: EventContext<'_>,
) -> sqlx::Result<Option<EventTime>> {
    let closes_at = event.programme.registration_closes_at();
    let Some(closes_at) = closes_at.filter(|&closes_at| event.now < closes_at) else {
        return Ok(None);
    };
    let is_done = db::get_setting(conn, &completion_reminder_setting(closes_at)).await?.is_some();
    Ok((!is_done).then_some(closes_at - COMPLETION_REMINDER_LEAD))
}

/// Adds a batch of reminders if they are due, and returns whether they were. A person is reminded once; a
/// person who starts after the last batch is not reminded.
async fn add_completion_reminders(
    conn: &mut Conn,
    event: EventContext<'_>,
    messages: &mut Vec<NewMessage>,
) -> sqlx::Result<bool> {
    let Some(due) = completion_reminder_due(conn, event).await?.filter(|&due| due <= event.now) else {
        return Ok(false);
    };
    let people = store::list_unfinished_drafts(conn, BATCH_SIZE).await?;
    for &(person, lang) in &people {
        store::mark_completion_reminded(conn, person, event.now).await?;
        messages.push(new_message(
            OutboxKey::CompletionReminder { person, due_at: due },
            person,
            view::completion_reminder(event, lang),
        ));
    }
    if (people.len() as i64) < BATCH_SIZE {
        db::set_setting(conn, &completion_reminder_setting(due + COMPLETION_REMINDER_LEAD), "1").await?;
    }
    Ok(true)
}

/// The setting that marks the reminder for this end of registration as sent.
fn completion_reminder_setting(closes_at: EventTime) -> String {
    format!("nudged:{closes_at}")
}

/// A notice to a person.
fn new_message(key: OutboxKey, person: PersonId, message: Message) -> NewMessage {
    NewMessage::new(key, person.private_chat(), Urgency::Notice, message)
}

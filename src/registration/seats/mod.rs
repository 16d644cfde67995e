//! Seats: who has one, who waits in line, and what happens when one is freed.
//!
//! Everything that counts or moves seats first takes the lock of the registrations' counter, so that
//! the seats counted are the seats taken, however many people confirm at the same instant.

mod rules;
mod store;
mod view;

pub use rules::{
    SeatCounts, WaitlistPhase, has_room, offer_expires_at, promotable_categories, waitlist_phase,
};
pub use store::{accept_offer, count_seats, load_availability, rejoin_waitlist, waitlist_position};

use super::model::Category;
use super::store::SeatStatus;
use crate::chat::{Outgoing, Urgency};
use crate::clock::Millis;
use crate::db::{self, Conn};
use crate::outbox::{self, NewMessage, OutboxKey};
use crate::programme::Programme;
use crate::turn::{EventContext, Turn};
use store::WaitlistRecipient;

/// The counter that numbers registrations; its row's lock puts everybody in line.
pub const COUNTER: &str = "registration";
/// How many are moved or told in one transaction.
const BATCH_SIZE: i64 = 200;
/// How long before the end of the last day an unfinished registration is brought to mind.
const COMPLETION_REMINDER_LEAD: Millis = 24 * 3_600_000;

/// What somebody in line is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SeatNotification {
    /// A seat is theirs.
    Promoted,
    /// One is kept for them until then.
    Offered(Millis),
    /// It was kept for long enough.
    OfferExpired,
    /// The same, when no seat can come any more.
    LastOfferExpired,
    /// No seat will come any more.
    WaitlistClosed,
}

/// Puts this transaction in line behind all others that count seats.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, COUNTER).await
}

/// How many places are taken of a capacity.
pub async fn count_taken(conn: &mut Conn, programme: &Programme) -> sqlx::Result<i64> {
    Ok(load_availability(conn, programme).await?.taken())
}

/// What a new registration of this category gets. Call it under the lock.
pub async fn status_for(
    conn: &mut Conn,
    forum: EventContext<'_>,
    category: Category,
) -> sqlx::Result<SeatStatus> {
    let counts = load_availability(conn, forum.programme).await?;
    // whoever waits and could have the seat comes first
    let phase = waitlist_phase(forum.programme, forum.schedule, forum.now);
    let first = promotable_categories(forum.programme, &counts, phase).is_empty();
    let room = has_room(forum.programme, &counts, category);
    Ok(if room && first { SeatStatus::Seated } else { SeatStatus::Waiting })
}

/// Passes free seats on, and tells those who get them, from within a turn. Call it under the lock,
/// after anything that may have freed one.
pub async fn promote_and_notify(turn: &mut Turn<'_>) -> anyhow::Result<()> {
    for (moved, news) in fill_free_seats(turn.conn, turn.event).await? {
        if moved.person != 0 {
            let message = view::seat_notification(turn.event, &moved, news);
            turn.notify(moved.person, message);
        }
    }
    Ok(())
}

/// Gives or offers free seats to the first in line who may have them.
async fn fill_free_seats(
    conn: &mut Conn,
    forum: EventContext<'_>,
) -> sqlx::Result<Vec<(WaitlistRecipient, SeatNotification)>> {
    let (programme, schedule) = (forum.programme, forum.schedule);
    let phase = waitlist_phase(programme, schedule, forum.now);
    let (until, news) = match phase {
        WaitlistPhase::Immediate => (0, SeatNotification::Promoted),
        WaitlistPhase::Offering if rules::is_daytime(programme.zone, forum.now) => {
            let until = rules::offer_expires_at(programme, schedule, forum.now);
            (until, SeatNotification::Offered(until))
        }
        WaitlistPhase::Offering | WaitlistPhase::Closed => return Ok(Vec::new()),
    };
    let mut all = Vec::new();
    while (all.len() as i64) < BATCH_SIZE {
        let counts = load_availability(conn, programme).await?;
        let mut first: Option<(Millis, i64)> = None;
        for category in promotable_categories(programme, &counts, phase) {
            let head = store::first_waitlisted(conn, category, phase == WaitlistPhase::Offering).await?;
            first = [first, head].into_iter().flatten().min();
        }
        let Some((_, number)) = first else { break };
        let Some(moved) = store::promote(conn, number, until).await? else { break };
        all.push((moved, news));
    }
    Ok(all)
}

/// The first moment, perhaps past, at which something of this room is due.
pub async fn next_due(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<Option<Millis>> {
    let (programme, now) = (forum.programme, forum.now);
    let counts = load_availability(conn, programme).await?;
    let last_chance = rules::waitlist_closes_at(programme, forum.schedule);
    let phase = waitlist_phase(programme, forum.schedule, now);
    let passing_on = match phase {
        _ if promotable_categories(programme, &counts, phase).is_empty() => None,
        WaitlistPhase::Immediate => Some(now),
        WaitlistPhase::Offering => {
            Some(rules::next_daytime(programme.zone, now)).filter(|&at| at < last_chance)
        }
        WaitlistPhase::Closed => None,
    };
    let due = [
        store::next_offer_expiry(conn).await?,
        passing_on,
        counts.has_active_waitlist().then_some(last_chance),
        completion_reminder_due(conn, forum).await?,
    ];
    Ok(due.into_iter().flatten().min())
}

/// Does what is due by now; false when nothing was.
pub async fn tick(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<bool> {
    let now = forum.now;
    lock(conn).await?;
    let over = waitlist_phase(forum.programme, forum.schedule, now) == WaitlistPhase::Closed;
    let mut all = Vec::new();
    for moved in store::expired_offers(conn, now, BATCH_SIZE).await? {
        if store::expire_offer(conn, moved.number, now).await? {
            all.push((
                moved,
                if over { SeatNotification::LastOfferExpired } else { SeatNotification::OfferExpired },
            ));
        }
    }
    all.append(&mut fill_free_seats(conn, forum).await?);
    if over {
        for moved in store::active_waitlist(conn, BATCH_SIZE).await? {
            store::mark_waitlist_closed(conn, moved.number, now).await?;
            all.push((moved, SeatNotification::WaitlistClosed));
        }
    }
    let mut letters: Vec<NewMessage> = all
        .iter()
        .filter(|(moved, _)| moved.person != 0)
        .map(|(moved, news)| {
            build_message(
                OutboxKey::Seat { registration: moved.number, at: now },
                moved.person,
                view::seat_notification(forum, moved, *news),
            )
        })
        .collect();
    let nudged = add_completion_reminders(conn, forum, &mut letters).await?;
    outbox::enqueue(conn, &letters, forum.real_now).await?;
    Ok(nudged || !all.is_empty())
}

/// When unfinished registrations are brought to mind, unless that was done.
async fn completion_reminder_due(conn: &mut Conn, forum: EventContext<'_>) -> sqlx::Result<Option<Millis>> {
    let Some(closes) = forum.programme.registration_closes_at().filter(|&closes| forum.now < closes) else {
        return Ok(None);
    };
    let done = db::get_setting(conn, &completion_reminder_setting(closes)).await?.is_some();
    Ok((!done).then_some(closes - COMPLETION_REMINDER_LEAD))
}

/// Once, and never again: who begins after this moment is not nudged. False when it is not due.
async fn add_completion_reminders(
    conn: &mut Conn,
    forum: EventContext<'_>,
    letters: &mut Vec<NewMessage>,
) -> sqlx::Result<bool> {
    let Some(due) = completion_reminder_due(conn, forum).await?.filter(|&due| due <= forum.now) else {
        return Ok(false);
    };
    let people = store::list_unfinished_drafts(conn, BATCH_SIZE).await?;
    for &(person, lang) in &people {
        store::mark_completion_reminded(conn, person, forum.now).await?;
        let key = OutboxKey::CompletionReminder { person, due_at: due };
        letters.push(build_message(key, person, view::completion_reminder(forum, lang)));
    }
    if (people.len() as i64) < BATCH_SIZE {
        db::set_setting(conn, &completion_reminder_setting(due + COMPLETION_REMINDER_LEAD), "1").await?;
    }
    Ok(true)
}

fn completion_reminder_setting(closes: Millis) -> String {
    format!("nudged:{closes}")
}

fn build_message(key: OutboxKey, chat: i64, message: crate::chat::Message) -> NewMessage {
    NewMessage {
        key,
        chat,
        urgency: Urgency::Notice,
        expires_at: None,
        body: Outgoing::Message(message),
        live_message: None,
    }
}

//! Gives seats to new registrations and to the waitlist. What gives or frees a seat runs under [`lock`]; a
//! count that is only shown does not.

use super::model::{SeatNotification, WaitlistPhase, WaitlistRecipient};
use super::rules::SeatAllocator;
use super::{rules, store, view};
use crate::clock::EventTime;
use crate::db::{self, Conn};
use crate::ids::RegistrationNumber;
use crate::programme::Programme;
use crate::registration::model::{Category, SeatStatus};
use crate::turn::{EventContext, Turn, TurnResult};

/// The counter that numbers registrations. Transactions that give or free seats lock its row, one after
/// another.
pub const COUNTER: &str = "registration";
/// How many registrations one step changes at most, to keep transactions short. A tick does up to three
/// steps: offers that expire, free seats or the end of the waitlist, reminders to complete a registration.
pub const BATCH_SIZE: i64 = 200;

/// Waits for the other transactions that give or free seats, and makes later ones wait until the commit.
pub async fn lock(conn: &mut Conn) -> sqlx::Result<()> {
    db::lock_counter(conn, COUNTER).await
}

/// How many seats are taken; 0 if the event has no capacity.
pub async fn count_taken(conn: &mut Conn, programme: &Programme) -> sqlx::Result<i64> {
    Ok(store::load_availability(conn, programme).await?.taken())
}

/// The status that a new registration of this category gets. Only under the lock is the answer binding.
pub async fn status_for(
    conn: &mut Conn,
    event: EventContext<'_>,
    category: Category,
) -> sqlx::Result<SeatStatus> {
    Ok(load_allocator(conn, event).await?.take(category))
}

/// Gives the status of several new registrations. Only under the lock are the answers binding.
pub async fn load_allocator<'p>(conn: &mut Conn, event: EventContext<'p>) -> sqlx::Result<SeatAllocator<'p>> {
    let counts = store::load_availability(conn, event.programme).await?;
    let phase = rules::waitlist_phase(event.programme, event.schedule, event.now);
    Ok(SeatAllocator::new(event.programme, phase, counts))
}

/// Gives free seats to the waitlist and notifies the recipients. The caller must hold the lock, and calls
/// it after everything that can free a seat.
pub async fn promote_and_notify(turn: &mut Turn<'_>) -> TurnResult<()> {
    for (recipient, notification) in fill_free_seats(turn.conn, turn.event).await? {
        if let Some(person) = recipient.person {
            let message = view::seat_notification(turn.event, &recipient, notification);
            turn.notify(person, message);
        }
    }
    Ok(())
}

/// Gives or offers free seats to those who waited longest and are eligible, at most [`BATCH_SIZE`] of them.
/// The caller must hold the lock.
pub async fn fill_free_seats(
    conn: &mut Conn,
    event: EventContext<'_>,
) -> sqlx::Result<Vec<(WaitlistRecipient, SeatNotification)>> {
    let (programme, schedule) = (event.programme, event.schedule);
    let phase = rules::waitlist_phase(programme, schedule, event.now);
    let (status, notification) = match phase {
        WaitlistPhase::Immediate => (SeatStatus::Seated, SeatNotification::Promoted),
        WaitlistPhase::Offering if rules::is_daytime(programme.zone, event.now) => {
            let until = rules::offer_expires_at(programme, schedule, event.now);
            (SeatStatus::Offered(until), SeatNotification::Offered(until))
        }
        WaitlistPhase::Offering | WaitlistPhase::Closed => return Ok(Vec::new()),
    };
    let mut promoted = Vec::new();
    while (promoted.len() as i64) < BATCH_SIZE {
        let counts = store::load_availability(conn, programme).await?;
        let mut first: Option<(EventTime, RegistrationNumber)> = None;
        for category in rules::promotable_categories(programme, &counts, phase) {
            let head = store::first_waitlisted(conn, category, phase == WaitlistPhase::Offering).await?;
            first = [first, head].into_iter().flatten().min();
        }
        let Some((_, number)) = first else { break };
        let Some(recipient) = store::promote(conn, number, status).await? else { break };
        promoted.push((recipient, notification));
    }
    Ok(promoted)
}

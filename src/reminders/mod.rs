//! ROOM 3: everybody registered is reminded in time, once each.
//!
//! ```text
//! (22 November, 18:00)
//! Kozé    C'est demain : Forum sur la médiation sociale, 8h, Palais des Congrès …
//! ```
//!
//! `tick` is the whole of it: it looks which moments have come and puts their messages into the
//! outbox, at most `AT_ONCE` a transaction, so that a press never waits for a broadcast.

mod rules;
mod store;
mod view;

pub use rules::{Moment, Timeliness, moments};

use crate::chat::{Outgoing, Urgency};
use crate::db::Conn;
use crate::outbox::{self, Letter};
use crate::turn::Forum;

/// How many registrations are reminded in one transaction.
pub const AT_ONCE: i64 = 200;

/// What a tick did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tick {
    /// Reminders put into the outbox.
    pub sent: u64,
    /// Reminders whose moment had passed too long ago.
    pub missed: u64,
    /// Whether there is more to do at this very moment.
    pub more: bool,
}

/// Does what the moment asks for. Replayed, with a clock moved back, or on a second instance, it
/// does nothing twice: a row for each registration and reminder sees to that.
pub async fn tick(conn: &mut Conn, forum: Forum<'_>) -> sqlx::Result<Tick> {
    for moment in moments(forum.programme, forum.schedule) {
        let timeliness = rules::timeliness(&moment, forum.schedule, forum.now);
        if timeliness == Timeliness::NotYet || store::is_done(conn, &moment).await? {
            continue;
        }
        let all = store::unreminded(conn, &moment, AT_ONCE).await?;
        let more = all.len() as i64 == AT_ONCE;
        let mut tick = Tick { more: true, ..Tick::default() };
        let mut letters = Vec::with_capacity(all.len());
        for due in all {
            let number = due.registration;
            if timeliness == Timeliness::TooLate {
                tick.missed += store::remember(conn, &moment, number, "missed", forum.now).await?;
                continue;
            }
            if store::remember(conn, &moment, number, "sent", forum.now).await? == 0 {
                continue;
            }
            tick.sent += 1;
            letters.push(Letter {
                key: format!("r{}:{number}", moment.reminder.id),
                chat: due.person,
                urgency: Urgency::Reminder,
                expires_at: Some(forum.mono + rules::latest(&moment, forum.schedule) - forum.now),
                what: Outgoing::Say(view::reminder(forum, &moment, &due)),
                slot: None,
            });
        }
        outbox::put(conn, &letters, forum.mono).await?;
        if !more {
            store::done(conn, &moment).await?;
        }
        // One moment a transaction: the caller comes again for the next.
        return Ok(tick);
    }
    Ok(Tick::default())
}

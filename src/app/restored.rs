//! Makes a database that was restored from a backup ready to start. Between the backup and its restoring the bot went
//! on: what waited in the outbox and what has become due since was sent then, and is not sent again.

use crate::announcements;
use crate::clock::{EventTime, RealTime};
use crate::db::Db;
use crate::lease;
use crate::outbox;
use crate::programme::{self, Programme};
use crate::reminders;
use crate::turn::EventContext;

/// What a restored database would have sent a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SettledDatabase {
    /// Messages that waited when the backup was made.
    pub messages: u64,
    /// Announcements that were being sent.
    pub announcements: u64,
    /// Reminders that have become due since.
    pub reminders: u64,
}

/// Takes back what a restored database would send a second time, and releases its lease. `now` is `None` for a
/// rehearsal's database whose clock is not known: its reminders stay as they are.
pub async fn settle_restored(
    db: &Db,
    programme: &Programme,
    now: Option<EventTime>,
    real_now: RealTime,
) -> sqlx::Result<SettledDatabase> {
    let mut tx = db.begin().await?;
    let announcements = announcements::stop_all(&mut tx, real_now).await?;
    let messages = outbox::discard_waiting(&mut tx).await?;
    let mut reminders = 0;
    if let Some(now) = now {
        let schedule = programme::load_schedule(&mut tx).await?;
        let event = EventContext { programme, schedule: &schedule, now, real_now };
        reminders = reminders::assume_sent(&mut tx, event).await?;
    }
    lease::release_all(&mut tx).await?;
    tx.commit().await?;
    Ok(SettledDatabase { messages, announcements, reminders })
}

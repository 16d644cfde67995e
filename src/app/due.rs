//! Announcements beside the turns: what was confirmed is put into the outbox piece by piece.

use super::Ticker;
use crate::announcements;
use crate::clock::Millis;
use crate::programme;
use crate::turn::EventContext;

impl Ticker {
    /// Brings announcements under way a step further; whether something is to be sent.
    pub(super) async fn advance_announcements(&self, now: Millis) -> sqlx::Result<bool> {
        let app = &self.app;
        if !announcements::has_active(&mut *app.db.reader().await?).await? {
            return Ok(false);
        }
        let mut did = false;
        loop {
            let mut tx = app.db.begin().await?;
            let schedule = programme::load_schedule(&mut tx).await?;
            let forum = EventContext {
                programme: &app.programme,
                schedule: &schedule,
                now,
                real_now: app.clock.real_now(),
            };
            let tick = announcements::tick(&mut tx, forum).await?;
            tx.commit().await?;
            did |= tick.has_enqueued;
            if !tick.has_more {
                return Ok(did);
            }
        }
    }
}

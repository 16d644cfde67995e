//! Announcements beside the turns: what was confirmed is put into the outbox piece by piece.

use super::Ticker;
use crate::announcements;
use crate::clock::Millis;
use crate::programme;
use crate::turn::Forum;

impl Ticker {
    /// Brings announcements under way a step further; whether something is to be sent.
    pub(super) async fn announce(&self, now: Millis) -> sqlx::Result<bool> {
        let app = &self.app;
        if !announcements::is_under_way(&mut *app.db.reader().await?).await? {
            return Ok(false);
        }
        let mut did = false;
        loop {
            let mut tx = app.db.begin().await?;
            let schedule = programme::schedule(&mut tx).await?;
            let forum = Forum { programme: &app.programme, schedule: &schedule, now, mono: app.clock.mono() };
            let tick = announcements::tick(&mut tx, forum).await?;
            tx.commit().await?;
            did |= tick.did;
            if !tick.more {
                return Ok(did);
            }
        }
    }
}

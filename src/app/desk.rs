//! The moderators' desk beside the turns: panels are kept current, and what lay in a hand for too long
//! goes back.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{App, Ticker};
use crate::clock::Millis;
use crate::turn::Forum;
use crate::{programme, questions};

/// How often the moderators' panels are looked at: at most, and at least.
const PANELS: Duration = Duration::from_millis(200);
const PANELS_ANYWAY: Duration = Duration::from_secs(2);

impl App {
    /// Keeps the moderators' panels current: after every commit, and a few times a second at most.
    pub(super) async fn keep_panels(self, stop: CancellationToken) {
        let mut nudged = self.nudge.subscribe();
        while !stop.is_cancelled() {
            if let Err(error) = self.renew_panels().await {
                tracing::warn!(%error, "the panels could not be renewed, trying again");
            }
            self.pause(PANELS, &stop).await;
            tokio::select! {
                _ = nudged.changed() => {}
                () = self.clock.sleep(PANELS_ANYWAY) => {}
                () = stop.cancelled() => {}
            }
        }
    }

    /// Renews the panels whose content has changed; gives whether there was one.
    pub async fn renew_panels(&self) -> sqlx::Result<bool> {
        let mut conn = self.db.reader().await?;
        let schedule = programme::schedule(&mut conn).await?;
        let (now, mono) = (self.clock.now(), self.clock.mono());
        let forum = Forum { programme: &self.programme, schedule: &schedule, now, mono };
        if !questions::renew(&mut conn, &forum, false).await? {
            return Ok(false);
        }
        drop(conn);
        let mut tx = self.db.begin().await?;
        let renewed = questions::renew(&mut tx, &forum, true).await?;
        tx.commit().await?;
        self.bell.notify_one();
        Ok(renewed)
    }
}

impl Ticker {
    /// Questions that lay in a moderator's hand for too long go back to the queue.
    pub(super) async fn give_back_questions(&self, now: Millis) -> sqlx::Result<bool> {
        let mono = self.app.clock.mono();
        let mut conn = self.app.db.reader().await?;
        if !questions::is_due(&mut conn, mono).await? {
            return Ok(false);
        }
        drop(conn);
        let mut tx = self.app.db.begin().await?;
        let given_back = questions::tick(&mut tx, now, mono).await?;
        tx.commit().await?;
        self.app.nudge.send_modify(|version| *version += 1);
        Ok(given_back > 0)
    }
}

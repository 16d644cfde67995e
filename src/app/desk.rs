//! The moderators' desk beside the turns: panels are kept current, and what lay in a hand for too long
//! goes back.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{App, Ticker};
use crate::clock::Millis;
use crate::turn::Forum;
use crate::{programme, questions};

/// How often the moderators' panels are looked at: at most, and at least.
const LOOK: Duration = Duration::from_millis(100);
const LOOK_ANYWAY: Duration = Duration::from_secs(2);
/// How long one that was renewed rests. A chat takes an edit a second, a group twenty a minute: a steady
/// pace a little below that is never made to wait longer.
const REST: Millis = 1_050;
const REST_IN_GROUP: Millis = 3_100;

impl App {
    /// Keeps the moderators' panels current.
    pub(super) async fn keep_panels(self, stop: CancellationToken) {
        let mut nudged = self.nudge.subscribe();
        // until when each chat's panel rests
        let mut resting: HashMap<i64, Millis> = HashMap::new();
        while !stop.is_cancelled() {
            let mono = self.clock.mono();
            resting.retain(|_, until| *until > mono);
            match self.renew_all_but(&resting.keys().copied().collect()).await {
                Ok(renewed) => {
                    let rest = |chat: &i64| if *chat < 0 { REST_IN_GROUP } else { REST };
                    resting.extend(renewed.iter().map(|chat| (*chat, mono + rest(chat))));
                }
                Err(error) => tracing::warn!(%error, "the panels could not be renewed, trying again"),
            }
            // whoever rests is looked at as soon as it may be changed again, not up to a look later
            let rested = resting
                .values()
                .min()
                .map_or(LOOK, |until| Duration::from_millis((until - self.clock.mono()).max(1) as u64));
            self.pause(LOOK.min(rested), &stop).await;
            if resting.is_empty() {
                tokio::select! {
                    _ = nudged.changed() => {}
                    () = self.clock.sleep(LOOK_ANYWAY) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
    }

    /// Renews every panel whose content has changed.
    pub async fn renew_panels(&self) -> sqlx::Result<()> {
        self.renew_all_but(&HashSet::new()).await.map(|_| ())
    }

    async fn renew_all_but(&self, rest: &HashSet<i64>) -> sqlx::Result<Vec<i64>> {
        let mut conn = self.db.reader().await?;
        let schedule = programme::schedule(&mut conn).await?;
        let (now, mono) = (self.clock.now(), self.clock.mono());
        let forum = Forum { programme: &self.programme, schedule: &schedule, now, mono };
        if questions::renew(&mut conn, &forum, rest, false).await?.is_empty() {
            return Ok(Vec::new());
        }
        drop(conn);
        let mut tx = self.db.begin().await?;
        let renewed = questions::renew(&mut tx, &forum, rest, true).await?;
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

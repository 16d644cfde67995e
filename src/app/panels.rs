//! The moderators' desk beside the turns: panels are kept current, and what lay in a hand for too long
//! goes back.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::{App, Ticker};
use crate::clock::Millis;
use crate::turn::EventContext;
use crate::{programme, questions};

/// How often the moderators' panels are looked at: at most, and at least.
const MIN_REFRESH_INTERVAL: Duration = Duration::from_millis(100);
const MAX_REFRESH_INTERVAL: Duration = Duration::from_secs(2);
/// How long one that was renewed rests. A chat takes an edit a second, a group twenty a minute: a steady
/// pace a little below that is never made to wait longer.
const CHAT_COOLDOWN: Millis = 1_050;
const GROUP_COOLDOWN: Millis = 3_100;

impl App {
    /// Keeps the moderators' panels current.
    pub(super) async fn run_panel_refresh(self, stop: CancellationToken) {
        let mut nudged = self.state_changed.subscribe();
        // until when each chat's panel rests
        let mut resting: HashMap<i64, Millis> = HashMap::new();
        while !stop.is_cancelled() {
            let mono = self.clock.real_now();
            resting.retain(|_, until| *until > mono);
            match self.refresh_panels_except(&resting.keys().copied().collect()).await {
                Ok(renewed) => {
                    let rest = |chat: &i64| if *chat < 0 { GROUP_COOLDOWN } else { CHAT_COOLDOWN };
                    resting.extend(renewed.iter().map(|chat| (*chat, mono + rest(chat))));
                }
                Err(error) => tracing::warn!(%error, "the panels could not be renewed, trying again"),
            }
            // whoever rests is looked at as soon as it may be changed again, not up to a look later
            let rested = resting.values().min().map_or(MIN_REFRESH_INTERVAL, |until| {
                Duration::from_millis((until - self.clock.real_now()).max(1) as u64)
            });
            self.pause(MIN_REFRESH_INTERVAL.min(rested), &stop).await;
            if resting.is_empty() {
                tokio::select! {
                    _ = nudged.changed() => {}
                    () = self.clock.sleep(MAX_REFRESH_INTERVAL) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
    }

    /// Renews every panel whose content has changed.
    pub async fn refresh_panels(&self) -> sqlx::Result<()> {
        self.refresh_panels_except(&HashSet::new()).await.map(|_| ())
    }

    async fn refresh_panels_except(&self, rest: &HashSet<i64>) -> sqlx::Result<Vec<i64>> {
        let mut conn = self.db.reader().await?;
        let schedule = programme::load_schedule(&mut conn).await?;
        let (now, mono) = (self.clock.event_now(), self.clock.real_now());
        let forum = EventContext { programme: &self.programme, schedule: &schedule, now, real_now: mono };
        if questions::update_panels(&mut conn, &forum, rest, false).await?.is_empty() {
            return Ok(Vec::new());
        }
        drop(conn);
        let mut tx = self.db.begin().await?;
        let renewed = questions::update_panels(&mut tx, &forum, rest, true).await?;
        tx.commit().await?;
        self.wakeup.notify_one();
        Ok(renewed)
    }
}

impl Ticker {
    /// Questions that lay in a moderator's hand for too long go back to the queue.
    pub(super) async fn requeue_expired_claims(&self, now: Millis) -> sqlx::Result<bool> {
        let mono = self.app.clock.real_now();
        let mut conn = self.app.db.reader().await?;
        if !questions::is_due(&mut conn, mono).await? {
            return Ok(false);
        }
        drop(conn);
        let mut tx = self.app.db.begin().await?;
        let given_back = questions::tick(&mut tx, now, mono).await?;
        tx.commit().await?;
        self.app.state_changed.send_modify(|version| *version += 1);
        Ok(given_back > 0)
    }
}

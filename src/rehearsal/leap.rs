//! A jump of the rehearsal's clock, made in stops: at every moment at which something is due on the way
//! the clock stands still until the bot has done and sent it, so that each message bears its own hour.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::clock::{Clock, Millis};
use crate::db::Db;
use crate::outbox;
use crate::programme::{self, Programme};
use crate::registration;
use crate::reminders;
use crate::turn::Forum;

/// A jump over months of offers and reminders ends all the same.
const STOPS_AT_MOST: usize = 200;
/// How long one stop may take: what a slow bot has not sent by then is dated later.
const STOP_AT_MOST: Duration = Duration::from_secs(3);
/// How often the outbox is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// What a jump needs of the bot that is at work.
#[derive(Clone)]
pub struct Leap {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    /// The event's time up to which the bot has done what was due.
    pub ticked: watch::Receiver<Millis>,
}

impl Leap {
    /// Goes to `to`, which lies ahead.
    pub async fn go(&self, to: Millis) {
        // what was said before the jump bears the hour before it
        let _ = self.clock.at_most(STOP_AT_MOST, self.sent()).await;
        for _ in 0..STOPS_AT_MOST {
            match self.next_stop(to).await {
                Ok(Some(stop)) => {
                    self.clock.jump(stop);
                    if self.clock.at_most(STOP_AT_MOST, self.done(stop)).await.is_none() {
                        tracing::warn!("the bot did not finish what was due at one stop of the jump");
                    }
                }
                Ok(None) => break,
                Err(error) => {
                    tracing::warn!(%error, "the moments on the way cannot be read, going there at once");
                    break;
                }
            }
        }
        self.clock.jump(to);
    }

    /// The next moment before `to` at which a reminder, an offer or a nudge is due.
    async fn next_stop(&self, to: Millis) -> sqlx::Result<Option<Millis>> {
        let now = self.clock.now();
        let mut conn = self.db.reader().await?;
        let schedule = programme::schedule(&mut conn).await?;
        let forum = Forum { programme: &self.programme, schedule: &schedule, now, mono: self.clock.mono() };
        let seats = registration::next_due(&mut conn, forum).await?;
        let due = reminders::due_moments(&self.programme, &schedule).into_iter().chain(seats);
        Ok(due.filter(|&due| due > now && due < to).min())
    }

    /// Waits until what was due at `stop` is done and nothing waits to be sent.
    async fn done(&self, stop: Millis) {
        let mut ticked = self.ticked.clone();
        let _ = ticked.wait_for(|&at| at >= stop).await;
        self.sent().await;
    }

    /// Waits until nothing waits to be sent.
    async fn sent(&self) {
        while self.waits().await.unwrap_or(false) {
            self.clock.sleep(LOOK).await;
        }
    }

    async fn waits(&self) -> sqlx::Result<bool> {
        let (waiting, _) = outbox::count(&mut *self.db.reader().await?).await?;
        Ok(waiting > 0)
    }
}

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
use crate::turn::EventContext;

/// A jump over months of offers and reminders ends all the same.
const MAX_STOPS: usize = 200;
/// How long one stop may take: what a slow bot has not sent by then is dated later.
const STOP_TIMEOUT: Duration = Duration::from_secs(3);
/// How often the outbox is looked at.
const OUTBOX_POLL_INTERVAL: Duration = Duration::from_millis(20);

/// What a jump needs of the bot that is at work.
#[derive(Clone)]
pub struct ClockAdvancer {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    /// The event's time up to which the bot has done what was due.
    pub ticked: watch::Receiver<Millis>,
}

impl ClockAdvancer {
    /// Goes to `to`, which lies ahead.
    pub async fn advance_to(&self, to: Millis) {
        // what was said before the jump bears the hour before it
        let _ = self.clock.timeout(STOP_TIMEOUT, self.wait_until_sent()).await;
        for _ in 0..MAX_STOPS {
            match self.next_stop(to).await {
                Ok(Some(stop)) => {
                    self.clock.jump(stop);
                    if self.clock.timeout(STOP_TIMEOUT, self.wait_until_processed(stop)).await.is_none() {
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
        let now = self.clock.event_now();
        let mut conn = self.db.reader().await?;
        let schedule = programme::load_schedule(&mut conn).await?;
        let forum = EventContext {
            programme: &self.programme,
            schedule: &schedule,
            now,
            real_now: self.clock.real_now(),
        };
        let seats = registration::next_due(&mut conn, forum).await?;
        let due = reminders::due_times(&self.programme, &schedule).into_iter().chain(seats);
        Ok(due.filter(|&due| due > now && due < to).min())
    }

    /// Waits until what was due at `stop` is done and nothing waits to be sent.
    async fn wait_until_processed(&self, stop: Millis) {
        let mut ticked = self.ticked.clone();
        let _ = ticked.wait_for(|&at| at >= stop).await;
        self.wait_until_sent().await;
    }

    /// Waits until nothing waits to be sent.
    async fn wait_until_sent(&self) {
        while self.has_unsent().await.unwrap_or(false) {
            self.clock.sleep(OUTBOX_POLL_INTERVAL).await;
        }
    }

    async fn has_unsent(&self) -> sqlx::Result<bool> {
        let (waiting, _) = outbox::count_queued_and_failed(&mut *self.db.reader().await?).await?;
        Ok(waiting > 0)
    }
}

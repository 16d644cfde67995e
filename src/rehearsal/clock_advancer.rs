//! Moves the rehearsal's clock forward in steps. At every moment at which something is due on the way, the
//! clock stops until the bot has done and sent it, so that each message has the date at which it was due.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::clock::{Clock, EventTime};
use crate::db::Db;
use crate::outbox;
use crate::programme::{self, Programme};
use crate::registration;
use crate::reminders;
use crate::turn::EventContext;

/// The most stops of one jump, so that a jump over months of offers and reminders ends.
const MAX_STOPS: usize = 200;
/// The longest stop. What a slow bot has not sent by then gets a later date.
const STOP_TIMEOUT: Duration = Duration::from_secs(3);
/// The pause between two looks at the outbox.
const OUTBOX_POLL_INTERVAL: Duration = Duration::from_millis(20);

/// What a jump needs to know of the running bot.
#[derive(Clone)]
pub struct ClockAdvancer {
    pub db: Db,
    pub clock: Clock,
    pub programme: Arc<Programme>,
    /// The event time up to which the bot has done everything that was due.
    pub ticked: watch::Receiver<EventTime>,
}

impl ClockAdvancer {
    /// Moves the clock to `to`, which is later than now.
    pub async fn advance_to(&self, to: EventTime) {
        // messages from before the jump keep their date
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
                    tracing::warn!(%error, "the next due moment cannot be read; jumping without further stops");
                    break;
                }
            }
        }
        self.clock.jump(to);
    }

    /// The next moment before `to` at which a reminder, an offer of a seat or a reminder to finish a registration is
    /// due.
    async fn next_stop(&self, to: EventTime) -> sqlx::Result<Option<EventTime>> {
        let now = self.clock.event_now();
        let mut conn = self.db.reader().await?;
        let schedule = programme::load_schedule(&mut conn).await?;
        let event = EventContext {
            programme: &self.programme,
            schedule: &schedule,
            now,
            real_now: self.clock.real_now(),
        };
        let seats = registration::next_due(&mut conn, event).await?;
        let moments = reminders::due_times(&self.programme, &schedule).into_iter().chain(seats);
        Ok(moments.filter(|&due| due > now && due < to).min())
    }

    /// Waits until the bot has done what was due at `stop` and has sent all messages.
    async fn wait_until_processed(&self, stop: EventTime) {
        let mut ticked = self.ticked.clone();
        let _ = ticked.wait_for(|&at| at >= stop).await;
        self.wait_until_sent().await;
    }

    /// Waits until the outbox is empty.
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

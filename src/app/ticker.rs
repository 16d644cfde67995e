//! The ticker: looks at the time and does what is due.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::instance::App;
use super::{due, maintenance, scrub};
use crate::clock::{EventTime, Millis, RealTime};
use crate::programme;
use crate::reminders;

/// How often the ticker looks at the time.
const TICK_INTERVAL: Duration = Duration::from_millis(500);
/// How often the figures of the desk are looked at, in real time.
const DESK_INTERVAL: Millis = 10_000;
/// How often the maintenance runs, in real time.
const MAINTENANCE_INTERVAL: Millis = 600_000;

/// Looks at the time and does what is due.
pub struct Ticker {
    app: App,
    /// The event time of the last tick.
    last_tick_at: EventTime,
    last_maintenance_at: Option<RealTime>,
    next_scrub_at: RealTime,
    last_desk_at: Option<RealTime>,
}

impl App {
    /// A ticker that begins now.
    pub fn ticker(&self) -> Ticker {
        Ticker {
            app: self.clone(),
            last_tick_at: self.clock.event_now(),
            last_maintenance_at: None,
            next_scrub_at: RealTime::NONE,
            last_desk_at: None,
        }
    }
}

impl Ticker {
    /// Ticks until `stop`.
    pub(crate) async fn run(mut self, stop: CancellationToken) {
        while !stop.is_cancelled() {
            if let Err(error) = self.tick().await {
                tracing::warn!(%error, "a tick failed, trying again");
            }
            self.app.pause(TICK_INTERVAL, &stop).await;
        }
    }

    /// Does everything that is due by now. A simulated clock may have jumped over several moments: each is done in
    /// order, as if the time had passed.
    pub async fn tick(&mut self) -> sqlx::Result<()> {
        let app = self.app.clone();
        let (now, last) = (app.clock.event_now(), self.last_tick_at);
        let schedule = programme::load_schedule(&mut *app.db.reader().await?).await?;
        let due_times = reminders::due_times(&app.programme, &schedule);
        let is_jumped_over = |due: EventTime| app.clock.is_simulated() && due > last && due < now;
        let jumped_over = due_times.iter().copied().filter(|&due| is_jumped_over(due));
        let is_any_due = due_times.iter().any(|&due| due <= now);
        let mut has_enqueued = false;
        for at in jumped_over.chain(is_any_due.then_some(now)) {
            has_enqueued |= due::promote_waitlist(&app, last, at).await?;
            while due::run_due_reminders(&app, at).await?.more {
                has_enqueued = true;
            }
        }
        has_enqueued |= due::promote_waitlist(&app, last, now).await?;
        has_enqueued |= due::requeue_expired_claims(&app, now).await?;
        has_enqueued |= due::close_floor_requests(&app, now).await?;
        // before the announcements, which may be over after their next step
        has_enqueued |= due::post_to_groups(&app, now).await?;
        has_enqueued |= due::advance_announcements(&app, now).await?;
        if self.is_desk_due() {
            has_enqueued |= due::tell_organisers(&app, now).await?;
        }
        has_enqueued |= due::send_certificates(&app, now).await?;
        has_enqueued |= due::tell_of_account(&app, now).await?;
        has_enqueued |= due::ask_for_feedback(&app, now).await?;
        self.last_tick_at = now;
        if has_enqueued {
            app.wakeup.notify_one();
        }
        app.ticked_until.send_replace(now);
        self.run_maintenance_if_due(now).await?;
        self.next_scrub_at = scrub::scrub_if_due(&app, self.next_scrub_at).await?;
        Ok(())
    }

    /// Whether it is time to look at the capacity and the morning's digest. A simulated clock may have jumped.
    fn is_desk_due(&mut self) -> bool {
        let real_now = self.app.clock.real_now();
        let is_recent = self.last_desk_at.is_some_and(|before| real_now - before < DESK_INTERVAL);
        if is_recent && !self.app.clock.is_simulated() {
            return false;
        }
        self.last_desk_at = Some(real_now);
        true
    }

    async fn run_maintenance_if_due(&mut self, now: EventTime) -> sqlx::Result<()> {
        let real_now = self.app.clock.real_now();
        let since_last = self.last_maintenance_at.map(|before| real_now - before);
        if since_last.is_some_and(|since| since < MAINTENANCE_INTERVAL) {
            return Ok(());
        }
        self.last_maintenance_at = Some(real_now);
        maintenance::run_maintenance(&self.app, now, since_last.unwrap_or(0)).await
    }
}

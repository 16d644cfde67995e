//! The sender: reads the outbox, sends several messages at once and records the results.
//!
//! The database is the truth. The sender holds a limited window on it, which it refills on every wake-up and
//! rebuilds once a second, so that memory does not grow with the backlog. [`super::scheduler`] decides which
//! message is next; this file makes the calls.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use strum::VariantArray as _;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use super::api::BotApi;
use super::delivery::{AttachmentRenderer, AttemptOutcome, deliver};
use super::recently_sent::RecentlySent;
use super::scheduler::{self, EnqueueResult, MAX_QUEUED_PER_URGENCY, NextSend, SendScheduler};
use crate::backoff::Backoff;
use crate::chat::Urgency;
use crate::clock::{Clock, Millis, RealTime};
use crate::db::{Db, Engine};
use crate::fault_injection;
use crate::lease::LeaseDeadline;
use crate::metrics::{DeliveryFailure, Metrics};
use crate::outbox::delivery_results::{self, DeliveryOutcome, DeliveryResult, DeliveryResults};
use crate::outbox::{self, OutboxKey, QueuedMessage, Wakeup};

/// The most calls in flight plus unrecorded results. If the process is killed, these messages are sent twice.
const MAX_IN_FLIGHT: usize = 8;
/// The same without rate limits, for benchmarks.
const MAX_IN_FLIGHT_UNLIMITED: usize = 512;
/// A call that takes this long hangs. It no longer counts as in flight, so that chats whose calls hang do not
/// delay others.
const HANGS_AFTER: Millis = 1_000;
/// The most hanging calls.
const MAX_HANGING: usize = 32;
/// How often the whole outbox is read again.
const RESCAN_EVERY: Millis = 1_000;
/// How long results wait for another transaction's commit before the sender commits them itself.
const RECORD_AFTER: Millis = 25;
/// How long a stopping sender waits for the calls in flight.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(2_500);
/// The pause of all chats during an outage of the server, and the shortest pause of a chat after a failed
/// call.
const MIN_BACKOFF: Duration = Duration::from_millis(500);
/// The pause of a chat after failed calls to it.
const CHAT_BACKOFF: Backoff = Backoff::new(MIN_BACKOFF, Duration::from_secs(60));
/// After this many failures in a row the server is unavailable, and not one chat.
const OUTAGE_AFTER: u32 = 5;
/// How far back, in sequence numbers (microseconds), messages are looked for that were committed late: by a
/// slow transaction, or by an instance whose clock is behind.
const LATE_COMMIT_WINDOW: i64 = 10_000_000;
const MAX_LATE_COMMITS: i64 = 2 * MAX_QUEUED_PER_URGENCY as i64;

/// The dependencies of the sender.
#[derive(Clone)]
pub struct SenderDeps {
    pub api: BotApi,
    pub db: Db,
    pub clock: Clock,
    pub wakeup: Wakeup,
    pub delivery_results: DeliveryResults,
    pub metrics: Arc<Metrics>,
    pub renderer: AttachmentRenderer,
    pub lease_deadline: LeaseDeadline,
}

/// Sends the outbox's messages under one epoch of the lease.
pub struct MessageSender {
    deps: Arc<SenderDeps>,
    epoch: i64,
    max_in_flight: usize,
    scheduler: SendScheduler,
    /// The last sequence number read, by urgency.
    read_up_to: [i64; Urgency::VARIANTS.len()],
    rescan_at: RealTime,
    /// Whether the outbox may hold messages that were not read: after a wake-up, or after a read that
    /// reached its limit.
    has_unread: bool,
    in_flight: JoinSet<(QueuedMessage, AttemptOutcome)>,
    /// When each call in flight began.
    started_at: HashMap<OutboxKey, RealTime>,
    /// The transaction that records results, if one is open. It runs beside everything else.
    recording: JoinSet<sqlx::Result<()>>,
    recently_sent: RecentlySent,
    consecutive_failures: u32,
    outage_until: RealTime,
    /// Since when results wait to be recorded. In the future after a failed attempt: when to retry.
    unrecorded_since: Option<RealTime>,
}

impl MessageSender {
    /// `rate`: messages per second over all chats, 0 for no limits. `epoch`: of the lease it works under.
    pub fn new(deps: SenderDeps, rate: u32, epoch: i64) -> Self {
        let max_in_flight = if rate == 0 { MAX_IN_FLIGHT_UNLIMITED } else { MAX_IN_FLIGHT };
        Self {
            deps: Arc::new(deps),
            epoch,
            max_in_flight,
            scheduler: SendScheduler::new(rate, max_in_flight),
            read_up_to: [0; Urgency::VARIANTS.len()],
            rescan_at: RealTime::NONE,
            has_unread: true,
            in_flight: JoinSet::new(),
            started_at: HashMap::new(),
            recording: JoinSet::new(),
            recently_sent: RecentlySent::default(),
            consecutive_failures: 0,
            outage_until: RealTime::NONE,
            unrecorded_since: None,
        }
    }

    /// Sends until `stop`; then waits for the calls in flight and records their results.
    pub async fn run(mut self, stop: CancellationToken) {
        let deps = Arc::clone(&self.deps);
        while !stop.is_cancelled() {
            let pause = match self.step().await {
                Ok(next) => next.unwrap_or(RESCAN_EVERY).clamp(1, RESCAN_EVERY),
                Err(error) => {
                    tracing::warn!(%error, "the outbox cannot be read, trying again");
                    RESCAN_EVERY
                }
            };
            tokio::select! {
                () = deps.wakeup.notified() => self.has_unread = true,
                Some(done) = self.in_flight.join_next() => self.on_done(done),
                Some(recorded) = self.recording.join_next() => self.on_recorded(recorded),
                () = deps.clock.sleep(Duration::from_millis(pause as u64)) => {}
                () = stop.cancelled() => {}
            }
        }
        let last_calls = async {
            while let Some(done) = self.in_flight.join_next().await {
                self.on_done(done);
            }
            while self.recording.join_next().await.is_some() {}
        };
        // A message whose call takes longer stays in the outbox and is sent again.
        deps.clock.timeout(SHUTDOWN_GRACE, last_calls).await;
        if let Err(error) = record_pending_results(&deps).await {
            tracing::warn!(%error, "the last results could not be recorded; their messages will be sent again");
        }
    }

    /// Sends everything that may be sent now and records the results. For tests.
    pub async fn drain(&mut self) -> sqlx::Result<()> {
        loop {
            self.rescan_at = RealTime::NONE;
            self.step().await?;
            let done = self.in_flight.join_next().await;
            let is_last = done.is_none();
            done.into_iter().for_each(|done| self.on_done(done));
            while let Some(recorded) = self.recording.join_next().await {
                self.on_recorded(recorded);
            }
            self.unrecorded_since = None;
            let before = self.deps.delivery_results.recorded_count();
            record_pending_results(&self.deps).await?;
            if is_last && self.deps.delivery_results.recorded_count() == before {
                return Ok(());
            }
        }
    }

    /// Handles ended calls, records results, reads new messages and starts calls. Gives the milliseconds
    /// until the next step has something to do; `None` when only an event can bring that.
    async fn step(&mut self) -> sqlx::Result<Option<Millis>> {
        while let Some(done) = self.in_flight.try_join_next() {
            self.on_done(done);
        }
        let now = self.deps.clock.real_now();
        self.record_results_if_due(now);
        self.read_outbox(now).await?;
        // Reading took its time, and the rate limits must count a message at the time it is sent.
        let now = self.deps.clock.real_now();
        let next_call = self.start_calls(now);
        let unrecorded_since = self.unrecorded_since.filter(|_| self.recording.is_empty());
        let next_recording = unrecorded_since.map(|since| (since + RECORD_AFTER - now).max(1));
        Ok(next_call.into_iter().chain(next_recording).min())
    }

    async fn read_outbox(&mut self, now: RealTime) -> sqlx::Result<()> {
        if now >= self.rescan_at {
            self.has_unread = true;
            self.read_up_to = [0; Urgency::VARIANTS.len()];
            self.rescan_at = now + RESCAN_EVERY;
            self.scheduler.prune(now);
        }
        let recorded = self.deps.delivery_results.recorded_count();
        self.recently_sent.unlock_live_messages(recorded, &mut self.scheduler);
        if !std::mem::take(&mut self.has_unread) {
            return Ok(());
        }
        self.recently_sent.forget_recorded(recorded);
        let mut conn = self.deps.db.reader().await?;
        for &urgency in Urgency::VARIANTS {
            if !self.scheduler.has_room(urgency) {
                self.has_unread = true;
                continue;
            }
            let after = self.read_up_to[urgency as usize];
            let range = (after, i64::MAX);
            let limit = MAX_QUEUED_PER_URGENCY as i64;
            let messages = outbox::fetch_queued(&mut conn, urgency, range, limit).await?;
            self.has_unread |= messages.len() == MAX_QUEUED_PER_URGENCY;
            let Some(last) = messages.last().map(|last| last.seq).or((after > 0).then_some(after)) else {
                continue;
            };
            self.read_up_to[urgency as usize] = last;
            // Read last and enqueued first, so that every message that precedes one of `messages` is found
            // and goes before it.
            let late = if self.deps.db.engine() == Engine::Postgres {
                let range = (after - LATE_COMMIT_WINDOW, after);
                outbox::fetch_queued(&mut conn, urgency, range, MAX_LATE_COMMITS).await?
            } else {
                Vec::new()
            };
            for message in late.into_iter().chain(messages) {
                if !self.recently_sent.contains(&message.key) {
                    let result = self.scheduler.enqueue(message);
                    self.complete_superseded(result, now);
                }
            }
        }
        Ok(())
    }

    /// An older edit of the same message need not be sent: it counts as sent.
    fn complete_superseded(&mut self, result: EnqueueResult, now: RealTime) {
        if let EnqueueResult::Queued { superseded: Some(older) } = result {
            self.recently_sent.insert(older.key.clone());
            self.buffer_result(*older, DeliveryOutcome::DONE, now);
        }
    }

    /// Starts the calls that may start. Gives the milliseconds until the next one may.
    fn start_calls(&mut self, now: RealTime) -> Option<Millis> {
        if self.deps.delivery_results.is_epoch_lost(self.epoch)
            || !self.deps.lease_deadline.has_time_left(now)
        {
            return None;
        }
        if now < self.outage_until {
            return Some(self.outage_until - now);
        }
        let (hanging, next_hangs) = self.count_hanging(now);
        loop {
            let busy = self.in_flight.len() - hanging + self.deps.delivery_results.unrecorded_count();
            let free = self.max_in_flight.saturating_sub(busy);
            match self.scheduler.next(free, now) {
                NextSend::Ready(message) => self.spawn_call(*message, now),
                NextSend::WaitUntil(at) => return Some(at - now),
                NextSend::Idle if free == 0 => return next_hangs,
                NextSend::Idle => return None,
            }
        }
    }

    /// How many calls hang, and in how many milliseconds the next one will.
    fn count_hanging(&self, now: RealTime) -> (usize, Option<Millis>) {
        let ages = self.started_at.values().map(|started_at| now - *started_at);
        let hanging = ages.clone().filter(|age| *age >= HANGS_AFTER).count();
        let next = ages.filter(|age| *age < HANGS_AFTER).max().map(|age| HANGS_AFTER - age);
        if hanging >= MAX_HANGING { (MAX_HANGING, None) } else { (hanging, next) }
    }

    fn spawn_call(&mut self, message: QueuedMessage, now: RealTime) {
        self.started_at.insert(message.key.clone(), now);
        self.recently_sent.insert(message.key.clone());
        let deps = Arc::clone(&self.deps);
        self.in_flight.spawn(async move {
            fault_injection::failpoint("before-send");
            let delivery = deliver(&deps.api, &deps.db, &deps.renderer, &message, now);
            let outcome = AssertUnwindSafe(delivery).catch_unwind().await;
            fault_injection::failpoint("after-send");
            let outcome =
                outcome.unwrap_or_else(|_| AttemptOutcome::Retry("the delivery panicked".to_owned()));
            (message, outcome)
        });
    }

    fn on_done(&mut self, done: Result<(QueuedMessage, AttemptOutcome), JoinError>) {
        // Only a runtime that shuts down aborts a call: the message stays in the outbox.
        let Ok((message, outcome)) = done else { return };
        let now = self.deps.clock.real_now();
        self.scheduler.on_done(&message);
        self.started_at.remove(&message.key);
        match outcome {
            AttemptOutcome::Finished(outcome) => {
                self.consecutive_failures = 0;
                self.deps.metrics.record_response(now);
                self.count_outcome(&message, &outcome);
                self.buffer_result(message, outcome, now);
            }
            AttemptOutcome::RateLimited(seconds) => {
                tracing::info!(chat = message.chat.0, seconds, "the server asks to wait");
                self.deps.metrics.messages_failed(DeliveryFailure::RateLimited);
                self.deps.metrics.record_response(now + seconds * 1_000);
                self.scheduler.on_rate_limited(message.chat, message.urgency, seconds, now);
                self.requeue(message, now);
            }
            AttemptOutcome::Retry(reason) => self.retry_later(message, &reason, now),
        }
    }

    fn retry_later(&mut self, mut message: QueuedMessage, reason: &str, now: RealTime) {
        message.tries += 1;
        self.consecutive_failures += 1;
        self.deps.metrics.messages_failed(DeliveryFailure::ServerUnavailable);
        let wait = CHAT_BACKOFF.wait_after(message.tries).as_millis() as Millis;
        self.scheduler.pause(message.chat, message.urgency, now + wait);
        if self.consecutive_failures >= OUTAGE_AFTER {
            self.outage_until = now + MIN_BACKOFF.as_millis() as Millis;
        }
        if self.consecutive_failures == 1 || self.consecutive_failures.is_multiple_of(100) {
            let failures = self.consecutive_failures;
            tracing::warn!(reason, failures, "a message could not be sent, trying again");
        }
        self.requeue(message, now);
    }

    fn count_outcome(&self, message: &QueuedMessage, outcome: &DeliveryOutcome) {
        let metrics = &self.deps.metrics;
        match outcome {
            DeliveryOutcome::Sent { .. } => metrics.messages_sent(message.urgency),
            DeliveryOutcome::ChatUnreachable { .. } => {
                metrics.messages_failed(DeliveryFailure::ChatUnreachable);
            }
            DeliveryOutcome::Expired => metrics.messages_failed(DeliveryFailure::Expired),
            DeliveryOutcome::PermanentFailure { error } => {
                metrics.messages_failed(DeliveryFailure::Permanent);
                tracing::warn!(key = %message.key, %error, "a message was refused and is kept");
            }
            DeliveryOutcome::Cancelled
            | DeliveryOutcome::LiveMessageLost { .. }
            | DeliveryOutcome::GroupMigrated { .. } => {}
        }
    }

    /// Adds a result to those that wait for the next commit.
    fn buffer_result(&mut self, message: QueuedMessage, outcome: DeliveryOutcome, now: RealTime) {
        if message.live_message.is_none() {
            self.unlock_edit(&message);
        }
        let result = DeliveryResult { key: message.key.clone(), outcome };
        let number = self.deps.delivery_results.add(self.epoch, result);
        self.recently_sent.finish(number, message.key, message.live_message);
        self.unrecorded_since.get_or_insert(now);
    }

    fn requeue(&mut self, message: QueuedMessage, now: RealTime) {
        self.recently_sent.remove(&message.key);
        self.unlock_edit(&message);
        let result = self.scheduler.requeue(message);
        self.complete_superseded(result, now);
    }

    fn unlock_edit(&mut self, message: &QueuedMessage) {
        if let Some(target) = scheduler::edit_target(message) {
            self.scheduler.unlock_edit(&target);
        }
    }

    /// Starts recording results in a transaction of its own, when they have waited long enough or are many.
    fn record_results_if_due(&mut self, now: RealTime) {
        let is_due = self.unrecorded_since.is_some_and(|since| {
            now - since >= RECORD_AFTER
                || (since <= now && self.deps.delivery_results.len() >= self.max_in_flight / 2)
        });
        if is_due && self.recording.is_empty() {
            self.unrecorded_since = None;
            let deps = Arc::clone(&self.deps);
            self.recording.spawn(async move { record_pending_results(&deps).await });
        }
    }

    fn on_recorded(&mut self, recorded: Result<sqlx::Result<()>, JoinError>) {
        if let Ok(Err(error)) = recorded {
            tracing::warn!(%error, "the results of deliveries cannot be recorded, trying again");
            self.unrecorded_since = Some(self.deps.clock.real_now() + RESCAN_EVERY);
        } else if !self.deps.delivery_results.is_empty() {
            self.unrecorded_since.get_or_insert(self.deps.clock.real_now());
        }
    }
}

/// Records the pending results in a transaction of its own.
async fn record_pending_results(deps: &SenderDeps) -> sqlx::Result<()> {
    if deps.delivery_results.is_empty() {
        return Ok(());
    }
    let mut tx = deps.db.begin().await?;
    let (epoch, results) = deps.delivery_results.take();
    let committed = async {
        if !delivery_results::record_results(&mut tx, epoch, &results).await? {
            deps.delivery_results.mark_epoch_lost(epoch);
        }
        tx.commit().await
    };
    match committed.await {
        Ok(()) => {
            deps.delivery_results.mark_recorded(results.len());
            Ok(())
        }
        Err(error) => {
            deps.delivery_results.put_back((epoch, results));
            Err(error)
        }
    }
}

//! Takes letters from the outbox, most urgent first, and sends several at once.
//!
//! The database is the truth; what is held here is a window on it, filled whenever the bell rings
//! and looked over once a second, so that memory does not grow with what waits. Who goes next is
//! decided in `line`; here are the calls, and what becomes of them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use tokio::task::{JoinError, JoinSet};
use tokio_util::sync::CancellationToken;

use crate::chat::Urgency;
use crate::clock::{Clock, Millis};
use crate::db::{Db, Engine};
use crate::fault_injection;
use crate::lease::LeaseDeadline;
use crate::metrics::{DeliveryFailure, Metrics};
use crate::outbox::delivery_results::{self, DeliveryOutcome, DeliveryResult, DeliveryResults};
use crate::outbox::{self, QueuedMessage, Wakeup};
use crate::telegram::api::BotApi;
use crate::telegram::delivery::{AttachmentRenderer, AttemptOutcome, deliver};
use crate::telegram::scheduler::{self, EnqueueResult, MAX_QUEUED_PER_URGENCY, NextSend, SendScheduler};

/// Letters sent but not yet settled are repeated if the process is killed: never more than these, and those
/// whose calls hang.
const MAX_IN_FLIGHT: usize = 8;
/// A call without an answer for so long hangs: it no longer counts among those, so that some chats whose calls
/// hang keep nobody waiting. So many may hang.
const HANGS_AFTER: Millis = 1_000;
const MAX_HANGING: usize = 32;
/// The same without limits, for benchmarks.
const MAX_IN_FLIGHT_UNLIMITED: usize = 512;
/// How often the whole outbox is looked at, whoever rang.
const RESCAN_EVERY: Millis = 1_000;
/// How long settlements wait for somebody else's commit before they make their own.
const RECORD_AFTER: Millis = 25;
/// How long calls under way are waited for when the bot stops.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(2_500);
/// The first wait after a call without an answer; doubled each time, up to a minute.
const MIN_BACKOFF: Millis = 500;
const MAX_BACKOFF: Millis = 60_000;
/// So many failures in a row mean that the server is away, not one chat.
const OUTAGE_AFTER: u32 = 5;
/// How far back in sequence numbers (microseconds) letters are looked for that were committed late, by a
/// transaction that took longer than its neighbours or by an instance whose clock is behind.
const LATE_COMMIT_WINDOW: i64 = 10_000_000;
const MAX_LATE_COMMITS: i64 = 2 * MAX_QUEUED_PER_URGENCY as i64;
const URGENCY_COUNT: usize = Urgency::Announcement as usize + 1;

/// What the sender works with.
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

pub struct MessageSender {
    deps: Arc<SenderDeps>,
    epoch: i64,
    max_in_flight: usize,
    scheduler: SendScheduler,
    /// How far each urgency was read.
    read_up_to: [i64; URGENCY_COUNT],
    rescan_at: Millis,
    /// Whether the outbox may hold letters that were not read yet: the bell rang, or the last reading
    /// came back full.
    has_unread: bool,
    in_flight: JoinSet<(QueuedMessage, AttemptOutcome)>,
    /// When each of these began, by key.
    started_at: HashMap<String, Millis>,
    /// The transaction that settles, if one is under way; nothing else waits for it.
    recording: JoinSet<sqlx::Result<()>>,
    /// Keys that the database may still show as waiting though they are not.
    recently_sent: RecentlySent,
    consecutive_failures: u32,
    outage_until: Millis,
    unrecorded_since: Option<Millis>,
}

/// Keys under way, or landed and not yet known to be settled in the database.
#[derive(Default)]
struct RecentlySent {
    keys: HashSet<String>,
    finished_calls: VecDeque<FinishedCall>,
}

struct FinishedCall {
    /// Of its settlement.
    result_number: u64,
    key: String,
    /// The slot whose message is known once this is settled.
    live_message: String,
}

impl MessageSender {
    /// `rate`: messages a second over all, 0 for no limits. `epoch`: of the lease it works under.
    pub fn new(means: SenderDeps, rate: u32, epoch: i64) -> Self {
        let max_in_flight = if rate == 0 { MAX_IN_FLIGHT_UNLIMITED } else { MAX_IN_FLIGHT };
        Self {
            deps: Arc::new(means),
            epoch,
            max_in_flight,
            scheduler: SendScheduler::new(rate, max_in_flight),
            read_up_to: [0; URGENCY_COUNT],
            rescan_at: 0,
            has_unread: true,
            in_flight: JoinSet::new(),
            started_at: HashMap::new(),
            recording: JoinSet::new(),
            recently_sent: RecentlySent::default(),
            consecutive_failures: 0,
            outage_until: 0,
            unrecorded_since: None,
        }
    }

    /// Works until it is told to stop; then waits for the calls under way and settles them.
    pub async fn run(mut self, stop: CancellationToken) {
        let means = Arc::clone(&self.deps);
        while !stop.is_cancelled() {
            let pause = match self.step().await {
                Ok(next) => next.unwrap_or(RESCAN_EVERY).clamp(1, RESCAN_EVERY),
                Err(error) => {
                    tracing::warn!(%error, "the outbox cannot be read, trying again");
                    RESCAN_EVERY
                }
            };
            tokio::select! {
                () = means.wakeup.notified() => self.has_unread = true,
                Some(landed) = self.in_flight.join_next() => self.on_done(landed),
                Some(settled) = self.recording.join_next() => self.on_recorded(settled),
                () = means.clock.sleep(Duration::from_millis(pause as u64)) => {}
                () = stop.cancelled() => {}
            }
        }
        let last_calls = async {
            while let Some(landed) = self.in_flight.join_next().await {
                self.on_done(landed);
            }
            while self.recording.join_next().await.is_some() {}
        };
        // What has not landed by then stays in the outbox, and is sent again.
        means.clock.timeout(SHUTDOWN_GRACE, last_calls).await;
        if let Err(error) = record_pending_results(&means).await {
            tracing::warn!(%error, "what was sent last could not be settled and will be sent again");
        }
    }

    /// Sends everything that may go now and settles it: the test's way to work.
    pub async fn drain(&mut self) -> sqlx::Result<()> {
        loop {
            self.rescan_at = 0;
            self.step().await?;
            let landed = self.in_flight.join_next().await;
            let is_last = landed.is_none();
            landed.into_iter().for_each(|landed| self.on_done(landed));
            while let Some(settled) = self.recording.join_next().await {
                self.on_recorded(settled);
            }
            self.unrecorded_since = None;
            let before = self.deps.delivery_results.recorded_count();
            record_pending_results(&self.deps).await?;
            if is_last && self.deps.delivery_results.recorded_count() == before {
                return Ok(());
            }
        }
    }

    /// Reads what is new, sends what may go, settles what has landed. Gives the milliseconds until
    /// something may go that may not go now.
    async fn step(&mut self) -> sqlx::Result<Option<Millis>> {
        while let Some(landed) = self.in_flight.try_join_next() {
            self.on_done(landed);
        }
        let now = self.deps.clock.real_now();
        self.record_results_if_due(now);
        self.read_outbox(now).await?;
        // reading took its time, and what goes now must be counted as going now
        let now = self.deps.clock.real_now();
        let next = self.start_calls(now);
        let alone = self.unrecorded_since.filter(|_| self.recording.is_empty());
        let settle = alone.map(|since| (since + RECORD_AFTER - now).max(1));
        Ok(next.into_iter().chain(settle).min())
    }

    async fn read_outbox(&mut self, now: Millis) -> sqlx::Result<()> {
        if now >= self.rescan_at {
            self.has_unread = true;
            self.read_up_to = [0; URGENCY_COUNT];
            self.rescan_at = now + RESCAN_EVERY;
            self.scheduler.prune(now);
        }
        let written = self.deps.delivery_results.recorded_count();
        self.recently_sent.unlock_live_messages(written, &mut self.scheduler);
        if !std::mem::take(&mut self.has_unread) {
            return Ok(());
        }
        // What is settled in the database is read from there as it now is.
        self.recently_sent.forget_recorded(written);
        let mut conn = self.deps.db.reader().await?;
        for urgency in 0..URGENCY_COUNT {
            if !self.scheduler.has_room(urgency as i64) {
                self.has_unread = true;
                continue;
            }
            let after = self.read_up_to[urgency];
            let letters = outbox::fetch_queued(
                &mut conn,
                urgency as i64,
                (after, i64::MAX),
                now,
                MAX_QUEUED_PER_URGENCY as i64,
            )
            .await?;
            self.has_unread |= letters.len() == MAX_QUEUED_PER_URGENCY;
            let Some(last) = letters.last().map(|last| last.seq).or((after > 0).then_some(after)) else {
                continue;
            };
            self.read_up_to[urgency] = last;
            // looked for last, so that whatever stands before a letter just read is found, and held first
            let late = if self.deps.db.engine() == Engine::Postgres {
                let between = (after - LATE_COMMIT_WINDOW, after);
                outbox::fetch_queued(&mut conn, urgency as i64, between, now, MAX_LATE_COMMITS).await?
            } else {
                Vec::new()
            };
            for letter in late.into_iter().chain(letters) {
                if !self.recently_sent.keys.contains(&letter.key) {
                    self.enqueue(letter, now);
                }
            }
        }
        Ok(())
    }

    /// Takes a letter into the line; an older change to the same message has nothing more to say.
    fn enqueue(&mut self, letter: QueuedMessage, now: Millis) {
        let held = self.scheduler.enqueue(letter);
        self.complete_superseded(held, now);
    }

    fn complete_superseded(&mut self, held: EnqueueResult, now: Millis) {
        if let EnqueueResult::Queued { superseded: Some(older) } = held {
            self.recently_sent.keys.insert(older.key.clone());
            self.buffer_result(*older, DeliveryOutcome::Sent { slot: None, file: None }, now);
        }
    }

    /// Starts the calls that may start; gives the milliseconds until the next one may.
    fn start_calls(&mut self, now: Millis) -> Option<Millis> {
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
            let under_way = self.in_flight.len() - hanging + self.deps.delivery_results.unrecorded_count();
            let free = self.max_in_flight.saturating_sub(under_way);
            match self.scheduler.next(free, now) {
                NextSend::Ready(letter) => self.spawn_call(*letter, now),
                NextSend::WaitUntil(at) => return Some(at - now),
                NextSend::Idle if free == 0 => return next_hangs,
                NextSend::Idle => return None,
            }
        }
    }

    /// How many calls hang, and in how many milliseconds another will.
    fn count_hanging(&self, now: Millis) -> (usize, Option<Millis>) {
        let ages = self.started_at.values().map(|begun| now - begun);
        let hanging = ages.clone().filter(|age| *age >= HANGS_AFTER).count();
        let next = ages.filter(|age| *age < HANGS_AFTER).max().map(|age| HANGS_AFTER - age);
        if hanging >= MAX_HANGING { (MAX_HANGING, None) } else { (hanging, next) }
    }

    fn spawn_call(&mut self, letter: QueuedMessage, now: Millis) {
        self.started_at.insert(letter.key.clone(), now);
        self.recently_sent.keys.insert(letter.key.clone());
        let means = Arc::clone(&self.deps);
        self.in_flight.spawn(async move {
            fault_injection::failpoint("before-send");
            let delivery = deliver(&means.api, &means.db, &means.renderer, &letter, now);
            let landing = AssertUnwindSafe(delivery).catch_unwind().await;
            fault_injection::failpoint("after-send");
            let landing =
                landing.unwrap_or_else(|_| AttemptOutcome::Retry("the delivery panicked".to_owned()));
            (letter, landing)
        });
    }

    /// A call has ended.
    fn on_done(&mut self, landed: Result<(QueuedMessage, AttemptOutcome), JoinError>) {
        // only a runtime that shuts down ends a flight: its letter stays in the outbox
        let Ok((mut letter, landing)) = landed else { return };
        let now = self.deps.clock.real_now();
        self.scheduler.on_done(&letter);
        self.started_at.remove(&letter.key);
        match landing {
            AttemptOutcome::Finished(outcome) => {
                self.consecutive_failures = 0;
                self.deps.metrics.record_response(now);
                self.count_outcome(&letter, &outcome);
                self.buffer_result(letter, outcome, now);
            }
            AttemptOutcome::RateLimited(seconds) => {
                tracing::info!(chat = letter.chat, seconds, "asked to wait");
                self.deps.metrics.messages_failed(DeliveryFailure::RateLimited);
                self.deps.metrics.record_response(now + seconds * 1_000);
                self.scheduler.on_rate_limited(letter.chat, letter.urgency, seconds, now);
                self.requeue(letter, now);
            }
            AttemptOutcome::Retry(why) => {
                letter.tries += 1;
                self.consecutive_failures += 1;
                self.deps.metrics.messages_failed(DeliveryFailure::ServerUnavailable);
                let wait = (MIN_BACKOFF << (letter.tries - 1).min(10)).min(MAX_BACKOFF);
                self.scheduler.back_off(letter.chat, letter.urgency, now + wait);
                if self.consecutive_failures >= OUTAGE_AFTER {
                    self.outage_until = now + MIN_BACKOFF;
                }
                if self.consecutive_failures == 1 || self.consecutive_failures.is_multiple_of(100) {
                    tracing::warn!(
                        why,
                        failures = self.consecutive_failures,
                        "a message could not be sent, trying again"
                    );
                }
                self.requeue(letter, now);
            }
        }
    }

    fn count_outcome(&self, letter: &QueuedMessage, outcome: &DeliveryOutcome) {
        let metrics = &self.deps.metrics;
        match outcome {
            DeliveryOutcome::Sent { .. } => metrics.messages_sent(letter.urgency),
            DeliveryOutcome::ChatUnreachable { .. } => {
                metrics.messages_failed(DeliveryFailure::ChatUnreachable)
            }
            DeliveryOutcome::Expired => metrics.messages_failed(DeliveryFailure::Expired),
            DeliveryOutcome::PermanentFailure { error } => {
                metrics.messages_failed(DeliveryFailure::Permanent);
                tracing::warn!(letter = %letter.key, %error, "a message was refused and is kept");
            }
            DeliveryOutcome::Cancelled
            | DeliveryOutcome::LiveMessageLost { .. }
            | DeliveryOutcome::GroupMigrated { .. } => {}
        }
    }

    /// Keeps what became of a letter until the next commit.
    fn buffer_result(&mut self, letter: QueuedMessage, outcome: DeliveryOutcome, now: Millis) {
        let change = scheduler::edit_target(&letter);
        let settlement = DeliveryResult { key: letter.key.clone(), outcome };
        let number = self.deps.delivery_results.add(self.epoch, settlement);
        if letter.live_message.is_empty() {
            change.iter().for_each(|change| self.scheduler.unlock_edit(change));
        }
        self.recently_sent.finished_calls.push_back(FinishedCall {
            result_number: number,
            key: letter.key,
            live_message: letter.live_message,
        });
        self.unrecorded_since.get_or_insert(now);
    }

    fn requeue(&mut self, letter: QueuedMessage, now: Millis) {
        self.recently_sent.keys.remove(&letter.key);
        scheduler::edit_target(&letter).iter().for_each(|change| self.scheduler.unlock_edit(change));
        let held = self.scheduler.requeue(letter);
        self.complete_superseded(held, now);
    }

    /// Has what has landed written, when it is time, beside everything else.
    fn record_results_if_due(&mut self, now: Millis) {
        // a time that is still to come: the last try failed a moment ago
        let is_time = self.unrecorded_since.is_some_and(|since| {
            now - since >= RECORD_AFTER
                || (since <= now && self.deps.delivery_results.len() >= self.max_in_flight / 2)
        });
        if is_time && self.recording.is_empty() {
            self.unrecorded_since = None;
            let means = Arc::clone(&self.deps);
            self.recording.spawn(async move { record_pending_results(&means).await });
        }
    }

    fn on_recorded(&mut self, settled: Result<sqlx::Result<()>, JoinError>) {
        if let Ok(Err(error)) = settled {
            tracing::warn!(%error, "what was sent cannot be settled, trying again");
            self.unrecorded_since = Some(self.deps.clock.real_now() + RESCAN_EVERY);
        } else if !self.deps.delivery_results.is_empty() {
            self.unrecorded_since.get_or_insert(self.deps.clock.real_now());
        }
    }
}

/// Writes what has landed in a transaction of its own.
async fn record_pending_results(means: &SenderDeps) -> sqlx::Result<()> {
    if means.delivery_results.is_empty() {
        return Ok(());
    }
    let mut tx = means.db.begin().await?;
    let taken = means.delivery_results.take();
    let done = async {
        if !delivery_results::record_results(&mut tx, taken.0, &taken.1).await? {
            means.delivery_results.mark_epoch_lost(taken.0);
        }
        tx.commit().await
    };
    match done.await {
        Ok(()) => {
            means.delivery_results.mark_recorded(taken.1.len());
            Ok(())
        }
        Err(error) => {
            means.delivery_results.put_back(taken);
            Err(error)
        }
    }
}

impl RecentlySent {
    /// A slot's message is in the database now: the next letter for it may go.
    fn unlock_live_messages(&mut self, written: u64, line: &mut SendScheduler) {
        let settled = self.finished_calls.iter_mut().take_while(|landed| landed.result_number <= written);
        for landed in settled.filter(|landed| !landed.live_message.is_empty()) {
            line.unlock_edit(&std::mem::take(&mut landed.live_message));
        }
    }

    /// Everything settled up to `written` is gone from the database, or waits there anew.
    fn forget_recorded(&mut self, written: u64) {
        while let Some(landed) = self.finished_calls.pop_front_if(|landed| landed.result_number <= written) {
            self.keys.remove(&landed.key);
        }
    }
}

//! Counters and gauges for monitoring, in OpenMetrics text format. Numbers only, no personal data.

use std::sync::atomic::{AtomicI64, Ordering};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};
use strum::VariantArray;

use crate::chat::Urgency;
use crate::clock::RealTime;

/// One label: name and value.
type Label = [(&'static str, &'static str); 1];

/// Why an attempt to deliver a message failed. Displays as the label of the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
pub enum DeliveryFailure {
    /// 403: the chat accepts nothing from the bot any more.
    #[strum(serialize = "gone")]
    ChatUnreachable,
    /// 400: the message will never be accepted.
    #[strum(serialize = "refused")]
    Permanent,
    /// 429: it is sent again later.
    #[strum(serialize = "too_many")]
    RateLimited,
    /// A failure of the network or the server: it is sent again later.
    #[strum(serialize = "no_answer")]
    ServerUnavailable,
    /// Its deadline passed before it was sent.
    #[strum(serialize = "expired")]
    Expired,
}

/// Work that needs a database that can be written. Displays as the label of the metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum DatabaseTask {
    /// Committing the effect of updates.
    Updates,
    /// Taking or renewing the lease.
    Lease,
}

/// The metrics of one running bot.
#[derive(Default)]
pub struct Metrics {
    /// Updates whose effect was committed.
    pub updates: Counter,
    /// Updates that were delivered again after their effect was committed.
    pub duplicate_updates: Counter,
    /// Updates given up after repeated failures.
    pub updates_quarantined: Counter,
    /// Reminders put into the outbox.
    pub reminders_sent: Counter,
    /// Reminders that were not sent because their moment had passed.
    pub reminders_missed: Counter,
    /// Reminders that are due and not in the outbox.
    pub reminders_due: Gauge<i64, AtomicI64>,
    /// Recipients whom the current announcement has not reached.
    pub announcement_waiting: Gauge<i64, AtomicI64>,
    /// Messages that Telegram refused for good.
    pub outbox_refused: Gauge<i64, AtomicI64>,
    /// Questions in the queue.
    pub questions_waiting: Gauge<i64, AtomicI64>,
    /// Database reads of the hall screen's state, which all viewers share.
    pub hall_read: Counter,
    /// Database reads of what the open pages of the audience show.
    pub audience_read: Counter,
    /// The same of the stage's.
    pub stage_read: Counter,
    last_response_at: AtomicI64,
    sent: Family<Label, Counter>,
    failed: Family<Label, Counter>,
    waiting: Family<Label, Gauge<i64, AtomicI64>>,
    outbox_oldest_seconds: Family<Label, Gauge<i64, AtomicI64>>,
    degraded: Family<Label, Gauge<i64, AtomicI64>>,
}

impl Metrics {
    /// Counts a delivered message.
    pub fn messages_sent(&self, urgency: Urgency) {
        self.sent.get_or_create(&urgency_label(urgency)).inc();
    }

    /// The server answered at `at`. After a 429 `at` is the end of the wait it asked for.
    pub fn record_response(&self, at: RealTime) {
        self.last_response_at.fetch_max(at.0, Ordering::Relaxed);
    }

    /// When the server last answered; 0 if it never did.
    pub fn last_response_at(&self) -> RealTime {
        RealTime(self.last_response_at.load(Ordering::Relaxed))
    }

    /// Counts a failed attempt to deliver a message.
    pub fn messages_failed(&self, reason: DeliveryFailure) {
        self.failed.get_or_create(&[("reason", reason.into())]).inc();
    }

    /// Records whether the last attempt at this work succeeded.
    pub fn set_healthy(&self, task: DatabaseTask, is_done: bool) {
        self.degraded.get_or_create(&task_label(task)).set(i64::from(!is_done));
    }

    /// Whether any work waits for the database, which may be readable all the same.
    pub fn is_degraded(&self) -> bool {
        DatabaseTask::VARIANTS.iter().any(|task| self.degraded.get_or_create(&task_label(*task)).get() != 0)
    }

    /// Sets how many messages of an urgency wait, and for how many seconds the oldest has waited.
    pub fn outbox_queued(&self, urgency: Urgency, count: i64, oldest_seconds: i64) {
        let label = urgency_label(urgency);
        self.waiting.get_or_create(&label).set(count);
        self.outbox_oldest_seconds.get_or_create(&label).set(oldest_seconds);
    }

    /// All metrics, as the text that a scraper reads.
    pub fn to_prometheus_text(&self) -> String {
        let mut registry = Registry::with_prefix("koze");
        registry.register("updates", "Updates whose effect was committed", self.updates.clone());
        registry.register(
            "updates_repeated",
            "Updates delivered again after their effect was committed",
            self.duplicate_updates.clone(),
        );
        registry.register(
            "updates_set_aside",
            "Updates given up after three attempts",
            self.updates_quarantined.clone(),
        );
        registry.register("reminders_sent", "Reminders put into the outbox", self.reminders_sent.clone());
        registry.register(
            "reminders_missed",
            "Reminders not sent because their moment had passed",
            self.reminders_missed.clone(),
        );
        registry.register(
            "reminders_due",
            "Reminders that are due and not in the outbox",
            self.reminders_due.clone(),
        );
        registry.register(
            "announcement_waiting",
            "Recipients whom the current announcement has not reached",
            self.announcement_waiting.clone(),
        );
        registry.register("messages_sent", "Messages sent, by urgency", self.sent.clone());
        registry.register(
            "messages_failed",
            "Failed attempts to send a message, by reason",
            self.failed.clone(),
        );
        registry.register(
            "outbox_waiting",
            "Messages that wait to be sent, by urgency",
            self.waiting.clone(),
        );
        registry.register_with_unit(
            "outbox_oldest",
            "How long the oldest message has waited, by urgency",
            Unit::Seconds,
            self.outbox_oldest_seconds.clone(),
        );
        registry.register(
            "database_stuck",
            "1 while this work waits for the database to be writable",
            self.degraded.clone(),
        );
        registry.register(
            "outbox_refused",
            "Messages that Telegram refused for good",
            self.outbox_refused.clone(),
        );
        registry.register("questions_waiting", "Questions in the queue", self.questions_waiting.clone());
        registry.register("stage_read", "Database reads of the stage's state", self.stage_read.clone());
        registry.register("hall_read", "Database reads of the hall screen's state", self.hall_read.clone());
        let what = "Database reads of what the open pages of the audience show";
        registry.register("audience_read", what, self.audience_read.clone());
        let mut text = String::new();
        // Writing into a string cannot fail.
        let _ = encode(&mut text, &registry);
        text
    }
}

fn task_label(task: DatabaseTask) -> Label {
    [("work", task.into())]
}

/// The label values are part of the public interface: dashboards and alerts use them.
fn urgency_label(urgency: Urgency) -> Label {
    let name = match urgency {
        Urgency::Press => "press",
        Urgency::Staff => "desk",
        Urgency::Answer => "answer",
        Urgency::Notice => "notice",
        Urgency::Reminder => "reminder",
        Urgency::Announcement => "announcement",
    };
    [("urgency", name)]
}

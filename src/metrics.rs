//! What is counted for whoever watches, in Prometheus' text format. Numbers only, no people.

use std::sync::atomic::{AtomicI64, Ordering};

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::{Registry, Unit};

use crate::clock::Millis;

type Label = [(&'static str, &'static str); 1];

/// The urgencies by name, in their order.
pub const URGENCY_NAMES: [&str; 6] = ["press", "desk", "answer", "notice", "reminder", "announcement"];

/// Why a message did not arrive, or not yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryFailure {
    /// 403: the chat takes nothing from the bot any more.
    ChatUnreachable,
    /// 400: it will never be taken.
    Permanent,
    /// 429: it is sent again later.
    RateLimited,
    /// The network or the server: it is sent again later.
    ServerUnavailable,
    /// It was no longer worth sending.
    Expired,
}

/// What cannot be done without a database that can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatabaseTask {
    /// Updates get their effect.
    Updates,
    /// The lease is taken or renewed.
    Lease,
}

/// The counters of one running bot.
#[derive(Default)]
pub struct Metrics {
    pub updates: Counter,
    pub duplicate_updates: Counter,
    pub updates_quarantined: Counter,
    pub reminders_sent: Counter,
    pub reminders_missed: Counter,
    pub reminders_due: Gauge<i64, AtomicI64>,
    pub announcement_waiting: Gauge<i64, AtomicI64>,
    pub outbox_refused: Gauge<i64, AtomicI64>,
    pub questions_waiting: Gauge<i64, AtomicI64>,
    /// How often the hall's state was read from the database, whoever looks at it.
    pub hall_read: Counter,
    spoke_at: AtomicI64,
    sent: Family<Label, Counter>,
    failed: Family<Label, Counter>,
    waiting: Family<Label, Gauge<i64, AtomicI64>>,
    outbox_oldest_seconds: Family<Label, Gauge<i64, AtomicI64>>,
    degraded: Family<Label, Gauge<i64, AtomicI64>>,
}

impl DatabaseTask {
    const ALL: [Self; 2] = [Self::Updates, Self::Lease];

    fn label(self) -> Label {
        [("work", if self == Self::Updates { "updates" } else { "lease" })]
    }
}

impl DeliveryFailure {
    fn name(self) -> &'static str {
        match self {
            Self::ChatUnreachable => "gone",
            Self::Permanent => "refused",
            Self::RateLimited => "too_many",
            Self::ServerUnavailable => "no_answer",
            Self::Expired => "expired",
        }
    }
}

impl Metrics {
    /// A message of this urgency has arrived.
    pub fn messages_sent(&self, urgency: i64) {
        if let Some(label) = urgency_label(urgency) {
            self.sent.get_or_create(&label).inc();
        }
    }

    /// The server has answered a call, or told one chat to wait until then (real time).
    pub fn record_response(&self, at: Millis) {
        self.spoke_at.fetch_max(at, Ordering::Relaxed);
    }

    /// When the server last answered; 0 if it never did.
    pub fn last_response_at(&self) -> Millis {
        self.spoke_at.load(Ordering::Relaxed)
    }

    /// A try came to nothing.
    pub fn messages_failed(&self, why: DeliveryFailure) {
        self.failed.get_or_create(&[("reason", why.name())]).inc();
    }

    /// Whether the database let this be done when it was last tried.
    pub fn set_healthy(&self, work: DatabaseTask, done: bool) {
        self.degraded.get_or_create(&work.label()).set(i64::from(!done));
    }

    /// Whether something waits for the database, which may be readable all the same.
    pub fn is_degraded(&self) -> bool {
        DatabaseTask::ALL.iter().any(|work| self.degraded.get_or_create(&work.label()).get() != 0)
    }

    /// How many messages of an urgency wait, and for how many seconds the oldest has.
    pub fn outbox_queued(&self, urgency: i64, count: i64, oldest: i64) {
        if let Some(label) = urgency_label(urgency) {
            self.waiting.get_or_create(&label).set(count);
            self.outbox_oldest_seconds.get_or_create(&label).set(oldest);
        }
    }

    /// The text that a scraper reads.
    pub fn to_prometheus_text(&self) -> String {
        let mut registry = Registry::with_prefix("koze");
        registry.register("updates", "Updates that had their effect", self.updates.clone());
        registry.register(
            "updates_repeated",
            "Updates that came a second time",
            self.duplicate_updates.clone(),
        );
        registry.register(
            "updates_set_aside",
            "Updates given up after three tries",
            self.updates_quarantined.clone(),
        );
        registry.register("reminders_sent", "Reminders put into the outbox", self.reminders_sent.clone());
        registry.register(
            "reminders_missed",
            "Reminders whose moment had passed",
            self.reminders_missed.clone(),
        );
        registry.register(
            "reminders_due",
            "Reminders owed by now and not in the outbox yet",
            self.reminders_due.clone(),
        );
        registry.register(
            "announcement_waiting",
            "People whom an announcement under way has not reached yet",
            self.announcement_waiting.clone(),
        );
        registry.register("messages_sent", "Messages that arrived, by urgency", self.sent.clone());
        registry.register("messages_failed", "Tries that came to nothing, by reason", self.failed.clone());
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
            "1 while this waits for the database to be writable again",
            self.degraded.clone(),
        );
        registry.register(
            "outbox_refused",
            "Messages that were refused and kept",
            self.outbox_refused.clone(),
        );
        registry.register("questions_waiting", "Questions in the queue", self.questions_waiting.clone());
        registry.register("hall_read", "Times the hall's state was read", self.hall_read.clone());
        let mut text = String::new();
        // writing into a string cannot fail
        let _ = encode(&mut text, &registry);
        text
    }
}

fn urgency_label(urgency: i64) -> Option<Label> {
    let name = URGENCY_NAMES.get(usize::try_from(urgency).ok()?)?;
    Some([("urgency", name)])
}

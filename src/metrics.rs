//! What is counted for whoever watches, in Prometheus' text format. Numbers only, no people.

use std::sync::atomic::AtomicI64;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

/// The counters of one running bot.
#[derive(Default)]
pub struct Metrics {
    pub updates: Counter,
    pub repeated: Counter,
    pub set_aside: Counter,
    pub reminders_sent: Counter,
    pub reminders_missed: Counter,
    pub outbox_waiting: Gauge<i64, AtomicI64>,
    pub outbox_refused: Gauge<i64, AtomicI64>,
    pub questions_waiting: Gauge<i64, AtomicI64>,
}

impl Metrics {
    /// The text that a scraper reads.
    pub fn text(&self) -> String {
        let mut registry = Registry::with_prefix("koze");
        registry.register("updates", "Updates that had their effect", self.updates.clone());
        registry.register("updates_repeated", "Updates that came a second time", self.repeated.clone());
        registry.register("updates_set_aside", "Updates given up after three tries", self.set_aside.clone());
        registry.register("reminders_sent", "Reminders put into the outbox", self.reminders_sent.clone());
        registry.register(
            "reminders_missed",
            "Reminders whose moment had passed",
            self.reminders_missed.clone(),
        );
        registry.register("outbox_waiting", "Messages that wait to be sent", self.outbox_waiting.clone());
        registry.register(
            "outbox_refused",
            "Messages that were refused and kept",
            self.outbox_refused.clone(),
        );
        registry.register("questions_waiting", "Questions in the queue", self.questions_waiting.clone());
        let mut text = String::new();
        // writing into a string cannot fail
        let _ = encode(&mut text, &registry);
        text
    }
}

//! Latency of one answer when nothing else waits: from the arrival of an update at Telegram to the complete
//! request that answers it, over HTTP on loopback, with SQLite and `synchronous = FULL`.
//!
//! `cargo bench --bench latency`

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

use std::time::Instant;

use koze::clock::Clock;
use koze::database_identity::{DatabaseKind, OpenRequest};
use koze::programme::Programme;
use koze::rehearsal::default_start_time;
use koze::rehearsal::instance::RehearsalInstance;

/// Each to another person, one after the other.
const ANSWERS: i64 = 500;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let programme = Programme::built_in();
    let clock = Clock::simulated(default_start_time(&programme), 1.0);
    let instance =
        RehearsalInstance::start(&programme, &clock, None, OpenRequest::new(DatabaseKind::Rehearsal)).await?;
    let emulator = &instance.emulator;
    let mut times = Vec::new();
    for person in 10_000..10_000 + ANSWERS {
        #[expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]
        let asked = Instant::now();
        emulator.user_sends_text(person, "c'est où ?");
        loop {
            let revision = emulator.revision();
            if emulator.messages(person).len() == 2 {
                break;
            }
            emulator.wait_for_change(revision).await;
        }
        times.push(asked.elapsed().as_secs_f64() * 1_000.0);
        // recording this delivery must not slow down the next answer
        clock.sleep(std::time::Duration::from_millis(40)).await;
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "{ANSWERS} answers, milliseconds: p50 {:.1}, p99 {:.1}, longest {:.1}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    instance.shut_down().await;
    Ok(())
}

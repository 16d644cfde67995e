//! How long an answer takes when nothing else waits: from an update's arrival at Telegram to the
//! complete request that answers it, over HTTP on loopback, with SQLite and `synchronous=FULL`.
//!
//! `cargo bench --bench latency`

use std::time::Instant;

use koze::clock::Clock;
use koze::database_identity::{DatabaseKind, OpenRequest};
use koze::programme::Programme;
use koze::rehearsal::default_start_time;
use koze::rehearsal::instance::RehearsalInstance;

/// Each by somebody else, one after the other.
const ANSWERS: i64 = 500;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let programme = Programme::built_in();
    let clock = Clock::simulated(default_start_time(&programme), 1.0);
    let performance =
        RehearsalInstance::start(&programme, &clock, None, OpenRequest::new(DatabaseKind::Rehearsal)).await?;
    let emulator = &performance.emulator;
    let mut taken = Vec::new();
    for person in 10_000..10_000 + ANSWERS {
        #[expect(clippy::disallowed_methods, reason = "what is measured is real time")]
        let asked = Instant::now();
        emulator.user_sends_text(person, "c'est où ?");
        loop {
            let seen = emulator.revision();
            if emulator.messages(person).len() == 2 {
                break;
            }
            emulator.wait_for_change(seen).await;
        }
        taken.push(asked.elapsed().as_secs_f64() * 1_000.0);
        // the settlement of this answer is not to weigh on the next
        clock.sleep(std::time::Duration::from_millis(40)).await;
    }
    taken.sort_by(f64::total_cmp);
    let at = |share: f64| taken[((taken.len() - 1) as f64 * share) as usize];
    println!(
        "{ANSWERS} answers, milliseconds: p50 {:.1}, p99 {:.1}, longest {:.1}",
        at(0.5),
        at(0.99),
        at(1.0)
    );
    performance.shut_down().await;
    Ok(())
}

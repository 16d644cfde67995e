//! Cost by the size of the database: with a thousand to a million people and questions, the cost of one turn, one
//! tick and one page of the queue. Then the start-up time of a bot with a hundred thousand people stored, and its
//! memory and CPU time while idle.
//!
//! ```text
//! cargo bench --bench growth                     SQLite, in a temporary folder
//! cargo bench --bench growth -- 1000 10000       other sizes
//! ```

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

mod fill;
#[path = "../load/machine.rs"]
mod machine;

use std::process::Command;
use std::time::{Duration, Instant};

use koze::app::App;
use koze::clock::{Clock, EventTime};
use koze::config::BotConfig;
use koze::ids::UpdateId;
use koze::programme::{Programme, Schedule};
use koze::rehearsal::instance::{TOKEN, bot_account};
use koze::telegram::RawUpdate;
use koze::turn::EventContext;
use koze::{questions, registration, reminders};
use serde_json::json;
use telegram_emulator::{BotApiServer, TelegramEmulator};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use fill::{FIRST_PERSON, fill_database};

const ROUNDS: i64 = 200;
/// 10:50 in Martinique, during the round table: questions are open.
const NOW: i64 = 1_353_682_200_000;
const STORED_PEOPLE: i64 = 100_000;
const START_COUNT: usize = 11;
/// Has written a question before each start.
const ASKER: i64 = 3_100_000_000;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut sizes: Vec<i64> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    if sizes.is_empty() {
        sizes = vec![1_000, 10_000, 100_000, 1_000_000];
    }
    let fdatasync = machine::measure_fdatasync(tempfile::tempdir_in(".")?.path())?;
    println!(
        "SQLite, fdatasync {:.3} ms; medians of {ROUNDS} in milliseconds",
        fdatasync.as_secs_f64() * 1e3
    );
    println!(
        "{:>9} {:>10} {:>10} {:>10} {:>10} {:>10} {:>10}",
        "stored", "question", "answer", "page", "next", "tick", "confirmed"
    );
    let mut smallest = None;
    for size in sizes {
        let figures = measure_costs(size).await?;
        let baseline = *smallest.get_or_insert(figures);
        let cells = figures.iter().map(|ms| format!("{ms:>10.2}"));
        println!("{size:>9} {}", cells.collect::<Vec<_>>().join(" "));
        let ratios = figures.iter().zip(baseline).map(|(ms, baseline)| format!("{:>9.2}×", ms / baseline));
        println!("{:>9} {}", "", ratios.collect::<Vec<_>>().join(" "));
    }
    measure_start().await
}

/// Median milliseconds of: a question asked, a question about the programme, a page of questions to vote for, the
/// moderator's next five, a tick with nothing due, and a registration confirmed eleven days before the event.
async fn measure_costs(people: i64) -> anyhow::Result<[f64; 6]> {
    let folder = tempfile::tempdir_in(".")?;
    let database_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    fill_database(&database_url, people).await?;
    let settings =
        BotConfig { token: TOKEN.into(), api_url: "http://127.0.0.1:9".into(), database_url, send_rate: 0 };
    let clock = Clock::simulated(EventTime(NOW), 1.0);
    let programme = Programme::built_in();
    let app = App::open(&settings, programme.clone(), clock.clone()).await?;
    let mut dispatcher = app.dispatcher();
    let mut update = 0;
    let mut times: [Vec<Duration>; 6] = Default::default();
    for round in 0..ROUNDS {
        let person = FIRST_PERSON + 1 + (round * 7_919) % people;
        // a new person each round: an author must wait before asking again
        let newcomer = 3_000_000_000 + round;
        for (column, who, text) in [
            (None, newcomer, "/question"),
            (Some(0), newcomer, "Qui paie les adultes relais, et pour combien de temps encore ?"),
            (Some(1), person, "c'est à quelle heure la table ronde"),
            (Some(2), person, "/questions"),
        ] {
            update += 1;
            let raw_update = message_update(update, who, text)?;
            let began = Instant::now();
            dispatcher.handle(&[raw_update]).await.map_err(|outage| anyhow::anyhow!("{outage}"))?;
            if let Some(column) = column {
                times[column].push(began.elapsed());
            }
        }
        let began = Instant::now();
        let mut conn = app.db.reader().await?;
        questions::next_up(&mut conn, true, 5).await?;
        times[3].push(began.elapsed());
        drop(conn);
        let schedule = Schedule::from_programme(&programme);
        let event = EventContext {
            programme: &programme,
            schedule: &schedule,
            now: clock.event_now(),
            real_now: clock.real_now(),
        };
        let mut tx = app.db.begin().await?;
        if round == 0 {
            // everything that was due before the first round
            while reminders::tick(&mut tx, event).await?.more {}
        }
        let began = Instant::now();
        reminders::tick(&mut tx, event).await?;
        registration::tick(&mut tx, event).await?;
        questions::tick(&mut tx, event.now, event.real_now).await?;
        times[4].push(began.elapsed());
        tx.commit().await?;
    }
    app.db.close().await;
    let early = Clock::simulated(EventTime(NOW - 11 * 86_400_000), 1.0);
    let app = App::open(&settings, programme, early).await?;
    let mut dispatcher = app.dispatcher();
    for round in 0..ROUNDS {
        let steps = ["reg:consent:yes", "reg:name:same", "reg:category:resident", "", "reg:summary:confirm"];
        for (step, data) in ["/start"].iter().chain(&steps).enumerate() {
            update += 1;
            let newcomer = 3_000_000_000 + ROUNDS + round;
            let raw_update = match step {
                0 => message_update(update, newcomer, data)?,
                4 => message_update(update, newcomer, "Passer")?,
                _ => press_update(update, newcomer, data)?,
            };
            let began = Instant::now();
            dispatcher.handle(&[raw_update]).await.map_err(|outage| anyhow::anyhow!("{outage}"))?;
            if step == steps.len() {
                times[5].push(began.elapsed());
            }
        }
    }
    let mut conn = app.db.reader().await?;
    let registered = registration::count(&mut conn).await?;
    anyhow::ensure!(registered == people + ROUNDS, "{registered} are registered");
    drop(conn);
    app.db.close().await;
    Ok(times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e3
    }))
}

fn message_update(update: i64, person: i64, text: &str) -> anyhow::Result<RawUpdate> {
    let from = json!({ "id": person, "is_bot": false, "first_name": "Marie", "language_code": "fr" });
    let chat = json!({ "id": person, "type": "private", "first_name": "Marie" });
    let mut message =
        json!({ "message_id": update, "date": NOW / 1_000, "from": from, "chat": chat, "text": text });
    if text.starts_with('/') {
        message["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": text.len() }]);
    }
    let json = serde_json::value::to_raw_value(&json!({ "update_id": update, "message": message }))?;
    Ok(RawUpdate { id: UpdateId(update), json })
}

fn press_update(update: i64, person: i64, data: &str) -> anyhow::Result<RawUpdate> {
    let from = json!({ "id": person, "is_bot": false, "first_name": "Marie", "language_code": "fr" });
    let chat = json!({ "id": person, "type": "private", "first_name": "Marie" });
    let pressed_message = json!({ "message_id": 1, "date": NOW / 1_000, "chat": chat, "text": "?" });
    let press = json!({
        "id": update.to_string(), "from": from, "message": pressed_message, "chat_instance": "1", "data": data
    });
    let json = serde_json::value::to_raw_value(&json!({ "update_id": update, "callback_query": press }))?;
    Ok(RawUpdate { id: UpdateId(update), json })
}

/// Prints the time from the start of the process to its first `getUpdates` and to the answer to the waiting update,
/// over several starts; then its memory, its CPU time while idle and the size of the binary.
async fn measure_start() -> anyhow::Result<()> {
    let folder = tempfile::tempdir_in(".")?;
    let database_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    fill_database(&database_url, STORED_PEOPLE).await?;
    let (mut polls, mut answers) = (Vec::new(), Vec::new());
    let (mut memory, mut idle) = (0.0, 0.0);
    for round in 0..START_COUNT {
        let emulator = TelegramEmulator::new(Clock::real(), bot_account());
        emulator.add_user(ASKER, "Marie", None, Some("fr"));
        emulator.user_sends_text(ASKER, "c'est à quelle heure la table ronde");
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let api_url = format!("http://{}", listener.local_addr()?);
        let stop = CancellationToken::new();
        tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_koze"));
        command.args(["run", "--api-url", &api_url, "--database-url", &database_url]);
        command.args(["--listen", "127.0.0.1:0", "--clock", "2012-11-10T10:00:00-04:00"]);
        command.env("TELOXIDE_TOKEN", TOKEN).env("RUST_LOG", "error");
        let began = Instant::now();
        let mut bot = command.spawn()?;
        for (method, times) in [("getUpdates", &mut polls), ("sendMessage", &mut answers)] {
            while emulator.call_count(method) == 0 && began.elapsed() < Duration::from_secs(30) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            times.push(began.elapsed());
        }
        if round == 0 {
            let (before, _) = machine::resource_usage(bot.id());
            tokio::time::sleep(Duration::from_secs(10)).await;
            idle = (machine::resource_usage(bot.id()).0 - before) * 1e2;
            memory = machine::memory_mib(bot.id(), "VmRSS:");
        }
        bot.kill()?;
        bot.wait()?;
        stop.cancel();
    }
    let ms = |mut times: Vec<Duration>| {
        times.sort_unstable();
        [times[times.len() / 2], times[times.len() - 1]].map(|time| time.as_secs_f64() * 1e3)
    };
    let ([poll, longest_poll], [answer, longest_answer]) = (ms(polls), ms(answers));
    let binary = std::fs::metadata(env!("CARGO_BIN_EXE_koze"))?.len() as f64 / 1_048_576.0;
    println!(
        "{STORED_PEOPLE} people stored, killed before each of {START_COUNT} starts: first getUpdates after {poll:.0} ms \
         (longest {longest_poll:.0}), first answer after {answer:.0} ms (longest {longest_answer:.0}); \
         idle it takes {memory:.1} MiB and {idle:.1} ms of CPU time a second; binary {binary:.1} MiB",
    );
    Ok(())
}

//! Load test of the real binary with simulated users in a closed loop: updates answered per second, response
//! times and cost. Each update is stored (SQLite with `synchronous = FULL`) before it is answered.
//!
//! ```text
//! cargo bench --bench load                                   questions, 200 people, SQLite
//! cargo bench --bench load -- registration|votes|text        another scenario
//! cargo bench --bench load -- questions --rate 1000          updates offered per second
//! cargo bench --bench load -- questions --webhook            delivered to a webhook instead of polling
//! cargo bench --bench load -- questions --instances 2        delivered to two instances in rotation
//! DATABASE_URL=postgres://… cargo bench --bench load         on PostgreSQL, in an empty database
//! ```
//!
//! It also prints the time to sync 4 KiB to the disk (fdatasync), the CPU time per update and the peak memory of
//! the bot.

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

mod load_generator;
mod machine;
mod script;

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use clap::Parser;
use koze::clock::EventTime;
use koze::db::Db;
use koze::i18n::Lang;
use koze::ids::PersonId;
use koze::questions::{self, NewQuestion, QuestionText};
use tokio::net::TcpListener;

use load_generator::{LoadGenerator, Webhooks};
use script::{Scenario, Script};

const SECRET: &str = "a-word-for-the-benchmark";
const WARM_UP: Duration = Duration::from_secs(5);
/// The ids of the authors of prepared questions start here, away from the users' ids.
const QUESTION_AUTHOR: i64 = 900_000_000;

#[derive(Parser)]
struct Arguments {
    #[arg(value_enum, default_value = "questions")]
    scenario: Scenario,
    #[arg(long, default_value_t = 200)]
    people: i64,
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Updates offered per second; 0: each user goes on at once.
    #[arg(long, default_value_t = 0)]
    rate: u64,
    /// With two or more, updates are delivered to their webhooks in rotation.
    #[arg(long, default_value_t = 1)]
    instances: usize,
    /// Deliver to a webhook even with one instance, instead of long polling.
    #[arg(long)]
    webhook: bool,
    /// Passed by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let folder = tempfile::Builder::new().prefix("koze-load").tempdir_in(".")?;
    let default_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    let database_url = std::env::var("DATABASE_URL").unwrap_or(default_url);
    let script = Script::of(arguments.scenario);
    prepare_database(&database_url, &script).await?;
    let fdatasync = machine::measure_fdatasync(folder.path())?;

    let ports: Vec<u16> = (0..arguments.instances).map(|_| free_port()).collect::<Result<_, _>>()?;
    let by_webhook = arguments.webhook || arguments.instances > 1;
    let urls = ports.iter().filter(|_| by_webhook).map(|port| format!("http://127.0.0.1:{port}/telegram"));
    let webhooks = Webhooks { urls: urls.collect(), secret: SECRET.to_owned() };
    let mean_think_time = if arguments.rate == 0 {
        Duration::ZERO
    } else {
        Duration::from_secs_f64(arguments.people as f64 / arguments.rate as f64)
    };
    let generator = LoadGenerator::new(script, webhooks, mean_think_time);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let api_url = format!("http://{}", listener.local_addr()?);
    let router = generator.router();
    tokio::spawn(async move { axum::serve(listener, router).await });

    let event = folder.path().join("event.toml");
    let shipped = include_str!("../../event.toml");
    let unlimited = shipped
        .replace("\nquestions_waiting = 3", "\nquestions_waiting = 0")
        .replace("\nseconds_between_questions = 30", "\nseconds_between_questions = 0");
    std::fs::write(&event, unlimited)?;
    let mut bots = Vec::new();
    for port in &ports {
        let mut command = Command::new(env!("CARGO_BIN_EXE_koze"));
        command.args(["run", "--api-url", &api_url, "--database-url", &database_url, "--send-rate", "0"]);
        command.arg("--event").arg(&event).args(["--listen", &format!("127.0.0.1:{port}")]);
        let day = if arguments.scenario == Scenario::Registration { "10T10:00" } else { "23T10:40" };
        command.args(["--clock", &format!("2012-11-{day}:00-04:00")]);
        if by_webhook {
            // Kozé accepts https only, as Telegram does: this is the address of an imaginary proxy
            command.args(["--webhook-url", "https://koze.example/telegram", "--webhook-secret", SECRET]);
        }
        command.env("TELOXIDE_TOKEN", "1:benchmark-benchmark-benchmark-bench").env("RUST_LOG", "warn");
        bots.push(BotProcess(command.spawn()?));
    }
    wait_until_ready(&ports).await?;

    generator.add_users(arguments.people);
    tokio::time::sleep(WARM_UP).await;
    generator.take_measurements();
    let before: Vec<f64> = bots.iter().map(|bot| machine::resource_usage(bot.0.id()).0).collect();
    let began = Instant::now();
    tokio::time::sleep(Duration::from_secs(arguments.seconds)).await;
    let measured = generator.take_measurements();
    let seconds = began.elapsed().as_secs_f64();
    let after: Vec<(f64, f64)> = bots.iter().map(|bot| machine::resource_usage(bot.0.id())).collect();
    drop(bots);

    let mut response_times = measured.response_times;
    response_times.sort_unstable();
    let at = |share: f64| {
        response_times
            .get(((response_times.len().max(1) - 1) as f64 * share) as usize)
            .map_or(0.0, |wait| wait.as_secs_f64() * 1e3)
    };
    let cpu: f64 = after.iter().zip(&before).map(|((cpu, _), before)| cpu - before).sum();
    let peaks: Vec<String> = after.iter().map(|(_, peak)| format!("{peak:.0}")).collect();
    let engine = database_url.split(':').next().unwrap_or_default();
    println!(
        "{:?}, {engine}, {} people, {} instance(s){}: {:.0} updates/s   p50 {:.1} ms   p99 {:.1} ms   longest {:.0} ms   \
         {:.3} ms of CPU time per update   peak {} MiB   fdatasync {:.3} ms",
        arguments.scenario,
        arguments.people,
        arguments.instances,
        if by_webhook { ", by webhook" } else { "" },
        response_times.len() as f64 / seconds,
        at(0.5),
        at(0.99),
        at(1.0),
        cpu * 1e3 / response_times.len().max(1) as f64,
        peaks.join(" and "),
        fdatasync.as_secs_f64() * 1e3,
    );
    if !measured.unexpected.is_empty() {
        println!("unexpected calls: {:?}", measured.unexpected);
    }
    Ok(())
}

/// A running bot; killed on drop.
struct BotProcess(Child);

impl Drop for BotProcess {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> std::io::Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until `/readyz` of each instance succeeds.
async fn wait_until_ready(ports: &[u16]) -> anyhow::Result<()> {
    let until = Instant::now() + Duration::from_secs(60);
    for port in ports {
        let page = format!("http://127.0.0.1:{port}/readyz");
        while !reqwest::get(&page).await.is_ok_and(|response| response.status().is_success()) {
            anyhow::ensure!(Instant::now() < until, "the bot did not become ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    Ok(())
}

/// Migrates the database and inserts the questions that the script needs.
async fn prepare_database(url: &str, script: &Script) -> anyhow::Result<()> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    let mut tx = db.begin().await?;
    for number in 0..script.questions {
        let text = QuestionText::parse(&format!("What about point {number} of the programme?"))
            .map_err(|_| anyhow::anyhow!("not a question"))?;
        let new = NewQuestion::written(PersonId(QUESTION_AUTHOR + number), &text, Lang::En);
        questions::insert_question(&mut tx, new, EventTime(1)).await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}

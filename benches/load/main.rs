//! People who never stop, against the real binary: how many updates a second it answers, how soon, and
//! what that costs. Each update is stored (SQLite with `synchronous = FULL`) before it is answered.
//!
//! ```text
//! cargo bench --bench load                                   questions, 200 people, SQLite
//! cargo bench --bench load -- registration|votes|text        something else
//! cargo bench --bench load -- questions --rate 1000          so many updates a second are offered
//! cargo bench --bench load -- questions --instances 2        brought to two instances by turns
//! DATABASE_URL=postgres://… cargo bench --bench load         on PostgreSQL, in an empty database
//! ```
//!
//! Printed beside it: what it takes the disk to keep 4 KiB (fdatasync), processor time per update and
//! peak memory of the bot.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

mod load_generator;
mod machine;
mod script;

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use clap::Parser;
use koze::db::Db;
use koze::i18n::Lang;
use koze::questions::{self, NewQuestion, QuestionText};
use tokio::net::TcpListener;

use load_generator::{LoadGenerator, Webhooks};
use script::{Scenario, Script};

const SECRET: &str = "a-word-for-the-benchmark";
const WARM_UP: Duration = Duration::from_secs(5);
/// An author of questions who is none of the people.
const QUESTION_AUTHOR: i64 = 900_000_000;

#[derive(Parser)]
struct Arguments {
    #[arg(value_enum, default_value = "questions")]
    scenario: Scenario,
    #[arg(long, default_value_t = 200)]
    people: i64,
    #[arg(long, default_value_t = 20)]
    seconds: u64,
    /// Updates offered a second; 0: as many as are answered.
    #[arg(long, default_value_t = 0)]
    rate: u64,
    /// With two and more, updates are brought to them by turns; with one they are fetched.
    #[arg(long, default_value_t = 1)]
    instances: usize,
    /// Brought to a webhook even where there is one instance.
    #[arg(long)]
    webhook: bool,
    /// Given by cargo.
    #[arg(long, hide = true)]
    bench: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let asked = Arguments::parse();
    let folder = tempfile::Builder::new().prefix("koze-load").tempdir_in(".")?;
    let here = format!("sqlite://{}", folder.path().join("koze.db").display());
    let database_url = std::env::var("DATABASE_URL").unwrap_or(here);
    let script = Script::of(asked.scenario);
    prepare_database(&database_url, &script).await?;
    let probe = machine::measure_fdatasync(folder.path())?;

    let ports: Vec<u16> = (0..asked.instances).map(|_| free_port()).collect::<Result<_, _>>()?;
    let brought = asked.webhook || asked.instances > 1;
    let urls = ports.iter().filter(|_| brought).map(|port| format!("http://127.0.0.1:{port}/telegram"));
    let webhooks = Webhooks { urls: urls.collect(), secret: SECRET.to_owned() };
    let think = if asked.rate == 0 {
        Duration::ZERO
    } else {
        Duration::from_secs_f64(asked.people as f64 / asked.rate as f64)
    };
    let telegram = LoadGenerator::new(script, webhooks, think);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let api_url = format!("http://{}", listener.local_addr()?);
    let pages = telegram.router();
    tokio::spawn(async move { axum::serve(listener, pages).await });

    let event = folder.path().join("event.toml");
    let usual = include_str!("../../event.toml");
    let unlimited = usual
        .replace("\nquestions_waiting = 3", "\nquestions_waiting = 0")
        .replace("\nseconds_between_questions = 30", "\nseconds_between_questions = 0");
    std::fs::write(&event, unlimited)?;
    let mut bots = Vec::new();
    for port in &ports {
        let mut command = Command::new(env!("CARGO_BIN_EXE_koze"));
        command.args(["run", "--api-url", &api_url, "--database-url", &database_url, "--send-rate", "0"]);
        command.arg("--event").arg(&event).args(["--listen", &format!("127.0.0.1:{port}")]);
        let day = if asked.scenario == Scenario::Registration { "10T10:00" } else { "23T10:40" };
        command.args(["--clock", &format!("2012-11-{day}:00-04:00")]);
        if brought {
            // Telegram wants https, and so does Kozé: what is given here is where a proxy would stand
            command.args(["--webhook-url", "https://koze.example/telegram", "--webhook-secret", SECRET]);
        }
        command.env("TELOXIDE_TOKEN", "1:benchmark-benchmark-benchmark-bench").env("RUST_LOG", "warn");
        bots.push(BotProcess(command.spawn()?));
    }
    wait_until_ready(&ports).await?;

    telegram.add_users(asked.people);
    tokio::time::sleep(WARM_UP).await;
    telegram.take_measurements();
    let before: Vec<f64> = bots.iter().map(|bot| machine::resource_usage(bot.0.id()).0).collect();
    let began = Instant::now();
    tokio::time::sleep(Duration::from_secs(asked.seconds)).await;
    let seen = telegram.take_measurements();
    let seconds = began.elapsed().as_secs_f64();
    let after: Vec<(f64, f64)> = bots.iter().map(|bot| machine::resource_usage(bot.0.id())).collect();
    drop(bots);

    let mut waits = seen.response_times;
    waits.sort_unstable();
    let at = |share: f64| {
        waits
            .get(((waits.len().max(1) - 1) as f64 * share) as usize)
            .map_or(0.0, |wait| wait.as_secs_f64() * 1e3)
    };
    let cpu: f64 = after.iter().zip(&before).map(|((cpu, _), before)| cpu - before).sum();
    let peaks: Vec<String> = after.iter().map(|(_, peak)| format!("{peak:.0}")).collect();
    let engine = database_url.split(':').next().unwrap_or_default();
    println!(
        "{:?}, {engine}, {} people, {} instance(s){}: {:.0} updates/s   p50 {:.1} ms   p99 {:.1} ms   longest {:.0} ms   \
         {:.3} ms of processor an update   peak {} MiB   fdatasync {:.3} ms",
        asked.scenario,
        asked.people,
        asked.instances,
        if brought { ", brought" } else { "" },
        waits.len() as f64 / seconds,
        at(0.5),
        at(0.99),
        at(1.0),
        cpu * 1e3 / waits.len().max(1) as f64,
        peaks.join(" and "),
        probe.as_secs_f64() * 1e3,
    );
    if !seen.unexpected.is_empty() {
        println!("unexpected calls: {:?}", seen.unexpected);
    }
    Ok(())
}

/// A running bot; ended with this value.
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

/// Until each of them says that it is ready.
async fn wait_until_ready(ports: &[u16]) -> anyhow::Result<()> {
    let until = Instant::now() + Duration::from_secs(60);
    for port in ports {
        let page = format!("http://127.0.0.1:{port}/readyz");
        while !reqwest::get(&page).await.is_ok_and(|response| response.status().is_success()) {
            anyhow::ensure!(Instant::now() < until, "the bot does not get ready");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    Ok(())
}

/// The tables, and the questions that are there before anybody comes.
async fn prepare_database(url: &str, script: &Script) -> anyhow::Result<()> {
    let db = Db::open(url).await?;
    db.migrate().await?;
    let mut tx = db.begin().await?;
    for number in 0..script.questions {
        let text = QuestionText::parse(&format!("What about point {number} of the programme?"))
            .map_err(|_| anyhow::anyhow!("not a question"))?;
        let new = NewQuestion::written(QUESTION_AUTHOR + number, &text, Lang::En);
        questions::insert_question(&mut tx, new, 1).await?;
    }
    tx.commit().await?;
    db.close().await;
    Ok(())
}

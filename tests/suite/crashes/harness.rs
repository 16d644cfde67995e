//! The harness of the crash tests: the emulator, the database, the simulated
//! users, and the check of every effect and every message at the end.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use koze::clock::{Clock, Millis};
use koze::db::{Conn, Db};
use koze::dispatch;
use koze::fault_injection::FAILPOINTS;
use koze::outbox;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use telegram_emulator::{Backends, TelegramEmulator, deliver_webhooks};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::report::Report;
use super::simulated_users::{
    comparable_texts, find_repeats, question_number, question_text, sent_texts, sent_texts_with_times,
    simulate_user,
};
use crate::process::{BotProcess, EmulatedTelegram, TIMEOUT, free_port};
use crate::test_bot::Database;

const PEOPLE: i64 = 50;
pub const QUESTIONS: usize = 3;
/// This user runs alone before the first kill, and shows what everybody must get.
pub const REFERENCE_USER: i64 = 1_000;
/// The sender's number of calls in flight. As many messages may repeat after a kill.
const MAX_IN_FLIGHT: usize = 8;
/// The bot drops the answer to a press (not the message that the press causes) after this time, because the
/// phone has given up. That may happen when kills go on for longer.
const PRESS_EXPIRY: Millis = 15_000;
/// How long a bot may take to reach its failpoint.
const FAILPOINT_TIMEOUT: Duration = Duration::from_secs(10);

const WEBHOOK_URL: &str = "https://forum.example.org/telegram";
const WEBHOOK_SECRET: &str = "a-word-of-the-tests";

/// The emulator, the database, and the figures of one history.
pub struct CrashHarness {
    pub home: TempDir,
    pub telegram: EmulatedTelegram,
    pub database: Database,
    pub seed: u64,
    pub rng: StdRng,
    pub clock: Clock,
    pub backends: Backends,
    pub report: Report,
    /// When each bot was started.
    start_times: Vec<Millis>,
    stop: CancellationToken,
}

/// The texts that everybody must get, the running users, and the id of the first update.
pub struct SimulatedUsers {
    expected: Vec<String>,
    tasks: Vec<JoinHandle<i64>>,
    first_update: i64,
}

/// How a bot ends.
#[derive(Clone, Copy)]
pub enum Kill {
    /// The harness kills it at a random moment.
    AtRandomTime,
    /// It kills itself when it reaches this failpoint for the n-th time.
    AtFailpoint(&'static str, usize),
}

impl Kill {
    /// Two kills in five come at a random moment, the others at the failpoints in turn.
    pub fn nth(number: usize, chance: &mut StdRng) -> Self {
        let Some(point) = (number % 5).checked_sub(2) else { return Self::AtRandomTime };
        let point = FAILPOINTS[(number / 5 * 3 + point) % FAILPOINTS.len()];
        let times = match point {
            "takeover" => 1..=2,
            "before-send" | "after-send" => 1..=20,
            _ => 1..=5,
        };
        Self::AtFailpoint(point, chance.random_range(times))
    }
}

impl CrashHarness {
    pub async fn open(database: Database, seed: u64) -> Self {
        println!("seed {seed}");
        let home = tempfile::tempdir().unwrap();
        let event = include_str!("../../../event.toml")
            .replace("questions_waiting = 3", "questions_waiting = 0")
            .replace("seconds_between_questions = 30", "seconds_between_questions = 0");
        std::fs::write(home.path().join("event.toml"), event).unwrap();
        let telegram = EmulatedTelegram::open().await;
        let (behind, stop) = (Backends::default(), CancellationToken::new());
        tokio::spawn(deliver_webhooks(telegram.emulator.clone(), behind.clone(), stop.clone()));
        Self {
            home,
            telegram,
            database,
            seed,
            rng: StdRng::seed_from_u64(seed),
            clock: Clock::real(),
            backends: behind,
            report: Report { seeds: vec![seed], ..Report::default() },
            start_times: Vec::new(),
            stop,
        }
    }

    pub fn emulator(&self) -> &TelegramEmulator {
        &self.telegram.emulator
    }

    pub fn start(&mut self) -> BotProcess {
        self.start_with_kill(Kill::AtRandomTime, None)
    }

    /// Starts a bot that receives updates by webhook at this port.
    pub fn start_with_webhook(&mut self, port: u16) -> BotProcess {
        self.start_with_kill(Kill::AtRandomTime, Some(port))
    }

    /// Starts a bot that ends as `end` says. With a port it receives updates by webhook.
    pub fn start_with_kill(&mut self, end: Kill, port: Option<u16>) -> BotProcess {
        let mut settings =
            vec!["--event", "event.toml", "--clock", "2012-11-12T10:00:00-04:00", "--send-rate", "200"];
        let listen = format!("127.0.0.1:{}", port.unwrap_or_else(free_port));
        settings.extend(["--listen", &listen]);
        if port.is_some() {
            settings.extend(["--webhook-url", WEBHOOK_URL, "--webhook-secret", WEBHOOK_SECRET]);
        }
        let order = match end {
            Kill::AtRandomTime => String::new(),
            Kill::AtFailpoint(point, times) => format!("{point}:{times}"),
        };
        self.start_times.push(self.clock.real_now().0);
        let environment = [("KOZE_DIE_AT", order.as_str())];
        BotProcess::start_with_environment(
            &environment,
            &self.home,
            &self.telegram,
            &self.database.url,
            &settings,
        )
    }

    /// Starts two bots behind one webhook; returns their ports and the processes.
    pub fn start_pair(&mut self) -> ([u16; 2], [BotProcess; 2]) {
        let ports = [free_port(), free_port()];
        self.backends.set_addresses(ports.iter().map(|port| format!("http://127.0.0.1:{port}")).collect());
        (ports, ports.map(|port| self.start_with_webhook(port)))
    }

    /// Runs one user alone, then starts all others at once.
    pub async fn simulate_users(&self) -> SimulatedUsers {
        let emulator = self.emulator();
        let first_update = simulate_user(emulator, REFERENCE_USER).await;
        let model = comparable_texts(emulator, REFERENCE_USER);
        assert!(model.len() > 2 * QUESTIONS, "{model:#?}");
        let people = (1..=PEOPLE)
            .map(|person| {
                let emulator = emulator.clone();
                tokio::spawn(async move { simulate_user(&emulator, REFERENCE_USER + person).await })
            })
            .collect();
        SimulatedUsers { expected: model, tasks: people, first_update }
    }

    pub async fn random_pause(&mut self) {
        let millis = self.rng.random_range(20..500);
        self.clock.sleep(Duration::from_millis(millis)).await;
    }

    /// Ends a bot that was started with `end`. If it does not reach
    /// its failpoint while the users are busy, the harness kills it.
    pub async fn kill(&mut self, bot: &mut BotProcess, end: Kill, users: &SimulatedUsers) {
        self.report.peak_memory_kib = self.report.peak_memory_kib.max(bot.peak_memory_kib().unwrap_or(0));
        let failpoint = match end {
            Kill::AtRandomTime => {
                let clock = self.clock.clone();
                let begun = async {
                    while bot.get_page("/healthz").await.is_none() {
                        clock.sleep(Duration::from_millis(5)).await;
                    }
                };
                // wait until the bot is up, so that the kill interrupts its work
                clock.timeout(FAILPOINT_TIMEOUT, begun).await;
                self.random_pause().await;
                "sometime"
            }
            Kill::AtFailpoint(point, _) => {
                let clock = self.clock.clone();
                let ended = async {
                    while !bot.has_exited() && users.is_busy() {
                        clock.sleep(Duration::from_millis(2)).await;
                    }
                };
                clock.timeout(FAILPOINT_TIMEOUT, ended).await;
                if bot.has_exited() { point } else { "sometime" }
            }
        };
        self.report.peak_memory_kib = self.report.peak_memory_kib.max(bot.peak_memory_kib().unwrap_or(0));
        bot.kill();
        self.report.record_kill(failpoint);
        // calls still on the wire must reach the log before the next process starts
        self.clock.sleep(Duration::from_millis(50)).await;
    }

    /// Lets the users and the bots finish, then checks every effect and every message.
    pub async fn assert_consistent(
        mut self,
        users: SimulatedUsers,
        mut bots: Vec<BotProcess>,
        kills: usize,
    ) -> Report {
        let (clock, seed) = (self.clock.clone(), self.seed);
        let everybody = clock.timeout(TIMEOUT, join_all(users.tasks)).await;
        assert!(everybody.is_some(), "a user never got an answer: seed {seed}\n{}", bots[0].log());
        everybody.into_iter().flatten().for_each(|result| assert!(result.is_ok(), "{result:?}, seed {seed}"));
        let db = Db::open(&self.database.url).await.unwrap();
        let mut conn = db.reader().await.unwrap();
        let emptied = async {
            while outbox::count_queued_and_failed(&mut conn).await.unwrap().0 > 0 {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(
            clock.timeout(TIMEOUT, emptied).await.is_some(),
            "the outbox never became empty: seed {seed}"
        );
        for bot in &mut bots {
            self.report.peak_memory_kib = self.report.peak_memory_kib.max(bot.peak_memory_kib().unwrap_or(0));
            let ended = bot.stop();
            assert!(ended.success(), "{ended}: {}", bot.log());
        }
        self.stop.cancel();
        let emulator = self.emulator().clone();

        // the effects
        assert_eq!(query_i64(&mut conn, "select count(*) from registration").await, PEOPLE + 1);
        let asked: Vec<(i64, String, i64)> =
            sqlx::query_as("select person, text, number from question order by person, number")
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        let expected: Vec<(i64, String)> = (0..=PEOPLE)
            .flat_map(|person| {
                (1..=QUESTIONS)
                    .map(move |n| (REFERENCE_USER + person, question_text(REFERENCE_USER + person, n)))
            })
            .collect();
        let stored: Vec<(i64, String)> =
            asked.iter().map(|(person, text, _)| (*person, text.clone())).collect();
        assert_eq!(stored, expected, "seed {seed}");
        let updates = emulator.last_update_id().unwrap() - users.first_update + 1;
        assert_eq!(query_i64(&mut conn, "select count(*) from seen_update").await, updates, "seed {seed}");
        // the next cleanup deletes updates that failed at one instance and succeeded at another
        let mut tx = db.begin().await.unwrap();
        dispatch::delete_old_updates(&mut tx, clock.real_now()).await.unwrap();
        tx.commit().await.unwrap();
        let failed: Vec<(i64, i64, i64, String, String)> =
            sqlx::query_as("select id, tries, quarantined, error, raw from failed_update order by id")
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        assert!(failed.is_empty(), "{failed:#?}, seed {seed}");
        assert_eq!(outbox::count_queued_and_failed(&mut conn).await.unwrap(), (0, 0), "seed {seed}");
        self.report.updates = updates;

        // the answers
        self.report.expired_presses = emulator.pending_callback_count();
        let killed_for = self.start_times[self.start_times.len() - 1] - self.start_times[0];
        assert!(
            self.report.expired_presses == 0 || killed_for > PRESS_EXPIRY,
            "a press was not answered: seed {seed}"
        );
        let numbers: BTreeMap<i64, Vec<i64>> =
            asked.iter().fold(BTreeMap::new(), |mut all, (person, _, n)| {
                all.entry(*person).or_insert_with(Vec::new).push(*n);
                all
            });
        // repeated messages, by the process that sent the first
        // copy and was killed before it recorded the result
        let mut repeated: BTreeMap<usize, usize> = BTreeMap::new();
        for person in REFERENCE_USER..=REFERENCE_USER + PEOPLE {
            let again =
                find_repeats(&users.expected, &comparable_texts(&emulator, person)).unwrap_or_else(|wrong| {
                    panic!("{person} got {wrong}, seed {seed}: {:#?}", comparable_texts(&emulator, person))
                });
            let told = sent_texts_with_times(&emulator, person);
            self.report.messages += told.len();
            for before in again {
                let sender_index = self.start_times.partition_point(|start| *start <= told[before].0);
                *repeated.entry(sender_index).or_default() += 1;
            }
            let mut numbered: Vec<i64> =
                sent_texts(&emulator, person).iter().filter_map(|text| question_number(text)).collect();
            numbered.dedup();
            assert_eq!(
                numbered, numbers[&person],
                "the acknowledged numbers are those in the queue: seed {seed}"
            );
        }
        self.report.repeated = repeated.values().sum();
        self.report.max_repeated_per_crash = repeated.values().max().copied().unwrap_or_default();
        self.report.recovery_times = recovery_times(&emulator, &self.start_times);
        println!("{} messages came twice after {kills} kills", self.report.repeated);
        assert!(
            self.report.repeated <= kills * MAX_IN_FLIGHT,
            "{repeated:?} messages came twice: seed {seed}\n{}",
            bots[0].log()
        );
        // with two bots, a message does not show which of them sent it
        let alone = bots.len() == 1;
        // on a busy machine, a call in flight at a kill may be counted for the next process
        assert!(
            !alone || self.report.max_repeated_per_crash <= 2 * MAX_IN_FLIGHT,
            "{repeated:?} messages repeated after one crash: seed {seed}"
        );
        assert_eq!(emulator.warnings(), [] as [&str; 0]);
        self.report
    }
}

impl SimulatedUsers {
    pub fn is_busy(&self) -> bool {
        self.tasks.iter().any(|person| !person.is_finished())
    }
}

/// The time from each restart to the next answer. The first start does not count, because no answer was due.
fn recovery_times(emulator: &TelegramEmulator, starts: &[Millis]) -> Vec<Millis> {
    let answers = ["sendMessage", "editMessageText", "answerCallbackQuery"];
    let got: Vec<Millis> = emulator
        .requests()
        .iter()
        .filter(|request| answers.contains(&request.method))
        .map(|request| request.at)
        .collect();
    let mut waits = Vec::new();
    for (failpoint, start) in starts.iter().enumerate().skip(1) {
        let until = starts.get(failpoint + 1).copied().unwrap_or(Millis::MAX);
        let first = got.iter().find(|at| **at >= *start && **at < until);
        waits.extend(first.map(|at| at - start));
    }
    waits
}

async fn query_i64(conn: &mut Conn, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
}

//! The theatre of these plays: a Telegram, a database, people who live through it all, and at the end
//! a look at every effect and every message.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use koze::clock::{Clock, Millis};
use koze::db::{Conn, Db};
use koze::dispatch;
use koze::faults::POINTS;
use koze::outbox;
use koze::rehearsal::api::bring::{Behind, bring};
use koze::rehearsal::world::World;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::people::{heard, live, number, question, repeats, texts, told};
use super::report::Report;
use crate::process::{Bot, PATIENCE, Telegram, free_port};
use crate::stage::Database;

const PEOPLE: i64 = 50;
pub const QUESTIONS: usize = 3;
/// Plays alone before the first kill: what everybody is to hear.
pub const MODEL: i64 = 1_000;
/// How many letters are on their way at once at most; as many may be repeated after a kill.
const IN_FLIGHT: usize = 8;
/// The answer to a press (not what it brings) is dropped when it could not be sent for so long, because the
/// phone has given up: that may happen where kills go on for longer.
const PRESS_LIFE: Millis = 15_000;
/// How long a bot is left to come to the point where it is to be killed.
const TO_THE_POINT: Duration = Duration::from_secs(10);

const WEBHOOK: &str = "https://forum.example.org/telegram";
const SECRET: &str = "a-word-of-the-tests";

/// A Telegram, a database, and people who live through it all.
pub struct Theatre {
    pub home: TempDir,
    pub telegram: Telegram,
    pub database: Database,
    pub seed: u64,
    pub chance: StdRng,
    pub clock: Clock,
    pub behind: Behind,
    pub report: Report,
    /// When each bot was started.
    starts: Vec<Millis>,
    stop: CancellationToken,
}

/// What everybody is to hear, who is still busy with it, and the first update there was.
pub struct Crowd {
    model: Vec<String>,
    people: Vec<JoinHandle<i64>>,
    first_update: i64,
}

/// How a bot is to end.
#[derive(Clone, Copy)]
pub enum Kill {
    /// From outside, at a random moment.
    Sometime,
    /// When it comes to this point for so many times.
    At(&'static str, usize),
}

impl Kill {
    /// Two in five at a random moment, the others at each of the points in turn.
    pub fn number(number: usize, chance: &mut StdRng) -> Self {
        let Some(point) = (number % 5).checked_sub(2) else { return Self::Sometime };
        let point = POINTS[(number / 5 * 3 + point) % POINTS.len()];
        let times = match point {
            "takeover" => 1..=2,
            "before-send" | "after-send" => 1..=20,
            _ => 1..=5,
        };
        Self::At(point, chance.random_range(times))
    }
}

impl Theatre {
    pub async fn open(database: Database, seed: u64) -> Self {
        println!("seed {seed}");
        let home = tempfile::tempdir().unwrap();
        let event = include_str!("../../../event.toml")
            .replace("questions_waiting = 3", "questions_waiting = 0")
            .replace("seconds_between_questions = 30", "seconds_between_questions = 0");
        std::fs::write(home.path().join("event.toml"), event).unwrap();
        let telegram = Telegram::open().await;
        let (behind, stop) = (Behind::default(), CancellationToken::new());
        tokio::spawn(bring(telegram.world.clone(), behind.clone(), stop.clone()));
        Self {
            home,
            telegram,
            database,
            seed,
            chance: StdRng::seed_from_u64(seed),
            clock: Clock::real(),
            behind,
            report: Report { seeds: vec![seed], ..Report::default() },
            starts: Vec::new(),
            stop,
        }
    }

    pub fn world(&self) -> &World {
        &self.telegram.world
    }

    pub fn start(&mut self) -> Bot {
        self.start_for(Kill::Sometime, None)
    }

    /// One to whom updates are brought, at this port.
    pub fn start_at(&mut self, port: u16) -> Bot {
        self.start_for(Kill::Sometime, Some(port))
    }

    /// One that will end so; updates are brought to its port, if it has one.
    pub fn start_for(&mut self, end: Kill, port: Option<u16>) -> Bot {
        let mut settings =
            vec!["--event", "event.toml", "--clock", "2012-11-12T10:00:00-04:00", "--send-rate", "200"];
        let listen = format!("127.0.0.1:{}", port.unwrap_or_else(free_port));
        settings.extend(["--listen", &listen]);
        if port.is_some() {
            settings.extend(["--webhook-url", WEBHOOK, "--webhook-secret", SECRET]);
        }
        let order = match end {
            Kill::Sometime => String::new(),
            Kill::At(point, times) => format!("{point}:{times}"),
        };
        self.starts.push(self.clock.mono());
        let environment = [("KOZE_DIE_AT", order.as_str())];
        Bot::start_in(&environment, &self.home, &self.telegram, &self.database.url, &settings)
    }

    /// Two behind one webhook, and their ports.
    pub fn two(&mut self) -> ([u16; 2], [Bot; 2]) {
        let ports = [free_port(), free_port()];
        self.behind.set(ports.iter().map(|port| format!("http://127.0.0.1:{port}")).collect());
        (ports, ports.map(|port| self.start_at(port)))
    }

    /// One person plays alone, then everybody at once.
    pub async fn crowd(&self) -> Crowd {
        let world = self.world();
        let first_update = live(world, MODEL).await;
        let model = heard(world, MODEL);
        assert!(model.len() > 2 * QUESTIONS, "{model:#?}");
        let people = (1..=PEOPLE)
            .map(|person| {
                let world = world.clone();
                tokio::spawn(async move { live(&world, MODEL + person).await })
            })
            .collect();
        Crowd { model, people, first_update }
    }

    pub async fn a_moment(&mut self) {
        let millis = self.chance.random_range(20..500);
        self.clock.sleep(Duration::from_millis(millis)).await;
    }

    /// Ends a bot that was started to end so. One that does not come to its point while the people are
    /// busy is ended from outside, like any other.
    pub async fn kill(&mut self, bot: &mut Bot, end: Kill, crowd: &Crowd) {
        self.report.memory = self.report.memory.max(bot.peak_memory().unwrap_or(0));
        let place = match end {
            Kill::Sometime => {
                let clock = self.clock.clone();
                let begun = async {
                    while bot.page("/healthz").await.is_none() {
                        clock.sleep(Duration::from_millis(5)).await;
                    }
                };
                // it is there to be killed in the middle of something
                clock.at_most(TO_THE_POINT, begun).await;
                self.a_moment().await;
                "sometime"
            }
            Kill::At(point, _) => {
                let clock = self.clock.clone();
                let ended = async {
                    while !bot.has_ended() && crowd.is_busy() {
                        clock.sleep(Duration::from_millis(2)).await;
                    }
                };
                clock.at_most(TO_THE_POINT, ended).await;
                if bot.has_ended() { point } else { "sometime" }
            }
        };
        self.report.memory = self.report.memory.max(bot.peak_memory().unwrap_or(0));
        bot.kill();
        self.report.killed(place);
        // what is still on the wire is written down before the next one starts
        self.clock.sleep(Duration::from_millis(50)).await;
    }

    /// Lets everybody end, and looks at every effect and every message.
    pub async fn check(mut self, crowd: Crowd, mut bots: Vec<Bot>, kills: usize) -> Report {
        let (clock, seed) = (self.clock.clone(), self.seed);
        let everybody = clock.at_most(PATIENCE, join_all(crowd.people)).await;
        assert!(everybody.is_some(), "somebody never got an answer: seed {seed}\n{}", bots[0].log());
        everybody.into_iter().flatten().for_each(|lived| assert!(lived.is_ok(), "{lived:?}, seed {seed}"));
        let db = Db::open(&self.database.url).await.unwrap();
        let mut conn = db.reader().await.unwrap();
        let emptied = async {
            while outbox::count(&mut conn).await.unwrap().0 > 0 {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(clock.at_most(PATIENCE, emptied).await.is_some(), "messages wait for ever: seed {seed}");
        for bot in &mut bots {
            self.report.memory = self.report.memory.max(bot.peak_memory().unwrap_or(0));
            let ended = bot.stop();
            assert!(ended.success(), "{ended}: {}", bot.log());
        }
        self.stop.cancel();
        let world = self.world().clone();

        // the effects
        assert_eq!(one(&mut conn, "select count(*) from registration").await, PEOPLE + 1);
        let asked: Vec<(i64, String, i64)> =
            sqlx::query_as("select person, text, number from question order by person, number")
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        let expected: Vec<(i64, String)> = (0..=PEOPLE)
            .flat_map(|person| (1..=QUESTIONS).map(move |n| (MODEL + person, question(MODEL + person, n))))
            .collect();
        let stored: Vec<(i64, String)> =
            asked.iter().map(|(person, text, _)| (*person, text.clone())).collect();
        assert_eq!(stored, expected, "seed {seed}");
        let updates = world.last_update_id().unwrap() - crowd.first_update + 1;
        assert_eq!(one(&mut conn, "select count(*) from seen_update").await, updates, "seed {seed}");
        // one that was tried here and done there is forgotten at the next tidying up
        let mut tx = db.begin().await.unwrap();
        dispatch::forget_old(&mut tx, clock.mono()).await.unwrap();
        tx.commit().await.unwrap();
        let failed: Vec<(i64, i64, i64, String, String)> =
            sqlx::query_as("select id, tries, set_aside, error, raw from failed_update order by id")
                .fetch_all(&mut *conn)
                .await
                .unwrap();
        assert!(failed.is_empty(), "{failed:#?}, seed {seed}");
        assert_eq!(outbox::count(&mut conn).await.unwrap(), (0, 0), "seed {seed}");
        self.report.updates = updates;

        // the answers
        self.report.given_up = world.unanswered();
        let killed_for = self.starts[self.starts.len() - 1] - self.starts[0];
        assert!(
            self.report.given_up == 0 || killed_for > PRESS_LIFE,
            "a press was not answered: seed {seed}"
        );
        let numbers: BTreeMap<i64, Vec<i64>> =
            asked.iter().fold(BTreeMap::new(), |mut all, (person, _, n)| {
                all.entry(*person).or_insert_with(Vec::new).push(*n);
                all
            });
        // by the bot that had said it first and was killed before that was written down
        let mut repeated: BTreeMap<usize, usize> = BTreeMap::new();
        for person in MODEL..=MODEL + PEOPLE {
            let again = repeats(&crowd.model, &heard(&world, person)).unwrap_or_else(|wrong| {
                panic!("{person} heard {wrong}, seed {seed}: {:#?}", heard(&world, person))
            });
            let told = told(&world, person);
            self.report.messages += told.len();
            for before in again {
                let said_by = self.starts.partition_point(|start| *start <= told[before].0);
                *repeated.entry(said_by).or_default() += 1;
            }
            let mut numbered: Vec<i64> =
                texts(&world, person).iter().filter_map(|text| number(text)).collect();
            numbered.dedup();
            assert_eq!(numbered, numbers[&person], "the numbers told are those in the queue: seed {seed}");
        }
        self.report.repeated = repeated.values().sum();
        self.report.repeated_at_most = repeated.values().max().copied().unwrap_or_default();
        self.report.first_answers = first_answers(&world, &self.starts);
        println!("{} messages came twice after {kills} kills", self.report.repeated);
        assert!(
            self.report.repeated <= kills * IN_FLIGHT,
            "{repeated:?} messages came twice: seed {seed}\n{}",
            bots[0].log()
        );
        // with two bots it cannot be told which of them had said something
        let alone = bots.len() == 1;
        // on a busy machine what was on the wire at a kill may still be put down to the next bot
        assert!(
            !alone || self.report.repeated_at_most <= 2 * IN_FLIGHT,
            "{repeated:?} of one crash: seed {seed}"
        );
        assert_eq!(world.complaints(), [] as [&str; 0]);
        self.report
    }
}

impl Crowd {
    pub fn is_busy(&self) -> bool {
        self.people.iter().any(|person| !person.is_finished())
    }
}

/// From each start but the first, at which nobody was owed anything, to the first thing that anybody got.
fn first_answers(world: &World, starts: &[Millis]) -> Vec<Millis> {
    let answers = ["sendMessage", "editMessageText", "answerCallbackQuery"];
    let got: Vec<Millis> = world
        .requests()
        .iter()
        .filter(|request| answers.contains(&request.method))
        .map(|request| request.at)
        .collect();
    let mut waits = Vec::new();
    for (place, start) in starts.iter().enumerate().skip(1) {
        let until = starts.get(place + 1).copied().unwrap_or(Millis::MAX);
        let first = got.iter().find(|at| **at >= *start && **at < until);
        waits.extend(first.map(|at| at - start));
    }
    waits
}

async fn one(conn: &mut Conn, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
}

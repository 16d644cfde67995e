//! The real binary is killed again and again while people register and ask. What must hold: every
//! update has its effect once, every acknowledged question is in the queue once, and everybody has
//! got every answer; only what was in flight at a kill may have come twice.
//!
//! `KOZE_KILLS` makes a long run of it, `KOZE_SEED` repeats one.

mod people;

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use koze::clock::Clock;
use koze::db::{Conn, Db};
use koze::outbox;
use koze::rehearsal::api::bring::{Behind, bring};
use koze::rehearsal::world::{Author, Bubble, World};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::process::{Bot, PATIENCE, Telegram, free_port};
use crate::stage::Database;
use people::{heard, live, number, question, repeats, texts};

on_both_databases!(
    killed_twenty_times_nothing_is_lost_and_nothing_done_twice,
    killed_behind_a_webhook_nothing_is_lost_and_nothing_done_twice,
    from_fetching_to_being_brought_and_back_nothing_is_lost,
);

const PEOPLE: i64 = 50;
const QUESTIONS: usize = 3;
/// Plays alone before the first kill: what everybody is to hear.
const MODEL: i64 = 1_000;
/// How many letters are on their way at once at most; as many may be repeated after a kill.
const IN_FLIGHT: usize = 8;

const WEBHOOK: &str = "https://forum.example.org/telegram";
const SECRET: &str = "a-word-of-the-tests";

/// A Telegram, a database, and people who live through it all.
struct Theatre {
    home: TempDir,
    telegram: Telegram,
    database: Database,
    seed: u64,
    chance: StdRng,
    clock: Clock,
    behind: Behind,
    stop: CancellationToken,
}

/// What everybody is to hear, who is still busy with it, and the first update there was.
struct Crowd {
    model: Vec<String>,
    people: Vec<JoinHandle<i64>>,
    first_update: i64,
}

impl Theatre {
    async fn open(database: Database) -> Self {
        let seed: u64 = setting("KOZE_SEED").unwrap_or_else(rand::random);
        println!("seed {seed}");
        let home = tempfile::tempdir().unwrap();
        let event = include_str!("../../event.toml")
            .replace("questions_waiting = 3", "questions_waiting = 0")
            .replace("seconds_between_questions = 30", "seconds_between_questions = 0");
        std::fs::write(home.path().join("event.toml"), event).unwrap();
        let telegram = Telegram::open().await;
        let (behind, stop) = (Behind::default(), CancellationToken::new());
        tokio::spawn(bring(telegram.world.clone(), behind.clone(), stop.clone()));
        let chance = StdRng::seed_from_u64(seed);
        Self { home, telegram, database, seed, chance, clock: Clock::real(), behind, stop }
    }

    fn world(&self) -> &World {
        &self.telegram.world
    }

    /// How often something is killed: so many times, or as `KOZE_KILLS` says.
    fn kills(&self, usually: usize) -> usize {
        setting("KOZE_KILLS").unwrap_or(usually)
    }

    fn start(&self, more: &[&str]) -> Bot {
        let settings =
            ["--event", "event.toml", "--clock", "2012-11-12T10:00:00-04:00", "--send-rate", "200"];
        Bot::start(&self.home, &self.telegram, &self.database.url, &[&settings, more].concat())
    }

    /// One to whom updates are brought, at this port.
    fn start_at(&self, port: u16) -> Bot {
        let listen = format!("127.0.0.1:{port}");
        self.start(&["--listen", &listen, "--webhook-url", WEBHOOK, "--webhook-secret", SECRET])
    }

    /// Two behind one webhook, and their ports.
    fn two(&self) -> ([u16; 2], [Bot; 2]) {
        let ports = [free_port(), free_port()];
        self.behind.set(ports.iter().map(|port| format!("http://127.0.0.1:{port}")).collect());
        (ports, ports.map(|port| self.start_at(port)))
    }

    /// One person plays alone, then everybody at once.
    async fn crowd(&self) -> Crowd {
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

    async fn a_moment(&mut self) {
        let millis = self.chance.random_range(20..500);
        self.clock.sleep(Duration::from_millis(millis)).await;
    }

    /// Lets everybody end, and looks at every effect and every message.
    async fn check(self, crowd: Crowd, mut bots: Vec<Bot>, kills: usize) {
        let (world, clock, seed) = (self.world(), &self.clock, self.seed);
        let everybody = clock.at_most(PATIENCE, join_all(crowd.people)).await;
        assert!(everybody.is_some(), "somebody never got an answer: seed {seed}\n{}", bots[0].log());
        everybody.into_iter().flatten().for_each(|lived| assert!(lived.is_ok(), "{lived:?}, seed {seed}"));
        self.telegram.until("every press is answered", |world| world.unanswered() == 0).await;
        let db = Db::open(&self.database.url).await.unwrap();
        let mut conn = db.reader().await.unwrap();
        let emptied = async {
            while outbox::count(&mut conn).await.unwrap().0 > 0 {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(clock.at_most(PATIENCE, emptied).await.is_some(), "messages wait for ever: seed {seed}");
        for bot in &mut bots {
            let ended = bot.stop();
            assert!(ended.success(), "{ended}: {}", bot.log());
        }
        self.stop.cancel();

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
        assert_eq!(one(&mut conn, "select count(*) from failed_update").await, 0, "seed {seed}");
        assert_eq!(outbox::count(&mut conn).await.unwrap(), (0, 0), "seed {seed}");

        // the answers
        let numbers: BTreeMap<i64, Vec<i64>> =
            asked.iter().fold(BTreeMap::new(), |mut all, (person, _, n)| {
                all.entry(*person).or_insert_with(Vec::new).push(*n);
                all
            });
        let mut repeated = 0;
        for person in MODEL..=MODEL + PEOPLE {
            repeated += repeats(&crowd.model, &heard(world, person)).unwrap_or_else(|wrong| {
                panic!("{person} heard {wrong}, seed {seed}: {:#?}", heard(world, person))
            });
            let mut told: Vec<i64> = texts(world, person).iter().filter_map(|text| number(text)).collect();
            told.dedup();
            assert_eq!(told, numbers[&person], "the numbers told are those in the queue: seed {seed}");
        }
        println!("{repeated} messages came twice after {kills} kills");
        assert!(
            repeated <= kills * IN_FLIGHT,
            "{repeated} messages came twice: seed {seed}\n{}",
            bots[0].log()
        );
        assert_eq!(world.complaints(), [] as [&str; 0]);
    }
}

impl Crowd {
    fn is_busy(&self) -> bool {
        self.people.iter().any(|person| !person.is_finished())
    }
}

async fn killed_twenty_times_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let mut theatre = Theatre::open(database).await;
    let mut bot = theatre.start(&[]);
    let crowd = theatre.crowd().await;
    let kills = theatre.kills(20);
    let mut in_the_middle = 0;
    let mut polls = 0;
    for _ in 0..kills {
        theatre.a_moment().await;
        in_the_middle += usize::from(crowd.is_busy());
        bot.kill();
        polls = theatre.world().calls("getUpdates");
        bot = theatre.start(&[]);
    }
    assert!(in_the_middle > kills.min(20) / 2, "the people were done before the kills: {in_the_middle}");
    theatre.telegram.until("the last one works", |world| world.calls("getUpdates") > polls).await;
    // the last one is left alone: whatever is still owed is its work
    theatre.check(crowd, vec![bot], kills).await;
}

async fn killed_behind_a_webhook_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let mut theatre = Theatre::open(database).await;
    let port = free_port();
    theatre.behind.set(vec![format!("http://127.0.0.1:{port}")]);
    let mut bot = theatre.start_at(port);
    let crowd = theatre.crowd().await;
    let kills = theatre.kills(5);
    for _ in 0..kills {
        theatre.a_moment().await;
        bot.kill();
        bot = theatre.start_at(port);
    }
    theatre.check(crowd, vec![bot], kills).await;
}

/// By turns fetched and brought, told to stop in between: an ordinary afternoon of whoever runs it.
async fn from_fetching_to_being_brought_and_back_nothing_is_lost(database: Database) {
    let mut theatre = Theatre::open(database).await;
    let port = free_port();
    theatre.behind.set(vec![format!("http://127.0.0.1:{port}")]);
    let mut bot = theatre.start(&[]);
    let crowd = theatre.crowd().await;
    let mut late = 0;
    for turn in 0..4 {
        theatre.a_moment().await;
        late += stopped_late(&mut bot);
        bot = if turn % 2 == 0 { theatre.start_at(port) } else { theatre.start(&[]) };
    }
    // nobody was killed: nothing may come twice
    theatre.check(crowd, vec![bot], late).await;
}

/// Two instances behind one webhook, each killed by turns, on the database that they share: whoever is left
/// receives and sends.
#[tokio::test]
async fn of_two_instances_either_may_be_killed() {
    let Some(database) = Database::postgres().await else { return };
    let mut theatre = Theatre::open(database).await;
    let (ports, mut bots) = theatre.two();
    let crowd = theatre.crowd().await;
    let kills = theatre.kills(6);
    for _ in 0..kills {
        theatre.a_moment().await;
        let one = theatre.chance.random_range(0..bots.len());
        bots[one].kill();
        theatre.a_moment().await;
        bots[one] = theatre.start_at(ports[one]);
    }
    theatre.check(crowd, bots.into(), kills).await;
}

/// One after the other is told to stop and begins anew, as when a new version is brought out.
#[tokio::test]
async fn a_rolling_restart_loses_and_doubles_nothing() {
    let Some(database) = Database::postgres().await else { return };
    let mut theatre = Theatre::open(database).await;
    let (ports, mut bots) = theatre.two();
    let crowd = theatre.crowd().await;
    let mut late = 0;
    for turn in 0..4 {
        theatre.a_moment().await;
        late += stopped_late(&mut bots[turn % 2]);
        bots[turn % 2] = theatre.start_at(ports[turn % 2]);
    }
    theatre.check(crowd, bots.into(), late).await;
}

/// Whoever leads is held still and comes back: another has taken over, and nothing is said twice.
#[tokio::test]
async fn a_leader_that_was_frozen_does_nothing_when_it_wakes() {
    let Some(database) = Database::postgres().await else { return };
    let theatre = Theatre::open(database).await;
    let (telegram, world) = (&theatre.telegram, theatre.world());
    let leads = |world: &World| world.calls("getUpdates") > 0;
    let mut leader = theatre.start(&[]);
    telegram.until("the first one leads", leads).await;
    let mut other = theatre.start(&[]);
    world.person(MODEL, "Une", Some("Personne"), Some("fr"));
    let answered = |after: i64, text: &'static str| {
        move |world: &World| {
            let is_it = |bubble: &Bubble| {
                bubble.from == Author::Bot && bubble.message_id > after && bubble.plain.contains(text)
            };
            world.find(MODEL, is_it).is_some()
        }
    };
    let said = world.says(MODEL, "/start");
    telegram.until("they are greeted", answered(said.message_id, "Pour vous inscrire")).await;
    leader.freeze();
    let asked = world.says(MODEL, "c'est où ?");
    telegram.until("another has taken over", answered(asked.message_id, "Palais des Congrès")).await;
    leader.thaw();
    let more = world.says(MODEL, "c'est quand ?");
    telegram.until("the next is answered, too", answered(more.message_id, "23 novembre")).await;
    // the greeting may have been on its way
    for text in ["📍 Palais des Congrès, Salon Tainos\nL'invitation", "🗓"] {
        let told = world.chat(MODEL).into_iter();
        let told = told.filter(|bubble| bubble.from == Author::Bot && bubble.plain.contains(text)).count();
        assert_eq!(told, 1, "{text}: {:#?}", texts(world, MODEL));
    }
    for bot in [&mut leader, &mut other] {
        assert!(bot.stop().success(), "{}", bot.log());
    }
    assert_eq!(world.complaints(), [] as [&str; 0]);
}

/// Stops a bot; 1 where a call under way outlasted what a bot that stops waits for, as on a machine that
/// is busy with something else: such a call is as good as killed.
fn stopped_late(bot: &mut Bot) -> usize {
    let begun = Clock::real().mono();
    let ended = bot.stop();
    assert!(ended.success(), "{ended}: {}", bot.log());
    usize::from(Clock::real().mono() - begun > 2_400)
}

fn setting<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}

async fn one(conn: &mut Conn, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
}

//! The real binary is killed again and again while people register and ask. What must hold: every
//! update has its effect once, every acknowledged question is in the queue once, and everybody has
//! got every answer; only what was in flight at a kill may have come twice.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use koze::clock::Clock;
use koze::db::Db;
use koze::outbox;
use koze::rehearsal::world::{Author, Bubble, Request, World};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use crate::process::{Bot, PATIENCE, Telegram};
use crate::stage::Database;

on_both_databases!(killed_twenty_times_nothing_is_lost_and_nothing_done_twice);

const PEOPLE: i64 = 50;
const KILLS: usize = 20;
const QUESTIONS: usize = 3;
/// Plays alone before the first kill: what everybody is to hear.
const MODEL: i64 = 1_000;
/// How many letters are on their way at once at most; as many may be repeated after a kill.
const IN_FLIGHT: usize = 8;

async fn killed_twenty_times_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let seed: u64 = rand::random();
    println!("seed {seed}");
    let mut chance = StdRng::seed_from_u64(seed);
    let home = tempfile::tempdir().unwrap();
    let event = include_str!("../../event.toml")
        .replace("questions_waiting = 3", "questions_waiting = 0")
        .replace("seconds_between_questions = 30", "seconds_between_questions = 0");
    std::fs::write(home.path().join("event.toml"), event).unwrap();
    let telegram = Telegram::open().await;
    let world = &telegram.world;
    let settings = ["--event", "event.toml", "--clock", "2012-11-12T10:00:00-04:00", "--send-rate", "200"];
    let start = || Bot::start(&home, &telegram, &database.url, &settings);

    let mut bot = start();
    let first_update = live(world, MODEL).await;
    let model = heard(world, MODEL);
    assert!(model.len() > 2 * QUESTIONS, "{model:#?}");

    let people: Vec<_> = (1..=PEOPLE)
        .map(|person| {
            let world = world.clone();
            tokio::spawn(async move { live(&world, MODEL + person).await })
        })
        .collect();
    let clock = Clock::real();
    let mut in_the_middle = 0;
    let mut polls = 0;
    for _ in 0..KILLS {
        clock.sleep(Duration::from_millis(chance.random_range(20..500))).await;
        in_the_middle += usize::from(people.iter().any(|person| !person.is_finished()));
        bot.kill();
        polls = world.calls("getUpdates");
        bot = start();
    }
    // the last one is left alone: whatever is still owed is its work
    let everybody = clock.at_most(PATIENCE, join_all(people)).await;
    assert!(everybody.is_some(), "somebody never got an answer: seed {seed}\n{}", bot.log());
    everybody.into_iter().flatten().for_each(|lived| assert!(lived.is_ok(), "{lived:?}, seed {seed}"));
    assert!(in_the_middle > KILLS / 2, "the people were done before the kills: {in_the_middle}");
    telegram.until("the last one works", |world| world.calls("getUpdates") > polls).await;
    telegram.until("every press is answered", |world| world.unanswered() == 0).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    let emptied = async {
        while outbox::count(&mut conn).await.unwrap().0 > 0 {
            clock.sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(clock.at_most(PATIENCE, emptied).await.is_some(), "messages wait for ever: seed {seed}");
    let ended = bot.stop();
    assert!(ended.success(), "{ended}: {}", bot.log());

    // the effects
    let one = async |conn: &mut koze::db::Conn, sql: &'static str| -> i64 {
        sqlx::query_scalar(sql).fetch_one(conn).await.unwrap()
    };
    assert_eq!(one(&mut conn, "select count(*) from registration").await, PEOPLE + 1);
    let asked: Vec<(i64, String, i64)> =
        sqlx::query_as("select person, text, number from question order by person, number")
            .fetch_all(&mut *conn)
            .await
            .unwrap();
    let expected: Vec<(i64, String)> = (0..=PEOPLE)
        .flat_map(|person| (1..=QUESTIONS).map(move |n| (MODEL + person, question(MODEL + person, n))))
        .collect();
    let stored: Vec<(i64, String)> = asked.iter().map(|(person, text, _)| (*person, text.clone())).collect();
    assert_eq!(stored, expected, "seed {seed}");
    let updates = world.last_update_id().unwrap() - first_update + 1;
    assert_eq!(one(&mut conn, "select count(*) from seen_update").await, updates, "seed {seed}");
    assert_eq!(one(&mut conn, "select count(*) from failed_update").await, 0, "seed {seed}");
    assert_eq!(outbox::count(&mut conn).await.unwrap(), (0, 0), "seed {seed}");

    // the answers
    let numbers: BTreeMap<i64, Vec<i64>> = asked.iter().fold(BTreeMap::new(), |mut all, (person, _, n)| {
        all.entry(*person).or_insert_with(Vec::new).push(*n);
        all
    });
    let mut repeated = 0;
    for person in MODEL..=MODEL + PEOPLE {
        repeated += repeats(&model, &heard(world, person)).unwrap_or_else(|wrong| {
            panic!("{person} heard {wrong}, seed {seed}: {:#?}", heard(world, person))
        });
        let mut told: Vec<i64> = texts(world, person).iter().filter_map(|text| number(text)).collect();
        told.dedup();
        assert_eq!(told, numbers[&person], "the numbers told are those in the queue: seed {seed}");
    }
    println!("{repeated} messages came twice, {in_the_middle} kills while people were busy");
    assert!(repeated <= KILLS * IN_FLIGHT, "{repeated} messages came twice: seed {seed}");
    assert_eq!(world.complaints(), [] as [&str; 0]);
}

/// Registers and asks, each step as soon as the one before is answered. Gives the first update.
async fn live(world: &World, person: i64) -> i64 {
    world.person(person, "Une", Some("Personne"), Some("fr"));
    let start = world.says(person, "/start");
    let notice = answered(world, person, start.message_id, |bubble| has(bubble, "reg:consent:yes")).await;
    world.presses(person, notice, "reg:consent:yes");
    answered(world, person, notice - 1, |bubble| has(bubble, "reg:name:same")).await;
    world.presses(person, notice, "reg:name:same");
    answered(world, person, notice - 1, |bubble| has(bubble, "reg:category:resident")).await;
    world.presses(person, notice, "reg:category:resident");
    answered(world, person, notice, |bubble| bubble.plain.contains("À quel numéro")).await;
    let skip = world.says(person, "Passer");
    let summary = answered(world, person, skip.message_id, |bubble| has(bubble, "reg:summary:confirm")).await;
    world.presses(person, summary, "reg:summary:confirm");
    answered(world, person, summary, |bubble| bubble.plain.contains("Je vous le rappellerai")).await;
    for n in 1..=QUESTIONS {
        let ask = world.says(person, "/start q");
        answered(world, person, ask.message_id, |bubble| bubble.plain.contains("votre prochain message"))
            .await;
        let asked = world.says(person, &question(person, n));
        answered(world, person, asked.message_id, |bubble| number(&bubble.plain).is_some()).await;
    }
    start.update_id.unwrap()
}

/// Waits for a message of the bot behind `after`, and gives its number.
async fn answered(world: &World, person: i64, after: i64, is_it: impl Fn(&Bubble) -> bool) -> i64 {
    loop {
        let revision = world.revision();
        let chat = world.chat(person);
        let found = chat
            .iter()
            .find(|bubble| bubble.from == Author::Bot && bubble.message_id > after && is_it(bubble));
        if let Some(bubble) = found {
            return bubble.message_id;
        }
        world.changed(revision).await;
    }
}

fn has(bubble: &Bubble, data: &str) -> bool {
    bubble.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains(&format!("\"{data}\"")))
}

fn question(person: i64, n: usize) -> String {
    format!("Question {n} de la personne {person} : et les jeunes ?")
}

/// The number that an acknowledgement names.
fn number(text: &str) -> Option<i64> {
    text.strip_prefix("📨 C'est noté : ")?
        .split("question n° ")
        .nth(1)?
        .split(['.', '<'])
        .next()?
        .parse()
        .ok()
}

/// What somebody was told, message by message and edit by edit.
fn texts(world: &World, person: i64) -> Vec<String> {
    let told = |request: &Request| {
        request.refused.is_none()
            && matches!(request.method, "sendMessage" | "editMessageText")
            && request.params["chat_id"].as_i64() == Some(person)
    };
    let text = |request: Request| request.params["text"].as_str().map(str::to_owned);
    world.requests().into_iter().filter(told).filter_map(text).collect()
}

/// The same without the numbers, which are everybody's own, and without what others had asked by
/// then.
fn heard(world: &World, person: i64) -> Vec<String> {
    let told = texts(world, person);
    let own = |text: &'_ String| match text.split_once("\n\n") {
        Some((own, _)) if own.starts_with("📨") => own.to_owned(),
        _ => text.clone(),
    };
    told.iter().map(own).map(|text| text.replace(|c: char| c.is_ascii_digit(), "")).collect()
}

/// How many messages came again: each is the one that is due, or one that was there before.
fn repeats(model: &[String], heard: &[String]) -> Result<usize, String> {
    let mut due = 0;
    let mut repeated = 0;
    for text in heard {
        if model.get(due) == Some(text) {
            due += 1;
        } else if model[..due].contains(text) {
            repeated += 1;
        } else {
            return Err(format!("something else after {due} messages: {text}"));
        }
    }
    if due == model.len() { Ok(repeated) } else { Err(format!("only {due} of {}", model.len())) }
}

#[test]
fn the_check_itself_sees_what_is_missing_or_foreign() {
    let model = ["a", "b", "a", "c"].map(str::to_owned);
    let heard = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    assert_eq!(repeats(&model, &heard(&["a", "b", "a", "c"])), Ok(0));
    assert_eq!(repeats(&model, &heard(&["a", "a", "b", "a", "b", "c"])), Ok(2));
    assert!(repeats(&model, &heard(&["a", "b", "c"])).is_err());
    assert!(repeats(&model, &heard(&["a", "b", "a"])).is_err());
    assert!(repeats(&model, &heard(&["a", "b", "a", "x", "c"])).is_err());
}

//! Very many updates: thousands wait when the real binary starts, and one person writes a thousand messages
//! while others ask. `tests/faults` sets KOZE_WAITING_UPDATES to ten thousand.

use std::collections::BTreeMap;

use koze::clock::{Clock, Millis};
use koze::db::Db;
use koze::outbox;
use telegram_emulator::{LoggedRequest, TelegramEmulator};

use crate::process::{BotProcess, EmulatedTelegram};
use crate::run_options::env_value;
use crate::test_bot::Database;

on_both_databases!(waiting_updates_are_answered_once_and_in_order, one_flood_does_not_delay_other_chats,);

const FIRST_PERSON: i64 = 50_000;
/// Asked in turns, because the bot drops an answer that only repeats the one before.
const QUESTIONS: [&str; 2] = ["/aide", "/programme"];
const EARLY: [&str; 2] = ["--clock", "2012-11-12T10:00:00-04:00"];
/// An idle development build takes 60 MiB, most of it code and vocabulary.
const MEMORY_LIMIT_KIB: u64 = 200 << 10;

async fn waiting_updates_are_answered_once_and_in_order(database: Database) {
    const EACH: usize = 20;
    let waiting: usize = env_value("KOZE_WAITING_UPDATES").unwrap_or(2_000);
    let people = (FIRST_PERSON..).take(waiting / EACH);
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let emulator = &telegram.emulator;
    for question in 0..EACH {
        for person in people.clone() {
            ask(emulator, person, question);
        }
    }
    assert_eq!(emulator.pending_update_count(), waiting / EACH * EACH);
    let begun = Clock::real().real_now();
    // with Telegram's rate limits this would take six minutes
    let settings = [&EARLY[..], &["--send-rate", "0"]].concat();
    let mut bot = BotProcess::start(&home, &telegram, &database.url, &settings);
    telegram.wait_until("all is acknowledged", |emulator| emulator.pending_update_count() == 0).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    while outbox::count_queued_and_failed(&mut conn).await.unwrap() != (0, 0) {
        Clock::real().sleep(std::time::Duration::from_millis(50)).await;
    }
    let memory = bot.peak_memory_kib().unwrap();
    assert!(bot.stop().success(), "{}", bot.log());

    let answers = answers_by_person(emulator);
    let [help, programme] = [0, 1].map(|place| &answers[&FIRST_PERSON][place].1);
    assert_ne!(help, programme);
    for person in people {
        let heard: Vec<&String> = answers[&person].iter().map(|(_, text)| text).collect();
        assert_eq!(heard, [help, programme].repeat(EACH / 2), "{person}");
    }
    let first = answers.values().flatten().map(|(at, _)| at - begun.0).min().unwrap();
    let last = answers.values().flatten().map(|(at, _)| at - begun.0).max().unwrap();
    println!("{waiting} waiting: first answer {first} ms, last {last} ms, {} MiB at most", memory / 1024);
    assert!(memory < MEMORY_LIMIT_KIB, "{memory} KiB");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

async fn one_flood_does_not_delay_other_chats(database: Database) {
    const STORM: i64 = FIRST_PERSON - 1;
    const OTHERS: i64 = 20;
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let emulator = &telegram.emulator;
    // the messages of the others come after the whole flood
    for message in 0..1_000 {
        ask(emulator, STORM, message);
    }
    for person in FIRST_PERSON..FIRST_PERSON + OTHERS {
        ask(emulator, person, 0);
    }
    let mut bot = BotProcess::start(&home, &telegram, &database.url, &EARLY);
    telegram
        .wait_until("the others are answered", |emulator| {
            answers_by_person(emulator).len() as i64 == OTHERS + 1
        })
        .await;
    assert!(bot.stop().success(), "{}", bot.log());
    let answers = answers_by_person(emulator);
    let last = answers.range(FIRST_PERSON..).map(|(_, heard)| heard[0].0).max().unwrap();
    let before = answers[&STORM].iter().filter(|(at, _)| *at < last).count();
    println!("the last of the others was answered after {before} of 1,000");
    // the flooded chat takes one message a second: a sender in strict order would send the whole flood first
    assert!(before < 100, "{before} messages of the flood went first");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

fn ask(emulator: &TelegramEmulator, person: i64, question: usize) {
    emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
    // each text is different: equal questions are answered once while many answers wait
    emulator.user_sends_text(person, &format!("{} {question}", QUESTIONS[question % 2]));
}

/// The texts sent to each person, with their times.
fn answers_by_person(emulator: &TelegramEmulator) -> BTreeMap<i64, Vec<(Millis, String)>> {
    let mut answers: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    let requests = emulator.requests();
    for request in requests.iter().filter(|request| request.method == "sendMessage") {
        let LoggedRequest { at, params, .. } = request;
        let text = params["text"].as_str().unwrap_or_default();
        answers
            .entry(params["chat_id"].as_i64().unwrap_or_default())
            .or_default()
            .push((*at, text.to_owned()));
    }
    answers
}

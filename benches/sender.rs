//! What the sender promises, measured: 2,000 reminders due at once while twenty people ask something
//! every four seconds, against an emulated Telegram that enforces its limits and takes 50 ms a call;
//! and the line alone with a hundred thousand waiting, by simulation.
//!
//! ```text
//! cargo bench --bench sender            everything (about five minutes)
//! cargo bench --bench sender simulation only the simulation
//! ```

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use koze::app::App;
use koze::chat::{Message, Outgoing, Urgency};
use koze::clock::{Clock, EventTime, Millis, RealTime};
use koze::config::BotConfig;
use koze::ids::ChatId;
use koze::outbox::QueuedMessage;
use koze::programme::Programme;
use koze::rehearsal::instance::{TOKEN, bot_account};
use koze::telegram::scheduler::{EnqueueResult, MAX_QUEUED_PER_URGENCY, NextSend, SendScheduler};
use serde_json::json;
use telegram_emulator::{BotApiServer, FloodLimits, TelegramEmulator};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const REMINDERS: i64 = 2_000;
const ASKERS: i64 = 20;
const ASK_INTERVAL: Millis = 4_000;
const LATENCY: Duration = Duration::from_millis(50);
const SEND_RATE: u32 = 30;
/// 22 November 2012, 17:59:57 in Martinique: three seconds before the evening's reminder.
const START: Millis = 1_353_621_597_000;
const TIMEOUT: Millis = 300_000;

fn main() {
    let only_simulation = std::env::args().any(|arg| arg == "simulation");
    if !only_simulation {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        println!(
            "| server lets through at once | out after | floor | over | 429s | answers: p50 | p99 | longest |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for burst in [Some(5), Some(30), None] {
            runtime.block_on(broadcast(burst));
        }
    }
    println!("\n| the line alone | out after | floor | over | refused | answers: p50 | p99 | longest |");
    println!("|---|---|---|---|---|---|---|---|");
    for burst in [5.0, 30.0] {
        simulate_answers(burst);
    }
    println!("\n| waiting | simulated | floor | refused | held at most | chats remembered | memory |");
    println!("|---|---|---|---|---|---|---|");
    for count in [1_000, 10_000, 100_000] {
        simulate(count);
    }
}

/// The whole bot, from the due moment to the last reminder.
async fn broadcast(burst: Option<usize>) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::simulated(EventTime(START), 1.0);
    let emulator = TelegramEmulator::new(clock.clone(), bot_account());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api_url = format!("http://{}", listener.local_addr().unwrap());
    let stop = CancellationToken::new();
    tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    let database_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    let settings = BotConfig { token: TOKEN.into(), api_url, database_url, send_rate: SEND_RATE };
    let app = App::open(&settings, Programme::built_in(), clock.clone()).await.unwrap();
    insert_people(&app, &emulator).await;
    clock.jump(EventTime(START));
    emulator.set_flood_limits(Some(FloodLimits { burst, ..FloodLimits::default() }));
    emulator.set_latency(LATENCY);
    let begun = clock.real_now();
    let bot = tokio::spawn(app.run(None, stop.clone()));

    let asked = tokio::spawn(ask_periodically(emulator.clone(), clock.clone(), stop.clone()));
    let due = begun + 3_000;
    while emulator.call_count("sendMessage") < REMINDERS as usize
        || reminder_times(&emulator).len() < REMINDERS as usize
    {
        assert!(clock.real_now() - begun < TIMEOUT, "the reminders never came to an end");
        clock.sleep(Duration::from_millis(200)).await;
    }
    clock.sleep(Duration::from_secs(1)).await;
    stop.cancel();
    bot.await.unwrap().unwrap();
    print_report(burst, due.0, &emulator, &asked.await.unwrap());
}

/// Two thousand registered, and twenty who only ask: all have met the bot before.
async fn insert_people(app: &App, emulator: &TelegramEmulator) {
    let mut tx = app.db.begin().await.unwrap();
    for person in 1..=REMINDERS + ASKERS {
        emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
        emulator.user_sends_text(person, "/start");
        sqlx::query("insert into person (id, language, language_chosen, unreachable, conversation, met_at) values ($1, 'fr', 1, 0, '', 0)")
            .bind(person)
            .execute(&mut *tx)
            .await
            .unwrap();
        if person <= REMINDERS {
            sqlx::query(
                "insert into registration
                 values ($1, $1, 1, $1, 'seat', 0, 1, 0, '', 'Une Personne', 'resident', '', '', '', '', '',
                         'self', '1', 1, 1, 0, '', 0, '')",
            )
            .bind(person)
            .execute(&mut *tx)
            .await
            .unwrap();
        }
    }
    tx.commit().await.unwrap();
    // what they said then is long answered
    let mut offset = 0;
    while let Some(last) = emulator
        .call("getUpdates", json!({ "limit": 100, "timeout": 0, "offset": offset }))
        .unwrap()
        .as_array()
        .and_then(|batch| batch.last()?["update_id"].as_i64())
    {
        offset = last + 1;
    }
}

/// Each asks every four seconds, from a moment of their own on; gives when each did.
async fn ask_periodically(
    emulator: TelegramEmulator,
    clock: Clock,
    stop: CancellationToken,
) -> HashMap<i64, Vec<Millis>> {
    let begun = clock.real_now().0 + 1_000;
    let mut next: Vec<(Millis, i64)> =
        (1..=ASKERS).map(|n| (begun + rand::random_range(0..ASK_INTERVAL), REMINDERS + n)).collect();
    let mut asked: HashMap<i64, Vec<Millis>> = HashMap::new();
    while !stop.is_cancelled() {
        next.sort_unstable();
        let (at, person) = next[0];
        let wait = (at - clock.real_now().0).max(0);
        clock.sleep(Duration::from_millis(wait as u64)).await;
        asked.entry(person).or_default().push(clock.real_now().0);
        emulator.user_sends_text(person, "la table ronde, c'est à quelle heure ?");
        next[0].0 = at + ASK_INTERVAL;
    }
    asked
}

/// When each reminder arrived.
fn reminder_times(emulator: &TelegramEmulator) -> Vec<Millis> {
    let requests = emulator.requests();
    let arrived =
        requests.iter().filter(|request| request.method == "sendMessage" && request.error.is_none());
    let to_registered = arrived.filter(|request| request.params["chat_id"].as_i64() <= Some(REMINDERS));
    to_registered.map(|request| request.at).collect()
}

fn print_report(
    burst: Option<usize>,
    due: Millis,
    emulator: &TelegramEmulator,
    asked: &HashMap<i64, Vec<Millis>>,
) {
    let reminders = reminder_times(emulator);
    assert_eq!(reminders.len(), REMINDERS as usize, "each once");
    let last = reminders.into_iter().max().unwrap_or_default();
    let requests = emulator.requests();
    let refused = requests.iter().filter(|request| request.error.is_some()).count();
    let mut answers: HashMap<i64, Vec<Millis>> = HashMap::new();
    let mut while_sending = 0;
    for request in
        requests.iter().filter(|request| request.method == "sendMessage" && request.error.is_none())
    {
        let chat = request.params["chat_id"].as_i64().unwrap_or_default();
        if chat > REMINDERS {
            answers.entry(chat).or_default().push(request.at);
            while_sending += usize::from((due..=last).contains(&request.at));
        }
    }
    let mut waits: Vec<Millis> = asked
        .iter()
        .flat_map(|(person, asked)| {
            let answered = answers.get(person).cloned().unwrap_or_default();
            asked.iter().zip(answered).map(|(asked, answered)| answered - asked).collect::<Vec<_>>()
        })
        .collect();
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    let free = burst.unwrap_or(SEND_RATE as usize) as f64;
    let floor = (REMINDERS as f64 + while_sending as f64 - free) / f64::from(SEND_RATE);
    let took = (last - due) as f64 / 1_000.0;
    println!(
        "| {} | {took:.1} s | {floor:.1} s ({REMINDERS} reminders + {while_sending} answers) | {:+.1} % | {refused} | {} ms | {} ms | {} ms |",
        burst.map_or("30, in a sliding second".to_owned(), |burst| format!("{burst}, then 30/s")),
        (took / floor - 1.0) * 100.0,
        at(0.5),
        at(0.99),
        at(1.0),
    );
}

/// The line alone, in a time of its own: `count` announcements wait in a store, calls take 50 ms, and
/// the server keeps a bucket of five.
fn simulate(count: i64) {
    let mut line = SendScheduler::new(SEND_RATE, 8);
    let mut store = (1..=count).map(queued_message).peekable();
    let mut flights: VecDeque<(Millis, QueuedMessage)> = VecDeque::new();
    let (mut now, mut sent, mut refused, mut held, mut chats) = (0, 0, 0, 0, 0);
    let (mut tokens, mut filled) = (5.0_f64, 0);
    while sent < count {
        while line.has_room(Urgency::Announcement) {
            for letter in store.by_ref().take(MAX_QUEUED_PER_URGENCY) {
                assert!(matches!(line.enqueue(letter), EnqueueResult::Queued { .. }));
            }
            if store.peek().is_none() {
                break;
            }
        }
        held = held.max(line.len());
        chats = chats.max(line.limits().tracked_chats());
        let mut wake = None;
        loop {
            match line.next(8 - flights.len(), RealTime(now)) {
                NextSend::Ready(letter) => {
                    tokens = (tokens + (now - filled) as f64 * 0.03).min(5.0) - 1.0;
                    filled = now;
                    refused += i64::from(tokens < 0.0);
                    flights.push_back((now + LATENCY.as_millis() as Millis, *letter));
                }
                NextSend::WaitUntil(at) => {
                    wake = Some(at.0);
                    break;
                }
                NextSend::Idle => break,
            }
        }
        let landing = flights.front().map(|(at, _)| *at);
        now = wake.into_iter().chain(landing).min().unwrap_or(now + 1);
        while flights.front().is_some_and(|(at, _)| *at <= now) {
            let (_, letter) = flights.pop_front().unwrap();
            line.on_done(&letter);
            sent += 1;
        }
    }
    let floor = (count - 5) as f64 / f64::from(SEND_RATE);
    println!(
        "| {count} | {:.0} s | {floor:.0} s | {refused} | {held} | {chats} | {} |",
        now as f64 / 1_000.0,
        memory_usage()
    );
}

/// The first table's work by the line alone, in a time of its own: what the scheduler makes of it on a
/// machine that has nothing else to do. Each question costs 50 ms to be fetched and each answer 50 ms to
/// be taken; nothing else takes any time.
fn simulate_answers(burst: f64) {
    let latency = LATENCY.as_millis() as Millis;
    let mut line = SendScheduler::new(SEND_RATE, 8);
    let mut reminders =
        (1..=REMINDERS).map(|n| QueuedMessage { urgency: Urgency::Reminder, ..queued_message(n) }).peekable();
    let mut questions: VecDeque<(Millis, i64)> = (0..TIMEOUT / ASK_INTERVAL)
        .flat_map(|round| (1..=ASKERS).map(move |n| (round * ASK_INTERVAL, n)))
        .collect();
    let offsets: Vec<Millis> = (0..ASKERS).map(|_| rand::random_range(0..ASK_INTERVAL)).collect();
    questions.iter_mut().for_each(|(at, n)| *at += offsets[*n as usize - 1]);
    questions.make_contiguous().sort_unstable();
    let mut flights: VecDeque<(Millis, QueuedMessage)> = VecDeque::new();
    let (mut now, mut seq, mut refused, mut reminded, mut answered_meanwhile) = (0, REMINDERS, 0, 0, 0);
    let (mut tokens, mut filled) = (burst, 0);
    let (mut asked, mut waits, mut last) = (HashMap::new(), Vec::new(), 0);
    while reminded < REMINDERS {
        while line.has_room(Urgency::Reminder) && reminders.peek().is_some() {
            for letter in reminders.by_ref().take(MAX_QUEUED_PER_URGENCY) {
                assert!(matches!(line.enqueue(letter), EnqueueResult::Queued { .. }));
            }
        }
        while questions.front().is_some_and(|(at, _)| at + latency <= now) {
            let Some((at, n)) = questions.pop_front() else { break };
            seq += 1;
            asked.insert(seq, at);
            line.enqueue(QueuedMessage {
                urgency: Urgency::Answer,
                chat: ChatId(REMINDERS + n),
                key: format!("u{seq}:0").parse().unwrap(),
                ..queued_message(seq)
            });
        }
        let mut wake = None;
        loop {
            match line.next(8 - flights.len(), RealTime(now)) {
                NextSend::Ready(letter) => {
                    tokens = (tokens + (now - filled) as f64 * 0.03).min(burst) - 1.0;
                    filled = now;
                    refused += i64::from(tokens < 0.0);
                    flights.push_back((now + latency, *letter));
                }
                NextSend::WaitUntil(at) => {
                    wake = Some(at.0);
                    break;
                }
                NextSend::Idle => break,
            }
        }
        let next = [wake, flights.front().map(|(at, _)| *at), questions.front().map(|(at, _)| at + latency)];
        now = next.into_iter().flatten().min().unwrap_or(now).max(now + 1);
        while flights.front().is_some_and(|(at, _)| *at <= now) {
            let Some((at, letter)) = flights.pop_front() else { break };
            line.on_done(&letter);
            match asked.remove(&letter.seq) {
                Some(since) => {
                    waits.push(at - since);
                    answered_meanwhile += 1;
                }
                None => (reminded, last) = (reminded + 1, at),
            }
        }
    }
    waits.sort_unstable();
    let at = |share: f64| waits[((waits.len() - 1) as f64 * share) as usize];
    let floor = ((REMINDERS + answered_meanwhile) as f64 - burst) / f64::from(SEND_RATE);
    let took = last as f64 / 1_000.0;
    println!(
        "| bucket of {burst} | {took:.1} s | {floor:.1} s | {:+.1} % | {refused} | {} ms | {} ms | {} ms |",
        (took / floor - 1.0) * 100.0,
        at(0.5),
        at(0.99),
        at(1.0),
    );
}

fn queued_message(n: i64) -> QueuedMessage {
    QueuedMessage {
        key: format!("a1:{n}").parse().unwrap(),
        seq: n,
        chat: ChatId(n),
        urgency: Urgency::Announcement,
        expires_at: None,
        body: Ok(Outgoing::Message(Message::new("Le forum commence un quart d'heure plus tard. ".repeat(6)))),
        live_message: None,
        tries: 0,
    }
}

/// What the process holds in memory, as the system says.
fn memory_usage() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.map_or("unknown".to_owned(), |line| line.trim().to_owned())
}

//! The sender's targets, measured: 2,000 reminders due at once while twenty people each ask a question every
//! four seconds, against an emulated Telegram that enforces its limits and takes 50 ms a call; and the
//! scheduler alone, in simulated time, with a hundred thousand announcements waiting.
//!
//! ```text
//! cargo bench --bench sender            everything (about five minutes)
//! cargo bench --bench sender simulation only the simulations
//! ```

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use koze::app::App;
use koze::chat::Urgency;
use koze::clock::{Clock, Millis};
use koze::config::BotConfig;
use koze::outbox::QueuedMessage;
use koze::programme::Programme;
use koze::rehearsal::bot_api::BotApiServer;
use koze::rehearsal::emulator::{FloodLimits, TelegramEmulator};
use koze::rehearsal::instance::{TOKEN, bot_account};
use koze::telegram::scheduler::{EnqueueResult, MAX_QUEUED_PER_URGENCY, NextSend, SendScheduler};
use serde_json::json;
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
/// As in `telegram::sender`.
const MAX_IN_FLIGHT: usize = 8;

fn main() {
    let only_simulation = std::env::args().any(|arg| arg == "simulation");
    if !only_simulation {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        println!(
            "| server accepts at once | all sent after | floor | over | 429s | answers: p50 | p99 | longest |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for burst in [Some(5), Some(30), None] {
            runtime.block_on(broadcast(burst));
        }
    }
    println!(
        "\n| the scheduler alone | all sent after | floor | over | refused | answers: p50 | p99 | longest |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for burst in [5.0, 30.0] {
        simulate_answers(burst);
    }
    println!("\n| waiting | simulated time | floor | refused | held at most | chats remembered | memory |");
    println!("|---|---|---|---|---|---|---|");
    for count in [1_000, 10_000, 100_000] {
        simulate(count);
    }
}

/// Runs the whole bot from the moment the reminders are due to the last one sent.
async fn broadcast(burst: Option<usize>) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::simulated(START, 1.0);
    let emulator = TelegramEmulator::new(clock.clone(), bot_account());
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let api_url = format!("http://{}", listener.local_addr().unwrap());
    let stop = CancellationToken::new();
    tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    let database_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    let settings = BotConfig { token: TOKEN.into(), api_url, database_url, send_rate: SEND_RATE };
    let app = App::open(&settings, Programme::built_in(), clock.clone()).await.unwrap();
    insert_people(&app, &emulator).await;
    clock.jump(START);
    emulator.set_flood_limits(Some(FloodLimits { burst, ..FloodLimits::default() }));
    emulator.set_latency(LATENCY);
    let begun = clock.real_now();
    let bot = tokio::spawn(app.run(None, stop.clone()));

    let asked = tokio::spawn(ask_periodically(emulator.clone(), clock.clone(), stop.clone()));
    let due = begun + 3_000;
    while emulator.call_count("sendMessage") < REMINDERS as usize
        || reminder_times(&emulator).len() < REMINDERS as usize
    {
        assert!(clock.real_now() - begun < TIMEOUT, "the reminders were not all sent in time");
        clock.sleep(Duration::from_millis(200)).await;
    }
    clock.sleep(Duration::from_secs(1)).await;
    stop.cancel();
    bot.await.unwrap().unwrap();
    print_report(burst, due, &emulator, &asked.await.unwrap());
}

/// Inserts two thousand registered people and twenty who only ask; the bot knows all of them.
async fn insert_people(app: &App, emulator: &TelegramEmulator) {
    let mut tx = app.db.begin().await.unwrap();
    for person in 1..=REMINDERS + ASKERS {
        emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
        emulator.user_sends_text(person, "/start");
        sqlx::query("insert into person (id, language, language_chosen, gone, step, met_at) values ($1, 'fr', 1, 0, '', 0)")
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
    // their /start is acknowledged: the bot must not answer it
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

/// Lets each asker write every four seconds, starting at a random moment. Returns when each one wrote.
async fn ask_periodically(
    emulator: TelegramEmulator,
    clock: Clock,
    stop: CancellationToken,
) -> HashMap<i64, Vec<Millis>> {
    let first_ask = clock.real_now() + 1_000;
    let mut next: Vec<(Millis, i64)> =
        (1..=ASKERS).map(|n| (first_ask + rand::random_range(0..ASK_INTERVAL), REMINDERS + n)).collect();
    let mut asked: HashMap<i64, Vec<Millis>> = HashMap::new();
    while !stop.is_cancelled() {
        next.sort_unstable();
        let (at, person) = next[0];
        let wait = (at - clock.real_now()).max(0);
        clock.sleep(Duration::from_millis(wait as u64)).await;
        asked.entry(person).or_default().push(clock.real_now());
        emulator.user_sends_text(person, "la table ronde, c'est à quelle heure ?");
        next[0].0 = at + ASK_INTERVAL;
    }
    asked
}

/// When Telegram accepted each reminder.
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
    assert_eq!(reminders.len(), REMINDERS as usize, "each reminder is sent once");
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
    let mut latencies: Vec<Millis> = asked
        .iter()
        .flat_map(|(person, asked)| {
            let answered = answers.get(person).cloned().unwrap_or_default();
            asked.iter().zip(answered).map(|(asked, answered)| answered - asked).collect::<Vec<_>>()
        })
        .collect();
    latencies.sort_unstable();
    let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize];
    let free_sends = burst.unwrap_or(SEND_RATE as usize) as f64;
    let floor = (REMINDERS as f64 + while_sending as f64 - free_sends) / f64::from(SEND_RATE);
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

/// The scheduler alone, in simulated time: `count` announcements wait in a store, calls take 50 ms, and the
/// server has a bucket of five.
fn simulate(count: i64) {
    let mut scheduler = SendScheduler::new(SEND_RATE, MAX_IN_FLIGHT);
    let mut store = (1..=count).map(queued_message).peekable();
    let mut in_flight: VecDeque<(Millis, QueuedMessage)> = VecDeque::new();
    let (mut now, mut sent, mut refused, mut max_held, mut chats) = (0, 0, 0, 0, 0);
    let (mut tokens, mut refilled_at) = (5.0_f64, 0);
    while sent < count {
        while scheduler.has_room(Urgency::Announcement as i64) {
            for message in store.by_ref().take(MAX_QUEUED_PER_URGENCY) {
                assert!(matches!(scheduler.enqueue(message), EnqueueResult::Queued { .. }));
            }
            if store.peek().is_none() {
                break;
            }
        }
        max_held = max_held.max(scheduler.len());
        chats = chats.max(scheduler.limits().per_chat());
        let mut wake = None;
        loop {
            match scheduler.next(MAX_IN_FLIGHT - in_flight.len(), now) {
                NextSend::Ready(message) => {
                    tokens = (tokens + (now - refilled_at) as f64 * 0.03).min(5.0) - 1.0;
                    refilled_at = now;
                    refused += i64::from(tokens < 0.0);
                    in_flight.push_back((now + LATENCY.as_millis() as Millis, *message));
                }
                NextSend::WaitUntil(at) => {
                    wake = Some(at);
                    break;
                }
                NextSend::Idle => break,
            }
        }
        let next_done = in_flight.front().map(|(at, _)| *at);
        now = wake.into_iter().chain(next_done).min().unwrap_or(now + 1);
        while in_flight.front().is_some_and(|(at, _)| *at <= now) {
            let (_, message) = in_flight.pop_front().unwrap();
            scheduler.on_done(&message);
            sent += 1;
        }
    }
    let floor = (count - 5) as f64 / f64::from(SEND_RATE);
    println!(
        "| {count} | {:.0} s | {floor:.0} s | {refused} | {max_held} | {chats} | {} |",
        now as f64 / 1_000.0,
        memory_usage()
    );
}

/// The work of the first table by the scheduler alone, in simulated time. Fetching a question and sending an
/// answer take 50 ms each; nothing else takes any time.
fn simulate_answers(burst: f64) {
    let latency = LATENCY.as_millis() as Millis;
    let mut scheduler = SendScheduler::new(SEND_RATE, MAX_IN_FLIGHT);
    let mut reminders = (1..=REMINDERS)
        .map(|n| QueuedMessage { urgency: Urgency::Reminder as i64, ..queued_message(n) })
        .peekable();
    let mut questions: VecDeque<(Millis, i64)> = (0..TIMEOUT / ASK_INTERVAL)
        .flat_map(|round| (1..=ASKERS).map(move |n| (round * ASK_INTERVAL, n)))
        .collect();
    let offsets: Vec<Millis> = (0..ASKERS).map(|_| rand::random_range(0..ASK_INTERVAL)).collect();
    questions.iter_mut().for_each(|(at, n)| *at += offsets[*n as usize - 1]);
    questions.make_contiguous().sort_unstable();
    let mut in_flight: VecDeque<(Millis, QueuedMessage)> = VecDeque::new();
    let (mut now, mut seq, mut refused, mut reminded, mut answered_meanwhile) = (0, REMINDERS, 0, 0, 0);
    let (mut tokens, mut refilled_at) = (burst, 0);
    let (mut asked, mut latencies, mut last) = (HashMap::new(), Vec::new(), 0);
    while reminded < REMINDERS {
        while scheduler.has_room(Urgency::Reminder as i64) && reminders.peek().is_some() {
            for message in reminders.by_ref().take(MAX_QUEUED_PER_URGENCY) {
                assert!(matches!(scheduler.enqueue(message), EnqueueResult::Queued { .. }));
            }
        }
        while questions.front().is_some_and(|(at, _)| at + latency <= now) {
            let Some((at, n)) = questions.pop_front() else { break };
            seq += 1;
            asked.insert(seq, at);
            scheduler.enqueue(QueuedMessage {
                urgency: Urgency::Answer as i64,
                chat: REMINDERS + n,
                key: format!("u{seq}:0"),
                ..queued_message(seq)
            });
        }
        let mut wake = None;
        loop {
            match scheduler.next(MAX_IN_FLIGHT - in_flight.len(), now) {
                NextSend::Ready(message) => {
                    tokens = (tokens + (now - refilled_at) as f64 * 0.03).min(burst) - 1.0;
                    refilled_at = now;
                    refused += i64::from(tokens < 0.0);
                    in_flight.push_back((now + latency, *message));
                }
                NextSend::WaitUntil(at) => {
                    wake = Some(at);
                    break;
                }
                NextSend::Idle => break,
            }
        }
        let next =
            [wake, in_flight.front().map(|(at, _)| *at), questions.front().map(|(at, _)| at + latency)];
        now = next.into_iter().flatten().min().unwrap_or(now).max(now + 1);
        while in_flight.front().is_some_and(|(at, _)| *at <= now) {
            let Some((at, message)) = in_flight.pop_front() else { break };
            scheduler.on_done(&message);
            match asked.remove(&message.seq) {
                Some(since) => {
                    latencies.push(at - since);
                    answered_meanwhile += 1;
                }
                None => (reminded, last) = (reminded + 1, at),
            }
        }
    }
    latencies.sort_unstable();
    let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize];
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

/// The `n`th message of an announcement.
fn queued_message(n: i64) -> QueuedMessage {
    QueuedMessage {
        key: format!("a1:{n}"),
        seq: n,
        chat: n,
        urgency: Urgency::Announcement as i64,
        not_before: 0,
        expires_at: 0,
        body: json!({ "say": { "html": "Le forum commence un quart d'heure plus tard. ".repeat(6) } })
            .to_string(),
        live_message: String::new(),
        tries: 0,
    }
}

/// The resident memory of this process, with its unit.
fn memory_usage() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let rss = status.lines().find_map(|row| row.strip_prefix("VmRSS:"));
    rss.map_or("unknown".to_owned(), |row| row.trim().to_owned())
}

//! How stale a moderator's panel, a group's panel and the hall screen get while three hundred people read and
//! vote, under Telegram's limits. Targets for the 99th percentile: 1.5 s in a private chat and on the hall
//! screen, 4 s in a group.
//!
//! ```text
//! cargo bench --bench panel_age [-- SECONDS]       default: five minutes
//! ```
//!
//! Three votes a second, and four page turns for each vote. Every 50 ms the benchmark takes a sample: the age
//! of a view is the time since the press of the first vote that it does not show yet. The hall screen is read
//! from its event stream.

#![allow(clippy::unwrap_used, reason = "a test or benchmark that fails says where")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures real time")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use koze::access::{self, INVITE_TTL, InviteCode};
use koze::app::App;
use koze::clock::Clock;
use koze::config::BotConfig;
use koze::people::Role;
use koze::programme::Programme;
use koze::rehearsal::instance::{TOKEN, bot_account};
use telegram_emulator::{BotApiServer, FloodLimits, TelegramEmulator};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

const MODERATOR: i64 = 2_001;
const VOTERS: i64 = 300;
/// The moderator enters them and the panel shows all of them. Each person votes once for each.
const QUESTIONS: i64 = 3;
const PAGE_TURNS_PER_VOTE: i64 = 4;
const SAMPLE_INTERVAL: Duration = Duration::from_millis(50);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let seconds: u64 = std::env::args().filter_map(|word| word.parse().ok()).next().unwrap_or(300);
    let folder = tempfile::tempdir()?;
    let clock = Clock::real();
    let emulator = TelegramEmulator::new(clock.clone(), bot_account());
    emulator.set_flood_limits(Some(FloodLimits::default()));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let api_url = format!("http://{}", listener.local_addr()?);
    let stop = CancellationToken::new();
    tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    let database_url = format!("sqlite://{}", folder.path().join("koze.db").display());
    let settings = BotConfig { token: TOKEN.into(), api_url, database_url, send_rate: 30 };
    let mut programme = Programme::built_in();
    // the real clock is long past the shipped event: questions must be open at any time
    programme.sessions.iter_mut().for_each(|session| session.takes_questions = false);
    let app = App::open(&settings, programme, clock.clone()).await?;
    let code = InviteCode::random();
    let mut tx = app.db.begin().await?;
    access::insert_invite(&mut tx, &code, Role::Moderator, clock.real_now() + INVITE_TTL).await?;
    tx.commit().await?;
    let web_listener = TcpListener::bind("127.0.0.1:0").await?;
    let hall_url = format!("http://{}/hall/events", web_listener.local_addr()?);
    let running = tokio::spawn(app.clone().run(Some(web_listener), stop.clone()));
    let hall_votes = Arc::new(AtomicI64::new(0));
    tokio::spawn(watch_hall(hall_url, Arc::clone(&hall_votes)));

    emulator.user_sends_text(MODERATOR, &format!("/start {}", code.payload()));
    let group = emulator.create_group(MODERATOR, "Modération");
    for text in
        ["/salle Qui paie les adultes relais ?", "/salle Et les jeunes ?", "/salle Et après ?", "/file"]
    {
        tokio::time::sleep(Duration::from_secs(3)).await;
        emulator.user_sends_text(MODERATOR, text);
    }
    emulator.user_sends_text_in(group, MODERATOR, "/moderation");
    emulator.user_presses_callback(MODERATOR, 1, "queue:set:hallnext:on");
    for person in 0..VOTERS {
        emulator.user_sends_text(10_000 + person, "/questions");
    }
    tokio::time::sleep(Duration::from_secs(25)).await;

    // when each vote was pressed: first all votes for the first question, then for the next ones
    let mut press_times: Vec<i64> = Vec::new();
    let mut ages: [Vec<i64>; 3] = Default::default();
    let began = clock.real_now();
    let vote_interval = seconds as i64 * 1_000 / (VOTERS * QUESTIONS);
    let mut turned = 0;
    while clock.real_now() - began < seconds as i64 * 1_000 {
        let n = press_times.len() as i64;
        if n < VOTERS * QUESTIONS && clock.real_now() >= began + n * vote_interval {
            let (person, question) = (10_000 + n % VOTERS, 1 + n / VOTERS);
            press_times.push(clock.real_now().0);
            emulator.user_presses_callback(
                person,
                keyboard_message(&emulator, person),
                &format!("vote:on:{question}"),
            );
        }
        if clock.real_now() >= began + turned * vote_interval / PAGE_TURNS_PER_VOTE {
            let person = 10_000 + turned * 7 % VOTERS;
            emulator.user_presses_callback(person, keyboard_message(&emulator, person), "vote:page:r.0");
            turned += 1;
        }
        let now = clock.real_now();
        let seen = [
            panel_votes(&emulator, MODERATOR),
            panel_votes(&emulator, group),
            hall_votes.load(Ordering::Relaxed),
        ];
        for (ages, seen) in ages.iter_mut().zip(seen) {
            ages.push(press_times.get(seen.max(0) as usize).map_or(0, |first_unseen| now.0 - first_unseen));
        }
        tokio::time::sleep(SAMPLE_INTERVAL).await;
    }
    for (name, mut ages) in ["private panel", "group panel", "hall screen"].into_iter().zip(ages) {
        ages.sort_unstable();
        let at =
            |share: f64| ages.get(((ages.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or(0);
        println!(
            "{name:14} {:5} samples   p50 {:5} ms   p99 {:5} ms   worst {:5} ms",
            ages.len(),
            at(0.5),
            at(0.99),
            at(1.0)
        );
    }
    println!(
        "{} edits, {} answers",
        emulator.call_count("editMessageText"),
        emulator.call_count("answerCallbackQuery")
    );
    let refused: Vec<_> = emulator.api_errors().into_iter().filter(|(_, error)| error.code == 429).collect();
    println!("{} calls were refused with 429", refused.len());
    stop.cancel();
    running.await??;
    Ok(())
}

/// The newest message with buttons in a person's chat.
fn keyboard_message(emulator: &TelegramEmulator, person: i64) -> i64 {
    let page = emulator.messages(person).into_iter().rev().find(|message| message.inline_keyboard.is_some());
    page.map_or(1, |page| page.message_id)
}

/// Reads the event stream as the hall screen does; `shown` is the number of votes in its latest state.
async fn watch_hall(url: String, shown: Arc<AtomicI64>) -> anyhow::Result<()> {
    let mut stream = reqwest::get(url).await?.error_for_status()?;
    let mut buffer = String::new();
    while let Some(chunk) = stream.chunk().await? {
        buffer.push_str(&String::from_utf8_lossy(&chunk));
        while let Some((event, rest)) = buffer.split_once("\n\n") {
            if let Some((_, data)) = event.split_once("data: ") {
                let state: serde_json::Value = serde_json::from_str(data)?;
                let upcoming = state["upcoming"].as_array().cloned().unwrap_or_default();
                let votes = upcoming.iter().filter_map(|question| question["votes"].as_i64()).sum();
                shown.store(votes, Ordering::Relaxed);
            }
            buffer = rest.to_owned();
        }
    }
    Ok(())
}

/// The sum of the votes that the panel in a chat shows.
fn panel_votes(emulator: &TelegramEmulator, chat: i64) -> i64 {
    let panel = emulator.messages(chat).into_iter().rev().find(|message| message.plain_text.contains("📥"));
    let text = panel.map(|panel| panel.plain_text).unwrap_or_default();
    text.split("👍 ").skip(1).filter_map(|rest| rest.split_whitespace().next()?.parse::<i64>().ok()).sum()
}

//! Three hundred people read and vote, under Telegram's limits: how old is what a moderator's panel,
//! a group's panel and the hall show? Promised: 1.5 s in a private chat and in the hall, 4 s in a
//! group, ninety-nine times of a hundred.
//!
//! ```text
//! cargo bench --bench panel_age [-- SECONDS]       five minutes unless told otherwise
//! ```
//!
//! Three votes a second, and four times as many who turn a page. A sample is taken every 50 ms: the
//! age of what is shown is how long ago the first vote was pressed that it does not show yet. The hall
//! is what a screen reads from its stream.

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
/// Typed by the moderator; all of them stand on the panel. Everybody votes once for each.
const QUESTIONS: i64 = 3;
/// For each vote so many turn a page.
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
    // the shipped forum lies long behind us; here it goes on
    programme.sessions.iter_mut().for_each(|session| session.takes_questions = false);
    let app = App::open(&settings, programme, clock.clone()).await?;
    let code = InviteCode::random();
    let mut tx = app.db.begin().await?;
    access::insert_invite(&mut tx, &code, Role::Moderator, clock.real_now() + INVITE_TTL).await?;
    tx.commit().await?;
    let pages = TcpListener::bind("127.0.0.1:0").await?;
    let hall_url = format!("http://{}/hall/events", pages.local_addr()?);
    let running = tokio::spawn(app.clone().run(Some(pages), stop.clone()));
    let hall = Arc::new(AtomicI64::new(0));
    tokio::spawn(watch_hall(hall_url, Arc::clone(&hall)));

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

    // the moment at which each vote was pressed: everybody's for the first question, then the others
    let mut pressed: Vec<i64> = Vec::new();
    let mut ages: [Vec<i64>; 3] = Default::default();
    let began = clock.real_now();
    let between = seconds as i64 * 1_000 / (VOTERS * QUESTIONS);
    let mut turned = 0;
    while clock.real_now() - began < seconds as i64 * 1_000 {
        let n = pressed.len() as i64;
        if n < VOTERS * QUESTIONS && clock.real_now() >= began + n * between {
            let (person, question) = (10_000 + n % VOTERS, 1 + n / VOTERS);
            pressed.push(clock.real_now());
            emulator.user_presses_callback(
                person,
                keyboard_message(&emulator, person),
                &format!("vote:on:{question}"),
            );
        }
        if clock.real_now() >= began + turned * between / PAGE_TURNS_PER_VOTE {
            let person = 10_000 + turned * 7 % VOTERS;
            emulator.user_presses_callback(person, keyboard_message(&emulator, person), "vote:page:r.0");
            turned += 1;
        }
        let now = clock.real_now();
        let seen =
            [panel_votes(&emulator, MODERATOR), panel_votes(&emulator, group), hall.load(Ordering::Relaxed)];
        for (ages, seen) in ages.iter_mut().zip(seen) {
            ages.push(pressed.get(seen.max(0) as usize).map_or(0, |first_unseen| now - first_unseen));
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
    let refused: Vec<_> =
        emulator.api_errors().into_iter().filter(|(_, refusal)| refusal.code == 429).collect();
    println!("{} calls were refused for being too many", refused.len());
    stop.cancel();
    running.await??;
    Ok(())
}

/// The message with buttons that somebody has before them.
fn keyboard_message(emulator: &TelegramEmulator, person: i64) -> i64 {
    let page = emulator.messages(person).into_iter().rev().find(|bubble| bubble.inline_keyboard.is_some());
    page.map_or(1, |page| page.message_id)
}

/// Reads the hall's stream as a screen does, and notes how many votes it shows.
async fn watch_hall(url: String, shown: Arc<AtomicI64>) -> anyhow::Result<()> {
    let mut stream = reqwest::get(url).await?.error_for_status()?;
    let mut read = String::new();
    while let Some(chunk) = stream.chunk().await? {
        read.push_str(&String::from_utf8_lossy(&chunk));
        while let Some((event, rest)) = read.split_once("\n\n") {
            if let Some((_, data)) = event.split_once("data: ") {
                let state: serde_json::Value = serde_json::from_str(data)?;
                let lines = state["upcoming"].as_array().cloned().unwrap_or_default();
                shown.store(lines.iter().filter_map(|line| line["votes"].as_i64()).sum(), Ordering::Relaxed);
            }
            read = rest.to_owned();
        }
    }
    Ok(())
}

/// How many votes the panel in a chat shows over its questions.
fn panel_votes(emulator: &TelegramEmulator, chat: i64) -> i64 {
    let panel = emulator.messages(chat).into_iter().rev().find(|bubble| bubble.plain_text.contains("📥"));
    let text = panel.map(|panel| panel.plain_text).unwrap_or_default();
    text.split("👍 ").skip(1).filter_map(|rest| rest.split_whitespace().next()?.parse::<i64>().ok()).sum()
}

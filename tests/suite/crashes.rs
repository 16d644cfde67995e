//! The real binary is killed repeatedly while people register and ask: at random moments,
//! and at every failpoint between an update's arrival and the end of its answer. Every
//! update must have its effect once, every acknowledged question must be in the queue
//! once, and everybody must get every answer; only calls in flight at a kill may repeat.
//!
//! `tests/faults` runs more kills; `KOZE_SEED` repeats one history.

mod harness;
mod report;
pub mod simulated_users;

use std::time::Duration;

use koze::clock::Clock;
use koze::fault_injection::FAILPOINTS;
use rand::RngExt;
use telegram_emulator::{Author, ChatMessage, Fault, TelegramEmulator};

use crate::process::{BotProcess, EmulatedTelegram, free_port};
use crate::run_options::{env_value, seed};
use crate::test_bot::{AIME, Database, MARIE, remove_typography};
use harness::{CrashHarness, Kill, QUESTIONS, REFERENCE_USER};
use report::Report;
use simulated_users::sent_texts;

on_both_databases!(
    killed_anywhere_nothing_is_lost_and_nothing_done_twice,
    killed_behind_a_webhook_nothing_is_lost_and_nothing_done_twice,
    switching_between_polling_and_webhook_loses_nothing,
    telegram_fails_in_every_way_while_polling,
    telegram_fails_in_every_way_behind_a_webhook,
    what_crashes_the_process_again_and_again_is_quarantined,
);

/// Kills before a history ends and is checked: one at each failpoint, or three in the long run.
fn kills_per_history() -> usize {
    if env_value::<usize>("KOZE_KILLS").is_some() { 30 } else { 12 }
}

/// Runs histories until there were as many kills as `KOZE_KILLS` says, by default those of one history.
async fn killed_anywhere_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let kills = env_value("KOZE_KILLS").unwrap_or(kills_per_history());
    let mut next = Some(database.another().await);
    let mut report = Report::default();
    // a busy process may miss its failpoint: then more histories follow, up to a bound
    let is_complete = |report: &Report| FAILPOINTS.iter().all(|point| report.kills.contains_key(point));
    while report.kills() < kills
        || (!is_complete(&report) && report.kills() < kills + 3 * kills_per_history())
    {
        let harness = CrashHarness::open(next.take().unwrap_or(database.another().await), seed()).await;
        report.merge(run_with_kills(harness).await);
        println!("{}\n{report}", database.url.split(':').next().unwrap_or_default());
    }
    for point in FAILPOINTS {
        assert!(report.kills.contains_key(point), "never killed at {point}: is this a development build?");
    }
}

async fn run_with_kills(mut harness: CrashHarness) -> Report {
    let mut bot = harness.start();
    let mut end = Kill::AtRandomTime;
    let users = harness.simulate_users().await;
    let mut in_the_middle = 0;
    let mut polls = 0;
    let kills = kills_per_history();
    for kill in 1..=kills {
        in_the_middle += usize::from(users.is_busy());
        harness.kill(&mut bot, end, &users).await;
        polls = harness.emulator().call_count("getUpdates");
        end = if kill < kills { Kill::nth(kill, &mut harness.rng) } else { Kill::AtRandomTime };
        bot = harness.start_with_kill(end, None);
    }
    assert!(in_the_middle > kills / 2, "the users finished before the kills: {in_the_middle}");
    harness.telegram.wait_until("the last one works", |world| world.call_count("getUpdates") > polls).await;
    // the last process is not killed: it must deliver everything that is still owed
    harness.assert_consistent(users, vec![bot], kills).await
}

async fn killed_behind_a_webhook_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let mut harness = CrashHarness::open(database, seed()).await;
    let port = free_port();
    harness.backends.set_addresses(vec![format!("http://127.0.0.1:{port}")]);
    let mut bot = harness.start_with_webhook(port);
    let mut end = Kill::AtRandomTime;
    let users = harness.simulate_users().await;
    let kills = 10;
    for kill in 1..=kills {
        harness.kill(&mut bot, end, &users).await;
        end = if kill < kills { Kill::nth(kill, &mut harness.rng) } else { Kill::AtRandomTime };
        bot = harness.start_with_kill(end, Some(port));
    }
    harness.assert_consistent(users, vec![bot], kills).await;
}

/// Alternates between polling and a webhook, with an orderly stop in between, as an operator may do.
async fn switching_between_polling_and_webhook_loses_nothing(database: Database) {
    let mut harness = CrashHarness::open(database, seed()).await;
    let port = free_port();
    harness.backends.set_addresses(vec![format!("http://127.0.0.1:{port}")]);
    let mut bot = harness.start();
    let users = harness.simulate_users().await;
    let mut late_stops = 0;
    for turn in 0..4 {
        harness.random_pause().await;
        // a process that is signalled before it has started is killed by the signal
        bot.wait_until_started().await;
        late_stops += stop_and_count_late(&mut bot);
        bot = if turn % 2 == 0 { harness.start_with_webhook(port) } else { harness.start() };
    }
    // no process was killed: nothing may repeat
    harness.assert_consistent(users, vec![bot], late_stops).await;
}

async fn telegram_fails_in_every_way_while_polling(database: Database) {
    telegram_fails_in_every_way(database, None).await;
}

async fn telegram_fails_in_every_way_behind_a_webhook(database: Database) {
    telegram_fails_in_every_way(database, Some(free_port())).await;
}

/// No process is killed, but about one call in twelve fails.
async fn telegram_fails_in_every_way(database: Database, port: Option<u16>) {
    let mut harness = CrashHarness::open(database, seed()).await;
    if let Some(port) = port {
        harness.backends.set_addresses(vec![format!("http://127.0.0.1:{port}")]);
        harness.emulator().inject_fault(Some("setWebhook"), 2, Fault::ServerError(502));
    }
    let bot = harness.start_with_kill(Kill::AtRandomTime, port);
    let users = harness.simulate_users().await;
    let emulator = harness.emulator().clone();
    let without_effect = [
        Fault::ConnectionReset,
        Fault::ServerError(500),
        Fault::ServerError(502),
        Fault::ConnectionReset,
        Fault::TooManyRequests { retry_after: 1 },
    ];
    // a call that took effect although its response was lost is repeated, as after a kill
    let mut lost_responses = 0;
    let made = || {
        ["getUpdates", "sendMessage", "editMessageText"]
            .map(|method| emulator.call_count(method))
            .iter()
            .sum()
    };
    let mut calls: usize = made();
    let mut fault_count = 0;
    while users.is_busy() {
        let fault = match harness.rng.random_range(0..12) {
            0 if lost_responses < 8 => Fault::TruncatedJson,
            1 if lost_responses < 8 => Fault::LostResponse,
            which => without_effect[which % without_effect.len()].clone(),
        };
        lost_responses += usize::from(matches!(fault, Fault::TruncatedJson | Fault::LostResponse));
        emulator.inject_fault(None, 1, fault);
        fault_count += 1;
        calls += harness.rng.random_range(4..20);
        while users.is_busy() && made() < calls {
            harness.clock.sleep(Duration::from_millis(2)).await;
        }
    }
    emulator.clear_faults();
    assert!(fault_count > 40, "too few faults: {fault_count}");
    harness.assert_consistent(users, vec![bot], 1).await;
}

/// Two instances behind one webhook share a database. One of
/// them is killed at a time, and the other receives and sends.
#[tokio::test]
async fn of_two_instances_either_may_be_killed() {
    let database = Database::postgres().await;
    let mut harness = CrashHarness::open(database, seed()).await;
    let (ports, mut bots) = harness.start_pair();
    let users = harness.simulate_users().await;
    let kills = 8;
    let mut ends = [Kill::AtRandomTime; 2];
    for kill in 1..=kills {
        // the last two kills hit one instance each; their successors are not killed
        let is_last = kill + 1 >= kills;
        let one = if is_last { kill % 2 } else { harness.rng.random_range(0..2) };
        harness.kill(&mut bots[one], ends[one], &users).await;
        harness.random_pause().await;
        ends[one] = if is_last { Kill::AtRandomTime } else { Kill::nth(kill, &mut harness.rng) };
        bots[one] = harness.start_with_kill(ends[one], Some(ports[one]));
    }
    harness.assert_consistent(users, bots.into(), kills).await;
}

/// The instances restart one after the other, as during the rollout of a new version.
#[tokio::test]
async fn a_rolling_restart_loses_and_doubles_nothing() {
    let database = Database::postgres().await;
    let mut harness = CrashHarness::open(database, seed()).await;
    let (ports, mut bots) = harness.start_pair();
    let users = harness.simulate_users().await;
    let mut late_stops = 0;
    for turn in 0..4 {
        harness.random_pause().await;
        late_stops += stop_and_count_late(&mut bots[turn % 2]);
        bots[turn % 2] = harness.start_with_webhook(ports[turn % 2]);
    }
    harness.assert_consistent(users, bots.into(), late_stops).await;
}

/// The leader is paused and resumed: another instance has taken over, and nothing is sent twice.
#[tokio::test]
async fn a_leader_that_was_frozen_does_nothing_when_it_wakes() {
    let database = Database::postgres().await;
    let mut harness = CrashHarness::open(database, seed()).await;
    let leads = |emulator: &TelegramEmulator| emulator.call_count("getUpdates") > 0;
    let mut leader = harness.start();
    harness.telegram.wait_until("the first one leads", leads).await;
    let mut other = harness.start();
    let (telegram, emulator) = (&harness.telegram, harness.emulator());
    emulator.add_user(REFERENCE_USER, "Une", Some("Personne"), Some("fr"));
    let answered = |after: i64, text: &'static str| {
        move |emulator: &TelegramEmulator| {
            let is_it = |bubble: &ChatMessage| {
                bubble.author == Author::Bot && bubble.message_id > after && bubble.plain_text.contains(text)
            };
            emulator.find_message(REFERENCE_USER, is_it).is_some()
        }
    };
    let said = emulator.user_sends_text(REFERENCE_USER, "/start");
    telegram.wait_until("they are greeted", answered(said.message_id, "Pour vous inscrire")).await;
    leader.freeze();
    let asked = emulator.user_sends_text(REFERENCE_USER, "c'est où ?");
    telegram.wait_until("another has taken over", answered(asked.message_id, "Palais des Congrès")).await;
    leader.thaw();
    let more = emulator.user_sends_text(REFERENCE_USER, "c'est quand ?");
    telegram.wait_until("the next is answered, too", answered(more.message_id, "23 novembre")).await;
    // not the greeting, whose call may have been in flight at the pause
    for text in ["📍 Palais des Congrès, Salon Tainos\nJe n'ai pas", "🗓"] {
        let told = emulator.messages(REFERENCE_USER).into_iter();
        let told = told
            .filter(|bubble| {
                bubble.author == Author::Bot && remove_typography(&bubble.plain_text).contains(text)
            })
            .count();
        assert_eq!(told, 1, "{text}: {:#?}", sent_texts(emulator, REFERENCE_USER));
    }
    for bot in [&mut leader, &mut other] {
        assert!(bot.stop().success(), "{}", bot.log());
    }
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

/// One message crashes the process each time: after three counted
/// attempts it is quarantined, and the others are answered.
async fn what_crashes_the_process_again_and_again_is_quarantined(database: Database) {
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let clock_arguments = ["--clock", "2012-11-12T10:00:00-04:00"];
    let start = |order| {
        BotProcess::start_with_environment(
            &[("KOZE_DIE_AT", order)],
            &home,
            &telegram,
            &database.url,
            &clock_arguments,
        )
    };
    let answered = |who| {
        move |emulator: &TelegramEmulator| {
            emulator.latest_message(who).is_some_and(|it| it.author == Author::Bot)
        }
    };
    for who in [MARIE, AIME] {
        telegram.emulator.add_user(who, "Une", None, Some("fr"));
        telegram.emulator.user_sends_text(who, "bonjour");
    }
    // the first crash is not counted; three more are
    for _ in 0..4 {
        let mut bot = start("before-commit:1");
        bot.wait_for_exit().await;
    }
    assert_eq!(telegram.emulator.call_count("sendMessage"), 0);
    let mut bot = start("");
    telegram.wait_until("the other is answered", answered(AIME)).await;
    telegram.wait_until("she hears that it did not work", answered(MARIE)).await;
    let told = telegram.emulator.latest_message(MARIE).unwrap().plain_text;
    assert!(remove_typography(&told).contains("je n'ai pas su traiter cela"), "{told}");
    assert!(bot.log().contains("an update was set aside"), "{}", bot.log());
    let said = telegram.emulator.user_sends_text(MARIE, "merci");
    let later = |emulator: &TelegramEmulator| {
        emulator
            .latest_message(MARIE)
            .is_some_and(|it| it.author == Author::Bot && it.message_id > said.message_id)
    };
    telegram.wait_until("what she writes next is answered", later).await;
    assert!(bot.stop().success());
}

/// Stops a bot. Returns 1 if a call in flight outlasted the grace period,
/// as on a busy machine: such a call may repeat, as after a kill.
fn stop_and_count_late(bot: &mut BotProcess) -> usize {
    let begun = Clock::real().real_now();
    let ended = bot.stop();
    assert!(ended.success(), "{ended}: {}", bot.log());
    usize::from(Clock::real().real_now() - begun > 2_400)
}

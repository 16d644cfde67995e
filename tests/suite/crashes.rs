//! The real binary is killed again and again while people register and ask: at random moments, and at
//! every point between an update's arrival and the end of its answer. What must hold: every update has
//! its effect once, every acknowledged question is in the queue once, and everybody has got every
//! answer; only what was in flight at a kill may have come twice.
//!
//! `tests/faults` makes a long run of it, `KOZE_SEED` repeats one.

mod people;
mod report;
mod theatre;

use std::time::Duration;

use koze::clock::Clock;
use koze::faults::POINTS;
use koze::rehearsal::world::{Author, Bubble, Fault, World};
use rand::RngExt;

use crate::process::{Bot, Telegram, free_port};
use crate::stage::{AIME, Database, MARIE, plain};
use people::texts;
use report::Report;
use theatre::{Kill, MODEL, QUESTIONS, Theatre};

on_both_databases!(
    killed_anywhere_nothing_is_lost_and_nothing_done_twice,
    killed_behind_a_webhook_nothing_is_lost_and_nothing_done_twice,
    from_fetching_to_being_brought_and_back_nothing_is_lost,
    telegram_fails_in_every_way_while_updates_are_fetched,
    telegram_fails_in_every_way_while_updates_are_brought,
    what_ends_the_process_again_and_again_is_set_aside,
);

/// After so many kills of one history it is checked, and another begins.
const A_HISTORY: usize = 30;

/// `KOZE_KILLS` makes more histories of it.
async fn killed_anywhere_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let kills = setting("KOZE_KILLS").unwrap_or(A_HISTORY);
    let mut next = Some(database.another().await);
    let mut report = Report::default();
    while report.kills() < kills {
        let theatre = Theatre::open(next.take().unwrap_or(database.another().await), seed()).await;
        report.add(killed_anywhere(theatre).await);
        println!("{}\n{report}", database.url.split(':').next().unwrap_or_default());
    }
    for point in POINTS {
        assert!(report.kills.contains_key(point), "never killed at {point}: is this a development build?");
    }
}

async fn killed_anywhere(mut theatre: Theatre) -> Report {
    let mut bot = theatre.start();
    let mut end = Kill::Sometime;
    let crowd = theatre.crowd().await;
    let mut in_the_middle = 0;
    let mut polls = 0;
    for kill in 1..=A_HISTORY {
        in_the_middle += usize::from(crowd.is_busy());
        theatre.kill(&mut bot, end, &crowd).await;
        polls = theatre.world().calls("getUpdates");
        end = if kill < A_HISTORY { Kill::number(kill, &mut theatre.chance) } else { Kill::Sometime };
        bot = theatre.start_for(end, None);
    }
    assert!(in_the_middle > A_HISTORY / 2, "the people were done before the kills: {in_the_middle}");
    theatre.telegram.until("the last one works", |world| world.calls("getUpdates") > polls).await;
    // the last one is left alone: whatever is still owed is its work
    theatre.check(crowd, vec![bot], A_HISTORY).await
}

async fn killed_behind_a_webhook_nothing_is_lost_and_nothing_done_twice(database: Database) {
    let mut theatre = Theatre::open(database, seed()).await;
    let port = free_port();
    theatre.behind.set(vec![format!("http://127.0.0.1:{port}")]);
    let mut bot = theatre.start_at(port);
    let mut end = Kill::Sometime;
    let crowd = theatre.crowd().await;
    let kills = 10;
    for kill in 1..=kills {
        theatre.kill(&mut bot, end, &crowd).await;
        end = if kill < kills { Kill::number(kill, &mut theatre.chance) } else { Kill::Sometime };
        bot = theatre.start_for(end, Some(port));
    }
    theatre.check(crowd, vec![bot], kills).await;
}

/// By turns fetched and brought, told to stop in between: an ordinary afternoon of whoever runs it.
async fn from_fetching_to_being_brought_and_back_nothing_is_lost(database: Database) {
    let mut theatre = Theatre::open(database, seed()).await;
    let port = free_port();
    theatre.behind.set(vec![format!("http://127.0.0.1:{port}")]);
    let mut bot = theatre.start();
    let crowd = theatre.crowd().await;
    let mut late = 0;
    for turn in 0..4 {
        theatre.a_moment().await;
        late += stopped_late(&mut bot);
        bot = if turn % 2 == 0 { theatre.start_at(port) } else { theatre.start() };
    }
    // nobody was killed: nothing may come twice
    theatre.check(crowd, vec![bot], late).await;
}

async fn telegram_fails_in_every_way_while_updates_are_fetched(database: Database) {
    telegram_fails_in_every_way(database, None).await;
}

async fn telegram_fails_in_every_way_while_updates_are_brought(database: Database) {
    telegram_fails_in_every_way(database, Some(free_port())).await;
}

/// Nobody is killed, but one call in twelve or so comes to grief.
async fn telegram_fails_in_every_way(database: Database, port: Option<u16>) {
    let mut theatre = Theatre::open(database, seed()).await;
    if let Some(port) = port {
        theatre.behind.set(vec![format!("http://127.0.0.1:{port}")]);
        theatre.world().fail(Some("setWebhook"), 2, Fault::Server(502));
    }
    let bot = theatre.start_for(Kill::Sometime, port);
    let crowd = theatre.crowd().await;
    let world = theatre.world().clone();
    let without_effect = [
        Fault::Reset,
        Fault::Server(500),
        Fault::Server(502),
        Fault::Reset,
        Fault::TooMany { retry_after: 1 },
    ];
    // what happened and was not heard of is done again, as after a kill
    let mut unheard = 0;
    let made =
        || ["getUpdates", "sendMessage", "editMessageText"].map(|method| world.calls(method)).iter().sum();
    let mut calls: usize = made();
    let mut troubles = 0;
    while crowd.is_busy() {
        let fault = match theatre.chance.random_range(0..12) {
            0 if unheard < 8 => Fault::HalfJson,
            1 if unheard < 8 => Fault::AfterEffect,
            which => without_effect[which % without_effect.len()].clone(),
        };
        unheard += usize::from(matches!(fault, Fault::HalfJson | Fault::AfterEffect));
        world.fail(None, 1, fault);
        troubles += 1;
        calls += theatre.chance.random_range(4..20);
        while crowd.is_busy() && made() < calls {
            theatre.clock.sleep(Duration::from_millis(2)).await;
        }
    }
    world.heal();
    assert!(troubles > 40, "there was hardly any trouble: {troubles}");
    theatre.check(crowd, vec![bot], 1).await;
}

/// Two instances behind one webhook, each killed by turns, on the database that they share: whoever is left
/// receives and sends.
#[tokio::test]
async fn of_two_instances_either_may_be_killed() {
    let Some(database) = Database::postgres().await else { return };
    let mut theatre = Theatre::open(database, seed()).await;
    let (ports, mut bots) = theatre.two();
    let crowd = theatre.crowd().await;
    let kills = 8;
    let mut ends = [Kill::Sometime; 2];
    for kill in 1..=kills {
        // the last two are one of each, and then both are left alone
        let is_last = kill + 1 >= kills;
        let one = if is_last { kill % 2 } else { theatre.chance.random_range(0..2) };
        theatre.kill(&mut bots[one], ends[one], &crowd).await;
        theatre.a_moment().await;
        ends[one] = if is_last { Kill::Sometime } else { Kill::number(kill, &mut theatre.chance) };
        bots[one] = theatre.start_for(ends[one], Some(ports[one]));
    }
    theatre.check(crowd, bots.into(), kills).await;
}

/// One after the other is told to stop and begins anew, as when a new version is brought out.
#[tokio::test]
async fn a_rolling_restart_loses_and_doubles_nothing() {
    let Some(database) = Database::postgres().await else { return };
    let mut theatre = Theatre::open(database, seed()).await;
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
    let mut theatre = Theatre::open(database, seed()).await;
    let leads = |world: &World| world.calls("getUpdates") > 0;
    let mut leader = theatre.start();
    theatre.telegram.until("the first one leads", leads).await;
    let mut other = theatre.start();
    let (telegram, world) = (&theatre.telegram, theatre.world());
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
    for text in ["📍 Palais des Congrès, Salon Tainos\nJe n'ai pas", "🗓"] {
        let told = world.chat(MODEL).into_iter();
        let told =
            told.filter(|bubble| bubble.from == Author::Bot && plain(&bubble.plain).contains(text)).count();
        assert_eq!(told, 1, "{text}: {:#?}", texts(world, MODEL));
    }
    for bot in [&mut leader, &mut other] {
        assert!(bot.stop().success(), "{}", bot.log());
    }
    assert_eq!(world.complaints(), [] as [&str; 0]);
}

/// Somebody's message ends the process each time, as no message should: after the third time it is set
/// aside, and the others are answered.
async fn what_ends_the_process_again_and_again_is_set_aside(database: Database) {
    let (home, telegram) = (tempfile::tempdir().unwrap(), Telegram::open().await);
    let early = ["--clock", "2012-11-12T10:00:00-04:00"];
    let start = |order| Bot::start_in(&[("KOZE_DIE_AT", order)], &home, &telegram, &database.url, &early);
    let answered = |who| move |world: &World| world.latest(who).is_some_and(|it| it.from == Author::Bot);
    for who in [MARIE, AIME] {
        telegram.world.person(who, "Une", None, Some("fr"));
        telegram.world.says(who, "bonjour");
    }
    // the first time nobody suspects anything; three more are counted
    for _ in 0..4 {
        let mut bot = start("before-commit:1");
        bot.ends().await;
    }
    assert_eq!(telegram.world.calls("sendMessage"), 0);
    let mut bot = start("");
    telegram.until("the other is answered", answered(AIME)).await;
    telegram.until("she hears that it did not work", answered(MARIE)).await;
    let told = telegram.world.latest(MARIE).unwrap().plain;
    assert!(plain(&told).contains("je n'ai pas su traiter cela"), "{told}");
    assert!(bot.log().contains("an update was set aside"), "{}", bot.log());
    let said = telegram.world.says(MARIE, "merci");
    let later = |world: &World| {
        world.latest(MARIE).is_some_and(|it| it.from == Author::Bot && it.message_id > said.message_id)
    };
    telegram.until("what she writes next is answered", later).await;
    assert!(bot.stop().success());
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

fn seed() -> u64 {
    setting("KOZE_SEED").unwrap_or_else(rand::random)
}

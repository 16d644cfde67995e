//! The machine's clock is set an hour back and an hour forward under the running bot. What must hold:
//! nobody waits for that hour, nothing is done twice, and whoever leads goes on leading.

use std::fs;

use koze::clock::{Clock, Millis};
use koze::identity::{Claim, Kind};
use koze::programme::Programme;
use koze::rehearsal::performance::Performance;
use koze::rehearsal::world::{Author, World};

use crate::process::{Bot, Telegram};
use crate::stage::{Database, MARIE, at};

on_both_databases!(a_clock_that_is_set_back_or_forward_holds_up_nobody);

const HOUR: i64 = 3_600_000;
/// More than a chat may get in its five seconds: the limits have something to remember at each leap.
const AT_ONCE: usize = 6;

async fn a_clock_that_is_set_back_or_forward_holds_up_nobody(database: Database) {
    let (home, telegram) = (tempfile::tempdir().unwrap(), Telegram::open().await);
    let off = home.path().join("off");
    let file = off.display().to_string();
    let start = || Bot::start_in(&[("KOZE_CLOCK_OFF", file.as_str())], &home, &telegram, &database.url, &[]);
    let world = &telegram.world;
    world.person(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
    let mut bot = start();
    let mut expected = 0;
    for by in [0, -HOUR, HOUR, -HOUR] {
        fs::write(&off, by.to_string()).unwrap();
        for question in 0..AT_ONCE {
            // never the same twice in a row, which would be answered once
            world.says(MARIE, if question % 2 == 0 { "c'est où ?" } else { "c'est quand ?" });
        }
        expected += AT_ONCE;
        telegram.until(&format!("{expected} answers"), |world| answers(world) >= expected).await;
    }
    assert_eq!(bot.log().matches("from now on").count(), 1, "it leads all the time: {}", bot.log());
    // an hour back it is killed, and the next one finds leases and letters of an hour to come
    bot.kill();
    world.says(MARIE, "c'est quand ?");
    let mut bot = start();
    telegram.until("the next one answers", |world| answers(world) > expected).await;
    telegram.until("all is acknowledged", |world| world.waiting_updates() == 0).await;
    assert!(bot.stop().success(), "{}", bot.log());
    assert!(answers(world) <= expected + 2, "at most what was in flight at the kill came twice");
    assert_eq!(world.complaints(), [] as [&str; 0]);
}

/// How many messages of the bot Marie has.
fn answers(world: &World) -> usize {
    world.chat(MARIE).iter().filter(|bubble| bubble.from == Author::Bot).count()
}

/// A rehearsal's jump stops at what is due on the way: a reminder of the evening before bears that hour,
/// not the hour that was jumped to.
#[tokio::test]
async fn what_was_due_during_a_rehearsals_jump_is_dated_so() {
    let start = at("2012-11-12T10:00");
    let clock = Clock::rehearsal(start, 0.0);
    let on =
        Performance::begin(&Programme::shipped(), &clock, None, Claim::of(Kind::Rehearsal)).await.unwrap();
    let last = || on.world.chat(MARIE).last().map_or(0, |bubble| bubble.message_id);
    on.world.says(MARIE, "/start");
    shows(&on.world, "reg:consent:yes").await;
    on.world.presses(MARIE, last(), "reg:consent:yes");
    shows(&on.world, "reg:name:same").await;
    on.world.says(MARIE, "Marie Exemple");
    shows(&on.world, "reg:category:resident").await;
    on.world.presses(MARIE, last(), "reg:category:resident");
    shows(&on.world, "request_contact").await;
    on.world.says(MARIE, "0696 12 34 56");
    shows(&on.world, "reg:summary:confirm").await;
    on.world.presses(MARIE, last(), "reg:summary:confirm");
    shows(&on.world, "reg:ticket:1").await;

    on.leap.go(at("2012-11-23T09:00")).await;
    // the clock stood still until then
    let came: Vec<(Millis, String)> =
        on.world.chat(MARIE).into_iter().map(|bubble| (bubble.date, bubble.plain)).collect();
    let came: Vec<_> = came.into_iter().filter(|(date, _)| *date > start).collect();
    let dates: Vec<Millis> = came.iter().map(|(date, _)| *date).collect();
    assert_eq!(dates, [at("2012-11-22T18:00"), at("2012-11-23T07:00")], "{came:#?}");
    assert_eq!(clock.now(), at("2012-11-23T09:00"));
    on.end().await;
}

/// Waits until something in Marie's chat offers this.
async fn shows(world: &World, what: &str) {
    loop {
        let seen = world.revision();
        let keyboards = world.chat(MARIE).into_iter().filter_map(|bubble| bubble.inline_keyboard);
        let reply = world.reply_keyboard(MARIE).map(|keyboard| keyboard.keyboard);
        if keyboards.chain(reply).any(|keyboard| keyboard.to_string().contains(what)) {
            return;
        }
        world.changed(seen).await;
    }
}

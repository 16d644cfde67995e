//! The machine's clock is set an hour back and an hour forward under the running bot. Nobody may wait for
//! that hour, nothing may happen twice, and the leader must keep its lease.

use std::fs;

use koze::clock::{Clock, EventTime, Millis};
use koze::database_identity::{DatabaseKind, OpenRequest};
use koze::programme::Programme;
use koze::rehearsal::instance::RehearsalInstance;
use telegram_emulator::{Author, TelegramEmulator};

use crate::process::{BotProcess, EmulatedTelegram};
use crate::test_bot::{Database, MARIE, martinique_time};

on_both_databases!(a_clock_that_is_set_back_or_forward_holds_up_nobody);

const HOUR: i64 = 3_600_000;
/// More messages than a chat may get in five seconds, so that the rate limiter has state at each jump.
const BURST: usize = 6;

async fn a_clock_that_is_set_back_or_forward_holds_up_nobody(database: Database) {
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let off = home.path().join("off");
    let file = off.display().to_string();
    let start = || {
        BotProcess::start_with_environment(
            &[("KOZE_CLOCK_OFF", file.as_str())],
            &home,
            &telegram,
            &database.url,
            &[],
        )
    };
    let emulator = &telegram.emulator;
    emulator.add_user(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
    let mut bot = start();
    let mut expected = 0;
    for by in [0, -HOUR, HOUR, -HOUR] {
        fs::write(&off, by.to_string()).unwrap();
        for question in 0..BURST {
            // never the same question twice in a row: the bot would answer it once
            emulator.user_sends_text(MARIE, if question % 2 == 0 { "c'est où ?" } else { "c'est quand ?" });
        }
        expected += BURST;
        telegram
            .wait_until(&format!("{expected} answers"), |emulator| answer_count(emulator) >= expected)
            .await;
    }
    assert_eq!(bot.log().matches("from now on").count(), 1, "the bot stays the leader: {}", bot.log());
    // the bot is killed while its clock is an hour back; the
    // next one finds a lease and messages of an hour ahead
    bot.kill();
    emulator.user_sends_text(MARIE, "c'est quand ?");
    let mut bot = start();
    telegram.wait_until("the next one answers", |emulator| answer_count(emulator) > expected).await;
    telegram.wait_until("all is acknowledged", |emulator| emulator.pending_update_count() == 0).await;
    assert!(bot.stop().success(), "{}", bot.log());
    assert!(answer_count(emulator) <= expected + 2, "only calls in flight at the kill may repeat");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

/// The number of messages that Marie has from the bot.
fn answer_count(emulator: &TelegramEmulator) -> usize {
    emulator.messages(MARIE).iter().filter(|bubble| bubble.author == Author::Bot).count()
}

/// A jump of a rehearsal's clock stops at each due moment: a reminder
/// of the evening before has that date, not the date of the jump's end.
#[tokio::test]
async fn what_was_due_during_a_rehearsals_jump_is_dated_so() {
    let start = martinique_time("2012-11-12T10:00");
    let clock = Clock::simulated(start, 0.0);
    let on = RehearsalInstance::start(
        &Programme::built_in(),
        &clock,
        None,
        OpenRequest::new(DatabaseKind::Rehearsal),
    )
    .await
    .unwrap();
    let last = || on.emulator.messages(MARIE).last().map_or(0, |bubble| bubble.message_id);
    on.emulator.user_sends_text(MARIE, "/start");
    wait_for_button(&on.emulator, "reg:consent:yes").await;
    on.emulator.user_presses_callback(MARIE, last(), "reg:consent:yes");
    wait_for_button(&on.emulator, "reg:name:same").await;
    on.emulator.user_sends_text(MARIE, "Marie Exemple");
    wait_for_button(&on.emulator, "reg:category:resident").await;
    on.emulator.user_presses_callback(MARIE, last(), "reg:category:resident");
    wait_for_button(&on.emulator, "request_contact").await;
    on.emulator.user_sends_text(MARIE, "0696 12 34 56");
    wait_for_button(&on.emulator, "reg:summary:confirm").await;
    on.emulator.user_presses_callback(MARIE, last(), "reg:summary:confirm");
    wait_for_button(&on.emulator, "reg:ticket:1").await;

    on.clock_advancer.advance_to(martinique_time("2012-11-23T09:00")).await;
    // the clock stood still before the jump
    let came: Vec<(Millis, String)> =
        on.emulator.messages(MARIE).into_iter().map(|bubble| (bubble.date, bubble.plain_text)).collect();
    let came: Vec<_> = came.into_iter().filter(|(date, _)| *date > start.0).collect();
    let dates: Vec<EventTime> = came.iter().map(|(date, _)| EventTime(*date)).collect();
    assert_eq!(
        dates,
        [martinique_time("2012-11-22T18:00"), martinique_time("2012-11-23T07:00")],
        "{came:#?}"
    );
    assert_eq!(clock.event_now(), martinique_time("2012-11-23T09:00"));
    on.shut_down().await;
}

/// Waits until a keyboard in Marie's chat has a button with this text.
async fn wait_for_button(emulator: &TelegramEmulator, what: &str) {
    loop {
        let seen = emulator.revision();
        let keyboards = emulator.messages(MARIE).into_iter().filter_map(|bubble| bubble.inline_keyboard);
        let reply = emulator.reply_keyboard(MARIE).map(|keyboard| keyboard.rows);
        if keyboards.chain(reply).any(|keyboard| keyboard.to_string().contains(what)) {
            return;
        }
        emulator.wait_for_change(seen).await;
    }
}

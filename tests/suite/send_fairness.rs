//! One person who causes very many messages: other people are served as
//! before, and the person gets few messages and a friendly explanation.

use std::time::Duration;

use koze::chat::{Message, Urgency};
use koze::ids::ChatId;
use koze::outbox::{self, NewMessage};
use koze::people::{MAX_FORWARDED_PER_HOUR, Role};
use telegram_emulator::{Author, Fault, TelegramEmulator, UserMedia};

use crate::health::get_page;
use crate::process::{BotProcess, EmulatedTelegram};
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    an_organiser_is_answered_before_a_hundred_and_fifty_cards,
    staff_priority_needs_the_role,
    forwarding_is_limited_per_hour,
    what_waits_for_one_chat_is_bounded_and_said_so_once,
    the_newest_answer_to_a_button_takes_the_place_of_older_ones,
    readiness_looks_at_many_chats,
    ten_chats_whose_calls_hang_keep_nobody_waiting,
);

const EARLY: &str = "2012-11-12T10:00";
const ROUND_TABLE: &str = "2012-11-23T10:40";

/// Enqueues cards that other people have caused for one person.
async fn enqueue_cards(test: &TestBot, whom: i64, many: usize) {
    let messages: Vec<NewMessage> = (0..many)
        .map(|n| {
            let key = format!("test:{whom}:{n}").parse().unwrap();
            NewMessage::new(key, ChatId(whom), Urgency::Notice, Message::new(format!("Carte {n}")))
        })
        .collect();
    let mut tx = test.app.db.begin().await.unwrap();
    outbox::enqueue(&mut tx, &messages, test.clock.real_now()).await.unwrap();
    tx.commit().await.unwrap();
}

fn received_cards(test: &TestBot, who: i64) -> usize {
    test.emulator.messages(who).iter().filter(|bubble| bubble.plain_text.starts_with("Carte ")).count()
}

async fn an_organiser_is_answered_before_a_hundred_and_fifty_cards(database: Database) {
    let mut test = TestBot::open_with_rate_limits(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "/start q").await;
    test.says(MARIE, "Et les jeunes ?").await;
    test.run_for(Duration::from_secs(10)).await;
    enqueue_cards(&test, JOSIANE, 150).await;
    test.run_for(Duration::from_secs(20)).await;
    let before = received_cards(&test, JOSIANE);
    assert!((10..30).contains(&before), "one card a second: {before}");
    test.emulator.user_sends_text(JOSIANE, "/suivante");
    test.run_for(Duration::from_secs(3)).await;
    assert!(test.chat_contains(JOSIANE, "Et les jeunes ?"), "{}", test.last_message(JOSIANE));
    let went = received_cards(&test, JOSIANE) - before;
    assert!(went <= 2, "{went} cards went first");
    test.run_for(Duration::from_secs(10)).await;
    assert!(received_cards(&test, JOSIANE) > before + 5, "the cards go on");
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_for(Duration::from_secs(2)).await;
    test.end().await;
}

async fn staff_priority_needs_the_role(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "bonjour").await;
    for text in ["/suivante", "/file", "/annonce Bonjour", "/moderation"] {
        test.emulator.user_sends_text(MARIE, text);
    }
    test.handle_without_sending().await;
    let desk = "select count(*) from outbox where urgency = 1 and state = 'waiting'";
    assert_eq!(test.query_i64(desk).await, 0);
    test.run_until_idle().await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.emulator.user_sends_text(JOSIANE, "/suivante");
    test.handle_without_sending().await;
    assert!(test.query_i64(desk).await > 0, "a moderator's command has priority");
    test.run_until_idle().await;
    test.end().await;
}

async fn forwarding_is_limited_per_hour(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    for number in 1..=MAX_FORWARDED_PER_HOUR + 3 {
        test.emulator.user_sends_media(MARIE, UserMedia::Voice);
        test.run_until_idle().await;
        test.presses(MARIE, &format!("org:ask:{number}")).await;
        let last = test.last_message(MARIE);
        let kind = format!("{MAX_FORWARDED_PER_HOUR} messages");
        assert_eq!(last.contains(&kind), number > MAX_FORWARDED_PER_HOUR, "{number}: {last}");
    }
    let asked = "select count(*) from organiser_question where state = 'asked'";
    assert_eq!(test.query_i64(asked).await, MAX_FORWARDED_PER_HOUR);
    // another person may still send, and so may Marie an hour later
    test.emulator.user_sends_media(AIME, UserMedia::Voice);
    test.run_until_idle().await;
    test.presses(AIME, &format!("org:ask:{}", MAX_FORWARDED_PER_HOUR + 4)).await;
    assert_eq!(test.query_i64(asked).await, MAX_FORWARDED_PER_HOUR + 1);
    test.clock.advance(Duration::from_secs(3_600));
    test.presses(MARIE, &format!("org:ask:{}", MAX_FORWARDED_PER_HOUR + 3)).await;
    assert_eq!(test.query_i64(asked).await, MAX_FORWARDED_PER_HOUR + 2);
    test.end().await;
}

async fn what_waits_for_one_chat_is_bounded_and_said_so_once(database: Database) {
    let mut test = TestBot::open_with_rate_limits(database, EARLY).await;
    for n in 0..300 {
        test.emulator.user_sends_text(MARIE, &format!("/{} {n}", ["aide", "programme"][n % 2]));
    }
    for _ in 0..3 {
        test.handle_without_sending().await;
    }
    let waiting = "select count(*) from outbox where state = 'waiting'";
    assert_eq!(test.query_i64(waiting).await, 41, "forty answers, and one line that explains the limit");
    let slowly = "select count(*) from outbox where key like 'slowly:%'";
    assert_eq!(test.query_i64(slowly).await, 1);
    test.emulator.user_sends_text(AIME, "bonjour");
    for _ in 0..8 {
        test.run_for(Duration::from_secs(10)).await;
        assert_eq!(get_page(&test, "/readyz").await.0, 200);
    }
    assert!(test.hears(AIME).contains("Bonjour"));
    assert_eq!(test.query_i64(waiting).await, 0);
    assert!(test.last_message(MARIE).contains("plus vite"), "{}", test.last_message(MARIE));
    // afterwards the chat is served as before
    test.emulator.user_sends_text(MARIE, "/aide");
    test.run_for(Duration::from_secs(2)).await;
    assert!(!test.last_message(MARIE).contains("plus vite"));
    test.end().await;
}

async fn the_newest_answer_to_a_button_takes_the_place_of_older_ones(database: Database) {
    let mut test = TestBot::open_with_rate_limits(database, ROUND_TABLE).await;
    for n in 0..12 {
        test.emulator.user_sends_text(MARIE, &format!("/{} {n}", ["aide", "programme"][n % 2]));
    }
    test.handle_without_sending().await;
    let waiting = "select count(*) from outbox where state = 'waiting' and urgency = 2";
    let before = test.query_i64(waiting).await;
    // the answer to this button differs each time
    for _ in 0..20 {
        test.emulator.user_presses_callback(MARIE, 1, "say:now");
        test.handle_without_sending().await;
        test.clock.jump(test.clock.event_now() + 300_000);
    }
    let more = test.query_i64(waiting).await - before;
    assert!((1..=2).contains(&more), "{more} answers to one button");
    test.run_for(Duration::from_secs(30)).await;
    test.end().await;
}

async fn readiness_looks_at_many_chats(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for (who, status) in [(MARIE, 200), (AIME, 200), (EUGENE, 503)] {
        test.emulator.add_user(who, "Une", None, Some("fr"));
        test.emulator.user_sends_text(who, "bonjour");
        test.handle_without_sending().await;
        test.clock.advance(Duration::from_secs(61));
        // other chats are served meanwhile
        test.app.metrics.record_response(test.clock.real_now());
        assert_eq!(get_page(&test, "/readyz").await.0, status, "{who}");
    }
    test.run_until_idle().await;
    assert_eq!(get_page(&test, "/readyz").await.0, 200);
    // one chat alone, and nothing is sent at all
    test.emulator.user_sends_text(MARIE, "bonjour");
    test.handle_without_sending().await;
    test.clock.advance(Duration::from_secs(61));
    assert_eq!(get_page(&test, "/readyz").await.0, 503);
    test.run_until_idle().await;
    test.end().await;
}

async fn ten_chats_whose_calls_hang_keep_nobody_waiting(database: Database) {
    let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
    let emulator = &telegram.emulator;
    let mut bot =
        BotProcess::start(&home, &telegram, &database.url, &["--clock", "2012-11-12T10:00:00-04:00"]);
    telegram.wait_until("the bot is at work", |world| world.call_count("getUpdates") > 0).await;
    emulator.inject_fault(Some("sendMessage"), 10, Fault::Hang);
    for who in 5_001..=5_010 {
        emulator.add_user(who, "Une", None, Some("fr"));
        emulator.user_sends_text(who, "bonjour");
    }
    // more calls than the sender makes at once
    telegram.wait_until("ten calls hang", |emulator| emulator.hanging_request_count() == 10).await;
    emulator.user_sends_text(AIME, "bonjour");
    let answered = |emulator: &TelegramEmulator| {
        emulator.latest_message(AIME).is_some_and(|last| last.author == Author::Bot)
    };
    telegram.wait_until("somebody else is answered", answered).await;
    emulator.release_hanging_requests();
    telegram
        .wait_until("all are answered", |emulator| {
            (5_001..=5_010).all(|who| emulator.messages(who).len() > 1)
        })
        .await;
    assert!(bot.stop().success(), "{}", bot.log());
}

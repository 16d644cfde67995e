//! One person who sends very much: whoever else is there is served as before, and what they themselves get
//! is little and kind.

use std::time::Duration;

use koze::chat::{Message, Outgoing, Urgency};
use koze::outbox::{self, Letter};
use koze::people::{Role, SENT_ON_AT_MOST};
use koze::rehearsal::world::{Author, Fault, Kind, World};

use crate::health::page;
use crate::process::{Bot, Telegram};
use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage};

on_both_databases!(
    an_organiser_is_answered_before_a_hundred_and_fifty_cards,
    nobody_else_goes_first_by_pressing_what_is_not_theirs,
    so_much_is_sent_on_in_an_hour_and_no_more,
    what_waits_for_one_chat_is_bounded_and_said_so_once,
    the_newest_answer_to_a_button_takes_the_place_of_older_ones,
    readiness_looks_at_many_chats,
    ten_chats_whose_calls_hang_keep_nobody_waiting,
);

const EARLY: &str = "2012-11-12T10:00";
const ROUND_TABLE: &str = "2012-11-23T10:40";

/// Cards that others have made for somebody.
async fn cards(stage: &Stage, whom: i64, many: usize) {
    let letters: Vec<Letter> = (0..many)
        .map(|n| Letter {
            key: format!("test:{whom}:{n}"),
            chat: whom,
            urgency: Urgency::Notice,
            expires_at: None,
            what: Outgoing::Say(Message::new(format!("Carte {n}"))),
            slot: None,
        })
        .collect();
    let mut tx = stage.app.db.begin().await.unwrap();
    outbox::put(&mut tx, &letters, stage.clock.mono()).await.unwrap();
    tx.commit().await.unwrap();
}

fn heard_cards(stage: &Stage, who: i64) -> usize {
    stage.world.chat(who).iter().filter(|bubble| bubble.plain.starts_with("Carte ")).count()
}

async fn an_organiser_is_answered_before_a_hundred_and_fifty_cards(database: Database) {
    let mut stage = Stage::limited(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "/start q").await;
    stage.says(MARIE, "Et les jeunes ?").await;
    stage.settle_for(Duration::from_secs(10)).await;
    cards(&stage, JOSIANE, 150).await;
    stage.settle_for(Duration::from_secs(20)).await;
    let before = heard_cards(&stage, JOSIANE);
    assert!((10..30).contains(&before), "they come one a second: {before}");
    stage.world.says(JOSIANE, "/suivante");
    stage.settle_for(Duration::from_secs(3)).await;
    assert!(stage.shows(JOSIANE, "Et les jeunes ?"), "{}", stage.last(JOSIANE));
    let went = heard_cards(&stage, JOSIANE) - before;
    assert!(went <= 2, "{went} cards went first");
    stage.settle_for(Duration::from_secs(10)).await;
    assert!(heard_cards(&stage, JOSIANE) > before + 5, "and they go on coming");
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.settle_for(Duration::from_secs(2)).await;
    stage.end().await;
}

async fn nobody_else_goes_first_by_pressing_what_is_not_theirs(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(MARIE, "bonjour").await;
    for text in ["/suivante", "/file", "/annonce Bonjour", "/moderation"] {
        stage.world.says(MARIE, text);
    }
    stage.handle_only().await;
    let desk = "select count(*) from outbox where urgency = 1 and state = 'waiting'";
    assert_eq!(stage.count(desk).await, 0);
    stage.settle().await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.world.says(JOSIANE, "/suivante");
    stage.handle_only().await;
    assert!(stage.count(desk).await > 0, "a moderator does");
    stage.settle().await;
    stage.end().await;
}

async fn so_much_is_sent_on_in_an_hour_and_no_more(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    for number in 1..=SENT_ON_AT_MOST + 3 {
        stage.world.sends(MARIE, Kind::Voice);
        stage.settle().await;
        stage.presses(MARIE, &format!("org:ask:{number}")).await;
        let last = stage.last(MARIE);
        let kind = format!("{SENT_ON_AT_MOST} messages");
        assert_eq!(last.contains(&kind), number > SENT_ON_AT_MOST, "{number}: {last}");
    }
    let asked = "select count(*) from asked_organisers where state = 'asked'";
    assert_eq!(stage.count(asked).await, SENT_ON_AT_MOST);
    // somebody else may, and so may she later, what is still offered to her
    stage.world.sends(AIME, Kind::Voice);
    stage.settle().await;
    stage.presses(AIME, &format!("org:ask:{}", SENT_ON_AT_MOST + 4)).await;
    assert_eq!(stage.count(asked).await, SENT_ON_AT_MOST + 1);
    stage.clock.pass(Duration::from_secs(3_600));
    stage.presses(MARIE, &format!("org:ask:{}", SENT_ON_AT_MOST + 3)).await;
    assert_eq!(stage.count(asked).await, SENT_ON_AT_MOST + 2);
    stage.end().await;
}

async fn what_waits_for_one_chat_is_bounded_and_said_so_once(database: Database) {
    let mut stage = Stage::limited(database, EARLY).await;
    for n in 0..300 {
        stage.world.says(MARIE, &format!("/{} {n}", ["aide", "programme"][n % 2]));
    }
    for _ in 0..3 {
        stage.handle_only().await;
    }
    let waiting = "select count(*) from outbox where state = 'waiting'";
    assert_eq!(stage.count(waiting).await, 41, "forty answers, and a line that says why no more");
    let slowly = "select count(*) from outbox where key like 'slowly:%'";
    assert_eq!(stage.count(slowly).await, 1);
    stage.world.says(AIME, "bonjour");
    for _ in 0..8 {
        stage.settle_for(Duration::from_secs(10)).await;
        assert_eq!(page(&stage, "/readyz").await.0, 200);
    }
    assert!(stage.hears(AIME).contains("Bonjour"));
    assert_eq!(stage.count(waiting).await, 0);
    assert!(stage.last(MARIE).contains("plus vite"), "{}", stage.last(MARIE));
    // and then everything is as before
    stage.world.says(MARIE, "/aide");
    stage.settle_for(Duration::from_secs(2)).await;
    assert!(!stage.last(MARIE).contains("plus vite"));
    stage.end().await;
}

async fn the_newest_answer_to_a_button_takes_the_place_of_older_ones(database: Database) {
    let mut stage = Stage::limited(database, ROUND_TABLE).await;
    for n in 0..12 {
        stage.world.says(MARIE, &format!("/{} {n}", ["aide", "programme"][n % 2]));
    }
    stage.handle_only().await;
    let waiting = "select count(*) from outbox where state = 'waiting' and urgency = 2";
    let before = stage.count(waiting).await;
    // the answer is another one each minute
    for _ in 0..20 {
        stage.world.presses(MARIE, 1, "say:now");
        stage.handle_only().await;
        stage.clock.jump(stage.clock.now() + 300_000);
    }
    let more = stage.count(waiting).await - before;
    assert!((1..=2).contains(&more), "{more} answers to one button");
    stage.settle_for(Duration::from_secs(30)).await;
    stage.end().await;
}

async fn readiness_looks_at_many_chats(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for (who, status) in [(MARIE, 200), (AIME, 200), (EUGENE, 503)] {
        stage.world.person(who, "Une", None, Some("fr"));
        stage.world.says(who, "bonjour");
        stage.handle_only().await;
        stage.clock.pass(Duration::from_secs(61));
        // others are served meanwhile
        stage.app.metrics.spoke(stage.clock.mono());
        assert_eq!(page(&stage, "/readyz").await.0, status, "{who}");
    }
    stage.settle().await;
    assert_eq!(page(&stage, "/readyz").await.0, 200);
    // one alone, and nothing is sent at all
    stage.world.says(MARIE, "bonjour");
    stage.handle_only().await;
    stage.clock.pass(Duration::from_secs(61));
    assert_eq!(page(&stage, "/readyz").await.0, 503);
    stage.settle().await;
    stage.end().await;
}

async fn ten_chats_whose_calls_hang_keep_nobody_waiting(database: Database) {
    let (home, telegram) = (tempfile::tempdir().unwrap(), Telegram::open().await);
    let world = &telegram.world;
    let mut bot = Bot::start(&home, &telegram, &database.url, &["--clock", "2012-11-12T10:00:00-04:00"]);
    telegram.until("the bot is at work", |world| world.calls("getUpdates") > 0).await;
    world.fail(Some("sendMessage"), 10, Fault::Hang);
    for who in 5_001..=5_010 {
        world.person(who, "Une", None, Some("fr"));
        world.says(who, "bonjour");
    }
    // more at once than are sent at once
    telegram.until("ten calls hang", |world| world.hanging() == 10).await;
    world.says(AIME, "bonjour");
    let answered = |world: &World| world.latest(AIME).is_some_and(|last| last.from == Author::Bot);
    telegram.until("somebody else is answered", answered).await;
    world.release();
    telegram.until("all are answered", |world| (5_001..=5_010).all(|who| world.chat(who).len() > 1)).await;
    assert!(bot.stop().success(), "{}", bot.log());
}

//! What may go wrong between an update's arrival and its answer, and what comes of it: whose fault it
//! was, what is tried again, what is set aside, and that nothing is lost or done twice.

use std::time::Duration;

use koze::chat::{Message, Outgoing, Urgency};
use koze::db::Db;
use koze::outbox::{self, Letter};
use koze::people::Role;
use koze::rehearsal::world::Fault;
use koze::telegram::profile;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage, plain};

on_both_databases!(
    an_update_that_comes_twice_has_one_effect,
    one_that_cannot_be_read_is_set_aside_and_the_others_go_on,
    one_that_ended_the_process_three_times_is_set_aside_unread,
    what_is_done_is_not_tried_again,
    a_try_made_good_elsewhere_is_forgotten_with_its_text,
    without_a_database_nothing_is_acknowledged_or_counted,
    a_chat_that_has_to_wait_holds_up_nobody_else,
    a_server_that_is_away_is_tried_again,
    whoever_blocked_the_bot_is_left_alone_until_they_write,
    what_telegram_refuses_is_kept_with_its_error,
    a_press_answered_too_late_is_dropped,
    a_message_that_is_gone_is_said_anew,
    a_lost_panel_is_posted_again,
    one_chat_hears_in_order_and_the_more_urgent_first,
    one_instance_at_a_time_holds_the_lease,
    what_an_old_holder_settles_changes_nothing,
    the_profile_is_read_first_and_set_where_it_differs,
);

const EARLY: &str = "2012-11-12T10:00";

async fn an_update_that_comes_twice_has_one_effect(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start q").await;
    let asked = stage.world.says(MARIE, "Et les jeunes ?").update_id.unwrap();
    stage.settle().await;
    stage.hears(MARIE);
    assert!(stage.world.redeliver(asked));
    stage.settle().await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from question").await, 1);
    stage.end().await;
}

async fn one_that_cannot_be_read_is_set_aside_and_the_others_go_on(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.says(MARIE, "bonjour");
    stage.world.inject(json!({ "message": "SECRET" }));
    stage.world.says(AIME, "bonjour");
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Bonjour") && stage.hears(AIME).contains("Bonjour"));
    assert_eq!(stage.count("select count(*) from failed_update where set_aside = 1").await, 1);
    assert_eq!(
        stage.count("select count(*) from failed_update where raw like '%SECRET%'").await,
        1,
        "its text is kept for whoever repairs it"
    );
    assert_eq!(stage.count("select count(*) from seen_update").await, 3);
    stage.end().await;
}

async fn one_that_ended_the_process_three_times_is_set_aside_unread(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let mut batch = Vec::new();
    for person in [MARIE, AIME] {
        stage.world.says(person, "bonjour");
    }
    batch.extend(stage.poller.fetch(Duration::ZERO).await.unwrap());
    tried(&stage, batch[0].id, 3).await;
    stage.dispatcher.careful = true;
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("/aide"), "she is told that it did not work");
    assert!(stage.hears(AIME).contains("Bonjour"), "she went well and is forgiven her try");
    assert_eq!(stage.count("select count(*) from failed_update").await, 1);
    assert!(!stage.dispatcher.careful, "only the first batch is taken one by one");
    stage.end().await;
}

/// Some tries of an update that came to nothing, at this instance or another.
async fn tried(stage: &Stage, update: i64, tries: i64) {
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query(
        "insert into failed_update (id, tries, set_aside, raw, error, failed_at) values ($1, $2, 0, '', '', $3)",
    )
    .bind(update)
    .bind(tries)
    .bind(stage.clock.mono())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn what_is_done_is_not_tried_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let done = stage.world.says(MARIE, "bonjour").update_id.unwrap();
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Bonjour"));
    // whoever was killed before that was acknowledged gets it again
    tried(&stage, done, 3).await;
    assert!(stage.world.redeliver(done));
    stage.dispatcher.careful = true;
    stage.settle().await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from failed_update where tries <> 3 or set_aside = 1").await, 0);
    stage.end().await;
}

/// The database is at fault, however often: the update is tried once, for the process has not ended over it.
#[tokio::test]
async fn an_outage_after_an_unclean_end_is_no_try() {
    let Some(database) = Database::postgres().await else { return };
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.says(MARIE, "bonjour");
    let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
    stage.dispatcher.careful = true;
    let mut conn = stage.app.db.reader().await.unwrap();
    for sql in [
        "create function not_now() returns trigger as
         $$ begin raise exception 'locked' using errcode = '55P03'; end $$ language plpgsql",
        "create trigger not_now before insert on seen_update execute function not_now()",
    ] {
        sqlx::query(sql).execute(&mut *conn).await.unwrap();
    }
    for _ in 0..5 {
        assert!(stage.dispatcher.handle(&batch).await.is_err());
    }
    assert_eq!(stage.count("select tries from failed_update").await, 1);
    sqlx::query("drop trigger not_now on seen_update").execute(&mut *conn).await.unwrap();
    drop(conn);
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Bonjour"));
    assert_eq!(stage.count("select count(*) from failed_update").await, 0);
    stage.end().await;
}

/// An instance was killed over an update that another then did: its text is not kept for ever.
async fn a_try_made_good_elsewhere_is_forgotten_with_its_text(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let done = stage.world.says(MARIE, "bonjour").update_id.unwrap();
    let never_seen_again = done + 1_000;
    for update in [done, never_seen_again] {
        tried(&stage, update, 1).await;
    }
    stage.settle().await;
    assert!(stage.hears(MARIE).contains("Bonjour"));
    let kept = "select count(*) from failed_update";
    stage.clock.pass(Duration::from_secs(600));
    stage.tick().await;
    assert_eq!(stage.count(kept).await, 1, "the other may still come");
    stage.clock.pass(Duration::from_secs(48 * 3_600));
    stage.tick().await;
    assert_eq!(stage.count(kept).await, 0, "but not after so long");
    stage.end().await;
}

async fn without_a_database_nothing_is_acknowledged_or_counted(database: Database) {
    let url = database.url.clone();
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.says(MARIE, "/start");
    let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
    stage.app.db.close().await;
    assert!(stage.dispatcher.handle(&batch).await.is_err());
    let db = Db::open(&url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    let rows: i64 = sqlx::query_scalar(
        "select (select count(*) from seen_update) + (select count(*) from failed_update)",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert_eq!(rows, 0);
    assert_eq!(stage.world.waiting_updates(), 1, "Telegram still has it");
}

async fn a_chat_that_has_to_wait_holds_up_nobody_else(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.fail(Some("sendMessage"), 1, Fault::TooMany { retry_after: 7 });
    stage.says(MARIE, "merci").await;
    stage.says(AIME, "merci").await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.hears(AIME), "Avec plaisir !");
    stage.clock.pass(Duration::from_millis(6_900));
    stage.settle().await;
    assert_eq!(stage.hears(MARIE), "", "not before the seconds asked for are over");
    stage.clock.pass(Duration::from_millis(100));
    stage.settle().await;
    assert_eq!(stage.hears(MARIE), "Avec plaisir !");
    stage.end().await;
}

async fn a_server_that_is_away_is_tried_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for fault in [Fault::Server(500), Fault::Server(502), Fault::Reset] {
        stage.world.fail(Some("sendMessage"), 2, fault);
        stage.says(MARIE, "merci").await;
        assert_eq!(stage.hears(MARIE), "");
        for _ in 0..2 {
            stage.clock.pass(Duration::from_secs(60));
            stage.settle().await;
        }
        assert_eq!(stage.hears(MARIE), "Avec plaisir !");
    }
    // it arrived, but nobody can know: said twice is better than not at all
    for fault in [Fault::HalfJson, Fault::AfterEffect] {
        stage.world.fail(Some("sendMessage"), 1, fault);
        stage.says(MARIE, "merci").await;
        stage.clock.pass(Duration::from_secs(60));
        stage.settle().await;
        assert_eq!(stage.hears(MARIE), "Avec plaisir !\n\nAvec plaisir !");
    }
    stage.end().await;
}

async fn whoever_blocked_the_bot_is_left_alone_until_they_write(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    // Aimé's block is told by an update, Marie's is found out by the refusal of what was owed
    stage.world.blocks(AIME);
    stage.world.says(MARIE, "merci");
    let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
    stage.dispatcher.handle(&batch).await.unwrap();
    stage.poller.committed(&batch);
    stage.world.blocks(MARIE);
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.count("select count(*) from person where gone = 1").await, 2);
    assert_eq!(stage.count("select count(*) from outbox").await, 0);
    stage.settle().await;
    stage.world.forgive();
    let calls = stage.world.calls("sendMessage");
    stage.jump("2012-11-22T18:00").await;
    assert_eq!(stage.world.calls("sendMessage"), calls, "no reminder to either");
    stage.world.unblocks(AIME);
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from person where gone = 1").await, 1, "Aimé is back");
    stage.says(MARIE, "bonjour").await;
    assert_eq!(stage.count("select count(*) from person where gone = 1").await, 0, "and so is Marie");
    assert!(stage.hears(MARIE).contains("Bonjour"));
    stage.end().await;
}

async fn what_telegram_refuses_is_kept_with_its_error(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.hears(MARIE);
    put(&stage, "broken", MARIE, Urgency::Answer, "<b>never closed").await;
    put(&stage, "sound", MARIE, Urgency::Answer, "a sound one").await;
    stage.settle().await;
    assert_eq!(stage.hears(MARIE), "a sound one", "the next one is not held up");
    let calls = stage.world.calls("sendMessage");
    stage.clock.pass(Duration::from_secs(3_600));
    stage.settle().await;
    assert_eq!(stage.world.calls("sendMessage"), calls, "never tried again");
    let kept = "select count(*) from outbox where state = 'refused' and error like '%can''t parse entities%'";
    assert_eq!(stage.count(kept).await, 1);
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.world.forgive();
    stage.end().await;
}

async fn a_press_answered_too_late_is_dropped(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    // the phone has given up: Telegram would refuse the answer, and that is no failure
    stage.world.presses(MARIE, stage.world.latest(MARIE).unwrap().message_id, "reg:more");
    let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
    stage.clock.pass(Duration::from_secs(16 * 60));
    stage.dispatcher.handle(&batch).await.unwrap();
    stage.poller.committed(&batch);
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.world.refusals().len(), 1, "query is too old");
    assert_eq!(stage.count("select count(*) from outbox").await, 0);
    // and one that waited here for 15 s is not even tried
    stage.world.forgive();
    let calls = stage.world.calls("answerCallbackQuery");
    stage.world.presses(MARIE, stage.world.latest(MARIE).unwrap().message_id, "reg:less");
    let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
    stage.dispatcher.handle(&batch).await.unwrap();
    stage.poller.committed(&batch);
    stage.clock.pass(Duration::from_secs(15));
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.world.calls("answerCallbackQuery"), calls);
    assert_eq!(stage.count("select count(*) from outbox").await, 0);
}

async fn a_message_that_is_gone_is_said_anew(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    let notice = stage.world.latest(MARIE).unwrap().message_id;
    stage.world.call("deleteMessage", json!({ "chat_id": MARIE, "message_id": notice })).unwrap();
    stage.hears(MARIE);
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.world.presses(MARIE, notice, "reg:consent:yes");
    stage.settle().await;
    assert!(stage.shows(MARIE, "Quel est votre nom ?"));
}

async fn a_lost_panel_is_posted_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.says(JOSIANE, "/file").await;
    let panel = stage.world.latest(JOSIANE).unwrap().message_id;
    stage.says(MARIE, "/start q").await;
    stage.says(MARIE, "Et les jeunes ?").await;
    let shown = stage.world.chat(JOSIANE).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert!(shown.plain.contains("Et les jeunes ?"), "edited in place: {}", shown.plain);
    stage.world.call("deleteMessage", json!({ "chat_id": JOSIANE, "message_id": panel })).unwrap();
    stage.says(AIME, "/start q").await;
    stage.says(AIME, "Et les anciens ?").await;
    let posted = stage.world.latest(JOSIANE).unwrap();
    assert!(posted.message_id > panel && posted.plain.contains("Et les anciens ?"), "{}", posted.plain);
    stage.world.forgive();
    stage.end().await;
}

async fn one_chat_hears_in_order_and_the_more_urgent_first(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.hears(MARIE);
    for n in 0..20 {
        put(&stage, &format!("a{n}"), MARIE, Urgency::Reminder, &format!("reminder {n:02}")).await;
    }
    for n in 0..20 {
        put(&stage, &format!("b{n}"), MARIE, Urgency::Answer, &format!("answer {n:02}")).await;
    }
    stage.settle().await;
    let heard = stage.hears(MARIE);
    let said: Vec<&str> = heard.split("\n\n").collect();
    for kind in ["answer", "reminder"] {
        let of_kind: Vec<&&str> = said.iter().filter(|text| text.starts_with(kind)).collect();
        assert!(of_kind.len() == 20 && of_kind.is_sorted(), "{heard}");
    }
    assert!(said[0].starts_with("answer"), "{heard}");
    stage.end().await;
}

async fn one_instance_at_a_time_holds_the_lease(database: Database) {
    let stage = Stage::open(database, EARLY).await;
    let other = stage.another().await;
    assert_eq!(other.hold().await.unwrap(), None, "the first one holds it");
    stage.clock.pass(Duration::from_millis(11_000));
    let kept = stage.app.hold().await.unwrap().unwrap();
    stage.clock.pass(Duration::from_millis(1_000));
    assert_eq!(other.hold().await.unwrap(), None, "it was renewed in time");
    stage.clock.pass(Duration::from_millis(12_000));
    assert_eq!(other.hold().await.unwrap(), None, "it may still be there");
    stage.clock.pass(Duration::from_millis(1));
    let taken = other.hold().await.unwrap().expect("twelve seconds of silence are enough");
    assert_eq!(taken.epoch, kept.epoch + 1);
    assert_eq!(stage.app.hold().await.unwrap(), None, "the first one finds that it lost it");
    other.db.close().await;
    stage.end().await;
}

async fn what_an_old_holder_settles_changes_nothing(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.hears(MARIE);
    put(&stage, "late", MARIE, Urgency::Answer, "said").await;
    let other = stage.another().await;
    assert_eq!(other.hold().await.unwrap(), None, "it is waited for");
    stage.clock.pass(Duration::from_millis(12_001));
    let held = other.hold().await.unwrap().unwrap();
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.hears(MARIE), "said");
    assert_eq!(stage.count("select count(*) from outbox").await, 1, "it is not the old one's to settle");
    stage.sender.drain().await.unwrap();
    put(&stage, "later", MARIE, Urgency::Answer, "said by the new one").await;
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.hears(MARIE), "", "and having found out, it sends nothing more");
    other.sender(held.epoch).drain().await.unwrap();
    assert_eq!(
        stage.hears(MARIE),
        "said\n\nsaid by the new one",
        "what was in flight at the change of hands is said twice"
    );
    assert_eq!(stage.count("select count(*) from outbox").await, 0);
    other.db.close().await;
    stage.end().await;
}

async fn the_profile_is_read_first_and_set_where_it_differs(database: Database) {
    let stage = Stage::open(database, EARLY).await;
    let set = |stage: &Stage| {
        ["setMyCommands", "setMyDescription", "setMyShortDescription"].map(|method| stage.world.calls(method))
    };
    profile::update(&stage.app.api, &stage.app.programme).await.unwrap();
    // for everybody, in French, in English; descriptions in French are what everybody gets
    assert_eq!(set(&stage), [3, 2, 2]);
    assert!(stage.world.commands_for(MARIE, "en").iter().any(|(_, text)| text.contains("forum")));
    profile::update(&stage.app.api, &stage.app.programme).await.unwrap();
    assert_eq!(set(&stage), [3, 2, 2], "nothing differs any more");
    stage.end().await;
}

async fn put(stage: &Stage, key: &str, chat: i64, urgency: Urgency, html: &str) {
    let what = Outgoing::Say(Message::new(html));
    let letter = Letter { key: key.to_owned(), chat, urgency, expires_at: None, what, slot: None };
    let mut tx = stage.app.db.begin().await.unwrap();
    outbox::put(&mut tx, &[letter], stage.clock.mono()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Transactions on PostgreSQL run side by side: what is committed late, with lower numbers than what was
/// sent by then, still goes in its order.
#[tokio::test]
async fn what_is_committed_late_goes_before_what_stands_behind_it() {
    let Some(database) = Database::postgres().await else { return };
    let stage = Stage::open(database, "2012-11-12T10:00").await;
    for who in [MARIE, AIME] {
        stage.world.person(who, "Une", None, Some("fr"));
        stage.world.says(who, "/start");
    }
    let mono = stage.clock.mono();
    let said = |chat: i64, text: &str| Letter {
        key: format!("test:{text}"),
        chat,
        urgency: Urgency::Answer,
        expires_at: None,
        what: Outgoing::Say(Message::new(text)),
        slot: None,
    };
    let stop = CancellationToken::new();
    let sending = tokio::spawn(stage.app.sender(1).run(stop.clone()));
    let mut slow = stage.app.db.begin().await.unwrap();
    outbox::put(&mut slow, &[said(MARIE, "first")], mono).await.unwrap();
    let mut quick = stage.app.db.begin().await.unwrap();
    outbox::put(&mut quick, &[said(AIME, "between")], mono).await.unwrap();
    quick.commit().await.unwrap();
    stage.app.bell.notify_one();
    let heard = async |who: i64, text: &str| {
        loop {
            let revision = stage.world.revision();
            if stage.world.find(who, |bubble| bubble.plain == text).is_some() {
                break;
            }
            stage.world.changed(revision).await;
        }
    };
    heard(AIME, "between").await;
    outbox::put(&mut slow, &[said(MARIE, "second")], mono).await.unwrap();
    slow.commit().await.unwrap();
    stage.app.bell.notify_one();
    // the clock stands still: nothing is looked over in the meantime
    heard(MARIE, "second").await;
    let texts: Vec<String> = stage.world.chat(MARIE).into_iter().map(|bubble| plain(&bubble.plain)).collect();
    assert_eq!(texts[texts.len() - 2..], ["first", "second"]);
    stop.cancel();
    sending.await.unwrap();
    stage.end().await;
}

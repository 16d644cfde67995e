//! Failures between an update's arrival and its answer: the bot finds the
//! right cause, retries or quarantines, and loses or repeats nothing.

use std::time::Duration;

use koze::chat::{Message, Urgency};
use koze::db::Db;
use koze::ids::{ChatId, UpdateId};
use koze::outbox::{self, NewMessage};
use koze::people::Role;
use koze::telegram::profile;
use serde_json::json;
use telegram_emulator::Fault;
use tokio_util::sync::CancellationToken;

use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    an_update_that_comes_twice_has_one_effect,
    an_unreadable_update_is_quarantined_and_the_others_go_on,
    an_update_that_crashed_the_process_three_times_is_quarantined_unread,
    what_is_done_is_not_tried_again,
    an_attempt_completed_elsewhere_is_deleted,
    without_a_database_nothing_is_acknowledged_or_counted,
    a_chat_that_has_to_wait_holds_up_nobody_else,
    a_server_that_is_away_is_tried_again,
    whoever_blocked_the_bot_is_left_alone_until_they_write,
    what_telegram_refuses_is_kept_with_its_error,
    a_press_answered_too_late_is_dropped,
    an_edit_of_a_deleted_message_is_resent,
    a_lost_panel_is_posted_again,
    one_chat_hears_in_order_and_the_more_urgent_first,
    one_instance_at_a_time_holds_the_lease,
    what_a_former_lease_holder_records_changes_nothing,
    the_profile_is_read_first_and_set_where_it_differs,
);

const EARLY: &str = "2012-11-12T10:00";

async fn an_update_that_comes_twice_has_one_effect(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start q").await;
    let asked = test.emulator.user_sends_text(MARIE, "Et les jeunes ?").update_id.unwrap();
    test.run_until_idle().await;
    test.hears(MARIE);
    assert!(test.emulator.redeliver_update(asked));
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    test.end().await;
}

async fn an_unreadable_update_is_quarantined_and_the_others_go_on(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.user_sends_text(MARIE, "bonjour");
    test.emulator.inject_update(json!({ "message": "SECRET" }));
    test.emulator.user_sends_text(AIME, "bonjour");
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Bonjour") && test.hears(AIME).contains("Bonjour"));
    assert_eq!(test.query_i64("select count(*) from failed_update where quarantined = 1").await, 1);
    assert_eq!(
        test.query_i64("select count(*) from failed_update where raw like '%SECRET%'").await,
        1,
        "the text is kept for the operator"
    );
    assert_eq!(test.query_i64("select count(*) from seen_update").await, 3);
    test.end().await;
}

async fn an_update_that_crashed_the_process_three_times_is_quarantined_unread(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let mut batch = Vec::new();
    for person in [MARIE, AIME] {
        test.emulator.user_sends_text(person, "bonjour");
    }
    batch.extend(test.poller.fetch(Duration::ZERO).await.unwrap());
    insert_failed_attempts(&test, batch[0].id, 3).await;
    test.dispatcher.is_crash_recovery = true;
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("/aide"), "Marie is informed that her message failed");
    assert!(test.hears(AIME).contains("Bonjour"), "Aimé's update succeeded, and its attempt is deleted");
    assert_eq!(test.query_i64("select count(*) from failed_update").await, 1);
    assert!(!test.dispatcher.is_crash_recovery, "only the first batch is handled one by one");
    test.end().await;
}

/// Inserts failed attempts of an update, made at this instance or another.
async fn insert_failed_attempts(test: &TestBot, update: UpdateId, tries: i64) {
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query(
        "insert into failed_update (id, tries, quarantined, raw, error, failed_at) values ($1, $2, 0, '', '', $3)",
    )
    .bind(update)
    .bind(tries)
    .bind(test.clock.real_now())
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

async fn what_is_done_is_not_tried_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let done = test.emulator.user_sends_text(MARIE, "bonjour").update_id.unwrap();
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Bonjour"));
    // a process that was killed before the acknowledgement gets the update again
    insert_failed_attempts(&test, UpdateId(done), 3).await;
    assert!(test.emulator.redeliver_update(done));
    test.dispatcher.is_crash_recovery = true;
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(
        test.query_i64("select count(*) from failed_update where tries <> 3 or quarantined = 1").await,
        0
    );
    test.end().await;
}

/// The database fails each time: one attempt is counted, because the process has not ended.
#[tokio::test]
async fn an_outage_counts_no_attempt_after_a_crash() {
    let database = Database::postgres().await;
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.user_sends_text(MARIE, "bonjour");
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    test.dispatcher.is_crash_recovery = true;
    let mut conn = test.app.db.reader().await.unwrap();
    for sql in [
        "create function not_now() returns trigger as
         $$ begin raise exception 'locked' using errcode = '55P03'; end $$ language plpgsql",
        "create trigger not_now before insert on seen_update execute function not_now()",
    ] {
        sqlx::query(sql).execute(&mut *conn).await.unwrap();
    }
    for _ in 0..5 {
        assert!(test.dispatcher.handle(&batch).await.is_err());
    }
    assert_eq!(test.query_i64("select tries from failed_update").await, 1);
    sqlx::query("drop trigger not_now on seen_update").execute(&mut *conn).await.unwrap();
    drop(conn);
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Bonjour"));
    assert_eq!(test.query_i64("select count(*) from failed_update").await, 0);
    test.end().await;
}

/// One instance was killed by an update that another has handled: the text of the update is not kept.
async fn an_attempt_completed_elsewhere_is_deleted(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let done = test.emulator.user_sends_text(MARIE, "bonjour").update_id.unwrap();
    let never_seen_again = done + 1_000;
    for update in [done, never_seen_again] {
        insert_failed_attempts(&test, UpdateId(update), 1).await;
    }
    test.run_until_idle().await;
    assert!(test.hears(MARIE).contains("Bonjour"));
    let kept = "select count(*) from failed_update";
    test.clock.advance(Duration::from_secs(600));
    test.tick().await;
    assert_eq!(test.query_i64(kept).await, 1, "the other update may still come");
    test.clock.advance(Duration::from_secs(48 * 3_600));
    test.tick().await;
    assert_eq!(test.query_i64(kept).await, 0, "after two days the other update cannot come any more");
    test.end().await;
}

async fn without_a_database_nothing_is_acknowledged_or_counted(database: Database) {
    let url = database.url.clone();
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.user_sends_text(MARIE, "/start");
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    test.app.db.close().await;
    assert!(test.dispatcher.handle(&batch).await.is_err());
    let db = Db::open(&url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    let rows: i64 = sqlx::query_scalar(
        "select (select count(*) from seen_update) + (select count(*) from failed_update)",
    )
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    assert_eq!(rows, 0);
    assert_eq!(test.emulator.pending_update_count(), 1, "Telegram still has the update");
}

async fn a_chat_that_has_to_wait_holds_up_nobody_else(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.inject_fault(Some("sendMessage"), 1, Fault::TooManyRequests { retry_after: 7 });
    test.says(MARIE, "merci").await;
    test.says(AIME, "merci").await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.hears(AIME), "Avec plaisir !");
    test.clock.advance(Duration::from_millis(6_900));
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "", "nothing is sent before retry_after is over");
    test.clock.advance(Duration::from_millis(100));
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "Avec plaisir !");
    test.end().await;
}

async fn a_server_that_is_away_is_tried_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for fault in [Fault::ServerError(500), Fault::ServerError(502), Fault::ConnectionReset] {
        test.emulator.inject_fault(Some("sendMessage"), 2, fault);
        test.says(MARIE, "merci").await;
        assert_eq!(test.hears(MARIE), "");
        for _ in 0..2 {
            test.clock.advance(Duration::from_secs(60));
            test.run_until_idle().await;
        }
        assert_eq!(test.hears(MARIE), "Avec plaisir !");
    }
    // the message arrived, but the bot cannot know: it repeats the message rather than lose it
    for fault in [Fault::TruncatedJson, Fault::LostResponse] {
        test.emulator.inject_fault(Some("sendMessage"), 1, fault);
        test.says(MARIE, "merci").await;
        test.clock.advance(Duration::from_secs(60));
        test.run_until_idle().await;
        assert_eq!(test.hears(MARIE), "Avec plaisir !\n\nAvec plaisir !");
    }
    test.end().await;
}

async fn whoever_blocked_the_bot_is_left_alone_until_they_write(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    // an update reports Aimé's block; the refusal of a waiting message reveals Marie's
    test.emulator.user_blocks_bot(AIME);
    test.emulator.user_sends_text(MARIE, "merci");
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    test.dispatcher.handle(&batch).await.unwrap();
    test.poller.confirm(&batch);
    test.emulator.user_blocks_bot(MARIE);
    test.sender.drain().await.unwrap();
    assert_eq!(test.query_i64("select count(*) from person where unreachable = 1").await, 2);
    assert_eq!(test.query_i64("select count(*) from outbox").await, 0);
    test.run_until_idle().await;
    test.emulator.clear_errors_and_warnings();
    let calls = test.emulator.call_count("sendMessage");
    test.jump_to("2012-11-22T18:00").await;
    assert_eq!(test.emulator.call_count("sendMessage"), calls, "no reminder to either");
    test.emulator.user_unblocks_bot(AIME);
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from person where unreachable = 1").await, 1, "Aimé is back");
    test.says(MARIE, "bonjour").await;
    assert_eq!(test.query_i64("select count(*) from person where unreachable = 1").await, 0, "Marie is back");
    assert!(test.hears(MARIE).contains("Bonjour"));
    test.end().await;
}

async fn what_telegram_refuses_is_kept_with_its_error(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.hears(MARIE);
    enqueue(&test, "broken", MARIE, Urgency::Answer, "<b>never closed").await;
    enqueue(&test, "sound", MARIE, Urgency::Answer, "a sound one").await;
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "a sound one", "a refused message does not hold up the next");
    let calls = test.emulator.call_count("sendMessage");
    test.clock.advance(Duration::from_secs(3_600));
    test.run_until_idle().await;
    assert_eq!(test.emulator.call_count("sendMessage"), calls, "a refused message is not retried");
    let kept = "select count(*) from outbox where state = 'refused' and error like '%can''t parse entities%'";
    assert_eq!(test.query_i64(kept).await, 1);
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn a_press_answered_too_late_is_dropped(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    // the phone has given up: Telegram refuses the answer to the press, and that is not a failure
    test.emulator.user_presses_callback(
        MARIE,
        test.emulator.latest_message(MARIE).unwrap().message_id,
        "reg:more",
    );
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    test.clock.advance(Duration::from_secs(16 * 60));
    test.dispatcher.handle(&batch).await.unwrap();
    test.poller.confirm(&batch);
    test.sender.drain().await.unwrap();
    assert_eq!(test.emulator.api_errors().len(), 1, "query is too old");
    assert_eq!(test.query_i64("select count(*) from outbox").await, 0);
    // the bot does not even try to answer a press that has waited here for 15 s
    test.emulator.clear_errors_and_warnings();
    let calls = test.emulator.call_count("answerCallbackQuery");
    test.emulator.user_presses_callback(
        MARIE,
        test.emulator.latest_message(MARIE).unwrap().message_id,
        "reg:less",
    );
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    test.dispatcher.handle(&batch).await.unwrap();
    test.poller.confirm(&batch);
    test.clock.advance(Duration::from_secs(15));
    test.sender.drain().await.unwrap();
    assert_eq!(test.emulator.call_count("answerCallbackQuery"), calls);
    assert_eq!(test.query_i64("select count(*) from outbox").await, 0);
}

async fn an_edit_of_a_deleted_message_is_resent(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    let notice = test.emulator.latest_message(MARIE).unwrap().message_id;
    test.emulator.call("deleteMessage", json!({ "chat_id": MARIE, "message_id": notice })).unwrap();
    test.hears(MARIE);
    test.presses(MARIE, "reg:consent:yes").await;
    test.emulator.user_presses_callback(MARIE, notice, "reg:consent:yes");
    test.run_until_idle().await;
    assert!(test.chat_contains(MARIE, "Quel est votre nom ?"));
}

async fn a_lost_panel_is_posted_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(JOSIANE, "/file").await;
    let panel = test.emulator.latest_message(JOSIANE).unwrap().message_id;
    test.says(MARIE, "/start q").await;
    test.says(MARIE, "Et les jeunes ?").await;
    let shown =
        test.emulator.messages(JOSIANE).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert!(shown.plain_text.contains("Et les jeunes ?"), "edited in place: {}", shown.plain_text);
    test.emulator.call("deleteMessage", json!({ "chat_id": JOSIANE, "message_id": panel })).unwrap();
    test.says(AIME, "/start q").await;
    test.says(AIME, "Et les anciens ?").await;
    let posted = test.emulator.latest_message(JOSIANE).unwrap();
    assert!(
        posted.message_id > panel && posted.plain_text.contains("Et les anciens ?"),
        "{}",
        posted.plain_text
    );
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn one_chat_hears_in_order_and_the_more_urgent_first(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.hears(MARIE);
    for n in 0..20 {
        enqueue(&test, &format!("a{n}"), MARIE, Urgency::Reminder, &format!("reminder {n:02}")).await;
    }
    for n in 0..20 {
        enqueue(&test, &format!("b{n}"), MARIE, Urgency::Answer, &format!("answer {n:02}")).await;
    }
    test.run_until_idle().await;
    let heard = test.hears(MARIE);
    let said: Vec<&str> = heard.split("\n\n").collect();
    for kind in ["answer", "reminder"] {
        let of_kind: Vec<&&str> = said.iter().filter(|text| text.starts_with(kind)).collect();
        assert!(of_kind.len() == 20 && of_kind.is_sorted(), "{heard}");
    }
    assert!(said[0].starts_with("answer"), "{heard}");
    test.end().await;
}

async fn one_instance_at_a_time_holds_the_lease(database: Database) {
    let test = TestBot::open(database, EARLY).await;
    let other = test.second_instance().await;
    assert_eq!(other.acquire_lease().await.unwrap(), None, "the first instance holds the lease");
    test.clock.advance(Duration::from_millis(11_000));
    let kept = test.app.acquire_lease().await.unwrap().unwrap();
    test.clock.advance(Duration::from_millis(1_000));
    assert_eq!(other.acquire_lease().await.unwrap(), None, "the lease was renewed in time");
    test.clock.advance(Duration::from_millis(12_000));
    assert_eq!(other.acquire_lease().await.unwrap(), None, "the lease has not expired yet");
    test.clock.advance(Duration::from_millis(1));
    let taken = other.acquire_lease().await.unwrap().expect("the lease expires after twelve seconds");
    assert_eq!(taken.epoch, kept.epoch + 1);
    assert_eq!(
        test.app.acquire_lease().await.unwrap(),
        None,
        "the first instance finds that it has lost the lease"
    );
    other.db.close().await;
    test.end().await;
}

async fn what_a_former_lease_holder_records_changes_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.hears(MARIE);
    enqueue(&test, "late", MARIE, Urgency::Answer, "said").await;
    let other = test.second_instance().await;
    assert_eq!(other.acquire_lease().await.unwrap(), None, "the first instance holds the lease");
    test.clock.advance(Duration::from_millis(12_001));
    let held = other.acquire_lease().await.unwrap().unwrap();
    test.sender.drain().await.unwrap();
    assert_eq!(test.hears(MARIE), "said");
    assert_eq!(
        test.query_i64("select count(*) from outbox").await,
        1,
        "a former holder cannot record the result"
    );
    test.sender.drain().await.unwrap();
    enqueue(&test, "later", MARIE, Urgency::Answer, "said by the new one").await;
    test.sender.drain().await.unwrap();
    assert_eq!(test.hears(MARIE), "", "once it knows, the former holder sends nothing more");
    other.sender(held.epoch).drain().await.unwrap();
    assert_eq!(
        test.hears(MARIE),
        "said\n\nsaid by the new one",
        "a message in flight at the takeover is sent twice"
    );
    assert_eq!(test.query_i64("select count(*) from outbox").await, 0);
    other.db.close().await;
    test.end().await;
}

async fn the_profile_is_read_first_and_set_where_it_differs(database: Database) {
    let test = TestBot::open(database, EARLY).await;
    let set = |test: &TestBot| {
        ["setMyCommands", "setMyDescription", "setMyShortDescription"]
            .map(|method| test.emulator.call_count(method))
    };
    profile::sync(&test.app.api, &test.app.programme).await.unwrap();
    // commands by default, in French and in English; the French descriptions are the default
    assert_eq!(set(&test), [3, 2, 2]);
    assert!(test.emulator.commands_for(MARIE, "en").iter().any(|(_, text)| text.contains("Register")));
    profile::sync(&test.app.api, &test.app.programme).await.unwrap();
    assert_eq!(set(&test), [3, 2, 2], "a second sync changes nothing");
    test.end().await;
}

async fn enqueue(test: &TestBot, key: &str, chat: i64, urgency: Urgency, html: &str) {
    let new_message = NewMessage::new(key.parse().unwrap(), ChatId(chat), urgency, Message::new(html));
    let mut tx = test.app.db.begin().await.unwrap();
    outbox::enqueue(&mut tx, &[new_message], test.clock.real_now()).await.unwrap();
    tx.commit().await.unwrap();
}

/// Transactions on PostgreSQL run concurrently: messages that are committed
/// late, with lower numbers than messages already sent, still go in order.
#[tokio::test]
async fn late_commits_are_sent_in_order() {
    let database = Database::postgres().await;
    let test = TestBot::open(database, "2012-11-12T10:00").await;
    for who in [MARIE, AIME] {
        test.emulator.add_user(who, "Une", None, Some("fr"));
        test.emulator.user_sends_text(who, "/start");
    }
    let real_now = test.clock.real_now();
    let said = |chat: i64, text: &str| {
        let key = format!("test:{text}").parse().unwrap();
        NewMessage::new(key, ChatId(chat), Urgency::Answer, Message::new(text))
    };
    let stop = CancellationToken::new();
    let sending = tokio::spawn(test.app.sender(1).run(stop.clone()));
    let mut slow = test.app.db.begin().await.unwrap();
    outbox::enqueue(&mut slow, &[said(MARIE, "first")], real_now).await.unwrap();
    let mut quick = test.app.db.begin().await.unwrap();
    outbox::enqueue(&mut quick, &[said(AIME, "between")], real_now).await.unwrap();
    quick.commit().await.unwrap();
    test.app.wakeup.notify_one();
    let heard = async |who: i64, text: &str| {
        loop {
            let revision = test.emulator.revision();
            if test.emulator.find_message(who, |bubble| bubble.plain_text == text).is_some() {
                break;
            }
            test.emulator.wait_for_change(revision).await;
        }
    };
    heard(AIME, "between").await;
    outbox::enqueue(&mut slow, &[said(MARIE, "second")], real_now).await.unwrap();
    slow.commit().await.unwrap();
    test.app.wakeup.notify_one();
    // the clock stands still, so no periodic rescan happens
    heard(MARIE, "second").await;
    let texts: Vec<String> = test
        .emulator
        .messages(MARIE)
        .into_iter()
        .map(|bubble| remove_typography(&bubble.plain_text))
        .collect();
    assert_eq!(texts[texts.len() - 2..], ["first", "second"]);
    stop.cancel();
    sending.await.unwrap();
    test.end().await;
}

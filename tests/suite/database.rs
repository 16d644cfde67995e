//! Several transactions and processes on one database at the same instant.

use std::time::Duration;

use futures_util::future::join_all;
use koze::access::{self, InviteCode};
use koze::db::{self, Db};
use koze::ids::PersonId;
use koze::people::{self, Role};
use koze::programme::Programme;

use crate::test_bot::{Database, TestBot};

on_both_databases!(
    several_processes_may_migrate_at_once,
    numbers_have_no_gap_and_no_double,
    one_invitation_makes_one_moderator,
    forty_confirm_for_ten_seats,
);

async fn several_processes_may_migrate_at_once(database: Database) {
    let database = database.empty().await;
    let opened = join_all((0..3).map(|_| Db::open(&database.url))).await;
    let all: Vec<Db> = opened.into_iter().map(Result::unwrap).collect();
    for migrated in join_all(all.iter().map(Db::migrate)).await {
        migrated.unwrap();
    }
}

async fn numbers_have_no_gap_and_no_double(database: Database) {
    let db = open_database(&database).await;
    let draw = async |turn: i64| {
        let mut tx = db.begin().await.unwrap();
        let number = db::next_number(&mut tx, "question").await.unwrap();
        // every third transaction rolls back
        if turn % 3 == 0 {
            tx.rollback().await.unwrap();
            return None;
        }
        tx.commit().await.unwrap();
        Some(number)
    };
    let mut numbers: Vec<i64> = join_all((0..60).map(draw)).await.into_iter().flatten().collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=40).collect::<Vec<i64>>());
}

async fn one_invitation_makes_one_moderator(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    let code = InviteCode::random();
    let mut tx = test.app.db.begin().await.unwrap();
    access::insert_invite(&mut tx, &code, Role::Moderator, test.clock.real_now() + 1_000).await.unwrap();
    tx.commit().await.unwrap();
    for person in 1..=8 {
        test.emulator.user_sends_text(person, &format!("/start {}", code.payload()));
    }
    handle_concurrently(&mut test).await;
    assert_eq!(test.query_i64("select count(*) from role").await, 1);
    let mut conn = test.app.db.reader().await.unwrap();
    let mut moderators = 0;
    for person in 1..=8 {
        moderators += i32::from(people::can_moderate(&mut conn, PersonId(person)).await.unwrap());
    }
    assert_eq!(moderators, 1);
    drop(conn);
    test.end().await;
}

async fn forty_confirm_for_ten_seats(database: Database) {
    let mut programme = Programme::built_in();
    programme.registration.capacity = Some(10);
    let mut test = TestBot::open_with_programme(database, "2012-11-12T10:00", programme).await;
    let people = 1..=40;
    for person in people.clone() {
        test.emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
        test.emulator.user_sends_text(person, "/start");
    }
    test.run_until_idle().await;
    for data in ["reg:consent:yes", "reg:name:same", "reg:category:resident"] {
        for person in people.clone() {
            let notice = test.emulator.latest_message(person).unwrap().message_id;
            test.emulator.user_presses_callback(person, notice, data);
        }
        test.run_until_idle().await;
    }
    for person in people.clone() {
        test.emulator.user_sends_text(person, "Passer");
    }
    test.run_until_idle().await;
    for person in people.clone() {
        let summary = test.emulator.latest_message(person).unwrap().message_id;
        test.emulator.user_presses_callback(person, summary, "reg:summary:confirm");
    }
    handle_concurrently(&mut test).await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 10);
    assert_eq!(test.query_i64("select max(number) from registration where seat_status = 'seat'").await, 10);
    let heard: Vec<String> = people.map(|person| test.hears(person)).collect();
    assert_eq!(heard.iter().filter(|heard| heard.contains("votre inscription est faite")).count(), 10);
    assert_eq!(heard.iter().filter(|heard| heard.contains("sur la liste d'attente")).count(), 30);
    test.end().await;
}

/// Distributes the pending updates over four dispatchers that work at the same time.
async fn handle_concurrently(test: &mut TestBot) {
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    let share = batch.len().div_ceil(4);
    let work = batch.chunks(share).map(|share| {
        let mut dispatcher = test.app.dispatcher();
        async move { dispatcher.handle(share).await.unwrap() }
    });
    join_all(work).await;
    test.poller.confirm(&batch);
    test.run_until_idle().await;
}

async fn open_database(database: &Database) -> Db {
    let db = Db::open(&database.url).await.unwrap();
    db.migrate().await.unwrap();
    db
}

//! The database itself: migrations onto rows that are there already, and what several transactions
//! do to one another at the same instant.

use std::borrow::Cow;
use std::time::Duration;

use futures_util::future::join_all;
use koze::access::{self, InviteCode};
use koze::db::{self, Db, MIGRATOR};
use koze::people::{self, Role};
use koze::programme::Programme;
use sqlx::migrate::Migrator;

use crate::test_bot::{Database, TestBot};

on_both_databases!(
    each_migration_keeps_the_rows_that_are_there,
    several_processes_may_migrate_at_once,
    numbers_have_no_gap_and_no_double,
    one_invitation_makes_one_moderator,
    forty_confirm_for_ten_seats,
);

/// Rows as they may stand after each migration: version, statement.
const SAMPLE_ROWS: [(i64, &str); 33] = [
    (1, "insert into setting (name, value) values ('sample', 'é')"),
    (1, "insert into failed_update values (1, 3, 1, '{}', 'sample', 5)"),
    (2, "insert into person values (1, 'gcf', 1, 0, 'registration:{}', 5)"),
    (2, "insert into role values (1, 'moderator', 5)"),
    (3, "insert into session values ('sample', 0, 1, 2, 3, 4)"),
    (4, "insert into registration values (1, 1, 'Née d''Abreu', 'resident', '', '+596696123456', '1', 4, 5)"),
    (5, "insert into reminder_sent values ('sample', 1, 'sent', 5)"),
    (6, "insert into question values (1, 1, 'Et <b> ?', 'fr', 'waiting', 0, 5, 0, 0)"),
    (12, "insert into asked_organisers values (1, 1, 'fr', 'Un parking ?', 'asked', 0, '', 5)"),
    (12, "insert into asked_organisers values (2, 1, 'fr', 'Ma jambe ?', 'offered', 0, '', 5)"),
    (25, "update registration set calendar_sequence = 2, code = 'CDFG3467'"),
    (13, "insert into kept_answer values (1, 'Un parking ?', 'Oui')"),
    (9, "insert into nudged values (1, 5)"),
    (9, "insert into wrong_code values (1, 2, 5)"),
    (17, "update question set guide = 'limites', votes = 2"),
    (18, "insert into voter values (1, 77, 0)"),
    (18, "insert into vote values (1, 77, 5)"),
    (18, "insert into in_hand values (1, 'draft', 'sample')"),
    (19, "insert into desk_log values (1, 5, 5, 1, 'star', 1, 0, 'on', '', 1, 0, 0)"),
    (19, "insert into joined values (2, 1, 1, 'waiting', 5)"),
    (19, "insert into muted values (3, 5)"),
    (19, "insert into panel values (1, 1, 'fr', 0, '')"),
    (19, "insert into staff values (1, 'Josiane')"),
    (19, "update on_screen set question = 1"),
    (14, "insert into reminder_wish values (1, 'sample', 1, 15, 5, '', 0)"),
    (14, "insert into reminder_mute values (1, '*')"),
    (15, "insert into schedule_change values (1, 2, 3, '[]')"),
    (23, "insert into announcement values (1, 1, 'going', 1, 'registered', 5, 1, 0, 0, 5, 0, 5, '')"),
    (23, "insert into announcement_text values (1, '', '<b>', '')"),
    (23, "insert into mailed values (1, 1, 'waiting')"),
    (35, "insert into event_identity values ('event', '', 'Forum', 'real', 5)"),
    (36, "update retention set over_for = 5"),
    (7, "insert into outbox values ('u1:0', 1, 1, 1, 0, 0, '{}', '', 'waiting', 0, '')"),
];

async fn each_migration_keeps_the_rows_that_are_there(database: Database) {
    let database = database.empty().await;
    let db = Db::open(&database.url).await.unwrap();
    for (done, migration) in MIGRATOR.iter().enumerate() {
        let so_far = MIGRATOR.migrations[..=done].to_vec();
        let part = Migrator { migrations: Cow::Owned(so_far), ..Migrator::DEFAULT };
        let mut conn = db.reader().await.unwrap();
        part.run(&mut *conn).await.unwrap();
        for (_, sample) in SAMPLE_ROWS.iter().filter(|(version, _)| *version == migration.version) {
            sqlx::query(*sample).execute(&mut *conn).await.unwrap();
        }
    }
    db.migrate().await.unwrap();
    let mut conn = db.reader().await.unwrap();
    let texts: Vec<String> = sqlx::query_scalar(
        "select value from setting where name = 'sample' union all select raw from failed_update
         union all select step from person union all select role from role
         union all select id from session union all select name from registration
         union all select reminder from reminder_sent union all select text from question
         union all select key from outbox union all select standing from registration
         union all select reminder from reminder_sent where registration = 1",
    )
    .fetch_all(&mut *conn)
    .await
    .unwrap();
    let kept = [
        "é",
        "{}",
        "registration:{}",
        "moderator",
        "sample",
        "Née d'Abreu",
        "sample",
        "Et <b> ?",
        "u1:0",
        "seat",
        "sample",
    ];
    assert_eq!(texts, kept);
    // what was not sent is not kept, and an entry that was given out keeps its name in agendas
    let asked: Vec<i64> =
        sqlx::query_scalar("select number from asked_organisers").fetch_all(&mut *conn).await.unwrap();
    assert_eq!(asked, [1]);
    let uid: String =
        sqlx::query_scalar("select calendar_uid from registration").fetch_one(&mut *conn).await.unwrap();
    assert_eq!(uid, "cdfg3467");
}

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
        // every third changes its mind
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
        moderators += i32::from(people::can_moderate(&mut conn, person).await.unwrap());
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
    assert_eq!(test.query_i64("select count(*) from registration where standing = 'seat'").await, 10);
    assert_eq!(test.query_i64("select max(number) from registration where standing = 'seat'").await, 10);
    let heard: Vec<String> = people.map(|person| test.hears(person)).collect();
    assert_eq!(heard.iter().filter(|heard| heard.contains("votre inscription est faite")).count(), 10);
    assert_eq!(heard.iter().filter(|heard| heard.contains("sur la liste d'attente")).count(), 30);
    test.end().await;
}

/// The updates that wait, spread over four dispatchers that work at the same time.
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

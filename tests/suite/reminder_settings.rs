//! Reminder settings: people request reminders of sessions, choose how long before, and mute one kind or all.

use crate::test_bot::{AIME, Database, MARIE, TestBot};

on_both_databases!(
    a_requested_reminder_comes_at_the_chosen_time,
    a_requested_reminder_replaces_the_planned_one,
    a_reminder_cancelled_and_requested_again_comes_once,
    whoever_mutes_all_keeps_the_seat,
    one_kind_is_muted_alone,
    odd_presses_change_nothing,
    whoever_cannot_come_hears_nothing_more,
);

const EARLY: &str = "2012-11-12T10:00";

async fn a_requested_reminder_comes_at_the_chosen_time(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    // this needs no registration
    test.says(MARIE, "/rappels").await;
    test.taps(MARIE, "rem:lead").await;
    test.taps(MARIE, "rem:lead:30").await;
    assert!(test.last_message(MARIE).contains("30 minutes avant"), "{}", test.last_message(MARIE));
    test.taps(MARIE, "rem:sessions:0").await;
    test.presses(MARIE, "rem:sessions:1").await;
    test.taps(MARIE, "rem:wish:pause:on:1").await;
    test.hears(MARIE);
    test.jump_to("2012-11-23T09:39").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to("2012-11-23T09:40").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 30 minutes : Pause
        🕙 10h10, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.jump_to("2012-11-23T12:30").await;
    assert_eq!(test.hears(MARIE), "", "the reminder comes once");
    test.end().await;
}

async fn a_requested_reminder_replaces_the_planned_one(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "rem:lead:5").await;
    test.presses(MARIE, "rem:wish:table-ronde:on:0").await;
    test.jump_to("2012-11-23T10:00").await;
    test.hears(MARIE);
    test.jump_to("2012-11-23T10:15").await;
    assert_eq!(test.hears(MARIE), "", "no reminder before the requested time");
    test.jump_to("2012-11-23T10:25").await;
    assert!(test.hears(MARIE).starts_with("🔔 Dans 5 minutes : Table ronde"));
    test.end().await;
}

async fn a_reminder_cancelled_and_requested_again_comes_once(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T09:30").await;
    test.says(MARIE, "/rappels").await;
    for state in ["on", "on", "off", "on"] {
        test.presses(MARIE, &format!("rem:wish:pause:{state}:0")).await;
    }
    test.hears(MARIE);
    test.jump_to("2012-11-23T09:55").await;
    assert!(test.hears(MARIE).starts_with("🔔 Dans 15 minutes : Pause"));
    for state in ["off", "on"] {
        test.presses(MARIE, &format!("rem:wish:pause:{state}:0")).await;
    }
    test.hears(MARIE);
    test.jump_to("2012-11-23T10:05").await;
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn whoever_mutes_all_keeps_the_seat(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-22T18:00").await;
    test.taps(MARIE, "rem:all:off").await;
    assert!(test.last_message(MARIE).contains("votre place reste gardée"));
    test.hears(MARIE);
    test.jump_to("2012-11-23T07:00").await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 1);
    test.taps(MARIE, "rem:all:on").await;
    test.hears(MARIE);
    test.jump_to("2012-11-23T10:15").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 15 minutes : Table ronde
        🕙 10h30, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

async fn one_kind_is_muted_alone(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "/rappels").await;
    test.taps(MARIE, "rem:kinds").await;
    test.taps(MARIE, "rem:kind:evening-before:off").await;
    test.hears(MARIE);
    test.jump_to("2012-11-22T18:30").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to("2012-11-23T07:00").await;
    assert!(test.hears(MARIE).starts_with("🔔 C'est aujourd'hui"));
    test.end().await;
}

async fn odd_presses_change_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/rappels").await;
    for data in [
        "rem:wish:no-such:on:0",
        "rem:lead:7",
        "rem:lead:-5",
        "rem:kind:no-such:off",
        "rem:all:toggle",
        "rem:",
        "rem:sessions:99999999999999999999",
    ] {
        test.presses(MARIE, data).await;
    }
    let rows = "select (select count(*) from reminder_subscription) + (select count(*) from reminder_mute)";
    assert_eq!(test.query_i64(rows).await, 0);
    test.end().await;
}

async fn whoever_cannot_come_hears_nothing_more(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.jump_to("2012-11-22T18:00").await;
    test.taps(MARIE, "reg:cannot-come:1").await;
    assert!(
        test.last_message(MARIE).contains('?'),
        "the bot asks before it cancels: {}",
        test.last_message(MARIE)
    );
    assert_eq!(test.query_i64("select count(*) from registration").await, 2);
    let number = test.query_i64("select number from registration order by number limit 1").await;
    test.presses(MARIE, &format!("reg:free:{number}")).await;
    test.hears(MARIE);
    test.hears(AIME);
    test.jump_to("2012-11-23T12:00").await;
    assert_eq!(test.hears(MARIE), "");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🔔 C'est aujourd'hui : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        🔔 Dans 15 minutes : Table ronde
        🕙 10h30, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

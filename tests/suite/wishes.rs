//! Plays of what people choose: the bell, how long before, what they mute.

use crate::stage::{AIME, Database, MARIE, Stage};

on_both_databases!(
    a_session_is_wished_for_and_remembered_at_the_chosen_time,
    a_wish_takes_the_place_of_the_plans_reminder,
    a_wish_taken_back_and_made_again_is_fulfilled_once,
    whoever_mutes_all_keeps_the_seat,
    one_kind_is_muted_alone,
    odd_presses_change_nothing,
    whoever_cannot_come_hears_nothing_more,
);

const EARLY: &str = "2012-11-12T10:00";

async fn a_session_is_wished_for_and_remembered_at_the_chosen_time(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    // nobody needs to be registered for it
    stage.says(MARIE, "/rappels").await;
    stage.taps(MARIE, "⏱ 15 minutes avant").await;
    stage.taps(MARIE, "30 minutes").await;
    assert!(stage.last(MARIE).contains("30 minutes avant"), "{}", stage.last(MARIE));
    stage.taps(MARIE, "📅 Choisir dans le programme").await;
    stage.presses(MARIE, "rem:sessions:1").await;
    stage.taps(MARIE, "10h10 · Pause").await;
    stage.hears(MARIE);
    stage.jump("2012-11-23T09:39").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.jump("2012-11-23T09:40").await;
    let heard = stage.hears(MARIE);
    assert!(heard.starts_with("🔔 Dans 30 minutes : Pause\n🕙 10h10"), "{heard}");
    stage.jump("2012-11-23T12:30").await;
    assert_eq!(stage.hears(MARIE), "", "once");
    stage.end().await;
}

async fn a_wish_takes_the_place_of_the_plans_reminder(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "rem:lead:5").await;
    stage.presses(MARIE, "rem:wish:table-ronde:on:0").await;
    stage.jump("2012-11-23T10:00").await;
    stage.hears(MARIE);
    stage.jump("2012-11-23T10:15").await;
    assert_eq!(stage.hears(MARIE), "", "at her own time");
    stage.jump("2012-11-23T10:25").await;
    assert!(stage.hears(MARIE).starts_with("🔔 Dans 5 minutes : Table ronde"));
    stage.end().await;
}

async fn a_wish_taken_back_and_made_again_is_fulfilled_once(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T09:30").await;
    stage.says(MARIE, "/rappels").await;
    for state in ["on", "on", "off", "on"] {
        stage.presses(MARIE, &format!("rem:wish:pause:{state}:0")).await;
    }
    stage.hears(MARIE);
    stage.jump("2012-11-23T09:55").await;
    assert!(stage.hears(MARIE).starts_with("🔔 Dans 15 minutes : Pause"));
    for state in ["off", "on"] {
        stage.presses(MARIE, &format!("rem:wish:pause:{state}:0")).await;
    }
    stage.hears(MARIE);
    stage.jump("2012-11-23T10:05").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.end().await;
}

async fn whoever_mutes_all_keeps_the_seat(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-22T18:00").await;
    stage.taps(MARIE, "🔕 Arrêter les rappels").await;
    assert!(stage.last(MARIE).contains("votre place reste gardée"));
    stage.hears(MARIE);
    stage.jump("2012-11-23T07:00").await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 1);
    stage.taps(MARIE, "🔔 Remettre les rappels").await;
    stage.hears(MARIE);
    stage.jump("2012-11-23T10:15").await;
    let heard = stage.hears(MARIE);
    assert!(heard.starts_with("🔔 Dans 15 min"), "and nothing that is past: {heard}");
    stage.end().await;
}

async fn one_kind_is_muted_alone(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "/rappels").await;
    stage.taps(MARIE, "⚙️ Choisir les rappels").await;
    stage.taps(MARIE, "🔔 La veille, 18h").await;
    stage.hears(MARIE);
    stage.jump("2012-11-22T18:30").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.jump("2012-11-23T07:00").await;
    assert!(stage.hears(MARIE).starts_with("🔔 C'est aujourd'hui"));
    stage.end().await;
}

async fn odd_presses_change_nothing(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/rappels").await;
    for data in [
        "rem:wish:no-such:on:0",
        "rem:lead:7",
        "rem:lead:-5",
        "rem:kind:no-such:off",
        "rem:all:toggle",
        "rem:",
        "rem:sessions:99999999999999999999",
    ] {
        stage.presses(MARIE, data).await;
    }
    let rows = "select (select count(*) from reminder_wish) + (select count(*) from reminder_mute)";
    assert_eq!(stage.count(rows).await, 0);
    stage.end().await;
}

async fn whoever_cannot_come_hears_nothing_more(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    stage.jump("2012-11-22T18:00").await;
    stage.taps(MARIE, "Je ne peux plus venir").await;
    assert!(stage.last(MARIE).contains('?'), "asked first: {}", stage.last(MARIE));
    assert_eq!(stage.count("select count(*) from registration").await, 2);
    let number = stage.count("select number from registration order by number limit 1").await;
    stage.presses(MARIE, &format!("reg:free:{number}")).await;
    stage.hears(MARIE);
    stage.hears(AIME);
    stage.jump("2012-11-23T12:00").await;
    assert_eq!(stage.hears(MARIE), "");
    assert!(stage.hears(AIME).contains("C'est aujourd'hui"));
    stage.end().await;
}

//! Plays of the reminders: once each, in time, never what is past.

use crate::stage::{AIME, Database, MARIE, Stage, at};

on_both_databases!(
    three_reminders_come_once_each,
    who_registers_late_hears_nothing_that_is_past,
    a_leap_of_the_rehearsals_clock_visits_every_moment,
    what_came_too_late_is_missed_and_counted,
    who_is_gone_is_not_reminded,
    a_shifted_session_moves_its_reminder,
    five_hundred_are_reminded_in_slices,
);

const EARLY: &str = "2012-11-12T10:00";

async fn three_reminders_come_once_each(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-22T17:59").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.jump("2012-11-22T18:00").await;
    let heard = stage.hears(MARIE);
    assert!(heard.starts_with("🔔 C'est demain : Forum sur la médiation sociale"), "{heard}");
    assert!(heard.contains("vendredi 23 novembre 2012, 8h") && heard.contains("Salon Tainos"), "{heard}");
    stage.jump("2012-11-22T18:01").await;
    assert_eq!(stage.hears(MARIE), "", "a replayed tick gives no second one");
    stage.jump("2012-11-23T07:00").await;
    assert!(stage.hears(MARIE).starts_with("🔔 C'est aujourd'hui"));
    stage.jump("2012-11-23T10:15").await;
    let heard = stage.hears(MARIE);
    assert!(heard.starts_with("🔔 Dans 15 minutes : Table ronde\n🕙 10h30"), "{heard}");
    stage.jump("2012-11-22T17:00").await;
    stage.jump("2012-11-23T12:00").await;
    assert_eq!(stage.hears(MARIE), "", "a clock moved back gives no second one");
    stage.end().await;
}

async fn who_registers_late_hears_nothing_that_is_past(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.registration.last_day = None;
    let mut stage = Stage::with(database, "2012-11-23T07:30", programme).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-23T07:31").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.jump("2012-11-23T10:15").await;
    assert!(stage.hears(MARIE).starts_with("🔔 Dans 15 min"));
    stage.end().await;
}

async fn a_leap_of_the_rehearsals_clock_visits_every_moment(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-23T10:15").await;
    let heard = stage.hears(MARIE);
    let order = ["C'est demain", "C'est aujourd'hui", "Dans 15 min"].map(|words| heard.find(words));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{heard}");
    stage.end().await;
}

/// Seen from a bot that was down: its ticks begin after the moment.
async fn what_came_too_late_is_missed_and_counted(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.clock.jump(at("2012-11-23T10:29"));
    stage.begin_ticks_anew();
    stage.jump("2012-11-23T10:29").await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from reminder_sent where outcome = 'missed'").await, 3);
    stage.end().await;
}

async fn who_is_gone_is_not_reminded(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    stage.world.blocks(MARIE);
    stage.settle().await;
    stage.jump("2012-11-22T18:00").await;
    assert_eq!(stage.hears(MARIE), "");
    assert!(stage.hears(AIME).contains("C'est demain"));
    stage.world.unblocks(MARIE);
    stage.says(MARIE, "merci").await;
    stage.jump("2012-11-23T07:00").await;
    assert!(stage.hears(MARIE).contains("C'est aujourd'hui"), "they wrote again, so they hear again");
    stage.end().await;
}

async fn a_shifted_session_moves_its_reminder(database: Database) {
    let mut stage = Stage::open(database, "2012-11-18T10:00").await;
    stage.register(MARIE).await;
    stage.jump("2012-11-23T07:00").await;
    stage.hears(MARIE);
    let mut tx = stage.app.db.begin().await.unwrap();
    koze::programme::move_session(&mut tx, "table-ronde", at("2012-11-23T10:45")).await.unwrap();
    tx.commit().await.unwrap();
    stage.jump("2012-11-23T10:15").await;
    assert_eq!(stage.hears(MARIE), "");
    stage.jump("2012-11-23T10:30").await;
    assert!(stage.hears(MARIE).contains("🕙 10h45"));
    stage.end().await;
}

async fn five_hundred_are_reminded_in_slices(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for number in 1..=500_i64 {
        let person = 10_000 + number;
        stage.world.person(person, "Quelqu'un", None, Some("fr"));
        stage.world.says(person, "/start");
        sqlx::query(
            "insert into registration (number, person, own, registered_by, standing, offered_until, line_at,
                                       last_chance_at, code, name, category, structure, phone, email, area,
                                       access_needs, consent_how, consent_version, consent_at,
                                       registered_at, calendar_sequence, calendar_facts, calendar_at)
             values ($2, $1, 1, $1, 'seat', 0, 1, 0, $3, 'Une personne', 'resident', '', '', '', '', '',
                     'self', '1', 0, 1, 0, '', 0)",
        )
        .bind(person)
        .bind(number)
        .bind(koze::registration::TicketCode::random().as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    stage.settle().await;
    stage.jump("2012-11-22T18:00").await;
    assert_eq!(stage.count("select count(*) from reminder_sent where outcome = 'sent'").await, 500);
    assert!((10_001..=10_500).all(|person| stage.last(person).contains("C'est demain")));
    stage.end().await;
}

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
    guests_are_reminded_in_one_message,
    who_cancels_a_guest_is_reminded_of_the_others,
    of_many_with_guests_each_hears_once,
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

/// Registrations that somebody made for others, by the database: they have no conversation to go through.
async fn guests_of(stage: &Stage, person: i64, numbers: std::ops::RangeInclusive<i64>) {
    let mut tx = stage.app.db.begin().await.unwrap();
    for number in numbers {
        sqlx::query(
            "insert into registration (number, person, own, registered_by, standing, offered_until, line_at,
                                       last_chance_at, code, name, category, structure, phone, email, area,
                                       access_needs, consent_how, consent_version, consent_at,
                                       registered_at, calendar_sequence, calendar_facts, calendar_at)
             values ($2, $1, 0, $1, 'seat', 0, 1, 0, $3, $4, 'resident', '', '', '', '', '',
                     'aloud', '1', 0, 1, 0, '', 0)",
        )
        .bind(person)
        .bind(number)
        .bind(koze::registration::TicketCode::random().as_str())
        .bind(format!("Invité {number}"))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

/// How many messages of the bot's somebody has got.
fn messages(stage: &Stage, who: i64) -> usize {
    let chat = stage.world.chat(who);
    chat.iter().filter(|bubble| bubble.from == koze::rehearsal::world::Author::Bot).count()
}

async fn guests_are_reminded_in_one_message(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(AIME, koze::people::Role::Organiser).await;
    stage.register(MARIE).await;
    guests_of(&stage, MARIE, 101..=103).await;
    let before = messages(&stage, MARIE);
    stage.jump("2012-11-22T18:00").await;
    let heard = stage.hears(MARIE);
    assert_eq!(messages(&stage, MARIE), before + 1, "{heard}");
    assert!(
        heard.contains("C'est demain") && heard.contains("Invité 101, Invité 102, Invité 103"),
        "{heard}"
    );
    let keyboard = stage.world.latest(MARIE).unwrap().inline_keyboard.unwrap();
    assert!(keyboard.as_array().unwrap().len() <= 8, "{keyboard}");
    for number in [1, 101, 102, 103] {
        assert!(keyboard.to_string().contains(&format!("reg:ticket:{number}\"")), "{keyboard}");
    }
    // one correction, too
    let before = messages(&stage, MARIE);
    stage.says(AIME, "/decaler -15").await;
    stage.taps(AIME, &koze::i18n::texts(koze::i18n::Lang::Fr).label("change-confirm")).await;
    stage.jump("2012-11-22T18:05").await;
    let heard = stage.hears(MARIE);
    assert_eq!(messages(&stage, MARIE), before + 1, "{heard}");
    assert!(heard.contains("Invité 101") && heard.contains("Changement"), "{heard}");
    stage.end().await;
}

async fn who_cancels_a_guest_is_reminded_of_the_others(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    guests_of(&stage, MARIE, 101..=102).await;
    // the reminder is on its way when a place is given up, the one it is called after first
    stage.tick_only("2012-11-22T18:00").await;
    assert_eq!(stage.count("select count(*) from outbox where urgency = 4").await, 1);
    for (number, left) in [(1, "Invité 101, Invité 102"), (101, "Invité 102")] {
        stage.world.presses(MARIE, stage.buttons(MARIE), &format!("reg:free:{number}"));
        stage.handle_only().await;
        let body = {
            let mut conn = stage.app.db.reader().await.unwrap();
            let body: String = sqlx::query_scalar("select body from outbox where urgency = 4")
                .fetch_one(&mut *conn)
                .await
                .unwrap();
            body
        };
        assert!(body.contains(left) && !body.contains(&format!("reg:ticket:{number}\"")), "{body}");
    }
    stage.world.presses(MARIE, stage.buttons(MARIE), "reg:free:102");
    stage.handle_only().await;
    assert_eq!(stage.count("select count(*) from outbox where urgency = 4").await, 0, "nobody is left");
    stage.settle().await;
    stage.end().await;
}

/// The slices end in the middle of somebody's registrations.
async fn of_many_with_guests_each_hears_once(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for person in 0..60_i64 {
        stage.world.person(10_000 + person, "Une", None, Some("fr"));
        stage.world.says(10_000 + person, "/start");
    }
    stage.settle().await;
    // each has seven, and they lie far apart
    for round in 0..7_i64 {
        for person in 0..60_i64 {
            let number = 1_000 + round * 60 + person;
            guests_of(&stage, 10_000 + person, number..=number).await;
        }
    }
    let before: Vec<usize> = (0..60).map(|person| messages(&stage, 10_000 + person)).collect();
    stage.jump("2012-11-22T18:00").await;
    for person in 0..60_i64 {
        assert_eq!(messages(&stage, 10_000 + person), before[person as usize] + 1, "{person}");
        assert_eq!(stage.last(10_000 + person).matches("Invité ").count(), 7);
    }
    assert_eq!(stage.count("select count(*) from reminder_sent where outcome = 'sent'").await, 420);
    stage.end().await;
}

//! Reminders: each is sent once and in time, and none whose time is past.

use crate::test_bot::{AIME, Database, MARIE, TestBot, martinique_time};

on_both_databases!(
    three_reminders_come_once_each,
    who_registers_late_hears_nothing_that_is_past,
    a_leap_of_the_rehearsals_clock_visits_every_moment,
    what_came_too_late_is_missed_and_counted,
    who_is_unreachable_is_not_reminded,
    a_shifted_session_moves_its_reminder,
    five_hundred_are_reminded_in_slices,
    guests_are_reminded_in_one_message,
    who_cancels_a_guest_is_reminded_of_the_others,
    batches_group_guests_into_one_reminder,
);

const EARLY: &str = "2012-11-12T10:00";

async fn three_reminders_come_once_each(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-22T17:59").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to("2012-11-22T18:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 C'est demain : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.jump_to("2012-11-22T18:01").await;
    assert_eq!(test.hears(MARIE), "", "a repeated tick sends no second reminder");
    test.jump_to("2012-11-23T07:00").await;
    assert!(test.hears(MARIE).starts_with("🔔 C'est aujourd'hui"));
    test.jump_to("2012-11-23T10:15").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 15 minutes : Table ronde
        🕙 10h30, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.jump_to("2012-11-22T17:00").await;
    test.jump_to("2012-11-23T12:00").await;
    assert_eq!(test.hears(MARIE), "", "a clock that is set back causes no second reminder");
    test.end().await;
}

async fn who_registers_late_hears_nothing_that_is_past(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.registration.last_day = None;
    let mut test = TestBot::open_with_programme(database, "2012-11-23T07:30", programme).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T07:31").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to("2012-11-23T10:15").await;
    assert!(test.hears(MARIE).starts_with("🔔 Dans 15 min"));
    test.end().await;
}

async fn a_leap_of_the_rehearsals_clock_visits_every_moment(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T10:15").await;
    let heard = test.hears(MARIE);
    let order = ["C'est demain", "C'est aujourd'hui", "Dans 15 min"].map(|words| heard.find(words));
    assert!(order.iter().all(Option::is_some) && order.is_sorted(), "{heard}");
    test.end().await;
}

/// The bot was down when the reminders were due: its ticks begin later.
async fn what_came_too_late_is_missed_and_counted(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.clock.jump(martinique_time("2012-11-23T10:29"));
    test.restart_ticker();
    test.jump_to("2012-11-23T10:29").await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.query_i64("select count(*) from reminder_sent where outcome = 'missed'").await, 3);
    test.end().await;
}

async fn who_is_unreachable_is_not_reminded(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.emulator.user_blocks_bot(MARIE);
    test.run_until_idle().await;
    test.jump_to("2012-11-22T18:00").await;
    assert_eq!(test.hears(MARIE), "");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🔔 C'est demain : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.emulator.user_unblocks_bot(MARIE);
    test.says(MARIE, "merci").await;
    test.jump_to("2012-11-23T07:00").await;
    assert!(test.hears(MARIE).contains("C'est aujourd'hui"), "a person who writes again is reminded again");
    test.end().await;
}

async fn a_shifted_session_moves_its_reminder(database: Database) {
    let mut test = TestBot::open(database, "2012-11-18T10:00").await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T07:00").await;
    test.hears(MARIE);
    let mut tx = test.app.db.begin().await.unwrap();
    koze::programme::move_session(&mut tx, "table-ronde", martinique_time("2012-11-23T10:45")).await.unwrap();
    tx.commit().await.unwrap();
    test.jump_to("2012-11-23T10:15").await;
    assert_eq!(test.hears(MARIE), "");
    test.jump_to("2012-11-23T10:30").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 15 minutes : Table ronde
        🕙 10h45, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

async fn five_hundred_are_reminded_in_slices(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let mut tx = test.app.db.begin().await.unwrap();
    for number in 1..=500_i64 {
        let person = 10_000 + number;
        test.emulator.add_user(person, "Quelqu'un", None, Some("fr"));
        test.emulator.user_sends_text(person, "/start");
        sqlx::query(
            "insert into registration (number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
                                       waitlist_inactive_at, code, name, category, organisation, phone, email, area,
                                       access_needs, consent_how, consent_version, consent_at,
                                       registered_at, calendar_issues, calendar_fingerprint, calendar_at)
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
    test.run_until_idle().await;
    test.jump_to("2012-11-22T18:00").await;
    assert_eq!(test.query_i64("select count(*) from reminder_sent where outcome = 'sent'").await, 500);
    assert!((10_001..=10_500).all(|person| test.last_message(person).contains("C'est demain")));
    test.end().await;
}

/// Inserts guests of a person by SQL, because they have no conversation.
async fn insert_guests(test: &TestBot, person: i64, numbers: std::ops::RangeInclusive<i64>) {
    let mut tx = test.app.db.begin().await.unwrap();
    for number in numbers {
        sqlx::query(
            "insert into registration (number, person, own, registered_by, seat_status, offered_until, waitlisted_at,
                                       waitlist_inactive_at, code, name, category, organisation, phone, email, area,
                                       access_needs, consent_how, consent_version, consent_at,
                                       registered_at, calendar_issues, calendar_fingerprint, calendar_at)
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

/// The number of messages that a person has from the bot.
fn bot_message_count(test: &TestBot, who: i64) -> usize {
    let chat = test.emulator.messages(who);
    chat.iter().filter(|bubble| bubble.author == telegram_emulator::Author::Bot).count()
}

async fn guests_are_reminded_in_one_message(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(AIME, koze::people::Role::Organiser).await;
    test.register(MARIE).await;
    insert_guests(&test, MARIE, 101..=103).await;
    let before = bot_message_count(&test, MARIE);
    test.jump_to("2012-11-22T18:00").await;
    let heard = test.hears(MARIE);
    assert_eq!(bot_message_count(&test, MARIE), before + 1, "{heard}");
    assert!(
        heard.contains("C'est demain") && heard.contains("Invité 101, Invité 102, Invité 103"),
        "{heard}"
    );
    let keyboard = test.emulator.latest_message(MARIE).unwrap().inline_keyboard.unwrap();
    assert!(keyboard.as_array().unwrap().len() <= 8, "{keyboard}");
    for number in [1, 101, 102, 103] {
        assert!(keyboard.to_string().contains(&format!("reg:ticket:{number}\"")), "{keyboard}");
    }
    // one correction too
    let before = bot_message_count(&test, MARIE);
    test.says(AIME, "/decaler -15").await;
    test.taps_prefix(AIME, "sched:shift:").await;
    test.jump_to("2012-11-22T18:05").await;
    let heard = test.hears(MARIE);
    assert_eq!(bot_message_count(&test, MARIE), before + 1, "{heard}");
    assert!(heard.contains("Invité 101") && heard.contains("Changement"), "{heard}");
    test.end().await;
}

async fn who_cancels_a_guest_is_reminded_of_the_others(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    insert_guests(&test, MARIE, 101..=102).await;
    // the reminder waits in the outbox while seats are freed, first that of the registration in its key
    test.jump_without_sending("2012-11-22T18:00").await;
    assert_eq!(test.query_i64("select count(*) from outbox where urgency = 4").await, 1);
    for (number, left) in [(1, "Invité 101, Invité 102"), (101, "Invité 102")] {
        test.emulator.user_presses_callback(
            MARIE,
            test.keyboard_message(MARIE),
            &format!("reg:free:{number}"),
        );
        test.handle_without_sending().await;
        let body = {
            let mut conn = test.app.db.reader().await.unwrap();
            let body: String = sqlx::query_scalar("select body from outbox where urgency = 4")
                .fetch_one(&mut *conn)
                .await
                .unwrap();
            body
        };
        assert!(body.contains(left) && !body.contains(&format!("reg:ticket:{number}\"")), "{body}");
    }
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "reg:free:102");
    test.handle_without_sending().await;
    assert_eq!(
        test.query_i64("select count(*) from outbox where urgency = 4").await,
        0,
        "no registration is left"
    );
    test.run_until_idle().await;
    test.end().await;
}

/// Batches of reminders end in the middle of a person's registrations.
async fn batches_group_guests_into_one_reminder(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for person in 0..60_i64 {
        test.emulator.add_user(10_000 + person, "Une", None, Some("fr"));
        test.emulator.user_sends_text(10_000 + person, "/start");
    }
    test.run_until_idle().await;
    // each person has seven registrations, whose numbers lie far apart
    for round in 0..7_i64 {
        for person in 0..60_i64 {
            let number = 1_000 + round * 60 + person;
            insert_guests(&test, 10_000 + person, number..=number).await;
        }
    }
    let before: Vec<usize> = (0..60).map(|person| bot_message_count(&test, 10_000 + person)).collect();
    test.jump_to("2012-11-22T18:00").await;
    for person in 0..60_i64 {
        assert_eq!(bot_message_count(&test, 10_000 + person), before[person as usize] + 1, "{person}");
        assert_eq!(test.last_message(10_000 + person).matches("Invité ").count(), 7);
    }
    assert_eq!(test.query_i64("select count(*) from reminder_sent where outcome = 'sent'").await, 420);
    test.end().await;
}

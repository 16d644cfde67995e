//! Effects of a live schedule change: the hall screen, the calendar file and
//! the answers follow at once, and reminders in the outbox are corrected.

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt;
use koze::ids::PersonId;
use koze::people::Role;
use koze::programme::{self, Programme, ScheduleChange};
use koze::web;
use telegram_emulator::Fault;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::registration_card::received_files;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time};

on_both_databases!(
    after_the_last_exchange_the_hall_invites_nobody,
    hall_calendar_and_answers_follow_a_shift_at_once,
    what_is_cancelled_is_marked_and_not_hidden,
    a_reminder_put_right_is_sent_as_late_as_its_new_hour_allows,
    a_reminder_put_right_is_never_sent_once_it_has_begun,
    reminder_audiences_follow_the_event_file,
    a_reminder_leads_to_the_ticket,
    two_buttons_pressed_in_turn_bring_each_answer_once,
    a_refused_answer_to_a_press_is_not_tried_again_and_again,
);

const EARLY: &str = "2012-11-12T10:00";

/// The first state that the hall screen gets.
async fn screen_state(test: &TestBot) -> String {
    let pages = web::router(test.app.pages(CancellationToken::new()));
    let response = pages.oneshot(Request::get("/hall/events").body(Body::empty()).unwrap()).await.unwrap();
    let mut parts = response.into_body().into_data_stream();
    loop {
        let part = String::from_utf8(parts.next().await.unwrap().unwrap().to_vec()).unwrap();
        if part.contains("event: state") {
            return part;
        }
    }
}

/// The last calendar file that Marie got.
fn last_calendar_file(test: &TestBot) -> String {
    let last =
        received_files(test, MARIE).into_iter().rev().find(|(_, mime, _)| mime.starts_with("text/calendar"));
    String::from_utf8(last.expect("a calendar file").2).unwrap()
}

fn event_start(file: &str) -> &str {
    let event = file.split("BEGIN:VEVENT").nth(1).unwrap();
    event.lines().find(|line| line.starts_with("DTSTART")).unwrap().trim()
}

fn file_names(files: &[(String, String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, ..)| name.as_str()).collect()
}

async fn open_with_organiser(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

async fn hall_calendar_and_answers_follow_a_shift_at_once(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T07:30").await;
    let before = screen_state(&test).await;
    assert!(before.contains("8h") && !before.contains("8h20"), "{before}");
    test.presses(MARIE, "reg:calendar:1").await;
    let before = last_calendar_file(&test);
    assert!(event_start(&before).ends_with("T120000Z"), "{before}");
    test.says(JOSIANE, "/decaler 20").await;
    test.taps_prefix(JOSIANE, "sched:shift:").await;
    // before the next tick
    let after = screen_state(&test).await;
    assert!(after.contains("8h20"), "{after}");
    test.presses(MARIE, "reg:calendar:1").await;
    let after = last_calendar_file(&test);
    assert!(event_start(&after).ends_with("T122000Z"), "{after}");
    let sequence =
        |file: &str| file.lines().find_map(|line| line.strip_prefix("SEQUENCE:")?.trim().parse::<i64>().ok());
    assert!(sequence(&after) > sequence(&before), "a higher sequence number changes the existing entry");
    test.says(MARIE, "la table ronde c'est à quelle heure ?").await;
    assert!(test.last_message(MARIE).contains("10h50"), "{}", test.last_message(MARIE));
    test.run_until_idle().await;
    test.jump_to("2012-11-23T07:31").await;
    test.end().await;
}

async fn after_the_last_exchange_the_hall_invites_nobody(database: Database) {
    let mut test = open_with_organiser(database).await;
    let thanks = koze::i18n::texts(koze::i18n::Lang::Fr).label("hall-thanks");
    let mut tx = test.app.db.begin().await.unwrap();
    koze::db::set_setting(&mut tx, koze::db::BOT_USERNAME_KEY, "koze_bot").await.unwrap();
    tx.commit().await.unwrap();
    test.clock.jump(martinique_time("2012-11-23T11:59"));
    let shown = screen_state(&test).await;
    assert!(shown.contains("t.me/") && !shown.contains(&thanks), "{shown}");
    test.clock.jump(martinique_time("2012-11-23T12:00"));
    let shown = screen_state(&test).await;
    assert!(!shown.contains("t.me/") && shown.contains(&thanks), "{shown}");
    // the closing is current, although its end is not printed
    assert!(shown.contains("\"session\":\"Clôture et synthèse de la matinée\""), "{shown}");
    test.says(JOSIANE, "/start").await;
    test.end().await;
}

async fn what_is_cancelled_is_marked_and_not_hidden(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.says(JOSIANE, "/decaler pause annuler").await;
    test.taps(JOSIANE, "sched:cancel:0:pause").await;
    test.says(MARIE, "/programme").await;
    let listed = test.last_message(MARIE);
    assert!(listed.lines().any(|line| line.contains("Pause") && line.contains("(annulé)")), "{listed}");
    test.says(MARIE, "c'est quand la pause ?").await;
    assert!(test.last_message(MARIE).contains("est annulé"), "{}", test.last_message(MARIE));
    test.jump_to("2012-11-23T10:12").await;
    test.says(MARIE, "qu'est-ce qu'il y a maintenant ?").await;
    assert!(!test.last_message(MARIE).contains("Pause"), "{}", test.last_message(MARIE));
    test.end().await;
}

/// The reminder of 10:15 still waits in the outbox when everything moves by `minutes`.
async fn open_with_waiting_reminder(database: Database, minutes: i64) -> TestBot {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T10:11").await;
    test.hears(MARIE);
    test.jump_without_sending("2012-11-23T10:15").await;
    let mut tx = test.app.db.begin().await.unwrap();
    let before = programme::load_schedule(&mut tx).await.unwrap();
    let now = test.clock.event_now();
    let after = before.with_change(&ScheduleChange::ShiftFrom { now, minutes }).unwrap();
    assert!(programme::record_change(&mut tx, 0, PersonId(JOSIANE), &before, now).await.unwrap());
    programme::save_schedule(&mut tx, &after).await.unwrap();
    tx.commit().await.unwrap();
    test.jump_without_sending("2012-11-23T10:16").await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'rround-table:%'").await, 1);
    test
}

async fn a_reminder_put_right_is_sent_as_late_as_its_new_hour_allows(database: Database) {
    // without the change it would expire at 10:25
    let mut test = open_with_waiting_reminder(database, 60).await;
    test.clock.advance(std::time::Duration::from_secs(9 * 60 + 30));
    test.run_until_idle().await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 74 minutes : Table ronde
        🕙 11h30, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.end().await;
}

async fn a_reminder_put_right_is_never_sent_once_it_has_begun(database: Database) {
    // the session begins at 10:20
    let mut test = open_with_waiting_reminder(database, -10).await;
    test.clock.advance(std::time::Duration::from_secs(3 * 60));
    let expires = test.query_i64("select max(expires_at) from outbox where key like 'rround-table:%'").await;
    test.clock.advance(std::time::Duration::from_secs(61));
    assert!(expires <= test.clock.real_now().0, "the reminder expires at the new start");
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'rround-table:%'").await, 0);
    test.end().await;
}

async fn reminder_audiences_follow_the_event_file(database: Database) {
    let event = include_str!("../../event.toml").replace(
        "[[reminders]]\nid = \"that-morning\"\n",
        "[[reminders]]\nid = \"asked\"\nsession = \"pause\"\nminutes_before = 20\nlate_minutes = 10\naudience = \"asked\"\n\n\
         [[reminders]]\nid = \"employers\"\ndays_before = 3\nat = \"09:00\"\nlate_minutes = 60\naudience = \"employer\"\n\
         text = \"Employeurs : {date}, {hour}, {place}\"\n\n\
         [[reminders]]\nid = \"that-morning\"\n",
    );
    let programme = Programme::parse(&event).unwrap();
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update registration set category = 'employer' where person = $1")
        .bind(AIME)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    test.jump_to("2012-11-20T09:01").await;
    assert_eq!(test.hears(MARIE), "");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"Employeurs : vendredi 23 novembre 2012, 8h, Palais des Congrès, Salon Tainos");
    }
    // people who requested a reminder of the break, and nobody else
    test.presses(MARIE, "rem:wish:pause:on:0").await;
    test.jump_to("2012-11-23T09:45").await;
    test.hears(MARIE);
    test.hears(AIME);
    test.jump_to("2012-11-23T09:55").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 Dans 20 minutes : Pause
        🕙 10h10, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos

        🔔 Dans 15 minutes : Pause
        🕙 10h10, vendredi 23 novembre 2012
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    assert_eq!(test.hears(AIME), "");
    test.end().await;
}

async fn a_reminder_leads_to_the_ticket(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-22T18:00").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🔔 C'est demain : Forum sur la médiation sociale
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos
        ");
    }
    test.taps(MARIE, "reg:ticket:1").await;
    let got = received_files(&test, MARIE);
    assert!(got.iter().any(|(name, ..)| name.contains("billet")), "{:?}", file_names(&got));
    test.end().await;
}

async fn two_buttons_pressed_in_turn_bring_each_answer_once(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.says(EUGENE, "/programme").await;
    let from = test.emulator.messages(EUGENE).len();
    let card = test.keyboard_message(EUGENE);
    // a question between the presses is always answered
    test.emulator.user_sends_text(EUGENE, "c'est où ?");
    for _ in 0..40 {
        test.emulator.user_presses_callback(EUGENE, card, "say:now");
        test.emulator.user_presses_callback(EUGENE, card, "say:next");
        test.handle_without_sending().await;
    }
    let waiting = test.query_i64("select count(*) from outbox where urgency = 2 and state = 'waiting'").await;
    assert_eq!(waiting, 3, "one answer to the question, and one to each button");
    test.run_until_idle().await;
    let chat = test.emulator.messages(EUGENE);
    let said: Vec<_> = chat[from..].iter().filter(|it| it.author == telegram_emulator::Author::Bot).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(said[0].plain_text.contains("Palais"));
    test.end().await;
}

async fn a_refused_answer_to_a_press_is_not_tried_again_and_again(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.says(MARIE, "/programme").await;
    test.emulator.inject_fault(Some("answerCallbackQuery"), 2, Fault::TooManyRequests { retry_after: 3 });
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "say:now");
    test.handle_without_sending().await;
    test.sender.drain().await.unwrap();
    assert_eq!(
        test.emulator.call_count("answerCallbackQuery"),
        1,
        "no second call before retry_after is over"
    );
    test.clock.advance(std::time::Duration::from_millis(3_001));
    test.sender.drain().await.unwrap();
    assert_eq!(test.emulator.call_count("answerCallbackQuery"), 2);
    test.clock.advance(std::time::Duration::from_millis(3_001));
    test.run_until_idle().await;
    assert_eq!(test.emulator.pending_callback_count(), 0);
    test.end().await;
}

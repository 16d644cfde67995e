//! Plays of what follows a live change at once, and of what waits in the outbox meanwhile: the hall,
//! the calendar file, the programme, reminders that were made before the change.

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt;
use koze::people::Role;
use koze::programme::{self, Change, Programme};
use koze::rehearsal::world::Fault;
use koze::web;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::cards::files;
use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, at};

on_both_databases!(
    after_the_last_exchange_the_hall_invites_nobody,
    hall_calendar_and_answers_follow_a_shift_at_once,
    what_is_cancelled_is_marked_and_not_hidden,
    a_reminder_put_right_is_sent_as_late_as_its_new_hour_allows,
    a_reminder_put_right_is_never_sent_once_it_has_begun,
    an_audience_is_whom_the_file_names,
    a_reminder_leads_to_the_ticket,
    two_buttons_pressed_in_turn_bring_each_answer_once,
    a_refused_answer_to_a_press_is_not_tried_again_and_again,
);

const EARLY: &str = "2012-11-12T10:00";

/// What the hall's screen is told first.
async fn hall(stage: &Stage) -> String {
    let pages = web::router(stage.app.pages(CancellationToken::new()));
    let response = pages.oneshot(Request::get("/hall/events").body(Body::empty()).unwrap()).await.unwrap();
    let mut parts = response.into_body().into_data_stream();
    loop {
        let part = String::from_utf8(parts.next().await.unwrap().unwrap().to_vec()).unwrap();
        if part.contains("event: state") {
            return part;
        }
    }
}

/// The last calendar file Marie got.
fn calendar(stage: &Stage) -> String {
    let last = files(stage, MARIE).into_iter().rev().find(|(_, mime, _)| mime.starts_with("text/calendar"));
    String::from_utf8(last.expect("a calendar file").2).unwrap()
}

fn starts(file: &str) -> &str {
    let event = file.split("BEGIN:VEVENT").nth(1).unwrap();
    event.lines().find(|line| line.starts_with("DTSTART")).unwrap().trim()
}

fn names(files: &[(String, String, Vec<u8>)]) -> Vec<&str> {
    files.iter().map(|(name, ..)| name.as_str()).collect()
}

async fn with_organiser(database: Database) -> Stage {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage
}

async fn hall_calendar_and_answers_follow_a_shift_at_once(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-23T07:30").await;
    let before = hall(&stage).await;
    assert!(before.contains("8h") && !before.contains("8h20"), "{before}");
    stage.presses(MARIE, "reg:calendar:1").await;
    let before = calendar(&stage);
    assert!(starts(&before).ends_with("T120000Z"), "{before}");
    stage.says(JOSIANE, "/decaler 20").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    // not a tick has passed
    let after = hall(&stage).await;
    assert!(after.contains("8h20"), "{after}");
    stage.presses(MARIE, "reg:calendar:1").await;
    let after = calendar(&stage);
    assert!(starts(&after).ends_with("T122000Z"), "{after}");
    let sequence =
        |file: &str| file.lines().find_map(|line| line.strip_prefix("SEQUENCE:")?.trim().parse::<i64>().ok());
    assert!(sequence(&after) > sequence(&before), "the entry that is there is changed");
    stage.says(MARIE, "la table ronde c'est à quelle heure ?").await;
    assert!(stage.last(MARIE).contains("10h50"), "{}", stage.last(MARIE));
    stage.settle().await;
    stage.jump("2012-11-23T07:31").await;
    stage.end().await;
}

async fn after_the_last_exchange_the_hall_invites_nobody(database: Database) {
    let mut stage = with_organiser(database).await;
    let thanks = koze::i18n::texts(koze::i18n::Lang::Fr).label("hall-thanks");
    let mut tx = stage.app.db.begin().await.unwrap();
    koze::db::set_setting(&mut tx, koze::db::BOT_NAME, "koze_bot").await.unwrap();
    tx.commit().await.unwrap();
    stage.clock.jump(at("2012-11-23T11:59"));
    let shown = hall(&stage).await;
    assert!(shown.contains("t.me/") && !shown.contains(&thanks), "{shown}");
    stage.clock.jump(at("2012-11-23T12:00"));
    let shown = hall(&stage).await;
    assert!(!shown.contains("t.me/") && shown.contains(&thanks), "{shown}");
    // the closing is on, though its end is not printed
    assert!(shown.contains("\"session\":\"Clôture et synthèse de la matinée\""), "{shown}");
    stage.says(JOSIANE, "/start").await;
    stage.end().await;
}

async fn what_is_cancelled_is_marked_and_not_hidden(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.says(JOSIANE, "/decaler pause annuler").await;
    stage.taps(JOSIANE, "✅ Confirmer").await;
    stage.says(MARIE, "/programme").await;
    let listed = stage.last(MARIE);
    assert!(listed.lines().any(|line| line.contains("Pause") && line.contains("(annulé)")), "{listed}");
    stage.says(MARIE, "c'est quand la pause ?").await;
    assert!(stage.last(MARIE).contains("est annulé"), "{}", stage.last(MARIE));
    stage.jump("2012-11-23T10:12").await;
    stage.says(MARIE, "qu'est-ce qu'il y a maintenant ?").await;
    assert!(!stage.last(MARIE).contains("Pause"), "{}", stage.last(MARIE));
    stage.end().await;
}

/// Told at 10h15 by a letter that has not gone yet, when everything moves by so many minutes.
async fn waiting(database: Database, minutes: i64) -> Stage {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-23T10:11").await;
    stage.hears(MARIE);
    stage.tick_only("2012-11-23T10:15").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    let before = programme::schedule(&mut tx).await.unwrap();
    let now = stage.clock.now();
    let after = before.with(&Change::ShiftFrom { now, minutes }).unwrap();
    assert!(programme::note_change(&mut tx, 0, JOSIANE, &before, now).await.unwrap());
    programme::set(&mut tx, &after).await.unwrap();
    tx.commit().await.unwrap();
    stage.tick_only("2012-11-23T10:16").await;
    assert_eq!(stage.count("select count(*) from outbox where key like 'rround-table:%'").await, 1);
    stage
}

async fn a_reminder_put_right_is_sent_as_late_as_its_new_hour_allows(database: Database) {
    // without a change it would be good until 10h25
    let mut stage = waiting(database, 60).await;
    stage.clock.pass(std::time::Duration::from_secs(9 * 60 + 30));
    stage.settle().await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("🕙 11h30"), "{heard}");
    stage.end().await;
}

async fn a_reminder_put_right_is_never_sent_once_it_has_begun(database: Database) {
    // at 10h20 it begins
    let mut stage = waiting(database, -10).await;
    stage.clock.pass(std::time::Duration::from_secs(3 * 60));
    let expires = stage.count("select max(expires_at) from outbox where key like 'rround-table:%'").await;
    stage.clock.pass(std::time::Duration::from_secs(61));
    assert!(expires <= stage.clock.mono(), "it begins now");
    stage.settle().await;
    assert_eq!(stage.hears(MARIE), "");
    assert_eq!(stage.count("select count(*) from outbox where key like 'rround-table:%'").await, 0);
    stage.end().await;
}

async fn an_audience_is_whom_the_file_names(database: Database) {
    let event = include_str!("../../event.toml").replace(
        "[[reminders]]\nid = \"that-morning\"\n",
        "[[reminders]]\nid = \"asked\"\nsession = \"pause\"\nminutes_before = 20\nlate_minutes = 10\naudience = \"asked\"\n\n\
         [[reminders]]\nid = \"employers\"\ndays_before = 3\nat = \"09:00\"\nlate_minutes = 60\naudience = \"employer\"\n\
         text = \"Employeurs : {date}, {hour}, {place}\"\n\n\
         [[reminders]]\nid = \"that-morning\"\n",
    );
    let programme = Programme::read(&event).unwrap();
    let mut stage = Stage::with(database, EARLY, programme).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("update registration set category = 'employer' where person = $1")
        .bind(AIME)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    stage.jump("2012-11-20T09:01").await;
    assert_eq!(stage.hears(MARIE), "");
    let heard = stage.hears(AIME);
    assert!(heard.starts_with("Employeurs : vendredi 23 novembre 2012, 8h, Palais"), "{heard}");
    // who wished for the break, and nobody else
    stage.presses(MARIE, "rem:wish:pause:on:0").await;
    stage.jump("2012-11-23T09:45").await;
    stage.hears(MARIE);
    stage.hears(AIME);
    stage.jump("2012-11-23T09:55").await;
    assert!(stage.hears(MARIE).contains("Pause"));
    assert_eq!(stage.hears(AIME), "");
    stage.end().await;
}

async fn a_reminder_leads_to_the_ticket(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.jump("2012-11-22T18:00").await;
    assert!(stage.hears(MARIE).contains("C'est demain"));
    stage.taps(MARIE, "🎟 Mon billet").await;
    let got = files(&stage, MARIE);
    assert!(got.iter().any(|(name, ..)| name.contains("billet")), "{:?}", names(&got));
    stage.end().await;
}

async fn two_buttons_pressed_in_turn_bring_each_answer_once(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.says(EUGENE, "/programme").await;
    let from = stage.world.chat(EUGENE).len();
    let card = stage.buttons(EUGENE);
    // a question among the presses is answered whatever happens
    stage.world.says(EUGENE, "c'est où ?");
    for _ in 0..40 {
        stage.world.presses(EUGENE, card, "say:now");
        stage.world.presses(EUGENE, card, "say:next");
        stage.handle_only().await;
    }
    let waiting = stage.count("select count(*) from outbox where urgency = 2 and state = 'waiting'").await;
    assert_eq!(waiting, 3, "one answer to the question, and one to each button");
    stage.settle().await;
    let chat = stage.world.chat(EUGENE);
    let said: Vec<_> =
        chat[from..].iter().filter(|it| it.from == koze::rehearsal::world::Author::Bot).collect();
    assert_eq!(said.len(), 3, "{said:#?}");
    assert!(said[0].plain.contains("Palais"));
    stage.end().await;
}

async fn a_refused_answer_to_a_press_is_not_tried_again_and_again(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.says(MARIE, "/programme").await;
    stage.world.fail(Some("answerCallbackQuery"), 2, Fault::TooMany { retry_after: 3 });
    stage.world.presses(MARIE, stage.buttons(MARIE), "say:now");
    stage.handle_only().await;
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.world.calls("answerCallbackQuery"), 1, "it waits for as long as it was asked to");
    stage.clock.pass(std::time::Duration::from_millis(3_001));
    stage.sender.drain().await.unwrap();
    assert_eq!(stage.world.calls("answerCallbackQuery"), 2);
    stage.clock.pass(std::time::Duration::from_millis(3_001));
    stage.settle().await;
    assert_eq!(stage.world.unanswered(), 0);
    stage.end().await;
}

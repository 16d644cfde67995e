//! What the hall screen shows beside the questions: announcements and changes for as long as it takes to read them,
//! the way to ask, and the end.

use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use futures_util::StreamExt;
use koze::db;
use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::{self, Programme, ScheduleChange};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::scanning::pages;
use crate::test_bot::{Database, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    an_announcement_to_everybody_is_shown_until_it_is_read,
    an_announcement_to_some_is_not_for_the_hall,
    a_changed_hour_is_shown_and_one_that_was_changed_back_is_not,
    several_lines_come_in_turn_the_urgent_ones_first,
    with_a_public_address_the_code_leads_to_the_browser,
    without_one_it_leads_to_telegram,
    after_the_last_exchange_there_are_thanks_and_the_account,
    a_question_that_goes_on_too_long_stays_on_the_screen,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

/// The state that a screen that connects now is sent first.
async fn state(test: &TestBot) -> Value {
    // a feed of its own: a screen that follows another at once is sent the other's last state first
    let pages = pages(&test.app);
    let request = Request::get("/hall/events").body(Body::empty()).unwrap();
    let response = pages.oneshot(request).await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    let mut parts = response.into_body().into_data_stream();
    loop {
        let part = parts.next().await.expect("the stream goes on").unwrap();
        let text = String::from_utf8_lossy(&part);
        if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
            return serde_json::from_str(&remove_typography(data)).unwrap();
        }
    }
}

/// The lines in French.
async fn notices(test: &TestBot) -> Vec<String> {
    let state = state(test).await;
    let notices = state["views"][0]["notices"].as_array().unwrap().clone();
    let line = |notice: &Value| {
        format!("{} · {}", notice["label"].as_str().unwrap(), notice["text"].as_str().unwrap())
    };
    notices.iter().map(line).collect()
}

async fn open(database: Database, start: &str) -> TestBot {
    let mut test = TestBot::open(database, start).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, "koze_forum_bot").await.unwrap();
    tx.commit().await.unwrap();
    test
}

async fn set_public_url(test: &TestBot, url: &str) {
    let mut tx = test.app.db.begin().await.unwrap();
    db::save_public_url(&mut tx, Some(url)).await.unwrap();
    tx.commit().await.unwrap();
}

/// An organiser's change of the schedule, as `/decaler` makes it.
async fn change(test: &TestBot, change: &ScheduleChange) {
    let mut tx = test.app.db.begin().await.unwrap();
    let before = programme::load_schedule(&mut tx).await.unwrap();
    let after = before.with_change(change).unwrap();
    let version = programme::schedule_version(&mut tx).await.unwrap();
    let now = test.clock.event_now();
    assert!(programme::record_change(&mut tx, version, JOSIANE.into(), &before, now).await.unwrap());
    programme::save_schedule(&mut tx, &after).await.unwrap();
    tx.commit().await.unwrap();
}

async fn an_announcement_to_everybody_is_shown_until_it_is_read(database: Database) {
    let mut test = open(database, "2012-11-12T10:00").await;
    test.register(MARIE).await;
    test.jump_to(ROUND_TABLE).await;
    assert_eq!(notices(&test).await, [""; 0]);
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "La pause est <b>au rez-de-chaussée</b> & dehors.\nMerci !").await;
    assert_eq!(notices(&test).await, [""; 0], "a draft is nobody's");
    test.taps(JOSIANE, "news:text:1:en").await;
    test.says(JOSIANE, "The break is on the ground floor.").await;
    test.taps_prefix(JOSIANE, "news:send:1:").await;
    let line = "Annonce · La pause est <b>au rez-de-chaussée</b> & dehors. Merci !";
    assert_eq!(notices(&test).await, [line]);
    let views = state(&test).await["views"].clone();
    assert_eq!(views[1]["notices"][0]["label"], "Anons");
    assert_eq!(
        views[1]["notices"][0]["text"], "La pause est <b>au rez-de-chaussée</b> & dehors. Merci !",
        "the text for everyone where a language has none"
    );
    assert_eq!(
        views[2]["notices"],
        json!([{ "label": "Announcement", "text": "The break is on the ground floor." }])
    );
    test.clock.advance(Duration::from_secs(30));
    assert_eq!(notices(&test).await, [line]);
    test.clock.advance(Duration::from_secs(30));
    assert_eq!(notices(&test).await, [""; 0], "everybody has read it");
    test.tick().await;
    test.end().await;
}

async fn an_announcement_to_some_is_not_for_the_hall(database: Database) {
    let mut test = open(database, "2012-11-12T10:00").await;
    test.register(MARIE).await;
    test.jump_to(ROUND_TABLE).await;
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "Pour les résidents seulement.").await;
    test.presses(JOSIANE, "news:for:1:resident").await;
    test.taps_prefix(JOSIANE, "news:send:1:").await;
    test.tick().await;
    assert!(test.chat_contains(MARIE, "Pour les résidents seulement."));
    assert_eq!(notices(&test).await, [""; 0]);
    test.tick().await;
    test.end().await;
}

async fn a_changed_hour_is_shown_and_one_that_was_changed_back_is_not(database: Database) {
    let test = open(database, "2012-11-23T09:50").await;
    let at =
        |hour, minute| test.app.programme.time_on_day(test.app.programme.first_date, hour, minute).unwrap();
    let moved =
        |hour, minute| ScheduleChange::Move { session: "table-ronde".into(), starts: at(hour, minute) };
    change(&test, &moved(10, 45)).await;
    assert_eq!(notices(&test).await, ["Changement · Table ronde : 10h45 au lieu de 10h30."]);
    let views = state(&test).await["views"].clone();
    assert_eq!(views[2]["notices"][0]["text"], "Round table: 10:45 instead of 10:30.");
    change(&test, &moved(10, 30)).await;
    assert_eq!(notices(&test).await, [""; 0]);
    let room = ScheduleChange::ChangeRoom { session: "table-ronde".into(), room: "Salle <B>".into() };
    change(&test, &room).await;
    assert_eq!(notices(&test).await, ["Changement · Table ronde : nouvelle salle, Salle <B>."]);
    change(&test, &ScheduleChange::Cancel { session: "table-ronde".into() }).await;
    assert_eq!(notices(&test).await, ["Changement · Table ronde (10h30) n'aura pas lieu."]);
    test.clock.advance(Duration::from_secs(300));
    assert_eq!(notices(&test).await, [""; 0]);
    change(&test, &ScheduleChange::Restore { session: "table-ronde".into() }).await;
    assert_eq!(notices(&test).await, ["Changement · Table ronde aura bien lieu, à 10h30."]);
    test.clock.advance(Duration::from_secs(300));
    // all that follows is one line
    change(&test, &ScheduleChange::ShiftFrom { now: test.clock.event_now(), minutes: 10 }).await;
    assert_eq!(
        notices(&test).await,
        ["Changement · Pause : 10h20 au lieu de 10h10. La suite se décale aussi."]
    );
    test.end().await;
}

async fn several_lines_come_in_turn_the_urgent_ones_first(database: Database) {
    let mut test = open(database, "2012-11-12T10:00").await;
    test.register(MARIE).await;
    test.jump_to("2012-11-23T10:00").await;
    change(&test, &ScheduleChange::ChangeRoom { session: "table-ronde".into(), room: "Salle B".into() })
        .await;
    test.clock.advance(Duration::from_secs(5));
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "Un parapluie vert a été trouvé.").await;
    test.taps_prefix(JOSIANE, "news:send:1:").await;
    test.clock.advance(Duration::from_secs(5));
    let far = ScheduleChange::ChangeRoom { session: "cloture".into(), room: "Salle C".into() };
    change(&test, &far).await;
    let lines = [
        "Changement · Table ronde : nouvelle salle, Salle B.",
        "Changement · Clôture et synthèse de la matinée : nouvelle salle, Salle C.",
        "Annonce · Un parapluie vert a été trouvé.",
    ];
    assert_eq!(notices(&test).await, lines);
    // each alone would be gone by now
    test.clock.advance(Duration::from_secs(40));
    assert_eq!(notices(&test).await, lines);
    test.tick().await;
    test.end().await;
}

async fn with_a_public_address_the_code_leads_to_the_browser(database: Database) {
    let test = open(database, ROUND_TABLE).await;
    for (url, host) in [
        ("https://koze.example", "koze.example"),
        ("http://10.0.0.7:8080", "10.0.0.7:8080"),
        ("https://a.example/koze", "a.example/koze"),
    ] {
        set_public_url(&test, url).await;
        let state = state(&test).await;
        assert_eq!((&state["address"], &state["bot"]), (&json!(host), &json!("@koze_forum_bot")));
        assert_eq!(state["link"], format!("{host}/"));
        assert_eq!(state["views"][0]["ask"], "Posez votre question");
        assert_eq!(code_of(&test).await, svg_of(&format!("{url}/")));
    }
    test.end().await;
}

async fn without_one_it_leads_to_telegram(database: Database) {
    let test = open(database, ROUND_TABLE).await;
    let state = state(&test).await;
    assert_eq!((&state["address"], &state["bot"]), (&json!("@koze_forum_bot"), &json!("")));
    assert_eq!(state["link"], "t.me/koze_forum_bot?start=q");
    assert_eq!(code_of(&test).await, svg_of("https://t.me/koze_forum_bot?start=q"));
    test.end().await;
}

async fn code_of(test: &TestBot) -> String {
    let request = Request::get("/hall/code.svg").body(Body::empty()).unwrap();
    let body = pages(&test.app).oneshot(request).await.unwrap().into_body();
    String::from_utf8(axum::body::to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap()
}

fn svg_of(link: &str) -> String {
    let code = qrcode::QrCode::new(link).unwrap();
    code.render::<qrcode::render::svg::Color<'_>>().min_dimensions(400, 400).build()
}

async fn after_the_last_exchange_there_are_thanks_and_the_account(database: Database) {
    let mut test = open(database, "2012-11-23T11:59").await;
    let before = state(&test).await;
    assert_eq!(
        (&before["link"], &before["views"][0]["thanks"]),
        (&json!("t.me/koze_forum_bot?start=q"), &json!(""))
    );
    test.jump_to("2012-11-23T12:05").await;
    let after = state(&test).await;
    // the closing has no end in the file
    assert_eq!(after["views"][0]["session"], "Clôture et synthèse de la matinée");
    assert_eq!((&after["link"], &after["address"], &after["bot"]), (&json!(""), &json!(""), &json!("")));
    assert_eq!(
        after["views"][0]["thanks"],
        "Merci pour vos questions ! Vous recevrez dans Telegram ce qu'elles sont devenues."
    );
    set_public_url(&test, "https://koze.example").await;
    let after = state(&test).await;
    assert_eq!(after["address"], "koze.example/account");
    assert_eq!(after["bot"], "");
    for (view, lang) in [(0, Lang::Fr), (1, Lang::Gcf), (2, Lang::En)] {
        let text = |id: &str| remove_typography(&texts(lang).label(id));
        assert_eq!(after["views"][view]["thanks"], text("hall-thanks"));
        assert_eq!(after["views"][view]["ask"], text("hall-account"));
    }
    assert_eq!(code_of(&test).await, svg_of("https://koze.example/account"));
    // moderators accept questions all the same
    test.says(JOSIANE, "/moderation").await;
    test.presses(JOSIANE, "queue:set:mode:open").await;
    let open = state(&test).await;
    assert_eq!((&open["address"], &open["views"][0]["thanks"]), (&json!("koze.example"), &json!("")));
    test.end().await;
}

async fn a_question_that_goes_on_too_long_stays_on_the_screen(database: Database) {
    let mut test = open(database, "2012-11-23T11:55").await;
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.jump_to("2012-11-23T12:02").await;
    let shown = state(&test).await;
    assert_eq!(shown["question"]["line"], "Qui paie les adultes relais ?");
    assert_eq!(shown["link"], "");
    test.end().await;
}

/// An event without a session that takes questions has no last exchange.
#[tokio::test]
async fn without_a_round_table_nobody_is_thanked_for_questions() {
    let mut programme = Programme::built_in();
    for session in &mut programme.sessions {
        session.takes_questions = false;
    }
    let test = TestBot::open_with_programme(Database::sqlite().await, "2012-11-23T12:05", programme).await;
    assert_eq!(state(&test).await["views"][0]["thanks"], "");
    test.end().await;
}

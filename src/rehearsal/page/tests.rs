//! The routes of the page as its script calls them; the test acts as the bot.

use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode, header};
use chrono_tz::America::Martinique;
use futures_util::StreamExt;
use serde_json::{Value, json};
use telegram_emulator::{BotAccount, TelegramEmulator};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use super::{JumpTarget, RehearsalConfig, RestartCallback, router};
use crate::clock::{Clock, EventTime, Millis};

const MARIE: i64 = 1001;
const MONDAY: Millis = 1_352_728_800_000;
const TEN_DAYS: Millis = 864_000_000;

fn new_emulator(clock: &Clock) -> TelegramEmulator {
    let bot = BotAccount {
        token: "1:x".to_owned(),
        username: "koze_bot".to_owned(),
        name: "Kozé".to_owned(),
        id: 1,
    };
    let emulator = TelegramEmulator::new(clock.clone(), bot);
    emulator.add_user(MARIE, "Marie-Line", Some("Exemple"), Some("fr-FR"));
    emulator
}

/// A page on a Monday, with a jump to that day and one ten days later.
fn new_page() -> (Router, TelegramEmulator, Clock) {
    let (config, emulator) = new_config();
    let clock = config.clock.clone();
    (router(config, emulator.clone()), emulator, clock)
}

fn new_config() -> (RehearsalConfig, TelegramEmulator) {
    let clock = Clock::manual(EventTime(MONDAY));
    let emulator = new_emulator(&clock);
    let target = |id: &str, at| JumpTarget { id: id.to_owned(), label: id.to_owned(), at };
    let restarted = clock.clone();
    let restart: RestartCallback = Box::new(move |at| {
        restarted.jump(at);
        let new = self::new_emulator(&restarted);
        Box::pin(async { Ok(new) })
    });
    let config = RehearsalConfig {
        event_title: "Forum".to_owned(),
        time_zone: Martinique,
        clock: clock.clone(),
        jump_targets: vec![
            target("monday", EventTime(MONDAY)),
            target("forum", EventTime(MONDAY + TEN_DAYS)),
        ],
        role_labels: vec![(MARIE, "habitante")],
        bot_username: "koze_bot".to_owned(),
        has_named_database: false,
        advance_clock: {
            let clock = clock.clone();
            Box::new(move |at| {
                clock.jump(at);
                Box::pin(async {})
            })
        },
        restart,
        stop: CancellationToken::new(),
    };
    (config, emulator)
}

async fn post_to(page: &Router, path: &str, body: Value) -> (StatusCode, String) {
    let request =
        Request::post(format!("/rehearsal/{path}")).header(header::CONTENT_TYPE, "application/json");
    let response = page.clone().oneshot(request.body(Body::from(body.to_string())).unwrap()).await.unwrap();
    let status = response.status();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

async fn open_event_stream(page: &Router) -> BodyDataStream {
    let request = Request::get("/rehearsal/events").body(Body::empty()).unwrap();
    page.clone().oneshot(request).await.unwrap().into_body().into_data_stream()
}

async fn next_state(stream: &mut BodyDataStream) -> Value {
    let event = stream.next().await.unwrap().unwrap();
    let text = std::str::from_utf8(&event).unwrap();
    let data = text.lines().find_map(|line| line.strip_prefix("data: ")).unwrap();
    serde_json::from_str(data).unwrap()
}

#[tokio::test]
async fn text_typed_on_a_phone_is_shown_as_text() {
    let (page, _, _) = new_page();
    let mut stream = open_event_stream(&page).await;
    assert_eq!(next_state(&mut stream).await["phones"][0]["messages"], json!([]));
    let typed = "<img src=x onerror=alert(1)> & moi";
    assert_eq!(post_to(&page, "phones/1001/say", json!({ "text": typed })).await.0, StatusCode::NO_CONTENT);
    let state = next_state(&mut stream).await;
    assert_eq!(state["now"], "2012-11-12T10:00:00.000-04:00");
    let message = &state["phones"][0]["messages"][0];
    assert_eq!((&message["mine"], &message["html"]), (&json!(true), &json!(typed)));
}

#[tokio::test]
async fn plain_text_of_the_bot_is_escaped() {
    let (page, emulator, _) = new_page();
    emulator.user_sends_text(MARIE, "/start");
    let send = |more: Value| {
        let mut message = json!({ "chat_id": MARIE });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        emulator.call("sendMessage", message).unwrap()
    };
    send(json!({ "text": "1 < 2 & <b>gras</b>" }));
    send(json!({ "text": "<b>gras</b> &lt;", "parse_mode": "HTML" }));
    let state = next_state(&mut open_event_stream(&page).await).await;
    let messages = &state["phones"][0]["messages"];
    assert_eq!(messages[1]["html"], "1 &lt; 2 &amp; &lt;b&gt;gras&lt;/b&gt;");
    assert_eq!(messages[2]["html"], "<b>gras</b> &lt;");
}

#[tokio::test]
async fn the_answer_to_a_press_is_shown_on_its_phone() {
    let (page, emulator, _) = new_page();
    emulator.user_sends_text(MARIE, "/start");
    let rows = json!({ "inline_keyboard": [[{ "text": "Oui", "callback_data": "reg:ok" }]] });
    let sent =
        emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "?", "reply_markup": rows })).unwrap();
    let press = json!({ "message_id": sent["message_id"], "data": "reg:ok" });
    assert_eq!(post_to(&page, "phones/1001/press", press).await.0, StatusCode::NO_CONTENT);
    let updates = emulator.call("getUpdates", json!({})).unwrap();
    let query = &updates[1]["callback_query"];
    assert_eq!(query["data"], "reg:ok");
    let answer = json!({ "callback_query_id": query["id"], "text": "C’est noté", "show_alert": true });
    emulator.call("answerCallbackQuery", answer).unwrap();
    let state = next_state(&mut open_event_stream(&page).await).await;
    assert_eq!(state["phones"][0]["messages"][1]["inline"][0][0]["data"], "reg:ok");
    assert_eq!(state["phones"][0]["toast"]["text"], "C’est noté");
    assert_eq!(state["phones"][0]["toast"]["alert"], true);
}

#[tokio::test]
async fn the_contact_button_shares_ones_own_number() {
    let (page, emulator, _) = new_page();
    emulator.user_sends_text(MARIE, "/start");
    assert_eq!(post_to(&page, "phones/1001/contact", json!({})).await.0, StatusCode::CONFLICT);
    let rows = json!({ "keyboard": [["Passer"], [{ "text": "Mon numéro", "request_contact": true }]] });
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "?", "reply_markup": rows })).unwrap();
    assert_eq!(post_to(&page, "phones/1001/contact", json!({})).await.0, StatusCode::NO_CONTENT);
    let shared = emulator.latest_message(MARIE).unwrap().media.unwrap();
    assert_eq!((shared.kind.as_str(), &shared.value["user_id"]), ("contact", &json!(MARIE)));
}

#[tokio::test]
async fn a_user_who_blocked_the_bot_cannot_write_to_it() {
    let (page, emulator, _) = new_page();
    emulator.user_sends_text(MARIE, "/start");
    post_to(&page, "phones/1001/block", json!({ "blocked": true })).await;
    let (status, body) = post_to(&page, "phones/1001/say", json!({ "text": "ho" })).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("débloquez-le"), "{body}");
    assert!(emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "?" })).is_err());
    assert_eq!(next_state(&mut open_event_stream(&page).await).await["phones"][0]["blocked"], true);
    post_to(&page, "phones/1001/block", json!({ "blocked": false })).await;
    assert_eq!(post_to(&page, "phones/1001/say", json!({ "text": "ho" })).await.0, StatusCode::NO_CONTENT);
}

#[tokio::test]
async fn the_clock_jumps_forward_and_goes_back_only_by_a_restart() {
    let (page, _, clock) = new_page();
    post_to(&page, "phones/1001/say", json!({ "text": "ho" })).await;
    assert_eq!(post_to(&page, "clock", json!({ "jump": "forum" })).await.0, StatusCode::NO_CONTENT);
    assert_eq!(clock.event_now(), EventTime(MONDAY + TEN_DAYS));
    assert_eq!(post_to(&page, "clock", json!({ "jump": "monday" })).await.0, StatusCode::CONFLICT);
    let mut stream = open_event_stream(&page).await;
    assert_eq!(next_state(&mut stream).await["phones"][0]["messages"].as_array().map(Vec::len), Some(1));
    assert_eq!(post_to(&page, "afresh", json!({ "jump": "monday" })).await.0, StatusCode::NO_CONTENT);
    // the open stream follows the new emulator
    assert_eq!(next_state(&mut stream).await["phones"][0]["messages"], json!([]));
    assert_eq!(
        post_to(&page, "phones/1001/say", json!({ "text": "encore" })).await.0,
        StatusCode::NO_CONTENT
    );
    assert_eq!(next_state(&mut stream).await["phones"][0]["messages"][0]["html"], "encore");
}

#[tokio::test]
async fn impossible_actions_are_answered_with_a_sentence() {
    let (page, emulator, _) = new_page();
    let (long, name) = ("é".repeat(4_097), "x".repeat(65));
    let mistakes = [
        ("phones/9/say", json!({ "text": "ho" })),
        ("phones/1001/say", json!({ "text": " \n" })),
        ("phones/1001/say", json!({ "text": long })),
        ("phones", json!({ "first_name": " ", "last_name": "", "language_code": "" })),
        ("phones", json!({ "first_name": name, "last_name": "", "language_code": "fr" })),
        ("clock", json!({ "speed": -1 })),
        ("clock", json!({ "jump": "never" })),
        ("afresh", json!({ "jump": "never" })),
    ];
    for (path, body) in mistakes {
        let (status, answer) = post_to(&page, path, body).await;
        assert!(status.is_client_error(), "{path}: {status}");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert!(answer["error"].as_str().is_some_and(|sentence| sentence.ends_with('.')), "{path}: {answer}");
    }
    assert_eq!(emulator.pending_update_count(), 0);
}

#[tokio::test]
async fn users_can_be_added() {
    let (page, emulator, _) = new_page();
    let add = json!({ "first_name": "Ti-Jo", "last_name": "", "language_code": "gcf" });
    assert_eq!(post_to(&page, "phones", add).await.0, StatusCode::NO_CONTENT);
    let added = emulator.users().pop().unwrap();
    assert_eq!((added.id, added.first_name.as_str(), added.last_name), (1002, "Ti-Jo", None));
    assert_eq!(added.language_code.as_deref(), Some("gcf"));
}

#[tokio::test]
async fn only_the_pages_own_script_may_run() {
    let (page, _, _) = new_page();
    let response = page.oneshot(Request::get("/").body(Body::empty()).unwrap()).await.unwrap();
    let policy = response.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    let nonce = policy.split("script-src 'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    let html = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    let html = std::str::from_utf8(&html).unwrap();
    assert_eq!(html.matches("<script").count(), 1);
    assert!(html.contains(&format!("<script nonce=\"{nonce}\">")));
    assert!(html.contains(&format!("<style nonce=\"{nonce}\">")));
}

#[tokio::test]
async fn a_pasted_link_of_the_bot_is_opened() {
    let (page, emulator, _) = new_page();
    for link in [
        "https://t.me/koze_bot?start=i_Ab-1",
        " t.me/KOZE_bot?start=i_Ab-1 ",
        "http://telegram.me/koze_bot/?start=i_Ab-1",
    ] {
        post_to(&page, "phones/1001/say", json!({ "text": link })).await;
        assert_eq!(emulator.messages(MARIE).last().unwrap().plain_text, "/start i_Ab-1", "{link}");
    }
    for text in [
        "https://t.me/other_bot?start=i_Ab-1",
        "https://example.org/koze_bot?start=i_Ab-1",
        "https://t.me/koze_bot?start=",
        "https://t.me/koze_bot?start=a b",
        "voir https://t.me/koze_bot?start=i_Ab-1",
        "?start=x",
    ] {
        post_to(&page, "phones/1001/say", json!({ "text": text })).await;
        assert_eq!(emulator.messages(MARIE).last().unwrap().plain_text, text);
    }
}

#[tokio::test]
async fn each_phone_shows_the_role_of_its_user() {
    let (page, _, _) = new_page();
    let state = next_state(&mut open_event_stream(&page).await).await;
    assert_eq!(state["phones"][0]["part"], "habitante");
    post_to(&page, "phones", json!({ "first_name": "Aimé", "last_name": "", "language_code": "gcf" })).await;
    let state = next_state(&mut open_event_stream(&page).await).await;
    assert_eq!(state["phones"][1]["part"], Value::Null);
}

#[tokio::test]
async fn a_named_database_is_not_emptied_by_a_restart() {
    let (mut config, emulator) = new_config();
    config.has_named_database = true;
    let page = router(config, emulator);
    let (status, body) = post_to(&page, "afresh", json!({ "jump": "monday" })).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(body.contains("garde sa base"), "{body}");
}

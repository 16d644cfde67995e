//! The screen at the door: a secret address, a code that changes every minute, and what it shows when self check-in
//! is closed.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use koze::check_in;
use koze::db;
use koze::people::Role;
use serde_json::Value;
use tower::ServiceExt;

use crate::scanning::pages;
use crate::test_bot::{Database, EUGENE, MARIE, TestBot, remove_typography};

on_both_databases!(
    the_screen_shows_a_code_that_checks_in,
    the_address_is_a_secret,
    outside_its_hours_there_is_no_code,
    the_door_gets_the_address,
);

const EARLY: &str = "2012-11-12T10:00";
const MORNING: &str = "2012-11-23T08:00";

async fn get(pages: &Router, path: &str) -> (u16, Vec<(String, String)>, Vec<u8>) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = pages.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let header = |(name, value): (&axum::http::HeaderName, &axum::http::HeaderValue)| {
        (name.to_string(), value.to_str().unwrap_or_default().to_owned())
    };
    let headers = response.headers().iter().map(header).collect();
    (status, headers, axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec())
}

/// The pages, and the address of the screen.
async fn open_screen(database: Database, time: &str) -> (TestBot, Router, String) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.jump_to(time).await;
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, "koze_forum_bot").await.unwrap();
    check_in::screen_key(&mut tx).await.unwrap();
    let word = check_in::screen_path_word(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    let pages = pages(&test.app);
    (test, pages, format!("/entrance/{word}"))
}

async fn state(pages: &Router, address: &str) -> Value {
    let (status, _, body) = get(pages, &format!("{address}/state")).await;
    assert_eq!(status, 200);
    serde_json::from_slice(&body).unwrap()
}

async fn the_screen_shows_a_code_that_checks_in(database: Database) {
    let (mut test, pages, address) = open_screen(database, MORNING).await;
    let (status, headers, body) = get(&pages, &address).await;
    let page = String::from_utf8(body).unwrap();
    assert_eq!(status, 200);
    assert!(!page.contains("http"), "nothing from elsewhere: {page}");
    let policy = headers.iter().find(|(name, _)| name == "content-security-policy").unwrap();
    assert!(policy.1.starts_with("default-src 'none'; script-src 'self'"), "{policy:?}");
    assert!(headers.iter().any(|(name, value)| name == "cache-control" && value == "no-store"));

    let shown = state(&pages, &address).await;
    let code = shown["code"].as_str().unwrap().to_owned();
    assert_eq!(shown["is_open"], true);
    let text = |state: &Value, name: &str| remove_typography(state["views"][0][name].as_str().unwrap());
    assert_eq!(text(&shown, "title"), "Vous êtes inscrit ? Scannez, et touchez « Je suis là ».");
    assert_eq!(text(&shown, "inside"), "Soyez les premiers !");
    let (status, headers, svg) = get(&pages, &format!("{address}/code.svg")).await;
    assert_eq!(status, 200);
    assert!(headers.contains(&("content-type".to_owned(), "image/svg+xml".to_owned())));
    assert!(String::from_utf8(svg).unwrap().contains("<svg"));

    test.says(MARIE, &format!("/start here_{code}")).await;
    test.taps_prefix(MARIE, "here:1:").await;
    assert_eq!(text(&state(&pages, &address).await, "inside"), "1 personne est là");
    test.jump_to("2012-11-23T08:02").await;
    assert_ne!(state(&pages, &address).await["code"], code.as_str(), "the code has changed");
    for file in ["/entrance.js", "/entrance.css"] {
        assert_eq!(get(&pages, file).await.0, 200, "{file}");
    }
    test.end().await;
}

async fn the_address_is_a_secret(database: Database) {
    let (test, pages, address) = open_screen(database, MORNING).await;
    let wrong = format!("{}0", &address[..address.len() - 1]);
    for path in ["/entrance", "/entrance/", "/entrance/x", "/entrance/%20", wrong.as_str()] {
        if path == address {
            continue;
        }
        for suffix in ["", "/state", "/code.svg"] {
            let (status, _, body) = get(&pages, &format!("{path}{suffix}")).await;
            assert_eq!(status, 404, "{path}{suffix}");
            assert!(body.is_empty(), "{path}{suffix}");
        }
    }
    test.end().await;
}

async fn outside_its_hours_there_is_no_code(database: Database) {
    let (mut test, pages, address) = open_screen(database, "2012-11-23T05:00").await;
    let shown = state(&pages, &address).await;
    assert_eq!((&shown["is_open"], &shown["code"]), (&Value::Bool(false), &Value::from("")));
    assert_eq!(shown["views"][0]["title"], "Voyez l’équipe à l’accueil.");
    test.jump_to("2012-11-23T07:30").await;
    assert_eq!(state(&pages, &address).await["is_open"], true, "an hour before the first session");
    test.end().await;
}

async fn the_door_gets_the_address(database: Database) {
    let (mut test, _, address) = open_screen(database, MORNING).await;
    test.grant_role(EUGENE, Role::DoorStaff).await;
    test.says(EUGENE, "/accueil").await;
    test.taps(EUGENE, "door:screen").await;
    let heard = test.last_message(EUGENE);
    assert!(heard.contains("--public-url"), "without an address it says what is needed: {heard}");
    test.app.store_public_url(Some("https://forum.example.org")).await.unwrap();
    test.says(EUGENE, "/accueil").await;
    test.taps(EUGENE, "door:screen").await;
    assert!(test.inline_keyboard(EUGENE).contains(&format!("https://forum.example.org{address}")));
    test.end().await;
}

//! The scanning page's requests: who may open it, what a scan leads to, and that every person is in exactly once
//! whatever is sent twice, late, or by twenty phones at once.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use hmac::{Hmac, KeyInit, Mac};
use koze::app::App;
use koze::cache::TxCache;
use koze::chat::{ChatKind, ChatUser, Incoming, Input};
use koze::check_in;
use koze::i18n::Lang;
use koze::ids::{PersonId, UpdateId};
use koze::outbox;
use koze::people::{self, Role};
use koze::programme;
use koze::rehearsal::instance::TOKEN;
use koze::turn::{EventContext, Turn};
use koze::web;
use serde_json::{Value, json};
use sha2::Sha256;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    the_bot_sends_the_page_to_the_door_only,
    a_link_opens_the_page_once,
    telegram_says_who_opens_the_page,
    nobody_without_the_role_gets_anything,
    only_the_page_itself_is_answered,
    a_session_ends_in_the_night,
    the_list_names_everybody_and_each_load_is_in_the_journal,
    each_scan_of_a_batch_has_its_own_result,
    a_batch_sent_twice_has_one_effect,
    of_two_doors_the_earlier_time_counts,
    a_wrong_age_stays_within_the_event,
    undoing_takes_back_ones_own_scan_only,
    before_the_day_nobody_arrives,
    twenty_staff_scan_everybody_at_once,
    whoever_is_erased_has_no_session,
);

const EARLY: &str = "2012-11-12T10:00";
const MORNING: &str = "2012-11-23T08:00";

/// The pages as a client reaches them.
pub fn pages(app: &App) -> Router {
    web::router(app.pages(CancellationToken::new()))
}

/// Somebody's phone with the page.
#[derive(Clone)]
struct Phone {
    pages: Router,
    cookie: String,
}

async fn body(response: Response<Body>) -> (u16, Value) {
    let status = response.status().as_u16();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, serde_json::from_slice(&bytes).unwrap_or_default())
}

async fn open_session(pages: &Router, proof: Value) -> Response<Body> {
    let request = Request::post("/scan/session").header("X-Koze-Scan", "1");
    pages.clone().oneshot(request.body(Body::from(proof.to_string())).unwrap()).await.unwrap()
}

/// The address of a new link, and its secret.
pub async fn new_link(app: &App, who: i64) -> (String, String) {
    let mut tx = app.db.begin().await.unwrap();
    let base = "https://forum.example.org";
    let link = check_in::create_scan_link(&mut tx, base, PersonId(who), app.clock.real_now()).await.unwrap();
    tx.commit().await.unwrap();
    let secret = link.strip_prefix("https://forum.example.org/scan#").unwrap().to_owned();
    (link, secret)
}

impl Phone {
    async fn open(app: &App, who: i64) -> Self {
        let pages = pages(app);
        let (_, secret) = new_link(app, who).await;
        let response = open_session(&pages, json!({ "secret": secret })).await;
        assert_eq!(response.status().as_u16(), 200);
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Self { pages, cookie }
    }

    async fn send(&self, method: &str, path: &str, body: impl Into<Body>) -> Response<Body> {
        let request = Request::builder().method(method).uri(path);
        let request = request.header("X-Koze-Scan", "1").header("Cookie", &self.cookie);
        self.pages.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap()
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        body(self.send("GET", path, Body::empty()).await).await
    }

    async fn post(&self, path: &str, content: Value) -> (u16, Value) {
        body(self.send("POST", path, content.to_string()).await).await
    }

    /// Sends scans; each result as "outcome name".
    async fn scans(&self, scans: Value) -> Vec<String> {
        let (status, answer) = self.post("/scan/arrivals", json!({ "scans": scans })).await;
        assert_eq!(status, 200, "{answer}");
        let results = answer["results"].as_array().unwrap();
        let words = |result: &Value| {
            let name = result["attendee"]["name"].as_str().unwrap_or("-");
            format!("{} {name}", result["outcome"].as_str().unwrap())
        };
        results.iter().map(words).collect()
    }
}

fn scan(id: u128, code: &str, age: Duration) -> Value {
    json!({ "id": format!("{id:032x}"), "code": code, "age_ms": age.as_millis() as i64 })
}

async fn code_of(test: &TestBot, who: i64) -> String {
    let mut conn = test.app.db.reader().await.unwrap();
    let code = sqlx::query_scalar("select code from attendee where person = $1 and own = 1").bind(who);
    code.fetch_one(&mut *conn).await.unwrap()
}

/// Marie has a seat; Aimé and Josiane are on the door; it is the morning of the event.
async fn open_door(database: Database) -> (TestBot, String) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.grant_role(AIME, Role::DoorStaff).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.jump_to(MORNING).await;
    let code = code_of(&test, MARIE).await;
    (test, code)
}

async fn count(test: &TestBot, sql: &'static str) -> i64 {
    test.query_i64(sql).await
}

const CHECKED_IN: &str = "select count(*) from audit_log where action = 'checked-in'";

async fn a_link_opens_the_page_once(database: Database) {
    let (test, _) = open_door(database).await;
    let pages = pages(&test.app);
    let (link, secret) = new_link(&test.app, AIME).await;
    assert_eq!(
        link.split('#').next().unwrap(),
        "https://forum.example.org/scan",
        "no server sees the secret"
    );
    let dump = crate::data_subject_rights::dump_database(&test).await;
    assert!(!dump.contains(&secret), "the database holds a hash");

    let response = open_session(&pages, json!({ "secret": secret })).await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap().to_owned();
    let (name, token) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    assert_eq!((name, token.len()), ("koze_scan", 32));
    assert!(cookie.ends_with("; Path=/scan; HttpOnly; SameSite=Strict; Max-Age=68400"), "{cookie}");
    let (status, state) = body(response).await;
    assert_eq!(status, 200);
    assert_eq!(state["title"]["fr"], test.app.programme.title.get(Lang::Fr));
    assert_eq!((state["inside"].as_i64(), state["utc_offset"].as_i64()), (Some(0), Some(-240)));
    let dump = crate::data_subject_rights::dump_database(&test).await;
    assert!(!dump.contains(token), "the database holds a hash");

    for wrong in [secret.as_str(), "", "0123", &"f".repeat(32), &"Z".repeat(32), &"f".repeat(9_000)] {
        let (status, _) = body(open_session(&pages, json!({ "secret": wrong })).await).await;
        assert_eq!(status, 401, "{wrong}");
    }
    let (_, late) = new_link(&test.app, AIME).await;
    test.clock.advance(Duration::from_secs(10 * 60));
    assert_eq!(body(open_session(&pages, json!({ "secret": late })).await).await.0, 401, "ten minutes old");
    let malformed = [json!({}), json!([]), json!({ "secret": 1 }), json!("x")];
    for proof in malformed {
        assert_eq!(body(open_session(&pages, proof).await).await.0, 400);
    }
    // the address is https: the cookie never goes over a plain connection
    test.app.store_public_url(Some("https://forum.example.org")).await.unwrap();
    let (_, secret) = new_link(&test.app, AIME).await;
    let response = open_session(&pages, json!({ "secret": secret })).await;
    assert!(response.headers()["set-cookie"].to_str().unwrap().ends_with("; Secure"));
    test.end().await;
}

/// Asks the bot for the page, as the door's menu does.
async fn ask_for_page(test: &mut TestBot, who: i64, chat_kind: ChatKind) -> String {
    let mut tx = test.app.db.begin().await.unwrap();
    let schedule = programme::load_schedule(&mut tx).await.unwrap();
    let (now, real_now) = (test.clock.event_now(), test.clock.real_now());
    let event = EventContext { programme: &test.app.programme, schedule: &schedule, now, real_now };
    let sender = ChatUser {
        id: PersonId(who),
        first_name: "Aimé".to_owned(),
        last_name: String::new(),
        language_code: Some("fr".to_owned()),
        is_bot: false,
    };
    let incoming = Incoming {
        chat: PersonId(who).private_chat(),
        chat_kind,
        chat_title: String::new(),
        from: Some(sender.clone()),
        input: Input::Text("scan".to_owned()),
        addressed_bot: None,
        album: None,
        topic: None,
        is_sent_as_chat: false,
        message_id: None,
        reply_to: None,
        html: None,
    };
    let mut cache = TxCache::default();
    let person = people::group_member(&sender);
    let update = UpdateId(rand::random_range(1_000_000..i64::MAX));
    let mut turn = Turn::new(&mut tx, &mut cache, event, person, &incoming, update);
    check_in::send_scan_link(&mut turn).await.unwrap();
    let (_, messages) = turn.finish();
    outbox::enqueue(&mut tx, &messages, real_now).await.unwrap();
    tx.commit().await.unwrap();
    test.hears(who);
    test.run_until_idle().await;
    test.hears(who)
}

async fn the_bot_sends_the_page_to_the_door_only(database: Database) {
    let (mut test, _) = open_door(database).await;
    let private = ChatKind::Private;
    let heard = ask_for_page(&mut test, MARIE, private).await;
    assert_eq!(heard, "La page de scan est réservée à l'équipe de l'accueil.");
    assert_eq!(count(&test, "select count(*) from audit_log where action = 'refused'").await, 1);
    let heard = ask_for_page(&mut test, AIME, private).await;
    assert!(heard.starts_with("La page de scan a besoin d'une adresse publique"), "{heard}");
    assert!(
        heard.ends_with("scannez les billets avec l'appareil photo de votre téléphone, et touchez le lien.")
    );
    assert_eq!(count(&test, "select count(*) from scan_link").await, 0);

    test.app.store_public_url(Some("http://192.168.1.7:8080")).await.unwrap();
    let heard = ask_for_page(&mut test, AIME, private).await;
    assert!(heard.contains("n'est pas en https"), "{heard}");
    assert!(!test.inline_keyboard(AIME).contains("web_app"), "Telegram opens https only");

    test.app.store_public_url(Some("https://forum.example.org")).await.unwrap();
    let heard = ask_for_page(&mut test, AIME, private).await;
    assert!(heard.contains("Le bouton du navigateur ne sert qu'une fois, pendant dix minutes."), "{heard}");
    let keyboard: Value = serde_json::from_str(&test.inline_keyboard(AIME)).unwrap();
    assert_eq!(
        keyboard[0][0],
        json!({ "text": "📷 Ouvrir la page de scan", "web_app": { "url": "https://forum.example.org/scan" } })
    );
    let link = keyboard[1][0]["url"].as_str().unwrap();
    let secret = link.strip_prefix("https://forum.example.org/scan#").unwrap();
    let response = open_session(&pages(&test.app), json!({ "secret": secret })).await;
    assert_eq!(response.status().as_u16(), 200, "the link works");
    // the same from the door's menu
    test.says(AIME, "/accueil").await;
    test.taps(AIME, "door:scan").await;
    assert!(test.inline_keyboard(AIME).contains("https://forum.example.org/scan#"));
    let heard = ask_for_page(&mut test, AIME, ChatKind::Group).await;
    assert_eq!(heard, "Demandez-moi la page de scan en privé : le lien est pour vous seulement.");
    test.end().await;
}

/// What Telegram would tell the page, signed with the bot's token.
fn sign(user: i64, signed_at: i64, token: &str) -> String {
    let mac = |key: &[u8], text: &str| -> Vec<u8> {
        let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
        mac.update(text.as_bytes());
        mac.finalize().into_bytes().to_vec()
    };
    let user = format!(r#"{{"id":{user},"first_name":"Aimé"}}"#);
    let signed = format!("auth_date={signed_at}\nquery_id=AAF\nuser={user}");
    let hash = mac(&mac(b"WebAppData", token), &signed);
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let mut url = reqwest::Url::parse("https://x/").unwrap();
    let fields =
        [("query_id", "AAF"), ("user", &user), ("auth_date", &signed_at.to_string()), ("hash", &hash)];
    url.query_pairs_mut().extend_pairs(fields);
    url.query().unwrap().to_owned()
}

async fn telegram_says_who_opens_the_page(database: Database) {
    let (test, _) = open_door(database).await;
    let pages = pages(&test.app);
    let now = test.clock.real_now().0 / 1_000;
    let status =
        async |signed: String| open_session(&pages, json!({ "init_data": signed })).await.status().as_u16();
    assert_eq!(status(sign(AIME, now, TOKEN)).await, 200);
    assert_eq!(status(sign(AIME, now, "1:another")).await, 401, "of another bot");
    assert_eq!(status(sign(AIME, now - 600, TOKEN)).await, 401, "ten minutes old");
    assert_eq!(status(sign(AIME, now, TOKEN).replace("1003", "2001")).await, 401, "of somebody else");
    assert_eq!(status(sign(MARIE, now, TOKEN)).await, 403, "a visitor");
    assert_eq!(status(sign(999_999, now, TOKEN)).await, 403, "a stranger");
    assert_eq!(status(String::new()).await, 401);
    test.end().await;
}

async fn nobody_without_the_role_gets_anything(database: Database) {
    let (mut test, code) = open_door(database).await;
    let (_, secret) = new_link(&test.app, MARIE).await;
    let response = open_session(&pages(&test.app), json!({ "secret": secret })).await;
    assert_eq!(response.status().as_u16(), 403);
    assert!(!response.headers().contains_key("set-cookie"));
    test.grant_role(MARIE, Role::Moderator).await;
    let (_, secret) = new_link(&test.app, MARIE).await;
    let response = open_session(&pages(&test.app), json!({ "secret": secret })).await;
    assert_eq!(response.status().as_u16(), 403, "moderators are not at the door");

    let phone = Phone::open(&test.app, AIME).await;
    assert_eq!(phone.get("/scan/list").await.0, 200);
    let mut tx = test.app.db.begin().await.unwrap();
    people::revoke_role(&mut tx, PersonId(AIME), Role::DoorStaff).await.unwrap();
    tx.commit().await.unwrap();
    for path in ["/scan/list", "/scan/state"] {
        let (status, answer) = phone.get(path).await;
        assert_eq!((status, answer), (403, json!({ "error": "not allowed" })), "{path}");
    }
    let id = format!("{:032x}", 7);
    let requests = [
        ("/scan/arrivals", json!({ "scans": [scan(7, &code, Duration::ZERO)] })),
        ("/scan/undo", json!({ "id": id })),
    ];
    for (path, content) in requests {
        assert_eq!(phone.post(path, content).await.0, 403, "{path}");
    }
    assert_eq!(count(&test, "select count(*) from arrival").await, 0);
    let refused = "select count(*) from audit_log where action = 'refused' and detail = 'scan-page'";
    assert_eq!(count(&test, refused).await, 2, "once an hour for each person");
    // the role comes back, and the session with it
    test.grant_role(AIME, Role::DoorStaff).await;
    assert_eq!(phone.get("/scan/state").await.0, 200);
    test.end().await;
}

async fn only_the_page_itself_is_answered(database: Database) {
    let (test, code) = open_door(database).await;
    let phone = Phone::open(&test.app, AIME).await;
    let content = json!({ "scans": [scan(1, &code, Duration::ZERO)] }).to_string();
    // what a form of another site could send
    let forged = Request::post("/scan/arrivals").header("Cookie", &phone.cookie);
    let forged = forged.header("Content-Type", "text/plain").body(Body::from(content.clone())).unwrap();
    assert_eq!(phone.pages.clone().oneshot(forged).await.unwrap().status().as_u16(), 400);
    for cookie in ["", "koze_scan=", "koze_scan=ffffffffffffffffffffffffffffffff", "other=1; koze_scan=x"] {
        let stranger = Phone { cookie: cookie.to_owned(), ..phone.clone() };
        assert_eq!(stranger.get("/scan/list").await.0, 401, "{cookie}");
        assert_eq!(stranger.send("POST", "/scan/arrivals", content.clone()).await.status().as_u16(), 401);
    }
    let too_many: Vec<Value> = (0..51).map(|id| scan(id, &code, Duration::ZERO)).collect();
    assert_eq!(phone.post("/scan/arrivals", json!({ "scans": too_many })).await.0, 413);
    assert_eq!(phone.post("/scan/arrivals", json!({ "scans": "x".repeat(70_000) })).await.0, 413);
    for malformed in ["", "{", "[]", "{\"scans\":1}"] {
        assert_eq!(phone.send("POST", "/scan/arrivals", malformed).await.status().as_u16(), 400);
    }
    assert_eq!(count(&test, "select count(*) from arrival").await, 0);

    let mut size = 0;
    for file in
        ["", "/scanner.css", "/scanner.js", "/store.js", "/time.js", "/camera.js", "/qr.js", "/worker.js"]
    {
        let response = phone.send("GET", &format!("/scan{file}"), Body::empty()).await;
        let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
        let policy = header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("http"), "{policy}");
        assert!(header("permissions-policy").starts_with("camera=(self), microphone=()"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        let bytes = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
        size += bytes.len();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        assert!(!text.contains("src=\"http") && !text.contains("from 'http"), "{file} loads foreign files");
    }
    assert!(size < 60 << 10, "the page has {size} bytes");
    let response = phone.send("GET", "/scan/list", Body::empty()).await;
    assert_eq!(response.headers()["cache-control"], "no-store");

    // who leaves takes the session along
    assert_eq!(phone.post("/scan/leave", json!({})).await.0, 204);
    assert_eq!(phone.get("/scan/state").await.0, 401);
    test.end().await;
}

async fn a_session_ends_in_the_night(database: Database) {
    let (test, _) = open_door(database).await;
    let phone = Phone::open(&test.app, AIME).await;
    test.clock.advance(Duration::from_secs(19 * 3_600 - 1));
    assert_eq!(phone.get("/scan/state").await.0, 200);
    test.clock.advance(Duration::from_secs(2));
    assert_eq!(phone.get("/scan/state").await.0, 401);
    test.end().await;
}

async fn the_list_names_everybody_and_each_load_is_in_the_journal(database: Database) {
    let (mut test, code) = open_door(database).await;
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "un fauteuil roulant").await;
    let phone = Phone::open(&test.app, AIME).await;
    let (status, list) = phone.get("/scan/list").await;
    assert_eq!(status, 200);
    let name = list["attendees"][0]["name"].clone();
    assert_eq!(
        list["attendees"],
        json!([{
            "code": code,
            "name": name,
            "category": "resident",
            "organisation": "",
            "needs": "un fauteuil roulant",
            "help": ["door-help-wheelchair"],
            "has_seat": true,
            "arrived_at": null,
        }])
    );
    phone.get("/scan/list").await;
    let loaded = "select count(*) from audit_log where action = 'list-loaded' and actor = 1003";
    assert_eq!(count(&test, loaded).await, 2);
    test.end().await;
}

async fn each_scan_of_a_batch_has_its_own_result(database: Database) {
    let mut programme = programme::Programme::built_in();
    programme.registration.capacity = Some(1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    test.jump_to("2012-11-14T10:00").await;
    test.register(EUGENE).await;
    test.grant_role(AIME, Role::DoorStaff).await;
    test.jump_to(MORNING).await;
    let (seated, waiting) = (code_of(&test, MARIE).await, code_of(&test, EUGENE).await);
    let phone = Phone::open(&test.app, AIME).await;
    let now = Duration::ZERO;
    let spaced = format!(" {}-{} ", &seated[..4].to_lowercase(), &seated[4..]);
    let results = phone
        .scans(json!([
            { "id": 7, "code": seated },
            { "id": "x", "code": seated, "age_ms": 0 },
            { "code": seated, "age_ms": 0, "id": format!("{:032x}", 1), "method": 5 },
            "nonsense",
            null,
            scan(2, &"9".repeat(500), now),
            scan(3, "'; drop table arrival; --", now),
            scan(4, "CCCCCCCC", now),
            scan(5, &waiting, now),
            scan(6, &spaced, now),
            scan(7, &seated, now),
        ]))
        .await;
    let names: Vec<&str> = results.iter().map(|result| result.split(' ').next().unwrap()).collect();
    assert_eq!(
        names,
        [
            "invalid", "invalid", "invalid", "invalid", "invalid", "unknown", "unknown", "unknown",
            "waiting", "recorded", "already"
        ]
    );
    assert_eq!(count(&test, "select count(*) from arrival").await, 1);
    // somebody on the waiting list enters when the door says so
    let mut admitted = scan(8, &waiting, now);
    admitted["admit"] = json!(true);
    admitted["method"] = json!("search");
    let (_, answer) = phone.post("/scan/arrivals", json!({ "scans": [admitted] })).await;
    assert_eq!(
        (answer["results"][0]["outcome"].as_str(), answer["inside"].as_i64()),
        (Some("recorded"), Some(2))
    );
    assert_eq!(
        count(&test, "select count(*) from arrival where method = 'search' and recorded_by = 1003").await,
        1
    );
    assert_eq!(count(&test, CHECKED_IN).await, 2);
    test.end().await;
}

async fn a_batch_sent_twice_has_one_effect(database: Database) {
    let (test, code) = open_door(database).await;
    let phone = Phone::open(&test.app, AIME).await;
    let batch = json!([scan(1, &code, Duration::from_secs(60)), scan(2, &code, Duration::from_secs(30))]);
    let first = phone.scans(batch.clone()).await;
    let outcomes = |results: &[String]| -> Vec<String> {
        results.iter().map(|result| result.split(' ').next().unwrap().to_owned()).collect()
    };
    assert_eq!(outcomes(&first), ["recorded", "already"]);
    // the answer was lost: the phone sends them again, older by now
    test.clock.advance(Duration::from_secs(5));
    let again = json!([scan(1, &code, Duration::from_secs(65)), scan(2, &code, Duration::from_secs(35))]);
    assert_eq!(phone.scans(again).await, first);
    assert_eq!(count(&test, CHECKED_IN).await, 1);
    // two requests with the same scan at once
    let sendings = (0..8).map(|_| phone.scans(batch.clone()));
    for results in futures_util::future::join_all(sendings).await {
        assert_eq!(results, first);
    }
    // undone meanwhile: what is sent again does not bring it back
    let (_, undone) = phone.post("/scan/undo", json!({ "id": format!("{:032x}", 1) })).await;
    assert_eq!(undone, json!({ "outcome": "undone", "inside": 0 }));
    let only = json!([scan(1, &code, Duration::from_secs(65))]);
    assert_eq!(outcomes(&phone.scans(only).await), ["undone"]);
    assert_eq!(count(&test, "select count(*) from arrival").await, 0);
    assert_eq!(count(&test, CHECKED_IN).await, 1);
    test.end().await;
}

async fn of_two_doors_the_earlier_time_counts(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.register(EUGENE).await;
    test.grant_role(AIME, Role::DoorStaff).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.jump_to(MORNING).await;
    let code = code_of(&test, MARIE).await;
    let other = code_of(&test, EUGENE).await;
    let (north, south) = (Phone::open(&test.app, AIME).await, Phone::open(&test.app, JOSIANE).await);
    let minutes = |minutes: u64| Duration::from_secs(minutes * 60);
    // the later scan comes first
    let results = south.scans(json!([scan(1, &code, minutes(5)), scan(2, &other, minutes(20))])).await;
    assert!(results.iter().all(|result| result.starts_with("recorded")), "{results:?}");
    let results = north.scans(json!([scan(1, &code, minutes(12)), scan(2, &other, minutes(3))])).await;
    assert!(results.iter().all(|result| result.starts_with("already")), "{results:?}");
    assert_eq!(count(&test, "select count(*) from arrival").await, 2);
    let eight = crate::test_bot::martinique_time(MORNING).0;
    for (by, at) in [(AIME, eight - 12 * 60_000), (JOSIANE, eight - 20 * 60_000)] {
        let mut conn = test.app.db.reader().await.unwrap();
        let found: i64 = sqlx::query_scalar("select arrived_at from arrival where recorded_by = $1")
            .bind(by)
            .fetch_one(&mut *conn)
            .await
            .unwrap();
        assert_eq!(found, at);
    }
    assert_eq!(count(&test, CHECKED_IN).await, 2, "each person arrived once");
    test.end().await;
}

async fn a_wrong_age_stays_within_the_event(database: Database) {
    let (test, code) = open_door(database).await;
    let phone = Phone::open(&test.app, AIME).await;
    let at = async |age: i64, id: u128| -> i64 {
        let sent = json!({ "id": format!("{id:032x}"), "code": code, "age_ms": age });
        let (_, answer) = phone.post("/scan/arrivals", json!({ "scans": [sent] })).await;
        let at = answer["results"][0]["at"].as_i64().unwrap();
        phone.post("/scan/undo", json!({ "id": format!("{id:032x}") })).await;
        at
    };
    let time = |local: &str| crate::test_bot::martinique_time(local).0;
    assert_eq!(at(-86_400_000, 1).await, time(MORNING), "not in the future");
    assert_eq!(at(86_400_000, 2).await, time("2012-11-23T00:00"), "not before the event's first day");
    assert_eq!(at(i64::MAX, 3).await, time("2012-11-23T00:00"));
    assert_eq!(at(i64::MIN, 4).await, time(MORNING));
    assert_eq!(at(600_000, 5).await, time("2012-11-23T07:50"));
    test.end().await;
}

async fn undoing_takes_back_ones_own_scan_only(database: Database) {
    let (test, code) = open_door(database).await;
    let (north, south) = (Phone::open(&test.app, AIME).await, Phone::open(&test.app, JOSIANE).await);
    let undo = async |phone: &Phone, id: u128| -> String {
        let (status, answer) = phone.post("/scan/undo", json!({ "id": format!("{id:032x}") })).await;
        assert_eq!(status, 200);
        answer["outcome"].as_str().unwrap().to_owned()
    };
    north.scans(json!([scan(1, &code, Duration::from_secs(60))])).await;
    south.scans(json!([scan(2, &code, Duration::ZERO)])).await;
    assert_eq!(undo(&south, 2).await, "not-this-scan", "somebody else's arrival stays");
    assert_eq!(count(&test, "select count(*) from arrival").await, 1);
    // an earlier scan of another door took the arrival over
    south.scans(json!([scan(3, &code, Duration::from_secs(600))])).await;
    assert_eq!(undo(&north, 1).await, "not-this-scan");
    assert_eq!(count(&test, "select count(*) from arrival where recorded_by = 2001").await, 1);
    // an undo that overtakes its scan
    assert_eq!(undo(&north, 9).await, "undone");
    assert!(north.scans(json!([scan(9, &code, Duration::from_secs(7_000))])).await[0].starts_with("undone"));
    assert_eq!(undo(&north, 9).await, "undone");
    assert_eq!(north.post("/scan/undo", json!({ "id": "x" })).await.0, 400);
    assert_eq!(count(&test, "select count(*) from audit_log where action = 'check-in-undone'").await, 0);
    test.end().await;
}

async fn before_the_day_nobody_arrives(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.grant_role(AIME, Role::DoorStaff).await;
    let code = code_of(&test, MARIE).await;
    let phone = Phone::open(&test.app, AIME).await;
    let results = phone.scans(json!([scan(1, &code, Duration::ZERO)])).await;
    assert!(results[0].starts_with("too-early "), "{results:?}");
    assert_eq!(count(&test, "select count(*) from arrival").await, 0);
    assert_eq!(count(&test, "select count(*) from audit_log where action = 'looked'").await, 1);
    test.end().await;
}

async fn twenty_staff_scan_everybody_at_once(database: Database) {
    const STAFF: i64 = 20;
    const PEOPLE: i64 = 40;
    let mut test = TestBot::open(database, EARLY).await;
    for who in 0..PEOPLE {
        test.register(5_000 + who).await;
    }
    for who in 0..STAFF {
        test.grant_role(7_000 + who, Role::DoorStaff).await;
    }
    test.jump_to(MORNING).await;
    let mut codes = Vec::new();
    for who in 0..PEOPLE {
        codes.push(code_of(&test, 5_000 + who).await);
    }
    let codes = Arc::new(codes);
    let mut phones = Vec::new();
    for who in 0..STAFF {
        phones.push(Phone::open(&test.app, 7_000 + who).await);
    }
    // each phone scans everybody, from another place in the queue, in batches; in the middle the server restarts:
    // the sessions hold on another instance, and the batch whose answer was lost is sent again
    let restarted = test.second_instance().await;
    let new_pages = pages(&restarted);
    let tasks: Vec<_> = phones
        .into_iter()
        .enumerate()
        .map(|(number, phone)| {
            let (codes, new_pages) = (Arc::clone(&codes), new_pages.clone());
            tokio::spawn(async move {
                let batch = |range: std::ops::Range<usize>| -> Value {
                    let one = |at: usize| {
                        let place = (at + number * 2) % codes.len();
                        let age = Duration::from_secs((number + 1) as u64);
                        scan((number * 1_000 + at) as u128, &codes[place], age)
                    };
                    range.map(one).collect()
                };
                let mut recorded = 0;
                let mut add = |results: Vec<String>| {
                    assert_eq!(results.len(), 10);
                    recorded += results.iter().filter(|result| result.starts_with("recorded")).count();
                    let known = ["recorded ", "already "];
                    assert!(results.iter().all(|result| known.iter().any(|word| result.starts_with(word))));
                };
                add(phone.scans(batch(0..10)).await);
                // its answer is lost
                let lost = phone.scans(batch(10..20)).await;
                let phone = Phone { pages: new_pages, ..phone };
                let again = phone.scans(batch(10..20)).await;
                assert_eq!(again, lost, "the same answer again");
                add(again);
                add(phone.scans(batch(20..30)).await);
                add(phone.scans(batch(30..40)).await);
                recorded
            })
        })
        .collect();
    let mut recorded = 0;
    for task in tasks {
        recorded += task.await.unwrap();
    }
    assert_eq!(recorded as i64, PEOPLE, "each person was let in by one of the phones");
    assert_eq!(count(&test, "select count(*) from arrival").await, PEOPLE);
    assert_eq!(count(&test, CHECKED_IN).await, PEOPLE);
    // the phone whose scans were the oldest: the earliest time stays, whoever sent first
    let oldest = crate::test_bot::martinique_time(MORNING).0 - STAFF * 1_000;
    assert_eq!(count(&test, "select min(arrived_at) from arrival").await, oldest);
    assert_eq!(count(&test, "select max(arrived_at) from arrival").await, oldest);
    restarted.db.close().await;
    test.end().await;
}

/// A QR code as pixels, a byte each, and the side of the square.
pub fn draw_code(text: &str) -> (Vec<u8>, usize) {
    const SCALE: usize = 8;
    const QUIET: usize = 4;
    let code = qrcode::QrCode::new(text).unwrap();
    let modules = code.width() + 2 * QUIET;
    let side = modules * SCALE;
    let pixel = |at: usize| {
        let inside = |place: usize| (place / SCALE).checked_sub(QUIET).filter(|place| *place < code.width());
        match (inside(at % side), inside(at / side)) {
            (Some(x), Some(y)) if code[(x, y)] == qrcode::Color::Dark => 0,
            _ => 255,
        }
    };
    ((0..side * side).map(pixel).collect(), side)
}

async fn whoever_is_erased_has_no_session(database: Database) {
    let (mut test, code) = open_door(database).await;
    let phone = Phone::open(&test.app, AIME).await;
    phone.scans(json!([scan(1, &code, Duration::ZERO)])).await;
    test.says(AIME, "/mesdonnees").await;
    let held = test.hears(AIME);
    for line in [
        "• Téléphones où vous avez ouvert la page de scan : 1",
        "• Liens vers la page de scan : 1",
        "• Reçus de scan, gardés quatre jours : 1",
    ] {
        assert!(held.contains(line), "{line}: {held}");
    }
    test.says(AIME, "/effacer").await;
    test.taps(AIME, "me:erase-yes").await;
    assert_eq!(phone.get("/scan/state").await.0, 401);
    assert_eq!(count(&test, "select count(*) from scan_receipt").await, 0);
    assert_eq!(count(&test, "select count(*) from arrival").await, 1, "Marie is still in");
    test.end().await;
}

//! The web pages under load: many screens cost no more than one, a client with very many connections does not
//! keep others out, and an unfinished request is cut.

use std::net::IpAddr;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, Response};
use futures_util::StreamExt;
use futures_util::future::join_all;
use koze::clock::Clock;
use koze::i18n::{Lang, texts};
use koze::web;
use koze::web::http_server::{self, ConnectionLimits, PeerAddress};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

use crate::process::{BotProcess, EmulatedTelegram, free_port};
use crate::test_bot::{Database, MARIE, TestBot};

on_both_databases!(
    a_thousand_screens_read_the_database_no_more_than_one,
    screens_beyond_the_most_are_told_when_to_come_again,
    a_proxy_is_told_to_hold_nothing_back,
    every_answer_says_what_it_is_and_a_secret_hall_leaves_nothing,
    unfinished_requests_are_evicted_first,
    an_unfinished_request_is_cut,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

fn router(test: &TestBot) -> Router {
    web::router(test.app.pages(CancellationToken::new()))
}

async fn get(router: &Router, path: &str) -> Response<Body> {
    router.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
}

async fn get_from_peer(router: &Router, peer: IpAddr, forwarded: Option<&str>) -> Response<Body> {
    let mut request = Request::get("/hall/events").extension(PeerAddress(peer));
    if let Some(forwarded) = forwarded {
        request = request.header("X-Forwarded-For", forwarded);
    }
    router.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap()
}

/// The open event stream of a hall screen.
struct EventStream {
    body: axum::body::BodyDataStream,
}

impl EventStream {
    async fn connect(router: &Router) -> Self {
        let response = get(router, "/hall/events").await;
        assert_eq!(response.status().as_u16(), 200);
        Self { body: response.into_body().into_data_stream() }
    }

    /// Reads until the stream contains a text.
    async fn wait_for_text(&mut self, text: &str) {
        loop {
            let part = self.body.next().await.expect("the stream goes on").unwrap();
            if String::from_utf8_lossy(&part).contains(text) {
                return;
            }
        }
    }
}

async fn a_thousand_screens_read_the_database_no_more_than_one(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let router = router(&test);
    let mut reads = Vec::new();
    for count in [1, 1_000] {
        let mut screens = join_all((0..count).map(|_| EventStream::connect(&router))).await;
        join_all(screens.iter_mut().map(|screen| screen.wait_for_text("event: state"))).await;
        let before = test.app.metrics.hall_read.get();
        let began = Clock::real().real_now();
        for _ in 0..3 {
            test.clock.advance(Duration::from_secs(60));
            let local = test.app.programme.to_local_time(test.clock.event_now());
            let hour = texts(Lang::Fr).format_time(local);
            test.app.state_changed.send_modify(|version| *version += 1);
            join_all(screens.iter_mut().map(|screen| screen.wait_for_text(&hour))).await;
        }
        reads.push((test.app.metrics.hall_read.get() - before, Clock::real().real_now() - began));
    }
    for (count, took) in &reads {
        // each commit is one load, and so is every third of a second, however many look on; screens that read for
        // themselves would make three thousand
        let by_time = *took as u64 / 300 + 1;
        assert!((3..=3 + by_time + 3).contains(count), "{reads:?}");
    }
    // after all screens are closed, a new screen gets the state
    test.says(MARIE, "bonjour").await;
    let mut one = EventStream::connect(&router).await;
    one.wait_for_text("event: state").await;
    assert!(test.hears(MARIE).contains("Bonjour"));
    test.end().await;
}

async fn screens_beyond_the_most_are_told_when_to_come_again(database: Database) {
    let test = TestBot::open(database, ROUND_TABLE).await;
    let router = router(&test);
    let is_full = |response: &Response<Body>| {
        let told = response.headers().get("retry-after").and_then(|told| told.to_str().ok());
        match response.status().as_u16() {
            503 => {
                assert_eq!(response.headers()["content-type"], "text/plain; charset=utf-8");
                told.expect("a Retry-After header").parse::<u32>().unwrap() > 0
            }
            status => {
                assert_eq!(status, 200);
                false
            }
        }
    };
    // 600 streams from one address, and no more
    let greedy: IpAddr = "203.0.113.7".parse().unwrap();
    let of_one = join_all((0..601).map(|_| get_from_peer(&router, greedy, None))).await;
    assert_eq!(of_one.iter().filter(|response| is_full(response)).count(), 1);
    // a client cannot claim another address, but a proxy of this machine can
    assert!(is_full(&get_from_peer(&router, greedy, Some("198.51.100.1")).await));
    // a network of IPv6 addresses counts as one
    let network = |n: u16| IpAddr::from([0x2001, 0xdb8, 0, 7, 0, 0, 0, n]);
    let of_network = join_all((0..601).map(|n| get_from_peer(&router, network(n), None))).await;
    assert_eq!(of_network.iter().filter(|response| is_full(response)).count(), 1);
    drop(of_network);
    let proxy: IpAddr = "127.0.0.1".parse().unwrap();
    assert!(is_full(&get_from_peer(&router, proxy, Some("198.51.100.1, 203.0.113.7")).await));
    assert!(!is_full(&get_from_peer(&router, proxy, Some("203.0.113.7, 198.51.100.1")).await));
    for nonsense in ["", "unknown", "203.0.113.7, ", "é"] {
        assert!(!is_full(&get_from_peer(&router, proxy, Some(nonsense)).await), "{nonsense}");
    }
    // 1,500 streams from all addresses
    let many = join_all((0..=900_u16).map(|n| {
        let [high, low] = n.to_be_bytes();
        let router = &router;
        async move { get_from_peer(router, IpAddr::from([198, 18, high, low]), None).await }
    }));
    let many = many.await;
    assert_eq!(many.iter().filter(|response| is_full(response)).count(), 1);
    let refused = get_from_peer(&router, "198.51.100.7".parse().unwrap(), None).await;
    let told = axum::body::to_bytes(refused.into_body(), 1 << 10).await.unwrap();
    assert_eq!(
        String::from_utf8(told.to_vec()).unwrap(),
        "Il y a trop d’écrans ouverts. Réessayez dans une demi-minute.\n\
         Ni two lékran ouvè. Éséyé ankò adan an dimi minit.\n\
         Too many screens are open. Please try again in half a minute.\n"
    );
    drop(of_one);
    assert!(!is_full(&get_from_peer(&router, greedy, None).await), "there is room again");
    drop(many);
    test.end().await;
}

async fn a_proxy_is_told_to_hold_nothing_back(database: Database) {
    let test = TestBot::open(database, ROUND_TABLE).await;
    let response = get(&router(&test), "/hall/events").await;
    let said = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(said("x-accel-buffering"), "no");
    for word in ["no-cache", "no-transform"] {
        assert!(said("cache-control").contains(word), "{}", said("cache-control"));
    }
    assert_eq!(said("content-type"), "text/event-stream");
    let mut parts = response.into_body().into_data_stream();
    let first = parts.next().await.unwrap().unwrap();
    assert!(first.starts_with(b":"), "a comment comes at once: {first:?}");
    test.end().await;
}

async fn every_answer_says_what_it_is_and_a_secret_hall_leaves_nothing(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.round_table.has_secret_screen_path = true;
    let test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    let router = router(&test);
    let key: String = {
        let mut conn = test.app.db.reader().await.unwrap();
        koze::db::get_setting(&mut conn, "hall-key").await.unwrap().unwrap()
    };
    let cached = |headers: &HeaderMap| headers["cache-control"].to_str().unwrap().to_owned();
    let secret = ["", "/events", "/code.svg"].map(|behind| format!("/hall/{key}{behind}"));
    for path in &secret {
        let response = get(&router, path).await;
        assert!(cached(response.headers()).contains("no-store"), "{path}: {:?}", response.headers());
    }
    let others = ["/", "/hall", "/hall/0", "/hall.js", "/hall.css", "/healthz", "/readyz", "/metrics", "/no"];
    for path in secret.iter().map(String::as_str).chain(others) {
        let response = get(&router, path).await;
        assert_eq!(response.headers()["x-content-type-options"], "nosniff", "{path}");
        assert!(response.headers().contains_key("cache-control"), "{path}");
    }
    test.end().await;
}

/// Serves the pages on loopback with these limits of connections.
async fn serve_pages(test: &TestBot, quota: ConnectionLimits) -> (String, CancellationToken) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap().to_string(), CancellationToken::new());
    tokio::spawn(http_server::serve(
        listener,
        web::router(test.app.pages(stop.clone())),
        quota,
        stop.clone(),
    ));
    (address, stop)
}

async fn send_request(address: &str, text: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).await.unwrap();
    // the server may have cut the connection already
    let _ = stream.write_all(text.as_bytes()).await;
    stream
}

/// Reads until the server ends the connection, or until `sign`.
async fn read_until(stream: &mut TcpStream, sign: &str) -> String {
    let (mut all, mut part) = (Vec::new(), [0; 4_096]);
    while !String::from_utf8_lossy(&all).contains(sign) {
        match stream.read(&mut part).await {
            Ok(0) | Err(_) => break,
            Ok(read) => all.extend(&part[..read]),
        }
    }
    String::from_utf8_lossy(&all).into_owned()
}

async fn unfinished_requests_are_evicted_first(database: Database) {
    let test = TestBot::open(database, ROUND_TABLE).await;
    let (address, stop) = serve_pages(&test, ConnectionLimits::new(20)).await;
    let mut half = Vec::new();
    for begun in ["", "G", "GET /hall HTTP/1.1\r\n", "POST / HTTP/1.1\r\nContent-Length: 9999\r\n"].repeat(20)
    {
        half.push(send_request(&address, begun).await);
    }
    for _ in 0..5 {
        let mut whole = send_request(&address, "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert!(read_until(&mut whole, "ok\n").await.starts_with("HTTP/1.1 200"));
        half.push(whole);
    }
    // a connection that is being answered is not cut: the 21st gets a Retry-After
    let mut screens = Vec::new();
    for _ in 0..20 {
        let mut screen = send_request(&address, "GET /hall/events HTTP/1.1\r\nHost: a\r\n\r\n").await;
        assert!(read_until(&mut screen, "event: state").await.contains("event: state"));
        screens.push(screen);
    }
    let mut refused = send_request(&address, "").await;
    let told = read_until(&mut refused, "\r\n\r\n").await;
    assert!(told.starts_with("HTTP/1.1 503") && told.contains("Retry-After"), "{told}");
    // a header that is too large, and bytes that are not a request
    drop(screens);
    let endless = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(64 << 10));
    for nonsense in [endless.as_str(), "\u{16}\u{3}\u{1}\r\n\r\n", "GET / HTTP/9.9\r\n\r\n"] {
        let mut stream = send_request(&address, nonsense).await;
        assert!(!read_until(&mut stream, "nothing has this").await.starts_with("HTTP/1.1 200"));
    }
    stop.cancel();
    test.end().await;
}

async fn an_unfinished_request_is_cut(database: Database) {
    let test = TestBot::open(database, ROUND_TABLE).await;
    let quota = ConnectionLimits { head_timeout: Duration::from_millis(50), ..ConnectionLimits::new(20) };
    let (address, stop) = serve_pages(&test, quota).await;
    for begun in ["", "GET /hall HTTP/1.1\r\nHost: a\r\n", "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET"] {
        let mut stream = send_request(&address, begun).await;
        let told = read_until(&mut stream, "nothing has this").await;
        assert!(!told.contains("event: state"), "{told}");
    }
    stop.cancel();
    test.end().await;
}

/// The real binary with a low limit of open files that it cannot raise.
#[tokio::test]
async fn with_few_files_everybody_is_answered_whoever_opens_all_the_pages() {
    everybody_is_answered("256", 400).await;
}

/// The usual limit, with more streams and unfinished requests than it allows.
#[tokio::test]
async fn with_the_usual_limit_eleven_hundred_connections_silence_nobody() {
    everybody_is_answered("1024", 1_100).await;
}

/// `files` is the limit of open files of the binary; `connections` stay open, half of them event streams.
async fn everybody_is_answered(files: &str, connections: usize) {
    // this process opens as many connections, so raise its limit
    ConnectionLimits::for_this_process();
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let listen = format!("127.0.0.1:{}", free_port());
    let more = ["--listen", &listen, "--clock", "2012-11-12T10:00:00-04:00"];
    let mut bot = BotProcess::start_with_environment(
        &[("KOZE_TEST_FILES", files)],
        &home,
        &telegram,
        "sqlite://koze.db",
        &more,
    );
    telegram.wait_until("the bot is at work", |world| world.call_count("getUpdates") > 0).await;
    let mut open = Vec::new();
    for request in
        ["GET /hall/events HTTP/1.1\r\nHost: a\r\n\r\n", "GET /hall HTTP/1.1\r\n"].repeat(connections / 2)
    {
        open.push(send_request(&listen, request).await);
    }
    telegram.emulator.add_user(MARIE, "Marie-Line", None, Some("fr"));
    telegram.emulator.user_sends_text(MARIE, "bonjour");
    let greeted = |emulator: &telegram_emulator::TelegramEmulator| {
        emulator.latest_message(MARIE).is_some_and(|last| last.plain_text.contains("Bonjour"))
    };
    telegram.wait_until("she is answered", greeted).await;
    assert!(bot.stop().success(), "{}", bot.log());
    assert!(
        !bot.log().contains("no connection can be taken"),
        "the bot ran out of open files: {}",
        bot.log()
    );
    drop(open);
}

/// The bot raises a limit that it may raise, and serves health and metrics at an address of their own.
#[tokio::test]
async fn the_limit_is_raised_and_figures_may_have_an_address_of_their_own() {
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let (public, admin) = (free_port(), free_port());
    let listen = format!("127.0.0.1:{public}");
    let own = format!("127.0.0.1:{admin}");
    let more = ["--listen", &listen, "--admin-listen", &own, "--clock", "2012-11-12T10:00:00-04:00"];
    let soft = [("KOZE_TEST_SOFT_FILES", "200")];
    let mut bot = BotProcess::start_with_environment(&soft, &home, &telegram, "sqlite://koze.db", &more);
    telegram.wait_until("the bot is at work", |world| world.call_count("getUpdates") > 0).await;
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", bot.pid())).unwrap();
    let files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let soft: u64 = files.split_whitespace().nth(3).unwrap().parse().unwrap();
    assert!(soft > 200, "{files}");
    let status = async |address: &str, path: &str| {
        reqwest::get(format!("http://{address}{path}")).await.unwrap().status().as_u16()
    };
    for path in ["/readyz", "/metrics"] {
        assert_eq!(status(&listen, path).await, 404, "{path} is not public");
        assert_eq!(status(&own, path).await, 200, "{path}");
    }
    assert_eq!((status(&listen, "/hall").await, status(&own, "/hall").await), (200, 404));
    assert!(bot.stop().success());
}

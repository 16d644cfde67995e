//! The webhook: which requests are accepted, and that an
//! update is acknowledged only after its effect is stored.

use koze::db::Db;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use telegram_emulator::Author;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::process::{BotProcess, EmulatedTelegram, free_port};
use crate::test_bot::{Database, MARIE};

on_both_databases!(
    only_requests_with_the_secret_are_accepted,
    an_update_is_acknowledged_with_its_effect_in_the_database,
    an_unreadable_update_is_quarantined_and_the_others_go_on,
);

const WEBHOOK_URL: &str = "https://forum.example.org/telegram";
const WEBHOOK_SECRET: &str = "a-word-of-the-tests";

struct WebhookScenario {
    home: TempDir,
    telegram: EmulatedTelegram,
    database: Database,
    bot: BotProcess,
    address: String,
    client: Client,
}

impl WebhookScenario {
    async fn open(database: Database) -> Self {
        let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
        let port = free_port();
        let listen = format!("127.0.0.1:{port}");
        let more = [
            "--listen",
            &listen,
            "--webhook-url",
            WEBHOOK_URL,
            "--webhook-secret",
            WEBHOOK_SECRET,
            "--clock",
            "2012-11-12T10:00:00-04:00",
        ];
        let bot = BotProcess::start(&home, &telegram, &database.url, &more);
        telegram.wait_until("the webhook is set", |world| world.call_count("setWebhook") == 1).await;
        telegram.emulator.add_user(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
        // Marie has met the bot; nothing delivers this update
        telegram.emulator.user_sends_text(MARIE, "/start");
        let address = format!("http://{listen}/telegram");
        Self { home, telegram, database, bot, address, client: Client::new() }
    }

    /// Posts a body with this secret; returns the status.
    async fn post_update(&self, secret: Option<&str>, body: impl Into<String>) -> StatusCode {
        let mut post = self.client.post(&self.address).body(body.into());
        if let Some(secret) = secret {
            post = post.header("X-Telegram-Bot-Api-Secret-Token", secret);
        }
        post.send().await.unwrap().status()
    }

    async fn query_i64(&self, sql: &'static str) -> i64 {
        let db = Db::open(&self.database.url).await.unwrap();
        let counted = sqlx::query_scalar(sql).fetch_one(&mut *db.reader().await.unwrap()).await.unwrap();
        db.close().await;
        counted
    }

    fn end(mut self) {
        let ended = self.bot.stop();
        assert!(ended.success(), "{ended}: {}", self.bot.log());
        assert!(!self.bot.log().contains(WEBHOOK_SECRET), "{}", self.bot.log());
        assert_eq!(self.telegram.emulator.warnings(), [] as [&str; 0]);
        drop(self.home);
    }
}

/// The update of a message from Marie, as Telegram would post it.
fn message_update(update: i64, text: &str) -> String {
    let from = json!({ "id": MARIE, "is_bot": false, "first_name": "Marie-Line", "language_code": "fr" });
    let chat = json!({ "id": MARIE, "type": "private", "first_name": "Marie-Line" });
    let message =
        json!({ "message_id": update, "date": 1_352_728_800, "from": from, "chat": chat, "text": text });
    json!({ "update_id": update, "message": message }).to_string()
}

async fn only_requests_with_the_secret_are_accepted(database: Database) {
    let scenario = WebhookScenario::open(database).await;
    let set = scenario
        .telegram
        .emulator
        .requests()
        .into_iter()
        .find(|request| request.method == "setWebhook")
        .unwrap();
    assert_eq!(set.params["url"], WEBHOOK_URL);
    assert_eq!(set.params["secret_token"], WEBHOOK_SECRET);
    assert_eq!(set.params["allowed_updates"].as_array().map(Vec::len), Some(5));
    for wrong in [
        None,
        Some(""),
        Some("another-word-of-19!"),
        Some("a-word-of-the-test"),
        Some("a-word-of-the-tests "),
    ] {
        let status = scenario.post_update(wrong, message_update(1, "c'est où ?")).await;
        // a header value cannot end in a space, so this is the secret itself
        let expected =
            if wrong == Some("a-word-of-the-tests ") { StatusCode::OK } else { StatusCode::UNAUTHORIZED };
        assert_eq!(status, expected, "{wrong:?}");
    }
    let got = scenario.client.get(&scenario.address).send().await.unwrap().status();
    assert_eq!(got, StatusCode::METHOD_NOT_ALLOWED);
    let nested = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for garbage in
        ["", "{", "[]", "{\"message\":{}}", "{\"update_id\":\"1\"}", "{\"update_id\":1e99}", &nested]
    {
        let status = scenario.post_update(Some(WEBHOOK_SECRET), garbage).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{}", &garbage[..garbage.len().min(40)]);
    }
    let long = message_update(2, &"x".repeat(1 << 20));
    assert_eq!(scenario.post_update(Some(WEBHOOK_SECRET), long).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(scenario.query_i64("select count(*) from seen_update").await, 1);
    scenario.end();
}

async fn an_update_is_acknowledged_with_its_effect_in_the_database(database: Database) {
    let scenario = WebhookScenario::open(database).await;
    for update in 1..=20 {
        assert_eq!(
            scenario.post_update(Some(WEBHOOK_SECRET), message_update(update, "/start")).await,
            StatusCode::OK
        );
        assert_eq!(scenario.query_i64("select count(*) from seen_update").await, update);
    }
    // a repeated delivery, as after a lost response, has no effect
    assert_eq!(
        scenario.post_update(Some(WEBHOOK_SECRET), message_update(20, "/start")).await,
        StatusCode::OK
    );
    assert_eq!(scenario.query_i64("select count(*) from seen_update").await, 20);
    // many deliveries at once have one effect each
    let many = (21..=120)
        .map(|update| scenario.post_update(Some(WEBHOOK_SECRET), message_update(update, "c'est où ?")));
    for status in futures_util::future::join_all(many).await {
        assert_eq!(status, StatusCode::OK);
    }
    assert_eq!(scenario.query_i64("select count(*) from seen_update").await, 120);
    scenario
        .telegram
        .wait_until("she is answered", |emulator| {
            emulator.latest_message(MARIE).is_some_and(|b| b.author == Author::Bot)
        })
        .await;
    scenario.end();
}

async fn an_unreadable_update_is_quarantined_and_the_others_go_on(database: Database) {
    let scenario = WebhookScenario::open(database).await;
    let strange: [Value; 2] = [
        json!({ "update_id": 1, "message": { "message_id": "one" } }),
        json!({ "update_id": 2, "poll_answer": { "poll_id": "1", "option_ids": [0] } }),
    ];
    for update in strange {
        assert_eq!(
            scenario.post_update(Some(WEBHOOK_SECRET), update.to_string()).await,
            StatusCode::OK,
            "{update}"
        );
    }
    assert_eq!(scenario.post_update(Some(WEBHOOK_SECRET), message_update(3, "/start")).await, StatusCode::OK);
    assert_eq!(scenario.query_i64("select count(*) from seen_update").await, 3);
    scenario
        .telegram
        .wait_until("she is answered", |emulator| {
            emulator.latest_message(MARIE).is_some_and(|bubble| bubble.author == Author::Bot)
        })
        .await;
    scenario.end();
}

/// The database is locked: Telegram gets a Retry-After, and nothing is stored until the retry.
#[tokio::test]
async fn while_the_database_is_away_telegram_is_told_to_come_again() {
    let scenario = WebhookScenario::open(Database::sqlite().await).await;
    let db = Db::open(&scenario.database.url).await.unwrap();
    let lock = db.begin().await.unwrap();
    let post =
        scenario.client.post(&scenario.address).header("X-Telegram-Bot-Api-Secret-Token", WEBHOOK_SECRET);
    let answer = post.body(message_update(1, "/start")).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()["retry-after"], "2");
    lock.rollback().await.unwrap();
    db.close().await;
    assert_eq!(scenario.post_update(Some(WEBHOOK_SECRET), message_update(1, "/start")).await, StatusCode::OK);
    assert_eq!(scenario.query_i64("select count(*) from seen_update").await, 1);
    scenario.end();
}

/// 300 clients without the secret never finish their body: the
/// bot refuses them without reading it, and keeps nothing of it.
#[tokio::test]
async fn unauthorised_requests_are_refused_before_their_body_is_read() {
    let scenario = WebhookScenario::open(Database::sqlite().await).await;
    let address = scenario.address.strip_prefix("http://").unwrap().split('/').next().unwrap();
    let before = scenario.bot.peak_memory_kib().unwrap();
    let mut open = Vec::new();
    let body = vec![b'x'; 1 << 18];
    for secret in ["", "X-Telegram-Bot-Api-Secret-Token: a-word-of-the-test\r\n"].repeat(150) {
        let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
        let head = format!("POST /telegram HTTP/1.1\r\nHost: a\r\n{secret}Content-Length: 1048576\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut told = [0; 12];
        stream.read_exact(&mut told).await.unwrap();
        assert_eq!(&told, b"HTTP/1.1 401", "the request is refused before its body arrives");
        // nobody reads the rest of the body
        let _ = stream.try_write(&body);
        open.push(stream);
    }
    assert_eq!(
        scenario.post_update(Some(WEBHOOK_SECRET), message_update(1, "c'est où ?")).await,
        StatusCode::OK
    );
    let grown = scenario.bot.peak_memory_kib().unwrap() - before;
    assert!(grown < 40 << 10, "{grown} KiB for 300 unfinished requests");
    scenario.end();
}

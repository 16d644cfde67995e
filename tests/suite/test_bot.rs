//! The test bot of the scenarios: an emulated Telegram with its Bot API on loopback, and the bot, whose steps
//! a test calls and whose two clocks it sets. Nothing sleeps.
//!
//! ```text
//! test.says(MARIE, "/start").await;
//! test.taps(MARIE, "reg:consent:yes").await;
//! assert!(test.hears(MARIE).contains("Quel est votre nom ?"));
//! test.end().await;
//! ```

use std::time::Duration;

use koze::access::{self, INVITE_TTL, InviteCode};
use koze::app::{App, Ticker};
use koze::clock::{Clock, EventTime};
use koze::config::BotConfig;
use koze::db::Db;
use koze::dispatch::Dispatcher;
pub use koze::i18n::typography::remove_typography;
use koze::outbox;
use koze::people::Role;
use koze::programme::Programme;
use koze::rehearsal::instance::{TOKEN, bot_account};
use koze::spreadsheet::{Table, TableFormat};
use koze::telegram::polling::Poller;
use koze::telegram::sender::MessageSender;
use telegram_emulator::{BotApiServer, FloodLimits, TelegramEmulator};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

pub const MARIE: i64 = 1001;
pub const AIME: i64 = 1003;
pub const JOSIANE: i64 = 2001;
pub const EUGENE: i64 = 2002;

/// The variable with the URL of the temporary PostgreSQL, which `tests/run` starts.
const POSTGRES_VARIABLE: &str = "KOZE_TEST_POSTGRES";

/// Makes two tests of each scenario: one on SQLite, one on PostgreSQL.
macro_rules! on_both_databases {
    ($($scenario:ident),* $(,)?) => {
        $(mod $scenario {
            #[tokio::test]
            async fn sqlite() {
                super::$scenario(crate::test_bot::Database::sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                super::$scenario(crate::test_bot::Database::postgres().await).await;
            }
        })*
    };
}

/// A table in a file format.
pub fn render_table(table: &Table, format: TableFormat) -> String {
    String::from_utf8(table.to_bytes(format).unwrap()).unwrap()
}

/// A database of the test's own, migrated and without rows: a copy of a template.
pub struct Database {
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub async fn sqlite() -> Self {
        static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(async || {
            let database = Self::empty_sqlite();
            migrate(&database.url).await;
            std::fs::read(database.url.trim_start_matches("sqlite://")).unwrap()
        });
        let database = Self::empty_sqlite();
        std::fs::write(database.url.trim_start_matches("sqlite://"), template.await).unwrap();
        database
    }

    fn empty_sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { url: format!("sqlite://{}", folder.path().join("koze.db").display()), _folder: Some(folder) }
    }

    pub async fn postgres() -> Self {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let server = postgres_server_url();
        let template = TEMPLATE.get_or_init(async || {
            let name = create_database(&server, "template0").await;
            migrate(&postgres_url(&server, &name)).await;
            name
        });
        let name = create_database(&server, template.await).await;
        Self { url: postgres_url(&server, &name), _folder: None }
    }

    /// Another database of the same kind.
    pub async fn another(&self) -> Self {
        if self.url.starts_with("sqlite:") { Self::sqlite().await } else { Self::postgres().await }
    }

    /// Another database of the same kind, without any tables.
    pub async fn empty(&self) -> Self {
        if self.url.starts_with("sqlite:") {
            return Self::empty_sqlite();
        }
        let server = postgres_server_url();
        let name = create_database(&server, "template0").await;
        Self { url: postgres_url(&server, &name), _folder: None }
    }
}

/// The address of the PostgreSQL server that `tests/run` starts. Without one these tests fail: they would prove
/// nothing.
fn postgres_server_url() -> String {
    std::env::var(POSTGRES_VARIABLE).unwrap_or_else(|_| {
        panic!("{POSTGRES_VARIABLE} is not set: call tests/run, which starts a PostgreSQL")
    })
}

fn postgres_url(server: &str, name: &str) -> String {
    server.replace("/DATABASE?", &format!("/{name}?"))
}

async fn migrate(url: &str) {
    let db = Db::open(url).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await;
}

/// Creates a database on the server as a copy of `template`; returns its name.
async fn create_database(server: &str, template: &str) -> String {
    let name = format!("koze_{:x}", rand::random::<u64>());
    let admin = Db::open(&postgres_url(server, "postgres")).await.unwrap();
    let mut conn = admin.reader().await.unwrap();
    // the names come from this file, and the name of a database cannot be a parameter
    let sql = sqlx::AssertSqlSafe(format!("create database {name} template {template} strategy file_copy"));
    sqlx::query(sql).execute(&mut *conn).await.unwrap();
    drop(conn);
    admin.close().await;
    name
}

pub struct TestBot {
    pub emulator: TelegramEmulator,
    pub app: App,
    pub clock: Clock,
    pub poller: Poller,
    pub dispatcher: Dispatcher,
    pub sender: MessageSender,
    ticker: Ticker,
    settings: BotConfig,
    stop: CancellationToken,
    heard_counts: std::collections::HashMap<i64, usize>,
    _database: Database,
}

impl TestBot {
    /// The shipped event; the event's clock begins at `start`, in Martinique's time.
    pub async fn open(database: Database, start: &str) -> Self {
        Self::open_with_programme(database, start, Programme::built_in()).await
    }

    pub async fn open_with_programme(database: Database, start: &str, programme: Programme) -> Self {
        Self::open_with_send_rate(database, start, programme, 0).await
    }

    /// The same with Telegram's rate limits, kept by the bot and enforced by the emulator.
    pub async fn open_with_rate_limits(database: Database, start: &str) -> Self {
        let test = Self::open_with_send_rate(database, start, Programme::built_in(), 30).await;
        test.emulator.set_flood_limits(Some(FloodLimits::default()));
        test
    }

    async fn open_with_send_rate(
        database: Database,
        start: &str,
        programme: Programme,
        send_rate: u32,
    ) -> Self {
        let clock = Clock::manual(martinique_time(start));
        let emulator = TelegramEmulator::new(clock.clone(), bot_account());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api_url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
        let settings =
            BotConfig { token: TOKEN.into(), api_url, database_url: database.url.clone(), send_rate };
        let app = App::open(&settings, programme, clock.clone()).await.unwrap();
        let held = app.acquire_lease().await.unwrap().expect("nobody else holds the lease");
        Self {
            poller: app.poller(),
            dispatcher: app.dispatcher(),
            sender: app.sender(held.epoch),
            ticker: app.ticker(),
            emulator,
            app,
            clock,
            settings,
            stop,
            heard_counts: Default::default(),
            _database: database,
        }
    }

    pub fn database_url(&self) -> &str {
        &self.settings.database_url
    }

    /// A second instance of the same bot.
    pub async fn second_instance(&self) -> App {
        App::open(&self.settings, Programme::clone(&self.app.programme), self.clock.clone()).await.unwrap()
    }

    /// Handles every pending update, and sends every message that may be sent.
    pub async fn run_until_idle(&mut self) {
        loop {
            let batch = self.poller.fetch(Duration::ZERO).await.unwrap();
            self.dispatcher.handle(&batch).await.unwrap();
            self.poller.confirm(&batch);
            self.app.refresh_panels().await.unwrap();
            self.sender.drain().await.unwrap();
            if batch.is_empty() {
                break;
            }
        }
    }

    /// Advances the clock in small steps; at each step handles and sends what it can.
    pub async fn run_for(&mut self, time: Duration) {
        const STEP: Duration = Duration::from_millis(500);
        for _ in 0..time.as_millis() / STEP.as_millis() {
            self.run_until_idle().await;
            self.clock.advance(STEP);
        }
    }

    pub async fn says(&mut self, who: i64, text: &str) {
        self.emulator.user_sends_text(who, text);
        self.run_until_idle().await;
    }

    /// Presses the latest button with this data. It must be shown.
    pub async fn taps(&mut self, who: i64, data: &str) {
        self.tap_shown(who, data, |shown| shown == data).await;
    }

    /// Presses the latest button whose data begins like this: the rest holds a time, a version or a random code.
    pub async fn taps_prefix(&mut self, who: i64, prefix: &str) {
        self.tap_shown(who, prefix, |shown| shown.starts_with(prefix)).await;
    }

    async fn tap_shown(&mut self, who: i64, wanted: &str, is_wanted: impl Fn(&str) -> bool) {
        let messages = self.emulator.messages(who);
        let found = messages.iter().rev().find_map(|message| {
            let rows = message.inline_keyboard.as_ref()?.as_array()?;
            let buttons = rows.iter().filter_map(|row| row.as_array()).flatten();
            let data =
                buttons.filter_map(|button| button["callback_data"].as_str()).find(|data| is_wanted(data));
            Some((message.message_id, data?.to_owned()))
        });
        let (message, data) = found.unwrap_or_else(|| {
            panic!("no button {wanted}: {}\n{}", self.last_message(who), self.inline_keyboard(who))
        });
        self.emulator.user_presses_callback(who, message, &data);
        self.run_until_idle().await;
    }

    /// Presses the latest button with this label: of the menu, or where the label itself is tested.
    pub async fn taps_label(&mut self, who: i64, label: &str) {
        self.emulator.user_presses_button(who, label).unwrap();
        self.run_until_idle().await;
    }

    /// Presses a button of the last message with buttons by its data, genuine or forged.
    pub async fn presses(&mut self, who: i64, data: &str) {
        self.emulator.user_presses_callback(who, self.keyboard_message(who), data);
        self.run_until_idle().await;
    }

    /// Presses the button of the last message that sends a text to the
    /// speakers, if there is one, and confirms the publication if the bot asks.
    pub async fn confirm_send(&mut self, who: i64) {
        for begins in ["ask:send:", "ask:publish:"] {
            let shown = self.inline_keyboard(who);
            if let Some(at) = shown.find(begins) {
                let data = shown[at..].split('"').next().unwrap_or_default().to_owned();
                self.presses(who, &data).await;
            }
        }
    }

    /// The id of the last message with buttons in a chat, otherwise of the last message.
    pub fn keyboard_message(&self, who: i64) -> i64 {
        let chat = self.emulator.messages(who);
        let with_buttons = chat.iter().rev().find(|message| message.inline_keyboard.is_some());
        with_buttons.or(chat.last()).map_or(1, |message| message.message_id)
    }

    /// The buttons below the latest message, as JSON.
    pub fn inline_keyboard(&self, who: i64) -> String {
        let latest = self.emulator.latest_message(who).and_then(|message| message.inline_keyboard);
        latest.map(|rows| rows.to_string()).unwrap_or_default()
    }

    /// A person's conversation state, as it is stored.
    pub async fn conversation_state(&self, who: i64) -> String {
        let mut conn = self.app.db.reader().await.unwrap();
        let step = sqlx::query_scalar("select conversation from person where id = $1").bind(who);
        step.fetch_one(&mut *conn).await.unwrap()
    }

    /// Asks the speakers a question, and confirms whatever the bot asks.
    pub async fn asks(&mut self, who: i64, text: &str) {
        self.says(who, "/question").await;
        self.says(who, text).await;
        self.confirm_send(who).await;
    }

    /// The bot's messages to a person since the last call, separated by empty
    /// lines. Spaces and apostrophes are plain, so that tests are easy to write.
    pub fn hears(&mut self, who: i64) -> String {
        let said: Vec<String> = self
            .emulator
            .messages(who)
            .into_iter()
            .filter(|message| message.author == telegram_emulator::Author::Bot)
            .map(|message| remove_typography(&message.plain_text))
            .collect();
        let from = self.heard_counts.insert(who, said.len()).unwrap_or(0);
        said[from.min(said.len())..].join("\n\n")
    }

    /// The text of the last message in a chat, with plain spaces and apostrophes.
    pub fn last_message(&self, who: i64) -> String {
        self.emulator
            .latest_message(who)
            .map(|message| remove_typography(&message.plain_text))
            .unwrap_or_default()
    }

    /// Whether a message in a chat contains a text. An edited message has its latest text.
    pub fn chat_contains(&self, who: i64, text: &str) -> bool {
        self.emulator
            .messages(who)
            .iter()
            .any(|message| remove_typography(&message.plain_text).contains(&remove_typography(text)))
    }

    /// Moves the event's clock to `to`, does what is due on the way, and sends.
    pub async fn jump_to(&mut self, to: &str) {
        self.clock.jump(martinique_time(to));
        self.ticker.tick().await.unwrap();
        self.run_until_idle().await;
    }

    /// The same, without sending.
    pub async fn jump_without_sending(&mut self, to: &str) {
        self.clock.jump(martinique_time(to));
        self.ticker.tick().await.unwrap();
    }

    /// Handles the pending updates, without sending.
    pub async fn handle_without_sending(&mut self) {
        let batch = self.poller.fetch(Duration::ZERO).await.unwrap();
        self.dispatcher.handle(&batch).await.unwrap();
        self.poller.confirm(&batch);
    }

    /// Does and sends everything due by now.
    pub async fn tick(&mut self) {
        self.ticker.tick().await.unwrap();
        self.run_until_idle().await;
    }

    /// Starts the ticks anew, as after a restart: earlier due times are unknown.
    pub fn restart_ticker(&mut self) {
        self.ticker = self.app.ticker();
    }

    /// Gives a person a role by a link, as in real life.
    pub async fn grant_role(&mut self, who: i64, role: Role) {
        let code = InviteCode::random();
        let mut tx = self.app.db.begin().await.unwrap();
        access::insert_invite(&mut tx, &code, role, self.clock.real_now() + INVITE_TTL).await.unwrap();
        tx.commit().await.unwrap();
        self.says(who, &format!("/start {}", code.payload())).await;
        self.hears(who);
    }

    /// Registers a resident with the fewest presses.
    pub async fn register(&mut self, who: i64) {
        self.says(who, "/start").await;
        self.presses(who, "reg:consent:yes").await;
        self.presses(who, "reg:name:same").await;
        self.presses(who, "reg:category:resident").await;
        self.says(who, "Passer").await;
        self.presses(who, "reg:summary:confirm").await;
        self.hears(who);
    }

    /// One number from the database.
    pub async fn query_i64(&self, sql: &'static str) -> i64 {
        let mut conn = self.app.db.reader().await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
    }

    /// One text from the database.
    pub async fn query_text(&self, sql: &'static str) -> String {
        let mut conn = self.app.db.reader().await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
    }

    /// Ends the test: no message waits or was refused, no
    /// request was suspicious, and every press was answered.
    pub async fn end(self) {
        let mut conn = self.app.db.reader().await.unwrap();
        let (waiting, refused) = outbox::count_queued_and_failed(&mut conn).await.unwrap();
        assert_eq!((waiting, refused), (0, 0), "messages wait or were refused");
        assert_eq!(self.emulator.api_errors(), [], "Telegram refused something");
        assert_eq!(self.emulator.warnings(), Vec::<String>::new(), "a request was suspicious");
        assert_eq!(self.emulator.pending_callback_count(), 0, "a press was never answered");
        drop(conn);
        self.stop.cancel();
        self.app.db.close().await;
    }
}

/// A local time in Martinique, such as "2012-11-12T10:00".
pub fn martinique_time(local: &str) -> EventTime {
    chrono::DateTime::parse_from_str(&format!("{local}-04:00"), "%Y-%m-%dT%H:%M%:z").unwrap().into()
}

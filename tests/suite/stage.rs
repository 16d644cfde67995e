//! The stage for plays: a world with its Bot API on loopback, the bot's own steps called by hand, and
//! both times handed in. Nothing sleeps; what a step leaves is looked at when it is done.
//!
//! ```text
//! stage.says(MARIE, "/start").await;
//! stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
//! assert!(stage.hears(MARIE).contains("Quel est votre nom ?"));
//! stage.end().await;
//! ```

use std::time::Duration;

use koze::app::{App, Ticker};
use koze::clock::{Clock, Millis};
use koze::config::Settings;
use koze::db::Db;
use koze::dispatch::Dispatcher;
pub use koze::i18n::typography::plain;
use koze::organiser::{self, Code, INVITE_LIFE};
use koze::outbox;
use koze::people::Role;
use koze::programme::Programme;
use koze::rehearsal::api::Api;
use koze::rehearsal::performance::{TOKEN, bot};
use koze::rehearsal::world::{Limits, World};
use koze::spreadsheet::{Format, Table};
use koze::telegram::polling::Poller;
use koze::telegram::sender::Sender;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

pub const MARIE: i64 = 1001;
pub const AIME: i64 = 1003;
pub const JOSIANE: i64 = 2001;
pub const EUGENE: i64 = 2002;

/// Where the temporary PostgreSQL listens; `tests/run` starts it.
const POSTGRES: &str = "KOZE_TEST_POSTGRES";

/// Makes two tests of each play: one on SQLite, one on PostgreSQL.
macro_rules! on_both_databases {
    ($($play:ident),* $(,)?) => {
        $(mod $play {
            #[tokio::test]
            async fn sqlite() {
                super::$play(crate::stage::Database::sqlite().await).await;
            }

            #[tokio::test]
            async fn postgres() {
                if let Some(database) = crate::stage::Database::postgres().await {
                    super::$play(database).await;
                }
            }
        })*
    };
}

/// A table as it would stand in a file.
pub fn text(table: &Table, format: Format) -> String {
    String::from_utf8(table.write(format).unwrap()).unwrap()
}

/// A database of one's own, migrated and without rows: a copy of one that was migrated once.
pub struct Database {
    pub url: String,
    _folder: Option<TempDir>,
}

impl Database {
    pub async fn sqlite() -> Self {
        static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
        let template = TEMPLATE.get_or_init(async || {
            let database = Self::empty_sqlite();
            migrated(&database.url).await;
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

    /// `None` only where `cargo test` was called by hand without a PostgreSQL; `tests/run` has one.
    pub async fn postgres() -> Option<Self> {
        static TEMPLATE: OnceCell<String> = OnceCell::const_new();
        let server = server()?;
        let template = TEMPLATE.get_or_init(async || {
            let name = create(&server, "template0").await;
            migrated(&address(&server, &name)).await;
            name
        });
        let name = create(&server, template.await).await;
        Some(Self { url: address(&server, &name), _folder: None })
    }

    /// Another one of the same kind.
    pub async fn another(&self) -> Self {
        if self.url.starts_with("sqlite:") { Self::sqlite().await } else { Self::postgres().await.unwrap() }
    }

    /// Another one of the same kind in which there is nothing yet, not even a table.
    pub async fn empty(&self) -> Self {
        if self.url.starts_with("sqlite:") {
            return Self::empty_sqlite();
        }
        let server = server().unwrap();
        let name = create(&server, "template0").await;
        Self { url: address(&server, &name), _folder: None }
    }
}

fn server() -> Option<String> {
    let server = std::env::var(POSTGRES).ok();
    assert!(server.is_some() || std::env::var("CI").is_err(), "{POSTGRES} is not set: call tests/run");
    server
}

fn address(server: &str, name: &str) -> String {
    server.replace("/DATABASE?", &format!("/{name}?"))
}

async fn migrated(url: &str) {
    let db = Db::open(url).await.unwrap();
    db.migrate().await.unwrap();
    db.close().await;
}

/// Makes a database on the server, a copy of `template`; gives its name.
async fn create(server: &str, template: &str) -> String {
    let name = format!("koze_{:x}", rand::random::<u64>());
    let admin = Db::open(&address(server, "postgres")).await.unwrap();
    let mut conn = admin.reader().await.unwrap();
    // names of our own making; a database cannot be named by a parameter
    let sql = sqlx::AssertSqlSafe(format!("create database {name} template {template} strategy file_copy"));
    sqlx::query(sql).execute(&mut *conn).await.unwrap();
    drop(conn);
    admin.close().await;
    name
}

pub struct Stage {
    pub world: World,
    pub app: App,
    pub clock: Clock,
    pub poller: Poller,
    pub dispatcher: Dispatcher,
    pub sender: Sender,
    ticker: Ticker,
    settings: Settings,
    stop: CancellationToken,
    heard: std::collections::HashMap<i64, usize>,
    _database: Database,
}

impl Stage {
    /// The shipped forum; the event's clock stands at `start` (Martinique's time).
    pub async fn open(database: Database, start: &str) -> Self {
        Self::with(database, start, Programme::shipped()).await
    }

    pub async fn with(database: Database, start: &str, programme: Programme) -> Self {
        Self::at_rate(database, start, programme, 0).await
    }

    /// The same with Telegram's limits, kept by the bot and enforced by the world.
    pub async fn limited(database: Database, start: &str) -> Self {
        let stage = Self::at_rate(database, start, Programme::shipped(), 30).await;
        stage.world.set_limits(Some(Limits::default()));
        stage
    }

    async fn at_rate(database: Database, start: &str, programme: Programme, send_rate: u32) -> Self {
        let clock = Clock::by_hand(at(start));
        let world = World::new(clock.clone(), bot());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let api_url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(Api::serve(world.clone(), listener, stop.clone()));
        let settings =
            Settings { token: TOKEN.into(), api_url, database_url: database.url.clone(), send_rate };
        let app = App::open(&settings, programme, clock.clone()).await.unwrap();
        let held = app.hold().await.unwrap().expect("nobody else holds the lease");
        Self {
            poller: app.poller(),
            dispatcher: app.dispatcher(),
            sender: app.sender(held.epoch),
            ticker: app.ticker(),
            world,
            app,
            clock,
            settings,
            stop,
            heard: Default::default(),
            _database: database,
        }
    }

    pub fn database_url(&self) -> &str {
        &self.settings.database_url
    }

    /// A second instance of the same bot.
    pub async fn another(&self) -> App {
        App::open(&self.settings, Programme::clone(&self.app.programme), self.clock.clone()).await.unwrap()
    }

    /// Everything that waits has its effect, and everything that may be sent is sent.
    pub async fn settle(&mut self) {
        loop {
            let batch = self.poller.fetch(Duration::ZERO).await.unwrap();
            self.dispatcher.handle(&batch).await.unwrap();
            self.poller.committed(&batch);
            self.app.renew_panels().await.unwrap();
            self.sender.drain().await.unwrap();
            if batch.is_empty() {
                break;
            }
        }
    }

    /// Time passes in small steps, and in each what waits has its effect and what may go then is sent.
    pub async fn settle_for(&mut self, time: Duration) {
        const STEP: Duration = Duration::from_millis(500);
        for _ in 0..time.as_millis() / STEP.as_millis() {
            self.settle().await;
            self.clock.pass(STEP);
        }
    }

    pub async fn says(&mut self, who: i64, text: &str) {
        self.world.says(who, text);
        self.settle().await;
    }

    /// Taps the latest button with this label.
    pub async fn taps(&mut self, who: i64, label: &str) {
        self.world.presses_label(who, label).unwrap();
        self.settle().await;
    }

    /// Presses a button of the last message with buttons by its data, genuine or forged.
    pub async fn presses(&mut self, who: i64, data: &str) {
        self.world.presses(who, self.buttons(who), data);
        self.settle().await;
    }

    /// Presses the button of the last message that sends a text to the speakers all the same, where there is one,
    /// and says yes where it is asked whether that shall be public.
    pub async fn insists(&mut self, who: i64) {
        for begins in ["ask:send:", "ask:publish:"] {
            let shown = self.keyboard(who);
            if let Some(at) = shown.find(begins) {
                let data = shown[at..].split('"').next().unwrap_or_default().to_owned();
                self.presses(who, &data).await;
            }
        }
    }

    /// The last message with buttons in somebody's chat, else the last message.
    pub fn buttons(&self, who: i64) -> i64 {
        let chat = self.world.chat(who);
        let with_buttons = chat.iter().rev().find(|bubble| bubble.inline_keyboard.is_some());
        with_buttons.or(chat.last()).map_or(1, |bubble| bubble.message_id)
    }

    /// The buttons under the latest message, as they are sent.
    pub fn keyboard(&self, who: i64) -> String {
        let latest = self.world.latest(who).and_then(|bubble| bubble.inline_keyboard);
        latest.map(|rows| rows.to_string()).unwrap_or_default()
    }

    /// Where somebody is in their conversation, as it is stored.
    pub async fn step(&self, who: i64) -> String {
        let mut conn = self.app.db.reader().await.unwrap();
        let step = sqlx::query_scalar("select step from person where id = $1").bind(who);
        step.fetch_one(&mut *conn).await.unwrap()
    }

    /// Puts a question, whatever is asked back.
    pub async fn asks(&mut self, who: i64, text: &str) {
        self.says(who, "/question").await;
        self.says(who, text).await;
        self.insists(who).await;
    }

    /// What somebody heard from the bot since they were last asked, messages apart by an empty line; with
    /// plain spaces and straight apostrophes, so that a test says what is meant.
    pub fn hears(&mut self, who: i64) -> String {
        let said: Vec<String> = self
            .world
            .chat(who)
            .into_iter()
            .filter(|bubble| bubble.from == koze::rehearsal::world::Author::Bot)
            .map(|bubble| plain(&bubble.plain))
            .collect();
        let from = self.heard.insert(who, said.len()).unwrap_or(0);
        said[from.min(said.len())..].join("\n\n")
    }

    /// The text of the last message in somebody's chat, spaces and apostrophes plain.
    pub fn last(&self, who: i64) -> String {
        self.world.latest(who).map(|bubble| plain(&bubble.plain)).unwrap_or_default()
    }

    /// Whether a text stands anywhere in somebody's chat, edits in place included.
    pub fn shows(&self, who: i64, text: &str) -> bool {
        self.world.chat(who).iter().any(|bubble| plain(&bubble.plain).contains(&plain(text)))
    }

    /// The event's time goes on to `to`; what is due on the way is done.
    pub async fn jump(&mut self, to: &str) {
        self.clock.jump(at(to));
        self.ticker.tick().await.unwrap();
        self.settle().await;
    }

    /// The same, and nothing is sent yet.
    pub async fn tick_only(&mut self, to: &str) {
        self.clock.jump(at(to));
        self.ticker.tick().await.unwrap();
    }

    /// What waits has its effect, and nothing is sent yet.
    pub async fn handle_only(&mut self) {
        let batch = self.poller.fetch(Duration::ZERO).await.unwrap();
        self.dispatcher.handle(&batch).await.unwrap();
        self.poller.committed(&batch);
    }

    /// What is due by now is done, and everything that may be sent is sent.
    pub async fn tick(&mut self) {
        self.ticker.tick().await.unwrap();
        self.settle().await;
    }

    /// The ticks begin as after a start: nothing is known of moments before this one.
    pub fn begin_ticks_anew(&mut self) {
        self.ticker = self.app.ticker();
    }

    /// Makes somebody a moderator (or the like) by a link, as in real life.
    pub async fn invite(&mut self, who: i64, role: Role) {
        let code = Code::random();
        let mut tx = self.app.db.begin().await.unwrap();
        organiser::invite(&mut tx, &code, role, self.clock.mono() + INVITE_LIFE).await.unwrap();
        tx.commit().await.unwrap();
        self.says(who, &format!("/start {}", code.payload())).await;
        self.hears(who);
    }

    /// Registers a resident in the fewest taps.
    pub async fn register(&mut self, who: i64) {
        self.says(who, "/start").await;
        self.presses(who, "reg:consent:yes").await;
        self.presses(who, "reg:name:same").await;
        self.presses(who, "reg:category:resident").await;
        self.says(who, "Passer").await;
        self.presses(who, "reg:summary:confirm").await;
        self.hears(who);
    }

    /// One value from the database.
    pub async fn count(&self, sql: &'static str) -> i64 {
        let mut conn = self.app.db.reader().await.unwrap();
        sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap()
    }

    /// The play is over: nothing owed, nothing refused, nothing odd asked of Telegram.
    pub async fn end(self) {
        let mut conn = self.app.db.reader().await.unwrap();
        let (waiting, refused) = outbox::count(&mut conn).await.unwrap();
        assert_eq!((waiting, refused), (0, 0), "messages wait or were refused");
        assert_eq!(self.world.refusals(), [], "Telegram refused something");
        assert_eq!(self.world.complaints(), Vec::<String>::new(), "something odd was asked of Telegram");
        assert_eq!(self.world.unanswered(), 0, "a press was never answered");
        drop(conn);
        self.stop.cancel();
        self.app.db.close().await;
    }
}

/// A moment in Martinique, "2012-11-12T10:00".
pub fn at(local: &str) -> Millis {
    chrono::DateTime::parse_from_str(&format!("{local}-04:00"), "%Y-%m-%dT%H:%M%:z")
        .unwrap()
        .timestamp_millis()
}

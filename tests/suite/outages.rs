//! The real binary while its database is locked, full, read-only, restarted or cut off, or Telegram does not
//! answer. The log and the metrics must say what is wrong, updates must stay with Telegram, and after the
//! repair the bot must answer each message once.

mod postgres_server;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use koze::clock::Clock;
use koze::db::Db;
use koze::outbox;
use sqlx::{Connection, SqliteConnection};
use telegram_emulator::{Author, ChatMessage, Fault, TelegramEmulator};
use tempfile::TempDir;

use crate::process::{BotProcess, EmulatedTelegram, TIMEOUT, free_port, koze_command, run};
use crate::test_bot::{AIME, Database, MARIE};
use postgres_server::PostgresServer;

const WAITING_LOG_LINE: &str = "updates wait for the database";
const SETTINGS: [&str; 2] = ["--clock", "2012-11-12T10:00:00-04:00"];

/// A bot that has answered Marie once, before the outage begins.
struct OutageScenario {
    _home: TempDir,
    telegram: EmulatedTelegram,
    url: String,
    bot: BotProcess,
    asked_count: usize,
}

impl OutageScenario {
    async fn open(url: &str) -> Self {
        let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
        telegram.emulator.add_user(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
        let bot = Self::start_bot(&home, &telegram, url);
        let mut scenario = Self { _home: home, telegram, url: url.to_owned(), bot, asked_count: 0 };
        scenario.ask();
        scenario.wait_for_answer().await;
        scenario
    }

    fn start_bot(home: &TempDir, telegram: &EmulatedTelegram, url: &str) -> BotProcess {
        let listen = format!("127.0.0.1:{}", free_port());
        BotProcess::start(home, telegram, url, &[&SETTINGS[..], &["--listen", &listen]].concat())
    }

    /// Alternates two questions: the bot drops an answer that only repeats a waiting one.
    fn ask(&mut self) {
        self.asked_count += 1;
        self.telegram.emulator.user_sends_text(
            MARIE,
            if self.asked_count.is_multiple_of(2) { "c'est quand ?" } else { "c'est où ?" },
        );
    }

    fn answer_count(&self) -> usize {
        let is_it = |it: &ChatMessage| {
            it.author == Author::Bot && ["📍", "🗓"].iter().any(|sign| it.plain_text.starts_with(sign))
        };
        self.telegram.emulator.messages(MARIE).iter().filter(|it| is_it(it)).count()
    }

    async fn wait_for_answer(&self) {
        let what = format!("answer number {}", self.asked_count);
        self.telegram.wait_until(&what, |_| self.answer_count() >= self.asked_count).await;
    }

    /// Waits until the metrics contain a line.
    async fn wait_for_metric(&self, line: &str) {
        let clock = Clock::real();
        let shown = async {
            while !self.bot.get_page("/metrics").await.is_some_and(|(_, figures)| figures.contains(line)) {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(clock.timeout(TIMEOUT, shown).await.is_some(), "never {line}: {}", self.bot.log());
    }

    /// The database cannot be written: Marie's question stays
    /// with Telegram, and log, metrics and `/readyz` say why.
    async fn assert_degraded(&mut self) {
        self.ask();
        self.bot.wait_for_log(WAITING_LOG_LINE).await;
        assert_eq!(self.telegram.emulator.pending_update_count(), 1, "nothing is acknowledged");
        assert_eq!(self.answer_count(), self.asked_count - 1);
        let (status, why) = self.bot.get_page("/readyz").await.unwrap();
        assert_eq!(status, 503, "{why}");
        let (_, figures) = self.bot.get_page("/metrics").await.unwrap();
        assert!(figures.contains("koze_database_stuck{work=\"updates\"} 1"), "{figures}");
    }

    /// Limits the size of the files that the bot may write, in bytes.
    fn limit_file_size(&self, bytes: &str) {
        let mut command = Command::new("prlimit");
        command.args(["--pid", &self.bot.pid().to_string(), &format!("--fsize={bytes}:unlimited")]);
        assert!(command.status().unwrap().success());
    }

    /// After the repair the bot answers the waiting question and a new one, each once.
    async fn assert_recovers(mut self) {
        self.wait_for_answer().await;
        self.ask();
        self.wait_for_answer().await;
        self.telegram
            .wait_until("all is acknowledged", |emulator| emulator.pending_update_count() == 0)
            .await;
        let (status, why) = self.bot.get_page("/readyz").await.unwrap();
        assert_eq!(status, 200, "{why}: {}", self.bot.log());
        assert!(self.bot.stop().success(), "{}", self.bot.log());
        assert_eq!(self.answer_count(), self.asked_count, "each is answered once");
        let db = Db::open(&self.url).await.unwrap();
        let mut conn = db.reader().await.unwrap();
        assert_eq!(outbox::count_queued_and_failed(&mut conn).await.unwrap(), (0, 0));
        let failed: i64 =
            sqlx::query_scalar("select count(*) from failed_update").fetch_one(&mut *conn).await.unwrap();
        assert_eq!(failed, 0, "an outage is not a failure of an update");
        drop(conn);
        db.close().await;
        assert_eq!(self.telegram.emulator.warnings(), [] as [&str; 0]);
    }
}

/// Another program locks the file for so long that the bot gives up its lease.
#[tokio::test]
async fn sqlite_locked_by_another_process() {
    let database = Database::sqlite().await;
    let mut scenario = OutageScenario::open(&database.url).await;
    let mut other = SqliteConnection::connect(&database.url).await.unwrap();
    sqlx::query("begin exclusive").execute(&mut other).await.unwrap();
    scenario.assert_degraded().await;
    scenario.bot.wait_for_log("the lease could not be renewed in time").await;
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    scenario.assert_recovers().await;
}

/// No file may grow any more: a size limit needs no rights, and acts like a quota.
#[tokio::test]
async fn sqlite_may_not_write_to_its_files() {
    let database = Database::sqlite().await;
    let mut scenario = OutageScenario::open(&database.url).await;
    // the log stays below this size
    scenario.limit_file_size("16384");
    scenario.assert_degraded().await;
    assert!(scenario.bot.log().contains("disk I/O error"), "{}", scenario.bot.log());
    scenario.limit_file_size("unlimited");
    scenario.assert_recovers().await;
}

/// The disk is full, and later read-only when the bot starts. The test mounts a small disk of its own.
#[tokio::test]
async fn sqlite_on_a_disk_that_is_full_and_then_read_only() {
    let Some(disk) = RamDisk::mount() else { return };
    let url = format!("sqlite://{}", disk.path().join("koze.db").display());
    let mut scenario = OutageScenario::open(&url).await;
    let filler = disk.path().join("filler");
    // fill the whole disk
    assert!(fs::write(&filler, vec![0; 64 << 20]).is_err(), "the disk is larger than requested");
    scenario.assert_degraded().await;
    assert!(scenario.bot.log().contains("database or disk is full"), "{}", scenario.bot.log());
    fs::remove_file(&filler).unwrap();
    scenario.assert_recovers().await;

    disk.remount("ro");
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let mut command = koze_command(&home);
    command.args(["run", "--listen", "127.0.0.1:0", "--api-url", &telegram.url, "--database-url", &url]);
    let (code, _, said) = run(command.env("TELOXIDE_TOKEN", koze::rehearsal::instance::TOKEN));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("unable to open database file"), "{said}");
    assert!(said.contains("--database-url: the database cannot be opened"), "{said}");
    assert_eq!(telegram.emulator.call_count("getUpdates"), 0);
    disk.remount("rw");
    let scenario = OutageScenario::open(&url).await;
    scenario.assert_recovers().await;
}

/// The server stops at once, as when its machine is reset, and starts again.
#[tokio::test]
async fn postgres_restarted() {
    let Some(server) = PostgresServer::start() else { return };
    let mut scenario = OutageScenario::open(&server.url()).await;
    server.stop();
    scenario.assert_degraded().await;
    server.start_again();
    scenario.assert_recovers().await;
}

/// The server becomes read-only, as before a replacement, and then writable again.
#[tokio::test]
async fn postgres_becomes_read_only() {
    let Some(server) = PostgresServer::start() else { return };
    let mut scenario = OutageScenario::open(&server.url()).await;
    server.apply_setting("alter system set default_transaction_read_only = on").await;
    // the connections apply the setting one by one, and an earlier question would be answered
    scenario.wait_for_metric("koze_database_stuck{work=\"lease\"} 1").await;
    scenario.assert_degraded().await;
    assert!(scenario.bot.log().contains("read-only transaction"), "{}", scenario.bot.log());
    server.apply_setting("alter system reset default_transaction_read_only").await;
    scenario.wait_for_metric("koze_database_stuck{work=\"lease\"} 0").await;
    scenario.assert_recovers().await;
}

/// Every connection is cut repeatedly, as by a proxy that restarts. The bot answers all the same.
#[tokio::test]
async fn postgres_cuts_every_connection() {
    let database = Database::postgres().await;
    let mut scenario = OutageScenario::open(&database.url).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    for _ in 0..10 {
        scenario.ask();
        sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .execute(&mut *conn)
        .await
        .unwrap();
        scenario.wait_for_answer().await;
    }
    scenario.assert_recovers().await;
}

/// Another session locks a table for a long time.
#[tokio::test]
async fn postgres_holds_a_table_locked() {
    let database = Database::postgres().await;
    let mut scenario = OutageScenario::open(&database.url).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut lock = db.begin().await.unwrap();
    sqlx::query("lock table person in access exclusive mode").execute(&mut *lock).await.unwrap();
    scenario.assert_degraded().await;
    lock.rollback().await.unwrap();
    scenario.assert_recovers().await;
}

/// Telegram accepts a call and never answers: the bot gives the call
/// up after twenty seconds and repeats it. Other chats do not wait.
#[tokio::test]
async fn telegram_says_nothing() {
    let database = Database::sqlite().await;
    let mut scenario = OutageScenario::open(&database.url).await;
    let emulator = scenario.telegram.emulator.clone();
    emulator.add_user(AIME, "Aimé", None, Some("fr"));
    emulator.inject_fault(Some("sendMessage"), 1, Fault::Hang);
    scenario.ask();
    scenario.telegram.wait_until("the call hangs", |emulator| emulator.hanging_request_count() == 1).await;
    emulator.user_sends_text(AIME, "c'est où ?");
    let answered = |emulator: &TelegramEmulator| {
        emulator.latest_message(AIME).is_some_and(|it| it.author == Author::Bot)
    };
    scenario.telegram.wait_until("the other one is answered", answered).await;
    assert_eq!(
        (emulator.hanging_request_count(), scenario.answer_count()),
        (1, scenario.asked_count - 1),
        "the first answer still waits"
    );
    scenario.assert_recovers().await;
}

/// A small disk in memory.
struct RamDisk(TempDir);

impl RamDisk {
    /// `None`, with a message, where the test may not mount.
    fn mount() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=8m", "koze-tests"])
            .arg(folder.path())
            .output()
            .unwrap();
        if !mounted.status.success() {
            eprintln!("SKIPPED, a disk cannot be mounted: {}", String::from_utf8_lossy(&mounted.stderr));
            return None;
        }
        Some(Self(folder))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn remount(&self, how: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(self.path()).status();
        assert!(done.unwrap().success(), "remount,{how}");
    }
}

impl Drop for RamDisk {
    fn drop(&mut self) {
        // lazily: after a failed test the bot may still use the disk for a moment
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

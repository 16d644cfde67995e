//! The real binary while its database is locked, full, read-only, restarted or cut off, or Telegram says
//! nothing. What must hold: the log and the figures say what is wrong, what people write stays with
//! Telegram, and once it is mended the bot goes on by itself, with one answer to each.

mod server;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use koze::clock::Clock;
use koze::db::Db;
use koze::outbox;
use koze::rehearsal::world::{Author, Bubble, Fault, World};
use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;

use crate::process::{Bot, PATIENCE, Telegram, free_port, koze, run};
use crate::stage::{AIME, Database, MARIE};
use server::Server;

const WAITS: &str = "updates wait for the database";
const SETTINGS: [&str; 2] = ["--clock", "2012-11-12T10:00:00-04:00"];

/// A bot that has answered Marie once, on a database of which something is about to happen.
struct Play {
    _home: TempDir,
    telegram: Telegram,
    url: String,
    bot: Bot,
    asked: usize,
}

impl Play {
    async fn open(url: &str) -> Self {
        let (home, telegram) = (tempfile::tempdir().unwrap(), Telegram::open().await);
        telegram.world.person(MARIE, "Marie-Line", Some("Exemple"), Some("fr"));
        let bot = Self::start(&home, &telegram, url);
        let mut play = Self { _home: home, telegram, url: url.to_owned(), bot, asked: 0 };
        play.asks();
        play.is_answered().await;
        play
    }

    fn start(home: &TempDir, telegram: &Telegram, url: &str) -> Bot {
        let listen = format!("127.0.0.1:{}", free_port());
        Bot::start(home, telegram, url, &[&SETTINGS[..], &["--listen", &listen]].concat())
    }

    /// One thing and the other by turns: an answer that would only repeat what is on its way is left out.
    fn asks(&mut self) {
        self.asked += 1;
        self.telegram
            .world
            .says(MARIE, if self.asked.is_multiple_of(2) { "c'est quand ?" } else { "c'est où ?" });
    }

    fn answers(&self) -> usize {
        let is_it =
            |it: &Bubble| it.from == Author::Bot && ["📍", "🗓"].iter().any(|sign| it.plain.starts_with(sign));
        self.telegram.world.chat(MARIE).iter().filter(|it| is_it(it)).count()
    }

    async fn is_answered(&self) {
        let what = format!("answer number {}", self.asked);
        self.telegram.until(&what, |_| self.answers() >= self.asked).await;
    }

    /// Waits until a line stands among its figures.
    async fn shows(&self, line: &str) {
        let clock = Clock::real();
        let shown = async {
            while !self.bot.page("/metrics").await.is_some_and(|(_, figures)| figures.contains(line)) {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(clock.at_most(PATIENCE, shown).await.is_some(), "never {line}: {}", self.bot.log());
    }

    /// The database cannot be written: what Marie asks now waits with Telegram, and whoever looks is told.
    async fn is_stuck(&mut self) {
        self.asks();
        self.bot.logs(WAITS).await;
        assert_eq!(self.telegram.world.waiting_updates(), 1, "nothing is acknowledged");
        assert_eq!(self.answers(), self.asked - 1);
        let (status, why) = self.bot.page("/readyz").await.unwrap();
        assert_eq!(status, 503, "{why}");
        let (_, figures) = self.bot.page("/metrics").await.unwrap();
        assert!(figures.contains("koze_database_stuck{work=\"updates\"} 1"), "{figures}");
    }

    /// How large the files may be that the bot writes, in bytes.
    fn limit_files(&self, bytes: &str) {
        let mut command = Command::new("prlimit");
        command.args(["--pid", &self.bot.id().to_string(), &format!("--fsize={bytes}:unlimited")]);
        assert!(command.status().unwrap().success());
    }

    /// It is mended: what was asked is answered, once, and so is what is asked then.
    async fn goes_on(mut self) {
        self.is_answered().await;
        self.asks();
        self.is_answered().await;
        self.telegram.until("all is acknowledged", |world| world.waiting_updates() == 0).await;
        let (status, why) = self.bot.page("/readyz").await.unwrap();
        assert_eq!(status, 200, "{why}: {}", self.bot.log());
        assert!(self.bot.stop().success(), "{}", self.bot.log());
        assert_eq!(self.answers(), self.asked, "each is answered once");
        let db = Db::open(&self.url).await.unwrap();
        let mut conn = db.reader().await.unwrap();
        assert_eq!(outbox::count(&mut conn).await.unwrap(), (0, 0));
        let failed: i64 =
            sqlx::query_scalar("select count(*) from failed_update").fetch_one(&mut *conn).await.unwrap();
        assert_eq!(failed, 0, "it was nobody's fault");
        drop(conn);
        db.close().await;
        assert_eq!(self.telegram.world.complaints(), [] as [&str; 0]);
    }
}

/// Somebody has opened the file with another program, and holds it for so long that even the lease is
/// given up.
#[tokio::test]
async fn sqlite_locked_by_another_process() {
    let database = Database::sqlite().await;
    let mut play = Play::open(&database.url).await;
    let mut other = SqliteConnection::connect(&database.url).await.unwrap();
    sqlx::query("begin exclusive").execute(&mut other).await.unwrap();
    play.is_stuck().await;
    play.bot.logs("the lease could not be renewed in time").await;
    sqlx::query("rollback").execute(&mut other).await.unwrap();
    play.goes_on().await;
}

/// No file may grow any more: a quota, which needs no rights to be set.
#[tokio::test]
async fn sqlite_may_not_write_to_its_files() {
    let database = Database::sqlite().await;
    let mut play = Play::open(&database.url).await;
    // the log stays below it
    play.limit_files("16384");
    play.is_stuck().await;
    assert!(play.bot.log().contains("disk I/O error"), "{}", play.bot.log());
    play.limit_files("unlimited");
    play.goes_on().await;
}

/// The disk is full, and later it is read-only when the bot is started: a small one of its own.
#[tokio::test]
async fn sqlite_on_a_disk_that_is_full_and_then_read_only() {
    let Some(disk) = Disk::mount() else { return };
    let url = format!("sqlite://{}", disk.path().join("koze.db").display());
    let mut play = Play::open(&url).await;
    let filler = disk.path().join("filler");
    // as much as there is
    assert!(fs::write(&filler, vec![0; 64 << 20]).is_err(), "the disk is larger than it was to be");
    play.is_stuck().await;
    assert!(play.bot.log().contains("database or disk is full"), "{}", play.bot.log());
    fs::remove_file(&filler).unwrap();
    play.goes_on().await;

    disk.remount("ro");
    let home = tempfile::tempdir().unwrap();
    let telegram = Telegram::open().await;
    let mut command = koze(&home);
    command.args(["run", "--listen", "127.0.0.1:0", "--api-url", &telegram.url, "--database-url", &url]);
    let (code, _, said) = run(command.env("TELOXIDE_TOKEN", koze::rehearsal::performance::TOKEN));
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("unable to open database file"), "{said}");
    assert!(said.contains("--database-url: the database cannot be opened"), "{said}");
    assert_eq!(telegram.world.calls("getUpdates"), 0);
    disk.remount("rw");
    let play = Play::open(&url).await;
    play.goes_on().await;
}

/// The server is stopped at once, as when its machine is reset, and begins anew.
#[tokio::test]
async fn postgres_restarted() {
    let Some(server) = Server::start() else { return };
    let mut play = Play::open(&server.url()).await;
    server.stop();
    play.is_stuck().await;
    server.go_on();
    play.goes_on().await;
}

/// The server takes no more changes, as one that is to be replaced by another, and then does again.
#[tokio::test]
async fn postgres_becomes_read_only() {
    let Some(server) = Server::start() else { return };
    let mut play = Play::open(&server.url()).await;
    server.orders("alter system set default_transaction_read_only = on").await;
    // its connections hear of it one by one, and what is asked before would be answered
    play.shows("koze_database_stuck{work=\"lease\"} 1").await;
    play.is_stuck().await;
    assert!(play.bot.log().contains("read-only transaction"), "{}", play.bot.log());
    server.orders("alter system reset default_transaction_read_only").await;
    play.shows("koze_database_stuck{work=\"lease\"} 0").await;
    play.goes_on().await;
}

/// Every connection is cut, again and again, as by a proxy that is restarted. Nobody need notice.
#[tokio::test]
async fn postgres_cuts_every_connection() {
    let Some(database) = Database::postgres().await else { return };
    let mut play = Play::open(&database.url).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut conn = db.reader().await.unwrap();
    for _ in 0..10 {
        play.asks();
        sqlx::query(
            "select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and pid <> pg_backend_pid()",
        )
        .execute(&mut *conn)
        .await
        .unwrap();
        play.is_answered().await;
    }
    play.goes_on().await;
}

/// Somebody alters a table by hand, and takes their time.
#[tokio::test]
async fn postgres_holds_a_table_locked() {
    let Some(database) = Database::postgres().await else { return };
    let mut play = Play::open(&database.url).await;
    let db = Db::open(&database.url).await.unwrap();
    let mut lock = db.begin().await.unwrap();
    sqlx::query("lock table person in access exclusive mode").execute(&mut *lock).await.unwrap();
    play.is_stuck().await;
    lock.rollback().await.unwrap();
    play.goes_on().await;
}

/// A call is taken and never answered: it is given up after twenty seconds and made again. Nobody else
/// waits for it.
#[tokio::test]
async fn telegram_says_nothing() {
    let database = Database::sqlite().await;
    let mut play = Play::open(&database.url).await;
    let world = play.telegram.world.clone();
    world.person(AIME, "Aimé", None, Some("fr"));
    world.fail(Some("sendMessage"), 1, Fault::Hang);
    play.asks();
    play.telegram.until("the call hangs", |world| world.hanging() == 1).await;
    world.says(AIME, "c'est où ?");
    let answered = |world: &World| world.latest(AIME).is_some_and(|it| it.from == Author::Bot);
    play.telegram.until("the other one is answered", answered).await;
    assert_eq!((world.hanging(), play.answers()), (1, play.asked - 1), "the first still waits");
    play.goes_on().await;
}

/// A small disk in memory.
struct Disk(TempDir);

impl Disk {
    /// `None`, and said aloud, where nothing may be mounted.
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

impl Drop for Disk {
    fn drop(&mut self) {
        // lazily: after a failed play the bot may still be there for a moment
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

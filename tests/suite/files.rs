//! The database's file: private, whole, and where it was; by the real binary on SQLite.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use koze::clock::Clock;
use koze::db::Db;
use koze::rehearsal::performance::TOKEN;
use koze::rehearsal::world::Author;
use tempfile::TempDir;

use crate::process::{Bot, PATIENCE, Telegram, free_port, koze, run};
use crate::stage::MARIE;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

struct Play {
    home: TempDir,
    telegram: Telegram,
    bot: Bot,
    asked: usize,
}

impl Play {
    async fn open() -> Self {
        let (home, telegram) = (tempfile::tempdir().unwrap(), Telegram::open().await);
        telegram.world.person(MARIE, "Marie", None, Some("fr"));
        let bot = Self::start(&home, &telegram);
        let mut play = Self { home, telegram, bot, asked: 0 };
        play.is_answered().await;
        play
    }

    fn start(home: &TempDir, telegram: &Telegram) -> Bot {
        let listen = format!("127.0.0.1:{}", free_port());
        Bot::start(home, telegram, "sqlite://koze.db", &["--listen", &listen])
    }

    fn file(&self) -> PathBuf {
        self.home.path().join("koze.db")
    }

    fn asks(&mut self) {
        self.asked += 1;
        let what = if self.asked.is_multiple_of(2) { "c'est quand ?" } else { "c'est où ?" };
        self.telegram.world.says(MARIE, what);
    }

    fn answers(&self) -> usize {
        self.telegram.world.chat(MARIE).iter().filter(|it| it.from == Author::Bot).count()
    }

    async fn is_answered(&mut self) {
        self.asks();
        let before = self.answers();
        self.telegram.until("she is answered", |_| self.answers() > before).await;
        self.telegram.until("all is acknowledged", |world| world.waiting_updates() == 0).await;
    }

    /// Waits until `/readyz` says so; gives why.
    async fn is_unready(&self) -> String {
        let clock = Clock::real();
        let unready = async {
            loop {
                if let Some((503, why)) = self.bot.page("/readyz").await {
                    return why;
                }
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        clock.at_most(PATIENCE, unready).await.unwrap_or_else(|| panic!("still ready: {}", self.bot.log()))
    }

    /// What she writes now is not taken, and she is not told otherwise.
    async fn takes_nothing(&mut self) {
        let before = self.answers();
        self.asks();
        self.bot.logs("updates wait for the database").await;
        assert_eq!(
            (self.telegram.world.waiting_updates(), self.answers()),
            (1, before),
            "{}",
            self.bot.log()
        );
    }
}

#[tokio::test]
async fn files_are_read_by_their_owner_alone() {
    let mut play = Play::open().await;
    for name in ["koze.db", "koze.db-wal", "koze.db-shm"] {
        assert_eq!(mode(&play.home.path().join(name)), 0o600, "{name}");
    }
    // those of an earlier version are named, and tightened at the next start
    assert!(play.bot.stop().success());
    fs::set_permissions(play.file(), Permissions::from_mode(0o644)).unwrap();
    let (_, said, _) = run(koze(&play.home).arg("doctor"));
    assert!(said.contains("MEND files: ") && said.contains("chmod 600 koze.db"), "{said}");
    assert_eq!(mode(&play.file()), 0o644, "the doctor changes nothing");
    play.bot = Play::start(&play.home, &play.telegram);
    play.is_answered().await;
    assert_eq!(mode(&play.file()), 0o600);
    // and exports, one that is written over included
    fs::write(play.home.path().join("list.csv"), "old").unwrap();
    for (what, to) in [("registrations", "list.csv"), ("questions", "new.csv")] {
        let (code, _, error) = run(koze(&play.home).args(["export", what, "--output", to]));
        assert_eq!((code, mode(&play.home.path().join(to))), (0, 0o600), "{to}: {error}");
    }
}

#[tokio::test]
async fn a_deleted_or_replaced_file_is_noticed_at_once() {
    for how in ["moved away", "replaced"] {
        let mut play = Play::open().await;
        let aside = play.home.path().join("aside");
        fs::rename(play.file(), &aside).unwrap();
        if how == "replaced" {
            fs::copy(&aside, play.file()).unwrap();
        }
        let why = play.is_unready().await;
        assert!(why.contains("deleted or replaced"), "{how}: {why}");
        play.bot.logs("NOTHING IS ACCEPTED ANY MORE").await;
        play.takes_nothing().await;
        assert_eq!(play.file().exists(), how == "replaced", "none is made anew");
        // the very file put back, it goes on, with an answer to what waited
        let before = play.answers();
        fs::rename(&aside, play.file()).unwrap();
        play.telegram.until("what waited is answered", |_| play.answers() > before).await;
        play.is_answered().await;
        assert_eq!(play.bot.page("/readyz").await.unwrap().0, 200);
        assert!(play.bot.stop().success(), "{}", play.bot.log());
    }
}

/// A damaged page is an outage, and no fault of whoever writes.
#[tokio::test]
async fn a_damaged_file_is_an_outage() {
    let mut play = Play::open().await;
    assert!(play.bot.stop().success());
    // all but the header and the schema: whatever is looked for is not there
    let file = fs::File::options().write(true).open(play.file()).unwrap();
    let length = file.metadata().unwrap().len();
    let db = Db::open(&format!("sqlite://{}", play.file().display())).await.unwrap();
    let root: i64 = sqlx::query_scalar("select rootpage from sqlite_master where name = 'seen_update'")
        .fetch_one(&mut *db.reader().await.unwrap())
        .await
        .unwrap();
    db.close().await;
    let page = 4096;
    assert!(length > page);
    file.write_all_at(&[0xff; 4096], (root as u64 - 1) * page).unwrap();
    let (code, said, _) = run(koze(&play.home).arg("doctor"));
    assert!(code == 1 && said.contains("MEND database: its file is damaged"), "{said}");
    play.bot = Play::start(&play.home, &play.telegram);
    play.takes_nothing().await;
    assert!(play.bot.log().contains("malformed"), "{}", play.bot.log());
    let why = play.is_unready().await;
    assert!(why.contains("damaged"), "{why}");
    play.bot.kill();
    // something else altogether
    for other in ["koze.db-wal", "koze.db-shm"] {
        let _ = fs::remove_file(play.home.path().join(other));
    }
    fs::write(play.file(), "not a database at all, and of some length. ".repeat(400)).unwrap();
    let (code, said, _) = run(koze(&play.home).arg("doctor"));
    assert!(code == 1 && said.contains("MEND database: its file is damaged"), "{said}");
    let mut command = koze(&play.home);
    command
        .args(["run", "--listen", "127.0.0.1:0", "--api-url", &play.telegram.url])
        .env("TELOXIDE_TOKEN", TOKEN);
    let (code, _, error) = run(&mut command);
    assert!(code == 2 && error.contains("not a database"), "{code}: {error}");
}

/// Nobody listens there, or the name is none: said at once.
#[tokio::test]
async fn a_wrong_address_of_a_server_says_its_cause() {
    let home = tempfile::tempdir().unwrap();
    for (url, cause) in [
        ("postgres://nobody:SECRET@127.0.0.1:9/koze", "refused"),
        ("postgres://nobody:SECRET@no-such-host.invalid/koze", "lookup"),
        ("postgres://nobody:SECRET@127.0.0.1:99999/koze", "port"),
        ("postgres://nobody:SECRET@[::1/koze", "IPv6"),
    ] {
        let mut command = koze(&home);
        command.args(["run", "--listen", "127.0.0.1:0", "--database-url", url]).env("TELOXIDE_TOKEN", TOKEN);
        let (code, _, error) = run(&mut command);
        assert_eq!(code, 2, "{url}: {error}");
        assert!(error.contains(cause) && !error.contains("SECRET"), "{url}: {error}");
        assert!(!error.contains("timed out while waiting"), "{url}: {error}");
    }
}

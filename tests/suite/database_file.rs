//! The SQLite file, through the real binary: only its owner may read
//! it, and the bot notices when it is deleted, replaced or damaged.

use std::fs::{self, Permissions};
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use koze::clock::Clock;
use koze::db::Db;
use koze::rehearsal::instance::TOKEN;
use telegram_emulator::Author;
use tempfile::TempDir;

use crate::process::{BotProcess, EmulatedTelegram, TIMEOUT, free_port, koze_command, run};
use crate::test_bot::MARIE;

fn file_mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o777
}

struct DatabaseFileScenario {
    home: TempDir,
    telegram: EmulatedTelegram,
    bot: BotProcess,
    asked_count: usize,
}

impl DatabaseFileScenario {
    async fn open() -> Self {
        let (home, telegram) = (tempfile::tempdir().unwrap(), EmulatedTelegram::open().await);
        telegram.emulator.add_user(MARIE, "Marie", None, Some("fr"));
        let bot = Self::start_bot(&home, &telegram);
        let mut scenario = Self { home, telegram, bot, asked_count: 0 };
        scenario.ask_and_wait_for_answer().await;
        scenario
    }

    fn start_bot(home: &TempDir, telegram: &EmulatedTelegram) -> BotProcess {
        let listen = format!("127.0.0.1:{}", free_port());
        BotProcess::start(home, telegram, "sqlite://koze.db", &["--listen", &listen])
    }

    fn database_path(&self) -> PathBuf {
        self.home.path().join("koze.db")
    }

    fn ask(&mut self) {
        self.asked_count += 1;
        let what = if self.asked_count.is_multiple_of(2) { "c'est quand ?" } else { "c'est où ?" };
        self.telegram.emulator.user_sends_text(MARIE, what);
    }

    fn answer_count(&self) -> usize {
        self.telegram.emulator.messages(MARIE).iter().filter(|it| it.author == Author::Bot).count()
    }

    async fn ask_and_wait_for_answer(&mut self) {
        self.ask();
        let before = self.answer_count();
        self.telegram.wait_until("she is answered", |_| self.answer_count() > before).await;
        self.telegram
            .wait_until("all is acknowledged", |emulator| emulator.pending_update_count() == 0)
            .await;
    }

    /// Waits until `/readyz` answers 503; returns the reason.
    async fn wait_until_unready(&self) -> String {
        let clock = Clock::real();
        let unready = async {
            loop {
                if let Some((503, why)) = self.bot.get_page("/readyz").await {
                    return why;
                }
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        clock.timeout(TIMEOUT, unready).await.unwrap_or_else(|| panic!("still ready: {}", self.bot.log()))
    }

    async fn wait_until_ready(&self) {
        let clock = Clock::real();
        let ready = async {
            while self.bot.get_page("/readyz").await.is_none_or(|(status, _)| status != 200) {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        clock.timeout(TIMEOUT, ready).await.unwrap_or_else(|| panic!("still unready: {}", self.bot.log()));
    }

    /// The bot acknowledges no update now, and does not answer.
    async fn assert_nothing_is_accepted(&mut self) {
        let before = self.answer_count();
        self.ask();
        self.bot.wait_for_log("updates wait for the database").await;
        assert_eq!(
            (self.telegram.emulator.pending_update_count(), self.answer_count()),
            (1, before),
            "{}",
            self.bot.log()
        );
    }
}

#[tokio::test]
async fn files_are_read_by_their_owner_alone() {
    let mut scenario = DatabaseFileScenario::open().await;
    for name in ["koze.db", "koze.db-wal", "koze.db-shm"] {
        assert_eq!(file_mode(&scenario.home.path().join(name)), 0o600, "{name}");
    }
    // the doctor reports a file of an earlier version that others may read, and the next start restricts it
    assert!(scenario.bot.stop().success());
    fs::set_permissions(scenario.database_path(), Permissions::from_mode(0o644)).unwrap();
    let (_, said, _) = run(koze_command(&scenario.home).arg("doctor"));
    assert!(said.contains("MEND files: ") && said.contains("chmod 600 koze.db"), "{said}");
    assert_eq!(file_mode(&scenario.database_path()), 0o644, "the doctor changes nothing");
    scenario.bot = DatabaseFileScenario::start_bot(&scenario.home, &scenario.telegram);
    scenario.ask_and_wait_for_answer().await;
    assert_eq!(file_mode(&scenario.database_path()), 0o600);
    // exports are private too, also when they overwrite a file
    fs::write(scenario.home.path().join("list.csv"), "old").unwrap();
    for (what, to) in [("registrations", "list.csv"), ("questions", "new.csv")] {
        let (code, _, error) = run(koze_command(&scenario.home).args(["export", what, "--output", to]));
        assert_eq!((code, file_mode(&scenario.home.path().join(to))), (0, 0o600), "{to}: {error}");
    }
}

#[tokio::test]
async fn a_deleted_or_replaced_file_is_noticed_at_once() {
    for how in ["moved away", "replaced"] {
        let mut scenario = DatabaseFileScenario::open().await;
        let aside = scenario.home.path().join("aside");
        fs::rename(scenario.database_path(), &aside).unwrap();
        if how == "replaced" {
            fs::copy(&aside, scenario.database_path()).unwrap();
        }
        let why = scenario.wait_until_unready().await;
        assert!(why.contains("deleted or replaced"), "{how}: {why}");
        scenario.bot.wait_for_log("NOTHING IS ACCEPTED ANY MORE").await;
        scenario.assert_nothing_is_accepted().await;
        assert_eq!(scenario.database_path().exists(), how == "replaced", "the bot creates no new file");
        // with the original file back, the bot goes on and answers the waiting question
        let before = scenario.answer_count();
        fs::rename(&aside, scenario.database_path()).unwrap();
        scenario.telegram.wait_until("what waited is answered", |_| scenario.answer_count() > before).await;
        scenario.ask_and_wait_for_answer().await;
        // a loop that waits after a failure looks at the file again a little later
        scenario.wait_until_ready().await;
        assert!(scenario.bot.stop().success(), "{}", scenario.bot.log());
    }
}

/// A damaged page is an outage, not a failure of the update.
#[tokio::test]
async fn a_damaged_file_is_an_outage() {
    let mut scenario = DatabaseFileScenario::open().await;
    assert!(scenario.bot.stop().success());
    // overwrite the first page of the table `seen_update`, which every update reads
    let file = fs::File::options().write(true).open(scenario.database_path()).unwrap();
    let length = file.metadata().unwrap().len();
    let db = Db::open(&format!("sqlite://{}", scenario.database_path().display())).await.unwrap();
    let root: i64 = sqlx::query_scalar("select rootpage from sqlite_master where name = 'seen_update'")
        .fetch_one(&mut *db.reader().await.unwrap())
        .await
        .unwrap();
    db.close().await;
    let page = 4096;
    assert!(length > page);
    file.write_all_at(&[0xff; 4096], (root as u64 - 1) * page).unwrap();
    let (code, said, _) = run(koze_command(&scenario.home).arg("doctor"));
    assert!(code == 1 && said.contains("MEND database: its file is damaged"), "{said}");
    scenario.bot = DatabaseFileScenario::start_bot(&scenario.home, &scenario.telegram);
    scenario.assert_nothing_is_accepted().await;
    assert!(scenario.bot.log().contains("malformed"), "{}", scenario.bot.log());
    let why = scenario.wait_until_unready().await;
    assert!(why.contains("damaged"), "{why}");
    scenario.bot.kill();
    // a file of another kind
    for other in ["koze.db-wal", "koze.db-shm"] {
        let _ = fs::remove_file(scenario.home.path().join(other));
    }
    fs::write(scenario.database_path(), "not a database at all, and of some length. ".repeat(400)).unwrap();
    let (code, said, _) = run(koze_command(&scenario.home).arg("doctor"));
    assert!(code == 1 && said.contains("MEND database: its file is damaged"), "{said}");
    let mut command = koze_command(&scenario.home);
    command
        .args(["run", "--listen", "127.0.0.1:0", "--api-url", &scenario.telegram.url])
        .env("TELOXIDE_TOKEN", TOKEN);
    let (code, _, error) = run(&mut command);
    assert!(code == 2 && error.contains("not a database"), "{code}: {error}");
}

/// A server that cannot be reached, or an invalid address: the error names the cause at once.
#[tokio::test]
async fn a_wrong_address_of_a_server_says_its_cause() {
    let home = tempfile::tempdir().unwrap();
    for (url, cause) in [
        ("postgres://nobody:SECRET@127.0.0.1:9/koze", "refused"),
        ("postgres://nobody:SECRET@no-such-host.invalid/koze", "lookup"),
        ("postgres://nobody:SECRET@127.0.0.1:99999/koze", "port"),
        ("postgres://nobody:SECRET@[::1/koze", "IPv6"),
    ] {
        let mut command = koze_command(&home);
        command.args(["run", "--listen", "127.0.0.1:0", "--database-url", url]).env("TELOXIDE_TOKEN", TOKEN);
        let (code, _, error) = run(&mut command);
        assert_eq!(code, 2, "{url}: {error}");
        assert!(error.contains(cause) && !error.contains("SECRET"), "{url}: {error}");
        assert!(!error.contains("timed out while waiting"), "{url}: {error}");
    }
}

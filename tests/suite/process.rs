//! Runs the real binary as on a real machine: a test starts, stops and
//! kills it. It talks in real time to an emulated Telegram on loopback.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

use koze::clock::Clock;
use koze::rehearsal::instance::{TOKEN, bot_account};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use telegram_emulator::{BotApiServer, TelegramEmulator};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Longer than any step takes on a busy machine.
pub const TIMEOUT: Duration = Duration::from_secs(240);

/// An emulated Telegram that keeps real time.
pub struct EmulatedTelegram {
    pub emulator: TelegramEmulator,
    pub url: String,
    stop: CancellationToken,
}

impl EmulatedTelegram {
    pub async fn open() -> Self {
        let emulator = TelegramEmulator::new(Clock::real(), bot_account());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
        Self { emulator, url, stop }
    }

    /// Waits until a condition holds in the emulator.
    pub async fn wait_until(&self, what: &str, mut is_so: impl FnMut(&TelegramEmulator) -> bool) {
        let emulator = &self.emulator;
        let seen = async {
            loop {
                let revision = emulator.revision();
                if is_so(emulator) {
                    break;
                }
                emulator.wait_for_change(revision).await;
            }
        };
        assert!(Clock::real().timeout(TIMEOUT, seen).await.is_some(), "timed out: {what}");
    }
}

impl Drop for EmulatedTelegram {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A port at which nothing listens at the moment.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// Starts the binary. A write beyond the size limit of files is an error instead of a signal, and a test may
/// set the hard or the soft limit of open files.
const START_SCRIPT: &str = r#"
    trap "" XFSZ
    [ -z "$KOZE_TEST_FILES" ] || ulimit -n "$KOZE_TEST_FILES"
    [ -z "$KOZE_TEST_SOFT_FILES" ] || ulimit -S -n "$KOZE_TEST_SOFT_FILES"
    exec "$0" "$@"
"#;

pub const BINARY_PATH: &str = env!("CARGO_BIN_EXE_koze");

/// `koze` with a clean environment, in the folder `home`. `KOZE_BINARY` names another build of it.
pub fn koze_command(home: &TempDir) -> Command {
    with_clean_environment(Command::new(binary_path()), home)
}

fn binary_path() -> OsString {
    std::env::var_os("KOZE_BINARY").unwrap_or_else(|| BINARY_PATH.into())
}

fn with_clean_environment(mut command: Command, home: &TempDir) -> Command {
    command.env_clear().current_dir(home.path());
    command
}

/// Runs a command that ends by itself; returns its exit code, output and errors.
pub fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// A process that runs until it is stopped. It is killed when dropped.
pub struct ChildProcess {
    child: Child,
    /// Its output, if the test reads it.
    stdout: Option<BufReader<ChildStdout>>,
}

impl ChildProcess {
    /// Starts a process whose output the test can read.
    pub fn start(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap();
        let stdout = child.stdout.take().map(BufReader::new);
        Self { child, stdout }
    }

    /// Waits for the next line of output; empty at the end.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.stdout.as_mut().unwrap().read_line(&mut line).unwrap();
        line
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM and waits; returns the exit status.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        self.child.wait().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id() as i32), signal).unwrap();
    }
}

impl Drop for ChildProcess {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A running `koze run`.
pub struct BotProcess {
    running: ChildProcess,
    log: PathBuf,
    /// The size of the log before this process wrote to it.
    log_start: u64,
    /// The address at which it serves its pages.
    listen: String,
}

impl BotProcess {
    /// Waits until the log contains a text.
    pub async fn wait_for_log(&self, what: &str) {
        let clock = Clock::real();
        let told = async {
            while !self.log().contains(what) {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(clock.timeout(TIMEOUT, told).await.is_some(), "{what} is not in the log: {}", self.log());
    }

    /// Starts the bot against `telegram`. Its log is appended to the file `log` in `home`.
    pub fn start(home: &TempDir, telegram: &EmulatedTelegram, database_url: &str, more: &[&str]) -> Self {
        Self::start_with_environment(&[], home, telegram, database_url, more)
    }

    /// The same, with the log at the level trace.
    pub fn start_verbose(
        home: &TempDir,
        telegram: &EmulatedTelegram,
        database_url: &str,
        more: &[&str],
    ) -> Self {
        Self::start_with_environment(&[("RUST_LOG", "trace")], home, telegram, database_url, more)
    }

    /// The same, with more environment variables.
    pub fn start_with_environment(
        environment: &[(&str, &str)],
        home: &TempDir,
        telegram: &EmulatedTelegram,
        database_url: &str,
        more: &[&str],
    ) -> Self {
        let log = home.path().join("log");
        let to = File::options().create(true).append(true).open(&log).unwrap();
        let log_start = to.metadata().unwrap().len();
        let told = more.iter().position(|word| *word == "--listen").and_then(|place| more.get(place + 1));
        let listen = told.copied().unwrap_or("127.0.0.1:0").to_owned();
        let anywhere: &[&str] = if told.is_some() { &[] } else { &["--listen", &listen] };
        let mut command = with_clean_environment(Command::new("/bin/sh"), home);
        let child = command
            .args(["-c", START_SCRIPT])
            .arg(binary_path())
            .arg("run")
            .args(["--api-url", &telegram.url, "--database-url", database_url])
            .args(anywhere)
            .args(more)
            .env("TELOXIDE_TOKEN", TOKEN)
            .env("RUST_LOG", "info")
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(to)
            .spawn()
            .unwrap();
        Self { running: ChildProcess { child, stdout: None }, log, log_start, listen }
    }

    pub fn kill(&mut self) {
        self.running.kill();
    }

    pub fn stop(&mut self) -> ExitStatus {
        self.running.stop()
    }

    /// Waits for the first line of the log, which comes after the handlers of signals are installed.
    pub async fn wait_until_started(&self) {
        let clock = Clock::real();
        let started = async {
            while fs::metadata(&self.log).unwrap().len() <= self.log_start {
                clock.sleep(Duration::from_millis(2)).await;
            }
        };
        assert!(clock.timeout(TIMEOUT, started).await.is_some(), "the process does not start");
    }

    /// Whether the process has ended.
    pub fn has_exited(&mut self) -> bool {
        self.running.child.try_wait().unwrap().is_some()
    }

    /// The status and the body of a page; `None` while the bot does not serve it.
    pub async fn get_page(&self, path: &str) -> Option<(u16, String)> {
        let answer = reqwest::get(format!("http://{}{path}", self.listen)).await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    }

    /// Waits until the process has ended.
    pub async fn wait_for_exit(&mut self) {
        let clock = Clock::real();
        let ended = async {
            while !self.has_exited() {
                clock.sleep(Duration::from_millis(2)).await;
            }
        };
        assert!(clock.timeout(TIMEOUT, ended).await.is_some(), "the process does not end: {}", self.log());
    }

    pub fn pid(&self) -> u32 {
        self.running.child.id()
    }

    /// The most memory that the process has used at once; `None` once it has ended.
    pub fn peak_memory_kib(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.pid())).ok()?;
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
    }

    /// Pauses the process, as happens on a machine that swaps or is moved.
    pub fn freeze(&self) {
        self.running.signal(Signal::SIGSTOP);
    }

    pub fn thaw(&self) {
        self.running.signal(Signal::SIGCONT);
    }

    pub fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

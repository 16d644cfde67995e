//! The real binary, as on a real machine: started, told to stop, killed. It talks to the emulated
//! Telegram on loopback, in real time.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitStatus, Output, Stdio};
use std::time::Duration;

use koze::clock::Clock;
use koze::rehearsal::api::Api;
use koze::rehearsal::performance::{TOKEN, bot};
use koze::rehearsal::world::World;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// Longer than anything here takes on a machine that has other things to do as well.
pub const PATIENCE: Duration = Duration::from_secs(240);

/// An emulated Telegram that keeps real time.
pub struct Telegram {
    pub world: World,
    pub url: String,
    stop: CancellationToken,
}

impl Telegram {
    pub async fn open() -> Self {
        let world = World::new(Clock::real(), bot());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(Api::serve(world.clone(), listener, stop.clone()));
        Self { world, url, stop }
    }

    /// Waits until something is so in the world.
    pub async fn until(&self, what: &str, mut is_so: impl FnMut(&World) -> bool) {
        let world = &self.world;
        let seen = async {
            loop {
                let revision = world.revision();
                if is_so(world) {
                    break;
                }
                world.changed(revision).await;
            }
        };
        assert!(Clock::real().at_most(PATIENCE, seen).await.is_some(), "waited in vain: {what}");
    }
}

impl Drop for Telegram {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A port at which nobody listens just now.
pub fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// How the binary is started: a file that may not grow is an error, where it would be a signal; and a test
/// may limit the files that are open at once, for good or until they are asked for.
const START: &str = r#"
    trap "" XFSZ
    [ -z "$KOZE_TEST_FILES" ] || ulimit -n "$KOZE_TEST_FILES"
    [ -z "$KOZE_TEST_SOFT_FILES" ] || ulimit -S -n "$KOZE_TEST_SOFT_FILES"
    exec "$0" "$@"
"#;

pub const KOZE: &str = env!("CARGO_BIN_EXE_koze");

/// `koze` with a clean environment; the folder it runs in is `home`. `KOZE_BINARY` names another build of it.
pub fn koze(home: &TempDir) -> Command {
    cleanly(Command::new(binary()), home)
}

fn binary() -> OsString {
    std::env::var_os("KOZE_BINARY").unwrap_or_else(|| KOZE.into())
}

fn cleanly(mut command: Command, home: &TempDir) -> Command {
    command.env_clear().current_dir(home.path());
    command
}

/// Runs a verb that ends by itself.
pub fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// A process of ours that runs until it is told to end; killed when dropped.
pub struct Running {
    child: Child,
    /// What it prints, where that is read.
    printed: Option<BufReader<ChildStdout>>,
}

impl Running {
    /// Starts it with what it prints at hand.
    pub fn start(command: &mut Command) -> Self {
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut child = child.unwrap();
        let printed = child.stdout.take().map(BufReader::new);
        Self { child, printed }
    }

    /// Waits for the next line it prints; empty at the end.
    pub fn next_line(&mut self) -> String {
        let mut line = String::new();
        self.printed.as_mut().unwrap().read_line(&mut line).unwrap();
        line
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// SIGTERM, and how it ended.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        self.child.wait().unwrap()
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id() as i32), signal).unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A running `koze run`.
pub struct Bot {
    running: Running,
    log: PathBuf,
    /// Where it was told to serve its pages.
    listen: String,
}

impl Bot {
    /// Waits until something is in its log.
    pub async fn logs(&self, what: &str) {
        let clock = Clock::real();
        let told = async {
            while !self.log().contains(what) {
                clock.sleep(Duration::from_millis(20)).await;
            }
        };
        assert!(clock.at_most(PATIENCE, told).await.is_some(), "{what} is not in {}", self.log());
    }

    /// Starts it against `telegram`. What it logs is added to `log` in its home.
    pub fn start(home: &TempDir, telegram: &Telegram, database_url: &str, more: &[&str]) -> Self {
        Self::start_in(&[], home, telegram, database_url, more)
    }

    /// The same, telling all it has to tell.
    pub fn start_talkative(home: &TempDir, telegram: &Telegram, database_url: &str, more: &[&str]) -> Self {
        Self::start_in(&[("RUST_LOG", "trace")], home, telegram, database_url, more)
    }

    /// The same in an environment of its own.
    pub fn start_in(
        environment: &[(&str, &str)],
        home: &TempDir,
        telegram: &Telegram,
        database_url: &str,
        more: &[&str],
    ) -> Self {
        let log = home.path().join("log");
        let to = File::options().create(true).append(true).open(&log).unwrap();
        let told = more.iter().position(|word| *word == "--listen").and_then(|place| more.get(place + 1));
        let listen = told.copied().unwrap_or("127.0.0.1:0").to_owned();
        let anywhere: &[&str] = if told.is_some() { &[] } else { &["--listen", &listen] };
        let mut command = cleanly(Command::new("/bin/sh"), home);
        let child = command
            .args(["-c", START])
            .arg(binary())
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
        Self { running: Running { child, printed: None }, log, listen }
    }

    pub fn kill(&mut self) {
        self.running.kill();
    }

    pub fn stop(&mut self) -> ExitStatus {
        self.running.stop()
    }

    /// Whether it has ended, by itself or killed.
    pub fn has_ended(&mut self) -> bool {
        self.running.child.try_wait().unwrap().is_some()
    }

    /// A page of one that was told where to serve them; `None` while it serves none.
    pub async fn page(&self, path: &str) -> Option<(u16, String)> {
        let answer = reqwest::get(format!("http://{}{path}", self.listen)).await.ok()?;
        Some((answer.status().as_u16(), answer.text().await.ok()?))
    }

    /// Waits until it has ended.
    pub async fn ends(&mut self) {
        let clock = Clock::real();
        let ended = async {
            while !self.has_ended() {
                clock.sleep(Duration::from_millis(2)).await;
            }
        };
        assert!(clock.at_most(PATIENCE, ended).await.is_some(), "it goes on and on: {}", self.log());
    }

    pub fn id(&self) -> u32 {
        self.running.child.id()
    }

    /// The most memory that it has had at once, in KiB; `None` once it has ended.
    pub fn peak_memory(&self) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id())).ok()?;
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok())
    }

    /// Holds the process still, as a machine does that swaps or is moved.
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

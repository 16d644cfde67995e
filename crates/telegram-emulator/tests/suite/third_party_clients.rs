//! Bots written with other libraries work against the emulated Bot API: they receive and send texts, button
//! presses and files. `tests/clients/install` installs the libraries. If it fails, the test prints why and
//! passes; with EMULATOR_TEST_CLIENTS=must it fails.

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use telegram_emulator::{BotAccount, BotApiServer, ChatMessage, SystemClock, TelegramEmulator, UserMedia};
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use super::MARIE;

const TOKEN: &str = "1000:for-Clients_of-others";
/// How long a bot may take to start or to answer before the test fails.
const BOT_TIMEOUT: Duration = Duration::from_secs(180);
/// How long an installation may take, in seconds.
const INSTALL_SECONDS: &str = "240";

#[tokio::test]
async fn aiogram_works_with_the_emulator() {
    run_scenario(&PYTHON, "aiogram_bot.py").await;
}

#[tokio::test]
async fn python_telegram_bot_works_with_the_emulator() {
    run_scenario(&PYTHON, "python_telegram_bot.py").await;
}

#[tokio::test]
async fn grammy_works_with_the_emulator() {
    run_scenario(&NODE, "grammy_bot.js").await;
}

#[tokio::test]
async fn telegraf_works_with_the_emulator() {
    run_scenario(&NODE, "telegraf_bot.js").await;
}

struct ClientRuntime {
    name: &'static str,
    program: &'static str,
    /// The result of the installation, which runs at most once: the error says why it failed.
    install_result: OnceCell<Result<(), String>>,
}

static PYTHON: ClientRuntime =
    ClientRuntime { name: "python", program: "python3", install_result: OnceCell::const_new() };
static NODE: ClientRuntime =
    ClientRuntime { name: "node", program: "node", install_result: OnceCell::const_new() };

fn crate_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A folder in the target directory, so that installed libraries are reused.
fn libraries_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients")
}

impl ClientRuntime {
    /// Installs the libraries; returns whether they are there.
    async fn ensure_installed(&self) -> bool {
        let name = self.name;
        let install = move || {
            let result = Command::new("timeout")
                .args([INSTALL_SECONDS, "bash"])
                .arg(crate_root().join("tests/clients/install"))
                .arg(name)
                .arg(libraries_folder())
                .stdin(Stdio::null())
                .output();
            match result {
                Ok(output) if output.status.success() => Ok(()),
                Ok(output) => Err(match output.status.code() {
                    Some(124) => format!("it took longer than {INSTALL_SECONDS} s"),
                    _ => String::from_utf8_lossy(&output.stderr).trim().to_owned(),
                }),
                Err(error) => Err(error.to_string()),
            }
        };
        let installed = self
            .install_result
            .get_or_init(|| async { tokio::task::spawn_blocking(install).await.unwrap() })
            .await;
        if let Err(reason) = installed {
            let text = format!("\nNOT TRIED: the {name} libraries could not be installed: {reason}\n");
            assert!(std::env::var("EMULATOR_TEST_CLIENTS").as_deref() != Ok("must"), "{text}");
            // not by eprintln!, whose output a passing test hides
            std::io::stderr().write_all(text.as_bytes()).unwrap();
        }
        installed.is_ok()
    }

    fn start(&self, script: &str, api: SocketAddr) -> ClientProcess {
        let libraries = libraries_folder().join(self.name);
        let output = tempfile::NamedTempFile::new().unwrap();
        let child = Command::new(self.program)
            .arg(crate_root().join("tests/clients").join(script))
            .env("BOT_API", format!("http://{api}"))
            .env("BOT_TOKEN", TOKEN)
            .env("BOT_LIBRARIES", &libraries)
            .env("PYTHONPATH", &libraries)
            // a proxy must not handle requests to this machine
            .envs(["NO_PROXY", "no_proxy"].map(|name| (name, "127.0.0.1")))
            .stdin(Stdio::null())
            .stdout(output.reopen().unwrap())
            .stderr(output.reopen().unwrap())
            .spawn()
            .unwrap();
        ClientProcess { child, output }
    }
}

/// A running bot, killed when dropped.
struct ClientProcess {
    child: Child,
    output: tempfile::NamedTempFile,
}

impl Drop for ClientProcess {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[expect(clippy::disallowed_methods, reason = "a client library runs in real time")]
async fn run_scenario(runtime: &ClientRuntime, script: &str) {
    if !runtime.ensure_installed().await {
        return;
    }
    let bot =
        BotAccount { token: TOKEN.into(), username: "clients_bot".into(), name: "Clients".into(), id: 1000 };
    let emulator = TelegramEmulator::new(SystemClock::new(), bot);
    emulator.add_user(MARIE, "Marie", None, Some("fr"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    let client = runtime.start(script, address);
    let until = async |what: &str, is_true: &dyn Fn(&[ChatMessage]) -> bool| {
        let seen = async {
            loop {
                let revision = emulator.revision();
                if is_true(&emulator.messages(MARIE)) {
                    return;
                }
                emulator.wait_for_change(revision).await;
            }
        };
        if tokio::time::timeout(BOT_TIMEOUT, seen).await.is_err() {
            let log = std::fs::read_to_string(client.output.path()).unwrap_or_default();
            panic!("{script}: {what} never came: {:?}\n{log}", emulator.latest_message(MARIE));
        }
    };
    let last_is = |text: &'static str| {
        move |chat: &[ChatMessage]| chat.last().is_some_and(|message| message.plain_text == text)
    };

    emulator.user_sends_text(MARIE, "/start");
    until("the answer to a command", &last_is("Bienvenue")).await;
    emulator.user_sends_text(MARIE, "bonjour & <merci> 👋");
    let is_echoed = |chat: &[ChatMessage]| {
        chat.iter().filter(|message| message.plain_text == "bonjour & <merci> 👋").count() == 2
    };
    until("the echo", &is_echoed).await;
    emulator.user_presses_button(MARIE, "Presser").unwrap();
    until("the edit after a press", &|chat| chat.iter().any(|message| message.plain_text == "Pressé")).await;
    assert_eq!(
        emulator.callback_answers(MARIE).last().map(|answer| answer.text.clone()).as_deref(),
        Some("pressé")
    );
    // the call after an upload uses the same connection
    for _ in 0..3 {
        emulator.user_sends_text(MARIE, "/file");
        until("the message after a file", &last_is("après")).await;
        let file = emulator
            .messages(MARIE)
            .into_iter()
            .rev()
            .find(|message| message.plain_text == "fichier")
            .unwrap();
        let media = file.media.unwrap();
        let id = media.value["file_id"].as_str().unwrap();
        assert_eq!((media.kind.as_str(), &*emulator.file(id).unwrap().bytes), ("document", &b"bonjour"[..]));
    }
    emulator.user_sends_media(MARIE, UserMedia::Document { name: "note.txt".into() });
    until("the size of what was downloaded", &last_is("note.txt: 8")).await;
    assert_eq!(emulator.api_errors(), []);
    drop(client);
    stop.cancel();
    server.await.unwrap().unwrap();
}

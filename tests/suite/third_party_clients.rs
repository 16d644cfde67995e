//! Bots of other people's libraries, each against the emulated Bot API: what they hear, say, press,
//! upload and download. The libraries are installed by `tests/clients/install` where they can be had;
//! where they cannot, the test says so and why (with KOZE_TEST_CLIENTS=must it fails).

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use koze::clock::Clock;
use koze::rehearsal::bot_api::BotApiServer;
use koze::rehearsal::emulator::{BotAccount, ChatMessage, TelegramEmulator, UserMedia};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;

use crate::process::{ChildProcess, koze_command, run};
use crate::test_bot::MARIE;

const TOKEN: &str = "1000:for-Clients_of-others";
/// How long a bot may take to start or to answer before it is taken for dead.
const BOT_TIMEOUT: Duration = Duration::from_secs(180);
/// How long an installation may take, in seconds.
const INSTALL_SECONDS: &str = "240";

#[tokio::test]
async fn aiogram_speaks_with_it() {
    run_scenario(&PYTHON, "aiogram_bot.py").await;
}

#[tokio::test]
async fn python_telegram_bot_speaks_with_it() {
    run_scenario(&PYTHON, "python_telegram_bot.py").await;
}

#[tokio::test]
async fn grammy_speaks_with_it() {
    run_scenario(&NODE, "grammy_bot.js").await;
}

#[tokio::test]
async fn telegraf_speaks_with_it() {
    run_scenario(&NODE, "telegraf_bot.js").await;
}

struct ClientRuntime {
    name: &'static str,
    program: &'static str,
    /// Installed at most once in a run: nothing, or why it could not be.
    install_result: OnceCell<Result<(), String>>,
}

static PYTHON: ClientRuntime =
    ClientRuntime { name: "python", program: "python3", install_result: OnceCell::const_new() };
static NODE: ClientRuntime =
    ClientRuntime { name: "node", program: "node", install_result: OnceCell::const_new() };

fn repository_root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Beside what is built: what is there already is not installed again.
fn libraries_folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("clients")
}

impl ClientRuntime {
    /// Whether its libraries are there.
    async fn ensure_installed(&self) -> bool {
        let name = self.name;
        let install = move || {
            let done = Command::new("timeout")
                .args([INSTALL_SECONDS, "bash"])
                .arg(repository_root().join("tests/clients/install"))
                .arg(name)
                .arg(libraries_folder())
                .stdin(Stdio::null())
                .output();
            match done {
                Ok(done) if done.status.success() => Ok(()),
                Ok(done) => Err(match done.status.code() {
                    Some(124) => format!("it took longer than {INSTALL_SECONDS} s"),
                    _ => String::from_utf8_lossy(&done.stderr).trim().to_owned(),
                }),
                Err(error) => Err(error.to_string()),
            }
        };
        let installed = self
            .install_result
            .get_or_init(|| async { tokio::task::spawn_blocking(install).await.unwrap() })
            .await;
        if let Err(why) = installed {
            let text = format!("\nNOT TRIED: the {name} libraries could not be installed: {why}\n");
            assert!(std::env::var("KOZE_TEST_CLIENTS").as_deref() != Ok("must"), "{text}");
            // past the test's own output, which is shown only when it fails
            std::io::stderr().write_all(text.as_bytes()).unwrap();
        }
        installed.is_ok()
    }

    fn start(&self, script: &str, api: SocketAddr) -> ClientProcess {
        let libraries = libraries_folder().join(self.name);
        let output = tempfile::NamedTempFile::new().unwrap();
        let child = Command::new(self.program)
            .arg(repository_root().join("tests/clients").join(script))
            .env("BOT_API", format!("http://{api}"))
            .env("BOT_TOKEN", TOKEN)
            .env("BOT_LIBRARIES", &libraries)
            .env("PYTHONPATH", &libraries)
            // nothing stands between it and this machine
            .envs(["NO_PROXY", "no_proxy"].map(|name| (name, "127.0.0.1")))
            .stdin(Stdio::null())
            .stdout(output.reopen().unwrap())
            .stderr(output.reopen().unwrap())
            .spawn()
            .unwrap();
        ClientProcess { child, output }
    }
}

/// A bot at work; ended with the test.
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

async fn run_scenario(language: &ClientRuntime, script: &str) {
    if !language.ensure_installed().await {
        return;
    }
    let clock = Clock::real();
    let bot =
        BotAccount { token: TOKEN.into(), username: "clients_bot".into(), name: "Clients".into(), id: 1000 };
    let emulator = TelegramEmulator::new(clock.clone(), bot);
    emulator.add_user(MARIE, "Marie", None, Some("fr"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    let running = language.start(script, address);
    let until = async |what: &str, is_so: &dyn Fn(&[ChatMessage]) -> bool| {
        let seen = async {
            loop {
                let revision = emulator.revision();
                if is_so(&emulator.messages(MARIE)) {
                    return;
                }
                emulator.wait_for_change(revision).await;
            }
        };
        if clock.timeout(BOT_TIMEOUT, seen).await.is_none() {
            let log = std::fs::read_to_string(running.output.path()).unwrap_or_default();
            panic!("{script}: {what} never came: {:?}\n{log}", emulator.latest_message(MARIE));
        }
    };
    let said =
        |text: &'static str| move |chat: &[ChatMessage]| chat.last().is_some_and(|it| it.plain_text == text);

    emulator.user_sends_text(MARIE, "/start");
    until("the answer to a command", &said("Bienvenue")).await;
    emulator.user_sends_text(MARIE, "bonjour & <merci> 👋");
    let echoes =
        |chat: &[ChatMessage]| chat.iter().filter(|it| it.plain_text == "bonjour & <merci> 👋").count() == 2;
    until("the echo", &echoes).await;
    emulator.user_presses_button(MARIE, "Presser").unwrap();
    until("the edit after a press", &|chat| chat.iter().any(|it| it.plain_text == "Pressé")).await;
    assert_eq!(
        emulator.callback_answers(MARIE).last().map(|toast| toast.text.clone()).as_deref(),
        Some("pressé")
    );
    // the call after an upload goes over the same connection
    for _ in 0..3 {
        emulator.user_sends_text(MARIE, "/file");
        until("the message after a file", &said("après")).await;
        let file = emulator.messages(MARIE).into_iter().rev().find(|it| it.plain_text == "fichier").unwrap();
        let media = file.media.unwrap();
        let id = media.value["file_id"].as_str().unwrap();
        assert_eq!((media.kind.as_str(), &*emulator.file(id).unwrap().bytes), ("document", &b"bonjour"[..]));
    }
    emulator.user_sends_media(MARIE, UserMedia::Document { name: "note.txt".into() });
    until("the size of what was downloaded", &said("note.txt: 8")).await;
    assert_eq!(emulator.api_errors(), []);
    drop(running);
    stop.cancel();
    server.await.unwrap().unwrap();
}

#[test]
fn emulate_serves_it_alone_and_prints_address_and_token() {
    let home = tempfile::tempdir().unwrap();
    let mut running = ChildProcess::start(koze_command(&home).args([
        "emulate",
        "--listen",
        "127.0.0.1:0",
        "--token",
        "77:a_B-c",
    ]));
    let [address, token, phones] = std::array::from_fn(|_| running.next_line());
    let address = address.trim().strip_prefix("Bot API: ").unwrap().to_owned();
    assert_eq!(token.trim(), "Token:   77:a_B-c");
    assert!(phones.contains(&address), "{phones}");
    let tried = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    tried.block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let get = async |path: &str| client.get(format!("{address}{path}")).send().await.unwrap();
        assert!(get("/").await.text().await.unwrap().contains("<html"), "the page with the phones");
        let me: Value = get("/bot77:a_B-c/getMe").await.json().await.unwrap();
        assert_eq!((&me["result"]["id"], &me["result"]["username"]), (&json!(77), &json!("emulated_bot")));
        let say = client.post(format!("{address}/rehearsal/phones/1001/say"));
        let said = say.header("origin", &address).json(&json!({ "text": "bonjour" })).send().await.unwrap();
        assert!(said.status().is_success(), "{said:?}");
        // nobody else takes the update
        for _ in 0..2 {
            let updates: Value = get("/bot77:a_B-c/getUpdates?timeout=5").await.json().await.unwrap();
            assert_eq!(updates["result"][0]["message"]["text"], "bonjour", "{updates}");
        }
        assert_eq!(get("/bot78:a_B-c/getMe").await.status(), 401);
    });
    assert!(running.stop().success());
    assert!(std::fs::read_dir(home.path()).unwrap().next().is_none(), "and leaves nothing behind");
    for wrong in ["", "77", "77:", "x:y", "0:y", "77:a/b"] {
        let (code, _, error) = run(koze_command(&home).args(["emulate", "--token", wrong]));
        assert!(code == 2 && error.contains("--token"), "{wrong:?}: {code} {error}");
    }
}

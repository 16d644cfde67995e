//! The hall screen in a real browser: it shows the question on the screen as plain text, reports a lost
//! connection, and recovers when the server is back.

use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;

use fantoccini::Locator;
use koze::clock::Clock;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::process::{ChildProcess, EmulatedTelegram, TIMEOUT, koze_command, run};
use crate::test_bot::{JOSIANE, MARIE, remove_typography};

const HTML_QUESTION: &str = "<img src=x onerror=\"document.title='hacked'\"> ?";

/// Starts `koze run` with its pages at a fixed address.
fn start_server(home: &TempDir, telegram: &EmulatedTelegram, listen: &str, more: &[&str]) -> ChildProcess {
    let mut command = bot_command(home, telegram, "run");
    command.args(["--listen", listen, "--clock", "2012-11-23T10:45:00-04:00@1"]).args(more);
    command.env("TELOXIDE_TOKEN", koze::rehearsal::instance::TOKEN);
    ChildProcess::start(&mut command)
}

fn bot_command(home: &TempDir, telegram: &EmulatedTelegram, verb: &str) -> Command {
    let mut command = koze_command(home);
    command.arg(verb).args(["--api-url", &telegram.url, "--database-url", "sqlite://hall.db"]);
    command
}

/// A local address at which nothing listens.
fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

async fn add_moderator(home: &TempDir, telegram: &EmulatedTelegram) {
    telegram.wait_until("the bot is at work", |world| world.call_count("getMe") > 0).await;
    let (status, link, complaint) = loop {
        let told =
            run(koze_command(home).args(["invite", "moderator", "--database-url", "sqlite://hall.db"]));
        // the bot's name is known a moment after its start
        if told.0 == 0 {
            break told;
        }
        Clock::real().sleep(Duration::from_millis(100)).await;
    };
    assert_eq!((status, complaint.as_str()), (0, ""));
    let code = link.trim().rsplit_once("?start=").unwrap().1.to_owned();
    telegram.emulator.user_sends_text(JOSIANE, &format!("/start {code}"));
    telegram.wait_until("a moderator is there", |world| has_message(world, JOSIANE, "Vous modérez")).await;
}

fn has_message(emulator: &telegram_emulator::TelegramEmulator, who: i64, text: &str) -> bool {
    emulator.messages(who).iter().any(|bubble| remove_typography(&bubble.plain_text).contains(text))
}

async fn asks(telegram: &EmulatedTelegram, text: &str, number: i64) {
    telegram.emulator.user_sends_text(MARIE, "/start q");
    telegram
        .wait_until("it is awaited", |emulator| {
            emulator.latest_message(MARIE).is_some_and(|last| last.plain_text.contains("prochain message"))
        })
        .await;
    telegram.emulator.user_sends_text(MARIE, text);
    telegram
        .wait_until("it is noted", |world| has_message(world, MARIE, &format!("question n° {number}")))
        .await;
}

async fn wait_for_text(browser: &Browser, css: &str, text: &str) {
    let seen = async {
        while !browser.find(css).await.text().await.unwrap().contains(text) {
            Clock::real().sleep(Duration::from_millis(20)).await;
        }
    };
    let seen = Clock::real().timeout(TIMEOUT, seen).await;
    assert!(seen.is_some(), "{css} never showed {text}");
}

#[tokio::test]
async fn the_screen_shows_what_is_taken_and_comes_back_by_itself() {
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let listen = free_address();
    // the test asks faster than the pause between questions allows
    let event = include_str!("../../event.toml")
        .replace("seconds_between_questions = 30", "seconds_between_questions = 0");
    std::fs::write(home.path().join("event.toml"), event).unwrap();
    let mut server = start_server(&home, &telegram, &listen, &["--event", "event.toml"]);
    add_moderator(&home, &telegram).await;
    let browser = Browser::open(1_280, 720).await;
    browser.goto(&format!("http://{listen}/hall")).await;
    wait_for_text(&browser, "#question", "Table ronde").await;
    wait_for_text(&browser, "#link", "t.me/koze_repetition_bot?start=q").await;
    let width = browser.client.execute("return document.getElementById('code').naturalWidth", vec![]);
    assert!(width.await.unwrap().as_i64() > Some(0), "the QR code is shown");

    asks(&telegram, HTML_QUESTION, 1).await;
    telegram.emulator.user_sends_text(JOSIANE, "/suivante");
    telegram.wait_until("its card", |world| world.user_presses_button(JOSIANE, "📺 À l'écran").is_ok()).await;
    let asked_at = Clock::real().real_now();
    wait_for_text(&browser, "#question", "<img src=x onerror=").await;
    println!("taken and on the screen after {} ms", Clock::real().real_now() - asked_at);
    let inside = browser.client.find_all(Locator::Css("#question *")).await.unwrap();
    assert!(inside.is_empty(), "markup in a question is not interpreted");
    assert_ne!(browser.client.title().await.unwrap(), "hacked");
    wait_for_text(&browser, "#votes", "1 voix").await;
    assert_eq!(browser.axe_violations().await, Vec::<String>::new());

    server.kill();
    browser.find("#lost:not([hidden])").await;
    let mut server = start_server(&home, &telegram, &listen, &["--event", "event.toml"]);
    asks(&telegram, "Et les jeunes ?", 2).await;
    telegram.emulator.user_presses_button(JOSIANE, "✅ Réponse donnée").unwrap();
    telegram.wait_until("it is answered", |world| has_message(world, MARIE, "a eu sa réponse")).await;
    telegram.emulator.user_sends_text(JOSIANE, "/suivante 2");
    telegram.wait_until("its card", |world| world.user_presses_button(JOSIANE, "📺 À l'écran").is_ok()).await;
    wait_for_text(&browser, "#question", "Et les jeunes ?").await;
    browser.client.wait().at_most(TIMEOUT).for_element(Locator::Css("#lost[hidden]")).await.unwrap();
    drop(browser);
    assert!(server.stop().success());
}

#[tokio::test]
async fn the_page_may_load_nothing_else_and_can_have_an_address_nobody_guesses() {
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let listen = free_address();
    let event =
        include_str!("../../event.toml").replace("[round_table]", "[round_table]\nsecret_hall = true");
    std::fs::write(home.path().join("event.toml"), event).unwrap();
    let mut server = start_server(&home, &telegram, &listen, &["--event", "event.toml"]);
    add_moderator(&home, &telegram).await;
    telegram.emulator.user_sends_text(JOSIANE, "/moderation");
    telegram
        .wait_until("the address is told", |world| has_message(world, JOSIANE, "Écran de la salle : /hall/"))
        .await;
    let told = remove_typography(&telegram.emulator.latest_message(JOSIANE).unwrap().plain_text);
    let path = told.split("Écran de la salle : ").nth(1).unwrap().split_whitespace().next().unwrap();
    assert_eq!(path.len(), "/hall/".len() + 32, "{path}");
    let get = async |path: &str| reqwest::get(format!("http://{listen}{path}")).await.unwrap();
    for other in ["/hall", "/hall/events", "/hall/code.svg", "/hall/0", "/hall/0/events"] {
        assert_eq!(get(other).await.status().as_u16(), 404, "{other}");
    }
    let page = get(path).await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
    assert_eq!(page.status().as_u16(), 200);
    assert!(server.stop().success());
}

/// A long question and everything around it fit the screen of a hall, of an old projector and of a phone.
#[tokio::test]
async fn whatever_the_screen_a_long_question_and_all_beside_it_is_on_it() {
    let home = tempfile::tempdir().unwrap();
    let telegram = EmulatedTelegram::open().await;
    let listen = free_address();
    let mut server = start_server(&home, &telegram, &listen, &[]);
    add_moderator(&home, &telegram).await;
    let long = "Comment les structures employeuses garantissent-elles des postes durables ? ".repeat(6);
    for text in
        [format!("/salle {long}"), format!("/salle {}", long.to_uppercase()), "/salle Et après ?".into()]
    {
        telegram.emulator.user_sends_text(JOSIANE, &text);
    }
    telegram.wait_until("they wait", |world| has_message(world, JOSIANE, "Question n° 3")).await;
    telegram.emulator.user_sends_text(JOSIANE, "/moderation");
    telegram.wait_until("the switches", |world| has_message(world, JOSIANE, "Réglages")).await;
    telegram.emulator.user_presses_button(JOSIANE, "⋯ Plus").unwrap();
    telegram
        .wait_until("more of them", |world| {
            world.user_presses_button(JOSIANE, "📺 Afficher les suivantes").is_ok()
        })
        .await;
    telegram
        .wait_until("the next one at once", |emulator| {
            emulator.user_presses_button(JOSIANE, "📺 Montrer la suivante tout de suite").is_ok()
        })
        .await;
    telegram.emulator.user_sends_text(JOSIANE, "/suivante");
    let browser = Browser::open(1_280, 720).await;
    for (width, height, theme) in
        [(1_920, 1_080, "dark"), (1_280, 720, "light"), (1_024, 768, "dark"), (500, 900, "light")]
    {
        browser.client.set_window_size(width, height).await.unwrap();
        browser.goto(&format!("http://{listen}/hall?theme={theme}")).await;
        wait_for_text(&browser, "#question", "structures employeuses").await;
        let script = "
                const box = (id) => document.getElementById(id).getBoundingClientRect();
                const inside = (id) => box(id).left >= 0 && box(id).right <= innerWidth;
                const root = document.documentElement;
                return {
                    wide: root.scrollWidth <= innerWidth,
                    high: innerWidth <= 640 || root.scrollHeight <= innerHeight,
                    all: ['hour', 'code', 'link', 'question', 'waiting', 'session'].filter((id) => !inside(id)),
                    size: parseFloat(getComputedStyle(document.getElementById('question')).fontSize) / innerHeight,
                }";
        // the QR code appears a moment later
        browser.client.wait().at_most(TIMEOUT).for_element(Locator::Css("#ask:not([hidden])")).await.unwrap();
        let seen = browser.client.execute(script, vec![]).await.unwrap();
        let place = format!("{width}x{height} {theme}: {seen}");
        assert_eq!((seen["wide"].as_bool(), seen["high"].as_bool()), (Some(true), Some(true)), "{place}");
        assert_eq!(seen["all"].as_array().map(Vec::len), Some(0), "{place}");
        // its letters have at least a twenty-fifth of the screen's height
        assert!(width < 640 || seen["size"].as_f64() > Some(0.04), "{place}");
    }
    drop(browser);
    assert!(server.stop().success());
}

//! The page for everybody in the hall in a real browser: at the width of a phone and of a laptop, in three languages,
//! light and dark, with scripts and without, and read by axe.

use std::net::TcpListener;
use std::process::Command;
use std::time::Duration;

use fantoccini::Locator;
use koze::clock::Clock;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::process::{ChildProcess, EmulatedTelegram, TIMEOUT, koze_command, run};
use crate::test_bot::{JOSIANE, remove_typography};

const DATABASE: &str = "sqlite://page.db";

/// `koze run` during the debate, with a moderator.
struct Server {
    home: TempDir,
    telegram: EmulatedTelegram,
    listen: String,
    _process: ChildProcess,
}

impl Server {
    async fn start() -> Self {
        let home = tempfile::tempdir().unwrap();
        let telegram = EmulatedTelegram::open().await;
        let listen = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
        let mut command: Command = koze_command(&home);
        command.args(["run", "--api-url", &telegram.url, "--database-url", DATABASE, "--listen", &listen]);
        command.args(["--clock", "2012-11-23T10:45:00-04:00@1"]);
        command.env("TELOXIDE_TOKEN", koze::rehearsal::instance::TOKEN);
        let process = ChildProcess::start(&mut command);
        let server = Self { home, telegram, listen, _process: process };
        server.add_moderator().await;
        server
    }

    async fn add_moderator(&self) {
        self.telegram.wait_until("the bot is at work", |world| world.call_count("getMe") > 0).await;
        let link = loop {
            let invite = ["invite", "moderator", "--database-url", DATABASE];
            let (status, link, _) = run(koze_command(&self.home).args(invite));
            // the bot's name is known a moment after its start
            if status == 0 {
                break link;
            }
            Clock::real().sleep(Duration::from_millis(100)).await;
        };
        let code = link.trim().rsplit_once("?start=").unwrap().1.to_owned();
        self.telegram.emulator.user_sends_text(JOSIANE, &format!("/start {code}"));
        self.wait_for_moderator("Vous modérez").await;
    }

    /// Waits until the moderator was told this.
    async fn wait_for_moderator(&self, text: &str) {
        let told = |world: &telegram_emulator::TelegramEmulator| {
            world.messages(JOSIANE).iter().any(|it| remove_typography(&it.plain_text).contains(text))
        };
        self.telegram.wait_until(text, told).await;
    }

    async fn moderator_presses(&self, label: &str) {
        let press =
            |world: &telegram_emulator::TelegramEmulator| world.user_presses_button(JOSIANE, label).is_ok();
        self.telegram.wait_until(label, press).await;
    }

    fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.listen)
    }
}

/// Waits until an element shows this text.
async fn shows(browser: &Browser, css: &str, text: &str) {
    let seen = async {
        loop {
            if let Ok(element) = browser.client.find(Locator::Css(css)).await
                && let Ok(shown) = element.text().await
                && remove_typography(&shown).contains(text)
            {
                break;
            }
            Clock::real().sleep(Duration::from_millis(30)).await;
        }
    };
    if Clock::real().timeout(TIMEOUT / 4, seen).await.is_none() {
        browser.save_screenshot("audience-missing").await;
        let page = browser.client.source().await.unwrap();
        panic!("{css} never showed {text}: {page}");
    }
}

#[tokio::test]
async fn a_phone_asks_and_follows_its_question_without_reloading() {
    let server = Server::start().await;
    let phone = Browser::open(390, 844).await;
    phone.goto(&server.address("/?lang=fr")).await;
    phone.find("#text").await.send_keys("Qui paie les adultes relais ?").await.unwrap();
    let began = Clock::real().real_now();
    phone.find("#ask-form > button").await.click().await.unwrap();
    shows(&phone, "#notice", "C'est noté : question n° 1").await;
    println!("the task of a new visitor and the question took {} ms", Clock::real().real_now() - began);
    shows(&phone, "#mine", "en lecture").await;
    server.wait_for_moderator("à relire").await;
    server.telegram.emulator.user_sends_text(JOSIANE, "/relire");
    server.moderator_presses("✅ Publier").await;
    // nobody touches the page
    shows(&phone, "#mine", "dans la file").await;
    shows(&phone, "#list", "Qui paie les adultes relais ?").await;

    let laptop = Browser::open(1_400, 900).await;
    laptop.goto(&server.address("/?lang=en")).await;
    laptop.find("#q1 .support").await.click().await.unwrap();
    shows(&laptop, "#q1", "2 votes").await;
    shows(&laptop, "#q1", "You support it").await;
    shows(&phone, "#q1", "2 voix").await;
    server.telegram.emulator.user_sends_text(JOSIANE, "/suivante");
    server.moderator_presses("📺 À l'écran").await;
    shows(&phone, "#current", "On y répond maintenant").await;
    shows(&laptop, "#current", "Being answered now").await;
    shows(&phone, "#more", "Aucune question n'attend").await;
    phone.save_screenshot("audience-phone").await;
    laptop.save_screenshot("audience-laptop").await;
}

#[tokio::test]
async fn whoever_writes_slowly_sends_with_one_touch() {
    let server = Server::start().await;
    let phone = Browser::open(390, 844).await;
    phone.goto(&server.address("/?lang=fr")).await;
    phone.find("#text").await.send_keys("Qui paie les adultes relais ?").await.unwrap();
    // the page has done its task before the button is touched
    phone.find("#ask-form [name=proof]:not([value=''])").await;
    phone.find("#ask-form > button").await.click().await.unwrap();
    shows(&phone, "#notice", "C'est noté : question n° 1").await;
}

#[tokio::test]
async fn without_scripts_one_asks_supports_and_reads() {
    let server = Server::start().await;
    let phone = Browser::open_without_scripts(390, 844).await;
    phone.goto(&server.address("/?lang=fr")).await;
    phone.find("#text").await.send_keys("Qui paie les adultes relais ?").await.unwrap();
    phone.find("#ask-form > button").await.click().await.unwrap();
    shows(&phone, "#notice", "écrivez le code à quatre chiffres").await;
    let kept = phone.find("#text").await.prop("value").await.unwrap().unwrap();
    assert_eq!(kept, "Qui paie les adultes relais ?");
    let db = koze::db::Db::open(&format!("sqlite://{}", server.home.path().join("page.db").display())).await;
    let db = db.unwrap();
    let signer = koze::visitors::load_signer(&mut db.reader().await.unwrap()).await.unwrap();
    db.close().await;
    let code = signer.room_code(Clock::real().real_now());
    phone.find("#code").await.send_keys(&code).await.unwrap();
    phone.find("#ask-form > button").await.click().await.unwrap();
    shows(&phone, "#notice", "C'est noté : question n° 1").await;
    phone.find("#q").await.send_keys("c'est où ?").await.unwrap();
    phone.find("#search button").await.click().await.unwrap();
    shows(&phone, "#answer", "Palais des Congrès").await;
    server.telegram.emulator.user_sends_text(JOSIANE, "/relire");
    server.moderator_presses("✅ Publier").await;
    let published = async {
        loop {
            phone.goto(&server.address("/")).await;
            if phone.find("#mine").await.text().await.unwrap().contains("dans la file") {
                break;
            }
            Clock::real().sleep(Duration::from_millis(200)).await;
        }
    };
    assert!(Clock::real().timeout(TIMEOUT / 4, published).await.is_some(), "it is published");
    phone.find("#mine .quiet").await.click().await.unwrap();
    shows(&phone, "#notice", "la question est retirée").await;
    phone.save_screenshot("audience-without-scripts").await;
}

#[tokio::test]
async fn the_page_is_accessible_at_every_width_and_language() {
    let server = Server::start().await;
    for (width, height) in [(390, 844), (1_400, 900), (320, 600)] {
        for theme in ["light", "dark"] {
            let dark = "--blink-settings=preferredColorScheme=0";
            let more: &[&str] = if theme == "dark" { &["--force-dark-mode", dark] } else { &[] };
            let browser = Browser::open_with(width, height, more).await;
            for lang in ["fr", "gcf", "en"] {
                let paths =
                    ["/?lang=", "/q/data?lang=", "/join?q=table&lang=", "/rule?lang=", "/account?lang="];
                for path in paths.map(|path| format!("{path}{lang}")) {
                    browser.goto(&server.address(&path)).await;
                    let violations = browser.axe_violations().await;
                    assert!(violations.is_empty(), "{path} {width} {theme}: {violations:#?}");
                    let overflow = "return document.documentElement.scrollWidth - innerWidth";
                    let overflow = browser.client.execute(overflow, Vec::new()).await.unwrap();
                    assert!(
                        overflow.as_i64() <= Some(0),
                        "{path} at {width} is wider than the window: {overflow}"
                    );
                }
                browser.goto(&server.address(&format!("/?lang={lang}"))).await;
                browser.save_screenshot(&format!("audience-{width}-{lang}-{theme}")).await;
            }
        }
    }
}

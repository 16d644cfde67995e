//! The web pages in a real browser, Debian's headless Chromium:
//! a person can do the main job by clicks and read the answers.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::process::{ChildProcess, TIMEOUT, koze_command};

/// A browser with one window; closed when dropped.
pub struct Browser {
    pub client: Client,
    session: String,
    /// The address of the browser's driver.
    driver_address: String,
    _driver: ChildProcess,
    _profile: TempDir,
}

impl Browser {
    pub async fn open(width: u32, height: u32) -> Self {
        Self::open_with(width, height, &[]).await
    }

    /// A browser that runs no scripts of pages.
    pub async fn open_without_scripts(width: u32, height: u32) -> Self {
        let blocked = json!({ "profile.managed_default_content_settings.javascript": 2 });
        Self::open_with_preferences(width, height, &[], blocked).await
    }

    /// The same as [`Self::open`], with more arguments for the browser.
    pub async fn open_with(width: u32, height: u32, more: &[&str]) -> Self {
        Self::open_with_preferences(width, height, more, json!({})).await
    }

    async fn open_with_preferences(width: u32, height: u32, more: &[&str], preferences: Value) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut driver = ChildProcess::start(Command::new("chromedriver").arg("--port=0"));
        let port = loop {
            let line = driver.next_line();
            if let Some((_, port)) = line.split_once("successfully on port ") {
                break port.trim().trim_end_matches('.').to_owned();
            }
            assert!(!line.is_empty(), "the driver did not start");
        };
        let arguments = [
            "--headless=new",
            // the pages are trusted, and a container offers no sandbox
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--lang=fr",
            &format!("--window-size={width},{height}"),
            &format!("--user-data-dir={}", profile.path().display()),
        ];
        let arguments: Vec<&str> = arguments.iter().chain(more).copied().collect();
        let options = json!({ "args": arguments, "prefs": preferences });
        let capabilities = json!({ "goog:chromeOptions": options });
        let Value::Object(capabilities) = capabilities else { unreachable!("an object was written") };
        let address = format!("127.0.0.1:{port}");
        let url = format!("http://{address}");
        let client =
            Client::with_capabilities_and_connector(&url, &capabilities, HttpConnector::new()).await.unwrap();
        let session = client.session_id().await.unwrap().expect("a session has begun");
        Self { client, session, driver_address: address, _driver: driver, _profile: profile }
    }

    pub async fn goto(&self, url: &str) {
        self.client.goto(url).await.unwrap();
    }

    /// The rules of accessibility that the page breaks, as axe-core finds them.
    pub async fn axe_violations(&self) -> Vec<String> {
        let script = std::env::var("KOZE_TEST_AXE").expect("KOZE_TEST_AXE is not set: call tests/run");
        let script = std::fs::read_to_string(script).unwrap();
        self.client.execute(&script, Vec::new()).await.unwrap();
        let run = "const done = arguments[0];
            axe.run().then((found) => done(found.violations.map((one) =>
                `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`)));";
        let found = self.client.execute_async(run, Vec::new()).await.unwrap();
        serde_json::from_value(found).unwrap()
    }

    /// Saves a picture of the window beside the tests' other files.
    pub async fn save_screenshot(&self, name: &str) {
        let picture = self.client.screenshot().await.unwrap();
        std::fs::write(format!("{}/{name}.png", env!("CARGO_TARGET_TMPDIR")), picture).unwrap();
    }

    /// Waits for the element of a CSS selector.
    pub async fn find(&self, css: &str) -> Element {
        self.wait_for(Locator::Css(css), css).await
    }

    /// Waits until an element inside of the selected one contains this text.
    pub async fn wait_for_text(&self, css: &str, text: &str) -> Element {
        let class = css.trim_start_matches("[data-testid=").trim_end_matches(']').trim_matches('"');
        let path = format!(
            "//*[@data-testid='{class}' or @id='{class}']//*[contains(normalize-space({}), \"{text}\")]",
            xpath_plain(".")
        );
        self.wait_for(Locator::XPath(&path), text).await
    }

    async fn wait_for(&self, what: Locator<'_>, named: &str) -> Element {
        let found =
            self.client.wait().at_most(TIMEOUT / 2).every(Duration::from_millis(30)).for_element(what).await;
        match found {
            Ok(element) => element,
            Err(error) => {
                let seen = self.client.screenshot().await.unwrap_or_default();
                let picture = concat!(env!("CARGO_TARGET_TMPDIR"), "/browser.png");
                std::fs::write(picture, seen).unwrap();
                panic!("{named} did not appear: {error}; screenshot: {picture}")
            }
        }
    }
}

/// An XPath value with non-breaking spaces and curly apostrophes replaced by plain ones.
fn xpath_plain(value: &str) -> String {
    format!("translate({value}, \"’\u{a0}\", \"' \")")
}

impl Drop for Browser {
    /// Ends the WebDriver session, with which the driver closes its browser. It writes to a blocking socket,
    /// because a failed test cannot wait for a future.
    fn drop(&mut self) {
        let Ok(mut driver) = TcpStream::connect(&self.driver_address) else { return };
        let end = format!(
            "DELETE /session/{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            self.session
        );
        let _ = driver.write_all(end.as_bytes());
        let _ = driver.read(&mut [0; 64]);
    }
}

/// One of the phones on the rehearsal page.
struct Phone<'b> {
    browser: &'b Browser,
    id: i64,
}

impl Phone<'_> {
    fn test_id(&self) -> String {
        format!("phone-{}", self.id)
    }

    /// Clicks the latest button with this label, below a message or on the reply keyboard.
    async fn taps(&self, label: &str) {
        let path = format!(
            "(//*[@data-testid='{}']//button[(@data-testid='inline-button' or @data-testid='reply-button') \
             and {}=\"{label}\"])[last()]",
            self.test_id(),
            xpath_plain("@title")
        );
        self.browser.wait_for(Locator::XPath(&path), label).await.click().await.unwrap();
    }

    async fn says(&self, text: &str) {
        let within = |part: &str| format!("[data-testid={}] [data-testid={part}]", self.test_id());
        self.browser.find(&within("say")).await.send_keys(text).await.unwrap();
        self.browser.find(&within("send")).await.click().await.unwrap();
    }

    async fn hears(&self, text: &str) {
        self.browser.wait_for_text(&format!("[data-testid={}]", self.test_id()), text).await;
    }
}

#[tokio::test]
async fn the_main_job_with_real_clicks() {
    let home = tempfile::tempdir().unwrap();
    let mut rehearsal =
        ChildProcess::start(koze_command(&home).args(["rehearse", "--listen", "127.0.0.1:0"]));
    let line = rehearsal.next_line();
    let url = format!("http://{}", line.split("http://").nth(1).unwrap().split('/').next().unwrap());
    let browser = Browser::open(1_280, 900).await;
    browser.goto(&url).await;
    let resident = Phone { browser: &browser, id: 1001 };
    let moderator = Phone { browser: &browser, id: 1002 };

    browser.find("[data-testid=phone-1001] [data-testid=start]").await.click().await.unwrap();
    resident.taps("✅ J'accepte, je m'inscris").await;
    resident.taps("👤 Marie-Line Exemple").await;
    resident.taps("Résident ou résidente").await;
    resident.taps("📱 Partager mon numéro").await;
    browser.find("[data-testid=dialog-ok]").await.click().await.unwrap();
    resident.taps("✅ Oui, je confirme").await;
    resident.hears("C'est noté, votre inscription est faite.").await;

    resident.says("la table ronde c a kel heure ?").await;
    resident.hears("10h30 – 11h30").await;

    browser.find("[data-testid=jump-1015]").await.click().await.unwrap();
    resident.hears("🔔 Dans 15 minutes : Table ronde").await;

    resident.taps("❓ Poser une question").await;
    resident.hears("votre prochain message").await;
    resident.says("Qui paie les <b>adultes relais</b> ?").await;
    resident.hears("question n° 1").await;
    moderator.taps("▶️ Question suivante").await;
    moderator.hears("Qui paie les <b>adultes relais</b> ?").await;
    resident.hears("bientôt").await;
    moderator.taps("📺 À l'écran").await;
    resident.hears("maintenant").await;

    // the hall screen shows the question as plain text
    let hall = browser.client.new_window(true).await.unwrap();
    let phones = browser.client.window().await.unwrap();
    browser.client.switch_to_window(hall.handle).await.unwrap();
    browser.goto(&format!("{url}/hall")).await;
    let path = "//*[@id='question' and contains(., 'Qui paie les <b>adultes relais</b>')]";
    browser.wait_for(Locator::XPath(path), "the question in the hall").await;
    browser.client.switch_to_window(phones).await.unwrap();

    moderator.taps("✅ Réponse donnée").await;
    resident.hears("a eu sa réponse").await;
    drop(browser);
    assert!(rehearsal.stop().success());
}

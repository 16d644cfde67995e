//! The stage in a real browser, at the widths of a tablet and of a phone: a line is acknowledged by one touch, the
//! time counts down whatever the browser's clock shows, and the page says when it is out of reach.

use std::time::Duration;

use fantoccini::Locator;
use koze::clock::Clock;
use koze::db;
use koze::db::Db;
use koze::people::Role;
use koze::stage;
use koze::web;
use koze::web::http_server::{self, ConnectionLimits};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::browser::Browser;
use crate::process::TIMEOUT;
use crate::test_bot::{Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

/// The pages of a test bot on loopback.
async fn serve(test: &TestBot) -> (String, CancellationToken) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, stop) = (listener.local_addr().unwrap().to_string(), CancellationToken::new());
    let pages = web::router(test.app.pages(stop.clone()));
    tokio::spawn(http_server::serve(listener, pages, ConnectionLimits::new(50), stop.clone()));
    (format!("http://{address}"), stop)
}

async fn open(start: &str) -> (TestBot, String, CancellationToken) {
    let mut test = TestBot::open(Database::sqlite().await, start).await;
    for (who, name) in [(MARIE, "Marie"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        test.emulator.add_user(who, name, None, Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/regie").await;
    test.taps(EUGENE, "stage:address").await;
    let (url, stop) = serve(&test).await;
    (test, url, stop)
}

async fn word(db: &Db) -> String {
    stage::stored_word(&mut db.reader().await.unwrap()).await.unwrap().unwrap()
}

async fn text(browser: &Browser, css: &str) -> String {
    let element = browser.client.find(Locator::Css(css)).await.unwrap();
    remove_typography(&element.text().await.unwrap())
}

async fn wait_for_text(browser: &Browser, css: &str, wanted: &str) {
    let seen = async {
        while !text(browser, css).await.contains(wanted) {
            Clock::real().sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(Clock::real().timeout(TIMEOUT, seen).await.is_some(), "{css} never showed {wanted}");
}

fn changed(test: &TestBot) {
    test.app.state_changed.send_modify(|version| *version += 1);
}

#[tokio::test]
async fn a_line_is_acknowledged_by_one_touch_and_withdrawn_lines_go() {
    let (mut test, url, stop) = open("2012-11-23T11:26").await;
    test.asks(MARIE, "Qui paie les <b>adultes relais</b> ? Et pour combien de temps encore ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.asks(EUGENE, "Comment les structures employeuses garantissent-elles des postes durables ?").await;
    let path = format!("{url}/stage/{}", word(&test.app.db).await);
    let browser = Browser::open(1_400, 900).await;
    browser.goto(&format!("{path}?theme=light&lang=fr")).await;
    wait_for_text(&browser, "#question", "Qui paie les <b>adultes relais</b> ?").await;
    wait_for_text(&browser, "#next-question", "postes durables").await;
    wait_for_text(&browser, "#phase", "Bientôt fini").await;
    browser.save_screenshot("stage-1400-light").await;

    test.says(JOSIANE, "/regie").await;
    test.taps(JOSIANE, "stage:send:last-question").await;
    changed(&test);
    wait_for_text(&browser, "#line-text", "Dernière question").await;
    browser.save_screenshot("stage-1400-line").await;
    assert_eq!(browser.axe_violations().await, Vec::<String>::new());
    let see = browser.client.find(Locator::Css("#see")).await.unwrap();
    assert_eq!(see.text().await.unwrap(), "Vu");
    // a touch right after a line has appeared counts for nothing
    Clock::real().sleep(Duration::from_millis(800)).await;
    see.click().await.unwrap();
    wait_for_text(&browser, "#seen", "Vu à 11h26").await;
    assert!(!browser.client.find(Locator::Css("#see")).await.unwrap().is_displayed().await.unwrap());
    test.run_until_idle().await;
    assert!(test.last_message(JOSIANE).ends_with("✅ Vu à 11h26"), "{}", test.last_message(JOSIANE));

    test.says(JOSIANE, "/regie <img src=x onerror=\"document.title='hacked'\">").await;
    changed(&test);
    wait_for_text(&browser, "#line-text", "<img src=x").await;
    assert!(browser.client.find_all(Locator::Css("#line-text *")).await.unwrap().is_empty());
    test.taps(JOSIANE, "stage:withdraw:2").await;
    changed(&test);
    browser.client.wait().at_most(TIMEOUT).for_element(Locator::Css("#line.none")).await.unwrap();
    stop.cancel();
    drop(browser);
    test.end().await;
}

#[tokio::test]
async fn the_page_fits_a_tablet_and_a_phone_in_three_languages_and_both_themes() {
    let (mut test, url, stop) = open("2012-11-23T11:10").await;
    let long = "Comment les structures employeuses garantissent-elles des postes durables ? ".repeat(4);
    test.asks(MARIE, &long).await;
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.says(JOSIANE, "/regie").await;
    test.taps(JOSIANE, "stage:send:microphone").await;
    let path = format!("{url}/stage/{}", word(&test.app.db).await);
    let browser = Browser::open(1_400, 900).await;
    for (width, height, theme, lang, line) in [
        (1_400, 900, "dark", "fr", "Plus près du micro"),
        (1_400, 900, "light", "gcf", "Pli pré mikwo-a"),
        (1_024, 768, "dark", "en", "Closer to the microphone"),
        (500, 900, "light", "fr", "Plus près du micro"),
        (390, 844, "dark", "gcf", "Pli pré mikwo-a"),
        (390, 844, "light", "en", "Closer to the microphone"),
    ] {
        browser.client.set_window_size(width, height).await.unwrap();
        browser.goto(&format!("{path}?theme={theme}&lang={lang}")).await;
        wait_for_text(&browser, "#line-text", line).await;
        wait_for_text(&browser, "#see", "").await;
        let script = "
            const root = document.documentElement;
            const see = document.getElementById('see').getBoundingClientRect();
            const shown = ['line-text', 'see', 'left', 'question', 'next-question', 'hour'];
            const box = (id) => document.getElementById(id).getBoundingClientRect();
            return {
                lang: root.lang,
                wide: root.scrollWidth <= innerWidth,
                out: shown.filter((id) => box(id).left < 0 || box(id).right > innerWidth || box(id).width === 0),
                button: see.height,
                reached: see.bottom <= innerHeight,
            }";
        browser.client.wait().at_most(TIMEOUT).for_element(Locator::Css("#see:not([hidden])")).await.unwrap();
        browser.save_screenshot(&format!("stage-{width}-{theme}-{lang}")).await;
        let seen = browser.client.execute(script, vec![]).await.unwrap();
        let place = format!("{width} {theme} {lang}: {seen}");
        assert_eq!((seen["lang"].as_str(), seen["wide"].as_bool()), (Some(lang), Some(true)), "{place}");
        assert_eq!(seen["out"].as_array().map(Vec::len), Some(0), "{place}");
        assert!(seen["button"].as_f64() >= Some(64.0) && seen["reached"].as_bool() == Some(true), "{place}");
    }
    stop.cancel();
    drop(browser);
    test.end().await;
}

#[tokio::test]
async fn a_wrong_clock_does_not_matter_and_a_lost_or_replaced_address_is_said() {
    let (mut test, url, stop) = open("2012-11-23T11:29").await;
    let path = format!("{url}/stage/{}", word(&test.app.db).await);
    let browser = Browser::open(1_000, 700).await;
    browser.goto(&format!("{path}?lang=fr")).await;
    wait_for_text(&browser, "#left", "0:5").await;
    // the clock of the browser is that of the machine, years after the event; set it wrong by a day more
    browser.client.execute("Date.now = () => 0; window.Date = class extends Date {};", vec![]).await.unwrap();
    wait_for_text(&browser, "#left", "0:55").await;
    test.jump_to("2012-11-23T10:59").await;
    changed(&test);
    wait_for_text(&browser, "#left", "31:").await;
    wait_for_text(&browser, "#phase", "Temps restant").await;

    test.taps(EUGENE, "stage:change:1").await;
    test.taps(EUGENE, "stage:changed:1").await;
    changed(&test);
    wait_for_text(&browser, "#lost", "Cette adresse n'est plus valable.").await;

    browser.goto(&format!("{url}/stage/{}?lang=fr", word(&test.app.db).await)).await;
    wait_for_text(&browser, "#session", "Table ronde").await;
    stop.cancel();
    wait_for_text(&browser, "#lost", "Connexion perdue").await;
    drop(browser);
    let mut conn = test.app.db.reader().await.unwrap();
    assert!(db::get_setting(&mut conn, "stage-path").await.unwrap().unwrap().starts_with("2:"));
    drop(conn);
    test.end().await;
}

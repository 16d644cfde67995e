//! The scanning page in real browsers: the network goes and comes back, the page is loaded again without one, two
//! doors scan the same person, the role is revoked, the list is old or of another event, the phone's clock is wrong.

use std::io::Write;
use std::time::Duration;

use koze::app::App;
use koze::clock::Clock;
use koze::db;
use koze::ids::PersonId;
use koze::people::{self, Role};
use koze::programme::Programme;
use koze::web::http_server::{self, ConnectionLimits};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::browser::Browser;
use crate::process::TIMEOUT;
use crate::scanning::{draw_code, new_link, pages};
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    scanning_goes_on_without_a_network,
    two_doors_without_a_network_let_a_person_in_once,
    whoever_loses_the_role_loses_the_list,
    an_old_list_and_a_wrong_clock,
    the_list_of_another_event_names_nobody,
    the_camera_reads_tickets,
);

const JEANNE: i64 = 3_001;
const MORNING: &str = "2012-11-23T08:00";

/// The pages at a fixed address, which can be cut off.
struct Server {
    address: String,
    running: Option<(CancellationToken, JoinHandle<()>)>,
}

impl Server {
    async fn start(app: &App) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        drop(listener);
        let mut server = Self { address, running: None };
        server.resume(app).await;
        server
    }

    async fn resume(&mut self, app: &App) {
        let listener = TcpListener::bind(&self.address).await.unwrap();
        let stop = CancellationToken::new();
        let serving = http_server::serve(listener, pages(app), ConnectionLimits::new(64), stop.clone());
        self.running = Some((stop, tokio::spawn(serving)));
    }

    async fn cut(&mut self) {
        let (stop, serving) = self.running.take().unwrap();
        stop.cancel();
        serving.await.unwrap();
    }

    /// Opens the page by a new link of this person.
    async fn open_page(&self, app: &App, who: i64, browser: &Browser) {
        let (_, secret) = new_link(app, who).await;
        browser.goto(&format!("http://{}/scan#{secret}", self.address)).await;
    }
}

/// Lets the manual clock of a test run with the machine's.
fn run_clock(test: &TestBot) -> JoinHandle<()> {
    let clock = test.clock.clone();
    tokio::spawn(async move {
        loop {
            Clock::real().sleep(Duration::from_millis(100)).await;
            clock.advance(Duration::from_millis(100));
        }
    })
}

async fn open_door(database: Database) -> TestBot {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.register(MARIE).await;
    test.register(EUGENE).await;
    test.register(JEANNE).await;
    test.grant_role(AIME, Role::DoorStaff).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.jump_to(MORNING).await;
    // so that a scan of a moment ago is of the same minute
    test.clock.advance(Duration::from_secs(30));
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, "koze_repetition_bot").await.unwrap();
    tx.commit().await.unwrap();
    test
}

/// The code and the name of a registration.
async fn ticket(test: &TestBot, who: i64) -> (String, String) {
    let mut conn = test.app.db.reader().await.unwrap();
    let found = sqlx::query_as("select code, name from attendee where person = $1 and own = 1").bind(who);
    found.fetch_one(&mut *conn).await.unwrap()
}

/// What a part of the page shows, with plain spaces.
async fn shown(browser: &Browser, id: &str) -> String {
    let script =
        "const at = document.getElementById(arguments[0]); return at.checkVisibility() ? at.innerText : ''";
    let text = browser.client.execute(script, vec![id.into()]).await.unwrap();
    remove_typography(text.as_str().unwrap_or_default()).split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn wait_for(browser: &Browser, id: &str, is_right: impl Fn(&str) -> bool, wanted: &str) {
    let seen = async {
        while !is_right(&shown(browser, id).await) {
            Clock::real().sleep(Duration::from_millis(50)).await;
        }
    };
    if Clock::real().timeout(TIMEOUT / 6, seen).await.is_none() {
        let picture = concat!(env!("CARGO_TARGET_TMPDIR"), "/scanning.png");
        std::fs::write(picture, browser.client.screenshot().await.unwrap()).unwrap();
        panic!("{id} never was “{wanted}” but “{}”; screenshot: {picture}", shown(browser, id).await);
    }
}

async fn wait_for_text(browser: &Browser, id: &str, text: &str) {
    wait_for(browser, id, |shown| shown == text, text).await;
}

/// Types a code or a name as a person does, and sends the form.
async fn types(browser: &Browser, text: &str) {
    let field = browser.find("#typed").await;
    field.clear().await.unwrap();
    field.send_keys(text).await.unwrap();
    browser.find("#go").await.click().await.unwrap();
}

/// Everything that the page keeps on the phone, as text.
async fn kept_on_phone(browser: &Browser) -> String {
    let script = "
        const done = arguments[arguments.length - 1];
        const open = indexedDB.open('koze-scan');
        open.onsuccess = async () => {
            const all = (name) => new Promise((resolve) => {
                const request = open.result.transaction(name).objectStore(name).getAll();
                request.onsuccess = () => resolve(request.result);
            });
            const [key] = await all('keys');
            const boxes = (await all('boxes')).map(({ data }) => new TextDecoder().decode(data));
            const list = await new Promise((resolve) => {
                const request = open.result.transaction('boxes').objectStore('boxes').count('list');
                request.onsuccess = () => resolve(request.result);
            });
            open.result.close();
            done(`key:${key.extractable} list:${list} ${boxes.join(' ')} ${JSON.stringify(localStorage)}`);
        };";
    let kept = browser.client.execute_async(script, vec![]).await.unwrap();
    kept.as_str().unwrap().to_owned()
}

async fn scanning_goes_on_without_a_network(database: Database) {
    let test = open_door(database).await;
    let ((marie, marie_name), (eugene, eugene_name)) =
        (ticket(&test, MARIE).await, ticket(&test, EUGENE).await);
    let mut server = Server::start(&test.app).await;
    let browser = Browser::open(390, 844).await;
    server.open_page(&test.app, AIME, &browser).await;
    wait_for_text(&browser, "network", "En ligne").await;
    wait_for_text(&browser, "list-age", "Liste de 8h (à l'instant), 3 personnes").await;
    let address = browser.client.current_url().await.unwrap();
    assert_eq!(address.fragment(), None, "the secret leaves the address");
    types(&browser, &marie).await;
    let panel = format!("✓ Bienvenue {marie_name} Résident ou résidente Entrée à 8h");
    wait_for_text(&browser, "panel", &panel).await;
    wait_for_text(&browser, "inside", "1 dans la salle").await;
    types(&browser, &format!("{}-{}", &marie[..4].to_lowercase(), &marie[4..])).await;
    let panel = format!("! Déjà là {marie_name} Résident ou résidente depuis 8h");
    wait_for_text(&browser, "panel", &panel).await;
    types(&browser, "CCCCCCCC").await;
    wait_for_text(&browser, "panel", "✕ Billet inconnu ou annulé CCCC-CCCC").await;
    types(&browser, "https://t.me/another_bot?start=t_CCCCCCCC").await;
    wait_for_text(&browser, "panel", "✕ Billet d'un autre événement CCCC-CCCC").await;
    types(&browser, "9999").await;
    wait_for_text(&browser, "panel", "✕ Personne de ce nom 9999").await;

    server.cut().await;
    types(&browser, "DDDD-DDDD").await;
    let panel = "! Pas sur la liste de ce téléphone DDDD-DDDD Gardé, envoyé au retour du réseau";
    wait_for_text(&browser, "panel", panel).await;
    types(&browser, &eugene).await;
    let panel = format!("✓ Bienvenue {eugene_name} Résident ou résidente Gardé, envoyé au retour du réseau");
    wait_for_text(&browser, "panel", &panel).await;
    wait_for_text(&browser, "network", "Sans réseau").await;
    wait_for_text(&browser, "queue", "À envoyer : 2. Le plus ancien : à l'instant.").await;
    let kept = kept_on_phone(&browser).await;
    assert!(kept.starts_with("key:false list:1 "), "{kept}");
    for secret in [&marie, &marie_name, &eugene, &eugene_name] {
        assert!(!kept.contains(secret.as_str()), "{secret} is encrypted on the phone");
    }

    // loaded again without a network: the page, the list and what was scanned are still there
    browser.client.refresh().await.unwrap();
    wait_for_text(&browser, "queue", "À envoyer : 2. Le plus ancien : à l'instant.").await;
    wait_for_text(&browser, "network", "Sans réseau").await;
    types(&browser, &eugene).await;
    wait_for(&browser, "panel", |panel| panel.starts_with("! Déjà là"), "already in").await;
    let field = browser.find("#typed").await;
    field.send_keys(&marie_name[..3]).await.unwrap();
    wait_for(&browser, "results", |found| found.starts_with(&marie_name) && found.contains("✓ 8h"), "Marie")
        .await;
    field.clear().await.unwrap();
    assert_eq!(test.query_i64("select count(*) from arrival").await, 1);

    server.resume(&test.app).await;
    wait_for_text(&browser, "network", "En ligne").await;
    wait_for_text(&browser, "queue", "").await;
    wait_for_text(&browser, "inside", "2 dans la salle").await;
    // the bad scan, which came first, did not keep the good one back, and is not lost
    wait_for(&browser, "notice", |notice| notice.contains("À vérifier : 1"), "one to check").await;
    browser.find("#menu").await.click().await.unwrap();
    wait_for(
        &browser,
        "problem-list",
        |found| found.starts_with("DDDD-DDDD · ") && found.ends_with("Billet inconnu ou annulé"),
        "the bad scan",
    )
    .await;
    browser.find("#problems-done").await.click().await.unwrap();
    wait_for_text(&browser, "notice", "").await;
    assert_eq!(test.query_i64("select count(*) from arrival").await, 2);

    // undone with and without a network
    let (third, third_name) = ticket(&test, JEANNE).await;
    types(&browser, &third).await;
    wait_for_text(&browser, "inside", "3 dans la salle").await;
    browser.find("#undo").await.click().await.unwrap();
    wait_for_text(&browser, "panel", &format!("Entrée annulée {third_name}")).await;
    wait_for_text(&browser, "inside", "2 dans la salle").await;
    types(&browser, &third).await;
    wait_for_text(&browser, "inside", "3 dans la salle").await;
    server.cut().await;
    browser.find("#undo").await.click().await.unwrap();
    let panel = format!("Entrée annulée {third_name} Gardé, envoyé au retour du réseau");
    wait_for_text(&browser, "panel", &panel).await;
    server.resume(&test.app).await;
    wait_for_text(&browser, "inside", "2 dans la salle").await;
    wait_for_text(&browser, "queue", "").await;
    assert_eq!(test.query_i64("select count(*) from arrival").await, 2);
    drop(browser);
    server.cut().await;
    test.end().await;
}

async fn two_doors_without_a_network_let_a_person_in_once(database: Database) {
    let test = open_door(database).await;
    let ticking = run_clock(&test);
    let (code, name) = ticket(&test, MARIE).await;
    let mut server = Server::start(&test.app).await;
    let (north, south) = (Browser::open(390, 844).await, Browser::open(390, 844).await);
    server.open_page(&test.app, AIME, &north).await;
    server.open_page(&test.app, JOSIANE, &south).await;
    for browser in [&north, &south] {
        wait_for(browser, "list-age", |age| age.ends_with("3 personnes"), "the list").await;
    }
    server.cut().await;
    for browser in [&north, &south] {
        types(browser, &code).await;
        let panel = format!("✓ Bienvenue {name} Résident ou résidente Gardé, envoyé au retour du réseau");
        wait_for_text(browser, "panel", &panel).await;
        Clock::real().sleep(Duration::from_secs(3)).await;
    }
    server.resume(&test.app).await;
    for browser in [&north, &south] {
        wait_for_text(browser, "queue", "").await;
        wait_for_text(browser, "inside", "1 dans la salle").await;
    }
    assert_eq!(test.query_i64("select count(*) from arrival").await, 1);
    assert_eq!(test.query_i64("select recorded_by from arrival").await, AIME, "the north door was earlier");
    assert_eq!(test.query_i64("select count(*) from audit_log where action = 'checked-in'").await, 1);
    drop((north, south));
    ticking.abort();
    server.cut().await;
    test.end().await;
}

async fn whoever_loses_the_role_loses_the_list(database: Database) {
    let test = open_door(database).await;
    let (code, _) = ticket(&test, MARIE).await;
    let mut server = Server::start(&test.app).await;
    let browser = Browser::open(390, 844).await;
    server.open_page(&test.app, AIME, &browser).await;
    wait_for(&browser, "list-age", |age| age.ends_with("3 personnes"), "the list").await;
    let mut tx = test.app.db.begin().await.unwrap();
    people::revoke_role(&mut tx, PersonId(AIME), Role::DoorStaff).await.unwrap();
    tx.commit().await.unwrap();
    types(&browser, &code).await;
    let text = "Vous n'êtes pas, ou plus, dans l'équipe de l'accueil. La liste est effacée de ce téléphone.";
    wait_for_text(&browser, "closed-text", text).await;
    wait_for_text(&browser, "closed-queue", "Scans pas encore envoyés, gardés sur ce téléphone : 1").await;
    let kept = kept_on_phone(&browser).await;
    assert!(kept.starts_with("key:false list:0 "), "{kept}");
    assert_eq!(test.query_i64("select count(*) from arrival").await, 0);

    // a visitor with a link, and a link that was used
    let other = Browser::open(390, 844).await;
    other.goto(&format!("http://{}/scan", server.address)).await;
    other.client.execute("localStorage.setItem('koze-lang', 'fr')", vec![]).await.unwrap();
    other.goto("about:blank").await;
    server.open_page(&test.app, MARIE, &other).await;
    wait_for_text(&other, "closed-text", text).await;
    let (_, secret) = new_link(&test.app, JOSIANE).await;
    let link = format!("http://{}/scan#{secret}", server.address);
    // the same page with another fragment is not loaded anew
    for browser in [&browser, &other] {
        browser.goto("about:blank").await;
    }
    browser.goto(&link).await;
    wait_for(&browser, "list-age", |age| age.ends_with("3 personnes"), "the list").await;
    wait_for_text(&browser, "inside", "1 dans la salle").await;
    other.goto(&link).await;
    let text = "Ce lien a déjà servi, ou il a plus de dix minutes. Demandez-en un nouveau au bot.";
    wait_for_text(&other, "closed-text", text).await;
    drop((browser, other));
    server.cut().await;
    test.end().await;
}

/// Sets the clock of a phone as its owner can.
async fn set_phone_clock(browser: &Browser, hours: i32) {
    let script = "globalThis.trueNow ??= Date.now; Date.now = () => trueNow() + arguments[0] * 3600000;";
    let script = script.replace("arguments[0]", &hours.to_string());
    browser.client.execute(&script, vec![]).await.unwrap();
}

async fn an_old_list_and_a_wrong_clock(database: Database) {
    let test = open_door(database).await;
    let ticking = run_clock(&test);
    let ((marie, marie_name), (eugene, _)) = (ticket(&test, MARIE).await, ticket(&test, EUGENE).await);
    let mut server = Server::start(&test.app).await;
    let browser = Browser::open(390, 844).await;
    server.open_page(&test.app, AIME, &browser).await;
    wait_for(&browser, "list-age", |age| age.ends_with("3 personnes"), "the list").await;
    server.cut().await;

    // the clock is a day behind while the person is scanned, and right again when the network is back
    set_phone_clock(&browser, -24).await;
    types(&browser, &marie).await;
    wait_for(&browser, "panel", |panel| panel.starts_with("✓ Bienvenue"), "welcome").await;
    set_phone_clock(&browser, 0).await;
    server.resume(&test.app).await;
    wait_for_text(&browser, "queue", "").await;
    let begin = crate::test_bot::martinique_time(MORNING).0;
    let arrived_at = test.query_i64("select arrived_at from arrival").await;
    let late = test.clock.event_now().0 - arrived_at;
    assert!(arrived_at >= begin && late < 120_000, "{late} ms ago");

    // a list of two hours says so in large letters, one of a day names nobody any more
    server.cut().await;
    set_phone_clock(&browser, 2).await;
    wait_for(&browser, "notice", |notice| notice.ends_with("(il y a 2 h)."), "an old list").await;
    set_phone_clock(&browser, 25).await;
    let notice =
        "La liste est trop vieille (il y a 25 h) : les noms ne sont plus montrés. Les scans sont gardés.";
    wait_for_text(&browser, "notice", notice).await;
    types(&browser, &eugene).await;
    let written = format!("{}-{}", &eugene[..4], &eugene[4..]);
    let panel = format!("! Scan gardé, sans nom {written} Gardé, envoyé au retour du réseau");
    wait_for_text(&browser, "panel", &panel).await;
    types(&browser, &marie_name).await;
    wait_for(&browser, "panel", |panel| panel.starts_with("✕ Pas de liste"), "no names").await;
    server.resume(&test.app).await;
    wait_for_text(&browser, "notice", "").await;
    wait_for_text(&browser, "inside", "2 dans la salle").await;
    drop(browser);
    ticking.abort();
    server.cut().await;
    test.end().await;
}

async fn the_list_of_another_event_names_nobody(database: Database) {
    let other_database = database.another().await;
    let test = open_door(database).await;
    let (code, name) = ticket(&test, MARIE).await;
    let mut programme = Programme::built_in();
    programme.id = Some("another-event".to_owned());
    let mut other = TestBot::open_with_programme(other_database, "2012-11-12T10:00", programme).await;
    other.grant_role(JOSIANE, Role::Organiser).await;
    other.jump_to(MORNING).await;
    let mut server = Server::start(&test.app).await;
    let browser = Browser::open(390, 844).await;
    server.open_page(&test.app, AIME, &browser).await;
    wait_for(&browser, "list-age", |age| age.ends_with("3 personnes"), "the list").await;
    server.cut().await;
    types(&browser, &code).await;
    wait_for(&browser, "panel", |panel| panel.contains(&name), "by name").await;

    // at the same address stands another event now
    server.resume(&other.app).await;
    wait_for(&browser, "closed-text", |text| text.starts_with("Cette page n'est plus ouverte"), "closed")
        .await;
    browser.goto("about:blank").await;
    server.open_page(&other.app, JOSIANE, &browser).await;
    wait_for(&browser, "list-age", |age| age.ends_with("0 personnes"), "the other list").await;
    types(&browser, &code).await;
    wait_for_text(&browser, "panel", &format!("✕ Billet inconnu ou annulé {}-{}", &code[..4], &code[4..]))
        .await;
    // what was scanned for the first event is not sent to the second one, and not lost
    browser.find("#menu").await.click().await.unwrap();
    wait_for_text(&browser, "foreign", "Scans d'un autre événement, pas envoyés : 1").await;
    server.cut().await;
    browser.goto("about:blank").await;
    server.resume(&test.app).await;
    server.open_page(&test.app, AIME, &browser).await;
    wait_for_text(&browser, "inside", "1 dans la salle").await;
    assert_eq!(test.query_i64("select count(*) from arrival").await, 1);
    drop(browser);
    server.cut().await;
    other.end().await;
    test.end().await;
}

/// A film that shows one code for eight seconds, and then the other.
fn write_film(path: &std::path::Path, texts: [&str; 2]) {
    const WIDTH: usize = 640;
    const HEIGHT: usize = 480;
    let mut film = std::fs::File::create(path).unwrap();
    writeln!(film, "YUV4MPEG2 W{WIDTH} H{HEIGHT} F2:1 Ip A1:1 C420jpeg").unwrap();
    for text in texts {
        let (pixels, side) = draw_code(text);
        assert!(side < HEIGHT, "{side}");
        let (left, top) = ((WIDTH - side) / 2, (HEIGHT - side) / 2);
        let mut grey = vec![150u8; WIDTH * HEIGHT];
        for (row, line) in pixels.chunks(side).enumerate() {
            let from = (top + row) * WIDTH + left;
            grey[from..from + side].copy_from_slice(line);
        }
        for _ in 0..16 {
            film.write_all(b"FRAME\n").unwrap();
            film.write_all(&grey).unwrap();
            film.write_all(&vec![128; WIDTH * HEIGHT / 2]).unwrap();
        }
    }
}

async fn the_camera_reads_tickets(database: Database) {
    let test = open_door(database).await;
    let tickets = [ticket(&test, MARIE).await, ticket(&test, EUGENE).await];
    let folder = tempfile::tempdir().unwrap();
    let film = folder.path().join("tickets.y4m");
    let link = |code: &str| format!("https://t.me/koze_repetition_bot?start=t_{code}");
    write_film(&film, [&link(&tickets[0].0), &link(&tickets[1].0)]);
    let camera = [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        &format!("--use-file-for-fake-video-capture={}", film.display()),
    ];
    let mut server = Server::start(&test.app).await;
    let browser = Browser::open_with(390, 844, &camera).await;
    server.open_page(&test.app, AIME, &browser).await;
    let welcome = |name: &str, detail: &str| format!("✓ Bienvenue {name} Résident ou résidente {detail}");
    let is_first = |panel: &str| tickets.iter().any(|(_, name)| panel == welcome(name, "Entrée à 8h"));
    wait_for(&browser, "panel", is_first, "the first ticket").await;
    // the ticket stays before the camera for a while: that is one scan; the other one is read without a network
    server.cut().await;
    let kept = "Gardé, envoyé au retour du réseau";
    let is_second = |panel: &str| tickets.iter().any(|(_, name)| panel == welcome(name, kept));
    wait_for(&browser, "panel", is_second, "the second ticket").await;
    server.resume(&test.app).await;
    wait_for_text(&browser, "queue", "").await;
    wait_for_text(&browser, "inside", "2 dans la salle").await;
    assert_eq!(test.query_i64("select count(*) from arrival where method = 'scan'").await, 2);
    drop(browser);
    server.cut().await;
    test.end().await;
}

/// Draws codes as a camera may see them, and reads them with the page's own reader.
const READ_ALL: &str = r"
    const [codes, done] = arguments;
    const SIDE = 420;
    const draw = (modules, size, { angle, light, hidden }) => {
        const grey = new Uint8Array(SIDE * SIDE);
        const scale = (SIDE * 0.6) / size;
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        for (let y = 0; y < SIDE; y += 1) {
            for (let x = 0; x < SIDE; x += 1) {
                const [across, down] = [x - SIDE / 2, y - SIDE / 2];
                // further away at the bottom
                const far = 1 + (light ? (0.2 * y) / SIDE : 0);
                const u = ((cos * across + sin * down) * far) / scale + size / 2;
                const v = ((cos * down - sin * across) * far) / scale + size / 2;
                const onPaper = u > -4 && v > -4 && u < size + 4 && v < size + 4;
                const isInside = u >= 0 && v >= 0 && u < size && v < size;
                const isHidden = hidden && Math.hypot(u - size * 0.55, v - size * 0.6) < size * 0.08;
                const isDark = isInside && !isHidden && modules[Math.floor(v) * size + Math.floor(u)] === '1';
                grey[y * SIDE + x] = (isDark ? 30 : onPaper ? 235 : 100) * (light ? 1 - (0.5 * x) / SIDE : 1);
            }
        }
        return grey;
    };
    import('/scan/qr.js').then(({ readCode }) => {
        const views = [
            { angle: 0 }, { angle: Math.PI / 2 }, { angle: 0.4 }, { angle: 2.9 },
            { angle: -0.2, light: true }, { angle: 0.1, hidden: true },
        ];
        const wrong = [];
        for (const { text, modules, size, strong } of codes) {
            for (const view of views.filter(({ hidden, light }) => (strong || !hidden) && (size > 21 || !light))) {
                const read = readCode(draw(modules, size, view), SIDE);
                if (read !== text) wrong.push(`${text} ${size} ${JSON.stringify(view)}: ${read}`);
            }
        }
        const noise = new Uint8Array(SIDE * SIDE).map((_, at) => (at * 7919) % 251);
        if (readCode(noise, SIDE) !== null) wrong.push('noise');
        if (readCode(new Uint8Array(SIDE * SIDE), SIDE) !== null) wrong.push('black');
        done(wrong);
    }, (error) => done([String(error)]));";

#[tokio::test]
async fn the_pages_own_reader_reads_every_size_and_level() {
    use qrcode::{Color, EcLevel, QrCode};
    let test = TestBot::open(Database::sqlite().await, MORNING).await;
    let mut server = Server::start(&test.app).await;
    let browser = Browser::open(390, 844).await;
    browser.goto(&format!("http://{}/scan", server.address)).await;
    let ticket = "https://t.me/koze_repetition_bot?start=t_CDFGHJKM";
    let long = "https://t.me/a_bot_with_a_rather_long_name_bot?start=t_C3467934";
    let mut codes = Vec::new();
    for level in [EcLevel::L, EcLevel::M, EcLevel::Q, EcLevel::H] {
        for text in [ticket, long, "CDFG-HJKM", "HELLO 12345", "é ü ß 漢"] {
            let code = QrCode::with_error_correction_level(text, level).unwrap();
            if code.width() > 41 {
                continue;
            }
            let modules: String =
                code.to_colors().iter().map(|color| if *color == Color::Dark { '1' } else { '0' }).collect();
            let strong = matches!(level, EcLevel::Q | EcLevel::H) && code.width() >= 25;
            codes.push(serde_json::json!({
                "text": text, "modules": modules, "size": code.width(), "strong": strong,
            }));
        }
    }
    assert!(codes.len() >= 18, "{}", codes.len());
    let wrong = browser.client.execute_async(READ_ALL, vec![codes.into()]).await.unwrap();
    assert_eq!(wrong, serde_json::json!([]));
    drop(browser);
    server.cut().await;
    test.end().await;
}

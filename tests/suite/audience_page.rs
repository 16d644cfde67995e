//! The page for everybody in the hall, over HTTP: a visitor without an account asks, votes, withdraws, takes everything
//! along into Telegram, is erased; and whatever can be sent wrongly.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, Response};
use futures_util::StreamExt;
use koze::app::App;
use koze::db;
use koze::i18n::Lang;
use koze::people::Role;
use koze::visitors::{Challenge, Difficulty, Signer, VisitorKey, load_signer};
use tower::ServiceExt;

use crate::scanning::pages;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    a_question_goes_from_the_page_to_the_hall_and_back,
    the_same_page_in_three_languages,
    a_form_that_is_sent_fifty_times_counts_once,
    whatever_is_sent_wrongly_is_answered_and_nothing_is_lost,
    a_new_visitor_proves_something_once,
    moderators_close_the_browser,
    one_person_has_one_vote,
    everything_is_taken_along_into_telegram_once,
    a_visitor_sees_and_erases_everything,
    what_is_no_question_is_answered,
    the_page_is_kept_current,
    nothing_is_written_for_whoever_only_reads,
    a_visitor_speaks_at_the_microphone,
    a_written_answer_stands_on_the_page,
    a_question_goes_from_the_browser_over_the_stage_to_the_account,
    an_account_that_acts_in_a_browser_reads_the_pages_words,
);

const DEBATE: &str = "2012-11-23T10:45";
/// As little work as a test needs.
pub const EASY: Difficulty = Difficulty { searches: 2, bits: 3 };

/// A browser: its cookie, and the page that it shows.
#[derive(Clone)]
pub struct Browser {
    pages: Router,
    cookie: String,
    pub page: String,
    pub status: u16,
}

/// A bot during the debate, and its pages, which everybody reaches at once.
pub async fn open(database: Database) -> (TestBot, Router) {
    open_at(database, DEBATE).await
}

async fn open_at(database: Database, time: &str) -> (TestBot, Router) {
    let mut test = TestBot::open(database, time).await;
    test.app.proof_difficulty = EASY;
    test.grant_role(JOSIANE, Role::Moderator).await;
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, "koze_forum_bot").await.unwrap();
    tx.commit().await.unwrap();
    let pages = pages(&test.app);
    (test, pages)
}

/// Delivers what still waits, such as the notice for the moderators, and ends.
pub async fn end(mut test: TestBot) {
    test.run_until_idle().await;
    test.hears(JOSIANE);
    test.end().await;
}

pub async fn signer(app: &App) -> Signer {
    load_signer(&mut app.db.reader().await.unwrap()).await.unwrap()
}

impl Browser {
    pub async fn open(pages: &Router) -> Self {
        let browser = Self { pages: pages.clone(), cookie: String::new(), page: String::new(), status: 0 };
        browser.reload("/").await
    }

    pub async fn reload(mut self, path: &str) -> Self {
        self.shows(self.request("GET", path, Body::empty())).await;
        self
    }

    fn request(&self, method: &str, path: &str, body: Body) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(path);
        if !self.cookie.is_empty() {
            request = request.header("cookie", &self.cookie);
        }
        request.body(body).unwrap()
    }

    /// Sends a request and follows where it leads.
    async fn shows(&mut self, request: Request<Body>) {
        let response = self.pages.clone().oneshot(request).await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
            if pair.starts_with("koze=") {
                self.cookie = pair;
            }
        }
        self.status = response.status().as_u16();
        let to = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
        self.page = read(response).await;
        if let Some(to) = to {
            let to = to.split('#').next().unwrap();
            let request = self.request("GET", to, Body::empty());
            let response = self.pages.clone().oneshot(request).await.unwrap();
            self.page = read(response).await;
        }
    }

    /// The value of a hidden field.
    fn field(&self, name: &str) -> String {
        let place = format!("name=\"{name}\" value=\"");
        let rest = self.page.split(&place).nth(1).unwrap_or_else(|| panic!("no {name}: {}", self.page));
        rest.split('"').next().unwrap().to_owned()
    }

    /// What the page's script answers to the task; empty where there is none.
    pub fn proof(&self) -> String {
        let Some(rest) = self.page.split("data-challenge=\"").nth(1) else { return String::new() };
        Challenge { text: rest.split('"').next().unwrap().to_owned() }.solve(EASY)
    }

    pub async fn posts(&mut self, path: &str, fields: &[(&str, &str)]) {
        let token = self.field("token");
        let proof = self.proof();
        let mut all = vec![("token", token.as_str()), ("proof", proof.as_str())];
        all.extend(fields);
        self.posts_exactly(path, &all).await;
    }

    async fn posts_exactly(&mut self, path: &str, fields: &[(&str, &str)]) {
        let body = serde_urlencoded::to_string(fields).unwrap();
        self.shows(self.request("POST", path, Body::from(body))).await;
    }

    pub async fn asks(&mut self, text: &str) {
        let nonce = self.field("nonce");
        self.posts("/q/ask", &[("nonce", &nonce), ("text", text)]).await;
    }

    pub async fn votes(&mut self, vote: &str) {
        self.posts("/q/vote", &[("vote", vote)]).await;
    }

    /// The visible text between two ids' sections, without markup.
    fn text(&self) -> String {
        to_text(&self.page)
    }

    #[track_caller]
    fn shows_text(&self, wanted: &str) {
        let text = self.text();
        assert!(text.contains(wanted), "{wanted} is not in: {text}");
    }
}

/// Sends a form as a new visitor who did the page's task, without loading the page; the status.
pub async fn post_as_new_visitor(
    pages: &Router,
    signer: &Signer,
    app: &App,
    path: &str,
    fields: &[(&str, &str)],
) -> u16 {
    let key = VisitorKey::random();
    let proof = Challenge::new(signer, &key, app.clock.real_now()).solve(EASY);
    let token = signer.form_token(&key);
    let mut all = vec![("token", token.as_str()), ("proof", proof.as_str())];
    all.extend(fields);
    let body = Body::from(serde_urlencoded::to_string(all).unwrap());
    let cookie = format!("koze={}", signer.cookie_value(&key));
    let request = Request::post(path).header("cookie", cookie).body(body).unwrap();
    pages.clone().oneshot(request).await.unwrap().status().as_u16()
}

async fn read(response: Response<Body>) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 22).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A page as it is read: no tags, one blank between words.
fn to_text(page: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in page.chars() {
        match c {
            '<' => {
                in_tag = true;
                text.push(' ');
            }
            '>' => in_tag = false,
            _ if !in_tag => text.push(c),
            _ => {}
        }
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    let text = remove_typography(&text).replace("&#39;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn a_question_goes_from_the_page_to_the_hall_and_back(database: Database) {
    let (mut test, pages) = open(database).await;
    let mut visitor = Browser::open(&pages).await;
    visitor.shows_text("Table ronde");
    visitor.shows_text("Vous n'avez pas encore posé de question ici.");
    visitor.asks("Qui paie les adultes relais ?").await;
    visitor.shows_text("C'est noté : question n° 1. Une personne la lit, puis la salle peut la soutenir.");
    visitor.shows_text("Qui paie les adultes relais ? n° 1 · en lecture Retirer");
    visitor.shows_text("Aucune question n'attend. Posez la première !");
    test.run_until_idle().await;
    assert!(test.hears(JOSIANE).contains("à relire"), "the moderators hear of it");
    test.says(JOSIANE, "/relire").await;
    assert!(test.last_message(JOSIANE).contains("🌐"), "{}", test.last_message(JOSIANE));
    test.taps_label(JOSIANE, "✅ Publier").await;

    let visitor = visitor.reload("/join").await;
    visitor.shows_text("Qui paie les adultes relais ? n° 1 · dans la file Retirer");
    let mut other = Browser::open(&pages).await;
    other.shows_text("Qui paie les adultes relais ? 1 voix 👍 Soutenir la question n° 1");
    other.votes("1:on").await;
    other.shows_text("2 voix 👍 Vous la soutenez la question n° 1");
    test.says(MARIE, "/questions").await;
    assert!(test.last_message(MARIE).contains("👍 2"), "{}", test.last_message(MARIE));
    test.says(JOSIANE, "/suivante").await;
    visitor.clone().reload("/join").await.shows_text("n° 1 · bientôt posée");
    test.taps_label(JOSIANE, "📺 À l'écran").await;
    visitor.clone().reload("/join").await.shows_text("On y répond maintenant Qui paie les adultes relais ?");
    test.taps_label(JOSIANE, "✅ Réponse donnée").await;
    visitor.clone().reload("/join").await.shows_text("n° 1 · réponse donnée");
    assert_eq!(
        test.query_i64("select count(*) from outbox where chat >= 4503599627370496").await,
        0,
        "nothing is ever sent to a browser"
    );
    end(test).await;
}

async fn the_same_page_in_three_languages(database: Database) {
    let (test, pages) = open(database).await;
    for (lang, title, sent) in [
        ("fr", "Posez votre question", "C'est noté : question n° 1."),
        ("en", "Ask your question", "Got it: question no. 2."),
        ("gcf", "Pozé kestion'w", "I matjé : kestion nimewo 3."),
    ] {
        let mut visitor = Browser::open(&pages).await.reload(&format!("/join?lang={lang}")).await;
        assert!(visitor.page.contains(&format!("<html lang=\"{lang}\">")));
        visitor.shows_text(title);
        // the choice is kept by a cookie of its own, which this browser does not keep
        visitor.cookie = format!("{}; koze_lang={lang}", visitor.cookie);
        visitor.asks("Qui paie les adultes relais du quartier ?").await;
        let page = format!("{} {}", visitor.text(), visitor.status);
        assert!(page.contains(sent), "{page}");
    }
    end(test).await;
}

async fn a_form_that_is_sent_fifty_times_counts_once(database: Database) {
    let (test, pages) = open(database).await;
    let first = Browser::open(&pages).await;
    let again = futures_util::future::join_all((0..50).map(|_| {
        let mut same = first.clone();
        async move {
            same.asks("Qui paie les adultes relais ?").await;
            same
        }
    }))
    .await;
    let told = |text: &str| again.iter().filter(|browser| browser.text().contains(text)).count();
    assert_eq!(told("C'est noté : question n° 1."), 1);
    assert_eq!(told("rien n'est compté deux fois"), again.len() - 1 - told("Beaucoup de monde"));
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    end(test).await;
}

async fn whatever_is_sent_wrongly_is_answered_and_nothing_is_lost(database: Database) {
    let (test, pages) = open(database).await;
    let mut visitor = Browser::open(&pages).await;
    let nonce = visitor.field("nonce");
    // no cookies
    let token = visitor.field("token");
    let mut without = Browser { cookie: String::new(), ..visitor.clone() };
    without.posts_exactly("/q/ask", &[("token", &token), ("text", "Qui paie ?"), ("nonce", &nonce)]).await;
    assert_eq!(without.status, 403);
    without.shows_text("Votre navigateur refuse les cookies.");
    assert!(without.page.contains("Qui paie ?</textarea>"), "the text is kept");
    // forged cookies; one of another database; a token of another visitor
    let other = Signer::new("other".to_owned()).cookie_value(&VisitorKey::random());
    for cookie in ["koze=", "koze=0.0", "koze=ffff", &format!("koze={other}")] {
        let mut forged = Browser { cookie: cookie.to_owned(), ..visitor.clone() };
        forged.posts_exactly("/q/ask", &[("token", &token), ("text", "Qui paie ?"), ("nonce", &nonce)]).await;
        assert_eq!(forged.status, 403, "{cookie}");
        forged.shows_text("Cette page était ouverte depuis longtemps.");
        assert!(forged.page.contains("Qui paie ?</textarea>"));
    }
    let stranger = Browser::open(&pages).await;
    let mut crossed = Browser { cookie: stranger.cookie.clone(), ..visitor.clone() };
    crossed.asks("Qui paie ?").await;
    assert_eq!(crossed.status, 403, "the token of another page");
    // far too much; nothing; controls and markup
    visitor.asks(&"x".repeat(100_000)).await;
    assert_eq!(visitor.status, 413);
    visitor.shows_text("Ce texte est beaucoup trop long.");
    let mut visitor = visitor.reload("/").await;
    visitor.asks(&"mot ".repeat(400)).await;
    assert_eq!(visitor.status, 422);
    visitor.shows_text("C'est une belle question, mais longue");
    assert!(visitor.page.contains("mot mot mot"), "the text is kept");
    visitor.asks(" \u{202e}\u{0}\n ").await;
    visitor.shows_text("Je n'ai pas vu de question dans ce message.");
    for malformed in ["", "=", "%", "text=%ff%fe", "{\"text\":1}", "nonce=zz&token=1"] {
        let mut sends = visitor.clone();
        sends.shows(sends.request("POST", "/q/ask", Body::from(malformed))).await;
        assert_eq!(sends.status, 403, "{malformed}");
    }
    for vote in ["", "1", "1:", "1:maybe", "x:on", "-1:on", "99999999999999999999:on"] {
        let mut votes = visitor.clone();
        votes.votes(vote).await;
        assert!([400, 403, 409].contains(&votes.status), "{vote}: {}", votes.status);
    }
    let markup = "<script>alert(1)</script>\"><img src=x onerror=alert(1)> pourquoi\u{7} ?";
    visitor.asks(markup).await;
    assert_eq!(visitor.status, 303, "{}", visitor.text());
    assert!(!visitor.page.contains("<script>alert") && !visitor.page.contains("<img"), "{}", visitor.page);
    assert!(visitor.page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    assert_eq!(test.query_i64("select count(*) from question where text like '%pourquoi ?'").await, 1);
    end(test).await;
}

async fn a_new_visitor_proves_something_once(database: Database) {
    let (test, pages) = open(database).await;
    let signer = signer(&test.app).await;
    let code = signer.room_code(test.app.clock.real_now());
    let mut visitor = Browser::open(&pages).await;
    let fields = |visitor: &Browser, code: &str| {
        vec![
            ("token", visitor.field("token")),
            ("nonce", visitor.field("nonce")),
            ("text", "Qui paie ?".to_owned()),
            ("code", code.to_owned()),
        ]
    };
    let send = async |visitor: &mut Browser, code: &str| {
        let fields = fields(visitor, code);
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        visitor.posts_exactly("/q/ask", &fields).await;
    };
    send(&mut visitor, "").await;
    assert_eq!(visitor.status, 403);
    visitor.shows_text("écrivez le code à quatre chiffres de l'écran de la salle");
    assert!(visitor.page.contains("Qui paie ?</textarea>"));
    let wrong = if code == "0000" { "1111" } else { "0000" };
    send(&mut visitor, wrong).await;
    visitor.shows_text("Ce n'est pas le code de l'écran.");
    send(&mut visitor, &format!(" {code} ")).await;
    visitor.shows_text("C'est noté : question n° 1.");
    assert!(!visitor.page.contains("data-challenge"), "known from now on");
    // guessing has an end
    let mut guesser = Browser::open(&pages).await;
    for _ in 0..8 {
        send(&mut guesser, wrong).await;
    }
    send(&mut guesser, &code).await;
    assert_eq!(guesser.status, 403, "not even the right code after so many wrong ones");
    // a vote without a script asks for the code where it is cast
    let mut voter = Browser::open(&pages).await;
    let token = voter.field("token");
    voter.posts_exactly("/q/vote", &[("token", &token), ("vote", "1:on")]).await;
    assert!(voter.page.contains("<input type=\"hidden\" name=\"vote\" value=\"1:on\">"), "{}", voter.page);
    end(test).await;
}

async fn moderators_close_the_browser(database: Database) {
    let (mut test, pages) = open(database).await;
    test.asks(MARIE, "Combien de médiateurs en Martinique ?").await;
    let mut visitor = Browser::open(&pages).await;
    let mut writing = visitor.clone();
    test.says(JOSIANE, "/reglages").await;
    test.taps(JOSIANE, "queue:set:browser:votes").await;
    writing.asks("Qui paie ?").await;
    writing.shows_text("On ne prend pas de questions par cette page pour le moment.");
    assert!(writing.page.contains("Qui paie ?</textarea>"), "the text is kept");
    visitor.votes("1:on").await;
    visitor.shows_text("2 voix 👍 Vous la soutenez");
    test.taps(JOSIANE, "queue:set:browser:closed").await;
    visitor.votes("1:off").await;
    visitor.shows_text("On ne peut pas voter pour le moment.");
    let reading = visitor.clone().reload("/").await;
    reading.shows_text("Combien de médiateurs en Martinique ? 2 voix");
    assert!(!reading.page.contains("class=\"support\"") && !reading.page.contains("<textarea"));
    test.taps(JOSIANE, "queue:set:browser:open").await;
    // published at once, if moderators wish
    test.presses(JOSIANE, "queue:set:browserreview:off").await;
    let mut visitor = visitor.reload("/").await;
    visitor.asks("Qui paie les adultes relais ?").await;
    visitor.shows_text("Qui paie les adultes relais ? 1 voix");
    // one person is muted, from the card
    test.says(JOSIANE, "2").await;
    test.presses(JOSIANE, "queue:mute:2:on").await;
    test.jump_to("2012-11-23T10:50").await;
    let mut visitor = visitor.reload("/").await;
    visitor.asks("Et encore une ?").await;
    visitor.shows_text("Les modérateurs ne prennent plus vos questions pour le moment.");
    test.hears(JOSIANE);
    end(test).await;
}

async fn one_person_has_one_vote(database: Database) {
    let (mut test, pages) = open(database).await;
    test.asks(MARIE, "Combien de médiateurs en Martinique ?").await;
    let mut visitor = Browser::open(&pages).await;
    for _ in 0..3 {
        visitor.votes("1:on").await;
    }
    // the same cookie in two tabs, and copied to another phone
    let mut copy = visitor.clone();
    copy.votes("1:on").await;
    visitor.shows_text("2 voix");
    copy.votes("1:off").await;
    copy.votes("1:off").await;
    copy.shows_text("1 voix 👍 Soutenir");
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 1);
    // one's own question keeps its author's vote
    visitor.asks("Qui paie les adultes relais ?").await;
    test.says(JOSIANE, "/relire").await;
    test.taps_label(JOSIANE, "✅ Publier").await;
    let mut visitor = visitor.reload("/").await;
    visitor.votes("2:off").await;
    assert_eq!(visitor.status, 409);
    assert_eq!(test.query_i64("select votes from question where number = 2").await, 1);
    // somebody else's cannot be withdrawn
    copy.posts("/q/withdraw", &[("number", "1")]).await;
    assert_eq!(copy.status, 409);
    visitor.posts("/q/withdraw", &[("number", "2")]).await;
    visitor.shows_text("C'est fait : la question est retirée.");
    assert_eq!(test.query_i64("select count(*) from question where state = 'withdrawn'").await, 1);
    test.hears(JOSIANE);
    end(test).await;
}

async fn everything_is_taken_along_into_telegram_once(database: Database) {
    let (mut test, pages) = open(database).await;
    test.asks(MARIE, "Combien de médiateurs en Martinique ?").await;
    let mut visitor = Browser::open(&pages).await;
    visitor.votes("1:on").await;
    visitor.asks("Qui paie les adultes relais ?").await;
    let mut visitor = visitor.reload("/").await;
    visitor.posts("/q/take", &[]).await;
    visitor.shows_text("Il ne sert qu'une fois.");
    let link = visitor.page.split("https://t.me/koze_forum_bot?start=m_").nth(1).unwrap();
    let payload = format!("m_{}", &link[..12]);
    test.says(AIME, &format!("/start {payload}")).await;
    let told = test.hears(AIME);
    assert!(
        told.contains(
            "C'est fait : votre question est maintenant ici. Je vous dirai ce qu'elle devient. Vos 2 voix"
        ),
        "{told}"
    );
    // once: another person gets nothing by the same link
    test.says(MARIE, &format!("/start {payload}")).await;
    assert!(test.hears(MARIE).contains("Ce lien a déjà servi"));
    assert_eq!(test.query_i64("select count(*) from question where person = 1003").await, 1);
    // the notices come to Telegram, the page shows the same, and there is one vote for both
    test.says(JOSIANE, "/relire").await;
    test.taps_label(JOSIANE, "✅ Publier").await;
    assert!(test.hears(AIME).contains("Votre question n° 2 est dans la file"));
    let mut visitor = visitor.reload("/").await;
    visitor.shows_text("Qui paie les adultes relais ? n° 2 · dans la file");
    visitor.shows_text("Ces questions sont aussi dans votre Telegram.");
    test.presses(AIME, "vote:on:1").await;
    visitor.votes("1:on").await;
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 2);
    // a second browser with a vote for the same question: one vote in the end
    let mut second = Browser::open(&pages).await;
    second.votes("1:on").await;
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 3);
    second.posts("/q/take", &[]).await;
    let link = second.page.split("start=m_").nth(1).unwrap();
    let payload = format!("m_{}", &link[..12]);
    test.says(AIME, &format!("/start {payload}")).await;
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 2);
    // from a browser an account is not erased, only forgotten
    visitor.posts("/q/erase", &[]).await;
    assert_eq!(test.query_i64("select count(*) from question where person = 1003").await, 1);
    let visitor = visitor.reload("/").await;
    visitor.shows_text("Vous n'avez pas encore posé de question ici.");
    for who in [AIME, MARIE, JOSIANE] {
        test.hears(who);
    }
    end(test).await;
}

async fn a_visitor_sees_and_erases_everything(database: Database) {
    let (mut test, pages) = open(database).await;
    test.asks(MARIE, "Combien de médiateurs en Martinique ?").await;
    let mut visitor = Browser::open(&pages).await;
    visitor.votes("1:on").await;
    visitor.asks("Qui paie les adultes relais ?").await;
    let mut data = visitor.clone().reload("/q/data").await;
    data.shows_text("Qui paie les adultes relais ?");
    data.posts("/q/erase", &[]).await;
    data.shows_text("C'est effacé.");
    assert_eq!(test.query_i64("select count(*) from person where id >= 4503599627370496").await, 0);
    assert_eq!(test.query_i64("select count(*) from question where text like '%adultes%'").await, 0);
    assert_eq!(test.query_i64("select count(*) from voter where person >= 4503599627370496").await, 0);
    // the vote stays without its person, and coming back gives no second one
    let mut visitor = visitor.reload("/").await;
    visitor.votes("1:on").await;
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 2);
    let data = Browser::open(&pages).await.reload("/q/data").await;
    data.shows_text("Kozé ne garde rien sur vous.");
    test.hears(JOSIANE);
    end(test).await;
}

async fn what_is_no_question_is_answered(database: Database) {
    let (mut test, pages) = open(database).await;
    let mut visitor = Browser::open(&pages).await;
    visitor.asks("à quelle heure est la pause ?").await;
    visitor.shows_text("10h");
    assert!(visitor.page.contains("Envoyer quand même aux intervenants"));
    assert!(visitor.page.contains("pause ?</textarea>"));
    let mut visitor = visitor.reload("/").await;
    visitor.asks("au secours quelqu'un fait un malaise").await;
    visitor.shows_text("112");
    let mut visitor = visitor.reload("/").await;
    visitor.asks("mon fils a été arrêté, que faire ?").await;
    assert!(visitor.page.contains("Envoyer quand même aux intervenants"), "{}", visitor.text());
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    assert_eq!(test.query_i64("select count(*) from person where id >= 4503599627370496").await, 0);
    let nonce = visitor.field("nonce");
    visitor
        .posts(
            "/q/ask",
            &[("nonce", &nonce), ("text", "mon fils a été arrêté, que faire ?"), ("anyway", "1")],
        )
        .await;
    visitor.shows_text("C'est noté : question n° 1.");
    // asked about the programme: the same answers as in the chat, and what may be meant
    let search = Browser::open(&pages).await.reload("/join?q=c%27est%20o%C3%B9%20%3F").await;
    search.shows_text("Palais des Congrès");
    let vague = search.clone().reload("/join?q=table").await;
    assert!(vague.page.contains("id=\"answer\""));
    let markup = search.reload("/join?q=%3Cscript%3Ealert(1)%3C/script%3E").await;
    assert!(!markup.page.contains("<script>alert"));
    test.hears(JOSIANE);
    end(test).await;
}

/// The next event of a stream that is no comment.
async fn next_event(body: &mut BodyDataStream) -> serde_json::Value {
    loop {
        let bytes = body.next().await.unwrap().unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
            return serde_json::from_str(data).unwrap();
        }
    }
}

async fn the_page_is_kept_current(database: Database) {
    let (mut test, pages) = open(database).await;
    let mut visitor = Browser::open(&pages).await;
    visitor.asks("Qui paie les adultes relais ?").await;
    let request = Request::get("/q/live").header("cookie", &visitor.cookie).body(Body::empty()).unwrap();
    let mut stream = pages.clone().oneshot(request).await.unwrap().into_body().into_data_stream();
    let first = next_event(&mut stream).await;
    assert!(first["mine"].as_str().unwrap().contains("en lecture"), "{first}");
    assert_eq!(first["accepts"], serde_json::json!(true));
    test.says(JOSIANE, "/relire").await;
    test.taps_label(JOSIANE, "✅ Publier").await;
    // what changed, and nothing else
    let mut seen = serde_json::Map::new();
    while !(seen.contains_key("mine") && seen.contains_key("order")) {
        test.run_for(Duration::from_secs(1)).await;
        seen.extend(next_event(&mut stream).await.as_object().unwrap().clone());
    }
    assert!(seen["mine"].as_str().unwrap().contains("dans la file"));
    assert_eq!(seen["order"], serde_json::json!([1]));
    assert!(!seen.contains_key("now"), "the programme is the same");
    test.presses(AIME, "vote:on:1").await;
    test.run_for(Duration::from_secs(1)).await;
    let mut votes = next_event(&mut stream).await;
    while votes.get("votes").is_none() {
        test.run_for(Duration::from_secs(1)).await;
        votes = next_event(&mut stream).await;
    }
    assert_eq!(remove_typography(votes["votes"]["1"].as_str().unwrap()), "2 voix");
    test.hears(AIME);
    end(test).await;
}

async fn nothing_is_written_for_whoever_only_reads(database: Database) {
    let (test, pages) = open(database).await;
    for _ in 0..20 {
        let visitor = Browser::open(&pages).await.reload("/join?q=le%20programme").await;
        visitor.shows_text("Tout le programme");
        visitor.reload("/q/data").await.shows_text("Kozé ne garde rien sur vous.");
    }
    assert_eq!(test.query_i64("select count(*) from person where id >= 4503599627370496").await, 0);
    assert_eq!(test.query_i64("select count(*) from seen_update where id < 0").await, 0);
    let size = {
        let request = |path: &str| Request::get(path).body(Body::empty()).unwrap();
        let mut size = 0;
        for path in ["/", "/audience.css", "/audience.js"] {
            let response = pages.clone().oneshot(request(path)).await.unwrap();
            let policy =
                response.headers().get("content-security-policy").map(|it| it.to_str().unwrap().to_owned());
            assert!(
                policy.is_none_or(
                    |policy| policy.starts_with("default-src 'none'") && !policy.contains("unsafe")
                )
            );
            let bytes = read(response).await.len();
            println!("{path}: {bytes} bytes");
            size += bytes;
        }
        size
    };
    println!("first load: {size} bytes");
    assert!(size < 40_000, "{size} bytes");
    assert_eq!(Lang::ALL.len(), 3);
    end(test).await;
}

async fn a_visitor_speaks_at_the_microphone(database: Database) {
    let (mut test, pages) = open_at(database, "2012-11-23T09:45").await;
    let mut visitor = Browser::open(&pages).await;
    visitor.shows_text("✋ Demander la parole");
    visitor.posts("/q/floor", &[("floor", "ask"), ("name", "Rose <b>")]).await;
    visitor.shows_text("Vous avez demandé la parole.");
    visitor.shows_text("Vous êtes la prochaine personne.");
    let mut second = Browser::open(&pages).await;
    for _ in 0..3 {
        second.posts("/q/floor", &[("floor", "ask")]).await;
    }
    second.shows_text("Une personne passe avant vous.");
    second.shows_text("Les modérateurs appelleront le n° 2 : c'est vous.");
    test.says(JOSIANE, "/parole").await;
    assert!(test.last_message(JOSIANE).contains("Rose <b>"), "{}", test.last_message(JOSIANE));
    test.taps_prefix(JOSIANE, "mic:give:1").await;
    let mut visitor = visitor.reload("/").await;
    visitor.shows_text("C'est à vous ! Levez la main : on vous apporte le micro.");
    visitor.posts("/q/floor", &[("floor", "come")]).await;
    visitor.shows_text("On vous attend : levez la main, le micro arrive.");
    visitor.posts("/q/floor", &[("floor", "leave")]).await;
    visitor.shows_text("✋ Demander la parole");
    // a press that comes too late, and whoever never asked
    visitor.posts("/q/floor", &[("floor", "come")]).await;
    assert_eq!(visitor.status, 409);
    // taken along: the request is the account's, and the notice comes to Telegram
    second.posts("/q/take", &[]).await;
    let payload = format!("m_{}", &second.page.split("start=m_").nth(1).unwrap()[..12]);
    test.says(AIME, &format!("/start {payload}")).await;
    test.hears(AIME);
    test.says(JOSIANE, "/parole").await;
    test.taps_prefix(JOSIANE, "mic:give:2").await;
    assert!(test.hears(AIME).contains("C'est à vous !"));
    // with the end of the exchange nobody can ask any more
    test.jump_to("2012-11-23T10:15").await;
    let late = Browser::open(&pages).await;
    assert!(!late.page.contains("Demander la parole"));
    test.hears(AIME);
    end(test).await;
}

async fn a_written_answer_stands_on_the_page(database: Database) {
    let (mut test, pages) = open(database).await;
    let mut visitor = Browser::open(&pages).await;
    visitor.asks("Qui paie les adultes relais ?").await;
    test.says(JOSIANE, "/relire").await;
    test.taps_label(JOSIANE, "✅ Publier").await;
    test.presses(JOSIANE, "queue:private:1").await;
    test.says(JOSIANE, "L'État, pour <b>l'essentiel</b>.").await;
    let visitor = visitor.reload("/").await;
    visitor.shows_text("n° 1 · réponse par écrit L'État, pour <b>l'essentiel</b>.");
    let stranger = Browser::open(&pages).await;
    assert!(!stranger.text().contains("pour <b>l'essentiel"), "its author alone");
    end(test).await;
}

async fn a_question_goes_from_the_browser_over_the_stage_to_the_account(database: Database) {
    let (mut test, pages) = open(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/regie").await;
    test.taps(EUGENE, "stage:address").await;
    let word = koze::stage::stored_word(&mut test.app.db.reader().await.unwrap()).await.unwrap().unwrap();
    let mut visitor = Browser::open(&pages).await;
    visitor.asks("Qui paie les adultes relais ?").await;
    test.says(JOSIANE, "/relire").await;
    test.taps_label(JOSIANE, "✅ Publier").await;
    let stage = || Browser::open(&pages);
    stage().await.reload(&format!("/stage/{word}?lang=fr")).await.shows_text("Qui paie les adultes relais ?");
    test.says(JOSIANE, "/suivante").await;
    test.taps_label(JOSIANE, "📺 À l'écran").await;
    visitor.clone().reload("/").await.shows_text("On y répond maintenant Qui paie les adultes relais ?");
    stage().await.reload(&format!("/stage/{word}?lang=fr")).await.shows_text("Qui paie les adultes relais ?");
    test.taps_label(JOSIANE, "✅ Réponse donnée").await;
    let early = visitor.clone().reload("/account?lang=fr").await;
    early.shows_text("Revenez après l'événement.");
    test.jump_to("2012-11-23T14:00").await;
    test.says(EUGENE, "/suites").await;
    test.taps(EUGENE, "acct:read").await;
    test.taps_prefix(EUGENE, "acct:publish:").await;
    test.tick().await;
    test.tick().await;
    let visitor = visitor.reload("/").await;
    visitor.shows_text("Ce que sont devenues vos questions");
    visitor.shows_text("n° 1 · réponse donnée");
    let account = visitor.reload("/account?lang=fr").await;
    account.shows_text("Qui paie les adultes relais ? 1 voix · Réponse donnée dans la salle");
    test.hears(EUGENE);
    end(test).await;
}

async fn an_account_that_acts_in_a_browser_reads_the_pages_words(database: Database) {
    let (mut test, pages) = open(database).await;
    let mut visitor = Browser::open(&pages).await;
    visitor.asks("Qui paie les adultes relais ?").await;
    visitor.posts("/q/take", &[]).await;
    let payload = format!("m_{}", &visitor.page.split("start=m_").nth(1).unwrap()[..12]);
    test.says(AIME, &format!("/start {payload}")).await;
    let mut visitor = visitor.reload("/").await;
    visitor.asks("Et qui les forme ?").await;
    // the chat's words speak of a button that the page does not have
    visitor.shows_text("Votre texte est toujours là.");
    assert!(visitor.page.contains("Et qui les forme ?</textarea>"));
    test.hears(AIME);
    end(test).await;
}

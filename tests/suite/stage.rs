//! The stage: lines from the moderators, the touch that acknowledges them, the secret address, and what the page
//! shows.

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response};
use futures_util::StreamExt;
use futures_util::future::join_all;
use koze::db;
use koze::people::Role;
use koze::programme::Programme;
use koze::stage;
use serde_json::Value;
use tower::ServiceExt;

use crate::scanning::pages;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    a_line_is_shown_and_its_first_acknowledgement_is_told,
    a_new_line_takes_the_place_of_the_last_and_one_is_taken_back,
    the_words_of_a_moderator_are_shown_as_text,
    words_that_come_late_do_not_stand_on_the_stage,
    the_address_is_a_secret_that_organisers_can_replace,
    a_forged_acknowledgement_changes_nothing,
    two_tablets_acknowledge_at_once_and_two_moderators_send_at_once,
    whoever_lost_the_role_writes_nothing,
    the_page_shows_the_questions_and_the_time_left,
    a_question_that_goes_on_too_long_is_over_time,
    without_sessions_and_without_a_round_table_the_page_still_says_where_one_is,
    each_language_of_the_event_or_the_one_that_was_chosen,
    forty_tablets_cost_the_database_what_one_does,
    what_was_sent_goes_with_its_moderator,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

/// A moderator, an organiser, and the page with its path.
async fn open(database: Database, start: &str) -> (TestBot, Router, String) {
    open_with_programme(database, start, Programme::built_in()).await
}

async fn open_with_programme(
    database: Database,
    start: &str,
    programme: Programme,
) -> (TestBot, Router, String) {
    let mut test = TestBot::open_with_programme(database, start, programme).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (JOSIANE, "Josiane"), (EUGENE, "Eugène")] {
        test.emulator.add_user(who, name, None, Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/regie").await;
    test.taps(EUGENE, "stage:address").await;
    test.hears(EUGENE);
    let path = stage_path(&test).await;
    let pages = pages(&test.app);
    (test, pages, path)
}

async fn stage_path(test: &TestBot) -> String {
    let mut conn = test.app.db.reader().await.unwrap();
    format!("/stage/{}", stage::stored_word(&mut conn).await.unwrap().unwrap())
}

async fn get(pages: &Router, path: &str) -> (u16, String) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let response = pages.clone().oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let body = axum::body::to_bytes(response.into_body(), 1 << 20).await.unwrap();
    (status, remove_typography(std::str::from_utf8(&body).unwrap()))
}

async fn page(pages: &Router, path: &str) -> String {
    let (status, html) = get(pages, path).await;
    assert_eq!(status, 200);
    html
}

async fn post(pages: &Router, path: &str, header: bool, body: &str) -> u16 {
    let mut request = Request::post(format!("{path}/seen")).header("content-type", "application/json");
    if header {
        request = request.header("x-koze-stage", "1");
    }
    let request = request.body(Body::from(body.to_owned())).unwrap();
    pages.clone().oneshot(request).await.unwrap().status().as_u16()
}

async fn acknowledges(pages: &Router, path: &str, line: i64) -> u16 {
    post(pages, path, true, &format!("{{\"line\":{line}}}")).await
}

/// The event stream of a tablet.
struct Tablet(axum::body::BodyDataStream);

impl Tablet {
    async fn connect(pages: &Router, path: &str) -> Self {
        let request = Request::get(format!("{path}/events")).body(Body::empty()).unwrap();
        let response: Response<Body> = pages.clone().oneshot(request).await.unwrap();
        assert_eq!(response.status().as_u16(), 200);
        Self(response.into_body().into_data_stream())
    }

    /// The next message; `None` at the end of the stream.
    async fn next(&mut self) -> Option<Value> {
        loop {
            let part = self.0.next().await?.unwrap();
            let text = String::from_utf8_lossy(&part);
            if let Some(data) = text.lines().find_map(|line| line.strip_prefix("data: ")) {
                return Some(serde_json::from_str(data).unwrap());
            }
        }
    }

    /// Reads until a message is as wanted.
    async fn wait_until(&mut self, is_wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let message = self.next().await.expect("the stream goes on");
            if is_wanted(&message) {
                return message;
            }
        }
    }
}

async fn a_line_is_shown_and_its_first_acknowledgement_is_told(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    test.says(JOSIANE, "/regie").await;
    assert_eq!(
        test.hears(JOSIANE),
        "🎭 Que voulez-vous dire à la scène ? Une nouvelle ligne remplace la précédente."
    );
    let mut tablet = Tablet::connect(&pages, &path).await;
    test.taps(JOSIANE, "stage:send:two-minutes").await;
    let status = "🎭 Pour la scène : Encore deux minutes\nJosiane, 10h40\n⏳ Pas encore vu";
    assert_eq!(test.hears(JOSIANE), status);
    assert_eq!(test.hears(EUGENE), status, "the organiser is told, too");
    test.app.state_changed.send_modify(|version| *version += 1);
    let shown = tablet.wait_until(|message| message["state"]["line"]["number"] == 1).await;
    assert_eq!(shown["state"]["line"]["is_seen"], false);
    assert_eq!(shown["state"]["views"][0]["line"], "Encore deux minutes");
    assert_eq!(shown["state"]["views"][1]["line"], "Rété dé minit");
    assert_eq!(shown["state"]["views"][2]["line"], "Two more minutes");

    // the same press again sends nothing
    test.presses(JOSIANE, "stage:send:two-minutes").await;
    assert_eq!(test.query_i64("select count(*) from stage_line").await, 1);

    test.clock.advance(std::time::Duration::from_secs(60));
    assert_eq!(acknowledges(&pages, &path, 1).await, 204);
    let shown = tablet.wait_until(|message| message["state"]["line"]["is_seen"] == true).await;
    assert_eq!(remove_typography(shown["state"]["views"][0]["seen"].as_str().unwrap()), "✅ Vu à 10h41");
    test.run_until_idle().await;
    let seen = "🎭 Pour la scène : Encore deux minutes\nJosiane, 10h40\n✅ Vu à 10h41";
    assert_eq!((test.last_message(JOSIANE).as_str(), test.last_message(EUGENE).as_str()), (seen, seen));
    // another tablet, and the same one again
    test.clock.advance(std::time::Duration::from_secs(60));
    for _ in 0..2 {
        assert_eq!(acknowledges(&pages, &path, 1).await, 204);
    }
    test.run_until_idle().await;
    assert_eq!(test.last_message(JOSIANE), seen, "the first acknowledgement counts");
    assert_eq!(
        test.query_i64(
            "select count(*) from audit_log where action = 'stage-line-sent' and detail = 'two-minutes'"
        )
        .await,
        1
    );
    // once it is seen, the same line can be sent again
    test.presses(JOSIANE, "stage:send:two-minutes").await;
    assert_eq!(test.query_i64("select count(*) from stage_line").await, 2);
    test.end().await;
}

async fn a_new_line_takes_the_place_of_the_last_and_one_is_taken_back(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    test.says(JOSIANE, "/regie").await;
    test.taps(JOSIANE, "stage:send:to-audience").await;
    let first = test.emulator.latest_message(JOSIANE).unwrap().message_id;
    test.says(EUGENE, "/regie Merci de passer le micro à gauche").await;
    let html = page(&pages, &path).await;
    assert!(
        html.contains("Merci de passer le micro à gauche") && !html.contains("On passe à la salle"),
        "{html}"
    );
    let message = |test: &TestBot, id| {
        let found = test.emulator.messages(JOSIANE).into_iter().find(|message| message.message_id == id);
        remove_typography(&found.unwrap().plain_text)
    };
    assert_eq!(
        message(&test, first),
        "🎭 Pour la scène : On passe à la salle\nJosiane, 10h40\nUne autre ligne l'a remplacée."
    );
    assert_eq!(acknowledges(&pages, &path, 1).await, 410, "it was replaced before it was seen");
    // a moderator takes an organiser's line back; a second press finds it gone
    test.taps(JOSIANE, "stage:withdraw:2").await;
    assert!(test.last_message(JOSIANE).ends_with("↩️ Ligne retirée."), "{}", test.last_message(JOSIANE));
    assert!(!page(&pages, &path).await.contains("Merci de passer le micro"));
    assert_eq!(acknowledges(&pages, &path, 2).await, 410);
    test.presses(JOSIANE, "stage:withdraw:2").await;
    let toast = test.emulator.callback_answers(JOSIANE).last().unwrap().text.clone();
    assert_eq!(remove_typography(&toast), "Cette ligne n'est plus sur la scène.");
    // an unseen line is gone after half an hour
    test.says(JOSIANE, "/regie Encore une").await;
    test.jump_to("2012-11-23T11:11").await;
    assert!(!page(&pages, &path).await.contains("Encore une"));
    test.end().await;
}

async fn the_words_of_a_moderator_are_shown_as_text(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    test.says(JOSIANE, "/regie").await;
    test.taps(JOSIANE, "stage:write").await;
    assert_eq!(
        test.hears(JOSIANE).lines().last().unwrap(),
        "Écrivez la ligne pour la scène : 120 caractères au plus. Elle part tout de suite."
    );
    test.emulator.user_sends_text(JOSIANE, &"é".repeat(10_000));
    test.run_until_idle().await;
    assert_eq!(
        test.hears(JOSIANE),
        "Votre ligne a 10000 caractères, et la scène en lit 120 au plus. Rien n'est parti : écrivez-la plus court."
    );
    test.says(JOSIANE, " \u{200b}\u{202e} ").await;
    assert_eq!(test.hears(JOSIANE), "Je n'ai pas vu de texte. Écrivez la ligne en quelques mots.");
    // still awaited, and no command in words
    test.says(JOSIANE, "<b>Question</b> suivante\u{7}\n{line} & <script>alert(1)</script>").await;
    let words = "<b>Question</b> suivante {line} & <script>alert(1)</script>";
    assert_eq!(test.hears(JOSIANE), format!("🎭 Pour la scène : {words}\nJosiane, 10h40\n⏳ Pas encore vu"));
    let html = page(&pages, &path).await;
    let escaped = "&lt;b&gt;Question&lt;/b&gt; suivante {line} &amp; &lt;script&gt;alert(1)&lt;/script&gt;";
    assert!(html.contains(escaped) && !html.contains("<b>"), "{html}");
    let shown = Tablet::connect(&pages, &path).await.next().await.unwrap();
    assert_eq!(shown["state"]["views"][2]["line"], words);
    assert_eq!(
        test.query_i64("select count(*) from audit_log where action = 'stage-line-sent' and detail <> ''")
            .await,
        0
    );
    // one line only: the next text is read as any other
    test.says(JOSIANE, "bonjour").await;
    assert_eq!(test.query_i64("select count(*) from stage_line").await, 1);
    test.end().await;
}

async fn words_that_come_late_do_not_stand_on_the_stage(database: Database) {
    let (mut test, _, _) = open(database, ROUND_TABLE).await;
    for end in ["late", "/annuler", "stage:leave", "/regie", "stage:send:conclude"] {
        test.says(JOSIANE, "/regie").await;
        test.taps(JOSIANE, "stage:write").await;
        match end {
            "late" => test.jump_to("2012-11-23T10:45").await,
            data if data.starts_with("stage:") => test.presses(JOSIANE, data).await,
            text => test.says(JOSIANE, text).await,
        }
        test.says(JOSIANE, "à quelle heure est la pause ?").await;
        assert_eq!(test.query_i64("select count(*) from stage_line where text <> ''").await, 0, "{end}");
    }
    test.end().await;
}

async fn the_address_is_a_secret_that_organisers_can_replace(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    assert_eq!(path.len(), "/stage/".len() + 32);
    let wrong = format!("{}{}", &path[..path.len() - 1], if path.ends_with('0') { '1' } else { '0' });
    for path in ["/stage", "/stage/", "/stage/x", "/stage/%20", wrong.as_str()] {
        assert_eq!(get(&pages, path).await.0, 404, "{path}");
        assert_eq!(get(&pages, &format!("{path}/events")).await.0, 404, "{path}");
        assert!([404, 405].contains(&acknowledges(&pages, path, 1).await), "{path}");
    }
    // a moderator does not get it
    test.says(JOSIANE, "/regie").await;
    assert!(!test.inline_keyboard(JOSIANE).contains("stage:address"));
    for data in ["stage:address", "stage:change:1", "stage:changed:1"] {
        test.presses(JOSIANE, data).await;
        let alert = test.emulator.callback_answers(JOSIANE).last().unwrap().text.clone();
        assert_eq!(remove_typography(&alert), "Seuls les organisateurs voient et changent cette adresse.");
    }
    assert_eq!(stage_path(&test).await, path);
    assert_eq!(test.query_i64("select count(*) from audit_log where action = 'refused'").await, 3);

    let mut tablet = Tablet::connect(&pages, &path).await;
    tablet.next().await.unwrap();
    test.says(EUGENE, "/bureau").await;
    test.taps(EUGENE, "stage:address").await;
    assert!(test.last_message(EUGENE).contains(&format!("Sur le serveur de Kozé : {path}")));
    test.taps(EUGENE, "stage:change:1").await;
    test.taps(EUGENE, "stage:address").await;
    assert_eq!(stage_path(&test).await, path, "kept");
    test.taps(EUGENE, "stage:change:1").await;
    test.taps(EUGENE, "stage:changed:1").await;
    let fresh = stage_path(&test).await;
    assert!(fresh != path && test.last_message(EUGENE).contains(&fresh), "{}", test.last_message(EUGENE));
    // a second press on the same button keeps the new address
    test.presses(EUGENE, "stage:changed:1").await;
    assert_eq!(stage_path(&test).await, fresh);
    test.app.state_changed.send_modify(|version| *version += 1);
    while tablet.next().await.is_some() {}
    for suffix in ["", "/events"] {
        assert_eq!(get(&pages, &format!("{path}{suffix}")).await.0, 404, "the old address is dead");
    }
    assert!(page(&pages, &fresh).await.contains("Table ronde"));
    // with a public address there is a link
    let mut tx = test.app.db.begin().await.unwrap();
    db::save_public_url(&mut tx, Some("https://koze.example")).await.unwrap();
    tx.commit().await.unwrap();
    test.says(EUGENE, "/regie").await;
    test.taps(EUGENE, "stage:address").await;
    assert!(test.inline_keyboard(EUGENE).contains(&format!("https://koze.example{fresh}")));
    test.end().await;
}

async fn a_forged_acknowledgement_changes_nothing(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    test.says(JOSIANE, "/regie Une ligne").await;
    assert_eq!(post(&pages, &path, false, "{\"line\":1}").await, 400, "a form of another site");
    for malformed in ["", "1", "{}", "{\"line\":\"1\"}", "{\"line\":1.5}"] {
        assert_eq!(post(&pages, &path, true, malformed).await, 400, "{malformed}");
    }
    assert_eq!(post(&pages, &path, true, &format!("{{\"line\":1{}}}", " ".repeat(300))).await, 413);
    for unknown in [0, -1, 2, i64::MAX] {
        assert_eq!(acknowledges(&pages, &path, unknown).await, 410, "{unknown}");
    }
    assert_eq!(get(&pages, &format!("{path}/seen")).await.0, 405);
    assert_eq!(test.query_i64("select count(*) from stage_line where seen_at <> 0").await, 0);
    assert_eq!(acknowledges(&pages, &path, 1).await, 204);
    test.run_until_idle().await;
    test.end().await;
}

async fn two_tablets_acknowledge_at_once_and_two_moderators_send_at_once(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    test.grant_role(AIME, Role::Moderator).await;
    for round in 0..5 {
        test.emulator.user_sends_text(JOSIANE, &format!("/regie ligne {round} de Josiane"));
        test.emulator.user_sends_text(AIME, &format!("/regie ligne {round} de Aimé"));
        test.run_until_idle().await;
        assert_eq!(test.query_i64("select count(*) from stage_line where state = 'shown'").await, 1);
        let line = test.query_i64("select number from stage_line where state = 'shown'").await;
        let seen = join_all((0..8).map(|_| acknowledges(&pages, &path, line))).await;
        assert_eq!(seen, [204; 8]);
        let told = "select count(*) from outbox where state = 'waiting' and key like 'stage:%'";
        assert_eq!(test.query_i64(told).await, 3, "once to each moderator");
        test.run_until_idle().await;
    }
    assert_eq!(test.query_i64("select count(*) from stage_line where state = 'replaced'").await, 9);
    test.end().await;
}

async fn whoever_lost_the_role_writes_nothing(database: Database) {
    let (mut test, _, _) = open(database, ROUND_TABLE).await;
    test.says(JOSIANE, "/regie").await;
    test.taps(JOSIANE, "stage:write").await;
    test.presses(EUGENE, &format!("role:yes:{JOSIANE}:moderator")).await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "Une ligne de trop").await;
    assert_eq!(test.hears(JOSIANE), "Seuls les modérateurs et les organisateurs écrivent à la scène.");
    for data in ["stage:open", "stage:send:conclude", "stage:write", "stage:withdraw:1", "stage:changed:1"] {
        test.presses(JOSIANE, data).await;
    }
    for text in ["/regie", "/stage Bonsoir", "/sen Bonswa"] {
        test.says(JOSIANE, text).await;
        assert_eq!(
            test.last_message(JOSIANE),
            "Seuls les modérateurs et les organisateurs écrivent à la scène."
        );
    }
    assert_eq!(test.query_i64("select count(*) from stage_line").await, 0);
    assert_eq!(
        test.query_i64("select count(*) from audit_log where action = 'refused' and detail = 'regie'").await,
        1
    );
    // what is sent now is not told to the former moderator
    test.hears(JOSIANE);
    test.says(EUGENE, "/regie Bonjour la scène").await;
    assert_eq!(test.hears(JOSIANE), "");
    test.end().await;
}

async fn the_page_shows_the_questions_and_the_time_left(database: Database) {
    let (mut test, pages, path) = open(database, "2012-11-23T11:20").await;
    let html = page(&pages, &path).await;
    for text in [
        "Table ronde",
        "10:00",
        "Temps restant",
        "jusqu'à 11h30",
        "Aucune question à l'écran.",
        "class=\"left\"",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    test.asks(MARIE, "Qui paie les <b>adultes relais</b> ?").await;
    test.asks(AIME, "Et les jeunes ?").await;
    test.says(JOSIANE, "/suivante 1").await;
    test.taps(JOSIANE, "queue:live:1").await;
    let html = page(&pages, &path).await;
    for text in [
        "Qui paie les &lt;b&gt;adultes relais&lt;/b&gt; ?",
        "Question n° 1",
        "Et les jeunes ?",
        "Question n° 2",
    ] {
        assert!(html.contains(text), "{text}: {html}");
    }
    let mut tablet = Tablet::connect(&pages, &path).await;
    assert_eq!(tablet.next().await.unwrap()["left"], 600_000);
    test.jump_to("2012-11-23T11:27").await;
    test.app.state_changed.send_modify(|version| *version += 1);
    assert_eq!(tablet.wait_until(|message| message["left"] != 600_000).await["left"], 180_000);
    let html = page(&pages, &path).await;
    assert!(
        html.contains("class=\"soon\"") && html.contains("Bientôt fini") && html.contains("3:00"),
        "{html}"
    );
    test.end().await;
}

async fn a_question_that_goes_on_too_long_is_over_time(database: Database) {
    let (mut test, pages, path) = open(database, "2012-11-23T11:20").await;
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.jump_to("2012-11-23T11:32").await;
    let html = page(&pages, &path).await;
    for text in ["Table ronde", "+2:00", "Temps dépassé", "class=\"over\""] {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert_eq!(Tablet::connect(&pages, &path).await.next().await.unwrap()["left"], -120_000);
    test.presses(JOSIANE, "queue:answered:1").await;
    let html = page(&pages, &path).await;
    assert!(html.contains("Échanges entre tous les participants") && html.contains("28:00"), "{html}");
    test.end().await;
}

async fn without_sessions_and_without_a_round_table_the_page_still_says_where_one_is(database: Database) {
    let mut programme = Programme::built_in();
    for session in &mut programme.sessions {
        session.takes_questions = false;
    }
    let (mut test, pages, path) = open_with_programme(database, "2012-11-23T07:30", programme).await;
    let html = page(&pages, &path).await;
    for text in ["Aucun point du programme en ce moment.", "À 8h : Introduction du Préfet", "class=\"none\""]
    {
        assert!(html.contains(text), "{text}: {html}");
    }
    assert_eq!(Tablet::connect(&pages, &path).await.next().await.unwrap()["left"], Value::Null);
    test.says(JOSIANE, "/regie").await;
    test.taps(JOSIANE, "stage:send:microphone").await;
    assert!(page(&pages, &path).await.contains("Plus près du micro, s'il vous plaît"));
    // the closing has no end in the file
    test.jump_to("2012-11-23T12:05").await;
    let html = page(&pages, &path).await;
    assert!(
        html.contains("Clôture et synthèse de la matinée") && html.contains("Pas d'heure de fin"),
        "{html}"
    );
    test.end().await;
}

async fn each_language_of_the_event_or_the_one_that_was_chosen(database: Database) {
    let (test, pages, path) = open(database, ROUND_TABLE).await;
    for (query, lang, text) in [
        ("", "fr", "Temps restant"),
        ("?lang=gcf", "gcf", "Tan ki rété"),
        ("?theme=dark&lang=en", "en", "Time left"),
        ("?lang=xx", "fr", "Temps restant"),
        ("?lang", "fr", "Temps restant"),
    ] {
        let html = page(&pages, &format!("{path}{query}")).await;
        assert!(html.contains(&format!("<html lang=\"{lang}\">")) && html.contains(text), "{query}: {html}");
        assert!(!html.contains('{') && !html.contains('}'), "a placeholder has no text: {html}");
        assert!(!html.contains("http://") && !html.contains("https://"), "nothing from elsewhere: {html}");
    }
    for file in ["/stage.js", "/stage.css"] {
        assert_eq!(get(&pages, file).await.0, 200, "{file}");
    }
    test.end().await;
}

async fn forty_tablets_cost_the_database_what_one_does(database: Database) {
    let (mut test, pages, path) = open(database, ROUND_TABLE).await;
    let mut reads = Vec::new();
    for count in [1, 40] {
        let mut tablets = join_all((0..count).map(|_| Tablet::connect(&pages, &path))).await;
        join_all(tablets.iter_mut().map(Tablet::next)).await;
        let before = test.app.metrics.stage_read.get();
        for line in ["une", "deux", "trois"] {
            test.says(JOSIANE, &format!("/regie ligne {line} pour {count}")).await;
            test.app.state_changed.send_modify(|version| *version += 1);
            let is_shown = |message: &Value| {
                message["state"]["views"][0]["line"] == format!("ligne {line} pour {count}")
            };
            join_all(tablets.iter_mut().map(|tablet| tablet.wait_until(is_shown))).await;
        }
        reads.push(test.app.metrics.stage_read.get() - before);
    }
    // the loads go by time and commits; forty tablets that read for themselves would read a hundred and twenty times
    assert!(reads[0] >= 3 && (3..60).contains(&reads[1]), "{reads:?}");
    // one more than are allowed is told so
    let many = join_all((0..61).map(|_| {
        let request = Request::get(format!("{path}/events")).body(Body::empty()).unwrap();
        pages.clone().oneshot(request)
    }));
    let many: Vec<_> = many.await.into_iter().map(Result::unwrap).collect();
    let refused: Vec<_> = many.iter().filter(|response| response.status().as_u16() == 503).collect();
    assert_eq!(refused.len(), 1);
    assert!(refused[0].headers().contains_key("retry-after"));
    test.end().await;
}

async fn what_was_sent_goes_with_its_moderator(database: Database) {
    let (mut test, _, _) = open(database, ROUND_TABLE).await;
    test.says(JOSIANE, "/regie Une ligne").await;
    test.says(JOSIANE, "/mesdonnees").await;
    assert!(test.chat_contains(JOSIANE, "Lignes que vous avez envoyées à la scène : 1"));
    test.says(JOSIANE, "/effacer").await;
    test.presses(JOSIANE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from stage_line").await, 0);
    test.end().await;
}

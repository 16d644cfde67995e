//! What became of the questions: from a question to the published account, who may read what, and what never appears.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use koze::app::App;
use koze::clock::{EventTime, RealTime};
use koze::db;
use koze::i18n::{Lang, texts};
use koze::ids::{PersonId, QuestionNumber};
use koze::people::Role;
use koze::programme::{self, Programme, Schedule};
use koze::question_account::{self, AccountDigest, FileFormat, PublishOutcome, Publisher};
use koze::questions::{self, Action, Actor, NewQuestion, QuestionText, RejectionReason};
use koze::turn::EventContext;
use tower::ServiceExt;

use crate::pdf_reader;
use crate::process::{koze_command, run};
use crate::registration_card::received_files;
use crate::scanning::pages;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, martinique_time, remove_typography};

on_both_databases!(
    a_question_goes_all_the_way_to_the_account,
    what_was_set_aside_appears_nowhere,
    a_written_answer_is_kept_and_a_moderator_decides_about_it,
    an_answer_to_what_was_never_approved_stays_private,
    the_draft_is_for_organisers,
    a_draft_that_changed_is_read_again,
    two_organisers_publish_once,
    many_people_are_told_in_batches_and_once,
    a_page_that_is_taken_down_tells_nobody_more,
    an_author_who_goes_takes_their_words_along,
    an_account_without_questions_or_themes,
    two_thousand_questions_are_one_account,
    marks_in_texts_stay_texts,
    figures_about_single_people_are_not_told,
    the_account_from_the_command_line,
    the_end_of_retention_takes_it_away,
);

const ROUND_TABLE: &str = "2012-11-23T10:45";
const AFTER: &str = "2012-11-23T18:00";
const SECRET: &str = "zanmi-SECRET";

fn busy_event() -> Programme {
    let mut programme = Programme::built_in();
    programme.question_limits.seconds_between_questions = 0;
    programme.question_limits.max_waiting_questions = 50;
    programme
}

/// Josiane is an organiser; the others are people of the hall.
async fn open(database: Database, time: &str) -> TestBot {
    open_event(database, time, busy_event()).await
}

async fn open_event(database: Database, time: &str, programme: Programme) -> TestBot {
    let mut test = TestBot::open_with_programme(database, time, programme).await;
    for (who, name) in [(MARIE, "Marie"), (AIME, "Aimé"), (EUGENE, "Eugène"), (JOSIANE, "Josiane")] {
        test.emulator.add_user(who, name, None, Some("fr"));
    }
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

fn actor(person: i64) -> Actor {
    Actor { person: PersonId(person), now: martinique_time(ROUND_TABLE), real_now: RealTime(1) }
}

/// Stores a question without a conversation.
async fn insert(test: &TestBot, person: i64, text: &str, theme: &str) -> QuestionNumber {
    let mut tx = test.app.db.begin().await.unwrap();
    let new = NewQuestion::written(PersonId(person), &QuestionText::parse(text).unwrap(), Lang::Fr);
    let number = questions::insert_question(&mut tx, new, martinique_time(ROUND_TABLE)).await.unwrap();
    sqlx::query("update question set theme = $2 where number = $1")
        .bind(number)
        .bind(theme)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    number
}

async fn apply(test: &TestBot, number: QuestionNumber, by: i64, action: Action) {
    let mut tx = test.app.db.begin().await.unwrap();
    questions::apply_action(&mut tx, number, &action, actor(by)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
}

async fn answer_aloud(test: &TestBot, number: QuestionNumber) {
    apply(test, number, JOSIANE, Action::Claim).await;
    apply(test, number, JOSIANE, Action::MarkAnswered).await;
}

async fn set_base_url(test: &TestBot) {
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::PUBLIC_URL_KEY, "https://forum.example").await.unwrap();
    tx.commit().await.unwrap();
}

async fn get(pages: &Router, path: &str) -> (u16, Vec<u8>, String) {
    let response = pages.clone().oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap();
    let status = response.status().as_u16();
    let policy = response.headers().get("content-security-policy");
    let policy = policy.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default();
    let bytes = axum::body::to_bytes(response.into_body(), 1 << 24).await.unwrap().to_vec();
    (status, bytes, policy)
}

async fn page(pages: &Router, path: &str) -> (u16, String) {
    let (status, bytes, policy) = get(pages, path).await;
    assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
    (status, remove_typography(&String::from_utf8(bytes).unwrap()))
}

fn pdf_text(pdf: &[u8]) -> String {
    remove_typography(&pdf_reader::texts(pdf).join(" "))
}

async fn draft_digest(app: &App) -> AccountDigest {
    let mut conn = app.db.reader().await.unwrap();
    question_account::digest_of(&question_account::load_draft(&mut conn).await.unwrap())
}

fn event_context<'a>(app: &'a App, schedule: &'a Schedule) -> EventContext<'a> {
    let (now, real_now) = (app.clock.event_now(), app.clock.real_now());
    EventContext { programme: &app.programme, schedule, now, real_now }
}

/// Publishes what is there, as an organiser who has read it.
async fn publish(test: &mut TestBot) {
    test.says(JOSIANE, "/suites").await;
    test.taps(JOSIANE, "acct:ask").await;
    test.taps_prefix(JOSIANE, "acct:publish:").await;
    test.tick().await;
    test.tick().await;
}

async fn a_question_goes_all_the_way_to_the_account(database: Database) {
    let mut test = open(database, "2012-11-12T10:00").await;
    set_base_url(&test).await;
    test.register(EUGENE).await;
    test.jump_to(ROUND_TABLE).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "lang:gcf").await;
    test.asks(MARIE, "Qui paie les adultes relais ?").await;
    test.taps(MARIE, "ask:theme:1:2").await;
    test.asks(AIME, "Combien sont-ils en Martinique ?").await;
    test.asks(AIME, "Et les anciens, qui les écoute ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:answered:1").await;
    test.presses(JOSIANE, "queue:private:2").await;
    assert_eq!(
        test.last_message(JOSIANE),
        "Écrivez la réponse à la n° 2. Les personnes qui l'ont posée la recevront.\n\
         Le compte rendu public la montrera aussi. Vous pourrez l'en enlever."
    );
    test.says(JOSIANE, "Environ deux cents.\nLe chiffre exact suivra.").await;
    test.jump_to(AFTER).await;
    for who in [MARIE, AIME, EUGENE, JOSIANE] {
        test.hears(who);
    }
    test.says(AIME, "/suites").await;
    assert_eq!(
        test.hears(AIME),
        "Le compte rendu n'est pas encore là.\nRevenez après l'événement. Vous lirez ici ce que sont devenues les questions."
    );
    test.says(JOSIANE, "/suites").await;
    let version = draft_digest(&test.app).await.short();
    let expected = format!(
        "Ce que sont devenues les questions\nLes modérateurs ont publié 3 questions.\n\
         Réponse dans la salle : 1 · Réponse par écrit : 1 · Sans réponse, faute de temps : 1\nMises de côté : 0\n\n\
         Brouillon : version {version}\nRien n'est publié."
    );
    assert_eq!(test.hears(JOSIANE), expected);
    test.taps(JOSIANE, "acct:read").await;
    let (name, mime, draft) = received_files(&test, JOSIANE).pop().unwrap();
    assert_eq!((name.as_str(), mime.as_str()), ("suites-des-questions-brouillon.pdf", "application/pdf"));
    assert!(pdf_text(&draft).contains(&format!("Brouillon, version {version} : rien n'est publié.")));
    assert_eq!(
        test.last_message(JOSIANE),
        format!(
            "Avez-vous lu la version {version} ? Publiée, tout le monde peut la lire. 3 personnes recevront un message."
        )
    );
    test.taps_prefix(JOSIANE, "acct:publish:").await;
    test.tick().await;
    test.tick().await;
    let heard = test.hears(JOSIANE);
    assert!(heard.ends_with("✅ Compte rendu : 3 personnes ont été prévenues."), "{heard}");
    let message = "📋 Forum sur la médiation sociale\nVous pouvez lire ce que sont devenues les questions, avec les \
                   réponses écrites. Merci de votre participation !";
    assert_eq!((test.hears(AIME).as_str(), test.hears(EUGENE).as_str()), (message, message));
    assert!(test.hears(MARIE).contains("Ou pé li sa ki rivé sé kestion-an"), "in her language");
    assert!(test.inline_keyboard(AIME).contains("https://forum.example/account?lang=fr"));
    test.taps(AIME, "acct:pdf").await;
    let (name, _, pdf) = received_files(&test, AIME).pop().unwrap();
    assert_eq!(name, "suites-des-questions.pdf");
    let pages = pages(&test.app);
    let (status, page) = page(&pages, "/account?lang=fr").await;
    assert_eq!(status, 200);
    for text in [&page, &pdf_text(&pdf)] {
        for part in [
            "Ce que sont devenues vos questions",
            "Qui paie les adultes relais ?",
            "Quelles limites ?",
            "1 voix · Réponse donnée dans la salle",
            "Combien sont-ils en Martinique ?",
            "1 voix · Réponse donnée par écrit",
            "Environ deux cents.",
            "Le chiffre exact suivra.",
            "1 voix · Pas de réponse : le temps a manqué",
            "Aucune question n'a été mise de côté.",
            "Publié le vendredi 23 novembre 2012.",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("Marie") && !text.contains("n° 1"), "neither names nor numbers");
    }
    let order =
        ["Quelles limites ?</h2>", "Autres questions</h2>", "mises de côté</h2>", "pas montrées</h2>"];
    let places: Vec<usize> = order.iter().map(|heading| page.find(heading).expect(heading)).collect();
    assert!(places.is_sorted(), "{places:?}");
    test.end().await;
}

/// Questions in every state; `SECRET` is in each text that must never appear.
async fn ask_in_every_state(test: &TestBot) {
    insert(test, MARIE, "Une question ouverte ?", "limites").await;
    for (index, reason) in
        [RejectionReason::Tone, RejectionReason::OffTopic, RejectionReason::NoTime].into_iter().enumerate()
    {
        let number = insert(test, 3_000 + index as i64, &format!("Refusée {SECRET} ?"), "limites").await;
        apply(test, number, JOSIANE, Action::Reject(reason)).await;
    }
    let personal = insert(test, AIME, &format!("Ma vie {SECRET} ?"), "").await;
    apply(test, personal, JOSIANE, Action::MarkPrivateCase).await;
    let withdrawn = insert(test, AIME, &format!("Retirée {SECRET} ?"), "").await;
    apply(test, withdrawn, AIME, Action::Withdraw).await;
    // never approved, and merged into an approved one
    let mut tx = test.app.db.begin().await.unwrap();
    for text in [format!("En lecture {SECRET} ?"), format!("Regroupée avant lecture {SECRET} ?")] {
        let text = QuestionText::parse(&text).unwrap();
        let new = NewQuestion {
            state: questions::State::PendingReview,
            ..NewQuestion::written(PersonId(3_010), &text, Lang::Fr)
        };
        questions::insert_question(&mut tx, new, martinique_time(ROUND_TABLE)).await.unwrap();
    }
    let pending = QuestionNumber(8);
    questions::merge(&mut tx, pending, QuestionNumber(1), actor(JOSIANE)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    let other = insert(test, EUGENE, "La même chose, autrement ?", "").await;
    // the words of its author, which a moderator has replaced
    let reworded = insert(test, EUGENE, &format!("Mot d'origine {SECRET} ?"), "").await;
    apply(test, reworded, JOSIANE, Action::Reword(QuestionText::parse("En d'autres mots ?").unwrap())).await;
    // merged into one that was set aside: the group goes with it
    let aside = insert(test, EUGENE, &format!("Tête {SECRET} ?"), "").await;
    let child = insert(test, AIME, &format!("Suite {SECRET} ?"), "").await;
    let mut tx = test.app.db.begin().await.unwrap();
    questions::merge(&mut tx, other, QuestionNumber(1), actor(JOSIANE)).await.unwrap().unwrap();
    questions::merge(&mut tx, child, aside, actor(JOSIANE)).await.unwrap().unwrap();
    tx.commit().await.unwrap();
    apply(test, aside, JOSIANE, Action::Reject(RejectionReason::Tone)).await;
}

async fn what_was_set_aside_appears_nowhere(database: Database) {
    let mut test = open(database, AFTER).await;
    for who in [MARIE, AIME, EUGENE] {
        test.says(who, "bonjour").await;
    }
    ask_in_every_state(&test).await;
    publish(&mut test).await;
    let pages = pages(&test.app);
    for lang in Lang::ALL {
        for path in ["/account", "/account.pdf"] {
            let (status, bytes, _) = get(&pages, &format!("{path}?lang={}", lang.code())).await;
            assert_eq!(status, 200, "{path}");
            let text = match path {
                "/account" => remove_typography(&String::from_utf8(bytes.clone()).unwrap()),
                _ => pdf_text(&bytes),
            };
            assert!(!text.contains("SECRET"), "{path}: {text}");
            assert!(!bytes.windows(6).any(|window| window == b"SECRET"), "{path}");
            for shown in ["Une question ouverte ?", "La même chose, autrement ?", "En d'autres mots ?"] {
                assert!(text.contains(shown), "{path}: {shown}: {text}");
            }
            let label = remove_typography(&texts(lang).label("reason-tone"));
            let figures = [format!("{label} : 3"), format!("{label}: 3")];
            assert!(figures.iter().any(|figure| text.contains(figure)), "{path}: {text}");
        }
    }
    for who in [MARIE, AIME, EUGENE, JOSIANE] {
        assert!(!test.chat_contains(who, "SECRET"));
    }
    let mut conn = test.app.db.reader().await.unwrap();
    let texts: Vec<String> = sqlx::query_scalar("select text || answer from account_question")
        .fetch_all(&mut *conn)
        .await
        .unwrap();
    assert!(texts.len() == 3 && texts.iter().all(|text| !text.contains("SECRET")), "{texts:?}");
    drop(conn);
    test.end().await;
}

async fn a_written_answer_is_kept_and_a_moderator_decides_about_it(database: Database) {
    let mut test = open(database, AFTER).await;
    test.says(MARIE, "bonjour").await;
    let number = insert(&test, MARIE, "Qui paie ?", "").await;
    test.presses(JOSIANE, "queue:private:1").await;
    test.says(JOSIANE, "L'État. Appelez le 0696 12 34 56.").await;
    let said = test.last_message(JOSIANE);
    assert!(said.contains("Le compte rendu public montrera aussi cette réponse."), "{said}");
    assert!(said.contains("⚠️ un téléphone : 0696 12 34 56"), "{said}");
    let mut conn = test.app.db.reader().await.unwrap();
    let kept = questions::written_answer(&mut conn, number).await.unwrap().unwrap();
    drop(conn);
    assert!(kept.was_public && kept.in_account && kept.text.starts_with("L'État"), "{kept:?}");
    let draft = async |test: &TestBot| {
        let mut conn = test.app.db.reader().await.unwrap();
        let lang = Lang::Fr;
        let file =
            question_account::render_file(&mut conn, &test.app.programme, true, lang, FileFormat::Text).await;
        remove_typography(&String::from_utf8(file.unwrap().unwrap()).unwrap())
    };
    assert!(draft(&test).await.contains("0696 12 34 56"));
    // taken out, and in again
    test.taps(JOSIANE, "queue:account:1:off").await;
    let text = draft(&test).await;
    assert!(!text.contains("0696 12 34 56") && text.contains("Réponse donnée par écrit"), "{text}");
    // another answer later stays out, and goes to the author
    test.hears(MARIE);
    test.taps(JOSIANE, "queue:private:1").await;
    test.says(JOSIANE, "L'État, pour l'essentiel.").await;
    assert!(test.hears(MARIE).contains("L'État, pour l'essentiel."));
    assert!(!draft(&test).await.contains("pour l'essentiel"));
    test.says(JOSIANE, "/file 1").await;
    test.taps(JOSIANE, "queue:account:1:on").await;
    assert!(draft(&test).await.contains("pour l'essentiel"));
    // its author reads it in the export; it outlives the erasure without a time
    test.says(MARIE, "/mesdonnees").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Réponse écrite à votre question n° 1 : L'État, pour l'essentiel."), "{heard}");
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    assert_eq!(
        test.query_i64("select count(*) from question_answer where answered_at = 0 and in_account = 1").await,
        1
    );
    assert!(draft(&test).await.contains("Qui paie ?"), "answered: its words are part of the record");
    // an answer that was undone is gone
    insert(&test, AIME, "Et demain ?", "").await;
    test.presses(JOSIANE, "queue:private:2").await;
    test.says(JOSIANE, "Demain aussi.").await;
    test.taps_prefix(JOSIANE, "queue:undo:").await;
    assert_eq!(test.query_i64("select count(*) from question_answer").await, 1);
    assert!(!draft(&test).await.contains("Demain aussi"));
    test.end().await;
}

async fn an_answer_to_what_was_never_approved_stays_private(database: Database) {
    let mut test = open(database, AFTER).await;
    test.says(MARIE, "bonjour").await;
    insert(&test, MARIE, &format!("Refusée {SECRET} ?"), "").await;
    apply(&test, QuestionNumber(1), JOSIANE, Action::Reject(RejectionReason::OffTopic)).await;
    test.presses(JOSIANE, "queue:private:1").await;
    assert_eq!(
        test.last_message(JOSIANE),
        "Écrivez la réponse à la n° 1 : seules les personnes qui l'ont posée la liront."
    );
    test.says(JOSIANE, &format!("Réponse {SECRET}.")).await;
    assert!(!test.inline_keyboard(JOSIANE).contains("queue:account"), "nothing to decide");
    test.presses(JOSIANE, "queue:account:1:on").await;
    assert_eq!(test.query_i64("select in_account from question_answer").await, 0, "a forged press");
    publish(&mut test).await;
    let (_, page) = page(&pages(&test.app), "/account").await;
    assert!(!page.contains("SECRET") && page.contains("Aucune question n'a été publiée."), "{page}");
    // it goes with its author
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from question_answer").await, 0);
    test.end().await;
}

async fn the_draft_is_for_organisers(database: Database) {
    let mut test = open(database, AFTER).await;
    test.grant_role(EUGENE, Role::Moderator).await;
    insert(&test, MARIE, "Une question ?", "").await;
    let pages = pages(&test.app);
    // before an organiser has opened it there is no address at all
    assert_eq!(get(&pages, "/account/preview/").await.0, 404);
    assert_eq!(get(&pages, "/account/preview/0").await.0, 404);
    test.says(JOSIANE, "/suites").await;
    let heard = test.last_message(JOSIANE);
    let (_, path) = heard.split_once("/account/preview/").expect("its path is shown");
    let word: String = path.chars().take_while(char::is_ascii_hexdigit).collect();
    assert_eq!(word.len(), 32);
    let (status, page_text) = page(&pages, &format!("/account/preview/{word}")).await;
    assert_eq!(status, 200);
    assert!(page_text.contains("Une question ?") && page_text.contains("n° 1 · 1 voix"), "{page_text}");
    assert_eq!(get(&pages, "/account/preview/00000000000000000000000000000000").await.0, 404);
    let (status, nothing) = page(&pages, "/account?lang=en").await;
    assert_eq!(status, 404);
    assert!(nothing.contains("The account is not here yet.") && !nothing.contains("Une question"));
    assert_eq!(get(&pages, "/account.pdf").await.0, 404);
    let digest = draft_digest(&test.app).await;
    for who in [MARIE, EUGENE] {
        test.says(who, "bonjour").await;
        for data in [
            "acct:open".to_owned(),
            "acct:read".to_owned(),
            "acct:ask".to_owned(),
            format!("acct:publish:{digest}:0"),
            format!("acct:publish-again:{digest}:0"),
            "acct:withdraw".to_owned(),
            "acct:withdraw:0".to_owned(),
        ] {
            test.presses(who, &data).await;
            let answers = test.emulator.callback_answers(who);
            assert_eq!(
                answers.last().unwrap().text,
                "Seuls les organisateurs lisent le brouillon.",
                "{data}"
            );
        }
        assert!(received_files(&test, who).is_empty());
    }
    test.presses(MARIE, "acct:pdf").await;
    assert!(test.last_message(MARIE).contains("n'est pas encore là"));
    assert_eq!(test.query_i64("select count(*) from account_edition").await, 0);
    assert_eq!(
        test.query_i64("select count(*) from audit_log where action = 'refused' and detail like 'acct:%'")
            .await,
        12
    );
    test.end().await;
}

async fn a_draft_that_changed_is_read_again(database: Database) {
    let mut test = open(database, AFTER).await;
    test.says(MARIE, "bonjour").await;
    let number = insert(&test, MARIE, "Une question ?", "").await;
    test.says(JOSIANE, "/suites").await;
    test.taps(JOSIANE, "acct:read").await;
    answer_aloud(&test, number).await;
    test.taps_prefix(JOSIANE, "acct:publish:").await;
    let alert = test.emulator.callback_answers(JOSIANE).pop().unwrap();
    assert_eq!(remove_typography(&alert.text), "Le brouillon a changé depuis : relisez-le avant de publier.");
    assert_eq!(test.query_i64("select count(*) from account_edition").await, 0);
    assert!(test.last_message(JOSIANE).contains("Réponse dans la salle : 1"), "it is shown again");
    publish(&mut test).await;
    assert_eq!(test.query_i64("select count(*) from account_edition").await, 1);
    // a vote after the publication: the page stays, and the draft is another one
    insert(&test, AIME, "Une autre ?", "").await;
    test.says(JOSIANE, "/suites").await;
    assert!(test.last_message(JOSIANE).contains("Le brouillon a changé depuis."));
    let (_, page_text) = page(&pages(&test.app), "/account").await;
    assert!(!page_text.contains("Une autre ?"));
    // published again with it: only who was not told yet is told
    test.says(AIME, "bonjour").await;
    test.hears(MARIE);
    test.hears(AIME);
    publish(&mut test).await;
    let (_, page_text) = page(&pages(&test.app), "/account").await;
    assert!(page_text.contains("Une autre ?"));
    assert_eq!(test.hears(MARIE), "");
    assert!(test.hears(AIME).contains("ce que sont devenues les questions"));
    // unless the organiser says so
    test.says(JOSIANE, "/suites").await;
    test.taps(JOSIANE, "acct:ask").await;
    test.taps_prefix(JOSIANE, "acct:publish-again:").await;
    test.presses(JOSIANE, &format!("acct:publish-again:{}:2", draft_digest(&test.app).await)).await;
    test.tick().await;
    test.tick().await;
    for who in [MARIE, AIME] {
        let heard = test.hears(who);
        assert_eq!(heard.matches("ce que sont devenues les questions").count(), 1, "{heard}");
    }
    test.end().await;
}

async fn two_organisers_publish_once(database: Database) {
    let mut test = open(database, AFTER).await;
    test.says(MARIE, "bonjour").await;
    insert(&test, MARIE, "Une question ?", "").await;
    test.hears(MARIE);
    let other = test.second_instance().await;
    let digest = draft_digest(&test.app).await;
    let press = async |app: &App, person: i64| loop {
        let mut tx = app.db.begin().await.unwrap();
        let publisher = Publisher { person: Some(PersonId(person)), now: EventTime(1) };
        match question_account::publish(&mut tx, (&digest, 0), false, publisher).await {
            Ok(outcome) => {
                tx.commit().await.unwrap();
                return outcome;
            }
            Err(error) => assert!(db::is_outage(&error), "{error}"),
        }
    };
    let (first, second) = tokio::join!(press(&test.app, JOSIANE), press(&other, EUGENE));
    let mut outcomes = [first, second];
    outcomes.sort_by_key(|outcome| *outcome != PublishOutcome::Published);
    assert_eq!(outcomes, [PublishOutcome::Published, PublishOutcome::AlreadyPublished]);
    // both instances tick
    let tick = async |app: &App| {
        let mut tx = app.db.begin().await.unwrap();
        let schedule = programme::load_schedule(&mut tx).await.unwrap();
        let event = event_context(app, &schedule);
        question_account::tick(&mut tx, event).await.unwrap();
        tx.commit().await.unwrap();
    };
    tokio::join!(tick(&test.app), tick(&other));
    test.tick().await;
    let heard = test.hears(MARIE);
    assert_eq!(heard.matches("ce que sont devenues les questions").count(), 1, "{heard}");
    assert_eq!(test.query_i64("select edition from account_sending").await, 1);
    other.db.close().await;
    test.end().await;
}

async fn many_people_are_told_in_batches_and_once(database: Database) {
    let mut test = open(database, AFTER).await;
    insert(&test, MARIE, "Une question ?", "").await;
    let mut tx = test.app.db.begin().await.unwrap();
    for person in 5_001..=5_450_i64 {
        sqlx::query(
            "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
             values ($1, 'fr', 1, $2, '', 1)",
        )
        .bind(person)
        // of fifty the last one has blocked the bot
        .bind(i64::from(person % 50 == 0))
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    // a person of the browser: nothing can be sent to them
    sqlx::query(
        "insert into person (id, language, language_chosen, unreachable, conversation, met_at)
         values (9007199254740993, 'fr', 1, 0, '', 1)",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    for person in (5_001..=5_450).chain([9_007_199_254_740_993]) {
        insert(&test, person, "Encore une question ?", "").await;
    }
    let digest = draft_digest(&test.app).await;
    let mut tx = test.app.db.begin().await.unwrap();
    let publisher = Publisher { person: None, now: martinique_time(AFTER) };
    question_account::publish(&mut tx, (&digest, 0), false, publisher).await.unwrap();
    tx.commit().await.unwrap();
    let queued = "select count(*) from outbox where key like 'account:%'";
    test.jump_without_sending(AFTER).await;
    assert_eq!(test.query_i64(queued).await, 200);
    // a transaction that dies tells nobody: its rows and its messages go together
    let mut tx = test.app.db.begin().await.unwrap();
    let schedule = programme::load_schedule(&mut tx).await.unwrap();
    let event = event_context(&test.app, &schedule);
    assert_eq!(question_account::tick(&mut tx, event).await.unwrap().told, 200);
    drop(tx);
    assert_eq!(test.query_i64(queued).await, 200);
    test.restart_ticker();
    for expected in [400, 441, 441] {
        test.jump_without_sending(AFTER).await;
        assert_eq!(test.query_i64(queued).await, expected);
    }
    assert_eq!(test.query_i64("select count(*) from account_told").await, 441);
    assert_eq!(test.query_i64("select told from account_sending").await, 441);
    // nothing of it is sent here: 441 messages are not what this scenario is about
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.end().await;
}

async fn a_page_that_is_taken_down_tells_nobody_more(database: Database) {
    let mut test = open(database, AFTER).await;
    for who in [MARIE, AIME] {
        test.says(who, "bonjour").await;
        insert(&test, who, "Une question ?", "").await;
        test.hears(who);
    }
    test.says(JOSIANE, "/suites").await;
    test.taps(JOSIANE, "acct:ask").await;
    test.taps_prefix(JOSIANE, "acct:publish:").await;
    test.jump_without_sending(AFTER).await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'account:%'").await, 2);
    // Marie's message has gone; Aimé's waits
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox where key like 'account:%' and chat = 1001")
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    test.emulator.user_sends_text(JOSIANE, "/suites");
    test.handle_without_sending().await;
    let edition = test.query_i64("select edition from account_sending").await;
    test.emulator.user_presses_callback(
        JOSIANE,
        test.keyboard_message(JOSIANE),
        &format!("acct:withdraw:{edition}"),
    );
    test.handle_without_sending().await;
    test.run_until_idle().await;
    test.tick().await;
    assert_eq!(test.hears(AIME), "", "its link would show nothing");
    let (status, _) = page(&pages(&test.app), "/account").await;
    assert_eq!(status, 404);
    // pressed twice, and on a page that is not there
    test.presses(JOSIANE, &format!("acct:withdraw:{edition}")).await;
    let toast = test.emulator.callback_answers(JOSIANE).pop().unwrap();
    assert_eq!(remove_typography(&toast.text), "Rien n'est publié.");
    // published again, those are told who were not
    publish(&mut test).await;
    assert!(test.hears(AIME).contains("ce que sont devenues les questions"));
    assert_eq!(test.hears(MARIE), "");
    assert_eq!(page(&pages(&test.app), "/account").await.0, 200);
    test.end().await;
}

async fn an_author_who_goes_takes_their_words_along(database: Database) {
    let mut test = open(database, AFTER).await;
    for who in [MARIE, AIME, EUGENE] {
        test.says(who, "bonjour").await;
    }
    let answered = insert(&test, MARIE, "Celle qui a eu sa réponse ?", "").await;
    answer_aloud(&test, answered).await;
    apply(
        &test,
        insert(&test, MARIE, "Celle qui attend ?", "").await,
        MARIE,
        Action::SetDisplayName("Marie".into()),
    )
    .await;
    insert(&test, AIME, "Celle d'Aimé ?", "").await;
    insert(&test, EUGENE, "Celle d'Eugène ?", "").await;
    publish(&mut test).await;
    let pages = pages(&test.app);
    let (_, before) = page(&pages, "/account").await;
    assert!(before.contains("Celle qui attend ?") && !before.contains("Marie"), "no names: {before}");
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    // taken back, and set aside later
    test.presses(AIME, "ask:withdraw:3:yes").await;
    apply(&test, QuestionNumber(4), JOSIANE, Action::Reject(RejectionReason::Tone)).await;
    for path in ["/account", "/account.pdf"] {
        let (_, bytes, _) = get(&pages, path).await;
        let text = if path == "/account" { String::from_utf8(bytes).unwrap() } else { pdf_text(&bytes) };
        let text = remove_typography(&text);
        assert!(text.contains("Celle qui a eu sa réponse ?"), "{text}");
        for gone in ["Celle qui attend", "Celle d'Aimé", "Celle d'Eugène"] {
            assert!(!text.contains(gone), "{path}: {gone}: {text}");
        }
    }
    assert_eq!(
        test.query_i64("select count(*) from account_question where text = 'Celle qui attend ?'").await,
        0,
        "it has left the database"
    );
    assert_eq!(test.query_i64("select count(*) from account_told where person = 1001").await, 0);
    test.end().await;
}

async fn an_account_without_questions_or_themes(database: Database) {
    let mut programme = busy_event();
    programme.themes.clear();
    programme.languages = vec![Lang::Fr];
    let mut test = open_event(database, AFTER, programme).await;
    publish(&mut test).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Personne n'était à prévenir."), "{heard}");
    let pages = pages(&test.app);
    let (status, empty) = page(&pages, "/account").await;
    assert_eq!(status, 200);
    assert!(empty.contains("Aucune question n'a été publiée.") && !empty.contains("<nav"), "{empty}");
    insert(&test, MARIE, "Une question ?", "limites").await;
    publish(&mut test).await;
    let (_, one) = page(&pages, "/account?lang=en").await;
    assert!(one.contains("<h2 id=\"s0\">Les questions</h2>"), "one language, no themes: {one}");
    test.end().await;
}

async fn two_thousand_questions_are_one_account(database: Database) {
    let mut test = open(database, AFTER).await;
    let themes: Vec<String> = test.app.programme.themes.iter().map(|theme| theme.id.clone()).collect();
    let mut tx = test.app.db.begin().await.unwrap();
    for index in 0..2_000 {
        let long = "mot ".repeat(index % 60);
        let text = QuestionText::parse(&format!("Question numéro {index} : {long}?")).unwrap();
        let new = NewQuestion::written(PersonId::NONE, &text, Lang::Fr);
        let number = questions::insert_question(&mut tx, new, EventTime(1)).await.unwrap();
        sqlx::query("update question set theme = $2, votes = $3 where number = $1")
            .bind(number)
            .bind(&themes[index % themes.len()])
            .bind(index as i64 % 17)
            .execute(&mut *tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    publish(&mut test).await;
    let pages = pages(&test.app);
    let (status, bytes, _) = get(&pages, "/account").await;
    let page = String::from_utf8(bytes).unwrap();
    assert_eq!((status, page.matches("<h3").count()), (200, 2_000));
    let (_, pdf, _) = get(&pages, "/account.pdf").await;
    let text = pdf_text(&pdf);
    for index in (0..2_000).step_by(97) {
        assert!(text.contains(&format!("Question numéro {index} :")), "{index}");
    }
    assert!(pdf_reader::page_count(&pdf) > 100);
    test.end().await;
}

async fn marks_in_texts_stay_texts(database: Database) {
    let mut test = open(database, AFTER).await;
    let hostile = "<script>alert(1)</script> & \"q\" '<b>' {$x} محمد 李 👩🏽‍⚖️\nseconde ligne ?";
    insert(&test, MARIE, hostile, "").await;
    test.presses(JOSIANE, "queue:private:1").await;
    test.says(JOSIANE, "</blockquote><img src=x onerror=alert(1)> & \u{202e}fin").await;
    publish(&mut test).await;
    let pages = pages(&test.app);
    let (_, bytes, policy) = get(&pages, "/account").await;
    let page = String::from_utf8(bytes).unwrap();
    assert!(!page.contains("<script") && !page.contains("<img") && !policy.contains("unsafe"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; \"q\""), "{page}");
    assert!(!page.contains('\u{202e}'));
    let (status, pdf, _) = get(&pages, "/account.pdf").await;
    assert_eq!(status, 200);
    assert!(pdf_text(&pdf).contains("<script>alert(1)</script>"));
    // a language that does not exist
    assert_eq!(get(&pages, "/account?lang=%3Cb%3E&lang2=x").await.0, 200);
    test.end().await;
}

async fn figures_about_single_people_are_not_told(database: Database) {
    let mut test = open(database, AFTER).await;
    for index in 0..5 {
        let number = insert(&test, 3_000 + index, "Une situation ?", "").await;
        apply(&test, number, JOSIANE, Action::MarkPrivateCase).await;
        let pages = pages(&test.app);
        publish(&mut test).await;
        let (_, page) = page(&pages, "/account").await;
        let expected = if index == 4 { "avec la personne : 5" } else { "avec la personne : moins de 5" };
        assert!(page.contains(expected), "{page}");
        assert!(page.contains("Retirées par la personne : moins de 5"), "nor that there was none: {page}");
    }
    test.end().await;
}

async fn the_account_from_the_command_line(database: Database) {
    let url = database.url.clone();
    let mut test = open(database, AFTER).await;
    test.says(MARIE, "bonjour").await;
    insert(&test, MARIE, "Qui paie ?", "limites").await;
    test.hears(MARIE);
    let home = tempfile::tempdir().unwrap();
    let account = |arguments: &[&str]| {
        let mut command = koze_command(&home);
        command.arg("account").args(arguments).args(["--database-url", &url]);
        run(&mut command)
    };
    let digest = draft_digest(&test.app).await;
    let (code, text, error) = account(&[]);
    assert_eq!(code, 0, "{error}");
    let text = remove_typography(&text);
    assert!(text.contains("* Qui paie ?") && text.contains("== Quelles limites ?"), "{text}");
    let described = format!("draft: version {digest}; nothing is published; people to tell: 1");
    assert_eq!(error.trim(), described);
    assert_eq!(account(&["--published"]).0, 2);
    assert_eq!(account(&["--publish", "nonsense"]).0, 2);
    let (code, _, error) = account(&["--publish", "0000000000000000"]);
    assert_eq!(code, 2);
    assert!(error.contains("no longer this version"), "{error}");
    let (code, _, error) = account(&["--publish", &digest.to_string()]);
    assert_eq!((code, error.trim()), (0, "published; the running bot tells people"));
    let (code, _, error) = account(&["--publish", &digest.to_string()]);
    assert_eq!((code, error.trim()), (0, "this version is published already"));
    test.tick().await;
    assert!(test.hears(MARIE).contains("ce que sont devenues les questions"));
    let (code, html, _) = account(&["--published", "--format", "html", "--lang", "en"]);
    assert_eq!(code, 0);
    assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">") && html.contains("<style>"), "{html}");
    let file = home.path().join("account.pdf");
    assert_eq!(account(&["--format", "pdf", "--output", file.to_str().unwrap()]).0, 0);
    assert!(pdf_text(&std::fs::read(file).unwrap()).contains("Qui paie ?"));
    test.end().await;
}

async fn the_end_of_retention_takes_it_away(database: Database) {
    let mut test = open(database, AFTER).await;
    test.says(MARIE, "bonjour").await;
    insert(&test, MARIE, "Une question ?", "").await;
    publish(&mut test).await;
    test.hears(MARIE);
    test.jump_to("2013-02-24T12:00").await;
    for _ in 0..50 {
        test.clock.advance(Duration::from_secs(3_600));
        test.tick().await;
    }
    assert_eq!(page(&pages(&test.app), "/account").await.0, 404);
    for table in ["account_question", "account_edition", "account_figure", "account_told"] {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        let mut conn = test.app.db.reader().await.unwrap();
        let count: i64 = sqlx::query_scalar(sql).fetch_one(&mut *conn).await.unwrap();
        assert_eq!(count, 0, "{table}");
    }
    test.end().await;
}

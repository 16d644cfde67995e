//! Plays of announcements: written, previewed, confirmed, on their way, stopped; and everything that
//! can be wrong with one.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use koze::announcements;
use koze::app::App;
use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use koze::rehearsal::world::{Author, Bubble, Fault, Kind};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

on_both_databases!(
    everybody_registered_gets_it_once_and_the_organiser_watches,
    each_gets_the_text_of_their_language,
    a_photo_goes_with_its_caption,
    one_category_or_the_waiting_list,
    an_album_is_one_photo_and_one_word,
    links_are_sent_on_with_their_ampersands,
    its_formatting_is_kept_and_signs_are_shown_as_they_were_typed,
    stopped_midway_what_waits_is_withdrawn,
    what_is_under_way_when_it_is_stopped_may_go_and_is_counted,
    another_organiser_may_stop_it_and_not_send_it,
    without_the_role_nothing_is_begun_written_or_sent,
    an_old_card_sends_nothing_and_a_second_press_nothing_twice,
    two_at_once_go_one_after_the_other,
    who_cancels_or_blocks_meanwhile_gets_none,
    what_cannot_be_announced_is_answered_kindly,
    a_text_that_was_cut_is_not_sent_in_pieces,
    in_the_middle_of_something_else_it_goes_on_afterwards,
    what_telegram_refuses_is_stopped_by_itself,
    an_erased_organiser_leaves_it_on_its_way,
    begun_anew_at_every_step_and_ticked_twice_at_once_each_gets_it_once,
    letters_are_made_a_few_hundred_ahead,
    a_stop_and_a_tick_at_the_same_instant_leave_nothing_behind,
    organisers_find_it_among_their_commands,
);

const EARLY: &str = "2012-11-12T10:00";
/// The first of those who only listen.
const CROWD: i64 = 50_000;

async fn with_organiser(database: Database) -> Stage {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage
}

/// So many who registered long ago and have met the bot.
async fn crowd(stage: &mut Stage, count: i64) {
    let mut tx = stage.app.db.begin().await.unwrap();
    for person in CROWD..CROWD + count {
        somebody(stage, &mut tx, person, "fr", "resident", "seat").await;
    }
    tx.commit().await.unwrap();
    forget_what_was_said(stage);
}

async fn somebody(
    stage: &Stage,
    conn: &mut koze::db::Conn,
    person: i64,
    language: &'static str,
    category: &'static str,
    standing: &'static str,
) {
    stage.world.person(person, "Une", Some("Personne"), Some("fr"));
    stage.world.says(person, "/start");
    sqlx::query(
        "insert into person (id, language, language_chosen, gone, step, met_at) values ($1, $2, 1, 0, '', 0)",
    )
    .bind(person)
    .bind(language)
    .execute(&mut *conn)
    .await
    .unwrap();
    sqlx::query(
        "insert into registration
         values ($1, $1, 1, $1, $2, 0, 1, 0, '', 'Une Personne', $3, '', '', '', '', '', 'self', '1', 1, 1, 0,
                 '', 0, '')",
    )
    .bind(person)
    .bind(standing)
    .bind(category)
    .execute(&mut *conn)
    .await
    .unwrap();
}

/// What they said then is long answered.
fn forget_what_was_said(stage: &Stage) {
    let mut offset = 0;
    loop {
        let batch =
            stage.world.call("getUpdates", json!({ "limit": 100, "timeout": 0, "offset": offset })).unwrap();
        let last = batch.as_array().and_then(|batch| batch.last()?["update_id"].as_i64());
        let Some(last) = last else { return };
        offset = last + 1;
    }
}

/// How often a text arrived in a chat.
fn times(stage: &Stage, person: i64, text: &str) -> usize {
    stage.world.chat(person).iter().filter(|bubble| is_said(bubble, text)).count()
}

fn is_said(bubble: &Bubble, text: &str) -> bool {
    bubble.from == Author::Bot && without_sender(&bubble.plain) == Some(text)
}

/// What stands below whom an announcement is from.
fn without_sender(said: &str) -> Option<&str> {
    let (from, text) = said.split_once("\n\n")?;
    (from.starts_with("📣 ") && from.contains("Acsé")).then_some(text)
}

/// The one announcement that somebody got, without whom it is from, which is said.
fn received(stage: &mut Stage, who: i64) -> String {
    let heard = stage.hears(who);
    without_sender(&heard).unwrap_or_else(|| panic!("whom it is from: {heard}")).to_owned()
}

/// The latest passing line.
fn toast(stage: &Stage, who: i64) -> String {
    stage.world.toasts(who).pop().map(|toast| plain(&toast.text)).unwrap_or_default()
}

/// Time passes, and what is due is done and sent.
async fn pass(stage: &mut Stage, seconds: u64) {
    stage.clock.pass(Duration::from_secs(seconds));
    stage.tick().await;
}

/// The labels under a person's last message with buttons.
fn labels(stage: &Stage, who: i64) -> Vec<String> {
    let id = stage.buttons(who);
    let chat = stage.world.chat(who);
    let rows = chat.iter().find(|bubble| bubble.message_id == id).and_then(|it| it.inline_keyboard.clone());
    let rows = rows.unwrap_or_default();
    let rows = rows.as_array().into_iter().flatten().filter_map(|row| row.as_array()).flatten();
    rows.filter_map(|button| button["text"].as_str().map(str::to_owned)).collect()
}

async fn everybody_registered_gets_it_once_and_the_organiser_watches(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    stage.says(JOSIANE, "/annonce").await;
    assert!(stage.hears(JOSIANE).contains("Écrivez le message"), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "Le forum commence à 8h15.").await;
    let shown = stage.hears(JOSIANE);
    let below = without_sender(&shown).unwrap_or_default();
    assert!(below.starts_with("Le forum commence à 8h15.\n\n📣 Annonce n° 1, pas encore envoyée"), "{shown}");
    assert!(shown.contains("Pour : Tous les inscrits, 2 personnes"), "{shown}");
    assert_eq!(stage.hears(MARIE), "", "nothing before it is confirmed");
    stage.taps(JOSIANE, "✅ Envoyer à 2 personnes").await;
    assert!(stage.last(JOSIANE).contains("En attente : 2"), "{}", stage.last(JOSIANE));
    pass(&mut stage, 1).await;
    assert_eq!(
        (received(&mut stage, MARIE).as_str(), received(&mut stage, AIME).as_str()),
        ("Le forum commence à 8h15.", "Le forum commence à 8h15.")
    );
    pass(&mut stage, 1).await;
    let heard = stage.hears(JOSIANE);
    assert!(heard.contains("Annonce n° 1 terminée. 2 personnes l'ont reçue."), "{heard}");
    // the card itself became the progress: edited in place, and nothing to press is left on it
    let card =
        stage.world.chat(JOSIANE).into_iter().find(|bubble| plain(&bubble.plain).contains("Envoyées : 2"));
    let card = card.expect("the progress");
    assert!(card.plain.contains("Terminée.") && card.edited.is_some(), "{card:?}");
    assert_eq!(card.inline_keyboard, None);
    pass(&mut stage, 60).await;
    assert_eq!((stage.hears(MARIE), stage.hears(JOSIANE)), (String::new(), String::new()));
    stage.end().await;
}

async fn each_gets_the_text_of_their_language(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    stage.presses(AIME, "lang:en").await;
    stage.says(JOSIANE, "/annonce Apportez une pièce d'identité.").await;
    assert!(labels(&stage, JOSIANE).contains(&"➕ English".to_owned()), "{:?}", labels(&stage, JOSIANE));
    stage.taps(JOSIANE, "➕ English").await;
    assert!(stage.last(JOSIANE).contains("ce texte à la place du texte commun"), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "Please bring an identity card.").await;
    assert!(stage.last(JOSIANE).contains("Avec leur propre texte : English (1)"), "{}", stage.last(JOSIANE));
    assert!(labels(&stage, JOSIANE).contains(&"✏️ English".to_owned()));
    stage.hears(AIME);
    stage.taps(JOSIANE, "✅ Envoyer à 2 personnes").await;
    pass(&mut stage, 1).await;
    assert_eq!(received(&mut stage, MARIE), "Apportez une pièce d'identité.");
    assert_eq!(received(&mut stage, AIME), "Please bring an identity card.");
    pass(&mut stage, 1).await;
    stage.end().await;
}

async fn a_photo_goes_with_its_caption(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    stage.presses(AIME, "lang:gcf").await;
    stage.says(JOSIANE, "/annonce").await;
    stage.world.sends(JOSIANE, Kind::Photo { caption: "Le plan <d'accès>".to_owned() });
    stage.settle().await;
    stage.taps(JOSIANE, "➕ Kréyòl").await;
    // a caption is shorter than a text, and this text goes with the same photo
    stage.says(JOSIANE, &"a".repeat(1_025)).await;
    assert!(stage.last(JOSIANE).contains("1025 caractères"), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "Pa ki koté pasé").await;
    stage.taps(JOSIANE, "✅ Envoyer à 2 personnes").await;
    pass(&mut stage, 1).await;
    for (who, caption) in [(MARIE, "Le plan <d'accès>"), (AIME, "Pa ki koté pasé")] {
        let got = stage.world.latest(who).unwrap();
        assert_eq!(without_sender(&got.plain), Some(caption));
        assert_eq!(got.media.map(|media| media.kind).as_deref(), Some("photo"));
    }
    pass(&mut stage, 1).await;
    stage.end().await;
}

/// A forum that is full: whoever waits goes on waiting.
async fn full(database: Database) -> Stage {
    let event =
        include_str!("../../event.toml").replace("[registration]\n", "[registration]\ncapacity = 1\n");
    let mut stage = Stage::with(database, EARLY, Programme::read(&event).unwrap()).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage
}

async fn one_category_or_the_waiting_list(database: Database) {
    let mut stage = full(database).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    for (person, category, standing) in [
        (CROWD, "resident", "seat"),
        (CROWD + 1, "employer", "seat"),
        (CROWD + 2, "employer", "waiting"),
        (CROWD + 3, "resident", "waiting"),
    ] {
        somebody(&stage, &mut tx, person, "fr", category, standing).await;
    }
    tx.commit().await.unwrap();
    forget_what_was_said(&stage);
    for (path, count, reached) in [
        (&["👥 Changer les destinataires", "Liste d'attente · 2"][..], 2, &[2, 3][..]),
        (&["👥 Changer les destinataires", "Une catégorie…", "Structure employeuse · 1"], 1, &[1]),
        (&["👥 Changer les destinataires", "‹ Retour"], 2, &[0, 1]),
    ] {
        let text = format!("Pour vous : {}", path.join(", "));
        stage.says(JOSIANE, &format!("/annonce {text}")).await;
        for label in path {
            stage.taps(JOSIANE, label).await;
        }
        let label = if count == 1 { "une personne".to_owned() } else { format!("{count} personnes") };
        stage.taps(JOSIANE, &format!("✅ Envoyer à {label}")).await;
        pass(&mut stage, 1).await;
        pass(&mut stage, 1).await;
        for person in 0..4 {
            let expected = usize::from(reached.contains(&person));
            assert_eq!(times(&stage, CROWD + person, &text), expected, "{person}: {text}");
        }
    }
    // screens of choices are short
    stage.says(JOSIANE, "/annonce Encore").await;
    assert!(labels(&stage, JOSIANE).len() <= 6, "{:?}", labels(&stage, JOSIANE));
    stage.end().await;
}

async fn its_formatting_is_kept_and_signs_are_shown_as_they_were_typed(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.says(JOSIANE, "/annonce").await;
    let text = "Salle <b>2 & *3*, voir ici";
    let message = json!({
        "message_id": 900_000, "date": 1_353_600_000,
        "chat": { "id": JOSIANE, "type": "private", "first_name": "Josiane" },
        "from": { "id": JOSIANE, "is_bot": false, "first_name": "Josiane" },
        "text": text,
        "entities": [
            { "type": "bold", "offset": 0, "length": 5 },
            { "type": "text_link", "offset": 22, "length": 4, "url": "https://example.org/?a=1&b=2" },
            { "type": "mention", "offset": 0, "length": 5 },
        ],
    });
    stage.world.inject(json!({ "message": message }));
    stage.settle().await;
    stage.taps(JOSIANE, "✅ Envoyer à une personne").await;
    pass(&mut stage, 1).await;
    let got = stage.world.latest(MARIE).unwrap();
    assert_eq!(without_sender(&got.plain), Some(text), "as it was typed");
    let kinds: Vec<&str> = got.entities.iter().filter_map(|entity| entity["type"].as_str()).collect();
    assert_eq!(kinds, ["bold", "text_link"]);
    pass(&mut stage, 1).await;
    assert!(stage.last(JOSIANE).contains("Une personne l'a reçue"));
    stage.end().await;
}

async fn stopped_midway_what_waits_is_withdrawn(database: Database) {
    let mut stage = with_organiser(database).await;
    crowd(&mut stage, 650).await;
    stage.says(JOSIANE, "/annonce Arrêtez-moi").await;
    stage.taps(JOSIANE, "✅ Envoyer à 650 personnes").await;
    // four hundred letters are made and sent, two hundred more wait, and for fifty there is none yet
    pass(&mut stage, 1).await;
    stage.clock.pass(Duration::from_secs(3));
    stage.tick_only(EARLY).await;
    assert_eq!(stage.count("select count(*) from outbox where key like 'a1:%'").await, 250);
    assert_eq!(stage.count("select count(*) from mailed").await, 650);
    stage.world.presses_label(JOSIANE, "⏹ Arrêter").unwrap();
    stage.handle_only().await;
    stage.settle().await;
    assert!(toast(&stage, JOSIANE).contains("J'arrête"));
    assert!(stage.shows(JOSIANE, "Envoyées : 400\n⏳ En attente : 250"), "the last progress");
    pass(&mut stage, 4).await;
    let report = stage.last(JOSIANE);
    assert!(report.contains("arrêtée. 400 personnes l'ont reçue"), "{report}");
    assert!(report.contains("Retirées avant l'envoi : 250"), "{report}");
    pass(&mut stage, 60).await;
    let got = (CROWD..CROWD + 650).filter(|person| times(&stage, *person, "Arrêtez-moi") == 1).count();
    assert_eq!(got, 400, "nothing goes after the stop");
    stage.end().await;
}

async fn what_is_under_way_when_it_is_stopped_may_go_and_is_counted(database: Database) {
    let mut stage = with_organiser(database).await;
    crowd(&mut stage, 30).await;
    stage.says(JOSIANE, "/annonce Presque parti").await;
    stage.taps(JOSIANE, "✅ Envoyer à 30 personnes").await;
    // the letters are made and none is sent
    stage.tick_only(EARLY).await;
    assert_eq!(stage.count("select count(*) from outbox where state = 'waiting'").await, 30);
    // one call begins: it has read what it says, and Telegram takes its time
    stage.world.fail(Some("sendMessage"), 1, Fault::Hang);
    let (world, sending) = (stage.world.clone(), stage.sender.drain());
    let stop = async {
        loop {
            let revision = world.revision();
            if world.hanging() > 0 {
                break;
            }
            world.changed(revision).await;
        }
        let number =
            world.chat(JOSIANE).iter().rev().find(|it| it.inline_keyboard.is_some()).unwrap().message_id;
        world.presses(JOSIANE, number, "news:stop:1");
        let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
        stage.dispatcher.handle(&batch).await.unwrap();
        stage.poller.committed(&batch);
        world.release();
    };
    let (sent, ()) = futures_util::future::join(sending, stop).await;
    sent.unwrap();
    stage.settle().await;
    pass(&mut stage, 4).await;
    let got = (CROWD..CROWD + 30).filter(|person| times(&stage, *person, "Presque parti") == 1).count();
    assert!(got >= 1, "what was under way went");
    let report = stage.last(JOSIANE);
    let count =
        if got == 1 { "Une personne l'a reçue".to_owned() } else { format!("{got} personnes l'ont") };
    assert!(report.contains(&count), "{got}: {report}");
    stage.end().await;
}

async fn another_organiser_may_stop_it_and_not_send_it(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.invite(EUGENE, Role::Organiser).await;
    crowd(&mut stage, 3).await;
    stage.says(JOSIANE, "/annonce À nous deux").await;
    for data in ["news:send:1:1", "news:drop:1", "news:text:1", "news:for:1:waiting", "news:to:1"] {
        stage.presses(EUGENE, data).await;
        let said = toast(&stage, EUGENE);
        assert!(said.contains("l'annonce d'une autre personne"), "{data}: {said}");
    }
    pass(&mut stage, 1).await;
    assert_eq!(times(&stage, CROWD, "À nous deux"), 0);
    stage.taps(JOSIANE, "✅ Envoyer à 3 personnes").await;
    stage.tick_only(EARLY).await;
    // who begins another sees the one that goes, and can stop it
    stage.world.says(EUGENE, "/annonce");
    stage.handle_only().await;
    stage.world.presses(EUGENE, stage.buttons(EUGENE), "news:stop:1");
    stage.handle_only().await;
    stage.settle().await;
    assert!(stage.shows(EUGENE, "En attente : 3"));
    pass(&mut stage, 4).await;
    assert_eq!(times(&stage, CROWD, "À nous deux"), 0, "stopped before anything went");
    assert!(stage.last(JOSIANE).contains("arrêtée. Personne ne l'a reçue."), "{}", stage.last(JOSIANE));
    stage.presses(EUGENE, "news:stop:1").await;
    assert!(toast(&stage, EUGENE).contains("déjà terminée"));
    stage.end().await;
}

async fn without_the_role_nothing_is_begun_written_or_sent(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "/annonce Achetez mes tomates").await;
    assert_eq!(stage.hears(MARIE), "Seuls les organisateurs peuvent envoyer une annonce.");
    for data in ["news:send:1:1", "news:stop:1", "news:text:1", "news:kinds:1"] {
        stage.presses(MARIE, data).await;
        assert!(toast(&stage, MARIE).contains("Seuls les organisateurs"), "{data}");
    }
    assert_eq!(stage.count("select count(*) from announcement").await, 0);
    let forget_role = async |stage: &Stage| {
        let mut tx = stage.app.db.begin().await.unwrap();
        sqlx::query("delete from role").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    // taken away before the text
    stage.says(JOSIANE, "/annonce").await;
    forget_role(&stage).await;
    stage.hears(JOSIANE);
    stage.says(JOSIANE, "Trop tard").await;
    assert_eq!(stage.hears(JOSIANE), "Seuls les organisateurs peuvent envoyer une annonce.");
    stage.says(JOSIANE, "Programme").await;
    assert!(!stage.hears(JOSIANE).contains("annonce"), "they are not writing any more");
    // taken away before the confirmation
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(JOSIANE, "/annonce Trop tard").await;
    forget_role(&stage).await;
    stage.taps(JOSIANE, "✅ Envoyer à une personne").await;
    assert!(toast(&stage, JOSIANE).contains("Seuls les organisateurs"));
    pass(&mut stage, 1).await;
    assert_eq!(stage.hears(MARIE), "");
    stage.end().await;
}

async fn an_old_card_sends_nothing_and_a_second_press_nothing_twice(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.says(JOSIANE, "/annonce Version une").await;
    let old = stage.buttons(JOSIANE);
    stage.taps(JOSIANE, "✏️ Réécrire").await;
    stage.says(JOSIANE, "Version deux").await;
    stage.world.presses(JOSIANE, old, "news:send:1:1");
    stage.settle().await;
    assert!(toast(&stage, JOSIANE).contains("a changé depuis"));
    let card = stage.buttons(JOSIANE);
    for _ in 0..3 {
        stage.world.presses(JOSIANE, card, "news:send:1:2");
    }
    stage.settle().await;
    pass(&mut stage, 1).await;
    assert_eq!(received(&mut stage, MARIE), "Version deux");
    pass(&mut stage, 1).await;
    stage.presses(JOSIANE, "news:send:1:2").await;
    pass(&mut stage, 4).await;
    assert_eq!(stage.hears(MARIE), "");
    assert!(toast(&stage, JOSIANE).contains("déjà partie"));
    for forged in ["news:send:1", "news:send:x:1", "news:for:1:everyone", "news:send:99:0", "news"] {
        stage.presses(JOSIANE, forged).await;
    }
    stage.end().await;
}

async fn two_at_once_go_one_after_the_other(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.invite(EUGENE, Role::Organiser).await;
    crowd(&mut stage, 5).await;
    // the same words twice are two announcements
    for organiser in [JOSIANE, EUGENE] {
        stage.says(organiser, "/annonce À tous").await;
    }
    for organiser in [JOSIANE, EUGENE] {
        stage.world.presses_label(organiser, "✅ Envoyer à 5 personnes").unwrap();
    }
    stage.settle().await;
    stage.tick_only(EARLY).await;
    stage.settle().await;
    pass(&mut stage, 4).await;
    pass(&mut stage, 4).await;
    for person in CROWD..CROWD + 5 {
        assert_eq!(times(&stage, person, "À tous"), 2);
    }
    for organiser in [JOSIANE, EUGENE] {
        assert!(stage.last(organiser).contains("5 personnes l'ont reçue"), "{}", stage.last(organiser));
    }
    stage.end().await;
}

async fn who_cancels_or_blocks_meanwhile_gets_none(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
    crowd(&mut stage, 2).await;
    stage.says(JOSIANE, "/annonce Venez tôt").await;
    stage.taps(JOSIANE, "✅ Envoyer à 4 personnes").await;
    // the letters are made; then Marie frees her seat, and Aimé blocks the bot without a word
    stage.tick_only(EARLY).await;
    let number = stage.count("select number from registration where person = 1001").await;
    stage.world.presses(MARIE, stage.buttons(MARIE), &format!("reg:free:{number}"));
    stage.handle_only().await;
    stage.world.blocks(AIME);
    stage.sender.drain().await.unwrap();
    stage.settle().await;
    pass(&mut stage, 1).await;
    assert!(!stage.shows(MARIE, "Venez tôt") && !stage.shows(AIME, "Venez tôt"));
    let report = stage.last(JOSIANE);
    assert!(report.contains("2 personnes l'ont reçue"), "{report}");
    assert!(report.contains("Retirées avant l'envoi : 1"), "{report}");
    assert!(report.contains("Ne reçoivent plus rien de moi : 1"), "{report}");
    stage.world.forgive();
    stage.end().await;
}

async fn what_cannot_be_announced_is_answered_kindly(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.says(JOSIANE, "/annonce").await;
    let cases = [
        ("a".repeat(5_000), "5000 caractères"),
        ("🔔".repeat(2_049), "4098 caractères"),
        ("\u{2800}\u{200b}".to_owned(), "rien à lire"),
    ];
    for (text, answer) in cases {
        stage.says(JOSIANE, &text).await;
        assert!(stage.last(JOSIANE).contains(answer), "{}", stage.last(JOSIANE));
    }
    // with the lines above it, it would not fit any more
    stage.says(JOSIANE, &"a".repeat(4_000)).await;
    assert!(stage.last(JOSIANE).contains("4000 caractères"), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "la suite").await;
    stage.world.sends(JOSIANE, Kind::Photo { caption: "b".repeat(1_025) });
    stage.settle().await;
    assert!(stage.last(JOSIANE).contains("1025 caractères"));
    for kind in [Kind::Sticker, Kind::Voice, Kind::Poll, Kind::Document { name: "plan.pdf".to_owned() }] {
        stage.world.sends(JOSIANE, kind);
        stage.settle().await;
        assert!(stage.last(JOSIANE).contains("un texte, ou une photo"), "{}", stage.last(JOSIANE));
    }
    // still awaited after all that; broken markup is text like any other
    let broken = "<b>Attention <i>& gare</b> </script> &nbsp; [x](y) _z";
    stage.says(JOSIANE, broken).await;
    stage.taps(JOSIANE, "✅ Envoyer à une personne").await;
    pass(&mut stage, 1).await;
    assert_eq!(received(&mut stage, MARIE), broken);
    pass(&mut stage, 1).await;
    // nobody to send it to
    stage.says(JOSIANE, "/annonce Personne").await;
    stage.taps(JOSIANE, "👥 Changer les destinataires").await;
    stage.taps(JOSIANE, "Liste d'attente · 0").await;
    assert!(stage.last(JOSIANE).contains("personne pour l'instant"), "{}", stage.last(JOSIANE));
    assert!(!labels(&stage, JOSIANE).iter().any(|label| label.contains("Envoyer")));
    stage.presses(JOSIANE, "news:send:2:2").await;
    assert!(toast(&stage, JOSIANE).contains("personne à qui"));
    // left: gone, and its buttons say so
    stage.taps(JOSIANE, "✖️ Ne pas envoyer").await;
    assert!(stage.shows(JOSIANE, "D'accord, rien n'est envoyé."));
    stage.presses(JOSIANE, "news:send:2:2").await;
    assert!(toast(&stage, JOSIANE).contains("n'est plus là"));
    stage.end().await;
}

async fn a_text_that_was_cut_is_not_sent_in_pieces(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.says(JOSIANE, "/annonce").await;
    // as a phone sends 5,000 characters
    stage.says(JOSIANE, &"a".repeat(4_096)).await;
    assert!(stage.last(JOSIANE).contains("4096 caractères"), "with whom it is from it is too long");
    stage.says(JOSIANE, &"b".repeat(904)).await;
    assert!(stage.last(JOSIANE).contains("coupé en morceaux"), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "Plus court").await;
    assert!(stage.last(JOSIANE).contains("pas encore envoyée"));
    stage.taps(JOSIANE, "✅ Envoyer à une personne").await;
    pass(&mut stage, 1).await;
    assert_eq!(received(&mut stage, MARIE), "Plus court");
    pass(&mut stage, 1).await;
    // exactly as long as one message may be, it goes
    let from = announcements::with_sender(texts(Lang::Fr), &stage.app.programme, "");
    let longest = "é".repeat(4_096 - from.encode_utf16().count() - 2);
    stage.says(JOSIANE, "/annonce").await;
    stage.says(JOSIANE, &longest).await;
    stage.taps(JOSIANE, "✅ Envoyer à une personne").await;
    pass(&mut stage, 1).await;
    assert_eq!(received(&mut stage, MARIE), longest);
    pass(&mut stage, 1).await;
    stage.hears(JOSIANE);
    stage.says(JOSIANE, "c'est où ?").await;
    assert!(stage.hears(JOSIANE).contains("Palais"), "what is said afterwards is no rest of it");
    stage.end().await;
}

async fn in_the_middle_of_something_else_it_goes_on_afterwards(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.register(MARIE).await;
    stage.says(JOSIANE, "/start").await;
    stage.presses(JOSIANE, "reg:consent:yes").await;
    stage.says(JOSIANE, "/annonce").await;
    stage.says(JOSIANE, "Une chose encore").await;
    stage.taps(JOSIANE, "✅ Envoyer à une personne").await;
    pass(&mut stage, 1).await;
    assert_eq!(received(&mut stage, MARIE), "Une chose encore");
    pass(&mut stage, 1).await;
    stage.says(JOSIANE, "Josiane Bellance").await;
    assert!(stage.shows(JOSIANE, "Josiane Bellance"), "their own registration goes on");
    // left by the command, and asked where they were
    stage.says(JOSIANE, "/annonce").await;
    stage.says(JOSIANE, "/annuler").await;
    assert!(stage.shows(JOSIANE, "rien n'est envoyé"));
    stage.end().await;
}

async fn what_telegram_refuses_is_stopped_by_itself(database: Database) {
    let mut stage = with_organiser(database).await;
    crowd(&mut stage, 450).await;
    stage.says(JOSIANE, "/annonce").await;
    stage.world.sends(JOSIANE, Kind::Photo { caption: "Bientôt".to_owned() });
    stage.settle().await;
    stage.taps(JOSIANE, "✅ Envoyer à 450 personnes").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("update announcement_text set photo = 'gone'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    pass(&mut stage, 4).await;
    pass(&mut stage, 4).await;
    pass(&mut stage, 4).await;
    let report = stage.last(JOSIANE);
    assert!(report.contains("arrêtée. Personne ne l'a reçue."), "{report}");
    assert!(report.contains("Refusées par Telegram : 400"), "{report}");
    assert!(report.contains("tel qu'il est : j'ai arrêté"), "{report}");
    assert_eq!(stage.world.refusals().len(), 400, "the last fifty were spared");
}

async fn an_erased_organiser_leaves_it_on_its_way(database: Database) {
    let mut stage = with_organiser(database).await;
    crowd(&mut stage, 450).await;
    stage.says(JOSIANE, "/annonce Au revoir").await;
    stage.taps(JOSIANE, "✅ Envoyer à 450 personnes").await;
    stage.tick_only(EARLY).await;
    stage.settle().await;
    stage.presses(JOSIANE, "me:erase-yes").await;
    for _ in 0..3 {
        pass(&mut stage, 4).await;
    }
    let got = (CROWD..CROWD + 450).filter(|person| times(&stage, *person, "Au revoir") == 1).count();
    assert_eq!(got, 450);
    assert_eq!(stage.count("select count(*) from announcement where state = 'done' and author = 0").await, 1);
    stage.end().await;
}

/// Six hundred people, random audiences, kills and stops; two instances tick at the same instant.
async fn begun_anew_at_every_step_and_ticked_twice_at_once_each_gets_it_once(database: Database) {
    let mut stage = full(database).await;
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let others = [stage.another().await, stage.another().await];
    let mut tx = stage.app.db.begin().await.unwrap();
    // what is true of each, written down beside the database
    let mut people: BTreeMap<i64, (&str, &str, &str)> = BTreeMap::new();
    for person in CROWD..CROWD + 600 {
        let it = (
            ["fr", "gcf", "en"][random.random_range(0..3)],
            ["resident", "employer"][random.random_range(0..2)],
            ["seat", "seat", "waiting"][random.random_range(0..3)],
        );
        somebody(&stage, &mut tx, person, it.0, it.1, it.2).await;
        people.insert(person, it);
    }
    tx.commit().await.unwrap();
    forget_what_was_said(&stage);
    for (round, audience) in ["registered", "employer", "waiting"].into_iter().enumerate() {
        let (text, english) = (format!("Tour {round}"), format!("Round {round}"));
        stage.says(JOSIANE, &format!("/annonce {text}")).await;
        let number = round as i64 + 1;
        stage.presses(JOSIANE, &format!("news:text:{number}:en")).await;
        stage.says(JOSIANE, &english).await;
        stage.presses(JOSIANE, &format!("news:for:{number}:{audience}")).await;
        let version = stage.count("select max(version) from announcement where state = 'draft'").await;
        stage.presses(JOSIANE, &format!("news:send:{number}:{version}")).await;
        while stage.count("select count(*) from announcement where state = 'going'").await > 0 {
            stage.clock.pass(Duration::from_secs(1));
            // killed and begun anew: a sender and a ticker that know nothing
            stage.begin_ticks_anew();
            stage.sender = stage.app.sender(stage.app.hold().await.unwrap().unwrap().epoch);
            let at_once = join_all(others.iter().map(tick_of)).await;
            at_once.into_iter().for_each(|ticked| ticked.unwrap());
            if random.random_range(0..2) == 0 {
                stage.settle().await;
            }
        }
        stage.settle().await;
        for (person, (language, category, standing)) in &people {
            let meant = match audience {
                "registered" => *standing == "seat",
                "waiting" => *standing != "seat",
                category_meant => *standing == "seat" && *category == category_meant,
            };
            let own = *language == "en";
            let expected = (usize::from(meant && !own), usize::from(meant && own));
            let got = (times(&stage, *person, &text), times(&stage, *person, &english));
            assert_eq!(got, expected, "{person}, {audience}, seed {seed}");
        }
        assert_eq!(stage.count("select count(*) from mailed where outcome <> 'sent'").await, 0);
    }
    // progress that was replaced before it went may come back to what stands there
    let refused = stage.world.refusals();
    assert!(refused.iter().all(|(_, why)| why.description.contains("not modified")), "{refused:?}");
    stage.world.forgive();
    stage.end().await;
}

async fn tick_of(app: &App) -> sqlx::Result<()> {
    app.ticker().tick().await
}

async fn letters_are_made_a_few_hundred_ahead(database: Database) {
    let mut stage = with_organiser(database).await;
    crowd(&mut stage, 700).await;
    stage.says(JOSIANE, "/annonce Doucement").await;
    stage.taps(JOSIANE, "✅ Envoyer à 700 personnes").await;
    let (mut most, mut waited) = (0, Vec::new());
    for _ in 0..6 {
        stage.tick_only(EARLY).await;
        stage.tick_only(EARLY).await;
        most = most.max(stage.count("select count(*) from outbox where state = 'waiting'").await);
        let (_, figures) = crate::health::page(&stage, "/metrics").await;
        waited.extend(
            figures
                .lines()
                .filter_map(|line| line.strip_prefix("koze_announcement_waiting ")?.parse::<i64>().ok()),
        );
        stage.settle().await;
    }
    assert!((300..=402).contains(&most), "{most}");
    assert!(waited[0] == 700 && waited[5] == 0 && waited.is_sorted_by(|a, b| a >= b), "{waited:?}");
    let got = (CROWD..CROWD + 700).filter(|person| times(&stage, *person, "Doucement") == 1).count();
    assert_eq!(got, 700);
    stage.end().await;
}

async fn a_stop_and_a_tick_at_the_same_instant_leave_nothing_behind(database: Database) {
    let mut stage = with_organiser(database).await;
    crowd(&mut stage, 150).await;
    for round in 1..=6 {
        stage.says(JOSIANE, &format!("/annonce Tour {round}")).await;
        stage.taps(JOSIANE, "✅ Envoyer à 150 personnes").await;
        stage.world.presses(JOSIANE, stage.buttons(JOSIANE), &format!("news:stop:{round}"));
        let batch = stage.poller.fetch(Duration::ZERO).await.unwrap();
        let (ticked, stopped) =
            futures_util::future::join(tick_of(&stage.app), stage.dispatcher.handle(&batch)).await;
        ticked.unwrap();
        stopped.unwrap();
        stage.poller.committed(&batch);
        assert_eq!(stage.count("select count(*) from outbox where urgency = 5").await, 0);
        assert_eq!(stage.count("select count(*) from mailed where outcome = 'waiting'").await, 0);
        stage.settle().await;
        pass(&mut stage, 4).await;
        assert!(stage.last(JOSIANE).contains("Personne ne l'a reçue"), "{}", stage.last(JOSIANE));
    }
    stage.end().await;
}

async fn organisers_find_it_among_their_commands(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.says(JOSIANE, "/aide").await;
    let help = stage.hears(JOSIANE);
    assert!(help.contains("/annonce · Envoyer une annonce") && help.contains("/decaler ·"), "{help}");
    stage.says(MARIE, "/aide").await;
    assert!(!stage.hears(MARIE).contains("/annonce"));
    stage.end().await;
}

fn photo(message: i64, album: &str, caption: Option<&str>) -> serde_json::Value {
    let mut said = json!({
        "message_id": message, "date": 1, "media_group_id": album,
        "chat": { "id": JOSIANE, "type": "private", "first_name": "Josiane" },
        "from": { "id": JOSIANE, "is_bot": false, "first_name": "Josiane", "language_code": "fr" },
        "photo": [{ "file_id": format!("photo-{message}"), "file_unique_id": "u", "width": 8, "height": 6 }],
    });
    if let Some(caption) = caption {
        said["caption"] = json!(caption);
    }
    json!({ "message": said })
}

async fn an_album_is_one_photo_and_one_word(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.says(JOSIANE, "/annonce").await;
    stage.hears(JOSIANE);
    for (at, caption) in [Some("La salle est prête."), None, None, None].into_iter().enumerate() {
        // one after the other, as slowly as a telephone may be
        stage.world.inject(photo(900 + at as i64, "album-1", caption));
        stage.handle_only().await;
    }
    let sent = "select count(*) from outbox where body like '%photo-90%'";
    assert_eq!(stage.count(sent).await, 1, "the first is shown");
    let word = "select count(*) from outbox where body like '%première de l%album%'";
    assert_eq!(stage.count(word).await, 1);
    assert_eq!(stage.count("select count(*) from announcement_text where photo = 'photo-900'").await, 1);
    // an album that nobody waits for gets one answer, too
    for at in 0..5 {
        stage.world.inject(photo(950 + at, "album-2", None));
        stage.handle_only().await;
    }
    let only_text = "select count(*) from outbox where body like '%lire que le texte%'";
    assert_eq!(stage.count(only_text).await, 1);
    // the photos are no files of the emulated Telegram
    stage.settle().await;
    stage.world.forgive();
    let mut conn = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox where state = 'refused'").execute(&mut *conn).await.unwrap();
    conn.commit().await.unwrap();
    stage.end().await;
}

async fn links_are_sent_on_with_their_ampersands(database: Database) {
    let mut stage = with_organiser(database).await;
    stage.says(JOSIANE, "/annonce").await;
    for url in
        ["https://forum.example/?a=1&b=2", "https://forum.example/?q=%22&copy=1&lt=2", "tg://user?id=5&x=<y>"]
    {
        stage.says(JOSIANE, "/annonce").await;
        let link = json!({ "type": "text_link", "offset": 0, "length": 4, "url": url });
        stage.world.inject(json!({ "message": {
            "message_id": 900, "date": 1, "text": "Plan & accès",
            "chat": { "id": JOSIANE, "type": "private" },
            "from": { "id": JOSIANE, "is_bot": false, "first_name": "Josiane", "language_code": "fr" },
            "entities": [link],
        } }));
        stage.settle().await;
        let shown = stage
            .world
            .chat(JOSIANE)
            .into_iter()
            .rev()
            .find(|bubble| without_sender(&bubble.plain) == Some("Plan & accès"))
            .unwrap();
        assert!(shown.entities.iter().any(|entity| entity["url"] == url), "{:?}", shown.entities);
        assert!(shown.sent.contains("&amp;"), "{}", shown.sent);
    }
    stage.end().await;
}

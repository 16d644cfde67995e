//! Announcements: an organiser writes, previews, confirms and stops one. Each recipient gets it once, and the
//! bot explains invalid texts and missing roles.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::future::join_all;
use koze::announcements;
use koze::app::App;
use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use serde_json::json;
use telegram_emulator::{Author, ChatMessage, Fault, UserMedia};

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    everybody_registered_gets_it_once_and_the_organiser_watches,
    each_gets_the_text_of_their_language,
    a_photo_goes_with_its_caption,
    one_category_or_the_waiting_list,
    an_album_is_one_photo_and_one_word,
    links_are_sent_on_with_their_ampersands,
    its_formatting_is_kept_and_signs_are_shown_as_they_were_typed,
    a_stop_withdraws_waiting_messages,
    a_call_in_flight_at_a_stop_is_counted,
    another_organiser_may_stop_it_and_not_send_it,
    without_the_role_nothing_is_begun_written_or_sent,
    an_old_card_sends_nothing_and_a_second_press_nothing_twice,
    two_at_once_go_one_after_the_other,
    cancelled_and_blocked_recipients_are_skipped,
    what_cannot_be_announced_is_answered_kindly,
    a_text_that_was_cut_is_not_sent_in_pieces,
    an_announcement_does_not_end_a_registration,
    a_refused_announcement_stops,
    an_erased_organiser_leaves_it_on_its_way,
    restarts_and_parallel_ticks_send_once,
    messages_are_enqueued_a_few_hundred_ahead,
    a_stop_and_a_tick_at_the_same_instant_leave_nothing_behind,
    help_lists_announcements_for_organisers,
);

const EARLY: &str = "2012-11-12T10:00";
/// The id of the first recipient; the others follow.
const FIRST_RECIPIENT: i64 = 50_000;

async fn open_with_organiser(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

/// Inserts people who registered long ago and have met the bot.
async fn insert_recipients(test: &mut TestBot, count: i64) {
    let mut tx = test.app.db.begin().await.unwrap();
    for person in FIRST_RECIPIENT..FIRST_RECIPIENT + count {
        insert_recipient(test, &mut tx, person, "fr", "resident", "seat").await;
    }
    tx.commit().await.unwrap();
    discard_pending_updates(test);
}

async fn insert_recipient(
    test: &TestBot,
    conn: &mut koze::db::Conn,
    person: i64,
    language: &'static str,
    category: &'static str,
    standing: &'static str,
) {
    test.emulator.add_user(person, "Une", Some("Personne"), Some("fr"));
    test.emulator.user_sends_text(person, "/start");
    sqlx::query(
        "insert into person (id, language, language_chosen, unreachable, conversation, met_at) values ($1, $2, 1, 0, '', 0)",
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

/// Confirms the updates that the inserted people caused, so that the bot does not answer them.
fn discard_pending_updates(test: &TestBot) {
    let mut offset = 0;
    loop {
        let batch = test
            .emulator
            .call("getUpdates", json!({ "limit": 100, "timeout": 0, "offset": offset }))
            .unwrap();
        let last = batch.as_array().and_then(|batch| batch.last()?["update_id"].as_i64());
        let Some(last) = last else { return };
        offset = last + 1;
    }
}

/// How often an announcement arrived in a chat.
fn times_received(test: &TestBot, person: i64, text: &str) -> usize {
    test.emulator.messages(person).iter().filter(|bubble| is_announcement(bubble, text)).count()
}

fn is_announcement(bubble: &ChatMessage, text: &str) -> bool {
    bubble.author == Author::Bot && without_sender_line(&bubble.plain_text) == Some(text)
}

/// The text below the line that names the sender; `None` without such a line.
fn without_sender_line(said: &str) -> Option<&str> {
    let (from, text) = said.split_once("\n\n")?;
    (from.starts_with("📣 ") && from.contains("Acsé")).then_some(text)
}

/// The text of the one announcement that a person received. Fails if no line names the sender.
fn received_announcement(test: &mut TestBot, who: i64) -> String {
    let heard = test.hears(who);
    without_sender_line(&heard).unwrap_or_else(|| panic!("no line names the sender: {heard}")).to_owned()
}

/// The text of the latest answer to a button press, which Telegram shows as a toast.
fn toast(test: &TestBot, who: i64) -> String {
    test.emulator.callback_answers(who).pop().map(|toast| remove_typography(&toast.text)).unwrap_or_default()
}

/// Advances the clock, then does and sends everything due.
async fn pass_time(test: &mut TestBot, seconds: u64) {
    test.clock.advance(Duration::from_secs(seconds));
    test.tick().await;
}

/// The labels under a person's last message with buttons.
fn button_labels(test: &TestBot, who: i64) -> Vec<String> {
    let id = test.keyboard_message(who);
    let chat = test.emulator.messages(who);
    let rows = chat.iter().find(|bubble| bubble.message_id == id).and_then(|it| it.inline_keyboard.clone());
    let rows = rows.unwrap_or_default();
    let rows = rows.as_array().into_iter().flatten().filter_map(|row| row.as_array()).flatten();
    rows.filter_map(|button| button["text"].as_str().map(str::to_owned)).collect()
}

async fn everybody_registered_gets_it_once_and_the_organiser_watches(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.says(JOSIANE, "/annonce").await;
    assert!(test.hears(JOSIANE).contains("Écrivez le message"), "{}", test.last_message(JOSIANE));
    test.says(JOSIANE, "Le forum commence à 8h15.").await;
    let shown = test.hears(JOSIANE);
    let below = without_sender_line(&shown).unwrap_or_default();
    assert!(below.starts_with("Le forum commence à 8h15.\n\n📣 Annonce n° 1, pas encore envoyée"), "{shown}");
    assert!(shown.contains("Pour : Tous les inscrits, 2 personnes"), "{shown}");
    assert_eq!(test.hears(MARIE), "", "nothing is sent before the organiser confirms");
    test.taps(JOSIANE, "news:send:1:1").await;
    assert!(test.last_message(JOSIANE).contains("En attente : 2"), "{}", test.last_message(JOSIANE));
    pass_time(&mut test, 1).await;
    assert_eq!(
        (received_announcement(&mut test, MARIE).as_str(), received_announcement(&mut test, AIME).as_str()),
        ("Le forum commence à 8h15.", "Le forum commence à 8h15.")
    );
    pass_time(&mut test, 1).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"📣 Annonce n° 1 terminée. 2 personnes l'ont reçue.");
    }
    // the preview itself becomes the progress report, without buttons
    let card = test
        .emulator
        .messages(JOSIANE)
        .into_iter()
        .find(|bubble| remove_typography(&bubble.plain_text).contains("Envoyées : 2"));
    let card = card.expect("the preview shows the progress");
    assert!(card.plain_text.contains("Terminée.") && card.edited_at.is_some(), "{card:?}");
    assert_eq!(card.inline_keyboard, None);
    pass_time(&mut test, 60).await;
    assert_eq!((test.hears(MARIE), test.hears(JOSIANE)), (String::new(), String::new()));
    test.end().await;
}

async fn each_gets_the_text_of_their_language(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.presses(AIME, "lang:en").await;
    test.says(JOSIANE, "/annonce Apportez une pièce d'identité.").await;
    assert!(
        button_labels(&test, JOSIANE).contains(&"➕ English".to_owned()),
        "{:?}",
        button_labels(&test, JOSIANE)
    );
    test.taps(JOSIANE, "news:text:1:en").await;
    assert!(
        test.last_message(JOSIANE).contains("ce texte à la place du texte commun"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.says(JOSIANE, "Please bring an identity card.").await;
    assert!(
        test.last_message(JOSIANE).contains("Avec leur propre texte : English (1)"),
        "{}",
        test.last_message(JOSIANE)
    );
    assert!(button_labels(&test, JOSIANE).contains(&"✏️ English".to_owned()));
    test.hears(AIME);
    test.taps(JOSIANE, "news:send:1:2").await;
    pass_time(&mut test, 1).await;
    assert_eq!(received_announcement(&mut test, MARIE), "Apportez une pièce d'identité.");
    assert_eq!(received_announcement(&mut test, AIME), "Please bring an identity card.");
    pass_time(&mut test, 1).await;
    test.end().await;
}

async fn a_photo_goes_with_its_caption(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    test.presses(AIME, "lang:gcf").await;
    test.says(JOSIANE, "/annonce").await;
    test.emulator.user_sends_media(JOSIANE, UserMedia::Photo { caption: "Le plan <d'accès>".to_owned() });
    test.run_until_idle().await;
    test.taps(JOSIANE, "news:text:1:gcf").await;
    // the limit of a photo's caption applies to the other languages too
    test.says(JOSIANE, &"a".repeat(1_025)).await;
    assert!(test.last_message(JOSIANE).contains("1025 caractères"), "{}", test.last_message(JOSIANE));
    test.says(JOSIANE, "Pa ki koté pasé").await;
    test.taps(JOSIANE, "news:send:1:2").await;
    pass_time(&mut test, 1).await;
    for (who, caption) in [(MARIE, "Le plan <d'accès>"), (AIME, "Pa ki koté pasé")] {
        let got = test.emulator.latest_message(who).unwrap();
        assert_eq!(without_sender_line(&got.plain_text), Some(caption));
        assert_eq!(got.media.map(|media| media.kind).as_deref(), Some("photo"));
    }
    pass_time(&mut test, 1).await;
    test.end().await;
}

/// An event with one seat, so that later registrations wait.
async fn open_with_one_seat(database: Database) -> TestBot {
    let event =
        include_str!("../../event.toml").replace("[registration]\n", "[registration]\ncapacity = 1\n");
    let mut test = TestBot::open_with_programme(database, EARLY, Programme::parse(&event).unwrap()).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test
}

async fn one_category_or_the_waiting_list(database: Database) {
    let mut test = open_with_one_seat(database).await;
    let mut tx = test.app.db.begin().await.unwrap();
    for (person, category, standing) in [
        (FIRST_RECIPIENT, "resident", "seat"),
        (FIRST_RECIPIENT + 1, "employer", "seat"),
        (FIRST_RECIPIENT + 2, "employer", "waiting"),
        (FIRST_RECIPIENT + 3, "resident", "waiting"),
    ] {
        insert_recipient(&test, &mut tx, person, "fr", category, standing).await;
    }
    tx.commit().await.unwrap();
    discard_pending_updates(&test);
    for (path, count, reached) in [
        (&["👥 Changer les destinataires", "Liste d'attente · 2"][..], 2, &[2, 3][..]),
        (&["👥 Changer les destinataires", "Une catégorie…", "Structure employeuse · 1"], 1, &[1]),
        (&["👥 Changer les destinataires", "‹ Retour"], 2, &[0, 1]),
    ] {
        let text = format!("Pour vous : {}", path.join(", "));
        test.says(JOSIANE, &format!("/annonce {text}")).await;
        for label in path {
            test.taps_label(JOSIANE, label).await;
        }
        let label = if count == 1 { "une personne".to_owned() } else { format!("{count} personnes") };
        test.taps_label(JOSIANE, &format!("✅ Envoyer à {label}")).await;
        pass_time(&mut test, 1).await;
        pass_time(&mut test, 1).await;
        for person in 0..4 {
            let expected = usize::from(reached.contains(&person));
            assert_eq!(times_received(&test, FIRST_RECIPIENT + person, &text), expected, "{person}: {text}");
        }
    }
    // the preview has few buttons
    test.says(JOSIANE, "/annonce Encore").await;
    assert!(button_labels(&test, JOSIANE).len() <= 6, "{:?}", button_labels(&test, JOSIANE));
    test.end().await;
}

async fn its_formatting_is_kept_and_signs_are_shown_as_they_were_typed(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.says(JOSIANE, "/annonce").await;
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
    test.emulator.inject_update(json!({ "message": message }));
    test.run_until_idle().await;
    test.taps(JOSIANE, "news:send:1:1").await;
    pass_time(&mut test, 1).await;
    let got = test.emulator.latest_message(MARIE).unwrap();
    assert_eq!(without_sender_line(&got.plain_text), Some(text), "the text is sent as it was typed");
    let kinds: Vec<&str> = got.entities.iter().filter_map(|entity| entity["type"].as_str()).collect();
    assert_eq!(kinds, ["bold", "text_link"]);
    pass_time(&mut test, 1).await;
    assert!(test.last_message(JOSIANE).contains("Une personne l'a reçue"));
    test.end().await;
}

async fn a_stop_withdraws_waiting_messages(database: Database) {
    let mut test = open_with_organiser(database).await;
    insert_recipients(&mut test, 650).await;
    test.says(JOSIANE, "/annonce Arrêtez-moi").await;
    test.taps(JOSIANE, "news:send:1:1").await;
    // 400 messages are sent, and the other 250 wait in the outbox
    pass_time(&mut test, 1).await;
    test.clock.advance(Duration::from_secs(3));
    test.jump_without_sending(EARLY).await;
    assert_eq!(test.query_i64("select count(*) from outbox where key like 'a1:%'").await, 250);
    assert_eq!(test.query_i64("select count(*) from broadcast_recipient").await, 650);
    test.emulator.user_presses_button(JOSIANE, "⏹ Arrêter").unwrap();
    test.handle_without_sending().await;
    test.run_until_idle().await;
    assert!(toast(&test, JOSIANE).contains("J'arrête"));
    assert!(
        test.chat_contains(JOSIANE, "Envoyées : 400\n⏳ En attente : 250"),
        "the last progress report before the stop"
    );
    pass_time(&mut test, 4).await;
    let report = test.last_message(JOSIANE);
    assert!(report.contains("arrêtée. 400 personnes l'ont reçue"), "{report}");
    assert!(report.contains("Retirées avant l'envoi : 250"), "{report}");
    pass_time(&mut test, 60).await;
    let got = (FIRST_RECIPIENT..FIRST_RECIPIENT + 650)
        .filter(|person| times_received(&test, *person, "Arrêtez-moi") == 1)
        .count();
    assert_eq!(got, 400, "nothing is sent after the stop");
    test.end().await;
}

async fn a_call_in_flight_at_a_stop_is_counted(database: Database) {
    let mut test = open_with_organiser(database).await;
    insert_recipients(&mut test, 30).await;
    test.says(JOSIANE, "/annonce Presque parti").await;
    test.taps(JOSIANE, "news:send:1:1").await;
    // the messages are enqueued and none is sent
    test.jump_without_sending(EARLY).await;
    assert_eq!(test.query_i64("select count(*) from outbox where state = 'waiting'").await, 30);
    // the sender has read one message and waits for Telegram
    test.emulator.inject_fault(Some("sendMessage"), 1, Fault::Hang);
    let (emulator, sending) = (test.emulator.clone(), test.sender.drain());
    let stop = async {
        loop {
            let revision = emulator.revision();
            if emulator.hanging_request_count() > 0 {
                break;
            }
            emulator.wait_for_change(revision).await;
        }
        let number = emulator
            .messages(JOSIANE)
            .iter()
            .rev()
            .find(|it| it.inline_keyboard.is_some())
            .unwrap()
            .message_id;
        emulator.user_presses_callback(JOSIANE, number, "news:stop:1");
        let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
        test.dispatcher.handle(&batch).await.unwrap();
        test.poller.confirm(&batch);
        emulator.release_hanging_requests();
    };
    let (sent, ()) = futures_util::future::join(sending, stop).await;
    sent.unwrap();
    test.run_until_idle().await;
    pass_time(&mut test, 4).await;
    let got = (FIRST_RECIPIENT..FIRST_RECIPIENT + 30)
        .filter(|person| times_received(&test, *person, "Presque parti") == 1)
        .count();
    assert!(got >= 1, "the call in flight was completed");
    let report = test.last_message(JOSIANE);
    let count =
        if got == 1 { "Une personne l'a reçue".to_owned() } else { format!("{got} personnes l'ont") };
    assert!(report.contains(&count), "{got}: {report}");
    test.end().await;
}

async fn another_organiser_may_stop_it_and_not_send_it(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    insert_recipients(&mut test, 3).await;
    test.says(JOSIANE, "/annonce À nous deux").await;
    for data in ["news:send:1:1", "news:drop:1", "news:text:1", "news:for:1:waiting", "news:to:1"] {
        test.presses(EUGENE, data).await;
        let said = toast(&test, EUGENE);
        assert!(said.contains("l'annonce d'une autre personne"), "{data}: {said}");
    }
    pass_time(&mut test, 1).await;
    assert_eq!(times_received(&test, FIRST_RECIPIENT, "À nous deux"), 0);
    test.taps(JOSIANE, "news:send:1:1").await;
    test.jump_without_sending(EARLY).await;
    // an organiser who begins another announcement sees the running one and can stop it
    test.emulator.user_sends_text(EUGENE, "/annonce");
    test.handle_without_sending().await;
    test.emulator.user_presses_callback(EUGENE, test.keyboard_message(EUGENE), "news:stop:1");
    test.handle_without_sending().await;
    test.run_until_idle().await;
    assert!(test.chat_contains(EUGENE, "En attente : 3"));
    pass_time(&mut test, 4).await;
    assert_eq!(times_received(&test, FIRST_RECIPIENT, "À nous deux"), 0, "stopped before the first message");
    assert!(
        test.last_message(JOSIANE).contains("arrêtée. Personne ne l'a reçue."),
        "{}",
        test.last_message(JOSIANE)
    );
    test.presses(EUGENE, "news:stop:1").await;
    assert!(toast(&test, EUGENE).contains("déjà terminée"));
    test.end().await;
}

async fn without_the_role_nothing_is_begun_written_or_sent(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.says(MARIE, "/annonce Achetez mes tomates").await;
    assert_eq!(test.hears(MARIE), "Seuls les organisateurs peuvent envoyer une annonce.");
    for data in ["news:send:1:1", "news:stop:1", "news:text:1", "news:kinds:1"] {
        test.presses(MARIE, data).await;
        assert!(toast(&test, MARIE).contains("Seuls les organisateurs"), "{data}");
    }
    assert_eq!(test.query_i64("select count(*) from announcement").await, 0);
    let forget_role = async |test: &TestBot| {
        let mut tx = test.app.db.begin().await.unwrap();
        sqlx::query("delete from role").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    };
    // the role is revoked before the text is written
    test.says(JOSIANE, "/annonce").await;
    forget_role(&test).await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "Trop tard").await;
    assert_eq!(test.hears(JOSIANE), "Seuls les organisateurs peuvent envoyer une annonce.");
    test.says(JOSIANE, "Programme").await;
    assert!(!test.hears(JOSIANE).contains("annonce"), "the bot does not await an announcement any more");
    // the role is revoked before the confirmation
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/annonce Trop tard").await;
    forget_role(&test).await;
    test.taps(JOSIANE, "news:send:2:1").await;
    assert!(toast(&test, JOSIANE).contains("Seuls les organisateurs"));
    pass_time(&mut test, 1).await;
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

async fn an_old_card_sends_nothing_and_a_second_press_nothing_twice(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.says(JOSIANE, "/annonce Version une").await;
    let old = test.keyboard_message(JOSIANE);
    test.taps(JOSIANE, "news:text:1").await;
    test.says(JOSIANE, "Version deux").await;
    test.emulator.user_presses_callback(JOSIANE, old, "news:send:1:1");
    test.run_until_idle().await;
    assert!(toast(&test, JOSIANE).contains("a changé depuis"));
    let card = test.keyboard_message(JOSIANE);
    for _ in 0..3 {
        test.emulator.user_presses_callback(JOSIANE, card, "news:send:1:2");
    }
    test.run_until_idle().await;
    pass_time(&mut test, 1).await;
    assert_eq!(received_announcement(&mut test, MARIE), "Version deux");
    pass_time(&mut test, 1).await;
    test.presses(JOSIANE, "news:send:1:2").await;
    pass_time(&mut test, 4).await;
    assert_eq!(test.hears(MARIE), "");
    assert!(toast(&test, JOSIANE).contains("déjà partie"));
    for forged in ["news:send:1", "news:send:x:1", "news:for:1:everyone", "news:send:99:0", "news"] {
        test.presses(JOSIANE, forged).await;
    }
    test.end().await;
}

async fn two_at_once_go_one_after_the_other(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    insert_recipients(&mut test, 5).await;
    // two announcements with the same text stay two
    for organiser in [JOSIANE, EUGENE] {
        test.says(organiser, "/annonce À tous").await;
    }
    for organiser in [JOSIANE, EUGENE] {
        test.emulator.user_presses_button(organiser, "✅ Envoyer à 5 personnes").unwrap();
    }
    test.run_until_idle().await;
    test.jump_without_sending(EARLY).await;
    test.run_until_idle().await;
    pass_time(&mut test, 4).await;
    pass_time(&mut test, 4).await;
    for person in FIRST_RECIPIENT..FIRST_RECIPIENT + 5 {
        assert_eq!(times_received(&test, person, "À tous"), 2);
    }
    for organiser in [JOSIANE, EUGENE] {
        assert!(
            test.last_message(organiser).contains("5 personnes l'ont reçue"),
            "{}",
            test.last_message(organiser)
        );
    }
    test.end().await;
}

async fn cancelled_and_blocked_recipients_are_skipped(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    insert_recipients(&mut test, 2).await;
    test.says(JOSIANE, "/annonce Venez tôt").await;
    test.taps(JOSIANE, "news:send:1:1").await;
    // the messages are enqueued; then Marie frees her seat, and Aimé blocks the bot
    test.jump_without_sending(EARLY).await;
    let number = test.query_i64("select number from registration where person = 1001").await;
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), &format!("reg:free:{number}"));
    test.handle_without_sending().await;
    test.emulator.user_blocks_bot(AIME);
    test.sender.drain().await.unwrap();
    test.run_until_idle().await;
    pass_time(&mut test, 1).await;
    assert!(!test.chat_contains(MARIE, "Venez tôt") && !test.chat_contains(AIME, "Venez tôt"));
    let report = test.last_message(JOSIANE);
    assert!(report.contains("2 personnes l'ont reçue"), "{report}");
    assert!(report.contains("Retirées avant l'envoi : 1"), "{report}");
    assert!(report.contains("Ne reçoivent plus rien de moi : 1"), "{report}");
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn what_cannot_be_announced_is_answered_kindly(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.says(JOSIANE, "/annonce").await;
    let cases = [
        ("a".repeat(5_000), "5000 caractères"),
        ("🔔".repeat(2_049), "4098 caractères"),
        ("\u{2800}\u{200b}".to_owned(), "rien à lire"),
    ];
    for (text, answer) in cases {
        test.says(JOSIANE, &text).await;
        assert!(test.last_message(JOSIANE).contains(answer), "{}", test.last_message(JOSIANE));
    }
    // with the line that names the sender, 4,000 characters are too many
    test.says(JOSIANE, &"a".repeat(4_000)).await;
    assert!(test.last_message(JOSIANE).contains("4000 caractères"), "{}", test.last_message(JOSIANE));
    test.says(JOSIANE, "la suite").await;
    test.emulator.user_sends_media(JOSIANE, UserMedia::Photo { caption: "b".repeat(1_025) });
    test.run_until_idle().await;
    assert!(test.last_message(JOSIANE).contains("1025 caractères"));
    for kind in [
        UserMedia::Sticker,
        UserMedia::Voice,
        UserMedia::Poll,
        UserMedia::Document { name: "plan.pdf".to_owned() },
    ] {
        test.emulator.user_sends_media(JOSIANE, kind);
        test.run_until_idle().await;
        assert!(
            test.last_message(JOSIANE).contains("un texte, ou une photo"),
            "{}",
            test.last_message(JOSIANE)
        );
    }
    // the bot still awaits a text; broken markup is plain text
    let broken = "<b>Attention <i>& gare</b> </script> &nbsp; [x](y) _z";
    test.says(JOSIANE, broken).await;
    test.taps(JOSIANE, "news:send:1:1").await;
    pass_time(&mut test, 1).await;
    assert_eq!(received_announcement(&mut test, MARIE), broken);
    pass_time(&mut test, 1).await;
    // an audience without recipients
    test.says(JOSIANE, "/annonce Personne").await;
    test.taps(JOSIANE, "news:to:2").await;
    test.taps(JOSIANE, "news:for:2:waiting").await;
    assert!(test.last_message(JOSIANE).contains("personne pour l'instant"), "{}", test.last_message(JOSIANE));
    assert!(!button_labels(&test, JOSIANE).iter().any(|label| label.contains("Envoyer")));
    test.presses(JOSIANE, "news:send:2:2").await;
    assert!(toast(&test, JOSIANE).contains("personne à qui"));
    // the buttons of a cancelled announcement answer that it is gone
    test.taps(JOSIANE, "news:drop:2").await;
    assert!(test.chat_contains(JOSIANE, "D'accord, rien n'est envoyé."));
    test.presses(JOSIANE, "news:send:2:2").await;
    assert!(toast(&test, JOSIANE).contains("n'est plus là"));
    test.end().await;
}

async fn a_text_that_was_cut_is_not_sent_in_pieces(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.says(JOSIANE, "/annonce").await;
    // a phone splits a text of 5,000 characters like this
    test.says(JOSIANE, &"a".repeat(4_096)).await;
    assert!(
        test.last_message(JOSIANE).contains("4096 caractères"),
        "too long with the line that names the sender"
    );
    test.says(JOSIANE, &"b".repeat(904)).await;
    assert!(test.last_message(JOSIANE).contains("coupé en morceaux"), "{}", test.last_message(JOSIANE));
    test.says(JOSIANE, "Plus court").await;
    assert!(test.last_message(JOSIANE).contains("pas encore envoyée"));
    test.taps(JOSIANE, "news:send:1:1").await;
    pass_time(&mut test, 1).await;
    assert_eq!(received_announcement(&mut test, MARIE), "Plus court");
    pass_time(&mut test, 1).await;
    // a text of exactly the maximum length is sent
    let from = announcements::with_sender(texts(Lang::Fr), &test.app.programme, "");
    let longest = "é".repeat(4_096 - from.encode_utf16().count() - 2);
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, &longest).await;
    test.taps(JOSIANE, "news:send:2:1").await;
    pass_time(&mut test, 1).await;
    assert_eq!(received_announcement(&mut test, MARIE), longest);
    pass_time(&mut test, 1).await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "c'est où ?").await;
    assert!(test.hears(JOSIANE).contains("Palais"), "a later text does not count as the rest");
    test.end().await;
}

async fn an_announcement_does_not_end_a_registration(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.register(MARIE).await;
    test.says(JOSIANE, "/start").await;
    test.presses(JOSIANE, "reg:consent:yes").await;
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "Une chose encore").await;
    test.taps(JOSIANE, "news:send:1:1").await;
    pass_time(&mut test, 1).await;
    assert_eq!(received_announcement(&mut test, MARIE), "Une chose encore");
    pass_time(&mut test, 1).await;
    test.says(JOSIANE, "Josiane Bellance").await;
    assert!(test.chat_contains(JOSIANE, "Josiane Bellance"), "the organiser's own registration goes on");
    // `/annuler` leaves the announcement
    test.says(JOSIANE, "/annonce").await;
    test.says(JOSIANE, "/annuler").await;
    assert!(test.chat_contains(JOSIANE, "rien n'est envoyé"));
    test.end().await;
}

async fn a_refused_announcement_stops(database: Database) {
    let mut test = open_with_organiser(database).await;
    insert_recipients(&mut test, 450).await;
    test.says(JOSIANE, "/annonce").await;
    test.emulator.user_sends_media(JOSIANE, UserMedia::Photo { caption: "Bientôt".to_owned() });
    test.run_until_idle().await;
    test.taps(JOSIANE, "news:send:1:1").await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update announcement_text set photo = 'gone'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    pass_time(&mut test, 4).await;
    pass_time(&mut test, 4).await;
    pass_time(&mut test, 4).await;
    let report = test.last_message(JOSIANE);
    assert!(report.contains("arrêtée. Personne ne l'a reçue."), "{report}");
    assert!(report.contains("Refusées par Telegram : 400"), "{report}");
    assert!(report.contains("tel qu'il est : j'ai arrêté"), "{report}");
    assert_eq!(test.emulator.api_errors().len(), 400, "no call for the last fifty recipients");
}

async fn an_erased_organiser_leaves_it_on_its_way(database: Database) {
    let mut test = open_with_organiser(database).await;
    insert_recipients(&mut test, 450).await;
    test.says(JOSIANE, "/annonce Au revoir").await;
    test.taps(JOSIANE, "news:send:1:1").await;
    test.jump_without_sending(EARLY).await;
    test.run_until_idle().await;
    test.presses(JOSIANE, "me:erase-yes").await;
    for _ in 0..3 {
        pass_time(&mut test, 4).await;
    }
    let got = (FIRST_RECIPIENT..FIRST_RECIPIENT + 450)
        .filter(|person| times_received(&test, *person, "Au revoir") == 1)
        .count();
    assert_eq!(got, 450);
    assert_eq!(
        test.query_i64("select count(*) from announcement where state = 'done' and author = 0").await,
        1
    );
    test.end().await;
}

/// 600 recipients, random audiences, restarts and stops; two instances tick at the same instant.
async fn restarts_and_parallel_ticks_send_once(database: Database) {
    let mut test = open_with_one_seat(database).await;
    let seed: u64 = rand::random();
    let mut random = StdRng::seed_from_u64(seed);
    let others = [test.second_instance().await, test.second_instance().await];
    let mut tx = test.app.db.begin().await.unwrap();
    // language, category and seat of each person, from which the expected recipients follow
    let mut people: BTreeMap<i64, (&str, &str, &str)> = BTreeMap::new();
    for person in FIRST_RECIPIENT..FIRST_RECIPIENT + 600 {
        let it = (
            ["fr", "gcf", "en"][random.random_range(0..3)],
            ["resident", "employer"][random.random_range(0..2)],
            ["seat", "seat", "waiting"][random.random_range(0..3)],
        );
        insert_recipient(&test, &mut tx, person, it.0, it.1, it.2).await;
        people.insert(person, it);
    }
    tx.commit().await.unwrap();
    discard_pending_updates(&test);
    for (round, audience) in ["registered", "employer", "waiting"].into_iter().enumerate() {
        let (text, english) = (format!("Tour {round}"), format!("Round {round}"));
        test.says(JOSIANE, &format!("/annonce {text}")).await;
        let number = round as i64 + 1;
        test.presses(JOSIANE, &format!("news:text:{number}:en")).await;
        test.says(JOSIANE, &english).await;
        test.presses(JOSIANE, &format!("news:for:{number}:{audience}")).await;
        let version = test.query_i64("select max(version) from announcement where state = 'draft'").await;
        test.presses(JOSIANE, &format!("news:send:{number}:{version}")).await;
        while test.query_i64("select count(*) from announcement where state = 'going'").await > 0 {
            test.clock.advance(Duration::from_secs(1));
            // a restart: the sender and the ticker know nothing of what happened before
            test.restart_ticker();
            test.sender = test.app.sender(test.app.acquire_lease().await.unwrap().unwrap().epoch);
            let at_once = join_all(others.iter().map(tick_app)).await;
            at_once.into_iter().for_each(|ticked| ticked.unwrap());
            if random.random_range(0..2) == 0 {
                test.run_until_idle().await;
            }
        }
        test.run_until_idle().await;
        for (person, (language, category, standing)) in &people {
            let meant = match audience {
                "registered" => *standing == "seat",
                "waiting" => *standing != "seat",
                category_meant => *standing == "seat" && *category == category_meant,
            };
            let own = *language == "en";
            let expected = (usize::from(meant && !own), usize::from(meant && own));
            let got = (times_received(&test, *person, &text), times_received(&test, *person, &english));
            assert_eq!(got, expected, "{person}, {audience}, seed {seed}");
        }
        assert_eq!(
            test.query_i64("select count(*) from broadcast_recipient where outcome <> 'sent'").await,
            0
        );
    }
    // an edit that restores an earlier progress text changes nothing, which Telegram refuses
    let refused = test.emulator.api_errors();
    assert!(refused.iter().all(|(_, why)| why.description.contains("not modified")), "{refused:?}");
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn tick_app(app: &App) -> sqlx::Result<()> {
    app.ticker().tick().await
}

async fn messages_are_enqueued_a_few_hundred_ahead(database: Database) {
    let mut test = open_with_organiser(database).await;
    insert_recipients(&mut test, 700).await;
    test.says(JOSIANE, "/annonce Doucement").await;
    test.taps(JOSIANE, "news:send:1:1").await;
    let (mut most, mut waited) = (0, Vec::new());
    for _ in 0..6 {
        test.jump_without_sending(EARLY).await;
        test.jump_without_sending(EARLY).await;
        most = most.max(test.query_i64("select count(*) from outbox where state = 'waiting'").await);
        let (_, figures) = crate::health::get_page(&test, "/metrics").await;
        waited.extend(
            figures
                .lines()
                .filter_map(|line| line.strip_prefix("koze_announcement_waiting ")?.parse::<i64>().ok()),
        );
        test.run_until_idle().await;
    }
    assert!((300..=402).contains(&most), "{most}");
    assert!(waited[0] == 700 && waited[5] == 0 && waited.is_sorted_by(|a, b| a >= b), "{waited:?}");
    let got = (FIRST_RECIPIENT..FIRST_RECIPIENT + 700)
        .filter(|person| times_received(&test, *person, "Doucement") == 1)
        .count();
    assert_eq!(got, 700);
    test.end().await;
}

async fn a_stop_and_a_tick_at_the_same_instant_leave_nothing_behind(database: Database) {
    let mut test = open_with_organiser(database).await;
    insert_recipients(&mut test, 150).await;
    for round in 1..=6 {
        test.says(JOSIANE, &format!("/annonce Tour {round}")).await;
        test.taps_label(JOSIANE, "✅ Envoyer à 150 personnes").await;
        test.emulator.user_presses_callback(
            JOSIANE,
            test.keyboard_message(JOSIANE),
            &format!("news:stop:{round}"),
        );
        let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
        let (ticked, stopped) =
            futures_util::future::join(tick_app(&test.app), test.dispatcher.handle(&batch)).await;
        ticked.unwrap();
        stopped.unwrap();
        test.poller.confirm(&batch);
        assert_eq!(test.query_i64("select count(*) from outbox where urgency = 5").await, 0);
        assert_eq!(
            test.query_i64("select count(*) from broadcast_recipient where outcome = 'waiting'").await,
            0
        );
        test.run_until_idle().await;
        pass_time(&mut test, 4).await;
        assert!(
            test.last_message(JOSIANE).contains("Personne ne l'a reçue"),
            "{}",
            test.last_message(JOSIANE)
        );
    }
    test.end().await;
}

async fn help_lists_announcements_for_organisers(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.says(JOSIANE, "/aide").await;
    let help = test.hears(JOSIANE);
    assert!(help.contains("/annonce · Envoyer une annonce") && help.contains("/decaler ·"), "{help}");
    test.says(MARIE, "/aide").await;
    assert!(!test.hears(MARIE).contains("/annonce"));
    test.end().await;
}

fn photo_update(message: i64, album: &str, caption: Option<&str>) -> serde_json::Value {
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
    let mut test = open_with_organiser(database).await;
    test.says(JOSIANE, "/annonce").await;
    test.hears(JOSIANE);
    for (at, caption) in [Some("La salle est prête."), None, None, None].into_iter().enumerate() {
        // the photos of an album arrive one by one
        test.emulator.inject_update(photo_update(900 + at as i64, "album-1", caption));
        test.handle_without_sending().await;
    }
    let sent = "select count(*) from outbox where body like '%photo-90%'";
    assert_eq!(test.query_i64(sent).await, 1, "the preview shows the first photo");
    let word = "select count(*) from outbox where body like '%première de l%album%'";
    assert_eq!(test.query_i64(word).await, 1);
    assert_eq!(test.query_i64("select count(*) from announcement_text where photo = 'photo-900'").await, 1);
    // an album that the bot does not await gets one answer too
    for at in 0..5 {
        test.emulator.inject_update(photo_update(950 + at, "album-2", None));
        test.handle_without_sending().await;
    }
    let only_text = "select count(*) from outbox where body like '%lire que le texte%'";
    assert_eq!(test.query_i64(only_text).await, 1);
    // the emulator does not know these photos and refuses them
    test.run_until_idle().await;
    test.emulator.clear_errors_and_warnings();
    let mut conn = test.app.db.begin().await.unwrap();
    sqlx::query("delete from outbox where state = 'refused'").execute(&mut *conn).await.unwrap();
    conn.commit().await.unwrap();
    test.end().await;
}

async fn links_are_sent_on_with_their_ampersands(database: Database) {
    let mut test = open_with_organiser(database).await;
    test.says(JOSIANE, "/annonce").await;
    for url in
        ["https://forum.example/?a=1&b=2", "https://forum.example/?q=%22&copy=1&lt=2", "tg://user?id=5&x=<y>"]
    {
        test.says(JOSIANE, "/annonce").await;
        let link = json!({ "type": "text_link", "offset": 0, "length": 4, "url": url });
        test.emulator.inject_update(json!({ "message": {
            "message_id": 900, "date": 1, "text": "Plan & accès",
            "chat": { "id": JOSIANE, "type": "private" },
            "from": { "id": JOSIANE, "is_bot": false, "first_name": "Josiane", "language_code": "fr" },
            "entities": [link],
        } }));
        test.run_until_idle().await;
        let shown = test
            .emulator
            .messages(JOSIANE)
            .into_iter()
            .rev()
            .find(|bubble| without_sender_line(&bubble.plain_text) == Some("Plan & accès"))
            .unwrap();
        assert!(shown.entities.iter().any(|entity| entity["url"] == url), "{:?}", shown.entities);
        assert!(shown.raw_text.contains("&amp;"), "{}", shown.raw_text);
    }
    test.end().await;
}

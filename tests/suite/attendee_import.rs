//! Paper forms: an organiser sends a list, sees what would be done, and confirms; the same from the command line.

use std::time::Duration;

use futures_util::future::join_all;
use koze::people::Role;
use koze::programme::Programme;
use telegram_emulator::{Fault, UserMedia};

use crate::process::{koze_command, run};
use crate::registration_card::received_files;
use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

const EARLY: &str = "2012-11-12T10:00";

const LIST: &str = "Nom;Prénom;Vient comme;Structure;Téléphone;Besoins d'accès\r\n\
    Dupont;Léonie;résidente;;0696 12 34 56;fauteuil roulant\r\n\
    Noël;Aimé;employeur;Mairie du Lamentin;12;\r\n\
    DUPONT;leonie;;;;\r\n\
    ;;résidente;;0696 65 43 21;\r\n\
    Sansregret;Marie;pirate;;;\r\n";

on_both_databases!(
    a_list_is_shown_and_then_registered,
    a_list_is_typed_one_person_a_line,
    the_same_list_twice_changes_nothing,
    a_list_that_no_longer_holds_is_shown_again,
    seats_are_given_as_far_as_they_go,
    only_organisers_send_lists,
    a_bad_file_gets_a_kind_answer,
    a_file_is_fetched_again_after_an_outage,
    a_long_list_comes_as_a_file,
    people_of_a_list_live_without_an_account,
    two_lists_and_people_at_once,
    a_list_comes_from_the_command_line,
);

async fn organiser(test: &mut TestBot) {
    test.grant_role(JOSIANE, Role::Organiser).await;
}

async fn sends(test: &mut TestBot, who: i64, name: &str, bytes: impl Into<Vec<u8>>) {
    queue_file(test, who, name, bytes);
    test.run_until_idle().await;
}

fn queue_file(test: &TestBot, who: i64, name: &str, bytes: impl Into<Vec<u8>>) {
    let file = UserMedia::File { name: name.to_owned(), mime: "text/csv".to_owned(), bytes: bytes.into() };
    test.emulator.user_sends_media(who, file);
}

async fn registered(test: &TestBot) -> i64 {
    test.query_i64("select count(*) from registration").await
}

async fn a_list_is_shown_and_then_registered(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    sends(&mut test, JOSIANE, "fiches.csv", LIST).await;
    assert_eq!(
        test.hears(JOSIANE),
        "📄 fiches.csv : 5 lignes\n\
         ✅ Nouvelles personnes : 3\n\
         👥 Deux fois dans la liste : 1\n\
         ⚠️ Lignes sans nom, laissées de côté : 1\n\
         ☎️ Téléphones illisibles : 1\n\
         ❔ Qualités inconnues : 1\n\n\
         2 · Léonie Dupont : nouvelle inscription\n\
         3 · Aimé Noël : nouvelle inscription · téléphone illisible (12), je n'en note pas\n\
         4 · leonie DUPONT : même personne qu'à la ligne 2\n\
         5 · il manque le nom\n\
         6 · Marie Sansregret : nouvelle inscription · qualité inconnue (pirate), je note : Autre\n\n\
         Rien n'est encore enregistré. Ces personnes ont-elles donné leur accord sur papier ?"
    );
    assert_eq!(registered(&test).await, 0, "nothing is done before the press");
    test.taps_label(JOSIANE, "✅ Inscrire 3 personnes").await;
    assert_eq!(
        test.last_message(JOSIANE),
        "✅ C'est fait. 3 personnes sont inscrites : n° 1 à 3. L'accord noté : sur papier."
    );
    let rows = test
        .query_text(
            "select string_agg(line, ' ') from (select name || '|' || category || '|' || organisation || '|' || phone
                 || '|' || access_needs || '|' || seat_status || '|' || consent_how || '|' || cast(person as text)
                 || '|' || cast(own as text) || '|' || cast(registered_by as text) as line
             from registration order by number) as lines",
        )
        .await;
    assert_eq!(
        rows,
        "Léonie Dupont|resident||+596696123456|fauteuil roulant|seat|paper|0|0|2001 \
         Aimé Noël|employer|Mairie du Lamentin|||seat|paper|0|0|2001 \
         Marie Sansregret|other||||seat|paper|0|0|2001"
    );
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0, "erased when it is done");
    // the list of attendees has them
    test.says(JOSIANE, "/inscrits").await;
    assert!(test.last_message(JOSIANE).contains("Inscrits : 3"), "{}", test.last_message(JOSIANE));
    test.end().await;
}

async fn a_list_is_typed_one_person_a_line(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    test.says(JOSIANE, "/importer").await;
    assert!(test.hears(JOSIANE).contains("Ou écrivez une personne par ligne"));
    test.emulator.user_sends_media(JOSIANE, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(test.hears(JOSIANE).contains("Ou écrivez une personne par ligne"), "a voice message is no list");
    test.says(JOSIANE, "Dupont Marie, résidente, 0696 12 34 56\n- Aimé Noël").await;
    assert_eq!(
        test.hears(JOSIANE),
        "📄 Votre liste : 2 lignes\n✅ Nouvelles personnes : 2\n\n\
         1 · Dupont Marie : nouvelle inscription\n2 · Aimé Noël : nouvelle inscription\n\n\
         Rien n'est encore enregistré. Ces personnes ont-elles donné leur accord sur papier ?"
    );
    test.says(JOSIANE, "oui").await;
    assert!(
        test.hears(JOSIANE).contains("2 personnes sont inscrites : n° 1 à 2"),
        "a typed yes is the button"
    );
    // behind the command, in English, one name
    test.says(JOSIANE, "/import Léonie Modèle").await;
    test.taps_label(JOSIANE, "✅ Inscrire cette personne").await;
    assert!(test.last_message(JOSIANE).contains("Une personne est inscrite : n° 3."));
    // left, and nothing to read
    test.says(JOSIANE, "/importer").await;
    test.says(JOSIANE, "annuler").await;
    assert!(test.hears(JOSIANE).contains("D'accord, rien n'est enregistré."));
    test.says(JOSIANE, "/importer !!!").await;
    assert!(test.hears(JOSIANE).contains("Mettez une personne par ligne"));
    test.says(JOSIANE, "/importer Jean Autre").await;
    test.taps_label(JOSIANE, "✖️ Ne rien enregistrer").await;
    assert_eq!(test.last_message(JOSIANE), "D'accord, rien n'est enregistré.");
    assert_eq!(registered(&test).await, 3);
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0);
    test.end().await;
}

async fn the_same_list_twice_changes_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    sends(&mut test, JOSIANE, "fiches.csv", LIST).await;
    let (message, data) = (test.keyboard_message(JOSIANE), confirm_data(&test));
    test.presses(JOSIANE, &data).await;
    assert_eq!(registered(&test).await, 3);
    // the button of the message as the phone may still show it
    test.emulator.user_presses_callback(JOSIANE, message, &data);
    test.run_until_idle().await;
    assert_eq!(registered(&test).await, 3);
    let answers = test.emulator.callback_answers(JOSIANE);
    assert!(answers.last().unwrap().text.contains("déjà enregistrée"), "{answers:?}");
    test.hears(JOSIANE);
    sends(&mut test, JOSIANE, "fiches.csv", LIST).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("↩️ Déjà inscrites : 4"), "{heard}");
    assert!(heard.contains("2 · Léonie Dupont : même personne que l'inscription n° 1"), "{heard}");
    assert!(heard.ends_with("Il n'y a personne de nouveau à inscrire."), "{heard}");
    assert_eq!(test.inline_keyboard(JOSIANE), "", "there is nothing to confirm");
    // the list that organisers export comes back as nobody new
    let mut conn = test.app.db.reader().await.unwrap();
    let table = koze::registration::attendee_table(&mut conn, &test.app.programme, &[]).await.unwrap();
    drop(conn);
    for format in [koze::spreadsheet::TableFormat::Csv, koze::spreadsheet::TableFormat::Xlsx] {
        sends(&mut test, JOSIANE, "inscrits.xlsx", table.to_bytes(format).unwrap()).await;
        assert!(test.hears(JOSIANE).contains("↩️ Déjà inscrites : 3"));
    }
    assert_eq!(registered(&test).await, 3);
    test.end().await;
}

/// The message and the data of the last button that confirms a list.
fn find_confirm_button(test: &TestBot, who: i64) -> Option<(i64, String)> {
    test.emulator.messages(who).into_iter().rev().find_map(|message| {
        let shown = message.inline_keyboard?.to_string();
        let at = shown.find("reg:import:")?;
        Some((message.message_id, shown[at..].split('"').next().unwrap().to_owned()))
    })
}

/// The data of the button that confirms Josiane's last list.
fn confirm_data(test: &TestBot) -> String {
    find_confirm_button(test, JOSIANE).expect("a button that confirms").1
}

async fn confirms(test: &mut TestBot, who: i64) {
    let (message, data) = find_confirm_button(test, who).expect("a button that confirms");
    test.emulator.user_presses_callback(who, message, &data);
    test.run_until_idle().await;
}

async fn a_list_that_no_longer_holds_is_shown_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    test.emulator.add_user(MARIE, "Marie", Some("Sansregret"), Some("fr"));
    sends(&mut test, JOSIANE, "fiches.csv", LIST).await;
    // somebody else registers: nothing that was shown changes
    test.register(AIME).await;
    // one of the list registers in the chat
    test.register(MARIE).await;
    test.hears(JOSIANE);
    confirms(&mut test, JOSIANE).await;
    assert_eq!(registered(&test).await, 2, "nothing is done that was not shown");
    let shown = test.last_message(JOSIANE);
    assert!(shown.starts_with("⚠️ Des inscriptions ont changé depuis"), "{shown}");
    assert!(shown.contains("6 · Marie Sansregret : même personne que l'inscription n° 2"), "{shown}");
    confirms(&mut test, JOSIANE).await;
    assert_eq!(registered(&test).await, 4);
    // a newer list takes the place of an older one
    test.says(JOSIANE, "/importer Un Premier").await;
    let older = (test.keyboard_message(JOSIANE), confirm_data(&test));
    test.says(JOSIANE, "/importer Un Second").await;
    test.emulator.user_presses_callback(JOSIANE, older.0, &older.1);
    test.run_until_idle().await;
    assert_eq!(registered(&test).await, 4);
    let answers = test.emulator.callback_answers(JOSIANE);
    assert!(answers.last().unwrap().text.contains("une autre liste depuis"), "{answers:?}");
    // a list waits for two hours
    for _ in 0..3 {
        test.clock.advance(Duration::from_secs(3_600));
        test.tick().await;
    }
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0);
    confirms(&mut test, JOSIANE).await;
    let answers = test.emulator.callback_answers(JOSIANE);
    assert!(answers.last().unwrap().text.contains("trop ancienne"), "{answers:?}");
    test.presses(JOSIANE, "reg:import:nonsense").await;
    assert_eq!(registered(&test).await, 4);
    test.end().await;
}

async fn seats_are_given_as_far_as_they_go(database: Database) {
    let mut programme = Programme::built_in();
    programme.registration.capacity = Some(3);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    organiser(&mut test).await;
    test.register(MARIE).await;
    sends(&mut test, JOSIANE, "fiches.csv", "Nom\nUn Premier\nUne Deuxième\nUn Troisième\n").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("⏳ Dont sur la liste d'attente, faute de place : 1"), "{heard}");
    assert!(heard.contains("4 · Un Troisième : liste d'attente"), "{heard}");
    confirms(&mut test, JOSIANE).await;
    assert!(test.last_message(JOSIANE).contains("Une est sur la liste d'attente."));
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 3);
    // a seat that becomes free goes to the person of the list, although nobody can be told
    test.presses(MARIE, "reg:free:1").await;
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 3);
    // after the end of registration an offer would wait for an answer that cannot come: others are asked first
    test.says(JOSIANE, "/importer Un Quatrième").await;
    confirms(&mut test, JOSIANE).await;
    test.jump_to("2012-11-22T10:00").await;
    test.jump_to("2012-11-23T12:00").await;
    test.end().await;
}

async fn only_organisers_send_lists(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    test.grant_role(AIME, Role::Moderator).await;
    for who in [MARIE, AIME] {
        test.says(who, "/start").await;
        test.hears(who);
        test.emulator.user_sends_media(who, UserMedia::Document { name: "cv.pdf".to_owned() });
        test.run_until_idle().await;
        let ordinary = test.hears(who);
        sends(&mut test, who, "fiches.csv", LIST).await;
        assert_eq!(test.hears(who), ordinary, "the same answer as to any file");
        test.says(who, "/importer Marie Dupont").await;
        assert!(test.last_message(who).contains("Seuls les organisateurs"));
    }
    assert_eq!(test.emulator.call_count("getFile"), 0, "nothing is fetched");
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0);
    // an organiser's file of another kind gets the ordinary answer, too
    test.emulator.user_sends_media(JOSIANE, UserMedia::Document { name: "plan.pdf".to_owned() });
    test.run_until_idle().await;
    assert_eq!(test.emulator.call_count("getFile"), 0);
    // a revoked organiser cannot confirm, and the list is gone
    sends(&mut test, JOSIANE, "fiches.csv", LIST).await;
    let data = confirm_data(&test);
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from role where person = 2001").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.presses(JOSIANE, &data).await;
    assert!(test.last_message(JOSIANE).contains("Seuls les organisateurs"), "{}", test.last_message(JOSIANE));
    assert_eq!(registered(&test).await, 0);
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0);
    // another organiser cannot confirm somebody else's list
    test.grant_role(EUGENE, Role::Organiser).await;
    test.presses(EUGENE, &data).await;
    assert_eq!(registered(&test).await, 0);
    test.end().await;
}

async fn a_bad_file_gets_a_kind_answer(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    let many: String = (0..50_000).fold("Nom\n".to_owned(), |text, n| text + &format!("Personne {n}\n"));
    for (name, bytes, answer) in [
        ("photo.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "Ce fichier n'est pas un tableau."),
        ("vide.csv", b"\xef\xbb\xbf".to_vec(), "Ce fichier est vide."),
        ("casse.xlsx", b"PK\x03\x04 rien".to_vec(), "Je n'arrive pas à ouvrir ce classeur."),
        (
            "ancien.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            "C'est un ancien format de tableur (.xls).",
        ),
        ("dates.csv", b"12/03/2012;45\n13/03/2012;12\n".to_vec(), "Je ne vois pas de colonne avec les noms."),
        ("titres.csv", b"Nom;Tel\n".to_vec(), "Je ne vois personne dans cette liste."),
        ("trop.csv", many.into_bytes(), "je prends 5000 personnes au plus par liste"),
        ("lourd.csv", vec![b'a'; 21 << 20], "je lis 10 Mo au plus"),
    ] {
        sends(&mut test, JOSIANE, name, bytes).await;
        let heard = test.hears(JOSIANE);
        assert!(heard.contains(answer), "{name}: {heard}");
    }
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0);
    test.end().await;
}

async fn a_file_is_fetched_again_after_an_outage(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    test.emulator.inject_fault(Some("getFile"), 1, Fault::ServerError(502));
    queue_file(&test, JOSIANE, "fiches.csv", LIST);
    test.emulator.user_sends_text(JOSIANE, "/aide");
    test.emulator.user_sends_text(MARIE, "/start");
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    assert!(test.dispatcher.handle(&batch).await.is_err(), "the batch is not acknowledged");
    test.sender.drain().await.unwrap();
    assert!(test.hears(MARIE).contains("Pour vous inscrire"), "nobody else waits");
    assert_eq!(test.hears(JOSIANE), "", "what the organiser sent later waits for the file");
    test.run_until_idle().await;
    let heard = test.hears(JOSIANE);
    let places = ["📄 fiches.csv : 5 lignes", "Rien n'est encore enregistré"].map(|text| heard.find(text));
    assert!(places.iter().all(Option::is_some), "{heard}");
    assert_eq!(test.hears(MARIE), "", "an update has one effect");
    // after some tries the organiser is told
    test.emulator.inject_fault(Some("getFile"), 4, Fault::ServerError(502));
    queue_file(&test, JOSIANE, "fiches.csv", LIST);
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    for _ in 0..3 {
        assert!(test.dispatcher.handle(&batch).await.is_err());
    }
    test.run_until_idle().await;
    assert!(test.hears(JOSIANE).contains("Telegram ne m'a pas donné ce fichier."));
    test.emulator.clear_faults();
    sends(&mut test, JOSIANE, "fiches.csv", LIST).await;
    assert!(test.hears(JOSIANE).contains("📄 fiches.csv : 5 lignes"));
    test.end().await;
}

async fn a_long_list_comes_as_a_file(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    let list: String = (1..=300).fold("Nom;Tél\n".to_owned(), |text, n| {
        text + &format!("Personne {n};{}\n", if n % 20 == 0 { "illisible" } else { "" })
    });
    sends(&mut test, JOSIANE, "fiches.csv", list.clone()).await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Toutes les lignes sont dans le fichier qui suit."), "{heard}");
    assert_eq!(heard.matches("téléphone illisible").count(), 12, "the message stays short: {heard}");
    let (name, _, bytes) = received_files(&test, JOSIANE).pop().unwrap();
    let report = String::from_utf8(bytes).unwrap();
    assert_eq!(
        (name.as_str(), report.matches("nouvelle inscription").count()),
        ("liste.txt", 300),
        "{report}"
    );
    // the shortest way to have the list in the chat's own language
    confirms(&mut test, JOSIANE).await;
    assert_eq!(registered(&test).await, 300);
    // a file that is sent after the list was confirmed says so
    queue_file(&test, JOSIANE, "fiches.csv", list.replace("Personne", "Quidam"));
    test.handle_without_sending().await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from pending_import").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.run_until_idle().await;
    let (_, _, bytes) = received_files(&test, JOSIANE).pop().unwrap();
    assert!(String::from_utf8(bytes).unwrap().contains("n’est plus gardée"));
    test.end().await;
}

async fn people_of_a_list_live_without_an_account(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    organiser(&mut test).await;
    test.says(JOSIANE, "/importer Léonie Modèle, résidente, 0696 12 34 56\nAimé Noël").await;
    confirms(&mut test, JOSIANE).await;
    // the organiser who registers as well is not taken for one of them
    test.register(JOSIANE).await;
    let code = test.query_text("select code from registration where number = 1").await;
    test.says(EUGENE, &format!("/billet {code}")).await;
    assert!(test.last_message(EUGENE).contains("Léonie Modèle"), "{}", test.last_message(EUGENE));
    test.taps_prefix(EUGENE, "reg:claim:").await;
    assert_eq!(test.query_i64("select person from registration where number = 1").await, EUGENE);
    assert_eq!(test.query_text("select consent_how from registration where number = 1").await, "self");
    // the export of the organiser names no other person's answers
    test.says(JOSIANE, "/mesdonnees").await;
    let (_, _, bytes) = received_files(&test, JOSIANE).pop().unwrap();
    let exported = String::from_utf8(bytes).unwrap();
    assert!(!exported.contains("Modèle") && !exported.contains("Noël"), "{exported}");
    // an unconfirmed list is in the export without its people, and goes with the organiser
    test.says(JOSIANE, "/importer Jean Autre").await;
    test.says(JOSIANE, "/mesdonnees").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Une liste de personnes que vous avez envoyée"), "{heard}");
    let (_, _, bytes) = received_files(&test, JOSIANE).pop().unwrap();
    assert!(!String::from_utf8(bytes).unwrap().contains("Autre"));
    test.presses(JOSIANE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from pending_import").await, 0);
    assert_eq!(test.query_i64("select registered_by from registration where number = 2").await, 0);
    assert_eq!(registered(&test).await, 2, "the people of the list keep their seats");
    // reminders, the end and the erasure of everything do not trip over them
    for day in ["2012-11-21T10:00", "2012-11-22T18:30", "2012-11-23T09:00", "2012-11-24T09:00"] {
        test.jump_to(day).await;
    }
    assert!(
        test.chat_contains(EUGENE, "rappel") || test.chat_contains(EUGENE, "Forum"),
        "Eugène is reminded"
    );
    test.end().await;
}

/// Two organisers confirm the same people at once, while some of these register in the chat.
async fn two_lists_and_people_at_once(database: Database) {
    let mut programme = Programme::built_in();
    programme.registration.capacity = Some(25);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    organiser(&mut test).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    let list: String = (1..=20).fold("Nom\n".to_owned(), |text, n| text + &format!("Une Personne {n}\n"));
    let people = 1..=15_i64;
    for person in people.clone() {
        test.emulator.add_user(person, "Une", Some(&format!("Autre {person}")), Some("fr"));
        test.says(person, "/start").await;
        for data in ["reg:consent:yes", "reg:name:same", "reg:category:resident"] {
            test.presses(person, data).await;
        }
        test.says(person, "Passer").await;
    }
    for organiser in [JOSIANE, EUGENE] {
        sends(&mut test, organiser, "fiches.csv", list.clone()).await;
    }
    for organiser in [JOSIANE, EUGENE] {
        let (message, data) = find_confirm_button(&test, organiser).unwrap();
        // twice each: an impatient thumb
        test.emulator.user_presses_callback(organiser, message, &data);
        test.emulator.user_presses_callback(organiser, message, &data);
    }
    for person in people {
        let summary = test.emulator.latest_message(person).unwrap().message_id;
        test.emulator.user_presses_callback(person, summary, "reg:summary:confirm");
    }
    let batch = test.poller.fetch(Duration::ZERO).await.unwrap();
    let share = batch.len().div_ceil(4);
    let work = batch.chunks(share).map(|share| {
        let mut dispatcher = test.app.dispatcher();
        async move { dispatcher.handle(share).await.unwrap() }
    });
    join_all(work).await;
    test.poller.confirm(&batch);
    test.run_until_idle().await;
    // either list may have been shown again because seats went meanwhile: both organisers confirm what they see now
    for organiser in [JOSIANE, EUGENE, JOSIANE] {
        if find_confirm_button(&test, organiser).is_some() {
            confirms(&mut test, organiser).await;
        }
    }
    assert_eq!(registered(&test).await, 35, "everybody once");
    assert_eq!(
        test.query_i64("select count(*) from registration where seat_status in ('seat', 'offered')").await,
        25,
        "no seat too many"
    );
    let names = test.query_i64("select count(distinct name) from registration").await;
    let numbers = test.query_i64("select count(distinct number) from registration").await;
    assert_eq!((names, numbers), (35, 35), "nobody twice");
    test.end().await;
}

async fn a_list_comes_from_the_command_line(database: Database) {
    let url = database.url.clone();
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("fiches.csv"), LIST).unwrap();
    std::fs::write(home.path().join("photo.csv"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let import = |arguments: &[&str]| {
        run(koze_command(&home).arg("import").args(arguments).args(["--database-url", &url]))
    };
    let (code, out, error) = import(&["fiches.csv"]);
    assert_eq!((code, error.as_str()), (0, ""), "{out}");
    let out = crate::test_bot::remove_typography(&out);
    assert!(
        out.contains("✅ Nouvelles personnes : 3") && out.contains("4 · leonie DUPONT : même personne"),
        "{out}"
    );
    assert!(out.ends_with("la même commande avec --apply.\n"), "{out}");
    assert_eq!(registered(&test).await, 1, "a dry run changes nothing");
    let (code, out, _) = import(&["fiches.csv", "--apply"]);
    assert_eq!(code, 0);
    let out = crate::test_bot::remove_typography(&out);
    assert!(out.ends_with("3 personnes sont inscrites : n° 2 à 4. L'accord noté : sur papier.\n"), "{out}");
    assert_eq!(registered(&test).await, 4);
    assert_eq!(test.query_i64("select max(registered_by) from registration where number > 1").await, 0);
    let (code, out, _) = import(&["fiches.csv", "--apply"]);
    assert_eq!(code, 0);
    assert!(out.contains("personne de nouveau"), "{out}");
    assert_eq!(registered(&test).await, 4, "the same file twice changes nothing");
    for (file, sentence) in [("photo.csv", "n’est pas un tableau"), ("nowhere.csv", "cannot be read")] {
        let (code, out, error) = import(&[file]);
        assert_eq!((code, out.as_str()), (2, ""), "{error}");
        assert!(error.contains(sentence) && error.lines().count() == 1, "{error}");
    }
    let (code, _, error) =
        run(koze_command(&home).args(["import", "fiches.csv", "--database-url", "sqlite://none.db"]));
    assert_eq!(code, 2);
    assert!(error.contains("there is no database"), "{error}");
    test.end().await;
}

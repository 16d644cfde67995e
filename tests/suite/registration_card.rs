//! The registration card: every answer can be changed, added and cleared.
//! Also the ticket, guests, and guests who take over their registration.

use koze::people::Role;
use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    every_single_answer_can_be_changed,
    extras_are_added_and_taken_back,
    a_commune_is_chosen_from_the_events_list,
    wrong_extras_are_asked_again_kindly,
    a_question_in_the_middle_of_a_change_is_answered_and_the_change_asked_again,
    a_card_is_its_owners_alone,
    cancelling_deletes_the_answers_and_lets_one_register_again,
    the_ticket_is_a_picture_and_a_calendar_file,
    files_that_telegram_no_longer_knows_are_sent_anew,
    an_edited_event_file_makes_another_calendar_file,
    the_calendar_entry_is_changed_and_cancelled_under_one_name,
    a_tickets_link_shows_it_to_its_owner_and_nothing_to_others,
    somebody_without_a_phone_is_registered_and_takes_over_later,
    an_answer_to_what_was_taken_over_meanwhile_is_met_kindly,
    codes_guessed_by_the_hundred_tell_nothing,
    guest_limits_are_6_and_30,
    registering_somebody_else_never_loses_ones_own_answers,
    somebody_elses_reminders_name_them,
    a_card_from_before_buttons_had_numbers_still_gives_the_calendar,
    two_devices_answer_at_once,
    groups_get_no_registration_data,
    a_name_full_of_signs_is_shown_as_it_was_typed,
);

/// The text of the latest menu. Asserts that each menu has at most six choices and the way back.
fn current_menu(test: &mut TestBot, who: i64) -> String {
    let number = test.keyboard_message(who);
    for bubble in test.emulator.messages(who) {
        let rows =
            bubble.inline_keyboard.as_ref().and_then(|rows| rows.as_array()).cloned().unwrap_or_default();
        let labels = rows
            .iter()
            .flat_map(|row| row.as_array().unwrap())
            .map(|button| button["text"].as_str().unwrap());
        assert!(labels.filter(|label| *label != "‹ Retour").count() <= 6, "{}", bubble.plain_text);
    }
    remove_typography(
        &test
            .emulator
            .messages(who)
            .into_iter()
            .find(|bubble| bubble.message_id == number)
            .unwrap()
            .plain_text,
    )
}

async fn every_single_answer_can_be_changed(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "🎟 Inscription").await;
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:edit:1:name").await;
    test.says(MARIE, " Marie-Line   d'Abreu ").await;
    assert!(test.last_message(MARIE).contains("👤 Marie-Line d'Abreu"), "{}", test.last_message(MARIE));
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:edit:1:category").await;
    test.taps(MARIE, "reg:set:1:social-partner").await;
    assert!(
        current_menu(&mut test, MARIE).contains("nom de la structure"),
        "the bot asks for the organisation"
    );
    test.says(MARIE, "Association Exemple").await;
    let card = test.last_message(MARIE);
    assert!(card.contains("🤝 Partenaire social") && card.contains("🏢 Association Exemple"), "{card}");
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:edit:1:structure").await;
    test.says(MARIE, "Autre association").await;
    assert!(test.last_message(MARIE).contains("🏢 Autre association"));
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:edit:1:phone").await;
    test.emulator.user_shares_contact(MARIE, "596696123456", Some(MARIE));
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("📱 +596 696 12 34 56"), "{}", test.last_message(MARIE));
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:edit:1:phone").await;
    test.taps(MARIE, "reg:clear:1:phone").await;
    assert!(current_menu(&mut test, MARIE).contains("pas de téléphone"));
    test.taps(MARIE, "reg:modify:1").await;
    test.taps(MARIE, "reg:edit:1:category").await;
    test.taps(MARIE, "reg:set:1:resident").await;
    assert!(!current_menu(&mut test, MARIE).contains("🏢"), "residents have no organisation");
    assert_eq!(
        test.query_i64("select count(*) from registration where organisation = '' and phone = ''").await,
        1
    );
    assert_eq!(
        test.query_i64("select value from counter where name = 'registration'").await,
        1,
        "the registration keeps its row"
    );
    test.end().await;
}

async fn extras_are_added_and_taken_back(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "🎟 Inscription").await;
    test.taps(MARIE, "reg:edit:1:email").await;
    test.says(MARIE, "Marie@exemple.test").await;
    test.taps(MARIE, "reg:edit:1:area").await;
    test.says(MARIE, "Quartier <Exemple>").await;
    test.taps(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "une place devant").await;
    let card = test.last_message(MARIE);
    for line in ["✉️ Marie@exemple.test", "🏘 Quartier <Exemple>", "♿ une place devant"] {
        assert!(card.contains(line), "{line}: {card}");
    }
    test.taps(MARIE, "reg:edit:1:access").await;
    test.taps(MARIE, "reg:clear:1:access").await;
    assert!(!current_menu(&mut test, MARIE).contains("♿ une"));
    assert_eq!(
        test.query_i64("select count(*) from registration where access_needs = '' and email <> ''").await,
        1
    );
    test.end().await;
}

async fn a_commune_is_chosen_from_the_events_list(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.registration.areas =
        ["Un", "Deux", "Trois", "Quatre", "Cinq"].map(|name| format!("Quartier {name}")).to_vec();
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    test.register(MARIE).await;
    test.says(MARIE, "🎟 Inscription").await;
    test.taps(MARIE, "reg:edit:1:area").await;
    test.taps(MARIE, "reg:areas:1:1").await;
    test.taps(MARIE, "reg:area:1:4").await;
    assert!(current_menu(&mut test, MARIE).contains("🏘 Quartier Cinq"));
    test.presses(MARIE, "reg:area:1:77").await;
    assert!(test.emulator.callback_answers(MARIE).last().unwrap().text.contains("ne sert plus"));
    assert_eq!(test.query_i64("select count(*) from registration where area = 'Quartier Cinq'").await, 1);
    test.end().await;
}

async fn wrong_extras_are_asked_again_kindly(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:edit:1:email").await;
    for wrong in ["marie @exemple.test", "marie@", "@exemple.test", "marie@exemple", "a@b@c.test"] {
        test.says(MARIE, wrong).await;
        assert!(
            test.last_message(MARIE).contains("ne semble pas complète"),
            "{wrong}: {}",
            test.last_message(MARIE)
        );
    }
    test.presses(MARIE, "reg:edit:1:area").await;
    test.says(MARIE, &"a".repeat(61)).await;
    assert!(test.last_message(MARIE).contains("60 caractères"));
    test.says(MARIE, "97").await;
    assert!(test.last_message(MARIE).contains("commune ou votre quartier"));
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, &"a".repeat(4_000)).await;
    assert!(test.last_message(MARIE).contains("300 caractères"));
    test.presses(MARIE, "reg:edit:1:structure").await;
    test.says(MARIE, &"a".repeat(4_000)).await;
    assert!(test.last_message(MARIE).contains("120 caractères"));
    test.presses(MARIE, "reg:edit:1:phone").await;
    test.emulator.user_shares_contact(MARIE, "+596696000000", Some(AIME));
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("le contact de quelqu'un d'autre"));
    test.presses(MARIE, "reg:edit:1:name").await;
    test.emulator.user_sends_media(MARIE, UserMedia::Sticker);
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("quelques mots écrits"));
    test.says(MARIE, "/annuler").await;
    assert!(test.last_message(MARIE).contains("je n'ai rien changé"), "{}", test.last_message(MARIE));
    test.says(MARIE, "<script>*_[&").await;
    assert_eq!(
        test.query_i64(
            "select count(*) from registration where email = '' and area = '' and access_needs = ''"
        )
        .await,
        1
    );
    test.end().await;
}

async fn a_question_in_the_middle_of_a_change_is_answered_and_the_change_asked_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:edit:1:email").await;
    test.hears(MARIE);
    test.says(MARIE, "c'est où ?").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        📍 Palais des Congrès, Salon Tainos
        Je n'ai pas d'adresse plus précise.

        Pour joindre les organisateurs :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28

        Quelle adresse e-mail ? Écrivez-la ici. Elle sert seulement si les organisateurs doivent écrire.
        ");
    }
    test.says(MARIE, "marie@exemple.test").await;
    assert!(test.last_message(MARIE).contains("✉️ marie@exemple.test"));
    test.end().await;
}

async fn a_card_is_its_owners_alone(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.register(AIME).await;
    for forged in [
        "show:1",
        "ticket:1",
        "calendar:1",
        "modify:1",
        "edit:1:name",
        "set:1:other",
        "free:1",
        "take:1",
        "cannot-come:1",
        "clear:1:phone",
        "area:1:0",
        "show:999",
        "show:x",
        "free:",
        "nonsense:1",
    ] {
        test.presses(AIME, &format!("reg:{forged}")).await;
        let said = remove_typography(&test.emulator.callback_answers(AIME).last().unwrap().text);
        assert!(said.contains("n'existe plus") || said.contains("ne sert plus"), "{forged}: {said}");
    }
    test.says(AIME, "Autre Nom").await;
    assert_eq!(
        test.query_i64("select count(*) from registration where number = 1 and category = 'resident'").await,
        1
    );
    assert_eq!(
        test.query_i64("select count(*) from person where conversation like 'registration-edit%'").await,
        0
    );
    test.end().await;
}

async fn cancelling_deletes_the_answers_and_lets_one_register_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:cannot-come:1").await;
    test.taps(MARIE, "reg:show:1").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.presses(MARIE, "reg:cannot-come:1").await;
    test.taps(MARIE, "reg:free:1").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    test.presses(MARIE, "reg:free:1").await;
    assert!(
        remove_typography(&test.emulator.callback_answers(MARIE).last().unwrap().text)
            .contains("n'existe plus"),
        "a second press does nothing"
    );
    test.register(MARIE).await;
    assert_eq!(test.query_i64("select max(number) from registration").await, 2);
    test.end().await;
}

async fn the_ticket_is_a_picture_and_a_calendar_file(database: Database) {
    const BOT: &str = "koze_exemple_bot";
    let mut test = TestBot::open(database, EARLY).await;
    let mut tx = test.app.db.begin().await.unwrap();
    koze::db::set_setting(&mut tx, koze::db::BOT_USERNAME_KEY, BOT).await.unwrap();
    tx.commit().await.unwrap();
    test.register(MARIE).await;
    test.says(MARIE, "🎟 Inscription").await;
    test.taps(MARIE, "reg:ticket:1").await;
    let chat = test.emulator.messages(MARIE);
    let picture = chat
        .iter()
        .rev()
        .find(|bubble| remove_typography(&bubble.plain_text).contains("Code :"))
        .expect("a ticket");
    assert!(
        remove_typography(&picture.plain_text).contains("À montrer à l'entrée"),
        "{}",
        picture.plain_text
    );
    let code = ticket_code(&test, 1).await;
    assert!(picture.plain_text.contains(&format!("{}-{}", &code[..4], &code[4..])), "{}", picture.plain_text);
    let files = received_files(&test, MARIE);
    assert_eq!(
        files.iter().map(|(_, mime, _)| mime.as_str()).collect::<Vec<_>>(),
        ["image/png", "text/calendar"]
    );
    let mut reader = png::Decoder::new(std::io::Cursor::new(&files[0].2)).read_info().expect("a picture");
    let mut points = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut points).expect("whole");
    assert!(info.width >= 250 && info.height > info.width, "the code stands below the picture");
    let (width, height) = (info.width as usize, info.height as usize);
    let mut picture =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| points[y * width + x]);
    let (_, link) = picture.detect_grids()[0].decode().expect("the QR code can be read");
    assert_eq!(link, format!("https://t.me/{BOT}?start=t_{code}"));
    assert!(files[0].2.len() < 20_000, "little data: {} bytes", files[0].2.len());
    test.taps(MARIE, "reg:ticket:1").await;
    assert_eq!(self::received_files(&test, MARIE).len(), 4, "the ticket can be shown repeatedly");
    assert_eq!(
        test.query_i64("select count(*) from attachment").await,
        2,
        "the files are not uploaded again"
    );
    test.end().await;
}

async fn files_that_telegram_no_longer_knows_are_sent_anew(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:ticket:1").await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("update attachment set file_id = 'of-another-bot'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.presses(MARIE, "reg:ticket:1").await;
    assert_eq!(received_files(&test, MARIE).len(), 4, "the picture and the calendar, twice");
    assert_eq!(test.emulator.api_errors().len(), 2, "{:?}", test.emulator.api_errors());
    assert_eq!(test.query_i64("select count(*) from attachment where file_id = 'of-another-bot'").await, 0);
    assert_eq!(test.query_i64("select count(*) from attachment").await, 2);
    test.emulator.clear_errors_and_warnings();
    test.presses(MARIE, "reg:ticket:1").await;
    assert_eq!(received_files(&test, MARIE).len(), 6, "later messages use the new file ids");
    test.end().await;
}

async fn an_edited_event_file_makes_another_calendar_file(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:calendar:1").await;
    let mut programme = koze::programme::Programme::built_in();
    programme.contact.phone = "0596 000000".into();
    let text = |test: &TestBot| String::from_utf8(received_files(test, MARIE).pop().unwrap().2).unwrap();
    assert!(text(&test).contains("SEQUENCE:0") && !text(&test).contains("0596 000000"));
    // the bot restarts with the edited file
    let epoch = test.query_i64("select epoch from lease where name = 'sender'").await;
    test.app.programme = std::sync::Arc::new(programme);
    (test.dispatcher, test.sender) = (test.app.dispatcher(), test.app.sender(epoch));
    test.presses(MARIE, "reg:calendar:1").await;
    let text = text(&test);
    assert!(text.contains("SEQUENCE:1") && text.contains("0596 000000"), "{text}");
    test.end().await;
}

async fn the_calendar_entry_is_changed_and_cancelled_under_one_name(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:ticket:1").await;
    let mut tx = test.app.db.begin().await.unwrap();
    koze::programme::move_session(
        &mut tx,
        "introduction-prefet",
        crate::test_bot::martinique_time("2012-11-23T08:30"),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    test.presses(MARIE, "reg:calendar:1").await;
    let code = ticket_code(&test, 1).await;
    test.presses(MARIE, "reg:free:1").await;
    let texts: Vec<String> = received_files(&test, MARIE)
        .into_iter()
        .filter(|(_, mime, _)| mime == "text/calendar")
        .map(|(_, _, bytes)| String::from_utf8(bytes).unwrap())
        .collect();
    let line = |text: &str, name: &str| {
        text.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    assert_eq!(texts.len(), 3);
    assert_eq!(texts.iter().map(|text| line(text, "SEQUENCE:")).collect::<Vec<_>>(), ["0", "1", "2"]);
    assert_eq!(
        texts.iter().map(|text| line(text, "METHOD:")).collect::<Vec<_>>(),
        ["PUBLISH", "PUBLISH", "CANCEL"]
    );
    assert!(texts[1].contains("T121500Z") && texts[0].contains("T120000Z"));
    assert_eq!(line(&texts[2], "STATUS:"), "CANCELLED");
    let names: std::collections::BTreeSet<String> = texts.iter().map(|text| line(text, "UID:")).collect();
    assert_eq!(names.len(), 1, "one calendar entry: {names:?}");
    assert!(
        !texts.concat().to_lowercase().contains(&code.to_lowercase()),
        "a calendar may be shared, so it must not contain the code"
    );
    test.end().await;
}

async fn a_tickets_link_shows_it_to_its_owner_and_nothing_to_others(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    let code = ticket_code(&test, 1).await;
    test.hears(MARIE);
    test.says(MARIE, &format!("/start t_{code}")).await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Inscription n° 1") && heard.contains("À montrer à l'entrée"), "{heard}");
    for other in [format!("/start t_{code}"), "/start t_CCCCCCCC".to_owned()] {
        test.says(AIME, &other).await;
        let heard = test.hears(AIME);
        assert!(
            heard.contains("Je ne peux pas montrer ce billet ici") && !heard.contains("Marie"),
            "{heard}"
        );
    }
    test.says(AIME, &format!("/billet {code}")).await;
    assert!(
        test.last_message(AIME).contains("Je ne connais pas ce code"),
        "a person's own registration cannot be taken over: {}",
        test.last_message(AIME)
    );
    test.end().await;
}

/// `who` registers a guest.
async fn register_on_behalf(test: &mut TestBot, who: i64, name: &str) {
    test.says(who, "/autres").await;
    test.taps(who, "reg:add").await;
    test.taps(who, "reg:other:aloud").await;
    test.says(who, name).await;
    test.presses(who, "reg:category:resident").await;
    test.says(who, "Passer").await;
    test.taps(who, "reg:summary:confirm").await;
}

async fn somebody_without_a_phone_is_registered_and_takes_over_later(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.says(MARIE, "🎟 Inscription").await;
    test.taps(MARIE, "reg:others").await;
    test.taps(MARIE, "reg:add").await;
    test.taps(MARIE, "reg:other-notice").await;
    assert!(current_menu(&mut test, MARIE).contains("À lui lire"));
    test.taps(MARIE, "reg:other:aloud").await;
    assert!(current_menu(&mut test, MARIE).starts_with("2/5 · Quel est son nom ?"));
    test.says(MARIE, "Man Félicité").await;
    test.taps(MARIE, "reg:category:resident").await;
    test.emulator.user_shares_contact(MARIE, "596696123456", Some(MARIE));
    test.run_until_idle().await;
    assert!(
        test.last_message(MARIE).contains("Écrivez son numéro"),
        "a shared contact is that of the sender"
    );
    test.says(MARIE, "Passer").await;
    test.taps(MARIE, "reg:summary:confirm").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        2/5 · Quel est son nom ? Écrivez prénom et nom.

        C'est noté : Man Félicité.

        👤 Man Félicité
        🤝 Résident ou résidente

        4/5 · À quel numéro peut-on joindre cette personne ?
        Écrivez un numéro, ou touchez « Passer » : les rappels viendront ici.

        Écrivez son numéro, s'il vous plaît, ou touchez « Passer ».

        👤 Man Félicité
        🤝 Résident ou résidente
        📱 pas de téléphone

        🎉 C'est noté, l'inscription de cette personne est faite.

        Inscription n° 2
        👤 Man Félicité
        🤝 Résident ou résidente
        📱 pas de téléphone
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        Je vous enverrai ici les rappels pour cette personne. Donnez-lui son billet. Si elle a Telegram, elle peut m'écrire le code du billet : elle recevra alors les rappels elle-même.
        ");
    }
    assert_eq!(
        test.query_i64("select count(*) from registration where own = 0 and consent_how = 'aloud' and registered_by = 1001").await,
        1
    );
    test.presses(MARIE, "reg:ticket:2").await;
    assert!(test.last_message(MARIE).contains("agenda") && test.hears(MARIE).contains("👤 Man Félicité"));
    // later another person claims the registration with the code
    let code = ticket_code(&test, 2).await;
    test.says(EUGENE, &format!("{}-{}", code[..4].to_lowercase(), &code[4..])).await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(EUGENE), @"
        Ce billet est au nom de Man Félicité. C'est vous ?
        Si oui, les organisateurs gardent ces réponses 3 mois après l'événement, pas plus. En touchant le bouton, vous l'acceptez. Les rappels viendront ici.
        Pour les personnes venues : la feuille de présence garde le nom, la catégorie et la structure pendant 12 mois.
        ");
    }
    test.taps_prefix(EUGENE, "reg:claim:").await;
    assert!(current_menu(&mut test, EUGENE).contains("Inscription n° 2"));
    assert!(test.last_message(MARIE).contains("reçoit maintenant les rappels"));
    test.presses(MARIE, "reg:free:2").await;
    assert!(
        remove_typography(&test.emulator.callback_answers(MARIE).last().unwrap().text)
            .contains("n'existe plus"),
        "Marie cannot cancel it any more"
    );
    assert_eq!(
        test.query_i64("select count(*) from registration where person = 2002 and own = 1 and consent_how = 'self' and registered_by = 1001").await,
        1
    );
    // nobody can claim it a second time
    test.says(AIME, "bonjour").await;
    test.presses(AIME, &format!("reg:claim:{code}")).await;
    assert!(test.last_message(AIME).contains("Je ne connais pas ce code"));
    assert_eq!(test.query_i64("select count(*) from registration where person = 1003").await, 0);
    test.end().await;
}

async fn an_answer_to_what_was_taken_over_meanwhile_is_met_kindly(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    register_on_behalf(&mut test, MARIE, "Man Félicité").await;
    test.presses(MARIE, "reg:edit:1:phone").await;
    let code = ticket_code(&test, 1).await;
    test.says(EUGENE, &format!("/billet {code}")).await;
    test.taps_prefix(EUGENE, "reg:claim:").await;
    test.hears(MARIE);
    test.says(MARIE, "0696 12 34 56").await;
    assert_eq!(test.hears(MARIE), "Cette inscription n'existe plus.");
    assert_eq!(test.query_i64("select count(*) from registration where phone <> ''").await, 0);
    test.says(MARIE, "merci").await;
    assert_eq!(test.last_message(MARIE), "Avec plaisir !");
    test.end().await;
}

async fn codes_guessed_by_the_hundred_tell_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    register_on_behalf(&mut test, MARIE, "Man Félicité").await;
    let code = ticket_code(&test, 2).await;
    for guess in 0..100 {
        let sign = char::from(b"CDFGHJKMNP"[guess % 10]);
        test.emulator.user_sends_text(AIME, &format!("/billet CCCC{sign}{sign}46"));
    }
    test.run_until_idle().await;
    assert!(test.last_message(AIME).contains("beaucoup de codes d'un coup"), "{}", test.last_message(AIME));
    test.says(AIME, &format!("/billet {code}")).await;
    assert!(
        test.last_message(AIME).contains("beaucoup de codes"),
        "after too many wrong codes a right one is refused"
    );
    test.presses(AIME, &format!("reg:claim:{code}")).await;
    assert_eq!(test.query_i64("select count(*) from registration where person = 1003").await, 0);
    test.says(JOSIANE, &format!("/billet {code}")).await;
    assert!(test.last_message(JOSIANE).contains("au nom de"), "other people are not limited");
    test.jump_to("2012-11-12T11:01").await;
    test.says(AIME, &format!("/billet {code}")).await;
    assert!(test.last_message(AIME).contains("au nom de"));
    test.end().await;
}

async fn guest_limits_are_6_and_30(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    for number in 1..=6 {
        register_on_behalf(&mut test, MARIE, &format!("Personne {number}")).await;
    }
    test.says(MARIE, "/autres").await;
    assert!(test.last_message(MARIE).contains("6 personnes"));
    test.taps(MARIE, "reg:others:1").await;
    test.taps(MARIE, "reg:show:6").await;
    assert!(current_menu(&mut test, MARIE).contains("Inscription n° 6"));
    test.presses(MARIE, "reg:add").await;
    assert!(test.last_message(MARIE).contains("déjà inscrit 6 personnes"), "{}", test.last_message(MARIE));
    // a forged press past the first screen
    test.presses(MARIE, "reg:other:aloud").await;
    assert!(test.last_message(MARIE).contains("déjà inscrit 6 personnes"));
    test.grant_role(MARIE, Role::Mediator).await;
    // fill up to thirty with copies of the sixth row, each with a number and a code of its own
    let mut tx = test.app.db.begin().await.unwrap();
    for number in 101..=123_i64 {
        sqlx::query(
            "insert into registration
             select $1, person, own, registered_by, seat_status, offered_until, waitlisted_at, waitlist_inactive_at, $2, name,
                    category, organisation, phone, email, area, access_needs, consent_how, consent_version,
                    consent_at, registered_at, calendar_issues, calendar_fingerprint, calendar_at, calendar_uid
             from registration where number = 6",
        )
        .bind(number)
        .bind(koze::registration::TicketCode::random().as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    register_on_behalf(&mut test, MARIE, "Personne 30").await;
    test.presses(MARIE, "reg:add").await;
    assert!(test.last_message(MARIE).contains("déjà inscrit 30 personnes"));
    assert_eq!(test.query_i64("select count(*) from registration").await, 30);
    test.end().await;
}

async fn registering_somebody_else_never_loses_ones_own_answers(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Exemple").await;
    test.says(MARIE, "/autres").await;
    assert!(
        test.last_message(MARIE).starts_with("3/5"),
        "the own registration comes first: {}",
        test.last_message(MARIE)
    );
    test.presses(MARIE, "reg:other:aloud").await;
    assert!(test.last_message(MARIE).starts_with("3/5"));
    test.taps(MARIE, "reg:category:resident").await;
    test.says(MARIE, "Passer").await;
    assert!(test.last_message(MARIE).contains("👤 Marie Exemple"));
    test.taps(MARIE, "reg:summary:confirm").await;
    // while Marie registers a guest, a press on her own card does not interrupt
    test.presses(MARIE, "reg:other:aloud").await;
    test.says(MARIE, "Man Félicité").await;
    test.presses(MARIE, "reg:edit:1:name").await;
    assert!(test.last_message(MARIE).starts_with("3/5"), "{}", test.last_message(MARIE));
    test.taps(MARIE, "reg:category:back").await;
    test.taps(MARIE, "reg:name:back").await;
    assert!(
        test.last_message(MARIE).contains("faut son accord") || test.chat_contains(MARIE, "faut son accord")
    );
    test.end().await;
}

async fn somebody_elses_reminders_name_them(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    register_on_behalf(&mut test, MARIE, "Man Félicité").await;
    test.register(MARIE).await;
    test.jump_to("2012-11-22T18:00").await;
    let heard = test.hears(MARIE);
    assert_eq!(heard.matches("C'est demain").count(), 1, "one message for both registrations: {heard}");
    assert_eq!(heard.matches("Man Félicité").count(), 1, "{heard}");
    test.end().await;
}

async fn a_card_from_before_buttons_had_numbers_still_gives_the_calendar(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:calendar").await;
    assert_eq!(received_files(&test, MARIE).len(), 1);
    test.end().await;
}

async fn two_devices_answer_at_once(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.emulator.user_sends_text(MARIE, "Marie Exemple");
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "reg:name:same");
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).starts_with("3/5"), "{}", test.last_message(MARIE));
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "reg:category:resident");
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "reg:category:other");
    test.run_until_idle().await;
    assert!(
        test.last_message(MARIE).starts_with("4/5"),
        "the first press counts: {}",
        test.last_message(MARIE)
    );
    test.says(MARIE, "Passer").await;
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "reg:summary:confirm");
    test.emulator.user_presses_callback(MARIE, test.keyboard_message(MARIE), "reg:summary:confirm");
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from registration where category = 'resident'").await, 1);
    test.end().await;
}

async fn groups_get_no_registration_data(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    let code = ticket_code(&test, 1).await;
    let group = test.emulator.create_group(MARIE, "Le quartier");
    test.run_until_idle().await;
    for said in [
        "/start",
        "/inscription",
        "/mesdonnees",
        "/effacer",
        "/inscrits",
        "/autres",
        "/billet",
        &format!("/billet {code}"),
        &format!("/start t_{code}"),
    ] {
        test.emulator.user_sends_text_in(group, MARIE, said);
        test.run_until_idle().await;
    }
    let said: Vec<String> = test
        .emulator
        .messages(group)
        .into_iter()
        .map(|bubble| remove_typography(&bubble.plain_text))
        .collect();
    let answers = said.iter().filter(|said| said.contains("Écrivez-moi en privé")).count();
    assert_eq!(answers, 9, "{said:?}");
    assert!(!said.iter().any(|said| said.contains("Inscription n°") || said.contains("Code :")));
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.end().await;
}

async fn a_name_full_of_signs_is_shown_as_it_was_typed(database: Database) {
    const NAME: &str = "<script>alert(1)</script> *_[x](y) & {name}";
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.says(MARIE, NAME).await;
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "Passer").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    test.presses(MARIE, "reg:ticket:1").await;
    test.says(MARIE, "/mesdonnees").await;
    let heard = test.hears(MARIE);
    assert!(heard.matches(NAME).count() >= 4, "{heard}");
    register_on_behalf(&mut test, MARIE, NAME).await;
    test.says(MARIE, "/autres").await;
    test.taps(MARIE, "reg:show:2").await;
    test.presses(MARIE, "reg:cannot-come:2").await;
    assert!(test.last_message(MARIE).contains(NAME));
    test.end().await;
}

pub async fn ticket_code(test: &TestBot, number: i64) -> String {
    let mut conn = test.app.db.reader().await.unwrap();
    sqlx::query_scalar("select code from registration where number = $1")
        .bind(number)
        .fetch_one(&mut *conn)
        .await
        .unwrap()
}

/// The files that were sent to a person: name, media type, content.
pub fn received_files(test: &TestBot, who: i64) -> Vec<(String, String, Vec<u8>)> {
    let media = test.emulator.messages(who).into_iter().filter_map(|bubble| bubble.media);
    let ids = media.filter_map(|media| {
        let value = &media.value;
        let id = value["file_id"].as_str().or_else(|| value[0]["file_id"].as_str())?;
        test.emulator.file(id)
    });
    ids.map(|file| (file.name.clone(), file.mime.clone(), file.bytes.to_vec())).collect()
}

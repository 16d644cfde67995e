//! Plays of the card: every single answer can be changed, added and taken back; the ticket; the others
//! one registers, and those who take their registration over.

use koze::people::Role;
use koze::rehearsal::world::Kind;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

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
    six_for_anybody_thirty_for_mediators,
    registering_somebody_else_never_loses_ones_own_answers,
    somebody_elses_reminders_name_them,
    a_card_from_before_buttons_had_numbers_still_gives_the_calendar,
    two_devices_answer_at_once,
    a_group_hears_nothing_of_anybody,
    a_name_full_of_signs_is_shown_as_it_was_typed,
);

/// The message with buttons that is on the screen; it has six choices at most, and the way back.
async fn shown(stage: &mut Stage, who: i64) -> String {
    let number = stage.buttons(who);
    for bubble in stage.world.chat(who) {
        let rows =
            bubble.inline_keyboard.as_ref().and_then(|rows| rows.as_array()).cloned().unwrap_or_default();
        let labels = rows
            .iter()
            .flat_map(|row| row.as_array().unwrap())
            .map(|button| button["text"].as_str().unwrap());
        assert!(labels.filter(|label| *label != "‹ Retour").count() <= 6, "{}", bubble.plain);
    }
    plain(&stage.world.chat(who).into_iter().find(|bubble| bubble.message_id == number).unwrap().plain)
}

async fn every_single_answer_can_be_changed(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "🎟 Inscription").await;
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "Le nom").await;
    stage.says(MARIE, " Marie-Line   d'Abreu ").await;
    assert!(stage.last(MARIE).contains("👤 Marie-Line d'Abreu"), "{}", stage.last(MARIE));
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "Je viens comme…").await;
    stage.taps(MARIE, "Partenaire social").await;
    assert!(shown(&mut stage, MARIE).await.contains("nom de la structure"), "a structure is asked for");
    stage.says(MARIE, "Association Exemple").await;
    let card = stage.last(MARIE);
    assert!(card.contains("🤝 Partenaire social") && card.contains("🏢 Association Exemple"), "{card}");
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "La structure").await;
    stage.says(MARIE, "Autre association").await;
    assert!(stage.last(MARIE).contains("🏢 Autre association"));
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "Le téléphone").await;
    stage.world.shares_contact(MARIE, "596696123456", Some(MARIE));
    stage.settle().await;
    assert!(stage.last(MARIE).contains("📱 +596 696 12 34 56"), "{}", stage.last(MARIE));
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "Le téléphone").await;
    stage.taps(MARIE, "🗑 Retirer cette réponse").await;
    assert!(shown(&mut stage, MARIE).await.contains("pas de téléphone"));
    stage.taps(MARIE, "✏️ Modifier ou annuler").await;
    stage.taps(MARIE, "Je viens comme…").await;
    stage.taps(MARIE, "Résident ou résidente").await;
    assert!(!shown(&mut stage, MARIE).await.contains("🏢"), "residents have no structure");
    assert_eq!(stage.count("select count(*) from registration where structure = '' and phone = ''").await, 1);
    assert_eq!(
        stage.count("select value from counter where name = 'registration'").await,
        1,
        "one row all along"
    );
    stage.end().await;
}

async fn extras_are_added_and_taken_back(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "🎟 Inscription").await;
    stage.taps(MARIE, "✉️ E-mail").await;
    stage.says(MARIE, "Marie@exemple.test").await;
    stage.taps(MARIE, "🏘 Commune").await;
    stage.says(MARIE, "Quartier <Exemple>").await;
    stage.taps(MARIE, "♿ Accès").await;
    stage.says(MARIE, "une place devant").await;
    let card = stage.last(MARIE);
    for line in ["✉️ Marie@exemple.test", "🏘 Quartier <Exemple>", "♿ une place devant"] {
        assert!(card.contains(line), "{line}: {card}");
    }
    stage.taps(MARIE, "♿ Accès ✓").await;
    stage.taps(MARIE, "🗑 Retirer cette réponse").await;
    assert!(!shown(&mut stage, MARIE).await.contains("♿ une"));
    assert_eq!(
        stage.count("select count(*) from registration where access_needs = '' and email <> ''").await,
        1
    );
    stage.end().await;
}

async fn a_commune_is_chosen_from_the_events_list(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.registration.areas =
        ["Un", "Deux", "Trois", "Quatre", "Cinq"].map(|name| format!("Quartier {name}")).to_vec();
    let mut stage = Stage::with(database, EARLY, programme).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "🎟 Inscription").await;
    stage.taps(MARIE, "🏘 Commune").await;
    stage.taps(MARIE, "Suite ›").await;
    stage.taps(MARIE, "Quartier Cinq").await;
    assert!(shown(&mut stage, MARIE).await.contains("🏘 Quartier Cinq"));
    stage.presses(MARIE, "reg:area:1:77").await;
    assert!(stage.world.toasts(MARIE).last().unwrap().text.contains("ne sert plus"));
    assert_eq!(stage.count("select count(*) from registration where area = 'Quartier Cinq'").await, 1);
    stage.end().await;
}

async fn wrong_extras_are_asked_again_kindly(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:edit:1:email").await;
    for wrong in ["marie @exemple.test", "marie@", "@exemple.test", "marie@exemple", "a@b@c.test"] {
        stage.says(MARIE, wrong).await;
        assert!(stage.last(MARIE).contains("ne semble pas complète"), "{wrong}: {}", stage.last(MARIE));
    }
    stage.presses(MARIE, "reg:edit:1:area").await;
    stage.says(MARIE, &"a".repeat(61)).await;
    assert!(stage.last(MARIE).contains("60 caractères"));
    stage.says(MARIE, "97").await;
    assert!(stage.last(MARIE).contains("commune ou votre quartier"));
    stage.presses(MARIE, "reg:edit:1:access").await;
    stage.says(MARIE, &"a".repeat(4_000)).await;
    assert!(stage.last(MARIE).contains("300 caractères"));
    stage.presses(MARIE, "reg:edit:1:structure").await;
    stage.says(MARIE, &"a".repeat(4_000)).await;
    assert!(stage.last(MARIE).contains("120 caractères"));
    stage.presses(MARIE, "reg:edit:1:phone").await;
    stage.world.shares_contact(MARIE, "+596696000000", Some(AIME));
    stage.settle().await;
    assert!(stage.last(MARIE).contains("le contact de quelqu'un d'autre"));
    stage.presses(MARIE, "reg:edit:1:name").await;
    stage.world.sends(MARIE, Kind::Sticker);
    stage.settle().await;
    assert!(stage.last(MARIE).contains("quelques mots écrits"));
    stage.says(MARIE, "/annuler").await;
    assert!(stage.last(MARIE).contains("je n'ai rien changé"), "{}", stage.last(MARIE));
    stage.says(MARIE, "<script>*_[&").await;
    assert_eq!(
        stage
            .count("select count(*) from registration where email = '' and area = '' and access_needs = ''")
            .await,
        1
    );
    stage.end().await;
}

async fn a_question_in_the_middle_of_a_change_is_answered_and_the_change_asked_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:edit:1:email").await;
    stage.hears(MARIE);
    stage.says(MARIE, "c'est où ?").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Palais des Congrès") && heard.contains("Quelle adresse e-mail"), "{heard}");
    stage.says(MARIE, "marie@exemple.test").await;
    assert!(stage.last(MARIE).contains("✉️ marie@exemple.test"));
    stage.end().await;
}

async fn a_card_is_its_owners_alone(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.register(AIME).await;
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
        stage.presses(AIME, &format!("reg:{forged}")).await;
        let said = plain(&stage.world.toasts(AIME).last().unwrap().text);
        assert!(said.contains("n'existe plus") || said.contains("ne sert plus"), "{forged}: {said}");
    }
    stage.says(AIME, "Autre Nom").await;
    assert_eq!(
        stage.count("select count(*) from registration where number = 1 and category = 'resident'").await,
        1
    );
    assert_eq!(stage.count("select count(*) from person where step like 'registration-edit%'").await, 0);
    stage.end().await;
}

async fn cancelling_deletes_the_answers_and_lets_one_register_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:cannot-come:1").await;
    stage.taps(MARIE, "Non, je garde la place").await;
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.presses(MARIE, "reg:cannot-come:1").await;
    stage.taps(MARIE, "Oui, je libère la place").await;
    assert_eq!(stage.count("select count(*) from registration").await, 0);
    stage.presses(MARIE, "reg:free:1").await;
    assert!(
        plain(&stage.world.toasts(MARIE).last().unwrap().text).contains("n'existe plus"),
        "a second press does nothing"
    );
    stage.register(MARIE).await;
    assert_eq!(stage.count("select max(number) from registration").await, 2);
    stage.end().await;
}

async fn the_ticket_is_a_picture_and_a_calendar_file(database: Database) {
    const BOT: &str = "koze_exemple_bot";
    let mut stage = Stage::open(database, EARLY).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    koze::db::set_setting(&mut tx, koze::db::BOT_NAME, BOT).await.unwrap();
    tx.commit().await.unwrap();
    stage.register(MARIE).await;
    stage.says(MARIE, "🎟 Inscription").await;
    stage.taps(MARIE, "🎟 Billet et agenda").await;
    let chat = stage.world.chat(MARIE);
    let picture = chat.iter().rev().find(|bubble| plain(&bubble.plain).contains("Code :")).expect("a ticket");
    assert!(plain(&picture.plain).contains("À montrer à l'entrée"), "{}", picture.plain);
    let code = code_of(&stage, 1).await;
    assert!(picture.plain.contains(&format!("{}-{}", &code[..4], &code[4..])), "{}", picture.plain);
    let files = files(&stage, MARIE);
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
    let (_, link) = picture.detect_grids()[0].decode().expect("a phone reads it");
    assert_eq!(link, format!("https://t.me/{BOT}?start=t_{code}"));
    assert!(files[0].2.len() < 20_000, "little data: {} bytes", files[0].2.len());
    stage.taps(MARIE, "🎟 Billet et agenda").await;
    assert_eq!(self::files(&stage, MARIE).len(), 4, "shown again as often as they like");
    assert_eq!(stage.count("select count(*) from attachment").await, 2, "and not uploaded again");
    stage.end().await;
}

async fn files_that_telegram_no_longer_knows_are_sent_anew(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:ticket:1").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("update attachment set file_id = 'of-another-bot'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.presses(MARIE, "reg:ticket:1").await;
    assert_eq!(files(&stage, MARIE).len(), 4, "the picture and the calendar, twice");
    assert_eq!(stage.world.refusals().len(), 2, "{:?}", stage.world.refusals());
    assert_eq!(stage.count("select count(*) from attachment where file_id = 'of-another-bot'").await, 0);
    assert_eq!(stage.count("select count(*) from attachment").await, 2);
    stage.world.forgive();
    stage.presses(MARIE, "reg:ticket:1").await;
    assert_eq!(files(&stage, MARIE).len(), 6, "and from now on by the new ids");
    stage.end().await;
}

async fn an_edited_event_file_makes_another_calendar_file(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:calendar:1").await;
    let mut programme = koze::programme::Programme::shipped();
    programme.contact.phone = "0596 000000".into();
    let text = |stage: &Stage| String::from_utf8(files(stage, MARIE).pop().unwrap().2).unwrap();
    assert!(text(&stage).contains("SEQUENCE:0") && !text(&stage).contains("0596 000000"));
    // the bot starts again with it
    let epoch = stage.count("select epoch from lease where name = 'sender'").await;
    stage.app.programme = std::sync::Arc::new(programme);
    (stage.dispatcher, stage.sender) = (stage.app.dispatcher(), stage.app.sender(epoch));
    stage.presses(MARIE, "reg:calendar:1").await;
    let text = text(&stage);
    assert!(text.contains("SEQUENCE:1") && text.contains("0596 000000"), "{text}");
    stage.end().await;
}

async fn the_calendar_entry_is_changed_and_cancelled_under_one_name(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:ticket:1").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    koze::programme::move_session(&mut tx, "introduction-prefet", crate::stage::at("2012-11-23T08:30"))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    stage.presses(MARIE, "reg:calendar:1").await;
    let code = code_of(&stage, 1).await;
    stage.presses(MARIE, "reg:free:1").await;
    let texts: Vec<String> = files(&stage, MARIE)
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
    assert_eq!(names.len(), 1, "one entry in the agenda: {names:?}");
    assert!(
        !texts.concat().to_lowercase().contains(&code.to_lowercase()),
        "an agenda may be shared, a code may not"
    );
    stage.end().await;
}

async fn a_tickets_link_shows_it_to_its_owner_and_nothing_to_others(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    let code = code_of(&stage, 1).await;
    stage.hears(MARIE);
    stage.says(MARIE, &format!("/start t_{code}")).await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Inscription n° 1") && heard.contains("À montrer à l'entrée"), "{heard}");
    for other in [format!("/start t_{code}"), "/start t_CCCCCCCC".to_owned()] {
        stage.says(AIME, &other).await;
        let heard = stage.hears(AIME);
        assert!(
            heard.contains("Je ne peux pas montrer ce billet ici") && !heard.contains("Marie"),
            "{heard}"
        );
    }
    stage.says(AIME, &format!("/billet {code}")).await;
    assert!(
        stage.last(AIME).contains("Je ne connais pas ce code"),
        "somebody's own is not taken over: {}",
        stage.last(AIME)
    );
    stage.end().await;
}

/// Registers somebody else, as `who` does it.
async fn register_other(stage: &mut Stage, who: i64, name: &str) {
    stage.says(who, "/autres").await;
    stage.taps(who, "➕ Inscrire quelqu'un").await;
    stage.taps(who, "🗣 De vive voix").await;
    stage.says(who, name).await;
    stage.presses(who, "reg:category:resident").await;
    stage.says(who, "Passer").await;
    stage.taps(who, "✅ Oui, je confirme").await;
}

async fn somebody_without_a_phone_is_registered_and_takes_over_later(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.says(MARIE, "🎟 Inscription").await;
    stage.taps(MARIE, "👥 Inscrire quelqu'un").await;
    stage.taps(MARIE, "➕ Inscrire quelqu'un").await;
    stage.taps(MARIE, "Ce qui est gardé").await;
    assert!(shown(&mut stage, MARIE).await.contains("À lui lire"));
    stage.taps(MARIE, "🗣 De vive voix").await;
    assert!(shown(&mut stage, MARIE).await.starts_with("2/5 · Quel est son nom ?"));
    stage.says(MARIE, "Man Félicité").await;
    stage.taps(MARIE, "Résident ou résidente").await;
    stage.world.shares_contact(MARIE, "596696123456", Some(MARIE));
    stage.settle().await;
    assert!(stage.last(MARIE).contains("Écrivez son numéro"), "a shared contact is one's own");
    stage.says(MARIE, "Passer").await;
    stage.taps(MARIE, "✅ Oui, je confirme").await;
    assert!(stage.hears(MARIE).contains("l'inscription de cette personne est faite"));
    assert_eq!(
        stage.count("select count(*) from registration where own = 0 and consent_how = 'aloud' and registered_by = 1001").await,
        1
    );
    stage.presses(MARIE, "reg:ticket:2").await;
    assert!(stage.last(MARIE).contains("agenda") && stage.hears(MARIE).contains("👤 Man Félicité"));
    // Aimé gets a phone of his own some days later: no, it is Félicité's grandson's
    let code = code_of(&stage, 2).await;
    stage.says(EUGENE, &format!("{}-{}", code[..4].to_lowercase(), &code[4..])).await;
    let heard = stage.hears(EUGENE);
    assert!(heard.contains("au nom de Man Félicité") && heard.contains("3 mois"), "{heard}");
    stage.taps(EUGENE, "✅ C'est moi, j'accepte").await;
    assert!(shown(&mut stage, EUGENE).await.contains("Inscription n° 2"));
    assert!(stage.last(MARIE).contains("reçoit maintenant les rappels"));
    stage.presses(MARIE, "reg:free:2").await;
    assert!(
        plain(&stage.world.toasts(MARIE).last().unwrap().text).contains("n'existe plus"),
        "no longer hers to cancel"
    );
    assert_eq!(
        stage.count("select count(*) from registration where person = 2002 and own = 1 and consent_how = 'self' and registered_by = 1001").await,
        1
    );
    // a second time, by somebody else, by whatever means
    stage.says(AIME, "bonjour").await;
    stage.presses(AIME, &format!("reg:claim:{code}")).await;
    assert!(stage.last(AIME).contains("Je ne connais pas ce code"));
    assert_eq!(stage.count("select count(*) from registration where person = 1003").await, 0);
    stage.end().await;
}

async fn an_answer_to_what_was_taken_over_meanwhile_is_met_kindly(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    register_other(&mut stage, MARIE, "Man Félicité").await;
    stage.presses(MARIE, "reg:edit:1:phone").await;
    let code = code_of(&stage, 1).await;
    stage.says(EUGENE, &format!("/billet {code}")).await;
    stage.taps(EUGENE, "✅ C'est moi, j'accepte").await;
    stage.hears(MARIE);
    stage.says(MARIE, "0696 12 34 56").await;
    assert_eq!(stage.hears(MARIE), "Cette inscription n'existe plus.");
    assert_eq!(stage.count("select count(*) from registration where phone <> ''").await, 0);
    stage.says(MARIE, "merci").await;
    assert_eq!(stage.last(MARIE), "Avec plaisir !");
    stage.end().await;
}

async fn codes_guessed_by_the_hundred_tell_nothing(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    register_other(&mut stage, MARIE, "Man Félicité").await;
    let code = code_of(&stage, 2).await;
    for guess in 0..100 {
        let sign = char::from(b"CDFGHJKMNP"[guess % 10]);
        stage.world.says(AIME, &format!("/billet CCCC{sign}{sign}46"));
    }
    stage.settle().await;
    assert!(stage.last(AIME).contains("beaucoup de codes d'un coup"), "{}", stage.last(AIME));
    stage.says(AIME, &format!("/billet {code}")).await;
    assert!(stage.last(AIME).contains("beaucoup de codes"), "not even a right one now");
    stage.presses(AIME, &format!("reg:claim:{code}")).await;
    assert_eq!(stage.count("select count(*) from registration where person = 1003").await, 0);
    stage.says(JOSIANE, &format!("/billet {code}")).await;
    assert!(stage.last(JOSIANE).contains("au nom de"), "others are not held up");
    stage.jump("2012-11-12T11:01").await;
    stage.says(AIME, &format!("/billet {code}")).await;
    assert!(stage.last(AIME).contains("au nom de"));
    stage.end().await;
}

async fn six_for_anybody_thirty_for_mediators(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    for number in 1..=6 {
        register_other(&mut stage, MARIE, &format!("Personne {number}")).await;
    }
    stage.says(MARIE, "/autres").await;
    assert!(stage.last(MARIE).contains("6 personnes"));
    stage.taps(MARIE, "Suite 1/2 ›").await;
    stage.taps(MARIE, "👤 Personne 6").await;
    assert!(shown(&mut stage, MARIE).await.contains("Inscription n° 6"));
    stage.presses(MARIE, "reg:add").await;
    assert!(stage.last(MARIE).contains("déjà inscrit 6 personnes"), "{}", stage.last(MARIE));
    // forged past the first screen
    stage.presses(MARIE, "reg:other:aloud").await;
    assert!(stage.last(MARIE).contains("déjà inscrit 6 personnes"));
    stage.invite(MARIE, Role::Mediator).await;
    // most of thirty, as rows: each the sixth once more under a number and a code of its own
    let mut tx = stage.app.db.begin().await.unwrap();
    for number in 101..=123_i64 {
        sqlx::query(
            "insert into registration
             select $1, person, own, registered_by, standing, offered_until, line_at, last_chance_at, $2, name,
                    category, structure, phone, email, area, access_needs, consent_how, consent_version,
                    consent_at, registered_at, calendar_sequence, calendar_facts, calendar_at, calendar_uid
             from registration where number = 6",
        )
        .bind(number)
        .bind(koze::registration::TicketCode::random().as_str())
        .execute(&mut *tx)
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    register_other(&mut stage, MARIE, "Personne 30").await;
    stage.presses(MARIE, "reg:add").await;
    assert!(stage.last(MARIE).contains("déjà inscrit 30 personnes"));
    assert_eq!(stage.count("select count(*) from registration").await, 30);
    stage.end().await;
}

async fn registering_somebody_else_never_loses_ones_own_answers(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.says(MARIE, "/autres").await;
    assert!(stage.last(MARIE).starts_with("3/5"), "one thing after the other: {}", stage.last(MARIE));
    stage.presses(MARIE, "reg:other:aloud").await;
    assert!(stage.last(MARIE).starts_with("3/5"));
    stage.taps(MARIE, "Résident ou résidente").await;
    stage.says(MARIE, "Passer").await;
    assert!(stage.last(MARIE).contains("👤 Marie Exemple"));
    stage.taps(MARIE, "✅ Oui, je confirme").await;
    // in the middle of somebody else's, one's own card does not get in the way
    stage.presses(MARIE, "reg:other:aloud").await;
    stage.says(MARIE, "Man Félicité").await;
    stage.presses(MARIE, "reg:edit:1:name").await;
    assert!(stage.last(MARIE).starts_with("3/5"), "{}", stage.last(MARIE));
    stage.taps(MARIE, "‹ Retour").await;
    stage.taps(MARIE, "‹ Retour").await;
    assert!(stage.last(MARIE).contains("faut son accord") || stage.shows(MARIE, "faut son accord"));
    stage.end().await;
}

async fn somebody_elses_reminders_name_them(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    register_other(&mut stage, MARIE, "Man Félicité").await;
    stage.register(MARIE).await;
    stage.jump("2012-11-22T18:00").await;
    let heard = stage.hears(MARIE);
    assert_eq!(heard.matches("C'est demain").count(), 1, "one for both: {heard}");
    assert_eq!(heard.matches("Man Félicité").count(), 1, "{heard}");
    stage.end().await;
}

async fn a_card_from_before_buttons_had_numbers_still_gives_the_calendar(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:calendar").await;
    assert_eq!(files(&stage, MARIE).len(), 1);
    stage.end().await;
}

async fn two_devices_answer_at_once(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.world.says(MARIE, "Marie Exemple");
    stage.world.presses(MARIE, stage.buttons(MARIE), "reg:name:same");
    stage.settle().await;
    assert!(stage.last(MARIE).starts_with("3/5"), "{}", stage.last(MARIE));
    stage.world.presses(MARIE, stage.buttons(MARIE), "reg:category:resident");
    stage.world.presses(MARIE, stage.buttons(MARIE), "reg:category:other");
    stage.settle().await;
    assert!(stage.last(MARIE).starts_with("4/5"), "the first counts: {}", stage.last(MARIE));
    stage.says(MARIE, "Passer").await;
    stage.world.presses(MARIE, stage.buttons(MARIE), "reg:summary:confirm");
    stage.world.presses(MARIE, stage.buttons(MARIE), "reg:summary:confirm");
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from registration where category = 'resident'").await, 1);
    stage.end().await;
}

async fn a_group_hears_nothing_of_anybody(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    let code = code_of(&stage, 1).await;
    let group = stage.world.group(MARIE, "Le quartier");
    stage.settle().await;
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
        stage.world.says_in(group, MARIE, said);
        stage.settle().await;
    }
    let said: Vec<String> = stage.world.chat(group).into_iter().map(|bubble| plain(&bubble.plain)).collect();
    let answers = said.iter().filter(|said| said.contains("Écrivez-moi en privé")).count();
    assert_eq!(answers, 9, "{said:?}");
    assert!(!said.iter().any(|said| said.contains("Inscription n°") || said.contains("Code :")));
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.end().await;
}

async fn a_name_full_of_signs_is_shown_as_it_was_typed(database: Database) {
    const NAME: &str = "<script>alert(1)</script> *_[x](y) & {name}";
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.says(MARIE, NAME).await;
    stage.presses(MARIE, "reg:category:resident").await;
    stage.says(MARIE, "Passer").await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    stage.presses(MARIE, "reg:ticket:1").await;
    stage.says(MARIE, "/mesdonnees").await;
    let heard = stage.hears(MARIE);
    assert!(heard.matches(NAME).count() >= 4, "{heard}");
    register_other(&mut stage, MARIE, NAME).await;
    stage.says(MARIE, "/autres").await;
    stage.taps(MARIE, &format!("👤 {NAME}")).await;
    stage.presses(MARIE, "reg:cannot-come:2").await;
    assert!(stage.last(MARIE).contains(NAME));
    stage.end().await;
}

pub async fn code_of(stage: &Stage, number: i64) -> String {
    let mut conn = stage.app.db.reader().await.unwrap();
    sqlx::query_scalar("select code from registration where number = $1")
        .bind(number)
        .fetch_one(&mut *conn)
        .await
        .unwrap()
}

/// The files somebody was sent: name, kind, contents.
pub fn files(stage: &Stage, who: i64) -> Vec<(String, String, Vec<u8>)> {
    let media = stage.world.chat(who).into_iter().filter_map(|bubble| bubble.media);
    let ids = media.filter_map(|media| {
        let value = &media.value;
        let id = value["file_id"].as_str().or_else(|| value[0]["file_id"].as_str())?;
        stage.world.file(id)
    });
    ids.map(|file| (file.name.clone(), file.mime.clone(), file.bytes.to_vec())).collect()
}

//! Questions without a plain answer: in another language, during a
//! registration, ambiguous, not understood, or not covered by the event file.

use koze::people::Role;
use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot};

on_both_databases!(
    an_answer_comes_in_the_language_of_the_question_once,
    what_is_not_understood_is_never_said_twice_in_the_same_words,
    a_question_in_the_middle_of_registering_is_answered_and_the_step_asked_again,
    the_organisers_answer_and_keep_what_the_invitation_does_not_say,
    only_organisers_answer_for_the_organisers,
    a_time_outside_of_the_programme_is_said_to_be_so,
    kept_answers_are_found_by_what_they_are_about_and_after_a_restart,
    a_voice_note_goes_to_the_organisers_and_its_answer_comes_back,
    a_request_about_ones_registration_opens_its_menu,
    two_close_readings_become_two_buttons,
);

async fn an_answer_comes_in_the_language_of_the_question_once(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    test.says(MARIE, "what time is the round table?").await;
    assert!(test.hears(MARIE).contains("Round table"));
    test.says(MARIE, "la table ronde, c'est à quelle heure ?").await;
    assert!(test.hears(MARIE).contains("Table ronde"));
    test.says(MARIE, "english please").await;
    test.hears(MARIE);
    test.presses(MARIE, "say:place").await;
    assert!(
        test.hears(MARIE).contains("To reach the organisers")
            || test.chat_contains(MARIE, "more precise address")
    );
    test.end().await;
}

async fn what_is_not_understood_is_never_said_twice_in_the_same_words(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T09:50").await;
    let mut before = String::new();
    for text in ["blorp gnarf zwitt", "gnarf blorp", "zwitt gnarf", "drouk blorp"] {
        test.says(MARIE, text).await;
        let heard = test.last_message(MARIE);
        assert_ne!(heard, before);
        before = heard;
    }
    test.taps(MARIE, "ask:send:7").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    test.end().await;
}

async fn a_question_in_the_middle_of_registering_is_answered_and_the_step_asked_again(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.presses(MARIE, "reg:name:same").await;
    test.hears(MARIE);
    test.says(MARIE, "c'est à quelle heure la table ronde ?").await;
    let heard = test.hears(MARIE);
    let answer = heard.find("10h30").expect("the answer names the hour");
    let step = heard.find("Vous venez comme").expect("the registration step follows");
    assert!(answer < step, "{heard}");
    test.end().await;
}

async fn the_organisers_answer_and_keep_what_the_invitation_does_not_say(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    for organiser in [JOSIANE, EUGENE] {
        test.grant_role(organiser, Role::Organiser).await;
    }
    test.says(MARIE, "il y a un parking <gratuit> ?").await;
    assert!(test.hears(MARIE).contains("Je n'ai pas cette information"));
    test.taps(MARIE, "org:ask:1").await;
    for organiser in [JOSIANE, EUGENE] {
        assert!(test.hears(organiser).contains("il y a un parking <gratuit> ?"));
    }
    test.taps(JOSIANE, "org:take:1").await;
    test.taps(EUGENE, "org:take:1").await;
    test.hears(MARIE);
    test.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("parking <gratuit>") && heard.contains("Oui, derrière le bâtiment."), "{heard}");
    // the second organiser learns that the question is answered; his text goes nowhere
    test.hears(EUGENE);
    assert!(test.chat_contains(EUGENE, "✅ il y a un parking <gratuit> ?"));
    test.says(EUGENE, "Non.").await;
    assert!(test.hears(EUGENE).contains("déjà répondu"));
    assert_eq!(test.hears(MARIE), "");
    // once the organiser saves the answer, it serves other people who ask the same
    test.taps(JOSIANE, "org:keep:1").await;
    test.says(AIME, "y a-t-il un parking gratuit").await;
    assert!(test.hears(AIME).contains("Oui, derrière le bâtiment."));
    test.says(AIME, "ya du wifi ?").await;
    assert!(test.hears(AIME).contains("Je n'ai pas cette information"));
    test.end().await;
}

async fn only_organisers_answer_for_the_organisers(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "ya du wifi ?").await;
    // nobody can send another person's draft, and a resident cannot answer
    test.says(AIME, "bonjour").await;
    test.presses(AIME, "org:ask:1").await;
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'asked'").await, 0);
    test.presses(MARIE, "org:ask:1").await;
    test.presses(MARIE, "org:ask:1").await;
    for forged in ["org:take:1", "org:keep:1", "org:take:99", "org:take:x", "org:none:1"] {
        test.presses(AIME, forged).await;
    }
    test.says(AIME, "Non, pas de wifi").await;
    assert_eq!(test.query_i64("select count(*) from organiser_question where state = 'answered'").await, 0);
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 0);
    test.end().await;
}

async fn a_time_outside_of_the_programme_is_said_to_be_so(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    test.says(MARIE, "ya kelke chose a 14h?").await;
    // the closing has no printed end: the bot names the announced hours and no more
    let heard = test.hears(MARIE);
    assert!(heard.contains("À 14h, rien d'autre n'est annoncé") && heard.contains("de 8h à 12h"), "{heard}");
    test.says(MARIE, "il y a quoi à 10h45").await;
    assert!(test.hears(MARIE).contains("10h30 – 11h30"));
    test.end().await;
}

async fn a_request_about_ones_registration_opens_its_menu(database: Database) {
    let mut test = TestBot::open(database, "2012-11-12T10:00").await;
    for wish in ["je suis bien inscrite ?", "je ne peux plus venir", "je veux changer mon numéro"] {
        test.says(AIME, wish).await;
        let heard = test.hears(AIME);
        assert!(
            heard.contains("Vous n'avez pas d'inscription.") && heard.contains("Pour vous inscrire"),
            "{heard}"
        );
    }
    test.register(MARIE).await;
    test.says(MARIE, "je suis bien inscrite ?").await;
    let card = test.hears(MARIE);
    assert!(card.contains("Inscription n° 1"), "{card}");
    test.says(MARIE, "je veux changer mon numéro").await;
    assert!(test.hears(MARIE).contains("Que voulez-vous"), "{}", test.last_message(MARIE));
    // the bot asks before it frees the seat; a no keeps it
    test.says(MARIE, "je ne peux plus venir").await;
    assert!(test.hears(MARIE).contains("Vous ne pouvez plus venir ? Votre place"));
    test.taps(MARIE, "reg:show:1").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.says(MARIE, "annulez mon inscription svp").await;
    test.taps(MARIE, "reg:free:1").await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    test.says(MARIE, "suis-je inscrite ?").await;
    assert!(test.hears(MARIE).contains("Vous n'avez pas d'inscription."));
    test.end().await;
}

async fn two_close_readings_become_two_buttons(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    test.says(MARIE, "contact ou inscription").await;
    assert_eq!(test.hears(MARIE), "Que voulez-vous savoir ?");
    test.taps(MARIE, "say:contact").await;
    assert!(test.hears(MARIE).contains("nathalie.vivies@villecaraibe.com"));
    test.taps(MARIE, "say:register").await;
    assert!(test.hears(MARIE).contains("inscri"));
    test.end().await;
}

async fn kept_answers_are_found_by_what_they_are_about_and_after_a_restart(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "il y a un parking gratuit ?").await;
    let asked = test
        .emulator
        .messages(MARIE)
        .iter()
        .find(|bubble| bubble.plain_text.contains("parking"))
        .unwrap()
        .message_id;
    test.taps(MARIE, "org:ask:1").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    let answer = test.emulator.latest_message(MARIE).unwrap();
    assert_eq!(answer.reply_to_message_id, Some(asked), "the answer shows which message it answers");
    test.taps(JOSIANE, "org:keep:1").await;
    // the bot restarts on the same database
    let anew = test.second_instance().await;
    test.dispatcher = anew.dispatcher();
    for alike in ["où se garer ?", "ou je peux me gare svp", "is there a car park", "ni parking ?"] {
        test.says(AIME, alike).await;
        assert!(
            test.last_message(AIME).contains("Oui, derrière le bâtiment."),
            "{alike}: {}",
            test.last_message(AIME)
        );
    }
    for other in ["c'est gratuit ?", "ya du wifi ?", "quel bus faut-il prendre ?"] {
        test.says(AIME, other).await;
        assert!(
            test.last_message(AIME).contains("Je n'ai pas cette information"),
            "{other}: {}",
            test.last_message(AIME)
        );
    }
    test.end().await;
    anew.db.close().await;
}

async fn a_voice_note_goes_to_the_organisers_and_its_answer_comes_back(database: Database) {
    let mut test = TestBot::open(database, "2012-11-20T10:00").await;
    for organiser in [JOSIANE, EUGENE] {
        test.grant_role(organiser, Role::Organiser).await;
    }
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    let note = test.emulator.messages(MARIE).iter().find(|bubble| bubble.media.is_some()).cloned().unwrap();
    assert!(test.hears(MARIE).starts_with("Je ne sais lire que le texte"));
    test.taps(MARIE, "say:contact").await;
    assert!(test.hears(MARIE).contains("0596 68 64 52"), "the buttons offer the topics");
    test.taps(MARIE, "org:ask:1").await;
    for organiser in [JOSIANE, EUGENE] {
        let chat = test.emulator.messages(organiser);
        let voice = chat.iter().find_map(|bubble| bubble.media.clone()).expect("the voice message");
        assert_eq!(voice.kind, "voice");
        assert_eq!(voice.value["file_id"], note.media.as_ref().unwrap().value["file_id"]);
        assert!(test.hears(organiser).contains("🎤 message vocal"));
    }
    test.taps(EUGENE, "org:take:1").await;
    // an answer must be a text; other messages change nothing
    test.emulator.user_sends_media(EUGENE, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(test.last_message(EUGENE).contains("écrivez-la"));
    test.says(EUGENE, "Rappelez-nous au bureau.").await;
    let answer = test.emulator.latest_message(MARIE).unwrap();
    assert!(answer.plain_text.contains("Rappelez-nous au bureau."), "{}", answer.plain_text);
    assert_eq!(answer.reply_to_message_id, Some(note.message_id));
    assert!(
        test.chat_contains(JOSIANE, "✅ 🎤 message vocal"),
        "the other organiser sees that the question is answered"
    );
    assert_eq!(test.last_message(EUGENE), "Merci, votre réponse est envoyée.");
    // a voice message has no text under which an answer could be saved
    test.presses(EUGENE, "org:keep:1").await;
    assert_eq!(test.query_i64("select count(*) from saved_answer").await, 0);
    test.end().await;
}

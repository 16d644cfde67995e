//! Plays of questions that are not plain: in another language, in the middle of registering, close to two
//! meanings, not understood, and not answered by the invitation.

use koze::people::Role;
use koze::rehearsal::world::Kind;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage};

on_both_databases!(
    an_answer_comes_in_the_language_of_the_question_once,
    what_is_not_understood_is_never_said_twice_in_the_same_words,
    a_question_in_the_middle_of_registering_is_answered_and_the_step_asked_again,
    the_organisers_answer_and_keep_what_the_invitation_does_not_say,
    only_organisers_answer_for_the_organisers,
    a_time_outside_of_the_programme_is_said_to_be_so,
    kept_answers_are_found_by_what_they_are_about_and_after_a_restart,
    a_voice_note_goes_to_the_organisers_and_its_answer_comes_back,
    a_wish_about_ones_registration_opens_its_screen,
    two_close_readings_become_two_buttons,
);

async fn an_answer_comes_in_the_language_of_the_question_once(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    stage.says(MARIE, "what time is the round table?").await;
    assert!(stage.hears(MARIE).contains("Round table"));
    stage.says(MARIE, "la table ronde, c'est à quelle heure ?").await;
    assert!(stage.hears(MARIE).contains("Table ronde"));
    stage.says(MARIE, "english please").await;
    stage.hears(MARIE);
    stage.presses(MARIE, "say:place").await;
    assert!(
        stage.hears(MARIE).contains("To reach the organisers") || stage.shows(MARIE, "more precise address")
    );
    stage.end().await;
}

async fn what_is_not_understood_is_never_said_twice_in_the_same_words(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T09:50").await;
    let mut before = String::new();
    for text in ["blorp gnarf zwitt", "gnarf blorp", "zwitt gnarf", "drouk blorp"] {
        stage.says(MARIE, text).await;
        let heard = stage.last(MARIE);
        assert_ne!(heard, before);
        before = heard;
    }
    stage.taps(MARIE, "📨 L'envoyer comme question").await;
    assert_eq!(stage.count("select count(*) from question").await, 1);
    stage.end().await;
}

async fn a_question_in_the_middle_of_registering_is_answered_and_the_step_asked_again(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.presses(MARIE, "reg:name:same").await;
    stage.hears(MARIE);
    stage.says(MARIE, "c'est à quelle heure la table ronde ?").await;
    let heard = stage.hears(MARIE);
    let answer = heard.find("10h30").expect("the hour");
    let step = heard.find("Vous venez comme").expect("the step");
    assert!(answer < step, "{heard}");
    stage.end().await;
}

async fn the_organisers_answer_and_keep_what_the_invitation_does_not_say(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    for organiser in [JOSIANE, EUGENE] {
        stage.invite(organiser, Role::Organiser).await;
    }
    stage.says(MARIE, "il y a un parking <gratuit> ?").await;
    assert!(stage.hears(MARIE).contains("Je n'ai pas cette information"));
    stage.taps(MARIE, "✉️ Demander aux organisateurs").await;
    for organiser in [JOSIANE, EUGENE] {
        assert!(stage.hears(organiser).contains("il y a un parking <gratuit> ?"));
    }
    stage.taps(JOSIANE, "Répondre").await;
    stage.taps(EUGENE, "Répondre").await;
    stage.hears(MARIE);
    stage.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("parking <gratuit>") && heard.contains("Oui, derrière le bâtiment."), "{heard}");
    // the second is told, and what he wrote goes nowhere
    stage.hears(EUGENE);
    assert!(stage.shows(EUGENE, "✅ il y a un parking <gratuit> ?"));
    stage.says(EUGENE, "Non.").await;
    assert!(stage.hears(EUGENE).contains("déjà répondu"));
    assert_eq!(stage.hears(MARIE), "");
    // kept with one tap, it answers the next who asks alike
    stage.taps(JOSIANE, "Oui, donner cette réponse à tous").await;
    stage.says(AIME, "y a-t-il un parking gratuit").await;
    assert!(stage.hears(AIME).contains("Oui, derrière le bâtiment."));
    stage.says(AIME, "ya du wifi ?").await;
    assert!(stage.hears(AIME).contains("Je n'ai pas cette information"));
    stage.end().await;
}

async fn only_organisers_answer_for_the_organisers(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "ya du wifi ?").await;
    // somebody else's offer cannot be sent, and a resident cannot answer
    stage.says(AIME, "bonjour").await;
    stage.presses(AIME, "org:ask:1").await;
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'asked'").await, 0);
    stage.presses(MARIE, "org:ask:1").await;
    stage.presses(MARIE, "org:ask:1").await;
    for forged in ["org:take:1", "org:keep:1", "org:take:99", "org:take:x", "org:none:1"] {
        stage.presses(AIME, forged).await;
    }
    stage.says(AIME, "Non, pas de wifi").await;
    assert_eq!(stage.count("select count(*) from asked_organisers where state = 'answered'").await, 0);
    assert_eq!(stage.count("select count(*) from kept_answer").await, 0);
    stage.end().await;
}

async fn a_time_outside_of_the_programme_is_said_to_be_so(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    stage.says(MARIE, "ya kelke chose a 14h?").await;
    // the closing's end is not printed: what is announced is said, and no more
    let heard = stage.hears(MARIE);
    assert!(heard.contains("À 14h, rien d'autre n'est annoncé") && heard.contains("de 8h à 12h"), "{heard}");
    stage.says(MARIE, "il y a quoi à 10h45").await;
    assert!(stage.hears(MARIE).contains("10h30 – 11h30"));
    stage.end().await;
}

async fn a_wish_about_ones_registration_opens_its_screen(database: Database) {
    let mut stage = Stage::open(database, "2012-11-12T10:00").await;
    for wish in ["je suis bien inscrite ?", "je ne peux plus venir", "je veux changer mon numéro"] {
        stage.says(AIME, wish).await;
        let heard = stage.hears(AIME);
        assert!(
            heard.contains("Vous n'avez pas d'inscription.") && heard.contains("Pour vous inscrire"),
            "{heard}"
        );
    }
    stage.register(MARIE).await;
    stage.says(MARIE, "je suis bien inscrite ?").await;
    let card = stage.hears(MARIE);
    assert!(card.contains("Inscription n° 1"), "{card}");
    stage.says(MARIE, "je veux changer mon numéro").await;
    assert!(stage.hears(MARIE).contains("Que voulez-vous"), "{}", stage.last(MARIE));
    // asked first, and nothing is lost by saying no
    stage.says(MARIE, "je ne peux plus venir").await;
    assert!(stage.hears(MARIE).contains("Vous ne pouvez plus venir ? Votre place"));
    stage.taps(MARIE, "Non, je garde la place").await;
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.says(MARIE, "annulez mon inscription svp").await;
    stage.taps(MARIE, "Oui, je libère la place").await;
    assert_eq!(stage.count("select count(*) from registration").await, 0);
    stage.says(MARIE, "suis-je inscrite ?").await;
    assert!(stage.hears(MARIE).contains("Vous n'avez pas d'inscription."));
    stage.end().await;
}

async fn two_close_readings_become_two_buttons(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    stage.says(MARIE, "le contact et le programme").await;
    assert_eq!(stage.hears(MARIE), "Que voulez-vous savoir ?");
    let buttons = stage.world.latest(MARIE).unwrap().inline_keyboard.expect("buttons");
    assert_eq!(buttons.as_array().map(Vec::len), Some(3), "the third sends it to the speakers");
    stage.taps(MARIE, "☎️ Contact").await;
    assert!(stage.hears(MARIE).contains("nathalie.vivies@villecaraibe.com"));
    stage.taps(MARIE, "📅 Le programme").await;
    assert!(stage.hears(MARIE).contains("10h30 · Table ronde"));
    stage.end().await;
}

async fn kept_answers_are_found_by_what_they_are_about_and_after_a_restart(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "il y a un parking gratuit ?").await;
    let asked =
        stage.world.chat(MARIE).iter().find(|bubble| bubble.plain.contains("parking")).unwrap().message_id;
    stage.taps(MARIE, "✉️ Demander aux organisateurs").await;
    stage.taps(JOSIANE, "Répondre").await;
    stage.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    let answer = stage.world.latest(MARIE).unwrap();
    assert_eq!(answer.reply_to, Some(asked), "the answer shows which message it answers");
    stage.taps(JOSIANE, "Oui, donner cette réponse à tous").await;
    // the bot starts anew on the same database
    let anew = stage.another().await;
    stage.dispatcher = anew.dispatcher();
    for alike in ["où se garer ?", "ou je peux me gare svp", "is there a car park", "ni parking ?"] {
        stage.says(AIME, alike).await;
        assert!(stage.last(AIME).contains("Oui, derrière le bâtiment."), "{alike}: {}", stage.last(AIME));
    }
    for other in ["c'est gratuit ?", "ya du wifi ?", "quel bus faut-il prendre ?"] {
        stage.says(AIME, other).await;
        assert!(stage.last(AIME).contains("Je n'ai pas cette information"), "{other}: {}", stage.last(AIME));
    }
    stage.end().await;
    anew.db.close().await;
}

async fn a_voice_note_goes_to_the_organisers_and_its_answer_comes_back(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    for organiser in [JOSIANE, EUGENE] {
        stage.invite(organiser, Role::Organiser).await;
    }
    stage.world.sends(MARIE, Kind::Voice);
    stage.settle().await;
    let note = stage.world.chat(MARIE).iter().find(|bubble| bubble.media.is_some()).cloned().unwrap();
    assert!(stage.hears(MARIE).starts_with("Je ne sais lire que le texte"));
    stage.taps(MARIE, "☎️ Contact").await;
    assert!(stage.hears(MARIE).contains("0596 68 64 52"), "the topics are buttons");
    stage.taps(MARIE, "🎤 L'envoyer aux organisateurs").await;
    for organiser in [JOSIANE, EUGENE] {
        let chat = stage.world.chat(organiser);
        let voice = chat.iter().find_map(|bubble| bubble.media.clone()).expect("the voice message");
        assert_eq!(voice.kind, "voice");
        assert_eq!(voice.value["file_id"], note.media.as_ref().unwrap().value["file_id"]);
        assert!(stage.hears(organiser).contains("🎤 message vocal"));
    }
    stage.taps(EUGENE, "Répondre").await;
    // an answer goes out in writing; what is not text changes nothing
    stage.world.sends(EUGENE, Kind::Voice);
    stage.settle().await;
    assert!(stage.last(EUGENE).contains("écrivez-la"));
    stage.says(EUGENE, "Rappelez-nous au bureau.").await;
    let answer = stage.world.latest(MARIE).unwrap();
    assert!(answer.plain.contains("Rappelez-nous au bureau."), "{}", answer.plain);
    assert_eq!(answer.reply_to, Some(note.message_id));
    assert!(stage.shows(JOSIANE, "✅ 🎤 message vocal"), "the other sees that it is done");
    assert_eq!(stage.last(EUGENE), "Merci, votre réponse est envoyée.");
    // there are no words to keep
    stage.presses(EUGENE, "org:keep:1").await;
    assert_eq!(stage.count("select count(*) from kept_answer").await, 0);
    stage.end().await;
}

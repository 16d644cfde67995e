//! Plays of questions that are not plain: in another language, in the middle of registering, close to two
//! meanings, not understood, and not answered by the invitation.

use koze::people::Role;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage};

on_both_databases!(
    an_answer_comes_in_the_language_of_the_question_once,
    what_is_not_understood_is_never_said_twice_in_the_same_words,
    a_question_in_the_middle_of_registering_is_answered_and_the_step_asked_again,
    the_organisers_answer_and_keep_what_the_invitation_does_not_say,
    only_organisers_answer_for_the_organisers,
    a_time_outside_of_the_programme_is_said_to_be_so,
);

async fn an_answer_comes_in_the_language_of_the_question_once(database: Database) {
    let mut stage = Stage::open(database, "2012-11-20T10:00").await;
    stage.says(MARIE, "what time is the round table?").await;
    assert!(stage.hears(MARIE).contains("Round table"));
    stage.says(MARIE, "table ronde ?").await;
    assert!(stage.hears(MARIE).contains("Table ronde"));
    stage.says(MARIE, "english please").await;
    stage.hears(MARIE);
    stage.presses(MARIE, "say:place").await;
    assert!(stage.hears(MARIE).contains("To reach the organisers") || stage.shows(MARIE, "invitation gives"));
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
    assert!(stage.hears(MARIE).contains("L'invitation ne le dit pas"));
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
    stage.taps(JOSIANE, "Oui, la garder pour tous").await;
    stage.says(AIME, "y a-t-il un parking gratuit").await;
    assert!(stage.hears(AIME).contains("Oui, derrière le bâtiment."));
    stage.says(AIME, "ya du wifi ?").await;
    assert!(stage.hears(AIME).contains("L'invitation ne le dit pas"));
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
    assert!(
        stage
            .hears(MARIE)
            .contains("À 14h, rien n'est au programme. Le forum va de 8h à 12h (vendredi 23 novembre 2012).")
    );
    stage.says(MARIE, "il y a quoi à 10h45").await;
    assert!(stage.hears(MARIE).contains("10h30 – 11h30"));
    stage.end().await;
}

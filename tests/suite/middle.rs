//! One thing begun in the middle of another: nothing that was given is lost, and no text goes where it
//! was not meant to go.

use koze::people::Role;

use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage};

on_both_databases!(
    registering_goes_on_where_a_question_had_come_between,
    a_name_is_never_sent_as_a_question,
    an_organiser_leaves_a_reply_without_sending_it,
    replying_loses_no_answer_of_the_organisers_own,
    a_number_that_was_given_once_never_comes_again,
);

const EARLY: &str = "2012-11-12T10:00";

async fn registering_goes_on_where_a_question_had_come_between(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.says(MARIE, "Marie d'Exemple").await;
    stage.taps(MARIE, "❓ Poser une question").await;
    stage.hears(MARIE);
    stage.taps(MARIE, "🎟 Inscription").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Vous venez comme"), "the next step, not the first: {heard}");
    stage.presses(MARIE, "reg:category:resident").await;
    stage.says(MARIE, "Passer").await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    assert_eq!(stage.count("select count(*) from registration where name = 'Marie d''Exemple'").await, 1);
    assert_eq!(stage.count("select count(*) from question").await, 0);
    stage.end().await;
}

async fn a_name_is_never_sent_as_a_question(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "❓ Poser une question").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.says(MARIE, "Marie Dupont").await;
    assert_eq!(stage.count("select count(*) from question").await, 0);
    assert!(stage.last(MARIE).contains("Vous venez comme"), "{}", stage.last(MARIE));
    stage.end().await;
}

async fn an_organiser_leaves_a_reply_without_sending_it(database: Database) {
    let mut stage = asked(database).await;
    stage.taps(JOSIANE, "Répondre").await;
    stage.hears(JOSIANE);
    stage.says(JOSIANE, "/annuler").await;
    assert!(stage.hears(JOSIANE).contains("plus tard"));
    stage.says(JOSIANE, "c'est à quelle heure ?").await;
    assert!(stage.hears(JOSIANE).contains("8h"), "it was her own question");
    assert_eq!(stage.hears(MARIE), "", "and nothing went to Marie");
    stage.end().await;
}

async fn replying_loses_no_answer_of_the_organisers_own(database: Database) {
    let mut stage = asked(database).await;
    stage.says(JOSIANE, "/inscription").await;
    stage.presses(JOSIANE, "reg:consent:yes").await;
    stage.says(JOSIANE, "Josiane Modèle").await;
    stage.taps(JOSIANE, "Répondre").await;
    stage.hears(JOSIANE);
    stage.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    assert!(stage.hears(MARIE).contains("derrière le bâtiment"));
    let heard = stage.hears(JOSIANE);
    assert!(heard.contains("Vous venez comme"), "her own step is asked again: {heard}");
    stage.end().await;
}

async fn a_number_that_was_given_once_never_comes_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "y a un parking ?").await;
    let offer = |stage: &Stage| stage.world.latest(MARIE).unwrap().inline_keyboard.unwrap().to_string();
    let parking = offer(&stage);
    assert!(parking.contains("org:ask:1"), "{parking}");
    stage.says(MARIE, "il y a du wifi ?").await;
    let wifi = offer(&stage);
    assert!(
        wifi.contains("org:ask:2"),
        "the first answer's button must not send the second question: {wifi}"
    );
    stage.end().await;
}

/// Marie has asked what the invitation does not say, and Josiane may answer.
async fn asked(database: Database) -> Stage {
    let mut stage = Stage::open(database, EARLY).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(MARIE, "y a un parking ?").await;
    stage.taps(MARIE, "✉️ Demander aux organisateurs").await;
    stage.hears(MARIE);
    stage.hears(JOSIANE);
    stage.hears(AIME);
    stage
}

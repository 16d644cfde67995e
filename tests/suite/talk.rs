//! What people type where a button or a name was expected.

use crate::stage::{Database, MARIE, Stage};

on_both_databases!(a_question_without_its_mark_is_no_name, real_names_pass, typed_words_do_what_buttons_do,);

const EARLY: &str = "2012-11-12T10:00";

async fn at_the_name(database: Database) -> Stage {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    stage.hears(MARIE);
    stage
}

async fn a_question_without_its_mark_is_no_name(database: Database) {
    let mut stage = at_the_name(database).await;
    for asked in [
        "c'est ou",
        "la table ronde c'est quand",
        "table ronde kel heure",
        "ki lè latab wonn",
        "what time is the round table",
        "where is it",
    ] {
        stage.says(MARIE, asked).await;
        assert!(stage.last(MARIE).starts_with("1/4"), "{asked}: {}", stage.last(MARIE));
    }
    stage.says(MARIE, "Marie Exemple").await;
    assert!(stage.hears(MARIE).contains("Merci, Marie Exemple."));
    stage.presses(MARIE, "reg:category:mediator").await;
    stage.says(MARIE, "c'est ou").await;
    assert!(stage.last(MARIE).starts_with("3/5"), "{}", stage.last(MARIE));
    stage.end().await;
}

async fn real_names_pass(database: Database) {
    let mut stage = at_the_name(database).await;
    for name in [
        "Marie-Rose Perspective",
        "Jean Pause",
        "jean pause",
        "Aimé Forum",
        "Rose Ronde",
        "d'Abreu",
        "李小龍",
        "محمد",
        "Man Félicité",
    ] {
        stage.says(MARIE, name).await;
        assert!(stage.last(MARIE).starts_with("2/4"), "{name}: {}", stage.last(MARIE));
        assert!(stage.hears(MARIE).contains(name), "{name}");
        stage.says(MARIE, "RETOUR").await;
    }
    stage.says(MARIE, "Moi c'est Josiane Modèle").await;
    assert!(stage.hears(MARIE).contains("Merci, Josiane Modèle."));
    stage.end().await;
}

async fn typed_words_do_what_buttons_do(database: Database) {
    let mut stage = at_the_name(database).await;
    stage.says(MARIE, "passer").await;
    assert!(stage.last(MARIE).contains("Je n'ai pas su lire un nom"), "{}", stage.last(MARIE));
    stage.says(MARIE, "Marie Exemple").await;
    stage.says(MARIE, "mediatè").await;
    stage.says(MARIE, "Passer").await;
    assert!(stage.last(MARIE).contains("nom de votre structure"), "never a structure's name");
    stage.says(MARIE, "viré").await;
    stage.says(MARIE, "Autre").await;
    assert!(stage.last(MARIE).starts_with("3/4"), "no structure is asked for: {}", stage.last(MARIE));
    for skip in ["PASSER", "j'ai pas de téléphone", "pa ni téléfòn", "no phone"] {
        stage.says(MARIE, skip).await;
        assert!(stage.last(MARIE).starts_with("Tout est juste"), "{skip}: {}", stage.last(MARIE));
        stage.says(MARIE, "retour").await;
    }
    stage.says(MARIE, "skip").await;
    stage.says(MARIE, "d'accord").await;
    assert!(stage.hears(MARIE).contains("Inscription n° 1"));
    assert_eq!(stage.count("select count(*) from registration where structure = ''").await, 1);
    stage.says(crate::stage::AIME, "/start").await;
    stage.presses(crate::stage::AIME, "reg:consent:yes").await;
    stage.says(crate::stage::AIME, "pas maintenant").await;
    assert!(stage.last(crate::stage::AIME).contains("Je n'ai gardé aucune réponse"));
    stage.end().await;
}

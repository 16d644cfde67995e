//! What people type where a button or a name was expected.

use crate::stage::{Database, MARIE, Stage};

on_both_databases!(
    a_question_without_its_mark_is_no_name,
    one_word_about_the_forum_is_no_name,
    real_names_pass,
    typed_words_do_what_buttons_do,
    typed_words_on_the_card,
    rights_are_claimed_in_words,
);

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
        assert!(stage.last(MARIE).starts_with("2/5"), "{asked}: {}", stage.last(MARIE));
    }
    stage.says(MARIE, "Marie Exemple").await;
    assert!(stage.hears(MARIE).contains("Merci, Marie Exemple."));
    stage.presses(MARIE, "reg:category:mediator").await;
    stage.says(MARIE, "c'est ou").await;
    assert!(stage.last(MARIE).starts_with("4/6"), "{}", stage.last(MARIE));
    stage.end().await;
}

async fn one_word_about_the_forum_is_no_name(database: Database) {
    let mut stage = at_the_name(database).await;
    for asked in
        ["parking", "Bonjour", "merci", "où", "programme", "horaires", "bonjou", "hello", "Parking ?"]
    {
        stage.says(MARIE, asked).await;
        assert!(stage.last(MARIE).starts_with("2/5"), "{asked}: {}", stage.last(MARIE));
    }
    stage.says(MARIE, "test").await;
    assert!(stage.last(MARIE).contains("Je n'ai pas su lire un nom"), "{}", stage.last(MARIE));
    for name in ["Marie", "Dominique", "Félicité", "France", "Joséphine", "Catherine", "Daniel"] {
        stage.says(MARIE, name).await;
        assert!(stage.hears(MARIE).contains(&format!("Merci, {name}.")), "{name}");
        stage.says(MARIE, "retour").await;
    }
    for said in ["Bonjour, je m'appelle Marie Exemple", "bonsoir Marie Exemple", "je suis Marie Exemple"] {
        stage.says(MARIE, said).await;
        assert!(stage.hears(MARIE).contains("Merci, Marie Exemple."), "{said}");
        stage.says(MARIE, "retour").await;
    }
    stage.end().await;
}

/// While one answer is awaited on the card: leave, skip and none mean what they say.
async fn typed_words_on_the_card(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    for (field, word) in [("email", "annuler"), ("area", "passer"), ("access", "retour"), ("name", "rien")] {
        stage.presses(MARIE, &format!("reg:edit:1:{field}")).await;
        stage.hears(MARIE);
        stage.says(MARIE, word).await;
        let heard = stage.hears(MARIE);
        assert!(
            heard.contains("je n'ai rien changé") && heard.contains("Inscription n° 1"),
            "{word}: {heard}"
        );
    }
    let extras = "select count(*) from registration where email = '' and area = '' and access_needs = ''";
    assert_eq!(stage.count(extras).await, 1);
    stage.presses(MARIE, "reg:edit:1:access").await;
    stage.says(MARIE, "un fauteuil").await;
    assert_eq!(stage.count(extras).await, 0);
    stage.presses(MARIE, "reg:edit:1:access").await;
    stage.says(MARIE, "aucun").await;
    assert_eq!(stage.count(extras).await, 1, "what was given is taken back");
    stage.presses(MARIE, "reg:set:1:institution").await;
    assert!(stage.last(MARIE).contains("nom de la structure"), "{}", stage.last(MARIE));
    stage.says(MARIE, "Passer").await;
    assert!(stage.last(MARIE).contains("Inscription n° 1"), "{}", stage.last(MARIE));
    assert_eq!(stage.count("select count(*) from registration where structure = ''").await, 1);
    stage.presses(MARIE, "reg:edit:1:structure").await;
    stage.says(MARIE, "Mairie").await;
    assert!(stage.last(MARIE).contains("🏢 Mairie"), "{}", stage.last(MARIE));
    stage.presses(MARIE, "reg:edit:1:structure").await;
    stage.taps(MARIE, "🗑 Retirer cette réponse").await;
    assert_eq!(stage.count("select count(*) from registration where structure = ''").await, 1);
    stage.end().await;
}

async fn rights_are_claimed_in_words(database: Database) {
    let mut stage = at_the_name(database).await;
    stage.says(MARIE, "Qu'avez-vous fait de mes données ?").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Tout ce que je garde sur vous") && heard.contains("2/5"), "{heard}");
    stage.says(MARIE, "annuler").await;
    stage.register(MARIE).await;
    for words in ["Effacez mes données svp", "delete my data", "éfasé sé dòné mwen an"] {
        stage.says(MARIE, words).await;
        assert!(stage.last(MARIE).contains("Tout effacer ?"), "{words}: {}", stage.last(MARIE));
    }
    stage.says(MARIE, "non").await;
    assert!(stage.last(MARIE).contains("rien effacé"), "{}", stage.last(MARIE));
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.says(MARIE, "supprimez mes données").await;
    stage.says(MARIE, "oui").await;
    assert!(stage.hears(MARIE).contains("C'est effacé."));
    assert_eq!(stage.count("select count(*) from registration").await, 0);
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
        assert!(stage.last(MARIE).starts_with("3/5"), "{name}: {}", stage.last(MARIE));
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
    assert!(stage.last(MARIE).starts_with("5/6"), "never a structure's name: {}", stage.last(MARIE));
    stage.says(MARIE, "viré").await;
    stage.says(MARIE, "viré").await;
    stage.says(MARIE, "Autre").await;
    assert!(stage.last(MARIE).starts_with("4/5"), "no structure is asked for: {}", stage.last(MARIE));
    for skip in ["PASSER", "j'ai pas de téléphone", "pa ni téléfòn", "no phone"] {
        stage.says(MARIE, skip).await;
        assert!(stage.last(MARIE).starts_with("5/5 · Tout est juste"), "{skip}: {}", stage.last(MARIE));
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

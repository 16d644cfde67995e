//! What people type where a button or a name was expected.

use koze::rehearsal::world::Kind;

use crate::stage::{Database, MARIE, Stage, plain};

on_both_databases!(
    a_question_without_its_mark_is_no_name,
    one_word_about_the_forum_is_no_name,
    real_names_pass,
    typed_words_do_what_buttons_do,
    typed_words_on_the_card,
    rights_are_claimed_in_words,
    names_are_read_out_of_sentences,
    a_no_in_words_is_a_no,
    a_category_in_ones_own_words,
    an_address_in_words_is_an_address,
    why_a_name_is_asked_for_is_said,
    a_voice_at_the_telephone_is_no_wrong_number,
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
        "table ronde kel heure",
        "ki lè latab wonn",
        "what time is the round table",
        "where is it",
        // the language of the last sentence is the one that is gone on in
        "la table ronde c'est quand",
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
    for (words, question) in [
        ("delete my data", "Erase everything?"),
        ("éfasé sé dòné mwen an", "Éfasé tout ?"),
        ("Effacez toutes mes données svp", "Tout effacer ?"),
    ] {
        stage.says(MARIE, words).await;
        let last = plain(&stage.last(MARIE));
        assert!(last.contains(question), "{words}: {last}");
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
    for (skip, question) in [
        ("PASSER", "5/5 · Tout est juste"),
        ("j'ai pas de téléphone", "5/5 · Tout est juste"),
        ("pa ni téléfòn", "5/5 · Ès tout bagay bon"),
        ("I have no phone", "5/5 · Is everything right"),
    ] {
        stage.says(MARIE, skip).await;
        assert!(stage.last(MARIE).starts_with(question), "{skip}: {}", stage.last(MARIE));
        stage.says(MARIE, "retour").await;
    }
    stage.says(MARIE, "skip").await;
    stage.says(MARIE, "d'accord").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Registration no. 1"), "{heard}");
    assert_eq!(stage.count("select count(*) from registration where structure = ''").await, 1);
    stage.says(crate::stage::AIME, "/start").await;
    stage.presses(crate::stage::AIME, "reg:consent:yes").await;
    stage.says(crate::stage::AIME, "pas maintenant").await;
    assert!(stage.last(crate::stage::AIME).contains("Je n'ai gardé aucune réponse"));
    stage.end().await;
}

async fn names_are_read_out_of_sentences(database: Database) {
    let mut stage = at_the_name(database).await;
    for (said, name) in [
        ("Man ka kriyé Téo", "Téo"),
        ("bonjou, mwen ka kriyé Téo Bellerose", "Téo Bellerose"),
        ("yo ka kriyé man Léonie", "Léonie"),
        ("man sé Léonie", "Léonie"),
        ("moi c'est Léonie Bellerose", "Léonie Bellerose"),
        ("mon prénom c’est Léonie", "Léonie"),
        ("c'est Léonie Bellerose", "Léonie Bellerose"),
        ("hello, my name's Leonie", "Leonie"),
        ("call me Leo", "Leo"),
        // names that begin like a word of those lists
        ("Cécile Estelle", "Cécile Estelle"),
        ("Ici Paul", "Paul"),
        ("Pourrat Alain", "Pourrat Alain"),
    ] {
        stage.says(MARIE, said).await;
        assert!(
            stage.step(MARIE).await.contains(&format!("\"{name}\"")),
            "{said}: {}",
            stage.step(MARIE).await
        );
        stage.says(MARIE, "retour").await;
    }
    // their own registration is asked for, and they name their mother
    for said in ["ma mère Léonie Bellerose", "my mother Leonie", "manman mwen Léonie", "c'est pour ma mère"]
    {
        let before = stage.step(MARIE).await;
        stage.hears(MARIE);
        stage.says(MARIE, said).await;
        assert!(stage.hears(MARIE).contains("/autres"), "{said}");
        assert_eq!(stage.step(MARIE).await, before, "{said}");
    }
    stage.end().await;
}

async fn a_no_in_words_is_a_no(database: Database) {
    let mut stage = at_the_name(database).await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.presses(MARIE, "reg:category:resident").await;
    for said in [
        "j'ai pas de portable",
        "no thanks",
        "man pa ni téléfòn",
        "pasé",
        "non",
        "non merci",
        "je préfère pas le donner",
        "I don't have a phone",
        "i'd rather not",
        "pa anvi bay nimewo mwen",
        "sans téléphone",
        "je n'ai aucun numéro",
    ] {
        assert!(stage.last(MARIE).starts_with("4/5"), "{said}: {}", stage.last(MARIE));
        stage.says(MARIE, said).await;
        assert!(stage.last(MARIE).starts_with("5/5"), "{said}: {}", stage.last(MARIE));
        stage.presses(MARIE, "reg:summary:phone").await;
    }
    // a number with a no in it is a number
    stage.says(MARIE, "pas le fixe : 0696 12 34 56").await;
    assert!(stage.last(MARIE).starts_with("5/5"));
    assert!(stage.last(MARIE).contains("+596 696 12 34 56"), "{}", stage.last(MARIE));
    stage.end().await;

    let mut stage = at_the_name(Database::sqlite().await).await;
    stage.says(MARIE, "non merci").await;
    assert!(!stage.last(MARIE).starts_with("3/5"), "{}", stage.last(MARIE));
    assert_eq!(stage.count("select count(*) from registration").await, 0);
    stage.end().await;
}

async fn a_category_in_ones_own_words(database: Database) {
    let mut stage = at_the_name(database).await;
    stage.says(MARIE, "Marie Exemple").await;
    for said in [
        "habitante du quartier",
        "neighbour",
        "je suis une simple habitante",
        "un voisin",
        "I live here",
        "man sé an moun isi",
        "riveraine",
        "Résidente",
    ] {
        assert!(stage.last(MARIE).starts_with("3/5"), "{said}: {}", stage.last(MARIE));
        stage.says(MARIE, said).await;
        assert!(stage.last(MARIE).starts_with("4/5"), "{said}: {}", stage.last(MARIE));
        stage.says(MARIE, "retour").await;
    }
    // two at once: they choose by the button
    stage.says(MARIE, "habitante et médiatrice").await;
    assert!(
        stage.last(MARIE).starts_with("3/5") || !stage.last(MARIE).starts_with("4/"),
        "{}",
        stage.last(MARIE)
    );
    stage.end().await;
}

async fn an_address_in_words_is_an_address(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    let mut asked_again = true;
    for (said, kept) in [
        ("marieline arobase gmail point com", Some("marieline@gmail.com")),
        ("marie line (at) exemple dot org", Some("marieline@exemple.org")),
        ("marieline arobase gmail", None),
        ("@", None),
    ] {
        if asked_again {
            stage.presses(MARIE, "reg:edit:1:email").await;
            stage.hears(MARIE);
        }
        stage.says(MARIE, said).await;
        // after a wrong address the right one is still awaited
        asked_again = kept.is_some();
        let heard = stage.hears(MARIE);
        match kept {
            Some(address) => assert!(heard.contains(address), "{said}: {heard}"),
            None => assert!(heard.contains('@') && !heard.contains("forum"), "{said}: {heard}"),
        }
    }
    stage.end().await;
}

async fn why_a_name_is_asked_for_is_said(database: Database) {
    let mut stage = at_the_name(database).await;
    for said in [
        "pourquoi vous voulez mon nom ?",
        "à quoi ça sert mon nom",
        "why do you need my name?",
        "poutji zot bizwen non mwen ?",
        "qui va voir mes réponses ?",
    ] {
        stage.hears(MARIE);
        stage.says(MARIE, said).await;
        let heard = stage.hears(MARIE);
        assert!(heard.contains("organis") || heard.contains("òganizatè"), "{said}: {heard}");
        assert!(stage.last(MARIE).starts_with("2/5"), "{said}: {}", stage.last(MARIE));
    }
    stage.end().await;
}

async fn a_voice_at_the_telephone_is_no_wrong_number(database: Database) {
    let mut stage = at_the_name(database).await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.presses(MARIE, "reg:category:resident").await;
    stage.says(MARIE, "0696").await;
    let wrong = stage.last(MARIE);
    for kind in [Kind::Sticker, Kind::Voice, Kind::Dice] {
        stage.hears(MARIE);
        stage.world.sends(MARIE, kind);
        stage.settle().await;
        let heard = stage.hears(MARIE);
        assert!(!heard.is_empty() && !heard.contains(&wrong), "{heard}");
    }
    stage.end().await;
}

//! Texts that people type where the registration expects a button or a name.

use telegram_emulator::UserMedia;

use crate::test_bot::{Database, MARIE, TestBot, remove_typography};

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

async fn open_at_name_step(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.hears(MARIE);
    test
}

async fn a_question_without_its_mark_is_no_name(database: Database) {
    let mut test = open_at_name_step(database).await;
    for asked in [
        "c'est ou",
        "table ronde kel heure",
        "ki lè latab wonn",
        "what time is the round table",
        "where is it",
        // the language of the last sentence stays
        "la table ronde c'est quand",
    ] {
        test.says(MARIE, asked).await;
        assert!(test.last_message(MARIE).starts_with("2/5"), "{asked}: {}", test.last_message(MARIE));
    }
    test.says(MARIE, "Marie Exemple").await;
    assert!(test.hears(MARIE).contains("Merci, Marie Exemple."));
    test.presses(MARIE, "reg:category:mediator").await;
    test.says(MARIE, "c'est ou").await;
    assert!(test.last_message(MARIE).starts_with("4/6"), "{}", test.last_message(MARIE));
    test.end().await;
}

async fn one_word_about_the_forum_is_no_name(database: Database) {
    let mut test = open_at_name_step(database).await;
    for asked in
        ["parking", "Bonjour", "merci", "où", "programme", "horaires", "bonjou", "hello", "Parking ?"]
    {
        test.says(MARIE, asked).await;
        assert!(test.last_message(MARIE).starts_with("2/5"), "{asked}: {}", test.last_message(MARIE));
    }
    test.says(MARIE, "test").await;
    assert!(test.last_message(MARIE).contains("Je n'ai pas su lire un nom"), "{}", test.last_message(MARIE));
    for name in ["Marie", "Dominique", "Félicité", "France", "Joséphine", "Catherine", "Daniel"] {
        test.says(MARIE, name).await;
        assert!(test.hears(MARIE).contains(&format!("Merci, {name}.")), "{name}");
        test.says(MARIE, "retour").await;
    }
    for said in ["Bonjour, je m'appelle Marie Exemple", "bonsoir Marie Exemple", "je suis Marie Exemple"] {
        test.says(MARIE, said).await;
        assert!(test.hears(MARIE).contains("Merci, Marie Exemple."), "{said}");
        test.says(MARIE, "retour").await;
    }
    test.end().await;
}

/// While the card awaits an answer, the words for leave, skip and none do what they say.
async fn typed_words_on_the_card(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    for (field, word) in [("email", "annuler"), ("area", "passer"), ("access", "retour"), ("name", "rien")] {
        test.presses(MARIE, &format!("reg:edit:1:{field}")).await;
        test.hears(MARIE);
        test.says(MARIE, word).await;
        let heard = test.hears(MARIE);
        assert!(
            heard.contains("je n'ai rien changé") && heard.contains("Inscription n° 1"),
            "{word}: {heard}"
        );
    }
    let extras = "select count(*) from registration where email = '' and area = '' and access_needs = ''";
    assert_eq!(test.query_i64(extras).await, 1);
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "un fauteuil").await;
    assert_eq!(test.query_i64(extras).await, 0);
    test.presses(MARIE, "reg:edit:1:access").await;
    test.says(MARIE, "aucun").await;
    assert_eq!(test.query_i64(extras).await, 1, "the answer is cleared");
    test.presses(MARIE, "reg:set:1:institution").await;
    assert!(test.last_message(MARIE).contains("nom de la structure"), "{}", test.last_message(MARIE));
    test.says(MARIE, "Passer").await;
    assert!(test.last_message(MARIE).contains("Inscription n° 1"), "{}", test.last_message(MARIE));
    assert_eq!(test.query_i64("select count(*) from registration where organisation = ''").await, 1);
    test.presses(MARIE, "reg:edit:1:structure").await;
    test.says(MARIE, "Mairie").await;
    assert!(test.last_message(MARIE).contains("🏢 Mairie"), "{}", test.last_message(MARIE));
    test.presses(MARIE, "reg:edit:1:structure").await;
    test.taps(MARIE, "reg:clear:1:structure").await;
    assert_eq!(test.query_i64("select count(*) from registration where organisation = ''").await, 1);
    test.end().await;
}

async fn rights_are_claimed_in_words(database: Database) {
    let mut test = open_at_name_step(database).await;
    test.says(MARIE, "Qu'avez-vous fait de mes données ?").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Tout ce que je garde sur vous") && heard.contains("2/5"), "{heard}");
    test.says(MARIE, "annuler").await;
    test.register(MARIE).await;
    for (words, question) in [
        ("delete my data", "Erase everything?"),
        ("éfasé sé dòné mwen an", "Éfasé tout ?"),
        ("Effacez toutes mes données svp", "Tout effacer ?"),
    ] {
        test.says(MARIE, words).await;
        let last = remove_typography(&test.last_message(MARIE));
        assert!(last.contains(question), "{words}: {last}");
    }
    test.says(MARIE, "non").await;
    assert!(test.last_message(MARIE).contains("rien effacé"), "{}", test.last_message(MARIE));
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.says(MARIE, "supprimez mes données").await;
    test.says(MARIE, "oui").await;
    assert!(test.hears(MARIE).contains("C'est effacé."));
    assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    test.end().await;
}

async fn real_names_pass(database: Database) {
    let mut test = open_at_name_step(database).await;
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
        test.says(MARIE, name).await;
        assert!(test.last_message(MARIE).starts_with("3/5"), "{name}: {}", test.last_message(MARIE));
        assert!(test.hears(MARIE).contains(name), "{name}");
        test.says(MARIE, "RETOUR").await;
    }
    test.says(MARIE, "Moi c'est Josiane Modèle").await;
    assert!(test.hears(MARIE).contains("Merci, Josiane Modèle."));
    test.end().await;
}

async fn typed_words_do_what_buttons_do(database: Database) {
    let mut test = open_at_name_step(database).await;
    test.says(MARIE, "passer").await;
    assert!(test.last_message(MARIE).contains("Je n'ai pas su lire un nom"), "{}", test.last_message(MARIE));
    test.says(MARIE, "Marie Exemple").await;
    test.says(MARIE, "mediatè").await;
    test.says(MARIE, "Passer").await;
    assert!(
        test.last_message(MARIE).starts_with("5/6"),
        "the text does not become an organisation's name: {}",
        test.last_message(MARIE)
    );
    test.says(MARIE, "viré").await;
    test.says(MARIE, "viré").await;
    test.says(MARIE, "Autre").await;
    assert!(
        test.last_message(MARIE).starts_with("4/5"),
        "the bot does not ask for an organisation: {}",
        test.last_message(MARIE)
    );
    for (skip, question) in [
        ("PASSER", "5/5 · Tout est juste"),
        ("j'ai pas de téléphone", "5/5 · Tout est juste"),
        ("pa ni téléfòn", "5/5 · Ès tout bagay bon"),
        ("I have no phone", "5/5 · Is everything right"),
    ] {
        test.says(MARIE, skip).await;
        assert!(test.last_message(MARIE).starts_with(question), "{skip}: {}", test.last_message(MARIE));
        test.says(MARIE, "retour").await;
    }
    test.says(MARIE, "skip").await;
    test.says(MARIE, "d'accord").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Registration no. 1"), "{heard}");
    assert_eq!(test.query_i64("select count(*) from registration where organisation = ''").await, 1);
    test.says(crate::test_bot::AIME, "/start").await;
    test.presses(crate::test_bot::AIME, "reg:consent:yes").await;
    test.says(crate::test_bot::AIME, "pas maintenant").await;
    assert!(test.last_message(crate::test_bot::AIME).contains("Je n'ai gardé aucune réponse"));
    test.end().await;
}

async fn names_are_read_out_of_sentences(database: Database) {
    let mut test = open_at_name_step(database).await;
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
        // names that begin like a keyword
        ("Cécile Estelle", "Cécile Estelle"),
        ("Ici Paul", "Paul"),
        ("Pourrat Alain", "Pourrat Alain"),
    ] {
        test.says(MARIE, said).await;
        assert!(
            test.conversation_state(MARIE).await.contains(&format!("\"{name}\"")),
            "{said}: {}",
            test.conversation_state(MARIE).await
        );
        test.says(MARIE, "retour").await;
    }
    // the bot asks for Marie's own name, and she gives her mother's
    for said in ["ma mère Léonie Bellerose", "my mother Leonie", "manman mwen Léonie", "c'est pour ma mère"]
    {
        let before = test.conversation_state(MARIE).await;
        test.hears(MARIE);
        test.says(MARIE, said).await;
        assert!(test.hears(MARIE).contains("/autres"), "{said}");
        assert_eq!(test.conversation_state(MARIE).await, before, "{said}");
    }
    test.end().await;
}

async fn a_no_in_words_is_a_no(database: Database) {
    let mut test = open_at_name_step(database).await;
    test.says(MARIE, "Marie Exemple").await;
    test.presses(MARIE, "reg:category:resident").await;
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
        assert!(test.last_message(MARIE).starts_with("4/5"), "{said}: {}", test.last_message(MARIE));
        test.says(MARIE, said).await;
        assert!(test.last_message(MARIE).starts_with("5/5"), "{said}: {}", test.last_message(MARIE));
        test.presses(MARIE, "reg:summary:phone").await;
    }
    // a text with a number is a phone number, although it contains a no
    test.says(MARIE, "pas le fixe : 0696 12 34 56").await;
    assert!(test.last_message(MARIE).starts_with("5/5"));
    assert!(test.last_message(MARIE).contains("+596 696 12 34 56"), "{}", test.last_message(MARIE));
    test.end().await;

    let mut test = open_at_name_step(Database::sqlite().await).await;
    test.says(MARIE, "non merci").await;
    assert!(!test.last_message(MARIE).starts_with("3/5"), "{}", test.last_message(MARIE));
    assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    test.end().await;
}

async fn a_category_in_ones_own_words(database: Database) {
    let mut test = open_at_name_step(database).await;
    test.says(MARIE, "Marie Exemple").await;
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
        assert!(test.last_message(MARIE).starts_with("3/5"), "{said}: {}", test.last_message(MARIE));
        test.says(MARIE, said).await;
        assert!(test.last_message(MARIE).starts_with("4/5"), "{said}: {}", test.last_message(MARIE));
        test.says(MARIE, "retour").await;
    }
    // two categories at once: the person must choose by a button
    test.says(MARIE, "habitante et médiatrice").await;
    assert!(
        test.last_message(MARIE).starts_with("3/5") || !test.last_message(MARIE).starts_with("4/"),
        "{}",
        test.last_message(MARIE)
    );
    test.end().await;
}

async fn an_address_in_words_is_an_address(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    let mut asked_again = true;
    for (said, kept) in [
        ("marieline arobase gmail point com", Some("marieline@gmail.com")),
        ("marie line (at) exemple dot org", Some("marieline@exemple.org")),
        ("marieline arobase gmail", None),
        ("@", None),
    ] {
        if asked_again {
            test.presses(MARIE, "reg:edit:1:email").await;
            test.hears(MARIE);
        }
        test.says(MARIE, said).await;
        // after an invalid address the bot still awaits a valid one
        asked_again = kept.is_some();
        let heard = test.hears(MARIE);
        match kept {
            Some(address) => assert!(heard.contains(address), "{said}: {heard}"),
            None => assert!(heard.contains('@') && !heard.contains("forum"), "{said}: {heard}"),
        }
    }
    test.end().await;
}

async fn why_a_name_is_asked_for_is_said(database: Database) {
    let mut test = open_at_name_step(database).await;
    for said in [
        "pourquoi vous voulez mon nom ?",
        "à quoi ça sert mon nom",
        "why do you need my name?",
        "poutji zot bizwen non mwen ?",
        "qui va voir mes réponses ?",
    ] {
        test.hears(MARIE);
        test.says(MARIE, said).await;
        let heard = test.hears(MARIE);
        assert!(heard.contains("organis") || heard.contains("òganizatè"), "{said}: {heard}");
        assert!(test.last_message(MARIE).starts_with("2/5"), "{said}: {}", test.last_message(MARIE));
    }
    test.end().await;
}

async fn a_voice_at_the_telephone_is_no_wrong_number(database: Database) {
    let mut test = open_at_name_step(database).await;
    test.says(MARIE, "Marie Exemple").await;
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "0696").await;
    let wrong = test.last_message(MARIE);
    for kind in [UserMedia::Sticker, UserMedia::Voice, UserMedia::Dice] {
        test.hears(MARIE);
        test.emulator.user_sends_media(MARIE, kind);
        test.run_until_idle().await;
        let heard = test.hears(MARIE);
        assert!(!heard.is_empty() && !heard.contains(&wrong), "{heard}");
    }
    test.end().await;
}

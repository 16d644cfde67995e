//! Registration: few presses, a way back from every step, and an explanation of every wrong answer.

use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, MARIE, TestBot, remove_typography};

const EARLY: &str = "2012-11-12T10:00";

on_both_databases!(
    a_resident_registers_without_typing,
    a_mediator_names_a_structure_and_corrects_the_name,
    every_wrong_answer_is_asked_again_kindly,
    back_keeps_what_was_answered,
    a_button_of_an_earlier_step_changes_nothing,
    leaving_keeps_nothing,
    two_presses_on_confirm_register_once,
    a_question_in_the_middle_is_answered_and_the_step_asked_again,
    asking_the_round_table_in_the_middle_loses_no_answer,
    the_notice_can_be_read_whole_and_kept_for_later,
    the_last_day_ends_at_midnight,
    the_last_day_passing_in_the_middle_is_said,
    the_last_seat_is_sold_once,
    the_language_is_chosen_on_the_first_screen,
);

async fn a_resident_registers_without_typing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.add_user(MARIE, "Marie-Line", Some("d'Exemple"), Some("fr"));
    test.says(MARIE, "/start").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        👋 Bonjour ! Je suis Kozé, je vous accompagne pour : Forum sur la médiation sociale.
        Écrivez-moi comme vous parlez, ou touchez un bouton en bas.

        1/5 · Pour vous inscrire, je vous demande votre nom et à quel titre vous venez. Votre numéro de téléphone, seulement si vous voulez.
        Seuls les organisateurs verront ces réponses. Elles sont effacées au plus tard 3 mois après l'événement.
        Pour les personnes venues : la feuille de présence garde le nom, la catégorie et la structure pendant 12 mois.
        ");
    }
    test.taps(MARIE, "reg:consent:yes").await;
    assert!(test.last_message(MARIE).starts_with("2/5 · Quel est votre nom ?"));
    test.taps(MARIE, "reg:name:same").await;
    assert!(test.last_message(MARIE).starts_with("3/5"));
    test.taps(MARIE, "reg:category:resident").await;
    assert!(test.last_message(MARIE).starts_with("4/5"));
    test.emulator.user_shares_contact(MARIE, "596696123456", Some(MARIE));
    test.run_until_idle().await;
    let summary = test.last_message(MARIE);
    assert!(summary.contains("Marie-Line d'Exemple") && summary.contains("+596 696 12 34 56"), "{summary}");
    test.taps(MARIE, "reg:summary:confirm").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        4/5 · À quel numéro peut-on vous joindre si le programme change ?
        Touchez « Partager mon numéro », écrivez un numéro, ou passez.

        👤 Marie-Line d'Exemple
        🤝 Résident ou résidente
        📱 +596 696 12 34 56

        🎉 C'est noté, votre inscription est faite.

        Inscription n° 1
        👤 Marie-Line d'Exemple
        🤝 Résident ou résidente
        📱 +596 696 12 34 56
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        Je vous le rappellerai à temps. D'ici là, posez-moi vos questions.
        ");
    }
    assert_eq!(test.query_i64("select count(*) from registration where organisation = ''").await, 1);
    test.end().await;
}

async fn a_mediator_names_a_structure_and_corrects_the_name(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.add_user(AIME, "Aimé", None, Some("fr"));
    test.says(AIME, "/inscription").await;
    test.taps(AIME, "reg:consent:yes").await;
    test.says(AIME, "  jean-émile   d'Abreu ").await;
    test.taps(AIME, "reg:category:mediator").await;
    assert!(test.last_message(AIME).starts_with("4/6 · Pour quelle structure"));
    test.says(AIME, "Association Exemple").await;
    test.says(AIME, "0696 12 34 56").await;
    assert!(
        test.last_message(AIME).contains("👤 jean-émile d'Abreu"),
        "spaces are normalised, capitals stay"
    );
    test.taps(AIME, "reg:summary:change").await;
    assert!(test.emulator.button_labels(AIME).contains(&"La structure".to_owned()));
    test.taps(AIME, "reg:summary:name").await;
    test.says(AIME, "Jean-Émile d'Abreu").await;
    let summary = test.last_message(AIME);
    assert!(summary.contains("Tout est juste ?"), "after one change the summary follows: {summary}");
    assert!(summary.contains("👤 Jean-Émile d'Abreu") && summary.contains("🏢 Association Exemple"));
    test.taps(AIME, "reg:summary:confirm").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        2/5 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.

        Merci, jean-émile d'Abreu.

        4/6 · Pour quelle structure (association, entreprise, service) ? Écrivez son nom, ou passez.

        5/6 · À quel numéro peut-on vous joindre si le programme change ?
        Touchez « Partager mon numéro », écrivez un numéro, ou passez.

        👤 jean-émile d'Abreu
        🤝 Médiateur, médiatrice, adulte relais
        🏢 Association Exemple
        📱 +596 696 12 34 56

        2/6 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.

        Merci, Jean-Émile d'Abreu.

        🎉 C'est noté, votre inscription est faite.

        Inscription n° 1
        👤 Jean-Émile d'Abreu
        🤝 Médiateur, médiatrice, adulte relais
        🏢 Association Exemple
        📱 +596 696 12 34 56
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        Je vous le rappellerai à temps. D'ici là, posez-moi vos questions.
        ");
    }
    test.end().await;
}

async fn every_wrong_answer_is_asked_again_kindly(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    for (wrong, answer) in [
        ("   \u{200b} ", "Je n'ai pas su lire un nom"),
        ("🙂🙂🙂", "Je n'ai pas su lire un nom"),
        ("x", "Je n'ai pas su lire un nom"),
        (&"a".repeat(81), "un peu long pour un nom"),
        (&"a".repeat(4_096), "un peu long pour un nom"),
    ] {
        test.says(MARIE, wrong).await;
        assert!(test.last_message(MARIE).contains(answer), "{wrong}: {}", test.last_message(MARIE));
    }
    test.emulator.user_sends_media(MARIE, UserMedia::Sticker);
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("quelques mots écrits"));
    test.says(MARIE, "<b>Marie</b> & co").await;
    test.says(MARIE, "tralala").await;
    assert!(test.last_message(MARIE).contains("Touchez l'un des boutons"));
    test.taps(MARIE, "reg:category:resident").await;
    for wrong in ["je ne sais plus", "0696 12", "12345678901234567890"] {
        test.says(MARIE, wrong).await;
        assert!(
            test.last_message(MARIE).contains("ne semble pas juste"),
            "{wrong}: {}",
            test.last_message(MARIE)
        );
    }
    test.emulator.user_shares_contact(MARIE, "+596696000000", Some(AIME));
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("le contact de quelqu'un d'autre"));
    test.says(MARIE, "Passer").await;
    assert!(test.last_message(MARIE).contains("👤 <b>Marie</b> & co"), "the name is shown as it was typed");
    test.taps(MARIE, "reg:summary:confirm").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        👋 Bonjour ! Je suis Kozé, je vous accompagne pour : Forum sur la médiation sociale.
        Écrivez-moi comme vous parlez, ou touchez un bouton en bas.

        2/5 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.

        Je n'ai pas su lire un nom. Écrivez prénom et nom, en lettres, comme on vous appelle.

        Je n'ai pas su lire un nom. Écrivez prénom et nom, en lettres, comme on vous appelle.

        Je n'ai pas su lire un nom. Écrivez prénom et nom, en lettres, comme on vous appelle.

        C'est un peu long pour un nom. Pouvez-vous l'écrire en 80 caractères au plus ?

        C'est un peu long pour un nom. Pouvez-vous l'écrire en 80 caractères au plus ?

        Là, j'ai besoin de quelques mots écrits, s'il vous plaît.

        Merci, <b>Marie</b> & co.

        👤 <b>Marie</b> & co
        🤝 Résident ou résidente

        Touchez l'un des boutons ci-dessus, s'il vous plaît.

        4/5 · À quel numéro peut-on vous joindre si le programme change ?
        Touchez « Partager mon numéro », écrivez un numéro, ou passez.

        Ce numéro ne semble pas juste. Écrivez-le comme 0696 12 34 56 ou +1 758 123 4567, partagez-le, ou touchez « Passer ».

        Ce numéro ne semble pas juste. Écrivez-le comme 0696 12 34 56 ou +1 758 123 4567, partagez-le, ou touchez « Passer ».

        Ce numéro ne semble pas juste. Écrivez-le comme 0696 12 34 56 ou +1 758 123 4567, partagez-le, ou touchez « Passer ».

        C'est le contact de quelqu'un d'autre. Partagez le vôtre avec le bouton, écrivez un numéro, ou passez.

        👤 <b>Marie</b> & co
        🤝 Résident ou résidente
        📱 pas de téléphone

        🎉 C'est noté, votre inscription est faite.

        Inscription n° 1
        👤 <b>Marie</b> & co
        🤝 Résident ou résidente
        📱 pas de téléphone
        🗓 vendredi 23 novembre 2012, 8h
        📍 Palais des Congrès, Salon Tainos

        Je vous le rappellerai à temps. D'ici là, posez-moi vos questions.
        ");
    }
    test.end().await;
}

async fn back_keeps_what_was_answered(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Exemple").await;
    test.taps(MARIE, "reg:category:social-partner").await;
    test.taps(MARIE, "reg:structure:back").await;
    assert!(test.last_message(MARIE).starts_with("3/6"));
    test.taps(MARIE, "reg:category:resident").await;
    test.says(MARIE, "‹ Retour").await;
    assert!(test.last_message(MARIE).starts_with("3/5"), "residents have no step for an organisation");
    test.taps(MARIE, "reg:category:resident").await;
    test.says(MARIE, "00596 696 12 34 56").await;
    assert!(
        test.last_message(MARIE).contains("👤 Marie Exemple")
            && test.last_message(MARIE).contains("+596 696 12 34 56")
    );
    test.end().await;
}

async fn a_button_of_an_earlier_step_changes_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Exemple").await;
    test.presses(MARIE, "reg:name:same").await;
    assert!(test.last_message(MARIE).starts_with("3/5"), "the current step is shown again");
    test.presses(MARIE, "reg:summary:confirm").await;
    assert!(test.last_message(MARIE).starts_with("3/5"));
    assert_eq!(test.query_i64("select count(*) from registration").await, 0);
    test.end().await;
}

async fn leaving_keeps_nothing(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Exemple").await;
    test.says(MARIE, "/annuler").await;
    assert!(test.last_message(MARIE).contains("Je n'ai gardé aucune réponse"));
    assert_eq!(test.query_i64("select count(*) from person where conversation <> ''").await, 0);
    test.says(MARIE, "/annuler").await;
    assert!(test.last_message(MARIE).contains("rien à annuler"));
    test.end().await;
}

async fn two_presses_on_confirm_register_once(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.register(MARIE).await;
    test.presses(MARIE, "reg:summary:confirm").await;
    assert_eq!(
        test.emulator.callback_answers(MARIE).last().map(|toast| remove_typography(&toast.text)).unwrap(),
        "Vous avez déjà une inscription."
    );
    test.says(MARIE, "🎟 Inscription").await;
    assert!(test.last_message(MARIE).contains("Inscription n° 1"));
    assert_eq!(test.query_i64("select value from counter where name = 'registration'").await, 1);
    test.end().await;
}

async fn a_question_in_the_middle_is_answered_and_the_step_asked_again(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.hears(MARIE);
    test.says(MARIE, "c'est où ?").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        📍 Palais des Congrès, Salon Tainos
        Je n'ai pas d'adresse plus précise.

        Pour joindre les organisateurs :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28

        2/5 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.
        ");
    }
    test.says(MARIE, "📅 Programme").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Forum sur la médiation sociale

        🗓 vendredi 23 novembre 2012
        8h · Introduction du Préfet sur la médiation sociale et les adultes relais
        8h15 · Éléments d'état des lieux sur la médiation sociale et les adultes relais en Martinique
        8h30 · Intervention de France Médiation sur la médiation sociale
        9h · Présentation d'expériences par des adultes relais
        9h40 · Échanges avec la salle
        10h10 · Pause
        10h30 · Table ronde
        11h30 · Échanges entre tous les participants sur les perspectives pour la médiation sociale en Martinique
        12h · Clôture et synthèse de la matinée

        📍 Palais des Congrès, Salon Tainos

        2/5 · Quel est votre nom ?
        Touchez le bouton s'il est juste, ou écrivez prénom et nom.
        ");
    }
    test.end().await;
}

async fn asking_the_round_table_in_the_middle_loses_no_answer(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Exemple").await;
    test.says(MARIE, "❓ Poser une question").await;
    test.says(MARIE, "/question").await;
    test.hears(MARIE);
    test.says(MARIE, "Et les jeunes ?").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        📨 C'est noté : question n° 1. Je vous préviendrai quand elle passera.

        De quoi parle-t-elle ? Touchez un thème, si vous voulez.

        3/5 · Vous venez comme…
        ");
    }
    test.taps(MARIE, "reg:category:resident").await;
    test.says(MARIE, "❓ Poser une question").await;
    test.taps(MARIE, "ask:leave").await;
    assert!(test.last_message(MARIE).starts_with("4/5"));
    test.taps_label(MARIE, "Passer").await;
    assert!(test.last_message(MARIE).contains("👤 Marie Exemple"));
    test.end().await;
}

async fn the_notice_can_be_read_whole_and_kept_for_later(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:more").await;
    assert!(test.last_message(MARIE).contains("Vos droits") && test.last_message(MARIE).contains("3 mois"));
    test.taps(MARIE, "reg:less").await;
    test.taps(MARIE, "reg:consent:leave").await;
    test.taps(MARIE, "reg:consent:yes").await;
    assert!(test.chat_contains(MARIE, "2/5"), "the button of an old notice works");
    test.taps(MARIE, "reg:name:back").await;
    assert!(test.chat_contains(MARIE, "Seuls les organisateurs"));
    assert_eq!(
        test.query_i64("select count(*) from person where conversation <> ''").await,
        0,
        "no draft is kept"
    );
    test.end().await;
}

async fn the_last_day_ends_at_midnight(database: Database) {
    let mut test = TestBot::open(database, "2012-11-18T23:59").await;
    test.register(MARIE).await;
    assert_eq!(test.query_i64("select count(*) from registration").await, 1);
    test.jump_to("2012-11-19T00:00").await;
    test.says(AIME, "/start").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        👋 Bonjour ! Je suis Kozé, je vous accompagne pour : Forum sur la médiation sociale.
        Écrivez-moi comme vous parlez, ou touchez un bouton en bas.

        Les inscriptions sont terminées. Pour savoir s'il reste une place, demandez aux organisateurs :
        ✉️ nathalie.vivies@villecaraibe.com
        📞 0596 68 64 52 · fax 0596 58 96 28
        ");
    }
    test.end().await;
}

async fn the_last_day_passing_in_the_middle_is_said(database: Database) {
    let mut test = TestBot::open(database, "2012-11-18T23:58").await;
    test.says(MARIE, "/start").await;
    test.taps(MARIE, "reg:consent:yes").await;
    test.jump_to("2012-11-19T00:00").await;
    test.says(MARIE, "Marie Exemple").await;
    assert!(test.last_message(MARIE).contains("inscriptions sont terminées"));
    test.end().await;
}

async fn the_last_seat_is_sold_once(database: Database) {
    let mut programme = koze::programme::Programme::built_in();
    programme.registration.capacity = Some(1);
    let mut test = TestBot::open_with_programme(database, EARLY, programme).await;
    for who in [MARIE, AIME] {
        test.says(who, "/start").await;
        test.presses(who, "reg:consent:yes").await;
        test.says(who, "Un nom").await;
        test.presses(who, "reg:category:resident").await;
        test.says(who, "Passer").await;
    }
    for who in [MARIE, AIME] {
        let summary = test.emulator.latest_message(who).unwrap().message_id;
        test.emulator.user_presses_callback(who, summary, "reg:summary:confirm");
    }
    test.run_until_idle().await;
    let heard = [test.hears(MARIE), test.hears(AIME)];
    assert_eq!(heard.iter().filter(|heard| heard.contains("Inscription n° 1")).count(), 1, "{heard:?}");
    assert_eq!(heard.iter().filter(|heard| heard.contains("numéro 1")).count(), 1, "{heard:?}");
    assert_eq!(test.query_i64("select count(*) from registration where seat_status = 'seat'").await, 1);
    test.end().await;
}

async fn the_language_is_chosen_on_the_first_screen(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.emulator.add_user(MARIE, "Marie", None, Some("en-GB"));
    test.says(MARIE, "/start").await;
    assert!(test.hears(MARIE).contains("Hello"), "the bot begins in the language of the phone");
    test.taps(MARIE, "reg:lang:gcf").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"Dakò, mwen ké palé kréyòl ba'w.");
    }
    assert_eq!(
        test.query_i64("select count(*) from person where language = 'gcf' and language_chosen = 1").await,
        1
    );
    test.presses(MARIE, "lang:fr").await;
    assert!(test.last_message(MARIE).contains("je vous parle français"));
    test.end().await;
}

//! Plays of the registration: few taps, every way back, every wrong answer.

use koze::rehearsal::world::Kind;

use crate::stage::{AIME, Database, MARIE, Stage, plain};

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
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.person(MARIE, "Marie-Line", Some("d'Exemple"), Some("fr"));
    stage.says(MARIE, "/start").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Bonjour") && heard.contains("Seuls les organisateurs"), "{heard}");
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    assert!(stage.last(MARIE).starts_with("2/5 · Quel est votre nom ?"));
    stage.taps(MARIE, "👤 Marie-Line d'Exemple").await;
    assert!(stage.last(MARIE).starts_with("3/5"));
    stage.taps(MARIE, "Résident ou résidente").await;
    assert!(stage.last(MARIE).starts_with("4/5"));
    stage.world.shares_contact(MARIE, "596696123456", Some(MARIE));
    stage.settle().await;
    let summary = stage.last(MARIE);
    assert!(summary.contains("Marie-Line d'Exemple") && summary.contains("+596 696 12 34 56"), "{summary}");
    stage.taps(MARIE, "✅ Oui, je confirme").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Inscription n° 1") && heard.contains("vendredi 23 novembre 2012, 8h"), "{heard}");
    assert_eq!(stage.count("select count(*) from registration where structure = ''").await, 1);
    stage.end().await;
}

async fn a_mediator_names_a_structure_and_corrects_the_name(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.person(AIME, "Aimé", None, Some("fr"));
    stage.says(AIME, "/inscription").await;
    stage.taps(AIME, "✅ J'accepte, je m'inscris").await;
    stage.says(AIME, "  jean-émile   d'Abreu ").await;
    stage.taps(AIME, "Médiateur, médiatrice, adulte relais").await;
    assert!(stage.last(AIME).starts_with("4/6 · Pour quelle structure"));
    stage.says(AIME, "Association Exemple").await;
    stage.says(AIME, "0696 12 34 56").await;
    assert!(stage.last(AIME).contains("👤 jean-émile d'Abreu"), "blanks are tidied, capitals left alone");
    stage.taps(AIME, "✏️ Modifier").await;
    assert!(stage.world.labels(AIME).contains(&"La structure".to_owned()));
    stage.taps(AIME, "Le nom").await;
    stage.says(AIME, "Jean-Émile d'Abreu").await;
    let summary = stage.last(AIME);
    assert!(summary.contains("Tout est juste ?"), "one change leads straight back: {summary}");
    assert!(summary.contains("👤 Jean-Émile d'Abreu") && summary.contains("🏢 Association Exemple"));
    stage.taps(AIME, "✅ Oui, je confirme").await;
    assert!(stage.hears(AIME).contains("🏢 Association Exemple"));
    stage.end().await;
}

async fn every_wrong_answer_is_asked_again_kindly(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    for (wrong, answer) in [
        ("   \u{200b} ", "Je n'ai pas su lire un nom"),
        ("🙂🙂🙂", "Je n'ai pas su lire un nom"),
        ("x", "Je n'ai pas su lire un nom"),
        (&"a".repeat(81), "un peu long pour un nom"),
        (&"a".repeat(4_096), "un peu long pour un nom"),
    ] {
        stage.says(MARIE, wrong).await;
        assert!(stage.last(MARIE).contains(answer), "{wrong}: {}", stage.last(MARIE));
    }
    stage.world.sends(MARIE, Kind::Sticker);
    stage.settle().await;
    assert!(stage.last(MARIE).contains("quelques mots écrits"));
    stage.says(MARIE, "<b>Marie</b> & co").await;
    stage.says(MARIE, "tralala").await;
    assert!(stage.last(MARIE).contains("Touchez l'un des boutons"));
    stage.taps(MARIE, "Résident ou résidente").await;
    for wrong in ["je ne sais plus", "0696 12", "12345678901234567890"] {
        stage.says(MARIE, wrong).await;
        assert!(stage.last(MARIE).contains("ne semble pas juste"), "{wrong}: {}", stage.last(MARIE));
    }
    stage.world.shares_contact(MARIE, "+596696000000", Some(AIME));
    stage.settle().await;
    assert!(stage.last(MARIE).contains("le contact de quelqu'un d'autre"));
    stage.says(MARIE, "Passer").await;
    assert!(stage.last(MARIE).contains("👤 <b>Marie</b> & co"), "shown as it was typed");
    stage.taps(MARIE, "✅ Oui, je confirme").await;
    assert!(stage.hears(MARIE).contains("Inscription n° 1"));
    stage.end().await;
}

async fn back_keeps_what_was_answered(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.taps(MARIE, "Partenaire social").await;
    stage.taps(MARIE, "‹ Retour").await;
    assert!(stage.last(MARIE).starts_with("3/6"));
    stage.taps(MARIE, "Résident ou résidente").await;
    stage.says(MARIE, "‹ Retour").await;
    assert!(stage.last(MARIE).starts_with("3/5"), "residents have no structure to go back to");
    stage.taps(MARIE, "Résident ou résidente").await;
    stage.says(MARIE, "00596 696 12 34 56").await;
    assert!(
        stage.last(MARIE).contains("👤 Marie Exemple") && stage.last(MARIE).contains("+596 696 12 34 56")
    );
    stage.end().await;
}

async fn a_button_of_an_earlier_step_changes_nothing(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.presses(MARIE, "reg:name:same").await;
    assert!(stage.last(MARIE).starts_with("3/5"), "the present step is shown again");
    stage.presses(MARIE, "reg:summary:confirm").await;
    assert!(stage.last(MARIE).starts_with("3/5"));
    assert_eq!(stage.count("select count(*) from registration").await, 0);
    stage.end().await;
}

async fn leaving_keeps_nothing(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.says(MARIE, "/annuler").await;
    assert!(stage.last(MARIE).contains("Je n'ai gardé aucune réponse"));
    assert_eq!(stage.count("select count(*) from person where step <> ''").await, 0);
    stage.says(MARIE, "/annuler").await;
    assert!(stage.last(MARIE).contains("rien à annuler"));
    stage.end().await;
}

async fn two_presses_on_confirm_register_once(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.register(MARIE).await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    assert_eq!(
        stage.world.toasts(MARIE).last().map(|toast| plain(&toast.text)).unwrap(),
        "Vous avez déjà une inscription."
    );
    stage.says(MARIE, "🎟 Inscription").await;
    assert!(stage.last(MARIE).contains("Inscription n° 1"));
    assert_eq!(stage.count("select value from counter where name = 'registration'").await, 1);
    stage.end().await;
}

async fn a_question_in_the_middle_is_answered_and_the_step_asked_again(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    stage.hears(MARIE);
    stage.says(MARIE, "c'est où ?").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Palais des Congrès, Salon Tainos") && heard.contains("2/5"), "{heard}");
    stage.says(MARIE, "📅 Programme").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("10h30 · Table ronde") && heard.contains("2/5"), "{heard}");
    stage.end().await;
}

async fn asking_the_round_table_in_the_middle_loses_no_answer(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    stage.says(MARIE, "Marie Exemple").await;
    stage.says(MARIE, "❓ Poser une question").await;
    stage.says(MARIE, "/question").await;
    stage.hears(MARIE);
    stage.says(MARIE, "Et les jeunes ?").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("question n° 1") && heard.contains("3/5"), "{heard}");
    stage.taps(MARIE, "Résident ou résidente").await;
    stage.says(MARIE, "❓ Poser une question").await;
    stage.taps(MARIE, "✖️ Finalement non").await;
    assert!(stage.last(MARIE).starts_with("4/5"));
    stage.taps(MARIE, "Passer").await;
    assert!(stage.last(MARIE).contains("👤 Marie Exemple"));
    stage.end().await;
}

async fn the_notice_can_be_read_whole_and_kept_for_later(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "En savoir plus").await;
    assert!(stage.last(MARIE).contains("Vos droits") && stage.last(MARIE).contains("3 mois"));
    stage.taps(MARIE, "En bref").await;
    stage.taps(MARIE, "Plus tard").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    assert!(stage.shows(MARIE, "2/5"), "an old notice serves as well as a new one");
    stage.taps(MARIE, "‹ Retour").await;
    assert!(stage.shows(MARIE, "Seuls les organisateurs"));
    assert_eq!(stage.count("select count(*) from person where step <> ''").await, 0, "nothing is kept");
    stage.end().await;
}

async fn the_last_day_ends_at_midnight(database: Database) {
    let mut stage = Stage::open(database, "2012-11-18T23:59").await;
    stage.register(MARIE).await;
    assert_eq!(stage.count("select count(*) from registration").await, 1);
    stage.jump("2012-11-19T00:00").await;
    stage.says(AIME, "/start").await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("inscriptions sont terminées") && heard.contains("0596 68 64 52"), "{heard}");
    stage.end().await;
}

async fn the_last_day_passing_in_the_middle_is_said(database: Database) {
    let mut stage = Stage::open(database, "2012-11-18T23:58").await;
    stage.says(MARIE, "/start").await;
    stage.taps(MARIE, "✅ J'accepte, je m'inscris").await;
    stage.jump("2012-11-19T00:00").await;
    stage.says(MARIE, "Marie Exemple").await;
    assert!(stage.last(MARIE).contains("inscriptions sont terminées"));
    stage.end().await;
}

async fn the_last_seat_is_sold_once(database: Database) {
    let mut programme = koze::programme::Programme::shipped();
    programme.registration.capacity = Some(1);
    let mut stage = Stage::with(database, EARLY, programme).await;
    for who in [MARIE, AIME] {
        stage.says(who, "/start").await;
        stage.presses(who, "reg:consent:yes").await;
        stage.says(who, "Un nom").await;
        stage.presses(who, "reg:category:resident").await;
        stage.says(who, "Passer").await;
    }
    for who in [MARIE, AIME] {
        let summary = stage.world.latest(who).unwrap().message_id;
        stage.world.presses(who, summary, "reg:summary:confirm");
    }
    stage.settle().await;
    let heard = [stage.hears(MARIE), stage.hears(AIME)];
    assert_eq!(heard.iter().filter(|heard| heard.contains("Inscription n° 1")).count(), 1, "{heard:?}");
    assert_eq!(heard.iter().filter(|heard| heard.contains("numéro 1")).count(), 1, "{heard:?}");
    assert_eq!(stage.count("select count(*) from registration where standing = 'seat'").await, 1);
    stage.end().await;
}

async fn the_language_is_chosen_on_the_first_screen(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.world.person(MARIE, "Marie", None, Some("en-GB"));
    stage.says(MARIE, "/start").await;
    assert!(stage.hears(MARIE).contains("Hello"), "the phone's own language to begin with");
    stage.taps(MARIE, "Kréyòl").await;
    let heard = stage.hears(MARIE);
    assert!(!heard.contains("you"), "{heard}");
    assert_eq!(
        stage.count("select count(*) from person where language = 'gcf' and language_chosen = 1").await,
        1
    );
    stage.presses(MARIE, "lang:fr").await;
    assert!(stage.last(MARIE).contains("je vous parle français"));
    stage.end().await;
}

//! Plays of the questions: from the hall to the moderator's hand, and back to the author.

use koze::people::Role;
use koze::rehearsal::world::Kind;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

const ROUND_TABLE: &str = "2012-11-23T10:45";

on_both_databases!(
    a_question_reaches_the_moderator_and_its_author_hears,
    the_link_in_the_hall_takes_the_next_message,
    two_moderators_never_take_the_same_question,
    a_text_nobody_understands_can_be_sent_during_the_round_table,
    outside_of_a_session_a_question_is_offered_while_they_are_taken,
    nobody_else_may_touch_the_queue,
    the_limits_are_said_kindly,
    the_panel_stays_current,
    an_invitation_works_once,
);

async fn a_question_reaches_the_moderator_and_its_author_hears(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.says(MARIE, "❓ Poser une question").await;
    stage.says(MARIE, "Qui paie les <adultes relais> ?").await;
    assert!(stage.hears(MARIE).contains("question n° 1"));
    stage.says(JOSIANE, "/file").await;
    assert!(stage.last(JOSIANE).contains("1. Qui paie les <adultes relais> ?"));
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.hears(JOSIANE).contains("Question n° 1\n\nQui paie les <adultes relais> ?"));
    assert!(stage.hears(MARIE).contains("bientôt"));
    stage.taps(JOSIANE, "📺 À l'écran").await;
    assert!(stage.hears(MARIE).contains("passe maintenant"));
    stage.taps(JOSIANE, "✅ Réponse donnée").await;
    assert!(stage.hears(MARIE).contains("a eu sa réponse"));
    stage.presses(JOSIANE, "queue:aside:1").await;
    let toast = stage.world.toasts(JOSIANE).last().map(|toast| plain(&toast.text));
    assert_eq!(toast.as_deref(), Some("Vous l'avez déjà fait."));
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("la file est vide"));
    stage.end().await;
}

async fn the_link_in_the_hall_takes_the_next_message(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(AIME, "/start q").await;
    assert!(stage.hears(AIME).contains("votre prochain message"));
    stage.world.sends(AIME, Kind::Voice);
    stage.settle().await;
    assert!(stage.hears(AIME).contains("entendront votre voix"), "one warning, and nothing is sent yet");
    assert_eq!(stage.count("select count(*) from question").await, 0);
    stage.world.sends(AIME, Kind::Photo { caption: String::new() });
    stage.settle().await;
    assert!(stage.hears(AIME).contains("j'ai besoin d'un texte"));
    stage.says(AIME, "À quelle heure passe-t-on aux actes ?").await;
    assert!(stage.hears(AIME).contains("question n° 1"), "a question, whatever it resembles");
    assert_eq!(stage.count("select count(*) from registration").await, 0, "nobody needs to register to ask");
    stage.says(AIME, "/question").await;
    stage.taps(AIME, "✖️ Finalement non").await;
    stage.says(AIME, "table ronde ?").await;
    assert!(stage.last(AIME).contains("10h30 – 11h30"));
    stage.end().await;
}

async fn two_moderators_never_take_the_same_question(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.invite(EUGENE, Role::Organiser).await;
    for (who, text) in [(MARIE, "Première ?"), (AIME, "Seconde ?")] {
        stage.says(who, "/question").await;
        stage.says(who, text).await;
    }
    stage.world.says(JOSIANE, "/suivante");
    stage.world.says(EUGENE, "/suivante");
    stage.settle().await;
    let both = [stage.hears(JOSIANE), stage.hears(EUGENE)].concat();
    assert!(both.contains("Première ?") && both.contains("Seconde ?"), "{both}");
    assert_eq!(stage.count("select count(distinct taken_by) from question where state = 'taken'").await, 2);
    stage.says(JOSIANE, "/suivante").await;
    assert_eq!(
        stage.count("select count(*) from question where state = 'taken'").await,
        2,
        "taken stays taken"
    );
    stage.end().await;
}

async fn a_text_nobody_understands_can_be_sent_during_the_round_table(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(MARIE, "et les jeunes dans tout cela").await;
    assert!(stage.last(MARIE).contains("Est-ce une question pour les intervenants ?"));
    stage.taps(MARIE, "📨 L'envoyer comme question").await;
    assert!(stage.last(MARIE).contains("question n° 1"));
    stage.presses(MARIE, "ask:send").await;
    assert_eq!(stage.count("select count(*) from question").await, 1, "pressed twice, sent once");
    stage.end().await;
}

async fn outside_of_a_session_a_question_is_offered_while_they_are_taken(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T08:05").await;
    stage.says(MARIE, "et les jeunes dans tout cela").await;
    assert!(stage.last(MARIE).contains("Est-ce une question pour les intervenants ?"));
    stage.jump("2012-11-23T13:00").await;
    stage.says(MARIE, "et les jeunes dans tout cela").await;
    assert!(!stage.last(MARIE).contains("intervenants"), "closed: {}", stage.last(MARIE));
    stage.end().await;
}

async fn nobody_else_may_touch_the_queue(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "La mienne ?").await;
    for command in ["/file", "/suivante"] {
        stage.says(AIME, command).await;
        assert!(stage.last(AIME).contains("Seuls les modérateurs"));
    }
    for forged in ["queue:next", "queue:show", "queue:answered:1", "queue:aside:1"] {
        stage.presses(AIME, forged).await;
        assert!(
            stage.world.toasts(AIME).last().is_some_and(|toast| toast.text.contains("Seuls les modérateurs"))
        );
    }
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1);
    stage.end().await;
}

async fn the_limits_are_said_kindly(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let ask = async |stage: &mut Stage, text: &str| {
        stage.says(MARIE, "/question").await;
        stage.says(MARIE, text).await;
        stage.insists(MARIE).await;
        stage.last(MARIE)
    };
    assert!(ask(&mut stage, "Une ?").await.contains("question n° 1"));
    assert!(ask(&mut stage, "Deux ?").await.contains("Encore 30 s"));
    for (at, number) in [("2012-11-23T10:46", 2), ("2012-11-23T10:47", 3)] {
        stage.jump(at).await;
        assert!(ask(&mut stage, "Encore ?").await.contains(&format!("question n° {number}")));
    }
    stage.jump("2012-11-23T10:48").await;
    assert!(ask(&mut stage, "Quatre ?").await.contains("3 de vos questions attendent"));
    stage.says(AIME, "/question").await;
    stage.says(AIME, &"a".repeat(1_001)).await;
    assert!(stage.last(AIME).contains("1001 caractères") || stage.last(AIME).contains("1 001"));
    stage.says(AIME, "🙂").await;
    assert!(stage.last(AIME).contains("Je n'ai pas vu de question"));
    stage.says(AIME, "La vraie ?").await;
    assert!(stage.last(AIME).contains("question n° 4"), "still awaited after two that could not be taken");
    stage.end().await;
}

async fn the_panel_stays_current(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage.says(JOSIANE, "/file").await;
    let panel = stage.world.latest(JOSIANE).unwrap().message_id;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "Nouvelle ?").await;
    let shown = stage.world.chat(JOSIANE).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert!(shown.plain.contains("1 en attente") && shown.plain.contains("1. Nouvelle ?"), "{}", shown.plain);
    stage.says(JOSIANE, "/file").await;
    assert!(stage.world.latest(JOSIANE).unwrap().message_id > panel, "asked for again, it comes to the end");
    stage.end().await;
}

async fn an_invitation_works_once(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let code = koze::organiser::Code::random();
    let mut tx = stage.app.db.begin().await.unwrap();
    let expires = stage.clock.mono() + koze::organiser::INVITE_LIFE;
    koze::organiser::invite(&mut tx, &code, Role::Moderator, expires).await.unwrap();
    tx.commit().await.unwrap();
    let link = format!("/start {}", code.payload());
    stage.says(JOSIANE, &link).await;
    assert!(stage.last(JOSIANE).contains("Vous modérez"));
    stage.says(JOSIANE, &link).await;
    assert!(stage.last(JOSIANE).contains("a déjà servi"), "also for the person who has the role");
    stage.says(AIME, &link).await;
    assert!(stage.last(AIME).contains("Ce lien a déjà servi"));
    assert_eq!(stage.count("select count(*) from role").await, 1);
    stage.end().await;
}

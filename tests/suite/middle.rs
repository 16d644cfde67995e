//! One thing begun in the middle of another: nothing that was given is lost, and no text goes where it
//! was not meant to go.

use koze::people::Role;
use koze::rehearsal::world::Bubble;

use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage};

on_both_databases!(
    registering_goes_on_where_a_question_had_come_between,
    a_name_is_never_sent_as_a_question,
    an_organiser_leaves_a_reply_without_sending_it,
    replying_loses_no_answer_of_the_organisers_own,
    a_number_that_was_given_once_never_comes_again,
    a_question_that_came_too_soon_is_kept_for_one_tap,
    what_is_said_to_the_speakers_is_offered_to_them,
    a_mistyped_command_is_nobodys_question,
    a_call_for_help_is_answered_where_a_name_was_asked,
    a_call_for_help_is_nobodys_question,
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

async fn a_question_that_came_too_soon_is_kept_for_one_tap(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T10:40").await;
    stage.says(MARIE, "/start q").await;
    stage.says(MARIE, "Qui paie les adultes relais ?").await;
    stage.says(MARIE, "/start q").await;
    stage.hears(MARIE);
    stage.says(MARIE, "Combien gagne un adulte relais ?").await;
    assert!(stage.hears(MARIE).contains("Je garde la vôtre"));
    stage.taps(MARIE, "📨 L'envoyer maintenant").await;
    assert!(stage.hears(MARIE).contains("Je garde la vôtre"), "still too soon, and still kept");
    stage.clock.pass(std::time::Duration::from_secs(31));
    stage.taps(MARIE, "📨 L'envoyer maintenant").await;
    assert!(stage.hears(MARIE).contains("question n° 2"));
    stage.presses(MARIE, "ask:again").await;
    assert_eq!(stage.count("select count(*) from question").await, 2, "once");
    stage.end().await;
}

async fn what_is_said_to_the_speakers_is_offered_to_them(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T10:40").await;
    for (asked, text) in [
        "Est-ce que la préfecture va renouveler les contrats ?",
        "pourquoi les institutions ne viennent pas dans les quartiers ?",
        "Pourquoi les médiateurs n'ont que des contrats de trois ans ?",
        "why don't the institutions come to the neighbourhoods?",
        "poutji sé jenn-lan pa ka jwenn travay",
    ]
    .into_iter()
    .enumerate()
    {
        stage.says(MARIE, text).await;
        let heard = stage.hears(MARIE);
        let offers = |bubble: &Bubble| {
            bubble.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains("📨"))
        };
        assert!(stage.world.chat(MARIE).iter().rev().take(2).any(offers), "{text}: {heard}");
        stage.presses(MARIE, "ask:send").await;
        assert_eq!(stage.count("select count(*) from question").await, asked as i64 + 1, "{text}");
        stage.clock.pass(std::time::Duration::from_secs(31));
        let mut tx = stage.app.db.begin().await.unwrap();
        sqlx::query("update question set state = 'answered'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    for (text, says) in [
        ("est-ce qu'il y a un parking près de la salle ?", "Je n'ai pas cette information"),
        ("is there somewhere to park the car around there", "don't have that information"),
    ] {
        stage.says(MARIE, text).await;
        assert!(stage.hears(MARIE).contains(says), "{text}");
        let labels = stage.world.labels(MARIE);
        assert!(
            labels[0].starts_with("📨") && labels[1].starts_with("✉"),
            "{text}: to them or to the organisers: {labels:?}"
        );
    }
    stage.presses(MARIE, "ask:send").await;
    assert!(stage.hears(MARIE).contains("question n"));
    stage.says(MARIE, "la table ronde finit à quelle heure s'il vous plaît ?").await;
    assert!(stage.hears(MARIE).contains("11h30"), "hours and places are answered as ever");
    stage.end().await;
}

async fn a_call_for_help_is_answered_where_a_name_was_asked(database: Database) {
    let mut stage = Stage::open(database, EARLY).await;
    stage.says(MARIE, "/start").await;
    stage.presses(MARIE, "reg:consent:yes").await;
    let asked = stage.last(MARIE);
    for (call, answer) in [
        ("Aide", "0596 68 64 52"),
        ("ed mwen", "0596 68 64 52"),
        ("help!", "0596 68 64 52"),
        ("je veux parler à quelqu'un", "0596 68 64 52"),
        ("mwen lé palé épi an moun", "0596 68 64 52"),
    ] {
        stage.hears(MARIE);
        stage.says(MARIE, call).await;
        assert!(stage.hears(MARIE).contains(answer), "{call}");
        // in the language of the call
        let step = asked.split(' ').next().unwrap();
        assert!(stage.last(MARIE).starts_with(step), "{call}: and the step is asked again");
    }
    stage.says(MARIE, "Marie d'Exemple").await;
    stage.presses(MARIE, "reg:category:employer").await;
    stage.hears(MARIE);
    stage.says(MARIE, "help me").await;
    assert!(stage.hears(MARIE).contains("0596 68 64 52"), "no structure has that name");
    stage.says(MARIE, "Aide aux familles").await;
    stage.says(MARIE, "Passer").await;
    stage.presses(MARIE, "reg:summary:confirm").await;
    let kept = "select count(*) from registration where structure = 'Aide aux familles'";
    assert_eq!(stage.count(kept).await, 1, "a name that only begins so is one");
    stage.end().await;
}

async fn a_call_for_help_is_nobodys_question(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T10:40").await;
    stage.says(MARIE, "/question").await;
    stage.hears(MARIE);
    stage.says(MARIE, "je veux parler à quelqu'un").await;
    assert!(stage.hears(MARIE).contains("0596 68 64 52"));
    assert_eq!(stage.count("select count(*) from question").await, 0);
    stage.says(MARIE, "Qui aide les jeunes ?").await;
    assert_eq!(stage.count("select count(*) from question").await, 1, "the question was still awaited");
    stage.end().await;
}

async fn a_mistyped_command_is_nobodys_question(database: Database) {
    let mut stage = Stage::open(database, "2012-11-23T10:40").await;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, "/foo").await;
    assert_eq!(stage.count("select count(*) from question").await, 0);
    stage.says(MARIE, "Et les jeunes ?").await;
    assert_eq!(stage.count("select count(*) from question").await, 1, "the question was still awaited");
    stage.end().await;
}

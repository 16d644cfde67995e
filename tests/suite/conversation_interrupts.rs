//! A person begins one conversation in the middle of another:
//! no answer is lost, and no text goes to the wrong recipient.

use koze::people::Role;
use telegram_emulator::ChatMessage;

use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot};

on_both_databases!(
    registering_goes_on_where_a_question_had_come_between,
    a_name_is_never_sent_as_a_question,
    an_organiser_leaves_a_reply_without_sending_it,
    replying_loses_no_answer_of_the_organisers_own,
    draft_numbers_are_never_reused,
    a_question_that_came_too_soon_is_kept_for_one_tap,
    what_is_said_to_the_speakers_is_offered_to_them,
    a_mistyped_command_is_nobodys_question,
    a_call_for_help_is_answered_where_a_name_was_asked,
    a_call_for_help_is_nobodys_question,
);

const EARLY: &str = "2012-11-12T10:00";

async fn registering_goes_on_where_a_question_had_come_between(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie d'Exemple").await;
    test.taps_label(MARIE, "❓ Poser une question").await;
    test.hears(MARIE);
    test.taps_label(MARIE, "🎟 Inscription").await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Vous venez comme"), "the next step, not the first: {heard}");
    test.presses(MARIE, "reg:category:resident").await;
    test.says(MARIE, "Passer").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    assert_eq!(test.query_i64("select count(*) from registration where name = 'Marie d''Exemple'").await, 1);
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    test.end().await;
}

async fn a_name_is_never_sent_as_a_question(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.taps_label(MARIE, "❓ Poser une question").await;
    test.presses(MARIE, "reg:consent:yes").await;
    test.says(MARIE, "Marie Dupont").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    assert!(test.last_message(MARIE).contains("Vous venez comme"), "{}", test.last_message(MARIE));
    test.end().await;
}

async fn an_organiser_leaves_a_reply_without_sending_it(database: Database) {
    let mut test = open_with_asked_question(database).await;
    test.taps(JOSIANE, "org:take:1").await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "/annuler").await;
    assert!(test.hears(JOSIANE).contains("plus tard"));
    test.says(JOSIANE, "c'est à quelle heure ?").await;
    assert!(test.hears(JOSIANE).contains("8h"), "the text was Josiane's own question");
    assert_eq!(test.hears(MARIE), "", "nothing went to Marie");
    test.end().await;
}

async fn replying_loses_no_answer_of_the_organisers_own(database: Database) {
    let mut test = open_with_asked_question(database).await;
    test.says(JOSIANE, "/inscription").await;
    test.presses(JOSIANE, "reg:consent:yes").await;
    test.says(JOSIANE, "Josiane Modèle").await;
    test.taps(JOSIANE, "org:take:1").await;
    test.hears(JOSIANE);
    test.says(JOSIANE, "Oui, derrière le bâtiment.").await;
    assert!(test.hears(MARIE).contains("derrière le bâtiment"));
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("Vous venez comme"), "Josiane's own step is repeated: {heard}");
    test.end().await;
}

async fn draft_numbers_are_never_reused(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "y a un parking ?").await;
    let offer =
        |test: &TestBot| test.emulator.latest_message(MARIE).unwrap().inline_keyboard.unwrap().to_string();
    let parking = offer(&test);
    assert!(parking.contains("org:ask:1"), "{parking}");
    test.says(MARIE, "il y a du wifi ?").await;
    let wifi = offer(&test);
    assert!(
        wifi.contains("org:ask:2"),
        "the first answer's button must not send the second question: {wifi}"
    );
    test.end().await;
}

/// Marie has sent the organisers a question that the event file does not answer, and Josiane is an organiser.
async fn open_with_asked_question(database: Database) -> TestBot {
    let mut test = TestBot::open(database, EARLY).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(MARIE, "y a un parking ?").await;
    test.taps(MARIE, "org:ask:1").await;
    test.hears(MARIE);
    test.hears(JOSIANE);
    test.hears(AIME);
    test
}

async fn a_question_that_came_too_soon_is_kept_for_one_tap(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
    test.says(MARIE, "/start q").await;
    test.says(MARIE, "Qui paie les adultes relais ?").await;
    test.says(MARIE, "/start q").await;
    test.hears(MARIE);
    test.says(MARIE, "Combien gagne un adulte relais ?").await;
    assert!(test.hears(MARIE).contains("Je garde la vôtre"));
    test.taps(MARIE, "ask:again").await;
    assert!(
        test.hears(MARIE).contains("Je garde la vôtre"),
        "the pause is not over, and the question is kept"
    );
    test.clock.advance(std::time::Duration::from_secs(31));
    test.taps(MARIE, "ask:again").await;
    assert!(test.hears(MARIE).contains("question n° 2"));
    test.presses(MARIE, "ask:again").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 2, "the kept question is sent once");
    test.end().await;
}

async fn what_is_said_to_the_speakers_is_offered_to_them(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
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
        test.says(MARIE, text).await;
        let heard = test.hears(MARIE);
        let offers = |bubble: &ChatMessage| {
            bubble.inline_keyboard.as_ref().is_some_and(|rows| rows.to_string().contains("📨"))
        };
        assert!(test.emulator.messages(MARIE).iter().rev().take(2).any(offers), "{text}: {heard}");
        test.presses(MARIE, "ask:send").await;
        assert_eq!(test.query_i64("select count(*) from question").await, asked as i64 + 1, "{text}");
        test.clock.advance(std::time::Duration::from_secs(31));
        let mut tx = test.app.db.begin().await.unwrap();
        sqlx::query("update question set state = 'answered'").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    for (text, says) in [
        ("est-ce qu'il y a un parking près de la salle ?", "Je n'ai pas cette information"),
        ("is there somewhere to park the car around there", "don't have that information"),
    ] {
        test.says(MARIE, text).await;
        assert!(test.hears(MARIE).contains(says), "{text}");
        let labels = test.emulator.button_labels(MARIE);
        assert!(
            labels[0].starts_with("📨") && labels[1].starts_with("✉"),
            "{text}: the buttons offer the speakers and the organisers: {labels:?}"
        );
    }
    test.presses(MARIE, "ask:send").await;
    assert!(test.hears(MARIE).contains("question n"));
    test.says(MARIE, "la table ronde finit à quelle heure s'il vous plaît ?").await;
    assert!(test.hears(MARIE).contains("11h30"), "questions about hours are answered directly");
    test.end().await;
}

async fn a_call_for_help_is_answered_where_a_name_was_asked(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "/start").await;
    test.presses(MARIE, "reg:consent:yes").await;
    let asked = test.last_message(MARIE);
    for (call, answer) in [
        ("Aide", "0596 68 64 52"),
        ("ed mwen", "0596 68 64 52"),
        ("help!", "0596 68 64 52"),
        ("je veux parler à quelqu'un", "0596 68 64 52"),
        ("mwen lé palé épi an moun", "0596 68 64 52"),
    ] {
        test.hears(MARIE);
        test.says(MARIE, call).await;
        assert!(test.hears(MARIE).contains(answer), "{call}");
        // the step is repeated in the language of the call
        let step = asked.split(' ').next().unwrap();
        assert!(test.last_message(MARIE).starts_with(step), "{call}: the step is repeated");
    }
    test.says(MARIE, "Marie d'Exemple").await;
    test.presses(MARIE, "reg:category:employer").await;
    test.hears(MARIE);
    test.says(MARIE, "help me").await;
    assert!(
        test.hears(MARIE).contains("0596 68 64 52"),
        "a call for help is not the name of an organisation"
    );
    test.says(MARIE, "Aide aux familles").await;
    test.says(MARIE, "Passer").await;
    test.presses(MARIE, "reg:summary:confirm").await;
    let kept = "select count(*) from registration where organisation = 'Aide aux familles'";
    assert_eq!(test.query_i64(kept).await, 1, "a name that only begins like a call for help is accepted");
    test.end().await;
}

async fn a_call_for_help_is_nobodys_question(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
    test.says(MARIE, "/question").await;
    test.hears(MARIE);
    test.says(MARIE, "je veux parler à quelqu'un").await;
    assert!(test.hears(MARIE).contains("0596 68 64 52"));
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    test.says(MARIE, "Qui aide les jeunes ?").await;
    assert_eq!(
        test.query_i64("select count(*) from question").await,
        1,
        "the bot still awaited the question"
    );
    test.end().await;
}

async fn a_mistyped_command_is_nobodys_question(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "/foo").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    test.says(MARIE, "Et les jeunes ?").await;
    assert_eq!(
        test.query_i64("select count(*) from question").await,
        1,
        "the bot still awaited the question"
    );
    test.end().await;
}

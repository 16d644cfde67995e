//! The round table: a question from its author to the answer, its votes, and the moderators' actions.

use std::time::Duration;

use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use koze::questions;
use koze::spreadsheet::TableFormat;
use serde_json::json;
use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography, render_table};

const ROUND_TABLE: &str = "2012-11-23T10:45";

on_both_databases!(
    a_question_gets_a_theme_a_name_and_another_wording,
    one_withdraws_at_any_time_and_the_holder_hears,
    near_duplicates_are_merged_by_a_press_and_only_then,
    read_before_it_is_public_where_moderators_wish,
    a_telephone_number_is_held_back_and_pointed_out,
    rejected_with_a_reason_and_undone,
    authors_of_merged_questions_get_the_same_notifications,
    a_voice_is_heard_and_becomes_a_line,
    an_expired_claim_returns_the_question,
    claimed_and_on_the_screen_are_two_things,
    the_order_is_as_the_panel_showed_it,
    a_group_has_a_moderation_panel_of_its_own,
    a_revoked_moderator_cannot_act,
    switches_are_moved_once_and_told_to_all,
    a_page_of_votes_does_not_jump,
    an_answer_for_one_alone_and_a_situation_of_ones_own,
    an_author_is_stopped_and_let_in_again,
    questions_from_the_audience_and_combined_ones,
    in_print_in_the_journal_and_in_the_summary,
    the_first_heard_and_themes_unheard_come_earlier,
    a_panel_that_scrolled_away_comes_to_the_end,
    the_hall_reads_the_next_few_only_where_moderators_wish,
    strange_questions_are_met_kindly,
    what_was_said_goes_with_the_promised_time,
    the_whole_round_table_in_french,
    the_whole_round_table_in_creole,
    the_whole_round_table_in_english,
);

async fn asks(test: &mut TestBot, who: i64, text: &str) {
    test.says(who, "/question").await;
    test.says(who, text).await;
    test.confirm_send(who).await;
}

/// An open round table with one moderator.
async fn open_with_moderator(database: Database) -> TestBot {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    test.grant_role(JOSIANE, Role::Moderator).await;
    test
}

fn toast(test: &TestBot, who: i64) -> String {
    test.emulator.callback_answers(who).last().map(|toast| remove_typography(&toast.text)).unwrap_or_default()
}

async fn a_question_gets_a_theme_a_name_and_another_wording(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Qui paie ?").await;
    assert!(test.last_message(MARIE).contains("De quoi parle-t-elle ?"));
    test.taps(MARIE, "ask:theme:1:2").await;
    let own = test.last_message(MARIE);
    assert!(own.contains("🏷 Quelles limites ?") && own.contains("la prochaine de la file"), "{own}");
    test.taps(MARIE, "ask:sign:1:on").await;
    assert!(test.last_message(MARIE).contains("— Marie"), "{}", test.last_message(MARIE));
    test.taps(MARIE, "ask:edit:1").await;
    test.says(MARIE, "Qui paie les adultes relais ?").await;
    assert!(test.last_message(MARIE).contains("C'est changé"));
    test.says(JOSIANE, "/suivante").await;
    let card = test.last_message(JOSIANE);
    assert!(card.contains("Qui paie les adultes relais ?") && card.contains("— Marie"), "{card}");
    test.presses(MARIE, "ask:edit:1").await;
    assert!(toast(&test, MARIE).contains("Un modérateur l'a déjà prise"));
    test.presses(AIME, "ask:withdraw:1:yes").await;
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'taken'").await,
        1,
        "nobody can withdraw another person's question"
    );
    test.end().await;
}

async fn one_withdraws_at_any_time_and_the_holder_hears(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Qui paie ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.hears(JOSIANE);
    test.presses(MARIE, "ask:withdraw:1").await;
    assert!(test.chat_contains(MARIE, "Retirer votre question n° 1 ?"));
    test.taps(MARIE, "ask:withdraw:1:yes").await;
    assert!(test.chat_contains(MARIE, "n° 1 est retirée"));
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"La personne qui a posé la question n° 1 vient de la retirer.");
    }
    assert_eq!(test.query_i64("select question from on_screen").await, 0);
    test.presses(JOSIANE, "queue:answered:1").await;
    assert_eq!(toast(&test, JOSIANE), "La personne qui l'a posée l'a retirée.");
    test.presses(AIME, "vote:on:1").await;
    assert_eq!(toast(&test, AIME), "Cette question n'attend plus.");
    test.end().await;
}

async fn near_duplicates_are_merged_by_a_press_and_only_then(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Qui paie les adultes relais ?").await;
    asks(&mut test, AIME, "qui paye les adultes-relais").await;
    let said = test.last_message(AIME);
    assert!(said.contains("question n° 2") && said.contains("C'est l'une de celles-ci ?"), "{said}");
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 2);
    test.taps(AIME, "ask:same:2:1").await;
    assert!(test.last_message(AIME).contains("vous soutenez la question n° 1"));
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 2);
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    test.presses(AIME, "ask:same:2:1").await;
    assert_eq!(
        test.query_i64("select votes from question where number = 1").await,
        2,
        "a second press adds no vote"
    );
    test.end().await;
}

async fn read_before_it_is_public_where_moderators_wish(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/moderation").await;
    test.taps(JOSIANE, "queue:set:review:on").await;
    test.says(JOSIANE, "/file").await;
    asks(&mut test, MARIE, "Et les jeunes ?").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        📨 C'est noté : question n° 1. Je vous préviendrai quand elle passera.
        Une personne la lit d'abord, puis elle part dans la file.

        De quoi parle-t-elle ? Touchez un thème, si vous voulez.
        ");
    }
    test.presses(AIME, "vote:on:1").await;
    assert_eq!(toast(&test, AIME), "Cette question n'attend plus.", "the question is not public yet");
    assert!(test.chat_contains(JOSIANE, "1 à relire"));
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("la file est vide"));
    test.says(JOSIANE, "/relire").await;
    assert!(test.last_message(JOSIANE).contains("Et les jeunes ?"));
    test.taps(JOSIANE, "queue:reword:1").await;
    test.says(JOSIANE, "Quelle place pour les jeunes ?").await;
    assert!(
        test.last_message(JOSIANE).contains("Telle que posée : Et les jeunes ?"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.taps(JOSIANE, "queue:approve:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        📬 Votre question n° 1 est dans la file.
        Quelle place pour les jeunes ?
        ");
    }
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("Quelle place pour les jeunes ?"));
    test.end().await;
}

async fn a_telephone_number_is_held_back_and_pointed_out(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Appelez-moi au 0696 12 34 56 ?").await;
    assert!(test.last_message(MARIE).contains("Une personne la lit d'abord"));
    test.says(JOSIANE, "/relire").await;
    assert!(
        test.last_message(JOSIANE).contains("⚠️ un téléphone : 0696 12 34 56"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.taps(JOSIANE, "queue:approve:1").await;
    test.says(JOSIANE, "/suivante").await;
    test.presses(JOSIANE, "queue:reword:1").await;
    test.says(JOSIANE, "Écrire à marie@exemple.org ?").await;
    assert!(
        test.last_message(JOSIANE).contains("Avant de publier")
            && test.last_message(JOSIANE).contains("marie@exemple.org")
    );
    assert_eq!(test.query_i64("select count(*) from question where public_text <> ''").await, 0);
    test.taps(JOSIANE, "queue:publish:1").await;
    assert_eq!(test.query_i64("select count(*) from question where public_text <> ''").await, 1);
    test.end().await;
}

async fn rejected_with_a_reason_and_undone(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Et les jeunes ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.hears(MARIE);
    test.taps(JOSIANE, "queue:more:1").await;
    test.taps(JOSIANE, "queue:aside:1").await;
    test.taps(JOSIANE, "queue:aside:1:topic").await;
    assert!(test.last_message(JOSIANE).contains("mise de côté (Hors du sujet)"));
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Votre question n° 1 est mise de côté. Elle sort du sujet de la table ronde. Merci de l'avoir posée.
        Et les jeunes ?
        ");
    }
    test.taps(JOSIANE, "queue:undo:2").await;
    assert!(test.hears(MARIE).contains("bientôt"), "the question is claimed again");
    assert_eq!(test.query_i64("select count(*) from question where state = 'taken'").await, 1);
    test.taps(JOSIANE, "queue:answered:1").await;
    test.clock.advance(Duration::from_secs(301));
    test.taps(JOSIANE, "queue:undo:4").await;
    assert_eq!(toast(&test, JOSIANE), "Trop tard pour annuler.");
    test.end().await;
}

async fn authors_of_merged_questions_get_the_same_notifications(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Qui paie les adultes relais ?").await;
    asks(&mut test, AIME, "Combien gagne un médiateur ?").await;
    test.says(EUGENE, "/start").await;
    test.presses(EUGENE, "vote:on:1").await;
    test.presses(EUGENE, "vote:on:2").await;
    test.hears(AIME);
    test.hears(EUGENE);
    test.presses(JOSIANE, "queue:card:2").await;
    test.taps(JOSIANE, "queue:more:2").await;
    test.taps(JOSIANE, "queue:merge:2").await;
    test.taps(JOSIANE, "queue:join:2:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🔗 Votre question n° 2 sera posée avec d'autres qui disent la même chose. Je vous dirai la suite.
        Combien gagne un médiateur ?
        ");
    }
    let heard = test.hears(EUGENE);
    assert!(heard.contains("n° 2, que vous soutenez, est posée avec la n° 1"), "{heard}");
    assert!(
        heard.contains("Qui paie les adultes relais ?"),
        "the text is that of the main question: {heard}"
    );
    assert_eq!(
        test.query_i64("select votes from question where number = 1").await,
        3,
        "Eugène's two votes count once"
    );
    test.presses(MARIE, "vote:on:2").await;
    assert!(toast(&test, MARIE).contains("n° 1"), "a vote for a merged question counts for the main one");
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("1 autre posée avec elle"));
    test.taps(JOSIANE, "queue:live:1").await;
    for author in [MARIE, AIME] {
        let heard = test.hears(author);
        assert!(heard.contains("passe maintenant") && !heard.contains("vous soutenez"), "{heard}");
    }
    let heard = test.hears(EUGENE);
    assert_eq!(heard.matches("n° 1, que vous soutenez, passe maintenant").count(), 1, "{heard}");
    test.presses(JOSIANE, "queue:parts:1").await;
    test.taps(JOSIANE, "queue:split:2").await;
    assert_eq!(test.query_i64("select votes from question where number = 1").await, 2);
    assert_eq!(test.query_i64("select votes from question where number = 2").await, 2);
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    test.end().await;
}

async fn a_voice_is_heard_and_becomes_a_line(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(MARIE, "/question").await;
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    test.taps(MARIE, "ask:voice:yes").await;
    assert!(test.last_message(MARIE).contains("question n° 1"));
    test.says(JOSIANE, "/relire").await;
    test.presses(JOSIANE, "queue:approve:1").await;
    assert!(toast(&test, JOSIANE).contains("écrivez d'abord la phrase"));
    test.taps(JOSIANE, "queue:voice:1").await;
    assert!(
        test.emulator.call_count("sendVoice") == 1 && test.last_message(JOSIANE).contains("Question n° 1")
    );
    test.taps(JOSIANE, "queue:reword:1").await;
    test.says(JOSIANE, "Et les personnes âgées ?").await;
    test.taps(JOSIANE, "queue:approve:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        Un message vocal, pourquoi pas ! Les modérateurs entendront votre voix, puis écriront la phrase que la salle lira. On l'envoie ?

        📨 C'est noté : question n° 1. Je vous préviendrai quand elle passera.
        Une personne la lit d'abord, puis elle part dans la file.

        De quoi parle-t-elle ? Touchez un thème, si vous voulez.

        📬 Votre question n° 1 est dans la file.
        Et les personnes âgées ?
        ");
    }
    // the warning about the voice is given once
    test.jump_to("2012-11-23T10:47").await;
    test.says(MARIE, "/question").await;
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(test.last_message(MARIE).contains("question n° 2"));
    test.end().await;
}

async fn an_expired_claim_returns_the_question(database: Database) {
    let mut test = open_with_moderator(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        asks(&mut test, who, text).await;
    }
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.says(JOSIANE, "/suivante").await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(EUGENE, "/file").await;
    test.presses(EUGENE, "queue:answered:2").await;
    assert!(toast(&test, EUGENE).contains("n° 2 est entre les mains de"), "{}", toast(&test, EUGENE));
    test.clock.advance(Duration::from_secs(599));
    test.jump_to("2012-11-23T10:56").await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'taken'").await, 2);
    test.clock.advance(Duration::from_secs(2));
    test.jump_to("2012-11-23T10:57").await;
    assert_eq!(test.query_i64("select number from question where state = 'waiting'").await, 2);
    assert_eq!(
        test.query_i64("select number from question where state = 'taken'").await,
        1,
        "the question on the screen stays claimed"
    );
    test.presses(EUGENE, "queue:answered:1").await;
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'answered'").await,
        1,
        "any moderator may close it"
    );
    test.end().await;
}

async fn claimed_and_on_the_screen_are_two_things(database: Database) {
    let mut test = open_with_moderator(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        asks(&mut test, who, text).await;
    }
    test.hears(AIME);
    test.says(JOSIANE, "/suivante").await;
    test.says(JOSIANE, "/suivante").await;
    assert!(test.hears(AIME).contains("bientôt"), "claimed, not yet on the screen");
    assert_eq!(test.query_i64("select question from on_screen").await, 0);
    test.taps(JOSIANE, "queue:live:2").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        🎤 Votre question n° 2 passe maintenant : on y répond.
        Deux ?
        ");
    }
    assert_eq!(test.query_i64("select question from on_screen").await, 2);
    test.taps(JOSIANE, "queue:later:2").await;
    assert_eq!(test.query_i64("select question from on_screen").await, 0);
    test.presses(JOSIANE, "queue:later").await;
    assert!(test.last_message(JOSIANE).contains("Deux ?"));
    test.presses(JOSIANE, "queue:take:2").await;
    test.presses(JOSIANE, "queue:back:2").await;
    assert_eq!(test.query_i64("select number from question where state = 'waiting'").await, 2);
    test.presses(JOSIANE, "queue:hand").await;
    assert!(test.last_message(JOSIANE).contains("Une ?"));
    test.says(JOSIANE, "/repondue 1").await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'answered'").await, 1);
    test.end().await;
}

async fn the_order_is_as_the_panel_showed_it(database: Database) {
    let mut test = open_with_moderator(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        asks(&mut test, who, text).await;
    }
    test.says(JOSIANE, "/file").await;
    let panel = test.emulator.latest_message(JOSIANE).unwrap();
    let first = panel.inline_keyboard.unwrap()[0][0]["callback_data"].as_str().unwrap().to_owned();
    assert_eq!(first, "queue:next:1.2");
    test.presses(EUGENE, "vote:on:2").await;
    assert!(
        test.last_message(JOSIANE).find("2. Deux ?") < test.last_message(JOSIANE).find("1. Une ?"),
        "most votes first"
    );
    // Josiane presses the button of the panel that she saw before
    test.presses(JOSIANE, &first).await;
    assert!(test.last_message(JOSIANE).contains("Une ?"));
    test.presses(JOSIANE, &first).await;
    assert!(test.last_message(JOSIANE).contains("Deux ?"));
    test.end().await;
}

async fn a_group_has_a_moderation_panel_of_its_own(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    let group = test.emulator.create_group(JOSIANE, "Modération");
    test.run_until_idle().await;
    test.emulator.user_sends_text_in(group, AIME, "/moderation");
    test.run_until_idle().await;
    assert!(test.last_message(group).contains("Seuls les modérateurs"));
    test.emulator.user_sends_text_in(group, JOSIANE, "/moderation");
    test.run_until_idle().await;
    assert!(test.last_message(group).contains("📥 La file"), "{}", test.last_message(group));
    let panel = test.emulator.latest_message(group).unwrap().message_id;
    asks(&mut test, MARIE, "Et les jeunes ?").await;
    assert!(test.last_message(group).contains("Une première question attend"));
    let shown = test.emulator.messages(group).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert!(shown.plain_text.contains("1. Et les jeunes ?"));
    test.emulator.user_presses_callback_in(group, EUGENE, panel, "queue:next:1");
    test.run_until_idle().await;
    assert!(test.last_message(group).contains("Question n° 1"));
    assert_eq!(test.query_i64("select claimed_by from question").await, EUGENE);
    test.emulator.user_presses_callback_in(group, AIME, panel, "queue:answered:1");
    test.emulator.user_presses_callback_in(group, EUGENE, panel, "queue:reword:1");
    test.run_until_idle().await;
    assert!(test.last_message(EUGENE).contains("Question n° 1"), "the moderator types in the private chat");
    // a member deletes the panel, and the bot posts it again
    test.emulator.call("deleteMessage", json!({ "chat_id": group, "message_id": panel })).unwrap();
    asks(&mut test, AIME, "Et les anciens ?").await;
    assert!(test.last_message(group).contains("2. Et les anciens ?"), "{}", test.last_message(group));
    test.emulator.clear_errors_and_warnings();
    let supergroup = test.emulator.migrate_to_supergroup(group);
    test.run_until_idle().await;
    assert!(test.last_message(supergroup).contains("📥 La file"), "{}", test.last_message(supergroup));
    test.emulator.remove_bot(supergroup, JOSIANE);
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from panel").await, 0);
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("Et les anciens ?"), "the queue goes on without the group");
    test.end().await;
}

async fn a_revoked_moderator_cannot_act(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/file").await;
    asks(&mut test, MARIE, "Et les jeunes ?").await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from role").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.hears(JOSIANE);
    test.taps(JOSIANE, "queue:next").await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    asks(&mut test, AIME, "Et les anciens ?").await;
    assert!(
        !test.chat_contains(JOSIANE, "Et les anciens ?"),
        "without the role Josiane gets no more questions"
    );
    test.end().await;
}

async fn switches_are_moved_once_and_told_to_all(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    test.says(JOSIANE, "/moderation").await;
    test.taps(JOSIANE, "queue:set:mode:closed").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(EUGENE), @"⚙️ Personne 2001 : 🔴 Fermer");
    }
    test.presses(JOSIANE, "queue:set:mode:closed").await;
    assert_eq!(toast(&test, JOSIANE), "C'est déjà ainsi.");
    assert_eq!(test.hears(EUGENE), "");
    test.says(MARIE, "/question").await;
    assert!(test.last_message(MARIE).contains("On ne prend plus de questions"));
    test.presses(JOSIANE, "queue:set:mode:open").await;
    asks(&mut test, MARIE, "Et les jeunes ?").await;
    test.presses(JOSIANE, "queue:set:mode:votes").await;
    test.says(AIME, "/question").await;
    assert!(test.last_message(AIME).contains("votre voix compte encore"));
    test.presses(AIME, "vote:on:1").await;
    assert_eq!(test.query_i64("select votes from question").await, 2);
    test.presses(JOSIANE, "queue:set:mode:closed").await;
    test.presses(AIME, "vote:off:1").await;
    assert_eq!(toast(&test, AIME), "On ne peut plus voter.");
    test.presses(JOSIANE, "queue:set:mode:schedule").await;
    test.jump_to("2012-11-23T12:30").await;
    test.says(AIME, "/question").await;
    assert!(
        test.last_message(AIME).contains("On ne prend plus de questions"),
        "after the last discussion the bot takes no more questions"
    );
    test.end().await;
}

async fn a_page_of_votes_does_not_jump(database: Database) {
    let mut test = open_with_moderator(database).await;
    for n in 0..8 {
        asks(
            &mut test,
            3_000 + n,
            &format!("Question numéro {n} sur un sujet à part {} ?", "abcdefgh".repeat(n as usize + 1)),
        )
        .await;
    }
    test.says(MARIE, "/questions").await;
    let page = test.last_message(MARIE);
    assert!(page.contains("n° 1 · 👍 1") && page.contains("n° 6") && !page.contains("n° 7"), "{page}");
    test.taps(MARIE, "vote:on:6").await;
    assert_eq!(toast(&test, MARIE), "👍 Vous soutenez la n° 6 · 2");
    let after = test.last_message(MARIE);
    assert!(after.find("n° 1 ·") < after.find("n° 6 ·") && after.contains("n° 6 · 👍 2"), "{after}");
    test.taps(MARIE, "vote:off:6").await;
    assert_eq!(test.query_i64("select votes from question where number = 6").await, 1);
    test.taps(MARIE, "vote:on:6").await;
    test.taps(MARIE, "vote:page:r.1").await;
    let second = test.last_message(MARIE);
    assert!(second.contains("n° 7") && second.contains("n° 8") && !second.contains("n° 2 ·"), "{second}");
    test.says(MARIE, "/questions").await;
    assert!(
        test.last_message(MARIE).find("n° 6 ·") < test.last_message(MARIE).find("n° 1 ·"),
        "a list that is opened anew has most votes first"
    );
    test.presses(3_000, "vote:off:1").await;
    assert!(toast(&test, 3_000).contains("C'est votre question"));
    test.presses(3_000, "ask:theme:1:2").await;
    test.taps(MARIE, "vote:themes").await;
    test.taps(MARIE, "vote:page:t2.0").await;
    assert!(
        test.last_message(MARIE).contains("n° 1") && !test.last_message(MARIE).contains("n° 6"),
        "{}",
        test.last_message(MARIE)
    );
    test.end().await;
}

async fn an_answer_for_one_alone_and_a_situation_of_ones_own(database: Database) {
    let mut programme = Programme::built_in();
    programme.round_table.personal_contact =
        Some(koze::programme::LocalizedText::french("Une personne d'exemple, 0000 00 00 00"));
    let mut test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    asks(&mut test, MARIE, "Où trouver le dossier ?").await;
    asks(&mut test, AIME, "Mon fils a un souci ?").await;
    test.presses(JOSIANE, "queue:private:1").await;
    test.says(JOSIANE, "À l'accueil.").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        📨 C'est noté : question n° 1. Je vous préviendrai quand elle passera.

        De quoi parle-t-elle ? Touchez un thème, si vous voulez.

        💬 Une réponse à votre question n° 1 :
        Où trouver le dossier ?

        À l'accueil.
        ");
    }
    test.hears(AIME);
    test.presses(JOSIANE, "queue:personal:2").await;
    test.taps(JOSIANE, "queue:personal:2:yes").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        Votre question n° 2 parle de votre vie personnelle. Elle ne sera pas posée en public : la salle ne la voit pas. Voici qui peut vous aider :
        Une personne d'exemple, 0000 00 00 00
        ");
    }
    let mut conn = test.app.db.reader().await.unwrap();
    let programme = &test.app.programme;
    let told = render_table(&questions::export(&mut conn, programme).await.unwrap(), TableFormat::Csv);
    assert!(told.contains("situation personnelle") && !told.contains("Mon fils"), "{told}");
    drop(conn);
    test.end().await;
}

async fn an_author_is_stopped_and_let_in_again(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "N'importe quoi ?").await;
    test.presses(JOSIANE, "queue:mute:1:on").await;
    test.clock.advance(Duration::from_secs(60));
    asks(&mut test, MARIE, "Encore ?").await;
    assert!(test.last_message(MARIE).contains("ne prennent plus vos questions"));
    test.taps(JOSIANE, "queue:undo:1").await;
    asks(&mut test, MARIE, "Et maintenant ?").await;
    assert!(test.last_message(MARIE).contains("question n° 2"));
    test.end().await;
}

async fn questions_from_the_audience_and_combined_ones(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Et les jeunes ?").await;
    asks(&mut test, AIME, "Et les enfants ?").await;
    test.says(JOSIANE, "/salle Une dame demande : et les anciens ?").await;
    assert!(test.last_message(JOSIANE).contains("Question n° 3"));
    test.presses(JOSIANE, "queue:umbrella").await;
    test.says(JOSIANE, "Quelle place pour chaque âge ?").await;
    for number in [1, 2, 3] {
        test.presses(JOSIANE, "queue:absorb:4").await;
        test.taps_label(JOSIANE, &format!("n° {number}")).await;
    }
    assert_eq!(
        test.query_i64("select votes from question where number = 4").await,
        2,
        "the two authors are the voters"
    );
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("3 autres posées avec elle"));
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        📨 C'est noté : question n° 1. Je vous préviendrai quand elle passera.

        De quoi parle-t-elle ? Touchez un thème, si vous voulez.

        🔗 Votre question n° 1 sera posée avec d'autres qui disent la même chose. Je vous dirai la suite.
        Et les jeunes ?

        🎤 Votre question n° 1 passe bientôt. Je vous préviendrai quand elle sera à l'écran.
        Et les jeunes ?
        ");
    }
    test.presses(JOSIANE, "queue:for:4:1").await;
    assert!(test.last_message(JOSIANE).contains("🎤 Partenaires institutionnels"));
    test.presses(JOSIANE, "queue:star:4:on").await;
    assert!(test.last_message(JOSIANE).contains("⭐"));
    test.end().await;
}

async fn in_print_in_the_journal_and_in_the_summary(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "<img src=x onerror=alert(1)> ?").await;
    asks(&mut test, AIME, "Et les jeunes ?").await;
    test.presses(AIME, "ask:theme:2:5").await;
    test.says(JOSIANE, "/imprimer").await;
    let files =
        test.emulator.messages(JOSIANE).into_iter().filter_map(|bubble| bubble.media).collect::<Vec<_>>();
    let texts: Vec<String> = files
        .iter()
        .map(|media| test.emulator.file(media.value["file_id"].as_str().unwrap()).unwrap())
        .map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
        .collect();
    assert!(
        texts[0].contains("&lt;img src=x onerror=alert(1)&gt; ?") && !texts[0].contains("<img"),
        "{}",
        texts[0]
    );
    assert!(remove_typography(&texts[0]).contains("Quelles perspectives ?") && texts[0].contains("1 voix"));
    let list = &files[1].value;
    let list = test.emulator.file(list["file_id"].as_str().unwrap()).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(list.bytes.to_vec())).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let asked = calamine::Data::String("Et les jeunes ?".to_owned());
    assert!(sheet.rows().flatten().any(|cell| *cell == asked), "{sheet:?}");
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:answered:1").await;
    test.says(JOSIANE, "/journal").await;
    assert!(
        test.last_message(JOSIANE).contains("note qu'on a répondu à la n° 1"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.says(JOSIANE, "/bilan").await;
    let sum = test.last_message(JOSIANE);
    assert!(sum.contains("1 posée · 1 avec réponse · 0 en attente") && sum.contains("par écrit"), "{sum}");
    test.taps(JOSIANE, "queue:unreached").await;
    test.taps(JOSIANE, "queue:private:2").await;
    test.says(JOSIANE, "Oui, avec eux.").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        Votre question n° 2
        Et les jeunes ?
        👍 1 · 🏷 Quelles perspectives ?
        1 question passe avant elle.

        💬 Une réponse à votre question n° 2 :
        Et les jeunes ?

        Oui, avec eux.
        ");
    }
    let mut conn = test.app.db.reader().await.unwrap();
    let journal = render_table(
        &koze::documents::journal_table(&mut conn, &test.app.programme).await.unwrap(),
        TableFormat::Json,
    );
    let deed = koze::i18n::texts(Lang::Fr).label("deed-private");
    assert!(journal.contains(&format!("\"Acte\": \"{deed}\"")), "{journal}");
    drop(conn);
    test.end().await;
}

async fn the_first_heard_and_themes_unheard_come_earlier(database: Database) {
    let mut programme = Programme::built_in();
    programme.round_table.boost_newcomers = true;
    programme.question_limits.seconds_between_questions = 0;
    let mut test = TestBot::open_with_programme(database, ROUND_TABLE, programme).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    asks(&mut test, MARIE, "Une ?").await;
    test.says(JOSIANE, "/suivante").await;
    asks(&mut test, MARIE, "Deux, de la même ?").await;
    asks(&mut test, AIME, "Trois, de quelqu'un d'autre ?").await;
    test.presses(AIME, "ask:mine:3").await;
    assert!(
        test.last_message(AIME).contains("la prochaine de la file"),
        "an author without an answer comes first: {}",
        test.last_message(AIME)
    );
    test.presses(MARIE, "ask:theme:2:4").await;
    test.presses(EUGENE, "vote:on:2").await;
    test.presses(MARIE, "ask:mine:2").await;
    assert!(
        test.last_message(MARIE).contains("la prochaine de la file"),
        "a theme without an answer and one more vote"
    );
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("Deux"));
    test.end().await;
}

async fn a_panel_that_scrolled_away_comes_to_the_end(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/file").await;
    let panel = test.emulator.latest_message(JOSIANE).unwrap().message_id;
    for n in 0..6 {
        asks(&mut test, 3_000 + n, &format!("{} ?", "abcdef".repeat(n as usize + 1))).await;
        test.says(JOSIANE, "/suivante").await;
    }
    let old = test.emulator.messages(JOSIANE).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert_eq!(old.plain_text, "↓ La file est plus bas.");
    assert!(
        test.last_message(JOSIANE).contains("📥 La file") && test.last_message(JOSIANE).contains("6 en main")
    );
    test.end().await;
}

async fn the_hall_reads_the_next_few_only_where_moderators_wish(database: Database) {
    let mut test = open_with_moderator(database).await;
    asks(&mut test, MARIE, "Une ?").await;
    asks(&mut test, AIME, "Deux : 0696 12 34 56 ?").await;
    asks(&mut test, EUGENE, "Trois ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.presses(JOSIANE, "queue:star:1:on").await;
    let hall = async |test: &TestBot| {
        let mut conn = test.app.db.reader().await.unwrap();
        questions::load_screen(&mut conn, &test.app.programme).await.unwrap()
    };
    let seen = hall(&test).await;
    assert_eq!((seen.current.unwrap().text.as_str(), seen.next.len(), seen.queued_count), ("Une ?", 0, 1));
    test.presses(JOSIANE, "queue:set:hallnext:on").await;
    let lines: Vec<String> = hall(&test).await.next.into_iter().map(|shown| shown.text).collect();
    assert_eq!(lines, ["Trois ?"], "a question that no moderator has read is not public");
    test.presses(JOSIANE, "queue:answered:1").await;
    assert_eq!(hall(&test).await.current, None);
    test.end().await;
}

async fn strange_questions_are_met_kindly(database: Database) {
    let mut test = open_with_moderator(database).await;
    let mut ask = async |text: &str| {
        test.clock.advance(Duration::from_secs(60));
        asks(&mut test, MARIE, text).await;
        test.last_message(MARIE)
    };
    assert!(ask("🙂🙃").await.contains("Je n'ai pas vu de question"));
    assert!(ask(&"a".repeat(4_096)).await.contains("longue"));
    assert!(ask("voir https://exemple.org ?").await.contains("Une personne la lit d'abord"));
    assert!(ask("<script>alert(1)</script> ?").await.contains("question n° 2"));
    assert!(ask("de droite \u{202e}à gauche ?").await.contains("question n° 3"));
    assert_eq!(test.query_i64("select count(*) from question where text = 'de droite à gauche ?'").await, 1);
    test.presses(MARIE, "ask:theme:1:99").await;
    test.presses(MARIE, "ask:theme:9999:1").await;
    test.presses(MARIE, "vote:on:9999").await;
    assert_eq!(toast(&test, MARIE), "Cette question n'attend plus.");
    test.presses(MARIE, "vote:page:t99999999999.1").await;
    test.presses(JOSIANE, "queue:join:1:1").await;
    test.presses(JOSIANE, "queue:undo:9999").await;
    assert_eq!(toast(&test, JOSIANE), "Trop tard pour annuler.");
    test.end().await;
}

async fn what_was_said_goes_with_the_promised_time(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(MARIE, "/question").await;
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    test.taps(MARIE, "ask:voice:yes").await;
    asks(&mut test, AIME, "Et les jeunes ?").await;
    test.presses(MARIE, "vote:on:2").await;
    // the next cleanup, three months after the event
    test.clock.advance(Duration::from_secs(3_600));
    test.jump_to("2013-03-01T10:00").await;
    // the erasure needs two days of running time
    for _ in 0..50 {
        test.clock.advance(Duration::from_secs(3_600));
        test.tick().await;
    }
    assert_eq!(test.query_i64("select count(*) from question where person <> 0 or voice <> ''").await, 0);
    assert_eq!(test.query_i64("select count(*) from voter").await, 0);
    assert_eq!(test.query_i64("select votes from question where number = 2").await, 2, "the votes stay");
    test.end().await;
}

async fn the_whole_round_table_in_french(database: Database) {
    the_whole_round_table(database, Lang::Fr).await;
}

async fn the_whole_round_table_in_creole(database: Database) {
    the_whole_round_table(database, Lang::Gcf).await;
}

async fn the_whole_round_table_in_english(database: Database) {
    the_whole_round_table(database, Lang::En).await;
}

/// From asking to the answer, everything in one language.
async fn the_whole_round_table(database: Database, lang: Lang) {
    let t = texts(lang);
    let mut test = open_with_moderator(database).await;
    for who in [MARIE, AIME, JOSIANE] {
        test.says(who, "/langue").await;
        test.presses(who, &format!("lang:{}", lang.code())).await;
        test.hears(who);
    }
    test.says(JOSIANE, &t.label("menu-queue")).await;
    test.says(MARIE, &t.label("menu-question")).await;
    test.says(MARIE, "1 ?").await;
    test.presses(MARIE, "ask:mine:1").await;
    test.taps(MARIE, "ask:sign:1:on").await;
    test.says(AIME, "/questions").await;
    test.taps(AIME, "vote:on:1").await;
    test.taps(JOSIANE, "queue:next").await;
    test.taps(JOSIANE, "queue:more:1").await;
    test.taps(JOSIANE, "queue:star:1:on").await;
    test.taps(JOSIANE, "queue:answered:1").await;
    test.taps(JOSIANE, "queue:undo:4").await;
    test.presses(JOSIANE, "queue:aside:1").await;
    test.taps(JOSIANE, "queue:aside:1:time").await;
    test.says(JOSIANE, "/journal").await;
    test.says(JOSIANE, "/bilan").await;
    test.says(JOSIANE, "/moderation").await;
    let (asked, voted, moderated) = (test.hears(MARIE), test.hears(AIME), test.hears(JOSIANE));
    assert!(asked.contains(&remove_typography(&t.label("reason-time-said"))), "{asked}");
    assert!(moderated.contains(&remove_typography(&t.label("deed-star"))), "{moderated}");
    for heard in [asked, voted, moderated] {
        let foreign: &[&str] = match lang {
            Lang::Fr => &[" pou ", " the ", " your ", "kestion"],
            Lang::Gcf => &["vous", "votre ", " the ", " your ", "uestion"],
            Lang::En => &["vous", "votre ", "kestion", " pou "],
        };
        for word in foreign {
            assert!(!heard.contains(word), "“{word}” in {}: {heard}", lang.code());
        }
    }
    test.end().await;
}

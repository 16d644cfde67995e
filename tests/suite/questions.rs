//! Questions to the speakers: from the author to the moderator, and the notifications back to the author.

use koze::people::Role;
use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

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
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(MARIE, "❓ Poser une question").await;
    test.says(MARIE, "Qui paie les <adultes relais> ?").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.

        📨 C'est noté : question n° 1. Je vous préviendrai quand elle passera.

        De quoi parle-t-elle ? Touchez un thème, si vous voulez.
        ");
    }
    test.says(JOSIANE, "/file").await;
    assert!(test.last_message(JOSIANE).contains("1. Qui paie les <adultes relais> ?"));
    test.says(JOSIANE, "/suivante").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(JOSIANE), @"
        🔔 Une première question attend.

        📥 La file des questions
        0 en attente · 1 en main · 0 avec réponse
        🟢 ouverte · publication directe

        à 10h45

        Question n° 1

        Qui paie les <adultes relais> ?

        👍 1
        ✋ En main jusqu'à 10h55
        ");
    }
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🎤 Votre question n° 1 passe bientôt. Je vous préviendrai quand elle sera à l'écran.
        Qui paie les <adultes relais> ?
        ");
    }
    test.taps(JOSIANE, "queue:live:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        🎤 Votre question n° 1 passe maintenant : on y répond.
        Qui paie les <adultes relais> ?
        ");
    }
    test.taps(JOSIANE, "queue:answered:1").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        ✅ Votre question n° 1 a eu sa réponse. Merci !
        Qui paie les <adultes relais> ?
        ");
    }
    test.presses(JOSIANE, "queue:aside:1").await;
    let toast = test.emulator.callback_answers(JOSIANE).last().map(|toast| remove_typography(&toast.text));
    assert_eq!(toast.as_deref(), Some("Vous l'avez déjà fait."));
    test.says(JOSIANE, "/suivante").await;
    assert!(test.last_message(JOSIANE).contains("la file est vide"));
    test.end().await;
}

async fn the_link_in_the_hall_takes_the_next_message(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(AIME, "/start q").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"
        Écrivez votre question : votre prochain message part tout droit aux modérateurs.
        Comment les questions sont choisies : /regle
        ");
    }
    test.emulator.user_sends_media(AIME, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(
        test.hears(AIME).contains("entendront votre voix"),
        "a warning comes first, and nothing is sent yet"
    );
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    test.emulator.user_sends_media(AIME, UserMedia::Photo { caption: String::new() });
    test.run_until_idle().await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(AIME), @"Pour une question, j'ai besoin d'un texte ou d'un message vocal. Écrivez-la en quelques mots.");
    }
    test.says(AIME, "À quelle heure passe-t-on aux actes ?").await;
    assert!(
        test.hears(AIME).contains("question n° 1"),
        "the text counts as a question, although it resembles a question about the programme"
    );
    assert_eq!(
        test.query_i64("select count(*) from registration").await,
        0,
        "a question needs no registration"
    );
    test.says(AIME, "/question").await;
    test.taps(AIME, "ask:leave").await;
    test.says(AIME, "table ronde ?").await;
    assert!(test.last_message(AIME).contains("10h30 – 11h30"));
    test.end().await;
}

async fn two_moderators_never_take_the_same_question(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.grant_role(EUGENE, Role::Organiser).await;
    for (who, text) in [(MARIE, "Première ?"), (AIME, "Seconde ?")] {
        test.says(who, "/question").await;
        test.says(who, text).await;
    }
    test.emulator.user_sends_text(JOSIANE, "/suivante");
    test.emulator.user_sends_text(EUGENE, "/suivante");
    test.run_until_idle().await;
    let both = [test.hears(JOSIANE), test.hears(EUGENE)].concat();
    assert!(both.contains("Première ?") && both.contains("Seconde ?"), "{both}");
    assert_eq!(
        test.query_i64("select count(distinct claimed_by) from question where state = 'taken'").await,
        2
    );
    test.says(JOSIANE, "/suivante").await;
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'taken'").await,
        2,
        "claimed questions stay claimed"
    );
    test.end().await;
}

async fn a_text_nobody_understands_can_be_sent_during_the_round_table(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "et les jeunes dans tout cela").await;
    assert!(test.last_message(MARIE).contains("Est-ce une question pour les intervenants ?"));
    test.taps(MARIE, "ask:send:1").await;
    assert!(test.last_message(MARIE).contains("question n° 1"));
    test.presses(MARIE, "ask:send").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 1, "a second press sends nothing");
    test.end().await;
}

async fn outside_of_a_session_a_question_is_offered_while_they_are_taken(database: Database) {
    let mut test = TestBot::open(database, "2012-11-23T08:05").await;
    test.says(MARIE, "et les jeunes dans tout cela").await;
    assert!(test.inline_keyboard(MARIE).contains("ask:send:"), "{}", test.last_message(MARIE));
    test.jump_to("2012-11-23T13:00").await;
    test.says(MARIE, "et les jeunes dans tout cela").await;
    assert!(
        !test.inline_keyboard(MARIE).contains("ask:send:"),
        "the round table is closed: {}",
        test.last_message(MARIE)
    );
    test.end().await;
}

async fn nobody_else_may_touch_the_queue(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "La mienne ?").await;
    for command in ["/file", "/suivante"] {
        test.says(AIME, command).await;
        assert!(test.last_message(AIME).contains("Seuls les modérateurs"));
    }
    for forged in ["queue:next", "queue:show", "queue:answered:1", "queue:aside:1"] {
        test.presses(AIME, forged).await;
        assert!(
            test.emulator
                .callback_answers(AIME)
                .last()
                .is_some_and(|toast| toast.text.contains("Seuls les modérateurs"))
        );
    }
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    test.end().await;
}

async fn the_limits_are_said_kindly(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let ask = async |test: &mut TestBot, text: &str| {
        test.says(MARIE, "/question").await;
        test.says(MARIE, text).await;
        test.confirm_send(MARIE).await;
        test.last_message(MARIE)
    };
    assert!(ask(&mut test, "Une ?").await.contains("question n° 1"));
    assert!(ask(&mut test, "Deux ?").await.contains("Encore 30 s"));
    for (at, number) in [("2012-11-23T10:46", 2), ("2012-11-23T10:47", 3)] {
        test.jump_to(at).await;
        assert!(ask(&mut test, "Encore ?").await.contains(&format!("question n° {number}")));
    }
    test.jump_to("2012-11-23T10:48").await;
    assert!(ask(&mut test, "Quatre ?").await.contains("3 de vos questions attendent"));
    test.says(AIME, "/question").await;
    test.says(AIME, &"a".repeat(1_001)).await;
    assert!(test.last_message(AIME).contains("1001 caractères") || test.last_message(AIME).contains("1 001"));
    test.says(AIME, "🙂").await;
    assert!(test.last_message(AIME).contains("Je n'ai pas vu de question"));
    test.says(AIME, "La vraie ?").await;
    assert!(
        test.last_message(AIME).contains("question n° 4"),
        "the bot still awaited the question after two refused texts"
    );
    test.end().await;
}

async fn the_panel_stays_current(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test.says(JOSIANE, "/file").await;
    let panel = test.emulator.latest_message(JOSIANE).unwrap().message_id;
    test.says(MARIE, "/question").await;
    test.says(MARIE, "Nouvelle ?").await;
    let shown =
        test.emulator.messages(JOSIANE).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert!(
        shown.plain_text.contains("1 en attente") && shown.plain_text.contains("1. Nouvelle ?"),
        "{}",
        shown.plain_text
    );
    test.says(JOSIANE, "/file").await;
    assert!(
        test.emulator.latest_message(JOSIANE).unwrap().message_id > panel,
        "a second command posts the panel at the end of the chat"
    );
    test.end().await;
}

async fn an_invitation_works_once(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let code = koze::access::InviteCode::random();
    let mut tx = test.app.db.begin().await.unwrap();
    let expires = test.clock.real_now() + koze::access::INVITE_TTL;
    koze::access::insert_invite(&mut tx, &code, Role::Moderator, expires).await.unwrap();
    tx.commit().await.unwrap();
    let link = format!("/start {}", code.payload());
    test.says(JOSIANE, &link).await;
    assert!(test.last_message(JOSIANE).contains("Vous modérez"));
    test.says(JOSIANE, &link).await;
    assert!(
        test.last_message(JOSIANE).contains("a déjà servi"),
        "the person who has the role cannot use the link again"
    );
    test.says(AIME, &link).await;
    assert!(test.last_message(AIME).contains("Ce lien a déjà servi"));
    assert_eq!(test.query_i64("select count(*) from role").await, 1);
    test.end().await;
}

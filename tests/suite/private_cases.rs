//! Private cases: such a question never appears in the hall,
//! and a counsellor gets it only if its author hands it over.

use koze::people::Role;
use koze::programme::{LocalizedText, Programme};
use koze::questions;
use koze::spreadsheet::TableFormat;
use telegram_emulator::UserMedia;

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography, render_table};

on_both_databases!(
    it_is_handed_on_by_its_author_and_answered_without_names,
    without_a_counsellor_there_is_the_contact_alone,
    nobody_else_can_hand_it_on_read_it_or_answer,
    a_voice_is_handed_on_as_it_was_spoken,
    what_was_handed_on_never_comes_back_to_the_queue,
);

const CONTACT: &str = "Une personne d'exemple, 0000 00 00 00";
const TEXT: &str = "Mon fils ne va plus à l'école ?";

async fn open_with_contact(database: Database) -> TestBot {
    let mut programme = Programme::built_in();
    programme.round_table.personal_contact = Some(LocalizedText::french(CONTACT));
    let mut test = TestBot::open_with_programme(database, "2012-11-23T10:45", programme).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test
}

async fn ask_and_mark_private(test: &mut TestBot) {
    test.says(MARIE, "/question").await;
    test.says(MARIE, TEXT).await;
    test.confirm_send(MARIE).await;
    test.hears(MARIE);
    test.presses(JOSIANE, "queue:personal:1").await;
    test.taps(JOSIANE, "queue:personal:1:yes").await;
}

async fn screen_state(test: &TestBot) -> String {
    let mut conn = test.app.db.reader().await.unwrap();
    format!("{:?}", questions::load_screen(&mut conn, &test.app.programme).await.unwrap())
}

async fn it_is_handed_on_by_its_author_and_answered_without_names(database: Database) {
    let mut test = open_with_contact(database).await;
    test.emulator.add_user(MARIE, "Marie", Some("Exemple"), Some("fr"));
    test.grant_role(EUGENE, Role::Counsellor).await;
    test.says(MARIE, "/question").await;
    test.says(MARIE, TEXT).await;
    test.confirm_send(MARIE).await;
    test.presses(JOSIANE, "queue:set:hallnext:on").await;
    assert!(
        screen_state(&test).await.contains("Mon fils"),
        "the question is public until a moderator marks it as private"
    );
    test.says(JOSIANE, "/suivante").await;
    test.hears(MARIE);
    test.presses(JOSIANE, "queue:personal:1").await;
    test.taps(JOSIANE, "queue:personal:1:yes").await;
    assert!(!screen_state(&test).await.contains("Mon fils"), "gone from the screen at once");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        Votre question n° 1 parle de votre vie personnelle. Elle ne sera pas posée en public : la salle ne la voit pas. Voici qui peut vous aider :
        Une personne d'exemple, 0000 00 00 00

        Cette personne peut aussi lire votre message ici, sans votre nom, et vous répondre. Il ne part que si vous touchez le bouton.
        ");
    }
    assert_eq!(test.hears(EUGENE), "", "nothing is handed over without the author's press");

    test.taps(MARIE, "ask:confide:1").await;
    assert!(test.chat_contains(MARIE, "C'est transmis, sans votre nom"));
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(EUGENE), @"
        🤝 Quelqu'un vous confie sa situation (question n° 1). La salle ne la voit pas. Vous ne recevez pas le nom de cette personne.

        Mon fils ne va plus à l'école ?
        ");
    }
    test.presses(MARIE, "ask:confide:1").await;
    assert_eq!(test.hears(EUGENE), "", "a second press hands over nothing");

    test.taps(EUGENE, "ask:listen:1").await;
    test.says(EUGENE, "Venez me voir <b>à la pause</b>.").await;
    assert_eq!(test.last_message(EUGENE), "C'est envoyé.");
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(MARIE), @"
        💬 Réponse à ce que vous avez confié (question n° 1) :

        Venez me voir <b>à la pause</b>.
        ");
    }
    test.taps(MARIE, "ask:word:1").await;
    test.says(MARIE, "Merci, j'y serai.").await;
    insta::allow_duplicates! {
        insta::assert_snapshot!(test.hears(EUGENE), @"
        Écrivez votre réponse à la personne de la question n° 1. Elle seule la lira. Elle ne verra pas votre nom, sauf si vous l'écrivez.

        C'est envoyé.

        🤝 La suite, de la personne de la question n° 1 :

        Merci, j'y serai.
        ");
    }
    // no export contains any of these texts
    let mut conn = test.app.db.reader().await.unwrap();
    let told =
        render_table(&questions::export(&mut conn, &test.app.programme).await.unwrap(), TableFormat::Csv);
    let journal = render_table(
        &koze::documents::journal_table(&mut conn, &test.app.programme).await.unwrap(),
        TableFormat::Csv,
    );
    for file in [told, journal] {
        assert!(file.contains("situation personnelle"), "{file}");
        assert!(
            !file.contains("Mon fils") && !file.contains("pause") && !file.contains("j'y serai"),
            "{file}"
        );
    }
    drop(conn);
    test.end().await;
}

async fn without_a_counsellor_there_is_the_contact_alone(database: Database) {
    let mut test = open_with_contact(database).await;
    ask_and_mark_private(&mut test).await;
    assert!(
        test.last_message(MARIE).contains(CONTACT) && !test.last_message(MARIE).contains("sans votre nom")
    );
    test.presses(MARIE, "ask:confide:1").await;
    let toast = remove_typography(&test.emulator.callback_answers(MARIE).last().unwrap().text);
    assert!(toast.contains("Personne ne peut lire votre message ici"), "{toast}");
    assert_eq!(test.query_i64("select count(*) from question where close_reason <> ''").await, 0);
    // a counsellor is appointed, and the author's question offers to hand it over
    test.grant_role(EUGENE, Role::Counsellor).await;
    test.presses(MARIE, "ask:mine:1").await;
    test.taps(MARIE, "ask:confide:1").await;
    assert!(test.hears(EUGENE).contains(TEXT));
    // the counsellor blocks the bot: the author's next text is not lost without a notice
    test.taps(EUGENE, "ask:listen:1").await;
    test.says(EUGENE, "Oui.").await;
    test.emulator.user_blocks_bot(EUGENE);
    test.run_until_idle().await;
    test.taps(MARIE, "ask:word:1").await;
    test.says(MARIE, "Vous êtes là ?").await;
    assert_eq!(test.last_message(MARIE), "Je ne peux plus joindre cette personne ici.");
    test.end().await;
}

async fn nobody_else_can_hand_it_on_read_it_or_answer(database: Database) {
    let mut test = open_with_contact(database).await;
    test.grant_role(EUGENE, Role::Counsellor).await;
    ask_and_mark_private(&mut test).await;
    for forged in ["ask:confide:1", "ask:word:1", "ask:listen:1"] {
        test.presses(AIME, forged).await;
        test.presses(JOSIANE, forged).await;
    }
    test.presses(EUGENE, "ask:listen:1").await;
    test.presses(EUGENE, "ask:listen:99").await;
    assert_eq!(test.query_i64("select count(*) from question where close_reason <> ''").await, 0);
    test.hears(MARIE);
    test.taps(MARIE, "ask:confide:1").await;
    test.hears(EUGENE);
    test.presses(AIME, "ask:listen:1").await;
    test.says(AIME, "Je sais tout").await;
    assert!(!test.hears(MARIE).contains("Je sais tout"));
    // the role is revoked while the counsellor types an answer
    test.taps(EUGENE, "ask:listen:1").await;
    let mut tx = test.app.db.begin().await.unwrap();
    sqlx::query("delete from role where role = 'listener'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    test.says(EUGENE, "Venez me voir.").await;
    assert!(!test.hears(MARIE).contains("Venez me voir."));
    test.end().await;
}

async fn a_voice_is_handed_on_as_it_was_spoken(database: Database) {
    let mut test = open_with_contact(database).await;
    test.grant_role(EUGENE, Role::Counsellor).await;
    test.says(MARIE, "/question").await;
    test.emulator.user_sends_media(MARIE, UserMedia::Voice);
    test.run_until_idle().await;
    test.taps(MARIE, "ask:voice:yes").await;
    test.presses(JOSIANE, "queue:personal:1").await;
    test.taps(JOSIANE, "queue:personal:1:yes").await;
    test.taps(MARIE, "ask:confide:1").await;
    let sent = test.emulator.messages(MARIE).into_iter().find_map(|bubble| bubble.media).unwrap();
    let voice =
        test.emulator.messages(EUGENE).into_iter().find_map(|bubble| bubble.media).expect("the voice");
    assert_eq!(voice.value["file_id"], sent.value["file_id"]);
    test.taps(EUGENE, "ask:listen:1").await;
    test.emulator.user_sends_media(EUGENE, UserMedia::Voice);
    test.run_until_idle().await;
    assert!(test.last_message(EUGENE).contains("j'ai besoin de texte"), "{}", test.last_message(EUGENE));
    test.says(EUGENE, "Je vous rappelle.").await;
    assert!(test.last_message(MARIE).contains("Je vous rappelle."));
    test.end().await;
}

async fn what_was_handed_on_never_comes_back_to_the_queue(database: Database) {
    let mut test = open_with_contact(database).await;
    test.grant_role(EUGENE, Role::Counsellor).await;
    ask_and_mark_private(&mut test).await;
    test.taps(JOSIANE, "queue:undo:1").await;
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'waiting'").await,
        1,
        "a mark by mistake can be undone"
    );
    test.hears(MARIE);
    test.presses(MARIE, "ask:confide:1").await;
    assert_eq!(test.hears(EUGENE), "", "a question in the queue cannot be handed over");
    test.presses(JOSIANE, "queue:personal:1").await;
    test.taps(JOSIANE, "queue:personal:1:yes").await;
    test.taps(MARIE, "ask:confide:1").await;
    test.taps(JOSIANE, "queue:undo:4").await;
    assert_eq!(test.emulator.callback_answers(JOSIANE).last().unwrap().text, "Trop tard pour annuler.");
    assert_eq!(test.query_i64("select count(*) from question where state = 'personal'").await, 1);
    // an erasure deletes all of it
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    assert_eq!(test.query_i64("select count(*) from question where text <> '' or person <> 0").await, 0);
    test.presses(EUGENE, "ask:listen:1").await;
    test.end().await;
}

//! Questions that are not a text in time: very long voice messages, pictures, a round table that has closed
//! meanwhile; and which messages make a moderator's phone ring.

use std::time::Duration;

use koze::people::Role;
use telegram_emulator::{Author, UserMedia};

use crate::test_bot::{AIME, Database, EUGENE, JOSIANE, MARIE, TestBot, remove_typography};

on_both_databases!(
    an_hour_of_voice_is_turned_away_and_a_text_still_awaited,
    a_voice_that_comes_after_the_end_is_not_kept,
    a_voice_that_comes_too_soon_is_kept_for_the_button,
    pictures_are_no_questions_and_nothing_is_lost,
    one_sound_when_the_queue_is_no_longer_empty_and_no_other,
    a_claim_can_be_extended_and_its_holder_hears_when_it_expires,
    a_late_moderator_learns_who_acted,
    what_nobody_reached_can_still_be_answered_in_writing,
    erased_while_a_panel_shows_it_it_is_gone_at_once,
);

async fn open_with_moderator(database: Database) -> TestBot {
    let mut test = TestBot::open(database, "2012-11-23T10:45").await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    test
}

async fn sends(test: &mut TestBot, who: i64, kind: UserMedia) {
    test.emulator.user_sends_media(who, kind);
    test.run_until_idle().await;
}

async fn an_hour_of_voice_is_turned_away_and_a_text_still_awaited(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(MARIE, "/question").await;
    sends(&mut test, MARIE, UserMedia::LongVoice(3_600)).await;
    assert!(test.last_message(MARIE).contains("60 minutes, c'est long"), "{}", test.last_message(MARIE));
    sends(&mut test, MARIE, UserMedia::LongVoice(181)).await;
    assert!(test.last_message(MARIE).contains("c'est long"), "{}", test.last_message(MARIE));
    // a button cannot send the refused voice message
    test.presses(MARIE, "ask:voice:yes").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    assert_eq!(test.query_i64("select count(*) from ui_state").await, 0);
    test.says(MARIE, "Alors par écrit ?").await;
    assert!(test.last_message(MARIE).contains("question n° 1"));
    test.clock.advance(Duration::from_secs(60));
    test.says(MARIE, "/question").await;
    sends(&mut test, MARIE, UserMedia::LongVoice(180)).await;
    assert_eq!(test.query_i64("select voice_seconds from question where number = 2").await, 180);
    test.end().await;
}

async fn a_voice_that_comes_after_the_end_is_not_kept(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(JOSIANE, "/moderation").await;
    for (mode, said) in [("closed", "On ne prend plus de questions"), ("votes", "votre voix compte encore")] {
        test.presses(JOSIANE, "queue:set:mode:open").await;
        for who in [MARIE, AIME] {
            test.says(who, "/question").await;
        }
        sends(&mut test, AIME, UserMedia::Voice).await;
        assert!(test.last_message(AIME).contains("entendront votre voix"));
        test.presses(JOSIANE, &format!("queue:set:mode:{mode}")).await;
        // Marie has not sent her voice message yet, and Aimé has not accepted the warning yet
        sends(&mut test, MARIE, UserMedia::Voice).await;
        assert!(test.last_message(MARIE).contains(said), "{}", test.last_message(MARIE));
        test.presses(AIME, "ask:voice:yes").await;
        assert!(test.last_message(AIME).contains(said), "{}", test.last_message(AIME));
        assert_eq!(test.query_i64("select count(*) from question").await, 0);
        test.presses(AIME, "ask:leave").await;
        let mut tx = test.app.db.begin().await.unwrap();
        sqlx::query("update voter set voice_warning_accepted = 0").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    test.end().await;
}

async fn a_voice_that_comes_too_soon_is_kept_for_the_button(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.asks(MARIE, "Une ?").await;
    test.says(MARIE, "/question").await;
    sends(&mut test, MARIE, UserMedia::Voice).await;
    test.taps(MARIE, "ask:voice:yes").await;
    assert!(test.last_message(MARIE).contains("Je garde la vôtre"), "{}", test.last_message(MARIE));
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    test.jump_to("2012-11-23T10:47").await;
    test.taps(MARIE, "ask:again").await;
    assert!(test.last_message(MARIE).contains("question n° 2"), "{}", test.last_message(MARIE));
    assert_eq!(test.query_i64("select voice_seconds from question where number = 2").await, 3);
    test.presses(MARIE, "ask:again").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 2, "a second press sends nothing");
    test.end().await;
}

async fn pictures_are_no_questions_and_nothing_is_lost(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.says(MARIE, "/question").await;
    let place = UserMedia::Location { latitude: 14.6, longitude: -61.1 };
    let file = UserMedia::Document { name: "question.pdf".into() };
    let photo = UserMedia::Photo { caption: "Et les jeunes ?".into() };
    for kind in
        [photo, UserMedia::Sticker, UserMedia::VideoNote, UserMedia::Dice, UserMedia::Poll, place, file]
    {
        test.hears(MARIE);
        sends(&mut test, MARIE, kind.clone()).await;
        assert_eq!(
            test.hears(MARIE),
            "Pour une question, j'ai besoin d'un texte ou d'un message vocal. Écrivez-la en quelques mots.",
            "{kind:?}"
        );
    }
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    // a forwarded text counts as a text
    sends(&mut test, MARIE, UserMedia::ForwardedText("Et les jeunes ?".into())).await;
    assert!(test.last_message(MARIE).contains("question n° 1"), "{}", test.last_message(MARIE));
    // a button edits the question; an edit of the message itself does not change it
    let asked =
        test.emulator.messages(MARIE).into_iter().rev().find(|bubble| bubble.author == Author::User(MARIE));
    test.says(MARIE, "/annuler").await;
    test.emulator.user_edits_text(MARIE, asked.unwrap().message_id, "Et les anciens ?");
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from question where text = 'Et les jeunes ?'").await, 1);
    test.end().await;
}

/// The bot's messages in a chat that arrived with a sound.
fn audible_messages(test: &TestBot, chat: i64) -> Vec<String> {
    let mut chat = test.emulator.messages(chat);
    chat.retain(|bubble| bubble.author == Author::Bot && !bubble.is_silent);
    chat.into_iter().map(|bubble| remove_typography(&bubble.plain_text)).collect()
}

async fn one_sound_when_the_queue_is_no_longer_empty_and_no_other(database: Database) {
    let mut test = open_with_moderator(database).await;
    let before = audible_messages(&test, JOSIANE).len();
    test.asks(MARIE, "Une ?").await;
    assert!(test.last_message(JOSIANE).contains("Une première question attend"));
    assert_eq!(audible_messages(&test, JOSIANE).len(), before + 1);
    test.asks(AIME, "Deux ?").await;
    test.asks(3_001, "Trois : 0696 12 34 56 ?").await;
    for deed in [
        "/file",
        "/suivante",
        "/relire",
        "/salle Quatre ?",
        "/journal",
        "/bilan",
        "/moderation",
        "/repondue",
        "/suivante",
        "/suivante",
        "/suivante",
    ] {
        test.says(JOSIANE, deed).await;
    }
    for press in ["queue:reword:2", "queue:hand", "queue:later", "queue:set:mode:open", "queue:private:2"] {
        test.presses(JOSIANE, press).await;
    }
    test.says(JOSIANE, "À l'accueil.").await;
    test.presses(JOSIANE, "queue:aside:3:tone").await;
    test.presses(AIME, "ask:withdraw:2:yes").await;
    let heard = audible_messages(&test, JOSIANE);
    assert_eq!(heard.len(), before + 1, "everything else is silent: {heard:#?}");
    assert_eq!(
        test.query_i64("select count(*) from question where state in ('pending', 'waiting')").await,
        0
    );
    test.asks(3_002, "Cinq ?").await;
    assert_eq!(audible_messages(&test, JOSIANE).len(), before + 2, "a sound again once the queue was empty");
    test.end().await;
}

async fn a_claim_can_be_extended_and_its_holder_hears_when_it_expires(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.asks(MARIE, "Une ?").await;
    test.asks(AIME, "Deux ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.taps(JOSIANE, "queue:live:1").await;
    test.says(JOSIANE, "/suivante").await;
    assert!(
        test.last_message(JOSIANE).contains("✋ En main jusqu'à 10h55"),
        "{}",
        test.last_message(JOSIANE)
    );
    test.clock.advance(Duration::from_secs(480));
    test.jump_to("2012-11-23T10:53").await;
    test.taps(JOSIANE, "queue:renew:2").await;
    assert!(test.chat_contains(JOSIANE, "✋ En main jusqu'à 11h03"));
    test.clock.advance(Duration::from_secs(300));
    test.jump_to("2012-11-23T10:58").await;
    assert_eq!(
        test.query_i64("select count(*) from question where state = 'taken'").await,
        2,
        "the claim was extended"
    );
    test.hears(JOSIANE);
    test.clock.advance(Duration::from_secs(301));
    test.jump_to("2012-11-23T11:03").await;
    let heard = test.hears(JOSIANE);
    assert!(heard.contains("La n° 2 est restée dix minutes en main") && heard.contains("Deux ?"), "{heard}");
    assert_eq!(test.query_i64("select number from question where state = 'waiting'").await, 2);
    test.taps(JOSIANE, "queue:take:2").await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'taken'").await, 2);
    test.end().await;
}

async fn erased_while_a_panel_shows_it_it_is_gone_at_once(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.asks(MARIE, "Une que je regrette ?").await;
    test.asks(AIME, "Deux ?").await;
    test.says(JOSIANE, "/file").await;
    assert!(test.last_message(JOSIANE).contains("Une que je regrette ?"));
    test.says(MARIE, "/effacer").await;
    test.taps(MARIE, "me:erase-yes").await;
    let panel = test.last_message(JOSIANE);
    assert!(!panel.contains("regrette") && panel.contains("1 en attente"), "{panel}");
    test.end().await;
}

async fn a_late_moderator_learns_who_acted(database: Database) {
    let mut test = open_with_moderator(database).await;
    test.emulator.add_user(JOSIANE, "Josiane", None, Some("fr"));
    test.emulator.add_user(EUGENE, "Eugène", None, Some("fr"));
    test.grant_role(EUGENE, Role::Moderator).await;
    test.asks(MARIE, "Une ?").await;
    test.says(JOSIANE, "/suivante").await;
    test.says(EUGENE, "/file").await;
    // both moderators press genuine buttons for the same question
    test.presses(JOSIANE, "queue:answered:1").await;
    test.presses(EUGENE, "queue:aside:1:time").await;
    assert_eq!(test.emulator.callback_answers(EUGENE).last().unwrap().text, "Déjà fait par Josiane.");
    test.presses(JOSIANE, "queue:aside:1:time").await;
    assert_eq!(
        remove_typography(&test.emulator.callback_answers(JOSIANE).last().unwrap().text),
        "Vous l'avez déjà fait."
    );
    test.presses(JOSIANE, "queue:set:mode:votes").await;
    test.says(EUGENE, "/journal").await;
    let journal = test.last_message(EUGENE);
    assert!(journal.contains("Josiane · change un réglage : 🗳 Voter seulement"), "{journal}");
    assert!(journal.contains("Josiane · note qu'on a répondu à la n° 1"), "{journal}");
    // only the last action on a question can be undone
    let buttons = test.emulator.latest_message(EUGENE).unwrap().inline_keyboard.unwrap();
    assert_eq!(buttons[0].as_array().map(Vec::len), Some(1), "{buttons}");
    test.end().await;
}

async fn what_nobody_reached_can_still_be_answered_in_writing(database: Database) {
    let mut test = open_with_moderator(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?"), (3_001, "Trois : 0696 12 34 56 ?")] {
        test.asks(who, text).await;
    }
    test.says(JOSIANE, "/suivante").await;
    test.jump_to("2012-11-23T12:05").await;
    test.says(JOSIANE, "/bilan").await;
    test.taps(JOSIANE, "queue:unreached").await;
    for (who, number) in [(MARIE, 1), (AIME, 2), (3_001, 3)] {
        test.hears(who);
        test.says(JOSIANE, "/bilan").await;
        test.taps(JOSIANE, "queue:unreached").await;
        test.taps_label(JOSIANE, &format!("💬 n° {number}")).await;
        test.says(JOSIANE, &format!("Réponse {number}.")).await;
        assert!(test.hears(who).contains(&format!("Réponse {number}.")));
    }
    test.presses(JOSIANE, "queue:unreached").await;
    assert_eq!(test.last_message(JOSIANE), "Plus personne n'attend de réponse par écrit.");
    test.end().await;
}

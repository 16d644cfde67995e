//! Plays of questions that are not a text typed in time: an hour of voice, pictures, a hall that has
//! closed meanwhile; and what a moderator's telephone sounds for.

use std::time::Duration;

use koze::people::Role;
use koze::rehearsal::world::{Author, Kind};

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain};

on_both_databases!(
    an_hour_of_voice_is_turned_away_and_a_text_still_awaited,
    a_voice_that_comes_after_the_end_is_not_kept,
    a_voice_that_comes_too_soon_is_kept_for_the_button,
    pictures_are_no_questions_and_nothing_is_lost,
    one_sound_when_the_queue_is_no_longer_empty_and_no_other,
    what_is_held_can_be_kept_longer_and_its_holder_hears_when_it_lapses,
    who_was_faster_is_named,
    what_nobody_reached_can_still_be_answered_in_writing,
    erased_while_a_panel_shows_it_it_is_gone_at_once,
);

async fn opened(database: Database) -> Stage {
    let mut stage = Stage::open(database, "2012-11-23T10:45").await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage
}

async fn sends(stage: &mut Stage, who: i64, kind: Kind) {
    stage.world.sends(who, kind);
    stage.settle().await;
}

async fn an_hour_of_voice_is_turned_away_and_a_text_still_awaited(database: Database) {
    let mut stage = opened(database).await;
    stage.says(MARIE, "/question").await;
    sends(&mut stage, MARIE, Kind::LongVoice(3_600)).await;
    assert!(stage.last(MARIE).contains("60 minutes, c'est long"), "{}", stage.last(MARIE));
    sends(&mut stage, MARIE, Kind::LongVoice(181)).await;
    assert!(stage.last(MARIE).contains("c'est long"), "{}", stage.last(MARIE));
    // nothing of it can be sent by a button
    stage.presses(MARIE, "ask:voice:yes").await;
    assert_eq!(stage.count("select count(*) from question").await, 0);
    assert_eq!(stage.count("select count(*) from in_hand").await, 0);
    stage.says(MARIE, "Alors par écrit ?").await;
    assert!(stage.last(MARIE).contains("question n° 1"));
    stage.clock.pass(Duration::from_secs(60));
    stage.says(MARIE, "/question").await;
    sends(&mut stage, MARIE, Kind::LongVoice(180)).await;
    assert_eq!(stage.count("select voice_seconds from question where number = 2").await, 180);
    stage.end().await;
}

async fn a_voice_that_comes_after_the_end_is_not_kept(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/moderation").await;
    for (mode, said) in [("closed", "On ne prend plus de questions"), ("votes", "votre voix compte encore")] {
        stage.presses(JOSIANE, "queue:set:mode:open").await;
        for who in [MARIE, AIME] {
            stage.says(who, "/question").await;
        }
        sends(&mut stage, AIME, Kind::Voice).await;
        assert!(stage.last(AIME).contains("entendront votre voix"));
        stage.presses(JOSIANE, &format!("queue:set:mode:{mode}")).await;
        // one had not sent it yet, the other had not agreed yet
        sends(&mut stage, MARIE, Kind::Voice).await;
        assert!(stage.last(MARIE).contains(said), "{}", stage.last(MARIE));
        stage.presses(AIME, "ask:voice:yes").await;
        assert!(stage.last(AIME).contains(said), "{}", stage.last(AIME));
        assert_eq!(stage.count("select count(*) from question").await, 0);
        stage.presses(AIME, "ask:leave").await;
        let mut tx = stage.app.db.begin().await.unwrap();
        sqlx::query("update voter set hears_voice = 0").execute(&mut *tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    stage.end().await;
}

async fn a_voice_that_comes_too_soon_is_kept_for_the_button(database: Database) {
    let mut stage = opened(database).await;
    stage.asks(MARIE, "Une ?").await;
    stage.says(MARIE, "/question").await;
    sends(&mut stage, MARIE, Kind::Voice).await;
    stage.taps(MARIE, "🎙 Oui, envoyer le message").await;
    assert!(stage.last(MARIE).contains("Je garde la vôtre"), "{}", stage.last(MARIE));
    assert_eq!(stage.count("select count(*) from question").await, 1);
    stage.jump("2012-11-23T10:47").await;
    stage.taps(MARIE, "📨 L'envoyer maintenant").await;
    assert!(stage.last(MARIE).contains("question n° 2"), "{}", stage.last(MARIE));
    assert_eq!(stage.count("select voice_seconds from question where number = 2").await, 3);
    stage.presses(MARIE, "ask:again").await;
    assert_eq!(stage.count("select count(*) from question").await, 2, "pressed twice, sent once");
    stage.end().await;
}

async fn pictures_are_no_questions_and_nothing_is_lost(database: Database) {
    let mut stage = opened(database).await;
    stage.says(MARIE, "/question").await;
    let place = Kind::Location { latitude: 14.6, longitude: -61.1 };
    let file = Kind::Document { name: "question.pdf".into() };
    let photo = Kind::Photo { caption: "Et les jeunes ?".into() };
    for kind in [photo, Kind::Sticker, Kind::VideoNote, Kind::Dice, Kind::Poll, place, file] {
        stage.hears(MARIE);
        sends(&mut stage, MARIE, kind.clone()).await;
        assert_eq!(
            stage.hears(MARIE),
            "Pour une question, j'ai besoin d'un texte ou d'un message vocal. Écrivez-la en quelques mots.",
            "{kind:?}"
        );
    }
    assert_eq!(stage.count("select count(*) from question").await, 0);
    // somebody else's words are words
    sends(&mut stage, MARIE, Kind::Forwarded("Et les jeunes ?".into())).await;
    assert!(stage.last(MARIE).contains("question n° 1"), "{}", stage.last(MARIE));
    // the question is edited by its button; to rewrite the message itself is answered
    let asked = stage.world.chat(MARIE).into_iter().rev().find(|bubble| bubble.from == Author::Person(MARIE));
    stage.says(MARIE, "/annuler").await;
    stage.world.edits(MARIE, asked.unwrap().message_id, "Et les anciens ?");
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from question where text = 'Et les jeunes ?'").await, 1);
    stage.end().await;
}

/// The bot's messages in a chat that came with a sound.
fn sounds(stage: &Stage, chat: i64) -> Vec<String> {
    let mut chat = stage.world.chat(chat);
    chat.retain(|bubble| bubble.from == Author::Bot && !bubble.silent);
    chat.into_iter().map(|bubble| plain(&bubble.plain)).collect()
}

async fn one_sound_when_the_queue_is_no_longer_empty_and_no_other(database: Database) {
    let mut stage = opened(database).await;
    let before = sounds(&stage, JOSIANE).len();
    stage.asks(MARIE, "Une ?").await;
    assert!(stage.last(JOSIANE).contains("Une première question attend"));
    assert_eq!(sounds(&stage, JOSIANE).len(), before + 1);
    stage.asks(AIME, "Deux ?").await;
    stage.asks(3_001, "Trois : 0696 12 34 56 ?").await;
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
        stage.says(JOSIANE, deed).await;
    }
    for press in ["queue:reword:2", "queue:hand", "queue:later", "queue:set:mode:open", "queue:private:2"] {
        stage.presses(JOSIANE, press).await;
    }
    stage.says(JOSIANE, "À l'accueil.").await;
    stage.presses(JOSIANE, "queue:aside:3:tone").await;
    stage.presses(AIME, "ask:withdraw:2:yes").await;
    let heard = sounds(&stage, JOSIANE);
    assert_eq!(heard.len(), before + 1, "everything else is silent: {heard:#?}");
    assert_eq!(stage.count("select count(*) from question where state in ('pending', 'waiting')").await, 0);
    stage.asks(3_002, "Cinq ?").await;
    assert_eq!(sounds(&stage, JOSIANE).len(), before + 2, "empty again, and one waits again");
    stage.end().await;
}

async fn what_is_held_can_be_kept_longer_and_its_holder_hears_when_it_lapses(database: Database) {
    let mut stage = opened(database).await;
    stage.asks(MARIE, "Une ?").await;
    stage.asks(AIME, "Deux ?").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.taps(JOSIANE, "📺 À l'écran").await;
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("✋ En main jusqu'à 10h55"), "{}", stage.last(JOSIANE));
    stage.clock.pass(Duration::from_secs(480));
    stage.jump("2012-11-23T10:53").await;
    stage.taps(JOSIANE, "⏱ Garder 10 min").await;
    assert!(stage.shows(JOSIANE, "✋ En main jusqu'à 11h03"));
    stage.clock.pass(Duration::from_secs(300));
    stage.jump("2012-11-23T10:58").await;
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 2, "kept");
    stage.hears(JOSIANE);
    stage.clock.pass(Duration::from_secs(301));
    stage.jump("2012-11-23T11:03").await;
    let heard = stage.hears(JOSIANE);
    assert!(heard.contains("La n° 2 est restée dix minutes en main") && heard.contains("Deux ?"), "{heard}");
    assert_eq!(stage.count("select number from question where state = 'waiting'").await, 2);
    stage.taps(JOSIANE, "✋ Prendre").await;
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 2);
    stage.end().await;
}

async fn erased_while_a_panel_shows_it_it_is_gone_at_once(database: Database) {
    let mut stage = opened(database).await;
    stage.asks(MARIE, "Une que je regrette ?").await;
    stage.asks(AIME, "Deux ?").await;
    stage.says(JOSIANE, "/file").await;
    assert!(stage.last(JOSIANE).contains("Une que je regrette ?"));
    stage.says(MARIE, "/effacer").await;
    stage.taps(MARIE, "🗑 Oui, tout effacer").await;
    let panel = stage.last(JOSIANE);
    assert!(!panel.contains("regrette") && panel.contains("1 en attente"), "{panel}");
    stage.end().await;
}

async fn who_was_faster_is_named(database: Database) {
    let mut stage = opened(database).await;
    stage.world.person(JOSIANE, "Josiane", None, Some("fr"));
    stage.world.person(EUGENE, "Eugène", None, Some("fr"));
    stage.invite(EUGENE, Role::Moderator).await;
    stage.asks(MARIE, "Une ?").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.says(EUGENE, "/file").await;
    // both on the same question, from buttons that are genuine
    stage.presses(JOSIANE, "queue:answered:1").await;
    stage.presses(EUGENE, "queue:aside:1:time").await;
    assert_eq!(stage.world.toasts(EUGENE).last().unwrap().text, "Déjà fait par Josiane.");
    stage.presses(JOSIANE, "queue:aside:1:time").await;
    assert_eq!(plain(&stage.world.toasts(JOSIANE).last().unwrap().text), "Vous l'avez déjà fait.");
    stage.presses(JOSIANE, "queue:set:mode:votes").await;
    stage.says(EUGENE, "/journal").await;
    let journal = stage.last(EUGENE);
    assert!(journal.contains("Josiane · change un réglage : 🗳 Voter seulement"), "{journal}");
    assert!(journal.contains("Josiane · note qu'on a répondu à la n° 1"), "{journal}");
    // of one question the last deed alone can be undone
    let buttons = stage.world.latest(EUGENE).unwrap().inline_keyboard.unwrap();
    assert_eq!(buttons[0].as_array().map(Vec::len), Some(1), "{buttons}");
    stage.end().await;
}

async fn what_nobody_reached_can_still_be_answered_in_writing(database: Database) {
    let mut stage = opened(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?"), (3_001, "Trois : 0696 12 34 56 ?")] {
        stage.asks(who, text).await;
    }
    stage.says(JOSIANE, "/suivante").await;
    stage.jump("2012-11-23T12:05").await;
    stage.says(JOSIANE, "/bilan").await;
    stage.taps(JOSIANE, "💬 Questions sans réponse").await;
    for (who, number) in [(MARIE, 1), (AIME, 2), (3_001, 3)] {
        stage.hears(who);
        stage.says(JOSIANE, "/bilan").await;
        stage.taps(JOSIANE, "💬 Questions sans réponse").await;
        stage.taps(JOSIANE, &format!("💬 n° {number}")).await;
        stage.says(JOSIANE, &format!("Réponse {number}.")).await;
        assert!(stage.hears(who).contains(&format!("Réponse {number}.")));
    }
    stage.presses(JOSIANE, "queue:unreached").await;
    assert_eq!(stage.last(JOSIANE), "Plus personne n'attend de réponse par écrit.");
    stage.end().await;
}

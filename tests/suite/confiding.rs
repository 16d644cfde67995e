//! Plays of somebody's own situation: never before the hall, and with whoever listens only if its author
//! wishes it.

use koze::people::Role;
use koze::programme::{Local, Programme};
use koze::questions;
use koze::rehearsal::world::Kind;
use koze::spreadsheet::Format;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain, text};

on_both_databases!(
    it_is_handed_on_by_its_author_and_answered_without_names,
    where_nobody_listens_there_is_the_contact_alone,
    nobody_else_can_hand_it_on_read_it_or_answer,
    a_voice_is_handed_on_as_it_was_spoken,
    what_was_handed_on_never_comes_back_to_the_queue,
);

const CONTACT: &str = "Une personne d'exemple, 0000 00 00 00";
const TEXT: &str = "Mon fils ne va plus à l'école ?";

async fn opened(database: Database) -> Stage {
    let mut programme = Programme::shipped();
    programme.round_table.personal_contact = Some(Local::french(CONTACT));
    let mut stage = Stage::with(database, "2012-11-23T10:45", programme).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    stage
}

async fn asked_and_marked(stage: &mut Stage) {
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, TEXT).await;
    stage.insists(MARIE).await;
    stage.hears(MARIE);
    stage.presses(JOSIANE, "queue:personal:1").await;
    stage.taps(JOSIANE, "🤝 Oui").await;
}

async fn seen_in_the_hall(stage: &Stage) -> String {
    let mut conn = stage.app.db.reader().await.unwrap();
    format!("{:?}", questions::hall(&mut conn, &stage.app.programme).await.unwrap())
}

async fn it_is_handed_on_by_its_author_and_answered_without_names(database: Database) {
    let mut stage = opened(database).await;
    stage.world.person(MARIE, "Marie", Some("Exemple"), Some("fr"));
    stage.invite(EUGENE, Role::Listener).await;
    stage.says(MARIE, "/question").await;
    stage.says(MARIE, TEXT).await;
    stage.insists(MARIE).await;
    stage.presses(JOSIANE, "queue:set:hallnext:on").await;
    assert!(seen_in_the_hall(&stage).await.contains("Mon fils"), "public until somebody sees what it is");
    stage.says(JOSIANE, "/suivante").await;
    stage.hears(MARIE);
    stage.presses(JOSIANE, "queue:personal:1").await;
    stage.taps(JOSIANE, "🤝 Oui").await;
    assert!(!seen_in_the_hall(&stage).await.contains("Mon fils"), "gone from the screen at once");
    let heard = stage.hears(MARIE);
    assert!(heard.contains(CONTACT) && heard.contains("sans votre nom"), "{heard}");
    assert_eq!(stage.hears(EUGENE), "", "nothing goes without her press");

    stage.taps(MARIE, "🤝 Lui transmettre mon message").await;
    assert!(stage.shows(MARIE, "C'est transmis, sans votre nom"));
    let heard = stage.hears(EUGENE);
    assert!(heard.contains(TEXT) && !heard.contains("Marie"), "{heard}");
    stage.presses(MARIE, "ask:confide:1").await;
    assert_eq!(stage.hears(EUGENE), "", "pressed twice, handed on once");

    stage.taps(EUGENE, "💬 Lui répondre").await;
    stage.says(EUGENE, "Venez me voir <b>à la pause</b>.").await;
    assert_eq!(stage.last(EUGENE), "C'est envoyé.");
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Venez me voir <b>à la pause</b>.") && !heard.contains("Eug"), "{heard}");
    stage.taps(MARIE, "💬 Lui écrire encore").await;
    stage.says(MARIE, "Merci, j'y serai.").await;
    assert!(stage.hears(EUGENE).contains("Merci, j'y serai."));
    // nothing of it is anywhere but with them
    let mut conn = stage.app.db.reader().await.unwrap();
    let told = text(&questions::export(&mut conn, &stage.app.programme).await.unwrap(), Format::Csv);
    let journal = text(&questions::journal(&mut conn, &stage.app.programme).await.unwrap(), Format::Csv);
    for file in [told, journal] {
        assert!(file.contains("situation personnelle"), "{file}");
        assert!(
            !file.contains("Mon fils") && !file.contains("pause") && !file.contains("j'y serai"),
            "{file}"
        );
    }
    drop(conn);
    stage.end().await;
}

async fn where_nobody_listens_there_is_the_contact_alone(database: Database) {
    let mut stage = opened(database).await;
    asked_and_marked(&mut stage).await;
    assert!(stage.last(MARIE).contains(CONTACT) && !stage.last(MARIE).contains("sans votre nom"));
    stage.presses(MARIE, "ask:confide:1").await;
    let toast = plain(&stage.world.toasts(MARIE).last().unwrap().text);
    assert!(toast.contains("Personne ne peut lire votre message ici"), "{toast}");
    assert_eq!(stage.count("select count(*) from question where reason <> ''").await, 0);
    // somebody listens from now on: her own question offers it
    stage.invite(EUGENE, Role::Listener).await;
    stage.presses(MARIE, "ask:mine:1").await;
    stage.taps(MARIE, "🤝 Lui transmettre mon message").await;
    assert!(stage.hears(EUGENE).contains(TEXT));
    // who was asked blocks the bot: what is written next is not swallowed in silence
    stage.taps(EUGENE, "💬 Lui répondre").await;
    stage.says(EUGENE, "Oui.").await;
    stage.world.blocks(EUGENE);
    stage.settle().await;
    stage.taps(MARIE, "💬 Lui écrire encore").await;
    stage.says(MARIE, "Vous êtes là ?").await;
    assert_eq!(stage.last(MARIE), "Je ne peux plus joindre cette personne ici.");
    stage.end().await;
}

async fn nobody_else_can_hand_it_on_read_it_or_answer(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Listener).await;
    asked_and_marked(&mut stage).await;
    for forged in ["ask:confide:1", "ask:word:1", "ask:listen:1"] {
        stage.presses(AIME, forged).await;
        stage.presses(JOSIANE, forged).await;
    }
    stage.presses(EUGENE, "ask:listen:1").await;
    stage.presses(EUGENE, "ask:listen:99").await;
    assert_eq!(stage.count("select count(*) from question where reason <> ''").await, 0);
    stage.hears(MARIE);
    stage.taps(MARIE, "🤝 Lui transmettre mon message").await;
    stage.hears(EUGENE);
    stage.presses(AIME, "ask:listen:1").await;
    stage.says(AIME, "Je sais tout").await;
    assert!(!stage.hears(MARIE).contains("Je sais tout"));
    // the role is taken away while an answer is being typed
    stage.taps(EUGENE, "💬 Lui répondre").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from role where role = 'listener'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.says(EUGENE, "Venez me voir.").await;
    assert!(!stage.hears(MARIE).contains("Venez me voir."));
    stage.end().await;
}

async fn a_voice_is_handed_on_as_it_was_spoken(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Listener).await;
    stage.says(MARIE, "/question").await;
    stage.world.sends(MARIE, Kind::Voice);
    stage.settle().await;
    stage.taps(MARIE, "🎙 Oui, envoyer le message").await;
    stage.presses(JOSIANE, "queue:personal:1").await;
    stage.taps(JOSIANE, "🤝 Oui").await;
    stage.taps(MARIE, "🤝 Lui transmettre mon message").await;
    let sent = stage.world.chat(MARIE).into_iter().find_map(|bubble| bubble.media).unwrap();
    let voice = stage.world.chat(EUGENE).into_iter().find_map(|bubble| bubble.media).expect("the voice");
    assert_eq!(voice.value["file_id"], sent.value["file_id"]);
    stage.taps(EUGENE, "💬 Lui répondre").await;
    stage.world.sends(EUGENE, Kind::Voice);
    stage.settle().await;
    assert!(stage.last(EUGENE).contains("j'ai besoin de texte"), "{}", stage.last(EUGENE));
    stage.says(EUGENE, "Je vous rappelle.").await;
    assert!(stage.last(MARIE).contains("Je vous rappelle."));
    stage.end().await;
}

async fn what_was_handed_on_never_comes_back_to_the_queue(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Listener).await;
    asked_and_marked(&mut stage).await;
    stage.taps(JOSIANE, "↶ Annuler").await;
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1, "a slip");
    stage.hears(MARIE);
    stage.presses(MARIE, "ask:confide:1").await;
    assert_eq!(stage.hears(EUGENE), "", "it is no longer hers alone");
    stage.presses(JOSIANE, "queue:personal:1").await;
    stage.taps(JOSIANE, "🤝 Oui").await;
    stage.taps(MARIE, "🤝 Lui transmettre mon message").await;
    stage.taps(JOSIANE, "↶ Annuler").await;
    assert_eq!(stage.world.toasts(JOSIANE).last().unwrap().text, "Trop tard pour annuler.");
    assert_eq!(stage.count("select count(*) from question where state = 'personal'").await, 1);
    // erased, nothing of it stays
    stage.says(MARIE, "/effacer").await;
    stage.taps(MARIE, "🗑 Oui, tout effacer").await;
    assert_eq!(stage.count("select count(*) from question where text <> '' or person <> 0").await, 0);
    stage.presses(EUGENE, "ask:listen:1").await;
    stage.end().await;
}

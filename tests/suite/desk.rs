//! Plays of the round table: a shy question, those who stand behind it, and the hands it goes through.

use std::time::Duration;

use koze::i18n::{Lang, texts};
use koze::people::Role;
use koze::programme::Programme;
use koze::questions;
use koze::rehearsal::world::Kind;
use koze::spreadsheet::Format;
use serde_json::json;

use crate::stage::{AIME, Database, EUGENE, JOSIANE, MARIE, Stage, plain, text};

const ROUND_TABLE: &str = "2012-11-23T10:45";

on_both_databases!(
    a_question_gets_a_theme_a_name_and_another_wording,
    one_withdraws_at_any_time_and_the_holder_hears,
    nearly_the_same_is_joined_by_a_press_and_only_then,
    read_before_it_is_public_where_moderators_wish,
    a_telephone_number_is_held_back_and_pointed_out,
    set_aside_with_a_reason_and_undone,
    two_that_are_one_hear_the_same_news,
    a_voice_is_heard_and_becomes_a_line,
    a_lost_phone_loses_no_question,
    taken_and_on_the_screen_are_two_things,
    the_order_is_as_the_panel_showed_it,
    a_group_has_a_desk_of_its_own,
    a_role_that_was_taken_away_presses_in_vain,
    switches_are_moved_once_and_told_to_all,
    a_page_of_votes_does_not_jump,
    an_answer_for_one_alone_and_a_situation_of_ones_own,
    an_author_is_stopped_and_let_in_again,
    the_floor_and_an_umbrella,
    on_paper_in_the_journal_and_in_sum,
    the_first_heard_and_themes_unheard_come_earlier,
    a_panel_that_scrolled_away_comes_to_the_end,
    the_hall_reads_the_next_few_only_where_moderators_wish,
    strange_questions_are_met_kindly,
    what_was_said_goes_with_the_promised_time,
    the_whole_round_table_in_french,
    the_whole_round_table_in_creole,
    the_whole_round_table_in_english,
);

async fn asks(stage: &mut Stage, who: i64, text: &str) {
    stage.says(who, "/question").await;
    stage.says(who, text).await;
    stage.insists(who).await;
}

/// A round table under way, with one moderator.
async fn opened(database: Database) -> Stage {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.world.person(MARIE, "Marie", Some("Exemple"), Some("fr"));
    stage.invite(JOSIANE, Role::Moderator).await;
    stage
}

fn toast(stage: &Stage, who: i64) -> String {
    stage.world.toasts(who).last().map(|toast| plain(&toast.text)).unwrap_or_default()
}

async fn a_question_gets_a_theme_a_name_and_another_wording(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Qui paie ?").await;
    assert!(stage.last(MARIE).contains("De quoi parle-t-elle ?"));
    stage.taps(MARIE, "Quelles limites ?").await;
    let own = stage.last(MARIE);
    assert!(own.contains("🏷 Quelles limites ?") && own.contains("la prochaine de la file"), "{own}");
    stage.taps(MARIE, "👤 Montrer mon prénom").await;
    assert!(stage.last(MARIE).contains("— Marie"), "{}", stage.last(MARIE));
    stage.taps(MARIE, "✏️ Modifier").await;
    stage.says(MARIE, "Qui paie les adultes relais ?").await;
    assert!(stage.last(MARIE).contains("C'est changé"));
    stage.says(JOSIANE, "/suivante").await;
    let card = stage.last(JOSIANE);
    assert!(card.contains("Qui paie les adultes relais ?") && card.contains("— Marie"), "{card}");
    stage.presses(MARIE, "ask:edit:1").await;
    assert!(toast(&stage, MARIE).contains("Un modérateur l'a déjà prise"));
    stage.presses(AIME, "ask:withdraw:1:yes").await;
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 1, "not theirs");
    stage.end().await;
}

async fn one_withdraws_at_any_time_and_the_holder_hears(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Qui paie ?").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.hears(JOSIANE);
    stage.presses(MARIE, "ask:withdraw:1").await;
    assert!(stage.shows(MARIE, "Retirer votre question n° 1 ?"));
    stage.taps(MARIE, "🗑 Retirer").await;
    assert!(stage.shows(MARIE, "n° 1 est retirée"));
    assert!(stage.hears(JOSIANE).contains("vient de la retirer"));
    assert_eq!(stage.count("select question from on_screen").await, 0);
    stage.presses(JOSIANE, "queue:answered:1").await;
    assert_eq!(toast(&stage, JOSIANE), "La personne qui l'a posée l'a retirée.");
    stage.presses(AIME, "vote:on:1").await;
    assert_eq!(toast(&stage, AIME), "Cette question n'attend plus.");
    stage.end().await;
}

async fn nearly_the_same_is_joined_by_a_press_and_only_then(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Qui paie les adultes relais ?").await;
    asks(&mut stage, AIME, "qui paye les adultes-relais").await;
    let said = stage.last(AIME);
    assert!(said.contains("question n° 2") && said.contains("C'est l'une de celles-ci ?"), "{said}");
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 2);
    stage.taps(AIME, "👍 Oui, la n° 1").await;
    assert!(stage.last(AIME).contains("vous soutenez la question n° 1"));
    assert_eq!(stage.count("select votes from question where number = 1").await, 2);
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1);
    stage.presses(AIME, "ask:same:2:1").await;
    assert_eq!(stage.count("select votes from question where number = 1").await, 2, "pressed twice, once");
    stage.end().await;
}

async fn read_before_it_is_public_where_moderators_wish(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/moderation").await;
    stage.taps(JOSIANE, "👀 Relire avant de publier").await;
    stage.says(JOSIANE, "/file").await;
    asks(&mut stage, MARIE, "Et les jeunes ?").await;
    assert!(stage.hears(MARIE).contains("Une personne la lit d'abord"));
    stage.presses(AIME, "vote:on:1").await;
    assert_eq!(toast(&stage, AIME), "Cette question n'attend plus.", "nobody sees it yet");
    assert!(stage.shows(JOSIANE, "1 à relire"));
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("la file est vide"));
    stage.says(JOSIANE, "/relire").await;
    assert!(stage.last(JOSIANE).contains("Et les jeunes ?"));
    stage.taps(JOSIANE, "✏️ Reformuler").await;
    stage.says(JOSIANE, "Quelle place pour les jeunes ?").await;
    assert!(stage.last(JOSIANE).contains("Telle que posée : Et les jeunes ?"), "{}", stage.last(JOSIANE));
    stage.taps(JOSIANE, "✅ Publier").await;
    assert!(stage.hears(MARIE).contains("est dans la file"));
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("Quelle place pour les jeunes ?"));
    stage.end().await;
}

async fn a_telephone_number_is_held_back_and_pointed_out(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Appelez-moi au 0696 12 34 56 ?").await;
    assert!(stage.last(MARIE).contains("Une personne la lit d'abord"));
    stage.says(JOSIANE, "/relire").await;
    assert!(stage.last(JOSIANE).contains("⚠️ un téléphone : 0696 12 34 56"), "{}", stage.last(JOSIANE));
    stage.taps(JOSIANE, "✅ Publier").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.presses(JOSIANE, "queue:reword:1").await;
    stage.says(JOSIANE, "Écrire à marie@exemple.org ?").await;
    assert!(
        stage.last(JOSIANE).contains("Avant de publier") && stage.last(JOSIANE).contains("marie@exemple.org")
    );
    assert_eq!(stage.count("select count(*) from question where public_text <> ''").await, 0);
    stage.taps(JOSIANE, "✅ Publier ce texte").await;
    assert_eq!(stage.count("select count(*) from question where public_text <> ''").await, 1);
    stage.end().await;
}

async fn set_aside_with_a_reason_and_undone(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Et les jeunes ?").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.hears(MARIE);
    stage.taps(JOSIANE, "⋯ Plus").await;
    stage.taps(JOSIANE, "🗂 Mettre de côté").await;
    stage.taps(JOSIANE, "Hors du sujet").await;
    assert!(stage.last(JOSIANE).contains("mise de côté (Hors du sujet)"));
    assert!(stage.hears(MARIE).contains("Elle sort du sujet de la table ronde."));
    stage.taps(JOSIANE, "↶ Annuler").await;
    assert!(stage.hears(MARIE).contains("bientôt"), "in a hand again");
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 1);
    stage.taps(JOSIANE, "✅ Réponse donnée").await;
    stage.clock.pass(Duration::from_secs(301));
    stage.taps(JOSIANE, "↶ Annuler").await;
    assert_eq!(toast(&stage, JOSIANE), "Trop tard pour annuler.");
    stage.end().await;
}

async fn two_that_are_one_hear_the_same_news(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Qui paie les adultes relais ?").await;
    asks(&mut stage, AIME, "Combien gagne un médiateur ?").await;
    stage.says(EUGENE, "/start").await;
    stage.presses(EUGENE, "vote:on:1").await;
    stage.presses(EUGENE, "vote:on:2").await;
    stage.hears(AIME);
    stage.hears(EUGENE);
    stage.presses(JOSIANE, "queue:card:2").await;
    stage.taps(JOSIANE, "⋯ Plus").await;
    stage.taps(JOSIANE, "🔗 Regrouper").await;
    stage.taps(JOSIANE, "n° 1").await;
    assert!(stage.hears(AIME).contains("sera posée avec d'autres"));
    let heard = stage.hears(EUGENE);
    assert!(heard.contains("n° 2, que vous soutenez, est posée avec la n° 1"), "{heard}");
    assert!(heard.contains("Qui paie les adultes relais ?"), "as it is put: {heard}");
    assert_eq!(stage.count("select votes from question where number = 1").await, 3, "Eugène counts once");
    stage.presses(MARIE, "vote:on:2").await;
    assert!(toast(&stage, MARIE).contains("n° 1"), "a vote for a part is one for the whole");
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("1 autre posée avec elle"));
    stage.taps(JOSIANE, "📺 À l'écran").await;
    for author in [MARIE, AIME] {
        let heard = stage.hears(author);
        assert!(heard.contains("passe maintenant") && !heard.contains("vous soutenez"), "{heard}");
    }
    let heard = stage.hears(EUGENE);
    assert_eq!(heard.matches("n° 1, que vous soutenez, passe maintenant").count(), 1, "{heard}");
    stage.presses(JOSIANE, "queue:parts:1").await;
    stage.taps(JOSIANE, "✂️ n° 2").await;
    assert_eq!(stage.count("select votes from question where number = 1").await, 2);
    assert_eq!(stage.count("select votes from question where number = 2").await, 2);
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1);
    stage.end().await;
}

async fn a_voice_is_heard_and_becomes_a_line(database: Database) {
    let mut stage = opened(database).await;
    stage.says(MARIE, "/question").await;
    stage.world.sends(MARIE, Kind::Voice);
    stage.settle().await;
    stage.taps(MARIE, "🎙 Oui, envoyer le message").await;
    assert!(stage.last(MARIE).contains("question n° 1"));
    stage.says(JOSIANE, "/relire").await;
    stage.presses(JOSIANE, "queue:approve:1").await;
    assert!(toast(&stage, JOSIANE).contains("écrivez d'abord la phrase"));
    stage.taps(JOSIANE, "🎧 Écouter").await;
    assert!(stage.world.calls("sendVoice") == 1 && stage.last(JOSIANE).contains("Question n° 1"));
    stage.taps(JOSIANE, "✍️ Écrire la phrase").await;
    stage.says(JOSIANE, "Et les personnes âgées ?").await;
    stage.taps(JOSIANE, "✅ Publier").await;
    assert!(stage.hears(MARIE).contains("est dans la file"));
    // once told, never asked again
    stage.jump("2012-11-23T10:47").await;
    stage.says(MARIE, "/question").await;
    stage.world.sends(MARIE, Kind::Voice);
    stage.settle().await;
    assert!(stage.last(MARIE).contains("question n° 2"));
    stage.end().await;
}

async fn a_lost_phone_loses_no_question(database: Database) {
    let mut stage = opened(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        asks(&mut stage, who, text).await;
    }
    stage.says(JOSIANE, "/suivante").await;
    stage.taps(JOSIANE, "📺 À l'écran").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.invite(EUGENE, Role::Organiser).await;
    stage.says(EUGENE, "/file").await;
    stage.presses(EUGENE, "queue:answered:2").await;
    assert!(toast(&stage, EUGENE).contains("n° 2 est entre les mains de"), "{}", toast(&stage, EUGENE));
    stage.clock.pass(Duration::from_secs(599));
    stage.jump("2012-11-23T10:56").await;
    assert_eq!(stage.count("select count(*) from question where state = 'taken'").await, 2);
    stage.clock.pass(Duration::from_secs(2));
    stage.jump("2012-11-23T10:57").await;
    assert_eq!(stage.count("select number from question where state = 'waiting'").await, 2);
    assert_eq!(
        stage.count("select number from question where state = 'taken'").await,
        1,
        "it is on the screen"
    );
    stage.presses(EUGENE, "queue:answered:1").await;
    assert_eq!(stage.count("select count(*) from question where state = 'answered'").await, 1, "anybody may");
    stage.end().await;
}

async fn taken_and_on_the_screen_are_two_things(database: Database) {
    let mut stage = opened(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        asks(&mut stage, who, text).await;
    }
    stage.hears(AIME);
    stage.says(JOSIANE, "/suivante").await;
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.hears(AIME).contains("bientôt"), "held, not yet on the screen");
    assert_eq!(stage.count("select question from on_screen").await, 0);
    stage.taps(JOSIANE, "📺 À l'écran").await;
    assert!(stage.hears(AIME).contains("passe maintenant"));
    assert_eq!(stage.count("select question from on_screen").await, 2);
    stage.taps(JOSIANE, "⏸ Plus tard").await;
    assert_eq!(stage.count("select question from on_screen").await, 0);
    stage.presses(JOSIANE, "queue:later").await;
    assert!(stage.last(JOSIANE).contains("Deux ?"));
    stage.presses(JOSIANE, "queue:take:2").await;
    stage.presses(JOSIANE, "queue:back:2").await;
    assert_eq!(stage.count("select number from question where state = 'waiting'").await, 2);
    stage.presses(JOSIANE, "queue:hand").await;
    assert!(stage.last(JOSIANE).contains("Une ?"));
    stage.says(JOSIANE, "/repondue 1").await;
    assert_eq!(stage.count("select count(*) from question where state = 'answered'").await, 1);
    stage.end().await;
}

async fn the_order_is_as_the_panel_showed_it(database: Database) {
    let mut stage = opened(database).await;
    for (who, text) in [(MARIE, "Une ?"), (AIME, "Deux ?")] {
        asks(&mut stage, who, text).await;
    }
    stage.says(JOSIANE, "/file").await;
    let panel = stage.world.latest(JOSIANE).unwrap();
    let first = panel.inline_keyboard.unwrap()[0][0]["callback_data"].as_str().unwrap().to_owned();
    assert_eq!(first, "queue:next:1.2");
    stage.presses(EUGENE, "vote:on:2").await;
    assert!(stage.last(JOSIANE).find("2. Deux ?") < stage.last(JOSIANE).find("1. Une ?"), "most votes first");
    // the finger was on its way already
    stage.presses(JOSIANE, &first).await;
    assert!(stage.last(JOSIANE).contains("Une ?"));
    stage.presses(JOSIANE, &first).await;
    assert!(stage.last(JOSIANE).contains("Deux ?"));
    stage.end().await;
}

async fn a_group_has_a_desk_of_its_own(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Organiser).await;
    let group = stage.world.group(JOSIANE, "Modération");
    stage.settle().await;
    stage.world.says_in(group, AIME, "/moderation");
    stage.settle().await;
    assert!(stage.last(group).contains("Seuls les modérateurs"));
    stage.world.says_in(group, JOSIANE, "/moderation");
    stage.settle().await;
    assert!(stage.last(group).contains("📥 La file"), "{}", stage.last(group));
    let panel = stage.world.latest(group).unwrap().message_id;
    asks(&mut stage, MARIE, "Et les jeunes ?").await;
    assert!(stage.last(group).contains("Une première question attend"));
    let shown = stage.world.chat(group).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert!(shown.plain.contains("1. Et les jeunes ?"));
    stage.world.presses_in(group, EUGENE, panel, "queue:next:1");
    stage.settle().await;
    assert!(stage.last(group).contains("Question n° 1"));
    assert_eq!(stage.count("select taken_by from question").await, EUGENE);
    stage.world.presses_in(group, AIME, panel, "queue:answered:1");
    stage.world.presses_in(group, EUGENE, panel, "queue:reword:1");
    stage.settle().await;
    assert!(stage.last(EUGENE).contains("Question n° 1"), "what is typed is typed in private");
    // somebody deletes the panel: it is posted again
    stage.world.call("deleteMessage", json!({ "chat_id": group, "message_id": panel })).unwrap();
    asks(&mut stage, AIME, "Et les anciens ?").await;
    assert!(stage.last(group).contains("2. Et les anciens ?"), "{}", stage.last(group));
    stage.world.forgive();
    let supergroup = stage.world.migrates(group);
    stage.settle().await;
    assert!(stage.last(supergroup).contains("📥 La file"), "{}", stage.last(supergroup));
    stage.world.removes_bot(supergroup, JOSIANE);
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from panel").await, 0);
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("Et les anciens ?"), "the queue goes on without the group");
    stage.end().await;
}

async fn a_role_that_was_taken_away_presses_in_vain(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/file").await;
    asks(&mut stage, MARIE, "Et les jeunes ?").await;
    let mut tx = stage.app.db.begin().await.unwrap();
    sqlx::query("delete from role").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    stage.hears(JOSIANE);
    stage.taps(JOSIANE, "▶️ Question suivante").await;
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1);
    asks(&mut stage, AIME, "Et les anciens ?").await;
    assert!(!stage.shows(JOSIANE, "Et les anciens ?"), "they see no more of it");
    stage.end().await;
}

async fn switches_are_moved_once_and_told_to_all(database: Database) {
    let mut stage = opened(database).await;
    stage.invite(EUGENE, Role::Organiser).await;
    stage.says(JOSIANE, "/moderation").await;
    stage.taps(JOSIANE, "🔴 Fermer").await;
    assert!(stage.hears(EUGENE).contains("🔴 Fermer"));
    stage.presses(JOSIANE, "queue:set:mode:closed").await;
    assert_eq!(toast(&stage, JOSIANE), "C'est déjà ainsi.");
    assert_eq!(stage.hears(EUGENE), "");
    stage.says(MARIE, "/question").await;
    assert!(stage.last(MARIE).contains("On ne prend plus de questions"));
    stage.presses(JOSIANE, "queue:set:mode:open").await;
    asks(&mut stage, MARIE, "Et les jeunes ?").await;
    stage.presses(JOSIANE, "queue:set:mode:votes").await;
    stage.says(AIME, "/question").await;
    assert!(stage.last(AIME).contains("votre voix compte encore"));
    stage.presses(AIME, "vote:on:1").await;
    assert_eq!(stage.count("select votes from question").await, 2);
    stage.presses(JOSIANE, "queue:set:mode:closed").await;
    stage.presses(AIME, "vote:off:1").await;
    assert_eq!(toast(&stage, AIME), "On ne peut plus voter.");
    stage.presses(JOSIANE, "queue:set:mode:schedule").await;
    stage.jump("2012-11-23T12:30").await;
    stage.says(AIME, "/question").await;
    assert!(stage.last(AIME).contains("On ne prend plus de questions"), "after the last exchange by itself");
    stage.end().await;
}

async fn a_page_of_votes_does_not_jump(database: Database) {
    let mut stage = opened(database).await;
    for n in 0..8 {
        asks(
            &mut stage,
            3_000 + n,
            &format!("Question numéro {n} sur un sujet à part {} ?", "abcdefgh".repeat(n as usize + 1)),
        )
        .await;
    }
    stage.says(MARIE, "/questions").await;
    let page = stage.last(MARIE);
    assert!(page.contains("n° 1 · 👍 1") && page.contains("n° 6") && !page.contains("n° 7"), "{page}");
    stage.taps(MARIE, "👍 n° 6").await;
    assert_eq!(toast(&stage, MARIE), "👍 Vous soutenez la n° 6 · 2");
    let after = stage.last(MARIE);
    assert!(after.find("n° 1 ·") < after.find("n° 6 ·") && after.contains("n° 6 · 👍 2"), "{after}");
    stage.taps(MARIE, "✅ n° 6").await;
    assert_eq!(stage.count("select votes from question where number = 6").await, 1);
    stage.taps(MARIE, "👍 n° 6").await;
    stage.taps(MARIE, "›").await;
    let second = stage.last(MARIE);
    assert!(second.contains("n° 7") && second.contains("n° 8") && !second.contains("n° 2 ·"), "{second}");
    stage.says(MARIE, "/questions").await;
    assert!(
        stage.last(MARIE).find("n° 6 ·") < stage.last(MARIE).find("n° 1 ·"),
        "opened anew, most votes first"
    );
    stage.presses(3_000, "vote:off:1").await;
    assert!(toast(&stage, 3_000).contains("C'est votre question"));
    stage.presses(3_000, "ask:theme:1:2").await;
    stage.taps(MARIE, "🏷 Thèmes").await;
    stage.taps(MARIE, "Quelles limites ?").await;
    assert!(
        stage.last(MARIE).contains("n° 1") && !stage.last(MARIE).contains("n° 6"),
        "{}",
        stage.last(MARIE)
    );
    stage.end().await;
}

async fn an_answer_for_one_alone_and_a_situation_of_ones_own(database: Database) {
    let mut programme = Programme::shipped();
    programme.round_table.personal_contact =
        Some(koze::programme::Local::french("Une personne d'exemple, 0000 00 00 00"));
    let mut stage = Stage::with(database, ROUND_TABLE, programme).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    asks(&mut stage, MARIE, "Où trouver le dossier ?").await;
    asks(&mut stage, AIME, "Mon fils a un souci ?").await;
    stage.presses(JOSIANE, "queue:private:1").await;
    stage.says(JOSIANE, "À l'accueil.").await;
    let heard = stage.hears(MARIE);
    assert!(heard.contains("Une réponse à votre question n° 1") && heard.contains("À l'accueil."), "{heard}");
    stage.hears(AIME);
    stage.presses(JOSIANE, "queue:personal:2").await;
    stage.taps(JOSIANE, "🤝 Oui").await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("Une personne d'exemple, 0000 00 00 00"), "{heard}");
    let mut conn = stage.app.db.reader().await.unwrap();
    let programme = &stage.app.programme;
    let told = text(&questions::export(&mut conn, programme).await.unwrap(), Format::Csv);
    assert!(told.contains("situation personnelle") && !told.contains("Mon fils"), "{told}");
    drop(conn);
    stage.end().await;
}

async fn an_author_is_stopped_and_let_in_again(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "N'importe quoi ?").await;
    stage.presses(JOSIANE, "queue:mute:1:on").await;
    stage.clock.pass(Duration::from_secs(60));
    asks(&mut stage, MARIE, "Encore ?").await;
    assert!(stage.last(MARIE).contains("ne prennent plus vos questions"));
    stage.taps(JOSIANE, "↶ Annuler").await;
    asks(&mut stage, MARIE, "Et maintenant ?").await;
    assert!(stage.last(MARIE).contains("question n° 2"));
    stage.end().await;
}

async fn the_floor_and_an_umbrella(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Et les jeunes ?").await;
    asks(&mut stage, AIME, "Et les enfants ?").await;
    stage.says(JOSIANE, "/salle Une dame demande : et les anciens ?").await;
    assert!(stage.last(JOSIANE).contains("Question n° 3"));
    stage.presses(JOSIANE, "queue:umbrella").await;
    stage.says(JOSIANE, "Quelle place pour chaque âge ?").await;
    for number in [1, 2, 3] {
        stage.presses(JOSIANE, "queue:absorb:4").await;
        stage.taps(JOSIANE, &format!("n° {number}")).await;
    }
    assert_eq!(stage.count("select votes from question where number = 4").await, 2, "those who asked");
    assert_eq!(stage.count("select count(*) from question where state = 'waiting'").await, 1);
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("3 autres posées avec elle"));
    assert!(stage.hears(MARIE).contains("bientôt"));
    stage.presses(JOSIANE, "queue:for:4:1").await;
    assert!(stage.last(JOSIANE).contains("🎤 Partenaires institutionnels"));
    stage.presses(JOSIANE, "queue:star:4:on").await;
    assert!(stage.last(JOSIANE).contains("⭐"));
    stage.end().await;
}

async fn on_paper_in_the_journal_and_in_sum(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "<img src=x onerror=alert(1)> ?").await;
    asks(&mut stage, AIME, "Et les jeunes ?").await;
    stage.presses(AIME, "ask:theme:2:5").await;
    stage.says(JOSIANE, "/imprimer").await;
    let files = stage.world.chat(JOSIANE).into_iter().filter_map(|bubble| bubble.media).collect::<Vec<_>>();
    let texts: Vec<String> = files
        .iter()
        .map(|media| stage.world.file(media.value["file_id"].as_str().unwrap()).unwrap())
        .map(|file| String::from_utf8_lossy(&file.bytes).into_owned())
        .collect();
    assert!(
        texts[0].contains("&lt;img src=x onerror=alert(1)&gt; ?") && !texts[0].contains("<img"),
        "{}",
        texts[0]
    );
    assert!(plain(&texts[0]).contains("Quelles perspectives ?") && texts[0].contains("1 voix"));
    let list = &files[1].value;
    let list = stage.world.file(list["file_id"].as_str().unwrap()).unwrap();
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(list.bytes.to_vec())).unwrap();
    let sheet = calamine::Reader::worksheet_range_at(&mut book, 0).unwrap().unwrap();
    let asked = calamine::Data::String("Et les jeunes ?".to_owned());
    assert!(sheet.rows().flatten().any(|cell| *cell == asked), "{sheet:?}");
    stage.says(JOSIANE, "/suivante").await;
    stage.taps(JOSIANE, "✅ Réponse donnée").await;
    stage.says(JOSIANE, "/journal").await;
    assert!(stage.last(JOSIANE).contains("note qu'on a répondu à la n° 1"), "{}", stage.last(JOSIANE));
    stage.says(JOSIANE, "/bilan").await;
    let sum = stage.last(JOSIANE);
    assert!(sum.contains("1 posée · 1 avec réponse · 0 en attente") && sum.contains("par écrit"), "{sum}");
    stage.taps(JOSIANE, "💬 Questions sans réponse").await;
    stage.taps(JOSIANE, "💬 n° 2").await;
    stage.says(JOSIANE, "Oui, avec eux.").await;
    assert!(stage.hears(AIME).contains("Oui, avec eux."));
    let mut conn = stage.app.db.reader().await.unwrap();
    let journal = text(&questions::journal(&mut conn, &stage.app.programme).await.unwrap(), Format::Json);
    let deed = koze::i18n::texts(Lang::Fr).label("deed-private");
    assert!(journal.contains(&format!("\"acte\": \"{deed}\"")), "{journal}");
    drop(conn);
    stage.end().await;
}

async fn the_first_heard_and_themes_unheard_come_earlier(database: Database) {
    let mut programme = Programme::shipped();
    programme.round_table.fairness = true;
    programme.limits.seconds_between_questions = 0;
    let mut stage = Stage::with(database, ROUND_TABLE, programme).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    asks(&mut stage, MARIE, "Une ?").await;
    stage.says(JOSIANE, "/suivante").await;
    asks(&mut stage, MARIE, "Deux, de la même ?").await;
    asks(&mut stage, AIME, "Trois, de quelqu'un d'autre ?").await;
    stage.presses(AIME, "ask:mine:3").await;
    assert!(stage.last(AIME).contains("la prochaine de la file"), "never heard: {}", stage.last(AIME));
    stage.presses(MARIE, "ask:theme:2:4").await;
    stage.presses(EUGENE, "vote:on:2").await;
    stage.presses(MARIE, "ask:mine:2").await;
    assert!(
        stage.last(MARIE).contains("la prochaine de la file"),
        "its theme was never heard, and one vote more"
    );
    stage.says(JOSIANE, "/suivante").await;
    assert!(stage.last(JOSIANE).contains("Deux"));
    stage.end().await;
}

async fn a_panel_that_scrolled_away_comes_to_the_end(database: Database) {
    let mut stage = opened(database).await;
    stage.says(JOSIANE, "/file").await;
    let panel = stage.world.latest(JOSIANE).unwrap().message_id;
    for n in 0..6 {
        asks(&mut stage, 3_000 + n, &format!("{} ?", "abcdef".repeat(n as usize + 1))).await;
        stage.says(JOSIANE, "/suivante").await;
    }
    let old = stage.world.chat(JOSIANE).into_iter().find(|bubble| bubble.message_id == panel).unwrap();
    assert_eq!(old.plain, "↓ La file est plus bas.");
    assert!(stage.last(JOSIANE).contains("📥 La file") && stage.last(JOSIANE).contains("6 en main"));
    stage.end().await;
}

async fn the_hall_reads_the_next_few_only_where_moderators_wish(database: Database) {
    let mut stage = opened(database).await;
    asks(&mut stage, MARIE, "Une ?").await;
    asks(&mut stage, AIME, "Deux : 0696 12 34 56 ?").await;
    asks(&mut stage, EUGENE, "Trois ?").await;
    stage.says(JOSIANE, "/suivante").await;
    stage.taps(JOSIANE, "📺 À l'écran").await;
    stage.presses(JOSIANE, "queue:star:1:on").await;
    let hall = async |stage: &Stage| {
        let mut conn = stage.app.db.reader().await.unwrap();
        questions::hall(&mut conn, &stage.app.programme).await.unwrap()
    };
    let seen = hall(&stage).await;
    assert_eq!((seen.live.unwrap().line.as_str(), seen.next.len(), seen.waiting), ("Une ?", 0, 1));
    stage.presses(JOSIANE, "queue:set:hallnext:on").await;
    let lines: Vec<String> = hall(&stage).await.next.into_iter().map(|shown| shown.line).collect();
    assert_eq!(lines, ["Trois ?"], "what nobody has read yet is not public");
    stage.presses(JOSIANE, "queue:answered:1").await;
    assert_eq!(hall(&stage).await.live, None);
    stage.end().await;
}

async fn strange_questions_are_met_kindly(database: Database) {
    let mut stage = opened(database).await;
    let mut ask = async |text: &str| {
        stage.clock.pass(Duration::from_secs(60));
        asks(&mut stage, MARIE, text).await;
        stage.last(MARIE)
    };
    assert!(ask("🙂🙃").await.contains("Je n'ai pas vu de question"));
    assert!(ask(&"a".repeat(4_096)).await.contains("longue"));
    assert!(ask("voir https://exemple.org ?").await.contains("Une personne la lit d'abord"));
    assert!(ask("<script>alert(1)</script> ?").await.contains("question n° 2"));
    assert!(ask("de droite \u{202e}à gauche ?").await.contains("question n° 3"));
    assert_eq!(stage.count("select count(*) from question where text = 'de droite à gauche ?'").await, 1);
    stage.presses(MARIE, "ask:theme:1:99").await;
    stage.presses(MARIE, "ask:theme:9999:1").await;
    stage.presses(MARIE, "vote:on:9999").await;
    assert_eq!(toast(&stage, MARIE), "Cette question n'attend plus.");
    stage.presses(MARIE, "vote:page:t99999999999.1").await;
    stage.presses(JOSIANE, "queue:join:1:1").await;
    stage.presses(JOSIANE, "queue:undo:9999").await;
    assert_eq!(toast(&stage, JOSIANE), "Trop tard pour annuler.");
    stage.end().await;
}

async fn what_was_said_goes_with_the_promised_time(database: Database) {
    let mut stage = opened(database).await;
    stage.says(MARIE, "/question").await;
    stage.world.sends(MARIE, Kind::Voice);
    stage.settle().await;
    stage.taps(MARIE, "🎙 Oui, envoyer le message").await;
    asks(&mut stage, AIME, "Et les jeunes ?").await;
    stage.presses(MARIE, "vote:on:2").await;
    // three months after the forum, at the next tidying up
    stage.clock.pass(Duration::from_secs(3_600));
    stage.jump("2013-03-01T10:00").await;
    // and two days of running time
    for _ in 0..50 {
        stage.clock.pass(Duration::from_secs(3_600));
        stage.tick().await;
    }
    assert_eq!(stage.count("select count(*) from question where person <> 0 or voice <> ''").await, 0);
    assert_eq!(stage.count("select count(*) from voter").await, 0);
    assert_eq!(stage.count("select votes from question where number = 2").await, 2, "votes stay");
    stage.end().await;
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
    let mut stage = opened(database).await;
    for who in [MARIE, AIME, JOSIANE] {
        stage.says(who, "/langue").await;
        stage.presses(who, &format!("lang:{}", lang.code())).await;
        stage.hears(who);
    }
    stage.says(JOSIANE, &t.label("menu-queue")).await;
    stage.says(MARIE, &t.label("menu-question")).await;
    stage.says(MARIE, "1 ?").await;
    stage.presses(MARIE, "ask:mine:1").await;
    stage.taps(MARIE, &t.label("question-sign")).await;
    stage.says(AIME, "/questions").await;
    stage.taps(AIME, &format!("👍 {}", t.number(1))).await;
    stage.taps(JOSIANE, &t.label("queue-next")).await;
    stage.taps(JOSIANE, &t.label("queue-more")).await;
    stage.taps(JOSIANE, &t.label("queue-star")).await;
    stage.taps(JOSIANE, &t.label("queue-answered")).await;
    stage.taps(JOSIANE, &t.label("queue-undo")).await;
    stage.presses(JOSIANE, "queue:aside:1").await;
    stage.taps(JOSIANE, &t.label("reason-time")).await;
    stage.says(JOSIANE, "/journal").await;
    stage.says(JOSIANE, "/bilan").await;
    stage.says(JOSIANE, "/moderation").await;
    let (asked, voted, moderated) = (stage.hears(MARIE), stage.hears(AIME), stage.hears(JOSIANE));
    assert!(asked.contains(&plain(&t.label("reason-time-said"))), "{asked}");
    assert!(moderated.contains(&plain(&t.label("deed-star"))), "{moderated}");
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
    stage.end().await;
}

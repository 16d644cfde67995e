//! Commands as people type them: in bold, with accents, for another bot.

use koze::db;
use koze::i18n::{Lang, texts};
use koze::menu::Item;
use koze::people::Role;
use serde_json::json;

use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage};

on_both_databases!(
    a_bold_command_is_a_command_while_a_question_is_awaited,
    organisers_and_moderators_may_mark_their_commands_as_they_like,
    a_command_for_another_bot_is_not_ours,
    a_button_of_the_menu_is_known_however_a_phone_writes_it,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

/// Sends a text whose first so many units are marked in these ways.
async fn says_marked(stage: &mut Stage, chat: i64, who: i64, text: &str, length: usize, kinds: &[&str]) {
    let entities: Vec<_> =
        kinds.iter().map(|kind| json!({ "type": kind, "offset": 0, "length": length })).collect();
    let kind = if chat == who { "private" } else { "supergroup" };
    stage.world.inject(json!({ "message": {
        "message_id": 900, "date": 1, "text": text, "entities": entities,
        "chat": { "id": chat, "type": kind, "title": "Modération" },
        "from": { "id": who, "is_bot": false, "first_name": "Une", "language_code": "fr" },
    } }));
    stage.settle().await;
}

async fn a_bold_command_is_a_command_while_a_question_is_awaited(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    for (text, length, kinds) in [
        ("/annuler", 8, &["bold", "bot_command"][..]),
        ("/annuler", 8, &["bot_command", "bold", "italic"][..]),
        ("/annuler", 8, &["bold"][..]),
        ("/Annuler", 8, &[][..]),
        ("/annuler.", 9, &["underline", "bot_command"][..]),
    ] {
        stage.says(MARIE, "/start q").await;
        says_marked(&mut stage, MARIE, MARIE, text, length, kinds).await;
        assert_eq!(stage.count("select count(*) from question").await, 0, "{text} {kinds:?}");
        assert_eq!(stage.count("select count(*) from person where step <> ''").await, 0, "{text} {kinds:?}");
    }
    stage.end().await;
}

async fn organisers_and_moderators_may_mark_their_commands_as_they_like(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Organiser).await;
    stage.says(JOSIANE, "/decaler 15").await;
    let plain = stage.hears(JOSIANE);
    assert!(!plain.is_empty());
    for (text, kinds) in [("/decaler 15", &["bold", "bot_command"][..]), ("/décaler 15", &["bold"][..])] {
        says_marked(&mut stage, JOSIANE, JOSIANE, text, 11, kinds).await;
        assert_eq!(stage.hears(JOSIANE), plain, "{text}");
    }
    says_marked(&mut stage, JOSIANE, JOSIANE, "/salle Et les anciens ?", 6, &["italic", "bot_command"]).await;
    assert_eq!(stage.count("select count(*) from question where text = 'Et les anciens ?'").await, 1);
    stage.end().await;
}

async fn a_command_for_another_bot_is_not_ours(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let mut tx = stage.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_NAME, "koze_repetition_bot").await.unwrap();
    tx.commit().await.unwrap();
    stage.invite(JOSIANE, Role::Moderator).await;
    let group = stage.world.group(JOSIANE, "Modération");
    stage.world.set_privacy(false);
    stage.world.says_in(group, JOSIANE, "/moderation");
    stage.settle().await;
    let said = |stage: &Stage| stage.world.chat(group).len();
    let before = said(&stage);
    for text in ["/salle@other_bot fermer", "/moderation@Autre_Bot", "/programme@koze_repetition_bot2"] {
        says_marked(&mut stage, group, JOSIANE, text, 6, &["bot_command"]).await;
        assert_eq!(said(&stage), before, "{text}");
    }
    assert_eq!(stage.count("select count(*) from question").await, 0);
    stage.world.says_in(group, JOSIANE, "/salle@Koze_Repetition_Bot Et les jeunes ?");
    stage.settle().await;
    assert_eq!(stage.count("select count(*) from question").await, 1, "however its name is capitalised");
    // in private: one kind line, and nothing is begun
    stage.says(AIME, "/start@other_bot").await;
    let heard = stage.hears(AIME);
    assert!(heard.contains("un autre robot") && !heard.contains("inscri"), "{heard}");
    stage.says(AIME, "/start q").await;
    stage.says(AIME, "/salle@other_bot fermer").await;
    assert_eq!(stage.count("select count(*) from question").await, 1);
    stage.says(AIME, "Et les anciens ?").await;
    assert_eq!(stage.count("select count(*) from question").await, 2, "the question was still awaited");
    stage.end().await;
}

/// As one phone writes an emoji and another does not, in every language.
async fn a_button_of_the_menu_is_known_however_a_phone_writes_it(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.says(MARIE, "/start q").await;
    for lang in Lang::ALL {
        for id in ["menu-question", "menu-programme", "menu-place", "menu-language", "menu-registration"] {
            let label = texts(lang).label(id);
            let (emoji, rest) = label.split_once(' ').unwrap();
            let bare = emoji.replace('\u{fe0f}', "");
            for written in [
                format!("{bare}\u{fe0f} {rest}"),
                format!("{bare}\u{fe0e} {rest}"),
                format!("{bare} {rest}"),
                format!("\u{200b}{emoji}\u{a0}{} ", rest.replace(' ', "\u{202f}").replace('\'', "’")),
                format!("{emoji}  {rest}\u{200e}"),
            ] {
                assert_eq!(Item::from_label(&written), Item::from_label(&label), "{written:?}");
                assert!(Item::from_label(&written).is_some(), "{written:?}");
            }
        }
        let label = texts(lang).label("menu-question");
        let (emoji, rest) = label.split_once(' ').unwrap();
        stage.says(MARIE, &format!("{}\u{fe0f} {rest}", emoji.replace('\u{fe0f}', ""))).await;
        assert_eq!(stage.count("select count(*) from question").await, 0, "{label}");
    }
    stage.says(MARIE, "Et les jeunes ?").await;
    assert_eq!(stage.count("select count(*) from question").await, 1);
    stage.end().await;
}

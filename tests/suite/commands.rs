//! The bot recognises commands as people type them: in bold, with accents, or for another bot.

use koze::db;
use koze::i18n::{Lang, texts};
use koze::menu::MenuItem;
use koze::people::Role;
use serde_json::json;

use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot};

on_both_databases!(
    a_bold_command_is_a_command_while_a_question_is_awaited,
    organisers_and_moderators_may_mark_their_commands_as_they_like,
    a_command_for_another_bot_is_not_ours,
    a_button_of_the_menu_is_known_however_a_phone_writes_it,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

/// Sends a text whose first `length` UTF-16 units have these entities.
async fn says_with_entities(
    test: &mut TestBot,
    chat: i64,
    who: i64,
    text: &str,
    length: usize,
    kinds: &[&str],
) {
    let entities: Vec<_> =
        kinds.iter().map(|kind| json!({ "type": kind, "offset": 0, "length": length })).collect();
    let kind = if chat == who { "private" } else { "supergroup" };
    test.emulator.inject_update(json!({ "message": {
        "message_id": 900, "date": 1, "text": text, "entities": entities,
        "chat": { "id": chat, "type": kind, "title": "Modération" },
        "from": { "id": who, "is_bot": false, "first_name": "Une", "language_code": "fr" },
    } }));
    test.run_until_idle().await;
}

async fn a_bold_command_is_a_command_while_a_question_is_awaited(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    for (text, length, kinds) in [
        ("/annuler", 8, &["bold", "bot_command"][..]),
        ("/annuler", 8, &["bot_command", "bold", "italic"][..]),
        ("/annuler", 8, &["bold"][..]),
        ("/Annuler", 8, &[][..]),
        ("/annuler.", 9, &["underline", "bot_command"][..]),
    ] {
        test.says(MARIE, "/start q").await;
        says_with_entities(&mut test, MARIE, MARIE, text, length, kinds).await;
        assert_eq!(test.query_i64("select count(*) from question").await, 0, "{text} {kinds:?}");
        assert_eq!(
            test.query_i64("select count(*) from person where conversation <> ''").await,
            0,
            "{text} {kinds:?}"
        );
    }
    test.end().await;
}

async fn organisers_and_moderators_may_mark_their_commands_as_they_like(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Organiser).await;
    test.says(JOSIANE, "/decaler 15").await;
    let plain = test.hears(JOSIANE);
    assert!(!plain.is_empty());
    for (text, kinds) in [("/decaler 15", &["bold", "bot_command"][..]), ("/décaler 15", &["bold"][..])] {
        says_with_entities(&mut test, JOSIANE, JOSIANE, text, 11, kinds).await;
        assert_eq!(test.hears(JOSIANE), plain, "{text}");
    }
    says_with_entities(&mut test, JOSIANE, JOSIANE, "/salle Et les anciens ?", 6, &["italic", "bot_command"])
        .await;
    assert_eq!(test.query_i64("select count(*) from question where text = 'Et les anciens ?'").await, 1);
    test.end().await;
}

async fn a_command_for_another_bot_is_not_ours(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let mut tx = test.app.db.begin().await.unwrap();
    db::set_setting(&mut tx, db::BOT_USERNAME_KEY, "koze_repetition_bot").await.unwrap();
    tx.commit().await.unwrap();
    test.grant_role(JOSIANE, Role::Moderator).await;
    let group = test.emulator.create_group(JOSIANE, "Modération");
    test.emulator.set_privacy_mode(false);
    test.emulator.user_sends_text_in(group, JOSIANE, "/moderation");
    test.run_until_idle().await;
    let said = |test: &TestBot| test.emulator.messages(group).len();
    let before = said(&test);
    for text in ["/salle@other_bot fermer", "/moderation@Autre_Bot", "/programme@koze_repetition_bot2"] {
        says_with_entities(&mut test, group, JOSIANE, text, 6, &["bot_command"]).await;
        assert_eq!(said(&test), before, "{text}");
    }
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    test.emulator.user_sends_text_in(group, JOSIANE, "/salle@Koze_Repetition_Bot Et les jeunes ?");
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from question").await, 1, "the bot's name ignores case");
    // in a private chat the bot explains that the command is another bot's, and begins nothing
    test.says(AIME, "/start@other_bot").await;
    let heard = test.hears(AIME);
    assert!(heard.contains("un autre robot") && !heard.contains("inscri"), "{heard}");
    test.says(AIME, "/start q").await;
    test.says(AIME, "/salle@other_bot fermer").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    test.says(AIME, "Et les anciens ?").await;
    assert_eq!(
        test.query_i64("select count(*) from question").await,
        2,
        "the bot still awaited the question"
    );
    test.end().await;
}

/// Phones write an emoji with or without a variation selector: the bot knows its buttons in every language.
async fn a_button_of_the_menu_is_known_however_a_phone_writes_it(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "/start q").await;
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
                assert_eq!(MenuItem::from_label(&written), MenuItem::from_label(&label), "{written:?}");
                assert!(MenuItem::from_label(&written).is_some(), "{written:?}");
            }
        }
        let label = texts(lang).label("menu-question");
        let (emoji, rest) = label.split_once(' ').unwrap();
        test.says(MARIE, &format!("{}\u{fe0f} {rest}", emoji.replace('\u{fe0f}', ""))).await;
        assert_eq!(test.query_i64("select count(*) from question").await, 0, "{label}");
    }
    test.says(MARIE, "Et les jeunes ?").await;
    assert_eq!(test.query_i64("select count(*) from question").await, 1);
    test.end().await;
}

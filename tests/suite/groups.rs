//! Groups: with topics, of which General may be closed, with anonymous administrators and channel posts, and
//! with a new id after the migration to a supergroup.

use koze::clock::EventTime;
use koze::ids::PersonId;
use koze::people::Role;
use serde_json::json;
use telegram_emulator::{Author, ChatMessage};

use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot};

on_both_databases!(
    everything_asked_in_a_topic_stays_there,
    a_panel_whose_topic_was_deleted_goes_on_in_the_group,
    who_writes_as_the_group_gets_the_programme_and_a_word,
    posts_of_the_groups_channel_are_nobodys_commands,
    a_group_that_grew_keeps_its_panel_whichever_message_tells,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

/// A group with two topics and a closed General topic. The bot is a member, and Josiane is a moderator.
async fn open_forum_group(test: &mut TestBot) -> (i64, i64, i64) {
    test.grant_role(JOSIANE, Role::Moderator).await;
    let group = test.emulator.create_forum(JOSIANE, "Quartier");
    test.emulator.add_bot(group, JOSIANE);
    test.emulator.close_topic(group, None);
    let desk = test.emulator.create_topic(group, JOSIANE, "Modération");
    let chat = test.emulator.create_topic(group, JOSIANE, "Bavardage");
    test.run_until_idle().await;
    (group, desk, chat)
}

/// The bot's messages in a group.
fn bot_messages(test: &TestBot, group: i64) -> Vec<ChatMessage> {
    test.emulator.messages(group).into_iter().filter(|bubble| bubble.author == Author::Bot).collect()
}

async fn ask(test: &mut TestBot, who: i64, question: &str) {
    test.says(who, "/start q").await;
    test.says(who, question).await;
}

async fn everything_asked_in_a_topic_stays_there(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let (group, desk, chat) = open_forum_group(&mut test).await;
    test.emulator.user_sends_text_in_topic(group, Some(chat), AIME, "/programme");
    test.emulator.user_sends_text_in_topic(group, Some(desk), JOSIANE, "/moderation");
    test.run_until_idle().await;
    let topics: Vec<_> = bot_messages(&test, group).iter().map(|bubble| bubble.topic_id).collect();
    assert_eq!(topics, [Some(chat), Some(desk)]);
    let panel = bot_messages(&test, group)[1].message_id;
    // the notification of a first question, edits of the panel, cards, and the panel that is posted again
    ask(&mut test, MARIE, "Et les jeunes ?").await;
    test.emulator.user_sends_text_in_topic(group, Some(desk), JOSIANE, "/suivante");
    test.run_until_idle().await;
    for _ in 0..8 {
        test.emulator.user_sends_text_in_topic(group, Some(desk), JOSIANE, "/bilan");
        test.emulator.user_sends_text_in_topic(group, Some(desk), JOSIANE, "/suivante");
        test.run_until_idle().await;
    }
    let presses: Vec<String> = test.emulator.button_labels(group);
    assert!(!presses.is_empty());
    test.emulator.user_presses_callback_in(group, JOSIANE, panel, "queue:next");
    test.emulator.user_presses_callback_in(group, AIME, panel, "queue:next");
    test.run_until_idle().await;
    let later = &bot_messages(&test, group)[2..];
    assert!(later.len() > 5, "{}", later.len());
    for bubble in later {
        assert_eq!(bubble.topic_id, Some(desk), "{}", bubble.plain_text);
    }
    // `/moderation` in another topic moves the panel there, and nothing more is sent to the first topic
    test.emulator.user_sends_text_in_topic(group, Some(chat), JOSIANE, "/moderation");
    test.run_until_idle().await;
    assert_eq!(bot_messages(&test, group).last().unwrap().topic_id, Some(chat));
    let sent = bot_messages(&test, group).len();
    ask(&mut test, AIME, "Et les anciens ?").await;
    assert!(bot_messages(&test, group)[sent..].iter().all(|bubble| bubble.topic_id == Some(chat)));
    test.end().await;
}

async fn a_panel_whose_topic_was_deleted_goes_on_in_the_group(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let (group, desk, _) = open_forum_group(&mut test).await;
    test.emulator.promote_bot(group, JOSIANE);
    test.emulator.user_sends_text_in_topic(group, Some(desk), JOSIANE, "/moderation");
    test.run_until_idle().await;
    test.emulator.delete_topic(group, desk);
    ask(&mut test, MARIE, "Et les jeunes ?").await;
    ask(&mut test, AIME, "Et les anciens ?").await;
    let last = bot_messages(&test, group);
    assert!(!last.is_empty() && last.iter().all(|bubble| bubble.topic_id.is_none()), "{last:?}");
    let refused: Vec<String> =
        test.emulator.api_errors().into_iter().map(|(_, refusal)| refusal.description).collect();
    assert!(refused.iter().any(|why| why.contains("message thread not found")), "{refused:?}");
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

async fn who_writes_as_the_group_gets_the_programme_and_a_word(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let (group, desk, chat) = open_forum_group(&mut test).await;
    test.emulator.anonymous_admin_sends_text(group, Some(chat), "/programme");
    test.emulator.anonymous_admin_sends_text(group, Some(chat), "bonjour à tous");
    test.emulator.anonymous_admin_sends_text(group, Some(desk), "/moderation");
    test.emulator.anonymous_admin_sends_text(group, Some(desk), "/salle Et les jeunes ?");
    test.run_until_idle().await;
    let heard = bot_messages(&test, group);
    assert_eq!(heard.len(), 2, "the programme, and one explanation of what is not possible: {heard:?}");
    assert!(heard[0].plain_text.contains("8h · Introduction du Préfet") && heard[0].topic_id == Some(chat));
    assert!(heard[1].plain_text.contains("propre nom") && heard[1].topic_id == Some(desk));
    assert_eq!(test.query_i64("select count(*) from panel").await, 0);
    assert_eq!(test.query_i64("select count(*) from question").await, 0);
    // a channel that posts in the group has no role, even if
    // the sender account that all channels share is granted one
    let mut tx = test.app.db.begin().await.unwrap();
    for nobody in [0, 136_817_688, 1_087_968_824] {
        koze::people::grant_role(&mut tx, PersonId(nobody), Role::Organiser, EventTime(0)).await.unwrap();
    }
    tx.commit().await.unwrap();
    test.emulator.inject_update(json!({ "message": {
        "message_id": 500, "date": 1, "text": "/file", "chat": { "id": group, "type": "supergroup", "title": "x" },
        "from": { "id": 136_817_688, "is_bot": true, "first_name": "Channel" },
        "sender_chat": { "id": -1_007, "type": "channel", "title": "Une chaîne" },
        "message_thread_id": chat, "is_topic_message": true,
    } }));
    test.run_until_idle().await;
    let last = bot_messages(&test, group).pop().unwrap();
    assert!(last.plain_text.contains("propre nom") && last.topic_id == Some(chat), "{}", last.plain_text);
    assert_eq!(test.query_i64("select count(*) from panel").await, 0);
    test.end().await;
}

async fn posts_of_the_groups_channel_are_nobodys_commands(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    let group = test.emulator.create_group(JOSIANE, "Quartier");
    test.emulator.set_privacy_mode(false);
    test.run_until_idle().await;
    let post = |text: &str| {
        json!({ "message": {
            "message_id": 500, "date": 1, "text": text, "chat": { "id": group, "type": "group", "title": "x" },
            "from": { "id": 777_000, "is_bot": false, "first_name": "Telegram" },
            "sender_chat": { "id": -1_007, "type": "channel", "title": "Une chaîne" },
            "is_automatic_forward": true, "message_thread_id": 500,
        } })
    };
    test.emulator.inject_update(post("/programme"));
    test.emulator.inject_update(post("/moderation"));
    test.run_until_idle().await;
    assert_eq!(bot_messages(&test, group).len(), 0);
    // a reply below such a post is in a thread that is not a topic
    test.emulator.inject_update(json!({ "message": {
        "message_id": 501, "date": 1, "text": "/programme", "chat": { "id": group, "type": "group", "title": "x" },
        "from": { "id": AIME, "is_bot": false, "first_name": "Aimé" }, "message_thread_id": 500,
    } }));
    test.run_until_idle().await;
    assert_eq!(bot_messages(&test, group).len(), 1);
    test.end().await;
}

async fn a_group_that_grew_keeps_its_panel_whichever_message_tells(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.grant_role(JOSIANE, Role::Moderator).await;
    for told_by in ["migrate_to_chat_id", "migrate_from_chat_id"] {
        let group = test.emulator.create_group(JOSIANE, "Modération");
        test.emulator.user_sends_text_in(group, JOSIANE, "/moderation");
        test.run_until_idle().await;
        let grown = test.emulator.migrate_to_supergroup(group);
        let updates = test.emulator.call("getUpdates", json!({ "timeout": 0 })).unwrap();
        let last = test.emulator.last_update_id().unwrap();
        // the other message about the migration never arrives, and the sender is an anonymous administrator
        let mut one = updates
            .as_array()
            .unwrap()
            .iter()
            .find(|update| update["message"][told_by].is_i64())
            .unwrap()
            .clone();
        one["update_id"] = json!(last + 1);
        one["message"]["from"] = json!({ "id": 1_087_968_824, "is_bot": true, "first_name": "Group" });
        one["message"]["sender_chat"] = one["message"]["chat"].clone();
        test.emulator.call("getUpdates", json!({ "timeout": 0, "offset": last + 1 })).unwrap();
        test.emulator.set_next_update_id(last + 2);
        test.emulator.inject_update(one);
        test.run_until_idle().await;
        let heard = bot_messages(&test, grown);
        assert_eq!(heard.len(), 1, "{told_by}: the panel is in the supergroup");
        assert!(heard[0].inline_keyboard.is_some());
        let panels = "select count(*) from panel where chat < -1000000000000";
        assert_eq!(test.query_i64(panels).await, 1, "{told_by}");
        test.emulator.remove_bot(grown, JOSIANE);
        test.run_until_idle().await;
        test.emulator.clear_errors_and_warnings();
    }
    test.end().await;
}

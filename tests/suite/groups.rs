//! Groups as they are: with topics, of which General may be closed, with administrators who hide behind
//! the group's name, and with another number after they grew.

use koze::people::Role;
use koze::rehearsal::world::{Author, Bubble};
use serde_json::json;

use crate::stage::{AIME, Database, JOSIANE, MARIE, Stage};

on_both_databases!(
    everything_asked_in_a_topic_stays_there,
    a_panel_whose_topic_was_deleted_goes_on_in_the_group,
    who_writes_as_the_group_gets_the_programme_and_a_word,
    posts_of_the_groups_channel_are_nobodys_commands,
    a_group_that_grew_keeps_its_panel_whichever_message_tells,
);

const ROUND_TABLE: &str = "2012-11-23T10:40";

/// A group with topics in which General is closed, the bot in it, Josiane a moderator.
async fn forum(stage: &mut Stage) -> (i64, i64, i64) {
    stage.invite(JOSIANE, Role::Moderator).await;
    let group = stage.world.forum(JOSIANE, "Quartier");
    stage.world.adds_bot(group, JOSIANE);
    stage.world.closes_topic(group, None);
    let desk = stage.world.opens_topic(group, JOSIANE, "Modération");
    let chat = stage.world.opens_topic(group, JOSIANE, "Bavardage");
    stage.settle().await;
    (group, desk, chat)
}

/// What the bot said in a group.
fn said(stage: &Stage, group: i64) -> Vec<Bubble> {
    stage.world.chat(group).into_iter().filter(|bubble| bubble.from == Author::Bot).collect()
}

async fn ask(stage: &mut Stage, who: i64, question: &str) {
    stage.says(who, "/start q").await;
    stage.says(who, question).await;
}

async fn everything_asked_in_a_topic_stays_there(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let (group, desk, chat) = forum(&mut stage).await;
    stage.world.says_in_topic(group, Some(chat), AIME, "/programme");
    stage.world.says_in_topic(group, Some(desk), JOSIANE, "/moderation");
    stage.settle().await;
    let topics: Vec<_> = said(&stage, group).iter().map(|bubble| bubble.topic).collect();
    assert_eq!(topics, [Some(chat), Some(desk)]);
    let panel = said(&stage, group)[1].message_id;
    // the news that a first one waits, the panel's changes, cards, and the panel that comes after them
    ask(&mut stage, MARIE, "Et les jeunes ?").await;
    stage.world.says_in_topic(group, Some(desk), JOSIANE, "/suivante");
    stage.settle().await;
    for _ in 0..8 {
        stage.world.says_in_topic(group, Some(desk), JOSIANE, "/bilan");
        stage.world.says_in_topic(group, Some(desk), JOSIANE, "/suivante");
        stage.settle().await;
    }
    let presses: Vec<String> = stage.world.labels(group);
    assert!(!presses.is_empty());
    stage.world.presses_in(group, JOSIANE, panel, "queue:next");
    stage.world.presses_in(group, AIME, panel, "queue:next");
    stage.settle().await;
    let later = &said(&stage, group)[2..];
    assert!(later.len() > 5, "{}", later.len());
    for bubble in later {
        assert_eq!(bubble.topic, Some(desk), "{}", bubble.plain);
    }
    // asked for in another topic it moves there, and nothing is said below it here
    stage.world.says_in_topic(group, Some(chat), JOSIANE, "/moderation");
    stage.settle().await;
    assert_eq!(said(&stage, group).last().unwrap().topic, Some(chat));
    let sent = said(&stage, group).len();
    ask(&mut stage, AIME, "Et les anciens ?").await;
    assert!(said(&stage, group)[sent..].iter().all(|bubble| bubble.topic == Some(chat)));
    stage.end().await;
}

async fn a_panel_whose_topic_was_deleted_goes_on_in_the_group(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let (group, desk, _) = forum(&mut stage).await;
    stage.world.promotes_bot(group, JOSIANE);
    stage.world.says_in_topic(group, Some(desk), JOSIANE, "/moderation");
    stage.settle().await;
    stage.world.deletes_topic(group, desk);
    ask(&mut stage, MARIE, "Et les jeunes ?").await;
    ask(&mut stage, AIME, "Et les anciens ?").await;
    let last = said(&stage, group);
    assert!(!last.is_empty() && last.iter().all(|bubble| bubble.topic.is_none()), "{last:?}");
    let refused: Vec<String> =
        stage.world.refusals().into_iter().map(|(_, refusal)| refusal.description).collect();
    assert!(refused.iter().any(|why| why.contains("message thread not found")), "{refused:?}");
    stage.world.forgive();
    stage.end().await;
}

async fn who_writes_as_the_group_gets_the_programme_and_a_word(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let (group, desk, chat) = forum(&mut stage).await;
    stage.world.says_as_group(group, Some(chat), "/programme");
    stage.world.says_as_group(group, Some(chat), "bonjour à tous");
    stage.world.says_as_group(group, Some(desk), "/moderation");
    stage.world.says_as_group(group, Some(desk), "/salle Et les jeunes ?");
    stage.settle().await;
    let heard = said(&stage, group);
    assert_eq!(heard.len(), 2, "the programme, and one word for what can't be done: {heard:?}");
    assert!(heard[0].plain.contains("8h · Introduction du Préfet") && heard[0].topic == Some(chat));
    assert!(heard[1].plain.contains("propre nom") && heard[1].topic == Some(desk));
    assert_eq!(stage.count("select count(*) from panel").await, 0);
    assert_eq!(stage.count("select count(*) from question").await, 0);
    // a channel that writes in the group is nobody either, nor is the account all of them share a moderator
    let mut tx = stage.app.db.begin().await.unwrap();
    for nobody in [0, 136_817_688, 1_087_968_824] {
        koze::people::give_role(&mut tx, nobody, Role::Organiser, 0).await.unwrap();
    }
    tx.commit().await.unwrap();
    stage.world.inject(json!({ "message": {
        "message_id": 500, "date": 1, "text": "/file", "chat": { "id": group, "type": "supergroup", "title": "x" },
        "from": { "id": 136_817_688, "is_bot": true, "first_name": "Channel" },
        "sender_chat": { "id": -1_007, "type": "channel", "title": "Une chaîne" },
        "message_thread_id": chat, "is_topic_message": true,
    } }));
    stage.settle().await;
    let last = said(&stage, group).pop().unwrap();
    assert!(last.plain.contains("propre nom") && last.topic == Some(chat), "{}", last.plain);
    assert_eq!(stage.count("select count(*) from panel").await, 0);
    stage.end().await;
}

async fn posts_of_the_groups_channel_are_nobodys_commands(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    let group = stage.world.group(JOSIANE, "Quartier");
    stage.world.set_privacy(false);
    stage.settle().await;
    let post = |text: &str| {
        json!({ "message": {
            "message_id": 500, "date": 1, "text": text, "chat": { "id": group, "type": "group", "title": "x" },
            "from": { "id": 777_000, "is_bot": false, "first_name": "Telegram" },
            "sender_chat": { "id": -1_007, "type": "channel", "title": "Une chaîne" },
            "is_automatic_forward": true, "message_thread_id": 500,
        } })
    };
    stage.world.inject(post("/programme"));
    stage.world.inject(post("/moderation"));
    stage.settle().await;
    assert_eq!(said(&stage, group).len(), 0);
    // an answer below such a post stands in a thread, which is no topic
    stage.world.inject(json!({ "message": {
        "message_id": 501, "date": 1, "text": "/programme", "chat": { "id": group, "type": "group", "title": "x" },
        "from": { "id": AIME, "is_bot": false, "first_name": "Aimé" }, "message_thread_id": 500,
    } }));
    stage.settle().await;
    assert_eq!(said(&stage, group).len(), 1);
    stage.end().await;
}

async fn a_group_that_grew_keeps_its_panel_whichever_message_tells(database: Database) {
    let mut stage = Stage::open(database, ROUND_TABLE).await;
    stage.invite(JOSIANE, Role::Moderator).await;
    for told_by in ["migrate_to_chat_id", "migrate_from_chat_id"] {
        let group = stage.world.group(JOSIANE, "Modération");
        stage.world.says_in(group, JOSIANE, "/moderation");
        stage.settle().await;
        let grown = stage.world.migrates(group);
        let updates = stage.world.call("getUpdates", json!({ "timeout": 0 })).unwrap();
        let last = stage.world.last_update_id().unwrap();
        // the other one never came; an administrator without a name did it
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
        stage.world.call("getUpdates", json!({ "timeout": 0, "offset": last + 1 })).unwrap();
        stage.world.next_update_id(last + 2);
        stage.world.inject(one);
        stage.settle().await;
        let heard = said(&stage, grown);
        assert_eq!(heard.len(), 1, "{told_by}: the panel stands in the new one");
        assert!(heard[0].inline_keyboard.is_some());
        let panels = "select count(*) from panel where chat < -1000000000000";
        assert_eq!(stage.count(panels).await, 1, "{told_by}");
        stage.world.removes_bot(grown, JOSIANE);
        stage.settle().await;
        stage.world.forgive();
    }
    stage.end().await;
}

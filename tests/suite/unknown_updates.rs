//! Fields, entities and kinds of messages that a later Bot API may add: they do not change what the bot
//! understands. An unreadable update is quarantined, and its sender is informed once.

use koze::chat::Input;
use koze::telegram::incoming;
use proptest::prelude::*;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};

use crate::test_bot::{AIME, Database, MARIE, TestBot};

on_both_databases!(
    a_reply_to_a_message_of_another_chat_is_answered,
    a_question_with_novelties_in_it_is_asked,
    a_kind_of_message_that_is_not_known_gets_a_kind_line,
    an_unreadable_update_is_quarantined_and_its_writer_told_once,
    a_live_location_says_nothing_of_itself,
);

const EARLY: &str = "2012-11-12T10:00";
const ROUND_TABLE: &str = "2012-11-23T10:40";

fn text_message(text: &str) -> Value {
    json!({
        "message_id": 70, "date": 1_352_728_800,
        "chat": { "id": MARIE, "type": "private", "first_name": "Marie" },
        "from": { "id": MARIE, "is_bot": false, "first_name": "Marie", "language_code": "fr" },
        "text": text,
    })
}

/// The field that the Bot API adds to a reply to a message of another chat.
fn external_reply() -> Value {
    json!({
        "origin": { "type": "user", "date": 1_352_700_000, "sender_user": { "id": 5, "is_bot": false, "first_name": "X" } },
        "chat": { "id": -1_001_234, "type": "supergroup", "title": "Quartier" },
        "message_id": 12,
    })
}

async fn a_reply_to_a_message_of_another_chat_is_answered(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "bonjour").await;
    test.hears(MARIE);
    let mut said = text_message("c'est où ?");
    said["external_reply"] = external_reply();
    said["quote"] = json!({ "text": "rendez-vous", "position": 0, "is_manual": true });
    test.emulator.inject_update(json!({ "message": said }));
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from failed_update").await, 0);
    let heard = test.hears(MARIE);
    assert!(heard.contains("Salon Tainos"), "{heard}");
    test.end().await;
}

async fn a_question_with_novelties_in_it_is_asked(database: Database) {
    let mut test = TestBot::open(database, ROUND_TABLE).await;
    test.says(MARIE, "/start q").await;
    let mut said = text_message("Et les jeunes, que feront-ils ?");
    said["external_reply"] = external_reply();
    said["entities"] = json!([{ "type": "hologram", "offset": 0, "length": 2, "shape": { "sides": 3 } }, 7]);
    said["from"]["mood"] = json!("curieuse");
    said["effect_id"] = json!({ "not": "a text any more" });
    test.emulator.inject_update(json!({ "message": said }));
    test.run_until_idle().await;
    assert_eq!(test.query_i64("select count(*) from question where state = 'waiting'").await, 1);
    test.end().await;
}

async fn a_kind_of_message_that_is_not_known_gets_a_kind_line(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "bonjour").await;
    for novelty in [
        json!({ "hologram": { "shape": "sphere" } }),
        json!({ "live_photo": { "file_id": 3 } }),
        json!({ "checklist": { "title": "x", "tasks": [] } }),
        // Telegram leaves out what a bot may not see
        json!({}),
    ] {
        test.hears(MARIE);
        let mut said = text_message("");
        said.as_object_mut().unwrap().remove("text");
        said.as_object_mut().unwrap().extend(novelty.as_object().unwrap().clone());
        test.emulator.inject_update(json!({ "message": said }));
        test.run_until_idle().await;
        let heard = test.hears(MARIE);
        assert!(heard.starts_with("Je ne sais lire que le texte"), "{novelty}: {heard}");
    }
    // a service message is not a message of a person
    let mut service = text_message("");
    service.as_object_mut().unwrap().remove("text");
    service["pinned_message"] = json!({ "unheard": "of" });
    test.emulator.inject_update(json!({ "message": service }));
    // a message in blocks counts as a text
    let mut rich = text_message("");
    rich.as_object_mut().unwrap().remove("text");
    let bold = json!({ "type": "bold", "text": "c'est où" });
    rich["rich_message"] = json!({ "blocks": [{ "type": "paragraph", "text": [bold, " ?"] }] });
    test.emulator.inject_update(json!({ "message": rich }));
    test.run_until_idle().await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("Salon Tainos") && !heard.contains("que le texte"), "{heard}");
    test.end().await;
}

async fn an_unreadable_update_is_quarantined_and_its_writer_told_once(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    test.says(MARIE, "bonjour").await;
    let greeting = test.keyboard_message(MARIE);
    test.says(AIME, "bonjour").await;
    test.hears(MARIE);
    test.hears(AIME);
    // the sender's id is a text, so the sender cannot be stored
    let mut said = text_message("c'est où ?");
    said["from"]["id"] = json!("mille un");
    test.emulator.inject_update(json!({ "message": said.clone() }));
    test.run_until_idle().await;
    let heard = test.hears(MARIE);
    assert!(heard.contains("/aide") && heard.contains("Pardon"), "{heard}");
    // a press whose message cannot be read
    let query = json!({
        "id": "77", "from": { "id": AIME, "is_bot": false, "first_name": "Aimé" },
        "message": { "message_id": greeting, "date": 1, "chat": "gone" }, "chat_instance": "1", "data": "lang:en",
    });
    test.emulator.inject_update(json!({ "callback_query": query }));
    test.run_until_idle().await;
    let answered = test.emulator.requests();
    let press = answered.iter().rfind(|request| request.method == "answerCallbackQuery").unwrap();
    assert_eq!(press.params["callback_query_id"], "77");
    assert_eq!(press.params["show_alert"], true);
    // the emulated Telegram does not know this press
    test.emulator.clear_errors_and_warnings();
    // in a group the bot sends no explanation
    said["chat"] = json!({ "id": -5, "type": "group", "title": "Quartier" });
    said["from"] = json!({ "id": "mille un" });
    let calls = test.emulator.requests().len();
    test.emulator.inject_update(json!({ "message": said }));
    test.emulator.inject_update(json!({ "message": "no object" }));
    test.run_until_idle().await;
    assert_eq!(test.emulator.requests().len(), calls);
    assert_eq!(test.query_i64("select count(*) from failed_update where quarantined = 1").await, 4);
    // the next message is understood as before
    test.says(MARIE, "c'est où ?").await;
    assert!(test.hears(MARIE).contains("Salon Tainos"));
    test.end().await;
}

async fn a_live_location_says_nothing_of_itself(database: Database) {
    let mut test = TestBot::open(database, EARLY).await;
    let mut shared = text_message("");
    shared.as_object_mut().unwrap().remove("text");
    shared["location"] = json!({ "latitude": 14.6, "longitude": -61.07, "live_period": 900 });
    test.says(MARIE, "bonjour").await;
    test.emulator.inject_update(json!({ "message": shared.clone() }));
    test.run_until_idle().await;
    test.hears(MARIE);
    for step in 1..10 {
        shared["edit_date"] = json!(1_352_728_800 + step * 10);
        shared["location"]["latitude"] = json!(14.6 + f64::from(step) / 1000.0);
        if step == 9 {
            shared["location"].as_object_mut().unwrap().remove("live_period");
        }
        test.emulator.inject_update(json!({ "edited_message": shared.clone() }));
        test.run_until_idle().await;
    }
    // an edit without a date, which no person made, is not answered either
    test.emulator.inject_update(json!({ "edited_message": text_message("c'est où ?") }));
    test.run_until_idle().await;
    assert_eq!(test.hears(MARIE), "");
    test.end().await;
}

/// An update with one of the Bot API's fields of a message, with a valid value.
fn random_message(chance: &mut StdRng) -> Value {
    let mut said = text_message("");
    let fields = said.as_object_mut().unwrap();
    fields.remove("text");
    let text = *["c'est où ?", "/decaler 15", "👋 bonjour é", "/annuler@koze_repetition_bot", "a&b <c>"]
        .choose(chance)
        .unwrap();
    let marks = json!([
        { "type": "bold", "offset": 0, "length": 2 },
        { "type": "text_link", "offset": 3, "length": 4, "url": "https://x.org/?a=1&b=2" },
    ]);
    let (name, value) = match chance.random_range(0..9) {
        0 | 1 => {
            fields.insert("entities".into(), marks);
            ("text", json!(text))
        }
        2 => ("contact", json!({ "phone_number": "596696123456", "first_name": "M", "user_id": MARIE })),
        3 => ("voice", json!({ "file_id": "v", "file_unique_id": "u", "duration": 3 })),
        4 => {
            fields.insert("caption".into(), json!(text));
            fields.insert("caption_entities".into(), marks);
            let size = json!({ "file_id": "p", "file_unique_id": "q", "width": 800, "height": 600 });
            ("photo", json!([size]))
        }
        5 => ("sticker", json!({ "file_id": "s", "file_unique_id": "t", "type": "regular" })),
        6 => ("migrate_to_chat_id", json!(-1_001_234_567)),
        7 => ("new_chat_title", json!("Forum")),
        _ => ("reply_to_message", {
            let mut answered = text_message("avant");
            answered["message_id"] = json!(12);
            fields.insert("text".into(), json!(text));
            answered
        }),
    };
    fields.insert(name.into(), value);
    match chance.random_range(0..4) {
        0 => {
            fields.insert("edit_date".into(), json!(1_352_728_900));
            json!({ "update_id": 1, "edited_message": said })
        }
        1 => json!({ "update_id": 1, "callback_query": {
            "id": "1", "from": said["from"], "message": said, "chat_instance": "1", "data": "say:where",
        } }),
        _ => json!({ "update_id": 1, "message": said }),
    }
}

/// A value for a field that no specification has.
fn unknown_value(chance: &mut StdRng, depth: usize) -> Value {
    match chance.random_range(0..if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => json!(chance.random::<bool>()),
        2 => json!(chance.random::<i64>()),
        3 => json!(chance.random::<f64>()),
        4 => json!("\u{0}\u{202e}nouveau 🙂"),
        5 => Value::Array((0..3).map(|_| unknown_value(chance, depth - 1)).collect()),
        _ => json!({ "type": "hologram", "of": unknown_value(chance, depth - 1) }),
    }
}

/// Adds unknown fields to every object, and unknown entities to every list of entities.
fn add_unknown_fields(value: &mut Value, chance: &mut StdRng) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                if name.ends_with("entities") {
                    let list = value.as_array_mut().unwrap();
                    let at = chance.random_range(0..=list.len());
                    let kind = *["hologram", "date_time", "mention", "bot_command"].choose(chance).unwrap();
                    list.insert(at, json!({ "type": kind, "offset": 0, "length": 1, "unix_time": 5 }));
                    list.insert(at, unknown_value(chance, 2));
                }
                add_unknown_fields(value, chance);
            }
            for _ in 0..chance.random_range(0..3) {
                let name = format!("x_{}", chance.random_range(0..1_000));
                fields.insert(name, unknown_value(chance, 3));
            }
            if fields.contains_key("chat") && chance.random_ratio(1, 3) {
                let known: Map<String, Value> = serde_json::from_value(json!({
                    "external_reply": external_reply(), "effect_id": "1", "sender_tag": "x",
                    "reply_to_story": { "id": 1 }, "has_media_spoiler": true, "via_bot": { "id": "?" },
                }))
                .unwrap();
                fields.extend(known);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| add_unknown_fields(value, chance)),
        _ => {}
    }
}

fn parse_update(update: &Value) -> Option<koze::chat::Incoming> {
    let raw = RawValue::from_string(update.to_string()).unwrap();
    incoming::parse_update(&raw).unwrap_or_else(|error| panic!("{error}: {update}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn what_is_not_known_changes_nothing_in_what_is_understood(seed: u64) {
        let mut chance = StdRng::seed_from_u64(seed);
        let plain = random_message(&mut chance);
        let mut novel = plain.clone();
        add_unknown_fields(&mut novel, &mut chance);
        prop_assert_eq!(parse_update(&plain), parse_update(&novel), "{}", novel);
    }
}

#[test]
fn half_a_surrogate_pair_or_a_nul_is_no_reason_to_lose_a_message() {
    let update = json!({ "message": text_message("avant | après") }).to_string();
    for odd in ["\\ud83d", "\\udc4b\\ud83d", "\\u0000"] {
        let raw = RawValue::from_string(update.replace('|', odd)).unwrap();
        let read = incoming::parse_update(&raw).unwrap().unwrap();
        let Input::Text(text) = read.input else { panic!("{read:?}") };
        assert!(text.starts_with("avant ") && text.ends_with(" après") && !text.contains('\0'), "{text:?}");
    }
}

#[test]
fn a_command_is_the_first_word_whatever_marks_it() {
    let bold = json!({ "type": "bold", "offset": 0, "length": 8 });
    let marked = json!({ "type": "bot_command", "offset": 0, "length": 8 });
    for entities in [json!([]), json!([bold]), json!([bold, marked]), json!([marked, bold])] {
        for (text, name, rest) in [
            ("/annuler", "annuler", ""),
            ("/decaler 15", "decaler", "15"),
            ("/Décaler\u{a0}15", "decaler", "15"),
            ("\u{200b} /decaler : 15", "decaler", ": 15"),
            ("/decaler, 15", "decaler", "15"),
            ("/salle\nEt les jeunes ?", "salle", "Et les jeunes ?"),
        ] {
            let mut said = text_message(text);
            said["entities"] = entities.clone();
            let read = parse_update(&json!({ "message": said })).unwrap();
            let expected = Input::Command { name: name.into(), rest: rest.into() };
            assert_eq!(read.input, expected, "{text}");
            assert_eq!(read.addressed_bot, None);
        }
    }
    for text in ["/", "/ annuler", "/home/koze", "/!\\ attention", "et/ou", "\\annuler", "//annuler"] {
        let read = parse_update(&json!({ "message": text_message(text) })).unwrap();
        assert_eq!(read.input, Input::Text(text.into()));
    }
    let read = parse_update(&json!({ "message": text_message("/Salle@Other_Bot fermer") })).unwrap();
    assert_eq!(read.addressed_bot.as_deref(), Some("other_bot"));
}

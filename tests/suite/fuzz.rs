//! Random updates, presses and event files: nothing panics in Kozé's
//! code, nothing hangs, and every update is handled or quarantined.
//!
//! `KOZE_FUZZ` is the number of rounds, `KOZE_SEED` repeats one run.

use std::panic::{AssertUnwindSafe, catch_unwind};

use koze::ids::UpdateId;
use koze::people::Role;
use koze::programme::Programme;
use koze::telegram::{RawUpdate, incoming};
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::payloads;
use crate::run_options::{env_value, seeded_rng};
use crate::test_bot::{AIME, Database, JOSIANE, MARIE, TestBot};

on_both_databases!(any_update_is_handled_or_quarantined);

const ROUNDS: usize = 40;
/// Above the ids that the emulated Telegram gives.
const FIRST_UPDATE_ID: i64 = 5_000_000_000;
/// The number of updates that come at once.
const BATCH_SIZE: usize = 20;
/// The prefixes that `ButtonPrefix` in `src/dispatch/press.rs` has, and one that no button has.
const DATA_PREFIXES: [&str; 13] = [
    "reg:", "rem:", "sched:", "news:", "say:", "ask:", "vote:", "org:", "queue:", "me:", "role:", "lang:",
    "tell:",
];
const TEXT_PIECES: [&str; 24] = [
    "",
    "1",
    "0",
    "-1",
    "9223372036854775807",
    "9223372036854775808",
    ":",
    "::",
    "yes",
    "back",
    "name",
    "phone",
    "confirm",
    "é",
    "\u{202e}",
    "\u{0}",
    "'; drop table person; --",
    "<b>",
    "&lt;",
    "next",
    "approve",
    "undo",
    "🎟",
    "%s%n",
];

/// A value of any kind, up to a depth.
fn random_value(chance: &mut StdRng, depth: usize) -> Value {
    match chance.random_range(0..if depth == 0 { 6 } else { 8 }) {
        0 => Value::Null,
        1 => json!(chance.random::<bool>()),
        2 => json!(chance.random::<i64>()),
        3 => json!(chance.random_range(-3..3)),
        4 => json!(chance.random::<f64>() * 1e30),
        5 => json!(random_text(chance)),
        6 => Value::Array((0..chance.random_range(0..4)).map(|_| random_value(chance, depth - 1)).collect()),
        _ => {
            let names = ["id", "chat", "from", "text", "data", "message", "type", "entities", "date"];
            let pairs = (0..chance.random_range(0..4))
                .map(|_| ((*names.choose(chance).unwrap()).to_owned(), random_value(chance, depth - 1)));
            Value::Object(pairs.collect())
        }
    }
}

fn random_text(chance: &mut StdRng) -> String {
    let length = *[1, 2, 3, 5, 300].choose(chance).unwrap();
    (0..length).map(|_| *TEXT_PIECES.choose(chance).unwrap()).collect::<Vec<_>>().join(" ")
}

/// The data of a real button, or a prefix with random pieces, which no feature writes.
fn random_callback_data(chance: &mut StdRng) -> String {
    if chance.random_ratio(1, 2) {
        return payloads::sample(chance);
    }
    let pieces: Vec<&str> =
        (0..chance.random_range(0..4)).map(|_| *TEXT_PIECES.choose(chance).unwrap()).collect();
    format!("{}{}", DATA_PREFIXES.choose(chance).unwrap(), pieces.join(":"))
}

/// An update of a kind that the Bot API defines.
fn random_update(chance: &mut StdRng) -> Value {
    let who = *[MARIE, AIME, JOSIANE].choose(chance).unwrap();
    let from = json!({ "id": who, "is_bot": false, "first_name": "Une", "language_code": "fr" });
    let chat = if chance.random_ratio(1, 6) {
        json!({ "id": -1_001_234_567_890_i64, "type": "supergroup", "title": "Un groupe" })
    } else {
        json!({ "id": who, "type": "private", "first_name": "Une" })
    };
    let said = random_text(chance);
    let command =
        ["/start", "/question", "/suivante", "/decaler", "/annonce", "/effacer", "/billet"].choose(chance);
    let mut message = json!({ "message_id": 7, "date": 1_352_728_800, "from": from, "chat": chat });
    match chance.random_range(0..8) {
        0 => message["text"] = json!(said),
        1 => {
            let command = command.unwrap();
            message["text"] = json!(format!("{command} {said}"));
            message["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": command.len() }]);
        }
        2 => message["contact"] = json!({ "phone_number": said, "first_name": "x", "user_id": who }),
        3 => {
            message["voice"] =
                json!({ "file_id": "v", "file_unique_id": "u", "duration": chance.random::<u32>() });
        }
        4 => message["migrate_to_chat_id"] = json!(chance.random::<i64>()),
        5 => {
            message["text"] = json!(said);
            return json!({ "edited_message": message });
        }
        6 => {
            let member =
                json!({ "user": { "id": 1, "is_bot": true, "first_name": "K" }, "status": "member" });
            return json!({ "my_chat_member": {
                "chat": chat, "from": from, "date": 1, "old_chat_member": member, "new_chat_member": member,
            } });
        }
        _ => {
            message["text"] = json!("…");
            return json!({ "callback_query": {
                "id": "1", "from": from, "message": message, "chat_instance": "1", "data": random_callback_data(chance),
            } });
        }
    }
    json!({ "message": message })
}

/// Replaces or removes one value inside of another.
fn corrupt(value: &mut Value, chance: &mut StdRng) {
    match value {
        Value::Object(fields) if !fields.is_empty() && chance.random_ratio(5, 6) => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let name = names.choose(chance).unwrap();
            if chance.random_ratio(1, 8) {
                fields.remove(name);
            } else if let Some(field) = fields.get_mut(name) {
                corrupt(field, chance);
            }
        }
        Value::Array(values) if !values.is_empty() => {
            let at = chance.random_range(0..values.len());
            corrupt(&mut values[at], chance);
        }
        other => *other = random_value(chance, 3),
    }
}

async fn any_update_is_handled_or_quarantined(database: Database) {
    let (seed, mut chance) = seeded_rng();
    let mut test = TestBot::open(database, "2012-11-23T10:40").await;
    test.register(MARIE).await;
    let mut number = FIRST_UPDATE_ID;
    for _ in 0..env_value("KOZE_FUZZ").unwrap_or(ROUNDS) {
        // a press may have erased the organiser's account; without the role most presses are refused
        if test.query_i64("select count(*) from role where role = 'organiser'").await == 0 {
            test.grant_role(JOSIANE, Role::Organiser).await;
        }
        let batch: Vec<RawUpdate> = (0..BATCH_SIZE)
            .map(|_| {
                number += 1;
                let mut update = random_update(&mut chance);
                if chance.random_ratio(1, 2) {
                    corrupt(&mut update, &mut chance);
                }
                if !update.is_object() {
                    update = json!({ "message": update });
                }
                update["update_id"] = json!(number);
                RawUpdate { id: UpdateId(number), json: RawValue::from_string(update.to_string()).unwrap() }
            })
            .collect();
        test.dispatcher.handle(&batch).await.unwrap_or_else(|outage| panic!("{outage}: seed {seed}"));
        test.sender.drain().await.unwrap();
    }
    // each update had its effect, or is quarantined because it cannot be parsed
    let seen = test.query_i64("select count(*) from seen_update where id > 5000000000").await;
    assert_eq!(seen, number - FIRST_UPDATE_ID, "seed {seed}");
    let db = &test.app.db;
    let quarantined: Vec<(String, String)> = sqlx::query_as("select raw, error from failed_update")
        .fetch_all(&mut *db.reader().await.unwrap())
        .await
        .unwrap();
    for (raw, error) in quarantined {
        let json = RawValue::from_string(raw.clone()).unwrap();
        let reading = catch_unwind(AssertUnwindSafe(|| incoming::parse_update(&json).map(|_| ())));
        assert!(!matches!(reading, Ok(Ok(()))), "our own code failed ({error}) on {raw}: seed {seed}");
    }
    assert_eq!(test.emulator.warnings(), [] as [&str; 0], "seed {seed}");
    // the chats and presses are invented, and the emulated Telegram refuses calls about them
    test.emulator.clear_errors_and_warnings();
    test.end().await;
}

/// Lines of the shipped file are changed, swapped, cut and
/// doubled: the file is read, or each mistake has a place.
#[test]
fn any_event_file_is_read_or_its_mistakes_are_named() {
    let (seed, mut chance) = seeded_rng();
    let shipped = include_str!("../../event.toml");
    let lines: Vec<&str> = shipped.lines().filter(|line| !line.starts_with('#')).collect();
    for _ in 0..env_value("KOZE_FUZZ").unwrap_or(ROUNDS) * 10 {
        let mut lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        for _ in 0..chance.random_range(1..5) {
            let (one, other) = (chance.random_range(0..lines.len()), chance.random_range(0..lines.len()));
            match chance.random_range(0..5) {
                0 => lines.swap(one, other),
                1 => {
                    lines.remove(one);
                }
                2 => lines.insert(one, lines[other].clone()),
                3 => {
                    let name = lines[one].split('=').next().unwrap_or_default().to_owned();
                    let value = [
                        r#""""#,
                        "0",
                        "-1",
                        "99999999999",
                        "[]",
                        "{}",
                        "\"24:00\"",
                        "\"2012-02-30\"",
                        "true",
                        "\"{ $x }\"",
                    ];
                    lines[one] = format!("{name}= {}", value.choose(&mut chance).unwrap());
                }
                _ => {
                    let cut = chance.random_range(0..=lines[one].chars().count());
                    lines[one] = lines[one].chars().take(cut).collect();
                }
            }
        }
        let file = lines.join("\n");
        let read = catch_unwind(|| Programme::parse(&file).map(|_| ()));
        match read {
            Err(_) => panic!("seed {seed}: {file}"),
            Ok(Ok(())) => {}
            Ok(Err(mistakes)) => {
                assert!(!mistakes.is_empty(), "refused without a reason: seed {seed}: {file}");
            }
        }
    }
}

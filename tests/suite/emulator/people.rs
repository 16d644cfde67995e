//! What people do becomes updates that a bot library understands.

use koze::rehearsal::world::{Kind, Pressed, World};
use serde_json::{Value, json};
use teloxide::types::{Update, UpdateKind};

use super::{JEAN, MARIE, send, send_with, updates, world};

/// Reads an update as teloxide does: from text, for it understands none that is a `Value` already.
fn understood(update: &Value) -> UpdateKind {
    let read: Update = serde_json::from_str(&update.to_string()).expect("an update has an id");
    read.kind
}

/// All waiting updates, each of which teloxide understands.
fn parsed(world: &World) -> Vec<Value> {
    let raw = updates(world, 0);
    for update in &raw {
        assert!(!matches!(understood(update), UpdateKind::Error(_)), "not understood: {update:#}");
    }
    raw
}

fn last(world: &World) -> Value {
    parsed(world).pop().expect("there is an update")
}

#[test]
fn a_text_brings_who_wrote_it_and_its_commands() {
    let (world, _) = world();
    world.says(MARIE, "é /langue@koze_bot et /annuler, a/b /");
    let message = &last(&world)["message"];
    assert_eq!(
        message["from"],
        json!({
            "id": MARIE, "is_bot": false, "first_name": "Marie", "last_name": "Céleste", "language_code": "fr",
        })
    );
    assert_eq!(
        message["chat"],
        json!({ "id": MARIE, "type": "private", "first_name": "Marie", "last_name": "Céleste" })
    );
    assert_eq!(message["date"], 1_352_728_800);
    assert_eq!(
        message["entities"],
        json!([
            { "type": "bot_command", "offset": 2, "length": 16 },
            { "type": "bot_command", "offset": 22, "length": 8 },
        ])
    );
}

#[test]
fn everything_that_can_be_sent_is_understood() {
    let (world, _) = world();
    let kinds = [
        Kind::Sticker,
        Kind::Photo { caption: String::new() },
        Kind::Voice,
        Kind::VideoNote,
        Kind::Document { name: "cv.pdf".into() },
        Kind::Location { latitude: 14.6, longitude: -61.0 },
        Kind::Dice,
        Kind::Poll,
        Kind::Forwarded("de quelqu’un".into()),
    ];
    for kind in kinds {
        let said = world.sends(MARIE, kind.clone());
        let update = last(&world);
        assert_eq!(update["update_id"].as_i64(), said.update_id);
        let UpdateKind::Message(message) = understood(&update) else { panic!("{kind:?} is no message") };
        let arrived = match kind {
            Kind::Sticker => message.sticker().is_some(),
            Kind::Photo { .. } => message.photo().is_some(),
            Kind::Voice | Kind::LongVoice(_) => message.voice().is_some(),
            Kind::VideoNote => message.video_note().is_some(),
            Kind::Document { .. } => message.document().is_some(),
            Kind::Location { .. } => message.location().is_some(),
            Kind::Dice => message.dice().is_some(),
            Kind::Poll => message.poll().is_some(),
            Kind::Forwarded(_) => {
                message.forward_origin().is_some() && message.text() == Some("de quelqu’un")
            }
        };
        assert!(arrived, "{message:?}");
    }
}

#[test]
fn a_contact_is_ones_own_or_somebody_elses() {
    let (world, _) = world();
    let whose = |update: &Value| update["message"]["contact"]["user_id"].as_i64();
    world.shares_contact(MARIE, "596696000001", Some(MARIE));
    assert_eq!(whose(&last(&world)), Some(MARIE));
    world.shares_contact(MARIE, "596696000002", Some(JEAN));
    assert_eq!(whose(&last(&world)), Some(JEAN));
    world.shares_contact(MARIE, "596696000003", None);
    assert_eq!(whose(&last(&world)), None);
    send_with(&world, json!({ "keyboard": [[{ "text": "Mon numéro", "request_contact": true }]] })).unwrap();
    world.presses_label(MARIE, "Mon numéro").unwrap();
    assert_eq!(whose(&last(&world)), Some(MARIE));
}

#[test]
fn an_edited_message_keeps_its_number() {
    let (world, _) = world();
    let said = world.says(MARIE, "Mari");
    assert!(world.edits(MARIE, said.message_id, "Marie").is_some());
    let edited = &last(&world)["edited_message"];
    assert_eq!((&edited["message_id"], &edited["text"]), (&json!(said.message_id), &json!("Marie")));
    assert!(edited["edit_date"].is_i64());
    let bots = send(&world, "a");
    assert_eq!(world.edits(MARIE, bots, "b"), None);
}

#[test]
fn a_press_brings_its_message_and_may_be_forged() {
    let (world, _) = world();
    let buttons =
        json!([[{ "text": "Oui", "callback_data": "y" }, { "text": "Site", "url": "https://example.org" }]]);
    send_with(&world, json!({ "inline_keyboard": buttons })).unwrap();
    let Ok(Pressed::Query(id)) = world.presses_label(MARIE, "Oui") else { panic!("it is a callback button") };
    let query = &last(&world)["callback_query"];
    assert_eq!(
        (&query["id"], &query["data"], &query["message"]["text"]),
        (&json!(id), &json!("y"), &json!("Bonjour"))
    );
    assert_eq!(world.presses_label(MARIE, "Site"), Ok(Pressed::Link("https://example.org".into())));
    world.presses(MARIE, 9_999, "forged");
    assert_eq!(last(&world)["callback_query"]["message"]["date"], 0);
    let absent = world.presses_label(MARIE, "Non").unwrap_err();
    assert_eq!(absent.there, ["Oui", "Site"]);
}

#[test]
fn the_latest_of_two_like_buttons_is_pressed() {
    let (world, _) = world();
    let button = |data: &str| json!({ "inline_keyboard": [[{ "text": "Oui", "callback_data": data }]] });
    send_with(&world, button("old")).unwrap();
    send_with(&world, button("new")).unwrap();
    world.presses_label(MARIE, "Oui").unwrap();
    assert_eq!(last(&world)["callback_query"]["data"], "new");
    send_with(&world, json!({ "keyboard": [["Oui"]] })).unwrap();
    world.presses_label(MARIE, "Oui").unwrap();
    assert_eq!(last(&world)["message"]["text"], "Oui");
}

#[test]
fn blocking_and_unblocking_are_told() {
    let (world, _) = world();
    world.blocks(MARIE);
    let change = last(&world)["my_chat_member"].clone();
    assert_eq!(
        (&change["old_chat_member"]["status"], &change["new_chat_member"]["status"]),
        (&json!("member"), &json!("kicked"))
    );
    world.unblocks(MARIE);
    assert_eq!(last(&world)["my_chat_member"]["new_chat_member"]["status"], "member");
}

#[test]
fn groups_and_channels_are_understood() {
    let (world, _) = world();
    let group = world.group(MARIE, "Quartier");
    world.joins(group, JEAN);
    let new = world.migrates(group);
    world.removes_bot(new, MARIE);
    let supergroup = world.supergroup(MARIE, "Forum");
    world.adds_bot(supergroup, MARIE);
    world.promotes_bot(supergroup, MARIE);
    let channel = world.channel(MARIE, "Nouvelles");
    assert_eq!(world.posts(channel, "avant").update_id, None, "the bot is not there yet");
    world.adds_bot(channel, MARIE);
    world.posts(channel, "après");
    assert_eq!(last(&world)["channel_post"]["text"], "après");
    let old = world.group(MARIE, "Ancien");
    world.removes_bot(old, MARIE);
    let all = parsed(&world);
    let with = |field: &str| all.iter().filter(|update| update["message"].get(field).is_some()).count();
    assert_eq!([with("group_chat_created"), with("new_chat_members"), with("left_chat_member")], [2, 2, 1]);
    assert_eq!([with("migrate_to_chat_id"), with("migrate_from_chat_id")], [1, 1]);
    let member = |user: i64| world.call("getChatMember", json!({ "chat_id": new, "user_id": user })).unwrap();
    assert_eq!(
        [&member(MARIE)["status"], &member(JEAN)["status"], &member(42)["status"]],
        ["creator", "member", "kicked"]
    );
    for chat in [MARIE, group, new, channel] {
        let full = world.call("getChat", json!({ "chat_id": chat })).unwrap();
        serde_json::from_value::<teloxide::types::ChatFullInfo>(full).unwrap();
    }
}

#[test]
fn in_privacy_mode_a_group_says_little_to_the_bot() {
    let (world, _) = world();
    let group = world.group(MARIE, "Quartier");
    let bots = world.call("sendMessage", json!({ "chat_id": group, "text": "Bonjour" })).unwrap();
    let bots = bots["message_id"].as_i64().unwrap();
    let told = |text: &str| world.says_in(group, MARIE, text).update_id.is_some();
    assert_eq!(
        [told("bonjour"), told("/aide"), told("/aide@koze_bot"), told("/aide@other_bot")],
        [false, true, true, false]
    );
    assert!(world.replies(group, MARIE, bots, "merci").update_id.is_some());
    world.set_privacy(false);
    assert!(told("bonjour"));
    parsed(&world);
}

#[test]
fn an_unknown_kind_of_update_is_the_one_not_understood() {
    let (world, _) = world();
    let id = world.sends_unknown_update();
    let update = updates(&world, id).remove(0);
    assert!(matches!(understood(&update), UpdateKind::Error(_)));
    assert_eq!(world.inject(json!({ "update_id": 5, "message": "broken" })), 5);
}

/// The kinds that are marked in a text, each with what it stands on.
fn marks(message: &serde_json::Value) -> Vec<(String, String)> {
    let units: Vec<u16> = message["text"].as_str().unwrap().encode_utf16().collect();
    let entities = message["entities"].as_array().cloned().unwrap_or_default();
    let mark = |entity: &serde_json::Value| {
        let from = entity["offset"].as_u64().unwrap() as usize;
        let to = from + entity["length"].as_u64().unwrap() as usize;
        (entity["type"].as_str().unwrap().to_owned(), String::from_utf16(&units[from..to]).unwrap())
    };
    entities.iter().map(mark).collect()
}

#[test]
fn what_telegram_marks_is_marked() {
    let (world, _) = world();
    for (text, expected) in [
        ("👋 voir https://forum.example/a?b=1&c=2.", &[("url", "https://forum.example/a?b=1&c=2")][..]),
        ("(www.exemple.org/x), et exemple.mq !", &[("url", "www.exemple.org/x"), ("url", "exemple.mq")]),
        ("à marie.line+forum@exemple.com, merci", &[("email", "marie.line+forum@exemple.com")]),
        (
            "@koze_bot et #jeunesse $EUR",
            &[("mention", "@koze_bot"), ("hashtag", "#jeunesse"), ("cashtag", "$EUR")],
        ),
        ("appelez le +596 696 12 34 56, ou le 12", &[("phone_number", "+596 696 12 34 56")]),
        ("12.30 à 13h30, 3.5 % d'eau. Et vous ? #1 @ab c/d", &[]),
        ("**/annuler** 15", &[("bold", "/annuler"), ("bot_command", "/annuler")]),
        (
            "__a **b**__ ~~c~~ ||d|| `/e **f**`",
            &[
                ("italic", "a b"),
                ("bold", "b"),
                ("strikethrough", "c"),
                ("spoiler", "d"),
                ("code", "/e **f**"),
            ],
        ),
        ("2 ** 3 ** 4 et a__b", &[]),
    ] {
        world.says(MARIE, text);
        let expected: Vec<_> = expected.iter().map(|(kind, on)| (kind.to_string(), on.to_string())).collect();
        assert_eq!(marks(&last(&world)["message"]), expected, "{text}");
    }
    // what the bot sends is marked as well, beside its own marks
    let html = "<b>Écrivez</b> à forum@exemple.com ou <code>/aide</code>, <a href=\"tg://x\">exemple.com</a>";
    let params = json!({ "chat_id": MARIE, "text": html, "parse_mode": "HTML" });
    let sent = world.call("sendMessage", params).unwrap();
    let kinds: Vec<String> = marks(&sent).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["bold", "email", "code", "text_link"]);
}

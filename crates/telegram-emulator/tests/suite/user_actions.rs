//! Actions of emulated users become updates that a bot library can parse.

use serde_json::{Value, json};
use telegram_emulator::{PressOutcome, TelegramEmulator, UserMedia};
use teloxide::types::{Update, UpdateKind};

use super::{JEAN, MARIE, emulator, pending_updates, send, send_with_markup};

/// Parses an update as teloxide does. It must come from text: teloxide cannot parse a `Value`.
fn parse_update(update: &Value) -> UpdateKind {
    let read: Update = serde_json::from_str(&update.to_string()).expect("an update has an id");
    read.kind
}

/// All unconfirmed updates. Each must be one that teloxide understands.
fn parseable_updates(emulator: &TelegramEmulator) -> Vec<Value> {
    let raw = pending_updates(emulator, 0);
    for update in &raw {
        assert!(!matches!(parse_update(update), UpdateKind::Error(_)), "teloxide cannot parse {update:#}");
    }
    raw
}

fn last_update(emulator: &TelegramEmulator) -> Value {
    parseable_updates(emulator).pop().expect("there is an update")
}

#[test]
fn a_text_has_its_sender_and_its_commands() {
    let (emulator, _) = emulator();
    emulator.user_sends_text(MARIE, "é /langue@koze_bot et /annuler, a/b /");
    let message = &last_update(&emulator)["message"];
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
fn everything_that_users_send_is_understood() {
    let (emulator, _) = emulator();
    let kinds = [
        UserMedia::Sticker,
        UserMedia::Photo { caption: String::new() },
        UserMedia::Voice,
        UserMedia::VideoNote,
        UserMedia::Document { name: "cv.pdf".into() },
        UserMedia::File { name: "a.csv".into(), mime: "text/csv".into(), bytes: b"Nom".to_vec() },
        UserMedia::Location { latitude: 14.6, longitude: -61.0 },
        UserMedia::Dice,
        UserMedia::Poll,
        UserMedia::ForwardedText("de quelqu’un".into()),
    ];
    for kind in kinds {
        let sent = emulator.user_sends_media(MARIE, kind.clone());
        let update = last_update(&emulator);
        assert_eq!(update["update_id"].as_i64(), sent.update_id);
        let UpdateKind::Message(message) = parse_update(&update) else {
            panic!("{kind:?} did not become a message")
        };
        let arrived = match kind {
            UserMedia::Sticker => message.sticker().is_some(),
            UserMedia::Photo { .. } => message.photo().is_some(),
            UserMedia::Voice | UserMedia::LongVoice(_) => message.voice().is_some(),
            UserMedia::VideoNote => message.video_note().is_some(),
            UserMedia::Document { .. } | UserMedia::File { .. } => message.document().is_some(),
            UserMedia::Location { .. } => message.location().is_some(),
            UserMedia::Dice => message.dice().is_some(),
            UserMedia::Poll => message.poll().is_some(),
            UserMedia::ForwardedText(_) => {
                message.forward_origin().is_some() && message.text() == Some("de quelqu’un")
            }
        };
        assert!(arrived, "{message:?}");
    }
}

#[test]
fn a_file_arrives_with_its_content() {
    let (emulator, _) = emulator();
    let file =
        UserMedia::File { name: "liste.csv".into(), mime: "text/csv".into(), bytes: b"Nom;Tel\n".to_vec() };
    emulator.user_sends_media(MARIE, file);
    let document = last_update(&emulator)["message"]["document"].clone();
    assert_eq!(
        (&document["file_name"], &document["mime_type"], &document["file_size"]),
        (&json!("liste.csv"), &json!("text/csv"), &json!(8))
    );
    let file = emulator.call("getFile", json!({ "file_id": document["file_id"] })).unwrap();
    assert_eq!((&file["file_size"], file["file_path"].is_string()), (&json!(8), true));
    let stored = emulator.file(document["file_id"].as_str().unwrap()).unwrap();
    assert_eq!(&*stored.bytes, b"Nom;Tel\n");
}

#[test]
fn a_contact_names_its_owner() {
    let (emulator, _) = emulator();
    let owner = |update: &Value| update["message"]["contact"]["user_id"].as_i64();
    emulator.user_shares_contact(MARIE, "596696000001", Some(MARIE));
    assert_eq!(owner(&last_update(&emulator)), Some(MARIE));
    emulator.user_shares_contact(MARIE, "596696000002", Some(JEAN));
    assert_eq!(owner(&last_update(&emulator)), Some(JEAN));
    emulator.user_shares_contact(MARIE, "596696000003", None);
    assert_eq!(owner(&last_update(&emulator)), None);
    send_with_markup(&emulator, json!({ "keyboard": [[{ "text": "Mon numéro", "request_contact": true }]] }))
        .unwrap();
    emulator.user_presses_button(MARIE, "Mon numéro").unwrap();
    assert_eq!(owner(&last_update(&emulator)), Some(MARIE));
}

#[test]
fn an_edited_message_keeps_its_number() {
    let (emulator, _) = emulator();
    let sent = emulator.user_sends_text(MARIE, "Mari");
    assert!(emulator.user_edits_text(MARIE, sent.message_id, "Marie").is_some());
    let edited = &last_update(&emulator)["edited_message"];
    assert_eq!((&edited["message_id"], &edited["text"]), (&json!(sent.message_id), &json!("Marie")));
    assert!(edited["edit_date"].is_i64());
    let bot_message = send(&emulator, "a");
    assert_eq!(emulator.user_edits_text(MARIE, bot_message, "b"), None);
}

#[test]
fn a_callback_query_has_its_message_and_may_be_forged() {
    let (emulator, _) = emulator();
    let buttons =
        json!([[{ "text": "Oui", "callback_data": "y" }, { "text": "Site", "url": "https://example.org" }]]);
    send_with_markup(&emulator, json!({ "inline_keyboard": buttons })).unwrap();
    let Ok(PressOutcome::CallbackQuery(id)) = emulator.user_presses_button(MARIE, "Oui") else {
        panic!("the press caused no callback query")
    };
    let query = &last_update(&emulator)["callback_query"];
    assert_eq!(
        (&query["id"], &query["data"], &query["message"]["text"]),
        (&json!(id), &json!("y"), &json!("Bonjour"))
    );
    assert_eq!(
        emulator.user_presses_button(MARIE, "Site"),
        Ok(PressOutcome::UrlOpened("https://example.org".into()))
    );
    emulator.user_presses_callback(MARIE, 9_999, "forged");
    assert_eq!(last_update(&emulator)["callback_query"]["message"]["date"], 0);
    let absent = emulator.user_presses_button(MARIE, "Non").unwrap_err();
    assert_eq!(absent.available, ["Oui", "Site"]);
}

#[test]
fn the_latest_of_two_equal_buttons_is_pressed() {
    let (emulator, _) = emulator();
    let button = |data: &str| json!({ "inline_keyboard": [[{ "text": "Oui", "callback_data": data }]] });
    send_with_markup(&emulator, button("old")).unwrap();
    send_with_markup(&emulator, button("new")).unwrap();
    emulator.user_presses_button(MARIE, "Oui").unwrap();
    assert_eq!(last_update(&emulator)["callback_query"]["data"], "new");
    send_with_markup(&emulator, json!({ "keyboard": [["Oui"]] })).unwrap();
    emulator.user_presses_button(MARIE, "Oui").unwrap();
    assert_eq!(last_update(&emulator)["message"]["text"], "Oui");
}

#[test]
fn blocking_and_unblocking_cause_updates() {
    let (emulator, _) = emulator();
    emulator.user_blocks_bot(MARIE);
    let change = last_update(&emulator)["my_chat_member"].clone();
    assert_eq!(
        (&change["old_chat_member"]["status"], &change["new_chat_member"]["status"]),
        (&json!("member"), &json!("kicked"))
    );
    emulator.user_unblocks_bot(MARIE);
    assert_eq!(last_update(&emulator)["my_chat_member"]["new_chat_member"]["status"], "member");
}

#[test]
fn groups_and_channels_are_understood() {
    let (emulator, _) = emulator();
    let group = emulator.create_group(MARIE, "Quartier");
    emulator.user_joins(group, JEAN);
    let new = emulator.migrate_to_supergroup(group);
    let member =
        |user: i64| emulator.call("getChatMember", json!({ "chat_id": new, "user_id": user })).unwrap();
    let paul = 1003;
    emulator.set_administrator(new, paul, true);
    assert_eq!(
        [MARIE, paul, JEAN, 42].map(|user| member(user)["status"].clone()),
        ["creator", "administrator", "member", "member"]
    );
    emulator.mute_bot(new, MARIE);
    assert_eq!(member(42)["can_send_messages"], json!(false));
    let refused = emulator.call("sendMessage", json!({ "chat_id": new, "text": "Bonjour" })).unwrap_err();
    assert_eq!(refused.description, "Bad Request: not enough rights to send text messages to the chat");
    emulator.remove_bot(new, MARIE);
    let refused = emulator.call("getChatMember", json!({ "chat_id": new, "user_id": MARIE })).unwrap_err();
    assert_eq!(refused.code, 403, "a bot that was removed learns nothing more");
    let supergroup = emulator.create_supergroup(MARIE, "Forum");
    emulator.add_bot(supergroup, MARIE);
    emulator.promote_bot(supergroup, MARIE);
    let channel = emulator.create_channel(MARIE, "Nouvelles");
    assert_eq!(emulator.post_in_channel(channel, "avant").update_id, None, "the bot is not there yet");
    emulator.add_bot(channel, MARIE);
    emulator.post_in_channel(channel, "après");
    assert_eq!(last_update(&emulator)["channel_post"]["text"], "après");
    let old = emulator.create_group(MARIE, "Ancien");
    emulator.remove_bot(old, MARIE);
    let all = parseable_updates(&emulator);
    let with = |field: &str| all.iter().filter(|update| update["message"].get(field).is_some()).count();
    assert_eq!([with("group_chat_created"), with("new_chat_members"), with("left_chat_member")], [2, 2, 1]);
    assert_eq!([with("migrate_to_chat_id"), with("migrate_from_chat_id")], [1, 1]);
    emulator.rename_chat(channel, MARIE, "Nouveau nom");
    assert_eq!(last_update(&emulator)["channel_post"]["new_chat_title"], "Nouveau nom");
    for chat in [MARIE, group, new, channel] {
        let full = emulator.call("getChat", json!({ "chat_id": chat })).unwrap();
        serde_json::from_value::<teloxide::types::ChatFullInfo>(full).unwrap();
    }
}

#[test]
fn in_privacy_mode_the_bot_gets_few_messages_of_a_group() {
    let (emulator, _) = emulator();
    let group = emulator.create_group(MARIE, "Quartier");
    let sent = emulator.call("sendMessage", json!({ "chat_id": group, "text": "Bonjour" })).unwrap();
    let bot_message = sent["message_id"].as_i64().unwrap();
    let is_update = |text: &str| emulator.user_sends_text_in(group, MARIE, text).update_id.is_some();
    assert_eq!(
        [is_update("bonjour"), is_update("/aide"), is_update("/aide@koze_bot"), is_update("/aide@other_bot")],
        [false, true, true, false]
    );
    assert!(emulator.user_replies(group, MARIE, bot_message, "merci").update_id.is_some());
    emulator.set_privacy_mode(false);
    assert!(is_update("bonjour"));
    parseable_updates(&emulator);
}

#[test]
fn an_unknown_kind_of_update_is_not_understood() {
    let (emulator, _) = emulator();
    let id = emulator.inject_unknown_update();
    let update = pending_updates(&emulator, id).remove(0);
    assert!(matches!(parse_update(&update), UpdateKind::Error(_)));
    assert_eq!(emulator.inject_update(json!({ "update_id": 5, "message": "broken" })), 5);
}

/// The types of the entities of a message, each with the text it covers.
fn entity_texts(message: &serde_json::Value) -> Vec<(String, String)> {
    let units: Vec<u16> = message["text"].as_str().unwrap().encode_utf16().collect();
    let entities = message["entities"].as_array().cloned().unwrap_or_default();
    let to_pair = |entity: &serde_json::Value| {
        let from = entity["offset"].as_u64().unwrap() as usize;
        let to = from + entity["length"].as_u64().unwrap() as usize;
        (entity["type"].as_str().unwrap().to_owned(), String::from_utf16(&units[from..to]).unwrap())
    };
    entities.iter().map(to_pair).collect()
}

#[test]
fn entities_are_detected_as_telegram_does() {
    let (emulator, _) = emulator();
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
        emulator.user_sends_text(MARIE, text);
        let expected: Vec<_> = expected.iter().map(|(kind, on)| (kind.to_string(), on.to_string())).collect();
        assert_eq!(entity_texts(&last_update(&emulator)["message"]), expected, "{text}");
    }
    // in the bot's messages, entities are detected besides the bot's own formatting
    let html = "<b>Écrivez</b> à forum@exemple.com ou <code>/aide</code>, <a href=\"tg://x\">exemple.com</a>";
    let params = json!({ "chat_id": MARIE, "text": html, "parse_mode": "HTML" });
    let sent = emulator.call("sendMessage", params).unwrap();
    let kinds: Vec<String> = entity_texts(&sent).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["bold", "email", "code", "text_link"]);
}

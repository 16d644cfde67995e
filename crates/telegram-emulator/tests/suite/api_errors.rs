//! What Telegram refuses, and the words of its errors.

use std::time::Duration;

use serde_json::{Value, json};
use telegram_emulator::{FloodLimits, method_names};

use super::{JEAN, MARIE, emulator, refusal_text, send, send_with_markup};

#[test]
fn every_method_is_answered_and_an_unknown_one_is_not_found() {
    let (emulator, _) = emulator();
    for method in method_names() {
        if let Err(refusal) = emulator.call(method, json!({})) {
            assert_ne!(refusal.code, 404, "{method}");
        }
    }
    let unknown = emulator.call("sendHologram", json!({})).unwrap_err();
    assert_eq!((unknown.code, unknown.description.as_str()), (404, "Not Found"));
    assert!(emulator.call("GETME", json!({})).is_ok(), "capitals do not matter");
}

#[test]
fn a_required_parameter_is_missed() {
    let (emulator, _) = emulator();
    for (method, params, says) in [
        ("sendMessage", json!({ "text": "a" }), "chat_id is empty"),
        ("sendMessage", json!({ "chat_id": MARIE }), "message text is empty"),
        ("sendDocument", json!({ "chat_id": MARIE }), "there is no document in the request"),
        ("sendVenue", json!({ "chat_id": MARIE }), "parameter \"latitude\" is required"),
        ("deleteMessage", json!({ "chat_id": MARIE }), "message identifier is not specified"),
        ("editMessageText", json!({ "text": "a", "message_id": 1 }), "chat_id is empty"),
        ("editMessageText", json!({ "text": "a", "chat_id": MARIE }), "message identifier is not specified"),
    ] {
        assert_eq!(refusal_text(&emulator, method, params), format!("Bad Request: {says}"), "{method}");
    }
}

#[test]
fn unknown_parameters_and_wrong_types_are_complained_about() {
    let (emulator, _) = emulator();
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "a", "parsemode": "HTML" })).unwrap();
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": 5 })).unwrap();
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "a", "message_thread_id": "x" })).unwrap();
    assert_eq!(
        emulator.warnings(),
        [
            "sendMessage: unknown parameter “parsemode”",
            "text: Text expected",
            "message_thread_id: Int expected"
        ]
    );
    emulator.clear_errors_and_warnings();
    let keyboard =
        refusal_text(&emulator, "sendMessage", json!({ "chat_id": MARIE, "text": "a", "reply_markup": "{" }));
    assert_eq!(keyboard, "Bad Request: object expected as reply markup");
    assert_eq!(emulator.api_errors().len(), 1);
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

#[test]
fn text_has_between_1_and_4096_utf16_units_after_its_tags() {
    let (emulator, _) = emulator();
    let say = |text: String, mode: &str| json!({ "chat_id": MARIE, "text": text, "parse_mode": mode });
    assert_eq!(
        refusal_text(&emulator, "sendMessage", say(" \n ".into(), "")),
        "Bad Request: message text is empty"
    );
    assert_eq!(
        refusal_text(&emulator, "sendMessage", say("<b></b>".into(), "HTML")),
        "Bad Request: message text is empty"
    );
    assert_eq!(
        refusal_text(&emulator, "sendMessage", say("a".repeat(4097), "")),
        "Bad Request: message is too long"
    );
    assert_eq!(
        refusal_text(&emulator, "sendMessage", say("😀".repeat(2049), "")),
        "Bad Request: message is too long"
    );
    assert!(emulator.call("sendMessage", say("😀".repeat(2048), "")).is_ok());
    assert!(emulator.call("sendMessage", say(format!("<b>{}</b>", "&lt;".repeat(4096)), "HTML")).is_ok());
}

#[test]
fn html_has_telegrams_tags_only_balanced_and_nested() {
    let (emulator, _) = emulator();
    for (html, says) in [
        ("<p>a</p>", "Unsupported start tag \"p\" at byte offset 0"),
        ("é<h1>a", "Unsupported start tag \"h1\" at byte offset 2"),
        ("1 < 2", "Unsupported start tag \"\" at byte offset 2"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<a href=\"x", "Unclosed start tag \"a\" at byte offset 0"),
        ("<b>a", "Can't find end tag corresponding to start tag \"b\""),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b><i>a</b></i>", "Unmatched end tag at byte offset 7, expected \"</i>\", found \"</b>\""),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", "Tag \"span\" must have class \"tg-spoiler\" at byte offset 0"),
    ] {
        let params = json!({ "chat_id": MARIE, "text": html, "parse_mode": "HTML" });
        assert_eq!(
            refusal_text(&emulator, "sendMessage", params),
            format!("Bad Request: can't parse entities: {says}")
        );
    }
    let odd = json!({ "chat_id": MARIE, "text": "a", "parse_mode": "BBCode" });
    assert_eq!(refusal_text(&emulator, "sendMessage", odd), "Bad Request: unsupported parse_mode");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "A & B", "parse_mode": "HTML" })).unwrap();
    assert_eq!(emulator.warnings(), ["text: “&” must be written “&amp;”"]);
}

#[test]
fn buttons_keep_their_rules() {
    let (emulator, _) = emulator();
    let inline = |button: Value| send_with_markup(&emulator, json!({ "inline_keyboard": [[button]] }));
    let says = |button: Value| inline(button).unwrap_err().description;
    let data = |data: String| json!({ "text": "a", "callback_data": data });
    assert_eq!(says(data("é".repeat(33))), "Bad Request: BUTTON_DATA_INVALID");
    assert_eq!(says(data(String::new())), "Bad Request: BUTTON_DATA_INVALID");
    assert!(inline(data("é".repeat(32))).is_ok());
    let copy = |text: String| json!({ "text": "a", "copy_text": { "text": text } });
    assert_eq!(says(copy("a".repeat(257))), "Bad Request: BUTTON_COPY_TEXT_INVALID");
    assert!(inline(copy("a".repeat(256))).is_ok());
    assert!(says(json!({ "text": "a" })).contains("Text buttons are unallowed in the inline keyboard"));
    assert!(says(json!({ "callback_data": "a" })).contains("Can't find field \"text\""));
    assert!(says(json!({ "text": "", "callback_data": "a" })).contains("must be non-empty"));
    let url = |url: &str| json!({ "text": "a", "url": url });
    assert!(says(url("mailto:a@example.org")).contains("Unsupported URL protocol"));
    for address in ["https://example.org", "http://example.org", "tg://user?id=1"] {
        assert!(inline(url(address)).is_ok());
    }
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
    inline(json!({ "text": "a", "callback_data": "a", "url": "https://example.org" })).unwrap();
    inline(json!({ "text": "a", "callback_data": "a", "color": "red" })).unwrap();
    send_with_markup(&emulator, json!({ "keyboard": [vec!["a"; 9]] })).unwrap();
    send_with_markup(&emulator, json!({ "keyboard": vec![vec!["a"; 8]; 13] })).unwrap();
    assert_eq!(
        emulator.warnings(),
        [
            "BUTTONS: more than one action in a button",
            "reply_markup: unknown field “color”",
            "BUTTONS: 9 in a row",
            "BUTTONS: 104 in all"
        ]
    );
    let placeholder = |text: String| {
        send_with_markup(&emulator, json!({ "keyboard": [["a"]], "input_field_placeholder": text })).is_ok()
    };
    assert_eq!(
        [placeholder("a".repeat(64)), placeholder("a".repeat(65)), placeholder("".into())],
        [true, false, false]
    );
}

#[test]
fn a_telephone_number_is_asked_for_in_private_only() {
    let (emulator, _) = emulator();
    let markup = json!({ "keyboard": [[{ "text": "Mon numéro", "request_contact": true }]] });
    assert!(send_with_markup(&emulator, markup.clone()).is_ok());
    let group = emulator.create_group(MARIE, "Quartier");
    assert_eq!(
        refusal_text(
            &emulator,
            "sendMessage",
            json!({ "chat_id": group, "text": "a", "reply_markup": markup })
        ),
        "Bad Request: phone number can be requested in private chats only"
    );
}

#[test]
fn edits_must_change_something_that_is_there_and_the_bots_own() {
    let (emulator, _) = emulator();
    let markup = json!({ "inline_keyboard": [[{ "text": "Oui", "callback_data": "y" }]] });
    let sent = send_with_markup(&emulator, markup.clone()).unwrap()["message_id"].as_i64().unwrap();
    let edit = |id: i64, text: &str, markup: &Value| json!({ "chat_id": MARIE, "message_id": id, "text": text, "reply_markup": markup });
    let same = "Bad Request: message is not modified: specified new message content and reply markup are \
                exactly the same as a current content and reply markup of the message";
    assert_eq!(refusal_text(&emulator, "editMessageText", edit(sent, "Bonjour", &markup)), same);
    let only = json!({ "chat_id": MARIE, "message_id": sent, "reply_markup": markup });
    assert_eq!(refusal_text(&emulator, "editMessageReplyMarkup", only.clone()), same);
    emulator
        .call("editMessageText", json!({ "chat_id": MARIE, "message_id": sent, "text": "Bonjour" }))
        .unwrap();
    let bubble = emulator.latest_message(MARIE).unwrap();
    assert!(bubble.inline_keyboard.is_none(), "an edit without a keyboard takes it away");
    assert!(bubble.edited_at.is_some());
    emulator.call("editMessageReplyMarkup", only).unwrap();

    let not_found = refusal_text(&emulator, "editMessageText", edit(sent + 100, "a", &markup));
    assert_eq!(not_found, "Bad Request: message to edit not found");
    let maries = emulator.user_sends_text(MARIE, "à moi").message_id;
    assert_eq!(
        refusal_text(&emulator, "editMessageText", edit(maries, "a", &markup)),
        "Bad Request: message can't be edited"
    );
    let bound =
        send_with_markup(&emulator, json!({ "keyboard": [["a"]] })).unwrap()["message_id"].as_i64().unwrap();
    assert_eq!(
        refusal_text(&emulator, "editMessageText", edit(bound, "a", &markup)),
        "Bad Request: message can't be edited"
    );
    let remove = json!({ "remove_keyboard": true });
    assert_eq!(
        refusal_text(&emulator, "editMessageText", edit(sent, "a", &remove)),
        "Bad Request: inline keyboard expected"
    );
}

#[test]
fn own_messages_can_be_deleted_for_two_days() {
    let (emulator, clock) = emulator();
    let (first, second) = (send(&emulator, "un"), send(&emulator, "deux"));
    let delete = |id: i64| json!({ "chat_id": MARIE, "message_id": id });
    emulator.call("deleteMessage", delete(first)).unwrap();
    assert_eq!(
        refusal_text(&emulator, "deleteMessage", delete(first)),
        "Bad Request: message to delete not found"
    );
    let gone = refusal_text(
        &emulator,
        "editMessageText",
        json!({ "chat_id": MARIE, "message_id": first, "text": "a" }),
    );
    assert_eq!(gone, "Bad Request: message to edit not found");
    clock.advance(Duration::from_secs(48 * 3600));
    let late = refusal_text(&emulator, "deleteMessage", delete(second));
    assert_eq!(late, "Bad Request: message can't be deleted for everyone");
}

#[test]
fn a_press_is_answered_once_in_time_and_briefly() {
    let (emulator, clock) = emulator();
    let answer =
        |id: &str, text: String| json!({ "callback_query_id": id, "text": text, "show_alert": true });
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let press = emulator.user_presses_callback(MARIE, 1, "a");
    assert_eq!(emulator.pending_callback_count(), 1);
    assert_eq!(
        refusal_text(&emulator, "answerCallbackQuery", answer(&press, "a".repeat(201))),
        "Bad Request: MESSAGE_TOO_LONG"
    );
    emulator.call("answerCallbackQuery", answer(&press, "a".repeat(200))).unwrap();
    assert_eq!(refusal_text(&emulator, "answerCallbackQuery", answer(&press, "a".into())), too_old);
    assert_eq!(refusal_text(&emulator, "answerCallbackQuery", answer("made up", "a".into())), too_old);
    let press = emulator.user_presses_callback(MARIE, 1, "a");
    clock.advance(Duration::from_secs(31));
    assert_eq!(refusal_text(&emulator, "answerCallbackQuery", answer(&press, "a".into())), too_old);
    assert_eq!(emulator.pending_callback_count(), 0);
    let toasts = emulator.callback_answers(MARIE);
    assert_eq!((toasts.len(), toasts[0].text.len(), toasts[0].show_alert), (1, 200, true));
}

#[test]
fn not_everybody_can_be_written_to() {
    let (emulator, _) = emulator();
    let to = |chat: i64| json!({ "chat_id": chat, "text": "a" });
    let says = |chat: i64| {
        let refusal = emulator.call("sendMessage", to(chat)).unwrap_err();
        (refusal.code, refusal.description)
    };
    assert_eq!(says(77), (400, "Bad Request: chat not found".into()));
    assert_eq!(says(JEAN), (403, "Forbidden: bot can't initiate conversation with a user".into()));
    emulator.user_blocks_bot(MARIE);
    assert_eq!(says(MARIE), (403, "Forbidden: bot was blocked by the user".into()));
    emulator.user_sends_text(MARIE, "me revoici");
    assert!(emulator.call("sendMessage", to(MARIE)).is_ok(), "writing unblocks");
    emulator.user_deletes_account(MARIE);
    assert_eq!(says(MARIE), (403, "Forbidden: user is deactivated".into()));

    let supergroup = emulator.create_supergroup(JEAN, "Forum");
    assert_eq!(says(supergroup), (400, "Bad Request: chat not found".into()));
    emulator.add_bot(supergroup, JEAN);
    assert!(emulator.call("sendMessage", to(supergroup)).is_ok());
    emulator.remove_bot(supergroup, JEAN);
    assert_eq!(says(supergroup), (403, "Forbidden: bot was kicked from the supergroup chat".into()));

    let group = emulator.create_group(JEAN, "Quartier");
    let new = emulator.migrate_to_supergroup(group);
    let refusal = emulator.call("sendMessage", to(group)).unwrap_err();
    assert_eq!(refusal.description, "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(refusal.parameters, Some(json!({ "migrate_to_chat_id": new })));
    assert!(emulator.call("sendMessage", to(new)).is_ok());
}

#[test]
fn floods_are_stopped_by_sliding_windows_once_switched_on() {
    let (emulator, clock) = emulator();
    let to = |chat: i64| json!({ "chat_id": chat, "text": "a" });
    let retry = |chat: i64| match emulator.call("sendMessage", to(chat)) {
        Ok(_) => 0,
        Err(refusal) => {
            let after = refusal.parameters.as_ref().unwrap()["retry_after"].as_u64().unwrap();
            assert_eq!(
                (refusal.code, refusal.description),
                (429, format!("Too Many Requests: retry after {after}"))
            );
            after
        }
    };
    assert!((0..100).all(|_| retry(MARIE) == 0), "off at first");

    emulator.set_flood_limits(Some(FloodLimits::default()));
    assert_eq!((0..6).map(|_| retry(MARIE)).collect::<Vec<_>>(), [0, 0, 0, 0, 0, 5], "a burst of five");
    clock.advance(Duration::from_secs(2));
    assert_eq!(retry(MARIE), 3);
    clock.advance(Duration::from_secs(3));
    assert_eq!(retry(MARIE), 0);

    let group = emulator.create_group(JEAN, "Quartier");
    assert!((0..20).all(|_| retry(group) == 0));
    assert_eq!(retry(group), 60);
    clock.advance(Duration::from_secs(60));

    for person in 0..30 {
        emulator.user_sends_text(5_000 + person, "/start");
        assert_eq!(retry(5_000 + person), 0);
    }
    assert_eq!(retry(MARIE), 1, "thirty a second over all");
    let press = emulator.user_presses_callback(MARIE, 1, "a");
    assert!(
        emulator.call("answerCallbackQuery", json!({ "callback_query_id": press })).is_ok(),
        "answers are free"
    );
    emulator.set_flood_limits(None);
    assert_eq!(retry(MARIE), 0);
}

#[test]
fn languages_have_two_letters_and_commands_their_alphabet() {
    let (emulator, _) = emulator();
    let set = |name: &str, description: String, language: &str| {
        let commands = json!([{ "command": name, "description": description }]);
        emulator.call("setMyCommands", json!({ "commands": commands, "language_code": language }))
    };
    let says = |name: &str, description: String, language: &str| {
        set(name, description, language).unwrap_err().description
    };
    assert_eq!(says("aide", "a".into(), "gcf"), "Bad Request: invalid language code specified");
    assert_eq!(says("Aide!", "a".into(), ""), "Bad Request: BOT_COMMAND_INVALID");
    assert_eq!(says("aide", "".into(), ""), "Bad Request: command description must be non-empty");
    assert!(says("aide", "a".repeat(257), "").contains("must not exceed 256"));
    assert!(says(&"a".repeat(33), "a".into(), "").contains("must not exceed 32"));
    let many = vec![json!({ "command": "a", "description": "a" }); 101];
    assert_eq!(
        refusal_text(&emulator, "setMyCommands", json!({ "commands": many })),
        "Bad Request: BOT_COMMANDS_TOO_MUCH"
    );
    assert!(set("aide", "Aide".into(), "fr").is_ok());
    assert!(
        refusal_text(&emulator, "setMyDescription", json!({ "description": "a".repeat(513) }))
            .contains("too long")
    );
    assert!(
        refusal_text(&emulator, "setMyShortDescription", json!({ "short_description": "a".repeat(121) }))
            .contains("too long")
    );
    let scope = json!({ "type": "chat", "chat_id": 77 });
    assert_eq!(
        refusal_text(&emulator, "getMyCommands", json!({ "scope": scope })),
        "Bad Request: chat not found"
    );
}

//! The emulator refuses what Telegram refuses, with the same error codes and descriptions.

use std::time::Duration;

use serde_json::{Value, json};
use telegram_emulator::{FloodLimits, method_names};

use super::{JEAN, MARIE, emulator, error_text, send, send_with_markup};

#[test]
fn every_method_is_answered_and_an_unknown_one_is_not_found() {
    let (emulator, _) = emulator();
    for method in method_names() {
        if let Err(error) = emulator.call(method, json!({})) {
            assert_ne!(error.code, 404, "{method}");
        }
    }
    let unknown = emulator.call("sendHologram", json!({})).unwrap_err();
    assert_eq!((unknown.code, unknown.description.as_str()), (404, "Not Found"));
    assert!(emulator.call("GETME", json!({})).is_ok(), "method names ignore case");
}

#[test]
fn a_missing_required_parameter_is_an_error() {
    let (emulator, _) = emulator();
    for (method, params, expected) in [
        ("sendMessage", json!({ "text": "a" }), "chat_id is empty"),
        ("sendMessage", json!({ "chat_id": MARIE }), "message text is empty"),
        ("sendDocument", json!({ "chat_id": MARIE }), "there is no document in the request"),
        ("sendVenue", json!({ "chat_id": MARIE }), "parameter \"latitude\" is required"),
        ("deleteMessage", json!({ "chat_id": MARIE }), "message identifier is not specified"),
        ("editMessageText", json!({ "text": "a", "message_id": 1 }), "chat_id is empty"),
        ("editMessageText", json!({ "text": "a", "chat_id": MARIE }), "message identifier is not specified"),
    ] {
        assert_eq!(error_text(&emulator, method, params), format!("Bad Request: {expected}"), "{method}");
    }
}

#[test]
fn unknown_parameters_and_wrong_types_cause_warnings() {
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
        error_text(&emulator, "sendMessage", json!({ "chat_id": MARIE, "text": "a", "reply_markup": "{" }));
    assert_eq!(keyboard, "Bad Request: object expected as reply markup");
    assert_eq!(emulator.api_errors().len(), 1);
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
}

#[test]
fn a_text_has_between_1_and_4096_utf16_units_without_its_tags() {
    let (emulator, _) = emulator();
    let params = |text: String, mode: &str| json!({ "chat_id": MARIE, "text": text, "parse_mode": mode });
    assert_eq!(
        error_text(&emulator, "sendMessage", params(" \n ".into(), "")),
        "Bad Request: message text is empty"
    );
    assert_eq!(
        error_text(&emulator, "sendMessage", params("<b></b>".into(), "HTML")),
        "Bad Request: message text is empty"
    );
    assert_eq!(
        error_text(&emulator, "sendMessage", params("a".repeat(4097), "")),
        "Bad Request: message is too long"
    );
    assert_eq!(
        error_text(&emulator, "sendMessage", params("😀".repeat(2049), "")),
        "Bad Request: message is too long"
    );
    assert!(emulator.call("sendMessage", params("😀".repeat(2048), "")).is_ok());
    assert!(emulator.call("sendMessage", params(format!("<b>{}</b>", "&lt;".repeat(4096)), "HTML")).is_ok());
}

#[test]
fn html_has_only_telegrams_tags_balanced_and_nested() {
    let (emulator, _) = emulator();
    for (html, expected) in [
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
            error_text(&emulator, "sendMessage", params),
            format!("Bad Request: can't parse entities: {expected}")
        );
    }
    let params = json!({ "chat_id": MARIE, "text": "a", "parse_mode": "BBCode" });
    assert_eq!(error_text(&emulator, "sendMessage", params), "Bad Request: unsupported parse_mode");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
    emulator.call("sendMessage", json!({ "chat_id": MARIE, "text": "A & B", "parse_mode": "HTML" })).unwrap();
    assert_eq!(emulator.warnings(), ["text: “&” must be written “&amp;”"]);
}

#[test]
fn invalid_buttons_are_refused_and_odd_ones_cause_warnings() {
    let (emulator, _) = emulator();
    let inline = |button: Value| send_with_markup(&emulator, json!({ "inline_keyboard": [[button]] }));
    let error = |button: Value| inline(button).unwrap_err().description;
    let data = |data: String| json!({ "text": "a", "callback_data": data });
    assert_eq!(error(data("é".repeat(33))), "Bad Request: BUTTON_DATA_INVALID");
    assert_eq!(error(data(String::new())), "Bad Request: BUTTON_DATA_INVALID");
    assert!(inline(data("é".repeat(32))).is_ok());
    let copy = |text: String| json!({ "text": "a", "copy_text": { "text": text } });
    assert_eq!(error(copy("a".repeat(257))), "Bad Request: BUTTON_COPY_TEXT_INVALID");
    assert!(inline(copy("a".repeat(256))).is_ok());
    assert!(error(json!({ "text": "a" })).contains("Text buttons are unallowed in the inline keyboard"));
    assert!(error(json!({ "callback_data": "a" })).contains("Can't find field \"text\""));
    assert!(error(json!({ "text": "", "callback_data": "a" })).contains("must be non-empty"));
    let url = |url: &str| json!({ "text": "a", "url": url });
    assert!(error(url("mailto:a@example.org")).contains("Unsupported URL protocol"));
    for address in ["https://example.org", "http://example.org", "tg://user?id=1"] {
        assert!(inline(url(address)).is_ok());
    }
    let page = |url: &str| json!({ "text": "a", "web_app": { "url": url } });
    assert!(error(page("http://example.org")).contains("Only HTTPS links are allowed"));
    assert!(error(json!({ "text": "a", "web_app": {} })).contains("Only HTTPS links are allowed"));
    assert!(inline(page("https://example.org/scan")).is_ok());
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
fn a_phone_number_can_be_requested_in_private_chats_only() {
    let (emulator, _) = emulator();
    let markup = json!({ "keyboard": [[{ "text": "Mon numéro", "request_contact": true }]] });
    assert!(send_with_markup(&emulator, markup.clone()).is_ok());
    let group = emulator.create_group(MARIE, "Quartier");
    assert_eq!(
        error_text(
            &emulator,
            "sendMessage",
            json!({ "chat_id": group, "text": "a", "reply_markup": markup })
        ),
        "Bad Request: phone number can be requested in private chats only"
    );
}

#[test]
fn an_edit_must_change_an_existing_message_of_the_bot() {
    let (emulator, _) = emulator();
    let markup = json!({ "inline_keyboard": [[{ "text": "Oui", "callback_data": "y" }]] });
    let sent = send_with_markup(&emulator, markup.clone()).unwrap()["message_id"].as_i64().unwrap();
    let edit = |id: i64, text: &str, markup: &Value| json!({ "chat_id": MARIE, "message_id": id, "text": text, "reply_markup": markup });
    let same = "Bad Request: message is not modified: specified new message content and reply markup are \
                exactly the same as a current content and reply markup of the message";
    assert_eq!(error_text(&emulator, "editMessageText", edit(sent, "Bonjour", &markup)), same);
    let only = json!({ "chat_id": MARIE, "message_id": sent, "reply_markup": markup });
    assert_eq!(error_text(&emulator, "editMessageReplyMarkup", only.clone()), same);
    emulator
        .call("editMessageText", json!({ "chat_id": MARIE, "message_id": sent, "text": "Bonjour" }))
        .unwrap();
    let message = emulator.latest_message(MARIE).unwrap();
    assert!(message.inline_keyboard.is_none(), "an edit without a keyboard removes it");
    assert!(message.edited_at.is_some());
    emulator.call("editMessageReplyMarkup", only).unwrap();

    let not_found = error_text(&emulator, "editMessageText", edit(sent + 100, "a", &markup));
    assert_eq!(not_found, "Bad Request: message to edit not found");
    let users_message = emulator.user_sends_text(MARIE, "à moi").message_id;
    assert_eq!(
        error_text(&emulator, "editMessageText", edit(users_message, "a", &markup)),
        "Bad Request: message can't be edited"
    );
    let bound =
        send_with_markup(&emulator, json!({ "keyboard": [["a"]] })).unwrap()["message_id"].as_i64().unwrap();
    assert_eq!(
        error_text(&emulator, "editMessageText", edit(bound, "a", &markup)),
        "Bad Request: message can't be edited"
    );
    let remove = json!({ "remove_keyboard": true });
    assert_eq!(
        error_text(&emulator, "editMessageText", edit(sent, "a", &remove)),
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
        error_text(&emulator, "deleteMessage", delete(first)),
        "Bad Request: message to delete not found"
    );
    let gone = error_text(
        &emulator,
        "editMessageText",
        json!({ "chat_id": MARIE, "message_id": first, "text": "a" }),
    );
    assert_eq!(gone, "Bad Request: message to edit not found");
    clock.advance(Duration::from_secs(48 * 3600));
    let late = error_text(&emulator, "deleteMessage", delete(second));
    assert_eq!(late, "Bad Request: message can't be deleted for everyone");
}

#[test]
fn a_callback_query_is_answered_once_in_time_and_briefly() {
    let (emulator, clock) = emulator();
    let answer =
        |id: &str, text: String| json!({ "callback_query_id": id, "text": text, "show_alert": true });
    let too_old = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let query = emulator.user_presses_callback(MARIE, 1, "a");
    assert_eq!(emulator.pending_callback_count(), 1);
    assert_eq!(
        error_text(&emulator, "answerCallbackQuery", answer(&query, "a".repeat(201))),
        "Bad Request: MESSAGE_TOO_LONG"
    );
    emulator.call("answerCallbackQuery", answer(&query, "a".repeat(200))).unwrap();
    assert_eq!(error_text(&emulator, "answerCallbackQuery", answer(&query, "a".into())), too_old);
    assert_eq!(error_text(&emulator, "answerCallbackQuery", answer("made up", "a".into())), too_old);
    let query = emulator.user_presses_callback(MARIE, 1, "a");
    clock.advance(Duration::from_secs(31));
    assert_eq!(error_text(&emulator, "answerCallbackQuery", answer(&query, "a".into())), too_old);
    assert_eq!(emulator.pending_callback_count(), 0);
    let answers = emulator.callback_answers(MARIE);
    assert_eq!((answers.len(), answers[0].text.len(), answers[0].show_alert), (1, 200, true));
}

#[test]
fn users_and_groups_may_refuse_the_bot() {
    let (emulator, _) = emulator();
    let to = |chat: i64| json!({ "chat_id": chat, "text": "a" });
    let error = |chat: i64| {
        let error = emulator.call("sendMessage", to(chat)).unwrap_err();
        (error.code, error.description)
    };
    assert_eq!(error(77), (400, "Bad Request: chat not found".into()));
    assert_eq!(error(JEAN), (403, "Forbidden: bot can't initiate conversation with a user".into()));
    emulator.user_blocks_bot(MARIE);
    assert_eq!(error(MARIE), (403, "Forbidden: bot was blocked by the user".into()));
    emulator.user_sends_text(MARIE, "me revoici");
    assert!(emulator.call("sendMessage", to(MARIE)).is_ok(), "a user who writes unblocks the bot");
    emulator.user_deletes_account(MARIE);
    assert_eq!(error(MARIE), (403, "Forbidden: user is deactivated".into()));

    let supergroup = emulator.create_supergroup(JEAN, "Forum");
    assert_eq!(error(supergroup), (400, "Bad Request: chat not found".into()));
    emulator.add_bot(supergroup, JEAN);
    assert!(emulator.call("sendMessage", to(supergroup)).is_ok());
    emulator.remove_bot(supergroup, JEAN);
    assert_eq!(error(supergroup), (403, "Forbidden: bot was kicked from the supergroup chat".into()));

    let group = emulator.create_group(JEAN, "Quartier");
    let new = emulator.migrate_to_supergroup(group);
    let error = emulator.call("sendMessage", to(group)).unwrap_err();
    assert_eq!(error.description, "Bad Request: group chat was upgraded to a supergroup chat");
    assert_eq!(error.parameters, Some(json!({ "migrate_to_chat_id": new })));
    assert!(emulator.call("sendMessage", to(new)).is_ok());
}

#[test]
fn flood_limits_are_sliding_windows_and_off_at_first() {
    let (emulator, clock) = emulator();
    let to = |chat: i64| json!({ "chat_id": chat, "text": "a" });
    let retry = |chat: i64| match emulator.call("sendMessage", to(chat)) {
        Ok(_) => 0,
        Err(error) => {
            let after = error.parameters.as_ref().unwrap()["retry_after"].as_u64().unwrap();
            assert_eq!(
                (error.code, error.description),
                (429, format!("Too Many Requests: retry after {after}"))
            );
            after
        }
    };
    assert!((0..100).all(|_| retry(MARIE) == 0), "no flood limits by default");

    emulator.set_flood_limits(Some(FloodLimits::default()));
    assert_eq!(
        (0..6).map(|_| retry(MARIE)).collect::<Vec<_>>(),
        [0, 0, 0, 0, 0, 5],
        "five messages pass, the sixth waits 5 s"
    );
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
    assert_eq!(retry(MARIE), 1, "thirty messages a second in all chats together");
    let query = emulator.user_presses_callback(MARIE, 1, "a");
    assert!(
        emulator.call("answerCallbackQuery", json!({ "callback_query_id": query })).is_ok(),
        "callback answers do not count"
    );
    emulator.set_flood_limits(None);
    assert_eq!(retry(MARIE), 0);
}

#[test]
fn languages_commands_and_descriptions_have_their_form() {
    let (emulator, _) = emulator();
    let set = |name: &str, description: String, language: &str| {
        let commands = json!([{ "command": name, "description": description }]);
        emulator.call("setMyCommands", json!({ "commands": commands, "language_code": language }))
    };
    let error = |name: &str, description: String, language: &str| {
        set(name, description, language).unwrap_err().description
    };
    assert_eq!(error("aide", "a".into(), "gcf"), "Bad Request: invalid language code specified");
    assert_eq!(error("Aide!", "a".into(), ""), "Bad Request: BOT_COMMAND_INVALID");
    assert_eq!(error("aide", "".into(), ""), "Bad Request: command description must be non-empty");
    assert!(error("aide", "a".repeat(257), "").contains("must not exceed 256"));
    assert!(error(&"a".repeat(33), "a".into(), "").contains("must not exceed 32"));
    let many = vec![json!({ "command": "a", "description": "a" }); 101];
    assert_eq!(
        error_text(&emulator, "setMyCommands", json!({ "commands": many })),
        "Bad Request: BOT_COMMANDS_TOO_MUCH"
    );
    assert!(set("aide", "Aide".into(), "fr").is_ok());
    assert!(
        error_text(&emulator, "setMyDescription", json!({ "description": "a".repeat(513) }))
            .contains("too long")
    );
    assert!(
        error_text(&emulator, "setMyShortDescription", json!({ "short_description": "a".repeat(121) }))
            .contains("too long")
    );
    let scope = json!({ "type": "chat", "chat_id": 77 });
    assert_eq!(
        error_text(&emulator, "getMyCommands", json!({ "scope": scope })),
        "Bad Request: chat not found"
    );
}

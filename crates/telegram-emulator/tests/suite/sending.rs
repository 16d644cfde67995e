//! Messages of the bot arrive in the emulated chats as users see them.

use serde_json::json;
use telegram_emulator::{Author, Upload, Uploads};

use super::{JEAN, MARIE, emulator, error_text, send, send_with_markup};

fn upload(part: &str, bytes: &[u8]) -> Uploads {
    let file =
        Upload { name: "billet.ics".into(), mime: Some("text/calendar".into()), bytes: bytes.to_vec() };
    Uploads::from([(part.to_owned(), file)])
}

#[test]
fn html_becomes_plain_text_and_entities() {
    let (emulator, _) = emulator();
    let html = "😀 <b>Palais <i>des</i></b> &lt;Congrès&gt; &amp; <a href=\"https://example.org/?a=1&amp;b=2\">lien</a>\n";
    let sent = emulator
        .call("sendMessage", json!({ "chat_id": MARIE, "text": html, "parse_mode": "HTML" }))
        .unwrap();
    assert_eq!(sent["text"], "😀 Palais des <Congrès> & lien");
    assert_eq!(
        sent["entities"],
        json!([
            { "type": "bold", "offset": 3, "length": 10 },
            { "type": "italic", "offset": 10, "length": 3 },
            { "type": "text_link", "offset": 26, "length": 4, "url": "https://example.org/?a=1&b=2" },
        ])
    );
    let message = emulator.latest_message(MARIE).unwrap();
    assert_eq!((message.raw_text.as_str(), message.author), (html, Author::Bot));
    assert_eq!(message.plain_text.encode_utf16().count(), 30);
    for tag in ["strong", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"] {
        let text = format!("<{tag}>a</{tag}>");
        let sent = emulator
            .call("sendMessage", json!({ "chat_id": MARIE, "text": text, "parse_mode": "html" }))
            .unwrap();
        assert_eq!(sent["entities"].as_array().map(Vec::len), Some(1), "{tag}");
    }
    let long = "<blockquote expandable>a</blockquote><span class='tg-spoiler'>b</span>";
    let sent = emulator
        .call("sendMessage", json!({ "chat_id": MARIE, "text": long, "parse_mode": "HTML" }))
        .unwrap();
    assert_eq!(sent["entities"][0]["type"], "expandable_blockquote");
    assert_eq!(sent["entities"][1]["type"], "spoiler");
}

#[test]
fn a_file_is_uploaded_once_and_sent_again_by_its_id() {
    let (emulator, _) = emulator();
    let params = json!({ "chat_id": MARIE, "document": "attach://a", "caption": "Votre billet" });
    let sent = emulator.call_with_files("sendDocument", params, upload("a", b"BEGIN:VCALENDAR")).unwrap();
    assert_eq!(sent["document"]["file_name"], "billet.ics");
    assert_eq!(sent["caption"], "Votre billet");
    let id = sent["document"]["file_id"].as_str().unwrap();

    let again = emulator.call("sendDocument", json!({ "chat_id": MARIE, "document": id })).unwrap();
    assert_eq!(again["document"], sent["document"]);
    let path =
        emulator.call("getFile", json!({ "file_id": id })).unwrap()["file_path"].as_str().unwrap().to_owned();
    assert_eq!(&*emulator.file_by_path(&path).unwrap().bytes, b"BEGIN:VCALENDAR");

    let photo = error_text(&emulator, "sendPhoto", json!({ "chat_id": MARIE, "photo": id }));
    assert_eq!(photo, "Bad Request: can't use file of type Document as Photo");
    let made_up = error_text(&emulator, "sendDocument", json!({ "chat_id": MARIE, "document": "made up" }));
    assert_eq!(made_up, "Bad Request: wrong file identifier/HTTP URL specified");
    let unknown = error_text(&emulator, "getFile", json!({ "file_id": "made up" }));
    assert_eq!(unknown, "Bad Request: wrong file_id or the file is temporarily unavailable");
    let empty =
        emulator.call_with_files("sendDocument", json!({ "chat_id": MARIE }), upload("document", b""));
    assert_eq!(empty.unwrap_err().description, "Bad Request: file must be non-empty");
    let caption = json!({ "chat_id": MARIE, "document": id, "caption": "a".repeat(1025) });
    assert_eq!(error_text(&emulator, "sendDocument", caption), "Bad Request: message caption is too long");
    let large = emulator.call_with_files(
        "sendDocument",
        json!({ "chat_id": MARIE }),
        upload("document", &vec![0; (50 << 20) + 1]),
    );
    assert_eq!(large.unwrap_err().code, 413);
}

#[test]
fn photos_venues_and_locations_arrive() {
    let (emulator, _) = emulator();
    let photo =
        emulator.call_with_files("sendPhoto", json!({ "chat_id": MARIE }), upload("photo", b"png")).unwrap();
    assert!(photo["photo"][0]["file_id"].is_string());
    let venue = json!({
        "chat_id": MARIE, "latitude": 14.6, "longitude": "-61.07", "title": "Palais des Congrès", "address": "Fort-de-France",
    });
    assert_eq!(emulator.call("sendVenue", venue).unwrap()["venue"]["location"]["longitude"], -61.07);
    let media = emulator.latest_message(MARIE).unwrap().media.unwrap();
    assert_eq!((media.kind.as_str(), &media.value["title"]), ("venue", &json!("Palais des Congrès")));
    emulator
        .call("sendLocation", json!({ "chat_id": MARIE, "latitude": 14.6, "longitude": -61.07 }))
        .unwrap();
    let nowhere = json!({ "chat_id": MARIE, "latitude": 91, "longitude": 0 });
    assert_eq!(error_text(&emulator, "sendLocation", nowhere), "Bad Request: wrong location specified");
}

#[test]
fn the_reply_keyboard_stays_until_replaced_or_removed() {
    let (emulator, _) = emulator();
    let markup = json!({
        "keyboard": [[{ "text": "Programme" }, { "text": "Mon numéro", "request_contact": true }]],
        "one_time_keyboard": true, "input_field_placeholder": "Que voulez-vous ?",
    });
    send_with_markup(&emulator, markup).unwrap();
    send(&emulator, "autre chose");
    let keyboard = emulator.reply_keyboard(MARIE).unwrap();
    assert_eq!(keyboard.placeholder.as_deref(), Some("Que voulez-vous ?"));
    assert_eq!((keyboard.one_time, keyboard.is_collapsed), (true, false));
    assert_eq!(emulator.button_labels(MARIE), ["Programme", "Mon numéro"]);
    emulator.user_presses_button(MARIE, "Programme").unwrap();
    assert!(emulator.reply_keyboard(MARIE).unwrap().is_collapsed);
    send_with_markup(&emulator, json!({ "keyboard": [["Menu"]] })).unwrap();
    assert_eq!(emulator.button_labels(MARIE), ["Menu"]);
    send_with_markup(&emulator, json!({ "remove_keyboard": true })).unwrap();
    assert!(emulator.reply_keyboard(MARIE).is_none());
}

#[test]
fn a_message_can_be_answered_copied_forwarded_and_reacted_to() {
    let (emulator, _) = emulator();
    let users_message = emulator.user_sends_text(MARIE, "ma question").message_id;
    emulator.user_sends_text(JEAN, "/start");
    let reply = |to: i64, lenient: bool| {
        let reply = json!({ "message_id": to, "allow_sending_without_reply": lenient });
        json!({ "chat_id": MARIE, "text": "a", "reply_parameters": reply })
    };
    let sent = emulator.call("sendMessage", reply(users_message, false)).unwrap();
    assert_eq!(sent["reply_to_message"]["text"], "ma question");
    assert_eq!(emulator.latest_message(MARIE).unwrap().reply_to_message_id, Some(users_message));
    assert_eq!(
        error_text(&emulator, "sendMessage", reply(9_999, false)),
        "Bad Request: message to be replied not found"
    );
    assert!(emulator.call("sendMessage", reply(9_999, true)).is_ok());

    let from = json!({ "chat_id": JEAN, "from_chat_id": MARIE, "message_id": users_message });
    assert!(emulator.call("copyMessage", from.clone()).unwrap()["message_id"].is_i64());
    let forwarded = emulator.call("forwardMessage", from).unwrap();
    assert_eq!(forwarded["forward_origin"]["sender_user"]["id"], MARIE);
    assert_eq!(forwarded["text"], "ma question");
    let gone = json!({ "chat_id": JEAN, "from_chat_id": MARIE, "message_id": 9_999 });
    assert_eq!(error_text(&emulator, "copyMessage", gone), "Bad Request: message to copy not found");

    let react = json!({ "chat_id": MARIE, "message_id": users_message, "reaction": [{ "type": "emoji", "emoji": "👍" }] });
    emulator.call("setMessageReaction", react).unwrap();
    let messages = emulator.messages(MARIE);
    assert_eq!(
        messages.iter().find(|message| message.message_id == users_message).unwrap().reactions[0]["emoji"],
        "👍"
    );
    assert!(emulator.call("sendChatAction", json!({ "chat_id": MARIE, "action": "typing" })).is_ok());
    let action = error_text(&emulator, "sendChatAction", json!({ "chat_id": MARIE, "action": "dancing" }));
    assert_eq!(action, "Bad Request: wrong parameter action in request");
}

#[test]
fn commands_and_descriptions_go_by_scope_and_language() {
    let (emulator, _) = emulator();
    let set = |name: &str, scope: serde_json::Value, language: &str| {
        let commands = json!([{ "command": name, "description": "x" }]);
        let params = json!({ "commands": commands, "scope": scope, "language_code": language });
        emulator.call("setMyCommands", params).unwrap();
    };
    set("start", json!({ "type": "default" }), "");
    set("commencer", json!({ "type": "default" }), "fr");
    set("file", json!({ "type": "chat", "chat_id": MARIE }), "");
    let first = |chat: i64, language: &str| emulator.commands_for(chat, language)[0].0.clone();
    assert_eq!([first(JEAN, "fr"), first(JEAN, "en"), first(MARIE, "fr")], ["commencer", "start", "file"]);
    emulator.call("deleteMyCommands", json!({ "scope": { "type": "chat", "chat_id": MARIE } })).unwrap();
    assert_eq!(first(MARIE, "fr"), "commencer");
    let read = emulator.call("getMyCommands", json!({ "language_code": "fr" })).unwrap();
    assert_eq!(read, json!([{ "command": "commencer", "description": "x" }]));

    emulator.call("setMyDescription", json!({ "description": "Forum" })).unwrap();
    emulator.call("setMyDescription", json!({ "description": "The forum", "language_code": "en" })).unwrap();
    let description =
        |language: &str| emulator.call("getMyDescription", json!({ "language_code": language })).unwrap();
    assert_eq!(
        [&description("en")["description"], &description("fr")["description"]],
        ["The forum", "Forum"]
    );
    assert_eq!(emulator.call("getMyName", json!({})).unwrap()["name"], "Kozé");
    assert_eq!(emulator.call("getMyShortDescription", json!({})).unwrap()["short_description"], "");

    let button = json!({ "menu_button": { "type": "commands" }, "chat_id": MARIE });
    emulator.call("setChatMenuButton", button).unwrap();
    assert_eq!(emulator.call("getChatMenuButton", json!({ "chat_id": MARIE })).unwrap()["type"], "commands");
    assert!(
        error_text(&emulator, "setChatMenuButton", json!({ "menu_button": { "type": "magic" } }))
            .contains("Unsupported")
    );
}

#[test]
fn every_request_is_logged_with_its_result() {
    let (emulator, clock) = emulator();
    let revision = emulator.revision();
    send(&emulator, "bonjour");
    assert!(emulator.revision() > revision);
    clock.advance(std::time::Duration::from_secs(1));
    error_text(&emulator, "sendMessage", json!({ "chat_id": 77, "text": "a" }));
    let requests = emulator.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!((requests[0].method, &requests[0].params["text"]), ("sendMessage", &json!("bonjour")));
    assert_eq!(requests[1].at - requests[0].at, 1_000);
    assert_eq!(requests[1].error.as_ref().map(|error| error.code), Some(400));
    assert_eq!(emulator.call_count("sendMessage"), 2);
    assert_eq!(emulator.api_errors().len(), 1);
}

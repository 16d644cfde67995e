//! The emulator serves the Bot API over HTTP as a bot
//! library expects it, and injected faults reach the client.

use serde_json::{Value, json};
use telegram_emulator::{BotApiServer, Fault, TelegramEmulator};
use teloxide::Bot;
use teloxide::net::Download;
use teloxide::payloads::{GetUpdatesSetters, SendDocumentSetters, SendMessageSetters};
use teloxide::requests::Requester;
use teloxide::types::{ChatId, InputFile, ParseMode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{MARIE, TOKEN, emulator};

struct ApiServer {
    address: std::net::SocketAddr,
    stop: CancellationToken,
    task: JoinHandle<std::io::Result<()>>,
}

async fn serve(emulator: &TelegramEmulator) -> ApiServer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let task = tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    ApiServer { address, stop, task }
}

impl ApiServer {
    /// Sends one request; returns the whole response, head and body.
    async fn send_request(&self, method: &str, path: &str, kind: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut response = Vec::new();
        // a closed connection ends with an error or without data: both give an empty response
        drop(stream.read_to_end(&mut response).await);
        String::from_utf8(response).unwrap()
    }

    async fn call_method(&self, method: &str, kind: &str, body: &str) -> String {
        self.send_request("POST", &format!("/bot{TOKEN}/{method}"), kind, body).await
    }

    async fn shut_down(self) {
        self.stop.cancel();
        self.task.await.unwrap().unwrap();
    }
}

fn status_code(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or_default()
}

fn json_body(response: &str) -> Value {
    response.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str(body).ok()).unwrap_or_default()
}

#[tokio::test]
async fn parameters_come_as_json_form_query_or_multipart() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let body = format!("{{\"chat_id\":{MARIE},\"text\":\"json\"}}");
    assert_eq!(
        json_body(&server.call_method("SENDMESSAGE", "application/json", &body).await)["result"]["text"],
        "json"
    );
    let form = format!(
        "chat_id={MARIE}&text=un+form%C3%A9&disable_notification=true&reply_markup=%7B%22remove_keyboard%22%3Atrue%7D"
    );
    let response = server.call_method("sendMessage", "application/x-www-form-urlencoded", &form).await;
    assert_eq!(json_body(&response)["result"]["text"], "un formé");
    let path = format!("/bot{TOKEN}/sendmessage?chat_id={MARIE}&text=query");
    assert_eq!(
        json_body(&server.send_request("GET", &path, "text/plain", "").await)["result"]["text"],
        "query"
    );
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = [part("chat_id", &MARIE.to_string()), part("text", "parts"), "--x--\r\n".to_owned()].concat();
    let response = server.call_method("sendMessage", "multipart/form-data; boundary=x", &parts).await;
    assert_eq!(json_body(&response)["result"]["text"], "parts");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
    server.shut_down().await;
}

#[tokio::test]
async fn errors_have_telegrams_shape() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let response =
        server.call_method("sendMessage", "application/json", "{\"chat_id\":77,\"text\":\"a\"}").await;
    assert_eq!(status_code(&response), "400");
    assert_eq!(
        json_body(&response),
        json!({ "ok": false, "error_code": 400, "description": "Bad Request: chat not found" })
    );
    let response = server.send_request("POST", "/bot1:wrong/getMe", "application/json", "").await;
    assert_eq!(
        json_body(&response),
        json!({ "ok": false, "error_code": 401, "description": "Unauthorized" })
    );
    for path in [format!("/bot{TOKEN}/sendHologram"), "/".to_owned(), format!("/file/bot{TOKEN}/nothing")] {
        let response = server.send_request("GET", &path, "text/plain", "").await;
        assert_eq!(
            json_body(&response),
            json!({ "ok": false, "error_code": 404, "description": "Not Found" })
        );
    }
    let response = server.call_method("getMe", "application/json", "{").await;
    assert_eq!(status_code(&response), "400");
    emulator.inject_fault(Some("getMe"), 1, Fault::TooManyRequests { retry_after: 7 });
    let response = server.call_method("getMe", "application/json", "{}").await;
    assert_eq!(json_body(&response)["parameters"]["retry_after"], 7);
    server.shut_down().await;
}

#[tokio::test]
async fn teloxide_works_with_the_emulator() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let bot =
        Bot::with_client(TOKEN, client).set_api_url(format!("http://{}", server.address).parse().unwrap());
    assert_eq!(bot.get_me().await.unwrap().username(), "koze_bot");
    let updates = bot.get_updates().timeout(0).await.unwrap();
    assert_eq!(updates.len(), 1);
    let sent = bot.send_message(ChatId(MARIE), "<b>Bonjour</b>").parse_mode(ParseMode::Html).await.unwrap();
    bot.edit_message_text(ChatId(MARIE), sent.id, "Bonsoir").await.unwrap();
    assert_eq!(emulator.latest_message(MARIE).unwrap().plain_text, "Bonsoir");

    let file = InputFile::memory("BEGIN:VCALENDAR").file_name("billet.ics");
    let sent = bot.send_document(ChatId(MARIE), file).caption("Votre billet").await.unwrap();
    let id = sent.document().unwrap().file.id.clone();
    let again = bot.send_document(ChatId(MARIE), InputFile::file_id(id.clone())).await.unwrap();
    assert_eq!(again.document().unwrap().file_name.as_deref(), Some("billet.ics"));
    let path = bot.get_file(id).await.unwrap().path;
    let mut bytes = Vec::new();
    bot.download_file(&path, &mut bytes).await.unwrap();
    assert_eq!(bytes, b"BEGIN:VCALENDAR");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
    server.shut_down().await;
}

#[tokio::test]
async fn faults_come_as_ordered_and_then_end() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let before = emulator.messages(MARIE).len();
    let text = format!("{{\"chat_id\":{MARIE},\"text\":\"a\"}}");
    let send = || server.call_method("sendMessage", "application/json", &text);
    emulator.inject_fault(Some("sendMessage"), 2, Fault::ServerError(502));
    emulator.inject_fault(None, 1, Fault::ConnectionReset);
    for _ in 0..2 {
        let response = send().await;
        assert!(
            status_code(&response) == "502" && response.contains("<h1>502 Bad Gateway</h1>"),
            "{response}"
        );
    }
    assert_eq!(send().await, "");
    assert_eq!(emulator.messages(MARIE).len(), before, "the requests had no effect");
    emulator.inject_fault(Some("SendMessage"), 1, Fault::LostResponse);
    assert_eq!(send().await, "");
    assert_eq!(emulator.messages(MARIE).len(), before + 1, "the request had its effect");
    emulator.inject_fault(None, 1, Fault::TruncatedJson);
    let half = send().await;
    assert_eq!((status_code(&half), json_body(&half)), ("200", Value::Null));
    assert!(half.contains("{\"ok\":true"));
    assert_eq!(emulator.messages(MARIE).len(), before + 2);
    assert_eq!(json_body(&send().await)["ok"], true);
    assert_eq!(emulator.call_count("sendMessage"), 6);
    assert_eq!(emulator.requests().iter().filter(|request| request.fault.is_some()).count(), 3);
    assert_eq!(emulator.api_errors(), []);
    server.shut_down().await;
}

#[tokio::test]
async fn a_hanging_request_goes_on_once_released() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    emulator.inject_fault(None, 1, Fault::Hang);
    let before = emulator.messages(MARIE).len();
    let revision = emulator.revision();
    let text = format!("{{\"chat_id\":{MARIE},\"text\":\"a\"}}");
    let release = async {
        emulator.wait_for_change(revision).await;
        assert_eq!((emulator.hanging_request_count(), emulator.messages(MARIE).len()), (1, before));
        emulator.release_hanging_requests();
    };
    let call = server.call_method("sendMessage", "application/json", &text);
    let (response, ()) = tokio::join!(call, release);
    assert_eq!(json_body(&response)["ok"], true);
    assert_eq!((emulator.hanging_request_count(), emulator.messages(MARIE).len()), (0, before + 1));
    server.shut_down().await;
}

#[tokio::test]
async fn stopping_cuts_off_a_waiting_poll() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let first = emulator.last_update_id().unwrap() + 1;
    let seen = emulator.revision();
    let poll = format!("{{\"offset\":{first},\"timeout\":50}}");
    let stop = async {
        emulator.wait_for_change(seen).await;
        server.stop.cancel();
    };
    let (response, ()) = tokio::join!(server.call_method("getUpdates", "application/json", &poll), stop);
    assert_eq!(response, "");
    server.shut_down().await;
}

/// Reads one response, by its `Content-Length`.
async fn read_response(stream: &mut TcpStream) -> String {
    let mut response = Vec::new();
    let mut byte = [0];
    loop {
        assert_eq!(
            stream.read(&mut byte).await.unwrap(),
            1,
            "the server closed the connection: {}",
            String::from_utf8_lossy(&response)
        );
        response.push(byte[0]);
        let text = String::from_utf8_lossy(&response).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
            if body.len() == length.parse::<usize>().unwrap() {
                return text;
            }
        }
    }
}

#[tokio::test]
async fn a_connection_stays_open_after_an_upload_and_after_an_error() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let part =
        |head: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let file = part("name=\"document\"; filename=\"a.txt\"", &"é".repeat(100_000));
    let upload =
        [part("name=\"chat_id\"", &MARIE.to_string()), file, "--x--\r\nan epilogue\r\n".to_owned()].concat();
    // the server reads the body of a refused request too, so that the connection stays usable
    for (token, path, expected) in [
        (TOKEN, "sendDocument", "\"ok\":true"),
        (TOKEN, "sendHologram", "not found"),
        ("1:wrong", "sendDocument", "unauthorized"),
        (TOKEN, "sendDocument", "\"ok\":true"),
        (TOKEN, "getMe", "koze_bot"),
    ] {
        let head = format!(
            "POST /bot{token}/{path} HTTP/1.1\r\nHost: localhost\r\n\
             Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n\r\n",
            upload.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        stream.write_all(upload.as_bytes()).await.unwrap();
        let response = read_response(&mut stream).await;
        assert!(response.contains(expected) && !response.contains("connection: close"), "{path}: {response}");
    }
    drop(stream);
    server.shut_down().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_with_connection_close() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let length = 60 << 20;
    let head = format!(
        "POST /bot{TOKEN}/sendDocument HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let response = read_response(&mut stream).await;
    assert!(response.contains("413") && response.contains("connection: close"), "{response}");
    drop(stream);
    server.shut_down().await;
}

#[tokio::test]
async fn tokens_and_paths_may_be_escaped() {
    let (emulator, _) = emulator();
    let server = serve(&emulator).await;
    let escaped = TOKEN.replace(':', "%3A");
    let response = server.send_request("GET", &format!("/bot{escaped}/getMe"), "text/plain", "").await;
    assert_eq!(json_body(&response)["result"]["username"], "koze_bot");
    let part =
        |head: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let file = part("name=\"document\"; filename=\"a.txt\"", "bonjour");
    let parts = [part("name=\"chat_id\"", &MARIE.to_string()), file, "--x--\r\n".to_owned()].concat();
    let response = server.call_method("sendDocument", "multipart/form-data; boundary=x", &parts).await;
    let id = json_body(&response)["result"]["document"]["file_id"].clone();
    let found =
        server.call_method("getFile", "application/json", &json!({ "file_id": id }).to_string()).await;
    let path = json_body(&found)["result"]["file_path"].as_str().unwrap().to_owned();
    for (token, path) in [
        (TOKEN.to_owned(), path.clone()),
        (escaped.clone(), path.clone()),
        (escaped.to_lowercase(), path.replace('/', "%2F")),
        (TOKEN.to_owned(), path.replace('.', "%2e")),
    ] {
        let response =
            server.send_request("GET", &format!("/file/bot{token}/{path}"), "text/plain", "").await;
        assert!(
            status_code(&response) == "200" && response.ends_with("bonjour"),
            "{token} {path}: {response}"
        );
    }
    for wrong in ["/file/bot%FF%00/x", "/bot%/getMe", "/file/bot1%3Awrong/documents/file_0.txt"] {
        let response = server.send_request("GET", wrong, "text/plain", "").await;
        assert!(matches!(status_code(&response), "401" | "404"), "{response}");
    }
    server.shut_down().await;
}

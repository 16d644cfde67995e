//! Over HTTP, as a bot library sees it, and as the network spoils it.

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
    server: JoinHandle<std::io::Result<()>>,
}

async fn serve(emulator: &TelegramEmulator) -> ApiServer {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(BotApiServer::serve(emulator.clone(), listener, stop.clone()));
    ApiServer { address, stop, server }
}

impl ApiServer {
    /// Sends one request as it stands; returns everything that comes back.
    async fn send_request(&self, method: &str, path: &str, kind: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // A connection that is cut may end with an error or with nothing; both are an empty answer.
        drop(stream.read_to_end(&mut answer).await);
        String::from_utf8(answer).unwrap()
    }

    async fn call_method(&self, method: &str, kind: &str, body: &str) -> String {
        self.send_request("POST", &format!("/bot{TOKEN}/{method}"), kind, body).await
    }

    async fn shut_down(self) {
        self.stop.cancel();
        self.server.await.unwrap().unwrap();
    }
}

fn status_code(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn json_body(answer: &str) -> Value {
    answer.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str(body).ok()).unwrap_or_default()
}

#[tokio::test]
async fn parameters_come_as_json_form_query_or_multipart() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let said = format!("{{\"chat_id\":{MARIE},\"text\":\"json\"}}");
    assert_eq!(
        json_body(&served.call_method("SENDMESSAGE", "application/json", &said).await)["result"]["text"],
        "json"
    );
    let form = format!(
        "chat_id={MARIE}&text=un+form%C3%A9&disable_notification=true&reply_markup=%7B%22remove_keyboard%22%3Atrue%7D"
    );
    let answer = served.call_method("sendMessage", "application/x-www-form-urlencoded", &form).await;
    assert_eq!(json_body(&answer)["result"]["text"], "un formé");
    let path = format!("/bot{TOKEN}/sendmessage?chat_id={MARIE}&text=query");
    assert_eq!(
        json_body(&served.send_request("GET", &path, "text/plain", "").await)["result"]["text"],
        "query"
    );
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = [part("chat_id", &MARIE.to_string()), part("text", "parts"), "--x--\r\n".to_owned()].concat();
    let answer = served.call_method("sendMessage", "multipart/form-data; boundary=x", &parts).await;
    assert_eq!(json_body(&answer)["result"]["text"], "parts");
    assert_eq!(emulator.warnings(), [] as [&str; 0]);
    served.shut_down().await;
}

#[tokio::test]
async fn refusals_have_telegrams_shape() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let answer =
        served.call_method("sendMessage", "application/json", "{\"chat_id\":77,\"text\":\"a\"}").await;
    assert_eq!(status_code(&answer), "400");
    assert_eq!(
        json_body(&answer),
        json!({ "ok": false, "error_code": 400, "description": "Bad Request: chat not found" })
    );
    let answer = served.send_request("POST", "/bot1:wrong/getMe", "application/json", "").await;
    assert_eq!(json_body(&answer), json!({ "ok": false, "error_code": 401, "description": "Unauthorized" }));
    for path in [format!("/bot{TOKEN}/sendHologram"), "/".to_owned(), format!("/file/bot{TOKEN}/nothing")] {
        let answer = served.send_request("GET", &path, "text/plain", "").await;
        assert_eq!(json_body(&answer), json!({ "ok": false, "error_code": 404, "description": "Not Found" }));
    }
    let answer = served.call_method("getMe", "application/json", "{").await;
    assert_eq!(status_code(&answer), "400");
    emulator.inject_fault(Some("getMe"), 1, Fault::TooManyRequests { retry_after: 7 });
    let answer = served.call_method("getMe", "application/json", "{}").await;
    assert_eq!(json_body(&answer)["parameters"]["retry_after"], 7);
    served.shut_down().await;
}

#[tokio::test]
async fn teloxide_speaks_with_it() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let bot =
        Bot::with_client(TOKEN, client).set_api_url(format!("http://{}", served.address).parse().unwrap());
    assert_eq!(bot.get_me().await.unwrap().username(), "koze_bot");
    let updates = bot.get_updates().timeout(0).await.unwrap();
    assert_eq!(updates.len(), 1);
    let said = bot.send_message(ChatId(MARIE), "<b>Bonjour</b>").parse_mode(ParseMode::Html).await.unwrap();
    bot.edit_message_text(ChatId(MARIE), said.id, "Bonsoir").await.unwrap();
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
    served.shut_down().await;
}

#[tokio::test]
async fn faults_come_as_ordered_and_then_it_heals() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let before = emulator.messages(MARIE).len();
    let text = format!("{{\"chat_id\":{MARIE},\"text\":\"a\"}}");
    let say = || served.call_method("sendMessage", "application/json", &text);
    emulator.inject_fault(Some("sendMessage"), 2, Fault::ServerError(502));
    emulator.inject_fault(None, 1, Fault::ConnectionReset);
    for _ in 0..2 {
        let answer = say().await;
        assert!(status_code(&answer) == "502" && answer.contains("<h1>502 Bad Gateway</h1>"), "{answer}");
    }
    assert_eq!(say().await, "");
    assert_eq!(emulator.messages(MARIE).len(), before, "nothing happened so far");
    emulator.inject_fault(Some("SendMessage"), 1, Fault::LostResponse);
    assert_eq!(say().await, "");
    assert_eq!(emulator.messages(MARIE).len(), before + 1, "it happened unheard");
    emulator.inject_fault(None, 1, Fault::TruncatedJson);
    let half = say().await;
    assert_eq!((status_code(&half), json_body(&half)), ("200", Value::Null));
    assert!(half.contains("{\"ok\":true"));
    assert_eq!(emulator.messages(MARIE).len(), before + 2);
    assert_eq!(json_body(&say().await)["ok"], true);
    assert_eq!(emulator.call_count("sendMessage"), 6);
    assert_eq!(emulator.requests().iter().filter(|request| request.fault.is_some()).count(), 3);
    assert_eq!(emulator.api_errors(), []);
    served.shut_down().await;
}

#[tokio::test]
async fn a_hanging_request_goes_on_once_released() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    emulator.inject_fault(None, 1, Fault::Hang);
    let before = emulator.messages(MARIE).len();
    let revision = emulator.revision();
    let text = format!("{{\"chat_id\":{MARIE},\"text\":\"a\"}}");
    let release = async {
        emulator.wait_for_change(revision).await;
        assert_eq!((emulator.hanging_request_count(), emulator.messages(MARIE).len()), (1, before));
        emulator.release_hanging_requests();
    };
    let call = served.call_method("sendMessage", "application/json", &text);
    let (response, ()) = tokio::join!(call, release);
    assert_eq!(json_body(&response)["ok"], true);
    assert_eq!((emulator.hanging_request_count(), emulator.messages(MARIE).len()), (0, before + 1));
    served.shut_down().await;
}

#[tokio::test]
async fn stopping_cuts_off_a_waiting_poll() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let first = emulator.last_update_id().unwrap() + 1;
    let seen = emulator.revision();
    let poll = format!("{{\"offset\":{first},\"timeout\":50}}");
    let stop = async {
        emulator.wait_for_change(seen).await;
        served.stop.cancel();
    };
    let (answer, ()) = tokio::join!(served.call_method("getUpdates", "application/json", &poll), stop);
    assert_eq!(answer, "");
    served.shut_down().await;
}

/// Reads one answer, as long as it says it is.
async fn read_response(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut byte = [0];
    loop {
        assert_eq!(stream.read(&mut byte).await.unwrap(), 1, "closed: {}", String::from_utf8_lossy(&answer));
        answer.push(byte[0]);
        let text = String::from_utf8_lossy(&answer).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
            if body.len() == length.parse::<usize>().unwrap() {
                return text;
            }
        }
    }
}

#[tokio::test]
async fn a_connection_stays_open_after_an_upload_and_after_a_refusal() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    let part =
        |head: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let file = part("name=\"document\"; filename=\"a.txt\"", &"é".repeat(100_000));
    let upload =
        [part("name=\"chat_id\"", &MARIE.to_string()), file, "--x--\r\nan epilogue\r\n".to_owned()].concat();
    // a body that nobody looks at is taken in, too
    for (token, path, says) in [
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
        let answer = read_response(&mut stream).await;
        assert!(answer.contains(says) && !answer.contains("connection: close"), "{path}: {answer}");
    }
    drop(stream);
    served.shut_down().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_the_connections_end_announced() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    let length = 60 << 20;
    let head = format!(
        "POST /bot{TOKEN}/sendDocument HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = read_response(&mut stream).await;
    assert!(answer.contains("413") && answer.contains("connection: close"), "{answer}");
    drop(stream);
    served.shut_down().await;
}

#[tokio::test]
async fn addresses_may_be_escaped_as_libraries_please() {
    let (emulator, _) = emulator();
    let served = serve(&emulator).await;
    let escaped = TOKEN.replace(':', "%3A");
    let answer = served.send_request("GET", &format!("/bot{escaped}/getMe"), "text/plain", "").await;
    assert_eq!(json_body(&answer)["result"]["username"], "koze_bot");
    let part =
        |head: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let file = part("name=\"document\"; filename=\"a.txt\"", "bonjour");
    let parts = [part("name=\"chat_id\"", &MARIE.to_string()), file, "--x--\r\n".to_owned()].concat();
    let answer = served.call_method("sendDocument", "multipart/form-data; boundary=x", &parts).await;
    let id = json_body(&answer)["result"]["document"]["file_id"].clone();
    let found =
        served.call_method("getFile", "application/json", &json!({ "file_id": id }).to_string()).await;
    let path = json_body(&found)["result"]["file_path"].as_str().unwrap().to_owned();
    for (token, path) in [
        (TOKEN.to_owned(), path.clone()),
        (escaped.clone(), path.clone()),
        (escaped.to_lowercase(), path.replace('/', "%2F")),
        (TOKEN.to_owned(), path.replace('.', "%2e")),
    ] {
        let answer = served.send_request("GET", &format!("/file/bot{token}/{path}"), "text/plain", "").await;
        assert!(status_code(&answer) == "200" && answer.ends_with("bonjour"), "{token} {path}: {answer}");
    }
    for wrong in ["/file/bot%FF%00/x", "/bot%/getMe", "/file/bot1%3Awrong/documents/file_0.txt"] {
        let answer = served.send_request("GET", wrong, "text/plain", "").await;
        assert!(matches!(status_code(&answer), "401" | "404"), "{answer}");
    }
    served.shut_down().await;
}

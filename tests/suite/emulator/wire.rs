//! Over HTTP, as a bot library sees it, and as the network spoils it.

use koze::rehearsal::api::Api;
use koze::rehearsal::world::{Answer, Fault, Uploads, World};
use serde_json::{Value, json};
use teloxide::Bot;
use teloxide::net::Download;
use teloxide::payloads::{GetUpdatesSetters, SendDocumentSetters, SendMessageSetters};
use teloxide::requests::Requester;
use teloxide::types::{ChatId, InputFile, ParseMode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::{MARIE, TOKEN, world};

struct Served {
    address: std::net::SocketAddr,
    stop: CancellationToken,
    server: JoinHandle<std::io::Result<()>>,
}

async fn serve(world: &World) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let server = tokio::spawn(Api::serve(world.clone(), listener, stop.clone()));
    Served { address, stop, server }
}

impl Served {
    /// Sends one request as it stands; returns everything that comes back.
    async fn raw(&self, method: &str, path: &str, kind: &str, body: &str) -> String {
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

    async fn json(&self, method: &str, kind: &str, body: &str) -> String {
        self.raw("POST", &format!("/bot{TOKEN}/{method}"), kind, body).await
    }

    async fn end(self) {
        self.stop.cancel();
        self.server.await.unwrap().unwrap();
    }
}

fn status(answer: &str) -> &str {
    answer.split(' ').nth(1).unwrap_or_default()
}

fn body(answer: &str) -> Value {
    answer.split_once("\r\n\r\n").and_then(|(_, body)| serde_json::from_str(body).ok()).unwrap_or_default()
}

#[tokio::test]
async fn parameters_come_as_json_form_query_or_multipart() {
    let (world, _) = world();
    let served = serve(&world).await;
    let said = format!("{{\"chat_id\":{MARIE},\"text\":\"json\"}}");
    assert_eq!(body(&served.json("SENDMESSAGE", "application/json", &said).await)["result"]["text"], "json");
    let form = format!(
        "chat_id={MARIE}&text=un+form%C3%A9&disable_notification=true&reply_markup=%7B%22remove_keyboard%22%3Atrue%7D"
    );
    let answer = served.json("sendMessage", "application/x-www-form-urlencoded", &form).await;
    assert_eq!(body(&answer)["result"]["text"], "un formé");
    let path = format!("/bot{TOKEN}/sendmessage?chat_id={MARIE}&text=query");
    assert_eq!(body(&served.raw("GET", &path, "text/plain", "").await)["result"]["text"], "query");
    let part = |name: &str, value: &str| {
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let parts = [part("chat_id", &MARIE.to_string()), part("text", "parts"), "--x--\r\n".to_owned()].concat();
    let answer = served.json("sendMessage", "multipart/form-data; boundary=x", &parts).await;
    assert_eq!(body(&answer)["result"]["text"], "parts");
    assert_eq!(world.complaints(), [] as [&str; 0]);
    served.end().await;
}

#[tokio::test]
async fn refusals_have_telegrams_shape() {
    let (world, _) = world();
    let served = serve(&world).await;
    let answer = served.json("sendMessage", "application/json", "{\"chat_id\":77,\"text\":\"a\"}").await;
    assert_eq!(status(&answer), "400");
    assert_eq!(
        body(&answer),
        json!({ "ok": false, "error_code": 400, "description": "Bad Request: chat not found" })
    );
    let answer = served.raw("POST", "/bot1:wrong/getMe", "application/json", "").await;
    assert_eq!(body(&answer), json!({ "ok": false, "error_code": 401, "description": "Unauthorized" }));
    for path in [format!("/bot{TOKEN}/sendHologram"), "/".to_owned(), format!("/file/bot{TOKEN}/nothing")] {
        let answer = served.raw("GET", &path, "text/plain", "").await;
        assert_eq!(body(&answer), json!({ "ok": false, "error_code": 404, "description": "Not Found" }));
    }
    let answer = served.json("getMe", "application/json", "{").await;
    assert_eq!(status(&answer), "400");
    world.fail(Some("getMe"), 1, Fault::TooMany { retry_after: 7 });
    let answer = served.json("getMe", "application/json", "{}").await;
    assert_eq!(body(&answer)["parameters"]["retry_after"], 7);
    served.end().await;
}

#[tokio::test]
async fn teloxide_speaks_with_it() {
    let (world, _) = world();
    let served = serve(&world).await;
    let client = teloxide::net::default_reqwest_settings().no_proxy().build().unwrap();
    let bot =
        Bot::with_client(TOKEN, client).set_api_url(format!("http://{}", served.address).parse().unwrap());
    assert_eq!(bot.get_me().await.unwrap().username(), "koze_bot");
    let updates = bot.get_updates().timeout(0).await.unwrap();
    assert_eq!(updates.len(), 1);
    let said = bot.send_message(ChatId(MARIE), "<b>Bonjour</b>").parse_mode(ParseMode::Html).await.unwrap();
    bot.edit_message_text(ChatId(MARIE), said.id, "Bonsoir").await.unwrap();
    assert_eq!(world.latest(MARIE).unwrap().plain, "Bonsoir");

    let file = InputFile::memory("BEGIN:VCALENDAR").file_name("billet.ics");
    let sent = bot.send_document(ChatId(MARIE), file).caption("Votre billet").await.unwrap();
    let id = sent.document().unwrap().file.id.clone();
    let again = bot.send_document(ChatId(MARIE), InputFile::file_id(id.clone())).await.unwrap();
    assert_eq!(again.document().unwrap().file_name.as_deref(), Some("billet.ics"));
    let path = bot.get_file(id).await.unwrap().path;
    let mut bytes = Vec::new();
    bot.download_file(&path, &mut bytes).await.unwrap();
    assert_eq!(bytes, b"BEGIN:VCALENDAR");
    assert_eq!(world.complaints(), [] as [&str; 0]);
    served.end().await;
}

#[tokio::test]
async fn faults_come_as_ordered_and_then_it_heals() {
    let (world, _) = world();
    let served = serve(&world).await;
    let before = world.chat(MARIE).len();
    let text = format!("{{\"chat_id\":{MARIE},\"text\":\"a\"}}");
    let say = || served.json("sendMessage", "application/json", &text);
    world.fail(Some("sendMessage"), 2, Fault::Server(502));
    world.fail(None, 1, Fault::Reset);
    for _ in 0..2 {
        let answer = say().await;
        assert!(status(&answer) == "502" && answer.contains("<h1>502 Bad Gateway</h1>"), "{answer}");
    }
    assert_eq!(say().await, "");
    assert_eq!(world.chat(MARIE).len(), before, "nothing happened so far");
    world.fail(Some("SendMessage"), 1, Fault::AfterEffect);
    assert_eq!(say().await, "");
    assert_eq!(world.chat(MARIE).len(), before + 1, "it happened unheard");
    world.fail(None, 1, Fault::HalfJson);
    let half = say().await;
    assert_eq!((status(&half), body(&half)), ("200", Value::Null));
    assert!(half.contains("{\"ok\":true"));
    assert_eq!(world.chat(MARIE).len(), before + 2);
    assert_eq!(body(&say().await)["ok"], true);
    assert_eq!(world.calls("sendMessage"), 6);
    assert_eq!(world.requests().iter().filter(|request| request.fault.is_some()).count(), 3);
    assert_eq!(world.refusals(), []);
    served.end().await;
}

#[tokio::test]
async fn a_hanging_request_goes_on_once_released() {
    let (world, _) = world();
    world.fail(None, 1, Fault::Hang);
    let before = world.chat(MARIE).len();
    let seen = world.revision();
    let hanging = tokio::spawn({
        let world = world.clone();
        async move { world.answer("sendMessage", json!({ "chat_id": MARIE, "text": "a" }), Uploads::new()).await }
    });
    world.changed(seen).await;
    assert_eq!((world.hanging(), world.chat(MARIE).len()), (1, before));
    world.release();
    assert!(matches!(hanging.await.unwrap(), Answer::Whole(Ok(_))));
    assert_eq!((world.hanging(), world.chat(MARIE).len()), (0, before + 1));
}

#[tokio::test]
async fn stopping_cuts_off_a_waiting_poll() {
    let (world, _) = world();
    let served = serve(&world).await;
    let first = world.last_update_id().unwrap() + 1;
    let seen = world.revision();
    let poll = format!("{{\"offset\":{first},\"timeout\":50}}");
    let stop = async {
        world.changed(seen).await;
        served.stop.cancel();
    };
    let (answer, ()) = tokio::join!(served.json("getUpdates", "application/json", &poll), stop);
    assert_eq!(answer, "");
    served.end().await;
}

/// Reads one answer, as long as it says it is.
async fn one_answer(stream: &mut TcpStream) -> String {
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
    let (world, _) = world();
    let served = serve(&world).await;
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
        let answer = one_answer(&mut stream).await;
        assert!(answer.contains(says) && !answer.contains("connection: close"), "{path}: {answer}");
    }
    drop(stream);
    served.end().await;
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_and_the_connections_end_announced() {
    let (world, _) = world();
    let served = serve(&world).await;
    let mut stream = TcpStream::connect(served.address).await.unwrap();
    let length = 60 << 20;
    let head = format!(
        "POST /bot{TOKEN}/sendDocument HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = one_answer(&mut stream).await;
    assert!(answer.contains("413") && answer.contains("connection: close"), "{answer}");
    drop(stream);
    served.end().await;
}

#[tokio::test]
async fn addresses_may_be_escaped_as_libraries_please() {
    let (world, _) = world();
    let served = serve(&world).await;
    let escaped = TOKEN.replace(':', "%3A");
    let answer = served.raw("GET", &format!("/bot{escaped}/getMe"), "text/plain", "").await;
    assert_eq!(body(&answer)["result"]["username"], "koze_bot");
    let part =
        |head: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
    let file = part("name=\"document\"; filename=\"a.txt\"", "bonjour");
    let parts = [part("name=\"chat_id\"", &MARIE.to_string()), file, "--x--\r\n".to_owned()].concat();
    let answer = served.json("sendDocument", "multipart/form-data; boundary=x", &parts).await;
    let id = body(&answer)["result"]["document"]["file_id"].clone();
    let found = served.json("getFile", "application/json", &json!({ "file_id": id }).to_string()).await;
    let path = body(&found)["result"]["file_path"].as_str().unwrap().to_owned();
    for (token, path) in [
        (TOKEN.to_owned(), path.clone()),
        (escaped.clone(), path.clone()),
        (escaped.to_lowercase(), path.replace('/', "%2F")),
        (TOKEN.to_owned(), path.replace('.', "%2e")),
    ] {
        let answer = served.raw("GET", &format!("/file/bot{token}/{path}"), "text/plain", "").await;
        assert!(status(&answer) == "200" && answer.ends_with("bonjour"), "{token} {path}: {answer}");
    }
    for wrong in ["/file/bot%FF%00/x", "/bot%/getMe", "/file/bot1%3Awrong/documents/file_0.txt"] {
        let answer = served.raw("GET", wrong, "text/plain", "").await;
        assert!(matches!(status(&answer), "401" | "404"), "{answer}");
    }
    served.end().await;
}

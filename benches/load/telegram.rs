//! A Bot API server with people who talk to the bot in a closed loop: each says the next thing once the
//! last was answered. It keeps nothing that was said.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::Uri;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use serde_json::{Value, json};
use tokio::sync::{Notify, Semaphore};

use crate::script::{Script, Step, What};

/// As many updates as Telegram hands over at once, and brings at once.
const BATCH: usize = 100;
const BROUGHT_AT_ONCE: usize = 40;

/// Where updates are brought to, with the word that goes with them; nowhere while they are fetched.
#[derive(Default)]
pub struct Webhooks {
    pub urls: Vec<String>,
    pub secret: String,
}

pub struct Telegram {
    script: Script,
    webhooks: Webhooks,
    /// How long somebody thinks before they go on, at the mean.
    think: Duration,
    state: Mutex<World>,
    news: Notify,
    next_webhook: AtomicUsize,
    at_once: Semaphore,
    client: reqwest::Client,
}

#[derive(Default)]
struct World {
    pending: VecDeque<(i64, Value)>,
    last_update: i64,
    last_message: i64,
    people: HashMap<i64, Somebody>,
    waits: Vec<Duration>,
    unexpected: HashMap<String, usize>,
}

struct Somebody {
    /// Which of the steps they are at: the first ones once, the others over and over.
    step: usize,
    round: u64,
    /// Since when they wait for an answer.
    since: Instant,
    waiting: bool,
    /// The message with buttons that was said last.
    message: i64,
}

/// What the people met since it was last asked.
pub struct Seen {
    /// From the moment an update could be had to the whole call that answers it.
    pub waits: Vec<Duration>,
    pub unexpected: HashMap<String, usize>,
}

impl Telegram {
    pub fn new(script: Script, webhooks: Webhooks, think: Duration) -> Arc<Self> {
        Arc::new(Self {
            script,
            webhooks,
            think,
            state: Mutex::default(),
            news: Notify::new(),
            next_webhook: AtomicUsize::new(0),
            at_once: Semaphore::new(BROUGHT_AT_ONCE),
            client: reqwest::Client::new(),
        })
    }

    pub fn pages(self: &Arc<Self>) -> Router {
        Router::new().fallback(axum::routing::any(answer)).with_state(Arc::clone(self))
    }

    /// So many people begin.
    pub fn enter(self: &Arc<Self>, people: i64) {
        for person in 1..=people {
            let somebody = Somebody { step: 0, round: 0, since: Instant::now(), waiting: false, message: 0 };
            self.lock().people.insert(person, somebody);
            self.go_on(person);
        }
    }

    pub fn seen(&self) -> Seen {
        let mut world = self.lock();
        Seen { waits: std::mem::take(&mut world.waits), unexpected: std::mem::take(&mut world.unexpected) }
    }

    fn lock(&self) -> MutexGuard<'_, World> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody says what their script has next.
    fn go_on(self: &Arc<Self>, person: i64) {
        let mut world = self.lock();
        world.last_update += 1;
        world.last_message += 1;
        let (update, message) = (world.last_update, world.last_message);
        let Some(somebody) = world.people.get_mut(&person) else { return };
        somebody.since = Instant::now();
        somebody.waiting = true;
        let step = self.script.step(somebody.step);
        // somebody new in each round, where people come only once
        let id = person + if self.script.fresh { somebody.round as i64 * 1_000_000 } else { 0 };
        let round = somebody.round;
        let from = json!({ "id": id, "is_bot": false, "first_name": "Marie", "language_code": "en" });
        let chat = json!({ "id": id, "type": "private", "first_name": "Marie" });
        let body = match &step.what {
            What::Says(text) => {
                let text = text(id, round);
                let mut said = json!({ "message_id": message, "date": 1_353_682_200, "from": from, "chat": chat, "text": text });
                if text.starts_with('/') {
                    let length = text.split(' ').next().unwrap_or_default().len();
                    said["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
                }
                json!({ "update_id": update, "message": said })
            }
            What::Presses(data) => {
                let below = json!({ "message_id": somebody.message.max(1), "date": 1_353_682_200, "chat": chat, "text": "?" });
                let press = json!({ "id": id.to_string(), "from": from, "message": below, "chat_instance": "1", "data": data(id, round) });
                json!({ "update_id": update, "callback_query": press })
            }
        };
        if self.webhooks.urls.is_empty() {
            world.pending.push_back((update, body));
            drop(world);
            self.news.notify_one();
        } else {
            drop(world);
            tokio::spawn(bring(Arc::clone(self), body));
        }
    }

    /// A call reached somebody: perhaps it is what they wait for.
    fn reached(self: &Arc<Self>, method: &str, body: &Value) -> i64 {
        let by_press = method == "answerCallbackQuery";
        let id = match by_press {
            true => body["callback_query_id"].as_str().and_then(|id| id.parse().ok()),
            false => body["chat_id"].as_i64(),
        };
        let mut world = self.lock();
        world.last_message += 1;
        let message = world.last_message;
        let Some(id) = id else { return message };
        let person = if self.script.fresh { id % 1_000_000 } else { id };
        let Some(somebody) = world.people.get_mut(&person) else { return message };
        if body["reply_markup"]["inline_keyboard"].is_array() {
            somebody.message = body["message_id"].as_i64().unwrap_or(message);
        }
        let Step { expect, by_answer, .. } = self.script.step(somebody.step);
        let is_it = *by_answer == by_press && (by_press || body.to_string().contains(expect));
        if !somebody.waiting || !is_it {
            return message;
        }
        let wait = somebody.since.elapsed();
        somebody.waiting = false;
        somebody.step += 1;
        if self.script.is_round(somebody.step) {
            somebody.round += 1;
            somebody.step = self.script.first.len();
        }
        world.waits.push(wait);
        drop(world);
        if self.think.is_zero() {
            self.go_on(person);
        } else {
            let telegram = Arc::clone(self);
            let think = self.think.mul_f64(0.5 + rand::random::<f64>());
            tokio::spawn(async move {
                tokio::time::sleep(think).await;
                telegram.go_on(person);
            });
        }
        message
    }

    async fn updates(&self, offset: i64, patience: Duration) -> Vec<Value> {
        let until = Instant::now() + patience;
        loop {
            {
                let mut world = self.lock();
                while world.pending.front().is_some_and(|(update, _)| *update < offset) {
                    world.pending.pop_front();
                }
                if !world.pending.is_empty() {
                    return world.pending.iter().take(BATCH).map(|(_, body)| body.clone()).collect();
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || tokio::time::timeout(left, self.news.notified()).await.is_err() {
                return Vec::new();
            }
        }
    }
}

/// Brings an update until it is taken, to each of the webhooks in turn.
async fn bring(telegram: Arc<Telegram>, update: Value) {
    let Ok(_turn) = telegram.at_once.acquire().await else { return };
    let webhooks = &telegram.webhooks;
    let url = &webhooks.urls[telegram.next_webhook.fetch_add(1, Ordering::Relaxed) % webhooks.urls.len()];
    loop {
        let post = telegram
            .client
            .post(url)
            .header("X-Telegram-Bot-Api-Secret-Token", &webhooks.secret)
            .json(&update);
        if post.send().await.is_ok_and(|response| response.status().is_success()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn answer(State(telegram): State<Arc<Telegram>>, uri: Uri, body: Bytes) -> impl IntoResponse {
    let method = uri.path().rsplit('/').next().unwrap_or_default();
    // a file comes in several parts, of which only the chat is of interest
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| in_parts(&body));
    let result = match method {
        "getMe" => json!({ "id": 1, "is_bot": true, "first_name": "Kozé", "username": "koze_bot" }),
        "getUpdates" => {
            let patience = Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
            json!(telegram.updates(body["offset"].as_i64().unwrap_or(0), patience).await)
        }
        "answerCallbackQuery" => {
            telegram.reached(method, &body);
            json!(true)
        }
        "sendMessage" | "editMessageText" | "sendPhoto" | "sendDocument" | "sendVenue" | "sendLocation" => {
            let message = telegram.reached(method, &body);
            let chat = json!({ "id": body["chat_id"], "type": "private", "first_name": "Marie" });
            json!({ "message_id": message, "date": 1_353_682_200, "chat": chat, "text": "",
                    "photo": [{ "file_id": "picture", "file_unique_id": "p", "width": 1, "height": 1 }] })
        }
        "setWebhook"
        | "deleteWebhook"
        | "setMyCommands"
        | "setMyName"
        | "setMyDescription"
        | "setMyShortDescription"
        | "setChatMenuButton" => json!(true),
        "getMyCommands" => json!([]),
        _ => {
            *telegram.lock().unexpected.entry(method.to_owned()).or_default() += 1;
            json!({})
        }
    };
    ([(CONTENT_TYPE, "application/json")], json!({ "ok": true, "result": result }).to_string())
}

/// The fields of a multipart body that are of interest.
fn in_parts(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let chat = text.split("name=\"chat_id\"").nth(1).and_then(|rest| rest.trim_start().lines().next());
    json!({ "chat_id": chat.and_then(|chat| chat.trim().parse::<i64>().ok()), "caption": text })
}

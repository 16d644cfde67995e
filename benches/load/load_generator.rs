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

use crate::script::{Script, Step, UserAction};

/// As many updates as Telegram hands over at once, and brings at once.
const BATCH_SIZE: usize = 100;
const MAX_WEBHOOK_CALLS: usize = 40;

/// Where updates are brought to, with the word that goes with them; nowhere while they are fetched.
#[derive(Default)]
pub struct Webhooks {
    pub urls: Vec<String>,
    pub secret: String,
}

pub struct LoadGenerator {
    script: Script,
    webhooks: Webhooks,
    /// How long somebody thinks before they go on, at the mean.
    mean_think_time: Duration,
    state: Mutex<LoadState>,
    update_arrived: Notify,
    next_webhook: AtomicUsize,
    webhook_slots: Semaphore,
    client: reqwest::Client,
}

#[derive(Default)]
struct LoadState {
    pending: VecDeque<(i64, Value)>,
    last_update: i64,
    last_message: i64,
    people: HashMap<i64, SimulatedUser>,
    response_times: Vec<Duration>,
    unexpected: HashMap<String, usize>,
}

struct SimulatedUser {
    /// Which of the steps they are at: the first ones once, the others over and over.
    step: usize,
    round: u64,
    /// Since when they wait for an answer.
    waiting_since: Instant,
    is_waiting: bool,
    /// The message with buttons that was said last.
    keyboard_message: i64,
}

/// What the people met since it was last asked.
pub struct Measurements {
    /// From the moment an update could be had to the whole call that answers it.
    pub response_times: Vec<Duration>,
    pub unexpected: HashMap<String, usize>,
}

impl LoadGenerator {
    pub fn new(script: Script, webhooks: Webhooks, think: Duration) -> Arc<Self> {
        Arc::new(Self {
            script,
            webhooks,
            mean_think_time: think,
            state: Mutex::default(),
            update_arrived: Notify::new(),
            next_webhook: AtomicUsize::new(0),
            webhook_slots: Semaphore::new(MAX_WEBHOOK_CALLS),
            client: reqwest::Client::new(),
        })
    }

    pub fn router(self: &Arc<Self>) -> Router {
        Router::new().fallback(axum::routing::any(handle_call)).with_state(Arc::clone(self))
    }

    /// So many people begin.
    pub fn add_users(self: &Arc<Self>, people: i64) {
        for person in 1..=people {
            let somebody = SimulatedUser {
                step: 0,
                round: 0,
                waiting_since: Instant::now(),
                is_waiting: false,
                keyboard_message: 0,
            };
            self.lock().people.insert(person, somebody);
            self.send_next(person);
        }
    }

    pub fn take_measurements(&self) -> Measurements {
        let mut emulator = self.lock();
        Measurements {
            response_times: std::mem::take(&mut emulator.response_times),
            unexpected: std::mem::take(&mut emulator.unexpected),
        }
    }

    fn lock(&self) -> MutexGuard<'_, LoadState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody says what their script has next.
    fn send_next(self: &Arc<Self>, person: i64) {
        let mut emulator = self.lock();
        emulator.last_update += 1;
        emulator.last_message += 1;
        let (update, message) = (emulator.last_update, emulator.last_message);
        let Some(somebody) = emulator.people.get_mut(&person) else { return };
        somebody.waiting_since = Instant::now();
        somebody.is_waiting = true;
        let step = self.script.step(somebody.step);
        // somebody new in each round, where people come only once
        let id =
            person + if self.script.is_new_person_each_round { somebody.round as i64 * 1_000_000 } else { 0 };
        let round = somebody.round;
        let from = json!({ "id": id, "is_bot": false, "first_name": "Marie", "language_code": "en" });
        let chat = json!({ "id": id, "type": "private", "first_name": "Marie" });
        let body = match &step.action {
            UserAction::Says(text) => {
                let text = text(id, round);
                let mut said = json!({ "message_id": message, "date": 1_353_682_200, "from": from, "chat": chat, "text": text });
                if text.starts_with('/') {
                    let length = text.split(' ').next().unwrap_or_default().len();
                    said["entities"] = json!([{ "type": "bot_command", "offset": 0, "length": length }]);
                }
                json!({ "update_id": update, "message": said })
            }
            UserAction::Presses(data) => {
                let below = json!({ "message_id": somebody.keyboard_message.max(1), "date": 1_353_682_200, "chat": chat, "text": "?" });
                let press = json!({ "id": id.to_string(), "from": from, "message": below, "chat_instance": "1", "data": data(id, round) });
                json!({ "update_id": update, "callback_query": press })
            }
        };
        if self.webhooks.urls.is_empty() {
            emulator.pending.push_back((update, body));
            drop(emulator);
            self.update_arrived.notify_one();
        } else {
            drop(emulator);
            tokio::spawn(deliver_webhook(Arc::clone(self), body));
        }
    }

    /// A call reached somebody: perhaps it is what they wait for.
    fn on_call(self: &Arc<Self>, method: &str, body: &Value) -> i64 {
        let by_press = method == "answerCallbackQuery";
        let id = match by_press {
            true => body["callback_query_id"].as_str().and_then(|id| id.parse().ok()),
            false => body["chat_id"].as_i64(),
        };
        let mut emulator = self.lock();
        emulator.last_message += 1;
        let message = emulator.last_message;
        let Some(id) = id else { return message };
        let person = if self.script.is_new_person_each_round { id % 1_000_000 } else { id };
        let Some(somebody) = emulator.people.get_mut(&person) else { return message };
        if body["reply_markup"]["inline_keyboard"].is_array() {
            somebody.keyboard_message = body["message_id"].as_i64().unwrap_or(message);
        }
        let Step { expected: expect, awaits_press_answer: by_answer, .. } = self.script.step(somebody.step);
        let is_it = *by_answer == by_press && (by_press || body.to_string().contains(expect));
        if !somebody.is_waiting || !is_it {
            return message;
        }
        let wait = somebody.waiting_since.elapsed();
        somebody.is_waiting = false;
        somebody.step += 1;
        if self.script.is_round_end(somebody.step) {
            somebody.round += 1;
            somebody.step = self.script.opening_steps.len();
        }
        emulator.response_times.push(wait);
        drop(emulator);
        if self.mean_think_time.is_zero() {
            self.send_next(person);
        } else {
            let telegram = Arc::clone(self);
            let think = self.mean_think_time.mul_f64(0.5 + rand::random::<f64>());
            tokio::spawn(async move {
                tokio::time::sleep(think).await;
                telegram.send_next(person);
            });
        }
        message
    }

    async fn get_updates(&self, offset: i64, patience: Duration) -> Vec<Value> {
        let until = Instant::now() + patience;
        loop {
            {
                let mut emulator = self.lock();
                while emulator.pending.front().is_some_and(|(update, _)| *update < offset) {
                    emulator.pending.pop_front();
                }
                if !emulator.pending.is_empty() {
                    return emulator.pending.iter().take(BATCH_SIZE).map(|(_, body)| body.clone()).collect();
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || tokio::time::timeout(left, self.update_arrived.notified()).await.is_err() {
                return Vec::new();
            }
        }
    }
}

/// Brings an update until it is taken, to each of the webhooks in turn.
async fn deliver_webhook(telegram: Arc<LoadGenerator>, update: Value) {
    let Ok(_turn) = telegram.webhook_slots.acquire().await else { return };
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

async fn handle_call(State(telegram): State<Arc<LoadGenerator>>, uri: Uri, body: Bytes) -> impl IntoResponse {
    let method = uri.path().rsplit('/').next().unwrap_or_default();
    // a file comes in several parts, of which only the chat is of interest
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| parse_multipart(&body));
    let result = match method {
        "getMe" => json!({ "id": 1, "is_bot": true, "first_name": "Kozé", "username": "koze_bot" }),
        "getUpdates" => {
            let patience = Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
            json!(telegram.get_updates(body["offset"].as_i64().unwrap_or(0), patience).await)
        }
        "answerCallbackQuery" => {
            telegram.on_call(method, &body);
            json!(true)
        }
        "sendMessage" | "editMessageText" | "sendPhoto" | "sendDocument" | "sendVenue" | "sendLocation" => {
            let message = telegram.on_call(method, &body);
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
fn parse_multipart(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let chat = text.split("name=\"chat_id\"").nth(1).and_then(|rest| rest.trim_start().lines().next());
    json!({ "chat_id": chat.and_then(|chat| chat.trim().parse::<i64>().ok()), "caption": text })
}

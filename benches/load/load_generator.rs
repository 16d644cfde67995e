//! A Bot API server with simulated users in a closed loop: each takes the next step once the previous one is
//! answered. The server stores no messages.

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

/// Telegram's limits: updates in one `getUpdates`, and webhook calls in flight.
const BATCH_SIZE: usize = 100;
const MAX_WEBHOOK_CALLS: usize = 40;

/// The webhooks that updates are delivered to, and their secret token; no URL with long polling.
#[derive(Default)]
pub struct Webhooks {
    pub urls: Vec<String>,
    pub secret: String,
}

pub struct LoadGenerator {
    script: Script,
    webhooks: Webhooks,
    /// Mean pause of a user between an answer and the next step.
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
    /// Index of the current step: first the opening steps, then the repeated ones.
    step: usize,
    round: u64,
    /// When the last update was sent.
    waiting_since: Instant,
    is_waiting: bool,
    /// The newest message with buttons.
    keyboard_message: i64,
}

/// Everything measured since the last `take_measurements`.
pub struct Measurements {
    /// From the moment an update is available to the complete call that answers it.
    pub response_times: Vec<Duration>,
    /// Calls of methods that the server does not implement, by method.
    pub unexpected: HashMap<String, usize>,
}

impl LoadGenerator {
    pub fn new(script: Script, webhooks: Webhooks, mean_think_time: Duration) -> Arc<Self> {
        Arc::new(Self {
            script,
            webhooks,
            mean_think_time,
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

    /// Adds `people` users; each sends its first update.
    pub fn add_users(self: &Arc<Self>, people: i64) {
        for person in 1..=people {
            let user = SimulatedUser {
                step: 0,
                round: 0,
                waiting_since: Instant::now(),
                is_waiting: false,
                keyboard_message: 0,
            };
            self.lock().people.insert(person, user);
            self.send_next(person);
        }
    }

    pub fn take_measurements(&self) -> Measurements {
        let mut state = self.lock();
        Measurements {
            response_times: std::mem::take(&mut state.response_times),
            unexpected: std::mem::take(&mut state.unexpected),
        }
    }

    fn lock(&self) -> MutexGuard<'_, LoadState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the next step of a user's script.
    fn send_next(self: &Arc<Self>, person: i64) {
        let mut state = self.lock();
        state.last_update += 1;
        state.last_message += 1;
        let (update, message) = (state.last_update, state.last_message);
        let Some(user) = state.people.get_mut(&person) else { return };
        user.waiting_since = Instant::now();
        user.is_waiting = true;
        let step = self.script.step(user.step);
        // another Telegram id in each round, where the script needs new people
        let id =
            person + if self.script.is_new_person_each_round { user.round as i64 * 1_000_000 } else { 0 };
        let round = user.round;
        let from = json!({ "id": id, "is_bot": false, "first_name": "Marie", "language_code": "en" });
        let chat = json!({ "id": id, "type": "private", "first_name": "Marie" });
        let body = match &step.action {
            UserAction::Says(text) => {
                let text = text(id, round);
                let mut message_json = json!({ "message_id": message, "date": 1_353_682_200, "from": from, "chat": chat, "text": text });
                if text.starts_with('/') {
                    let length = text.split(' ').next().unwrap_or_default().len();
                    message_json["entities"] =
                        json!([{ "type": "bot_command", "offset": 0, "length": length }]);
                }
                json!({ "update_id": update, "message": message_json })
            }
            UserAction::Presses(data) => {
                let pressed_message = json!({ "message_id": user.keyboard_message.max(1), "date": 1_353_682_200, "chat": chat, "text": "?" });
                let press = json!({ "id": id.to_string(), "from": from, "message": pressed_message, "chat_instance": "1", "data": data(id, round) });
                json!({ "update_id": update, "callback_query": press })
            }
        };
        if self.webhooks.urls.is_empty() {
            state.pending.push_back((update, body));
            drop(state);
            self.update_arrived.notify_one();
        } else {
            drop(state);
            tokio::spawn(deliver_webhook(Arc::clone(self), body));
        }
    }

    /// Handles a call of the bot; if a user waits for it, records the response time and sends the next step.
    /// Returns the id of the message.
    fn on_call(self: &Arc<Self>, method: &str, body: &Value) -> i64 {
        let is_press_answer = method == "answerCallbackQuery";
        let id = match is_press_answer {
            true => body["callback_query_id"].as_str().and_then(|id| id.parse().ok()),
            false => body["chat_id"].as_i64(),
        };
        let mut state = self.lock();
        state.last_message += 1;
        let message = state.last_message;
        let Some(id) = id else { return message };
        let person = if self.script.is_new_person_each_round { id % 1_000_000 } else { id };
        let Some(user) = state.people.get_mut(&person) else { return message };
        if body["reply_markup"]["inline_keyboard"].is_array() {
            user.keyboard_message = body["message_id"].as_i64().unwrap_or(message);
        }
        let Step { expected, awaits_press_answer, .. } = self.script.step(user.step);
        let is_expected = *awaits_press_answer == is_press_answer
            && (is_press_answer || body.to_string().contains(expected));
        if !user.is_waiting || !is_expected {
            return message;
        }
        let wait = user.waiting_since.elapsed();
        user.is_waiting = false;
        user.step += 1;
        if self.script.is_round_end(user.step) {
            user.round += 1;
            user.step = self.script.opening_steps.len();
        }
        state.response_times.push(wait);
        drop(state);
        if self.mean_think_time.is_zero() {
            self.send_next(person);
        } else {
            let generator = Arc::clone(self);
            let pause = self.mean_think_time.mul_f64(0.5 + rand::random::<f64>());
            tokio::spawn(async move {
                tokio::time::sleep(pause).await;
                generator.send_next(person);
            });
        }
        message
    }

    async fn get_updates(&self, offset: i64, timeout: Duration) -> Vec<Value> {
        let until = Instant::now() + timeout;
        loop {
            {
                let mut state = self.lock();
                while state.pending.front().is_some_and(|(update, _)| *update < offset) {
                    state.pending.pop_front();
                }
                if !state.pending.is_empty() {
                    return state.pending.iter().take(BATCH_SIZE).map(|(_, body)| body.clone()).collect();
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || tokio::time::timeout(left, self.update_arrived.notified()).await.is_err() {
                return Vec::new();
            }
        }
    }
}

/// Delivers an update to one of the webhooks, in rotation, and retries until it is accepted.
async fn deliver_webhook(generator: Arc<LoadGenerator>, update: Value) {
    let Ok(_slot) = generator.webhook_slots.acquire().await else { return };
    let webhooks = &generator.webhooks;
    let url = &webhooks.urls[generator.next_webhook.fetch_add(1, Ordering::Relaxed) % webhooks.urls.len()];
    loop {
        let post = generator
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

async fn handle_call(
    State(generator): State<Arc<LoadGenerator>>,
    uri: Uri,
    body: Bytes,
) -> impl IntoResponse {
    let method = uri.path().rsplit('/').next().unwrap_or_default();
    // a file comes as multipart, of which only the chat and the text matter
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| parse_multipart(&body));
    let result = match method {
        "getMe" => json!({ "id": 1, "is_bot": true, "first_name": "Kozé", "username": "koze_bot" }),
        "getUpdates" => {
            let timeout = Duration::from_secs(body["timeout"].as_u64().unwrap_or(0));
            json!(generator.get_updates(body["offset"].as_i64().unwrap_or(0), timeout).await)
        }
        "answerCallbackQuery" => {
            generator.on_call(method, &body);
            json!(true)
        }
        "sendMessage" | "editMessageText" | "sendPhoto" | "sendDocument" | "sendVenue" | "sendLocation" => {
            let message = generator.on_call(method, &body);
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
            *generator.lock().unexpected.entry(method.to_owned()).or_default() += 1;
            json!({})
        }
    };
    ([(CONTENT_TYPE, "application/json")], json!({ "ok": true, "result": result }).to_string())
}

/// The chat of a multipart body, and the whole body as its caption.
fn parse_multipart(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    let chat = text.split("name=\"chat_id\"").nth(1).and_then(|rest| rest.trim_start().lines().next());
    json!({ "chat_id": chat.and_then(|chat| chat.trim().parse::<i64>().ok()), "caption": text })
}

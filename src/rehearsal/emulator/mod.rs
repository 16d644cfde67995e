//! A small Telegram: people with telephones, their chats, and one bot, as a plain struct with
//! methods. People act (`says`, `presses` …), which makes updates; the bot calls Bot API methods
//! (`call`), which makes bubbles; a test or a page of phones reads both. It refuses what Telegram
//! would refuse, in Telegram's words where they are known. No HTTP in here: that is `api.rs`.

mod api_error;
mod client_app;
mod edit_methods;
mod entity_detection;
mod faults;
mod files;
mod flood_limits;
mod groups;
mod html_parser;
mod inspection;
mod methods;
mod model;
mod params;
mod profile;
mod reply_markup;
mod request_log;
mod send_methods;
mod topics;
mod update_queue;
mod user_actions;
mod user_media;
mod validation;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

pub use api_error::BotApiError;
pub use faults::{BotApiResponse, Fault};
pub use files::StoredFile;
pub use flood_limits::{FloodLimits, Rate};
pub use inspection::CallbackAnswer;
pub use methods::names as method_names;
pub use model::{Author, BotAccount, ChatMessage, Media, ReplyKeyboard, User};
pub use params::{Upload, Uploads};
pub use request_log::LoggedRequest;
pub use user_actions::{ButtonNotFound, PressOutcome, SentMessage, UserMedia};

use crate::clock::Clock;
use model::Chat;
use params::Params;

/// The refusal of a callback answer that comes late, twice or for nothing.
const CALLBACK_QUERY_TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

/// The whole world; clones are the same world.
#[derive(Clone)]
pub struct TelegramEmulator(Arc<Shared>);

struct Shared {
    inner: Mutex<EmulatorState>,
    clock: Clock,
    /// Counts changes that somebody looking on would see.
    revision: watch::Sender<u64>,
    /// Follows [`updates::Queue::news`].
    poll_wakeups: watch::Sender<u64>,
    release_count: watch::Sender<u64>,
    /// Held by every hanging request, to count them.
    hanging_requests: Arc<()>,
}

struct EmulatorState {
    clock: Clock,
    bot: BotAccount,
    history_limit: usize,
    /// Group privacy mode: only commands, replies to the bot and service messages reach it.
    has_privacy_mode: bool,
    users: HashMap<i64, User>,
    chats: HashMap<i64, Chat>,
    last_message_id: i64,
    last_group_id: i64,
    update_queue: update_queue::Queue,
    pending_callbacks: HashMap<String, user_actions::PendingCallback>,
    callback_answers: VecDeque<CallbackAnswer>,
    files: files::FileStore,
    profile: profile::BotProfile,
    flood_meter: flood_limits::FloodMeter,
    request_log: request_log::RequestLog,
    faults: faults::FaultQueue,
}

impl TelegramEmulator {
    /// An empty world with one bot in it.
    pub fn new(clock: Clock, bot: BotAccount) -> Self {
        // Telegram's ids start at random; staying below 2^30 leaves room to count.
        let first_update = rand::random_range(100_000_000..900_000_000);
        let inner = EmulatorState {
            clock: clock.clone(),
            bot,
            history_limit: usize::MAX,
            has_privacy_mode: true,
            users: HashMap::new(),
            chats: HashMap::new(),
            last_message_id: 0,
            last_group_id: 4_000_000_000,
            update_queue: update_queue::Queue::new(first_update),
            pending_callbacks: HashMap::new(),
            callback_answers: VecDeque::new(),
            files: files::FileStore::default(),
            profile: profile::BotProfile::default(),
            flood_meter: flood_limits::FloodMeter::default(),
            request_log: request_log::RequestLog::default(),
            faults: faults::FaultQueue::default(),
        };
        Self(Arc::new(Shared {
            inner: Mutex::new(inner),
            clock,
            revision: watch::Sender::new(0),
            poll_wakeups: watch::Sender::new(0),
            release_count: watch::Sender::new(0),
            hanging_requests: Arc::new(()),
        }))
    }

    fn lock(&self) -> MutexGuard<'_, EmulatorState> {
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the world, and wakes whoever waits for a change.
    fn modify<T>(&self, change: impl FnOnce(&mut EmulatorState) -> T) -> T {
        let mut inner = self.lock();
        let out = change(&mut inner);
        let news = inner.update_queue.wakeup_count;
        drop(inner);
        // Two threads may come here in either order; the count only grows.
        self.0.poll_wakeups.send_if_modified(|seen| {
            let newer = news > *seen;
            *seen = news.max(*seen);
            newer
        });
        self.bump_revision();
        out
    }

    fn bump_revision(&self) {
        self.0.revision.send_modify(|revision| *revision += 1);
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        *self.0.revision.borrow()
    }

    /// Waits until the revision is no longer `seen`; returns it.
    pub async fn wait_for_change(&self, seen: u64) -> u64 {
        let mut revision = self.0.revision.subscribe();
        // An error would mean that this world is gone, and `self` holds it.
        revision.wait_for(|now| *now != seen).await.map_or(seen, |now| *now)
    }

    /// Whether this is the bot's token.
    pub fn is_bot_token(&self, token: &str) -> bool {
        self.lock().bot.token == token
    }

    /// Switches flood limits on, or off (`None`), and forgets what was counted.
    pub fn set_flood_limits(&self, limits: Option<FloodLimits>) {
        self.lock().flood_meter.reset(limits);
    }

    /// Switches the bot's group privacy mode (it is on at first).
    pub fn set_privacy_mode(&self, on: bool) {
        self.lock().has_privacy_mode = on;
    }

    /// Calls a Bot API method. A `getUpdates` does not wait here.
    pub fn call(&self, method: &str, params: Value) -> Result<Value, BotApiError> {
        self.call_with_files(method, params, Uploads::new())
    }

    /// Calls a Bot API method with files, named by their parts.
    pub fn call_with_files(
        &self,
        method: &str,
        params: Value,
        uploads: Uploads,
    ) -> Result<Value, BotApiError> {
        self.modify(|inner| inner.call(method, params, uploads))
    }

    /// Calls a Bot API method; a `getUpdates` waits for as long as it wants to.
    pub async fn call_async(
        &self,
        method: &str,
        params: Value,
        uploads: Uploads,
    ) -> Result<Value, BotApiError> {
        if method.eq_ignore_ascii_case("getUpdates") {
            self.long_poll(params).await
        } else {
            self.call_with_files(method, params, uploads)
        }
    }

    async fn long_poll(&self, params: Value) -> Result<Value, BotApiError> {
        let mut news = self.0.poll_wakeups.subscribe();
        let poll = self.modify(|inner| {
            inner.handle_call("getUpdates", params, Uploads::new(), EmulatorState::begin_poll_call)
        })?;
        let arrival = async {
            loop {
                news.mark_unchanged();
                if let Some(answer) = self.lock().try_finish_poll(&poll) {
                    return answer;
                }
                if news.changed().await.is_err() {
                    return Ok(Value::Array(Vec::new()));
                }
            }
        };
        let answer = self.0.clock.timeout(poll.timeout, arrival).await;
        let answer = answer.unwrap_or_else(|| Ok(Value::Array(Vec::new())));
        if let Err(refusal) = &answer {
            let mut inner = self.lock();
            let keep = inner.history_limit;
            inner.request_log.add_error("getUpdates", refusal.clone(), keep);
        }
        answer
    }
}

impl EmulatorState {
    fn call(&mut self, method: &str, given: Value, uploads: Uploads) -> Result<Value, BotApiError> {
        self.handle_call(method, given, uploads, Self::dispatch_method)
    }

    /// Reads a request, has it carried out, and writes it down.
    fn handle_call<T>(
        &mut self,
        method: &str,
        given: Value,
        uploads: Uploads,
        carry_out: impl FnOnce(&mut Self, &'static str, &mut Params) -> Result<T, BotApiError>,
    ) -> Result<T, BotApiError> {
        let keep = self.history_limit;
        let Some(method) = methods::find(method) else {
            self.request_log.add_error(method, BotApiError::not_found(), keep);
            return Err(BotApiError::not_found());
        };
        self.request_log.count_call(method.name);
        let (mut params, verdict) = Params::read(method, given, uploads);
        let answer = verdict.and_then(|()| carry_out(self, method.name, &mut params));
        self.request_log.add_warnings(params.warnings.drain(..), keep);
        let refused = answer.as_ref().err().cloned();
        let at = self.clock.real_now();
        let request = LoggedRequest {
            at,
            method: method.name,
            params: params.into_json(),
            error: refused,
            fault: None,
        };
        self.request_log.add_request(request, keep);
        answer
    }

    fn begin_poll_call(
        &mut self,
        _: &'static str,
        params: &mut Params,
    ) -> Result<update_queue::PollRequest, BotApiError> {
        self.begin_poll(params)
    }

    fn dispatch_method(&mut self, method: &'static str, p: &mut Params) -> Result<Value, BotApiError> {
        match method {
            "getUpdates" => {
                let poll = self.begin_poll(p)?;
                self.try_finish_poll(&poll).unwrap_or_else(|| Ok(Value::Array(Vec::new())))
            }
            "setWebhook" => self.set_webhook(p),
            "deleteWebhook" => Ok(self.delete_webhook(p)),
            "getWebhookInfo" => Ok(self.webhook_info()),
            "getMe" => Ok(self.get_me()),
            "sendMessage" | "sendDocument" | "sendPhoto" | "sendVoice" | "sendVenue" | "sendLocation"
            | "copyMessage" | "forwardMessage" => self.send(method, p),
            "sendChatAction" => self.send_chat_action(p),
            "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup" => self.edit(method, p),
            "deleteMessage" => self.delete_message(p),
            "setMessageReaction" => self.set_reaction(p),
            "answerCallbackQuery" => self.answer_callback_query(p),
            "getFile" => self.get_file(p),
            "getChat" => self.get_chat(p),
            "getChatMember" => self.get_chat_member(p),
            "setMyCommands" => self.set_commands(p),
            "getMyCommands" => self.get_commands(p),
            "deleteMyCommands" => self.delete_commands(p),
            "setChatMenuButton" => self.set_menu_button(p),
            "getChatMenuButton" => Ok(self.get_menu_button(p)),
            _ => self.profile_text(method, p),
        }
    }
}

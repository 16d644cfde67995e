//! A small Telegram: people with telephones, their chats, and one bot, as a plain struct with
//! methods. People act (`says`, `presses` …), which makes updates; the bot calls Bot API methods
//! (`call`), which makes bubbles; a test or a page of phones reads both. It refuses what Telegram
//! would refuse, in Telegram's words where they are known. No HTTP in here: that is `api.rs`.

mod bot_edits;
mod bot_sends;
mod checks;
mod faults;
mod files;
mod groups;
mod html;
mod journal;
mod limits;
mod marks;
mod markup;
mod methods;
mod params;
mod people;
mod phones;
mod profile;
mod reading;
mod refusal;
mod state;
mod things;
mod topics;
mod updates;

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::watch;

pub use faults::{Answer, Fault};
pub use files::StoredFile;
pub use journal::Request;
pub use limits::{Limits, Rate};
pub use methods::names as method_names;
pub use params::{Upload, Uploads};
pub use people::{Absent, Kind, Pressed, Said};
pub use reading::Toast;
pub use refusal::Refusal;
pub use state::{Author, Bot, Bubble, Media, Person, ReplyKeyboard};

use crate::clock::Clock;
use params::Params;
use state::Chat;

/// The refusal of a callback answer that comes late, twice or for nothing.
const TOO_OLD: &str = "query is too old and response timeout expired or query ID is invalid";

/// The whole world; clones are the same world.
#[derive(Clone)]
pub struct World(Arc<Shared>);

struct Shared {
    inner: Mutex<Inner>,
    clock: Clock,
    /// Counts changes that somebody looking on would see.
    revision: watch::Sender<u64>,
    /// Follows [`updates::Queue::news`].
    news: watch::Sender<u64>,
    released: watch::Sender<u64>,
    /// Held by every hanging request, to count them.
    hanging: Arc<()>,
}

struct Inner {
    clock: Clock,
    bot: Bot,
    keep: usize,
    /// Group privacy mode: only commands, replies to the bot and service messages reach it.
    privacy: bool,
    people: HashMap<i64, Person>,
    chats: HashMap<i64, Chat>,
    last_message_id: i64,
    last_group_id: i64,
    queue: updates::Queue,
    presses: HashMap<String, people::Press>,
    toasts: VecDeque<Toast>,
    files: files::Files,
    profile: profile::Profile,
    meter: limits::Meter,
    journal: journal::Journal,
    faults: faults::Faults,
}

impl World {
    /// An empty world with one bot in it.
    pub fn new(clock: Clock, bot: Bot) -> Self {
        // Telegram's ids start at random; staying below 2^30 leaves room to count.
        let first_update = rand::random_range(100_000_000..900_000_000);
        let inner = Inner {
            clock: clock.clone(),
            bot,
            keep: usize::MAX,
            privacy: true,
            people: HashMap::new(),
            chats: HashMap::new(),
            last_message_id: 0,
            last_group_id: 4_000_000_000,
            queue: updates::Queue::new(first_update),
            presses: HashMap::new(),
            toasts: VecDeque::new(),
            files: files::Files::default(),
            profile: profile::Profile::default(),
            meter: limits::Meter::default(),
            journal: journal::Journal::default(),
            faults: faults::Faults::default(),
        };
        Self(Arc::new(Shared {
            inner: Mutex::new(inner),
            clock,
            revision: watch::Sender::new(0),
            news: watch::Sender::new(0),
            released: watch::Sender::new(0),
            hanging: Arc::new(()),
        }))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the world, and wakes whoever waits for a change.
    fn act<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let mut inner = self.inner();
        let out = change(&mut inner);
        let news = inner.queue.news;
        drop(inner);
        // Two threads may come here in either order; the count only grows.
        self.0.news.send_if_modified(|seen| {
            let newer = news > *seen;
            *seen = news.max(*seen);
            newer
        });
        self.touch();
        out
    }

    fn touch(&self) {
        self.0.revision.send_modify(|revision| *revision += 1);
    }

    /// Grows with every change.
    pub fn revision(&self) -> u64 {
        *self.0.revision.borrow()
    }

    /// Waits until the revision is no longer `seen`; returns it.
    pub async fn changed(&self, seen: u64) -> u64 {
        let mut revision = self.0.revision.subscribe();
        // An error would mean that this world is gone, and `self` holds it.
        revision.wait_for(|now| *now != seen).await.map_or(seen, |now| *now)
    }

    /// Whether this is the bot's token.
    pub fn knows_token(&self, token: &str) -> bool {
        self.inner().bot.token == token
    }

    /// Switches flood limits on, or off (`None`), and forgets what was counted.
    pub fn set_limits(&self, limits: Option<Limits>) {
        self.inner().meter.set(limits);
    }

    /// Switches the bot's group privacy mode (it is on at first).
    pub fn set_privacy(&self, on: bool) {
        self.inner().privacy = on;
    }

    /// Calls a Bot API method. A `getUpdates` does not wait here.
    pub fn call(&self, method: &str, params: Value) -> Result<Value, Refusal> {
        self.call_with(method, params, Uploads::new())
    }

    /// Calls a Bot API method with files, named by their parts.
    pub fn call_with(&self, method: &str, params: Value, uploads: Uploads) -> Result<Value, Refusal> {
        self.act(|inner| inner.call(method, params, uploads))
    }

    /// Calls a Bot API method; a `getUpdates` waits for as long as it wants to.
    pub async fn request(&self, method: &str, params: Value, uploads: Uploads) -> Result<Value, Refusal> {
        if method.eq_ignore_ascii_case("getUpdates") {
            self.poll(params).await
        } else {
            self.call_with(method, params, uploads)
        }
    }

    async fn poll(&self, params: Value) -> Result<Value, Refusal> {
        let mut news = self.0.news.subscribe();
        let poll =
            self.act(|inner| inner.receive("getUpdates", params, Uploads::new(), Inner::begin_poll_of))?;
        let arrival = async {
            loop {
                news.mark_unchanged();
                if let Some(answer) = self.inner().go_on_polling(&poll) {
                    return answer;
                }
                if news.changed().await.is_err() {
                    return Ok(Value::Array(Vec::new()));
                }
            }
        };
        let answer = self.0.clock.at_most(poll.timeout, arrival).await;
        let answer = answer.unwrap_or_else(|| Ok(Value::Array(Vec::new())));
        if let Err(refusal) = &answer {
            let mut inner = self.inner();
            let keep = inner.keep;
            inner.journal.refuse("getUpdates", refusal.clone(), keep);
        }
        answer
    }
}

impl Inner {
    fn call(&mut self, method: &str, given: Value, uploads: Uploads) -> Result<Value, Refusal> {
        self.receive(method, given, uploads, Self::carry_out)
    }

    /// Reads a request, has it carried out, and writes it down.
    fn receive<T>(
        &mut self,
        method: &str,
        given: Value,
        uploads: Uploads,
        carry_out: impl FnOnce(&mut Self, &'static str, &mut Params) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let keep = self.keep;
        let Some(method) = methods::find(method) else {
            self.journal.refuse(method, Refusal::not_found(), keep);
            return Err(Refusal::not_found());
        };
        self.journal.count(method.name);
        let (mut params, verdict) = Params::read(method, given, uploads);
        let answer = verdict.and_then(|()| carry_out(self, method.name, &mut params));
        self.journal.complain(params.complaints.drain(..), keep);
        let refused = answer.as_ref().err().cloned();
        let at = self.clock.mono();
        let request = Request { at, method: method.name, params: params.into_log(), refused, fault: None };
        self.journal.request(request, keep);
        answer
    }

    fn begin_poll_of(&mut self, _: &'static str, params: &mut Params) -> Result<updates::Poll, Refusal> {
        self.begin_poll(params)
    }

    fn carry_out(&mut self, method: &'static str, p: &mut Params) -> Result<Value, Refusal> {
        match method {
            "getUpdates" => {
                let poll = self.begin_poll(p)?;
                self.go_on_polling(&poll).unwrap_or_else(|| Ok(Value::Array(Vec::new())))
            }
            "setWebhook" => self.set_webhook(p),
            "deleteWebhook" => Ok(self.delete_webhook(p)),
            "getWebhookInfo" => Ok(self.webhook_info()),
            "getMe" => Ok(self.me()),
            "sendMessage" | "sendDocument" | "sendPhoto" | "sendVoice" | "sendVenue" | "sendLocation"
            | "copyMessage" | "forwardMessage" => self.send(method, p),
            "sendChatAction" => self.chat_action(p),
            "editMessageText" | "editMessageCaption" | "editMessageReplyMarkup" => self.edit(method, p),
            "deleteMessage" => self.delete(p),
            "setMessageReaction" => self.react(p),
            "answerCallbackQuery" => self.answer_press(p),
            "getFile" => self.get_file(p),
            "getChat" => self.get_chat(p),
            "getChatMember" => self.get_chat_member(p),
            "setMyCommands" => self.set_commands(p),
            "getMyCommands" => self.get_commands(p),
            "deleteMyCommands" => self.delete_commands(p),
            "setChatMenuButton" => self.set_menu_button(p),
            "getChatMenuButton" => Ok(self.menu_button(p)),
            _ => self.own_text(method, p),
        }
    }
}

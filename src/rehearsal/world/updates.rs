//! The bot's updates: numbered, kept until they are confirmed or too old, handed out in order to
//! one poller at a time.

use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

use super::params::Params;
use super::refusal::Refusal;
use super::{Inner, World};
use crate::clock::Millis;

const SECOND_POLLER: &str =
    "terminated by other getUpdates request; make sure that only one bot instance is running";
const WEBHOOK_ACTIVE: &str =
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";

/// What Telegram sends only to those who ask for it by name.
const BY_NAME_ONLY: [&str; 3] = ["chat_member", "message_reaction", "message_reaction_count"];

const LONGEST_POLL_SECONDS: i64 = 50;
const MOST_AT_ONCE: i64 = 100;

/// How long Telegram keeps a press for a bot that does not come.
const PRESS_KEPT: Millis = 150_000;
/// And anything else.
const UPDATE_KEPT: Millis = 24 * 3_600_000;

struct Waiting {
    id: i64,
    update: Arc<Value>,
    /// Real time after which Telegram forgets it.
    until: Millis,
    /// Comes a second time: handed out once, whatever the offset.
    again: bool,
}

pub(super) struct Queue {
    next_id: i64,
    waiting: VecDeque<Waiting>,
    /// All updates there were, for coming a second time.
    history: VecDeque<(i64, Arc<Value>)>,
    /// As the last `getUpdates` or `setWebhook` that spoke of it wanted; empty: all usual ones.
    allowed: Vec<String>,
    /// Counts polls, so that an older one sees that it is over.
    poll: u64,
    /// Counts what a waiting poll must wake for.
    pub news: u64,
    /// The parameters of `setWebhook`, remembered only.
    webhook: Option<Map<String, Value>>,
    /// The webhook's word, which is never told.
    secret: String,
}

impl Queue {
    pub fn new(first_id: i64) -> Self {
        Self {
            next_id: first_id,
            waiting: VecDeque::new(),
            history: VecDeque::new(),
            allowed: Vec::new(),
            poll: 0,
            news: 0,
            webhook: None,
            secret: String::new(),
        }
    }

    /// Numbers an update and lets it wait, unless the bot does not want its kind.
    pub fn push(&mut self, kind: &str, content: Value, now: Millis, keep: usize) -> Option<i64> {
        let wanted = match self.allowed.as_slice() {
            [] => !BY_NAME_ONLY.contains(&kind),
            allowed => allowed.iter().any(|allowed| allowed == kind),
        };
        wanted.then(|| self.push_raw(json!({ kind: content }), now, keep))
    }

    /// Lets any JSON wait, with the next number if it has none.
    pub fn push_raw(&mut self, mut update: Value, now: Millis, keep: usize) -> i64 {
        let id = match update.get("update_id").and_then(Value::as_i64) {
            Some(id) => id,
            None => {
                let id = self.next_id;
                self.next_id += 1;
                if let Value::Object(update) = &mut update {
                    update.insert("update_id".to_owned(), json!(id));
                }
                id
            }
        };
        let kept = if update.get("callback_query").is_some() { PRESS_KEPT } else { UPDATE_KEPT };
        let update = Arc::new(update);
        self.history.push_back((id, update.clone()));
        let surplus = self.history.len().saturating_sub(keep);
        self.history.drain(..surplus);
        self.waiting.push_back(Waiting { id, update, until: now + kept, again: false });
        self.news += 1;
        id
    }

    fn take(&mut self, offset: i64, limit: usize, now: Millis) -> Vec<Arc<Value>> {
        if offset < 0 {
            let surplus = self.waiting.len().saturating_sub(offset.unsigned_abs() as usize);
            self.waiting.drain(..surplus);
        }
        self.waiting.retain(|waiting| waiting.again || (waiting.id >= offset && waiting.until > now));
        let taken = self.waiting.iter().take(limit).map(|waiting| waiting.update.clone()).collect();
        let mut place = 0;
        self.waiting.retain(|waiting| {
            place += 1;
            place > limit || !waiting.again
        });
        taken
    }

    fn allow(&mut self, params: &Params) {
        if let Some(kinds) = params.list("allowed_updates") {
            self.allowed = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
    }
}

/// What a poll asks for.
pub(super) struct Poll {
    turn: u64,
    offset: i64,
    limit: usize,
    pub timeout: Duration,
}

impl Inner {
    /// Begins a poll, which ends the one before.
    pub(super) fn begin_poll(&mut self, params: &Params) -> Result<Poll, Refusal> {
        if self.queue.webhook.is_some() {
            return Err(Refusal::conflict(WEBHOOK_ACTIVE));
        }
        self.queue.allow(params);
        self.queue.poll += 1;
        self.queue.news += 1;
        let timeout = params.int("timeout").unwrap_or(0).clamp(0, LONGEST_POLL_SECONDS);
        Ok(Poll {
            turn: self.queue.poll,
            offset: params.int("offset").unwrap_or(0),
            limit: params.int("limit").unwrap_or(MOST_AT_ONCE).clamp(1, MOST_AT_ONCE) as usize,
            timeout: Duration::from_secs(timeout.unsigned_abs()),
        })
    }

    /// What there is for a poll now; `None` when it may go on waiting.
    pub(super) fn go_on_polling(&mut self, poll: &Poll) -> Option<Result<Value, Refusal>> {
        if self.queue.webhook.is_some() {
            return Some(Err(Refusal::conflict("terminated by setWebhook request")));
        }
        if self.queue.poll != poll.turn {
            return Some(Err(Refusal::conflict(SECOND_POLLER)));
        }
        let updates = self.queue.take(poll.offset, poll.limit, self.clock.mono());
        let updates: Vec<Value> = updates.iter().map(|update| Value::clone(update)).collect();
        (!updates.is_empty()).then_some(Ok(Value::Array(updates)))
    }

    /// Remembers a webhook, which ends polling; `api::bring` takes updates there.
    pub(super) fn set_webhook(&mut self, params: &Params) -> Result<Value, Refusal> {
        let url = params.text("url");
        if !url.is_empty() && !url.starts_with("https://") {
            return Err(Refusal::bad("bad webhook: An HTTPS URL must be provided for webhook"));
        }
        let secret = params.text("secret_token");
        if secret.len() > 256 || !secret.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
        {
            return Err(Refusal::bad("secret token contains unallowed characters"));
        }
        let connections = params.int("max_connections").unwrap_or(40).clamp(1, 100);
        self.queue.allow(params);
        self.queue.secret = secret.to_owned();
        if params.flag("drop_pending_updates") {
            self.queue.waiting.clear();
        }
        self.queue.news += 1;
        self.queue.webhook = (!url.is_empty()).then(|| {
            let address = params.text("ip_address");
            let mut webhook = Map::from_iter([
                ("url".to_owned(), json!(url)),
                ("max_connections".to_owned(), json!(connections)),
            ]);
            if !address.is_empty() {
                webhook.insert("ip_address".to_owned(), json!(address));
            }
            webhook
        });
        Ok(json!(true))
    }

    pub(super) fn delete_webhook(&mut self, params: &Params) -> Value {
        self.queue.webhook = None;
        if params.flag("drop_pending_updates") {
            self.queue.waiting.clear();
        }
        json!(true)
    }

    pub(super) fn webhook_info(&self) -> Value {
        let mut info =
            self.queue.webhook.clone().unwrap_or_else(|| Map::from_iter([("url".to_owned(), json!(""))]));
        info.insert("has_custom_certificate".to_owned(), json!(false));
        info.insert("pending_update_count".to_owned(), json!(self.queue.waiting.len()));
        if !self.queue.allowed.is_empty() {
            info.insert("allowed_updates".to_owned(), json!(self.queue.allowed));
        }
        Value::Object(info)
    }

    /// Queues an update of a usual kind.
    pub(super) fn update(&mut self, kind: &str, content: Value) -> Option<i64> {
        let now = self.clock.mono();
        self.queue.push(kind, content, now, self.keep)
    }
}

/// An update that is to be brought to the webhook.
pub struct ToBring {
    pub id: i64,
    pub update: Arc<Value>,
    pub url: String,
    pub secret: String,
}

impl Waiting {
    /// The queue it stands in: presses by person, everything else by chat.
    fn queue(&self) -> String {
        let part = |kind: &str, path: &str| self.update.get(kind)?.pointer(path)?.as_i64();
        if let Some(user) = part("callback_query", "/from/id") {
            return format!("press:{user}");
        }
        let kinds = self.update.as_object().into_iter().flat_map(Map::keys);
        let chat = kinds.filter_map(|kind| part(kind, "/chat/id")).next();
        format!("chat:{}", chat.unwrap_or_default())
    }
}

impl World {
    /// The queues in which an update waits for the webhook that is set.
    pub fn queues_to_bring(&self) -> BTreeSet<String> {
        let inner = self.inner();
        if inner.queue.webhook.is_none() {
            return BTreeSet::new();
        }
        inner.queue.waiting.iter().map(Waiting::queue).collect()
    }

    /// The first update of a queue that Telegram still keeps.
    pub fn next_to_bring(&self, queue: &str) -> Option<ToBring> {
        let inner = self.inner();
        let now = inner.clock.mono();
        let webhook = inner.queue.webhook.as_ref()?;
        let text = |name: &str| webhook.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let mut waiting = inner.queue.waiting.iter();
        let next = waiting.find(|waiting| waiting.until > now && waiting.queue() == queue)?;
        Some(ToBring {
            id: next.id,
            update: Arc::clone(&next.update),
            url: text("url"),
            secret: inner.queue.secret.clone(),
        })
    }

    /// The webhook took it.
    pub fn was_brought(&self, update_id: i64) {
        self.act(|inner| {
            if let Some(at) = inner.queue.waiting.iter().position(|waiting| waiting.id == update_id) {
                inner.queue.waiting.remove(at);
            }
        });
    }

    /// How many updates are not confirmed yet.
    pub fn waiting_updates(&self) -> usize {
        self.inner().queue.waiting.len()
    }

    /// Queues any JSON as an update; it gets the next `update_id` if it has none. Returns its id.
    pub fn inject(&self, update: Value) -> i64 {
        self.act(|inner| {
            let now = inner.clock.mono();
            inner.queue.push_raw(update, now, inner.keep)
        })
    }

    /// A kind of update that Telegram may think of one day. Returns its id.
    pub fn sends_unknown_update(&self) -> i64 {
        self.inject(json!({ "hologram_shared": { "id": "1", "shape": "sphere" } }))
    }

    /// Delivers an update a second time, at once and though it may have been confirmed, as a
    /// webhook does when its answer is lost. Tells whether there was such an update.
    pub fn redeliver(&self, update_id: i64) -> bool {
        self.act(|inner| {
            let found = inner.queue.history.iter().rev().find(|(id, _)| *id == update_id);
            let Some((id, update)) = found.cloned() else { return false };
            let until = inner.clock.mono() + UPDATE_KEPT;
            inner.queue.waiting.push_front(Waiting { id, update, until, again: true });
            inner.queue.news += 1;
            true
        })
    }

    /// Starts ids anew, perhaps lower, as Telegram does after a week without updates.
    pub fn next_update_id(&self, id: i64) {
        self.act(|inner| inner.queue.next_id = id);
    }

    /// The id of the latest update.
    pub fn last_update_id(&self) -> Option<i64> {
        self.inner().queue.history.back().map(|(id, _)| *id)
    }
}
